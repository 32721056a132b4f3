/* SPDX-License-Identifier: MIT */
/* styr figure: the scene is made here, the picture by styr-figure in a process of its own. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const endings[][2] = {{".svg", "svg"}, {".pdf", "pdf"},    {".png", "png"}, {".gv", "dot"},
                                         {".dot", "dot"}, {".json", "scene"}, {".txt", "text"}};

static const char *picture_of(const char *path) {
  const size_t n = strlen(path);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    const size_t m = strlen(endings[i][0]);
    if (n > m && strcmp(path + n - m, endings[i][0]) == 0) return endings[i][1];
  }
  return NULL;
}

enum { most_paths = 100000 };

typedef struct marking { /* the ties of paths, each once */
  styr_tie *ties;
  size_t count;
  bool cut; /* there are more paths than are looked at */
} marking;

static styr_status take_ties(const styr_map *map, styr_query *query, const styr_path_options *options, marking *m, styr_error *error) {
  const size_t ties = styr_map_count(map, STYR_TIES);
  bool *taken = calloc(ties + 1, sizeof *taken);
  m->ties = malloc((ties + 1) * sizeof *m->ties);
  styr_paths *paths = NULL;
  styr_path path;
  styr_status status = taken && m->ties ? styr_paths_open(query, options, &paths, error) : STYR_ERR_NOMEM;
  while (status == STYR_OK && (status = styr_paths_next(paths, &path, error)) == STYR_OK)
    for (size_t i = 0; i < path.length; i++) {
      if (!taken[path.ties[i].index]) m->ties[m->count++] = path.ties[i];
      taken[path.ties[i].index] = true;
    }
  styr_paths_close(paths);
  free(taken);
  m->cut = status == STYR_TRUNCATED;
  return status == STYR_END || m->cut ? STYR_OK : status;
}

/* The shortest paths of a pattern, from and to whom it was asked. */
static styr_status mark_paths(const styr_map *map, const char *along, const char *from, const char *to, const styr_filter *filter,
                              marking *m, styr_error *error) {
  styr_path_options options = STYR_PATH_OPTIONS_INIT;
  styr_pattern *pattern = NULL;
  styr_query *query = NULL;
  styr_graph *graph = NULL;
  styr_node ends[2];
  styr_status status = styr_pattern_parse(along, NULL, &pattern, NULL, error);
  if (status == STYR_OK && from) status = styr_map_resolve(map, from, &ends[0], error);
  if (status == STYR_OK && to) status = styr_map_resolve(map, to, &ends[1], error);
  if (status == STYR_OK) status = styr_graph_freeze(map, filter, NULL, &graph, error);
  if (status == STYR_OK) status = styr_query_new(graph, pattern, NULL, &query, error);
  options.from = from ? &ends[0] : NULL;
  options.from_count = from ? 1 : 0;
  options.to = to ? &ends[1] : NULL;
  options.to_count = to ? 1 : 0;
  options.limit = most_paths;
  if (status == STYR_OK) status = take_ties(map, query, &options, m, error);
  styr_query_free(query);
  styr_graph_free(graph);
  styr_pattern_free(pattern);
  return status;
}

static bool layout_of(const char *name, styr_layout *out) {
  static const char *const names[] = {"field", "ruling", "texts", "money", "case"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    *out = (styr_layout)i;
    if (strcmp(name, names[i]) == 0) return true;
  }
  return false;
}

static styr_status draw(const styr_map *map, const styr_figure_options *how, const char *picture, const char *dpi, unsigned seconds,
                        const char *out, styr_error *error) {
  styr_scene *scene = NULL;
  styr_buffer result = STYR_BUFFER_INIT;
  styr_status status = styr_figure_make(map, how, &scene, error);
  const bool in_words = strcmp(picture, "text") == 0;
  const styr_sink words = styr_buffer_sink(&result);
  if (status == STYR_OK)
    status = in_words ? styr_scene_outline(scene, &words, error) : draw_scene(scene, picture, dpi, seconds, &result, error);
  hold_signals(true);
  if (status == STYR_OK && !out) status = stdout_sink().write(NULL, result.bytes, result.size) ? STYR_ERR_IO : STYR_OK;
  else if (status == STYR_OK) status = styr_file_replace(out, result.bytes, result.size, error);
  hold_signals(false);
  if (status == STYR_OK) {
    if (styr_scene_hidden(scene))
      fprintf(stderr, "styr figure: %zu assumed relations are not shown (--assumed show draws them)\n", styr_scene_hidden(scene));
    if (styr_scene_withheld(scene))
      fprintf(stderr,
              "styr figure: %zu payments rest on sources that are not public and are not shown (--include-confidential draws them)\n",
              styr_scene_withheld(scene));
    if (styr_scene_bare(scene))
      fprintf(stderr,
              "styr figure: %zu relations rest on sources that are not public and are drawn without type or grade (--include-confidential "
              "draws them fully)\n",
              styr_scene_bare(scene));
  }
  styr_buffer_free(&result);
  styr_scene_free(scene);
  return status;
}

int cmd_figure(int argc, char **argv) {
  const verb *v = find_verb("figure");
  const char *path, *out = NULL, *layout = "field", *from = NULL, *to = NULL, *along = NULL, *overlay = NULL, *format = NULL, *lang = NULL,
                    *title = NULL, *assumed = "show", *min_grade = NULL, *as_of = NULL, *dpi = "150", *timeout = "60";
  bool disputed = false, certain = false, confidential = false;
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  const option options[] = {
      {"-o", "FILE", "where the figure goes: .svg, .pdf, .png, .gv, .txt for words, or .json for the placed shapes", &out, NULL, NULL},
      {"--layout", "field|ruling|texts|money|case",
       "the field (default); what rules --from; texts with who writes them and whom they charge; who pays whom", &layout, NULL, NULL},
      {"--from", "A", "with --layout ruling: the actor or text; with --along: where its paths begin", &from, NULL, NULL},
      {"--along", "PATTERN", "bring out the shortest paths of a pattern, as of styr paths", &along, NULL, NULL},
      {"--case", "ID", "with --layout case: which, where the map has several", &how.case_id, NULL, NULL},
      {"--overlay", "standing", "frames by the standing of organisations towards the plan", &overlay, NULL, NULL},
      {"--to", "B", "with --along: where its paths end", &to, NULL, NULL},
      {"--format", "text", "the figure in words, on standard output", &format, NULL, NULL},
      {"--title", "TEXT", "title; default: the package's figure title", &title, NULL, NULL},
      {"--lang", "LANG", "language of labels and legend, for example en", &lang, NULL, NULL},
      {"--assumed", "show|hide", "lines that are only assumed: dashed (default), or left out and counted", &assumed, NULL, NULL},
      {"--min-grade", "GRADE", "draw only lines of this grade or better", &min_grade, NULL, NULL},
      {"--as-of", "DATE", "only what may be valid then", &as_of, NULL, NULL},
      {"--certain", NULL, "with --as-of: only what is certainly valid then", NULL, &certain, NULL},
      {"--disputed", NULL, "also ties that claims only speak against, as contested ones", NULL, &disputed, NULL},
      {"--include-confidential", NULL, "draw lines from sources that are not public like the others", NULL, &confidential, NULL},
      {"--dpi", "N", "resolution of .png, 36 to 600 (default 150)", &dpi, NULL, NULL},
      {"--timeout", "SECONDS", "how long drawing may take, 1 to 3600 (default 60)", &timeout, NULL, NULL},
  };
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  unsigned resolution, seconds;
  if (format && strcmp(format, "text") != 0) return usage_error(v->name, "--format takes text");
  if (!out == !format) return usage_error(v->name, format ? "-o FILE and --format text exclude one another" : "-o FILE is missing");
  const char *picture = out ? picture_of(out) : "text";
  if (!picture) return usage_error(v->name, "\"%s\" ends in none of .svg, .pdf, .png, .gv, .txt, .json", out);
  if (strcmp(assumed, "show") != 0 && strcmp(assumed, "hide") != 0) return usage_error(v->name, "--assumed takes show or hide");
  if (!whole_number(dpi, 36, 600, &resolution)) return usage_error(v->name, "--dpi takes a whole number from 36 to 600");
  if (!whole_number(timeout, 1, 3600, &seconds)) return usage_error(v->name, "--timeout takes a whole number from 1 to 3600");
  if (!parse_filter(v->name, min_grade, as_of, certain, &how.filter)) return EXIT_USAGE;
  how.lang = lang;
  how.title = title;
  how.assumed = strcmp(assumed, "hide") == 0 ? STYR_ASSUMED_HIDE : STYR_ASSUMED_SHOW;
  how.include_confidential = confidential;
  how.filter.disputed = disputed;
  if (!layout_of(layout, &how.layout)) return usage_error(v->name, "--layout takes field, ruling, texts, money or case");
  if (how.layout == STYR_LAYOUT_RULING && !from) return usage_error(v->name, "--layout ruling takes --from A");
  if (from && how.layout != STYR_LAYOUT_RULING && !along) return usage_error(v->name, "--from goes with --layout ruling or --along");
  if (overlay && strcmp(overlay, "standing") != 0) return usage_error(v->name, "--overlay takes standing");
  how.standing = overlay != NULL;
  if (to && !along) return usage_error(v->name, "--to goes with --along");
  styr_map *map = load_map(path, &code);
  if (!map) return code;
  styr_error error = STYR_ERROR_INIT;
  marking m = {NULL, 0, false};
  styr_status status = from ? styr_map_resolve(map, from, &how.from, &error) : STYR_OK;
  if (status == STYR_OK && along) status = mark_paths(map, along, from, to, &how.filter, &m, &error);
  if (m.cut) fprintf(stderr, "styr figure: only the first %d paths are brought out\n", most_paths);
  how.marked = m.ties;
  how.marked_count = m.count;
  char caption[400];
  if (along)
    snprintf(caption, sizeof caption, "%s%s%s%s%s", along, from ? ", " : to ? ", … " : "", from ? from : "", to ? " → " : "", to ? to : "");
  how.marked_caption = along ? caption : NULL;
  if (status == STYR_OK) status = draw(map, &how, picture, dpi, seconds, out, &error);
  if (status != STYR_OK) {
    error.status = status;
    code = failure(&error);
  }
  free(m.ties);
  styr_map_free(map);
  return code;
}

/* SPDX-License-Identifier: MIT */
/* styr figure: the scene is made here, the picture by styr-figure in a process of its own. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static const char *const endings[][2] = {{".svg", "svg"}, {".pdf", "pdf"}, {".png", "png"},
                                         {".gv", "dot"},  {".dot", "dot"}, {".json", "scene"}};

static const char *picture_of(const char *path) {
  const size_t n = strlen(path);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    const size_t m = strlen(endings[i][0]);
    if (n > m && strcmp(path + n - m, endings[i][0]) == 0) return endings[i][1];
  }
  return NULL;
}

static styr_status draw(const styr_map *map, const styr_figure_options *how, const char *picture, const char *dpi, unsigned seconds,
                        const char *out, styr_error *error) {
  styr_scene *scene = NULL;
  styr_buffer result = STYR_BUFFER_INIT;
  styr_status status = styr_figure_make(map, how, &scene, error);
  if (status == STYR_OK) status = draw_scene(scene, picture, dpi, seconds, &result, error);
  hold_signals(true);
  if (status == STYR_OK) status = styr_file_replace(out, result.bytes, result.size, error);
  hold_signals(false);
  if (status == STYR_OK) {
    if (styr_scene_hidden(scene))
      fprintf(stderr, "styr figure: %zu assumed relations are not shown (--assumed show draws them)\n", styr_scene_hidden(scene));
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
  const char *path, *out = NULL, *lang = NULL, *title = NULL, *assumed = "show", *min_grade = NULL, *as_of = NULL, *dpi = "150",
                    *timeout = "60";
  bool disputed = false, certain = false, confidential = false;
  const option options[] = {
      {"-o", "FILE", "where the figure goes: .svg, .pdf, .png, .gv, or .json for the placed shapes", &out, NULL, NULL},
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
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  unsigned resolution, seconds;
  if (!out) return usage_error(v->name, "-o FILE is missing");
  const char *picture = picture_of(out);
  if (!picture) return usage_error(v->name, "\"%s\" ends in none of .svg, .pdf, .png, .gv, .json", out);
  if (strcmp(assumed, "show") != 0 && strcmp(assumed, "hide") != 0) return usage_error(v->name, "--assumed takes show or hide");
  if (!whole_number(dpi, 36, 600, &resolution)) return usage_error(v->name, "--dpi takes a whole number from 36 to 600");
  if (!whole_number(timeout, 1, 3600, &seconds)) return usage_error(v->name, "--timeout takes a whole number from 1 to 3600");
  if (!parse_filter(v->name, min_grade, as_of, certain, &how.filter)) return EXIT_USAGE;
  how.lang = lang;
  how.title = title;
  how.assumed = strcmp(assumed, "hide") == 0 ? STYR_ASSUMED_HIDE : STYR_ASSUMED_SHOW;
  how.include_confidential = confidential;
  how.filter.disputed = disputed;
  styr_map *map = load_map(path, &code);
  if (!map) return code;
  styr_error error = STYR_ERROR_INIT;
  const styr_status status = draw(map, &how, picture, dpi, seconds, out, &error);
  if (status != STYR_OK) {
    error.status = status;
    code = failure(&error);
  }
  styr_map_free(map);
  return code;
}

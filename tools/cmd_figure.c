/* SPDX-License-Identifier: MIT */
/* styr figure: makes the scene of a figure; picture.c draws it. */
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

typedef struct marking { /* the ties on the paths, each once */
  styr_tie *ties;
  size_t count;
  bool cut; /* there are more paths than were read */
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

/* Mark the ties on the shortest paths of a pattern between these ends. */
static styr_status mark_paths(const styr_map *map, const char *along, const styr_node ends[2], const styr_filter *filter, marking *m,
                              styr_error *error) {
  styr_path_options options = STYR_PATH_OPTIONS_INIT;
  styr_pattern *pattern = NULL;
  styr_query *query = NULL;
  styr_graph *graph = NULL;
  styr_status status = styr_pattern_parse(along, NULL, &pattern, NULL, error);
  if (status == STYR_OK) status = styr_graph_freeze(map, filter, NULL, &graph, error);
  if (status == STYR_OK) status = styr_query_new(graph, pattern, NULL, &query, error);
  options.from_count = styr_node_exists(ends[0]);
  options.from = options.from_count ? &ends[0] : NULL; /* NULL: from every node */
  options.to_count = styr_node_exists(ends[1]);
  options.to = options.to_count ? &ends[1] : NULL;
  options.limit = most_paths;
  if (status == STYR_OK) status = take_ties(map, query, &options, m, error);
  styr_query_free(query);
  styr_graph_free(graph);
  styr_pattern_free(pattern);
  return status;
}

typedef struct figure_request {
  request q;
  const char *out, *picture, *from, *to, *along, *dpi, *timeout, *collapse, *plan, *body;
  int layout, overlay, style, paper, assumed;
  value_list at;
  unsigned seconds;
  styr_figure_options how;
} figure_request;

static styr_layout_info layout_info(styr_layout layout) {
  styr_layout_info info = {"", "", false, false, false};
  (void)styr_layout_get(layout, &info);
  return info;
}

static styr_overlay_info overlay_info(styr_overlay overlay) {
  styr_overlay_info info = {"", "", false, false};
  (void)styr_overlay_get(overlay, &info);
  return info;
}

/* ---- words of options, see option_words ---- */

static const char *layout_word(int i, bool help) {
  styr_layout_info info;
  return styr_layout_get((styr_layout)i, &info) ? help ? info.help : info.name : NULL;
}

static const char *overlay_word(int i, bool help) {
  styr_overlay_info info;
  return styr_overlay_get((styr_overlay)i, &info) ? help ? info.help : info.name : NULL;
}

static const char *style_word(int i, bool help) {
  static const char *const words[] = {"screen", "print", "contrast", NULL};
  return help ? "" : words[i];
}

static const char *paper_word(int i, bool help) {
  static const char *const words[] = {"", "a4", "a3", NULL};
  return help ? "" : words[i];
}

static const char *assumed_word(int i, bool help) {
  static const char *const words[] = {"show", "hide", NULL};
  return help ? "" : words[i];
}

/* Which options go together, and numbers and dates. */
static bool check(figure_request *a) {
  const char *name = a->q.verb->name;
  unsigned resolution, most = 0;
  const char *wrong = NULL;
  a->how.layout = (styr_layout)a->layout;
  a->how.overlay = (styr_overlay)a->overlay;
  a->how.style = (styr_style)a->style;
  a->how.paper = (styr_paper)a->paper;
  a->how.assumed = a->assumed ? STYR_ASSUMED_HIDE : STYR_ASSUMED_SHOW;
  const bool changes = overlay_info(a->how.overlay).between_dates, ruling = layout_info(a->how.layout).of_node;
  if (a->q.format_name && strcmp(a->q.format_name, "text") != 0) wrong = "--format takes text";
  else if (!a->out == !a->q.format_name) wrong = a->q.format_name ? "-o FILE and --format text exclude one another" : "-o FILE is missing";
  else if (ruling && !a->from) wrong = "--layout ruling takes --from A";
  else if (a->from && !ruling && !a->along) wrong = "--from goes with --layout ruling or --along";
  else if (a->to && !a->along) wrong = "--to goes with --along";
  else if (changes && a->at.count != 2) wrong = "--overlay changes takes --at DATE twice";
  else if (!changes && a->at.count) wrong = "--at goes with --overlay changes";
  else if (changes && a->q.as_of) wrong = "--at and --as-of exclude each other";
  else if ((a->plan || a->body) && !overlay_info(a->how.overlay).of_plan && !layout_info(a->how.layout).of_case)
    wrong = "--plan and --body go with --overlay standing or --layout case";
  else if (a->how.spread && !a->paper) wrong = "--spread takes --paper";
  else if (!whole_number(a->dpi, 36, 600, &resolution)) wrong = "--dpi takes a whole number from 36 to 600";
  else if (!whole_number(a->timeout, 1, 3600, &a->seconds)) wrong = "--timeout takes a whole number from 1 to 3600";
  else if (a->collapse && !whole_number(a->collapse, 1, 2000, &most)) wrong = "--collapse takes a whole number from 1 to 2000";
  if (wrong) {
    usage_error(name, "%s", wrong);
    return false;
  }
  a->picture = a->out ? picture_of(a->out) : "text";
  if (!a->picture) {
    usage_error(name, "\"%s\" ends in none of .svg, .pdf, .png, .gv, .txt, .json", a->out);
    return false;
  }
  a->how.collapse = most;
  styr_date dates[2] = {{0, 0, 0}, {0, 0, 0}};
  if (changes) a->q.as_of = a->at.items[1];
  if (!parse_filter(&a->q, &a->how.filter) || !parse_dates(name, &a->at, dates)) return false;
  a->how.since = dates[0];
  return true;
}

static void tell(size_t n, const char *one, const char *many) {
  if (n) fprintf(stderr, "styr figure: %zu %s\n", n, n == 1 ? one : many);
}

/* A level without a rank is placed below all others; most likely it is misspelt. */
static void tell_levels(const styr_map *map) {
  const size_t count = styr_vocab_count(map);
  const char **known = malloc((count + 1) * sizeof *known);
  size_t n = 0;
  for (size_t i = 0; known && i < count; i++) {
    const styr_term t = styr_vocab_get(map, i);
    if (strcmp(t.set, "level") == 0 && t.ranked) known[n++] = t.term;
  }
  for (size_t i = 0; known && i < count; i++) {
    const styr_term t = styr_vocab_get(map, i);
    if (strcmp(t.set, "level") != 0 || t.ranked || !t.uses) continue;
    const char *near = styr_nearest(t.term, known, n);
    fprintf(stderr, "styr figure: the level \"");
    tell_plainly(t.term);
    fprintf(stderr, "\" has no rank, so its boxes are placed below all others");
    if (near) fprintf(stderr, "; did you mean \"%s\"?", near);
    fprintf(stderr, "\n");
  }
  free(known);
}

/* Print what the picture does not show, or shows in another way than requested. */
static void tell_limits(const styr_scene *scene, const figure_request *a) {
  size_t boxes = 0;
  double label = 0, number = 0; /* the smallest */
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    double *size = item.kind == STYR_ITEM_BOX ? &label : item.kind == STYR_ITEM_MARK ? &number : NULL;
    boxes += item.kind == STYR_ITEM_BOX;
    if (size && item.line_count && (*size <= 0 || item.font_size < *size)) *size = item.font_size;
  }
  tell(styr_scene_hidden(scene), "assumed relation is not shown (--assumed show draws it)",
       "assumed relations are not shown (--assumed show draws them)");
  tell(styr_scene_collapsed(scene), "has no box of its own: it shares one with others like it",
       "have no box of their own: they share one with others like them");
  if (a->how.collapse && boxes > a->how.collapse) fprintf(stderr, "styr figure: %zu boxes are left: no further boxes are alike\n", boxes);
  if (styr_scene_scale(scene) < 1) {
    fprintf(stderr, "styr figure: made smaller for the paper: the text of boxes has %.1f points", label);
    if (number > 0) fprintf(stderr, ", numbers in circles have %.1f", number);
    fprintf(stderr, "\n");
  }
  tell(styr_scene_bare(scene), "line stands for ties that are not public: the figure is a draft",
       "lines stand for ties that are not public: the figure is a draft");
}

/* A field that is too large is drawn with --collapse when the user did not give it. */
static styr_status make_scene(const loaded *l, figure_request *a, styr_scene **out, styr_error *error) {
  enum { few = 300 };
  styr_error first = STYR_ERROR_INIT;
  const styr_status status = styr_figure_make(l->view, &a->how, out, &first);
  if (status == STYR_ERR_LIMIT && !a->how.collapse) {
    a->how.collapse = few;
    if (styr_figure_make(l->view, &a->how, out, error) != STYR_OK) return error->status;
    fprintf(stderr, "styr figure: %s; drawn with --collapse %d\n", first.message, few);
    return STYR_OK;
  }
  if (status != STYR_OK) *error = first;
  return status;
}

/* cairo limits the width and height of a picture to 32767 pixels. */
static void lower_resolution(const styr_scene *scene, figure_request *a, char dpi[12]) {
  const double pixels = 32767, width = styr_scene_width(scene), height = styr_scene_height(scene);
  const unsigned most = (unsigned)(pixels * 72 / (width > height ? width : height)), wanted = (unsigned)strtoul(a->dpi, NULL, 10);
  if (strcmp(a->picture, "png") != 0 || wanted <= most) return;
  snprintf(dpi, 12, "%u", most < 36 ? 36 : most);
  a->dpi = dpi;
  fprintf(stderr, "styr figure: in %u dpi the picture would be too large: drawn in %s dpi\n", wanted, dpi);
}

static styr_status draw(const loaded *l, figure_request *a, styr_error *error) {
  styr_scene *scene = NULL;
  styr_buffer result = STYR_BUFFER_INIT;
  char dpi[12];
  styr_status status = make_scene(l, a, &scene, error);
  if (status == STYR_OK) lower_resolution(scene, a, dpi);
  const bool in_words = strcmp(a->picture, "text") == 0;
  const styr_sink words = a->out ? styr_buffer_sink(&result) : answer_sink(STYR_FORMAT_TEXT);
  if (status == STYR_OK)
    status = in_words ? styr_scene_outline(scene, &words, error) : draw_scene(scene, a->picture, a->dpi, a->seconds, &result, error);
  hold_signals(true);
  if (status == STYR_OK && a->out) status = styr_file_replace(a->out, result.bytes, result.size, error);
  hold_signals(false);
  if (status == STYR_OK) tell_limits(scene, a);
  if (status == STYR_OK && !layout_info(a->how.layout).layered) tell_levels(l->seen);
  styr_buffer_free(&result);
  styr_scene_free(scene);
  return status;
}

/* The caption of marked paths, with the labels of the figure. */
static void caption_of(const loaded *l, const figure_request *a, const styr_node ends[2], char *out, size_t size) {
  const char *from = styr_node_exists(ends[0]) ? styr_node_label(l->seen, ends[0], a->how.lang) : "";
  const char *to = styr_node_exists(ends[1]) ? styr_node_label(l->seen, ends[1], a->how.lang) : "";
  snprintf(out, size, "%s%s%s%s%s", a->along, *from ? ", " : *to ? ", … " : "", from, *to ? " → " : "", to);
}

static styr_status resolve_names(const loaded *l, figure_request *a, styr_node ends[2], styr_error *error) {
  styr_status status = find_node(l, a->from, &a->how.from, error);
  if (status == STYR_OK) status = find_node(l, a->plan, &a->how.plan, error);
  if (status == STYR_OK) status = find_node(l, a->body, &a->how.body, error);
  if (status == STYR_OK) status = find_node(l, a->to, &ends[1], error);
  if (status == STYR_OK) status = find_case(l, &a->how.case_id, error);
  ends[0] = a->how.from;
  return status;
}

static int figure_of(figure_request *a) {
  int code;
  const loaded *l = &a->q.maps[0];
  if (!load_view(&a->q, &code)) return code;
  a->how.lang = a->q.lang;
  styr_error error = STYR_ERROR_INIT;
  marking m = {NULL, 0, false};
  char caption[400];
  styr_node ends[2] = {{0, 0}, {0, 0}};
  styr_status status = resolve_names(l, a, ends, &error);
  if (status == STYR_OK && a->along) status = mark_paths(l->seen, a->along, ends, &a->how.filter, &m, &error);
  if (status == STYR_OK && a->along && !m.count) fprintf(stderr, "styr figure: nothing matches --along: no line is highlighted\n");
  if (m.cut) fprintf(stderr, "styr figure: only the first %d paths are highlighted\n", most_paths);
  a->how.marked = m.ties;
  a->how.marked_count = m.count;
  if (a->along) caption_of(l, a, ends, caption, sizeof caption);
  a->how.marked_caption = a->along ? caption : NULL;
  if (status == STYR_OK) status = draw(l, a, &error);
  if (status == STYR_OK || status == STYR_ERR_DATA) tell_left_out(&a->q);
  if (status == STYR_OK) tell_standings("figure", l, a->how.plan, a->how.body, &a->how.filter);
  if (status != STYR_OK) {
    error.status = status;
    code = failure(&error);
  }
  free(m.ties);
  return code;
}

static const option options[] = {
    VALUE(figure_request, out, "-o", "FILE",
          "where the figure goes: .svg, .pdf, .png, .gv, .txt for words, or .json for the placed shapes"),
    VALUE(figure_request, q.format_name, "--format", "text", "the figure in words, on standard output"),
    CHOICE(figure_request, layout, "--layout", layout_word, ""),
    VALUE(figure_request, from, "--from", "A", "with --layout ruling: the actor or text; with --along: the first node of its paths"),
    VALUE(figure_request, how.case_id, "--case", "ID", "with --layout case: which case, when the map has several"),
    VALUE(figure_request, along, "--along", "PATTERN", "highlight the shortest paths of a pattern, as in `styr paths`"),
    VALUE(figure_request, to, "--to", "B", "with --along: the last node of its paths"),
    CHOICE(figure_request, overlay, "--overlay", overlay_word, "frames: "),
    LIST(figure_request, at, "--at", "DATE", "twice, with --overlay changes: the two dates"),
    VALUE(figure_request, plan, "--plan", "TEXT", "for standings: the plan; default: the only text of kind plan"),
    VALUE(figure_request, body, "--body", "ACTOR", "for standings: its coordinating body; default: who coordinates the plan"),
    VALUE(figure_request, collapse, "--collapse", "N",
          "draw boxes that are alike as one, the largest groups first, until at most N are left"),
    CHOICE(figure_request, style, "--style", style_word, "colours (default); black and greys; or strong contrast and larger text"),
    CHOICE(figure_request, paper, "--paper", paper_word, "fit it to a sheet, portrait or landscape, smaller where needed"),
    FLAG(figure_request, how.spread, "--spread", "with --paper: on two portrait sheets side by side, with no box in the fold"),
    VALUE(figure_request, how.title, "--title", "TEXT", "title; default: the package's figure title"),
    LANG_OPTION("language of labels and legend, for example en"),
    CHOICE(figure_request, assumed, "--assumed", assumed_word, "lines that are only assumed: dashed (default), or left out and counted"),
    FILTER_OPTIONS,
    ARTEFACT_OPTIONS,
    VALUE(figure_request, dpi, "--dpi", "N", "resolution of .png, 36 to 600 (default 150)"),
    VALUE(figure_request, timeout, "--timeout", "SECONDS", "how long drawing may take, 1 to 3600 (default 60)"),
};

static int run(void *given) {
  figure_request *a = given;
  return check(a) ? figure_of(a) : EXIT_USAGE;
}

static const figure_request initial = {.dpi = "150", .timeout = "60", .how = STYR_FIGURE_OPTIONS_INIT};

const verb verb_figure = {
    .name = "figure",
    .arguments = "MAP -o FILE [options], or MAP --format text",
    .summary = "draw the field: levels as rows, lanes as columns",
    .details = "The ending of FILE selects the format: .svg, .pdf, .png, .gv (DOT, for Graphviz), .txt (the figure in words) or\n"
               ".json (the placed shapes, for other programs). An existing FILE is only replaced when drawing\n"
               "succeeds. docs/figures.md shows layouts, overlays and styles.\n",
    .manual = "figures",
    OPTIONS(options),
    .size = sizeof(figure_request),
    .initial = &initial,
    .run = run,
};

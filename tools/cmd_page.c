/* SPDX-License-Identifier: MIT */
/* styr page: a map as one HTML file. The figure is drawn as `styr figure` draws it, each line from end to end. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static bool ends_in_html(const char *path) {
  const size_t n = strlen(path);
  return (n > 5 && strcmp(path + n - 5, ".html") == 0) || (n > 4 && strcmp(path + n - 4, ".htm") == 0);
}

static void tell_dropped(const styr_page_dropped *d) {
  if (!(d->claims || d->notes || d->cases || d->events || d->nodes || d->ties)) return;
  fprintf(stderr,
          "styr page: left out because it is not public: %zu claims, %zu notes, %zu cases, %zu events, %zu actors and texts; %zu ties are "
          "without details (--include-confidential embeds everything)\n",
          d->claims, d->notes, d->cases, d->events, d->nodes, d->ties);
}

static styr_status make_page(const styr_map *map, const styr_figure_options *figure, const styr_page_options *how, unsigned seconds,
                             const char *out, styr_error *error) {
  styr_scene *scene = NULL;
  styr_buffer svg = STYR_BUFFER_INIT, page = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&page);
  styr_status status = styr_figure_make(map, figure, &scene, error);
  if (status == STYR_OK) status = draw_scene(scene, "svg", "150", seconds, &svg, error);
  if (status == STYR_OK) status = styr_page_write(map, how, svg.bytes, svg.size, &sink, error);
  hold_signals(true);
  if (status == STYR_OK) status = styr_file_replace(out, page.bytes, page.size, error);
  hold_signals(false);
  styr_buffer_free(&page);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
  return status;
}

int cmd_page(int argc, char **argv) {
  const verb *v = find_verb("page");
  const char *path, *out = NULL, *lang = NULL, *title = NULL, *timeout = "60", *plan = NULL, *body = NULL;
  bool confidential = false;
  const option options[] = {
      {"-o", "FILE", "where the page goes: a name that ends in .html", &out, NULL, NULL},
      {"--lang", "LANG", "language of labels and page: da is Danish, others English; default: the map's", &lang, NULL, NULL},
      {"--title", "TEXT", "title; default: the package's figure title", &title, NULL, NULL},
      {"--plan", "TEXT", "the plan towards which everybody's standing is told; default: the only text of kind plan", &plan, NULL, NULL},
      {"--body", "ACTOR", "its coordinating body; default: who coordinates the plan", &body, NULL, NULL},
      {"--include-confidential", NULL, "embed what is not public, too", NULL, &confidential, NULL},
      {"--timeout", "SECONDS", "how long drawing may take, 1 to 3600 (default 60)", &timeout, NULL, NULL},
  };
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  unsigned seconds;
  if (!out) return usage_error(v->name, "-o FILE is missing");
  if (!ends_in_html(out)) return usage_error(v->name, "\"%s\" does not end in .html", out);
  if (!whole_number(timeout, 1, 3600, &seconds)) return usage_error(v->name, "--timeout takes a whole number from 1 to 3600");
  styr_map *map = load_map(path, &code);
  if (!map) return code;
  styr_page_dropped dropped = {0};
  styr_figure_options figure = STYR_FIGURE_OPTIONS_INIT;
  styr_page_options how = STYR_PAGE_OPTIONS_INIT;
  figure.lang = how.lang = lang;
  figure.title = how.title = title;
  figure.include_confidential = how.include_confidential = confidential;
  figure.whole_lines = true;
  how.dropped = &dropped;
  styr_error error = STYR_ERROR_INIT;
  styr_status status = plan ? styr_map_resolve(map, plan, &how.plan, &error) : STYR_OK;
  if (status == STYR_OK && body) status = styr_map_resolve(map, body, &how.body, &error);
  if (status == STYR_OK) status = make_page(map, &figure, &how, seconds, out, &error);
  if (status == STYR_OK) {
    tell_dropped(&dropped);
  } else {
    error.status = status;
    code = failure(&error);
  }
  styr_map_free(map);
  return code;
}

/* SPDX-License-Identifier: MIT */
/* styr page: a map as one HTML file. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static bool ends_in_html(const char *path) {
  const size_t n = strlen(path);
  return (n > 5 && strcmp(path + n - 5, ".html") == 0) || (n > 4 && strcmp(path + n - 4, ".htm") == 0);
}

static styr_status make_page(const loaded *l, const styr_page_options *how, const char *out, styr_error *error) {
  styr_buffer page = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&page);
  styr_status status = styr_page_write(l->view, how, &sink, error);
  hold_signals(true);
  if (status == STYR_OK) status = styr_file_replace(out, page.bytes, page.size, error);
  hold_signals(false);
  styr_buffer_free(&page);
  return status;
}

int cmd_page(int argc, char **argv) {
  const verb *v = find_verb("page");
  const char *path, *out = NULL, *lang = NULL, *title = NULL, *plan = NULL, *body = NULL;
  publicity view = {.today = NULL};
  const option options[] = {
      {"-o", "FILE", "where the page goes: a name that ends in .html", &out, NULL, NULL},
      {"--lang", "LANG", "language of labels and page: da is Danish, others English; default: the map's", &lang, NULL, NULL},
      {"--title", "TEXT", "title; default: the package's figure title", &title, NULL, NULL},
      {"--plan", "TEXT", "the plan towards which everybody's standing is told; default: the only text of kind plan", &plan, NULL, NULL},
      {"--body", "ACTOR", "its coordinating body; default: who coordinates the plan", &body, NULL, NULL},
      ARTEFACT_OPTIONS(view),
  };
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  if (!out) return usage_error(v->name, "-o FILE is missing");
  if (!ends_in_html(out)) return usage_error(v->name, "\"%s\" does not end in .html", out);
  loaded l;
  if (!load_view(v->name, path, &view, &l, &code)) return code;
  styr_page_options how = STYR_PAGE_OPTIONS_INIT;
  const styr_filter all = STYR_FILTER_INIT;
  how.lang = lang;
  how.title = title;
  styr_error error = STYR_ERROR_INIT;
  styr_status status = find_node(&l, plan, &how.plan, &error);
  if (status == STYR_OK) status = find_node(&l, body, &how.body, &error);
  if (status == STYR_OK) status = make_page(&l, &how, out, &error);
  if (status == STYR_OK || status == STYR_ERR_DATA) tell_left_out(v->name, &l, path);
  if (status == STYR_OK) {
    tell_standings(v->name, &l, how.plan, how.body, &all);
  } else {
    error.status = status;
    code = failure(&error);
  }
  unload(&l);
  return code;
}

/* SPDX-License-Identifier: MIT */
/* styr page: writes a map as one HTML file. */
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

typedef struct page_request {
  request q;
  const char *out, *title, *plan, *body;
} page_request;

static const option options[] = {
    NEEDED(page_request, out, "-o", "FILE", "where the page goes: a name that ends in .html", "where the page goes"),
    LANG_OPTION("language of labels and page: da is Danish, others English; default: the map's"),
    VALUE(page_request, title, "--title", "TEXT", "title; default: the package's figure title"),
    VALUE(page_request, plan, "--plan", "TEXT", "the plan that standings refer to; default: the only text of kind plan"),
    VALUE(page_request, body, "--body", "ACTOR", "its coordinating body; default: who coordinates the plan"),
    ARTEFACT_OPTIONS,
};

static int run(void *given) {
  page_request *a = given;
  const char *name = a->q.verb->name;
  const loaded *l = &a->q.maps[0];
  int code = EXIT_DONE;
  if (!ends_in_html(a->out)) return usage_error(name, "\"%s\" does not end in .html", a->out);
  if (!load_view(&a->q, &code)) return code;
  styr_page_options how = STYR_PAGE_OPTIONS_INIT;
  const styr_filter all = STYR_FILTER_INIT;
  how.lang = a->q.lang;
  how.title = a->title;
  styr_error error = STYR_ERROR_INIT;
  styr_status status = find_node(l, a->plan, &how.plan, &error);
  if (status == STYR_OK) status = find_node(l, a->body, &how.body, &error);
  if (status == STYR_OK) status = make_page(l, &how, a->out, &error);
  if (status == STYR_OK || status == STYR_ERR_DATA) tell_left_out(&a->q);
  if (status == STYR_OK) {
    tell_standings(name, l, how.plan, how.body, &all);
    return EXIT_DONE;
  }
  error.status = status;
  return failure(&error);
}

const verb verb_page = {
    .name = "page",
    .arguments = "MAP -o FILE [options]",
    .summary = "write one HTML file that shows the ruling relations",
    .details = "FILE ends in .html. It contains everything it shows and loads nothing: the figure, every actor and tie in words, the\n"
               "answers of `styr ruling`, `outside`, `trace` and `mandates` at every date at which something changes. What is not\n"
               "public is left out; with --draft it is shown, and the page says so. See docs/page.md.\n",
    .manual = "page",
    OPTIONS(options),
    .size = sizeof(page_request),
    .run = run,
};

/* SPDX-License-Identifier: MIT */
/* styr threads: the ruling paths that one source attests. */
#include "cli.h"

typedef struct threads_request {
  request q;
  const char *from;
} threads_request;

static const option options[] = {NEEDED(threads_request, from, "--from", "ACTOR", "whose rulers are sought", "whose rulers are sought"),
                                 QUESTION_OPTIONS};

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  const threads_request *a = given;
  styr_threads *found = NULL;
  styr_threads_options o = STYR_THREADS_OPTIONS_INIT;
  o.filter = a->q.filter;
  styr_status status = find_node(&a->q.maps[0], a->from, &o.from, error);
  if (status == STYR_OK) status = styr_threads_open(a->q.maps[0].seen, &o, &found, error);
  if (status == STYR_OK) status = styr_threads_write(found, a->q.format, a->q.lang, sink, error);
  styr_threads_free(found);
  return status;
}

const verb verb_threads = {
    .name = "threads",
    .arguments = "MAP --from ACTOR [options]",
    .summary = "list the ruling paths that one source attests end to end",
    .manual = "questions",
    .formats = "tjl",
    OPTIONS(options),
    .size = sizeof(threads_request),
    .answer = answer,
};

/* SPDX-License-Identifier: MIT */
/* styr roots: whom nothing rules. */
#include "cli.h"

static const option options[] = {QUESTION_OPTIONS};

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  const request *a = given;
  styr_roots *found = NULL;
  styr_status status = styr_roots_open(a->maps[0].seen, &a->filter, &found, error);
  if (status == STYR_OK) status = styr_roots_write(found, a->format, a->lang, sink, error);
  styr_roots_free(found);
  return status;
}

const verb verb_roots = {
    .name = "roots",
    .arguments = "MAP [options]",
    .summary = "list whom nothing rules",
    .manual = "questions",
    .formats = "tjl",
    OPTIONS(options),
    .size = sizeof(request),
    .answer = answer,
};

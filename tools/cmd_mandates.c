/* SPDX-License-Identifier: MIT */
/* styr mandates: who holds a function. */
#include "cli.h"

typedef struct mandates_request {
  request q;
  const char *function;
} mandates_request;

static const option options[] = {
    NEEDED(mandates_request, function, "--function", "TERM", "the function asked about", "which function is asked about"),
    QUESTION_OPTIONS};

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  const mandates_request *a = given;
  styr_mandates *found = NULL;
  styr_mandates_options o = STYR_MANDATES_OPTIONS_INIT;
  o.function = a->function;
  o.filter = a->q.filter;
  styr_status status = styr_mandates_open(a->q.maps[0].seen, &o, &found, error);
  if (status == STYR_OK) status = styr_mandates_write(found, a->q.format, a->q.lang, sink, error);
  styr_mandates_free(found);
  return status;
}

const verb verb_mandates = {
    .name = "mandates",
    .arguments = "MAP --function TERM [options]",
    .summary = "say who holds a function, within which scope, and which cases no scope covers",
    .details = "A scope restricts dimensions to values. Overlaps are scopes of different holders that intersect; a gap is the\n"
               "part of the class of a case that no scope covers. TERM is one of the vocabulary's functions.\n",
    .manual = "questions",
    .formats = "tjlc",
    OPTIONS(options),
    .size = sizeof(mandates_request),
    .answer = answer,
};

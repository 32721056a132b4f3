/* SPDX-License-Identifier: MIT */
/* styr mandates: who holds a function. */
#include "cli.h"

typedef struct mandates_asked {
  asked q;
  const char *function;
} mandates_asked;

static const option options[] = {
    NEEDED(mandates_asked, function, "--function", "TERM", "the function asked about", "which function is asked about"), QUESTION_OPTIONS};

static styr_status answer(void *asked_of, const styr_sink *sink, styr_error *error) {
  const mandates_asked *a = asked_of;
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
    .summary = "say who holds a function, within which scope, and which cases none covers",
    .details = "A scope restricts dimensions to values. Overlaps are scopes of different holders that meet; a gap is what all\n"
               "scopes together leave of the class of a case. TERM is one of the vocabulary's functions.\n",
    .manual = "questions",
    .formats = "tjlc",
    OPTIONS(options),
    .size = sizeof(mandates_asked),
    .answer = answer,
};

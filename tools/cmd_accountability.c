/* SPDX-License-Identifier: MIT */
/* styr accountability: who answers to whom. */
#include "cli.h"

static const option options[] = {QUESTION_OPTIONS};

static styr_status answer(void *asked_of, const styr_sink *sink, styr_error *error) {
  const asked *a = asked_of;
  styr_accounts *found = NULL;
  styr_status status = styr_accounts_open(a->maps[0].seen, &a->filter, &found, error);
  if (status == STYR_OK) status = styr_accounts_write(found, a->format, a->lang, sink, error);
  styr_accounts_free(found);
  return status;
}

const verb verb_accountability = {
    .name = "accountability",
    .arguments = "MAP [options]",
    .summary = "compare money and mandates with the reports that go back",
    .details = "For each tie funds or mandates: does the one report to the other? Also actors with several principals, and\n"
               "circles of reports.\n",
    .manual = "questions",
    .formats = "tjlc",
    OPTIONS(options),
    .size = sizeof(asked),
    .answer = answer,
};

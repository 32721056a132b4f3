/* SPDX-License-Identifier: MIT */
/* styr accountability: who answers to whom. */
#include "cli.h"

static const option options[] = {QUESTION_OPTIONS};

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  const request *a = given;
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
    .details = "For each tie of type funds or mandates: does the receiver report to the giver? Also lists actors with several\n"
               "principals, and circles of reports.\n",
    .manual = "questions",
    .formats = "tjlc",
    OPTIONS(options),
    .size = sizeof(request),
    .answer = answer,
};

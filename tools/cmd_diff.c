/* SPDX-License-Identifier: MIT */
/* styr diff: what changed between two maps, or between two dates of one. */
#include "cli.h"

typedef struct diff_request {
  request q;
  value_list at;
  styr_date dates[2];
} diff_request;

static const option options[] = {LIST(diff_request, at, "--at", "DATE", "twice, with one map: the two dates that are compared"),
                                 QUESTION_OPTIONS};

static int check(void *given) {
  diff_request *a = given;
  const char *wrong = NULL;
  if (a->q.operand_count == 2 && a->at.count) wrong = "--at goes with one map";
  else if (a->q.operand_count == 1 && a->at.count != 2) wrong = "give two maps, or one and --at DATE twice";
  else if (a->at.count && a->q.as_of) wrong = "--at and --as-of exclude each other";
  if (wrong) return usage_error(a->q.verb->name, "%s", wrong);
  return parse_dates(a->q.verb->name, &a->at, a->dates) ? -1 : EXIT_USAGE;
}

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  const diff_request *a = given;
  const bool two = a->q.operand_count == 2;
  if (a->q.view.is_public && two)
    fputs("styr diff: persons and cases have ids of their own in each public map: person-1 need not be the same in both\n", stderr);
  styr_diff *found = NULL;
  styr_filter filters[2] = {a->q.filter, a->q.filter};
  for (int i = 0; !two && i < 2; i++) filters[i].as_of = a->dates[i];
  styr_status status = styr_diff_open(a->q.maps[0].seen, &filters[0], a->q.maps[two].seen, &filters[1], &found, error);
  if (status == STYR_OK) status = styr_diff_write(found, a->q.format, a->q.lang, sink, error);
  styr_diff_free(found);
  return status;
}

const verb verb_diff = {
    .name = "diff",
    .arguments = "MAP [MAP] [options]",
    .summary = "say what changed between two maps, or two dates of one",
    .details = "Reorganisations in changes.csv are followed: a renamed ministry is not a removed and an added one.\n",
    .manual = "questions",
    .formats = "tj",
    OPTIONS(options),
    .optional_operands = 1,
    .size = sizeof(diff_request),
    .check = check,
    .answer = answer,
};

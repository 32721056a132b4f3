/* SPDX-License-Identifier: MIT */
/* styr trace: replays a case on the map. */
#include "cli.h"

typedef struct trace_request {
  request q;
  const char *case_id, *plan, *body;
} trace_request;

static const option options[] = {VALUE(trace_request, case_id, "--case", "ID", "the case; default: the only one"),
                                 PLAN_OPTIONS(trace_request), QUESTION_OPTIONS};

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  const trace_request *a = given;
  const loaded *l = &a->q.maps[0];
  styr_trace *found = NULL;
  styr_trace_options o = STYR_TRACE_OPTIONS_INIT;
  o.case_id = a->case_id;
  o.filter = a->q.filter;
  styr_status status = find_node(l, a->plan, &o.plan, error);
  if (status == STYR_OK) status = find_node(l, a->body, &o.body, error);
  if (status == STYR_OK) status = find_case(l, &o.case_id, error);
  if (status == STYR_OK) status = styr_trace_open(l->seen, &o, &found, error);
  if (status == STYR_OK) status = styr_trace_write(found, a->q.format, a->q.lang, sink, error);
  styr_trace_free(found);
  return status;
}

const verb verb_trace = {
    .name = "trace",
    .arguments = "MAP [--case ID] [options]",
    .summary = "replay a case: doors, hand-overs, who rules each step, where it leaves the plan",
    .details = "ID is a case of cases.csv; it may be left out where there is only one. PLAN and ACTOR as in `styr outside`.\n",
    .manual = "questions",
    .formats = "tjlc",
    OPTIONS(options),
    .size = sizeof(trace_request),
    .answer = answer,
};

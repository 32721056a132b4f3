/* SPDX-License-Identifier: MIT */
/* styr outside: which organisations are outside an action plan. */
#include "cli.h"

typedef struct outside_request {
  request q;
  const char *plan, *body;
} outside_request;

static const option options[] = {PLAN_OPTIONS(outside_request), QUESTION_OPTIONS};

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  const outside_request *a = given;
  const loaded *l = &a->q.maps[0];
  styr_outside *found = NULL;
  styr_outside_options o = STYR_OUTSIDE_OPTIONS_INIT;
  o.filter = a->q.filter;
  styr_status status = find_node(l, a->plan, &o.plan, error);
  if (status == STYR_OK) status = find_node(l, a->body, &o.body, error);
  if (status == STYR_OK) status = styr_outside_open(l->seen, &o, &found, error);
  if (status == STYR_OK) status = styr_outside_write(found, a->q.format, a->q.lang, sink, error);
  if (status == STYR_OK) tell_standings(a->q.verb->name, l, o.plan, o.body, &o.filter);
  styr_outside_free(found);
  return status;
}

const verb verb_outside = {
    .name = "outside",
    .arguments = "MAP [options]",
    .summary = "say who sits outside an action plan",
    .details = "An organisation is `in` when ruling ties other than funds lead to it from the plan or its coordinating\n"
               "body, `out` when a claim denies that and no claim supports it, else `unknown`. Units are listed below\n"
               "their organisation. PLAN and ACTOR are ids or labels.\n",
    .manual = "questions",
    .formats = "tjlc",
    OPTIONS(options),
    .size = sizeof(outside_request),
    .answer = answer,
};

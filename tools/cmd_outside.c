/* SPDX-License-Identifier: MIT */
/* styr outside: who sits outside an action plan. */
#include "cli.h"

typedef struct outside_asked {
  asked q;
  const char *plan, *body;
} outside_asked;

static const option options[] = {PLAN_OPTIONS(outside_asked), QUESTION_OPTIONS};

static styr_status answer(void *asked_of, const styr_sink *sink, styr_error *error) {
  const outside_asked *a = asked_of;
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
               "body, `out` when a claim denies that and nothing speaks for it, else `unknown`. Units are listed beneath\n"
               "their organisation. PLAN and ACTOR are ids or labels.\n",
    .manual = "questions",
    .formats = "tjlc",
    OPTIONS(options),
    .size = sizeof(outside_asked),
    .answer = answer,
};

/* SPDX-License-Identifier: MIT */
/* Who sits outside the plan? Places every organisation and gives ten reasons for each. The facts come from facts.c, the
 * paths from anchor.c; combined reasons follow Kleene's three-valued logic, so that what nobody claimed stays unknown.
 * Definitions: docs/questions.md. Writing the answer is outside_write.c's. */
#include "audit_i.h"

typedef struct audit {
  styr_outside *answer;
  const styr_map *map;
  const styr_filter *filter;
  const styr_graph *graph;
  styr_i_anchors anchors;
  styr_i_periods periods; /* at any date; empty where no date was asked for */
  styr_i_facts facts;
  bool nomem;
} audit;

const char *const styr_i_reason_codes[STYR_I_REASONS] = {
    "not_anchored",       "no_plan_money",     "not_named",      "named_without_duty", "duty_without_money",
    "money_without_duty", "no_path_from_body", "met_unanchored", "umbrella_only",      "other_date"};

const char *styr_standing_name(styr_standing standing) {
  return standing == STYR_STANDING_IN ? "in" : standing == STYR_STANDING_OUT ? "out" : "unknown";
}

/* ---- which plan, which body ---- */

static styr_status find_plan(const styr_map *map, styr_node *plan, styr_error *error) {
  size_t hits = 0;
  char names[256] = "";
  for (size_t i = 0; i < styr_map_count(map, STYR_TEXTS); i++) {
    const styr_node text = styr_map_text(map, i);
    if (strcmp(styr_node_kind(map, text), "plan") != 0) continue;
    *plan = text;
    const char *id = styr_node_id(map, text);
    if (strlen(names) + strlen(id) + 3 < sizeof names) {
      strcat(names, hits ? ", " : "");
      strcat(names, id);
    }
    hits++;
  }
  if (hits == 1) return STYR_OK;
  if (!hits) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no text of kind plan: name the plan");
  return styr_i_fail(error, STYR_ERR_AMBIGUOUS, "the map has %zu texts of kind plan (%s): name the one you mean", hits, names);
}

/* The plan is a text in force at the date asked for, the body an actor. */
static styr_status check_asked(const styr_outside *o, const styr_filter *filter, styr_error *error) {
  if (!styr_node_is_text(o->plan))
    return styr_i_fail(error, STYR_ERR_NOT_FOUND, "%s is an actor; a plan is a text", styr_node_id(o->map, o->plan));
  if (styr_node_exists(o->body) && styr_node_is_text(o->body))
    return styr_i_fail(error, STYR_ERR_NOT_FOUND, "%s is a text; a coordinating body is an actor", styr_node_id(o->map, o->body));
  if (styr_node_valid(o->map, o->plan, filter)) return STYR_OK;
  char date[11];
  return styr_i_fail(error, STYR_ERR_NOT_FOUND, "%s is not in force %s%s", styr_node_id(o->map, o->plan),
                     filter->certain ? "throughout " : "in ", styr_date_format(filter->as_of, date));
}

/* Whether claims conflict about all that says so; a body of which nothing says so is one because it was asked for. */
static bool is_doubtful_body(const styr_graph *g, styr_node plan, styr_node body) {
  bool doubtful = false;
  styr_arc arc;
  for (styr_arcs arcs = styr_graph_in(g, styr_i_place_of(g, plan)); styr_arcs_next(&arcs, &arc);) {
    if (strcmp(styr_tie_type(styr_graph_map(g), arc.tie), "coordinates") != 0 || !styr_node_same(styr_graph_node(g, arc.place), body))
      continue;
    if (!styr_graph_contested(g, arc.tie)) return false;
    doubtful = true;
  }
  return doubtful;
}

static styr_status find_body(const styr_graph *g, styr_node plan, styr_node *body, styr_error *error) {
  const styr_map *map = styr_graph_map(g);
  styr_arc arc;
  styr_node found = {STYR_NODE_NONE_REF};
  for (styr_arcs arcs = styr_graph_in(g, styr_graph_place(g, plan)); styr_arcs_next(&arcs, &arc);) {
    if (strcmp(styr_tie_type(map, arc.tie), "coordinates") != 0) continue;
    const styr_node holder = styr_graph_node(g, arc.place);
    if (styr_node_is_text(holder)) continue;
    if (styr_node_exists(found) && !styr_node_same(found, holder))
      return styr_i_fail(error, STYR_ERR_AMBIGUOUS, "several actors coordinate %s (%s, %s): name the coordinating body",
                         styr_node_id(map, plan), styr_node_id(map, found), styr_node_id(map, holder));
    found = holder;
  }
  *body = found; /* a plan without a coordinating body is possible */
  return STYR_OK;
}

/* ---- three-valued logic, with evidence ---- */

typedef struct judged {
  styr_verdict value;
  styr_evidence evidence;
} judged;

static judged negated(judged x) {
  x.value = x.value == STYR_YES ? STYR_NO : x.value == STYR_NO ? STYR_YES : STYR_UNKNOWN;
  return x;
}

static bool is_empty(const styr_evidence *e) {
  return !e->tie_count && !e->claim_count;
}

static styr_evidence joined(audit *w, const styr_evidence *a, const styr_evidence *b) {
  if (is_empty(a)) return *b;
  if (is_empty(b) || (a->ties == b->ties && a->claims == b->claims)) return *a;
  styr_i_ledger_add(&w->answer->ledger, a);
  styr_i_ledger_add(&w->answer->ledger, b);
  return styr_i_ledger_end(&w->answer->ledger);
}

/* No when one is no, which is then what it rests on; yes when both are. */
static judged both(audit *w, judged a, judged b) {
  if (a.value == STYR_NO) return a;
  if (b.value == STYR_NO) return b;
  const judged x = {a.value == STYR_YES && b.value == STYR_YES ? STYR_YES : STYR_UNKNOWN, joined(w, &a.evidence, &b.evidence)};
  return x;
}

static judged either(audit *w, judged a, judged b) {
  return negated(both(w, negated(a), negated(b)));
}

/* ---- one actor ---- */

/* A path, weighed against what denies that the actor is anchored. */
static judged judge_path(audit *w, styr_node node, styr_i_from surely, styr_i_from maybe) {
  const uint32_t place = styr_i_place_of(w->graph, node);
  const bool holds = styr_i_anchored(&w->anchors, surely, place), may_hold = styr_i_anchored(&w->anchors, maybe, place);
  styr_i_ledger *l = &w->answer->ledger;
  if (holds || may_hold) styr_i_anchors_tell(&w->anchors, holds ? surely : maybe, place, l);
  judged x;
  x.value = styr_i_facts_judge(&w->facts, node.ref, FACT_ANCHOR, holds, may_hold, l);
  x.evidence = styr_i_ledger_end(l);
  return x;
}

static judged judge_fact(audit *w, styr_node node, styr_i_fact fact) {
  judged x;
  x.value = styr_i_facts_judge(&w->facts, node.ref, fact, false, false, &w->answer->ledger);
  x.evidence = styr_i_ledger_end(&w->answer->ledger);
  return x;
}

/* Anchored, and no longer so without its own ties to what it is part of. */
static judged judge_umbrella(audit *w, styr_node node, judged anchored) {
  const uint32_t place = styr_i_place_of(w->graph, node);
  judged x = anchored;
  if (anchored.value != STYR_YES) return x;
  if (styr_i_anchors_directly(&w->anchors, FROM_ANY_SURELY, place, &w->nomem)) x.value = STYR_NO;
  else if (styr_i_anchors_directly(&w->anchors, FROM_ANY_MAYBE, place, &w->nomem)) x.value = STYR_UNKNOWN;
  return x;
}

static judged judge_dates(audit *w, styr_node node) {
  const uint32_t place = styr_i_place_of(w->graph, node);
  judged x = {STYR_NO, {NULL, 0, NULL, 0}};
  if (!w->periods.of || styr_i_anchored(&w->anchors, FROM_ANY_SURELY, place)) return x;
  const int32_t first = styr_date_first_day(w->filter->as_of), last = styr_date_last_day(w->filter->as_of);
  for (uint32_t k = w->periods.of[place]; k && x.value == STYR_NO; k = w->periods.items[k - 1].next) {
    const styr_i_period *p = &w->periods.items[k - 1];
    if (p->first >= first && p->last <= last) continue;
    x.value = STYR_YES;
    for (; p->tie != UINT32_MAX; p = &w->periods.items[p->before - 1]) styr_i_ledger_tie(&w->answer->ledger, (styr_tie){p->tie});
  }
  x.evidence = styr_i_ledger_end(&w->answer->ledger);
  return x;
}

static void put(styr_reason *r, size_t which, judged x) {
  r[which] =
      (styr_reason){styr_i_reason_codes[which], x.value, x.evidence.ties, x.evidence.tie_count, x.evidence.claims, x.evidence.claim_count};
}

static styr_standing standing_of(judged anchored) {
  return anchored.value == STYR_YES ? STYR_STANDING_IN : anchored.value == STYR_NO ? STYR_STANDING_OUT : STYR_STANDING_UNKNOWN;
}

enum { ALL_REACHED = (1 << FROM_COUNT) - 1 };

/* An actor of which nothing is claimed: only paths can tell. */
static styr_standing judge_by_paths(audit *w, styr_node node, styr_reason *r) {
  static const judged nothing = {STYR_UNKNOWN, {NULL, 0, NULL, 0}};
  const uint32_t place = styr_i_place_of(w->graph, node);
  const judged anchored = judge_path(w, node, FROM_ANY_SURELY, FROM_ANY_MAYBE);
  const bool alike =
      w->anchors.reached[place] == ALL_REACHED && styr_i_anchors_alike(&w->anchors, FROM_ANY_SURELY, FROM_BODY_SURELY, place);
  const judged from_body = alike ? anchored : judge_path(w, node, FROM_BODY_SURELY, FROM_BODY_MAYBE);
  put(r, 0, negated(anchored));
  for (size_t i = 1; i < 6; i++) put(r, i, nothing);
  put(r, 6, negated(from_body));
  put(r, 7, from_body.value == STYR_YES ? negated(from_body) : nothing);
  put(r, 8, judge_umbrella(w, node, anchored));
  put(r, 9, judge_dates(w, node));
  return standing_of(anchored);
}

static styr_standing judge(audit *w, styr_node node, styr_reason *r) {
  if (!w->facts.of[node.ref]) return judge_by_paths(w, node, r);
  const judged anchored = judge_path(w, node, FROM_ANY_SURELY, FROM_ANY_MAYBE);
  const judged from_body = judge_path(w, node, FROM_BODY_SURELY, FROM_BODY_MAYBE);
  const judged named = judge_fact(w, node, FACT_NAMED), money = judge_fact(w, node, FACT_MONEY), met = judge_fact(w, node, FACT_MET);
  judged duty = judge_fact(w, node, FACT_DUTY);
  if (named.value == STYR_NO && duty.value == STYR_UNKNOWN && !duty.evidence.tie_count) duty = named; /* not named, hence not charged */
  put(r, 0, negated(anchored));
  put(r, 1, negated(money));
  put(r, 2, negated(named));
  put(r, 3, both(w, named, negated(duty)));
  put(r, 4, both(w, duty, negated(money)));
  put(r, 5, both(w, money, negated(duty)));
  put(r, 6, negated(from_body));
  put(r, 7, both(w, met, negated(either(w, from_body, either(w, named, either(w, duty, money))))));
  put(r, 8, judge_umbrella(w, node, anchored));
  put(r, 9, judge_dates(w, node));
  return standing_of(anchored);
}

/* ---- the whole ---- */

static bool place_all(audit *w) {
  styr_outside *o = w->answer;
  const styr_allocator *a = &o->ledger.a;
  const size_t actors = styr_map_count(w->map, STYR_ACTORS);
  styr_node *head = styr_i_array(a, actors, sizeof *head);
  size_t *unit_at = styr_i_zalloc(a, actors + 1, sizeof *unit_at);
  styr_placing *all = styr_i_array(a, actors, sizeof *all);
  o->placings = styr_i_array(a, actors, sizeof *o->placings);
  o->units = styr_i_array(a, actors, sizeof *o->units);
  o->reasons = styr_i_array(a, actors * STYR_I_REASONS, sizeof *o->reasons);
  uint8_t *sorts = styr_i_actor_sorts(w->map, a);
  const bool ok = head && unit_at && all && sorts && o->placings && o->units && o->reasons;
  for (size_t i = 0; ok && i < actors; i++) {
    const styr_node node = styr_map_actor(w->map, i);
    styr_reason *r = o->reasons + i * STYR_I_REASONS;
    head[i].ref = STYR_NODE_NONE_REF;
    if (sorts[i] & STYR_I_IS_PERSON || !styr_node_valid(w->map, node, w->filter)) continue;
    head[i] = sorts[i] & STYR_I_IS_UNIT ? styr_i_organisation_of(w->graph, node) : node;
    all[i] = (styr_placing){node, judge(w, node, r), r, STYR_I_REASONS, NULL, 0};
    if (!styr_node_same(head[i], node)) unit_at[head[i].ref + 1]++;
  }
  if (ok) {
    for (size_t i = 0; i < actors; i++) unit_at[i + 1] += unit_at[i];
    for (size_t i = 0; i < actors; i++) {
      if (!styr_node_exists(head[i]) || !styr_node_same(head[i], all[i].node)) continue;
      all[i].units = o->units + unit_at[i];
      all[i].unit_count = unit_at[i + 1] - unit_at[i];
      o->placings[o->count++] = all[i];
    }
    for (size_t i = 0; i < actors; i++)
      if (styr_node_exists(head[i]) && !styr_node_same(head[i], all[i].node)) o->units[unit_at[head[i].ref]++] = all[i];
  }
  styr_i_free(a, head);
  styr_i_free(a, unit_at);
  styr_i_free(a, sorts);
  styr_i_free(a, all);
  return ok && !w->nomem && !o->ledger.nomem;
}

/* Where uncontested paths lead at any date. */
static styr_status look_at_all_dates(audit *w, uint32_t plan, uint32_t body, styr_error *error) {
  styr_filter always = *w->filter;
  styr_graph *g = NULL;
  if (!always.as_of.year) return STYR_OK;
  always.as_of = (styr_date){0, 0, 0};
  const styr_status status = styr_graph_freeze(w->map, &always, &w->answer->ledger.a, &g, error);
  if (status != STYR_OK) return status;
  if (body != UINT32_MAX && is_doubtful_body(g, w->answer->plan, w->answer->body)) body = UINT32_MAX; /* no uncontested path begins there */
  const bool ok = styr_i_periods_find(&w->periods, g, &w->answer->ledger.a, plan, body, always.certain);
  styr_graph_free(g);
  return ok ? STYR_OK : styr_i_nomem(error);
}

static styr_status look(audit *w, styr_error *error) {
  styr_outside *o = w->answer;
  const styr_allocator *a = &o->ledger.a;
  const uint32_t plan = styr_i_place_of(w->graph, o->plan),
                 body = styr_node_exists(o->body) ? styr_i_place_of(w->graph, o->body) : UINT32_MAX;
  w->facts = (styr_i_facts){.map = w->map, .graph = w->graph, .a = a, .filter = w->filter, .plan = o->plan, .body = o->body};
  styr_status status = STYR_OK;
  const bool doubtful = body != UINT32_MAX && is_doubtful_body(w->graph, o->plan, o->body);
  if (!styr_i_anchors_find(&w->anchors, w->graph, a, plan, body, doubtful)) status = styr_i_nomem(error);
  if (status == STYR_OK) status = look_at_all_dates(w, plan, body, error);
  if (status == STYR_OK && (!styr_i_facts_gather(&w->facts) || !place_all(w))) status = styr_i_nomem(error);
  styr_i_anchors_done(&w->anchors);
  styr_i_periods_done(&w->periods, a);
  styr_i_facts_done(&w->facts);
  return status;
}

styr_status styr_outside_open(const styr_map *map, const styr_outside_options *options, styr_outside **out, styr_error *error) {
  static const styr_outside_options defaults = STYR_OUTSIDE_OPTIONS_INIT;
  if (!options) options = &defaults;
  styr_outside *o = styr_i_zalloc(&styr_i_libc, 1, sizeof *o);
  if (!o) return styr_i_nomem(error);
  styr_i_ledger_init(&o->ledger, &styr_i_libc, map, &options->filter);
  o->map = map;
  o->plan = options->plan;
  o->body = options->body;
  styr_graph *own = NULL;
  audit w = {.answer = o, .map = map, .filter = &options->filter, .graph = options->graph};
  styr_status status = STYR_OK;
  if (options->graph && styr_graph_map(options->graph) != map)
    status = styr_i_fail(error, STYR_ERR_ARG, "the graph was frozen from another map");
  if (status == STYR_OK && !styr_node_exists(o->plan)) status = find_plan(map, &o->plan, error);
  if (status == STYR_OK) status = check_asked(o, &options->filter, error);
  if (status == STYR_OK && !w.graph) {
    status = styr_graph_freeze(map, &options->filter, &o->ledger.a, &own, error);
    w.graph = own;
  }
  if (status == STYR_OK && !styr_node_exists(o->body)) status = find_body(w.graph, o->plan, &o->body, error);
  if (status == STYR_OK) status = look(&w, error);
  styr_graph_free(own);
  if (status == STYR_OK) *out = o;
  else styr_outside_free(o);
  return status;
}

void styr_outside_free(styr_outside *answer) {
  if (!answer) return;
  const styr_allocator a = answer->ledger.a;
  styr_i_free(&a, answer->placings);
  styr_i_free(&a, answer->units);
  styr_i_free(&a, answer->reasons);
  styr_i_ledger_done(&answer->ledger);
  styr_i_free(&styr_i_libc, answer);
}

styr_node styr_outside_plan(const styr_outside *answer) {
  return answer->plan;
}

styr_node styr_outside_body(const styr_outside *answer) {
  return answer->body;
}

size_t styr_outside_count(const styr_outside *answer) {
  return answer->count;
}

const styr_placing *styr_outside_get(const styr_outside *answer, size_t index) {
  return &answer->placings[index];
}

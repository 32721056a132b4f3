/* SPDX-License-Identifier: MIT */
/* Which organisations are outside the plan: a standing and ten reasons for each. Facts come from facts.c, paths from reach.c.
 * Reasons are combined by Kleene's three-valued logic, so that what nobody claimed stays unknown. Definitions: docs/questions.md.
 * Writing is left to answers/outside.c. */
#include "questions/audit_i.h"

const char *styr_reason_name(styr_reason_code code) {
  static const char *const names[STYR_REASON_COUNT] = {
      "not_anchored",       "no_plan_money",     "not_named",      "named_without_duty", "duty_without_money",
      "money_without_duty", "no_path_from_body", "met_unanchored", "umbrella_only",      "other_date"};
  return (unsigned)code < STYR_REASON_COUNT ? names[code] : NULL;
}

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

/* The plan must be a text that is in force at the date of the filter, and the body must be an actor. */
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

/* Whether the claims about each tie by which the body coordinates the plan conflict. Without such a tie the body counts because the
 * caller named it. */
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
  styr_node found = {0, 0};
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

/* ---- three-valued logic ---- */

typedef enum part { PART_PLAN, PART_BODY, PART_MET, PART_NAMED, PART_DUTY, PART_MONEY, PART_DATES, PART_COUNT } part;

typedef styr_i_judged judged; /* `parts`: a bit for each fact that the value follows from */

static judged because(styr_verdict value, part which) {
  return (judged){(uint8_t)value, (uint8_t)(1u << which)};
}

static judged negated(judged x) {
  static const uint8_t contrary[] = {STYR_UNKNOWN, STYR_NO, STYR_YES};
  x.value = contrary[x.value];
  return x;
}

/* Conjunction. If one is no, the result is that one, with its parts. */
static judged both(judged a, judged b) {
  if (a.value == STYR_NO) return a;
  if (b.value == STYR_NO) return b;
  return (judged){a.value == STYR_YES && b.value == STYR_YES ? STYR_YES : STYR_UNKNOWN, a.parts | b.parts};
}

static judged either(judged a, judged b) {
  return negated(both(negated(a), negated(b)));
}

/* ---- one actor, whose place has the same number ---- */

/* A path to the actor, together with claims that deny that plan or body rules it. */
static judged judge_path(styr_outside *o, uint32_t actor, part which, styr_i_from surely, styr_i_from maybe) {
  const bool holds = styr_i_is_reached(&o->reach, surely, actor), may_hold = styr_i_is_reached(&o->reach, maybe, actor);
  if (!o->facts.of[actor]) return because(holds ? STYR_YES : STYR_UNKNOWN, which);
  return because(styr_i_facts_judge(&o->facts, actor, FACT_RULED, holds, may_hold), which);
}

static judged judge_fact(styr_outside *o, uint32_t actor, part which, styr_i_fact fact) {
  return because(styr_i_facts_judge(&o->facts, actor, fact, false, false), which);
}

/* Anchored, but not without its own membership ties. */
static judged judge_membership_only(styr_outside *o, uint32_t actor, judged anchored) {
  judged x = anchored;
  if (anchored.value != STYR_YES) return x;
  if (!styr_i_reached_by_membership(&o->reach, FROM_ANY_SURELY, actor)) x.value = STYR_NO;
  else if (styr_i_reached_without_membership(&o->reach, FROM_ANY_SURELY, actor, &o->arena.nomem)) x.value = STYR_NO;
  else if (styr_i_reached_without_membership(&o->reach, FROM_ANY_MAYBE, actor, &o->arena.nomem)) x.value = STYR_UNKNOWN;
  return x;
}

/* A period with days outside the date of the filter, in which an uncontested path is valid; NULL: none. */
static const styr_i_period *other_days(const styr_outside *o, uint32_t actor) {
  if (!o->periods.of || styr_i_is_reached(&o->reach, FROM_ANY_SURELY, actor)) return NULL;
  const styr_date date = o->arena.filter.as_of;
  const int32_t first = styr_date_first_day(date), last = styr_date_last_day(date);
  for (uint32_t k = o->periods.of[actor]; k; k = o->periods.items[k - 1].next) {
    const styr_i_period *p = &o->periods.items[k - 1];
    if (p->first < first || p->last > last) return p;
  }
  return NULL;
}

static void judge(styr_outside *o, uint32_t actor, judged r[STYR_REASON_COUNT]) {
  const judged anchored = judge_path(o, actor, PART_PLAN, FROM_ANY_SURELY, FROM_ANY_MAYBE),
               from_body = judge_path(o, actor, PART_BODY, FROM_BODY_SURELY, FROM_BODY_MAYBE);
  r[STYR_NOT_ANCHORED] = negated(anchored);
  r[STYR_NO_PATH_FROM_BODY] = negated(from_body);
  r[STYR_UMBRELLA_ONLY] = judge_membership_only(o, actor, anchored);
  r[STYR_OTHER_DATE] = because(other_days(o, actor) ? STYR_YES : STYR_NO, PART_DATES);
  if (!o->facts.of[actor]) { /* without claims about it only paths count */
    memset(r + STYR_NO_PLAN_MONEY, 0, (STYR_MONEY_WITHOUT_DUTY - STYR_NO_PLAN_MONEY + 1) * sizeof *r); /* unknown, without evidence */
    r[STYR_MET_UNANCHORED] = from_body.value == STYR_YES ? negated(from_body) : (judged){STYR_UNKNOWN, 0};
    return;
  }
  const judged named = judge_fact(o, actor, PART_NAMED, FACT_NAMED), money = judge_fact(o, actor, PART_MONEY, FACT_MONEY),
               met = judge_fact(o, actor, PART_MET, FACT_MET);
  judged duty = judge_fact(o, actor, PART_DUTY, FACT_DUTY);
  if (named.value == STYR_NO && duty.value == STYR_UNKNOWN && !styr_i_facts_seen(&o->facts, actor, FACT_DUTY))
    duty = named; /* not named, hence not charged */
  r[STYR_NO_PLAN_MONEY] = negated(money);
  r[STYR_NOT_NAMED] = negated(named);
  r[STYR_NAMED_WITHOUT_DUTY] = both(named, negated(duty));
  r[STYR_DUTY_WITHOUT_MONEY] = both(duty, negated(money));
  r[STYR_MONEY_WITHOUT_DUTY] = both(money, negated(duty));
  r[STYR_MET_UNANCHORED] = both(met, negated(either(from_body, either(named, either(duty, money)))));
}

/* ---- evidence of the reasons ---- */

static void gather_path(styr_outside *o, uint32_t actor, styr_i_from surely, styr_i_from maybe) {
  if (styr_i_is_reached(&o->reach, surely, actor)) styr_i_reach_evidence(&o->reach, surely, actor, &o->arena);
  else if (styr_i_is_reached(&o->reach, maybe, actor)) styr_i_reach_evidence(&o->reach, maybe, actor, &o->arena);
  styr_i_facts_evidence(&o->facts, actor, FACT_RULED, &o->arena);
}

static void gather_part(styr_outside *o, uint32_t actor, part which) {
  const styr_i_period *p = which == PART_DATES ? other_days(o, actor) : NULL;
  switch (which) {
  case PART_PLAN: gather_path(o, actor, FROM_ANY_SURELY, FROM_ANY_MAYBE); break;
  case PART_BODY: gather_path(o, actor, FROM_BODY_SURELY, FROM_BODY_MAYBE); break;
  case PART_MET: styr_i_facts_evidence(&o->facts, actor, FACT_MET, &o->arena); break;
  case PART_NAMED: styr_i_facts_evidence(&o->facts, actor, FACT_NAMED, &o->arena); break;
  case PART_DUTY: styr_i_facts_evidence(&o->facts, actor, FACT_DUTY, &o->arena); break;
  case PART_MONEY: styr_i_facts_evidence(&o->facts, actor, FACT_MONEY, &o->arena); break;
  case PART_DATES:
    for (; p && p->tie != UINT32_MAX; p = &o->periods.items[p->before - 1]) styr_i_arena_tie(&o->arena, styr_i_tie(o->map, p->tie));
    break;
  case PART_COUNT: break;
  }
}

static styr_evidence evidence_of(styr_outside *o, uint32_t actor, judged j) {
  for (int which = 0; which < PART_COUNT; which++)
    if (j.parts >> which & 1) gather_part(o, actor, (part)which);
  return styr_i_arena_end(&o->arena);
}

/* Reasons that rest on the same facts share their evidence. */
static const styr_reason *reasons_for(styr_outside *o, uint32_t actor) {
  const judged *r = o->judged[actor];
  styr_reason reasons[STYR_REASON_COUNT];
  for (size_t i = 0; i < STYR_REASON_COUNT; i++) {
    size_t k = 0;
    while (r[k].parts != r[i].parts) k++;
    const styr_evidence e = k < i ? (styr_evidence){reasons[k].ties, reasons[k].tie_count, reasons[k].claims, reasons[k].claim_count}
                                  : evidence_of(o, actor, r[i]);
    reasons[i] = (styr_reason){(styr_reason_code)i, (styr_verdict)r[i].value, e.ties, e.tie_count, e.claims, e.claim_count};
  }
  return o->arena.nomem ? NULL : styr_i_keep(&o->arena, reasons, STYR_REASON_COUNT, sizeof *reasons);
}

/* ---- the whole ---- */

static styr_placing place(styr_outside *o, uint32_t actor) {
  static const styr_standing standings[] = {STYR_STANDING_UNKNOWN, STYR_STANDING_OUT, STYR_STANDING_IN}; /* by not_anchored */
  judged *r = o->judged[actor];
  judge(o, actor, r);
  return (styr_placing){styr_i_node(o->map, actor), standings[r[STYR_NOT_ANCHORED].value], NULL, 0};
}

typedef struct unit_of { /* a unit and the organisation under which it is listed */
  uint32_t unit, head;
} unit_of;

typedef struct unit_list {
  unit_of *items;
  size_t count, cap;
  uint32_t *organisation; /* by actor: number of its placing */
} unit_list;

/* Places the organisations in map order, and collects the units. */
static bool place_organisations(styr_outside *o, const uint8_t *flags, unit_list *units) {
  const bool dated = o->arena.filter.as_of.year != 0;
  for (uint32_t i = 0; i < o->graph->actors; i++) {
    const styr_node node = styr_i_node(o->map, i);
    if (flags[i] & STYR_I_IS_PERSON || (dated && !styr_node_valid(o->map, node, &o->arena.filter))) continue;
    const styr_node head = flags[i] & STYR_I_IS_UNIT ? styr_i_organisation_of(o->graph, &o->reach.types, flags, node) : node;
    if (styr_node_same(head, node)) {
      units->organisation[i] = (uint32_t)o->count;
      o->placings[o->count++] = place(o, i);
    } else {
      if (!STYR_I_GROW(&o->arena.a, units->items, units->cap, units->count + 1)) return false;
      units->items[units->count++] = (unit_of){i, head.ref};
    }
  }
  return true;
}

/* Lists each unit under its organisation, which was placed: a tie of the graph leads to it. */
static bool place_units(styr_outside *o, const unit_list *units) {
  styr_placing *next = o->units = styr_i_array(&o->arena.a, units->count + 1, sizeof *o->units);
  if (!next) return false;
  for (size_t i = 0; i < units->count; i++) o->placings[units->organisation[units->items[i].head]].unit_count++;
  for (size_t i = 0; i < o->count; i++) {
    o->placings[i].units = next;
    next += o->placings[i].unit_count;
    o->placings[i].unit_count = 0;
  }
  for (size_t i = 0; i < units->count; i++) {
    styr_placing *p = &o->placings[units->organisation[units->items[i].head]];
    o->units[p->units - o->units + (ptrdiff_t)p->unit_count++] = place(o, units->items[i].unit);
  }
  return true;
}

static bool place_all(styr_outside *o, const uint8_t *flags) {
  const styr_allocator *a = &o->arena.a;
  const size_t actors = styr_map_count(o->map, STYR_ACTORS);
  unit_list units = {.organisation = styr_i_array(a, actors + 1, sizeof *units.organisation)};
  o->placings = styr_i_array(a, actors + 1, sizeof *o->placings);
  o->judged = styr_i_zalloc(a, actors + 1, sizeof *o->judged);
  const bool ok = units.organisation && o->placings && o->judged && place_organisations(o, flags, &units) && place_units(o, &units);
  styr_i_free(a, units.items);
  styr_i_free(a, units.organisation);
  return ok && !o->arena.nomem;
}

/* Uncontested paths from plan or body at any date. */
static styr_status find_other_dates(styr_outside *o, uint32_t plan, uint32_t body, styr_error *error) {
  styr_filter always = o->arena.filter;
  styr_graph *g = NULL;
  if (!always.as_of.year) return STYR_OK;
  always.as_of = (styr_date){0, 0, 0};
  const styr_status status = styr_graph_freeze(o->map, &always, &o->arena.a, &g, error);
  if (status != STYR_OK) return status;
  if (body != UINT32_MAX && is_doubtful_body(g, o->plan, o->body)) body = UINT32_MAX; /* no uncontested path starts there */
  const bool ok = styr_i_periods_find(&o->periods, g, &o->arena.a, plan, body, always.certain);
  styr_graph_free(g);
  return ok ? STYR_OK : styr_i_nomem(error);
}

static styr_status run_audit(styr_outside *o, styr_error *error) {
  const styr_allocator *a = &o->arena.a;
  const uint32_t plan = styr_i_place_of(o->graph, o->plan),
                 body = styr_node_exists(o->body) ? styr_i_place_of(o->graph, o->body) : UINT32_MAX;
  const bool doubtful = body != UINT32_MAX && is_doubtful_body(o->graph, o->plan, o->body);
  if (!styr_i_reach_find(&o->reach, o->graph, a, plan, body, doubtful)) return styr_i_nomem(error);
  const styr_status status = find_other_dates(o, plan, body, error);
  if (status != STYR_OK) return status;
  uint8_t *flags = styr_i_actor_flags(o->map, a);
  o->facts = (styr_i_facts){o->map, o->graph, a, &o->arena.filter, flags, o->plan, o->body, .judging = 1};
  const bool ok = flags && styr_i_facts_gather(&o->facts) && place_all(o, flags);
  o->facts.flags = NULL;
  styr_i_free(a, flags);
  return ok ? STYR_OK : styr_i_nomem(error);
}

styr_status styr_outside_open(const styr_map *map, const styr_outside_options *options, styr_outside **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && out)) return STYR_ERR_ARG;
  static const styr_outside_options defaults = STYR_OUTSIDE_OPTIONS_INIT;
  if (!options) options = &defaults;
  if (!styr_i_version_known(error, options->version) || !styr_i_filter_known(error, &options->filter)) return STYR_ERR_ARG;
  if (!styr_i_has_node_or_none(map, options->plan)) return styr_i_not_of_map(error, "plan");
  if (!styr_i_has_node_or_none(map, options->body)) return styr_i_not_of_map(error, "body");
  if (options->graph && styr_graph_map(options->graph) != map)
    return styr_i_fail(error, STYR_ERR_ARG, "the graph was frozen from another map");
  styr_outside *o = styr_i_zalloc(&styr_i_libc, 1, sizeof *o);
  if (!o) return styr_i_nomem(error);
  styr_i_arena_init(&o->arena, &styr_i_libc, map, &options->filter);
  o->map = map;
  o->plan = options->plan;
  o->body = options->body;
  o->graph = options->graph;
  styr_status status = STYR_OK;
  if (!styr_node_exists(o->plan)) status = find_plan(map, &o->plan, error);
  if (status == STYR_OK) status = check_asked(o, &o->arena.filter, error);
  if (status == STYR_OK && !o->graph) {
    status = styr_graph_freeze(map, &o->arena.filter, &o->arena.a, &o->own, error);
    o->graph = o->own;
  }
  if (status == STYR_OK && !styr_node_exists(o->body)) status = find_body(o->graph, o->plan, &o->body, error);
  if (status == STYR_OK) status = run_audit(o, error);
  if (status == STYR_OK) *out = o;
  else styr_outside_free(o);
  return status;
}

void styr_outside_free(styr_outside *answer) {
  if (!answer) return;
  const styr_allocator a = answer->arena.a;
  styr_i_reach_done(&answer->reach);
  styr_i_periods_done(&answer->periods, &a);
  styr_i_facts_done(&answer->facts);
  styr_graph_free(answer->own);
  styr_i_free(&a, answer->placings);
  styr_i_free(&a, answer->units);
  styr_i_free(&a, answer->judged);
  styr_i_free(&a, answer->reasons);
  styr_i_arena_done(&answer->arena);
  styr_i_free(&styr_i_libc, answer);
}

styr_node styr_outside_plan(const styr_outside *answer) {
  if (!answer) return (styr_node){0, 0};
  return answer->plan;
}

styr_node styr_outside_body(const styr_outside *answer) {
  if (!answer) return (styr_node){0, 0};
  return answer->body;
}

size_t styr_outside_count(const styr_outside *answer) {
  if (!answer) return 0;
  return answer->count;
}

const styr_placing *styr_outside_get(const styr_outside *answer, size_t index) {
  return answer && index < styr_outside_count(answer) ? &answer->placings[index] : NULL;
}

/* An actor that was placed has reasons, and the first of them rests on some fact. */
static bool is_placed(const styr_outside *answer, styr_node node) {
  return styr_i_has_node(answer->map, node) && !styr_node_is_text(node) && answer->judged[node.ref][STYR_NOT_ANCHORED].parts;
}

styr_verdict styr_outside_verdict(const styr_outside *answer, styr_node node, styr_reason_code reason) {
  if (!answer) return STYR_UNKNOWN;
  if (!is_placed(answer, node) || (unsigned)reason >= STYR_REASON_COUNT) return STYR_UNKNOWN;
  return (styr_verdict)answer->judged[node.ref][reason].value;
}

const styr_reason *styr_outside_reasons(styr_outside *answer, styr_node node, styr_error *error) {
  if (!styr_i_begin(error, __func__, answer)) return NULL;
  styr_outside *o = answer;
  if (!is_placed(o, node)) {
    styr_i_fail(error, STYR_ERR_NOT_FOUND, "the answer does not place %s", styr_node_exists(node) ? styr_node_id(o->map, node) : "nothing");
    return NULL;
  }
  if (!o->reasons) o->reasons = styr_i_zalloc(&o->arena.a, styr_map_count(o->map, STYR_ACTORS), sizeof *o->reasons);
  if (o->reasons && !o->reasons[node.ref]) o->reasons[node.ref] = reasons_for(o, node.ref);
  if (o->reasons && o->reasons[node.ref]) return o->reasons[node.ref];
  o->arena.nomem = false; /* a later call may succeed */
  styr_i_nomem(error);
  return NULL;
}

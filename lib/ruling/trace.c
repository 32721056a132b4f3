/* SPDX-License-Identifier: MIT */
/* A case replayed on the map: its events in order, each with what rules the organisation that handles it. Definitions:
 * docs/questions.md. */
#include "ruling_i.h"

typedef struct replay {
  styr_trace *answer;
  const styr_map *map;
  const styr_trace_options *options;
  styr_graph *graph;
  uint32_t row; /* of the case */
  styr_node standpoint;
  styr_outside *audit;      /* NULL: the map has no plan */
  styr_standing *standings; /* by actor */
  styr_i_scopes scopes;
  uint64_t *class_box, *box;
  bool too_many;
} replay;

/* ---- the events ---- */

static uint64_t event_cell(const replay *p, size_t row, size_t column) {
  return styr_i_cell(&p->map->tables[STYR_EVENTS], row, column);
}

static styr_node event_node(const replay *p, size_t row, size_t column) {
  const uint64_t cell = event_cell(p, row, column);
  return cell ? styr_i_node((uint32_t)cell - 1) : (styr_node){STYR_NODE_NONE_REF};
}

static bool is_organisation(const replay *p, styr_node node) {
  return styr_node_exists(node) && styr_i_is_organisation_like(p->map, node);
}

static int by_number(const void *a, const void *b) {
  const int64_t x = ((const styr_trace_step *)a)->number, y = ((const styr_trace_step *)b)->number;
  return x < y ? -1 : x > y;
}

static bool read_events(replay *p) {
  styr_trace *x = p->answer;
  size_t cap = 0;
  for (size_t row = 0; row < styr_map_count(p->map, STYR_EVENTS); row++) {
    if (event_cell(p, row, EVENT_CASE) != (uint64_t)p->row + 1) continue;
    char number[32];
    styr_trace_step s = {.actor = event_node(p, row, EVENT_ACTOR),
                         .to = event_node(p, row, EVENT_TO),
                         .action = styr_i_text_cell(p->map, STYR_EVENTS, row, EVENT_ACTION),
                         .outcome = styr_i_text_cell(p->map, STYR_EVENTS, row, EVENT_OUTCOME)};
    const char *text = styr_map_cell(p->map, STYR_EVENTS, row, "step", number);
    (void)styr_i_parse_int(text, strlen(text), &s.number);
    s.handler = is_organisation(p, s.actor) ? s.actor : is_organisation(p, s.to) ? s.to : (styr_node){STYR_NODE_NONE_REF};
    styr_i_ledger_claims(&x->ledger, styr_i_claims_about(p->map, ABOUT_EVENT, (uint32_t)row));
    s.evidence = styr_i_ledger_end(&x->ledger);
    bool supported = false, opposed = false;
    for (size_t i = 0; i < s.evidence.claim_count; i++) {
      const styr_stance stance = styr_claim_get(p->map, s.evidence.claims[i]).stance;
      supported |= stance == STYR_SUPPORTS;
      opposed |= stance != STYR_SUPPORTS;
    }
    s.disjuncture = supported && opposed;
    if (!STYR_I_GROW(&x->ledger.a, x->steps, cap, x->count + 1)) return false;
    x->steps[x->count++] = s;
  }
  if (x->count) qsort(x->steps, x->count, sizeof *x->steps, by_number);
  return true;
}

/* ---- what rules a handler ---- */

/* Finds an earlier step with the same handler: what was worked out for it holds again. */
static const styr_trace_step *earlier(const styr_trace *x, size_t step) {
  for (size_t i = 0; i < step; i++)
    if (styr_node_exists(x->steps[i].handler) && styr_node_same(x->steps[i].handler, x->steps[step].handler)) return &x->steps[i];
  return NULL;
}

/* One that is not there at that date is ruled by nothing then. */
static bool find_apexes(replay *p, styr_trace_step *s) {
  const styr_allocator *a = &p->answer->ledger.a;
  styr_i_summits found = {0};
  if (!styr_node_valid(p->map, s->handler, &p->options->filter)) return true;
  bool ok = styr_i_summits_find(a, p->graph, s->handler, &found);
  styr_trace_apex *list = styr_i_array(a, found.count + 1, sizeof *list);
  ok = ok && list;
  for (size_t i = 0, at = 0; ok && i < found.count; at = found.ends[i++]) {
    const size_t n = found.ends[i] - at;
    list[i] = (styr_trace_apex){styr_i_keep(&p->answer->ledger, found.members + at, n, sizeof *found.members), n};
  }
  if (ok) s->apexes = styr_i_keep(&p->answer->ledger, list, found.count, sizeof *list);
  s->apex_count = s->apexes ? found.count : 0;
  styr_i_free(a, list);
  styr_i_summits_done(a, &found);
  return ok && s->apexes;
}

static bool find_rationales(replay *p, styr_trace_step *s) {
  const uint32_t place = styr_graph_place(p->graph, s->handler);
  styr_node *found = styr_i_array(&p->answer->ledger.a, styr_graph_degree(p->graph, place, true) + 1, sizeof *found);
  size_t n = 0;
  styr_arc arc;
  if (!found) return false;
  for (styr_arcs arcs = styr_graph_in(p->graph, place); styr_arcs_next(&arcs, &arc);) {
    const styr_node text = styr_graph_node(p->graph, arc.place);
    bool met = strcmp(styr_tie_type(p->map, arc.tie), "activates") != 0 || strcmp(styr_node_kind(p->map, text), "rationale") != 0;
    for (size_t i = 0; i < n && !met; i++) met = styr_node_same(found[i], text);
    if (!met) found[n++] = text;
  }
  s->rationales = styr_i_keep(&p->answer->ledger, found, n, sizeof *found);
  s->rationale_count = s->rationales ? n : 0;
  styr_i_free(&p->answer->ledger.a, found);
  return true;
}

/* Whether the plan's mandates to a handler reach over the class of the case. */
static bool judge_mandate(replay *p, styr_trace_step *s) {
  if (!p->audit) return true;
  styr_i_boxes left = {.words = NULL};
  bool ok = styr_i_boxes_add(&p->scopes, &left, p->class_box), touched = false;
  styr_arc arc;
  for (styr_arcs arcs = styr_graph_in(p->graph, styr_graph_place(p->graph, s->handler)); ok && styr_arcs_next(&arcs, &arc);) {
    if (strcmp(styr_tie_type(p->map, arc.tie), "mandates") != 0 ||
        !styr_node_same(styr_tie_from(p->map, arc.tie), styr_outside_plan(p->audit)))
      continue;
    s->mandated = true;
    styr_i_box_read(&p->scopes, styr_tie_scope(p->map, arc.tie), p->box);
    touched |= styr_i_box_meet(&p->scopes, p->class_box, p->box, NULL);
    ok = styr_i_boxes_subtract(&p->scopes, &left, p->box);
  }
  p->too_many |= left.too_many;
  s->mandate = !touched ? STYR_NOT_COVERED : left.count ? STYR_COVERED_PARTLY : STYR_COVERED;
  styr_i_free(&p->answer->ledger.a, left.words);
  return ok;
}

static styr_status judge_handlers(replay *p, styr_error *error) {
  styr_trace *x = p->answer;
  for (size_t i = 0; i < x->count; i++) {
    styr_trace_step *s = &x->steps[i];
    if (!styr_node_exists(s->handler)) continue;
    if (p->audit) {
      s->placed = true;
      s->standing = p->standings[s->handler.ref];
    }
    const styr_trace_step *same = earlier(x, i);
    if (same) {
      s->apexes = same->apexes;
      s->apex_count = same->apex_count;
      s->rationales = same->rationales;
      s->rationale_count = same->rationale_count;
      s->mandated = same->mandated;
      s->mandate = same->mandate;
      continue;
    }
    if (!find_rationales(p, s)) return styr_i_nomem(error);
    if (!find_apexes(p, s)) return styr_i_nomem(error);
    if (!judge_mandate(p, s))
      return p->too_many ? styr_i_fail(error, STYR_ERR_LIMIT, "the mandates leave too many pieces of the case's class")
                         : styr_i_nomem(error);
  }
  return STYR_OK;
}

/* ---- the way the case went ---- */

static bool find_handovers(replay *p) {
  styr_trace *x = p->answer;
  size_t cap = 0;
  for (size_t i = 0; i < x->count; i++) {
    const styr_trace_step *s = &x->steps[i];
    if (!is_organisation(p, s->actor) || !is_organisation(p, s->to) || styr_node_same(s->actor, s->to)) continue;
    styr_arc arc;
    for (styr_arcs arcs = styr_graph_out(p->graph, styr_graph_place(p->graph, s->actor)); styr_arcs_next(&arcs, &arc);) {
      const char *type = styr_tie_type(p->map, arc.tie);
      if (styr_node_same(styr_graph_node(p->graph, arc.place), s->to) && (strcmp(type, "refers") == 0 || strcmp(type, "hands_over") == 0))
        styr_i_ledger_tie(&x->ledger, arc.tie);
    }
    if (!STYR_I_GROW(&x->ledger.a, x->handovers, cap, x->handover_count + 1)) return false;
    x->handovers[x->handover_count++] = (styr_handover){i, s->actor, s->to, styr_i_ledger_end(&x->ledger)};
  }
  return true;
}

static bool add_mark(styr_trace *x, styr_i_marks *marks, styr_trace_mark mark) {
  if (!STYR_I_GROW(&x->ledger.a, marks->items, marks->cap, marks->count + 1)) return false;
  marks->items[marks->count++] = mark;
  return true;
}

/* Walks over the handlers in order, once for each time the case comes to one. */
static bool find_turns(replay *p) {
  styr_trace *x = p->answer;
  size_t *turns = styr_i_zalloc(&x->ledger.a, x->count + 1, sizeof *turns), *mine = styr_i_zalloc(&x->ledger.a, x->count + 1, sizeof *mine);
  size_t count = 0, cap = 0;
  bool ok = turns && mine;
  for (size_t i = 0, last = SIZE_MAX; ok && i < x->count; i++) {
    const styr_trace_step *s = &x->steps[i], *before = last == SIZE_MAX ? NULL : &x->steps[last];
    if (!styr_node_exists(s->handler)) continue;
    last = i;
    if (before && styr_node_same(before->handler, s->handler)) continue;
    turns[count++] = i;
    if (before && s->placed && before->standing == STYR_STANDING_IN && s->standing != STYR_STANDING_IN)
      ok = add_mark(x, &x->leaves, (styr_trace_mark){i, s->handler, s->standing == STYR_STANDING_OUT ? STYR_YES : STYR_UNKNOWN});
  }
  for (size_t i = 0; ok && i < count; i++) {
    const styr_node node = x->steps[turns[i]].handler;
    size_t n = 0;
    for (size_t k = 0; k < count; k++)
      if (styr_node_same(x->steps[turns[k]].handler, node)) mine[n++] = turns[k];
    if (n < 2 || mine[0] != turns[i]) continue;
    ok = STYR_I_GROW(&x->ledger.a, x->loops, cap, x->loop_count + 1); /* the first time it does not come back */
    if (ok) x->loops[x->loop_count++] = (styr_loop){node, styr_i_keep(&x->ledger, mine + 1, n - 1, sizeof *mine), n - 1};
  }
  styr_i_free(&x->ledger.a, turns);
  styr_i_free(&x->ledger.a, mine);
  return ok;
}

/* ---- met and drawn ---- */

static void meet(const replay *p, bool *met, styr_node one, styr_node other) {
  if (styr_node_exists(one) && styr_node_same(one, p->standpoint) && is_organisation(p, other)) met[other.ref] = true;
}

static bool same_sector(const styr_map *map, styr_node a, styr_node b) {
  const char *x = styr_node_sector(map, a), *y = styr_node_sector(map, b);
  return !*x || !*y || strcmp(x, "unknown") == 0 || strcmp(y, "unknown") == 0 || strcmp(x, y) == 0;
}

static bool may_be_met(const replay *p, const bool *met, styr_node drawn) {
  for (size_t i = 0; i < styr_map_count(p->map, STYR_ACTORS); i++) {
    const styr_node other = styr_map_actor(p->map, i);
    if (met[i] && styr_node_known(p->map, other) != STYR_KNOWN_NAMED && same_sector(p->map, other, drawn)) return true;
  }
  return false;
}

static bool compare_with_figure(replay *p) {
  styr_trace *x = p->answer;
  const size_t actors = styr_map_count(p->map, STYR_ACTORS);
  bool *met = styr_i_zalloc(&x->ledger.a, actors + 1, sizeof *met), ok = met != NULL;
  styr_arc arc;
  if (!styr_map_count(p->map, STYR_FIGURE)) {
    styr_i_free(&x->ledger.a, met);
    return ok;
  }
  if (ok && styr_node_exists(p->standpoint))
    for (styr_arcs arcs = styr_graph_out(p->graph, styr_graph_place(p->graph, p->standpoint)); styr_arcs_next(&arcs, &arc);)
      if (strcmp(styr_tie_type(p->map, arc.tie), "meets") == 0) meet(p, met, p->standpoint, styr_graph_node(p->graph, arc.place));
  for (size_t i = 0; ok && i < x->count; i++) {
    meet(p, met, x->steps[i].actor, x->steps[i].to);
    meet(p, met, x->steps[i].to, x->steps[i].actor);
  }
  for (size_t i = 0; ok && i < actors; i++) {
    const styr_node node = styr_map_actor(p->map, i);
    const bool drawn = styr_i_index_get(&p->map->figure_index, (uint64_t)node.ref + 1) != STYR_I_NONE;
    if (met[i] && !drawn)
      ok = add_mark(x, &x->not_drawn,
                    (styr_trace_mark){SIZE_MAX, node, styr_node_known(p->map, node) == STYR_KNOWN_NAMED ? STYR_YES : STYR_UNKNOWN});
    else if (!met[i] && drawn && is_organisation(p, node))
      ok = add_mark(x, &x->not_met, (styr_trace_mark){SIZE_MAX, node, may_be_met(p, met, node) ? STYR_UNKNOWN : STYR_YES});
  }
  styr_i_free(&x->ledger.a, met);
  return ok;
}

/* ---- the question ---- */

static styr_status find_case(replay *p, styr_error *error) {
  const size_t cases = styr_map_count(p->map, STYR_CASES);
  const char *wanted = p->options->case_id, *names[64];
  size_t n = 0;
  if (!wanted && cases == 1) return STYR_OK;
  for (size_t row = 0; row < cases; row++) {
    const char *id = styr_i_text_cell(p->map, STYR_CASES, row, CASE_ID);
    if (wanted && strcmp(id, wanted) == 0) {
      p->row = (uint32_t)row;
      return STYR_OK;
    }
    if (n < 64) names[n++] = id;
  }
  if (!cases) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no case");
  if (!wanted) return styr_i_fail(error, STYR_ERR_AMBIGUOUS, "the map has %zu cases: name the one you mean", cases);
  const char *near = styr_nearest(wanted, names, n);
  if (near) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no case \"%s\"; did you mean \"%s\"?", wanted, near);
  return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no case \"%s\"", wanted);
}

static bool has_plan(const styr_map *map) {
  for (size_t i = 0; i < styr_map_count(map, STYR_TEXTS); i++)
    if (strcmp(styr_node_kind(map, styr_map_text(map, i)), "plan") == 0) return true;
  return false;
}

static styr_status audit(replay *p, styr_error *error) {
  if (!styr_node_exists(p->options->plan) && !has_plan(p->map)) return STYR_OK;
  styr_outside_options o = STYR_OUTSIDE_OPTIONS_INIT;
  o.plan = p->options->plan;
  o.body = p->options->body;
  o.filter = p->options->filter;
  const styr_status status = styr_outside_open(p->map, &o, &p->audit, error);
  if (status != STYR_OK) return status;
  p->standings = styr_i_zalloc(&p->answer->ledger.a, styr_map_count(p->map, STYR_ACTORS) + 1, sizeof *p->standings);
  if (!p->standings) return styr_i_nomem(error);
  for (size_t i = 0; i < styr_map_count(p->map, STYR_ACTORS); i++) p->standings[i] = STYR_STANDING_UNKNOWN;
  for (size_t i = 0; i < styr_outside_count(p->audit); i++) {
    const styr_placing *all = styr_outside_get(p->audit, i);
    p->standings[all->node.ref] = all->standing;
    for (size_t k = 0; k < all->unit_count; k++) p->standings[all->units[k].node.ref] = all->units[k].standing;
  }
  return STYR_OK;
}

static styr_status prepare(replay *p, styr_error *error) {
  styr_trace *x = p->answer;
  styr_status status = find_case(p, error);
  if (status == STYR_OK) status = styr_graph_freeze(p->map, &p->options->filter, &x->ledger.a, &p->graph, error);
  if (status == STYR_OK) status = audit(p, error);
  if (status != STYR_OK) return status;
  x->row = p->row;
  const uint64_t standpoint = styr_i_cell(&p->map->tables[STYR_CASES], p->row, CASE_STANDPOINT);
  x->standpoint = p->standpoint = standpoint ? styr_i_node((uint32_t)standpoint - 1) : (styr_node){STYR_NODE_NONE_REF};
  if (!styr_i_scopes_init(&p->scopes, p->map, &x->ledger.a)) return styr_i_nomem(error);
  p->class_box = styr_i_zalloc(&x->ledger.a, p->scopes.words + 1, sizeof *p->class_box);
  p->box = styr_i_zalloc(&x->ledger.a, p->scopes.words + 1, sizeof *p->box);
  if (!p->class_box || !p->box) return styr_i_nomem(error);
  styr_i_box_read(&p->scopes, styr_i_text_cell(p->map, STYR_CASES, p->row, CASE_CLASS), p->class_box);
  x->class_scope = styr_i_box_write(&p->scopes, p->class_box, &x->ledger);
  return STYR_OK;
}

static size_t first_door(const replay *p) {
  const styr_trace *x = p->answer;
  for (size_t i = 0; i < x->count; i++) {
    const styr_trace_step *s = &x->steps[i];
    if (!styr_node_exists(p->standpoint)) break;
    const bool acts = styr_node_exists(s->actor) && styr_node_same(s->actor, p->standpoint),
               acted_on = styr_node_exists(s->to) && styr_node_same(s->to, p->standpoint);
    if (acts != acted_on && is_organisation(p, acts ? s->to : s->actor)) return i;
  }
  return SIZE_MAX;
}

styr_status styr_trace_open(const styr_map *map, const styr_trace_options *options, styr_trace **out, styr_error *error) {
  static const styr_trace_options defaults = STYR_TRACE_OPTIONS_INIT;
  if (!options) options = &defaults;
  styr_trace *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  styr_i_ledger_init(&x->ledger, &styr_i_libc, map, &options->filter);
  replay p = {.answer = x, .map = map, .options = options};
  styr_status status = prepare(&p, error);
  if (status == STYR_OK && !read_events(&p)) status = styr_i_nomem(error);
  if (status == STYR_OK) status = judge_handlers(&p, error);
  if (status == STYR_OK && (!find_handovers(&p) || !find_turns(&p) || !compare_with_figure(&p) || x->ledger.nomem))
    status = styr_i_nomem(error);
  if (status == STYR_OK) x->first_door = first_door(&p);
  styr_outside_free(p.audit);
  styr_i_free(&x->ledger.a, p.standings);
  styr_i_free(&x->ledger.a, p.class_box);
  styr_i_free(&x->ledger.a, p.box);
  styr_i_scopes_done(&p.scopes);
  styr_graph_free(p.graph);
  if (status == STYR_OK) *out = x;
  else styr_trace_free(x);
  return status;
}

void styr_trace_free(styr_trace *answer) {
  if (!answer) return;
  const styr_allocator a = answer->ledger.a;
  styr_i_free(&a, answer->steps);
  styr_i_free(&a, answer->handovers);
  styr_i_free(&a, answer->loops);
  styr_i_free(&a, answer->leaves.items);
  styr_i_free(&a, answer->not_drawn.items);
  styr_i_free(&a, answer->not_met.items);
  styr_i_ledger_done(&answer->ledger);
  styr_i_free(&styr_i_libc, answer);
}

size_t styr_trace_count(const styr_trace *answer) {
  return answer->count;
}
const styr_trace_step *styr_trace_get(const styr_trace *answer, size_t index) {
  return &answer->steps[index];
}
size_t styr_trace_first_door(const styr_trace *answer) {
  return answer->first_door;
}
const styr_handover *styr_trace_handovers(const styr_trace *answer, size_t *count) {
  *count = answer->handover_count;
  return answer->handovers;
}
const styr_loop *styr_trace_loops(const styr_trace *answer, size_t *count) {
  *count = answer->loop_count;
  return answer->loops;
}
const styr_trace_mark *styr_trace_leaves(const styr_trace *answer, size_t *count) {
  *count = answer->leaves.count;
  return answer->leaves.items;
}
const styr_trace_mark *styr_trace_not_drawn(const styr_trace *answer, size_t *count) {
  *count = answer->not_drawn.count;
  return answer->not_drawn.items;
}
const styr_trace_mark *styr_trace_not_met(const styr_trace *answer, size_t *count) {
  *count = answer->not_met.count;
  return answer->not_met.items;
}

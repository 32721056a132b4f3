/* SPDX-License-Identifier: MIT */
/* A case replayed on the map: its events in order, each with the apexes above the organisation that handles it. Definitions:
 * docs/questions.md. */
#include "questions/questions_i.h"

typedef struct replay {
  styr_trace *answer;
  const styr_map *map;
  const styr_trace_options *options;
  styr_graph *graph;
  uint32_t *first; /* by actor: the first step that it handles, from 1 */
  uint32_t *noted; /* by place: the last step of which it is a rationale, from 1 */
  uint32_t row;    /* of the case */
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
  return styr_i_node(p->map, (uint32_t)event_cell(p, row, column) - 1);
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
                         .outcome = styr_i_text_cell(p->map, STYR_EVENTS, row, EVENT_OUTCOME),
                         .row = row};
    const char *text = styr_map_cell(p->map, STYR_EVENTS, row, "step", number);
    (void)styr_i_parse_int(text, strlen(text), &s.number);
    s.handler = is_organisation(p, s.actor) ? s.actor : is_organisation(p, s.to) ? s.to : (styr_node){0, 0};
    styr_i_arena_claims(&x->arena, styr_i_claims_about(p->map, ABOUT_EVENT, (uint32_t)row));
    s.evidence = styr_i_arena_end(&x->arena);
    bool supported = false, opposed = false;
    for (size_t i = 0; i < s.evidence.claim_count; i++) {
      const styr_stance stance = styr_claim_get(p->map, s.evidence.claims[i]).stance;
      supported |= stance == STYR_SUPPORTS;
      opposed |= stance != STYR_SUPPORTS;
    }
    s.disjuncture = supported && opposed;
    if (!STYR_I_GROW(&x->arena.a, x->steps, cap, x->count + 1)) return false;
    x->steps[x->count++] = s;
  }
  if (x->count) qsort(x->steps, x->count, sizeof *x->steps, by_number);
  return true;
}

/* ---- apexes, rationales and mandates of a handler ---- */

/* Results for the first step of a handler are copied to its later steps. */
static bool find_first_steps(replay *p) {
  const styr_trace *x = p->answer;
  p->first = styr_i_zalloc(&x->arena.a, styr_map_count(p->map, STYR_ACTORS) + 1, sizeof *p->first);
  p->noted = styr_i_zalloc(&x->arena.a, (size_t)styr_graph_places(p->graph) + 1, sizeof *p->noted);
  for (size_t i = x->count; p->first && i-- > 0;)
    if (styr_node_exists(x->steps[i].handler)) p->first[x->steps[i].handler.ref] = (uint32_t)i + 1;
  return p->first && p->noted;
}

static styr_trace_apex *keep_apexes(replay *p, const styr_i_apexes *s) {
  styr_i_arena *l = &p->answer->arena;
  const styr_node *members = styr_i_keep(l, s->members, s->ends[s->count - 1], sizeof *s->members);
  styr_trace_apex *list = styr_i_array(&l->a, s->count, sizeof *list);
  for (size_t i = 0, n; members && list && i < s->count; i++) {
    const size_t first = (size_t)(styr_i_apex(s, i, &n) - s->members);
    list[i] = (styr_trace_apex){members + first, n};
  }
  styr_trace_apex *kept = list ? styr_i_keep(l, list, s->count, sizeof *list) : NULL;
  styr_i_free(&l->a, list);
  return members ? kept : NULL;
}

/* The apexes above the handlers; equal sets are kept once. */
static bool give_apexes(replay *p, const styr_i_apex_sets *sets, const uint32_t *from, size_t count) {
  const styr_allocator *a = &p->answer->arena.a;
  const styr_trace_step **with = styr_i_zalloc(a, sets->count + 1, sizeof *with); /* by set: a step that has it */
  bool ok = with != NULL;
  for (size_t i = 0; ok && i < count; i++) {
    styr_trace_step *s = &p->answer->steps[p->first[from[i]] - 1];
    const uint32_t set = styr_i_apex_set(sets, 0, from[i]);
    styr_i_apexes found;
    if (with[set]) {
      s->apexes = with[set]->apexes;
      s->apex_count = with[set]->apex_count;
      continue;
    }
    with[set] = s;
    if (!(ok = styr_i_apex_set_list(a, sets, set, &found))) break;
    s->apexes = keep_apexes(p, &found);
    s->apex_count = found.count;
    ok = s->apexes != NULL;
    styr_i_apexes_done(a, &found);
  }
  styr_i_free(a, with);
  return ok;
}

/* A handler that is not valid at the date has no apexes. */
static bool find_apexes(replay *p) {
  const styr_allocator *a = &p->answer->arena.a;
  const uint32_t actors = (uint32_t)styr_map_count(p->map, STYR_ACTORS);
  uint32_t *from = styr_i_array(a, (size_t)actors + 1, sizeof *from);
  size_t count = 0;
  for (uint32_t i = 0; from && i < actors; i++)
    if (p->first[i] && styr_node_valid(p->map, styr_map_actor(p->map, i), &p->options->filter)) from[count++] = i;
  styr_i_condensation above = {.g = NULL};
  styr_i_apex_sets sets = {.tops = NULL};
  const bool ok = from && styr_i_condense(a, p->graph, from, count, 0, &above) && styr_i_apex_sets_make(a, &above, NULL, &sets) &&
                  give_apexes(p, &sets, from, count);
  styr_i_apex_sets_done(a, &sets);
  styr_i_condensation_done(a, &above);
  styr_i_free(a, from);
  return ok;
}

static bool find_rationales(replay *p, styr_trace_step *s) {
  const uint32_t place = styr_graph_place(p->graph, s->handler), self = p->first[s->handler.ref];
  styr_node *found = styr_i_array(&p->answer->arena.a, styr_graph_degree(p->graph, place, true) + 1, sizeof *found);
  size_t n = 0;
  styr_arc arc;
  if (!found) return false;
  for (styr_arcs arcs = styr_graph_in(p->graph, place); styr_arcs_next(&arcs, &arc);) {
    const styr_node text = styr_graph_node(p->graph, arc.place);
    if (p->noted[arc.place] == self || strcmp(styr_tie_type(p->map, arc.tie), "activates") != 0) continue;
    if (strcmp(styr_node_kind(p->map, text), "rationale") != 0) continue;
    p->noted[arc.place] = self;
    found[n++] = text;
  }
  s->rationales = styr_i_keep(&p->answer->arena, found, n, sizeof *found);
  s->rationale_count = s->rationales ? n : 0;
  styr_i_free(&p->answer->arena.a, found);
  return true;
}

/* Whether the plan's mandates to a handler cover the class of the case. */
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
  styr_i_free(&p->answer->arena.a, left.words);
  return ok;
}

static styr_status judge_handlers(replay *p, styr_error *error) {
  styr_trace *x = p->answer;
  if (!find_first_steps(p) || !find_apexes(p)) return styr_i_nomem(error);
  for (size_t i = 0; i < x->count; i++) {
    styr_trace_step *s = &x->steps[i];
    if (!styr_node_exists(s->handler)) continue;
    if (p->audit) {
      s->placed = true;
      s->standing = p->standings[s->handler.ref];
    }
    const styr_trace_step *same = &x->steps[p->first[s->handler.ref] - 1];
    if (same != s) {
      s->apexes = same->apexes;
      s->apex_count = same->apex_count;
      s->rationales = same->rationales;
      s->rationale_count = same->rationale_count;
      s->mandated = same->mandated;
      s->mandate = same->mandate;
      continue;
    }
    if (!find_rationales(p, s)) return styr_i_nomem(error);
    if (!judge_mandate(p, s))
      return p->too_many ? styr_i_fail(error, STYR_ERR_LIMIT, "the mandates leave too many pieces of the case's class")
                         : styr_i_nomem(error);
  }
  return STYR_OK;
}

/* ---- hand-overs and loops ---- */

/* The ties of a hand-over. The end with fewer ties is searched. */
static styr_evidence handover_ties(replay *p, styr_node from, styr_node to) {
  styr_i_arena *l = &p->answer->arena;
  const uint32_t a = styr_graph_place(p->graph, from), b = styr_graph_place(p->graph, to);
  const bool inward = styr_graph_degree(p->graph, b, true) < styr_graph_degree(p->graph, a, false);
  styr_arc arc;
  for (styr_arcs arcs = inward ? styr_graph_in(p->graph, b) : styr_graph_out(p->graph, a); styr_arcs_next(&arcs, &arc);) {
    const char *type = styr_tie_type(p->map, arc.tie);
    if (arc.place == (inward ? a : b) && (strcmp(type, "refers") == 0 || strcmp(type, "hands_over") == 0)) styr_i_arena_tie(l, arc.tie);
  }
  return styr_i_arena_end(l);
}

static bool find_handovers(replay *p) {
  styr_trace *x = p->answer;
  size_t cap = 0;
  for (size_t i = 0; i < x->count; i++) {
    const styr_trace_step *s = &x->steps[i];
    if (!is_organisation(p, s->actor) || !is_organisation(p, s->to) || styr_node_same(s->actor, s->to)) continue;
    if (!STYR_I_GROW(&x->arena.a, x->handovers, cap, x->handover_count + 1)) return false;
    x->handovers[x->handover_count++] = (styr_handover){i, s->actor, s->to, handover_ties(p, s->actor, s->to)};
  }
  return true;
}

static bool add_mark(styr_trace *x, styr_i_marks *marks, styr_trace_mark mark) {
  if (!STYR_I_GROW(&x->arena.a, marks->items, marks->cap, marks->count + 1)) return false;
  marks->items[marks->count++] = mark;
  return true;
}

/* The steps at which the case comes to a handler, in order; a step with the handler of the step before is none. */
static bool find_turns(replay *p, size_t *turns, size_t *count) {
  styr_trace *x = p->answer;
  bool ok = true;
  *count = 0;
  for (size_t i = 0, last = SIZE_MAX; ok && i < x->count; i++) {
    const styr_trace_step *s = &x->steps[i], *before = last == SIZE_MAX ? NULL : &x->steps[last];
    if (!styr_node_exists(s->handler)) continue;
    last = i;
    if (before && styr_node_same(before->handler, s->handler)) continue;
    turns[(*count)++] = i;
    if (before && s->placed && before->standing == STYR_STANDING_IN && s->standing != STYR_STANDING_IN)
      ok = add_mark(x, &x->leaves, (styr_trace_mark){i, s->handler, s->standing == STYR_STANDING_OUT ? STYR_YES : STYR_UNKNOWN});
  }
  return ok;
}

/* A handler's turns are chained from its first step on: next[i] is the turn after turn i, from 1. */
static bool find_loops(replay *p) {
  styr_trace *x = p->answer;
  const styr_allocator *a = &x->arena.a;
  size_t *turns = styr_i_array(a, x->count + 1, sizeof *turns), *mine = styr_i_array(a, x->count + 1, sizeof *mine);
  size_t *next = styr_i_zalloc(a, x->count + 1, sizeof *next), *later = styr_i_zalloc(a, x->count + 1, sizeof *later); /* by first step */
  size_t count = 0, cap = 0;
  bool ok = turns && mine && next && later && find_turns(p, turns, &count);
  for (size_t i = count; ok && i-- > 0;) {
    const size_t first = p->first[x->steps[turns[i]].handler.ref];
    next[i] = later[first];
    later[first] = i + 1;
  }
  for (size_t i = 0; ok && i < count; i++) {
    const styr_node node = x->steps[turns[i]].handler;
    size_t n = 0; /* the first turn is no return */
    if (turns[i] + 1 != p->first[node.ref]) continue;
    for (size_t k = next[i]; k; k = next[k - 1]) mine[n++] = turns[k - 1];
    if (!n) continue;
    ok = STYR_I_GROW(a, x->loops, cap, x->loop_count + 1);
    if (ok) x->loops[x->loop_count++] = (styr_loop){node, styr_i_keep(&x->arena, mine, n, sizeof *mine), n};
  }
  styr_i_free(a, turns);
  styr_i_free(a, mine);
  styr_i_free(a, next);
  styr_i_free(a, later);
  return ok;
}

/* ---- met and drawn ---- */

static void meet(const replay *p, bool *met, styr_node one, styr_node other) {
  if (styr_node_exists(one) && styr_node_same(one, p->standpoint) && is_organisation(p, other)) met[other.ref] = true;
}

/* An organisation that was met and is not named may be one that is drawn: one of the same sector, or any if a sector is unknown. */
typedef struct unnamed_met {
  bool *sector; /* by cell of the sector column: an unnamed organisation of that sector was met */
  bool any, of_any_sector;
} unnamed_met;

static bool is_known(const styr_map *map, styr_node node) {
  const char *sector = styr_node_sector(map, node);
  return *sector && strcmp(sector, "unknown") != 0;
}

static uint64_t sector_of(const styr_map *map, styr_node node) {
  return styr_i_cell(&map->tables[STYR_ACTORS], styr_node_row(node), ACTOR_SECTOR);
}

static bool find_unnamed_met(const replay *p, const bool *met, unnamed_met *g) {
  g->sector = styr_i_zalloc(&p->answer->arena.a, p->map->term_count + 1, sizeof *g->sector);
  for (size_t i = 0; g->sector && i < styr_map_count(p->map, STYR_ACTORS); i++) {
    const styr_node node = styr_map_actor(p->map, i);
    if (!met[i] || styr_node_known(p->map, node) == STYR_KNOWN_NAMED) continue;
    g->any = true;
    g->sector[sector_of(p->map, node)] = true;
    g->of_any_sector |= !is_known(p->map, node);
  }
  return g->sector != NULL;
}

static bool may_be_met(const replay *p, const unnamed_met *g, styr_node drawn) {
  if (g->of_any_sector || !is_known(p->map, drawn)) return g->any;
  return g->sector[sector_of(p->map, drawn)];
}

static void find_met(const replay *p, bool *met) {
  const styr_trace *x = p->answer;
  styr_arc arc;
  if (styr_node_exists(p->standpoint))
    for (styr_arcs arcs = styr_graph_out(p->graph, styr_graph_place(p->graph, p->standpoint)); styr_arcs_next(&arcs, &arc);)
      if (strcmp(styr_tie_type(p->map, arc.tie), "meets") == 0) meet(p, met, p->standpoint, styr_graph_node(p->graph, arc.place));
  for (size_t i = 0; i < x->count; i++) {
    meet(p, met, x->steps[i].actor, x->steps[i].to);
    meet(p, met, x->steps[i].to, x->steps[i].actor);
  }
}

static bool compare_with_figure(replay *p) {
  styr_trace *x = p->answer;
  const size_t actors = styr_map_count(p->map, STYR_ACTORS);
  if (!styr_map_count(p->map, STYR_FIGURE)) return true;
  bool *met = styr_i_zalloc(&x->arena.a, actors + 1, sizeof *met);
  unnamed_met unnamed = {.sector = NULL};
  bool ok = met != NULL;
  if (ok) find_met(p, met);
  ok = ok && find_unnamed_met(p, met, &unnamed);
  for (size_t i = 0; ok && i < actors; i++) {
    const styr_node node = styr_map_actor(p->map, i);
    const bool drawn = styr_i_index_get(&p->map->figure_index, (uint64_t)node.ref + 1) != STYR_I_NONE;
    if (met[i] && !drawn)
      ok = add_mark(x, &x->not_drawn,
                    (styr_trace_mark){SIZE_MAX, node, styr_node_known(p->map, node) == STYR_KNOWN_NAMED ? STYR_YES : STYR_UNKNOWN});
    else if (!met[i] && drawn && is_organisation(p, node))
      ok = add_mark(x, &x->not_met, (styr_trace_mark){SIZE_MAX, node, may_be_met(p, &unnamed, node) ? STYR_UNKNOWN : STYR_YES});
  }
  styr_i_free(&x->arena.a, met);
  styr_i_free(&x->arena.a, unnamed.sector);
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
  if (!cases)
    return styr_i_fail(error, STYR_ERR_NOT_FOUND, p->map->view == STYR_VIEW_PUBLIC ? "the public map has no case" : "the map has no case");
  if (!wanted) return styr_i_fail(error, STYR_ERR_AMBIGUOUS, "the map has %zu cases: name the one you mean", cases);
  const char *near = styr_nearest(wanted, names, n);
  if (near) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no case \"%s\"; did you mean \"%s\"?", wanted, near);
  return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no case \"%s\"", wanted);
}

/* When no plan was named and none is valid at the date, the case is replayed without a plan. */
static styr_status audit(replay *p, styr_error *error) {
  styr_outside_options o = STYR_OUTSIDE_OPTIONS_INIT;
  o.plan = p->options->plan;
  o.body = p->options->body;
  o.filter = p->options->filter;
  styr_error why = STYR_ERROR_INIT;
  const styr_status status = styr_outside_open(p->map, &o, &p->audit, &why);
  if (status == STYR_ERR_NOT_FOUND && !styr_node_exists(p->options->plan)) return STYR_OK;
  if (status != STYR_OK) return styr_i_fail(error, status, "%s", why.message);
  p->standings = styr_i_zalloc(&p->answer->arena.a, styr_map_count(p->map, STYR_ACTORS) + 1, sizeof *p->standings);
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
  if (status == STYR_OK) status = styr_graph_freeze(p->map, &p->options->filter, &x->arena.a, &p->graph, error);
  if (status == STYR_OK) status = audit(p, error);
  if (status != STYR_OK) return status;
  x->row = p->row;
  const uint64_t standpoint = styr_i_cell(&p->map->tables[STYR_CASES], p->row, CASE_STANDPOINT);
  x->standpoint = p->standpoint = styr_i_node(p->map, (uint32_t)standpoint - 1);
  if (!styr_i_scopes_init(&p->scopes, p->map, &x->arena.a)) return styr_i_nomem(error);
  p->class_box = styr_i_zalloc(&x->arena.a, p->scopes.words + 1, sizeof *p->class_box);
  p->box = styr_i_zalloc(&x->arena.a, p->scopes.words + 1, sizeof *p->box);
  if (!p->class_box || !p->box) return styr_i_nomem(error);
  styr_i_box_read(&p->scopes, styr_i_text_cell(p->map, STYR_CASES, p->row, CASE_CLASS), p->class_box);
  x->class_scope = styr_i_box_write(&p->scopes, p->class_box, &x->arena);
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
  if (!styr_i_begin(error, __func__, map && out)) return STYR_ERR_ARG;
  static const styr_trace_options defaults = STYR_TRACE_OPTIONS_INIT;
  if (!options) options = &defaults;
  if (!styr_i_version_known(error, options->version) || !styr_i_filter_known(error, &options->filter)) return STYR_ERR_ARG;
  if (!styr_i_has_node_or_none(map, options->plan)) return styr_i_not_of_map(error, "plan");
  if (!styr_i_has_node_or_none(map, options->body)) return styr_i_not_of_map(error, "body");
  styr_trace *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  styr_i_arena_init(&x->arena, &styr_i_libc, map, &options->filter);
  replay p = {.answer = x, .map = map, .options = options};
  styr_status status = prepare(&p, error);
  if (status == STYR_OK && !read_events(&p)) status = styr_i_nomem(error);
  if (status == STYR_OK) status = judge_handlers(&p, error);
  if (status == STYR_OK && (!find_handovers(&p) || !find_loops(&p) || !compare_with_figure(&p) || x->arena.nomem))
    status = styr_i_nomem(error);
  if (status == STYR_OK) x->first_door = first_door(&p);
  styr_outside_free(p.audit);
  styr_i_free(&x->arena.a, p.standings);
  styr_i_free(&x->arena.a, p.first);
  styr_i_free(&x->arena.a, p.noted);
  styr_i_free(&x->arena.a, p.class_box);
  styr_i_free(&x->arena.a, p.box);
  styr_i_scopes_done(&p.scopes);
  styr_graph_free(p.graph);
  if (status == STYR_OK) *out = x;
  else styr_trace_free(x);
  return status;
}

void styr_trace_free(styr_trace *answer) {
  if (!answer) return;
  const styr_allocator a = answer->arena.a;
  styr_i_free(&a, answer->steps);
  styr_i_free(&a, answer->handovers);
  styr_i_free(&a, answer->loops);
  styr_i_free(&a, answer->leaves.items);
  styr_i_free(&a, answer->not_drawn.items);
  styr_i_free(&a, answer->not_met.items);
  styr_i_arena_done(&answer->arena);
  styr_i_free(&styr_i_libc, answer);
}

size_t styr_trace_count(const styr_trace *answer) {
  if (!answer) return 0;
  return answer->count;
}
const styr_trace_step *styr_trace_get(const styr_trace *answer, size_t index) {
  return answer && index < styr_trace_count(answer) ? &answer->steps[index] : NULL;
}
size_t styr_trace_first_door(const styr_trace *answer) {
  return answer ? answer->first_door : SIZE_MAX;
}
const styr_handover *styr_trace_handovers(const styr_trace *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->handover_count;
  return answer->handovers;
}
const styr_loop *styr_trace_loops(const styr_trace *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->loop_count;
  return answer->loops;
}
const styr_trace_mark *styr_trace_leaves(const styr_trace *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->leaves.count;
  return answer->leaves.items;
}
const styr_trace_mark *styr_trace_not_drawn(const styr_trace *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->not_drawn.count;
  return answer->not_drawn.items;
}
const styr_trace_mark *styr_trace_not_met(const styr_trace *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->not_met.count;
  return answer->not_met.items;
}

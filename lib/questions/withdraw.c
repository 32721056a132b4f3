/* SPDX-License-Identifier: MIT */
/* Withdrawal of a source: graphs with and without its claims are compared. Definition: docs/questions.md. */
#include "map/map_i.h"
#include "questions/questions_i.h"

#include <styr/attest.h>

typedef struct comparing {
  styr_withdrawal *x;
  const styr_map *map;
  const styr_filter *with;
  styr_filter without;
  styr_graph *before, *after;
} comparing;

/* ---- ties and nodes ---- */

static bool compare_ties(comparing *c) {
  styr_withdrawal *x = c->x;
  size_t cap = 0, weak_cap = 0;
  for (uint32_t i = 0; i < styr_map_count(c->map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(c->map, i);
    if (!styr_i_graph_has(c->before, tie)) continue;
    if (!styr_i_graph_has(c->after, tie)) {
      if (!STYR_I_GROW(&x->arena.a, x->ties, cap, x->tie_count + 1)) return false;
      x->ties[x->tie_count++] = tie;
      continue;
    }
    const styr_grade before = styr_i_best_grade(c->map, styr_claims_of_tie(c->map, tie), c->with, NULL);
    const styr_grade after = styr_i_best_grade(c->map, styr_claims_of_tie(c->map, tie), &c->without, NULL);
    if (styr_grade_rank(after) >= styr_grade_rank(before)) continue;
    if (!STYR_I_GROW(&x->arena.a, x->weakened, weak_cap, x->weakened_count + 1)) return false;
    x->weakened[x->weakened_count++] = (styr_weakening){tie, before, after};
  }
  return true;
}

static bool compare_nodes(comparing *c) {
  styr_withdrawal *x = c->x;
  size_t cap = 0, before, after;
  for (uint32_t p = 0; p < styr_graph_places(c->before); p++) {
    const styr_node node = styr_i_node_at(c->before, p);
    if (!styr_node_valid(c->map, node, c->with)) continue;
    (void)styr_i_best_grade(c->map, styr_claims_of_node(c->map, node), c->with, &before);
    (void)styr_i_best_grade(c->map, styr_claims_of_node(c->map, node), &c->without, &after);
    if (!before || after) continue;
    if (!STYR_I_GROW(&x->arena.a, x->nodes, cap, x->node_count + 1)) return false;
    x->nodes[x->node_count++] = node;
  }
  return true;
}

/* ---- standings and apexes ---- */

static bool add_standing(styr_withdrawal *x, size_t *cap, const styr_placing *a, const styr_placing *b) {
  if (a->standing == b->standing) return true;
  if (!STYR_I_GROW(&x->arena.a, x->standings, *cap, x->standing_count + 1)) return false;
  x->standings[x->standing_count++] = (styr_standing_change){a->node, a->standing, b->standing};
  return true;
}

static void enter_standings(const styr_outside *o, const styr_placing **of) {
  for (size_t i = 0; i < styr_outside_count(o); i++) {
    const styr_placing *p = styr_outside_get(o, i);
    of[p->node.ref] = p;
    for (size_t k = 0; k < p->unit_count; k++) of[p->units[k].node.ref] = &p->units[k];
  }
}

static styr_status compare_standings(comparing *c, styr_error *error) {
  styr_withdrawal *x = c->x;
  styr_outside_options o = STYR_OUTSIDE_OPTIONS_INIT;
  styr_outside *a = NULL, *b = NULL;
  size_t cap = 0;
  o.filter = *c->with;
  o.graph = c->before;
  styr_error why = STYR_ERROR_INIT;
  styr_status status = styr_outside_open(c->map, &o, &a, &why);
  if (status == STYR_ERR_NOT_FOUND || status == STYR_ERR_AMBIGUOUS) return STYR_OK; /* no plan, or several */
  x->placed = status == STYR_OK;
  o.body = a ? styr_outside_body(a) : o.body; /* the same body, even if only the withdrawn source attests it */
  o.plan = a ? styr_outside_plan(a) : o.plan;
  o.filter = c->without;
  o.graph = c->after;
  if (status == STYR_OK) status = styr_outside_open(c->map, &o, &b, &why);
  const size_t actors = styr_map_count(c->map, STYR_ACTORS);
  const styr_placing **of = status == STYR_OK ? styr_i_zalloc(&x->arena.a, 2 * actors + 1, sizeof *of) : NULL;
  if (of) {
    enter_standings(a, of);
    enter_standings(b, of + actors);
    for (size_t i = 0; i < actors && status == STYR_OK; i++)
      if (of[i] && of[actors + i] && !add_standing(x, &cap, of[i], of[actors + i])) status = STYR_ERR_NOMEM;
  } else if (status == STYR_OK) {
    status = STYR_ERR_NOMEM;
  }
  styr_i_free(&x->arena.a, of);
  styr_outside_free(a);
  styr_outside_free(b);
  if (status == STYR_ERR_NOMEM) return styr_i_nomem(error);
  return status == STYR_OK ? STYR_OK : styr_i_fail(error, status, "%s", why.message);
}

/* Marks the places with a changed ruling tie above them: only their apexes may differ. */
static bool find_changed(const comparing *c, bool *changed) {
  const styr_allocator *a = &c->x->arena.a;
  uint32_t *queue = styr_i_array(a, (size_t)styr_graph_places(c->before) + 1, sizeof *queue);
  styr_i_arc_set down = {.runs = NULL};
  size_t count = 0;
  const bool ok =
      queue && styr_i_ruling_arcs_add(a, &down, c->before, false, false) && styr_i_ruling_arcs_add(a, &down, c->after, false, false);
  for (uint32_t i = 0; ok && i < styr_map_count(c->map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(c->map, i);
    const styr_ruling ruling = styr_tie_ruling(c->map, tie);
    if (ruling == STYR_RULING_NONE || styr_i_graph_has(c->before, tie) == styr_i_graph_has(c->after, tie)) continue;
    const styr_node ruled = ruling == STYR_RULING_FORWARD ? styr_tie_to(c->map, tie) : styr_tie_from(c->map, tie);
    const uint32_t place = styr_i_place_of(c->before, ruled);
    if (changed[place]) continue;
    changed[place] = true;
    queue[count++] = place;
  }
  if (ok) styr_i_spread(&down, changed, queue, count);
  styr_i_free(a, queue);
  styr_i_free(a, down.runs);
  return ok;
}

typedef struct kept_apexes { /* a set of apexes in the arena; `ends` is NULL until a change needs it */
  const styr_node *members;
  const size_t *ends;
  size_t count;
} kept_apexes;

/* Each set is kept once, for all actors that have it. */
static bool keep_apexes(comparing *c, const styr_i_apex_sets *sets, uint32_t set, kept_apexes *kept) {
  styr_i_arena *l = &c->x->arena;
  styr_i_apexes s;
  if (kept[set].ends) return true;
  if (!styr_i_apex_set_list(&l->a, sets, set, &s)) return false;
  kept[set] = (kept_apexes){styr_i_keep(l, s.members, s.ends[s.count - 1], sizeof *s.members),
                            styr_i_keep(l, s.ends, s.count, sizeof *s.ends), s.count};
  styr_i_apexes_done(&l->a, &s);
  return !l->nomem;
}

static bool list_changes(comparing *c, const styr_i_apex_sets *sets, const uint32_t *from, size_t count) {
  styr_withdrawal *x = c->x;
  kept_apexes *kept = styr_i_zalloc(&x->arena.a, sets->count + 1, sizeof *kept);
  size_t cap = 0;
  bool ok = kept != NULL;
  for (size_t i = 0; ok && i < count; i++) {
    const uint32_t a = styr_i_apex_set(sets, 0, from[i]), b = styr_i_apex_set(sets, 1, from[i]);
    if (a == b) continue;
    ok = keep_apexes(c, sets, a, kept) && keep_apexes(c, sets, b, kept) && STYR_I_GROW(&x->arena.a, x->apexes, cap, x->apex_count + 1);
    if (ok)
      x->apexes[x->apex_count++] = (styr_apex_change){.node = styr_i_node_at(c->before, from[i]),
                                                      .before = kept[a].members,
                                                      .after = kept[b].members,
                                                      .before_ends = kept[a].ends,
                                                      .after_ends = kept[b].ends,
                                                      .before_count = kept[a].count,
                                                      .after_count = kept[b].count};
  }
  styr_i_free(&x->arena.a, kept);
  return ok;
}

static bool compare_apexes(comparing *c) {
  const styr_allocator *a = &c->x->arena.a;
  bool *changed = styr_i_zalloc(a, (size_t)styr_graph_places(c->before) + 1, sizeof *changed);
  uint32_t *from = styr_i_array(a, styr_map_count(c->map, STYR_ACTORS) + 1, sizeof *from);
  size_t count = 0;
  bool ok = changed && from && find_changed(c, changed);
  for (uint32_t p = 0; ok && p < styr_map_count(c->map, STYR_ACTORS); p++)
    if (changed[p] && styr_node_valid(c->map, styr_i_node_at(c->before, p), c->with)) from[count++] = p;
  if (ok && count) {
    styr_i_condensation before = {.g = NULL}, after = {.g = NULL};
    styr_i_apex_sets sets = {.tops = NULL};
    ok = styr_i_condense(a, c->before, from, count, 0, &before) && styr_i_condense(a, c->after, from, count, 0, &after) &&
         styr_i_apex_sets_make(a, &before, &after, &sets) && list_changes(c, &sets, from, count);
    styr_i_apex_sets_done(a, &sets);
    styr_i_condensation_done(a, &before);
    styr_i_condensation_done(a, &after);
  }
  styr_i_free(a, changed);
  styr_i_free(a, from);
  return ok;
}

/* ---- the question ---- */

static styr_status find_source(const styr_map *map, const char *id, size_t *row, styr_error *error) {
  const char *names[256];
  size_t n = 0;
  for (*row = 0; *row < styr_map_count(map, STYR_SOURCES); ++*row) {
    const char *name = styr_i_text_cell(map, STYR_SOURCES, *row, SOURCE_ID);
    if (strcmp(name, id) == 0) return STYR_OK;
    if (n < 256) names[n++] = name;
  }
  const char *near = styr_nearest(id, names, n);
  if (near) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no source \"%s\"; did you mean \"%s\"?", id, near);
  return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no source \"%s\"", id);
}

static size_t count_claims(const styr_map *map, const char *source, const styr_filter *filter) {
  styr_filter only = *filter;
  size_t n = 0;
  only.only_source = source;
  for (uint32_t i = 0; i < styr_map_count(map, STYR_CLAIMS); i++) n += styr_claim_counts(map, styr_i_claim(map, i), &only);
  return n;
}

styr_status styr_withdrawal_open(const styr_map *map, const char *source, const styr_filter *filter, styr_withdrawal **out,
                                 styr_error *error) {
  if (!styr_i_begin(error, __func__, map && source && out)) return STYR_ERR_ARG;
  if (!styr_i_filter_known(error, filter)) return STYR_ERR_ARG;
  static const styr_filter everything = STYR_FILTER_INIT;
  size_t row;
  styr_status status = find_source(map, source, &row, error);
  if (status != STYR_OK) return status;
  styr_withdrawal *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  if (!filter) filter = &everything;
  styr_i_arena_init(&x->arena, &styr_i_libc, map, filter);
  x->row = row;
  comparing c = {.x = x, .map = map, .with = filter, .without = *filter};
  c.without.without_source = styr_i_text_cell(map, STYR_SOURCES, row, SOURCE_ID);
  x->claims = count_claims(map, c.without.without_source, filter);
  status = styr_graph_freeze(map, c.with, &x->arena.a, &c.before, error);
  if (status == STYR_OK) status = styr_graph_freeze(map, &c.without, &x->arena.a, &c.after, error);
  if (status == STYR_OK && (!compare_ties(&c) || !compare_nodes(&c) || !compare_apexes(&c) || x->arena.nomem)) status = styr_i_nomem(error);
  if (status == STYR_OK) status = compare_standings(&c, error);
  styr_graph_free(c.before);
  styr_graph_free(c.after);
  if (status == STYR_OK) *out = x;
  else styr_withdrawal_free(x);
  return status;
}

void styr_withdrawal_free(styr_withdrawal *answer) {
  if (!answer) return;
  const styr_allocator a = answer->arena.a;
  styr_i_free(&a, answer->ties);
  styr_i_free(&a, answer->weakened);
  styr_i_free(&a, answer->nodes);
  styr_i_free(&a, answer->standings);
  styr_i_free(&a, answer->apexes);
  styr_i_arena_done(&answer->arena);
  styr_i_free(&styr_i_libc, answer);
}

size_t styr_withdrawal_claims(const styr_withdrawal *answer) {
  if (!answer) return 0;
  return answer->claims;
}
const styr_tie *styr_withdrawal_ties(const styr_withdrawal *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->tie_count;
  return answer->ties;
}
const styr_weakening *styr_withdrawal_weakened(const styr_withdrawal *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->weakened_count;
  return answer->weakened;
}
const styr_node *styr_withdrawal_nodes(const styr_withdrawal *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->node_count;
  return answer->nodes;
}
const styr_standing_change *styr_withdrawal_standings(const styr_withdrawal *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->standing_count;
  return answer->standings;
}
const styr_apex_change *styr_withdrawal_apexes(const styr_withdrawal *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->apex_count;
  return answer->apexes;
}

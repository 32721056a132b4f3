/* SPDX-License-Identifier: MIT */
/* Apexes: the source components, among those that rule a node, of the condensation of the ruling ties into strongly
 * connected components (Tarjan 1972, without recursion). Seen from below: components that no tie upward leaves. The paths
 * to them are those of the pattern `up+`, or of a pattern that lists the ruling types when membership is left out. */
#include "ruling_i.h"

#include <stdio.h>

typedef struct component {
  size_t first, count; /* its members */
  bool contains_from, without_assumed;
} component;

typedef struct summits { /* the apexes above a node in one graph */
  styr_node *members;
  size_t member_count, member_cap;
  component *components;
  size_t count, cap;
} summits;

struct styr_apexes {
  styr_allocator a;
  styr_apex_options options;
  styr_graph *graph;
  styr_pattern *pattern;
  styr_query *query;
  summits found;
};

/* ---- going up ---- */

static bool leads_up(const styr_map *map, styr_tie tie, bool inward, bool no_membership) {
  if (styr_tie_ruling(map, tie) != (inward ? STYR_RULING_FORWARD : STYR_RULING_BACKWARD)) return false;
  return !no_membership || strcmp(styr_tie_family(map, tie), "membership") != 0;
}

typedef struct rulers { /* a walk over the nodes that rule one node directly */
  styr_arcs arcs;
  bool no_membership;
} rulers;

static bool next_ruler(rulers *r, uint32_t *place) {
  const styr_map *map = styr_graph_map(r->arcs.graph);
  for (;;) {
    styr_arc arc;
    while (styr_arcs_next(&r->arcs, &arc)) {
      if (!leads_up(map, arc.tie, r->arcs.inward, r->no_membership)) continue;
      *place = arc.place;
      return true;
    }
    if (r->arcs.inward) return false;
    r->arcs = styr_graph_in(r->arcs.graph, r->arcs.place);
  }
}

static rulers rulers_of(const styr_graph *g, uint32_t place, bool no_membership) {
  const rulers r = {styr_graph_out(g, place), no_membership};
  return r;
}

/* ---- components ---- */

typedef struct visit {
  uint32_t place;
  rulers rest;
} visit;

typedef struct tarjan {
  const styr_allocator *a;
  const styr_graph *g;
  bool no_membership;
  uint32_t *number, *low; /* from 1; 0 = not met */
  bool *left;             /* a tie upward leaves its component */
  bool *waiting;          /* on `stack` */
  uint32_t *stack, next;
  size_t stack_count, stack_cap;
  visit *visits;
  size_t visit_count, visit_cap;
} tarjan;

static bool enter(tarjan *t, uint32_t place) {
  if (!STYR_I_GROW(t->a, t->stack, t->stack_cap, t->stack_count + 1) || !STYR_I_GROW(t->a, t->visits, t->visit_cap, t->visit_count + 1))
    return false;
  t->number[place] = t->low[place] = ++t->next;
  t->waiting[place] = true;
  t->stack[t->stack_count++] = place;
  t->visits[t->visit_count++] = (visit){place, rulers_of(t->g, place, t->no_membership)};
  return true;
}

static int by_ref_order(const void *a, const void *b) {
  const uint32_t x = ((const styr_node *)a)->ref, y = ((const styr_node *)b)->ref;
  return x < y ? -1 : x > y;
}

/* Takes the component that ends at `root` from the stack; keeps it when nothing above rules it. */
static bool leave(tarjan *t, uint32_t root, uint32_t from, summits *out) {
  size_t first = t->stack_count;
  bool left = false, contains = false;
  do {
    const uint32_t place = t->stack[--first];
    t->waiting[place] = false;
    left |= t->left[place];
    contains |= place == from;
  } while (t->stack[first] != root);
  const size_t count = t->stack_count - first;
  t->stack_count = first;
  if (left) return true;
  if (!STYR_I_GROW(t->a, out->components, out->cap, out->count + 1) ||
      !STYR_I_GROW(t->a, out->members, out->member_cap, out->member_count + count))
    return false;
  out->components[out->count++] = (component){out->member_count, count, contains, false};
  for (size_t i = 0; i < count; i++) out->members[out->member_count + i] = styr_graph_node(t->g, t->stack[first + i]);
  qsort(out->members + out->member_count, count, sizeof *out->members, by_ref_order);
  out->member_count += count;
  return true;
}

static bool climb(tarjan *t, uint32_t from, summits *out) {
  if (!enter(t, from)) return false;
  while (t->visit_count) {
    visit *v = &t->visits[t->visit_count - 1];
    const uint32_t here = v->place;
    uint32_t above;
    if (next_ruler(&v->rest, &above)) {
      if (!t->number[above]) {
        if (!enter(t, above)) return false;
      } else if (!t->waiting[above]) {
        t->left[here] = true;
      } else if (t->number[above] < t->low[here]) {
        t->low[here] = t->number[above];
      }
      continue;
    }
    t->visit_count--;
    const bool root = t->low[here] == t->number[here];
    if (root && !leave(t, here, from, out)) return false;
    if (!t->visit_count) break;
    const uint32_t below = t->visits[t->visit_count - 1].place;
    if (root) t->left[below] = true;
    else if (t->low[here] < t->low[below]) t->low[below] = t->low[here];
  }
  return true;
}

static bool find_summits(const styr_allocator *a, const styr_graph *g, styr_node from, bool no_membership, summits *out) {
  const size_t n = (size_t)styr_graph_places(g) + 1;
  tarjan t = {.a = a, .g = g, .no_membership = no_membership};
  t.number = styr_i_zalloc(a, n, sizeof *t.number);
  t.low = styr_i_zalloc(a, n, sizeof *t.low);
  t.left = styr_i_zalloc(a, n, sizeof *t.left);
  t.waiting = styr_i_zalloc(a, n, sizeof *t.waiting);
  const bool ok = t.number && t.low && t.left && t.waiting && climb(&t, styr_graph_place(g, from), out);
  styr_i_free(a, t.number);
  styr_i_free(a, t.low);
  styr_i_free(a, t.left);
  styr_i_free(a, t.waiting);
  styr_i_free(a, t.stack);
  styr_i_free(a, t.visits);
  return ok;
}

static void free_summits(const styr_allocator *a, summits *s) {
  styr_i_free(a, s->members);
  styr_i_free(a, s->components);
}

/* Map order: by the first member. */
static void sort_components(summits *s) {
  for (size_t i = 1; i < s->count; i++) {
    const component x = s->components[i];
    size_t k = i;
    for (; k && s->members[s->components[k - 1].first].ref > s->members[x.first].ref; k--) s->components[k] = s->components[k - 1];
    s->components[k] = x;
  }
}

static bool stands(const summits *s, const styr_node *members, size_t count) {
  for (size_t i = 0; i < s->count; i++)
    if (s->components[i].count == count && memcmp(s->members + s->components[i].first, members, count * sizeof *members) == 0) return true;
  return false;
}

bool styr_i_summits_find(const styr_allocator *a, const styr_graph *g, styr_node from, styr_i_summits *out) {
  summits s = {0};
  bool ok = find_summits(a, g, from, false, &s);
  if (ok) sort_components(&s);
  out->count = s.count;
  out->ends = styr_i_array(a, s.count + 1, sizeof *out->ends);
  out->members = styr_i_array(a, s.member_count + 1, sizeof *out->members);
  ok = ok && out->ends && out->members;
  for (size_t i = 0, n = 0; ok && i < s.count; i++) {
    const component *c = &s.components[i];
    memcpy(out->members + n, s.members + c->first, c->count * sizeof *s.members);
    out->ends[i] = n += c->count;
  }
  free_summits(a, &s);
  if (!ok) styr_i_summits_done(a, out);
  return ok;
}

void styr_i_summits_done(const styr_allocator *a, styr_i_summits *s) {
  styr_i_free(a, s->members);
  styr_i_free(a, s->ends);
  memset(s, 0, sizeof *s);
}

/* ---- the question ---- */

/* `up+`, or the ruling types that are not of family membership, one by one. */
static styr_status make_pattern(styr_apexes *x, const styr_map *map, styr_error *error) {
  if (!x->options.no_membership) return styr_pattern_parse("up+", &x->a, &x->pattern, NULL, error);
  styr_buffer text = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&text);
  styr_i_out o = {.sink = &sink};
  bool any = false;
  styr_i_put(&o, "(");
  for (size_t i = 0; i < styr_vocab_count(map); i++) {
    const styr_term t = styr_vocab_get(map, i);
    if (strcmp(t.set, "tie") != 0 || t.ruling == STYR_RULING_NONE || strcmp(t.family, "membership") == 0) continue;
    styr_i_put(&o, any ? "|" : "");
    styr_i_put(&o, t.ruling == STYR_RULING_FORWARD ? "^'" : "'");
    for (const char *p = t.term; *p; p++) {
      if (*p == '\'') styr_i_put(&o, "'");
      styr_i_putn(&o, p, 1);
    }
    styr_i_put(&o, "'");
    any = true;
  }
  styr_i_put(&o, ")+"); /* the built-in vocabulary has such types: the list is never empty */
  const styr_status status = o.failed || !any ? styr_i_nomem(error) : styr_pattern_parse(text.bytes, &x->a, &x->pattern, NULL, error);
  styr_buffer_free(&text);
  return status;
}

/* Which apexes are left when ties that are only assumed, or that no claim supports, do not count. */
static styr_status judge_assumed(styr_apexes *x, const styr_map *map, styr_error *error) {
  styr_filter strict = x->options.filter;
  if (styr_grade_rank(strict.min_grade) < styr_grade_rank(STYR_GRADE_INFERRED)) strict.min_grade = STYR_GRADE_INFERRED;
  styr_graph *g = NULL;
  const styr_status status = styr_graph_freeze(map, &strict, &x->a, &g, error);
  if (status != STYR_OK) return status;
  summits left = {0};
  const bool ok = find_summits(&x->a, g, x->options.from, x->options.no_membership, &left);
  for (size_t i = 0; ok && i < x->found.count; i++) {
    component *c = &x->found.components[i];
    c->without_assumed = stands(&left, x->found.members + c->first, c->count);
  }
  free_summits(&x->a, &left);
  styr_graph_free(g);
  return ok ? STYR_OK : styr_i_nomem(error);
}

styr_status styr_apexes_open(const styr_map *map, const styr_apex_options *options, styr_apexes **out, styr_error *error) {
  styr_apexes *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  x->a = styr_i_libc;
  x->options = *options;
  char date[11];
  styr_status status = STYR_OK;
  if (!styr_node_exists(options->from)) status = styr_i_fail(error, STYR_ERR_ARG, "no node was named whose rulers are sought");
  else if (!styr_node_valid(map, options->from, &options->filter))
    status = styr_i_fail(error, STYR_ERR_NOT_FOUND, "%s is not there %s%s", styr_node_id(map, options->from),
                         options->filter.certain ? "throughout " : "in ", styr_date_format(options->filter.as_of, date));
  if (status == STYR_OK) status = styr_graph_freeze(map, &options->filter, &x->a, &x->graph, error);
  if (status == STYR_OK) status = make_pattern(x, map, error);
  if (status == STYR_OK) status = styr_query_new(x->graph, x->pattern, &x->a, &x->query, error);
  if (status == STYR_OK && !find_summits(&x->a, x->graph, options->from, options->no_membership, &x->found)) status = styr_i_nomem(error);
  if (status == STYR_OK) {
    sort_components(&x->found);
    status = judge_assumed(x, map, error);
  }
  if (status == STYR_OK) *out = x;
  else styr_apexes_free(x);
  return status;
}

void styr_apexes_free(styr_apexes *answer) {
  if (!answer) return;
  const styr_allocator a = answer->a;
  styr_query_free(answer->query);
  styr_pattern_free(answer->pattern);
  styr_graph_free(answer->graph);
  free_summits(&a, &answer->found);
  styr_i_free(&a, answer);
}

const styr_graph *styr_i_apexes_graph(const styr_apexes *answer) {
  return answer->graph;
}

styr_node styr_i_apexes_from(const styr_apexes *answer) {
  return answer->options.from;
}

size_t styr_apexes_count(const styr_apexes *answer) {
  return answer->found.count;
}

styr_apex styr_apexes_get(const styr_apexes *answer, size_t index) {
  const component *c = &answer->found.components[index];
  const styr_apex apex = {answer->found.members + c->first, c->count, c->contains_from, c->without_assumed};
  return apex;
}

styr_status styr_apexes_paths(styr_apexes *answer, size_t index, styr_paths **out, styr_error *error) {
  const styr_apex apex = styr_apexes_get(answer, index);
  styr_path_options o = answer->options.path;
  o.from = &answer->options.from;
  o.from_count = 1;
  o.to = apex.members;
  o.to_count = apex.count;
  return styr_paths_open(answer->query, &o, out, error);
}

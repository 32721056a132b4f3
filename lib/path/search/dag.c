/* SPDX-License-Identifier: MIT */
/* The walks between the first node and the entries that end a pair at one level, in the file order of their ties. These walks
 * form a directed acyclic graph. It is extracted from the layers once; then its paths are enumerated by backtracking, so that
 * the next walk costs only the ties that change. Also the buffers in which a path is built. */
#include "path/search/search_i.h"

/* ---- the path under construction ---- */

bool styr_i_path_buffer_reserve(styr_i_path_buffer *t, const styr_allocator *a, size_t length) {
  return STYR_I_GROW(a, t->ties, t->tie_cap, length) && STYR_I_GROW(a, t->nodes, t->node_cap, length + 1);
}

bool styr_i_path_buffer_mode(styr_i_path_buffer *t, const styr_allocator *a, const styr_graph *g, styr_mode mode) {
  if (mode == STYR_TRAIL && !t->tie_used) t->tie_used = styr_i_zalloc(a, styr_map_count(g->map, STYR_TIES) / 64 + 1, sizeof *t->tie_used);
  if ((mode == STYR_ACYCLIC || mode == STYR_SIMPLE) && !t->node_used)
    t->node_used = styr_i_zalloc(a, (size_t)g->places / 64 + 1, sizeof *t->node_used);
  return mode == STYR_WALK || (mode == STYR_TRAIL ? t->tie_used : t->node_used) != NULL;
}

void styr_i_path_buffer_done(styr_i_path_buffer *t, const styr_allocator *a) {
  styr_i_free(a, t->ties);
  styr_i_free(a, t->nodes);
  styr_i_free(a, t->node_used);
  styr_i_free(a, t->tie_used);
  memset(t, 0, sizeof *t);
}

void styr_i_dag_done(styr_i_dag *d, const styr_allocator *a) {
  styr_i_free(a, d->local);
  styr_i_free(a, d->entry);
  styr_i_free(a, d->edges);
  styr_i_free(a, d->first);
  styr_i_free(a, d->ways);
  styr_i_free(a, d->spans);
  memset(d, 0, sizeof *d);
}

/* ---- extracting the graph ---- */

/* One last entry, and one predecessor for each: the walk is read directly. */
static bool take_single(const styr_i_layers *l, uint32_t last, uint64_t length, styr_i_path_buffer *t) {
  const styr_graph *g = l->dfa->graph;
  uint32_t at = last;
  for (uint64_t i = length; i; i--) {
    const styr_i_layer_entry *e = &l->entries[at];
    if (e->before & STYR_I_LINKED) return false;
    t->ties[i - 1] = styr_i_graph_tie(g, styr_i_arc_tie(g, e->arc));
    t->nodes[i] = styr_i_node_at(g, e->place);
    at = e->before;
  }
  t->nodes[0] = styr_i_node_at(g, l->entries[at].place);
  return true;
}

bool styr_i_dag_single(const styr_i_layers *l, uint32_t last, uint64_t length, styr_i_path_buffer *t) {
  if (__builtin_expect(length >= t->node_cap || length > t->tie_cap, 0) && !styr_i_path_buffer_reserve(t, l->a, (size_t)length))
    return false;
  return take_single(l, last, length, t);
}

static bool local_of(styr_i_dag *d, const styr_allocator *a, uint32_t entry, uint32_t *out) {
  if (!d->local[entry]) {
    if (!STYR_I_GROW(a, d->entry, d->entry_cap, d->entry_count + 1)) return false;
    d->entry[d->entry_count++] = entry;
    d->local[entry] = (uint32_t)d->entry_count;
  }
  *out = d->local[entry] - 1;
  return true;
}

static bool add_edge(styr_i_dag *d, const styr_allocator *a, uint32_t before, uint32_t tie, uint32_t to) {
  uint32_t from;
  if (d->edge_count >= UINT32_MAX || !STYR_I_GROW(a, d->edges, d->edge_cap, d->edge_count + 1) || !local_of(d, a, before, &from))
    return false;
  d->edges[d->edge_count++] = (struct styr_i_edge){from, tie, to};
  return true;
}

static void sort_ways(styr_i_way *ways, size_t count) {
  if (count > 24) {
    qsort(ways, count, sizeof *ways, styr_i_by_u32);
    return;
  }
  for (size_t i = 1; i < count; i++) {
    const styr_i_way x = ways[i];
    size_t k = i;
    for (; k && ways[k - 1].tie > x.tie; k--) ways[k] = ways[k - 1];
    ways[k] = x;
  }
}

bool styr_i_dag_begin(styr_i_dag *d, const styr_i_layers *l, const uint32_t *last, size_t last_count, uint64_t length,
                      styr_i_path_buffer *t) {
  const styr_allocator *a = l->a;
  const styr_graph *g = l->dfa->graph;
  d->length = length;
  d->started = d->over = false;
  d->single = false;
  if (!styr_i_path_buffer_reserve(t, a, (size_t)length)) return false;
  if (last_count == 1 && take_single(l, last[0], length, t)) return d->single = true;
  if (d->local_cap < l->count) {
    const size_t had = d->local_cap;
    if (!STYR_I_GROW(a, d->local, d->local_cap, l->count)) return false;
    memset(d->local + had, 0, (d->local_cap - had) * sizeof *d->local);
  }
  for (size_t i = 0; i < d->entry_count; i++) d->local[d->entry[i]] = 0;
  d->entry_count = d->edge_count = 0;
  uint32_t number;
  for (size_t i = 0; i < last_count; i++)
    if (!local_of(d, a, last[i], &number)) return false;
  for (uint32_t i = 0; i < d->entry_count; i++) {
    const styr_i_layer_entry *e = &l->entries[d->entry[i]];
    if (d->entry[i] == 0) continue; /* the first node */
    if (!(e->before & STYR_I_LINKED)) {
      if (!add_edge(d, a, e->before, styr_i_arc_tie(g, e->arc), i)) return false;
      continue;
    }
    for (uint32_t k = (e->before & ~STYR_I_LINKED) + 1; k; k = l->links[k - 1].next)
      if (!add_edge(d, a, l->links[k - 1].before, styr_i_arc_tie(g, l->links[k - 1].arc), i)) return false;
  }
  if (!STYR_I_GROW(a, d->first, d->first_cap, d->entry_count + 2) || !STYR_I_GROW(a, d->ways, d->way_cap, d->edge_count + 1) ||
      !STYR_I_GROW(a, d->spans, d->span_cap, (size_t)length + 1))
    return false;
  memset(d->first, 0, (d->entry_count + 2) * sizeof *d->first);
  for (size_t i = 0; i < d->edge_count; i++) d->first[d->edges[i].from + 2]++;
  for (size_t i = 0; i < d->entry_count; i++) d->first[i + 2] += d->first[i + 1];
  for (size_t i = 0; i < d->edge_count; i++)
    d->ways[d->first[d->edges[i].from + 1]++] =
        (styr_i_way){d->edges[i].tie, d->edges[i].to, styr_i_node_at(g, l->entries[d->entry[d->edges[i].to]].place)};
  for (size_t i = 0; i < d->entry_count; i++) sort_ways(d->ways + d->first[i], d->first[i + 1] - d->first[i]);
  return true;
}

/* ---- enumerating ---- */

static uint32_t place_at(const styr_i_layers *l, const styr_i_path_buffer *t, uint64_t i) {
  return styr_i_place_of(l->dfa->graph, t->nodes[i]);
}

/* Whether the mode allows the step to the node at `depth` + 1. */
static bool fits(const styr_i_layers *l, const styr_i_path_buffer *t, styr_mode mode, uint64_t depth, uint64_t length) {
  if (mode == STYR_WALK) return true;
  if (mode == STYR_TRAIL) return !styr_i_bit(t->tie_used, t->ties[depth].index);
  const uint32_t place = place_at(l, t, depth + 1);
  return !styr_i_bit(t->node_used, place) || (mode == STYR_SIMPLE && depth + 1 == length && place == place_at(l, t, 0));
}

static void use(const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode, uint64_t depth) {
  if (mode == STYR_TRAIL) styr_i_set_bit(t->tie_used, t->ties[depth].index);
  else if (mode != STYR_WALK) styr_i_set_bit(t->node_used, place_at(l, t, depth + 1));
}

static void clear_used(const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode, uint64_t depth) {
  if (mode == STYR_TRAIL) styr_i_clear_bit(t->tie_used, t->ties[depth].index);
  else if (mode != STYR_WALK && place_at(l, t, depth + 1) != place_at(l, t, 0)) styr_i_clear_bit(t->node_used, place_at(l, t, depth + 1));
}

static bool single_fits(const styr_i_dag *d, const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode) {
  if (mode == STYR_WALK) return true;
  uint64_t i = 0;
  if (mode != STYR_TRAIL) styr_i_set_bit(t->node_used, place_at(l, t, 0));
  for (; i < d->length && fits(l, t, mode, i, d->length); i++) use(l, t, mode, i);
  const bool all = i == d->length;
  while (i) clear_used(l, t, mode, --i);
  if (mode != STYR_TRAIL) styr_i_clear_bit(t->node_used, place_at(l, t, 0));
  return all;
}

void styr_i_dag_leave(styr_i_dag *d, const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode) {
  if (!d->over && !d->single && d->started) {
    while (d->depth) clear_used(l, t, mode, --d->depth);
    if (mode == STYR_ACYCLIC || mode == STYR_SIMPLE) styr_i_clear_bit(t->node_used, l->entries[0].place);
  }
  d->over = true;
}

/* Inline, so that it is compiled once for each mode. */
__attribute__((always_inline)) static inline int walk_on(styr_i_dag *d, const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode,
                                                         styr_i_bounds *b, styr_i_go *go) {
  const styr_graph *graph = l->dfa->graph;
  const styr_i_way *ways = d->ways;
  const uint32_t *first = d->first;
  const uint64_t length = d->length;
  struct styr_i_dag_span *spans = d->spans;
  uint64_t depth = d->depth, tried = 0;
  int found = 0;
  for (;;) {
    struct styr_i_dag_span *s = &spans[depth];
    if (s->at == s->end) {
      if (!depth) break;
      clear_used(l, t, mode, --depth);
      continue;
    }
    const styr_i_way *way = &ways[s->at++];
    tried++;
    t->ties[depth] = styr_i_graph_tie(graph, way->tie);
    t->nodes[depth + 1] = way->node;
    if (__builtin_expect(tried == STYR_I_CHECK_EVERY, 0)) {
      if (!styr_i_spend(b, tried)) *go = GO_STOP;
      tried = 0;
      if (*go != GO_ON) break;
    }
    if (!fits(l, t, mode, depth, length)) continue;
    use(l, t, mode, depth);
    if (++depth == length) {
      found = 1;
      break;
    }
    spans[depth] = (struct styr_i_dag_span){first[way->to], first[way->to + 1]};
  }
  d->depth = depth;
  if (!styr_i_spend(b, tried)) *go = GO_STOP;
  if (*go != GO_ON) found = 0;
  if (!found) styr_i_dag_leave(d, l, t, mode);
  return found;
}

/* 1: a walk is in the buffer; 0: there is none left, or the search has to stop. */
int styr_i_dag_next(styr_i_dag *d, const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode, styr_i_bounds *b, styr_i_go *go) {
  *go = GO_ON;
  if (d->over) return 0;
  if (d->single) {
    d->over = true;
    return single_fits(d, l, t, mode);
  }
  if (!d->started) {
    const uint32_t start = d->local[0] - 1;
    d->started = true;
    d->depth = 0;
    d->spans[0] = (struct styr_i_dag_span){d->first[start], d->first[start + 1]};
    t->nodes[0] = styr_i_node_at(l->dfa->graph, l->entries[0].place);
    if (mode == STYR_ACYCLIC || mode == STYR_SIMPLE) styr_i_set_bit(t->node_used, l->entries[0].place);
  } else {
    clear_used(l, t, mode, --d->depth);
  }
  switch (mode) {
  case STYR_WALK: return walk_on(d, l, t, STYR_WALK, b, go);
  case STYR_TRAIL: return walk_on(d, l, t, STYR_TRAIL, b, go);
  default: return walk_on(d, l, t, mode, b, go);
  }
}

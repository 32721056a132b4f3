/* SPDX-License-Identifier: MIT */
/* Freezing: the ties that a filter sees, as compressed sparse rows in both directions, in file order within a row. The
 * verdict of each tie is taken once here, so that no question asks for claims while it searches. */
#include "../base/base_i.h"

#include <styr/graph.h>

struct styr_graph {
  styr_allocator a;
  const styr_map *map;
  uint32_t actors, places;
  uint64_t ties;
  uint64_t *out_start, *in_start; /* places + 1 */
  styr_arc *out, *in;
  uint8_t *contested; /* a bit per tie of the map */
};

typedef struct ends {
  uint32_t from, to, tie;
} ends;

static uint64_t pair_key(styr_node from, styr_node to) {
  return (uint64_t)from.ref << 32 | to.ref;
}

/* The pairs of nodes between which a counting claim denies a tie. */
static bool gather_denied(const styr_map *map, const styr_filter *filter, styr_i_index *denied) {
  for (size_t i = 0; i < styr_denial_count(map); i++) {
    const styr_denial d = styr_denial_get(map, i);
    if (!styr_claim_counts(map, d.claim, filter) || styr_claim_get(map, d.claim).stance != STYR_ABSENT) continue;
    if (styr_i_index_get(denied, pair_key(d.from, d.to)) == STYR_I_NONE && !styr_i_index_set(denied, pair_key(d.from, d.to), (uint32_t)i))
      return false;
  }
  return true;
}

/* A tie that has a row and is denied by another claim is contested, like one whose own claims conflict. */
static bool is_denied(const styr_map *map, const styr_filter *filter, const styr_i_index *denied, styr_tie tie) {
  const styr_node from = styr_tie_from(map, tie), to = styr_tie_to(map, tie);
  const uint32_t first = styr_i_index_get(denied, pair_key(from, to));
  for (size_t i = first; first != STYR_I_NONE && i < styr_denial_count(map); i++) {
    const styr_denial d = styr_denial_get(map, i);
    if (styr_node_same(d.from, from) && styr_node_same(d.to, to) && strcmp(d.type, styr_tie_type(map, tie)) == 0 &&
        styr_claim_counts(map, d.claim, filter) && styr_claim_get(map, d.claim).stance == STYR_ABSENT)
      return true;
  }
  return false;
}

static void gather(const styr_map *map, const styr_filter *filter, const styr_i_index *denied, styr_graph *g, ends *seen) {
  const size_t count = styr_map_count(map, STYR_TIES);
  for (size_t i = 0; i < count; i++) {
    const styr_tie tie = {(uint32_t)i};
    if (!styr_tie_valid(map, tie, filter)) continue;
    const styr_verdict verdict = styr_tie_verdict(map, tie, filter);
    if (verdict == STYR_NO) continue;
    if (verdict == STYR_UNKNOWN || is_denied(map, filter, denied, tie)) g->contested[i / 8] |= (uint8_t)(1u << i % 8);
    seen[g->ties++] = (ends){styr_graph_place(g, styr_tie_from(map, tie)), styr_graph_place(g, styr_tie_to(map, tie)), tie.index};
  }
}

/* Counting sort by one end. */
static void sort_ends(const ends *seen, uint64_t count, bool outward, uint64_t *start, styr_arc *arcs, uint32_t places) {
  for (uint64_t i = 0; i < count; i++) start[(outward ? seen[i].from : seen[i].to) + 1]++;
  for (uint32_t p = 0; p < places; p++) start[p + 1] += start[p];
  for (uint64_t i = 0; i < count; i++) {
    const uint32_t here = outward ? seen[i].from : seen[i].to;
    arcs[start[here]++] = (styr_arc){outward ? seen[i].to : seen[i].from, {seen[i].tie}};
  }
  for (uint32_t p = places; p > 0; p--) start[p] = start[p - 1];
  start[0] = 0;
}

styr_status styr_graph_freeze(const styr_map *map, const styr_filter *filter, const styr_allocator *allocator, styr_graph **out,
                              styr_error *error) {
  if (!allocator) allocator = &styr_i_libc;
  styr_graph *g = styr_i_zalloc(allocator, 1, sizeof *g);
  if (!g) return styr_i_nomem(error);
  g->a = *allocator;
  g->map = map;
  g->actors = (uint32_t)styr_map_count(map, STYR_ACTORS);
  g->places = g->actors + (uint32_t)styr_map_count(map, STYR_TEXTS);
  const size_t count = styr_map_count(map, STYR_TIES);
  ends *seen = styr_i_zalloc(allocator, count, sizeof *seen);
  g->contested = styr_i_zalloc(allocator, count / 8 + 1, 1);
  g->out_start = styr_i_zalloc(allocator, (size_t)g->places + 1, sizeof *g->out_start);
  g->in_start = styr_i_zalloc(allocator, (size_t)g->places + 1, sizeof *g->in_start);
  bool ok = seen && g->contested && g->out_start && g->in_start;
  styr_i_index denied;
  styr_i_index_init(&denied, allocator);
  if (ok) ok = gather_denied(map, filter, &denied);
  if (ok) {
    gather(map, filter, &denied, g, seen);
    g->out = styr_i_zalloc(allocator, g->ties, sizeof *g->out);
    g->in = styr_i_zalloc(allocator, g->ties, sizeof *g->in);
    ok = g->out && g->in;
  }
  if (ok) {
    sort_ends(seen, g->ties, true, g->out_start, g->out, g->places);
    sort_ends(seen, g->ties, false, g->in_start, g->in, g->places);
  }
  styr_i_index_done(&denied);
  styr_i_free(allocator, seen);
  if (!ok) {
    styr_graph_free(g);
    return styr_i_nomem(error);
  }
  *out = g;
  return STYR_OK;
}

void styr_graph_free(styr_graph *graph) {
  if (!graph) return;
  const styr_allocator a = graph->a;
  styr_i_free(&a, graph->contested);
  styr_i_free(&a, graph->out_start);
  styr_i_free(&a, graph->in_start);
  styr_i_free(&a, graph->out);
  styr_i_free(&a, graph->in);
  styr_i_free(&a, graph);
}

const styr_map *styr_graph_map(const styr_graph *graph) {
  return graph->map;
}

uint32_t styr_graph_places(const styr_graph *graph) {
  return graph->places;
}

uint64_t styr_graph_ties(const styr_graph *graph) {
  return graph->ties;
}

uint32_t styr_graph_place(const styr_graph *graph, styr_node node) {
  return styr_node_is_text(node) ? graph->actors + (node.ref & ~STYR_NODE_TEXT_BIT) : node.ref;
}

styr_node styr_graph_node(const styr_graph *graph, uint32_t place) {
  const styr_node node = {place < graph->actors ? place : (place - graph->actors) | STYR_NODE_TEXT_BIT};
  return node;
}

const styr_arc *styr_graph_out(const styr_graph *graph, uint32_t place, size_t *count) {
  *count = (size_t)(graph->out_start[place + 1] - graph->out_start[place]);
  return graph->out + graph->out_start[place];
}

const styr_arc *styr_graph_in(const styr_graph *graph, uint32_t place, size_t *count) {
  *count = (size_t)(graph->in_start[place + 1] - graph->in_start[place]);
  return graph->in + graph->in_start[place];
}

bool styr_graph_contested(const styr_graph *graph, styr_tie tie) {
  return graph->contested[tie.index / 8] >> tie.index % 8 & 1;
}

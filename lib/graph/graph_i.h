/* SPDX-License-Identifier: MIT */
/* The inside of a frozen graph: compressed sparse rows in both directions, grouped by node, then by tie type, then in file order.
 * The slice of one node and one type, or of one node and a range of types, is contiguous. */
#ifndef STYR_GRAPH_I_H
#define STYR_GRAPH_I_H

#include "base/base_i.h"

#include <styr/graph.h>

/* One direction. In a map with few tie types, `start` has an entry for each node and type. With many types most of these would be
 * empty; then `start` has an entry only for each run of ties that is not empty, found through `runs`. */
typedef struct styr_i_side {
  uint32_t *start; /* dense: places * types + 1; sparse: one a run, + 1 */
  uint32_t *runs;  /* sparse: first run of each place, places + 1; else NULL */
  uint16_t *run_type;
  uint32_t *far; /* place of the node at the other end */
  uint32_t *tie;
} styr_i_side;

struct styr_graph {
  styr_allocator a;
  const styr_map *map;
  styr_filter filter;
  uint32_t actors, places, types;
  uint32_t number; /* of the map, for handles */
  uint64_t ties;
  uint32_t *type_term; /* tie type of this graph → its number in the vocabulary; types without a visible tie are left out */
  styr_i_side out, in;
  uint8_t *contested; /* one bit per tie of the map; NULL when no tie is contested */
  uint8_t *hidden;    /* as `contested`: excluded by the filter */
};

static inline bool styr_i_tie_bit(const uint8_t *bits, size_t i) {
  return bits && (bits[i / 8] >> i % 8 & 1);
}
static inline bool styr_i_graph_has(const styr_graph *g, styr_tie tie) {
  return !styr_i_tie_bit(g->hidden, tie.index);
}

static inline styr_node styr_i_node_at(const styr_graph *g, uint32_t place) {
  return (styr_node){place < g->actors ? place : (place - g->actors) | STYR_NODE_TEXT_BIT, g->number};
}
static inline styr_tie styr_i_graph_tie(const styr_graph *g, uint32_t row) {
  return (styr_tie){row, g->number};
}
static inline uint32_t styr_i_place_of_ref(const styr_graph *g, uint32_t ref) {
  return ref & STYR_NODE_TEXT_BIT ? g->actors + (ref & ~STYR_NODE_TEXT_BIT) : ref;
}
static inline uint32_t styr_i_place_of(const styr_graph *g, styr_node node) {
  return styr_i_place_of_ref(g, node.ref);
}

static inline void styr_i_ties_of(const styr_graph *g, const styr_i_side *side, uint32_t place, uint32_t low, uint32_t high, uint32_t *from,
                                  uint32_t *to) {
  if (__builtin_expect(!side->runs, 1)) {
    const uint32_t *row = side->start + (size_t)place * g->types;
    *from = row[low];
    *to = row[high];
    return;
  }
  uint32_t run = side->runs[place];
  const uint32_t end = side->runs[place + 1];
  while (run < end && side->run_type[run] < low) run++;
  *from = side->start[run];
  while (run < end && side->run_type[run] < high) run++;
  *to = side->start[run];
}

#endif

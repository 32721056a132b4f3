/* SPDX-License-Identifier: MIT */
/**
 * @file graph.h
 * A frozen, filtered view of a map as adjacency in both directions.
 *
 * Threads: a frozen graph is immutable and may be read by many threads. It borrows its map, which must not be changed or freed
 * while the graph exists.
 */
#ifndef STYR_GRAPH_H
#define STYR_GRAPH_H

#include <styr/map.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct styr_graph styr_graph;

/** One end of a tie as seen from a node. */
typedef struct styr_arc {
  uint32_t place; /**< place of the node at the other end, see styr_graph_place() */
  styr_tie tie;
} styr_arc;

/**
 * Freeze the ties of @p map that @p filter includes. Nodes that do not exist at the filter's date keep their place but have no
 * arcs. Takes, in each direction, 8 bytes for each tie and 4 bytes for each pair of node and used tie type; less when there are
 * many types.
 * @param filter    NULL = everything. @param allocator NULL = libc.
 * @param[out] out  free with styr_graph_free().
 * @return STYR_OK, STYR_ERR_NOMEM. Complexity: O(nodes + ties + claims on ties).
 */
STYR_API styr_status styr_graph_freeze(const styr_map *map, const styr_filter *filter, const styr_allocator *allocator, styr_graph **out,
                                       styr_error *error);
/** Free it. NULL is allowed. */
STYR_API void styr_graph_free(styr_graph *graph);

/** The map it was frozen from. */
STYR_API const styr_map *styr_graph_map(const styr_graph *graph);
/** Number of places = actors + texts of the map. O(1). */
STYR_API uint32_t styr_graph_places(const styr_graph *graph);
/** Number of ties in the graph. O(1). */
STYR_API uint64_t styr_graph_ties(const styr_graph *graph);
/** Place of a node, from 0: actors first, then texts. O(1). */
STYR_API uint32_t styr_graph_place(const styr_graph *graph, styr_node node);
/** Node at a place. O(1). */
STYR_API styr_node styr_graph_node(const styr_graph *graph, uint32_t place);
/** Whether the node at a place exists at the filter's date. O(1). */
STYR_API bool styr_graph_sees(const styr_graph *graph, uint32_t place);

/** A walk over the arcs of one place. A plain value: copy it to remember a position. */
typedef struct styr_arcs {
  const styr_graph *graph;
  uint32_t place, next;
  bool inward;
} styr_arcs;
/** Walk over the arcs that leave (out) or enter (in) a place, in file order. */
STYR_API styr_arcs styr_graph_out(const styr_graph *graph, uint32_t place);
STYR_API styr_arcs styr_graph_in(const styr_graph *graph, uint32_t place);
/** The next arc. @return false when there is none left. Complexity: O(tie types × log(arcs of the place)). */
STYR_API bool styr_arcs_next(styr_arcs *arcs, styr_arc *out);
/** Number of arcs that leave a place, or enter it with @p inward. O(1). */
STYR_API size_t styr_graph_degree(const styr_graph *graph, uint32_t place, bool inward);
/** Whether the claims about a tie of the graph conflict. O(1). */
STYR_API bool styr_graph_contested(const styr_graph *graph, styr_tie tie);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/**
 * @file igraph.h
 * The igraph component: a (filtered) map as an `igraph_t`, so that any igraph algorithm can be run on it. Link with
 * styr-igraph; a program conveyed with it falls under igraph's licence (GPL). Never in one program with the Graphviz
 * component.
 *
 * igraph keeps its error handler, attribute table and clean-up stack in globals. Every call here leaves them as the
 * host had them, also when it fails. Threads: Debian's igraph is not thread-safe; use this component from one thread.
 */
#ifndef STYR_IGRAPH_H
#define STYR_IGRAPH_H

#include <styr/map.h>

#include <igraph.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A directed igraph with the maps between its ids and the map's. Belongs to one thread: igraph caches inside. */
typedef struct styr_igraph_view styr_igraph_view;

/** Which ties become edges. Start from STYR_IGRAPH_OPTIONS_INIT; NULL means the same. */
typedef struct styr_igraph_options {
  uint32_t version;   /**< 1 */
  bool ruling_only;   /**< only ties that rule, directed from the ruling end to the ruled one */
  styr_filter filter; /**< nodes outside its date become no vertices */
} styr_igraph_options;
#define STYR_IGRAPH_OPTIONS_INIT                                                                                                           \
  { 1, false, STYR_FILTER_INIT }

/**
 * Make the view. Vertices are actors, then texts, in map order; edges are ties in map order; parallel ties and
 * self-ties are kept. The graph carries no attributes.
 * @param map borrowed; must outlive the view. @param[out] out free with styr_igraph_view_free().
 * @return STYR_OK, STYR_ERR_NOMEM, STYR_ERR_BACKEND with igraph's message. Complexity: O(nodes + ties + claims).
 */
STYR_API styr_status styr_igraph_view_new(const styr_map *map, const styr_igraph_options *options, styr_igraph_view **out,
                                          styr_error *error);
STYR_API void styr_igraph_view_free(styr_igraph_view *view);
/** The graph; borrowed. igraph functions that only look may be used on it. */
STYR_API const igraph_t *styr_igraph_view_graph(const styr_igraph_view *view);
/** Vertex of a node, or -1 when the view has none. O(1). */
STYR_API igraph_integer_t styr_igraph_vertex(const styr_igraph_view *view, styr_node node);
/** Node of a vertex; one that does not exist when @p vertex is out of range. O(1). */
STYR_API styr_node styr_igraph_node(const styr_igraph_view *view, igraph_integer_t vertex);
/** Tie of an edge; index UINT32_MAX when @p edge is out of range. O(1). */
STYR_API styr_tie styr_igraph_tie(const styr_igraph_view *view, igraph_integer_t edge);

/**
 * Connected parts of the view, directions ignored.
 * @param[out] part one number a vertex, from 0, in order of the parts' first vertices; room for all vertices.
 * @param[out] count number of parts.
 * @return STYR_OK, STYR_ERR_NOMEM, STYR_ERR_BACKEND. Complexity: O(vertices + edges), igraph_connected_components().
 */
STYR_API styr_status styr_igraph_parts(const styr_igraph_view *view, uint32_t *part, size_t *count, styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

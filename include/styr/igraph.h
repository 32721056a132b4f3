/* SPDX-License-Identifier: MIT */
/**
 * @file igraph.h
 * The igraph component: a (filtered) map as an `igraph_t`, so that any igraph algorithm can be run on it. Link with
 * styr-igraph; a program conveyed with it falls under igraph's licence (GPL). Never in one program with the Graphviz
 * component.
 *
 * igraph keeps its error handler, attribute table and clean-up stack in globals. Every call here restores them to the host's
 * values, also when it fails. Threads: Debian's igraph is not thread-safe; use this component from one thread.
 */
#ifndef STYR_IGRAPH_H
#define STYR_IGRAPH_H

#include <styr/measure.h>

#include <igraph.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A directed igraph with the mapping between its ids and those of the map. Use it in one thread: igraph caches results in it. */
typedef struct styr_igraph_view styr_igraph_view;

/** Which ties become edges: every tie as it is stored, unless said otherwise. NULL means STYR_IGRAPH_OPTIONS_INIT. */
typedef styr_selection styr_igraph_options;
#define STYR_IGRAPH_OPTIONS_INIT STYR_SELECTION_INIT

/**
 * Make the view. Vertices are actors, then texts, in map order. Edges are ties, sorted by first vertex, then in map order. Parallel
 * ties and self-ties are kept. The graph has no attributes.
 * @param map borrowed; must outlive the view. @param[out] out free with styr_igraph_view_free().
 * @return STYR_OK, STYR_ERR_NOMEM, STYR_ERR_BACKEND with igraph's message. Complexity: O(nodes + ties + claims).
 */
STYR_API styr_status styr_igraph_view_new(const styr_map *map, const styr_igraph_options *options, styr_igraph_view **out,
                                          styr_error *error);
STYR_API void styr_igraph_view_free(styr_igraph_view *view);
/** The graph; borrowed. Only igraph functions that do not change it may be used on it. */
STYR_API const igraph_t *styr_igraph_view_graph(const styr_igraph_view *view);
/** Vertex of a node, or -1 when the view has none. O(1). */
STYR_API igraph_integer_t styr_igraph_vertex(const styr_igraph_view *view, styr_node node);
/** Node of a vertex; one that does not exist when @p vertex is out of range. O(1). */
STYR_API styr_node styr_igraph_node(const styr_igraph_view *view, igraph_integer_t vertex);
/** Tie of an edge; one that does not exist when @p edge is out of range. O(1). */
STYR_API styr_tie styr_igraph_tie(const styr_igraph_view *view, igraph_integer_t edge);

/* ---- measures: every array has one item per vertex, in vertex order, and belongs to the caller ------------------------ */

/**
 * Connected components of the view, ignoring directions.
 * @param[out] part the component of each vertex, numbered from 0 in order of first vertices; room for all vertices.
 * @param[out] count number of components.
 * @return STYR_OK, STYR_ERR_NOMEM, STYR_ERR_BACKEND. Complexity: O(vertices + edges), igraph_connected_components().
 */
STYR_API styr_status styr_igraph_parts(const styr_igraph_view *view, uint32_t *part, size_t *count, styr_error *error);

/**
 * Apexes, dominators and articulation points of the view: the nodes through which ruling paths pass.
 *
 * Edges must lead from the ruling end to the ruled end: make the view with `ruling_only`. An *apex* is a source
 * component of the condensation into strongly connected components; a virtual root points to every member of every
 * apex, so that each vertex is reached. A vertex *dominates* another when every path from the root to the other passes
 * through it; the *dominator* of a vertex is the nearest of those that dominate it. Articulation points are those of the undirected graph.
 * A self-tie or a parallel tie changes nothing. An empty view gives an empty answer.
 *
 * @param[out] points room for all vertices; untouched on failure.
 * @return STYR_OK, STYR_ERR_NOMEM, STYR_ERR_BACKEND.
 * Complexity: O(vertices + edges) for apexes and articulation, O(edges × log vertices) for the dominators.
 * Source: Lengauer and Tarjan (1979), by igraph_dominator_tree(); Tarjan (1972).
 */
STYR_API styr_status styr_igraph_chokepoints(const styr_igraph_view *view, styr_chokepoint *points, styr_error *error);

/**
 * Immediate dominators, with any vertex as the root.
 * @param root a vertex of the view.
 * @param[out] dominator room for all vertices: the immediate dominator, -1 for the root, -2 for vertices that the root does not reach.
 * @return STYR_OK, STYR_ERR_ARG when there is no such root, STYR_ERR_NOMEM, STYR_ERR_BACKEND.
 * Complexity: O(edges × log vertices). Source: Lengauer and Tarjan (1979).
 */
STYR_API styr_status styr_igraph_dominators(const styr_igraph_view *view, igraph_integer_t root, igraph_integer_t *dominator,
                                            styr_error *error);

/**
 * A minimum vertex cut between the apexes and the target: a smallest set of vertices, other than the target, such that every path
 * from an apex to the target passes through one of them. It may contain members of apexes. Of several minimum cuts it is the one
 * nearest the target, which is unique.
 * @param target a vertex of the view.
 * @param[out] cut room for all vertices; the set, ascending. @param[out] count its size.
 * @param[out] possible false when the target is a member of an apex, so that no cut exists; count is then 0.
 * @return STYR_OK, STYR_ERR_ARG when there is no such target, STYR_ERR_NOMEM, STYR_ERR_BACKEND.
 * Complexity: that of igraph_maxflow() (push-relabel) on twice as many vertices.
 * Source: Menger (1927); Ford and Fulkerson (1962) on nodes with capacities.
 */
STYR_API styr_status styr_igraph_cut(const styr_igraph_view *view, igraph_integer_t target, igraph_integer_t *cut, size_t *count,
                                     bool *possible, styr_error *error);

/**
 * Brokerage between groups. Counts for each vertex B the triples A → B → C of different vertices without an edge A → C, by the
 * groups of the three. Parallel ties count once; self-ties do not count. The counts are those of the
 * columns w_I, w_O, b_IO, b_OI and b_O of brokerage() in R's package sna (its `raw.nli`).
 * @param group the group of each vertex, any numbers: see styr_grouping_of() for sectors and levels.
 * @param[out] counts room for all vertices.
 * @return STYR_OK, STYR_ERR_NOMEM. Complexity: O(sum over edges A → B of the out-degrees of A and B).
 * Source: Gould and Fernandez, Structures of mediation (1989).
 */
STYR_API styr_status styr_igraph_brokers(const styr_igraph_view *view, const uint32_t *group, styr_brokerage *counts, styr_error *error);

/**
 * A centrality of every vertex, as styr_centrality defines it. Parallel ties count once; self-ties do not count. Without any edge,
 * the eigenvector centrality is 0 everywhere.
 * @param[out] values room for all vertices.
 * @return STYR_OK, STYR_ERR_ARG for an unknown measure, STYR_ERR_NOMEM, STYR_ERR_BACKEND.
 * Complexity: degrees O(vertices + edges); betweenness and harmonic O(vertices × edges); eigenvector and pagerank
 * O(vertices + edges) an iteration.
 */
STYR_API styr_status styr_igraph_central(const styr_igraph_view *view, styr_centrality measure, double *values, styr_error *error);

/**
 * Communities by short random walks (walktrap, four steps). Directions are ignored, parallel ties count once, self-ties do not
 * count; from the hierarchy the partition of greatest modularity is taken. The walk probabilities are computed exactly, without
 * random numbers, so every run gives the same answer. Louvain, Leiden, label propagation and infomap would use igraph's random
 * generator, which belongs to the host.
 * @param[out] community room for all vertices; numbered from 0 in order of their first vertices. A vertex without edges is
 *             a community of its own.
 * @param[out] modularity of the division; NaN when there is no edge. May be NULL.
 * @return STYR_OK, STYR_ERR_NOMEM, STYR_ERR_BACKEND. Complexity: O(vertices × edges) at worst, usually O(vertices² × log vertices).
 * Source: Pons and Latapy (2005); Newman and Girvan (2004).
 */
STYR_API styr_status styr_igraph_communities(const styr_igraph_view *view, uint32_t *community, double *modularity, styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

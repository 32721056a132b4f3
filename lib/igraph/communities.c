/* SPDX-License-Identifier: MIT */
/* Communities by walktrap (Pons and Latapy 2005): nodes from which short random walks lead to the same places form a community. The
 * walk probabilities are computed, not sampled, so the host's igraph random numbers are not used and every run gives the same
 * answer. From the hierarchy of merges the partition of greatest modularity is taken (Newman and Girvan 2004); its communities are
 * numbered in order of their first vertices. */
#include "igraph/igraph_i.h"

#include <math.h>
#include <stdlib.h>

enum { steps = 4 }; /* length of the walks, as the paper proposes */

/* Some versions of igraph find the partition only when merges and modularities are requested too. */
static igraph_error_t walk(const igraph_t *graph, igraph_vector_int_t *membership) {
  igraph_matrix_int_t merges;
  igraph_vector_t modularity;
  igraph_error_t code = igraph_matrix_int_init(&merges, 0, 0);
  if (code != IGRAPH_SUCCESS) return code;
  code = igraph_vector_init(&modularity, 0);
  if (code == IGRAPH_SUCCESS) {
    code = igraph_community_walktrap(graph, NULL, steps, &merges, &modularity, membership);
    igraph_vector_destroy(&modularity);
  }
  igraph_matrix_int_destroy(&merges);
  return code;
}

static igraph_error_t find_communities(const styr_igraph_view *view, igraph_vector_int_t *membership) {
  igraph_t graph;
  igraph_error_t code = styr_g_simple_graph(view, false, &graph);
  if (code != IGRAPH_SUCCESS) return code;
  if (igraph_ecount(&graph)) {
    code = walk(&graph, membership);
  } else {
    code = igraph_vector_int_resize(membership, (igraph_integer_t)view->vertices);
    for (igraph_integer_t v = 0; code == IGRAPH_SUCCESS && v < (igraph_integer_t)view->vertices; v++) VECTOR(*membership)[v] = v;
  }
  igraph_destroy(&graph);
  return code;
}

static bool number_anew(const igraph_vector_int_t *membership, size_t vertices, uint32_t *community) {
  uint32_t *number = calloc(vertices + 1, sizeof *number), next = 0; /* from 1 */
  if (!number) return false;
  for (size_t v = 0; v < vertices; v++) {
    uint32_t *n = &number[VECTOR(*membership)[v]];
    if (!*n) *n = ++next;
    community[v] = *n - 1;
  }
  free(number);
  return true;
}

/* The fraction of edges inside communities, minus the fraction expected from the degrees alone. */
static bool compute_modularity(const styr_igraph_view *view, const uint32_t *community, double *modularity) {
  styr_g_neighbours n;
  double *ends = calloc(view->vertices + 1, sizeof *ends), inside = 0, all;
  if (!ends || !styr_g_neighbours_init(view, STYR_G_BOTH, &n)) {
    free(ends);
    return false;
  }
  all = (double)n.first[view->vertices];
  for (size_t v = 0; v < view->vertices; v++) {
    ends[community[v]] += (double)(n.first[v + 1] - n.first[v]);
    for (igraph_integer_t i = n.first[v]; i < n.first[v + 1]; i++) inside += community[n.of[i]] == community[v];
  }
  *modularity = all > 0 ? inside / all : (double)NAN;
  for (size_t v = 0; all > 0 && v < view->vertices; v++) *modularity -= ends[v] / all * (ends[v] / all);
  styr_g_neighbours_done(&n);
  free(ends);
  return true;
}

styr_status styr_igraph_communities(const styr_igraph_view *view, uint32_t *community, double *modularity, styr_error *error) {
  if (!styr_g_begin(error, view && community)) return STYR_ERR_ARG;
  styr_g_scope scope;
  styr_g_scope_open(&scope);
  igraph_vector_int_t membership;
  double weight = (double)NAN;
  igraph_error_t code = igraph_vector_int_init(&membership, 0);
  if (code == IGRAPH_SUCCESS) {
    code = find_communities(view, &membership);
    if (code == IGRAPH_SUCCESS && (!number_anew(&membership, view->vertices, community) || !compute_modularity(view, community, &weight)))
      code = IGRAPH_ENOMEM;
    igraph_vector_int_destroy(&membership);
  }
  styr_g_scope_close(&scope);
  if (code == IGRAPH_SUCCESS && modularity) *modularity = weight;
  return styr_g_igraph_status(code, "find the communities", error);
}

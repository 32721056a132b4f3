/* SPDX-License-Identifier: MIT */
/* Centralities on the simple graph of the view: degrees by counting; betweenness after Freeman (1977) with the algorithm of Brandes
 * (2001); harmonic after Rochat (2009), along the ties, as a mean over the other vertices; eigenvector after Bonacich (1972)
 * without directions, because in a hierarchy the directed one is 0 almost everywhere; PageRank after Brin and Page (1998). igraph
 * computes all but the degrees. */
#include "igraph/igraph_i.h"

#include <math.h>

static bool count_degrees(const styr_igraph_view *view, styr_centrality measure, double *values) {
  const styr_g_direction directions[] = {STYR_G_OUT, STYR_G_IN};
  for (size_t v = 0; v < view->vertices; v++) values[v] = 0;
  for (int i = 0; i < 2; i++) {
    styr_g_neighbours n;
    if (measure == (i ? STYR_OUT_DEGREE : STYR_IN_DEGREE)) continue;
    if (!styr_g_neighbours_init(view, directions[i], &n)) return false;
    for (size_t v = 0; v < view->vertices; v++) values[v] += (double)(n.first[v + 1] - n.first[v]);
    styr_g_neighbours_done(&n);
  }
  return true;
}

static igraph_error_t measure_graph(const igraph_t *graph, styr_centrality measure, igraph_vector_t *found) {
  switch (measure) {
  case STYR_BETWEENNESS: return styr_g_betweenness(graph, found);
  case STYR_HARMONIC: return styr_g_harmonic(graph, found);
  case STYR_EIGENVECTOR: return styr_g_eigenvector(graph, found);
  default: return styr_g_pagerank(graph, found);
  }
}

static igraph_error_t measure_view(const styr_igraph_view *view, styr_centrality measure, double *values) {
  igraph_t graph;
  igraph_vector_t found;
  igraph_error_t code = igraph_vector_init(&found, 0);
  if (code != IGRAPH_SUCCESS) return code;
  code = styr_g_simple_graph(view, measure != STYR_EIGENVECTOR, &graph);
  if (code == IGRAPH_SUCCESS) {
    const bool nothing = measure == STYR_EIGENVECTOR && igraph_ecount(&graph) == 0;
    code = nothing ? igraph_vector_resize(&found, (igraph_integer_t)view->vertices) : measure_graph(&graph, measure, &found);
    if (code == IGRAPH_SUCCESS && nothing) igraph_vector_null(&found);
    for (size_t v = 0; code == IGRAPH_SUCCESS && v < view->vertices; v++) values[v] = isfinite(VECTOR(found)[v]) ? VECTOR(found)[v] : 0;
    igraph_destroy(&graph);
  }
  igraph_vector_destroy(&found);
  return code;
}

styr_status styr_igraph_central(const styr_igraph_view *view, styr_centrality measure, double *values, styr_error *error) {
  if (!styr_g_begin(error, view && values)) return STYR_ERR_ARG;
  if ((unsigned)measure >= STYR_CENTRALITY_COUNT) return styr_g_argument(error, "there is no such measure of centrality");
  if (!view->vertices) return STYR_OK;
  igraph_error_t code;
  if (measure <= STYR_OUT_DEGREE) {
    code = count_degrees(view, measure, values) ? IGRAPH_SUCCESS : IGRAPH_ENOMEM;
  } else {
    styr_g_scope scope;
    styr_g_scope_open(&scope);
    code = measure_view(view, measure, values);
    styr_g_scope_close(&scope);
  }
  return styr_g_igraph_status(code, "measure the centrality", error);
}

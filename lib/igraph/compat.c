/* SPDX-License-Identifier: MIT */
/* Wrappers for the calls whose parameter order or name changed in igraph 1.0. Everything else that this component uses has been
 * declared alike since 0.10.2. */
#include "igraph/igraph_i.h"

igraph_error_t styr_g_betweenness(const igraph_t *graph, igraph_vector_t *out) {
#if IGRAPH_VERSION_MAJOR >= 1
  return igraph_betweenness(graph, NULL, out, igraph_vss_all(), IGRAPH_DIRECTED, false);
#else
  return igraph_betweenness(graph, out, igraph_vss_all(), IGRAPH_DIRECTED, NULL);
#endif
}

igraph_error_t styr_g_harmonic(const igraph_t *graph, igraph_vector_t *out) {
  return igraph_harmonic_centrality(graph, out, igraph_vss_all(), IGRAPH_OUT, NULL, true);
}

/* igraph starts from the degrees plus a little noise, so that no component of the eigenvector is missed. */
igraph_error_t styr_g_eigenvector(const igraph_t *graph, igraph_vector_t *out) {
  igraph_arpack_options_t options;
  styr_g_rng rng;
  igraph_error_t code = styr_g_rng_open(&rng);
  if (code != IGRAPH_SUCCESS) return code;
  igraph_arpack_options_init(&options);
#if IGRAPH_VERSION_MAJOR >= 1
  code = igraph_eigenvector_centrality(graph, out, NULL, IGRAPH_ALL, NULL, &options);
#else
  code = igraph_eigenvector_centrality(graph, out, NULL, IGRAPH_UNDIRECTED, true, NULL, &options);
#endif
  styr_g_rng_close(&rng);
  return code;
}

igraph_error_t styr_g_pagerank(const igraph_t *graph, igraph_vector_t *out) {
  const igraph_real_t damping = 0.85;
#if IGRAPH_VERSION_MAJOR >= 1
  return igraph_pagerank(graph, NULL, out, NULL, damping, IGRAPH_DIRECTED, igraph_vss_all(), IGRAPH_PAGERANK_ALGO_PRPACK, NULL);
#else
  return igraph_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, out, NULL, igraph_vss_all(), IGRAPH_DIRECTED, damping, NULL, NULL);
#endif
}

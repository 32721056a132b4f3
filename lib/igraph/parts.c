/* SPDX-License-Identifier: MIT */
/* Connected components, ignoring directions; and the apexes, which are the strongly connected components that no edge enters
 * (Tarjan 1972). Both use igraph_connected_components(). */
#include "igraph/igraph_i.h"

#include <stdlib.h>

styr_status styr_igraph_parts(const styr_igraph_view *view, uint32_t *part, size_t *count, styr_error *error) {
  if (!styr_g_begin(error, view && part && count)) return STYR_ERR_ARG;
  styr_g_scope scope;
  styr_g_scope_open(&scope);
  igraph_vector_int_t membership;
  igraph_integer_t parts = 0;
  igraph_error_t code = igraph_vector_int_init(&membership, 0);
  if (code == IGRAPH_SUCCESS) {
    code = igraph_connected_components(&view->graph, &membership, NULL, &parts, IGRAPH_WEAK);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < view->vertices; i++) part[i] = (uint32_t)VECTOR(membership)[i];
    igraph_vector_int_destroy(&membership);
  }
  styr_g_scope_close(&scope);
  if (code == IGRAPH_SUCCESS) *count = (size_t)parts;
  return styr_g_igraph_status(code, "find the connected parts", error);
}

igraph_error_t styr_g_apexes(const styr_igraph_view *view, bool *apex) {
  igraph_vector_int_t membership;
  igraph_integer_t parts = 0;
  igraph_error_t code = igraph_vector_int_init(&membership, 0);
  if (code != IGRAPH_SUCCESS) return code;
  code = igraph_connected_components(&view->graph, &membership, NULL, &parts, IGRAPH_STRONG);
  bool *entered = code == IGRAPH_SUCCESS ? calloc((size_t)parts + 1, sizeof *entered) : NULL;
  if (code == IGRAPH_SUCCESS && !entered) code = IGRAPH_ENOMEM;
  for (igraph_integer_t e = 0; entered && e < (igraph_integer_t)view->edges; e++) {
    const igraph_integer_t from = VECTOR(membership)[IGRAPH_FROM(&view->graph, e)], to = VECTOR(membership)[IGRAPH_TO(&view->graph, e)];
    if (from != to) entered[to] = true;
  }
  for (size_t v = 0; entered && v < view->vertices; v++) apex[v] = !entered[VECTOR(membership)[v]];
  free(entered);
  igraph_vector_int_destroy(&membership);
  return code;
}

/* SPDX-License-Identifier: MIT */
/* Dominators and articulation points: the nodes between the apexes and everybody else.
 *
 * A dominates B when every path from the root to B passes through A. The root is an extra vertex that points to every member of
 * every apex, so that all vertices can be reached: Lengauer and Tarjan (1979), by igraph_dominator_tree(). Articulation points are
 * those of igraph_articulation_points(), ignoring directions. */
#include "igraph/igraph_i.h"

#include <stdlib.h>

/* The view's graph with the root as an extra last vertex. */
static igraph_error_t rooted_graph(const styr_igraph_view *view, const bool *apex, igraph_t *out) {
  igraph_vector_int_t edges;
  igraph_integer_t k = 0;
  igraph_error_t code = igraph_vector_int_init(&edges, (igraph_integer_t)(2 * (view->edges + view->vertices)));
  if (code != IGRAPH_SUCCESS) return code;
  for (igraph_integer_t v = 0; v < (igraph_integer_t)view->vertices; v++) {
    if (!apex[v]) continue;
    VECTOR(edges)[k++] = (igraph_integer_t)view->vertices;
    VECTOR(edges)[k++] = v;
  }
  for (igraph_integer_t e = 0; e < (igraph_integer_t)view->edges; e++) {
    VECTOR(edges)[k++] = IGRAPH_FROM(&view->graph, e);
    VECTOR(edges)[k++] = IGRAPH_TO(&view->graph, e);
  }
  code = igraph_vector_int_resize(&edges, k);
  if (code == IGRAPH_SUCCESS) code = igraph_create(out, &edges, (igraph_integer_t)view->vertices + 1, IGRAPH_DIRECTED);
  igraph_vector_int_destroy(&edges);
  return code;
}

static igraph_error_t find_dominators(const styr_igraph_view *view, const bool *apex, igraph_vector_int_t *dominator) {
  igraph_t rooted;
  igraph_error_t code = rooted_graph(view, apex, &rooted);
  if (code != IGRAPH_SUCCESS) return code;
  code = igraph_dominator_tree(&rooted, (igraph_integer_t)view->vertices, dominator, NULL, NULL, IGRAPH_OUT);
  igraph_destroy(&rooted);
  return code;
}

/* Counts how many nodes each node dominates, from the leaves of the dominator tree upward. */
static igraph_error_t count_dominated(const igraph_vector_int_t *dominator, igraph_integer_t vertices, uint32_t *dominates) {
  igraph_integer_t *waits = calloc((size_t)vertices + 1, sizeof *waits), *leaves = calloc((size_t)vertices + 1, sizeof *leaves), count = 0;
  if (waits && leaves) {
    for (igraph_integer_t v = 0; v < vertices; v++) waits[VECTOR(*dominator)[v]]++;
    for (igraph_integer_t v = 0; v < vertices; v++)
      if (!waits[v]) leaves[count++] = v;
    for (igraph_integer_t i = 0; i < count; i++) {
      const igraph_integer_t above = VECTOR(*dominator)[leaves[i]];
      if (above == vertices) continue;
      dominates[above] += dominates[leaves[i]] + 1;
      if (!--waits[above]) leaves[count++] = above;
    }
  }
  const bool ok = waits && leaves;
  free(waits);
  free(leaves);
  return ok ? IGRAPH_SUCCESS : IGRAPH_ENOMEM;
}

static igraph_error_t find_articulation(const styr_igraph_view *view, bool *articulation) {
  igraph_vector_int_t points;
  igraph_error_t code = igraph_vector_int_init(&points, 0);
  if (code != IGRAPH_SUCCESS) return code;
  code = igraph_articulation_points(&view->graph, &points);
  for (igraph_integer_t i = 0; code == IGRAPH_SUCCESS && i < igraph_vector_int_size(&points); i++) articulation[VECTOR(points)[i]] = true;
  igraph_vector_int_destroy(&points);
  return code;
}

static igraph_error_t measure(const styr_igraph_view *view, bool *apex, bool *articulation, uint32_t *dominates, styr_chokepoint *points) {
  const igraph_integer_t vertices = (igraph_integer_t)view->vertices;
  igraph_vector_int_t dominator;
  igraph_error_t code = igraph_vector_int_init(&dominator, 0);
  if (code != IGRAPH_SUCCESS) return code;
  code = styr_g_apexes(view, apex);
  if (code == IGRAPH_SUCCESS) code = find_dominators(view, apex, &dominator);
  if (code == IGRAPH_SUCCESS) code = count_dominated(&dominator, vertices, dominates);
  if (code == IGRAPH_SUCCESS) code = find_articulation(view, articulation);
  for (igraph_integer_t v = 0; code == IGRAPH_SUCCESS && v < vertices; v++) {
    const igraph_integer_t above = VECTOR(dominator)[v];
    points[v] = (styr_chokepoint){styr_igraph_node(view, v), styr_igraph_node(view, above < vertices ? above : -1), dominates[v], apex[v],
                                  articulation[v]};
  }
  igraph_vector_int_destroy(&dominator);
  return code;
}

styr_status styr_igraph_chokepoints(const styr_igraph_view *view, styr_chokepoint *points, styr_error *error) {
  if (!styr_g_begin(error, view && points)) return STYR_ERR_ARG;
  bool *apex = calloc(view->vertices + 1, sizeof *apex), *articulation = calloc(view->vertices + 1, sizeof *articulation);
  uint32_t *dominates = calloc(view->vertices + 1, sizeof *dominates);
  igraph_error_t code = IGRAPH_ENOMEM;
  if (apex && articulation && dominates) {
    styr_g_scope scope;
    styr_g_scope_open(&scope);
    code = measure(view, apex, articulation, dominates, points);
    styr_g_scope_close(&scope);
  }
  free(apex);
  free(articulation);
  free(dominates);
  return styr_g_igraph_status(code, "find the chokepoints", error);
}

styr_status styr_igraph_dominators(const styr_igraph_view *view, igraph_integer_t root, igraph_integer_t *dominator, styr_error *error) {
  if (!styr_g_begin(error, view && dominator)) return STYR_ERR_ARG;
  if (root < 0 || (size_t)root >= view->vertices) return styr_g_argument(error, "the root is no vertex of the view");
  styr_g_scope scope;
  styr_g_scope_open(&scope);
  igraph_vector_int_t found;
  igraph_error_t code = igraph_vector_int_init(&found, 0);
  if (code == IGRAPH_SUCCESS) {
    code = igraph_dominator_tree(&view->graph, root, &found, NULL, NULL, IGRAPH_OUT);
    for (size_t v = 0; code == IGRAPH_SUCCESS && v < view->vertices; v++)
      dominator[v] = (igraph_integer_t)v == root ? -1 : VECTOR(found)[v] < 0 ? -2 : VECTOR(found)[v];
    igraph_vector_int_destroy(&found);
  }
  styr_g_scope_close(&scope);
  return styr_g_igraph_status(code, "find the dominators", error);
}

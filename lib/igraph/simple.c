/* SPDX-License-Identifier: MIT */
/* The view as a simple graph: without self-ties, and with parallel ties merged. A map may join one pair by several ties (a plan
 * assigns a duty, mandates and activates); measures of position count neighbours, not ties. The neighbours are sorted by counting
 * sort, so that the order does not depend on the C library's qsort(). */
#include "igraph/igraph_i.h"

#include <stdlib.h>

/* Edge e as it is stored (way 0) or reversed (way 1), as the direction requires. */
static bool pass(const styr_igraph_view *v, styr_g_direction direction, size_t e, int way, igraph_integer_t *from, igraph_integer_t *to) {
  const igraph_integer_t a = IGRAPH_FROM(&v->graph, (igraph_integer_t)e), b = IGRAPH_TO(&v->graph, (igraph_integer_t)e);
  if (a == b || (direction == STYR_G_OUT && way) || (direction == STYR_G_IN && !way)) return false;
  *from = way ? b : a;
  *to = way ? a : b;
  return true;
}

/* Sorts by end, then stably by start, so that the ends stay in order within each start. */
static void sort_in(const styr_igraph_view *v, styr_g_direction direction, igraph_integer_t *first, igraph_integer_t *of,
                    igraph_integer_t *at, igraph_integer_t *start_of) {
  const size_t n = v->vertices;
  igraph_integer_t from, to;
  for (size_t e = 0; e < v->edges; e++)
    for (int way = 0; way < 2; way++)
      if (pass(v, direction, e, way, &from, &to)) at[to + 1]++;
  for (size_t i = 0; i < n; i++) at[i + 1] += at[i];
  for (size_t e = 0; e < v->edges; e++)
    for (int way = 0; way < 2; way++)
      if (pass(v, direction, e, way, &from, &to)) start_of[at[to]++] = from;
  igraph_integer_t k = 0; /* at[i] is now the position where the starts of end i end */
  for (igraph_integer_t i = 0; i < (igraph_integer_t)n; i++)
    for (; k < at[i]; k++) first[start_of[k] + 1]++;
  for (size_t i = 0; i < n; i++) first[i + 1] += first[i];
  k = 0;
  for (igraph_integer_t i = 0; i < (igraph_integer_t)n; i++)
    for (; k < at[i]; k++) of[first[start_of[k]]++] = i;
  for (size_t i = n; i; i--) first[i] = first[i - 1];
  first[0] = 0;
}

static void drop_repeats(size_t vertices, igraph_integer_t *first, igraph_integer_t *of) {
  igraph_integer_t kept = 0, begin = 0;
  for (size_t v = 0; v < vertices; v++) {
    const igraph_integer_t end = first[v + 1];
    first[v] = kept;
    for (igraph_integer_t k = begin; k < end; k++)
      if (k == begin || of[k] != of[k - 1]) of[kept++] = of[k];
    begin = end;
  }
  first[vertices] = kept;
}

bool styr_g_neighbours_init(const styr_igraph_view *view, styr_g_direction direction, styr_g_neighbours *out) {
  const size_t most = 2 * view->edges + 1;
  igraph_integer_t *at = calloc(view->vertices + 2, sizeof *at), *start_of = malloc(most * sizeof *start_of);
  out->first = calloc(view->vertices + 2, sizeof *out->first);
  out->of = malloc(most * sizeof *out->of);
  const bool ok = at && start_of && out->first && out->of;
  if (ok) {
    sort_in(view, direction, out->first, out->of, at, start_of);
    drop_repeats(view->vertices, out->first, out->of);
  } else {
    styr_g_neighbours_done(out);
  }
  free(at);
  free(start_of);
  return ok;
}

void styr_g_neighbours_done(styr_g_neighbours *n) {
  free(n->first);
  free(n->of);
  n->first = n->of = NULL;
}

igraph_error_t styr_g_simple_graph(const styr_igraph_view *view, bool directed, igraph_t *out) {
  styr_g_neighbours n;
  igraph_vector_int_t edges;
  if (!styr_g_neighbours_init(view, directed ? STYR_G_OUT : STYR_G_BOTH, &n)) return IGRAPH_ENOMEM;
  igraph_error_t code = igraph_vector_int_init(&edges, 2 * n.first[view->vertices]);
  if (code == IGRAPH_SUCCESS) {
    igraph_integer_t k = 0;
    for (igraph_integer_t v = 0; v < (igraph_integer_t)view->vertices; v++) {
      for (igraph_integer_t i = n.first[v]; i < n.first[v + 1]; i++) {
        if (!directed && n.of[i] < v) continue;
        VECTOR(edges)[k++] = v;
        VECTOR(edges)[k++] = n.of[i];
      }
    }
    code = igraph_vector_int_resize(&edges, k);
    if (code == IGRAPH_SUCCESS) code = igraph_create(out, &edges, (igraph_integer_t)view->vertices, directed);
    igraph_vector_int_destroy(&edges);
  }
  styr_g_neighbours_done(&n);
  return code;
}

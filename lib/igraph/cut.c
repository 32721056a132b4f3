/* SPDX-License-Identifier: MIT */
/* A minimum vertex cut between the apexes and a node. By Menger's theorem its size is the maximum number of ruling paths to the
 * node that share no other node.
 *
 * Every vertex v becomes an arc v' → v'' of capacity 1; a tie v → w becomes an arc v'' → w' with a capacity larger than any vertex
 * cut. The source points to every member of every apex; the target is t'. igraph_maxflow() finds a maximum flow. A vertex is in the
 * cut nearest the target when the target can be reached from v'' in the residual network and not from v'. This cut is the same for
 * every maximum flow. */
#include "igraph/igraph_i.h"

#include <stdlib.h>

typedef struct network {
  igraph_t graph;
  igraph_vector_t capacity, flow;
  igraph_vector_int_t arcs;
  igraph_integer_t vertices, source, count;
} network;

static void put_arc(network *n, igraph_integer_t from, igraph_integer_t to, igraph_real_t capacity) {
  VECTOR(n->arcs)[2 * n->count] = from;
  VECTOR(n->arcs)[2 * n->count + 1] = to;
  VECTOR(n->capacity)[n->count++] = capacity;
}

/* v' is 2v, v'' is 2v + 1. Ties into apexes and ties out of the target are left out, because no path needs them. */
static void lay_out(network *n, const styr_igraph_view *view, const bool *apex, igraph_integer_t target) {
  const igraph_real_t ample = (igraph_real_t)n->vertices + 1;
  for (igraph_integer_t v = 0; v < n->vertices; v++) {
    if (v != target) put_arc(n, 2 * v, 2 * v + 1, 1);
    if (apex[v]) put_arc(n, n->source, 2 * v, ample);
  }
  for (igraph_integer_t e = 0; e < (igraph_integer_t)view->edges; e++) {
    const igraph_integer_t from = IGRAPH_FROM(&view->graph, e), to = IGRAPH_TO(&view->graph, e);
    if (from != to && from != target && !apex[to]) put_arc(n, 2 * from + 1, 2 * to, ample);
  }
}

/* Searches backward from the target in the residual network. */
static igraph_error_t search_back(const network *n, igraph_integer_t target, bool *can_send) {
  const igraph_integer_t places = 2 * n->vertices + 1;
  igraph_integer_t *first = calloc((size_t)places + 2, sizeof *first), *arc_of = calloc((size_t)(2 * n->count) + 1, sizeof *arc_of);
  igraph_integer_t *queue = calloc((size_t)places + 1, sizeof *queue), head = 0, tail = 0;
  const bool ok = first && arc_of && queue;
  if (ok) {
    for (igraph_integer_t k = 0; k < 2 * n->count; k++) first[VECTOR(n->arcs)[k] + 1]++;
    for (igraph_integer_t p = 0; p < places; p++) first[p + 1] += first[p];
    for (igraph_integer_t k = 0; k < 2 * n->count; k++) arc_of[first[VECTOR(n->arcs)[k]]++] = k;
    for (igraph_integer_t p = places; p; p--) first[p] = first[p - 1];
    first[0] = 0;
    can_send[2 * target] = true;
    queue[tail++] = 2 * target;
  }
  while (ok && head < tail) {
    const igraph_integer_t p = queue[head++];
    for (igraph_integer_t i = first[p]; i < first[p + 1]; i++) {
      const igraph_integer_t k = arc_of[i], arc = k / 2, other = VECTOR(n->arcs)[k ^ 1];
      const igraph_real_t flow = VECTOR(n->flow)[arc];
      const bool takes_more = k % 2 ? flow < VECTOR(n->capacity)[arc] - 0.5 : flow > 0.5; /* flows are whole numbers */
      if (!takes_more || can_send[other]) continue;
      can_send[other] = true;
      queue[tail++] = other;
    }
  }
  free(first);
  free(arc_of);
  free(queue);
  return ok ? IGRAPH_SUCCESS : IGRAPH_ENOMEM;
}

static igraph_error_t find_flow(network *n, igraph_integer_t target) {
  igraph_real_t value;
  igraph_error_t code = igraph_vector_int_resize(&n->arcs, 2 * n->count);
  if (code == IGRAPH_SUCCESS) code = igraph_vector_resize(&n->capacity, n->count);
  if (code == IGRAPH_SUCCESS) code = igraph_create(&n->graph, &n->arcs, 2 * n->vertices + 1, IGRAPH_DIRECTED);
  if (code != IGRAPH_SUCCESS) return code;
  code = igraph_maxflow(&n->graph, &value, &n->flow, NULL, NULL, NULL, n->source, 2 * target, &n->capacity, NULL);
  igraph_destroy(&n->graph);
  return code;
}

static igraph_error_t find_cut(const styr_igraph_view *view, const bool *apex, igraph_integer_t target, bool *can_send) {
  network n = {.vertices = (igraph_integer_t)view->vertices, .source = 2 * (igraph_integer_t)view->vertices};
  const igraph_integer_t most = 2 * n.vertices + (igraph_integer_t)view->edges;
  igraph_error_t code = igraph_vector_int_init(&n.arcs, 2 * most);
  if (code != IGRAPH_SUCCESS) return code;
  code = igraph_vector_init(&n.capacity, most);
  if (code == IGRAPH_SUCCESS) {
    code = igraph_vector_init(&n.flow, 0);
    if (code == IGRAPH_SUCCESS) {
      lay_out(&n, view, apex, target);
      code = find_flow(&n, target);
      if (code == IGRAPH_SUCCESS) code = search_back(&n, target, can_send);
      igraph_vector_destroy(&n.flow);
    }
    igraph_vector_destroy(&n.capacity);
  }
  igraph_vector_int_destroy(&n.arcs);
  return code;
}

styr_status styr_igraph_cut(const styr_igraph_view *view, igraph_integer_t target, igraph_integer_t *cut, size_t *count, bool *possible,
                            styr_error *error) {
  if (!styr_g_begin(error, view && cut && count && possible)) return STYR_ERR_ARG;
  if (target < 0 || (size_t)target >= view->vertices) return styr_g_argument(error, "the target is no vertex of the view");
  bool *apex = calloc(view->vertices + 1, sizeof *apex), *can_send = calloc(2 * view->vertices + 2, sizeof *can_send);
  igraph_error_t code = IGRAPH_ENOMEM;
  if (apex && can_send) {
    styr_g_scope scope;
    styr_g_scope_open(&scope);
    code = styr_g_apexes(view, apex);
    if (code == IGRAPH_SUCCESS && !apex[target]) code = find_cut(view, apex, target, can_send);
    styr_g_scope_close(&scope);
  }
  if (code == IGRAPH_SUCCESS) {
    *count = 0;
    *possible = !apex[target];
    for (igraph_integer_t v = 0; *possible && v < (igraph_integer_t)view->vertices; v++)
      if (v != target && can_send[2 * v + 1] && !can_send[2 * v]) cut[(*count)++] = v;
  }
  free(apex);
  free(can_send);
  return styr_g_igraph_status(code, "find the least cut", error);
}

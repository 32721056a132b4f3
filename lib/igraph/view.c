/* SPDX-License-Identifier: MIT */
/* A map as an igraph_t: edges without attributes, and the mapping between map handles and igraph ids. */
#include "igraph/igraph_i.h"

#include <stdlib.h>
#include <string.h>

static size_t place_of(const styr_igraph_view *v, styr_node node) {
  return styr_node_is_text(node) ? v->actors + styr_node_row(node) : node.ref;
}

static void number_nodes(styr_igraph_view *v, const styr_map *map, const styr_filter *filter) {
  const size_t places = v->actors + styr_map_count(map, STYR_TEXTS);
  for (size_t p = 0; p < places; p++) {
    const styr_node node = p < v->actors ? styr_map_actor(map, p) : styr_map_text(map, p - v->actors);
    v->vertex_of[p] = -1;
    if (!styr_node_valid(map, node, filter)) continue;
    v->vertex_of[p] = (igraph_integer_t)v->vertices;
    v->node_of[v->vertices++] = node.ref;
  }
}

/* Caches the selection's answer for each tie type by the pointer to its name; the map stores each name once. When two types share a
 * slot, the selection is asked again. */
enum { slots = 64 };
typedef struct types_taken {
  const char *type[slots];
  bool taken[slots];
} types_taken;

static bool takes(types_taken *t, const styr_map *map, const styr_igraph_options *options, styr_tie tie) {
  const char *type = styr_tie_type(map, tie);
  const size_t slot = ((uintptr_t)type >> 4) % slots;
  if (t->type[slot] != type) {
    t->type[slot] = type;
    t->taken[slot] = styr_selection_takes_type(map, options, tie);
  }
  return t->taken[slot];
}

static size_t gather_edges(styr_igraph_view *v, const styr_map *map, const styr_igraph_options *options, igraph_vector_int_t *edges) {
  types_taken types = {{NULL}, {false}};
  styr_igraph_options rest = STYR_IGRAPH_OPTIONS_INIT; /* the conditions that remain for a tie whose type is accepted */
  rest.ruling_only = options->ruling_only;
  rest.filter = options->filter;
  size_t n = 0;
  for (uint32_t i = 0; i < styr_map_count(map, STYR_TIES); i++) {
    const styr_tie tie = styr_map_tie(map, i);
    styr_node from, to;
    if (!takes(&types, map, options, tie) || !styr_selection_edge(map, &rest, tie, &from, &to)) continue;
    if (v->vertex_of[place_of(v, from)] < 0 || v->vertex_of[place_of(v, to)] < 0) continue;
    VECTOR(*edges)[2 * n] = v->vertex_of[place_of(v, from)];
    VECTOR(*edges)[2 * n + 1] = v->vertex_of[place_of(v, to)];
    v->tie_of[n++] = i;
  }
  return n;
}

/* Orders the edges by first node, then in file order: igraph then finds the edges of a node in adjacent memory, which is much
 * faster on a large map. */
static igraph_error_t sort_edges(styr_igraph_view *v, igraph_vector_int_t *edges) {
  igraph_vector_int_t sorted;
  size_t *next = calloc(v->vertices + 1, sizeof *next);
  uint32_t *tie_of = malloc((v->edges + 1) * sizeof *tie_of);
  igraph_error_t code = igraph_vector_int_init(&sorted, (igraph_integer_t)(2 * v->edges));
  if (code == IGRAPH_SUCCESS && next && tie_of) {
    for (size_t e = 0; e < v->edges; e++) next[VECTOR(*edges)[2 * e] + 1]++;
    for (size_t i = 0; i < v->vertices; i++) next[i + 1] += next[i];
    for (size_t e = 0; e < v->edges; e++) {
      const size_t at = next[VECTOR(*edges)[2 * e]]++;
      VECTOR(sorted)[2 * at] = VECTOR(*edges)[2 * e];
      VECTOR(sorted)[2 * at + 1] = VECTOR(*edges)[2 * e + 1];
      tie_of[at] = v->tie_of[e];
    }
    memcpy(v->tie_of, tie_of, v->edges * sizeof *tie_of);
    igraph_vector_int_swap(&sorted, edges);
  }
  if (code == IGRAPH_SUCCESS) igraph_vector_int_destroy(&sorted);
  if (!next || !tie_of) code = IGRAPH_ENOMEM;
  free(next);
  free(tie_of);
  return code;
}

static igraph_error_t make_graph(styr_igraph_view *v, const styr_map *map, const styr_igraph_options *options) {
  igraph_vector_int_t edges;
  igraph_error_t code = igraph_vector_int_init(&edges, (igraph_integer_t)(2 * styr_map_count(map, STYR_TIES)));
  if (code != IGRAPH_SUCCESS) return code;
  v->edges = gather_edges(v, map, options, &edges);
  code = igraph_vector_int_resize(&edges, (igraph_integer_t)(2 * v->edges));
  if (code == IGRAPH_SUCCESS) code = sort_edges(v, &edges);
  if (code == IGRAPH_SUCCESS) code = igraph_create(&v->graph, &edges, (igraph_integer_t)v->vertices, IGRAPH_DIRECTED);
  igraph_vector_int_destroy(&edges);
  v->made = code == IGRAPH_SUCCESS;
  return code;
}

styr_status styr_igraph_view_new(const styr_map *map, const styr_igraph_options *options, styr_igraph_view **out, styr_error *error) {
  static const styr_igraph_options defaults = STYR_IGRAPH_OPTIONS_INIT;
  if (!styr_g_begin(error, map && out)) return STYR_ERR_ARG;
  if (!options) options = &defaults;
  if (options->version > 1 || options->filter.version > 1)
    return styr_g_argument(error, "the options are of a later version than this library");
  if ((unsigned)options->filter.min_grade > STYR_GRADE_OBSERVED) return styr_g_argument(error, "the filter's min_grade is no grade");
  if ((!options->families && options->family_count) || (!options->without && options->without_count))
    return styr_g_argument(error, "a list of the selection is NULL, and its count is not 0");
  styr_igraph_view *v = calloc(1, sizeof *v);
  const size_t places = styr_map_count(map, STYR_ACTORS) + styr_map_count(map, STYR_TEXTS), ties = styr_map_count(map, STYR_TIES);
  if (v) {
    v->map = map;
    v->actors = (uint32_t)styr_map_count(map, STYR_ACTORS);
    v->vertex_of = calloc(places + 1, sizeof *v->vertex_of);
    v->node_of = calloc(places + 1, sizeof *v->node_of);
    v->tie_of = calloc(ties + 1, sizeof *v->tie_of);
  }
  if (!v || !v->vertex_of || !v->node_of || !v->tie_of) {
    styr_igraph_view_free(v);
    return styr_g_igraph_status(IGRAPH_ENOMEM, "hold the graph", error);
  }
  number_nodes(v, map, &options->filter);
  styr_g_scope scope;
  styr_g_scope_open(&scope);
  const igraph_error_t code = make_graph(v, map, options);
  styr_g_scope_close(&scope);
  if (code != IGRAPH_SUCCESS) styr_igraph_view_free(v);
  else *out = v;
  return styr_g_igraph_status(code, "make the graph", error);
}

void styr_igraph_view_free(styr_igraph_view *view) {
  if (!view) return;
  if (view->made) {
    styr_g_scope scope;
    styr_g_scope_open(&scope);
    igraph_destroy(&view->graph);
    styr_g_scope_close(&scope);
  }
  free(view->vertex_of);
  free(view->node_of);
  free(view->tie_of);
  free(view);
}

const igraph_t *styr_igraph_view_graph(const styr_igraph_view *view) {
  return view ? &view->graph : NULL;
}

/* The node that a map has for this `ref`; none beyond its tables. */
static styr_node node_of(const styr_map *map, uint32_t ref) {
  return ref & STYR_NODE_TEXT_BIT ? styr_map_text(map, ref & ~STYR_NODE_TEXT_BIT) : styr_map_actor(map, ref);
}

igraph_integer_t styr_igraph_vertex(const styr_igraph_view *view, styr_node node) {
  const bool known = view && styr_node_exists(node) && styr_node_same(node, node_of(view->map, node.ref));
  return known ? view->vertex_of[place_of(view, node)] : -1;
}

styr_node styr_igraph_node(const styr_igraph_view *view, igraph_integer_t vertex) {
  const bool known = view && vertex >= 0 && (size_t)vertex < view->vertices;
  return known ? node_of(view->map, view->node_of[vertex]) : (styr_node){0, 0};
}

styr_tie styr_igraph_tie(const styr_igraph_view *view, igraph_integer_t edge) {
  const bool known = view && edge >= 0 && (size_t)edge < view->edges;
  return known ? styr_map_tie(view->map, view->tie_of[edge]) : (styr_tie){0, 0};
}

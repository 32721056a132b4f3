/* SPDX-License-Identifier: MIT */
/* The inside of the igraph component: the scope around every call to igraph. */
#ifndef STYR_IGRAPH_I_H
#define STYR_IGRAPH_I_H

#include <styr/igraph.h>

struct styr_igraph_view {
  const styr_map *map;
  igraph_t graph;
  bool made;
  uint32_t actors;
  size_t vertices, edges;
  igraph_integer_t *vertex_of; /* by actor, then text; -1 = none */
  uint32_t *node_of, *tie_of;
};

/* While a scope is open, igraph returns errors as codes, prints nothing, calls no attribute handler, and a failing call frees only
 * what it allocated itself. */
typedef struct styr_g_scope {
  igraph_error_handler_t *error;
  igraph_warning_handler_t *warning;
  igraph_attribute_table_t *attributes;
} styr_g_scope;

void styr_g_scope_open(styr_g_scope *scope);
void styr_g_scope_close(styr_g_scope *scope);
/* For igraph functions that draw random numbers although the result does not need them: until the scope ends igraph uses our own
 * generator with a fixed seed. The host's generator is not touched, and every run gives the same answer. Call inside an open scope. */
typedef struct styr_g_rng {
  igraph_rng_t ours, hosts;
} styr_g_rng;
igraph_error_t styr_g_rng_open(styr_g_rng *rng);
void styr_g_rng_close(styr_g_rng *rng);
styr_status styr_g_igraph_status(igraph_error_t code, const char *what, styr_error *error);
styr_status styr_g_argument(styr_error *error, const char *message); /* STYR_ERR_ARG */
/* The first statement of every public function that takes an error: forgets the error of an earlier call. `given`: whether every
 * argument that must not be NULL was given; if not, this is an error. */
bool styr_g_begin(styr_error *error, bool given);

/* Distinct neighbours in ascending order, without self-ties: those of v are first[v] up to, not including, first[v + 1] (simple.c). */
typedef struct styr_g_neighbours {
  igraph_integer_t *first, *of;
} styr_g_neighbours;
typedef enum styr_g_direction { STYR_G_OUT, STYR_G_IN, STYR_G_BOTH } styr_g_direction;
bool styr_g_neighbours_init(const styr_igraph_view *view, styr_g_direction direction, styr_g_neighbours *out);
void styr_g_neighbours_done(styr_g_neighbours *n);
/* The simple graph: directed as the view, or undirected with each pair once. Call inside an open scope. */
igraph_error_t styr_g_simple_graph(const styr_igraph_view *view, bool directed, igraph_t *out);

/* The members of apexes: no edge enters their strongly connected component from outside. Call inside an open scope. */
igraph_error_t styr_g_apexes(const styr_igraph_view *view, bool *apex);

/* The functions that igraph 1.0 declares differently from 0.10 (compat.c). Call inside an open scope. */
igraph_error_t styr_g_betweenness(const igraph_t *graph, igraph_vector_t *out);
igraph_error_t styr_g_harmonic(const igraph_t *graph, igraph_vector_t *out);
igraph_error_t styr_g_eigenvector(const igraph_t *graph, igraph_vector_t *out);
igraph_error_t styr_g_pagerank(const igraph_t *graph, igraph_vector_t *out);

#endif

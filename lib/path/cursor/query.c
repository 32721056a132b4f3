/* SPDX-License-Identifier: MIT */
/* A query: a pattern bound to a graph, with the working memory that its searches keep from one to the next. Also the places
 * of the nodes that the options name, and the names in a pattern that the map does not know. */
#include "path/cursor/path_i.h"

#include "map/map_i.h"

/* ---- queries ---- */

static void init_dfas(styr_query *q) {
  styr_i_dfa_init(&q->forward, q->pattern, &q->nfa, &q->tests, q->graph, &q->meter.own, false);
  styr_i_dfa_init(&q->backward, q->pattern, &q->nfa, &q->tests, q->graph, &q->meter.own, true);
}

styr_status styr_query_new(const styr_graph *graph, const styr_pattern *pattern, const styr_allocator *allocator, styr_query **out,
                           styr_error *error) {
  if (!styr_i_begin(error, __func__, graph && pattern && out)) return STYR_ERR_ARG;
  if (!allocator) allocator = &styr_i_libc;
  styr_query *q = styr_i_zalloc(allocator, 1, sizeof *q);
  if (!q) return styr_i_nomem(error);
  q->a = *allocator;
  q->graph = graph;
  q->pattern = pattern;
  styr_i_meter_init(&q->meter, allocator);
  styr_status status = styr_i_tests_bind(pattern, graph, &q->a, &q->tests, error);
  if (status == STYR_OK && !styr_i_nfa_build(pattern, graph, &q->a, &q->nfa)) status = styr_i_nomem(error);
  if (status != STYR_OK) {
    styr_query_free(q);
    return status;
  }
  init_dfas(q);
  *out = q;
  return STYR_OK;
}

/* Frees everything that searches have kept. */
static void drop_kept(styr_query *q) {
  for (size_t i = 0; i < sizeof q->spare / sizeof *q->spare; i++) {
    styr_i_free(&q->meter.own, q->spare[i]);
    q->spare[i] = NULL;
  }
  styr_i_bfs_done(&q->bfs);
  styr_i_bfs_done(&q->forward_bfs);
  styr_i_bfs_done(&q->backward_bfs);
  styr_i_msbfs_done(&q->msbfs);
  styr_i_dag_done(&q->dag, &q->meter.own);
  styr_i_path_buffer_done(&q->path_buffer, &q->meter.own);
  styr_i_layers_done(&q->layers);
  styr_i_walk_counts_done(&q->walk_counts);
  styr_i_dfs_done(&q->dfs);
  styr_i_dfa_done(&q->forward);
  styr_i_dfa_done(&q->backward);
  q->bfs.dfa = NULL;
}

static bool are_nodes(const styr_map *map, const styr_node *nodes, size_t count, const char *what, styr_error *error) {
  if (!nodes && count) styr_i_fail(error, STYR_ERR_ARG, "`%s` is NULL, and its count is not 0", what);
  for (size_t i = 0; nodes && i < count; i++)
    if (!styr_i_has_node(map, nodes[i])) return styr_i_not_of_map(error, what), false;
  return nodes || !count;
}

const styr_path_options *styr_i_path_options_read(const styr_query *q, const styr_path_options *given, styr_path_options *out,
                                                  styr_error *error) {
  static const styr_path_options defaults = STYR_PATH_OPTIONS_INIT;
  const styr_path_options *o = given ? given : &defaults;
  if (!styr_i_version_known(error, o->version)) return NULL;
  if (!o->version) { /* 0 is the default of each member */
    *out = *o;
    o = out;
    out->version = defaults.version;
    if (!out->selector) out->selector = defaults.selector;
    uint64_t *const bounds[] = {&out->max_length, &out->limit, &out->max_steps, &out->memory};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
      if (!*bounds[i]) *bounds[i] = STYR_UNBOUNDED;
    if (!out->k) out->k = defaults.k;
    if (!out->threads) out->threads = defaults.threads;
  }
  if ((unsigned)o->mode > STYR_SIMPLE || (unsigned)o->selector > STYR_ALL) {
    styr_i_fail(error, STYR_ERR_ARG, "there is no such mode or selector");
    return NULL;
  }
  const styr_map *map = q->graph->map;
  return are_nodes(map, o->from, o->from_count, "from", error) && are_nodes(map, o->to, o->to_count, "to", error) ? o : NULL;
}

/* Before each search: nothing else may be under way, and what earlier ones kept must fit into the budget. */
styr_status styr_i_query_begin(styr_query *q, const styr_path_options *options, styr_error *error) {
  if (q->busy) return styr_i_fail(error, STYR_ERR_ARG, "another cursor is open on this query");
  if (q->meter.used > options->memory / 2) {
    drop_kept(q);
    init_dfas(q);
  }
  q->meter.most = options->memory;
  q->meter.refused = false;
  return STYR_OK;
}

void styr_query_free(styr_query *query) {
  if (!query) return;
  const styr_allocator a = query->a;
  drop_kept(query);
  styr_i_nfa_done(&query->nfa);
  styr_i_tests_done(&query->tests, &a);
  styr_i_free(&a, query);
}

/* ---- names that the map does not know ---- */

static bool known(const styr_query *q, const styr_i_name *name) {
  const styr_map *map = q->graph->map;
  const char *text = q->pattern->text + name->text;
  if (name->kind == STYR_NAME_TYPE) return styr_vocab_find(map, "tie", text, NULL);
  for (size_t i = 0; i < styr_vocab_count(map); i++) {
    const styr_term t = styr_vocab_get(map, i);
    if (strcmp(t.set, "tie") == 0 && strcmp(t.family, text) == 0) return true;
  }
  return false;
}

static const styr_i_name *nth_unknown(const styr_query *q, size_t index, size_t *count) {
  *count = 0;
  for (size_t i = 0; i < q->pattern->name_count; i++)
    if (!known(q, &q->pattern->names[i]) && (*count)++ == index) return &q->pattern->names[i];
  return NULL;
}

size_t styr_query_unknown_count(const styr_query *query) {
  if (!query) return 0;
  size_t count;
  (void)nth_unknown(query, SIZE_MAX, &count);
  return count;
}

const char *styr_query_unknown(const styr_query *query, size_t index, styr_name_kind *kind) {
  if (!query) return NULL;
  size_t count;
  const styr_i_name *name = nth_unknown(query, index, &count);
  if (!name) return NULL;
  if (kind) *kind = name->kind;
  return query->pattern->text + name->text;
}

/* ---- sources and targets ---- */

uint64_t *styr_i_take_bits(styr_query *q) {
  for (size_t i = 0; i < sizeof q->spare / sizeof *q->spare; i++) {
    uint64_t *bits = q->spare[i];
    q->spare[i] = NULL;
    if (bits) return bits;
  }
  return styr_i_zalloc(&q->meter.own, (size_t)q->graph->places / 64 + 1, sizeof(uint64_t));
}

void styr_i_give_bits(styr_query *q, uint64_t *bits, const uint32_t *places, size_t count) {
  if (!bits) return;
  for (size_t i = 0; i < count; i++) styr_i_clear_bit(bits, places[i]);
  for (size_t i = 0; i < sizeof q->spare / sizeof *q->spare; i++) {
    if (q->spare[i]) continue;
    q->spare[i] = bits;
    return;
  }
  styr_i_free(&q->meter.own, bits);
}

/* The places of nodes, sorted, each once, without those that the filter's date does not have. NULL stays NULL. */
styr_status styr_i_places(const styr_query *q, const styr_node *nodes, size_t count, uint32_t **out, size_t *out_count) {
  *out = NULL;
  *out_count = 0;
  if (!nodes) return STYR_OK;
  uint32_t *places = styr_i_alloc(&q->meter.own, (count + 1) * sizeof *places);
  if (!places) return STYR_ERR_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const uint32_t place = styr_graph_place(q->graph, nodes[i]);
    if (place < q->graph->places && styr_graph_sees(q->graph, place)) places[(*out_count)++] = place;
  }
  styr_i_sort_u32(places, *out_count);
  size_t unique = 0;
  for (size_t i = 0; i < *out_count; i++)
    if (!unique || places[unique - 1] != places[i]) places[unique++] = places[i];
  *out_count = unique;
  *out = places;
  return STYR_OK;
}

/* SPDX-License-Identifier: MIT */
/* Threads: for each source, the ruling paths to the apexes that its claims alone attest. A BFS over the ties that a source has
 * claims about finds the sources that may have such paths; for these the map is frozen with a filter by which only the claims of the
 * source count. Definition: docs/questions.md. */
#include "questions/questions_i.h"

#include <styr/attest.h>

typedef struct thread_search {
  styr_threads *answer;
  const styr_map *map;
  styr_thread_path *paths; /* to the apex at hand */
  size_t path_cap;
  styr_thread_apex *apexes; /* of the source at hand */
  size_t apex_cap;
  styr_i_apexes above; /* the apexes above the node, by the claims of all sources */
  bool *may_reach;     /* by row of a source */
  styr_pattern *pattern;
  uint64_t limit;
} thread_search;

/* ---- which sources may have a thread ---- */

typedef struct claimed { /* a ruling tie about which a source claims something */
  uint32_t ruling, next; /* place; the next one of the same source and ruled node, from 1 */
} claimed;

typedef struct reaching {
  claimed *ties;
  size_t count, cap;
  styr_i_index first; /* by row of a source and place of a ruled node: its ties, from 1 */
  bool *apex;         /* by place */
  uint32_t *met;      /* by place: the last source that reaches it, from 1 */
  uint32_t *queue;
} reaching;

static bool add_claimed(const thread_search *s, reaching *r, const styr_graph *g, styr_tie tie, bool forward) {
  const styr_i_table *claims = &s->map->tables[STYR_CLAIMS];
  const uint32_t from = styr_i_place_of(g, styr_tie_from(s->map, tie)), to = styr_i_place_of(g, styr_tie_to(s->map, tie));
  for (styr_claim c = styr_claims_of_tie(s->map, tie); styr_claim_exists(c); c = styr_claims_next(s->map, c)) {
    const uint64_t source = styr_i_cell(claims, c.index, CLAIM_SOURCE); /* row + 1 */
    if (!source || !styr_claim_counts(s->map, c, &s->answer->arena.filter)) continue;
    const uint64_t key = source << 32 | (forward ? to : from);
    const uint32_t next = styr_i_index_get(&r->first, key);
    if (!STYR_I_GROW(&s->answer->arena.a, r->ties, r->cap, r->count + 1)) return false;
    r->ties[r->count++] = (claimed){forward ? from : to, next == STYR_I_NONE ? 0 : next};
    if (!styr_i_index_set(&r->first, key, (uint32_t)r->count)) return false;
  }
  return true;
}

/* A tie that one source attests is also in the graph of all sources. */
static bool gather_claimed(const thread_search *s, const styr_graph *g, reaching *r) {
  for (uint32_t i = 0; i < styr_map_count(s->map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(s->map, i);
    const styr_ruling ruling = styr_tie_ruling(s->map, tie);
    if (ruling == STYR_RULING_NONE || !styr_i_graph_has(g, tie)) continue;
    if (!add_claimed(s, r, g, tie, ruling == STYR_RULING_FORWARD)) return false;
  }
  return true;
}

static bool reaches_apex(reaching *r, uint32_t from, uint32_t source) {
  size_t count = 1;
  r->queue[0] = from;
  for (size_t head = 0; head < count; head++) {
    const uint32_t first = styr_i_index_get(&r->first, (uint64_t)source << 32 | r->queue[head]);
    for (uint32_t k = first == STYR_I_NONE ? 0 : first; k; k = r->ties[k - 1].next) {
      const uint32_t place = r->ties[k - 1].ruling;
      if (r->apex[place]) return true;
      if (r->met[place] == source) continue;
      r->met[place] = source;
      r->queue[count++] = place;
    }
  }
  return false;
}

/* Marks the sources whose ties lead from the node to an apex: no other source has a thread. */
static bool find_sources(thread_search *s, const styr_graph *g) {
  const styr_allocator *a = &s->answer->arena.a;
  const size_t places = (size_t)g->places + 1, sources = styr_map_count(s->map, STYR_SOURCES);
  reaching r = {.apex = styr_i_zalloc(a, places, sizeof *r.apex),
                .met = styr_i_zalloc(a, places, sizeof *r.met),
                .queue = styr_i_array(a, places + 1, sizeof *r.queue)};
  styr_i_index_init(&r.first, a);
  s->may_reach = styr_i_zalloc(a, sources + 1, sizeof *s->may_reach);
  const bool ok = r.apex && r.met && r.queue && s->may_reach && gather_claimed(s, g, &r);
  for (size_t i = 0; ok && s->above.count && i < s->above.ends[s->above.count - 1]; i++)
    r.apex[styr_i_place_of(g, s->above.members[i])] = true;
  for (size_t row = 0; ok && row < sources; row++)
    s->may_reach[row] = reaches_apex(&r, styr_i_place_of(g, s->answer->from), (uint32_t)row + 1);
  styr_i_free(a, r.ties);
  styr_i_free(a, r.apex);
  styr_i_free(a, r.met);
  styr_i_free(a, r.queue);
  styr_i_index_done(&r.first);
  return ok;
}

/* ---- their paths ---- */

static size_t ruling_ties(const styr_map *map, const styr_filter *filter) {
  size_t n = 0;
  for (uint32_t i = 0; i < styr_map_count(map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(map, i);
    n += styr_tie_ruling(map, tie) != STYR_RULING_NONE && styr_tie_valid(map, tie, filter) && styr_tie_verdict(map, tie, filter) != STYR_NO;
  }
  return n;
}

/* The ruling paths to an apex of the whole map that the claims of the source attest. */
static styr_status take_paths(thread_search *s, styr_query *query, size_t which, styr_thread_apex *apex, styr_error *error) {
  styr_i_arena *l = &s->answer->arena;
  const size_t first = which ? s->above.ends[which - 1] : 0;
  styr_path_options o = STYR_PATH_OPTIONS_INIT;
  styr_paths *paths;
  styr_path path;
  size_t n = 0;
  o.from = &s->answer->from;
  o.from_count = 1;
  o.to = s->above.members + first;
  o.to_count = s->above.ends[which] - first;
  o.mode = STYR_ACYCLIC;
  o.limit = s->limit;
  styr_status status = styr_paths_open(query, &o, &paths, error);
  if (status != STYR_OK) return status;
  while ((status = styr_paths_next(paths, &path, error)) == STYR_OK) {
    if (!STYR_I_GROW(&l->a, s->paths, s->path_cap, n + 1)) {
      status = styr_i_nomem(error);
      break;
    }
    s->paths[n++] = (styr_thread_path){styr_i_keep(l, path.nodes, path.length + 1, sizeof *path.nodes),
                                       styr_i_keep(l, path.ties, path.length, sizeof *path.ties), path.length};
  }
  styr_paths_close(paths);
  if (status < 0) return status;
  *apex = (styr_thread_apex){styr_i_keep(l, o.to, o.to_count, sizeof *o.to), o.to_count, styr_i_keep(l, s->paths, n, sizeof *s->paths), n,
                             status == STYR_TRUNCATED};
  return STYR_OK;
}

static styr_status find_apexes_by(thread_search *s, styr_query *query, styr_thread *t, styr_error *error) {
  styr_threads *x = s->answer;
  for (size_t i = 0; i < s->above.count; i++) {
    styr_thread_apex apex;
    const styr_status status = take_paths(s, query, i, &apex, error);
    if (status != STYR_OK) return status;
    if (!apex.path_count) continue;
    if (!STYR_I_GROW(&x->arena.a, s->apexes, s->apex_cap, t->count + 1)) return styr_i_nomem(error);
    s->apexes[t->count++] = apex;
  }
  if (!t->count) return STYR_OK;
  t->apexes = styr_i_keep(&x->arena, s->apexes, t->count, sizeof *s->apexes);
  if (!STYR_I_GROW(&x->arena.a, x->threads, x->cap, x->count + 1)) return styr_i_nomem(error);
  x->threads[x->count++] = *t;
  return STYR_OK;
}

static styr_status find_thread(thread_search *s, size_t row, styr_error *error) {
  styr_thread t = {.source = styr_i_text_cell(s->map, STYR_SOURCES, row, SOURCE_ID),
                   .label = styr_i_text_cell(s->map, STYR_SOURCES, row, SOURCE_LABEL)};
  styr_filter only = s->answer->arena.filter;
  styr_graph *graph = NULL;
  styr_query *query = NULL;
  only.only_source = t.source;
  styr_status status = styr_graph_freeze(s->map, &only, &s->answer->arena.a, &graph, error);
  if (status == STYR_OK) status = styr_query_new(graph, s->pattern, &s->answer->arena.a, &query, error);
  t.ties = status == STYR_OK ? ruling_ties(s->map, &only) : 0;
  if (status == STYR_OK) status = find_apexes_by(s, query, &t, error);
  styr_query_free(query);
  styr_graph_free(graph);
  return status;
}

static styr_status prepare(thread_search *s, styr_error *error) {
  styr_threads *x = s->answer;
  styr_graph *graph = NULL;
  if (!styr_node_valid(s->map, x->from, &x->arena.filter))
    return styr_i_fail(error, STYR_ERR_NOT_FOUND, "%s is not there at that date", styr_node_id(s->map, x->from));
  styr_status status = styr_graph_freeze(s->map, &x->arena.filter, &x->arena.a, &graph, error);
  if (status == STYR_OK && !styr_i_apexes_find(&x->arena.a, graph, x->from, &s->above)) status = styr_i_nomem(error);
  if (status == STYR_OK && !find_sources(s, graph)) status = styr_i_nomem(error);
  styr_graph_free(graph);
  return status == STYR_OK ? styr_pattern_parse("up+", &x->arena.a, &s->pattern, NULL, error) : status;
}

styr_status styr_threads_open(const styr_map *map, const styr_threads_options *options, styr_threads **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && out)) return STYR_ERR_ARG;
  if (!options || !styr_node_exists(options->from)) return styr_i_fail(error, STYR_ERR_ARG, "no node was named whose rulers are sought");
  if (!styr_i_version_known(error, options->version) || !styr_i_filter_known(error, &options->filter)) return STYR_ERR_ARG;
  if (!styr_i_has_node(map, options->from)) return styr_i_not_of_map(error, "from");
  styr_threads *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  styr_i_arena_init(&x->arena, &styr_i_libc, map, &options->filter);
  x->from = options->from;
  x->arena.filter.only_source = NULL;
  thread_search s = {.answer = x, .map = map, .limit = options->limit || options->version ? options->limit : STYR_THREADS_LIMIT};
  styr_status status = prepare(&s, error);
  for (size_t row = 0; status == STYR_OK && row < styr_map_count(map, STYR_SOURCES); row++)
    if (s.may_reach[row]) status = find_thread(&s, row, error);
  if (status == STYR_OK && x->arena.nomem) status = styr_i_nomem(error);
  styr_i_free(&x->arena.a, s.paths);
  styr_i_free(&x->arena.a, s.apexes);
  styr_i_free(&x->arena.a, s.may_reach);
  styr_i_apexes_done(&x->arena.a, &s.above);
  styr_pattern_free(s.pattern);
  if (status == STYR_OK) *out = x;
  else styr_threads_free(x);
  return status;
}

void styr_threads_free(styr_threads *answer) {
  if (!answer) return;
  styr_i_free(&answer->arena.a, answer->threads);
  styr_i_arena_done(&answer->arena);
  styr_i_free(&styr_i_libc, answer);
}

const styr_thread *styr_threads_all(const styr_threads *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->count;
  return answer->threads;
}

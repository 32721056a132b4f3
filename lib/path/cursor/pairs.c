/* SPDX-License-Identifier: MIT */
/* Pairs of first and last node. The search starts from the side with fewer nodes: bfs.c for one node, msbfs.c for several, 64
 * at a time, with a thread for each batch where that is allowed. The answers are rows of bits, read in order. The distance of
 * one pair is found by two searches, one from each end. */
#include "path/cursor/path_i.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

struct styr_i_worker {
  styr_i_dfa dfa;
  styr_i_msbfs msbfs;
  styr_i_bounds bounds;
  styr_path_options options;
  uint32_t starts[64];
  uint32_t count;
  uint64_t most;
  const uint64_t *asked;
  styr_i_go go;
  pthread_t thread;
  bool running;
  bool *stop; /* set by the calling thread, read by the others */
  int *busy;
};

enum { fewest_together = 3, most_threads = 256 };

static uint64_t row_length(const styr_query *q) {
  return ((uint64_t)q->graph->places + 63) / 64;
}

static bool make_bits(styr_query *q, const uint32_t *places, size_t count, uint64_t **bits) {
  if (!places) return true;
  *bits = styr_i_take_bits(q);
  for (size_t i = 0; *bits && i < count; i++) styr_i_set_bit(*bits, places[i]);
  return *bits != NULL;
}

/* ---- opening ---- */

static size_t source_count(const styr_pairs *p) {
  const uint32_t *list = p->backward ? p->to : p->from;
  return list ? (p->backward ? p->to_count : p->from_count) : p->query->graph->places;
}

static unsigned thread_count(const styr_pairs *p) {
  if (!p->many || p->options.max_steps != STYR_UNBOUNDED) return 1; /* with a bound on steps the result depends on the order */
  unsigned threads = p->options.threads;
  if (!threads) {
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    threads = online > 0 ? (unsigned)online : 1;
  }
  const size_t batches = (source_count(p) + 63) / 64;
  if (threads > most_threads) threads = most_threads;
  return batches < threads ? (unsigned)batches : threads;
}

static void close_workers(styr_pairs *p) {
  for (size_t i = 1; i < p->worker_count; i++) {
    styr_i_msbfs_done(&p->workers[i].msbfs);
    styr_i_dfa_done(&p->workers[i].dfa);
  }
  styr_i_free(&p->query->meter.own, p->workers);
}

/* The first worker uses the DFA and the search of the query; the others have their own. */
static bool open_workers(styr_pairs *p) {
  styr_query *q = p->query;
  const unsigned threads = thread_count(p);
  p->workers = styr_i_zalloc(&q->meter.own, threads, sizeof *p->workers);
  if (!p->workers) return false;
  p->worker_count = threads;
  for (size_t i = 1; i < threads; i++) {
    styr_i_dfa_init(&p->workers[i].dfa, q->pattern, &q->nfa, &q->tests, q->graph, &q->meter.own, p->backward);
    styr_i_msbfs_init(&p->workers[i].msbfs, &p->workers[i].dfa, &q->meter.own);
  }
  return true;
}

void styr_pairs_close(styr_pairs *pairs) {
  if (!pairs || !pairs->query) return;
  styr_query *q = pairs->query;
  const styr_allocator *a = &q->meter.own;
  if (pairs->workers) close_workers(pairs);
  styr_i_give_bits(q, pairs->from_bits, pairs->from, pairs->from_count);
  styr_i_give_bits(q, pairs->to_bits, pairs->to, pairs->to_count);
  styr_i_free(a, pairs->from);
  styr_i_free(a, pairs->to);
  styr_i_free(a, pairs->own_rows);
  styr_i_free(a, pairs->row_source);
  memset(pairs, 0, sizeof *pairs);
  q->busy = false;
}

static styr_status prepare(styr_pairs *p) {
  styr_query *q = p->query;
  if (styr_i_places(q, p->options.from, p->options.from_count, &p->from, &p->from_count) != STYR_OK ||
      styr_i_places(q, p->options.to, p->options.to_count, &p->to, &p->to_count) != STYR_OK)
    return STYR_ERR_NOMEM;
  p->backward = p->to && p->to_count <= 64 && (!p->from || p->to_count < p->from_count);
  p->many = source_count(p) >= (p->backward ? 2 : fewest_together); /* backward, only a batch keeps the order of first nodes */
  if (p->backward) {
    if (!styr_i_nfa_reverse(&q->nfa) || !make_bits(q, p->from, p->from_count, &p->from_bits)) return STYR_ERR_NOMEM;
  } else if (!make_bits(q, p->to, p->to_count, &p->to_bits)) {
    return STYR_ERR_NOMEM;
  }
  styr_i_dfa *dfa = p->backward ? &q->backward : &q->forward;
  if (q->bfs.dfa != dfa) {
    styr_i_bfs_done(&q->bfs);
    styr_i_msbfs_done(&q->msbfs);
    styr_i_bfs_init(&q->bfs, dfa, &q->meter.own);
    styr_i_msbfs_init(&q->msbfs, dfa, &q->meter.own);
  }
  return !p->many || open_workers(p) ? STYR_OK : STYR_ERR_NOMEM;
}

styr_status styr_pairs_open(styr_query *query, const styr_path_options *options, styr_pairs **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, query && out)) return STYR_ERR_ARG;
  styr_path_options room;
  options = styr_i_path_options_read(query, options, &room, error);
  if (!options) return STYR_ERR_ARG;
  styr_pairs *p = &query->pairs;
  const styr_status begun = styr_i_query_begin(query, options, error);
  if (begun != STYR_OK) return begun;
  memset(p, 0, sizeof *p);
  query->busy = true;
  p->query = query;
  p->options = *options;
  styr_i_bounds_begin(&p->bounds, &p->options);
  if (prepare(p) != STYR_OK) {
    if (!query->meter.refused) {
      styr_pairs_close(p);
      return styr_i_nomem(error);
    }
    p->bounds.hit = "memory";
    p->ended = STYR_TRUNCATED;
  }
  *out = p;
  return STYR_OK;
}

/* ---- searching ---- */

static bool next_start(styr_pairs *p, uint32_t *place) {
  const uint32_t *list = p->backward ? p->to : p->from;
  const size_t count = source_count(p);
  while (p->next_source < count) {
    *place = list ? list[p->next_source] : (uint32_t)p->next_source;
    p->next_source++;
    if (list || styr_graph_sees(p->query->graph, *place)) return true;
  }
  return false;
}

static void *work(void *ctx) {
  styr_i_worker *w = ctx;
  w->go = styr_i_msbfs_run(&w->msbfs, &w->bounds, w->starts, w->count, w->most, w->asked);
  if (w->busy) __atomic_sub_fetch(w->busy, 1, __ATOMIC_RELEASE);
  return NULL;
}

static bool stop_requested(void *ctx) {
  return __atomic_load_n((bool *)ctx, __ATOMIC_RELAXED);
}

/* Waits for the other threads, asking meanwhile whether the search is to be cancelled. */
static void wait_for(styr_pairs *p, bool *stop, int *busy) {
  const styr_path_options *o = &p->options;
  while (o->cancelled && __atomic_load_n(busy, __ATOMIC_ACQUIRE) > 0 && !*stop) {
    if (o->cancelled(o->cancelled_ctx)) {
      p->bounds.hit = "cancelled";
      __atomic_store_n(stop, true, __ATOMIC_RELAXED);
    }
    const struct timespec pause = {0, 1000000};
    nanosleep(&pause, NULL);
  }
  for (size_t i = 1; i < p->worker_count; i++)
    if (p->workers[i].running) pthread_join(p->workers[i].thread, NULL);
}

/* Up to 64 sources for each worker, all of them at once. The first works on the calling thread. */
static styr_i_go run_workers(styr_pairs *p, size_t *used) {
  bool stop = false;
  int busy = 0;
  *used = 0;
  for (size_t i = 0; i < p->worker_count; i++) {
    styr_i_worker *w = &p->workers[i];
    w->count = 0;
    w->running = false;
    w->go = GO_ON;
    while (w->count < 64 && next_start(p, &w->starts[w->count])) w->count++;
    if (!w->count) break;
    w->most = p->options.max_length;
    w->asked = p->backward ? p->from_bits : p->to_bits;
    ++*used;
  }
  for (size_t i = 1; i < *used; i++) {
    styr_i_worker *w = &p->workers[i];
    w->options = p->options;
    w->options.cancelled = stop_requested;
    w->options.cancelled_ctx = &stop;
    w->busy = &busy;
    styr_i_bounds_begin(&w->bounds, &w->options);
    __atomic_add_fetch(&busy, 1, __ATOMIC_RELAXED);
    w->running = pthread_create(&w->thread, NULL, work, w) == 0;
    if (!w->running) work(w); /* no thread could be started: do it here */
  }
  styr_i_go go = GO_ON;
  if (*used)
    go = styr_i_msbfs_run(&p->query->msbfs, &p->bounds, p->workers[0].starts, p->workers[0].count, p->workers[0].most, p->workers[0].asked);
  if (go != GO_ON) __atomic_store_n(&stop, true, __ATOMIC_RELAXED);
  wait_for(p, &stop, &busy);
  for (size_t i = 1; i < *used && go == GO_ON; i++) go = p->workers[i].go;
  return go;
}

static styr_i_go load_many(styr_pairs *p) {
  styr_query *q = p->query;
  const size_t words = (size_t)row_length(q);
  size_t used;
  const styr_i_go go = run_workers(p, &used);
  if (go != GO_ON) return go;
  p->row = p->row_count = 0;
  if (!used) return GO_ON;
  if (p->backward) { /* one batch: a word a first node, a bit a last node */
    p->rows = q->msbfs.answers;
    p->row_words = 1;
    p->row_count = q->graph->places;
  } else {
    if (!STYR_I_GROW(&q->meter.own, p->own_rows, p->row_cap, p->worker_count * 64 * words) ||
        !STYR_I_GROW(&q->meter.own, p->row_source, p->row_source_cap, p->worker_count * 64))
      return GO_NOMEM;
    for (size_t i = 0; i < used; i++) {
      styr_i_msbfs_rows(i ? &p->workers[i].msbfs : &q->msbfs, p->own_rows + i * 64 * words, words);
      for (uint32_t k = 0; k < p->workers[i].count; k++) p->row_source[p->row_count++] = p->workers[i].starts[k];
    }
    p->rows = p->own_rows;
    p->row_words = words;
  }
  for (size_t i = 0; i < used; i++)
    if ((i ? &p->workers[i].msbfs : &q->msbfs)->cut) p->bounds.hit = "max-length";
  return GO_ON;
}

static styr_i_go load_one(styr_pairs *p) {
  styr_query *q = p->query;
  uint32_t start;
  p->row = p->row_count = 0;
  if (!next_start(p, &start)) return GO_ON;
  const uint32_t *wanted = !p->backward && p->to && p->to_count == 1 ? p->to : NULL;
  const styr_i_go go = styr_i_bfs_run(&q->bfs, &p->bounds, start, p->options.max_length, p->backward ? p->from_bits : p->to_bits, wanted);
  if (go != GO_ON) return go;
  if (!STYR_I_GROW(&q->meter.own, p->row_source, p->row_source_cap, 1)) return GO_NOMEM;
  if (q->bfs.cut) p->bounds.hit = "max-length";
  p->rows = q->bfs.answers;
  p->row_words = (size_t)row_length(q);
  p->row_source[0] = start;
  p->row_count = 1;
  return GO_ON;
}

/* The next rows; STYR_END when no source is left. */
static styr_status load(styr_pairs *p, styr_error *error) {
  const styr_i_go go = p->many ? load_many(p) : load_one(p);
  if (go != GO_ON) return styr_i_stopped(&p->query->meter, &p->bounds, go, error);
  p->word = 0;
  p->left = 0;
  return p->row_count ? STYR_OK : p->bounds.hit ? STYR_TRUNCATED : STYR_END;
}

/* ---- reading ---- */

/* The bits of a word of the current row that are asked for. */
static uint64_t asked(const styr_pairs *p, size_t row, size_t word) {
  uint64_t bits = p->rows[row * p->row_words + word];
  if (p->backward && p->many) return !p->from_bits || styr_i_bit(p->from_bits, (uint32_t)row) ? bits : 0;
  const uint64_t *mask = p->backward ? p->from_bits : p->to_bits;
  return mask ? bits & mask[word] : bits;
}

static void pair_at(const styr_pairs *p, uint32_t bit, uint32_t *from, uint32_t *to) {
  if (p->backward && p->many) {
    *from = (uint32_t)p->row;
    *to = p->to[bit];
  } else {
    *from = p->backward ? bit : p->row_source[p->row];
    *to = p->backward ? p->row_source[p->row] : bit;
  }
}

styr_status styr_pairs_next(styr_pairs *pairs, styr_node *from, styr_node *to, styr_error *error) {
  if (!styr_i_begin(error, __func__, pairs && from && to)) return STYR_ERR_ARG;
  styr_pairs *p = pairs;
  while (p->ended == STYR_OK) {
    if (p->left) {
      if (p->delivered == p->options.limit) {
        p->bounds.hit = "limit";
        p->ended = STYR_TRUNCATED;
        break;
      }
      uint32_t first, last;
      pair_at(p, (uint32_t)((p->word - 1) * 64) + (uint32_t)__builtin_ctzll(p->left), &first, &last);
      p->left &= p->left - 1;
      p->delivered++;
      *from = styr_i_node_at(p->query->graph, first);
      *to = styr_i_node_at(p->query->graph, last);
      return STYR_OK;
    }
    if (p->row < p->row_count) {
      if (p->word < p->row_words) {
        p->left = asked(p, p->row, p->word);
        p->word++;
      } else {
        p->row++;
        p->word = 0;
      }
      continue;
    }
    p->ended = load(p, error);
  }
  return p->ended;
}

const char *styr_pairs_truncated(const styr_pairs *pairs) {
  if (!pairs) return NULL;
  return pairs->ended == STYR_TRUNCATED ? pairs->bounds.hit : NULL;
}

styr_status styr_pairs_count(styr_query *query, const styr_path_options *options, uint64_t *out, const char **truncated,
                             styr_error *error) {
  if (!styr_i_begin(error, __func__, query && out)) return STYR_ERR_ARG;
  styr_pairs *p;
  styr_status status = styr_pairs_open(query, options, &p, error);
  if (status != STYR_OK) return status;
  if (truncated) *truncated = NULL;
  uint64_t count = 0;
  status = p->ended;
  while (status == STYR_OK && (status = load(p, error)) == STYR_OK)
    for (size_t r = 0; r < p->row_count; r++)
      for (size_t w = 0; w < p->row_words; w++) count += (uint64_t)__builtin_popcountll(asked(p, r, w));
  if (status == STYR_TRUNCATED && truncated) *truncated = p->bounds.hit;
  styr_pairs_close(p);
  if (status != STYR_END && status != STYR_TRUNCATED) return status;
  *out = count;
  return status == STYR_END ? STYR_OK : status;
}

/* ---- distance ---- */

static size_t frontier(const styr_i_bfs *r) {
  size_t nodes = 0;
  for (size_t i = 0; i < r->next_count; i++) nodes += r->seen[r->next[i]].count - r->seen[r->next[i]].head;
  return nodes;
}

/* Searches from both ends, always by a level from the side with fewer nodes, until the searches meet. */
static styr_i_go search_both_ends(styr_query *q, styr_i_bounds *b, uint32_t from, uint32_t to, uint64_t *length) {
  styr_i_bfs *ahead = &q->forward_bfs, *back = &q->backward_bfs;
  styr_i_bfs_begin(ahead);
  styr_i_bfs_begin(back);
  styr_i_go go = styr_i_bfs_add(ahead, from);
  if (go == GO_ON) go = styr_i_bfs_add(back, to);
  if (go != GO_ON) return go;
  styr_i_bfs_towards(ahead, back);
  back->other = ahead;
  uint64_t ties = 0;
  for (; !ahead->met && !back->met; ties++) {
    if (!ahead->next_count || !back->next_count) return GO_ON;
    go = styr_i_bfs_level(frontier(ahead) <= frontier(back) ? ahead : back, b);
    if (go != GO_ON) return go;
  }
  if (ties <= b->options->max_length) *length = ties;
  else b->hit = "max-length"; /* there is one, but it is longer */
  return GO_ON;
}

styr_status styr_pairs_distance(styr_query *query, const styr_path_options *options, uint64_t *length, const char **truncated,
                                styr_error *error) {
  if (!styr_i_begin(error, __func__, query && length)) return STYR_ERR_ARG;
  styr_path_options room;
  options = styr_i_path_options_read(query, options, &room, error);
  if (!options) return STYR_ERR_ARG;
  if (!options->from || !options->to || options->from_count != 1 || options->to_count != 1)
    return styr_i_fail(error, STYR_ERR_ARG, "a distance is asked between one node and one other");
  const styr_status begun = styr_i_query_begin(query, options, error);
  if (begun != STYR_OK) return begun;
  const styr_graph *g = query->graph;
  const uint32_t from = styr_graph_place(g, *options->from), to = styr_graph_place(g, *options->to);
  styr_i_bounds bounds;
  styr_i_bounds_begin(&bounds, options);
  uint64_t found = STYR_UNBOUNDED;
  styr_i_go go = GO_ON;
  if (from < g->places && to < g->places && styr_graph_sees(g, from) && styr_graph_sees(g, to)) {
    if (!query->forward_bfs.a) styr_i_bfs_init(&query->forward_bfs, &query->forward, &query->meter.own);
    if (!query->backward_bfs.a) styr_i_bfs_init(&query->backward_bfs, &query->backward, &query->meter.own);
    go = styr_i_nfa_reverse(&query->nfa) ? search_both_ends(query, &bounds, from, to, &found) : GO_NOMEM;
  }
  const styr_status status = go != GO_ON ? styr_i_stopped(&query->meter, &bounds, go, error) : bounds.hit ? STYR_TRUNCATED : STYR_OK;
  if (truncated) *truncated = bounds.hit;
  if (status >= 0) *length = found;
  return status;
}

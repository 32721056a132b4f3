/* SPDX-License-Identifier: MIT */
/* The number of paths. Walks are counted without being listed; paths of the other modes are listed. */
#include "path/cursor/path_i.h"

#include <stdio.h>

static const unsigned __int128 too_many = ~(unsigned __int128)0; /* this many or more */

static bool add(styr_count *c, unsigned __int128 more) {
  unsigned __int128 sum = (unsigned __int128)c->high << 64 | c->low;
  if (__builtin_add_overflow(sum, more, &sum) || more == too_many) c->overflow = true;
  c->high = (uint64_t)(sum >> 64);
  c->low = (uint64_t)sum;
  return !c->overflow;
}

const char *styr_count_format(styr_count count, char out[40]) {
  if (!out) return "";
  char digits[40];
  size_t n = sizeof digits;
  unsigned __int128 value = (unsigned __int128)count.high << 64 | count.low;
  digits[--n] = '\0';
  do digits[--n] = (char)('0' + (int)(value % 10));
  while (value /= 10);
  if (count.overflow) n = sizeof digits - 1;
  memcpy(out, digits + n, sizeof digits - n);
  return out;
}

static styr_status count_pairs(styr_query *query, const styr_path_options *options, styr_count *out, const char **truncated,
                               styr_error *error) {
  uint64_t pairs = 0;
  const styr_status status = styr_pairs_count(query, options, &pairs, truncated, error);
  if (status >= 0) *out = (styr_count){0, pairs, false};
  return status;
}

static unsigned __int128 number_at(const styr_i_walk_counts *t, size_t cell) {
  return (unsigned __int128)(t->high ? t->high[cell] : 0) << 64 | t->low[cell];
}

/* Adds the walks of the current level. With `shortest` a pair counts at its first level only. */
static void add_level(styr_paths *p, styr_count *count) {
  styr_query *q = p->query;
  const styr_i_walk_counts *t = &q->walk_counts;
  for (int pass = 0; pass < (t->shortest ? 2 : 1); pass++) { /* all accepting states of the level count before the pair is closed */
    for (size_t x = t->first; x < t->end; x++) {
      const uint32_t place = t->cells[x].place;
      if (!q->forward.states[t->cells[x].state].accept || (p->to_bits && !styr_i_bit(p->to_bits, place))) continue;
      if (t->shortest && styr_i_bit(p->answered, place)) continue;
      if (!pass) {
        (void)add(count, number_at(t, x));
        continue;
      }
      styr_i_source_answer(p, place);
    }
  }
}

/* Whether the current level answers a pair that has no answer yet. */
static bool adds_pair(const styr_paths *p) {
  const styr_query *q = p->query;
  for (size_t x = q->walk_counts.first; x < q->walk_counts.end; x++) {
    const uint32_t place = q->walk_counts.cells[x].place;
    if (q->forward.states[q->walk_counts.cells[x].state].accept && (!p->to_bits || styr_i_bit(p->to_bits, place)) &&
        !styr_i_bit(p->answered, place))
      return true;
  }
  return false;
}

static styr_i_go count_source(styr_paths *p, styr_count *count) {
  styr_query *q = p->query;
  styr_i_walk_counts *t = &q->walk_counts;
  styr_i_source_forget(p);
  styr_i_go go = styr_i_walk_counts_begin(t, p->start, p->options.selector != STYR_ALL);
  for (uint64_t length = 0; go == GO_ON && t->first < t->end; length++) {
    if (length > p->options.max_length) {
      if (p->ignores_cut) break;
      if (!t->shortest) go = styr_i_source_beyond(p);
      else if (adds_pair(p)) p->cut = "max-length";
      if (!t->shortest || p->cut || go != GO_ON) break;
      go = styr_i_walk_counts_step(t, &p->bounds);
      continue;
    }
    add_level(p, count);
    if (t->shortest && p->to && p->answered_count == p->to_count) break;
    go = styr_i_walk_counts_step(t, &p->bounds);
  }
  return go;
}

static styr_status count_walks(styr_paths *p, styr_count *count, styr_error *error) {
  styr_query *q = p->query;
  if (!q->walk_counts.a) styr_i_walk_counts_init(&q->walk_counts, &q->forward, &q->meter.own);
  p->in_walk_counts = true;
  if (p->ended != STYR_OK) return p->ended;
  while (styr_i_source_next(p)) {
    const styr_i_go go = count_source(p, count);
    if (go != GO_ON) return p->ended = styr_i_stopped(&q->meter, &p->bounds, go, error);
  }
  p->bounds.hit = p->cut;
  return p->ended = p->cut ? STYR_TRUNCATED : STYR_END;
}

/* ---- walks of several lengths ---- */

static unsigned __int128 plus(unsigned __int128 a, unsigned __int128 b) {
  unsigned __int128 sum;
  return __builtin_add_overflow(a, b, &sum) ? too_many : sum;
}

/* The number of walks to each entry. The predecessors of an entry have lower indices. */
static void number_entries(const styr_i_layers *l, unsigned __int128 *numbers) {
  for (size_t x = 0; x < l->count; x++) {
    const styr_i_layer_entry *e = &l->entries[x];
    numbers[x] = x == 0;
    if (!x) continue;
    if (!(e->before & STYR_I_LINKED)) numbers[x] = numbers[e->before];
    else
      for (uint32_t k = (e->before & ~STYR_I_LINKED) + 1; k; k = l->links[k - 1].next)
        numbers[x] = plus(numbers[x], numbers[l->links[k - 1].before]);
  }
}

static void count_pair(styr_paths *p, const struct styr_i_pair *pair, const unsigned __int128 *numbers, styr_count *count) {
  const styr_i_layers *l = &p->query->layers;
  unsigned __int128 found = 0;
  uint64_t groups = 0, last = UINT64_MAX;
  for (size_t i = pair->first; i < pair->first + pair->count; i++) {
    const uint32_t entry = p->ends[i];
    const uint64_t level = styr_i_level_of(l, entry);
    groups += level != last;
    last = level;
    if (p->options.selector == STYR_GROUPS && groups > p->options.k) return;
    if (p->options.selector == STYR_GROUPS) (void)add(count, numbers[entry]);
    else found = plus(found, numbers[entry]);
  }
  if (p->options.selector == STYR_SHORTEST) (void)add(count, found < p->options.k ? found : p->options.k);
  const bool full = p->options.selector == STYR_SHORTEST ? found >= p->options.k : groups == p->options.k;
  if (!full && p->longer && styr_i_bit(p->longer, pair->place)) p->cut = "max-length";
}

static styr_status count_lengths(styr_paths *p, styr_count *count, styr_error *error) {
  styr_query *q = p->query;
  unsigned __int128 *numbers = NULL;
  size_t cap = 0;
  styr_i_go go = GO_ON;
  bool more = p->ended == STYR_OK;
  while (more && (go = styr_i_source_next_pairs(p, &more)) == GO_ON && more) {
    if (!STYR_I_GROW(&q->meter.own, numbers, cap, q->layers.count + 1)) {
      go = GO_NOMEM;
      break;
    }
    number_entries(&q->layers, numbers);
    for (size_t i = 0; i < p->pair_count; i++) count_pair(p, &p->pairs[i], numbers, count);
  }
  styr_i_free(&q->meter.own, numbers);
  if (p->ended != STYR_OK) return p->ended;
  if (go != GO_ON) return p->ended = styr_i_stopped(&q->meter, &p->bounds, go, error);
  p->bounds.hit = p->cut;
  return p->ended = p->cut ? STYR_TRUNCATED : STYR_END;
}

/* ---- public ---- */

styr_status styr_paths_count(styr_query *query, const styr_path_options *options, styr_count *out, const char **truncated,
                             styr_error *error) {
  if (!styr_i_begin(error, __func__, query && out)) return STYR_ERR_ARG;
  styr_path_options room;
  options = styr_i_path_options_read(query, options, &room, error);
  if (!options) return STYR_ERR_ARG;
  styr_path_options unlimited = *options;
  unlimited.limit = STYR_UNBOUNDED;
  styr_paths *paths;
  styr_count count = {0, 0, false};
  const bool first = (options->selector == STYR_SHORTEST || options->selector == STYR_GROUPS) && options->k == 1;
  if (first && options->selector == STYR_GROUPS) unlimited.selector = STYR_ALL_SHORTEST;
  if (options->mode == STYR_WALK && (options->selector <= STYR_ANY_SHORTEST || (first && options->selector == STYR_SHORTEST)))
    return count_pairs(query, &unlimited, out, truncated, error);
  styr_status status = styr_paths_open(query, &unlimited, &paths, error);
  if (status != STYR_OK) return status;
  if (truncated) *truncated = NULL;
  paths->counting = true;
  paths->ignores_cut = !truncated;
  if (options->mode == STYR_WALK && (unlimited.selector == STYR_ALL || unlimited.selector == STYR_ALL_SHORTEST)) {
    status = count_walks(paths, &count, error);
  } else if (options->mode == STYR_WALK) {
    status = count_lengths(paths, &count, error);
  } else {
    styr_path path;
    while ((status = styr_paths_next(paths, &path, error)) == STYR_OK) (void)add(&count, 1);
    (void)add(&count, paths->counted);
  }
  if (status == STYR_TRUNCATED && truncated) *truncated = styr_paths_truncated(paths);
  styr_paths_close(paths);
  if (status != STYR_END && status != STYR_TRUNCATED) return status;
  *out = count;
  return status == STYR_END ? STYR_OK : status;
}

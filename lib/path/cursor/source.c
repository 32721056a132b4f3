/* SPDX-License-Identifier: MIT */
/* The pairs that start from one first node, in the order of their distance and, within a level, of their last nodes: level
 * by level where one length is wanted, all of them at once where several lengths are. Also the order of the first nodes, and
 * whether a bound on lengths has left paths out. */
#include "path/cursor/path_i.h"

/* ---- the first nodes, in order ---- */

bool styr_i_source_next(styr_paths *p) {
  const size_t count = p->from ? p->from_count : p->query->graph->places;
  while (p->next_source < count) {
    const uint32_t place = p->from ? p->from[p->next_source] : (uint32_t)p->next_source;
    p->next_source++;
    if (!p->from && ((p->from_bits && !styr_i_bit(p->from_bits, place)) || !styr_graph_sees(p->query->graph, place))) continue;
    p->start = place;
    return true;
  }
  return false;
}

/* ---- what a bound on lengths leaves out ---- */

/* Whether a path from the current node to one of the depth-first search's last nodes is longer than the bound. It spends
 * about as many steps as the search itself did; what it cannot decide by then counts as left out. */
styr_i_go styr_i_source_beyond(styr_paths *p) {
  enum { least_effort = 20000 };
  styr_query *q = p->query;
  if (p->cut || p->ignores_cut || p->options.max_length >= q->pattern->most) return GO_ON;
  styr_path_options bounded = p->options;
  const uint64_t effort = 4 * p->bounds.steps + least_effort; /* for all first nodes together */
  bounded.max_steps = effort > p->probed ? effort - p->probed : 0;
  styr_i_bounds b;
  styr_i_go go;
  styr_i_bounds_begin(&b, &bounded);
  if ((go = styr_i_dfs_settle(&q->dfs, &b, bounded.max_steps)) != GO_ON && go != GO_STOP) return go;
  styr_i_dfs_begin(&q->dfs, &q->path_buffer, p->start, p->options.mode, p->options.max_length + 1, STYR_UNBOUNDED, false);
  const int found = styr_i_dfs_next(&q->dfs, &q->path_buffer, &b, &go);
  styr_i_dfs_leave(&q->dfs, &q->path_buffer);
  p->probed += b.steps;
  if (found || (go == GO_STOP && strcmp(b.hit, "max-steps") == 0)) p->cut = "max-length";
  else if (go != GO_ON) p->bounds.hit = b.hit;
  return p->cut ? GO_ON : go;
}

/* ---- what is answered ---- */

/* Removes all answers. Nodes that are answered or have longer walks are all in entries, or in cells where walks are only
 * counted. */
void styr_i_source_forget(styr_paths *p) {
  const styr_query *q = p->query;
  const size_t words = (size_t)q->graph->places / 64 + 1, count = p->in_walk_counts ? q->walk_counts.count : q->layers.count;
  uint64_t *sets[] = {p->answered_count ? p->answered : NULL, p->longer_any ? p->longer : NULL};
  for (size_t s = 0; s < 2; s++) {
    if (!sets[s]) continue;
    if (count >= words) memset(sets[s], 0, words * sizeof *sets[s]);
    for (size_t i = 0; i < count && count < words; i++)
      styr_i_clear_bit(sets[s], p->in_walk_counts ? q->walk_counts.cells[i].place : q->layers.entries[i].place);
  }
  p->answered_count = 0;
  p->longer_any = false;
}

/* ---- entries that end a pair, in the order of their places ---- */

static bool is_before(const styr_i_layer_entry *entries, uint32_t a, uint32_t b) {
  return entries[a].place != entries[b].place ? entries[a].place < entries[b].place : a < b;
}

static void sort_few(uint32_t *ends, size_t count, const styr_i_layer_entry *entries) {
  for (size_t i = 1; i < count; i++) {
    const uint32_t x = ends[i];
    size_t k = i;
    for (; k && is_before(entries, x, ends[k - 1]); k--) ends[k] = ends[k - 1];
    ends[k] = x;
  }
}

/* Radix sort in place, from the most significant digit, along the cycles of the permutation (McIlroy, Bostic, McIlroy,
 * Engineering Radix Sort, 1993). `shift`: bits of a place that are not sorted by yet. */
static void sort_ends(uint32_t *ends, size_t count, const styr_i_layer_entry *entries, unsigned shift) {
  enum { digit = 8, size = 1 << digit };
  if (count <= 32) {
    sort_few(ends, count, entries);
    return;
  }
  if (!shift) { /* all of one place */
    styr_i_sort_u32(ends, count);
    return;
  }
  shift = shift > digit ? shift - digit : 0;
  uint32_t at[size], end[size], sum = 0;
  memset(end, 0, sizeof end);
  for (size_t i = 0; i < count; i++) end[entries[ends[i]].place >> shift & (size - 1)]++;
  for (size_t d = 0; d < size; d++) {
    at[d] = sum;
    sum += end[d];
    end[d] = sum;
  }
  for (size_t d = 0; d < size; d++) {
    while (at[d] < end[d]) {
      uint32_t x = ends[at[d]];
      for (size_t to; (to = entries[x].place >> shift & (size - 1)) != d;) {
        const uint32_t other = ends[at[to]];
        ends[at[to]++] = x;
        x = other;
      }
      ends[at[d]++] = x;
    }
  }
  for (size_t d = 0, first = 0; d < size; first = end[d++])
    if (end[d] - first > 1) sort_ends(ends + first, end[d] - first, entries, shift);
}

/* Adds the accepting entries of the current level. Where one length is wanted, a pair is answered by its first level. */
static bool collect_ends(styr_paths *p) {
  styr_query *q = p->query;
  const styr_i_layers *l = &q->layers;
  for (size_t x = l->level_first; x < l->level_end; x++) {
    const styr_i_layer_entry *e = &l->entries[x];
    if (!q->forward.states[e->state].accept || (p->to_bits && !styr_i_bit(p->to_bits, e->place))) continue;
    const bool known = styr_i_bit(p->answered, e->place);
    if (known && !styr_i_layered(p)) continue;
    if (!known && styr_i_layered(p)) styr_i_source_answer(p, e->place);
    if (!STYR_I_GROW(&q->meter.own, p->ends, p->end_cap, p->end_count + 1)) return false;
    p->ends[p->end_count++] = (uint32_t)x;
  }
  return true;
}

static void order_ends(styr_paths *p) {
  const uint32_t places = p->query->graph->places;
  sort_ends(p->ends, p->end_count, p->query->layers.entries, places > 1 ? 32 - (unsigned)__builtin_clz(places - 1) : 0);
}

uint64_t styr_i_level_of(const styr_i_layers *l, uint32_t entry) {
  uint64_t low = 0, high = l->level;
  while (low < high) {
    const uint64_t middle = low + (high - low + 1) / 2;
    if (l->starts[middle] <= entry) low = middle;
    else high = middle - 1;
  }
  return low;
}

static int by_distance(const void *a, const void *b) {
  const struct styr_i_pair *x = a, *y = b;
  if (x->level != y->level) return x->level < y->level ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* Cuts the sorted ends into pairs. */
static bool make_pairs(styr_paths *p) {
  const styr_i_layer_entry *entries = p->query->layers.entries;
  p->pair_count = p->pair_at = 0;
  for (size_t i = 0, n; i < p->end_count; i += n) {
    const uint32_t place = entries[p->ends[i]].place;
    for (n = 1; i + n < p->end_count && entries[p->ends[i + n]].place == place; n++) {
    }
    if (!STYR_I_GROW(&p->query->meter.own, p->pairs, p->pair_cap, p->pair_count + 1)) return false;
    const uint64_t level = styr_i_layered(p) ? styr_i_level_of(&p->query->layers, p->ends[i]) : p->query->layers.level;
    p->pairs[p->pair_count++] = (struct styr_i_pair){level, place, i, n};
  }
  if (styr_i_layered(p) && p->pair_count) qsort(p->pairs, p->pair_count, sizeof *p->pairs, by_distance);
  return true;
}

styr_i_go styr_i_source_begin(styr_paths *p) {
  const bool every = p->options.selector > STYR_ANY_SHORTEST || p->options.mode != STYR_WALK;
  styr_i_source_forget(p);
  p->end_count = p->pair_count = p->pair_at = 0;
  const styr_i_go go = styr_i_layers_begin(&p->query->layers, p->start, every, styr_i_layered(p) ? p->options.k : 1);
  if (go == GO_ON) p->running = true;
  return go;
}

/* Where several lengths are wanted: records the pairs that have longer walks than the bound. Whether these were wanted is
 * known when the pair has been delivered. */
static styr_i_go beyond_layers(styr_paths *p) {
  styr_query *q = p->query;
  styr_i_layers *l = &q->layers;
  if (p->options.max_length >= q->pattern->most || p->ignores_cut) return GO_ON;
  if (!p->longer && !(p->longer = styr_i_take_bits(q))) return GO_NOMEM;
  while (l->level_first < l->level_end) {
    for (size_t x = l->level_first; x < l->level_end; x++) {
      const styr_i_layer_entry *e = &l->entries[x];
      if (!q->forward.states[e->state].accept || (p->to_bits && !styr_i_bit(p->to_bits, e->place)) || styr_i_bit(p->longer, e->place))
        continue;
      if (!styr_i_bit(p->answered, e->place)) p->cut = "max-length";
      p->longer_any = true;
      styr_i_set_bit(p->longer, e->place);
    }
    const styr_i_go go = styr_i_layers_step(l, &p->bounds);
    if (go != GO_ON) return go;
  }
  return GO_ON;
}

/* Whether the bound on lengths has left a pair out: continues the search for last nodes that are not answered. A walk to
 * one is not enough where the mode restricts repetition. */
static styr_i_go beyond(styr_paths *p) {
  styr_query *q = p->query;
  styr_i_layers *l = &q->layers;
  styr_i_go go = GO_ON;
  if (styr_i_layered(p)) return beyond_layers(p);
  size_t count = 0;
  uint64_t *left_out = NULL;
  if (p->options.max_length >= q->pattern->most || p->cut || p->ignores_cut) return go;
  if (!(left_out = styr_i_take_bits(q))) return GO_NOMEM;
  for (; go == GO_ON && l->level_first < l->level_end && !p->cut; go = go == GO_ON ? styr_i_layers_step(l, &p->bounds) : go) {
    for (size_t x = l->level_first; go == GO_ON && x < l->level_end && !p->cut; x++) {
      const styr_i_layer_entry *e = &l->entries[x];
      if (!q->forward.states[e->state].accept || (p->to_bits && !styr_i_bit(p->to_bits, e->place)) || styr_i_bit(p->answered, e->place) ||
          styr_i_bit(left_out, e->place))
        continue;
      if (p->options.mode == STYR_WALK) p->cut = "max-length";
      else if (!STYR_I_GROW(&q->meter.own, p->last, p->last_cap, count + 1)) go = GO_NOMEM;
      else styr_i_set_bit(left_out, p->last[count++] = e->place);
    }
  }
  if (go == GO_ON && count && p->options.mode != STYR_WALK) {
    styr_i_dfs_targets(&q->dfs, p->last, count, left_out);
    go = styr_i_dfs_settle(&q->dfs, &p->bounds, UINT64_MAX);
    if (go == GO_ON) go = styr_i_source_beyond(p);
  }
  styr_i_give_bits(q, left_out, p->last, count);
  return go;
}

/* Another level of the search from the current node. `p->running` becomes false when there is none. */
static styr_i_go next_level(styr_paths *p) {
  styr_i_layers *l = &p->query->layers;
  const bool first = l->level == 0 && !p->levels_begun;
  p->levels_begun = true;
  if (!first) {
    const bool all_found = p->to && !styr_i_layered(p) && p->answered_count == p->to_count;
    if (all_found || l->level_first == l->level_end) {
      p->running = false;
      return GO_ON;
    }
    const bool longest = l->level == p->options.max_length;
    const styr_i_go go = styr_i_layers_step(l, &p->bounds);
    if (go != GO_ON) return go;
    if (longest) {
      p->running = false;
      return beyond(p);
    }
  }
  if (!styr_i_layered(p)) p->end_count = 0;
  return collect_ends(p) ? GO_ON : GO_NOMEM;
}

/* More pairs to deliver: those of the next level, or all of them where several lengths are wanted. */
styr_i_go styr_i_source_find(styr_paths *p) {
  styr_i_go go = GO_ON;
  do go = next_level(p);
  while (go == GO_ON && p->running && styr_i_layered(p));
  if (go != GO_ON || (!p->running && !styr_i_layered(p))) return go;
  p->end_at = 0;
  order_ends(p);
  return styr_i_one_walk(p) || make_pairs(p) ? GO_ON : GO_NOMEM;
}

/* The pairs of the next first node, where several lengths are wanted. False in *more when none is left. */
styr_i_go styr_i_source_next_pairs(styr_paths *p, bool *more) {
  *more = styr_i_source_next(p);
  if (!*more) return GO_ON;
  p->levels_begun = false;
  const styr_i_go go = styr_i_source_begin(p);
  return go == GO_ON ? styr_i_source_find(p) : go;
}

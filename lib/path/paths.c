/* SPDX-License-Identifier: MIT */
/* The cursor over paths: one first node after the other; for each, all paths depth first, or the pairs in the order of
 * their distance and for each pair the paths that the selector asks for. */
#include "path_i.h"

/* ---- names ---- */

static const char *const modes[] = {"walk", "trail", "acyclic", "simple"};

const char *styr_mode_name(styr_mode mode) {
  return (unsigned)mode < 4 ? modes[mode] : "";
}

bool styr_mode_parse(const char *text, styr_mode *out) {
  size_t which;
  if (!styr_i_text_in(text, modes, 4, &which)) return false;
  *out = (styr_mode)which;
  return true;
}

static bool parse_count(const char *text, uint64_t *out) {
  uint64_t n = 0;
  for (const char *p = text; *p; p++)
    if (*p < '0' || *p > '9' || __builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, (uint64_t)(*p - '0'), &n)) return false;
  *out = n;
  return n > 0;
}

bool styr_selector_parse(const char *text, styr_selector *out, uint64_t *k) {
  static const struct {
    const char *name;
    styr_selector selector;
    bool counted;
  } names[] = {{"any", STYR_ANY, false},
               {"any-shortest", STYR_ANY_SHORTEST, false},
               {"all-shortest", STYR_ALL_SHORTEST, false},
               {"shortest=", STYR_SHORTEST, true},
               {"groups=", STYR_GROUPS, true},
               {"all", STYR_ALL, false}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const size_t n = strlen(names[i].name);
    uint64_t number = 1;
    if (!names[i].counted ? strcmp(text, names[i].name) != 0 : strncmp(text, names[i].name, n) != 0) continue;
    if (names[i].counted && !parse_count(text + n, &number)) return false;
    *out = names[i].selector;
    *k = number;
    return true;
  }
  return false;
}

bool styr_path_reversed(const styr_map *map, const styr_path *path, size_t index) {
  return !styr_node_same(styr_tie_from(map, path->ties[index]), path->nodes[index]);
}

/* ---- opening ---- */

/* Lets go of a pair before all its paths were walked. */
static void leave_pair(styr_paths *p) {
  styr_query *q = p->query;
  if (p->deep) styr_i_depth_leave(&q->depth, &q->trace);
  else styr_i_dag_leave(&q->dag, &q->layers, &q->trace, p->options.mode);
}

void styr_paths_close(styr_paths *paths) {
  if (!paths || !paths->query) return;
  styr_query *q = paths->query;
  const styr_allocator *a = &q->meter.own;
  if (paths->options.selector == STYR_ALL && paths->running) styr_i_depth_leave(&q->depth, &q->trace);
  if (paths->in_pair) leave_pair(paths);
  styr_i_give_bits(q, paths->to_bits, paths->to, paths->to_count);
  styr_i_give_bits(q, paths->place_bits, &paths->pair_place, 1);
  styr_i_give_bits(q, paths->answered, paths->answered_list, paths->answered_count);
  styr_i_free(a, paths->from);
  styr_i_free(a, paths->to);
  styr_i_free(a, paths->from_bits);
  styr_i_free(a, paths->ends);
  styr_i_free(a, paths->sorted);
  styr_i_give_bits(q, paths->longer, paths->longer_list, paths->longer_count);
  styr_i_free(a, paths->answered_list);
  styr_i_free(a, paths->longer_list);
  styr_i_free(a, paths->pairs);
  styr_i_free(a, paths->last);
  memset(paths, 0, sizeof *paths);
  q->busy = false;
}

/* Where only the last nodes are given: the first nodes from which one of them can be reached at all. */
static styr_i_go narrow_sources(styr_paths *p) {
  styr_query *q = p->query;
  styr_i_reach reach;
  if (!styr_i_backward_ready(q)) return GO_NOMEM;
  styr_i_reach_init(&reach, &q->backward, &q->meter.own);
  styr_i_reach_begin(&reach);
  styr_i_go go = GO_ON;
  for (size_t i = 0; go == GO_ON && i < p->to_count; i++) go = styr_i_reach_add(&reach, p->to[i]);
  while (go == GO_ON && reach.later_count) go = styr_i_reach_level(&reach, &p->bounds);
  if (go == GO_ON) {
    if (styr_i_reach_answers(&reach)) {
      p->from_bits = reach.answers;
      reach.answers = NULL;
    } else {
      go = GO_NOMEM;
    }
  }
  styr_i_reach_done(&reach);
  return go;
}

static styr_i_go prepare(styr_paths *p) {
  styr_query *q = p->query;
  if (styr_i_places(q, p->options.from, p->options.from_count, &p->from, &p->from_count) != STYR_OK ||
      styr_i_places(q, p->options.to, p->options.to_count, &p->to, &p->to_count) != STYR_OK)
    return GO_NOMEM;
  if (p->to) {
    if (!(p->to_bits = styr_i_take_bits(q))) return GO_NOMEM;
    for (size_t i = 0; i < p->to_count; i++) styr_i_set_bit(p->to_bits, p->to[i]);
  }
  if (!styr_i_trace_mode(&q->trace, &q->meter.own, q->graph, p->options.mode)) return GO_NOMEM;
  if (!q->layers.a) styr_i_layers_init(&q->layers, &q->forward, &q->meter.own);
  if (!q->depth.a) styr_i_depth_init(&q->depth, q);
  if (p->options.selector == STYR_ALL) styr_i_depth_targets(&q->depth, p->to, p->to_count, p->to_bits);
  else if (!(p->answered = styr_i_take_bits(q))) return GO_NOMEM;
  return p->to && !p->from ? narrow_sources(p) : GO_ON;
}

static styr_status end(styr_paths *p, styr_i_go go, styr_error *error) {
  return p->ended = styr_i_stopped(p->query, &p->bounds, go, error);
}

styr_status styr_paths_open(styr_query *query, const styr_path_options *options, styr_paths **out, styr_error *error) {
  styr_paths *p = &query->paths;
  if ((unsigned)options->mode > STYR_SIMPLE || (unsigned)options->selector > STYR_ALL)
    return styr_i_fail(error, STYR_ERR_ARG, "there is no such mode or selector");
  if ((options->selector == STYR_SHORTEST || options->selector == STYR_GROUPS) && !options->k)
    return styr_i_fail(error, STYR_ERR_ARG, "how many shortest ones must be at least 1");
  if (options->mode == STYR_WALK && options->selector == STYR_ALL && options->max_length == STYR_UNBOUNDED &&
      query->pattern->most == STYR_UNBOUNDED)
    return styr_i_fail(error, STYR_ERR_ARG, "all walks of a pattern without a greatest length may be endless: give a greatest length");
  const styr_status begun = styr_i_query_begin(query, options, error);
  if (begun != STYR_OK) return begun;
  memset(p, 0, sizeof *p);
  query->busy = true;
  p->query = query;
  p->options = *options;
  styr_i_bounds_begin(&p->bounds, &p->options);
  const styr_i_go go = prepare(p);
  if (go != GO_ON && end(p, go, error) != STYR_TRUNCATED) {
    const styr_status status = p->ended;
    styr_paths_close(p);
    return status;
  }
  *out = p;
  return STYR_OK;
}

bool styr_i_paths_start(styr_paths *p) {
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

/* Whether a path from the current node to one of the depth-first search's last nodes is longer than the bound. Looks no
 * further than the search itself went: what it cannot decide by then counts as left out. */
styr_i_go styr_i_paths_beyond(styr_paths *p) {
  enum { least_effort = 20000 };
  styr_query *q = p->query;
  if (p->cut || p->heedless || p->options.max_length >= q->pattern->most) return GO_ON;
  styr_path_options bounded = p->options;
  const uint64_t effort = 4 * p->bounds.steps + least_effort; /* for all first nodes together */
  bounded.max_steps = effort > p->probed ? effort - p->probed : 0;
  styr_i_bounds b;
  styr_i_go go;
  styr_i_bounds_begin(&b, &bounded);
  if ((go = styr_i_depth_settle(&q->depth, &b, bounded.max_steps)) != GO_ON && go != GO_STOP) return go;
  styr_i_depth_begin(&q->depth, &q->trace, p->start, p->options.mode, p->options.max_length + 1, STYR_UNBOUNDED, false);
  const int found = styr_i_depth_next(&q->depth, &q->trace, &b, &go);
  styr_i_depth_leave(&q->depth, &q->trace);
  p->probed += b.steps;
  if (found || (go == GO_STOP && strcmp(b.hit, "max-steps") == 0)) p->cut = "max-length";
  else if (go != GO_ON) p->bounds.hit = b.hit;
  return p->cut ? GO_ON : go;
}

/* ---- the pairs of one first node ---- */

/* Sorts by place, stably, the bytes that places have. */
static void sort_ends(uint64_t *ends, uint64_t *other, size_t count, uint32_t places) {
  uint64_t *from = ends, *to = other;
  for (unsigned shift = 32; shift < 64 && (uint64_t)places >> (shift - 32); shift += 11) {
    size_t starts[2049] = {0};
    for (size_t i = 0; i < count; i++) starts[(from[i] >> shift & 2047) + 1]++;
    for (size_t i = 0; i < 2048; i++) starts[i + 1] += starts[i];
    for (size_t i = 0; i < count; i++) to[starts[from[i] >> shift & 2047]++] = from[i];
    uint64_t *swap = from;
    from = to;
    to = swap;
  }
  if (from != ends) memcpy(ends, from, count * sizeof *ends);
}

static void sort_few(uint64_t *ends, size_t count) {
  for (size_t i = 1; i < count; i++) {
    const uint64_t x = ends[i];
    size_t k = i;
    for (; k && ends[k - 1] > x; k--) ends[k] = ends[k - 1];
    ends[k] = x;
  }
}

static bool answer(styr_paths *p, uint32_t place) {
  if (!STYR_I_GROW(&p->query->meter.own, p->answered_list, p->answered_cap, p->answered_count + 1)) return false;
  p->answered_list[p->answered_count++] = place;
  styr_i_set_bit(p->answered, place);
  return true;
}

static bool several(const styr_paths *p) {
  return (p->options.selector == STYR_SHORTEST || p->options.selector == STYR_GROUPS) && p->options.k > 1;
}

/* Restricted modes look beyond the distance pair by pair; walks of several lengths lie in the layers. */
static bool layered(const styr_paths *p) {
  return p->options.mode == STYR_WALK && several(p);
}

/* Adds the accepting entries of the current level. Pairs of which one length is asked for are answered by their first. */
static bool collect_ends(styr_paths *p) {
  styr_query *q = p->query;
  const styr_i_layers *l = &q->layers;
  for (size_t x = l->level_first; x < l->level_end; x++) {
    const styr_i_layer_entry *e = &l->entries[x];
    if (!q->forward.states[e->state].accept || (p->to_bits && !styr_i_bit(p->to_bits, e->place))) continue;
    const bool known = styr_i_bit(p->answered, e->place);
    if (known && !layered(p)) continue;
    if (!known && layered(p) && !answer(p, e->place)) return false;
    if (!STYR_I_GROW(&q->meter.own, p->ends, p->end_cap, p->end_count + 1)) return false;
    p->ends[p->end_count++] = (uint64_t)e->place << 32 | x;
  }
  return true;
}

static bool order_ends(styr_paths *p) {
  if (p->end_count <= 24) {
    sort_few(p->ends, p->end_count);
    return true;
  }
  if (!STYR_I_GROW(&p->query->meter.own, p->sorted, p->sorted_cap, p->end_count)) return false;
  sort_ends(p->ends, p->sorted, p->end_count, p->query->graph->places);
  return true;
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
  p->pair_count = p->pair_at = 0;
  for (size_t i = 0, n; i < p->end_count; i += n) {
    const uint32_t place = (uint32_t)(p->ends[i] >> 32);
    for (n = 1; i + n < p->end_count && p->ends[i + n] >> 32 == place; n++) {
    }
    if (!STYR_I_GROW(&p->query->meter.own, p->pairs, p->pair_cap, p->pair_count + 1)) return false;
    const uint64_t level = layered(p) ? styr_i_level_of(&p->query->layers, (uint32_t)p->ends[i]) : p->query->layers.level;
    p->pairs[p->pair_count++] = (struct styr_i_pair){level, place, i, n};
  }
  if (layered(p) && p->pair_count) qsort(p->pairs, p->pair_count, sizeof *p->pairs, by_distance);
  return true;
}

static styr_i_go begin_source(styr_paths *p) {
  const bool every = p->options.selector > STYR_ANY_SHORTEST || p->options.mode != STYR_WALK;
  for (size_t i = 0; i < p->answered_count; i++) styr_i_clear_bit(p->answered, p->answered_list[i]);
  for (size_t i = 0; i < p->longer_count; i++) styr_i_clear_bit(p->longer, p->longer_list[i]);
  p->answered_count = p->longer_count = p->end_count = p->pair_count = p->pair_at = 0;
  const styr_i_go go = styr_i_layers_begin(&p->query->layers, p->start, every, layered(p) ? p->options.k : 1);
  if (go == GO_ON) p->running = true;
  return go;
}

/* Where several lengths are asked for: notes the pairs that have longer walks than the bound. Whether these were wanted is
 * known when the pair has been delivered. */
static styr_i_go beyond_layers(styr_paths *p) {
  styr_query *q = p->query;
  styr_i_layers *l = &q->layers;
  if (p->options.max_length >= q->pattern->most || p->heedless) return GO_ON;
  if (!p->longer && !(p->longer = styr_i_take_bits(q))) return GO_NOMEM;
  while (l->level_first < l->level_end) {
    for (size_t x = l->level_first; x < l->level_end; x++) {
      const styr_i_layer_entry *e = &l->entries[x];
      if (!q->forward.states[e->state].accept || (p->to_bits && !styr_i_bit(p->to_bits, e->place)) || styr_i_bit(p->longer, e->place))
        continue;
      if (!styr_i_bit(p->answered, e->place)) p->cut = "max-length";
      if (!STYR_I_GROW(&q->meter.own, p->longer_list, p->longer_cap, p->longer_count + 1)) return GO_NOMEM;
      p->longer_list[p->longer_count++] = e->place;
      styr_i_set_bit(p->longer, e->place);
    }
    const styr_i_go go = styr_i_layers_step(l, &p->bounds);
    if (go != GO_ON) return go;
  }
  return GO_ON;
}

/* Whether the bound on lengths has left a pair out: looks on for last nodes that are not answered. That a walk leads to one
 * is not enough where the mode restricts repetition. */
static styr_i_go beyond(styr_paths *p) {
  styr_query *q = p->query;
  styr_i_layers *l = &q->layers;
  styr_i_go go = GO_ON;
  if (layered(p)) return beyond_layers(p);
  size_t count = 0;
  uint64_t *left_out = NULL;
  if (p->options.max_length >= q->pattern->most || p->cut || p->heedless) return go;
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
    styr_i_depth_targets(&q->depth, p->last, count, left_out);
    go = styr_i_depth_settle(&q->depth, &p->bounds, UINT64_MAX);
    if (go == GO_ON) go = styr_i_paths_beyond(p);
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
    const bool all_found = p->to && !layered(p) && p->answered_count == p->to_count;
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
  if (!layered(p)) p->end_count = 0;
  return collect_ends(p) ? GO_ON : GO_NOMEM;
}

/* One walk for each pair: it is read off the layers at once. */
static bool one_walk(const styr_paths *p) {
  return p->options.selector <= STYR_ANY_SHORTEST && p->options.mode == STYR_WALK;
}

/* More pairs to deliver: those of the next level, or all of them where several lengths are asked for. */
static styr_i_go find_pairs(styr_paths *p) {
  styr_i_go go = GO_ON;
  do go = next_level(p);
  while (go == GO_ON && p->running && layered(p));
  if (go != GO_ON || (!p->running && !layered(p))) return go;
  p->end_at = 0;
  return order_ends(p) && (one_walk(p) || make_pairs(p)) ? GO_ON : GO_NOMEM;
}

/* The pairs of the next first node, where several lengths are asked for. False in *more when none is left. */
styr_i_go styr_i_paths_pairs(styr_paths *p, bool *more) {
  *more = styr_i_paths_start(p);
  if (!*more) return GO_ON;
  p->levels_begun = false;
  const styr_i_go go = begin_source(p);
  return go == GO_ON ? find_pairs(p) : go;
}

/* ---- the paths of one pair ---- */

/* The entries of the pair at hand at its next level. */
static styr_i_go begin_group(styr_paths *p, const struct styr_i_pair *pair) {
  styr_query *q = p->query;
  size_t n = 0;
  const size_t first = pair->first + p->pair_next;
  const uint64_t level = layered(p) ? styr_i_level_of(&q->layers, (uint32_t)p->ends[first]) : pair->level;
  if (!STYR_I_GROW(&q->meter.own, p->last, p->last_cap, pair->count)) return GO_NOMEM;
  while (p->pair_next < pair->count) {
    const uint32_t entry = (uint32_t)p->ends[pair->first + p->pair_next];
    if (layered(p) && styr_i_level_of(&q->layers, entry) != level) break;
    p->last[n++] = entry;
    p->pair_next++;
  }
  p->pair_level = level;
  p->group_paths = 0;
  return styr_i_dag_begin(&q->dag, &q->layers, p->last, n, level, &q->trace) ? GO_ON : GO_NOMEM;
}

static styr_i_go begin_pair(styr_paths *p) {
  const struct styr_i_pair *pair = &p->pairs[p->pair_at];
  p->in_pair = true;
  p->deep = false;
  p->pair_place = pair->place;
  p->pair_paths = p->pair_groups = 0;
  p->pair_next = 0;
  if (!layered(p) && !answer(p, pair->place)) return GO_NOMEM;
  return begin_group(p, pair);
}

static bool pair_full(const styr_paths *p) {
  switch (p->options.selector) {
  case STYR_ANY:
  case STYR_ANY_SHORTEST: return p->pair_paths >= 1;
  case STYR_SHORTEST: return p->pair_paths >= p->options.k;
  default: return false;
  }
}

/* Whether lengths beyond the one just finished are wanted. */
static bool wants_longer(const styr_paths *p) {
  const uint64_t groups = p->pair_groups + (p->group_paths > 0);
  switch (p->options.selector) {
  case STYR_SHORTEST: return p->pair_paths < p->options.k;
  case STYR_GROUPS: return groups < p->options.k;
  default: return groups < 1;
  }
}

/* A pair's next path of the length at hand: 1 there is one, 0 there is none. */
static int next_of_length(styr_paths *p, styr_path *out, styr_i_go *go) {
  styr_query *q = p->query;
  const int found = p->deep ? styr_i_depth_next(&q->depth, &q->trace, &p->bounds, go)
                            : styr_i_dag_next(&q->dag, &q->layers, &q->trace, p->options.mode, &p->bounds, go);
  if (!found) return 0;
  out->length = (size_t)p->pair_level;
  p->group_paths++;
  p->pair_paths++;
  return 1;
}

/* Goes on to the pair's next length. False when the pair is done. */
static bool next_length(styr_paths *p, styr_i_go *go) {
  styr_query *q = p->query;
  const struct styr_i_pair *pair = &p->pairs[p->pair_at];
  const bool more = wants_longer(p);
  p->pair_groups += p->group_paths > 0;
  *go = GO_ON;
  if (!more) return false;
  if (layered(p)) {
    if (p->pair_next == pair->count) {
      if (p->longer && styr_i_bit(p->longer, pair->place)) p->cut = "max-length";
      return false;
    }
    *go = begin_group(p, pair);
    return *go == GO_ON;
  }
  if (p->options.mode == STYR_WALK) return false; /* one length was asked for */
  if (p->deep && !q->depth.cut) return false;
  if (p->pair_level == q->pattern->most) return false;
  if (!p->deep) { /* the distances from this last node alone */
    if (!p->place_bits && !(p->place_bits = styr_i_take_bits(q))) {
      *go = GO_NOMEM;
      return false;
    }
    styr_i_set_bit(p->place_bits, p->pair_place);
    styr_i_depth_targets(&q->depth, &p->pair_place, 1, p->place_bits);
    p->deep = true;
    if ((*go = styr_i_depth_settle(&q->depth, &p->bounds, UINT64_MAX)) != GO_ON) return false;
  }
  if (p->pair_level == p->options.max_length) {
    *go = styr_i_paths_beyond(p);
    return false;
  }
  p->pair_level++;
  p->group_paths = 0;
  styr_i_depth_begin(&q->depth, &q->trace, p->start, p->options.mode, p->pair_level, p->pair_level, true);
  return true;
}

/* The next path of a shortest selector. */
static styr_status next_shortest(styr_paths *p, styr_path *out, styr_error *error) {
  styr_i_go go = GO_ON;
  for (;;) {
    if (p->in_pair) {
      if (!pair_full(p)) {
        const int found = next_of_length(p, out, &go);
        if (go != GO_ON) return end(p, go, error);
        if (found) return STYR_OK;
        if (next_length(p, &go)) continue;
        if (go != GO_ON) return end(p, go, error);
      } else {
        leave_pair(p);
      }
      if (p->place_bits) styr_i_clear_bit(p->place_bits, p->pair_place);
      p->in_pair = p->deep = false;
      p->pair_at++;
    } else if (p->end_at < p->end_count && one_walk(p)) {
      styr_query *q = p->query;
      const uint32_t place = (uint32_t)(p->ends[p->end_at] >> 32), entry = (uint32_t)p->ends[p->end_at];
      while (p->end_at < p->end_count && p->ends[p->end_at] >> 32 == place) p->end_at++;
      if (!answer(p, place) || !styr_i_dag_single(&q->layers, entry, q->layers.level, &q->trace)) return end(p, GO_NOMEM, error);
      out->length = (size_t)q->layers.level;
      return STYR_OK;
    } else if (p->pair_at < p->pair_count) {
      if ((go = begin_pair(p)) != GO_ON) return end(p, go, error);
    } else if (p->running) {
      if ((go = find_pairs(p)) != GO_ON) return end(p, go, error);
    } else if (styr_i_paths_start(p)) {
      p->levels_begun = false;
      if ((go = begin_source(p)) != GO_ON) return end(p, go, error);
    } else {
      return STYR_END;
    }
  }
}

static styr_status next_of_all(styr_paths *p, styr_path *out, styr_error *error) {
  styr_query *q = p->query;
  styr_i_go go;
  for (;;) {
    if (!p->running) {
      if (!styr_i_paths_start(p)) return STYR_END;
      styr_i_depth_begin(&q->depth, &q->trace, p->start, p->options.mode, 0, p->options.max_length, !p->counting);
      p->running = true;
    }
    const int found = styr_i_depth_next(&q->depth, &q->trace, &p->bounds, &go);
    p->counted += q->depth.counted;
    q->depth.counted = 0;
    if (go != GO_ON) return end(p, go, error);
    if (found) {
      out->length = (size_t)q->depth.length;
      return STYR_OK;
    }
    p->running = false;
    if (q->depth.cut && (go = styr_i_paths_beyond(p)) != GO_ON) return end(p, go, error);
  }
}

/* ---- public ---- */

styr_status styr_paths_next(styr_paths *paths, styr_path *out, styr_error *error) {
  styr_paths *p = paths;
  if (p->ended != STYR_OK) return p->ended;
  styr_path found = {{0}, {0}, 0, NULL, NULL};
  const styr_status status = p->options.selector == STYR_ALL ? next_of_all(p, &found, error) : next_shortest(p, &found, error);
  if (status == STYR_END) {
    p->bounds.hit = p->cut;
    return p->ended = p->cut ? STYR_TRUNCATED : STYR_END;
  }
  if (status != STYR_OK) return status;
  if (p->delivered == p->options.limit) {
    p->bounds.hit = "limit";
    return p->ended = STYR_TRUNCATED;
  }
  p->delivered++;
  const styr_i_trace *t = &p->query->trace;
  *out = (styr_path){t->nodes[0], t->nodes[found.length], found.length, t->ties, t->nodes};
  return STYR_OK;
}

const char *styr_paths_truncated(const styr_paths *paths) {
  return paths->ended == STYR_TRUNCATED ? paths->bounds.hit : NULL;
}

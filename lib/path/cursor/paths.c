/* SPDX-License-Identifier: MIT */
/* The cursor over paths, one first node after the other. For selector ALL it is a depth-first search. For the other selectors
 * it takes the pairs in the order of their distance, and for each pair the paths that the selector asks for. */
#include "path/cursor/path_i.h"

/* ---- names ---- */

static const char *const modes[] = {"walk", "trail", "acyclic", "simple"};

const char *styr_mode_name(styr_mode mode) {
  return (unsigned)mode < 4 ? modes[mode] : "";
}

bool styr_mode_parse(const char *text, styr_mode *out) {
  if (!(text && out)) return false;
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
  if (!(text && out && k)) return false;
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
  if (!(map && path) || index >= path->length) return false;
  return !styr_node_same(styr_tie_from(map, path->ties[index]), path->nodes[index]);
}

/* ---- opening ---- */

/* Leaves a pair before all its paths were delivered. */
static void leave_pair(styr_paths *p) {
  styr_query *q = p->query;
  if (p->deep) styr_i_dfs_leave(&q->dfs, &q->path_buffer);
  else styr_i_dag_leave(&q->dag, &q->layers, &q->path_buffer, p->options.mode);
}

void styr_paths_close(styr_paths *paths) {
  if (!paths || !paths->query) return;
  styr_query *q = paths->query;
  const styr_allocator *a = &q->meter.own;
  if (paths->options.selector == STYR_ALL && paths->running) styr_i_dfs_leave(&q->dfs, &q->path_buffer);
  if (paths->in_pair) leave_pair(paths);
  styr_i_give_bits(q, paths->to_bits, paths->to, paths->to_count);
  styr_i_give_bits(q, paths->place_bits, &paths->pair_place, 1);
  styr_i_source_forget(paths);
  styr_i_give_bits(q, paths->answered, NULL, 0);
  styr_i_free(a, paths->from);
  styr_i_free(a, paths->to);
  styr_i_free(a, paths->from_bits);
  styr_i_free(a, paths->ends);
  styr_i_give_bits(q, paths->longer, NULL, 0);
  styr_i_free(a, paths->pairs);
  styr_i_free(a, paths->last);
  memset(paths, 0, sizeof *paths);
  q->busy = false;
}

/* Where only the last nodes are given: the first nodes from which one of them can be reached at all. */
static styr_i_go narrow_sources(styr_paths *p) {
  styr_query *q = p->query;
  styr_i_bfs bfs;
  if (!styr_i_nfa_reverse(&q->nfa)) return GO_NOMEM;
  styr_i_bfs_init(&bfs, &q->backward, &q->meter.own);
  styr_i_bfs_begin(&bfs);
  styr_i_go go = GO_ON;
  for (size_t i = 0; go == GO_ON && i < p->to_count; i++) go = styr_i_bfs_add(&bfs, p->to[i]);
  while (go == GO_ON && bfs.next_count) go = styr_i_bfs_level(&bfs, &p->bounds);
  if (go == GO_ON) {
    if (styr_i_bfs_answers(&bfs)) {
      p->from_bits = bfs.answers;
      bfs.answers = NULL;
    } else {
      go = GO_NOMEM;
    }
  }
  styr_i_bfs_done(&bfs);
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
  if (!styr_i_path_buffer_mode(&q->path_buffer, &q->meter.own, q->graph, p->options.mode)) return GO_NOMEM;
  if (!q->layers.a) styr_i_layers_init(&q->layers, &q->forward, &q->meter.own);
  if (!q->dfs.a) styr_i_dfs_init(&q->dfs, &q->forward, &q->backward, &q->meter);
  if (p->options.selector == STYR_ALL) styr_i_dfs_targets(&q->dfs, p->to, p->to_count, p->to_bits);
  else if (!(p->answered = styr_i_take_bits(q))) return GO_NOMEM;
  return p->to && !p->from ? narrow_sources(p) : GO_ON;
}

static styr_status end(styr_paths *p, styr_i_go go, styr_error *error) {
  return p->ended = styr_i_stopped(&p->query->meter, &p->bounds, go, error);
}

styr_status styr_paths_open(styr_query *query, const styr_path_options *options, styr_paths **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, query && out)) return STYR_ERR_ARG;
  styr_path_options room;
  options = styr_i_path_options_read(query, options, &room, error);
  if (!options) return STYR_ERR_ARG;
  styr_paths *p = &query->paths;
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

/* ---- the paths of one pair ---- */

/* The entries of the current pair at its next level. */
static styr_i_go begin_group(styr_paths *p, const struct styr_i_pair *pair) {
  styr_query *q = p->query;
  size_t n = 0;
  const size_t first = pair->first + p->pair_next;
  const uint64_t level = styr_i_layered(p) ? styr_i_level_of(&q->layers, p->ends[first]) : pair->level;
  if (!STYR_I_GROW(&q->meter.own, p->last, p->last_cap, pair->count)) return GO_NOMEM;
  while (p->pair_next < pair->count) {
    const uint32_t entry = p->ends[pair->first + p->pair_next];
    if (styr_i_layered(p) && styr_i_level_of(&q->layers, entry) != level) break;
    p->last[n++] = entry;
    p->pair_next++;
  }
  p->pair_level = level;
  p->group_paths = 0;
  return styr_i_dag_begin(&q->dag, &q->layers, p->last, n, level, &q->path_buffer) ? GO_ON : GO_NOMEM;
}

static styr_i_go begin_pair(styr_paths *p) {
  const struct styr_i_pair *pair = &p->pairs[p->pair_at];
  p->in_pair = true;
  p->deep = false;
  p->pair_place = pair->place;
  p->pair_paths = p->pair_groups = 0;
  p->pair_next = 0;
  if (!styr_i_layered(p)) styr_i_source_answer(p, pair->place);
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

/* A pair's next path of the current length: 1 there is one, 0 there is none. */
static int next_of_length(styr_paths *p, styr_path *out, styr_i_go *go) {
  styr_query *q = p->query;
  const int found = p->deep ? styr_i_dfs_next(&q->dfs, &q->path_buffer, &p->bounds, go)
                            : styr_i_dag_next(&q->dag, &q->layers, &q->path_buffer, p->options.mode, &p->bounds, go);
  if (!found) return 0;
  out->length = (size_t)p->pair_level;
  p->group_paths++;
  p->pair_paths++;
  return 1;
}

/* Moves to the pair's next length. False when the pair is done. */
static bool next_length(styr_paths *p, styr_i_go *go) {
  styr_query *q = p->query;
  const struct styr_i_pair *pair = &p->pairs[p->pair_at];
  const bool more = wants_longer(p);
  p->pair_groups += p->group_paths > 0;
  *go = GO_ON;
  if (!more) return false;
  if (styr_i_layered(p)) {
    if (p->pair_next == pair->count) {
      if (p->longer && styr_i_bit(p->longer, pair->place)) p->cut = "max-length";
      return false;
    }
    *go = begin_group(p, pair);
    return *go == GO_ON;
  }
  if (p->options.mode == STYR_WALK) return false; /* one length was wanted */
  if (p->deep && !q->dfs.cut) return false;
  if (p->pair_level == q->pattern->most) return false;
  if (!p->deep) { /* the distances from this last node alone */
    if (!p->place_bits && !(p->place_bits = styr_i_take_bits(q))) {
      *go = GO_NOMEM;
      return false;
    }
    styr_i_set_bit(p->place_bits, p->pair_place);
    styr_i_dfs_targets(&q->dfs, &p->pair_place, 1, p->place_bits);
    p->deep = true;
    if ((*go = styr_i_dfs_settle(&q->dfs, &p->bounds, UINT64_MAX)) != GO_ON) return false;
  }
  if (p->pair_level == p->options.max_length) {
    *go = styr_i_source_beyond(p);
    return false;
  }
  p->pair_level++;
  p->group_paths = 0;
  styr_i_dfs_begin(&q->dfs, &q->path_buffer, p->start, p->options.mode, p->pair_level, p->pair_level, true);
  return true;
}

/* Prefetches what the next walks are read from. */
__attribute__((always_inline)) static inline void look_ahead(const styr_paths *p) {
  enum { ahead_entry = 16, ahead_tie = 8 };
  const styr_graph *g = p->query->graph;
  const styr_i_layer_entry *entries = p->query->layers.entries;
  if (p->end_at + ahead_entry >= p->end_count) return;
  __builtin_prefetch(&entries[p->ends[p->end_at + ahead_entry]]);
  const styr_i_layer_entry *e = &entries[p->ends[p->end_at + ahead_tie]];
  __builtin_prefetch(e->arc & STYR_I_INWARD ? &g->in.tie[e->arc & ~STYR_I_INWARD] : &g->out.tie[e->arc]);
  __builtin_prefetch(&entries[e->before]);
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
    } else if (p->end_at < p->end_count && styr_i_one_walk(p)) {
      styr_query *q = p->query;
      const styr_i_layer_entry *entries = q->layers.entries;
      const uint32_t entry = p->ends[p->end_at], place = entries[entry].place;
      while (p->end_at < p->end_count && entries[p->ends[p->end_at]].place == place) p->end_at++;
      styr_i_source_answer(p, place);
      look_ahead(p);
      if (!styr_i_dag_single(&q->layers, entry, q->layers.level, &q->path_buffer)) return end(p, GO_NOMEM, error);
      out->length = (size_t)q->layers.level;
      return STYR_OK;
    } else if (p->pair_at < p->pair_count) {
      if ((go = begin_pair(p)) != GO_ON) return end(p, go, error);
    } else if (p->running) {
      if ((go = styr_i_source_find(p)) != GO_ON) return end(p, go, error);
    } else if (styr_i_source_next(p)) {
      p->levels_begun = false;
      if ((go = styr_i_source_begin(p)) != GO_ON) return end(p, go, error);
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
      if (!styr_i_source_next(p)) return STYR_END;
      styr_i_dfs_begin(&q->dfs, &q->path_buffer, p->start, p->options.mode, 0, p->options.max_length, !p->counting);
      p->running = true;
    }
    const int found = styr_i_dfs_next(&q->dfs, &q->path_buffer, &p->bounds, &go);
    p->counted += q->dfs.counted;
    q->dfs.counted = 0;
    if (go != GO_ON) return end(p, go, error);
    if (found) {
      out->length = (size_t)q->dfs.length;
      return STYR_OK;
    }
    p->running = false;
    if (q->dfs.cut && (go = styr_i_source_beyond(p)) != GO_ON) return end(p, go, error);
  }
}

/* ---- public ---- */

styr_status styr_paths_next(styr_paths *paths, styr_path *out, styr_error *error) {
  if (!styr_i_begin(error, __func__, paths && out)) return STYR_ERR_ARG;
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
  const styr_i_path_buffer *t = &p->query->path_buffer;
  *out = (styr_path){t->nodes[0], t->nodes[found.length], found.length, t->ties, t->nodes};
  return STYR_OK;
}

const char *styr_paths_truncated(const styr_paths *paths) {
  if (!paths) return NULL;
  return paths->ended == STYR_TRUNCATED ? paths->bounds.hit : NULL;
}

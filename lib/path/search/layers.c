/* SPDX-License-Identifier: MIT */
/* Shortest walks from one node, level by level: an entry for each node and state at the level where it is first reached (or
 * at its first `ranks` levels), with links to its predecessors. The array of entries is also the queue of the BFS. */
#include "path/search/search_i.h"

enum { small_states = 8, ahead_row = 24, ahead_ties = 12 };

void styr_i_layers_init(styr_i_layers *l, styr_i_dfa *dfa, const styr_allocator *a) {
  memset(l, 0, sizeof *l);
  l->dfa = dfa;
  l->a = a;
}

void styr_i_layers_done(styr_i_layers *l) {
  if (!l->a) return;
  styr_i_free(l->a, l->entries);
  styr_i_free(l->a, l->links);
  styr_i_free(l->a, l->rank);
  styr_i_free(l->a, l->mask);
  for (int s = 0; s < small_states; s++) styr_i_free(l->a, l->latest[s]);
  styr_i_numbers_done(l->a, &l->newest);
  styr_i_free(l->a, l->starts);
  l->a = NULL;
}

/* ---- the newest entry of a node and state ---- */

typedef struct place_state {
  uint32_t place, state;
} place_state;

static uint32_t hash_of(const void *owner, uint32_t entry) {
  const styr_i_layer_entry *e = &((const styr_i_layers *)owner)->entries[entry];
  return styr_i_mix((uint64_t)e->state << 32 | e->place);
}

static bool is_at(const void *owner, uint32_t entry, const void *key) {
  const styr_i_layer_entry *e = &((const styr_i_layers *)owner)->entries[entry];
  const place_state *k = key;
  return e->place == k->place && e->state == k->state;
}

static bool take_small(styr_i_layers *l, uint32_t state) {
  const size_t n = (size_t)l->dfa->graph->places + 1;
  if (!l->mask && !(l->mask = styr_i_zalloc(l->a, n, 1))) return false;
  if ((l->every || l->ranks > 1) && !l->latest[state] && !(l->latest[state] = styr_i_zalloc(l->a, n, sizeof *l->latest[state])))
    return false;
  return true;
}

static void forget(styr_i_layers *l) {
  const size_t n = l->dfa->graph->places;
  const bool many = l->count > n / 16; /* then clearing the arrays is faster than clearing each entry */
  for (size_t i = 0; i < l->count && !many; i++) {
    const styr_i_layer_entry *e = &l->entries[i];
    if (e->state >= small_states) continue;
    if (l->mask) l->mask[e->place] = 0;
    if (l->latest[e->state]) l->latest[e->state][e->place] = 0;
  }
  if (many && l->mask) memset(l->mask, 0, n);
  for (int s = 0; s < small_states && many; s++)
    if (l->latest[s]) memset(l->latest[s], 0, n * sizeof *l->latest[s]);
  styr_i_numbers_clear(&l->newest);
  l->count = l->link_count = 0;
}

/* ---- entries ---- */

static bool add_entry(styr_i_layers *l, uint32_t place, uint32_t state, uint32_t before, uint32_t arc, uint32_t rank) {
  if (l->count >= STYR_I_LINKED - 1 || !STYR_I_GROW(l->a, l->entries, l->cap, l->count + 1)) return false;
  if (l->ranks > 1) {
    if (!STYR_I_GROW(l->a, l->rank, l->rank_cap, l->count + 1)) return false;
    l->rank[l->count] = rank;
  }
  l->entries[l->count++] = (styr_i_layer_entry){place, state, before, arc};
  return true;
}

static bool add_link(styr_i_layers *l, uint32_t entry, uint32_t before, uint32_t arc) {
  styr_i_layer_entry *e = &l->entries[entry];
  if (l->link_count + 2 >= STYR_I_LINKED || !STYR_I_GROW(l->a, l->links, l->link_cap, l->link_count + 2)) return false;
  if (!(e->before & STYR_I_LINKED)) {
    l->links[l->link_count] = (styr_i_link){e->before, e->arc, 0};
    e->before = (uint32_t)l->link_count++ | STYR_I_LINKED;
  }
  l->links[l->link_count] = (styr_i_link){before, arc, (e->before & ~STYR_I_LINKED) + 1};
  e->before = (uint32_t)l->link_count++ | STYR_I_LINKED;
  return true;
}

/* Adds a step from entry `before` by an arc to a node and state, at the level that is being made. */
static bool arrive(styr_i_layers *l, uint32_t place, uint32_t state, uint32_t before, uint32_t arc, size_t next_first) {
  const bool small = state < small_states;
  uint32_t *newest = NULL, found = 0;
  if (small) {
    if (!take_small(l, state)) return false;
    if (l->every || l->ranks > 1) newest = &l->latest[state][place];
    else if (l->mask[place] >> state & 1) return true;
  } else {
    if (styr_i_numbers_full(&l->newest) && !styr_i_numbers_grow(l->a, &l->newest, hash_of, l)) return false;
    newest = styr_i_numbers_slot(&l->newest, styr_i_mix((uint64_t)state << 32 | place), is_at, l, &(place_state){place, state});
  }
  if (newest) found = *newest;
  if (found && found - 1 >= next_first) return !l->every || add_link(l, found - 1, before, arc);
  if (found && (l->ranks == 1 || l->rank[found - 1] + 1 >= l->ranks)) return true;
  if (!add_entry(l, place, state, before, arc, found && l->ranks > 1 ? l->rank[found - 1] + 1 : 0)) return false;
  if (newest) *newest = (uint32_t)l->count;
  if (small && !newest) l->mask[place] |= (uint8_t)(1u << state);
  else if (!small) l->newest.count += !found;
  return true;
}

static bool note_start(styr_i_layers *l) {
  if (l->ranks == 1) return true;
  if (!STYR_I_GROW(l->a, l->starts, l->start_cap, (size_t)l->level + 2)) return false;
  l->starts[l->level] = (uint32_t)l->level_first;
  l->starts[l->level + 1] = (uint32_t)l->level_end;
  return true;
}

styr_i_go styr_i_layers_begin(styr_i_layers *l, uint32_t start, bool every, uint64_t ranks) {
  if (l->count) forget(l);
  l->every = every;
  l->ranks = ranks;
  l->level = 0;
  l->level_first = l->level_end = 0;
  memset(l->ready, 0, sizeof l->ready);
  const uint32_t state = styr_i_dfa_start(l->dfa, start);
  if (state == STYR_I_DEAD) return GO_ON;
  if (state == STYR_I_OOM || !arrive(l, start, state, UINT32_MAX & ~STYR_I_LINKED, 0, 0)) return GO_NOMEM;
  l->level_end = l->count;
  return note_start(l) ? GO_ON : GO_NOMEM;
}

static bool room(styr_i_layers *l, size_t more) {
  if (__builtin_expect(l->count + more <= l->cap, 1)) return true;
  return l->count + more < STYR_I_LINKED - 1 && STYR_I_GROW(l->a, l->entries, l->cap, l->count + more);
}

/* Prefetches what later entries will read for the first move of their state. Always inline, because the compiler removes
 * calls of a function that only prefetches. */
__attribute__((always_inline)) static inline void look_ahead(const styr_i_layers *l, size_t x) {
  const styr_i_dfa *dfa = l->dfa;
  const uint32_t types = dfa->graph->types;
  for (int ties = 0; ties < 2; ties++) {
    const size_t at = x + (ties ? ahead_ties : ahead_row);
    if (at >= l->count) continue; /* entries of the next level are prefetched too */
    const styr_i_layer_entry *e = &l->entries[at];
    const styr_i_state *s = &dfa->states[e->state];
    if (!s->built || !s->move_count) continue;
    const styr_i_move *move = &dfa->moves[s->moves];
    const styr_i_side *side = move->inward ? &dfa->graph->in : &dfa->graph->out;
    const uint32_t *row = &side->start[(size_t)e->place * types + move->low];
    if (!ties) {
      __builtin_prefetch(row);
    } else {
      __builtin_prefetch(&side->far[*row]);
      __builtin_prefetch(&side->far[*row + 16]);
    }
  }
}

/* The loop for a target state below 8 where all predecessors are stored. */
static bool follow_every(styr_i_layers *l, uint32_t entry, const styr_i_move *move, const uint32_t *far, uint32_t from, uint32_t to,
                         size_t next_first) {
  if (!room(l, to - from)) return false;
  const uint32_t inward = move->inward ? STYR_I_INWARD : 0;
  uint32_t *latest = l->latest[move->target];
  for (; from < to; from++) {
    const uint32_t place = far[from], found = latest[place];
    if (!found) {
      l->entries[l->count] = (styr_i_layer_entry){place, move->target, entry, from | inward};
      latest[place] = (uint32_t)++l->count;
    } else if (found - 1 >= next_first && !add_link(l, found - 1, entry, from | inward)) {
      return false;
    }
  }
  return true;
}

/* Whether all moves of a state are plain and lead to states below 8; then the arrays of these are made. */
static bool is_small(styr_i_layers *l, uint32_t state, bool *nomem) {
  const styr_i_dfa *dfa = l->dfa;
  const styr_i_state *s = &dfa->states[state];
  for (uint32_t k = s->moves; k < s->moves + s->move_count; k++) {
    const styr_i_move *move = &dfa->moves[k];
    if (move->flags || move->target >= small_states) return false;
    if (!l->ready[move->target] && !(l->ready[move->target] = take_small(l, move->target))) {
      *nomem = true;
      return false;
    }
  }
  return true;
}

/* The innermost loop: entries of one small state, from number `x` on, where only the first predecessor is stored. Returns
 * the number of the first entry of another state. */
static size_t follow_first(styr_i_layers *l, size_t x, styr_i_bounds *b, styr_i_go *go) {
  const styr_i_dfa *dfa = l->dfa;
  const styr_graph *g = dfa->graph;
  const uint32_t state = l->entries[x].state, count = dfa->states[state].move_count;
  const styr_i_move *moves = &dfa->moves[dfa->states[state].moves];
  const bool large = g->places > 1 << 14 && !g->out.runs;
  uint8_t *mask = l->mask;
  styr_i_layer_entry *entries = l->entries, *tail = entries + l->count, *full = entries + l->cap;
  const size_t end = l->level_end;
  uint64_t spent = 0;
  for (; x < end && entries[x].state == state; x++) {
    const uint32_t place = entries[x].place;
    if (large) {
      l->count = (size_t)(tail - entries);
      look_ahead(l, x);
    }
    for (uint32_t k = 0; k < count; k++) {
      const styr_i_move *move = &moves[k];
      const styr_i_side *side = move->inward ? &g->in : &g->out;
      const uint32_t *far = side->far, target = move->target, inward = move->inward ? STYR_I_INWARD : 0;
      const uint8_t bit = (uint8_t)(1u << target);
      uint32_t from, to;
      styr_i_ties_of(g, side, place, move->low, move->high, &from, &to);
      spent += to - from;
      if (__builtin_expect((size_t)(full - tail) < to - from, 0)) {
        l->count = (size_t)(tail - entries);
        if (!room(l, to - from)) {
          *go = GO_NOMEM;
          return x;
        }
        entries = l->entries;
        tail = entries + l->count;
        full = entries + l->cap;
      }
      for (; from < to; from++) {
        const uint32_t there = far[from];
        const uint8_t met = mask[there];
        if (met & bit) continue;
        mask[there] = met | bit;
        *tail++ = (styr_i_layer_entry){there, target, (uint32_t)x, from | inward};
      }
    }
    if (spent < STYR_I_CHECK_EVERY) continue;
    if (!styr_i_spend(b, spent)) *go = GO_STOP;
    spent = 0;
    if (*go != GO_ON) break;
  }
  l->count = (size_t)(tail - entries);
  if (*go == GO_ON && !styr_i_spend(b, spent)) *go = GO_STOP;
  return x;
}

static styr_i_go follow(styr_i_layers *l, uint32_t entry, const styr_i_move *move, uint32_t from, uint32_t to, size_t next_first) {
  const styr_i_side *side = move->inward ? &l->dfa->graph->in : &l->dfa->graph->out;
  const uint32_t here = l->entries[entry].place, state = l->entries[entry].state;
  for (uint32_t i = from; i < to; i++) {
    const uint32_t place = side->far[i];
    uint32_t target = move->target;
    if (move->flags) {
      if (move->flags & MOVE_LOOPED && place == here) {
        if (move->inward) continue;
        target = styr_i_dfa_loop(l->dfa, state, move, side->tie[i], place);
      } else {
        target = styr_i_dfa_take(l->dfa, state, move, side->tie[i], place);
      }
      if (target == STYR_I_DEAD) continue;
      if (target == STYR_I_OOM) return GO_NOMEM;
    }
    if (!arrive(l, place, target, entry, i | (move->inward ? STYR_I_INWARD : 0), next_first)) return GO_NOMEM;
  }
  return GO_ON;
}

styr_i_go styr_i_layers_step(styr_i_layers *l, styr_i_bounds *b) {
  styr_i_dfa *dfa = l->dfa;
  const styr_graph *g = dfa->graph;
  const size_t next_first = l->count;
  const bool first_only = !l->every && l->ranks == 1;
  for (size_t x = l->level_first; x < l->level_end;) {
    const uint32_t state = l->entries[x].state, place = l->entries[x].place;
    bool nomem = false;
    styr_i_go go = GO_ON;
    if (!styr_i_ready(dfa, state)) return GO_NOMEM;
    if (first_only && is_small(l, state, &nomem)) {
      x = follow_first(l, x, b, &go);
      if (go != GO_ON) return go;
      continue;
    }
    if (nomem) return GO_NOMEM;
    const uint32_t first = dfa->states[state].moves, last = first + dfa->states[state].move_count;
    uint64_t looked_at = 0;
    for (uint32_t k = first; k < last; k++) {
      const styr_i_move move = dfa->moves[k];
      const styr_i_side *side = move.inward ? &g->in : &g->out;
      uint32_t from, to;
      styr_i_ties_of(g, side, place, move.low, move.high, &from, &to);
      if (from == to || (!move.flags && move.target == STYR_I_DEAD)) continue;
      looked_at += to - from;
      if (!move.flags && l->every && l->ranks == 1 && move.target < small_states) {
        if (!l->ready[move.target] && !(l->ready[move.target] = take_small(l, move.target))) return GO_NOMEM;
        if (!follow_every(l, (uint32_t)x, &move, side->far, from, to, next_first)) return GO_NOMEM;
        continue;
      }
      go = follow(l, (uint32_t)x, &move, from, to, next_first);
      if (go != GO_ON) return go;
    }
    if (!styr_i_spend(b, looked_at)) return GO_STOP;
    x++;
  }
  l->level_first = next_first;
  l->level_end = l->count;
  l->level++;
  return note_start(l) ? GO_ON : GO_NOMEM;
}

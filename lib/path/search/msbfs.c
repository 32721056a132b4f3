/* SPDX-License-Identifier: MIT */
/* Reachability from up to 64 source nodes in one multi-source breadth-first search (Then et al., "The More the Merrier",
 * VLDB 2014). A word for each state and node holds a bit for each source. Each node is expanded once per level, for all
 * sources that reach it at that level. */
#include "path/search/search_i.h"

void styr_i_msbfs_init(styr_i_msbfs *w, styr_i_dfa *dfa, const styr_allocator *a) {
  memset(w, 0, sizeof *w);
  w->dfa = dfa;
  w->a = a;
}

void styr_i_msbfs_done(styr_i_msbfs *w) {
  if (!w->a) return;
  for (size_t i = 0; i < w->state_count; i++) {
    styr_i_free(w->a, w->states[i].seen);
    styr_i_free(w->a, w->states[i].visit);
    styr_i_free(w->a, w->states[i].visit_next);
    styr_i_free(w->a, w->states[i].frontier);
    styr_i_free(w->a, w->states[i].frontier_next);
  }
  styr_i_free(w->a, w->states);
  styr_i_free(w->a, w->current);
  styr_i_free(w->a, w->next);
  styr_i_free(w->a, w->answers);
  w->a = NULL;
}

static bool reserve_state(styr_i_msbfs *w, uint32_t state) {
  const size_t count = w->dfa->state_count;
  if (w->state_count < count) {
    if (!STYR_I_GROW(w->a, w->states, w->state_cap, count)) return false;
    memset(w->states + w->state_count, 0, (count - w->state_count) * sizeof *w->states);
    w->state_count = count;
  }
  styr_i_msbfs_state *v = &w->states[state];
  if (v->frontier_next) return true;
  const size_t n = (size_t)w->dfa->graph->places + 1;
  if (!v->seen) v->seen = styr_i_zalloc(w->a, n, sizeof *v->seen);
  if (!v->visit) v->visit = styr_i_zalloc(w->a, n, sizeof *v->visit);
  if (!v->visit_next) v->visit_next = styr_i_zalloc(w->a, n, sizeof *v->visit_next);
  if (!v->frontier) v->frontier = styr_i_alloc(w->a, n * sizeof *v->frontier);
  if (v->seen && v->visit && v->visit_next && v->frontier) v->frontier_next = styr_i_alloc(w->a, n * sizeof *v->frontier_next);
  return v->frontier_next != NULL;
}

static bool list_state(styr_i_msbfs *w, uint32_t state) {
  if (w->states[state].listed || !w->states[state].next_count) return true;
  if (!STYR_I_GROW(w->a, w->next, w->next_cap, w->next_count + 1)) return false;
  w->next[w->next_count++] = state;
  return w->states[state].listed = true;
}

static inline void meet(styr_i_msbfs_state *v, uint32_t place, uint64_t sources) {
  const uint64_t fresh = sources & ~v->seen[place];
  if (!fresh) return;
  if (!v->visit_next[place]) v->frontier_next[v->next_count++] = place;
  v->visit_next[place] |= fresh;
  v->seen[place] |= fresh;
}

static styr_i_go follow(styr_i_msbfs *w, styr_i_bounds *b, uint32_t state, const styr_i_move *move) {
  const styr_graph *g = w->dfa->graph;
  const styr_i_side *side = move->inward ? &g->in : &g->out;
  const bool plain = !(move->flags & (MOVE_PENDING | MOVE_CONDITIONAL));
  if (plain && !reserve_state(w, move->target)) return GO_NOMEM;
  const size_t count = w->states[state].frontier_count;
  for (size_t h = 0; h < count; h++) {
    const uint32_t at = w->states[state].frontier[h];
    const uint64_t sources = w->states[state].visit[at];
    uint32_t i, last;
    styr_i_ties_of(g, side, at, move->low, move->high, &i, &last);
    if (!styr_i_spend(b, last - i)) return GO_STOP;
    if (plain) {
      styr_i_msbfs_state *to = &w->states[move->target];
      for (; i < last; i++) {
        if (i + 8 < last) __builtin_prefetch(&to->seen[side->far[i + 8]]);
        meet(to, side->far[i], sources);
      }
      continue;
    }
    for (; i < last; i++) {
      const uint32_t target = styr_i_dfa_take(w->dfa, state, move, side->tie[i], side->far[i]);
      if (target == STYR_I_DEAD) continue;
      if (target == STYR_I_OOM || !reserve_state(w, target)) return GO_NOMEM;
      meet(&w->states[target], side->far[i], sources);
      if (!list_state(w, target)) return GO_NOMEM;
    }
  }
  return !plain || list_state(w, move->target) ? GO_ON : GO_NOMEM;
}

static void clear(styr_i_msbfs *w) {
  const size_t n = w->dfa->graph->places;
  for (size_t s = 0; s < w->state_count; s++) {
    styr_i_msbfs_state *v = &w->states[s];
    v->listed = false;
    v->frontier_count = v->next_count = 0;
    if (!v->frontier_next) continue;
    memset(v->seen, 0, n * sizeof *v->seen);
    memset(v->visit, 0, n * sizeof *v->visit);
    memset(v->visit_next, 0, n * sizeof *v->visit_next);
  }
  w->current_count = w->next_count = 0;
  w->cut = false;
}

static void turn_level(styr_i_msbfs *w) {
  uint32_t *current = w->current;
  const size_t cap = w->current_cap;
  w->current = w->next;
  w->current_cap = w->next_cap;
  w->current_count = w->next_count;
  w->next = current;
  w->next_cap = cap;
  w->next_count = 0;
  for (size_t i = 0; i < w->current_count; i++) {
    styr_i_msbfs_state *v = &w->states[w->current[i]];
    uint64_t *words = v->visit;
    uint32_t *frontier = v->frontier;
    v->visit = v->visit_next;
    v->visit_next = words;
    v->frontier = v->frontier_next;
    v->frontier_next = frontier;
    v->frontier_count = v->next_count;
    v->next_count = 0;
    v->listed = false;
  }
}

static styr_i_go level(styr_i_msbfs *w, styr_i_bounds *b) {
  styr_i_dfa *dfa = w->dfa;
  turn_level(w);
  for (size_t i = 0; i < w->current_count; i++) {
    const uint32_t state = w->current[i];
    if (!styr_i_ready(dfa, state)) return GO_NOMEM;
    for (uint32_t k = 0; k < dfa->states[state].move_count; k++) {
      const styr_i_move move = dfa->moves[dfa->states[state].moves + k];
      if (move.target == STYR_I_DEAD && !(move.flags & MOVE_CONDITIONAL)) continue;
      const styr_i_go go = follow(w, b, state, &move);
      if (go != GO_ON) return go;
    }
    styr_i_msbfs_state *v = &w->states[state];
    for (size_t h = 0; h < v->frontier_count; h++) v->visit[v->frontier[h]] = 0;
  }
  return GO_ON;
}

static bool gather_answers(styr_i_msbfs *w) {
  const size_t n = w->dfa->graph->places;
  if (!w->answers && !(w->answers = styr_i_array(w->a, n + 1, sizeof *w->answers))) return false;
  memset(w->answers, 0, (n + 1) * sizeof *w->answers);
  for (size_t s = 0; s < w->state_count; s++) {
    if (!w->states[s].frontier_next || !w->dfa->states[s].accept) continue;
    for (size_t i = 0; i < n; i++) w->answers[i] |= w->states[s].seen[i];
  }
  return true;
}

/* Whether the last level has reached a node that is asked for and is not an answer yet. */
static bool adds(const styr_i_msbfs *w, const uint64_t *asked) {
  for (size_t i = 0; i < w->next_count; i++) {
    const styr_i_msbfs_state *v = &w->states[w->next[i]];
    if (!w->dfa->states[w->next[i]].accept) continue;
    for (size_t h = 0; h < v->next_count; h++)
      if (v->visit_next[v->frontier_next[h]] & ~w->answers[v->frontier_next[h]] && (!asked || styr_i_bit(asked, v->frontier_next[h])))
        return true;
  }
  return false;
}

styr_i_go styr_i_msbfs_run(styr_i_msbfs *w, styr_i_bounds *b, const uint32_t *starts, uint32_t count, uint64_t most,
                           const uint64_t *asked) {
  clear(w);
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t state = styr_i_dfa_start(w->dfa, starts[i]);
    if (state == STYR_I_DEAD) continue;
    if (state == STYR_I_OOM || !reserve_state(w, state)) return GO_NOMEM;
    meet(&w->states[state], starts[i], UINT64_C(1) << i);
    if (!list_state(w, state)) return GO_NOMEM;
  }
  styr_i_go go = GO_ON;
  uint64_t length = 0;
  for (; go == GO_ON && w->next_count && length < most; length++) go = level(w, b);
  if (go != GO_ON) return go;
  if (!gather_answers(w)) return GO_NOMEM;
  while (length == most && w->next_count && !w->cut) { /* are there answers beyond the bound? */
    if ((go = level(w, b)) != GO_ON) return go;
    w->cut = adds(w, asked);
  }
  return GO_ON;
}

/* Transposes a matrix of 64 × 64 bits (Hacker's Delight, 7-3). */
static void turn_square(uint64_t x[64]) {
  uint64_t mask = 0x00000000FFFFFFFFu;
  for (unsigned j = 32; j; j >>= 1, mask ^= mask << j) {
    for (unsigned k = 0; k < 64; k = (k + j + 1) & ~j) {
      const uint64_t t = (x[k] >> j ^ x[k + j]) & mask;
      x[k] ^= t << j;
      x[k + j] ^= t;
    }
  }
}

void styr_i_msbfs_rows(const styr_i_msbfs *w, uint64_t *rows, size_t words) {
  const size_t n = w->dfa->graph->places;
  for (size_t block = 0; block < words; block++) {
    uint64_t square[64] = {0};
    for (size_t i = 0; i < 64 && block * 64 + i < n; i++) square[i] = w->answers[block * 64 + i];
    turn_square(square);
    for (size_t i = 0; i < 64; i++) rows[i * words + block] = square[i];
  }
}

/* SPDX-License-Identifier: MIT */
/* Which nodes a pattern reaches from each of up to 64 nodes, in one breadth-first search: a word a state and node says
 * from which of them (the more the merrier: Then et al., VLDB 2014). A node is gone on from once a level for all of the
 * sources that reach it there. */
#include "path/search/search_i.h"

void styr_i_msbfs_init(styr_i_msbfs *w, styr_i_dfa *machine, const styr_allocator *a) {
  memset(w, 0, sizeof *w);
  w->machine = machine;
  w->a = a;
}

void styr_i_msbfs_done(styr_i_msbfs *w) {
  if (!w->a) return;
  for (size_t i = 0; i < w->wave_count; i++) {
    styr_i_free(w->a, w->waves[i].seen);
    styr_i_free(w->a, w->waves[i].now);
    styr_i_free(w->a, w->waves[i].next);
    styr_i_free(w->a, w->waves[i].nodes);
    styr_i_free(w->a, w->waves[i].later);
  }
  styr_i_free(w->a, w->waves);
  styr_i_free(w->a, w->states);
  styr_i_free(w->a, w->later);
  styr_i_free(w->a, w->answers);
  w->a = NULL;
}

static bool know_state(styr_i_msbfs *w, uint32_t state) {
  const size_t count = w->machine->state_count;
  if (w->wave_count < count) {
    if (!STYR_I_GROW(w->a, w->waves, w->wave_cap, count)) return false;
    memset(w->waves + w->wave_count, 0, (count - w->wave_count) * sizeof *w->waves);
    w->wave_count = count;
  }
  styr_i_wave *v = &w->waves[state];
  if (v->later) return true;
  const size_t n = (size_t)w->machine->graph->places + 1;
  if (!v->seen) v->seen = styr_i_zalloc(w->a, n, sizeof *v->seen);
  if (!v->now) v->now = styr_i_zalloc(w->a, n, sizeof *v->now);
  if (!v->next) v->next = styr_i_zalloc(w->a, n, sizeof *v->next);
  if (!v->nodes) v->nodes = styr_i_alloc(w->a, n * sizeof *v->nodes);
  if (v->seen && v->now && v->next && v->nodes) v->later = styr_i_alloc(w->a, n * sizeof *v->later);
  return v->later != NULL;
}

static bool list_state(styr_i_msbfs *w, uint32_t state) {
  if (w->waves[state].listed || !w->waves[state].later_count) return true;
  if (!STYR_I_GROW(w->a, w->later, w->later_cap, w->later_count + 1)) return false;
  w->later[w->later_count++] = state;
  return w->waves[state].listed = true;
}

static inline void meet(styr_i_wave *v, uint32_t place, uint64_t sources) {
  const uint64_t fresh = sources & ~v->seen[place];
  if (!fresh) return;
  if (!v->next[place]) v->later[v->later_count++] = place;
  v->next[place] |= fresh;
  v->seen[place] |= fresh;
}

static styr_i_go follow(styr_i_msbfs *w, styr_i_bounds *b, uint32_t state, const styr_i_move *move) {
  const styr_graph *g = w->machine->graph;
  const styr_i_side *side = move->inward ? &g->in : &g->out;
  const bool plain = !(move->flags & (MOVE_PENDING | MOVE_CONDITIONAL));
  if (plain && !know_state(w, move->target)) return GO_NOMEM;
  const size_t count = w->waves[state].node_count;
  for (size_t h = 0; h < count; h++) {
    const uint32_t at = w->waves[state].nodes[h];
    const uint64_t sources = w->waves[state].now[at];
    uint32_t i, last;
    styr_i_ties_of(g, side, at, move->low, move->high, &i, &last);
    if (!styr_i_spend(b, last - i)) return GO_STOP;
    if (plain) {
      styr_i_wave *to = &w->waves[move->target];
      for (; i < last; i++) {
        if (i + 8 < last) __builtin_prefetch(&to->seen[side->far[i + 8]]);
        meet(to, side->far[i], sources);
      }
      continue;
    }
    for (; i < last; i++) {
      const uint32_t target = styr_i_dfa_take(w->machine, state, move, side->tie[i], side->far[i]);
      if (target == STYR_I_DEAD) continue;
      if (target == STYR_I_OOM || !know_state(w, target)) return GO_NOMEM;
      meet(&w->waves[target], side->far[i], sources);
      if (!list_state(w, target)) return GO_NOMEM;
    }
  }
  return !plain || list_state(w, move->target) ? GO_ON : GO_NOMEM;
}

static void clear(styr_i_msbfs *w) {
  const size_t n = w->machine->graph->places;
  for (size_t s = 0; s < w->wave_count; s++) {
    styr_i_wave *v = &w->waves[s];
    v->listed = false;
    v->node_count = v->later_count = 0;
    if (!v->later) continue;
    memset(v->seen, 0, n * sizeof *v->seen);
    memset(v->now, 0, n * sizeof *v->now);
    memset(v->next, 0, n * sizeof *v->next);
  }
  w->state_count = w->later_count = 0;
  w->cut = false;
}

static void turn_level(styr_i_msbfs *w) {
  uint32_t *states = w->states;
  const size_t cap = w->states_cap;
  w->states = w->later;
  w->states_cap = w->later_cap;
  w->state_count = w->later_count;
  w->later = states;
  w->later_cap = cap;
  w->later_count = 0;
  for (size_t i = 0; i < w->state_count; i++) {
    styr_i_wave *v = &w->waves[w->states[i]];
    uint64_t *words = v->now;
    uint32_t *nodes = v->nodes;
    v->now = v->next;
    v->next = words;
    v->nodes = v->later;
    v->later = nodes;
    v->node_count = v->later_count;
    v->later_count = 0;
    v->listed = false;
  }
}

static styr_i_go level(styr_i_msbfs *w, styr_i_bounds *b) {
  styr_i_dfa *m = w->machine;
  turn_level(w);
  for (size_t i = 0; i < w->state_count; i++) {
    const uint32_t state = w->states[i];
    if (!styr_i_ready(m, state)) return GO_NOMEM;
    for (uint32_t k = 0; k < m->states[state].move_count; k++) {
      const styr_i_move move = m->moves[m->states[state].moves + k];
      if (move.target == STYR_I_DEAD && !(move.flags & MOVE_CONDITIONAL)) continue;
      const styr_i_go go = follow(w, b, state, &move);
      if (go != GO_ON) return go;
    }
    styr_i_wave *v = &w->waves[state];
    for (size_t h = 0; h < v->node_count; h++) v->now[v->nodes[h]] = 0;
  }
  return GO_ON;
}

static bool gather_answers(styr_i_msbfs *w) {
  const size_t n = w->machine->graph->places;
  if (!w->answers && !(w->answers = styr_i_array(w->a, n + 1, sizeof *w->answers))) return false;
  memset(w->answers, 0, (n + 1) * sizeof *w->answers);
  for (size_t s = 0; s < w->wave_count; s++) {
    if (!w->waves[s].later || !w->machine->states[s].accept) continue;
    for (size_t i = 0; i < n; i++) w->answers[i] |= w->waves[s].seen[i];
  }
  return true;
}

/* Whether the level just made has met a node that is asked for and no answer yet. */
static bool adds(const styr_i_msbfs *w, const uint64_t *asked) {
  for (size_t i = 0; i < w->later_count; i++) {
    const styr_i_wave *v = &w->waves[w->later[i]];
    if (!w->machine->states[w->later[i]].accept) continue;
    for (size_t h = 0; h < v->later_count; h++)
      if (v->next[v->later[h]] & ~w->answers[v->later[h]] && (!asked || styr_i_bit(asked, v->later[h]))) return true;
  }
  return false;
}

styr_i_go styr_i_msbfs_run(styr_i_msbfs *w, styr_i_bounds *b, const uint32_t *starts, uint32_t count, uint64_t most,
                           const uint64_t *asked) {
  clear(w);
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t state = styr_i_dfa_start(w->machine, starts[i]);
    if (state == STYR_I_DEAD) continue;
    if (state == STYR_I_OOM || !know_state(w, state)) return GO_NOMEM;
    meet(&w->waves[state], starts[i], UINT64_C(1) << i);
    if (!list_state(w, state)) return GO_NOMEM;
  }
  styr_i_go go = GO_ON;
  uint64_t length = 0;
  for (; go == GO_ON && w->later_count && length < most; length++) go = level(w, b);
  if (go != GO_ON) return go;
  if (!gather_answers(w)) return GO_NOMEM;
  while (length == most && w->later_count && !w->cut) { /* what lies beyond the bound? */
    if ((go = level(w, b)) != GO_ON) return go;
    w->cut = adds(w, asked);
  }
  return GO_ON;
}

/* Turns a square of 64 × 64 bits over its diagonal (Hacker's Delight, 7-3). */
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
  const size_t n = w->machine->graph->places;
  for (size_t block = 0; block < words; block++) {
    uint64_t square[64] = {0};
    for (size_t i = 0; i < 64 && block * 64 + i < n; i++) square[i] = w->answers[block * 64 + i];
    turn_square(square);
    for (size_t i = 0; i < 64; i++) rows[i * words + block] = square[i];
  }
}

/* SPDX-License-Identifier: MIT */
/* Counts walks without listing them: a BFS that keeps the number of walks to each node and state of a level. For shortest
 * walks a node and state counts at its first level only; for all walks of bounded length it counts at every level. */
#include "path/search/search_i.h"

enum { small_states = 8, ahead_row = 24, ahead_ties = 12, ahead_cell = 4, most_looked_up = 16 };

void styr_i_walk_counts_init(styr_i_walk_counts *t, styr_i_dfa *dfa, const styr_allocator *a) {
  memset(t, 0, sizeof *t);
  t->dfa = dfa;
  t->a = a;
}

void styr_i_walk_counts_done(styr_i_walk_counts *t) {
  if (!t->a) return;
  styr_i_free(t->a, t->cells);
  styr_i_free(t->a, t->low);
  styr_i_free(t->a, t->high);
  for (int s = 0; s < small_states; s++) styr_i_free(t->a, t->cell_of[s]);
  styr_i_numbers_done(t->a, &t->numbers);
  t->a = NULL;
}

/* ---- cells ---- */

static uint32_t hash_of(const void *owner, uint32_t cell) {
  const styr_i_cell_at *c = &((const styr_i_walk_counts *)owner)->cells[cell];
  return styr_i_mix((uint64_t)c->state << 32 | c->place);
}

static bool is_at(const void *owner, uint32_t cell, const void *key) {
  const styr_i_cell_at *c = &((const styr_i_walk_counts *)owner)->cells[cell], *k = key;
  return c->place == k->place && c->state == k->state;
}

static bool take_small(styr_i_walk_counts *t, uint32_t state) {
  const size_t n = (size_t)t->dfa->graph->places + 1;
  if (t->cell_of[state]) return true;
  t->cell_of[state] = styr_i_array(t->a, n, sizeof *t->cell_of[state]);
  if (t->cell_of[state]) memset(t->cell_of[state], 0, n * sizeof *t->cell_of[state]);
  return t->cell_of[state] != NULL;
}

/* Removes the cells of a range from the look-up; no other cell may be in it. */
static void forget(styr_i_walk_counts *t, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    if (t->cells[i].state < small_states) t->cell_of[t->cells[i].state][t->cells[i].place] = 0;
  styr_i_numbers_clear(&t->numbers);
}

static bool room(styr_i_walk_counts *t, size_t more) {
  const size_t had = t->cap;
  if (t->count + more >= UINT32_MAX || !STYR_I_GROW(t->a, t->cells, t->cap, t->count + more)) return false;
  if (t->cap == had) return true;
  uint64_t *low = styr_i_realloc(t->a, t->low, t->cap, sizeof *low);
  if (low) t->low = low;
  uint64_t *high = t->high ? styr_i_realloc(t->a, t->high, t->cap, sizeof *high) : NULL;
  if (high) t->high = high;
  if (low && (high || !t->high)) return true;
  t->cap = had;
  return false;
}

static bool widen(styr_i_walk_counts *t) {
  if (t->high) return true;
  t->high = styr_i_alloc(t->a, t->cap * sizeof *t->high);
  if (t->high) memset(t->high, 0, t->count * sizeof *t->high);
  return t->high != NULL;
}

/* Adds the number of walks at one cell to another. */
static inline bool add(styr_i_walk_counts *t, uint32_t cell, uint64_t low, uint64_t high) {
  const uint64_t carry = __builtin_add_overflow(t->low[cell], low, &t->low[cell]);
  if (!carry && !high) return true;
  if (!widen(t)) return false;
  const bool over = __builtin_add_overflow(t->high[cell], high, &t->high[cell]);
  if (__builtin_add_overflow(t->high[cell], carry, &t->high[cell]) || over) t->low[cell] = t->high[cell] = UINT64_MAX; /* saturates */
  return true;
}

static bool arrive(styr_i_walk_counts *t, uint32_t place, uint32_t state, size_t next_first, uint64_t low, uint64_t high) {
  uint32_t *cell;
  if (state < small_states) {
    if (!take_small(t, state)) return false;
    cell = &t->cell_of[state][place];
  } else {
    if (styr_i_numbers_full(&t->numbers) && !styr_i_numbers_grow(t->a, &t->numbers, hash_of, t)) return false;
    cell = styr_i_numbers_slot(&t->numbers, styr_i_mix((uint64_t)state << 32 | place), is_at, t, &(styr_i_cell_at){place, state});
  }
  if (!*cell) {
    if (!room(t, 1)) return false;
    t->cells[t->count] = (styr_i_cell_at){place, state};
    t->low[t->count] = 0;
    if (t->high) t->high[t->count] = 0;
    *cell = (uint32_t)++t->count;
    t->numbers.count += state >= small_states;
  } else if (*cell - 1 < next_first) {
    return true; /* reached at an earlier level */
  }
  return add(t, *cell - 1, low, high);
}

/* ---- levels ---- */

/* The loop for a target state below 8, while the numbers fit into 64 bits. */
static bool follow_plain(styr_i_walk_counts *t, uint32_t target, const uint32_t *far, uint32_t count, size_t next_first, uint64_t low) {
  if (!take_small(t, target) || !room(t, count)) return false;
  uint32_t *cell_of = t->cell_of[target];
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t place = far[i], cell = cell_of[place];
    if (!cell) {
      t->cells[t->count] = (styr_i_cell_at){place, target};
      t->low[t->count] = low;
      cell_of[place] = (uint32_t)++t->count;
    } else if (cell - 1 >= next_first && __builtin_add_overflow(t->low[cell - 1], low, &t->low[cell - 1])) {
      if (!widen(t)) return false;
      t->high[cell - 1] = 1;
      for (i++; i < count; i++)
        if (!arrive(t, far[i], target, next_first, low, 0)) return false;
    }
  }
  return true;
}

static const styr_i_side *side_of(const styr_i_dfa *dfa, const styr_i_move *move) {
  return move->inward ? &dfa->graph->in : &dfa->graph->out;
}

__attribute__((always_inline)) static inline void look_ahead(const styr_i_walk_counts *t, size_t x, size_t end) {
  const styr_i_dfa *dfa = t->dfa;
  const uint32_t types = dfa->graph->types;
  if (x + ahead_row < end) {
    const styr_i_state *s = &dfa->states[t->cells[x + ahead_row].state];
    if (s->built && s->move_count)
      __builtin_prefetch(
          &side_of(dfa, &dfa->moves[s->moves])->start[(size_t)t->cells[x + ahead_row].place * types + dfa->moves[s->moves].low]);
  }
  if (x + ahead_ties < end) {
    const styr_i_state *s = &dfa->states[t->cells[x + ahead_ties].state];
    if (s->built && s->move_count) {
      const styr_i_move *move = &dfa->moves[s->moves];
      const styr_i_side *side = side_of(dfa, move);
      __builtin_prefetch(&side->far[side->start[(size_t)t->cells[x + ahead_ties].place * types + move->low]]);
    }
  }
  if (x + ahead_cell < end) {
    const styr_i_state *s = &dfa->states[t->cells[x + ahead_cell].state];
    for (uint32_t k = 0; s->built && k < s->move_count && k < 4; k++) {
      const styr_i_move *move = &dfa->moves[s->moves + k];
      const uint32_t *cell_of = !move->flags && move->target < small_states ? t->cell_of[move->target] : NULL;
      uint32_t from, to;
      if (!cell_of) continue;
      styr_i_ties_of(dfa->graph, side_of(dfa, move), t->cells[x + ahead_cell].place, move->low, move->high, &from, &to);
      if (to - from > most_looked_up) to = from + most_looked_up;
      for (; from < to; from++) __builtin_prefetch(&cell_of[side_of(dfa, move)->far[from]]);
    }
  }
}

styr_i_go styr_i_walk_counts_begin(styr_i_walk_counts *t, uint32_t start, bool shortest) {
  forget(t, t->kept_from, t->count);
  t->count = t->first = t->end = t->kept_from = 0;
  t->shortest = shortest;
  styr_i_free(t->a, t->high);
  t->high = NULL;
  const uint32_t state = styr_i_dfa_start(t->dfa, start);
  if (state == STYR_I_DEAD) return GO_ON;
  if (state == STYR_I_OOM || !arrive(t, start, state, 0, 1, 0)) return GO_NOMEM;
  t->end = t->count;
  return GO_ON;
}

styr_i_go styr_i_walk_counts_step(styr_i_walk_counts *t, styr_i_bounds *b) {
  styr_i_dfa *dfa = t->dfa;
  if (!t->shortest) { /* every level is counted on its own */
    forget(t, t->first, t->end);
    memmove(t->cells, t->cells + t->first, (t->end - t->first) * sizeof *t->cells);
    memmove(t->low, t->low + t->first, (t->end - t->first) * sizeof *t->low);
    if (t->high) memmove(t->high, t->high + t->first, (t->end - t->first) * sizeof *t->high);
    t->count = t->end -= t->first;
    t->first = 0;
    t->kept_from = t->count;
  }
  const size_t next_first = t->count, end = t->end;
  const bool large = dfa->graph->places > 1 << 16 && !dfa->graph->out.runs; /* smaller graphs fit into the cache */
  for (size_t x = t->first; x < end; x++) {
    const uint32_t place = t->cells[x].place, state = t->cells[x].state;
    if (!styr_i_ready(dfa, state)) return GO_NOMEM;
    if (large) look_ahead(t, x, t->count);
    for (uint32_t k = 0; k < dfa->states[state].move_count; k++) {
      const styr_i_move move = dfa->moves[dfa->states[state].moves + k];
      const styr_i_side *side = side_of(dfa, &move);
      uint32_t from, to;
      if (move.target == STYR_I_DEAD && !move.flags) continue;
      styr_i_ties_of(dfa->graph, side, place, move.low, move.high, &from, &to);
      if (!styr_i_spend(b, to - from)) return GO_STOP;
      if (!move.flags && move.target < small_states && !t->high) {
        if (!follow_plain(t, move.target, side->far + from, to - from, next_first, t->low[x])) return GO_NOMEM;
        continue;
      }
      for (; from < to; from++) {
        uint32_t target = move.target;
        if (move.flags & MOVE_LOOPED && side->far[from] == place) {
          if (move.inward) continue;
          target = styr_i_dfa_loop(dfa, state, &move, side->tie[from], place);
        } else if (move.flags) {
          target = styr_i_dfa_take(dfa, state, &move, side->tie[from], side->far[from]);
        }
        if (target == STYR_I_DEAD) continue;
        if (target == STYR_I_OOM || !arrive(t, side->far[from], target, next_first, t->low[x], t->high ? t->high[x] : 0)) return GO_NOMEM;
      }
    }
  }
  t->first = next_first;
  t->end = t->count;
  return GO_ON;
}

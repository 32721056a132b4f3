/* SPDX-License-Identifier: MIT */
/* The deterministic automaton (DFA) of a pattern on a graph. */
#ifndef STYR_DFA_I_H
#define STYR_DFA_I_H

#include "path/pattern/pattern_i.h"

/* ---- states are sets of NFA steps, made when a search first reaches them ---- */

typedef struct styr_i_move { /* from a state along the ties of some types in one direction */
  uint32_t target;           /* state; with PENDING a kernel, with CONDITIONAL nothing yet */
  uint16_t low, high;        /* types [low, high) */
  uint8_t inward;            /* reads ties at their `to` end */
  uint8_t flags;
} styr_i_move;
enum {
  MOVE_PENDING = 1,     /* the next state depends on tests of the node at the other end */
  MOVE_CONDITIONAL = 2, /* it depends on tests of the tie */
  MOVE_LOOPED = 4       /* the state also reads these types the other way, which matters for a tie from a node to itself */
};

typedef struct styr_i_state {
  uint32_t items, item_count; /* what the state is: the steps to take next (forward), or the steps already taken (backward) */
  uint32_t takes, take_count; /* the TIE steps it moves by */
  uint32_t moves, move_count;
  bool accept, built, looped, plain; /* looped: some move is; plain: no move is pending or conditional */
} styr_i_state;

typedef struct styr_i_memo_entry {
  uint32_t id, target;
  uint64_t bits;
} styr_i_memo_entry;

typedef struct styr_i_dfa {
  const styr_pattern *pattern;
  styr_i_nfa *nfa;
  const styr_i_tests *tests;
  const styr_graph *graph;
  const styr_allocator *a;
  bool backward;
  styr_i_state *states;
  size_t state_count, state_cap;
  uint32_t *pool; /* item lists */
  size_t pool_size, pool_cap;
  styr_i_move *moves;
  size_t move_count, move_cap;
  struct {
    uint32_t items, count;
    uint64_t asks; /* node tests on which its state depends */
  } * kernels;
  size_t kernel_count, kernel_cap;
  styr_i_numbers state_numbers, kernel_numbers; /* found by their lists */
  styr_i_memo_entry *memo;
  size_t memo_count, memo_cap;
  styr_i_numbers memo_numbers;
  uint32_t *stamp, now; /* visited marks of the closure, one a step */
  uint32_t *stack, *list, *list2;
  size_t stack_cap, list_cap, list2_cap;
} styr_i_dfa;

#define STYR_I_DEAD (UINT32_MAX - 1) /* no state: nothing can follow */
#define STYR_I_OOM  UINT32_MAX

void styr_i_dfa_init(styr_i_dfa *dfa, const styr_pattern *p, styr_i_nfa *nfa, const styr_i_tests *t, const styr_graph *g,
                     const styr_allocator *a, bool backward);
void styr_i_dfa_done(styr_i_dfa *dfa);
uint32_t styr_i_dfa_start(styr_i_dfa *dfa, uint32_t place); /* state, DEAD or OOM; as are the next three */
uint32_t styr_i_dfa_settle(styr_i_dfa *dfa, uint32_t kernel, uint32_t place);
uint32_t styr_i_dfa_take(styr_i_dfa *dfa, uint32_t state, const styr_i_move *move, uint32_t tie, uint32_t place);
uint32_t styr_i_dfa_loop(styr_i_dfa *dfa, uint32_t state, const styr_i_move *move, uint32_t tie, uint32_t place);
bool styr_i_dfa_build(styr_i_dfa *dfa, uint32_t state); /* its moves; false when out of memory */
bool styr_i_dfa_meets(const styr_i_dfa *forward, uint32_t f, const styr_i_dfa *backward, uint32_t b);

static inline bool styr_i_ready(styr_i_dfa *dfa, uint32_t state) {
  return dfa->states[state].built || styr_i_dfa_build(dfa, state);
}

#endif

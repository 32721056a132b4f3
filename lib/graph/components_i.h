/* SPDX-License-Identifier: MIT */
/* Sets of arcs chosen by tie type and direction: what can be reached along them, and their strongly connected components. */
#ifndef STYR_COMPONENTS_I_H
#define STYR_COMPONENTS_I_H

#include "graph/graph_i.h"

typedef struct styr_i_arc_run { /* the ties of types [low, high), in one direction */
  const styr_graph *g;
  const styr_i_side *side;
  uint32_t low, high;
} styr_i_arc_run;
typedef struct styr_i_arc_set { /* starts as {0}; the owner frees `runs` */
  styr_i_arc_run *runs;
  size_t count, cap;
  uint32_t first; /* arcs to places before this one are left out */
} styr_i_arc_set;

typedef struct styr_i_arcs_from { /* iterates over the arcs from one place; starts as {.place = …} */
  uint32_t place, at, end;
  size_t run;
} styr_i_arcs_from;
static inline bool styr_i_arc_next(const styr_i_arc_set *arcs, styr_i_arcs_from *it, uint32_t *far) {
  for (;;) {
    while (it->at == it->end) {
      if (it->run == arcs->count) return false;
      const styr_i_arc_run *run = &arcs->runs[it->run++];
      styr_i_ties_of(run->g, run->side, it->place, run->low, run->high, &it->at, &it->end);
    }
    *far = arcs->runs[it->run - 1].side->far[it->at++];
    if (*far >= arcs->first) return true;
  }
}

/* Breadth-first search from the `count` places in the queue, which must be marked in `met`; returns the queue's new length. */
size_t styr_i_spread(const styr_i_arc_set *arcs, bool *met, uint32_t *queue, size_t count);
/* Finds the strongly connected components that can be reached from `count` places (`from` NULL: from all of them). `found` is
 * called for each component, after all components that it leads to. `of`, all zeros at first, holds the component's number from 1
 * for each of its places by then. False when out of memory, or when `found` returned false. O(places + arcs that can be reached). */
bool styr_i_components(const styr_allocator *a, const styr_i_arc_set *arcs, uint32_t places, const uint32_t *from, size_t count,
                       uint32_t *of, bool (*found)(void *ctx, const uint32_t *members, size_t count), void *ctx);

#endif

/* SPDX-License-Identifier: MIT */
/* Roots: the source components of the condensation of all ruling ties (condensation.c). Definition: docs/questions.md. */
#include "questions/questions_i.h"

#include <styr/roots.h>

struct styr_roots {
  styr_allocator a;
  styr_graph *graph;
  styr_i_condensation all;
};

styr_status styr_roots_open(const styr_map *map, const styr_filter *filter, styr_roots **out, styr_error *error) {
  styr_roots *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  x->a = styr_i_libc;
  styr_status status = styr_graph_freeze(map, filter, &x->a, &x->graph, error);
  const uint32_t places = status == STYR_OK ? styr_graph_places(x->graph) : 0;
  uint32_t *seen = styr_i_zalloc(&x->a, (size_t)places + 1, sizeof *seen);
  size_t count = 0;
  for (uint32_t i = 0; seen && i < places; i++)
    if (styr_graph_sees(x->graph, i)) seen[count++] = i;
  if (status == STYR_OK && (!seen || !styr_i_condense(&x->a, x->graph, seen, count, 0, &x->all))) status = styr_i_nomem(error);
  styr_i_free(&x->a, seen);
  if (status == STYR_OK) *out = x;
  else styr_roots_free(x);
  return status;
}

void styr_roots_free(styr_roots *answer) {
  if (!answer) return;
  const styr_allocator a = answer->a;
  styr_i_condensation_done(&a, &answer->all);
  styr_graph_free(answer->graph);
  styr_i_free(&a, answer);
}

const styr_map *styr_roots_map(const styr_roots *answer) {
  return styr_graph_map(answer->graph);
}

size_t styr_roots_count(const styr_roots *answer) {
  return answer->all.tops.count;
}

const styr_node *styr_roots_get(const styr_roots *answer, size_t index, size_t *count) {
  return styr_i_apex(&answer->all.tops, index, count);
}

/* SPDX-License-Identifier: MIT */
/* Search along a set of arcs: reachability, breadth first, and strongly connected components by Tarjan's algorithm (SIAM J.
 * Comput. 1972) with a stack of its own instead of recursion. */
#include "graph/components_i.h"

size_t styr_i_spread(const styr_i_arc_set *arcs, bool *met, uint32_t *queue, size_t count) {
  for (size_t head = 0; head < count; head++) {
    styr_i_arcs_from it = {.place = queue[head]};
    for (uint32_t far; styr_i_arc_next(arcs, &it, &far);) {
      if (met[far]) continue;
      met[far] = true;
      queue[count++] = far;
    }
  }
  return count;
}

typedef struct tarjan {
  const styr_allocator *a;
  const styr_i_arc_set *arcs;
  uint32_t *of, count;
  bool (*found)(void *ctx, const uint32_t *members, size_t count);
  void *ctx;
  uint32_t *number, *low; /* by place, from 1; 0 = not visited */
  uint32_t *stack, next;
  size_t stack_count, stack_cap;
  styr_i_arcs_from *visits;
  size_t visit_count, visit_cap;
} tarjan;

static bool enter(tarjan *t, uint32_t place) {
  if (!STYR_I_GROW(t->a, t->stack, t->stack_cap, t->stack_count + 1) || !STYR_I_GROW(t->a, t->visits, t->visit_cap, t->visit_count + 1))
    return false;
  t->number[place] = t->low[place] = ++t->next;
  t->stack[t->stack_count++] = place;
  t->visits[t->visit_count++] = (styr_i_arcs_from){.place = place};
  return true;
}

/* Takes the component with the root `root` from the stack. */
static bool leave(tarjan *t, uint32_t root) {
  size_t first = t->stack_count;
  t->count++;
  do t->of[t->stack[--first]] = t->count;
  while (t->stack[first] != root);
  const size_t members = t->stack_count - first;
  t->stack_count = first;
  return t->found(t->ctx, t->stack + first, members);
}

static bool search_from(tarjan *t, uint32_t from) {
  if (!enter(t, from)) return false;
  while (t->visit_count) {
    styr_i_arcs_from *v = &t->visits[t->visit_count - 1];
    const uint32_t here = v->place;
    uint32_t far;
    if (styr_i_arc_next(t->arcs, v, &far)) {
      if (!t->number[far]) {
        if (!enter(t, far)) return false;
      } else if (!t->of[far] && t->number[far] < t->low[here]) {
        t->low[here] = t->number[far];
      }
      continue;
    }
    t->visit_count--;
    if (t->low[here] == t->number[here]) {
      if (!leave(t, here)) return false;
      continue;
    }
    const uint32_t before = t->visits[t->visit_count - 1].place; /* not the first visit, because `here` is not the root of its component */
    if (t->low[here] < t->low[before]) t->low[before] = t->low[here];
  }
  return true;
}

bool styr_i_components(const styr_allocator *a, const styr_i_arc_set *arcs, uint32_t places, const uint32_t *from, size_t count,
                       uint32_t *of, bool (*found)(void *ctx, const uint32_t *members, size_t count), void *ctx) {
  tarjan t = {.a = a, .arcs = arcs, .of = of, .found = found, .ctx = ctx};
  t.number = styr_i_zalloc(a, (size_t)places + 1, sizeof *t.number);
  t.low = styr_i_zalloc(a, (size_t)places + 1, sizeof *t.low);
  bool ok = t.number && t.low;
  for (size_t i = 0; ok && i < count; i++) {
    const uint32_t place = from ? from[i] : (uint32_t)i;
    if (!t.number[place]) ok = search_from(&t, place);
  }
  styr_i_free(a, t.number);
  styr_i_free(a, t.low);
  styr_i_free(a, t.stack);
  styr_i_free(a, t.visits);
  return ok;
}

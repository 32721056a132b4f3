/* SPDX-License-Identifier: MIT */
/* Whether a place is inside a plan only by membership: whether every path to it ends with one of its own membership ties. That
 * is so when each node that rules it by another tie is dominated by it, or is not reached. The paths of the search nearly always
 * answer that. Where they do not, the dominators are computed once for all places, by the iteration of Cooper, Harvey and Kennedy
 * (A Simple, Fast Dominance Algorithm, 2001). */
#include "questions/audit_i.h"

typedef struct styr_i_dominance {
  const styr_allocator *a;
  uint32_t *number;    /* by place, in reverse postorder from 1; 0: not reached. Number 0 is a root above all places where a path begins */
  uint32_t *order;     /* by number: the place */
  uint32_t *dominator; /* by number: that of the immediate dominator */
  uint32_t count;
} styr_i_dominance;

void styr_i_dominance_free(styr_i_dominance *d) {
  if (!d) return;
  styr_i_free(d->a, d->number);
  styr_i_free(d->a, d->order);
  styr_i_free(d->a, d->dominator);
  styr_i_free(d->a, d);
}

/* ---- neighbours in one search ---- */

typedef struct neighbours { /* a walk over the places that one place rules, or is ruled by */
  const styr_i_reach *x;
  styr_i_from from;
  enum way { BELOW, ABOVE, ABOVE_BUT_BY_MEMBERSHIP } way;
  uint32_t place;
  size_t next_type; /* of x->types */
  const styr_i_side *side;
  uint32_t at, end;
} neighbours;

static neighbours neighbours_of(const styr_i_reach *x, styr_i_from from, enum way way, uint32_t place) {
  return (neighbours){x, from, way, place, 0, NULL, 0, 0};
}

static bool next_neighbour(neighbours *n, uint32_t *place) {
  const styr_graph *g = n->x->graph;
  for (;;) {
    while (n->at < n->end) {
      const uint32_t at = n->at++, there = n->side->far[at];
      const bool sure = !styr_i_tie_bit(g->contested, n->side->tie[at]);
      if ((!sure && n->from == FROM_ANY_SURELY) || !styr_i_is_reached(n->x, n->from, there)) continue;
      *place = there;
      return true;
    }
    if (n->next_type == n->x->types.count) return false;
    const styr_i_rule_type *t = &n->x->types.items[n->next_type++];
    if (t->membership && n->way == ABOVE_BUT_BY_MEMBERSHIP) continue;
    n->side = t->inward == (n->way == BELOW) ? &g->in : &g->out;
    styr_i_ties_of(g, n->side, n->place, t->type, t->type + 1u, &n->at, &n->end);
  }
}

static bool begins(const styr_i_reach *x, styr_i_from from, uint32_t place) {
  return x->steps[from][place].tie == UINT32_MAX;
}

/* ---- dominators ---- */

/* DFS from `start`: numbers places without a number in postorder, counting down from `last`. */
static void descend(styr_i_dominance *d, const styr_i_reach *x, styr_i_from from, uint32_t start, neighbours *stack, uint32_t *last) {
  size_t depth = 1;
  stack[0] = neighbours_of(x, from, BELOW, start);
  d->number[start] = UINT32_MAX; /* visited */
  while (depth) {
    uint32_t below;
    if (!next_neighbour(&stack[depth - 1], &below)) {
      const uint32_t place = stack[--depth].place;
      d->order[*last] = place;
      d->number[place] = (*last)--;
    } else if (!d->number[below]) {
      d->number[below] = UINT32_MAX;
      stack[depth++] = neighbours_of(x, from, BELOW, below);
    }
  }
}

static uint32_t nearest_common(const styr_i_dominance *d, uint32_t a, uint32_t b) {
  while (a != b) {
    if (a > b) a = d->dominator[a];
    else b = d->dominator[b];
  }
  return a;
}

static bool improve(styr_i_dominance *d, const styr_i_reach *x, styr_i_from from, uint32_t number) {
  uint32_t best = begins(x, from, d->order[number]) ? 0 : UINT32_MAX, above;
  for (neighbours n = neighbours_of(x, from, ABOVE, d->order[number]); next_neighbour(&n, &above);) {
    const uint32_t candidate = d->number[above];
    if (d->dominator[candidate] == UINT32_MAX) continue;
    best = best == UINT32_MAX ? candidate : nearest_common(d, best, candidate);
  }
  const bool changed = d->dominator[number] != best;
  d->dominator[number] = best;
  return changed;
}

static styr_i_dominance *dominance_of(const styr_i_reach *x, styr_i_from from) {
  const uint32_t places = x->graph->places;
  styr_i_dominance *d = styr_i_zalloc(x->a, 1, sizeof *d);
  if (!d) return NULL;
  d->a = x->a;
  for (uint32_t p = 0; p < places; p++) d->count += styr_i_is_reached(x, from, p);
  d->number = styr_i_zalloc(x->a, (size_t)places + 1, sizeof *d->number);
  d->order = styr_i_array(x->a, (size_t)d->count + 1, sizeof *d->order);
  d->dominator = styr_i_array(x->a, (size_t)d->count + 1, sizeof *d->dominator);
  neighbours *stack = styr_i_array(x->a, (size_t)d->count + 1, sizeof *stack);
  const bool ok = d->number && d->order && d->dominator && stack;
  if (ok) {
    uint32_t last = d->count;
    for (uint32_t p = places; p--;)
      if (styr_i_is_reached(x, from, p) && begins(x, from, p) && !d->number[p]) descend(d, x, from, p, stack, &last);
    d->dominator[0] = 0;
    for (uint32_t i = 1; i <= d->count; i++) d->dominator[i] = UINT32_MAX;
    for (bool changed = true; changed;) {
      changed = false;
      for (uint32_t i = 1; i <= d->count; i++) changed |= improve(d, x, from, i);
    }
  }
  styr_i_free(x->a, stack);
  if (ok) return d;
  styr_i_dominance_free(d);
  return NULL;
}

static bool dominates(const styr_i_dominance *d, uint32_t place, uint32_t other) {
  uint32_t at = d->number[other];
  while (at > d->number[place]) at = d->dominator[at];
  return at == d->number[place];
}

/* ---- the question ---- */

static bool passes(const styr_i_reach *x, styr_i_from from, uint32_t at, uint32_t through) {
  for (; at != through; at = styr_i_before(&x->steps[from][at]))
    if (begins(x, from, at)) return false;
  return true;
}

bool styr_i_reached_without_membership(styr_i_reach *x, styr_i_from from, uint32_t place, bool *nomem) {
  uint32_t above;
  bool any = false;
  if (!styr_i_reached_by_membership(x, from, place)) return true;
  for (neighbours n = neighbours_of(x, from, ABOVE_BUT_BY_MEMBERSHIP, place); next_neighbour(&n, &above);) {
    if (above == place) continue;
    if (!passes(x, from, above, place)) return true;
    any = true; /* the path that was found leads through this place; there may be another */
  }
  if (!any) return false;
  if (!x->dominance[from]) x->dominance[from] = dominance_of(x, from);
  if (!x->dominance[from]) {
    *nomem = true;
    return false;
  }
  for (neighbours n = neighbours_of(x, from, ABOVE_BUT_BY_MEMBERSHIP, place); next_neighbour(&n, &above);)
    if (!dominates(x->dominance[from], place, above)) return true;
  return false;
}

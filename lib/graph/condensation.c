/* SPDX-License-Identifier: MIT */
/* The ruling ties above some nodes condensed into strongly connected components (Tarjan 1972, without recursion). A
 * component is numbered when all above it are, so that what is worked out in the order of the numbers always finds what
 * it rests on. The components that no tie upward leaves are the apexes. */
#include "graph/condensation_i.h"

#include "map/map_i.h"

/* ---- ties upward and downward ---- */

static bool leads(const styr_graph *g, uint32_t type, styr_ruling wanted, bool no_membership) {
  const styr_i_term *t = &g->map->terms[g->type_term[type]];
  return t->ruling == wanted && !(no_membership && strcmp(styr_i_str(&g->map->strings, t->family), "membership") == 0);
}

bool styr_i_ruling_arcs_add(const styr_allocator *a, styr_i_ruling_arcs *arcs, const styr_graph *g, bool up, bool no_membership) {
  for (int inward = 0; inward < 2; inward++) {
    const styr_ruling wanted = (inward != 0) == up ? STYR_RULING_FORWARD : STYR_RULING_BACKWARD;
    for (uint32_t low = 0, high; low < g->types; low = high + 1) {
      for (high = low; high < g->types && leads(g, high, wanted, no_membership);) high++;
      if (high == low) continue;
      if (!STYR_I_GROW(a, arcs->of, arcs->cap, arcs->count + 1)) return false;
      arcs->of[arcs->count++] = (styr_i_ruling_run){g, inward ? &g->in : &g->out, low, high};
    }
  }
  return true;
}

static bool next_arc(const styr_i_ruling_arcs *arcs, styr_i_walk *w, uint32_t *far) {
  while (w->at == w->end) {
    if (w->run == arcs->count) return false;
    const styr_i_ruling_run *run = &arcs->of[w->run++];
    styr_i_ties_of(run->g, run->side, w->place, run->low, run->high, &w->at, &w->end);
  }
  *far = arcs->of[w->run - 1].side->far[w->at++];
  return true;
}

static bool next_above(const styr_i_ruling_arcs *arcs, styr_i_walk *w, uint32_t *far) {
  while (next_arc(arcs, w, far))
    if (*far >= arcs->first) return true;
  return false;
}

size_t styr_i_spread(const styr_i_ruling_arcs *arcs, bool *met, uint32_t *queue, size_t count) {
  for (size_t head = 0; head < count; head++) {
    styr_i_walk w = {.place = queue[head]};
    for (uint32_t far; next_above(arcs, &w, &far);) {
      if (met[far]) continue;
      met[far] = true;
      queue[count++] = far;
    }
  }
  return count;
}

/* ---- components ---- */

typedef struct tarjan {
  const styr_allocator *a;
  styr_i_condensation *out;
  styr_i_ruling_arcs up;
  uint32_t *number, *low; /* by place, from 1; 0 = not met */
  uint32_t *stack, next;
  size_t stack_count, stack_cap;
  styr_i_walk *visits;
  size_t visit_count, visit_cap;
  uint32_t *taken; /* by component: the last one that has it above itself */
  size_t taken_cap, ends_cap, above_count, above_cap;
} tarjan;

static bool enter(tarjan *t, uint32_t place) {
  if (!STYR_I_GROW(t->a, t->stack, t->stack_cap, t->stack_count + 1) || !STYR_I_GROW(t->a, t->visits, t->visit_cap, t->visit_count + 1))
    return false;
  t->number[place] = t->low[place] = ++t->next;
  t->stack[t->stack_count++] = place;
  t->visits[t->visit_count++] = (styr_i_walk){.place = place};
  return true;
}

/* Notes the components above one that is finished, each once; `self` counts from 1, as all of them in `of`. */
static bool look_above(tarjan *t, uint32_t self, uint32_t member) {
  styr_i_condensation *c = t->out;
  styr_i_walk w = {.place = member};
  for (uint32_t far; next_above(&t->up, &w, &far);) {
    const uint32_t other = c->of[far];
    if (other == self || t->taken[other - 1] == self) continue;
    t->taken[other - 1] = self;
    if (!STYR_I_GROW(t->a, c->above, t->above_cap, t->above_count + 1)) return false;
    c->above[t->above_count++] = other - 1;
  }
  return true;
}

/* Takes the component that ends at `root` from the stack. */
static bool leave(tarjan *t, uint32_t root) {
  styr_i_condensation *c = t->out;
  const uint32_t self = (uint32_t)c->count + 1;
  size_t first = t->stack_count;
  if (!STYR_I_GROW(t->a, c->ends, t->ends_cap, self) || !STYR_I_GROW(t->a, t->taken, t->taken_cap, self)) return false;
  t->taken[self - 1] = 0;
  do c->of[t->stack[--first]] = self;
  while (t->stack[first] != root);
  for (size_t i = first; i < t->stack_count; i++)
    if (!look_above(t, self, t->stack[i])) return false;
  t->stack_count = first;
  c->ends[c->count++] = t->above_count;
  return true;
}

static bool search_from(tarjan *t, uint32_t from) {
  if (!enter(t, from)) return false;
  while (t->visit_count) {
    styr_i_walk *v = &t->visits[t->visit_count - 1];
    const uint32_t here = v->place;
    uint32_t above;
    if (next_above(&t->up, v, &above)) {
      if (!t->number[above]) {
        if (!enter(t, above)) return false;
      } else if (!t->out->of[above] && t->number[above] < t->low[here]) {
        t->low[here] = t->number[above];
      }
      continue;
    }
    t->visit_count--;
    if (t->low[here] == t->number[here]) {
      if (!leave(t, here)) return false;
      continue;
    }
    const uint32_t below = t->visits[t->visit_count - 1].place; /* there is one: `here` is not the first of its component */
    if (t->low[here] < t->low[below]) t->low[below] = t->low[here];
  }
  return true;
}

/* ---- apexes ---- */

static bool is_top(const styr_i_condensation *c, uint32_t component) {
  return (component ? c->ends[component - 1] : 0) == c->ends[component];
}

/* Gathers the apexes and their members by walking over the places twice, which gives map order without sorting. */
static bool find_tops(const styr_allocator *a, styr_i_condensation *c) {
  const uint32_t places = styr_graph_places(c->g);
  styr_i_apexes *s = &c->tops;
  uint32_t *number = styr_i_zalloc(a, c->count + 1, sizeof *number); /* by component: that of its apex, from 1 */
  size_t members = 0;
  s->ends = styr_i_zalloc(a, c->count + 1, sizeof *s->ends);
  for (uint32_t p = 0; number && s->ends && p < places; p++) {
    const uint32_t k = c->of[p];
    if (!k || !is_top(c, k - 1)) continue;
    if (!number[k - 1]) number[k - 1] = (uint32_t)++s->count;
    s->ends[number[k - 1] - 1]++;
    members++;
  }
  s->members = styr_i_array(a, members + 1, sizeof *s->members);
  const bool ok = number && s->ends && s->members;
  for (size_t i = s->count, left = members; ok && i-- > 0;) s->ends[i] = left -= s->ends[i]; /* where each begins; then where it ends */
  for (uint32_t p = 0; ok && p < places; p++) {
    const uint32_t k = c->of[p];
    if (k && number[k - 1]) s->members[s->ends[number[k - 1] - 1]++] = styr_i_node_at(c->g, p);
  }
  styr_i_free(a, number);
  return ok;
}

bool styr_i_condense(const styr_allocator *a, const styr_graph *g, const uint32_t *from, size_t count, unsigned without,
                     styr_i_condensation *out) {
  const size_t n = (size_t)styr_graph_places(g) + 1;
  tarjan t = {.a = a, .out = out};
  memset(out, 0, sizeof *out);
  out->g = g;
  out->of = styr_i_zalloc(a, n, sizeof *out->of);
  t.number = styr_i_zalloc(a, n, sizeof *t.number);
  t.low = styr_i_zalloc(a, n, sizeof *t.low);
  t.up.first = without & STYR_I_ACTORS ? g->actors : 0;
  bool ok = out->of && t.number && t.low && styr_i_ruling_arcs_add(a, &t.up, g, true, without & STYR_I_MEMBERSHIP);
  for (size_t i = 0; ok && i < count; i++)
    if (!t.number[from[i]]) ok = search_from(&t, from[i]);
  styr_i_free(a, t.up.of);
  styr_i_free(a, t.number);
  styr_i_free(a, t.low);
  styr_i_free(a, t.stack);
  styr_i_free(a, t.visits);
  styr_i_free(a, t.taken);
  ok = ok && find_tops(a, out);
  if (!ok) styr_i_condensation_done(a, out);
  return ok;
}

void styr_i_condensation_done(const styr_allocator *a, styr_i_condensation *c) {
  styr_i_free(a, c->of);
  styr_i_free(a, c->ends);
  styr_i_free(a, c->above);
  styr_i_apexes_done(a, &c->tops);
  memset(c, 0, sizeof *c);
}

bool styr_i_apexes_find(const styr_allocator *a, const styr_graph *g, styr_node from, styr_i_apexes *out) {
  const uint32_t place = styr_graph_place(g, from);
  styr_i_condensation c;
  if (!styr_i_condense(a, g, &place, 1, 0, &c)) return false;
  *out = c.tops;
  memset(&c.tops, 0, sizeof c.tops);
  styr_i_condensation_done(a, &c);
  return true;
}

void styr_i_apexes_done(const styr_allocator *a, styr_i_apexes *s) {
  styr_i_free(a, s->members);
  styr_i_free(a, s->ends);
  memset(s, 0, sizeof *s);
}

bool styr_i_same_apex(const styr_i_apexes *a, size_t i, const styr_i_apexes *b, size_t k) {
  size_t n, m;
  const styr_node *x = styr_i_apex(a, i, &n), *y = styr_i_apex(b, k, &m);
  return n == m && memcmp(x, y, n * sizeof *x) == 0;
}

/* SPDX-License-Identifier: MIT */
/* The ruling ties above some nodes, condensed: one node for each strongly connected component, with the components directly
 * above it. The components are numbered from the top down, so that what depends on the components above can be worked out
 * in the order of the numbers. The components with none above are the apexes. components.c finds the components. */
#include "graph/condensation_i.h"

#include "map/map_i.h"

/* ---- ruling arcs ---- */

static bool leads(const styr_graph *g, uint32_t type, styr_ruling wanted, bool no_membership) {
  const styr_i_term *t = &g->map->terms[g->type_term[type]];
  return t->ruling == wanted && !(no_membership && strcmp(styr_i_str(&g->map->strings, t->family), "membership") == 0);
}

bool styr_i_ruling_arcs_add(const styr_allocator *a, styr_i_arc_set *arcs, const styr_graph *g, bool up, bool no_membership) {
  for (int inward = 0; inward < 2; inward++) {
    const styr_ruling wanted = (inward != 0) == up ? STYR_RULING_FORWARD : STYR_RULING_BACKWARD;
    for (uint32_t low = 0, high; low < g->types; low = high + 1) {
      for (high = low; high < g->types && leads(g, high, wanted, no_membership);) high++;
      if (high == low) continue;
      if (!STYR_I_GROW(a, arcs->runs, arcs->cap, arcs->count + 1)) return false;
      arcs->runs[arcs->count++] = (styr_i_arc_run){g, inward ? &g->in : &g->out, low, high};
    }
  }
  return true;
}

/* ---- components ---- */

typedef struct condensing {
  const styr_allocator *a;
  styr_i_condensation *out;
  const styr_i_arc_set *up;
  uint32_t *taken; /* by component: the last one that has it above itself */
  size_t taken_cap, ends_cap, above_count, above_cap;
} condensing;

/* Records the components above one that is finished, each once. Components count from 1 here, as in `of`. */
static bool note_above(condensing *x, uint32_t self, uint32_t member) {
  styr_i_condensation *c = x->out;
  styr_i_arcs_from arcs = {.place = member};
  for (uint32_t far; styr_i_arc_next(x->up, &arcs, &far);) {
    const uint32_t other = c->of[far];
    if (other == self || x->taken[other - 1] == self) continue;
    x->taken[other - 1] = self;
    if (!STYR_I_GROW(x->a, c->above, x->above_cap, x->above_count + 1)) return false;
    c->above[x->above_count++] = other - 1;
  }
  return true;
}

static bool add_component(void *ctx, const uint32_t *members, size_t count) {
  condensing *x = ctx;
  styr_i_condensation *c = x->out;
  const uint32_t self = (uint32_t)c->count + 1;
  if (!STYR_I_GROW(x->a, c->ends, x->ends_cap, self) || !STYR_I_GROW(x->a, x->taken, x->taken_cap, self)) return false;
  x->taken[self - 1] = 0;
  for (size_t i = 0; i < count; i++)
    if (!note_above(x, self, members[i])) return false;
  c->ends[c->count++] = x->above_count;
  return true;
}

/* ---- apexes ---- */

static bool is_top(const styr_i_condensation *c, uint32_t component) {
  return (component ? c->ends[component - 1] : 0) == c->ends[component];
}

/* Collects the apexes and their members in two passes over the places, which gives map order without sorting. */
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
  for (size_t i = s->count, left = members; ok && i-- > 0;) s->ends[i] = left -= s->ends[i]; /* first the start of each, then its end */
  for (uint32_t p = 0; ok && p < places; p++) {
    const uint32_t k = c->of[p];
    if (k && number[k - 1]) s->members[s->ends[number[k - 1] - 1]++] = styr_i_node_at(c->g, p);
  }
  styr_i_free(a, number);
  return ok;
}

bool styr_i_condense(const styr_allocator *a, const styr_graph *g, const uint32_t *from, size_t count, unsigned without,
                     styr_i_condensation *out) {
  styr_i_arc_set up = {.first = without & STYR_I_ACTORS ? g->actors : 0};
  condensing x = {.a = a, .out = out, .up = &up};
  memset(out, 0, sizeof *out);
  out->g = g;
  out->of = styr_i_zalloc(a, (size_t)styr_graph_places(g) + 1, sizeof *out->of);
  const bool ok = out->of && styr_i_ruling_arcs_add(a, &up, g, true, without & STYR_I_MEMBERSHIP) &&
                  styr_i_components(a, &up, styr_graph_places(g), from, count, out->of, add_component, &x) && find_tops(a, out);
  styr_i_free(a, up.runs);
  styr_i_free(a, x.taken);
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

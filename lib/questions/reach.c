/* SPDX-License-Identifier: MIT */
/* What the plan and its coordinating body rule, along ruling ties other than money. Four searches run as one multi-source BFS with a
 * bit for each (Then and others, The More the Merrier, 2014): from plan or body, and from the body alone, each along uncontested
 * ties, and along contested ones as well. Also the periods in which all of a path is valid. */
#include "questions/audit_i.h"

bool styr_i_rule_types_find(styr_i_rule_types *out, const styr_graph *g, const styr_allocator *a) {
  out->items = styr_i_array(a, (size_t)g->types + 1, sizeof *out->items);
  for (int inward = 0; out->items && inward < 2; inward++) {
    for (uint32_t t = 0; t < g->types; t++) {
      const styr_i_term *term = &g->map->terms[g->type_term[t]];
      if (term->ruling != (inward ? STYR_RULING_BACKWARD : STYR_RULING_FORWARD)) continue;
      if (strcmp(styr_i_str(&g->map->strings, term->term), "funds") == 0) continue;
      const bool membership = strcmp(styr_i_str(&g->map->strings, term->family), "membership") == 0;
      out->items[out->count++] = (styr_i_rule_type){(uint16_t)t, inward, membership};
    }
  }
  return out->items != NULL;
}

/* ---- four searches as one ---- */

typedef struct frontier { /* places that gained bits at a level of the BFS */
  uint32_t *places;
  size_t count;
  uint8_t *gained; /* by place */
} frontier;

static void reach_place(styr_i_reach *x, frontier *to, uint32_t place, uint8_t bits, styr_i_step_down step) {
  const uint8_t fresh = bits & (uint8_t)~x->reached[place];
  if (!fresh) return;
  if (!to->gained[place]) to->places[to->count++] = place;
  to->gained[place] |= fresh;
  x->reached[place] |= fresh;
  for (uint8_t left = fresh; left; left &= (uint8_t)(left - 1)) x->steps[__builtin_ctz(left)][place] = step;
}

/* Places have few ties of a type, and the processor cannot predict which ties lead to a new place. So ties are collected in a batch,
 * then filtered without branches, and only what is left is followed. */
typedef struct tie_at {
  uint32_t at, before;   /* `before` as in a step down */
  uint32_t bits, inward; /* the searches that follow it, and the direction */
} tie_at;

enum { at_once = 4, most_ties = 512, ahead = 8 }; /* `ahead`: how many items later data is prefetched */

typedef struct tie_batch {
  tie_at items[most_ties + at_once];
  size_t count;
} tie_batch;

static void follow_ties(styr_i_reach *x, tie_batch *m, frontier *next) {
  const styr_graph *g = x->graph;
  const styr_i_side *const sides[] = {&g->out, &g->in};
  const uint32_t *const far[] = {g->out.far, g->in.far};
  const uint8_t maybe = 1u << FROM_ANY_MAYBE | 1u << FROM_BODY_MAYBE, *reached = x->reached;
  size_t count = 0;
  for (size_t i = 0; i < m->count; i++) {
    const tie_at one = m->items[i];
    m->items[count] = one;
    count += (one.bits & ~reached[far[one.inward][one.at]]) != 0;
  }
  for (size_t i = 0; i < count; i++) {
    const tie_at one = m->items[i];
    if (i + ahead < count) __builtin_prefetch(&sides[m->items[i + ahead].inward]->tie[m->items[i + ahead].at]);
    const uint32_t tie = sides[one.inward]->tie[one.at];
    const uint8_t bits = styr_i_tie_bit(g->contested, tie) ? (uint8_t)(one.bits & maybe) : (uint8_t)one.bits;
    reach_place(x, next, far[one.inward][one.at], bits, (styr_i_step_down){tie, one.before});
  }
  m->count = 0;
}

static void add_ties(styr_i_reach *x, tie_batch *m, uint32_t here, const styr_i_rule_type *t, uint8_t bits, frontier *next) {
  uint32_t at, end;
  styr_i_ties_of(x->graph, t->inward ? &x->graph->in : &x->graph->out, here, t->type, t->type + 1u, &at, &end);
  const uint32_t before = here | (t->membership ? STYR_I_BY_MEMBERSHIP : 0);
  for (uint32_t left = end - at;; at += at_once, left -= at_once) {
    for (uint32_t k = 0; k < at_once; k++) m->items[m->count + k] = (tie_at){at + k, before, bits, t->inward};
    m->count += left < at_once ? left : at_once;
    if (m->count >= most_ties) follow_ties(x, m, next);
    if (left <= at_once) break;
  }
}

static void prefetch(const styr_graph *g, const styr_i_side *side, uint32_t place, bool ties) {
  if (side->runs) return;
  const uint32_t *row = side->start + (size_t)place * g->types;
  if (ties) {
    __builtin_prefetch(&side->far[*row]);
  } else {
    __builtin_prefetch(row);
    __builtin_prefetch(row + g->types);
  }
}

static void expand(styr_i_reach *x, frontier *now, frontier *next) {
  const styr_graph *g = x->graph;
  tie_batch m;
  m.count = 0;
  for (size_t i = 0; i < now->count; i++) {
    if (i + ahead < now->count) {
      prefetch(g, &g->out, now->places[i + ahead], false);
      prefetch(g, &g->in, now->places[i + ahead], false);
      prefetch(g, &g->out, now->places[i + ahead / 2], true);
      prefetch(g, &g->in, now->places[i + ahead / 2], true);
    }
    const uint32_t here = now->places[i];
    for (size_t t = 0; t < x->types.count; t++) add_ties(x, &m, here, &x->types.items[t], now->gained[here], next);
    now->gained[here] = 0;
  }
  follow_ties(x, &m, next);
  now->count = 0;
}

/* Without contested ties both searches of a pair are equal: only two run. */
static bool make_steps(styr_i_reach *x, size_t places) {
  bool ok = true;
  x->alike = !x->graph->contested;
  for (int s = 0; s < FROM_COUNT; s++) {
    if (x->alike && s & 1) x->steps[s] = x->steps[s - 1];
    else ok &= (x->steps[s] = styr_i_array(x->a, places, sizeof *x->steps[s])) != NULL;
  }
  return ok;
}

bool styr_i_reach_find(styr_i_reach *x, const styr_graph *g, const styr_allocator *a, uint32_t plan, uint32_t body, bool doubtful) {
  const size_t n = (size_t)g->places + 1;
  const uint8_t searches = g->contested ? (1u << FROM_COUNT) - 1 : 1u << FROM_ANY_SURELY | 1u << FROM_BODY_SURELY;
  const uint8_t any = (1u << FROM_ANY_SURELY | 1u << FROM_ANY_MAYBE) & searches,
                from_body = (1u << FROM_BODY_SURELY | 1u << FROM_BODY_MAYBE) & searches;
  const styr_i_step_down root = {UINT32_MAX, UINT32_MAX};
  frontier now = {styr_i_array(a, n, sizeof *now.places), 0, styr_i_zalloc(a, n, 1)};
  frontier next = {styr_i_array(a, n, sizeof *next.places), 0, styr_i_zalloc(a, n, 1)};
  x->graph = g;
  x->a = a;
  x->reached = styr_i_zalloc(a, n, 1);
  const bool ok =
      now.places && now.gained && next.places && next.gained && x->reached && styr_i_rule_types_find(&x->types, g, a) && make_steps(x, n);
  if (ok) {
    reach_place(x, &now, plan, any, root);
    if (body != UINT32_MAX) reach_place(x, &now, body, from_body | (doubtful ? 1u << FROM_ANY_MAYBE : any), root);
    while (now.count) {
      expand(x, &now, &next);
      const frontier swap = now;
      now = next;
      next = swap;
    }
    for (size_t p = 0; x->alike && p < n; p++) x->reached[p] |= (uint8_t)(x->reached[p] << 1);
  }
  styr_i_free(a, now.places);
  styr_i_free(a, now.gained);
  styr_i_free(a, next.places);
  styr_i_free(a, next.gained);
  return ok;
}

void styr_i_reach_done(styr_i_reach *x) {
  if (!x->a) return;
  styr_i_free(x->a, x->types.items);
  for (int k = 0; k < 2; k++) styr_i_dominance_free(x->dominance[k]);
  styr_i_free(x->a, x->reached);
  for (int s = 0; s < FROM_COUNT; s += x->alike ? 2 : 1) styr_i_free(x->a, x->steps[s]);
}

void styr_i_reach_evidence(const styr_i_reach *x, styr_i_from from, uint32_t place, styr_i_arena *l) {
  for (const styr_i_step_down *s = &x->steps[from][place]; s->tie != UINT32_MAX; s = &x->steps[from][styr_i_before(s)])
    styr_i_arena_new_tie(l, styr_i_tie(l->map, s->tie));
}

/* ---- at which dates ---- */

typedef struct days {
  int32_t first, last;
} days;

static days span_of(styr_date start, styr_date end, bool certain) {
  const days d = {!start.year ? INT32_MIN
                  : certain   ? styr_date_last_day(start)
                              : styr_date_first_day(start),
                  !end.year ? INT32_MAX
                  : certain ? styr_date_first_day(end)
                            : styr_date_last_day(end)};
  return d;
}

static days meet(days a, days b) {
  const days d = {a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last};
  return d;
}

/* Adds a period unless one of the same place holds all its days. */
static bool add_period(styr_i_periods *p, const styr_allocator *a, uint32_t place, days d, uint32_t tie, uint32_t before) {
  if (d.first > d.last) return true;
  for (uint32_t k = p->of[place]; k; k = p->items[k - 1].next)
    if (p->items[k - 1].first <= d.first && p->items[k - 1].last >= d.last) return true;
  if (p->count >= UINT32_MAX - 1 || !STYR_I_GROW(a, p->items, p->cap, p->count + 1)) return false;
  p->items[p->count] = (styr_i_period){place, tie, before, p->of[place], d.first, d.last};
  p->of[place] = (uint32_t)++p->count;
  return true;
}

static days node_days(const styr_graph *g, uint32_t place, bool certain) {
  const styr_node node = styr_i_node_at(g, place);
  return span_of(styr_node_start(g->map, node), styr_node_end(g->map, node), certain);
}

static bool add_periods_below(styr_i_periods *p, const styr_graph *g, const styr_allocator *a, const styr_i_rule_type *t, size_t above,
                              bool certain) {
  const styr_i_side *side = t->inward ? &g->in : &g->out;
  uint32_t at, end;
  bool ok = true;
  styr_i_ties_of(g, side, p->items[above].place, t->type, t->type + 1u, &at, &end);
  for (; ok && at < end; at++) {
    const styr_tie tie = styr_i_graph_tie(g, side->tie[at]);
    if (styr_i_tie_bit(g->contested, tie.index)) continue;
    const days here = {p->items[above].first, p->items[above].last};
    const days there =
        meet(meet(here, span_of(styr_tie_start(g->map, tie), styr_tie_end(g->map, tie), certain)), node_days(g, side->far[at], certain));
    ok = add_period(p, a, side->far[at], there, tie.index, (uint32_t)above + 1);
  }
  return ok;
}

bool styr_i_periods_find(styr_i_periods *p, const styr_graph *g, const styr_allocator *a, uint32_t plan, uint32_t body, bool certain) {
  styr_i_rule_types types = {NULL, 0};
  p->of = styr_i_zalloc(a, (size_t)g->places + 1, sizeof *p->of);
  bool ok = styr_i_rule_types_find(&types, g, a) && p->of && add_period(p, a, plan, node_days(g, plan, certain), UINT32_MAX, 0);
  if (ok && body != UINT32_MAX) ok = add_period(p, a, body, node_days(g, body, certain), UINT32_MAX, 0);
  for (size_t i = 0; ok && i < p->count; i++)
    for (size_t t = 0; ok && t < types.count; t++) ok = add_periods_below(p, g, a, &types.items[t], i, certain);
  styr_i_free(a, types.items);
  return ok;
}

void styr_i_periods_done(styr_i_periods *p, const styr_allocator *a) {
  styr_i_free(a, p->items);
  styr_i_free(a, p->of);
}

/* SPDX-License-Identifier: MIT */
/* Down from the plan and its coordinating body along ruling ties other than money. Four searches share one walk over the
 * ties, a bit each, as in a breadth-first search from several sources (Then and others, The More the Merrier, 2014): from
 * plan or body and from the body alone, each along uncontested ties and along contested ones as well. Also what holds at
 * which dates. */
#include "audit_i.h"

/* At most one a type. NULL: no memory. */
static styr_i_run *find_runs(const styr_graph *g, const styr_allocator *a, size_t *count) {
  styr_i_run *runs = styr_i_array(a, (size_t)g->types + 1, sizeof *runs);
  size_t n = 0;
  for (int inward = 0; runs && inward < 2; inward++) {
    for (uint32_t t = 0; t < g->types; t++) {
      const styr_i_term *term = &g->map->terms[g->type_term[t]];
      if (term->ruling != (inward ? STYR_RULING_BACKWARD : STYR_RULING_FORWARD)) continue;
      if (strcmp(styr_i_str(&g->map->strings, term->term), "funds") == 0) continue;
      const bool membership = strcmp(styr_i_str(&g->map->strings, term->family), "membership") == 0;
      styr_i_run *last = n ? &runs[n - 1] : NULL;
      if (last && last->inward == inward && last->high == t && last->membership == membership) last->high++;
      else runs[n++] = (styr_i_run){(uint16_t)t, (uint16_t)(t + 1), inward, membership};
    }
  }
  *count = n;
  return runs;
}

static uint32_t before_of(const styr_i_step_down *s) {
  return s->before & ~STYR_I_BY_MEMBERSHIP;
}

/* ---- four searches as one ---- */

typedef struct front { /* places that gained bits at a level */
  uint32_t *places;
  size_t count;
  uint8_t *gained; /* by place */
} front;

static void gain(styr_i_anchors *x, front *to, uint32_t place, uint8_t bits, styr_i_step_down step) {
  const uint8_t fresh = bits & (uint8_t)~x->reached[place];
  if (!fresh) return;
  if (!to->gained[place]) to->places[to->count++] = place;
  to->gained[place] |= fresh;
  x->reached[place] |= fresh;
  for (uint8_t left = fresh; left; left &= (uint8_t)(left - 1)) x->steps[__builtin_ctz(left)][place] = step;
}

static void spread(styr_i_anchors *x, front *now, front *next) {
  const styr_graph *g = x->graph;
  const uint8_t maybe = 1u << FROM_ANY_MAYBE | 1u << FROM_BODY_MAYBE;
  for (size_t i = 0; i < now->count; i++) {
    const uint32_t here = now->places[i];
    const uint8_t bits = now->gained[here];
    now->gained[here] = 0;
    for (size_t r = 0; r < x->run_count; r++) {
      const styr_i_run *run = &x->runs[r];
      const styr_i_side *side = run->inward ? &g->in : &g->out;
      const uint32_t before = here | (run->membership ? STYR_I_BY_MEMBERSHIP : 0);
      uint32_t at, end;
      styr_i_ties_of(g, side, here, run->low, run->high, &at, &end);
      for (; at < end; at++) {
        if (!(bits & (uint8_t)~x->reached[side->far[at]])) continue;
        const uint32_t tie = side->tie[at];
        gain(x, next, side->far[at], styr_i_tie_bit(g->contested, tie) ? bits & maybe : bits, (styr_i_step_down){tie, before});
      }
    }
  }
  now->count = 0;
}

/* Where no tie is contested, what may be reached is what is surely reached: only two searches run. */
static bool make_steps(styr_i_anchors *x, size_t places) {
  bool ok = true;
  x->alike = !x->graph->contested;
  for (int s = 0; s < FROM_COUNT; s++) {
    if (x->alike && s & 1) x->steps[s] = x->steps[s - 1];
    else ok &= (x->steps[s] = styr_i_array(x->a, places, sizeof *x->steps[s])) != NULL;
  }
  return ok;
}

bool styr_i_anchors_find(styr_i_anchors *x, const styr_graph *g, const styr_allocator *a, uint32_t plan, uint32_t body, bool doubtful) {
  const size_t n = (size_t)g->places + 1;
  const uint8_t run = g->contested ? (1u << FROM_COUNT) - 1 : 1u << FROM_ANY_SURELY | 1u << FROM_BODY_SURELY;
  const uint8_t any = (1u << FROM_ANY_SURELY | 1u << FROM_ANY_MAYBE) & run,
                from_body = (1u << FROM_BODY_SURELY | 1u << FROM_BODY_MAYBE) & run;
  const styr_i_step_down root = {UINT32_MAX, UINT32_MAX};
  front now = {styr_i_array(a, n, sizeof *now.places), 0, styr_i_zalloc(a, n, 1)};
  front next = {styr_i_array(a, n, sizeof *next.places), 0, styr_i_zalloc(a, n, 1)};
  x->graph = g;
  x->a = a;
  x->runs = find_runs(g, a, &x->run_count);
  x->reached = styr_i_zalloc(a, n, 1);
  bool ok = now.places && now.gained && next.places && next.gained && x->runs && x->reached;
  if (ok && (ok = make_steps(x, n))) {
    gain(x, &now, plan, any, root);
    if (body != UINT32_MAX) gain(x, &now, body, from_body | (doubtful ? 1u << FROM_ANY_MAYBE : any), root);
    while (now.count) {
      spread(x, &now, &next);
      const front swap = now;
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

void styr_i_anchors_done(styr_i_anchors *x) {
  if (!x->a) return;
  styr_i_free(x->a, x->runs);
  styr_i_free(x->a, x->reached);
  for (int s = 0; s < FROM_COUNT; s += x->alike ? 2 : 1) styr_i_free(x->a, x->steps[s]);
}

void styr_i_anchors_tell(const styr_i_anchors *x, styr_i_from from, uint32_t place, styr_i_ledger *l) {
  for (const styr_i_step_down *s = &x->steps[from][place]; s->tie != UINT32_MAX; s = &x->steps[from][before_of(s)])
    styr_i_ledger_new_tie(l, (styr_tie){s->tie});
}

/* ---- without an umbrella ---- */

static bool passes(const styr_i_anchors *x, styr_i_from from, uint32_t at, uint32_t through) {
  for (; at != through; at = before_of(&x->steps[from][at]))
    if (x->steps[from][at].tie == UINT32_MAX) return false;
  return true;
}

/* The search again, without the membership ties of one place. */
static bool reached_without(const styr_i_anchors *x, styr_i_from from, uint32_t place, bool *nomem) {
  const styr_graph *g = x->graph;
  bool found = false, *met = styr_i_zalloc(x->a, (size_t)g->places + 1, sizeof *met);
  uint32_t *queue = styr_i_array(x->a, (size_t)g->places + 1, sizeof *queue);
  size_t head = 0, tail = 0;
  *nomem |= !met || !queue;
  for (uint32_t p = 0; met && queue && p < g->places; p++) /* where it began */
    if (styr_i_anchored(x, from, p) && x->steps[from][p].tie == UINT32_MAX) met[queue[tail++] = p] = true;
  while (head < tail && !found) {
    const uint32_t here = queue[head++];
    for (size_t r = 0; r < x->run_count && !found; r++) {
      const styr_i_side *side = x->runs[r].inward ? &g->in : &g->out;
      uint32_t at, end;
      styr_i_ties_of(g, side, here, x->runs[r].low, x->runs[r].high, &at, &end);
      for (; at < end && !found; at++) {
        const uint32_t there = side->far[at];
        if (met[there] || (!(from & 1) && styr_i_tie_bit(g->contested, side->tie[at]))) continue;
        if (there == place) found = !x->runs[r].membership;
        else met[queue[tail++] = there] = true;
      }
    }
  }
  styr_i_free(x->a, met);
  styr_i_free(x->a, queue);
  return found;
}

bool styr_i_anchors_directly(const styr_i_anchors *x, styr_i_from from, uint32_t place, bool *nomem) {
  const styr_graph *g = x->graph;
  const styr_i_step_down *s = &x->steps[from][place];
  if (s->tie == UINT32_MAX || !(s->before & STYR_I_BY_MEMBERSHIP)) return true;
  bool any = false;
  for (size_t r = 0; r < x->run_count; r++) { /* from above: the other end of each run */
    const styr_i_side *side = x->runs[r].inward ? &g->out : &g->in;
    uint32_t at, end;
    if (x->runs[r].membership) continue;
    styr_i_ties_of(g, side, place, x->runs[r].low, x->runs[r].high, &at, &end);
    for (; at < end; at++) {
      if (side->far[at] == place || !styr_i_anchored(x, from, side->far[at])) continue;
      if (!(from & 1) && styr_i_tie_bit(g->contested, side->tie[at])) continue;
      if (!passes(x, from, side->far[at], place)) return true;
      any = true; /* the way found there leads through this place; there may be another */
    }
  }
  return any && reached_without(x, from, place, nomem);
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

bool styr_i_periods_find(styr_i_periods *p, const styr_graph *g, const styr_allocator *a, uint32_t plan, uint32_t body, bool certain) {
  size_t run_count = 0;
  styr_i_run *runs = find_runs(g, a, &run_count);
  p->of = styr_i_zalloc(a, (size_t)g->places + 1, sizeof *p->of);
  bool ok = runs && p->of && add_period(p, a, plan, node_days(g, plan, certain), UINT32_MAX, 0);
  if (ok && body != UINT32_MAX) ok = add_period(p, a, body, node_days(g, body, certain), UINT32_MAX, 0);
  for (size_t i = 0; ok && i < p->count; i++) {
    for (size_t r = 0; ok && r < run_count; r++) {
      const styr_i_side *side = runs[r].inward ? &g->in : &g->out;
      uint32_t at, end;
      styr_i_ties_of(g, side, p->items[i].place, runs[r].low, runs[r].high, &at, &end);
      for (; ok && at < end; at++) {
        const styr_tie tie = {side->tie[at]};
        if (styr_i_tie_bit(g->contested, tie.index)) continue;
        const days here = {p->items[i].first, p->items[i].last};
        const days there = meet(meet(here, span_of(styr_tie_start(g->map, tie), styr_tie_end(g->map, tie), certain)),
                                node_days(g, side->far[at], certain));
        ok = add_period(p, a, side->far[at], there, tie.index, (uint32_t)i + 1);
      }
    }
  }
  styr_i_free(a, runs);
  return ok;
}

void styr_i_periods_done(styr_i_periods *p, const styr_allocator *a) {
  styr_i_free(a, p->items);
  styr_i_free(a, p->of);
}

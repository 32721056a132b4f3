/* SPDX-License-Identifier: MIT */
/* Which nodes a pattern reaches from one node: breadth first over pairs of state and node. Each state keeps its own nodes,
 * so that the inner loop runs over one slice of ties with one target. */
#include "search_i.h"

enum { ahead_row = 24, ahead_ties = 12, first_slots = 16 };
enum { small_states = 8 }; /* have a bit a node from the beginning: a byte a node together */

void styr_i_reach_init(styr_i_reach *r, styr_i_machine *machine, const styr_allocator *a) {
  memset(r, 0, sizeof *r);
  r->machine = machine;
  r->a = a;
}

void styr_i_reach_done(styr_i_reach *r) {
  if (!r->a) return;
  for (size_t i = 0; i < r->seen_count; i++) {
    styr_i_free(r->a, r->seen[i].queue);
    styr_i_free(r->a, r->seen[i].bits);
    styr_i_free(r->a, r->seen[i].slots);
  }
  styr_i_free(r->a, r->seen);
  styr_i_free(r->a, r->now);
  styr_i_free(r->a, r->later);
  styr_i_free(r->a, r->answers);
  styr_i_free(r->a, r->meets);
  r->a = NULL;
}

static size_t words(const styr_i_reach *r) {
  return ((size_t)r->machine->graph->places + 63) / 64;
}

/* ---- the nodes of one state ---- */

static void forget(const styr_i_reach *r, styr_i_seen *s) {
  if (s->dense) {
    if (s->count < words(r))
      for (size_t i = 0; i < s->count; i++) styr_i_clear_bit(s->bits, s->queue[i]);
    else memset(s->bits, 0, words(r) * sizeof *s->bits);
  } else if (s->count) {
    memset(s->slots, 0, ((size_t)s->mask + 1) * sizeof *s->slots);
  }
  s->count = s->head = s->end = 0;
  s->listed = false;
}

static uint32_t slot_of(const styr_i_seen *s, uint32_t place) {
  uint32_t at = place * 0x9E3779B1u;
  at ^= at >> 15;
  while (s->slots[at & s->mask] && s->slots[at & s->mask] != place + 1) at++;
  return at & s->mask;
}

static bool make_dense(const styr_i_reach *r, styr_i_seen *s) {
  if (!s->bits) {
    s->bits = styr_i_array(r->a, words(r), sizeof *s->bits);
    if (!s->bits) return false;
    memset(s->bits, 0, words(r) * sizeof *s->bits);
  }
  for (size_t i = 0; i < s->count; i++) styr_i_set_bit(s->bits, s->queue[i]);
  styr_i_free(r->a, s->slots);
  s->slots = NULL;
  s->dense = true;
  return true;
}

static bool widen(const styr_i_reach *r, styr_i_seen *s) {
  const size_t size = s->slots ? ((size_t)s->mask + 1) * 2 : first_slots;
  if (size * sizeof *s->slots >= words(r) * sizeof *s->bits) return make_dense(r, s);
  uint32_t *fresh = styr_i_zalloc(r->a, size, sizeof *fresh);
  if (!fresh) return false;
  styr_i_free(r->a, s->slots);
  s->slots = fresh;
  s->mask = (uint32_t)size - 1;
  for (size_t i = 0; i < s->count; i++) s->slots[slot_of(s, s->queue[i])] = s->queue[i] + 1;
  return true;
}

static bool grow_queue(const styr_i_reach *r, styr_i_seen *s, size_t more) {
  return STYR_I_GROW(r->a, s->queue, s->cap, s->count + more);
}

static bool visit(styr_i_reach *r, uint32_t state, uint32_t place) {
  styr_i_seen *s = &r->seen[state];
  if (!s->dense && s->count * 2 >= (s->slots ? (size_t)s->mask + 1 : 0) && !(state < small_states ? make_dense(r, s) : widen(r, s)))
    return false;
  if (s->count == s->cap && !grow_queue(r, s, 1)) return false; /* before it is marked */
  if (s->dense) {
    if (styr_i_bit(s->bits, place)) return true;
    styr_i_set_bit(s->bits, place);
  } else {
    const uint32_t at = slot_of(s, place);
    if (s->slots[at]) return true;
    s->slots[at] = place + 1;
  }
  s->queue[s->count++] = place;
  return true;
}

/* ---- levels ---- */

static bool know_states(styr_i_reach *r) {
  const size_t count = r->machine->state_count;
  if (r->seen_count >= count) return true;
  if (!STYR_I_GROW(r->a, r->seen, r->seen_cap, count)) return false;
  memset(r->seen + r->seen_count, 0, (count - r->seen_count) * sizeof *r->seen);
  r->seen_count = count;
  return true;
}

static bool list_state(styr_i_reach *r, uint32_t state) {
  styr_i_seen *s = &r->seen[state];
  if (s->listed || s->head == s->count) return true;
  if (!STYR_I_GROW(r->a, r->later, r->later_cap, r->later_count + 1)) return false;
  r->later[r->later_count++] = state;
  return s->listed = true;
}

/* ---- meeting a search from the other end ---- */

static bool holds(const styr_i_seen *s, uint32_t place) {
  return s->dense ? styr_i_bit(s->bits, place) : s->slots && s->slots[slot_of(s, place)];
}

/* Which states of the other search, among those that it has met, complete a state of ours. */
static bool list_meets(styr_i_reach *r, uint32_t state) {
  const styr_i_reach *o = r->other;
  r->meet_count = 0;
  for (uint32_t s = 0; s < o->seen_count; s++) {
    if (!o->seen[s].count) continue;
    if (!(r->machine->backward ? styr_i_machine_meets(o->machine, s, r->machine, state)
                               : styr_i_machine_meets(r->machine, state, o->machine, s)))
      continue;
    if (!STYR_I_GROW(r->a, r->meets, r->meet_cap, r->meet_count + 1)) return false;
    r->meets[r->meet_count++] = s;
  }
  return true;
}

/* Whether one of the nodes met last, from number `first` on, is one that the other search has met. */
static bool meets(styr_i_reach *r, uint32_t state, size_t first) {
  const styr_i_seen *s = &r->seen[state];
  for (size_t i = first; i < s->count && !r->met; i++)
    for (size_t k = 0; k < r->meet_count && !r->met; k++) r->met = holds(&r->other->seen[r->meets[k]], s->queue[i]);
  return r->met;
}

void styr_i_reach_towards(styr_i_reach *r, const styr_i_reach *other) {
  r->other = other;
  r->met = false;
  for (size_t i = 0; i < r->later_count && !r->met; i++)
    if (list_meets(r, r->later[i])) (void)meets(r, r->later[i], 0);
}

/* The loop that matters: one slice of ties a node, one target, a bit a node. */
static styr_i_go follow_plain(styr_i_reach *r, styr_i_bounds *b, uint32_t state, const styr_i_move *move) {
  const styr_graph *g = r->machine->graph;
  const styr_i_side *side = move->inward ? &g->in : &g->out;
  const styr_i_seen *from = &r->seen[state];
  styr_i_seen *to = &r->seen[move->target];
  const uint32_t *far = side->far, *start = side->start + move->low, *queue = from->queue;
  const size_t end = from->end, types = g->types;
  const bool rows = !side->runs && g->places > 4096;
  uint64_t *bits = to->bits;
  uint32_t *tail = to->queue + to->count, *full = to->queue + to->cap;
  uint64_t spent = 0;
  for (size_t h = from->head; h < end; h++) {
    uint32_t i, last;
    if (rows) {
      const size_t known = from == to ? (size_t)(tail - to->queue) : from->count;
      if (h + ahead_row < known) __builtin_prefetch(&start[queue[h + ahead_row] * types]);
      if (h + ahead_ties < known) {
        const uint32_t *ties = &far[start[queue[h + ahead_ties] * types]];
        __builtin_prefetch(ties);
        __builtin_prefetch(ties + 16);
      }
    }
    styr_i_ties_of(g, side, queue[h], move->low, move->high, &i, &last);
    const uint32_t degree = last - i;
    const size_t first = (size_t)(tail - to->queue);
    if ((size_t)(full - tail) < degree) {
      to->count = first;
      if (!grow_queue(r, to, degree)) return GO_NOMEM;
      tail = to->queue + first;
      full = to->queue + to->cap;
      queue = from->queue; /* may be the one that grew */
    }
    for (; i < last; i++) {
      const uint32_t place = far[i];
      const uint64_t word = bits[place >> 6], bit = UINT64_C(1) << (place & 63);
      if (word & bit) continue;
      bits[place >> 6] = word | bit;
      *tail++ = place;
    }
    spent += degree;
    if (spent < STYR_I_CHECK_EVERY && !r->other) continue;
    to->count = (size_t)(tail - to->queue);
    if (!styr_i_spend(b, spent)) return GO_STOP;
    spent = 0;
    if (r->other && meets(r, move->target, first)) return GO_ON;
  }
  to->count = (size_t)(tail - to->queue);
  return styr_i_spend(b, spent) ? GO_ON : GO_STOP;
}

static styr_i_go follow(styr_i_reach *r, styr_i_bounds *b, uint32_t state, const styr_i_move *move) {
  const styr_graph *g = r->machine->graph;
  const styr_i_side *side = move->inward ? &g->in : &g->out;
  const bool plain = !(move->flags & (MOVE_PENDING | MOVE_CONDITIONAL));
  for (size_t h = r->seen[state].head; h < r->seen[state].end; h++) {
    uint32_t i, last;
    styr_i_ties_of(g, side, r->seen[state].queue[h], move->low, move->high, &i, &last);
    if (!styr_i_spend(b, last - i)) return GO_STOP;
    for (; i < last; i++) {
      const uint32_t place = side->far[i];
      uint32_t target = move->target;
      if (!plain) {
        target = styr_i_machine_take(r->machine, state, move, side->tie[i], place);
        if (target == STYR_I_OOM) return GO_NOMEM;
        if (target == STYR_I_DEAD) continue;
        if (!know_states(r)) return GO_NOMEM;
      }
      const size_t first = r->seen[target].count;
      if (!visit(r, target, place)) return GO_NOMEM;
      if (!plain && !list_state(r, target)) return GO_NOMEM;
      if (!r->other || r->seen[target].count == first) continue;
      if (!plain && !list_meets(r, target)) return GO_NOMEM;
      if (meets(r, target, first)) return GO_ON;
    }
  }
  return GO_ON;
}

static styr_i_go expand(styr_i_reach *r, styr_i_bounds *b, uint32_t state) {
  styr_i_machine *m = r->machine;
  const uint32_t count = m->states[state].move_count;
  for (uint32_t k = 0; k < count; k++) {
    const styr_i_move move = m->moves[m->states[state].moves + k]; /* a copy: the array may grow meanwhile */
    if (move.target == STYR_I_DEAD && !(move.flags & MOVE_CONDITIONAL)) continue;
    const bool plain = !(move.flags & (MOVE_PENDING | MOVE_CONDITIONAL));
    if (plain && !r->seen[move.target].dense && (r->seen[state].end - r->seen[state].head) * 128 > m->graph->places &&
        !make_dense(r, &r->seen[move.target]))
      return GO_NOMEM; /* it will fill up: do not begin small */
    if (plain && r->other && !list_meets(r, move.target)) return GO_NOMEM;
    const styr_i_go go = plain && r->seen[move.target].dense ? follow_plain(r, b, state, &move) : follow(r, b, state, &move);
    if (go != GO_ON) return go;
    if (plain && !list_state(r, move.target)) return GO_NOMEM;
    if (r->met) break;
  }
  return GO_ON;
}

static bool found(const styr_i_reach *r, uint32_t wanted) {
  for (size_t i = 0; i < r->later_count; i++) {
    const styr_i_seen *s = &r->seen[r->later[i]];
    if (!r->machine->states[r->later[i]].accept) continue;
    if (s->dense ? styr_i_bit(s->bits, wanted) : s->slots && s->slots[slot_of(s, wanted)]) return true;
  }
  return false;
}

void styr_i_reach_begin(styr_i_reach *r) {
  for (size_t i = 0; i < r->seen_count; i++) forget(r, &r->seen[i]);
  r->now_count = r->later_count = 0;
  r->cut = r->met = false;
  r->other = NULL;
}

styr_i_go styr_i_reach_add(styr_i_reach *r, uint32_t start) {
  const uint32_t first = styr_i_machine_start(r->machine, start);
  if (first == STYR_I_DEAD) return GO_ON;
  if (first == STYR_I_OOM || !know_states(r) || !visit(r, first, start) || !list_state(r, first)) return GO_NOMEM;
  return GO_ON;
}

/* Makes what was met on the way to this level the nodes to go on from. */
static bool turn_level(styr_i_reach *r) {
  uint32_t *swap = r->now;
  const size_t swap_cap = r->now_cap;
  r->now = r->later;
  r->now_cap = r->later_cap;
  r->now_count = r->later_count;
  r->later = swap;
  r->later_cap = swap_cap;
  r->later_count = 0;
  for (size_t i = 0; i < r->now_count; i++) {
    if (!styr_i_ready(r->machine, r->now[i]) || !know_states(r)) return false;
    styr_i_seen *s = &r->seen[r->now[i]];
    s->end = s->count;
    s->listed = false;
  }
  return true;
}

styr_i_go styr_i_reach_level(styr_i_reach *r, styr_i_bounds *b) {
  if (!turn_level(r)) return GO_NOMEM;
  for (size_t i = 0; i < r->now_count; i++) {
    const uint32_t state = r->now[i];
    const styr_i_go go = expand(r, b, state);
    if (go != GO_ON || r->met) return go;
    r->seen[state].head = r->seen[state].end;
  }
  for (size_t i = 0; i < r->now_count; i++) /* nodes that a state met before or in its own turn */
    if (!list_state(r, r->now[i])) return GO_NOMEM;
  return GO_ON;
}

/* Whether the level just made has met a node that is asked for and no answer yet. */
static bool adds(const styr_i_reach *r, const uint64_t *asked) {
  for (size_t i = 0; i < r->later_count; i++) {
    const styr_i_seen *s = &r->seen[r->later[i]];
    if (!r->machine->states[r->later[i]].accept) continue;
    for (size_t h = s->head; h < s->count; h++)
      if (!styr_i_bit(r->answers, s->queue[h]) && (!asked || styr_i_bit(asked, s->queue[h]))) return true;
  }
  return false;
}

styr_i_go styr_i_reach_run(styr_i_reach *r, styr_i_bounds *b, uint32_t start, uint64_t most, const uint64_t *asked,
                           const uint32_t *wanted) {
  styr_i_reach_begin(r);
  styr_i_go go = styr_i_reach_add(r, start);
  uint64_t length = 0;
  for (; go == GO_ON && r->later_count && length < most; length++) {
    if (wanted && found(r, *wanted)) break;
    go = styr_i_reach_level(r, b);
  }
  if (go != GO_ON) return go;
  if (!styr_i_reach_answers(r)) return GO_NOMEM;
  while (length == most && r->later_count && !r->cut && !(wanted && styr_i_bit(r->answers, *wanted))) { /* what lies beyond the bound? */
    go = styr_i_reach_level(r, b);
    if (go != GO_ON) return go;
    r->cut = adds(r, asked);
  }
  return GO_ON;
}

bool styr_i_reach_answers(styr_i_reach *r) {
  const size_t n = words(r);
  if (!r->answers && !(r->answers = styr_i_array(r->a, n, sizeof *r->answers))) return false;
  memset(r->answers, 0, n * sizeof *r->answers);
  for (size_t s = 0; s < r->seen_count; s++) {
    const styr_i_seen *seen = &r->seen[s];
    if (!seen->count || !r->machine->states[s].accept) continue;
    if (seen->dense && seen->count >= n)
      for (size_t i = 0; i < n; i++) r->answers[i] |= seen->bits[i];
    else
      for (size_t i = 0; i < seen->count; i++) styr_i_set_bit(r->answers, seen->queue[i]);
  }
  return true;
}

/* SPDX-License-Identifier: MIT */
/* Which nodes a pattern reaches from one node: breadth first over pairs of state and node. Each state keeps its own nodes,
 * so that the inner loop runs over one slice of ties with one target. */
#include "path/search/search_i.h"

enum { ahead_row = 24, ahead_ties = 12, first_slots = 16, most_grouped = 16 };
enum { small_states = 8 }; /* have a bit a node from the beginning: a byte a node together */

void styr_i_bfs_init(styr_i_bfs *r, styr_i_dfa *machine, const styr_allocator *a) {
  memset(r, 0, sizeof *r);
  r->machine = machine;
  r->a = a;
}

void styr_i_bfs_done(styr_i_bfs *r) {
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

static size_t words(const styr_i_bfs *r) {
  return ((size_t)r->machine->graph->places + 63) / 64;
}

/* ---- the nodes of one state ---- */

static void forget(const styr_i_bfs *r, styr_i_seen *s) {
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

static bool make_dense(const styr_i_bfs *r, styr_i_seen *s) {
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

static bool widen(const styr_i_bfs *r, styr_i_seen *s) {
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

static bool grow_queue(const styr_i_bfs *r, styr_i_seen *s, size_t more) {
  return STYR_I_GROW(r->a, s->queue, s->cap, s->count + more);
}

static bool visit(styr_i_bfs *r, uint32_t state, uint32_t place) {
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

static bool know_states(styr_i_bfs *r) {
  const size_t count = r->machine->state_count;
  if (r->seen_count >= count) return true;
  if (!STYR_I_GROW(r->a, r->seen, r->seen_cap, count)) return false;
  memset(r->seen + r->seen_count, 0, (count - r->seen_count) * sizeof *r->seen);
  r->seen_count = count;
  return true;
}

static bool list_state(styr_i_bfs *r, uint32_t state) {
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
static bool list_meets(styr_i_bfs *r, uint32_t state) {
  const styr_i_bfs *o = r->other;
  r->meet_count = 0;
  for (uint32_t s = 0; s < o->seen_count; s++) {
    if (!o->seen[s].count) continue;
    if (!(r->machine->backward ? styr_i_dfa_meets(o->machine, s, r->machine, state) : styr_i_dfa_meets(r->machine, state, o->machine, s)))
      continue;
    if (!STYR_I_GROW(r->a, r->meets, r->meet_cap, r->meet_count + 1)) return false;
    r->meets[r->meet_count++] = s;
  }
  return true;
}

/* Whether one of the nodes met last, from number `first` on, is one that the other search has met. */
static bool meets(styr_i_bfs *r, uint32_t state, size_t first) {
  const styr_i_seen *s = &r->seen[state];
  for (size_t k = 0; k < r->meet_count && !r->met; k++) {
    const styr_i_seen *theirs = &r->other->seen[r->meets[k]];
    if (theirs->dense) {
      const uint64_t *bits = theirs->bits;
      for (size_t i = first; i < s->count && !r->met; i++) r->met = styr_i_bit(bits, s->queue[i]);
    } else {
      for (size_t i = first; i < s->count && !r->met; i++) r->met = holds(theirs, s->queue[i]);
    }
  }
  return r->met;
}

void styr_i_bfs_towards(styr_i_bfs *r, const styr_i_bfs *other) {
  r->other = other;
  r->met = false;
  for (size_t i = 0; i < r->later_count && !r->met; i++)
    if (list_meets(r, r->later[i])) (void)meets(r, r->later[i], 0);
}

/* Whether a move leads to one state whatever the tie. */
static bool is_plain(const styr_i_move *move) {
  return !(move->flags & (MOVE_PENDING | MOVE_CONDITIONAL)) && move->target != STYR_I_DEAD;
}

/* The nodes of the states that complete the one at hand, where one or two of them hold them all as bits. */
static bool theirs(const styr_i_bfs *r, const uint64_t **one, const uint64_t **other) {
  if (r->meet_count < 1 || r->meet_count > 2) return false;
  *one = r->other->seen[r->meets[0]].bits;
  *other = r->other->seen[r->meets[r->meet_count - 1]].bits;
  return *one && *other;
}

/* Where the ties of a move lie: a node's are those from row[0] up to row[width], row being `start` + the node * types. */
typedef struct lane {
  const uint32_t *start, *far;
  uint32_t width;
  const styr_i_move *move;
  const styr_i_side *side;
} lane;

/* The loop that matters: the slices of ties that lead from a node to one target, a bit a node. Node by node, not move by
 * move: a large graph's row is then brought near once. `dense`: the graph has a row a node; `watched`: there is
 * a search from the other end to be met. */
__attribute__((always_inline)) static inline styr_i_go follow_lanes(styr_i_bfs *r, styr_i_bounds *b, uint32_t state, uint32_t target,
                                                                    const lane *lanes, uint32_t count, bool dense, bool watched) {
  const styr_graph *g = r->machine->graph;
  const styr_i_seen *from = &r->seen[state];
  styr_i_seen *to = &r->seen[target];
  const uint32_t *queue = from->queue;
  const size_t end = from->end, types = g->types;
  const bool large = dense && g->places > 4096;
  const uint64_t *one = NULL, *other = NULL;
  const bool at_once = watched && theirs(r, &one, &other);
  uint64_t *bits = to->bits, met = 0;
  uint32_t *tail = to->queue + to->count, *full = to->queue + to->cap;
  size_t known = 0, first = 0; /* known: nodes that may be looked at ahead; first: the first one that this node adds */
  uint64_t spent = 0;
  for (size_t h = from->head; h < end; h++) {
    if (large) {
      if (h + ahead_row >= known) known = from == to ? (size_t)(tail - to->queue) : from->count;
      if (h + ahead_row < known) __builtin_prefetch(&lanes->start[queue[h + ahead_row] * types]);
      if (h + ahead_ties < known) {
        const uint32_t *ties = &lanes->far[lanes->start[queue[h + ahead_ties] * types]];
        __builtin_prefetch(ties);
        __builtin_prefetch(ties + 16);
      }
    }
    if (watched) first = (size_t)(tail - to->queue);
    const uint32_t here = queue[h];
    for (uint32_t k = 0; k < count; k++) {
      const uint32_t *far = lanes[k].far;
      uint32_t i, last;
      if (dense) {
        const uint32_t *row = lanes[k].start + here * types;
        i = row[0];
        last = row[lanes[k].width];
      } else {
        styr_i_ties_of(g, lanes[k].side, here, lanes[k].move->low, lanes[k].move->high, &i, &last);
      }
      const uint32_t degree = last - i;
      if (__builtin_expect((size_t)(full - tail) < degree, 0)) {
        to->count = (size_t)(tail - to->queue);
        if (!grow_queue(r, to, degree)) return GO_NOMEM;
        tail = to->queue + to->count;
        full = to->queue + to->cap;
        queue = from->queue; /* may be the one that grew */
      }
      for (; i < last; i++) {
        const uint32_t place = far[i];
        const uint64_t word = bits[place >> 6];
        bits[place >> 6] = word | UINT64_C(1) << (place & 63);
        *tail = place;
        tail += ~word >> (place & 63) & 1;
        if (at_once) met |= (one[place >> 6] | other[place >> 6]) >> (place & 63);
      }
      spent += degree;
    }
    if (at_once && (r->met = met & 1)) break;
    if (watched && !at_once && (to->count = (size_t)(tail - to->queue)) > first && meets(r, target, first)) break;
    if (__builtin_expect(spent < STYR_I_CHECK_EVERY, 1)) continue;
    to->count = (size_t)(tail - to->queue);
    if (!styr_i_spend(b, spent)) return GO_STOP;
    spent = 0;
  }
  to->count = (size_t)(tail - to->queue);
  return styr_i_spend(b, spent) ? GO_ON : GO_STOP;
}

static styr_i_go follow_plain(styr_i_bfs *r, styr_i_bounds *b, uint32_t state, const styr_i_move *moves, uint32_t count) {
  const styr_graph *g = r->machine->graph;
  const uint32_t target = moves->target;
  lane lanes[most_grouped];
  bool dense = true;
  for (uint32_t k = 0; k < count; k++) {
    const styr_i_side *side = moves[k].inward ? &g->in : &g->out;
    lanes[k] = (lane){side->start + moves[k].low, side->far, moves[k].high - moves[k].low, &moves[k], side};
    dense &= !side->runs;
  }
  if (!dense) return follow_lanes(r, b, state, target, lanes, count, false, r->other != NULL);
  if (r->other) return follow_lanes(r, b, state, target, lanes, count, true, true);
  return count == 1 ? follow_lanes(r, b, state, target, lanes, 1, true, false)
                    : follow_lanes(r, b, state, target, lanes, count, true, false);
}

static styr_i_go follow(styr_i_bfs *r, styr_i_bounds *b, uint32_t state, const styr_i_move *move) {
  const styr_graph *g = r->machine->graph;
  const styr_i_side *side = move->inward ? &g->in : &g->out;
  const bool plain = is_plain(move);
  for (size_t h = r->seen[state].head; h < r->seen[state].end; h++) {
    uint32_t i, last;
    styr_i_ties_of(g, side, r->seen[state].queue[h], move->low, move->high, &i, &last);
    if (!styr_i_spend(b, last - i)) return GO_STOP;
    for (; i < last; i++) {
      const uint32_t place = side->far[i];
      uint32_t target = move->target;
      if (!plain) {
        target = styr_i_dfa_take(r->machine, state, move, side->tie[i], place);
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

/* The plain moves of a state from number `first` on that share a target and stand side by side. Copies: the machine's array
 * may grow while they are followed. */
static uint32_t gather(const styr_i_dfa *m, uint32_t state, uint32_t first, styr_i_move *group) {
  const styr_i_state *s = &m->states[state];
  uint32_t count = 0;
  for (uint32_t k = first; k < s->move_count && count < most_grouped; k++) {
    const styr_i_move *move = &m->moves[s->moves + k];
    if (count && (!is_plain(move) || move->target != group->target)) break;
    group[count++] = *move;
    if (!is_plain(move)) break;
  }
  return count;
}

static styr_i_go follow_group(styr_i_bfs *r, styr_i_bounds *b, uint32_t state, const styr_i_move *group, uint32_t count) {
  const uint32_t target = group->target;
  styr_i_go go = GO_ON;
  if (!is_plain(group)) return target == STYR_I_DEAD && !(group->flags & MOVE_CONDITIONAL) ? GO_ON : follow(r, b, state, group);
  if (!r->seen[target].dense && (r->seen[state].end - r->seen[state].head) * 128 > r->machine->graph->places &&
      !make_dense(r, &r->seen[target]))
    return GO_NOMEM; /* it will fill up: do not begin small */
  if (r->other && !list_meets(r, target)) return GO_NOMEM;
  if (r->seen[target].dense) go = follow_plain(r, b, state, group, count);
  else
    for (uint32_t k = 0; go == GO_ON && !r->met && k < count; k++) go = follow(r, b, state, &group[k]);
  return go == GO_ON && !list_state(r, target) ? GO_NOMEM : go;
}

static styr_i_go expand(styr_i_bfs *r, styr_i_bounds *b, uint32_t state) {
  styr_i_move group[most_grouped];
  const uint32_t count = r->machine->states[state].move_count;
  styr_i_go go = GO_ON;
  for (uint32_t k = 0, together; go == GO_ON && !r->met && k < count; k += together) {
    together = gather(r->machine, state, k, group);
    go = follow_group(r, b, state, group, together);
  }
  return go;
}

static bool found(const styr_i_bfs *r, uint32_t wanted) {
  for (size_t i = 0; i < r->later_count; i++) {
    const styr_i_seen *s = &r->seen[r->later[i]];
    if (!r->machine->states[r->later[i]].accept) continue;
    if (s->dense ? styr_i_bit(s->bits, wanted) : s->slots && s->slots[slot_of(s, wanted)]) return true;
  }
  return false;
}

void styr_i_bfs_begin(styr_i_bfs *r) {
  for (size_t i = 0; i < r->seen_count; i++) forget(r, &r->seen[i]);
  r->now_count = r->later_count = 0;
  r->cut = r->met = false;
  r->other = NULL;
}

styr_i_go styr_i_bfs_add(styr_i_bfs *r, uint32_t start) {
  const uint32_t first = styr_i_dfa_start(r->machine, start);
  if (first == STYR_I_DEAD) return GO_ON;
  if (first == STYR_I_OOM || !know_states(r) || !visit(r, first, start) || !list_state(r, first)) return GO_NOMEM;
  return GO_ON;
}

/* Makes what was met on the way to this level the nodes to go on from. */
static bool turn_level(styr_i_bfs *r) {
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

styr_i_go styr_i_bfs_level(styr_i_bfs *r, styr_i_bounds *b) {
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
static bool adds(const styr_i_bfs *r, const uint64_t *asked) {
  for (size_t i = 0; i < r->later_count; i++) {
    const styr_i_seen *s = &r->seen[r->later[i]];
    if (!r->machine->states[r->later[i]].accept) continue;
    for (size_t h = s->head; h < s->count; h++)
      if (!styr_i_bit(r->answers, s->queue[h]) && (!asked || styr_i_bit(asked, s->queue[h]))) return true;
  }
  return false;
}

styr_i_go styr_i_bfs_run(styr_i_bfs *r, styr_i_bounds *b, uint32_t start, uint64_t most, const uint64_t *asked, const uint32_t *wanted) {
  styr_i_bfs_begin(r);
  styr_i_go go = styr_i_bfs_add(r, start);
  uint64_t length = 0;
  for (; go == GO_ON && r->later_count && length < most; length++) {
    if (wanted && found(r, *wanted)) break;
    go = styr_i_bfs_level(r, b);
  }
  if (go != GO_ON) return go;
  if (!styr_i_bfs_answers(r)) return GO_NOMEM;
  while (length == most && r->later_count && !r->cut && !(wanted && styr_i_bit(r->answers, *wanted))) { /* what lies beyond the bound? */
    go = styr_i_bfs_level(r, b);
    if (go != GO_ON) return go;
    r->cut = adds(r, asked);
  }
  return GO_ON;
}

bool styr_i_bfs_answers(styr_i_bfs *r) {
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

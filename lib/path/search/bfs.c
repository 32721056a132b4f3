/* SPDX-License-Identifier: MIT */
/* Reachability from one node: breadth-first search over pairs of DFA state and node. Each state has its own list of nodes, so
 * that the inner loop reads one slice of ties and writes to one state. Two searches from both ends can be run towards each
 * other. */
#include "path/search/search_i.h"

enum { ahead_row = 24, ahead_ties = 12, first_slots = 16, most_grouped = 16 };
enum { small_states = 8 }; /* have bits from the beginning: together a byte for each node */

void styr_i_bfs_init(styr_i_bfs *bfs, styr_i_dfa *dfa, const styr_allocator *a) {
  memset(bfs, 0, sizeof *bfs);
  bfs->dfa = dfa;
  bfs->a = a;
}

void styr_i_bfs_done(styr_i_bfs *bfs) {
  if (!bfs->a) return;
  for (size_t i = 0; i < bfs->seen_count; i++) {
    styr_i_free(bfs->a, bfs->seen[i].queue);
    styr_i_free(bfs->a, bfs->seen[i].bits);
    styr_i_numbers_done(bfs->a, &bfs->seen[i].few);
  }
  styr_i_free(bfs->a, bfs->seen);
  styr_i_free(bfs->a, bfs->current);
  styr_i_free(bfs->a, bfs->next);
  styr_i_free(bfs->a, bfs->answers);
  styr_i_free(bfs->a, bfs->meets);
  bfs->a = NULL;
}

static size_t words(const styr_i_bfs *bfs) {
  return ((size_t)bfs->dfa->graph->places + 63) / 64;
}

/* ---- the nodes of one state ---- */

static void clear(const styr_i_bfs *bfs, styr_i_seen *s) {
  if (s->dense) {
    if (s->count < words(bfs))
      for (size_t i = 0; i < s->count; i++) styr_i_clear_bit(s->bits, s->queue[i]);
    else memset(s->bits, 0, words(bfs) * sizeof *s->bits);
  } else {
    styr_i_numbers_clear(&s->few);
  }
  s->count = s->head = s->end = 0;
  s->listed = false;
}

static uint32_t hash_of(const void *owner, uint32_t place) {
  (void)owner;
  return styr_i_mix(place);
}

static bool is_place(const void *owner, uint32_t place, const void *key) {
  (void)owner;
  return place == *(const uint32_t *)key;
}

static uint32_t *slot_of(const styr_i_seen *s, uint32_t place) {
  return styr_i_numbers_slot(&s->few, styr_i_mix(place), is_place, NULL, &place);
}

static bool make_dense(const styr_i_bfs *bfs, styr_i_seen *s) {
  if (!s->bits) {
    s->bits = styr_i_array(bfs->a, words(bfs), sizeof *s->bits);
    if (!s->bits) return false;
    memset(s->bits, 0, words(bfs) * sizeof *s->bits);
  }
  for (size_t i = 0; i < s->count; i++) styr_i_set_bit(s->bits, s->queue[i]);
  styr_i_numbers_done(bfs->a, &s->few);
  s->dense = true;
  return true;
}

/* A table of the nodes, as long as it takes less memory than a bit for each node of the graph. */
static bool widen(const styr_i_bfs *bfs, styr_i_seen *s) {
  const size_t size = s->few.slots ? ((size_t)s->few.mask + 1) * 2 : first_slots;
  if (size * sizeof *s->few.slots >= words(bfs) * sizeof *s->bits) return make_dense(bfs, s);
  return styr_i_numbers_grow(bfs->a, &s->few, hash_of, NULL);
}

static bool grow_queue(const styr_i_bfs *bfs, styr_i_seen *s, size_t more) {
  return STYR_I_GROW(bfs->a, s->queue, s->cap, s->count + more);
}

static bool visit(styr_i_bfs *bfs, uint32_t state, uint32_t place) {
  styr_i_seen *s = &bfs->seen[state];
  if (!s->dense && styr_i_numbers_full(&s->few) && !(state < small_states ? make_dense(bfs, s) : widen(bfs, s))) return false;
  if (s->count == s->cap && !grow_queue(bfs, s, 1)) return false; /* before it is marked */
  if (s->dense) {
    if (styr_i_bit(s->bits, place)) return true;
    styr_i_set_bit(s->bits, place);
  } else {
    uint32_t *slot = slot_of(s, place);
    if (*slot) return true;
    *slot = place + 1;
    s->few.count++;
  }
  s->queue[s->count++] = place;
  return true;
}

/* ---- levels ---- */

static bool reserve_states(styr_i_bfs *bfs) {
  const size_t count = bfs->dfa->state_count;
  if (bfs->seen_count >= count) return true;
  if (!STYR_I_GROW(bfs->a, bfs->seen, bfs->seen_cap, count)) return false;
  memset(bfs->seen + bfs->seen_count, 0, (count - bfs->seen_count) * sizeof *bfs->seen);
  bfs->seen_count = count;
  return true;
}

static bool list_state(styr_i_bfs *bfs, uint32_t state) {
  styr_i_seen *s = &bfs->seen[state];
  if (s->listed || s->head == s->count) return true;
  if (!STYR_I_GROW(bfs->a, bfs->next, bfs->next_cap, bfs->next_count + 1)) return false;
  bfs->next[bfs->next_count++] = state;
  return s->listed = true;
}

/* ---- meeting the search from the other end ---- */

static bool holds(const styr_i_seen *s, uint32_t place) {
  return s->dense ? styr_i_bit(s->bits, place) : s->few.slots && *slot_of(s, place);
}

/* Lists the states that the other search has reached and with which a state of this search makes a whole path. */
static bool list_meets(styr_i_bfs *bfs, uint32_t state) {
  const styr_i_bfs *o = bfs->other;
  bfs->meet_count = 0;
  for (uint32_t s = 0; s < o->seen_count; s++) {
    if (!o->seen[s].count) continue;
    if (!(bfs->dfa->backward ? styr_i_dfa_meets(o->dfa, s, bfs->dfa, state) : styr_i_dfa_meets(bfs->dfa, state, o->dfa, s))) continue;
    if (!STYR_I_GROW(bfs->a, bfs->meets, bfs->meet_cap, bfs->meet_count + 1)) return false;
    bfs->meets[bfs->meet_count++] = s;
  }
  return true;
}

/* Whether the other search has reached one of the nodes from number `first` on. */
static bool meets(styr_i_bfs *bfs, uint32_t state, size_t first) {
  const styr_i_seen *s = &bfs->seen[state];
  for (size_t k = 0; k < bfs->meet_count && !bfs->met; k++) {
    const styr_i_seen *theirs = &bfs->other->seen[bfs->meets[k]];
    if (theirs->dense) {
      const uint64_t *bits = theirs->bits;
      for (size_t i = first; i < s->count && !bfs->met; i++) bfs->met = styr_i_bit(bits, s->queue[i]);
    } else {
      for (size_t i = first; i < s->count && !bfs->met; i++) bfs->met = holds(theirs, s->queue[i]);
    }
  }
  return bfs->met;
}

void styr_i_bfs_towards(styr_i_bfs *bfs, const styr_i_bfs *other) {
  bfs->other = other;
  bfs->met = false;
  for (size_t i = 0; i < bfs->next_count && !bfs->met; i++)
    if (list_meets(bfs, bfs->next[i])) (void)meets(bfs, bfs->next[i], 0);
}

/* Whether a move leads to the same state for every tie. */
static bool is_plain(const styr_i_move *move) {
  return !(move->flags & (MOVE_PENDING | MOVE_CONDITIONAL)) && move->target != STYR_I_DEAD;
}

/* The bits of the listed states of the other search, where there are one or two and both have bits. */
static bool other_bits(const styr_i_bfs *bfs, const uint64_t **one, const uint64_t **other) {
  if (bfs->meet_count < 1 || bfs->meet_count > 2) return false;
  *one = bfs->other->seen[bfs->meets[0]].bits;
  *other = bfs->other->seen[bfs->meets[bfs->meet_count - 1]].bits;
  return *one && *other;
}

/* Where the ties of a move are stored: those of a node are [row[0], row[width]), where row is start + node * types. */
typedef struct transition {
  const uint32_t *start, *far;
  uint32_t width;
  const styr_i_move *move;
  const styr_i_side *side;
} transition;

/* The innermost loop: the slices of ties from each node to one target state that has bits. It goes node by node, not move
 * by move, so that each row of a large graph is loaded once. `dense`: the graph has a row for each node; `watched`: there
 * is a search from the other end. */
__attribute__((always_inline)) static inline styr_i_go follow_transitions(styr_i_bfs *bfs, styr_i_bounds *b, uint32_t state,
                                                                          uint32_t target, const transition *transitions, uint32_t count,
                                                                          bool dense, bool watched) {
  const styr_graph *g = bfs->dfa->graph;
  const styr_i_seen *from = &bfs->seen[state];
  styr_i_seen *to = &bfs->seen[target];
  const uint32_t *queue = from->queue;
  const size_t end = from->end, types = g->types;
  const bool large = dense && g->places > 4096;
  const uint64_t *one = NULL, *other = NULL;
  const bool at_once = watched && other_bits(bfs, &one, &other);
  uint64_t *bits = to->bits, met = 0;
  uint32_t *tail = to->queue + to->count, *full = to->queue + to->cap;
  size_t known = 0, first = 0; /* known: nodes that may be prefetched; first: the first one that this node adds */
  uint64_t spent = 0;
  for (size_t h = from->head; h < end; h++) {
    if (large) {
      if (h + ahead_row >= known) known = from == to ? (size_t)(tail - to->queue) : from->count;
      if (h + ahead_row < known) __builtin_prefetch(&transitions->start[queue[h + ahead_row] * types]);
      if (h + ahead_ties < known) {
        const uint32_t *ties = &transitions->far[transitions->start[queue[h + ahead_ties] * types]];
        __builtin_prefetch(ties);
        __builtin_prefetch(ties + 16);
      }
    }
    if (watched) first = (size_t)(tail - to->queue);
    const uint32_t here = queue[h];
    for (uint32_t k = 0; k < count; k++) {
      const uint32_t *far = transitions[k].far;
      uint32_t i, last;
      if (dense) {
        const uint32_t *row = transitions[k].start + here * types;
        i = row[0];
        last = row[transitions[k].width];
      } else {
        styr_i_ties_of(g, transitions[k].side, here, transitions[k].move->low, transitions[k].move->high, &i, &last);
      }
      const uint32_t degree = last - i;
      if (__builtin_expect((size_t)(full - tail) < degree, 0)) {
        to->count = (size_t)(tail - to->queue);
        if (!grow_queue(bfs, to, degree)) return GO_NOMEM;
        tail = to->queue + to->count;
        full = to->queue + to->cap;
        queue = from->queue; /* the queue that grew may be the same */
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
    if (at_once && (bfs->met = met & 1)) break;
    if (watched && !at_once && (to->count = (size_t)(tail - to->queue)) > first && meets(bfs, target, first)) break;
    if (__builtin_expect(spent < STYR_I_CHECK_EVERY, 1)) continue;
    to->count = (size_t)(tail - to->queue);
    if (!styr_i_spend(b, spent)) return GO_STOP;
    spent = 0;
  }
  to->count = (size_t)(tail - to->queue);
  return styr_i_spend(b, spent) ? GO_ON : GO_STOP;
}

static styr_i_go follow_plain(styr_i_bfs *bfs, styr_i_bounds *b, uint32_t state, const styr_i_move *moves, uint32_t count) {
  const styr_graph *g = bfs->dfa->graph;
  const uint32_t target = moves->target;
  transition transitions[most_grouped];
  bool dense = true;
  for (uint32_t k = 0; k < count; k++) {
    const styr_i_side *side = moves[k].inward ? &g->in : &g->out;
    transitions[k] = (transition){side->start + moves[k].low, side->far, moves[k].high - moves[k].low, &moves[k], side};
    dense &= !side->runs;
  }
  if (!dense) return follow_transitions(bfs, b, state, target, transitions, count, false, bfs->other != NULL);
  if (bfs->other) return follow_transitions(bfs, b, state, target, transitions, count, true, true);
  return count == 1 ? follow_transitions(bfs, b, state, target, transitions, 1, true, false)
                    : follow_transitions(bfs, b, state, target, transitions, count, true, false);
}

static styr_i_go follow(styr_i_bfs *bfs, styr_i_bounds *b, uint32_t state, const styr_i_move *move) {
  const styr_graph *g = bfs->dfa->graph;
  const styr_i_side *side = move->inward ? &g->in : &g->out;
  const bool plain = is_plain(move);
  for (size_t h = bfs->seen[state].head; h < bfs->seen[state].end; h++) {
    uint32_t i, last;
    styr_i_ties_of(g, side, bfs->seen[state].queue[h], move->low, move->high, &i, &last);
    if (!styr_i_spend(b, last - i)) return GO_STOP;
    for (; i < last; i++) {
      const uint32_t place = side->far[i];
      uint32_t target = move->target;
      if (!plain) {
        target = styr_i_dfa_take(bfs->dfa, state, move, side->tie[i], place);
        if (target == STYR_I_OOM) return GO_NOMEM;
        if (target == STYR_I_DEAD) continue;
        if (!reserve_states(bfs)) return GO_NOMEM;
      }
      const size_t first = bfs->seen[target].count;
      if (!visit(bfs, target, place)) return GO_NOMEM;
      if (!plain && !list_state(bfs, target)) return GO_NOMEM;
      if (!bfs->other || bfs->seen[target].count == first) continue;
      if (!plain && !list_meets(bfs, target)) return GO_NOMEM;
      if (meets(bfs, target, first)) return GO_ON;
    }
  }
  return GO_ON;
}

/* The plain moves of a state from number `first` on that have one target and follow each other. They are copied, because
 * the DFA's array may grow while they are followed. */
static uint32_t gather(const styr_i_dfa *dfa, uint32_t state, uint32_t first, styr_i_move *group) {
  const styr_i_state *s = &dfa->states[state];
  uint32_t count = 0;
  for (uint32_t k = first; k < s->move_count && count < most_grouped; k++) {
    const styr_i_move *move = &dfa->moves[s->moves + k];
    if (count && (!is_plain(move) || move->target != group->target)) break;
    group[count++] = *move;
    if (!is_plain(move)) break;
  }
  return count;
}

static styr_i_go follow_group(styr_i_bfs *bfs, styr_i_bounds *b, uint32_t state, const styr_i_move *group, uint32_t count) {
  const uint32_t target = group->target;
  styr_i_go go = GO_ON;
  if (!is_plain(group)) return target == STYR_I_DEAD && !(group->flags & MOVE_CONDITIONAL) ? GO_ON : follow(bfs, b, state, group);
  if (!bfs->seen[target].dense && (bfs->seen[state].end - bfs->seen[state].head) * 128 > bfs->dfa->graph->places &&
      !make_dense(bfs, &bfs->seen[target]))
    return GO_NOMEM; /* many nodes will come: use bits at once */
  if (bfs->other && !list_meets(bfs, target)) return GO_NOMEM;
  if (bfs->seen[target].dense) go = follow_plain(bfs, b, state, group, count);
  else
    for (uint32_t k = 0; go == GO_ON && !bfs->met && k < count; k++) go = follow(bfs, b, state, &group[k]);
  return go == GO_ON && !list_state(bfs, target) ? GO_NOMEM : go;
}

static styr_i_go expand(styr_i_bfs *bfs, styr_i_bounds *b, uint32_t state) {
  styr_i_move group[most_grouped];
  const uint32_t count = bfs->dfa->states[state].move_count;
  styr_i_go go = GO_ON;
  for (uint32_t k = 0, together; go == GO_ON && !bfs->met && k < count; k += together) {
    together = gather(bfs->dfa, state, k, group);
    go = follow_group(bfs, b, state, group, together);
  }
  return go;
}

static bool found(const styr_i_bfs *bfs, uint32_t wanted) {
  for (size_t i = 0; i < bfs->next_count; i++) {
    const styr_i_seen *s = &bfs->seen[bfs->next[i]];
    if (!bfs->dfa->states[bfs->next[i]].accept) continue;
    if (holds(s, wanted)) return true;
  }
  return false;
}

void styr_i_bfs_begin(styr_i_bfs *bfs) {
  for (size_t i = 0; i < bfs->seen_count; i++) clear(bfs, &bfs->seen[i]);
  bfs->current_count = bfs->next_count = 0;
  bfs->cut = bfs->met = false;
  bfs->other = NULL;
}

styr_i_go styr_i_bfs_add(styr_i_bfs *bfs, uint32_t start) {
  const uint32_t first = styr_i_dfa_start(bfs->dfa, start);
  if (first == STYR_I_DEAD) return GO_ON;
  if (first == STYR_I_OOM || !reserve_states(bfs) || !visit(bfs, first, start) || !list_state(bfs, first)) return GO_NOMEM;
  return GO_ON;
}

/* Makes the nodes of the next level the current ones. */
static bool turn_level(styr_i_bfs *bfs) {
  uint32_t *swap = bfs->current;
  const size_t swap_cap = bfs->current_cap;
  bfs->current = bfs->next;
  bfs->current_cap = bfs->next_cap;
  bfs->current_count = bfs->next_count;
  bfs->next = swap;
  bfs->next_cap = swap_cap;
  bfs->next_count = 0;
  for (size_t i = 0; i < bfs->current_count; i++) {
    if (!styr_i_ready(bfs->dfa, bfs->current[i]) || !reserve_states(bfs)) return false;
    styr_i_seen *s = &bfs->seen[bfs->current[i]];
    s->end = s->count;
    s->listed = false;
  }
  return true;
}

styr_i_go styr_i_bfs_level(styr_i_bfs *bfs, styr_i_bounds *b) {
  if (!turn_level(bfs)) return GO_NOMEM;
  for (size_t i = 0; i < bfs->current_count; i++) {
    const uint32_t state = bfs->current[i];
    const styr_i_go go = expand(bfs, b, state);
    if (go != GO_ON || bfs->met) return go;
    bfs->seen[state].head = bfs->seen[state].end;
  }
  for (size_t i = 0; i < bfs->current_count; i++) /* nodes that a state has received before it was expanded, or from itself */
    if (!list_state(bfs, bfs->current[i])) return GO_NOMEM;
  return GO_ON;
}

/* Whether the last level has reached a node that is asked for and is not an answer yet. */
static bool adds(const styr_i_bfs *bfs, const uint64_t *asked) {
  for (size_t i = 0; i < bfs->next_count; i++) {
    const styr_i_seen *s = &bfs->seen[bfs->next[i]];
    if (!bfs->dfa->states[bfs->next[i]].accept) continue;
    for (size_t h = s->head; h < s->count; h++)
      if (!styr_i_bit(bfs->answers, s->queue[h]) && (!asked || styr_i_bit(asked, s->queue[h]))) return true;
  }
  return false;
}

styr_i_go styr_i_bfs_run(styr_i_bfs *bfs, styr_i_bounds *b, uint32_t start, uint64_t most, const uint64_t *asked, const uint32_t *wanted) {
  styr_i_bfs_begin(bfs);
  styr_i_go go = styr_i_bfs_add(bfs, start);
  uint64_t length = 0;
  for (; go == GO_ON && bfs->next_count && length < most; length++) {
    if (wanted && found(bfs, *wanted)) break;
    go = styr_i_bfs_level(bfs, b);
  }
  if (go != GO_ON) return go;
  if (!styr_i_bfs_answers(bfs)) return GO_NOMEM;
  while (length == most && bfs->next_count && !bfs->cut &&
         !(wanted && styr_i_bit(bfs->answers, *wanted))) { /* are there answers beyond the bound? */
    go = styr_i_bfs_level(bfs, b);
    if (go != GO_ON) return go;
    bfs->cut = adds(bfs, asked);
  }
  return GO_ON;
}

bool styr_i_bfs_answers(styr_i_bfs *bfs) {
  const size_t n = words(bfs);
  if (!bfs->answers && !(bfs->answers = styr_i_array(bfs->a, n, sizeof *bfs->answers))) return false;
  memset(bfs->answers, 0, n * sizeof *bfs->answers);
  for (size_t s = 0; s < bfs->seen_count; s++) {
    const styr_i_seen *seen = &bfs->seen[s];
    if (!seen->count || !bfs->dfa->states[s].accept) continue;
    if (seen->dense && seen->count >= n)
      for (size_t i = 0; i < n; i++) bfs->answers[i] |= seen->bits[i];
    else
      for (size_t i = 0; i < seen->count; i++) styr_i_set_bit(bfs->answers, seen->queue[i]);
  }
  return true;
}

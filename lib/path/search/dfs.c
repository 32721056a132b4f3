/* SPDX-License-Identifier: MIT */
/* Depth-first search, with ties in file order: every path of a mode, or every path of one length. distances.c tells which
 * nodes are too far from the last nodes. */
#include "path/search/search_i.h"

#define INLINE __attribute__((always_inline)) static inline /* for the inner loop, which is compiled once for each mode */

enum { unmet = STYR_I_UNMET, least_before = 512 /* forward steps before the first backward level */ };

void styr_i_dfs_init(styr_i_dfs *d, styr_i_dfa *forward, styr_i_dfa *backward, styr_i_meter *meter) {
  memset(d, 0, sizeof *d);
  d->forward = forward;
  d->backward = backward;
  d->meter = meter;
  d->a = &meter->own;
}

void styr_i_dfs_done(styr_i_dfs *d) {
  if (!d->a) return;
  styr_i_distances_done(&d->distances, d->a);
  styr_i_free(d->a, d->frames);
  styr_i_free(d->a, d->cursors);
  styr_i_free(d->a, d->transitions);
  styr_i_free(d->a, d->plans);
  memset(d, 0, sizeof *d);
}

/* ---- frames ---- */

static bool is_target(const styr_i_dfs *d, uint32_t place) {
  return !d->to_bits || styr_i_bit(d->to_bits, place);
}

static inline bool answers(const styr_i_dfs *d, uint32_t state, uint32_t place, uint64_t length) {
  return d->forward->states[state].accept && length >= d->least && is_target(d, place);
}

/* The transitions of a state are made when a path first reaches it. */
static bool add_transition(styr_i_dfs *d, uint32_t move, uint32_t low, uint32_t width) {
  const styr_graph *g = d->forward->graph;
  const styr_i_move *by = &d->forward->moves[move];
  const styr_i_side *side = by->inward ? &g->in : &g->out;
  if (d->transition_count >= UINT32_MAX || !STYR_I_GROW(d->a, d->transitions, d->transition_cap, d->transition_count + 1)) return false;
  d->transitions[d->transition_count++] = (styr_i_dfs_transition){.start = side->runs ? NULL : side->start + low,
                                                                  .far = side->far,
                                                                  .tie = side->tie,
                                                                  .move = move,
                                                                  .target = by->target,
                                                                  .low = (uint16_t)low,
                                                                  .width = (uint16_t)width,
                                                                  .inward = by->inward,
                                                                  .tested = by->flags != 0};
  return true;
}

static bool make_plan(styr_i_dfs *d, uint32_t state) {
  const styr_i_dfa *dfa = d->forward;
  const size_t had = d->plan_count;
  if (!styr_i_ready(d->forward, state)) return false;
  if (state >= had) {
    if (!STYR_I_GROW(d->a, d->plans, d->plan_cap, dfa->state_count)) return false;
    memset(d->plans + had, 0, (dfa->state_count - had) * sizeof *d->plans);
    d->plan_count = dfa->state_count;
  }
  styr_i_dfs_plan *plan = &d->plans[state];
  if (plan->made) return true;
  plan->first = (uint32_t)d->transition_count;
  for (uint32_t k = dfa->states[state].moves; k < dfa->states[state].moves + dfa->states[state].move_count; k++) {
    const styr_i_move *move = &dfa->moves[k];
    if (!move->flags && move->target == STYR_I_DEAD) continue;
    const uint32_t step = d->ordered ? 1 : (uint32_t)move->high - move->low; /* ties of several types are not in file order */
    for (uint32_t low = move->low; low < move->high; low += step)
      if (!add_transition(d, k, low, step)) return false;
  }
  plan->count = (uint32_t)d->transition_count - plan->first;
  return plan->made = true;
}

static bool make_room(styr_i_dfs *d, uint64_t frames, size_t cursors) {
  return d->cursor_count + cursors < UINT32_MAX && STYR_I_GROW(d->a, d->frames, d->frame_cap, (size_t)frames) &&
         STYR_I_GROW(d->a, d->cursors, d->cursor_cap, d->cursor_count + cursors);
}

/* A frame for a node in a state, with a cursor for each transition that has ties there. */
INLINE bool push_frame(styr_i_dfs *d, uint32_t place, uint32_t state) {
  const styr_graph *g = d->forward->graph;
  const uint64_t depth = d->depth;
  if (__builtin_expect(state >= d->plan_count || !d->plans[state].made, 0) && !make_plan(d, state)) return false;
  const styr_i_dfs_plan plan = d->plans[state];
  if (__builtin_expect(depth >= d->frame_cap || d->cursor_count + plan.count > d->cursor_cap, 0) && !make_room(d, depth + 1, plan.count))
    return false;
  styr_i_dfs_cursor *first = &d->cursors[d->cursor_count], *last = first;
  for (uint32_t k = plan.first; k < plan.first + plan.count; k++) {
    const styr_i_dfs_transition *transition = &d->transitions[k];
    uint32_t from, to;
    if (__builtin_expect(transition->start != NULL, 1)) {
      const uint32_t *row = transition->start + (size_t)place * g->types;
      from = row[0];
      to = row[transition->width];
    } else {
      styr_i_ties_of(g, transition->inward ? &g->in : &g->out, place, transition->low, transition->low + transition->width, &from, &to);
    }
    if (from != to) *last++ = (styr_i_dfs_cursor){from, to, k, STYR_I_NONE};
  }
  styr_i_dfs_frame *f = &d->frames[depth];
  f->place = place;
  f->state = state;
  f->first = (uint32_t)d->cursor_count;
  f->count = (uint32_t)(last - first);
  d->cursor_count += f->count;
  return true;
}

static inline void use(styr_i_path_buffer *t, styr_mode mode, uint32_t place, uint32_t tie) {
  if (mode == STYR_TRAIL) styr_i_set_bit(t->tie_used, tie);
  else if (mode != STYR_WALK) styr_i_set_bit(t->node_used, place);
}

static inline void clear_used(const styr_i_dfs *d, styr_i_path_buffer *t, styr_mode mode, uint64_t depth) {
  if (mode == STYR_TRAIL) {
    if (depth) styr_i_clear_bit(t->tie_used, t->ties[depth - 1].index);
  } else if (mode != STYR_WALK) {
    styr_i_clear_bit(t->node_used, d->frames[depth].place);
  }
}

void styr_i_dfs_begin(styr_i_dfs *d, styr_i_path_buffer *t, uint32_t start, styr_mode mode, uint64_t least, uint64_t most, bool ordered) {
  (void)t;
  d->start = start;
  d->mode = mode;
  d->least = least;
  d->most = most;
  if (d->ordered != ordered) d->plan_count = d->transition_count = 0; /* transitions are cut otherwise */
  d->ordered = ordered;
  d->cut = d->over = false;
  d->counted = 0;
  d->fresh = true;
  d->depth = 0;
  d->cursor_count = 0;
}

void styr_i_dfs_leave(styr_i_dfs *d, styr_i_path_buffer *t) {
  if (d->over || d->fresh) {
    d->over = true;
    return;
  }
  for (uint64_t i = d->depth + 1; i-- > 0;) clear_used(d, t, d->mode, i);
  d->over = true;
}

/* The conditions on the next tie of one cursor, computed before the loop over its ties. */
typedef struct screen {
  const uint8_t *table;  /* distances from the target of the move; NULL where they are not known */
  uint8_t most;          /* the greatest distance that is left */
  bool beyond;           /* a node without a known distance may be near enough */
  const uint64_t *nodes; /* used ones, which may not be used again */
  const uint64_t *ties;
  const uint64_t *ends; /* where the next node must be a last node */
  uint32_t start;       /* the used node that may come again; NONE: there is none */
} screen;

INLINE screen screen_of(styr_i_dfs *d, const styr_i_path_buffer *t, styr_mode mode, const styr_i_dfs_transition *transition) {
  const styr_i_distances *p = &d->distances;
  const uint64_t left = d->most - d->depth - 1;
  screen s = {NULL, 0, false, NULL, NULL, NULL, mode == STYR_SIMPLE ? d->start : STYR_I_NONE};
  if (mode == STYR_TRAIL) s.ties = t->tie_used;
  else if (mode != STYR_WALK) s.nodes = t->node_used;
  if (transition->tested) return s;
  if (!left && d->cut && d->to_bits) s.ends = d->to_bits;
  if (d->pruned && p->begun) {
    s.table = transition->target < p->table_count && p->current[transition->target] ? p->current[transition->target]
                                                                                    : styr_i_distances_table(d, transition->target);
    s.most = left < unmet - 1 ? (uint8_t)left : unmet - 1;
    s.beyond = !p->ended && p->level + 1 <= left;
  }
  return s;
}

/* Finds a cursor's next tie that meets the conditions. False when it has none left. */
INLINE bool find_next(styr_i_dfs *d, const styr_i_path_buffer *t, styr_mode mode, styr_i_dfs_cursor *c, uint64_t *passed) {
  const styr_i_dfs_transition *transition = &d->transitions[c->transition];
  const screen s = screen_of(d, t, mode, transition);
  const uint32_t *far = transition->far, *tie = transition->tie;
  uint32_t at = c->at;
  const uint32_t end = c->end;
  for (; at < end; at++) {
    const uint32_t place = far[at];
    if (s.table && s.table[place] > s.most && !(s.beyond && s.table[place] == unmet)) {
      d->cut |= !d->distances.ended || s.table[place] != unmet; /* it was skipped because of its distance only */
      continue;
    }
    if (s.ends && !styr_i_bit(s.ends, place)) continue;
    if (s.nodes && styr_i_bit(s.nodes, place) && place != s.start) continue;
    if (s.ties && styr_i_bit(s.ties, tie[at])) continue;
    break;
  }
  *passed += at - c->at;
  c->at = at;
  if (at == end) return false;
  c->tie = tie[at];
  return true;
}

/* The cursor whose next tie is first in the file; NULL when all are at their end. */
INLINE styr_i_dfs_cursor *pick(styr_i_dfs *d, const styr_i_path_buffer *t, styr_mode mode, const styr_i_dfs_frame *f, uint64_t *passed) {
  styr_i_dfs_cursor *best = NULL, *c = &d->cursors[f->first];
  for (styr_i_dfs_cursor *end = c + f->count; c < end; c++) {
    if (c->at == c->end || (c->tie == STYR_I_NONE && !find_next(d, t, mode, c, passed))) continue;
    if (!d->ordered) return c;
    if (!best || c->tie < best->tie) best = c;
  }
  return best;
}

/* Where only the number of paths is wanted: counts all last steps from a node and state at once. `by` is the tie to that
 * node. The state must be plain. */
static void count_last(styr_i_dfs *d, const styr_i_path_buffer *t, uint32_t here, uint32_t state, uint32_t by, uint64_t *looked_at) {
  const styr_i_dfa *dfa = d->forward;
  const styr_i_state *s = &dfa->states[state];
  const uint64_t *nodes = d->mode == STYR_ACYCLIC || d->mode == STYR_SIMPLE ? t->node_used : NULL;
  const uint64_t *ties = d->mode == STYR_TRAIL ? t->tie_used : NULL, *ends = d->to_bits;
  const uint32_t again = d->mode == STYR_SIMPLE ? d->start : STYR_I_NONE;
  const uint32_t only = d->to_count == 1 && !ties ? d->to[0] : STYR_I_NONE;
  uint64_t counted = 0;
  if (only != STYR_I_NONE && nodes && (styr_i_bit(nodes, only) || only == here) && only != again) return;
  for (uint32_t k = 0; k < s->move_count; k++) {
    const styr_i_move *move = &dfa->moves[s->moves + k];
    const styr_i_side *side = move->inward ? &dfa->graph->in : &dfa->graph->out;
    const uint32_t *far = side->far;
    uint32_t from, to;
    if (!dfa->states[move->target].accept) continue;
    styr_i_ties_of(dfa->graph, side, here, move->low, move->high, &from, &to);
    *looked_at += to - from;
    if (only != STYR_I_NONE) { /* there is one last node: count the ties to it */
      for (; from < to; from++) counted += far[from] == only;
      continue;
    }
    for (; from < to; from++) {
      const uint32_t place = far[from];
      if (ends && !styr_i_bit(ends, place)) continue;
      if (nodes && (styr_i_bit(nodes, place) || place == here) && place != again) continue;
      if (ties && (styr_i_bit(ties, side->tie[from]) || side->tie[from] == by)) continue;
      counted++;
    }
  }
  d->counted += counted;
}

static uint32_t target_of(styr_i_dfa *dfa, uint32_t state, const styr_i_move *move, uint32_t here, uint32_t tie, uint32_t place) {
  if (!move->flags) return move->target;
  if (move->flags & MOVE_LOOPED && place == here) return move->inward ? STYR_I_DEAD : styr_i_dfa_loop(dfa, state, move, tie, place);
  return styr_i_dfa_take(dfa, state, move, tie, place);
}

/* Whether a step is allowed by the mode; `closing`: it leads back to the first node and ends the path there. */
static bool fits(const styr_i_dfs *d, const styr_i_path_buffer *t, uint32_t place, uint32_t tie, bool *closing) {
  *closing = false;
  switch (d->mode) {
  case STYR_WALK: return true;
  case STYR_TRAIL: return !styr_i_bit(t->tie_used, tie);
  default:
    if (!styr_i_bit(t->node_used, place)) return true;
    return *closing = d->mode == STYR_SIMPLE && place == d->start;
  }
}

/* Whether a path of the greatest length could be continued. */
static bool can_extend(styr_i_dfs *d, const styr_i_path_buffer *t, uint32_t place, uint32_t state, uint32_t by, styr_i_go *go) {
  styr_i_dfa *dfa = d->forward;
  if (!styr_i_ready(dfa, state)) {
    *go = GO_NOMEM;
    return false;
  }
  for (uint32_t k = 0; k < dfa->states[state].move_count; k++) {
    const styr_i_move move = dfa->moves[dfa->states[state].moves + k];
    const styr_i_side *side = move.inward ? &dfa->graph->in : &dfa->graph->out;
    uint32_t from, to;
    bool closing;
    styr_i_ties_of(dfa->graph, side, place, move.low, move.high, &from, &to);
    for (; from < to; from++) {
      const uint32_t far = side->far[from], tie = side->tie[from];
      const bool back = far == place && (d->mode == STYR_ACYCLIC || (d->mode == STYR_SIMPLE && place != d->start));
      if (back || (d->mode == STYR_TRAIL && tie == by) || !fits(d, t, far, tie, &closing)) continue;
      const uint32_t target = target_of(dfa, state, &move, place, tie, far);
      if (target == STYR_I_OOM) *go = GO_NOMEM;
      if (target == STYR_I_OOM) return false;
      if (target != STYR_I_DEAD && styr_i_distances_left(d, target, far) != UINT64_MAX) return true;
    }
  }
  return false;
}

static int stop(styr_i_dfs *d, styr_i_path_buffer *t, styr_i_go why, styr_i_go *go) {
  styr_i_dfs_leave(d, t);
  *go = why;
  return 0;
}

static int begin(styr_i_dfs *d, styr_i_path_buffer *t, styr_i_go *go) {
  styr_i_dfa *dfa = d->forward;
  d->fresh = false;
  d->over = true;
  const uint32_t state = styr_i_dfa_start(dfa, d->start);
  if (state == STYR_I_OOM || !styr_i_path_buffer_reserve(t, d->a, 0)) return stop(d, t, GO_NOMEM, go);
  if (state == STYR_I_DEAD) return 0;
  t->nodes[0] = styr_i_node_at(dfa->graph, d->start);
  const bool found = answers(d, state, d->start, 0);
  d->length = 0;
  if (d->most == 0) {
    d->cut = can_extend(d, t, d->start, state, UINT32_MAX, go);
    return found;
  }
  if (!push_frame(d, d->start, state)) return stop(d, t, GO_NOMEM, go);
  d->over = false;
  if (d->mode == STYR_ACYCLIC || d->mode == STYR_SIMPLE) styr_i_set_bit(t->node_used, d->start);
  return found ? 1 : -1;
}

/* Whether the transitions of a state depend on the types of ties only. */
static bool is_plain(const styr_i_dfa *dfa, uint32_t state) {
  return dfa->states[state].built && dfa->states[state].plain && !dfa->states[state].looped;
}

/* The number of steps at which a bound or the distances must be looked at. */
static inline uint64_t next_stop(const styr_i_dfs *d, const styr_i_bounds *b) {
  return d->extend_at < b->next_check ? d->extend_at : b->next_check;
}

/* Searches for the next path: 1 when there is one. */
INLINE int search(styr_i_dfs *d, styr_i_path_buffer *t, styr_i_bounds *b, styr_i_go *go, styr_mode mode) {
  styr_i_dfa *dfa = d->forward;
  uint64_t limit = next_stop(d, b);
  while (!d->over) {
    styr_i_dfs_frame *f = &d->frames[d->depth];
    uint64_t looked_at = 1;
    styr_i_dfs_cursor *c = pick(d, t, mode, f, &looked_at);
    if (__builtin_expect((b->steps += looked_at) >= limit, 0)) {
      if (!styr_i_spend(b, 0)) return stop(d, t, GO_STOP, go);
      if (b->steps >= d->extend_at && (*go = styr_i_distances_extend(d, b)) != GO_ON) return stop(d, t, *go, go);
      limit = next_stop(d, b);
    }
    if (!c) {
      clear_used(d, t, mode, d->depth);
      d->cursor_count = f->first;
      if (!d->depth) d->over = true;
      else d->depth--;
      continue;
    }
    const styr_i_dfs_transition *transition = &d->transitions[c->transition];
    const uint32_t place = transition->far[c->at], tie = c->tie;
    c->at++;
    c->tie = STYR_I_NONE;
    const uint64_t length = d->depth + 1, left = d->most - length;
    bool closing = false;
    uint32_t target = transition->target;
    if (__builtin_expect(!transition->tested, 1)) { /* pick() has checked the other conditions */
      closing = mode == STYR_SIMPLE && place == d->start;
    } else {
      const styr_i_move move = dfa->moves[transition->move]; /* a copy, because the array may grow */
      if (!fits(d, t, place, tie, &closing)) continue;
      target = target_of(dfa, f->state, &move, f->place, tie, place);
      if (target == STYR_I_DEAD) continue;
      if (target == STYR_I_OOM) return stop(d, t, GO_NOMEM, go);
      const uint64_t needed = closing ? 0 : styr_i_distances_left(d, target, place);
      if (needed > left) {
        d->cut |= needed != UINT64_MAX;
        continue;
      }
    }
    if (__builtin_expect(length > t->tie_cap || length >= t->node_cap, 0) && !styr_i_path_buffer_reserve(t, d->a, (size_t)length))
      return stop(d, t, GO_NOMEM, go);
    t->ties[length - 1] = styr_i_graph_tie(dfa->graph, tie);
    t->nodes[length] = styr_i_node_at(dfa->graph, place);
    const bool found = answers(d, target, place, length);
    if (!left && !closing && !d->cut) {
      d->cut = can_extend(d, t, place, target, tie, go);
      if (*go != GO_ON) return stop(d, t, *go, go);
    }
    if (left && !closing) {
      if (left == 1 && !d->ordered && d->cut && d->most >= d->least && is_plain(dfa, target)) {
        uint64_t last = 0;
        count_last(d, t, place, target, tie, &last);
        if (!styr_i_spend(b, last)) return stop(d, t, GO_STOP, go);
      } else {
        d->depth++;
        if (!push_frame(d, place, target)) {
          d->depth--;
          return stop(d, t, GO_NOMEM, go);
        }
        if (d->frames[d->depth].count) use(t, mode, place, tie);
        else d->depth--; /* no tie leaves this node */
      }
    }
    if (!found) continue;
    d->length = length;
    return 1;
  }
  return 0;
}

int styr_i_dfs_next(styr_i_dfs *d, styr_i_path_buffer *t, styr_i_bounds *b, styr_i_go *go) {
  *go = GO_ON;
  if (d->fresh) {
    d->since = b->steps;
    d->extend_at = b->steps + least_before;
    const int begun = begin(d, t, go);
    if (begun >= 0) return begun;
  }
  if (!d->to_bits) d->since = b->steps; /* any node may be last: distances help only after long searches without an answer */
  switch (d->mode) {
  case STYR_WALK: return search(d, t, b, go, STYR_WALK);
  case STYR_TRAIL: return search(d, t, b, go, STYR_TRAIL);
  case STYR_ACYCLIC: return search(d, t, b, go, STYR_ACYCLIC);
  default: return search(d, t, b, go, STYR_SIMPLE);
  }
}

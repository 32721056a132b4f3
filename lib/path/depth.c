/* SPDX-License-Identifier: MIT */
/* Depth first, with ties in file order: every path of a mode, and the paths of one length. Where the last node is given,
 * what cannot reach it in the ties that are left is passed by. The distances for that come from a search backward, which
 * is extended level by level as the search forward has become worth it: neither is paid for when the other is cheap. */
#include "path_i.h"

enum {
  unmet = 255,        /* no distance is known */
  worth = 2,          /* a level backward may cost twice what the search forward has cost since the last one */
  least_before = 512, /* steps forward before any backward */
  most_planes = 256,
  most_levels = 4096
};

void styr_i_depth_init(styr_i_depth *d, styr_query *q) {
  memset(d, 0, sizeof *d);
  d->query = q;
  d->a = &q->meter.own;
}

static void prune_done(styr_i_prune *p, const styr_allocator *a) {
  styr_i_reach_done(&p->reach);
  for (size_t i = 0; i < p->plane_count; i++) styr_i_free(a, p->planes[i]);
  styr_i_free(a, p->planes);
  styr_i_free(a, p->live);
  styr_i_free(a, p->marks);
  memset(p, 0, sizeof *p);
}

void styr_i_depth_done(styr_i_depth *d) {
  if (!d->a) return;
  prune_done(&d->prune, d->a);
  styr_i_free(d->a, d->frames);
  styr_i_free(d->a, d->cursors);
  memset(d, 0, sizeof *d);
}

/* ---- distances from the targets ---- */

void styr_i_depth_targets(styr_i_depth *d, const uint32_t *to, size_t to_count, const uint64_t *to_bits) {
  styr_i_prune *p = &d->prune;
  d->to = to;
  d->to_count = to_count;
  d->to_bits = to_bits;
  d->pruned = true;
  p->begun = p->ended = false;
  p->level = 0;
  p->mark_count = 0;
  if (p->plane_count) memset(p->live, 0, p->plane_count * sizeof *p->live);
}

static void mark_plane(const styr_i_depth *d, uint8_t *plane, uint32_t forward, const styr_i_met *mark) {
  const styr_query *q = d->query;
  if (!styr_i_machine_meets(&q->forward, forward, &q->backward, mark->state)) return;
  const uint32_t *queue = d->prune.reach.seen[mark->state].queue;
  const uint8_t level = mark->level < unmet - 1 ? (uint8_t)mark->level : unmet - 1;
  for (size_t i = mark->first; i < mark->end; i++)
    if (plane[queue[i]] == unmet) plane[queue[i]] = level;
}

/* Takes note of the nodes that the level just made has met. */
static bool note_level(styr_i_depth *d) {
  styr_i_prune *p = &d->prune;
  for (size_t i = 0; i < p->reach.later_count; i++) {
    const uint32_t state = p->reach.later[i];
    styr_i_seen *s = &p->reach.seen[state];
    if (s->fresh == s->count) continue;
    if (!STYR_I_GROW(d->a, p->marks, p->mark_cap, p->mark_count + 1)) return false;
    const styr_i_met mark = {state, s->fresh, s->count, p->level};
    p->marks[p->mark_count++] = mark;
    s->fresh = s->count;
    for (uint32_t f = 0; f < p->plane_count; f++)
      if (p->live[f]) mark_plane(d, p->live[f], f, &mark);
  }
  p->ended = !p->reach.later_count;
  return true;
}

static styr_i_go begin_backward(styr_i_depth *d) {
  styr_i_prune *p = &d->prune;
  styr_query *q = d->query;
  if (!styr_i_backward_ready(q)) return GO_NOMEM;
  if (!p->reach.a) styr_i_reach_init(&p->reach, &q->backward, d->a);
  styr_i_reach_begin(&p->reach);
  for (size_t i = 0; i < p->reach.seen_count; i++) p->reach.seen[i].fresh = 0;
  p->begun = true;
  const size_t count = d->to ? d->to_count : q->graph->places;
  for (size_t i = 0; i < count; i++) {
    const styr_i_go go = styr_i_reach_add(&p->reach, d->to ? d->to[i] : (uint32_t)i);
    if (go != GO_ON) return go;
  }
  return note_level(d) ? GO_ON : GO_NOMEM;
}

static styr_i_go extend(styr_i_depth *d, styr_i_bounds *b) {
  styr_i_prune *p = &d->prune;
  const bool first = !p->begun;
  styr_i_go go = first ? begin_backward(d) : styr_i_reach_level(&p->reach, b);
  if (go == GO_ON && !first) {
    p->level++;
    if (!note_level(d)) go = GO_NOMEM;
  }
  if (go != GO_ON) d->pruned = false; /* stopped within a level: nothing can be told from what was met */
  return go;
}

/* About how many ties the next level backward looks at. */
static uint64_t next_cost(const styr_i_depth *d) {
  const styr_i_prune *p = &d->prune;
  const styr_graph *g = d->query->graph;
  uint64_t nodes = 0;
  if (!p->begun) nodes = d->to ? d->to_count : g->places;
  for (size_t i = 0; p->begun && i < p->reach.later_count; i++) {
    const styr_i_seen *s = &p->reach.seen[p->reach.later[i]];
    nodes += s->count - s->head;
  }
  return nodes * (1 + g->ties / (g->places + 1));
}

styr_i_go styr_i_depth_settle(styr_i_depth *d, styr_i_bounds *b, uint64_t effort) {
  const uint64_t begun = b->steps;
  styr_i_go go = GO_ON;
  while (go == GO_ON && d->pruned && !d->prune.ended && d->prune.level < most_levels && b->steps - begun + next_cost(d) <= effort)
    go = extend(d, b);
  return go;
}

static styr_i_go maybe_extend(styr_i_depth *d, styr_i_bounds *b) {
  const styr_i_prune *p = &d->prune;
  if (!d->pruned || p->ended || p->level + 1 >= d->most || p->level == most_levels) {
    d->extend_at = UINT64_MAX;
    return GO_ON;
  }
  const uint64_t due = d->since + next_cost(d) / worth;
  if (b->steps < due) {
    d->extend_at = due;
    return GO_ON;
  }
  styr_i_go go = extend(d, b);
  d->since = b->steps;
  d->extend_at = d->since + next_cost(d) / worth;
  if (go == GO_NOMEM && d->query->meter.refused) { /* no room: go on without */
    d->query->meter.refused = false;
    go = GO_ON;
  }
  return go;
}

static uint8_t *plane_of(styr_i_depth *d, uint32_t forward) {
  styr_i_prune *p = &d->prune;
  if (forward >= most_planes) return NULL; /* a pattern that large is searched without */
  if (forward >= p->plane_count) {
    const size_t states = d->query->forward.state_count, want = states < most_planes ? states : most_planes;
    size_t live_cap = p->plane_cap;
    if (!STYR_I_GROW(d->a, p->live, live_cap, want) || !STYR_I_GROW(d->a, p->planes, p->plane_cap, want)) return NULL;
    memset(p->planes + p->plane_count, 0, (want - p->plane_count) * sizeof *p->planes);
    memset(p->live + p->plane_count, 0, (want - p->plane_count) * sizeof *p->live);
    p->plane_count = want;
  }
  if (p->live[forward]) return p->live[forward];
  const size_t n = (size_t)d->query->graph->places + 1;
  uint8_t *plane = p->planes[forward] ? p->planes[forward] : styr_i_array(d->a, n, 1);
  if (!plane) return NULL;
  p->planes[forward] = p->live[forward] = plane;
  memset(plane, unmet, n);
  for (size_t i = 0; i < p->mark_count; i++) mark_plane(d, plane, forward, &p->marks[i]);
  return plane;
}

/* At least how many ties are left from a node in a state to a target; UINT64_MAX: there is no way at all. */
static uint64_t least_left(styr_i_depth *d, uint32_t state, uint32_t place) {
  const styr_i_prune *p = &d->prune;
  if (!d->pruned || !p->begun) return 0;
  const uint8_t *plane = plane_of(d, state);
  if (!plane && state >= most_planes) return 0;
  if (!plane) {
    d->pruned = false;
    d->query->meter.refused = false;
    return 0;
  }
  if (plane[place] != unmet) return plane[place];
  return p->ended ? UINT64_MAX : p->level + 1;
}

/* ---- frames ---- */

static bool is_target(const styr_i_depth *d, uint32_t place) {
  return !d->to_bits || styr_i_bit(d->to_bits, place);
}

static bool answers(const styr_i_depth *d, uint32_t state, uint32_t place, uint64_t length) {
  return d->query->forward.states[state].accept && length >= d->least && is_target(d, place);
}

static bool push_frame(styr_i_depth *d, uint32_t place, uint32_t state) {
  styr_i_machine *m = &d->query->forward;
  const styr_graph *g = m->graph;
  const uint64_t depth = d->depth;
  if (!styr_i_ready(m, state)) return false;
  if (__builtin_expect(depth >= d->frame_cap, 0) && !STYR_I_GROW(d->a, d->frames, d->frame_cap, (size_t)depth + 1)) return false;
  styr_i_frame *f = &d->frames[depth];
  *f = (styr_i_frame){place, state, (uint32_t)d->cursor_count, 0};
  const styr_i_state *s = &m->states[state];
  if (__builtin_expect(d->cursor_count + s->move_count > d->cursor_cap, 0) &&
      (d->cursor_count + s->move_count >= UINT32_MAX || !STYR_I_GROW(d->a, d->cursors, d->cursor_cap, d->cursor_count + s->move_count)))
    return false;
  for (uint32_t k = 0; k < s->move_count; k++) {
    const styr_i_move *move = &m->moves[s->moves + k];
    const styr_i_side *side = move->inward ? &g->in : &g->out;
    const uint32_t step = d->ordered ? 1 : move->high - move->low; /* a run of several types is not in file order */
    for (uint32_t type = move->low; type < move->high; type += step) {
      styr_i_cursor c = {0, 0, s->moves + k, STYR_I_NONE};
      styr_i_ties_of(g, side, place, type, type + step, &c.at, &c.end);
      if (c.at == c.end) continue;
      if (__builtin_expect(d->cursor_count == d->cursor_cap, 0) && !STYR_I_GROW(d->a, d->cursors, d->cursor_cap, d->cursor_count + 1))
        return false;
      d->cursors[d->cursor_count++] = c;
    }
  }
  f->count = (uint32_t)d->cursor_count - f->first;
  return true;
}

static void use(styr_i_depth *d, styr_i_trace *t, uint32_t place, uint32_t tie) {
  if (d->mode == STYR_TRAIL) styr_i_set_bit(t->tie_used, tie);
  else if (d->mode != STYR_WALK) styr_i_set_bit(t->node_used, place);
}

static void unuse(styr_i_depth *d, styr_i_trace *t, uint64_t depth) {
  if (d->mode == STYR_TRAIL) {
    if (depth) styr_i_clear_bit(t->tie_used, t->ties[depth - 1].index);
  } else if (d->mode != STYR_WALK) {
    styr_i_clear_bit(t->node_used, d->frames[depth].place);
  }
}

void styr_i_depth_begin(styr_i_depth *d, styr_i_trace *t, uint32_t start, styr_mode mode, uint64_t least, uint64_t most, bool ordered) {
  (void)t;
  d->start = start;
  d->mode = mode;
  d->least = least;
  d->most = most;
  d->ordered = ordered;
  d->cut = d->over = false;
  d->counted = 0;
  d->fresh = true;
  d->depth = 0;
  d->cursor_count = 0;
}

void styr_i_depth_leave(styr_i_depth *d, styr_i_trace *t) {
  if (d->over || d->fresh) {
    d->over = true;
    return;
  }
  for (uint64_t i = d->depth + 1; i-- > 0;) unuse(d, t, i);
  d->over = true;
}

/* What a step by one cursor must keep to, gathered before the loop over its ties. */
typedef struct screen {
  const uint8_t *plane;  /* distances from the target of the move; NULL where they are not known */
  uint8_t most;          /* the greatest distance that is left */
  bool beyond;           /* a node that the distances do not reach yet may be near enough */
  const uint64_t *nodes; /* used ones, which may not be met again */
  const uint64_t *ties;
  const uint64_t *ends; /* where only a last node will do */
  uint32_t start;       /* may be met again although it is used; NONE: may not */
} screen;

static inline screen screen_of(styr_i_depth *d, const styr_i_trace *t, const styr_i_move *move) {
  const styr_i_prune *p = &d->prune;
  const uint64_t left = d->most - d->depth - 1;
  screen s = {NULL, 0, false, NULL, NULL, NULL, STYR_I_NONE};
  if (d->mode == STYR_TRAIL) {
    s.ties = t->tie_used;
  } else if (d->mode != STYR_WALK) {
    s.nodes = t->node_used;
    if (d->mode == STYR_SIMPLE) s.start = d->start;
  }
  if (move->flags || move->target == STYR_I_DEAD) return s;
  if (!left && d->cut && d->to_bits) s.ends = d->to_bits;
  if (d->pruned && p->begun) {
    s.plane = move->target < p->plane_count && p->live[move->target] ? p->live[move->target] : plane_of(d, move->target);
    s.most = left < unmet - 1 ? (uint8_t)left : unmet - 1;
    s.beyond = !p->ended && p->level + 1 <= left;
  }
  return s;
}

/* Goes on to the cursor's next tie that is worth a closer look. Says whether distances alone kept one out. */
static inline bool advance(styr_i_cursor *c, const styr_i_side *side, const screen *s, bool ended) {
  const uint32_t *far = side->far;
  uint32_t at = c->at;
  const uint32_t end = c->end;
  bool cut = false;
  for (; at < end; at++) {
    const uint32_t place = far[at];
    if (s->plane && s->plane[place] > s->most && !(s->beyond && s->plane[place] == unmet)) {
      cut |= !ended || s->plane[place] != unmet;
      continue;
    }
    if (s->ends && !styr_i_bit(s->ends, place)) continue;
    if (s->nodes && styr_i_bit(s->nodes, place) && place != s->start) continue;
    if (s->ties && styr_i_bit(s->ties, side->tie[at])) continue;
    break;
  }
  c->at = at;
  return cut;
}

/* Where only the number of paths is asked for: all last steps from a node in a state at once, of a path that `by` leads to
 * it. The state must be plain. */
static void count_last(styr_i_depth *d, const styr_i_trace *t, uint32_t here, uint32_t state, uint32_t by, uint64_t *looked_at) {
  const styr_i_machine *m = &d->query->forward;
  const styr_i_state *s = &m->states[state];
  const uint64_t *nodes = d->mode == STYR_ACYCLIC || d->mode == STYR_SIMPLE ? t->node_used : NULL;
  const uint64_t *ties = d->mode == STYR_TRAIL ? t->tie_used : NULL, *ends = d->to_bits;
  const uint32_t again = d->mode == STYR_SIMPLE ? d->start : STYR_I_NONE;
  const uint32_t only = d->to_count == 1 && !ties ? d->to[0] : STYR_I_NONE;
  uint64_t counted = 0;
  if (only != STYR_I_NONE && nodes && (styr_i_bit(nodes, only) || only == here) && only != again) return;
  for (uint32_t k = 0; k < s->move_count; k++) {
    const styr_i_move *move = &m->moves[s->moves + k];
    const styr_i_side *side = move->inward ? &m->graph->in : &m->graph->out;
    const uint32_t *far = side->far;
    uint32_t from, to;
    if (!m->states[move->target].accept) continue;
    styr_i_ties_of(m->graph, side, here, move->low, move->high, &from, &to);
    *looked_at += to - from;
    if (only != STYR_I_NONE) { /* nothing but one last node will do: count its ties */
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

/* The cursor whose next tie is first in the file; NULL when all are spent. */
static styr_i_cursor *pick(styr_i_depth *d, const styr_i_trace *t, const styr_i_frame *f, uint64_t *passed) {
  const styr_i_machine *m = &d->query->forward;
  styr_i_cursor *best = NULL;
  uint32_t best_tie = 0;
  for (uint32_t k = 0; k < f->count; k++) {
    styr_i_cursor *c = &d->cursors[f->first + k];
    if (c->at == c->end) continue;
    if (c->tie == STYR_I_NONE) {
      const styr_i_move *move = &m->moves[c->move];
      const styr_i_side *side = move->inward ? &m->graph->in : &m->graph->out;
      const screen s = screen_of(d, t, move);
      const uint32_t from = c->at;
      d->cut |= advance(c, side, &s, d->prune.ended);
      *passed += c->at - from;
      if (c->at == c->end) continue;
      c->tie = side->tie[c->at];
    }
    if (!d->ordered) return c;
    if (best && best_tie <= c->tie) continue;
    best = c;
    best_tie = c->tie;
  }
  return best;
}

static uint32_t target_of(styr_i_machine *m, uint32_t state, const styr_i_move *move, uint32_t here, uint32_t tie, uint32_t place) {
  if (!move->flags) return move->target;
  if (move->flags & MOVE_LOOPED && place == here) return move->inward ? STYR_I_DEAD : styr_i_machine_loop(m, state, move, tie, place);
  return styr_i_machine_take(m, state, move, tie, place);
}

/* Whether a step keeps to the mode; `closing` when it leads back to the first node and ends the path there. */
static bool fits(const styr_i_depth *d, const styr_i_trace *t, uint32_t place, uint32_t tie, bool *closing) {
  *closing = false;
  switch (d->mode) {
  case STYR_WALK: return true;
  case STYR_TRAIL: return !styr_i_bit(t->tie_used, tie);
  default:
    if (!styr_i_bit(t->node_used, place)) return true;
    return *closing = d->mode == STYR_SIMPLE && place == d->start;
  }
}

/* Whether a path that is as long as is allowed could go on. */
static bool could_go_on(styr_i_depth *d, const styr_i_trace *t, uint32_t place, uint32_t state, uint32_t by, styr_i_go *go) {
  styr_i_machine *m = &d->query->forward;
  if (!styr_i_ready(m, state)) {
    *go = GO_NOMEM;
    return false;
  }
  for (uint32_t k = 0; k < m->states[state].move_count; k++) {
    const styr_i_move move = m->moves[m->states[state].moves + k];
    const styr_i_side *side = move.inward ? &m->graph->in : &m->graph->out;
    uint32_t from, to;
    bool closing;
    styr_i_ties_of(m->graph, side, place, move.low, move.high, &from, &to);
    for (; from < to; from++) {
      const uint32_t far = side->far[from], tie = side->tie[from];
      const bool back = far == place && (d->mode == STYR_ACYCLIC || (d->mode == STYR_SIMPLE && place != d->start));
      if (back || (d->mode == STYR_TRAIL && tie == by) || !fits(d, t, far, tie, &closing)) continue;
      const uint32_t target = target_of(m, state, &move, place, tie, far);
      if (target == STYR_I_OOM) *go = GO_NOMEM;
      if (target == STYR_I_OOM) return false;
      if (target != STYR_I_DEAD && least_left(d, target, far) != UINT64_MAX) return true;
    }
  }
  return false;
}

static int stop(styr_i_depth *d, styr_i_trace *t, styr_i_go why, styr_i_go *go) {
  styr_i_depth_leave(d, t);
  *go = why;
  return 0;
}

static int begin(styr_i_depth *d, styr_i_trace *t, styr_i_go *go) {
  styr_i_machine *m = &d->query->forward;
  d->fresh = false;
  d->over = true;
  const uint32_t state = styr_i_machine_start(m, d->start);
  if (state == STYR_I_OOM || !styr_i_trace_reserve(t, d->a, 0)) return stop(d, t, GO_NOMEM, go);
  if (state == STYR_I_DEAD) return 0;
  t->nodes[0] = styr_graph_node(m->graph, d->start);
  const bool found = answers(d, state, d->start, 0);
  d->length = 0;
  if (d->most == 0) {
    d->cut = could_go_on(d, t, d->start, state, UINT32_MAX, go);
    return found;
  }
  if (!push_frame(d, d->start, state)) return stop(d, t, GO_NOMEM, go);
  d->over = false;
  if (d->mode == STYR_ACYCLIC || d->mode == STYR_SIMPLE) styr_i_set_bit(t->node_used, d->start);
  return found ? 1 : -1;
}

/* Whether all that a state asks of a tie is its type. */
static bool is_plain(const styr_i_machine *m, uint32_t state) {
  return m->states[state].built && m->states[state].plain && !m->states[state].looped;
}

int styr_i_depth_next(styr_i_depth *d, styr_i_trace *t, styr_i_bounds *b, styr_i_go *go) {
  styr_i_machine *m = &d->query->forward;
  *go = GO_ON;
  if (d->fresh) {
    d->since = b->steps;
    d->extend_at = b->steps + least_before;
    const int begun = begin(d, t, go);
    if (begun >= 0) return begun;
  }
  if (!d->to_bits) d->since = b->steps; /* open ends: distances help only where answers stay away */
  while (!d->over) {
    styr_i_frame *f = &d->frames[d->depth];
    uint64_t looked_at = 1;
    styr_i_cursor *c = pick(d, t, f, &looked_at);
    if (!styr_i_spend(b, looked_at)) return stop(d, t, GO_STOP, go);
    if (!c) {
      unuse(d, t, d->depth);
      d->cursor_count = f->first;
      if (!d->depth) d->over = true;
      else d->depth--;
      continue;
    }
    const styr_i_move move = m->moves[c->move];
    const styr_i_side *side = move.inward ? &m->graph->in : &m->graph->out;
    const uint32_t place = side->far[c->at], tie = c->tie, here = f->place;
    c->at++;
    c->tie = STYR_I_NONE;
    const uint64_t length = d->depth + 1, left = d->most - length;
    bool closing = false;
    uint32_t target = move.target;
    if (!move.flags) { /* pick() has looked at the rest */
      if (target == STYR_I_DEAD) continue;
      closing = d->mode == STYR_SIMPLE && place == d->start;
    } else {
      if (!fits(d, t, place, tie, &closing)) continue;
      target = target_of(m, f->state, &move, here, tie, place);
      if (target == STYR_I_DEAD) continue;
      if (target == STYR_I_OOM) return stop(d, t, GO_NOMEM, go);
      const uint64_t needed = closing ? 0 : least_left(d, target, place);
      if (needed > left) {
        d->cut |= needed != UINT64_MAX;
        continue;
      }
    }
    if (__builtin_expect(length > t->tie_cap || length >= t->node_cap, 0) && !styr_i_trace_reserve(t, d->a, (size_t)length))
      return stop(d, t, GO_NOMEM, go);
    t->ties[length - 1].index = tie;
    t->nodes[length] = styr_graph_node(m->graph, place);
    const bool found = answers(d, target, place, length);
    if (!left && !closing && !d->cut) {
      d->cut = could_go_on(d, t, place, target, tie, go);
      if (*go != GO_ON) return stop(d, t, *go, go);
    }
    if (left && !closing) {
      if (left == 1 && !d->ordered && d->cut && d->most >= d->least && is_plain(m, target)) {
        uint64_t last = 0;
        count_last(d, t, place, target, tie, &last);
        if (!styr_i_spend(b, last)) return stop(d, t, GO_STOP, go);
      } else {
        d->depth++;
        if (!push_frame(d, place, target)) {
          d->depth--;
          return stop(d, t, GO_NOMEM, go);
        }
        if (d->frames[d->depth].count) use(d, t, place, tie);
        else d->depth--; /* nothing leads on from here */
      }
      if (b->steps >= d->extend_at) {
        const styr_i_go more = maybe_extend(d, b);
        if (more != GO_ON) return stop(d, t, more, go);
      }
    }
    if (!found) continue;
    d->length = length;
    return 1;
  }
  return 0;
}

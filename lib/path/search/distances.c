/* SPDX-License-Identifier: MIT */
/* Lower bounds on the distance to the last nodes, with which the depth-first search prunes: a node is skipped when no last
 * node can be reached with the ties that are left. The distances come from a backward BFS. It is extended by a level when
 * the forward search has cost about as much as that level would, so that neither search pays much for the other. A table
 * holds the distances for one DFA state, a byte for each node. */
#include "path/search/search_i.h"

enum {
  unmet = STYR_I_UNMET,
  worth = 2, /* a backward level is made when the forward search has cost at least this part of it: 1/2 */
  most_tables = 256,
  most_levels = 4096
};

void styr_i_distances_done(styr_i_distances *p, const styr_allocator *a) {
  styr_i_bfs_done(&p->bfs);
  for (size_t i = 0; i < p->table_count; i++) styr_i_free(a, p->tables[i]);
  styr_i_free(a, p->tables);
  styr_i_free(a, p->current);
  styr_i_free(a, p->marks);
  memset(p, 0, sizeof *p);
}

void styr_i_dfs_targets(styr_i_dfs *d, const uint32_t *to, size_t to_count, const uint64_t *to_bits) {
  styr_i_distances *p = &d->distances;
  d->to = to;
  d->to_count = to_count;
  d->to_bits = to_bits;
  d->pruned = true;
  p->begun = p->ended = false;
  p->level = 0;
  p->mark_count = 0;
  if (p->table_count) memset(p->current, 0, p->table_count * sizeof *p->current);
}

static void mark_table(const styr_i_dfs *d, uint8_t *table, uint32_t forward, const styr_i_met *mark) {
  if (!styr_i_dfa_meets(d->forward, forward, d->backward, mark->state)) return;
  const uint32_t *queue = d->distances.bfs.seen[mark->state].queue;
  const uint8_t level = mark->level < unmet - 1 ? (uint8_t)mark->level : unmet - 1;
  for (size_t i = mark->first; i < mark->end; i++)
    if (table[queue[i]] == unmet) table[queue[i]] = level;
}

/* Records the nodes that the last level has reached. */
static bool note_level(styr_i_dfs *d) {
  styr_i_distances *p = &d->distances;
  for (size_t i = 0; i < p->bfs.next_count; i++) {
    const uint32_t state = p->bfs.next[i];
    styr_i_seen *s = &p->bfs.seen[state];
    if (s->fresh == s->count) continue;
    if (!STYR_I_GROW(d->a, p->marks, p->mark_cap, p->mark_count + 1)) return false;
    const styr_i_met mark = {state, s->fresh, s->count, p->level};
    p->marks[p->mark_count++] = mark;
    s->fresh = s->count;
    for (uint32_t f = 0; f < p->table_count; f++)
      if (p->current[f]) mark_table(d, p->current[f], f, &mark);
  }
  p->ended = !p->bfs.next_count;
  return true;
}

static styr_i_go begin_backward(styr_i_dfs *d) {
  styr_i_distances *p = &d->distances;
  if (!styr_i_nfa_reverse(d->backward->nfa)) return GO_NOMEM;
  if (!p->bfs.a) styr_i_bfs_init(&p->bfs, d->backward, d->a);
  styr_i_bfs_begin(&p->bfs);
  for (size_t i = 0; i < p->bfs.seen_count; i++) p->bfs.seen[i].fresh = 0;
  p->begun = true;
  const size_t count = d->to ? d->to_count : d->forward->graph->places;
  for (size_t i = 0; i < count; i++) {
    const styr_i_go go = styr_i_bfs_add(&p->bfs, d->to ? d->to[i] : (uint32_t)i);
    if (go != GO_ON) return go;
  }
  return note_level(d) ? GO_ON : GO_NOMEM;
}

static styr_i_go extend(styr_i_dfs *d, styr_i_bounds *b) {
  styr_i_distances *p = &d->distances;
  const bool first = !p->begun;
  styr_i_go go = first ? begin_backward(d) : styr_i_bfs_level(&p->bfs, b);
  if (go == GO_ON && !first) {
    p->level++;
    if (!note_level(d)) go = GO_NOMEM;
  }
  if (go != GO_ON) d->pruned = false; /* stopped within a level: the distances are incomplete */
  return go;
}

/* About how many ties the next backward level reads. */
static uint64_t next_cost(const styr_i_dfs *d) {
  const styr_i_distances *p = &d->distances;
  const styr_graph *g = d->forward->graph;
  uint64_t nodes = 0;
  if (!p->begun) nodes = d->to ? d->to_count : g->places;
  for (size_t i = 0; p->begun && i < p->bfs.next_count; i++) {
    const styr_i_seen *s = &p->bfs.seen[p->bfs.next[i]];
    nodes += s->count - s->head;
  }
  return nodes * (1 + g->ties / (g->places + 1));
}

styr_i_go styr_i_dfs_settle(styr_i_dfs *d, styr_i_bounds *b, uint64_t effort) {
  const uint64_t begun = b->steps;
  styr_i_go go = GO_ON;
  while (go == GO_ON && d->pruned && !d->distances.ended && d->distances.level < most_levels && b->steps - begun + next_cost(d) <= effort)
    go = extend(d, b);
  return go;
}

styr_i_go styr_i_distances_extend(styr_i_dfs *d, styr_i_bounds *b) {
  const styr_i_distances *p = &d->distances;
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
  if (go == GO_NOMEM && d->meter->refused) { /* no memory: continue without distances */
    d->meter->refused = false;
    go = GO_ON;
  }
  return go;
}

uint8_t *styr_i_distances_table(styr_i_dfs *d, uint32_t forward) {
  styr_i_distances *p = &d->distances;
  if (forward >= most_tables) return NULL; /* a pattern that large is searched without distances */
  if (forward >= p->table_count) {
    const size_t states = d->forward->state_count, want = states < most_tables ? states : most_tables;
    size_t current_cap = p->table_cap;
    if (!STYR_I_GROW(d->a, p->current, current_cap, want) || !STYR_I_GROW(d->a, p->tables, p->table_cap, want)) return NULL;
    memset(p->tables + p->table_count, 0, (want - p->table_count) * sizeof *p->tables);
    memset(p->current + p->table_count, 0, (want - p->table_count) * sizeof *p->current);
    p->table_count = want;
  }
  if (p->current[forward]) return p->current[forward];
  const size_t n = (size_t)d->forward->graph->places + 1;
  uint8_t *table = p->tables[forward] ? p->tables[forward] : styr_i_array(d->a, n, 1);
  if (!table) return NULL;
  p->tables[forward] = p->current[forward] = table;
  memset(table, unmet, n);
  for (size_t i = 0; i < p->mark_count; i++) mark_table(d, table, forward, &p->marks[i]);
  return table;
}

/* A lower bound on the ties from a node and state to a target; UINT64_MAX: no target can be reached. */
uint64_t styr_i_distances_left(styr_i_dfs *d, uint32_t state, uint32_t place) {
  const styr_i_distances *p = &d->distances;
  if (!d->pruned || !p->begun) return 0;
  const uint8_t *table = styr_i_distances_table(d, state);
  if (!table && state >= most_tables) return 0;
  if (!table) {
    d->pruned = false;
    d->meter->refused = false;
    return 0;
  }
  if (table[place] != unmet) return table[place];
  return p->ended ? UINT64_MAX : p->level + 1;
}

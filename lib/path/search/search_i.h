/* SPDX-License-Identifier: MIT */
/* The searches that run machine and graph side by side: bfs.c and msbfs.c for pairs, layers.c and dag.c for the shortest
 * walks, walk_counts.c for their number, dfs.c for all paths and for the modes that restrict repetition. */
#ifndef STYR_SEARCH_I_H
#define STYR_SEARCH_I_H

#include "path/bounds_i.h"
#include "path/pattern/dfa_i.h"

/* ---- bits ---- */

static inline bool styr_i_bit(const uint64_t *bits, uint32_t i) {
  return bits[i >> 6] >> (i & 63) & 1;
}
static inline void styr_i_set_bit(uint64_t *bits, uint32_t i) {
  bits[i >> 6] |= UINT64_C(1) << (i & 63);
}
static inline void styr_i_clear_bit(uint64_t *bits, uint32_t i) {
  bits[i >> 6] &= ~(UINT64_C(1) << (i & 63));
}

/* ---- reachability from one node: what pairs need ---- */

typedef struct styr_i_seen { /* the nodes met in one state, in order; a small hash while they are few, then a bit a node */
  uint32_t *queue;
  size_t count, cap, head, end;
  uint64_t *bits;
  styr_i_numbers few;
  size_t fresh; /* those from here on were met on the way to the current level */
  bool dense, listed;
} styr_i_seen;

typedef struct styr_i_bfs {
  styr_i_dfa *dfa;
  const styr_allocator *a;
  styr_i_seen *seen; /* by state */
  size_t seen_count, seen_cap;
  uint32_t *current, *next; /* states whose nodes are to be expanded: at this level, at the next */
  size_t current_count, next_count, current_cap, next_cap;
  uint64_t *answers; /* a bit a node, made by styr_i_bfs_answers() */
  bool cut;          /* the length bound left something out */
  const struct styr_i_bfs *other;
  uint32_t *meets; /* states of the other search that complete the state at hand */
  size_t meet_count, meet_cap;
  bool met;
} styr_i_bfs;

void styr_i_bfs_init(styr_i_bfs *bfs, styr_i_dfa *dfa, const styr_allocator *a);
void styr_i_bfs_done(styr_i_bfs *bfs);
/* Level by level: begin, add the nodes to start from, then go one tie further as long as `next_count` is not 0. */
void styr_i_bfs_begin(styr_i_bfs *bfs);
styr_i_go styr_i_bfs_add(styr_i_bfs *bfs, uint32_t start);
styr_i_go styr_i_bfs_level(styr_i_bfs *bfs, styr_i_bounds *b);
/* Everything from one node by at most `most` ties, and the answers from it. `asked`: bits of the nodes that may be answers;
 * `wanted` ends the search early when that node is met; both may be NULL. `cut` says whether the bound left an answer out. */
/* Ends the search when it meets a node and state of a search from the other end: `other`, whose states may complete ours. */
void styr_i_bfs_towards(styr_i_bfs *bfs, const styr_i_bfs *other);
styr_i_go styr_i_bfs_run(styr_i_bfs *bfs, styr_i_bounds *b, uint32_t start, uint64_t most, const uint64_t *asked, const uint32_t *wanted);
bool styr_i_bfs_answers(styr_i_bfs *bfs);

/* ---- reachability from up to 64 nodes at once: a bit a source ---- */

typedef struct styr_i_msbfs_state {    /* the nodes of one state; seen, visit and visit_next as in the paper */
  uint64_t *seen, *visit, *visit_next; /* a word for each node, a bit for each source */
  uint32_t *frontier, *frontier_next;  /* nodes with bits in visit, and in visit_next */
  size_t frontier_count, next_count;
  bool listed; /* in the list of states of the next level */
} styr_i_msbfs_state;

typedef struct styr_i_msbfs {
  styr_i_dfa *dfa;
  const styr_allocator *a;
  styr_i_msbfs_state *states; /* by number of the DFA state */
  size_t state_count, state_cap;
  uint32_t *current, *next; /* states with a frontier: at this level, at the next */
  size_t current_count, next_count, current_cap, next_cap;
  uint64_t *answers; /* a word a node */
  bool cut;
} styr_i_msbfs;

void styr_i_msbfs_init(styr_i_msbfs *w, styr_i_dfa *dfa, const styr_allocator *a);
void styr_i_msbfs_done(styr_i_msbfs *w);
styr_i_go styr_i_msbfs_run(styr_i_msbfs *w, styr_i_bounds *b, const uint32_t *starts, uint32_t count, uint64_t most, const uint64_t *asked);
void styr_i_msbfs_rows(const styr_i_msbfs *w, uint64_t *rows, size_t words); /* 64 rows of a bit a node */

/* ---- layers: the shortest walks from one node as a graph of entries ---- */

typedef struct styr_i_layer_entry { /* a node in a state at a level */
  uint32_t place, state;
  uint32_t before; /* the entry before it, or with LINKED the first of several links */
  uint32_t arc;    /* the tie that leads here, by its place in the adjacency; INWARD: read at its `to` end */
} styr_i_layer_entry;
#define STYR_I_LINKED UINT32_C(0x80000000)
#define STYR_I_INWARD UINT32_C(0x80000000)
static inline uint32_t styr_i_arc_tie(const styr_graph *g, uint32_t arc) {
  return arc & STYR_I_INWARD ? g->in.tie[arc & ~STYR_I_INWARD] : g->out.tie[arc];
}

typedef struct styr_i_link {
  uint32_t before, arc, next; /* next link + 1 */
} styr_i_link;

typedef struct styr_i_layers {
  styr_i_dfa *dfa;
  const styr_allocator *a;
  bool every;     /* keep every entry before, not only the first */
  uint64_t ranks; /* levels at which a node in a state is kept */
  styr_i_layer_entry *entries;
  size_t count, cap, level_first, level_end; /* the level that is complete: [level_first, level_end) */
  uint64_t level;
  styr_i_link *links;
  size_t link_count, link_cap;
  uint32_t *rank; /* with ranks > 1: how many earlier entries the same node and state have */
  size_t rank_cap;
  uint8_t *mask;         /* a byte a node: states below 8 that it was met in, where only the first entry before is kept */
  uint32_t *latest[8];   /* for `every` or ranks: newest entry + 1 of a node in such a state */
  bool ready[8];         /* such a state has its room */
  styr_i_numbers newest; /* entries of the other states: of each node and state the newest */
  uint32_t *starts;      /* with ranks > 1: the first entry of each level */
  size_t start_cap;
} styr_i_layers;

void styr_i_layers_init(styr_i_layers *l, styr_i_dfa *dfa, const styr_allocator *a);
void styr_i_layers_done(styr_i_layers *l);
styr_i_go styr_i_layers_begin(styr_i_layers *l, uint32_t start, bool every, uint64_t ranks);
styr_i_go styr_i_layers_step(styr_i_layers *l, styr_i_bounds *b); /* the next level; empty when there is none */

/* ---- numbers of walks ---- */

typedef struct styr_i_cell_at {
  uint32_t place, state;
} styr_i_cell_at;

typedef struct styr_i_walk_counts {
  styr_i_dfa *dfa;
  const styr_allocator *a;
  bool shortest; /* a node and state counts at its first level only */
  styr_i_cell_at *cells;
  uint64_t *low, *high; /* the number of walks to each cell, 2^128 - 1 for more; `high` is NULL while all fit into 64 bits */
  size_t count, cap;
  size_t first, end;      /* the level that is complete */
  size_t kept_from;       /* cells from here on can be looked up */
  uint32_t *cell_of[8];   /* cell + 1 of a node in a state below 8 */
  styr_i_numbers numbers; /* cells of the other states */
} styr_i_walk_counts;

void styr_i_walk_counts_init(styr_i_walk_counts *t, styr_i_dfa *dfa, const styr_allocator *a);
void styr_i_walk_counts_done(styr_i_walk_counts *t);
styr_i_go styr_i_walk_counts_begin(styr_i_walk_counts *t, uint32_t start, bool shortest);
styr_i_go styr_i_walk_counts_step(styr_i_walk_counts *t, styr_i_bounds *b);

/* ---- path buffers ---- */

typedef struct styr_i_path_buffer { /* a path under construction */
  styr_tie *ties;
  styr_node *nodes;
  size_t tie_cap, node_cap;
  uint64_t *node_used, *tie_used; /* bits, for the modes that ask */
} styr_i_path_buffer;

bool styr_i_path_buffer_reserve(styr_i_path_buffer *t, const styr_allocator *a, size_t length);
bool styr_i_path_buffer_mode(styr_i_path_buffer *t, const styr_allocator *a, const styr_graph *g, styr_mode mode);
void styr_i_path_buffer_done(styr_i_path_buffer *t, const styr_allocator *a);

/* ---- the walks between two nodes at one level, in order ---- */

typedef struct styr_i_way {
  uint32_t tie, to; /* local node */
  styr_node node;   /* the same as a node of the map */
} styr_i_way;

typedef struct styr_i_dag {
  uint32_t *local, *entry; /* entry → local node + 1, where `local` is kept; local node → entry */
  size_t local_cap, entry_cap, entry_count;
  struct styr_i_edge {
    uint32_t from, tie, to;
  } * edges;
  size_t edge_count, edge_cap;
  uint32_t *first; /* of the ways of each local node */
  size_t first_cap;
  styr_i_way *ways;
  size_t way_cap;
  struct styr_i_dag_span {
    uint32_t at, end;
  } * spans; /* per depth: the ways still to try */
  size_t span_cap;
  uint64_t length, depth;
  bool single, started, over; /* single: one path, already in the trace */
} styr_i_dag;

void styr_i_dag_done(styr_i_dag *d, const styr_allocator *a);
bool styr_i_dag_begin(styr_i_dag *d, const styr_i_layers *l, const uint32_t *last, size_t last_count, uint64_t length,
                      styr_i_path_buffer *t);
bool styr_i_dag_single(const styr_i_layers *l, uint32_t last, uint64_t length, styr_i_path_buffer *t); /* without links on its way */
void styr_i_dag_leave(styr_i_dag *d, const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode);   /* gives up the rest */
int styr_i_dag_next(styr_i_dag *d, const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode, styr_i_bounds *b, styr_i_go *go);

/* ---- depth first, with pruning by distance from the last node ---- */

enum { STYR_I_UNMET = 255 }; /* in a table: no distance is known */

typedef struct styr_i_met {
  uint32_t state;
  size_t first, end; /* of its nodes: those met at that level */
  uint64_t level;
} styr_i_met;

typedef struct styr_i_distances {
  styr_i_bfs bfs;    /* backward from the targets */
  bool begun, ended; /* ended: what is not met cannot be met */
  uint64_t level;    /* up to here distances are known */
  styr_i_met *marks;
  size_t mark_count, mark_cap;
  uint8_t **tables;  /* by forward state: room for a byte a node, 255 = not met yet */
  uint8_t **current; /* those that hold the distances from the current targets; else NULL */
  size_t table_count, table_cap;
} styr_i_distances;

typedef struct styr_i_dfs_transition { /* where a state goes on: along ties of one type, or of several where order plays no part */
  const uint32_t *start; /* those of a node are from start[node * types] up to start[node * types + width]; NULL: look them up */
  const uint32_t *far, *tie;
  uint32_t move, target;
  uint16_t low, width; /* types */
  bool inward, tested; /* tested: of more than the type, so that the target is still to be found */
} styr_i_dfs_transition;

typedef struct styr_i_dfs_plan { /* the transitions of a state */
  uint32_t first, count;
  bool made;
} styr_i_dfs_plan;

typedef struct styr_i_dfs_cursor { /* the ties of one transition from a node that are still to be tried */
  uint32_t at, end, transition;
  uint32_t tie; /* the next one that may be taken; NONE while it is not looked for */
} styr_i_dfs_cursor;

typedef struct styr_i_dfs_frame {
  uint32_t place, state;
  uint32_t first, count; /* its cursors */
} styr_i_dfs_frame;

typedef struct styr_i_dfs {
  styr_i_dfa *forward, *backward; /* backward: for the distances */
  styr_i_meter *meter;
  const styr_allocator *a; /* the meter's */
  styr_mode mode;
  uint32_t start;
  const uint32_t *to;
  size_t to_count;
  const uint64_t *to_bits; /* NULL: every node may be last */
  uint64_t least, most;    /* lengths to deliver */
  bool ordered;
  bool pruned; /* whether distances are worth tested for */
  bool cut;    /* `most` left something out */
  styr_i_dfs_frame *frames;
  size_t frame_cap;
  uint64_t length;
  styr_i_dfs_cursor *cursors;
  size_t cursor_count, cursor_cap;
  styr_i_dfs_transition *transitions;
  size_t transition_count, transition_cap;
  styr_i_dfs_plan *plans; /* by state */
  size_t plan_count, plan_cap;
  uint64_t since;     /* steps at the last answer, or when distances were last extended */
  uint64_t extend_at; /* steps at which to ask whether distances are worth extending */
  bool fresh, over;
  uint64_t depth;   /* frames in use - 1 */
  uint64_t counted; /* paths that were counted without being delivered, where no order is asked for */
  styr_i_distances distances;
} styr_i_dfs;

void styr_i_dfs_init(styr_i_dfs *d, styr_i_dfa *forward, styr_i_dfa *backward, styr_i_meter *meter);
void styr_i_dfs_done(styr_i_dfs *d);
void styr_i_dfs_targets(styr_i_dfs *d, const uint32_t *to, size_t to_count, const uint64_t *to_bits);
void styr_i_dfs_begin(styr_i_dfs *d, styr_i_path_buffer *t, uint32_t start, styr_mode mode, uint64_t least, uint64_t most, bool ordered);
int styr_i_dfs_next(styr_i_dfs *d, styr_i_path_buffer *t, styr_i_bounds *b, styr_i_go *go); /* 1: a path of d->length lies in the trace */
void styr_i_dfs_leave(styr_i_dfs *d, styr_i_path_buffer *t);                                /* gives up the rest */
/* Works out the distances from the targets: all of them, or as far as about `effort` ties carry. */
styr_i_go styr_i_dfs_settle(styr_i_dfs *d, styr_i_bounds *b, uint64_t effort);
styr_i_go styr_i_distances_extend(styr_i_dfs *d, styr_i_bounds *b); /* by a level, if it is worth it by now */
uint8_t *styr_i_distances_table(styr_i_dfs *d, uint32_t forward);   /* the distances that a state asks for; NULL: there is no room */
/* At least how many ties are left from a node in a state to a target; UINT64_MAX: there is no way at all. */
uint64_t styr_i_distances_left(styr_i_dfs *d, uint32_t state, uint32_t place);
void styr_i_distances_done(styr_i_distances *p, const styr_allocator *a);

#endif

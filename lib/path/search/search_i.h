/* SPDX-License-Identifier: MIT */
/* The searches over the product of DFA and graph. bfs.c and msbfs.c find pairs; layers.c and dag.c find shortest walks;
 * walk_counts.c counts walks; dfs.c finds all paths, and the paths of the modes that restrict repetition, with the help of
 * distances.c. The searches know nothing of queries and cursors. */
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

typedef struct styr_i_seen { /* the nodes reached in one state, in order; a hash table while they are few, then a bit for each node */
  uint32_t *queue;
  size_t count, cap, head, end;
  uint64_t *bits;
  styr_i_numbers few;
  size_t fresh; /* those from here on were first reached at the current level */
  bool dense, listed;
} styr_i_seen;

typedef struct styr_i_bfs {
  styr_i_dfa *dfa;
  const styr_allocator *a;
  styr_i_seen *seen; /* by state */
  size_t seen_count, seen_cap;
  uint32_t *current, *next; /* states whose nodes are to be expanded: at this level, at the next */
  size_t current_count, next_count, current_cap, next_cap;
  uint64_t *answers; /* a bit for each node, made by styr_i_bfs_answers() */
  bool cut;          /* the length bound left something out */
  const struct styr_i_bfs *other;
  uint32_t *meets; /* states of the other search with which the current state makes a whole path */
  size_t meet_count, meet_cap;
  bool met;
} styr_i_bfs;

void styr_i_bfs_init(styr_i_bfs *bfs, styr_i_dfa *dfa, const styr_allocator *a);
void styr_i_bfs_done(styr_i_bfs *bfs);
/* Level by level: begin, add the start nodes, then expand one level as long as `next_count` is not 0. */
void styr_i_bfs_begin(styr_i_bfs *bfs);
styr_i_go styr_i_bfs_add(styr_i_bfs *bfs, uint32_t start);
styr_i_go styr_i_bfs_level(styr_i_bfs *bfs, styr_i_bounds *b);
/* Sets the search from the other end: `bfs` stops when it reaches a node that `other` has reached in a matching state. */
void styr_i_bfs_towards(styr_i_bfs *bfs, const styr_i_bfs *other);
/* Searches everything within `most` ties of one node and gathers the answers. `asked`: bits of the nodes that may be
 * answers; `wanted`: the search ends early when it reaches that node; both may be NULL. `cut` says whether the bound left
 * an answer out. */
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
  uint64_t *answers; /* a word for each node */
  bool cut;
} styr_i_msbfs;

void styr_i_msbfs_init(styr_i_msbfs *w, styr_i_dfa *dfa, const styr_allocator *a);
void styr_i_msbfs_done(styr_i_msbfs *w);
styr_i_go styr_i_msbfs_run(styr_i_msbfs *w, styr_i_bounds *b, const uint32_t *starts, uint32_t count, uint64_t most, const uint64_t *asked);
void styr_i_msbfs_rows(const styr_i_msbfs *w, uint64_t *rows, size_t words); /* 64 rows with a bit for each node */

/* ---- layers: the shortest walks from one node as a graph of entries ---- */

typedef struct styr_i_layer_entry { /* a node and state at a level */
  uint32_t place, state;
  uint32_t before; /* the predecessor, or with LINKED the first of several links */
  uint32_t arc;    /* the tie to it, by its index in the adjacency; INWARD: in that of the inward side */
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
  bool every;     /* store all predecessors, not only the first */
  uint64_t ranks; /* how many levels of a node and state are stored */
  styr_i_layer_entry *entries;
  size_t count, cap, level_first, level_end; /* the level that is complete: [level_first, level_end) */
  uint64_t level;
  styr_i_link *links;
  size_t link_count, link_cap;
  uint32_t *rank; /* with ranks > 1: how many earlier entries the same node and state have */
  size_t rank_cap;
  uint8_t *mask;         /* by node: bits of the states below 8 in which it was reached, where only the first predecessor is stored */
  uint32_t *latest[8];   /* for `every` or ranks: newest entry + 1 of a node in such a state */
  bool ready[8];         /* the arrays of such a state exist */
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
  } * spans; /* per depth: the ways not tried yet */
  size_t span_cap;
  uint64_t length, depth;
  bool single, started, over; /* single: one path, already in the buffer */
} styr_i_dag;

void styr_i_dag_done(styr_i_dag *d, const styr_allocator *a);
bool styr_i_dag_begin(styr_i_dag *d, const styr_i_layers *l, const uint32_t *last, size_t last_count, uint64_t length,
                      styr_i_path_buffer *t);
bool styr_i_dag_single(const styr_i_layers *l, uint32_t last, uint64_t length,
                       styr_i_path_buffer *t); /* where no entry on the way has links */
void styr_i_dag_leave(styr_i_dag *d, const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode); /* skips the remaining ones */
int styr_i_dag_next(styr_i_dag *d, const styr_i_layers *l, styr_i_path_buffer *t, styr_mode mode, styr_i_bounds *b, styr_i_go *go);

/* ---- depth first, with pruning by distance from the last node ---- */

enum { STYR_I_UNMET = 255 }; /* in a table: the distance is not known */

typedef struct styr_i_met {
  uint32_t state;
  size_t first, end; /* of its nodes: those first reached at that level */
  uint64_t level;
} styr_i_met;

typedef struct styr_i_distances {
  styr_i_bfs bfs;    /* backward from the targets */
  bool begun, ended; /* ended: a node that was not reached cannot be */
  uint64_t level;    /* up to here distances are known */
  styr_i_met *marks;
  size_t mark_count, mark_cap;
  uint8_t **tables;  /* by forward state: a byte for each node, 255 = not reached yet */
  uint8_t **current; /* the tables that hold distances to the current targets; else NULL */
  size_t table_count, table_cap;
} styr_i_distances;

typedef struct
    styr_i_dfs_transition { /* a transition of the DFA: by the ties of one type, or of several types where order does not matter */
  const uint32_t *start;    /* those of a node are from start[node * types] up to start[node * types + width]; NULL: look them up */
  const uint32_t *far, *tie;
  uint32_t move, target;
  uint16_t low, width; /* types */
  bool inward, tested; /* tested: by more than the type, so that the target must be looked up for each tie */
} styr_i_dfs_transition;

typedef struct styr_i_dfs_plan { /* the transitions of a state */
  uint32_t first, count;
  bool made;
} styr_i_dfs_plan;

typedef struct styr_i_dfs_cursor { /* the ties of one transition from a node that have not been tried yet */
  uint32_t at, end, transition;
  uint32_t tie; /* the next one that may be taken; NONE: not known yet */
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
  bool pruned; /* whether distances are used */
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
  uint64_t counted; /* paths that were counted without being delivered, where the order does not matter */
  styr_i_distances distances;
} styr_i_dfs;

void styr_i_dfs_init(styr_i_dfs *d, styr_i_dfa *forward, styr_i_dfa *backward, styr_i_meter *meter);
void styr_i_dfs_done(styr_i_dfs *d);
void styr_i_dfs_targets(styr_i_dfs *d, const uint32_t *to, size_t to_count, const uint64_t *to_bits);
void styr_i_dfs_begin(styr_i_dfs *d, styr_i_path_buffer *t, uint32_t start, styr_mode mode, uint64_t least, uint64_t most, bool ordered);
int styr_i_dfs_next(styr_i_dfs *d, styr_i_path_buffer *t, styr_i_bounds *b, styr_i_go *go); /* 1: a path of d->length is in the buffer */
void styr_i_dfs_leave(styr_i_dfs *d, styr_i_path_buffer *t);                                /* skips the remaining ones */
/* Computes the distances to the targets: all of them, or as many as about `effort` ties allow. */
styr_i_go styr_i_dfs_settle(styr_i_dfs *d, styr_i_bounds *b, uint64_t effort);
styr_i_go styr_i_distances_extend(styr_i_dfs *d, styr_i_bounds *b); /* by one level, if the forward search has cost enough by now */
uint8_t *styr_i_distances_table(styr_i_dfs *d, uint32_t forward);   /* the distances for a state; NULL: there is no memory */
/* A lower bound on the ties from a node and state to a target; UINT64_MAX: no target can be reached. */
uint64_t styr_i_distances_left(styr_i_dfs *d, uint32_t state, uint32_t place);
void styr_i_distances_done(styr_i_distances *p, const styr_allocator *a);

#endif

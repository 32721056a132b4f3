/* SPDX-License-Identifier: MIT */
/* Inside of path queries. A pattern's text becomes a tree (parse.c); bound to a graph it becomes a small program of steps
 * (program.c); the program is made deterministic as far as a search needs it (machine.c), forward from the first node or
 * backward from the last. The searches run machine and graph side by side: reach.c for pairs, layers.c and shortest.c for
 * the shortest selectors, depth.c for all paths and for the modes that restrict repetition. */
#ifndef STYR_PATH_I_H
#define STYR_PATH_I_H

#include "../base/base_i.h"
#include "../graph/graph_i.h"

#include <styr/path.h>

enum {
  STYR_I_MOST_STEPS = 1 << 22, /* of a program */
  STYR_I_MOST_TESTS = 64,      /* of each sort in a pattern: their outcomes are the bits of a word */
  STYR_I_MOST_NESTING = 400,
  STYR_I_MOST_TEXT = 1 << 20
};

/* ---- tree ---- */

typedef enum styr_i_op { TREE_ATOM, TREE_TEST, TREE_SEQUENCE, TREE_CHOICE, TREE_REPEAT, TREE_INVERSE } styr_i_op;

typedef struct styr_i_tree {
  styr_i_op op;
  uint32_t child, next; /* first child and next sibling, or NONE */
  uint32_t arg;         /* atom or test */
  uint64_t least, most; /* of REPEAT; most UINT64_MAX = unbounded */
} styr_i_tree;

typedef enum styr_i_atom_kind { ATOM_TYPE, ATOM_ANY, ATOM_FAMILY, ATOM_UP, ATOM_DOWN, ATOM_NOT } styr_i_atom_kind;

typedef struct styr_i_atom {
  styr_i_atom_kind kind;
  uint32_t name;         /* of TYPE and FAMILY: number of the name */
  uint32_t first, count; /* of NOT: its entries */
  uint32_t test;         /* tie test, or NONE */
} styr_i_atom;

typedef enum styr_i_compare { CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE } styr_i_compare;

typedef struct styr_i_condition {
  uint32_t column, value; /* offsets into the pattern's text store */
  styr_i_compare compare;
} styr_i_condition;

typedef struct styr_i_test {
  uint32_t first, count; /* its conditions, all of which must hold */
} styr_i_test;

typedef struct styr_i_name {
  uint32_t text;
  styr_name_kind kind;
} styr_i_name;

struct styr_pattern {
  styr_allocator a;
  uint32_t root;
  uint64_t least, most;
  styr_i_tree *trees;
  size_t tree_count, tree_cap;
  styr_i_atom *atoms;
  size_t atom_count, atom_cap;
  struct {
    uint32_t name;
    bool inverse;
  } * excluded; /* the entries of NOT atoms */
  size_t excluded_count, excluded_cap;
  styr_i_name *names;
  size_t name_count, name_cap;
  styr_i_condition *conditions;
  size_t condition_count, condition_cap;
  styr_i_test tie_tests[STYR_I_MOST_TESTS], node_tests[STYR_I_MOST_TESTS];
  uint32_t tie_test_count, node_test_count;
  char *text; /* names, columns and values, each with a NUL behind */
  size_t text_size, text_cap;
};

/* ---- tests, bound to a graph ---- */

typedef struct styr_i_check { /* one condition on one table */
  uint32_t column;            /* NONE: the table has none, so that every value is missing */
  uint8_t kind;               /* styr_i_kind of the column */
  bool ranked;                /* compare ranks of levels */
  styr_i_compare compare;
  const char *value;
  int64_t first, last; /* numbers, ranks, days; amounts in 1/10,000 of the major unit */
} styr_i_check;

typedef struct styr_i_tests {
  styr_i_check *ties, *actors, *texts; /* in the order of the pattern's conditions */
} styr_i_tests;

styr_status styr_i_tests_bind(const styr_pattern *p, const styr_graph *g, const styr_allocator *a, styr_i_tests *out, styr_error *error);
void styr_i_tests_done(styr_i_tests *t, const styr_allocator *a);
bool styr_i_tie_passes(const styr_pattern *p, const styr_i_tests *t, const styr_graph *g, uint32_t test, uint32_t tie);
uint64_t styr_i_node_passes(const styr_pattern *p, const styr_i_tests *t, const styr_graph *g, uint64_t asked, uint32_t place);

/* ---- program ---- */

typedef enum styr_i_code { STEP_TIE, STEP_SPLIT, STEP_TEST, STEP_ACCEPT } styr_i_code;

typedef struct styr_i_step {
  uint8_t code;
  bool live; /* the end can be reached from here on this graph */
  uint32_t next;
  uint32_t other; /* SPLIT: the second way; TIE: its class; TEST: the node test */
} styr_i_step;

typedef struct styr_i_class { /* the ties that a step takes */
  uint32_t sets;              /* place of two bit sets of types, forward then inverse */
  uint32_t test;              /* tie test, or NONE */
} styr_i_class;

typedef struct styr_i_program {
  styr_i_step *steps;
  size_t count, cap;
  styr_i_class *classes;
  size_t class_count, class_cap;
  uint64_t *sets;
  size_t set_count, set_cap;
  uint32_t words; /* of one bit set */
  uint32_t start;
  bool tested;                     /* has node tests */
  uint32_t *before_first, *before; /* reverse edges, made when a backward machine asks */
} styr_i_program;

bool styr_i_program_build(const styr_pattern *p, const styr_graph *g, const styr_allocator *a, styr_i_program *out);
bool styr_i_program_reverse(styr_i_program *p, const styr_allocator *a);
void styr_i_program_done(styr_i_program *p, const styr_allocator *a);
static inline bool styr_i_in_set(const uint64_t *set, uint32_t type) {
  return set[type / 64] >> type % 64 & 1;
}

/* ---- memory under a budget ---- */

typedef struct styr_i_meter {
  styr_allocator base, own; /* `own` counts what goes through it */
  uint64_t used, most, peak;
  bool refused; /* the budget did, not the system */
} styr_i_meter;

void styr_i_meter_init(styr_i_meter *m, const styr_allocator *base);

/* ---- machine: states are sets of program steps, found as searches meet them ---- */

typedef struct styr_i_move { /* from a state along the ties of some types in one direction */
  uint32_t target;           /* state; with PENDING a kernel, with CONDITIONAL a number for the memo */
  uint16_t low, high;        /* types [low, high) */
  uint8_t inward;            /* reads ties at their `to` end */
  uint8_t flags;
} styr_i_move;
enum {
  MOVE_PENDING = 1,     /* the state hangs on node tests where the tie leads */
  MOVE_CONDITIONAL = 2, /* it hangs on tie tests */
  MOVE_LOOPED = 4       /* the state also reads these types the other way, which matters for a tie from a node to itself */
};

typedef struct styr_i_state {
  uint32_t items, item_count; /* what the state is: steps to take next (forward), or behind us (backward) */
  uint32_t takes, take_count; /* the TIE steps it moves by */
  uint32_t moves, move_count;
  bool accept, built, looped, plain; /* looped: some move is; plain: no move is pending or conditional */
} styr_i_state;

typedef struct styr_i_memo_entry {
  uint32_t id, target; /* target + 1; 0 = free */
  uint64_t bits;
} styr_i_memo_entry;

typedef struct styr_i_machine {
  const styr_pattern *pattern;
  const styr_i_program *program;
  const styr_i_tests *tests;
  const styr_graph *graph;
  const styr_allocator *a;
  bool backward;
  styr_i_state *states;
  size_t state_count, state_cap;
  uint32_t *pool; /* item lists */
  size_t pool_size, pool_cap;
  styr_i_move *moves;
  size_t move_count, move_cap;
  struct {
    uint32_t items, count;
    uint64_t asks; /* node tests that it hangs on */
  } * kernels;
  size_t kernel_count, kernel_cap;
  uint32_t *slots; /* state or kernel + 1, by hash of its list */
  uint32_t mask, filled;
  styr_i_memo_entry *memo;
  uint32_t memo_mask, memo_count;
  uint32_t *stamp, now; /* visited marks of the closure, one a step */
  uint32_t *stack, *list, *list2;
  size_t stack_cap, list_cap, list2_cap;
} styr_i_machine;

#define STYR_I_DEAD (UINT32_MAX - 1) /* no state: nothing can follow */
#define STYR_I_OOM  UINT32_MAX

void styr_i_machine_init(styr_i_machine *m, const styr_pattern *p, const styr_i_program *program, const styr_i_tests *t,
                         const styr_graph *g, const styr_allocator *a, bool backward);
void styr_i_machine_done(styr_i_machine *m);
uint32_t styr_i_machine_start(styr_i_machine *m, uint32_t place); /* state, DEAD or OOM; as are the next three */
uint32_t styr_i_machine_settle(styr_i_machine *m, uint32_t kernel, uint32_t place);
uint32_t styr_i_machine_take(styr_i_machine *m, uint32_t state, const styr_i_move *move, uint32_t tie, uint32_t place);
uint32_t styr_i_machine_loop(styr_i_machine *m, uint32_t state, const styr_i_move *move, uint32_t tie, uint32_t place);
bool styr_i_machine_build(styr_i_machine *m, uint32_t state); /* its moves; false when out of memory */
bool styr_i_machine_meets(const styr_i_machine *forward, uint32_t f, const styr_i_machine *backward, uint32_t b);

static inline bool styr_i_ready(styr_i_machine *m, uint32_t state) {
  return m->states[state].built || styr_i_machine_build(m, state);
}

/* ---- bounds of a search ---- */

typedef enum styr_i_go { GO_ON, GO_STOP, GO_NOMEM } styr_i_go; /* STOP: a bound was hit */

typedef struct styr_i_bounds {
  const styr_path_options *options;
  uint64_t steps;      /* ties looked at */
  uint64_t next_check; /* steps at which to ask whether to go on */
  const char *hit;     /* which bound was hit */
} styr_i_bounds;

enum { STYR_I_CHECK_EVERY = 4096 };
void styr_i_bounds_begin(styr_i_bounds *b, const styr_path_options *options);
bool styr_i_bounds_stop(styr_i_bounds *b); /* asked when `steps` reaches `next_check` */
static inline bool styr_i_spend(styr_i_bounds *b, uint64_t ties) {
  b->steps += ties;
  return __builtin_expect(b->steps < b->next_check, 1) || !styr_i_bounds_stop(b);
}

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
  uint32_t *slots; /* place + 1 */
  uint32_t mask;
  size_t fresh; /* those from here on were met on the way to the current level */
  bool dense, listed;
} styr_i_seen;

typedef struct styr_i_reach {
  styr_i_machine *machine;
  const styr_allocator *a;
  styr_i_seen *seen; /* by state */
  size_t seen_count, seen_cap;
  uint32_t *now, *later; /* states with nodes to go on from */
  size_t now_count, later_count, now_cap, later_cap;
  uint64_t *answers; /* a bit a node, made by styr_i_reach_answers() */
  bool cut;          /* the length bound left something out */
  const struct styr_i_reach *other;
  uint32_t *meets; /* states of the other search that complete the state at hand */
  size_t meet_count, meet_cap;
  bool met;
} styr_i_reach;

void styr_i_reach_init(styr_i_reach *r, styr_i_machine *machine, const styr_allocator *a);
void styr_i_reach_done(styr_i_reach *r);
/* Level by level: begin, add the nodes to start from, then go one tie further as long as `later_count` is not 0. */
void styr_i_reach_begin(styr_i_reach *r);
styr_i_go styr_i_reach_add(styr_i_reach *r, uint32_t start);
styr_i_go styr_i_reach_level(styr_i_reach *r, styr_i_bounds *b);
/* Everything from one node by at most `most` ties, and the answers from it. `asked`: bits of the nodes that may be answers;
 * `wanted` ends the search early when that node is met; both may be NULL. `cut` says whether the bound left an answer out. */
/* Ends the search when it meets a node and state of a search from the other end: `other`, whose states may complete ours. */
void styr_i_reach_towards(styr_i_reach *r, const styr_i_reach *other);
styr_i_go styr_i_reach_run(styr_i_reach *r, styr_i_bounds *b, uint32_t start, uint64_t most, const uint64_t *asked, const uint32_t *wanted);
bool styr_i_reach_answers(styr_i_reach *r);
uint64_t styr_i_reach_count(const styr_i_reach *r, bool *exact); /* how many, where no node can be met in two accepting states */

/* ---- reachability from up to 64 nodes at once: a bit a source ---- */

typedef struct styr_i_wave {
  uint64_t *seen, *now, *next; /* a word a node */
  uint32_t *nodes, *later;
  size_t node_count, later_count;
  bool listed;
} styr_i_wave;

typedef struct styr_i_flock {
  styr_i_machine *machine;
  const styr_allocator *a;
  styr_i_wave *waves; /* by state */
  size_t wave_count, wave_cap;
  uint32_t *states, *later;
  size_t state_count, later_count, states_cap, later_cap;
  uint64_t *answers; /* a word a node */
  bool cut;
} styr_i_flock;

void styr_i_flock_init(styr_i_flock *w, styr_i_machine *machine, const styr_allocator *a);
void styr_i_flock_done(styr_i_flock *w);
styr_i_go styr_i_flock_run(styr_i_flock *w, styr_i_bounds *b, const uint32_t *starts, uint32_t count, uint64_t most, const uint64_t *asked);
void styr_i_flock_rows(const styr_i_flock *w, uint64_t *rows, size_t words); /* 64 rows of a bit a node */

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
  styr_i_machine *machine;
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
  uint8_t *mask;       /* a byte a node: states below 8 that it was met in, where only the first entry before is kept */
  uint32_t *latest[8]; /* for `every` or ranks: newest entry + 1 of a node in such a state */
  bool ready[8];       /* such a state has its room */
  uint32_t *slots;     /* newest entry + 1 of the other states, by hash */
  uint32_t slot_mask, slot_count;
  uint32_t *starts; /* with ranks > 1: the first entry of each level */
  size_t start_cap;
} styr_i_layers;

void styr_i_layers_init(styr_i_layers *l, styr_i_machine *machine, const styr_allocator *a);
void styr_i_layers_done(styr_i_layers *l);
styr_i_go styr_i_layers_begin(styr_i_layers *l, uint32_t start, bool every, uint64_t ranks);
styr_i_go styr_i_layers_step(styr_i_layers *l, styr_i_bounds *b); /* the next level; empty when there is none */

/* ---- numbers of walks ---- */

typedef struct styr_i_cell_at {
  uint32_t place, state;
} styr_i_cell_at;

typedef struct styr_i_tally {
  styr_i_machine *machine;
  const styr_allocator *a;
  bool shortest; /* a node and state counts at its first level only */
  styr_i_cell_at *cells;
  uint64_t *low, *high; /* the number of walks to each cell, 2^128 - 1 for more; `high` is NULL while all fit into 64 bits */
  size_t count, cap;
  size_t first, end;    /* the level that is complete */
  size_t kept_from;     /* cells from here on can be looked up */
  uint32_t *cell_of[8]; /* cell + 1 of a node in a state below 8 */
  uint32_t *slots;      /* of the other states, by hash */
  uint32_t slot_mask, slot_count;
} styr_i_tally;

void styr_i_tally_init(styr_i_tally *t, styr_i_machine *machine, const styr_allocator *a);
void styr_i_tally_done(styr_i_tally *t);
styr_i_go styr_i_tally_begin(styr_i_tally *t, uint32_t start, bool shortest);
styr_i_go styr_i_tally_step(styr_i_tally *t, styr_i_bounds *b);

/* ---- path buffers ---- */

typedef struct styr_i_trace { /* a path under construction */
  styr_tie *ties;
  styr_node *nodes;
  size_t tie_cap, node_cap;
  uint64_t *node_used, *tie_used; /* bits, for the modes that ask */
} styr_i_trace;

bool styr_i_trace_reserve(styr_i_trace *t, const styr_allocator *a, size_t length);
bool styr_i_trace_mode(styr_i_trace *t, const styr_allocator *a, const styr_graph *g, styr_mode mode);
void styr_i_trace_done(styr_i_trace *t, const styr_allocator *a);

/* ---- the walks between two nodes at one level, in order ---- */

typedef struct styr_i_way {
  uint32_t tie, to; /* local node */
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
  struct styr_i_span {
    uint32_t at, end;
  } * spans; /* per depth: the ways still to try */
  size_t span_cap;
  uint64_t length, depth;
  bool single, started, over; /* single: one path, already in the trace */
} styr_i_dag;

void styr_i_dag_done(styr_i_dag *d, const styr_allocator *a);
bool styr_i_dag_begin(styr_i_dag *d, const styr_i_layers *l, const uint32_t *last, size_t last_count, uint64_t length, styr_i_trace *t);
bool styr_i_dag_single(const styr_i_layers *l, uint32_t last, uint64_t length, styr_i_trace *t); /* without links on its way */
void styr_i_dag_leave(styr_i_dag *d, const styr_i_layers *l, styr_i_trace *t, styr_mode mode);   /* gives up the rest */
int styr_i_dag_next(styr_i_dag *d, const styr_i_layers *l, styr_i_trace *t, styr_mode mode, styr_i_bounds *b, styr_i_go *go);

/* ---- depth first, with pruning by distance from the last node ---- */

typedef struct styr_i_met {
  uint32_t state;
  size_t first, end; /* of its nodes: those met at that level */
  uint64_t level;
} styr_i_met;

typedef struct styr_i_prune {
  styr_i_reach reach; /* backward from the targets */
  bool begun, ended;  /* ended: what is not met cannot be met */
  uint64_t level;     /* up to here distances are known */
  styr_i_met *marks;
  size_t mark_count, mark_cap;
  uint8_t **planes; /* by forward state: room for a byte a node, 255 = not met yet */
  uint8_t **live;   /* those that hold the distances from the current targets; else NULL */
  size_t plane_count, plane_cap;
} styr_i_prune;

typedef struct styr_i_cursor { /* the ties of one move from a node that are still to be tried */
  uint32_t at, end, move;
  uint32_t tie; /* the next one that may be taken; NONE while it is not looked for */
} styr_i_cursor;

typedef struct styr_i_frame {
  uint32_t place, state;
  uint32_t first, count; /* its cursors */
} styr_i_frame;

typedef struct styr_i_depth {
  styr_query *query;
  const styr_allocator *a;
  styr_mode mode;
  uint32_t start;
  const uint32_t *to;
  size_t to_count;
  const uint64_t *to_bits; /* NULL: every node may be last */
  uint64_t least, most;    /* lengths to deliver */
  bool ordered;
  bool pruned; /* whether distances are worth asking for */
  bool cut;    /* `most` left something out */
  styr_i_frame *frames;
  size_t frame_cap;
  uint64_t length;
  styr_i_cursor *cursors;
  size_t cursor_count, cursor_cap;
  uint64_t since;     /* steps at the last answer, or when distances were last extended */
  uint64_t extend_at; /* steps at which to ask whether distances are worth extending */
  bool fresh, over;
  uint64_t depth;   /* frames in use - 1 */
  uint64_t counted; /* paths that were counted without being delivered, where no order is asked for */
  styr_i_prune prune;
} styr_i_depth;

void styr_i_depth_init(styr_i_depth *d, styr_query *q);
void styr_i_depth_done(styr_i_depth *d);
void styr_i_depth_targets(styr_i_depth *d, const uint32_t *to, size_t to_count, const uint64_t *to_bits);
void styr_i_depth_begin(styr_i_depth *d, styr_i_trace *t, uint32_t start, styr_mode mode, uint64_t least, uint64_t most, bool ordered);
int styr_i_depth_next(styr_i_depth *d, styr_i_trace *t, styr_i_bounds *b, styr_i_go *go); /* 1: a path of d->length lies in the trace */
void styr_i_depth_leave(styr_i_depth *d, styr_i_trace *t);                                /* gives up the rest */
/* Works out the distances from the targets: all of them, or as far as about `effort` ties carry. */
styr_i_go styr_i_depth_settle(styr_i_depth *d, styr_i_bounds *b, uint64_t effort);

/* ---- a query and its cursors ---- */

typedef struct styr_i_worker styr_i_worker;

struct styr_pairs {
  styr_query *query;
  styr_path_options options;
  styr_i_bounds bounds;
  uint32_t *from, *to; /* places, sorted, each once; NULL = every place */
  size_t from_count, to_count;
  uint64_t *from_bits, *to_bits; /* the same as bits, where they are asked so */
  bool backward;                 /* searched from the last nodes */
  bool many;                     /* 64 at a time */
  size_t next_source;            /* of `from`, or a place */
  styr_i_worker *workers;
  size_t worker_count;
  const uint64_t *rows; /* answers at hand: `row_words` a row */
  size_t row_words, row_count, row_cap, row;
  uint64_t *own_rows;
  uint32_t *row_source; /* the row's first node; NULL: its number */
  size_t row_source_cap;
  size_t word;
  uint64_t left; /* of the current word */
  uint64_t delivered;
  styr_status ended; /* OK while there may be more */
};

struct styr_paths {
  styr_query *query;
  styr_path_options options;
  styr_i_bounds bounds;
  uint32_t *from, *to;
  size_t from_count, to_count;
  uint64_t *from_bits, *to_bits;
  uint64_t *place_bits; /* the last node of the pair at hand, where it is searched alone */
  size_t next_source;
  uint32_t start;
  bool running;      /* a source is being searched */
  bool levels_begun; /* its level 0 was looked at */
  bool counting;     /* no order is asked for */
  bool heedless;     /* nobody asks whether the bound on lengths left something out */
  uint64_t probed;   /* steps spent on finding that out */
  uint64_t counted;  /* paths that were counted without being delivered */
  uint64_t delivered;
  styr_status ended;
  const char *cut; /* "max-length" when a length bound left something out */
  /* shortest selectors */
  uint64_t *ends;                    /* entries that accept, as place << 32 | entry; then in the order of delivery */
  size_t end_count, end_cap, end_at; /* `end_at`: where pairs are read off one by one */
  uint64_t *sorted;
  size_t sorted_cap;
  uint64_t *answered; /* a bit a node: pairs that are done */
  uint64_t *longer;   /* pairs that have walks beyond the bound on lengths, where several lengths are asked for */
  uint32_t *longer_list;
  size_t longer_count, longer_cap;
  uint32_t *answered_list;
  size_t answered_count, answered_cap;
  struct styr_i_pair {
    uint64_t level;
    uint32_t place;
    size_t first, count;
  } * pairs; /* with k > 1: the pairs of a source */
  size_t pair_count, pair_cap, pair_at;
  uint32_t *last; /* entries that end the pair at hand */
  size_t last_cap;
  bool in_pair, deep; /* deep: lengths beyond the distance, depth first */
  uint32_t pair_place;
  uint64_t pair_level, pair_paths, pair_groups, group_paths;
  size_t pair_next;
};

struct styr_query {
  styr_allocator a;
  styr_i_meter meter;
  const styr_graph *graph;
  const styr_pattern *pattern;
  styr_i_program program;
  styr_i_tests tests;
  styr_i_machine forward, backward;
  styr_i_reach reach;
  styr_i_reach ahead, back; /* where a search comes from both ends */
  styr_i_flock batch;
  styr_i_layers layers;
  styr_i_tally tally;
  styr_i_dag dag;
  styr_i_depth depth;
  styr_i_trace trace;
  uint64_t *spare[4]; /* sets of nodes that are empty, for the next cursor */
  bool busy;
  styr_pairs pairs;
  styr_paths paths;
};

uint64_t *styr_i_take_bits(styr_query *q); /* an empty set of nodes; NULL when out of memory */
void styr_i_give_bits(styr_query *q, uint64_t *bits, const uint32_t *places, size_t count); /* which holds at most these */

styr_i_go styr_i_paths_beyond(styr_paths *p);
styr_i_go styr_i_paths_pairs(styr_paths *p, bool *more);
uint64_t styr_i_level_of(const styr_i_layers *l, uint32_t entry); /* where several ranks are kept */
bool styr_i_paths_start(styr_paths *p);                           /* the next first node into p->start */
styr_status styr_i_paths_put(styr_i_out *o, styr_paths *paths, const styr_path_write *options, styr_format format, uint64_t *count,
                             styr_error *error);
styr_status styr_i_places(const styr_query *q, const styr_node *nodes, size_t count, uint32_t **out, size_t *out_count);
bool styr_i_backward_ready(styr_query *q);
styr_status styr_i_stopped(styr_query *q, styr_i_bounds *b, styr_i_go go, styr_error *error);

#endif

/* SPDX-License-Identifier: MIT */
/* Queries and their cursors. A pattern's text becomes a tree (parse.c); bound to a graph it becomes an NFA (nfa.c), of
 * which a forward and a backward DFA are built as far as a search needs them (dfa.c). paths.c, pairs.c and count.c drive
 * the searches; their cursors are here. Within lib/path, includes point one way: bounds, pattern, search, cursor. */
#ifndef STYR_PATH_I_H
#define STYR_PATH_I_H

#include "path/search/search_i.h"

/* ---- a query and its cursors ---- */

typedef struct styr_i_worker styr_i_worker;

struct styr_pairs {
  styr_query *query;
  styr_path_options options;
  styr_i_bounds bounds;
  uint32_t *from, *to; /* places, sorted, each once; NULL = every place */
  size_t from_count, to_count;
  uint64_t *from_bits, *to_bits; /* the same as bits, where they are needed */
  bool backward;                 /* searched from the last nodes */
  bool many;                     /* 64 at a time */
  size_t next_source;            /* of `from`, or a place */
  styr_i_worker *workers;
  size_t worker_count;
  const uint64_t *rows; /* the current answers: `row_words` for each row */
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
  uint64_t *place_bits; /* the last node of the current pair, where it is searched alone */
  size_t next_source;
  uint32_t start;
  bool running;      /* a source is being searched */
  bool levels_begun; /* its level 0 was looked at */
  bool counting;     /* the order of the paths does not matter */
  bool ignores_cut;  /* it is not needed whether the bound on lengths left paths out */
  uint64_t probed;   /* steps spent on finding that out */
  uint64_t counted;  /* paths that were counted without being delivered */
  uint64_t delivered;
  styr_status ended;
  const char *cut; /* "max-length" when a length bound left something out */
  /* shortest selectors */
  uint32_t *ends;                    /* entries that accept, in the order of delivery */
  size_t end_count, end_cap, end_at; /* `end_at`: the next one, where pairs are delivered one by one */
  uint64_t *answered;                /* a bit for each node: pairs that are done */
  size_t answered_count;
  bool in_walk_counts; /* answered nodes are in cells of the walk counts, not in entries of the layers */
  uint64_t *longer;    /* pairs that have walks beyond the bound on lengths, where several lengths are wanted */
  bool longer_any;
  struct styr_i_pair {
    uint64_t level;
    uint32_t place;
    size_t first, count;
  } * pairs; /* with k > 1: the pairs of a source */
  size_t pair_count, pair_cap, pair_at;
  uint32_t *last; /* entries that end the current pair */
  size_t last_cap;
  bool in_pair, deep; /* deep: lengths beyond the distance, by depth-first search */
  uint32_t pair_place;
  uint64_t pair_level, pair_paths, pair_groups, group_paths;
  size_t pair_next;
};

struct styr_query {
  styr_allocator a;
  styr_i_meter meter;
  const styr_graph *graph;
  const styr_pattern *pattern;
  styr_i_nfa nfa;
  styr_i_tests tests;
  styr_i_dfa forward, backward;
  styr_i_bfs bfs;
  styr_i_bfs forward_bfs, backward_bfs; /* for the search from both ends */
  styr_i_msbfs msbfs;
  styr_i_layers layers;
  styr_i_walk_counts walk_counts;
  styr_i_dag dag;
  styr_i_dfs dfs;
  styr_i_path_buffer path_buffer;
  uint64_t *spare[4]; /* empty sets of nodes, for the next cursor */
  bool busy;
  styr_pairs pairs;
  styr_paths paths;
};

/* Checks the options of a search. NULL means the defaults, and in a struct of version 0 a zero does; `room` then holds them. Returns the
 * options to use, or NULL with an error. */
const styr_path_options *styr_i_path_options_read(const styr_query *q, const styr_path_options *given, styr_path_options *room,
                                                  styr_error *error);
styr_status styr_i_query_begin(styr_query *q, const styr_path_options *options, styr_error *error);
uint64_t *styr_i_take_bits(styr_query *q); /* an empty set of nodes; NULL when out of memory */
void styr_i_give_bits(styr_query *q, uint64_t *bits, const uint32_t *places, size_t count); /* which contains at most these */

/* Several lengths are wanted. */
static inline bool styr_i_several(const styr_paths *p) {
  return (p->options.selector == STYR_SHORTEST || p->options.selector == STYR_GROUPS) && p->options.k > 1;
}
/* Walks of several lengths are read from the layers; the other modes search each pair for lengths beyond the distance. */
static inline bool styr_i_layered(const styr_paths *p) {
  return p->options.mode == STYR_WALK && styr_i_several(p);
}
/* One walk for each pair: it is read from the layers directly. */
static inline bool styr_i_one_walk(const styr_paths *p) {
  return p->options.selector <= STYR_ANY_SHORTEST && p->options.mode == STYR_WALK;
}
static inline void styr_i_source_answer(styr_paths *p, uint32_t place) {
  styr_i_set_bit(p->answered, place);
  p->answered_count++;
}

styr_i_go styr_i_source_begin(styr_paths *p);                     /* at p->start */
styr_i_go styr_i_source_find(styr_paths *p);                      /* finds more pairs: of the next level, or all of them */
bool styr_i_source_next(styr_paths *p);                           /* the next first node into p->start; false: there is none */
styr_i_go styr_i_source_next_pairs(styr_paths *p, bool *more);    /* the next first node, with all its pairs */
styr_i_go styr_i_source_beyond(styr_paths *p);                    /* whether the bound on lengths left a path out: p->cut */
void styr_i_source_forget(styr_paths *p);                         /* its answers */
uint64_t styr_i_level_of(const styr_i_layers *l, uint32_t entry); /* where several ranks are kept */

styr_status styr_i_places(const styr_query *q, const styr_node *nodes, size_t count, uint32_t **out, size_t *out_count);

#endif

/* SPDX-License-Identifier: MIT */
/* A pattern as a tree, its tests bound to a map, and the nondeterministic automaton (NFA) that it becomes on a graph. */
#ifndef STYR_PATTERN_I_H
#define STYR_PATTERN_I_H

#include "base/base_i.h"
#include "graph/graph_i.h"

#include <styr/path.h>

enum {
  STYR_I_MOST_STEPS = 1 << 22, /* of an NFA */
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
  char *text; /* names, columns and values, each followed by a NUL */
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

/* ---- NFA ---- */

typedef enum styr_i_code { STEP_TIE, STEP_SPLIT, STEP_TEST, STEP_ACCEPT } styr_i_code;

typedef struct styr_i_nfa_step {
  uint8_t code;
  bool live; /* the end can be reached from here on this graph */
  uint32_t next;
  uint32_t other; /* SPLIT: the second way; TIE: its class; TEST: the node test */
} styr_i_nfa_step;

typedef struct styr_i_class { /* the ties that a step takes */
  uint32_t sets;              /* place of two bit sets of types, forward then inverse */
  uint32_t test;              /* tie test, or NONE */
} styr_i_class;

typedef struct styr_i_nfa {
  styr_allocator a;
  styr_i_nfa_step *steps;
  size_t count, cap;
  styr_i_class *classes;
  size_t class_count, class_cap;
  uint64_t *sets;
  size_t set_count, set_cap;
  uint32_t words; /* of one bit set */
  uint32_t start;
  bool tested;                     /* has node tests */
  uint32_t *before_first, *before; /* reverse edges, made by styr_i_nfa_reverse() */
} styr_i_nfa;

bool styr_i_nfa_build(const styr_pattern *p, const styr_graph *g, const styr_allocator *a, styr_i_nfa *out);
bool styr_i_nfa_reverse(styr_i_nfa *p); /* needed before the first use of a backward DFA; a second call does nothing */
void styr_i_nfa_done(styr_i_nfa *p);
static inline bool styr_i_in_set(const uint64_t *set, uint32_t type) {
  return set[type / 64] >> type % 64 & 1;
}

#endif

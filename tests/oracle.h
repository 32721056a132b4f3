/* SPDX-License-Identifier: MIT */
/* A slow, simple evaluation of path patterns, with which the engine is compared. It makes random maps and random patterns, writes a
 * pattern as text for the engine, and evaluates the tree itself: a sequence of ties matches a tree when the end of the sequence is one
 * of the positions at which a match of the tree can end. Nothing here reads text or builds an automaton. */
#ifndef STYR_TESTS_ORACLE_H
#define STYR_TESTS_ORACLE_H

#include <stdio.h>
#include <styr/styr.h>

#define OR_NODES    6
#define OR_TIES     9
#define OR_TREE     48
#define OR_LONGEST  14 /* longest sequence that is listed */
#define OR_LAYERS   64 /* longest length for which the ends of walks are known */
#define OR_INFINITE UINT32_MAX

/* ---- random numbers: the same case for the same seed on every machine ---- */
typedef struct or_random {
  uint64_t state;
} or_random;
uint64_t or_next(or_random *r);
uint32_t or_below(or_random *r, uint32_t bound);

/* ---- a case ---- */
typedef struct or_node {
  bool text;
  uint8_t kind, level; /* 0 = none */
  uint16_t start, end; /* years, 0 = open */
} or_node;

typedef struct or_tie {
  uint8_t from, to, type;
  uint8_t amount, function; /* 0 = none */
  uint16_t start, end;
  uint8_t claims[2]; /* 0 = none, else 1 + stance * 4 + grade */
} or_tie;

typedef enum or_kind {
  OR_TYPE,
  OR_ANY,
  OR_UP,
  OR_DOWN,
  OR_FAMILY,
  OR_NOT,
  OR_NODE, /* a node test */
  OR_SEQUENCE,
  OR_CHOICE,
  OR_INVERSE,
  OR_STAR,
  OR_PLUS,
  OR_OPTIONAL,
  OR_TIMES
} or_kind;

typedef struct or_condition {
  uint8_t column, op, value;
} or_condition;

typedef struct or_tree {
  or_kind kind;
  uint8_t name;             /* of a type or a family */
  uint16_t forward, inward; /* sets of types, of OR_NOT */
  uint8_t left, right;      /* children */
  uint32_t least, most;     /* of OR_TIMES */
  uint8_t conditions, form; /* how many conditions; how it is written */
  or_condition condition[2];
} or_tree;

typedef struct or_case {
  uint64_t seed;
  or_node nodes[OR_NODES];
  or_tie ties[OR_TIES];
  uint8_t node_count, tie_count;
  or_tree tree[OR_TREE];
  uint8_t tree_count, root;
  bool filtered, certain, disputed;
  uint16_t as_of;
  uint8_t grade;
  uint8_t from[4], to[4], from_count, to_count; /* 0 = every node */
  uint64_t choice;                              /* of lengths, limits and threads */
} or_case;

void or_make(or_case *c, uint64_t seed);
/* The same tree, written as a pattern. */
void or_write(const or_case *c, char *out, size_t size);
void or_print(const or_case *c, FILE *out);
styr_filter or_filter(const or_case *c);
/* The map; with more than one copy, as often as asked for, side by side. */
styr_map *or_map(const or_case *c, uint32_t copies);
#define OR_ID 24
/* Id of a node; those of the second copy count on. */
const char *or_id(const or_case *c, uint32_t node, char out[OR_ID]);

/* ---- what it means ---- */
typedef struct or_model {
  const or_case *c;
  const styr_map *map;
  uint8_t count;           /* nodes */
  uint8_t place[OR_NODES]; /* of a node of the case */
  uint8_t at[OR_NODES];    /* node of the case at a place */
  bool sees[OR_NODES];     /* by place */
  bool seen[OR_TIES];
  uint8_t from[OR_TIES], to[OR_TIES]; /* places */
  uint8_t first, last;                /* sets of places: allowed first and last nodes */
} or_model;

void or_mean(or_model *m, const or_case *c, const styr_map *map);

/* A path: the places it visits and its ties. */
typedef struct or_path {
  uint8_t length;
  uint8_t node[OR_LONGEST + 1], tie[OR_LONGEST];
} or_path;

typedef struct or_list {
  or_path *path;
  size_t count, capacity;
} or_list;
void or_list_add(or_list *list, const or_path *path);

/* Whether the path matches the pattern, by trying all ways. */
bool or_matches(const or_model *m, const or_path *path);

/* Every matching path of a mode, up to a length that keeps the work within the budget.
 * @param[out] complete whether there are none that are longer. @return the greatest length that was looked at. */
uint32_t or_all(const or_model *m, styr_mode mode, size_t budget, or_list *out, bool *complete);

/* Ends of walks: at[l][v] is the set of first places from which a walk of length l that matches leads to place v. */
typedef struct or_layers {
  uint32_t low, high; /* lengths between which the layers are not empty; low > high: all empty */
  uint8_t at[OR_LAYERS + 1][OR_NODES];
} or_layers;
void or_walks(const or_model *m, or_layers *out);
/* The same for walks of any length. */
void or_joined(const or_model *m, uint8_t out[OR_NODES]);
/* Least and greatest length of what the pattern can match, and the number of its steps when written out. */
void or_lengths(const or_case *c, uint64_t *least, uint64_t *most, uint64_t *steps);

#endif

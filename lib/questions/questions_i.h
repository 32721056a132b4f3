/* SPDX-License-Identifier: MIT */
/* Shared by the questions. */
#ifndef STYR_QUESTIONS_I_H
#define STYR_QUESTIONS_I_H

#include "map/map_i.h"

#include "graph/condensation_i.h"

#include <styr/account.h>
#include <styr/attest.h>
#include <styr/diff.h>
#include <styr/mandate.h>
#include <styr/ruling.h>
#include <styr/trace.h>

/* ---- memory and evidence of an answer (arena.c) ---- */

typedef struct styr_i_marking { /* which ties or claims were gathered; used when there are more than a few */
  uint32_t *of, now;
  size_t marked; /* of those gathered */
} styr_i_marking;

typedef struct styr_i_arena {
  styr_allocator a;
  const styr_map *map;
  styr_filter filter;
  struct styr_i_block *blocks;
  char *top;
  size_t left;
  uint32_t *ties; /* gathered so far */
  size_t tie_count, tie_cap;
  uint32_t *claims;
  size_t claim_count, claim_cap;
  styr_i_marking tie_marks, claim_marks;
  bool claimed; /* the map has claims at all */
  bool nomem;   /* checked once at the end */
} styr_i_arena;

void styr_i_arena_init(styr_i_arena *l, const styr_allocator *a, const styr_map *map, const styr_filter *filter);
void styr_i_arena_done(styr_i_arena *l);
void *styr_i_keep(styr_i_arena *l, const void *items, size_t count, size_t size); /* a copy in the arena; NULL: out of memory */
const char *styr_i_keep_text(styr_i_arena *l, const char *text);
/* Gather without duplicates: a tie with its claims, a chain of claims, one claim, other evidence. Claims that do not count are left
 * out. */
void styr_i_arena_tie(styr_i_arena *l, styr_tie tie);
void styr_i_arena_new_tie(styr_i_arena *l, styr_tie tie); /* one that was not gathered before, such as the next tie of a path */
void styr_i_arena_claims(styr_i_arena *l, styr_claim first);
void styr_i_arena_claim(styr_i_arena *l, styr_claim claim);
void styr_i_arena_add(styr_i_arena *l, const styr_evidence *e);
styr_evidence styr_i_arena_end(styr_i_arena *l); /* keeps what was gathered, and starts again empty */

/* ---- sets of cases, as scopes describe them (scopes.c) ---- */

typedef struct styr_i_dimension {
  const char *name; /* without "dim:" */
  const char **values;
  size_t count, first; /* first word of its values in a box */
} styr_i_dimension;

typedef struct styr_i_scopes { /* the dimensions of a map and their values, in the order of the vocabulary */
  const styr_allocator *a;
  styr_i_dimension *dimensions;
  size_t count, words;
} styr_i_scopes;

/* A box has a set of values for each dimension, in `words` words: the product of these sets. */
bool styr_i_scopes_init(styr_i_scopes *s, const styr_map *map, const styr_allocator *a);
void styr_i_scopes_done(styr_i_scopes *s);
void styr_i_box_read(const styr_i_scopes *s, const char *scope, uint64_t *box);                     /* a well-formed scope */
bool styr_i_box_meet(const styr_i_scopes *s, const uint64_t *x, const uint64_t *y, uint64_t *both); /* false: the intersection is empty */
bool styr_i_box_fails(const styr_i_scopes *s, const uint64_t *x, const uint64_t *y, size_t dimension); /* disjoint in that dimension */
const char *styr_i_box_write(const styr_i_scopes *s, const uint64_t *box, styr_i_arena *keep);

typedef struct styr_i_boxes { /* a union of boxes that do not overlap */
  uint64_t *words;
  size_t count, cap;
  bool too_many; /* more than STYR_I_MOST_PIECES were needed */
} styr_i_boxes;
bool styr_i_boxes_add(const styr_i_scopes *s, styr_i_boxes *boxes, const uint64_t *box);
/* Takes a box away. False: out of memory, or more than STYR_I_MOST_PIECES are left. */
bool styr_i_boxes_subtract(const styr_i_scopes *s, styr_i_boxes *boxes, const uint64_t *box);
enum { STYR_I_MOST_PIECES = 100000 };

/* ---- kinds of actors ---- */

enum { STYR_I_IS_PERSON = 1, STYR_I_IS_UNIT = 2, STYR_I_IS_NO_HEAD = 4 };
uint8_t *styr_i_actor_flags(const styr_map *map, const styr_allocator *a); /* bits for each actor; NULL: no memory */
bool styr_i_is_organisation_like(const styr_map *map, styr_node node);     /* an actor that is no person */

/* ---- answers, which their writers read ---- */

typedef struct styr_i_marks {
  styr_trace_mark *items;
  size_t count, cap;
} styr_i_marks;

struct styr_trace {
  styr_i_arena arena;
  uint32_t row; /* of the case */
  styr_node standpoint;
  const char *class_scope;
  styr_trace_step *steps;
  size_t count, first_door;
  styr_handover *handovers;
  size_t handover_count;
  styr_loop *loops;
  size_t loop_count;
  styr_i_marks leaves, not_drawn, not_met;
};

struct styr_mandates {
  styr_i_arena arena;
  const styr_map *map;
  const char *function;
  styr_mandate *mandates;
  size_t count, cap;
  styr_overlap *overlaps;
  size_t overlap_count, overlap_cap;
  styr_class_cover *cases;
  size_t case_count, case_cap;
  styr_gate *gates;
  size_t gate_count, gate_cap;
};

struct styr_accounts {
  styr_i_arena arena;
  styr_account *ties;
  size_t count, cap;
  styr_many_principals *multiple;
  size_t multiple_count;
  styr_report_circle *circles;
  size_t circle_count;
};

struct styr_threads {
  styr_i_arena arena;
  styr_node from;
  styr_thread *threads;
  size_t count, cap;
};

struct styr_withdrawal {
  styr_i_arena arena;
  size_t row; /* of the source */
  size_t claims;
  styr_tie *ties;
  size_t tie_count;
  styr_weakening *weakened;
  size_t weakened_count;
  styr_node *nodes;
  size_t node_count;
  styr_standing_change *standings;
  size_t standing_count;
  bool placed; /* the map has a plan */
  styr_apex_change *apexes;
  size_t apex_count;
};

struct styr_ascent {
  styr_i_arena arena;
  styr_node from;
  styr_ascent_apex *apexes;
  size_t count, cap;
  styr_boss_text *bosses;
  size_t boss_count;
};

const styr_map *styr_i_diff_map(const styr_diff *answer, bool after);
const styr_graph *styr_i_apexes_graph(const styr_apexes *answer);
styr_node styr_i_apexes_from(const styr_apexes *answer);

#endif

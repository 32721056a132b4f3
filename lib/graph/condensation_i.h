/* SPDX-License-Identifier: MIT */
/* The condensation of the ruling ties above some nodes (condensation.c), and the apexes above each component (apex_sets.c). */
#ifndef STYR_CONDENSATION_I_H
#define STYR_CONDENSATION_I_H

#include "graph/components_i.h"

typedef struct styr_i_apexes { /* apexes in map order: members[ends[i - 1]] … members[ends[i] - 1] */
  styr_node *members;
  size_t *ends;
  size_t count;
} styr_i_apexes;
bool styr_i_apexes_find(const styr_allocator *a, const styr_graph *g, styr_node from, styr_i_apexes *out); /* the apexes above a node */
void styr_i_apexes_done(const styr_allocator *a, styr_i_apexes *s);
bool styr_i_same_apex(const styr_i_apexes *a, size_t i, const styr_i_apexes *b, size_t k); /* whether they have the same members */
static inline const styr_node *styr_i_apex(const styr_i_apexes *s, size_t i, size_t *count) {
  const size_t first = i ? s->ends[i - 1] : 0;
  *count = s->ends[i] - first;
  return s->members + first;
}

/* Adds the ties of a graph in the direction of the ruling end (`up`) or of the ruled end; ties of family membership can be left
 * out. A set may hold the arcs of several graphs of one map. */
bool styr_i_ruling_arcs_add(const styr_allocator *a, styr_i_arc_set *arcs, const styr_graph *g, bool up, bool no_membership);

typedef struct styr_i_condensation {
  const styr_graph *g;
  uint32_t *of;    /* by place: its component + 1; 0: not above the start nodes */
  size_t *ends;    /* by component: end of its part of `above` */
  uint32_t *above; /* the components directly above each, without duplicates; their numbers are lower than its own */
  size_t count;
  styr_i_apexes tops; /* the components with none above them: the apexes */
} styr_i_condensation;
enum { STYR_I_MEMBERSHIP = 1, STYR_I_ACTORS = 2 }; /* bits: what to leave out */
/* Condenses the ruling ties above `count` places, including these. O(places + the ties above). */
bool styr_i_condense(const styr_allocator *a, const styr_graph *g, const uint32_t *from, size_t count, unsigned without,
                     styr_i_condensation *out);
void styr_i_condensation_done(const styr_allocator *a, styr_i_condensation *c);

typedef struct styr_i_top { /* an apex; its members are those of the condensation */
  const styr_node *members;
  size_t count;
} styr_i_top;
typedef struct styr_i_apex_sets { /* which apexes are above each component; equal sets have one number */
  const styr_i_condensation *condensations[2];
  styr_i_top *tops;
  size_t top_count;
  uint32_t *of[2]; /* the set of each component */
  uint64_t *words;
  size_t word_count, *ends, count; /* ends, by set, in `words` */
} styr_i_apex_sets;
/* The sets of one condensation, or of two of one map (`other` may be NULL); both are borrowed. O(components + the sizes of the sets
 * above each component, in words of 32 apexes). */
bool styr_i_apex_sets_make(const styr_allocator *a, const styr_i_condensation *one, const styr_i_condensation *other,
                           styr_i_apex_sets *out);
void styr_i_apex_sets_done(const styr_allocator *a, styr_i_apex_sets *s);
uint32_t styr_i_apex_set(const styr_i_apex_sets *s, int which, uint32_t place); /* number of the set above a place of the condensation */
bool styr_i_apex_set_list(const styr_allocator *a, const styr_i_apex_sets *s, uint32_t set, styr_i_apexes *out);

#endif

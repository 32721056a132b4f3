/* SPDX-License-Identifier: MIT */
/* The ruling ties above some nodes, condensed into strongly connected components (condensation.c), and the apexes above each
 * component (apex_sets.c). */
#ifndef STYR_CONDENSATION_I_H
#define STYR_CONDENSATION_I_H

#include "graph/graph_i.h"

typedef struct styr_i_apexes { /* apexes in map order: members[ends[i - 1]] … members[ends[i] - 1] */
  styr_node *members;
  size_t *ends;
  size_t count;
} styr_i_apexes;
bool styr_i_apexes_find(const styr_allocator *a, const styr_graph *g, styr_node from, styr_i_apexes *out); /* those above a node */
void styr_i_apexes_done(const styr_allocator *a, styr_i_apexes *s);
bool styr_i_same_apex(const styr_i_apexes *a, size_t i, const styr_i_apexes *b, size_t k); /* they have the same members */
static inline const styr_node *styr_i_apex(const styr_i_apexes *s, size_t i, size_t *count) {
  const size_t first = i ? s->ends[i - 1] : 0;
  *count = s->ends[i] - first;
  return s->members + first;
}

typedef struct styr_i_ruling_run { /* a run of tie types that lead from the ruled to the ruling end, or back */
  const styr_graph *g;
  const styr_i_side *side;
  uint32_t low, high;
} styr_i_ruling_run;
typedef struct styr_i_ruling_arcs { /* begun as {0}; `of` is the owner's to free */
  styr_i_ruling_run *of;
  size_t count, cap;
  uint32_t first; /* nothing goes to a place before it */
} styr_i_ruling_arcs;
typedef struct styr_i_walk { /* over the places that arcs lead to from one */
  uint32_t place, at, end;
  size_t run;
} styr_i_walk;
/* Adds those of a graph; arcs of several graphs of one map lead along the ties of any of them. */
bool styr_i_ruling_arcs_add(const styr_allocator *a, styr_i_ruling_arcs *arcs, const styr_graph *g, bool up, bool no_membership);
/* Follows the arcs from the `count` places in the queue to all that is not met yet; returns how many the queue then has. */
size_t styr_i_spread(const styr_i_ruling_arcs *arcs, bool *met, uint32_t *queue, size_t count);

typedef struct styr_i_condensation {
  const styr_graph *g;
  uint32_t *of;    /* by place: its component + 1; 0: not above the nodes asked about */
  size_t *ends;    /* by component: end of its part of `above` */
  uint32_t *above; /* the components directly above each, each once: of lower number than itself */
  size_t count;
  styr_i_apexes tops; /* the components with none above: the apexes */
} styr_i_condensation;
enum { STYR_I_MEMBERSHIP = 1, STYR_I_ACTORS = 2 }; /* what may be left out, as bits */
/* Condenses the ruling ties above `count` places, these included. O(places), and the ties above. */
bool styr_i_condense(const styr_allocator *a, const styr_graph *g, const uint32_t *from, size_t count, unsigned without,
                     styr_i_condensation *out);
void styr_i_condensation_done(const styr_allocator *a, styr_i_condensation *c);

typedef struct styr_i_top { /* an apex; its members are those of the condensation */
  const styr_node *members;
  size_t count;
} styr_i_top;
typedef struct styr_i_apex_sets { /* which apexes stand above each component; equal sets have one number */
  const styr_i_condensation *condensations[2];
  styr_i_top *tops;
  size_t top_count;
  uint32_t *of[2]; /* the set of each component */
  uint64_t *words;
  size_t word_count, *ends, count; /* ends, by set, in `words` */
} styr_i_apex_sets;
/* The sets of one condensation, or of two of one map (`other` may be NULL), which are borrowed. O(components, and the size of
 * the sets above each component, of which a word holds 32 apexes). */
bool styr_i_apex_sets_make(const styr_allocator *a, const styr_i_condensation *one, const styr_i_condensation *other,
                           styr_i_apex_sets *out);
void styr_i_apex_sets_done(const styr_allocator *a, styr_i_apex_sets *s);
uint32_t styr_i_apex_set(const styr_i_apex_sets *s, int which, uint32_t place); /* number of the set above a place condensed */
bool styr_i_apex_set_list(const styr_allocator *a, const styr_i_apex_sets *s, uint32_t set, styr_i_apexes *out);

#endif

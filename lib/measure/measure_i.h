/* SPDX-License-Identifier: MIT */
/* What the writers of measures need beside the public header. */
#ifndef STYR_MEASURE_I_H
#define STYR_MEASURE_I_H

#include "map/map_i.h"

#include <styr/measure.h>

/* Whether what was measured is complete and of one map; else the error says what is wrong. */
bool styr_i_measured_known(const styr_measured *seen, styr_error *error);
/* The places of the nodes by decreasing score, equal ones in map order. NULL when out of memory; free with styr_i_free. */
size_t *styr_i_measure_order(size_t count, const double *scores);

/* ---- chokepoints as a list (chokepoints.c) ---- */

typedef struct styr_i_chokepoint_edge {
  uint32_t from, to, tie; /* places, and a tie's index */
} styr_i_chokepoint_edge;

typedef struct styr_i_chokepoint_list {
  const styr_measured *seen;
  const styr_chokepoints *what;
  uint32_t *place_of_actor, *place_of_text;
  uint32_t *dominator;           /* by place: the immediate dominator, or UINT32_MAX */
  uint32_t *first, *last;        /* by place: the range of its subtree in the dominator tree */
  uint32_t *chain, listed;       /* the places of the chokepoints that are listed */
  styr_i_chokepoint_edge *edges; /* sorted by their end */
  uint32_t *edges_of;            /* by place: the first edge that ends there */
  uint32_t *ties, *ties_of;      /* the ties of each place that are listed with it */
  size_t edge_count;
} styr_i_chokepoint_list;

/* False: out of memory, or what is given does not fit together; *why then says how. The list is to be freed in any case. */
bool styr_i_chokepoints_list(styr_i_chokepoint_list *w, const styr_measured *seen, const styr_chokepoints *what, const char **why);
void styr_i_chokepoints_done(styr_i_chokepoint_list *w);
size_t styr_i_chokepoint_ties(const styr_i_chokepoint_list *w, uint32_t i, const uint32_t **ties); /* of number i, in map order */

#endif

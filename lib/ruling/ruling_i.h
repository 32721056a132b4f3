/* SPDX-License-Identifier: MIT */
/* Shared by the questions. */
#ifndef STYR_RULING_I_H
#define STYR_RULING_I_H

#include "../base/base_i.h"

#include <styr/graph.h>
#include <styr/ruling.h>

struct styr_outside {
  styr_allocator a;
  const styr_map *map;
  styr_node plan, body;
  styr_placing *placings; /* organisations first, each followed in `units` by slices of `units` */
  size_t count;
  styr_placing *units;
  styr_reason *reasons;
  styr_tie *ties;
  size_t tie_count, tie_cap;
  styr_claim *claims;
  size_t claim_count, claim_cap;
};

/* The organisation above a unit (rollup.c), or the node itself. */
styr_node styr_i_organisation_of(const styr_graph *g, styr_node node);
bool styr_i_is_organisation_like(const styr_map *map, styr_node node); /* an actor that is no person */

const styr_graph *styr_i_apexes_graph(const styr_apexes *answer);
styr_node styr_i_apexes_from(const styr_apexes *answer);

#endif

/* SPDX-License-Identifier: MIT */
/* Brokerage: Gould and Fernandez, Structures of mediation: a formal approach to brokerage in transaction networks (1989).
 *
 * B brokers in A → B → C when A, B, C are three different nodes and no tie leads from A to C. The role follows from the groups a,
 * b, c: a = b = c coordinator, a = c ≠ b itinerant (consultant), a = b ≠ c representative, b = c ≠ a gatekeeper, all different
 * liaison. Counts are raw, as from brokerage() in R's sna; the expectation under a random model is not subtracted. igraph has no
 * such function, so this file counts over the distinct neighbours of the view. */
#include "igraph/igraph_i.h"

#include <stdlib.h>
#include <string.h>

static void count_role(styr_brokerage *of, uint32_t a, uint32_t b, uint32_t c) {
  if (a == b && b == c) of->coordinator++;
  else if (a == c) of->itinerant++;
  else if (a == b) of->representative++;
  else if (b == c) of->gatekeeper++;
  else of->liaison++;
}

styr_status styr_igraph_brokers(const styr_igraph_view *view, const uint32_t *group, styr_brokerage *counts, styr_error *error) {
  if (!styr_g_begin(error, view && group && counts)) return STYR_ERR_ARG;
  const igraph_integer_t vertices = (igraph_integer_t)view->vertices;
  styr_g_neighbours out = {NULL, NULL};
  igraph_integer_t *reached_by = malloc((view->vertices + 1) * sizeof *reached_by);
  if (!reached_by || !styr_g_neighbours_init(view, STYR_G_OUT, &out)) {
    free(reached_by);
    return styr_g_igraph_status(IGRAPH_ENOMEM, "count the brokers", error);
  }
  memset(counts, 0, view->vertices * sizeof *counts);
  for (igraph_integer_t v = 0; v < vertices; v++) reached_by[v] = -1;
  for (igraph_integer_t a = 0; a < vertices; a++) {
    reached_by[a] = a; /* excludes paths back to A */
    for (igraph_integer_t i = out.first[a]; i < out.first[a + 1]; i++) reached_by[out.of[i]] = a;
    for (igraph_integer_t i = out.first[a]; i < out.first[a + 1]; i++) {
      const igraph_integer_t b = out.of[i];
      for (igraph_integer_t k = out.first[b]; k < out.first[b + 1]; k++)
        if (reached_by[out.of[k]] != a) count_role(&counts[b], group[a], group[b], group[out.of[k]]);
    }
  }
  styr_g_neighbours_done(&out);
  free(reached_by);
  return STYR_OK;
}

/* SPDX-License-Identifier: MIT */
/* Roll-up: which organisation a unit belongs to. Only kinds of family `unit` climb, along membership ties that transmit
 * rule (part_of), to the nearest actor that is no unit; a ministry, a group or a person above is not an umbrella, so the
 * unit then stands alone. Of several ties upward the best founded counts, then the first in file order. */
#include "ruling_i.h"

static bool is_unit(const styr_map *map, styr_node node) {
  return strcmp(styr_node_kind_family(map, node), "unit") == 0;
}

static styr_node above(const styr_graph *g, styr_node node) {
  const styr_map *map = styr_graph_map(g);
  size_t count;
  const styr_arc *arcs = styr_graph_out(g, styr_graph_place(g, node), &count);
  styr_node best = {STYR_NODE_NONE_REF};
  int rank = -1;
  for (size_t i = 0; i < count; i++) {
    if (styr_tie_ruling(map, arcs[i].tie) != STYR_RULING_BACKWARD || strcmp(styr_tie_family(map, arcs[i].tie), "membership") != 0) continue;
    const int r = styr_grade_rank(styr_tie_grade(map, arcs[i].tie));
    if (r <= rank) continue;
    rank = r;
    best = styr_graph_node(g, arcs[i].place);
  }
  return best;
}

styr_node styr_i_organisation_of(const styr_graph *g, styr_node node) {
  const styr_map *map = styr_graph_map(g);
  styr_node at = node;
  for (uint32_t steps = styr_graph_places(g); is_unit(map, at); steps--) {
    at = above(g, at);
    if (!styr_node_exists(at) || !steps || styr_node_is_text(at)) return node;
  }
  static const char *const no_umbrella[] = {"ministry", "group", "person"};
  return styr_i_text_in(styr_node_kind_family(map, at), no_umbrella, 3, NULL) ? node : at;
}

bool styr_i_is_organisation_like(const styr_map *map, styr_node node) {
  return !styr_node_is_text(node) && strcmp(styr_node_kind_family(map, node), "person") != 0 &&
         strcmp(styr_node_level(map, node), "person") != 0;
}

/* SPDX-License-Identifier: MIT */
#include <styr/igraph.h>
#include <styr/styr.h>

#include <stdio.h>

int main(void) {
  styr_map *map = NULL;
  styr_node a, b;
  styr_igraph_view *view = NULL;
  if (styr_map_new(NULL, &map, NULL) != STYR_OK || styr_map_add_actor(map, "a", "A", "agency", &a, NULL) != STYR_OK ||
      styr_map_add_actor(map, "b", "B", "ministry", &b, NULL) != STYR_OK || styr_map_add_tie(map, a, b, "part_of", NULL, NULL) != STYR_OK)
    return 1;
  if (styr_igraph_view_new(map, NULL, &view, NULL) != STYR_OK) return 1;
  const int vertices = (int)igraph_vcount(styr_igraph_view_graph(view)), edges = (int)igraph_ecount(styr_igraph_view_graph(view));
  printf("igraph: %d vertices, %d edges\n", vertices, edges);
  styr_igraph_view_free(view);
  styr_map_free(map);
  return vertices == 2 && edges == 1 ? 0 : 1;
}

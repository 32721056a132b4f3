/* SPDX-License-Identifier: MIT */
/* Use igraph on the ruling ties of a map: whom do most rule directly, and whom are most ruled by?
 *     05_igraph_view data/trafficking-dk */
#include <styr/igraph.h>
#include <styr/styr.h>

#include <stdio.h>

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s MAP\n", argv[0]);
    return 2;
  }
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_igraph_view *view = NULL;
  styr_igraph_options options = STYR_IGRAPH_OPTIONS_INIT;
  options.ruling_only = true;
  styr_status status = styr_package_read(argv[1], NULL, NULL, &map, &error);
  if (status == STYR_OK) status = styr_igraph_view_new(map, &options, &view, &error);
  if (status == STYR_OK) {
    const igraph_t *graph = styr_igraph_view_graph(view);
    igraph_vector_int_t out;
    igraph_vector_int_init(&out, 0);
    igraph_degree(graph, &out, igraph_vss_all(), IGRAPH_OUT, IGRAPH_LOOPS);
    const igraph_integer_t most = igraph_vector_int_which_max(&out);
    if (most >= 0) printf("%s rules %d directly\n", styr_node_label(map, styr_igraph_node(view, most), NULL), (int)VECTOR(out)[most]);
    igraph_vector_int_destroy(&out);
  } else {
    fprintf(stderr, "%s\n", error.message);
  }
  styr_igraph_view_free(view);
  styr_map_free(map);
  return status == STYR_OK ? 0 : 1;
}

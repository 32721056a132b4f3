/* SPDX-License-Identifier: MIT */
/* Follow a path pattern from one actor: which ties lead on, and how well each path is founded.
 *
 * usage: 06_ruling_paths MAP PATTERN ACTOR        for example: data/trafficking-dk meets/up isabel
 */
#include <stdio.h>
#include <styr/styr.h>

int main(int argc, char **argv) {
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_graph *graph = NULL;
  styr_pattern *pattern = NULL;
  styr_query *query = NULL;
  styr_paths *paths = NULL;
  styr_node from;
  styr_path path;
  styr_path_options options = STYR_PATH_OPTIONS_INIT;
  if (argc != 4) {
    fprintf(stderr, "usage: 06_ruling_paths MAP PATTERN ACTOR\n");
    return 2;
  }
  styr_status status = styr_package_read(argv[1], NULL, NULL, &map, &error);
  if (status == STYR_OK) status = styr_map_resolve(map, argv[3], &from, &error);
  if (status == STYR_OK) status = styr_graph_freeze(map, NULL, NULL, &graph, &error);
  if (status == STYR_OK) status = styr_pattern_parse(argv[2], NULL, &pattern, NULL, &error);
  if (status == STYR_OK) status = styr_query_new(graph, pattern, NULL, &query, &error);
  options.from = &from;
  options.from_count = 1;
  options.mode = STYR_ACYCLIC;
  if (status == STYR_OK) status = styr_paths_open(query, &options, &paths, &error);
  while (status == STYR_OK && (status = styr_paths_next(paths, &path, &error)) == STYR_OK) {
    printf("%s", styr_node_label(map, path.from, NULL));
    for (size_t i = 0; i < path.length; i++)
      printf(styr_path_reversed(map, &path, i) ? " <-%s- %s" : " -%s-> %s", styr_tie_type(map, path.ties[i]),
             styr_node_label(map, path.nodes[i + 1], NULL));
    printf(" (weakest tie: %s)\n", styr_grade_name(styr_path_weigh(map, &path, NULL).weakest));
  }
  if (status < 0) fprintf(stderr, "%s\n", error.message);
  styr_paths_close(paths);
  styr_query_free(query);
  styr_pattern_free(pattern);
  styr_graph_free(graph);
  styr_map_free(map);
  return status < 0;
}

/* SPDX-License-Identifier: MIT */
/* styr-measure parts: on stdin the number of nodes, then two node numbers a tie; on stdout the number of connected parts
 * and the size of the largest. Run by `styr info`. Exit status 0 done, 1 wrong input, 3 igraph failed. */
#include <styr/igraph.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static styr_status read_graph(styr_map *map, styr_error *error) {
  uint64_t nodes, from, to;
  char id[24];
  if (scanf("%" SCNu64, &nodes) != 1 || nodes > UINT32_MAX / 4) return STYR_ERR_DATA;
  for (uint64_t i = 0; i < nodes; i++) {
    snprintf(id, sizeof id, "%" PRIu64, i);
    const styr_status status = styr_map_add_actor(map, id, NULL, NULL, NULL, error);
    if (status != STYR_OK) return status;
  }
  while (scanf("%" SCNu64 " %" SCNu64, &from, &to) == 2) {
    if (from >= nodes || to >= nodes) return STYR_ERR_DATA;
    const styr_status status = styr_map_add_tie(map, styr_map_actor(map, from), styr_map_actor(map, to), "tie", NULL, error);
    if (status != STYR_OK) return status;
  }
  return feof(stdin) ? STYR_OK : STYR_ERR_DATA;
}

static styr_status parts(const styr_map *map, styr_error *error) {
  styr_igraph_view *view = NULL;
  const size_t nodes = styr_map_count(map, STYR_ACTORS);
  uint32_t *part = calloc(nodes + 1, sizeof *part), *size = calloc(nodes + 1, sizeof *size);
  size_t count = 0, largest = 0;
  styr_status status = part && size ? styr_igraph_view_new(map, NULL, &view, error) : STYR_ERR_NOMEM;
  if (status == STYR_OK) status = styr_igraph_parts(view, part, &count, error);
  for (size_t i = 0; status == STYR_OK && i < nodes; i++)
    if (++size[part[i]] > largest) largest = size[part[i]];
  if (status == STYR_OK) printf("%zu %zu\n", count, largest);
  styr_igraph_view_free(view);
  free(part);
  free(size);
  return status;
}

int main(int argc, char **argv) {
  if (argc != 2 || strcmp(argv[1], "parts") != 0) {
    fprintf(stderr, "usage: styr-measure parts < ties\n");
    return 2;
  }
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_status status = styr_map_new(NULL, &map, &error);
  if (status == STYR_OK) status = read_graph(map, &error);
  if (status == STYR_OK) status = parts(map, &error);
  if (status == STYR_OK && fflush(stdout) != 0) status = STYR_ERR_IO;
  if (status != STYR_OK) fprintf(stderr, "%s\n", *error.message ? error.message : styr_status_name(status));
  styr_map_free(map);
  return status == STYR_OK ? 0 : status == STYR_ERR_DATA ? 1 : 3;
}

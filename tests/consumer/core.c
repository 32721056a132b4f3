/* SPDX-License-Identifier: MIT */
#include <styr/styr.h>

#include <stdio.h>
#include <string.h>

int main(void) {
  styr_map *map = NULL;
  styr_node node;
  if (styr_map_new(NULL, &map, NULL) != STYR_OK || styr_map_add_actor(map, "a", "A", "agency", &node, NULL) != STYR_OK) return 1;
  printf("core %s %s\n", styr_version(), styr_node_id(map, node));
  styr_map_free(map);
  return strcmp(styr_version(), STYR_VERSION_STRING) != 0;
}

/* SPDX-License-Identifier: MIT */
#include <styr/graphviz.h>
#include <styr/styr.h>

#include <stdio.h>

int main(void) {
  styr_map *map = NULL;
  styr_public *view = NULL;
  styr_scene *scene = NULL;
  styr_buffer dot = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&dot);
  if (styr_map_new(NULL, &map, NULL) != STYR_OK || styr_map_add_actor(map, "a", "A", "agency", NULL, NULL) != STYR_OK) return 1;
  if (styr_map_public(map, NULL, &view, NULL, NULL) != STYR_OK || styr_figure_make(view, NULL, &scene, NULL) != STYR_OK) return 1;
  if (styr_graphviz_draw(scene, STYR_PICTURE_DOT, 0, &sink, NULL) != STYR_OK || dot.size < 500) return 1;
  printf("graphviz %s, %zu bytes\n", styr_graphviz_version(), dot.size);
  styr_buffer_free(&dot);
  styr_scene_free(scene);
  styr_public_free(view);
  styr_map_free(map);
  return 0;
}

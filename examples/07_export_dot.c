/* SPDX-License-Identifier: MIT */
/* Write the figure of a map for Graphviz: nodes and edges with their places, which plain `neato -n2` and `dot` keep.
 *     07_export_dot data/trafficking-dk > map.gv; dot -Tsvg map.gv */
#include <styr/graphviz.h>
#include <styr/styr.h>

#include <stdio.h>

static int put(void *ctx, const void *bytes, size_t size) {
  return fwrite(bytes, 1, size, ctx) == size ? 0 : -1;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s MAP > figure.gv\n", argv[0]);
    return 2;
  }
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_public *view = NULL; /* all that a figure may show */
  styr_scene *scene = NULL;
  styr_figure_options options = STYR_FIGURE_OPTIONS_INIT;
  options.lang = "en";
  const styr_sink sink = {.ctx = stdout, .write = put};
  styr_status status = styr_package_read(argv[1], NULL, NULL, &map, &error);
  if (status == STYR_OK) status = styr_map_public(map, NULL, &view, NULL, &error);
  if (status == STYR_OK) status = styr_figure_make(view, &options, &scene, &error);
  if (status == STYR_OK) status = styr_graphviz_draw(scene, STYR_PICTURE_DOT, 0, &sink, &error);
  if (status != STYR_OK) fprintf(stderr, "%s\n", error.message);
  styr_scene_free(scene);
  styr_public_free(view);
  styr_map_free(map);
  return status == STYR_OK ? 0 : 1;
}

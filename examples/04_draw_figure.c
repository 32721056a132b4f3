/* SPDX-License-Identifier: MIT */
/* Draw what is public of a map as SVG on stdout. The core needs nothing else for that.
 *     04_draw_figure data/trafficking-dk > map.svg */
#include <styr/styr.h>

#include <stdio.h>

static int put(void *ctx, const void *bytes, size_t size) {
  return fwrite(bytes, 1, size, ctx) == size ? 0 : -1;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s MAP > figure.svg\n", argv[0]);
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
  if (status == STYR_OK) status = styr_scene_write_svg(scene, &sink, &error);
  if (status != STYR_OK) fprintf(stderr, "%s\n", error.message);
  styr_scene_free(scene);
  styr_public_free(view);
  styr_map_free(map);
  return status == STYR_OK ? 0 : 1;
}

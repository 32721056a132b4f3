/* SPDX-License-Identifier: MIT */
/* A scene as a picture. The library writes SVG and JSON; the helper styr-figure draws the other formats in its own process. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

styr_status draw_scene(const styr_scene *scene, const char *picture, const char *dpi, unsigned seconds, styr_buffer *out,
                       styr_error *error) {
  const styr_sink written = styr_buffer_sink(out);
  *out = (styr_buffer)STYR_BUFFER_INIT;
  if (strcmp(picture, "svg") == 0) return styr_scene_write_svg(scene, &written, error);
  styr_status status = styr_scene_write(scene, &written, error);
  if (status != STYR_OK || strcmp(picture, "scene") == 0) return status;
  styr_buffer json = *out;
  helper_run run = {"styr-figure", {picture, dpi, NULL}, json.bytes, json.size, STYR_BUFFER_INIT, seconds};
  status = run_helper(&run, error);
  styr_buffer_free(&json);
  *out = run.output;
  if (status == STYR_ERR_NOT_FOUND) {
    status = error->status = STYR_ERR_BACKEND;
    const size_t used = strlen(error->message);
    snprintf(error->message + used, sizeof error->message - used, "; .svg, .txt and .json are written without it");
  }
  return status;
}

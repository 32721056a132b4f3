/* SPDX-License-Identifier: MIT */
/* Shared by the writers of scenes. */
#ifndef STYR_RENDER_I_H
#define STYR_RENDER_I_H

#include "figure/figure_i.h"
#include "write/write_i.h"

#include <styr/render.h>

#define BASELINE 0.264 /* of the font size: how far beneath the middle of its line a text stands */

static inline bool styr_i_is_relation(const styr_item *item) { /* a line between boxes, not a legend's sample */
  return item->kind == STYR_ITEM_LINE && *item->from;
}

/* svg.c: as part of an HTML page, which names and describes it: a group that can be operated, not an image. */
styr_status styr_i_svg_embed(const styr_scene *scene, const char *name, const styr_sink *sink, styr_error *error);

#endif

/* SPDX-License-Identifier: MIT */
/* Shared by the writers of scenes. */
#ifndef STYR_RENDER_I_H
#define STYR_RENDER_I_H

#include "figure/figure_i.h"
#include "write/write_i.h"

#include <styr/render.h>

#define BASELINE 0.264 /* relative to the font size: how far the baseline is below the middle of the line */

static inline bool styr_i_is_relation(const styr_item *item) { /* a line between boxes, not a legend's sample */
  return item->kind == STYR_ITEM_LINE && *item->from;
}

/* ---- routes that lines share (ways.c) ---- */

typedef struct styr_i_piece { /* of a line */
  size_t item, first, count;  /* its points: `count` from points[first] on */
  uint32_t way;               /* pieces in the same place have the same number; 0: no other line runs there */
  bool repeated;              /* an earlier line has this piece, too */
} styr_i_piece;

typedef struct styr_i_ways { /* pieces by item, then along the line */
  styr_i_piece *pieces;
  size_t piece_count, piece_cap;
  double *points;
  size_t point_count, point_cap; /* numbers */
  uint32_t way_count;
} styr_i_ways;

/* False: out of memory. O(lines of a box² × their corners²) for each box. Free with styr_i_ways_done() either way. */
bool styr_i_ways_find(const styr_scene *scene, styr_i_ways *out);
void styr_i_ways_done(const styr_scene *scene, styr_i_ways *w);

/* draw.c: a polyline with rounded corners as cubic Bézier pieces: `points` grows to hold them. Returns the number of points, 0: out of
 * memory. */
size_t styr_i_round_corners(const styr_allocator *a, const double *corners, size_t count, double **points, size_t *cap);

/* svg.c: for an HTML page, which names and describes it: an interactive group, not an image. */
styr_status styr_i_svg_embed(const styr_scene *scene, const char *name, const styr_sink *sink, styr_error *error);

#endif

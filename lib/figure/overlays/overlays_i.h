/* SPDX-License-Identifier: MIT */
/* An overlay gives boxes frames that have a meaning. Each overlay is defined in a file of its own; overlays.c lists them. Frames differ in width and dash, not in colour alone. */
#ifndef STYR_OVERLAYS_I_H
#define STYR_OVERLAYS_I_H

#include "figure/figure_i.h"

struct styr_i_overlay {
  const char *name, *help; /* as the tool names and explains it; "" for none */
  const char *prefix;      /* of the classes of its frames */
  const styr_i_line_style *frames;
  size_t count;
  bool of_plan;                                             /* it takes options.plan and options.body */
  bool between_dates;                                       /* it compares options.since with the filter's date; lines show changes, too */
  styr_status (*find)(styr_i_figure *f, styr_error *error); /* NULL, or finds the frame of each box; run for every figure, for classes */
  void (*frame)(styr_i_figure *f);                          /* NULL, or sets the frames of boxes */
};

extern const styr_i_overlay styr_i_overlay_none, styr_i_overlay_standing, styr_i_overlay_grade, styr_i_overlay_changes;

/* overlays.c. NULL: there is no such overlay. */
const styr_i_overlay *styr_i_overlay_of(styr_overlay overlay);
/* For all boxes. */
styr_status styr_i_overlays_find(styr_i_figure *f, styr_error *error);

/* changes.c */
uint8_t styr_i_figure_when(const styr_i_figure *f, styr_node node);     /* at which of the two dates it exists */
const styr_i_line_style *styr_i_figure_change_of(const styr_i_line *l); /* NULL: it did not change */

#endif

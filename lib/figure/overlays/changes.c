/* SPDX-License-Identifier: MIT */
/* What changed between two dates: boxes and lines that came or went, and reorganisations. */
#include "figure/overlays/overlays_i.h"

static const styr_i_line_style changes[] = {
    {"added", "#2c6b2a", 2.4, STYR_STROKE_SOLID, WORD_frame_added, WORD_line_added},
    {"removed", "#a0521a", 1.6, STYR_STROKE_DOTTED, WORD_frame_removed, WORD_line_removed},
};

uint8_t styr_i_figure_when(const styr_i_figure *f, styr_node node) {
  if (!f->overlay->between_dates) return STYR_I_BEFORE | STYR_I_AFTER;
  return (uint8_t)((styr_node_valid(f->map, node, &f->before) ? STYR_I_BEFORE : 0) |
                   (styr_node_valid(f->map, node, &f->options->filter) ? STYR_I_AFTER : 0));
}

static void frame(styr_i_figure *f) {
  for (size_t i = 0; i < f->box_count; i++) {
    const uint8_t when = styr_i_figure_when(f, f->boxes[i].node);
    f->boxes[i].frame = when == STYR_I_AFTER ? 1 : when == STYR_I_BEFORE ? 2 : 0;
  }
}

static styr_status find_reorganisations(styr_i_figure *f, styr_error *error) {
  if (!f->overlay->between_dates) return STYR_OK;
  return styr_diff_open(f->map, &f->before, f->map, &f->options->filter, &f->diff, error);
}

/* How a line that changed is drawn; NULL for one that did not. */
const styr_i_line_style *styr_i_figure_change_of(const styr_i_line *l) {
  return l->when == STYR_I_AFTER ? &changes[0] : l->when == STYR_I_BEFORE ? &changes[1] : NULL;
}

const styr_i_overlay styr_i_overlay_changes = {
    .name = "changes",
    .help = "what changed between two dates",
    .prefix = "change-",
    .frames = changes,
    .count = sizeof changes / sizeof *changes,
    .between_dates = true,
    .find = find_reorganisations,
    .frame = frame,
};

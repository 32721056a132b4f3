/* SPDX-License-Identifier: MIT */
/* The standing of organisations towards the plan, from the plan audit. */
#include "figure/layouts/layouts_i.h"
#include "figure/overlays/overlays_i.h"

#include <styr/ruling.h>

static const styr_i_line_style standings[] = {
    /* by styr_standing */
    {.name = "in", .stroke = "#2f5f8f", .width = 1.3, .legend = WORD_standing_in},
    {.name = "out", .stroke = INK, .width = 3.0, .legend = WORD_standing_out},
    {.name = "unknown", .stroke = INK, .width = 1.2, .dash = STYR_STROKE_DASHED, .legend = WORD_standing_unknown},
};

static styr_status find(styr_i_figure *f, styr_error *error) {
  styr_outside_options o = STYR_OUTSIDE_OPTIONS_INIT;
  styr_outside *answer = NULL;
  o.plan = f->options->plan;
  o.body = f->options->body;
  o.filter = f->options->filter;
  const styr_status status = styr_outside_open(f->map, &o, &answer, error);
  uint8_t *of = status == STYR_OK ? styr_i_zalloc(&f->a, styr_map_count(f->map, STYR_ACTORS) + 1, 1) : NULL;
  for (size_t i = 0; of && i < styr_outside_count(answer); i++) {
    const styr_placing *p = styr_outside_get(answer, i);
    of[p->node.ref] = (uint8_t)(1 + p->standing);
    for (size_t k = 0; k < p->unit_count; k++) of[p->units[k].node.ref] = (uint8_t)(1 + p->units[k].standing);
  }
  for (size_t i = 0; of && i < f->box_count; i++) {
    styr_i_box *b = &f->boxes[i];
    if (!styr_node_is_text(b->node)) b->standing = of[b->node.ref];
    b->denied = !f->layout->layered && b->standing == 1 + STYR_STANDING_OUT;
  }
  styr_i_free(&f->a, of);
  styr_outside_free(answer);
  return status == STYR_OK && !of ? styr_i_nomem(error) : status;
}

static void frame(styr_i_figure *f) {
  for (size_t i = 0; i < f->box_count; i++) f->boxes[i].frame = f->boxes[i].standing;
}

const styr_i_overlay styr_i_overlay_standing = {
    .name = "standing",
    .help = "how organisations stand towards the plan",
    .prefix = "standing-",
    .frames = standings,
    .count = sizeof standings / sizeof *standings,
    .of_plan = true,
    .find = find,
    .frame = frame,
};

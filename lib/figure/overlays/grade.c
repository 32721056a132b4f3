/* SPDX-License-Identifier: MIT */
/* The best evidence that a node exists. */
#include "figure/overlays/overlays_i.h"

static const styr_i_line_style grades[] = {
    {.name = "stated-observed", .stroke = INK, .width = 2.6, .legend = WORD_frame_stated_observed},
    {.name = "stated", .stroke = "#2f5f8f", .width = 1.4, .legend = WORD_frame_stated},
    {.name = "observed", .stroke = "#2c6b2a", .width = 2.0, .legend = WORD_frame_observed},
    {.name = "inferred", .stroke = "#7d5ba6", .width = 1.6, .dash = STYR_STROKE_DASHED, .legend = WORD_frame_inferred},
    {.name = "assumed", .stroke = "#5b6673", .width = 0.9, .dash = STYR_STROKE_DASHED, .legend = WORD_frame_assumed},
    {.name = "none", .stroke = "#5b6673", .width = 0.9, .dash = STYR_STROKE_DOTTED, .legend = WORD_frame_no_grade},
};

/* The best grade of the claims that support a node. `stated` and `observed` have the same rank and are different kinds of evidence. */
static styr_status find(styr_i_figure *f, styr_error *error) {
  (void)error;
  for (size_t i = 0; i < f->box_count; i++) {
    bool seen[STYR_GRADE_OBSERVED + 1] = {false};
    for (styr_claim c = styr_claims_of_node(f->map, f->boxes[i].node); styr_claim_exists(c); c = styr_claims_next(f->map, c)) {
      const styr_claim_view v = styr_claim_get(f->map, c);
      if (v.stance == STYR_SUPPORTS && styr_claim_counts(f->map, c, &f->filter)) seen[v.grade] = true;
    }
    f->boxes[i].grade = seen[STYR_GRADE_STATED] && seen[STYR_GRADE_OBSERVED] ? 1
                        : seen[STYR_GRADE_STATED]                            ? 2
                        : seen[STYR_GRADE_OBSERVED]                          ? 3
                        : seen[STYR_GRADE_INFERRED]                          ? 4
                        : seen[STYR_GRADE_ASSUMED]                           ? 5
                                                                             : 6;
  }
  return STYR_OK;
}

static void frame(styr_i_figure *f) {
  for (size_t i = 0; i < f->box_count; i++) f->boxes[i].frame = f->boxes[i].grade;
}

const styr_i_overlay styr_i_overlay_grade = {
    .name = "grade",
    .help = "the evidence that a node is there",
    .prefix = "grade-",
    .frames = grades,
    .count = sizeof grades / sizeof *grades,
    .find = find,
    .frame = frame,
};

/* SPDX-License-Identifier: MIT */
/* The best evidence that a node is there. */
#include "figure/overlays/overlays_i.h"

static const styr_i_line_style grades[] = {
    {"stated-observed", "", INK, 2.6, STYR_STROKE_SOLID, "Findes ifølge en tekst, og set i praksis",
     "There according to a text, and seen in practice"},
    {"stated", "", "#2f5f8f", 1.4, STYR_STROKE_SOLID, "Findes ifølge en tekst", "There according to a text"},
    {"observed", "", "#2c6b2a", 2.0, STYR_STROKE_SOLID, "Set i praksis", "Seen in practice"},
    {"inferred", "", "#7d5ba6", 1.6, STYR_STROKE_DASHED, "At den findes, er udledt", "That it is there is inferred"},
    {"assumed", "", "#5b6673", 0.9, STYR_STROKE_DASHED, "At den findes, er antaget", "That it is there is assumed"},
    {"none", "", "#5b6673", 0.9, STYR_STROKE_DOTTED, "Ingen påstand med grad", "No claim with a grade"},
};

/* The best of the claims that support a node. What a text states and what was observed are equals and differ in kind. */
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

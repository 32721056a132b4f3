/* SPDX-License-Identifier: MIT */
/* What an overlay says of each box, by a frame: how an organisation stands towards the plan, how good the evidence is that
 * a node is there, or what changed between two dates. Frames differ in width and dash,
 * not in colour alone. */
#include "figure/layouts/layouts_i.h"

#include <styr/ruling.h>

static const styr_i_line_style standings[] = {
    /* by styr_standing */
    {"in", "", "#2f5f8f", 1.3, STYR_STROKE_SOLID, "Inden for planen", "Inside the plan"},
    {"out", "", INK, 3.0, STYR_STROKE_SOLID, "Uden for planen", "Outside the plan"},
    {"unknown", "", INK, 1.2, STYR_STROKE_DASHED, "Uvist", "Unknown"},
};

static const styr_i_line_style grades[] = {
    {"stated-observed", "", INK, 2.6, STYR_STROKE_SOLID, "Findes ifølge en tekst, og set i praksis",
     "There according to a text, and seen in practice"},
    {"stated", "", "#2f5f8f", 1.4, STYR_STROKE_SOLID, "Findes ifølge en tekst", "There according to a text"},
    {"observed", "", "#2c6b2a", 2.0, STYR_STROKE_SOLID, "Set i praksis", "Seen in practice"},
    {"inferred", "", "#7d5ba6", 1.6, STYR_STROKE_DASHED, "At den findes, er udledt", "That it is there is inferred"},
    {"assumed", "", "#5b6673", 0.9, STYR_STROKE_DASHED, "At den findes, er antaget", "That it is there is assumed"},
    {"none", "", "#5b6673", 0.9, STYR_STROKE_DOTTED, "Ingen påstand med grad", "No claim with a grade"},
};

static const styr_i_line_style changes[] = {
    {"added", "kommet til", "#2c6b2a", 2.4, STYR_STROKE_SOLID, "Kommet til", "Added"},
    {"removed", "faldet bort", "#a0521a", 1.6, STYR_STROKE_DOTTED, "Faldet bort", "Removed"},
};

static const styr_i_overlay overlays[] = {
    [STYR_OVERLAY_NONE] = {"", NULL, 0},
    [STYR_OVERLAY_STANDING] = {"standing-", standings, sizeof standings / sizeof *standings},
    [STYR_OVERLAY_GRADE] = {"grade-", grades, sizeof grades / sizeof *grades},
    [STYR_OVERLAY_CHANGES] = {"change-", changes, sizeof changes / sizeof *changes},
};

const styr_i_overlay *styr_i_overlay_of(styr_overlay overlay) {
  return &overlays[overlay];
}

const styr_i_overlay *styr_i_figure_overlay(const styr_i_figure *f) {
  return styr_i_overlay_of(f->options->overlay);
}

/* How everybody stands towards the plan. */
static styr_status find_standings(styr_i_figure *f, styr_error *error) {
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

/* The best of the claims that support a node. What a text states and what was observed are equals and differ in kind. */
static void find_grades(styr_i_figure *f) {
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
}

uint8_t styr_i_figure_when(const styr_i_figure *f, styr_node node) {
  if (f->options->overlay != STYR_OVERLAY_CHANGES) return STYR_I_BEFORE | STYR_I_AFTER;
  return (uint8_t)((styr_node_valid(f->map, node, &f->before) ? STYR_I_BEFORE : 0) |
                   (styr_node_valid(f->map, node, &f->options->filter) ? STYR_I_AFTER : 0));
}

static void find_changes(styr_i_figure *f) {
  for (size_t i = 0; i < f->box_count; i++) {
    const uint8_t when = styr_i_figure_when(f, f->boxes[i].node);
    f->boxes[i].frame = when == STYR_I_AFTER ? 1 : when == STYR_I_BEFORE ? 2 : 0;
  }
}

static styr_status find_reorganisations(styr_i_figure *f, styr_error *error) {
  return styr_diff_open(f->map, &f->before, f->map, &f->options->filter, &f->diff, error);
}

/* How a line that changed is drawn; NULL for one that did not. */
const styr_i_line_style *styr_i_figure_change_of(const styr_i_line *l) {
  return l->when == STYR_I_AFTER ? &changes[0] : l->when == STYR_I_BEFORE ? &changes[1] : NULL;
}

bool styr_i_figure_steps_back(const styr_i_figure *f, const styr_i_line *l) {
  if (f->marked) return !l->marked;
  if (f->step_count) return !l->hop;
  return f->options->overlay == STYR_OVERLAY_CHANGES && !styr_i_figure_change_of(l);
}

/* Standings and grades are found in any case, for the classes of boxes; a map may do without a plan. */
styr_status styr_i_figure_overlay_find(styr_i_figure *f, styr_error *error) {
  const styr_overlay overlay = f->options->overlay;
  styr_error why = STYR_ERROR_INIT;
  const styr_status status = find_standings(f, &why);
  if (status == STYR_ERR_NOMEM || (status != STYR_OK && overlay == STYR_OVERLAY_STANDING))
    return styr_i_fail(error, status, "%s", why.message);
  find_grades(f);
  if (overlay == STYR_OVERLAY_CHANGES) {
    find_changes(f);
    return find_reorganisations(f, error);
  }
  for (size_t i = 0; i < f->box_count; i++)
    f->boxes[i].frame = overlay == STYR_OVERLAY_STANDING ? f->boxes[i].standing : overlay == STYR_OVERLAY_GRADE ? f->boxes[i].grade : 0;
  return STYR_OK;
}

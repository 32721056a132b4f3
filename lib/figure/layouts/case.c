/* SPDX-License-Identifier: MIT */
/* A case in the field: the field's boxes, and further nodes that the case meets; the handlers of its steps have the numbers of the steps; a
 * line for each step from one node to another, and, in another style, a line from there to the handler of the next. */
#include "figure/layouts/layouts_i.h"

#include <styr/trace.h>

static bool add_step(styr_i_figure *f, const styr_trace_step *s) {
  const char *in, *outcome = styr_event_outcome(f->map, s->row, f->lang, &in);
  if (!STYR_I_GROW(&f->a, f->steps, f->step_cap, f->step_count + 1)) return false;
  f->steps[f->step_count++] = (styr_i_step){.number = s->number,
                                            .node = s->handler,
                                            .box = STYR_I_NO_BOX,
                                            .actor = s->actor,
                                            .to = s->to,
                                            .action = s->action,
                                            .outcome = outcome,
                                            .outcome_in = in};
  return true;
}

/* The texts of a step belong to the map. */
static styr_status find_steps(styr_i_figure *f, styr_error *error) {
  styr_trace_options o = STYR_TRACE_OPTIONS_INIT;
  styr_trace *trace = NULL;
  o.case_id = f->options->case_id;
  o.plan = f->options->plan;
  o.body = f->options->body;
  o.filter = f->options->filter;
  const styr_status status = styr_trace_open(f->map, &o, &trace, error);
  bool ok = true;
  for (size_t i = 0; ok && status == STYR_OK && i < styr_trace_count(trace); i++) ok = add_step(f, styr_trace_get(trace, i));
  styr_trace_free(trace);
  return ok ? status : styr_i_nomem(error);
}

/* A stated step between two boxes replaces a line that only shows their order. */
static bool add_hop(styr_i_figure *f, uint32_t from, uint32_t to, bool stated) {
  if (from == STYR_I_NO_BOX || to == STYR_I_NO_BOX || from == to) return true;
  for (size_t i = 0; i < f->line_count; i++) {
    styr_i_line *l = &f->lines[i];
    if (!l->hop || l->from != from || l->to != to) continue;
    if (stated) l->style = LINE_CASE;
    return true;
  }
  if (!STYR_I_GROW(&f->a, f->lines, f->line_cap, f->line_count + 1)) return false;
  styr_i_line *l = &f->lines[f->line_count++];
  memset(l, 0, sizeof *l);
  l->from = from;
  l->to = to;
  l->hop = true;
  l->relations = 1;
  l->when = STYR_I_BEFORE | STYR_I_AFTER;
  l->style = stated ? LINE_CASE : LINE_NEXT;
  return true;
}

static uint32_t box_of(const styr_i_figure *f, styr_node node) {
  for (uint32_t b = 0; styr_node_exists(node) && b < f->box_count; b++)
    if (styr_node_same(f->boxes[b].node, node)) return b;
  return STYR_I_NO_BOX;
}

/* From the present place of the case to the next handler; from there on to the node that the handler acts on, if it is another one and
 * drawn. */
bool styr_i_steps_join(styr_i_figure *f) {
  uint32_t at = STYR_I_NO_BOX;
  bool ok = true;
  for (size_t i = 0; ok && i < f->step_count; i++) {
    styr_i_step *s = &f->steps[i];
    s->box = box_of(f, s->node);
    if (s->box == STYR_I_NO_BOX) continue;
    f->boxes[s->box].steps++;
    ok = add_hop(f, at, s->box, false);
    at = s->box;
    const uint32_t to = styr_node_exists(s->actor) && styr_node_same(s->actor, s->node) ? box_of(f, s->to) : STYR_I_NO_BOX;
    if (to == STYR_I_NO_BOX || !ok) continue;
    ok = add_hop(f, at, to, true);
    at = to;
  }
  return ok;
}

const styr_i_layout styr_i_layout_case = {
    .name = "case",
    .help = "a case across the field",
    .titled = true,
    .title = WORD_title_case,
    .stated = WORD_legend_stated,
    .ungraded = WORD_legend_ungraded,
    .missing = "actors",
    .of_case = true,
    .prepare = find_steps,
    .place = styr_i_field_place,
    .route = styr_i_grid_route,
    .measure = styr_i_grid_measure,
};

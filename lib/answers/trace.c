/* SPDX-License-Identifier: MIT */
/* A case replayed on the map, in words and in data. docs/schema/trace.json fixes the JSON form. */
#include "answers/answers_i.h"

static const char *case_cell(const styr_i_writer *w, const styr_trace *x, size_t column) {
  return styr_i_text_cell(w->map, STYR_CASES, x->row, column);
}

static const char *case_label(const styr_i_writer *w, const styr_trace *x) {
  const char *label = case_cell(w, x, CASE_LABEL);
  return *label ? label : case_cell(w, x, CASE_ID);
}

/* ---- data ---- */

static void put_steps(const styr_i_writer *w, const styr_trace *x) {
  styr_i_list_open(w->o, "steps", "step,actor,action,to,outcome,handler,standing,mandate,disjuncture");
  for (size_t i = 0; i < x->count; i++) {
    const styr_trace_step *s = &x->steps[i];
    styr_i_row_open(w->o);
    styr_i_row_int(w->o, "step", s->number);
    styr_i_row_text(w->o, "actor", styr_i_id(w, s->actor));
    styr_i_row_text(w->o, "action", s->action);
    styr_i_row_text(w->o, "to", styr_i_id(w, s->to));
    styr_i_row_text(w->o, "outcome", styr_event_outcome(w->map, s->row, w->lang, NULL));
    styr_i_row_text(w->o, "handler", styr_i_id(w, s->handler));
    styr_i_row_text(w->o, "standing", s->placed ? styr_standing_name(s->standing) : NULL);
    styr_i_row_text(w->o, "mandate", s->mandated ? styr_coverage_name(s->mandate) : NULL);
    if (w->o->format == STYR_FORMAT_CSV) {
      styr_i_row_text(w->o, "disjuncture", s->disjuncture ? "true" : "false");
    } else {
      styr_i_json_open(w->o, "apexes", '[');
      for (size_t k = 0; k < s->apex_count; k++) styr_i_json_nodes(w, NULL, s->apexes[k].members, s->apexes[k].count);
      styr_i_json_close(w->o, ']');
      styr_i_json_nodes(w, "rationales", s->rationales, s->rationale_count);
      styr_i_json_claims(w, "claims", &s->evidence);
    }
    styr_i_row_close(w->o);
  }
  styr_i_list_close(w->o);
}

static void json_marks(const styr_i_writer *w, const styr_trace *x, const char *key, const styr_i_marks *marks) {
  styr_i_json_open(w->o, key, '[');
  for (size_t i = 0; i < marks->count; i++) {
    styr_i_json_open(w->o, NULL, '{');
    if (marks->items[i].step != SIZE_MAX) styr_i_json_int(w->o, "step", x->steps[marks->items[i].step].number);
    styr_i_json_node(w, "id", marks->items[i].node);
    styr_i_json_text(w->o, "value", styr_verdict_name(marks->items[i].value));
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void json_handovers(const styr_i_writer *w, const styr_trace *x) {
  styr_i_json_open(w->o, "handovers", '[');
  for (size_t i = 0; i < x->handover_count; i++) {
    const styr_handover *h = &x->handovers[i];
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_int(w->o, "step", x->steps[h->step].number);
    styr_i_json_node(w, "from", h->from);
    styr_i_json_node(w, "to", h->to);
    styr_i_json_ties(w, "ties", h->evidence.ties, h->evidence.tie_count);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void json_loops(const styr_i_writer *w, const styr_trace *x) {
  styr_i_json_open(w->o, "loops", '[');
  for (size_t i = 0; i < x->loop_count; i++) {
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_node(w, "id", x->loops[i].node);
    styr_i_json_open(w->o, "steps", '[');
    for (size_t k = 0; k < x->loops[i].count; k++) styr_i_json_int(w->o, NULL, x->steps[x->loops[i].steps[k]].number);
    styr_i_json_close(w->o, ']');
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void json_first_door(const styr_i_writer *w, const styr_trace *x) {
  if (x->first_door == SIZE_MAX) {
    styr_i_json_text(w->o, "first_door", NULL);
    return;
  }
  const styr_trace_step *s = &x->steps[x->first_door];
  const bool acts = styr_node_exists(s->actor) && styr_node_same(s->actor, x->standpoint);
  styr_i_json_open(w->o, "first_door", '{');
  styr_i_json_int(w->o, "step", s->number);
  styr_i_json_node(w, "id", acts ? s->to : s->actor); /* the other end of the step */
  styr_i_json_close(w->o, '}');
}

static void json_disjunctures(const styr_i_writer *w, const styr_trace *x) {
  styr_i_json_open(w->o, "disjunctures", '[');
  for (size_t i = 0; i < x->count; i++) {
    if (!x->steps[i].disjuncture) continue;
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_int(w->o, "step", x->steps[i].number);
    styr_i_json_claims(w, "claims", &x->steps[i].evidence);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void write_json(const styr_i_writer *w, const styr_trace *x) {
  styr_i_json_text(w->o, "case", case_cell(w, x, CASE_ID));
  styr_i_json_text(w->o, "label", case_label(w, x));
  styr_i_json_node(w, "standpoint", x->standpoint);
  styr_i_json_text(w->o, "class", x->class_scope);
  json_first_door(w, x);
  put_steps(w, x);
  json_handovers(w, x);
  json_loops(w, x);
  json_marks(w, x, "leaves_plan", &x->leaves);
  if (styr_map_count(w->map, STYR_FIGURE)) {
    json_marks(w, x, "not_drawn", &x->not_drawn);
    json_marks(w, x, "not_met", &x->not_met);
  } else { /* without a figure the comparison has no meaning */
    styr_i_json_text(w->o, "not_drawn", NULL);
    styr_i_json_text(w->o, "not_met", NULL);
  }
  json_disjunctures(w, x);
}

/* ---- text ---- */

static void text_number(const styr_i_writer *w, const styr_trace *x, size_t step) {
  styr_i_put(w->o, "  ");
  STYR_I_SAY(w, step_number, (long long)x->steps[step].number);
  styr_i_put(w->o, ": ");
}

static void text_step(const styr_i_writer *w, const styr_trace *x, size_t index) {
  static const styr_i_word covers[] = {[STYR_COVERED] = WORD_case_covered_yes,
                                       [STYR_COVERED_PARTLY] = WORD_case_covered_partly,
                                       [STYR_NOT_COVERED] = WORD_case_covered_no,
                                       [STYR_COVERAGE_UNKNOWN] = WORD_case_covered_unknown};
  const styr_trace_step *s = &x->steps[index];
  styr_i_putf(w->o, "%4lld  %s %s", (long long)s->number, styr_node_exists(s->actor) ? styr_i_label(w, s->actor) : STYR_I_WORD(w, somebody),
              styr_vocab_label(w->map, "action", s->action, w->lang));
  if (styr_node_exists(s->to)) styr_i_putf(w->o, " -> %s", styr_i_label(w, s->to));
  const char *outcome = styr_event_outcome(w->map, s->row, w->lang, NULL);
  if (*outcome) styr_i_putf(w->o, ": %s", outcome);
  styr_i_put(w->o, "\n");
  if (index == x->first_door) styr_i_putf(w->o, "        %s\n", STYR_I_WORD(w, the_first_door));
  if (s->placed) {
    styr_i_put(w->o, "        ");
    STYR_I_SAY(w, stands_to_plan, styr_i_standing(w, s->standing));
  }
  if (s->mandated) styr_i_putf(w->o, "; %s", w->words->words[covers[s->mandate]]);
  if (s->placed) styr_i_put(w->o, "\n");
  for (size_t i = 0; i < s->apex_count; i++) {
    if (i) styr_i_put(w->o, "; ");
    else styr_i_putf(w->o, "        %s: ", STYR_I_WORD(w, ruled_by_top));
    styr_i_text_apex(w, s->apexes[i].members, s->apexes[i].count);
  }
  if (s->apex_count) styr_i_put(w->o, "\n");
  for (size_t i = 0; i < s->rationale_count; i++) STYR_I_LINE(w, rationality_is, 8, styr_i_label(w, s->rationales[i]));
  if (s->disjuncture) {
    styr_i_putf(w->o, "        %s\n", STYR_I_WORD(w, disjuncture_here));
    styr_i_text_evidence(w, &s->evidence);
  }
}

static void text_marks(const styr_i_writer *w, const styr_trace *x, const styr_i_marks *marks) {
  for (size_t i = 0; i < marks->count; i++) {
    if (marks->items[i].step != SIZE_MAX) text_number(w, x, marks->items[i].step);
    else styr_i_put(w->o, "  ");
    styr_i_put(w->o, styr_i_label(w, marks->items[i].node));
    if (marks->items[i].value == STYR_UNKNOWN) styr_i_putf(w->o, " (%s)", STYR_I_WORD(w, unknown));
    styr_i_put(w->o, "\n");
  }
}

static void write_text(const styr_i_writer *w, const styr_trace *x) {
  styr_i_heading(w->o, "%s (%s)\n", case_label(w, x), case_cell(w, x, CASE_ID));
  if (styr_node_exists(x->standpoint)) STYR_I_LINE(w, standpoint_is, 0, styr_i_label(w, x->standpoint));
  if (*x->class_scope) STYR_I_LINE(w, class_is, 0, x->class_scope);
  styr_i_put(w->o, "\n");
  for (size_t i = 0; i < x->count; i++) text_step(w, x, i);
  STYR_I_SECTION(w, handovers_n, x->handover_count);
  for (size_t i = 0; i < x->handover_count; i++) {
    text_number(w, x, x->handovers[i].step);
    styr_i_putf(w->o, "%s -> %s\n", styr_i_label(w, x->handovers[i].from), styr_i_label(w, x->handovers[i].to));
  }
  STYR_I_SECTION(w, loops_n, x->loop_count);
  for (size_t i = 0; i < x->loop_count; i++) {
    styr_i_put(w->o, "  ");
    STYR_I_SAY(w, steps_of, styr_i_label(w, x->loops[i].node));
    for (size_t k = 0; k < x->loops[i].count; k++)
      styr_i_putf(w->o, "%s %lld", k ? "," : "", (long long)x->steps[x->loops[i].steps[k]].number);
    styr_i_put(w->o, "\n");
  }
  STYR_I_SECTION(w, leaves_plan_n, x->leaves.count);
  text_marks(w, x, &x->leaves);
  if (!styr_map_count(w->map, STYR_FIGURE)) return;
  STYR_I_SECTION(w, not_drawn_n, x->not_drawn.count);
  text_marks(w, x, &x->not_drawn);
  STYR_I_SECTION(w, not_met_n, x->not_met.count);
  text_marks(w, x, &x->not_met);
}

styr_status styr_trace_write(const styr_trace *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, answer->arena.map, lang);
  styr_i_answer_open(&w);
  if (format == STYR_FORMAT_TEXT) write_text(&w, answer);
  else if (format == STYR_FORMAT_JSON) write_json(&w, answer);
  else put_steps(&w, answer);
  return styr_i_answer_close(&w, error);
}

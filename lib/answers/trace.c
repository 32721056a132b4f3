/* SPDX-License-Identifier: MIT */
/* A case's way in words and in data. docs/schema/trace.json fixes the JSON form. */
#include "answers/answers_i.h"

#include <stdio.h>

typedef struct writing {
  const styr_trace *x;
  const styr_map *map;
  const char *lang;
  styr_i_out o;
} writing;

static const char *label(const writing *w, styr_node node) {
  return styr_node_label(w->map, node, w->lang);
}

static const char *case_cell(const writing *w, size_t column) {
  return styr_i_text_cell(w->map, STYR_CASES, w->x->row, column);
}

/* ---- JSON ---- */

static void json_step(writing *w, const styr_trace_step *s) {
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_int(&w->o, "step", s->number);
  styr_i_tell_node(&w->o, w->map, "actor", s->actor);
  styr_i_json_text(&w->o, "action", s->action);
  styr_i_tell_node(&w->o, w->map, "to", s->to);
  styr_i_json_text(&w->o, "outcome", styr_event_outcome(w->map, s->row, w->lang, NULL));
  styr_i_tell_node(&w->o, w->map, "handler", s->handler);
  styr_i_json_text(&w->o, "standing", s->placed ? styr_standing_name(s->standing) : NULL);
  styr_i_json_text(&w->o, "mandate", s->mandated ? styr_coverage_name(s->mandate) : NULL);
  styr_i_json_open(&w->o, "apexes", '[');
  for (size_t i = 0; i < s->apex_count; i++) styr_i_tell_nodes(&w->o, w->map, NULL, s->apexes[i].members, s->apexes[i].count);
  styr_i_json_close(&w->o, ']');
  styr_i_tell_nodes(&w->o, w->map, "rationales", s->rationales, s->rationale_count);
  styr_i_tell_claims(&w->o, w->map, "claims", &s->evidence);
  styr_i_json_close(&w->o, '}');
}

static void json_marks(writing *w, const char *key, const styr_i_marks *marks) {
  styr_i_json_open(&w->o, key, '[');
  for (size_t i = 0; i < marks->count; i++) {
    styr_i_json_open(&w->o, NULL, '{');
    if (marks->items[i].step != SIZE_MAX) styr_i_json_int(&w->o, "step", w->x->steps[marks->items[i].step].number);
    styr_i_tell_node(&w->o, w->map, "id", marks->items[i].node);
    styr_i_json_text(&w->o, "value", styr_verdict_name(marks->items[i].value));
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
}

static void json_way(writing *w) {
  const styr_trace *x = w->x;
  styr_i_json_open(&w->o, "handovers", '[');
  for (size_t i = 0; i < x->handover_count; i++) {
    const styr_handover *h = &x->handovers[i];
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_int(&w->o, "step", x->steps[h->step].number);
    styr_i_tell_node(&w->o, w->map, "from", h->from);
    styr_i_tell_node(&w->o, w->map, "to", h->to);
    styr_i_tell_ties(&w->o, w->map, "ties", h->evidence.ties, h->evidence.tie_count);
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "loops", '[');
  for (size_t i = 0; i < x->loop_count; i++) {
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_tell_node(&w->o, w->map, "id", x->loops[i].node);
    styr_i_json_open(&w->o, "steps", '[');
    for (size_t k = 0; k < x->loops[i].count; k++) styr_i_json_int(&w->o, NULL, x->steps[x->loops[i].steps[k]].number);
    styr_i_json_close(&w->o, ']');
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
}

static void write_json(writing *w) {
  const styr_trace *x = w->x;
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_view(&w->o, w->map);
  styr_i_json_text(&w->o, "case", case_cell(w, CASE_ID));
  styr_i_json_text(&w->o, "label", *case_cell(w, CASE_LABEL) ? case_cell(w, CASE_LABEL) : case_cell(w, CASE_ID));
  styr_i_tell_node(&w->o, w->map, "standpoint", x->standpoint);
  styr_i_json_text(&w->o, "class", x->class_scope);
  if (x->first_door == SIZE_MAX) {
    styr_i_json_text(&w->o, "first_door", NULL);
  } else {
    styr_i_json_open(&w->o, "first_door", '{');
    const styr_trace_step *s = &x->steps[x->first_door];
    const bool acts = styr_node_exists(s->actor) && styr_node_same(s->actor, x->standpoint);
    styr_i_json_int(&w->o, "step", s->number);
    styr_i_tell_node(&w->o, w->map, "id", acts ? s->to : s->actor); /* whoever the standpoint meets there */
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_open(&w->o, "steps", '[');
  for (size_t i = 0; i < x->count; i++) json_step(w, &x->steps[i]);
  styr_i_json_close(&w->o, ']');
  json_way(w);
  json_marks(w, "leaves_plan", &x->leaves);
  if (styr_map_count(w->map, STYR_FIGURE)) {
    json_marks(w, "not_drawn", &x->not_drawn);
    json_marks(w, "not_met", &x->not_met);
  } else { /* nobody is drawn, so that nobody is left out either */
    styr_i_json_text(&w->o, "not_drawn", NULL);
    styr_i_json_text(&w->o, "not_met", NULL);
  }
  styr_i_json_open(&w->o, "disjunctures", '[');
  for (size_t i = 0; i < x->count; i++) {
    if (!x->steps[i].disjuncture) continue;
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_int(&w->o, "step", x->steps[i].number);
    styr_i_tell_claims(&w->o, w->map, "claims", &x->steps[i].evidence);
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_close(&w->o, '}');
  styr_i_put(&w->o, "\n");
}

/* ---- CSV ---- */

static void write_csv(writing *w) {
  char number[24];
  styr_i_put(&w->o, "step,actor,action,to,outcome,handler,standing,mandate,disjuncture\n");
  for (size_t i = 0; i < w->x->count; i++) {
    const styr_trace_step *s = &w->x->steps[i];
    snprintf(number, sizeof number, "%lld", (long long)s->number);
    const char *cells[] = {number,
                           styr_node_exists(s->actor) ? styr_node_id(w->map, s->actor) : "",
                           s->action,
                           styr_node_exists(s->to) ? styr_node_id(w->map, s->to) : "",
                           styr_event_outcome(w->map, s->row, w->lang, NULL),
                           styr_node_exists(s->handler) ? styr_node_id(w->map, s->handler) : "",
                           s->placed ? styr_standing_name(s->standing) : "",
                           s->mandated ? styr_coverage_name(s->mandate) : "",
                           s->disjuncture ? "true" : "false"};
    styr_i_csv_row(&w->o, cells, sizeof cells / sizeof *cells);
  }
}

/* ---- text ---- */

static void text_step(writing *w, size_t index) {
  const styr_trace_step *s = &w->x->steps[index];
  styr_i_putf(&w->o, "%4lld  %s %s", (long long)s->number, styr_node_exists(s->actor) ? label(w, s->actor) : "somebody",
              styr_vocab_label(w->map, "action", s->action, w->lang));
  if (styr_node_exists(s->to)) styr_i_putf(&w->o, " -> %s", label(w, s->to));
  const char *outcome = styr_event_outcome(w->map, s->row, w->lang, NULL);
  if (*outcome) styr_i_putf(&w->o, ": %s", outcome);
  styr_i_put(&w->o, "\n");
  if (index == w->x->first_door) styr_i_put(&w->o, "        the first door\n");
  if (s->placed) styr_i_putf(&w->o, "        plan: %s", styr_standing_name(s->standing));
  if (s->mandated) styr_i_putf(&w->o, "; its mandate covers the case: %s", styr_coverage_name(s->mandate));
  if (s->placed) styr_i_put(&w->o, "\n");
  for (size_t i = 0; i < s->apex_count; i++) {
    styr_i_put(&w->o, i ? "; " : "        ruled by: ");
    for (size_t k = 0; k < s->apexes[i].count; k++) styr_i_putf(&w->o, "%s%s", k ? " with " : "", label(w, s->apexes[i].members[k]));
  }
  if (s->apex_count) styr_i_put(&w->o, "\n");
  for (size_t i = 0; i < s->rationale_count; i++) styr_i_putf(&w->o, "        rationality: %s\n", label(w, s->rationales[i]));
  if (s->disjuncture) {
    styr_i_put(&w->o, "        disjuncture:\n");
    styr_i_tell_evidence(&w->o, w->map, &s->evidence);
  }
}

static void text_marks(writing *w, const char *title, const styr_i_marks *marks) {
  styr_i_putf(&w->o, "\n%s: %zu\n", title, marks->count);
  for (size_t i = 0; i < marks->count; i++) {
    styr_i_put(&w->o, "  ");
    if (marks->items[i].step != SIZE_MAX) styr_i_putf(&w->o, "step %lld: ", (long long)w->x->steps[marks->items[i].step].number);
    styr_i_putf(&w->o, "%s%s\n", label(w, marks->items[i].node), marks->items[i].value == STYR_UNKNOWN ? " (unknown)" : "");
  }
}

static void write_text(writing *w) {
  const styr_trace *x = w->x;
  styr_i_putf(&w->o, "%s (%s)\n", *case_cell(w, CASE_LABEL) ? case_cell(w, CASE_LABEL) : case_cell(w, CASE_ID), case_cell(w, CASE_ID));
  if (styr_node_exists(x->standpoint)) styr_i_putf(&w->o, "Standpoint: %s\n", label(w, x->standpoint));
  if (*x->class_scope) styr_i_putf(&w->o, "Class: %s\n", x->class_scope);
  styr_i_put(&w->o, "\n");
  for (size_t i = 0; i < x->count; i++) text_step(w, i);
  styr_i_putf(&w->o, "\nHand-overs: %zu\n", x->handover_count);
  for (size_t i = 0; i < x->handover_count; i++)
    styr_i_putf(&w->o, "  step %lld: %s -> %s\n", (long long)x->steps[x->handovers[i].step].number, label(w, x->handovers[i].from),
                label(w, x->handovers[i].to));
  styr_i_putf(&w->o, "\nComes back to: %zu\n", x->loop_count);
  for (size_t i = 0; i < x->loop_count; i++) {
    styr_i_putf(&w->o, "  %s: steps", label(w, x->loops[i].node));
    for (size_t k = 0; k < x->loops[i].count; k++)
      styr_i_putf(&w->o, "%s %lld", k ? "," : "", (long long)x->steps[x->loops[i].steps[k]].number);
    styr_i_put(&w->o, "\n");
  }
  text_marks(w, "Leaves the plan", &x->leaves);
  if (!styr_map_count(w->map, STYR_FIGURE)) return;
  text_marks(w, "Met, not drawn", &x->not_drawn);
  text_marks(w, "Drawn, not met", &x->not_met);
}

styr_status styr_trace_write(const styr_trace *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  writing w = {answer, answer->arena.map, lang, {sink, false, true, format == STYR_FORMAT_TEXT}};
  switch (format) {
  case STYR_FORMAT_TEXT:
    write_text(&w);
    styr_i_text_view(&w.o, w.map);
    break;
  case STYR_FORMAT_JSON: write_json(&w); break;
  case STYR_FORMAT_CSV: write_csv(&w); break;
  case STYR_FORMAT_JSONL:
    for (size_t i = 0; i < answer->count; i++) {
      w.o.first = true;
      json_step(&w, &answer->steps[i]);
      styr_i_put(&w.o, "\n");
    }
    break;
  }
  return styr_i_out_status(&w.o, error);
}

/* SPDX-License-Identifier: MIT */
/* Holders, overlaps, gaps and gates in words and in data. docs/schema/mandates.json fixes the JSON form. */
#include "answers/answers_i.h"

typedef struct writing {
  const styr_mandates *x;
  const styr_map *map;
  const char *lang;
  styr_i_out o;
} writing;

static const char *label(const writing *w, styr_node node) {
  return styr_node_label(w->map, node, w->lang);
}

static void json_holder(writing *w, const styr_mandate *m) {
  char date[11];
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_tell_node(&w->o, w->map, "id", m->holder);
  styr_i_json_text(&w->o, "label", label(w, m->holder));
  styr_i_tell_tie(&w->o, w->map, "tie", m->tie);
  styr_i_json_text(&w->o, "type", styr_tie_type(w->map, m->tie));
  styr_i_tell_node(&w->o, w->map, "by", m->by);
  styr_i_json_text(&w->o, "scope", m->scope);
  styr_i_json_text(&w->o, "start", styr_date_format(styr_tie_start(w->map, m->tie), date));
  styr_i_json_text(&w->o, "end", styr_date_format(styr_tie_end(w->map, m->tie), date));
  styr_i_json_text(&w->o, "value", styr_verdict_name(m->value));
  styr_i_json_text(&w->o, "grade", styr_i_grade_or_null(m->grade));
  styr_i_tell_claims(&w->o, w->map, "claims", &m->evidence);
  styr_i_json_close(&w->o, '}');
}

static void json_overlap(writing *w, const styr_overlap *v) {
  const styr_mandate *a = styr_mandates_get(w->x, v->first), *b = styr_mandates_get(w->x, v->second);
  const styr_tie ties[] = {a->tie, b->tie};
  const styr_node holders[] = {a->holder, b->holder};
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_tell_ties(&w->o, w->map, "ties", ties, 2);
  styr_i_tell_nodes(&w->o, w->map, "holders", holders, 2);
  styr_i_json_text(&w->o, "scope", v->scope);
  styr_i_json_text(&w->o, "value", styr_verdict_name(v->value));
  styr_i_json_close(&w->o, '}');
}

static void json_case(writing *w, const styr_class_cover *c) {
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_text(&w->o, "id", c->id);
  styr_i_json_text(&w->o, "label", *c->label ? c->label : c->id);
  styr_i_json_text(&w->o, "class", c->scope);
  styr_i_json_text(&w->o, "covered", styr_coverage_name(c->covered));
  styr_i_json_text(&w->o, "grade", styr_i_grade_or_null(c->grade));
  styr_i_json_open(&w->o, "by", '[');
  for (size_t i = 0; i < c->by_count; i++) styr_i_tell_tie(&w->o, w->map, NULL, styr_mandates_get(w->x, c->by[i])->tie);
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "gaps", '[');
  for (size_t i = 0; i < c->gap_count; i++) styr_i_json_text(&w->o, NULL, c->gaps[i]);
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "near", '[');
  for (size_t i = 0; i < c->near_count; i++) {
    const styr_mandate *m = styr_mandates_get(w->x, c->near[i].mandate);
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_tell_tie(&w->o, w->map, "tie", m->tie);
    styr_i_tell_node(&w->o, w->map, "holder", m->holder);
    styr_i_json_open(&w->o, "fails", '[');
    for (size_t k = 0; k < c->near[i].count; k++) styr_i_json_text(&w->o, NULL, c->near[i].dimensions[k]);
    styr_i_json_close(&w->o, ']');
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  styr_i_tell_claims(&w->o, w->map, "claims", &c->evidence);
  styr_i_json_close(&w->o, '}');
}

static void write_json(writing *w) {
  const styr_mandates *x = w->x;
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_view(&w->o, w->map);
  styr_i_json_text(&w->o, "function", x->function);
  styr_i_json_text(&w->o, "label", styr_vocab_label(w->map, "function", x->function, w->lang));
  styr_i_json_open(&w->o, "holders", '[');
  for (size_t i = 0; i < x->count; i++) json_holder(w, &x->mandates[i]);
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "overlaps", '[');
  for (size_t i = 0; i < x->overlap_count; i++) json_overlap(w, &x->overlaps[i]);
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "cases", '[');
  for (size_t i = 0; i < x->case_count; i++) json_case(w, &x->cases[i]);
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "gates", '[');
  for (size_t i = 0; i < x->gate_count; i++) {
    const styr_gate *g = &x->gates[i];
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_tell_tie(&w->o, w->map, "tie", g->tie);
    styr_i_tell_node(&w->o, w->map, "gate", g->gate);
    styr_i_tell_node(&w->o, w->map, "holder", g->holder);
    styr_i_json_text(&w->o, "value", styr_verdict_name(g->value));
    styr_i_json_text(&w->o, "grade", styr_i_grade_or_null(g->grade));
    styr_i_tell_claims(&w->o, w->map, "claims", &g->evidence);
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_close(&w->o, '}');
  styr_i_put(&w->o, "\n");
}

static void text_cover(writing *w, const styr_class_cover *c) {
  static const char *const words[] = {"covered", "covered in part", "covered by no mandate", "not decided: contested mandates touch it"};
  styr_i_putf(&w->o, "  %s: %s (%s", *c->label ? c->label : c->id, words[c->covered], *c->scope ? c->scope : "every case");
  styr_i_put(&w->o, c->grade == STYR_GRADE_NONE ? "" : "; ");
  styr_i_put_grade(&w->o, c->grade, "");
  styr_i_put(&w->o, ")\n");
  for (size_t i = 0; i < c->gap_count; i++) styr_i_putf(&w->o, "      gap: %s\n", *c->gaps[i] ? c->gaps[i] : "every case");
  for (size_t i = 0; i < c->near_count; i++) {
    styr_i_putf(&w->o, "      not by %s: ", label(w, styr_mandates_get(w->x, c->near[i].mandate)->holder));
    for (size_t k = 0; k < c->near[i].count; k++) styr_i_putf(&w->o, "%s%s", k ? ", " : "", c->near[i].dimensions[k]);
    styr_i_put(&w->o, "\n");
  }
  styr_i_tell_evidence(&w->o, w->map, &c->evidence);
}

static void write_text(writing *w) {
  const styr_mandates *x = w->x;
  styr_i_putf(&w->o, "%s (%s)\n\nHolders: %zu\n", styr_vocab_label(w->map, "function", x->function, w->lang), x->function, x->count);
  for (size_t i = 0; i < x->count; i++) {
    const styr_mandate *m = &x->mandates[i];
    styr_i_putf(&w->o, "  %s: %s, by %s%s\n", label(w, m->holder), *m->scope ? m->scope : "every case", label(w, m->by),
                m->value == STYR_YES ? "" : " (the claims conflict)");
    styr_i_tell_evidence(&w->o, w->map, &m->evidence);
  }
  styr_i_putf(&w->o, "\nOverlaps: %zu\n", x->overlap_count);
  for (size_t i = 0; i < x->overlap_count; i++)
    styr_i_putf(&w->o, "  %s and %s: %s\n", label(w, x->mandates[x->overlaps[i].first].holder),
                label(w, x->mandates[x->overlaps[i].second].holder), *x->overlaps[i].scope ? x->overlaps[i].scope : "every case");
  styr_i_putf(&w->o, "\nCases: %zu\n", x->case_count);
  for (size_t i = 0; i < x->case_count; i++) text_cover(w, &x->cases[i]);
  styr_i_putf(&w->o, "\nDecisions that wait for another's: %zu\n", x->gate_count);
  for (size_t i = 0; i < x->gate_count; i++) {
    styr_i_putf(&w->o, "  %s waits for %s\n", label(w, x->gates[i].holder), label(w, x->gates[i].gate));
    styr_i_tell_evidence(&w->o, w->map, &x->gates[i].evidence);
  }
}

static void write_csv(writing *w) {
  char id[16], start[11], end[11];
  styr_i_put(&w->o, "holder,label,tie,type,by,scope,start,end,value,grade\n");
  for (size_t i = 0; i < w->x->count; i++) {
    const styr_mandate *m = styr_mandates_get(w->x, i);
    const char *cells[] = {styr_node_id(w->map, m->holder),
                           label(w, m->holder),
                           styr_tie_id(w->map, m->tie, id),
                           styr_tie_type(w->map, m->tie),
                           styr_node_id(w->map, m->by),
                           m->scope,
                           styr_date_format(styr_tie_start(w->map, m->tie), start),
                           styr_date_format(styr_tie_end(w->map, m->tie), end),
                           styr_verdict_name(m->value),
                           styr_grade_name(m->grade)};
    styr_i_csv_row(&w->o, cells, sizeof cells / sizeof *cells);
  }
}

styr_status styr_mandates_write(const styr_mandates *answer, styr_format format, const char *lang, const styr_sink *sink,
                                styr_error *error) {
  writing w = {answer, answer->map, lang, {sink, false, true, format == STYR_FORMAT_TEXT}};
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
      json_holder(&w, &answer->mandates[i]);
      styr_i_put(&w.o, "\n");
    }
    break;
  }
  return styr_i_out_status(&w.o, error);
}

/* SPDX-License-Identifier: MIT */
/* Holders, overlaps, gaps and gates in words and in data. docs/schema/mandates.json fixes the JSON form. */
#include "answers/answers_i.h"

static void put_holders(const styr_i_writer *w, const styr_mandates *x) {
  char id[16], date[11];
  styr_i_list_open(w->o, "holders", "holder,label,tie,type,by,scope,start,end,value,grade");
  for (size_t i = 0; i < x->count; i++) {
    const styr_mandate *m = &x->mandates[i];
    styr_i_row_open(w->o);
    styr_i_row_text(w->o, "id", styr_i_id(w, m->holder));
    styr_i_row_text(w->o, "label", styr_i_label(w, m->holder));
    styr_i_row_text(w->o, "tie", styr_tie_id(w->map, m->tie, id));
    styr_i_row_text(w->o, "type", styr_tie_type(w->map, m->tie));
    styr_i_row_text(w->o, "by", styr_i_id(w, m->by));
    styr_i_row_text(w->o, "scope", m->scope);
    styr_i_row_text(w->o, "start", styr_date_format(styr_tie_start(w->map, m->tie), date));
    styr_i_row_text(w->o, "end", styr_date_format(styr_tie_end(w->map, m->tie), date));
    styr_i_row_text(w->o, "value", styr_verdict_name(m->value));
    styr_i_row_text(w->o, "grade", styr_i_grade_or_null(m->grade));
    if (w->o->format != STYR_FORMAT_CSV) styr_i_json_claims(w, "claims", &m->evidence);
    styr_i_row_close(w->o);
  }
  styr_i_list_close(w->o);
}

static void json_overlap(const styr_i_writer *w, const styr_mandates *x, const styr_overlap *v) {
  const styr_mandate *a = &x->mandates[v->first], *b = &x->mandates[v->second];
  const styr_tie ties[] = {a->tie, b->tie};
  const styr_node holders[] = {a->holder, b->holder};
  styr_i_json_open(w->o, NULL, '{');
  styr_i_json_ties(w, "ties", ties, 2);
  styr_i_json_nodes(w, "holders", holders, 2);
  styr_i_json_text(w->o, "scope", v->scope);
  styr_i_json_text(w->o, "value", styr_verdict_name(v->value));
  styr_i_json_close(w->o, '}');
}

static void json_near(const styr_i_writer *w, const styr_mandates *x, const styr_class_cover *c) {
  styr_i_json_open(w->o, "near", '[');
  for (size_t i = 0; i < c->near_count; i++) {
    const styr_mandate *m = &x->mandates[c->near[i].mandate];
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_tie(w, "tie", m->tie);
    styr_i_json_node(w, "holder", m->holder);
    styr_i_json_texts(w, "fails", c->near[i].dimensions, c->near[i].count);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void json_case(const styr_i_writer *w, const styr_mandates *x, const styr_class_cover *c) {
  styr_i_json_open(w->o, NULL, '{');
  styr_i_json_text(w->o, "id", c->id);
  styr_i_json_text(w->o, "label", *c->label ? c->label : c->id);
  styr_i_json_text(w->o, "class", c->scope);
  styr_i_json_text(w->o, "covered", styr_coverage_name(c->covered));
  styr_i_json_text(w->o, "grade", styr_i_grade_or_null(c->grade));
  styr_i_json_open(w->o, "by", '[');
  for (size_t i = 0; i < c->by_count; i++) styr_i_json_tie(w, NULL, x->mandates[c->by[i]].tie);
  styr_i_json_close(w->o, ']');
  styr_i_json_texts(w, "gaps", c->gaps, c->gap_count);
  json_near(w, x, c);
  styr_i_json_claims(w, "claims", &c->evidence);
  styr_i_json_close(w->o, '}');
}

static void json_gate(const styr_i_writer *w, const styr_gate *g) {
  styr_i_json_open(w->o, NULL, '{');
  styr_i_json_tie(w, "tie", g->tie);
  styr_i_json_node(w, "gate", g->gate);
  styr_i_json_node(w, "holder", g->holder);
  styr_i_json_text(w->o, "value", styr_verdict_name(g->value));
  styr_i_json_text(w->o, "grade", styr_i_grade_or_null(g->grade));
  styr_i_json_claims(w, "claims", &g->evidence);
  styr_i_json_close(w->o, '}');
}

static void write_json(const styr_i_writer *w, const styr_mandates *x) {
  styr_i_json_text(w->o, "function", x->function);
  styr_i_json_text(w->o, "label", styr_vocab_label(w->map, "function", x->function, w->lang));
  put_holders(w, x);
  styr_i_json_open(w->o, "overlaps", '[');
  for (size_t i = 0; i < x->overlap_count; i++) json_overlap(w, x, &x->overlaps[i]);
  styr_i_json_close(w->o, ']');
  styr_i_json_open(w->o, "cases", '[');
  for (size_t i = 0; i < x->case_count; i++) json_case(w, x, &x->cases[i]);
  styr_i_json_close(w->o, ']');
  styr_i_json_open(w->o, "gates", '[');
  for (size_t i = 0; i < x->gate_count; i++) json_gate(w, &x->gates[i]);
  styr_i_json_close(w->o, ']');
}

/* ---- text ---- */

static const char *class_of(const styr_i_writer *w, const char *scope) {
  return *scope ? scope : STYR_I_WORD(w, every_case);
}

static void text_cover(const styr_i_writer *w, const styr_mandates *x, const styr_class_cover *c) {
  static const styr_i_word words[] = {[STYR_COVERED] = WORD_class_covered_yes,
                                      [STYR_COVERED_PARTLY] = WORD_class_covered_partly,
                                      [STYR_NOT_COVERED] = WORD_class_covered_no,
                                      [STYR_COVERAGE_UNKNOWN] = WORD_class_covered_unknown};
  styr_i_putf(w->o, "  %s: %s (%s", *c->label ? c->label : c->id, w->words->words[words[c->covered]], class_of(w, c->scope));
  if (c->grade != STYR_GRADE_NONE) styr_i_put(w->o, "; ");
  styr_i_text_grade(w, c->grade, "");
  styr_i_put(w->o, ")\n");
  for (size_t i = 0; i < c->gap_count; i++) STYR_I_LINE(w, gap_is, 6, class_of(w, c->gaps[i]));
  for (size_t i = 0; i < c->near_count; i++) {
    styr_i_put(w->o, "      ");
    STYR_I_SAY(w, not_covered_by, styr_i_label(w, x->mandates[c->near[i].mandate].holder));
    for (size_t k = 0; k < c->near[i].count; k++) styr_i_putf(w->o, "%s%s", k ? ", " : ": ", c->near[i].dimensions[k]);
    styr_i_put(w->o, "\n");
  }
  styr_i_text_evidence(w, &c->evidence);
}

static void write_text(const styr_i_writer *w, const styr_mandates *x) {
  styr_i_putf(w->o, "%s (%s)\n", styr_vocab_label(w->map, "function", x->function, w->lang), x->function);
  STYR_I_SECTION(w, holders_n, x->count);
  for (size_t i = 0; i < x->count; i++) {
    const styr_mandate *m = &x->mandates[i];
    styr_i_put(w->o, "  ");
    STYR_I_SAY(w, holder_line, styr_i_label(w, m->holder), class_of(w, m->scope), styr_i_label(w, m->by));
    if (m->value != STYR_YES) styr_i_putf(w->o, " (%s)", STYR_I_WORD(w, claims_conflict));
    styr_i_put(w->o, "\n");
    styr_i_text_evidence(w, &m->evidence);
  }
  STYR_I_SECTION(w, overlaps_n, x->overlap_count);
  for (size_t i = 0; i < x->overlap_count; i++)
    STYR_I_LINE(w, overlap_line, 2, styr_i_label(w, x->mandates[x->overlaps[i].first].holder),
                styr_i_label(w, x->mandates[x->overlaps[i].second].holder), class_of(w, x->overlaps[i].scope));
  STYR_I_SECTION(w, cases_n, x->case_count);
  for (size_t i = 0; i < x->case_count; i++) text_cover(w, x, &x->cases[i]);
  STYR_I_SECTION(w, gates_n, x->gate_count);
  for (size_t i = 0; i < x->gate_count; i++) {
    STYR_I_LINE(w, gate_line, 2, styr_i_label(w, x->gates[i].holder), styr_i_label(w, x->gates[i].gate));
    styr_i_text_evidence(w, &x->gates[i].evidence);
  }
}

styr_status styr_mandates_write(const styr_mandates *answer, styr_format format, const char *lang, const styr_sink *sink,
                                styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, answer->map, lang);
  styr_i_answer_open(&w);
  if (format == STYR_FORMAT_TEXT) write_text(&w, answer);
  else if (format == STYR_FORMAT_JSON) write_json(&w, answer);
  else put_holders(&w, answer);
  return styr_i_answer_close(&w, error);
}

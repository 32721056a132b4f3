/* SPDX-License-Identifier: MIT */
/* Who answers to whom, in words and in data. docs/schema/accountability.json fixes the JSON form. */
#include "answers/answers_i.h"

static void put_rows(const styr_i_writer *w, const styr_accounts *x) {
  char id[16];
  styr_i_list_open(w->o, "ties", "tie,type,from,to,reports");
  for (size_t i = 0; i < x->count; i++) {
    const styr_account *a = &x->ties[i];
    styr_i_row_open(w->o);
    styr_i_row_text(w->o, "tie", styr_tie_id(w->map, a->tie, id));
    styr_i_row_text(w->o, "type", styr_tie_type(w->map, a->tie));
    styr_i_row_text(w->o, "from", styr_i_id(w, a->principal));
    styr_i_row_text(w->o, "to", styr_i_id(w, a->agent));
    styr_i_row_text(w->o, "reports", styr_verdict_name(a->reports));
    if (w->o->format != STYR_FORMAT_CSV) {
      styr_i_json_ties(w, "by", a->evidence.ties, a->evidence.tie_count);
      styr_i_json_claims(w, "claims", &a->evidence);
    }
    styr_i_row_close(w->o);
  }
  styr_i_list_close(w->o);
}

static void put_lists(const styr_i_writer *w, const styr_accounts *x) {
  styr_i_json_open(w->o, "multiple", '[');
  for (size_t i = 0; i < x->multiple_count; i++) {
    const styr_many_principals *m = &x->multiple[i];
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_node(w, "id", m->agent);
    styr_i_json_text(w->o, "label", styr_i_label(w, m->agent));
    styr_i_json_nodes(w, "principals", m->principals, m->count);
    styr_i_json_ties(w, "ties", m->ties, m->tie_count);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
  styr_i_json_open(w->o, "circles", '[');
  for (size_t i = 0; i < x->circle_count; i++) styr_i_json_nodes(w, NULL, x->circles[i].members, x->circles[i].count);
  styr_i_json_close(w->o, ']');
}

static void write_text(const styr_i_writer *w, const styr_accounts *x) {
  static const styr_i_word words[] = {[STYR_UNKNOWN] = WORD_reports_unknown, [STYR_YES] = WORD_reports_yes, [STYR_NO] = WORD_reports_no};
  for (size_t i = 0; i < x->count; i++) {
    const styr_account *a = &x->ties[i];
    styr_i_text_tie(w, a->tie);
    styr_i_putf(w->o, ": %s\n", w->words->words[words[a->reports]]);
    styr_i_text_evidence(w, &a->evidence);
  }
  STYR_I_SAY_OF(w, accounts_n, x->count, x->count);
  styr_i_put(w->o, "\n");
  STYR_I_SECTION(w, principals_n, x->multiple_count);
  for (size_t i = 0; i < x->multiple_count; i++) {
    styr_i_putf(w->o, "  %s: ", styr_i_label(w, x->multiple[i].agent));
    styr_i_text_labels(w, x->multiple[i].principals, x->multiple[i].count, ", ");
    styr_i_put(w->o, "\n");
  }
  STYR_I_SECTION(w, circles_n, x->circle_count);
  for (size_t i = 0; i < x->circle_count; i++) {
    styr_i_put(w->o, "  ");
    styr_i_text_labels(w, x->circles[i].members, x->circles[i].count, ", ");
    styr_i_put(w->o, "\n");
  }
}

styr_status styr_accounts_write(const styr_accounts *answer, styr_format format, const char *lang, const styr_sink *sink,
                                styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, answer->arena.map, lang);
  styr_i_answer_open(&w);
  if (format == STYR_FORMAT_TEXT) write_text(&w, answer);
  else put_rows(&w, answer);
  if (format == STYR_FORMAT_JSON) put_lists(&w, answer);
  return styr_i_answer_close(&w, error);
}

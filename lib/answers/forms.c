/* SPDX-License-Identifier: MIT */
/* What several answers write: ids, claims and evidence in JSON; labels, grades, ties and paths in text, with their spans. */
#include "answers/answers_i.h"

void styr_i_answer_open(const styr_i_writer *w) {
  if (w->o->format != STYR_FORMAT_JSON) return;
  styr_i_json_open(w->o, NULL, '{');
  styr_i_json_view(w->o, w->map);
}

styr_status styr_i_answer_close(const styr_i_writer *w, styr_error *error) {
  if (w->o->format == STYR_FORMAT_TEXT) styr_i_text_view(w->o, w->map, w->lang);
  if (w->o->format == STYR_FORMAT_JSON) {
    styr_i_json_close(w->o, '}');
    styr_i_put(w->o, "\n");
  }
  return styr_i_out_status(w->o, error);
}

const char *styr_i_label(const styr_i_writer *w, styr_node node) {
  return styr_node_label(w->map, node, w->lang);
}

const char *styr_i_id(const styr_i_writer *w, styr_node node) {
  return styr_node_exists(node) ? styr_node_id(w->map, node) : NULL;
}

const char *styr_i_grade_or_null(styr_grade grade) {
  return grade == STYR_GRADE_NONE ? NULL : styr_grade_name(grade);
}

/* ---- JSON ---- */

void styr_i_json_claims(const styr_i_writer *w, const char *key, const styr_evidence *e) {
  styr_i_json_open(w->o, key, '[');
  for (size_t i = 0; i < e->claim_count; i++) styr_i_json_claim(w->o, w->map, e->claims[i]);
  styr_i_json_close(w->o, ']');
}

void styr_i_json_tie(const styr_i_writer *w, const char *key, styr_tie tie) {
  char id[16];
  styr_i_json_text(w->o, key, styr_tie_id(w->map, tie, id));
}

void styr_i_json_ties(const styr_i_writer *w, const char *key, const styr_tie *ties, size_t count) {
  styr_i_json_open(w->o, key, '[');
  for (size_t i = 0; i < count; i++) styr_i_json_tie(w, NULL, ties[i]);
  styr_i_json_close(w->o, ']');
}

void styr_i_json_node(const styr_i_writer *w, const char *key, styr_node node) {
  styr_i_json_text(w->o, key, styr_i_id(w, node));
}

void styr_i_json_nodes(const styr_i_writer *w, const char *key, const styr_node *nodes, size_t count) {
  styr_i_json_open(w->o, key, '[');
  for (size_t i = 0; i < count; i++) styr_i_json_node(w, NULL, nodes[i]);
  styr_i_json_close(w->o, ']');
}

void styr_i_json_texts(const styr_i_writer *w, const char *key, const char *const *texts, size_t count) {
  styr_i_json_open(w->o, key, '[');
  for (size_t i = 0; i < count; i++) styr_i_json_text(w->o, NULL, texts[i]);
  styr_i_json_close(w->o, ']');
}

/* ---- text ---- */

void styr_i_text_labels(const styr_i_writer *w, const styr_node *nodes, size_t count, const char *separator) {
  for (size_t i = 0; i < count; i++) {
    if (i) styr_i_put(w->o, separator);
    styr_i_put(w->o, styr_i_label(w, nodes[i]));
  }
}

void styr_i_text_apex(const styr_i_writer *w, const styr_node *members, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i) styr_i_putf(w->o, " %s ", STYR_I_WORD(w, with));
    styr_i_put(w->o, styr_i_label(w, members[i]));
  }
}

void styr_i_text_grade(const styr_i_writer *w, styr_grade grade, const char *none) {
  static const styr_i_word words[] = {[STYR_GRADE_ASSUMED] = WORD_grade_name_assumed,
                                      [STYR_GRADE_INFERRED] = WORD_grade_name_inferred,
                                      [STYR_GRADE_STATED] = WORD_grade_name_stated,
                                      [STYR_GRADE_OBSERVED] = WORD_grade_name_observed};
  const styr_span kind = grade == STYR_GRADE_NONE       ? STYR_SPAN_PLAIN
                         : grade == STYR_GRADE_ASSUMED  ? STYR_SPAN_POOR
                         : grade == STYR_GRADE_INFERRED ? STYR_SPAN_WEAK
                                                        : STYR_SPAN_GOOD;
  styr_i_put_span(w->o, kind, grade == STYR_GRADE_NONE ? none : w->words->words[words[grade]]);
}

const char *styr_i_standing(const styr_i_writer *w, styr_standing standing) {
  return standing == STYR_STANDING_IN    ? STYR_I_WORD(w, in_plan)
         : standing == STYR_STANDING_OUT ? STYR_I_WORD(w, out_of_plan)
                                         : STYR_I_WORD(w, unknown);
}

void styr_i_text_stance(const styr_i_writer *w, styr_stance stance) {
  const char *word = stance == STYR_SUPPORTS   ? STYR_I_WORD(w, stance_supports)
                     : stance == STYR_DISPUTES ? STYR_I_WORD(w, stance_disputes)
                                               : STYR_I_WORD(w, found_absent);
  styr_i_put_span(w->o, stance == STYR_SUPPORTS ? STYR_SPAN_PLAIN : STYR_SPAN_AGAINST, word);
}

void styr_i_text_evidence(const styr_i_writer *w, const styr_evidence *e) {
  for (size_t i = 0; i < e->claim_count; i++) {
    const styr_claim_view v = styr_claim_get(w->map, e->claims[i]);
    styr_i_put(w->o, "        ");
    styr_i_text_stance(w, v.stance);
    styr_i_putf(w->o, " %s (%s%s%s, ", v.about, *v.source ? v.source : STYR_I_WORD(w, no_source), *v.locator ? ": " : "", v.locator);
    styr_i_text_grade(w, v.grade, STYR_I_WORD(w, ungraded));
    styr_i_put(w->o, ")\n");
  }
}

void styr_i_text_arrow(const styr_i_writer *w, styr_tie tie, bool reversed) {
  styr_i_span(w->o, STYR_SPAN_ARROW);
  styr_i_putf(w->o, reversed ? "<-%s--" : "--%s->", styr_tie_type(w->map, tie));
  styr_i_span(w->o, STYR_SPAN_PLAIN);
}

void styr_i_text_tie(const styr_i_writer *w, styr_tie tie) {
  styr_i_putf(w->o, "%s ", styr_i_label(w, styr_tie_from(w->map, tie)));
  styr_i_text_arrow(w, tie, false);
  styr_i_putf(w->o, " %s", styr_i_label(w, styr_tie_to(w->map, tie)));
}

void styr_i_chain_node(const styr_i_writer *w, styr_node node) {
  const char *level = styr_node_is_text(node) ? styr_node_kind(w->map, node) : styr_node_level(w->map, node);
  styr_i_put(w->o, styr_i_label(w, node));
  if (*level) {
    styr_i_put(w->o, " ");
    styr_i_span(w->o, STYR_SPAN_LEVEL);
    styr_i_putf(w->o, "[%s]", level);
    styr_i_span(w->o, STYR_SPAN_PLAIN);
  }
  styr_i_put(w->o, "\n");
}

static size_t columns_of_type(const styr_map *map, styr_tie tie) {
  const char *type = styr_tie_type(map, tie);
  return styr_columns(type, strlen(type));
}

size_t styr_i_chain_widest(const styr_map *map, const styr_tie *ties, size_t count) {
  enum { most = 24 };
  size_t widest = 0;
  for (size_t i = 0; i < count; i++)
    if (columns_of_type(map, ties[i]) > widest) widest = columns_of_type(map, ties[i]);
  return widest < most ? widest : most;
}

void styr_i_chain_arrow(const styr_i_writer *w, styr_tie tie, bool reversed, size_t widest) {
  const size_t columns = columns_of_type(w->map, tie);
  styr_i_text_arrow(w, tie, reversed);
  styr_i_putf(w->o, "%*s ", (int)(columns < widest ? widest - columns : 0), "");
}

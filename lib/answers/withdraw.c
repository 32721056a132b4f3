/* SPDX-License-Identifier: MIT */
/* What changes without a source, in words and in data. docs/schema/withdraw.json fixes the JSON form. */
#include "answers/answers_i.h"

/* ---- JSON ---- */

static void json_weakened(const styr_i_writer *w, const styr_withdrawal *x) {
  styr_i_json_open(w->o, "ties_weakened", '[');
  for (size_t i = 0; i < x->weakened_count; i++) {
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_tie(w, "tie", x->weakened[i].tie);
    styr_i_json_text(w->o, "before", styr_i_grade_or_null(x->weakened[i].before));
    styr_i_json_text(w->o, "after", styr_i_grade_or_null(x->weakened[i].after));
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void json_standings(const styr_i_writer *w, const styr_withdrawal *x) {
  if (!x->placed) {
    styr_i_json_text(w->o, "standings", NULL);
    return;
  }
  styr_i_json_open(w->o, "standings", '[');
  for (size_t i = 0; i < x->standing_count; i++) {
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_node(w, "id", x->standings[i].node);
    styr_i_json_text(w->o, "before", styr_standing_name(x->standings[i].before));
    styr_i_json_text(w->o, "after", styr_standing_name(x->standings[i].after));
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void json_apexes(const styr_i_writer *w, const char *key, const styr_node *members, const size_t *ends, size_t count) {
  styr_i_json_open(w->o, key, '[');
  for (size_t i = 0, at = 0; i < count; at = ends[i++]) styr_i_json_nodes(w, NULL, members + at, ends[i] - at);
  styr_i_json_close(w->o, ']');
}

static void write_json(const styr_i_writer *w, const styr_withdrawal *x, const char *source, const char *label) {
  styr_i_json_text(w->o, "source", source);
  styr_i_json_text(w->o, "label", label);
  styr_i_json_int(w->o, "claims", (int64_t)x->claims);
  styr_i_json_ties(w, "ties_lost", x->ties, x->tie_count);
  json_weakened(w, x);
  styr_i_json_nodes(w, "nodes_lost", x->nodes, x->node_count);
  json_standings(w, x);
  styr_i_json_open(w->o, "apexes", '[');
  for (size_t i = 0; i < x->apex_count; i++) {
    const styr_apex_change *a = &x->apexes[i];
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_node(w, "id", a->node);
    json_apexes(w, "before", a->before, a->before_ends, a->before_count);
    json_apexes(w, "after", a->after, a->after_ends, a->after_count);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

/* ---- text ---- */

static void text_ties(const styr_i_writer *w, const styr_withdrawal *x) {
  char id[16];
  STYR_I_SECTION(w, ties_lost_n, x->tie_count);
  for (size_t i = 0; i < x->tie_count; i++) {
    styr_i_putf(w->o, "  %s: ", styr_tie_id(w->map, x->ties[i], id));
    styr_i_text_tie(w, x->ties[i]);
    styr_i_put(w->o, "\n");
  }
  STYR_I_SECTION(w, ties_weakened_n, x->weakened_count);
  for (size_t i = 0; i < x->weakened_count; i++) {
    styr_i_putf(w->o, "  %s: ", styr_tie_id(w->map, x->weakened[i].tie, id));
    styr_i_text_grade(w, x->weakened[i].before, "");
    styr_i_putf(w->o, ", %s ", STYR_I_WORD(w, now));
    styr_i_text_grade(w, x->weakened[i].after, STYR_I_WORD(w, no_grade));
    styr_i_put(w->o, "\n");
  }
}

static void text_apexes(const styr_i_writer *w, const styr_node *members, const size_t *ends, size_t count) {
  for (size_t i = 0, at = 0; i < count; at = ends[i++]) {
    if (i) styr_i_put(w->o, "; ");
    styr_i_text_apex(w, members + at, ends[i] - at);
  }
}

static void write_text(const styr_i_writer *w, const styr_withdrawal *x, const char *label) {
  STYR_I_LINE(w, without_source, 0, label, x->claims);
  text_ties(w, x);
  STYR_I_SECTION(w, nodes_lost_n, x->node_count);
  for (size_t i = 0; i < x->node_count; i++) styr_i_putf(w->o, "  %s\n", styr_i_label(w, x->nodes[i]));
  if (x->placed) STYR_I_SECTION(w, standings_change_n, x->standing_count);
  for (size_t i = 0; i < x->standing_count; i++)
    STYR_I_LINE(w, standing_change, 2, styr_i_label(w, x->standings[i].node), styr_i_standing(w, x->standings[i].before),
                styr_i_standing(w, x->standings[i].after));
  STYR_I_SECTION(w, apexes_change_n, x->apex_count);
  for (size_t i = 0; i < x->apex_count; i++) {
    const styr_apex_change *a = &x->apexes[i];
    styr_i_putf(w->o, "  %s: ", styr_i_label(w, a->node));
    text_apexes(w, a->before, a->before_ends, a->before_count);
    styr_i_putf(w->o, " | %s ", STYR_I_WORD(w, now));
    text_apexes(w, a->after, a->after_ends, a->after_count);
    styr_i_put(w->o, "\n");
  }
}

styr_status styr_withdrawal_write(const styr_withdrawal *answer, styr_format format, const char *lang, const styr_sink *sink,
                                  styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, answer->arena.map, lang);
  const char *source = styr_i_text_cell(w.map, STYR_SOURCES, answer->row, SOURCE_ID),
             *name = styr_i_text_cell(w.map, STYR_SOURCES, answer->row, SOURCE_LABEL), *label = *name ? name : source;
  if (format != STYR_FORMAT_TEXT && format != STYR_FORMAT_JSON) return styr_i_fail(error, STYR_ERR_ARG, "this answer has no such form");
  styr_i_answer_open(&w);
  if (format == STYR_FORMAT_TEXT) write_text(&w, answer, label);
  else write_json(&w, answer, source, label);
  return styr_i_answer_close(&w, error);
}

/* SPDX-License-Identifier: MIT */
/* The ruling paths above a node with their levels, and the boss texts, in words and in data. docs/schema/ascent.json fixes the
 * JSON form. */
#include "answers/answers_i.h"

/* ---- JSON ---- */

static void json_steps(const styr_i_writer *w, const char *key, const styr_level_step *steps, size_t count, bool with_levels) {
  styr_i_json_open(w->o, key, '[');
  for (size_t i = 0; i < count; i++) {
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_node(w, "from", steps[i].from);
    styr_i_json_node(w, "to", steps[i].to);
    if (with_levels) styr_i_json_texts(w, "levels", steps[i].levels, steps[i].count);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void json_climb(const styr_i_writer *w, const styr_climb *k) {
  styr_i_json_open(w->o, NULL, '{');
  styr_i_json_nodes(w, "nodes", k->nodes, k->length + 1);
  styr_i_json_ties(w, "ties", k->ties, k->length);
  styr_i_json_open(w->o, "levels", '[');
  for (size_t n = 0; n <= k->length; n++) {
    const char *level = styr_node_level(w->map, k->nodes[n]);
    styr_i_json_text(w->o, NULL, *level ? level : NULL);
  }
  styr_i_json_close(w->o, ']');
  json_steps(w, "skips", k->skips, k->skip_count, true);
  json_steps(w, "inversions", k->inversions, k->inversion_count, false);
  styr_i_json_int(w->o, "unknown", (int64_t)k->unknown);
  styr_i_json_int(w->o, "text_ties", (int64_t)k->text_ties);
  styr_i_json_text(w->o, "grade", styr_i_grade_or_null(k->weakest));
  styr_i_json_close(w->o, '}');
}

static void put_rows(const styr_i_writer *w, const styr_ascent *x) {
  styr_i_list_open(w->o, "apexes", NULL);
  for (size_t i = 0; i < x->count; i++) {
    const styr_ascent_apex *a = &x->apexes[i];
    styr_i_row_open(w->o);
    styr_i_json_nodes(w, "members", a->members, a->count);
    styr_i_json_open(w->o, "paths", '[');
    for (size_t k = 0; k < a->climb_count; k++) json_climb(w, &a->climbs[k]);
    styr_i_json_close(w->o, ']');
    styr_i_row_text(w->o, "truncated", a->truncated);
    styr_i_row_close(w->o);
  }
  styr_i_list_close(w->o);
}

static void json_boss_texts(const styr_i_writer *w, const styr_ascent *x) {
  styr_i_json_open(w->o, "boss_texts", '[');
  for (size_t i = 0; i < x->boss_count; i++) {
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_node(w, "id", x->bosses[i].text);
    styr_i_json_text(w->o, "label", styr_i_label(w, x->bosses[i].text));
    styr_i_json_int(w->o, "texts", (int64_t)x->bosses[i].texts);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

/* ---- text ---- */

static void text_climb(const styr_i_writer *w, const styr_climb *k) {
  const size_t widest = styr_i_chain_widest(w->map, k->ties, k->length);
  styr_i_put(w->o, "  ");
  styr_i_chain_node(w, k->nodes[0]);
  for (size_t n = 0; n < k->length; n++) {
    styr_i_put(w->o, "    ");
    styr_i_chain_arrow(w, k->ties[n], !styr_node_same(styr_tie_from(w->map, k->ties[n]), k->nodes[n]), widest);
    styr_i_chain_node(w, k->nodes[n + 1]);
  }
  STYR_I_LINE(w, ties_through_texts, 6, k->text_ties, k->length);
  for (size_t i = 0; i < k->skip_count; i++) {
    styr_i_put(w->o, "      ");
    STYR_I_SAY(w, skips_levels, styr_i_label(w, k->skips[i].from), styr_i_label(w, k->skips[i].to));
    for (size_t n = 0; n < k->skips[i].count; n++) styr_i_putf(w->o, "%s %s", n ? "," : ":", k->skips[i].levels[n]);
    styr_i_put(w->o, "\n");
  }
  for (size_t i = 0; i < k->inversion_count; i++)
    STYR_I_LINE(w, rules_from_below, 6, styr_i_label(w, k->inversions[i].to), styr_i_label(w, k->inversions[i].from));
  if (k->unknown) STYR_I_LINE(w, levels_unknown, 6, k->unknown);
}

static void write_text(const styr_i_writer *w, const styr_ascent *x) {
  for (size_t i = 0; i < x->count; i++) {
    styr_i_putf(w->o, "%s: ", STYR_I_WORD(w, apex));
    styr_i_text_labels(w, x->apexes[i].members, x->apexes[i].count, ", ");
    styr_i_put(w->o, "\n");
    for (size_t k = 0; k < x->apexes[i].climb_count; k++) text_climb(w, &x->apexes[i].climbs[k]);
    if (x->apexes[i].truncated) STYR_I_LINE(w, cut_short_by, 2, x->apexes[i].truncated);
  }
  STYR_I_HEADING(w, boss_texts_n, x->boss_count);
  for (size_t i = 0; i < x->boss_count; i++) {
    styr_i_put(w->o, "  ");
    STYR_I_SAY_OF(w, boss_text_n, x->bosses[i].texts, styr_i_label(w, x->bosses[i].text), x->bosses[i].texts);
    styr_i_put(w->o, "\n");
  }
}

styr_status styr_ascent_write(const styr_ascent *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, answer->arena.map, lang);
  if (format == STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "this answer has no CSV form");
  styr_i_answer_open(&w);
  if (format == STYR_FORMAT_JSON) styr_i_json_node(&w, "from", answer->from);
  if (format == STYR_FORMAT_TEXT) write_text(&w, answer);
  else put_rows(&w, answer);
  if (format == STYR_FORMAT_JSON) json_boss_texts(&w, answer);
  return styr_i_answer_close(&w, error);
}

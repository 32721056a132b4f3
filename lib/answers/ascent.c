/* SPDX-License-Identifier: MIT */
/* How rule climbs, in words and in data. docs/schema/ascent.json fixes the JSON form. */
#include "answers/answers_i.h"

#include "path/cursor/path_i.h"
static void json_steps(styr_i_out *o, const styr_map *map, const char *key, const styr_level_step *steps, size_t count, bool with_levels) {
  styr_i_json_open(o, key, '[');
  for (size_t i = 0; i < count; i++) {
    styr_i_json_open(o, NULL, '{');
    styr_i_tell_node(o, map, "from", steps[i].from);
    styr_i_tell_node(o, map, "to", steps[i].to);
    if (with_levels) {
      styr_i_json_open(o, "levels", '[');
      for (size_t k = 0; k < steps[i].count; k++) styr_i_json_text(o, NULL, steps[i].levels[k]);
      styr_i_json_close(o, ']');
    }
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
}

static const char *level_or_null(const styr_map *map, styr_node node) {
  const char *level = styr_node_level(map, node);
  return *level ? level : NULL;
}

static void json_apex(styr_i_out *o, const styr_map *map, const styr_ascent_apex *a) {
  styr_i_json_open(o, NULL, '{');
  styr_i_tell_nodes(o, map, "members", a->members, a->count);
  styr_i_json_open(o, "paths", '[');
  for (size_t i = 0; i < a->climb_count; i++) {
    const styr_climb *k = &a->climbs[i];
    styr_i_json_open(o, NULL, '{');
    styr_i_tell_nodes(o, map, "nodes", k->nodes, k->length + 1);
    styr_i_tell_ties(o, map, "ties", k->ties, k->length);
    styr_i_json_open(o, "levels", '[');
    for (size_t n = 0; n <= k->length; n++) styr_i_json_text(o, NULL, level_or_null(map, k->nodes[n]));
    styr_i_json_close(o, ']');
    json_steps(o, map, "skips", k->skips, k->skip_count, true);
    json_steps(o, map, "inversions", k->inversions, k->inversion_count, false);
    styr_i_json_int(o, "unknown", (int64_t)k->unknown);
    styr_i_json_int(o, "text_ties", (int64_t)k->text_ties);
    styr_i_json_text(o, "grade", k->weakest == STYR_GRADE_NONE ? NULL : styr_grade_name(k->weakest));
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
  styr_i_json_text(o, "truncated", a->truncated);
  styr_i_json_close(o, '}');
}

static void text_climb(styr_i_out *o, const styr_map *map, const styr_climb *k, const char *lang) {
  const size_t widest = styr_i_chain_widest(map, k->ties, k->length);
  styr_i_put(o, "  ");
  styr_i_chain_node(o, map, lang, k->nodes[0]);
  for (size_t n = 0; n < k->length; n++) {
    styr_i_put(o, "    ");
    styr_i_chain_arrow(o, map, k->ties[n], !styr_node_same(styr_tie_from(map, k->ties[n]), k->nodes[n]), widest);
    styr_i_chain_node(o, map, lang, k->nodes[n + 1]);
  }
  styr_i_putf(o, "      %zu of %zu ties through texts\n", k->text_ties, k->length);
  for (size_t i = 0; i < k->skip_count; i++) {
    styr_i_putf(o, "      skips from %s", styr_node_label(map, k->skips[i].from, lang));
    styr_i_putf(o, " to %s:", styr_node_label(map, k->skips[i].to, lang));
    for (size_t n = 0; n < k->skips[i].count; n++) styr_i_putf(o, "%s %s", n ? "," : "", k->skips[i].levels[n]);
    styr_i_put(o, "\n");
  }
  for (size_t i = 0; i < k->inversion_count; i++) {
    styr_i_putf(o, "      inverted: %s", styr_node_label(map, k->inversions[i].to, lang));
    styr_i_putf(o, " rules %s from below\n", styr_node_label(map, k->inversions[i].from, lang));
  }
  if (k->unknown) styr_i_putf(o, "      %zu steps without known levels\n", k->unknown);
}

static void write_text(styr_i_out *o, const styr_map *map, const styr_ascent *x, const char *lang) {
  for (size_t i = 0; i < x->count; i++) {
    styr_i_put(o, "Apex: ");
    for (size_t k = 0; k < x->apexes[i].count; k++)
      styr_i_putf(o, "%s%s", k ? ", " : "", styr_node_label(map, x->apexes[i].members[k], lang));
    styr_i_put(o, "\n");
    for (size_t k = 0; k < x->apexes[i].climb_count; k++) text_climb(o, map, &x->apexes[i].climbs[k], lang);
    if (x->apexes[i].truncated) styr_i_putf(o, "  (cut short by %s)\n", x->apexes[i].truncated);
  }
  styr_i_putf(o, "Boss texts: %zu\n", x->boss_count);
  for (size_t i = 0; i < x->boss_count; i++)
    styr_i_putf(o, "  %s, over %zu other texts\n", styr_node_label(map, x->bosses[i].text, lang), x->bosses[i].texts);
}

styr_status styr_ascent_write(const styr_ascent *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  const styr_map *map = answer->arena.map;
  styr_i_out o = {sink, false, true, format == STYR_FORMAT_TEXT};
  if (format == STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "this answer has no CSV form");
  if (format == STYR_FORMAT_TEXT) {
    write_text(&o, map, answer, lang);
    styr_i_text_view(&o, map);
  }
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_open(&o, NULL, '{');
    styr_i_json_view(&o, map);
    styr_i_tell_node(&o, map, "from", answer->from);
    styr_i_json_open(&o, "apexes", '[');
  }
  for (size_t i = 0; format != STYR_FORMAT_TEXT && i < answer->count; i++) {
    if (format == STYR_FORMAT_JSONL) o.first = true;
    json_apex(&o, map, &answer->apexes[i]);
    if (format == STYR_FORMAT_JSONL) styr_i_put(&o, "\n");
  }
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_close(&o, ']');
    styr_i_json_open(&o, "boss_texts", '[');
    for (size_t i = 0; i < answer->boss_count; i++) {
      styr_i_json_open(&o, NULL, '{');
      styr_i_tell_node(&o, map, "id", answer->bosses[i].text);
      styr_i_json_text(&o, "label", styr_node_label(map, answer->bosses[i].text, lang));
      styr_i_json_int(&o, "texts", (int64_t)answer->bosses[i].texts);
      styr_i_json_close(&o, '}');
    }
    styr_i_json_close(&o, ']');
    styr_i_json_close(&o, '}');
    styr_i_put(&o, "\n");
  }
  return styr_i_out_status(&o, error);
}

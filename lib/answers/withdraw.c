/* SPDX-License-Identifier: MIT */
/* What a withdrawn source changes, in words and in data. docs/schema/withdraw.json fixes the JSON form. */
#include "answers/answers_i.h"

static void json_summits(styr_i_out *o, const styr_map *map, const char *key, const styr_node *members, const size_t *ends, size_t count) {
  styr_i_json_open(o, key, '[');
  for (size_t i = 0, at = 0; i < count; at = ends[i++]) styr_i_tell_nodes(o, map, NULL, members + at, ends[i] - at);
  styr_i_json_close(o, ']');
}

static void write_json(styr_i_out *o, const styr_map *map, const styr_withdrawal *x, const char *source, const char *label) {
  styr_i_json_open(o, NULL, '{');
  styr_i_json_view(o, map);
  styr_i_json_text(o, "source", source);
  styr_i_json_text(o, "label", label);
  styr_i_json_int(o, "claims", (int64_t)x->claims);
  styr_i_tell_ties(o, map, "ties_lost", x->ties, x->tie_count);
  styr_i_json_open(o, "ties_weakened", '[');
  for (size_t i = 0; i < x->weakened_count; i++) {
    styr_i_json_open(o, NULL, '{');
    styr_i_tell_tie(o, map, "tie", x->weakened[i].tie);
    styr_i_json_text(o, "before", styr_i_grade_or_null(x->weakened[i].before));
    styr_i_json_text(o, "after", styr_i_grade_or_null(x->weakened[i].after));
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
  styr_i_tell_nodes(o, map, "nodes_lost", x->nodes, x->node_count);
  if (x->placed) {
    styr_i_json_open(o, "standings", '[');
    for (size_t i = 0; i < x->standing_count; i++) {
      styr_i_json_open(o, NULL, '{');
      styr_i_tell_node(o, map, "id", x->standings[i].node);
      styr_i_json_text(o, "before", styr_standing_name(x->standings[i].before));
      styr_i_json_text(o, "after", styr_standing_name(x->standings[i].after));
      styr_i_json_close(o, '}');
    }
    styr_i_json_close(o, ']');
  } else {
    styr_i_json_text(o, "standings", NULL);
  }
  styr_i_json_open(o, "apexes", '[');
  for (size_t i = 0; i < x->apex_count; i++) {
    const styr_apex_change *a = &x->apexes[i];
    styr_i_json_open(o, NULL, '{');
    styr_i_tell_node(o, map, "id", a->node);
    json_summits(o, map, "before", a->before, a->before_ends, a->before_count);
    json_summits(o, map, "after", a->after, a->after_ends, a->after_count);
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
  styr_i_json_close(o, '}');
  styr_i_put(o, "\n");
}

static void text_summits(styr_i_out *o, const styr_map *map, const char *lang, const styr_node *members, const size_t *ends, size_t count) {
  for (size_t i = 0, at = 0; i < count; at = ends[i++])
    for (size_t k = at; k < ends[i]; k++)
      styr_i_putf(o, "%s%s", k == at ? (i ? "; " : "") : " with ", styr_node_label(map, members[k], lang));
}

static void write_text(styr_i_out *o, const styr_map *map, const styr_withdrawal *x, const char *label, const char *lang) {
  char id[16];
  styr_i_putf(o, "Without %s: %zu claims do not count\n\nTies that fall: %zu\n", label, x->claims, x->tie_count);
  for (size_t i = 0; i < x->tie_count; i++) {
    styr_i_putf(o, "  %s: %s", styr_tie_id(map, x->ties[i], id), styr_node_label(map, styr_tie_from(map, x->ties[i]), lang));
    styr_i_putf(o, " --%s-> %s\n", styr_tie_type(map, x->ties[i]), styr_node_label(map, styr_tie_to(map, x->ties[i]), lang));
  }
  styr_i_putf(o, "\nTies that are weaker: %zu\n", x->weakened_count);
  for (size_t i = 0; i < x->weakened_count; i++)
    styr_i_putf(o, "  %s: %s, now %s\n", styr_tie_id(map, x->weakened[i].tie, id), styr_grade_name(x->weakened[i].before),
                x->weakened[i].after == STYR_GRADE_NONE ? "no grade" : styr_grade_name(x->weakened[i].after));
  styr_i_putf(o, "\nActors and texts that no claim supports any more: %zu\n", x->node_count);
  for (size_t i = 0; i < x->node_count; i++) styr_i_putf(o, "  %s\n", styr_node_label(map, x->nodes[i], lang));
  if (x->placed) styr_i_putf(o, "\nStandings towards the plan that change: %zu\n", x->standing_count);
  for (size_t i = 0; i < x->standing_count; i++)
    styr_i_putf(o, "  %s: %s, now %s\n", styr_node_label(map, x->standings[i].node, lang), styr_standing_name(x->standings[i].before),
                styr_standing_name(x->standings[i].after));
  styr_i_putf(o, "\nActors with other apexes: %zu\n", x->apex_count);
  for (size_t i = 0; i < x->apex_count; i++) {
    const styr_apex_change *a = &x->apexes[i];
    styr_i_putf(o, "  %s: ", styr_node_label(map, a->node, lang));
    text_summits(o, map, lang, a->before, a->before_ends, a->before_count);
    styr_i_put(o, " | now ");
    text_summits(o, map, lang, a->after, a->after_ends, a->after_count);
    styr_i_put(o, "\n");
  }
}

styr_status styr_withdrawal_write(const styr_withdrawal *answer, styr_format format, const char *lang, const styr_sink *sink,
                                  styr_error *error) {
  const styr_map *map = answer->arena.map;
  const char *source = styr_i_text_cell(map, STYR_SOURCES, answer->row, SOURCE_ID),
             *label = styr_i_text_cell(map, STYR_SOURCES, answer->row, SOURCE_LABEL);
  styr_i_out o = {sink, false, true, format == STYR_FORMAT_TEXT};
  if (!*label) label = source;
  if (format == STYR_FORMAT_TEXT) {
    write_text(&o, map, answer, label, lang);
    styr_i_text_view(&o, map);
  } else if (format == STYR_FORMAT_JSON) write_json(&o, map, answer, source, label);
  else return styr_i_fail(error, STYR_ERR_ARG, "this answer has no such form");
  return styr_i_out_status(&o, error);
}

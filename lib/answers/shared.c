/* SPDX-License-Identifier: MIT */
/* The forms that answers share: nodes, ties and claims in JSON, and claims in words. */
#include "answers/answers_i.h"

void styr_i_tell_claims(styr_i_out *o, const styr_map *map, const char *key, const styr_evidence *e) {
  styr_i_json_open(o, key, '[');
  for (size_t i = 0; i < e->claim_count; i++) styr_i_json_claim(o, map, e->claims[i]);
  styr_i_json_close(o, ']');
}

const char *styr_i_grade_or_null(styr_grade grade) {
  return grade == STYR_GRADE_NONE ? NULL : styr_grade_name(grade);
}

void styr_i_tell_tie(styr_i_out *o, const styr_map *map, const char *key, styr_tie tie) {
  char id[16];
  styr_i_json_text(o, key, styr_tie_id(map, tie, id));
}

void styr_i_tell_ties(styr_i_out *o, const styr_map *map, const char *key, const styr_tie *ties, size_t count) {
  styr_i_json_open(o, key, '[');
  for (size_t i = 0; i < count; i++) styr_i_tell_tie(o, map, NULL, ties[i]);
  styr_i_json_close(o, ']');
}

void styr_i_tell_node(styr_i_out *o, const styr_map *map, const char *key, styr_node node) {
  styr_i_json_text(o, key, styr_node_exists(node) ? styr_node_id(map, node) : NULL);
}

void styr_i_tell_nodes(styr_i_out *o, const styr_map *map, const char *key, const styr_node *nodes, size_t count) {
  styr_i_json_open(o, key, '[');
  for (size_t i = 0; i < count; i++) styr_i_tell_node(o, map, NULL, nodes[i]);
  styr_i_json_close(o, ']');
}

void styr_i_put_arrow(styr_i_out *o, const styr_map *map, styr_tie tie, bool turned) {
  styr_i_span(o, STYR_SPAN_ARROW);
  styr_i_putf(o, "%s%s%s", turned ? "<-" : "--", styr_tie_type(map, tie), turned ? "--" : "->");
  styr_i_span(o, STYR_SPAN_PLAIN);
}

void styr_i_put_grade(styr_i_out *o, styr_grade grade, const char *none) {
  static const styr_span kinds[] = {[STYR_GRADE_NONE] = STYR_SPAN_PLAIN,
                                    [STYR_GRADE_ASSUMED] = STYR_SPAN_POOR,
                                    [STYR_GRADE_INFERRED] = STYR_SPAN_WEAK,
                                    [STYR_GRADE_STATED] = STYR_SPAN_GOOD,
                                    [STYR_GRADE_OBSERVED] = STYR_SPAN_GOOD};
  styr_i_put_span(o, kinds[grade], grade == STYR_GRADE_NONE ? none : styr_grade_name(grade));
}

void styr_i_put_stance(styr_i_out *o, styr_stance stance) {
  styr_i_put_span(o, stance == STYR_SUPPORTS ? STYR_SPAN_PLAIN : STYR_SPAN_AGAINST, styr_stance_name(stance));
}

void styr_i_tell_evidence(styr_i_out *o, const styr_map *map, const styr_evidence *e) {
  for (size_t i = 0; i < e->claim_count; i++) {
    const styr_claim_view v = styr_claim_get(map, e->claims[i]);
    styr_i_put(o, "        ");
    styr_i_put_stance(o, v.stance);
    styr_i_putf(o, " %s (%s%s%s, ", v.about, *v.source ? v.source : "no source", *v.locator ? ": " : "", v.locator);
    styr_i_put_grade(o, v.grade, "ungraded");
    styr_i_put(o, ")\n");
  }
}

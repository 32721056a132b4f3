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

void styr_i_tell_evidence(styr_i_out *o, const styr_map *map, const styr_evidence *e) {
  for (size_t i = 0; i < e->claim_count; i++) {
    const styr_claim_view v = styr_claim_get(map, e->claims[i]);
    styr_i_putf(o, "        %s %s (%s%s%s, %s)\n", styr_stance_name(v.stance), v.about, *v.source ? v.source : "no source",
                *v.locator ? ": " : "", v.locator, *styr_grade_name(v.grade) ? styr_grade_name(v.grade) : "ungraded");
  }
}

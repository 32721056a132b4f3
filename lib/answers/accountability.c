/* SPDX-License-Identifier: MIT */
/* Who answers to whom, in words and in data. docs/schema/accountability.json fixes the JSON form. */
#include "answers/answers_i.h"

static void json_account(styr_i_out *o, const styr_map *map, const styr_account *a) {
  styr_i_json_open(o, NULL, '{');
  styr_i_tell_tie(o, map, "tie", a->tie);
  styr_i_json_text(o, "type", styr_tie_type(map, a->tie));
  styr_i_tell_node(o, map, "from", a->principal);
  styr_i_tell_node(o, map, "to", a->agent);
  styr_i_json_text(o, "reports", styr_verdict_name(a->reports));
  styr_i_tell_ties(o, map, "by", a->evidence.ties, a->evidence.tie_count);
  styr_i_tell_claims(o, map, "claims", &a->evidence);
  styr_i_json_close(o, '}');
}

static void write_json(styr_i_out *o, const styr_map *map, const styr_accounts *x, const char *lang) {
  styr_i_json_open(o, NULL, '{');
  styr_i_json_view(o, map);
  styr_i_json_open(o, "ties", '[');
  for (size_t i = 0; i < x->count; i++) json_account(o, map, &x->ties[i]);
  styr_i_json_close(o, ']');
  styr_i_json_open(o, "multiple", '[');
  for (size_t i = 0; i < x->multiple_count; i++) {
    const styr_many_principals *m = &x->multiple[i];
    styr_i_json_open(o, NULL, '{');
    styr_i_tell_node(o, map, "id", m->agent);
    styr_i_json_text(o, "label", styr_node_label(map, m->agent, lang));
    styr_i_tell_nodes(o, map, "principals", m->principals, m->count);
    styr_i_tell_ties(o, map, "ties", m->ties, m->tie_count);
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
  styr_i_json_open(o, "circles", '[');
  for (size_t i = 0; i < x->circle_count; i++) styr_i_tell_nodes(o, map, NULL, x->circles[i].members, x->circles[i].count);
  styr_i_json_close(o, ']');
  styr_i_json_close(o, '}');
  styr_i_put(o, "\n");
}

static void write_text(styr_i_out *o, const styr_map *map, const styr_accounts *x, const char *lang) {
  static const char *const words[] = {"not known whether it reports", "reports back", "does not report"};
  for (size_t i = 0; i < x->count; i++) {
    const styr_account *a = &x->ties[i];
    styr_i_putf(o, "%s", styr_node_label(map, a->principal, lang));
    styr_i_put(o, " ");
    styr_i_put_arrow(o, map, a->tie, false);
    styr_i_put(o, " ");
    styr_i_putf(o, "%s: %s\n", styr_node_label(map, a->agent, lang), words[a->reports]);
    styr_i_tell_evidence(o, map, &a->evidence);
  }
  styr_i_putf(o, "%zu ties of money or mandate\n\nSeveral principals: %zu\n", x->count, x->multiple_count);
  for (size_t i = 0; i < x->multiple_count; i++) {
    styr_i_putf(o, "  %s:", styr_node_label(map, x->multiple[i].agent, lang));
    for (size_t k = 0; k < x->multiple[i].count; k++)
      styr_i_putf(o, "%s %s", k ? "," : "", styr_node_label(map, x->multiple[i].principals[k], lang));
    styr_i_put(o, "\n");
  }
  styr_i_putf(o, "\nCircles of reports: %zu\n", x->circle_count);
  for (size_t i = 0; i < x->circle_count; i++) {
    styr_i_put(o, " ");
    for (size_t k = 0; k < x->circles[i].count; k++)
      styr_i_putf(o, "%s %s", k ? "," : "", styr_node_label(map, x->circles[i].members[k], lang));
    styr_i_put(o, "\n");
  }
}

styr_status styr_accounts_write(const styr_accounts *answer, styr_format format, const char *lang, const styr_sink *sink,
                                styr_error *error) {
  const styr_map *map = answer->arena.map;
  styr_i_out o = {sink, false, true, format == STYR_FORMAT_TEXT};
  char id[16];
  switch (format) {
  case STYR_FORMAT_TEXT:
    write_text(&o, map, answer, lang);
    styr_i_text_view(&o, map);
    break;
  case STYR_FORMAT_JSON: write_json(&o, map, answer, lang); break;
  case STYR_FORMAT_JSONL:
    for (size_t i = 0; i < answer->count; i++) {
      o.first = true;
      json_account(&o, map, &answer->ties[i]);
      styr_i_put(&o, "\n");
    }
    break;
  case STYR_FORMAT_CSV:
    styr_i_put(&o, "tie,type,from,to,reports\n");
    for (size_t i = 0; i < answer->count; i++) {
      const styr_account *a = &answer->ties[i];
      const char *cells[] = {styr_tie_id(map, a->tie, id), styr_tie_type(map, a->tie), styr_node_id(map, a->principal),
                             styr_node_id(map, a->agent), styr_verdict_name(a->reports)};
      styr_i_csv_row(&o, cells, 5);
    }
    break;
  }
  return styr_i_out_status(&o, error);
}

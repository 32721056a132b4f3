/* SPDX-License-Identifier: MIT */
/* Chokepoints in words and in data, each with the ties out of it that the ruling paths take next (measure/chokepoints.c).
 * docs/schema/chokepoints.json fixes the JSON form. */
#include "answers/answers_i.h"
#include "measure/measure_i.h"

/* ---- data ---- */

static void json_ties(const styr_i_writer *w, const uint32_t *ties, size_t count) {
  styr_i_json_open(w->o, "ties", '[');
  for (size_t i = 0; i < count; i++) {
    const styr_tie tie = styr_map_tie(w->map, ties[i]);
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_tie(w, "id", tie);
    styr_i_json_text(w->o, "type", styr_tie_type(w->map, tie));
    styr_i_json_node(w, "from", styr_tie_from(w->map, tie));
    styr_i_json_node(w, "to", styr_tie_to(w->map, tie));
    styr_i_json_text(w->o, "grade", styr_i_grade_or_null(styr_tie_grade(w->map, tie)));
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void put_rows(const styr_i_writer *w, const styr_i_chokepoint_list *list) {
  styr_i_list_open(w->o, "chokepoints", "id,label,apex,articulation,dominates,dominator,ties");
  for (uint32_t i = 0; i < list->listed; i++) {
    const styr_chokepoint *p = &list->what->points[list->chain[i]];
    const uint32_t *ties;
    const size_t count = styr_i_chokepoint_ties(list, i, &ties);
    styr_i_row_open(w->o);
    styr_i_measure_identity(w, list->seen, list->chain[i]);
    styr_i_row_bool(w->o, "apex", p->apex);
    styr_i_row_bool(w->o, "articulation", p->articulation);
    styr_i_row_int(w->o, "dominates", p->dominates);
    styr_i_row_text(w->o, "dominator", styr_i_id(w, p->dominator));
    if (w->o->format == STYR_FORMAT_CSV) styr_i_row_int(w->o, "ties", (int64_t)count);
    else json_ties(w, ties, count);
    styr_i_row_close(w->o);
  }
  styr_i_list_close(w->o);
}

static void json_rest(const styr_i_writer *w, const styr_measured *seen, const styr_chokepoints *what) {
  if (what->has_cut) styr_i_json_nodes(w, "cut", what->cut, what->cut_count);
  else styr_i_json_text(w->o, "cut", NULL);
  styr_i_json_open(w->o, "articulation", '[');
  for (size_t p = 0; p < seen->count; p++)
    if (what->points[p].articulation) styr_i_json_node(w, NULL, seen->nodes[p]);
  styr_i_json_close(w->o, ']');
}

/* ---- text ---- */

static void text_point(const styr_i_writer *w, const styr_i_chokepoint_list *list, uint32_t i) {
  const uint32_t place = list->chain[i], *ties;
  const styr_node node = list->seen->nodes[place];
  const styr_chokepoint *p = &list->what->points[place];
  const size_t count = styr_i_chokepoint_ties(list, i, &ties);
  if (p->apex) STYR_I_LINE(w, dominates_n_as_apex, 2, styr_i_label(w, node), p->dominates);
  else STYR_I_LINE(w, dominates_n, 2, styr_i_label(w, node), p->dominates);
  for (size_t t = 0; t < count; t++) {
    const styr_tie tie = styr_map_tie(w->map, ties[t]);
    const bool reversed = !styr_node_same(styr_tie_from(w->map, tie), node);
    styr_i_put(w->o, "    ");
    styr_i_text_arrow(w, tie, reversed);
    styr_i_putf(w->o, " %s (", styr_i_label(w, reversed ? styr_tie_from(w->map, tie) : styr_tie_to(w->map, tie)));
    styr_i_text_grade(w, styr_tie_grade(w->map, tie), STYR_I_WORD(w, no_supporting_claim));
    styr_i_put(w->o, ")\n");
  }
}

static void text_head(const styr_i_writer *w, const styr_i_chokepoint_list *list) {
  const styr_chokepoints *what = list->what;
  if (!styr_node_exists(what->to)) {
    STYR_I_HEADING(w, chokepoints_n, list->listed);
    return;
  }
  const char *name = styr_i_label(w, what->to);
  if (!what->has_cut) STYR_I_LINE(w, to_is_apex, 0, name);
  else if (list->listed) STYR_I_HEADING(w, all_paths_pass, name);
  else STYR_I_LINE(w, all_paths_pass_none, 0, name);
}

static void write_text(const styr_i_writer *w, const styr_i_chokepoint_list *list) {
  const styr_measured *seen = list->seen;
  const styr_chokepoints *what = list->what;
  size_t number = 0;
  text_head(w, list);
  for (uint32_t i = 0; i < list->listed; i++) text_point(w, list, i);
  if (what->has_cut) {
    STYR_I_HEADING(w, fewest_met_n, what->cut_count);
    styr_i_put(w->o, "  ");
    styr_i_text_labels(w, what->cut, what->cut_count, ", ");
    styr_i_put(w->o, "\n");
  }
  if (styr_node_exists(what->to)) return;
  for (size_t p = 0; p < seen->count; p++) number += what->points[p].articulation;
  STYR_I_HEADING(w, articulation_points_n, number);
  for (size_t p = 0; p < seen->count; p++)
    if (what->points[p].articulation) styr_i_putf(w->o, "  %s\n", styr_i_label(w, seen->nodes[p]));
}

styr_status styr_chokepoints_write(const styr_measured *seen, const styr_chokepoints *what, styr_format format, const styr_sink *sink,
                                   styr_error *error) {
  if (!styr_i_begin(error, __func__, seen && what && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (!styr_i_measured_known(seen, error)) return STYR_ERR_ARG;
  if ((!what->points && seen->count) || (!what->cut && what->cut_count))
    return styr_i_fail(error, STYR_ERR_ARG, "a list of the chokepoints is NULL, and its count is not 0");
  if (!styr_i_has_node_or_none(seen->map, what->to)) return styr_i_not_of_map(error, "to");
  for (size_t i = 0; i < seen->count; i++)
    if (!styr_i_has_node(seen->map, what->points[i].node) || !styr_i_has_node_or_none(seen->map, what->points[i].dominator))
      return styr_i_not_of_map(error, "points");
  for (size_t i = 0; i < what->cut_count; i++)
    if (!styr_i_has_node(seen->map, what->cut[i])) return styr_i_not_of_map(error, "cut");
  styr_i_chokepoint_list list;
  const char *why;
  const bool ok = styr_i_chokepoints_list(&list, seen, what, &why);
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, seen->map, seen->lang);
  styr_status status = why ? styr_i_fail(error, STYR_ERR_ARG, "%s", why) : ok ? STYR_OK : styr_i_nomem(error);
  if (ok) {
    styr_i_measure_open(&w, seen);
    if (format == STYR_FORMAT_JSON) styr_i_json_node(&w, "to", what->to);
    if (format == STYR_FORMAT_TEXT) write_text(&w, &list);
    else put_rows(&w, &list);
    if (format == STYR_FORMAT_JSON) json_rest(&w, seen, what);
    status = styr_i_answer_close(&w, error);
  }
  styr_i_chokepoints_done(&list);
  return status;
}

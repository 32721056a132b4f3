/* SPDX-License-Identifier: MIT */
/* A comparison in words and in data. docs/schema/diff.json fixes the JSON form. */
#include "answers/answers_i.h"

#include <styr/diff.h>

typedef struct compared { /* two maps, one output */
  const styr_diff *x;
  styr_i_writer before, after;
} compared;

/* ---- JSON ---- */

static void json_ties(const styr_i_writer *w, const char *key, const styr_tie *ties, size_t count) {
  styr_i_json_open(w->o, key, '[');
  for (size_t i = 0; i < count; i++) {
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_tie(w, "id", ties[i]);
    styr_i_json_node(w, "from", styr_tie_from(w->map, ties[i]));
    styr_i_json_node(w, "to", styr_tie_to(w->map, ties[i]));
    styr_i_json_text(w->o, "type", styr_tie_type(w->map, ties[i]));
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void json_cell(styr_i_out *o, const styr_cell_change *cell) {
  styr_i_json_text(o, "column", cell->column);
  styr_i_json_text(o, "before", cell->before);
  styr_i_json_text(o, "after", cell->after);
}

static void json_all_nodes(const compared *c, styr_i_out *o) {
  size_t n;
  styr_i_json_open(o, "nodes", '{');
  const styr_node *nodes = styr_diff_nodes_added(c->x, &n);
  styr_i_json_nodes(&c->after, "added", nodes, n);
  nodes = styr_diff_nodes_removed(c->x, &n);
  styr_i_json_nodes(&c->before, "removed", nodes, n);
  const styr_node_change *changed = styr_diff_nodes_changed(c->x, &n);
  styr_i_json_open(o, "changed", '[');
  for (size_t i = 0; i < n; i++) {
    styr_i_json_open(o, NULL, '{');
    styr_i_json_node(&c->after, "id", changed[i].after);
    json_cell(o, &changed[i].cell);
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
  styr_i_json_close(o, '}');
}

static void json_all_ties(const compared *c, styr_i_out *o) {
  size_t n;
  styr_i_json_open(o, "ties", '{');
  const styr_tie *ties = styr_diff_ties_added(c->x, &n);
  json_ties(&c->after, "added", ties, n);
  ties = styr_diff_ties_removed(c->x, &n);
  json_ties(&c->before, "removed", ties, n);
  const styr_tie_change *changed = styr_diff_ties_changed(c->x, &n);
  styr_i_json_open(o, "changed", '[');
  for (size_t i = 0; i < n; i++) {
    styr_i_json_open(o, NULL, '{');
    styr_i_json_tie(&c->after, "tie", changed[i].after);
    json_cell(o, &changed[i].cell);
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
  styr_i_json_close(o, '}');
}

static void json_reorganisations(const compared *c, styr_i_out *o) {
  size_t n;
  char date[11];
  const styr_reorganisation *r = styr_diff_reorganisations(c->x, &n);
  styr_i_json_open(o, "reorganisations", '[');
  for (size_t i = 0; i < n; i++) {
    styr_i_json_open(o, NULL, '{');
    styr_i_json_text(o, "kind", r[i].kind);
    styr_i_json_texts(&c->after, "from", r[i].from, r[i].from_count);
    styr_i_json_texts(&c->after, "to", r[i].to, r[i].to_count);
    styr_i_json_text(o, "date", styr_date_format(r[i].date, date));
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
}

static void json_standings(const compared *c, styr_i_out *o) {
  size_t n;
  bool known;
  const styr_diff_standing *s = styr_diff_standings(c->x, &n, &known);
  if (!known) {
    styr_i_json_text(o, "standings", NULL);
    return;
  }
  styr_i_json_open(o, "standings", '[');
  for (size_t i = 0; i < n; i++) {
    styr_i_json_open(o, NULL, '{');
    styr_i_json_node(&c->after, "id", s[i].node);
    styr_i_json_text(o, "before", styr_standing_name(s[i].before));
    styr_i_json_text(o, "after", styr_standing_name(s[i].after));
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
}

/* ---- text ---- */

static void text_nodes(const styr_i_writer *w, const styr_node *nodes, size_t count) {
  for (size_t i = 0; i < count; i++) styr_i_putf(w->o, "  %s (%s)\n", styr_i_label(w, nodes[i]), styr_node_id(w->map, nodes[i]));
}

static void text_tie(const styr_i_writer *w, styr_tie tie) {
  char id[16];
  styr_i_putf(w->o, "  %s: ", styr_tie_id(w->map, tie, id));
  styr_i_text_tie(w, tie);
}

static void text_ties(const styr_i_writer *w, const styr_tie *ties, size_t count) {
  for (size_t i = 0; i < count; i++) {
    text_tie(w, ties[i]);
    styr_i_put(w->o, "\n");
  }
}

static void text_cell(const styr_i_writer *w, const styr_cell_change *c) {
  styr_i_put(w->o, ": ");
  STYR_I_SAY(w, cell_changed, c->column, c->before, c->after);
  styr_i_put(w->o, "\n");
}

static void text_reorganisations(const styr_i_writer *w, const styr_diff *x) {
  size_t n;
  char date[11];
  styr_i_out *o = w->o;
  const styr_reorganisation *r = styr_diff_reorganisations(x, &n);
  STYR_I_HEADING(w, reorganisations_n, n);
  for (size_t i = 0; i < n; i++) {
    const char *kind = styr_i_words_term(w->words, "change", r[i].kind);
    styr_i_putf(o, "  %s %s:", styr_date_format(r[i].date, date), kind ? kind : r[i].kind);
    for (size_t k = 0; k < r[i].from_count; k++) styr_i_putf(o, "%s %s", k ? "," : "", r[i].from[k]);
    for (size_t k = 0; k < r[i].to_count; k++) styr_i_putf(o, "%s %s", k ? "," : " ->", r[i].to[k]);
    styr_i_put(o, "\n");
  }
}

static void text_standings(const styr_i_writer *w, const styr_diff *x) {
  size_t n;
  bool known;
  const styr_diff_standing *s = styr_diff_standings(x, &n, &known);
  if (!known) {
    styr_i_putf(w->o, "%s\n", STYR_I_WORD(w, standings_not_known));
    return;
  }
  STYR_I_HEADING(w, standings_differ_n, n);
  for (size_t i = 0; i < n; i++)
    STYR_I_LINE(w, standing_change, 2, styr_i_label(w, s[i].node), styr_i_standing(w, s[i].before), styr_i_standing(w, s[i].after));
}

static void write_text(const compared *c) {
  const styr_i_writer *w = &c->after;
  size_t n;
  const styr_node *nodes = styr_diff_nodes_added(c->x, &n);
  STYR_I_HEADING(w, added_n, n);
  text_nodes(w, nodes, n);
  nodes = styr_diff_nodes_removed(c->x, &n);
  STYR_I_HEADING(w, removed_n, n);
  text_nodes(&c->before, nodes, n);
  const styr_node_change *changed = styr_diff_nodes_changed(c->x, &n);
  STYR_I_HEADING(w, changed_n, n);
  for (size_t i = 0; i < n; i++) {
    styr_i_putf(w->o, "  %s", styr_node_id(w->map, changed[i].after));
    text_cell(w, &changed[i].cell);
  }
  const styr_tie *ties = styr_diff_ties_added(c->x, &n);
  STYR_I_HEADING(w, ties_added_n, n);
  text_ties(w, ties, n);
  ties = styr_diff_ties_removed(c->x, &n);
  STYR_I_HEADING(w, ties_removed_n, n);
  text_ties(&c->before, ties, n);
  const styr_tie_change *ties_changed = styr_diff_ties_changed(c->x, &n);
  STYR_I_HEADING(w, ties_changed_n, n);
  for (size_t i = 0; i < n; i++) {
    text_tie(w, ties_changed[i].after);
    text_cell(w, &ties_changed[i].cell);
  }
  text_reorganisations(w, c->x);
  text_standings(w, c->x);
}

styr_status styr_diff_write(const styr_diff *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  const compared c = {answer, styr_i_writer_of(&o, styr_i_diff_map(answer, false), lang),
                      styr_i_writer_of(&o, styr_i_diff_map(answer, true), lang)};
  if (format != STYR_FORMAT_TEXT && format != STYR_FORMAT_JSON) return styr_i_fail(error, STYR_ERR_ARG, "this answer has no such form");
  styr_i_answer_open(&c.after);
  if (format == STYR_FORMAT_TEXT) {
    write_text(&c);
  } else {
    json_all_nodes(&c, &o);
    json_all_ties(&c, &o);
    json_reorganisations(&c, &o);
    json_standings(&c, &o);
  }
  return styr_i_answer_close(&c.after, error);
}

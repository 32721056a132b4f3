/* SPDX-License-Identifier: MIT */
/* A comparison in words and in data. docs/schema/diff.json fixes the JSON form. */

#include "answers/answers_i.h"
#include <styr/diff.h>

typedef struct writing {
  const styr_diff *x;
  const styr_map *before, *after;
  const char *lang;
  styr_i_out o;
} writing;

/* ---- JSON ---- */

static void json_tie(writing *w, const styr_map *map, styr_tie tie) {
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_tell_tie(&w->o, map, "id", tie);
  styr_i_tell_node(&w->o, map, "from", styr_tie_from(map, tie));
  styr_i_tell_node(&w->o, map, "to", styr_tie_to(map, tie));
  styr_i_json_text(&w->o, "type", styr_tie_type(map, tie));
  styr_i_json_close(&w->o, '}');
}

static void json_cell(writing *w, const styr_cell_change *cell) {
  styr_i_json_text(&w->o, "column", cell->column);
  styr_i_json_text(&w->o, "before", cell->before);
  styr_i_json_text(&w->o, "after", cell->after);
  styr_i_json_close(&w->o, '}');
}

static void json_nodes(writing *w) {
  size_t n;
  styr_i_json_open(&w->o, "nodes", '{');
  const styr_node *nodes = styr_diff_nodes_added(w->x, &n);
  styr_i_tell_nodes(&w->o, w->after, "added", nodes, n);
  nodes = styr_diff_nodes_removed(w->x, &n);
  styr_i_tell_nodes(&w->o, w->before, "removed", nodes, n);
  const styr_node_change *changed = styr_diff_nodes_changed(w->x, &n);
  styr_i_json_open(&w->o, "changed", '[');
  for (size_t i = 0; i < n; i++) {
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_tell_node(&w->o, w->after, "id", changed[i].after);
    json_cell(w, &changed[i].cell);
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_close(&w->o, '}');
}

static void json_ties(writing *w) {
  size_t n;
  styr_i_json_open(&w->o, "ties", '{');
  const styr_tie *ties = styr_diff_ties_added(w->x, &n);
  styr_i_json_open(&w->o, "added", '[');
  for (size_t i = 0; i < n; i++) json_tie(w, w->after, ties[i]);
  styr_i_json_close(&w->o, ']');
  ties = styr_diff_ties_removed(w->x, &n);
  styr_i_json_open(&w->o, "removed", '[');
  for (size_t i = 0; i < n; i++) json_tie(w, w->before, ties[i]);
  styr_i_json_close(&w->o, ']');
  const styr_tie_change *changed = styr_diff_ties_changed(w->x, &n);
  styr_i_json_open(&w->o, "changed", '[');
  for (size_t i = 0; i < n; i++) {
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_tell_tie(&w->o, w->after, "tie", changed[i].after);
    json_cell(w, &changed[i].cell);
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_close(&w->o, '}');
}

static void json_ids(writing *w, const char *key, const char *const *ids, size_t count) {
  styr_i_json_open(&w->o, key, '[');
  for (size_t i = 0; i < count; i++) styr_i_json_text(&w->o, NULL, ids[i]);
  styr_i_json_close(&w->o, ']');
}

static void write_json(writing *w) {
  size_t n;
  bool known;
  char date[11];
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_view(&w->o, w->after);
  json_nodes(w);
  json_ties(w);
  const styr_reorganisation *r = styr_diff_reorganisations(w->x, &n);
  styr_i_json_open(&w->o, "reorganisations", '[');
  for (size_t i = 0; i < n; i++) {
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_text(&w->o, "kind", r[i].kind);
    json_ids(w, "from", r[i].from, r[i].from_count);
    json_ids(w, "to", r[i].to, r[i].to_count);
    styr_i_json_text(&w->o, "date", styr_date_format(r[i].date, date));
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  const styr_diff_standing *s = styr_diff_standings(w->x, &n, &known);
  if (known) styr_i_json_open(&w->o, "standings", '[');
  else styr_i_json_text(&w->o, "standings", NULL);
  for (size_t i = 0; known && i < n; i++) {
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_tell_node(&w->o, w->after, "id", s[i].node);
    styr_i_json_text(&w->o, "before", styr_standing_name(s[i].before));
    styr_i_json_text(&w->o, "after", styr_standing_name(s[i].after));
    styr_i_json_close(&w->o, '}');
  }
  if (known) styr_i_json_close(&w->o, ']');
  styr_i_json_close(&w->o, '}');
  styr_i_put(&w->o, "\n");
}

/* ---- text ---- */

static void text_nodes(writing *w, const char *title, const styr_map *map, const styr_node *nodes, size_t count) {
  styr_i_putf(&w->o, "%s: %zu\n", title, count);
  for (size_t i = 0; i < count; i++)
    styr_i_putf(&w->o, "  %s (%s)\n", styr_node_label(map, nodes[i], w->lang), styr_node_id(map, nodes[i]));
}

static void text_tie(writing *w, const styr_map *map, styr_tie tie) {
  char id[16];
  styr_i_putf(&w->o, "  %s: %s", styr_tie_id(map, tie, id), styr_node_label(map, styr_tie_from(map, tie), w->lang));
  styr_i_put(&w->o, " ");
  styr_i_put_arrow(&w->o, map, tie, false);
  styr_i_putf(&w->o, " %s", styr_node_label(map, styr_tie_to(map, tie), w->lang));
}

static void text_ties(writing *w, const char *title, const styr_map *map, const styr_tie *ties, size_t count) {
  styr_i_putf(&w->o, "%s: %zu\n", title, count);
  for (size_t i = 0; i < count; i++) {
    text_tie(w, map, ties[i]);
    styr_i_put(&w->o, "\n");
  }
}

static void text_cell(writing *w, const styr_cell_change *c) {
  styr_i_putf(&w->o, ": %s \"%s\"", c->column, c->before);
  styr_i_putf(&w->o, " is now \"%s\"\n", c->after);
}

static void text_changes(writing *w) {
  size_t n;
  bool known;
  char date[11];
  const styr_reorganisation *r = styr_diff_reorganisations(w->x, &n);
  styr_i_putf(&w->o, "Reorganisations: %zu\n", n);
  for (size_t i = 0; i < n; i++) {
    styr_i_putf(&w->o, "  %s %s:", styr_date_format(r[i].date, date), r[i].kind);
    for (size_t k = 0; k < r[i].from_count; k++) styr_i_putf(&w->o, "%s %s", k ? "," : "", r[i].from[k]);
    for (size_t k = 0; k < r[i].to_count; k++) styr_i_putf(&w->o, "%s %s", k ? "," : " ->", r[i].to[k]);
    styr_i_put(&w->o, "\n");
  }
  const styr_diff_standing *s = styr_diff_standings(w->x, &n, &known);
  if (!known) {
    styr_i_put(&w->o, "Standings towards the plan: not known on both sides\n");
    return;
  }
  styr_i_putf(&w->o, "Standings towards the plan that differ: %zu\n", n);
  for (size_t i = 0; i < n; i++)
    styr_i_putf(&w->o, "  %s: %s, now %s\n", styr_node_label(w->after, s[i].node, w->lang), styr_standing_name(s[i].before),
                styr_standing_name(s[i].after));
}

static void write_text(writing *w) {
  size_t n;
  const styr_node *nodes = styr_diff_nodes_added(w->x, &n);
  text_nodes(w, "Added", w->after, nodes, n);
  nodes = styr_diff_nodes_removed(w->x, &n);
  text_nodes(w, "Removed", w->before, nodes, n);
  const styr_node_change *changed = styr_diff_nodes_changed(w->x, &n);
  styr_i_putf(&w->o, "Changed: %zu\n", n);
  for (size_t i = 0; i < n; i++) {
    styr_i_putf(&w->o, "  %s", styr_node_id(w->after, changed[i].after));
    text_cell(w, &changed[i].cell);
  }
  const styr_tie *ties = styr_diff_ties_added(w->x, &n);
  text_ties(w, "Ties added", w->after, ties, n);
  ties = styr_diff_ties_removed(w->x, &n);
  text_ties(w, "Ties removed", w->before, ties, n);
  const styr_tie_change *ties_changed = styr_diff_ties_changed(w->x, &n);
  styr_i_putf(&w->o, "Ties changed: %zu\n", n);
  for (size_t i = 0; i < n; i++) {
    text_tie(w, w->after, ties_changed[i].after);
    text_cell(w, &ties_changed[i].cell);
  }
  text_changes(w);
}

styr_status styr_diff_write(const styr_diff *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  writing w = {
      answer, styr_i_diff_map(answer, false), styr_i_diff_map(answer, true), lang, {sink, false, true, format == STYR_FORMAT_TEXT}};
  if (format == STYR_FORMAT_TEXT) {
    write_text(&w);
    styr_i_text_view(&w.o, w.after);
  } else if (format == STYR_FORMAT_JSON) write_json(&w);
  else return styr_i_fail(error, STYR_ERR_ARG, "this answer has no such form");
  return styr_i_out_status(&w.o, error);
}

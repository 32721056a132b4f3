/* SPDX-License-Identifier: MIT */
/* What the measures have in common: which ties they see, how nodes are grouped, and the parts of their answers that say
 * which filter was applied. The view of the igraph component and the tool take the selection from here, so that the
 * helper process and a program that links igraph measure the same graph. */
#include "measure/measure_i.h"
#include "write/write_i.h"

#include <math.h>
#include <stdio.h>

static bool is_listed(const char *word, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (word[0] == words[i][0] && strcmp(word, words[i]) == 0) return true; /* asked for every tie */
  return false;
}

static const styr_selection defaults = STYR_SELECTION_INIT;

bool styr_selection_takes_type(const styr_map *map, const styr_selection *selection, styr_tie tie) {
  const styr_selection *s = selection ? selection : &defaults;
  if (s->ruling_only && styr_tie_ruling(map, tie) == STYR_RULING_NONE) return false;
  if (s->no_membership && strcmp(styr_tie_family(map, tie), "membership") == 0) return false;
  if (s->family_count && !is_listed(styr_tie_family(map, tie), s->families, s->family_count)) return false;
  return !s->without_count || !is_listed(styr_tie_type(map, tie), s->without, s->without_count);
}

bool styr_selection_edge(const styr_map *map, const styr_selection *selection, styr_tie tie, styr_node *from, styr_node *to) {
  const styr_selection *s = selection ? selection : &defaults;
  if (!styr_selection_takes_type(map, s, tie)) return false;
  if (!styr_tie_valid(map, tie, &s->filter) || styr_tie_verdict(map, tie, &s->filter) == STYR_NO) return false;
  const styr_node first = styr_tie_from(map, tie), last = styr_tie_to(map, tie);
  const bool turn = s->ruling_only && styr_tie_ruling(map, tie) == STYR_RULING_BACKWARD;
  *from = turn ? last : first;
  *to = turn ? first : last;
  return true;
}

const char *styr_grouping_name(styr_grouping by) {
  return by == STYR_BY_SECTOR ? "sector" : "level";
}

const char *styr_grouping_of(const styr_map *map, styr_grouping by, styr_node node) {
  if (styr_node_is_text(node)) return "text";
  const char *group = by == STYR_BY_SECTOR ? styr_node_sector(map, node) : styr_node_level(map, node);
  return *group ? group : "unknown";
}

static const char *const centralities[STYR_CENTRALITY_COUNT] = {"degree",   "in-degree",   "out-degree", "betweenness",
                                                                "harmonic", "eigenvector", "pagerank"};

const char *styr_centrality_name(styr_centrality measure) {
  return (unsigned)measure < STYR_CENTRALITY_COUNT ? centralities[measure] : "";
}

bool styr_centrality_parse(const char *text, styr_centrality *out) {
  size_t which;
  if (!styr_i_text_in(text, centralities, STYR_CENTRALITY_COUNT, &which)) return false;
  *out = (styr_centrality)which;
  return true;
}

/* ---- parts of the answers ---- */

static void put_words(styr_i_out *o, const char *key, const char *const *words, size_t count, bool all_when_none) {
  if (!count && all_when_none) {
    styr_i_json_text(o, key, NULL);
    return;
  }
  styr_i_json_open(o, key, '[');
  for (size_t i = 0; i < count; i++) styr_i_json_text(o, NULL, words[i]);
  styr_i_json_close(o, ']');
}

void styr_i_measure_open(styr_i_out *o, const styr_measured *seen) {
  const styr_selection *s = seen->selection;
  char date[11];
  int64_t ties = 0;
  for (uint32_t i = 0; i < styr_map_count(seen->map, STYR_TIES); i++) {
    styr_node from, to;
    ties += styr_selection_edge(seen->map, s, (styr_tie){i}, &from, &to);
  }
  styr_i_json_open(o, NULL, '{');
  styr_i_json_view(o, seen->map);
  styr_i_json_open(o, "seen", '{');
  styr_i_json_int(o, "nodes", (int64_t)seen->count);
  styr_i_json_int(o, "ties", ties);
  styr_i_json_bool(o, "ruling", s->ruling_only);
  styr_i_json_bool(o, "membership", !s->no_membership);
  put_words(o, "families", s->families, s->family_count, true);
  put_words(o, "without", s->without, s->without_count, false);
  styr_i_json_text(o, "as_of", s->filter.as_of.year ? styr_date_format(s->filter.as_of, date) : NULL);
  styr_i_json_bool(o, "certain", s->filter.certain);
  styr_i_json_text(o, "min_grade", s->filter.min_grade ? styr_grade_name(s->filter.min_grade) : NULL);
  styr_i_json_bool(o, "disputed", s->filter.disputed);
  styr_i_json_close(o, '}');
}

void styr_i_measure_number(styr_i_out *o, double value) {
  char text[40], plain[40];
  size_t n = 0;
  if (!isfinite(value)) {
    styr_i_put(o, "null");
    return;
  }
  snprintf(text, sizeof text, "%.12g", value == 0 ? 0.0 : value); /* no minus before nought */
  for (const char *p = text; *p; p++) {
    if (strchr("0123456789+-e", *p)) plain[n++] = *p;
    else if (n && plain[n - 1] != '.') plain[n++] = '.'; /* the locale's sign, however many bytes it has */
  }
  plain[n] = '\0';
  styr_i_put(o, plain);
}

void styr_i_measure_cell(styr_i_out *o, const char *text, char end) {
  styr_i_csv_field(o, text, strlen(text));
  styr_i_putn(o, &end, 1);
}

void styr_i_measure_identity(styr_i_out *o, const styr_measured *seen, size_t place) {
  styr_i_json_text(o, "id", styr_node_id(seen->map, seen->nodes[place]));
  styr_i_json_text(o, "label", styr_node_label(seen->map, seen->nodes[place], seen->lang));
}

typedef struct scored {
  double score;
  size_t place;
} scored;

static int by_score(const void *a, const void *b) {
  const scored *x = a, *y = b;
  if (x->score != y->score) return x->score < y->score ? 1 : -1;
  return x->place < y->place ? -1 : x->place > y->place;
}

size_t *styr_i_measure_order(size_t count, const double *scores) {
  scored *all = styr_i_array(&styr_i_libc, count + 1, sizeof *all);
  size_t *order = styr_i_array(&styr_i_libc, count + 1, sizeof *order);
  if (all && order) {
    for (size_t i = 0; i < count; i++) all[i] = (scored){scores[i], i};
    qsort(all, count, sizeof *all, by_score);
    for (size_t i = 0; i < count; i++) order[i] = all[i].place;
  } else {
    styr_i_free(&styr_i_libc, order);
    order = NULL;
  }
  styr_i_free(&styr_i_libc, all);
  return order;
}

void styr_i_measure_json_number(styr_i_out *o, const char *key, double value) {
  if (!o->first) styr_i_put(o, ",");
  o->first = false;
  styr_i_json_string(o, key);
  styr_i_put(o, ":");
  styr_i_measure_number(o, value);
}

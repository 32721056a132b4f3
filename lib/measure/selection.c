/* SPDX-License-Identifier: MIT */
/* What the measures have in common: which ties they see, how nodes are grouped, and in which order answers list them. The igraph
 * component and the tool take the selection from here, so that the helper process and a program that links igraph measure the
 * same graph. */
#include "measure/measure_i.h"

static bool is_listed(const char *word, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (word[0] == words[i][0] && strcmp(word, words[i]) == 0) return true; /* asked for every tie */
  return false;
}

static const styr_selection defaults = STYR_SELECTION_INIT;

static bool is_selection_known(const styr_selection *s, styr_error *error) {
  if (!s) return true;
  if (!styr_i_version_known(error, s->version) || !styr_i_filter_known(error, &s->filter)) return false;
  if ((s->families || !s->family_count) && (s->without || !s->without_count)) return true;
  styr_i_fail(error, STYR_ERR_ARG, "a list of the selection is NULL, and its count is not 0");
  return false;
}

bool styr_i_measured_known(const styr_measured *seen, styr_error *error) {
  if (!seen->map || (!seen->nodes && seen->count)) {
    styr_i_fail(error, STYR_ERR_ARG, "what was measured has no map or no nodes");
    return false;
  }
  for (size_t i = 0; i < seen->count; i++)
    if (!styr_i_has_node(seen->map, seen->nodes[i])) return styr_i_not_of_map(error, "nodes"), false;
  return is_selection_known(seen->selection, error);
}

bool styr_selection_takes_type(const styr_map *map, const styr_selection *selection, styr_tie tie) {
  if (!map) return false;
  const styr_selection *s = selection ? selection : &defaults;
  if (s->ruling_only && styr_tie_ruling(map, tie) == STYR_RULING_NONE) return false;
  if (s->no_membership && strcmp(styr_tie_family(map, tie), "membership") == 0) return false;
  if (s->family_count && !is_listed(styr_tie_family(map, tie), s->families, s->family_count)) return false;
  return !s->without_count || !is_listed(styr_tie_type(map, tie), s->without, s->without_count);
}

bool styr_selection_edge(const styr_map *map, const styr_selection *selection, styr_tie tie, styr_node *from, styr_node *to) {
  if (!(map && from && to)) return false;
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
  if (!map) return "";
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
  if (!(text && out)) return false;
  size_t which;
  if (!styr_i_text_in(text, centralities, STYR_CENTRALITY_COUNT, &which)) return false;
  *out = (styr_centrality)which;
  return true;
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

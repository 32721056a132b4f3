/* SPDX-License-Identifier: MIT */
/* Apexes: the source components, among those that rule a node, of the condensation of the ruling ties into strongly
 * connected components (condensation.c). Seen from below: components that no tie upward leaves. The paths to them are those
 * of the pattern `up+`, or of a pattern that lists the ruling types when membership is left out. */
#include "questions/questions_i.h"

#include "path/cursor/path_i.h"
#include "write/write_i.h" /* the pattern is built as text in a buffer */

#include <stdio.h>

struct styr_apexes {
  styr_allocator a;
  styr_apex_options options;
  styr_graph *graph;
  styr_pattern *pattern;
  styr_query *query;
  styr_i_condensation above;
  bool *sure; /* by apex: it remains without assumed ties */
};

static bool condense(const styr_apexes *x, const styr_graph *g, styr_i_condensation *out) {
  const uint32_t from = styr_graph_place(g, x->options.from);
  return styr_i_condense(&x->a, g, &from, 1, x->options.no_membership ? STYR_I_MEMBERSHIP : 0, out);
}

/* `up+`, or a list of the ruling types that are not of family membership. */
static styr_status make_pattern(styr_apexes *x, const styr_map *map, styr_error *error) {
  if (!x->options.no_membership) return styr_pattern_parse("up+", &x->a, &x->pattern, NULL, error);
  styr_buffer text = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&text);
  styr_i_out o = {.sink = &sink};
  bool any = false;
  styr_i_put(&o, "(");
  for (size_t i = 0; i < styr_vocab_count(map); i++) {
    const styr_term t = styr_vocab_get(map, i);
    if (strcmp(t.set, "tie") != 0 || t.ruling == STYR_RULING_NONE || strcmp(t.family, "membership") == 0) continue;
    styr_i_put(&o, any ? "|" : "");
    styr_i_put(&o, t.ruling == STYR_RULING_FORWARD ? "^'" : "'");
    for (const char *p = t.term; *p; p++) {
      if (*p == '\'') styr_i_put(&o, "'");
      styr_i_putn(&o, p, 1);
    }
    styr_i_put(&o, "'");
    any = true;
  }
  styr_i_put(&o, ")+"); /* the built-in vocabulary has such types: the list is never empty */
  const styr_status status = o.failed || !any ? styr_i_nomem(error) : styr_pattern_parse(text.bytes, &x->a, &x->pattern, NULL, error);
  styr_buffer_free(&text);
  return status;
}

/* Which apexes remain without ties that are only assumed or that no claim supports. */
static styr_status judge_assumed(styr_apexes *x, const styr_map *map, styr_error *error) {
  styr_filter strict = x->options.filter;
  if (styr_grade_rank(strict.min_grade) < styr_grade_rank(STYR_GRADE_INFERRED)) strict.min_grade = STYR_GRADE_INFERRED;
  styr_graph *g = NULL;
  const styr_status status = styr_graph_freeze(map, &strict, &x->a, &g, error);
  if (status != STYR_OK) return status;
  const styr_i_apexes *found = &x->above.tops;
  styr_i_condensation left = {.g = NULL};
  x->sure = styr_i_zalloc(&x->a, found->count + 1, sizeof *x->sure);
  const bool ok = x->sure && condense(x, g, &left);
  for (size_t i = 0, k = 0, n; ok && i < found->count; i++) { /* both are in map order */
    const uint32_t first = styr_i_apex(found, i, &n)->ref;
    while (k < left.tops.count && styr_i_apex(&left.tops, k, &n)->ref < first) k++;
    x->sure[i] = k < left.tops.count && styr_i_same_apex(found, i, &left.tops, k);
  }
  styr_i_condensation_done(&x->a, &left);
  styr_graph_free(g);
  return ok ? STYR_OK : styr_i_nomem(error);
}

styr_status styr_apexes_open(const styr_map *map, const styr_apex_options *options, styr_apexes **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && out)) return STYR_ERR_ARG;
  if (!options || !styr_node_exists(options->from)) return styr_i_fail(error, STYR_ERR_ARG, "no node was named whose rulers are sought");
  if (!styr_i_version_known(error, options->version) || !styr_i_filter_known(error, &options->filter)) return STYR_ERR_ARG;
  if (!styr_i_has_node(map, options->from)) return styr_i_not_of_map(error, "from");
  styr_apexes *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  x->a = styr_i_libc;
  x->options = *options;
  char date[11];
  styr_status status = STYR_OK;
  if (!styr_node_valid(map, options->from, &options->filter))
    status = styr_i_fail(error, STYR_ERR_NOT_FOUND, "%s is not there %s%s", styr_node_id(map, options->from),
                         options->filter.certain ? "throughout " : "in ", styr_date_format(options->filter.as_of, date));
  if (status == STYR_OK) status = styr_graph_freeze(map, &options->filter, &x->a, &x->graph, error);
  if (status == STYR_OK) status = make_pattern(x, map, error);
  if (status == STYR_OK) status = styr_query_new(x->graph, x->pattern, &x->a, &x->query, error);
  styr_path_options *path = &x->options.path;
  path->from = path->to = NULL;
  path->from_count = path->to_count = 0;
  if (!path->version && path->mode == STYR_WALK) path->mode = STYR_ACYCLIC;
  if (status == STYR_OK) {
    const styr_path_options *read = styr_i_path_options_read(x->query, path, path, error);
    if (!read) status = STYR_ERR_ARG;
  }
  if (status == STYR_OK && !condense(x, x->graph, &x->above)) status = styr_i_nomem(error);
  if (status == STYR_OK) status = judge_assumed(x, map, error);
  if (status == STYR_OK) *out = x;
  else styr_apexes_free(x);
  return status;
}

void styr_apexes_free(styr_apexes *answer) {
  if (!answer) return;
  const styr_allocator a = answer->a;
  styr_query_free(answer->query);
  styr_pattern_free(answer->pattern);
  styr_graph_free(answer->graph);
  styr_i_condensation_done(&a, &answer->above);
  styr_i_free(&a, answer->sure);
  styr_i_free(&a, answer);
}

const styr_graph *styr_i_apexes_graph(const styr_apexes *answer) {
  return answer->graph;
}

styr_node styr_i_apexes_from(const styr_apexes *answer) {
  return answer->options.from;
}

size_t styr_apexes_count(const styr_apexes *answer) {
  if (!answer) return 0;
  return answer->above.tops.count;
}

styr_apex styr_apexes_get(const styr_apexes *answer, size_t index) {
  if (!answer || index >= styr_apexes_count(answer)) return (styr_apex){NULL, 0, false, false};
  const styr_i_condensation *c = &answer->above;
  styr_apex apex = {.without_assumed = answer->sure[index]};
  apex.members = styr_i_apex(&c->tops, index, &apex.count);
  apex.contains_from = c->of[styr_i_place_of(c->g, apex.members[0])] == c->of[styr_i_place_of(c->g, answer->options.from)];
  return apex;
}

styr_status styr_apexes_paths(styr_apexes *answer, size_t index, styr_paths **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && out)) return STYR_ERR_ARG;
  if (index >= styr_apexes_count(answer)) return styr_i_fail(error, STYR_ERR_ARG, "there is no apex of that number");
  const styr_apex apex = styr_apexes_get(answer, index);
  styr_path_options o = answer->options.path;
  o.from = &answer->options.from;
  o.from_count = 1;
  o.to = apex.members;
  o.to_count = apex.count;
  return styr_paths_open(answer->query, &o, out, error);
}

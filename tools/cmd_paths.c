/* SPDX-License-Identifier: MIT */
/* styr paths and styr pairs: the paths that match a pattern of tie types, and their pairs of ends. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool parse_number(const char *name, const char *option_name, const char *text, uint64_t *out) {
  if (!text) return true;
  char *end;
  errno = 0;
  const unsigned long long n = strtoull(text, &end, 10);
  if (errno == ERANGE && *text >= '0' && *text <= '9' && !*end) {
    usage_error(name, "%s: %s is too large", option_name, text);
    return false;
  }
  if (*text < '0' || *text > '9' || *end || errno) {
    usage_error(name, "%s: \"%s\" is not a whole number", option_name, text);
    return false;
  }
  *out = n;
  return true;
}

bool parse_paths(const char *name, const path_request *p, styr_path_options *o) {
  uint64_t threads = 0;
  o->threads = 0;
  if (p->mode && !styr_mode_parse(p->mode, &o->mode)) {
    usage_error(name, "\"%s\" is not a mode: use walk, trail, acyclic or simple", p->mode);
    return false;
  }
  if (p->select && !styr_selector_parse(p->select, &o->selector, &o->k)) {
    usage_error(name, "\"%s\" is not a selector: use any, any-shortest, all-shortest, shortest=K, groups=K or all", p->select);
    return false;
  }
  if (!parse_number(name, "--max-length", p->max_length, &o->max_length) || !parse_number(name, "--limit", p->limit, &o->limit) ||
      !parse_number(name, "--max-steps", p->max_steps, &o->max_steps) || !parse_number(name, "--memory", p->memory, &o->memory) ||
      !parse_number(name, "--threads", p->threads, &threads))
    return false;
  o->threads = threads < 256 ? (unsigned)threads : 256;
  return true;
}

bool endless(const styr_path_options *o, uint64_t most) {
  return o->mode == STYR_WALK && o->selector == STYR_ALL && o->max_length == STYR_UNBOUNDED && most == STYR_UNBOUNDED;
}

static styr_status resolve_all(const loaded *l, const value_list *names, styr_node **out, styr_error *error) {
  styr_status status = STYR_OK;
  if (!names->count) return STYR_OK;
  *out = malloc(names->count * sizeof **out);
  if (!*out) return STYR_ERR_NOMEM;
  for (size_t i = 0; i < names->count && status == STYR_OK; i++) status = find_node(l, names->items[i], &(*out)[i], error);
  return status;
}

/* A name that is not in the map matches nothing; most likely it is misspelt. */
static void warn_unknown(const styr_map *map, const styr_query *query) {
  const char **known = malloc((styr_vocab_count(map) + 1) * sizeof *known);
  for (size_t i = 0; known && i < styr_query_unknown_count(query); i++) {
    styr_name_kind kind;
    const char *name = styr_query_unknown(query, i, &kind);
    size_t n = 0;
    for (size_t k = 0; k < styr_vocab_count(map); k++) {
      const styr_term t = styr_vocab_get(map, k);
      if (strcmp(t.set, "tie") == 0) known[n++] = kind == STYR_NAME_TYPE ? t.term : t.family;
    }
    const char *near = styr_nearest(name, known, n);
    fprintf(stderr, "styr: warning: the map has no %s \"", kind == STYR_NAME_TYPE ? "tie type" : "family of tie types");
    tell_plainly(name);
    fprintf(stderr, "\": it matches nothing");
    if (near) fprintf(stderr, "; did you mean \"%s\"?", near);
    fprintf(stderr, "\n");
  }
  free(known);
}

typedef struct paths_request {
  request q;
  const char *along;
  path_request paths;
  value_list from, to;
  bool evidence, count;
  bool pairs; /* the verb is `pairs` */
  styr_pattern *pattern;
  styr_path_options options;
} paths_request;

static styr_status count(const paths_request *a, styr_query *query, const styr_sink *sink, styr_error *error) {
  const char *truncated = NULL;
  styr_count paths = {0, 0, false};
  const styr_status status = a->pairs ? styr_pairs_count(query, &a->options, &paths.low, &truncated, error)
                                      : styr_paths_count(query, &a->options, &paths, &truncated, error);
  if (status < 0) return status;
  const styr_status written = styr_count_write(&paths, truncated, a->q.format, a->q.lang, sink, error);
  return written == STYR_OK ? status : written;
}

static styr_status list(const paths_request *a, styr_query *query, const styr_sink *sink, styr_error *error) {
  styr_path_write w = STYR_PATH_WRITE_INIT;
  w.lang = a->q.lang;
  w.evidence = a->evidence;
  w.filter = &a->q.filter;
  styr_paths *paths = NULL;
  styr_pairs *pairs = NULL;
  styr_status status = a->pairs ? styr_pairs_open(query, &a->options, &pairs, error) : styr_paths_open(query, &a->options, &paths, error);
  if (status != STYR_OK) return status;
  status = a->pairs ? styr_pairs_write(pairs, &w, a->q.format, sink, error) : styr_paths_write(paths, &w, a->q.format, sink, error);
  const char *truncated = a->pairs ? styr_pairs_truncated(pairs) : styr_paths_truncated(paths);
  if (truncated && a->q.format == STYR_FORMAT_CSV) fprintf(stderr, "styr: cut short by %s\n", truncated);
  styr_pairs_close(pairs);
  styr_paths_close(paths);
  return status;
}

/* The pattern is parsed before the map is read. */
static int check(void *given) {
  paths_request *a = given;
  const char *name = a->q.verb->name;
  styr_error error = STYR_ERROR_INIT;
  if (a->count) a->q.formats = "tj";
  if (!parse_paths(name, &a->paths, &a->options)) return EXIT_USAGE;
  if (styr_pattern_parse(a->along, NULL, &a->pattern, NULL, &error) != STYR_OK) {
    const int code = failure(&error);
    return code == EXIT_TRUNCATED ? EXIT_DATA : code;
  }
  if (!a->pairs && endless(&a->options, styr_pattern_most(a->pattern)))
    return usage_error(name, "all walks along a pattern without a greatest length may be endless: give --max-length N");
  return -1;
}

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  paths_request *a = given;
  const loaded *l = &a->q.maps[0];
  styr_node *from = NULL, *to = NULL;
  styr_graph *graph = NULL;
  styr_query *query = NULL;
  styr_status status = resolve_all(l, &a->from, &from, error);
  if (status == STYR_OK) status = resolve_all(l, &a->to, &to, error);
  a->options.from = from;
  a->options.from_count = a->from.count;
  a->options.to = to;
  a->options.to_count = a->to.count;
  if (status == STYR_OK) status = styr_graph_freeze(l->seen, &a->q.filter, NULL, &graph, error);
  if (status == STYR_OK) status = styr_query_new(graph, a->pattern, NULL, &query, error);
  if (status == STYR_OK) {
    warn_unknown(l->seen, query);
    status = a->count ? count(a, query, sink, error) : list(a, query, sink, error);
  }
  styr_query_free(query);
  styr_graph_free(graph);
  free(from);
  free(to);
  return status;
}

static void release(void *given) {
  paths_request *a = given;
  styr_pattern_free(a->pattern);
}

/* ---- the two verbs ---- */

#define ENDS                                                                                                                               \
  NEEDED(paths_request, along, "--along", "PATTERN", "the ties to follow", "which ties to follow"),                                        \
      LIST(paths_request, from, "--from", "ACTOR", "first node; may be repeated"),                                                         \
      LIST(paths_request, to, "--to", "ACTOR", "last node; may be repeated")
#define BOUNDS                                                                                                                             \
  VALUE(paths_request, paths.max_length, "--max-length", "N", "longest path, in ties"),                                                    \
      VALUE(paths_request, paths.limit, "--limit", "N", "most answers listed; --count ignores it"),                                        \
      VALUE(paths_request, paths.max_steps, "--max-steps", "N", "most ties visited"),                                                      \
      VALUE(paths_request, paths.memory, "--memory", "BYTES", "most working memory"),                                                      \
      VALUE(paths_request, paths.threads, "--threads", "N", "for several first nodes; 0 (default) = one per processor")
#define COUNT FLAG(paths_request, count, "--count", "only how many there are")

static const option path_options[] = {
    ENDS,
    VALUE(paths_request, paths.mode, "--mode", "MODE", "what may repeat: walk (default), trail, acyclic, simple"),
    VALUE(paths_request, paths.select, "--select", "SELECTOR", "all-shortest (default), any, any-shortest, shortest=K, groups=K, all"),
    BOUNDS,
    FLAG(paths_request, evidence, "--evidence", "with the claims about each tie"),
    COUNT,
    QUESTION_OPTIONS,
};
static const option pair_options[] = {ENDS, BOUNDS, COUNT, QUESTION_OPTIONS};
static const paths_request of_paths = {.options = STYR_PATH_OPTIONS_INIT}, of_pairs = {.pairs = true, .options = STYR_PATH_OPTIONS_INIT};

const verb verb_paths = {
    .name = "paths",
    .arguments = "MAP --along PATTERN [options]",
    .summary = "list the paths that match a pattern of tie types",
    .details = "PATTERN: a/b a|b a* a+ a? a{2,4} ^a (…) !(a|^b) % @family up down a[amount>=1000] a/[kind=ministry]/b;\n"
               "docs/paths.md explains it. MODE is walk (default), trail, acyclic or simple; SELECTOR is any, any-shortest,\n"
               "all-shortest (default), shortest=K, groups=K or all, for each pair of first and last node. ACTOR is an id or a\n"
               "label; --from and --to may be repeated; without them, every node counts. Exit status 4 when a bound cut\n"
               "the answer short.\n",
    .manual = "paths",
    .formats = "tjlc",
    OPTIONS(path_options),
    .size = sizeof(paths_request),
    .initial = &of_paths,
    .check = check,
    .answer = answer,
    .release = release,
};

const verb verb_pairs = {
    .name = "pairs",
    .arguments = "MAP --along PATTERN [options]",
    .summary = "list the pairs of nodes that a pattern joins, each once",
    .details = "PATTERN and ACTOR as in `styr paths`.\n",
    .manual = "paths",
    .formats = "tjlc",
    OPTIONS(pair_options),
    .size = sizeof(paths_request),
    .initial = &of_pairs,
    .check = check,
    .answer = answer,
    .release = release,
};

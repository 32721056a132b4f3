/* SPDX-License-Identifier: MIT */
/* styr paths and styr pairs: what a pattern of tie types matches. */
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

bool parse_paths(const char *name, const path_asked *asked, styr_path_options *o) {
  uint64_t threads = 0;
  o->threads = 0;
  if (asked->mode && !styr_mode_parse(asked->mode, &o->mode)) {
    usage_error(name, "\"%s\" is not a mode: use walk, trail, acyclic or simple", asked->mode);
    return false;
  }
  if (asked->select && !styr_selector_parse(asked->select, &o->selector, &o->k)) {
    usage_error(name, "\"%s\" is not a selector: use any, any-shortest, all-shortest, shortest=K, groups=K or all", asked->select);
    return false;
  }
  if (!parse_number(name, "--max-length", asked->max_length, &o->max_length) || !parse_number(name, "--limit", asked->limit, &o->limit) ||
      !parse_number(name, "--max-steps", asked->max_steps, &o->max_steps) || !parse_number(name, "--memory", asked->memory, &o->memory) ||
      !parse_number(name, "--threads", asked->threads, &threads))
    return false;
  o->threads = threads < 256 ? (unsigned)threads : 256;
  return true;
}

bool endless(const styr_path_options *o, uint64_t most) {
  return o->mode == STYR_WALK && o->selector == STYR_ALL && o->max_length == STYR_UNBOUNDED && most == STYR_UNBOUNDED;
}

bool resolve_all(const loaded *l, const several *names, styr_node **out, size_t *count, int *code) {
  styr_error error = STYR_ERROR_INIT;
  *out = NULL;
  *count = names->count;
  if (!names->count) return true;
  *out = malloc(names->count * sizeof **out);
  if (!*out) error.status = STYR_ERR_NOMEM;
  for (size_t i = 0; i < names->count && error.status == STYR_OK; i++) find_node(l, names->items[i], &(*out)[i], &error);
  if (error.status == STYR_OK) return true;
  free(*out);
  *out = NULL;
  *code = failure(&error);
  return false;
}

/* A name that nothing in the map bears matches nothing: most often it is misspelt. */
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

typedef struct asking {
  const char *path, *along, *format_name, *lang, *min_grade, *as_of;
  path_asked paths;
  several from, to;
  bool certain, disputed, evidence, count, pairs;
  publicity view;
  styr_format format;
  styr_path_options options;
  styr_filter filter;
} asking;

static void put_count(const asking *a, const char *number, bool overflow, const char *truncated) {
  if (a->format == STYR_FORMAT_TEXT) {
    printf("%s%s%s\n", overflow ? "more than 340282366920938463463374607431768211455" : number, truncated ? ", cut short by " : "",
           truncated ? truncated : "");
    return;
  }
  if (overflow) printf("{\"count\":null,\"overflow\":true");
  else printf("{\"count\":\"%s\"", number);
  if (truncated) printf(",\"truncated\":\"%s\"", truncated);
  printf("}\n");
}

static styr_status count(const asking *a, styr_query *query, styr_error *error) {
  const char *truncated = NULL;
  styr_count paths = {0, 0, false};
  char number[40];
  const styr_status status = a->pairs ? styr_pairs_count(query, &a->options, &paths.low, &truncated, error)
                                      : styr_paths_count(query, &a->options, &paths, &truncated, error);
  if (status >= 0) put_count(a, styr_count_format(paths, number), paths.overflow, truncated);
  return status;
}

static styr_status list(const asking *a, styr_query *query, styr_error *error) {
  const styr_sink sink = answer_sink(a->format);
  styr_path_write w = STYR_PATH_WRITE_INIT;
  w.lang = a->lang;
  w.evidence = a->evidence;
  w.filter = &a->filter;
  styr_paths *paths = NULL;
  styr_pairs *pairs = NULL;
  styr_status status = a->pairs ? styr_pairs_open(query, &a->options, &pairs, error) : styr_paths_open(query, &a->options, &paths, error);
  if (status != STYR_OK) return status;
  status = a->pairs ? styr_pairs_write(pairs, &w, a->format, &sink, error) : styr_paths_write(paths, &w, a->format, &sink, error);
  const char *truncated = a->pairs ? styr_pairs_truncated(pairs) : styr_paths_truncated(paths);
  if (truncated && a->format == STYR_FORMAT_CSV) fprintf(stderr, "styr: cut short by %s\n", truncated);
  styr_pairs_close(pairs);
  styr_paths_close(paths);
  return status;
}

static int ask(asking *a, const loaded *l, const styr_pattern *pattern) {
  const styr_map *map = l->seen;
  styr_error error = STYR_ERROR_INIT;
  styr_node *from = NULL, *to = NULL;
  styr_graph *graph = NULL;
  styr_query *query = NULL;
  int code = EXIT_DONE;
  if (resolve_all(l, &a->from, &from, &a->options.from_count, &code) && resolve_all(l, &a->to, &to, &a->options.to_count, &code)) {
    a->options.from = from;
    a->options.to = to;
    styr_status status = styr_graph_freeze(map, &a->filter, NULL, &graph, &error);
    if (status == STYR_OK) status = styr_query_new(graph, pattern, NULL, &query, &error);
    if (status == STYR_OK) {
      warn_unknown(map, query);
      status = a->count ? count(a, query, &error) : list(a, query, &error);
    }
    code = status == STYR_TRUNCATED ? EXIT_TRUNCATED : status == STYR_OK ? EXIT_DONE : failure(&error);
  }
  styr_query_free(query);
  styr_graph_free(graph);
  free(from);
  free(to);
  return code;
}

static int run(const verb *v, int argc, char **argv, asking *a, const option *options, size_t count_of_options) {
  int code = parse(v, argc, argv, options, count_of_options, &a->path, 1, 1, NULL);
  if (code >= 0) return code;
  if (!a->along) return usage_error(v->name, "--along PATTERN is missing: which ties to follow");
  if (!parse_format(v->name, a->format_name, a->count ? "tj" : "tjlc", &a->format) || !parse_paths(v->name, &a->paths, &a->options) ||
      !parse_filter(v->name, a->min_grade, a->as_of, a->certain, &a->filter))
    return EXIT_USAGE;
  a->filter.disputed = a->disputed;
  styr_error error = STYR_ERROR_INIT;
  styr_pattern *pattern = NULL;
  if (styr_pattern_parse(a->along, NULL, &pattern, NULL, &error) != STYR_OK) {
    code = failure(&error);
    return code == EXIT_TRUNCATED ? EXIT_DATA : code;
  }
  if (!a->pairs && endless(&a->options, styr_pattern_most(pattern))) {
    styr_pattern_free(pattern);
    return usage_error(v->name, "all walks along a pattern without a greatest length may be endless: give --max-length N");
  }
  loaded l;
  if (load_seen(v->name, a->path, &a->view, &l, &code)) code = ask(a, &l, pattern);
  unload(&l);
  styr_pattern_free(pattern);
  return finish(code);
}

#define FILTER_OPTIONS(a)                                                                                                                  \
  {"--as-of", "DATE", "only what may be valid then: YYYY, YYYY-MM or YYYY-MM-DD", &(a).as_of, NULL, NULL},                                 \
      {"--certain", NULL, "with --as-of: only what is certainly valid then", NULL, &(a).certain, NULL},                                    \
      {"--min-grade", "GRADE", "only ties that a claim of this grade or better supports", &(a).min_grade, NULL, NULL}, {                   \
    "--disputed", NULL, "also ties that claims only speak against", NULL, &(a).disputed, NULL                                              \
  }
#define BOUND_OPTIONS(a)                                                                                                                   \
  {"--max-length", "N", "longest path, in ties", &(a).paths.max_length, NULL, NULL},                                                       \
      {"--limit", "N", "most answers listed; --count takes no notice of it", &(a).paths.limit, NULL, NULL},                                \
      {"--max-steps", "N", "most ties looked at", &(a).paths.max_steps, NULL, NULL},                                                       \
      {"--memory", "BYTES", "most working memory", &(a).paths.memory, NULL, NULL}, {                                                       \
    "--threads", "N", "for several first nodes; 0 (default) = one per processor", &(a).paths.threads, NULL, NULL                           \
  }

int cmd_paths(int argc, char **argv) {
  asking a = {.format = STYR_FORMAT_TEXT, .options = STYR_PATH_OPTIONS_INIT, .filter = STYR_FILTER_INIT};
  const option options[] = {
      {"--along", "PATTERN", "the ties to follow", &a.along, NULL, NULL},
      {"--from", "ACTOR", "first node; may be repeated", NULL, NULL, &a.from},
      {"--to", "ACTOR", "last node; may be repeated", NULL, NULL, &a.to},
      {"--mode", "MODE", "what may repeat: walk (default), trail, acyclic, simple", &a.paths.mode, NULL, NULL},
      {"--select", "SELECTOR", "all-shortest (default), any, any-shortest, shortest=K, groups=K, all", &a.paths.select, NULL, NULL},
      BOUND_OPTIONS(a),
      FILTER_OPTIONS(a),
      {"--evidence", NULL, "with the claims about each tie", NULL, &a.evidence, NULL},
      {"--count", NULL, "only how many there are", NULL, &a.count, NULL},
      {"--lang", "LANG", "language of labels, for example en", &a.lang, NULL, NULL},
      PUBLIC_OPTIONS(a.view),
      {"--format", "FORMAT", "text (default), json, jsonl or csv", &a.format_name, NULL, NULL},
  };
  const int code = run(find_verb("paths"), argc, argv, &a, options, sizeof options / sizeof *options);
  free(a.from.items);
  free(a.to.items);
  return code;
}

int cmd_pairs(int argc, char **argv) {
  asking a = {.pairs = true, .format = STYR_FORMAT_TEXT, .options = STYR_PATH_OPTIONS_INIT, .filter = STYR_FILTER_INIT};
  const option options[] = {
      {"--along", "PATTERN", "the ties to follow", &a.along, NULL, NULL},
      {"--from", "ACTOR", "first node; may be repeated", NULL, NULL, &a.from},
      {"--to", "ACTOR", "last node; may be repeated", NULL, NULL, &a.to},
      BOUND_OPTIONS(a),
      FILTER_OPTIONS(a),
      {"--count", NULL, "only how many there are", NULL, &a.count, NULL},
      {"--lang", "LANG", "language of labels, for example en", &a.lang, NULL, NULL},
      PUBLIC_OPTIONS(a.view),
      {"--format", "FORMAT", "text (default), json, jsonl or csv", &a.format_name, NULL, NULL},
  };
  const int code = run(find_verb("pairs"), argc, argv, &a, options, sizeof options / sizeof *options);
  free(a.from.items);
  free(a.to.items);
  return code;
}

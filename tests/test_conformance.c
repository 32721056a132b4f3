/* SPDX-License-Identifier: MIT */
/* The cases of tests/conformance: the property paths of SPARQL 1.1, the path scenarios of openCypher and examples from
 * papers, each as a small map with a pattern and its answer. conformance/NOTICE says where they come from. */
#include "suite.h"

#include <jansson.h>

#define CONFORMANCE(file) STYR_SOURCE_DIR "/tests/conformance/" file
#define LONGEST           64

typedef struct answer {
  uint32_t from, to; /* places */
  size_t length;
  uint32_t ties[LONGEST];
  bool matched;
} answer;

typedef struct line {
  const char *name, *pattern_text;
  json_t *json;
  styr_map *map;
  styr_graph *graph;
  styr_pattern *pattern;
  styr_query *query;
  styr_node from, to;
  styr_path_options options;
  answer got[4096];
  size_t count;
} line;

static line now;
static styr_error error;

#define wrong(...)                                                                                                                         \
  do {                                                                                                                                     \
    fprintf(stderr, "%s: `%s`: ", now.name, now.pattern_text);                                                                             \
    fprintf(stderr, __VA_ARGS__);                                                                                                          \
    fprintf(stderr, "\n");                                                                                                                 \
    ck_abort_msg("%s", now.name);                                                                                                          \
  } while (0)

static const char *string(const char *key) {
  const char *text = json_string_value(json_object_get(now.json, key));
  return text ? text : "";
}

static styr_node node(const char *id) {
  styr_node n = styr_map_find(now.map, id);
  if (!styr_node_exists(n)) ck_ok(styr_map_add_actor(now.map, id, NULL, NULL, &n, &error), error);
  return n;
}

static uint32_t place(json_t *id) {
  const styr_node n = styr_map_find(now.map, json_string_value(id));
  if (!styr_node_exists(n)) wrong("there is no node %s", json_string_value(id));
  return styr_graph_place(now.graph, n);
}

static bool has_policy(const char *tag) {
  json_t *list = json_object_get(now.json, "policy");
  for (size_t i = 0; i < json_array_size(list); i++)
    if (!strcmp(json_string_value(json_array_get(list, i)), tag)) return true;
  return false;
}

static void read_map(void) {
  json_t *nodes = json_object_get(now.json, "nodes"), *ties = json_object_get(now.json, "ties");
  ck_ok(styr_map_new(NULL, &now.map, &error), error);
  for (size_t i = 0; i < json_array_size(nodes); i++) node(json_string_value(json_array_get(nodes, i)));
  for (size_t i = 0; i < json_array_size(ties); i++) {
    json_t *t = json_array_get(ties, i);
    const styr_node from = node(json_string_value(json_array_get(t, 0))), to = node(json_string_value(json_array_get(t, 2)));
    ck_ok(styr_map_add_tie(now.map, from, to, json_string_value(json_array_get(t, 1)), NULL, &error), error);
  }
}

static const styr_node *end_of(const char *key, styr_node *out) {
  const char *id = json_string_value(json_object_get(now.json, key));
  if (!id) return NULL;
  *out = styr_map_find(now.map, id);
  if (!styr_node_exists(*out)) wrong("there is no node %s", id);
  return out;
}

static void read_options(void) {
  static const char *const modes[] = {"WALK", "TRAIL", "ACYCLIC", "SIMPLE"};
  static const char *const selectors[] = {"ANY", "ANY SHORTEST", "ALL SHORTEST", "SHORTEST", "GROUPS", "ALL"};
  now.options = (styr_path_options)STYR_PATH_OPTIONS_INIT;
  now.options.from = end_of("from", &now.from);
  now.options.to = end_of("to", &now.to);
  now.options.from_count = now.options.from != NULL;
  now.options.to_count = now.options.to != NULL;
  int mode = -1, selector = -1;
  for (int i = 0; i < 4; i++)
    if (!strcmp(string("mode"), modes[i])) mode = i;
  for (int i = 0; i < 6; i++)
    if (!strcmp(string("selector"), selectors[i])) selector = i;
  if ((mode < 0 || selector < 0) && strcmp(string("kind"), "pairs") != 0) wrong("no such mode or selector");
  if (mode >= 0) now.options.mode = (styr_mode)mode;
  if (selector >= 0) now.options.selector = (styr_selector)selector;
  json_t *k = json_object_get(now.json, "k"), *longest = json_object_get(now.json, "max_len");
  if (json_is_integer(k)) now.options.k = (uint64_t)json_integer_value(k);
  if (json_is_integer(longest)) now.options.max_length = (uint64_t)json_integer_value(longest);
}

/* Whether the path obeys its mode, tie by tie. */
static bool keeps_mode(const styr_path *p) {
  const styr_mode mode = now.options.mode;
  for (size_t i = 0; i < p->length; i++) {
    const styr_node a = styr_tie_from(now.map, p->ties[i]), b = styr_tie_to(now.map, p->ties[i]);
    const bool forward = styr_node_same(a, p->nodes[i]) && styr_node_same(b, p->nodes[i + 1]);
    const bool against = styr_node_same(b, p->nodes[i]) && styr_node_same(a, p->nodes[i + 1]);
    if (!forward && !against) return false;
    for (size_t k = 0; k < i; k++)
      if (mode == STYR_TRAIL && p->ties[k].index == p->ties[i].index) return false;
    for (size_t k = 0; k <= i; k++) {
      const bool closes = mode == STYR_SIMPLE && k == 0 && i + 1 == p->length;
      if (mode != STYR_WALK && mode != STYR_TRAIL && !closes && styr_node_same(p->nodes[k], p->nodes[i + 1])) return false;
    }
  }
  return true;
}

static void pull_paths(void) {
  styr_paths *paths = NULL;
  styr_path p;
  styr_status status;
  now.count = 0;
  if (styr_paths_open(now.query, &now.options, &paths, &error) != STYR_OK) wrong("%s", error.message);
  while ((status = styr_paths_next(paths, &p, &error)) == STYR_OK) {
    if (now.count == sizeof now.got / sizeof *now.got || p.length > LONGEST) wrong("too much of an answer");
    if (!keeps_mode(&p)) wrong("path %zu does not keep to its mode", now.count);
    answer *a = &now.got[now.count++];
    *a = (answer){.from = styr_graph_place(now.graph, p.from), .to = styr_graph_place(now.graph, p.to), .length = p.length};
    for (size_t i = 0; i < p.length; i++) a->ties[i] = p.ties[i].index;
  }
  if (status != STYR_END && !(status == STYR_TRUNCATED && now.options.max_length != STYR_UNBOUNDED))
    wrong("%s: %s", styr_status_name(status), error.message);
  styr_paths_close(paths);
  for (size_t i = 0; i < now.count; i++)
    for (size_t k = 0; k < i; k++) {
      const answer *a = &now.got[i], *b = &now.got[k];
      if (a->from == b->from && a->length == b->length && !memcmp(a->ties, b->ties, a->length * sizeof *a->ties)) wrong("a path twice");
    }
}

static bool is_path(const answer *a, uint32_t from, uint32_t to, json_t *ties) {
  if (a->from != from || a->to != to || a->length != json_array_size(ties)) return false;
  for (size_t i = 0; i < a->length; i++)
    if (a->ties[i] != json_integer_value(json_array_get(ties, i))) return false;
  return true;
}

static answer *find_path(uint32_t from, uint32_t to, json_t *ties) {
  for (size_t i = 0; i < now.count; i++)
    if (!now.got[i].matched && is_path(&now.got[i], from, to, ties)) return &now.got[i];
  return NULL;
}

static void check_paths(json_t *expected) {
  pull_paths();
  for (size_t i = 0; i < json_array_size(expected); i++) {
    json_t *e = json_array_get(expected, i);
    answer *a = find_path(place(json_array_get(e, 0)), place(json_array_get(e, 2)), json_array_get(e, 1));
    if (!a) wrong("expected path %zu is missing", i);
    a->matched = true;
  }
  if (now.count != json_array_size(expected)) wrong("%zu paths, not %zu", now.count, json_array_size(expected));
}

static int by_number(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void check_choice_of_pair(json_t *e) {
  const uint32_t from = place(json_object_get(e, "from")), to = place(json_object_get(e, "to"));
  json_t *must = json_object_get(e, "must"), *may = json_object_get(e, "may"), *lengths = json_object_get(e, "lengths");
  uint64_t found[256];
  size_t count = 0;
  for (size_t i = 0; i < now.count; i++) {
    answer *a = &now.got[i];
    if (a->from != from || a->to != to) continue;
    a->matched = true;
    if (count < 256) found[count++] = a->length;
    bool allowed = !json_is_array(may);
    for (size_t k = 0; k < json_array_size(may); k++) allowed |= is_path(a, from, to, json_array_get(may, k));
    for (size_t k = 0; k < json_array_size(must); k++) allowed |= is_path(a, from, to, json_array_get(must, k));
    if (!allowed) wrong("path %zu is none of those that may be chosen", i);
  }
  if (count != (size_t)json_integer_value(json_object_get(e, "take"))) wrong("a pair has %zu paths", count);
  for (size_t k = 0; k < json_array_size(must); k++) {
    bool there = false;
    for (size_t i = 0; i < now.count; i++) there |= is_path(&now.got[i], from, to, json_array_get(must, k));
    if (!there) wrong("a path that must be chosen is missing");
  }
  if (!json_is_array(lengths)) return;
  qsort(found, count, sizeof *found, by_number);
  for (size_t i = 0; i < count; i++)
    if (count != json_array_size(lengths) || found[i] != (uint64_t)json_integer_value(json_array_get(lengths, i))) wrong("lengths differ");
}

static void check_choice(json_t *expected) {
  pull_paths();
  for (size_t i = 0; i < json_array_size(expected); i++) check_choice_of_pair(json_array_get(expected, i));
  for (size_t i = 0; i < now.count; i++)
    if (!now.got[i].matched) wrong("path %zu is of a pair that was not expected", i);
}

static void check_pairs(json_t *expected) {
  styr_pairs *pairs = NULL;
  styr_node from, to;
  styr_status status;
  now.count = 0;
  if (styr_pairs_open(now.query, &now.options, &pairs, &error) != STYR_OK) wrong("%s", error.message);
  while ((status = styr_pairs_next(pairs, &from, &to, &error)) == STYR_OK)
    now.got[now.count++] = (answer){.from = styr_graph_place(now.graph, from), .to = styr_graph_place(now.graph, to)};
  if (status != STYR_END) wrong("%s: %s", styr_status_name(status), error.message);
  styr_pairs_close(pairs);
  for (size_t i = 0; i < json_array_size(expected); i++) {
    json_t *e = json_array_get(expected, i);
    answer *a = find_path(place(json_array_get(e, 0)), place(json_array_get(e, 1)), NULL);
    if (!a) wrong("expected pair %zu is missing", i);
    a->matched = true;
  }
  if (now.count != json_array_size(expected)) wrong("%zu pairs, not %zu", now.count, json_array_size(expected));
  uint64_t count = 0;
  if (styr_pairs_count(now.query, &now.options, &count, NULL, &error) != STYR_OK || count != now.count)
    wrong("pairs are counted otherwise");
}

static void check_count(uint64_t expected) {
  styr_count count = {0, 0, false};
  const styr_status status = styr_paths_count(now.query, &now.options, &count, NULL, &error);
  if (status < 0) wrong("%s", error.message);
  if (count.overflow || count.high || count.low != expected) wrong("count is not %llu", (unsigned long long)expected);
}

static void check_refused(void) {
  styr_paths *paths = NULL;
  if (styr_paths_open(now.query, &now.options, &paths, &error) != STYR_ERR_ARG || paths) wrong("not refused");
  styr_error_clear(&error);
}

/* Names unknown to the map and its vocabulary are reported, and no others. */
static void check_unknown(void) {
  size_t unknown = 0;
  for (size_t i = 0; i < styr_pattern_name_count(now.pattern); i++) {
    styr_name_kind kind = STYR_NAME_FAMILY;
    const char *name = styr_pattern_name(now.pattern, i, &kind);
    if (kind != STYR_NAME_TYPE || styr_vocab_find(now.map, "tie", name, NULL)) continue;
    bool reported = false;
    for (size_t k = 0; k < styr_query_unknown_count(now.query); k++) {
      styr_name_kind of = STYR_NAME_FAMILY;
      reported |= !strcmp(styr_query_unknown(now.query, k, &of), name) && of == STYR_NAME_TYPE;
    }
    if (!reported) wrong("type %s is unknown, and nothing says so", name);
    unknown++;
  }
  if (styr_query_unknown_count(now.query) != unknown) wrong("%zu unknown names, not %zu", styr_query_unknown_count(now.query), unknown);
  if (has_policy("unknown-type") && !unknown) wrong("has the tag unknown-type, and every type is known");
}

static void check_line(void) {
  size_t offset = 0;
  read_map();
  ck_ok(styr_graph_freeze(now.map, NULL, NULL, &now.graph, &error), error);
  if (styr_pattern_parse(now.pattern_text, NULL, &now.pattern, &offset, &error) != STYR_OK) wrong("%zu: %s", offset, error.message);
  if (styr_query_new(now.graph, now.pattern, NULL, &now.query, &error) != STYR_OK) wrong("%s", error.message);
  read_options();
  check_unknown();
  json_t *expected = json_object_get(now.json, "expected");
  const char *kind = string("kind");
  if (!strcmp(kind, "pairs")) check_pairs(expected);
  else if (!strcmp(kind, "paths")) check_paths(expected), check_count(now.count);
  else if (!strcmp(kind, "choice")) check_choice(expected), check_count(now.count);
  else if (!strcmp(kind, "count")) check_count((uint64_t)json_integer_value(expected));
  else if (!strcmp(kind, "infinite")) check_refused();
  else wrong("no kind %s", kind);
  styr_query_free(now.query);
  styr_pattern_free(now.pattern);
  styr_graph_free(now.graph);
  styr_map_free(now.map);
  now.query = NULL, now.pattern = NULL, now.graph = NULL, now.map = NULL;
}

static const char *const files[] = {"w3c", "tck", "papers"};
static const size_t lines_of[] = {54, 118, 129}, skipped_of[] = {7, 3, 0};

START_TEST(every_line_gives_its_answer) {
  char path[512];
  size_t lines = 0, skipped = 0;
  snprintf(path, sizeof path, CONFORMANCE("%s.jsonl"), files[_i]);
  FILE *in = fopen(path, "r");
  ck_assert_msg(in != NULL, "%s", path);
  for (json_error_t problem; (now.json = json_loadf(in, JSON_DISABLE_EOF_CHECK, &problem)) != NULL; json_decref(now.json)) {
    lines++;
    now.name = string("name");
    now.pattern_text = string("pattern");
    const char *why = has_policy("absent-constant")  ? "absent-constant: a node that is not in the map is an error here"
                      : has_policy("empty-interval") ? "empty-interval: {2,1} is refused"
                                                     : NULL;
    if (why) {
      printf("skipped %s (%s)\n", now.name, why);
      skipped++;
      if (has_policy("empty-interval")) {
        styr_pattern *none = NULL;
        ck_assert_int_eq(styr_pattern_parse(now.pattern_text, NULL, &none, NULL, &error), STYR_ERR_DATA);
        styr_error_clear(&error);
      }
    } else check_line();
  }
  fclose(in);
  printf("%s: %zu lines, %zu passed, %zu skipped\n", files[_i], lines, lines - skipped, skipped);
  fflush(stdout);
  ck_assert_uint_eq(lines, lines_of[_i]);
  ck_assert_uint_eq(skipped, skipped_of[_i]);
}
END_TEST

SUITE("conformance", tcase_add_loop_test(t, every_line_gives_its_answer, 0, 3);)

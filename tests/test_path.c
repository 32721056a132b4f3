/* SPDX-License-Identifier: MIT */
/* The path engine under load and with wrong calls: infinite answers, tight bounds, failing allocations, invalid patterns.
 * test_oracle.c and test_conformance.c test the meaning of patterns. Nothing is timed here, but alarm() ends a search that does not
 * end. */
#include "suite.h"

#include <pthread.h>
#include <unistd.h>

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))
#define PATIENCE    100 /* seconds */

static styr_error error;

/* ---- maps ---- */

static styr_map *new_map(void) {
  styr_map *map = NULL;
  alarm(PATIENCE);
  styr_error_clear(&error);
  ck_ok(styr_map_new(NULL, &map, &error), error);
  return map;
}

static styr_node actor(styr_map *map, unsigned number) {
  char id[16];
  styr_node n = {0};
  snprintf(id, sizeof id, "n%u", number);
  ck_ok(styr_map_add_actor(map, id, NULL, NULL, &n, &error), error);
  return n;
}

static void tie(styr_map *map, styr_node from, styr_node to, const char *type) {
  ck_ok(styr_map_add_tie(map, from, to, type, NULL, &error), error);
}

/* Every node has a tie to every other. */
static styr_map *complete(unsigned size) {
  styr_map *map = new_map();
  for (unsigned i = 0; i < size; i++) actor(map, i);
  for (unsigned i = 0; i < size; i++)
    for (unsigned k = 0; k < size; k++)
      if (i != k) tie(map, styr_map_actor(map, i), styr_map_actor(map, k), "a");
  return map;
}

static styr_map *ring(unsigned size) {
  styr_map *map = new_map();
  for (unsigned i = 0; i < size; i++) actor(map, i);
  for (unsigned i = 0; i < size; i++) tie(map, styr_map_actor(map, i), styr_map_actor(map, (i + 1) % size), "a");
  return map;
}

/* A chain of diamonds: node 3i leads to 3i+1 and 3i+2, and both to 3i+3. */
static styr_map *ladder(unsigned diamonds) {
  styr_map *map = new_map();
  for (unsigned i = 0; i <= 3 * diamonds; i++) actor(map, i);
  for (unsigned i = 0; i < diamonds; i++) {
    const styr_node a = styr_map_actor(map, 3 * i), b = styr_map_actor(map, 3 * i + 1), c = styr_map_actor(map, 3 * i + 2),
                    d = styr_map_actor(map, 3 * i + 3);
    tie(map, a, b, "a");
    tie(map, a, c, "a");
    tie(map, b, d, "a");
    tie(map, c, d, "a");
  }
  return map;
}

/* ---- an allocator that counts, and fails on request ---- */

typedef struct meter {
  size_t live, peak;
  long left; /* allocations until it fails; negative = never */
  long blocks;
} meter;

#define METER_INIT                                                                                                                         \
  { 0, 0, -1, 0 }

typedef union head {
  size_t size;
  max_align_t align;
} head;

static void *meter_reallocate(void *ctx, void *ptr, size_t size) {
  meter *m = ctx;
  head *h = ptr ? (head *)ptr - 1 : NULL;
  const size_t before = h ? h->size : 0;
  if (m->left == 0) return NULL;
  if (m->left > 0) m->left--;
  h = realloc(h, size + sizeof *h);
  if (!h) return NULL;
  m->blocks += !ptr;
  m->live += size - before;
  if (m->live > m->peak) m->peak = m->live;
  h->size = size;
  return h + 1;
}

static void *meter_allocate(void *ctx, size_t size) {
  return meter_reallocate(ctx, NULL, size);
}

static void meter_release(void *ctx, void *ptr) {
  meter *m = ctx;
  if (!ptr) return;
  head *h = (head *)ptr - 1;
  m->live -= h->size;
  m->blocks--;
  free(h);
}

static styr_allocator metered(meter *m) {
  return (styr_allocator){m, meter_allocate, meter_reallocate, meter_release};
}

/* ---- a query and its parts ---- */

typedef struct question {
  styr_map *map;
  styr_graph *graph;
  styr_pattern *pattern;
  styr_query *query;
  styr_path_options options;
  styr_node from, to;
} question;

/* Takes ownership of the map. */
static void ask(question *q, styr_map *map, const char *pattern, const styr_allocator *allocator) {
  memset(q, 0, sizeof *q);
  q->map = map;
  q->options = (styr_path_options)STYR_PATH_OPTIONS_INIT;
  ck_ok(styr_graph_freeze(map, NULL, NULL, &q->graph, &error), error);
  ck_ok(styr_pattern_parse(pattern, NULL, &q->pattern, NULL, &error), error);
  ck_ok(styr_query_new(q->graph, q->pattern, allocator, &q->query, &error), error);
}

static void from(question *q, unsigned number) {
  q->from = styr_map_actor(q->map, number);
  q->options.from = &q->from;
  q->options.from_count = 1;
}

static void to(question *q, unsigned number) {
  q->to = styr_map_actor(q->map, number);
  q->options.to = &q->to;
  q->options.to_count = 1;
}

static void dismiss(question *q) {
  styr_query_free(q->query);
  styr_pattern_free(q->pattern);
  styr_graph_free(q->graph);
  styr_map_free(q->map);
  alarm(0);
}

typedef struct harvest {
  styr_status status; /* the last one */
  const char *truncated;
  uint64_t paths, print;
  size_t longest;
} harvest;

static harvest pull(styr_query *query, const styr_path_options *options) {
  harvest h = {STYR_OK, NULL, 0, 14695981039346656037u, 0};
  styr_paths *paths = NULL;
  styr_path p;
  styr_error e = STYR_ERROR_INIT;
  h.status = styr_paths_open(query, options, &paths, &e);
  if (h.status != STYR_OK) return h;
  while ((h.status = styr_paths_next(paths, &p, &e)) == STYR_OK) {
    h.paths++;
    if (p.length > h.longest) h.longest = p.length;
    h.print = (h.print ^ p.from.ref) * 1099511628211u;
    for (size_t i = 0; i < p.length; i++) h.print = (h.print ^ (p.ties[i].index + 1)) * 1099511628211u;
  }
  if (h.status == STYR_TRUNCATED) h.truncated = styr_paths_truncated(paths);
  styr_paths_close(paths);
  return h;
}

#define ck_truncated(h, by)                                                                                                                \
  do {                                                                                                                                     \
    ck_assert_int_eq((h).status, STYR_TRUNCATED);                                                                                          \
    ck_assert_str_eq((h).truncated, by);                                                                                                   \
  } while (0)

static const char *counted(question *q) {
  static char text[40];
  styr_count count = {0, 0, false};
  ck_ok(styr_paths_count(q->query, &q->options, &count, NULL, &error), error);
  return count.overflow ? "overflow" : styr_count_format(count, text);
}

/* ---- infinite answers ---- */

START_TEST(first_paths_of_an_immense_answer_are_there) {
  static const styr_mode modes[] = {STYR_ACYCLIC, STYR_SIMPLE, STYR_TRAIL};
  question q;
  ask(&q, complete(12), "%*", NULL);
  q.options.mode = modes[_i];
  q.options.selector = STYR_ALL;
  from(&q, 3);
  styr_paths *paths = NULL;
  styr_path p;
  ck_ok(styr_paths_open(q.query, &q.options, &paths, &error), error);
  ck_ok(styr_paths_next(paths, &p, &error), error);
  ck_assert_uint_eq(p.length, 0);
  ck_ok(styr_paths_next(paths, &p, &error), error);
  ck_assert_uint_eq(p.length, 1);
  styr_paths_close(paths);
  q.options.limit = 1000;
  harvest h = pull(q.query, &q.options);
  ck_truncated(h, "limit");
  ck_assert_uint_eq(h.paths, 1000);
  to(&q, 7);
  h = pull(q.query, &q.options);
  ck_truncated(h, "limit");
  ck_assert_uint_eq(h.paths, 1000);
  q.options.limit = STYR_UNBOUNDED;
  q.options.max_steps = 5000;
  h = pull(q.query, &q.options);
  ck_truncated(h, "max-steps");
  ck_assert_uint_lt(h.paths, 5001);
  dismiss(&q);
}
END_TEST

START_TEST(paths_of_a_complete_map_are_counted_rightly) {
  question q;
  ask(&q, complete(7), "a*", NULL);
  q.options.selector = STYR_ALL;
  from(&q, 0);
  q.options.mode = STYR_ACYCLIC; /* 6!/6! + 6!/5! + … + 6!/0! */
  ck_assert_str_eq(counted(&q), "1957");
  ck_assert_uint_eq(pull(q.query, &q.options).paths, 1957);
  q.options.mode = STYR_SIMPLE; /* each of them but the first may also return to its first node */
  ck_assert_str_eq(counted(&q), "3913");
  q.options.mode = STYR_WALK;
  q.options.max_length = 5;
  styr_count count = {0, 0, false};
  const char *by = NULL;
  ck_assert_int_eq(styr_paths_count(q.query, &q.options, &count, &by, &error), STYR_TRUNCATED);
  ck_assert_str_eq(by, "max-length");
  ck_assert_uint_eq(count.low, 1 + 6 + 36 + 216 + 1296 + 7776);
  dismiss(&q);
}
END_TEST

START_TEST(walks_through_diamonds_are_counted_without_being_listed) {
  static const struct {
    unsigned diamonds;
    const char *count;
  } sizes[] = {{1, "2"},
               {64, "18446744073709551616"},
               {100, "1267650600228229401496703205376"},
               {127, "170141183460469231731687303715884105728"},
               {128, "overflow"},
               {400, "overflow"}};
  question q;
  for (int i = 0; i < COUNT(sizes); i++) {
    ask(&q, ladder(sizes[i].diamonds), i % 2 ? "a*" : "(a|a/a)*", NULL);
    from(&q, 0);
    to(&q, 3 * sizes[i].diamonds);
    ck_assert_str_eq(counted(&q), sizes[i].count);
    q.options.selector = STYR_ALL;
    q.options.max_length = 2 * sizes[i].diamonds;
    styr_count count = {0, 0, false};
    char text[40];
    ck_assert_int_ge(styr_paths_count(q.query, &q.options, &count, NULL, &error), STYR_OK);
    ck_assert_str_eq(count.overflow ? "overflow" : styr_count_format(count, text), sizes[i].count);
    if (count.overflow) ck_assert_str_eq(styr_count_format(count, text), "");
    dismiss(&q);
  }
}
END_TEST

/* NULL, the INIT macro and zeros mean the same; an empty list of nodes is not the same as no list. */
START_TEST(options_that_are_left_out_are_the_defaults) {
  static const styr_path_options zeroed, defaults = STYR_PATH_OPTIONS_INIT;
  styr_path_options none = STYR_PATH_OPTIONS_INIT, late = STYR_PATH_OPTIONS_INIT;
  none.from = &(styr_node){0, 0};
  late.version = 2;
  const styr_path_options *const given[] = {NULL, &zeroed, &defaults};
  question q;
  ask(&q, ladder(5), "a*", NULL);
  for (int i = 0; i < COUNT(given); i++) {
    styr_count count = {0, 0, false};
    uint64_t pairs = 0;
    ck_ok(styr_paths_count(q.query, given[i], &count, NULL, &error), error);
    ck_ok(styr_pairs_count(q.query, given[i], &pairs, NULL, &error), error);
    ck_assert_uint_eq(count.low, 16 + 114 + 114 + 114 + 104); /* no tie; end to end; to a middle; from a middle; middle to middle */
    ck_assert_uint_eq(pairs, 16 + 15 + 30 + 30 + 40);
  }
  uint64_t pairs = 1;
  ck_ok(styr_pairs_count(q.query, &none, &pairs, NULL, &error), error);
  ck_assert_uint_eq(pairs, 0);
  ck_assert_int_eq(styr_pairs_count(q.query, &late, &pairs, NULL, &error), STYR_ERR_ARG);
  ck_assert_ptr_nonnull(strstr(error.message, "version 2"));
  dismiss(&q);
}
END_TEST

START_TEST(a_node_of_another_map_is_refused) {
  styr_map *other = ladder(5);
  const styr_node foreign = styr_map_actor(other, 0);
  question q;
  ask(&q, ladder(5), "a*", NULL);
  q.options.from = &foreign;
  q.options.from_count = 1;
  uint64_t pairs = 7;
  ck_assert_int_eq(styr_pairs_count(q.query, &q.options, &pairs, NULL, &error), STYR_ERR_ARG);
  ck_assert_str_eq(error.message, "`from` is not of this map");
  ck_assert_uint_eq(pairs, 7);
  dismiss(&q);
  styr_map_free(other);
}
END_TEST

START_TEST(walks_through_diamonds_come_one_by_one) {
  static const styr_selector selectors[] = {STYR_ANY, STYR_ANY_SHORTEST, STYR_ALL_SHORTEST, STYR_SHORTEST, STYR_GROUPS};
  question q;
  ask(&q, ladder(400), "a*", NULL);
  from(&q, 0);
  to(&q, 1200);
  for (int i = 0; i < COUNT(selectors); i++) {
    q.options.selector = selectors[i];
    q.options.k = 300;
    q.options.limit = 200;
    const harvest h = pull(q.query, &q.options);
    ck_assert_uint_eq(h.longest, 800);
    ck_assert_uint_eq(h.paths, i < 2 ? 1 : 200);
    ck_assert_int_eq(h.status, i < 2 ? STYR_END : STYR_TRUNCATED);
  }
  dismiss(&q);
}
END_TEST

START_TEST(longer_walks_do_not_overflow_the_count_of_shortest_ones) {
  static const char *const patterns[] = {"a{,64}", "(a{7,8})*", "(a?){100}"};
  for (int i = 0; i < COUNT(patterns); i++) {
    styr_map *map = ring(1);
    for (int n = 0; n < 6; n++) tie(map, styr_map_actor(map, 0), styr_map_actor(map, 0), "a");
    question q;
    ask(&q, map, patterns[i], NULL);
    ck_assert_str_eq(counted(&q), "1");
    dismiss(&q);
  }
}
END_TEST

START_TEST(groups_of_walks_are_counted_without_being_listed) {
  question q;
  ask(&q, ladder(100), "a*", NULL);
  from(&q, 0);
  to(&q, 300);
  q.options.selector = STYR_GROUPS;
  for (q.options.k = 1; q.options.k < 4; q.options.k++) ck_assert_str_eq(counted(&q), "1267650600228229401496703205376");
  dismiss(&q);
}
END_TEST

static const styr_selector each_selector[] = {STYR_ANY, STYR_ANY_SHORTEST, STYR_ALL_SHORTEST, STYR_SHORTEST, STYR_GROUPS, STYR_ALL};

START_TEST(million_repetitions_on_a_ring) {
  question q;
  ask(&q, ring(7), "a{1000000}", NULL);
  ck_assert_uint_eq(styr_pattern_least(q.pattern), 1000000);
  from(&q, 0);
  q.options.selector = each_selector[_i];
  q.options.limit = 1;
  styr_paths *paths = NULL;
  styr_path p;
  ck_ok(styr_paths_open(q.query, &q.options, &paths, &error), error);
  ck_ok(styr_paths_next(paths, &p, &error), error);
  ck_assert_uint_eq(p.length, 1000000);
  ck_assert_uint_eq(p.to.ref, styr_map_actor(q.map, 1).ref);
  for (uint32_t s = 0; s < p.length; s++)
    if (p.ties[s].index != s % 7) ck_abort_msg("step %u", s);
  ck_assert_int_eq(styr_paths_next(paths, &p, &error), STYR_END); /* there is no other path, so the limit left nothing out */
  styr_paths_close(paths);
  q.options.mode = STYR_TRAIL;
  const harvest h = pull(q.query, &q.options);
  ck_assert_int_eq(h.status, STYR_END);
  ck_assert_uint_eq(h.paths, 0);
  uint64_t length = 0;
  to(&q, 1);
  ck_ok(styr_pairs_distance(q.query, &q.options, &length, NULL, &error), error);
  ck_assert_uint_eq(length, 1000000);
  dismiss(&q);
}
END_TEST

START_TEST(thirty_options_in_a_row) {
  static const char *const patterns[] = {"a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?/a?",
                                         "(a?){30}",
                                         "(a|a?|(a?)?){30}",
                                         "((((a?){2}){3}){5})",
                                         "a{,30}",
                                         "(a*)*/(a*)*/((a*)*)*"};
  question q;
  ask(&q, ring(40), patterns[_i], NULL);
  from(&q, 0);
  for (int mode = STYR_WALK; mode <= STYR_SIMPLE; mode++) {
    q.options.mode = (styr_mode)mode;
    q.options.selector = STYR_ALL;
    q.options.max_length = 30;
    const harvest h = pull(q.query, &q.options);
    ck_assert_uint_eq(h.paths, 31);
    q.options.selector = STYR_ALL_SHORTEST;
    ck_assert_uint_eq(pull(q.query, &q.options).paths, 31);
  }
  dismiss(&q);
  ask(&q, complete(12), patterns[_i], NULL);
  q.options.mode = STYR_ACYCLIC;
  q.options.selector = STYR_ALL;
  q.options.limit = 500;
  const harvest h = pull(q.query, &q.options);
  ck_truncated(h, "limit");
  ck_assert_uint_eq(h.paths, 500);
  dismiss(&q);
}
END_TEST

/* ---- bounds ---- */

static bool stop_at(void *ctx) {
  long *calls = ctx;
  return --*calls <= 0;
}

typedef struct effort {
  const char *what;
  int pairs; /* 0 paths, 1 pairs, 2 paths counted, 3 pairs counted, 4 distance */
  styr_mode mode;
  styr_selector selector;
  const char *pattern;
} effort;

static const effort efforts[] = {{"acyclic", 0, STYR_ACYCLIC, STYR_ALL, "a*"},
                                 {"trail", 0, STYR_TRAIL, STYR_ALL, "(a|^a)*"},
                                 {"simple shortest", 0, STYR_SIMPLE, STYR_ALL_SHORTEST, "a*"},
                                 {"acyclic groups", 0, STYR_ACYCLIC, STYR_GROUPS, "a*"},
                                 {"trail any", 0, STYR_TRAIL, STYR_ANY, "a*"},
                                 {"walk shortest", 0, STYR_WALK, STYR_ALL_SHORTEST, "a*"},
                                 {"walk any", 0, STYR_WALK, STYR_ANY, "(a/a)*"},
                                 {"walk k", 0, STYR_WALK, STYR_SHORTEST, "a*"},
                                 {"walk groups", 0, STYR_WALK, STYR_GROUPS, "(a|a/a)*"},
                                 {"walk all", 0, STYR_WALK, STYR_ALL, "a{,40}"},
                                 {"pairs", 1, STYR_WALK, STYR_ALL, "a*"},
                                 {"count", 2, STYR_WALK, STYR_ALL_SHORTEST, "a*"},
                                 {"count all", 2, STYR_WALK, STYR_ALL, "a{,40}"},
                                 {"count of pairs", 3, STYR_WALK, STYR_ALL, "(a|^a)*"},
                                 {"distance", 4, STYR_WALK, STYR_ALL, "a*"}};

static harvest exert(styr_query *query, const styr_path_options *options, int how) {
  harvest h = {STYR_OK, NULL, 0, 0, 0};
  styr_error e = STYR_ERROR_INIT;
  if (how == 0) return pull(query, options);
  if (how == 2) {
    styr_count count = {0, 0, false};
    h.status = styr_paths_count(query, options, &count, &h.truncated, &e);
    h.paths = count.low;
    if (h.status == STYR_OK) h.status = STYR_END;
    return h;
  }
  if (how == 3 || how == 4) {
    h.status = how == 3 ? styr_pairs_count(query, options, &h.paths, &h.truncated, &e)
                        : styr_pairs_distance(query, options, &h.paths, &h.truncated, &e);
    if (h.status == STYR_OK) h.status = STYR_END;
    return h;
  }
  styr_pairs *pairs = NULL;
  styr_node a, b;
  h.status = styr_pairs_open(query, options, &pairs, &e);
  if (h.status != STYR_OK) return h;
  while ((h.status = styr_pairs_next(pairs, &a, &b, &e)) == STYR_OK) {
    h.paths++;
    h.print = (h.print * 31 + a.ref) * 31 + b.ref;
  }
  h.truncated = styr_pairs_truncated(pairs);
  styr_pairs_close(pairs);
  return h;
}

/* A map on which every search takes long enough to be stopped: a long ladder, from its start. */
static void ask_effort(question *q, const effort *e, unsigned diamonds, const styr_allocator *allocator) {
  ask(q, ladder(diamonds), e->pattern, allocator);
  q->options.mode = e->mode;
  q->options.selector = e->selector;
  q->options.k = 5;
  if (!e->pairs) q->options.limit = 2000;
  if (e->pairs != 1 && e->pairs != 3) from(q, 0);
  if (e->pairs == 4) to(q, 3 * diamonds);
}

START_TEST(cancelling_stops_the_search) {
  const effort *e = &efforts[_i];
  for (unsigned threads = 1; threads <= 3; threads += 2) {
    question q;
    long calls = 3;
    ask_effort(&q, e, 2000, NULL);
    q.options.limit = STYR_UNBOUNDED;
    q.options.cancelled = stop_at;
    q.options.cancelled_ctx = &calls;
    q.options.threads = threads;
    harvest h = exert(q.query, &q.options, e->pairs);
    if (h.status != STYR_END || calls <= 0) { /* it can end before its third check */
      ck_assert_msg(h.status == STYR_TRUNCATED, "%s: %s", e->what, styr_status_name(h.status));
      ck_assert_str_eq(h.truncated, "cancelled");
      ck_assert_msg(calls == 0, "%s: asked %ld times again", e->what, -calls);
    }
    calls = 1; /* and at the first check */
    h = exert(q.query, &q.options, e->pairs);
    ck_assert_msg(calls == 1 ? h.status == STYR_END : h.status == STYR_TRUNCATED && calls == 0, "%s", e->what);
    dismiss(&q);
  }
}
END_TEST

START_TEST(steps_are_bounded) {
  const effort *e = &efforts[_i];
  question q;
  ask_effort(&q, e, 200, NULL);
  q.options.max_steps = 50;
  const harvest h = exert(q.query, &q.options, e->pairs);
  ck_assert_msg(h.status == STYR_TRUNCATED, "%s: %s", e->what, styr_status_name(h.status));
  ck_assert_str_eq(h.truncated, "max-steps");
  dismiss(&q);
}
END_TEST

/* With any budget the search stays close to it, reports that it was truncated, frees everything, and the query can be used again. */
START_TEST(memory_is_bounded) {
  static const uint64_t budgets[] = {1, 1000, 20000, 100000, 400000, 1600000};
  const effort *e = &efforts[_i];
  meter m = METER_INIT;
  const styr_allocator allocator = metered(&m);
  question q;
  unsigned cut = 0;
  ask_effort(&q, e, 3000, &allocator);
  const size_t before = m.live; /* the pattern bound to the graph */
  if (e->pairs == 1 || e->pairs == 3) q.options.limit = 100000, q.options.max_steps = 3000000;
  if (e->mode != STYR_WALK) q.options.max_steps = 300000;
  for (int i = 0; i < COUNT(budgets); i++) {
    m.peak = m.live;
    q.options.memory = budgets[i];
    const harvest h = exert(q.query, &q.options, e->pairs);
    const bool by_memory = h.status == STYR_TRUNCATED && !strcmp(h.truncated, "memory");
    cut += by_memory;
    ck_assert_msg(h.status >= 0, "%s: %s", e->what, styr_status_name(h.status));
    if (i == 0) ck_assert_msg(by_memory, "%s: one byte is enough", e->what);
    if (i > 1)
      ck_assert_msg(m.peak - before <= budgets[i] + budgets[i] / 10, "%s: takes %zu bytes (and %zu before), %llu allowed", e->what,
                    m.peak - before, before, (unsigned long long)budgets[i]);
  }
  ck_assert_uint_gt(cut, 0);
  q.options.memory = STYR_UNBOUNDED;
  const harvest again = exert(q.query, &q.options, e->pairs);
  question fresh;
  ask_effort(&fresh, e, 3000, NULL);
  fresh.options.limit = q.options.limit;
  fresh.options.max_steps = q.options.max_steps;
  const harvest first = exert(fresh.query, &fresh.options, e->pairs);
  ck_assert_int_eq(again.status, first.status);
  ck_assert_uint_eq(again.paths, first.paths);
  ck_assert_uint_eq(again.print, first.print);
  dismiss(&fresh);
  styr_query_free(q.query);
  q.query = NULL;
  ck_assert_int_eq(m.blocks, 0);
  ck_assert_uint_eq(m.live, 0);
  dismiss(&q);
}
END_TEST

/* ---- failing allocations ---- */

START_TEST(every_allocation_may_fail) {
  const effort *e = &efforts[_i];
  question q;
  ask_effort(&q, e, 6, NULL);
  if (e->selector == STYR_ALL && !e->pairs) q.options.limit = 300;
  const harvest whole = exert(q.query, &q.options, e->pairs);
  ck_assert_int_ge(whole.status, 0);
  bool done = false;
  for (long at = 0; !done; at++) {
    meter m = METER_INIT;
    const styr_allocator allocator = metered(&m);
    styr_query *query = NULL;
    m.left = at;
    styr_error_clear(&error);
    const styr_status made = styr_query_new(q.graph, q.pattern, &allocator, &query, &error);
    if (made != STYR_OK) {
      ck_assert_msg(made == STYR_ERR_NOMEM && !query && error.status == STYR_ERR_NOMEM, "%s: allocation %ld", e->what, at);
    } else {
      harvest h = exert(query, &q.options, e->pairs);
      done = h.status == whole.status;
      if (!done) {
        ck_assert_msg(h.status == STYR_ERR_NOMEM, "%s: allocation %ld: %s", e->what, at, styr_status_name(h.status));
        m.left = -1; /* allocations succeed again */
        h = exert(query, &q.options, e->pairs);
        ck_assert_msg(h.status == whole.status, "%s: allocation %ld: %s afterwards", e->what, at, styr_status_name(h.status));
      }
      ck_assert_msg(h.paths == whole.paths && h.print == whole.print, "%s: allocation %ld: another answer%s", e->what, at,
                    done ? "" : " afterwards");
    }
    styr_query_free(query);
    ck_assert_msg(m.blocks == 0, "%s: allocation %ld: %ld blocks are left", e->what, at, m.blocks);
    ck_assert_int_lt(at, 5000);
  }
  dismiss(&q);
}
END_TEST

START_TEST(parsing_without_memory_says_so) {
  static const char *const patterns[] = {"a", "a/[kind='odd one',level>=local]/^(b|c)*/!(a|^'d e'){2,3}/@rule/up?", "a{2,1}"};
  for (int i = 0; i < COUNT(patterns); i++)
    for (long at = 0;; at++) {
      meter m = METER_INIT;
      const styr_allocator allocator = metered(&m);
      styr_pattern *p = NULL;
      m.left = at;
      styr_error_clear(&error);
      const styr_status status = styr_pattern_parse(patterns[i], &allocator, &p, NULL, &error);
      ck_assert(status == STYR_OK ? p != NULL : !p && error.status == status);
      styr_pattern_free(p);
      ck_assert_int_eq(m.blocks, 0);
      if (status != STYR_ERR_NOMEM) {
        ck_assert_int_eq(status, i == 2 ? STYR_ERR_DATA : STYR_OK);
        break;
      }
      ck_assert_int_lt(at, 500);
    }
}
END_TEST

/* ---- invalid patterns ---- */

static const struct {
  const char *text;
  styr_status status;
  size_t offset;
  const char *part;
} wrong_patterns[] = {{"", STYR_ERR_DATA, 0, "expected"},
                      {"  ", STYR_ERR_DATA, 2, "the end"},
                      {"a/", STYR_ERR_DATA, 2, "the end"},
                      {"/a", STYR_ERR_DATA, 0, "\"/\""},
                      {"a|", STYR_ERR_DATA, 2, "the end"},
                      {"a||b", STYR_ERR_DATA, 2, "\"|\""},
                      {"a**", STYR_ERR_DATA, 2, "parentheses"},
                      {"a*+", STYR_ERR_DATA, 2, "parentheses"},
                      {"a?*", STYR_ERR_DATA, 2, "parentheses"},
                      {"a{2}{3}", STYR_ERR_DATA, 4, "parentheses"},
                      {"(a)+ ?", STYR_ERR_DATA, 5, "parentheses"},
                      {"^^a", STYR_ERR_DATA, 1, "parentheses"},
                      {"^", STYR_ERR_DATA, 1, "the end"},
                      {"!()", STYR_ERR_DATA, 2, "tie type"},
                      {"!", STYR_ERR_DATA, 1, "tie type"},
                      {"!(a|)", STYR_ERR_DATA, 4, "tie type"},
                      {"!(a", STYR_ERR_DATA, 3, "the end"},
                      {"!(a/b)", STYR_ERR_DATA, 3, "\"/\""},
                      {"!(^^a)", STYR_ERR_DATA, 3, "\"^\""},
                      {"!!a", STYR_ERR_DATA, 1, "\"!\""},
                      {"!up", STYR_ERR_DATA, 1, "up"},
                      {"!(a|down)", STYR_ERR_DATA, 4, "down"},
                      {"!%", STYR_ERR_DATA, 1, "%"},
                      {"!(@rule)", STYR_ERR_DATA, 2, "@"},
                      {"!(a[amount>1])", STYR_ERR_DATA, 3, "["},
                      {"a{2,1}", STYR_ERR_DATA, 2, "greater"},
                      {"a/b{10,9}", STYR_ERR_DATA, 4, "greater"},
                      {"a{", STYR_ERR_DATA, 2, "number"},
                      {"a{}", STYR_ERR_DATA, 2, "number"},
                      {"a{,}", STYR_ERR_DATA, 3, "number"},
                      {"a{x}", STYR_ERR_DATA, 2, "number"},
                      {"a{-1}", STYR_ERR_DATA, 2, "number"},
                      {"a{2", STYR_ERR_DATA, 3, "}"},
                      {"a{2,3", STYR_ERR_DATA, 5, "}"},
                      {"a{99999999999999999999}", STYR_ERR_LIMIT, 2, "too large"},
                      {"a{4294967296}", STYR_ERR_LIMIT, 2, "too large"},
                      {"a{1,18446744073709551617}", STYR_ERR_LIMIT, 4, "too large"},
                      {"(a{100000}){100000}", STYR_ERR_LIMIT, 0, "too large"},
                      {"(a", STYR_ERR_DATA, 2, ")"},
                      {"a)", STYR_ERR_DATA, 1, "\")\""},
                      {"()", STYR_ERR_DATA, 1, "\")\""},
                      {"a b", STYR_ERR_DATA, 2, "\"b\""},
                      {"a\xC3\xA5", STYR_ERR_DATA, 1, "\xC3\xA5"},
                      {"\xC3\xA5", STYR_ERR_DATA, 0, "\xC3\xA5"},
                      {"a\xFF", STYR_ERR_DATA, 1, "expected"},
                      {"a\xC3", STYR_ERR_DATA, 1, "expected"},
                      {"9a", STYR_ERR_DATA, 0, "9"},
                      {"'a", STYR_ERR_DATA, 0, "quote"},
                      {"''", STYR_ERR_DATA, 0, "empty"},
                      {"a]", STYR_ERR_DATA, 1, "\"]\""},
                      {"a[", STYR_ERR_DATA, 2, "column"},
                      {"a[]", STYR_ERR_DATA, 2, "column"},
                      {"a[amount]", STYR_ERR_DATA, 8, "comparison"},
                      {"a[amount>]", STYR_ERR_DATA, 9, "value"},
                      {"a[amount=>1]", STYR_ERR_DATA, 9, "value"},
                      {"a[amount>=1", STYR_ERR_DATA, 11, "]"},
                      {"a[amount>=1,]", STYR_ERR_DATA, 12, "column"},
                      {"(a)[amount>1]", STYR_ERR_DATA, 3, "group"},
                      {"a*[amount>1]", STYR_ERR_DATA, 2, "repetition"},
                      {"[kind=x]*", STYR_ERR_DATA, 8, "node test"},
                      {"@", STYR_ERR_DATA, 1, "family"},
                      {"@%", STYR_ERR_DATA, 1, "family"},
                      {"%%", STYR_ERR_DATA, 1, "\"%\""}};

static bool is_utf8(const char *text) {
  for (const unsigned char *c = (const unsigned char *)text; *c;) {
    const int more = *c < 0x80 ? 0 : *c >= 0xC2 && *c < 0xE0 ? 1 : *c >= 0xE0 && *c < 0xF0 ? 2 : *c >= 0xF0 && *c < 0xF5 ? 3 : -1;
    if (more < 0) return false;
    c++;
    for (int i = 0; i < more; i++, c++)
      if ((*c & 0xC0) != 0x80) return false;
  }
  return true;
}

START_TEST(wrong_pattern_is_refused_where_it_is_wrong) {
  styr_pattern *p = NULL;
  size_t offset = SIZE_MAX;
  styr_error_clear(&error);
  const styr_status status = styr_pattern_parse(wrong_patterns[_i].text, NULL, &p, &offset, &error);
  ck_assert_msg(status == wrong_patterns[_i].status, "`%s`: %s", wrong_patterns[_i].text, styr_status_name(status));
  ck_assert_ptr_null(p);
  ck_assert_msg(offset == wrong_patterns[_i].offset, "`%s`: offset %zu", wrong_patterns[_i].text, offset);
  ck_assert_msg(strstr(error.message, wrong_patterns[_i].part) != NULL, "`%s`: %s", wrong_patterns[_i].text, error.message);
  ck_assert_int_eq(error.status, status);
  ck_assert(is_utf8(error.message));
  ck_assert_int_eq(styr_pattern_parse(wrong_patterns[_i].text, NULL, &p, NULL, NULL), status);
}
END_TEST

static const struct {
  const char *text;
  uint64_t least, most;
} right_patterns[] = {{"a{0}", 0, 0},
                      {"a{0,0}", 0, 0},
                      {"a{,3}", 0, 3},
                      {"a{2,}", 2, UINT64_MAX},
                      {" a { 2 , 4 } ", 2, 4},
                      {"(a{0})*", 0, 0},
                      {"([kind=x])*", 0, 0},
                      {"(a*)*", 0, UINT64_MAX},
                      {"(a?){3}", 0, 3},
                      {"^a*", 0, UINT64_MAX},
                      {"^(^a)", 1, 1},
                      {"(a|b/c)/d+", 2, UINT64_MAX},
                      {"((a{10}){10}){10}", 1000, 1000},
                      {"a{2}|b{5,7}", 2, 7},
                      {"'up'/'it''s'", 2, 2},
                      {"!(a|^b)*", 0, UINT64_MAX},
                      {"!^a", 1, 1},
                      {"a\t/\n b", 2, 2},
                      {"[kind=ministry]", 0, 0},
                      {"a[amount>=1000000,start>=2019]*", 0, UINT64_MAX},
                      {"@rule/^@text/up/^down/%", 5, 5}};

START_TEST(lengths_of_a_pattern_are_known) {
  styr_pattern *p = NULL;
  ck_ok(styr_pattern_parse(right_patterns[_i].text, NULL, &p, NULL, &error), error);
  ck_assert_uint_eq(styr_pattern_least(p), right_patterns[_i].least);
  ck_assert_uint_eq(styr_pattern_most(p), right_patterns[_i].most);
  styr_pattern_free(p);
}
END_TEST

START_TEST(names_of_a_pattern_are_listed_once) {
  static const char *const names[] = {"a", "odd name", "rule", "b"};
  styr_pattern *p = NULL;
  ck_ok(styr_pattern_parse("a/'odd name'/@rule/a*/!(b|^a)/up/%/@rule/'a'", NULL, &p, NULL, &error), error);
  ck_assert_uint_eq(styr_pattern_name_count(p), 4);
  for (int i = 0; i < 4; i++) {
    styr_name_kind kind;
    bool there = false;
    for (size_t k = 0; k < 4; k++) there |= !strcmp(styr_pattern_name(p, k, &kind), names[i]) && (kind == STYR_NAME_FAMILY) == (i == 2);
    ck_assert_msg(there, "%s", names[i]);
  }
  styr_pattern_free(p);
}
END_TEST

/* `open` repeated `depth` times, then `a`, then `close` as often. */
static styr_status nested(const char *open, const char *close, size_t depth, size_t *offset) {
  const size_t a = strlen(open), b = strlen(close);
  char *text = malloc(depth * (a + b) + 2), *at = text;
  ck_assert_ptr_nonnull(text);
  for (size_t i = 0; i < depth; i++, at += a) memcpy(at, open, a);
  *at++ = 'a';
  for (size_t i = 0; i < depth; i++, at += b) memcpy(at, close, b);
  *at = 0;
  styr_pattern *p = NULL;
  const styr_status status = styr_pattern_parse(text, NULL, &p, offset, &error);
  ck_assert((status == STYR_OK) == (p != NULL));
  if (p) { /* a pattern that was parsed can also be used */
    question q;
    ask(&q, ring(3), "a", NULL);
    styr_query *query = NULL;
    ck_ok(styr_query_new(q.graph, p, NULL, &query, &error), error);
    ck_assert_uint_gt(pull(query, &q.options).paths, 0);
    styr_query_free(query);
    dismiss(&q);
  }
  styr_pattern_free(p);
  free(text);
  return status;
}

START_TEST(depth_and_size_are_limited) {
  static const struct {
    const char *open, *close;
  } nests[] = {{"(", ")"}, {"^(", ")"}, {"(a|", ")"}, {"(", ")*"}, {"(b|", ")?"}, {"(a/", "/a)"}};
  for (int i = 0; i < COUNT(nests); i++) {
    size_t offset = 0;
    ck_assert_int_eq(nested(nests[i].open, nests[i].close, 50, &offset), STYR_OK);
    ck_assert_int_eq(nested(nests[i].open, nests[i].close, 100000, &offset), STYR_ERR_LIMIT);
    ck_assert_uint_gt(offset, 100);
    ck_assert_uint_lt(offset, 10000);
  }
  size_t offset = 0;
  ck_assert_int_eq(nested("a/", "", 10000, &offset), STYR_OK);
  ck_assert_int_eq(nested("a|", "", 10000, &offset), STYR_OK);
  ck_assert_int_eq(nested("a/", "", 20000000, &offset), STYR_ERR_LIMIT);
  ck_assert_int_eq(nested("                ", "", 5000000, &offset), STYR_ERR_LIMIT);
}
END_TEST

START_TEST(pattern_may_grow_to_its_limit_and_no_further) {
  question q;
  ask(&q, ring(7), "a", NULL);
  static const struct {
    const char *pattern;
    bool large;
  } sizes[] = {{"a{1000000}", false}, {"(a/a){2097153}", true}, {"((a{1000}){1000}){5}", true}, {"(a|b){4194304}", true}};
  for (int i = 0; i < COUNT(sizes); i++) {
    styr_pattern *p = NULL;
    styr_query *query = NULL;
    styr_error_clear(&error);
    styr_status status = styr_pattern_parse(sizes[i].pattern, NULL, &p, NULL, &error);
    if (status == STYR_OK) status = styr_query_new(q.graph, p, NULL, &query, &error);
    ck_assert_msg(status == (sizes[i].large ? STYR_ERR_LIMIT : STYR_OK), "%s: %s", sizes[i].pattern, styr_status_name(status));
    styr_query_free(query);
    styr_pattern_free(p);
  }
  dismiss(&q);
}
END_TEST

START_TEST(test_of_a_column_that_is_not_there_is_refused) {
  static const char *const patterns[] = {"a[nothing=1]",     "[nothing=1]",      "a[amount>=much]", "a[start>=201x]",
                                         "[level>=nowhere]", "a[start=2019-13]", "[amount>1]/a",    "a[level=local]"};
  question q;
  ask(&q, ring(3), "a", NULL);
  for (int i = 0; i < COUNT(patterns); i++) {
    styr_pattern *p = NULL;
    styr_query *query = NULL;
    styr_error_clear(&error);
    ck_ok(styr_pattern_parse(patterns[i], NULL, &p, NULL, &error), error);
    ck_assert_msg(styr_query_new(q.graph, p, NULL, &query, &error) == STYR_ERR_DATA, "%s", patterns[i]);
    ck_assert_ptr_null(query);
    ck_assert_uint_gt(strlen(error.message), 0);
    styr_pattern_free(p);
  }
  dismiss(&q);
}
END_TEST

/* ---- wrong calls ---- */

START_TEST(options_that_make_no_sense_are_refused) {
  question q;
  ask(&q, ring(3), "a*", NULL);
  styr_paths *paths = NULL, *other = NULL;
  styr_pairs *pairs = NULL;
  styr_count count;
  uint64_t length;
  q.options.selector = STYR_ALL;
  ck_assert_int_eq(styr_paths_open(q.query, &q.options, &paths, &error), STYR_ERR_ARG);
  ck_assert_ptr_nonnull(strstr(error.message, "length"));
  ck_assert_int_eq(styr_paths_count(q.query, &q.options, &count, NULL, &error), STYR_ERR_ARG);
  q.options.selector = STYR_SHORTEST;
  q.options.k = 0;
  ck_assert_int_eq(styr_paths_open(q.query, &q.options, &paths, &error), STYR_ERR_ARG);
  q.options.selector = STYR_GROUPS;
  ck_assert_int_eq(styr_paths_open(q.query, &q.options, &paths, &error), STYR_ERR_ARG);
  q.options = (styr_path_options)STYR_PATH_OPTIONS_INIT;
  ck_assert_int_eq(styr_pairs_distance(q.query, &q.options, &length, NULL, &error), STYR_ERR_ARG);
  ck_ok(styr_paths_open(q.query, &q.options, &paths, &error), error);
  ck_assert_int_eq(styr_paths_open(q.query, &q.options, &other, &error), STYR_ERR_ARG);
  ck_assert_int_eq(styr_pairs_open(q.query, &q.options, &pairs, &error), STYR_ERR_ARG);
  ck_assert(!other && !pairs);
  styr_paths_close(paths);
  ck_ok(styr_pairs_open(q.query, &q.options, &pairs, &error), error);
  ck_assert_int_eq(styr_paths_open(q.query, &q.options, &other, &error), STYR_ERR_ARG);
  styr_pairs_close(pairs);
  ck_ok(styr_paths_open(q.query, &q.options, &other, &error), error);
  styr_paths_close(other);
  styr_paths_close(NULL);
  styr_pairs_close(NULL);
  styr_query_free(NULL);
  styr_pattern_free(NULL);
  dismiss(&q);
}
END_TEST

START_TEST(modes_and_selectors_have_names) {
  static const char *const names[] = {"any", "any-shortest", "all-shortest", "shortest=3", "groups=4294967296", "all"};
  static const char *const wrong[] = {"",         "shortest", "shortest=",   "shortest=0", "groups=-1",
                                      "groups=x", "All",      "any-longest", "all ",       "shortest=18446744073709551616"};
  for (int i = 0; i < 4; i++) {
    styr_mode mode = STYR_WALK;
    ck_assert(styr_mode_parse(styr_mode_name((styr_mode)i), &mode));
    ck_assert_int_eq(mode, i);
  }
  for (int i = 0; i < COUNT(names); i++) {
    styr_selector selector = STYR_ANY;
    uint64_t k = 1;
    ck_assert(styr_selector_parse(names[i], &selector, &k));
    ck_assert_int_eq(selector, i);
    if (i == 3) ck_assert_uint_eq(k, 3);
    if (i == 4) ck_assert_uint_eq(k, UINT64_C(4294967296));
  }
  for (int i = 0; i < COUNT(wrong); i++) {
    styr_selector selector;
    styr_mode mode;
    uint64_t k;
    ck_assert_msg(!styr_selector_parse(wrong[i], &selector, &k), "%s", wrong[i]);
    ck_assert(!styr_mode_parse(wrong[i], &mode));
  }
}
END_TEST

START_TEST(path_is_as_good_as_its_claims) {
  styr_map *map = ring(4);
  static const char *const claims[][4] = {{"tie:t1", "s1", "supports", "assumed"},
                                          {"tie:t1", "s2", "supports", "stated"},
                                          {"tie:t2", "s1", "supports", "inferred"},
                                          {"tie:t3", "s2", "disputes", "stated"},
                                          {"tie:t3", "s1", "supports", "observed"}};
  for (int i = 1; i < 3; i++) {
    const char *id = i == 1 ? "s1" : "s2";
    const styr_field source[] = {{"id", id}};
    ck_ok(styr_map_add(map, STYR_SOURCES, source, 1, NULL, NULL, &error), error);
  }
  for (int i = 0; i < COUNT(claims); i++) {
    const styr_field c[] = {{"about", claims[i][0]}, {"source", claims[i][1]}, {"stance", claims[i][2]}, {"grade", claims[i][3]}};
    ck_ok(styr_map_add(map, STYR_CLAIMS, c, 4, NULL, NULL, &error), error);
  }
  static const struct {
    const char *pattern;
    styr_grade min, weakest;
    const char *source;
  } cases[] = {{"a", STYR_GRADE_NONE, STYR_GRADE_STATED, "s1"},       {"a/a", STYR_GRADE_NONE, STYR_GRADE_INFERRED, "s1"},
               {"a/a/a", STYR_GRADE_NONE, STYR_GRADE_INFERRED, "s1"}, {"a/a/a/a", STYR_GRADE_NONE, STYR_GRADE_NONE, ""},
               {"a{0}", STYR_GRADE_NONE, STYR_GRADE_NONE, ""},        {"a", STYR_GRADE_STATED, STYR_GRADE_STATED, "s2"},
               {"a/a", STYR_GRADE_INFERRED, STYR_GRADE_INFERRED, ""}, {"a/a/a", STYR_GRADE_STATED, STYR_GRADE_NONE, ""}};
  question q;
  ask(&q, map, "a", NULL);
  from(&q, 0);
  for (int i = 0; i < COUNT(cases); i++) {
    styr_pattern *p = NULL;
    styr_query *query = NULL;
    styr_paths *paths = NULL;
    styr_path path;
    styr_filter filter = STYR_FILTER_INIT;
    filter.min_grade = cases[i].min;
    ck_ok(styr_pattern_parse(cases[i].pattern, NULL, &p, NULL, &error), error);
    ck_ok(styr_query_new(q.graph, p, NULL, &query, &error), error);
    ck_ok(styr_paths_open(query, &q.options, &paths, &error), error);
    ck_ok(styr_paths_next(paths, &path, &error), error);
    const styr_path_evidence e = styr_path_weigh(map, &path, cases[i].min ? &filter : NULL);
    ck_assert_msg(e.weakest == cases[i].weakest, "%d: %s", i, styr_grade_name(e.weakest));
    ck_assert_msg(e.one_source == (*cases[i].source != 0), "%d", i);
    ck_assert_str_eq(e.source, cases[i].source);
    styr_paths_close(paths);
    styr_query_free(query);
    styr_pattern_free(p);
  }
  dismiss(&q);
}
END_TEST

/* ---- threads ---- */

typedef struct reader {
  const styr_graph *graph;
  const styr_pattern *pattern;
  styr_mode mode;
  harvest paths, pairs;
  bool good;
} reader;

static void *read_graph(void *ctx) {
  reader *r = ctx;
  r->good = true;
  for (int round = 0; round < 5; round++) {
    styr_query *query = NULL;
    if (styr_query_new(r->graph, r->pattern, NULL, &query, NULL) != STYR_OK) r->good = false;
    styr_path_options o = STYR_PATH_OPTIONS_INIT;
    o.mode = r->mode;
    o.selector = STYR_ALL;
    o.limit = 3000;
    const harvest paths = pull(query, &o), pairs = exert(query, &o, 1);
    if (round && (paths.print != r->paths.print || pairs.print != r->pairs.print)) r->good = false;
    r->paths = paths, r->pairs = pairs;
    styr_query_free(query);
  }
  return NULL;
}

START_TEST(two_threads_read_one_graph) {
  question q;
  ask(&q, complete(9), "(a|^a)*", NULL);
  reader readers[3] = {{.mode = STYR_TRAIL}, {.mode = STYR_TRAIL}, {.mode = STYR_TRAIL}};
  pthread_t threads[2];
  for (int i = 0; i < 3; i++) readers[i].graph = q.graph, readers[i].pattern = q.pattern;
  for (int i = 0; i < 2; i++) ck_assert_int_eq(pthread_create(&threads[i], NULL, read_graph, &readers[i]), 0);
  for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
  read_graph(&readers[2]);
  for (int i = 0; i < 3; i++) {
    ck_assert(readers[i].good);
    ck_assert_uint_eq(readers[i].paths.paths, 3000);
    ck_assert_uint_eq(readers[i].pairs.paths, 81);
    ck_assert_uint_eq(readers[i].paths.print, readers[2].paths.print);
    ck_assert_uint_eq(readers[i].pairs.print, readers[2].pairs.print);
  }
  dismiss(&q);
}
END_TEST

/* The search for paths beyond the length bound, from the first node, stops within a level of the backward search, because of a hub
 * before the last node. The incomplete distances must not exclude paths from the second node. */
START_TEST(distances_that_were_cut_short_prune_nothing) {
  enum { leaves = 60000, dead_ends = 1000 };
  styr_map *map = new_map();
  const styr_node first = actor(map, 0), second = actor(map, 1), last = actor(map, 2), hub = actor(map, 3);
  styr_node before = first;
  for (unsigned i = 0; i < 6; i++) { /* long enough to be cut by the bound */
    const styr_node next = actor(map, 10 + i);
    tie(map, before, next, "a");
    before = next;
  }
  for (unsigned i = 0; i < dead_ends; i++) tie(map, second, actor(map, 100 + i), "a");
  for (unsigned i = 0; i < leaves; i++) {
    const styr_node leaf = actor(map, 10000 + i);
    tie(map, leaf, hub, "a");
    if (i == leaves - 1) tie(map, second, leaf, "a");
  }
  tie(map, hub, last, "a");
  question q;
  ask(&q, map, "a+", NULL);
  const styr_node from_both[] = {first, second};
  q.options.from = from_both;
  q.options.from_count = 2;
  q.options.to = &last;
  q.options.to_count = 1;
  q.options.mode = STYR_TRAIL;
  q.options.selector = STYR_ALL;
  q.options.max_length = 3;
  const harvest got = pull(q.query, &q.options);
  ck_assert_uint_eq(got.paths, 1);
  dismiss(&q);
}
END_TEST

/* A small budget after a search without a budget: memory that the query kept is freed, not counted against the budget. */
START_TEST(kept_memory_does_not_count_against_a_later_budget) {
  question q;
  ask(&q, ladder(3000), "a*", NULL);
  from(&q, 0);
  q.options.selector = STYR_ANY;
  ck_assert_int_eq(pull(q.query, &q.options).status, STYR_END);
  q.options.memory = 40000;
  q.options.max_length = 4;
  q.options.limit = 3;
  ck_assert_uint_eq(pull(q.query, &q.options).paths, 3);
  for (int small = 0; small < 2; small++) { /* the other searches, with much memory kept and then little allowed */
    uint64_t pairs = 0, length = 0;
    q.options = (styr_path_options)STYR_PATH_OPTIONS_INIT;
    from(&q, small ? 8990 : 0);
    if (small) q.options.memory = 100000;
    ck_ok(styr_pairs_count(q.query, &q.options, &pairs, NULL, &error), error);
    ck_assert_uint_eq(pairs, small ? 11 : 9001);
    to(&q, 9000);
    ck_ok(styr_pairs_distance(q.query, &q.options, &length, NULL, &error), error);
    ck_assert_uint_eq(length, small ? 7 : 6000);
    ck_assert_str_eq(counted(&q), small ? "8" : "overflow");
  }
  dismiss(&q);
}
END_TEST

typedef struct said_count {
  styr_count count;
  const char *truncated;
  styr_format format;
  const char *lang, *text;
} said_count;
static const said_count said_counts[] = {
    {{0, 7, false}, NULL, STYR_FORMAT_TEXT, NULL, "7\n"},
    {{1, 0, false}, "limit", STYR_FORMAT_TEXT, "da", "18446744073709551616, afkortet af limit\n"},
    {{0, 0, true}, NULL, STYR_FORMAT_TEXT, "da", "flere end 340282366920938463463374607431768211455\n"},
    {{0, 0, true}, "memory", STYR_FORMAT_TEXT, "xx", "more than 340282366920938463463374607431768211455, cut short by memory\n"},
    {{0, 7, false}, "limit", STYR_FORMAT_JSON, "da", "{\"count\":\"7\",\"truncated\":\"limit\"}\n"},
    {{0, 0, true}, NULL, STYR_FORMAT_JSON, NULL, "{\"count\":null,\"overflow\":true}\n"}};

START_TEST(counts_are_written_alone) {
  const said_count *c = &said_counts[_i];
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  ck_ok(styr_count_write(&c->count, c->truncated, c->format, c->lang, &sink, &error), error);
  ck_assert_str_eq(b.bytes, c->text);
  ck_assert_int_eq(styr_count_write(&c->count, c->truncated, STYR_FORMAT_CSV, c->lang, &sink, NULL), STYR_ERR_ARG);
  b.limit = b.size;
  ck_assert_int_eq(styr_count_write(&c->count, c->truncated, c->format, c->lang, &sink, NULL), STYR_ERR_IO);
  styr_buffer_free(&b);
}
END_TEST

static const char *const said_patterns[][3] = {
    {"funds", "matches paths of 1 tie\ntie types: funds\n", "passer p\xC3\xA5 veje med 1 forbindelse\nforbindelsestyper: funds\n"},
    {"funds?", "matches paths of 0 to 1 ties\ntie types: funds\n",
     "passer p\xC3\xA5 veje med 0 til 1 forbindelser\nforbindelsestyper: funds\n"},
    {"a/b", "matches paths of 2 ties\ntie types: a, b\n", "passer p\xC3\xA5 veje med 2 forbindelser\nforbindelsestyper: a, b\n"},
    {"@rule+", "matches paths of 1 or more ties\nfamilies: rule\n",
     "passer p\xC3\xA5 veje med 1 eller flere forbindelser\nfamilier: rule\n"}};

START_TEST(patterns_are_described_in_each_language) {
  styr_pattern *pattern = NULL;
  ck_ok(styr_pattern_parse(said_patterns[_i][0], NULL, &pattern, NULL, &error), error);
  for (int k = 0; k < 2; k++) {
    styr_buffer b = STYR_BUFFER_INIT;
    const styr_sink sink = styr_buffer_sink(&b);
    ck_ok(styr_pattern_write(pattern, STYR_FORMAT_TEXT, k ? "da-DK" : NULL, &sink, &error), error);
    ck_assert_str_eq(b.bytes, said_patterns[_i][k + 1]);
    ck_assert_int_eq(styr_pattern_write(pattern, STYR_FORMAT_CSV, NULL, &sink, NULL), STYR_ERR_ARG);
    b.limit = b.size;
    ck_assert_int_eq(styr_pattern_write(pattern, STYR_FORMAT_JSON, NULL, &sink, NULL), STYR_ERR_IO);
    styr_buffer_free(&b);
  }
  styr_pattern_free(pattern);
}
END_TEST

static void add_all(TCase *t) {
  tcase_add_loop_test(t, counts_are_written_alone, 0, COUNT(said_counts));
  tcase_add_loop_test(t, patterns_are_described_in_each_language, 0, COUNT(said_patterns));
  tcase_add_loop_test(t, first_paths_of_an_immense_answer_are_there, 0, 3);
  tcase_add_test(t, paths_of_a_complete_map_are_counted_rightly);
  tcase_add_test(t, walks_through_diamonds_are_counted_without_being_listed);
  tcase_add_test(t, walks_through_diamonds_come_one_by_one);
  tcase_add_test(t, options_that_are_left_out_are_the_defaults);
  tcase_add_test(t, a_node_of_another_map_is_refused);
  tcase_add_test(t, longer_walks_do_not_overflow_the_count_of_shortest_ones);
  tcase_add_loop_test(t, thirty_options_in_a_row, 0, 6);
  tcase_add_loop_test(t, cancelling_stops_the_search, 0, COUNT(efforts));
  tcase_add_loop_test(t, steps_are_bounded, 0, COUNT(efforts));
  tcase_add_loop_test(t, memory_is_bounded, 0, COUNT(efforts));
  tcase_add_loop_test(t, every_allocation_may_fail, 0, COUNT(efforts));
  tcase_add_test(t, parsing_without_memory_says_so);
  tcase_add_loop_test(t, wrong_pattern_is_refused_where_it_is_wrong, 0, COUNT(wrong_patterns));
  tcase_add_loop_test(t, lengths_of_a_pattern_are_known, 0, COUNT(right_patterns));
  tcase_add_test(t, names_of_a_pattern_are_listed_once);
  tcase_add_test(t, depth_and_size_are_limited);
  tcase_add_test(t, pattern_may_grow_to_its_limit_and_no_further);
  tcase_add_test(t, test_of_a_column_that_is_not_there_is_refused);
  tcase_add_test(t, options_that_make_no_sense_are_refused);
  tcase_add_test(t, modes_and_selectors_have_names);
  tcase_add_test(t, path_is_as_good_as_its_claims);
  tcase_add_test(t, two_threads_read_one_graph);
  tcase_add_test(t, distances_that_were_cut_short_prune_nothing);
  tcase_add_test(t, kept_memory_does_not_count_against_a_later_budget);
  tcase_add_loop_test(t, million_repetitions_on_a_ring, 0, COUNT(each_selector));
  tcase_add_test(t, groups_of_walks_are_counted_without_being_listed);
}

SUITE("path", add_all(t);)

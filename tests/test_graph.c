/* SPDX-License-Identifier: MIT */
/* Freezing a map: which ties a filter includes, their order at their ends, and which of them are contested. A random map is frozen
 * under many filters and compared, arc by arc, with what styr/map.h says of every single tie. */
#include "suite.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static styr_error error;

static styr_map *empty_map(void) {
  styr_map *map = NULL;
  styr_error_clear(&error);
  ck_ok(styr_map_new(NULL, &map, &error), error);
  return map;
}

static styr_graph *freeze(const styr_map *map, const styr_filter *filter) {
  styr_graph *g = NULL;
  styr_error_clear(&error);
  ck_ok(styr_graph_freeze(map, filter, NULL, &g, &error), error);
  return g;
}

static styr_node actor(styr_map *map, const char *id) {
  styr_node node = {0};
  ck_ok(styr_map_add_actor(map, id, NULL, NULL, &node, &error), error);
  return node;
}

static styr_node text(styr_map *map, const char *id) {
  styr_node node = {0};
  ck_ok(styr_map_add_text(map, id, NULL, NULL, &node, &error), error);
  return node;
}

static styr_tie tie(styr_map *map, styr_node from, styr_node to) {
  styr_tie t = styr_map_tie(map, 0);
  ck_ok(styr_map_add_tie(map, from, to, "any", &t, &error), error);
  return t;
}

static void claim(styr_map *map, const char *about, const char *stance, const char *grade) {
  const styr_field fields[] = {{"about", about}, {"stance", stance}, {"grade", grade}};
  ck_ok(styr_map_add(map, STYR_CLAIMS, fields, 3, NULL, NULL, &error), error);
}

/* The arcs of a place as `other-tie` pairs. */
static void expect_arcs(const styr_graph *g, styr_node node, bool inward, const char *expected) {
  char got[256] = "";
  const uint32_t place = styr_graph_place(g, node);
  styr_arc arc;
  for (styr_arcs arcs = inward ? styr_graph_in(g, place) : styr_graph_out(g, place); styr_arcs_next(&arcs, &arc);)
    sprintf(got + strlen(got), "%s-%u ", styr_node_id(styr_graph_map(g), styr_graph_node(g, arc.place)), arc.tie.index);
  ck_assert_str_eq(got, expected);
}

START_TEST(empty_map_gives_an_empty_graph) {
  styr_map *map = empty_map();
  styr_graph *g = freeze(map, NULL);
  ck_assert_uint_eq(styr_graph_places(g), 0);
  ck_assert_uint_eq(styr_graph_ties(g), 0);
  ck_assert_ptr_eq(styr_graph_map(g), map);
  styr_graph_free(g);
  styr_graph_free(NULL);
  styr_map_free(map);
}
END_TEST

START_TEST(nodes_without_ties_have_places_and_no_arcs) {
  styr_map *map = empty_map();
  const styr_node a = actor(map, "a"), t = text(map, "t");
  styr_graph *g = freeze(map, NULL);
  ck_assert_uint_eq(styr_graph_places(g), 2);
  for (int inward = 0; inward < 2; inward++) {
    expect_arcs(g, a, inward, "");
    expect_arcs(g, t, inward, "");
  }
  styr_graph_free(g);
  styr_map_free(map);
}
END_TEST

START_TEST(texts_have_their_places_after_the_actors) {
  styr_map *map = empty_map();
  const styr_node t = text(map, "t"), a = actor(map, "a"), u = text(map, "u"), b = actor(map, "b");
  styr_graph *g = freeze(map, NULL);
  const styr_node order[] = {a, b, t, u};
  for (uint32_t i = 0; i < 4; i++) {
    ck_assert_uint_eq(styr_graph_place(g, order[i]), i);
    ck_assert(styr_node_same(styr_graph_node(g, i), order[i]));
  }
  styr_graph_free(g);
  styr_map_free(map);
}
END_TEST

START_TEST(arcs_stand_in_file_order_in_both_directions) {
  styr_map *map = empty_map();
  const styr_node a = actor(map, "a"), b = actor(map, "b"), t = text(map, "t");
  tie(map, a, t); /* 0 */
  tie(map, b, a); /* 1 */
  tie(map, a, b); /* 2 */
  tie(map, t, a); /* 3 */
  tie(map, a, t); /* 4 */
  tie(map, b, t); /* 5 */
  styr_graph *g = freeze(map, NULL);
  ck_assert_uint_eq(styr_graph_ties(g), 6);
  expect_arcs(g, a, false, "t-0 b-2 t-4 ");
  expect_arcs(g, b, false, "a-1 t-5 ");
  expect_arcs(g, t, false, "a-3 ");
  expect_arcs(g, a, true, "b-1 t-3 ");
  expect_arcs(g, b, true, "a-2 ");
  expect_arcs(g, t, true, "a-0 a-4 b-5 ");
  styr_graph_free(g);
  styr_map_free(map);
}
END_TEST

START_TEST(self_tie_leaves_and_enters_its_node) {
  styr_map *map = empty_map();
  const styr_node a = actor(map, "a"), b = actor(map, "b");
  tie(map, a, a);
  tie(map, a, b);
  tie(map, a, a);
  styr_graph *g = freeze(map, NULL);
  expect_arcs(g, a, false, "a-0 b-1 a-2 ");
  expect_arcs(g, a, true, "a-0 a-2 ");
  expect_arcs(g, b, true, "a-1 ");
  styr_graph_free(g);
  styr_map_free(map);
}
END_TEST

START_TEST(parallel_ties_are_kept_apart) {
  styr_map *map = empty_map();
  const styr_node a = actor(map, "a"), b = actor(map, "b");
  for (int i = 0; i < 3; i++) tie(map, a, b);
  styr_graph *g = freeze(map, NULL);
  expect_arcs(g, a, false, "b-0 b-1 b-2 ");
  expect_arcs(g, b, true, "a-0 a-1 a-2 ");
  styr_graph_free(g);
  styr_map_free(map);
}
END_TEST

START_TEST(denied_tie_never_enters_a_graph) {
  styr_map *map = empty_map();
  const styr_node a = actor(map, "a"), b = actor(map, "b");
  claim(map, "none:a|funds|b", "absent", "stated");
  styr_filter filter = STYR_FILTER_INIT;
  filter.disputed = true;
  styr_graph *g = freeze(map, &filter);
  ck_assert_uint_eq(styr_graph_ties(g), 0);
  expect_arcs(g, a, false, "");
  expect_arcs(g, b, true, "");
  styr_graph_free(g);
  styr_map_free(map);
}
END_TEST

/* Five ties from a to b: unclaimed, assumed, stated, in conflict, only disputed. */
static const struct {
  styr_grade grade;
  bool disputed;
  const char *seen;
  const char *contested; /* one letter per tie, c = contested */
} views[] = {{STYR_GRADE_NONE, false, "b-0 b-1 b-2 b-3 ", "...c."}, {STYR_GRADE_NONE, true, "b-0 b-1 b-2 b-3 b-4 ", "...cc"},
             {STYR_GRADE_ASSUMED, false, "b-1 b-2 b-3 ", "...c."},  {STYR_GRADE_INFERRED, false, "b-2 b-3 ", "....."},
             {STYR_GRADE_STATED, false, "b-2 b-3 ", "....."},       {STYR_GRADE_OBSERVED, true, "b-2 b-3 b-4 ", "....c"}};

START_TEST(filter_hides_ties_and_conflict_is_marked) {
  styr_map *map = empty_map();
  const styr_node a = actor(map, "a"), b = actor(map, "b");
  for (int i = 0; i < 5; i++) tie(map, a, b);
  claim(map, "tie:t2", "supports", "assumed");
  claim(map, "tie:t3", "supports", "stated");
  claim(map, "tie:t4", "disputes", "assumed");
  claim(map, "tie:t4", "supports", "observed");
  claim(map, "tie:t5", "absent", "stated");
  styr_filter filter = STYR_FILTER_INIT;
  filter.min_grade = views[_i].grade;
  filter.disputed = views[_i].disputed;
  styr_graph *g = freeze(map, &filter);
  expect_arcs(g, a, false, views[_i].seen);
  for (uint32_t i = 0; i < 5; i++) ck_assert_int_eq(styr_graph_contested(g, styr_map_tie(map, i)), views[_i].contested[i] == 'c');
  styr_graph_free(g);
  styr_map_free(map);
}
END_TEST

START_TEST(node_outside_the_date_keeps_its_place_and_loses_its_arcs) {
  styr_map *map = empty_map();
  const styr_field gone[] = {{"id", "gone"}, {"end", "2018"}};
  const styr_node a = actor(map, "a");
  ck_ok(styr_map_add(map, STYR_ACTORS, gone, 2, NULL, NULL, &error), error);
  const styr_node b = actor(map, "b"), old = styr_map_find(map, "gone");
  tie(map, a, old);
  tie(map, old, b);
  tie(map, a, b);
  styr_filter filter = STYR_FILTER_INIT;
  filter.as_of.year = 2019;
  styr_graph *g = freeze(map, &filter);
  ck_assert_uint_eq(styr_graph_places(g), 3);
  ck_assert_uint_eq(styr_graph_ties(g), 1);
  ck_assert_uint_eq(styr_graph_place(g, old), 1);
  expect_arcs(g, old, false, "");
  expect_arcs(g, old, true, "");
  expect_arcs(g, a, false, "b-2 ");
  expect_arcs(g, b, true, "a-2 ");
  styr_graph_free(g);
  styr_map_free(map);
}
END_TEST

/* ---- a random map, tie by tie ---- */

static uint64_t random_state;

static uint32_t rnd(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 33) % below;
}

static styr_map *random_map(void) {
  static const char *const stances[] = {"supports", "disputes", "absent"}, *const grades[] = {"", "assumed", "inferred", "stated",
                                                                                              "observed"};
  styr_map *map = empty_map();
  char name[24], other[24];
  const uint32_t actors = 1 + rnd(12), texts = rnd(6), ties = rnd(80), types = rnd(3) ? 1 + rnd(6) : 90; /* 90: most slices are empty */
  for (uint32_t i = 0; i < actors + texts; i++) {
    snprintf(name, sizeof name, "n%u", i);
    snprintf(other, sizeof other, "%u", 2015 + rnd(10));
    const styr_field fields[] = {{"id", name}, {"start", rnd(4) ? "" : other}};
    if (styr_map_add(map, i < actors ? STYR_ACTORS : STYR_TEXTS, fields, 2, NULL, NULL, NULL) != STYR_OK) ck_abort_msg("node %u", i);
  }
  for (uint32_t i = 0; i < ties; i++) {
    char from[24], to[24], type[24];
    snprintf(type, sizeof type, "any%u", rnd(types));
    snprintf(from, sizeof from, "n%u", rnd(actors + texts));
    snprintf(to, sizeof to, "n%u", rnd(actors + texts));
    snprintf(other, sizeof other, "%u", 2015 + rnd(10));
    const styr_field fields[] = {{"from", from}, {"to", to}, {"type", type}, {"end", rnd(3) ? "" : other}};
    if (styr_map_add(map, STYR_TIES, fields, 4, NULL, NULL, NULL) != STYR_OK) ck_abort_msg("tie %u", i);
    for (uint32_t k = rnd(3); k; k--) {
      snprintf(name, sizeof name, "tie:t%u", i + 1);
      claim(map, name, stances[rnd(3)], grades[rnd(5)]);
    }
  }
  return map;
}

static void compare(const styr_map *map, const styr_graph *g, const styr_filter *filter, bool inward) {
  size_t degree[32] = {0}, seen = 0;
  styr_arcs at[32];
  styr_arc arc;
  for (uint32_t p = 0; p < styr_graph_places(g); p++) at[p] = inward ? styr_graph_in(g, p) : styr_graph_out(g, p);
  for (uint32_t i = 0; i < styr_map_count(map, STYR_TIES); i++) {
    const styr_tie t = styr_map_tie(map, i);
    const styr_verdict verdict = styr_tie_verdict(map, t, filter);
    if (!styr_tie_valid(map, t, filter) || verdict == STYR_NO) continue;
    const uint32_t here = styr_graph_place(g, inward ? styr_tie_to(map, t) : styr_tie_from(map, t));
    const uint32_t there = styr_graph_place(g, inward ? styr_tie_from(map, t) : styr_tie_to(map, t));
    if (!styr_arcs_next(&at[here], &arc) || arc.tie.index != i || arc.place != there) ck_abort_msg("tie %u is not in its place", i);
    if (styr_graph_contested(g, t) != (verdict == STYR_UNKNOWN)) ck_abort_msg("tie %u: contested or not", i);
    degree[here]++;
    seen++;
  }
  if (seen != styr_graph_ties(g)) ck_abort_msg("%zu ties, not %zu", (size_t)styr_graph_ties(g), seen);
  for (uint32_t p = 0; p < styr_graph_places(g); p++) {
    const size_t count = styr_graph_degree(g, p, inward);
    if (count != degree[p] || styr_arcs_next(&at[p], &arc)) ck_abort_msg("place %u has %zu arcs, not %zu", p, count, degree[p]);
  }
}

START_TEST(graph_holds_exactly_the_ties_that_the_filter_sees) {
  random_state = 0xA0761D6478BD642Fu;
  for (int round = 0; round < 300; round++) {
    styr_map *map = random_map();
    for (int f = 0; f < 8; f++) {
      styr_filter filter = STYR_FILTER_INIT;
      filter.min_grade = (styr_grade)rnd(5);
      filter.disputed = rnd(2);
      filter.certain = rnd(2);
      filter.as_of.year = (uint16_t)(rnd(2) ? 2015 + rnd(10) : 0);
      styr_graph *g = freeze(map, f ? &filter : NULL);
      compare(map, g, f ? &filter : NULL, false);
      compare(map, g, f ? &filter : NULL, true);
      styr_graph_free(g);
    }
    styr_map_free(map);
  }
}
END_TEST

/* ---- memory ---- */

typedef struct meter {
  long left, live;
} meter;

static void *meter_reallocate(void *ctx, void *ptr, size_t size) {
  meter *m = ctx;
  if (m->left-- <= 0) return NULL;
  void *p = realloc(ptr, size);
  m->live += p && !ptr;
  return p;
}

static void *meter_allocate(void *ctx, size_t size) {
  return meter_reallocate(ctx, NULL, size);
}

static void meter_release(void *ctx, void *ptr) {
  ((meter *)ctx)->live -= ptr != NULL;
  free(ptr);
}

START_TEST(freezing_without_memory_says_so_and_leaks_nothing) {
  styr_map *map = empty_map();
  const styr_node a = actor(map, "a");
  tie(map, a, a);
  styr_graph *g = NULL;
  for (long at = 0; !g; at++) {
    meter m = {at, 0};
    const styr_allocator allocator = {&m, meter_allocate, meter_reallocate, meter_release};
    styr_error_clear(&error);
    const styr_status status = styr_graph_freeze(map, NULL, &allocator, &g, &error);
    ck_assert(status == STYR_OK ? g != NULL : status == STYR_ERR_NOMEM && !g && error.status == STYR_ERR_NOMEM);
    styr_graph_free(g);
    ck_assert_int_eq(m.live, 0);
    ck_assert_int_lt(at, 50);
  }
  styr_map_free(map);
}
END_TEST

static void add_all(TCase *t) {
  tcase_add_test(t, empty_map_gives_an_empty_graph);
  tcase_add_test(t, nodes_without_ties_have_places_and_no_arcs);
  tcase_add_test(t, texts_have_their_places_after_the_actors);
  tcase_add_test(t, arcs_stand_in_file_order_in_both_directions);
  tcase_add_test(t, self_tie_leaves_and_enters_its_node);
  tcase_add_test(t, parallel_ties_are_kept_apart);
  tcase_add_test(t, denied_tie_never_enters_a_graph);
  tcase_add_loop_test(t, filter_hides_ties_and_conflict_is_marked, 0, COUNT(views));
  tcase_add_test(t, node_outside_the_date_keeps_its_place_and_loses_its_arcs);
  tcase_add_test(t, graph_holds_exactly_the_ties_that_the_filter_sees);
  tcase_add_test(t, freezing_without_memory_says_so_and_leaks_nothing);
}

SUITE("graph", add_all(t);)

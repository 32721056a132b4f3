/* SPDX-License-Identifier: MIT */
/* The igraph view: its ids against the map's, filters, ruling direction; and a test that plays the host: igraph's error
 * handler, warning handler, attribute table, clean-up stack and random numbers are as before after every call. */
#include "suite.h"

#include <styr/igraph.h>

static styr_map *field(void) {
  styr_map *map = NULL;
  styr_node a, b, c, d, text;
  ck_assert_int_eq(styr_map_new(NULL, &map, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_actor(map, "a", NULL, "ministry", &a, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_actor(map, "b", NULL, "agency", &b, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_actor(map, "c", NULL, "agency", &c, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_actor(map, "d", NULL, "ngo", &d, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_text(map, "plan", NULL, "plan", &text, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_tie(map, b, a, "part_of", NULL, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_tie(map, text, b, "assigns", NULL, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_tie(map, b, c, "meets", NULL, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_tie(map, b, c, "meets", NULL, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_tie(map, c, c, "meets", NULL, NULL), STYR_OK);
  return map;
}

static void ends(const styr_igraph_view *v, igraph_integer_t edge, const char *from, const char *to, const styr_map *map) {
  igraph_integer_t f, t;
  igraph_edge(styr_igraph_view_graph(v), edge, &f, &t);
  ck_assert_str_eq(styr_node_id(map, styr_igraph_node(v, f)), from);
  ck_assert_str_eq(styr_node_id(map, styr_igraph_node(v, t)), to);
}

START_TEST(every_node_and_tie_is_there_with_its_id) {
  styr_map *map = field();
  styr_igraph_view *v = NULL;
  ck_assert_int_eq(styr_igraph_view_new(map, NULL, &v, NULL), STYR_OK);
  ck_assert_int_eq(igraph_vcount(styr_igraph_view_graph(v)), 5);
  ck_assert_int_eq(igraph_ecount(styr_igraph_view_graph(v)), 5);
  for (igraph_integer_t i = 0; i < 5; i++) {
    ck_assert_int_eq(styr_igraph_vertex(v, styr_igraph_node(v, i)), i);
    ck_assert_uint_eq(styr_igraph_tie(v, i).index, (uint32_t)i);
  }
  ck_assert_str_eq(styr_node_id(map, styr_igraph_node(v, 4)), "plan");
  ends(v, 0, "b", "a", map);
  ends(v, 4, "c", "c", map);
  ck_assert(!styr_node_exists(styr_igraph_node(v, 5)));
  ck_assert(!styr_node_exists(styr_igraph_node(v, -1)));
  ck_assert_uint_eq(styr_igraph_tie(v, 5).index, UINT32_MAX);
  styr_igraph_view_free(v);
  styr_map_free(map);
}
END_TEST

START_TEST(ruling_ties_run_from_the_ruling_end) {
  styr_map *map = field();
  styr_igraph_view *v = NULL;
  styr_igraph_options options = STYR_IGRAPH_OPTIONS_INIT;
  options.ruling_only = true;
  ck_assert_int_eq(styr_igraph_view_new(map, &options, &v, NULL), STYR_OK);
  ck_assert_int_eq(igraph_ecount(styr_igraph_view_graph(v)), 2);
  ends(v, 0, "a", "b", map); /* part_of rules backward */
  ends(v, 1, "plan", "b", map);
  ck_assert_uint_eq(styr_igraph_tie(v, 1).index, 1);
  styr_igraph_view_free(v);
  styr_map_free(map);
}
END_TEST

START_TEST(a_filter_leaves_out_ties_and_nodes) {
  styr_map *map = field();
  const styr_field late[] = {{"id", "late"}, {"start", "2020"}};
  styr_igraph_view *v = NULL;
  styr_igraph_options options = STYR_IGRAPH_OPTIONS_INIT;
  ck_assert_int_eq(styr_map_add(map, STYR_ACTORS, late, 2, NULL, NULL, NULL), STYR_OK);
  ck_assert_int_eq(styr_map_add_tie(map, styr_map_find(map, "late"), styr_map_find(map, "a"), "part_of", NULL, NULL), STYR_OK);
  ck_assert(styr_date_parse("2019", 4, &options.filter.as_of));
  ck_assert_int_eq(styr_igraph_view_new(map, &options, &v, NULL), STYR_OK);
  ck_assert_int_eq(igraph_vcount(styr_igraph_view_graph(v)), 5);
  ck_assert_int_eq(igraph_ecount(styr_igraph_view_graph(v)), 5);
  ck_assert_int_eq(styr_igraph_vertex(v, styr_map_find(map, "late")), -1);
  ck_assert_int_eq(styr_igraph_vertex(v, styr_map_find(map, "plan")), 4);
  styr_igraph_view_free(v);
  options.filter.min_grade = STYR_GRADE_ASSUMED; /* nothing is claimed */
  ck_assert_int_eq(styr_igraph_view_new(map, &options, &v, NULL), STYR_OK);
  ck_assert_int_eq(igraph_ecount(styr_igraph_view_graph(v)), 0);
  styr_igraph_view_free(v);
  styr_map_free(map);
}
END_TEST

START_TEST(parts_are_counted_without_directions) {
  styr_map *map = field();
  styr_igraph_view *v = NULL;
  uint32_t part[5];
  size_t count = 0;
  ck_assert_int_eq(styr_igraph_view_new(map, NULL, &v, NULL), STYR_OK);
  ck_assert_int_eq(styr_igraph_parts(v, part, &count, NULL), STYR_OK);
  ck_assert_uint_eq(count, 2);
  ck_assert_uint_eq(part[0], part[1]);
  ck_assert_uint_eq(part[0], part[4]);
  ck_assert_uint_ne(part[0], part[3]);
  styr_igraph_view_free(v);
  styr_map_free(map);
}
END_TEST

START_TEST(an_empty_map_has_an_empty_graph) {
  styr_map *map = NULL;
  styr_igraph_view *v = NULL;
  size_t count = 9;
  uint32_t none[1];
  ck_assert_int_eq(styr_map_new(NULL, &map, NULL), STYR_OK);
  ck_assert_int_eq(styr_igraph_view_new(map, NULL, &v, NULL), STYR_OK);
  ck_assert_int_eq(igraph_vcount(styr_igraph_view_graph(v)), 0);
  ck_assert_int_eq(styr_igraph_parts(v, none, &count, NULL), STYR_OK);
  ck_assert_uint_eq(count, 0);
  styr_igraph_view_free(v);
  styr_map_free(map);
}
END_TEST

/* ---- the host ---- */

static int host_errors, host_warnings;

static void host_error(const char *reason, const char *file, int line, igraph_error_t code) {
  (void)reason, (void)file, (void)line, (void)code;
  host_errors++;
}

static void host_warning(const char *reason, const char *file, int line) {
  (void)reason, (void)file, (void)line;
  host_warnings++;
}

static int host_freed;

static void host_free(void *ptr) {
  host_freed++;
  free(ptr);
}

START_TEST(the_hosts_globals_are_as_before_after_every_call) {
  styr_map *map = field();
  styr_igraph_view *v = NULL;
  uint32_t part[5];
  size_t count;
  igraph_attribute_table_t table;
  memset(&table, 0, sizeof table);
  igraph_attribute_table_t *before = igraph_set_attribute_table(&table); /* calling into it would crash */
  igraph_error_handler_t *errors_before = igraph_set_error_handler(host_error);
  igraph_warning_handler_t *warnings_before = igraph_set_warning_handler(host_warning);
  void *mine = malloc(8);
  IGRAPH_FINALLY(host_free, mine);
  const int depth = IGRAPH_FINALLY_STACK_SIZE();
  igraph_rng_seed(igraph_rng_default(), 42);
  const igraph_integer_t expected = igraph_rng_get_integer(igraph_rng_default(), 0, 1000000);
  igraph_rng_seed(igraph_rng_default(), 42);

  ck_assert_int_eq(styr_igraph_view_new(map, NULL, &v, NULL), STYR_OK);
  ck_assert_int_eq(styr_igraph_parts(v, part, &count, NULL), STYR_OK);
  styr_igraph_view_free(v);

  ck_assert_int_eq(IGRAPH_FINALLY_STACK_SIZE(), depth);
  ck_assert_int_eq(host_freed, 0);
  ck_assert_int_eq(host_errors, 0);
  ck_assert_int_eq(igraph_rng_get_integer(igraph_rng_default(), 0, 1000000), expected);
  ck_assert_ptr_eq(igraph_set_attribute_table(before), &table);
  ck_assert(igraph_set_error_handler(errors_before) == host_error);
  ck_assert(igraph_set_warning_handler(warnings_before) == host_warning);
  IGRAPH_FINALLY_CLEAN(1);
  free(mine);
  styr_map_free(map);
}
END_TEST

SUITE("igraph", tcase_add_test(t, every_node_and_tie_is_there_with_its_id); tcase_add_test(t, ruling_ties_run_from_the_ruling_end);
      tcase_add_test(t, a_filter_leaves_out_ties_and_nodes); tcase_add_test(t, parts_are_counted_without_directions);
      tcase_add_test(t, an_empty_map_has_an_empty_graph); tcase_add_test(t, the_hosts_globals_are_as_before_after_every_call);)

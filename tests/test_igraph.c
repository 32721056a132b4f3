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
  igraph_integer_t before = -1;
  bool met[5] = {false};
  for (igraph_integer_t i = 0; i < 5; i++) {
    ck_assert_int_eq(styr_igraph_vertex(v, styr_igraph_node(v, i)), i);
    const styr_tie tie = styr_igraph_tie(v, i);
    ends(v, i, styr_node_id(map, styr_tie_from(map, tie)), styr_node_id(map, styr_tie_to(map, tie)), map);
    const igraph_integer_t key = 5 * styr_igraph_vertex(v, styr_tie_from(map, tie)) + tie.index;
    ck_assert_int_gt(key, before); /* by first vertex, then in map order */
    before = key;
    ck_assert(!met[tie.index]);
    met[tie.index] = true;
  }
  ck_assert_str_eq(styr_node_id(map, styr_igraph_node(v, 4)), "plan");
  ends(v, 0, "b", "a", map);
  ck_assert(!styr_node_exists(styr_igraph_node(v, 5)));
  ck_assert(!styr_node_exists(styr_igraph_node(v, -1)));
  ck_assert(!styr_tie_exists(styr_igraph_tie(v, 5)));
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

START_TEST(families_and_types_choose_the_ties) {
  styr_map *map = field();
  styr_igraph_view *v = NULL;
  const char *const families[] = {"contact", "no such family", "membership"}, *const without[] = {"meets"};
  styr_igraph_options options = STYR_IGRAPH_OPTIONS_INIT;
  options.families = families;
  options.family_count = 3;
  ck_assert_int_eq(styr_igraph_view_new(map, &options, &v, NULL), STYR_OK);
  ck_assert_int_eq(igraph_ecount(styr_igraph_view_graph(v)), 4);
  ck_assert_uint_eq(styr_igraph_tie(v, 1).index, 2);
  styr_igraph_view_free(v);
  options.no_membership = true;
  ck_assert_int_eq(styr_igraph_view_new(map, &options, &v, NULL), STYR_OK);
  ck_assert_int_eq(igraph_ecount(styr_igraph_view_graph(v)), 3);
  styr_igraph_view_free(v);
  options.without = without;
  options.without_count = 1;
  ck_assert_int_eq(styr_igraph_view_new(map, &options, &v, NULL), STYR_OK);
  ck_assert_int_eq(igraph_ecount(styr_igraph_view_graph(v)), 0);
  ck_assert_int_eq(igraph_vcount(styr_igraph_view_graph(v)), 5);
  styr_igraph_view_free(v);
  styr_map_free(map);
}
END_TEST

START_TEST(groups_of_actors_without_one_and_of_texts_have_names) {
  styr_map *map = field();
  const styr_field given[] = {{"id", "e"}, {"sector", "private"}, {"level", "local"}};
  ck_assert_int_eq(styr_map_add(map, STYR_ACTORS, given, 3, NULL, NULL, NULL), STYR_OK);
  ck_assert_str_eq(styr_grouping_of(map, STYR_BY_SECTOR, styr_map_find(map, "e")), "private");
  ck_assert_str_eq(styr_grouping_of(map, STYR_BY_LEVEL, styr_map_find(map, "e")), "local");
  ck_assert_str_eq(styr_grouping_of(map, STYR_BY_LEVEL, styr_map_find(map, "a")), "unknown");
  ck_assert_str_eq(styr_grouping_of(map, STYR_BY_SECTOR, styr_map_find(map, "plan")), "text");
  styr_map_free(map);
}
END_TEST

/* ---- an empty map, and wrong questions ---- */

START_TEST(measures_of_an_empty_map_are_empty) {
  styr_map *map = NULL;
  styr_igraph_view *v = NULL;
  styr_chokepoint points[1];
  styr_brokerage counts[1];
  uint32_t community[1], group[1] = {0};
  double value = 5, modularity = 5;
  ck_assert_int_eq(styr_map_new(NULL, &map, NULL), STYR_OK);
  ck_assert_int_eq(styr_igraph_view_new(map, NULL, &v, NULL), STYR_OK);
  ck_assert_int_eq(styr_igraph_chokepoints(v, points, NULL), STYR_OK);
  ck_assert_int_eq(styr_igraph_brokers(v, group, counts, NULL), STYR_OK);
  for (int m = 0; m < STYR_CENTRALITY_COUNT; m++) ck_assert_int_eq(styr_igraph_central(v, (styr_centrality)m, &value, NULL), STYR_OK);
  ck_assert_int_eq(styr_igraph_communities(v, community, &modularity, NULL), STYR_OK);
  ck_assert(value == 5 && modularity != modularity);
  styr_igraph_view_free(v);
  styr_map_free(map);
}
END_TEST

START_TEST(vertices_and_measures_that_are_not_there_are_refused) {
  styr_map *map = field();
  styr_igraph_view *v = NULL;
  igraph_integer_t out[5] = {7, 7, 7, 7, 7};
  const igraph_integer_t wrong[] = {-1, 5, 1000000};
  double values[5] = {7, 7, 7, 7, 7};
  size_t count = 7;
  bool possible = true;
  ck_assert_int_eq(styr_igraph_view_new(map, NULL, &v, NULL), STYR_OK);
  for (int i = 0; i < 3; i++) {
    styr_error error = STYR_ERROR_INIT;
    ck_assert_int_eq(styr_igraph_dominators(v, wrong[i], out, &error), STYR_ERR_ARG);
    ck_assert_str_eq(error.message, "the root is no vertex of the view");
    ck_assert_int_eq(styr_igraph_cut(v, wrong[i], out, &count, &possible, NULL), STYR_ERR_ARG);
  }
  ck_assert_int_eq(styr_igraph_central(v, (styr_centrality)7, values, NULL), STYR_ERR_ARG);
  ck_assert(out[0] == 7 && count == 7 && possible && values[0] == 7);
  styr_igraph_view_free(v);
  styr_map_free(map);
}
END_TEST

START_TEST(dominators_from_a_chosen_root_tell_what_it_does_not_reach) {
  styr_map *map = field();
  styr_igraph_view *v = NULL;
  styr_igraph_options options = STYR_IGRAPH_OPTIONS_INIT;
  igraph_integer_t dominator[5];
  options.ruling_only = true;
  ck_assert_int_eq(styr_igraph_view_new(map, &options, &v, NULL), STYR_OK);
  ck_assert_int_eq(styr_igraph_dominators(v, 4, dominator, NULL), STYR_OK); /* plan -> b */
  ck_assert_int_eq(dominator[4], -1);
  ck_assert_int_eq(dominator[1], 4);
  ck_assert_int_eq(dominator[0], -2);
  ck_assert_int_eq(dominator[3], -2);
  styr_igraph_view_free(v);
  styr_map_free(map);
}
END_TEST

/* ---- stored maps: what python-igraph and networkx say of them, made by check_measures.py --store ---- */

enum { stored_maps = 8, most_nodes = 64 };

typedef struct stored {
  FILE *file;
  size_t nodes;
  styr_map *map;
  styr_igraph_view *view;
} stored;

static int64_t whole(const stored *s) {
  long long n;
  ck_assert_int_eq(fscanf(s->file, "%lld", &n), 1);
  return n;
}

static double real(const stored *s) {
  double x;
  ck_assert_int_eq(fscanf(s->file, "%lf", &x), 1);
  return x;
}

static stored open_stored(int number) {
  stored s = {0};
  char path[512], id[24];
  snprintf(path, sizeof path, "%s/tests/cases/measures/random-%d.txt", STYR_SOURCE_DIR, number);
  s.file = fopen(path, "r");
  ck_assert_ptr_nonnull(s.file);
  s.nodes = (size_t)whole(&s);
  ck_assert_uint_le(s.nodes, most_nodes);
  ck_assert_int_eq(styr_map_new(NULL, &s.map, NULL), STYR_OK);
  const int64_t ties = whole(&s);
  for (size_t i = 0; i < s.nodes; i++) {
    snprintf(id, sizeof id, "%zu", i);
    ck_assert_int_eq(styr_map_add_actor(s.map, id, NULL, NULL, NULL, NULL), STYR_OK);
  }
  for (int64_t i = 0; i < ties; i++) {
    const size_t from = (size_t)whole(&s), to = (size_t)whole(&s);
    ck_assert_int_eq(styr_map_add_tie(s.map, styr_map_actor(s.map, from), styr_map_actor(s.map, to), "instructs", NULL, NULL), STYR_OK);
  }
  styr_igraph_options options = STYR_IGRAPH_OPTIONS_INIT;
  options.ruling_only = true;
  ck_assert_int_eq(styr_igraph_view_new(s.map, &options, &s.view, NULL), STYR_OK);
  return s;
}

static void compare_chokepoints(const stored *s, uint32_t *group) {
  styr_chokepoint points[most_nodes];
  ck_assert_int_eq(styr_igraph_chokepoints(s->view, points, NULL), STYR_OK);
  for (size_t v = 0; v < s->nodes; v++) {
    group[v] = (uint32_t)whole(s);
    ck_assert_int_eq(styr_igraph_vertex(s->view, points[v].dominator), whole(s));
    ck_assert_int_eq(points[v].dominates, whole(s));
    ck_assert_int_eq(points[v].apex, whole(s));
    ck_assert_int_eq(points[v].articulation, whole(s));
  }
  for (size_t v = 0; v < s->nodes; v++) {
    igraph_integer_t cut[most_nodes];
    size_t count = 99;
    bool possible;
    ck_assert_int_eq(styr_igraph_cut(s->view, (igraph_integer_t)v, cut, &count, &possible, NULL), STYR_OK);
    ck_assert_int_eq(possible ? (int64_t)count : -1, whole(s));
    ck_assert(possible || count == 0);
    if (styr_node_exists(points[v].dominator)) ck_assert_uint_eq(count, 1);
  }
}

static void compare_brokers(const stored *s, const uint32_t *group) {
  styr_brokerage counts[most_nodes];
  ck_assert_int_eq(styr_igraph_brokers(s->view, group, counts, NULL), STYR_OK);
  for (size_t v = 0; v < s->nodes; v++) {
    ck_assert_int_eq((int64_t)counts[v].coordinator, whole(s));
    ck_assert_int_eq((int64_t)counts[v].itinerant, whole(s));
    ck_assert_int_eq((int64_t)counts[v].representative, whole(s));
    ck_assert_int_eq((int64_t)counts[v].gatekeeper, whole(s));
    ck_assert_int_eq((int64_t)counts[v].liaison, whole(s));
  }
}

START_TEST(stored_maps_measure_as_the_peers_say) {
  stored s = open_stored(_i);
  uint32_t group[most_nodes], community[most_nodes];
  double values[most_nodes], modularity;
  compare_chokepoints(&s, group);
  compare_brokers(&s, group);
  for (int m = 0; m < STYR_CENTRALITY_COUNT; m++) {
    ck_assert_int_eq(styr_igraph_central(s.view, (styr_centrality)m, values, NULL), STYR_OK);
    for (size_t v = 0; v < s.nodes; v++) {
      const double expected = real(&s);
      if (expected != -1) ck_assert_double_eq_tol(values[v], expected, 1e-7 * (1 + expected));
    }
  }
  ck_assert_int_eq(styr_igraph_communities(s.view, community, &modularity, NULL), STYR_OK);
  for (size_t v = 0; v < s.nodes; v++) ck_assert_int_eq(community[v], whole(&s));
  const double expected = real(&s);
  if (expected == -9) ck_assert(modularity != modularity);
  else ck_assert_double_eq_tol(modularity, expected, 1e-7);
  ck_assert_int_eq(fscanf(s.file, "%lf", &values[0]), EOF);
  fclose(s.file);
  styr_igraph_view_free(s.view);
  styr_map_free(s.map);
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

/* How a host of igraph 0.10 stops it; from 1.0 on the handler only says whether to stop. */
#if IGRAPH_VERSION_MAJOR >= 1
static igraph_bool_t host_interrupts(void) {
  return true;
}
#else
static igraph_error_t host_interrupts(void *data) {
  (void)data;
  IGRAPH_FINALLY_FREE();
  return IGRAPH_INTERRUPTED;
}
#endif

/* Every measure once. With `fails` those that igraph computes must say that it failed. */
static void measure_everything(const styr_igraph_view *v, bool fails) {
  uint32_t part[5], group[5] = {0, 1, 0, 1, 2};
  size_t count;
  bool possible;
  igraph_integer_t numbers[5];
  styr_chokepoint points[5];
  styr_brokerage counts[5];
  double values[5];
  styr_error error = STYR_ERROR_INIT;
  const styr_status expected = fails ? STYR_ERR_BACKEND : STYR_OK;
  ck_assert_int_eq(styr_igraph_chokepoints(v, points, &error), expected);
  ck_assert_int_eq(*error.message != 0, fails);
  ck_assert_int_eq(styr_igraph_cut(v, 1, numbers, &count, &possible, NULL), expected);
  ck_assert_int_eq(styr_igraph_central(v, STYR_BETWEENNESS, values, NULL), expected);
  ck_assert_int_eq(styr_igraph_central(v, STYR_HARMONIC, values, NULL), expected);
  const styr_status others[] = {styr_igraph_parts(v, part, &count, NULL),
                                styr_igraph_dominators(v, 0, numbers, NULL),
                                styr_igraph_brokers(v, group, counts, NULL),
                                styr_igraph_central(v, STYR_DEGREE, values, NULL),
                                styr_igraph_central(v, STYR_EIGENVECTOR, values, NULL),
                                styr_igraph_central(v, STYR_PAGERANK, values, NULL),
                                styr_igraph_communities(v, part, NULL, NULL)};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) /* not each of them asks whether to go on */
    ck_assert(others[i] == STYR_OK || (fails && others[i] == STYR_ERR_BACKEND));
  ck_assert_int_eq(styr_igraph_dominators(v, 5, numbers, NULL), STYR_ERR_ARG);
  ck_assert_int_eq(styr_igraph_cut(v, -1, numbers, &count, &possible, NULL), STYR_ERR_ARG);
  ck_assert_int_eq(styr_igraph_central(v, (styr_centrality)-1, values, NULL), STYR_ERR_ARG);
}

/* The same with the host's globals set up and looked at afterwards. */
static void play_host(bool fails) {
  enum { draws = 50 };
  styr_map *map = field();
  styr_igraph_view *v = NULL;
  igraph_integer_t expected[draws];
  igraph_attribute_table_t table;
  memset(&table, 0, sizeof table);
  igraph_attribute_table_t *before = igraph_set_attribute_table(&table); /* calling into it would crash */
  igraph_error_handler_t *errors_before = igraph_set_error_handler(host_error);
  igraph_warning_handler_t *warnings_before = igraph_set_warning_handler(host_warning);
  host_errors = host_warnings = host_freed = 0;
  void *mine = malloc(8);
  IGRAPH_FINALLY(host_free, mine);
  const int depth = IGRAPH_FINALLY_STACK_SIZE();
  const igraph_rng_t *generator = igraph_rng_default();
  igraph_rng_seed(igraph_rng_default(), 42);
  for (int i = 0; i < draws; i++) expected[i] = igraph_rng_get_integer(igraph_rng_default(), 0, 1000000);
  igraph_rng_seed(igraph_rng_default(), 42);

  igraph_set_interruption_handler(fails ? host_interrupts : NULL);
  ck_assert_int_eq(styr_igraph_view_new(map, NULL, &v, NULL), STYR_OK);
  measure_everything(v, fails);
  styr_igraph_view_free(v);
  ck_assert(igraph_set_interruption_handler(NULL) == (fails ? host_interrupts : NULL));

  ck_assert_int_eq(IGRAPH_FINALLY_STACK_SIZE(), depth);
  ck_assert_int_eq(host_freed, 0);
  ck_assert_int_eq(host_errors, 0);
  ck_assert_int_eq(host_warnings, 0);
  ck_assert_ptr_eq(igraph_rng_default(), generator);
  for (int i = 0; i < draws; i++) ck_assert_int_eq(igraph_rng_get_integer(igraph_rng_default(), 0, 1000000), expected[i]);
  ck_assert_ptr_eq(igraph_set_attribute_table(before), &table);
  ck_assert(igraph_set_error_handler(errors_before) == host_error);
  ck_assert(igraph_set_warning_handler(warnings_before) == host_warning);
  IGRAPH_FINALLY_CLEAN(1);
  free(mine);
  styr_map_free(map);
}

START_TEST(the_hosts_globals_are_as_before_after_every_call) {
  play_host(false);
}
END_TEST

START_TEST(the_hosts_globals_are_as_before_after_calls_that_fail) {
  play_host(true);
}
END_TEST

SUITE("igraph", tcase_add_test(t, every_node_and_tie_is_there_with_its_id); tcase_add_test(t, ruling_ties_run_from_the_ruling_end);
      tcase_add_test(t, a_filter_leaves_out_ties_and_nodes); tcase_add_test(t, parts_are_counted_without_directions);
      tcase_add_test(t, an_empty_map_has_an_empty_graph); tcase_add_test(t, families_and_types_choose_the_ties);
      tcase_add_test(t, groups_of_actors_without_one_and_of_texts_have_names); tcase_add_test(t, measures_of_an_empty_map_are_empty);
      tcase_add_test(t, vertices_and_measures_that_are_not_there_are_refused);
      tcase_add_test(t, dominators_from_a_chosen_root_tell_what_it_does_not_reach);
      tcase_add_loop_test(t, stored_maps_measure_as_the_peers_say, 0, stored_maps);
      tcase_add_test(t, the_hosts_globals_are_as_before_after_every_call);
      tcase_add_test(t, the_hosts_globals_are_as_before_after_calls_that_fail);)

/* SPDX-License-Identifier: MIT */
/* The apexes above a node: small maps by hand, and random maps compared with the definition by plain reachability. A small map is a
 * list of its actors and one line for each tie: `FROM TYPE TO GRADE START END`. Cells from GRADE on can be left out; `-` is an empty
 * cell, and `disputed` means that the only claim disputes the tie. An answer is a text: the members of each apex, followed by `*` if
 * the node of the question is one of them, and by `?` if the apex rests on assumed ties. */
#include "suite.h"

#include "questions/questions_i.h"

enum { most_nodes = 8, most_ties = 24, random_maps = 300 };

static styr_error error;

/* ---- maps ---- */

static void add_tie(styr_map *map, const char *const cells[6]) {
  static const char *const columns[] = {"from", "type", "to", "start", "end"};
  styr_field fields[5];
  size_t count = 0;
  for (size_t i = 0; i < 5; i++) {
    const char *cell = cells[i < 3 ? i : i + 1];
    if (cell && strcmp(cell, "-") != 0) fields[count++] = (styr_field){columns[i], cell};
  }
  ck_ok(styr_map_add(map, STYR_TIES, fields, count, NULL, NULL, &error), error);
  const char *grade = cells[3];
  if (!grade || strcmp(grade, "-") == 0) return;
  const bool disputed = strcmp(grade, "disputed") == 0;
  char about[32];
  snprintf(about, sizeof about, "tie:t%zu", styr_map_count(map, STYR_TIES));
  const styr_field claim[] = {{"about", about}, {"stance", disputed ? "disputes" : "supports"}, {"grade", disputed ? "stated" : grade}};
  ck_ok(styr_map_add(map, STYR_CLAIMS, claim, 3, NULL, NULL, &error), error);
}

static styr_map *empty_map(void) {
  styr_map *map = NULL;
  styr_error_clear(&error);
  ck_ok(styr_map_new(NULL, &map, &error), error);
  return map;
}

static void add_actor(styr_map *map, const char *id, const char *start, const char *end) {
  const styr_field fields[] = {{"id", id}, {"start", start}, {"end", end}};
  ck_ok(styr_map_add(map, STYR_ACTORS, fields, 3, NULL, NULL, &error), error);
}

static void add_type(styr_map *map, const char *term, const char *family, const char *ruling) {
  const styr_field fields[] = {{"term", term}, {"set", "tie"}, {"family", family}, {"ruling", ruling}};
  ck_ok(styr_map_add(map, STYR_VOCABULARY, fields, 4, NULL, NULL, &error), error);
}

static void add_ties(styr_map *map, const char *ties) {
  char *text = strdup(ties), *rest = NULL;
  for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    const char *cells[6] = {NULL};
    char *more = NULL;
    size_t n = 0;
    for (char *cell = strtok_r(line, " ", &more); cell && n < 6; cell = strtok_r(NULL, " ", &more)) cells[n++] = cell;
    add_tie(map, cells);
  }
  free(text);
}

static styr_map *map_of(const char *actors, const char *ties) {
  styr_map *map = empty_map();
  char *text = strdup(actors), *rest = NULL;
  for (char *id = strtok_r(text, " ", &rest); id; id = strtok_r(NULL, " ", &rest)) add_actor(map, id, "", "");
  free(text);
  add_ties(map, ties);
  return map;
}

static styr_apex_options above(const styr_map *map, const char *id) {
  styr_apex_options o = STYR_APEX_OPTIONS_INIT;
  o.from = styr_map_find(map, id);
  ck_assert(styr_node_exists(o.from));
  return o;
}

static styr_date year(const char *text) {
  styr_date date;
  ck_assert(styr_date_parse(text, strlen(text), &date));
  return date;
}

/* ---- answers as text ---- */

static styr_apexes *opened(const styr_map *map, const styr_apex_options *o) {
  styr_apexes *answer = NULL;
  styr_error_clear(&error);
  ck_ok(styr_apexes_open(map, o, &answer, &error), error);
  return answer;
}

static const char *apexes(const styr_map *map, const styr_apex_options *o) {
  static char out[512];
  styr_apexes *answer = opened(map, o);
  size_t used = 0;
  out[0] = '\0';
  for (size_t i = 0; i < styr_apexes_count(answer); i++) {
    const styr_apex apex = styr_apexes_get(answer, i);
    ck_assert_uint_ge(apex.count, 1);
    for (size_t k = 0; k < apex.count; k++)
      used += (size_t)snprintf(out + used, sizeof out - used, "%s%s", k ? "," : i ? " " : "", styr_node_id(map, apex.members[k]));
    used += (size_t)snprintf(out + used, sizeof out - used, "%s%s", apex.contains_from ? "*" : "", apex.without_assumed ? "" : "?");
  }
  styr_apexes_free(answer);
  return out;
}

static void check(const styr_map *map, const char *from, const char *expected) {
  const styr_apex_options o = above(map, from);
  ck_assert_str_eq(apexes(map, &o), expected);
}

/* The paths to an apex, as ids of nodes with `>` between them. */
static const char *paths_to(const styr_map *map, const styr_apex_options *o, size_t index) {
  static char out[1024];
  styr_apexes *answer = opened(map, o);
  styr_paths *paths = NULL;
  styr_path path;
  size_t used = 0, count = 0;
  out[0] = '\0';
  ck_ok(styr_apexes_paths(answer, index, &paths, &error), error);
  for (; styr_paths_next(paths, &path, &error) == STYR_OK; count++)
    for (size_t i = 0; i <= path.length; i++)
      used += (size_t)snprintf(out + used, sizeof out - used, "%s%s", i ? ">" : count ? " " : "", styr_node_id(map, path.nodes[i]));
  if (styr_paths_truncated(paths)) snprintf(out + used, sizeof out - used, " (%s)", styr_paths_truncated(paths));
  styr_paths_close(paths);
  styr_apexes_free(answer);
  return out;
}

/* ---- components ---- */

START_TEST(alone) {
  styr_map *map = map_of("a b", "a meets b stated");
  check(map, "a", "a*");
  styr_map_free(map);
}
END_TEST

START_TEST(a_chain) {
  styr_map *map = map_of("a b c", "a funds b stated\nb supervises c stated");
  check(map, "c", "a");
  check(map, "b", "a");
  check(map, "a", "a*");
  styr_map_free(map);
}
END_TEST

START_TEST(both_ruling_directions) { /* funds rules forward, reports_to backward, refers not at all */
  styr_map *map = map_of("a b c d", "a funds b stated\nb reports_to c stated\nd refers b stated\nb refers d stated");
  check(map, "b", "a c");
  styr_map_free(map);
}
END_TEST

START_TEST(a_diamond_is_one_apex) {
  styr_map *map = map_of("top l r low", "top leads l stated\ntop leads r stated\nl leads low stated\nr leads low stated");
  const styr_apex_options o = above(map, "low");
  ck_assert_str_eq(apexes(map, &o), "top");
  ck_assert_str_eq(paths_to(map, &o, 0), "low>l>top low>r>top");
  styr_map_free(map);
}
END_TEST

START_TEST(order_of_the_map) { /* neither the order of the ties nor that of the search */
  styr_map *map = map_of("z m a low", "a leads low stated\nm leads low stated\nz leads low stated");
  check(map, "low", "z m a");
  styr_map_free(map);
}
END_TEST

START_TEST(order_of_members) {
  styr_map *map = map_of("z m a low", "a leads z stated\nz leads m stated\nm leads a stated\na leads low stated");
  check(map, "low", "z,m,a");
  check(map, "m", "z,m,a*");
  styr_map_free(map);
}
END_TEST

START_TEST(a_circle_below_an_apex_is_none) {
  styr_map *map = map_of("a p q low", "p leads q stated\nq leads p stated\na leads p stated\nq leads low stated");
  check(map, "low", "a");
  check(map, "p", "a");
  styr_map_free(map);
}
END_TEST

START_TEST(two_circles_one_above_the_other) {
  styr_map *map = map_of("a b c d", "a leads b stated\nb leads a stated\nb leads c stated\nc leads d stated\nd leads c stated");
  check(map, "d", "a,b");
  check(map, "a", "a,b*");
  styr_map_free(map);
}
END_TEST

START_TEST(a_circle_and_a_node) {
  styr_map *map = map_of("a p q low", "p leads q stated\nq leads p stated\nq leads low stated\na leads low stated");
  const styr_apex_options o = above(map, "low");
  ck_assert_str_eq(apexes(map, &o), "a p,q");
  ck_assert_str_eq(paths_to(map, &o, 0), "low>a");
  ck_assert_str_eq(paths_to(map, &o, 1), "low>q low>q>p");
  styr_map_free(map);
}
END_TEST

START_TEST(a_tie_to_itself_is_no_ruler) {
  styr_map *map = map_of("a b", "a leads a stated\na leads b stated\nb leads b stated");
  check(map, "b", "a");
  check(map, "a", "a*");
  styr_map_free(map);
}
END_TEST

START_TEST(parallel_ties_are_one_apex_and_two_paths) {
  styr_map *map = map_of("a b", "a leads b stated\na funds b stated");
  const styr_apex_options o = above(map, "b");
  ck_assert_str_eq(apexes(map, &o), "a");
  ck_assert_str_eq(paths_to(map, &o, 0), "b>a b>a");
  styr_map_free(map);
}
END_TEST

START_TEST(texts_rule_too) {
  styr_map *map = map_of("a b", "");
  ck_ok(styr_map_add_text(map, "law", "Law", "law", NULL, &error), error);
  add_ties(map, "law activates b stated\na leads b stated\nlaw names a stated");
  check(map, "b", "a law");
  check(map, "law", "law*");
  styr_map_free(map);
}
END_TEST

START_TEST(a_long_chain) { /* without recursion */
  styr_map *map = empty_map();
  char below[16], here[16];
  enum { length = 100000 };
  styr_node last = {0};
  for (int i = 0; i < length; i++) {
    styr_node node;
    snprintf(here, sizeof here, "n%d", i);
    ck_ok(styr_map_add_actor(map, here, "", "", &node, &error), error);
    if (i) ck_ok(styr_map_add_tie(map, last, node, "leads", NULL, &error), error);
    last = node;
  }
  snprintf(below, sizeof below, "n%d", length - 1);
  check(map, below, "n0?");
  styr_map_free(map);
}
END_TEST

START_TEST(a_long_circle) {
  styr_map *map = empty_map();
  enum { length = 50000 };
  styr_node first = {0}, last = {0};
  for (int i = 0; i < length; i++) {
    styr_node node;
    char id[16];
    snprintf(id, sizeof id, "n%d", i);
    ck_ok(styr_map_add_actor(map, id, "", "", &node, &error), error);
    if (i) ck_ok(styr_map_add_tie(map, last, node, "leads", NULL, &error), error);
    else first = node;
    last = node;
  }
  ck_ok(styr_map_add_tie(map, last, first, "leads", NULL, &error), error);
  const styr_apex_options o = above(map, "n7");
  styr_apexes *answer = opened(map, &o);
  ck_assert_uint_eq(styr_apexes_count(answer), 1);
  const styr_apex apex = styr_apexes_get(answer, 0);
  ck_assert_uint_eq(apex.count, length);
  ck_assert(apex.contains_from && !apex.without_assumed);
  for (size_t i = 0; i < apex.count; i++) ck_assert_uint_eq(apex.members[i].ref, styr_map_actor(map, i).ref);
  styr_apexes_free(answer);
  styr_map_free(map);
}
END_TEST

/* ---- membership ---- */

START_TEST(membership_counts_unless_left_out) {
  styr_map *map =
      map_of("unit office ministry payer", "unit part_of office stated\noffice part_of ministry stated\npayer funds unit stated");
  styr_apex_options o = above(map, "unit");
  ck_assert_str_eq(apexes(map, &o), "ministry payer");
  o.no_membership = true;
  ck_assert_str_eq(apexes(map, &o), "payer");
  ck_assert_str_eq(paths_to(map, &o, 0), "unit>payer");
  o.from = styr_map_find(map, "office");
  ck_assert_str_eq(apexes(map, &o), "office*");
  styr_map_free(map);
}
END_TEST

START_TEST(an_association_does_not_rule_its_members) {
  styr_map *map = map_of("a club", "a member_of club stated");
  check(map, "a", "a*");
  check(map, "club", "club*");
  styr_map_free(map);
}
END_TEST

START_TEST(a_circle_through_membership) { /* it falls apart without the membership */
  styr_map *map = map_of("a b low", "a leads b stated\na part_of b stated\nb leads low stated");
  styr_apex_options o = above(map, "low");
  ck_assert_str_eq(apexes(map, &o), "a,b");
  o.no_membership = true;
  ck_assert_str_eq(apexes(map, &o), "a");
  styr_map_free(map);
}
END_TEST

START_TEST(types_of_ones_own) { /* names that need quoting, in a family of membership and in none */
  styr_map *map = map_of("a b c low", "");
  add_type(map, "o'clock''s", "odd", "backward");
  add_type(map, "belongs/to", "membership", "backward");
  add_type(map, "æ|up", "rule", "forward");
  add_type(map, "up", "rule", "forward");
  const char *const ties[][6] = {{"low", "o'clock''s", "a", "stated"},
                                 {"low", "belongs/to", "b", "stated"},
                                 {"c", "æ|up", "low", "stated"},
                                 {"c", "up", "a", "stated"}};
  for (size_t i = 0; i < 4; i++) add_tie(map, ties[i]);
  styr_apex_options o = above(map, "low");
  ck_assert_str_eq(apexes(map, &o), "b c");
  o.no_membership = true;
  ck_assert_str_eq(apexes(map, &o), "c");
  ck_assert_str_eq(paths_to(map, &o, 0), "low>c");
  o.path.selector = STYR_ALL;
  ck_assert_str_eq(paths_to(map, &o, 0), "low>a>c low>c");
  styr_map_free(map);
}
END_TEST

START_TEST(a_ruling_direction_taken_away) { /* the vocabulary of the map overrides the built-in one */
  styr_map *map = map_of("a b", "a funds b stated\nb part_of a stated");
  add_type(map, "funds", "rule", "none");
  styr_apex_options o = above(map, "b");
  ck_assert_str_eq(apexes(map, &o), "a");
  o.no_membership = true;
  ck_assert_str_eq(apexes(map, &o), "b*");
  styr_map_free(map);
}
END_TEST

/* ---- assumed ties ---- */

START_TEST(grades) {
  static const char *const cases[][2] = {{"-", "a?"}, {"assumed", "a?"}, {"inferred", "a"}, {"stated", "a"}, {"observed", "a"}};
  for (size_t i = 0; i < 5; i++) {
    char tie[40];
    snprintf(tie, sizeof tie, "a leads b %s", cases[i][0]);
    styr_map *map = map_of("a b", tie);
    check(map, "b", cases[i][1]);
    styr_map_free(map);
  }
}
END_TEST

START_TEST(another_way_that_is_not_assumed) {
  styr_map *map = map_of("a m b", "a leads b assumed\na leads m stated\nm leads b stated");
  check(map, "b", "a");
  styr_map_free(map);
}
END_TEST

START_TEST(an_assumed_tie_on_the_way) {
  styr_map *map = map_of("a m b", "a leads m stated\nm leads b assumed");
  check(map, "b", "a?");
  check(map, "m", "a");
  styr_map_free(map);
}
END_TEST

START_TEST(an_assumed_ruler_of_oneself) { /* without it the node would be its own, different apex */
  styr_map *map = map_of("a b", "a leads b assumed");
  check(map, "b", "a?");
  check(map, "a", "a*");
  styr_map_free(map);
}
END_TEST

START_TEST(a_circle_held_by_an_assumed_tie) { /* both are still above, but in two apexes */
  styr_map *map = map_of("p q low", "p leads q stated\nq leads p assumed\nq leads low stated");
  check(map, "low", "p,q?");
  check(map, "p", "p,q*?");
  styr_map_free(map);
}
END_TEST

START_TEST(with_the_least_grade_raised) {
  styr_map *map = map_of("a b c", "a leads c assumed\nb leads c inferred");
  styr_apex_options o = above(map, "c");
  ck_assert_str_eq(apexes(map, &o), "a? b");
  o.filter.min_grade = STYR_GRADE_ASSUMED;
  ck_assert_str_eq(apexes(map, &o), "a? b");
  o.filter.min_grade = STYR_GRADE_INFERRED;
  ck_assert_str_eq(apexes(map, &o), "b");
  o.filter.min_grade = STYR_GRADE_STATED;
  ck_assert_str_eq(apexes(map, &o), "c*");
  styr_map_free(map);
}
END_TEST

START_TEST(disputed_ties) {
  styr_map *map = map_of("a b", "a leads b disputed");
  styr_apex_options o = above(map, "b");
  ck_assert_str_eq(apexes(map, &o), "b*");
  o.filter.disputed = true;
  ck_assert_str_eq(apexes(map, &o), "a");
  styr_map_free(map);
}
END_TEST

/* ---- dates ---- */

START_TEST(as_of) {
  styr_map *map = map_of("a b", "a leads b stated 2010 2015\nb leads a stated 2014 2020");
  styr_apex_options o = above(map, "b");
  ck_assert_str_eq(apexes(map, &o), "a,b*");
  o.filter.as_of = year("2012");
  ck_assert_str_eq(apexes(map, &o), "a");
  o.filter.as_of = year("2014");
  ck_assert_str_eq(apexes(map, &o), "a,b*");
  o.filter.as_of = year("2018");
  ck_assert_str_eq(apexes(map, &o), "b*");
  styr_map_free(map);
}
END_TEST

START_TEST(as_of_drops_nodes) {
  styr_map *map = empty_map();
  add_actor(map, "new", "2015", "");
  add_actor(map, "old", "", "2010");
  add_actor(map, "low", "", "");
  add_ties(map, "new leads low stated\nold leads low stated");
  styr_apex_options o = above(map, "low");
  ck_assert_str_eq(apexes(map, &o), "new old");
  o.filter.as_of = year("2009");
  ck_assert_str_eq(apexes(map, &o), "old");
  o.filter.as_of = year("2016");
  ck_assert_str_eq(apexes(map, &o), "new");
  o.filter.as_of = year("2012");
  ck_assert_str_eq(apexes(map, &o), "low*");
  styr_map_free(map);
}
END_TEST

START_TEST(certain) {
  styr_map *map = map_of("a b", "a leads b stated 2010-06 -");
  styr_apex_options o = above(map, "b");
  o.filter.as_of = year("2010");
  ck_assert_str_eq(apexes(map, &o), "a");
  o.filter.certain = true;
  ck_assert_str_eq(apexes(map, &o), "b*");
  o.filter.as_of = year("2011");
  ck_assert_str_eq(apexes(map, &o), "a");
  styr_map_free(map);
}
END_TEST

/* ---- paths ---- */

START_TEST(modes_and_selectors) {
  styr_map *map = map_of("top p q low", "top leads p stated\np leads low stated\nq leads low stated\np leads q stated\nq leads p stated");
  styr_apex_options o = above(map, "low");
  ck_assert_str_eq(apexes(map, &o), "top");
  ck_assert_str_eq(paths_to(map, &o, 0), "low>p>top");
  o.path.selector = STYR_ALL;
  ck_assert_str_eq(paths_to(map, &o, 0), "low>p>top low>q>p>top");
  o.path.mode = STYR_TRAIL;
  ck_assert_str_eq(paths_to(map, &o, 0), "low>p>top low>p>q>p>top low>q>p>top");
  o.path.selector = STYR_ANY_SHORTEST;
  ck_assert_str_eq(paths_to(map, &o, 0), "low>p>top");
  o.path.mode = STYR_WALK;
  o.path.selector = STYR_GROUPS;
  o.path.k = 3;
  ck_assert_str_eq(paths_to(map, &o, 0), "low>p>top low>q>p>top low>p>q>p>top");
  styr_map_free(map);
}
END_TEST

START_TEST(back_to_itself) { /* a ruling path has at least one tie; ACYCLIC excludes the cycle */
  styr_map *map = map_of("a b", "a leads b stated\nb leads a stated");
  styr_apex_options o = above(map, "a");
  ck_assert_str_eq(paths_to(map, &o, 0), "a>b");
  o.path.mode = STYR_SIMPLE;
  ck_assert_str_eq(paths_to(map, &o, 0), "a>b a>b>a");
  styr_map_free(map);
}
END_TEST

START_TEST(from_and_to_of_the_paths_play_no_part) {
  styr_map *map = map_of("a b c", "a leads b stated\nc leads b stated");
  styr_apex_options o = above(map, "b");
  const styr_node other = styr_map_find(map, "c");
  o.path.from = o.path.to = &other;
  o.path.from_count = o.path.to_count = 1;
  ck_assert_str_eq(apexes(map, &o), "a c");
  ck_assert_str_eq(paths_to(map, &o, 0), "b>a");
  styr_map_free(map);
}
END_TEST

START_TEST(bounds) {
  styr_map *map = map_of("a b c", "a leads b stated\nb leads c stated\na funds b stated");
  styr_apex_options o = above(map, "c");
  o.path.limit = 1;
  ck_assert_str_eq(paths_to(map, &o, 0), "c>b>a (limit)");
  o.path.limit = 2;
  ck_assert_str_eq(paths_to(map, &o, 0), "c>b>a c>b>a");
  o.path.max_length = 1;
  ck_assert_str_eq(paths_to(map, &o, 0), " (max-length)");
  o.path.max_length = 2;
  o.path.memory = 8;
  ck_assert_str_eq(paths_to(map, &o, 0), " (memory)");
  styr_map_free(map);
}
END_TEST

START_TEST(one_cursor_at_a_time) {
  styr_map *map = map_of("a b c", "a leads c stated\nb leads c stated");
  const styr_apex_options o = above(map, "c");
  styr_apexes *answer = opened(map, &o);
  styr_paths *first = NULL, *second = NULL;
  ck_ok(styr_apexes_paths(answer, 0, &first, &error), error);
  ck_assert_int_eq(styr_apexes_paths(answer, 1, &second, &error), STYR_ERR_ARG);
  ck_assert_ptr_null(second);
  styr_paths_close(first);
  styr_error_clear(&error);
  ck_ok(styr_apexes_paths(answer, 1, &second, &error), error);
  styr_paths_close(second);
  styr_apexes_free(answer);
  styr_map_free(map);
}
END_TEST

/* ---- errors ---- */

START_TEST(no_node) {
  styr_map *map = map_of("a", "");
  const styr_apex_options o = STYR_APEX_OPTIONS_INIT;
  styr_apexes *answer = (styr_apexes *)&error; /* untouched on failure */
  styr_error_clear(&error);
  ck_assert_int_eq(styr_apexes_open(map, &o, &answer, &error), STYR_ERR_ARG);
  ck_assert_ptr_eq(answer, (styr_apexes *)&error);
  ck_assert_str_ne(error.message, "");
  ck_assert_int_eq(styr_apexes_open(map, &o, &answer, NULL), STYR_ERR_ARG);
  styr_map_free(map);
}
END_TEST

START_TEST(not_there_then) {
  styr_map *map = empty_map();
  add_actor(map, "late", "2015", "");
  styr_apex_options o = above(map, "late");
  styr_apexes *answer = NULL;
  o.filter.as_of = year("2010");
  ck_assert_int_eq(styr_apexes_open(map, &o, &answer, &error), STYR_ERR_NOT_FOUND);
  ck_assert_ptr_null(answer);
  ck_assert_str_eq(error.message, "late is not there in 2010");
  styr_error_clear(&error);
  o.filter.as_of = year("2016");
  o.filter.certain = true;
  ck_assert_str_eq(apexes(map, &o), "late*");
  o.filter.as_of = year("2014");
  ck_assert_int_eq(styr_apexes_open(map, &o, &answer, &error), STYR_ERR_NOT_FOUND);
  ck_assert_str_eq(error.message, "late is not there throughout 2014");
  styr_map_free(map);
}
END_TEST

START_TEST(endless_walks_are_refused) {
  styr_map *map = map_of("a b", "a leads b stated");
  styr_apex_options o = above(map, "b");
  o.path.mode = STYR_WALK;
  o.path.selector = STYR_ALL;
  styr_apexes *answer = NULL;
  styr_paths *paths = NULL;
  styr_status status = styr_apexes_open(map, &o, &answer, &error);
  if (status == STYR_OK) status = styr_apexes_paths(answer, 0, &paths, &error);
  ck_assert_int_eq(status, STYR_ERR_ARG);
  ck_assert_ptr_null(paths);
  styr_apexes_free(answer);
  o.path.max_length = 5;
  styr_error_clear(&error);
  ck_assert_str_eq(paths_to(map, &o, 0), "b>a");
  styr_map_free(map);
}
END_TEST

START_TEST(nothing_to_free) {
  styr_apexes_free(NULL);
}
END_TEST

static int refuse_after(void *ctx, const void *bytes, size_t size) {
  size_t *left = ctx;
  (void)bytes;
  if (size > *left) return -1;
  *left -= size;
  return 0;
}

START_TEST(writing) {
  styr_map *map = map_of("a b", "a leads b stated");
  const styr_apex_options o = above(map, "b");
  styr_apexes *answer = opened(map, &o);
  styr_buffer whole = STYR_BUFFER_INIT;
  styr_sink sink = styr_buffer_sink(&whole);
  ck_assert_int_eq(styr_apexes_write(answer, NULL, STYR_FORMAT_CSV, &sink, &error), STYR_ERR_ARG);
  ck_assert_uint_eq(whole.size, 0);
  styr_error_clear(&error);
  ck_ok(styr_apexes_write(answer, NULL, STYR_FORMAT_JSON, &sink, &error), error);
  ck_assert_str_eq(whole.bytes,
                   "{\"view\":\"full\",\"from\":\"b\",\"apexes\":[{\"members\":[\"a\"],\"contains_from\":false,\"without_assumed\":true,"
                   "\"paths\":[{\"from\":\"b\","
                   "\"to\":\"a\",\"length\":1,\"ties\":[{\"id\":\"t1\",\"type\":\"leads\",\"from\":\"a\",\"to\":\"b\",\"reversed\":true}],"
                   "\"grade\":\"stated\",\"source\":null}],\"truncated\":null}]}\n");
  for (int format = STYR_FORMAT_TEXT; format <= STYR_FORMAT_JSONL; format++) {
    styr_buffer_free(&whole);
    whole = (styr_buffer)STYR_BUFFER_INIT;
    sink = styr_buffer_sink(&whole);
    ck_ok(styr_apexes_write(answer, NULL, (styr_format)format, &sink, &error), error);
    for (size_t room = 0; room < whole.size; room += 7) { /* a disk that is full after any number of bytes; then the same once more */
      size_t left = room;
      const styr_sink full = {.ctx = &left, .write = refuse_after};
      styr_error_clear(&error);
      ck_assert_int_eq(styr_apexes_write(answer, NULL, (styr_format)format, &full, &error), STYR_ERR_IO);
    }
    size_t left = whole.size;
    const styr_sink fits = {.ctx = &left, .write = refuse_after};
    styr_error_clear(&error);
    ck_ok(styr_apexes_write(answer, NULL, (styr_format)format, &fits, &error), error);
    ck_assert_uint_eq(left, 0);
  }
  styr_buffer_free(&whole);
  styr_apexes_free(answer);
  styr_map_free(map);
}
END_TEST

/* ---- random maps against the definition ---- */

static uint64_t seed;

static unsigned below(unsigned n) { /* splitmix64 */
  uint64_t z = seed += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return (unsigned)((z ^ (z >> 31)) % n);
}

typedef struct edge {
  unsigned ruler, ruled;
  bool rules, membership, disputed;
  int grade;      /* rank: 0 none, 1 assumed, 2 inferred, 3 stated */
  int start, end; /* years; 0 = open */
} edge;

typedef struct field {
  unsigned nodes, edges;
  int start[most_nodes], end[most_nodes];
  edge edge[most_ties];
} field;

static const styr_grade grade_of_rank[] = {STYR_GRADE_NONE, STYR_GRADE_ASSUMED, STYR_GRADE_INFERRED, STYR_GRADE_STATED};

static const char *year_text(int number, char out[8]) {
  snprintf(out, 8, number ? "%d" : "", number);
  return out;
}

static styr_map *random_map(field *f) {
  static const struct {
    const char *type;
    char direction;
    bool membership;
  } types[] = {{"funds", 'f', false},    {"leads", 'f', false},     {"reports_to", 'b', false}, {"part_of", 'b', true},
               {"member_of", 'n', true}, {"refers", 'n', false},    {"it's", 'b', false},       {"joins", 'f', true},
               {"unheard", 'n', false},  {"supervises", 'f', false}};
  static const char *const names[] = {"-", "assumed", "inferred", "stated"};
  styr_map *map = empty_map();
  char start[8], end[8];
  add_type(map, "it's", "rule", "backward");
  add_type(map, "joins", "membership", "forward");
  f->nodes = 1 + below(most_nodes);
  f->edges = below(f->nodes * 3);
  for (unsigned i = 0; i < f->nodes; i++) {
    char id[16];
    snprintf(id, sizeof id, "n%u", i);
    f->start[i] = below(6) ? 0 : 2000 + (int)below(3);
    f->end[i] = below(6) ? 0 : 2002 + (int)below(3);
    add_actor(map, id, year_text(f->start[i], start), year_text(f->end[i], end));
  }
  for (unsigned i = 0; i < f->edges; i++) {
    const unsigned t = below(sizeof types / sizeof *types), a = below(f->nodes), b = below(f->nodes);
    edge *e = &f->edge[i];
    *e = (edge){types[t].direction == 'b' ? b : a,
                types[t].direction == 'b' ? a : b,
                types[t].direction != 'n',
                types[t].membership,
                below(8) == 0,
                (int)below(4),
                below(4) ? 0 : 2000 + (int)below(3),
                below(4) ? 0 : 2002 + (int)below(3)};
    char from[16], to[16];
    snprintf(from, sizeof from, "n%u", a);
    snprintf(to, sizeof to, "n%u", b);
    year_text(e->start, start);
    year_text(e->end, end);
    add_tie(map, (const char *const[6]){from, types[t].type, to, e->disputed ? "disputed" : names[e->grade], *start ? start : "-",
                                        *end ? end : "-"});
  }
  return map;
}

static bool within(int start, int end, int at) {
  return !at || ((!start || start <= at) && (!end || at <= end));
}

typedef struct asked {
  int least, at; /* rank of the least grade; year, 0 = none */
  bool disputed, no_membership;
} asked;

/* reach[a][b]: b is above a, or is a. */
static void find_reach(const field *f, const asked *q, bool reach[most_nodes][most_nodes]) {
  memset(reach, 0, sizeof(bool[most_nodes][most_nodes]));
  for (unsigned i = 0; i < f->nodes; i++) reach[i][i] = true;
  for (unsigned i = 0; i < f->edges; i++) {
    const edge *e = &f->edge[i];
    const bool seen = e->disputed ? q->disputed : e->grade >= q->least;
    const bool then = within(e->start, e->end, q->at) && within(f->start[e->ruler], f->end[e->ruler], q->at) &&
                      within(f->start[e->ruled], f->end[e->ruled], q->at);
    if (e->rules && seen && then && !(q->no_membership && e->membership)) reach[e->ruled][e->ruler] = true;
  }
  for (unsigned k = 0; k < f->nodes; k++)
    for (unsigned i = 0; i < f->nodes; i++)
      for (unsigned j = 0; j < f->nodes; j++) reach[i][j] |= reach[i][k] && reach[k][j];
}

/* The members of the apexes above a node as sets, by the node with the least number. */
static void find_apexes(const field *f, const asked *q, unsigned from, unsigned sets[most_nodes]) {
  bool reach[most_nodes][most_nodes];
  find_reach(f, q, reach);
  memset(sets, 0, most_nodes * sizeof *sets);
  for (unsigned i = 0; i < f->nodes; i++) {
    unsigned members = 0, all = 0;
    for (unsigned j = 0; j < f->nodes; j++) {
      if (reach[i][j]) all |= 1u << j;
      if (reach[i][j] && reach[j][i]) members |= 1u << j;
    }
    const bool least = (members & ((1u << i) - 1)) == 0;
    if (least && reach[from][i] && members == all) sets[i] = members; /* nothing above it but itself */
  }
}

static void check_paths(const styr_map *map, styr_apexes *answer, size_t index, const styr_apex *apex, styr_node from) {
  styr_paths *paths = NULL;
  styr_path path;
  styr_status status;
  unsigned reached = 0, wanted = 0;
  for (size_t i = 0; i < apex->count; i++)
    if (apex->members[i].ref != from.ref) wanted |= 1u << atoi(styr_node_id(map, apex->members[i]) + 1);
  ck_ok(styr_apexes_paths(answer, index, &paths, &error), error);
  while ((status = styr_paths_next(paths, &path, &error)) == STYR_OK) {
    ck_assert_uint_ge(path.length, 1);
    ck_assert_uint_eq(path.nodes[0].ref, from.ref);
    reached |= 1u << atoi(styr_node_id(map, path.to) + 1);
    for (size_t i = 0; i < path.length; i++) {
      const styr_ruling ruling = styr_tie_ruling(map, path.ties[i]);
      ck_assert_int_ne(ruling, STYR_RULING_NONE);
      const styr_node a = styr_tie_from(map, path.ties[i]), b = styr_tie_to(map, path.ties[i]);
      ck_assert_uint_eq((ruling == STYR_RULING_FORWARD ? b : a).ref, path.nodes[i].ref);
      ck_assert_uint_eq((ruling == STYR_RULING_FORWARD ? a : b).ref, path.nodes[i + 1].ref);
      for (size_t k = 0; k <= i; k++) ck_assert_uint_ne(path.nodes[k].ref, path.nodes[i + 1].ref);
    }
  }
  ck_assert_int_eq(status, STYR_END);
  ck_assert_uint_eq(reached, wanted);
  styr_paths_close(paths);
}

static void check_node(const styr_map *map, const field *f, const asked *q, unsigned from) {
  styr_apex_options o = STYR_APEX_OPTIONS_INIT;
  styr_apexes *answer = NULL;
  unsigned sets[most_nodes], strict_sets[most_nodes];
  char text[8];
  o.from = styr_map_actor(map, from);
  o.no_membership = q->no_membership;
  o.filter.min_grade = grade_of_rank[q->least];
  o.filter.disputed = q->disputed;
  if (q->at) o.filter.as_of = year(year_text(q->at, text));
  styr_error_clear(&error);
  if (!within(f->start[from], f->end[from], q->at)) {
    ck_assert_int_eq(styr_apexes_open(map, &o, &answer, &error), STYR_ERR_NOT_FOUND);
    return;
  }
  answer = opened(map, &o);
  find_apexes(f, q, from, sets);
  asked strict = *q;
  if (strict.least < 2) strict.least = 2;
  find_apexes(f, &strict, from, strict_sets);
  size_t index = 0;
  for (unsigned i = 0; i < f->nodes; i++) {
    if (!sets[i]) continue;
    ck_assert_uint_lt(index, styr_apexes_count(answer));
    const styr_apex apex = styr_apexes_get(answer, index);
    unsigned members = 0;
    for (size_t k = 0; k < apex.count; k++) {
      members |= 1u << atoi(styr_node_id(map, apex.members[k]) + 1);
      ck_assert(!k || apex.members[k - 1].ref < apex.members[k].ref);
    }
    ck_assert_uint_eq(members, sets[i]);
    ck_assert_uint_eq(apex.contains_from, (members >> from) & 1);
    ck_assert_uint_eq(apex.without_assumed, strict_sets[i] == members);
    check_paths(map, answer, index++, &apex, o.from);
  }
  ck_assert_uint_eq(index, styr_apexes_count(answer));
  styr_apexes_free(answer);
}

START_TEST(random_maps_against_the_definition) {
  unsigned several = 0, circles = 0, assumed = 0;
  for (seed = 1; seed <= random_maps; seed++) {
    const uint64_t this = seed;
    seed *= 7919;
    field f;
    styr_map *map = random_map(&f);
    for (unsigned from = 0; from < f.nodes; from++) {
      for (int i = 0; i < 4; i++) {
        const asked q = {(int)below(4) * (i > 1), below(2) ? 2000 + (int)below(6) : 0, below(2), below(2)};
        check_node(map, &f, &q, from);
        unsigned sets[most_nodes], count = 0;
        find_apexes(&f, &q, from, sets);
        for (unsigned k = 0; k < f.nodes; k++) {
          count += sets[k] != 0;
          circles += (sets[k] & (sets[k] - 1)) != 0;
          assumed += sets[k] && q.least < 2;
        }
        several += count > 1;
      }
    }
    styr_map_free(map);
    seed = this;
  }
  ck_assert_uint_gt(several, 150); /* else the maps say little */
  ck_assert_uint_gt(circles, 300);
  ck_assert_uint_gt(assumed, 300);
}
END_TEST

/* ---- the sets above all nodes at once ---- */

static styr_graph *frozen(const styr_map *map, const asked *q) {
  styr_filter filter = STYR_FILTER_INIT;
  styr_graph *graph = NULL;
  char text[8];
  filter.min_grade = grade_of_rank[q->least];
  filter.disputed = q->disputed;
  if (q->at) filter.as_of = year(year_text(q->at, text));
  ck_ok(styr_graph_freeze(map, &filter, NULL, &graph, &error), error);
  return graph;
}

/* The members of each apex of a set, as find_apexes() gives them. */
static void read_set(const styr_map *map, const styr_i_apex_sets *sets, uint32_t set, unsigned out[most_nodes]) {
  styr_i_apexes list;
  unsigned last = 0;
  memset(out, 0, most_nodes * sizeof *out);
  ck_assert(styr_i_apex_set_list(&styr_i_libc, sets, set, &list));
  for (size_t i = 0, n; i < list.count; i++) {
    const styr_node *members = styr_i_apex(&list, i, &n);
    const unsigned first = (unsigned)atoi(styr_node_id(map, members[0]) + 1);
    ck_assert(!i || first > last);
    last = first;
    for (size_t k = 0; k < n; k++) out[first] |= 1u << atoi(styr_node_id(map, members[k]) + 1);
  }
  styr_i_apexes_done(&styr_i_libc, &list);
}

/* Every component comes before those above it, and contains only nodes that can be reached from the given nodes. */
static void check_condensation(const field *f, const asked *q, const styr_i_condensation *c, unsigned asked_about) {
  bool reach[most_nodes][most_nodes];
  find_reach(f, q, reach);
  for (unsigned i = 0; i < f->nodes; i++) {
    bool reached = false;
    for (unsigned k = 0; k < f->nodes; k++) {
      reached |= (asked_about >> k & 1) && reach[k][i];
      if (c->of[i] && c->of[k]) ck_assert_int_eq(c->of[i] == c->of[k], reach[i][k] && reach[k][i]);
    }
    ck_assert_int_eq(c->of[i] != 0, reached);
  }
  for (size_t i = 0, k = 0; i < c->count; i++)
    for (; k < c->ends[i]; k++) ck_assert_uint_lt(c->above[k], i);
}

static void check_sets(const styr_map *map, const field *f, const asked q[2], unsigned asked_about) {
  styr_graph *graphs[2] = {frozen(map, &q[0]), frozen(map, &q[1])};
  styr_i_condensation c[2];
  styr_i_apex_sets sets;
  uint32_t from[most_nodes];
  size_t count = 0;
  for (uint32_t i = 0; i < f->nodes; i++)
    if (asked_about >> i & 1) from[count++] = i;
  for (int k = 0; k < 2; k++) {
    ck_assert(styr_i_condense(&styr_i_libc, graphs[k], from, count, q[k].no_membership ? STYR_I_MEMBERSHIP : 0, &c[k]));
    check_condensation(f, &q[k], &c[k], asked_about);
  }
  ck_assert(styr_i_apex_sets_make(&styr_i_libc, &c[0], &c[1], &sets));
  for (size_t i = 0; i < count; i++) {
    unsigned wanted[2][most_nodes], got[most_nodes];
    for (int k = 0; k < 2; k++) {
      find_apexes(f, &q[k], from[i], wanted[k]);
      read_set(map, &sets, styr_i_apex_set(&sets, k, from[i]), got);
      ck_assert_mem_eq(got, wanted[k], sizeof got);
    }
    const bool same = styr_i_apex_set(&sets, 0, from[i]) == styr_i_apex_set(&sets, 1, from[i]);
    ck_assert_int_eq(same, memcmp(wanted[0], wanted[1], sizeof *wanted) == 0);
  }
  styr_i_apex_sets_done(&styr_i_libc, &sets);
  for (int k = 0; k < 2; k++) {
    styr_i_condensation_done(&styr_i_libc, &c[k]);
    styr_graph_free(graphs[k]);
  }
}

START_TEST(sets_against_the_definition) {
  for (uint64_t i = 1; i <= random_maps; i++) {
    seed = i * 104729;
    field f;
    styr_map *map = random_map(&f);
    for (int turn = 0; turn < 4; turn++) {
      const asked q[2] = {{(int)below(4) * (turn > 1), below(2) ? 2000 + (int)below(6) : 0, below(2), below(2)},
                          {(int)below(4) * (turn > 1), below(2) ? 2000 + (int)below(6) : 0, below(2), below(2)}};
      check_sets(map, &f, q, turn ? below(1u << f.nodes) : (1u << f.nodes) - 1);
    }
    styr_map_free(map);
  }
}
END_TEST

enum { many = 120, many_apexes = 60 };

/* The first nodes are ruled by none, and many of them rule the next one. Below, most ties lead downward, so that there are
 * cycles too. */
static void rule_many(styr_map *map, bool reach[2][many][many]) {
  char ids[2][16];
  memset(reach, 0, 2 * sizeof *reach);
  for (unsigned i = 0; i < many; i++) {
    snprintf(ids[0], sizeof ids[0], "n%u", i);
    add_actor(map, ids[0], "", "");
    reach[0][i][i] = reach[1][i][i] = true;
  }
  for (unsigned i = many_apexes; i < many; i++)
    for (unsigned k = i == many_apexes ? 40 : below(6); k-- > 0;) {
      const unsigned ruler = i == many_apexes ? k : below(12) ? below(i) : below(many - many_apexes) + many_apexes;
      const bool assumed = below(3) == 0;
      snprintf(ids[0], sizeof ids[0], "n%u", ruler);
      snprintf(ids[1], sizeof ids[1], "n%u", i);
      add_tie(map, (const char *const[6]){ids[0], "leads", ids[1], assumed ? "assumed" : "stated", NULL, NULL});
      reach[0][i][ruler] = true;
      reach[1][i][ruler] |= !assumed;
    }
  for (int g = 0; g < 2; g++)
    for (unsigned k = 0; k < many; k++)
      for (unsigned i = 0; i < many; i++)
        for (unsigned j = 0; reach[g][i][k] && j < many; j++) reach[g][i][j] |= reach[g][k][j];
}

static bool at_the_top(bool reach[many][many], unsigned node) {
  for (unsigned i = 0; i < many; i++)
    if (reach[node][i] && !reach[i][node]) return false;
  return true;
}

static void check_many(const styr_i_apexes *list, bool reach[many][many], unsigned from) {
  bool told[many] = {false};
  for (size_t i = 0, n; i < list->count; i++) {
    const styr_node *members = styr_i_apex(list, i, &n);
    for (size_t k = 0; k < n; k++) {
      ck_assert(!told[members[k].ref]);
      ck_assert(reach[members[0].ref][members[k].ref] && reach[members[k].ref][members[0].ref]);
      told[members[k].ref] = true;
    }
  }
  for (unsigned i = 0; i < many; i++) ck_assert_int_eq(told[i], reach[from][i] && at_the_top(reach, i));
}

/* More apexes than a word of a set holds, and a few nodes above which the sets differ by one of them. */
START_TEST(sets_of_many_apexes) {
  static bool reach[2][many][many];
  size_t largest = 0, same = 0;
  for (uint64_t turn = 1; turn <= 8; turn++) {
    seed = turn * 7919;
    styr_map *map = empty_map();
    rule_many(map, reach);
    const asked q[2] = {{0, 0, false, false}, {2, 0, false, false}};
    styr_graph *graphs[2] = {frozen(map, &q[0]), frozen(map, &q[1])};
    styr_i_condensation c[2];
    styr_i_apex_sets sets;
    styr_i_apexes lists[2];
    uint32_t all[many];
    for (uint32_t i = 0; i < many; i++) all[i] = i;
    for (int g = 0; g < 2; g++) ck_assert(styr_i_condense(&styr_i_libc, graphs[g], all, many, 0, &c[g]));
    ck_assert(styr_i_apex_sets_make(&styr_i_libc, &c[0], &c[1], &sets));
    for (uint32_t i = 0; i < many; i++) {
      for (int g = 0; g < 2; g++) {
        ck_assert(styr_i_apex_set_list(&styr_i_libc, &sets, styr_i_apex_set(&sets, g, i), &lists[g]));
        check_many(&lists[g], reach[g], i);
        if (lists[g].count > largest) largest = lists[g].count;
      }
      bool equal = lists[0].count == lists[1].count;
      for (size_t k = 0; equal && k < lists[0].count; k++) equal = styr_i_same_apex(&lists[0], k, &lists[1], k);
      ck_assert_int_eq(styr_i_apex_set(&sets, 0, i) == styr_i_apex_set(&sets, 1, i), equal);
      same += equal && i >= many_apexes;
      for (int g = 0; g < 2; g++) styr_i_apexes_done(&styr_i_libc, &lists[g]);
    }
    styr_i_apex_sets_done(&styr_i_libc, &sets);
    for (int g = 0; g < 2; g++) {
      styr_i_condensation_done(&styr_i_libc, &c[g]);
      styr_graph_free(graphs[g]);
    }
    styr_map_free(map);
  }
  ck_assert_uint_gt(largest, 32); /* else the maps say little */
  ck_assert_uint_gt(same, 50);
}
END_TEST

static void *scarce_allocate(void *ctx, size_t size) {
  size_t *left = ctx;
  return *left ? --*left, malloc(size) : NULL;
}

static void *scarce_reallocate(void *ctx, void *ptr, size_t size) {
  size_t *left = ctx;
  return *left ? --*left, realloc(ptr, size) : NULL;
}

static void scarce_release(void *ctx, void *ptr) {
  (void)ctx;
  free(ptr);
}

START_TEST(memory_that_runs_out) { /* after more and more allocations; no memory may leak */
  styr_map *map =
      map_of("a b c d e", "a leads b stated\nb leads a stated\nb leads c\nd leads c assumed\nc leads e\nd leads e stated\nb reports_to d");
  const asked q[2] = {{0, 0, false, false}, {2, 0, false, false}};
  styr_graph *graphs[2] = {frozen(map, &q[0]), frozen(map, &q[1])};
  const uint32_t from[] = {4, 2, 0};
  bool done = false;
  for (size_t room = 0; !done; room++) {
    size_t left = room;
    const styr_allocator a = {&left, scarce_allocate, scarce_reallocate, scarce_release};
    styr_i_condensation c[2] = {{.g = NULL}, {.g = NULL}};
    styr_i_apex_sets sets = {.tops = NULL};
    styr_i_apexes list = {.count = 0};
    done = styr_i_condense(&a, graphs[0], from, 3, 0, &c[0]) && styr_i_condense(&a, graphs[1], from, 3, 0, &c[1]) &&
           styr_i_apex_sets_make(&a, &c[0], &c[1], &sets) && styr_i_apex_set_list(&a, &sets, styr_i_apex_set(&sets, 0, 4), &list);
    ck_assert_uint_lt(room, 500);
    if (done) ck_assert_uint_eq(list.count, 1);
    styr_i_apexes_done(&a, &list);
    styr_i_apex_sets_done(&a, &sets);
    for (int g = 0; g < 2; g++) styr_i_condensation_done(&a, &c[g]);
  }
  for (int g = 0; g < 2; g++) styr_graph_free(graphs[g]);
  styr_map_free(map);
}
END_TEST

START_TEST(nothing_asked_about) {
  styr_map *map = map_of("a b", "a leads b");
  const asked q = {0, 0, false, false};
  styr_graph *graph = frozen(map, &q);
  styr_i_condensation c;
  styr_i_apex_sets sets;
  ck_assert(styr_i_condense(&styr_i_libc, graph, NULL, 0, 0, &c));
  ck_assert_uint_eq(c.count + c.tops.count, 0);
  ck_assert(styr_i_apex_sets_make(&styr_i_libc, &c, NULL, &sets));
  ck_assert_uint_eq(sets.count, 0);
  styr_i_apex_sets_done(&styr_i_libc, &sets);
  styr_i_condensation_done(&styr_i_libc, &c);
  styr_graph_free(graph);
  styr_map_free(map);
}
END_TEST

SUITE("apex", tcase_add_test(t, alone); tcase_add_test(t, a_chain); tcase_add_test(t, both_ruling_directions);
      tcase_add_test(t, a_diamond_is_one_apex); tcase_add_test(t, order_of_the_map); tcase_add_test(t, order_of_members);
      tcase_add_test(t, a_circle_below_an_apex_is_none); tcase_add_test(t, two_circles_one_above_the_other);
      tcase_add_test(t, a_circle_and_a_node); tcase_add_test(t, a_tie_to_itself_is_no_ruler);
      tcase_add_test(t, parallel_ties_are_one_apex_and_two_paths); tcase_add_test(t, texts_rule_too); tcase_add_test(t, a_long_chain);
      tcase_add_test(t, a_long_circle); tcase_add_test(t, membership_counts_unless_left_out);
      tcase_add_test(t, an_association_does_not_rule_its_members); tcase_add_test(t, a_circle_through_membership);
      tcase_add_test(t, types_of_ones_own); tcase_add_test(t, a_ruling_direction_taken_away); tcase_add_test(t, grades);
      tcase_add_test(t, another_way_that_is_not_assumed); tcase_add_test(t, an_assumed_tie_on_the_way);
      tcase_add_test(t, an_assumed_ruler_of_oneself); tcase_add_test(t, a_circle_held_by_an_assumed_tie);
      tcase_add_test(t, with_the_least_grade_raised); tcase_add_test(t, disputed_ties); tcase_add_test(t, as_of);
      tcase_add_test(t, as_of_drops_nodes); tcase_add_test(t, certain); tcase_add_test(t, modes_and_selectors);
      tcase_add_test(t, back_to_itself); tcase_add_test(t, from_and_to_of_the_paths_play_no_part); tcase_add_test(t, bounds);
      tcase_add_test(t, one_cursor_at_a_time); tcase_add_test(t, no_node); tcase_add_test(t, not_there_then);
      tcase_add_test(t, endless_walks_are_refused); tcase_add_test(t, nothing_to_free); tcase_add_test(t, writing);
      tcase_add_test(t, random_maps_against_the_definition); tcase_add_test(t, sets_against_the_definition);
      tcase_add_test(t, sets_of_many_apexes); tcase_add_test(t, memory_that_runs_out); tcase_add_test(t, nothing_asked_about);)

/* SPDX-License-Identifier: MIT */
/* Layouts in layers, lines brought out, and scenes in words: small maps whose figures were worked out by hand. That boxes
 * and lines keep clear of one another in these layouts, too, is test_figure.c's, on random maps. */
#include "script.h"

#include "view.h"

static const char money[] = "actor pool agency\nactor a ngo\nactor b ngo\nactor c ngo\nactor d ngo\ntext law law label=The_law\n"
                            "tie pool funds a amount=600 currency=DKK\ntie pool funds a amount=400 currency=DKK\n"
                            "tie pool funds b amount=500 currency=DKK\ntie a instructs c\ntie law assigns a\n"
                            "claim none:pool|funds|d absent stated";

static styr_scene *scene_of(const styr_map *map, const styr_figure_options *options) {
  return scene_seen(map, SEEN_DRAFT, options);
}

static bool has_class(const styr_item *item, const char *word) {
  char classes[1024], *save = NULL;
  snprintf(classes, sizeof classes, "%s", item->classes);
  for (char *p = strtok_r(classes, " ", &save); p; p = strtok_r(NULL, " ", &save))
    if (strcmp(p, word) == 0) return true;
  return false;
}

static bool find(const styr_scene *scene, const char *id, styr_item *out) {
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    *out = styr_scene_get(scene, i);
    if (strcmp(out->id, id) == 0) return true;
  }
  return false;
}

static bool says(const styr_scene *scene, const char *words) {
  for (size_t i = 0; i < styr_scene_count(scene); i++)
    if (strstr(styr_scene_get(scene, i).label, words)) return true;
  return false;
}

static size_t count_items(const styr_scene *scene, styr_item_kind kind, const char *class_name) {
  size_t n = 0;
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    n += item.kind == kind && (!class_name || has_class(&item, class_name)) && !has_class(&item, "legend");
  }
  return n;
}

START_TEST(money_is_drawn_as_wide_as_it_is_much) {
  styr_map *map = map_of(money);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.layout = STYR_LAYOUT_MONEY;
  styr_scene *scene = scene_of(map, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 4); /* c and the law have nothing to do with money */
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, NULL), 3);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "denied"), 1);
  double wide[2] = {0, 0};
  bool told = false;
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    if (item.kind == STYR_ITEM_LINE && strcmp(item.to, "actor-a") == 0) wide[0] = item.stroke_width;
    if (item.kind == STYR_ITEM_LINE && strcmp(item.to, "actor-b") == 0) wide[1] = item.stroke_width;
    told |= strcmp(item.label, "pool → a: 1,000 DKK") == 0;
  }
  ck_assert_double_eq_tol(wide[0], 6, 0.001); /* both payments together are the most */
  ck_assert_double_eq_tol(wide[1], 3.5, 0.001);
  ck_assert_msg(told, "the sum of what is paid to a is not said");
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(a_sum_with_an_unknown_part_is_not_said) {
  static const char *const more[] = {"tie pool funds b", "tie pool funds b amount=1 currency=EUR"};
  for (int i = 0; i < 2; i++) {
    styr_map *map = map_of(money);
    styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
    how.layout = STYR_LAYOUT_MONEY;
    add_lines(map, more[i]);
    styr_scene *scene = scene_of(map, &how);
    for (size_t k = 0; k < styr_scene_count(scene); k++) ck_assert_ptr_null(strstr(styr_scene_get(scene, k).label, "pool → b: 5"));
    styr_scene_free(scene);
    styr_map_free(map);
  }
}
END_TEST

START_TEST(what_rules_one_node_stands_above_it) {
  styr_map *map = map_of(money);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_scene *scene = NULL;
  how.layout = STYR_LAYOUT_RULING;
  ck_assert_int_eq(figure_seen(map, SEEN_DRAFT, &how, &scene, &error), STYR_ERR_ARG);
  how.from = styr_map_find(map, "c");
  scene = scene_of(map, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 4); /* c, a that instructs it, the law, and the pool that pays a */
  styr_item c, a, law;
  ck_assert(find(scene, "actor-c", &c) && find(scene, "actor-a", &a) && find(scene, "text-law", &law));
  ck_assert(law.y + law.h < a.y && a.y + a.h < c.y);
  ck_assert_str_eq(styr_scene_title(scene), "What rules c");
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(texts_stand_with_who_writes_them_and_whom_they_charge) {
  styr_map *map = map_of(money);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.layout = STYR_LAYOUT_TEXTS;
  styr_scene *scene = scene_of(map, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 2);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "tie-assigns"), 1);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(marked_ties_come_out_and_the_others_step_back) {
  styr_map *map = map_of(money);
  const styr_tie marked = styr_map_tie(map, 3);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.marked = &marked;
  how.marked_count = 1;
  styr_scene *scene = scene_of(map, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "marked"), 1);
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    if (item.kind != STYR_ITEM_LINE || has_class(&item, "legend")) continue;
    ck_assert_int_eq(has_class(&item, "marked"), strcmp(item.to, "actor-c") == 0);
    ck_assert_int_eq(strcmp(item.stroke, "#c3c9d1") != 0, strcmp(item.to, "actor-c") == 0);
  }
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(a_scene_is_told_in_words) {
  styr_map *map = map_of(money);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  how.layout = STYR_LAYOUT_RULING;
  how.from = styr_map_find(map, "c");
  styr_scene *scene = scene_of(map, &how);
  ck_assert_int_eq(styr_scene_outline(scene, &sink, NULL), STYR_OK);
  ck_assert_ptr_nonnull(strstr(b.bytes, "What rules c\n"));
  ck_assert_ptr_nonnull(strstr(b.bytes, "  The_law [text]\n    → a: assigns (ungraded)\n"));
  ck_assert_ptr_nonnull(strstr(b.bytes, "3 actors, 1 text, 3 relations."));
  styr_buffer_free(&b);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(words_follow_the_tie_whatever_the_names_are) {
  static const char *const names[] = {"B", "A → C: x", "A: b", "Top", NULL};
  char name[1500], wanted[1600];
  if (names[_i]) snprintf(name, sizeof name, "%s", names[_i]);
  else memset(name, 'y', 1400), name[1400] = '\0';
  styr_map *map = map_of("actor up agency level=national label=Top");
  const styr_field low[] = {{"id", "low"}, {"kind", "office"}, {"level", "local"}, {"label", name}};
  ck_assert_int_eq(styr_map_add(map, STYR_ACTORS, low, 4, NULL, NULL, NULL), STYR_OK);
  add_lines(map, "tie low part_of up\nactor side agency level=local\ntie up mandates side");
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_scene *scene = scene_of(map, NULL);
  ck_assert_int_eq(styr_scene_outline(scene, &sink, NULL), STYR_OK);
  char *text = strndup(b.bytes, b.size);
  snprintf(wanted, sizeof wanted, "\n    ← %.1000s: part_of (ungraded)\n", name);
  if (strcmp(name, "Top") != 0) ck_assert_msg(strstr(text, wanted) != NULL, "%s", text); /* of two with one name nobody can tell */
  ck_assert_ptr_nonnull(strstr(text, "\n    → side: mandates (ungraded)\n"));
  free(text);
  styr_buffer_free(&b);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

static const char audited[] = "text plan plan\nactor body group\nactor in ngo\nactor out ngo\nactor silent ngo\nactor met ngo\n"
                              "source open confidentiality=public\nsource secret confidentiality=restricted\n"
                              "tie body coordinates plan\ntie plan activates in\ntie plan activates met\n"
                              "claim tie:t1 supports stated source=open\nclaim tie:t2 supports stated source=open\n"
                              "claim actor:silent supports - source=open\nclaim actor:met supports - source=open\n"
                              "claim none:plan|activates|out absent stated source=open\nclaim tie:t3 supports stated source=secret";

static const char *frame_of(const styr_scene *scene, const char *id) {
  static const char *const frames[] = {"standing-in", "standing-out", "standing-unknown"};
  styr_item box;
  if (!find(scene, id, &box)) return "not drawn";
  if (!has_class(&box, "framed")) return "no frame";
  for (int i = 0; i < 3; i++)
    if (has_class(&box, frames[i])) return frames[i] + 9;
  return "no frame";
}

START_TEST(frames_say_who_stands_where) {
  styr_map *map = map_of(audited);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.overlay = STYR_OVERLAY_STANDING;
  styr_scene *scene = scene_seen(map, SEEN_PUBLIC, &how);
  ck_assert_str_eq(frame_of(scene, "actor-in"), "in");
  ck_assert_str_eq(frame_of(scene, "actor-out"), "out");
  ck_assert_str_eq(frame_of(scene, "actor-silent"), "unknown");
  ck_assert_str_eq(frame_of(scene, "actor-met"), "unknown"); /* what anchors it is known from a closed source */
  styr_scene_free(scene);
  scene = scene_of(map, &how);
  ck_assert_str_eq(frame_of(scene, "actor-met"), "in");
  styr_scene_free(scene);
  how.overlay = STYR_OVERLAY_NONE;
  scene = scene_of(map, &how);
  ck_assert_str_eq(frame_of(scene, "actor-in"), "no frame");
  styr_item box; /* a style sheet finds it all the same */
  ck_assert(find(scene, "actor-in", &box) && has_class(&box, "standing-in") && has_class(&box, "grade-none"));
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(frames_need_a_plan) {
  styr_map *map = map_of(money);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_scene *scene = NULL;
  how.overlay = STYR_OVERLAY_STANDING;
  styr_error_clear(&error);
  ck_assert_int_eq(figure_seen(map, SEEN_DRAFT, &how, &scene, &error), STYR_ERR_NOT_FOUND);
  ck_assert_ptr_null(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(a_case_is_numbered_where_it_goes) {
  styr_map *map =
      map_of("actor i person level=person\nactor a ngo\nactor b ngo\nactor c ngo\nsource open confidentiality=public\n"
             "source secret confidentiality=restricted\ntie a instructs c\nfigure a\nfigure c\ncase k i -\n"
             "event k 1 i action=asks to=a\nevent k 2 a action=refers to=b\nevent k 3 b action=answers to=i\n"
             "event k 4 c action=hears to=i\nclaim case:k supports stated source=open\n"
             "claim actor:a supports - source=open\nclaim actor:c supports - source=open\nclaim event:k/1 supports stated source=open\n"
             "claim event:k/2 supports stated source=open\nclaim event:k/3 supports stated source=open\n"
             "claim event:k/4 supports stated source=secret");
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.layout = STYR_LAYOUT_CASE;
  styr_scene *scene = scene_seen(map, SEEN_PUBLIC, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 3); /* b is drawn, since the case meets it */
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_MARK, "step"), 3);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "case"), 1); /* from a to b; what c does is not public */
  styr_item box, mark;
  ck_assert(find(scene, "actor-b", &box) && find(scene, "step-3", &mark));
  ck_assert(mark.x >= box.x && mark.x + mark.w <= box.x + box.w && mark.y >= box.y && mark.y + mark.h <= box.y + box.h);
  styr_scene_free(scene);
  scene = scene_of(map, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_MARK, "step"), 4);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "case"), 1);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "next"), 1);
  styr_scene_free(scene);
  how.case_id = "other";
  scene = NULL;
  styr_error_clear(&error);
  ck_assert_int_eq(figure_seen(map, SEEN_DRAFT, &how, &scene, &error), STYR_ERR_NOT_FOUND);
  styr_map_free(map);
}
END_TEST

/* An agency over 14 offices: nine alike, one only assumed, one elsewhere, one with a mark, two of another kind. */
static styr_map *many_alike(void) {
  styr_map *map = map_of("actor top agency level=national\nfigure top\nvocab star mark");
  for (int i = 1; i <= 14; i++) {
    char line[200];
    snprintf(line, sizeof line, "actor o%d %s level=%s sector=public\nfigure o%d mark=%s\ntie top supervises o%d amount=10 currency=DKK", i,
             i > 12 ? "court" : "office", i == 11 ? "local" : "regional", i, i == 12 ? "star" : "", i);
    add_lines(map, line);
    snprintf(line, sizeof line, "claim tie:t%d supports %s", i, i == 10 ? "assumed" : "stated");
    add_lines(map, line);
  }
  return map;
}

START_TEST(boxes_that_are_alike_become_one) {
  styr_map *map = many_alike();
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_item box;
  how.collapse = 15;
  styr_scene *scene = scene_of(map, &how); /* no more than asked for: nothing is collapsed */
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 15);
  ck_assert_uint_eq(styr_scene_collapsed(scene), 0);
  styr_scene_free(scene);
  how.collapse = 7;
  scene = scene_of(map, &how); /* the nine, which is enough */
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 7);
  ck_assert_uint_eq(styr_scene_collapsed(scene), 8);
  ck_assert(find(scene, "actors-o1", &box) && has_class(&box, "more") && has_class(&box, "kind-office"));
  ck_assert_str_eq(box.label, "o1 and 8 more: o2, o3, o4, o5, o6, o7, o8, o9");
  ck_assert_str_eq(box.lines[0], "o1 and 8 more");
  ck_assert(find(scene, "actor-o10", &box) && find(scene, "actor-o11", &box) && find(scene, "actor-o12", &box));
  ck_assert_msg(says(scene, "15 actors, 14 relations (1 of them assumed); 9 actors and texts"), "the caption does not count all");
  styr_scene_free(scene);
  how.collapse = 2;
  scene = scene_of(map, &how); /* no less than what differs: kinds do not count then */
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 5);
  ck_assert(find(scene, "actors-o1", &box) && !has_class(&box, "kind-office"));
  ck_assert_ptr_nonnull(strstr(box.label, "o13, o14"));
  styr_scene_free(scene);
  const styr_tie marked = styr_map_tie(map, 4);
  how.marked = &marked;
  how.marked_count = 1;
  scene = scene_of(map, &how); /* what is brought out is never collapsed */
  ck_assert(find(scene, "actor-o5", &box));
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(what_is_paid_to_boxes_made_one_is_added_up) {
  styr_map *map = map_of("actor pool agency");
  for (int i = 0; i < 5; i++) {
    char line[100];
    snprintf(line, sizeof line, "actor n%d ngo\ntie pool funds n%d amount=%d currency=%s", i, i, i * 100, i == 4 ? "EUR" : "DKK");
    add_lines(map, line);
    if (i == 3) {
      styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
      how.layout = STYR_LAYOUT_MONEY;
      how.collapse = 1;
      styr_scene *scene = scene_of(map, &how);
      ck_assert_msg(says(scene, "pool → n0 and 3 more: 600 DKK"), "the sum of the four is not said");
      styr_scene_free(scene);
    }
  }
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.layout = STYR_LAYOUT_MONEY;
  how.collapse = 1;
  styr_scene *scene = scene_of(map, &how); /* two currencies have no sum: what is paid in another one stays by itself */
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 3);
  ck_assert(says(scene, "pool → n0 and 3 more: 600 DKK") && says(scene, "pool → n4: 400 EUR"));
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(a_wide_field_is_packed_onto_the_page) {
  styr_map *map = map_of("actor top ministry level=ministry sector=public");
  for (int i = 0; i < 60; i++) {
    char line[300];
    snprintf(line, sizeof line,
             "actor n%d ngo level=national sector=private\nactor h%d house level=local sector=private\n"
             "actor k%d house level=local sector=private\ntie n%d leads h%d\ntie n%d leads k%d",
             i, i, i, i, i, i, i);
    add_lines(map, line);
  }
  styr_scene *scene = scene_of(map, NULL);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 181);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, NULL), 120);
  ck_assert_double_lt(styr_scene_width(scene), 1400); /* 60 columns would take 4,000 */
  ck_assert_double_lt(styr_scene_height(scene), 1400);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(more_boxes_than_can_be_drawn_are_drawn_collapsed) {
  styr_map *map = map_of("actor top agency level=national");
  for (int i = 0; i < 2500; i++) {
    char line[100];
    snprintf(line, sizeof line, "actor o%d office level=local\ntie top supervises o%d", i, i);
    add_lines(map, line);
  }
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_scene *scene = NULL;
  ck_assert_int_eq(figure_seen(map, SEEN_DRAFT, &how, &scene, NULL), STYR_ERR_LIMIT);
  how.collapse = 100;
  scene = scene_of(map, &how);
  ck_assert_uint_eq(styr_scene_collapsed(scene), 2499);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

static const char dated[] =
    "actor top agency level=national\nactor old office end=2018\nactor new office start=2019\nactor both office\n"
    "actor between office start=2018-02 end=2018-03\nsource open confidentiality=public\nsource secret confidentiality=restricted\n"
    "tie top supervises old\ntie top supervises new\ntie top supervises both start=2019\ntie top supervises between\n"
    "claim tie:t1 supports stated source=open\nclaim tie:t2 supports stated source=open\nclaim tie:t3 supports stated source=open\n"
    "change old renamed new date=2018-12-31 source=open";

static styr_figure_options of_two_dates(void) {
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.overlay = STYR_OVERLAY_CHANGES;
  how.since = (styr_date){2017, 0, 0};
  how.filter.as_of = (styr_date){2020, 0, 0};
  return how;
}

START_TEST(what_changed_between_two_dates_is_framed) {
  styr_map *map = map_of(dated);
  styr_figure_options how = of_two_dates();
  styr_item item;
  styr_scene *scene = scene_of(map, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 4); /* what came and went between the dates is not drawn */
  ck_assert(find(scene, "actor-old", &item) && has_class(&item, "change-removed"));
  ck_assert_int_eq(item.dash, STYR_STROKE_DOTTED);
  ck_assert(find(scene, "actor-new", &item) && has_class(&item, "change-added"));
  ck_assert(find(scene, "actor-both", &item) && !has_class(&item, "change-added"));
  ck_assert(find(scene, "line-top_to_old", &item) && has_class(&item, "change-removed"));
  ck_assert(find(scene, "line-top_to_new", &item) && has_class(&item, "change-added"));
  ck_assert(find(scene, "line-top_to_both", &item) && has_class(&item, "change-added"));
  ck_assert(says(scene, "2018-12-31: old → new (renamed)"));
  ck_assert(says(scene, "what changed from 2017 to 2020"));
  styr_scene_free(scene);
  map = (styr_map_free(map), map_of(dated));
  add_lines(map, "tie both instructs top start=2019\nclaim tie:t5 supports stated source=secret");
  scene = scene_seen(map, SEEN_BARE, &how); /* when a tie that is not public began is not told */
  ck_assert(find(scene, "line-both_to_top", &item) && has_class(&item, "bare") && !has_class(&item, "change-added"));
  styr_scene_free(scene);
  scene = scene_of(map, &how);
  ck_assert(find(scene, "line-both_to_top", &item) && has_class(&item, "change-added"));
  styr_scene_free(scene);
  scene = NULL;
  how.since.year = 0;
  ck_assert_int_eq(figure_seen(map, SEEN_DRAFT, &how, &scene, NULL), STYR_ERR_ARG);
  styr_map_free(map);
}
END_TEST

START_TEST(the_evidence_for_a_node_is_framed) {
  styr_map *map = map_of("actor a ngo\nactor b ngo\nactor c ngo\nactor d ngo\nactor e ngo\nsource open confidentiality=public\n"
                         "source secret confidentiality=restricted\nclaim actor:a supports stated source=open\n"
                         "claim actor:a supports observed source=open\nclaim actor:b supports observed source=open\n"
                         "claim actor:c supports assumed source=open\nclaim actor:d supports stated source=secret\n"
                         "claim actor:e disputes stated source=open");
  static const char *const expected[][2] = {{"actor-a", "grade-stated-observed"},
                                            {"actor-b", "grade-observed"},
                                            {"actor-c", "grade-assumed"},
                                            {"actor-d", "grade-stated"},
                                            {"actor-e", "grade-none"}};
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.overlay = STYR_OVERLAY_GRADE;
  styr_scene *scene = scene_of(map, &how);
  styr_item item;
  for (int i = 0; i < COUNT(expected); i++)
    ck_assert_msg(find(scene, expected[i][0], &item) && has_class(&item, expected[i][1]), "%s: %s", item.id, item.classes);
  styr_scene_free(scene);
  scene = scene_seen(map, SEEN_PUBLIC, &how);
  ck_assert(!find(scene, "actor-d", &item) && !find(scene, "actor-e", &item) && find(scene, "actor-a", &item));
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

/* ---- styles and paper ---- */

static const char wide[] = "actor bar group level=interministerial\nactor m1 ministry level=ministry\nactor m2 ministry level=ministry\n"
                           "actor a agency level=national sector=public\nactor b ngo level=national sector=private\n"
                           "actor c agency level=national sector=international\nactor d agency level=national sector=mixed\n"
                           "actor e agency level=national sector=unknown\nactor f agency level=national\ntext law law\n"
                           "tie bar leads m1\ntie bar leads m2\ntie m1 supervises a\ntie m1 supervises b\ntie m1 supervises c\n"
                           "tie m2 supervises d\ntie m2 supervises e\ntie m2 instructs f\ntie law assigns a\n"
                           "claim tie:t3 supports assumed\nclaim tie:t4 supports inferred\nclaim tie:t5 supports stated\n"
                           "claim tie:t6 supports stated\nclaim tie:t6 disputes stated\n"
                           "tie m1 funds a amount=5 currency=DKK\nactor p person\ncase k p -\nevent k 1 p action=asks to=a";

static bool is_grey(const char *color) {
  return !*color || (strncmp(color + 1, color + 3, 2) == 0 && strncmp(color + 3, color + 5, 2) == 0);
}

START_TEST(print_needs_no_colour) {
  styr_map *map = map_of(wide);
  for (int layout = 0; layout < layout_count(); layout++) {
    styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
    how.style = STYR_STYLE_PRINT;
    how.layout = (styr_layout)layout;
    how.from = styr_map_find(map, "a");
    styr_scene *scene = scene_of(map, &how);
    for (size_t i = 0; i < styr_scene_count(scene); i++) {
      const styr_item item = styr_scene_get(scene, i);
      ck_assert_msg(is_grey(item.fill) && is_grey(item.stroke) && is_grey(item.color), "%s: %s %s %s", item.id, item.fill, item.stroke,
                    item.color);
    }
    styr_item corner;
    ck_assert_int_eq(find(scene, "corner-text-law", &corner), layout == STYR_LAYOUT_RULING || layout == STYR_LAYOUT_TEXTS);
    styr_scene_free(scene);
  }
  styr_map_free(map);
}
END_TEST

START_TEST(strong_contrast_is_larger) {
  styr_map *map = map_of(wide);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_item box;
  how.style = STYR_STYLE_CONTRAST;
  styr_scene *scene = scene_of(map, &how);
  ck_assert(find(scene, "actor-b", &box));
  ck_assert_double_eq_tol(box.font_size, 9.5, 0.001);
  ck_assert_str_eq(box.color, "#000000");
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

static const struct {
  styr_paper paper;
  bool spread;
  double width, height;
} sheets[] = {{STYR_PAPER_A4, true, 1190.56, 841.89}, {STYR_PAPER_A3, true, 1683.78, 1190.55}, {STYR_PAPER_A4, false, 841.89, 595.28}};

START_TEST(a_sheet_has_its_size_and_nothing_in_its_fold) {
  styr_map *map = map_of(wide);
  for (int i = 0; i < 40; i++) {
    char line[200];
    snprintf(line, sizeof line, "actor n%d ngo level=national label=Organisation_%d\ntie m%d supervises n%d", i, i, 1 + i % 2, i);
    add_lines(map, line);
  }
  add_lines(map, "figure bar span=all");
  for (size_t i = 0; i < styr_map_count(map, STYR_ACTORS); i++) {
    char line[100];
    const char *id = styr_node_id(map, styr_map_actor(map, i));
    if (strcmp(id, "bar") == 0) continue;
    snprintf(line, sizeof line, "figure %s", id);
    add_lines(map, line);
  }
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.paper = sheets[_i].paper;
  how.spread = sheets[_i].spread;
  how.title = "A title that is long enough to reach across the middle of the page if nobody looks after it, and then some";
  styr_scene *scene = scene_of(map, &how);
  const bool upright = !how.spread && styr_scene_width(scene) < styr_scene_height(scene);
  ck_assert_double_eq_tol(styr_scene_width(scene), upright ? sheets[_i].height : sheets[_i].width, 0.02);
  ck_assert_double_eq_tol(styr_scene_height(scene), upright ? sheets[_i].width : sheets[_i].height, 0.02);
  const double fold = sheets[_i].width / 2, half = 19.9 * styr_scene_scale(scene);
  size_t left = 0, right = 0, bars = 0;
  for (size_t k = 0; k < styr_scene_count(scene); k++) {
    const styr_item item = styr_scene_get(scene, k);
    ck_assert_double_le(item.x + item.w, styr_scene_width(scene) + 0.01);
    ck_assert_double_le(item.y + item.h, styr_scene_height(scene) + 0.01);
    if (!how.spread || item.kind == STYR_ITEM_LINE) continue;
    bars += has_class(&item, "bar");
    if (has_class(&item, "bar")) continue;
    ck_assert_msg(item.x + item.w <= fold - half || item.x >= fold + half, "%s lies in the fold: %g to %g", item.id, item.x,
                  item.x + item.w);
    left += item.kind == STYR_ITEM_BOX && item.x < fold;
    right += item.kind == STYR_ITEM_BOX && item.x > fold;
  }
  if (how.spread) ck_assert(bars == 1 && left > 10 && right > 10);
  styr_scene_free(scene);
  how.paper = STYR_PAPER_NONE;
  scene = NULL;
  if (how.spread) ck_assert_int_eq(figure_seen(map, SEEN_DRAFT, &how, &scene, NULL), STYR_ERR_ARG);
  styr_map_free(map);
}
END_TEST

START_TEST(every_overlay_lies_on_every_layout) {
  static const char *const frames[] = {"", "standing-", "grade-", "change-"}; /* by overlay: how the classes of its frames begin */
  ck_assert_int_eq(overlay_count(), COUNT(frames));
  styr_map *map = map_of(audited);
  add_lines(map,
            "actor i person level=person\ntie body funds in amount=5 currency=DKK start=2019\nclaim tie:t4 supports stated source=open\n"
            "tie body instructs out end=2018\nclaim tie:t5 supports stated source=open\ncase k i -\nevent k 1 i action=asks to=in\n"
            "claim event:k/1 supports stated source=open\nclaim actor:in supports observed source=open");
  const styr_tie marked[] = {styr_map_tie(map, 1), styr_map_tie(map, 3)};
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.layout = (styr_layout)(_i / overlay_count());
  how.overlay = (styr_overlay)(_i % overlay_count());
  how.from = styr_map_find(map, "in");
  how.since = (styr_date){2017, 0, 0};
  if (how.overlay == STYR_OVERLAY_CHANGES) how.filter.as_of = (styr_date){2020, 0, 0};
  for (size_t count = 0; count < 3; count += 2) { /* with paths brought out, too */
    how.marked = count ? marked : NULL;
    how.marked_count = count;
    styr_scene *scene = scene_of(map, &how);
    size_t framed = 0, brought_out = count_items(scene, STYR_ITEM_LINE, "marked");
    for (size_t i = 0; i < styr_scene_count(scene) && *frames[how.overlay]; i++) {
      const styr_item item = styr_scene_get(scene, i);
      framed += (item.kind == STYR_ITEM_BOX || item.kind == STYR_ITEM_LINE) && strstr(item.classes, frames[how.overlay]) != NULL;
    }
    const bool texts_only = how.layout == STYR_LAYOUT_TEXTS && how.overlay == STYR_OVERLAY_CHANGES; /* no text changes */
    ck_assert_msg((framed > 0) == (*frames[how.overlay] && !texts_only), "layout %d, overlay %d: %zu", how.layout, how.overlay, framed);
    ck_assert_uint_eq(brought_out > 0, count > 0);
    styr_scene_free(scene);
  }
  styr_map_free(map);
}
END_TEST

/* ---- what is not public tells nothing ---- */

#define NAMED                                                                                                                              \
  "actor a ngo\nactor b ngo\nactor c ngo\nclaim actor:a supports - source=open\nclaim actor:b supports - source=open\nclaim actor:c "      \
  "supports - source=open\n"
#define SOURCES "source open confidentiality=public\nsource secret confidentiality=restricted\n"

/* A plan, who coordinates it, and an organisation that nothing is said of. */
#define PLANNED                                                                                                                            \
  SOURCES "actor bar group\nactor a ngo\ntext p plan\ntie bar coordinates p\nclaim tie:t1 supports stated source=open\n"                   \
          "claim actor:a supports - source=open\n"

static const struct {
  const char *map, *more; /* what is added is known from a closed source alone */
  styr_overlay overlay;
} secrets[] = {
    {PLANNED "claim none:bar|instructs|a absent stated source=open", "claim none:bar|instructs|a disputes stated source=secret",
     STYR_OVERLAY_NONE},
    {PLANNED "claim none:bar|instructs|a absent stated source=open", "tie bar instructs a\nclaim tie:t2 supports stated source=secret",
     STYR_OVERLAY_NONE},
    {PLANNED, "claim none:bar|instructs|a absent stated source=secret", STYR_OVERLAY_STANDING},
    {SOURCES "actor a ngo\nactor b ngo\ntie a mandates b start=2018\nclaim tie:t1 supports stated source=open",
     "tie a mandates b\nclaim tie:t2 supports stated source=secret", STYR_OVERLAY_CHANGES},
    {SOURCES "actor a ngo\nactor b ngo\ntie b mandates a\nclaim tie:t1 supports stated source=open",
     "claim actor:a supports observed source=secret", STYR_OVERLAY_GRADE},
};

/* Everything that a scene says and shows, as text. */
static char *shown_in(const styr_map *map, seen_as as, const styr_figure_options *how) {
  styr_scene *scene = scene_seen(map, as, how);
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  ck_assert_int_eq(styr_scene_write(scene, &sink, NULL), STYR_OK);
  char *text = strndup(b.bytes, b.size);
  styr_buffer_free(&b);
  styr_scene_free(scene);
  return text;
}

START_TEST(what_is_not_public_tells_nothing) {
  styr_map *map = map_of(secrets[_i].map), *more = map_of(secrets[_i].map);
  styr_figure_options how = of_two_dates();
  how.overlay = secrets[_i].overlay;
  if (how.overlay != STYR_OVERLAY_CHANGES) how.filter.as_of.year = 0;
  add_lines(more, secrets[_i].more);
  char *before = shown_in(map, SEEN_PUBLIC, &how), *after = shown_in(more, SEEN_PUBLIC, &how);
  ck_assert_str_eq(before, after);
  free(before);
  free(after);
  before = shown_in(map, SEEN_DRAFT, &how); /* it would tell, were it not closed */
  after = shown_in(more, SEEN_DRAFT, &how);
  ck_assert_str_ne(before, after);
  free(before);
  free(after);
  styr_map_free(map);
  styr_map_free(more);
}
END_TEST

START_TEST(types_of_bare_lines_make_no_groups) {
  static const char *const second[] = {"mandates", "supervises"};
  char *shown[2];
  for (int i = 0; i < 2; i++) {
    char script[600];
    snprintf(script, sizeof script,
             SOURCES NAMED "tie a mandates b\ntie a %s c\nclaim tie:t1 supports stated source=secret\n"
                           "claim tie:t2 supports stated source=secret",
             second[i]);
    styr_map *map = map_of(script);
    styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
    how.collapse = 1;
    shown[i] = shown_in(map, SEEN_BARE, &how);
    styr_map_free(map);
  }
  ck_assert_str_eq(shown[0], shown[1]);
  free(shown[0]);
  free(shown[1]);
}
END_TEST

START_TEST(a_reorganisation_from_a_closed_source_is_not_told) {
  styr_map *map = map_of(SOURCES "actor a ngo end=2018\nactor b ngo\nclaim actor:a supports - source=open\n"
                                 "claim actor:b supports - source=open\nchange a merged b date=2018 source=secret");
  styr_figure_options how = of_two_dates();
  styr_scene *scene = scene_seen(map, SEEN_PUBLIC, &how);
  ck_assert(!says(scene, "merged") && !says(scene, "reorganisation"));
  styr_scene_free(scene);
  add_lines(map, "claim change:1 supports stated source=open");
  scene = scene_seen(map, SEEN_PUBLIC, &how);
  ck_assert(says(scene, "2018: a → b (merged)"));
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

/* ---- cases, once wrong ---- */

START_TEST(a_case_may_go_into_a_bar_and_keeps_its_way_when_collapsed) {
  styr_map *map =
      map_of(SOURCES "actor bar group\nactor a ngo\nactor i person level=person\ntie bar mandates a\n"
                     "figure bar span=all\nfigure a\ncase k i -\nevent k 1 a action=refers to=i\nevent k 2 bar action=hears to=i\n"
                     "claim event:k/1 supports stated source=open\nclaim event:k/2 supports stated source=open");
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.layout = STYR_LAYOUT_CASE;
  for (int i = 0; i < 6; i++) {
    char line[100];
    snprintf(line, sizeof line, "actor o%d office\nfigure o%d\ntie a mandates o%d", i, i, i);
    add_lines(map, line);
  }
  for (how.collapse = 0; how.collapse < 4; how.collapse += 3) {
    styr_scene *scene = scene_of(map, &how);
    ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "next"), 1);
    ck_assert(says(scene, "Next: order in time, no hand-over (1)"));
    ck_assert_uint_eq(styr_scene_collapsed(scene), how.collapse ? 5 : 0);
    styr_scene_free(scene);
  }
  styr_map_free(map);
}
END_TEST

START_TEST(levels_of_one_rank_are_not_alike) {
  styr_map *map = map_of("actor a ngo level=national\nactor b ngo level=international\nactor c ngo level=east\nactor d ngo level=west");
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.collapse = 1;
  styr_scene *scene = scene_of(map, &how);
  ck_assert_uint_eq(styr_scene_collapsed(scene), 0);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(hidden_relations_are_counted_when_collapsed) {
  styr_map *map = map_of("actor a ngo level=national");
  for (int i = 1; i <= 6; i++) {
    char line[100];
    snprintf(line, sizeof line, "actor o%d office\ntie a mandates o%d\nclaim tie:t%d supports assumed", i, i, i);
    add_lines(map, line);
  }
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.collapse = 2;
  how.assumed = STYR_ASSUMED_HIDE;
  styr_scene *scene = scene_of(map, &how);
  ck_assert_uint_eq(styr_scene_hidden(scene), 6);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(one_column_stands_left_of_the_fold) {
  styr_map *map = map_of("actor a ngo level=national\nactor b ngo level=local\ntie a mandates b");
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.paper = STYR_PAPER_A4;
  how.spread = true;
  styr_scene *scene = scene_of(map, &how);
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    ck_assert_double_lt(item.x + item.w, styr_scene_width(scene) / 2 - 19);
  }
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(a_figure_too_large_for_its_paper_is_refused) {
  styr_map *map = map_of("actor a0 ngo");
  for (int i = 1; i < 1500; i++) {
    char line[100];
    snprintf(line, sizeof line, "actor a%d ngo\ntie a%d mandates a%d", i, i / 3, i);
    add_lines(map, line);
  }
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_scene *scene = NULL;
  how.paper = STYR_PAPER_A4;
  ck_assert_int_eq(figure_seen(map, SEEN_DRAFT, &how, &scene, NULL), STYR_ERR_LIMIT);
  ck_assert_ptr_null(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(words_of_the_map_are_no_frames) {
  styr_map *map = map_of("actor a grade-school sector=unknown\nactor b ngo sector=public\ntie b exchange-data a\ntie b mandates a\n"
                         "claim tie:t2 supports inferred");
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_item item;
  how.style = STYR_STYLE_PRINT;
  styr_scene *scene = scene_of(map, &how);
  ck_assert(find(scene, "actor-a", &item));
  ck_assert_int_eq(item.dash, STYR_STROKE_DASHED);
  ck_assert(find(scene, "line-b_to_a", &item));
  ck_assert_double_eq_tol(item.stroke_width, 0.4, 0.001);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

static void add_all(TCase *t) {
  tcase_add_test(t, money_is_drawn_as_wide_as_it_is_much);
  tcase_add_test(t, a_sum_with_an_unknown_part_is_not_said);
  tcase_add_test(t, what_rules_one_node_stands_above_it);
  tcase_add_test(t, texts_stand_with_who_writes_them_and_whom_they_charge);
  tcase_add_test(t, marked_ties_come_out_and_the_others_step_back);
  tcase_add_test(t, a_scene_is_told_in_words);
  tcase_add_loop_test(t, words_follow_the_tie_whatever_the_names_are, 0, 5);
  tcase_add_test(t, frames_say_who_stands_where);
  tcase_add_test(t, frames_need_a_plan);
  tcase_add_test(t, a_case_is_numbered_where_it_goes);
  tcase_add_test(t, boxes_that_are_alike_become_one);
  tcase_add_test(t, what_is_paid_to_boxes_made_one_is_added_up);
  tcase_add_test(t, a_wide_field_is_packed_onto_the_page);
  tcase_add_test(t, more_boxes_than_can_be_drawn_are_drawn_collapsed);
  tcase_add_test(t, what_changed_between_two_dates_is_framed);
  tcase_add_test(t, the_evidence_for_a_node_is_framed);
  tcase_add_loop_test(t, what_is_not_public_tells_nothing, 0, COUNT(secrets));
  tcase_add_test(t, types_of_bare_lines_make_no_groups);
  tcase_add_test(t, a_reorganisation_from_a_closed_source_is_not_told);
  tcase_add_test(t, a_case_may_go_into_a_bar_and_keeps_its_way_when_collapsed);
  tcase_add_test(t, levels_of_one_rank_are_not_alike);
  tcase_add_test(t, hidden_relations_are_counted_when_collapsed);
  tcase_add_test(t, one_column_stands_left_of_the_fold);
  tcase_add_test(t, a_figure_too_large_for_its_paper_is_refused);
  tcase_add_test(t, words_of_the_map_are_no_frames);
  tcase_add_loop_test(t, every_overlay_lies_on_every_layout, 0, layout_count() * overlay_count());
  tcase_add_test(t, print_needs_no_colour);
  tcase_add_test(t, strong_contrast_is_larger);
  tcase_add_loop_test(t, a_sheet_has_its_size_and_nothing_in_its_fold, 0, COUNT(sheets));
}

SUITE("layouts", add_all(t);)

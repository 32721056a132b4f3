/* SPDX-License-Identifier: MIT */
/* Layouts in layers, lines brought out, and scenes in words: small maps whose figures were worked out by hand. That boxes
 * and lines keep clear of one another in these layouts, too, is test_figure.c's, on random maps. */
#include "script.h"

static const char money[] = "actor pool agency\nactor a ngo\nactor b ngo\nactor c ngo\nactor d ngo\ntext law law label=The_law\n"
                            "tie pool funds a amount=600 currency=DKK\ntie pool funds a amount=400 currency=DKK\n"
                            "tie pool funds b amount=500 currency=DKK\ntie a instructs c\ntie law assigns a\n"
                            "claim none:pool|funds|d absent stated";

static styr_scene *scene_of(const styr_map *map, const styr_figure_options *options) {
  styr_scene *scene = NULL;
  styr_error_clear(&error);
  ck_ok(styr_figure_make(map, options, &scene, &error), error);
  return scene;
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
  ck_assert_int_eq(styr_figure_make(map, &how, &scene, &error), STYR_ERR_ARG);
  how.from = styr_map_find(map, "c");
  scene = scene_of(map, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 4); /* c, a that instructs it, the law, and the pool that pays a */
  styr_item c, a, law;
  ck_assert(find(scene, "actor-c", &c) && find(scene, "actor-a", &a) && find(scene, "text-law", &law));
  ck_assert(law.y + law.h < a.y && a.y + a.h < c.y);
  ck_assert_str_eq(styr_scene_title(scene), "What rules: c");
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
  const styr_tie marked = {3};
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
  add_lines(map, "source secret confidentiality=restricted\nclaim tie:t4 supports stated source=secret");
  scene = scene_of(map, &how); /* a line whose tie is not public is not brought out: that would tell its type */
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "marked"), 0);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "bare"), 1);
  how.layout = STYR_LAYOUT_MONEY;
  styr_scene_free(scene);
  add_lines(map, "claim tie:t3 supports stated source=secret");
  scene = scene_of(map, &how); /* nor is a payment drawn that is not public: its line would say that it is one */
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, NULL), 1);
  ck_assert_uint_eq(styr_scene_withheld(scene), 1);
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
  ck_assert_ptr_nonnull(strstr(b.bytes, "What rules: c\n"));
  ck_assert_ptr_nonnull(strstr(b.bytes, "  The_law\n    → a: assigns (ungraded)\n"));
  ck_assert_ptr_nonnull(strstr(b.bytes, "3 actors, 1 texts, 3 relations."));
  styr_buffer_free(&b);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

static const char audited[] = "text plan plan\nactor body group\nactor in ngo\nactor out ngo\nactor silent ngo\nactor met ngo\n"
                              "source open confidentiality=public\nsource secret confidentiality=restricted\n"
                              "tie body coordinates plan\ntie plan activates in\ntie plan activates met\n"
                              "claim none:plan|activates|out absent stated source=open\nclaim tie:t3 supports stated source=secret";

static const char *frame_of(const styr_scene *scene, const char *id) {
  static const char *const frames[] = {"standing-in", "standing-out", "standing-unknown"};
  styr_item box;
  if (!find(scene, id, &box)) return "not drawn";
  for (int i = 0; i < 3; i++)
    if (has_class(&box, frames[i])) return frames[i] + 9;
  return "no frame";
}

START_TEST(frames_say_who_stands_where) {
  styr_map *map = map_of(audited);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.standing = true;
  styr_scene *scene = scene_of(map, &how);
  ck_assert_str_eq(frame_of(scene, "actor-in"), "in");
  ck_assert_str_eq(frame_of(scene, "actor-out"), "out");
  ck_assert_str_eq(frame_of(scene, "actor-silent"), "unknown");
  ck_assert_str_eq(frame_of(scene, "actor-met"), "unknown"); /* what anchors it is known from a closed source */
  styr_scene_free(scene);
  how.include_confidential = true;
  scene = scene_of(map, &how);
  ck_assert_str_eq(frame_of(scene, "actor-met"), "in");
  styr_scene_free(scene);
  how.standing = false;
  scene = scene_of(map, &how);
  ck_assert_str_eq(frame_of(scene, "actor-in"), "no frame");
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(frames_need_a_plan) {
  styr_map *map = map_of(money);
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_scene *scene = NULL;
  how.standing = true;
  styr_error_clear(&error);
  ck_assert_int_eq(styr_figure_make(map, &how, &scene, &error), STYR_ERR_NOT_FOUND);
  ck_assert_ptr_null(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(a_case_is_numbered_where_it_goes) {
  styr_map *map = map_of("actor i person level=person\nactor a ngo\nactor b ngo\nactor c ngo\nsource open confidentiality=public\n"
                         "source secret confidentiality=restricted\ntie a instructs c\nfigure a\nfigure c\ncase k i -\n"
                         "event k 1 i action=asks to=a\nevent k 2 a action=refers to=b\nevent k 3 b action=answers to=i\n"
                         "event k 4 c action=hears to=i\nclaim event:k/1 supports stated source=open\n"
                         "claim event:k/2 supports stated source=open\nclaim event:k/3 supports stated source=open\n"
                         "claim event:k/4 supports stated source=secret");
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  how.layout = STYR_LAYOUT_CASE;
  styr_scene *scene = scene_of(map, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_BOX, NULL), 3); /* b is drawn, since the case meets it */
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_MARK, "step"), 3);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "case"), 1); /* from a to b; what c does is not public */
  ck_assert_uint_eq(styr_scene_withheld(scene), 1);
  styr_item box, mark;
  ck_assert(find(scene, "actor-b", &box) && find(scene, "step-3", &mark));
  ck_assert(mark.x >= box.x && mark.x + mark.w <= box.x + box.w && mark.y >= box.y && mark.y + mark.h <= box.y + box.h);
  styr_scene_free(scene);
  how.include_confidential = true;
  scene = scene_of(map, &how);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_MARK, "step"), 4);
  ck_assert_uint_eq(count_items(scene, STYR_ITEM_LINE, "case"), 2);
  styr_scene_free(scene);
  how.case_id = "other";
  scene = NULL;
  styr_error_clear(&error);
  ck_assert_int_eq(styr_figure_make(map, &how, &scene, &error), STYR_ERR_NOT_FOUND);
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
  tcase_add_test(t, frames_say_who_stands_where);
  tcase_add_test(t, frames_need_a_plan);
  tcase_add_test(t, a_case_is_numbered_where_it_goes);
}

SUITE("layouts", add_all(t);)

/* SPDX-License-Identifier: MIT */
/* The page: its figure, the dates of its questions, and sinks that fail. */
#include "view.h"

#include "page/page_i.h"

static styr_map *read_map(const char *path) {
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  ck_ok(styr_package_read(path, NULL, NULL, &map, &error), error);
  return map;
}

static styr_status write_page(const styr_map *map, bool draft, const styr_sink *sink, styr_error *error) {
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  styr_public *view = NULL;
  how.draft = draft;
  ck_assert_int_eq(styr_map_public(map, &how, &view, NULL, NULL), STYR_OK);
  const styr_status status = styr_page_write(view, NULL, sink, error);
  styr_public_free(view);
  return status;
}

START_TEST(a_page_begins_and_ends_as_html_does) {
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = read_map(DATA("trafficking-dk"));
  styr_buffer page = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&page);
  ck_ok(write_page(map, false, &sink, &error), error);
  ck_assert_int_eq(strncmp(page.bytes, "<!doctype html>\n", 16), 0);
  ck_assert_str_eq(page.bytes + page.size - 8, "</html>\n");
  ck_assert_ptr_nonnull(strstr(page.bytes, "<svg role=\"group\" aria-label=\""));
  ck_assert_ptr_null(strstr(page.bytes, "<?xml"));
  ck_assert_ptr_nonnull(strstr(page.bytes, "Siden går efter offentlige kilder."));
  ck_assert_ptr_null(strstr(page.bytes, STYR_DRAFT_NOTICE));
  styr_buffer_free(&page);
  const styr_sink again = styr_buffer_sink(&page);
  ck_ok(write_page(map, true, &again, &error), error);
  ck_assert_ptr_nonnull(strstr(page.bytes, "<meta name=\"description\" content=\"" STYR_DRAFT_NOTICE "\">"));
  ck_assert_ptr_nonnull(strstr(page.bytes, "<p class=\"draft\""));
  ck_assert_ptr_null(strstr(page.bytes, "Siden går efter offentlige kilder."));
  styr_buffer_free(&page);
  styr_map_free(map);
}
END_TEST

typedef struct narrow {
  size_t room;
} narrow;

static int write_narrow(void *ctx, const void *bytes, size_t size) {
  narrow *n = ctx;
  (void)bytes;
  if (size > n->room) return -1;
  n->room -= size;
  return 0;
}

START_TEST(a_sink_that_fails_is_reported) {
  styr_map *map = read_map(DATA("trafficking-dk"));
  for (size_t room = 0; room < 60000; room += 7001) {
    styr_error error = STYR_ERROR_INIT;
    narrow n = {room};
    const styr_sink sink = {.ctx = &n, .write = write_narrow};
    ck_assert_int_eq(write_page(map, false, &sink, &error), STYR_ERR_IO);
    ck_assert(*error.message);
  }
  styr_map_free(map);
}
END_TEST

START_TEST(a_page_needs_something_to_show) {
  styr_buffer page = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&page);
  ck_assert_int_eq(styr_page_write(NULL, NULL, &sink, NULL), STYR_ERR_ARG);
  ck_assert_uint_eq(page.size, 0);
}
END_TEST

static styr_map *dated(const char *const spans[][2], size_t count) {
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  char id[32];
  ck_ok(styr_map_new(NULL, &map, &error), error);
  for (size_t i = 0; i < count; i++) {
    snprintf(id, sizeof id, "a%zu", i);
    const styr_field fields[] = {{"id", id}, {"start", spans[i][0]}, {"end", spans[i][1]}};
    ck_ok(styr_map_add(map, STYR_ACTORS, fields, 3, NULL, NULL, &error), error);
  }
  return map;
}

START_TEST(dates_are_those_at_which_something_begins_or_is_gone) {
  static const char *const spans[][2] = {{"2019", "2021"},       {"2019", "2019-12"}, {"2019-01-01", "2020-02-29"},
                                         {"", "2019-12-31"},     {"2020", ""},        {"", ""},
                                         {"2019-06", "2019-06"}, {"", "2021-02-28"}};
  static const char *const expected[] = {"",        "2019",       "2019-01-01", "2019-06",    "2019-07", "2020",
                                         "2020-01", "2020-01-01", "2020-03-01", "2021-03-01", "2022"};
  char text[11];
  styr_map *map = dated(spans, sizeof spans / sizeof *spans);
  styr_i_page p = {.a = styr_i_libc, .map = map};
  ck_assert(styr_i_page_dates(&p));
  ck_assert_uint_eq(p.date_count, sizeof expected / sizeof *expected);
  for (size_t i = 0; i < p.date_count; i++) ck_assert_str_eq(styr_date_format(p.dates[i], text), expected[i]);
  ck_assert(!p.thinned);
  styr_i_free(&p.a, p.dates);
  styr_map_free(map);
}
END_TEST

START_TEST(more_dates_than_are_taken_are_spread_evenly) {
  char years[400][32];
  const char *spans[400][2];
  for (size_t i = 0; i < 400; i++) {
    snprintf(years[i], sizeof years[i], "%04zu", 1600 + i);
    spans[i][0] = years[i];
    spans[i][1] = "";
  }
  styr_map *map = dated(spans, 400);
  styr_i_page p = {.a = styr_i_libc, .map = map};
  ck_assert(styr_i_page_dates(&p));
  ck_assert(p.thinned);
  ck_assert_uint_eq(p.date_count, STYR_I_MOST_DATES + 1);
  ck_assert_uint_eq(p.dates[1].year, 1600);
  ck_assert_uint_eq(p.dates[STYR_I_MOST_DATES].year, 1999);
  for (size_t i = 2; i < p.date_count; i++) ck_assert_uint_gt(p.dates[i].year, p.dates[i - 1].year);
  styr_i_free(&p.a, p.dates);
  styr_map_free(map);
}
END_TEST

START_TEST(whole_lines_run_from_end_to_end) {
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = read_map(DATA("trafficking-dk"));
  styr_scene *trimmed = NULL, *whole = NULL;
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  ck_ok(figure_seen(map, SEEN_PUBLIC, &how, &trimmed, &error), error);
  how.whole_lines = true;
  ck_ok(figure_seen(map, SEEN_PUBLIC, &how, &whole, &error), error);
  ck_assert_uint_eq(styr_scene_count(trimmed), styr_scene_count(whole));
  size_t longer = 0;
  for (size_t i = 0; i < styr_scene_count(whole); i++) {
    const styr_item a = styr_scene_get(trimmed, i), b = styr_scene_get(whole, i);
    ck_assert_str_eq(a.id, b.id);
    longer += b.point_count > a.point_count;
    ck_assert_uint_ge(b.point_count, a.point_count);
    if (b.kind != STYR_ITEM_LINE || !*b.from) continue;
    bool touches = false; /* the ruling box, where a trimmed line may begin at another's trunk */
    for (size_t k = 0; k < styr_scene_count(whole) && !touches; k++) {
      const styr_item box = styr_scene_get(whole, k);
      touches = strcmp(box.id, b.from) == 0 && b.points[0] > box.x - 0.1 && b.points[0] < box.x + box.w + 0.1 &&
                b.points[1] > box.y - 0.1 && b.points[1] < box.y + box.h + 0.1;
    }
    ck_assert_msg(touches, "%s does not begin at %s", b.id, b.from);
  }
  ck_assert_uint_gt(longer, 10);
  styr_scene_free(trimmed);
  styr_scene_free(whole);
  styr_map_free(map);
}
END_TEST

SUITE("page", tcase_add_test(t, a_page_begins_and_ends_as_html_does); tcase_add_test(t, a_sink_that_fails_is_reported);
      tcase_add_test(t, a_page_needs_something_to_show); tcase_add_test(t, dates_are_those_at_which_something_begins_or_is_gone);
      tcase_add_test(t, more_dates_than_are_taken_are_spread_evenly); tcase_add_test(t, whole_lines_run_from_end_to_end);)

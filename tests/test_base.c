/* SPDX-License-Identifier: MIT */
/* lib/base: civil dates, money, natural order, UTF-8 and NFC, whole numbers, spelling suggestions, interned strings, the index,
 * JSON and CSV text, sinks, errors and the list of issues. Where an independent reference exists (utf8proc for validity, jansson
 * for JSON, a loop over every day of ten thousand years) random or exhaustive input is compared with it. */
#include "suite.h"

#include "base/base_i.h"
#include "write/write_i.h"

#include <math.h>
#include <jansson.h>
#include <utf8proc.h>

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static uint64_t random_state;

static uint32_t rnd(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 33) % below;
}

static void seed(void) {
  random_state = 0x5DEECE66D1234567u;
}

/* An allocator that returns NULL from the `left`-th call on, and counts the blocks that are not freed. */
typedef struct meter {
  long left, live;
} meter;

static void *meter_allocate(void *ctx, size_t size) {
  meter *m = ctx;
  if (m->left-- <= 0) return NULL;
  void *p = malloc(size);
  m->live += p != NULL;
  return p;
}

static void *meter_reallocate(void *ctx, void *ptr, size_t size) {
  meter *m = ctx;
  if (m->left-- <= 0) return NULL;
  void *p = realloc(ptr, size);
  m->live += p && !ptr;
  return p;
}

static void meter_release(void *ctx, void *ptr) {
  meter *m = ctx;
  m->live -= ptr != NULL;
  free(ptr);
}

static styr_allocator metered(meter *m) {
  const styr_allocator a = {m, meter_allocate, meter_reallocate, meter_release};
  return a;
}

/* ---- dates ---- */

static const struct {
  const char *text;
  int32_t first, last; /* days since 0000-03-01 */
} good_dates[] = {{"0001-01-01", 306, 306},        {"1970-01-01", 719468, 719468}, {"1970", 719468, 719832},
                  {"1970-01", 719468, 719498},     {"2000-02-29", 730484, 730484}, {"2000-02", 730456, 730484},
                  {"2000", 730425, 730790},        {"1900-02", 693932, 693959},    {"1900-02-28", 693959, 693959},
                  {"2019-12", 737699, 737729},     {"2020-02-29", 737789, 737789}, {"2021-12-31", 738460, 738460},
                  {"9999-12-31", 3652364, 3652364}};

START_TEST(date_is_read_and_written_with_its_precision) {
  const char *text = good_dates[_i].text;
  styr_date date = {1, 1, 1};
  char out[11];
  ck_assert(styr_date_parse(text, strlen(text), &date));
  ck_assert_str_eq(styr_date_format(date, out), text);
  ck_assert_uint_eq(date.month != 0, strlen(text) >= 7);
  ck_assert_uint_eq(date.day != 0, strlen(text) == 10);
}
END_TEST

START_TEST(date_spans_its_first_to_its_last_day) {
  styr_date date;
  ck_assert(styr_date_parse(good_dates[_i].text, strlen(good_dates[_i].text), &date));
  ck_assert_int_eq(styr_date_first_day(date), good_dates[_i].first);
  ck_assert_int_eq(styr_date_last_day(date), good_dates[_i].last);
}
END_TEST

static const char *const bad_dates[] = {
    "",        "2",           "201",        "20190",      "2019-",      "2019-1",     "2019-1-1",   "2019-01-", "2019-01-1",
    "2019-13", "2019-00",     "2019-01-00", "2019-01-32", "2019-04-31", "2019-02-29", "1900-02-29", "0000",     "0000-01-01",
    "-019",    "2019/01",     "2019-01/01", "2019_01_01", " 2019",      "2019 ",      "20l9",       "2019-o1",  "2019-01-o1",
    "+201",    "2019-01-011", "2100-02-29", "2000-02-30", "2019-06-31", "2019-09-31", "2019-11-31"};

START_TEST(what_is_no_day_is_refused_and_changes_nothing) {
  styr_date date = {7, 7, 7};
  ck_assert_msg(!styr_date_parse(bad_dates[_i], strlen(bad_dates[_i]), &date), "accepted \"%s\"", bad_dates[_i]);
  ck_assert_uint_eq(date.year, 7);
  ck_assert_uint_eq(date.month, 7);
  ck_assert_uint_eq(date.day, 7);
}
END_TEST

START_TEST(no_date_is_open_on_both_sides) {
  const styr_date none = {0, 0, 0};
  char out[11] = "x";
  ck_assert_str_eq(styr_date_format(none, out), "");
  ck_assert_int_eq(styr_date_first_day(none), INT32_MIN);
  ck_assert_int_eq(styr_date_last_day(none), INT32_MAX);
}
END_TEST

START_TEST(every_day_of_ten_thousand_years_follows_the_one_before) {
  static const uint8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int32_t expected = 306;
  for (uint16_t year = 1; year <= 9999; year++) {
    const bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    const int32_t new_year = expected;
    for (uint8_t month = 1; month <= 12; month++) {
      const int days = lengths[month - 1] + (month == 2 && leap);
      const styr_date whole = {year, month, 0};
      if (styr_date_first_day(whole) != expected || styr_date_last_day(whole) != expected + days - 1)
        ck_abort_msg("%u-%u spans wrong days", year, month);
      for (int day = 1; day <= days; day++, expected++) {
        const styr_date date = {year, month, (uint8_t)day};
        if (styr_date_first_day(date) != expected || styr_date_last_day(date) != expected) ck_abort_msg("%u-%u-%d", year, month, day);
      }
    }
    const styr_date all = {year, 0, 0};
    if (styr_date_first_day(all) != new_year || styr_date_last_day(all) != expected - 1) ck_abort_msg("%u spans wrong days", year);
  }
}
END_TEST

START_TEST(days_that_exist_are_read_and_others_are_not) {
  static const unsigned years[] = {1, 4, 1600, 1700, 1900, 2000, 2019, 2020, 2100, 9996, 9999};
  for (size_t y = 0; y < sizeof years / sizeof *years; y++) {
    const bool leap = years[y] % 400 == 0 || (years[y] % 4 == 0 && years[y] % 100 != 0);
    for (unsigned month = 0; month < 100; month++) {
      for (unsigned day = 0; day < 100; day++) {
        char text[16];
        snprintf(text, sizeof text, "%04u-%02u-%02u", years[y], month, day);
        const unsigned longest = month == 2 ? 28 + leap : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        const bool real = month >= 1 && month <= 12 && day >= 1 && day <= longest;
        styr_date date;
        if (styr_date_parse(text, 10, &date) != real) ck_abort_msg("%s", text);
      }
    }
  }
}
END_TEST

/* ---- money ---- */

static const struct {
  const char *text;
  int decimals;
  int64_t minor;
} good_amounts[] = {{"0", 2, 0},
                    {"1", 2, 100},
                    {"1.5", 2, 150},
                    {"63000000.00", 2, 6300000000},
                    {"-1", 2, -100},
                    {"-0.01", 2, -1},
                    {"-0", 2, 0},
                    {"00012.30", 2, 1230},
                    {"1.500", 2, 150},
                    {"1.00000000000000000000000000000000", 2, 100},
                    {"7", 0, 7},
                    {"7.0", 0, 7},
                    {"1.234", 3, 1234},
                    {"1.2345", 4, 12345},
                    {"92233720368547758.07", 2, INT64_MAX},
                    {"92233720368547758.0700", 2, INT64_MAX},
                    {"-92233720368547758.08", 2, INT64_MIN},
                    {"9223372036854775807", 0, INT64_MAX},
                    {"-9223372036854775808", 0, INT64_MIN},
                    {"9", 18, 9000000000000000000}};

START_TEST(amount_is_read_in_minor_units) {
  int64_t minor = 77;
  const char *why = NULL;
  ck_assert_msg(styr_i_parse_money(good_amounts[_i].text, strlen(good_amounts[_i].text), good_amounts[_i].decimals, &minor, &why), "%s: %s",
                good_amounts[_i].text, why);
  ck_assert_int_eq(minor, good_amounts[_i].minor);
}
END_TEST

static const char *const not_amounts[] = {"", "-", ".5", "5.", "+1", " 1", "1 ", "1,5", "1.2.3", "--1", "1e3", "0x10", "-.5", "inf", "1.x"};

static const struct {
  const char *text;
  int decimals;
} too_fine[] = {{"1.001", 2}, {"1.5", 0}, {"1.23456", 4}, {"-0.009", 2}}, too_large[] = {{"92233720368547758.08", 2},
                                                                                         {"-92233720368547758.09", 2},
                                                                                         {"9223372036854775808", 0},
                                                                                         {"-9223372036854775809", 0},
                                                                                         {"10", 18},
                                                                                         {"99999999999999999999999999999", 2},
                                                                                         {"100000000000000000", 2}};

static void refuse_amount(const char *text, int decimals, const char *reason) {
  int64_t minor = 77;
  const char *why = "";
  ck_assert_msg(!styr_i_parse_money(text, strlen(text), decimals, &minor, &why), "accepted \"%s\"", text);
  ck_assert_msg(strstr(why, reason) != NULL, "\"%s\": %s", text, why);
  ck_assert_int_eq(minor, 77);
}

START_TEST(what_is_no_amount_is_refused_with_a_reason) {
  for (int i = 0; i < COUNT(not_amounts); i++)
    for (int decimals = 2; decimals <= 4; decimals++) refuse_amount(not_amounts[i], decimals, "not an amount");
  for (int i = 0; i < COUNT(too_fine); i++) refuse_amount(too_fine[i].text, too_fine[i].decimals, "more decimals");
  for (int i = 0; i < COUNT(too_large); i++) refuse_amount(too_large[i].text, too_large[i].decimals, "too large");
}
END_TEST

static const struct {
  styr_money money;
  const char *text;
} written_amounts[] = {{{0, "DKK"}, "0.00"},
                       {{5, "DKK"}, "0.05"},
                       {{-5, "DKK"}, "-0.05"},
                       {{6300000000, "DKK"}, "63000000.00"},
                       {{1234, "JPY"}, "1234"},
                       {{0, "JPY"}, "0"},
                       {{1234, "KWD"}, "1.234"},
                       {{12, "KWD"}, "0.012"},
                       {{12345, "CLF"}, "1.2345"},
                       {{INT64_MAX, "EUR"}, "92233720368547758.07"},
                       {{INT64_MIN, "EUR"}, "-92233720368547758.08"},
                       {{INT64_MIN, "JPY"}, "-9223372036854775808"},
                       {{INT64_MIN, "UYW"}, "-922337203685477.5808"}};

START_TEST(amount_is_written_with_all_decimals_of_its_currency) {
  char out[32];
  ck_assert_str_eq(styr_money_format(written_amounts[_i].money, out), written_amounts[_i].text);
}
END_TEST

START_TEST(written_amount_is_read_back_equal) {
  static const char *const codes[] = {"DKK", "JPY", "KWD", "CLF"};
  seed();
  for (int round = 0; round < 20000; round++) {
    const uint64_t bits = (uint64_t)rnd(UINT32_MAX) << 32 | rnd(UINT32_MAX);
    styr_money money = {(int64_t)(bits >> (1 + rnd(62))) * (rnd(2) ? 1 : -1), ""};
    strcpy(money.currency, codes[round % 4]);
    char text[32];
    int64_t back = 0;
    const char *why = "";
    styr_money_format(money, text);
    if (!styr_i_parse_money(text, strlen(text), styr_currency_decimals(money.currency), &back, &why) || back != money.minor)
      ck_abort_msg("%s %s: %s", text, money.currency, why);
  }
}
END_TEST

static const struct {
  const char *code;
  int decimals;
} currencies[] = {{"DKK", 2},  {"EUR", 2},  {"AED", 2},  {"ZMW", 2},  {"JPY", 0},  {"BIF", 0},  {"XPF", 0},       {"KWD", 3},
                  {"TND", 3},  {"CLF", 4},  {"UYW", 4},  {"dkk", -1}, {"", -1},    {"DK", -1},  {"DKKK", -1},     {"XXX", -1},
                  {"XAU", -1}, {"XTS", -1}, {"KK ", -1}, {" DK", -1}, {"K D", -1}, {"QQQ", -1}, {"D\xC3\xA6", -1}};

START_TEST(currency_has_its_decimals_or_is_none) {
  ck_assert_int_eq(styr_currency_decimals(currencies[_i].code), currencies[_i].decimals);
}
END_TEST

/* ---- natural order ---- */

static int sign(int d) {
  return (d > 0) - (d < 0);
}

START_TEST(numbers_inside_names_are_ordered_by_value) {
  static const char ascending[][24] = {"",
                                       "-",
                                       "0",
                                       "1",
                                       "2",
                                       "10",
                                       "10a",
                                       "11",
                                       "A",
                                       "a",
                                       "a1b",
                                       "a1b1",
                                       "a1b2",
                                       "a1b10",
                                       "a2",
                                       "a10",
                                       "a99999999999999999998",
                                       "a99999999999999999999",
                                       "a100000000000000000000",
                                       "b",
                                       "t0",
                                       "t1",
                                       "t2",
                                       "t10",
                                       "t10x",
                                       "t11",
                                       "\xC3\xA6"};
  for (int i = 0; i < COUNT(ascending); i++) {
    for (int k = 0; k < COUNT(ascending); k++)
      ck_assert_msg(sign(styr_i_natural_compare(ascending[i], ascending[k])) == sign(i - k), "\"%s\" and \"%s\"", ascending[i],
                    ascending[k]);
  }
}
END_TEST

START_TEST(padded_numbers_stand_with_their_equals_and_are_told_apart) {
  static const char ones[][6] = {"t1", "t01", "t001"};
  for (int i = 0; i < COUNT(ones); i++) {
    ck_assert_int_gt(styr_i_natural_compare(ones[i], "t0"), 0);
    ck_assert_int_lt(styr_i_natural_compare(ones[i], "t2"), 0);
    ck_assert_int_lt(styr_i_natural_compare(ones[i], "t1x"), 0);
    for (int k = 0; k < i; k++) ck_assert_int_ne(styr_i_natural_compare(ones[i], ones[k]), 0);
  }
}
END_TEST

static void random_name(char out[8]) {
  static const char letters[] = "0019aAt-~\xC3\xA6";
  const uint32_t n = rnd(7);
  for (uint32_t i = 0; i < n; i++) out[i] = letters[rnd(sizeof letters - 1)];
  out[n] = '\0';
}

START_TEST(natural_order_is_a_total_order) {
  seed();
  for (int round = 0; round < 200000; round++) {
    char a[8], b[8], c[8];
    random_name(a);
    random_name(b);
    random_name(c);
    const int ab = styr_i_natural_compare(a, b), bc = styr_i_natural_compare(b, c), ac = styr_i_natural_compare(a, c);
    if (sign(ab) != -sign(styr_i_natural_compare(b, a))) ck_abort_msg("\"%s\" and \"%s\": not antisymmetric", a, b);
    if ((ab == 0) != (strcmp(a, b) == 0)) ck_abort_msg("\"%s\" and \"%s\" differ and compare equal", a, b);
    if (ab <= 0 && bc <= 0 && ac > 0) ck_abort_msg("\"%s\" <= \"%s\" <= \"%s\" but not first <= last", a, b, c);
  }
}
END_TEST

/* ---- UTF-8 ---- */

static bool valid_by_utf8proc(const char *text, size_t length) {
  const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text, *end = p + length;
  while (p < end) {
    utf8proc_int32_t cp;
    const utf8proc_ssize_t n = utf8proc_iterate(p, end - p, &cp);
    if (n <= 0) return false;
    p += n;
  }
  return true;
}

static void agree_on(const unsigned char *bytes, size_t length) {
  if (styr_i_utf8_valid((const char *)bytes, length) != valid_by_utf8proc((const char *)bytes, length)) {
    char shown[64] = "";
    for (size_t i = 0; i < length && i < 20; i++) snprintf(shown + 3 * i, 4, "%02X ", bytes[i]);
    ck_abort_msg("disagree with utf8proc on %s", shown);
  }
}

START_TEST(utf8_of_two_bytes_is_judged_as_utf8proc_does) {
  for (unsigned a = 0; a < 256; a++) {
    for (unsigned b = 0; b < 256; b++) {
      const unsigned char bytes[] = {(unsigned char)a, (unsigned char)b};
      agree_on(bytes, 1);
      agree_on(bytes, 2);
    }
  }
}
END_TEST

START_TEST(utf8_of_three_and_four_bytes_is_judged_as_utf8proc_does) {
  static const unsigned char edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF0, 0xFF};
  for (unsigned a = 0xC0; a < 256; a++) {
    for (int b = 0; b < COUNT(edges); b++) {
      for (int c = 0; c < COUNT(edges); c++) {
        for (int d = 0; d < COUNT(edges); d++) {
          const unsigned char bytes[] = {(unsigned char)a, edges[b], edges[c], edges[d]};
          agree_on(bytes, 3);
          agree_on(bytes, 4);
        }
      }
    }
  }
}
END_TEST

static size_t put_random_point(unsigned char *to) {
  static const int32_t last[] = {0x7F, 0x7F, 0x7FF, 0xFFFF, 0x10FFFF};
  int32_t cp;
  do cp = (int32_t)rnd((uint32_t)last[rnd(5)] + 1);
  while (!utf8proc_codepoint_valid(cp));
  return (size_t)utf8proc_encode_char(cp, to);
}

START_TEST(utf8_of_random_bytes_is_judged_as_utf8proc_does) {
  seed();
  for (int round = 0; round < 200000; round++) {
    unsigned char bytes[80];
    size_t n = 0;
    const uint32_t points = rnd(18);
    for (uint32_t i = 0; i < points; i++) n += put_random_point(bytes + n);
    for (uint32_t hits = rnd(3); n && hits; hits--) bytes[rnd((uint32_t)n)] = (unsigned char)rnd(256);
    agree_on(bytes, n);
    if (n) agree_on(bytes, n - 1);
  }
}
END_TEST

START_TEST(text_is_cut_between_codepoints_as_late_as_possible) {
  seed();
  for (int round = 0; round < 20000; round++) {
    unsigned char bytes[80];
    size_t starts[20], n = 0, points = rnd(18);
    for (size_t i = 0; i < points; i++) {
      starts[i] = n;
      n += put_random_point(bytes + n);
    }
    starts[points] = n;
    bytes[n] = '\0'; /* like every string of the library */
    const size_t max = rnd((uint32_t)n + 2);
    size_t expected = 0;
    for (size_t i = 0; i <= points; i++)
      if (starts[i] <= max) expected = starts[i];
    if (styr_i_utf8_cut((const char *)bytes, n, max) != expected) ck_abort_msg("of %zu bytes at most %zu: not %zu", n, max, expected);
  }
}
END_TEST

START_TEST(codepoints_are_taken_one_by_one) {
  const char text[] = "a\xC3\xA6\xE2\x82\xAC\xF0\x9F\x98\x80";
  const char *p = text, *end = text + strlen(text);
  ck_assert_int_eq(styr_i_utf8_next(&p, end), 'a');
  ck_assert_int_eq(styr_i_utf8_next(&p, end), 0xE6);
  ck_assert_int_eq(styr_i_utf8_next(&p, end), 0x20AC);
  ck_assert_int_eq(styr_i_utf8_next(&p, end), 0x1F600);
  ck_assert_int_eq(styr_i_utf8_next(&p, end), -1);
  const char broken[] = "\xC3";
  p = broken;
  ck_assert_int_eq(styr_i_utf8_next(&p, broken + 1), 0xFFFD);
  ck_assert_ptr_eq(p, broken + 1);
}
END_TEST

/* ---- NFC ---- */

static const char *const composed[][2] = {
    {"e\xCC\x81", "\xC3\xA9"},                                /* e + acute */
    {"A\xCC\x8A", "\xC3\x85"},                                /* A + ring */
    {"\xE2\x84\xAB", "\xC3\x85"},                             /* the Angstrom sign */
    {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "\xEA\xB0\x81"}, /* Hangul jamo */
    {"q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87"},               /* marks in canonical order */
    {"\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"},             /* a composition exclusion stays decomposed */
    {"x\xC3\xA6ye\xCC\x81z", "x\xC3\xA6y\xC3\xA9z"},          /* in the middle of a word */
};

START_TEST(decomposed_text_is_composed) {
  char *out = NULL;
  size_t length = 0;
  ck_assert(styr_i_nfc(&styr_i_libc, composed[_i][0], strlen(composed[_i][0]), &out, &length));
  ck_assert_ptr_nonnull(out);
  ck_assert_str_eq(out, composed[_i][1]);
  ck_assert_uint_eq(length, strlen(composed[_i][1]));
  char *again = out;
  ck_assert(styr_i_nfc(&styr_i_libc, out, length, &again, &length));
  ck_assert_ptr_null(again);
  free(out);
}
END_TEST

START_TEST(composed_text_is_left_as_it_is) {
  static const char *const texts[] = {"", "plain", "\xC3\xA9",
                                      "K\xC3\xB8"
                                      "benhavn",
                                      "\xEA\xB0\x81"};
  for (int i = 0; i < COUNT(texts); i++) {
    char unused, *out = &unused;
    size_t length = 7;
    ck_assert(styr_i_nfc(&styr_i_libc, texts[i], strlen(texts[i]), &out, &length));
    ck_assert_ptr_null(out);
  }
}
END_TEST

START_TEST(composing_without_memory_fails_and_leaks_nothing) {
  meter m = {0, 0};
  const styr_allocator a = metered(&m);
  char *out = NULL;
  size_t length = 0;
  ck_assert(!styr_i_nfc(&a, "e\xCC\x81", 3, &out, &length));
  ck_assert_ptr_null(out);
  ck_assert_int_eq(m.live, 0);
}
END_TEST

/* ---- whole numbers ---- */

static const struct {
  const char *text;
  int64_t value;
} good_numbers[] = {{"0", 0}, {"-0", 0}, {"007", 7}, {"-12", -12}, {"9223372036854775807", INT64_MAX}, {"-9223372036854775808", INT64_MIN}};

START_TEST(whole_number_is_read) {
  int64_t value = 77;
  ck_assert(styr_i_parse_int(good_numbers[_i].text, strlen(good_numbers[_i].text), &value));
  ck_assert_int_eq(value, good_numbers[_i].value);
}
END_TEST

static const char *const bad_numbers[] = {
    "",         "-", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "--1", "9223372036854775808", "-9223372036854775809", "99999999999999999999",
    "1\xC2\xB2"};

START_TEST(what_is_no_whole_number_is_refused) {
  int64_t value = 77;
  ck_assert_msg(!styr_i_parse_int(bad_numbers[_i], strlen(bad_numbers[_i]), &value), "accepted \"%s\"", bad_numbers[_i]);
  ck_assert_int_eq(value, 77);
}
END_TEST

/* ---- spelling suggestions ---- */

static const struct {
  const char *a, *b;
  unsigned limit, distance;
} distances[] = {{"", "", 3, 0},
                 {"abc", "", 3, 3},
                 {"", "abcd", 3, 4},
                 {"kitten", "sitting", 5, 3},
                 {"kitten", "sitting", 2, 3},
                 {"funds", "fudns", 3, 1},
                 {"ca", "abc", 3, 3},
                 {"LOKK", "lokk", 0, 0},
                 {"\xC3\x86t", "\xC3\xA6t", 0, 0},
                 {"\xC3\xA6", "a", 3, 1},
                 {"abcdef", "abcdef", 0, 0},
                 {"a", "b", 0, 1},
                 {"police", "polcie", 1, 1}};

START_TEST(edits_between_two_words_are_counted_both_ways) {
  ck_assert_uint_eq(styr_i_distance(distances[_i].a, distances[_i].b, distances[_i].limit), distances[_i].distance);
  ck_assert_uint_eq(styr_i_distance(distances[_i].b, distances[_i].a, distances[_i].limit), distances[_i].distance);
}
END_TEST

static const struct {
  const char *word, *expected; /* NULL = no suggestion */
} nearest[] = {{"fund", "funds"}, {"FUNDS", "funds"}, {"mandate", "mandates"}, {"madnates", "mandates"}, {"xyz", NULL},        {"", NULL},
               {"funnier", NULL}, {"leds", "leads"},  {"part-of", "part_of"},  {"\xFF\xFE", NULL},       {"partof", "part_of"}};

START_TEST(nearest_candidate_is_suggested_when_near_enough) {
  static const char *const candidates[] = {"", "funds", "mandates", "leads", "part_of"};
  const char *found = styr_nearest(nearest[_i].word, candidates, 5);
  if (nearest[_i].expected) ck_assert_pstr_eq(found, nearest[_i].expected);
  else ck_assert_ptr_null(found);
}
END_TEST

START_TEST(first_of_equally_near_candidates_is_kept) {
  static const char *const candidates[] = {"leads", "beads", "heads"};
  ck_assert_str_eq(styr_nearest("xeads", candidates, 3), "leads");
  ck_assert_str_eq(styr_nearest("heads", candidates, 3), "heads");
  ck_assert_ptr_null(styr_nearest("heads", candidates, 0));
}
END_TEST

START_TEST(word_is_found_in_a_list_at_its_place) {
  static const char *const words[] = {"one", "two"};
  size_t which = 9;
  ck_assert(styr_i_text_in("two", words, 2, &which));
  ck_assert_uint_eq(which, 1);
  ck_assert(styr_i_text_in("one", words, 2, NULL));
  ck_assert(!styr_i_text_in("Two", words, 2, &which));
  ck_assert_uint_eq(which, 1);
}
END_TEST

/* ---- memory ---- */

START_TEST(sizes_that_overflow_are_refused) {
  ck_assert_ptr_null(styr_i_zalloc(&styr_i_libc, SIZE_MAX / 2, 3));
  ck_assert_ptr_null(styr_i_realloc(&styr_i_libc, NULL, SIZE_MAX / 2, 3));
  void *items = NULL;
  size_t cap = 0;
  ck_assert(!styr_i_reserve(&styr_i_libc, &items, &cap, SIZE_MAX / 2, 3));
  ck_assert_ptr_null(items);
  ck_assert_uint_eq(cap, 0);
}
END_TEST

START_TEST(empty_sizes_give_memory_all_the_same) {
  char *a = styr_i_alloc(&styr_i_libc, 0), *b = styr_i_zalloc(&styr_i_libc, 0, 8), *c = styr_i_strndup(&styr_i_libc, "", 0);
  ck_assert_ptr_nonnull(a);
  ck_assert_ptr_nonnull(b);
  ck_assert_str_eq(c, "");
  b = styr_i_realloc(&styr_i_libc, b, 0, 0);
  ck_assert_ptr_nonnull(b);
  styr_i_free(&styr_i_libc, a);
  styr_i_free(&styr_i_libc, b);
  styr_i_free(&styr_i_libc, c);
  styr_i_free(&styr_i_libc, NULL);
}
END_TEST

START_TEST(array_grows_by_half_and_keeps_its_items) {
  int *items = NULL;
  size_t cap = 0, grown = 0;
  for (int i = 0; i < 10000; i++) {
    const size_t had = cap;
    if (!STYR_I_GROW(&styr_i_libc, items, cap, (size_t)i + 1)) ck_abort_msg("out of memory");
    grown += cap != had;
    items[i] = i;
  }
  for (int i = 0; i < 10000; i++)
    if (items[i] != i) ck_abort_msg("item %d is lost", i);
  ck_assert_uint_lt(grown, 25);
  free(items);
}
END_TEST

/* ---- interned strings ---- */

START_TEST(equal_strings_share_one_number) {
  enum { many = 60000 };
  styr_i_strings s;
  char text[32];
  ck_assert(styr_i_strings_init(&s, &styr_i_libc));
  ck_assert_uint_eq(styr_i_intern(&s, "", 0), 0);
  for (uint32_t i = 1; i < many; i++) {
    const int n = snprintf(text, sizeof text, "name-%u", i * 7919u);
    if (styr_i_intern(&s, text, (size_t)n) != i) ck_abort_msg("%s is not number %u", text, i);
  }
  const char *first = styr_i_str(&s, 1);
  for (uint32_t i = 1; i < many; i++) {
    const int n = snprintf(text, sizeof text, "name-%u", i * 7919u);
    const bool same = styr_i_intern(&s, text, (size_t)n) == i && styr_i_strings_find(&s, text, (size_t)n) == i;
    if (!same || strcmp(styr_i_str(&s, i), text) != 0 || styr_i_strlen(&s, i) != (unsigned)n) ck_abort_msg("%s is lost", text);
  }
  ck_assert_ptr_eq(first, styr_i_str(&s, 1));
  ck_assert_uint_eq(styr_i_strings_find(&s, "not there", 9), STYR_I_NOSTR);
  ck_assert_uint_eq(s.count, many);
  styr_i_strings_done(&s);
}
END_TEST

START_TEST(strings_of_any_length_and_with_nul_are_kept_apart) {
  styr_i_strings s;
  ck_assert(styr_i_strings_init(&s, &styr_i_libc));
  const uint32_t a = styr_i_intern(&s, "a", 1), b = styr_i_intern(&s, "a\0b", 3), c = styr_i_intern(&s, "a\0c", 3);
  ck_assert(a != b && b != c && a != c);
  ck_assert_uint_eq(styr_i_strlen(&s, c), 3);
  ck_assert_mem_eq(styr_i_str(&s, c), "a\0c", 4);
  const size_t length = 3u << 20; /* longer than any block */
  char *large = malloc(length);
  ck_assert_ptr_nonnull(large);
  memset(large, 'x', length);
  const uint32_t big = styr_i_intern(&s, large, length);
  ck_assert_uint_eq(styr_i_strlen(&s, big), length);
  ck_assert_uint_eq(styr_i_intern(&s, large, length), big);
  ck_assert_uint_ne(styr_i_intern(&s, large, length - 1), big);
  ck_assert_uint_eq(styr_i_intern(&s, "a", 1), a);
  free(large);
  styr_i_strings_done(&s);
}
END_TEST

/* Whichever call fails, the strings interned before stay valid, and all memory is freed. */
START_TEST(interning_without_memory_fails_and_harms_nothing) {
  bool done = false;
  for (long at = 0; !done; at++) {
    meter m = {at, 0};
    const styr_allocator a = metered(&m);
    styr_i_strings s;
    bool ok = styr_i_strings_init(&s, &a);
    uint32_t kept = 0;
    char text[16];
    for (uint32_t i = 1; ok && i < 400; i++) {
      const int n = snprintf(text, sizeof text, "word%u", i);
      ok = styr_i_intern(&s, text, (size_t)n) == i;
      if (ok) kept = i;
    }
    if (kept) {
      m.left = 1000;
      for (uint32_t i = 1; i <= kept + 1; i++) {
        const int n = snprintf(text, sizeof text, "word%u", i);
        if (styr_i_intern(&s, text, (size_t)n) != i) ck_abort_msg("%s is lost after a failure at call %ld", text, at);
      }
    }
    done = ok;
    styr_i_strings_done(&s);
    ck_assert_int_eq(m.live, 0);
    ck_assert_int_lt(at, 1000);
  }
}
END_TEST

/* ---- index ---- */

START_TEST(index_finds_every_key_and_no_other) {
  enum { many = 50000 };
  styr_i_index x;
  styr_i_index_init(&x, &styr_i_libc);
  ck_assert_uint_eq(styr_i_index_get(&x, 0), STYR_I_NONE);
  for (uint32_t i = 0; i < many; i++)
    if (!styr_i_index_set(&x, (uint64_t)i << 32 | (i % 3), i)) ck_abort_msg("out of memory");
  ck_assert(styr_i_index_set(&x, UINT64_MAX, UINT32_MAX - 1));
  for (uint32_t i = 0; i < many; i++) {
    if (styr_i_index_get(&x, (uint64_t)i << 32 | (i % 3)) != i) ck_abort_msg("key %u is lost", i);
    if (styr_i_index_get(&x, (uint64_t)i << 32 | 3) != STYR_I_NONE) ck_abort_msg("key %u was never set", i);
  }
  ck_assert_uint_eq(styr_i_index_get(&x, UINT64_MAX), UINT32_MAX - 1);
  ck_assert_uint_eq(x.count, many + 1);
  ck_assert(styr_i_index_set(&x, 0, 9));
  ck_assert_uint_eq(styr_i_index_get(&x, 0), 9);
  ck_assert_uint_eq(x.count, many + 1);
  styr_i_index_done(&x);
  ck_assert_uint_eq(styr_i_index_get(&x, 0), STYR_I_NONE);
}
END_TEST

START_TEST(index_without_memory_refuses_and_keeps_what_it_has) {
  for (long at = 0; at < 4; at++) { /* the first table takes two allocations, the second one two more */
    meter m = {at, 0};
    const styr_allocator a = metered(&m);
    styr_i_index x;
    styr_i_index_init(&x, &a);
    uint32_t kept = 0;
    while (kept < 100 && styr_i_index_set(&x, kept, kept)) kept++;
    ck_assert_uint_lt(kept, 100);
    for (uint32_t i = 0; i < kept; i++)
      if (styr_i_index_get(&x, i) != i) ck_abort_msg("key %u is lost after a failure at call %ld", i, at);
    ck_assert_uint_eq(styr_i_index_get(&x, kept), STYR_I_NONE);
    m.left = 10;
    ck_assert(styr_i_index_set(&x, kept, kept));
    styr_i_index_done(&x);
    ck_assert_int_eq(m.live, 0);
  }
}
END_TEST

/* ---- JSON and CSV text ---- */

static char *json_of(const char *text) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink, .first = true};
  styr_i_json_string(&o, text);
  ck_assert(!o.failed);
  return b.bytes;
}

static const char *const json_strings[][2] = {{"", "\"\""},
                                              {"plain", "\"plain\""},
                                              {"\"quoted\" and \\", "\"\\\"quoted\\\" and \\\\\""},
                                              {"\n\r\t", "\"\\n\\r\\t\""},
                                              {"\x01\x1B\x1F\x7F", "\"\\u0001\\u001b\\u001f\\u007f\""},
                                              {"\xC3\xA6\xF0\x9F\x98\x80", "\"\xC3\xA6\xF0\x9F\x98\x80\""},
                                              {"a\xFFz", "\"a\xEF\xBF\xBDz\""},
                                              {"\xC3\xA6\xC3", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
                                              {"</script>", "\"</script>\""}};

START_TEST(json_string_is_escaped) {
  char *out = json_of(json_strings[_i][0]);
  ck_assert_str_eq(out, json_strings[_i][1]);
  free(out);
}
END_TEST

START_TEST(json_of_random_bytes_is_read_back_by_jansson) {
  seed();
  for (int round = 0; round < 20000; round++) {
    char text[40];
    const uint32_t n = rnd(30), kind = rnd(3);
    size_t used = 0;
    while (used < n) {
      if (kind == 0) text[used++] = (char)(1 + rnd(255));
      else if (kind == 1) text[used++] = (char)(1 + rnd(127));
      else used += put_random_point((unsigned char *)text + used);
    }
    text[used] = '\0';
    char *out = json_of(text);
    json_error_t why;
    json_t *back = json_loads(out, JSON_DECODE_ANY, &why);
    if (!json_is_string(back)) ck_abort_msg("%s in %s", why.text, out);
    if (styr_i_utf8_valid(text, strlen(text)) && strcmp(json_string_value(back), text) != 0) ck_abort_msg("%s", out);
    json_decref(back);
    free(out);
  }
}
END_TEST

static const char *const lists[] = {[STYR_FORMAT_JSON] = "{\"rows\":[{\"id\":\"a,b\",\"of\":null,\"n\":-3,\"x\":0.5,\"yes\":true},"
                                                         "{\"id\":\"c\",\"of\":\"d\",\"n\":7,\"x\":0,\"yes\":false}]}",
                                    [STYR_FORMAT_JSONL] = "{\"id\":\"a,b\",\"of\":null,\"n\":-3,\"x\":0.5,\"yes\":true}\n"
                                                          "{\"id\":\"c\",\"of\":\"d\",\"n\":7,\"x\":0,\"yes\":false}\n",
                                    [STYR_FORMAT_CSV] = "id,of,n,x,yes\n\"a,b\",,-3,0.5,yes\nc,d,7,0,no\n"};

START_TEST(one_list_of_rows_has_three_forms) {
  const styr_format format = (styr_format)_i;
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = styr_i_out_to(&sink, format);
  if (format == STYR_FORMAT_JSON) styr_i_json_open(&o, NULL, '{');
  styr_i_list_open(&o, "rows", "id,of,n,x,yes");
  for (int row = 0; row < 2; row++) {
    styr_i_row_open(&o);
    styr_i_row_text(&o, "id", row ? "c" : "a,b");
    styr_i_row_text(&o, "of", row ? "d" : NULL);
    styr_i_row_int(&o, "n", row ? 7 : -3);
    styr_i_row_number(&o, "x", row ? -0.0 : 0.5);
    styr_i_row_bool(&o, "yes", !row);
    styr_i_row_close(&o);
  }
  styr_i_list_close(&o);
  if (format == STYR_FORMAT_JSON) styr_i_json_close(&o, '}');
  ck_assert_str_eq(b.bytes, lists[format]);
  styr_buffer_free(&b);
}
END_TEST

static const struct {
  double value;
  const char *number, *fixed; /* twelve digits; two decimals */
} numbers[] = {{0, "0", "0"},          {-0.0, "0", "0"},
               {0.5, "0.5", "0.5"},    {-2.006, "-2.006", "-2.01"},
               {1200, "1200", "1200"}, {1.0 / 3, "0.333333333333", "0.33"},
               {1e20, "1e+20", NULL},  {-0.004, "-0.004", "0"},
               {NAN, "null", NULL},    {INFINITY, "null", NULL}};

START_TEST(numbers_are_written_with_no_more_digits_than_needed) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink};
  styr_i_put_number(&o, numbers[_i].value);
  ck_assert_str_eq(b.bytes, numbers[_i].number);
  b.size = 0;
  if (numbers[_i].fixed) {
    styr_i_put_fixed(&o, numbers[_i].value, 2);
    ck_assert_str_eq(b.bytes, numbers[_i].fixed);
  }
  styr_buffer_free(&b);
}
END_TEST

START_TEST(json_items_are_parted_by_commas) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink, .first = true};
  styr_i_json_open(&o, NULL, '{');
  styr_i_json_text(&o, "a\"", "x");
  styr_i_json_text(&o, "b", NULL);
  styr_i_json_int(&o, "c", INT64_MIN);
  styr_i_json_bool(&o, "d", true);
  styr_i_json_open(&o, "e", '[');
  styr_i_json_close(&o, ']');
  styr_i_json_open(&o, "f", '[');
  styr_i_json_text(&o, NULL, "1");
  styr_i_json_bool(&o, NULL, false);
  styr_i_json_close(&o, ']');
  styr_i_json_close(&o, '}');
  ck_assert_str_eq(b.bytes, "{\"a\\\"\":\"x\",\"b\":null,\"c\":-9223372036854775808,\"d\":true,\"e\":[],\"f\":[\"1\",false]}");
  styr_buffer_free(&b);
}
END_TEST

static const char *const csv_fields[][2] = {
    {"", ""},           {"plain", "plain"},     {" a b ", " a b "},       {"a;b\tc", "a;b\tc"}, {"a,b", "\"a,b\""},
    {"\"", "\"\"\"\""}, {"a\"b", "\"a\"\"b\""}, {"\"\"", "\"\"\"\"\"\""}, {"a\nb", "\"a\nb\""}, {"\r", "\"\r\""},
    {"'", "'"},         {"x\"", "\"x\"\"\""},   {"\xC3\xA6", "\xC3\xA6"}};

START_TEST(csv_field_is_quoted_only_where_needed) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink, .first = true};
  styr_i_csv_field(&o, csv_fields[_i][0], strlen(csv_fields[_i][0]));
  ck_assert_str_eq(b.bytes ? b.bytes : "", csv_fields[_i][1]);
  styr_buffer_free(&b);
}
END_TEST

/* ---- sinks ---- */

START_TEST(buffer_refuses_what_exceeds_its_limit) {
  styr_buffer b = {NULL, 0, 0, 10};
  const styr_sink sink = styr_buffer_sink(&b);
  ck_assert_int_eq(sink.write(sink.ctx, "12345678", 8), 0);
  ck_assert_int_ne(sink.write(sink.ctx, "901", 3), 0);
  ck_assert_int_eq(sink.write(sink.ctx, "90", 2), 0);
  ck_assert_str_eq(b.bytes, "1234567890");
  ck_assert_uint_eq(b.size, 10);
  styr_buffer_free(&b);
  ck_assert_ptr_null(b.bytes);
  ck_assert_uint_eq(b.size, 0);
  styr_buffer_free(&b);
  styr_buffer_free(NULL);
}
END_TEST

START_TEST(failing_sink_is_remembered_and_reported_once) {
  styr_buffer b = {NULL, 0, 0, 4};
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink, .first = true};
  styr_error error = STYR_ERROR_INIT;
  ck_assert_int_eq(styr_i_out_status(&o, &error), STYR_OK);
  styr_i_put(&o, "abc");
  styr_i_put(&o, "too long");
  styr_i_put(&o, "d");
  ck_assert_str_eq(b.bytes, "abc");
  ck_assert_int_eq(styr_i_out_status(&o, &error), STYR_ERR_IO);
  ck_assert_int_eq(error.status, STYR_ERR_IO);
  styr_buffer_free(&b);
}
END_TEST

START_TEST(formatted_text_of_any_length_is_written_whole) {
  for (int n = 500; n < 530; n++) {
    styr_buffer b = STYR_BUFFER_INIT;
    const styr_sink sink = styr_buffer_sink(&b);
    styr_i_out o = {.sink = &sink, .first = true};
    styr_i_putf(&o, "<%*s>", n, "x");
    ck_assert_uint_eq(b.size, (size_t)n + 2);
    ck_assert_int_eq(b.bytes[n], 'x');
    ck_assert_int_eq(b.bytes[n + 1], '>');
    styr_buffer_free(&b);
  }
}
END_TEST

/* ---- errors ---- */

START_TEST(first_error_of_a_chain_wins) {
  styr_error error = STYR_ERROR_INIT;
  ck_assert_int_eq(styr_i_fail(&error, STYR_ERR_IO, "cannot read %s", "a.csv"), STYR_ERR_IO);
  ck_assert_int_eq(styr_i_fail(&error, STYR_ERR_DATA, "later"), STYR_ERR_DATA);
  ck_assert_int_eq(error.status, STYR_ERR_IO);
  ck_assert_str_eq(error.message, "cannot read a.csv");
  styr_error_clear(&error);
  ck_assert_int_eq(error.status, STYR_OK);
  ck_assert_str_eq(error.message, "");
  ck_assert_int_eq(styr_i_nomem(&error), STYR_ERR_NOMEM);
  ck_assert_str_eq(error.message, "out of memory");
  ck_assert_int_eq(styr_i_fail(NULL, STYR_ERR_ARG, "nobody listens"), STYR_ERR_ARG);
  styr_error_clear(NULL);
}
END_TEST

START_TEST(long_message_is_cut_between_codepoints) {
  char text[3000];
  for (size_t pad = 0; pad < 3; pad++) {
    memset(text, 'x', pad);
    for (size_t i = pad; i + 3 < sizeof text; i += 3) memcpy(text + i, "\xE2\x82\xAC", 4);
    styr_error error = STYR_ERROR_INIT;
    styr_i_fail(&error, STYR_ERR_DATA, "%s", text);
    const size_t n = strlen(error.message);
    ck_assert_uint_lt(n, sizeof error.message);
    ck_assert_uint_gt(n, sizeof error.message - 5);
    ck_assert(styr_i_utf8_valid(error.message, n));
    ck_assert_mem_eq(error.message, text, n);
  }
}
END_TEST

START_TEST(every_status_has_a_name_of_its_own) {
  static const styr_status all[] = {STYR_OK,      STYR_END,           STYR_TRUNCATED,     STYR_ERR_NOMEM, STYR_ERR_IO,     STYR_ERR_DATA,
                                    STYR_ERR_ARG, STYR_ERR_NOT_FOUND, STYR_ERR_AMBIGUOUS, STYR_ERR_LIMIT, STYR_ERR_BACKEND};
  for (int i = 0; i < COUNT(all); i++) {
    ck_assert_str_ne(styr_status_name(all[i]), "unknown status");
    for (int k = 0; k < i; k++) ck_assert_str_ne(styr_status_name(all[i]), styr_status_name(all[k]));
  }
  ck_assert_str_eq(styr_status_name((styr_status)99), "unknown status");
  ck_assert_str_eq(styr_version(), STYR_VERSION_STRING);
}
END_TEST

/* ---- issues ---- */

static styr_issues *three_issues(void) {
  styr_issues *list = styr_issues_new(NULL);
  ck_assert_ptr_nonnull(list);
  ck_assert(styr_i_issue(list, STYR_ERROR, "ties.csv", 4, "from", "unknown \"%s\"", "x,y"));
  ck_assert(styr_i_issue(list, STYR_WARNING, "actors.csv", 2, "kind", "odd"));
  ck_assert(styr_i_issue(list, STYR_ERROR, "ties.csv", 0, "0", "missing"));
  return list;
}

static const struct {
  styr_format format;
  styr_severity least;
  size_t most;
  const char *text;
} issue_forms[] = {
    {STYR_FORMAT_TEXT, STYR_WARNING, 9, "ties.csv:4:from: unknown \"x,y\"\nactors.csv:2:kind: warning: odd\nties.csv:0:0: missing\n"},
    {STYR_FORMAT_TEXT, STYR_ERROR, 9, "ties.csv:4:from: unknown \"x,y\"\nties.csv:0:0: missing\n"},
    {STYR_FORMAT_TEXT, STYR_ERROR, 1, "ties.csv:4:from: unknown \"x,y\"\n"},
    {STYR_FORMAT_TEXT, STYR_ERROR, 0, ""},
    {STYR_FORMAT_JSONL, STYR_WARNING, 2,
     "{\"severity\":\"error\",\"file\":\"ties.csv\",\"row\":4,\"column\":\"from\",\"message\":\"unknown \\\"x,y\\\"\"}\n"
     "{\"severity\":\"warning\",\"file\":\"actors.csv\",\"row\":2,\"column\":\"kind\",\"message\":\"odd\"}\n"},
    {STYR_FORMAT_JSON, STYR_ERROR, 9,
     "[{\"severity\":\"error\",\"file\":\"ties.csv\",\"row\":4,\"column\":\"from\",\"message\":\"unknown \\\"x,y\\\"\"},"
     "{\"severity\":\"error\",\"file\":\"ties.csv\",\"row\":0,\"column\":\"0\",\"message\":\"missing\"}]\n"},
    {STYR_FORMAT_JSON, STYR_ERROR, 0, "[]\n"},
    {STYR_FORMAT_CSV, STYR_WARNING, 9,
     "severity,file,row,column,message\nerror,ties.csv,4,from,\"unknown \"\"x,y\"\"\"\nwarning,actors.csv,2,kind,odd\n"
     "error,ties.csv,0,0,missing\n"}};

START_TEST(issues_are_written_in_four_forms) {
  styr_issues *list = three_issues();
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_error error = STYR_ERROR_INIT;
  ck_ok(styr_issues_write_some(list, issue_forms[_i].format, NULL, issue_forms[_i].least, issue_forms[_i].most, &sink, &error), error);
  ck_assert_str_eq(b.bytes ? b.bytes : "", issue_forms[_i].text);
  styr_buffer_free(&b);
  b.limit = 5;
  if (strlen(issue_forms[_i].text) > 5)
    ck_assert_int_eq(styr_issues_write_some(list, issue_forms[_i].format, NULL, issue_forms[_i].least, issue_forms[_i].most, &sink, &error),
                     STYR_ERR_IO);
  styr_buffer_free(&b);
  styr_issues_free(list);
}
END_TEST

START_TEST(warnings_are_marked_in_the_language) {
  styr_issues *list = three_issues();
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_error error = STYR_ERROR_INIT;
  ck_ok(styr_issues_write(list, STYR_FORMAT_TEXT, "da", &sink, &error), error);
  ck_assert_ptr_nonnull(strstr(b.bytes, "actors.csv:2:kind: advarsel: odd\n"));
  styr_buffer_free(&b);
  styr_issues_free(list);
}
END_TEST

START_TEST(issues_keep_their_order_and_are_counted_by_severity) {
  styr_issues *list = three_issues();
  ck_assert_uint_eq(styr_issues_count(list), 3);
  ck_assert_uint_eq(styr_issues_errors(list), 2);
  ck_assert_uint_eq(styr_issues_warnings(list), 1);
  const styr_issue second = styr_issues_get(list, 1);
  ck_assert_int_eq(second.severity, STYR_WARNING);
  ck_assert_str_eq(second.file, "actors.csv");
  ck_assert_uint_eq(second.row, 2);
  ck_assert_str_eq(second.column, "kind");
  ck_assert_str_eq(second.message, "odd");
  styr_issues_free(list);
  styr_issues_free(NULL);
  ck_assert(styr_i_issue(NULL, STYR_ERROR, "f", 1, "c", "nobody listens"));
}
END_TEST

START_TEST(issues_beyond_a_hundred_thousand_are_counted_not_kept) {
  styr_issues *list = styr_issues_new(NULL);
  for (uint64_t i = 1; i <= 100005; i++) (void)styr_i_issue(list, i % 2 ? STYR_ERROR : STYR_WARNING, "f", i, "c", "bad");
  ck_assert_uint_eq(styr_issues_count(list), 100000);
  ck_assert_uint_eq(styr_issues_errors(list), 50003);
  ck_assert_uint_eq(styr_issues_warnings(list), 50002);
  ck_assert_uint_eq(styr_issues_get(list, 99999).row, 100000);
  styr_issues_free(list);
}
END_TEST

static const char *const hostile[][2] = {
    {"red \x1B[31m", "f:1:c: red \\x1B[31m\n"},
    {"two\nlines\r", "f:1:c: two\\x0Alines\\x0D\n"},
    {"\x7F\x01", "f:1:c: \\x7F\\x01\n"},
    {"\xFF\xC3", "f:1:c: \\xFF\\xC3\n"},
    {"K\xC3\xB8ge", "f:1:c: K\xC3\xB8ge\n"},
    {"csi \xC2\x9B"
     "31m",
     "f:1:c: csi \\xC2\\x9B"
     "31m\n"}, /* U+009B is ESC [ in one character */
};

START_TEST(control_characters_of_a_message_never_reach_the_terminal) {
  styr_issues *list = styr_issues_new(NULL);
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_error error = STYR_ERROR_INIT;
  ck_assert(styr_i_issue(list, STYR_ERROR, "f", 1, "c", "%s", hostile[_i][0]));
  ck_ok(styr_issues_write(list, STYR_FORMAT_TEXT, NULL, &sink, &error), error);
  ck_assert_str_eq(b.bytes, hostile[_i][1]);
  styr_buffer_free(&b);
  styr_issues_free(list);
}
END_TEST

START_TEST(long_issue_is_cut_between_codepoints) {
  char text[4000];
  for (size_t i = 0; i + 3 < sizeof text; i += 3) memcpy(text + i, "\xE2\x82\xAC", 4);
  styr_issues *list = styr_issues_new(NULL);
  ck_assert(styr_i_issue(list, STYR_ERROR, "f", 1, "c", "%s", text));
  const char *kept = styr_issues_get(list, 0).message;
  ck_assert_uint_gt(strlen(kept), 900);
  ck_assert_uint_lt(strlen(kept), 1100);
  ck_assert(styr_i_utf8_valid(kept, strlen(kept)));
  styr_issues_free(list);
}
END_TEST

START_TEST(issue_list_without_memory_says_so_and_leaks_nothing) {
  bool done = false;
  for (long at = 0; !done; at++) {
    meter m = {at, 0};
    const styr_allocator a = metered(&m);
    styr_issues *list = styr_issues_new(&a);
    done = list != NULL;
    for (uint64_t i = 0; done && i < 50; i++) done = styr_i_issue(list, STYR_ERROR, "f", i, "c", "message %d", (int)i);
    if (list) ck_assert_uint_ge(styr_issues_errors(list), styr_issues_count(list));
    styr_issues_free(list);
    ck_assert_int_eq(m.live, 0);
    ck_assert_int_lt(at, 1000);
  }
}
END_TEST

/* Check's macros cannot be put into a table: one list per part. */
static void add_numbers(TCase *t) {
  tcase_add_loop_test(t, date_is_read_and_written_with_its_precision, 0, COUNT(good_dates));
  tcase_add_loop_test(t, date_spans_its_first_to_its_last_day, 0, COUNT(good_dates));
  tcase_add_loop_test(t, what_is_no_day_is_refused_and_changes_nothing, 0, COUNT(bad_dates));
  tcase_add_test(t, no_date_is_open_on_both_sides);
  tcase_add_test(t, every_day_of_ten_thousand_years_follows_the_one_before);
  tcase_add_test(t, days_that_exist_are_read_and_others_are_not);
  tcase_add_loop_test(t, amount_is_read_in_minor_units, 0, COUNT(good_amounts));
  tcase_add_test(t, what_is_no_amount_is_refused_with_a_reason);
  tcase_add_loop_test(t, amount_is_written_with_all_decimals_of_its_currency, 0, COUNT(written_amounts));
  tcase_add_test(t, written_amount_is_read_back_equal);
  tcase_add_loop_test(t, currency_has_its_decimals_or_is_none, 0, COUNT(currencies));
  tcase_add_loop_test(t, whole_number_is_read, 0, COUNT(good_numbers));
  tcase_add_loop_test(t, what_is_no_whole_number_is_refused, 0, COUNT(bad_numbers));
}

static void add_text(TCase *t) {
  tcase_add_test(t, numbers_inside_names_are_ordered_by_value);
  tcase_add_test(t, padded_numbers_stand_with_their_equals_and_are_told_apart);
  tcase_add_test(t, natural_order_is_a_total_order);
  tcase_add_test(t, utf8_of_two_bytes_is_judged_as_utf8proc_does);
  tcase_add_test(t, utf8_of_three_and_four_bytes_is_judged_as_utf8proc_does);
  tcase_add_test(t, utf8_of_random_bytes_is_judged_as_utf8proc_does);
  tcase_add_test(t, text_is_cut_between_codepoints_as_late_as_possible);
  tcase_add_test(t, codepoints_are_taken_one_by_one);
  tcase_add_loop_test(t, decomposed_text_is_composed, 0, COUNT(composed));
  tcase_add_test(t, composed_text_is_left_as_it_is);
  tcase_add_test(t, composing_without_memory_fails_and_leaks_nothing);
  tcase_add_loop_test(t, edits_between_two_words_are_counted_both_ways, 0, COUNT(distances));
  tcase_add_loop_test(t, nearest_candidate_is_suggested_when_near_enough, 0, COUNT(nearest));
  tcase_add_test(t, first_of_equally_near_candidates_is_kept);
  tcase_add_test(t, word_is_found_in_a_list_at_its_place);
}

static void add_memory(TCase *t) {
  tcase_add_test(t, sizes_that_overflow_are_refused);
  tcase_add_test(t, empty_sizes_give_memory_all_the_same);
  tcase_add_test(t, array_grows_by_half_and_keeps_its_items);
  tcase_add_test(t, equal_strings_share_one_number);
  tcase_add_test(t, strings_of_any_length_and_with_nul_are_kept_apart);
  tcase_add_test(t, interning_without_memory_fails_and_harms_nothing);
  tcase_add_test(t, index_finds_every_key_and_no_other);
  tcase_add_test(t, index_without_memory_refuses_and_keeps_what_it_has);
}

static void add_writing(TCase *t) {
  tcase_add_loop_test(t, json_string_is_escaped, 0, COUNT(json_strings));
  tcase_add_test(t, json_of_random_bytes_is_read_back_by_jansson);
  tcase_add_test(t, json_items_are_parted_by_commas);
  tcase_add_loop_test(t, one_list_of_rows_has_three_forms, STYR_FORMAT_JSON, STYR_FORMAT_CSV + 1);
  tcase_add_loop_test(t, numbers_are_written_with_no_more_digits_than_needed, 0, COUNT(numbers));
  tcase_add_loop_test(t, csv_field_is_quoted_only_where_needed, 0, COUNT(csv_fields));
  tcase_add_test(t, buffer_refuses_what_exceeds_its_limit);
  tcase_add_test(t, failing_sink_is_remembered_and_reported_once);
  tcase_add_test(t, formatted_text_of_any_length_is_written_whole);
  tcase_add_test(t, first_error_of_a_chain_wins);
  tcase_add_test(t, long_message_is_cut_between_codepoints);
  tcase_add_test(t, every_status_has_a_name_of_its_own);
  tcase_add_test(t, warnings_are_marked_in_the_language);
  tcase_add_loop_test(t, issues_are_written_in_four_forms, 0, COUNT(issue_forms));
  tcase_add_test(t, issues_keep_their_order_and_are_counted_by_severity);
  tcase_add_test(t, issues_beyond_a_hundred_thousand_are_counted_not_kept);
  tcase_add_loop_test(t, control_characters_of_a_message_never_reach_the_terminal, 0, COUNT(hostile));
  tcase_add_test(t, long_issue_is_cut_between_codepoints);
  tcase_add_test(t, issue_list_without_memory_says_so_and_leaks_nothing);
}

SUITE("base", add_numbers(t); add_text(t); add_memory(t); add_writing(t);)

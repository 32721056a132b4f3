/* SPDX-License-Identifier: MIT */
/* What is public of a map: the rule by hand, row by row and cell by cell; the public map as an object; a map without one of its
 * sources; and all of it when memory runs out. check_public.py tests that nothing else depends on what is not public. */
#include "script.h"

#include "map/public_i.h"

#include <styr/privacy.h>

#define SOURCES "source pub confidentiality=public\nsource int confidentiality=confidential\n"

static const styr_date in_march = {2026, 3, 15};

static styr_public *view_of(const styr_map *map) {
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  styr_public *view = NULL;
  how.today = in_march;
  styr_error_clear(&error);
  ck_ok(styr_map_public(map, &how, &view, NULL, &error), error);
  return view;
}

static styr_public_report *report_of(const styr_map *map) {
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  styr_public_report *report = NULL;
  how.today = in_march;
  styr_error_clear(&error);
  ck_ok(styr_map_public(map, &how, NULL, &report, &error), error);
  return report;
}

static const char *cell(const styr_map *map, styr_table table, size_t row, const char *column) {
  static char buffers[8][32];
  static int next;
  return styr_map_cell(map, table, row, column, buffers[next++ % 8]);
}

/* ---- rows ---- */

static const struct {
  const char *script;
  styr_table table;
  size_t row;
  bool is_public;
  styr_public_reason reason;
  const char *column;
} decided[] = {
    /* a map without sources, claims, cases and events is public as a whole */
    {"actor a ngo\nactor b ngo\ntie a meets b", STYR_TIES, 0, true, STYR_PUBLIC_WHOLE, ""},
    {"actor a ngo\nvocab x kind", STYR_ACTORS, 0, true, STYR_PUBLIC_WHOLE, ""},
    /* any of the four makes it sourced */
    {"actor a ngo\nsource s", STYR_ACTORS, 0, false, STYR_PUBLIC_NO_CLAIM, ""},
    {"actor a ngo\nclaim a supports stated", STYR_ACTORS, 0, false, STYR_PUBLIC_NO_PUBLIC, ""},
    {"actor a ngo\nactor p person level=person\ncase k p -", STYR_ACTORS, 0, false, STYR_PUBLIC_NO_CLAIM, ""},
    /* sources */
    {"source s confidentiality=public", STYR_SOURCES, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {"source s", STYR_SOURCES, 0, false, STYR_PUBLIC_CONFIDENTIAL, ""},
    {"source s confidentiality=Public", STYR_SOURCES, 0, false, STYR_PUBLIC_CONFIDENTIAL, ""},
    {"source s confidentiality=public consent_until=2026-03-15", STYR_SOURCES, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {"source s confidentiality=public consent_until=2026-03-14", STYR_SOURCES, 0, false, STYR_PUBLIC_CONSENT_PAST, ""},
    {"source s confidentiality=public consent_until=2026", STYR_SOURCES, 0, false, STYR_PUBLIC_CONSENT_PAST, ""},
    {"source s confidentiality=public consent_until=2026-04", STYR_SOURCES, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {"source s confidentiality=public consent_until=soon", STYR_SOURCES, 0, false, STYR_PUBLIC_CONSENT_UNREADABLE, ""},
    /* claims */
    {SOURCES "actor a ngo\nclaim a supports stated source=pub", STYR_CLAIMS, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES "actor a ngo\nclaim a supports stated source=int", STYR_CLAIMS, 0, false, STYR_PUBLIC_SOURCE_LEFT_OUT, ""},
    {SOURCES "actor a ngo\nclaim a supports stated", STYR_CLAIMS, 0, false, STYR_PUBLIC_NO_SOURCE, ""},
    {SOURCES "actor a ngo\nclaim a supports stated source=pub status=set_aside", STYR_CLAIMS, 0, false, STYR_PUBLIC_SET_ASIDE, ""},
    {SOURCES "actor a ngo\nclaim a supports stated source=pub status=open", STYR_CLAIMS, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES "actor a ngo\nclaim a disputes stated source=pub", STYR_CLAIMS, 0, false, STYR_PUBLIC_ROW_LEFT_OUT, ""},
    {SOURCES "actor a ngo\nactor b ngo\nclaim none:a|funds|b disputes stated source=pub", STYR_CLAIMS, 0, false, STYR_PUBLIC_ROW_LEFT_OUT,
     ""},
    {SOURCES "actor a ngo\nactor b ngo\nclaim none:a|funds|b absent stated source=pub", STYR_CLAIMS, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES "actor a ngo\nactor b ngo\nclaim none:a|funds|b absent stated source=int", STYR_ACTORS, 0, false, STYR_PUBLIC_NO_CLAIM, ""},
    /* rows */
    {SOURCES "actor a ngo\nactor b ngo\ntie a meets b", STYR_TIES, 0, false, STYR_PUBLIC_NO_CLAIM, ""},
    {SOURCES "actor a ngo\nactor b ngo\ntie a meets b\nclaim t1 supports stated source=int", STYR_TIES, 0, false, STYR_PUBLIC_NO_PUBLIC,
     ""},
    {SOURCES "actor a ngo\nactor b ngo\ntie a meets b\nclaim t1 disputes stated source=pub", STYR_TIES, 0, false, STYR_PUBLIC_NO_SUPPORT,
     ""},
    {SOURCES "actor a ngo\nactor b ngo\ntie a meets b\nclaim t1 supports - source=pub", STYR_TIES, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES "actor a ngo\nactor b ngo\ntie a meets b\nclaim t1 supports - source=pub status=set_aside", STYR_TIES, 0, false,
     STYR_PUBLIC_NO_CLAIM, ""},
    {SOURCES "actor a ngo\nactor b ngo\nchange a merged b source=pub", STYR_CHANGES, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES "actor a ngo\nactor b ngo\nchange a merged b source=int", STYR_CHANGES, 0, false, STYR_PUBLIC_NO_PUBLIC, ""},
    {SOURCES "actor a ngo\nactor b ngo\nchange a merged b\nclaim change:1 supports - source=pub", STYR_CHANGES, 0, true,
     STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES "actor p person\ncase k p - source=int\nevent k 1 p source=pub", STYR_EVENTS, 0, false, STYR_PUBLIC_CASE_LEFT_OUT, ""},
    {SOURCES "actor p person\ncase k p - source=pub\nevent k 1 p source=pub", STYR_EVENTS, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES "actor p person\ncase k p - source=pub\nevent k 1 p", STYR_EVENTS, 0, false, STYR_PUBLIC_NO_CLAIM, ""},
    {SOURCES "actor p person\ncase k p -\nclaim case:k supports - source=pub\nevent k 1 p\nclaim event:k/1 supports - source=pub",
     STYR_EVENTS, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    /* what must be covered */
    {SOURCES "actor a ngo\nactor b ngo\ntie a mandates b function=f\nclaim t1 supports - source=pub covers=start", STYR_TIES, 0, false,
     STYR_PUBLIC_NOT_COVERED, "function"},
    {SOURCES "actor a ngo\nactor b ngo\ntie a mandates b function=f start=2019\nclaim t1 supports - source=pub covers=start|function",
     STYR_TIES, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES "actor a ngo\nactor b ngo\ntie a mandates b function=f start=2019\nclaim t1 supports - source=pub covers=start\n"
             "claim t1 supports - source=pub covers=function",
     STYR_TIES, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES
     "actor a ngo\nactor b ngo\ntie a mandates b end=2019\nclaim t1 supports - source=pub covers=start\nclaim t1 disputes - source=pub",
     STYR_TIES, 0, false, STYR_PUBLIC_NOT_COVERED, "end"},
    {SOURCES "actor a ngo\nactor b ngo\nchange a merged b date=2019\nclaim change:1 supports - source=pub covers=x", STYR_CHANGES, 0, false,
     STYR_PUBLIC_NOT_COVERED, "date"},
    {SOURCES "actor a ngo start=2019\nclaim a supports - source=pub covers=end", STYR_ACTORS, 0, false, STYR_PUBLIC_NOT_COVERED, "start"},
    /* nodes */
    {SOURCES "actor a ngo\nclaim a supports - source=pub", STYR_ACTORS, 0, true, STYR_PUBLIC_SUPPORTED, ""},
    {SOURCES "actor a ngo\nactor b ngo\ntie a meets b\nclaim t1 supports - source=pub", STYR_ACTORS, 1, true, STYR_PUBLIC_NAMED, ""},
    {SOURCES "actor a ngo start=2019\nactor b ngo\nclaim a supports - source=pub covers=end\ntie a meets b\nclaim t1 supports - source=pub",
     STYR_ACTORS, 0, true, STYR_PUBLIC_NAMED, ""},
    {SOURCES "actor a ngo\nactor b ngo\ntext x plan\ntie a funds b programme=x\nclaim t1 supports - source=pub", STYR_TEXTS, 0, true,
     STYR_PUBLIC_NAMED, ""},
    {SOURCES "actor a ngo\nactor b ngo\ntext x plan\ntie a funds b programme=x\nclaim t1 supports - source=pub covers=amount", STYR_TEXTS,
     0, false, STYR_PUBLIC_NO_CLAIM, ""},
    {SOURCES "actor p person\ntext x form\ncase k p - source=pub\nevent k 1 p source=pub takes=x", STYR_TEXTS, 0, true, STYR_PUBLIC_NAMED,
     ""},
    {SOURCES "actor a ngo\nactor b ngo\nclaim none:a|funds|b absent - source=pub", STYR_ACTORS, 1, true, STYR_PUBLIC_NAMED, ""},
    {SOURCES "actor p person\ncase k p - source=pub", STYR_ACTORS, 0, true, STYR_PUBLIC_NAMED, ""},
    /* what hangs on rows */
    {SOURCES "vocab ngo kind\nvocab spy kind\nactor a ngo\nactor b spy\nclaim a supports - source=pub", STYR_VOCABULARY, 0, true,
     STYR_PUBLIC_USED, ""},
    {SOURCES "vocab ngo kind\nvocab spy kind\nactor a ngo\nactor b spy\nclaim a supports - source=pub", STYR_VOCABULARY, 1, false,
     STYR_PUBLIC_NOT_USED, ""},
    {SOURCES "vocab renamed change\nactor a ngo\nactor b ngo\nchange a merged b source=pub", STYR_VOCABULARY, 0, false,
     STYR_PUBLIC_NOT_USED, ""},
    {SOURCES "vocab merged change\nactor a ngo\nactor b ngo\nchange a merged b source=pub", STYR_VOCABULARY, 0, true, STYR_PUBLIC_USED, ""},
    {SOURCES "actor a ngo\nfigure a\nactor b ngo\nfigure b\nclaim a supports - source=pub", STYR_FIGURE, 0, true, STYR_PUBLIC_USED, ""},
    {SOURCES "actor a ngo\nfigure a\nactor b ngo\nfigure b\nclaim a supports - source=pub", STYR_FIGURE, 1, false, STYR_PUBLIC_ROW_LEFT_OUT,
     ""},
};

START_TEST(each_row_is_decided_by_the_rule) {
  styr_map *map = map_of(decided[_i].script);
  styr_public_report *report = report_of(map);
  const styr_public_row r = styr_public_report_row(report, decided[_i].table, decided[_i].row);
  ck_assert_msg(r.is_public == decided[_i].is_public && r.reason == decided[_i].reason && strcmp(r.column, decided[_i].column) == 0,
                "%s: %d %s %s", decided[_i].script, r.is_public, styr_public_reason_name(r.reason), r.column);
  styr_public_report_free(report);
  styr_map_free(map);
}
END_TEST

START_TEST(rows_without_claims_are_public_where_the_package_says_so) {
  styr_map *map =
      map_of(SOURCES "actor a ngo start=2019 note=n\nactor b ngo\nactor p person label=Ann\ntext x law\ntie a mandates b function=f\n"
                     "tie p meets a\ncase k p -\nevent k 1 p\ntie a meets b\nclaim tie:t3 supports - source=int");
  ck_ok(styr_map_set_meta(map, STYR_META_UNCLAIMED, "public", &error), error);
  styr_public *view = view_of(map);
  const styr_map *seen = styr_public_map(view);
  ck_assert_uint_eq(styr_map_count(seen, STYR_ACTORS), 3);
  ck_assert_uint_eq(styr_map_count(seen, STYR_TIES), 2);
  ck_assert_uint_eq(styr_map_count(seen, STYR_EVENTS), 1);
  ck_assert_str_eq(cell(seen, STYR_ACTORS, 0, "note"), "n");
  ck_assert_str_eq(cell(seen, STYR_TIES, 0, "function"), "f");
  ck_assert_str_eq(cell(seen, STYR_ACTORS, 2, "label"), "Person 1");
  ck_assert_str_eq(styr_map_meta(seen, STYR_META_UNCLAIMED), "public");
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

/* ---- cells ---- */

static const char full[] = SOURCES
    "source old confidentiality=public label=Report kind=report date=2019 uri=http://r.example consent=yes consent_until=2030\n"
    "vocab advice function label=Advice label_en=Advice\nvocab visible dim:group\nvocab hidden dim:group\nvocab asks action\n"
    "vocab mandates tie from_kinds=ngo|spy|actor to_kinds=spy|ngo broader=rules\nvocab rules tie\nvocab ngo kind broader=club\n"
    "actor a ngo label=Aa label_en=Ae short=s sector=public level=local start=2001 uri=http://a.example note=na aliases=al "
    "identifiers=x:1 secret=no\n"
    "actor b ngo label=Bb start=2002 note=nb\nactor ann person label=Ann label_en=Anne short=A note=np level=person\n"
    "actor bea person label=Bea\nactor person-1 ngo label=Called\ntext x plan label=X note=nx\ntext y law label=Y\n"
    "tie a mandates b id=m function=advice scope=group=visible amount=5.00 currency=DKK programme=x start=2019 note=nt secret=no\n"
    "tie a meets ann\ntie b meets bea id=t9\ntie a meets person-1\ntie b funds b amount=7.00 currency=EUR id=z\n"
    "case ann-case ann group=visible label=Case note=nc source=pub\nevent ann-case 4 ann action=asks to=a outcome=won source=pub by=y\n"
    "event ann-case 7 ann action=asks to=b source=int\nevent ann-case 9 a action=helps to=ann outcome=o source=pub\n"
    "change a renamed b date=2020 source=int\nchange b merged a date=2021 source=pub\n"
    "figure a label=A\xC2\xAD"
    "a footnote=1\nfigure b label=Other footnote=2\nfigure ann label=Anna\n"
    "claim a supports stated source=pub locator=p1 quote=q coder=c date=2018 secret=no\nclaim a supports stated source=int\n"
    "claim actor:b disputes stated source=pub\nclaim tie:m supports stated source=pub covers=function|scope|start|programme|amount\n"
    "claim tie:t2 supports observed source=pub\nclaim tie:t9 supports - source=pub\nclaim tie:t4 supports - source=pub\n"
    "claim tie:z supports - source=pub covers=note\nclaim event:ann-case/9 supports - source=pub\nclaim case:ann-case supports - "
    "source=pub\n"
    "claim change:2 supports - source=pub\nclaim none:x|activates|a absent - source=pub\nclaim none:x|activates|a disputes - source=pub\n"
    "claim actor:bea supports - source=pub covers=note\nclaim text:x supports - source=pub status=set_aside\n"
    "claim none:ann|serves|bea absent - source=pub";

static void has(const styr_map *map, styr_table table, size_t row, const char *column, const char *value) {
  ck_assert_msg(strcmp(cell(map, table, row, column), value) == 0, "%s %zu %s is \"%s\", not \"%s\"", styr_table_name(table), row, column,
                cell(map, table, row, column), value);
}

static styr_map *full_map(void) {
  styr_map *map = map_of(full);
  ck_ok(styr_map_set_meta(map, STYR_META_TITLE, "T", &error), error);
  ck_ok(styr_map_set_meta(map, STYR_META_NAME, "name", &error), error);
  ck_ok(styr_map_set_footnote(map, "1", "one", &error), error);
  ck_ok(styr_map_set_footnote(map, "3", "three", &error), error);
  return map;
}

START_TEST(nodes_show_what_the_rule_shows) {
  styr_map *map = full_map();
  styr_public *view = view_of(map);
  const styr_map *seen = styr_public_map(view);
  ck_assert_int_eq(styr_map_view(seen), STYR_VIEW_PUBLIC);
  ck_assert_int_eq(styr_map_view(map), STYR_VIEW_FULL);
  static const char *const wanted[][4] = {{"0", "id", "a", ""},         {"0", "label", "Aa", ""},        {"0", "label_en", "Ae", ""},
                                          {"0", "start", "2001", ""},   {"0", "identifiers", "x:1", ""}, {"0", "uri", "", ""},
                                          {"0", "note", "", ""},        {"0", "aliases", "", ""},        {"0", "secret", "", ""},
                                          {"1", "label", "Other", ""},  {"1", "start", "", ""},          {"1", "note", "", ""},
                                          {"2", "id", "person-2", ""},  {"2", "label", "Person 2", ""},  {"2", "label_en", "", ""},
                                          {"2", "short", "", ""},       {"2", "level", "person", ""},    {"2", "note", "", ""},
                                          {"3", "id", "person-3", ""},  {"3", "label", "Bea", ""},       {"4", "id", "person-1", ""},
                                          {"4", "label", "Called", ""}, {"0", "sector", "public", ""}};
  for (int i = 0; i < COUNT(wanted); i++) has(seen, STYR_ACTORS, (size_t)(wanted[i][0][0] - '0'), wanted[i][1], wanted[i][2]);
  has(seen, STYR_TEXTS, 0, "label", "X");
  has(seen, STYR_TEXTS, 0, "note", "");
  has(seen, STYR_TEXTS, 1, "id", "y");
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(other_rows_show_what_the_rule_shows) {
  styr_map *map = full_map();
  styr_public *view = view_of(map);
  const styr_map *seen = styr_public_map(view);
  ck_assert_uint_eq(styr_map_count(seen, STYR_TIES), 5);
  has(seen, STYR_TIES, 0, "id", "m");
  has(seen, STYR_TIES, 0, "function", "advice");
  has(seen, STYR_TIES, 0, "amount", ""); /* its currency is not covered */
  has(seen, STYR_TIES, 0, "currency", "");
  has(seen, STYR_TIES, 0, "programme", "x");
  has(seen, STYR_TIES, 0, "note", "nt");
  has(seen, STYR_TIES, 0, "secret", "");
  has(seen, STYR_TIES, 1, "to", "person-2");
  has(seen, STYR_TIES, 2, "id", "t3"); /* an id that looks generated is given anew */
  has(seen, STYR_TIES, 4, "amount", "");
  has(seen, STYR_CASES, 0, "id", "case-1");
  has(seen, STYR_CASES, 0, "standpoint", "person-2");
  has(seen, STYR_CASES, 0, "label", "Case");
  has(seen, STYR_CASES, 0, "class", "group=visible");
  has(seen, STYR_CASES, 0, "note", "nc");
  ck_assert_uint_eq(styr_map_count(seen, STYR_EVENTS), 2);
  has(seen, STYR_EVENTS, 0, "step", "1");
  has(seen, STYR_EVENTS, 0, "by", "y");
  has(seen, STYR_EVENTS, 0, "outcome", "won");
  has(seen, STYR_EVENTS, 1, "step", "2");
  has(seen, STYR_EVENTS, 1, "to", "person-2");
  ck_assert_uint_eq(styr_map_count(seen, STYR_CHANGES), 1);
  has(seen, STYR_CHANGES, 0, "date", "2021");
  ck_assert_uint_eq(styr_map_count(seen, STYR_SOURCES), 2);
  has(seen, STYR_SOURCES, 1, "uri", "http://r.example");
  has(seen, STYR_SOURCES, 1, "consent", "");
  has(seen, STYR_SOURCES, 1, "consent_until", "");
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(claims_and_hints_go_with_their_rows) {
  styr_map *map = full_map();
  styr_public *view = view_of(map);
  const styr_map *seen = styr_public_map(view);
  static const char *const abouts[] = {"actor:a",
                                       "actor:b",
                                       "tie:m",
                                       "tie:t2",
                                       "tie:t3",
                                       "tie:t4",
                                       "tie:z",
                                       "event:case-1/2",
                                       "case:case-1",
                                       "change:1",
                                       "none:x|activates|a",
                                       "none:x|activates|a",
                                       "actor:person-3",
                                       "none:person-2|serves|person-3"};
  ck_assert_uint_eq(styr_map_count(seen, STYR_CLAIMS), COUNT(abouts));
  for (size_t i = 0; i < COUNT(abouts); i++) has(seen, STYR_CLAIMS, i, "about", abouts[i]);
  has(seen, STYR_CLAIMS, 0, "locator", "p1");
  has(seen, STYR_CLAIMS, 0, "date", "2018");
  has(seen, STYR_CLAIMS, 0, "quote", "");
  has(seen, STYR_CLAIMS, 0, "coder", "");
  has(seen, STYR_CLAIMS, 2, "covers", "");
  has(seen, STYR_FIGURE, 0, "label",
      "A\xC2\xAD"
      "a");
  has(seen, STYR_FIGURE, 1, "label", "Other");
  has(seen, STYR_FIGURE, 2, "label", "");
  ck_assert_str_eq(styr_map_footnote(seen, "1"), "one");
  ck_assert_str_eq(styr_map_footnote(seen, "3"), "");
  ck_assert_str_eq(styr_map_meta(seen, STYR_META_TITLE), "T");
  ck_assert_str_eq(styr_map_meta(seen, STYR_META_NAME), "");
  char terms[400] = "";
  for (size_t i = 0; i < styr_map_count(seen, STYR_VOCABULARY); i++) {
    strcat(terms, cell(seen, STYR_VOCABULARY, i, "term"));
    strcat(terms, " ");
  }
  ck_assert_str_eq(terms, "advice visible asks mandates ngo ");
  has(seen, STYR_VOCABULARY, 3, "from_kinds", "ngo|actor");
  has(seen, STYR_VOCABULARY, 3, "to_kinds", "ngo");
  has(seen, STYR_VOCABULARY, 3, "broader", ""); /* nothing uses the broader one */
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(a_broader_term_that_is_used_stays) {
  styr_map *map = map_of(SOURCES "vocab ngo kind broader=club\nvocab club kind\nactor a ngo\nactor b club\nclaim a supports - source=pub\n"
                                 "claim b supports - source=pub");
  styr_public *view = view_of(map);
  has(styr_public_map(view), STYR_VOCABULARY, 0, "broader", "club");
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(the_public_map_of_a_public_map_is_the_same) {
  styr_map *map = full_map();
  styr_public *once = view_of(map), *twice = view_of(styr_public_map(once));
  const styr_map *a = styr_public_map(once), *b = styr_public_map(twice);
  for (int t = 0; t < STYR_TABLE_COUNT; t++) {
    ck_assert_uint_eq(styr_map_count(a, (styr_table)t), styr_map_count(b, (styr_table)t));
    for (size_t row = 0; row < styr_map_count(a, (styr_table)t); row++)
      for (size_t c = 0; c < a->tables[t].column_count; c++) {
        const char *column = styr_i_str(&a->strings, a->tables[t].columns[c].name);
        has(b, (styr_table)t, row, column, cell(a, (styr_table)t, row, column));
      }
  }
  styr_public_free(twice);
  styr_public_free(once);
  styr_map_free(map);
}
END_TEST

static const struct {
  const char *script;
  styr_table table;
  size_t row;
  const char *column;
  bool shown;
} cells_shown[] = {
    {SOURCES "actor a ngo\nactor b ngo\ntie a funds b amount=5.00 currency=DKK\nclaim t1 supports - source=pub", STYR_TIES, 0, "amount",
     true},
    {SOURCES "actor a ngo\nactor b ngo\ntie a funds b amount=5.00 currency=DKK\nclaim t1 supports - source=pub covers=amount", STYR_TIES, 0,
     "amount", false},
    {SOURCES "actor a ngo\nactor b ngo\ntie a funds b amount=5.00 currency=DKK\nclaim t1 supports - source=pub covers=currency", STYR_TIES,
     0, "currency", true},
    {SOURCES "actor a ngo note=n\nclaim a supports - source=pub", STYR_ACTORS, 0, "note", true},
    {SOURCES "actor a ngo note=n\nclaim a supports - source=pub\nclaim a disputes - source=int", STYR_ACTORS, 0, "note", false},
    {SOURCES "actor a ngo note=n\nclaim a supports - source=pub covers=note\nclaim a disputes - source=int", STYR_ACTORS, 0, "note", true},
    {SOURCES "actor a ngo note=n\nclaim a supports - source=pub\nclaim a disputes - source=pub covers=note\nclaim a disputes - source=int",
     STYR_ACTORS, 0, "note", false}, /* only a claim that supports speaks for a cell */
    {SOURCES "actor a ngo note=n\nactor b ngo\ntie a meets b\nclaim t1 supports - source=pub", STYR_ACTORS, 0, "note", false},
    {SOURCES "actor a ngo note=n\nclaim a supports - source=pub\nclaim a supports - source=int status=set_aside", STYR_ACTORS, 0, "note",
     true},
    {SOURCES "actor p person label_en=Ann\ncase k p - source=pub", STYR_ACTORS, 0, "label_en", false},
    {SOURCES "actor p person label_en=Ann\ncase k p - source=pub\nclaim p supports - source=pub", STYR_ACTORS, 0, "label_en", true},
    {SOURCES "vocab spy kind family=person\nactor p spy label=Ann\ncase k p - source=pub", STYR_ACTORS, 0, "label", false},
    {SOURCES "actor p ngo level=person short=Ann\ncase k p - source=pub", STYR_ACTORS, 0, "short", false},
    {SOURCES "actor p person\ncase k p -\nclaim case:k supports - source=pub", STYR_CASES, 0, "source", false},
    {SOURCES "actor p person\ncase k p - source=int\nclaim case:k supports - source=pub", STYR_CASES, 0, "source", false},
    {SOURCES "actor p person\ncase k p - source=pub", STYR_CASES, 0, "source", true},
    {SOURCES "actor p person\ncase k p - source=pub\nevent k 1 p source=pub action=asks outcome=o takes=x", STYR_EVENTS, 0, "action", true},
};

START_TEST(each_cell_is_shown_by_the_rule) {
  styr_map *map = map_of(cells_shown[_i].script);
  styr_public_report *report = report_of(map);
  ck_assert_msg(styr_public_report_shows(report, cells_shown[_i].table, cells_shown[_i].row, cells_shown[_i].column) ==
                    cells_shown[_i].shown,
                "%s: %s", cells_shown[_i].script, cells_shown[_i].column);
  styr_public_report_free(report);
  styr_map_free(map);
}
END_TEST

START_TEST(an_empty_table_of_claims_makes_a_map_sourced) {
  styr_map *map = map_of("actor a ngo");
  map->present |= 1u << STYR_CLAIMS;
  styr_public *view = view_of(map);
  ck_assert(styr_public_is_sourced(view));
  ck_assert_uint_eq(styr_map_count(styr_public_map(view), STYR_ACTORS), 0);
  styr_public_free(view);
  map->present = 1u << STYR_FIGURE;
  view = view_of(map);
  ck_assert(!styr_public_is_sourced(view));
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

/* ---- the object ---- */

START_TEST(names_are_the_owners_or_those_of_the_public_map) {
  styr_map *map = full_map();
  styr_public *view = view_of(map);
  styr_node node = {0, 0};
  static const char *const names[][2] = {
      {"a", "a"}, {"aa", "a"},    {"ann", "person-2"}, {"Anne", "person-2"},     {"Person 2", "person-2"},
      {"x", "x"}, {"Other", "b"}, {"Bb", "b"},         {"person-3", "person-3"}, {"person-1", "person-1"}};
  for (int i = 0; i < COUNT(names); i++) {
    ck_assert_msg(styr_public_resolve(view, names[i][0], &node, NULL) == STYR_OK, "%s", names[i][0]);
    ck_assert_str_eq(styr_node_id(styr_public_map(view), node), names[i][1]);
    ck_assert_int_eq(styr_node_is_text(node), *names[i][1] == 'x');
  }
  ck_assert_str_eq(styr_node_id(map, styr_public_owner_node(view, styr_map_find(styr_public_map(view), "person-2"))), "ann");
  ck_assert_str_eq(styr_node_id(map, styr_public_owner_node(view, styr_map_find(styr_public_map(view), "y"))), "y");
  ck_assert(!styr_node_exists(styr_public_owner_node(view, styr_map_find(map, "nobody"))));
  styr_error why = STYR_ERROR_INIT;
  ck_assert_int_eq(styr_public_resolve(view, "nobdy", &node, &why), STYR_ERR_NOT_FOUND);
  styr_error_clear(&why);
  ck_assert_int_eq(styr_public_resolve(view, "Calld", &node, &why), STYR_ERR_NOT_FOUND);
  ck_assert_str_eq(why.message, "no actor or text called \"Calld\" is in the public map; did you mean \"Called\"?");
  ck_assert_int_eq(styr_public_resolve(view, "\xFF", &node, NULL), STYR_ERR_NOT_FOUND);
  ck_assert_str_eq(styr_public_case(view, "ann-case"), "case-1");
  ck_assert_str_eq(styr_public_case(view, "case-1"), "case-1");
  ck_assert_ptr_null(styr_public_case(view, "other"));
  ck_assert_ptr_null(styr_public_case(view, "\xFF"));
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(a_name_of_several_public_nodes_is_ambiguous_and_secret_ones_do_not_count) {
  styr_map *map = map_of(SOURCES "actor a ngo label=House\nactor b ngo label=House\nactor c ngo label=House\nactor House ngo\n"
                                 "claim a supports - source=pub\nclaim c supports - source=int\nclaim House supports - source=int");
  styr_public *view = view_of(map);
  styr_node node;
  ck_assert_int_eq(styr_public_resolve(view, "house", &node, NULL), STYR_OK);
  ck_assert_int_eq(styr_public_resolve(view, "House", &node, NULL), STYR_OK); /* not the secret one with that id */
  styr_public_free(view);
  add_lines(map, "claim b supports - source=pub");
  view = view_of(map);
  styr_error why = STYR_ERROR_INIT;
  ck_assert_int_eq(styr_public_resolve(view, "house", &node, &why), STYR_ERR_AMBIGUOUS);
  ck_assert_str_eq(why.message, "\"house\" fits several in the public map: a, b; use an id");
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(an_id_of_the_owner_is_never_that_of_another_in_the_public_map) {
  styr_map *map = map_of(SOURCES "actor person-1 person label=Anna\nactor bo person label=Bo\nactor x ngo\n"
                                 "claim bo supports - source=pub\nclaim person-1 supports - source=int\nclaim x supports - source=pub\n"
                                 "case case-1 person-1 - source=int\ncase open bo - source=pub");
  styr_public *view = view_of(map);
  styr_node node;
  styr_error why = STYR_ERROR_INIT;
  ck_assert_int_eq(styr_public_resolve(view, "bo", &node, NULL), STYR_OK);
  ck_assert_str_eq(styr_node_id(styr_public_map(view), node), "person-1");
  ck_assert_int_eq(styr_public_resolve(view, "person-1", &node, &why), STYR_ERR_NOT_FOUND);
  ck_assert_str_eq(why.message, "no actor or text called \"person-1\" is in the public map");
  ck_assert_str_eq(styr_public_case(view, "open"), "case-1");
  ck_assert_ptr_null(styr_public_case(view, "case-1"));
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(a_person_is_known_in_any_letter_case_and_is_never_a_text) {
  styr_map *map =
      map_of(SOURCES "vocab Victim kind family=Person\nvocab soul kind family=person\nactor a Victim label=Anna\n"
                     "actor b Person label=Bo\nactor c - label=Cia level=PERSON\nactor d Persons label=Dia\n"
                     "text t soul label=Law\ntie a meets b\ntie c meets d\ntie a issues t\n"
                     "claim tie:t1 supports - source=pub\nclaim tie:t2 supports - source=pub\nclaim tie:t3 supports - source=pub");
  styr_public *view = view_of(map);
  const styr_map *public = styr_public_map(view);
  static const char *const labels[] = {"Person 1", "Person 2", "Person 3", "Dia"};
  for (size_t i = 0; i < COUNT(labels); i++) has(public, STYR_ACTORS, i, "label", labels[i]);
  has(public, STYR_TEXTS, 0, "label", "Law");
  has(public, STYR_TEXTS, 0, "id", "t");
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(a_label_column_is_one_of_a_language) {
  static const char *const labels[] = {"label_da", "label_dan", "label_zh-Hans", "label_pt_BR", "label_EN"};
  static const char *const others[] = {"label_",    "label_internal", "label_d",   "label_da-", "label_da-x1234567y",
                                       "label_da.", "label",          "label_da_%"};
  for (size_t i = 0; i < COUNT(labels); i++) ck_assert(styr_i_is_label(STYR_ACTORS, labels[i]));
  for (size_t i = 0; i < COUNT(others); i++) ck_assert(!styr_i_is_label(STYR_ACTORS, others[i]));
  ck_assert(!styr_i_is_label(STYR_TIES, "label_da"));
}
END_TEST

START_TEST(a_case_that_is_not_public_is_not_found) {
  styr_map *map = map_of(SOURCES "actor p person\ncase open p - source=pub\ncase closed p - source=int");
  styr_public *view = view_of(map);
  ck_assert_ptr_null(styr_public_case(view, "closed"));
  ck_assert_str_eq(styr_public_case(view, "open"), "case-1");
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(what_is_not_sourced_is_lent_whole) {
  styr_map *map = map_of("actor a ngo label=A\nactor p person label=P\ntie a meets p");
  styr_public *view = view_of(map);
  const styr_map *seen = styr_public_map(view);
  styr_node node;
  ck_assert_int_eq(styr_map_view(seen), STYR_VIEW_PUBLIC);
  ck_assert(!styr_public_is_sourced(view) && !styr_public_is_draft(view));
  ck_assert_int_eq(styr_public_resolve(view, "P", &node, NULL), STYR_OK);
  ck_assert_str_eq(styr_node_id(seen, node), "p");
  ck_assert(styr_node_same(styr_public_owner_node(view, node), node));
  ck_assert_ptr_eq(styr_node_label(seen, node, NULL), styr_node_label(map, node, NULL)); /* no copy was made */
  styr_public_report *report = report_of(map);
  ck_assert(!styr_public_report_is_sourced(report));
  ck_assert_uint_eq(styr_public_report_count(report, STYR_ACTORS), 2);
  ck_assert(styr_public_report_shows(report, STYR_ACTORS, 1, "label"));
  styr_public_report_free(report);
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(a_draft_is_the_whole_map) {
  styr_map *map = full_map();
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  styr_public *view = NULL;
  how.draft = true;
  ck_assert_int_eq(styr_map_public(map, &how, &view, NULL, NULL), STYR_OK);
  ck_assert(styr_public_is_draft(view) && !styr_public_is_sourced(view));
  ck_assert_int_eq(styr_map_view(styr_public_map(view)), STYR_VIEW_FULL);
  ck_assert_uint_eq(styr_map_count(styr_public_map(view), STYR_CLAIMS), styr_map_count(map, STYR_CLAIMS));
  ck_assert_str_eq(styr_public_case(view, "ann-case"), "ann-case");
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(bare_lines_are_those_of_ruling_ties_between_public_nodes) {
  styr_map *map = map_of(
      SOURCES "actor a ngo\nactor b ngo\nactor c ngo\nactor d ngo\ntext x law\ntie a mandates b\ntie a supervises b\ntie c part_of a\n"
              "tie a meets c\ntie a mandates d\ntie x assigns b\ntie b mandates c\nclaim a supports - source=pub\n"
              "claim b supports - source=pub\nclaim c supports - source=pub\nclaim text:x supports - source=pub\n"
              "claim tie:t7 supports - source=pub\nclaim tie:t1 supports - source=int");
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  styr_public *view = NULL;
  size_t count = 0;
  how.bare_lines = true;
  ck_assert_int_eq(styr_map_public(map, &how, &view, NULL, NULL), STYR_OK);
  ck_assert(styr_public_is_draft(view) && styr_public_is_sourced(view));
  const styr_bare_line *lines = styr_public_bare_lines(view, &count);
  static const char *const wanted[][2] = {{"a", "b"}, {"a", "c"}, {"x", "b"}};
  ck_assert_uint_eq(count, COUNT(wanted));
  for (size_t i = 0; i < count; i++) {
    ck_assert_str_eq(styr_node_id(styr_public_map(view), lines[i].from), wanted[i][0]);
    ck_assert_str_eq(styr_node_id(styr_public_map(view), lines[i].to), wanted[i][1]);
  }
  styr_public_free(view);
  styr_map_free(map);
}
END_TEST

START_TEST(arguments_are_checked) {
  styr_map *map = full_map();
  styr_public *view = NULL;
  styr_public_report *report = report_of(map);
  ck_assert_int_eq(styr_map_public(NULL, NULL, &view, NULL, NULL), STYR_ERR_ARG);
  ck_assert_ptr_null(view);
  ck_assert_int_eq(styr_map_public(map, NULL, NULL, NULL, NULL), STYR_OK); /* today is the clock's */
  styr_public_free(NULL);
  styr_public_report_free(NULL);
  styr_privacy_free(NULL);
  ck_assert(!styr_public_report_row(report, STYR_ACTORS, 99).is_public);
  ck_assert(!styr_public_report_row(report, (styr_table)77, 0).is_public);
  ck_assert(!styr_public_report_shows(report, STYR_ACTORS, 99, "id"));
  ck_assert(!styr_public_report_shows(report, (styr_table)77, 0, "id"));
  ck_assert(!styr_public_report_shows(report, STYR_ACTORS, 0, "no such column"));
  ck_assert(styr_public_report_shows(report, STYR_ACTORS, 0, "id"));
  ck_assert(!styr_public_report_shows(report, STYR_ACTORS, 2, "label"));
  ck_assert(!styr_public_report_shows(report, STYR_FIGURE, 2, "label") && styr_public_report_shows(report, STYR_FIGURE, 2, "node"));
  ck_assert(!styr_public_report_shows(report, STYR_CHANGES, 0, "source") && styr_public_report_shows(report, STYR_CHANGES, 1, "source"));
  ck_assert_uint_eq(styr_public_report_count(report, (styr_table)77), 0);
  ck_assert_uint_eq(styr_public_report_count(report, STYR_CHANGES), 1);
  ck_assert_str_eq(styr_public_reason_name(STYR_PUBLIC_NOT_COVERED), "not_covered");
  ck_assert_str_eq(styr_public_reason_name((styr_public_reason)99), "");
  ck_assert_str_eq(styr_public_reason_text((styr_public_reason)99, NULL), "");
  ck_assert_str_eq(styr_public_reason_remedy((styr_public_reason)99, NULL), "");
  ck_assert_str_eq(styr_privacy_code_name((styr_privacy_code)99), "");
  for (int i = 0; i < STYR_PUBLIC_REASON_COUNT; i++)
    ck_assert(*styr_public_reason_name((styr_public_reason)i) && *styr_public_reason_text((styr_public_reason)i, NULL));
  styr_public_report_free(report);
  styr_map_free(map);
}
END_TEST

/* ---- a map without a source ---- */

static size_t count_notes(const styr_issues *notes, const char *word) {
  size_t n = 0;
  for (size_t i = 0; i < styr_issues_count(notes); i++) n += strstr(styr_issues_get(notes, i).message, word) != NULL;
  return n;
}

START_TEST(withdrawing_takes_what_rests_on_the_source_alone) {
  styr_map *map =
      map_of("source s confidentiality=public\nsource r confidentiality=public derives_from=s\nactor a ngo note=n uri=u\nactor b ngo\n"
             "actor c ngo\nactor p person\ntext x law\ntie a meets b\ntie a meets c\ntie b meets c programme=x\nfigure c\nfigure a\n"
             "claim a supports - source=s\nclaim b supports - source=s\nclaim b supports - source=r\nclaim c supports - source=s\n"
             "claim text:x supports - source=s\nclaim tie:t1 supports - source=r\nclaim tie:t1 disputes - source=s\n"
             "claim tie:t2 supports - source=s\nclaim tie:t2 disputes - source=r\nclaim tie:t3 supports - source=s status=set_aside\n"
             "case k p - source=s\nevent k 1 p source=r\ncase l p - source=r\nevent l 1 p source=s\nclaim event:l/1 supports - source=r\n"
             "change a merged b source=s\nchange b merged a source=r\nclaim change:2 supports - source=r\n"
             "claim none:a|funds|p absent - source=r\nclaim none:a|funds|c absent - source=s");
  styr_issues *notes = styr_issues_new(NULL);
  styr_map *rest = NULL;
  ck_ok(styr_map_without(map, "s", notes, &rest, &error), error);
  ck_assert_uint_eq(styr_map_count(rest, STYR_SOURCES), 1);
  ck_assert_uint_eq(styr_map_count(rest, STYR_ACTORS), 4); /* a and c are named by rows that stay */
  ck_assert_uint_eq(styr_map_count(rest, STYR_TEXTS), 1);  /* as a programme */
  has(rest, STYR_ACTORS, 0, "note", "");
  ck_assert_uint_eq(styr_map_count(rest, STYR_TIES), 2);
  has(rest, STYR_TIES, 1, "id", "t3"); /* ids stay what they were */
  ck_assert_uint_eq(styr_map_count(rest, STYR_CASES), 1);
  ck_assert_uint_eq(styr_map_count(rest, STYR_EVENTS), 1);
  has(rest, STYR_EVENTS, 0, "source", "");
  ck_assert_uint_eq(styr_map_count(rest, STYR_CHANGES), 1);
  ck_assert_uint_eq(styr_map_count(rest, STYR_FIGURE), 2);
  static const char *const abouts[] = {"b", "tie:t1", "event:l/1", "change:1", "none:a|funds|p"};
  ck_assert_uint_eq(styr_map_count(rest, STYR_CLAIMS), COUNT(abouts));
  for (size_t i = 0; i < COUNT(abouts); i++) has(rest, STYR_CLAIMS, i, "about", abouts[i]);
  ck_assert_uint_eq(count_notes(notes, "derives from the withdrawn source"), 1);
  ck_assert_uint_eq(count_notes(notes, "stays because another row names it"), 3);
  ck_assert_uint_eq(count_notes(notes, "is removed with its case, which"), 1);
  ck_assert_uint_eq(count_notes(notes, "a claim of another source, removed with the row that it is about"), 1);
  styr_map_free(rest);
  rest = NULL;
  ck_assert_int_eq(styr_map_without(map, "nobody", NULL, &rest, NULL), STYR_ERR_NOT_FOUND);
  ck_assert_int_eq(styr_map_without(map, NULL, NULL, &rest, NULL), STYR_ERR_ARG);
  ck_assert_int_eq(styr_map_without(map, "\xFF", NULL, &rest, NULL), STYR_ERR_NOT_FOUND);
  ck_assert_ptr_null(rest);
  ck_ok(styr_map_without(map, "r", NULL, &rest, &error), error);
  styr_map_free(rest);
  styr_issues_free(notes);
  styr_map_free(map);
}
END_TEST

START_TEST(withdrawing_a_source_publishes_nothing_that_it_may_have_told) {
  styr_map *map = map_of(
      SOURCES
      "actor a ngo note=N uri=U\nactor b ngo note=M\ntie a meets b note=T amount=1 currency=DKK start=2019\n"
      "case k a - source=pub note=K\nevent k 1 a source=int outcome=O\n"
      "claim a supports - source=pub covers=uri\nclaim a supports - source=int covers=note\nclaim b disputes - source=int\n"
      "claim b supports - source=pub covers=note\nclaim tie:t1 supports - source=pub covers=start\nclaim tie:t1 supports - source=int\n"
      "claim case:k supports - source=int status=set_aside\nclaim event:k/1 supports - source=pub");
  styr_issues *notes = styr_issues_new(NULL);
  styr_map *rest = NULL;
  ck_ok(styr_map_without(map, "int", notes, &rest, &error), error);
  has(rest, STYR_ACTORS, 0, "note", "");
  has(rest, STYR_ACTORS, 0, "uri", "U"); /* another claim speaks for it */
  has(rest, STYR_ACTORS, 1, "note", "M");
  has(rest, STYR_TIES, 0, "note", "");
  has(rest, STYR_TIES, 0, "amount", "1.00"); /* the owner's, and still not published */
  has(rest, STYR_CASES, 0, "note", "");
  has(rest, STYR_EVENTS, 0, "outcome", "");
  ck_assert_uint_eq(count_notes(notes, "a: its note is left out"), 1);
  ck_assert_uint_eq(count_notes(notes, "t1: its amount rests on the withdrawn source alone, and stays"), 1);
  ck_assert_uint_eq(count_notes(notes, "start"), 0);
  ck_assert_uint_eq(count_notes(notes, "k/1: its outcome is left out"), 1);
  ck_assert_uint_eq(count_notes(notes, "no claim is left"), 0);
  styr_public *view = view_of(rest);
  has(styr_public_map(view), STYR_TIES, 0, "amount", "");
  styr_public_free(view);
  styr_map_free(rest);
  styr_issues_free(notes);
  styr_map_free(map);
}
END_TEST

START_TEST(withdrawing_tells_what_unclaimed_rows_it_publishes) {
  styr_map *map =
      map_of(SOURCES "actor a ngo\nactor b ngo\ntie a meets b note=T\ntie b meets a\n"
                     "claim tie:t1 disputes - source=int\nclaim tie:t2 disputes - source=int\nclaim tie:t2 supports - source=pub");
  ck_ok(styr_map_set_meta(map, STYR_META_UNCLAIMED, "public", &error), error);
  styr_issues *notes = styr_issues_new(NULL);
  styr_map *rest = NULL;
  ck_ok(styr_map_without(map, "int", notes, &rest, &error), error);
  has(rest, STYR_TIES, 0, "note", "");
  ck_assert_uint_eq(count_notes(notes, "t1: no claim is left about it"), 1);
  ck_assert_uint_eq(count_notes(notes, "no claim is left about it"), 1);
  styr_map_free(rest);
  styr_issues_free(notes);
  styr_map_free(map);
}
END_TEST

START_TEST(the_package_of_a_withdrawn_map_is_kept) {
  styr_map *map = NULL, *rest = NULL;
  ck_ok(styr_package_read(DATA("trafficking-dk"), NULL, NULL, &map, &error), error);
  ck_ok(styr_map_without(map, "almen-viden", NULL, &rest, &error), error);
  ck_assert_str_eq(styr_map_meta(rest, STYR_META_TITLE), styr_map_meta(map, STYR_META_TITLE));
  ck_assert_ptr_eq(rest->package_json, map->package_json);
  ck_assert_str_eq(styr_map_footnote(rest, "1"), styr_map_footnote(map, "1"));
  styr_map_free(map);
  ck_assert(*styr_map_meta(rest, STYR_META_TITLE));
  styr_map_free(rest);
}
END_TEST

/* ---- when memory runs out ---- */

typedef struct scarce { /* the allocation of that number fails, and with `ever` all that follow */
  size_t now, fails;
  bool ever;
} scarce;

static void *scarce_reallocate(void *ctx, void *ptr, size_t size) {
  scarce *s = ctx;
  const size_t now = s->now++;
  return now == s->fails || (s->ever && now > s->fails) ? NULL : realloc(ptr, size);
}

static void *scarce_allocate(void *ctx, size_t size) {
  return scarce_reallocate(ctx, NULL, size);
}

static void scarce_release(void *ctx, void *ptr) {
  (void)ctx;
  free(ptr);
}

static styr_status without_source(const styr_map *map) {
  styr_map *rest = NULL;
  const styr_status status = styr_map_without(map, "int", NULL, &rest, NULL);
  ck_assert((status == STYR_OK) == (rest != NULL));
  styr_map_free(rest);
  return status;
}

static styr_status make_public(const styr_map *map) {
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  styr_public *view = NULL;
  styr_public_report *report = NULL;
  how.bare_lines = true;
  const styr_status status = styr_map_public(map, &how, &view, &report, NULL);
  ck_assert((status == STYR_OK) == (view != NULL) && (status == STYR_OK) == (report != NULL));
  styr_public_free(view);
  styr_public_report_free(report);
  return status;
}

static styr_status make_draft(const styr_map *map) {
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  styr_public *view = NULL;
  how.draft = true;
  const styr_status status = styr_map_public(map, &how, &view, NULL, NULL);
  styr_public_free(view);
  return status;
}

static styr_status look_at(const styr_map *map) {
  styr_privacy_options how = STYR_PRIVACY_OPTIONS_INIT;
  styr_privacy *answer = NULL;
  how.against = map;
  const styr_status status = styr_privacy_open(map, &how, &answer, NULL);
  ck_assert((status == STYR_OK) == (answer != NULL));
  styr_privacy_free(answer);
  return status;
}

START_TEST(every_allocation_may_fail) {
  static styr_status (*const calls[])(const styr_map *) = {make_public, make_draft, without_source, look_at};
  scarce memory = {0, SIZE_MAX, _i >= 4};
  size_t failures = 0;
  const styr_allocator a = {&memory, scarce_allocate, scarce_reallocate, scarce_release};
  styr_map *map = NULL;
  ck_ok(styr_map_new(&a, &map, &error), error);
  add_lines(map, full);
  for (int i = 0; i < 400; i++) { /* so many that their names need more room than there is at first */
    char line[100];
    snprintf(line, sizeof line, "actor extra-%d ngo\nclaim none:extra-%d|supervises|a absent - source=pub", i, i);
    add_lines(map, line);
  }
  ck_ok(styr_map_set_footnote(map, "1", "one", &error), error);
  styr_status status = STYR_ERR_NOMEM;
  for (size_t n = 0, steps = 0; status != STYR_OK; n += steps++ < 400 ? 1 : 37) {
    memory.now = 0;
    memory.fails = n;
    status = calls[_i % 4](map);
    ck_assert_msg(status == STYR_OK || status == STYR_ERR_NOMEM, "the allocation %zu: %s", n, styr_status_name(status));
    failures += status == STYR_ERR_NOMEM;
  }
  ck_assert_uint_gt(failures, 1);
  memory.fails = SIZE_MAX;
  styr_map_free(map);
}
END_TEST

#define EACH(test, list) tcase_add_loop_test(t, test, 0, COUNT(list))

SUITE("public", EACH(each_row_is_decided_by_the_rule, decided); EACH(each_cell_is_shown_by_the_rule, cells_shown);
      tcase_add_test(t, an_empty_table_of_claims_makes_a_map_sourced);
      tcase_add_test(t, rows_without_claims_are_public_where_the_package_says_so); tcase_add_test(t, nodes_show_what_the_rule_shows);
      tcase_add_test(t, other_rows_show_what_the_rule_shows); tcase_add_test(t, claims_and_hints_go_with_their_rows);
      tcase_add_test(t, a_broader_term_that_is_used_stays); tcase_add_test(t, the_public_map_of_a_public_map_is_the_same);
      tcase_add_test(t, names_are_the_owners_or_those_of_the_public_map);
      tcase_add_test(t, a_name_of_several_public_nodes_is_ambiguous_and_secret_ones_do_not_count);
      tcase_add_test(t, a_case_that_is_not_public_is_not_found); tcase_add_test(t, what_is_not_sourced_is_lent_whole);
      tcase_add_test(t, a_draft_is_the_whole_map); tcase_add_test(t, bare_lines_are_those_of_ruling_ties_between_public_nodes);
      tcase_add_test(t, arguments_are_checked); tcase_add_test(t, withdrawing_takes_what_rests_on_the_source_alone);
      tcase_add_test(t, the_package_of_a_withdrawn_map_is_kept);
      tcase_add_test(t, withdrawing_a_source_publishes_nothing_that_it_may_have_told);
      tcase_add_test(t, withdrawing_tells_what_unclaimed_rows_it_publishes);
      tcase_add_test(t, an_id_of_the_owner_is_never_that_of_another_in_the_public_map);
      tcase_add_test(t, a_person_is_known_in_any_letter_case_and_is_never_a_text); tcase_add_test(t, a_label_column_is_one_of_a_language);
      tcase_add_loop_test(t, every_allocation_may_fail, 0, 8);)

/* SPDX-License-Identifier: MIT */
/* lib/map through styr/map.h and styr/vocab.h: adding rows by name, and the message of each refusal; ids, labels and suggestions;
 * the built-in vocabulary and what overrides it; what claims are about and their verdicts; dates; package texts; the summary. A row
 * is written as `column=value&column=value`. The expected answers follow the headers and section 3 of the design, not the code. */
#include "suite.h"

#include "map/map_i.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static styr_issues *issues;
static styr_error error;
static uint32_t place;

static styr_status add(styr_map *map, styr_table table, const char *row) {
  char text[1024];
  styr_field fields[24];
  size_t count = 0;
  ck_assert_uint_lt(strlen(row), sizeof text);
  strcpy(text, row);
  for (char *save = NULL, *cell = strtok_r(text, "&", &save); cell; cell = strtok_r(NULL, "&", &save)) {
    char *mark = strchr(cell, '=');
    ck_assert_ptr_nonnull(mark);
    *mark = '\0';
    fields[count++] = (styr_field){cell, mark + 1};
  }
  styr_error_clear(&error);
  place = UINT32_MAX;
  return styr_map_add(map, table, fields, count, issues, &place, &error);
}

static void put(styr_map *map, styr_table table, const char *row) {
  if (add(map, table, row) != STYR_OK) ck_abort_msg("%s: %s", row, error.message);
}

static styr_map *empty_map(void) {
  styr_map *map = NULL;
  styr_error_clear(&error);
  ck_ok(styr_map_new(NULL, &map, &error), error);
  return map;
}

/* Two actors with a tie in each direction, a person, a unit, two texts, a case with a step, a change, two sources. */
static styr_map *small_map(void) {
  styr_map *map = empty_map();
  put(map, STYR_ACTORS, "id=a&label=Alpha&kind=ngo&level=national");
  put(map, STYR_ACTORS, "id=b&kind=ministry");
  put(map, STYR_ACTORS, "id=p&kind=person&level=person");
  put(map, STYR_ACTORS, "id=u&kind=unit");
  put(map, STYR_TEXTS, "id=plan&kind=plan");
  put(map, STYR_TEXTS, "id=law&kind=law");
  put(map, STYR_SOURCES, "id=s&confidentiality=public");
  put(map, STYR_SOURCES, "id=secret");
  put(map, STYR_TIES, "from=b&to=a&type=funds");
  put(map, STYR_TIES, "from=a&to=b&type=reports_to&id=b");
  put(map, STYR_CASES, "id=k&standpoint=p");
  put(map, STYR_EVENTS, "case=k&step=1&actor=p");
  put(map, STYR_CHANGES, "from=a&kind=renamed");
  put(map, STYR_FIGURE, "node=a");
  put(map, STYR_VOCABULARY, "term=own&set=kind");
  return map;
}

/* ---- rows that are refused ---- */

typedef struct refusal {
  styr_table table;
  const char *row, *column, *word; /* column of the first issue, and a word of its message */
} refusal;

#define NAME_101                                                                                                                           \
  "ten_bytes_ten_bytes_ten_bytes_ten_bytes_ten_bytes_ten_bytes_ten_bytes_ten_bytes_ten_bytes_ten_bytes_x" /* the maximum is 100 */

static const refusal refusals[] = {{STYR_ACTORS, "label=x", "id", "required"},
                                   {STYR_ACTORS, "id=&label=x", "id", "required"},
                                   {STYR_ACTORS, "id= z", "id", "white space"},
                                   {STYR_ACTORS, "id=z ", "id", "white space"},
                                   {STYR_ACTORS, "id=\xC2\xA0z", "id", "white space"},
                                   {STYR_ACTORS, "id=z\xE3\x80\x80", "id", "white space"},
                                   {STYR_ACTORS, "id=\xEF\xBB\xBFz", "id", "white space"},
                                   {STYR_ACTORS, "id=z\x01y", "id", "control"},
                                   {STYR_ACTORS, "id=z\x7Fy", "id", "control"},
                                   {STYR_ACTORS, "id=z\ny", "id", "control"},
                                   {STYR_ACTORS, "id=z\xC2\x85y", "id", "control"},
                                   {STYR_ACTORS, "id=a", "id", "duplicate"},
                                   {STYR_ACTORS, "id=plan", "id", "share one id space"},
                                   {STYR_ACTORS, "id=z&known=maybe", "known", "named|unnamed|unknown"},
                                   {STYR_ACTORS, "id=z&known=name", "known", "\"name\""},
                                   {STYR_ACTORS, "id=z&start=2019-13", "start", "not a date"},
                                   {STYR_ACTORS, "id=z&end=yesterday", "end", "YYYY-MM-DD"},
                                   {STYR_ACTORS, "id=z&start=2020&end=2019-12-31", "end", "before the start 2020"},
                                   {STYR_TEXTS, "kind=law", "id", "required"},
                                   {STYR_TEXTS, "id=law", "id", "duplicate"},
                                   {STYR_TEXTS, "id=a", "id", "share one id space"},
                                   {STYR_TEXTS, "id=z&start=2019-03&end=2019-02-28", "end", "before"},
                                   {STYR_SOURCES, "label=x", "id", "required"},
                                   {STYR_SOURCES, "id=s", "id", "duplicate"},
                                   {STYR_SOURCES, "id=z&date=1.1.2019", "date", "not a date"},
                                   {STYR_TIES, "to=a&type=funds", "from", "required"},
                                   {STYR_TIES, "from=a&type=funds", "to", "required"},
                                   {STYR_TIES, "from=a&to=b", "type", "required"},
                                   {STYR_TIES, "from=zzzzzz&to=a&type=funds", "from", "unknown actor or text \"zzzzzz\""},
                                   {STYR_TIES, "from=a&to=plam&type=funds", "to", "did you mean \"plan\""},
                                   {STYR_TIES, "from=A&to=b&type=funds", "from", "unknown"},
                                   {STYR_TIES, "from=plan&to=a&type=supervises", "from", "accepts actor at its `from` end"},
                                   {STYR_TIES, "from=a&to=plan&type=supervises", "to", "a text of kind plan"},
                                   {STYR_TIES, "from=a&to=b&type=issues", "to", "an actor of kind ministry"},
                                   {STYR_TIES, "from=a&to=b&type=funds&id=b", "id", "duplicate"},
                                   {STYR_TIES, "from=a&to=b&type=funds&id=t1", "id", "the generated id of data row 1"},
                                   {STYR_TIES, "from=a&to=b&type=funds&id= x", "id", "white space"},
                                   {STYR_TIES, "from=a&to=b&type=funds&start=2020&end=2019", "end", "before"},
                                   {STYR_TIES, "from=a&to=b&type=funds&amount=5", "currency", "needs a currency"},
                                   {STYR_TIES, "from=a&to=b&type=funds&amount=5&currency=dkk", "currency", "ISO 4217"},
                                   {STYR_TIES, "from=a&to=b&type=funds&amount=5&currency=kroner", "currency", "\"kroner\""},
                                   {STYR_TIES, "from=a&to=b&type=funds&currency=XXX", "currency", "ISO 4217"},
                                   {STYR_TIES, "from=a&to=b&type=funds&amount=1.234&currency=DKK", "amount", "more decimals"},
                                   {STYR_TIES, "from=a&to=b&type=funds&amount=1.5&currency=JPY", "amount", "more decimals"},
                                   {STYR_TIES, "from=a&to=b&type=funds&amount=1,5&currency=DKK", "amount", "not an amount"},
                                   {STYR_TIES, "from=a&to=b&type=funds&amount=92233720368547758.08&currency=DKK", "amount", "too large"},
                                   {STYR_TIES, "from=a&to=b&type=funds&amount=-92233720368547758.08&currency=DKK", "amount", "too large"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope=dim", "scope", "without '='"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope=d=v;", "scope", "without '='"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope=;d=v", "scope", "without '='"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope= =v", "scope", "without a name"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope=d=v;e=w; d =x", "scope", "twice"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope=d=", "scope", "empty value"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope=d=v|", "scope", "empty value"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope=d=|v", "scope", "empty value"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope=d=v=w", "scope", "two '='"},
                                   {STYR_TIES, "from=a&to=b&type=funds&scope=" NAME_101 "=v", "scope", "100 bytes"},
                                   {STYR_CASES, "label=x", "id", "required"},
                                   {STYR_CASES, "id=k", "id", "duplicate"},
                                   {STYR_CASES, "id=z&standpoint=plan", "standpoint", "is a text"},
                                   {STYR_CASES, "id=z&standpoint=qqqqqq", "standpoint", "unknown actor or text"},
                                   {STYR_CASES, "id=z&class=x", "class", "without '='"},
                                   {STYR_CASES, "id=z&source=nowhere", "source", "unknown source \"nowhere\""},
                                   {STYR_EVENTS, "step=2&actor=p", "case", "required"},
                                   {STYR_EVENTS, "case=k&actor=p", "step", "required"},
                                   {STYR_EVENTS, "case=k&step=2", "actor", "required"},
                                   {STYR_EVENTS, "case=zz&step=2&actor=p", "case", "unknown case \"zz\""},
                                   {STYR_EVENTS, "case=k&step=0&actor=p", "step", "whole number from 1"},
                                   {STYR_EVENTS, "case=k&step=-1&actor=p", "step", "whole number from 1"},
                                   {STYR_EVENTS, "case=k&step=1.5&actor=p", "step", "whole number from 1"},
                                   {STYR_EVENTS, "case=k&step=2147483648&actor=p", "step", "whole number from 1"},
                                   {STYR_EVENTS, "case=k&step=1&actor=a", "step", "duplicate step 1"},
                                   {STYR_EVENTS, "case=k&step=2&actor=plan", "actor", "is a text"},
                                   {STYR_EVENTS, "case=k&step=2&actor=p&to=law", "to", "is a text"},
                                   {STYR_EVENTS, "case=k&step=2&actor=p&start=2020&end=2019", "end", "before"},
                                   {STYR_CHANGES, "kind=renamed", "from", "required"},
                                   {STYR_CHANGES, "from=a", "kind", "required"},
                                   {STYR_CHANGES, "from=a&kind=vanished", "kind", "renamed|merged|split|replaced|abolished"},
                                   {STYR_CHANGES, "from=a&kind=split&to=nobody", "to", "unknown"},
                                   {STYR_CHANGES, "from=a&kind=split&date=later", "date", "not a date"},
                                   {STYR_CLAIMS, "source=s", "about", "required"},
                                   {STYR_CLAIMS, "about=actor:zz", "about", "unknown actor"},
                                   {STYR_CLAIMS, "about=actor:plan", "about", "unknown actor"},
                                   {STYR_CLAIMS, "about=actor:", "about", "unknown actor"},
                                   {STYR_CLAIMS, "about=text:a", "about", "unknown text"},
                                   {STYR_CLAIMS, "about=text:zz", "about", "unknown text"},
                                   {STYR_CLAIMS, "about=tie:t2", "about", "unknown tie"}, /* the second tie has the id b */
                                   {STYR_CLAIMS, "about=tie:t3", "about", "unknown tie"},
                                   {STYR_CLAIMS, "about=tie:t01", "about", "unknown tie"},
                                   {STYR_CLAIMS, "about=tie:", "about", "unknown tie"},
                                   {STYR_CLAIMS, "about=tie:" NAME_101, "about", "unknown tie"},
                                   {STYR_CLAIMS, "about=event:k", "about", "unknown event"},
                                   {STYR_CLAIMS, "about=event:k/", "about", "unknown event"},
                                   {STYR_CLAIMS, "about=event:k/2", "about", "unknown event"},
                                   {STYR_CLAIMS, "about=event:k/0", "about", "unknown event"},
                                   {STYR_CLAIMS, "about=event:k/x", "about", "unknown event"},
                                   {STYR_CLAIMS, "about=event:z/1", "about", "unknown event"},
                                   {STYR_CLAIMS, "about=event:k/4294967297", "about", "unknown event"}, /* 2^32 + 1 is not step 1 */
                                   {STYR_CLAIMS, "about=case:z", "about", "unknown case"},
                                   {STYR_CLAIMS, "about=change:0", "about", "unknown change"},
                                   {STYR_CLAIMS, "about=change:2", "about", "unknown change"},
                                   {STYR_CLAIMS, "about=change:x", "about", "unknown change"},
                                   {STYR_CLAIMS, "about=zz", "about", "no actor, text, tie or case"},
                                   {STYR_CLAIMS, "about=other:a", "about", "no actor, text, tie or case"},
                                   {STYR_CLAIMS, "about=b", "about", "ambiguous"},
                                   {STYR_CLAIMS, "about=none:a|b&stance=absent", "about", "form none:FROM|TYPE|TO"},
                                   {STYR_CLAIMS, "about=none:a&stance=absent", "about", "form none:FROM|TYPE|TO"},
                                   {STYR_CLAIMS, "about=none:a||b&stance=absent", "about", "none:FROM|TYPE|TO"},
                                   {STYR_CLAIMS, "about=none:z|funds|b&stance=absent", "about", "unknown actor or text"},
                                   {STYR_CLAIMS, "about=none:a|funds|z&stance=absent", "about", "unknown actor or text"},
                                   {STYR_CLAIMS, "about=none:a|activates|plan&stance=absent", "about", "wrong way round"},
                                   {STYR_CLAIMS, "about=none:plan|supervises|a&stance=absent", "about", "accepts actor"},
                                   {STYR_CLAIMS, "about=none:a|funds|b", "stance", "absent or disputes"},
                                   {STYR_CLAIMS, "about=none:a|funds|b&stance=supports", "stance", "cannot be supports"},
                                   {STYR_CLAIMS, "about=actor:a&stance=denies", "stance", "supports|disputes|absent"},
                                   {STYR_CLAIMS, "about=actor:a&grade=sure", "grade", "assumed|inferred|stated|observed"},
                                   {STYR_CLAIMS, "about=actor:a&source=z", "source", "unknown source"},
                                   {STYR_VOCABULARY, "set=kind", "term", "required"},
                                   {STYR_VOCABULARY, "term=x", "set", "required"},
                                   {STYR_VOCABULARY, "term=own&set=kind", "term", "duplicate term in set \"kind\""},
                                   {STYR_VOCABULARY, "term=x&set=tie&ruling=up", "ruling", "forward|backward|none"},
                                   {STYR_VOCABULARY, "term=x&set=level&rank=high", "rank", "not a whole number"},
                                   {STYR_VOCABULARY, "term=x&set=level&rank=2147483648", "rank", "not a whole number"},
                                   {STYR_VOCABULARY, "term=x&set=level&rank=-2147483648", "rank", "not a whole number"},
                                   {STYR_FIGURE, "lane=x", "node", "required"},
                                   {STYR_FIGURE, "node=zz", "node", "unknown"},
                                   {STYR_FIGURE, "node=a", "node", "duplicate row"},
                                   {STYR_FIGURE, "node=b&span=0", "span", "or all"},
                                   {STYR_FIGURE, "node=b&span=alle", "span", "or all"},
                                   {STYR_FIGURE, "node=b&order=first", "order", "not a whole number"}};

START_TEST(bad_row_is_refused_with_its_column_and_reason) {
  const refusal *r = &refusals[_i];
  styr_map *map = small_map();
  issues = styr_issues_new(NULL);
  const size_t had = styr_map_count(map, r->table);
  ck_assert_msg(add(map, r->table, r->row) == STYR_ERR_DATA, "accepted %s", r->row);
  ck_assert_int_eq(error.status, STYR_ERR_DATA);
  ck_assert_uint_ge(styr_issues_count(issues), 1);
  const styr_issue issue = styr_issues_get(issues, 0);
  ck_assert_int_eq(issue.severity, STYR_ERROR);
  ck_assert_str_eq(issue.file, styr_table_name(r->table));
  ck_assert_uint_eq(issue.row, had + 1);
  ck_assert_msg(strcmp(issue.column, r->column) == 0 && strstr(issue.message, r->word), "%s: %s: %s", r->row, issue.column, issue.message);
  ck_assert_msg(strstr(error.message, issue.message) != NULL, "%s", error.message);
  ck_assert_uint_eq(styr_map_count(map, r->table), had);
  ck_assert_uint_eq(place, UINT32_MAX);
  styr_issues_free(issues);
  issues = NULL;
  styr_map_free(map);
}
END_TEST

/* After all refusals the map answers as before, and every refused id is still free. */
START_TEST(refused_rows_leave_the_map_as_it_was) {
  styr_map *map = small_map();
  size_t had[STYR_TABLE_COUNT];
  for (int t = 0; t < STYR_TABLE_COUNT; t++) had[t] = styr_map_count(map, (styr_table)t);
  for (int i = 0; i < COUNT(refusals); i++) ck_assert_msg(add(map, refusals[i].table, refusals[i].row) != STYR_OK, "%s", refusals[i].row);
  for (int t = 0; t < STYR_TABLE_COUNT; t++) ck_assert_uint_eq(styr_map_count(map, (styr_table)t), had[t]);
  ck_assert_uint_eq(styr_denial_count(map), 0);
  ck_assert(!styr_claim_exists(styr_claims_of_node(map, styr_map_find(map, "a"))));
  ck_assert(!styr_node_exists(styr_map_find(map, "z")));
  put(map, STYR_ACTORS, "id=z");
  put(map, STYR_SOURCES, "id=z");
  put(map, STYR_CASES, "id=z");
  put(map, STYR_EVENTS, "case=k&step=2&actor=p");
  put(map, STYR_FIGURE, "node=b");
  put(map, STYR_VOCABULARY, "term=x&set=level");
  put(map, STYR_TIES, "from=a&to=b&type=funds&id=x");
  styr_map_free(map);
}
END_TEST

START_TEST(refused_row_uses_no_terms) {
  static const char *const used[][2] = {{"kind", "odd"},  {"sector", "odd"}, {"level", "odd"}, {"tie", "odd"},  {"function", "odd"},
                                        {"dim:odd", "v"}, {"lane", "odd"},   {"mark", "odd"},  {"tie", "odder"}};
  styr_map *map = small_map();
  ck_assert_int_eq(add(map, STYR_ACTORS, "id=a&kind=odd&sector=odd&level=odd"), STYR_ERR_DATA);
  ck_assert_int_eq(add(map, STYR_TIES, "from=a&to=zz&type=odd&function=odd&scope=odd=v"), STYR_ERR_DATA);
  ck_assert_int_eq(add(map, STYR_FIGURE, "node=a&lane=odd&mark=odd"), STYR_ERR_DATA);
  ck_assert_int_eq(add(map, STYR_CLAIMS, "about=none:a|odder|b"), STYR_ERR_DATA);
  for (int i = 0; i < COUNT(used); i++)
    ck_assert_msg(!styr_vocab_find(map, used[i][0], used[i][1], NULL), "%s %s is declared or in use", used[i][0], used[i][1]);
  put(map, STYR_ACTORS, "id=z&kind=odd");
  styr_term term;
  ck_assert(styr_vocab_find(map, "kind", "odd", &term) && term.uses == 1);
  styr_map_free(map);
}
END_TEST

START_TEST(every_problem_of_a_row_is_reported) {
  styr_map *map = small_map();
  issues = styr_issues_new(NULL);
  ck_assert_int_eq(add(map, STYR_TIES, "from=zzzzzz&to=yyyyyy&type=funds&amount=x&currency=zzz&start=1&scope=q"), STYR_ERR_DATA);
  static const char *const columns[] = {"from", "to", "currency", "start", "scope", "amount"};
  ck_assert_uint_eq(styr_issues_count(issues), COUNT(columns));
  for (int i = 0; i < COUNT(columns); i++) {
    bool found = false;
    for (size_t k = 0; k < styr_issues_count(issues); k++) found |= strcmp(styr_issues_get(issues, k).column, columns[i]) == 0;
    ck_assert_msg(found, "nothing about %s", columns[i]);
  }
  styr_issues_free(issues);
  issues = NULL;
  styr_map_free(map);
}
END_TEST

START_TEST(call_that_breaks_a_rule_is_refused) {
  styr_map *map = small_map();
  const styr_field twice[] = {{"id", "z"}, {"label", "x"}, {"id", "y"}}, bytes[] = {{"id", "z"}, {"label", "a\xFFz"}};
  ck_assert_int_eq(styr_map_add(map, (styr_table)STYR_TABLE_COUNT, twice, 1, NULL, NULL, &error), STYR_ERR_ARG);
  styr_error_clear(&error);
  ck_assert_int_eq(styr_map_add(map, STYR_ACTORS, twice, 3, NULL, NULL, &error), STYR_ERR_ARG);
  ck_assert_ptr_nonnull(strstr(error.message, "twice"));
  styr_error_clear(&error);
  ck_assert_int_eq(styr_map_add(map, STYR_ACTORS, NULL, 2, NULL, NULL, &error), STYR_ERR_ARG);
  styr_error_clear(&error);
  ck_assert_int_eq(styr_map_add(map, STYR_ACTORS, bytes, 2, NULL, NULL, &error), STYR_ERR_DATA);
  ck_assert_ptr_nonnull(strstr(error.message, "UTF-8"));
  ck_assert_int_eq(styr_map_add(map, STYR_ACTORS, NULL, 0, NULL, NULL, NULL), STYR_ERR_DATA); /* no id */
  ck_assert_uint_eq(styr_map_count(map, STYR_ACTORS), 4);
  styr_map_free(map);
}
END_TEST

/* Such a column would be written as a header that no reader accepts. */
START_TEST(column_without_a_readable_name_is_refused) {
  static const char *const names[] = {"", "a\xFFz"};
  for (int i = 0; i < COUNT(names); i++) {
    styr_map *map = empty_map();
    const styr_field fields[] = {{"id", "z"}, {names[i], "x"}};
    const styr_status status = styr_map_add(map, STYR_ACTORS, fields, 2, NULL, NULL, NULL);
    styr_map_free(map);
    ck_assert_msg(status < 0, "column \"%s\" was taken", names[i]);
  }
}
END_TEST

START_TEST(generated_tie_id_that_is_taken_is_reported) {
  styr_map *map = small_map();
  put(map, STYR_TIES, "from=a&to=b&type=funds&id=t5");
  put(map, STYR_TIES, "from=a&to=b&type=funds&id=t4"); /* its own row: no collision */
  issues = styr_issues_new(NULL);
  ck_assert_int_eq(add(map, STYR_TIES, "from=a&to=b&type=funds"), STYR_ERR_DATA);
  ck_assert_str_eq(styr_issues_get(issues, 0).column, "id");
  ck_assert_ptr_nonnull(strstr(styr_issues_get(issues, 0).message, "duplicate id \"t5\""));
  styr_issues_free(issues);
  issues = NULL;
  put(map, STYR_TIES, "from=a&to=b&type=funds&id=other");
  ck_assert_uint_eq(styr_map_count(map, STYR_TIES), 5);
  styr_map_free(map);
}
END_TEST

START_TEST(ids_that_differ_in_composition_only_are_the_same) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_SOURCES, STYR_CASES};
  for (int i = 0; i < COUNT(tables); i++) {
    styr_map *map = empty_map();
    put(map, tables[i], "id=caf\xC3\xA9");
    ck_assert_int_eq(add(map, tables[i], "id=cafe\xCC\x81"), STYR_ERR_DATA);
    ck_assert_ptr_nonnull(strstr(error.message, "duplicate"));
    put(map, tables[i], "id=cafe");
    put(map, tables[i], "id=Caf\xC3\xA9");
    styr_map_free(map);
  }
}
END_TEST

/* ---- memory ---- */

typedef struct meter {
  long left;
  bool once; /* only one call fails, not all after it */
  long live;
} meter;

static bool fails(meter *m) {
  if (m->left > 0) return m->left--, false;
  if (m->left < 0) return false; /* never */
  if (m->once) m->left = -1;
  return true;
}

static void *meter_reallocate(void *ctx, void *ptr, size_t size) {
  meter *m = ctx;
  if (fails(m)) return NULL;
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

static const struct {
  styr_table table;
  const char *row;
} good_rows[] = {{STYR_ACTORS, "id=n\xC3\xB8gle&label=L&kind=odd&sector=odd&level=odd&extra=x&start=2019"},
                 {STYR_TEXTS, "id=tekst&kind=odd&note=n"},
                 {STYR_SOURCES, "id=kilde&label=x&uri=u"},
                 {STYR_TIES, "from=caf\xC3\xA9&to=cafe\xCC\x81&type=odd&id=b\xC3\xA5nd&function=f&scope=d=v|w;e=x&amount=5&currency=DKK"},
                 {STYR_CASES, "id=sag&standpoint=caf\xC3\xA9&class=d=v&source=s"},
                 {STYR_EVENTS, "case=k&step=7&actor=caf\xC3\xA9&action=x&source=s"},
                 {STYR_CHANGES, "from=caf\xC3\xA9&kind=split&date=2019"},
                 {STYR_CLAIMS, "about=none:caf\xC3\xA9|new_type|cafe\xCC\x81&stance=absent&grade=stated&source=s&quote=q"},
                 {STYR_CLAIMS, "about=tie:" NAME_101 "&grade=stated"},
                 {STYR_CLAIMS, "about=caf\xC3\xA9"},
                 {STYR_VOCABULARY, "term=new&set=newset&label=L&label_en=E&rank=4"},
                 {STYR_FIGURE, "node=caf\xC3\xA9&lane=odd&mark=odd&label=x"}};

static void add_under_pressure(size_t which, long at, bool once, bool *done) {
  meter m = {-1, once, 0};
  const styr_allocator a = {&m, meter_allocate, meter_reallocate, meter_release};
  styr_map *map = NULL;
  ck_assert_int_eq(styr_map_new(&a, &map, NULL), STYR_OK);
  put(map, STYR_ACTORS, "id=caf\xC3\xA9");
  put(map, STYR_SOURCES, "id=s");
  put(map, STYR_CASES, "id=k");
  put(map, STYR_TIES, "from=caf\xC3\xA9&to=caf\xC3\xA9&type=meets&id=" NAME_101);
  const styr_table table = good_rows[which].table;
  const size_t had = styr_map_count(map, table), denials = styr_denial_count(map);
  m.left = at;
  const styr_status status = add(map, table, good_rows[which].row);
  *done = m.left > 0 || (!once && status == STYR_OK && m.left != 0);
  if (status != STYR_OK) {
    m.left = -1;
    if (status != STYR_ERR_NOMEM) ck_abort_msg("%s, call %ld: %s", good_rows[which].row, at, error.message);
    if (styr_map_count(map, table) != had || styr_denial_count(map) != denials)
      ck_abort_msg("%s, call %ld: something was added", good_rows[which].row, at);
    if (add(map, table, good_rows[which].row) != STYR_OK)
      ck_abort_msg("%s, again after call %ld: %s", good_rows[which].row, at, error.message);
  }
  m.left = -1;
  if (styr_map_count(map, table) != had + 1) ck_abort_msg("%s is not there", good_rows[which].row);
  styr_map_free(map);
  if (m.live != 0) ck_abort_msg("%s, call %ld: %ld blocks leak", good_rows[which].row, at, m.live);
}

START_TEST(row_refused_for_memory_adds_nothing_and_can_be_added_later) {
  for (int once = 0; once < 2; once++) {
    bool done = false;
    for (long at = 0; !done; at++) {
      ck_assert_int_lt(at, 200);
      add_under_pressure((size_t)_i, at, once, &done);
    }
  }
}
END_TEST

/* Rows are added until every list of the map has grown. */
START_TEST(no_row_of_a_growing_table_is_half_added) {
  static const struct {
    styr_table table;
    const char *row;
  } growing[] = {{STYR_VOCABULARY, "term=x%d&set=kind&label=L%d"},
                 {STYR_ACTORS, "id=x%d&kind=kind%d"},
                 {STYR_EVENTS, "case=k&step=%d&actor=a&action=%d"},
                 {STYR_CLAIMS, "about=none:a|type%d|a&stance=absent&quote=%d"}};
  meter m = {-1, false, 0};
  const styr_allocator a = {&m, meter_allocate, meter_reallocate, meter_release};
  styr_map *map = NULL;
  ck_assert_int_eq(styr_map_new(&a, &map, NULL), STYR_OK);
  put(map, STYR_ACTORS, "id=a");
  put(map, STYR_CASES, "id=k");
  const styr_table table = growing[_i].table;
  const size_t had = styr_map_count(map, table);
  for (int i = 1; i <= 300; i++) {
    char row[80];
    snprintf(row, sizeof row, growing[_i].row, i, i);
    styr_status status = STYR_ERR_NOMEM;
    for (long at = 0; status == STYR_ERR_NOMEM && at < 100; at++) {
      m.left = at;
      status = add(map, table, row);
      if (styr_map_count(map, table) != had + (size_t)i - (status != STYR_OK)) ck_abort_msg("%s, call %ld: half added", row, at);
    }
    m.left = -1;
    if (status != STYR_OK) ck_abort_msg("%s: %s", row, error.message);
  }
  ck_assert_uint_eq(styr_denial_count(map), table == STYR_CLAIMS ? 300 : 0);
  styr_map_free(map);
  ck_assert_int_eq(m.live, 0);
}
END_TEST

START_TEST(map_without_memory_is_not_made_and_leaks_nothing) {
  styr_map *map = NULL;
  for (long at = 0; !map; at++) {
    meter m = {at, false, 0};
    const styr_allocator a = {&m, meter_allocate, meter_reallocate, meter_release};
    const styr_status status = styr_map_new(&a, &map, NULL);
    ck_assert(status == STYR_OK || (status == STYR_ERR_NOMEM && !map));
    m.left = -1;
    styr_map_free(map);
    ck_assert_int_eq(m.live, 0);
    ck_assert_int_lt(at, 2000);
  }
  styr_map_free(NULL);
}
END_TEST

/* ---- typed adders ---- */

START_TEST(typed_adders_add_what_they_are_told) {
  styr_map *map = empty_map();
  styr_node a, b, t;
  styr_tie tie, loop, parallel;
  char id[16];
  ck_ok(styr_map_add_actor(map, "a", "Alpha", "ngo", &a, &error), error);
  ck_ok(styr_map_add_actor(map, "b", NULL, NULL, &b, &error), error);
  ck_ok(styr_map_add_text(map, "t", "Tekst", "plan", &t, &error), error);
  ck_ok(styr_map_add_text(map, "unasked", NULL, NULL, NULL, &error), error);
  ck_ok(styr_map_add_tie(map, a, b, "funds", &tie, &error), error);
  ck_ok(styr_map_add_tie(map, a, a, "meets", &loop, &error), error);
  ck_ok(styr_map_add_tie(map, a, b, "funds", &parallel, &error), error);
  ck_ok(styr_map_add_tie(map, t, a, "activates", NULL, &error), error);
  ck_assert(styr_node_is_text(t) && !styr_node_is_text(a) && !styr_node_same(a, b));
  ck_assert(styr_node_same(styr_map_find(map, "t"), t) && styr_node_same(styr_map_actor(map, 1), b));
  ck_assert(styr_node_same(styr_map_text(map, 0), t));
  ck_assert_str_eq(styr_node_label(map, a, NULL), "Alpha");
  ck_assert_str_eq(styr_node_label(map, b, NULL), "b");
  ck_assert_str_eq(styr_node_kind(map, b), "");
  ck_assert_str_eq(styr_node_kind_family(map, b), "");
  ck_assert(styr_node_same(styr_tie_from(map, tie), a) && styr_node_same(styr_tie_to(map, tie), b));
  ck_assert(styr_node_same(styr_tie_from(map, loop), styr_tie_to(map, loop)));
  ck_assert_uint_ne(tie.index, parallel.index);
  ck_assert_str_eq(styr_tie_id(map, parallel, id), "t3");
  ck_assert_uint_eq(styr_map_count(map, STYR_TIES), 4);
  styr_map_free(map);
}
END_TEST

START_TEST(typed_adders_leave_their_outputs_alone_when_they_fail) {
  styr_map *map = empty_map();
  styr_node a, b = {77, 0}, none = {0, 0};
  styr_tie tie = {77, 0};
  ck_ok(styr_map_add_actor(map, "a", NULL, NULL, &a, &error), error);
  ck_assert_int_eq(styr_map_add_actor(map, "a", NULL, NULL, &b, NULL), STYR_ERR_DATA);
  ck_assert_int_eq(styr_map_add_text(map, "a", NULL, NULL, &b, NULL), STYR_ERR_DATA);
  ck_assert_int_eq(styr_map_add_actor(map, NULL, NULL, NULL, &b, NULL), STYR_ERR_ARG);
  ck_assert_int_eq(styr_map_add_tie(map, a, none, "funds", &tie, NULL), STYR_ERR_ARG);
  ck_assert_int_eq(styr_map_add_tie(map, a, a, NULL, &tie, NULL), STYR_ERR_ARG);
  ck_assert_int_eq(styr_map_add_tie(map, a, a, "issues", &tie, &error), STYR_ERR_DATA);
  ck_assert_ptr_nonnull(strstr(error.message, "accepts text"));
  ck_assert_uint_eq(b.ref, 77);
  ck_assert_uint_eq(tie.index, 77);
  ck_assert_uint_eq(styr_map_count(map, STYR_ACTORS) + styr_map_count(map, STYR_TIES), 1);
  styr_map_free(map);
}
END_TEST

/* ---- cells and properties ---- */

static const struct {
  styr_table table;
  const char *row, *column, *text;
} cells[] = {{STYR_ACTORS, "id=z&label=L\xC3\xA6 \"q\"", "label", "L\xC3\xA6 \"q\""},
             {STYR_ACTORS, "id=z&kind=odd", "kind", "odd"},
             {STYR_ACTORS, "id=z&kind=", "kind", ""},
             {STYR_ACTORS, "id=z&known=unnamed", "known", "unnamed"},
             {STYR_ACTORS, "id=z&known=unknown", "known", "unknown"},
             {STYR_ACTORS, "id=z", "known", ""},
             {STYR_ACTORS, "id=z&start=2019", "start", "2019"},
             {STYR_ACTORS, "id=z&start=0001-01", "start", "0001-01"},
             {STYR_ACTORS, "id=z&end=9999-12-31", "end", "9999-12-31"},
             {STYR_ACTORS, "id=z&my column=kept ", "my column", "kept "},
             {STYR_ACTORS, "id=z&label_en=E", "label_en", "E"},
             {STYR_ACTORS, "id=z", "no such column", ""},
             {STYR_TEXTS, "id=z&short=S", "short", "S"},
             {STYR_SOURCES, "id=z&consent=given", "consent", "given"},
             {STYR_TIES, "from=plan&to=a&type=activates", "from", "plan"},
             {STYR_TIES, "from=plan&to=a&type=activates", "to", "a"},
             {STYR_TIES, "from=plan&to=a&type=activates", "type", "activates"},
             {STYR_TIES, "from=plan&to=a&type=activates", "id", "t3"},
             {STYR_TIES, "from=plan&to=a&type=activates&id=t3", "id", "t3"},
             {STYR_TIES, "from=plan&to=a&type=activates&id=own", "id", "own"},
             {STYR_TIES, "from=a&to=b&type=odd type", "type", "odd type"},
             {STYR_TIES, "from=a&to=b&type=funds&function=f", "function", "f"},
             {STYR_TIES, "from=a&to=b&type=funds&scope= d = v | w ;e=x", "scope", " d = v | w ;e=x"},
             {STYR_TIES, "from=a&to=b&type=funds&amount=5&currency=DKK", "amount", "5.00"},
             {STYR_TIES, "from=a&to=b&type=funds&amount=0&currency=DKK", "amount", "0.00"},
             {STYR_TIES, "from=a&to=b&type=funds&amount=-0.5&currency=KWD", "amount", "-0.500"},
             {STYR_TIES, "from=a&to=b&type=funds&amount=0007&currency=JPY", "amount", "7"},
             {STYR_TIES, "from=a&to=b&type=funds&amount=-92233720368547758.07&currency=DKK", "amount", "-92233720368547758.07"},
             {STYR_TIES, "from=a&to=b&type=funds&amount=5&currency=DKK", "currency", "DKK"},
             {STYR_TIES, "from=a&to=b&type=funds&currency=DKK", "amount", ""},
             {STYR_CASES, "id=z&standpoint=p", "standpoint", "p"},
             {STYR_CASES, "id=z&class=d=v", "class", "d=v"},
             {STYR_CASES, "id=z&source=secret", "source", "secret"},
             {STYR_EVENTS, "case=k&step=2147483647&actor=p", "step", "2147483647"},
             {STYR_EVENTS, "case=k&step=02&actor=p", "step", "2"},
             {STYR_EVENTS, "case=k&step=2&actor=p", "case", "k"},
             {STYR_EVENTS, "case=k&step=2&actor=p&to=a", "to", "a"},
             {STYR_CHANGES, "from=plan&kind=abolished", "kind", "abolished"},
             {STYR_CHANGES, "from=plan&kind=abolished", "to", ""},
             {STYR_CLAIMS, "about=tie:t1", "about", "tie:t1"},
             {STYR_CLAIMS, "about=a&grade=observed", "grade", "observed"},
             {STYR_CLAIMS, "about=a&stance=absent", "stance", "absent"},
             {STYR_CLAIMS, "about=a", "stance", ""},
             {STYR_VOCABULARY, "term=x&set=level&rank=-3", "rank", "-3"},
             {STYR_VOCABULARY, "term=x&set=level&rank=0", "rank", "0"},
             {STYR_VOCABULARY, "term=x&set=level&rank=-2147483647", "rank", "-2147483647"},
             {STYR_VOCABULARY, "term=x&set=tie&ruling=backward", "ruling", "backward"},
             {STYR_FIGURE, "node=plan&span=all", "span", "all"},
             {STYR_FIGURE, "node=plan&span=12", "span", "12"},
             {STYR_FIGURE, "node=plan&order=-2", "order", "-2"},
             {STYR_FIGURE, "node=plan", "order", ""}};

START_TEST(cell_is_given_as_the_writer_would_write_it) {
  styr_map *map = small_map();
  char buffer[32];
  put(map, cells[_i].table, cells[_i].row);
  ck_assert_uint_eq(place, styr_map_count(map, cells[_i].table) - 1);
  ck_assert_str_eq(styr_map_cell(map, cells[_i].table, place, cells[_i].column, buffer), cells[_i].text);
  ck_assert_str_eq(styr_map_cell(map, cells[_i].table, place + 1, cells[_i].column, buffer), "");
  styr_map_free(map);
}
END_TEST

START_TEST(properties_of_nodes_are_read_back) {
  styr_map *map = empty_map();
  put(map, STYR_ACTORS,
      "id=a&label=A&label_da=Anders&kind=unit&sector=public&level=local&short=S&known=unnamed&uri=u&note=n&start=2019-02");
  put(map, STYR_ACTORS, "id=b&label=B&end=2020");
  put(map, STYR_TEXTS, "id=t&label=T&label_da=Tekst&kind=plan&short=P&uri=v&note=m&start=2018&end=2019-05-06");
  const styr_node a = styr_map_find(map, "a"), b = styr_map_find(map, "b"), t = styr_map_find(map, "t"), none = {0, 0};
  ck_assert_str_eq(styr_node_id(map, t), "t");
  ck_assert_str_eq(styr_node_short(map, a), "S");
  ck_assert_str_eq(styr_node_short(map, t), "P");
  ck_assert_str_eq(styr_node_kind_family(map, a), "unit");
  ck_assert_str_eq(styr_node_kind(map, t), "plan");
  ck_assert_str_eq(styr_node_sector(map, a), "public");
  ck_assert_str_eq(styr_node_sector(map, t), "");
  ck_assert_str_eq(styr_node_level(map, a), "local");
  ck_assert_str_eq(styr_node_level(map, t), "");
  ck_assert_str_eq(styr_node_uri(map, t), "v");
  ck_assert_str_eq(styr_node_note(map, a), "n");
  ck_assert_int_eq(styr_node_known(map, a), STYR_KNOWN_UNNAMED);
  ck_assert_int_eq(styr_node_known(map, b), STYR_KNOWN_NAMED);
  ck_assert_int_eq(styr_node_known(map, t), STYR_KNOWN_NAMED);
  ck_assert_uint_eq(styr_node_start(map, a).month, 2);
  ck_assert_uint_eq(styr_node_start(map, b).year, 0);
  ck_assert_uint_eq(styr_node_end(map, b).year, 2020);
  ck_assert_uint_eq(styr_node_end(map, t).day, 6);
  ck_assert_str_eq(styr_node_label(map, a, "da"), "Anders");
  ck_assert_str_eq(styr_node_label(map, b, "da"), "B");
  ck_assert_str_eq(styr_node_label(map, t, "da"), "Tekst");
  ck_assert_str_eq(styr_node_label(map, a, "fr"), "A");
  ck_assert_str_eq(styr_node_label(map, a, ""), "A");
  ck_assert_str_eq(styr_node_label(map, a, NAME_101), "A");
  ck_assert_str_eq(styr_node_label(map, none, NULL), "");
  ck_assert_str_eq(styr_node_id(map, none), "");
  ck_assert_str_eq(styr_node_kind(map, none), "");
  ck_assert(!styr_node_exists(styr_map_actor(map, 2)) && !styr_node_exists(styr_map_text(map, 1)));
  ck_assert_uint_eq(styr_map_count(map, (styr_table)STYR_TABLE_COUNT), 0);
  ck_assert_str_eq(styr_table_name((styr_table)STYR_TABLE_COUNT), "");
  styr_map_free(map);
}
END_TEST

START_TEST(properties_of_ties_are_read_back) {
  styr_map *map = small_map();
  put(map, STYR_TIES,
      "from=b&to=a&type=funds&id=x&function=f&scope=d=v&amount=-1.5&currency=EUR&programme=plan&start=2019&end=2021-03&note=n");
  const styr_tie tie = styr_map_tie(map, 2), bare = styr_map_tie(map, 0), back = styr_map_tie(map, 1);
  char id[16];
  styr_money money = {7, "ABC"};
  ck_assert_str_eq(styr_tie_id(map, tie, id), "x");
  ck_assert_str_eq(styr_tie_id(map, bare, id), "t1");
  ck_assert_str_eq(styr_tie_family(map, tie), "rule");
  ck_assert_int_eq(styr_tie_ruling(map, tie), STYR_RULING_FORWARD);
  ck_assert_int_eq(styr_tie_ruling(map, back), STYR_RULING_BACKWARD);
  ck_assert_str_eq(styr_tie_function(map, tie), "f");
  ck_assert_str_eq(styr_tie_scope(map, tie), "d=v");
  ck_assert_str_eq(styr_tie_programme(map, tie), "plan");
  ck_assert_str_eq(styr_tie_note(map, tie), "n");
  ck_assert_uint_eq(styr_tie_start(map, tie).year, 2019);
  ck_assert_uint_eq(styr_tie_end(map, tie).month, 3);
  ck_assert(!styr_tie_amount(map, bare, &money));
  ck_assert_int_eq(money.minor, 7);
  ck_assert(styr_tie_amount(map, tie, &money));
  ck_assert_int_eq(money.minor, -150);
  ck_assert_str_eq(money.currency, "EUR");
  ck_assert_str_eq(styr_tie_function(map, bare), "");
  ck_assert_str_eq(styr_tie_scope(map, bare), "");
  ck_assert_str_eq(styr_tie_programme(map, bare), "");
  ck_assert_str_eq(styr_tie_note(map, bare), "");
  styr_map_free(map);
}
END_TEST

/* Columns are created late and there are many rows: every cell keeps its place. */
START_TEST(late_column_is_empty_for_the_rows_before_it) {
  styr_map *map = empty_map();
  char row[80], buffer[32];
  for (int i = 0; i < 1000; i++) {
    snprintf(row, sizeof row, i % 100 == 50 ? "id=a%d&late=x%d&start=%d" : "id=a%d", i, i, 1000 + i);
    put(map, STYR_ACTORS, row);
  }
  for (int i = 0; i < 1000; i++) {
    char id[24], late[24] = "", start[24] = "";
    snprintf(id, sizeof id, "a%d", i);
    if (i % 100 == 50) {
      snprintf(late, sizeof late, "x%d", i);
      snprintf(start, sizeof start, "%d", 1000 + i);
    }
    ck_assert_str_eq(styr_map_cell(map, STYR_ACTORS, (size_t)i, "id", buffer), id);
    ck_assert_str_eq(styr_map_cell(map, STYR_ACTORS, (size_t)i, "late", buffer), late);
    ck_assert_str_eq(styr_map_cell(map, STYR_ACTORS, (size_t)i, "start", buffer), start);
  }
  styr_map_free(map);
}
END_TEST

/* ---- finding ---- */

static styr_map *named_map(void) {
  styr_map *map = empty_map();
  put(map, STYR_ACTORS, "id=kit&label=Kirkens Integrationstjeneste&short=KIT&label_en=The Church's Service&label_fr=Eglise");
  put(map, STYR_ACTORS, "id=lokk&label=LOKK&short=LOKK");
  put(map, STYR_ACTORS, "id=alpha&label=beta");
  put(map, STYR_ACTORS, "id=beta&label=gamma");
  put(map, STYR_ACTORS, "id=x1&label=Same");
  put(map, STYR_TEXTS, "id=x2&label=same");
  put(map, STYR_TEXTS, "id=hp&label=Handlingsplan 2019&short=Plan&label_en=Action plan 2019");
  put(map, STYR_ACTORS, "id=caf\xC3\xA9&label=\xC3\x86ldresagen");
  put(map, STYR_ACTORS,
      "id=long&label=Den selvejende institution Landsorganisationen for krisecentre, raadgivning og oplysning til unge og voksne");
  return map;
}

static const struct {
  const char *name, *id; /* NULL = not found */
} resolved[] = {{"kit", "kit"},
                {"KIT", "kit"},
                {"Kit", "kit"},
                {"kirkens INTEGRATIONStjeneste", "kit"},
                {"LOKK", "lokk"},
                {"alpha", "alpha"}, /* an id wins over a label */
                {"beta", "beta"},
                {"BETA", "alpha"}, /* no id: ids are case-sensitive */
                {"gamma", "beta"},
                {"the church's SERVICE", "kit"},
                {"eglise", "kit"},
                {"action PLAN 2019", "hp"},
                {"plan", "hp"},
                {"handlingsplan 2019", "hp"},
                {"\xC3\xA6LDRESAGEN", "caf\xC3\xA9"},
                {"caf\xC3\xA9", "caf\xC3\xA9"},
                {"cafe\xCC\x81", "caf\xC3\xA9"},
                {"Den selvejende institution Landsorganisationen for krisecentre, raadgivning og oplysning til unge og voksne", "long"},
                {"", NULL},
                {"cafe", NULL},
                {"kit ", NULL},
                {"Kirkens Integrationstjenest", NULL},
                {"Kirkens Integrationstjenesten", NULL},
                {"bad \xFF", NULL}};

START_TEST(name_is_resolved_as_a_person_means_it) {
  styr_map *map = named_map();
  styr_node node = {77, 0};
  styr_error_clear(&error);
  const styr_status status = styr_map_resolve(map, resolved[_i].name, &node, &error);
  if (resolved[_i].id) {
    ck_assert_msg(status == STYR_OK, "%s", error.message);
    ck_assert_str_eq(styr_node_id(map, node), resolved[_i].id);
  } else {
    ck_assert_int_eq(status, STYR_ERR_NOT_FOUND);
    ck_assert_int_eq(error.status, STYR_ERR_NOT_FOUND);
    ck_assert_uint_eq(node.ref, 77);
  }
  styr_map_free(map);
}
END_TEST

START_TEST(name_that_fits_several_is_ambiguous) {
  styr_map *map = named_map();
  styr_node node = {77, 0};
  styr_error_clear(&error);
  ck_assert_int_eq(styr_map_resolve(map, "SAME", &node, &error), STYR_ERR_AMBIGUOUS);
  ck_assert_uint_eq(node.ref, 77);
  ck_assert_msg(strstr(error.message, "x1") && strstr(error.message, "x2"), "%s", error.message);
  for (int i = 0; i < 200; i++) {
    char row[64];
    snprintf(row, sizeof row, "id=another_one_%d&short=Same", i);
    put(map, STYR_ACTORS, row);
  }
  styr_error_clear(&error);
  ck_assert_int_eq(styr_map_resolve(map, "same", &node, &error), STYR_ERR_AMBIGUOUS);
  ck_assert_int_eq(styr_map_resolve(map, "same", &node, NULL), STYR_ERR_AMBIGUOUS);
  styr_map_free(map);
}
END_TEST

START_TEST(near_miss_is_suggested) {
  static const char *const misses[][2] = {{"lok", "lokk"}, {"alhpa", "alpha"}, {"Handlingsplan 2018", "Handlingsplan 2019"}};
  styr_map *map = named_map();
  styr_node node = {77, 0};
  for (int i = 0; i < COUNT(misses); i++) {
    char expected[64];
    snprintf(expected, sizeof expected, "did you mean \"%s\"", misses[i][1]);
    styr_error_clear(&error);
    ck_assert_int_eq(styr_map_resolve(map, misses[i][0], &node, &error), STYR_ERR_NOT_FOUND);
    ck_assert_msg(strstr(error.message, expected) != NULL, "%s", error.message);
  }
  styr_error_clear(&error);
  ck_assert_int_eq(styr_map_resolve(map, "something else altogether", &node, &error), STYR_ERR_NOT_FOUND);
  ck_assert_ptr_null(strstr(error.message, "did you mean"));
  ck_assert_ptr_nonnull(strstr(error.message, "something else altogether"));
  styr_map_free(map);
}
END_TEST

START_TEST(id_is_found_exactly_or_after_composition) {
  styr_map *map = named_map();
  ck_assert_str_eq(styr_node_id(map, styr_map_find(map, "cafe\xCC\x81")), "caf\xC3\xA9");
  ck_assert_str_eq(styr_node_id(map, styr_map_find(map, "hp")), "hp");
  ck_assert(!styr_node_exists(styr_map_find(map, "KIT")));
  ck_assert(!styr_node_exists(styr_map_find(map, "Same")));
  ck_assert(!styr_node_exists(styr_map_find(map, "")));
  ck_assert(!styr_node_exists(styr_map_find(map, "id")));
  ck_assert(!styr_node_exists(styr_map_find(map, "\xFF")));
  styr_map_free(map);
}
END_TEST

START_TEST(tie_is_found_by_its_own_or_its_generated_id) {
  styr_map *map = small_map(); /* t1, b */
  put(map, STYR_TIES, "from=a&to=b&type=funds&id=t9");
  put(map, STYR_TIES, "from=a&to=b&type=funds&id=b\xC3\xA5nd");
  put(map, STYR_TIES, "from=a&to=b&type=funds");
  static const struct {
    const char *id;
    uint32_t index;
  } ties[] = {{"t1", 0}, {"b", 1}, {"t9", 2}, {"b\xC3\xA5nd", 3}, {"ba\xCC\x8And", 3}, {"t5", 4}};
  static const char *const none[] = {"t2", "t3", "t4", "t0", "t05", "t6", "t", "", "a", "T1", "t1 ", "t99999999999", "\xFF", "t-1", "t1.0"};
  styr_tie tie;
  for (int i = 0; i < COUNT(ties); i++) {
    ck_assert_msg(styr_map_find_tie(map, ties[i].id, &tie), "%s", ties[i].id);
    ck_assert_uint_eq(tie.index, ties[i].index);
    ck_assert(styr_map_find_tie(map, ties[i].id, NULL));
  }
  tie.index = 77;
  for (int i = 0; i < COUNT(none); i++) ck_assert_msg(!styr_map_find_tie(map, none[i], &tie), "%s", none[i]);
  ck_assert_uint_eq(tie.index, 77);
  styr_map_free(map);
}
END_TEST

/* ---- vocabulary ---- */

static const struct {
  const char *term, *family, *from, *to;
  styr_ruling ruling;
} tie_types[] = {{"mandates", "rule", "actor|text", "actor|text", STYR_RULING_FORWARD},
                 {"funds", "rule", "actor|text", "actor|text", STYR_RULING_FORWARD},
                 {"supervises", "rule", "actor", "actor", STYR_RULING_FORWARD},
                 {"coordinates", "rule", "actor|text", "actor|text", STYR_RULING_FORWARD},
                 {"leads", "rule", "actor", "actor", STYR_RULING_FORWARD},
                 {"instructs", "rule", "actor", "actor", STYR_RULING_FORWARD},
                 {"issues", "text", "actor", "text", STYR_RULING_FORWARD},
                 {"assigns", "text", "text", "actor", STYR_RULING_FORWARD},
                 {"activates", "text", "text", "actor", STYR_RULING_FORWARD},
                 {"derives_from", "text", "text", "text", STYR_RULING_BACKWARD},
                 {"names", "text", "text", "actor", STYR_RULING_NONE},
                 {"cites", "text", "text", "text", STYR_RULING_NONE},
                 {"part_of", "membership", "actor", "actor", STYR_RULING_BACKWARD},
                 {"member_of", "membership", "actor", "actor", STYR_RULING_NONE},
                 {"reports_to", "accountability", "actor", "actor", STYR_RULING_BACKWARD},
                 {"meets", "contact", "actor", "actor", STYR_RULING_NONE},
                 {"refers", "contact", "actor", "actor", STYR_RULING_NONE},
                 {"hands_over", "contact", "actor", "actor", STYR_RULING_NONE},
                 {"serves", "contact", "actor", "actor", STYR_RULING_NONE},
                 {"gates", "decision", "actor", "actor", STYR_RULING_NONE}};

START_TEST(built_in_tie_type_rules_as_the_design_says) {
  styr_map *map = empty_map();
  styr_term term;
  ck_assert(styr_vocab_find(map, "tie", tie_types[_i].term, &term));
  ck_assert_str_eq(term.family, tie_types[_i].family);
  ck_assert_int_eq(term.ruling, tie_types[_i].ruling);
  ck_assert_str_eq(term.from_kinds, tie_types[_i].from);
  ck_assert_str_eq(term.to_kinds, tie_types[_i].to);
  ck_assert(term.declared && !term.ranked && term.uses == 0);
  styr_map_free(map);
}
END_TEST

START_TEST(every_built_in_tie_type_is_in_the_list_above) {
  styr_map *map = empty_map();
  int types = 0;
  for (size_t i = 0; i < styr_vocab_count(map); i++) types += strcmp(styr_vocab_get(map, i).set, "tie") == 0;
  ck_assert_int_eq(types, COUNT(tie_types));
  styr_map_free(map);
}
END_TEST

START_TEST(levels_are_ordered_and_international_stands_beside_national) {
  static const char *const ascending[] = {"person", "local", "regional", "national", "ministry", "interministerial"};
  styr_map *map = empty_map();
  styr_term below, above, beside;
  for (int i = 1; i < COUNT(ascending); i++) {
    ck_assert(styr_vocab_find(map, "level", ascending[i - 1], &below) && styr_vocab_find(map, "level", ascending[i], &above));
    ck_assert(below.ranked && above.ranked);
    ck_assert_int_lt(below.rank, above.rank);
  }
  ck_assert(styr_vocab_find(map, "level", "international", &beside) && styr_vocab_find(map, "level", "national", &above));
  ck_assert_int_eq(beside.rank, above.rank);
  ck_assert(styr_vocab_find(map, "level", "person", &below));
  ck_assert_int_eq(below.rank, 0);
  styr_map_free(map);
}
END_TEST

START_TEST(built_in_kinds_belong_to_families) {
  static const char *const kinds[][2] = {{"person", "person"},     {"group", "group"},      {"government", "group"},
                                         {"ministry", "ministry"}, {"ngo", "organisation"}, {"board", "organisation"},
                                         {"shelter", "unit"},      {"clinic", "unit"},      {"police_unit", "unit"},
                                         {"plan", "text"},         {"law", "text"},         {"rationale", "text"}};
  styr_map *map = empty_map();
  styr_term term;
  for (int i = 0; i < COUNT(kinds); i++) {
    ck_assert_msg(styr_vocab_find(map, "kind", kinds[i][0], &term), "%s", kinds[i][0]);
    ck_assert_str_eq(term.family, kinds[i][1]);
  }
  ck_assert(!styr_vocab_find(map, "kind", "funds", &term));
  ck_assert(!styr_vocab_find(map, "tie", "ngo", NULL));
  ck_assert(!styr_vocab_find(map, "no such set", "ngo", NULL));
  ck_assert(!styr_vocab_find(map, "kind", "no such kind", NULL));
  styr_map_free(map);
}
END_TEST

START_TEST(row_of_the_vocabulary_overrides_only_what_it_fills) {
  styr_map *map = small_map();
  styr_term term;
  put(map, STYR_VOCABULARY, "term=funds&set=tie&ruling=none&label=giver penge&label_en=pays&align=https://example.org/x");
  ck_assert(styr_vocab_find(map, "tie", "funds", &term));
  ck_assert_int_eq(term.ruling, STYR_RULING_NONE);
  ck_assert_str_eq(term.family, "rule");
  ck_assert_str_eq(term.from_kinds, "actor|text");
  ck_assert_str_eq(term.align, "https://example.org/x");
  ck_assert_uint_eq(term.uses, 1);
  const styr_tie first = styr_map_tie(map, 0);
  ck_assert_int_eq(styr_tie_ruling(map, first), STYR_RULING_NONE);
  put(map, STYR_VOCABULARY, "term=part_of&set=tie&ruling=forward&family=contact&from_kinds=ngo|text&to_kinds=unit&rank=3");
  ck_assert(styr_vocab_find(map, "tie", "part_of", &term));
  ck_assert_int_eq(term.ruling, STYR_RULING_FORWARD);
  ck_assert_str_eq(term.family, "contact");
  ck_assert(term.ranked && term.rank == 3);
  ck_assert_int_eq(add(map, STYR_TIES, "from=b&to=u&type=part_of"), STYR_ERR_DATA);
  put(map, STYR_TIES, "from=a&to=u&type=part_of");
  put(map, STYR_TIES, "from=law&to=u&type=part_of");
  ck_assert_int_eq(add(map, STYR_TIES, "from=a&to=p&type=part_of"), STYR_ERR_DATA);
  put(map, STYR_VOCABULARY, "term=national&set=level&label=landet");
  ck_assert(styr_vocab_find(map, "level", "national", &term));
  ck_assert(term.ranked && term.rank == 3);
  styr_map_free(map);
}
END_TEST

START_TEST(label_of_a_term_is_the_maps_own_then_the_built_in_one) {
  styr_map *map = empty_map();
  ck_ok(styr_map_set_meta(map, STYR_META_LANG, "fr", &error), error);
  put(map, STYR_VOCABULARY, "term=funds&set=tie&label=finance&label_en=pays");
  put(map, STYR_VOCABULARY, "term=own&set=tie&label=propre");
  static const char *const labels[][3] = {
      {"funds", "fr", "finance"},      {"funds", "fr-CA", "finance"},     {"funds", NULL, "finance"},  {"funds", "en", "pays"},
      {"funds", "da", "finansierer"},  {"funds", "da-DK", "finansierer"}, {"funds", "pt", "finance"},  {"own", "da", "propre"},
      {"own", "en", "propre"},         {"leads", "da", "leder"},          {"leads", "fr", "leads"},    {"leads", NULL, "leads"},
      {"part_of", "en", "is part of"}, {"part_of", "pt", "part_of"},      {"unheard", "da", "unheard"}};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
    ck_assert_str_eq(styr_vocab_label(map, "tie", labels[i][0], labels[i][1]), labels[i][2]);
  ck_assert_str_eq(styr_vocab_label(map, "kind", "ministry", "da"), "Ministerium");
  ck_assert_str_eq(styr_vocab_label(map, "level", "ministry", "da"), "Ministerielt niveau");
  ck_assert_str_eq(styr_vocab_label(map, "change", "abolished", "da"), "nedlagt");
  ck_ok(styr_map_set_meta(map, STYR_META_LANG, "da", &error), error);
  ck_assert_str_eq(styr_vocab_label(map, "tie", "leads", NULL), "leder");
  styr_map_free(map);
}
END_TEST

START_TEST(label_of_a_term_falls_back_to_the_term_itself) {
  styr_map *map = empty_map();
  put(map, STYR_VOCABULARY, "term=funds&set=tie&label=giver&label_en=pays");
  put(map, STYR_VOCABULARY, "term=leads&set=tie&label_en=heads");
  ck_assert_str_eq(styr_vocab_label(map, "tie", "funds", NULL), "giver");
  ck_assert_str_eq(styr_vocab_label(map, "tie", "funds", ""), "giver");
  ck_assert_str_eq(styr_vocab_label(map, "tie", "funds", "en"), "pays");
  ck_assert_str_eq(styr_vocab_label(map, "tie", "funds", "fr"), "giver");
  ck_assert_str_eq(styr_vocab_label(map, "tie", "funds", NAME_101), "giver");
  ck_assert_str_eq(styr_vocab_label(map, "tie", "leads", "en"), "heads");
  ck_assert_str_eq(styr_vocab_label(map, "tie", "leads", NULL), "heads");
  ck_assert_str_eq(styr_vocab_label(map, "tie", "meets", "en"), "meets");
  ck_assert_str_eq(styr_vocab_label(map, "tie", "never heard of", "en"), "never heard of");
  styr_map_free(map);
}
END_TEST

START_TEST(undeclared_term_is_usable_and_rules_in_no_direction) {
  styr_map *map = small_map();
  const size_t had = styr_vocab_count(map);
  styr_term term;
  put(map, STYR_TIES, "from=a&to=law&type=gossips&function=f&scope=age=old|young");
  put(map, STYR_TIES, "from=law&to=a&type=gossips");
  const styr_tie tie = styr_map_tie(map, 2);
  ck_assert_int_eq(styr_tie_ruling(map, tie), STYR_RULING_NONE);
  ck_assert_str_eq(styr_tie_type(map, tie), "gossips");
  ck_assert_str_eq(styr_tie_family(map, tie), "");
  ck_assert(styr_vocab_find(map, "tie", "gossips", &term));
  ck_assert(!term.declared && term.uses == 2 && !term.ranked);
  ck_assert(styr_vocab_find(map, "function", "f", &term) && term.uses == 1);
  ck_assert(styr_vocab_find(map, "dim:age", "old", &term) && styr_vocab_find(map, "dim:age", "young", &term));
  ck_assert_uint_eq(styr_vocab_count(map), had + 4);
  ck_assert_str_eq(styr_vocab_get(map, had).term, "gossips");
  put(map, STYR_VOCABULARY, "term=gossips&set=tie&ruling=forward");
  ck_assert(styr_vocab_find(map, "tie", "gossips", &term));
  ck_assert(term.declared && term.uses == 2);
  ck_assert_int_eq(styr_tie_ruling(map, tie), STYR_RULING_FORWARD);
  styr_map_free(map);
}
END_TEST

/* ---- scopes ---- */

typedef struct seen {
  char text[256];
} seen;

static bool note_value(void *ctx, styr_i_slice dimension, styr_i_slice value) {
  char *text = ((seen *)ctx)->text;
  const size_t n = strlen(text);
  snprintf(text + n, sizeof((seen *)ctx)->text - n, "[%.*s:%.*s]", (int)dimension.length, dimension.text, (int)value.length, value.text);
  return true;
}

static const char *const scopes[][2] = {{"a=1", "[a:1]"},
                                        {"a=1|2;b=3", "[a:1][a:2][b:3]"},
                                        {" a b = 1 x | 2 ;\tb=3", "[a b:1 x][a b:2][b:3]"},
                                        {"a=1;ab=1;b=1", "[a:1][ab:1][b:1]"},
                                        {"a=1,2", "[a:1,2]"},
                                        {"\xC3\xA6=\xC3\xB8", "[\xC3\xA6:\xC3\xB8]"}};

START_TEST(scope_is_walked_value_by_value) {
  seen s = {""};
  const styr_i_slice text = {scopes[_i][0], strlen(scopes[_i][0])};
  ck_assert_ptr_null(styr_i_scope_parse(text, note_value, &s));
  ck_assert_str_eq(s.text, scopes[_i][1]);
  ck_assert_ptr_null(styr_i_scope_parse(text, NULL, NULL));
}
END_TEST

/* ---- claims ---- */

static const struct {
  const char *about, *thing; /* the thing under which the claim must be found */
} abouts[] = {{"actor:a", "a"}, {"text:plan", "plan"}, {"a", "a"}, {"law", "law"}, {"tie:t1", "t1"}, {"t1", "t1"}, {"tie:b", "b"}};

START_TEST(claim_is_found_under_what_it_is_about) {
  styr_map *map = small_map();
  char row[80];
  snprintf(row, sizeof row, "about=%s&source=s&grade=stated&locator=p. 4", abouts[_i].about);
  put(map, STYR_CLAIMS, row);
  styr_tie tie;
  const bool is_tie = abouts[_i].thing[0] == 't' || strcmp(abouts[_i].about, "tie:b") == 0;
  if (is_tie) ck_assert(styr_map_find_tie(map, abouts[_i].thing, &tie));
  const styr_claim claim = is_tie ? styr_claims_of_tie(map, tie) : styr_claims_of_node(map, styr_map_find(map, abouts[_i].thing));
  ck_assert(styr_claim_exists(claim));
  ck_assert(!styr_claim_exists(styr_claims_next(map, claim)));
  const styr_claim_view v = styr_claim_get(map, claim);
  ck_assert_str_eq(v.about, abouts[_i].about);
  ck_assert_str_eq(v.source, "s");
  ck_assert_str_eq(v.locator, "p. 4");
  ck_assert_int_eq(v.stance, STYR_SUPPORTS);
  ck_assert_int_eq(v.grade, STYR_GRADE_STATED);
  styr_map_free(map);
}
END_TEST

START_TEST(claims_about_cases_events_and_changes_are_taken) {
  styr_map *map = small_map();
  put(map, STYR_CASES, "id=a/b");
  put(map, STYR_EVENTS, "case=a/b&step=3&actor=p");
  static const struct {
    const char *row;
    styr_i_about kind;
    uint32_t index;
  } good[] = {{"about=case:k", ABOUT_CASE, 0},
              {"about=k", ABOUT_CASE, 0},
              {"about=event:k/1", ABOUT_EVENT, 0},
              {"about=event:a/b/3", ABOUT_EVENT, 1},
              {"about=change:1", ABOUT_CHANGE, 0}};
  for (uint32_t i = 0; i < COUNT(good); i++) {
    put(map, STYR_CLAIMS, good[i].row);
    styr_claim c = styr_i_claims_about(map, good[i].kind, good[i].index);
    while (styr_claim_exists(c) && c.index != i) c = styr_claims_next(map, c);
    ck_assert_msg(styr_claim_exists(c), "%s", good[i].row);
  }
  const styr_claim_view v = styr_claim_get(map, (styr_claim){0});
  ck_assert_str_eq(v.source, "");
  ck_assert_int_eq(v.grade, STYR_GRADE_NONE);
  styr_map_free(map);
}
END_TEST

START_TEST(claims_about_a_thing_come_in_file_order) {
  styr_map *map = small_map();
  for (int i = 0; i < 300; i++) put(map, STYR_CLAIMS, i % 3 == 0 ? "about=tie:t1" : i % 3 == 1 ? "about=a&source=secret" : "about=tie:b");
  uint32_t expected = 0;
  for (styr_claim c = styr_claims_of_tie(map, styr_map_tie(map, 0)); styr_claim_exists(c); c = styr_claims_next(map, c), expected += 3)
    ck_assert_uint_eq(c.index, expected);
  ck_assert_uint_eq(expected, 300);
  expected = 1;
  for (styr_claim c = styr_claims_of_node(map, styr_map_find(map, "a")); styr_claim_exists(c); c = styr_claims_next(map, c), expected += 3)
    ck_assert_uint_eq(c.index, expected);
  ck_assert_uint_eq(expected, 301);
  styr_map_free(map);
}
END_TEST

START_TEST(denied_tie_is_kept_apart_with_its_ends) {
  styr_map *map = small_map();
  put(map, STYR_ACTORS, "id=x|y");
  put(map, STYR_CLAIMS, "about=none:plan|activates|a&stance=absent&grade=stated&source=s");
  put(map, STYR_CLAIMS, "about=none:x|y|pays|in|b&stance=disputes"); /* bars inside an id and inside a type */
  ck_assert_uint_eq(styr_denial_count(map), 2);
  ck_assert_uint_eq(styr_map_count(map, STYR_TIES), 2);
  const styr_denial first = styr_denial_get(map, 0), second = styr_denial_get(map, 1);
  ck_assert_str_eq(styr_node_id(map, first.from), "plan");
  ck_assert_str_eq(first.type, "activates");
  ck_assert_str_eq(styr_node_id(map, first.to), "a");
  ck_assert_int_eq(styr_claim_get(map, first.claim).stance, STYR_ABSENT);
  ck_assert_str_eq(styr_node_id(map, second.from), "x|y");
  ck_assert_str_eq(second.type, "pays|in");
  ck_assert_str_eq(styr_node_id(map, second.to), "b");
  ck_assert_int_eq(styr_claim_get(map, second.claim).stance, STYR_DISPUTES);
  styr_map_free(map);
}
END_TEST

START_TEST(grades_stances_and_verdicts_have_their_names) {
  static const char *const names[] = {"", "assumed", "inferred", "stated", "observed"};
  static const int ranks[] = {0, 1, 2, 3, 3};
  styr_grade grade = STYR_GRADE_ASSUMED;
  for (int i = 0; i < 5; i++) {
    ck_assert_str_eq(styr_grade_name((styr_grade)i), names[i]);
    ck_assert_int_eq(styr_grade_rank((styr_grade)i), ranks[i]);
    if (i) ck_assert(styr_grade_parse(names[i], &grade) && grade == (styr_grade)i);
  }
  ck_assert(!styr_grade_parse("", &grade) && !styr_grade_parse("Stated", &grade) && !styr_grade_parse("none", &grade));
  ck_assert_int_eq(grade, STYR_GRADE_OBSERVED);
  ck_assert_str_eq(styr_grade_name((styr_grade)9), "");
  ck_assert_str_eq(styr_stance_name(STYR_SUPPORTS), "supports");
  ck_assert_str_eq(styr_stance_name(STYR_DISPUTES), "disputes");
  ck_assert_str_eq(styr_stance_name(STYR_ABSENT), "absent");
  ck_assert_str_eq(styr_verdict_name(STYR_YES), "yes");
  ck_assert_str_eq(styr_verdict_name(STYR_NO), "no");
  ck_assert_str_eq(styr_verdict_name(STYR_UNKNOWN), "unknown");
}
END_TEST

/* Claims as letters: s(upports), d(isputes), a(bsent), each with a grade 0 none, 1 assumed, 2 inferred, 3 stated, 4 observed.
 * Verdicts as letters: y(es), n(o), u(nknown), for a filter with grade none, assumed, inferred, stated, observed, and last for
 * grade none with disputed ties shown. */
static const struct {
  const char *claims, *verdicts;
  styr_grade grade;
} verdicts[] = {{"", "ynnnny", STYR_GRADE_NONE},         {"s0", "ynnnny", STYR_GRADE_NONE},       {"s1", "yynnny", STYR_GRADE_ASSUMED},
                {"s2", "yyynny", STYR_GRADE_INFERRED},   {"s3", "yyyyyy", STYR_GRADE_STATED},     {"s4", "yyyyyy", STYR_GRADE_OBSERVED},
                {"s1s3s2", "yyyyyy", STYR_GRADE_STATED}, {"d3", "nnnnnu", STYR_GRADE_NONE},       {"a1", "nnnnnu", STYR_GRADE_NONE},
                {"d0", "nnnnnu", STYR_GRADE_NONE},       {"d1a3", "nnnnnu", STYR_GRADE_NONE},     {"s3d1", "uuyyyu", STYR_GRADE_STATED},
                {"s3a3", "uuuuuu", STYR_GRADE_STATED},   {"s1d3", "uunnnu", STYR_GRADE_ASSUMED},  {"d3s1", "uunnnu", STYR_GRADE_ASSUMED},
                {"s2d2", "uuunnu", STYR_GRADE_INFERRED}, {"s4d3", "uuuuuu", STYR_GRADE_OBSERVED}, {"s3d4", "uuuuuu", STYR_GRADE_STATED},
                {"s3d0", "uyyyyu", STYR_GRADE_STATED},   {"s0d3", "unnnnu", STYR_GRADE_NONE},     {"s3s4", "yyyyyy", STYR_GRADE_STATED},
                {"s4s3", "yyyyyy", STYR_GRADE_OBSERVED}};

START_TEST(claims_amount_to_a_verdict_under_each_filter) {
  static const char *const grades[] = {"", "assumed", "inferred", "stated", "observed"};
  styr_map *map = small_map();
  const styr_tie tie = styr_map_tie(map, 0);
  for (const char *p = verdicts[_i].claims; *p; p += 2) {
    char row[80];
    snprintf(row, sizeof row, "about=tie:t1&stance=%s&grade=%s",
             *p == 's'   ? "supports"
             : *p == 'd' ? "disputes"
                         : "absent",
             grades[p[1] - '0']);
    put(map, STYR_CLAIMS, row);
  }
  for (int f = 0; f < 6; f++) {
    styr_filter filter = STYR_FILTER_INIT;
    filter.min_grade = f < 5 ? (styr_grade)f : STYR_GRADE_NONE;
    filter.disputed = f == 5;
    const char letter = verdicts[_i].verdicts[f];
    const styr_verdict expected = letter == 'y' ? STYR_YES : letter == 'n' ? STYR_NO : STYR_UNKNOWN;
    ck_assert_msg(styr_tie_verdict(map, tie, &filter) == expected, "claims %s, filter %d: %s", verdicts[_i].claims, f,
                  styr_verdict_name(styr_tie_verdict(map, tie, &filter)));
    if (f == 0) ck_assert_int_eq(styr_tie_verdict(map, tie, NULL), expected);
  }
  ck_assert_int_eq(styr_tie_grade(map, tie), verdicts[_i].grade);
  styr_map_free(map);
}
END_TEST

START_TEST(claim_counts_when_its_grade_reaches_the_filter) {
  styr_map *map = small_map();
  put(map, STYR_CLAIMS, "about=tie:t1&grade=inferred");
  put(map, STYR_CLAIMS, "about=tie:t1");
  styr_filter filter = STYR_FILTER_INIT;
  const styr_claim inferred = styr_map_claim(map, 0), ungraded = styr_map_claim(map, 1);
  ck_assert(styr_claim_counts(map, inferred, NULL) && styr_claim_counts(map, ungraded, NULL));
  ck_assert(styr_claim_counts(map, inferred, &filter) && styr_claim_counts(map, ungraded, &filter));
  filter.min_grade = STYR_GRADE_INFERRED;
  ck_assert(styr_claim_counts(map, inferred, &filter) && !styr_claim_counts(map, ungraded, &filter));
  filter.min_grade = STYR_GRADE_OBSERVED;
  ck_assert(!styr_claim_counts(map, inferred, &filter));
  styr_map_free(map);
}
END_TEST

/* ---- dates ---- */

static const struct {
  const char *start, *end, *as_of;
  bool possible, certain;
} validity[] = {{"", "", "2019", true, true},
                {"2019", "", "2019", true, false},      /* may begin on any day of the year */
                {"2019", "", "2019-12-31", true, true}, /* has begun by then, whichever day it was */
                {"2019", "", "2019-12-30", true, false},
                {"2019", "", "2020", true, true},
                {"2019", "", "2018", false, false},
                {"2019", "", "2018-12-31", false, false},
                {"2019-01-01", "", "2019", true, true},
                {"2019-01-02", "", "2019", true, false},
                {"2019-06", "", "2019-06-30", true, true},
                {"2019-06", "", "2019-06-29", true, false},
                {"2019-06", "", "2019-05-31", false, false},
                {"", "2019", "2019", true, false},
                {"", "2019", "2019-01-01", true, true},
                {"", "2019", "2019-01-02", true, false},
                {"", "2019", "2020-01-01", false, false},
                {"", "2019-12-31", "2019", true, true},
                {"", "2019-12-30", "2019", true, false},
                {"", "2019-06-15", "2019-06-15", true, true},
                {"", "2019-06-15", "2019-06-16", false, false},
                {"2019-03-01", "2019-03-31", "2019-03", true, true},
                {"2019-03-02", "2019-03-31", "2019-03", true, false},
                {"2019", "2019", "2019", true, false},
                {"2019", "2019", "2019-06-15", true, false},
                {"2018", "2020", "2019", true, true},
                {"2020", "2021", "2019", false, false}};

START_TEST(date_filter_has_a_possible_and_a_certain_reading) {
  styr_map *map = empty_map();
  char row[120];
  snprintf(row, sizeof row, "id=a&start=%s&end=%s", validity[_i].start, validity[_i].end);
  put(map, STYR_ACTORS, row);
  put(map, STYR_ACTORS, "id=b");
  put(map, STYR_TIES, "from=a&to=b&type=meets");
  put(map, STYR_TIES, "from=b&to=a&type=meets");
  snprintf(row, sizeof row, "from=b&to=b&type=meets&start=%s&end=%s", validity[_i].start, validity[_i].end);
  put(map, STYR_TIES, row);
  styr_filter filter = STYR_FILTER_INIT;
  for (uint32_t t = 0; t < 3; t++)
    ck_assert(styr_tie_valid(map, styr_map_tie(map, t), &filter) && styr_tie_valid(map, styr_map_tie(map, t), NULL));
  ck_assert(styr_date_parse(validity[_i].as_of, strlen(validity[_i].as_of), &filter.as_of));
  for (int certain = 0; certain < 2; certain++) {
    const bool expected = certain ? validity[_i].certain : validity[_i].possible;
    filter.certain = certain;
    ck_assert_int_eq(styr_node_valid(map, styr_map_actor(map, 0), &filter), expected);
    ck_assert(styr_node_valid(map, styr_map_actor(map, 1), &filter));
    for (uint32_t t = 0; t < 3; t++)
      ck_assert_int_eq(styr_tie_valid(map, styr_map_tie(map, t), &filter), expected); /* a tie exists only when both its ends do */
  }
  styr_map_free(map);
}
END_TEST

/* ---- package texts ---- */

START_TEST(package_texts_are_set_replaced_and_emptied) {
  styr_map *map = empty_map();
  for (int i = 0; i < STYR_META_COUNT; i++) {
    char text[24];
    snprintf(text, sizeof text, "text %d", i);
    ck_assert_str_eq(styr_map_meta(map, (styr_meta)i), "");
    ck_ok(styr_map_set_meta(map, (styr_meta)i, "before", &error), error);
    ck_ok(styr_map_set_meta(map, (styr_meta)i, text, &error), error);
  }
  ck_assert_str_eq(styr_map_meta(map, STYR_META_TITLE), "text 1");
  ck_assert_str_eq(styr_map_meta(map, STYR_META_FIGURE_CAPTION), "text 5");
  ck_ok(styr_map_set_meta(map, STYR_META_TITLE, NULL, &error), error);
  ck_assert_str_eq(styr_map_meta(map, STYR_META_TITLE), "");
  ck_assert_int_eq(styr_map_set_meta(map, (styr_meta)STYR_META_COUNT, "x", &error), STYR_ERR_ARG);
  ck_assert_str_eq(styr_map_meta(map, (styr_meta)STYR_META_COUNT), "");
  styr_map_free(map);
}
END_TEST

/* JSON cannot hold it: if it were accepted, it would be lost when the package is written. */
START_TEST(package_text_that_is_not_utf8_is_refused) {
  styr_map *map = empty_map();
  const styr_status title = styr_map_set_meta(map, STYR_META_TITLE, "a\xFFz", NULL);
  const styr_status mark = styr_map_set_footnote(map, "\xC3", "x", NULL), note = styr_map_set_footnote(map, "1", "a\xFFz", NULL);
  styr_map_free(map);
  ck_assert_msg(title < 0, "a title of ill-formed UTF-8 was taken");
  ck_assert_msg(mark < 0 && note < 0, "a footnote of ill-formed UTF-8 was taken");
}
END_TEST

START_TEST(footnote_is_found_by_its_mark) {
  styr_map *map = empty_map();
  ck_ok(styr_map_set_footnote(map, "1", "one", &error), error);
  ck_ok(styr_map_set_footnote(map, "*", "star", &error), error);
  ck_ok(styr_map_set_footnote(map, "1", "uno", &error), error);
  ck_assert_str_eq(styr_map_footnote(map, "1"), "uno");
  ck_assert_str_eq(styr_map_footnote(map, "*"), "star");
  ck_assert_str_eq(styr_map_footnote(map, "2"), "");
  styr_map_free(map);
}
END_TEST

static void expect_in(const char *text, const char **in, const char *expected, const char *expected_in) {
  ck_assert_str_eq(text, expected);
  ck_assert_str_eq(*in, expected_in);
}

START_TEST(texts_of_the_package_have_languages) {
  styr_map *map = empty_map();
  const char *in = NULL;
  expect_in(styr_map_meta_in(map, STYR_META_TITLE, "en", &in), &in, "", "");
  expect_in(styr_map_footnote_in(map, "1", NULL, &in), &in, "", "");
  ck_ok(styr_map_set_meta(map, STYR_META_LANG, "da", &error), error);
  ck_ok(styr_map_set_meta(map, STYR_META_TITLE, "Titel", &error), error);
  ck_ok(styr_map_set_meta_in(map, STYR_META_TITLE, "en", "First", &error), error);
  ck_ok(styr_map_set_meta_in(map, STYR_META_TITLE, "en", "Title", &error), error);
  ck_ok(styr_map_set_meta_in(map, STYR_META_FIGURE_CAPTION, "pt-BR", "Legenda", &error), error);
  ck_ok(styr_map_set_meta_in(map, STYR_META_FIGURE_TITLE, "", "Figur", &error), error);
  expect_in(styr_map_meta_in(map, STYR_META_TITLE, "en", &in), &in, "Title", "en");
  expect_in(styr_map_meta_in(map, STYR_META_TITLE, "fr", &in), &in, "Titel", "da");
  expect_in(styr_map_meta_in(map, STYR_META_TITLE, NULL, &in), &in, "Titel", "da");
  expect_in(styr_map_meta_in(map, STYR_META_FIGURE_CAPTION, "en", &in), &in, "Legenda", "pt-BR");
  expect_in(styr_map_meta_in(map, STYR_META_FIGURE_TITLE, "en", &in), &in, "Figur", "da");
  ck_assert_str_eq(styr_map_meta(map, STYR_META_TITLE), "Titel");
  ck_ok(styr_map_set_footnote_in(map, "1", "en", "one", &error), error);
  ck_ok(styr_map_set_footnote_in(map, "2", "", "to", &error), error);
  expect_in(styr_map_footnote_in(map, "1", "da", &in), &in, "one", "en");
  expect_in(styr_map_footnote_in(map, "2", "en", &in), &in, "to", "da");
  ck_assert_str_eq(styr_map_footnote(map, "1"), "");
  ck_ok(styr_map_set_meta_in(map, STYR_META_TITLE, "en", NULL, &error), error);
  expect_in(styr_map_meta_in(map, STYR_META_TITLE, "en", &in), &in, "Titel", "da");
  ck_assert_int_eq(styr_map_set_meta_in(map, STYR_META_LICENCE, "en", "x", &error), STYR_ERR_ARG);
  ck_assert_int_eq(styr_map_set_meta_in(map, STYR_META_TITLE, "english", "x", &error), STYR_ERR_ARG);
  ck_assert_int_eq(styr_map_set_meta_in(map, STYR_META_TITLE, "en", "\xC3", &error), STYR_ERR_DATA);
  ck_assert_int_eq(styr_map_set_footnote_in(map, "3", "e", "x", &error), STYR_ERR_ARG);
  styr_map_free(map);
}
END_TEST

START_TEST(outcome_of_an_event_has_languages) {
  styr_map *map = empty_map();
  const char *in = NULL;
  ck_ok(styr_map_set_meta(map, STYR_META_LANG, "da", &error), error);
  put(map, STYR_ACTORS, "id=a");
  put(map, STYR_CASES, "id=c");
  put(map, STYR_EVENTS, "case=c&step=1&actor=a&outcome=afslag&outcome_en=refusal");
  put(map, STYR_EVENTS, "case=c&step=2&actor=a&outcome=ophold");
  put(map, STYR_EVENTS, "case=c&step=3&actor=a&outcome_en=appeal");
  put(map, STYR_EVENTS, "case=c&step=4&actor=a");
  expect_in(styr_event_outcome(map, 0, "en", &in), &in, "refusal", "en");
  expect_in(styr_event_outcome(map, 0, NULL, &in), &in, "afslag", "da");
  expect_in(styr_event_outcome(map, 1, "en", &in), &in, "ophold", "da");
  expect_in(styr_event_outcome(map, 2, "da", &in), &in, "appeal", "en");
  expect_in(styr_event_outcome(map, 3, "en", &in), &in, "", "");
  styr_map_free(map);
}
END_TEST

/* ---- summary ---- */

static char *info_of(const styr_map *map, const styr_info_options *options, styr_format format) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_error_clear(&error);
  ck_ok(styr_map_info_write(map, options, format, &sink, &error), error);
  return b.bytes;
}

static styr_map *summed_map(void) {
  styr_map *map = small_map();
  put(map, STYR_CLAIMS, "about=tie:t1&grade=stated");
  put(map, STYR_CLAIMS, "about=tie:t1&grade=assumed&stance=disputes");
  put(map, STYR_CLAIMS, "about=none:plan|activates|a&stance=absent");
  put(map, STYR_VOCABULARY, "term=ngo&set=kind&label=Forening, privat&label_en=NGO");
  ck_ok(styr_map_set_meta(map, STYR_META_TITLE, "A title", &error), error);
  ck_ok(styr_map_set_meta(map, STYR_META_LICENCE, "MIT", &error), error);
  ck_ok(styr_map_set_meta(map, STYR_META_LANG, "da", &error), error);
  return map;
}

START_TEST(summary_counts_every_table_in_json) {
  styr_map *map = summed_map();
  const styr_info_options options = {1, NULL, 3, 4};
  char *json = info_of(map, &options, STYR_FORMAT_JSON);
  ck_assert_str_eq(json,
                   "{\"view\":\"full\",\"title\":\"A title\",\"licence\":\"MIT\",\"lang\":\"da\","
                   "\"tables\":{\"actors\":4,\"texts\":2,\"ties\":2,\"sources\":2,\"claims\":3,\"cases\":1,\"events\":1,\"changes\":1,"
                   "\"denied_ties\":1},"
                   "\"published\":{\"actors\":0,\"texts\":0,\"ties\":0,\"sources\":1,\"claims\":0,\"cases\":0,\"events\":0,\"changes\":0},"
                   "\"kind\":{\"person\":1,\"ministry\":1,\"ngo\":1,\"unit\":1,\"law\":1,\"plan\":1},"
                   "\"level\":{\"person\":1,\"national\":1},"
                   "\"tie\":{\"funds\":1,\"reports_to\":1},"
                   "\"tie_grade\":{\"stated\":1,\"observed\":0,\"inferred\":0,\"assumed\":0,\"none\":1,\"contested\":1},"
                   "\"parts\":{\"count\":3,\"largest\":4}}\n");
  free(json);
  styr_map_free(map);
}
END_TEST

START_TEST(summary_in_csv_has_a_row_a_count) {
  styr_map *map = summed_map();
  const styr_info_options options = {1, "en", 0, 0};
  char *csv = info_of(map, NULL, STYR_FORMAT_CSV), *english = info_of(map, &options, STYR_FORMAT_CSV);
  ck_assert_int_eq(strncmp(csv, "group,name,label,count\ntables,actors,actors,4\n", 45), 0);
  ck_assert_ptr_nonnull(strstr(csv, "\nkind,ngo,\"Forening, privat\",1\n"));
  ck_assert_ptr_nonnull(strstr(english, "\nkind,ngo,NGO,1\n"));
  ck_assert_ptr_nonnull(strstr(csv, "\ntie_grade,none,no supporting claim,1\n"));
  ck_assert_ptr_null(strstr(csv, "parts"));
  free(csv);
  free(english);
  styr_map_free(map);
}
END_TEST

START_TEST(summary_in_words_names_title_licence_and_counts) {
  styr_map *map = summed_map(), *nothing = empty_map();
  const styr_info_options options = {1, "en", 3, 4};
  char *text = info_of(map, &options, STYR_FORMAT_TEXT), *bare = info_of(nothing, NULL, STYR_FORMAT_TEXT);
  ck_assert_int_eq(strncmp(text, "A title\nLicence of the data: MIT\n      4  actors\n      2  texts\n", 64), 0);
  ck_assert_ptr_nonnull(strstr(text, "\nKinds\n"));
  ck_assert_ptr_nonnull(strstr(text, "      1  NGO (ngo)\n"));
  ck_assert_ptr_nonnull(strstr(text, "      1  contested\n"));
  ck_assert_ptr_nonnull(strstr(text, "\nParts\n      3  connected parts\n      4  nodes in the largest\n"));
  ck_assert_ptr_null(strstr(text, "observed")); /* a count of 0 is not printed */
  ck_assert_int_eq(strncmp(bare, "      0  actors\n", 16), 0);
  ck_assert_ptr_null(strstr(bare, "Kinds"));
  free(text);
  free(bare);
  styr_map_free(map);
  styr_map_free(nothing);
}
END_TEST

START_TEST(check_ends_with_numbers_in_each_language) {
  static const char *const said[][2] = {
      {NULL, "x: 0 errors, 0 warnings; 4 actors, 2 texts, 2 ties, 3 claims\nwould be published: 0 of 4 actors"},
      {"da",
       "x: 0 fejl, 0 advarsler; 4 akt\xC3\xB8rer, 2 tekster, 2 forbindelser, 3 bel\xC3\xA6g\nville blive offentliggjort: 0 af 4 akt"}};
  styr_map *map = summed_map(), *nothing = empty_map();
  styr_issues *none = styr_issues_new(NULL);
  for (int i = 0; i < COUNT(said); i++) {
    styr_buffer b = STYR_BUFFER_INIT;
    const styr_sink sink = styr_buffer_sink(&b);
    ck_ok(styr_map_check_write("x", map, none, said[i][0], &sink, &error), error);
    ck_assert_msg(strncmp(b.bytes, said[i][1], strlen(said[i][1])) == 0, "%s", b.bytes);
    b.limit = b.size;
    ck_assert_int_eq(styr_map_check_write("x", NULL, none, said[i][0], &sink, NULL), STYR_ERR_IO);
    styr_buffer_free(&b);
    ck_ok(styr_map_check_write("x", nothing, none, said[i][0], &sink, &error), error);
    ck_assert_ptr_nonnull(strstr(b.bytes, i ? "offentliggjort: der er ingen r\xC3\xA6kker\n" : "published: there are no rows\n"));
    styr_buffer_free(&b);
  }
  styr_issues_free(none);
  styr_map_free(map);
  styr_map_free(nothing);
}
END_TEST

START_TEST(summary_says_when_it_cannot_be_written) {
  styr_map *map = summed_map();
  styr_buffer b = {NULL, 0, 0, 10};
  const styr_sink sink = styr_buffer_sink(&b);
  styr_error_clear(&error);
  ck_assert_int_eq(styr_map_info_write(map, NULL, STYR_FORMAT_JSONL, &sink, &error), STYR_ERR_ARG);
  ck_assert_int_eq(styr_map_info_write(map, NULL, STYR_FORMAT_JSON, &sink, NULL), STYR_ERR_IO);
  ck_assert_int_eq(styr_map_info_write(map, NULL, STYR_FORMAT_TEXT, &sink, NULL), STYR_ERR_IO);
  ck_assert_int_eq(styr_map_info_write(map, NULL, STYR_FORMAT_CSV, &sink, NULL), STYR_ERR_IO);
  styr_buffer_free(&b);
  styr_map_free(map);
}
END_TEST

static void add_rows(TCase *t) {
  tcase_add_loop_test(t, bad_row_is_refused_with_its_column_and_reason, 0, COUNT(refusals));
  tcase_add_test(t, refused_rows_leave_the_map_as_it_was);
  tcase_add_test(t, refused_row_uses_no_terms);
  tcase_add_test(t, every_problem_of_a_row_is_reported);
  tcase_add_test(t, call_that_breaks_a_rule_is_refused);
  tcase_add_test(t, column_without_a_readable_name_is_refused);
  tcase_add_test(t, generated_tie_id_that_is_taken_is_reported);
  tcase_add_test(t, ids_that_differ_in_composition_only_are_the_same);
  tcase_add_loop_test(t, row_refused_for_memory_adds_nothing_and_can_be_added_later, 0, COUNT(good_rows));
  tcase_add_loop_test(t, no_row_of_a_growing_table_is_half_added, 0, 4);
  tcase_add_test(t, map_without_memory_is_not_made_and_leaks_nothing);
  tcase_add_test(t, typed_adders_add_what_they_are_told);
  tcase_add_test(t, typed_adders_leave_their_outputs_alone_when_they_fail);
  tcase_add_loop_test(t, cell_is_given_as_the_writer_would_write_it, 0, COUNT(cells));
  tcase_add_test(t, properties_of_nodes_are_read_back);
  tcase_add_test(t, properties_of_ties_are_read_back);
  tcase_add_test(t, late_column_is_empty_for_the_rows_before_it);
}

static void add_names(TCase *t) {
  tcase_add_loop_test(t, name_is_resolved_as_a_person_means_it, 0, COUNT(resolved));
  tcase_add_test(t, name_that_fits_several_is_ambiguous);
  tcase_add_test(t, near_miss_is_suggested);
  tcase_add_test(t, id_is_found_exactly_or_after_composition);
  tcase_add_test(t, tie_is_found_by_its_own_or_its_generated_id);
  tcase_add_loop_test(t, built_in_tie_type_rules_as_the_design_says, 0, COUNT(tie_types));
  tcase_add_test(t, every_built_in_tie_type_is_in_the_list_above);
  tcase_add_test(t, levels_are_ordered_and_international_stands_beside_national);
  tcase_add_test(t, built_in_kinds_belong_to_families);
  tcase_add_test(t, row_of_the_vocabulary_overrides_only_what_it_fills);
  tcase_add_test(t, label_of_a_term_falls_back_to_the_term_itself);
  tcase_add_test(t, undeclared_term_is_usable_and_rules_in_no_direction);
  tcase_add_loop_test(t, scope_is_walked_value_by_value, 0, COUNT(scopes));
}

static void add_claims(TCase *t) {
  tcase_add_loop_test(t, claim_is_found_under_what_it_is_about, 0, COUNT(abouts));
  tcase_add_test(t, claims_about_cases_events_and_changes_are_taken);
  tcase_add_test(t, claims_about_a_thing_come_in_file_order);
  tcase_add_test(t, denied_tie_is_kept_apart_with_its_ends);
  tcase_add_test(t, grades_stances_and_verdicts_have_their_names);
  tcase_add_loop_test(t, claims_amount_to_a_verdict_under_each_filter, 0, COUNT(verdicts));
  tcase_add_test(t, claim_counts_when_its_grade_reaches_the_filter);
  tcase_add_loop_test(t, date_filter_has_a_possible_and_a_certain_reading, 0, COUNT(validity));
  tcase_add_test(t, package_texts_are_set_replaced_and_emptied);
  tcase_add_test(t, package_text_that_is_not_utf8_is_refused);
  tcase_add_test(t, footnote_is_found_by_its_mark);
  tcase_add_test(t, texts_of_the_package_have_languages);
  tcase_add_test(t, outcome_of_an_event_has_languages);
  tcase_add_test(t, label_of_a_term_is_the_maps_own_then_the_built_in_one);
  tcase_add_test(t, summary_counts_every_table_in_json);
  tcase_add_test(t, summary_in_csv_has_a_row_a_count);
  tcase_add_test(t, summary_in_words_names_title_licence_and_counts);
  tcase_add_test(t, check_ends_with_numbers_in_each_language);
  tcase_add_test(t, summary_says_when_it_cannot_be_written);
}

SUITE("map", add_rows(t); add_names(t); add_claims(t);)

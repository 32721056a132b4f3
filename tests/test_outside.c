/* SPDX-License-Identifier: MIT */
/* Who is outside the plan? Small maps whose answers were worked out by hand from the comment in styr/ruling.h, and the
 * article's map, as shipped and with changes. Small maps are scripts (script.h). An answer is a text: `ID=standing/no-plan-money` for each organisation, with its units in brackets. */
#include "script.h"

#include "io/io_i.h"

#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <unistd.h>

/* ---- answers as text ---- */

/* The reasons of a node. Their verdicts are the same with and without their evidence. */
static const styr_reason *reasons_of(styr_outside *answer, styr_node node) {
  const styr_reason *r = styr_outside_reasons(answer, node, &error);
  ck_assert_msg(r != NULL, "%s", error.message);
  for (int i = 0; i < STYR_REASON_COUNT; i++) {
    ck_assert_int_eq(r[i].code, i);
    ck_assert_int_eq(r[i].value, styr_outside_verdict(answer, node, r[i].code));
  }
  ck_assert_ptr_eq(styr_outside_reasons(answer, node, &error), r);
  return r;
}

static void put_placing(styr_i_out *o, const styr_map *map, styr_outside *answer, const styr_placing *p) {
  static const styr_verdict agrees[] = {STYR_NO, STYR_YES, STYR_UNKNOWN}; /* standing in, out, unknown */
  const styr_reason *reasons = reasons_of(answer, p->node);
  ck_assert_int_eq(reasons[STYR_NOT_ANCHORED].value, agrees[p->standing]);
  styr_i_putf(o, "%s=%s/%s", styr_node_id(map, p->node), styr_standing_name(p->standing),
              styr_verdict_name(reasons[STYR_NO_PLAN_MONEY].value));
}

static char *text_of(const styr_map *map, styr_outside *answer) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink, .first = true};
  sink.write(sink.ctx, "", 0);
  for (size_t i = 0; i < styr_outside_count(answer); i++) {
    const styr_placing *p = styr_outside_get(answer, i);
    if (i) styr_i_put(&o, " ");
    put_placing(&o, map, answer, p);
    for (size_t k = 0; k < p->unit_count; k++) {
      styr_i_put(&o, k ? " " : "(");
      put_placing(&o, map, answer, &p->units[k]);
      ck_assert_uint_eq(p->units[k].unit_count, 0);
    }
    if (p->unit_count) styr_i_put(&o, ")");
  }
  return b.bytes;
}

static char *answer_of(const styr_map *map, const styr_outside_options *options) {
  styr_outside *answer = NULL;
  styr_error_clear(&error);
  ck_ok(styr_outside_open(map, options, &answer, &error), error);
  char *text = text_of(map, answer);
  styr_outside_free(answer);
  return text;
}

/* ---- the definition, clause by clause: `plan` and its coordinating `body` stand before every script ---- */

#define PLAN "text plan plan\nactor body group\ntie body coordinates plan\n"
#define A    "actor a ngo\n"
#define B    "actor b ngo\n"
#define C    "actor c ngo\n"

typedef struct question {
  const char *script, *answer;
} question;

static const question anchoring[] = {
    /* nothing is said, or said of a tie that rules in no direction, or the wrong way */
    {A, "a=unknown/unknown"},
    {A "tie plan names a", "a=unknown/unknown"},
    {A "tie body meets a", "a=unknown/unknown"},
    {A "tie a instructs body", "a=unknown/unknown"},
    {A C "tie a coordinates c", "a=unknown/unknown c=unknown/unknown"},
    {A "tie plan gossips a", "a=unknown/unknown"},
    {A "vocab activates tie ruling=none\ntie plan activates a", "a=unknown/unknown"},
    {A "tie a instructs a", "a=unknown/unknown"},
    /* an anchoring path from the plan or the body, each tie in its ruling direction */
    {A "tie plan activates a", "a=in/unknown"},
    {A "tie plan assigns a", "a=in/unknown"},
    {A "tie body instructs a", "a=in/unknown"},
    {A "tie a reports_to body", "a=in/unknown"},
    {A "vocab gossips tie ruling=forward\ntie plan gossips a", "a=in/unknown"},
    {A "tie plan activates a\nclaim tie:t2 supports assumed", "a=in/unknown"},
    {A C "tie plan activates c\ntie c supervises a", "a=in/unknown c=in/unknown"},
    {A C "tie plan activates c\ntie a part_of c", "a=in/unknown c=in/unknown"},
    {A C "tie plan activates c\ntie c part_of a", "a=unknown/unknown c=in/unknown"},
    {A "text law law\ntie law derives_from plan\ntie law activates a", "a=in/unknown"},
    {A "text law law\ntie plan derives_from law\ntie law activates a", "a=unknown/unknown"},
    {A C "tie a instructs c\ntie c instructs a\ntie plan activates c", "a=in/unknown c=in/unknown"},
    {A "actor m ministry\ntie body instructs m\ntie m instructs a", "a=in/unknown m=in/unknown"},
    {A "actor p person\ntie body instructs p\ntie p instructs a", "a=in/unknown"},
    /* money does not anchor */
    {A "tie body funds a", "a=unknown/unknown"},
    {A "tie plan funds a", "a=unknown/no"},
    /* a claim denies it, and none supports it */
    {A "claim none:plan|activates|a absent stated", "a=out/unknown"},
    {A "claim none:body|instructs|a absent assumed", "a=out/unknown"},
    {A "claim none:plan|activates|a absent stated\nclaim none:plan|activates|a absent stated", "a=out/unknown"},
    {A "tie plan activates a\nclaim tie:t2 disputes stated", "a=out/unknown"},
    {A "tie plan activates a\nclaim tie:t2 absent observed", "a=out/unknown"},
    /* a denial of something else denies nothing here: that it does not report, is no part, or was given no duty */
    {A "claim none:a|reports_to|body absent -", "a=unknown/unknown"},
    {A "tie a part_of body\nclaim tie:t2 disputes inferred", "a=unknown/unknown"},
    {A "claim none:plan|assigns|a absent stated", "a=unknown/unknown"},
    {A C "claim none:c|instructs|a absent stated", "a=unknown/unknown c=unknown/unknown"},
    {A "claim none:a|instructs|body absent stated", "a=unknown/unknown"},
    {A "claim none:body|reports_to|a absent stated", "a=unknown/unknown"},
    {A "claim none:plan|names|a absent stated", "a=unknown/unknown"},
    {A "claim none:plan|gossips|a absent stated", "a=unknown/unknown"},
    {A "claim actor:a disputes stated", "a=unknown/unknown"},
    {A C "tie plan activates c\ntie c instructs a\nclaim tie:t3 disputes stated", "a=unknown/unknown c=in/unknown"},
    /* the claims conflict */
    {A "tie plan activates a\nclaim none:plan|activates|a absent stated", "a=unknown/unknown"},
    {A "tie plan activates a\nclaim none:body|instructs|a absent stated", "a=unknown/unknown"},
    {A "tie plan activates a\nclaim tie:t2 supports stated\nclaim tie:t2 disputes assumed", "a=unknown/unknown"},
    {A "tie plan activates a\nclaim tie:t2 disputes stated\ntie body instructs a", "a=unknown/unknown"},
    {A "tie plan activates a\nclaim tie:t2 supports stated\nclaim tie:t2 absent stated\nclaim none:plan|activates|a absent stated",
     "a=unknown/unknown"},
    {A C "tie plan activates c\nclaim tie:t2 supports stated\nclaim tie:t2 disputes stated\ntie c instructs a",
     "a=unknown/unknown c=unknown/unknown"},
    {A "tie plan activates a\nclaim tie:t2 supports stated\nclaim tie:t2 disputes stated\ntie body instructs a", "a=in/unknown"},
    /* a denial that is itself disputed */
    {A "claim none:plan|activates|a disputes stated", "a=unknown/unknown"},
    {A "claim none:plan|activates|a absent stated\nclaim none:plan|activates|a disputes stated", "a=unknown/unknown"},
    {A "tie plan activates a\nclaim none:plan|activates|a disputes stated", "a=in/unknown"}};

static void ask(const question *q) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink, .first = true};
  styr_i_putf(&o, "body=in/unknown%s%s", *q->answer ? " " : "", q->answer);
  styr_map *map = map_of(PLAN);
  add_lines(map, q->script);
  char *text = answer_of(map, NULL);
  const bool same = strcmp(text, b.bytes) == 0;
  char got[512], expected[512];
  snprintf(got, sizeof got, "%s", text);
  snprintf(expected, sizeof expected, "%s", b.bytes);
  free(text);
  styr_buffer_free(&b);
  styr_map_free(map);
  ck_assert_msg(same, "%s\nexpected %s\ngot      %s", q->script, expected, got);
}

START_TEST(standing_follows_the_claims) {
  ask(&anchoring[_i]);
}
END_TEST

/* `fund` is a text, hence no organisation. */
#define FUND A "text fund agreement\n"

static const question money[] = {
    {FUND "tie fund funds a programme=plan", "a=unknown/no"},
    {FUND "tie fund funds a programme=other", "a=unknown/unknown"},
    {FUND "tie fund funds a", "a=unknown/unknown"},
    {FUND "tie plan funds a", "a=unknown/no"},
    {FUND "tie plan funds a programme=other", "a=unknown/no"},
    {FUND "tie fund mandates a programme=plan", "a=unknown/unknown"},
    {FUND "tie a funds fund programme=plan", "a=unknown/unknown"},
    {FUND C "tie fund funds c programme=plan\ntie c funds a", "a=unknown/unknown c=unknown/no"},
    /* denied: by name of a payer of plan money, or of the plan */
    {FUND "tie fund funds plan programme=plan\nclaim none:fund|funds|a absent stated", "a=unknown/yes"},
    {FUND "claim none:plan|funds|a absent stated", "a=unknown/yes"},
    {FUND "claim none:fund|funds|a absent stated", "a=unknown/unknown"}, /* fund pays no plan money */
    {FUND "tie fund funds plan programme=plan\nclaim none:fund|mandates|a absent stated", "a=unknown/unknown"},
    {FUND "tie fund funds plan programme=plan\nclaim none:a|funds|fund absent stated", "a=unknown/unknown"},
    {FUND "tie fund funds plan programme=plan\nclaim none:fund|funds|a absent stated\nclaim none:plan|activates|a absent stated",
     "a=out/yes"},
    {FUND "tie plan activates a\ntie fund funds plan programme=plan\nclaim none:fund|funds|a absent stated", "a=in/yes"},
    /* conflict */
    {FUND "tie fund funds a programme=plan\nclaim none:fund|funds|a absent stated", "a=unknown/unknown"},
    {FUND "tie fund funds a programme=plan\nclaim tie:t2 supports stated\nclaim tie:t2 disputes stated", "a=unknown/unknown"},
    {FUND "claim none:plan|funds|a absent stated\nclaim none:plan|funds|a disputes stated", "a=unknown/unknown"},
    {FUND "claim none:plan|funds|a disputes stated", "a=unknown/unknown"},
    {FUND "tie fund funds a programme=plan\nclaim none:fund|funds|a disputes stated", "a=unknown/no"},
    /* a money tie that claims only speak against is denied, as an anchoring tie is */
    {FUND "tie fund funds a programme=plan\nclaim tie:t2 absent stated", "a=unknown/yes"},
    {FUND "tie plan funds a\nclaim tie:t2 disputes stated", "a=unknown/yes"}};

START_TEST(plan_money_follows_the_claims) {
  ask(&money[_i]);
}
END_TEST

#define O "actor o ngo\n"
#define U "actor u shelter\n"
#define V "actor v house\n"

static const question units[] = {
    {U, "u=unknown/unknown"},
    {O U "tie u part_of o", "o=unknown/unknown(u=unknown/unknown)"},
    {U O "tie u part_of o", "o=unknown/unknown(u=unknown/unknown)"},
    {O U "tie u part_of o\ntie plan activates u", "o=unknown/unknown(u=in/unknown)"},
    {O U "tie u part_of o\ntie plan activates o", "o=in/unknown(u=in/unknown)"},
    {O U "tie u part_of o\nclaim none:plan|activates|o absent stated", "o=out/unknown(u=unknown/unknown)"},
    {O U "tie u part_of o\nclaim none:plan|funds|u absent stated", "o=unknown/unknown(u=unknown/yes)"},
    {V O U "tie u part_of o\ntie v part_of o", "o=unknown/unknown(v=unknown/unknown u=unknown/unknown)"},
    {V O U "tie u part_of v\ntie v part_of o", "o=unknown/unknown(v=unknown/unknown u=unknown/unknown)"},
    {O A "tie a part_of o", "o=unknown/unknown a=unknown/unknown"}, /* only units climb */
    {O U "tie u member_of o", "o=unknown/unknown u=unknown/unknown"},
    {O U "tie o instructs u", "o=unknown/unknown u=unknown/unknown"},
    {O "vocab hospice kind family=unit\nactor u hospice\ntie u part_of o", "o=unknown/unknown(u=unknown/unknown)"},
    {"actor o undeclared\n" U "tie u part_of o", "o=unknown/unknown(u=unknown/unknown)"},
    {"actor o -\n" U "tie u part_of o", "o=unknown/unknown(u=unknown/unknown)"},
    /* no ministry, group or person is an umbrella */
    {"actor o ministry\n" U "tie u part_of o", "o=unknown/unknown u=unknown/unknown"},
    {"actor o group\n" U "tie u part_of o", "o=unknown/unknown u=unknown/unknown"},
    {"actor o government\n" U "tie u part_of o", "o=unknown/unknown u=unknown/unknown"},
    {"actor o person\n" U "tie u part_of o", "u=unknown/unknown"},
    {"actor o - level=person\n" U "tie u part_of o", "u=unknown/unknown"},
    {"actor o ministry\n" U V "tie u part_of v\ntie v part_of o", "o=unknown/unknown u=unknown/unknown v=unknown/unknown"},
    {O "actor m ministry\n" U "tie u part_of m\ntie m part_of o", "o=unknown/unknown m=unknown/unknown u=unknown/unknown"},
    {O "actor m ministry\n" U "tie u part_of m\ntie u part_of o", "o=unknown/unknown(u=unknown/unknown) m=unknown/unknown"},
    {"text law law\nvocab inside tie family=membership ruling=backward\n" U "tie u inside law", "u=unknown/unknown"},
    /* circles */
    {U "tie u part_of u", "u=unknown/unknown"},
    {U V "tie u part_of v\ntie v part_of u", "u=unknown/unknown v=unknown/unknown"},
    {U V "actor w cafe\ntie u part_of v\ntie v part_of u\ntie w part_of u", "u=unknown/unknown v=unknown/unknown w=unknown/unknown"},
    {U V O "tie u part_of v\ntie v part_of u\ntie v part_of o", "o=unknown/unknown(u=unknown/unknown v=unknown/unknown)"},
    /* several above: the one with the best evidence, then the first */
    {O A U "tie u part_of o\ntie u part_of a", "o=unknown/unknown(u=unknown/unknown) a=unknown/unknown"},
    {O A U "tie u part_of o\ntie u part_of a\nclaim tie:t2 supports assumed\nclaim tie:t3 supports stated",
     "o=unknown/unknown a=unknown/unknown(u=unknown/unknown)"},
    {O A U V "actor w cafe\ntie u part_of v\ntie u part_of w\ntie w part_of a\ntie v part_of o",
     "o=unknown/unknown(v=unknown/unknown) a=unknown/unknown(u=unknown/unknown w=unknown/unknown)"},
    {O U "tie u part_of o\nclaim tie:t2 disputes stated", "o=unknown/unknown u=unknown/unknown"}, /* hidden: no tie */
    /* who is no organisation */
    {"actor p person\ntie plan activates p", ""},
    {"actor p - level=person\ntie plan activates p", ""}};

START_TEST(units_stand_under_the_nearest_organisation) {
  ask(&units[_i]);
}
END_TEST

/* ---- filters ---- */

#define CLAIMED "text plan plan\nactor body group\ntie body coordinates plan\nclaim tie:t1 supports stated\n"

static const struct {
  const char *script, *as_of;
  bool certain;
  styr_grade grade;
  const char *answer;
} filters[] = {
    {CLAIMED A "tie plan activates a\nclaim tie:t2 supports inferred", "", false, STYR_GRADE_INFERRED, "body=in/unknown a=in/unknown"},
    {CLAIMED A "tie plan activates a\nclaim tie:t2 supports inferred", "", false, STYR_GRADE_STATED, "body=in/unknown a=unknown/unknown"},
    {CLAIMED A "tie plan activates a", "", false, STYR_GRADE_ASSUMED, "body=in/unknown a=unknown/unknown"},
    {PLAN A "tie body instructs a\nclaim tie:t2 supports stated", "", false, STYR_GRADE_STATED, "body=unknown/unknown a=unknown/unknown"},
    {CLAIMED A "claim none:plan|activates|a absent assumed", "", false, STYR_GRADE_STATED, "body=in/unknown a=unknown/unknown"},
    {CLAIMED A "claim none:plan|activates|a absent observed", "", false, STYR_GRADE_STATED, "body=in/unknown a=out/unknown"},
    {CLAIMED A "tie plan activates a\nclaim tie:t2 supports stated\nclaim tie:t2 disputes assumed", "", false, STYR_GRADE_STATED,
     "body=in/unknown a=in/unknown"},
    {CLAIMED A "tie plan activates a\nclaim tie:t2 supports assumed\nclaim tie:t2 disputes stated", "", false, STYR_GRADE_STATED,
     "body=in/unknown a=out/unknown"},
    {CLAIMED A "tie plan activates a\nclaim tie:t2 disputes assumed", "", false, STYR_GRADE_STATED, "body=in/unknown a=unknown/unknown"},
    {CLAIMED O U "tie u part_of o\nclaim tie:t2 supports assumed", "", false, STYR_GRADE_ASSUMED,
     "body=in/unknown o=unknown/unknown(u=unknown/unknown)"},
    {CLAIMED O U "tie u part_of o\nclaim tie:t2 supports assumed", "", false, STYR_GRADE_STATED,
     "body=in/unknown o=unknown/unknown u=unknown/unknown"},
    /* as of a date */
    {PLAN A "tie plan activates a start=2019 end=2020", "2019", false, STYR_GRADE_NONE, "body=in/unknown a=in/unknown"},
    {PLAN A "tie plan activates a start=2019 end=2020", "2019", true, STYR_GRADE_NONE, "body=in/unknown a=unknown/unknown"},
    {PLAN A "tie plan activates a start=2019 end=2021", "2020-06", true, STYR_GRADE_NONE, "body=in/unknown a=in/unknown"},
    {PLAN A "tie plan activates a start=2019 end=2020", "2021", false, STYR_GRADE_NONE, "body=in/unknown a=unknown/unknown"},
    {PLAN A "tie plan activates a end=2018\nclaim tie:t2 disputes stated", "2019", false, STYR_GRADE_NONE,
     "body=in/unknown a=unknown/unknown"},
    {PLAN A "tie plan activates a end=2018\nclaim tie:t2 disputes stated", "2018", false, STYR_GRADE_NONE, "body=in/unknown a=out/unknown"},
    {PLAN A "tie plan funds a end=2018", "2019", false, STYR_GRADE_NONE, "body=in/unknown a=unknown/unknown"},
    {PLAN "actor a ngo end=2018\ntie plan activates a", "2019", false, STYR_GRADE_NONE, "body=in/unknown"},
    {PLAN "actor o ngo end=2018\n" U "tie u part_of o", "2019", false, STYR_GRADE_NONE, "body=in/unknown u=unknown/unknown"},
    {PLAN "actor o ngo end=2018\n" U "tie u part_of o", "2018", false, STYR_GRADE_NONE,
     "body=in/unknown o=unknown/unknown(u=unknown/unknown)"},
    {PLAN O "actor u shelter start=2020\ntie u part_of o", "2019", false, STYR_GRADE_NONE, "body=in/unknown o=unknown/unknown"},
    {PLAN A "actor c ngo end=2018\ntie plan activates c\ntie c instructs a", "2019", false, STYR_GRADE_NONE,
     "body=in/unknown a=unknown/unknown"}};

START_TEST(filter_decides_which_claims_and_ties_count) {
  styr_map *map = map_of(filters[_i].script);
  styr_outside_options options = STYR_OUTSIDE_OPTIONS_INIT;
  options.filter.min_grade = filters[_i].grade;
  options.filter.certain = filters[_i].certain;
  if (*filters[_i].as_of) ck_assert(styr_date_parse(filters[_i].as_of, strlen(filters[_i].as_of), &options.filter.as_of));
  char *text = answer_of(map, &options);
  ck_assert_msg(strcmp(text, filters[_i].answer) == 0, "%s\nexpected %s\ngot      %s", filters[_i].script, filters[_i].answer, text);
  free(text);
  styr_map_free(map);
}
END_TEST

/* ---- which plan, which body ---- */

static const struct {
  const char *script, *plan, *body; /* named in the question; "" = left out */
  styr_status status;
  const char *word; /* in the error, or the id of the body found */
} asked[] = {{PLAN, "", "", STYR_OK, "body"},
             {"text plan plan", "", "", STYR_OK, ""},
             {"text plan plan\nactor body group", "", "body", STYR_OK, "body"},
             {"text plan plan\ntext other plan_earlier", "", "", STYR_OK, ""},
             {"", "", "", STYR_ERR_NOT_FOUND, "no text of kind plan"},
             {"actor plan ngo\ntext law law", "", "", STYR_ERR_NOT_FOUND, "no text of kind plan"},
             {"text law law", "law", "", STYR_OK, ""},
             {PLAN "text plan2 plan", "", "", STYR_ERR_AMBIGUOUS, "plan, plan2"},
             {PLAN "text plan2 plan", "plan", "", STYR_OK, "body"},
             {PLAN "text plan2 plan", "plan2", "", STYR_OK, ""},
             {PLAN B "tie b coordinates plan", "", "", STYR_ERR_AMBIGUOUS, "body, b"},
             {PLAN B "tie b coordinates plan", "", "b", STYR_OK, "b"},
             {PLAN "tie body coordinates plan", "", "", STYR_OK, "body"},
             {PLAN B "tie b coordinates body", "", "", STYR_OK, "body"},
             {PLAN B "tie plan coordinates b\ntie b supervises body", "", "", STYR_OK, "body"},
             {PLAN B "tie b coordinates plan\nclaim tie:t2 disputes stated", "", "", STYR_OK, "body"},
             {PLAN "claim tie:t1 absent stated", "", "", STYR_OK, ""},
             {PLAN, "body", "", STYR_ERR_NOT_FOUND, "is an actor"},
             {PLAN "text law law", "", "law", STYR_ERR_NOT_FOUND, "is a text"},
             {PLAN, "", "plan", STYR_ERR_NOT_FOUND, "is a text"}};

START_TEST(plan_and_body_are_found_or_asked_for) {
  styr_map *map = map_of(asked[_i].script);
  styr_outside_options options = STYR_OUTSIDE_OPTIONS_INIT;
  styr_outside *answer = NULL;
  if (*asked[_i].plan) options.plan = styr_map_find(map, asked[_i].plan);
  if (*asked[_i].body) options.body = styr_map_find(map, asked[_i].body);
  styr_error_clear(&error);
  const styr_status status = styr_outside_open(map, &options, &answer, &error);
  ck_assert_msg(status == asked[_i].status, "%s: %s", asked[_i].script, error.message);
  if (status == STYR_OK) {
    ck_assert_str_eq(styr_node_id(map, styr_outside_plan(answer)), *asked[_i].plan ? asked[_i].plan : "plan");
    ck_assert_str_eq(styr_node_id(map, styr_outside_body(answer)), asked[_i].word);
  } else {
    ck_assert_ptr_null(answer);
    ck_assert_msg(strstr(error.message, asked[_i].word) != NULL, "%s", error.message);
  }
  styr_outside_free(answer);
  styr_map_free(map);
}
END_TEST

START_TEST(plan_that_is_not_in_force_has_no_outside) {
  static const struct {
    const char *as_of;
    bool certain;
    styr_status status;
  } dates[] = {{"2019", false, STYR_OK},
               {"2018", false, STYR_ERR_NOT_FOUND},
               {"2022", false, STYR_ERR_NOT_FOUND},
               {"2020", true, STYR_OK},
               {"2019", true, STYR_ERR_NOT_FOUND},
               {"2021", true, STYR_ERR_NOT_FOUND},
               {"2021-01-01", true, STYR_OK},
               {"2021", false, STYR_OK}};
  styr_map *map = map_of("text plan plan start=2019-02 end=2021");
  for (int i = 0; i < COUNT(dates); i++) {
    styr_outside_options options = STYR_OUTSIDE_OPTIONS_INIT;
    styr_outside *answer = NULL;
    ck_assert(styr_date_parse(dates[i].as_of, strlen(dates[i].as_of), &options.filter.as_of));
    options.filter.certain = dates[i].certain;
    styr_error_clear(&error);
    ck_assert_msg(styr_outside_open(map, &options, &answer, &error) == dates[i].status, "%s: %s", dates[i].as_of, error.message);
    ck_assert_int_eq(answer != NULL, dates[i].status == STYR_OK);
    styr_outside_free(answer);
  }
  styr_map_free(map);
}
END_TEST

START_TEST(plan_without_a_body_anchors_all_the_same) {
  styr_map *map = map_of("text plan plan\n" A C "tie plan activates a\nclaim none:plan|activates|c absent stated");
  char *text = answer_of(map, NULL);
  ck_assert_str_eq(text, "a=in/unknown c=out/unknown");
  free(text);
  styr_map_free(map);
}
END_TEST

START_TEST(many_plans_are_named_as_far_as_there_is_room) {
  char script[4096] = "";
  for (int i = 0; i < 100; i++) sprintf(script + strlen(script), "text a_rather_long_name_%d plan\n", i);
  styr_map *map = map_of(script);
  styr_outside *answer = NULL;
  styr_error_clear(&error);
  ck_assert_int_eq(styr_outside_open(map, NULL, &answer, &error), STYR_ERR_AMBIGUOUS);
  ck_assert_ptr_nonnull(strstr(error.message, "100 texts"));
  styr_map_free(map);
}
END_TEST

/* ---- what an answer rests on ---- */

static const char evidence[] =
    PLAN A C "actor d ngo\ntext fund agreement\n"
             "tie plan activates c\ntie c instructs a\ntie fund funds plan programme=plan\ntie fund funds a programme=plan\n"
             "claim tie:t2 supports stated\nclaim tie:t3 supports inferred\nclaim tie:t5 supports stated\n"
             "claim none:plan|activates|d absent stated locator=p.4\nclaim none:body|instructs|d absent inferred\n"
             "claim none:fund|funds|d absent stated\n";

static const styr_placing *placing_of(const styr_map *map, const styr_outside *answer, const char *id) {
  for (size_t i = 0; i < styr_outside_count(answer); i++)
    if (strcmp(styr_node_id(map, styr_outside_get(answer, i)->node), id) == 0) return styr_outside_get(answer, i);
  ck_abort_msg("%s is no organisation of the answer", id);
  return NULL;
}

START_TEST(reasons_carry_the_ties_and_claims_they_rest_on) {
  styr_map *map = map_of(evidence);
  styr_outside *answer = NULL;
  ck_ok(styr_outside_open(map, NULL, &answer, &error), error);
  const styr_reason *a = reasons_of(answer, styr_map_find(map, "a")), *d = reasons_of(answer, styr_map_find(map, "d")),
                    *body = reasons_of(answer, styr_map_find(map, "body"));
  ck_assert_uint_eq(a[0].tie_count, 2); /* t3 and t2, the path */
  ck_assert_uint_eq(a[0].ties[0].index + a[0].ties[1].index, 1 + 2);
  ck_assert_uint_eq(a[0].claim_count, 2);
  ck_assert_uint_eq(a[0].claims[0].index + a[0].claims[1].index, 0 + 1);
  ck_assert_uint_eq(a[1].tie_count, 1);
  ck_assert_uint_eq(a[1].ties[0].index, 4);
  ck_assert_uint_eq(a[1].claim_count, 1);
  ck_assert_uint_eq(a[1].claims[0].index, 2);
  ck_assert_uint_eq(d[0].tie_count, 0);
  ck_assert_uint_eq(d[0].claim_count, 2);
  ck_assert_uint_eq(d[0].claims[0].index, 3);
  ck_assert_uint_eq(d[0].claims[1].index, 4);
  ck_assert_uint_eq(d[1].claim_count, 1);
  ck_assert_uint_eq(d[1].claims[0].index, 5);
  ck_assert_uint_eq(body[0].tie_count + body[0].claim_count + body[1].tie_count + body[1].claim_count, 0);
  styr_outside_free(answer);
  styr_map_free(map);
}
END_TEST

static char *written(const char *script, styr_format format, const char *lang) {
  styr_map *map = map_of(script);
  styr_outside *answer = NULL;
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  ck_ok(styr_outside_open(map, NULL, &answer, &error), error);
  ck_ok(styr_outside_write(answer, format, lang, &sink, &error), error);
  styr_outside_free(answer);
  styr_map_free(map);
  return b.bytes;
}

static const char spoken[] =
    "text plan plan label=The_plan\nactor o ngo label=House label_da=Hus\nactor u shelter\ntie u part_of o\n"
    "tie plan activates u\nclaim none:plan|activates|o absent stated locator=p.4\nclaim tie:t2 supports stated\nclaim tie:t2 disputes -\n"
    "actor in ngo\ntie plan assigns in\n";

static const char *const codes[] = {"not_anchored",       "no_plan_money",     "not_named",      "named_without_duty", "duty_without_money",
                                    "money_without_duty", "no_path_from_body", "met_unanchored", "umbrella_only",      "other_date"};

/* The first letters of the values of all reasons, in order. */
static void check_values(const json_t *placing, const char *expected) {
  const json_t *reasons = json_object_get(placing, "reasons");
  ck_assert_uint_eq(json_array_size(reasons), COUNT(codes));
  for (size_t i = 0; i < COUNT(codes); i++) {
    const json_t *r = json_array_get(reasons, i);
    ck_assert_pstr_eq(json_string_value(json_object_get(r, "code")), codes[i]);
    ck_assert_msg(json_string_value(json_object_get(r, "value"))[0] == expected[i], "%s of %s is %s", codes[i],
                  json_string_value(json_object_get(placing, "id")), json_string_value(json_object_get(r, "value")));
  }
}

/* Who is asked about, and all their reasons by their first letters. */
static const struct {
  const char *script, *as_of;
  styr_grade grade;
  const char *id, *values;
} judged[] = {
#define DOUBTED "text plan plan\nactor body group\ntie body coordinates plan\nclaim tie:t1 supports stated\nclaim tie:t1 disputes stated\n"
    /* a body that is one by contested ties only anchors nothing surely, at no date; naming it changes nothing */
    {DOUBTED A "tie body instructs a", "", STYR_GRADE_NONE, "a", "uuuuuunnun"},
    {DOUBTED A "tie body instructs a", "2019", STYR_GRADE_NONE, "a", "uuuuuunnun"},
    {DOUBTED A "tie body instructs a", "2019", STYR_GRADE_NONE, "body", "uuuuuunnun"},
    {DOUBTED A "tie body coordinates plan\ntie body instructs a", "2019", STYR_GRADE_NONE, "a", "nuuuuunnnn"},
    /* that a duty is denied says nothing of the name; a duty names */
    {"text plan plan\n" A "tie plan assigns a\nclaim tie:t1 absent stated", "", STYR_GRADE_NONE, "a", "uuuunuuuun"},
    {"text plan plan\n" A "tie plan assigns a", "", STYR_GRADE_NONE, "a", "nunnununnn"},
#define MET                                                                                                                                \
  PLAN A "actor i person\ncase k i -\nclaim none:plan|activates|a absent stated\nclaim none:plan|names|a absent stated\n"                  \
         "claim none:plan|assigns|a absent stated\nclaim none:plan|funds|a absent stated\nclaim none:body|instructs|a absent stated\n"
    /* a meeting counts at its dates, and without dates always */
    {MET "event k 1 i action=x to=a", "2019", STYR_GRADE_NONE, "a", "yyynnnyynn"},
    {MET "event k 1 i action=x to=a start=2018-05 end=2018-06", "2019", STYR_GRADE_NONE, "a", "yyynnnyunn"},
    {MET "event k 1 i action=x to=a start=2018-05 end=2019-06", "2019", STYR_GRADE_NONE, "a", "yyynnnyynn"},
    {MET "event k 1 i action=x to=a start=2020", "2019", STYR_GRADE_NONE, "a", "yyynnnyunn"},
    {MET "event k 1 i action=x to=a start=2020", "", STYR_GRADE_NONE, "a", "yyynnnyynn"},
    /* who pays plan money only by a tie that is not seen is no payer who would have to be denied */
    {PLAN A B C
     "actor d ngo\ntie a funds c programme=plan\ntie b funds c programme=plan\nclaim tie:t2 supports stated\nclaim tie:t3 supports "
     "assumed\nclaim none:a|funds|d absent stated",
     "", STYR_GRADE_INFERRED, "d", "uyuuunuuun"},
    {PLAN A B C
     "actor d ngo\ntie a funds c programme=plan\ntie b funds c programme=plan\nclaim tie:t2 supports stated\nclaim tie:t3 supports "
     "assumed\nclaim none:a|funds|d absent stated",
     "", STYR_GRADE_NONE, "d", "uuuuuuuuun"},
};

START_TEST(reasons_follow_from_what_is_claimed) {
  styr_map *map = map_of(judged[_i].script);
  for (int named = 0; named < 2; named++) { /* the body found, and the same body asked for */
    styr_outside_options o = STYR_OUTSIDE_OPTIONS_INIT;
    styr_outside *answer = NULL;
    const styr_node body = styr_map_find(map, "body");
    char text[16] = "";
    if (*judged[_i].as_of) ck_assert(styr_date_parse(judged[_i].as_of, strlen(judged[_i].as_of), &o.filter.as_of));
    if (named && styr_node_exists(body)) o.body = body;
    o.filter.min_grade = judged[_i].grade;
    ck_ok(styr_outside_open(map, &o, &answer, &error), error);
    const styr_reason *reasons = reasons_of(answer, placing_of(map, answer, judged[_i].id)->node);
    for (size_t r = 0; r < STYR_REASON_COUNT; r++) text[r] = styr_verdict_name(reasons[r].value)[0];
    ck_assert_msg(strcmp(text, judged[_i].values) == 0, "%s\nexpected %s\ngot      %s", judged[_i].script, judged[_i].values, text);
    styr_outside_free(answer);
  }
  styr_map_free(map);
}
END_TEST

/* ---- inside only through what it is part of, against trying it out ---- */

enum { small_map = 9, most_ties = 30 };

typedef struct ruling_tie {
  int above, below; /* small_map: the plan */
  bool membership, contested;
} ruling_tie;

/* Whether ties lead down from the plan to `place`, the membership ties of `place` itself left out where that is asked. */
static bool leads_to(const ruling_tie *ties, int count, int place, bool with_contested, bool own_membership) {
  bool met[small_map + 1] = {false};
  met[small_map] = true;
  for (int round = 0; round <= small_map; round++)
    for (int i = 0; i < count; i++) {
      if ((ties[i].contested && !with_contested) || (ties[i].membership && ties[i].below == place && !own_membership)) continue;
      met[ties[i].below] |= met[ties[i].above];
    }
  return met[place];
}

static int make_ruling_ties(ruling_tie *ties, uint32_t seed, styr_buffer *script) {
  const styr_sink sink = styr_buffer_sink(script);
  styr_i_out o = {.sink = &sink, .first = true};
  styr_i_put(&o, "text plan plan\n");
  for (int i = 0; i < small_map; i++) styr_i_putf(&o, "actor a%d ngo\n", i);
  const int count = 10 + (int)(seed % 21);
  uint64_t state = seed * UINT64_C(2654435761) + 1;
  for (int i = 0; i < count; i++) {
    int r[4];
    for (int k = 0; k < 4; k++) {
      state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      r[k] = (int)(state >> 40);
    }
    ruling_tie *t = &ties[i];
    *t = (ruling_tie){i ? r[0] % small_map : small_map, r[1] % small_map, i && r[2] % 2 == 0, r[3] % 4 == 0};
    if (!i) styr_i_putf(&o, "tie plan activates a%d\n", t->below);
    else if (t->membership) styr_i_putf(&o, "tie a%d part_of a%d\n", t->below, t->above);
    else if (r[2] % 3) styr_i_putf(&o, "tie a%d instructs a%d\n", t->above, t->below);
    else styr_i_putf(&o, "tie a%d reports_to a%d\n", t->below, t->above);
    if (t->contested) styr_i_putf(&o, "claim tie:t%d supports stated\nclaim tie:t%d disputes stated\n", i + 1, i + 1);
  }
  return count;
}

START_TEST(umbrella_is_what_trying_it_out_says) {
  int seen[3] = {0};
  for (uint32_t seed = 0; seed < 600; seed++) {
    ruling_tie ties[most_ties + 1];
    styr_buffer script = STYR_BUFFER_INIT;
    styr_outside *answer = NULL;
    const int count = make_ruling_ties(ties, seed, &script);
    styr_map *map = map_of(script.bytes);
    ck_ok(styr_outside_open(map, NULL, &answer, &error), error);
    for (int i = 0; i < small_map; i++) {
      const styr_node node = styr_map_actor(map, (size_t)i);
      styr_verdict expected = STYR_UNKNOWN;
      if (leads_to(ties, count, i, false, true))
        expected = leads_to(ties, count, i, false, false) ? STYR_NO : leads_to(ties, count, i, true, false) ? STYR_UNKNOWN : STYR_YES;
      ck_assert_msg(styr_outside_verdict(answer, node, STYR_UMBRELLA_ONLY) == expected, "a%d: expected %s in\n%s", i,
                    styr_verdict_name(expected), script.bytes);
      seen[expected]++;
    }
    styr_outside_free(answer);
    styr_map_free(map);
    styr_buffer_free(&script);
  }
  for (int i = 0; i < 3; i++) ck_assert_int_gt(seen[i], 300);
}
END_TEST

/* With any number of payers of plan money and of ruling types. */
START_TEST(many_payers_and_many_types_are_all_looked_at) {
  enum { many = 150 };
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink, .first = true};
  styr_i_put(&o, "text plan plan\nactor y ngo\nactor z ngo\n");
  for (int i = 0; i < many; i++)
    styr_i_putf(&o,
                "actor w%d ngo\nvocab r%d tie family=%s ruling=forward from_kinds=text to_kinds=actor\ntie plan r%d w%d\ntie w%d funds y "
                "programme=plan\nclaim none:w%d|funds|z absent stated\n",
                i, i, i % 2 ? "membership" : "mandate", i, i, i, i);
  styr_map *map = map_of(b.bytes);
  styr_outside *answer = NULL;
  ck_ok(styr_outside_open(map, NULL, &answer, &error), error);
  for (int i = 0; i < many; i++) {
    char id[8];
    sprintf(id, "w%d", i);
    ck_assert_int_eq(placing_of(map, answer, id)->standing, STYR_STANDING_IN);
  }
  const styr_reason *z = reasons_of(answer, styr_map_find(map, "z"));
  ck_assert_int_eq(z[STYR_NO_PLAN_MONEY].value, STYR_YES);
  ck_assert_uint_eq(z[STYR_NO_PLAN_MONEY].claim_count, many);
  styr_outside_free(answer);
  styr_map_free(map);
  styr_buffer_free(&b);
}
END_TEST

START_TEST(reasons_of_what_is_not_placed_are_refused) {
  styr_map *map = map_of(PLAN A "actor p person\nactor late ngo start=2030");
  styr_outside_options o = STYR_OUTSIDE_OPTIONS_INIT;
  styr_outside *answer = NULL;
  o.filter.as_of = (styr_date){2019, 0, 0};
  ck_ok(styr_outside_open(map, &o, &answer, &error), error);
  static const char *const ids[] = {"plan", "p", "late", "nobody"};
  for (size_t i = 0; i < COUNT(ids); i++) {
    const styr_node node = styr_map_find(map, ids[i]);
    styr_error_clear(&error);
    ck_assert_ptr_null(styr_outside_reasons(answer, node, &error));
    ck_assert_int_eq(error.status, STYR_ERR_NOT_FOUND);
    ck_assert_int_eq(styr_outside_verdict(answer, node, STYR_NOT_ANCHORED), STYR_UNKNOWN);
  }
  ck_assert_int_eq(styr_outside_verdict(answer, styr_map_find(map, "a"), (styr_reason_code)STYR_REASON_COUNT), STYR_UNKNOWN);
  ck_assert_ptr_null(styr_reason_name((styr_reason_code)STYR_REASON_COUNT));
  styr_outside_free(answer);
  styr_map_free(map);
}
END_TEST

START_TEST(answer_is_written_as_json) {
  char *text = written(spoken, STYR_FORMAT_JSON, NULL);
  static const char claim_o[] =
      "{\"about\":\"none:plan|activates|o\",\"source\":\"\",\"locator\":\"p.4\",\"stance\":\"absent\",\"grade\":\"stated\"}";
  char expected[1024];
  snprintf(expected, sizeof expected,
           "{\"view\":\"full\",\"plan\":\"plan\",\"plan_label\":\"The_plan\",\"body\":null,\"body_label\":null,\"organisations\":["
           "{\"id\":\"o\",\"label\":\"House\",\"standing\":\"out\",\"reasons\":["
           "{\"code\":\"not_anchored\",\"value\":\"yes\",\"ties\":[],\"claims\":[%s]},"
           "{\"code\":\"no_plan_money\",\"value\":\"unknown\",\"ties\":[],\"claims\":[]},",
           claim_o);
  ck_assert_msg(strncmp(text, expected, strlen(expected)) == 0, "%s", text);
  ck_assert_ptr_nonnull(strstr(text, "{\"code\":\"not_anchored\",\"value\":\"unknown\",\"ties\":[\"t2\"],\"claims\":["
                                     "{\"about\":\"tie:t2\",\"source\":\"\",\"locator\":\"\",\"stance\":\"supports\",\"grade\":\"stated\"},"
                                     "{\"about\":\"tie:t2\",\"source\":\"\",\"locator\":\"\",\"stance\":\"disputes\",\"grade\":\"\"}]}"));
  ck_assert_int_eq(text[strlen(text) - 1], '\n');
  json_t *root = json_loads(text, 0, NULL), *all = json_object_get(root, "organisations");
  ck_assert_uint_eq(json_array_size(all), 2);
  const json_t *o = json_array_get(all, 0), *in = json_array_get(all, 1);
  check_values(o, "yuuuuuyunn"); /* nobody said whether it is named, paid or met */
  check_values(json_array_get(json_object_get(o, "units"), 0), "uuuuuuuuun");
  check_values(in, "nunnununnn"); /* `assigns` names it and gives it a duty; whether that is paid for was not said */
  ck_assert_uint_eq(json_array_size(json_object_get(o, "claims")), 1); /* each once */
  ck_assert_uint_eq(json_array_size(json_object_get(in, "units")), 0);
  json_decref(root);
  free(text);
}
END_TEST

START_TEST(answer_is_written_as_csv_with_its_units) {
  char *text = written(spoken, STYR_FORMAT_CSV, "da");
  ck_assert_str_eq(text, "organisation,unit,label,standing,not_anchored,no_plan_money,not_named,named_without_duty,duty_without_money,"
                         "money_without_duty,no_path_from_body,met_unanchored,umbrella_only,other_date\n"
                         "o,,Hus,out,yes,unknown,unknown,unknown,unknown,unknown,yes,unknown,no,no\n"
                         "o,u,u,unknown,unknown,unknown,unknown,unknown,unknown,unknown,unknown,unknown,unknown,no\n"
                         "in,,in,in,no,unknown,no,no,unknown,no,unknown,no,no,no\n");
  free(text);
}
END_TEST

START_TEST(answer_is_written_as_one_json_object_an_organisation) {
  char *text = written(spoken, STYR_FORMAT_JSONL, NULL), *save = NULL;
  static const char *const ids[] = {"o", "in"};
  int count = 0;
  for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save), count++) {
    json_t *root = json_loads(line, 0, NULL);
    ck_assert_int_lt(count, COUNT(ids));
    ck_assert_pstr_eq(json_string_value(json_object_get(root, "id")), ids[count]);
    ck_assert_uint_eq(json_array_size(json_object_get(root, "units")), count == 0 ? 1 : 0);
    json_decref(root);
  }
  ck_assert_int_eq(count, COUNT(ids));
  free(text);
}
END_TEST

START_TEST(answer_in_words_says_who_is_out_and_why) {
  char *text = written(spoken, STYR_FORMAT_TEXT, NULL);
  ck_assert_ptr_nonnull(strstr(text, "Plan: The_plan (plan)\nCoordinating body: none in the map\n"));
  ck_assert_ptr_nonnull(strstr(text, "\nOutside the plan: 1\n  House (o)\n      not anchored in the plan\n"));
  ck_assert_ptr_nonnull(strstr(text, "        absent none:plan|activates|o (no source: p.4, stated)\n"));
  ck_assert_ptr_nonnull(strstr(text, "      not known whether it receives plan money: no claim says so\n"));
  ck_assert_ptr_nonnull(strstr(text, "      unit: u (u), standing unknown\n"));
  ck_assert_ptr_nonnull(strstr(text, "conflict: 0\n  none\n"));
  ck_assert_ptr_nonnull(strstr(text, "\nIn the plan: 1\n  in\n"));
  free(text);
  text = written(evidence, STYR_FORMAT_TEXT, NULL);
  ck_assert_ptr_nonnull(strstr(text, "Coordinating body: body (body)\n"));
  ck_assert_ptr_nonnull(strstr(text, "      receives none of the plan's money\n"));
  ck_assert_ptr_nonnull(strstr(text, "\nIn the plan: 3\n  body, a, c\n"));
  free(text);
}
END_TEST

START_TEST(answer_that_cannot_be_written_says_so) {
  static const styr_format forms[] = {STYR_FORMAT_TEXT, STYR_FORMAT_JSON, STYR_FORMAT_JSONL, STYR_FORMAT_CSV};
  styr_map *map = map_of(spoken);
  styr_outside *answer = NULL;
  ck_ok(styr_outside_open(map, NULL, &answer, &error), error);
  for (int i = 0; i < COUNT(forms); i++) {
    styr_buffer b = {NULL, 0, 0, 20};
    const styr_sink sink = styr_buffer_sink(&b);
    ck_assert_int_eq(styr_outside_write(answer, forms[i], NULL, &sink, NULL), STYR_ERR_IO);
    styr_buffer_free(&b);
  }
  styr_outside_free(answer);
  styr_outside_free(NULL);
  styr_map_free(map);
  ck_assert_str_eq(styr_standing_name(STYR_STANDING_IN), "in");
  ck_assert_str_eq(styr_standing_name(STYR_STANDING_OUT), "out");
  ck_assert_str_eq(styr_standing_name(STYR_STANDING_UNKNOWN), "unknown");
}
END_TEST

/* ---- the article's map ---- */

static styr_map *article(void) {
  styr_map *map = NULL;
  styr_error_clear(&error);
  ck_ok(styr_package_read(DATA("trafficking-dk"), NULL, NULL, &map, &error), error);
  return map;
}

/* The ids of the organisations of one standing, in map order. */
static char *of_standing(const styr_map *map, const styr_outside_options *options, styr_standing standing, bool with_both_reasons) {
  styr_outside *answer = NULL;
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink, .first = true};
  styr_error_clear(&error);
  ck_ok(styr_outside_open(map, options, &answer, &error), error);
  sink.write(sink.ctx, "", 0);
  for (size_t i = 0; i < styr_outside_count(answer); i++) {
    const styr_placing *p = styr_outside_get(answer, i);
    if (p->standing != standing) continue;
    styr_i_putf(&o, "%s ", styr_node_id(map, p->node));
    const styr_reason *r = reasons_of(answer, p->node);
    if (with_both_reasons) ck_assert(r[STYR_NOT_ANCHORED].value == STYR_YES && r[STYR_NO_PLAN_MONEY].value == STYR_YES);
  }
  styr_outside_free(answer);
  return b.bytes;
}

static void expect_out(const styr_map *map, const styr_outside_options *options, const char *ids) {
  char *out = of_standing(map, options, STYR_STANDING_OUT, true);
  const bool same = strcmp(out, ids) == 0;
  char shown[512];
  snprintf(shown, sizeof shown, "%s", out);
  free(out);
  ck_assert_msg(same, "outside are %s, not %s", shown, ids);
}

START_TEST(article_has_exactly_four_organisations_outside_for_both_reasons) {
  styr_map *map = article();
  styr_outside *answer = NULL;
  expect_out(map, NULL, "gadejuristen kit lokk sundhedsklinikken-roede-kors ");
  ck_ok(styr_outside_open(map, NULL, &answer, &error), error);
  ck_assert_str_eq(styr_node_id(map, styr_outside_plan(answer)), "handlingsplan-2019");
  ck_assert_str_eq(styr_node_id(map, styr_outside_body(answer)), "arbejdsgruppen");
  const styr_placing *lokk = placing_of(map, answer, "lokk"), *kit = placing_of(map, answer, "kit");
  ck_assert(lokk->unit_count == 1 && kit->unit_count == 1);
  ck_assert_str_eq(styr_node_id(map, lokk->units[0].node), "kvindekrisecenter");
  ck_assert_str_eq(styr_node_id(map, kit->units[0].node), "day-night-light-cafe");
  ck_assert_int_eq(lokk->units[0].standing, STYR_STANDING_UNKNOWN);
  ck_assert_int_eq(kit->units[0].standing, STYR_STANDING_UNKNOWN);
  ck_assert_int_eq(placing_of(map, answer, "cmm")->standing, STYR_STANDING_IN);
  ck_assert_int_eq(placing_of(map, answer, "ngo-unavngiven")->standing, STYR_STANDING_UNKNOWN);
  ck_assert_uint_eq(placing_of(map, answer, "kfuk")->unit_count, 5);
  for (size_t i = 0; i < styr_outside_count(answer); i++) ck_assert_str_ne(styr_node_id(map, styr_outside_get(answer, i)->node), "isabel");
  styr_outside_free(answer);
  styr_map_free(map);
}
END_TEST

START_TEST(anchoring_found_for_one_of_the_four_leaves_three) {
  styr_map *map = article();
  add_lines(map, "tie handlingsplan-2019 activates lokk id=found\nclaim tie:found supports observed source=artikel");
  expect_out(map, NULL, "gadejuristen kit sundhedsklinikken-roede-kors ");
  char *in = of_standing(map, NULL, STYR_STANDING_IN, false);
  ck_assert_ptr_null(strstr(in, "lokk ")); /* the denial still stands: the claims conflict */
  free(in);
  styr_map_free(map);
}
END_TEST

START_TEST(minimal_grade_leaves_two_units_without_their_organisation) {
  styr_map *map = article();
  styr_outside_options options = STYR_OUTSIDE_OPTIONS_INIT;
  options.filter.min_grade = STYR_GRADE_STATED;
  styr_outside *answer = NULL;
  ck_ok(styr_outside_open(map, &options, &answer, &error), error);
  ck_assert_uint_eq(placing_of(map, answer, "lokk")->unit_count, 0);
  ck_assert_uint_eq(placing_of(map, answer, "kit")->unit_count, 0);
  /* the assumed doubts do not count either: what is left is the article's sentence */
  ck_assert_int_eq(placing_of(map, answer, "kvindekrisecenter")->standing, STYR_STANDING_IN);
  ck_assert_int_eq(placing_of(map, answer, "day-night-light-cafe")->standing, STYR_STANDING_IN);
  styr_outside_free(answer);
  expect_out(map, &options, "gadejuristen kit lokk sundhedsklinikken-roede-kors ");
  styr_map_free(map);
}
END_TEST

START_TEST(second_plan_with_its_own_body_has_its_own_answer) {
  styr_map *map = article();
  add_lines(map, "text plan-b plan\nactor board-b group\ntie board-b coordinates plan-b\ntie plan-b activates lokk\n"
                 "tie board-b instructs gadejuristen\nclaim none:plan-b|activates|kit absent stated\n"
                 "claim none:board-b|instructs|hopenow absent stated\nclaim none:plan-b|funds|kit absent stated\nclaim "
                 "none:plan-b|funds|hopenow absent stated");
  styr_outside *answer = NULL;
  ck_assert_int_eq(styr_outside_open(map, NULL, &answer, NULL), STYR_ERR_AMBIGUOUS);
  ck_assert_ptr_null(answer);
  styr_outside_options first = STYR_OUTSIDE_OPTIONS_INIT, second = STYR_OUTSIDE_OPTIONS_INIT;
  first.plan = styr_map_find(map, "handlingsplan-2019");
  second.plan = styr_map_find(map, "plan-b");
  expect_out(map, &first, "gadejuristen kit lokk sundhedsklinikken-roede-kors ");
  expect_out(map, &second, "hopenow kit ");
  char *in = of_standing(map, &second, STYR_STANDING_IN, false);
  ck_assert_str_eq(in, "gadejuristen lokk board-b ");
  free(in);
  ck_ok(styr_outside_open(map, &second, &answer, &error), error);
  ck_assert_str_eq(styr_node_id(map, styr_outside_body(answer)), "board-b");
  ck_assert_int_eq(placing_of(map, answer, "lokk")->units[0].standing, STYR_STANDING_IN); /* part of what is in */
  styr_outside_free(answer);
  styr_map_free(map);
}
END_TEST

/* ---- copies of the article's map, altered cell by cell ---- */

typedef bool alter(const char *file, const char *column, styr_buffer *cell); /* false = leave the row out */

static int remove_one(const char *name, const struct stat *st, int type, struct FTW *ftw) {
  (void)st;
  (void)type;
  (void)ftw;
  return remove(name);
}

static void put_row(FILE *to, styr_i_csv *csv, char (*columns)[64], const char *file, alter *change) {
  styr_buffer row = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&row);
  styr_i_out o = {.sink = &sink, .first = true};
  bool keep = true;
  for (size_t i = 0; i < csv->count; i++) {
    styr_buffer cell = STYR_BUFFER_INIT;
    const styr_sink into = styr_buffer_sink(&cell);
    into.write(into.ctx, csv->cells[i].text, csv->cells[i].length);
    if (csv->line == 1) snprintf(columns[i], sizeof columns[i], "%s", cell.bytes);
    else keep &= change(file, columns[i], &cell);
    if (i) styr_i_put(&o, ",");
    styr_i_csv_field(&o, cell.bytes, cell.size);
    styr_buffer_free(&cell);
  }
  if (keep) fprintf(to, "%s\n", row.bytes);
  styr_buffer_free(&row);
}

static styr_map *altered_article(alter *change) {
  char folder[] = "/tmp/styr-outside-XXXXXX", path[512];
  if (!mkdtemp(folder)) ck_abort_msg("no temporary folder");
  for (int t = 0; t < STYR_TABLE_COUNT; t++) {
    char columns[32][64];
    styr_i_csv csv;
    snprintf(path, sizeof path, "%s/%s.csv", DATA("trafficking-dk"), styr_table_name((styr_table)t));
    const int fd = open(path, O_RDONLY);
    if (fd < 0) continue;
    snprintf(path, sizeof path, "%s/%s.csv", folder, styr_table_name((styr_table)t));
    FILE *to = fopen(path, "w");
    if (!to) ck_abort_msg("cannot write %s", path);
    styr_i_csv_open(&csv, &styr_i_libc, fd, NULL);
    while (styr_i_csv_next(&csv) == CSV_RECORD) put_row(to, &csv, columns, styr_table_name((styr_table)t), change);
    styr_i_csv_close(&csv);
    fclose(to);
  }
  styr_map *map = NULL;
  styr_error_clear(&error);
  const styr_status status = styr_package_read(folder, NULL, NULL, &map, &error);
  nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
  ck_assert_msg(status == STYR_OK, "%s", error.message);
  return map;
}

static bool without_one_denial(const char *file, const char *column, styr_buffer *cell) {
  return strcmp(file, "claims") != 0 || strcmp(column, "about") != 0 ||
         strcmp(cell->bytes, "none:handlingsplan-2019|activates|gadejuristen") != 0;
}

START_TEST(without_its_denial_one_of_the_four_is_unknown) {
  styr_map *map = altered_article(without_one_denial);
  char *unknown = of_standing(map, NULL, STYR_STANDING_UNKNOWN, false);
  expect_out(map, NULL, "kit lokk sundhedsklinikken-roede-kors ");
  ck_assert_ptr_nonnull(strstr(unknown, "gadejuristen "));
  free(unknown);
  styr_map_free(map);
}
END_TEST

/* A new name for an id, from which neither the id nor its alphabetical order can be known. */
static void rename_word(styr_i_out *o, const char *word, size_t length) {
  unsigned long hash = 5381;
  for (size_t i = 0; i < length; i++) hash = hash * 33 + (unsigned char)word[i];
  styr_i_putf(o, "n%lx \xC3\xA6", hash);
}

/* Ids stand in these columns; in `about` between the marks of its grammar, behind the word that says what it is. */
static bool renamed(const char *file, const char *column, styr_buffer *cell) {
  static const char *const columns[] = {"id", "from", "to", "programme", "about", "standpoint", "case", "actor", "node", "source"};
  if (!cell->size || strcmp(file, "vocabulary") == 0 || !styr_i_text_in(column, columns, COUNT(columns), NULL)) return true;
  styr_buffer fresh = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&fresh);
  styr_i_out o = {.sink = &sink, .first = true};
  const bool about = strcmp(column, "about") == 0;
  const char *p = cell->bytes;
  size_t part = 0;
  for (; *p; part++) {
    const size_t n = about ? strcspn(p, part == 0 ? ":" : "|/") : strlen(p);
    const bool denied = about && strncmp(cell->bytes, "none:", 5) == 0;
    const bool keep = about && (part == 0 || (denied && part == 2) || (!denied && part == 2)); /* the word; the type; the step */
    if (keep) styr_i_putn(&o, p, n);
    else rename_word(&o, p, n);
    p += n;
    if (*p) styr_i_putn(&o, p++, 1);
  }
  styr_buffer_free(cell);
  *cell = fresh;
  return true;
}

START_TEST(renaming_every_id_changes_nothing_else) {
  styr_map *before = article(), *after = altered_article(renamed);
  styr_outside *first = NULL, *second = NULL;
  ck_ok(styr_outside_open(before, NULL, &first, &error), error);
  ck_ok(styr_outside_open(after, NULL, &second, &error), error);
  ck_assert_uint_eq(styr_outside_count(first), styr_outside_count(second));
  for (size_t i = 0; i < styr_outside_count(first); i++) {
    const styr_placing *a = styr_outside_get(first, i), *b = styr_outside_get(second, i);
    ck_assert_uint_eq(a->node.ref, b->node.ref); /* the rows keep their order */
    ck_assert_str_ne(styr_node_id(before, a->node), styr_node_id(after, b->node));
    ck_assert_str_eq(styr_node_label(before, a->node, NULL), styr_node_label(after, b->node, NULL));
    ck_assert_int_eq(a->standing, b->standing);
    ck_assert_uint_eq(a->unit_count, b->unit_count);
    const styr_reason *r = reasons_of(first, a->node), *s = reasons_of(second, b->node);
    for (size_t k = 0; k < STYR_REASON_COUNT; k++) {
      ck_assert_int_eq(r[k].value, s[k].value);
      ck_assert_uint_eq(r[k].tie_count, s[k].tie_count);
      ck_assert_uint_eq(r[k].claim_count, s[k].claim_count);
    }
    for (size_t k = 0; k < a->unit_count; k++) {
      ck_assert_uint_eq(a->units[k].node.ref, b->units[k].node.ref);
      ck_assert_int_eq(a->units[k].standing, b->units[k].standing);
    }
  }
  styr_outside_free(first);
  styr_outside_free(second);
  styr_map_free(before);
  styr_map_free(after);
}
END_TEST

static void add_all(TCase *t) {
  tcase_add_loop_test(t, standing_follows_the_claims, 0, COUNT(anchoring));
  tcase_add_loop_test(t, plan_money_follows_the_claims, 0, COUNT(money));
  tcase_add_loop_test(t, units_stand_under_the_nearest_organisation, 0, COUNT(units));
  tcase_add_loop_test(t, filter_decides_which_claims_and_ties_count, 0, COUNT(filters));
  tcase_add_loop_test(t, plan_and_body_are_found_or_asked_for, 0, COUNT(asked));
  tcase_add_test(t, plan_that_is_not_in_force_has_no_outside);
  tcase_add_test(t, plan_without_a_body_anchors_all_the_same);
  tcase_add_test(t, many_plans_are_named_as_far_as_there_is_room);
  tcase_add_test(t, reasons_carry_the_ties_and_claims_they_rest_on);
  tcase_add_test(t, reasons_of_what_is_not_placed_are_refused);
  tcase_add_loop_test(t, reasons_follow_from_what_is_claimed, 0, COUNT(judged));
  tcase_add_test(t, umbrella_is_what_trying_it_out_says);
  tcase_add_test(t, many_payers_and_many_types_are_all_looked_at);
  tcase_add_test(t, answer_is_written_as_json);
  tcase_add_test(t, answer_is_written_as_csv_with_its_units);
  tcase_add_test(t, answer_is_written_as_one_json_object_an_organisation);
  tcase_add_test(t, answer_in_words_says_who_is_out_and_why);
  tcase_add_test(t, answer_that_cannot_be_written_says_so);
  tcase_add_test(t, article_has_exactly_four_organisations_outside_for_both_reasons);
  tcase_add_test(t, anchoring_found_for_one_of_the_four_leaves_three);
  tcase_add_test(t, minimal_grade_leaves_two_units_without_their_organisation);
  tcase_add_test(t, second_plan_with_its_own_body_has_its_own_answer);
  tcase_add_test(t, without_its_denial_one_of_the_four_is_unknown);
  tcase_add_test(t, renaming_every_id_changes_nothing_else);
}

SUITE("outside", add_all(t);)

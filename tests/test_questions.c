/* SPDX-License-Identifier: MIT */
/* Mandates, cases, accounts, sources, levels, changes: small maps whose answers were worked out by hand from
 * docs/questions.md. Scopes as sets are compared, value by value, with plain enumeration. */
#include "script.h"

#include "questions/questions_i.h"

/* ---- answers as text ---- */

static char *closed(styr_buffer *b, styr_status status) {
  ck_ok(status, error);
  if (b->size && b->bytes[b->size - 1] == '\n') b->bytes[b->size - 1] = '\0';
  return b->bytes;
}

#define WRITTEN(stem, type, open)                                                                                                          \
  do {                                                                                                                                     \
    styr_buffer b = STYR_BUFFER_INIT;                                                                                                      \
    const styr_sink sink = styr_buffer_sink(&b);                                                                                           \
    type *answer = NULL;                                                                                                                   \
    styr_error_clear(&error);                                                                                                              \
    ck_ok(open, error);                                                                                                                    \
    char *text = closed(&b, stem##_write(answer, STYR_FORMAT_JSON, NULL, &sink, &error));                                                  \
    stem##_free(answer);                                                                                                                   \
    styr_map_free(map);                                                                                                                    \
    return text;                                                                                                                           \
  } while (0)

static char *mandates_of(const char *script) {
  styr_map *map = map_of(script);
  styr_mandates_options o = STYR_MANDATES_OPTIONS_INIT;
  o.function = "f";
  WRITTEN(styr_mandates, styr_mandates, styr_mandates_open(map, &o, &answer, &error));
}

static char *trace_of(const char *script) {
  styr_map *map = map_of(script);
  WRITTEN(styr_trace, styr_trace, styr_trace_open(map, NULL, &answer, &error));
}

static char *trace_of_2003(const char *script) {
  styr_map *map = map_of(script);
  styr_trace_options o = STYR_TRACE_OPTIONS_INIT;
  o.filter.as_of = (styr_date){2003, 0, 0};
  WRITTEN(styr_trace, styr_trace, styr_trace_open(map, &o, &answer, &error));
}

static char *accounts_of(const char *script) {
  styr_map *map = map_of(script);
  WRITTEN(styr_accounts, styr_accounts, styr_accounts_open(map, NULL, &answer, &error));
}

static char *threads_of(const char *script) {
  styr_map *map = map_of(script);
  styr_threads_options o = STYR_THREADS_OPTIONS_INIT;
  o.from = styr_map_find(map, "a");
  WRITTEN(styr_threads, styr_threads, styr_threads_open(map, &o, &answer, &error));
}

static char *withdrawal_of(const char *script) {
  styr_map *map = map_of(script);
  WRITTEN(styr_withdrawal, styr_withdrawal, styr_withdrawal_open(map, "s", NULL, &answer, &error));
}

static char *ascent_of(const char *script) {
  styr_map *map = map_of(script);
  styr_apex_options o = STYR_APEX_OPTIONS_INIT;
  o.from = styr_map_find(map, "a");
  WRITTEN(styr_ascent, styr_ascent, styr_ascent_open(map, &o, &answer, &error));
}

/* The scripts of the two maps, with a line `---` between them; with one script, the dates 2010 and 2020 are compared. */
static char *diff_of(const char *script) {
  const char *cut = strstr(script, "---\n");
  char *first = cut ? strndup(script, (size_t)(cut - script)) : strdup(script);
  styr_map *before = map_of(first), *map = cut ? map_of(cut + 4) : before;
  styr_filter filters[2] = {STYR_FILTER_INIT, STYR_FILTER_INIT};
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_diff *answer = NULL;
  if (!cut) filters[0].as_of.year = 2010;
  if (!cut) filters[1].as_of.year = 2020;
  free(first);
  ck_ok(styr_diff_open(before, &filters[0], map, &filters[1], &answer, &error), error);
  char *text = closed(&b, styr_diff_write(answer, STYR_FORMAT_JSON, NULL, &sink, &error));
  styr_diff_free(answer);
  if (map != before) styr_map_free(before);
  styr_map_free(map);
  return text;
}

/* ---- question by question ---- */

typedef struct item {
  char *(*ask)(const char *script);
  const char *script, *part; /* what the JSON holds */
} item;

#define DIMS "vocab x dim:d\nvocab y dim:d\nvocab z dim:d\nvocab p dim:e\nvocab q dim:e\nvocab f function\n"
#define TWO  DIMS "text law law\nactor a agency\nactor b agency\n"
#define CASE "actor w person level=person\n"

static const item items[] = {
    /* mandates: none, an unrestricted one, scopes in canonical order; all values of a dimension are no restriction */
    {mandates_of, DIMS, "\"holders\":[],\"overlaps\":[],\"cases\":[],\"gates\":[]"},
    {mandates_of, TWO "tie law mandates a function=f",
     "\"scope\":\"\",\"start\":\"\",\"end\":\"\",\"value\":\"yes\",\"grade\":null,\"claims\":[]"},
    {mandates_of, TWO "tie law assigns a function=f scope=e=q;d=z|x", "\"type\":\"assigns\",\"by\":\"law\",\"scope\":\"d=x|z;e=q\""},
    {mandates_of, TWO "tie law mandates a function=f scope=d=x|y|z;e=p", "\"scope\":\"e=p\""},
    {mandates_of, TWO "tie law mandates a", "\"holders\":[]"},
    {mandates_of, "vocab issues tie from_kinds=text to_kinds=actor\n" TWO "tie law issues a function=f", "\"holders\":[]"},
    /* overlaps: in every dimension, between different holders, at the same time */
    {mandates_of, TWO "tie law mandates a function=f scope=d=x|y\ntie law mandates b function=f scope=d=y|z;e=q",
     "\"overlaps\":[{\"ties\":[\"t1\",\"t2\"],\"holders\":[\"a\",\"b\"],\"scope\":\"d=y;e=q\",\"value\":\"yes\"}]"},
    {mandates_of, TWO "tie law mandates a function=f scope=d=x\ntie law mandates b function=f scope=d=y|z", "\"overlaps\":[]"},
    {mandates_of, TWO "tie law mandates a function=f\ntie law mandates a function=f", "\"overlaps\":[]"},
    {mandates_of, TWO "tie law mandates a function=f end=2010\ntie law mandates b function=f start=2011", "\"overlaps\":[]"},
    {mandates_of, TWO "tie law mandates a function=f end=2010\ntie law mandates b function=f start=2010-06",
     "\"scope\":\"\",\"value\":\"yes\"}]"},
    {mandates_of,
     TWO "tie law mandates a function=f\nclaim tie:t1 supports stated\nclaim tie:t1 disputes stated\ntie law mandates b function=f",
     "\"scope\":\"\",\"value\":\"unknown\"}]"},
    /* cases: covered, in part, not at all, undecided */
    {mandates_of, TWO CASE "case c w d=x\ntie law mandates a function=f scope=d=x|y",
     "\"covered\":\"yes\",\"grade\":null,\"by\":[\"t1\"],\"gaps\":[],\"near\":[]"},
    {mandates_of, TWO CASE "case c w d=x|z;e=p\ntie law mandates a function=f scope=d=x",
     "\"covered\":\"partly\",\"grade\":null,\"by\":[\"t1\"],\"gaps\":[\"d=z;e=p\"]"},
    {mandates_of, TWO CASE "case c w d=x\ntie law mandates a function=f scope=e=q", "\"gaps\":[\"d=x;e=p\"]"},
    {mandates_of, TWO CASE "case c w d=x\ntie law mandates a function=f scope=e=q\ntie law mandates b function=f scope=d=x;e=p",
     "\"covered\":\"yes\""},
    {mandates_of, TWO CASE "case c w d=x;e=p\ntie law mandates a function=f scope=d=y;e=q",
     "\"covered\":\"no\",\"grade\":null,\"by\":[],\"gaps\":[\"d=x;e=p\"],\"near\":[{\"tie\":\"t1\",\"holder\":\"a\",\"fails\":[\"d\",\"e\"]"
     "}]"},
    {mandates_of, TWO CASE "case c w d=x\ntie law mandates a function=f\nclaim tie:t1 supports stated\nclaim tie:t1 disputes stated",
     "\"covered\":\"unknown\""},
    {mandates_of, TWO CASE "case c w d=x\nclaim case:c supports assumed\nclaim case:c supports inferred",
     "\"covered\":\"no\",\"grade\":\"inferred\""},
    /* gates: to a holder, with that function or none */
    {mandates_of, TWO "tie law mandates a function=f\ntie b gates a",
     "\"gates\":[{\"tie\":\"t2\",\"gate\":\"b\",\"holder\":\"a\",\"value\":\"yes\""},
    {mandates_of, TWO "vocab g function\ntie law mandates a function=f\ntie b gates a function=g", "\"gates\":[]"},
    {mandates_of, TWO "tie law mandates a function=f\ntie a gates b", "\"gates\":[]"},

    /* a case without a plan: no standing; the first door; a hand-over and the tie that says so; back again */
    {trace_of,
     CASE "actor a ngo\nactor b ngo\ncase c w -\nevent c 3 a to=b\nevent c 1 w\nevent c 2 w to=a\nevent c 4 b to=w\nevent c 5 a to=w\ntie "
          "a refers b\ntie b refers a",
     "\"first_door\":{\"step\":2,\"id\":\"a\"}"},
    {trace_of,
     CASE "actor a ngo\nactor b ngo\ncase c w -\nevent c 1 a to=b\nevent c 2 b to=w\nevent c 3 w to=a\ntie a refers b\ntie b refers a",
     "\"handovers\":[{\"step\":1,\"from\":\"a\",\"to\":\"b\",\"ties\":[\"t1\"]}],\"loops\":[{\"id\":\"a\",\"steps\":[3]}],\"leaves_"
     "plan\":[]"},
    {trace_of, CASE "actor a ngo\ncase c w -\nevent c 1 w to=a\nevent c 2 a to=w",
     "\"standing\":null,\"mandate\":null,\"apexes\":[[\"a\"]],\"rationales\":[]"},
    {trace_of, CASE "actor a ngo\ncase c w -\nevent c 1 w to=a\nevent c 2 a to=w", "\"loops\":[]"},
    /* a plan that is not in force then is none; nobody is drawn where there is no figure.csv */
    {trace_of_2003, CASE "text p plan start=2019\nactor a ngo\ntie p activates a\ncase c w -\nevent c 1 w to=a", "\"standing\":null"},
    {trace_of, CASE "text p plan start=2019\nactor a ngo\ntie p activates a\ncase c w -\nevent c 1 w to=a", "\"standing\":\"in\""},
    {trace_of, CASE "actor a ngo\ncase c w -\nevent c 1 w to=a", "\"not_drawn\":null,\"not_met\":null"},
    {trace_of, CASE "actor a ngo\ncase c w -\nevent c 1 w to=a\nfigure w", "\"not_drawn\":[{\"id\":\"a\",\"value\":\"yes\"}],\"not_met\":"},
    {trace_of, CASE "case c w -\nevent c 1 w", "\"handler\":null,\"standing\":null"},
    {trace_of, CASE "case c w -\nevent c 1 w", "\"first_door\":null"},
    /* with a plan: it is left for one that is out, for one whose standing is unknown, and not by staying out */
    {trace_of,
     CASE
     "text plan plan\nactor a ngo\nactor b ngo\nactor c ngo\ntie plan activates a\nclaim none:plan|activates|b absent stated\ncase k w -\n"
     "event k 1 a to=w\nevent k 2 b to=w\nevent k 3 c to=w\nevent k 4 a to=w\nevent k 5 c to=w",
     "\"leaves_plan\":[{\"step\":2,\"id\":\"b\",\"value\":\"yes\"},{\"step\":5,\"id\":\"c\",\"value\":\"unknown\"}]"},
    {trace_of, DIMS CASE "text plan plan\nactor a ngo\ntie plan mandates a scope=d=x\ncase k w d=x|y\nevent k 1 a to=w",
     "\"mandate\":\"partly\""},
    {trace_of,
     DIMS CASE
     "text plan plan\nactor a ngo\ntie plan mandates a scope=d=x\ntie plan mandates a scope=d=y\ncase k w d=x|y\nevent k 1 a to=w",
     "\"mandate\":\"yes\""},
    {trace_of, CASE "text r rationale\nactor a ngo\ntie r activates a\ncase k w -\nevent k 1 a to=w", "\"rationales\":[\"r\"]"},
    {trace_of, CASE "actor a ngo\ncase k w -\nevent k 1 a to=w\nclaim event:k/1 supports stated\nclaim event:k/1 disputes observed",
     "\"disjunctures\":[{\"step\":1,"},
    {trace_of, CASE "actor a ngo\ncase k w -\nevent k 1 a to=w\nclaim event:k/1 disputes observed", "\"disjunctures\":[]"},
    /* met and drawn: one that is not named may be the one that is drawn, if its sector allows it */
    {trace_of,
     CASE "actor a ngo sector=private\nactor b ngo sector=private\nactor c agency sector=public\nactor u ngo sector=private "
          "known=unnamed\nfigure b\nfigure c\ncase k w -\n"
          "event k 1 w to=a\nevent k 2 w to=u",
     "\"not_drawn\":[{\"id\":\"a\",\"value\":\"yes\"},{\"id\":\"u\",\"value\":\"unknown\"}],\"not_met\":[{\"id\":\"b\",\"value\":"
     "\"unknown\"},{\"id\":\"c\",\"value\":\"yes\"}]"},
    {trace_of, CASE "actor a ngo\nactor b ngo\nfigure b\ncase k w -\ntie w meets b", "\"not_drawn\":[],\"not_met\":[]"},

    /* who answers to whom: to the payer, to who issues the text, denied, nobody asked */
    {accounts_of, "actor a ministry\nactor b agency\ntie a funds b\ntie b reports_to a", "\"reports\":\"yes\",\"by\":[\"t2\"]"},
    {accounts_of, "actor a ministry\nactor b agency\ntie a funds b", "\"reports\":\"unknown\",\"by\":[],\"claims\":[]"},
    {accounts_of, "actor a ministry\nactor b agency\ntie a funds b\ntie a reports_to b", "\"reports\":\"unknown\""},
    {accounts_of, "actor a ministry\nactor b agency\ntie a funds b\nclaim none:b|reports_to|a absent stated", "\"reports\":\"no\""},
    {accounts_of, "actor a ministry\nactor b agency\ntie a funds b\ntie b reports_to a\nclaim tie:t2 disputes stated",
     "\"reports\":\"no\",\"by\":[]"},
    {accounts_of, "actor a ministry\nactor b agency\ntie a funds b\ntie b reports_to a\nclaim none:b|reports_to|a absent stated",
     "\"reports\":\"unknown\""},
    {accounts_of, "text l law\nactor a ministry\nactor b agency\ntie l mandates b\ntie a issues l\ntie b reports_to a",
     "\"from\":\"l\",\"to\":\"b\",\"reports\":\"yes\",\"by\":[\"t3\"]"},
#define TWO_CHANNELS                                                                                                                       \
  "text l law\nactor a ministry\nactor c ministry\nactor b agency\ntie l mandates b\ntie a issues l\ntie c coordinates l\n"
    {accounts_of, TWO_CHANNELS "claim none:b|reports_to|a absent stated", "\"reports\":\"unknown\""},
    {accounts_of, TWO_CHANNELS "claim none:b|reports_to|a absent stated\nclaim none:b|reports_to|a absent inferred",
     "\"reports\":\"unknown\""},
    {accounts_of, TWO_CHANNELS "claim none:b|reports_to|a absent stated\nclaim none:b|reports_to|c absent stated", "\"reports\":\"no\""},
    {accounts_of, TWO_CHANNELS "tie b reports_to c\nclaim none:b|reports_to|a absent stated", "\"reports\":\"yes\""},
    {accounts_of, "text l law\nactor a ministry\ntie a funds l", "{\"view\":\"full\",\"ties\":[],\"multiple\":[],\"circles\":[]}"},
    {accounts_of, "actor a ministry\nactor b agency\nactor c ministry\ntie a funds b\ntie c mandates b\ntie a funds b",
     "\"multiple\":[{\"id\":\"b\",\"label\":\"b\",\"principals\":[\"a\",\"c\"],\"ties\":[\"t1\",\"t2\",\"t3\"]}]"},
    {accounts_of,
     "actor a ngo\nactor b ngo\nactor c ngo\nactor d ngo\ntie c reports_to a\ntie a reports_to b\ntie b reports_to c\ntie c reports_to "
     "d\ntie d reports_to d",
     "\"circles\":[[\"a\",\"b\",\"c\"],[\"d\"]]"},
    {accounts_of, "actor a ngo\nactor b ngo\ntie a reports_to b", "\"circles\":[]"},
    /* several ties between the same two; several that speak for a text, one of them twice: in file order, each once */
    {accounts_of, "actor a ngo\nactor b ngo\ntie a funds b\ntie b reports_to a\ntie a mandates b\ntie b reports_to a",
     "\"from\":\"a\",\"to\":\"b\",\"reports\":\"yes\",\"by\":[\"t2\",\"t4\"],\"claims\":[]},{\"tie\":\"t3\",\"type\":\"mandates\",\"from\":"
     "\"a\","
     "\"to\":\"b\",\"reports\":\"yes\",\"by\":[\"t2\",\"t4\"]"},
    {accounts_of,
     "text l law\nactor a ngo\nactor b ngo\nactor c ngo\ntie l mandates b\ntie b reports_to c\ntie a issues l\ntie b reports_to a\ntie a "
     "coordinates l\ntie c issues l\ntie b reports_to c\ntie b reports_to b\ntie b reports_to a",
     "\"reports\":\"yes\",\"by\":[\"t2\",\"t4\",\"t7\",\"t9\"]"},
    {accounts_of,
     "text l law\nactor a ngo\nactor b ngo\nactor c ngo\ntie l mandates b\ntie a issues l\ntie c issues l\nclaim none:b|reports_to|c "
     "absent "
     "stated",
     "\"reports\":\"unknown\",\"by\":[],\"claims\":[{\"about\":\"none:b|reports_to|c\""},

    /* threads: end to end, to an apex of the whole map */
    {threads_of,
     "source s\nsource r\nactor a ngo\nactor b agency\nactor c ministry\ntie a part_of b\nclaim tie:t1 supports stated source=s\ntie b "
     "part_of c\nclaim tie:t2 supports stated source=s\n"
     "claim tie:t2 supports stated source=r",
     "{\"view\":\"full\",\"from\":\"a\",\"threads\":[{\"source\":\"s\",\"label\":\"s\",\"ties\":2,\"apexes\":[{\"members\":[\"c\"],"
     "\"paths\":[{\"nodes\":["
     "\"a\",\"b\",\"c\"],\"ties\":[\"t1\",\"t2\"]}],\"truncated\":null}]}]}"},
    {threads_of,
     "source s\nactor a ngo\nactor b agency\nactor c ministry\ntie a part_of b\nclaim tie:t1 supports stated source=s\ntie b part_of c",
     "\"threads\":[]"},
    {threads_of,
     "source s\nactor a ngo\nactor b agency\ntie a part_of b\nclaim tie:t1 disputes stated source=s\nclaim tie:t1 supports stated",
     "\"threads\":[]"},

    /* withdrawal: a tie is lost, one is weaker, one stays; a node without evidence left */
    {withdrawal_of,
     "source s\nsource r\nactor a ngo\nactor b agency\ntie a part_of b\nclaim tie:t1 supports stated source=s\ntie a reports_to b\nclaim "
     "tie:t2 supports stated source=s\n"
     "claim tie:t2 supports assumed source=r\ntie b meets a\nclaim tie:t3 supports observed source=r\nclaim tie:t3 supports stated "
     "source=s\nclaim actor:a supports stated source=s",
     "\"claims\":4,\"ties_lost\":[\"t1\"],\"ties_weakened\":[{\"tie\":\"t2\",\"before\":\"stated\",\"after\":\"assumed\"}],\"nodes_lost\":["
     "\"a\"],\"standings\":null,\"apexes\":[]"},
    {withdrawal_of,
     "source s\nactor a ngo\nactor b agency\nactor c ministry\nactor d ngo\ntie a part_of b\ntie b part_of c\ntie c part_of b\nclaim "
     "tie:t3 "
     "supports stated source=s\ntie d part_of b\ntie c part_of d\nclaim tie:t5 supports stated source=s\nactor e ngo",
     "\"apexes\":[{\"id\":\"a\",\"before\":[[\"b\",\"c\",\"d\"]],\"after\":[[\"c\"]]},{\"id\":\"b\",\"before\":[[\"b\",\"c\",\"d\"]],"
     "\"after\":[[\"c\"]]},{"
     "\"id\":\"c\",\"before\":[[\"b\",\"c\",\"d\"]],\"after\":[[\"c\"]]},{\"id\":\"d\",\"before\":[[\"b\",\"c\",\"d\"]],\"after\":[[\"c\"]]"
     "}]"},
    {withdrawal_of, "source s\nactor a ngo\nactor b agency\ntie a part_of b\nclaim tie:t1 supports stated source=s",
     "\"apexes\":[{\"id\":\"a\",\"before\":[[\"b\"]],\"after\":[[\"a\"]]}]"},
    {withdrawal_of,
     "source s\ntext plan plan\nactor a ngo\ntie plan activates a\nclaim tie:t1 supports stated\nclaim tie:t1 disputes stated source=s",
     "\"standings\":[{\"id\":\"a\",\"before\":\"unknown\",\"after\":\"in\"}]"},

    /* ascent: a skip, an inversion, steps without levels, texts passed through, boss texts */
    {ascent_of, "actor a ngo level=local\nactor b ministry level=ministry\ntie a part_of b",
     "\"levels\":[\"local\",\"ministry\"],\"skips\":[{\"from\":\"a\",\"to\":\"b\",\"levels\":[\"regional\",\"national\",\"international\"]}"
     "],\"inversions\":[],\"unknown\":0,\"text_ties\":0,\"grade\":null"},
    {ascent_of, "actor a ngo level=national\nactor b agency level=local\ntie a part_of b",
     "\"skips\":[],\"inversions\":[{\"from\":\"a\",\"to\":\"b\"}],\"unknown\":0"},
    {ascent_of, "actor a ngo level=national\nactor b agency\ntie a part_of b",
     "\"levels\":[\"national\",null],\"skips\":[],\"inversions\":[],\"unknown\":1"},
    {ascent_of, "actor a ngo level=local\ntext l law\nactor b ministry level=national\ntie l activates a\ntie b issues l",
     "\"levels\":[\"local\",null,\"national\"],\"skips\":[{\"from\":\"a\",\"to\":\"b\",\"levels\":[\"regional\"]}],\"inversions\":[],"
     "\"unknown\":0,\"text_ties\":2"},
    {ascent_of, "actor a ngo\ntext l law\ntext k law\ntext m law\ntie l activates a\ntie l derives_from k\ntie k derives_from m",
     "\"boss_texts\":[{\"id\":\"m\",\"label\":\"m\",\"texts\":2}]"},
    {ascent_of, "actor a ngo\ntext l law\ntie l activates a", "\"boss_texts\":[]"},

    /* differences: rows, cells, a renaming that is followed, a merger, what was abolished */
    {diff_of,
     "actor a ngo\nactor b ngo label=B\ntie a meets b amount=1.00 currency=DKK\n---\nactor b agency label=B\nactor c ngo\ntie c meets b\n",
     "{\"view\":\"full\",\"nodes\":{\"added\":[\"c\"],\"removed\":[\"a\"],\"changed\":[{\"id\":\"b\",\"column\":\"kind\",\"before\":"
     "\"ngo\",\"after\":"
     "\"agency\"}]},"
     "\"ties\":{\"added\":[{\"id\":\"t1\",\"from\":\"c\",\"to\":\"b\",\"type\":\"meets\"}],\"removed\":[{\"id\":\"t1\",\"from\":\"a\","
     "\"to\":\"b\",\"type\":\"meets\"}],\"changed\":[]},"
     "\"reorganisations\":[],\"standings\":null}"},
    {diff_of,
     "actor a ngo\nactor b ngo\ntie a funds b amount=1.00 currency=DKK\n---\nactor a ngo\nactor b ngo\ntie a funds b amount=2.50 "
     "currency=DKK end=2020\n",
     "\"changed\":[{\"tie\":\"t1\",\"column\":\"amount\",\"before\":\"1.00\",\"after\":\"2.50\"},{\"tie\":\"t1\",\"column\":\"end\","
     "\"before\":\"\",\"after\":\"2020\"}]"},
    {diff_of,
     "actor a ministry\nactor b ngo\ntie a funds b\n---\nactor a ministry end=2019\nactor b ngo\nactor n ministry\nchange a renamed n "
     "date=2020\ntie n funds b\n",
     "\"added\":[],\"removed\":[],\"changed\":[]},\"reorganisations\":[{\"kind\":\"renamed\",\"from\":[\"a\"],\"to\":[\"n\"],\"date\":"
     "\"2020\"}]"},
    {diff_of,
     "actor a agency end=2015\nactor b agency end=2015\nactor n agency start=2016\nactor x ngo\ntie a funds x\ntie n funds x\nchange a "
     "merged n date=2016\nchange b merged n date=2016\n",
     "{\"view\":\"full\",\"nodes\":{\"added\":[],\"removed\":[],\"changed\":[]},\"ties\":{\"added\":[],\"removed\":[],\"changed\":[]},"
     "\"reorganisations\":[{\"kind\":\"merged\",\"from\":[\"a\",\"b\"],\"to\":[\"n\"],\"date\":\"2016\"}]"},
    {diff_of, "actor a agency end=2015\nactor b ngo\nchange a abolished - date=2016\n",
     "\"removed\":[\"a\"],\"changed\":[]},\"ties\":{\"added\":[],\"removed\":[],\"changed\":[]},\"reorganisations\":[{\"kind\":"
     "\"abolished\",\"from\":[\"a\"],\"to\":[],\"date\":\"2016\"}]"},
    {diff_of, "actor a agency end=2005\nactor n agency start=2006\nchange a renamed n date=2006\n", "\"reorganisations\":[]"},
    {diff_of, "text plan plan\nactor a ngo\ntie plan activates a start=2015\n",
     "\"standings\":[{\"id\":\"a\",\"before\":\"unknown\",\"after\":\"in\"}]"},
    /* a source without claims about a contested body changes no standing */
    {withdrawal_of,
     "source s\nsource s1\ntext p plan\nactor b agency\nactor x agency\ntie b coordinates p\ntie b coordinates x\nclaim tie:t1 supports "
     "stated "
     "source=s1\nclaim tie:t1 disputes stated source=s1\nclaim actor:x supports stated source=s\n",
     "\"standings\":[],\"apexes\":[]"},
    /* the first door is an organisation other than the standpoint */
    {trace_of, "actor o ngo\nactor w ngo\nactor q person level=person\ncase c o -\nevent c 1 o\nevent c 2 o to=q\nevent c 3 o to=w\n",
     "\"first_door\":{\"step\":3,\"id\":\"w\"}"},
    {trace_of, "actor o ngo\nactor q person level=person\ncase c o -\nevent c 1 o\nevent c 2 o to=q\n", "\"first_door\":null"},
};

START_TEST(answers_follow_the_definitions) {
  char *text = items[_i].ask(items[_i].script);
  ck_assert_msg(strstr(text, items[_i].part) != NULL, "%s\nexpected %s\ngot      %s", items[_i].script, items[_i].part, text);
  free(text);
}
END_TEST

/* ---- scopes, value by value ---- */

enum { dims = 3, values = 3, cells = values * values * values, scopes = 4 };

static unsigned state;
static unsigned rnd(unsigned below) {
  state = state * 1103515245u + 12345u;
  return (state >> 16) % below;
}

static bool lies_in(const unsigned masks[dims], unsigned cell) {
  for (int d = 0; d < dims; d++, cell /= values)
    if (!(masks[d] >> cell % values & 1)) return false;
  return true;
}

static void write_masks(const unsigned masks[dims], char *out) {
  *out = '\0';
  for (int d = 0; d < dims; d++) {
    if (masks[d] == 7 && rnd(2)) continue; /* named or not, it is no restriction */
    sprintf(out + strlen(out), "%sd%d=", *out ? ";" : "", d);
    for (int v = 0, n = 0; v < values; v++)
      if (masks[d] >> v & 1) sprintf(out + strlen(out), "%sv%d", n++ ? "|" : "", v);
  }
}

START_TEST(gaps_are_what_plain_enumeration_leaves) {
  state = (unsigned)_i + 1;
  unsigned masks[scopes + 1][dims]; /* the last one is the class */
  char text[128];
  styr_map *map = map_of("text law law\nactor w person level=person\nvocab f function");
  for (int d = 0; d < dims; d++)
    for (int v = 0; v < values; v++) {
      sprintf(text, "vocab v%d dim:d%d", v, d);
      add_lines(map, text);
    }
  for (int s = 0; s <= scopes; s++) {
    for (int d = 0; d < dims; d++) masks[s][d] = 1 + rnd(7);
    char scope[96], row[256];
    write_masks(masks[s], scope);
    if (s == scopes) sprintf(row, "case c w %s", *scope ? scope : "-");
    else sprintf(row, "actor a%d ngo\ntie law mandates a%d function=f%s%s", s, s, *scope ? " scope=" : "", scope);
    add_lines(map, row);
  }
  styr_mandates_options o = STYR_MANDATES_OPTIONS_INIT;
  styr_mandates *answer = NULL;
  o.function = "f";
  ck_ok(styr_mandates_open(map, &o, &answer, &error), error);
  const styr_class_cover *c = styr_mandates_case(answer, 0);
  styr_i_scopes algebra;
  ck_assert(styr_i_scopes_init(&algebra, map, &styr_i_libc));
  unsigned left = 0, touched = 0;
  for (unsigned cell = 0; cell < cells; cell++) {
    bool covered = false;
    unsigned held = 0;
    for (int s = 0; s < scopes; s++) covered |= lies_in(masks[s], cell);
    for (size_t g = 0; g < c->gap_count; g++) { /* the gaps hold it once, or not at all */
      uint64_t box[8] = {0};
      styr_i_box_read(&algebra, c->gaps[g], box);
      unsigned rest = cell, in = 1;
      for (int d = 0; d < dims; d++, rest /= values) in &= (unsigned)(box[algebra.dimensions[d].first] >> rest % values & 1);
      held += in;
    }
    const bool mine = lies_in(masks[scopes], cell);
    ck_assert_uint_eq(held, mine && !covered);
    left += mine && !covered;
    touched += mine && covered;
  }
  ck_assert_int_eq(c->covered, !touched ? STYR_NOT_COVERED : left ? STYR_COVERED_PARTLY : STYR_COVERED);
  styr_i_scopes_done(&algebra);
  styr_mandates_free(answer);
  styr_map_free(map);
}
END_TEST

/* ---- many channels between few ---- */

enum { payers = 5, texts = 3, channels = 60 };

typedef struct channel {
  unsigned from, to; /* actors, then texts */
  const char *type;
} channel;

static const char *name_of(unsigned node, char out[16]) {
  sprintf(out, "%c%u", node < payers ? 'a' : 'x', node < payers ? node : node - payers);
  return out;
}

static bool answers(const channel *all, unsigned to, unsigned principal) {
  if (to == principal) return true;
  for (unsigned i = 0; principal >= payers && i < channels; i++)
    if (all[i].from == to && all[i].to == principal && (strcmp(all[i].type, "issues") == 0 || strcmp(all[i].type, "coordinates") == 0))
      return true;
  return false;
}

/* Whether the ties between the two are those of a plain scan, in file order; denied[to]: a claim denies that the agent reports. */
static void check_account(const channel *all, const styr_account *a, bool denied[payers][payers]) {
  const channel *paid = &all[a->tie.index];
  size_t n = 0;
  bool holds = false, may_hold = false, refused;
  for (unsigned i = 0; i < channels; i++) {
    if (all[i].from != paid->to || strcmp(all[i].type, "reports_to") != 0 || !answers(all, all[i].to, paid->from)) continue;
    ck_assert_uint_lt(n, a->evidence.tie_count);
    ck_assert_uint_eq(a->evidence.ties[n++].index, i);
    if (denied[paid->to][all[i].to]) may_hold = true;
    else holds = true;
  }
  ck_assert_uint_eq(a->evidence.tie_count, n);
  bool any = false, every = true; /* a text is refused by all who speak for it */
  for (unsigned to = 0; to < payers; to++) {
    if (!answers(all, to, paid->from)) continue;
    any |= denied[paid->to][to];
    every &= denied[paid->to][to];
  }
  refused = any && every;
  ck_assert_int_eq(a->reports, holds ? refused ? STYR_UNKNOWN : STYR_YES : refused && !may_hold ? STYR_NO : STYR_UNKNOWN);
}

static styr_map *map_of_channels(channel *all, bool denied[payers][payers]) {
  static const char *const types[] = {"funds", "mandates", "reports_to", "reports_to", "issues", "coordinates", "names"};
  styr_map *map = map_of("");
  char row[96], one[16], other[16];
  for (unsigned i = 0; i < payers + texts; i++) {
    sprintf(row, i < payers ? "actor %s ngo" : "text %s law", name_of(i, one));
    add_lines(map, row);
  }
  for (unsigned i = 0; i < channels; i++) {
    const unsigned t = rnd(COUNT(types)), actor = rnd(payers), text = payers + rnd(texts);
    all[i] = (channel){t > 1 ? actor : rnd(2) ? text : actor, t > 3 ? text : rnd(payers), types[t]};
    if (t == 6) all[i] = (channel){text, actor, types[t]};
    sprintf(row, "tie %s %s %s", name_of(all[i].from, one), all[i].type, name_of(all[i].to, other));
    add_lines(map, row);
  }
  for (unsigned i = rnd(8); i-- > 0;) {
    const unsigned from = rnd(payers), to = rnd(payers);
    denied[from][to] = true;
    sprintf(row, "claim none:%s|reports_to|%s absent stated", name_of(from, one), name_of(to, other));
    add_lines(map, row);
  }
  return map;
}

START_TEST(reports_are_what_plain_reading_finds) {
  state = (unsigned)_i + 1;
  channel all[channels];
  bool denied[payers][payers] = {{false}};
  styr_map *map = map_of_channels(all, denied);
  styr_accounts *answer = NULL;
  size_t count, next = 0;
  ck_ok(styr_accounts_open(map, NULL, &answer, &error), error);
  const styr_account *accounts = styr_accounts_ties(answer, &count);
  for (uint32_t i = 0; i < channels; i++) {
    if (strcmp(all[i].type, "funds") != 0 && strcmp(all[i].type, "mandates") != 0) continue;
    ck_assert_uint_lt(next, count);
    ck_assert_uint_eq(accounts[next].tie.index, i);
    check_account(all, &accounts[next++], denied);
  }
  ck_assert_uint_eq(next, count);
  styr_accounts_free(answer);
  styr_map_free(map);
}
END_TEST

/* ---- refusals ---- */

START_TEST(what_is_not_there_is_refused_with_a_near_miss) {
  styr_map *map = map_of("vocab vurdering function\nsource article\nactor w person level=person\ncase isabel w -\ncase other w -");
  styr_mandates_options m = STYR_MANDATES_OPTIONS_INIT;
  styr_mandates *mandates = NULL;
  m.function = "vurderng";
  ck_assert_int_eq(styr_mandates_open(map, &m, &mandates, &error), STYR_ERR_NOT_FOUND);
  ck_assert_ptr_nonnull(strstr(error.message, "did you mean \"vurdering\"?"));
  styr_error_clear(&error);
  styr_trace_options t = STYR_TRACE_OPTIONS_INIT;
  styr_trace *trace = NULL;
  ck_assert_int_eq(styr_trace_open(map, &t, &trace, &error), STYR_ERR_AMBIGUOUS);
  styr_error_clear(&error);
  t.case_id = "isabell";
  ck_assert_int_eq(styr_trace_open(map, &t, &trace, &error), STYR_ERR_NOT_FOUND);
  ck_assert_ptr_nonnull(strstr(error.message, "did you mean \"isabel\"?"));
  styr_error_clear(&error);
  styr_withdrawal *withdrawal = NULL;
  ck_assert_int_eq(styr_withdrawal_open(map, "artcle", NULL, &withdrawal, &error), STYR_ERR_NOT_FOUND);
  ck_assert_ptr_nonnull(strstr(error.message, "did you mean \"article\"?"));
  styr_error_clear(&error);
  ck_assert(!mandates && !trace && !withdrawal);
  styr_map_free(map);
}
END_TEST

static int refuse_all(void *ctx, const void *bytes, size_t size) {
  (void)ctx, (void)bytes, (void)size;
  return -1;
}

START_TEST(answers_that_cannot_be_written_say_so) {
  styr_map *map = map_of("actor a ministry\nactor b agency\ntie a funds b");
  const styr_sink sink = {.ctx = NULL, .write = refuse_all};
  styr_accounts *accounts = NULL;
  styr_diff *diff = NULL;
  ck_ok(styr_accounts_open(map, NULL, &accounts, &error), error);
  ck_ok(styr_diff_open(map, NULL, map, NULL, &diff, &error), error);
  for (int f = STYR_FORMAT_TEXT; f <= STYR_FORMAT_CSV; f++)
    ck_assert_int_eq(styr_accounts_write(accounts, (styr_format)f, NULL, &sink, NULL), STYR_ERR_IO);
  ck_assert_int_eq(styr_diff_write(diff, STYR_FORMAT_JSON, NULL, &sink, NULL), STYR_ERR_IO);
  ck_assert_int_eq(styr_diff_write(diff, STYR_FORMAT_CSV, NULL, &sink, NULL), STYR_ERR_ARG);
  styr_accounts_free(accounts);
  styr_diff_free(diff);
  styr_map_free(map);
}
END_TEST

/* ---- spans ---- */

typedef struct pieces { /* a text in which each change of kind is written as <number> */
  styr_buffer text, marked;
  styr_span kind;
  int spans, refused; /* `refused`: the number of the call that fails, from 1 */
} pieces;

static int take_text(void *ctx, const void *bytes, size_t size) {
  pieces *p = ctx;
  const styr_sink text = styr_buffer_sink(&p->text), marked = styr_buffer_sink(&p->marked);
  return text.write(text.ctx, bytes, size) || marked.write(marked.ctx, bytes, size);
}

static int take_span(void *ctx, styr_span kind) {
  pieces *p = ctx;
  const styr_sink marked = styr_buffer_sink(&p->marked);
  const char mark[] = {'<', (char)('0' + kind), '>'};
  p->kind = kind;
  return ++p->spans == p->refused || marked.write(marked.ctx, mark, sizeof mark);
}

static void free_pieces(pieces *p) {
  styr_buffer_free(&p->text);
  styr_buffer_free(&p->marked);
}

START_TEST(text_marks_spans_that_data_lacks) {
  styr_map *map = map_of("actor a ministry\nactor b agency\nactor c agency\ntie a funds c\ntie b mandates c\n");
  styr_accounts *accounts = NULL;
  ck_ok(styr_accounts_open(map, NULL, &accounts, &error), error);
  for (int f = STYR_FORMAT_TEXT; f <= STYR_FORMAT_CSV; f++) {
    pieces p = {.kind = STYR_SPAN_PLAIN};
    styr_buffer b = STYR_BUFFER_INIT;
    const styr_sink sink = {.ctx = &p, .write = take_text, .span = take_span}, plain = styr_buffer_sink(&b);
    ck_ok(styr_accounts_write(accounts, (styr_format)f, NULL, &sink, &error), error);
    ck_ok(styr_accounts_write(accounts, (styr_format)f, NULL, &plain, &error), error);
    ck_assert_str_eq(p.text.bytes, b.bytes);
    ck_assert_int_eq(p.kind, STYR_SPAN_PLAIN);
    ck_assert_int_eq(p.spans > 0, f == STYR_FORMAT_TEXT);
    if (f == STYR_FORMAT_TEXT) {
      ck_assert_ptr_nonnull(strstr(p.marked.bytes, "a <2>--funds-><0> c: not known"));
      ck_assert_ptr_nonnull(strstr(p.marked.bytes, "\n<1>Several principals: 1<0>\n  c: a, b\n"));
    }
    for (int call = 1; f == STYR_FORMAT_TEXT && call <= p.spans; call++) { /* each of them may fail */
      pieces cut = {.refused = call};
      const styr_sink refusing = {.ctx = &cut, .write = take_text, .span = take_span};
      ck_assert_int_eq(styr_accounts_write(accounts, STYR_FORMAT_TEXT, NULL, &refusing, NULL), STYR_ERR_IO);
      ck_assert_int_eq(cut.spans, call);
      free_pieces(&cut);
    }
    free_pieces(&p);
    styr_buffer_free(&b);
  }
  styr_accounts_free(accounts);
  styr_map_free(map);
}
END_TEST

static void add_all(TCase *t) {
  tcase_add_loop_test(t, answers_follow_the_definitions, 0, COUNT(items));
  tcase_add_loop_test(t, gaps_are_what_plain_enumeration_leaves, 0, 300);
  tcase_add_loop_test(t, reports_are_what_plain_reading_finds, 0, 200);
  tcase_add_test(t, what_is_not_there_is_refused_with_a_near_miss);
  tcase_add_test(t, answers_that_cannot_be_written_say_so);
  tcase_add_test(t, text_marks_spans_that_data_lacks);
}

SUITE("questions", add_all(t);)

/* SPDX-License-Identifier: MIT */
/* What would be published of a map, and what its owner should check before. Which rows are public is decided in map/public.c. The
 * findings here are about what a rule about sources cannot see: names in ids and texts, rows that one informant attests, persons
 * and cases of which few are alike (k-anonymity; Sweeney 2002). Findings are warnings: they change nothing that is published. */
#include "questions/privacy_i.h"

#include <stdio.h>

const char *styr_privacy_code_name(styr_privacy_code code) {
  static const char *const names[STYR_PRIVACY_CODE_COUNT] = {"confidentiality_word", "consent_date",  "id_tells_name", "name_in_text",
                                                             "other_claims",         "one_informant", "few_alike",     "taken_back",
                                                             "published_newly"};
  return (unsigned)code < STYR_PRIVACY_CODE_COUNT ? names[code] : "";
}

/* ---- sources ---- */

static void check_sources(styr_privacy *x) {
  const styr_i_language *language = x->words;
  for (size_t i = 0; i < styr_map_count(x->map, STYR_SOURCES); i++) {
    const char *word = styr_i_text_cell(x->map, STYR_SOURCES, i, SOURCE_CONFIDENTIALITY);
    const styr_i_slice w = {word, strlen(word)};
    char buffer[32];
    if (*word && !styr_i_word_number(styr_confidentiality_words(), w))
      ADD_FINDING(x, STYR_PRIVACY_WORD, STYR_SOURCES, i, STYR_I_FORM(language, finding_word), word, styr_confidentiality_words());
    if (styr_public_report_row(x->report, STYR_SOURCES, i).reason == STYR_PUBLIC_CONSENT_UNREADABLE)
      ADD_FINDING(x, STYR_PRIVACY_CONSENT, STYR_SOURCES, i, STYR_I_FORM(language, finding_consent),
                  styr_map_cell(x->map, STYR_SOURCES, i, "consent_until", buffer));
  }
}

/* ---- claims and informants ---- */

static void check_other_claims(styr_privacy *x) {
  for (size_t t = 0; t < STYR_I_PRIVACY_TABLES; t++)
    for (size_t i = 0; i < styr_map_count(x->map, styr_i_privacy_tables[t]); i++)
      if (styr_public_report_row(x->report, styr_i_privacy_tables[t], i).has_others)
        ADD_FINDING(x, STYR_PRIVACY_OTHER_CLAIMS, styr_i_privacy_tables[t], i, "%s", x->words->words[WORD_finding_other_claims]);
}

/* The first source in the chain of derives_from; the source itself where it derives from none. */
static size_t origin_of(const styr_map *map, size_t source) {
  char buffer[32];
  for (size_t steps = 0; steps < 100; steps++) { /* a circle is not followed for ever */
    const char *from = styr_map_cell(map, STYR_SOURCES, source, "derives_from", buffer);
    const styr_i_slice name = {from, strlen(from)};
    uint32_t row;
    if (!*from || !styr_i_lookup(map, &map->source_names, name, &row) || row == STYR_I_NONE) return source;
    source = row;
  }
  return source;
}

/* A person who gave the information and can be asked for consent, as opposed to a document. */
static bool is_informant(const styr_map *map, size_t source) {
  static const char kinds[] = "interview|informant|conversation|observation|fieldnotes|field notes|focus group|diary|letter|email|message";
  const char *kind = styr_i_text_cell(map, STYR_SOURCES, source, SOURCE_KIND);
  const styr_i_slice word = {kind, strlen(kind)};
  char buffer[32];
  return styr_i_word_number(kinds, word) || *styr_i_text_cell(map, STYR_SOURCES, source, SOURCE_CONSENT) ||
         *styr_map_cell(map, STYR_SOURCES, source, "consent_until", buffer);
}

static void check_origins_of(styr_privacy *x, styr_table table, size_t row, styr_claim c) {
  const size_t status = styr_i_table_column(x->map, STYR_CLAIMS, "status", strlen("status"));
  size_t origin = SIZE_MAX;
  bool several = false;
  for (; styr_claim_exists(c); c = styr_claims_next(x->map, c)) {
    const uint64_t source = styr_i_cell(&x->map->tables[STYR_CLAIMS], c.index, CLAIM_SOURCE);
    if (!source || styr_claim_get(x->map, c).stance != STYR_SUPPORTS || styr_i_is_set_aside(x->map, status, c.index)) continue;
    const size_t here = origin_of(x->map, source - 1);
    several |= origin != SIZE_MAX && origin != here;
    origin = here;
  }
  if (origin == SIZE_MAX || several || !is_informant(x->map, origin)) return;
  const styr_i_language *language = x->words;
  ADD_FINDING(x, STYR_PRIVACY_ONE_INFORMANT, table, row, STYR_I_FORM(language, finding_one_informant),
              styr_i_text_cell(x->map, STYR_SOURCES, origin, SOURCE_ID));
}

static void check_origins(styr_privacy *x) {
  for (size_t i = 0; i < styr_i_map_nodes(x->map); i++) {
    const styr_node node = styr_i_map_node(x->map, i);
    const styr_table table = styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS;
    if (styr_i_is_published(x, table, styr_node_row(node)))
      check_origins_of(x, table, styr_node_row(node), styr_claims_of_node(x->map, node));
  }
  for (uint32_t i = 0; i < styr_map_count(x->map, STYR_TIES); i++)
    if (styr_i_is_published(x, STYR_TIES, i)) check_origins_of(x, STYR_TIES, i, styr_claims_of_tie(x->map, styr_i_tie(x->map, i)));
}

/* ---- persons and cases of which few are alike, in the public map ---- */

static const char *year_of(const styr_map *map, styr_node person, size_t of_case, char out[32]) {
  styr_date first = styr_node_start(map, person);
  for (size_t i = 0; i < styr_map_count(map, STYR_EVENTS); i++) {
    const styr_i_table *t = &map->tables[STYR_EVENTS];
    const styr_date date = styr_i_date(styr_i_cell(t, i, EVENT_START));
    if (styr_i_cell(t, i, EVENT_CASE) != (uint64_t)of_case + 1 || !date.year) continue;
    if (!first.year || date.year < first.year) first = date;
  }
  out[0] = '\0';
  if (first.year) snprintf(out, 32, "%04u", (unsigned)first.year);
  return out;
}

/* The cell of a person or case in the public map; `of_case`: SIZE_MAX for a person without a case. */
static const char *quasi_cell(const styr_map *map, styr_node person, size_t of_case, const char *column, char buffer[32]) {
  if (strcmp(column, "year") == 0) return year_of(map, person, of_case, buffer);
  if (of_case != SIZE_MAX && styr_i_table_column(map, STYR_CASES, column, strlen(column)) != SIZE_MAX && strcmp(column, "label") != 0)
    return styr_map_cell(map, STYR_CASES, of_case, column, buffer);
  return styr_node_exists(person) ? styr_map_cell(map, STYR_ACTORS, person.ref, column, buffer) : "";
}

/* "kind=person, class=…": equal for persons or cases that are alike. */
static void describe(const styr_privacy *x, styr_node person, size_t of_case, char *out, size_t size) {
  const styr_map *map = styr_public_map(x->view);
  styr_i_slice rest = {x->quasi, strlen(x->quasi)}, word;
  char column[64], buffer[32];
  size_t n = 0;
  out[0] = '\0';
  while (styr_i_next_word(&rest, &word) && n < size) {
    snprintf(column, sizeof column, "%.*s", (int)(word.length < 60 ? word.length : 60), word.text);
    const char *value = quasi_cell(map, person, of_case, column, buffer);
    n += (size_t)snprintf(out + n, size - n, "%s%s=%s", n ? ", " : "", column, *value ? value : x->words->words[WORD_not_known]);
  }
}

static styr_node standpoint_of(const styr_map *map, size_t row) {
  const uint64_t cell = styr_i_cell(&map->tables[STYR_CASES], row, CASE_STANDPOINT);
  return styr_i_node(map, (uint32_t)cell - 1);
}

/* The first case with the person as standpoint. */
static size_t case_of(const styr_map *map, styr_node person) {
  for (size_t i = 0; i < styr_map_count(map, STYR_CASES); i++)
    if (styr_node_same(standpoint_of(map, i), person)) return i;
  return SIZE_MAX;
}

typedef struct alike {
  uint32_t text; /* description, among the answer's texts */
  size_t row;
} alike;

/* The row of the whole map for a row of the public map: both are in the same order. */
static size_t owned_row(const styr_privacy *x, styr_table table, size_t row) {
  for (size_t i = 0, seen = 0; i < styr_map_count(x->map, table); i++)
    if (styr_i_is_published(x, table, i) && seen++ == row) return i;
  return SIZE_MAX;
}

static void count_alike(styr_privacy *x, alike *all, size_t count, styr_table table) {
  static const styr_i_word words[2][2] = {{WORD_person_alike, WORD_persons_alike}, {WORD_case_alike, WORD_cases_alike}};
  for (size_t i = 0; i < count; i++) {
    size_t same = 0;
    for (size_t k = 0; k < count; k++) same += all[k].text == all[i].text;
    if (same >= x->k) continue;
    ADD_FINDING(x, STYR_PRIVACY_FEW_ALIKE, table, owned_row(x, table, all[i].row),
                styr_i_word_form(x->words, words[table == STYR_CASES][same != 1], FORM_person_alike), same,
                styr_i_str(&x->texts, all[i].text), x->k);
  }
}

static void check_few_alike(styr_privacy *x, styr_table table) {
  const styr_map *map = styr_public_map(x->view);
  const size_t rows = styr_map_count(map, table);
  alike *all = styr_i_zalloc(&x->a, rows + 1, sizeof *all);
  char text[600];
  size_t count = 0;
  x->nomem |= !all;
  for (size_t i = 0; all && i < rows; i++) {
    const styr_node person = table == STYR_ACTORS ? styr_map_actor(map, i) : standpoint_of(map, i);
    if (table == STYR_ACTORS && !styr_i_is_person(map, person)) continue;
    describe(x, person, table == STYR_ACTORS ? case_of(map, person) : i, text, sizeof text);
    all[count].row = i;
    all[count].text = styr_i_intern(&x->texts, text, strlen(text));
    if (all[count++].text == STYR_I_NOSTR) {
      x->nomem = true;
      count--;
    }
  }
  if (all) count_alike(x, all, count, table);
  styr_i_free(&x->a, all);
}

/* ---- the whole ---- */

static void check_all(styr_privacy *x, const styr_privacy_options *o) {
  check_sources(x);
  styr_i_privacy_names(x);
  check_other_claims(x);
  check_origins(x);
  check_few_alike(x, STYR_ACTORS);
  check_few_alike(x, STYR_CASES);
  x->compared = o->against != NULL;
  if (o->against) styr_i_privacy_compare(x, o->against, o->today);
  styr_i_privacy_sort(x);
}

styr_status styr_privacy_open(const styr_map *map, const styr_privacy_options *options, styr_privacy **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && out)) return STYR_ERR_ARG;
  static const styr_privacy_options defaults = STYR_PRIVACY_OPTIONS_INIT;
  if (!options) options = &defaults;
  if (!styr_i_version_known(error, options->version)) return STYR_ERR_ARG;
  if (!styr_i_date_is_real(options->today)) return styr_i_fail(error, STYR_ERR_ARG, "`today` is no date");
  styr_privacy *x = styr_i_zalloc(&map->a, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  x->a = map->a;
  x->map = map;
  x->words = styr_i_words_or_english(options->lang);
  x->k = options->k ? options->k : 5;
  x->quasi = options->quasi                         ? options->quasi
             : *styr_map_meta(map, STYR_META_QUASI) ? styr_map_meta(map, STYR_META_QUASI)
                                                    : "kind|class|year";
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  how.today = options->today;
  styr_status status = styr_i_strings_init(&x->texts, &x->a) ? STYR_OK : styr_i_nomem(error);
  if (status == STYR_OK) status = styr_map_public(map, &how, &x->view, &x->report, error);
  if (status == STYR_OK) check_all(x, options);
  if (status == STYR_OK && x->nomem) status = styr_i_nomem(error);
  if (status == STYR_OK) *out = x;
  else styr_privacy_free(x);
  return status;
}

void styr_privacy_free(styr_privacy *answer) {
  if (!answer) return;
  const styr_allocator a = answer->a;
  styr_public_report_free(answer->report);
  styr_public_free(answer->view);
  styr_i_strings_done(&answer->texts);
  styr_i_free(&a, answer->findings);
  styr_i_free(&a, answer);
}

const styr_public_report *styr_privacy_report(const styr_privacy *answer) {
  if (!answer) return NULL;
  return answer->report;
}

const styr_privacy_finding *styr_privacy_findings(const styr_privacy *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->count;
  return answer->findings;
}

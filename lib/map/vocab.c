/* SPDX-License-Identifier: MIT */
/* The vocabulary: built-in terms, the rows of vocabulary.csv that add to or override them, and terms that data uses without
 * declaring them. Levels: `international` has the rank of `national`, so figures place it beside that level, never above the bar.
 * Ruling directions follow Smith, Institutional Ethnography (2005): mandates, money, supervision, and texts that assign or activate
 * carry ruling relations; contact, citation and association do not. lib/words has the labels of built-in terms. */
#include "map/map_i.h"
#include "words/words_i.h"

#include <stdio.h>

typedef struct builtin {
  const char *set, *term, *family;
  styr_ruling ruling;
  int rank; /* -1 = none */
  const char *from, *to;
} builtin;

#define F    STYR_RULING_FORWARD
#define B    STYR_RULING_BACKWARD
#define N    STYR_RULING_NONE
#define BOTH "actor|text"

static const builtin builtins[] = {
    {"tie", "mandates", "rule", F, -1, BOTH, BOTH},
    {"tie", "funds", "rule", F, -1, BOTH, BOTH},
    {"tie", "supervises", "rule", F, -1, "actor", "actor"},
    {"tie", "coordinates", "rule", F, -1, BOTH, BOTH},
    {"tie", "leads", "rule", F, -1, "actor", "actor"},
    {"tie", "instructs", "rule", F, -1, "actor", "actor"},
    {"tie", "issues", "text", F, -1, "actor", "text"},
    {"tie", "assigns", "text", F, -1, "text", "actor"},
    {"tie", "activates", "text", F, -1, "text", "actor"},
    {"tie", "derives_from", "text", B, -1, "text", "text"},
    {"tie", "names", "text", N, -1, "text", "actor"},
    {"tie", "cites", "text", N, -1, "text", "text"},
    {"tie", "part_of", "membership", B, -1, "actor", "actor"},
    {"tie", "member_of", "membership", N, -1, "actor", "actor"},
    {"tie", "reports_to", "accountability", B, -1, "actor", "actor"},
    {"tie", "meets", "contact", N, -1, "actor", "actor"},
    {"tie", "refers", "contact", N, -1, "actor", "actor"},
    {"tie", "hands_over", "contact", N, -1, "actor", "actor"},
    {"tie", "serves", "contact", N, -1, "actor", "actor"},
    {"tie", "gates", "decision", N, -1, "actor", "actor"},

    {"level", "person", "", N, 0, "", ""},
    {"level", "local", "", N, 1, "", ""},
    {"level", "regional", "", N, 2, "", ""},
    {"level", "national", "", N, 3, "", ""},
    {"level", "international", "", N, 3, "", ""},
    {"level", "ministry", "", N, 4, "", ""},
    {"level", "interministerial", "", N, 5, "", ""},

    {"sector", "public", "", N, 0, "", ""},
    {"sector", "private", "", N, 1, "", ""},
    {"sector", "international", "", N, 2, "", ""},
    {"sector", "mixed", "", N, 3, "", ""},
    {"sector", "unknown", "", N, 4, "", ""},

    {"kind", "person", "person", N, -1, "", ""},
    {"kind", "group", "group", N, -1, "", ""},
    {"kind", "government", "group", N, -1, "", ""},
    {"kind", "ministry", "ministry", N, -1, "", ""},
    {"kind", "agency", "organisation", N, -1, "", ""},
    {"kind", "authority", "organisation", N, -1, "", ""},
    {"kind", "police", "organisation", N, -1, "", ""},
    {"kind", "prosecution", "organisation", N, -1, "", ""},
    {"kind", "court", "organisation", N, -1, "", ""},
    {"kind", "board", "organisation", N, -1, "", ""},
    {"kind", "ngo", "organisation", N, -1, "", ""},
    {"kind", "association", "organisation", N, -1, "", ""},
    {"kind", "union", "organisation", N, -1, "", ""},
    {"kind", "firm", "organisation", N, -1, "", ""},
    {"kind", "service", "organisation", N, -1, "", ""},
    {"kind", "international_organisation", "organisation", N, -1, "", ""},
    {"kind", "unit", "unit", N, -1, "", ""},
    {"kind", "office", "unit", N, -1, "", ""},
    {"kind", "shelter", "unit", N, -1, "", ""},
    {"kind", "clinic", "unit", N, -1, "", ""},
    {"kind", "cafe", "unit", N, -1, "", ""},
    {"kind", "house", "unit", N, -1, "", ""},
    {"kind", "facility", "unit", N, -1, "", ""},
    {"kind", "prison", "unit", N, -1, "", ""},
    {"kind", "police_unit", "unit", N, -1, "", ""},
    {"kind", "law", "text", N, -1, "", ""},
    {"kind", "plan", "text", N, -1, "", ""},
    {"kind", "convention", "text", N, -1, "", ""},
    {"kind", "protocol", "text", N, -1, "", ""},
    {"kind", "regulation", "text", N, -1, "", ""},
    {"kind", "agreement", "text", N, -1, "", ""},
    {"kind", "report", "text", N, -1, "", ""},
    {"kind", "rationale", "text", N, -1, "", ""},
    {"kind", "form", "text", N, -1, "", ""},
    {"kind", "guideline", "text", N, -1, "", ""},
    {"kind", "decision", "text", N, -1, "", ""},
    {"kind", "notice", "text", N, -1, "", ""},
    {"kind", "contract", "text", N, -1, "", ""},
};

static uint32_t intern(styr_map *map, const char *text) {
  return styr_i_intern(&map->strings, text, strlen(text));
}

uint32_t styr_i_term_find(const styr_map *map, uint32_t set, uint32_t term) {
  return styr_i_index_get(&map->term_index, (uint64_t)set << 32 | term);
}

/* Whether a word is among words joined by '|'. */
static bool lists(const char *words, const char *word) {
  return styr_i_word_number(words, (styr_i_slice){word, strlen(word)}) != 0;
}

static void set_end(const styr_map *map, styr_i_end *end, uint32_t kinds) {
  const char *words = styr_i_str(&map->strings, kinds);
  *end = (styr_i_end){kinds, !*words || lists(words, "actor"), !*words || lists(words, "text")};
}

uint32_t styr_i_term_touch(styr_map *map, uint32_t set, uint32_t term) {
  const uint32_t known = styr_i_term_find(map, set, term);
  if (known != STYR_I_NONE) return known;
  if (set == STYR_I_NOSTR || term == STYR_I_NOSTR) return STYR_I_NONE;
  if (!STYR_I_GROW(&map->a, map->terms, map->term_cap, map->term_count + 1)) return STYR_I_NONE;
  if (!styr_i_index_set(&map->term_index, (uint64_t)set << 32 | term, (uint32_t)map->term_count)) return STYR_I_NONE;
  styr_i_term *t = &map->terms[map->term_count];
  memset(t, 0, sizeof *t);
  t->set = set;
  t->term = term;
  t->row = STYR_I_NONE;
  set_end(map, &t->from, 0);
  set_end(map, &t->to, 0);
  return (uint32_t)map->term_count++;
}

bool styr_i_vocab_init(styr_map *map) {
  for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) {
    const builtin *b = &builtins[i];
    const uint32_t at = styr_i_term_touch(map, intern(map, b->set), intern(map, b->term));
    if (at == STYR_I_NONE) return false;
    styr_i_term *t = &map->terms[at];
    t->family = intern(map, b->family);
    t->ruling = b->ruling;
    t->ranked = b->rank >= 0;
    t->rank = b->rank >= 0 ? b->rank : 0;
    t->declared = true;
    const uint32_t from = intern(map, b->from), to = intern(map, b->to);
    if (t->family == STYR_I_NOSTR || from == STYR_I_NOSTR || to == STYR_I_NOSTR) return false;
    set_end(map, &t->from, from);
    set_end(map, &t->to, to);
  }
  map->builtin_count = map->term_count;
  map->set_tie = intern(map, "tie");
  return true;
}

/* Overrides an existing term with a row of vocabulary.csv: an empty cell keeps the value. */
void styr_i_vocab_declare(styr_map *map, uint32_t row) {
  const styr_i_table *t = &map->tables[STYR_VOCABULARY];
  const uint32_t set = (uint32_t)styr_i_cell(t, row, VOCAB_SET), term = (uint32_t)styr_i_cell(t, row, VOCAB_TERM);
  styr_i_term *v = &map->terms[styr_i_term_find(map, set, term)];
  v->declared = true;
  v->row = row;
  const uint32_t family = (uint32_t)styr_i_cell(t, row, VOCAB_FAMILY), align = (uint32_t)styr_i_cell(t, row, VOCAB_ALIGN);
  const uint32_t from = (uint32_t)styr_i_cell(t, row, VOCAB_FROM_KINDS), to = (uint32_t)styr_i_cell(t, row, VOCAB_TO_KINDS);
  if (family) v->family = family;
  if (align) v->align = align;
  if (from) set_end(map, &v->from, from);
  if (to) set_end(map, &v->to, to);
  static const styr_ruling rulings[] = {STYR_RULING_FORWARD, STYR_RULING_BACKWARD, STYR_RULING_NONE};
  const uint64_t ruling = styr_i_cell(t, row, VOCAB_RULING), rank = styr_i_cell(t, row, VOCAB_RANK);
  if (ruling) v->ruling = rulings[ruling - 1];
  if (rank) {
    v->ranked = true;
    v->rank = (int32_t)((uint32_t)rank ^ 0x80000000u);
  }
}

bool styr_i_end_lists_kind(const styr_map *map, const styr_i_end *end, styr_node node) {
  const char *kind = styr_node_kind(map, node);
  return *kind && lists(styr_i_str(&map->strings, end->kinds), kind);
}

static const char *nearest_declared(const styr_map *map, const styr_i_term *t) {
  const char *best = NULL;
  unsigned distance = 0;
  for (size_t i = 0; i < map->term_count; i++)
    if (map->terms[i].set == t->set && map->terms[i].declared)
      styr_i_suggest(styr_i_str(&map->strings, t->term), styr_i_str(&map->strings, map->terms[i].term), &best, &distance);
  return best;
}

bool styr_i_report_undeclared(const styr_map *map, styr_issues *issues) {
  enum { most_suggestions = 200 };
  size_t reported = 0;
  for (size_t i = map->builtin_count; i < map->term_count; i++) {
    const styr_i_term *t = &map->terms[i];
    if (t->declared || !t->uses) continue;
    char file[32], hint[160] = "";
    snprintf(file, sizeof file, "%s.csv", styr_table_name(t->first_table));
    const char *set = styr_i_str(&map->strings, t->set);
    const bool tie = strcmp(set, "tie") == 0;
    const char *near = reported++ < most_suggestions ? nearest_declared(map, t) : NULL;
    if (near) snprintf(hint, sizeof hint, "; did you mean \"%s\"?", near);
    if (!styr_i_issue(issues, STYR_WARNING, file, t->first_row, styr_i_str(&map->strings, t->first_column),
                      "%s \"%s\" is not declared in the vocabulary (used %llu time%s)%s%s", tie ? "tie type" : set,
                      styr_i_str(&map->strings, t->term), (unsigned long long)t->uses, t->uses == 1 ? "" : "s",
                      tie ? "; it rules in no direction" : "", hint))
      return false;
  }
  return true;
}

/* ---- public ---- */

size_t styr_vocab_count(const styr_map *map) {
  if (!map) return 0;
  return map->term_count;
}

styr_term styr_vocab_get(const styr_map *map, size_t index) {
  if (!map || index >= map->term_count) return (styr_term){"", "", "", STYR_RULING_NONE, false, 0, "", "", "", false, 0};
  const styr_i_term *t = &map->terms[index];
  const styr_i_strings *s = &map->strings;
  const styr_term out = {
      styr_i_str(s, t->set),        styr_i_str(s, t->term),     styr_i_str(s, t->family), t->ruling,   t->ranked, t->rank,
      styr_i_str(s, t->from.kinds), styr_i_str(s, t->to.kinds), styr_i_str(s, t->align),  t->declared, t->uses};
  return out;
}

static uint32_t find(const styr_map *map, const char *set, const char *term) {
  const uint32_t s = styr_i_strings_find(&map->strings, set, strlen(set));
  const uint32_t t = styr_i_strings_find(&map->strings, term, strlen(term));
  return s == STYR_I_NOSTR || t == STYR_I_NOSTR ? STYR_I_NONE : styr_i_term_find(map, s, t);
}

bool styr_vocab_find(const styr_map *map, const char *set, const char *term, styr_term *out) {
  if (!(map && set && term)) return false;
  const uint32_t at = find(map, set, term);
  if (at == STYR_I_NONE || !(map->terms[at].declared || map->terms[at].uses)) return false;
  if (out) *out = styr_vocab_get(map, at);
  return true;
}

/* The map's own label of a term: in the language, or with `any` in whichever language it has one. "" when there is none. */
static const char *own_label(const styr_map *map, const styr_i_term *t, const char *lang, bool any, const char **in) {
  if (t->row == STYR_I_NONE) return "";
  const char *label = styr_i_text_cell_in(map, STYR_VOCABULARY, t->row, VOCAB_LABEL, lang, in);
  return any || styr_i_is_lang(map, *in, lang) ? label : "";
}

const char *styr_i_vocab_label_in(const styr_map *map, const char *set, const char *term, const char *lang, const char **in) {
  *in = "";
  const uint32_t at = find(map, set, term);
  const styr_i_term *t = at == STYR_I_NONE ? NULL : &map->terms[at];
  const char *label = t ? own_label(map, t, lang, false, in) : "";
  if (*label) return label;
  const styr_i_language *language = styr_i_words_of(lang && *lang ? lang : styr_map_meta(map, STYR_META_LANG));
  const char *built_in = language ? styr_i_words_term(language, set, term) : NULL;
  *in = built_in ? language->tag : "";
  if (built_in) return built_in;
  if (t) label = own_label(map, t, lang, true, in);
  return *label ? label : term;
}

const char *styr_vocab_label(const styr_map *map, const char *set, const char *term, const char *lang) {
  if (!(map && set && term)) return "";
  const char *in;
  return styr_i_vocab_label_in(map, set, term, lang, &in);
}

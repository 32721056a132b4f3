/* SPDX-License-Identifier: MIT */
/* Finds names of persons in ids, and in texts that are published. Names are compared word by word, in lower case, and in the
 * spellings with ASCII letters that ids use ("soeren" and "soren" for "Søren"). */
#include "questions/privacy_i.h"

#include <stdio.h>
#include <utf8proc.h>

/* ---- words of a text ---- */

typedef enum spelling { AS_WRITTEN, SHORT_ASCII, LONG_ASCII, SPELLINGS } spelling;

typedef struct word_reader {
  const char *p, *end;
  spelling how;
  char word[128]; /* in lower case; longer words are truncated */
  size_t length;
  bool capital; /* it begins with a capital letter, or its script has no capitals */
} word_reader;

static word_reader read_words(const char *text, spelling how) {
  const word_reader r = {.p = text, .end = text + strlen(text), .how = how};
  return r;
}

/* Letters outside ASCII that have no decomposition, or that are also written as two ASCII letters. */
static const char *ascii_of(int32_t cp, spelling how) {
  static const struct {
    int32_t cp;
    const char *shorter, *longer;
  } letters[] = {{0xE6, "ae", "ae"}, {0xF8, "o", "oe"}, {0xE5, "a", "aa"},  {0xE4, "a", "ae"}, {0xF6, "o", "oe"}, {0xFC, "u", "ue"},
                 {0xDF, "ss", "ss"}, {0xF0, "d", "d"},  {0xFE, "th", "th"}, {0x142, "l", "l"}, {0x111, "d", "dj"}};
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    if (letters[i].cp == cp) return how == SHORT_ASCII ? letters[i].shorter : letters[i].longer;
  return NULL;
}

static void put_letter(word_reader *r, int32_t cp) {
  enum { room = 24 };
  if (r->length + room > sizeof r->word) return;
  const char *ascii = r->how == AS_WRITTEN ? NULL : ascii_of(cp, r->how);
  if (ascii) {
    for (; *ascii; ascii++) r->word[r->length++] = *ascii;
    return;
  }
  int32_t parts[4] = {cp};
  utf8proc_ssize_t n = 1;
  if (r->how != AS_WRITTEN && cp >= 0x80) n = utf8proc_decompose_char(cp, parts, 4, UTF8PROC_DECOMPOSE, NULL);
  for (utf8proc_ssize_t i = 0; i < n && i < 4; i++)
    if (r->how == AS_WRITTEN || utf8proc_category(parts[i]) != UTF8PROC_CATEGORY_MN)
      r->length += (size_t)utf8proc_encode_char(parts[i], (utf8proc_uint8_t *)r->word + r->length);
}

/* The next run of letters and digits. */
static bool next_word(word_reader *r) {
  const char *before = r->p;
  int32_t cp;
  r->length = 0;
  r->capital = false;
  for (bool inside = false; (cp = styr_i_utf8_next(&r->p, r->end)) >= 0; before = r->p) {
    const utf8proc_category_t category = utf8proc_category(cp);
    const bool letter = category != UTF8PROC_CATEGORY_CN && category <= UTF8PROC_CATEGORY_LO;
    const bool mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
    if (!letter && !(mark && inside) && category != UTF8PROC_CATEGORY_ND) {
      if (!inside) continue;
      r->p = before;
      return true;
    }
    if (!inside) r->capital = category != UTF8PROC_CATEGORY_LL && category != UTF8PROC_CATEGORY_ND;
    inside = true;
    put_letter(r, utf8proc_tolower(cp));
  }
  return r->length > 0;
}

static bool is_same_word(const word_reader *a, const word_reader *b) {
  return a->length == b->length && memcmp(a->word, b->word, a->length) == 0;
}

/* ---- names ---- */

/* A word of a name; with `whole`, the first word of a name that must occur in full. Entries of one word form a chain. */
typedef struct named {
  const char *whole; /* NULL: the word alone identifies the person */
  spelling how;
  uint32_t row, next;
} named;

typedef struct names {
  styr_i_strings words;
  named *all;
  size_t count, cap;
  styr_i_index first; /* word → entry */
  size_t least;       /* shorter words identify nobody */
} names;

static void add_word(styr_privacy *x, names *n, const word_reader *r, const char *whole, uint32_t row) {
  const uint32_t id = styr_i_intern(&n->words, r->word, r->length);
  if (id == STYR_I_NOSTR || !STYR_I_GROW(&x->a, n->all, n->cap, n->count + 1)) {
    x->nomem = true;
    return;
  }
  n->all[n->count] = (named){whole, r->how, row, styr_i_index_get(&n->first, id)};
  x->nomem |= !styr_i_index_set(&n->first, id, (uint32_t)n->count++);
}

static uint32_t find_word(const names *n, const word_reader *r) {
  const uint32_t id = styr_i_strings_find(&n->words, r->word, r->length);
  return id == STYR_I_NOSTR ? STYR_I_NONE : styr_i_index_get(&n->first, id);
}

/* A term of the vocabulary: it says what a person is, not who. */
static bool is_term(const styr_map *map, const word_reader *r) {
  static const char *const sets[] = {"kind", "level"};
  char term[sizeof r->word + 1];
  memcpy(term, r->word, r->length);
  term[r->length] = '\0';
  for (size_t i = 0; i < 2; i++)
    if (styr_vocab_find(map, sets[i], term, NULL)) return true;
  return false;
}

static void add_name(styr_privacy *x, names *n, const char *name, uint32_t row) {
  for (int how = 0; how < SPELLINGS; how++) {
    word_reader r = read_words(name, (spelling)how), joined = read_words("", (spelling)how);
    for (size_t i = 0; next_word(&r); i++) {
      if (i == 0) add_word(x, n, &r, name, row);
      if (r.capital && r.length >= n->least && !is_term(x->map, &r)) add_word(x, n, &r, NULL, row);
      if (joined.length + r.length > sizeof joined.word) continue;
      memcpy(joined.word + joined.length, r.word, r.length);
      joined.length += r.length;
    }
    if (joined.length >= n->least && !is_term(x->map, &joined)) add_word(x, n, &joined, NULL, row);
  }
}

/* The names of a person: labels in all languages, short name, aliases. */
static void add_names_of(styr_privacy *x, names *n, uint32_t row) {
  const styr_i_table *t = &x->map->tables[STYR_ACTORS];
  for (size_t c = 0; c < t->column_count; c++) {
    const char *column = styr_i_str(&x->map->strings, t->columns[c].name);
    const char *text = t->columns[c].kind == KIND_TEXT ? styr_i_text_cell(x->map, STYR_ACTORS, row, c) : "";
    if (!*text) continue;
    if (strcmp(column, "label") == 0 || strcmp(column, "short") == 0 || styr_i_is_label(STYR_ACTORS, column)) add_name(x, n, text, row);
    if (strcmp(column, "aliases") != 0) continue;
    styr_i_slice rest = {text, strlen(text)}, word;
    while (styr_i_next_word(&rest, &word)) {
      const uint32_t id = styr_i_intern(&x->texts, word.text, word.length);
      x->nomem |= id == STYR_I_NOSTR;
      if (id != STYR_I_NOSTR) add_name(x, n, styr_i_str(&x->texts, id), row);
    }
  }
}

static bool open_names(styr_privacy *x, names *n, size_t least, bool unnamed_only) {
  memset(n, 0, sizeof *n);
  n->least = least;
  styr_i_index_init(&n->first, &x->a);
  const bool ok = styr_i_strings_init(&n->words, &x->a);
  x->nomem |= !ok;
  for (uint32_t i = 0; ok && i < styr_map_count(x->map, STYR_ACTORS); i++) {
    if (!styr_i_is_person(x->map, styr_map_actor(x->map, i))) continue;
    if (!unnamed_only || !styr_public_report_shows(x->report, STYR_ACTORS, i, "label")) add_names_of(x, n, i);
  }
  return ok && n->count;
}

static void close_names(styr_privacy *x, names *n) {
  styr_i_free(&x->a, n->all);
  styr_i_index_done(&n->first);
  styr_i_strings_done(&n->words);
}

/* Whether the words of the whole name follow in the text, whose reader is at the first of them. */
static bool has_whole_name(word_reader text, const named *name) {
  word_reader words = read_words(name->whole, name->how);
  for (bool more = next_word(&words); more;) {
    if (!is_same_word(&text, &words)) return false;
    more = next_word(&words);
    if (more && !next_word(&text)) return false;
  }
  return true;
}

/* The next entry, from `at` on, whose name the word is, or begins, at this position. */
static uint32_t find_name(const names *n, const word_reader *r, uint32_t at, bool in_text) {
  for (; at != STYR_I_NONE; at = n->all[at].next)
    if (n->all[at].whole ? has_whole_name(*r, &n->all[at]) : r->capital || !in_text) return at;
  return STYR_I_NONE;
}

static const char *name_of(const styr_privacy *x, uint32_t row) {
  return styr_node_label(x->map, styr_map_actor(x->map, row), NULL);
}

/* ---- in ids ---- */

static void check_id(styr_privacy *x, const names *n, styr_table table, size_t row) {
  static const styr_i_word words[] = {WORD_finding_id_kept, WORD_finding_id_published, WORD_finding_id_replaced};
  char name[300];
  word_reader r = read_words(styr_i_row_name(x->map, table, row, name, sizeof name), AS_WRITTEN);
  while (next_word(&r)) {
    const uint32_t at = find_name(n, &r, find_word(n, &r), false);
    if (at == STYR_I_NONE) continue;
    const bool replaced = table == STYR_CASES || (table == STYR_ACTORS && styr_i_is_person(x->map, styr_map_actor(x->map, row)));
    const styr_i_word word = words[replaced ? 2 : styr_i_is_published(x, table, row)];
    ADD_FINDING(x, STYR_PRIVACY_ID_TELLS, table, row, styr_i_word_form(x->words, word, FORM_finding_id_kept), (int)r.length, r.word,
                name_of(x, n->all[at].row));
    return;
  }
}

static void check_ids(styr_privacy *x) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_CASES, STYR_SOURCES};
  names n;
  const bool any = open_names(x, &n, 3, false);
  for (size_t t = 0; any && t < sizeof tables / sizeof *tables; t++)
    for (size_t i = 0; i < styr_map_count(x->map, tables[t]); i++)
      if (tables[t] != STYR_TIES || styr_i_cell(&x->map->tables[STYR_TIES], i, TIE_ID)) check_id(x, &n, tables[t], i);
  close_names(x, &n);
}

/* ---- in published texts ---- */

typedef struct place { /* the position of a text */
  styr_table table;    /* STYR_TABLE_COUNT: datapackage.json */
  size_t row;
  const char *id, *column;
  bool ids; /* it holds ids, which have no capitals */
} place;

/* Each person once. */
static void check_text(styr_privacy *x, const names *n, const place *where, const char *text, uint32_t *reported, uint32_t stamp) {
  const styr_i_language *language = x->words;
  word_reader r = read_words(text, AS_WRITTEN);
  while (next_word(&r)) {
    uint32_t at = find_name(n, &r, find_word(n, &r), !where->ids);
    for (; at != STYR_I_NONE; at = find_name(n, &r, n->all[at].next, !where->ids)) {
      const uint32_t person = n->all[at].row;
      if (reported[person] == stamp || (where->table == STYR_ACTORS && where->row == person)) continue;
      reported[person] = stamp;
      styr_i_privacy_add(x, STYR_PRIVACY_NAME_IN_TEXT, where->table, where->row, where->id, STYR_I_FORM(language, finding_name),
                         where->column, (int)r.length, r.word, name_of(x, person));
    }
  }
}

static void check_tables(styr_privacy *x, const names *n, uint32_t *reported, uint32_t *stamp) {
  char name[300];
  for (int t = 0; t < STYR_TABLE_COUNT; t++) {
    const styr_i_table *table = &x->map->tables[t];
    for (size_t row = 0; row < table->rows; row++)
      for (size_t c = 0; c < table->column_count; c++) {
        const styr_i_kind kind = table->columns[c].kind;
        const char *column = styr_i_str(&x->map->strings, table->columns[c].name);
        if ((kind != KIND_TEXT && kind != KIND_SCOPE) || !styr_i_cell(table, row, c)) continue;
        if (!styr_public_report_shows(x->report, (styr_table)t, row, column)) continue;
        const styr_i_slice word = {column, strlen(column)};
        const place where = {(styr_table)t, row, styr_i_row_name(x->map, (styr_table)t, row, name, sizeof name), column,
                             styr_i_word_number("programme|takes|makes|by|beyond", word) != 0};
        check_text(x, n, &where, styr_i_str(&x->map->strings, (uint32_t)styr_i_cell(table, row, c)), reported, ++*stamp);
      }
  }
}

/* Texts of the package: titles and captions, and footnotes that are drawn. */
static void check_package(styr_privacy *x, const names *n, uint32_t *reported, uint32_t *stamp) {
  const styr_map *map = styr_public_map(x->view);
  styr_i_package_text_view t;
  for (size_t i = 0; styr_i_package_text(map, i, &t); i++) {
    const char *kind = x->words->words[t.of == STYR_META_COUNT ? WORD_footnote : WORD_package_text];
    const place where = {STYR_TABLE_COUNT, SIZE_MAX, t.name, kind, false};
    if (t.of != STYR_META_LICENCE) check_text(x, n, &where, t.text, reported, ++*stamp);
  }
}

static void check_texts(styr_privacy *x) {
  names n;
  const bool any = open_names(x, &n, 4, true);
  uint32_t *reported = styr_i_zalloc(&x->a, styr_map_count(x->map, STYR_ACTORS) + 1, sizeof *reported), stamp = 0;
  x->nomem |= !reported;
  if (any && reported) {
    check_tables(x, &n, reported, &stamp);
    check_package(x, &n, reported, &stamp);
  }
  styr_i_free(&x->a, reported);
  close_names(x, &n);
}

void styr_i_privacy_names(styr_privacy *x) {
  check_ids(x);
  check_texts(x);
}

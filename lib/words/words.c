/* SPDX-License-Identifier: MIT */
/* The languages and their tags; words by name and by built-in term. The words themselves stand in one file a language. */
#include "words/words_i.h"

static const styr_i_language *const languages[] = {
#define L(tag) &styr_i_language_##tag,
    STYR_I_LANGUAGES(L)
#undef L
};
enum { LANGUAGE_COUNT = sizeof languages / sizeof *languages };

const styr_i_word_info styr_i_word_infos[STYR_I_WORD_COUNT] = {
#define W(name, places)      {#name, NULL, places},
#define P(one, many, places) {#one, NULL, places}, {#many, NULL, places},
#define T(set, term)         {#term, #set, ""},
    STYR_I_PAGE_WORDS(W, P) STYR_I_OWN_WORDS(W, P) STYR_I_ANSWER_WORDS(W, P) STYR_I_REPORT_WORDS(W, P) STYR_I_TERM_WORDS(T)
#undef W
#undef P
#undef T
};

/* ---- tags ---- */

static bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static char in_case(char c, bool upper) {
  if (upper) return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Regions (two letters) stand in capitals, scripts (four) begin with one, unless they follow a part of one letter, which begins an
 * extension; all else is small. */
void styr_i_tag_normal(char out[STYR_I_TAG], const char *tag) {
  size_t n = 0, part = 0;
  bool extension = false;
  out[0] = '\0';
  if (!tag || strlen(tag) >= STYR_I_TAG) return;
  for (const char *p = tag; *p; p += part) {
    const bool parted = !n || *p == '-' || *p == '_';
    if (n) out[n++] = '-', p++;
    for (part = 0; is_alphanumeric(p[part]);) part++;
    if (!parted || !part || part > 8) {
      out[0] = '\0';
      return;
    }
    const bool plain = n == 0 || extension;
    for (size_t i = 0; i < part; i++) out[n++] = in_case(p[i], !plain && (part == 2 || (part == 4 && i == 0)));
    extension = part == 1;
  }
  out[n] = '\0';
}

bool styr_i_same_language(const char *a, const char *b) {
  const size_t n = strcspn(a, "-_");
  if (strcspn(b, "-_") != n) return false;
  for (size_t i = 0; i < n; i++)
    if (in_case(a[i], false) != in_case(b[i], false)) return false;
  return true;
}

/* ---- languages and words ---- */

const styr_i_language *styr_i_words_of(const char *lang) {
  for (size_t i = 0; lang && i < LANGUAGE_COUNT; i++)
    if (styr_i_same_language(languages[i]->tag, lang)) return languages[i];
  return NULL;
}

const styr_i_language *styr_i_words_or_english(const char *lang) {
  const styr_i_language *language = styr_i_words_of(lang);
  return language ? language : &styr_i_language_en;
}

const char *styr_i_words_named(const styr_i_language *language, const char *name, size_t length) {
  for (size_t i = 0; i < STYR_I_WORD_COUNT && !styr_i_word_infos[i].set; i++)
    if (strlen(styr_i_word_infos[i].name) == length && memcmp(styr_i_word_infos[i].name, name, length) == 0) return language->words[i];
  return "";
}

const char *styr_i_words_term(const styr_i_language *language, const char *set, const char *term) {
  for (size_t i = STYR_I_WORD_COUNT; i-- > 0 && styr_i_word_infos[i].set;)
    if (strcmp(styr_i_word_infos[i].name, term) == 0 && strcmp(styr_i_word_infos[i].set, set) == 0) return language->words[i];
  return NULL;
}

/* ---- public ---- */

size_t styr_language_count(void) {
  return LANGUAGE_COUNT;
}

styr_language styr_language_get(size_t index) {
  if (index >= styr_language_count()) return (styr_language){"", ""};
  return (styr_language){languages[index]->tag, languages[index]->name};
}

bool styr_language_known(const char *lang) {
  return styr_i_words_of(lang) != NULL;
}

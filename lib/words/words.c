/* SPDX-License-Identifier: MIT */
/* Which languages there are, and which word is meant: by tag, by name, by term. The words stand in one file a language. */
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

static bool is_tag(const char *tag, const char *lang) {
  for (; *tag; tag++, lang++)
    if ((*lang | 0x20) != *tag) return false;
  return !*lang || *lang == '-' || *lang == '_';
}

const styr_i_language *styr_i_words_of(const char *lang) {
  for (size_t i = 0; lang && i < LANGUAGE_COUNT; i++)
    if (is_tag(languages[i]->tag, lang)) return languages[i];
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
  return (styr_language){languages[index]->tag, languages[index]->name};
}

bool styr_language_known(const char *lang) {
  return styr_i_words_of(lang) != NULL;
}

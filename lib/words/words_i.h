/* SPDX-License-Identifier: MIT */
/* Words by language: word_lists_i.h names them, da.c and en.c hold their texts. A language is a file with such a table, and a line in
 * STYR_I_LANGUAGES. */
#ifndef STYR_WORDS_I_H
#define STYR_WORDS_I_H

#include "base/base_i.h"
#include "words/word_lists_i.h"

typedef enum styr_i_word {
#define W(name, places)      WORD_##name,
#define P(one, many, places) WORD_##one, WORD_##many,
#define T(set, term)         TERM_##set##_##term,
  STYR_I_PAGE_WORDS(W, P) STYR_I_OWN_WORDS(W, P) STYR_I_ANSWER_WORDS(W, P) STYR_I_REPORT_WORDS(W, P) STYR_I_TERM_WORDS(T) STYR_I_WORD_COUNT
#undef W
#undef P
#undef T
} styr_i_word;

/* The places of each word as a constant, FORM_name. */
#define W(name, places)      static const char FORM_##name[] = places;
#define P(one, many, places) W(one, places)
STYR_I_PAGE_WORDS(W, P)
STYR_I_OWN_WORDS(W, P)
STYR_I_ANSWER_WORDS(W, P)
STYR_I_REPORT_WORDS(W, P)
#undef W
#undef P

typedef struct styr_i_language {
  const char *tag, *name; /* the name in the language itself */
  const char *words[STYR_I_WORD_COUNT];
} styr_i_language;

#define L(tag) extern const styr_i_language styr_i_language_##tag;
STYR_I_LANGUAGES(L)
#undef L

enum { STYR_I_TAG = 36 }; /* bytes of a language tag */

/* A language tag in the form that RFC 5646 (BCP 47), 2.1.1 recommends: "da_dk" becomes "da-DK". "" for what is no tag or too long. */
void styr_i_tag_normal(char out[STYR_I_TAG], const char *tag);
/* Whether the first parts of two tags are the same: "da-DK" is "DA". */
bool styr_i_same_language(const char *a, const char *b);
/* The language of a tag, such as "da" or "da-DK": its first part counts, in any letter case. NULL: there are no words in it. */
const styr_i_language *styr_i_words_of(const char *lang);
/* The same, and English where there are none. */
const styr_i_language *styr_i_words_or_english(const char *lang);

/* What the lists say of a word. */
typedef struct styr_i_word_info {
  const char *name;   /* of a term: the term */
  const char *set;    /* of a term; else NULL */
  const char *places; /* of a term: "" */
} styr_i_word_info;
extern const styr_i_word_info styr_i_word_infos[STYR_I_WORD_COUNT];
enum { STYR_I_PAGE_WORD_COUNT = WORD_by_public_sources }; /* the page's words are the first ones */

/* The word of a name among those of the page and the library; "" when there is none. */
const char *styr_i_words_named(const styr_i_language *language, const char *name, size_t length);
/* The label of a built-in term; NULL when there is none. */
const char *styr_i_words_term(const styr_i_language *language, const char *set, const char *term);

/* A word as a format of printf. `places` is what the compiler compares the arguments with. */
#if defined(__GNUC__)
__attribute__((format_arg(3)))
#endif
static inline const char *
styr_i_word_form(const styr_i_language *language, styr_i_word word, const char *places) {
  (void)places;
  return language->words[word];
}
#define STYR_I_FORM(language, name) styr_i_word_form(language, WORD_##name, FORM_##name)
/* Of a word with two forms: the one for n. */
#define STYR_I_FORM_OF(language, name, n) styr_i_word_form(language, (styr_i_word)(WORD_##name + ((n) != 1)), FORM_##name)

#endif

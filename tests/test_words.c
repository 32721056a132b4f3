/* SPDX-License-Identifier: MIT */
/* The words of every language: none is missing, all keep the places of the list, each is used somewhere, and every built-in term
 * has a label. */
#include "suite.h"

#include "map/map_i.h"
#include "words/words_i.h"

#include <glob.h>
#include <styr/figure.h>

#define L(tag) &styr_i_language_##tag,
static const styr_i_language *const languages[] = {STYR_I_LANGUAGES(L)};
#undef L
#define LANGUAGES (sizeof languages / sizeof *languages)

START_TEST(every_language_has_every_word) {
  for (size_t l = 0; l < LANGUAGES; l++)
    for (size_t i = 0; i < STYR_I_WORD_COUNT; i++) {
      const char *text = languages[l]->words[i];
      ck_assert_msg(text && *text, "%s lacks \"%s\"", languages[l]->tag, styr_i_word_infos[i].name);
      ck_assert_msg(styr_i_utf8_valid(text, strlen(text)), "%s: \"%s\" is not UTF-8", languages[l]->tag, styr_i_word_infos[i].name);
    }
}
END_TEST

/* The next place of a text: "{n}", or a conversion of printf with all its letters; false when there is none. */
static bool next_place(const char **at, char out[32]) {
  for (const char *p = *at; *p; p++) {
    const char *end = *p == '{' ? strchr(p, '}') : *p == '%' && p[1] != '%' ? p + strcspn(p, "diuxXsfgc") : NULL;
    if (*p == '%' && p[1] == '%') p++;
    if (!end || !*end) continue;
    snprintf(out, 32, "%.*s", (int)(end + 1 - p), p);
    *at = end + 1;
    return true;
  }
  return false;
}

static size_t places_of(const char *text, char out[8][32]) {
  size_t n = 0;
  while (n < 8 && next_place(&text, out[n])) n++;
  return n;
}

static size_t count_of(char (*places)[32], size_t count, const char *place) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) n += strcmp(places[i], place) == 0;
  return n;
}

/* Named places may change their order; conversions may not. */
static bool same_places(const char *a, const char *b) {
  char x[8][32], y[8][32];
  const size_t n = places_of(a, x);
  if (places_of(b, y) != n) return false;
  for (size_t i = 0; i < n; i++)
    if (*x[i] == '%' ? strcmp(x[i], y[i]) != 0 : count_of(x, n, x[i]) != count_of(y, n, x[i])) return false;
  return true;
}

START_TEST(places_are_those_of_the_list) {
  ck_assert(same_places("{n} of {of}", "af {of}: {n}") && same_places("%zu x %s", "%zu%s") && same_places("5 %%", "%% 6"));
  ck_assert(!same_places("{n}", "{m}") && !same_places("%s %zu", "%zu %s") && !same_places("%zu", "%u") && !same_places("", "{n}"));
  for (size_t l = 0; l < LANGUAGES; l++)
    for (size_t i = 0; i < STYR_I_WORD_COUNT; i++)
      ck_assert_msg(same_places(languages[l]->words[i], styr_i_word_infos[i].places), "%s: \"%s\" has other places than the list",
                    languages[l]->tag, languages[l]->words[i]);
}
END_TEST

START_TEST(names_are_unique) {
  for (size_t i = 0; i < STYR_I_WORD_COUNT; i++)
    for (size_t k = 0; k < i; k++) {
      const styr_i_word_info *a = &styr_i_word_infos[i], *b = &styr_i_word_infos[k];
      if (!a->set != !b->set || strcmp(a->name, b->name) != 0) continue;
      ck_assert_msg(a->set && strcmp(a->set, b->set) != 0, "\"%s\" stands twice in the list", a->name);
    }
}
END_TEST

static char *slurp(const char *path) {
  FILE *f = fopen(path, "rb");
  ck_assert_msg(f != NULL, "cannot open %s", path);
  char *text = calloc(1, 1 << 20);
  ck_assert(text && fread(text, 1, (1 << 20) - 1, f) > 0);
  fclose(f);
  return text;
}

static bool holds(char **texts, size_t count, const char *what) {
  for (size_t i = 0; i < count; i++)
    if (strstr(texts[i], what)) return true;
  return false;
}

/* Said by its name, or chosen by a name that begins in a source and ends with what the map says ("standing_in"). */
static bool is_said(char **texts, size_t count, const char *name) {
  static const char *const forms[] = {"\"%s\"",   "{{w:%s}}", "WORD_%s]", "WORD_%s,", "WORD_%s)",       "WORD_%s ",
                                      "WORD_%s}", "(w, %s)",  "(w, %s,",  "(&w, %s)", "(w->words, %s,", "_FORM(language, %s)"};
  char text[120];
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    snprintf(text, sizeof text, forms[i], name);
    if (holds(texts, count, text)) return true;
  }
  for (const char *p = strchr(name, '_'); p; p = strchr(p + 1, '_')) {
    snprintf(text, sizeof text, "\"%.*s", (int)(p + 1 - name), name);
    char with_quote[124], with_place[124];
    snprintf(with_quote, sizeof with_quote, "%s\"", text);
    snprintf(with_place, sizeof with_place, "%s%%s", text);
    if (holds(texts, count, with_quote) || holds(texts, count, with_place)) return true;
  }
  return false;
}

/* The form for other numbers than one: its word is chosen by the name of the form for one, which stands before it in the list. */
static bool is_said_by_number(char **texts, size_t count, const char *one) {
  char in_answer[120], as_form[120];
  snprintf(in_answer, sizeof in_answer, "_OF(w, %s,", one);
  snprintf(as_form, sizeof as_form, "_OF(w->words, %s,", one);
  return holds(texts, count, in_answer) || holds(texts, count, as_form);
}

/* All sources that can say a word: those of the library but the tables of words. */
static glob_t sources_of_words(void) {
  static const char *const patterns[] = {"lib/[!w]*/*.c", "lib/[!w]*/*/*.c", "lib/write/*.c", "lib/page/web/*.html", "lib/page/web/*.js"};
  glob_t found = {0};
  char path[300];
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    snprintf(path, sizeof path, "%s/%s", STYR_SOURCE_DIR, patterns[i]);
    ck_assert_int_eq(glob(path, i ? GLOB_APPEND : 0, NULL, &found), 0);
  }
  ck_assert_uint_gt(found.gl_pathc, 80);
  return found;
}

START_TEST(every_word_is_said_somewhere) {
  glob_t files = sources_of_words();
  const size_t count = files.gl_pathc;
  char **texts = calloc(count, sizeof *texts);
  ck_assert_ptr_nonnull(texts);
  for (size_t i = 0; i < count; i++) texts[i] = slurp(files.gl_pathv[i]);
  for (size_t i = 0; i < STYR_I_WORD_COUNT; i++)
    if (!styr_i_word_infos[i].set)
      ck_assert_msg(is_said(texts, count, styr_i_word_infos[i].name) ||
                        (i && is_said_by_number(texts, count, styr_i_word_infos[i - 1].name)),
                    "nothing says \"%s\"", styr_i_word_infos[i].name);
  ck_assert(!is_said(texts, count, "never said") && !is_said(texts, count, "never_said"));
  for (size_t i = 0; i < count; i++) free(texts[i]);
  free(texts);
  globfree(&files);
}
END_TEST

START_TEST(every_built_in_term_has_a_label_and_no_other_has) {
  styr_map *map = NULL;
  ck_assert_int_eq(styr_map_new(NULL, &map, NULL), STYR_OK);
  for (size_t i = 0; i < styr_vocab_count(map); i++) {
    const styr_term t = styr_vocab_get(map, i);
    for (size_t l = 0; l < LANGUAGES; l++)
      ck_assert_msg(styr_i_words_term(languages[l], t.set, t.term) != NULL, "%s: no label of %s %s", languages[l]->tag, t.set, t.term);
  }
  for (size_t i = 0; i < STYR_I_WORD_COUNT; i++) {
    const styr_i_word_info *info = &styr_i_word_infos[i];
    if (!info->set) continue;
    const styr_i_slice term = {info->name, strlen(info->name)};
    const bool change =
        strcmp(info->set, "change") == 0 && styr_i_word_number(styr_i_schemas[STYR_CHANGES].columns[CHANGE_KIND].set_or_words, term);
    ck_assert_msg(change || styr_vocab_find(map, info->set, info->name, NULL), "%s %s is not built in", info->set, info->name);
  }
  styr_map_free(map);
}
END_TEST

START_TEST(language_is_found_by_the_first_part_of_a_tag) {
  static const char *const danish[] = {"da", "DA", "da-DK", "da_DK"}, *const none[] = {"", "d", "dan", "dax", "fr", "-", "da.DK"};
  for (size_t i = 0; i < sizeof danish / sizeof *danish; i++) ck_assert_str_eq(styr_i_words_of(danish[i])->tag, "da");
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    ck_assert_msg(!styr_language_known(none[i]), "\"%s\"", none[i]);
    ck_assert_str_eq(styr_i_words_or_english(none[i])->tag, "en");
  }
  ck_assert(!styr_language_known(NULL));
  ck_assert_uint_eq(styr_language_count(), LANGUAGES);
  for (size_t i = 0; i < styr_language_count(); i++) {
    ck_assert(styr_language_known(styr_language_get(i).tag));
    ck_assert(*styr_language_get(i).name);
  }
}
END_TEST

START_TEST(form_is_chosen_by_number) {
  const styr_i_language *en = &styr_i_language_en;
  static const size_t many[] = {0, 2, 11, 101};
  ck_assert_str_eq(STYR_I_FORM(en, chosen), "Chosen: {label}");
  ck_assert_str_eq(STYR_I_FORM_OF(en, claim, 1), "{n} claim");
  for (size_t i = 0; i < sizeof many / sizeof *many; i++) ck_assert_str_eq(STYR_I_FORM_OF(en, claim, many[i]), "{n} claims");
}
END_TEST

START_TEST(draft_says_the_same_in_every_language) {
  for (size_t l = 0; l < LANGUAGES; l++)
    ck_assert_msg(strstr(languages[l]->words[WORD_draft], STYR_DRAFT_NOTICE), "%s: a draft must be known by its notice", languages[l]->tag);
}
END_TEST

SUITE("words", tcase_add_test(t, every_language_has_every_word); tcase_add_test(t, places_are_those_of_the_list);
      tcase_add_test(t, names_are_unique); tcase_add_test(t, every_word_is_said_somewhere);
      tcase_add_test(t, every_built_in_term_has_a_label_and_no_other_has); tcase_add_test(t, language_is_found_by_the_first_part_of_a_tag);
      tcase_add_test(t, form_is_chosen_by_number); tcase_add_test(t, draft_says_the_same_in_every_language);)

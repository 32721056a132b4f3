/* SPDX-License-Identifier: MIT */
/* The words of every language: none is missing, all keep the places of the list, each is used somewhere, every built-in term has a
 * label, and no source of the artefacts holds words of its own or chooses between languages. */
#include "suite.h"

#include "map/map_i.h"
#include "words/words_i.h"

#include <ctype.h>
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
static bool next_place(const char **at, char out[30]) {
  for (const char *p = *at; *p; p++) {
    const char *end = *p == '{' ? strchr(p, '}') : *p == '%' && p[1] != '%' ? p + strcspn(p, "diuxXsfgc") : NULL;
    if (*p == '%' && p[1] == '%') p++;
    if (!end || !*end) continue;
    snprintf(out, 30, "%.*s", (int)(end + 1 - p), p);
    *at = end + 1;
    return true;
  }
  return false;
}

/* Conversions stand in the order of their arguments: "%2$s" is the second. SIZE_MAX: there are too many, or a number is wrong. */
static size_t places_of(const char *text, char out[8][32]) {
  char place[30];
  size_t n = 0;
  memset(out, 0, 8 * sizeof *out);
  for (; next_place(&text, place); n++) {
    const char *behind = *place == '%' ? strchr(place, '$') : NULL;
    const size_t at = behind ? strtoul(place + 1, NULL, 10) - 1 : n;
    if (n == 8 || at >= 8) return SIZE_MAX;
    snprintf(out[at], sizeof out[at], "%s%s", behind ? "%" : "", behind ? behind + 1 : place);
  }
  return n;
}

static size_t count_of(char (*places)[32], size_t count, const char *place) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) n += strcmp(places[i], place) == 0;
  return n;
}

/* Named places may stand in any order; so may conversions that have numbers. */
static bool same_places(const char *a, const char *b) {
  char x[8][32], y[8][32];
  const size_t n = places_of(a, x);
  if (n == SIZE_MAX || places_of(b, y) != n) return false;
  for (size_t i = 0; i < n; i++)
    if (*x[i] == '{' ? count_of(x, n, x[i]) != count_of(y, n, x[i]) : strcmp(x[i], y[i]) != 0) return false;
  return true;
}

START_TEST(places_are_those_of_the_list) {
  ck_assert(same_places("{n} of {of}", "af {of}: {n}") && same_places("%zu x %s", "%zu%s") && same_places("5 %%", "%% 6"));
  ck_assert(same_places("%2$s x %1$zu", "%zu %s") && !same_places("%2$s %1$zu", "%s %zu") && !same_places("%1$s %1$s", "%s %s"));
  ck_assert(!same_places("%9$s", "%s") && !same_places("%s %1$s", "%s %s") && !same_places("%0$s", "%s"));
  ck_assert(!same_places("{n}", "{m}") && !same_places("%s %zu", "%zu %s") && !same_places("%zu", "%u") && !same_places("", "{n}"));
  for (size_t l = 0; l < LANGUAGES; l++)
    for (size_t i = 0; i < STYR_I_WORD_COUNT; i++)
      ck_assert_msg(same_places(languages[l]->words[i] ? languages[l]->words[i] : "", styr_i_word_infos[i].places),
                    "%s: \"%s\" has other places than the list", languages[l]->tag, languages[l]->words[i]);
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

/* ---- sources ---- */

enum { MOST_SOURCES = 120 };

typedef struct sources {
  char *path[MOST_SOURCES], *text[MOST_SOURCES];
  size_t count;
} sources;

static void add_sources(sources *s, const char *pattern) {
  char path[300];
  glob_t found;
  snprintf(path, sizeof path, "%s/%s", STYR_SOURCE_DIR, pattern);
  ck_assert_msg(glob(path, 0, NULL, &found) == 0, "there is no %s", pattern);
  for (size_t i = 0; i < found.gl_pathc; i++) {
    FILE *f = fopen(found.gl_pathv[i], "rb");
    ck_assert_msg(f != NULL && s->count < MOST_SOURCES, "cannot open %s", found.gl_pathv[i]);
    char *text = calloc(1, 1 << 20);
    ck_assert(text && fread(text, 1, (1 << 20) - 1, f) > 0);
    fclose(f);
    s->path[s->count] = strdup(found.gl_pathv[i]);
    s->text[s->count++] = text;
  }
  globfree(&found);
}

static void drop_sources(sources *s) {
  for (size_t i = 0; i < s->count; i++) {
    free(s->path[i]);
    free(s->text[i]);
  }
}

static bool holds(const sources *s, const char *what) {
  for (size_t i = 0; i < s->count; i++)
    if (strstr(s->text[i], what)) return true;
  return false;
}

/* By a macro, as its second argument: STYR_I_FORM(words, NAME), STYR_I_SAY(w, NAME, …). */
static bool is_argument(const sources *s, const char *const *macros, size_t count, const char *name) {
  char call[40];
  for (size_t m = 0; m < count; m++) {
    snprintf(call, sizeof call, "%s(", macros[m]);
    for (size_t i = 0; i < s->count; i++)
      for (const char *p = strstr(s->text[i], call); p; p = strstr(p + 1, call)) {
        const char *argument = strchr(p, ',');
        if (argument) argument += 1 + strspn(argument + 1, " \n");
        if (argument && strncmp(argument, name, strlen(name)) == 0 && strchr(",)", argument[strlen(name)])) return true;
      }
  }
  return false;
}

/* The macros that take a word with a form for one and a form for other numbers, by the name of the form for one; and the others. */
static const char *const of_numbers[] = {"STYR_I_FORM_OF", "STYR_I_SAY_OF"};
static const char *const of_words[] = {"STYR_I_FORM", "STYR_I_WORD", "STYR_I_SAY", "STYR_I_LINE", "STYR_I_HEADING", "STYR_I_SECTION"};

static bool is_numbered(const sources *s, const char *one) {
  return is_argument(s, of_numbers, sizeof of_numbers / sizeof *of_numbers, one);
}

/* Said by its name, or chosen by a name that begins in a source and ends with what the map says ("standing_in"). */
static bool is_said(const sources *s, const char *name) {
  static const char *const forms[] = {"\"%s\"", "{{w:%s}}", "WORD_%s]", "WORD_%s,", "WORD_%s)", "WORD_%s ", "WORD_%s}", "WORD_%s\n"};
  char text[120];
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    snprintf(text, sizeof text, forms[i], name);
    if (holds(s, text)) return true;
  }
  for (const char *p = strchr(name, '_'); p; p = strchr(p + 1, '_')) {
    snprintf(text, sizeof text, "\"%.*s", (int)(p + 1 - name), name);
    char with_quote[124], with_place[124];
    snprintf(with_quote, sizeof with_quote, "%s\"", text);
    snprintf(with_place, sizeof with_place, "%s%%s", text);
    if (holds(s, with_quote) || holds(s, with_place)) return true;
  }
  return is_numbered(s, name) || is_argument(s, of_words, sizeof of_words / sizeof *of_words, name);
}

START_TEST(every_word_is_said_somewhere) {
  static const char *const patterns[] = {"lib/page/*.c",   "lib/page/web/page.html", "lib/page/web/*.js",       "lib/render/*.c",
                                         "lib/figure/*.c", "lib/figure/layouts/*.c", "lib/figure/overlays/*.c", "lib/answers/*.c",
                                         "lib/map/*.c",    "lib/questions/*.c"};
  sources s = {.count = 0};
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) add_sources(&s, patterns[i]);
  for (size_t i = 0; i < STYR_I_WORD_COUNT; i++) {
    const char *name = styr_i_word_infos[i].name;
    const bool is_many = i && is_numbered(&s, styr_i_word_infos[i - 1].name); /* the form for other numbers than one */
    if (!styr_i_word_infos[i].set) ck_assert_msg(is_many || is_said(&s, name), "nothing says \"%s\"", name);
  }
  ck_assert(!is_said(&s, "never said") && !is_said(&s, "never_said"));
  drop_sources(&s);
}
END_TEST

/* Comments become spaces. */
static void blank_comments(char *text) {
  bool quoted = false, comment = false;
  for (char *p = text; *p; p++) {
    if (!comment && *p == '\\' && p[1]) {
      p++;
    } else if (!comment && *p == '"' && !(p > text && p[-1] == '\'')) {
      quoted = !quoted;
    } else if (!quoted && !comment && p[0] == '/' && p[1] == '*') {
      comment = true;
    } else if (comment && p[0] == '*' && p[1] == '/') {
      *p++ = ' ';
      *p = ' ';
      comment = false;
    }
    if (comment) *p = ' ';
  }
}

/* Whether a name is a language's: its tag, alone or as a part of the name ("da", "da_title", "is_da"), or "danish". */
static bool names_language(const char *name, size_t length) {
  for (size_t from = 0, to; from <= length; from = to + 1) {
    for (to = from; to < length && name[to] != '_';) to++;
    for (size_t l = 0; l < LANGUAGES; l++)
      if (strlen(languages[l]->tag) == to - from && strncmp(languages[l]->tag, name + from, to - from) == 0) return true;
    if (to - from == 6 && strncmp(name + from, "danish", 6) == 0) return true;
  }
  return false;
}

/* What in a source is a word of its own or a choice by language; NULL: nothing. */
static const char *find_language(char *text) {
  static const char *const letters[] = {"æ", "ø", "å", "Æ", "Ø", "Å"};
  blank_comments(text);
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    if (strstr(text, letters[i])) return letters[i];
  for (const char *p = text, *end; *p; p = end) {
    for (end = p; isalnum((unsigned char)*end) || *end == '_';) end++;
    if (names_language(p, (size_t)(end - p))) return p;
    if (end == p) end++;
  }
  return NULL;
}

START_TEST(no_other_source_has_words_in_a_language) {
  static const char *const patterns[] = {"lib/figure/*.[ch]", "lib/figure/layouts/*.[ch]", "lib/figure/overlays/*.[ch]",
                                         "lib/render/*.[ch]", "lib/page/*.[ch]",           "lib/graphviz/*.[ch]",
                                         "lib/answers/*.[ch]"};
  char found[][60] = {"x = da ? 1 : 2;", "f(\"da\");", "l->en_title", "\"S\xC3\xB8g\"", "is_danish(f)"};
  char none[][60] = {"/* S\xC3\xB8g, da */ x", "data, den, \"* /*\"; y", "'\"' /* da */", "words_or_english()"};
  for (size_t i = 0; i < sizeof found / sizeof *found; i++) ck_assert_msg(find_language(found[i]) != NULL, "%s", found[i]);
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) ck_assert_msg(find_language(none[i]) == NULL, "%s", none[i]);
  sources s = {.count = 0};
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) add_sources(&s, patterns[i]);
  for (size_t i = 0; i < s.count; i++) {
    const char *at = find_language(s.text[i]);
    ck_assert_msg(!at, "%s: words stand in lib/words, a table a language: \"%.20s\"", s.path[i], at ? at : "");
  }
  drop_sources(&s);
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

START_TEST(tags_have_one_form) {
  static const char *const tags[][2] = {{"da", "da"},
                                        {"DA", "da"},
                                        {"da_DK", "da-DK"},
                                        {"da-dk", "da-DK"},
                                        {"EN-gb", "en-GB"},
                                        {"SR_latn_rs", "sr-Latn-RS"},
                                        {"en-CA-X-CA", "en-CA-x-ca"},
                                        {"de-1996", "de-1996"},
                                        {"es-419", "es-419"},
                                        {"", ""},
                                        {"-", ""},
                                        {"da-", ""},
                                        {"-da", ""},
                                        {"da--DK", ""},
                                        {"da.DK", ""},
                                        {"da DK", ""},
                                        {"d\xC3\xA5", ""},
                                        {"da\" x=", ""},
                                        {"abcdefghi", ""},
                                        {"aa-bbbbbbbb-cccccccc-dddddddd-eeeeeeee", ""}};
  char out[STYR_I_TAG];
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
    styr_i_tag_normal(out, tags[i][0]);
    ck_assert_str_eq(out, tags[i][1]);
  }
  styr_i_tag_normal(out, NULL);
  ck_assert_str_eq(out, "");
  ck_assert(styr_i_same_language("da", "DA_dk") && styr_i_same_language("en-GB", "en-US") && styr_i_same_language("", ""));
  ck_assert(!styr_i_same_language("da", "dan") && !styr_i_same_language("da", "en") && !styr_i_same_language("", "da"));
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
      tcase_add_test(t, no_other_source_has_words_in_a_language); tcase_add_test(t, every_built_in_term_has_a_label_and_no_other_has);
      tcase_add_test(t, language_is_found_by_the_first_part_of_a_tag); tcase_add_test(t, tags_have_one_form);
      tcase_add_test(t, form_is_chosen_by_number); tcase_add_test(t, draft_says_the_same_in_every_language);)

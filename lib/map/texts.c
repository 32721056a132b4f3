/* SPDX-License-Identifier: MIT */
/* Texts in several languages: title, caption and footnotes of the package, and the columns that may exist once per language, such
 * as `label_da` beside `label`. A lookup gives the text in the language asked for, else the main one, else the first in any other;
 * the caller learns which it got. Language tags follow BCP 47. */
#include "map/map_i.h"
#include "words/words_i.h"

/* ---- tags ---- */

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Two or three letters, then subtags of up to eight letters and digits. */
static bool is_tag(const char *p) {
  size_t n = 0;
  while (is_letter(p[n])) n++;
  if (n < 2 || n > 3) return false;
  for (p += n; *p; p += n) {
    if (*p != '-' && *p != '_') return false;
    for (n = 0, p++; is_letter(p[n]) || (p[n] >= '0' && p[n] <= '9');) n++;
    if (!n || n > 8) return false;
  }
  return true;
}

const char *styr_i_lang_suffix(const char *name, const char *base) {
  const size_t n = strlen(base);
  return strncmp(name, base, n) == 0 && name[n] == '_' && is_tag(name + n + 1) ? name + n + 1 : NULL;
}

/* Compares primary subtags: a text in "da" serves a reader of "da-DK". A text whose language is not known serves any reader. */
bool styr_i_is_lang(const styr_map *map, const char *in, const char *lang) {
  if (!lang || !*lang) lang = styr_map_meta(map, STYR_META_LANG);
  return !*in || styr_i_same_language(in, lang);
}

/* ---- columns ---- */

static const char *const translated[STYR_TABLE_COUNT] = {
    [STYR_VOCABULARY] = "label", [STYR_ACTORS] = "label", [STYR_TEXTS] = "label", [STYR_EVENTS] = "outcome"};

const char *styr_i_base_column(styr_table table, const char *name) {
  return translated[table] && styr_i_lang_suffix(name, translated[table]) ? translated[table] : name;
}

bool styr_i_is_label(styr_table table, const char *name) {
  const char *base = styr_i_base_column(table, name);
  return base != name && strcmp(base, "label") == 0;
}

const char *styr_i_cell_in(const styr_map *map, styr_table table, size_t row, const char *base, const char *lang) {
  char name[64];
  if (!lang || !*lang || strlen(base) + strlen(lang) + 2 > sizeof name) return "";
  strcpy(name, base);
  strcat(name, "_");
  strcat(name, lang);
  const size_t c = styr_i_table_column(map, table, name, strlen(name));
  return c == SIZE_MAX ? "" : styr_i_text_cell(map, table, row, c);
}

const char *styr_i_text_cell_in(const styr_map *map, styr_table table, size_t row, size_t column, const char *lang, const char **in) {
  const styr_i_table *t = &map->tables[table];
  const char *base = t->schema->columns[column].name, *text = styr_i_cell_in(map, table, row, base, lang), *tag = lang;
  if (!*text) {
    text = styr_i_text_cell(map, table, row, column);
    tag = styr_map_meta(map, STYR_META_LANG);
  }
  for (size_t c = t->schema->count; !*text && c < t->column_count; c++) {
    tag = styr_i_lang_suffix(styr_i_str(&map->strings, t->columns[c].name), base);
    if (tag) text = styr_i_text_cell(map, table, row, c);
  }
  if (in) *in = *text ? tag : "";
  return text;
}

const char *styr_event_outcome(const styr_map *map, size_t row, const char *lang, const char **in) {
  if (in) *in = "";
  if (!map || row >= map->tables[STYR_EVENTS].rows) return "";
  return styr_i_text_cell_in(map, STYR_EVENTS, row, EVENT_OUTCOME, lang, in);
}

/* ---- the package ---- */

static bool intern(styr_map *map, const char *text, uint32_t *id) {
  *id = styr_i_intern(&map->strings, text, strlen(text));
  return *id != STYR_I_NOSTR;
}

const char *styr_map_meta(const styr_map *map, styr_meta which) {
  if (!map) return "";
  return (unsigned)which < STYR_META_COUNT ? styr_i_str(&map->strings, map->meta[which]) : "";
}

styr_status styr_map_set_meta(styr_map *map, styr_meta which, const char *text, styr_error *error) {
  if (!styr_i_begin(error, __func__, map)) return STYR_ERR_ARG;
  uint32_t id;
  if ((unsigned)which >= STYR_META_COUNT) return styr_i_fail(error, STYR_ERR_ARG, "there is no such package text");
  if (text && !styr_i_utf8_valid(text, strlen(text))) return styr_i_fail(error, STYR_ERR_DATA, "the text is not UTF-8");
  if (!intern(map, text ? text : "", &id)) return styr_i_nomem(error);
  map->meta[which] = id;
  return STYR_OK;
}

const char *styr_map_footnote(const styr_map *map, const char *mark) {
  if (!(map && mark)) return "";
  for (size_t i = 0; i < map->footnote_count; i++)
    if (strcmp(styr_i_str(&map->strings, map->footnotes[i][0]), mark) == 0) return styr_i_str(&map->strings, map->footnotes[i][1]);
  return "";
}

styr_status styr_map_set_footnote(styr_map *map, const char *mark, const char *text, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && mark)) return STYR_ERR_ARG;
  uint32_t m, t;
  if (!text) text = "";
  if (!styr_i_utf8_valid(mark, strlen(mark)) || !styr_i_utf8_valid(text, strlen(text)))
    return styr_i_fail(error, STYR_ERR_DATA, "the text is not UTF-8");
  if (!intern(map, mark, &m) || !intern(map, text, &t)) return styr_i_nomem(error);
  for (size_t i = 0; i < map->footnote_count; i++) {
    if (map->footnotes[i][0] != m) continue;
    map->footnotes[i][1] = t;
    return STYR_OK;
  }
  if (!STYR_I_GROW(&map->a, map->footnotes, map->footnote_cap, map->footnote_count + 1)) return styr_i_nomem(error);
  map->footnotes[map->footnote_count][0] = m;
  map->footnotes[map->footnote_count++][1] = t;
  return STYR_OK;
}

/* ---- the package in other languages; of = STYR_META_COUNT is the footnote with that mark ---- */

static styr_status translate(styr_map *map, styr_meta of, const char *mark, const char *lang, const char *text, styr_error *error) {
  uint32_t m, l, t;
  if (!is_tag(lang)) return styr_i_fail(error, STYR_ERR_ARG, "\"%s\" is not the tag of a language", lang);
  if (!styr_i_utf8_valid(text, strlen(text))) return styr_i_fail(error, STYR_ERR_DATA, "the text is not UTF-8");
  if (!intern(map, mark, &m) || !intern(map, lang, &l) || !intern(map, text, &t)) return styr_i_nomem(error);
  for (size_t i = 0; i < map->translation_count; i++) {
    styr_i_translation *there = &map->translations[i];
    if (there->of != of || there->mark != m || there->lang != l) continue;
    there->text = t;
    return STYR_OK;
  }
  if (!STYR_I_GROW(&map->a, map->translations, map->translation_cap, map->translation_count + 1)) return styr_i_nomem(error);
  map->translations[map->translation_count++] = (styr_i_translation){of, m, l, t};
  return STYR_OK;
}

styr_status styr_map_set_meta_in(styr_map *map, styr_meta which, const char *lang, const char *text, styr_error *error) {
  if (!styr_i_begin(error, __func__, map)) return STYR_ERR_ARG;
  if (!lang || !*lang) return styr_map_set_meta(map, which, text, error);
  if (which != STYR_META_TITLE && which != STYR_META_FIGURE_TITLE && which != STYR_META_FIGURE_CAPTION)
    return styr_i_fail(error, STYR_ERR_ARG, "there is no such package text in several languages");
  return translate(map, which, "", lang, text ? text : "", error);
}

/* The mark is also known when the footnote has no main text. */
styr_status styr_map_set_footnote_in(styr_map *map, const char *mark, const char *lang, const char *text, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && mark)) return STYR_ERR_ARG;
  if (!lang || !*lang) return styr_map_set_footnote(map, mark, text, error);
  const styr_status status = styr_map_set_footnote(map, mark, styr_map_footnote(map, mark), error);
  return status == STYR_OK ? translate(map, STYR_META_COUNT, mark, lang, text ? text : "", error) : status;
}

static const char *text_in(const styr_map *map, styr_meta of, const char *mark, const char *main, const char *lang, const char **in) {
  const styr_i_strings *s = &map->strings;
  const styr_i_translation *asked = NULL, *any = NULL;
  for (size_t i = map->translation_count; i-- > 0;) {
    const styr_i_translation *t = &map->translations[i];
    if (t->of != of || strcmp(styr_i_str(s, t->mark), mark) != 0 || !*styr_i_str(s, t->text)) continue;
    any = t;
    if (lang && strcmp(styr_i_str(s, t->lang), lang) == 0) asked = t;
  }
  const styr_i_translation *found = asked || !*main ? asked ? asked : any : NULL;
  if (in) *in = found ? styr_i_str(s, found->lang) : *main ? styr_map_meta(map, STYR_META_LANG) : "";
  return found ? styr_i_str(s, found->text) : main;
}

const char *styr_map_meta_in(const styr_map *map, styr_meta which, const char *lang, const char **in) {
  if (!map) return "";
  return text_in(map, which, "", styr_map_meta(map, which), lang, in);
}

const char *styr_map_footnote_in(const styr_map *map, const char *mark, const char *lang, const char **in) {
  if (!(map && mark)) return "";
  return text_in(map, STYR_META_COUNT, mark, styr_map_footnote(map, mark), lang, in);
}

/* ---- languages ---- */

/* Tag number i, with repetitions; "" when that column or text has no tag, NULL after the last one. */
static const char *nth_tag(const styr_map *map, size_t i) {
  if (i == 0) return styr_map_meta(map, STYR_META_LANG);
  i--;
  for (int table = 0; table < STYR_TABLE_COUNT; table++) {
    const styr_i_table *t = &map->tables[table];
    if (i >= t->column_count) {
      i -= t->column_count;
      continue;
    }
    const char *tag = translated[table] ? styr_i_lang_suffix(styr_i_str(&map->strings, t->columns[i].name), translated[table]) : NULL;
    return tag ? tag : "";
  }
  return i < map->translation_count ? styr_i_str(&map->strings, map->translations[i].lang) : NULL;
}

const char *styr_map_language(const styr_map *map, size_t index) {
  if (!map) return NULL;
  const char *tag, *earlier;
  for (size_t i = 0; (tag = nth_tag(map, i)) != NULL; i++) {
    bool again = !*tag;
    for (size_t k = 0; k < i && !again; k++) again = (earlier = nth_tag(map, k)) != NULL && strcmp(earlier, tag) == 0;
    if (!again && index-- == 0) return tag;
  }
  return NULL;
}

/* ---- all of them ---- */

styr_status styr_i_copy_texts(const styr_map *from, styr_map *to, styr_meta of, const char *mark, styr_error *error) {
  const styr_i_strings *s = &from->strings;
  styr_status status = of == STYR_META_COUNT ? styr_map_set_footnote(to, mark, styr_map_footnote(from, mark), error)
                                             : styr_map_set_meta(to, of, styr_map_meta(from, of), error);
  for (size_t i = 0; i < from->translation_count && status == STYR_OK; i++) {
    const styr_i_translation *t = &from->translations[i];
    if (t->of == of && strcmp(styr_i_str(s, t->mark), mark) == 0)
      status = translate(to, of, mark, styr_i_str(s, t->lang), styr_i_str(s, t->text), error);
  }
  return status;
}

bool styr_i_package_text(const styr_map *map, size_t index, styr_i_package_text_view *out) {
  static const struct {
    styr_meta meta;
    const char *name;
  } metas[] = {{STYR_META_TITLE, "title"},
               {STYR_META_FIGURE_TITLE, "figure_title"},
               {STYR_META_FIGURE_CAPTION, "figure_caption"},
               {STYR_META_LICENCE, "licence"}};
  enum { count = sizeof metas / sizeof *metas };
  const styr_i_strings *s = &map->strings;
  if (index < count) {
    *out = (styr_i_package_text_view){metas[index].meta, metas[index].name, "", styr_map_meta(map, metas[index].meta)};
  } else if ((index -= count) < map->footnote_count) {
    *out =
        (styr_i_package_text_view){STYR_META_COUNT, styr_i_str(s, map->footnotes[index][0]), "", styr_i_str(s, map->footnotes[index][1])};
  } else if ((index -= map->footnote_count) < map->translation_count) {
    const styr_i_translation *t = &map->translations[index];
    *out = (styr_i_package_text_view){t->of, styr_i_str(s, t->mark), styr_i_str(s, t->lang), styr_i_str(s, t->text)};
    for (size_t i = 0; i < count; i++)
      if (metas[i].meta == t->of) out->name = metas[i].name;
  } else {
    return false;
  }
  return true;
}

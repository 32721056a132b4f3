/* SPDX-License-Identifier: MIT */
/* What would be published, in words and in data. docs/schema/privacy.json fixes the JSON form. */
#include "answers/answers_i.h"
#include "questions/privacy_i.h"

#include <stdio.h>

/* The word named PREFIX and NAME; "" when there is none. */
static const char *word_of(const styr_i_language *language, const char *prefix, const char *name) {
  char word[64];
  const int length = snprintf(word, sizeof word, "%s%s", prefix, name);
  return styr_i_words_named(language, word, (size_t)length);
}

static const char *reason_of(const styr_i_language *language, styr_public_reason reason) {
  return word_of(language, "public_", styr_public_reason_name(reason));
}

static const char *remedy_of(const styr_i_language *language, styr_public_reason reason) {
  return word_of(language, "remedy_", styr_public_reason_name(reason));
}

const char *styr_public_reason_text(styr_public_reason reason, const char *lang) {
  return reason_of(styr_i_words_or_english(lang), reason);
}

const char *styr_public_reason_remedy(styr_public_reason reason, const char *lang) {
  return remedy_of(styr_i_words_or_english(lang), reason);
}

/* ---- in data ---- */

/* Where a finding is: a table, or the package's description. */
static const char *place_of(const styr_privacy_finding *f) {
  return f->table == STYR_TABLE_COUNT ? "datapackage.json" : styr_table_name(f->table);
}

static void put_rows(styr_i_out *o, const styr_privacy *x) {
  char name[300];
  styr_i_list_open(o, "rows", "table,row,id,published,reason,column");
  for (size_t t = 0; t < STYR_I_PRIVACY_TABLES; t++) {
    const styr_table table = styr_i_privacy_tables[t];
    for (size_t i = 0; i < styr_map_count(x->map, table); i++) {
      const styr_public_row r = styr_public_report_row(x->report, table, i);
      const char *remedy = remedy_of(x->words, r.reason);
      styr_i_row_open(o);
      styr_i_row_text(o, "table", styr_table_name(table));
      styr_i_row_int(o, "row", (int64_t)i + 1);
      styr_i_row_text(o, "id", styr_i_row_name(x->map, table, i, name, sizeof name));
      styr_i_row_bool(o, "published", r.is_public);
      styr_i_row_text(o, "reason", styr_public_reason_name(r.reason));
      styr_i_row_text(o, "column", *r.column ? r.column : NULL);
      if (o->format != STYR_FORMAT_CSV) styr_i_json_text(o, "remedy", *remedy ? remedy : NULL);
      styr_i_row_close(o);
    }
  }
  styr_i_list_close(o);
}

static void json_finding(styr_i_out *o, const styr_privacy_finding *f) {
  styr_i_json_open(o, NULL, '{');
  styr_i_json_text(o, "code", styr_privacy_code_name(f->code));
  styr_i_json_text(o, "table", place_of(f));
  if (f->row == SIZE_MAX) styr_i_json_text(o, "row", NULL);
  else styr_i_json_int(o, "row", (int64_t)f->row + 1);
  styr_i_json_text(o, "id", f->id);
  styr_i_json_text(o, "text", f->text);
  styr_i_json_close(o, '}');
}

/* Texts of the package that are public by declaration. */
static bool is_declared(const styr_i_package_text_view *t) {
  return t->of == STYR_META_TITLE || t->of == STYR_META_FIGURE_TITLE || t->of == STYR_META_FIGURE_CAPTION;
}

static void json_declared(styr_i_out *o, const styr_map *map) {
  styr_i_package_text_view t;
  styr_i_json_open(o, "declared", '{');
  for (size_t i = 0; styr_i_package_text(map, i, &t); i++)
    if (is_declared(&t) && !*t.lang) styr_i_json_text(o, t.name, t.text);
  styr_i_json_close(o, '}');
  styr_i_json_open(o, "declared_in", '[');
  for (size_t i = 0; styr_i_package_text(map, i, &t); i++) {
    if (!is_declared(&t) || !*t.lang || !*t.text) continue;
    styr_i_json_open(o, NULL, '{');
    styr_i_json_text(o, "name", t.name);
    styr_i_json_text(o, "lang", t.lang);
    styr_i_json_text(o, "text", t.text);
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
}

static void write_json(styr_i_out *o, const styr_privacy *x) {
  styr_i_json_bool(o, "sourced", styr_public_report_is_sourced(x->report));
  styr_i_json_open(o, "tables", '[');
  for (size_t t = 0; t < STYR_I_PRIVACY_TABLES; t++) {
    styr_i_json_open(o, NULL, '{');
    styr_i_json_text(o, "table", styr_table_name(styr_i_privacy_tables[t]));
    styr_i_json_int(o, "rows", (int64_t)styr_map_count(x->map, styr_i_privacy_tables[t]));
    styr_i_json_int(o, "published", (int64_t)styr_public_report_count(x->report, styr_i_privacy_tables[t]));
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
  json_declared(o, x->map);
  put_rows(o, x);
  styr_i_json_open(o, "findings", '[');
  for (size_t i = 0; i < x->count; i++) json_finding(o, &x->findings[i]);
  styr_i_json_close(o, ']');
  styr_i_json_bool(o, "compared", x->compared);
}

/* ---- in words ---- */

/* The rows of a table with one reason and column, in one line. */
static void text_reason(const styr_i_writer *w, const styr_privacy *x, styr_table table, styr_public_reason reason) {
  size_t n = 0;
  char name[300];
  styr_i_out *o = w->o;
  for (size_t i = 0; i < styr_map_count(x->map, table); i++) {
    const styr_public_row r = styr_public_report_row(x->report, table, i);
    if (r.reason != reason) continue;
    if (!n++)
      styr_i_putf(o, "  %s: %s\n    ", r.is_public ? STYR_I_WORD(w, published_in_part) : STYR_I_WORD(w, not_published),
                  reason_of(w->words, reason));
    styr_i_putf(o, "%s%s", n > 1 ? ", " : "", styr_i_row_name(x->map, table, i, name, sizeof name));
    if (*r.column) styr_i_putf(o, " (%s)", r.column);
  }
  if (!n) return;
  styr_i_put(o, "\n");
  if (*remedy_of(w->words, reason)) STYR_I_LINE(w, remedy_is, 4, remedy_of(w->words, reason));
}

static bool is_listed(styr_public_reason reason) {
  return reason != STYR_PUBLIC_WHOLE && reason != STYR_PUBLIC_SUPPORTED && reason != STYR_PUBLIC_UNCLAIMED && reason != STYR_PUBLIC_USED;
}

static void text_finding(const styr_i_writer *w, const styr_privacy_finding *f) {
  const char *place = f->table == STYR_TABLE_COUNT ? place_of(f) : styr_i_table_word(w->words, f->table);
  styr_i_putf(w->o, "  %s %s: %s\n", place, f->id, f->text);
}

static void text_findings(const styr_i_writer *w, const styr_privacy *x) {
  for (int code = 0; code < STYR_PRIVACY_CODE_COUNT; code++) {
    size_t n = 0;
    for (size_t i = 0; i < x->count; i++) n += x->findings[i].code == (styr_privacy_code)code;
    if (!n) continue;
    const char *name = styr_privacy_code_name((styr_privacy_code)code), *heading = word_of(w->words, "heading_", name);
    styr_i_heading(w->o, "\n%s: %zu (%s)\n", heading, n, name);
    for (size_t i = 0; i < x->count; i++)
      if (x->findings[i].code == (styr_privacy_code)code) text_finding(w, &x->findings[i]);
  }
  if (!x->count) styr_i_putf(w->o, "\n%s\n", STYR_I_WORD(w, nothing_found));
}

static void write_text(const styr_i_writer *w, const styr_privacy *x) {
  if (!styr_public_report_is_sourced(x->report)) {
    STYR_I_LINE(w, published_whole, 0, reason_of(w->words, STYR_PUBLIC_WHOLE));
    styr_i_put(w->o, "\n");
  }
  for (size_t t = 0; t < STYR_I_PRIVACY_TABLES; t++) {
    const styr_table table = styr_i_privacy_tables[t];
    if (!styr_map_count(x->map, table)) continue;
    STYR_I_HEADING(w, published_of_table, styr_i_table_word(w->words, table), styr_public_report_count(x->report, table),
                   styr_map_count(x->map, table));
    for (int r = 0; r < STYR_PUBLIC_REASON_COUNT; r++)
      if (is_listed((styr_public_reason)r)) text_reason(w, x, table, (styr_public_reason)r);
  }
  styr_i_package_text_view t;
  for (size_t i = 0; styr_i_package_text(x->map, i, &t); i++) {
    if (!is_declared(&t) || !*t.text) continue;
    if (!i) styr_i_put(w->o, "\n");
    STYR_I_LINE(w, declared_public, 0, t.name, *t.lang ? "_" : "", t.lang, t.text);
  }
  text_findings(w, x);
}

styr_status styr_privacy_write(const styr_privacy *answer, styr_format format, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = {&o, answer->map, NULL, answer->words};
  if (format == STYR_FORMAT_TEXT) {
    write_text(&w, answer); /* without the line about public sources: the answer is about the whole map */
    return styr_i_out_status(&o, error);
  }
  styr_i_answer_open(&w);
  if (format == STYR_FORMAT_JSON) write_json(&o, answer);
  else put_rows(&o, answer);
  return styr_i_answer_close(&w, error);
}

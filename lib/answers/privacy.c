/* SPDX-License-Identifier: MIT */
/* What would be published, in words and in data. docs/schema/privacy.json fixes the JSON form. */
#include "answers/answers_i.h"
#include "questions/privacy_i.h"

static const struct {
  const char *text, *remedy;
} reasons[STYR_PUBLIC_REASON_COUNT] = {
    [STYR_PUBLIC_WHOLE] = {"the map has no sources, claims, cases or events: all of it is public", ""},
    [STYR_PUBLIC_SUPPORTED] = {"a public claim supports it", ""},
    [STYR_PUBLIC_NAMED] =
        {"a public row names it: only id, labels, short name, kind, sector, level and known are shown, of a person no name",
         "a supporting claim from a public source shows the rest"},
    [STYR_PUBLIC_UNCLAIMED] = {"nothing is claimed about it, and the package says that such rows are public", ""},
    [STYR_PUBLIC_USED] = {"a public row uses it", ""},
    [STYR_PUBLIC_NO_CLAIM] = {"nothing is claimed about it, and no public row names it",
                              "add a supporting claim from a public source; or, unless it is a person, declare unclaimed rows public"},
    [STYR_PUBLIC_NO_PUBLIC] = {"all claims about it are from sources that are not public, or from none",
                               "make one of these sources public, or add a supporting claim from a public source"},
    [STYR_PUBLIC_NO_SUPPORT] = {"public claims are about it, and none supports it", "add a supporting claim from a public source"},
    [STYR_PUBLIC_NOT_COVERED] = {"no public claim covers one of its columns, and without it the row would say more than is so",
                                 "name the column in `covers` of a public supporting claim, or leave `covers` empty"},
    [STYR_PUBLIC_CASE_LEFT_OUT] = {"its case is not public", "make the case public"},
    [STYR_PUBLIC_CONFIDENTIAL] = {"its confidentiality is not the word public",
                                  "write public, if those concerned have agreed; correct the word if it is misspelt"},
    [STYR_PUBLIC_CONSENT_PAST] = {"consent is past", "ask for consent anew"},
    [STYR_PUBLIC_CONSENT_UNREADABLE] = {"consent_until is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"},
    [STYR_PUBLIC_NO_SOURCE] = {"it names no source", "name its source"},
    [STYR_PUBLIC_SOURCE_LEFT_OUT] = {"its source is not public", "make the source public"},
    [STYR_PUBLIC_SET_ASIDE] = {"it is set aside", "give it another status"},
    [STYR_PUBLIC_ROW_LEFT_OUT] = {"what it is about is not public", "make that public"},
    [STYR_PUBLIC_NOT_USED] = {"no public row uses it", ""},
};

const char *styr_public_reason_text(styr_public_reason reason) {
  return (unsigned)reason < STYR_PUBLIC_REASON_COUNT ? reasons[reason].text : "";
}

const char *styr_public_reason_remedy(styr_public_reason reason) {
  return (unsigned)reason < STYR_PUBLIC_REASON_COUNT ? reasons[reason].remedy : "";
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
      const char *remedy = styr_public_reason_remedy(r.reason);
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
static void text_reason(styr_i_out *o, const styr_privacy *x, styr_table table, styr_public_reason reason) {
  size_t n = 0;
  char name[300];
  for (size_t i = 0; i < styr_map_count(x->map, table); i++) {
    const styr_public_row r = styr_public_report_row(x->report, table, i);
    if (r.reason != reason) continue;
    if (!n++) styr_i_putf(o, "  %s: %s\n    ", r.is_public ? "published in part" : "not published", styr_public_reason_text(reason));
    styr_i_putf(o, "%s%s", n > 1 ? ", " : "", styr_i_row_name(x->map, table, i, name, sizeof name));
    if (*r.column) styr_i_putf(o, " (%s)", r.column);
  }
  if (!n) return;
  styr_i_put(o, "\n");
  if (*styr_public_reason_remedy(reason)) styr_i_putf(o, "    what would change it: %s\n", styr_public_reason_remedy(reason));
}

static bool is_listed(styr_public_reason reason) {
  return reason != STYR_PUBLIC_WHOLE && reason != STYR_PUBLIC_SUPPORTED && reason != STYR_PUBLIC_UNCLAIMED && reason != STYR_PUBLIC_USED;
}

static void text_findings(styr_i_out *o, const styr_privacy *x) {
  static const char *const heads[STYR_PRIVACY_CODE_COUNT] = {"Confidentiality that is not one of the words",
                                                             "Consent that cannot be read",
                                                             "Ids that contain the name of a person",
                                                             "Names in what is published",
                                                             "Published, with claims about it that are not public",
                                                             "Known from one informant alone",
                                                             "Persons and cases of which few are alike",
                                                             "A reader of both releases learns that these were taken back",
                                                             "A reader of both releases learns that these are new"};
  for (int code = 0; code < STYR_PRIVACY_CODE_COUNT; code++) {
    size_t n = 0;
    for (size_t i = 0; i < x->count; i++) n += x->findings[i].code == (styr_privacy_code)code;
    if (!n) continue;
    styr_i_heading(o, "\n%s: %zu (%s)\n", heads[code], n, styr_privacy_code_name((styr_privacy_code)code));
    for (size_t i = 0; i < x->count; i++) {
      const styr_privacy_finding *f = &x->findings[i];
      if (f->code == (styr_privacy_code)code) styr_i_putf(o, "  %s %s: %s\n", place_of(f), f->id, f->text);
    }
  }
  if (!x->count) styr_i_put(o, "\nNothing else was found that should be looked at; docs/privacy.md says what no program finds.\n");
}

static void write_text(styr_i_out *o, const styr_privacy *x) {
  if (!styr_public_report_is_sourced(x->report))
    styr_i_putf(o, "Published as a whole: %s.\n\n", styr_public_reason_text(STYR_PUBLIC_WHOLE));
  for (size_t t = 0; t < STYR_I_PRIVACY_TABLES; t++) {
    const styr_table table = styr_i_privacy_tables[t];
    if (!styr_map_count(x->map, table)) continue;
    styr_i_heading(o, "%s: %zu of %zu published\n", styr_table_name(table), styr_public_report_count(x->report, table),
                   styr_map_count(x->map, table));
    for (int r = 0; r < STYR_PUBLIC_REASON_COUNT; r++)
      if (is_listed((styr_public_reason)r)) text_reason(o, x, table, (styr_public_reason)r);
  }
  styr_i_package_text_view t;
  for (size_t i = 0; styr_i_package_text(x->map, i, &t); i++)
    if (is_declared(&t) && *t.text)
      styr_i_putf(o, "%spublic by declaration, %s%s%s: %s\n", i ? "" : "\n", t.name, *t.lang ? "_" : "", t.lang, t.text);
  text_findings(o, x);
}

styr_status styr_privacy_write(const styr_privacy *answer, styr_format format, const styr_sink *sink, styr_error *error) {
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, answer->map, NULL);
  if (format == STYR_FORMAT_TEXT) {
    write_text(&o, answer); /* without the line about public sources: the answer is about the whole map */
    return styr_i_out_status(&o, error);
  }
  styr_i_answer_open(&w);
  if (format == STYR_FORMAT_JSON) write_json(&o, answer);
  else put_rows(&o, answer);
  return styr_i_answer_close(&w, error);
}

/* SPDX-License-Identifier: MIT */
/* The problems found in a map, in words and in data, and the lines that `styr check` adds to them. docs/schema/check.json fixes the
 * JSON form. Messages of problems are English; the words around them follow the language. */
#include "answers/answers_i.h"
#include "map/map_i.h"

#include <styr/public.h>

#include <inttypes.h>

/* A message may quote bytes of the file that was read: control characters must not reach a terminal. */
static void put_plain(styr_i_out *o, const char *text) {
  const bool valid = styr_i_utf8_valid(text, strlen(text));
  for (const char *p = text; *p; p++) {
    const unsigned char c = (unsigned char)*p;
    const bool c1 = c == 0xC2 && (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xA0; /* controls of two bytes */
    if (c1) styr_i_putf(o, "\\x%02X\\x%02X", c, (unsigned char)*++p);
    else if (c < 0x20 || c == 0x7F || (c >= 0x80 && !valid)) styr_i_putf(o, "\\x%02X", c);
    else styr_i_putn(o, p, 1);
  }
}

static void put_row(styr_i_out *o, const styr_issue *issue) {
  styr_i_row_open(o);
  styr_i_row_text(o, "severity", issue->severity == STYR_ERROR ? "error" : "warning");
  styr_i_row_text(o, "file", issue->file);
  styr_i_row_int(o, "row", (int64_t)issue->row);
  styr_i_row_text(o, "column", issue->column);
  styr_i_row_text(o, "message", issue->message);
  styr_i_row_close(o);
}

static void put_line(const styr_i_writer *w, const styr_issue *issue) {
  styr_i_out *o = w->o;
  put_plain(o, issue->file);
  styr_i_putf(o, ":%" PRIu64 ":", issue->row);
  put_plain(o, issue->column);
  styr_i_put(o, ": ");
  if (issue->severity == STYR_WARNING) styr_i_putf(o, "%s: ", STYR_I_WORD(w, warning));
  put_plain(o, issue->message);
  styr_i_put(o, "\n");
}

styr_status styr_issues_write(const styr_issues *issues, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, issues && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  return styr_issues_write_some(issues, format, lang, STYR_WARNING, SIZE_MAX, sink, error);
}

styr_status styr_issues_write_some(const styr_issues *issues, styr_format format, const char *lang, styr_severity least, size_t most,
                                   const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, issues && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, NULL, lang);
  o.plain = false; /* put_plain() shows such bytes in another way */
  styr_i_list_open(&o, NULL, "severity,file,row,column,message");
  for (size_t i = 0; i < styr_issues_count(issues) && most; i++) {
    const styr_issue issue = styr_issues_get(issues, i);
    if (issue.severity < least) continue;
    most--;
    if (format == STYR_FORMAT_TEXT) put_line(&w, &issue);
    else put_row(&o, &issue);
  }
  styr_i_list_close(&o);
  if (format == STYR_FORMAT_JSON) styr_i_put(&o, "\n");
  return styr_i_out_status(&o, error);
}

/* ---- the lines that follow the list ---- */

static void put_numbers(const styr_i_writer *w, const char *name, const styr_map *map, const styr_issues *issues) {
  const unsigned long long errors = styr_issues_errors(issues), warnings = styr_issues_warnings(issues), kept = styr_issues_count(issues);
  if (errors + warnings > kept) STYR_I_LINE(w, issues_more, 0, errors + warnings - kept);
  styr_i_putf(w->o, "%s: ", name);
  STYR_I_SAY_OF(w, errors_n, errors, errors);
  styr_i_put(w->o, ", ");
  STYR_I_SAY_OF(w, warnings_n, warnings, warnings);
  if (map) {
    styr_i_put(w->o, "; ");
    STYR_I_SAY(w, map_holds, styr_map_count(map, STYR_ACTORS), styr_map_count(map, STYR_TEXTS), styr_map_count(map, STYR_TIES),
               styr_map_count(map, STYR_CLAIMS));
  }
  styr_i_put(w->o, "\n");
}

static void put_published(const styr_i_writer *w, const styr_map *map, const styr_public_report *report) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_SOURCES, STYR_CLAIMS, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  bool any = false;
  styr_i_putf(w->o, "%s: ", STYR_I_WORD(w, to_be_published));
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    const size_t rows = styr_map_count(map, tables[i]);
    if (!rows) continue;
    if (any) styr_i_put(w->o, ", ");
    STYR_I_SAY(w, rows_of_table, styr_public_report_count(report, tables[i]), rows, styr_i_table_word(w->words, tables[i]));
    any = true;
  }
  if (!any) styr_i_put(w->o, STYR_I_WORD(w, no_rows));
  styr_i_put(w->o, "\n");
}

styr_status styr_map_check_write(const char *name, const styr_map *map, const styr_issues *issues, const char *lang, const styr_sink *sink,
                                 styr_error *error) {
  if (!styr_i_begin(error, __func__, name && issues && sink && sink->write)) return STYR_ERR_ARG;
  styr_i_out o = styr_i_out_to(sink, STYR_FORMAT_TEXT);
  const styr_i_writer w = styr_i_writer_of(&o, map, lang);
  styr_public_report *report = NULL;
  put_numbers(&w, name, map, issues);
  const styr_status status = map ? styr_map_public(map, NULL, NULL, &report, error) : STYR_OK;
  if (status != STYR_OK) return status;
  if (map) put_published(&w, map, report);
  styr_public_report_free(report);
  return styr_i_out_status(&o, error);
}

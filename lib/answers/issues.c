/* SPDX-License-Identifier: MIT */
/* The problems found in a map, in words and in data. docs/schema/check.json fixes the JSON form. */
#include "write/write_i.h"

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

static void put_line(styr_i_out *o, const styr_issue *issue) {
  put_plain(o, issue->file);
  styr_i_putf(o, ":%" PRIu64 ":", issue->row);
  put_plain(o, issue->column);
  styr_i_put(o, issue->severity == STYR_ERROR ? ": " : ": warning: ");
  put_plain(o, issue->message);
  styr_i_put(o, "\n");
}

styr_status styr_issues_write(const styr_issues *issues, styr_format format, const styr_sink *sink, styr_error *error) {
  return styr_issues_write_some(issues, format, STYR_WARNING, SIZE_MAX, sink, error);
}

styr_status styr_issues_write_some(const styr_issues *issues, styr_format format, styr_severity least, size_t most, const styr_sink *sink,
                                   styr_error *error) {
  styr_i_out o = styr_i_out_to(sink, format);
  o.plain = false; /* put_plain() shows such bytes in another way */
  styr_i_list_open(&o, NULL, "severity,file,row,column,message");
  for (size_t i = 0; i < styr_issues_count(issues) && most; i++) {
    const styr_issue issue = styr_issues_get(issues, i);
    if (issue.severity < least) continue;
    most--;
    if (format == STYR_FORMAT_TEXT) put_line(&o, &issue);
    else put_row(&o, &issue);
  }
  styr_i_list_close(&o);
  if (format == STYR_FORMAT_JSON) styr_i_put(&o, "\n");
  return styr_i_out_status(&o, error);
}

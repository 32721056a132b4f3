/* SPDX-License-Identifier: MIT */
/* Writing text, JSON and CSV to a sink. Every writer of the library uses this room. */
#ifndef STYR_WRITE_I_H
#define STYR_WRITE_I_H

#include "base/base_i.h"

typedef struct styr_i_out { /* remembers a failing sink, so that callers check once at the end */
  const styr_sink *sink;
  bool failed;
  bool first;         /* JSON: no comma due before the next item; a row of CSV: none before the next cell */
  bool plain;         /* text for a terminal: control characters become U+FFFD */
  styr_format format; /* of lists of rows */
} styr_i_out;

styr_i_out styr_i_out_to(const styr_sink *sink, styr_format format);
void styr_i_put(styr_i_out *o, const char *text);
void styr_i_putn(styr_i_out *o, const char *text, size_t length);
void styr_i_putf(styr_i_out *o, const char *fmt, ...) STYR_PRINTF(2, 3);
styr_status styr_i_out_status(const styr_i_out *o, styr_error *error);

/* ---- spans: what a piece of text is, for sinks that ask ---- */

void styr_i_span(styr_i_out *o, styr_span kind);                            /* of the text from here on */
void styr_i_put_span(styr_i_out *o, styr_span kind, const char *text);      /* of this text; plain after it */
void styr_i_heading(styr_i_out *o, const char *fmt, ...) STYR_PRINTF(2, 3); /* likewise */

/* ---- numbers: the same digits in any locale ---- */

void styr_i_put_int(styr_i_out *o, int64_t value);
void styr_i_put_number(styr_i_out *o, double value);              /* twelve significant digits; null when not finite */
void styr_i_put_fixed(styr_i_out *o, double value, int decimals); /* at most that many; no zeros at the end, no exponent */

/* ---- JSON and CSV ---- */

void styr_i_json_string(styr_i_out *o, const char *text); /* quoted; bytes that are not UTF-8 become U+FFFD */
void styr_i_json_open(styr_i_out *o, const char *key, char bracket);
void styr_i_json_close(styr_i_out *o, char bracket);
void styr_i_json_text(styr_i_out *o, const char *key, const char *value); /* NULL value = null; NULL key = array item */
void styr_i_json_int(styr_i_out *o, const char *key, int64_t value);
void styr_i_json_number(styr_i_out *o, const char *key, double value);
void styr_i_json_bool(styr_i_out *o, const char *key, bool value);
void styr_i_csv_field(styr_i_out *o, const char *text, size_t length); /* minimal quoting */

/* ---- lists of rows (list.c) ---- */

/* JSON: the array `key`; CSV: the line `header`, which has no line end; JSONL and text: nothing. */
void styr_i_list_open(styr_i_out *o, const char *key, const char *header);
void styr_i_list_close(styr_i_out *o);
/* A row is an object of the array, a line with an object, or a line of cells in the order of the calls. Text has no rows. */
void styr_i_row_open(styr_i_out *o);
void styr_i_row_close(styr_i_out *o);
void styr_i_row_text(styr_i_out *o, const char *key, const char *value); /* NULL: null, or an empty cell */
void styr_i_row_int(styr_i_out *o, const char *key, int64_t value);
void styr_i_row_number(styr_i_out *o, const char *key, double value);
void styr_i_row_bool(styr_i_out *o, const char *key, bool value); /* true and false, or yes and no */

/* ---- markup (xml.c) ---- */

/* Text for XML, SVG and HTML, as character data or an attribute's value; characters that XML does not allow become U+FFFD. */
void styr_i_xml(styr_i_out *o, const char *text, bool soft_hyphens); /* soft_hyphens: kept, else dropped */

#endif

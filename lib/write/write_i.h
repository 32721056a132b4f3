/* SPDX-License-Identifier: MIT */
/* Writing text, JSON and CSV to a sink. Every writer of the library uses this room. */
#ifndef STYR_WRITE_I_H
#define STYR_WRITE_I_H

#include "base/base_i.h"

typedef struct styr_i_out { /* remembers a failing sink, so that callers check once at the end */
  const styr_sink *sink;
  bool failed;
  bool first; /* JSON: no comma due before the next item */
  bool plain; /* text for a terminal: control characters become U+FFFD */
} styr_i_out;

void styr_i_span(styr_i_out *o, styr_span kind);                       /* what follows is of that kind, where the sink asks */
void styr_i_put_span(styr_i_out *o, styr_span kind, const char *text); /* of that kind; plain behind it */
void styr_i_put(styr_i_out *o, const char *text);
void styr_i_putn(styr_i_out *o, const char *text, size_t length);
void styr_i_putf(styr_i_out *o, const char *fmt, ...) STYR_PRINTF(2, 3);
styr_status styr_i_out_status(const styr_i_out *o, styr_error *error);
void styr_i_json_string(styr_i_out *o, const char *text); /* quoted; bytes that are not UTF-8 become U+FFFD */
void styr_i_json_open(styr_i_out *o, const char *key, char bracket);
void styr_i_json_close(styr_i_out *o, char bracket);
void styr_i_json_text(styr_i_out *o, const char *key, const char *value); /* NULL value = null; NULL key = array item */
void styr_i_json_int(styr_i_out *o, const char *key, int64_t value);
void styr_i_json_bool(styr_i_out *o, const char *key, bool value);
/* Text for XML, SVG and HTML, as character data or an attribute's value; characters that XML does not allow become U+FFFD. */
void styr_i_xml(styr_i_out *o, const char *text, bool soft_hyphens);   /* soft_hyphens: kept, else dropped */
void styr_i_put_fixed(styr_i_out *o, double value, int decimals);      /* at most that many; no zeros at the end, no exponent, no locale */
void styr_i_csv_field(styr_i_out *o, const char *text, size_t length); /* minimal quoting */
void styr_i_csv_row(styr_i_out *o, const char *const *cells, size_t count);

#endif

/* SPDX-License-Identifier: MIT */
/* Sinks, text and its spans, numbers, and the two data forms of answers: JSON (RFC 8259, UTF-8, no white space but one newline after
 * each top-level item) and CSV fields (RFC 4180, quoted only where needed). */
#include "base/base_i.h"
#include "write/write_i.h"

#include <math.h>
#include <stdio.h>

static int buffer_write(void *ctx, const void *bytes, size_t size) {
  styr_buffer *b = ctx;
  if (b->limit && (size > b->limit || b->size > b->limit - size)) return -1;
  if (!STYR_I_GROW(&styr_i_libc, b->bytes, b->capacity, b->size + size + 1)) return -1;
  if (size) memcpy(b->bytes + b->size, bytes, size);
  b->size += size;
  b->bytes[b->size] = '\0';
  return 0;
}

styr_sink styr_buffer_sink(styr_buffer *buffer) {
  if (!buffer) return (styr_sink){0};
  const styr_sink sink = {.ctx = buffer, .write = buffer_write};
  return sink;
}

void styr_buffer_free(styr_buffer *buffer) {
  if (!buffer) return;
  free(buffer->bytes);
  buffer->bytes = NULL;
  buffer->size = buffer->capacity = 0;
}

styr_i_out styr_i_out_to(const styr_sink *sink, styr_format format) {
  return (styr_i_out){.sink = sink, .first = true, .plain = format == STYR_FORMAT_TEXT, .format = format};
}

static void send(styr_i_out *o, const char *text, size_t length) {
  if (!o->failed && length && o->sink->write(o->sink->ctx, text, length) != 0) o->failed = true;
}

/* How many bytes at p are a control character that a terminal might obey; line ends are not. */
static size_t control(const char *p, const char *end) {
  const unsigned char c = (unsigned char)*p;
  if ((c < 0x20 && c != '\n') || c == 0x7F) return 1;
  return c == 0xC2 && p + 1 < end && (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xA0 ? 2 : 0;
}

void styr_i_putn(styr_i_out *o, const char *text, size_t length) {
  const char *from = text, *end = text + length;
  for (const char *p = text; o->plain && p < end; p++) {
    const size_t n = control(p, end);
    if (!n) continue;
    send(o, from, (size_t)(p - from));
    send(o, "\xEF\xBF\xBD", 3); /* U+FFFD */
    from = p + n;
    p += n - 1;
  }
  send(o, from, (size_t)(end - from));
}

void styr_i_span(styr_i_out *o, styr_span kind) {
  if (!o->failed && o->sink->span && o->sink->span(o->sink->ctx, kind) != 0) o->failed = true;
}

void styr_i_put_span(styr_i_out *o, styr_span kind, const char *text) {
  styr_i_span(o, kind);
  styr_i_put(o, text);
  styr_i_span(o, STYR_SPAN_PLAIN);
}

void styr_i_put(styr_i_out *o, const char *text) {
  styr_i_putn(o, text, strlen(text));
}

static void putv(styr_i_out *o, const char *fmt, va_list args) {
  char small[512];
  va_list again;
  va_copy(again, args);
  const int n = vsnprintf(small, sizeof small, fmt, args);
  char *large = n >= (int)sizeof small ? malloc((size_t)n + 1) : NULL;
  if (large) vsnprintf(large, (size_t)n + 1, fmt, again);
  va_end(again);
  if (n < 0 || (n >= (int)sizeof small && !large)) o->failed = true;
  else styr_i_putn(o, large ? large : small, (size_t)n);
  free(large);
}

void styr_i_putf(styr_i_out *o, const char *fmt, ...) {
  va_list args;
  va_start(args, fmt);
  putv(o, fmt, args);
  va_end(args);
}

void styr_i_heading(styr_i_out *o, const char *fmt, ...) {
  va_list args;
  va_start(args, fmt);
  styr_i_span(o, STYR_SPAN_HEADING);
  putv(o, fmt, args);
  styr_i_span(o, STYR_SPAN_PLAIN);
  va_end(args);
}

styr_status styr_i_out_status(const styr_i_out *o, styr_error *error) {
  return o->failed ? styr_i_fail(error, STYR_ERR_IO, "could not write the output") : STYR_OK;
}

/* ---- numbers: the same digits in any locale ---- */

void styr_i_put_int(styr_i_out *o, int64_t value) {
  styr_i_putf(o, "%lld", (long long)value);
}

void styr_i_put_number(styr_i_out *o, double value) {
  char text[40], plain[40];
  size_t n = 0;
  if (!isfinite(value)) {
    styr_i_put(o, "null");
    return;
  }
  snprintf(text, sizeof text, "%.12g", value == 0 ? 0.0 : value); /* no minus before zero */
  for (const char *p = text; *p; p++) {
    if (strchr("0123456789+-e", *p)) plain[n++] = *p;
    else if (n && plain[n - 1] != '.') plain[n++] = '.'; /* the decimal sign of the locale, which may be several bytes */
  }
  plain[n] = '\0';
  styr_i_put(o, plain);
}

void styr_i_put_fixed(styr_i_out *o, double value, int decimals) {
  long long unit = 1;
  for (int i = 0; i < decimals; i++) unit *= 10;
  const long long parts = llround(value * (double)unit);
  const unsigned long long size = parts < 0 ? 0 - (unsigned long long)parts : (unsigned long long)parts;
  const unsigned long long whole = size / (unsigned long long)unit;
  unsigned long long rest = size % (unsigned long long)unit;
  int digits = decimals;
  for (; digits > 0 && rest % 10 == 0; digits--) rest /= 10; /* no zeros at the end */
  if (digits > 0) styr_i_putf(o, "%s%llu.%0*llu", parts < 0 ? "-" : "", whole, digits, rest);
  else styr_i_putf(o, "%s%llu", parts < 0 ? "-" : "", whole);
}

/* ---- JSON ---- */

void styr_i_json_string(styr_i_out *o, const char *text) {
  const size_t length = strlen(text);
  const bool valid = styr_i_utf8_valid(text, length);
  size_t from = 0;
  styr_i_put(o, "\"");
  for (size_t i = 0; i < length; i++) {
    const unsigned char c = (unsigned char)text[i];
    if (c >= 0x20 && c != '"' && c != '\\' && (c < 0x80 || valid) && c != 0x7F) continue;
    styr_i_putn(o, text + from, i - from);
    from = i + 1;
    switch (c) {
    case '"': styr_i_put(o, "\\\""); break;
    case '\\': styr_i_put(o, "\\\\"); break;
    case '\n': styr_i_put(o, "\\n"); break;
    case '\r': styr_i_put(o, "\\r"); break;
    case '\t': styr_i_put(o, "\\t"); break;
    default:
      if (c >= 0x80) styr_i_put(o, "\xEF\xBF\xBD");
      else styr_i_putf(o, "\\u%04x", c);
    }
  }
  styr_i_putn(o, text + from, length - from);
  styr_i_put(o, "\"");
}

static void json_key(styr_i_out *o, const char *key) {
  if (!o->first) styr_i_put(o, ",");
  o->first = false;
  if (key) {
    styr_i_json_string(o, key);
    styr_i_put(o, ":");
  }
}

void styr_i_json_open(styr_i_out *o, const char *key, char bracket) {
  json_key(o, key);
  styr_i_putn(o, &bracket, 1);
  o->first = true;
}

void styr_i_json_close(styr_i_out *o, char bracket) {
  styr_i_putn(o, &bracket, 1);
  o->first = false;
}

void styr_i_json_text(styr_i_out *o, const char *key, const char *value) {
  json_key(o, key);
  if (value) styr_i_json_string(o, value);
  else styr_i_put(o, "null");
}

void styr_i_json_int(styr_i_out *o, const char *key, int64_t value) {
  json_key(o, key);
  styr_i_put_int(o, value);
}

void styr_i_json_number(styr_i_out *o, const char *key, double value) {
  json_key(o, key);
  styr_i_put_number(o, value);
}

void styr_i_json_bool(styr_i_out *o, const char *key, bool value) {
  json_key(o, key);
  styr_i_put(o, value ? "true" : "false");
}

/* ---- CSV ---- */

void styr_i_csv_field(styr_i_out *o, const char *text, size_t length) {
  bool quote = false;
  for (size_t i = 0; i < length && !quote; i++) quote = text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
  if (!quote) {
    styr_i_putn(o, text, length);
    return;
  }
  styr_i_put(o, "\"");
  for (size_t from = 0; from < length;) {
    const char *mark = memchr(text + from, '"', length - from);
    const size_t to = mark ? (size_t)(mark - text) + 1 : length;
    styr_i_putn(o, text + from, to - from);
    if (mark) styr_i_put(o, "\"");
    from = to;
  }
  styr_i_put(o, "\"");
}

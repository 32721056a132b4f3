/* SPDX-License-Identifier: MIT */
/* Status names and the error struct, which the caller owns. The first error of a chain is kept: a function higher up that also
 * reports the failure does not overwrite the cause. */
#include "base/base_i.h"

#include <stdio.h>

const char *styr_version(void) {
  return STYR_VERSION_STRING;
}

const char *styr_status_name(styr_status status) {
  switch (status) {
  case STYR_OK: return "ok";
  case STYR_END: return "end";
  case STYR_TRUNCATED: return "truncated";
  case STYR_ERR_NOMEM: return "out of memory";
  case STYR_ERR_IO: return "input or output failed";
  case STYR_ERR_DATA: return "wrong data";
  case STYR_ERR_ARG: return "wrong argument";
  case STYR_ERR_NOT_FOUND: return "not found";
  case STYR_ERR_AMBIGUOUS: return "ambiguous";
  case STYR_ERR_LIMIT: return "limit reached";
  case STYR_ERR_BACKEND: return "backend failed";
  }
  return "unknown status";
}

void styr_error_clear(styr_error *error) {
  if (error) {
    error->status = STYR_OK;
    error->message[0] = '\0';
  }
}

/* Copies what fits, up to a whole character. Bytes that are not UTF-8, for example of a file name, become U+FFFD. */
static void put_utf8(char *out, size_t size, const char *text, size_t length) {
  static const char unknown[] = "\xEF\xBF\xBD";
  size_t at = 0;
  for (const char *p = text, *end = text + length; p < end;) {
    const char *from = p;
    (void)styr_i_utf8_next(&p, end);
    const bool good = p - from > 1 || (unsigned char)*from < 0x80;
    const size_t need = good ? (size_t)(p - from) : sizeof unknown - 1;
    if (at + need >= size) break;
    memcpy(out + at, good ? from : unknown, need);
    at += need;
  }
  out[at] = '\0';
}

styr_status styr_i_fail(styr_error *error, styr_status status, const char *fmt, ...) {
  if (error && error->status == STYR_OK) {
    va_list args;
    va_start(args, fmt);
    char text[1024];
    const int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    const size_t have = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    put_utf8(error->message, sizeof error->message, text, have);
    error->status = status;
  }
  return status;
}

bool styr_i_refuse(styr_error *error, const char *function) {
  styr_i_fail(error, STYR_ERR_ARG, "%s: an argument that must be given is NULL", function);
  return false;
}

styr_status styr_i_nomem(styr_error *error) {
  return styr_i_fail(error, STYR_ERR_NOMEM, "out of memory");
}

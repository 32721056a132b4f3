/* SPDX-License-Identifier: MIT */
/* The component's errors. The first error is kept, as in the core, which does not export its function for this. */
#include "graphviz/graphviz_i.h"

styr_status styr_g_fail(styr_error *error, styr_status status, const char *fmt, const char *text) {
  if (error && error->status == STYR_OK) {
    error->status = status;
    size_t n = 0;
    for (const char *p = fmt; *p && n + 1 < sizeof error->message; p++) {
      if (p[0] == '%' && p[1] == 's') {
        for (const char *q = text; *q && n + 1 < sizeof error->message; q++) error->message[n++] = *q == '\n' ? ' ' : *q;
        p++;
      } else {
        error->message[n++] = *p;
      }
    }
    while (n && ((unsigned char)error->message[n - 1] >= 0x80 || error->message[n - 1] == ' ')) n--; /* not half a character */
    error->message[n] = '\0';
  }
  return status;
}

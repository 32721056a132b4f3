/* SPDX-License-Identifier: MIT */
/* The list of findings of the privacy question, which its other files add to. */
#include "questions/privacy_i.h"

#include <stdarg.h>
#include <stdio.h>

const styr_table styr_i_privacy_tables[STYR_I_PRIVACY_TABLES] = {STYR_SOURCES, STYR_ACTORS, STYR_TEXTS,  STYR_TIES,
                                                                 STYR_CLAIMS,  STYR_CASES,  STYR_EVENTS, STYR_CHANGES};

static const char *keep(styr_privacy *x, const char *text, size_t length) {
  const uint32_t id = styr_i_intern(&x->texts, text, length);
  x->nomem |= id == STYR_I_NOSTR;
  return id == STYR_I_NOSTR ? "" : styr_i_str(&x->texts, id);
}

void styr_i_privacy_add(styr_privacy *x, styr_privacy_code code, styr_table table, size_t row, const char *id, const char *fmt, ...) {
  va_list list, again;
  va_start(list, fmt);
  va_copy(again, list);
  const int n = vsnprintf(NULL, 0, fmt, list);
  char *text = n < 0 ? NULL : styr_i_alloc(&x->a, (size_t)n + 1);
  if (text) vsnprintf(text, (size_t)n + 1, fmt, again);
  va_end(list);
  va_end(again);
  if (text && STYR_I_GROW(&x->a, x->findings, x->cap, x->count + 1))
    x->findings[x->count++] = (styr_privacy_finding){code, table, row, keep(x, id, strlen(id)), keep(x, text, strlen(text))};
  else x->nomem = true;
  styr_i_free(&x->a, text);
}

static int compare_findings(const void *a, const void *b) {
  const styr_privacy_finding *x = a, *y = b;
  if (x->code != y->code) return x->code < y->code ? -1 : 1;
  if (x->table != y->table) return x->table < y->table ? -1 : 1;
  if (x->row != y->row) return x->row < y->row ? -1 : 1;
  const int by_id = styr_i_natural_compare(x->id, y->id);
  return by_id ? by_id : strcmp(x->text, y->text);
}

void styr_i_privacy_sort(styr_privacy *x) {
  if (x->count) qsort(x->findings, x->count, sizeof *x->findings, compare_findings);
}

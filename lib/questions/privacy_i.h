/* SPDX-License-Identifier: MIT */
/* Shared by the files of the privacy question. */
#ifndef STYR_PRIVACY_I_H
#define STYR_PRIVACY_I_H

#include "map/map_i.h"
#include "words/words_i.h"

#include <styr/privacy.h>

struct styr_privacy {
  styr_allocator a;
  const styr_map *map;
  const styr_i_language *words;
  styr_public *view;
  styr_public_report *report;
  styr_i_strings texts; /* of the findings */
  styr_privacy_finding *findings;
  size_t count, cap;
  size_t k;
  const char *quasi;
  bool compared; /* with an earlier release */
  bool nomem;
};

enum { STYR_I_PRIVACY_TABLES = 8 };
extern const styr_table styr_i_privacy_tables[STYR_I_PRIVACY_TABLES]; /* those whose rows the answer lists */
void styr_i_privacy_add(styr_privacy *x, styr_privacy_code code, styr_table table, size_t row, const char *id, const char *fmt, ...)
    STYR_PRINTF(6, 7);
void styr_i_privacy_sort(styr_privacy *x);                                              /* findings by code, then by row */
void styr_i_privacy_names(styr_privacy *x);                                             /* privacy_names.c */
void styr_i_privacy_compare(styr_privacy *x, const styr_map *earlier, styr_date today); /* privacy_against.c */

#define ADD_FINDING(x, code, table, row, ...)                                                                                              \
  do {                                                                                                                                     \
    char name_[300];                                                                                                                       \
    styr_i_privacy_add((x), (code), (table), (row), styr_i_row_name((x)->map, (table), (row), name_, sizeof name_), __VA_ARGS__);          \
  } while (0)

static inline bool styr_i_is_published(const styr_privacy *x, styr_table table, size_t row) {
  return styr_public_report_row(x->report, table, row).is_public;
}

#endif

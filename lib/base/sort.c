/* SPDX-License-Identifier: MIT */
/* Sorting by number. Most lists of a search are short, so insertion sort is tried before qsort(). */
#include "base/base_i.h"

enum { short_list = 32 };

int styr_i_by_u32(const void *a, const void *b) {
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

void styr_i_sort_u32(uint32_t *items, size_t count) {
  if (count > short_list) {
    qsort(items, count, sizeof *items, styr_i_by_u32);
    return;
  }
  for (size_t i = 1; i < count; i++) {
    const uint32_t x = items[i];
    size_t k = i;
    for (; k && items[k - 1] > x; k--) items[k] = items[k - 1];
    items[k] = x;
  }
}

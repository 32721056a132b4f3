/* SPDX-License-Identifier: MIT */
/* Columnar rows. A column takes no memory until a cell of it is set; then it holds one fixed-width value a row, with 0
 * for empty. A map of ten million bare ties thus costs 10 bytes a tie here. */
#include "map_i.h"

static void put(void *cells, size_t width, size_t row, uint64_t value) {
  switch (width) {
  case 1: ((uint8_t *)cells)[row] = (uint8_t)value; break;
  case 2: ((uint16_t *)cells)[row] = (uint16_t)value; break;
  case 4: ((uint32_t *)cells)[row] = (uint32_t)value; break;
  default: ((uint64_t *)cells)[row] = value; break;
  }
}

uint64_t styr_i_cell(const styr_i_table *t, size_t row, size_t column) {
  const styr_i_column *c = &t->columns[column];
  if (!c->cells) return 0;
  switch (styr_i_kind_width(c->kind)) {
  case 1: return ((const uint8_t *)c->cells)[row];
  case 2: return ((const uint16_t *)c->cells)[row];
  case 4: return ((const uint32_t *)c->cells)[row];
  default: return ((const uint64_t *)c->cells)[row];
  }
}

static bool grow(const styr_allocator *a, styr_i_table *t) {
  const size_t want = t->cap < 16 ? 16 : t->cap + t->cap / 2;
  for (size_t i = 0; i < t->column_count; i++) {
    styr_i_column *c = &t->columns[i];
    if (!c->cells) continue;
    void *cells = styr_i_realloc(a, c->cells, want, styr_i_kind_width(c->kind));
    if (!cells) return false; /* columns that grew already are merely roomier */
    c->cells = cells;
  }
  t->cap = want;
  return true;
}

bool styr_i_table_reserve(const styr_allocator *a, styr_i_table *t, const uint64_t *values) {
  if (t->rows >= UINT32_MAX / 2 || (t->rows == t->cap && !grow(a, t))) return false;
  for (size_t i = 0; i < t->column_count; i++) {
    styr_i_column *c = &t->columns[i];
    if (c->cells || !values[i]) continue;
    c->cells = styr_i_zalloc(a, t->cap, styr_i_kind_width(c->kind));
    if (!c->cells) return false;
  }
  return true;
}

void styr_i_table_append(styr_i_table *t, const uint64_t *values) {
  for (size_t i = 0; i < t->column_count; i++) {
    const styr_i_column *c = &t->columns[i];
    if (c->cells) put(c->cells, styr_i_kind_width(c->kind), t->rows, values[i]);
  }
  t->rows++;
}

size_t styr_i_table_column(const styr_map *map, styr_table table, const char *name, size_t length) {
  const styr_i_table *t = &map->tables[table];
  for (size_t i = 0; i < t->column_count; i++) {
    const uint32_t id = t->columns[i].name;
    if (styr_i_strlen(&map->strings, id) == length && memcmp(styr_i_str(&map->strings, id), name, length) == 0) return i;
  }
  return SIZE_MAX;
}

size_t styr_i_column_add(styr_map *map, styr_table table, const char *name, size_t length) {
  const size_t known = styr_i_table_column(map, table, name, length);
  if (known != SIZE_MAX) return known;
  styr_i_table *t = &map->tables[table];
  const uint32_t id = styr_i_intern(&map->strings, name, length);
  if (id == STYR_I_NOSTR || !STYR_I_GROW(&map->a, t->columns, t->column_cap, t->column_count + 1)) return SIZE_MAX;
  const size_t at = t->column_count;
  t->columns[at] = (styr_i_column){id, at < styr_i_schemas[table].count ? styr_i_schemas[table].columns[at].kind : KIND_TEXT, NULL};
  t->column_count++;
  return at;
}

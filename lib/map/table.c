/* SPDX-License-Identifier: MIT */
/* Columnar rows. A column takes no memory until one of its cells is set. Then it is dense (one fixed-width value per row, 0 for
 * empty) or sparse (the row numbers and values of its non-empty cells), whichever takes less memory. Required columns are always
 * dense. A map of ten million bare ties thus costs 10 bytes per tie here, and a note on one of them a few bytes more. */
#include "map/map_i.h"

enum { small_table = 4096 }; /* up to this many rows every column is dense */

static bool is_required(const styr_i_table *t, size_t column) {
  return column < t->schema->count && t->schema->columns[column].required;
}

static uint64_t get(const void *cells, size_t width, size_t at) {
  switch (width) {
  case 1: return ((const uint8_t *)cells)[at];
  case 2: return ((const uint16_t *)cells)[at];
  case 4: return ((const uint32_t *)cells)[at];
  default: return ((const uint64_t *)cells)[at];
  }
}

static void put(void *cells, size_t width, size_t at, uint64_t value) {
  switch (width) {
  case 1: ((uint8_t *)cells)[at] = (uint8_t)value; break;
  case 2: ((uint16_t *)cells)[at] = (uint16_t)value; break;
  case 4: ((uint32_t *)cells)[at] = (uint32_t)value; break;
  default: ((uint64_t *)cells)[at] = value; break;
  }
}

/* The first place in a sparse column whose row is `row` or later. */
static size_t place_of(const styr_i_column *c, size_t row) {
  size_t low = 0, high = c->used;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (c->rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

uint64_t styr_i_cell(const styr_i_table *t, size_t row, size_t column) {
  const styr_i_column *c = &t->columns[column];
  if (!c->cells) return 0;
  if (c->rows) {
    const size_t at = place_of(c, row);
    if (at == c->used || c->rows[at] != row) return 0;
    row = at;
  }
  return get(c->cells, styr_i_kind_width(c->kind), row);
}

/* ---- dense and sparse ---- */

/* The bytes that a column with that many values takes in either form. */
static size_t sparse_size(const styr_i_column *c, size_t values) {
  return values * (sizeof *c->rows + styr_i_kind_width(c->kind));
}
static size_t dense_size(const styr_i_column *c, size_t rows) {
  return rows * styr_i_kind_width(c->kind);
}

static bool make_sparse(const styr_allocator *a, styr_i_table *t, styr_i_column *c) {
  const size_t width = styr_i_kind_width(c->kind), cap = c->used + c->used / 4 + 16;
  uint32_t *rows = styr_i_zalloc(a, cap, sizeof *rows);
  void *cells = styr_i_zalloc(a, cap, width);
  if (!rows || !cells) {
    styr_i_free(a, rows);
    styr_i_free(a, cells);
    return false;
  }
  size_t n = 0;
  for (size_t row = 0; row < t->rows && n < c->used; row++) {
    const uint64_t value = c->cells ? get(c->cells, width, row) : 0;
    if (!value) continue;
    rows[n] = (uint32_t)row;
    put(cells, width, n++, value);
  }
  styr_i_free(a, c->cells);
  c->rows = rows;
  c->cells = cells;
  c->cap = cap;
  return true;
}

static bool make_dense(const styr_allocator *a, styr_i_table *t, styr_i_column *c) {
  const size_t width = styr_i_kind_width(c->kind);
  void *cells = styr_i_zalloc(a, t->cap, width);
  if (!cells) return false;
  for (size_t i = 0; c->rows && i < c->used; i++) put(cells, width, c->rows[i], get(c->cells, width, i));
  styr_i_free(a, c->rows);
  styr_i_free(a, c->cells);
  c->rows = NULL;
  c->cells = cells;
  return true;
}

static bool grow(const styr_allocator *a, styr_i_table *t, size_t need) {
  size_t want = t->cap < 16 ? 16 : t->cap + t->cap / 2;
  if (want < need) want = need;
  for (size_t i = 0; i < t->column_count; i++) {
    styr_i_column *c = &t->columns[i];
    if (!c->cells || c->rows) continue;
    const bool thin = t->rows >= small_table && !is_required(t, i) && sparse_size(c, c->used) * 4 < dense_size(c, t->rows);
    if (thin) {
      if (!make_sparse(a, t, c)) return false;
      continue;
    }
    void *cells = styr_i_realloc(a, c->cells, want, styr_i_kind_width(c->kind));
    if (!cells) return false; /* the columns that grew already only have more room */
    c->cells = cells;
  }
  t->cap = want;
  return true;
}

/* Reserves room for more values in a column, after the rows that exist. */
static bool make_room(const styr_allocator *a, styr_i_table *t, size_t column, size_t more) {
  styr_i_column *c = &t->columns[column];
  if (c->cells && !c->rows) return true;
  const bool dense = t->rows < small_table || is_required(t, column) || sparse_size(c, c->used + more) * 2 > dense_size(c, t->rows);
  if (dense) return make_dense(a, t, c);
  if (!c->cells) return make_sparse(a, t, c) && make_room(a, t, column, more);
  if (c->used + more <= c->cap) return true;
  const size_t cap = c->used + more + c->used / 2;
  uint32_t *rows = styr_i_realloc(a, c->rows, cap, sizeof *rows);
  if (!rows) return false;
  c->rows = rows;
  void *cells = styr_i_realloc(a, c->cells, cap, styr_i_kind_width(c->kind));
  if (!cells) return false;
  c->cells = cells;
  c->cap = cap;
  return true;
}

static size_t count_set(const uint64_t *values, size_t count) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) n += values[i] != 0;
  return n;
}

bool styr_i_table_reserve(const styr_allocator *a, styr_i_table *t, const styr_i_rows *rows) {
  const size_t need = t->rows + rows->count;
  if (need > UINT32_MAX / 2 || (need > t->cap && !grow(a, t, need))) return false;
  for (size_t i = 0; i < t->column_count; i++) {
    if ((t->columns[i].cells && !t->columns[i].rows) || (rows->filled && !rows->filled[i])) continue;
    const size_t more = count_set(rows->values + i * rows->stride, rows->count);
    if (more && !make_room(a, t, i, more)) return false;
  }
  return true;
}

/* ---- appending ---- */

static void append_words(uint32_t *cells, const uint64_t *values, size_t count) {
  for (size_t i = 0; i < count; i++) cells[i] = (uint32_t)values[i];
}

static void append_dense(styr_i_column *c, size_t row, const uint64_t *values, size_t count) {
  const size_t width = styr_i_kind_width(c->kind);
  if (width == 4) append_words((uint32_t *)c->cells + row, values, count);
  else
    for (size_t i = 0; i < count; i++) put(c->cells, width, row + i, values[i]);
  c->used += count_set(values, count);
}

static void append_sparse(styr_i_column *c, size_t row, const uint64_t *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!values[i]) continue;
    c->rows[c->used] = (uint32_t)(row + i);
    put(c->cells, styr_i_kind_width(c->kind), c->used++, values[i]);
  }
}

void styr_i_table_append(styr_i_table *t, const styr_i_rows *rows) {
  for (size_t i = 0; i < t->column_count; i++) {
    styr_i_column *c = &t->columns[i];
    const uint64_t *values = rows->values + i * rows->stride;
    if (!c->cells) continue;
    if (!c->rows) append_dense(c, t->rows, values, rows->count);
    else if (!rows->filled || rows->filled[i]) append_sparse(c, t->rows, values, rows->count);
  }
  t->rows += rows->count;
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
  t->schema = &styr_i_schemas[table];
  t->columns[at] =
      (styr_i_column){id, at < styr_i_schemas[table].count ? styr_i_schemas[table].columns[at].kind : KIND_TEXT, NULL, NULL, 0, 0};
  t->column_count++;
  return at;
}

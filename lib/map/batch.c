/* SPDX-License-Identifier: MIT */
/* Looks up the cells of many rows together, column by column, so that the cache misses overlap. cell.c decides what a cell means,
 * and row.c whether a row is valid; this file only finds values that the map already has. A row is ready when every cell was found
 * or is a text that only needs to be interned. Any other row is read cell by cell (styr_i_row_add()), so that values and messages
 * are the same as when rows are read one by one. */
#include "map/row_i.h"

enum { known_texts = 256, known_tries = 8 };

/* The value of a short text in a column with few distinct values. Cells of a batch contain no NUL byte, so zeros mark the end of
 * the text. */
typedef struct styr_i_known {
  styr_i_short text;
  uint64_t value; /* 0 = free */
} known;

static const uint64_t pending = UINT64_MAX; /* a text that is not interned yet */

static styr_i_kind kind_of(const styr_i_batch_reader *b, size_t column) {
  return b->map->tables[b->table].columns[column].kind;
}

/* ---- life ---- */

styr_i_batch_reader *styr_i_batch_reader_new(styr_map *map, styr_table table, const uint32_t *columns, size_t count) {
  styr_i_batch_reader *b = styr_i_zalloc(&map->a, 1, sizeof *b);
  if (!b) return NULL;
  b->map = map;
  b->table = table;
  b->columns = columns;
  b->count = count;
  b->width = map->tables[table].column_count;
  b->values = styr_i_zalloc(&map->a, b->width * STYR_I_BATCH, sizeof *b->values);
  b->prints = styr_i_zalloc(&map->a, b->width * STYR_I_BATCH, sizeof *b->prints);
  b->knowns = styr_i_zalloc(&map->a, styr_i_schemas[table].count * known_texts, sizeof *b->knowns);
  b->filled = styr_i_zalloc(&map->a, b->width, sizeof *b->filled);
  if (b->values && b->prints && b->knowns && b->filled) return b;
  styr_i_batch_reader_free(b);
  return NULL;
}

void styr_i_batch_reader_free(styr_i_batch_reader *b) {
  if (!b) return;
  const styr_allocator a = b->map->a;
  styr_i_free(&a, b->values);
  styr_i_free(&a, b->prints);
  styr_i_free(&a, b->knowns);
  styr_i_free(&a, b->filled);
  styr_i_free(&a, b);
}

/* ---- cells: a row with a cell that is not found is not ready ---- */

/* Collects the cells of a column that are not empty. */
typedef struct filled {
  styr_i_search cells[STYR_I_BATCH];
  uint16_t rows[STYR_I_BATCH];
  size_t count;
} filled;

static void gather(const styr_i_batch *batch, size_t cell, filled *f) {
  const styr_i_slice *cells = batch->cells + cell * STYR_I_BATCH;
  f->count = 0;
  for (size_t row = 0; row < batch->rows; row++) {
    f->cells[f->count].text = cells[row];
    f->rows[f->count] = (uint16_t)row;
    f->count += cells[row].length != 0;
  }
}

static void find_texts(styr_i_batch_reader *b, size_t column, filled *f) {
  uint64_t *values = b->values + column * STYR_I_BATCH;
  uint32_t *prints = b->prints + column * STYR_I_BATCH;
  styr_i_strings_find_many(&b->map->strings, f->cells, f->count);
  for (size_t i = 0; i < f->count; i++) {
    values[f->rows[i]] = f->cells[i].id == STYR_I_NOSTR ? pending : f->cells[i].id;
    b->new_texts |= f->cells[i].id == STYR_I_NOSTR;
    prints[f->rows[i]] = f->cells[i].print;
  }
}

/* Ids are stored in NFC. ASCII text is always in NFC; rows with other ids are read one by one. */
static void mark_non_ascii_ids(styr_i_batch_reader *b, const styr_i_batch *batch, const filled *f) {
  if (!batch->any_high) return;
  for (size_t i = 0; i < f->count; i++)
    if (batch->high[f->rows[i]] && !styr_i_ascii(f->cells[i].text.text, f->cells[i].text.length)) b->ready[f->rows[i]] = false;
}

static void find_ids(styr_i_batch_reader *b, const styr_i_batch *batch, size_t column, filled *f) {
  mark_non_ascii_ids(b, batch, f);
  for (size_t i = 0; i < f->count; i++)
    if (!styr_i_id_is_clean(f->cells[i].text)) b->ready[f->rows[i]] = false;
  find_texts(b, column, f);
}

/* References: `names` maps an id to its handle. */
static void find_names(styr_i_batch_reader *b, const styr_i_batch *batch, size_t column, filled *f, const styr_i_names *names) {
  const bool actors_only = kind_of(b, column) == KIND_ACTOR;
  uint64_t *values = b->values + column * STYR_I_BATCH;
  mark_non_ascii_ids(b, batch, f);
  styr_i_strings_find_many(&b->map->strings, f->cells, f->count);
  for (size_t i = 0; i < f->count; i++) {
    const styr_i_search *s = &f->cells[i];
    const uint64_t handle = names->marked ? s->mark : s->id == STYR_I_NOSTR ? 0 : (uint64_t)(styr_i_names_get(names, s->id) + 1);
    values[f->rows[i]] = handle;
    if (!handle || (actors_only && (handle - 1) & STYR_NODE_TEXT_BIT)) b->ready[f->rows[i]] = false;
  }
}

/* The result of styr_i_cell_find(), cached by text. */
static uint64_t cached_value(styr_i_batch_reader *b, size_t column, styr_i_slice text) {
  if (text.length > sizeof(styr_i_short)) return styr_i_cell_find(b->map, b->table, column, text);
  known *knowns = b->knowns + column * known_texts;
  const styr_i_short key = styr_i_short_of(text.text, text.length);
  size_t at = (size_t)(((key.low ^ key.high * 0xE7037ED1A0B428DBu) * 0x9E3779B97F4A7C15u) >> 56), free_at = at;
  for (size_t i = 0; i < known_tries; i++, at = (at + 1) % known_texts) {
    if (knowns[at].text.low == key.low && knowns[at].text.high == key.high) return knowns[at].value;
    if (knowns[at].value) continue;
    free_at = at;
    break;
  }
  const uint64_t value = styr_i_cell_find(b->map, b->table, column, text);
  if (value) knowns[free_at] = (known){key, value};
  return value;
}

static void find_values(styr_i_batch_reader *b, size_t column, const filled *f, bool few) {
  uint64_t *values = b->values + column * STYR_I_BATCH;
  for (size_t i = 0; i < f->count; i++) {
    const styr_i_slice text = f->cells[i].text;
    const uint64_t value = few ? cached_value(b, column, text) : styr_i_cell_find(b->map, b->table, column, text);
    values[f->rows[i]] = value;
    if (!value) b->ready[f->rows[i]] = false;
  }
}

static void leave_empty(styr_i_batch_reader *b, const styr_i_batch *batch, size_t cell) {
  for (size_t row = 0; row < batch->rows; row++)
    if (!batch->cells[cell * STYR_I_BATCH + row].length) b->ready[row] = false;
}

static void find_column(styr_i_batch_reader *b, const styr_i_batch *batch, size_t cell) {
  const size_t column = b->columns[cell];
  const styr_map *map = b->map;
  filled f;
  gather(batch, cell, &f);
  if (f.count < batch->rows && (b->filled[column] || f.count))
    memset(b->values + column * STYR_I_BATCH, 0, STYR_I_BATCH * sizeof *b->values);
  b->filled[column] = f.count != 0;
  const bool required = column < styr_i_schemas[b->table].count && styr_i_schemas[b->table].columns[column].required;
  if (required && f.count < batch->rows) leave_empty(b, batch, cell);
  switch (kind_of(b, column)) {
  case KIND_TEXT:
  case KIND_ABOUT: find_texts(b, column, &f); break;
  case KIND_ID: find_ids(b, batch, column, &f); break;
  case KIND_NODE:
  case KIND_ACTOR: find_names(b, batch, column, &f, &map->node_names); break;
  case KIND_SOURCE: find_names(b, batch, column, &f, &map->source_names); break;
  case KIND_CASE: find_names(b, batch, column, &f, &map->case_names); break;
  case KIND_TERM:
  case KIND_TYPE:
  case KIND_CURRENCY:
  case KIND_WORD: find_values(b, column, &f, true); break;
  default: find_values(b, column, &f, false);
  }
}

/* ---- claims: prefetch what row.c will look up for each claim ---- */

/* A guess at what a claim is about, from one lookup of its id. A wrong guess only costs a prefetch. */
static uint64_t guess_about(const styr_map *map, const styr_i_search *s) {
  uint64_t number;
  if (s->mark) return (uint64_t)ABOUT_NODE << 32 | (s->mark - 1);
  if (s->id != STYR_I_NOSTR && styr_i_names_get(&map->tie_names, s->id) != STYR_I_NONE)
    return (uint64_t)ABOUT_TIE << 32 | styr_i_names_get(&map->tie_names, s->id);
  return (uint64_t)ABOUT_TIE << 32 | (styr_i_generated_tie(s->text.text, s->text.length, &number) ? number - 1 : 0);
}

static void prefetch_claims(const styr_i_batch_reader *b, const styr_i_batch *batch) {
  const styr_map *map = b->map;
  filled f;
  size_t cell = 0;
  while (b->columns[cell] != CLAIM_ABOUT) cell++; /* a required column */
  gather(batch, cell, &f);
  styr_i_strings_find_many(&map->strings, f.cells, f.count);
  for (size_t i = 0; i < f.count; i++) {
    styr_i_slice *about = &f.cells[i].text;
    const char *colon = memchr(about->text, ':', about->length);
    if (!colon) continue;
    about->length -= (size_t)(colon + 1 - about->text);
    about->text = colon + 1;
  }
  styr_i_strings_find_many(&map->strings, f.cells, f.count);
  for (size_t i = 0; i < f.count; i++)
    if (f.cells[i].id < map->tie_names.cap) __builtin_prefetch(&map->tie_names.of[f.cells[i].id]);
  for (size_t i = 0; i < f.count; i++) {
    const uint64_t about = guess_about(map, &f.cells[i]);
    styr_i_index_prefetch(&map->claim_head, about);
    styr_i_index_prefetch(&map->claim_tail, about);
  }
}

/* Kinds whose cells are looked up among all strings. */
static bool is_looked_up(styr_i_kind kind) {
  return kind == KIND_TEXT || kind == KIND_ABOUT || kind == KIND_ID || kind == KIND_NODE || kind == KIND_ACTOR || kind == KIND_SOURCE ||
         kind == KIND_CASE;
}

void styr_i_batch_look_up(styr_i_batch_reader *b, const styr_i_batch *batch) {
  memset(b->ready, true, batch->rows);
  b->new_texts = false;
  for (size_t i = 0; i < b->count; i++) /* first the columns that need only the text, while it is in the cache */
    if (!is_looked_up(kind_of(b, b->columns[i]))) find_column(b, batch, i);
  for (size_t i = 0; i < b->count; i++)
    if (is_looked_up(kind_of(b, b->columns[i]))) find_column(b, batch, i);
  if (b->table == STYR_CLAIMS) prefetch_claims(b, batch);
}

/* ---- rows ---- */

bool styr_i_batch_intern(styr_i_batch_reader *b, const styr_i_batch *batch, size_t row) {
  for (size_t i = 0; b->new_texts && i < b->count; i++) {
    const size_t place = b->columns[i] * STYR_I_BATCH + row;
    if (b->values[place] != pending) continue;
    const styr_i_slice text = batch->cells[i * STYR_I_BATCH + row];
    const uint32_t id = styr_i_intern_print(&b->map->strings, text.text, text.length, b->prints[place]);
    if (id == STYR_I_NOSTR) return false;
    b->values[place] = id;
  }
  return true;
}

static void use_terms(styr_i_batch_reader *b, size_t from, size_t to) {
  styr_map *map = b->map;
  for (size_t i = 0; i < b->count; i++) {
    const styr_i_kind kind = kind_of(b, b->columns[i]);
    const uint64_t *values = b->values + b->columns[i] * STYR_I_BATCH;
    if (kind == KIND_TERM || kind == KIND_TYPE)
      for (size_t row = from; row < to; row++)
        if (values[row]) map->terms[kind == KIND_TYPE ? map->types[values[row] - 1] : values[row] - 1].uses++;
  }
}

bool styr_i_batch_append(styr_i_batch_reader *b, size_t from, size_t to) {
  styr_i_table *table = &b->map->tables[b->table];
  const styr_i_rows rows = {b->values + from, STYR_I_BATCH, to - from, b->filled};
  if (from == to) return true;
  if (!styr_i_table_reserve(&b->map->a, table, &rows)) return false;
  styr_i_table_append(table, &rows);
  use_terms(b, from, to);
  return true;
}

/* SPDX-License-Identifier: MIT */
/* The fast door, for rows that nothing can be said of. Cells of many rows are read together, column by column, so that
 * the waits for memory overlap; a row is entered here only when every cell of it is plainly right: terms and types that
 * are used already, references that are found, dates and amounts that parse, ids that are free. Anything else is left to
 * the general door (row.c), which stays the only judge of what is wrong and the only one that says so; a row that goes
 * there is entered in its turn, so that results and messages are the same as if every row had gone there. */
#include "map/map_i.h"

enum { known_texts = 256, known_tries = 8, most_types = 4096 };

/* What a short text in a column of few values stands for. No cell of a batch holds a NUL byte: zeros mean the end. */
typedef struct known {
  styr_i_short text;
  uint64_t value; /* 0 = free */
} known;

/* Which nodes a type takes at an end, whatever their kind. */
enum { FROM_ACTORS = 1, FROM_TEXTS = 2, TO_ACTORS = 4, TO_TEXTS = 8, LOOKED_UP = 128 };

struct styr_i_bulk {
  styr_map *map;
  styr_table table;
  const uint32_t *columns; /* file column → table column */
  size_t count;
  size_t width;        /* table columns */
  uint64_t *values;    /* values[table column * STYR_I_BATCH + row] */
  uint32_t *prints;    /* of texts, likewise */
  known *knowns;       /* known_texts a table column, for columns of few values */
  uint8_t *accepts;    /* by tie type */
  styr_i_names *names; /* of the ids in this table, and which column they are in */
  size_t id_column;
  bool *filled;             /* table columns with a cell that is not empty in this batch */
  bool new_texts;           /* some texts of this batch are not interned yet */
  bool plain[STYR_I_BATCH]; /* rows that may be entered here */
};

static const uint64_t pending = UINT64_MAX; /* a text that is not interned yet */

static styr_i_kind kind_of(const styr_i_bulk *b, size_t column) {
  return b->map->tables[b->table].columns[column].kind;
}

/* Kinds whose texts are looked for among all strings. */
static bool is_looked_up(styr_i_kind kind) {
  return kind == KIND_TEXT || kind == KIND_ID || kind == KIND_NODE;
}

/* ---- life ---- */

static styr_i_names *names_of(styr_map *map, styr_table table) {
  switch (table) {
  case STYR_ACTORS:
  case STYR_TEXTS: return &map->node_names;
  case STYR_SOURCES: return &map->source_names;
  case STYR_TIES: return &map->tie_names;
  default: return NULL;
  }
}

bool styr_i_bulk_takes(styr_table table) {
  return table == STYR_ACTORS || table == STYR_TEXTS || table == STYR_TIES || table == STYR_CLAIMS;
}

styr_i_bulk *styr_i_bulk_new(styr_map *map, styr_table table, const uint32_t *columns, size_t count) {
  styr_i_bulk *b = styr_i_zalloc(&map->a, 1, sizeof *b);
  if (!b) return NULL;
  b->map = map;
  b->table = table;
  b->columns = columns;
  b->count = count;
  b->width = map->tables[table].column_count;
  b->names = names_of(map, table);
  b->id_column = table == STYR_TIES ? (size_t)TIE_ID : 0;
  b->values = styr_i_zalloc(&map->a, b->width * STYR_I_BATCH, sizeof *b->values);
  b->prints = styr_i_zalloc(&map->a, b->width * STYR_I_BATCH, sizeof *b->prints);
  b->knowns = styr_i_zalloc(&map->a, styr_i_schemas[table].count * known_texts, sizeof *b->knowns);
  b->filled = styr_i_zalloc(&map->a, b->width, sizeof *b->filled);
  b->accepts = styr_i_zalloc(&map->a, most_types, sizeof *b->accepts);
  if (b->values && b->prints && b->knowns && b->filled && b->accepts) return b;
  styr_i_bulk_free(b);
  return NULL;
}

void styr_i_bulk_free(styr_i_bulk *b) {
  if (!b) return;
  const styr_allocator a = b->map->a;
  styr_i_free(&a, b->values);
  styr_i_free(&a, b->prints);
  styr_i_free(&a, b->knowns);
  styr_i_free(&a, b->filled);
  styr_i_free(&a, b->accepts);
  styr_i_free(&a, b);
}

/* ---- cells: what is not plainly right is taken out of `plain` ---- */

/* The cells of a column that are not empty. */
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

static void refuse_empty(styr_i_bulk *b, const styr_i_batch *batch, size_t cell) {
  for (size_t row = 0; row < batch->rows; row++)
    if (!batch->cells[cell * STYR_I_BATCH + row].length) b->plain[row] = false;
}

/* Ids are compared after NFC, which leaves ASCII as it is. */
static void refuse_other_scripts(styr_i_bulk *b, const styr_i_batch *batch, const filled *f) {
  if (!batch->any_high) return;
  for (size_t i = 0; i < f->count; i++)
    if (batch->high[f->rows[i]] && !styr_i_ascii(f->cells[i].text.text, f->cells[i].text.length)) b->plain[f->rows[i]] = false;
}

static bool id_is_plain(styr_i_slice s) {
  if (s.text[0] == ' ' || s.text[s.length - 1] == ' ') return false;
  bool clean = true;
  for (size_t i = 0; i < s.length; i++) clean &= (unsigned char)s.text[i] >= 0x20 && s.text[i] != 0x7F;
  return clean;
}

static void read_texts(styr_i_bulk *b, size_t column, filled *f) {
  uint64_t *values = b->values + column * STYR_I_BATCH;
  uint32_t *prints = b->prints + column * STYR_I_BATCH;
  styr_i_strings_find_many(&b->map->strings, f->cells, f->count);
  for (size_t i = 0; i < f->count; i++) {
    values[f->rows[i]] = f->cells[i].id == STYR_I_NOSTR ? pending : f->cells[i].id;
    b->new_texts |= f->cells[i].id == STYR_I_NOSTR;
    prints[f->rows[i]] = f->cells[i].print;
  }
}

static void read_ids(styr_i_bulk *b, const styr_i_batch *batch, size_t column, filled *f) {
  refuse_other_scripts(b, batch, f);
  for (size_t i = 0; i < f->count; i++)
    if (!id_is_plain(f->cells[i].text)) b->plain[f->rows[i]] = false;
  read_texts(b, column, f);
}

static void read_nodes(styr_i_bulk *b, const styr_i_batch *batch, size_t column, filled *f) {
  uint64_t *values = b->values + column * STYR_I_BATCH;
  refuse_other_scripts(b, batch, f);
  styr_i_strings_find_many(&b->map->strings, f->cells, f->count);
  for (size_t i = 0; i < f->count; i++) {
    values[f->rows[i]] = f->cells[i].mark;
    if (!f->cells[i].mark) b->plain[f->rows[i]] = false;
  }
}

/* The term, where it is used already: a first use is noted by the general door. */
static uint32_t used_term(const styr_map *map, const char *set, styr_i_slice text) {
  const uint32_t s = styr_i_strings_find(&map->strings, set, strlen(set)), t = styr_i_strings_find(&map->strings, text.text, text.length);
  const uint32_t at = s == STYR_I_NOSTR || t == STYR_I_NOSTR ? STYR_I_NONE : styr_i_term_find(map, s, t);
  return at != STYR_I_NONE && map->terms[at].uses ? at : STYR_I_NONE;
}

/* The value of a cell in a column of few values, or 0. */
static uint64_t value_of(const styr_i_bulk *b, size_t column, styr_i_slice text) {
  const styr_map *map = b->map;
  const char *of = styr_i_schemas[b->table].columns[column].set_or_words;
  const styr_i_kind kind = kind_of(b, column);
  if (kind == KIND_TERM) return (uint64_t)(uint32_t)(used_term(map, of, text) + 1);
  if (kind == KIND_TYPE) {
    const uint32_t term = used_term(map, "tie", text);
    for (size_t i = 0; term != STYR_I_NONE && i < map->type_count; i++)
      if (map->types[i] == term) return i + 1;
    return 0;
  }
  if (kind == KIND_WORD) return styr_i_word_number(of, text);
  char code[4] = {0};
  if (text.length == 3) memcpy(code, text.text, 3);
  const uint32_t id = styr_currency_decimals(code) >= 0 ? styr_i_strings_find(&map->strings, code, 3) : STYR_I_NOSTR;
  return id == STYR_I_NOSTR ? 0 : id;
}

static uint64_t remembered(styr_i_bulk *b, size_t column, styr_i_slice text) {
  if (text.length > sizeof(styr_i_short)) return value_of(b, column, text);
  known *knowns = b->knowns + column * known_texts;
  const styr_i_short key = styr_i_short_of(text.text, text.length);
  size_t at = (size_t)(((key.low ^ key.high * 0xE7037ED1A0B428DBu) * 0x9E3779B97F4A7C15u) >> 56), free_at = at;
  for (size_t i = 0; i < known_tries; i++, at = (at + 1) % known_texts) {
    if (knowns[at].text.low == key.low && knowns[at].text.high == key.high) return knowns[at].value;
    if (knowns[at].value) continue;
    free_at = at;
    break;
  }
  const uint64_t value = value_of(b, column, text);
  if (value) knowns[free_at] = (known){key, value};
  return value;
}

static void read_few(styr_i_bulk *b, size_t column, const filled *f) {
  uint64_t *values = b->values + column * STYR_I_BATCH;
  for (size_t i = 0; i < f->count; i++) {
    const uint64_t value = remembered(b, column, f->cells[i].text);
    values[f->rows[i]] = value;
    if (!value) b->plain[f->rows[i]] = false;
  }
}

static void read_dates(styr_i_bulk *b, size_t column, const filled *f) {
  uint64_t *values = b->values + column * STYR_I_BATCH;
  styr_date date;
  for (size_t i = 0; i < f->count; i++) {
    if (styr_date_parse(f->cells[i].text.text, f->cells[i].text.length, &date)) values[f->rows[i]] = styr_i_date_packed(date);
    else b->plain[f->rows[i]] = false;
  }
}

static void read_column(styr_i_bulk *b, const styr_i_batch *batch, size_t cell) {
  const size_t column = b->columns[cell];
  filled f;
  gather(batch, cell, &f);
  if (f.count < batch->rows && (b->filled[column] || f.count))
    memset(b->values + column * STYR_I_BATCH, 0, STYR_I_BATCH * sizeof *b->values);
  b->filled[column] = f.count != 0;
  const bool required = column < styr_i_schemas[b->table].count && styr_i_schemas[b->table].columns[column].required;
  if (required && f.count < batch->rows) refuse_empty(b, batch, cell);
  switch (kind_of(b, column)) {
  case KIND_TEXT: read_texts(b, column, &f); break;
  case KIND_ID: read_ids(b, batch, column, &f); break;
  case KIND_NODE: read_nodes(b, batch, column, &f); break;
  case KIND_TERM:
  case KIND_TYPE:
  case KIND_CURRENCY:
  case KIND_WORD: read_few(b, column, &f); break;
  case KIND_DATE: read_dates(b, column, &f); break;
  case KIND_AMOUNT: break; /* waits for its currency */
  default:
    for (size_t i = 0; i < f.count; i++) b->plain[f.rows[i]] = false;
  }
}

/* ---- rows as a whole ---- */

static void check_periods(styr_i_bulk *b, size_t rows, size_t start, size_t end) {
  if (!b->filled[start] || !b->filled[end]) return;
  const uint64_t *starts = b->values + start * STYR_I_BATCH, *ends = b->values + end * STYR_I_BATCH;
  for (size_t row = 0; row < rows; row++)
    if (starts[row] && ends[row] && styr_date_last_day(styr_i_date(ends[row])) < styr_date_first_day(styr_i_date(starts[row])))
      b->plain[row] = false;
}

static size_t cell_of(const styr_i_bulk *b, size_t column) {
  for (size_t i = 0; i < b->count; i++)
    if (b->columns[i] == column) return i;
  return SIZE_MAX;
}

static void check_amounts(styr_i_bulk *b, const styr_i_batch *batch) {
  const size_t cell = cell_of(b, TIE_AMOUNT);
  if (cell == SIZE_MAX || !b->filled[TIE_AMOUNT]) return;
  for (size_t row = 0; row < batch->rows; row++) {
    const styr_i_slice amount = batch->cells[cell * STYR_I_BATCH + row];
    if (!amount.length) continue;
    const uint64_t currency = b->values[TIE_CURRENCY * STYR_I_BATCH + row];
    int64_t minor = INT64_MIN;
    const char *why;
    const bool ok = currency && styr_i_parse_money(amount.text, amount.length,
                                                   styr_currency_decimals(styr_i_str(&b->map->strings, (uint32_t)currency)), &minor, &why);
    if (ok && minor != INT64_MIN) b->values[TIE_AMOUNT * STYR_I_BATCH + row] = (uint64_t)minor ^ (uint64_t)INT64_MIN;
    else b->plain[row] = false;
  }
}

static bool lists(const char *kinds, const char *word) {
  const size_t n = strlen(word);
  if (!*kinds) return true;
  for (const char *p = kinds; *p; p += *p == '|') {
    const size_t length = strcspn(p, "|");
    if (length == n && memcmp(p, word, n) == 0) return true;
    p += length;
  }
  return false;
}

static uint8_t ends_of(styr_i_bulk *b, const styr_i_term *type, uint64_t number) {
  if (number < most_types && b->accepts[number]) return b->accepts[number];
  const char *from = styr_i_str(&b->map->strings, type->from_kinds), *to = styr_i_str(&b->map->strings, type->to_kinds);
  const int ends = (lists(from, "actor") ? FROM_ACTORS : 0) | (lists(from, "text") ? FROM_TEXTS : 0) |
                   (lists(to, "actor") ? TO_ACTORS : 0) | (lists(to, "text") ? TO_TEXTS : 0) | LOOKED_UP;
  if (number < most_types) b->accepts[number] = (uint8_t)ends;
  return (uint8_t)ends;
}

static void check_ends(styr_i_bulk *b, size_t rows) {
  const styr_map *map = b->map;
  const uint64_t *types = b->values + TIE_TYPE * STYR_I_BATCH;
  const uint64_t *froms = b->values + TIE_FROM * STYR_I_BATCH, *tos = b->values + TIE_TO * STYR_I_BATCH;
  for (size_t row = 0; row < rows; row++) {
    if (!b->plain[row]) continue;
    const styr_i_term *type = &map->terms[map->types[types[row] - 1]];
    const styr_node from = styr_i_node((uint32_t)froms[row] - 1), to = styr_i_node((uint32_t)tos[row] - 1);
    const unsigned accepted = ends_of(b, type, types[row]);
    const unsigned asked = (styr_node_is_text(from) ? FROM_TEXTS : FROM_ACTORS) | (styr_node_is_text(to) ? TO_TEXTS : TO_ACTORS);
    if ((accepted & asked) == asked) continue;
    if (!styr_i_end_accepts(map, type->from_kinds, from) || !styr_i_end_accepts(map, type->to_kinds, to)) b->plain[row] = false;
  }
}

/* A tie's own number as its id is no id; one that looks like another's number is the general door's. */
static void check_tie_ids(styr_i_bulk *b, const styr_i_batch *batch) {
  const uint64_t first = b->map->tables[STYR_TIES].rows + 1; /* every row of ties.csv gets a place */
  const size_t cell = cell_of(b, TIE_ID);
  uint64_t *values = b->values + TIE_ID * STYR_I_BATCH, number;
  for (size_t row = 0; cell != SIZE_MAX && row < batch->rows; row++) {
    const styr_i_slice id = batch->cells[cell * STYR_I_BATCH + row];
    if (!values[row] || !styr_i_generated_tie(id.text, id.length, &number)) continue;
    if (number == first + row) values[row] = 0;
    else b->plain[row] = false;
  }
  if (!b->map->tie_names.cap) return;
  char texts[STYR_I_BATCH][24 + STYR_I_SLACK];
  filled f = {.count = 0};
  for (size_t row = 0; row < batch->rows; row++) { /* nobody else may be called as this row is */
    if (values[row]) continue;
    char *end = texts[row] + 24, *p = end;
    for (uint64_t n = first + row; n; n /= 10) *--p = (char)('0' + n % 10);
    *--p = 't';
    memset(end, 0, STYR_I_SLACK);
    f.rows[f.count] = (uint16_t)row;
    f.cells[f.count++].text = (styr_i_slice){p, (size_t)(end - p)};
  }
  styr_i_strings_find_many(&b->map->strings, f.cells, f.count);
  for (size_t i = 0; i < f.count; i++)
    if (f.cells[i].id != STYR_I_NOSTR && styr_i_names_get(&b->map->tie_names, f.cells[i].id) != STYR_I_NONE) b->plain[f.rows[i]] = false;
}

/* ---- claims: all of them go through the general door, which finds what it needs near ---- */

/* What a claim is about, as far as a look at its id tells; it need not be right. */
static uint64_t about_of(const styr_map *map, const styr_i_search *s) {
  uint64_t number;
  if (s->mark) return (uint64_t)ABOUT_NODE << 32 | (s->mark - 1);
  if (s->id != STYR_I_NOSTR && styr_i_names_get(&map->tie_names, s->id) != STYR_I_NONE)
    return (uint64_t)ABOUT_TIE << 32 | styr_i_names_get(&map->tie_names, s->id);
  return (uint64_t)ABOUT_TIE << 32 | (styr_i_generated_tie(s->text.text, s->text.length, &number) ? number - 1 : 0);
}

static void bring_near(const styr_i_bulk *b, const styr_i_batch *batch) {
  const styr_map *map = b->map;
  filled f;
  gather(batch, cell_of(b, CLAIM_ABOUT), &f);
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
    const uint64_t about = about_of(map, &f.cells[i]);
    styr_i_index_prefetch(&map->claim_head, about);
    styr_i_index_prefetch(&map->claim_tail, about);
  }
}

void styr_i_bulk_read(styr_i_bulk *b, const styr_i_batch *batch) {
  if (b->table == STYR_CLAIMS) {
    memset(b->plain, false, batch->rows);
    bring_near(b, batch);
    return;
  }
  memset(b->plain, true, batch->rows);
  b->new_texts = false;
  for (size_t i = 0; i < b->count; i++) /* first those that need the text only, which is still near */
    if (!is_looked_up(kind_of(b, b->columns[i]))) read_column(b, batch, i);
  for (size_t i = 0; i < b->count; i++)
    if (is_looked_up(kind_of(b, b->columns[i]))) read_column(b, batch, i);
  switch (b->table) {
  case STYR_ACTORS: check_periods(b, batch->rows, ACTOR_START, ACTOR_END); break;
  case STYR_TEXTS: check_periods(b, batch->rows, TEXT_START, TEXT_END); break;
  case STYR_TIES:
    check_amounts(b, batch);
    check_periods(b, batch->rows, TIE_START, TIE_END);
    check_ends(b, batch->rows);
    check_tie_ids(b, batch);
    break;
  default: break;
  }
}

/* ---- entering ---- */

/* Texts become strings and the id a name. *taken: the id is another's, and nothing was entered. */
static bool enter_texts(styr_i_bulk *b, const styr_i_batch *batch, size_t row, uint32_t at, bool *taken) {
  styr_map *map = b->map;
  for (size_t i = 0; i < b->count; i++) {
    const size_t place = b->columns[i] * STYR_I_BATCH + row;
    if (b->values[place] != pending) continue;
    const styr_i_slice text = batch->cells[i * STYR_I_BATCH + row];
    const uint32_t id = styr_i_intern_print(&map->strings, text.text, text.length, b->prints[place]);
    if (id == STYR_I_NOSTR) return false;
    b->values[place] = id;
  }
  const uint32_t id = (uint32_t)b->values[b->id_column * STYR_I_BATCH + row];
  if (!id) return true;
  *taken = styr_i_names_get(b->names, id) != STYR_I_NONE;
  return *taken || styr_i_names_set(map, b->names, id, b->table == STYR_TEXTS ? at | STYR_NODE_TEXT_BIT : at);
}

static void use_terms(styr_i_bulk *b, size_t from, size_t to) {
  styr_map *map = b->map;
  for (size_t i = 0; i < b->count; i++) {
    const styr_i_kind kind = kind_of(b, b->columns[i]);
    const uint64_t *values = b->values + b->columns[i] * STYR_I_BATCH;
    if (kind == KIND_TERM || kind == KIND_TYPE)
      for (size_t row = from; row < to; row++)
        if (values[row]) map->terms[kind == KIND_TYPE ? map->types[values[row] - 1] : values[row] - 1].uses++;
  }
}

bool styr_i_bulk_enter(styr_i_bulk *b, const styr_i_batch *batch, size_t *row) {
  styr_i_table *table = &b->map->tables[b->table];
  const size_t from = *row;
  size_t to = from;
  bool taken = false;
  const bool bare = !b->new_texts && !b->filled[b->id_column];
  for (; to < batch->rows && b->plain[to]; to++) {
    if (bare) continue;
    if (!enter_texts(b, batch, to, (uint32_t)(table->rows + to - from), &taken)) return false;
    if (taken) break;
  }
  *row = to;
  if (to < batch->rows) {
    /* A name that the general door enters may be the number of a row behind it. */
    const size_t cell = b->table == STYR_TIES ? cell_of(b, TIE_ID) : SIZE_MAX;
    if (cell != SIZE_MAX && batch->cells[cell * STYR_I_BATCH + to].length) memset(b->plain, false, sizeof b->plain);
  }
  if (to == from) return true;
  const styr_i_rows rows = {b->values + from, STYR_I_BATCH, to - from, b->filled};
  if (!styr_i_table_reserve(&b->map->a, table, &rows)) return false;
  styr_i_table_append(table, &rows);
  use_terms(b, from, to);
  return true;
}

/* SPDX-License-Identifier: MIT */
/* The only parser of cells: what the text of a cell means, given the kind of its column. A value is an integer (styr_i_kind says
 * which); 0 is an empty cell. Rows that are read one by one use styr_i_cell_read(). styr_i_cell_find() is the part of it that
 * changes nothing and reports nothing, for cells that are read many at a time (batch.c). */
#include "map/row_i.h"

#include <stdio.h>

static uint32_t intern(styr_i_adding *c, styr_i_slice s) {
  const uint32_t id = styr_i_intern(&c->map->strings, s.text, s.length);
  if (id == STYR_I_NOSTR) c->nomem = true;
  return id;
}

uint32_t styr_i_use_term(styr_i_adding *c, uint32_t set, styr_i_slice term, size_t column) {
  const uint32_t at = styr_i_term_touch(c->map, set, intern(c, term));
  if (at == STYR_I_NONE) {
    c->nomem = true;
    return 0;
  }
  styr_map *map = c->map;
  if (!STYR_I_GROW(&map->a, map->touched, map->touched_cap, map->touched_count + 1)) {
    c->nomem = true;
    return 0;
  }
  map->touched[map->touched_count++] = at;
  styr_i_term *t = &map->terms[at];
  if (!t->uses++) {
    t->first_table = c->row->table;
    t->first_row = c->row->line;
    t->first_column = c->map->tables[c->row->table].columns[column].name;
  }
  return at;
}

bool styr_i_id_is_clean(styr_i_slice s) {
  const char first = s.text[0], last = s.text[s.length - 1];
  if (first == ' ' || last == ' ') return false;
  bool controls = false, high = false;
  for (size_t i = 0; i < s.length; i++) {
    controls |= (unsigned char)s.text[i] < 0x20 || s.text[i] == 0x7F;
    high |= (unsigned char)s.text[i] >= 0x80;
  }
  if (controls || !high) return !controls;
  /* U+00A0, U+1680, U+2000–200A, U+2028, U+2029, U+202F, U+205F, U+3000 at either end, U+0080–009F anywhere */
  const char *p = s.text, *end = s.text + s.length;
  int32_t cp, previous = 0;
  bool start = true;
  while ((cp = styr_i_utf8_next(&p, end)) >= 0) {
    if (cp >= 0x80 && cp < 0xA0) return false;
    const bool white = cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
                       cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
    if (white && start) return false;
    start = false;
    previous = white;
  }
  return !previous;
}

static const char *nearest_node(const styr_map *map, styr_i_slice name) {
  char word[100];
  if (name.length >= sizeof word) return NULL;
  memcpy(word, name.text, name.length);
  word[name.length] = '\0';
  const char *best = NULL;
  unsigned distance = 0;
  for (size_t i = 0; i < map->tables[STYR_ACTORS].rows && i < 100000; i++)
    styr_i_suggest(word, styr_node_id(map, styr_map_actor(map, i)), &best, &distance);
  for (size_t i = 0; i < map->tables[STYR_TEXTS].rows && i < 100000; i++)
    styr_i_suggest(word, styr_node_id(map, styr_map_text(map, i)), &best, &distance);
  return best;
}

/* A reference into a table that could not be read is not reported: the unreadable table is. */
static uint64_t give_up(styr_i_adding *c) {
  c->bad = true;
  return 0;
}

static uint64_t read_node(styr_i_adding *c, styr_i_slice s, size_t column, bool actor_only) {
  uint32_t ref;
  if (!styr_i_lookup(c->map, &c->map->node_names, s, &ref)) {
    c->nomem = true;
    return 0;
  }
  if (ref == STYR_I_NONE) {
    if (c->map->unread & (1u << STYR_ACTORS | 1u << STYR_TEXTS)) return give_up(c);
    const char *near = styr_issues_errors(c->issues) < 30 ? nearest_node(c->map, s) : NULL;
    if (near) STYR_I_PROBLEM(c, column, "unknown actor or text \"%.*s%s\" (did you mean \"%s\"?)", STYR_I_SHOWN(s), near);
    else STYR_I_PROBLEM(c, column, "unknown actor or text \"%.*s%s\"", STYR_I_SHOWN(s));
    return 0;
  }
  if (actor_only && ref & STYR_NODE_TEXT_BIT) {
    STYR_I_PROBLEM(c, column, "\"%.*s%s\" is a text; an actor is needed here", STYR_I_SHOWN(s));
    return 0;
  }
  return (uint64_t)ref + 1;
}

static uint64_t read_name(styr_i_adding *c, styr_i_slice s, size_t column, const styr_i_names *names, styr_table table, const char *what) {
  uint32_t at;
  if (!styr_i_lookup(c->map, names, s, &at)) {
    c->nomem = true;
    return 0;
  }
  if (at == STYR_I_NONE) {
    if (c->map->unread & 1u << table) return give_up(c);
    STYR_I_PROBLEM(c, column, "unknown %s \"%.*s%s\"", what, STYR_I_SHOWN(s));
    return 0;
  }
  return (uint64_t)at + 1;
}

/* The number of a tie type among those in use, from 1; 0 when it is not in use. */
static uint64_t type_number(const styr_map *map, uint32_t term) {
  for (size_t i = 0; i < map->type_count; i++)
    if (map->types[i] == term) return i + 1;
  return 0;
}

static uint64_t read_type(styr_i_adding *c, styr_i_slice s, size_t column) {
  styr_map *map = c->map;
  const uint32_t term = styr_i_use_term(c, map->set_tie, s, column);
  if (c->nomem) return 0;
  const uint64_t number = type_number(map, term);
  if (number) return number;
  if (map->type_count >= UINT16_MAX - 1) {
    STYR_I_PROBLEM(c, column, "there are more than %u tie types", UINT16_MAX - 1);
    return 0;
  }
  if (!STYR_I_GROW(&map->a, map->types, map->type_cap, map->type_count + 1)) {
    c->nomem = true;
    return 0;
  }
  map->types[map->type_count] = term;
  return ++map->type_count;
}

typedef struct scope_context {
  styr_i_adding *c;
  size_t column;
} scope_context;

static bool use_scope_value(void *ctx, styr_i_slice dimension, styr_i_slice value) {
  scope_context *s = ctx;
  char set[128];
  if (dimension.length > 100) {
    STYR_I_PROBLEM(s->c, s->column, "scope has a dimension name of more than 100 bytes");
    return true;
  }
  const int n = snprintf(set, sizeof set, "dim:%.*s", (int)dimension.length, dimension.text);
  styr_i_use_term(s->c, styr_i_intern(&s->c->map->strings, set, (size_t)n), value, s->column);
  return !s->c->nomem;
}

static uint64_t read_scope(styr_i_adding *c, styr_i_slice s, size_t column) {
  scope_context ctx = {c, column};
  const char *why = styr_i_scope_parse(s, use_scope_value, &ctx);
  if (!why) return intern(c, s);
  STYR_I_PROBLEM(c, column, "scope \"%.*s%s\" %s: write dim=v|v;dim=v", STYR_I_SHOWN(s), why);
  return 0;
}

/* ---- values that do not depend on the map ---- */

static uint64_t number_of(styr_i_kind kind, styr_i_slice s) {
  int64_t n;
  if (kind == KIND_SPAN && s.length == 3 && memcmp(s.text, "all", 3) == 0) return UINT32_MAX;
  if (!styr_i_parse_int(s.text, s.length, &n) || n > INT32_MAX || n <= INT32_MIN) return 0;
  if (kind == KIND_INT) return (uint32_t)(int32_t)n ^ 0x80000000u;
  return n >= 1 ? (uint64_t)n : 0;
}

static uint64_t date_of(styr_i_slice s) {
  styr_date date;
  return styr_date_parse(s.text, s.length, &date) ? styr_i_date_packed(date) : 0;
}

static bool is_currency(styr_i_slice s) {
  char code[4] = {0};
  if (s.length == 3) memcpy(code, s.text, 3);
  return styr_currency_decimals(code) >= 0;
}

/* ---- the parser ---- */

static const char *set_or_words(styr_table table, size_t column) {
  return column < styr_i_schemas[table].count ? styr_i_schemas[table].columns[column].set_or_words : NULL;
}

/* The term, if a row uses it already; styr_i_cell_read() records a first use. */
static uint32_t used_term(const styr_map *map, const char *set, styr_i_slice text) {
  const uint32_t s = styr_i_strings_find(&map->strings, set, strlen(set)), t = styr_i_strings_find(&map->strings, text.text, text.length);
  const uint32_t at = s == STYR_I_NOSTR || t == STYR_I_NOSTR ? STYR_I_NONE : styr_i_term_find(map, s, t);
  return at != STYR_I_NONE && map->terms[at].uses ? at : STYR_I_NONE;
}

uint64_t styr_i_cell_find(const styr_map *map, styr_table table, size_t column, styr_i_slice s) {
  const styr_i_kind kind = map->tables[table].columns[column].kind;
  const char *of = set_or_words(table, column);
  uint32_t term, id;
  switch (kind) {
  case KIND_TERM: term = used_term(map, of, s); return term == STYR_I_NONE ? 0 : (uint64_t)term + 1;
  case KIND_TYPE: term = used_term(map, "tie", s); return term == STYR_I_NONE ? 0 : type_number(map, term);
  case KIND_CURRENCY:
    id = is_currency(s) ? styr_i_strings_find(&map->strings, s.text, s.length) : STYR_I_NOSTR;
    return id == STYR_I_NOSTR ? 0 : id;
  case KIND_WORD: return styr_i_word_number(of, s);
  case KIND_DATE: return date_of(s);
  case KIND_INT:
  case KIND_COUNT:
  case KIND_SPAN: return number_of(kind, s);
  case KIND_AMOUNT: return 1;
  default: return 0;
  }
}

static void explain(styr_i_adding *c, size_t column, styr_i_slice s, styr_i_kind kind) {
  switch (kind) {
  case KIND_ID: STYR_I_PROBLEM(c, column, "an id may not begin or end with white space or hold control characters"); break;
  case KIND_DATE: STYR_I_PROBLEM(c, column, "\"%.*s%s\" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD", STYR_I_SHOWN(s)); break;
  case KIND_INT: STYR_I_PROBLEM(c, column, "\"%.*s%s\" is not a whole number", STYR_I_SHOWN(s)); break;
  case KIND_COUNT: STYR_I_PROBLEM(c, column, "\"%.*s%s\" is not a whole number from 1", STYR_I_SHOWN(s)); break;
  case KIND_SPAN: STYR_I_PROBLEM(c, column, "\"%.*s%s\" is not a span: use a whole number from 1, or all", STYR_I_SHOWN(s)); break;
  case KIND_CURRENCY: STYR_I_PROBLEM(c, column, "\"%.*s%s\" is not an ISO 4217 currency code in use since 2015", STYR_I_SHOWN(s)); break;
  case KIND_WORD:
    STYR_I_PROBLEM(c, column, "\"%.*s%s\" is not a value of %s: use one of %s", STYR_I_SHOWN(s), styr_i_adding_column(c, column),
                   set_or_words(c->row->table, column));
    break;
  default: break;
  }
}

uint64_t styr_i_cell_read(styr_i_adding *c, size_t column, styr_i_slice s) {
  styr_map *map = c->map;
  const styr_table table = c->row->table;
  const styr_i_kind kind = map->tables[table].columns[column].kind;
  uint64_t value = 0;
  switch (kind) {
  case KIND_TEXT:
  case KIND_ABOUT: return intern(c, s);
  case KIND_TERM: {
    const char *set = set_or_words(table, column);
    return (uint64_t)styr_i_use_term(c, styr_i_intern(&map->strings, set, strlen(set)), s, column) + 1;
  }
  case KIND_TYPE: return read_type(c, s, column);
  case KIND_NODE: return read_node(c, s, column, false);
  case KIND_ACTOR: return read_node(c, s, column, true);
  case KIND_SOURCE: return read_name(c, s, column, &map->source_names, STYR_SOURCES, "source");
  case KIND_CASE: return read_name(c, s, column, &map->case_names, STYR_CASES, "case");
  case KIND_SCOPE: return read_scope(c, s, column);
  case KIND_ID: value = styr_i_id_is_clean(s) ? intern(c, s) : 0; break;
  case KIND_CURRENCY: value = is_currency(s) ? intern(c, s) : 0; break;
  default: value = styr_i_cell_find(map, table, column, s);
  }
  if (!value) explain(c, column, s, kind);
  return value;
}

/* SPDX-License-Identifier: MIT */
/* The map itself: making, freeing, adding rows by name, finding things, reading their properties. */
#include "map_i.h"

#include <stdio.h>
#include <utf8proc.h>

/* ---- life ---- */

static bool init_tables(styr_map *map) {
  for (size_t t = 0; t < STYR_TABLE_COUNT; t++)
    for (size_t i = 0; i < styr_i_schemas[t].count; i++) {
      const char *name = styr_i_schemas[t].columns[i].name;
      if (styr_i_column_add(map, (styr_table)t, name, strlen(name)) == SIZE_MAX) return false;
    }
  return true;
}

styr_status styr_map_new(const styr_allocator *allocator, styr_map **out, styr_error *error) {
  if (!allocator) allocator = &styr_i_libc;
  styr_map *map = styr_i_zalloc(allocator, 1, sizeof *map);
  if (!map) return styr_i_nomem(error);
  map->a = *allocator;
  styr_i_index_init(&map->term_index, allocator);
  styr_i_index_init(&map->claim_head, allocator);
  styr_i_index_init(&map->claim_tail, allocator);
  styr_i_index_init(&map->event_index, allocator);
  styr_i_index_init(&map->figure_index, allocator);
  if (!styr_i_strings_init(&map->strings, allocator) || !init_tables(map) || !styr_i_vocab_init(map)) {
    styr_map_free(map);
    return styr_i_nomem(error);
  }
  *out = map;
  return STYR_OK;
}

void styr_map_free(styr_map *map) {
  if (!map) return;
  const styr_allocator a = map->a;
  for (size_t t = 0; t < STYR_TABLE_COUNT; t++) {
    for (size_t i = 0; i < map->tables[t].column_count; i++) styr_i_free(&a, map->tables[t].columns[i].cells);
    styr_i_free(&a, map->tables[t].columns);
  }
  styr_i_names *const names[] = {&map->node_names, &map->tie_names, &map->source_names, &map->case_names};
  for (size_t i = 0; i < 4; i++) styr_i_free(&a, names[i]->of);
  styr_i_index_done(&map->term_index);
  styr_i_index_done(&map->claim_head);
  styr_i_index_done(&map->claim_tail);
  styr_i_index_done(&map->event_index);
  styr_i_index_done(&map->figure_index);
  styr_i_free(&a, map->terms);
  styr_i_free(&a, map->types);
  styr_i_free(&a, map->abouts);
  styr_i_free(&a, map->claim_next);
  styr_i_free(&a, map->denials);
  styr_i_free(&a, map->footnotes);
  styr_i_free(&a, map->scratch);
  if (map->package_json) map->package_json_free(map->package_json);
  styr_i_strings_done(&map->strings);
  styr_i_free(&a, map);
}

/* ---- names ---- */

bool styr_i_names_set(styr_map *map, styr_i_names *names, uint32_t string, uint32_t value) {
  const size_t had = names->cap;
  if (!STYR_I_GROW(&map->a, names->of, names->cap, (size_t)string + 1)) return false;
  if (names->cap > had) memset(names->of + had, 0, (names->cap - had) * sizeof *names->of);
  names->of[string] = value + 1;
  return true;
}

uint32_t styr_i_names_get(const styr_i_names *names, uint32_t string) {
  return string < names->cap && names->of[string] ? names->of[string] - 1 : STYR_I_NONE;
}

uint32_t styr_i_name_key(styr_map *map, styr_i_slice text, bool add) {
  char *composed;
  size_t length = text.length;
  if (!styr_i_nfc(&map->a, text.text, text.length, &composed, &length)) return STYR_I_NOSTR;
  const char *key = composed ? composed : text.text;
  const uint32_t id = add ? styr_i_intern(&map->strings, key, length) : styr_i_strings_find(&map->strings, key, length);
  styr_i_free(&map->a, composed);
  return id;
}

bool styr_i_generated_tie(const char *text, size_t length, uint64_t *number) {
  int64_t n;
  if (length < 2 || length > 11 || text[0] != 't' || text[1] < '1' || text[1] > '9') return false;
  if (!styr_i_parse_int(text + 1, length - 1, &n)) return false;
  *number = (uint64_t)n;
  return true;
}

/* ---- adding ---- */

styr_status styr_map_add(styr_map *map, styr_table table, const styr_field *fields, size_t count, styr_issues *issues, uint32_t *index,
                         styr_error *error) {
  if ((unsigned)table >= STYR_TABLE_COUNT || (count && !fields)) return styr_i_fail(error, STYR_ERR_ARG, "there is no such table");
  uint32_t *columns = styr_i_zalloc(&map->a, count, sizeof *columns);
  styr_i_slice *cells = styr_i_zalloc(&map->a, count, sizeof *cells);
  styr_issues *own = issues ? NULL : styr_issues_new(&map->a);
  styr_status status = columns && cells && (issues || own) ? STYR_OK : styr_i_nomem(error);
  styr_error inner = STYR_ERROR_INIT;
  for (size_t i = 0; i < count && status == STYR_OK; i++) {
    const size_t column = styr_i_column_add(map, table, fields[i].column, strlen(fields[i].column));
    if (column == SIZE_MAX) status = styr_i_nomem(error);
    columns[i] = (uint32_t)column;
    cells[i] = (styr_i_slice){fields[i].value ? fields[i].value : "", fields[i].value ? strlen(fields[i].value) : 0};
    if (!styr_i_utf8_valid(cells[i].text, cells[i].length))
      status = styr_i_fail(error, STYR_ERR_DATA, "the value of %s is not UTF-8", fields[i].column);
    for (size_t k = 0; k < i; k++)
      if (columns[k] == columns[i]) status = styr_i_fail(error, STYR_ERR_ARG, "column %s is given twice", fields[i].column);
  }
  if (status == STYR_OK) {
    styr_issues *list = issues ? issues : own;
    const size_t before = styr_issues_count(list);
    const styr_i_row row = {table, styr_table_name(table), map->tables[table].rows + 1, columns, cells, count, false};
    status = styr_i_row_add(map, &row, list, index, &inner);
    if (status == STYR_ERR_DATA && styr_issues_count(list) > before) {
      const styr_issue first = styr_issues_get(list, before);
      styr_i_fail(error, status, "%s: %s", first.column, first.message);
    } else if (status != STYR_OK) {
      styr_i_fail(error, status, "%s", inner.message);
    }
  }
  styr_issues_free(own);
  styr_i_free(&map->a, columns);
  styr_i_free(&map->a, cells);
  return status;
}

static styr_status add_node(styr_map *map, styr_table table, const char *id, const char *label, const char *kind, styr_node *out,
                            styr_error *error) {
  const styr_field fields[] = {{"id", id}, {"label", label}, {"kind", kind}};
  uint32_t index;
  const styr_status status = styr_map_add(map, table, fields, 3, NULL, &index, error);
  if (status == STYR_OK && out) *out = styr_i_node(table == STYR_TEXTS ? index | STYR_NODE_TEXT_BIT : index);
  return status;
}

styr_status styr_map_add_actor(styr_map *map, const char *id, const char *label, const char *kind, styr_node *out, styr_error *error) {
  return add_node(map, STYR_ACTORS, id, label, kind, out, error);
}

styr_status styr_map_add_text(styr_map *map, const char *id, const char *label, const char *kind, styr_node *out, styr_error *error) {
  return add_node(map, STYR_TEXTS, id, label, kind, out, error);
}

styr_status styr_map_add_tie(styr_map *map, styr_node from, styr_node to, const char *type, styr_tie *out, styr_error *error) {
  const styr_field fields[] = {{"from", styr_node_id(map, from)}, {"to", styr_node_id(map, to)}, {"type", type}};
  uint32_t index;
  const styr_status status = styr_map_add(map, STYR_TIES, fields, 3, NULL, &index, error);
  if (status == STYR_OK && out) out->index = index;
  return status;
}

/* ---- finding ---- */

size_t styr_map_count(const styr_map *map, styr_table table) {
  return (unsigned)table < STYR_TABLE_COUNT ? map->tables[table].rows : 0;
}

styr_node styr_map_actor(const styr_map *map, size_t index) {
  return styr_i_node(index < map->tables[STYR_ACTORS].rows ? (uint32_t)index : STYR_NODE_NONE_REF);
}

styr_node styr_map_text(const styr_map *map, size_t index) {
  return styr_i_node(index < map->tables[STYR_TEXTS].rows ? (uint32_t)index | STYR_NODE_TEXT_BIT : STYR_NODE_NONE_REF);
}

styr_node styr_map_find(const styr_map *map, const char *id) {
  const styr_i_slice s = {id, strlen(id)};
  if (!styr_i_utf8_valid(s.text, s.length)) return styr_i_node(STYR_NODE_NONE_REF);
  const uint32_t key = styr_i_name_key((styr_map *)(uintptr_t)map, s, false); /* add = false leaves the map as it is */
  return styr_i_node(key == STYR_I_NOSTR ? STYR_NODE_NONE_REF : styr_i_names_get(&map->node_names, key));
}

bool styr_map_find_tie(const styr_map *map, const char *id, styr_tie *out) {
  const styr_i_slice s = {id, strlen(id)};
  uint64_t number;
  uint32_t at = STYR_I_NONE;
  if (!styr_i_utf8_valid(s.text, s.length)) return false;
  const uint32_t key = styr_i_name_key((styr_map *)(uintptr_t)map, s, false);
  if (key != STYR_I_NOSTR) at = styr_i_names_get(&map->tie_names, key);
  if (at == STYR_I_NONE && styr_i_generated_tie(id, s.length, &number) && number <= map->tables[STYR_TIES].rows &&
      !styr_i_cell(&map->tables[STYR_TIES], (size_t)number - 1, TIE_ID))
    at = (uint32_t)number - 1;
  if (at == STYR_I_NONE) return false;
  if (out) out->index = at;
  return true;
}

static bool same_folded(const char *a, const char *b) {
  return styr_i_distance(a, b, 0) == 0 && strlen(a) < 90 && strlen(b) < 90;
}

static void near_misses(const styr_map *map, const char *name, styr_error *error) {
  const char *best = NULL;
  unsigned distance = 0;
  for (size_t pass = 0; pass < 2; pass++) {
    const styr_table table = pass ? STYR_TEXTS : STYR_ACTORS;
    for (size_t i = 0; i < map->tables[table].rows; i++) {
      const styr_node node = pass ? styr_map_text(map, i) : styr_map_actor(map, i);
      styr_i_suggest(name, styr_node_id(map, node), &best, &distance);
      styr_i_suggest(name, styr_node_label(map, node, NULL), &best, &distance);
    }
  }
  if (best) styr_i_fail(error, STYR_ERR_NOT_FOUND, "no actor or text is called \"%s\"; did you mean \"%s\"?", name, best);
  else styr_i_fail(error, STYR_ERR_NOT_FOUND, "no actor or text is called \"%s\"", name);
}

styr_status styr_map_resolve(const styr_map *map, const char *name, styr_node *out, styr_error *error) {
  if (!styr_i_utf8_valid(name, strlen(name))) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the name is not UTF-8");
  styr_node hit = styr_map_find(map, name);
  char others[300] = "";
  size_t hits = styr_node_exists(hit);
  for (size_t pass = 0; pass < 2 && !(hits && !*others && styr_node_exists(styr_map_find(map, name))); pass++) {
    const styr_table table = pass ? STYR_TEXTS : STYR_ACTORS;
    for (size_t i = 0; i < map->tables[table].rows; i++) {
      const styr_node node = pass ? styr_map_text(map, i) : styr_map_actor(map, i);
      if (!same_folded(name, styr_node_label(map, node, NULL)) &&
          !(*styr_node_short(map, node) && same_folded(name, styr_node_short(map, node))))
        continue;
      const size_t used = strlen(others), n = strlen(styr_node_id(map, node));
      if (used + n + 3 < sizeof others) {
        strcat(others, used ? ", " : "");
        strcat(others, styr_node_id(map, node));
      }
      hit = node;
      hits++;
    }
  }
  if (hits == 1) {
    *out = hit;
    return STYR_OK;
  }
  if (hits > 1) return styr_i_fail(error, STYR_ERR_AMBIGUOUS, "\"%s\" fits several: %s; use an id", name, others);
  near_misses(map, name, error);
  return STYR_ERR_NOT_FOUND;
}

/* ---- properties ---- */

/* The columns of actors and texts by purpose; SIZE_MAX = texts have none. */
static uint64_t node_cell(const styr_map *map, styr_node node, size_t actor_column, size_t text_column) {
  if (!styr_node_exists(node)) return 0;
  if (!styr_node_is_text(node)) return styr_i_cell(&map->tables[STYR_ACTORS], node.ref, actor_column);
  return text_column == SIZE_MAX ? 0 : styr_i_cell(&map->tables[STYR_TEXTS], styr_i_node_row(node), text_column);
}

static const char *term_text(const styr_map *map, uint64_t cell) {
  return cell ? styr_i_str(&map->strings, map->terms[cell - 1].term) : "";
}

static const char *node_string(const styr_map *map, styr_node node, size_t actor_column, size_t text_column) {
  return styr_i_str(&map->strings, (uint32_t)node_cell(map, node, actor_column, text_column));
}

const char *styr_node_id(const styr_map *map, styr_node node) {
  return node_string(map, node, ACTOR_ID, TEXT_ID);
}
const char *styr_node_short(const styr_map *map, styr_node node) {
  return node_string(map, node, ACTOR_SHORT, TEXT_SHORT);
}
const char *styr_node_uri(const styr_map *map, styr_node node) {
  return node_string(map, node, ACTOR_URI, TEXT_URI);
}
const char *styr_node_note(const styr_map *map, styr_node node) {
  return node_string(map, node, ACTOR_NOTE, TEXT_NOTE);
}
const char *styr_node_kind(const styr_map *map, styr_node node) {
  return term_text(map, node_cell(map, node, ACTOR_KIND, TEXT_KIND));
}
const char *styr_node_kind_family(const styr_map *map, styr_node node) {
  const uint64_t kind = node_cell(map, node, ACTOR_KIND, TEXT_KIND);
  return kind ? styr_i_str(&map->strings, map->terms[kind - 1].family) : "";
}
const char *styr_node_sector(const styr_map *map, styr_node node) {
  return term_text(map, node_cell(map, node, ACTOR_SECTOR, SIZE_MAX));
}
const char *styr_node_level(const styr_map *map, styr_node node) {
  return term_text(map, node_cell(map, node, ACTOR_LEVEL, SIZE_MAX));
}
styr_known styr_node_known(const styr_map *map, styr_node node) {
  const uint64_t known = node_cell(map, node, ACTOR_KNOWN, SIZE_MAX);
  return known ? (styr_known)(known - 1) : STYR_KNOWN_NAMED;
}
styr_date styr_node_start(const styr_map *map, styr_node node) {
  return styr_i_date(node_cell(map, node, ACTOR_START, TEXT_START));
}
styr_date styr_node_end(const styr_map *map, styr_node node) {
  return styr_i_date(node_cell(map, node, ACTOR_END, TEXT_END));
}

const char *styr_node_label(const styr_map *map, styr_node node, const char *lang) {
  if (!styr_node_exists(node)) return "";
  const styr_table table = styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS;
  char column[40];
  if (lang && *lang && strlen(lang) < 30) {
    snprintf(column, sizeof column, "label_%s", lang);
    const size_t c = styr_i_table_column(map, table, column, strlen(column));
    const char *label = c == SIZE_MAX ? "" : styr_i_text_cell(map, table, styr_i_node_row(node), c);
    if (*label) return label;
  }
  const char *label = node_string(map, node, ACTOR_LABEL, TEXT_LABEL);
  return *label ? label : styr_node_id(map, node);
}

static uint64_t tie_cell(const styr_map *map, styr_tie tie, size_t column) {
  return styr_i_cell(&map->tables[STYR_TIES], tie.index, column);
}

static const styr_i_term *tie_term(const styr_map *map, styr_tie tie) {
  return &map->terms[map->types[tie_cell(map, tie, TIE_TYPE) - 1]];
}

styr_node styr_tie_from(const styr_map *map, styr_tie tie) {
  return styr_i_node((uint32_t)tie_cell(map, tie, TIE_FROM) - 1);
}
styr_node styr_tie_to(const styr_map *map, styr_tie tie) {
  return styr_i_node((uint32_t)tie_cell(map, tie, TIE_TO) - 1);
}
const char *styr_tie_type(const styr_map *map, styr_tie tie) {
  return styr_i_str(&map->strings, tie_term(map, tie)->term);
}
styr_ruling styr_tie_ruling(const styr_map *map, styr_tie tie) {
  return tie_term(map, tie)->ruling;
}
const char *styr_tie_family(const styr_map *map, styr_tie tie) {
  return styr_i_str(&map->strings, tie_term(map, tie)->family);
}
const char *styr_tie_id(const styr_map *map, styr_tie tie, char *buffer) {
  const uint64_t id = tie_cell(map, tie, TIE_ID);
  if (id) return styr_i_str(&map->strings, (uint32_t)id);
  snprintf(buffer, 16, "t%u", tie.index + 1);
  return buffer;
}
const char *styr_tie_function(const styr_map *map, styr_tie tie) {
  return term_text(map, tie_cell(map, tie, TIE_FUNCTION));
}
const char *styr_tie_scope(const styr_map *map, styr_tie tie) {
  return styr_i_text_cell(map, STYR_TIES, tie.index, TIE_SCOPE);
}
const char *styr_tie_programme(const styr_map *map, styr_tie tie) {
  return styr_i_text_cell(map, STYR_TIES, tie.index, TIE_PROGRAMME);
}
const char *styr_tie_note(const styr_map *map, styr_tie tie) {
  return styr_i_text_cell(map, STYR_TIES, tie.index, TIE_NOTE);
}
styr_date styr_tie_start(const styr_map *map, styr_tie tie) {
  return styr_i_date(tie_cell(map, tie, TIE_START));
}
styr_date styr_tie_end(const styr_map *map, styr_tie tie) {
  return styr_i_date(tie_cell(map, tie, TIE_END));
}
bool styr_tie_amount(const styr_map *map, styr_tie tie, styr_money *out) {
  const uint64_t amount = tie_cell(map, tie, TIE_AMOUNT);
  if (!amount) return false;
  out->minor = (int64_t)(amount ^ (uint64_t)INT64_MIN);
  strncpy(out->currency, styr_i_text_cell(map, STYR_TIES, tie.index, TIE_CURRENCY), 3);
  out->currency[3] = '\0';
  return true;
}

/* ---- cells as text ---- */

static const char *word_at(const char *words, uint64_t number, char *buffer) {
  const char *p = words;
  for (uint64_t i = 1; i < number; i++) p += strcspn(p, "|") + 1;
  const size_t n = strcspn(p, "|");
  memcpy(buffer, p, n);
  buffer[n] = '\0';
  return buffer;
}

const char *styr_i_cell_text(const styr_map *map, styr_table table, size_t row, size_t column, char buffer[32]) {
  const styr_i_table *t = &map->tables[table];
  const styr_i_kind kind = t->columns[column].kind;
  const uint64_t cell = styr_i_cell(t, row, column);
  styr_money money;
  if (!cell) return table == STYR_TIES && column == TIE_ID ? styr_tie_id(map, (styr_tie){(uint32_t)row}, buffer) : "";
  switch (kind) {
  case KIND_TEXT:
  case KIND_ID:
  case KIND_CURRENCY:
  case KIND_SCOPE:
  case KIND_ABOUT: return styr_i_str(&map->strings, (uint32_t)cell);
  case KIND_TERM: return term_text(map, cell);
  case KIND_TYPE: return styr_i_str(&map->strings, map->terms[map->types[cell - 1]].term);
  case KIND_NODE:
  case KIND_ACTOR: return styr_node_id(map, styr_i_node((uint32_t)cell - 1));
  case KIND_SOURCE: return styr_i_text_cell(map, STYR_SOURCES, (size_t)cell - 1, SOURCE_ID);
  case KIND_CASE: return styr_i_text_cell(map, STYR_CASES, (size_t)cell - 1, CASE_ID);
  case KIND_DATE: return styr_date_format(styr_i_date(cell), buffer);
  case KIND_INT: snprintf(buffer, 32, "%d", (int)(int32_t)((uint32_t)cell ^ 0x80000000u)); return buffer;
  case KIND_SPAN:
    if (cell == UINT32_MAX) return "all";
    snprintf(buffer, 32, "%u", (unsigned)cell);
    return buffer;
  case KIND_COUNT: snprintf(buffer, 32, "%u", (unsigned)cell); return buffer;
  case KIND_AMOUNT: return styr_tie_amount(map, (styr_tie){(uint32_t)row}, &money) ? styr_money_format(money, buffer) : "";
  case KIND_WORD: return word_at(styr_i_schemas[table].columns[column].set_or_words, cell, buffer);
  }
  return "";
}

const char *styr_map_cell(const styr_map *map, styr_table table, size_t row, const char *column, char *buffer) {
  if ((unsigned)table >= STYR_TABLE_COUNT || row >= map->tables[table].rows) return "";
  const size_t c = styr_i_table_column(map, table, column, strlen(column));
  return c == SIZE_MAX ? "" : styr_i_cell_text(map, table, row, c, buffer);
}

/* ---- validity in time ---- */

static bool period_valid(styr_date start, styr_date end, const styr_filter *f) {
  if (!f || !f->as_of.year) return true;
  const int32_t first = styr_date_first_day(f->as_of), last = styr_date_last_day(f->as_of);
  if (f->certain) { /* there on every day meant, whichever day an imprecise bound means */
    const bool begun = !start.year || styr_date_last_day(start) <= first;
    return begun && (!end.year || styr_date_first_day(end) >= last);
  }
  const bool begun = !start.year || styr_date_first_day(start) <= last;
  return begun && (!end.year || styr_date_last_day(end) >= first);
}

bool styr_node_valid(const styr_map *map, styr_node node, const styr_filter *filter) {
  return period_valid(styr_node_start(map, node), styr_node_end(map, node), filter);
}

bool styr_tie_valid(const styr_map *map, styr_tie tie, const styr_filter *filter) {
  if (!filter || !filter->as_of.year) return true;
  return period_valid(styr_tie_start(map, tie), styr_tie_end(map, tie), filter) && styr_node_valid(map, styr_tie_from(map, tie), filter) &&
         styr_node_valid(map, styr_tie_to(map, tie), filter);
}

/* ---- package texts ---- */

const char *styr_map_meta(const styr_map *map, styr_meta which) {
  return (unsigned)which < STYR_META_COUNT ? styr_i_str(&map->strings, map->meta[which]) : "";
}

styr_status styr_map_set_meta(styr_map *map, styr_meta which, const char *text, styr_error *error) {
  if ((unsigned)which >= STYR_META_COUNT) return styr_i_fail(error, STYR_ERR_ARG, "there is no such package text");
  const uint32_t id = styr_i_intern(&map->strings, text ? text : "", text ? strlen(text) : 0);
  if (id == STYR_I_NOSTR) return styr_i_nomem(error);
  map->meta[which] = id;
  return STYR_OK;
}

const char *styr_map_footnote(const styr_map *map, const char *mark) {
  for (size_t i = 0; i < map->footnote_count; i++)
    if (strcmp(styr_i_str(&map->strings, map->footnotes[i][0]), mark) == 0) return styr_i_str(&map->strings, map->footnotes[i][1]);
  return "";
}

styr_status styr_map_set_footnote(styr_map *map, const char *mark, const char *text, styr_error *error) {
  const uint32_t m = styr_i_intern(&map->strings, mark, strlen(mark)), t = styr_i_intern(&map->strings, text, strlen(text));
  if (m == STYR_I_NOSTR || t == STYR_I_NOSTR) return styr_i_nomem(error);
  for (size_t i = 0; i < map->footnote_count; i++) {
    if (map->footnotes[i][0] != m) continue;
    map->footnotes[i][1] = t;
    return STYR_OK;
  }
  if (!STYR_I_GROW(&map->a, map->footnotes, map->footnote_cap, map->footnote_count + 1)) return styr_i_nomem(error);
  map->footnotes[map->footnote_count][0] = m;
  map->footnotes[map->footnote_count++][1] = t;
  return STYR_OK;
}

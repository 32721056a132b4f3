/* SPDX-License-Identifier: MIT */
/* One row of text cells becomes one row of typed cells. This is the only way into a map, for files and for callers. First each cell
 * is read by the kind of its column (cell.c; batch.c for many rows at a time), then the row is checked as a whole, then it is
 * entered. Every problem goes to the issue list with file, row and column, and a row with a problem is not added. The reader of a
 * file may keep a bad row whose id is good: the map is discarded anyway, and otherwise one bad date would make a hundred references
 * to the row unknown. */
#include "map/row_i.h"

#include <stdio.h>
#include <styr/public.h>

/* The value of a column. */
static uint64_t *at(const styr_i_adding *c, size_t column) {
  return &c->values[column * STYR_I_BATCH];
}

/* The place of the row in its table. */
static size_t place_of(const styr_i_adding *c) {
  return c->map->tables[c->row->table].rows + c->waiting;
}

/* ---- checks of the whole row ---- */

static styr_i_slice cell_of(const styr_i_adding *c, size_t column) {
  for (size_t i = 0; i < c->row->count; i++)
    if (c->row->columns[i] == column) return c->row->cells[i * c->row->stride];
  const styr_i_slice none = {"", 0};
  return none;
}

/* An amount is read once its currency is known, which fixes the number of decimals. */
static void check_amount(styr_i_adding *c) {
  if (!*at(c, TIE_AMOUNT)) return;
  *at(c, TIE_AMOUNT) = 0;
  const styr_i_slice amount = cell_of(c, TIE_AMOUNT);
  const uint32_t currency = (uint32_t)*at(c, TIE_CURRENCY);
  int decimals = 18; /* the currency is wrong and was reported: do not report the decimals too */
  if (currency) {
    decimals = styr_currency_decimals(styr_i_str(&c->map->strings, currency));
  } else if (!cell_of(c, TIE_CURRENCY).length) {
    decimals = 2;
    STYR_I_PROBLEM(c, TIE_CURRENCY, "an amount needs a currency (ISO 4217, for example DKK)");
  }
  int64_t minor;
  const char *why;
  if (styr_i_parse_money(amount.text, amount.length, decimals, &minor, &why)) {
    *at(c, TIE_AMOUNT) = (uint64_t)minor ^ (uint64_t)INT64_MIN;
    if (!*at(c, TIE_AMOUNT)) STYR_I_PROBLEM(c, TIE_AMOUNT, "amount \"%.*s%s\" is too large", STYR_I_SHOWN(amount));
  } else if (decimals <= 4 || strcmp(why, "is too large") != 0) {
    STYR_I_PROBLEM(c, TIE_AMOUNT, "amount \"%.*s%s\" %s", STYR_I_SHOWN(amount), why);
  }
}

static void check_period(styr_i_adding *c, size_t start, size_t end) {
  if (*at(c, start) && *at(c, end) && styr_date_last_day(styr_i_date(*at(c, end))) < styr_date_first_day(styr_i_date(*at(c, start)))) {
    char a[11], b[11];
    STYR_I_PROBLEM(c, end, "the end %s is before the start %s", styr_date_format(styr_i_date(*at(c, end)), b),
                   styr_date_format(styr_i_date(*at(c, start)), a));
  }
}

/* The string id under which an id is stored: that of its NFC form. NOSTR when out of memory. */
static uint32_t key_of(styr_i_adding *c, size_t column) {
  const styr_i_slice id = cell_of(c, column);
  return styr_i_ascii(id.text, id.length) ? (uint32_t)*at(c, column) : styr_i_name_key(c->map, id);
}

/* Reports an id that is in use. */
static void check_id(styr_i_adding *c, const styr_i_names *names, size_t column) {
  const uint32_t key = key_of(c, column);
  if (key == STYR_I_NOSTR) c->nomem = true;
  if (c->nomem || styr_i_names_get(names, key) == STYR_I_NONE) return;
  STYR_I_PROBLEM(c, column, "duplicate id \"%.*s%s\"%s", STYR_I_SHOWN(cell_of(c, column)),
                 names == &c->map->node_names ? " (actors and texts share one id space)" : "");
  c->drop = true;
}

static void check_named(styr_i_adding *c, const styr_i_names *names) { /* the id is the first column */
  if (*at(c, 0)) check_id(c, names, 0);
  else c->drop = true;
}

static void check_node(styr_i_adding *c, bool is_text) {
  if (is_text) check_period(c, TEXT_START, TEXT_END);
  else check_period(c, ACTOR_START, ACTOR_END);
  check_named(c, &c->map->node_names);
}

static bool accepts(const styr_map *map, const styr_i_end *end, styr_node node) {
  return (styr_node_is_text(node) ? end->all_texts : end->all_actors) || styr_i_end_lists_kind(map, end, node);
}

static void check_ends(styr_i_adding *c) {
  if (!*at(c, TIE_TYPE)) return;
  const styr_i_term *type = &c->map->terms[c->map->types[*at(c, TIE_TYPE) - 1]];
  const struct {
    size_t column;
    const styr_i_end *end;
  } ends[] = {{TIE_FROM, &type->from}, {TIE_TO, &type->to}};
  for (size_t i = 0; i < 2; i++) {
    const uint64_t ref = *at(c, ends[i].column);
    if (!ref) continue;
    const styr_node node = styr_i_node(c->map, (uint32_t)ref - 1);
    if (accepts(c->map, ends[i].end, node)) continue;
    STYR_I_PROBLEM(c, ends[i].column, "a tie of type \"%s\" accepts %s at its `%s` end, and \"%s\" is %s%s",
                   styr_i_str(&c->map->strings, type->term), styr_i_str(&c->map->strings, ends[i].end->kinds),
                   styr_i_adding_column(c, ends[i].column), styr_node_id(c->map, node),
                   styr_node_is_text(node) ? "a text of kind " : "an actor of kind ",
                   *styr_node_kind(c->map, node) ? styr_node_kind(c->map, node) : "(none)");
  }
}

/* Whether an earlier tie has no id of its own, so that it is named by its row. */
static bool is_called_by_row(const styr_i_adding *c, size_t place) {
  const size_t rows = c->map->tables[STYR_TIES].rows;
  return place < rows ? !styr_i_cell(&c->map->tables[STYR_TIES], place, TIE_ID) : !at(c, TIE_ID)[-(ptrdiff_t)(rows + c->waiting - place)];
}

/* An id of the form t<number> refers to the tie in that row, when that tie has no other id. */
static void check_tie_id(styr_i_adding *c) {
  const styr_i_slice id = cell_of(c, TIE_ID);
  const uint64_t row = place_of(c) + 1;
  uint64_t number;
  const bool looks_generated = styr_i_generated_tie(id.text, id.length, &number);
  if (looks_generated && number == row) {
    *at(c, TIE_ID) = 0; /* the id it has anyway, so it need not be stored */
  } else if (looks_generated && number < row && is_called_by_row(c, (size_t)number - 1)) {
    STYR_I_PROBLEM(c, TIE_ID, "duplicate id \"%.*s%s\": it is the generated id of data row %llu", STYR_I_SHOWN(id),
                   (unsigned long long)number);
    c->drop = true;
  } else if (!c->drop) {
    check_id(c, &c->map->tie_names, TIE_ID);
  }
}

/* A row without an id is named by its number, so no earlier tie may have that id. */
static void check_generated_id(styr_i_adding *c) {
  char text[24], *end = text + sizeof text, *p = end;
  for (uint64_t n = place_of(c) + 1; n; n /= 10) *--p = (char)('0' + n % 10);
  *--p = 't';
  const uint32_t key = styr_i_strings_find(&c->map->strings, p, (size_t)(end - p));
  if (key != STYR_I_NOSTR && styr_i_names_get(&c->map->tie_names, key) != STYR_I_NONE)
    STYR_I_PROBLEM(c, TIE_ID, "duplicate id \"%.*s\": it is the generated id of this row, which has no id", (int)(end - p), p);
}

static void check_tie(styr_i_adding *c) {
  check_amount(c);
  check_period(c, TIE_START, TIE_END);
  check_ends(c);
  if (*at(c, TIE_ID)) check_tie_id(c);
  if (!*at(c, TIE_ID) && !c->drop && c->map->tie_names.cap) check_generated_id(c);
}

static uint64_t event_key(const styr_i_adding *c) {
  return *at(c, EVENT_CASE) << 32 | *at(c, EVENT_STEP);
}

static void check_event(styr_i_adding *c) {
  check_period(c, EVENT_START, EVENT_END);
  if (!*at(c, EVENT_CASE) || !*at(c, EVENT_STEP)) return;
  if (styr_i_index_get(&c->map->event_index, event_key(c)) == STYR_I_NONE) return;
  STYR_I_PROBLEM(c, EVENT_STEP, "duplicate step %llu of this case", (unsigned long long)*at(c, EVENT_STEP));
  c->drop = true;
}

static void check_figure(styr_i_adding *c) {
  if (!*at(c, FIGURE_NODE) || styr_i_index_get(&c->map->figure_index, *at(c, FIGURE_NODE)) == STYR_I_NONE) return;
  STYR_I_PROBLEM(c, FIGURE_NODE, "duplicate row for this node");
  c->drop = true;
}

static void check_vocabulary(styr_i_adding *c) {
  if (!*at(c, VOCAB_SET) || !*at(c, VOCAB_TERM)) return;
  const uint32_t term = styr_i_term_find(c->map, (uint32_t)*at(c, VOCAB_SET), (uint32_t)*at(c, VOCAB_TERM));
  if (term != STYR_I_NONE && c->map->terms[term].row != STYR_I_NONE) {
    STYR_I_PROBLEM(c, VOCAB_TERM, "duplicate term in set \"%s\"", styr_i_str(&c->map->strings, (uint32_t)*at(c, VOCAB_SET)));
    c->drop = true;
  }
}

/* A denied tie uses a term and has ends, like a tie. */
static void check_denial(styr_i_adding *c, const styr_denial *d) {
  const styr_i_slice type = {d->type, strlen(d->type)};
  const uint32_t term = styr_i_use_term(c, c->map->set_tie, type, CLAIM_ABOUT);
  if (c->nomem) return;
  const styr_i_term *t = &c->map->terms[term];
  if (!accepts(c->map, &t->from, d->from) || !accepts(c->map, &t->to, d->to))
    STYR_I_PROBLEM(c, CLAIM_ABOUT,
                   "a tie of type \"%s\" accepts %s at its `from` end and %s at its `to` end; is the denied tie the wrong way round?",
                   d->type, styr_i_str(&c->map->strings, t->from.kinds), styr_i_str(&c->map->strings, t->to.kinds));
}

static void check_claim(styr_i_adding *c) {
  c->about = 0;
  const styr_i_slice text = cell_of(c, CLAIM_ABOUT);
  if (!*at(c, CLAIM_ABOUT)) return;
  const char *why = styr_i_about_parse(c->map, text, &c->about, &c->denial, &c->nomem);
  if (c->nomem) return;
  const bool denied = !why && c->about >> 32 == ABOUT_DENIED;
  if (denied) check_denial(c, &c->denial);
  if (why && c->map->unread) c->bad = true; /* a reference into a table that could not be read is not reported */
  else if (why) STYR_I_PROBLEM(c, CLAIM_ABOUT, "\"%.*s%s\" %s", STYR_I_SHOWN(text), why);
  else if (denied && !cell_of(c, CLAIM_STANCE).length)
    STYR_I_PROBLEM(c, CLAIM_STANCE,
                   "the stance of a claim about a denied tie is absent or disputes; a tie that is there needs a row in ties.csv");
  else if (denied && *at(c, CLAIM_STANCE) == 1)
    STYR_I_PROBLEM(c, CLAIM_STANCE,
                   "the stance of a claim about a denied tie cannot be supports: a tie that is there needs a row in ties.csv");
}

/* A misspelt word hides too much, never too little. It is reported, because the owner must know that the cell was not read as
 * intended. */
static void warn_of_source(styr_i_adding *c) {
  const styr_i_slice word = cell_of(c, SOURCE_CONFIDENTIALITY);
  const size_t until = styr_i_table_column(c->map, STYR_SOURCES, "consent_until", strlen("consent_until"));
  const styr_i_slice day = until == SIZE_MAX ? (styr_i_slice){"", 0} : cell_of(c, until);
  styr_date date;
  if (word.length && !styr_i_word_number(styr_confidentiality_words(), word))
    STYR_I_WARNING(c, SOURCE_CONFIDENTIALITY, "\"%.*s%s\" is not one of %s: the source counts as not public", STYR_I_SHOWN(word),
                   styr_confidentiality_words());
  if (day.length && !styr_date_parse(day.text, day.length, &date))
    STYR_I_WARNING(c, until, "\"%.*s%s\" is not a date, so the source counts as not public: write YYYY, YYYY-MM or YYYY-MM-DD",
                   STYR_I_SHOWN(day));
}

static styr_table table_of(uint64_t about) {
  switch ((styr_i_about)(about >> 32)) {
  case ABOUT_NODE: return about & STYR_NODE_TEXT_BIT ? STYR_TEXTS : STYR_ACTORS;
  case ABOUT_EVENT: return STYR_EVENTS;
  case ABOUT_CHANGE: return STYR_CHANGES;
  case ABOUT_CASE: return STYR_CASES;
  default: return STYR_TIES;
  }
}

static void warn_of_status(styr_i_adding *c) {
  static const char words[] = "open|accepted|conflict|set_aside";
  const size_t column = styr_i_table_column(c->map, STYR_CLAIMS, "status", strlen("status"));
  const styr_i_slice word = column == SIZE_MAX ? (styr_i_slice){"", 0} : cell_of(c, column);
  if (word.length && !styr_i_word_number(words, word))
    STYR_I_WARNING(c, column, "\"%.*s%s\" is not one of %s: the claim counts", STYR_I_SHOWN(word), words);
}

static void warn_of_claim(styr_i_adding *c) {
  warn_of_status(c);
  const size_t column = styr_i_table_column(c->map, STYR_CLAIMS, "covers", strlen("covers"));
  const styr_table table = table_of(c->about);
  styr_i_slice rest = column == SIZE_MAX ? (styr_i_slice){"", 0} : cell_of(c, column), word;
  while (styr_i_next_word(&rest, &word))
    if (!styr_i_can_be_covered(table, word))
      STYR_I_WARNING(c, column, "\"%.*s%s\" is no column of %s that a claim can cover", STYR_I_SHOWN(word), styr_table_name(table));
}

static void check_row(styr_i_adding *c) {
  switch (c->row->table) {
  case STYR_VOCABULARY: check_vocabulary(c); break;
  case STYR_ACTORS: check_node(c, false); break;
  case STYR_TEXTS: check_node(c, true); break;
  case STYR_SOURCES:
    check_named(c, &c->map->source_names);
    warn_of_source(c);
    break;
  case STYR_TIES: check_tie(c); break;
  case STYR_CASES: check_named(c, &c->map->case_names); break;
  case STYR_EVENTS: check_event(c); break;
  case STYR_CLAIMS:
    check_claim(c);
    if (!c->bad) warn_of_claim(c);
    break;
  case STYR_FIGURE: check_figure(c); break;
  case STYR_CHANGES: break;
  }
}

/* ---- entering it ---- */

static bool enter_name(styr_i_adding *c, styr_i_names *names, size_t column, uint32_t value) {
  const uint32_t key = key_of(c, column);
  return key != STYR_I_NOSTR && styr_i_names_set(c->map, names, key, value);
}

/* Adds the row to the lookup tables. */
static bool enter(styr_i_adding *c) {
  styr_map *map = c->map;
  const uint32_t place = (uint32_t)place_of(c);
  switch (c->row->table) {
  case STYR_ACTORS: return enter_name(c, &map->node_names, ACTOR_ID, place);
  case STYR_TEXTS: return enter_name(c, &map->node_names, TEXT_ID, place | STYR_NODE_TEXT_BIT);
  case STYR_SOURCES: return enter_name(c, &map->source_names, SOURCE_ID, place);
  case STYR_TIES: return !*at(c, TIE_ID) || enter_name(c, &map->tie_names, TIE_ID, place);
  case STYR_CASES: return enter_name(c, &map->case_names, CASE_ID, place);
  case STYR_EVENTS: return styr_i_index_set(&map->event_index, event_key(c), place);
  case STYR_FIGURE: return styr_i_index_set(&map->figure_index, *at(c, FIGURE_NODE), place);
  case STYR_CLAIMS: return styr_i_claim_link(map, place, c->about, &c->denial);
  case STYR_VOCABULARY: return styr_i_term_touch(map, (uint32_t)*at(c, VOCAB_SET), (uint32_t)*at(c, VOCAB_TERM)) != STYR_I_NONE;
  default: return true;
  }
}

/* A refused row does not count as a use of its terms. */
static void unuse_terms(styr_map *map) {
  for (size_t i = 0; i < map->touched_count; i++) map->terms[map->touched[i]].uses--;
  map->touched_count = 0;
}

static void read_cells(styr_i_adding *c) {
  const styr_i_schema *schema = &styr_i_schemas[c->row->table];
  for (size_t i = 0; i < c->row->count && !c->nomem; i++) {
    const styr_i_slice cell = c->row->cells[i * c->row->stride];
    const size_t column = c->row->columns[i];
    if (cell.length) *at(c, column) = styr_i_cell_read(c, column, cell);
  }
  for (size_t column = 0; column < schema->count; column++) {
    if (!schema->columns[column].required || *at(c, column)) continue;
    if (!cell_of(c, column).length) STYR_I_PROBLEM(c, column, "%s is empty; it is required here", schema->columns[column].name);
    c->drop = true;
  }
}

/* Checks a row whose cells are read, and adds it to the lookup tables. With `reserve`, room in the table is reserved first, so that
 * nothing can fail afterwards. STYR_OK: append the row; STYR_ERR_DATA: it is refused; STYR_ERR_NOMEM. */
static styr_status accept(styr_i_adding *c, const styr_i_rows *reserve) {
  styr_map *map = c->map;
  if (!c->nomem) check_row(c);
  const bool tolerated = c->row->keep_bad && c->row->table != STYR_CLAIMS && c->row->table != STYR_CHANGES;
  styr_status status = c->nomem ? STYR_ERR_NOMEM : c->drop || (c->bad && !tolerated) ? STYR_ERR_DATA : STYR_OK;
  if (status == STYR_OK && reserve && !styr_i_table_reserve(&map->a, &map->tables[c->row->table], reserve)) status = STYR_ERR_NOMEM;
  if (status == STYR_OK && !enter(c)) status = STYR_ERR_NOMEM;
  if (status != STYR_OK) unuse_terms(map);
  return status;
}

/* Values of one empty row. NULL when out of memory. */
static uint64_t *empty_values(styr_map *map, styr_table table) {
  const size_t count = map->tables[table].column_count;
  if (!STYR_I_GROW(&map->a, map->scratch, map->scratch_cap, count * STYR_I_BATCH)) return NULL;
  for (size_t i = 0; i < count; i++) map->scratch[i * STYR_I_BATCH] = 0;
  return map->scratch;
}

bool styr_i_row_keep_place(styr_map *map, styr_table table) {
  if (table != STYR_TIES && table != STYR_CHANGES) return true;
  const styr_i_rows one = {empty_values(map, table), STYR_I_BATCH, 1, NULL};
  if (!one.values || !styr_i_table_reserve(&map->a, &map->tables[table], &one)) return false;
  styr_i_table_append(&map->tables[table], &one);
  return true;
}

styr_status styr_i_row_add(styr_map *map, const styr_i_row *row, styr_issues *issues, uint32_t *index, styr_error *error) {
  styr_i_table *table = &map->tables[row->table];
  styr_i_adding c = {.map = map, .row = row, .issues = issues, .values = empty_values(map, row->table)};
  if (!c.values) return styr_i_nomem(error);
  const styr_i_rows one = {c.values, STYR_I_BATCH, 1, NULL};
  map->touched_count = 0;
  read_cells(&c);
  const styr_status status = accept(&c, &one);
  if (status == STYR_ERR_NOMEM) return styr_i_nomem(error);
  if (status != STYR_OK && row->keep_bad && !styr_i_row_keep_place(map, row->table)) return styr_i_nomem(error);
  if (status != STYR_OK) return styr_i_fail(error, STYR_ERR_DATA, "the row was not added");
  const uint32_t place = (uint32_t)table->rows;
  styr_i_table_append(table, &one);
  if (row->table == STYR_VOCABULARY) styr_i_vocab_declare(map, place);
  if (index) *index = place;
  return c.bad ? styr_i_fail(error, STYR_ERR_DATA, "the row has a problem") : STYR_OK;
}

/* ---- many rows ---- */

/* Most ties of a large map have no amount, id or period, and a type whose ends accept every kind. accept() would check nothing and
 * enter nothing for them, so it is skipped. */
static inline bool is_bare_tie(const styr_i_adding *c) {
  const styr_map *map = c->map;
  if (*at(c, TIE_ID) | *at(c, TIE_AMOUNT) || map->tie_names.cap || (*at(c, TIE_START) && *at(c, TIE_END))) return false;
  const styr_i_term *type = &map->terms[map->types[*at(c, TIE_TYPE) - 1]];
  const bool from = (*at(c, TIE_FROM) - 1) & STYR_NODE_TEXT_BIT ? type->from.all_texts : type->from.all_actors;
  const bool to = (*at(c, TIE_TO) - 1) & STYR_NODE_TEXT_BIT ? type->to.all_texts : type->to.all_actors;
  return from && to;
}

styr_status styr_i_batch_add(styr_i_batch_reader *b, const styr_i_batch *batch, const styr_i_row *like, styr_issues *issues,
                             styr_error *error) {
  styr_map *map = b->map;
  styr_i_row row = *like;
  styr_i_adding c = {.map = map, .row = &row, .issues = issues};
  styr_status status = STYR_OK;
  styr_error ignored = STYR_ERROR_INIT;
  styr_i_batch_look_up(b, batch);
  row.stride = STYR_I_BATCH;
  for (size_t i = 0; i < batch->rows; i++) {
    row.cells = batch->cells + i;
    row.line = batch->lines[i];
    if (b->ready[i]) {
      c.values = b->values + i;
      c.bad = c.drop = false;
      c.nomem = b->new_texts && !styr_i_batch_intern(b, batch, i);
      map->touched_count = 0;
      status = b->table == STYR_TIES && !c.nomem && is_bare_tie(&c) ? STYR_OK : accept(&c, NULL);
      if (status == STYR_ERR_NOMEM) break;
      if (status == STYR_OK) {
        c.waiting++;
        continue;
      }
    }
    const bool appended = styr_i_batch_append(b, i - c.waiting, i);
    c.waiting = 0;
    if (!appended) status = STYR_ERR_NOMEM;
    else if (!b->ready[i]) status = styr_i_row_add(map, &row, issues, NULL, &ignored);
    else status = styr_i_row_keep_place(map, row.table) ? STYR_OK : STYR_ERR_NOMEM;
    if (status == STYR_ERR_NOMEM) break;
  }
  if (status == STYR_ERR_NOMEM || !styr_i_batch_append(b, batch->rows - c.waiting, batch->rows)) return styr_i_nomem(error);
  return STYR_OK;
}

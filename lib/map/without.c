/* SPDX-License-Identifier: MIT */
/* A map without one of its sources, when consent is withdrawn: without the source, its claims, the rows that rest on them alone,
 * and free text that the source may have given. Notes tell what stays although it rests on the source, and what is dropped although
 * another source mentions it. */
#include "map/public_i.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct resting { /* how a row rests on the source */
  bool on_source, on_others, gone;
  bool reduced;                  /* a node that stays because a kept row names it, without the cells that only the source supports */
  bool spoken;                   /* the source makes a claim about it */
  bool claimed;                  /* another source does, and that claim counts */
  uint32_t by_source, by_others; /* columns that supporting claims cover: bits in the order of `columns` */
} resting;

/* Free text columns come last: a claim covers one only when `covers` names it. */
static const char columns[] =
    "function|scope|class|amount|currency|programme|start|end|date|identifiers|takes|makes|by|beyond|note|outcome|uri|aliases";
enum { STRUCTURED = (1 << 14) - 1 };

typedef struct without {
  const styr_map *map;
  styr_map *to;
  uint32_t source; /* its row */
  resting *rows[STYR_TABLE_COUNT];
  uint32_t *change_row; /* new data row of a change */
  size_t status_column;
  styr_issues *notes;
  bool nomem;
} without;

static bool is_from(const without *w, styr_table table, size_t row, size_t column) {
  return styr_i_cell(&w->map->tables[table], row, column) == (uint64_t)w->source + 1;
}

/* The row that a claim is about; NULL for a denied tie. */
static resting *row_of(const without *w, size_t claim) {
  const uint64_t about = w->map->abouts[claim];
  const uint32_t row = (uint32_t)about;
  switch ((styr_i_about)(about >> 32)) {
  case ABOUT_NODE: return row & STYR_NODE_TEXT_BIT ? &w->rows[STYR_TEXTS][row & ~STYR_NODE_TEXT_BIT] : &w->rows[STYR_ACTORS][row];
  case ABOUT_TIE: return &w->rows[STYR_TIES][row];
  case ABOUT_EVENT: return &w->rows[STYR_EVENTS][row];
  case ABOUT_CHANGE: return &w->rows[STYR_CHANGES][row];
  case ABOUT_CASE: return &w->rows[STYR_CASES][row];
  default: return NULL;
  }
}

static const struct {
  styr_table table;
  size_t column;
} source_cells[] = {{STYR_CASES, CASE_SOURCE}, {STYR_EVENTS, EVENT_SOURCE}, {STYR_CHANGES, CHANGE_SOURCE}};

static uint32_t bit_of(styr_i_slice column) {
  const size_t number = styr_i_word_number(columns, column);
  return number ? 1u << (number - 1) : 0;
}

static uint32_t covered_bits(const char *covers) {
  styr_i_slice rest = {covers, strlen(covers)}, word;
  uint32_t bits = *covers ? 0 : STRUCTURED;
  while (styr_i_next_word(&rest, &word)) bits |= bit_of(word);
  return bits;
}

static void add_support(resting *r, bool on_source, uint32_t bits) {
  r->on_source |= on_source;
  r->on_others |= !on_source;
  if (on_source) r->by_source |= bits;
  else r->by_others |= bits;
}

static void weigh_claims(without *w) {
  const size_t covers = styr_i_table_column(w->map, STYR_CLAIMS, "covers", strlen("covers"));
  for (size_t i = 0; i < w->map->tables[STYR_CLAIMS].rows; i++) {
    resting *r = row_of(w, i);
    const bool from = is_from(w, STYR_CLAIMS, i, CLAIM_SOURCE);
    if (!r) continue;
    const bool counts = !styr_i_is_set_aside(w->map, w->status_column, i);
    r->spoken |= from;
    r->claimed |= counts && !from;
    if (!counts || styr_claim_get(w->map, styr_i_claim(w->map, (uint32_t)i)).stance != STYR_SUPPORTS) continue;
    add_support(r, from, covered_bits(covers == SIZE_MAX ? "" : styr_i_text_cell(w->map, STYR_CLAIMS, i, covers)));
  }
  for (size_t k = 0; k < sizeof source_cells / sizeof *source_cells; k++)
    for (size_t i = 0; i < w->map->tables[source_cells[k].table].rows; i++) {
      resting *r = &w->rows[source_cells[k].table][i];
      const bool from = is_from(w, source_cells[k].table, i, source_cells[k].column);
      r->spoken |= from;
      if (styr_i_cell(&w->map->tables[source_cells[k].table], i, source_cells[k].column)) add_support(r, from, STRUCTURED);
    }
}

/* Adds a note about a row, which is named as its owner knows it. */
static void note(without *w, styr_table table, size_t row, const char *fmt, ...) STYR_PRINTF(4, 5);
static void note(without *w, styr_table table, size_t row, const char *fmt, ...) {
  char text[300], file[32], name[300];
  va_list list;
  va_start(list, fmt);
  vsnprintf(text, sizeof text, fmt, list);
  va_end(list);
  snprintf(file, sizeof file, "%s.csv", styr_table_name(table));
  const char *id = styr_i_row_name(w->map, table, row, name, sizeof name);
  w->nomem |= !styr_i_issue(w->notes, STYR_WARNING, file, (uint64_t)row + 1, "0", "%s: %s", id, text);
}

static void keep_node(without *w, uint64_t cell) {
  if (!cell) return;
  const styr_node node = styr_i_node(w->map, (uint32_t)cell - 1);
  const styr_table table = styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS;
  resting *r = &w->rows[table][styr_node_row(node)];
  if (!r->gone) return;
  r->gone = false;
  r->reduced = true;
  note(w, table, styr_node_row(node),
       "rests on the withdrawn source alone, and stays because another row names it: only the columns that identify it are kept");
}

/* Keeps the texts that a row names by id in text cells. */
static void keep_named_in_texts(without *w, styr_table table, size_t row) {
  for (size_t c = 0; c < w->map->tables[table].column_count; c++) {
    const char *name = styr_i_str(&w->map->strings, w->map->tables[table].columns[c].name);
    if (w->map->tables[table].columns[c].kind != KIND_TEXT || styr_i_showing_of(table, name) != SHOW_STRUCTURED) continue;
    const styr_node node = styr_map_find(w->map, styr_i_text_cell(w->map, table, row, c));
    if (styr_node_exists(node)) keep_node(w, (uint64_t)node.ref + 1);
  }
}

/* Keeps the nodes in kept rows, and the ends of ties that other sources deny. */
static void keep_named(without *w) {
  static const styr_table tables[] = {STYR_TIES, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
    const styr_i_table *table = &w->map->tables[tables[t]];
    for (size_t i = 0; i < table->rows; i++)
      for (size_t c = 0; !w->rows[tables[t]][i].gone && c < table->schema->count; c++)
        if (table->columns[c].kind == KIND_NODE || table->columns[c].kind == KIND_ACTOR) keep_node(w, styr_i_cell(table, i, c));
    for (size_t i = 0; i < table->rows; i++)
      if (!w->rows[tables[t]][i].gone) keep_named_in_texts(w, tables[t], i);
  }
  for (size_t i = 0; i < w->map->denial_count; i++) {
    const styr_denial d = w->map->denials[i];
    if (is_from(w, STYR_CLAIMS, d.claim.index, CLAIM_SOURCE)) continue;
    keep_node(w, (uint64_t)d.from.ref + 1);
    keep_node(w, (uint64_t)d.to.ref + 1);
  }
}

static void drop_events(without *w) {
  for (size_t i = 0; i < w->map->tables[STYR_EVENTS].rows; i++) {
    resting *r = &w->rows[STYR_EVENTS][i];
    if (r->gone || !w->rows[STYR_CASES][styr_i_cell(&w->map->tables[STYR_EVENTS], i, EVENT_CASE) - 1].gone) continue;
    r->gone = true;
    note(w, STYR_EVENTS, i, "is removed with its case, which rests on the withdrawn source alone");
  }
}

static void drop_claims(without *w) {
  for (size_t i = 0; i < w->map->tables[STYR_CLAIMS].rows; i++) {
    const resting *about = row_of(w, i);
    resting *r = &w->rows[STYR_CLAIMS][i];
    r->gone = is_from(w, STYR_CLAIMS, i, CLAIM_SOURCE);
    if (r->gone || !about || !about->gone) continue;
    r->gone = true;
    note(w, STYR_CLAIMS, i, "a claim of another source, removed with the row that it is about");
  }
}

static bool is_emptied(const resting *r, uint32_t bit) {
  return r->spoken && bit > STRUCTURED && !(r->by_others & bit);
}

/* Notes what is left of the source in a kept row. */
static void note_cells_of(without *w, styr_table table, size_t row) {
  const styr_i_table *t = &w->map->tables[table];
  const resting *r = &w->rows[table][row];
  for (size_t c = 0; c < t->column_count; c++) {
    const char *name = styr_i_str(&w->map->strings, t->columns[c].name);
    const char *base = styr_i_base_column(table, name);
    const uint32_t bit = bit_of((styr_i_slice){base, strlen(base)});
    if (!bit || !styr_i_cell(t, row, c)) continue;
    if (is_emptied(r, bit)) note(w, table, row, "its %s is left out, because it may come from the withdrawn source", name);
    else if (bit <= STRUCTURED && r->by_source & ~r->by_others & bit)
      note(w, table, row, "its %s rests on the withdrawn source alone, and stays", name);
  }
}

/* A person is never published without a claim. */
static bool can_be_unclaimed(const without *w, styr_table table, size_t row) {
  return table != STYR_ACTORS || !styr_i_is_person(w->map, styr_map_actor(w->map, row));
}

static void note_cells(without *w) {
  const bool unclaimed_are_public = strcmp(styr_map_meta(w->map, STYR_META_UNCLAIMED), "public") == 0;
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (size_t i = 0; i < w->map->tables[tables[t]].rows; i++) {
      const resting *r = &w->rows[tables[t]][i];
      if (!r->spoken || r->gone) continue;
      if (!r->reduced) note_cells_of(w, tables[t], i);
      if (unclaimed_are_public && !r->claimed && !r->on_others && can_be_unclaimed(w, tables[t], i))
        note(w, tables[t], i, "no claim is left about it, and the package says that such rows are public");
    }
}

static void note_derived(without *w) {
  const size_t column = styr_i_table_column(w->map, STYR_SOURCES, "derives_from", strlen("derives_from"));
  const char *id = styr_i_text_cell(w->map, STYR_SOURCES, w->source, SOURCE_ID);
  for (size_t i = 0; column != SIZE_MAX && i < w->map->tables[STYR_SOURCES].rows; i++) {
    const char *from = styr_i_text_cell(w->map, STYR_SOURCES, i, column);
    styr_i_slice rest_of = {from, strlen(from)}, word;
    while (styr_i_next_word(&rest_of, &word))
      if (word.length == strlen(id) && memcmp(word.text, id, word.length) == 0)
        note(w, STYR_SOURCES, i, "derives from the withdrawn source, %.*s, and stays", (int)styr_i_utf8_cut(id, strlen(id), 200), id);
  }
}

static void decide_rows(without *w) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  weigh_claims(w);
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (size_t i = 0; i < w->map->tables[tables[t]].rows; i++) {
      resting *r = &w->rows[tables[t]][i];
      r->gone = r->on_source && !r->on_others;
    }
  w->rows[STYR_SOURCES][w->source].gone = true;
  drop_events(w);
  keep_named(w);
  drop_claims(w);
  for (size_t i = 0; i < w->map->tables[STYR_FIGURE].rows; i++) {
    const styr_node node = styr_i_node(w->map, (uint32_t)styr_i_cell(&w->map->tables[STYR_FIGURE], i, FIGURE_NODE) - 1);
    w->rows[STYR_FIGURE][i].gone = w->rows[styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS][styr_node_row(node)].gone;
  }
  uint32_t next = 0;
  for (size_t i = 0; i < w->map->tables[STYR_CHANGES].rows; i++)
    if (!w->rows[STYR_CHANGES][i].gone) w->change_row[i] = ++next;
  note_cells(w);
  note_derived(w);
}

/* ---- the copy ---- */

static bool keeps(void *ctx, styr_table table, size_t row) {
  return !((const without *)ctx)->rows[table][row].gone;
}

static const char *cell_text(void *ctx, styr_table table, size_t row, size_t column, char buffer[32]) {
  const without *w = ctx;
  const styr_i_table *t = &w->map->tables[table];
  const char *name = styr_i_str(&w->map->strings, t->columns[column].name);
  const char *base = styr_i_base_column(table, name);
  const styr_i_slice word = {base, strlen(base)};
  if (w->rows[table][row].reduced && styr_i_showing_of(table, name) != SHOW_WITH_ROW) return ""; /* as the public map names a node */
  if (is_emptied(&w->rows[table][row], bit_of(word))) return "";
  if (t->columns[column].kind == KIND_SOURCE && is_from(w, table, row, column)) return "";
  if (t->columns[column].kind == KIND_ABOUT && w->map->abouts[row] >> 32 == ABOUT_CHANGE) {
    snprintf(buffer, 32, "change:%u", (unsigned)w->change_row[(uint32_t)w->map->abouts[row]]);
    return buffer;
  }
  return styr_i_cell_text(w->map, table, row, column, buffer);
}

static styr_status copy_package(const without *w, styr_error *error) {
  styr_status status = STYR_OK;
  for (int i = 0; i < STYR_META_COUNT && status == STYR_OK; i++) status = styr_i_copy_texts(w->map, w->to, (styr_meta)i, "", error);
  for (size_t i = 0; i < w->map->footnote_count && status == STYR_OK; i++)
    status = styr_i_copy_texts(w->map, w->to, STYR_META_COUNT, styr_i_str(&w->map->strings, w->map->footnotes[i][0]), error);
  w->to->present = w->map->present;
  if (w->map->package_json) {
    w->to->package_json = w->map->package_json_share(w->map->package_json);
    w->to->package_json_free = w->map->package_json_free;
    w->to->package_json_share = w->map->package_json_share;
  }
  return status;
}

static styr_status copy(without *w, styr_error *error) {
  const styr_i_copy how = {w->map, w->to, w, keeps, cell_text};
  const styr_status status = styr_i_copy_rows(&how, error);
  return status == STYR_OK ? copy_package(w, error) : status;
}

styr_status styr_map_without(const styr_map *map, const char *source, styr_issues *notes, styr_map **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && source && out)) return STYR_ERR_ARG;
  if (!map || !source || !out) return styr_i_fail(error, STYR_ERR_ARG, "a map, a source and a place for the result are needed");
  const styr_i_slice name = {source, strlen(source)};
  uint32_t row = STYR_I_NONE;
  if (styr_i_utf8_valid(source, name.length) && !styr_i_lookup(map, &map->source_names, name, &row)) return styr_i_nomem(error);
  if (row == STYR_I_NONE) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "no source is called \"%s\"", source);
  without w = {.map = map, .source = row};
  w.status_column = styr_i_table_column(map, STYR_CLAIMS, "status", strlen("status"));
  styr_issues *own = notes ? NULL : styr_issues_new(&map->a);
  w.notes = notes ? notes : own;
  bool ok = w.notes != NULL;
  for (int t = 0; t < STYR_TABLE_COUNT; t++) {
    w.rows[t] = styr_i_zalloc(&map->a, map->tables[t].rows + 1, sizeof *w.rows[t]);
    ok &= w.rows[t] != NULL;
  }
  w.change_row = styr_i_zalloc(&map->a, map->tables[STYR_CHANGES].rows + 1, sizeof *w.change_row);
  styr_status status = ok && w.change_row ? styr_map_new(&map->a, &w.to, error) : styr_i_nomem(error);
  if (status == STYR_OK) {
    decide_rows(&w);
    status = w.nomem ? styr_i_nomem(error) : copy(&w, error);
  }
  for (int t = 0; t < STYR_TABLE_COUNT; t++) styr_i_free(&map->a, w.rows[t]);
  styr_i_free(&map->a, w.change_row);
  styr_issues_free(own);
  if (status == STYR_OK) *out = w.to;
  else styr_map_free(w.to);
  return status;
}

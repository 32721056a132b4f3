/* SPDX-License-Identifier: MIT */
/* Copies rows of a map into another one, through row.c as every row. The caller decides which rows are copied and what each cell
 * contains. A column that the format does not define is created when its first cell is set. */
#include "map/map_i.h"

typedef struct copying {
  const styr_i_copy *how;
  styr_table table;
  size_t width;      /* number of columns of the source table */
  uint32_t *columns; /* source column → target column, or NONE */
  uint32_t *given;   /* target columns of one row */
  styr_i_slice *cells;
  styr_issues *issues;
} copying;

static bool find_column(copying *c, size_t column) {
  if (c->columns[column] != STYR_I_NONE) return true;
  const styr_i_strings *strings = &c->how->from->strings;
  const uint32_t name = c->how->from->tables[c->table].columns[column].name;
  const size_t at = styr_i_column_add(c->how->to, c->table, styr_i_str(strings, name), styr_i_strlen(strings, name));
  if (at == SIZE_MAX) return false;
  c->columns[column] = (uint32_t)at;
  return true;
}

static styr_status copy_row(copying *c, size_t row, char (*buffers)[32], styr_error *error) {
  size_t n = 0;
  for (size_t i = 0; i < c->width; i++) {
    const char *text = c->how->cell(c->how->ctx, c->table, row, i, buffers[i]);
    if (!text) return styr_i_nomem(error);
    if (!*text) continue;
    if (!find_column(c, i)) return styr_i_nomem(error);
    c->given[n] = c->columns[i];
    c->cells[n++] = (styr_i_slice){text, strlen(text)};
  }
  const uint64_t place = c->how->to->tables[c->table].rows + 1;
  const styr_i_row one = {c->table, styr_table_name(c->table), place, c->given, c->cells, n, 1, false};
  styr_error why = STYR_ERROR_INIT;
  const size_t before = styr_issues_count(c->issues);
  const styr_status status = styr_i_row_add(c->how->to, &one, c->issues, NULL, &why);
  if (status != STYR_ERR_DATA) return status == STYR_OK ? STYR_OK : styr_i_nomem(error);
  const styr_issue first = styr_issues_get(c->issues, before);
  return styr_i_fail(error, status, "%s, row %zu, %s: %s", styr_table_name(c->table), row + 1, first.column, first.message);
}

static styr_status copy_rows(copying *c, styr_error *error) {
  const styr_allocator *a = &c->how->to->a;
  const styr_i_table *t = &c->how->from->tables[c->table];
  char(*buffers)[32] = styr_i_zalloc(a, c->width + 1, sizeof *buffers);
  c->columns = styr_i_zalloc(a, c->width + 1, sizeof *c->columns);
  c->given = styr_i_zalloc(a, c->width + 1, sizeof *c->given);
  c->cells = styr_i_zalloc(a, c->width + 1, sizeof *c->cells);
  const bool ok = buffers && c->columns && c->given && c->cells;
  styr_status status = ok ? STYR_OK : styr_i_nomem(error);
  for (size_t i = 0; ok && i < c->width; i++) c->columns[i] = i < t->schema->count ? (uint32_t)i : STYR_I_NONE;
  for (size_t row = 0; status == STYR_OK && row < t->rows; row++)
    if (c->how->keeps(c->how->ctx, c->table, row)) status = copy_row(c, row, buffers, error);
  styr_i_free(a, buffers);
  styr_i_free(a, c->columns);
  styr_i_free(a, c->given);
  styr_i_free(a, c->cells);
  return status;
}

styr_status styr_i_copy_rows(const styr_i_copy *how, styr_error *error) {
  /* in this order every reference points to a row that was copied before */
  static const styr_table order[] = {STYR_VOCABULARY, STYR_ACTORS, STYR_TEXTS,   STYR_SOURCES, STYR_TIES,
                                     STYR_CASES,      STYR_EVENTS, STYR_CHANGES, STYR_CLAIMS,  STYR_FIGURE};
  styr_status status = STYR_OK;
  styr_issues *issues = styr_issues_new(&how->to->a);
  if (!issues) return styr_i_nomem(error);
  for (size_t i = 0; i < sizeof order / sizeof *order && status == STYR_OK; i++) {
    copying c = {.how = how, .table = order[i], .width = how->from->tables[order[i]].column_count, .issues = issues};
    status = copy_rows(&c, error);
  }
  styr_issues_free(issues);
  return status;
}

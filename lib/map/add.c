/* SPDX-License-Identifier: MIT */
/* Adds rows from a program, with the same checks as rows from a file (row.c). */
#include "map/map_i.h"

styr_status styr_map_add(styr_map *map, styr_table table, const styr_field *fields, size_t count, styr_issues *issues, uint32_t *index,
                         styr_error *error) {
  if (!styr_i_begin(error, __func__, map && (fields || !count))) return STYR_ERR_ARG;
  if ((unsigned)table >= STYR_TABLE_COUNT || (count && !fields)) return styr_i_fail(error, STYR_ERR_ARG, "there is no such table");
  uint32_t *columns = styr_i_zalloc(&map->a, count, sizeof *columns);
  styr_i_slice *cells = styr_i_zalloc(&map->a, count, sizeof *cells);
  styr_issues *own = issues ? NULL : styr_issues_new(&map->a);
  styr_status status = columns && cells && (issues || own) ? STYR_OK : styr_i_nomem(error);
  styr_error inner = STYR_ERROR_INIT;
  for (size_t i = 0; i < count && status == STYR_OK; i++) {
    const size_t name_length = strlen(fields[i].column);
    if (!name_length || !styr_i_utf8_valid(fields[i].column, name_length)) {
      status = styr_i_fail(error, STYR_ERR_ARG, "a column name is empty or not UTF-8");
      break;
    }
    const size_t column = styr_i_column_add(map, table, fields[i].column, name_length);
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
    const styr_i_row row = {table, styr_table_name(table), map->tables[table].rows + 1, columns, cells, count, 1, false};
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
  if (status == STYR_OK && out) *out = styr_i_node(map, table == STYR_TEXTS ? index | STYR_NODE_TEXT_BIT : index);
  return status;
}

styr_status styr_map_add_actor(styr_map *map, const char *id, const char *label, const char *kind, styr_node *out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && id)) return STYR_ERR_ARG;
  return add_node(map, STYR_ACTORS, id, label, kind, out, error);
}

styr_status styr_map_add_text(styr_map *map, const char *id, const char *label, const char *kind, styr_node *out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && id)) return STYR_ERR_ARG;
  return add_node(map, STYR_TEXTS, id, label, kind, out, error);
}

styr_status styr_map_add_tie(styr_map *map, styr_node from, styr_node to, const char *type, styr_tie *out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && type)) return STYR_ERR_ARG;
  if (!styr_i_has_node(map, from)) return styr_i_not_of_map(error, "from");
  if (!styr_i_has_node(map, to)) return styr_i_not_of_map(error, "to");
  const styr_field fields[] = {{"from", styr_node_id(map, from)}, {"to", styr_node_id(map, to)}, {"type", type}};
  uint32_t index;
  const styr_status status = styr_map_add(map, STYR_TIES, fields, 3, NULL, &index, error);
  if (status == STYR_OK && out) *out = styr_i_tie(map, index);
  return status;
}

/* SPDX-License-Identifier: MIT */
/* A cell of any kind as text in canonical form, as the CSV writer writes it; and the words of a list in a cell. */
#include "map/map_i.h"

#include <stdio.h>

static const char *word_at(const char *words, uint64_t number, char *buffer) {
  const char *p = words;
  for (uint64_t i = 1; i < number; i++) p += strcspn(p, "|") + 1;
  const size_t n = strcspn(p, "|");
  memcpy(buffer, p, n);
  buffer[n] = '\0';
  return buffer;
}

uint64_t styr_i_word_number(const char *words, styr_i_slice text) {
  uint64_t number = 1;
  for (const char *p = words; *p; number++) {
    const size_t n = strcspn(p, "|");
    if (n == text.length && memcmp(p, text.text, n) == 0) return number;
    p += n + (p[n] == '|');
  }
  return 0;
}

bool styr_i_next_word(styr_i_slice *rest, styr_i_slice *word) {
  while (rest->length) {
    const char *bar = memchr(rest->text, '|', rest->length);
    const size_t part = bar ? (size_t)(bar - rest->text) : rest->length;
    *word = (styr_i_slice){rest->text, part};
    rest->text += part + (bar != NULL);
    rest->length -= part + (bar != NULL);
    while (word->length && *word->text == ' ') word->text++, word->length--;
    while (word->length && word->text[word->length - 1] == ' ') word->length--;
    if (word->length) return true;
  }
  return false;
}

const char *styr_i_cell_text(const styr_map *map, styr_table table, size_t row, size_t column, char buffer[32]) {
  const styr_i_table *t = &map->tables[table];
  const styr_i_kind kind = t->columns[column].kind;
  const uint64_t cell = styr_i_cell(t, row, column);
  styr_money money;
  if (!cell) return table == STYR_TIES && column == TIE_ID ? styr_tie_id(map, styr_i_tie(map, (uint32_t)row), buffer) : "";
  switch (kind) {
  case KIND_TEXT:
  case KIND_ID:
  case KIND_CURRENCY:
  case KIND_SCOPE:
  case KIND_ABOUT: return styr_i_str(&map->strings, (uint32_t)cell);
  case KIND_TERM: return styr_i_term_text(map, cell);
  case KIND_TYPE: return styr_i_str(&map->strings, map->terms[map->types[cell - 1]].term);
  case KIND_NODE:
  case KIND_ACTOR: return styr_node_id(map, styr_i_node(map, (uint32_t)cell - 1));
  case KIND_SOURCE: return styr_i_text_cell(map, STYR_SOURCES, (size_t)cell - 1, SOURCE_ID);
  case KIND_CASE: return styr_i_text_cell(map, STYR_CASES, (size_t)cell - 1, CASE_ID);
  case KIND_DATE: return styr_date_format(styr_i_date(cell), buffer);
  case KIND_INT: snprintf(buffer, 32, "%d", (int)(int32_t)((uint32_t)cell ^ 0x80000000u)); return buffer;
  case KIND_SPAN:
    if (cell == UINT32_MAX) return "all";
    snprintf(buffer, 32, "%u", (unsigned)cell);
    return buffer;
  case KIND_COUNT: snprintf(buffer, 32, "%u", (unsigned)cell); return buffer;
  case KIND_AMOUNT: return styr_tie_amount(map, styr_i_tie(map, (uint32_t)row), &money) ? styr_money_format(money, buffer) : "";
  case KIND_WORD: return word_at(styr_i_schemas[table].columns[column].set_or_words, cell, buffer);
  }
  return "";
}

const char *styr_map_cell(const styr_map *map, styr_table table, size_t row, const char *column, char *buffer) {
  if (!(map && column && buffer)) return "";
  if ((unsigned)table >= STYR_TABLE_COUNT || row >= map->tables[table].rows) return "";
  const size_t c = styr_i_table_column(map, table, column, strlen(column));
  return c == SIZE_MAX ? "" : styr_i_cell_text(map, table, row, c, buffer);
}

/* SPDX-License-Identifier: MIT */
/* The properties of ties. */
#include "map/map_i.h"

#include <stdio.h>

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
  return styr_i_term_text(map, tie_cell(map, tie, TIE_FUNCTION));
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

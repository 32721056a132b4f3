/* SPDX-License-Identifier: MIT */
/* The properties of ties. */
#include "map/map_i.h"

#include <stdio.h>

static uint64_t tie_cell(const styr_map *map, styr_tie tie, size_t column) {
  return styr_i_has_tie(map, tie) ? styr_i_cell(&map->tables[STYR_TIES], tie.index, column) : 0;
}

static const char *tie_text(const styr_map *map, styr_tie tie, size_t column) {
  return styr_i_str(&map->strings, (uint32_t)tie_cell(map, tie, column));
}

/* NULL: there is no such tie. */
static const styr_i_term *tie_term(const styr_map *map, styr_tie tie) {
  const uint64_t type = tie_cell(map, tie, TIE_TYPE);
  return type ? &map->terms[map->types[type - 1]] : NULL;
}

styr_node styr_tie_from(const styr_map *map, styr_tie tie) {
  if (!map) return (styr_node){0, 0};
  return styr_i_node(map, (uint32_t)tie_cell(map, tie, TIE_FROM) - 1);
}
styr_node styr_tie_to(const styr_map *map, styr_tie tie) {
  if (!map) return (styr_node){0, 0};
  return styr_i_node(map, (uint32_t)tie_cell(map, tie, TIE_TO) - 1);
}
const char *styr_tie_type(const styr_map *map, styr_tie tie) {
  if (!map) return "";
  const styr_i_term *t = tie_term(map, tie);
  return t ? styr_i_str(&map->strings, t->term) : "";
}
styr_ruling styr_tie_ruling(const styr_map *map, styr_tie tie) {
  if (!map) return STYR_RULING_NONE;
  const styr_i_term *t = tie_term(map, tie);
  return t ? t->ruling : STYR_RULING_NONE;
}
const char *styr_tie_family(const styr_map *map, styr_tie tie) {
  if (!map) return "";
  const styr_i_term *t = tie_term(map, tie);
  return t ? styr_i_str(&map->strings, t->family) : "";
}
const char *styr_tie_id(const styr_map *map, styr_tie tie, char *buffer) {
  if (!(map && buffer)) return "";
  const uint64_t id = tie_cell(map, tie, TIE_ID);
  if (id) return styr_i_str(&map->strings, (uint32_t)id);
  if (!styr_i_has_tie(map, tie)) return "";
  snprintf(buffer, 16, "t%u", tie.index + 1);
  return buffer;
}
const char *styr_tie_function(const styr_map *map, styr_tie tie) {
  if (!map) return "";
  return styr_i_term_text(map, tie_cell(map, tie, TIE_FUNCTION));
}
const char *styr_tie_scope(const styr_map *map, styr_tie tie) {
  if (!map) return "";
  return tie_text(map, tie, TIE_SCOPE);
}
const char *styr_tie_programme(const styr_map *map, styr_tie tie) {
  if (!map) return "";
  return tie_text(map, tie, TIE_PROGRAMME);
}
const char *styr_tie_note(const styr_map *map, styr_tie tie) {
  if (!map) return "";
  return tie_text(map, tie, TIE_NOTE);
}
styr_date styr_tie_start(const styr_map *map, styr_tie tie) {
  if (!map) return (styr_date){0, 0, 0};
  return styr_i_date(tie_cell(map, tie, TIE_START));
}
styr_date styr_tie_end(const styr_map *map, styr_tie tie) {
  if (!map) return (styr_date){0, 0, 0};
  return styr_i_date(tie_cell(map, tie, TIE_END));
}
bool styr_tie_amount(const styr_map *map, styr_tie tie, styr_money *out) {
  if (!(map && out)) return false;
  const uint64_t amount = tie_cell(map, tie, TIE_AMOUNT);
  if (!amount) return false;
  out->minor = (int64_t)(amount ^ (uint64_t)INT64_MIN);
  strncpy(out->currency, tie_text(map, tie, TIE_CURRENCY), 3);
  out->currency[3] = '\0';
  return true;
}

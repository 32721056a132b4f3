/* SPDX-License-Identifier: MIT */
/* The properties of actors and texts. */
#include "map/map_i.h"

/* The columns of actors and texts by purpose; SIZE_MAX = not a column of texts. */
static uint64_t node_cell(const styr_map *map, styr_node node, size_t actor_column, size_t text_column) {
  if (!styr_i_has_node(map, node)) return 0;
  if (!styr_node_is_text(node)) return styr_i_cell(&map->tables[STYR_ACTORS], node.ref, actor_column);
  return text_column == SIZE_MAX ? 0 : styr_i_cell(&map->tables[STYR_TEXTS], styr_node_row(node), text_column);
}

static const char *node_string(const styr_map *map, styr_node node, size_t actor_column, size_t text_column) {
  return styr_i_str(&map->strings, (uint32_t)node_cell(map, node, actor_column, text_column));
}

const char *styr_node_id(const styr_map *map, styr_node node) {
  if (!map) return "";
  return node_string(map, node, ACTOR_ID, TEXT_ID);
}
const char *styr_node_short(const styr_map *map, styr_node node) {
  if (!map) return "";
  return node_string(map, node, ACTOR_SHORT, TEXT_SHORT);
}
const char *styr_node_uri(const styr_map *map, styr_node node) {
  if (!map) return "";
  return node_string(map, node, ACTOR_URI, TEXT_URI);
}
const char *styr_node_note(const styr_map *map, styr_node node) {
  if (!map) return "";
  return node_string(map, node, ACTOR_NOTE, TEXT_NOTE);
}
const char *styr_node_kind(const styr_map *map, styr_node node) {
  if (!map) return "";
  return styr_i_term_text(map, node_cell(map, node, ACTOR_KIND, TEXT_KIND));
}
const char *styr_node_kind_family(const styr_map *map, styr_node node) {
  if (!map) return "";
  const uint64_t kind = node_cell(map, node, ACTOR_KIND, TEXT_KIND);
  return kind ? styr_i_str(&map->strings, map->terms[kind - 1].family) : "";
}
const char *styr_node_sector(const styr_map *map, styr_node node) {
  if (!map) return "";
  return styr_i_term_text(map, node_cell(map, node, ACTOR_SECTOR, SIZE_MAX));
}
const char *styr_node_level(const styr_map *map, styr_node node) {
  if (!map) return "";
  return styr_i_term_text(map, node_cell(map, node, ACTOR_LEVEL, SIZE_MAX));
}
/* Ignores letter case: a word in other letter case must not publish a name. */
static bool says_person(const char *word) {
  static const char person[] = "person";
  size_t i = 0;
  while (person[i] && (word[i] | 0x20) == person[i]) i++;
  return !person[i] && !word[i];
}

bool styr_i_is_person(const styr_map *map, styr_node node) {
  if (styr_node_is_text(node)) return false;
  const char *family = styr_node_kind_family(map, node);
  return says_person(*family ? family : styr_node_kind(map, node)) || says_person(styr_node_level(map, node));
}
styr_known styr_node_known(const styr_map *map, styr_node node) {
  if (!map) return STYR_KNOWN_UNKNOWN;
  const uint64_t known = node_cell(map, node, ACTOR_KNOWN, SIZE_MAX);
  return known ? (styr_known)(known - 1) : STYR_KNOWN_NAMED;
}
styr_date styr_node_start(const styr_map *map, styr_node node) {
  if (!map) return (styr_date){0, 0, 0};
  return styr_i_date(node_cell(map, node, ACTOR_START, TEXT_START));
}
styr_date styr_node_end(const styr_map *map, styr_node node) {
  if (!map) return (styr_date){0, 0, 0};
  return styr_i_date(node_cell(map, node, ACTOR_END, TEXT_END));
}

const char *styr_node_label(const styr_map *map, styr_node node, const char *lang) {
  if (!map) return "";
  if (!styr_i_has_node(map, node)) return "";
  const styr_table table = styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS;
  const char *label = styr_i_cell_in(map, table, styr_node_row(node), "label", lang);
  if (!*label) label = node_string(map, node, ACTOR_LABEL, TEXT_LABEL);
  return *label ? label : styr_node_id(map, node);
}

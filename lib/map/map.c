/* SPDX-License-Identifier: MIT */
/* The map as an object: creating and freeing it, and its size. */
#include "map/map_i.h"

/* ---- life ---- */

static bool init_tables(styr_map *map) {
  for (size_t t = 0; t < STYR_TABLE_COUNT; t++)
    for (size_t i = 0; i < styr_i_schemas[t].count; i++) {
      const char *name = styr_i_schemas[t].columns[i].name;
      if (styr_i_column_add(map, (styr_table)t, name, strlen(name)) == SIZE_MAX) return false;
    }
  return true;
}

/* Two maps that exist at the same time differ in their addresses, of which 32 bits above the alignment are enough as long as they are
 * not 64 GiB apart to the byte. A static counter would be shared by all threads of the process. */
static uint32_t number_of(const styr_map *map) {
  const uint32_t number = (uint32_t)((uintptr_t)map >> 4);
  return number ? number : 1;
}

styr_status styr_map_new(const styr_allocator *allocator, styr_map **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, out)) return STYR_ERR_ARG;
  if (!allocator) allocator = &styr_i_libc;
  styr_map *map = styr_i_zalloc(allocator, 1, sizeof *map);
  if (!map) return styr_i_nomem(error);
  map->a = *allocator;
  map->number = number_of(map);
  map->node_names.marked = &map->strings;
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

styr_map *styr_i_map_lend(const styr_map *map) {
  styr_map *lent = styr_i_alloc(&map->a, sizeof *lent);
  if (!lent) return NULL;
  *lent = *map;
  lent->lent = true;
  return lent;
}

void styr_map_free(styr_map *map) {
  if (!map) return;
  const styr_allocator a = map->a;
  if (map->lent) {
    styr_i_free(&a, map);
    return;
  }
  for (size_t t = 0; t < STYR_TABLE_COUNT; t++) {
    for (size_t i = 0; i < map->tables[t].column_count; i++) {
      styr_i_free(&a, map->tables[t].columns[i].rows);
      styr_i_free(&a, map->tables[t].columns[i].cells);
    }
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
  styr_i_free(&a, map->translations);
  styr_i_free(&a, map->touched);
  styr_i_free(&a, map->scratch);
  if (map->package_json) map->package_json_free(map->package_json);
  styr_i_strings_done(&map->strings);
  styr_i_free(&a, map);
}

size_t styr_map_count(const styr_map *map, styr_table table) {
  if (!map) return 0;
  return (unsigned)table < STYR_TABLE_COUNT ? map->tables[table].rows : 0;
}

styr_view styr_map_view(const styr_map *map) {
  if (!map) return STYR_VIEW_FULL;
  return map->view;
}

styr_node styr_map_actor(const styr_map *map, size_t index) {
  if (!map) return (styr_node){0, 0};
  return styr_i_node(map, index < map->tables[STYR_ACTORS].rows ? (uint32_t)index : STYR_I_NONE);
}

styr_node styr_map_text(const styr_map *map, size_t index) {
  if (!map) return (styr_node){0, 0};
  return styr_i_node(map, index < map->tables[STYR_TEXTS].rows ? (uint32_t)index | STYR_NODE_TEXT_BIT : STYR_I_NONE);
}

styr_status styr_i_not_of_map(styr_error *error, const char *what) {
  return styr_i_fail(error, STYR_ERR_ARG, "`%s` is not of this map", what);
}

styr_tie styr_map_tie(const styr_map *map, size_t index) {
  if (!map) return (styr_tie){0, 0};
  return index < map->tables[STYR_TIES].rows ? styr_i_tie(map, (uint32_t)index) : (styr_tie){0, 0};
}

styr_claim styr_map_claim(const styr_map *map, size_t index) {
  if (!map) return (styr_claim){0, 0};
  return index < map->tables[STYR_CLAIMS].rows ? styr_i_claim(map, (uint32_t)index) : (styr_claim){0, 0};
}

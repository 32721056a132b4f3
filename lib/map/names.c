/* SPDX-License-Identifier: MIT */
/* Names: which id belongs to which row. Ids are compared in Unicode NFC; a tie without an id is named by its row. */
#include "map/map_i.h"

#include <stdio.h>
#include <utf8proc.h>

uint32_t styr_i_names_get(const styr_i_names *names, uint32_t string) {
  if (names->marked) return styr_i_entry_of(names->marked, string).mark - 1; /* a mark of 0 gives NONE */
  return string < names->cap && names->of[string] ? names->of[string] - 1 : STYR_I_NONE;
}

bool styr_i_names_set(styr_map *map, styr_i_names *names, uint32_t string, uint32_t value) {
  if (names->marked) {
    styr_i_mark(&map->strings, string, value + 1);
    return true;
  }
  const size_t had = names->cap;
  if (!STYR_I_GROW(&map->a, names->of, names->cap, (size_t)string + 1)) return false;
  if (names->cap > had) memset(names->of + had, 0, (names->cap - had) * sizeof *names->of);
  names->of[string] = value + 1;
  return true;
}

uint32_t styr_i_name_key(styr_map *map, styr_i_slice text) {
  char *composed;
  size_t length = text.length;
  if (!styr_i_nfc(&map->a, text.text, text.length, &composed, &length)) return STYR_I_NOSTR;
  const uint32_t id = styr_i_intern(&map->strings, composed ? composed : text.text, length);
  styr_i_free(&map->a, composed);
  return id;
}

bool styr_i_lookup(const styr_map *map, const styr_i_names *names, styr_i_slice text, uint32_t *handle) {
  char *composed;
  size_t length = text.length;
  *handle = STYR_I_NONE;
  if (!text.length) return true;
  if (!styr_i_nfc(&map->a, text.text, text.length, &composed, &length)) return false;
  const uint32_t key = styr_i_strings_find(&map->strings, composed ? composed : text.text, length);
  styr_i_free(&map->a, composed);
  if (key != STYR_I_NOSTR) *handle = styr_i_names_get(names, key);
  return true;
}

bool styr_i_lookup_tie(const styr_map *map, styr_i_slice text, uint32_t *handle) {
  uint64_t number;
  if (!styr_i_lookup(map, &map->tie_names, text, handle)) return false;
  if (*handle == STYR_I_NONE && styr_i_generated_tie(text.text, text.length, &number) && number <= map->tables[STYR_TIES].rows &&
      !styr_i_cell(&map->tables[STYR_TIES], (size_t)number - 1, TIE_ID))
    *handle = (uint32_t)number - 1;
  return true;
}

bool styr_i_generated_tie(const char *text, size_t length, uint64_t *number) {
  int64_t n;
  if (length < 2 || length > 11 || text[0] != 't' || text[1] < '1' || text[1] > '9') return false;
  if (!styr_i_parse_int(text + 1, length - 1, &n)) return false;
  *number = (uint64_t)n;
  return true;
}

styr_node styr_map_find(const styr_map *map, const char *id) {
  if (!(map && id)) return (styr_node){0, 0};
  const styr_i_slice s = {id, strlen(id)};
  uint32_t ref;
  if (!styr_i_utf8_valid(s.text, s.length) || !styr_i_lookup(map, &map->node_names, s, &ref)) ref = STYR_I_NONE;
  return styr_i_node(map, ref);
}

bool styr_map_find_tie(const styr_map *map, const char *id, styr_tie *out) {
  if (!(map && id)) return false;
  const styr_i_slice s = {id, strlen(id)};
  uint32_t at;
  if (!styr_i_utf8_valid(s.text, s.length) || !styr_i_lookup_tie(map, s, &at) || at == STYR_I_NONE) return false;
  if (out) *out = styr_i_tie(map, at);
  return true;
}

static bool same_folded(const char *a, const char *b) {
  const char *a_end = a + strlen(a), *b_end = b + strlen(b);
  for (;;) {
    const int32_t x = styr_i_utf8_next(&a, a_end), y = styr_i_utf8_next(&b, b_end);
    if (x < 0 || y < 0) return x == y;
    if (x != y && utf8proc_tolower(x) != utf8proc_tolower(y)) return false;
  }
}

bool styr_i_is_called(const styr_map *map, styr_node node, const char *name) {
  if (same_folded(name, styr_node_label(map, node, NULL))) return true;
  if (*styr_node_short(map, node) && same_folded(name, styr_node_short(map, node))) return true;
  const styr_table table = styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS;
  for (size_t c = styr_i_schemas[table].count; c < map->tables[table].column_count; c++) {
    if (!styr_i_is_label(table, styr_i_str(&map->strings, map->tables[table].columns[c].name))) continue;
    const char *label = styr_i_text_cell(map, table, styr_node_row(node), c);
    if (*label && same_folded(name, label)) return true;
  }
  return false;
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
  if (!styr_i_begin(error, __func__, map && name && out)) return STYR_ERR_ARG;
  if (!styr_i_utf8_valid(name, strlen(name))) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the name is not UTF-8");
  styr_node hit = styr_map_find(map, name);
  char others[300] = "";
  size_t hits = styr_node_exists(hit);
  for (size_t pass = 0; pass < 2 && !(hits && !*others && styr_node_exists(styr_map_find(map, name))); pass++) {
    const styr_table table = pass ? STYR_TEXTS : STYR_ACTORS;
    for (size_t i = 0; i < map->tables[table].rows; i++) {
      const styr_node node = pass ? styr_map_text(map, i) : styr_map_actor(map, i);
      if (!styr_i_is_called(map, node, name)) continue;
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

/* For "%.*s": the length of a text cut to at most `most` bytes, between characters. */
#define CUT(text, most) (int)styr_i_utf8_cut((text), strlen(text), (most)), (text)

const char *styr_i_row_name(const styr_map *map, styr_table table, size_t row, char *out, size_t size) {
  char a[32], b[32], c[32];
  const char *x = "", *y = "", *z = "";
  switch (table) {
  case STYR_VOCABULARY: return styr_i_text_cell(map, table, row, VOCAB_TERM);
  case STYR_FIGURE: return styr_i_cell_text(map, table, row, FIGURE_NODE, out);
  case STYR_ACTORS: return styr_node_id(map, styr_map_actor(map, row));
  case STYR_TEXTS: return styr_node_id(map, styr_map_text(map, row));
  case STYR_SOURCES: return styr_i_text_cell(map, table, row, SOURCE_ID);
  case STYR_CASES: return styr_i_text_cell(map, table, row, CASE_ID);
  case STYR_TIES: return styr_tie_id(map, styr_i_tie(map, (uint32_t)row), out);
  case STYR_CLAIMS:
    x = styr_i_text_cell(map, table, row, CLAIM_ABOUT);
    y = styr_i_cell_text(map, table, row, CLAIM_SOURCE, a);
    snprintf(out, size, "%.*s%s%.*s", CUT(x, 150), *y ? ", " : "", CUT(y, 100));
    return out;
  case STYR_EVENTS:
    x = styr_i_cell_text(map, table, row, EVENT_CASE, a);
    y = styr_i_cell_text(map, table, row, EVENT_STEP, b);
    snprintf(out, size, "%.*s/%s", CUT(x, 200), y);
    return out;
  case STYR_CHANGES:
    x = styr_i_cell_text(map, table, row, CHANGE_FROM, a);
    y = styr_i_cell_text(map, table, row, CHANGE_TO, b);
    z = styr_i_cell_text(map, table, row, CHANGE_KIND, c);
    snprintf(out, size, "%.*s %s%s%.*s", CUT(x, 100), z, *y ? " " : "", CUT(y, 100));
    return out;
  default: return "";
  }
}

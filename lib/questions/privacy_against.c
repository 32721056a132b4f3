/* SPDX-License-Identifier: MIT */
/* What a reader learns who also has an earlier release of a map: which rows were published before and are not now, and which are
 * new. Rows are compared by a text made of all their cells, because persons, cases and some ties have other ids in each release. */
#include "questions/privacy_i.h"
#include "write/write_i.h" /* rows are compared as texts, built in a buffer */

#include <stdio.h>

typedef struct comparing {
  styr_privacy *x;
  const styr_map *maps[2]; /* public maps: of the earlier release, of this one */
  styr_i_strings rows;     /* the texts of rows */
  uint32_t *counts[2];     /* by number of a text: how many rows have it */
  size_t caps[2];
} comparing;

static void put_node(styr_i_out *o, const comparing *c, const styr_map *map, styr_node node) {
  char unnamed[32], buffer[32];
  const char *id = styr_node_id(map, node), *label = styr_node_label(map, node, NULL);
  if (!styr_i_is_person(map, node)) {
    styr_i_put(o, id);
    return;
  }
  snprintf(buffer, sizeof buffer, "%.20s", id);
  snprintf(unnamed, sizeof unnamed, "Person %.20s", strncmp(buffer, "person-", 7) == 0 ? buffer + 7 : buffer);
  styr_i_put(o, strcmp(label, unnamed) == 0 ? c->x->words->words[WORD_person_without_name] : label);
}

static void put_tie(styr_i_out *o, const comparing *c, const styr_map *map, styr_node from, const char *type, styr_node to) {
  put_node(o, c, map, from);
  styr_i_putf(o, " %s ", type);
  put_node(o, c, map, to);
}

static void put_event(styr_i_out *o, const comparing *c, const styr_map *map, size_t row) {
  char buffer[32];
  const styr_i_table *t = &map->tables[STYR_EVENTS];
  const uint64_t to = styr_i_cell(t, row, EVENT_TO);
  put_node(o, c, map, styr_i_node(map, (uint32_t)styr_i_cell(t, row, EVENT_ACTOR) - 1));
  styr_i_putf(o, " %s", styr_i_cell_text(map, STYR_EVENTS, row, EVENT_ACTION, buffer));
  if (!to) return;
  styr_i_put(o, " ");
  put_node(o, c, map, styr_i_node(map, (uint32_t)to - 1));
}

static void put_about(styr_i_out *o, const comparing *c, const styr_map *map, size_t claim) {
  const uint32_t row = (uint32_t)map->abouts[claim];
  const styr_i_language *language = c->x->words;
  const styr_tie tie = styr_i_tie(map, row);
  styr_denial d;
  switch ((styr_i_about)(map->abouts[claim] >> 32)) {
  case ABOUT_NODE: put_node(o, c, map, styr_i_node(map, row)); break;
  case ABOUT_TIE: put_tie(o, c, map, styr_tie_from(map, tie), styr_tie_type(map, tie), styr_tie_to(map, tie)); break;
  case ABOUT_EVENT: put_event(o, c, map, row); break;
  case ABOUT_CHANGE: styr_i_put(o, c->x->words->words[WORD_a_change]); break;
  case ABOUT_CASE: styr_i_putf(o, STYR_I_FORM(language, the_case), styr_i_text_cell(map, STYR_CASES, row, CASE_LABEL)); break;
  case ABOUT_DENIED:
    d = styr_denial_get(map, row);
    styr_i_put(o, c->x->words->words[WORD_claimed_absent]);
    put_tie(o, c, map, d.from, d.type, d.to);
    break;
  }
}

/* Whether a cell is a number or id that the public map gave. */
static bool is_given(const styr_map *map, styr_table table, size_t row, size_t column) {
  const styr_i_kind kind = map->tables[table].columns[column].kind;
  if (kind == KIND_COUNT || kind == KIND_CASE) return true;
  if (kind != KIND_ID) return false;
  return table == STYR_CASES || table == STYR_TIES || (table == STYR_ACTORS && styr_i_is_person(map, styr_map_actor(map, row)));
}

/* All cells, except ids and numbers that the public map gave. */
static void put_row(styr_i_out *o, const comparing *c, const styr_map *map, styr_table table, size_t row) {
  const styr_i_table *t = &map->tables[table];
  char buffer[32];
  bool first = true;
  for (size_t k = 0; k < t->column_count; k++) {
    const uint64_t cell = styr_i_cell(t, row, k);
    const styr_i_kind kind = t->columns[k].kind;
    const bool own_name = table == STYR_ACTORS && k == ACTOR_LABEL;
    if (!cell || is_given(map, table, row, k)) continue;
    styr_i_putf(o, "%s%s ", first ? "" : "; ", styr_i_str(&map->strings, t->columns[k].name));
    first = false;
    if (kind == KIND_NODE || kind == KIND_ACTOR) put_node(o, c, map, styr_i_node(map, (uint32_t)cell - 1));
    else if (own_name && styr_i_is_person(map, styr_map_actor(map, row))) put_node(o, c, map, styr_map_actor(map, row));
    else if (kind == KIND_ABOUT) put_about(o, c, map, row);
    else styr_i_put(o, styr_i_cell_text(map, table, row, k, buffer));
  }
}

static uint32_t text_of(comparing *c, const styr_map *map, styr_table table, size_t row) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink};
  styr_i_putf(&o, "%s: ", styr_i_table_word(c->x->words, table));
  put_row(&o, c, map, table, row);
  const uint32_t id = o.failed ? STYR_I_NOSTR : styr_i_intern(&c->rows, b.bytes, b.size);
  styr_buffer_free(&b);
  c->x->nomem |= id == STYR_I_NOSTR;
  return id;
}

/* The texts of the package follow the tables. */
static size_t row_count(const styr_map *map, int table) {
  styr_i_package_text_view t;
  size_t count = 0;
  if (table != STYR_TABLE_COUNT) return styr_map_count(map, (styr_table)table);
  while (styr_i_package_text(map, count, &t)) count++;
  return count;
}

static const char *name_of(const styr_map *map, int table, size_t row, char name[300]) {
  if (table != STYR_TABLE_COUNT) return styr_i_row_name(map, (styr_table)table, row, name, 300);
  styr_i_package_text_view t;
  return styr_i_package_text(map, row, &t) ? t.name : "";
}

static uint32_t package_text(comparing *c, const styr_map *map, size_t row) {
  styr_i_package_text_view t;
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink};
  if (styr_i_package_text(map, row, &t)) {
    const char *kind = c->x->words->words[t.of == STYR_META_COUNT ? WORD_footnote : WORD_package_text];
    styr_i_putf(&o, "%s %s%s%s: ", kind, t.name, *t.lang ? "_" : "", t.lang);
    styr_i_put(&o, t.text);
  }
  const uint32_t id = o.failed ? STYR_I_NOSTR : styr_i_intern(&c->rows, b.bytes, b.size);
  styr_buffer_free(&b);
  c->x->nomem |= id == STYR_I_NOSTR;
  return id;
}

static uint32_t said_by(comparing *c, const styr_map *map, int table, size_t row) {
  return table == STYR_TABLE_COUNT ? package_text(c, map, row) : text_of(c, map, (styr_table)table, row);
}

static void count_rows(comparing *c, int which) {
  const styr_map *map = c->maps[which];
  for (int t = 0; t <= STYR_TABLE_COUNT; t++)
    for (size_t i = 0; i < row_count(map, t) && !c->x->nomem; i++) {
      const uint32_t id = said_by(c, map, t, i);
      if (c->x->nomem) return;
      for (int k = 0; k < 2; k++) {
        const size_t had = c->caps[k];
        if (!STYR_I_GROW(&c->x->a, c->counts[k], c->caps[k], (size_t)id + 1)) {
          c->x->nomem = true;
          return;
        }
        if (c->caps[k] > had) memset(c->counts[k] + had, 0, (c->caps[k] - had) * sizeof *c->counts[k]);
      }
      c->counts[which][id]++;
    }
}

/* Rows that the other release has fewer times. */
static void report_rows(comparing *c, int which) {
  static const styr_i_word words[] = {WORD_finding_taken_back, WORD_finding_published_newly};
  const styr_map *map = c->maps[which];
  char name[300];
  for (int t = 0; t <= STYR_TABLE_COUNT; t++)
    for (size_t i = 0; i < row_count(map, t) && !c->x->nomem; i++) {
      const uint32_t id = said_by(c, map, t, i);
      styr_i_package_text_view text_of_package;
      if (t == STYR_TABLE_COUNT && styr_i_package_text(map, i, &text_of_package) && !*text_of_package.text) continue; /* there is none */
      if (c->x->nomem || c->counts[which][id] <= c->counts[!which][id]) continue;
      c->counts[which][id]--;
      const char *text = styr_i_str(&c->rows, id);
      styr_i_privacy_add(c->x, which ? STYR_PRIVACY_PUBLISHED_NEWLY : STYR_PRIVACY_TAKEN_BACK, (styr_table)t, SIZE_MAX,
                         name_of(map, t, i, name), styr_i_word_form(c->x->words, words[which], FORM_finding_taken_back), text);
    }
}

void styr_i_privacy_compare(styr_privacy *x, const styr_map *earlier, styr_date today) {
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  styr_public *view = NULL;
  how.today = today;
  comparing c = {.x = x};
  if (!styr_i_strings_init(&c.rows, &x->a) || styr_map_public(earlier, &how, &view, NULL, NULL) != STYR_OK) x->nomem = true;
  if (!x->nomem) {
    c.maps[0] = styr_public_map(view);
    c.maps[1] = styr_public_map(x->view);
    count_rows(&c, 0);
    count_rows(&c, 1);
    report_rows(&c, 0);
    report_rows(&c, 1);
  }
  styr_i_free(&x->a, c.counts[0]);
  styr_i_free(&x->a, c.counts[1]);
  styr_i_strings_done(&c.rows);
  styr_public_free(view);
}

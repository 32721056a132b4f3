/* SPDX-License-Identifier: MIT */
/* What a map contains, in numbers. */
#include "map/map_i.h"
#include "words/words_i.h"
#include "write/write_i.h"

#include <styr/public.h>

#include <stdio.h>

typedef struct counted {
  const char *group, *name, *label;
  uint64_t count;
} counted;

typedef struct info {
  const styr_map *map;
  const styr_i_language *words;
  const styr_info_options *options;
  counted *items;
  size_t count, cap;
  uint64_t grades[STYR_GRADE_OBSERVED + 1], contested;
  bool nomem;
} info;

static void add(info *n, const char *group, const char *name, const char *label, uint64_t count) {
  if (!STYR_I_GROW(&n->map->a, n->items, n->cap, n->count + 1)) {
    n->nomem = true;
    return;
  }
  n->items[n->count++] = (counted){group, name, label, count};
}

static void count_column(const styr_map *map, styr_table table, size_t column, uint64_t *uses) {
  for (size_t row = 0; row < map->tables[table].rows; row++) {
    const uint64_t cell = styr_i_cell(&map->tables[table], row, column);
    if (cell) uses[table == STYR_TIES ? map->types[cell - 1] : cell - 1]++;
  }
}

const char *styr_i_table_word(const styr_i_language *language, styr_table table) {
  static const styr_i_word words[STYR_TABLE_COUNT] = {
      [STYR_VOCABULARY] = WORD_table_vocabulary, [STYR_ACTORS] = WORD_table_actors,   [STYR_TEXTS] = WORD_table_texts,
      [STYR_SOURCES] = WORD_table_sources,       [STYR_TIES] = WORD_table_ties,       [STYR_CASES] = WORD_table_cases,
      [STYR_EVENTS] = WORD_table_events,         [STYR_CHANGES] = WORD_table_changes, [STYR_CLAIMS] = WORD_table_claims,
      [STYR_FIGURE] = WORD_table_figure};
  return language->words[words[table]];
}

/* How many actors, texts and ties use each term; other uses of a term are not counted. */
static void count_terms(const styr_map *map, uint64_t *uses) {
  count_column(map, STYR_ACTORS, ACTOR_KIND, uses);
  count_column(map, STYR_ACTORS, ACTOR_LEVEL, uses);
  count_column(map, STYR_ACTORS, ACTOR_SECTOR, uses);
  count_column(map, STYR_TEXTS, TEXT_KIND, uses);
  count_column(map, STYR_TIES, TIE_TYPE, uses);
}

static void gather(info *n) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_SOURCES, STYR_CLAIMS, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  static const char *const sets[] = {"kind", "level", "sector", "tie"};
  const styr_map *map = n->map;
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    add(n, "tables", styr_table_name(tables[i]), styr_i_table_word(n->words, tables[i]), styr_map_count(map, tables[i]));
  add(n, "tables", "denied_ties", n->words->words[WORD_denied_ties], styr_denial_count(map));
  styr_public_report *report = NULL;
  n->nomem |= styr_map_public(map, NULL, NULL, &report, NULL) != STYR_OK;
  for (size_t i = 0; report && i < sizeof tables / sizeof *tables; i++)
    add(n, "published", styr_table_name(tables[i]), styr_i_table_word(n->words, tables[i]), styr_public_report_count(report, tables[i]));
  styr_public_report_free(report);
  uint64_t *uses = styr_i_zalloc(&map->a, map->term_count, sizeof *uses);
  if (!uses) {
    n->nomem = true;
    return;
  }
  count_terms(map, uses);
  for (size_t s = 0; s < 4; s++) {
    for (size_t i = 0; i < styr_vocab_count(map); i++) {
      const styr_term t = styr_vocab_get(map, i);
      if (uses[i] && strcmp(t.set, sets[s]) == 0) add(n, sets[s], t.term, styr_vocab_label(map, t.set, t.term, n->options->lang), uses[i]);
    }
  }
  styr_i_free(&map->a, uses);
  for (uint32_t i = 0; i < styr_map_count(map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(map, i);
    n->grades[styr_tie_grade(map, tie)]++;
    n->contested += styr_tie_verdict(map, tie, NULL) == STYR_UNKNOWN;
  }
  static const struct {
    styr_grade grade;
    styr_i_word word;
  } order[] = {{STYR_GRADE_STATED, WORD_grade_name_stated},
               {STYR_GRADE_OBSERVED, WORD_grade_name_observed},
               {STYR_GRADE_INFERRED, WORD_grade_name_inferred},
               {STYR_GRADE_ASSUMED, WORD_grade_name_assumed},
               {STYR_GRADE_NONE, WORD_no_supporting_claim}};
  for (size_t i = 0; i < 5; i++)
    add(n, "tie_grade", order[i].grade ? styr_grade_name(order[i].grade) : "none", n->words->words[order[i].word],
        n->grades[order[i].grade]);
  add(n, "tie_grade", "contested", n->words->words[WORD_contested], n->contested);
  if (n->options->parts) {
    add(n, "parts", "count", n->words->words[WORD_connected_parts], n->options->parts);
    add(n, "parts", "largest", n->words->words[WORD_nodes_in_largest], n->options->largest);
  }
}

static void write_text(const info *n, styr_i_out *o) {
  static const struct {
    const char *group;
    styr_i_word head;
    bool terms; /* its names are terms, which a pattern may use: they stand behind labels that differ */
  } heads[] = {{"tables", WORD_table_actors /* has no heading */, false},
               {"published", WORD_would_be_published, false},
               {"kind", WORD_kinds, true},
               {"level", WORD_levels_used, true},
               {"sector", WORD_sectors, true},
               {"tie", WORD_ties_by_type, true},
               {"tie_grade", WORD_ties_by_grade, false},
               {"parts", WORD_parts, false}};
  const styr_i_language *language = n->words;
  const char *title = styr_map_meta_in(n->map, STYR_META_TITLE, n->options->lang, NULL),
             *licence = styr_map_meta(n->map, STYR_META_LICENCE);
  if (*title) styr_i_putf(o, "%s\n", title);
  if (*licence) {
    styr_i_putf(o, STYR_I_FORM(language, licence_of_data), licence);
    styr_i_put(o, "\n");
  }
  for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
    bool any = false;
    for (size_t i = 0; i < n->count; i++) {
      const counted *c = &n->items[i];
      if (strcmp(c->group, heads[h].group) != 0 || (!c->count && h)) continue;
      if (!any && h) styr_i_putf(o, "\n%s\n", language->words[heads[h].head]);
      any = true;
      styr_i_putf(o, "%7llu  %s", (unsigned long long)c->count, c->label);
      if (heads[h].terms && strcmp(c->label, c->name) != 0) styr_i_putf(o, " (%s)", c->name);
      styr_i_put(o, "\n");
    }
  }
}

static void write_json(const info *n, styr_i_out *o) {
  const char *group = NULL;
  styr_i_json_open(o, NULL, '{');
  styr_i_json_view(o, n->map);
  styr_i_json_text(o, "title", styr_map_meta_in(n->map, STYR_META_TITLE, n->options->lang, NULL));
  styr_i_json_text(o, "licence", styr_map_meta(n->map, STYR_META_LICENCE));
  styr_i_json_text(o, "lang", styr_map_meta(n->map, STYR_META_LANG));
  for (size_t i = 0; i < n->count; i++) {
    const counted *c = &n->items[i];
    if (!group || strcmp(group, c->group) != 0) {
      if (group) styr_i_json_close(o, '}');
      styr_i_json_open(o, c->group, '{');
      group = c->group;
    }
    styr_i_json_int(o, c->name, (int64_t)c->count);
  }
  if (group) styr_i_json_close(o, '}');
  styr_i_json_close(o, '}');
  styr_i_put(o, "\n");
}

static void write_csv(const info *n, styr_i_out *o) {
  styr_i_put(o, "group,name,label,count\n");
  for (size_t i = 0; i < n->count; i++) {
    const char *const cells[] = {n->items[i].group, n->items[i].name, n->items[i].label};
    for (size_t k = 0; k < 3; k++) {
      styr_i_csv_field(o, cells[k], strlen(cells[k]));
      styr_i_put(o, ",");
    }
    styr_i_putf(o, "%llu\n", (unsigned long long)n->items[i].count);
  }
}

styr_status styr_map_info_write(const styr_map *map, const styr_info_options *options, styr_format format, const styr_sink *sink,
                                styr_error *error) {
  if (!styr_i_begin(error, __func__, map && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (options && !styr_i_version_known(error, options->version)) return STYR_ERR_ARG;
  static const styr_info_options defaults = STYR_INFO_OPTIONS_INIT;
  info n = {.map = map, .options = options ? options : &defaults};
  n.words = styr_i_words_or_english(n.options->lang);
  styr_i_out o = styr_i_out_to(sink, format);
  if (format == STYR_FORMAT_JSONL) return styr_i_fail(error, STYR_ERR_ARG, "a summary has no jsonl form");
  gather(&n);
  if (format == STYR_FORMAT_TEXT) {
    write_text(&n, &o);
    styr_i_text_view(&o, map, n.options->lang);
  } else if (format == STYR_FORMAT_JSON) write_json(&n, &o);
  else write_csv(&n, &o);
  styr_i_free(&map->a, n.items);
  return n.nomem ? styr_i_nomem(error) : styr_i_out_status(&o, error);
}

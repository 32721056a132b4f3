/* SPDX-License-Identifier: MIT */
/* What is public of a map: the only place that decides it (docs/privacy.md explains it to researchers). In a sourced map a row is
 * public when a public claim supports it: a claim from a source whose confidentiality is `public` and whose consent has not
 * expired. Actors and texts that such a row names are public as well, but only with the cells that identify them. published.c makes
 * the public map from these decisions. */
#include "map/public_i.h"

#include <stdio.h>
#include <time.h>

static const char public_word[] = "public";

const char *styr_confidentiality_words(void) {
  return "public|restricted|confidential";
}

/* The columns that can be public, and under which condition; all other columns never are. */
static const struct {
  const char *with_row, *required, *structured, *free;
} columns[STYR_TABLE_COUNT] = {
    [STYR_VOCABULARY] = {"term|set|family|ruling|rank|from_kinds|to_kinds|align|label|broader", "", "", ""},
    [STYR_ACTORS] = {"id|label|kind|sector|level|short|known", "start|end", "identifiers", "uri|note|aliases"},
    [STYR_TEXTS] = {"id|label|kind|short", "start|end", "identifiers", "uri|note|aliases"},
    [STYR_SOURCES] = {"id|label|kind|date|confidentiality|uri", "", "", ""},
    [STYR_TIES] = {"from|to|type|id", "function|scope|start|end", "amount|currency|programme", "note"},
    [STYR_CASES] = {"id|label|standpoint|source", "class", "", "note"},
    [STYR_EVENTS] = {"case|step|actor|action|to|source", "start|end", "takes|makes|by|beyond", "outcome"},
    [STYR_CHANGES] = {"from|to|kind|source", "date", "", ""},
    [STYR_CLAIMS] = {"about|source|locator|stance|grade|date|until", "", "", ""},
    [STYR_FIGURE] = {"node|lane|row|span|order|label|footnote|mark", "", "", ""},
};

bool styr_i_can_be_covered(styr_table table, styr_i_slice column) {
  return styr_i_word_number(columns[table].required, column) || styr_i_word_number(columns[table].structured, column) ||
         styr_i_word_number(columns[table].free, column);
}

styr_i_showing styr_i_showing_of(styr_table table, const char *name) {
  const char *base = styr_i_base_column(table, name);
  const styr_i_slice word = {base, strlen(base)};
  return styr_i_word_number(columns[table].with_row, word)     ? SHOW_WITH_ROW
         : styr_i_word_number(columns[table].required, word)   ? SHOW_REQUIRED
         : styr_i_word_number(columns[table].structured, word) ? SHOW_STRUCTURED
         : styr_i_word_number(columns[table].free, word)       ? SHOW_FREE
                                                               : SHOW_NEVER;
}

/* Each column that a claim can cover has a bit; a column in another language shares the bit of the main one. No table has more than
 * 15 of them. */
static void describe_columns(const styr_i_decisions *s, styr_table table) {
  unsigned bits = 0;
  for (size_t i = 0; i < s->map->tables[table].column_count; i++) {
    const char *name = styr_i_str(&s->map->strings, s->map->tables[table].columns[i].name), *base = styr_i_base_column(table, name);
    const styr_i_showing how = styr_i_showing_of(table, name);
    if (base != name) {
      s->shown[table][i] = s->shown[table][styr_i_table_column(s->map, table, base, strlen(base))]; /* of the schema: it stands before */
      continue;
    }
    s->shown[table][i].how = (uint8_t)how;
    s->shown[table][i].bit = (uint16_t)(how > SHOW_WITH_ROW ? 1u << bits++ : 0u);
  }
}

/* ---- sources ---- */

static styr_public_reason judge_source(const styr_i_decisions *s, size_t row, size_t until_column) {
  const char *until = until_column == SIZE_MAX ? "" : styr_i_text_cell(s->map, STYR_SOURCES, row, until_column);
  styr_date day;
  if (strcmp(styr_i_text_cell(s->map, STYR_SOURCES, row, SOURCE_CONFIDENTIALITY), public_word) != 0) return STYR_PUBLIC_CONFIDENTIAL;
  if (!*until) return STYR_PUBLIC_SUPPORTED;
  if (!styr_date_parse(until, strlen(until), &day)) return STYR_PUBLIC_CONSENT_UNREADABLE;
  return s->today > styr_date_first_day(day) ? STYR_PUBLIC_CONSENT_PAST : STYR_PUBLIC_SUPPORTED;
}

static void judge_sources(styr_i_decisions *s) {
  const size_t until_column = styr_i_table_column(s->map, STYR_SOURCES, "consent_until", strlen("consent_until"));
  for (size_t i = 0; i < s->map->tables[STYR_SOURCES].rows; i++) {
    styr_i_decision *d = &s->rows[STYR_SOURCES][i];
    d->reason = (uint8_t)judge_source(s, i, until_column);
    d->kept = d->reason == STYR_PUBLIC_SUPPORTED;
  }
}

/* ---- claims ---- */

static bool names_column(const char *covers, const char *column) {
  styr_i_slice rest = {covers, strlen(covers)}, word;
  bool named = false;
  while (styr_i_next_word(&rest, &word)) named |= strlen(column) == word.length && memcmp(column, word.text, word.length) == 0;
  return named;
}

/* The columns of a row that a supporting claim covers: those in `covers`, or the structured columns. */
static uint16_t covered_by(const styr_i_decisions *s, styr_table table, const char *covers) {
  uint16_t bits = 0;
  for (size_t i = 0; i < s->map->tables[table].column_count; i++) {
    const styr_i_shown *shown = &s->shown[table][i];
    const char *name = styr_i_base_column(table, styr_i_str(&s->map->strings, s->map->tables[table].columns[i].name));
    if (!*covers ? shown->how != SHOW_FREE : names_column(covers, name)) bits |= shown->bit;
  }
  return bits;
}

static void count_claim(styr_i_decision *d, bool is_public, bool supports, uint16_t covered) {
  d->claimed = true;
  d->open |= is_public;
  d->others |= !is_public;
  d->supported |= is_public && supports;
  if (is_public && supports) d->covered |= covered;
}

/* The table and row that a claim is about; false for a denied tie. */
static bool find_row(const styr_i_decisions *s, size_t claim, styr_table *table, uint32_t *row) {
  static const styr_table of[] = {
      [ABOUT_TIE] = STYR_TIES, [ABOUT_EVENT] = STYR_EVENTS, [ABOUT_CHANGE] = STYR_CHANGES, [ABOUT_CASE] = STYR_CASES};
  const styr_i_about kind = (styr_i_about)(s->map->abouts[claim] >> 32);
  *row = (uint32_t)s->map->abouts[claim];
  if (kind == ABOUT_DENIED) return false;
  *table = kind != ABOUT_NODE ? of[kind] : *row & STYR_NODE_TEXT_BIT ? STYR_TEXTS : STYR_ACTORS;
  if (kind == ABOUT_NODE) *row &= ~STYR_NODE_TEXT_BIT;
  return true;
}

/* Ends and type of a denied tie as one string. */
static size_t denial_name(const styr_i_decisions *s, uint32_t denial, char name[48]) {
  const styr_denial d = styr_denial_get(s->map, denial);
  const uint32_t type = styr_i_strings_find(&s->map->strings, d.type, strlen(d.type));
  return (size_t)snprintf(name, 48, "%x|%x|%x", (unsigned)d.from.ref, (unsigned)d.to.ref, (unsigned)type);
}

static bool is_denied_publicly(const styr_i_decisions *s, uint32_t denial) {
  char name[48];
  const size_t length = denial_name(s, denial, name);
  return styr_i_strings_find(&s->denied, name, length) != STYR_I_NOSTR;
}

static bool record_public_denial(styr_i_decisions *s, uint32_t denial) {
  char name[48];
  const size_t length = denial_name(s, denial, name);
  return styr_i_intern(&s->denied, name, length) != STYR_I_NOSTR;
}

static styr_public_reason judge_claim(const styr_i_decisions *s, size_t claim) {
  const uint64_t source = styr_i_cell(&s->map->tables[STYR_CLAIMS], claim, CLAIM_SOURCE);
  if (styr_i_is_set_aside(s->map, s->status_column, claim)) return STYR_PUBLIC_SET_ASIDE;
  if (!source) return STYR_PUBLIC_NO_SOURCE;
  return s->rows[STYR_SOURCES][source - 1].kept ? STYR_PUBLIC_SUPPORTED : STYR_PUBLIC_SOURCE_LEFT_OUT;
}

/* Records what each claim says about its row. */
static bool weigh_claims(styr_i_decisions *s) {
  for (size_t i = 0; i < s->map->tables[STYR_CLAIMS].rows; i++) {
    const styr_public_reason reason = judge_claim(s, i);
    const styr_stance stance = styr_claim_get(s->map, styr_i_claim(s->map, (uint32_t)i)).stance;
    const bool is_public = reason == STYR_PUBLIC_SUPPORTED;
    styr_table table;
    uint32_t row;
    s->rows[STYR_CLAIMS][i].reason = (uint8_t)reason;
    if (reason == STYR_PUBLIC_SET_ASIDE) continue;
    if (find_row(s, i, &table, &row)) {
      const char *covers = s->covers_column == SIZE_MAX ? "" : styr_i_text_cell(s->map, STYR_CLAIMS, i, s->covers_column);
      count_claim(&s->rows[table][row], is_public, stance == STYR_SUPPORTS, is_public ? covered_by(s, table, covers) : 0);
    } else if (is_public && stance == STYR_ABSENT && !record_public_denial(s, row)) {
      return false;
    }
  }
  return true;
}

/* The source named by a case, event or change supports the row. */
static void weigh_source_cells(styr_i_decisions *s, styr_table table, size_t column) {
  const uint16_t structured = covered_by(s, table, "");
  for (size_t i = 0; i < s->map->tables[table].rows; i++) {
    const uint64_t source = styr_i_cell(&s->map->tables[table], i, column);
    if (source) count_claim(&s->rows[table][i], s->rows[STYR_SOURCES][source - 1].kept, true, structured);
  }
}

/* ---- rows ---- */

/* A required column that no public claim covers; SIZE_MAX: none. */
static size_t uncovered(const styr_i_decisions *s, styr_table table, size_t row) {
  for (size_t i = 0; i < s->map->tables[table].column_count; i++) {
    const styr_i_shown *shown = &s->shown[table][i];
    if (shown->how == SHOW_REQUIRED && !(s->rows[table][row].covered & shown->bit) && styr_i_cell(&s->map->tables[table], row, i)) return i;
  }
  return SIZE_MAX;
}

static bool unclaimed_are_public(const styr_map *map) {
  return strcmp(styr_map_meta(map, STYR_META_UNCLAIMED), public_word) == 0;
}

static void judge_row(const styr_i_decisions *s, styr_table table, size_t row) {
  styr_i_decision *d = &s->rows[table][row];
  if (!d->claimed) {
    const bool person = table == STYR_ACTORS && styr_i_is_person(s->map, styr_map_actor(s->map, row));
    d->kept = unclaimed_are_public(s->map) && !person;
    d->reason = d->kept ? STYR_PUBLIC_UNCLAIMED : STYR_PUBLIC_NO_CLAIM;
    if (d->kept) d->covered = UINT16_MAX;
  } else if (!d->supported) {
    d->reason = d->open ? STYR_PUBLIC_NO_SUPPORT : STYR_PUBLIC_NO_PUBLIC;
  } else {
    const size_t column = uncovered(s, table, row);
    d->kept = column == SIZE_MAX;
    d->reason = d->kept ? STYR_PUBLIC_SUPPORTED : STYR_PUBLIC_NOT_COVERED;
    d->column = d->kept ? 0 : (uint8_t)column;
  }
}

static void judge_rows(styr_i_decisions *s) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (size_t i = 0; i < s->map->tables[tables[t]].rows; i++) judge_row(s, tables[t], i);
  for (size_t i = 0; i < s->map->tables[STYR_EVENTS].rows; i++) {
    styr_i_decision *d = &s->rows[STYR_EVENTS][i];
    if (s->rows[STYR_CASES][styr_i_cell(&s->map->tables[STYR_EVENTS], i, EVENT_CASE) - 1].kept) continue;
    d->kept = false;
    d->reason = STYR_PUBLIC_CASE_LEFT_OUT;
  }
}

/* ---- cells ---- */

static bool is_name_column(styr_table table, size_t column, const char *name) {
  return table == STYR_ACTORS ? column == ACTOR_LABEL || column == ACTOR_SHORT || styr_i_is_label(table, name) : column == FIGURE_LABEL;
}

/* A person is named "Person N" unless a public claim supports the person. */
bool styr_i_name_is_hidden(const styr_i_decisions *s, styr_node node) {
  return styr_i_is_person(s->map, node) && !styr_i_decision_of(s, node)->supported;
}

static styr_node hinted_node(const styr_map *map, size_t row) {
  return styr_i_node(map, (uint32_t)styr_i_cell(&map->tables[STYR_FIGURE], row, FIGURE_NODE) - 1);
}

static bool is_hidden_name(const styr_i_decisions *s, styr_table table, size_t row, size_t column) {
  if (table != STYR_ACTORS && table != STYR_FIGURE) return false;
  if (!is_name_column(table, column, styr_i_str(&s->map->strings, s->map->tables[table].columns[column].name))) return false;
  return styr_i_name_is_hidden(s, table == STYR_ACTORS ? styr_map_actor(s->map, row) : hinted_node(s->map, row));
}

bool styr_i_cell_is_public(const styr_i_decisions *s, styr_table table, size_t row, size_t column) {
  const styr_i_table *t = &s->map->tables[table];
  if (!s->sourced) return true;
  const styr_i_decision *decision = &s->rows[table][row];
  const styr_i_shown shown = s->shown[table][column];
  const bool by_claim = decision->reason != STYR_PUBLIC_NAMED && (decision->covered & shown.bit);
  if (!decision->kept) return false;
  switch ((styr_i_showing)shown.how) {
  case SHOW_WITH_ROW:
    if (t->columns[column].kind == KIND_SOURCE) {
      const uint64_t source = styr_i_cell(t, row, column);
      return source && s->rows[STYR_SOURCES][source - 1].kept;
    }
    return !is_hidden_name(s, table, row, column);
  case SHOW_REQUIRED: return by_claim;
  case SHOW_STRUCTURED: /* an amount without its currency has no meaning */
    return by_claim && (t->columns[column].kind != KIND_AMOUNT || decision->covered & s->shown[table][TIE_CURRENCY].bit);
  case SHOW_FREE: return decision->reason != STYR_PUBLIC_NAMED && (!decision->others || by_claim);
  default: return false;
  }
}

/* The node whose id is in a text cell; none when the cell is hidden or is not the id of a node. */
static styr_node named_in(const styr_i_decisions *s, styr_table table, size_t row, size_t column) {
  if (!styr_i_cell_is_public(s, table, row, column)) return (styr_node){0, 0};
  return styr_map_find(s->map, styr_i_text_cell(s->map, table, row, column));
}

/* ---- nodes that public rows name ---- */

static void name_node(const styr_i_decisions *s, styr_node node) {
  if (!styr_node_exists(node) || styr_i_decision_of(s, node)->kept) return;
  styr_i_decision_of(s, node)->kept = true;
  styr_i_decision_of(s, node)->reason = STYR_PUBLIC_NAMED;
}

/* Keeps every node in a row, and every text that its cells name. */
static void name_nodes_of(const styr_i_decisions *s, styr_table table, size_t row) {
  const styr_i_table *t = &s->map->tables[table];
  for (size_t i = 0; i < t->column_count; i++) {
    const styr_i_kind kind = t->columns[i].kind;
    const uint64_t cell = styr_i_cell(t, row, i);
    if (kind == KIND_NODE || kind == KIND_ACTOR) name_node(s, styr_i_node(s->map, (uint32_t)cell - 1)); /* an empty cell names no node */
    else if (kind == KIND_TEXT && s->shown[table][i].how == SHOW_STRUCTURED) name_node(s, named_in(s, table, row, i));
  }
}

static void name_nodes(styr_i_decisions *s) {
  static const styr_table tables[] = {STYR_TIES, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (size_t i = 0; i < s->map->tables[tables[t]].rows; i++)
      if (s->rows[tables[t]][i].kept) name_nodes_of(s, tables[t], i);
  for (uint32_t i = 0; i < styr_denial_count(s->map); i++) {
    const styr_denial d = styr_denial_get(s->map, i);
    if (!is_denied_publicly(s, i)) continue;
    name_node(s, d.from);
    name_node(s, d.to);
  }
}

/* ---- rows that depend on other rows ---- */

static void keep_claims(styr_i_decisions *s) {
  for (size_t i = 0; i < s->map->tables[STYR_CLAIMS].rows; i++) {
    styr_i_decision *d = &s->rows[STYR_CLAIMS][i];
    styr_table table;
    uint32_t row;
    if (d->reason != STYR_PUBLIC_SUPPORTED) continue;
    d->kept = find_row(s, i, &table, &row) ? s->rows[table][row].kept : is_denied_publicly(s, row);
    if (!d->kept) d->reason = STYR_PUBLIC_ROW_LEFT_OUT;
  }
}

static void use(const styr_i_decisions *s, const char *set, const char *term, size_t length) {
  const uint32_t in = styr_i_strings_find(&s->map->strings, set, strlen(set));
  const uint32_t word = styr_i_strings_find(&s->map->strings, term, length);
  const uint32_t at = in == STYR_I_NOSTR || word == STYR_I_NOSTR ? STYR_I_NONE : styr_i_term_find(s->map, in, word);
  if (at != STYR_I_NONE) s->used[at] = true;
}

static bool use_value(void *ctx, styr_i_slice dimension, styr_i_slice value) {
  char set[128];
  snprintf(set, sizeof set, "dim:%.*s", (int)dimension.length, dimension.text);
  use(ctx, set, value.text, value.length);
  return true;
}

static void use_values(styr_i_decisions *s, const char *scope) {
  const styr_i_slice text = {scope, strlen(scope)};
  (void)styr_i_scope_parse(text, use_value, s);
}

/* Marks the terms in a kept row. A rule that hides a cell with a term drops the whole row. */
static void use_terms_of(styr_i_decisions *s, styr_table table, size_t row) {
  const styr_i_table *t = &s->map->tables[table];
  for (size_t i = 0; i < t->schema->count; i++) {
    const uint64_t cell = styr_i_cell(t, row, i);
    if (!cell) continue;
    if (t->columns[i].kind == KIND_TERM) s->used[cell - 1] = true;
    else if (t->columns[i].kind == KIND_TYPE) s->used[s->map->types[cell - 1]] = true;
    else if (t->columns[i].kind == KIND_SCOPE) use_values(s, styr_i_str(&s->map->strings, (uint32_t)cell));
  }
  char buffer[32];
  const bool event = table == STYR_EVENTS;
  const char *word = event                   ? styr_i_cell_text(s->map, table, row, EVENT_ACTION, buffer)
                     : table == STYR_CHANGES ? styr_i_cell_text(s->map, table, row, CHANGE_KIND, buffer)
                                             : "";
  use(s, event ? "action" : "change", word, strlen(word));
}

static void keep_hints_and_terms(styr_i_decisions *s) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_CASES, STYR_EVENTS, STYR_CHANGES, STYR_FIGURE};
  for (size_t i = 0; i < s->map->tables[STYR_FIGURE].rows; i++) {
    styr_i_decision *d = &s->rows[STYR_FIGURE][i];
    d->kept = styr_i_decision_of(s, hinted_node(s->map, i))->kept;
    d->reason = d->kept ? STYR_PUBLIC_USED : STYR_PUBLIC_ROW_LEFT_OUT;
  }
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (size_t i = 0; i < s->map->tables[tables[t]].rows; i++)
      if (s->rows[tables[t]][i].kept) use_terms_of(s, tables[t], i);
  for (uint32_t i = 0; i < styr_denial_count(s->map); i++) {
    const char *type = styr_denial_get(s->map, i).type;
    if (is_denied_publicly(s, i)) use(s, "tie", type, strlen(type));
  }
  for (size_t i = 0; i < s->map->term_count; i++) {
    const uint32_t row = s->map->terms[i].row;
    if (row == STYR_I_NONE) continue;
    s->rows[STYR_VOCABULARY][row].kept = s->used[i];
    s->rows[STYR_VOCABULARY][row].reason = s->used[i] ? STYR_PUBLIC_USED : STYR_PUBLIC_NOT_USED;
  }
}

/* ---- the whole map ---- */

static bool take_room(styr_i_decisions *s) {
  bool ok = true;
  for (int t = 0; t < STYR_TABLE_COUNT; t++) {
    s->rows[t] = styr_i_zalloc(&s->a, s->map->tables[t].rows + 1, sizeof *s->rows[t]);
    s->shown[t] = styr_i_zalloc(&s->a, s->map->tables[t].column_count + 1, sizeof *s->shown[t]);
    ok &= s->rows[t] && s->shown[t];
  }
  s->used = styr_i_zalloc(&s->a, s->map->term_count + 1, sizeof *s->used);
  return styr_i_strings_init(&s->denied, &s->a) && s->used && ok;
}

static bool decide_all(styr_i_decisions *s) {
  for (int t = 0; t < STYR_TABLE_COUNT; t++) describe_columns(s, (styr_table)t);
  judge_sources(s);
  if (!weigh_claims(s)) return false;
  weigh_source_cells(s, STYR_CASES, CASE_SOURCE);
  weigh_source_cells(s, STYR_EVENTS, EVENT_SOURCE);
  weigh_source_cells(s, STYR_CHANGES, CHANGE_SOURCE);
  judge_rows(s);
  name_nodes(s);
  keep_claims(s);
  keep_hints_and_terms(s);
  for (int t = 0; t < STYR_TABLE_COUNT; t++)
    for (size_t i = 0; i < s->map->tables[t].rows; i++) s->kept[t] += s->rows[t][i].kept;
  return true;
}

/* A map with one of these tables, even an empty one, is sourced. */
bool styr_i_makes_sourced(styr_table table) {
  return table == STYR_SOURCES || table == STYR_CLAIMS || table == STYR_CASES || table == STYR_EVENTS;
}

static bool is_sourced(const styr_map *map) {
  bool sourced = false;
  for (int t = 0; t < STYR_TABLE_COUNT; t++)
    sourced |= styr_i_makes_sourced((styr_table)t) && (map->tables[t].rows || map->present & 1u << t);
  return sourced;
}

static styr_date today_utc(void) {
  const time_t now = time(NULL);
  struct tm utc;
  memset(&utc, 0, sizeof utc);
  (void)gmtime_r(&now, &utc);
  return (styr_date){(uint16_t)(utc.tm_year + 1900), (uint8_t)(utc.tm_mon + 1), (uint8_t)utc.tm_mday};
}

styr_status styr_i_decisions_open(styr_i_decisions *s, const styr_map *map, styr_date today, styr_error *error) {
  memset(s, 0, sizeof *s);
  s->a = map->a;
  s->map = map;
  s->today = styr_date_first_day(today.year ? today : today_utc());
  s->sourced = is_sourced(map);
  s->status_column = styr_i_table_column(map, STYR_CLAIMS, "status", strlen("status"));
  s->covers_column = styr_i_table_column(map, STYR_CLAIMS, "covers", strlen("covers"));
  return !s->sourced || (take_room(s) && decide_all(s)) ? STYR_OK : styr_i_nomem(error);
}

void styr_i_decisions_done(styr_i_decisions *s) {
  for (int t = 0; t < STYR_TABLE_COUNT; t++) {
    styr_i_free(&s->a, s->rows[t]);
    styr_i_free(&s->a, s->shown[t]);
  }
  styr_i_free(&s->a, s->used);
  if (s->sourced) styr_i_strings_done(&s->denied);
}

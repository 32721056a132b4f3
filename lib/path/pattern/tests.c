/* SPDX-License-Identifier: MIT */
/* Tie and node tests: conditions on columns, bound to a map once and then checked for each tie or node that a search reaches.
 * A missing value fails every comparison, also `!=`. Dates compare by the days that they may mean: `start>=2019` holds
 * where the date cannot lie before 2019. Levels compare by rank, amounts by value whatever their number of decimals,
 * other columns as numbers where both sides are numbers, else as text. */
#include "path/pattern/pattern_i.h"

#include "map/map_i.h"

enum { amount_decimals = 4 };

static styr_status refuse(const styr_pattern *p, const styr_i_condition *c, const char *why, styr_error *error) {
  return styr_i_fail(error, STYR_ERR_DATA, "the test on \"%s\" in the pattern: \"%s\" %s", p->text + c->column, p->text + c->value, why);
}

static bool level_rank(const styr_map *map, const char *level, int32_t *rank) {
  styr_term term;
  if (!styr_vocab_find(map, "level", level, &term) || !term.ranked) return false;
  *rank = term.rank;
  return true;
}

static styr_status bind_one(const styr_pattern *p, const styr_map *map, styr_table table, const styr_i_condition *c, styr_i_check *out,
                            styr_error *error) {
  const char *column = p->text + c->column, *value = p->text + c->value, *why = "";
  const size_t at = styr_i_table_column(map, table, column, strlen(column));
  memset(out, 0, sizeof *out);
  out->compare = c->compare;
  out->value = value;
  out->column = at == SIZE_MAX ? STYR_I_NONE : (uint32_t)at;
  if (at == SIZE_MAX) return STYR_OK;
  const styr_i_kind kind = map->tables[table].columns[at].kind;
  out->kind = (uint8_t)kind;
  styr_date date;
  int32_t rank;
  switch (kind) {
  case KIND_DATE:
    if (!styr_date_parse(value, strlen(value), &date)) return refuse(p, c, "is not a date: write YYYY, YYYY-MM or YYYY-MM-DD", error);
    out->first = styr_date_first_day(date);
    out->last = styr_date_last_day(date);
    break;
  case KIND_AMOUNT:
    if (!styr_i_parse_money(value, strlen(value), amount_decimals, &out->first, &why)) return refuse(p, c, why, error);
    break;
  case KIND_TERM:
    if (c->compare == CMP_EQ || c->compare == CMP_NE || strcmp(column, "level") != 0) break;
    if (!level_rank(map, value, &rank)) return refuse(p, c, "is not a level that has a rank in the vocabulary", error);
    out->ranked = true;
    out->first = rank;
    break;
  default: break;
  }
  return STYR_OK;
}

styr_status styr_i_tests_bind(const styr_pattern *p, const styr_graph *g, const styr_allocator *a, styr_i_tests *out, styr_error *error) {
  memset(out, 0, sizeof *out);
  if (!p->condition_count) return STYR_OK;
  styr_i_tests made = {styr_i_zalloc(a, p->condition_count, sizeof *made.ties), styr_i_zalloc(a, p->condition_count, sizeof *made.actors),
                       styr_i_zalloc(a, p->condition_count, sizeof *made.texts)};
  styr_status status = made.ties && made.actors && made.texts ? STYR_OK : styr_i_nomem(error);
  for (uint32_t node = 0; node < 2; node++) {
    for (uint32_t t = 0; t < (node ? p->node_test_count : p->tie_test_count); t++) {
      const styr_i_test *test = node ? &p->node_tests[t] : &p->tie_tests[t];
      for (uint32_t i = test->first; status == STYR_OK && i < test->first + test->count; i++) {
        const styr_i_condition *c = &p->conditions[i];
        status = bind_one(p, g->map, node ? STYR_ACTORS : STYR_TIES, c, node ? &made.actors[i] : &made.ties[i], error);
        if (node && status == STYR_OK) status = bind_one(p, g->map, STYR_TEXTS, c, &made.texts[i], error);
        const bool known =
            node ? made.actors[i].column != STYR_I_NONE || made.texts[i].column != STYR_I_NONE : made.ties[i].column != STYR_I_NONE;
        if (status == STYR_OK && !known)
          status = styr_i_fail(error, STYR_ERR_DATA, "the pattern tests \"%s\", but %s have no such column", p->text + c->column,
                               node ? "actors and texts" : "ties");
      }
    }
  }
  if (status == STYR_OK) *out = made;
  else styr_i_tests_done(&made, a);
  return status;
}

void styr_i_tests_done(styr_i_tests *t, const styr_allocator *a) {
  styr_i_free(a, t->ties);
  styr_i_free(a, t->actors);
  styr_i_free(a, t->texts);
}

/* ---- asking ---- */

static bool ordered(styr_i_compare compare, int order) {
  switch (compare) {
  case CMP_EQ: return order == 0;
  case CMP_NE: return order != 0;
  case CMP_LT: return order < 0;
  case CMP_LE: return order <= 0;
  case CMP_GT: return order > 0;
  default: return order >= 0;
  }
}

static bool date_holds(const styr_i_check *c, styr_date date) {
  const int64_t first = styr_date_first_day(date), last = styr_date_last_day(date);
  switch (c->compare) {
  case CMP_EQ: return first >= c->first && last <= c->last;
  case CMP_NE: return last < c->first || first > c->last;
  case CMP_LT: return last < c->first;
  case CMP_LE: return last <= c->last;
  case CMP_GT: return first > c->last;
  default: return first >= c->first;
  }
}

static bool amount_holds(const styr_i_check *c, const styr_map *map, size_t row) {
  styr_money money;
  if (!styr_tie_amount(map, styr_i_tie(map, (uint32_t)row), &money)) return false;
  __int128 have = money.minor;
  for (int d = styr_currency_decimals(money.currency); d < amount_decimals; d++) have *= 10;
  return ordered(c->compare, have < c->first ? -1 : have > c->first);
}

static bool text_holds(const styr_i_check *c, const char *text) {
  int64_t have, asked;
  const char *why;
  if (c->compare == CMP_EQ || c->compare == CMP_NE) return ordered(c->compare, strcmp(text, c->value));
  if (styr_i_parse_money(text, strlen(text), amount_decimals, &have, &why) &&
      styr_i_parse_money(c->value, strlen(c->value), amount_decimals, &asked, &why))
    return ordered(c->compare, have < asked ? -1 : have > asked);
  return ordered(c->compare, styr_i_natural_compare(text, c->value));
}

static bool holds(const styr_i_check *c, const styr_map *map, styr_table table, size_t row) {
  char buffer[32];
  int32_t rank;
  if (c->column == STYR_I_NONE) return false;
  const uint64_t cell = styr_i_cell(&map->tables[table], row, c->column);
  if (!cell && !(table == STYR_TIES && c->column == TIE_ID)) return false;
  if (c->kind == KIND_DATE) return date_holds(c, styr_i_date(cell));
  if (c->kind == KIND_AMOUNT) return amount_holds(c, map, row);
  const char *text = styr_i_cell_text(map, table, row, c->column, buffer);
  if (c->ranked) return level_rank(map, text, &rank) && ordered(c->compare, rank < c->first ? -1 : rank > c->first);
  return text_holds(c, text);
}

static bool all_hold(const styr_i_check *checks, const styr_i_test *test, const styr_map *map, styr_table table, size_t row) {
  for (uint32_t i = test->first; i < test->first + test->count; i++)
    if (!holds(&checks[i], map, table, row)) return false;
  return true;
}

bool styr_i_tie_passes(const styr_pattern *p, const styr_i_tests *t, const styr_graph *g, uint32_t test, uint32_t tie) {
  return all_hold(t->ties, &p->tie_tests[test], g->map, STYR_TIES, tie);
}

/* Those of the node tests in `asked` that hold at a place, as bits. */
uint64_t styr_i_node_passes(const styr_pattern *p, const styr_i_tests *t, const styr_graph *g, uint64_t asked, uint32_t place) {
  const bool text = place >= g->actors;
  uint64_t passed = 0;
  for (; asked; asked &= asked - 1) {
    const int n = __builtin_ctzll(asked);
    if (all_hold(text ? t->texts : t->actors, &p->node_tests[n], g->map, text ? STYR_TEXTS : STYR_ACTORS, text ? place - g->actors : place))
      passed |= UINT64_C(1) << n;
  }
  return passed;
}

/* SPDX-License-Identifier: MIT */
/* One row of text cells becomes one row of typed cells: the single door into a map, for files and for callers alike.
 * First each cell is read by the kind of its column; then the row is checked as a whole; then it is entered. Every
 * problem goes to the issue list with its file, row and column, and a row with a problem adds nothing. A reader may keep
 * a bad row whose id is good (the map is given up anyway), so that one bad date does not bring a hundred unknown
 * references with it. */
#include "map/map_i.h"

#include <stdio.h>
#include <styr/public.h>

typedef struct context {
  styr_map *map;
  const styr_i_row *row;
  styr_issues *issues;
  uint64_t *values;
  bool bad;  /* a problem was found */
  bool drop; /* and the row cannot be entered */
  bool nomem;
} context;

static const char *column_name(const context *c, size_t column) {
  return styr_i_str(&c->map->strings, c->map->tables[c->row->table].columns[column].name);
}

#define WARNING(c, column, ...)                                                                                                            \
  do {                                                                                                                                     \
    if (!styr_i_issue((c)->issues, STYR_WARNING, (c)->row->file, (c)->row->line, column_name((c), (column)), __VA_ARGS__))                 \
      (c)->nomem = true;                                                                                                                   \
  } while (0)

#define PROBLEM(c, column, ...)                                                                                                            \
  do {                                                                                                                                     \
    (c)->bad = true;                                                                                                                       \
    if (!styr_i_issue((c)->issues, STYR_ERROR, (c)->row->file, (c)->row->line, column_name((c), (column)), __VA_ARGS__))                   \
      (c)->nomem = true;                                                                                                                   \
  } while (0)

/* How a cell is quoted in a message: whole when short. */
#define SHOWN(s) (int)((s).length > 60 ? styr_i_utf8_cut((s).text, (s).length, 60) : (s).length), (s).text, (s).length > 60 ? "…" : ""

static uint32_t intern(context *c, styr_i_slice s) {
  const uint32_t id = styr_i_intern(&c->map->strings, s.text, s.length);
  if (id == STYR_I_NOSTR) c->nomem = true;
  return id;
}

static uint32_t use_term(context *c, uint32_t set, styr_i_slice term, size_t column) {
  const uint32_t at = styr_i_term_touch(c->map, set, intern(c, term));
  if (at == STYR_I_NONE) {
    c->nomem = true;
    return 0;
  }
  styr_map *map = c->map;
  if (!STYR_I_GROW(&map->a, map->touched, map->touched_cap, map->touched_count + 1)) {
    c->nomem = true;
    return 0;
  }
  map->touched[map->touched_count++] = at;
  styr_i_term *t = &map->terms[at];
  if (!t->uses++) {
    t->first_table = c->row->table;
    t->first_row = c->row->line;
    t->first_column = c->map->tables[c->row->table].columns[column].name;
  }
  return at;
}

static bool id_is_clean(styr_i_slice s) {
  const char first = s.text[0], last = s.text[s.length - 1];
  if (first == ' ' || last == ' ') return false;
  for (size_t i = 0; i < s.length; i++)
    if ((unsigned char)s.text[i] < 0x20 || s.text[i] == 0x7F) return false;
  /* U+00A0, U+1680, U+2000–200A, U+2028, U+2029, U+202F, U+205F, U+3000 at either end, U+0080–009F anywhere */
  const char *p = s.text, *end = s.text + s.length;
  int32_t cp, previous = 0;
  bool start = true;
  while ((cp = styr_i_utf8_next(&p, end)) >= 0) {
    if (cp >= 0x80 && cp < 0xA0) return false;
    const bool white = cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
                       cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
    if (white && start) return false;
    start = false;
    previous = white;
  }
  return !previous;
}

static const char *nearest_node(const styr_map *map, styr_i_slice name) {
  char word[100];
  if (name.length >= sizeof word) return NULL;
  memcpy(word, name.text, name.length);
  word[name.length] = '\0';
  const char *best = NULL;
  unsigned distance = 0;
  for (size_t i = 0; i < map->tables[STYR_ACTORS].rows && i < 100000; i++)
    styr_i_suggest(word, styr_node_id(map, styr_map_actor(map, i)), &best, &distance);
  for (size_t i = 0; i < map->tables[STYR_TEXTS].rows && i < 100000; i++)
    styr_i_suggest(word, styr_node_id(map, styr_map_text(map, i)), &best, &distance);
  return best;
}

/* A reference into a table that could not be read is no news. */
static uint64_t give_up(context *c) {
  c->bad = true;
  return 0;
}

static uint64_t read_node(context *c, styr_i_slice s, size_t column, bool actor_only) {
  uint32_t ref;
  if (!styr_i_lookup(c->map, &c->map->node_names, s, &ref)) {
    c->nomem = true;
    return 0;
  }
  if (ref == STYR_I_NONE) {
    if (c->map->unread & (1u << STYR_ACTORS | 1u << STYR_TEXTS)) return give_up(c);
    const char *near = styr_issues_errors(c->issues) < 30 ? nearest_node(c->map, s) : NULL;
    if (near) PROBLEM(c, column, "unknown actor or text \"%.*s%s\" (did you mean \"%s\"?)", SHOWN(s), near);
    else PROBLEM(c, column, "unknown actor or text \"%.*s%s\"", SHOWN(s));
    return 0;
  }
  if (actor_only && ref & STYR_NODE_TEXT_BIT) {
    PROBLEM(c, column, "\"%.*s%s\" is a text; an actor is needed here", SHOWN(s));
    return 0;
  }
  return (uint64_t)ref + 1;
}

static uint64_t read_name(context *c, styr_i_slice s, size_t column, const styr_i_names *names, styr_table table, const char *what) {
  uint32_t at;
  if (!styr_i_lookup(c->map, names, s, &at)) {
    c->nomem = true;
    return 0;
  }
  if (at == STYR_I_NONE) {
    if (c->map->unread & 1u << table) return give_up(c);
    PROBLEM(c, column, "unknown %s \"%.*s%s\"", what, SHOWN(s));
    return 0;
  }
  return (uint64_t)at + 1;
}

static uint64_t read_word(context *c, styr_i_slice s, size_t column, const char *words) {
  const uint64_t number = styr_i_word_number(words, s);
  if (number) return number;
  PROBLEM(c, column, "\"%.*s%s\" is not a value of %s: use one of %s", SHOWN(s), column_name(c, column), words);
  return 0;
}

static uint64_t read_type(context *c, styr_i_slice s, size_t column) {
  styr_map *map = c->map;
  const uint32_t term = use_term(c, map->set_tie, s, column);
  if (c->nomem) return 0;
  for (size_t i = 0; i < map->type_count; i++)
    if (map->types[i] == term) return i + 1;
  if (map->type_count >= UINT16_MAX - 1) {
    PROBLEM(c, column, "there are more than %u tie types", UINT16_MAX - 1);
    return 0;
  }
  if (!STYR_I_GROW(&map->a, map->types, map->type_cap, map->type_count + 1)) {
    c->nomem = true;
    return 0;
  }
  map->types[map->type_count] = term;
  return ++map->type_count;
}

typedef struct scope_context {
  context *c;
  size_t column;
} scope_context;

static bool use_scope_value(void *ctx, styr_i_slice dimension, styr_i_slice value) {
  scope_context *s = ctx;
  char set[128];
  if (dimension.length > 100) {
    PROBLEM(s->c, s->column, "scope has a dimension name of more than 100 bytes");
    return true;
  }
  const int n = snprintf(set, sizeof set, "dim:%.*s", (int)dimension.length, dimension.text);
  use_term(s->c, styr_i_intern(&s->c->map->strings, set, (size_t)n), value, s->column);
  return !s->c->nomem;
}

static uint64_t read_number(context *c, styr_i_slice s, size_t column, styr_i_kind kind) {
  int64_t n;
  if (kind == KIND_SPAN && s.length == 3 && memcmp(s.text, "all", 3) == 0) return UINT32_MAX;
  const bool ok = styr_i_parse_int(s.text, s.length, &n) && n <= INT32_MAX && n > INT32_MIN;
  if (kind == KIND_INT) {
    if (ok) return (uint32_t)(int32_t)n ^ 0x80000000u;
    PROBLEM(c, column, "\"%.*s%s\" is not a whole number", SHOWN(s));
  } else if (kind == KIND_SPAN) {
    if (ok && n >= 1) return (uint64_t)n;
    PROBLEM(c, column, "\"%.*s%s\" is not a span: use a whole number from 1, or all", SHOWN(s));
  } else {
    if (ok && n >= 1) return (uint64_t)n;
    PROBLEM(c, column, "\"%.*s%s\" is not a whole number from 1", SHOWN(s));
  }
  return 0;
}

/* Read a cell that is not empty. The amount waits for its currency: see check_amount(). */
static uint64_t read_cell(context *c, styr_i_slice s, size_t column, styr_i_kind kind, const styr_i_column_spec *spec) {
  styr_map *map = c->map;
  styr_date date;
  switch (kind) {
  case KIND_TEXT: return intern(c, s);
  case KIND_ID:
    if (id_is_clean(s)) return intern(c, s);
    PROBLEM(c, column, "an id may not begin or end with white space or hold control characters");
    return 0;
  case KIND_TERM: return (uint64_t)use_term(c, styr_i_intern(&map->strings, spec->set_or_words, strlen(spec->set_or_words)), s, column) + 1;
  case KIND_TYPE: return read_type(c, s, column);
  case KIND_NODE: return read_node(c, s, column, false);
  case KIND_ACTOR: return read_node(c, s, column, true);
  case KIND_SOURCE: return read_name(c, s, column, &map->source_names, STYR_SOURCES, "source");
  case KIND_CASE: return read_name(c, s, column, &map->case_names, STYR_CASES, "case");
  case KIND_DATE:
    if (styr_date_parse(s.text, s.length, &date)) return styr_i_date_packed(date);
    PROBLEM(c, column, "\"%.*s%s\" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD", SHOWN(s));
    return 0;
  case KIND_INT:
  case KIND_COUNT:
  case KIND_SPAN: return read_number(c, s, column, kind);
  case KIND_AMOUNT: return 0;
  case KIND_CURRENCY: {
    char code[4] = {0};
    if (s.length == 3) memcpy(code, s.text, 3);
    if (styr_currency_decimals(code) >= 0) return intern(c, s);
    PROBLEM(c, column, "\"%.*s%s\" is not an ISO 4217 currency code in use since 2015", SHOWN(s));
    return 0;
  }
  case KIND_SCOPE: {
    scope_context ctx = {c, column};
    const char *why = styr_i_scope_parse(s, use_scope_value, &ctx);
    if (!why) return intern(c, s);
    PROBLEM(c, column, "scope \"%.*s%s\" %s: write dim=v|v;dim=v", SHOWN(s), why);
    return 0;
  }
  case KIND_ABOUT: return intern(c, s);
  case KIND_WORD: return read_word(c, s, column, spec->set_or_words);
  }
  return 0;
}

/* ---- the row as a whole ---- */

static styr_i_slice cell_of(const context *c, size_t column) {
  for (size_t i = 0; i < c->row->count; i++)
    if (c->row->columns[i] == column) return c->row->cells[i];
  const styr_i_slice none = {"", 0};
  return none;
}

static void check_amount(context *c) {
  const styr_i_slice amount = cell_of(c, TIE_AMOUNT), currency = cell_of(c, TIE_CURRENCY);
  if (!amount.length) return;
  int decimals = 2;
  if (!currency.length) {
    PROBLEM(c, TIE_CURRENCY, "an amount needs a currency (ISO 4217, for example DKK)");
  } else if (c->values[TIE_CURRENCY]) {
    decimals = styr_currency_decimals(styr_i_str(&c->map->strings, (uint32_t)c->values[TIE_CURRENCY]));
  } else {
    decimals = 18; /* the currency is wrong and reported: do not also complain about decimals */
  }
  int64_t minor;
  const char *why;
  if (styr_i_parse_money(amount.text, amount.length, decimals, &minor, &why)) {
    c->values[TIE_AMOUNT] = (uint64_t)minor ^ (uint64_t)INT64_MIN;
    if (!c->values[TIE_AMOUNT]) PROBLEM(c, TIE_AMOUNT, "amount \"%.*s%s\" is too large", SHOWN(amount));
  } else if (decimals <= 4 || strcmp(why, "is too large") != 0) {
    PROBLEM(c, TIE_AMOUNT, "amount \"%.*s%s\" %s", SHOWN(amount), why);
  }
}

static void check_period(context *c, size_t start, size_t end) {
  if (c->values[start] && c->values[end] &&
      styr_date_last_day(styr_i_date(c->values[end])) < styr_date_first_day(styr_i_date(c->values[start]))) {
    char a[11], b[11];
    PROBLEM(c, end, "the end %s is before the start %s", styr_date_format(styr_i_date(c->values[end]), b),
            styr_date_format(styr_i_date(c->values[start]), a));
  }
}

/* The id must be free. */
static void check_id(context *c, const styr_i_names *names, size_t column) {
  const styr_i_slice id = cell_of(c, column);
  uint32_t taken;
  if (!styr_i_lookup(c->map, names, id, &taken)) c->nomem = true;
  if (c->nomem || taken == STYR_I_NONE) return;
  PROBLEM(c, column, "duplicate id \"%.*s%s\"%s", SHOWN(id), names == &c->map->node_names ? " (actors and texts share one id space)" : "");
  c->drop = true;
}

static void check_named(context *c, const styr_i_names *names) { /* the id is the first column */
  if (c->values[0]) check_id(c, names, 0);
  else c->drop = true;
}

static void check_node(context *c, bool is_text) {
  if (is_text) check_period(c, TEXT_START, TEXT_END);
  else check_period(c, ACTOR_START, ACTOR_END);
  check_named(c, &c->map->node_names);
}

static void check_ends(context *c) {
  if (!c->values[TIE_TYPE]) return;
  const styr_i_term *type = &c->map->terms[c->map->types[c->values[TIE_TYPE] - 1]];
  const struct {
    size_t column;
    uint32_t kinds;
  } ends[] = {{TIE_FROM, type->from_kinds}, {TIE_TO, type->to_kinds}};
  for (size_t i = 0; i < 2; i++) {
    if (!c->values[ends[i].column]) continue;
    const styr_node node = styr_i_node((uint32_t)c->values[ends[i].column] - 1);
    if (styr_i_end_accepts(c->map, ends[i].kinds, node)) continue;
    PROBLEM(c, ends[i].column, "a tie of type \"%s\" accepts %s at its `%s` end, and \"%s\" is %s%s",
            styr_i_str(&c->map->strings, type->term), styr_i_str(&c->map->strings, ends[i].kinds), column_name(c, ends[i].column),
            styr_node_id(c->map, node), styr_node_is_text(node) ? "a text of kind " : "an actor of kind ",
            *styr_node_kind(c->map, node) ? styr_node_kind(c->map, node) : "(none)");
  }
}

static void check_tie(context *c) {
  styr_map *map = c->map;
  check_amount(c);
  check_period(c, TIE_START, TIE_END);
  check_ends(c);
  const uint64_t row = map->tables[STYR_TIES].rows + 1;
  const styr_i_slice id = cell_of(c, TIE_ID);
  uint64_t number;
  if (c->values[TIE_ID]) {
    const bool looks_generated = styr_i_generated_tie(id.text, id.length, &number);
    if (looks_generated && number < row && !styr_i_cell(&map->tables[STYR_TIES], number - 1, TIE_ID)) {
      PROBLEM(c, TIE_ID, "duplicate id \"%.*s%s\": data row %llu has no id and is called so", SHOWN(id), (unsigned long long)number);
      c->drop = true;
    } else if (looks_generated && number == row) {
      c->values[TIE_ID] = 0; /* the id it would get anyway: costs nothing to keep */
    }
    if (!c->drop && c->values[TIE_ID]) check_id(c, &map->tie_names, TIE_ID);
  }
  if (!c->values[TIE_ID] && !c->drop && map->tie_names.cap) {
    char generated[24];
    const int n = snprintf(generated, sizeof generated, "t%llu", (unsigned long long)row);
    const uint32_t key = styr_i_strings_find(&map->strings, generated, (size_t)n);
    if (key != STYR_I_NOSTR && styr_i_names_get(&map->tie_names, key) != STYR_I_NONE)
      PROBLEM(c, TIE_ID, "duplicate id \"%s\": this row has no id and would be called so", generated);
  }
}

static uint64_t event_key(const context *c) {
  return c->values[EVENT_CASE] << 32 | c->values[EVENT_STEP];
}

static void check_event(context *c) {
  check_period(c, EVENT_START, EVENT_END);
  if (!c->values[EVENT_CASE] || !c->values[EVENT_STEP]) return;
  if (styr_i_index_get(&c->map->event_index, event_key(c)) == STYR_I_NONE) return;
  PROBLEM(c, EVENT_STEP, "duplicate step %llu of this case", (unsigned long long)c->values[EVENT_STEP]);
  c->drop = true;
}

static void check_figure(context *c) {
  if (!c->values[FIGURE_NODE] || styr_i_index_get(&c->map->figure_index, c->values[FIGURE_NODE]) == STYR_I_NONE) return;
  PROBLEM(c, FIGURE_NODE, "duplicate row for this node");
  c->drop = true;
}

static void check_vocabulary(context *c) {
  if (!c->values[VOCAB_SET] || !c->values[VOCAB_TERM]) return;
  const uint32_t at = styr_i_term_find(c->map, (uint32_t)c->values[VOCAB_SET], (uint32_t)c->values[VOCAB_TERM]);
  if (at != STYR_I_NONE && c->map->terms[at].row != STYR_I_NONE) {
    PROBLEM(c, VOCAB_TERM, "duplicate term in set \"%s\"", styr_i_str(&c->map->strings, (uint32_t)c->values[VOCAB_SET]));
    c->drop = true;
  }
}

/* A denied tie uses a term and has ends like any other. */
static void check_denial(context *c, const styr_denial *d) {
  const styr_i_slice type = {d->type, strlen(d->type)};
  const uint32_t at = use_term(c, c->map->set_tie, type, CLAIM_ABOUT);
  if (c->nomem) return;
  const styr_i_term *t = &c->map->terms[at];
  if (!styr_i_end_accepts(c->map, t->from_kinds, d->from) || !styr_i_end_accepts(c->map, t->to_kinds, d->to))
    PROBLEM(c, CLAIM_ABOUT,
            "a tie of type \"%s\" accepts %s at its `from` end and %s at its `to` end; is the denied tie the wrong way round?", d->type,
            styr_i_str(&c->map->strings, t->from_kinds), styr_i_str(&c->map->strings, t->to_kinds));
}

static void check_claim(context *c, uint64_t *about, styr_denial *denial) {
  const styr_i_slice text = cell_of(c, CLAIM_ABOUT);
  if (!c->values[CLAIM_ABOUT]) return;
  const char *why = styr_i_about_parse(c->map, text, about, denial, &c->nomem);
  if (c->nomem) return;
  if (!why && *about >> 32 == ABOUT_DENIED) check_denial(c, denial);
  if (why && c->map->unread) give_up(c);
  else if (why) PROBLEM(c, CLAIM_ABOUT, "\"%.*s%s\" %s", SHOWN(text), why);
  else if (*about >> 32 == ABOUT_DENIED && !cell_of(c, CLAIM_STANCE).length)
    PROBLEM(c, CLAIM_STANCE, "the stance of a claim about a denied tie is absent or disputes; a tie that is there needs a row in ties.csv");
  else if (*about >> 32 == ABOUT_DENIED && c->values[CLAIM_STANCE] == 1)
    PROBLEM(c, CLAIM_STANCE, "the stance of a claim about a denied tie cannot be supports: a tie that is there needs a row in ties.csv");
}

/* What decides whether rows are public must be read as it was meant: a slip of the pen is told, though it hides too much at worst. */
static void warn_of_source(context *c) {
  const styr_i_slice word = cell_of(c, SOURCE_CONFIDENTIALITY);
  const size_t until = styr_i_table_column(c->map, STYR_SOURCES, "consent_until", strlen("consent_until"));
  const styr_i_slice day = until == SIZE_MAX ? (styr_i_slice){"", 0} : cell_of(c, until);
  styr_date date;
  if (word.length && !styr_i_word_number(styr_confidentiality_words(), word))
    WARNING(c, SOURCE_CONFIDENTIALITY, "\"%.*s%s\" is not one of %s: the source counts as not public", SHOWN(word),
            styr_confidentiality_words());
  if (day.length && !styr_date_parse(day.text, day.length, &date))
    WARNING(c, until, "\"%.*s%s\" is not a date, so the source counts as not public: write YYYY, YYYY-MM or YYYY-MM-DD", SHOWN(day));
}

static styr_table table_of(uint64_t about) {
  switch ((styr_i_about)(about >> 32)) {
  case ABOUT_NODE: return about & STYR_NODE_TEXT_BIT ? STYR_TEXTS : STYR_ACTORS;
  case ABOUT_EVENT: return STYR_EVENTS;
  case ABOUT_CHANGE: return STYR_CHANGES;
  case ABOUT_CASE: return STYR_CASES;
  default: return STYR_TIES;
  }
}

static void warn_of_status(context *c) {
  static const char words[] = "open|accepted|conflict|set_aside";
  const size_t column = styr_i_table_column(c->map, STYR_CLAIMS, "status", strlen("status"));
  const styr_i_slice word = column == SIZE_MAX ? (styr_i_slice){"", 0} : cell_of(c, column);
  if (word.length && !styr_i_word_number(words, word))
    WARNING(c, column, "\"%.*s%s\" is not one of %s: the claim counts", SHOWN(word), words);
}

static void warn_of_claim(context *c, uint64_t about) {
  warn_of_status(c);
  const size_t column = styr_i_table_column(c->map, STYR_CLAIMS, "covers", strlen("covers"));
  const styr_table table = table_of(about);
  styr_i_slice rest = column == SIZE_MAX ? (styr_i_slice){"", 0} : cell_of(c, column), word;
  while (styr_i_next_word(&rest, &word))
    if (!styr_i_can_be_covered(table, word))
      WARNING(c, column, "\"%.*s%s\" is no column of %s that a claim can cover", SHOWN(word), styr_table_name(table));
}

static void check_row(context *c, uint64_t *about, styr_denial *denial) {
  switch (c->row->table) {
  case STYR_VOCABULARY: check_vocabulary(c); break;
  case STYR_ACTORS: check_node(c, false); break;
  case STYR_TEXTS: check_node(c, true); break;
  case STYR_SOURCES:
    check_named(c, &c->map->source_names);
    warn_of_source(c);
    break;
  case STYR_TIES: check_tie(c); break;
  case STYR_CASES: check_named(c, &c->map->case_names); break;
  case STYR_EVENTS: check_event(c); break;
  case STYR_CLAIMS:
    check_claim(c, about, denial);
    if (!c->bad) warn_of_claim(c, *about);
    break;
  case STYR_FIGURE: check_figure(c); break;
  case STYR_CHANGES: break;
  }
}

/* ---- entering it ---- */

static bool enter_name(context *c, styr_i_names *names, size_t column, uint32_t value) {
  const uint32_t key = styr_i_name_key(c->map, cell_of(c, column));
  return key != STYR_I_NOSTR && styr_i_names_set(c->map, names, key, value);
}

/* Make the row findable. Its place in the table is reserved, so that nothing can fail behind this. */
static bool enter(context *c, uint32_t at, uint64_t about, const styr_denial *denial) {
  styr_map *map = c->map;
  switch (c->row->table) {
  case STYR_ACTORS: return enter_name(c, &map->node_names, ACTOR_ID, at);
  case STYR_TEXTS: return enter_name(c, &map->node_names, TEXT_ID, at | STYR_NODE_TEXT_BIT);
  case STYR_SOURCES: return enter_name(c, &map->source_names, SOURCE_ID, at);
  case STYR_TIES: return !c->values[TIE_ID] || enter_name(c, &map->tie_names, TIE_ID, at);
  case STYR_CASES: return enter_name(c, &map->case_names, CASE_ID, at);
  case STYR_EVENTS: return styr_i_index_set(&map->event_index, event_key(c), at);
  case STYR_FIGURE: return styr_i_index_set(&map->figure_index, c->values[FIGURE_NODE], at);
  case STYR_CLAIMS: return styr_i_claim_link(map, at, about, denial);
  case STYR_VOCABULARY: return styr_i_term_touch(map, (uint32_t)c->values[VOCAB_SET], (uint32_t)c->values[VOCAB_TERM]) != STYR_I_NONE;
  default: return true;
  }
}

/* A row that is refused used no terms. */
static void unuse_terms(styr_map *map) {
  for (size_t i = 0; i < map->touched_count; i++) map->terms[map->touched[i]].uses--;
}

static void read_cells(context *c) {
  const styr_i_schema *schema = &styr_i_schemas[c->row->table];
  styr_i_table *table = &c->map->tables[c->row->table];
  for (size_t i = 0; i < c->row->count && !c->nomem; i++) {
    const size_t column = c->row->columns[i];
    const styr_i_column_spec *spec = column < schema->count ? &schema->columns[column] : NULL;
    if (c->row->cells[i].length) c->values[column] = read_cell(c, c->row->cells[i], column, table->columns[column].kind, spec);
  }
  for (size_t column = 0; column < schema->count; column++) {
    if (!schema->columns[column].required || c->values[column]) continue;
    if (!cell_of(c, column).length) PROBLEM(c, column, "%s is empty; it is required here", schema->columns[column].name);
    c->drop = true;
  }
}

styr_status styr_i_row_add(styr_map *map, const styr_i_row *row, styr_issues *issues, uint32_t *index, styr_error *error) {
  styr_i_table *table = &map->tables[row->table];
  if (!STYR_I_GROW(&map->a, map->scratch, map->scratch_cap, table->column_count)) return styr_i_nomem(error);
  memset(map->scratch, 0, table->column_count * sizeof *map->scratch);
  map->touched_count = 0;
  context c = {map, row, issues, map->scratch, false, false, false};
  uint64_t about = 0;
  styr_denial denial = {{0}, {0}, "", {0}};
  read_cells(&c);
  if (!c.nomem) check_row(&c, &about, &denial);
  if (c.nomem) {
    unuse_terms(map);
    return styr_i_nomem(error);
  }
  const bool tolerated = row->keep_bad && row->table != STYR_CLAIMS && row->table != STYR_CHANGES;
  if (c.drop || (c.bad && !tolerated)) {
    unuse_terms(map);
    return styr_i_fail(error, STYR_ERR_DATA, "the row was not added");
  }
  const uint32_t at = (uint32_t)table->rows;
  const styr_i_rows one = {c.values, 1, 1, NULL};
  if (!styr_i_table_reserve(&map->a, table, &one) || !enter(&c, at, about, &denial)) {
    unuse_terms(map);
    return styr_i_nomem(error);
  }
  styr_i_table_append(table, &one);
  if (row->table == STYR_VOCABULARY) styr_i_vocab_declare(map, at);
  if (index) *index = at;
  return c.bad ? styr_i_fail(error, STYR_ERR_DATA, "the row has a problem") : STYR_OK;
}

/* SPDX-License-Identifier: MIT */
/* The columns of the ten tables: the only place that defines the native format. Reading, writing, checks and lookups use these
 * definitions. */
#include "map/map_i.h"

#define COLUMNS(list) sizeof list / sizeof *list, list

static const styr_i_column_spec vocabulary[] = {
    {"term", KIND_TEXT, true, NULL},      {"set", KIND_TEXT, true, NULL},
    {"family", KIND_TEXT, false, NULL},   {"ruling", KIND_WORD, false, "forward|backward|none"},
    {"rank", KIND_INT, false, NULL},      {"from_kinds", KIND_TEXT, false, NULL},
    {"to_kinds", KIND_TEXT, false, NULL}, {"align", KIND_TEXT, false, NULL},
    {"label", KIND_TEXT, false, NULL},
};
static const styr_i_column_spec actors[] = {
    {"id", KIND_ID, true, NULL},
    {"label", KIND_TEXT, false, NULL},
    {"kind", KIND_TERM, false, "kind"},
    {"sector", KIND_TERM, false, "sector"},
    {"level", KIND_TERM, false, "level"},
    {"short", KIND_TEXT, false, NULL},
    {"known", KIND_WORD, false, "named|unnamed|unknown"},
    {"start", KIND_DATE, false, NULL},
    {"end", KIND_DATE, false, NULL},
    {"uri", KIND_TEXT, false, NULL},
    {"note", KIND_TEXT, false, NULL},
};
static const styr_i_column_spec texts[] = {
    {"id", KIND_ID, true, NULL},       {"label", KIND_TEXT, false, NULL}, {"kind", KIND_TERM, false, "kind"},
    {"short", KIND_TEXT, false, NULL}, {"start", KIND_DATE, false, NULL}, {"end", KIND_DATE, false, NULL},
    {"uri", KIND_TEXT, false, NULL},   {"note", KIND_TEXT, false, NULL},
};
static const styr_i_column_spec sources[] = {
    {"id", KIND_ID, true, NULL},      {"label", KIND_TEXT, false, NULL},           {"kind", KIND_TEXT, false, NULL},
    {"date", KIND_DATE, false, NULL}, {"confidentiality", KIND_TEXT, false, NULL}, {"consent", KIND_TEXT, false, NULL},
    {"uri", KIND_TEXT, false, NULL},
};
static const styr_i_column_spec ties[] = {
    {"from", KIND_NODE, true, NULL},
    {"to", KIND_NODE, true, NULL},
    {"type", KIND_TYPE, true, NULL},
    {"id", KIND_ID, false, NULL},
    {"function", KIND_TERM, false, "function"},
    {"scope", KIND_SCOPE, false, NULL},
    {"amount", KIND_AMOUNT, false, NULL},
    {"currency", KIND_CURRENCY, false, NULL},
    {"programme", KIND_TEXT, false, NULL},
    {"start", KIND_DATE, false, NULL},
    {"end", KIND_DATE, false, NULL},
    {"note", KIND_TEXT, false, NULL},
};
static const styr_i_column_spec cases[] = {
    {"id", KIND_ID, true, NULL},        {"label", KIND_TEXT, false, NULL},    {"standpoint", KIND_ACTOR, false, NULL},
    {"class", KIND_SCOPE, false, NULL}, {"source", KIND_SOURCE, false, NULL}, {"note", KIND_TEXT, false, NULL},
};
static const styr_i_column_spec events[] = {
    {"case", KIND_CASE, true, NULL},    {"step", KIND_COUNT, true, NULL}, {"actor", KIND_ACTOR, true, NULL},
    {"action", KIND_TEXT, false, NULL}, {"to", KIND_ACTOR, false, NULL},  {"outcome", KIND_TEXT, false, NULL},
    {"start", KIND_DATE, false, NULL},  {"end", KIND_DATE, false, NULL},  {"source", KIND_SOURCE, false, NULL},
};
static const styr_i_column_spec changes[] = {
    {"from", KIND_NODE, true, NULL},
    {"to", KIND_NODE, false, NULL},
    {"kind", KIND_WORD, true, "renamed|merged|split|replaced|abolished"},
    {"date", KIND_DATE, false, NULL},
    {"source", KIND_SOURCE, false, NULL},
};
static const styr_i_column_spec claims[] = {
    {"about", KIND_ABOUT, true, NULL},
    {"source", KIND_SOURCE, false, NULL},
    {"locator", KIND_TEXT, false, NULL},
    {"stance", KIND_WORD, false, "supports|disputes|absent"},
    {"grade", KIND_WORD, false, "assumed|inferred|stated|observed"},
    {"quote", KIND_TEXT, false, NULL},
    {"coder", KIND_TEXT, false, NULL},
};
static const styr_i_column_spec figure[] = {
    {"node", KIND_NODE, true, NULL},      {"lane", KIND_TERM, false, "lane"}, {"row", KIND_TERM, false, "level"},
    {"span", KIND_SPAN, false, NULL},     {"order", KIND_INT, false, NULL},   {"label", KIND_TEXT, false, NULL},
    {"footnote", KIND_TEXT, false, NULL}, {"mark", KIND_TERM, false, "mark"},
};

const styr_i_schema styr_i_schemas[STYR_TABLE_COUNT] = {
    [STYR_VOCABULARY] = {"vocabulary", COLUMNS(vocabulary)},
    [STYR_ACTORS] = {"actors", COLUMNS(actors)},
    [STYR_TEXTS] = {"texts", COLUMNS(texts)},
    [STYR_SOURCES] = {"sources", COLUMNS(sources)},
    [STYR_TIES] = {"ties", COLUMNS(ties)},
    [STYR_CASES] = {"cases", COLUMNS(cases)},
    [STYR_EVENTS] = {"events", COLUMNS(events)},
    [STYR_CHANGES] = {"changes", COLUMNS(changes)},
    [STYR_CLAIMS] = {"claims", COLUMNS(claims)},
    [STYR_FIGURE] = {"figure", COLUMNS(figure)},
};

const char *styr_table_name(styr_table table) {
  return (unsigned)table < STYR_TABLE_COUNT ? styr_i_schemas[table].name : "";
}

size_t styr_i_kind_width(styr_i_kind kind) {
  switch (kind) {
  case KIND_AMOUNT: return 8;
  case KIND_TYPE: return 2;
  case KIND_WORD: return 1;
  default: return 4;
  }
}

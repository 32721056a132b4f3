/* SPDX-License-Identifier: MIT */
/* The inside of a map: ten tables of typed columns. A column is allocated when its first cell is set. */
#ifndef STYR_MAP_I_H
#define STYR_MAP_I_H

#include "base/base_i.h"
#include "write/write_i.h"

#include <styr/map.h>

/* ---- schema: the columns of each table ---- */

typedef enum styr_i_kind {
  KIND_TEXT,     /* any text: string id */
  KIND_ID,       /* identifier: string id */
  KIND_TERM,     /* a term of a vocabulary set: term number + 1 */
  KIND_TYPE,     /* a tie type: number in map->types + 1 (u16) */
  KIND_NODE,     /* actor or text: handle + 1 */
  KIND_ACTOR,    /* actor: handle + 1 */
  KIND_SOURCE,   /* row of the source + 1 */
  KIND_CASE,     /* row of the case + 1 */
  KIND_DATE,     /* year << 9 | month << 5 | day */
  KIND_INT,      /* value ^ 0x80000000, so that 0 is empty */
  KIND_COUNT,    /* whole number from 1 */
  KIND_SPAN,     /* whole number from 1, or `all` = UINT32_MAX */
  KIND_AMOUNT,   /* minor units ^ INT64_MIN (u64), so that 0 is empty */
  KIND_CURRENCY, /* string id of an ISO 4217 code */
  KIND_SCOPE,    /* string id of a well-formed scope */
  KIND_ABOUT,    /* string id; map->abouts holds its meaning */
  KIND_WORD      /* one of a list of words: number + 1 (u8) */
} styr_i_kind;

typedef struct styr_i_column_spec {
  const char *name;
  styr_i_kind kind;
  bool required;            /* the column must exist and have no empty cell */
  const char *set_or_words; /* KIND_TERM: vocabulary set; KIND_WORD: words joined by '|' */
} styr_i_column_spec;

typedef struct styr_i_schema {
  const char *name;
  size_t count;
  const styr_i_column_spec *columns;
} styr_i_schema;

extern const styr_i_schema styr_i_schemas[STYR_TABLE_COUNT];
size_t styr_i_kind_width(styr_i_kind kind);

/* Column numbers, in the order of the format. */
enum {
  ACTOR_ID,
  ACTOR_LABEL,
  ACTOR_KIND,
  ACTOR_SECTOR,
  ACTOR_LEVEL,
  ACTOR_SHORT,
  ACTOR_KNOWN,
  ACTOR_START,
  ACTOR_END,
  ACTOR_URI,
  ACTOR_NOTE
};
enum { TEXT_ID, TEXT_LABEL, TEXT_KIND, TEXT_SHORT, TEXT_START, TEXT_END, TEXT_URI, TEXT_NOTE };
enum { TIE_FROM, TIE_TO, TIE_TYPE, TIE_ID, TIE_FUNCTION, TIE_SCOPE, TIE_AMOUNT, TIE_CURRENCY, TIE_PROGRAMME, TIE_START, TIE_END, TIE_NOTE };
enum { SOURCE_ID, SOURCE_LABEL, SOURCE_KIND, SOURCE_DATE, SOURCE_CONFIDENTIALITY, SOURCE_CONSENT, SOURCE_URI };
enum { CLAIM_ABOUT, CLAIM_SOURCE, CLAIM_LOCATOR, CLAIM_STANCE, CLAIM_GRADE, CLAIM_QUOTE, CLAIM_CODER };
enum { CASE_ID, CASE_LABEL, CASE_STANDPOINT, CASE_CLASS, CASE_SOURCE, CASE_NOTE };
enum { EVENT_CASE, EVENT_STEP, EVENT_ACTOR, EVENT_ACTION, EVENT_TO, EVENT_OUTCOME, EVENT_START, EVENT_END, EVENT_SOURCE };
enum { CHANGE_FROM, CHANGE_TO, CHANGE_KIND, CHANGE_DATE, CHANGE_SOURCE };
enum { VOCAB_TERM, VOCAB_SET, VOCAB_FAMILY, VOCAB_RULING, VOCAB_RANK, VOCAB_FROM_KINDS, VOCAB_TO_KINDS, VOCAB_ALIGN, VOCAB_LABEL };
enum { FIGURE_NODE, FIGURE_LANE, FIGURE_ROW, FIGURE_SPAN, FIGURE_ORDER, FIGURE_LABEL, FIGURE_FOOTNOTE, FIGURE_MARK };

/* ---- tables ---- */

typedef struct styr_i_column {
  uint32_t name; /* string id */
  styr_i_kind kind;
  void *cells;      /* NULL while every cell is empty */
  uint32_t *rows;   /* NULL: dense, cells[row]; else sparse: cells[i] belongs to row rows[i], in ascending order */
  size_t used, cap; /* non-empty cells; capacity of a sparse column */
} styr_i_column;

typedef struct styr_i_table {
  const styr_i_schema *schema;
  styr_i_column *columns; /* those of the schema, then the unknown ones */
  size_t column_count, column_cap;
  size_t rows, cap;
} styr_i_table;

uint64_t styr_i_cell(const styr_i_table *t, size_t row, size_t column);

/* Rows to append: values[table column * stride + row]. */
typedef struct styr_i_rows {
  const uint64_t *values;
  size_t stride, count;
  const bool *filled; /* table columns with a non-empty cell; NULL = any may have one */
} styr_i_rows;
bool styr_i_table_reserve(const styr_allocator *a, styr_i_table *t, const styr_i_rows *rows); /* room for them */
void styr_i_table_append(styr_i_table *t, const styr_i_rows *rows);                           /* cannot fail after styr_i_table_reserve() */
size_t styr_i_table_column(const styr_map *map, styr_table table, const char *name, size_t length); /* SIZE_MAX: none */

/* ---- vocabulary ---- */

/* What an end of a tie type accepts. */
typedef struct styr_i_end {
  uint32_t kinds;             /* string id: kinds joined by '|', where "actor" and "text" mean all kinds of these; "" = anything */
  bool all_actors, all_texts; /* of any kind */
} styr_i_end;

typedef struct styr_i_term {
  uint32_t set, term, family, align; /* string ids */
  styr_i_end from, to;
  uint32_t row; /* row in the vocabulary table, or NONE */
  styr_ruling ruling;
  int32_t rank;
  bool ranked, declared;
  uint64_t uses;
  styr_table first_table; /* table in which it is first used */
  uint64_t first_row;
  uint32_t first_column; /* string id */
} styr_i_term;

typedef enum styr_i_about { ABOUT_NODE, ABOUT_TIE, ABOUT_EVENT, ABOUT_CHANGE, ABOUT_CASE, ABOUT_DENIED } styr_i_about;

/* A text of the package in a language other than the main one. */
typedef struct styr_i_translation {
  styr_meta of;              /* STYR_META_COUNT: a footnote */
  uint32_t mark, lang, text; /* string ids */
} styr_i_translation;

/* String → handle. For nodes, which are looked up most, the mark of the string stores the handle; for the others, an array indexed
 * by string id. */
typedef struct styr_i_names {
  const styr_i_strings *marked; /* NULL = no marks are used */
  uint32_t *of;                 /* handle + 1 */
  size_t cap;
} styr_i_names;

struct styr_map {
  styr_allocator a;
  uint32_t number; /* of its handles; from its address, so that maps which exist at the same time differ; never 0 */
  styr_i_strings strings;
  styr_i_table tables[STYR_TABLE_COUNT];
  styr_i_names node_names, tie_names, source_names, case_names;

  styr_i_term *terms;
  size_t term_count, term_cap, builtin_count;
  styr_i_index term_index; /* set << 32 | term → number */
  uint32_t *types;         /* tie type number → term number */
  size_t type_count, type_cap;
  uint32_t set_tie; /* the string "tie" */

  uint64_t *abouts; /* per claim: styr_i_about << 32 | index */
  size_t abouts_cap;
  uint32_t *claim_next;
  size_t claim_next_cap;
  styr_i_index claim_head, claim_tail, event_index, figure_index;
  styr_denial *denials;
  size_t denial_count, denial_cap;

  uint32_t meta[STYR_META_COUNT];
  uint32_t (*footnotes)[2]; /* mark, text */
  size_t footnote_count, footnote_cap;
  styr_i_translation *translations;
  size_t translation_count, translation_cap;
  void *package_json; /* the data package as read, so that members unknown to Styr are written back */
  void (*package_json_free)(void *);
  void *(*package_json_share)(void *); /* another reference to the same object, to be freed as well */

  uint32_t present;  /* tables that had a file, as bits; an empty file or one in other letter case counts */
  styr_view view;    /* whether the map is a whole map, or the public part of another one */
  bool lent;         /* another map owns everything but this struct */
  uint32_t unread;   /* tables that could not be read, as bits: references into them are not reported */
  uint32_t *touched; /* terms that the row being added uses; undone when the row is refused */
  size_t touched_count, touched_cap;
  uint64_t *scratch;
  size_t scratch_cap;
};

/* Where a row comes from, for messages; columns[i] is the table column of cell i. */
typedef struct styr_i_row {
  styr_table table;
  const char *file;
  uint64_t line;
  const uint32_t *columns;
  const styr_i_slice *cells; /* cell i is cells[i * stride] */
  size_t count, stride;
  bool keep_bad; /* also enter a row with a bad cell other than its id, and keep the number of a refused row */
} styr_i_row;

styr_status styr_i_row_add(styr_map *map, const styr_i_row *row, styr_issues *issues, uint32_t *index, styr_error *error);
/* Counts a refused row in the tables whose rows are named by number (t<row>, change:<row>), so that the rows after it keep their
 * numbers. False when out of memory. */
bool styr_i_row_keep_place(styr_map *map, styr_table table);
uint64_t styr_i_word_number(const char *words,
                            styr_i_slice text); /* number of a word among words joined by '|', from 1; 0: not among them */
size_t styr_i_column_add(styr_map *map, styr_table table, const char *name, size_t length); /* SIZE_MAX when out of memory */
bool styr_i_next_word(styr_i_slice *rest, styr_i_slice *word); /* of a list joined by '|', without surrounding blanks; false at the end */
const char *styr_i_cell_text(const styr_map *map, styr_table table, size_t row, size_t column, char buffer[32]);
bool styr_i_report_undeclared(const styr_map *map, styr_issues *issues);

/* ---- many rows at once ---- */

/* Rows that are already split into cells, column by column. All cells are valid UTF-8 without NUL bytes, and STYR_I_SLACK bytes
 * behind each may be read. */
typedef struct styr_i_batch {
  size_t rows;                  /* up to STYR_I_BATCH */
  styr_i_slice *cells;          /* cells[file column * STYR_I_BATCH + row] */
  uint64_t lines[STYR_I_BATCH]; /* line on which each row begins */
  bool high[STYR_I_BATCH];      /* rows with a byte that is not ASCII */
  bool any_high;
} styr_i_batch;

/* Reads rows of one table many at a time (batch.c). `columns` (file column → table column) is borrowed. */
typedef struct styr_i_batch_reader styr_i_batch_reader;
styr_i_batch_reader *styr_i_batch_reader_new(styr_map *map, styr_table table, const uint32_t *columns,
                                             size_t count); /* NULL when out of memory */
void styr_i_batch_reader_free(styr_i_batch_reader *b);
/* Adds the rows of a batch in order, each as styr_i_row_add() would with a row like `like`. No column is added to the table. */
styr_status styr_i_batch_add(styr_i_batch_reader *b, const styr_i_batch *batch, const styr_i_row *like, styr_issues *issues,
                             styr_error *error);

/* ---- what is public (public.c) ---- */

bool styr_i_makes_sourced(styr_table table);                       /* a map with such a table, even an empty one, is sourced */
bool styr_i_can_be_covered(styr_table table, styr_i_slice column); /* whether a claim about a row may name that column in `covers` */

/* ---- rows of another map ---- */

typedef struct styr_i_copy {
  const styr_map *from;
  styr_map *to;
  void *ctx;
  bool (*keeps)(void *ctx, styr_table table, size_t row);
  /* The text of a cell, "" for an empty cell, NULL when out of memory. It lives until the row is added. */
  const char *(*cell)(void *ctx, styr_table table, size_t row, size_t column, char buffer[32]);
} styr_i_copy;
/* Adds the rows to keep, table by table. STYR_OK, STYR_ERR_DATA when a row is refused, STYR_ERR_NOMEM. */
styr_status styr_i_copy_rows(const styr_i_copy *how, styr_error *error);
/* Another handle to the same map, without copying anything; NULL when out of memory. */
styr_map *styr_i_map_lend(const styr_map *map);

bool styr_i_vocab_init(styr_map *map);
uint32_t styr_i_term_find(const styr_map *map, uint32_t set, uint32_t term);
uint32_t styr_i_term_touch(styr_map *map, uint32_t set, uint32_t term); /* finds or creates it; NONE when out of memory */
void styr_i_vocab_declare(styr_map *map, uint32_t row);
bool styr_i_end_lists_kind(const styr_map *map, const styr_i_end *end, styr_node node);

bool styr_i_names_set(styr_map *map, styr_i_names *names, uint32_t string, uint32_t value);
uint32_t styr_i_names_get(const styr_i_names *names, uint32_t string);
uint32_t styr_i_name_key(styr_map *map, styr_i_slice text); /* string id of the NFC form; NOSTR when out of memory */
/* The handle that a name refers to, or NONE. False only when out of memory. */
bool styr_i_lookup(const styr_map *map, const styr_i_names *names, styr_i_slice text, uint32_t *handle);
bool styr_i_lookup_tie(const styr_map *map, styr_i_slice text, uint32_t *handle);
bool styr_i_generated_tie(const char *text, size_t length, uint64_t *number); /* "t7" → 7 */

/* What `about` refers to. NULL = found; else the reason, as text. */
const char *styr_i_about_parse(styr_map *map, styr_i_slice text, uint64_t *about, styr_denial *denial, bool *nomem);
bool styr_i_claim_link(styr_map *map, uint32_t claim, uint64_t about, const styr_denial *denial);
/* What an answer is computed from: "view" of a JSON object; in text a last line when the public map of a sourced map was used. */
void styr_i_json_view(styr_i_out *o, const styr_map *map);
void styr_i_text_view(styr_i_out *o, const styr_map *map, const char *lang);
void styr_i_json_claim(styr_i_out *o, const styr_map *map, styr_claim claim);
/* What the rows of a table are called in a language, such as "actors" (info.c). */
struct styr_i_language;
const char *styr_i_table_word(const struct styr_i_language *language, styr_table table);
/* Whether a claim is set aside, that is, stored but not counted; `status_column`: of claims, SIZE_MAX when there is none. */
bool styr_i_is_set_aside(const styr_map *map, size_t status_column, size_t claim);
styr_claim styr_i_claims_about(const styr_map *map, styr_i_about kind, uint32_t index);
/* The best grade of the supporting claims in the list from `first` that count under the filter; *supports: their number, or NULL. */
styr_grade styr_i_best_grade(const styr_map *map, styr_claim first, const styr_filter *filter, size_t *supports);

/* Parses `dim=v|v;dim=v` and calls `visit` for each value. NULL = well-formed; else what is wrong. */
typedef bool styr_i_scope_visit(void *ctx, styr_i_slice dimension, styr_i_slice value);
const char *styr_i_scope_parse(styr_i_slice text, styr_i_scope_visit *visit, void *ctx);

/* The term in a cell of KIND_TERM, or "". */
static inline const char *styr_i_term_text(const styr_map *map, uint64_t cell) {
  return cell ? styr_i_str(&map->strings, map->terms[cell - 1].term) : "";
}
/* Handles of rows that are known to exist. A node of NONE names nothing, which is what `cell - 1` gives for an empty cell. */
static inline styr_node styr_i_node(const styr_map *map, uint32_t ref) {
  return (styr_node){ref, ref == STYR_I_NONE ? 0 : map->number};
}
static inline styr_tie styr_i_tie(const styr_map *map, uint32_t row) {
  return (styr_tie){row, map->number};
}
static inline styr_claim styr_i_claim(const styr_map *map, uint32_t row) {
  return (styr_claim){row, map->number};
}
/* The error for a node or tie that is not of the map; `what`: the argument or member that holds it. */
styr_status styr_i_not_of_map(styr_error *error, const char *what);
/* The checks of options (options.c); false: the error says what is wrong. Version 0 is that of a zeroed struct. A NULL filter is good. */
bool styr_i_version_known(styr_error *error, uint32_t version);
bool styr_i_filter_known(styr_error *error, const styr_filter *filter);
bool styr_i_date_is_real(styr_date date); /* or no date at all */
/* Whether a handle names a row of the map. */
static inline bool styr_i_has_node(const styr_map *map, styr_node node) {
  return node.map == map->number && styr_node_row(node) < map->tables[styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS].rows;
}
/* For nodes that can be left out. */
static inline bool styr_i_has_node_or_none(const styr_map *map, styr_node node) {
  return !styr_node_exists(node) || styr_i_has_node(map, node);
}
static inline bool styr_i_has_tie(const styr_map *map, styr_tie tie) {
  return tie.map == map->number && tie.index < map->tables[STYR_TIES].rows;
}
static inline bool styr_i_has_claim(const styr_map *map, styr_claim claim) {
  return claim.map == map->number && claim.index < map->tables[STYR_CLAIMS].rows;
}
/* Numbers actors, then texts, in one sequence. */
static inline size_t styr_i_map_nodes(const styr_map *map) {
  return map->tables[STYR_ACTORS].rows + map->tables[STYR_TEXTS].rows;
}
static inline styr_node styr_i_map_node(const styr_map *map, size_t place) {
  const size_t actors = map->tables[STYR_ACTORS].rows;
  return styr_i_node(map, place < actors ? (uint32_t)place : (uint32_t)(place - actors) | STYR_NODE_TEXT_BIT);
}
bool styr_i_is_person(const styr_map *map, styr_node node); /* an actor whose kind, family of the kind, or level is person */

/* ---- texts in several languages (texts.c) ---- */

bool styr_i_is_label(styr_table table, const char *column);         /* a label in a language, such as "label_da" */
const char *styr_i_base_column(styr_table table, const char *name); /* "label" for "label_da"; for most columns the name itself */
const char *styr_i_lang_suffix(const char *name, const char *base); /* "da" of "title_da" when base is "title"; NULL: none */
bool styr_i_is_lang(const styr_map *map, const char *in,
                    const char *lang); /* whether a text in language `in` serves a reader who asked for `lang` */
/* A cell in exactly that language, or "". */
const char *styr_i_cell_in(const styr_map *map, styr_table table, size_t row, const char *base, const char *lang);
/* styr_vocab_label(), and its language; "" when that is not known. */
const char *styr_i_vocab_label_in(const styr_map *map, const char *set, const char *term, const char *lang, const char **in);
/* A cell in a language, else the main cell, else one in any language; `in` may be NULL. */
const char *styr_i_text_cell_in(const styr_map *map, styr_table table, size_t row, size_t column, const char *lang, const char **in);
/* A text of the package in all its languages; with STYR_META_COUNT the footnote with that mark. */
styr_status styr_i_copy_texts(const styr_map *from, styr_map *to, styr_meta of, const char *mark, styr_error *error);

typedef struct styr_i_package_text_view {
  styr_meta of;                   /* STYR_META_COUNT: a footnote */
  const char *name, *lang, *text; /* name: "figure_title", or the mark of a footnote; lang: "" for the main language */
} styr_i_package_text_view;
/* Title, figure title, caption and licence, then footnotes, then all texts in other languages; false after the last one. */
bool styr_i_package_text(const styr_map *map, size_t index, styr_i_package_text_view *out);
/* How the owner of a map recognises a row: its id, or what it says. `out` needs at least 300 bytes. */
const char *styr_i_row_name(const styr_map *map, styr_table table, size_t row, char *out, size_t size);
bool styr_i_is_called(const styr_map *map, styr_node node, const char *name);       /* its label in any language, or its short name */
bool styr_i_dates_valid(styr_date start, styr_date end, const styr_filter *filter); /* as for a tie or node */
static inline styr_date styr_i_date(uint64_t packed) {
  const styr_date d = {(uint16_t)(packed >> 9), (uint8_t)(packed >> 5 & 15), (uint8_t)(packed & 31)};
  return d;
}
static inline uint64_t styr_i_date_packed(styr_date d) {
  return (uint64_t)d.year << 9 | (uint64_t)d.month << 5 | d.day;
}
static inline const char *styr_i_text_cell(const styr_map *map, styr_table table, size_t row, size_t column) {
  return styr_i_str(&map->strings, (uint32_t)styr_i_cell(&map->tables[table], row, column));
}

#endif

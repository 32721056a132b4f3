/* SPDX-License-Identifier: MIT */
/**
 * @file map.h
 * A map of an institutional field: actors and texts, the typed ties between them, and the claims that are the evidence for each.
 *
 * A map owns everything in it. Accessors return borrowed `const` strings and structs that live until the map is changed or freed.
 * Absent texts are "", absent dates have year 0. Rows keep the order in which they were added.
 *
 * Threads: several threads may read a map while none changes it. Looking up an id that is not ASCII allocates memory for a moment,
 * so a custom allocator must then be thread-safe.
 */
#ifndef STYR_MAP_H
#define STYR_MAP_H

#include <styr/vocab.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- handles ------------------------------------------------------------------------------------------------------- */

/*
 * A handle is a plain value: copy it freely. It names a row of one map, and holds the number of that map in `map`. A handle whose
 * `map` is 0, such as a zeroed one, names nothing. Do not set the members: styr_map_actor(), styr_map_text(), styr_map_tie() and styr_map_claim() give the handle
 * of a row.
 *
 * A handle that a function cannot use, because it names nothing or belongs to another map, is never dereferenced: a function that
 * returns a status gives STYR_ERR_ARG and leaves its outputs as they are; a function that returns a property gives the value for
 * "nothing": "", a date without a year, NONE, false, 0, or a handle that names nothing.
 *
 * The public map of styr_map_public() is another map than the one it was made from, unless everything is public.
 */

/** An actor or a text; both share one id space. */
typedef struct styr_node {
  uint32_t ref; /**< the row in the table of actors or texts, from 0; with STYR_NODE_TEXT_BIT for a text */
  uint32_t map; /**< number of the map; 0: no node */
} styr_node;
/** A tie. */
typedef struct styr_tie {
  uint32_t index; /**< its row, from 0 */
  uint32_t map;   /**< number of the map; 0: no tie */
} styr_tie;
/** A claim. */
typedef struct styr_claim {
  uint32_t index; /**< its row, from 0 */
  uint32_t map;   /**< number of the map; 0: no claim */
} styr_claim;

#define STYR_NODE_TEXT_BIT UINT32_C(0x80000000)

static inline bool styr_node_exists(styr_node node) {
  return node.map != 0;
}
static inline bool styr_node_is_text(styr_node node) {
  return node.map != 0 && (node.ref & STYR_NODE_TEXT_BIT) != 0;
}
/** The row in the table of actors or of texts, from 0. */
static inline uint32_t styr_node_row(styr_node node) {
  return node.ref & ~STYR_NODE_TEXT_BIT;
}
static inline bool styr_node_same(styr_node a, styr_node b) {
  return a.map == b.map && (a.ref == b.ref || a.map == 0);
}
static inline bool styr_tie_exists(styr_tie tie) {
  return tie.map != 0;
}
static inline bool styr_tie_same(styr_tie a, styr_tie b) {
  return a.map == b.map && (a.index == b.index || a.map == 0);
}
static inline bool styr_claim_exists(styr_claim claim) {
  return claim.map != 0;
}

/** The tables of a map; each is one CSV file of the native package. */
typedef enum styr_table {
  STYR_VOCABULARY,
  STYR_ACTORS,
  STYR_TEXTS,
  STYR_SOURCES,
  STYR_TIES,
  STYR_CASES,
  STYR_EVENTS,
  STYR_CHANGES,
  STYR_CLAIMS,
  STYR_FIGURE
} styr_table;
#define STYR_TABLE_COUNT 10

/** Name of a table without ".csv". Static. */
STYR_API const char *styr_table_name(styr_table table);

/** The quality of the evidence of a claim. STATED and OBSERVED have the same rank and differ in kind. */
typedef enum styr_grade {
  STYR_GRADE_NONE,     /**< no supporting claim: below assumed */
  STYR_GRADE_ASSUMED,  /**< general knowledge or convention */
  STYR_GRADE_INFERRED, /**< follows from what a source says */
  STYR_GRADE_STATED,   /**< a text says so */
  STYR_GRADE_OBSERVED  /**< seen in practice */
} styr_grade;

/** The stance of a claim towards the thing that it is about. */
typedef enum styr_stance {
  STYR_SUPPORTS,
  STYR_DISPUTES,
  STYR_ABSENT /**< asked about, and denied; this differs from a tie that nobody asked about */
} styr_stance;

/** Whether an actor is known by name. */
typedef enum styr_known { STYR_KNOWN_NAMED, STYR_KNOWN_UNNAMED, STYR_KNOWN_UNKNOWN } styr_known;

/** Which part of a map an answer or artefact is computed from. */
typedef enum styr_view {
  STYR_VIEW_FULL,  /**< the whole map */
  STYR_VIEW_PUBLIC /**< its public part */
} styr_view;

/** Order of grades: 0 none, 1 assumed, 2 inferred, 3 stated and observed. */
STYR_API int styr_grade_rank(styr_grade grade);
/** "stated" …; "" for none. Static. */
STYR_API const char *styr_grade_name(styr_grade grade);
/** Read a grade's name. @return false when it is none of the four. */
STYR_API bool styr_grade_parse(const char *text, styr_grade *out);
/** "supports", "disputes" or "absent". Static. */
STYR_API const char *styr_stance_name(styr_stance stance);

/* ---- building ------------------------------------------------------------------------------------------------------ */

/**
 * Make an empty map with the built-in vocabulary.
 * @param allocator NULL = libc. @param[out] out free with styr_map_free().
 * @return STYR_OK, STYR_ERR_NOMEM.
 */
STYR_API styr_status styr_map_new(const styr_allocator *allocator, styr_map **out, styr_error *error);
/** Free a map and everything borrowed from it. NULL is allowed. */
STYR_API void styr_map_free(styr_map *map);

/** One named cell of a row to add. */
typedef struct styr_field {
  const char *column; /**< as in the native format; an unknown name makes a new column, kept as text */
  const char *value;  /**< UTF-8, as in the CSV file */
} styr_field;

/**
 * Add a row to a table, with the same checks as for a row that is read from a file. The rows that it refers to (a tie's ends, a
 * claim's `about` and `source` …) must exist already.
 * @param issues receives problems (file = the table's name, row = the data row, from 1); NULL allowed.
 * @param[out] index place of the row in its table; may be NULL.
 * @return STYR_OK, STYR_ERR_DATA (nothing was added), STYR_ERR_NOMEM.
 * Complexity: O(length of the values), amortised.
 */
STYR_API styr_status styr_map_add(styr_map *map, styr_table table, const styr_field *fields, size_t count, styr_issues *issues,
                                  uint32_t *index, styr_error *error);

/** Add an actor: styr_map_add() for the usual columns. @p label and @p kind may be NULL. @param[out] out may be NULL. */
STYR_API styr_status styr_map_add_actor(styr_map *map, const char *id, const char *label, const char *kind, styr_node *out,
                                        styr_error *error);
/** Add a text, likewise. */
STYR_API styr_status styr_map_add_text(styr_map *map, const char *id, const char *label, const char *kind, styr_node *out,
                                       styr_error *error);
/** Add a tie of @p type, directed from @p from to @p to. Parallel ties and self-ties are allowed. */
STYR_API styr_status styr_map_add_tie(styr_map *map, styr_node from, styr_node to, const char *type, styr_tie *out, styr_error *error);

/**
 * Make a map without one of its sources, for example when consent is withdrawn. The new map lacks the source, its claims, and the rows
 * that only its claims support (the `source` cell of a case, event or change counts as a claim). If a remaining row names such an actor
 * or text, the actor or text stays with id, labels, kind, sector, level, short name and `known` only. Steps are removed with their case,
 * figure hints with their node, and claims of other sources with the row that they are about.
 * @param map     is not changed. @param source id of a source.
 * @param notes   receives warnings with table and data row: what stays although it rests on the source, what is removed although
 *                another source has claims about it, and which sources derive from it; NULL allowed.
 * @param[out] out free with styr_map_free(); it does not refer to @p map.
 * @return STYR_OK; STYR_ERR_NOT_FOUND when there is no such source; STYR_ERR_ARG; STYR_ERR_NOMEM. Complexity: O(map).
 */
STYR_API styr_status styr_map_without(const styr_map *map, const char *source, styr_issues *notes, styr_map **out, styr_error *error);

/* ---- reading a map ------------------------------------------------------------------------------------------------- */

/** Whether a map is a whole map, or the public map of another one (see <styr/public.h>). O(1). */
STYR_API styr_view styr_map_view(const styr_map *map);
/** Rows in a table. O(1). */
STYR_API size_t styr_map_count(const styr_map *map, styr_table table);
/** The actor, text, tie or claim in row @p index of its table, from 0; a handle that names nothing beyond the last row. O(1). */
STYR_API styr_node styr_map_actor(const styr_map *map, size_t index);
STYR_API styr_node styr_map_text(const styr_map *map, size_t index);
STYR_API styr_tie styr_map_tie(const styr_map *map, size_t index);
STYR_API styr_claim styr_map_claim(const styr_map *map, size_t index);
/** Find by id, compared after Unicode NFC. @return a node that does not exist when there is none. O(1). */
STYR_API styr_node styr_map_find(const styr_map *map, const char *id);
/** Find a tie by id, which may be a generated one (`t1` is the tie in the first row). @return whether there is one. O(1). */
STYR_API bool styr_map_find_tie(const styr_map *map, const char *id, styr_tie *out);
/**
 * Find an actor or text by a name that a person typed: by id, else by the short name or a label in any language, ignoring case.
 * @param[out] out the node.
 * @return STYR_OK; STYR_ERR_NOT_FOUND, with a suggestion in @p error; STYR_ERR_AMBIGUOUS, with the candidates.
 * Complexity: O(1) by id, else O(nodes).
 */
STYR_API styr_status styr_map_resolve(const styr_map *map, const char *name, styr_node *out, styr_error *error);

/**
 * A cell as text in canonical form, as the CSV writer would write it.
 * @param column name of a column, which may be an unknown column of the file.
 * @param buffer room for numbers and dates, at least 32 bytes; the result may point into it.
 * @return the text; "" when empty or when there is no such column. O(columns).
 */
STYR_API const char *styr_map_cell(const styr_map *map, styr_table table, size_t row, const char *column, char *buffer);

/** Properties of an actor or a text. Borrowed strings, never NULL. O(1). */
STYR_API const char *styr_node_id(const styr_map *map, styr_node node);
STYR_API const char *styr_node_short(const styr_map *map, styr_node node);
STYR_API const char *styr_node_kind(const styr_map *map, styr_node node);
STYR_API const char *styr_node_kind_family(const styr_map *map, styr_node node);
STYR_API const char *styr_node_sector(const styr_map *map, styr_node node); /**< "" for texts */
STYR_API const char *styr_node_level(const styr_map *map, styr_node node);  /**< "" for texts */
STYR_API const char *styr_node_uri(const styr_map *map, styr_node node);
STYR_API const char *styr_node_note(const styr_map *map, styr_node node);
STYR_API styr_known styr_node_known(const styr_map *map, styr_node node);
STYR_API styr_date styr_node_start(const styr_map *map, styr_node node);
STYR_API styr_date styr_node_end(const styr_map *map, styr_node node);
/** The label in @p lang (column `label_<lang>`), else the main label, else the id. @p lang may be NULL. */
STYR_API const char *styr_node_label(const styr_map *map, styr_node node, const char *lang);

/** Properties of a tie. O(1). */
STYR_API styr_node styr_tie_from(const styr_map *map, styr_tie tie);
STYR_API styr_node styr_tie_to(const styr_map *map, styr_tie tie);
STYR_API const char *styr_tie_type(const styr_map *map, styr_tie tie);
/** The tie's id; a generated one (`t<row>`) is written into @p buffer, which holds at least 16 bytes. */
STYR_API const char *styr_tie_id(const styr_map *map, styr_tie tie, char *buffer);
STYR_API styr_ruling styr_tie_ruling(const styr_map *map, styr_tie tie);
STYR_API const char *styr_tie_family(const styr_map *map, styr_tie tie);
STYR_API const char *styr_tie_function(const styr_map *map, styr_tie tie);
STYR_API const char *styr_tie_scope(const styr_map *map, styr_tie tie);
STYR_API const char *styr_tie_programme(const styr_map *map, styr_tie tie);
STYR_API const char *styr_tie_note(const styr_map *map, styr_tie tie);
STYR_API styr_date styr_tie_start(const styr_map *map, styr_tie tie);
STYR_API styr_date styr_tie_end(const styr_map *map, styr_tie tie);
/** The amount; @return false when the tie has none. */
STYR_API bool styr_tie_amount(const styr_map *map, styr_tie tie, styr_money *out);

/* ---- claims ---------------------------------------------------------------------------------------------------------- */

/** A claim with its parts. Borrowed strings. */
typedef struct styr_claim_view {
  const char *about;   /**< as written, e.g. "tie:t4" */
  const char *source;  /**< the source's id */
  const char *locator; /**< where in the source */
  styr_stance stance;
  styr_grade grade;
} styr_claim_view;

STYR_API styr_claim_view styr_claim_get(const styr_map *map, styr_claim claim);

/** Iterate over the claims about a thing, in file order, until the claim does not exist. O(1) a step. */
STYR_API styr_claim styr_claims_of_node(const styr_map *map, styr_node node);
STYR_API styr_claim styr_claims_of_tie(const styr_map *map, styr_tie tie);
STYR_API styr_claim styr_claims_next(const styr_map *map, styr_claim claim);

/** A tie that a claim denies (`none:FROM|TYPE|TO`): it has no row and never enters a graph. */
typedef struct styr_denial {
  styr_node from, to;
  const char *type;
  styr_claim claim;
} styr_denial;
STYR_API size_t styr_denial_count(const styr_map *map);
STYR_API styr_denial styr_denial_get(const styr_map *map, size_t index);

/** The truth value of a statement that rests on claims. */
typedef enum styr_verdict {
  STYR_UNKNOWN, /**< no claim decides it, or claims conflict */
  STYR_YES,
  STYR_NO
} styr_verdict;
/** "yes", "no" or "unknown". Static. */
STYR_API const char *styr_verdict_name(styr_verdict verdict);

/**
 * Which part of a map a question uses. Start from STYR_FILTER_INIT.
 * A claim counts when its grade reaches @p min_grade and its source is not excluded. A tie is included when a counting claim supports
 * it, or when it has no claims at all and neither @p min_grade nor @p only_source is set. Ties that are only disputed are excluded
 * unless @p disputed is set.
 */
typedef struct styr_filter {
  uint32_t version;           /**< 1 */
  styr_grade min_grade;       /**< NONE = every tie */
  styr_date as_of;            /**< no date = every time */
  bool certain;               /**< with as_of: valid on every day of the date; else on one of its days */
  bool disputed;              /**< include ties that only have disputing claims */
  const char *only_source;    /**< id of a source: only its claims count, and a tie without claims is excluded; NULL = all */
  const char *without_source; /**< id of a source whose claims do not count; NULL = none. Both are borrowed. */
} styr_filter;
#define STYR_FILTER_INIT                                                                                                                   \
  { 1, STYR_GRADE_NONE, {0, 0, 0}, false, false, NULL, NULL }

/** Whether a claim reaches the filter's grade. With a NULL @p filter every claim does. */
STYR_API bool styr_claim_counts(const styr_map *map, styr_claim claim, const styr_filter *filter);
/** The tie's best supporting grade among all its claims. O(claims). */
STYR_API styr_grade styr_tie_grade(const styr_map *map, styr_tie tie);
/**
 * Three-valued: YES when counting claims support the tie and none disputes it (or when it has no claims and the filter requires
 * none); UNKNOWN when they conflict; NO when no counting claim supports it. O(claims).
 */
STYR_API styr_verdict styr_tie_verdict(const styr_map *map, styr_tie tie, const styr_filter *filter);
/** Whether a node or tie exists at the filter's date. An empty date is open-ended; a tie exists only when both its ends do. */
STYR_API bool styr_node_valid(const styr_map *map, styr_node node, const styr_filter *filter);
STYR_API bool styr_tie_valid(const styr_map *map, styr_tie tie, const styr_filter *filter);

/* ---- title and texts of the package ------------------------------------------------------------------------------------ */

/** Texts that belong to the map as a whole. */
typedef enum styr_meta {
  STYR_META_NAME,           /**< machine name of the package */
  STYR_META_TITLE,          /**< the map's title */
  STYR_META_LANG,           /**< language of the main labels, e.g. "da" */
  STYR_META_LICENCE,        /**< licence of the data */
  STYR_META_FIGURE_TITLE,   /**< the figure's title */
  STYR_META_FIGURE_CAPTION, /**< a line under the figure */
  STYR_META_UNCLAIMED,      /**< "public": rows about which nothing is claimed are public, see <styr/public.h> */
  STYR_META_QUASI           /**< columns that can identify a person or case (quasi-identifiers), joined by `|`; see <styr/privacy.h> */
} styr_meta;
#define STYR_META_COUNT 8
/** Get such a text; "" when not set. Borrowed. */
STYR_API const char *styr_map_meta(const styr_map *map, styr_meta which);
/** Set it; @p text is copied, NULL empties it. @return STYR_OK, STYR_ERR_DATA when it is not UTF-8, STYR_ERR_NOMEM. */
STYR_API styr_status styr_map_set_meta(styr_map *map, styr_meta which, const char *text, styr_error *error);
/**
 * The languages in which the map has texts: that of its main labels, then those of columns such as `label_en` and of package texts.
 * @return the tag of language number @p index, without repetitions; NULL after the last. Complexity: O(columns + package texts) for each before it.
 */
STYR_API const char *styr_map_language(const styr_map *map, size_t index);

/**
 * Title, figure title or caption in a language: that in @p lang, else the main text, else the first in any other language.
 * @param lang NULL or "" for the main text. @param[out] in the language of the result, "" when it is not known or there is no
 * text; may be NULL. Borrowed.
 */
STYR_API const char *styr_map_meta_in(const styr_map *map, styr_meta which, const char *lang, const char **in);
/**
 * Set such a text in another language; without a language, the main text.
 * @return as styr_map_set_meta(); STYR_ERR_ARG for a text that exists in one language only, or when @p lang is not a language tag
 *         (BCP 47).
 */
STYR_API styr_status styr_map_set_meta_in(styr_map *map, styr_meta which, const char *lang, const char *text, styr_error *error);
/** The text of a figure footnote by its mark, e.g. "3"; "" when there is none. */
STYR_API const char *styr_map_footnote(const styr_map *map, const char *mark);
STYR_API styr_status styr_map_set_footnote(styr_map *map, const char *mark, const char *text, styr_error *error);
/** The same in a language, as styr_map_meta_in() and styr_map_set_meta_in(). */
STYR_API const char *styr_map_footnote_in(const styr_map *map, const char *mark, const char *lang, const char **in);
STYR_API styr_status styr_map_set_footnote_in(styr_map *map, const char *mark, const char *lang, const char *text, styr_error *error);
/** The outcome of an event by its row (column `outcome_<lang>`, else `outcome`, else any), as styr_map_meta_in(). */
STYR_API const char *styr_event_outcome(const styr_map *map, size_t row, const char *lang, const char **in);

/* ---- summary ------------------------------------------------------------------------------------------------------------ */

/** What a caller may add to a summary. Start from STYR_INFO_OPTIONS_INIT. */
typedef struct styr_info_options {
  uint32_t version; /**< 1 */
  const char *lang; /**< language of labels and of the words in TEXT; NULL = the map's main labels, English words */
  size_t parts;     /**< number of connected components, if measured; 0 = not printed */
  size_t largest;   /**< nodes in the largest component */
} styr_info_options;
#define STYR_INFO_OPTIONS_INIT                                                                                                             \
  { 1, NULL, 0, 0 }

/**
 * Write a summary of a map: the number of rows of every table, of kinds, levels, sectors and tie types, and of ties by grade.
 * Formats: TEXT, JSON, CSV (one row per count).
 * @return STYR_OK, STYR_ERR_ARG for JSONL, STYR_ERR_IO. Complexity: O(map).
 */
STYR_API styr_status styr_map_info_write(const styr_map *map, const styr_info_options *options, styr_format format, const styr_sink *sink,
                                         styr_error *error);
/**
 * Write the lines of TEXT that follow the list of a map's problems: how many there are, what the map holds, and how many rows of each
 * table would be published.
 * @param name how the map is called, such as its folder. @param map NULL where it could not be read. @param lang NULL = English.
 * @return STYR_OK, STYR_ERR_NOMEM, STYR_ERR_IO. Complexity: O(map).
 */
STYR_API styr_status styr_map_check_write(const char *name, const styr_map *map, const styr_issues *issues, const char *lang,
                                          const styr_sink *sink, styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/**
 * @file public.h
 * The part of a map that may be published. One rule decides it, in one place: figures, pages and every other artefact are made from
 * the result of styr_map_public() and cannot read the map itself. docs/privacy.md explains the rule to researchers.
 */
#ifndef STYR_PUBLIC_H
#define STYR_PUBLIC_H

#include <styr/map.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The publishable form of a map: the public map, or a draft. Immutable; may be read by many threads. */
typedef struct styr_public styr_public;
/** For every row of a map, whether it is in the public map, and why. Immutable; may be read by many threads. */
typedef struct styr_public_report styr_public_report;

/** Options of the publishable form. Start from STYR_PUBLIC_OPTIONS_INIT; NULL means the same. */
typedef struct styr_public_options {
  uint32_t version; /**< 1 */
  styr_date today;  /**< the day with which `consent_until` is compared; no date = today, UTC */
  bool draft;       /**< the whole map, confidential rows included; every artefact says that it is a draft */
  bool
      bare_lines; /**< adds a line without type between public nodes that are joined by a ruling tie that is not public; also makes a draft */
} styr_public_options;
#define STYR_PUBLIC_OPTIONS_INIT                                                                                                           \
  { 1, {0, 0, 0}, false, false }

/**
 * Make the publishable form of a map.
 *
 * A map is *sourced* when it has a table of sources, claims, cases or events, even an empty one. A map that is not sourced is
 * public as a whole. The public map of a sourced map contains:
 * - sources whose confidentiality is `public` and whose consent has not expired, and their claims, unless set aside;
 * - ties, cases, events and changes that such a claim supports, and denied ties that such a claim calls absent; but no row whose
 *   function, scope, class or dates no such claim covers;
 * - actors and texts that such a claim supports, and those that the rows above refer to: the latter only with id, labels, short
 *   name, kind, sector, level and `known`, and persons without any label;
 * - the vocabulary, figure hints and footnotes that these rows use.
 * Persons and cases get generated ids, as do ties without an id of their own; steps are renumbered.
 *
 * @param map         borrowed; it must outlive both results and must not change while they live.
 * @param options     NULL = defaults.
 * @param[out] out    free with styr_public_free(); may be NULL when only the report is wanted.
 * @param[out] report free with styr_public_report_free(); may be NULL.
 * @return STYR_OK, STYR_ERR_ARG (no map), STYR_ERR_NOMEM.
 * Complexity: O(map). A map that is not sourced, and a draft, are not copied.
 */
STYR_API styr_status styr_map_public(const styr_map *map, const styr_public_options *options, styr_public **out,
                                     styr_public_report **report, styr_error *error);

/** Free a publishable form. NULL is allowed. */
STYR_API void styr_public_free(styr_public *view);
/** The map to read: the public map, or the whole one for a draft. Borrowed; it lives as long as @p view. O(1). */
STYR_API const styr_map *styr_public_map(const styr_public *view);
/** Whether artefacts must say that they are not for publication. O(1). */
STYR_API bool styr_public_is_draft(const styr_public *view);
/** Whether the map is sourced, so that artefacts say "by public sources". False for a draft. O(1). */
STYR_API bool styr_public_is_sourced(const styr_public *view);

/**
 * Find an actor or text in the public map by a name that the owner uses: the id or a label in the owner's map, or those in the
 * public map.
 * @param[out] out a node of styr_public_map().
 * @return STYR_OK; STYR_ERR_NOT_FOUND when no node of the public map has this name: the message then contains nothing that is
 *         not public; STYR_ERR_AMBIGUOUS, with the matching ids of the public map. Complexity: O(nodes).
 */
STYR_API styr_status styr_public_resolve(const styr_public *view, const char *name, styr_node *out, styr_error *error);
/** The id in the public map of the case with id @p id in the owner's map or in the public map. @return borrowed; NULL when there is none. O(1). */
STYR_API const char *styr_public_case(const styr_public *view, const char *id);
/** The node of the owner's map for a node of the public map. O(1). */
STYR_API styr_node styr_public_owner_node(const styr_public *view, styr_node node);

/** A line without type between two nodes of the public map; the ruling end first. */
typedef struct styr_bare_line {
  styr_node from, to;
} styr_bare_line;
/** The lines requested with `bare_lines`, each pair once. @param[out] count their number. Borrowed. O(1). */
STYR_API const styr_bare_line *styr_public_bare_lines(const styr_public *view, size_t *count);

/* ---- the report ------------------------------------------------------------------------------------------------------------ */

/** Why a row is in the public map, or is not. */
typedef enum styr_public_reason {
  STYR_PUBLIC_WHOLE,              /**< in: the map is not sourced */
  STYR_PUBLIC_SUPPORTED,          /**< in: a public claim supports it (a source: it is public; a claim: its source is) */
  STYR_PUBLIC_NAMED,              /**< in: a public row names it; it shows id, labels, short name, kind, sector, level and `known` */
  STYR_PUBLIC_UNCLAIMED,          /**< in: it has no claim, and the package says that such rows are public */
  STYR_PUBLIC_USED,               /**< in: a public row uses it (vocabulary, figure hints) */
  STYR_PUBLIC_NO_CLAIM,           /**< out: there is no claim about it */
  STYR_PUBLIC_NO_PUBLIC,          /**< out: all claims about it are from sources that are not public, or name no source */
  STYR_PUBLIC_NO_SUPPORT,         /**< out: it has public claims, but none supports it */
  STYR_PUBLIC_NOT_COVERED,        /**< out: no public claim covers one of its columns; see `column` */
  STYR_PUBLIC_CASE_LEFT_OUT,      /**< out: an event whose case is left out */
  STYR_PUBLIC_CONFIDENTIAL,       /**< out: a source whose confidentiality is not the word `public` */
  STYR_PUBLIC_CONSENT_PAST,       /**< out: a source whose consent has expired */
  STYR_PUBLIC_CONSENT_UNREADABLE, /**< out: a source whose consent_until is not a date */
  STYR_PUBLIC_NO_SOURCE,          /**< out: a claim that names no source */
  STYR_PUBLIC_SOURCE_LEFT_OUT,    /**< out: a claim whose source is not public */
  STYR_PUBLIC_SET_ASIDE,          /**< out: a claim that is set aside */
  STYR_PUBLIC_ROW_LEFT_OUT,       /**< out: a public claim about a row that is left out; a figure hint of such a node */
  STYR_PUBLIC_NOT_USED            /**< out: a term that no public row uses */
} styr_public_reason;
#define STYR_PUBLIC_REASON_COUNT 18
/** A short name for programs, e.g. "no_claim". Static; "" when @p reason is none. */
STYR_API const char *styr_public_reason_name(styr_public_reason reason);

/** The decision about a row. */
typedef struct styr_public_row {
  bool is_public;
  styr_public_reason reason;
  const char *column; /**< with STYR_PUBLIC_NOT_COVERED: which; else "". Borrowed from the map. */
  bool has_others;    /**< a row in the public map that also has claims which are not public */
} styr_public_row;
/** The decision about a row of the owner's map. @return a row that is left out when @p row is out of range. O(1). */
STYR_API styr_public_row styr_public_report_row(const styr_public_report *report, styr_table table, size_t row);
/** Whether the public map contains a cell: it contains the row, and shows the column there. O(columns). */
STYR_API bool styr_public_report_shows(const styr_public_report *report, styr_table table, size_t row, const char *column);
/** Rows of a table that are in the public map. O(1). */
STYR_API size_t styr_public_report_count(const styr_public_report *report, styr_table table);
/** Whether the map is sourced. O(1). */
STYR_API bool styr_public_report_is_sourced(const styr_public_report *report);
/** Free a report. NULL is allowed. */
STYR_API void styr_public_report_free(styr_public_report *report);

/** The words that `sources.confidentiality` may be, joined by `|`; only `public` makes a source public. Static. */
STYR_API const char *styr_confidentiality_words(void);

#ifdef __cplusplus
}
#endif
#endif

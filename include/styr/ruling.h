/* SPDX-License-Identifier: MIT */
/**
 * @file ruling.h
 * Questions about ruling relations. Every answer carries the ties and claims it rests on, and keeps "unknown" apart
 * from "no": a line nobody asked about is not a line that was found absent.
 */
#ifndef STYR_RULING_H
#define STYR_RULING_H

#include <styr/map.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Where an organisation stands towards a plan. */
typedef enum styr_standing {
  STYR_STANDING_IN,     /**< an anchoring path joins it to the plan */
  STYR_STANDING_OUT,    /**< a claim denies the anchoring and nothing speaks for it */
  STYR_STANDING_UNKNOWN /**< nothing is said, or the claims conflict */
} styr_standing;
/** "in", "out" or "unknown". Static. */
STYR_API const char *styr_standing_name(styr_standing standing);

/** One reason, with what it rests on. `value` says whether the reason holds. Borrowed from the answer. */
typedef struct styr_reason {
  const char *code;   /**< `not_anchored`, `no_plan_money` */
  styr_verdict value; /**< YES: it holds; NO: the contrary is claimed; UNKNOWN: neither, or both */
  const styr_tie *ties;
  size_t tie_count;
  const styr_claim *claims;
  size_t claim_count;
} styr_reason;

/** An organisation, or a unit beneath one. Borrowed from the answer. */
typedef struct styr_placing {
  styr_node node;
  styr_standing standing;
  const styr_reason *reasons;
  size_t reason_count;
  const struct styr_placing *units; /**< in map order; units have none themselves */
  size_t unit_count;
} styr_placing;

/** What is asked. Start from STYR_OUTSIDE_OPTIONS_INIT. */
typedef struct styr_outside_options {
  uint32_t version; /**< 1 */
  styr_node plan;   /**< the plan text; a node that does not exist = the only text of kind `plan` */
  styr_node body;   /**< the coordinating body; a node that does not exist = the holder of `coordinates` → plan */
  styr_filter filter;
} styr_outside_options;
#define STYR_OUTSIDE_OPTIONS_INIT                                                                                                          \
  { 1, {STYR_NODE_NONE_REF}, {STYR_NODE_NONE_REF}, STYR_FILTER_INIT }

typedef struct styr_outside styr_outside;

/**
 * Who sits outside an action plan? Places every organisation of the map.
 *
 * An *anchoring path* runs from the plan or its coordinating body along ruling ties other than `funds`, each in its
 * ruling direction. *Plan money* is a `funds` tie whose `programme` is the plan, or one from the plan itself. An
 * organisation is `in` when an uncontested anchoring path reaches it and no claim denies it, `out` when a claim denies
 * that the plan or the body anchors it and no path speaks for it, else `unknown`.
 *
 * Units (kinds of family `unit`) are listed beneath the nearest organisation above them; the climb uses membership ties
 * and never passes through a ministry, a group or a person. A unit with none above it stands as an organisation of its
 * own. Persons and texts are not organisations.
 *
 * @param map     borrowed; must outlive the answer.
 * @param options NULL = defaults.
 * @param[out] out free with styr_outside_free().
 * @return STYR_OK; STYR_ERR_NOT_FOUND when the map has no plan, the plan is no text, the body no actor, or the plan is
 *         not in force at the filter's date; STYR_ERR_AMBIGUOUS when it has several plans or bodies;
 *         STYR_ERR_NOMEM.
 * A `none:` claim makes a tie of the same ends and type contested. Plan money is denied when the plan itself, or every
 * payer of plan money, is claimed to give none.
 *
 * Complexity: O(nodes + ties + claims + nodes × denials); evidence takes O(length of the anchoring path) a node.
 * Order: map order.
 * Source: Smith, Institutional Ethnography (2005), on texts that coordinate; docs/format.md on claims.
 */
STYR_API styr_status styr_outside_open(const styr_map *map, const styr_outside_options *options, styr_outside **out, styr_error *error);
/** Free the answer and everything lent from it. NULL is allowed. */
STYR_API void styr_outside_free(styr_outside *answer);
STYR_API styr_node styr_outside_plan(const styr_outside *answer);
/** The coordinating body; may not exist. */
STYR_API styr_node styr_outside_body(const styr_outside *answer);
STYR_API size_t styr_outside_count(const styr_outside *answer);
STYR_API const styr_placing *styr_outside_get(const styr_outside *answer, size_t index);

/**
 * Write the answer. TEXT lists who is out and who is unknown, with reasons, and counts the rest; JSON is one object,
 * JSONL one object an organisation, CSV one row an organisation or unit.
 * @param lang language of labels, NULL = the map's main labels.
 */
STYR_API styr_status styr_outside_write(const styr_outside *answer, styr_format format, const char *lang, const styr_sink *sink,
                                        styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

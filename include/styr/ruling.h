/* SPDX-License-Identifier: MIT */
/**
 * @file ruling.h
 * Questions about ruling relations. Every answer has the ties and claims that it rests on. It distinguishes "unknown" from "no":
 * a tie without claims is not a tie that a claim denies.
 */
#ifndef STYR_RULING_H
#define STYR_RULING_H

#include <styr/path.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The ties and claims that a statement rests on. Borrowed from the answer that it is part of. */
typedef struct styr_evidence {
  const styr_tie *ties;
  size_t tie_count;
  const styr_claim *claims; /**< those that count: about the ties, and those that deny one */
  size_t claim_count;
} styr_evidence;

/** The relation of an organisation to a plan. */
typedef enum styr_standing {
  STYR_STANDING_IN,     /**< an anchoring path leads from the plan to it */
  STYR_STANDING_OUT,    /**< a claim denies that it is anchored, and no path supports it */
  STYR_STANDING_UNKNOWN /**< there is no claim, or the claims conflict */
} styr_standing;
/** "in", "out" or "unknown". Static. */
STYR_API const char *styr_standing_name(styr_standing standing);

/** The reasons, in the order in which answers list them. */
typedef enum styr_reason_code {
  STYR_NOT_ANCHORED,
  STYR_NO_PLAN_MONEY,
  STYR_NOT_NAMED,
  STYR_NAMED_WITHOUT_DUTY,
  STYR_DUTY_WITHOUT_MONEY,
  STYR_MONEY_WITHOUT_DUTY,
  STYR_NO_PATH_FROM_BODY,
  STYR_MET_UNANCHORED,
  STYR_UMBRELLA_ONLY,
  STYR_OTHER_DATE
} styr_reason_code;
#define STYR_REASON_COUNT 10
/** "not_anchored" and so on; NULL for a number that is none. Static. */
STYR_API const char *styr_reason_name(styr_reason_code code);

/** One reason, with its evidence. `value` says whether the reason holds. Borrowed from the answer. */
typedef struct styr_reason {
  styr_reason_code code;
  styr_verdict value; /**< YES: it holds; NO: the contrary is claimed; UNKNOWN: neither, or both */
  const styr_tie *ties;
  size_t tie_count;
  const styr_claim *claims;
  size_t claim_count;
} styr_reason;

/** An organisation, or a unit of one. Borrowed from the answer. */
typedef struct styr_placing {
  styr_node node;
  styr_standing standing;
  const struct styr_placing *units; /**< in map order; units have none themselves */
  size_t unit_count;
} styr_placing;

/** Options of the question. Start from STYR_OUTSIDE_OPTIONS_INIT. */
typedef struct styr_outside_options {
  uint32_t version; /**< 1 */
  styr_node plan;   /**< the plan text; a node that does not exist = the only text of kind `plan` */
  styr_node body;   /**< the coordinating body; a node that does not exist = the holder of `coordinates` → plan */
  styr_filter filter;
  const styr_graph *graph; /**< frozen from the map with the same filter, to save freezing again; NULL = none. Must outlive the answer. */
} styr_outside_options;
#define STYR_OUTSIDE_OPTIONS_INIT                                                                                                          \
  { 1, {0, 0}, {0, 0}, STYR_FILTER_INIT, NULL }

typedef struct styr_outside styr_outside;

/**
 * Who sits outside an action plan? Places every organisation of the map.
 *
 * An *anchoring path* runs from the plan or its coordinating body along ruling ties other than `funds`, each in its
 * ruling direction. *Plan money* is a `funds` tie whose `programme` is the plan, or one from the plan itself. An
 * organisation is `in` when an uncontested anchoring path reaches it and no claim denies it, `out` when a claim denies
 * that the plan or the body anchors it and no path supports it, else `unknown`.
 *
 * Units (kinds of family `unit`) are listed beneath the nearest organisation above them; the climb uses membership ties
 * and never passes through a ministry, a group or a person. A unit with none above it counts as an organisation of its
 * own. Persons and texts are not organisations.
 *
 * @param map     borrowed; must outlive the answer, as must the strings of the filter.
 * @param options NULL = defaults.
 * @param[out] out free with styr_outside_free().
 * @return STYR_OK; STYR_ERR_NOT_FOUND when the map has no plan, the plan is not a text, the body is not an actor, or the plan is
 *         not in force at the filter's date; STYR_ERR_AMBIGUOUS when it has several plans or bodies;
 *         STYR_ERR_NOMEM.
 * A `none:` claim makes a tie of the same ends and type contested. Plan money is denied when a claim says that the plan itself gives
 * none, or when claims say so of every payer of plan money.
 *
 * Complexity: O(nodes + ties + claims). The evidence of the reasons is collected on request, by styr_outside_reasons().
 * Order: map order.
 * Source: Smith, Institutional Ethnography (2005), on texts that coordinate; docs/format.md on claims.
 */
STYR_API styr_status styr_outside_open(const styr_map *map, const styr_outside_options *options, styr_outside **out, styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_outside_free(styr_outside *answer);
STYR_API styr_node styr_outside_plan(const styr_outside *answer);
/** The coordinating body; may not exist. */
STYR_API styr_node styr_outside_body(const styr_outside *answer);
STYR_API size_t styr_outside_count(const styr_outside *answer);
STYR_API const styr_placing *styr_outside_get(const styr_outside *answer, size_t index);
/** Whether a reason holds for an organisation or unit; UNKNOWN for a node that the answer does not place. O(1). */
STYR_API styr_verdict styr_outside_verdict(const styr_outside *answer, styr_node node, styr_reason_code reason);
/**
 * The STYR_REASON_COUNT reasons of an organisation or unit, with the ties and claims that they rest on. The answer caches the
 * result, so only one thread at a time may call this.
 * @return NULL when the answer does not place the node (STYR_ERR_NOT_FOUND), or STYR_ERR_NOMEM.
 * Complexity: the first time O(ties of the anchoring paths + claims about them + notes on the node), then O(1).
 */
STYR_API const styr_reason *styr_outside_reasons(styr_outside *answer, styr_node node, styr_error *error);

/**
 * Write the answer. TEXT lists who is out and who is unknown, with reasons, and counts the rest; JSON is one object,
 * JSONL one object an organisation, CSV one row an organisation or unit.
 * @param lang language of labels, and of what TEXT says (English where there are no words in it);
 * NULL = the map's main labels, in English.
 */
STYR_API styr_status styr_outside_write(styr_outside *answer, styr_format format, const char *lang, const styr_sink *sink,
                                        styr_error *error);

/* ---- apexes: who rules in the last instance --------------------------------------------------------------------------- */

/** Options of the question. Start from STYR_APEX_OPTIONS_INIT. */
typedef struct styr_apex_options {
  uint32_t version;       /**< 1 */
  styr_node from;         /**< the node whose rulers are searched for */
  bool no_membership;     /**< leave out ties of family `membership`, such as part_of */
  styr_path_options path; /**< mode, selector and bounds of the paths; its `from` and `to` are ignored */
  styr_filter filter;
} styr_apex_options;
#define STYR_APEX_OPTIONS_INIT                                                                                                             \
  {                                                                                                                                        \
    1, {0, 0}, false,                                                                                                                      \
        {1, NULL, 0,   NULL, 0, STYR_ACYCLIC, STYR_ALL_SHORTEST, 1, STYR_UNBOUNDED, STYR_UNBOUNDED, STYR_UNBOUNDED, STYR_UNBOUNDED,        \
         1, NULL, NULL},                                                                                                                   \
        STYR_FILTER_INIT                                                                                                                   \
  }

/** An apex: nodes that rule one another and that nothing else rules. Usually it is one node. Borrowed from the answer. */
typedef struct styr_apex {
  const styr_node *members; /**< in map order */
  size_t count;
  bool contains_from; /**< whether `from` is one of them */
  bool
      without_assumed; /**< still above the node, and still an apex with all its members, when ties that are only assumed, or have no claim, are left out */
} styr_apex;

typedef struct styr_apexes styr_apexes;

/**
 * Follow the ruling ties up from a node to its apexes.
 *
 * A *ruling path* is one or more ties, each read from the ruled to the ruling end by its type's ruling direction. An *apex*
 * is a source component of the condensation of the ruling ties into strongly connected components: a set of nodes that
 * rule one another, with no ruler outside.
 *
 * @param map borrowed; must outlive the answer. @param[out] out free with styr_apexes_free().
 * @return STYR_OK; STYR_ERR_NOT_FOUND when the node is not there at the filter's date; STYR_ERR_NOMEM.
 * Complexity: O(nodes + ties). Order: map order of the first member.
 * Source: Smith, Institutional Ethnography (2005), on ruling relations; Tarjan (1972) for the components.
 */
STYR_API styr_status styr_apexes_open(const styr_map *map, const styr_apex_options *options, styr_apexes **out, styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_apexes_free(styr_apexes *answer);
STYR_API size_t styr_apexes_count(const styr_apexes *answer);
STYR_API styr_apex styr_apexes_get(const styr_apexes *answer, size_t index);
/**
 * The ruling paths from the node to an apex. One cursor at a time; close it with styr_paths_close() before the answer is
 * freed. Errors as styr_paths_open().
 */
STYR_API styr_status styr_apexes_paths(styr_apexes *answer, size_t index, styr_paths **out, styr_error *error);
/**
 * Write the answer with its paths. JSON: one object; JSONL: one object an apex; TEXT for reading. docs/schema/ruling.json
 * fixes the form.
 * @return STYR_OK; STYR_TRUNCATED; STYR_ERR_ARG for CSV; STYR_ERR_IO; the errors of styr_paths_next().
 */
STYR_API styr_status styr_apexes_write(styr_apexes *answer, const styr_path_write *options, styr_format format, const styr_sink *sink,
                                       styr_error *error);

/* ---- ascent: how ruling paths rise through levels and texts ------------------------------------------------------------------ */

/** Two successive actors on a ruling path; texts between them are skipped. Borrowed, like everything below. */
typedef struct styr_level_step {
  styr_node from, to;        /**< the ruled and the ruling one */
  const char *const *levels; /**< of a skip: the ranked levels between them, in the order of the vocabulary */
  size_t count;
} styr_level_step;

/** A ruling path read as an ascent. */
typedef struct styr_climb {
  const styr_node *nodes; /**< @p length + 1 */
  const styr_tie *ties;
  size_t length;
  const styr_level_step *skips;
  size_t skip_count;
  const styr_level_step *inversions; /**< steps in which the ruling actor has a lower level than the ruled one */
  size_t inversion_count;
  size_t unknown;   /**< steps between actors of which one has no ranked level */
  size_t text_ties; /**< ties with a text at an end; divided by @p length this is the coverage by texts */
  styr_grade weakest;
} styr_climb;

/** The ascents to one apex. */
typedef struct styr_ascent_apex {
  const styr_node *members;
  size_t count;
  const styr_climb *climbs;
  size_t climb_count;
  const char *truncated; /**< which bound was hit; NULL when none was */
} styr_ascent_apex;

/** A text above the node that no other text rules, and the number of texts above the node that it rules. */
typedef struct styr_boss_text {
  styr_node text;
  size_t texts;
} styr_boss_text;

typedef struct styr_ascent styr_ascent;

/**
 * Read the ruling paths above a node as ascents. The options are those of styr_apexes_open(). docs/questions.md has the
 * definitions.
 * @param map borrowed; must outlive the answer. @param[out] out free with styr_ascent_free().
 * @return as styr_apexes_open() and styr_paths_next(); STYR_TRUNCATED, with an answer, when a bound was hit.
 * Order: as the paths. Complexity: that of the paths, and O(texts + ties between texts) for boss texts.
 */
STYR_API styr_status styr_ascent_open(const styr_map *map, const styr_apex_options *options, styr_ascent **out, styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_ascent_free(styr_ascent *answer);
/** Lists: each gives the array and its length. */
STYR_API const styr_ascent_apex *styr_ascent_apexes(const styr_ascent *answer, size_t *count);
STYR_API const styr_boss_text *styr_ascent_boss_texts(const styr_ascent *answer, size_t *count);
/** Write the answer; JSON: docs/schema/ascent.json, JSONL: an object an apex. @param lang as for styr_outside_write().
 * @return STYR_OK; STYR_ERR_ARG for CSV; STYR_ERR_IO. */
STYR_API styr_status styr_ascent_write(const styr_ascent *answer, styr_format format, const char *lang, const styr_sink *sink,
                                       styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

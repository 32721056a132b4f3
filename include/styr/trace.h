/* SPDX-License-Identifier: MIT */
/**
 * @file trace.h
 * A case replayed on the map: the first door, each hand-over, the apexes above each handler, the steps at which the case leaves
 * the plan, and disjunctures, which are events that some claims support and others dispute.
 */
#ifndef STYR_TRACE_H
#define STYR_TRACE_H

#include <styr/mandate.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One event. An absent node is one that does not exist. Borrowed from the answer, like everything below. */
typedef struct styr_trace_step {
  int64_t number;               /**< as in events.csv */
  styr_node actor, to;          /**< who acts, and towards whom */
  const char *action, *outcome; /**< a term; text */
  styr_node handler;            /**< the organisation that acts, or else the one that is acted towards */
  bool placed;                  /**< whether the map has a plan; `standing` is then the handler's standing towards it */
  styr_standing standing;
  bool mandated; /**< whether the plan mandates the handler; `mandate` then says whether that covers the class */
  styr_coverage mandate;
  const struct styr_trace_apex *apexes; /**< of the handler */
  size_t apex_count;
  const styr_node *rationales; /**< texts of kind `rationale` that activate the handler */
  size_t rationale_count;
  bool disjuncture; /**< whether some claims support the event and others dispute it */
  styr_evidence evidence;
  size_t row; /**< of the event in its table: styr_event_outcome() gives the outcome in a language */
} styr_trace_step;

/** Nodes that rule one another and that nothing else rules. */
typedef struct styr_trace_apex {
  const styr_node *members;
  size_t count;
} styr_trace_apex;

/** A step in which one organisation acts towards another. */
typedef struct styr_handover {
  size_t step; /**< index of the step */
  styr_node from, to;
  styr_evidence evidence; /**< ties `refers` and `hands_over` from the one to the other */
} styr_handover;

/** A handler to which the case returns. */
typedef struct styr_loop {
  styr_node node;
  const size_t *steps; /**< indices of the steps at which it returns */
  size_t count;
} styr_loop;

/** A statement about a node, or about a step. */
typedef struct styr_trace_mark {
  size_t step; /**< index of the step, for places where the case leaves the plan */
  styr_node node;
  styr_verdict value;
} styr_trace_mark;

/** Options of the question. Start from STYR_TRACE_OPTIONS_INIT. */
typedef struct styr_trace_options {
  uint32_t version;    /**< 1 */
  const char *case_id; /**< NULL = the only case of the map */
  styr_node plan;      /**< as in styr_outside_options; a map without a plan is traced without standings */
  styr_node body;
  styr_filter filter;
} styr_trace_options;
#define STYR_TRACE_OPTIONS_INIT                                                                                                            \
  { 1, NULL, {0, 0}, {0, 0}, STYR_FILTER_INIT }

typedef struct styr_trace styr_trace;

/**
 * Replay a case. docs/questions.md has the definitions.
 * @param map borrowed; must outlive the answer. @param[out] out free with styr_trace_free().
 * @return STYR_OK; STYR_ERR_NOT_FOUND when there is no such case, or the named plan is not a text, or the body not an actor;
 *         STYR_ERR_AMBIGUOUS when no case was named and the map has several, or it has several plans; STYR_ERR_LIMIT as
 *         styr_mandates_open(); STYR_ERR_NOMEM.
 * Complexity: that of one plan audit; O(nodes + ties) and the apexes of the handlers; equal lists of apexes are
 * stored once. Order: by step.
 * Source: Smith, The Everyday World as Problematic (1987): standpoint, and the work that texts coordinate.
 */
STYR_API styr_status styr_trace_open(const styr_map *map, const styr_trace_options *options, styr_trace **out, styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_trace_free(styr_trace *answer);
STYR_API size_t styr_trace_count(const styr_trace *answer);
STYR_API const styr_trace_step *styr_trace_get(const styr_trace *answer, size_t index);
/** Index of the first door: the first step that joins the standpoint with an organisation other than itself; SIZE_MAX when there is
 * none. */
STYR_API size_t styr_trace_first_door(const styr_trace *answer);
/** Lists: each gives the array and its length. */
STYR_API const styr_handover *styr_trace_handovers(const styr_trace *answer, size_t *count);
STYR_API const styr_loop *styr_trace_loops(const styr_trace *answer, size_t *count);
/** Steps at which the case leaves the plan. */
STYR_API const styr_trace_mark *styr_trace_leaves(const styr_trace *answer, size_t *count);
/** Actors that were met and not drawn; drawn and not met. Empty when the map has no figure.csv. In map order. */
STYR_API const styr_trace_mark *styr_trace_not_drawn(const styr_trace *answer, size_t *count);
STYR_API const styr_trace_mark *styr_trace_not_met(const styr_trace *answer, size_t *count);
/**
 * Write the answer: TEXT for reading, JSON one object (docs/schema/trace.json), JSONL an object a step, CSV a row a step.
 * @param lang as for styr_outside_write(). @return STYR_OK, STYR_ERR_IO.
 */
STYR_API styr_status styr_trace_write(const styr_trace *answer, styr_format format, const char *lang, const styr_sink *sink,
                                      styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

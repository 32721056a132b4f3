/* SPDX-License-Identifier: MIT */
/**
 * @file mandate.h
 * Mandates: the holders of a function, the scopes of their mandates, where these overlap, which cases no mandate covers, and
 * which decisions wait for the decision of another actor.
 */
#ifndef STYR_MANDATE_H
#define STYR_MANDATE_H

#include <styr/ruling.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A tie `mandates` or `assigns` with the function asked about. Borrowed from the answer, like everything below. */
typedef struct styr_mandate {
  styr_tie tie;
  styr_node holder;   /**< an actor */
  styr_node by;       /**< the actor or text that gives it */
  const char *scope;  /**< canonical: dimensions and values in the order of the vocabulary; "" = everything */
  styr_verdict value; /**< YES; UNKNOWN where claims about the tie conflict */
  styr_grade grade;   /**< its best supporting claim */
  styr_evidence evidence;
} styr_mandate;

/** Two mandates of different holders whose scopes and periods intersect. */
typedef struct styr_overlap {
  size_t first, second; /**< numbers of mandates, first < second */
  const char *scope;    /**< the intersection */
  styr_verdict value;   /**< UNKNOWN where one of the mandates is contested */
} styr_overlap;

/** How much of a class of cases the mandates cover. */
typedef enum styr_coverage { STYR_COVERED, STYR_COVERED_PARTLY, STYR_NOT_COVERED, STYR_COVERAGE_UNKNOWN } styr_coverage;
/** "yes", "partly", "no", "unknown". Static. */
STYR_API const char *styr_coverage_name(styr_coverage coverage);

/** A mandate whose scope does not intersect a class, and why. */
typedef struct styr_miss {
  size_t mandate;
  const char *const *dimensions; /**< those in which the intersection is empty */
  size_t count;
} styr_miss;

/** A declared case, and which part of its class the mandates cover. */
typedef struct styr_class_cover {
  const char *id, *label, *scope; /**< the case's id and label; its class in canonical form */
  styr_coverage covered;          /**< UNKNOWN when it depends on contested mandates */
  styr_grade grade;               /**< the best claim that supports the case */
  const size_t *by;               /**< mandates whose scopes intersect the class */
  size_t by_count;
  const char *const *gaps; /**< the part of the class that no mandate covers, contested ones included: disjoint scopes */
  size_t gap_count;
  const styr_miss *near; /**< mandates whose scopes do not intersect it */
  size_t near_count;
  styr_evidence evidence; /**< claims about the case */
} styr_class_cover;

/** A holder whose decision waits for the decision of another actor. */
typedef struct styr_gate {
  styr_tie tie;
  styr_node gate, holder;
  styr_verdict value;
  styr_grade grade;
  styr_evidence evidence;
} styr_gate;

/** Options of the question. Start from STYR_MANDATES_OPTIONS_INIT. */
typedef struct styr_mandates_options {
  uint32_t version;     /**< 1 */
  const char *function; /**< a term of the vocabulary set `function` */
  styr_filter filter;
} styr_mandates_options;
#define STYR_MANDATES_OPTIONS_INIT                                                                                                         \
  { 1, NULL, STYR_FILTER_INIT }

typedef struct styr_mandates styr_mandates;

/**
 * Find the holders of a function. docs/questions.md has the definitions.
 * @param map borrowed; must outlive the answer. @param[out] out free with styr_mandates_free().
 * @return STYR_OK, also when nobody holds it; STYR_ERR_NOT_FOUND when the map neither declares nor uses the function, with
 *         near misses; STYR_ERR_LIMIT when more than 100,000 scopes would be needed to write a gap; STYR_ERR_NOMEM.
 * Order: file order of ties and cases. Complexity: O(ties + mandates² × values + cases × mandates × pieces × values).
 */
STYR_API styr_status styr_mandates_open(const styr_map *map, const styr_mandates_options *options, styr_mandates **out, styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_mandates_free(styr_mandates *answer);
STYR_API size_t styr_mandates_count(const styr_mandates *answer);
STYR_API const styr_mandate *styr_mandates_get(const styr_mandates *answer, size_t index);
STYR_API size_t styr_mandates_overlap_count(const styr_mandates *answer);
STYR_API const styr_overlap *styr_mandates_overlap(const styr_mandates *answer, size_t index);
STYR_API size_t styr_mandates_case_count(const styr_mandates *answer);
STYR_API const styr_class_cover *styr_mandates_case(const styr_mandates *answer, size_t index);
STYR_API size_t styr_mandates_gate_count(const styr_mandates *answer);
STYR_API const styr_gate *styr_mandates_gate(const styr_mandates *answer, size_t index);
/**
 * Write the answer: TEXT for reading, JSON one object (docs/schema/mandates.json), JSONL an object a holder, CSV a row a
 * holder. @param lang as for styr_outside_write(). @return STYR_OK, STYR_ERR_IO.
 */
STYR_API styr_status styr_mandates_write(const styr_mandates *answer, styr_format format, const char *lang, const styr_sink *sink,
                                         styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/**
 * @file attest.h
 * What rests on a source: the ruling paths that one source attests end to end, and what changes without a source.
 */
#ifndef STYR_ATTEST_H
#define STYR_ATTEST_H

#include <styr/ruling.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A path that one source attests. Borrowed from the answer, like everything below. */
typedef struct styr_thread_path {
  const styr_node *nodes; /**< @p length + 1 */
  const styr_tie *ties;
  size_t length;
} styr_thread_path;

/** An apex that is reached by ties which one source supports. */
typedef struct styr_thread_apex {
  const styr_node *members;
  size_t count;
  const styr_thread_path *paths; /**< shortest ruling paths, no node twice */
  size_t path_count;
  bool truncated; /**< whether the limit left some out */
} styr_thread_apex;

/** What one source attests. */
typedef struct styr_thread {
  const char *source, *label;
  size_t ties; /**< ruling ties in the whole map that it supports */
  const styr_thread_apex *apexes;
  size_t count;
} styr_thread;

/** Options of the question. Start from STYR_THREADS_OPTIONS_INIT. */
typedef struct styr_threads_options {
  uint32_t version; /**< 1 */
  styr_node from;
  uint64_t limit;     /**< most paths to an apex; in a struct of version 0, 0 is 1000 */
  styr_filter filter; /**< its `only_source` is ignored */
} styr_threads_options;
#define STYR_THREADS_LIMIT 1000
#define STYR_THREADS_OPTIONS_INIT                                                                                                          \
  { 1, {0, 0}, STYR_THREADS_LIMIT, STYR_FILTER_INIT }

typedef struct styr_threads styr_threads;

/**
 * Find the ruling paths above a node that one source attests from end to end. docs/questions.md has the definition.
 * @param map borrowed; must outlive the answer. @param[out] out free with styr_threads_free().
 * @return STYR_OK; STYR_ERR_ARG without a node; STYR_ERR_NOT_FOUND when the node is not valid at the date of the filter; STYR_ERR_NOMEM.
 * Order: file order of sources. Complexity: O(nodes + ties + claims), the same again for each source that has claims about every
 * tie of a path to an apex, and the paths found.
 */
STYR_API styr_status styr_threads_open(const styr_map *map, const styr_threads_options *options, styr_threads **out, styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_threads_free(styr_threads *answer);
/** Sources that attest a path; gives the array and its length. */
STYR_API const styr_thread *styr_threads_all(const styr_threads *answer, size_t *count);
/** Write the answer; JSON: docs/schema/threads.json, JSONL: an object a source. @param lang as for styr_outside_write().
 * @return STYR_OK; STYR_ERR_ARG for CSV; STYR_ERR_IO. */
STYR_API styr_status styr_threads_write(const styr_threads *answer, styr_format format, const char *lang, const styr_sink *sink,
                                        styr_error *error);

/* ---- withdrawal --------------------------------------------------------------------------------------------------- */

/** A tie whose best supporting grade becomes lower. */
typedef struct styr_weakening {
  styr_tie tie;
  styr_grade before, after;
} styr_weakening;

/** A standing towards the plan that changes. */
typedef struct styr_standing_change {
  styr_node node;
  styr_standing before, after;
} styr_standing_change;

/** The apexes above an actor, where they change: members[ends[i - 1]] … members[ends[i] - 1] is the i-th. */
typedef struct styr_apex_change {
  styr_node node;
  const styr_node *before, *after;
  const size_t *before_ends, *after_ends;
  size_t before_count, after_count;
} styr_apex_change;

typedef struct styr_withdrawal styr_withdrawal;

/**
 * Find what changes when the claims of a source do not count. docs/questions.md has the definition.
 * @param map borrowed; must outlive the answer. @param source id of a source. @param filter NULL = everything.
 * @param[out] out free with styr_withdrawal_free().
 * @return STYR_OK; STYR_ERR_NOT_FOUND when there is no such source; STYR_ERR_NOMEM.
 * Order: map order. Complexity: O(nodes + ties + claims), two plan audits when the map has exactly one plan, and for the apexes at worst
 * ruling ties × apexes above them / 32; equal lists of apexes are stored once.
 */
STYR_API styr_status styr_withdrawal_open(const styr_map *map, const char *source, const styr_filter *filter, styr_withdrawal **out,
                                          styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_withdrawal_free(styr_withdrawal *answer);
/** Number of claims of the source that count. */
STYR_API size_t styr_withdrawal_claims(const styr_withdrawal *answer);
/** Lists: each gives the array and its length. Standings are NULL where the map has no plan, or several. */
STYR_API const styr_tie *styr_withdrawal_ties(const styr_withdrawal *answer, size_t *count);
STYR_API const styr_weakening *styr_withdrawal_weakened(const styr_withdrawal *answer, size_t *count);
STYR_API const styr_node *styr_withdrawal_nodes(const styr_withdrawal *answer, size_t *count);
STYR_API const styr_standing_change *styr_withdrawal_standings(const styr_withdrawal *answer, size_t *count);
STYR_API const styr_apex_change *styr_withdrawal_apexes(const styr_withdrawal *answer, size_t *count);
/** Write the answer; JSON: docs/schema/withdraw.json. @param lang as for styr_outside_write().
 * @return STYR_OK; STYR_ERR_ARG for JSONL and CSV; STYR_ERR_IO. */
STYR_API styr_status styr_withdrawal_write(const styr_withdrawal *answer, styr_format format, const char *lang, const styr_sink *sink,
                                           styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

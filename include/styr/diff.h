/* SPDX-License-Identifier: MIT */
/**
 * @file diff.h
 * What changed between two maps, or between two dates of one: nodes, ties, standings towards the plan. Reorganisations are
 * followed: a renamed ministry is not reported as one removed and one added.
 */
#ifndef STYR_DIFF_H
#define STYR_DIFF_H

#include <styr/ruling.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A cell that differs. Strings are canonical, as the CSV writer would write them. Borrowed from the answer, like everything below. */
typedef struct styr_cell_change {
  const char *column;
  const char *before, *after;
} styr_cell_change;

typedef struct styr_node_change {
  styr_node before, after; /**< in the first and in the second map */
  styr_cell_change cell;
} styr_node_change;

typedef struct styr_tie_change {
  styr_tie before, after;
  styr_cell_change cell;
} styr_tie_change;

/** Changes of one kind at one date that share an actor: several `from` were merged, or one was split. */
typedef struct styr_reorganisation {
  const char *kind; /**< renamed, merged, split, replaced, abolished */
  const char *const *from;
  size_t from_count;
  const char *const *to; /**< ids; empty for what was abolished */
  size_t to_count;
  styr_date date;
} styr_reorganisation;

/** A standing that differs. The node is of the second map. */
typedef struct styr_diff_standing {
  styr_node node;
  styr_standing before, after;
} styr_diff_standing;

typedef struct styr_diff styr_diff;

/**
 * Compare two maps, or one map at two dates. docs/questions.md has the definitions.
 * @param before, after the maps; the same one may be given twice, with filters of two dates. Borrowed; both must outlive the
 *        answer. @param filter_before, filter_after NULL = everything.
 * @param[out] out free with styr_diff_free().
 * @return STYR_OK, STYR_ERR_NOMEM. Order: map order. Complexity: O((nodes + ties) × log) and two plan audits, where both maps
 * have one plan.
 */
STYR_API styr_status styr_diff_open(const styr_map *before, const styr_filter *filter_before, const styr_map *after,
                                    const styr_filter *filter_after, styr_diff **out, styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_diff_free(styr_diff *answer);
/** Lists: each gives the array and its length. Added nodes and ties are of the second map, removed ones of the first. */
STYR_API const styr_node *styr_diff_nodes_added(const styr_diff *answer, size_t *count);
STYR_API const styr_node *styr_diff_nodes_removed(const styr_diff *answer, size_t *count);
STYR_API const styr_node_change *styr_diff_nodes_changed(const styr_diff *answer, size_t *count);
STYR_API const styr_tie *styr_diff_ties_added(const styr_diff *answer, size_t *count);
STYR_API const styr_tie *styr_diff_ties_removed(const styr_diff *answer, size_t *count);
STYR_API const styr_tie_change *styr_diff_ties_changed(const styr_diff *answer, size_t *count);
STYR_API const styr_reorganisation *styr_diff_reorganisations(const styr_diff *answer, size_t *count);
/** Standings that differ; @p known is false where one of the maps has no plan, or several. */
STYR_API const styr_diff_standing *styr_diff_standings(const styr_diff *answer, size_t *count, bool *known);
/** Write the answer; JSON: docs/schema/diff.json. @param lang language of labels and of the words in TEXT; NULL = the maps' main labels,
 * English words. @return STYR_OK; STYR_ERR_ARG for JSONL and CSV; STYR_ERR_IO. */
STYR_API styr_status styr_diff_write(const styr_diff *answer, styr_format format, const char *lang, const styr_sink *sink,
                                     styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

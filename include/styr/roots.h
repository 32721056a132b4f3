/* SPDX-License-Identifier: MIT */
/**
 * @file roots.h
 * Which nodes nothing rules: the apexes of a map as a whole.
 */
#ifndef STYR_ROOTS_H
#define STYR_ROOTS_H

#include <styr/ruling.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct styr_roots styr_roots;

/**
 * Find the nodes that no ruling tie rules, or that only rule one another.
 * @param map borrowed; must outlive the answer. @param filter NULL = everything. @param[out] out free with styr_roots_free().
 * @return STYR_OK, STYR_ERR_NOMEM. Order: map order of first members. Complexity: O(nodes + ties).
 */
STYR_API styr_status styr_roots_open(const styr_map *map, const styr_filter *filter, styr_roots **out, styr_error *error);
/** Free the answer and everything lent from it. NULL is allowed. */
STYR_API void styr_roots_free(styr_roots *answer);
STYR_API const styr_map *styr_roots_map(const styr_roots *answer);
STYR_API size_t styr_roots_count(const styr_roots *answer);
/** The members of a root, in map order: one, or several that rule one another. */
STYR_API const styr_node *styr_roots_get(const styr_roots *answer, size_t index, size_t *count);
/** Write the answer; JSON: docs/schema/roots.json, JSONL: one root a line. @return STYR_OK, STYR_ERR_IO. */
STYR_API styr_status styr_roots_write(const styr_roots *answer, styr_format format, const char *lang, const styr_sink *sink,
                                      styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/**
 * @file path.h
 * Path patterns over the ties of a frozen graph: which paths match, which pairs of nodes they join, and how many.
 *
 * The language is that of SPARQL 1.1 property paths with repetition counts, tests and ruling directions; modes and
 * selectors are those of GQL (ISO/IEC 39075). docs/paths.md explains both with an example. In short:
 *
 *     a  ^a  a/b  a|b  a*  a+  a?  a{2}  a{2,}  a{,3}  a{2,4}  (…)  !(a|^b)  %  'odd name'  up  down  @family
 *     a[amount>=1000000,start>=2019]      a tie test, right after an atom
 *     a/[kind=ministry]/b                 a node test, an element of its own
 *
 * A path is its first node and its ties with the direction in which each is read. A path is returned once, however many
 * ways a pattern matches it. A tie from a node to itself is one step, whichever way it is read.
 *
 * Order of answers, the same for any number of threads: paths of ALL by first node in the map's order, then depth first
 * with ties in file order; paths of the other selectors by first node, then by the distance of the last node (the length
 * of the shortest walk that matches), then by last node, then by length, then by ties in file order. Pairs by first node,
 * then by last node. Node order is that of places: actors as in their file, then texts.
 *
 * Threads: a pattern is immutable. A query belongs to one thread at a time; several queries may read one graph.
 */
#ifndef STYR_PATH_H
#define STYR_PATH_H

#include <styr/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- patterns ------------------------------------------------------------------------------------------------------ */

/** A parsed pattern, independent of any map. */
typedef struct styr_pattern styr_pattern;

/**
 * Parse @p text.
 * @param allocator     NULL = libc. @param[out] out free with styr_pattern_free().
 * @param[out] offset   byte of @p text at which a syntax error was found; may be NULL.
 * @return STYR_OK; STYR_ERR_DATA with what was expected; STYR_ERR_LIMIT when a number or the pattern is too large;
 *         STYR_ERR_NOMEM. Complexity: O(length).
 */
STYR_API styr_status styr_pattern_parse(const char *text, const styr_allocator *allocator, styr_pattern **out, size_t *offset,
                                        styr_error *error);
/** Free it. NULL is allowed. */
STYR_API void styr_pattern_free(styr_pattern *pattern);
/** Lengths of the paths that the pattern can match, on any map: the least, and the greatest or UINT64_MAX. O(1). */
STYR_API uint64_t styr_pattern_least(const styr_pattern *pattern);
STYR_API uint64_t styr_pattern_most(const styr_pattern *pattern);
/** Names in the pattern, without repetitions: tie types (STYR_NAME_TYPE) and families (STYR_NAME_FAMILY). O(1). */
typedef enum styr_name_kind { STYR_NAME_TYPE, STYR_NAME_FAMILY } styr_name_kind;
STYR_API size_t styr_pattern_name_count(const styr_pattern *pattern);
STYR_API const char *styr_pattern_name(const styr_pattern *pattern, size_t index, styr_name_kind *kind);
/**
 * Write what a pattern can match, as TEXT or JSON: the lengths of its paths, and the tie types and families that it names.
 * @param lang language of the words in TEXT; NULL = English. @return STYR_OK, STYR_ERR_ARG for other forms, STYR_ERR_IO.
 */
STYR_API styr_status styr_pattern_write(const styr_pattern *pattern, styr_format format, const char *lang, const styr_sink *sink,
                                        styr_error *error);

/* ---- queries ------------------------------------------------------------------------------------------------------- */

/** What may repeat in a path. The mode holds for the whole path and before the selector. */
typedef enum styr_mode {
  STYR_WALK,    /**< anything may repeat */
  STYR_TRAIL,   /**< no tie twice */
  STYR_ACYCLIC, /**< no node twice */
  STYR_SIMPLE   /**< no node twice, but the first may be the last */
} styr_mode;

/** Which of the paths of each pair of first and last node are returned. */
typedef enum styr_selector {
  STYR_ANY,          /**< one of them */
  STYR_ANY_SHORTEST, /**< a shortest one */
  STYR_ALL_SHORTEST, /**< every shortest one */
  STYR_SHORTEST,     /**< `k` shortest ones, or all when there are fewer */
  STYR_GROUPS,       /**< every path of the `k` shortest lengths */
  STYR_ALL           /**< every path */
} styr_selector;

/** "walk", "trail", "acyclic", "simple". Static. */
STYR_API const char *styr_mode_name(styr_mode mode);
STYR_API bool styr_mode_parse(const char *text, styr_mode *out);
/** Read "any", "any-shortest", "all-shortest", "shortest=K", "groups=K" (K from 1) or "all". */
STYR_API bool styr_selector_parse(const char *text, styr_selector *out, uint64_t *k);

#define STYR_UNBOUNDED UINT64_MAX

/**
 * Options of a search. Start from STYR_PATH_OPTIONS_INIT; NULL means the same. The arrays are borrowed until the cursor is closed.
 * In a struct of version 0, 0 stands for the default of `selector`, `k`, `threads` and the bounds.
 */
typedef struct styr_path_options {
  uint32_t version;             /**< 1 */
  const styr_node *from;        /**< first nodes, of the map of the graph; NULL = every node; a list of none gives no answer */
  size_t from_count;            /**< a node named twice counts once */
  const styr_node *to;          /**< last nodes; NULL = every node */
  size_t to_count;              /**< likewise */
  styr_mode mode;               /**< paths only */
  styr_selector selector;       /**< paths only */
  uint64_t k;                   /**< of SHORTEST and GROUPS, from 1 */
  uint64_t max_length;          /**< longest path, in ties */
  uint64_t limit;               /**< most answers */
  uint64_t max_steps;           /**< most ties looked at */
  uint64_t memory;              /**< most bytes of working memory; the graph and the pattern are not counted */
  unsigned threads;             /**< for several sources; 0 = one per processor. Threads call the allocator. */
  bool (*cancelled)(void *ctx); /**< asked every few thousand steps, from the calling thread; NULL = never */
  void *cancelled_ctx;
} styr_path_options;
#define STYR_PATH_OPTIONS_INIT                                                                                                             \
  { 1, NULL, 0, NULL, 0, STYR_WALK, STYR_ALL_SHORTEST, 1, STYR_UNBOUNDED, STYR_UNBOUNDED, STYR_UNBOUNDED, STYR_UNBOUNDED, 1, NULL, NULL }

/** A pattern bound to a graph. It keeps its working memory from one search to the next. */
typedef struct styr_query styr_query;

/**
 * Bind @p pattern to @p graph. Both are borrowed and must outlive the query.
 * @param allocator NULL = libc. @param[out] out free with styr_query_free().
 * @return STYR_OK; STYR_ERR_LIMIT when the repetitions make the pattern too large (4,194,304 steps); STYR_ERR_DATA when a
 *         test names a column that ties or nodes do not have, or compares with something its column cannot hold;
 *         STYR_ERR_NOMEM.
 */
STYR_API styr_status styr_query_new(const styr_graph *graph, const styr_pattern *pattern, const styr_allocator *allocator, styr_query **out,
                                    styr_error *error);
/** Free it, after its cursor was closed. NULL is allowed. */
STYR_API void styr_query_free(styr_query *query);
/** Names in the pattern that the map neither declares nor uses; they match nothing. */
STYR_API size_t styr_query_unknown_count(const styr_query *query);
STYR_API const char *styr_query_unknown(const styr_query *query, size_t index, styr_name_kind *kind);

/* ---- paths --------------------------------------------------------------------------------------------------------- */

/** One path, borrowed from the cursor until the next call. */
typedef struct styr_path {
  styr_node from, to;
  size_t length;          /**< number of ties; 0 = the node alone */
  const styr_tie *ties;   /**< @p length of them */
  const styr_node *nodes; /**< @p length + 1 of them */
} styr_path;

/** Whether step @p index of the path reads its tie against its direction. A tie from a node to itself never is. O(1). */
STYR_API bool styr_path_reversed(const styr_map *map, const styr_path *path, size_t index);

/** A cursor over paths. It searches only as far as needed for the paths that are read. */
typedef struct styr_paths styr_paths;

/**
 * Start a search. One cursor at a time is open on a query.
 * @param[out] out close with styr_paths_close() before the query is freed.
 * @return STYR_OK; STYR_ERR_ARG when the options contradict each other (mode WALK with selector ALL over a pattern of
 *         unbounded length needs a max_length), or another cursor is open; STYR_ERR_NOMEM.
 */
STYR_API styr_status styr_paths_open(styr_query *query, const styr_path_options *options, styr_paths **out, styr_error *error);
/**
 * The next path.
 * @return STYR_OK; STYR_END; STYR_TRUNCATED when a bound was hit, see styr_paths_truncated(); STYR_ERR_NOMEM. After END,
 *         TRUNCATED or an error every further call returns the same again.
 * Complexity: the delay between two paths is in proportion to their lengths for WALK and the shortest selectors once the
 * search has reached the pair; the other modes prune by distance, but are hard in general. Working memory does not grow
 * with the number of paths.
 */
STYR_API styr_status styr_paths_next(styr_paths *paths, styr_path *out, styr_error *error);
/** Which bound was hit: "limit", "max-length", "max-steps", "memory", "cancelled"; NULL when none was. Static. */
STYR_API const char *styr_paths_truncated(const styr_paths *paths);
/** Close it. NULL is allowed. */
STYR_API void styr_paths_close(styr_paths *paths);

/** A number of up to 128 bits. */
typedef struct styr_count {
  uint64_t high, low;
  bool overflow; /**< the number needs more bits; high and low are then undefined */
} styr_count;
/** Write @p count in decimal into @p out; "" when it overflowed. Returns @p out. */
STYR_API const char *styr_count_format(styr_count count, char out[40]);
/**
 * Write @p count alone, as TEXT or JSON. In JSON it is a string, or null with "overflow": true.
 * @param truncated what cut the search short, NULL for nothing. @param lang language of the words in TEXT; NULL = English.
 * @return STYR_OK, STYR_ERR_ARG for other forms, STYR_ERR_IO.
 */
STYR_API styr_status styr_count_write(const styr_count *count, const char *truncated, styr_format format, const char *lang,
                                      const styr_sink *sink, styr_error *error);

/**
 * How many paths styr_paths_next() would deliver, without regard to `limit`. Walks of bounded length and shortest walks
 * are counted without being listed.
 * @param[out] truncated as styr_paths_truncated(); the count then covers what was found. May be NULL: then the search does not
 *         determine whether max_length left something out, which can take as long as the count itself.
 * @return STYR_OK, STYR_TRUNCATED, and the errors of styr_paths_open() and styr_paths_next().
 */
STYR_API styr_status styr_paths_count(styr_query *query, const styr_path_options *options, styr_count *out, const char **truncated,
                                      styr_error *error);

/** What the claims say about a path as a whole. */
typedef struct styr_path_evidence {
  styr_grade weakest; /**< the least grade among its ties; NONE where a tie has no supporting claim, or there is no tie */
  bool one_source;    /**< a single source attests every tie; false for a path without ties */
  const char
      *source; /**< that source's id, the first in the order of the claims about the first tie; "" without one. Borrowed from the map. */
} styr_path_evidence;
/** Combine the claims about the ties of a path that count under @p filter. @p filter NULL = all. Complexity: O(claims on its ties × sources). */
STYR_API styr_path_evidence styr_path_weigh(const styr_map *map, const styr_path *path, const styr_filter *filter);

/** How answers are written. Start from STYR_PATH_WRITE_INIT. */
typedef struct styr_path_write {
  uint32_t version;          /**< 1 */
  const char *lang;          /**< language of labels and words in TEXT; NULL = the map's main labels, English words */
  bool evidence;             /**< with the claims about each tie */
  const styr_filter *filter; /**< claims that count for the evidence; NULL = all */
} styr_path_write;
#define STYR_PATH_WRITE_INIT                                                                                                               \
  { 1, NULL, false, NULL }

/**
 * Read @p paths to its end and write each path as it comes. JSONL: one object a path, then `{"truncated":…}` where a bound
 * was hit; JSON: `{"paths":[…],"truncated":…}`; CSV: a row a tie; TEXT for reading. docs/schema/paths.json fixes the form.
 * @return STYR_OK; STYR_TRUNCATED; STYR_ERR_IO when the sink fails; the errors of styr_paths_next().
 */
STYR_API styr_status styr_paths_write(styr_paths *paths, const styr_path_write *options, styr_format format, const styr_sink *sink,
                                      styr_error *error);

/* ---- pairs --------------------------------------------------------------------------------------------------------- */

/** A cursor over the pairs of first and last node that some walk joins: each pair once. */
typedef struct styr_pairs styr_pairs;

/** Start a search; `mode`, `selector` and `k` are ignored. Errors and ownership as with styr_paths_open(). */
STYR_API styr_status styr_pairs_open(styr_query *query, const styr_path_options *options, styr_pairs **out, styr_error *error);
/** The next pair, by first and then by last node. Returns as styr_paths_next(). */
STYR_API styr_status styr_pairs_next(styr_pairs *pairs, styr_node *from, styr_node *to, styr_error *error);
/** As styr_paths_truncated(). */
STYR_API const char *styr_pairs_truncated(const styr_pairs *pairs);
/** Close it. NULL is allowed. */
STYR_API void styr_pairs_close(styr_pairs *pairs);
/** Write all pairs, as styr_paths_write(); docs/schema/pairs.json fixes the form. */
STYR_API styr_status styr_pairs_write(styr_pairs *pairs, const styr_path_write *options, styr_format format, const styr_sink *sink,
                                      styr_error *error);
/** How many pairs there are, without listing them. As styr_paths_count(). */
STYR_API styr_status styr_pairs_count(styr_query *query, const styr_path_options *options, uint64_t *out, const char **truncated,
                                      styr_error *error);
/**
 * The length of a shortest walk between the two given nodes, searched from both ends.
 * @param[out] length STYR_UNBOUNDED when there is none within the options' bounds.
 * @return as styr_paths_count(); STYR_ERR_ARG unless `from` and `to` name one node each.
 */
STYR_API styr_status styr_pairs_distance(styr_query *query, const styr_path_options *options, uint64_t *length, const char **truncated,
                                         styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

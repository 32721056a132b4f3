/* SPDX-License-Identifier: MIT */
/**
 * @file measure.h
 * Measures of position: which ties they include, what they answer, and how an answer is written. The igraph component (igraph.h)
 * computes them, in the process that links it or in the helper that the tool runs.
 */
#ifndef STYR_MEASURE_H
#define STYR_MEASURE_H

#include <styr/map.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- which ties a measure uses ------------------------------------------------------------------------------------- */

/** Which ties of a map become edges, and which way they run. Start from STYR_SELECTION_INIT. All strings borrowed. */
typedef struct styr_selection {
  uint32_t version;            /**< 1 */
  bool ruling_only;            /**< only ties that rule, directed from the ruling end to the ruled one; else as stored */
  styr_filter filter;          /**< nodes that are not valid at its date are left out */
  bool no_membership;          /**< leave out ties of family `membership`, such as part_of */
  const char *const *families; /**< only ties of these families; an unknown family matches no tie */
  size_t family_count;         /**< 0 = every family */
  const char *const *without;  /**< tie types to exclude */
  size_t without_count;
} styr_selection;
#define STYR_SELECTION_INIT                                                                                                                \
  { 1, false, STYR_FILTER_INIT, false, NULL, 0, NULL, 0 }

/**
 * Whether a tie is an edge of the selection, and between which nodes.
 * @param selection NULL = every tie as it is stored.
 * @param[out] from,to its ends, in the direction of the edge; untouched when it is none. Neither may be NULL.
 * @return true when it is one. Complexity: O(claims of the tie + families + types left out).
 */
STYR_API bool styr_selection_edge(const styr_map *map, const styr_selection *selection, styr_tie tie, styr_node *from, styr_node *to);

/**
 * Whether the selection includes the type of a tie, whatever the date and claims of the tie. All ties of one type have the same
 * answer, so a caller with many ties can keep it. Complexity: O(families + types left out).
 */
STYR_API bool styr_selection_takes_type(const styr_map *map, const styr_selection *selection, styr_tie tie);

/** What a node is grouped by. */
typedef enum styr_grouping { STYR_BY_SECTOR, STYR_BY_LEVEL } styr_grouping;
/** "sector" or "level". Static. */
STYR_API const char *styr_grouping_name(styr_grouping by);
/**
 * The group a node belongs to: its sector or level. An actor without one is of group `unknown`, together with those whose
 * sector says so; texts have neither and are a group of their own, `text`.
 * @return borrowed from the map, or static. O(1).
 */
STYR_API const char *styr_grouping_of(const styr_map *map, styr_grouping by, styr_node node);

/* ---- answers ---------------------------------------------------------------------------------------------------------- */

/** The position of a node in the ruling paths. */
typedef struct styr_chokepoint {
  styr_node node;
  styr_node dominator; /**< the nearest node that every ruling path to this one passes; a node that does not exist = none */
  uint32_t dominates;  /**< how many other nodes it dominates: every ruling path to them passes it */
  bool apex;           /**< a member of an apex: of a source component of the ruling ties */
  bool articulation;   /**< without it there would be more connected components, ignoring directions */
} styr_chokepoint;

/** The five roles of Gould and Fernandez, counted. B is the broker in A → B → C, where no tie leads from A to C. */
typedef struct styr_brokerage {
  uint64_t coordinator;    /**< A, B and C of one group */
  uint64_t itinerant;      /**< A and C of one group, B of another (consultant) */
  uint64_t representative; /**< A and B of one group, C of another */
  uint64_t gatekeeper;     /**< B and C of one group, A of another */
  uint64_t liaison;        /**< three groups */
} styr_brokerage;
/** Sum of the five. */
static inline uint64_t styr_brokerage_total(styr_brokerage b) {
  return b.coordinator + b.itinerant + b.representative + b.gatekeeper + b.liaison;
}

/** A measure of centrality. Ties of one pair and direction count once; self-ties do not count. */
typedef enum styr_centrality {
  STYR_DEGREE,      /**< in-degree plus out-degree */
  STYR_IN_DEGREE,   /**< nodes with a tie to it */
  STYR_OUT_DEGREE,  /**< nodes it has a tie to */
  STYR_BETWEENNESS, /**< directed shortest paths through it: Freeman (1977), Brandes (2001); not divided by anything */
  STYR_HARMONIC,    /**< mean of 1/distance to the others along the ties, 0 where there is no path: Rochat (2009) */
  STYR_EIGENVECTOR, /**< Bonacich (1972), directions ignored, the greatest value scaled to 1 */
  STYR_PAGERANK     /**< Brin and Page (1998), damping 0.85; the values add up to 1 */
} styr_centrality;
#define STYR_CENTRALITY_COUNT 7
/** "degree", "in-degree", "out-degree", "betweenness", "harmonic", "eigenvector", "pagerank". Static. */
STYR_API const char *styr_centrality_name(styr_centrality measure);
/** Read such a name. @return false when it is none. */
STYR_API bool styr_centrality_parse(const char *text, styr_centrality *out);

/* ---- writing them --------------------------------------------------------------------------------------------------- */

/**
 * Input of all writers below. `nodes` are all nodes of the selection in map order; the results are arrays of the same length.
 * Everything is borrowed for the call.
 */
typedef struct styr_measured {
  const styr_map *map;
  const styr_selection *selection;
  const char *lang; /**< language of labels and of the words in TEXT; NULL = the map's main labels, English words */
  const styr_node *nodes;
  size_t count;
} styr_measured;

/** An answer about chokepoints. */
typedef struct styr_chokepoints {
  const styr_chokepoint *points; /**< one for each node */
  styr_node to;                  /**< the node asked about; one that does not exist = none in particular */
  bool has_cut;                  /**< false when `to` is a member of an apex, or no node was asked about */
  const styr_node *cut;          /**< a minimum vertex cut: every ruling path from an apex to `to` passes through one of these nodes */
  size_t cut_count;
} styr_chokepoints;

/**
 * Write the chokepoints. Without `to`: every node that dominates another, those that dominate most first. With `to`: the nodes that
 * every ruling path to it passes, from the apex down. Each is written with its outgoing ties to nodes that it dominates, or that a
 * ruling path to `to` takes next. JSON: docs/schema/chokepoints.json; JSONL and CSV: one item per chokepoint.
 * @param what `points` must have one item for each node of @p seen, in its order.
 * @return STYR_OK, STYR_ERR_NOMEM, STYR_ERR_IO; STYR_ERR_ARG when the dominators form a cycle. Complexity: O(nodes × log nodes + ties + claims).
 */
STYR_API styr_status styr_chokepoints_write(const styr_measured *seen, const styr_chokepoints *what, styr_format format,
                                            const styr_sink *sink, styr_error *error);

/**
 * Write the brokers, most brokerage first; nodes without any are left out. JSON: docs/schema/brokers.json.
 * @param counts one per node. @return as styr_chokepoints_write(). Complexity: O(nodes × log nodes + ties + claims).
 */
STYR_API styr_status styr_brokers_write(const styr_measured *seen, styr_grouping by, const styr_brokerage *counts, styr_format format,
                                        const styr_sink *sink, styr_error *error);

/**
 * Write all nodes by their centrality, the greatest first, equal ones in map order. JSON: docs/schema/central.json.
 * @param values one per node, finite. @return as styr_chokepoints_write(); STYR_ERR_ARG when a value is not finite.
 */
STYR_API styr_status styr_central_write(const styr_measured *seen, styr_centrality measure, const double *values, styr_format format,
                                        const styr_sink *sink, styr_error *error);

/**
 * Write the communities, in map order of their first members. JSON: docs/schema/communities.json.
 * @param community one per node, numbered from 0 in order of their first members.
 * @param modularity of this division (Newman and Girvan 2004); any value that is not finite is written as null.
 * @return as styr_chokepoints_write(); STYR_ERR_ARG when the communities are not numbered so.
 */
STYR_API styr_status styr_communities_write(const styr_measured *seen, const uint32_t *community, double modularity, styr_format format,
                                            const styr_sink *sink, styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/* What the verbs that measure share: the nodes and the graph that styr-measure gets, and its answer. */
#ifndef STYR_TOOL_MEASURE_H
#define STYR_TOOL_MEASURE_H

#include <styr/styr.h>

typedef struct measuring {
  const styr_map *map;
  const styr_selection *selection;
  styr_node *nodes; /* in the order of the map */
  size_t count;
  uint32_t *place; /* the number of each actor, then of each text; UINT32_MAX for a node that has none */
  styr_buffer output;
  const char *rest; /* the part of the output that is not yet read */
} measuring;

/* Number the nodes that are valid at the date of the selection. */
bool measure_begin(measuring *m, const styr_map *map, const styr_selection *selection); /* false when out of memory */
void measure_end(measuring *m);
uint32_t measure_place(const measuring *m, styr_node node);
/* `groups`: the group of each node, or NULL. */
styr_status measure_ask(measuring *m, const char *measure, const char *detail, const uint32_t *groups, unsigned seconds, styr_error *error);
styr_status measure_garbled(styr_error *error); /* the error for an answer that makes no sense */
bool measure_integer(measuring *m, int64_t least, int64_t most, int64_t *out);
bool measure_real(measuring *m, double *out);
bool measure_word(measuring *m, const char *word); /* reads it when it is next */
/* Count the connected parts of a whole map. STYR_ERR_NOT_FOUND without the helper. */
styr_status measure_parts(const styr_map *map, size_t *parts, size_t *largest, styr_error *error);
bool measure_is_read(const measuring *m); /* nothing is left */

#endif

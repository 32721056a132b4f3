/* SPDX-License-Identifier: MIT */
/* What the verbs that measure share: see measure.c. */
#ifndef STYR_TOOL_MEASURE_H
#define STYR_TOOL_MEASURE_H

#include <styr/styr.h>

typedef struct measuring {
  const styr_map *map;
  const styr_selection *selection;
  styr_node *nodes; /* in map order */
  size_t count;
  uint32_t *place; /* of actors, then texts; UINT32_MAX = not there */
  styr_buffer output;
  const char *rest; /* of the output, not yet read */
} measuring;

bool measure_begin(measuring *m, const styr_map *map, const styr_selection *selection); /* false when out of memory */
void measure_end(measuring *m);
uint32_t measure_place(const measuring *m, styr_node node);
styr_status measure_ask(measuring *m, const char *measure, const char *detail, const uint32_t *groups, unsigned seconds, styr_error *error);
styr_status measure_garbled(styr_error *error); /* says so */
bool measure_integer(measuring *m, int64_t least, int64_t most, int64_t *out);
bool measure_real(measuring *m, double *out);
bool measure_word(measuring *m, const char *word); /* reads it when it comes next */
bool measure_is_read(const measuring *m);          /* nothing is left */

#endif

/* SPDX-License-Identifier: MIT */
/* Shared by the writers of measures. */
#ifndef STYR_MEASURE_I_H
#define STYR_MEASURE_I_H

#include "map/map_i.h"
#include "write/write_i.h"

#include <styr/measure.h>

/* Opens the JSON object of an answer with `seen`: the filter that was applied, and how much it let through. */
void styr_i_measure_open(styr_i_out *o, const styr_measured *seen);
void styr_i_measure_number(styr_i_out *o, double value); /* twelve digits, in any locale with a point; null when not finite */
void styr_i_measure_json_number(styr_i_out *o, const char *key, double value);
void styr_i_measure_cell(styr_i_out *o, const char *text, char end);                  /* CSV */
void styr_i_measure_identity(styr_i_out *o, const styr_measured *seen, size_t place); /* JSON: id and label */

/* The places of the nodes by decreasing score, equal ones in map order. NULL when out of memory; free with styr_i_free. */
size_t *styr_i_measure_order(size_t count, const double *scores);

#endif

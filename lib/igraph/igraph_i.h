/* SPDX-License-Identifier: MIT */
/* Inside of the igraph component: the fence around every call into igraph. */
#ifndef STYR_IGRAPH_I_H
#define STYR_IGRAPH_I_H

#include <styr/igraph.h>

/* While a scope is open igraph reports errors as codes, prints nothing, calls no attribute code, and a failing call
 * unwinds only what it pushed itself. */
typedef struct styr_g_scope {
  igraph_error_handler_t *error;
  igraph_warning_handler_t *warning;
  igraph_attribute_table_t *attributes;
} styr_g_scope;

void styr_g_scope_open(styr_g_scope *scope);
void styr_g_scope_close(styr_g_scope *scope);
styr_status styr_g_igraph_status(igraph_error_t code, const char *what, styr_error *error);

#endif

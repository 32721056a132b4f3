/* SPDX-License-Identifier: MIT */
/* What the publication rule (public.c) decides about every row of a map; published.c makes the public map from it. */
#ifndef STYR_PUBLIC_I_H
#define STYR_PUBLIC_I_H

#include "map/map_i.h"

#include <styr/public.h>

/* What the claims say about a row, and what is decided. */
typedef struct styr_i_decision {
  uint32_t number;  /* in the public map: row of a tie or change, number of a person or case, step of an event; from 1 */
  uint16_t covered; /* columns that public supporting claims cover: bits as in styr_i_shown */
  uint8_t reason;   /* styr_public_reason */
  uint8_t column;   /* with NOT_COVERED: the column of the table */
  bool kept;
  bool claimed;   /* a claim that is not set aside is about it */
  bool open;      /* a public claim is about it */
  bool supported; /* a public one supports it */
  bool others;    /* a claim that is not public is about it */
} styr_i_decision;

/* Under which condition the cells of a column are public. */
typedef enum styr_i_showing {
  SHOW_NEVER,
  SHOW_WITH_ROW,   /* whenever the row is kept */
  SHOW_REQUIRED,   /* when covered; otherwise the whole row is dropped */
  SHOW_STRUCTURED, /* when covered */
  SHOW_FREE        /* when covered by name, or when every claim about the row is public */
} styr_i_showing;

styr_i_showing styr_i_showing_of(styr_table table, const char *column);

typedef struct styr_i_shown {
  uint8_t how; /* styr_i_showing */
  uint16_t bit;
} styr_i_shown;

typedef struct styr_i_decisions {
  styr_allocator a;
  const styr_map *map;
  int32_t today; /* days, as in styr_date_first_day() */
  bool sourced;
  styr_i_decision *rows[STYR_TABLE_COUNT]; /* NULL when the map is not sourced */
  styr_i_shown *shown[STYR_TABLE_COUNT];
  size_t kept[STYR_TABLE_COUNT];
  size_t status_column, covers_column; /* of claims; SIZE_MAX: none */
  bool *used;                          /* terms of the vocabulary, by number */
  styr_i_strings denied;               /* ties that a public claim denies: "from|type|to" */
} styr_i_decisions;

/* The caller must call styr_i_decisions_done() also after a failure. */
styr_status styr_i_decisions_open(styr_i_decisions *s, const styr_map *map, styr_date today, styr_error *error);
void styr_i_decisions_done(styr_i_decisions *s);

/* Whether a cell is public. For the label of a person also see styr_i_name_is_hidden(). */
bool styr_i_cell_is_public(const styr_i_decisions *s, styr_table table, size_t row, size_t column);
bool styr_i_name_is_hidden(const styr_i_decisions *s, styr_node node); /* a person whom no public claim supports */

static inline styr_i_decision *styr_i_decision_of(const styr_i_decisions *s, styr_node node) {
  return &s->rows[styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS][styr_node_row(node)];
}

#endif

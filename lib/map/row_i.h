/* SPDX-License-Identifier: MIT */
/* What the parser of cells (cell.c), the checks of rows (row.c) and the lookup of many cells at once (batch.c) share. */
#ifndef STYR_ROW_I_H
#define STYR_ROW_I_H

#include "map/map_i.h"

/* A row on its way into the map. */
typedef struct styr_i_adding {
  styr_map *map;
  const styr_i_row *row;
  styr_issues *issues;
  uint64_t *values;   /* values[table column * STYR_I_BATCH]; 0 = empty or wrong */
  size_t waiting;     /* rows before this one that are accepted and not yet appended to the table: values[… - waiting] and on */
  uint64_t about;     /* of a claim: styr_i_about << 32 | index */
  styr_denial denial; /* that it speaks of, if any */
  bool bad;           /* a problem was found */
  bool drop;          /* and the row cannot be entered */
  bool nomem;
} styr_i_adding;

/* The name of a column, for messages. */
static inline const char *styr_i_adding_column(const styr_i_adding *c, size_t column) {
  return styr_i_str(&c->map->strings, c->map->tables[c->row->table].columns[column].name);
}

#define STYR_I_WARNING(c, column, ...)                                                                                                     \
  do {                                                                                                                                     \
    if (!styr_i_issue((c)->issues, STYR_WARNING, (c)->row->file, (c)->row->line, styr_i_adding_column((c), (column)), __VA_ARGS__))        \
      (c)->nomem = true;                                                                                                                   \
  } while (0)

#define STYR_I_PROBLEM(c, column, ...)                                                                                                     \
  do {                                                                                                                                     \
    (c)->bad = true;                                                                                                                       \
    if (!styr_i_issue((c)->issues, STYR_ERROR, (c)->row->file, (c)->row->line, styr_i_adding_column((c), (column)), __VA_ARGS__))          \
      (c)->nomem = true;                                                                                                                   \
  } while (0)

/* How a cell is quoted in a message: whole when it is short. */
#define STYR_I_SHOWN(s)                                                                                                                    \
  (int)((s).length > 60 ? styr_i_utf8_cut((s).text, (s).length, 60) : (s).length), (s).text, (s).length > 60 ? "…" : ""

/* ---- one cell (cell.c) ---- */

/* The value of a cell that is not empty, without a change to the map and without a message. 0: the cell is wrong, or it is the first to
 * use its term, type or text, or its kind needs the whole row. Kinds of ids, texts and references: batch.c looks these up together. */
uint64_t styr_i_cell_find(const styr_map *map, styr_table table, size_t column, styr_i_slice text);
/* The value of a cell that is not empty; texts become strings and terms are used. 0: wrong, and reported. An amount gets the value 1:
 * it waits for its currency (row.c). */
uint64_t styr_i_cell_read(styr_i_adding *c, size_t column, styr_i_slice text);
bool styr_i_id_is_clean(styr_i_slice id);
/* Use a term of a set; its place. A row that is refused has used none: map->touched holds those of this row. */
uint32_t styr_i_use_term(styr_i_adding *c, uint32_t set, styr_i_slice term, size_t column);

/* ---- many rows (batch.c) ---- */

struct styr_i_batch_reader {
  styr_map *map;
  styr_table table;
  const uint32_t *columns; /* file column → table column */
  size_t count;
  size_t width;                /* table columns */
  uint64_t *values;            /* values[table column * STYR_I_BATCH + row] */
  uint32_t *prints;            /* of texts, likewise */
  struct styr_i_known *knowns; /* of columns of few values */
  bool *filled;                /* table columns with a cell that is not empty in this batch */
  bool new_texts;              /* some texts of this batch are not interned yet */
  bool ready[STYR_I_BATCH];    /* rows of which every cell has a value, apart from texts that are not interned yet */
};

/* Look up the cells of a batch, column by column. */
void styr_i_batch_look_up(styr_i_batch_reader *b, const styr_i_batch *batch);
/* Intern the texts of a row that is ready. False: no memory. */
bool styr_i_batch_intern(styr_i_batch_reader *b, const styr_i_batch *batch, size_t row);
/* Append rows that are ready and accepted to their table, and count the uses of their terms. False: no memory. */
bool styr_i_batch_append(styr_i_batch_reader *b, size_t from, size_t to);

#endif

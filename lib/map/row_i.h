/* SPDX-License-Identifier: MIT */
/* Shared by the parser of cells (cell.c), the checks of rows (row.c) and the lookup of many cells at once (batch.c). */
#ifndef STYR_ROW_I_H
#define STYR_ROW_I_H

#include "map/map_i.h"

/* A row that is being added. */
typedef struct styr_i_adding {
  styr_map *map;
  const styr_i_row *row;
  styr_issues *issues;
  uint64_t *values;   /* values[table column * STYR_I_BATCH]; 0 = empty or bad */
  size_t waiting;     /* accepted rows before this one that are not in the table yet; their values are at values[… - waiting] and on */
  uint64_t about;     /* of a claim: styr_i_about << 32 | index */
  styr_denial denial; /* the denied tie that the claim is about, if any */
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

/* A cell as quoted in a message: cut when it is long. */
#define STYR_I_SHOWN(s)                                                                                                                    \
  (int)((s).length > 60 ? styr_i_utf8_cut((s).text, (s).length, 60) : (s).length), (s).text, (s).length > 60 ? "…" : ""

/* ---- one cell (cell.c) ---- */

/* The value of a cell that is not empty, without changing the map or reporting anything. 0: the cell is bad, or it is the first use
 * of its term, type or text, or its kind depends on the whole row. batch.c looks up ids, texts and references itself. */
uint64_t styr_i_cell_find(const styr_map *map, styr_table table, size_t column, styr_i_slice text);
/* The value of a cell that is not empty; interns texts and counts uses of terms. 0: bad, and reported. An amount gets the value 1
 * until its currency is known (row.c). */
uint64_t styr_i_cell_read(styr_i_adding *c, size_t column, styr_i_slice text);
bool styr_i_id_is_clean(styr_i_slice id);
/* Counts a use of a term of a set and returns its number. map->touched records the uses by the current row, to undo them when it is
 * refused. */
uint32_t styr_i_use_term(styr_i_adding *c, uint32_t set, styr_i_slice term, size_t column);

/* ---- many rows (batch.c) ---- */

struct styr_i_batch_reader {
  styr_map *map;
  styr_table table;
  const uint32_t *columns; /* file column → table column */
  size_t count;
  size_t width;                /* table columns */
  uint64_t *values;            /* values[table column * STYR_I_BATCH + row] */
  uint32_t *prints;            /* of texts, in the same layout */
  struct styr_i_known *knowns; /* of columns with few distinct values */
  bool *filled;                /* table columns with a non-empty cell in this batch */
  bool new_texts;              /* some texts of this batch are not interned yet */
  bool ready[STYR_I_BATCH];    /* rows in which every cell was found, except texts that are not interned yet */
};

/* Looks up the cells of a batch, column by column. */
void styr_i_batch_look_up(styr_i_batch_reader *b, const styr_i_batch *batch);
/* Interns the texts of a row that is ready. False when out of memory. */
bool styr_i_batch_intern(styr_i_batch_reader *b, const styr_i_batch *batch, size_t row);
/* Appends accepted rows to their table and counts the uses of their terms. False when out of memory. */
bool styr_i_batch_append(styr_i_batch_reader *b, size_t from, size_t to);

#endif

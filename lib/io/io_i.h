/* SPDX-License-Identifier: MIT */
/* Shared by the readers and writers: byte streams, the CSV scanner, files that are replaced atomically. */
#ifndef STYR_IO_I_H
#define STYR_IO_I_H

#include "map/map_i.h"

#include <styr/io.h>

/* ---- bytes of a file as UTF-8 ---- */

typedef struct styr_i_bytes {
  int fd;
  int encoding;       /* 0 UTF-8, 1 UTF-16LE, 2 UTF-16BE */
  unsigned char *raw; /* undecoded UTF-16 */
  size_t raw_used;
  uint32_t high; /* a high surrogate whose low one is not read yet; 0 = none */
  bool started, ended;
} styr_i_bytes;

/* Appends up to `room` bytes (at least 16) at `to`. 0 = end of file, -1 = read error (errno). A byte 0xFF is written for invalid
 * UTF-16; it is never valid UTF-8, so the scanner reports the cell. */
long styr_i_bytes_read(styr_i_bytes *b, char *to, size_t room);

/* ---- positions of separators ---- */

enum { STYR_I_SCAN_BLOCK = 64, STYR_I_SCAN_SLACK = 8 };

/* What a kernel records of a stretch of text. The caller owns the arrays. */
typedef struct styr_i_scan {
  uint32_t *breaks; /* positions of separators and line feeds; room for the stretch's length + STYR_I_SCAN_SLACK */
  size_t count;
  uint64_t *hard, *high; /* one bit per byte: quotes, NUL and carriage returns not before a line feed; bytes from 0x80 on */
  bool any_hard, any_high;
} styr_i_scan;

typedef void styr_i_scan_kernel(styr_i_scan *s, const char *text, size_t length, char separator);
styr_i_scan_kernel *
styr_i_scan_kernel_at(size_t index); /* the kernels that this processor can run, the fastest first; NULL after the last */

/* ---- CSV ---- */

typedef enum styr_i_csv_result { CSV_RECORD, CSV_BAD, CSV_END, CSV_STOP, CSV_IO, CSV_NOMEM } styr_i_csv_result;

typedef struct styr_i_csv {
  const styr_allocator *a;
  const styr_i_schema *schema;
  styr_i_bytes bytes;
  char *buffer;
  size_t size, start, end; /* unread bytes are buffer[start..end); STYR_I_SLACK bytes more are readable */
  size_t first_size;
  uint64_t fills; /* how often bytes were moved and read */
  bool eof;
  char separator;           /* 0 until the first record is read */
  bool stop[256];           /* bytes at which an unquoted cell may end, or that are errors in it */
  uint64_t line, next_line; /* first line of this record and of the next one */
  styr_i_slice *cells;
  size_t count, cap;
  size_t bad_cell; /* with CSV_BAD and CSV_STOP: the cell, from 0, and what is wrong with it */
  const char *why;
} styr_i_csv;

/* Takes ownership of fd. The schema, which may be NULL, helps to detect the separator by the names of the columns. */
void styr_i_csv_open(styr_i_csv *csv, const styr_allocator *a, int fd, const styr_i_schema *schema);
void styr_i_csv_close(styr_i_csv *csv);
/* Reads the next record; its cells live until the next call. CSV_BAD: an ill-formed record, but reading can go on. CSV_STOP: a
 * quote is never closed, so the rest of the file cannot be read. */
styr_i_csv_result styr_i_csv_next(styr_i_csv *csv);

/* ---- the fast path, for simple rows ---- */

/* Splits rows at the separators without looking at the text between them. A simple row has the expected number of cells, and quotes
 * only around whole cells. The first other row is left to styr_i_csv_next(), which also reads more bytes. */
typedef struct styr_i_cutter {
  const styr_allocator *a;
  styr_i_scan_kernel *kernel;
  styr_i_scan scan;
  size_t window;   /* number of bytes to scan at once */
  size_t from, to; /* the scanned part of the buffer, valid while csv->fills is `fills` */
  uint64_t fills;
  size_t at;      /* the next break */
  size_t columns; /* number of cells in a row */
  styr_i_batch batch;
} styr_i_cutter;

bool styr_i_cutter_open(styr_i_cutter *c, const styr_allocator *a, size_t columns);
void styr_i_cutter_close(styr_i_cutter *c);
/* Cuts rows from the buffer into the batch; they live until the next styr_i_csv_next(). */
void styr_i_cut(styr_i_cutter *c, styr_i_csv *csv);

/* ---- files ---- */

typedef struct styr_i_file_sink {
  int fd;
  char *buffer;
  size_t used;
  bool failed;
} styr_i_file_sink;

/* created with O_EXCL and the permissions of the file that it will replace, if there is one */
bool styr_i_file_sink_open(styr_i_file_sink *f, int dir, const char *name, const char *replaces);
styr_sink styr_i_file_sink_of(styr_i_file_sink *f);
bool styr_i_file_sink_close(styr_i_file_sink *f); /* flush, fsync, close; false on any failure */

/* ---- the package ---- */

/* How a package is read; tests use other values than styr_package_read(). */
typedef struct styr_i_package_way {
  size_t
      one_by_one; /* number of rows of a table that are read one by one before rows are read many at a time, which does not pay for few rows */
  size_t buffer; /* initial size in bytes; 0 = the default of csv.c */
} styr_i_package_way;
styr_status styr_i_package_read(const char *path, const styr_allocator *allocator, styr_issues *issues, styr_map **out,
                                const styr_i_package_way *way, styr_error *error);

/* ---- datapackage.json ---- */

bool styr_i_datapackage_read(styr_map *map, int dir, styr_issues *issues, styr_error *error, styr_status *status);
styr_status styr_i_datapackage_write(const styr_map *map, const styr_sink *sink, styr_error *error);

bool styr_i_table_is_written(const styr_map *map, styr_table table);

#endif

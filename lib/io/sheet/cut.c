/* SPDX-License-Identifier: MIT */
/* The fast path of the CSV reader: cuts simple rows out of its buffer. Where scan.c found no quote, no NUL and no stray carriage
 * return in a row, and the separators and the line feed are where they should be, the cells are the text between them. Quotes are
 * also accepted when they are exactly the first and last byte of a cell. Any other row, and a row whose end is not in the buffer
 * yet, is left to csv.c, which reads on and reports problems. */
#include "io/io_i.h"

enum { window_size = 1 << 15 };

bool styr_i_cutter_open(styr_i_cutter *c, const styr_allocator *a, size_t columns) {
  memset(c, 0, sizeof *c);
  c->a = a;
  c->columns = columns;
  c->window = window_size;
  c->kernel = styr_i_scan_kernel_at(0);
  c->scan.breaks = styr_i_zalloc(a, window_size + STYR_I_SCAN_SLACK, sizeof *c->scan.breaks);
  c->scan.hard = styr_i_zalloc(a, window_size / STYR_I_SCAN_BLOCK, sizeof *c->scan.hard);
  c->scan.high = styr_i_zalloc(a, window_size / STYR_I_SCAN_BLOCK, sizeof *c->scan.high);
  c->batch.cells = styr_i_zalloc(a, columns * STYR_I_BATCH, sizeof *c->batch.cells);
  return c->scan.breaks && c->scan.hard && c->scan.high && c->batch.cells;
}

void styr_i_cutter_close(styr_i_cutter *c) {
  if (!c->a) return;
  styr_i_free(c->a, c->scan.breaks);
  styr_i_free(c->a, c->scan.hard);
  styr_i_free(c->a, c->scan.high);
  styr_i_free(c->a, c->batch.cells);
}

static void scan_window(styr_i_cutter *c, const styr_i_csv *csv) {
  const size_t left = csv->end - csv->start;
  c->from = csv->start;
  c->to = csv->start + (left < c->window ? left : c->window);
  c->fills = csv->fills;
  c->at = 0;
  c->kernel(&c->scan, csv->buffer + c->from, c->to - c->from, csv->separator);
}

/* The number of bits that are set in from..to. */
static size_t count_bits(const uint64_t *bits, size_t from, size_t to) {
  if (from == to) return 0;
  const size_t first = from / 64, last = (to - 1) / 64;
  const uint64_t head = UINT64_MAX << from % 64, tail = UINT64_MAX >> (63 - (to - 1) % 64);
  if (first == last) return (size_t)__builtin_popcountll(bits[first] & head & tail);
  size_t n = (size_t)__builtin_popcountll(bits[first] & head) + (size_t)__builtin_popcountll(bits[last] & tail);
  for (size_t i = first + 1; i < last; i++) n += (size_t)__builtin_popcountll(bits[i]);
  return n;
}

/* Skips blank lines, which are not rows. */
static size_t skip_blank(styr_i_cutter *c, styr_i_csv *csv, const char *text, size_t start) {
  const size_t length = c->to - c->from;
  while (start < length) {
    const size_t end = start + (text[start] == '\r');
    if (end == length || text[end] != '\n') break;
    start = end + 1;
    c->at++;
    csv->next_line++;
  }
  csv->start = c->from + start;
  return start;
}

/* Removes the quotes around the cells of a row with `hard` special bytes; false when some of these are something else. */
static bool unquote(styr_i_cutter *c, size_t row, size_t hard) {
  for (size_t i = 0; i < c->columns; i++) {
    styr_i_slice *cell = &c->batch.cells[i * STYR_I_BATCH + row];
    if (cell->length < 2 || cell->text[0] != '"' || cell->text[cell->length - 1] != '"') continue;
    cell->text++;
    cell->length -= 2;
    if (hard < 2) return false;
    hard -= 2;
  }
  return hard == 0;
}

/* Cuts one row; false when it is not simple or not complete. */
static bool cut_row(styr_i_cutter *c, styr_i_csv *csv, bool *whole) {
  styr_i_batch *batch = &c->batch;
  const char *text = csv->buffer + c->from;
  const size_t start = skip_blank(c, csv, text, csv->start - c->from), last = c->columns - 1, row = batch->rows;
  *whole = c->at + c->columns <= c->scan.count;
  if (!*whole) return false;
  const uint32_t *breaks = c->scan.breaks + c->at;
  const size_t end = breaks[last];
  if (text[end] != '\n') return false;
  size_t from = start;
  for (size_t i = 0; i < last; i++) {
    if (text[breaks[i]] == '\n') return false;
    batch->cells[i * STYR_I_BATCH + row] = (styr_i_slice){text + from, breaks[i] - from};
    from = breaks[i] + 1;
  }
  const size_t length = end - from;
  batch->cells[last * STYR_I_BATCH + row] = (styr_i_slice){text + from, length - (length && text[end - 1] == '\r')};
  const size_t hard = c->scan.any_hard ? count_bits(c->scan.hard, start, end) : 0;
  if (hard && !unquote(c, row, hard)) return false;
  batch->high[row] = c->scan.any_high && count_bits(c->scan.high, start, end);
  if (batch->high[row] && !styr_i_utf8_valid(text + start, end - start)) return false;
  batch->any_high |= batch->high[row];
  batch->lines[row] = csv->next_line++;
  batch->rows++;
  c->at += c->columns;
  csv->start = c->from + end + 1;
  return true;
}

void styr_i_cut(styr_i_cutter *c, styr_i_csv *csv) {
  bool whole = true;
  c->batch.rows = 0;
  c->batch.any_high = false;
  if (csv->start == csv->end || !csv->separator) return;
  const bool known = c->fills == csv->fills && c->from <= csv->start && csv->start <= c->to;
  if (!known) scan_window(c, csv);
  while (c->at < c->scan.count && c->from + c->scan.breaks[c->at] < csv->start) c->at++; /* skip rows that csv.c has read */
  for (;;) {
    while (c->batch.rows < STYR_I_BATCH && cut_row(c, csv, &whole)) {
    }
    if (c->batch.rows || whole || csv->start == c->from || csv->start == csv->end) return;
    scan_window(c, csv);
  }
}

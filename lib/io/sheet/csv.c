/* SPDX-License-Identifier: MIT */
/* The CSV scanner: RFC 4180 with LF or CRLF and `,` `;` or tab. It works on a buffer that always holds the whole current record,
 * decodes doubled quotes in place, and reports each problem with the first line of the record and the cell. A quote inside an
 * unquoted cell, text after a closing quote and a bare CR are errors: guessing would move cells between columns. */
#include "io/io_i.h"

#include <unistd.h>

enum { first_size = 1 << 18 };

void styr_i_csv_open(styr_i_csv *csv, const styr_allocator *a, int fd, const styr_i_schema *schema) {
  memset(csv, 0, sizeof *csv);
  csv->a = a;
  csv->schema = schema;
  csv->bytes.fd = fd;
  csv->next_line = 1;
  csv->first_size = first_size;
}

void styr_i_csv_close(styr_i_csv *csv) {
  if (csv->bytes.fd >= 0) close(csv->bytes.fd);
  free(csv->bytes.raw);
  styr_i_free(csv->a, csv->buffer);
  styr_i_free(csv->a, csv->cells);
  csv->bytes.fd = -1;
  csv->bytes.raw = NULL;
  csv->buffer = NULL;
  csv->cells = NULL;
}

/* Reads more bytes after those that are not read yet. */
static styr_i_csv_result fill(styr_i_csv *csv) {
  if (csv->start) {
    memmove(csv->buffer, csv->buffer + csv->start, csv->end - csv->start);
    csv->end -= csv->start;
    csv->start = 0;
  }
  csv->fills++;
  if (csv->size - csv->end < csv->first_size / 2) {
    const size_t want = csv->size ? csv->size * 2 : csv->first_size;
    char *grown = styr_i_realloc(csv->a, csv->buffer, want + STYR_I_SLACK, 1);
    if (!grown) return CSV_NOMEM;
    csv->buffer = grown;
    csv->size = want;
  }
  const long got = styr_i_bytes_read(&csv->bytes, csv->buffer + csv->end, csv->size - csv->end);
  if (got < 0) return CSV_IO;
  csv->eof = got == 0;
  csv->end += (size_t)got;
  return CSV_RECORD;
}

/* The end of the first line outside quotes, or `end`. */
static const char *first_line(const char *p, const char *end) {
  for (bool quoted = false; p < end && (quoted || *p != '\n'); p++)
    if (*p == '"') quoted = !quoted;
  return p;
}

/* The bit of the schema's column with that name, or 0. */
static uint32_t column_bit(const styr_i_schema *schema, const char *from, const char *to) {
  while (from < to && (*from == '"' || *from == '\r')) from++;
  while (from < to && (to[-1] == '"' || to[-1] == '\r')) to--;
  for (size_t i = 0; schema && i < schema->count; i++)
    if (strlen(schema->columns[i].name) == (size_t)(to - from) && memcmp(schema->columns[i].name, from, (size_t)(to - from)) == 0)
      return 1u << i;
  return 0;
}

/* The separator is the candidate that gives the most known column names; the comma wins a tie. When no name is known, it is the one
 * that occurs most often outside quotes in the first line. */
static char detect(const styr_i_schema *schema, const char *p, const char *end) {
  static const char candidates[] = {',', ';', '\t'};
  size_t best_known = 0, best_count = 0;
  char best = ',';
  end = first_line(p, end);
  for (size_t i = 0; i < sizeof candidates; i++) {
    size_t count = 0;
    uint32_t seen = 0;
    bool quoted = false;
    const char *from = p;
    for (const char *q = p; q <= end; q++) {
      if (q < end && *q == '"') quoted = !quoted;
      if (q < end && (quoted || *q != candidates[i])) continue;
      seen |= column_bit(schema, from, q);
      count += q < end;
      from = q + 1;
    }
    const size_t known = (size_t)__builtin_popcount(seen);
    if (known < best_known || (known == best_known && (known || count <= best_count))) continue;
    best_known = known;
    best_count = count;
    best = candidates[i];
  }
  return best;
}

static void blame(styr_i_csv *csv, const char *why) {
  if (csv->why) return;
  csv->why = why;
  csv->bad_cell = csv->count;
}

static bool add_cell(styr_i_csv *csv, const char *text, size_t length) {
  if (csv->count == csv->cap && !STYR_I_GROW(csv->a, csv->cells, csv->cap, csv->count + 1)) return false;
  csv->cells[csv->count].text = text;
  csv->cells[csv->count++].length = length;
  return true;
}

typedef enum scan { SCAN_DONE, SCAN_MORE, SCAN_OPEN, SCAN_NOMEM } scan;

/* Scans a quoted cell from after its opening quote. Doubled quotes are decoded later, because the record may be scanned again. */
static scan quoted_cell(styr_i_csv *csv, char **at, const char *end) {
  char *p = *at, *from = p;
  for (;;) {
    char *q = p < end ? memchr(p, '"', (size_t)(end - p)) : NULL;
    for (const char *n = p; (n = memchr(n, '\n', (size_t)((q ? q : end) - n))); n++) csv->next_line++;
    if (!q) return csv->eof ? SCAN_OPEN : SCAN_MORE;
    if (q + 1 == end && !csv->eof) return SCAN_MORE;
    if (q + 1 < end && q[1] == '"') {
      p = q + 2;
      continue;
    }
    p = q + 1;
    if (!add_cell(csv, from, (size_t)(q - from))) return SCAN_NOMEM;
    csv->count--; /* blame() reads the cell number from this count */
    if (p < end && *p == '\r' && p + 1 == end && !csv->eof) return SCAN_MORE;
    if (p < end && *p != csv->separator && *p != '\n' && !(*p == '\r' && p + 1 < end && p[1] == '\n')) {
      blame(csv, *p == '\r' ? "a carriage return without line feed stands outside quotes" : "text after a closing quote");
      while (p < end && *p != csv->separator && *p != '\n') p++;
      if (p == end && !csv->eof) return SCAN_MORE;
    } else if (p < end && *p == '\r') {
      p++;
    }
    csv->count++;
    *at = p;
    return SCAN_DONE;
  }
}

static scan plain_cell(styr_i_csv *csv, char **at, const char *end) {
  char *p = *at, *from = p;
  const char *why = NULL;
  for (;;) {
    while (p < end && !csv->stop[(unsigned char)*p]) p++;
    if (p == end || *p == csv->separator || *p == '\n') break;
    if (*p == '"' && !why) why = "a quote stands inside an unquoted cell";
    if (*p == '\r') {
      if (p + 1 == end && !csv->eof) return SCAN_MORE;
      if ((p + 1 == end || p[1] != '\n') && !why) why = "a carriage return without line feed stands outside quotes";
    }
    p++;
  }
  if (p == end && !csv->eof) return SCAN_MORE;
  if (why) blame(csv, why);
  size_t length = (size_t)(p - from);
  if (p < end && *p == '\n' && length && p[-1] == '\r') length--;
  *at = p;
  return add_cell(csv, from, length) ? SCAN_DONE : SCAN_NOMEM;
}

static scan scan_record(styr_i_csv *csv) {
  char *p = csv->buffer + csv->start;
  const char *end = csv->buffer + csv->end;
  csv->count = 0;
  csv->why = NULL;
  csv->next_line = csv->line;
  for (;;) {
    if (p == end && !csv->eof) return SCAN_MORE;
    scan s;
    if (p < end && *p == '"') {
      p++;
      s = quoted_cell(csv, &p, end);
    } else {
      s = plain_cell(csv, &p, end);
    }
    if (s != SCAN_DONE) return s;
    if (p == end) break;
    if (*p++ == '\n') {
      csv->next_line++;
      break;
    }
  }
  csv->start = (size_t)(p - csv->buffer);
  return SCAN_DONE;
}

static void undouble(styr_i_slice *cell) {
  char *text = (char *)(uintptr_t)cell->text; /* it points into our own buffer */
  char *q = memchr(text, '"', cell->length);
  if (!q) return;
  char *to = q;
  for (const char *from = q; from < text + cell->length; from++) {
    *to++ = *from;
    if (*from == '"') from++;
  }
  cell->length = (size_t)(to - text);
}

static styr_i_csv_result check_cells(styr_i_csv *csv) {
  const char *record = csv->count ? csv->cells[0].text : "";
  const size_t length = csv->count ? (size_t)(csv->cells[csv->count - 1].text + csv->cells[csv->count - 1].length - record) : 0;
  const bool plain = styr_i_ascii(record, length) && !(length && memchr(record, '\0', length));
  const size_t known = plain ? 0 : csv->why ? csv->bad_cell + 1 : csv->count;
  for (size_t i = 0; i < known && i < csv->count; i++) {
    const styr_i_slice *cell = &csv->cells[i];
    const bool nul = cell->length && memchr(cell->text, '\0', cell->length);
    if (!nul && styr_i_utf8_valid(cell->text, cell->length)) continue;
    if (csv->why && i == csv->bad_cell) break; /* only the first problem of a record is reported */
    csv->bad_cell = i;
    csv->why = nul ? "a NUL byte" : csv->bytes.encoding ? "ill-formed UTF-16" : "ill-formed UTF-8";
    break;
  }
  if (csv->why) return CSV_BAD;
  for (size_t i = 0; i < csv->count; i++) undouble(&csv->cells[i]);
  return CSV_RECORD;
}

styr_i_csv_result styr_i_csv_next(styr_i_csv *csv) {
  for (;;) {
    while (!csv->eof && csv->start == csv->end) {
      const styr_i_csv_result r = fill(csv);
      if (r != CSV_RECORD) return r;
    }
    if (csv->start == csv->end) return CSV_END;
    if (!csv->separator) {
      while (!csv->eof && first_line(csv->buffer + csv->start, csv->buffer + csv->end) == csv->buffer + csv->end) {
        const styr_i_csv_result r = fill(csv);
        if (r != CSV_RECORD) return r;
      }
    }
    csv->line = csv->next_line;
    const char *p = csv->buffer + csv->start;
    const size_t left = csv->end - csv->start;
    if (*p == '\r' && left == 1 && !csv->eof) {
      const styr_i_csv_result r = fill(csv);
      if (r != CSV_RECORD) return r;
      continue;
    }
    if (*p == '\n' || (*p == '\r' && left > 1 && p[1] == '\n')) { /* a blank line is not a record */
      csv->start += *p == '\r' ? 2 : 1;
      csv->next_line++;
      continue;
    }
    if (!csv->separator) {
      csv->separator = detect(csv->schema, p, csv->buffer + csv->end);
      csv->stop['\n'] = csv->stop['"'] = csv->stop['\r'] = csv->stop[(unsigned char)csv->separator] = true;
    }
    scan s;
    while ((s = scan_record(csv)) == SCAN_MORE) {
      const styr_i_csv_result r = fill(csv);
      if (r != CSV_RECORD) return r;
    }
    if (s == SCAN_NOMEM) return CSV_NOMEM;
    if (s == SCAN_OPEN) {
      csv->start = csv->end;
      if (csv->why) return CSV_BAD; /* an earlier cell of this record has a problem */
      blame(csv, "a quote is opened and never closed");
      return CSV_STOP;
    }
    return check_cells(csv);
  }
}

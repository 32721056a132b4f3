/* SPDX-License-Identifier: MIT */
/* What is changed in the files that cairo writes. cairo puts the time and its zone into a PDF; the same input shall give the
 * same bytes. The time is overwritten, and the zone, whose length differs, becomes Z; the table of offsets at the end (PDF
 * 32000-1, 7.5.4) is then corrected. A draft gets its notice into the metadata of a PDF or PNG. */
#include "graphviz/graphviz_i.h"

static char *find_last(char *bytes, size_t size, const char *what) {
  const size_t n = strlen(what);
  for (size_t i = size; i-- > 0;)
    if (i + n <= size && memcmp(bytes + i, what, n) == 0) return bytes + i;
  return NULL;
}

static size_t number_at(const char *p, const char *end) {
  size_t value = 0;
  while (p < end && *p >= '0' && *p <= '9') value = value * 10 + (size_t)(*p++ - '0');
  return value;
}

/* Entries are 20 bytes each, "0000000000 00000 n \n"; those behind the cut lie `gone` bytes earlier now. */
static void mend_table(char *table, const char *end, size_t cut, size_t gone) {
  char *p = memchr(table, '\n', (size_t)(end - table)); /* behind "xref" */
  p = p ? memchr(p + 1, '\n', (size_t)(end - p - 1)) : NULL;
  for (p = p ? p + 1 : table; p + 20 <= end && (p[17] == 'n' || p[17] == 'f'); p += 20) {
    size_t offset = number_at(p, p + 10);
    if (p[17] == 'f' || offset < cut) continue;
    offset -= gone;
    for (int i = 9; i >= 0; i--, offset /= 10) p[i] = (char)('0' + offset % 10);
  }
}

size_t styr_g_fix_pdf_date(char *bytes, size_t size) {
  static const char key[] = "/CreationDate (D:", fixed[] = "20000101000000Z";
  char *at = find_last(bytes, size, key), *close = at ? memchr(at, ')', size - (size_t)(at - bytes)) : NULL;
  char *mark = find_last(bytes, size, "startxref\n");
  if (!close || !mark || close >= mark) return size;
  char *date = at + sizeof key - 1;
  if ((size_t)(close - date) < sizeof fixed - 1) return size;
  memcpy(date, fixed, sizeof fixed - 1);
  const size_t gone = (size_t)(close - date) - (sizeof fixed - 1), cut = (size_t)(close - bytes);
  const size_t start = number_at(mark + 10, bytes + size);
  if (!gone || start <= cut || start >= size) return size;
  memmove(close - gone, close, size - cut);
  size -= gone;
  mend_table(bytes + start - gone, bytes + size, cut, gone);
  char tail[48];
  const int n = snprintf(tail, sizeof tail, "startxref\n%zu\n%%%%EOF\n", start - gone);
  memcpy(mark - gone, tail, (size_t)n);
  return (size_t)(mark - gone - bytes) + (size_t)n;
}

/* The notice of a draft as a keyword of the document, behind its date; the offsets behind it grow. */
char *styr_g_mark_pdf(const char *bytes, size_t size, size_t *marked_size) {
  static const char notice[] = "\n   /Keywords (" STYR_DRAFT_NOTICE ")";
  const size_t more = sizeof notice - 1;
  char *out = malloc(size + more + 48);
  if (!out) return NULL;
  memcpy(out, bytes, size);
  char *at = find_last(out, size, "/CreationDate (D:"), *close = at ? memchr(at, ')', size - (size_t)(at - out)) : NULL;
  char *mark = find_last(out, size, "startxref\n");
  const size_t cut = close ? (size_t)(close + 1 - out) : 0, start = mark ? number_at(mark + 10, out + size) : 0;
  if (!cut || !mark || start <= cut || start >= size) { /* not as cairo writes it: nothing must go out without the notice */
    free(out);
    return NULL;
  }
  const size_t tail_at = (size_t)(mark - out) + more;
  memmove(out + cut + more, out + cut, size - cut);
  memcpy(out + cut, notice, more);
  mend_table(out + start + more, out + size + more, cut, (size_t)0 - more);
  *marked_size = tail_at + (size_t)snprintf(out + tail_at, 48, "startxref\n%zu\n%%%%EOF\n", start + more);
  return out;
}

/* ---- PNG: a text chunk behind the header (ISO/IEC 15948, 11.3.4.3) ---- */

static uint32_t checksum(const unsigned char *p, size_t size) { /* CRC-32, annex D */
  uint32_t c = 0xFFFFFFFFu;
  for (size_t i = 0; i < size; i++) {
    c ^= p[i];
    for (int k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320u ^ c >> 1 : c >> 1;
  }
  return ~c;
}

static void put_number(unsigned char *to, uint32_t n) {
  for (int i = 0; i < 4; i++) to[i] = (unsigned char)(n >> (24 - 8 * i));
}

char *styr_g_mark_png(const char *bytes, size_t size, size_t *marked_size) {
  static const char text[] = "tEXtComment\0" STYR_DRAFT_NOTICE;
  enum { header = 8 + 25, length = sizeof text - 1, chunk = 4 + length + 4 };
  char *out = size > header ? malloc(size + chunk) : NULL;
  if (!out) return NULL;
  memcpy(out, bytes, header);
  put_number((unsigned char *)out + header, length - 4);
  memcpy(out + header + 4, text, length);
  put_number((unsigned char *)out + header + 4 + length, checksum((const unsigned char *)text, length));
  memcpy(out + header + chunk, bytes + header, size - header);
  *marked_size = size + chunk;
  return out;
}

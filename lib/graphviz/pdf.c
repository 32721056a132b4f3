/* SPDX-License-Identifier: MIT */
/* cairo puts the time and its zone into a PDF; the same input shall give the same bytes. The time is overwritten, and the
 * zone, whose length differs, becomes Z; the table of offsets at the end (PDF 32000-1, 7.5.4) is then set right. */
#include "graphviz_i.h"

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

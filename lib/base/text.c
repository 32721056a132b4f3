/* SPDX-License-Identifier: MIT */
/* UTF-8, natural order, numbers independent of the locale, and spelling suggestions. Case folding and NFC come from utf8proc
 * (Unicode 15); UTF-8 is validated here, because every byte that is read must be checked fast. */
#include "base/base_i.h"

#include <utf8proc.h>

bool styr_i_ascii(const char *text, size_t length) {
  uint64_t all = 0, chunk;
  for (; length >= 8; text += 8, length -= 8) {
    memcpy(&chunk, text, 8);
    all |= chunk;
  }
  for (; length; text++, length--) all |= (uint64_t)(unsigned char)*text;
  return (all & 0x8080808080808080u) == 0;
}

bool styr_i_utf8_valid(const char *text, size_t length) {
  const unsigned char *p = (const unsigned char *)text, *end = p + length;
  while (p < end) {
    uint64_t chunk;
    while (end - p >= 8 && (memcpy(&chunk, p, 8), (chunk & 0x8080808080808080u) == 0)) p += 8;
    if (p >= end) break;
    const unsigned c = *p;
    if (c < 0x80) {
      p++;
    } else if (c < 0xC2) {
      return false;
    } else if (c < 0xE0) {
      if (end - p < 2 || (p[1] & 0xC0) != 0x80) return false;
      p += 2;
    } else if (c < 0xF0) {
      if (end - p < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80) return false;
      if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F)) return false;
      p += 3;
    } else if (c < 0xF5) {
      if (end - p < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80) return false;
      if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F)) return false;
      p += 4;
    } else {
      return false;
    }
  }
  return true;
}

size_t styr_i_utf8_cut(const char *text, size_t length, size_t max) {
  if (length <= max) return length;
  while (max && ((unsigned char)text[max] & 0xC0) == 0x80) max--;
  return max;
}

size_t styr_columns(const char *text, size_t length) {
  if (!text) return 0;
  const char *end = text + length;
  size_t columns = 0;
  for (int32_t cp; (cp = styr_i_utf8_next(&text, end)) >= 0;) {
    const int wide = cp == 0xAD ? 0 : cp == 0xFFFD ? 1 : utf8proc_charwidth(cp);
    columns += wide > 0 ? (size_t)wide : 0;
  }
  return columns;
}

int32_t styr_i_utf8_next(const char **text, const char *end) {
  utf8proc_int32_t cp = -1;
  if (*text >= end) return -1;
  const utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)*text, end - *text, &cp);
  if (n <= 0) { /* not reached on valid text */
    (*text)++;
    return 0xFFFD;
  }
  *text += n;
  return cp;
}

bool styr_i_nfc(const styr_allocator *a, const char *text, size_t length, char **out, size_t *out_length) {
  *out = NULL;
  if (styr_i_ascii(text, length)) return true;
  const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
  const utf8proc_uint8_t *in = (const utf8proc_uint8_t *)text;
  const utf8proc_ssize_t n = utf8proc_decompose(in, (utf8proc_ssize_t)length, NULL, 0, options);
  if (n < 0) return false;
  utf8proc_int32_t *points = styr_i_alloc(a, ((size_t)n + 1) * sizeof *points);
  if (!points) return false;
  utf8proc_ssize_t bytes = utf8proc_decompose(in, (utf8proc_ssize_t)length, points, n, options);
  if (bytes >= 0) bytes = utf8proc_reencode(points, bytes, options); /* in place; adds a NUL */
  if (bytes < 0) {
    styr_i_free(a, points);
    return false;
  }
  if ((size_t)bytes == length && memcmp(points, text, length) == 0) {
    styr_i_free(a, points);
    return true;
  }
  *out = (char *)points;
  *out_length = (size_t)bytes;
  return true;
}

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

int styr_i_natural_compare(const char *a, const char *b) {
  const char *x = a, *y = b;
  while (*x && *y) {
    if (digit(*x) && digit(*y)) {
      const char *p = x, *q = y;
      while (*p == '0') p++;
      while (*q == '0') q++;
      size_t n = 0, m = 0;
      while (digit(p[n])) n++;
      while (digit(q[m])) m++;
      if (n != m) return n < m ? -1 : 1;
      const int d = memcmp(p, q, n);
      if (d) return d < 0 ? -1 : 1;
      x = p + n;
      y = q + m;
    } else {
      if (*x != *y) return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
      x++;
      y++;
    }
  }
  if (*x || *y) return *x ? 1 : -1;
  const int d = strcmp(a, b); /* "t01" and "t1" are equal numbers: the byte order decides */
  return d < 0 ? -1 : d > 0;
}

bool styr_i_parse_int(const char *text, size_t length, int64_t *out) {
  size_t i = 0;
  const bool minus = length && text[0] == '-';
  if (minus) i++;
  if (i == length) return false;
  int64_t value = 0;
  for (; i < length; i++) {
    if (!digit(text[i])) return false;
    const int d = text[i] - '0';
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, d, &value)) return false;
  }
  if (!minus && __builtin_sub_overflow(0, value, &value)) return false;
  *out = value;
  return true;
}

bool styr_i_parse_money(const char *text, size_t length, int decimals, int64_t *out, const char **why) {
  size_t i = 0, fraction = 0, digits = 0;
  const bool minus = length && text[0] == '-';
  bool point = false, large = false;
  int64_t value = 0; /* stored as a negative number, so that the smallest amount fits */
  for (i = minus; i < length; i++) {
    if (text[i] == '.' && !point && digits) {
      point = true;
      continue;
    }
    if (!digit(text[i])) {
      *why = "is not an amount: write digits with an optional decimal point, as in 63000000.00";
      return false;
    }
    const int d = text[i] - '0';
    digits++;
    if (point && ++fraction > (size_t)decimals) {
      if (d == 0) continue; /* zeros beyond the minor unit are ignored */
      *why = "has more decimals than its currency";
      return false;
    }
    large |= __builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, d, &value);
  }
  if (!digits || (point && !fraction)) {
    *why = "is not an amount: write digits with an optional decimal point, as in 63000000.00";
    return false;
  }
  for (; fraction < (size_t)decimals && !large; fraction++) large = __builtin_mul_overflow(value, 10, &value);
  if (!minus && !large) large = __builtin_sub_overflow(0, value, &value);
  if (large) {
    *why = "is too large";
    return false;
  }
  *out = value;
  return true;
}

/* ---- suggestions ---- */

enum { longest_word = 96 };

static size_t fold(const char *text, int32_t *out) {
  const char *end = text + strlen(text);
  size_t n = 0;
  while (n < longest_word && text < end) out[n++] = utf8proc_tolower(styr_i_utf8_next(&text, end));
  return n;
}

unsigned styr_i_distance(const char *a, const char *b, unsigned limit) {
  int32_t x[longest_word], y[longest_word];
  unsigned rows[3][longest_word + 1]; /* optimal string alignment: a swap of neighbours is one edit */
  const size_t n = fold(a, x), m = fold(b, y);
  if ((n > m ? n - m : m - n) > limit) return limit + 1;
  for (size_t j = 0; j <= m; j++) rows[0][j] = (unsigned)j;
  for (size_t i = 1; i <= n; i++) {
    unsigned *now = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
    now[0] = (unsigned)i;
    for (size_t j = 1; j <= m; j++) {
      unsigned d = above[j - 1] + (x[i - 1] != y[j - 1]);
      if (above[j] + 1 < d) d = above[j] + 1;
      if (now[j - 1] + 1 < d) d = now[j - 1] + 1;
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] && before[j - 2] + 1 < d) d = before[j - 2] + 1;
      now[j] = d;
    }
  }
  const unsigned d = rows[n % 3][m];
  return d > limit ? limit + 1 : d;
}

void styr_i_suggest(const char *word, const char *candidate, const char **best, unsigned *best_distance) {
  if (!*candidate) return;
  const size_t n = strlen(word);
  const unsigned limit = n < 4 ? 1 : n < 8 ? 2 : 3;
  const unsigned d = styr_i_distance(word, candidate, limit);
  if (d <= limit && (!*best || d < *best_distance)) {
    *best = candidate;
    *best_distance = d;
  }
}

const char *styr_nearest(const char *word, const char *const *candidates, size_t count) {
  if (!(word && candidates)) return NULL;
  const char *best = NULL;
  unsigned distance = 0;
  if (!styr_i_utf8_valid(word, strlen(word))) return NULL;
  for (size_t i = 0; i < count; i++) styr_i_suggest(word, candidates[i], &best, &distance);
  return best;
}

bool styr_i_text_in(const char *text, const char *const *words, size_t count, size_t *which) {
  for (size_t i = 0; i < count; i++) {
    if (strcmp(text, words[i]) == 0) {
      if (which) *which = i;
      return true;
    }
  }
  return false;
}

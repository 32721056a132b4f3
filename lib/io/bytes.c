/* SPDX-License-Identifier: MIT */
/* A file as a stream of UTF-8: the byte order mark decides between UTF-8 and UTF-16 (Unicode Standard, section 23.8),
 * and UTF-16 is decoded block by block. */
#include "io/io_i.h"

#include <errno.h>
#include <unistd.h>

enum { raw_size = 1 << 16 };

static long read_some(int fd, void *to, size_t room) {
  for (;;) {
    const ssize_t n = read(fd, to, room);
    if (n >= 0 || errno != EINTR) return (long)n;
  }
}

static size_t put_utf8(char *to, uint32_t cp) {
  unsigned char *p = (unsigned char *)to;
  if (cp < 0x80) {
    p[0] = (unsigned char)cp;
    return 1;
  }
  if (cp < 0x800) {
    p[0] = (unsigned char)(0xC0 | cp >> 6);
    p[1] = (unsigned char)(0x80 | (cp & 63));
    return 2;
  }
  if (cp < 0x10000) {
    p[0] = (unsigned char)(0xE0 | cp >> 12);
    p[1] = (unsigned char)(0x80 | (cp >> 6 & 63));
    p[2] = (unsigned char)(0x80 | (cp & 63));
    return 3;
  }
  p[0] = (unsigned char)(0xF0 | cp >> 18);
  p[1] = (unsigned char)(0x80 | (cp >> 12 & 63));
  p[2] = (unsigned char)(0x80 | (cp >> 6 & 63));
  p[3] = (unsigned char)(0x80 | (cp & 63));
  return 4;
}

/* Decodes one UTF-16 unit; writes up to 4 bytes. */
static size_t put_unit(styr_i_bytes *b, char *to, uint32_t unit) {
  size_t n = 0;
  if (b->high) {
    const uint32_t high = b->high;
    b->high = 0;
    if (unit >= 0xDC00 && unit < 0xE000) return put_utf8(to, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    to[n++] = (char)0xFF;
  }
  if (unit >= 0xD800 && unit < 0xDC00) b->high = unit;
  else if (unit >= 0xDC00 && unit < 0xE000) to[n++] = (char)0xFF;
  else n += put_utf8(to + n, unit);
  return n;
}

static long read_utf16(styr_i_bytes *b, char *to, size_t room) {
  size_t written = 0;
  while (!written && !b->ended) {
    size_t want = room / 4 * 2; /* a unit gives at most 4 bytes */
    if (want > raw_size) want = raw_size;
    const long got = want > b->raw_used ? read_some(b->fd, b->raw + b->raw_used, want - b->raw_used) : 0;
    if (got < 0) return -1;
    b->ended = got == 0;
    b->raw_used += (size_t)got;
    size_t i = 0;
    for (; i + 1 < b->raw_used; i += 2) {
      const unsigned char *p = b->raw + i;
      const uint32_t unit = b->encoding == 1 ? (uint32_t)(p[0] | p[1] << 8) : (uint32_t)(p[0] << 8 | p[1]);
      written += put_unit(b, to + written, unit);
    }
    if (b->raw_used & 1) b->raw[0] = b->raw[b->raw_used - 1];
    b->raw_used &= 1;
    if (b->ended && (b->raw_used || b->high)) to[written++] = (char)0xFF;
  }
  return (long)written;
}

long styr_i_bytes_read(styr_i_bytes *b, char *to, size_t room) {
  if (!b->started) {
    b->started = true;
    unsigned char head[4];
    size_t have = 0;
    while (have < 3) {
      const long got = read_some(b->fd, head + have, 3 - have);
      if (got < 0) return -1;
      if (got == 0) break;
      have += (size_t)got;
    }
    if (have >= 2 && ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF))) {
      b->encoding = head[0] == 0xFF ? 1 : 2;
      b->raw = malloc(raw_size);
      if (!b->raw) {
        errno = ENOMEM;
        return -1;
      }
      b->raw_used = have - 2;
      b->raw[0] = head[2];
    } else if (!(have == 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF)) {
      memcpy(to, head, have);
      if (have) return (long)have;
    }
  }
  return b->encoding ? read_utf16(b, to, room) : read_some(b->fd, to, room);
}

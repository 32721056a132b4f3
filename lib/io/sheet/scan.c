/* SPDX-License-Identifier: MIT */
/* Scans a stretch of CSV text once, 64 bytes at a time, and records the positions of separators and line feeds, and of the bytes
 * that make a row unsuitable for the fast path. Quotes are not interpreted: the fast path rejects rows in which they matter.
 * Three kernels turn 64 bytes into four bit masks: a portable one that works on 64-bit words, one for SSE2, which every x86-64 has,
 * and one for AVX2, used when the processor has it. */
#include "io/io_i.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

typedef struct masks {
  uint64_t breaks;  /* separators and line feeds */
  uint64_t returns; /* carriage returns */
  uint64_t hard;    /* quotes and NUL bytes */
  uint64_t high;    /* bytes from 0x80 on */
} masks;

typedef masks kernel(const char *text, char separator);

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* ---- portable ---- */

/* Sets 0x80 in each byte of `word` that equals that byte of `pattern`; exact, unlike the usual test for a zero byte. */
ALWAYS_INLINE uint64_t equal_bytes(uint64_t word, uint64_t pattern) {
  const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F), differ = word ^ pattern;
  return ~(((differ & low) + low) | differ | low);
}

/* Collects bit 7 of each byte. */
ALWAYS_INLINE uint64_t gather(uint64_t bytes) {
  return ((bytes >> 7) * UINT64_C(0x0102040810204080)) >> 56;
}

ALWAYS_INLINE uint64_t load_word(const char *text) {
  uint64_t word;
  memcpy(&word, text, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

ALWAYS_INLINE masks masks_of_words(const char *text, char separator) {
  const uint64_t ones = UINT64_C(0x0101010101010101), all = (uint64_t)(unsigned char)separator * ones;
  masks m = {0, 0, 0, 0};
  for (unsigned i = 0; i < 8; i++) {
    const uint64_t word = load_word(text + 8 * i);
    m.breaks |= gather(equal_bytes(word, all) | equal_bytes(word, '\n' * ones)) << 8 * i;
    m.returns |= gather(equal_bytes(word, '\r' * ones)) << 8 * i;
    m.hard |= gather(equal_bytes(word, '"' * ones) | equal_bytes(word, 0)) << 8 * i;
    m.high |= gather(word & UINT64_C(0x8080808080808080)) << 8 * i;
  }
  return m;
}

/* ---- x86-64 ---- */

#if defined(__SSE2__)
ALWAYS_INLINE masks masks_of_sse2(const char *text, char separator) {
  masks m = {0, 0, 0, 0};
  for (unsigned i = 0; i < 4; i++) {
    const __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(text + 16 * i));
    const __m128i breaks = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8(separator)), _mm_cmpeq_epi8(x, _mm_set1_epi8('\n')));
    const __m128i hard = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')), _mm_cmpeq_epi8(x, _mm_setzero_si128()));
    m.breaks |= (uint64_t)(uint32_t)_mm_movemask_epi8(breaks) << 16 * i;
    m.returns |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8('\r'))) << 16 * i;
    m.hard |= (uint64_t)(uint32_t)_mm_movemask_epi8(hard) << 16 * i;
    m.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(x) << 16 * i;
  }
  return m;
}
#endif

#if defined(__SSE2__) && defined(STYR_DISPATCH)
#define TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

TARGET_AVX2 ALWAYS_INLINE masks masks_of_avx2(const char *text, char separator) {
  masks m = {0, 0, 0, 0};
  for (unsigned i = 0; i < 2; i++) {
    const __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(text + 32 * i));
    const __m256i breaks = _mm256_or_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8(separator)), _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\n')));
    const __m256i hard = _mm256_or_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(x, _mm256_setzero_si256()));
    m.breaks |= (uint64_t)(uint32_t)_mm256_movemask_epi8(breaks) << 32 * i;
    m.returns |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(x, _mm256_set1_epi8('\r'))) << 32 * i;
    m.hard |= (uint64_t)(uint32_t)_mm256_movemask_epi8(hard) << 32 * i;
    m.high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(x) << 32 * i;
  }
  return m;
}
#endif

/* ---- the loop over the text, the same for every kernel ---- */

ALWAYS_INLINE uint32_t lowest(uint64_t mask) {
  return mask ? (uint32_t)__builtin_ctzll(mask) : 64;
}

/* Always writes eight positions at a time, some of them unused: a loop with a variable number of rounds would be mispredicted at
 * almost every block. */
ALWAYS_INLINE uint32_t *put_positions(uint32_t *to, uint32_t base, uint64_t mask) {
  uint32_t *const end = to + __builtin_popcountll(mask);
  while (mask) {
    for (unsigned i = 0; i < 8; i++) {
      to[i] = base + lowest(mask);
      mask &= mask - 1;
    }
    to += 8;
  }
  return end;
}

ALWAYS_INLINE void walk(styr_i_scan *s, const char *text, size_t length, char separator, kernel *masks_of) {
  uint32_t *to = s->breaks;
  uint64_t any_hard = 0, any_high = 0;
  for (size_t i = 0; i < length; i += STYR_I_SCAN_BLOCK) {
    char last[STYR_I_SCAN_BLOCK];
    const char *block = text + i;
    uint64_t inside = UINT64_MAX;
    if (length - i < sizeof last) {
      memset(last, 'x', sizeof last);
      memcpy(last, block, length - i);
      block = last;
      inside = (UINT64_C(1) << (length - i)) - 1;
    }
    masks m = masks_of(block, separator);
    if (m.returns) { /* one before a line feed is part of the line end */
      uint64_t bare = m.returns;
      for (uint64_t left = m.returns; left; left &= left - 1) {
        const size_t next = i + lowest(left) + 1;
        if (next < length && text[next] == '\n') bare &= ~(left & -left);
      }
      m.hard |= bare;
    }
    m.hard &= inside;
    s->hard[i / STYR_I_SCAN_BLOCK] = m.hard;
    s->high[i / STYR_I_SCAN_BLOCK] = m.high & inside;
    any_hard |= m.hard;
    any_high |= m.high & inside;
    to = put_positions(to, (uint32_t)i, m.breaks & inside);
  }
  s->count = (size_t)(to - s->breaks);
  s->any_hard = any_hard != 0;
  s->any_high = any_high != 0;
}

static void scan_words(styr_i_scan *s, const char *text, size_t length, char separator) {
  walk(s, text, length, separator, masks_of_words);
}

#if defined(__SSE2__)
static void scan_sse2(styr_i_scan *s, const char *text, size_t length, char separator) {
  walk(s, text, length, separator, masks_of_sse2);
}
#endif

#if defined(__SSE2__) && defined(STYR_DISPATCH)
TARGET_AVX2 static void scan_avx2(styr_i_scan *s, const char *text, size_t length, char separator) {
  walk(s, text, length, separator, masks_of_avx2);
}
#endif

styr_i_scan_kernel *styr_i_scan_kernel_at(size_t index) {
  styr_i_scan_kernel *kernels[3] = {NULL, NULL, NULL};
  size_t count = 0;
#if defined(__SSE2__) && defined(STYR_DISPATCH)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) kernels[count++] = scan_avx2;
#endif
#if defined(__SSE2__)
  kernels[count++] = scan_sse2;
#endif
  kernels[count++] = scan_words;
  return index < count ? kernels[index] : NULL;
}

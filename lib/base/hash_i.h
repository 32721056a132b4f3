/* SPDX-License-Identifier: MIT */
/* Hash tables; base_i.h includes this. */
#ifndef STYR_HASH_I_H
#define STYR_HASH_I_H

#include <styr/base.h>

static inline uint32_t styr_i_mix(uint64_t key) {
  key ^= key >> 32;
  key *= 0x9E3779B97F4A7C15u;
  return (uint32_t)(key >> 32);
}

/* ---- hash from u64 key to u32 value ---- */
typedef struct styr_i_index {
  styr_allocator a;
  uint64_t *keys;
  uint32_t *values; /* value + 1; 0 = free */
  uint32_t mask, count;
} styr_i_index;

#define STYR_I_NONE UINT32_MAX
void styr_i_index_init(styr_i_index *x, const styr_allocator *a);
void styr_i_index_done(styr_i_index *x);
uint32_t styr_i_index_get(const styr_i_index *x, uint64_t key);       /* NONE when the key is not in the table */
void styr_i_index_prefetch(const styr_i_index *x, uint64_t key);      /* for a get or set that follows soon */
bool styr_i_index_reserve(styr_i_index *x);                           /* after this the next set cannot fail */
bool styr_i_index_set(styr_i_index *x, uint64_t key, uint32_t value); /* false when out of memory */

/* ---- a set of numbers, each found by a key that the owner stores ---- */
typedef struct styr_i_numbers { /* starts as {0} */
  uint32_t *slots;              /* number + 1; 0 = free */
  uint32_t mask, count;         /* count: the owner adds 1 when it fills a slot */
} styr_i_numbers;
typedef uint32_t styr_i_hash_of(const void *owner, uint32_t number);
typedef bool styr_i_has_key(const void *owner, uint32_t number, const void *key);

bool styr_i_numbers_grow(const styr_allocator *a, styr_i_numbers *n, styr_i_hash_of *hash_of, const void *owner);
void styr_i_numbers_clear(styr_i_numbers *n);
void styr_i_numbers_done(const styr_allocator *a, styr_i_numbers *n);
static inline bool styr_i_numbers_full(const styr_i_numbers *n) { /* it must grow before another slot is filled */
  return !n->slots || (uint64_t)n->count * 2 > n->mask;
}
/* The slot of the number with that key, or the free slot where it belongs. The table must have slots. Always inline, so that the
 * compiler also inlines the comparison. */
__attribute__((always_inline)) static inline uint32_t *styr_i_numbers_slot(const styr_i_numbers *n, uint32_t hash, styr_i_has_key *has_key,
                                                                           const void *owner, const void *key) {
  uint32_t at = hash & n->mask;
  while (n->slots[at] && !has_key(owner, n->slots[at] - 1, key)) at = (at + 1) & n->mask;
  return &n->slots[at];
}

#endif

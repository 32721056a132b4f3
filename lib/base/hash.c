/* SPDX-License-Identifier: MIT */
/* Hash tables with open addressing and linear probing, at most half full: an index that stores its keys, and a set of numbers whose
 * keys the owner stores. strings.c has a third one, for interned strings. */
#include "base/base_i.h"

enum { first_numbers = 16 };

/* ---- numbers ---- */

bool styr_i_numbers_grow(const styr_allocator *a, styr_i_numbers *n, styr_i_hash_of *hash_of, const void *owner) {
  if (n->mask > UINT32_MAX / 2) return false;
  const uint32_t size = n->slots ? (n->mask + 1) * 2 : first_numbers;
  uint32_t *fresh = styr_i_zalloc(a, size, sizeof *fresh);
  if (!fresh) return false;
  for (uint32_t i = 0; n->slots && i <= n->mask; i++) {
    if (!n->slots[i]) continue;
    uint32_t at = hash_of(owner, n->slots[i] - 1) & (size - 1);
    while (fresh[at]) at = (at + 1) & (size - 1);
    fresh[at] = n->slots[i];
  }
  styr_i_free(a, n->slots);
  n->slots = fresh;
  n->mask = size - 1;
  return true;
}

void styr_i_numbers_clear(styr_i_numbers *n) {
  if (n->count) memset(n->slots, 0, ((size_t)n->mask + 1) * sizeof *n->slots);
  n->count = 0;
}

void styr_i_numbers_done(const styr_allocator *a, styr_i_numbers *n) {
  styr_i_free(a, n->slots);
  memset(n, 0, sizeof *n);
}

/* ---- index ---- */

void styr_i_index_init(styr_i_index *x, const styr_allocator *a) {
  memset(x, 0, sizeof *x);
  x->a = *a;
}

void styr_i_index_done(styr_i_index *x) {
  styr_i_free(&x->a, x->keys);
  styr_i_free(&x->a, x->values);
  x->keys = NULL;
  x->values = NULL;
  x->mask = x->count = 0;
}

uint32_t styr_i_index_get(const styr_i_index *x, uint64_t key) {
  if (!x->values) return STYR_I_NONE;
  for (uint32_t at = styr_i_mix(key) & x->mask; x->values[at]; at = (at + 1) & x->mask)
    if (x->keys[at] == key) return x->values[at] - 1;
  return STYR_I_NONE;
}

void styr_i_index_prefetch(const styr_i_index *x, uint64_t key) {
  if (!x->values) return;
  __builtin_prefetch(&x->keys[styr_i_mix(key) & x->mask]);
  __builtin_prefetch(&x->values[styr_i_mix(key) & x->mask]);
}

static bool index_grow(styr_i_index *x) {
  const uint32_t size = x->values ? (x->mask + 1) * 2 : 64;
  uint64_t *keys = styr_i_zalloc(&x->a, size, sizeof *keys);
  uint32_t *values = styr_i_zalloc(&x->a, size, sizeof *values);
  if (!keys || !values) {
    styr_i_free(&x->a, keys);
    styr_i_free(&x->a, values);
    return false;
  }
  for (uint32_t i = 0; x->values && i <= x->mask; i++) {
    if (!x->values[i]) continue;
    uint32_t at = styr_i_mix(x->keys[i]) & (size - 1);
    while (values[at]) at = (at + 1) & (size - 1);
    keys[at] = x->keys[i];
    values[at] = x->values[i];
  }
  styr_i_free(&x->a, x->keys);
  styr_i_free(&x->a, x->values);
  x->keys = keys;
  x->values = values;
  x->mask = size - 1;
  return true;
}

bool styr_i_index_reserve(styr_i_index *x) {
  return (x->values && x->count * 2 <= x->mask) || index_grow(x);
}

bool styr_i_index_set(styr_i_index *x, uint64_t key, uint32_t value) {
  if (!styr_i_index_reserve(x)) return false;
  uint32_t at = styr_i_mix(key) & x->mask;
  while (x->values[at] && x->keys[at] != key) at = (at + 1) & x->mask;
  if (!x->values[at]) x->count++;
  x->keys[at] = key;
  x->values[at] = value + 1;
  return true;
}

/* SPDX-License-Identifier: MIT */
/* Interned strings and the u64 → u32 index. Strings lie in an arena of blocks and are found by open addressing over
 * XXH3 hashes; equal strings share one id, so that ids, terms and labels compare as integers. The seed differs from
 * table to table, so that stored data cannot be made to collide on purpose. */
#include "base_i.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { first_slots = 64, first_block = 4096, max_block = 1 << 20 };

static uint64_t hash_of(const styr_i_strings *s, const char *text, size_t length) {
  return XXH3_64bits_withSeed(text, length, s->seed);
}

/* The string's slot, or the free one where it belongs. A slot keeps 32 bits of the hash, so that other strings are
 * passed by without being looked at. */
static uint32_t slot_of(const styr_i_strings *s, const char *text, size_t length, uint64_t hash) {
  const uint32_t print = (uint32_t)(hash >> 32);
  uint32_t at = (uint32_t)hash & s->mask;
  for (; s->slots[at].id; at = (at + 1) & s->mask) {
    const uint32_t id = s->slots[at].id - 1;
    if (s->slots[at].print == print && styr_i_strlen(s, id) == length && memcmp(s->text[id], text, length) == 0) break;
  }
  return at;
}

static bool strings_rehash(styr_i_strings *s, uint32_t size) {
  styr_i_slot *fresh = styr_i_zalloc(&s->a, size, sizeof *fresh);
  if (!fresh) return false;
  styr_i_free(&s->a, s->slots);
  s->slots = fresh;
  s->mask = size - 1;
  for (size_t id = 0; id < s->count; id++) {
    const uint64_t hash = hash_of(s, s->text[id], styr_i_strlen(s, (uint32_t)id));
    uint32_t at = (uint32_t)hash & s->mask;
    while (fresh[at].id) at = (at + 1) & s->mask;
    fresh[at] = (styr_i_slot){(uint32_t)id + 1, (uint32_t)(hash >> 32)};
  }
  return true;
}

/* Room for a string of `length` bytes with its length before and a NUL behind. */
static char *arena_take(styr_i_strings *s, size_t length) {
  const size_t need = (sizeof(uint32_t) + length + 1 + 3) & ~(size_t)3;
  if (!s->nblocks || s->block_size - s->used < need) {
    if (!STYR_I_GROW(&s->a, s->blocks, s->capblocks, s->nblocks + 1)) return NULL;
    size_t size = s->nblocks ? s->block_size * 2 : first_block;
    if (size > max_block) size = max_block;
    if (size < need) size = need;
    char *block = styr_i_alloc(&s->a, size);
    if (!block) return NULL;
    s->blocks[s->nblocks++] = block;
    s->block_size = size;
    s->used = 0;
  }
  char *at = s->blocks[s->nblocks - 1] + s->used;
  s->used += need;
  return at;
}

bool styr_i_strings_init(styr_i_strings *s, const styr_allocator *a) {
  memset(s, 0, sizeof *s);
  s->a = *a;
  s->seed = (uint64_t)(uintptr_t)s * 0x9E3779B97F4A7C15u;
  return strings_rehash(s, first_slots) && styr_i_intern(s, "", 0) == 0;
}

void styr_i_strings_done(styr_i_strings *s) {
  for (size_t i = 0; i < s->nblocks; i++) styr_i_free(&s->a, s->blocks[i]);
  styr_i_free(&s->a, s->blocks);
  styr_i_free(&s->a, s->text);
  styr_i_free(&s->a, s->slots);
  memset(s, 0, sizeof *s);
}

uint32_t styr_i_intern(styr_i_strings *s, const char *text, size_t length) {
  const uint64_t hash = hash_of(s, text, length);
  uint32_t at = slot_of(s, text, length, hash);
  if (s->slots[at].id) return s->slots[at].id - 1;
  if (length > UINT32_MAX / 2 || s->count >= UINT32_MAX / 4) return STYR_I_NOSTR;
  if (s->count * 2 > s->mask) {
    if (!strings_rehash(s, (s->mask + 1) * 2)) return STYR_I_NOSTR;
    at = slot_of(s, text, length, hash);
  }
  if (!STYR_I_GROW(&s->a, s->text, s->cap, s->count + 1)) return STYR_I_NOSTR;
  char *room = arena_take(s, length);
  if (!room) return STYR_I_NOSTR;
  const uint32_t n = (uint32_t)length;
  memcpy(room, &n, sizeof n);
  room += sizeof n;
  if (length) memcpy(room, text, length);
  room[length] = '\0';
  s->text[s->count] = room;
  s->slots[at] = (styr_i_slot){(uint32_t)++s->count, (uint32_t)(hash >> 32)};
  return (uint32_t)s->count - 1;
}

uint32_t styr_i_strings_find(const styr_i_strings *s, const char *text, size_t length) {
  const uint32_t at = slot_of(s, text, length, hash_of(s, text, length));
  return s->slots[at].id ? s->slots[at].id - 1 : STYR_I_NOSTR;
}

/* ---- index ---- */

static uint32_t mix(uint64_t key) {
  key ^= key >> 32;
  key *= 0x9E3779B97F4A7C15u;
  return (uint32_t)(key >> 32);
}

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
  for (uint32_t at = mix(key) & x->mask; x->values[at]; at = (at + 1) & x->mask)
    if (x->keys[at] == key) return x->values[at] - 1;
  return STYR_I_NONE;
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
    uint32_t at = mix(x->keys[i]) & (size - 1);
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
  uint32_t at = mix(key) & x->mask;
  while (x->values[at] && x->keys[at] != key) at = (at + 1) & x->mask;
  if (!x->values[at]) x->count++;
  x->keys[at] = key;
  x->values[at] = value + 1;
  return true;
}

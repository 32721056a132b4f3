/* SPDX-License-Identifier: MIT */
/* Interned strings: equal strings have one id, so that ids, terms and labels compare as integers. Strings are stored in blocks,
 * each behind its id, length and mark, and never move. The hash table uses open addressing. A slot holds 32 bits of the hash (the
 * print) beside the place, and the upper bits of the print give the first slot. So the table can grow, and a lookup can skip other
 * strings, without reading a string; the tables of hash.c cannot do that. The seed differs from table to table, so that nobody can
 * construct data whose strings collide. */
#include "base/base_i.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
  cache_line = 64,
  first_slots_log = 6,
  first_block = 4096,
  max_block = 1 << (STYR_I_PLACE_BITS + 2),
  max_blocks = 1 << (32 - STYR_I_PLACE_BITS)
};

/* ---- hashing: up to 16 bytes with one wide multiplication, as in wyhash and XXH3; longer texts with XXH3 ---- */

static uint64_t fold(uint64_t a, uint64_t b) {
#if defined(__SIZEOF_INT128__)
  __extension__ typedef unsigned __int128 wide;
  const wide product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
  const uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
  const uint64_t low = a0 * b0, middle = a1 * b0 + (low >> 32), other = a0 * b1 + (uint32_t)middle;
  return (a1 * b1 + (middle >> 32) + (other >> 32)) ^ (other << 32 | (uint32_t)low);
#endif
}

static uint32_t print_of_short(const styr_i_strings *s, styr_i_short text, size_t length) {
  return (uint32_t)(fold(text.low ^ s->seed, text.high ^ 0xE7037ED1A0B428DBu ^ length) >> 32);
}

static uint32_t print_of_long(const styr_i_strings *s, const char *text, size_t length) {
  return (uint32_t)(XXH3_64bits_withSeed(text, length, s->seed) >> 32);
}

static uint32_t print_of(const styr_i_strings *s, const char *text, size_t length) {
  if (length > sizeof(styr_i_short)) return print_of_long(s, text, length);
  styr_i_short value = {0, 0};
  if (length) memcpy(&value, text, length);
  return print_of_short(s, value, length);
}

/* ---- the table ---- */

static styr_i_entry head_of(const char *entry) {
  styr_i_entry e;
  memcpy(&e, entry, sizeof e);
  return e;
}

/* The slot of the string, or the free slot where it belongs. Other strings are skipped by their print; only those with the same
 * print are compared. */
static uint32_t slot_of(const styr_i_strings *s, const char *text, size_t length, uint32_t print) {
  uint32_t at = print >> s->shift;
  for (; s->slots[at].place; at = (at + 1) & s->mask) {
    if (s->slots[at].print != print) continue;
    const char *entry = styr_i_entry_at(s, s->slots[at].place);
    if (head_of(entry).length == length && memcmp(entry + sizeof(styr_i_entry), text, length) == 0) break;
  }
  return at;
}

static bool strings_grow(styr_i_strings *s) {
  if (s->slots && s->shift == 0) return false;
  const unsigned shift = s->slots ? s->shift - 1 : 32 - first_slots_log;
  const uint32_t mask = UINT32_MAX >> shift;
  styr_i_slot *fresh = styr_i_zalloc(&s->a, (size_t)mask + 1, sizeof *fresh);
  if (!fresh) return false;
  for (size_t i = 0; s->slots && i <= s->mask; i++) {
    if (!s->slots[i].place) continue;
    uint32_t at = s->slots[i].print >> shift;
    while (fresh[at].place) at = (at + 1) & mask;
    fresh[at] = s->slots[i];
  }
  styr_i_free(&s->a, s->slots);
  s->slots = fresh;
  s->mask = mask;
  s->shift = shift;
  return true;
}

/* Reserves room for an entry. Returns its place, or 0. An entry that fits into a cache line does not cross into the next one, so
 * that reading it is one cache miss. */
static uint32_t reserve_entry(styr_i_strings *s, size_t length) {
  const size_t need = (sizeof(styr_i_entry) + length + 1 + STYR_I_UNIT - 1) & ~(size_t)(STYR_I_UNIT - 1);
  if (!s->nblocks || s->used >= max_block || s->block_size - s->used < need) {
    if (s->nblocks == max_blocks || !STYR_I_GROW(&s->a, s->blocks, s->capblocks, s->nblocks + 1)) return 0;
    size_t size = s->nblocks ? s->block_size * 2 : first_block;
    if (size > max_block) size = max_block;
    if (size < need + STYR_I_UNIT) size = need + STYR_I_UNIT;
    char *block = styr_i_alloc(&s->a, size + STYR_I_SLACK);
    if (!block) return 0;
    s->used = s->nblocks ? 0 : STYR_I_UNIT; /* place 0 means none */
    s->blocks[s->nblocks++] = block;
    s->block_size = size;
  }
  const size_t into_line = ((uintptr_t)s->blocks[s->nblocks - 1] + s->used) % cache_line;
  const size_t skip = into_line + need > cache_line && need <= cache_line ? cache_line - into_line : 0;
  if (s->block_size - s->used >= skip + need) s->used += skip / STYR_I_UNIT * STYR_I_UNIT;
  const size_t at = s->used / STYR_I_UNIT;
  s->used += need;
  return (uint32_t)(s->nblocks - 1) << STYR_I_PLACE_BITS | (uint32_t)at;
}

bool styr_i_strings_init(styr_i_strings *s, const styr_allocator *a) {
  memset(s, 0, sizeof *s);
  s->a = *a;
  s->seed = ((uint64_t)(uintptr_t)s + 1) * 0x9E3779B97F4A7C15u;
  return strings_grow(s) && styr_i_intern(s, "", 0) == 0;
}

void styr_i_strings_done(styr_i_strings *s) {
  for (size_t i = 0; i < s->nblocks; i++) styr_i_free(&s->a, s->blocks[i]);
  styr_i_free(&s->a, s->blocks);
  styr_i_free(&s->a, s->places);
  styr_i_free(&s->a, s->slots);
  memset(s, 0, sizeof *s);
}

static char *room_at(styr_i_strings *s, uint32_t place) {
  return s->blocks[place >> STYR_I_PLACE_BITS] + (size_t)(place & ((1u << STYR_I_PLACE_BITS) - 1)) * STYR_I_UNIT;
}

void styr_i_mark(styr_i_strings *s, uint32_t id, uint32_t mark) {
  styr_i_entry head = styr_i_entry_of(s, id);
  head.mark = mark;
  memcpy(room_at(s, s->places[id]), &head, sizeof head);
}

uint32_t styr_i_intern_print(styr_i_strings *s, const char *text, size_t length, uint32_t print) {
  uint32_t at = slot_of(s, text, length, print);
  if (s->slots[at].place) return head_of(styr_i_entry_at(s, s->slots[at].place)).id;
  if (length > UINT32_MAX / 2 || s->count >= UINT32_MAX / 4) return STYR_I_NOSTR;
  if (s->count * 2 > s->mask) {
    if (!strings_grow(s)) return STYR_I_NOSTR;
    at = slot_of(s, text, length, print);
  }
  if (!STYR_I_GROW(&s->a, s->places, s->cap, s->count + 1)) return STYR_I_NOSTR;
  const uint32_t place = reserve_entry(s, length);
  if (!place) return STYR_I_NOSTR;
  const styr_i_entry head = {(uint32_t)s->count, (uint32_t)length, 0};
  char *room = room_at(s, place);
  memcpy(room, &head, sizeof head);
  if (length) memcpy(room + sizeof head, text, length);
  room[sizeof head + length] = '\0';
  s->places[s->count] = place;
  s->slots[at] = (styr_i_slot){place, print};
  return (uint32_t)s->count++;
}

uint32_t styr_i_intern(styr_i_strings *s, const char *text, size_t length) {
  return styr_i_intern_print(s, text, length, print_of(s, text, length));
}

uint32_t styr_i_strings_find(const styr_i_strings *s, const char *text, size_t length) {
  const styr_i_slot *slot = &s->slots[slot_of(s, text, length, print_of(s, text, length))];
  return slot->place ? head_of(styr_i_entry_at(s, slot->place)).id : STYR_I_NOSTR;
}

static const char *matching_entry(const styr_i_strings *s, const styr_i_slot *slots, uint32_t at, uint32_t print) {
  while (slots[at].place && slots[at].print != print) at = (at + 1) & s->mask;
  return slots[at].place ? styr_i_entry_at(s, slots[at].place) : NULL;
}

static bool is_same(const char *entry, styr_i_slice text, styr_i_short value) {
  const char *there = entry + sizeof(styr_i_entry);
  const styr_i_short other = styr_i_short_of(there, text.length);
  return head_of(entry).length == text.length && ((other.low ^ value.low) | (other.high ^ value.high)) == 0 &&
         (text.length <= sizeof value || memcmp(there, text.text, text.length) == 0);
}

/* Prefetches the slots, then the entries, then compares the texts. */
void styr_i_strings_find_many(const styr_i_strings *s, styr_i_search *searches, size_t count) {
  styr_i_short values[STYR_I_BATCH];
  const char *entries[STYR_I_BATCH];
  const styr_i_slot *const slots = s->slots;
  const unsigned shift = s->shift;
  for (size_t i = 0; i < count; i++) {
    const styr_i_slice text = searches[i].text;
    const styr_i_short value = styr_i_short_of(text.text, text.length);
    const uint32_t print = text.length > sizeof value ? print_of_long(s, text.text, text.length) : print_of_short(s, value, text.length);
    __builtin_prefetch(&slots[print >> shift]);
    values[i] = value;
    searches[i].print = print;
  }
  for (size_t i = 0; i < count; i++) {
    const char *entry = matching_entry(s, slots, searches[i].print >> shift, searches[i].print);
    entries[i] = entry;
    __builtin_prefetch(entry); /* prefetching NULL is harmless */
  }
  for (size_t i = 0; i < count; i++) {
    styr_i_search *search = &searches[i];
    const char *entry = entries[i];
    if (entry && !is_same(entry, search->text, values[i])) {
      const styr_i_slot *slot = &slots[slot_of(s, search->text.text, search->text.length, search->print)];
      entry = slot->place ? styr_i_entry_at(s, slot->place) : NULL;
    }
    search->id = entry ? head_of(entry).id : STYR_I_NOSTR;
    search->mark = entry ? head_of(entry).mark : 0;
  }
}

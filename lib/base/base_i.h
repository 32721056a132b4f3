/* SPDX-License-Identifier: MIT */
/* What all rooms of the library share, beside the public headers: memory, growing arrays, interned strings, hash tables and text
 * helpers. Nothing here is exported. */
#ifndef STYR_BASE_I_H
#define STYR_BASE_I_H

#include "base/hash_i.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <styr/base.h>

/* ---- errors: the first error is kept ---- */
styr_status styr_i_fail(styr_error *error, styr_status status, const char *fmt, ...) STYR_PRINTF(3, 4);
styr_status styr_i_nomem(styr_error *error);
/* The first statement of every public function that takes an error: forgets the error of an earlier call. `given`: whether every
 * argument that must not be NULL was given. If not, this is an error that names the function. */
bool styr_i_refuse(styr_error *error, const char *function); /* always false */
static inline bool styr_i_begin(styr_error *e, const char *function, bool given) {
  if (e) {
    e->status = STYR_OK;
    e->message[0] = '\0';
  }
  return given || styr_i_refuse(e, function);
}
/* For public functions that give a list and its length: whether there is an answer. Without one the length is 0. */
static inline bool styr_i_lists(const void *answer, size_t *count) {
  if (count) *count = 0;
  return answer && count;
}

/* ---- memory ---- */
extern const styr_allocator styr_i_libc;
void *styr_i_alloc(const styr_allocator *a, size_t size);                /* NULL when out of memory; size 0 gives 1 byte */
void *styr_i_zalloc(const styr_allocator *a, size_t count, size_t size); /* checks count * size */
void *styr_i_realloc(const styr_allocator *a, void *ptr, size_t count, size_t size);
void styr_i_free(const styr_allocator *a, void *ptr);
void *styr_i_array(const styr_allocator *a, size_t count, size_t size); /* not zeroed; checks count * size */
char *styr_i_strndup(const styr_allocator *a, const char *text, size_t length);
/* Makes room for at least `need` items in *items (capacity *cap); the capacity grows by half. */
bool styr_i_reserve(const styr_allocator *a, void **items, size_t *cap, size_t need, size_t item_size);
#define STYR_I_GROW(a, items, cap, need) styr_i_reserve((a), (void **)&(items), &(cap), (need), sizeof *(items))

/* ---- a piece of text ---- */
typedef struct styr_i_slice {
  const char *text;
  size_t length;
} styr_i_slice;

/* ---- interned strings: one u32 per distinct string, 0 is the empty string ---- */
typedef struct styr_i_slot {
  uint32_t place, print; /* place of the entry, 0 = free slot; upper half of the hash */
} styr_i_slot;

/* A place is the number of a block and the offset of the entry in it, in units of 4 bytes. */
enum { STYR_I_PLACE_BITS = 24, STYR_I_UNIT = 4 };

/* The header of a string; the NUL-terminated text follows it. The owner of the table uses the mark; it is 0 at first. */
typedef struct styr_i_entry {
  uint32_t id, length, mark;
} styr_i_entry;

typedef struct styr_i_strings {
  styr_allocator a;
  char **blocks;
  size_t nblocks, capblocks, used, block_size;
  uint32_t *places; /* by id */
  size_t count, cap;
  styr_i_slot *slots; /* open addressing; the upper bits of the print give the first slot */
  uint32_t mask;
  unsigned shift; /* print >> shift = the first slot of a search */
  uint64_t seed;
} styr_i_strings;

#define STYR_I_NOSTR UINT32_MAX
bool styr_i_strings_init(styr_i_strings *s, const styr_allocator *a);
void styr_i_strings_done(styr_i_strings *s);
uint32_t styr_i_intern(styr_i_strings *s, const char *text, size_t length);             /* NOSTR when out of memory */
uint32_t styr_i_strings_find(const styr_i_strings *s, const char *text, size_t length); /* NOSTR when it is not in the table */
static inline const char *styr_i_entry_at(const styr_i_strings *s, uint32_t place) {
  return s->blocks[place >> STYR_I_PLACE_BITS] + (size_t)(place & ((1u << STYR_I_PLACE_BITS) - 1)) * STYR_I_UNIT;
}
static inline styr_i_entry styr_i_entry_of(const styr_i_strings *s, uint32_t id) {
  styr_i_entry e;
  memcpy(&e, styr_i_entry_at(s, s->places[id]), sizeof e);
  return e;
}
static inline const char *styr_i_str(const styr_i_strings *s, uint32_t id) {
  return styr_i_entry_at(s, s->places[id]) + sizeof(styr_i_entry);
}
static inline uint32_t styr_i_strlen(const styr_i_strings *s, uint32_t id) {
  return styr_i_entry_of(s, id).length;
}
void styr_i_mark(styr_i_strings *s, uint32_t id, uint32_t mark);

/* Look up many strings in one call, so that the cache misses overlap. STYR_I_SLACK bytes behind each text must be readable. */
enum { STYR_I_BATCH = 256, STYR_I_SLACK = 16 };
/* A short text as a value: its first 16 bytes, padded with zeros. */
typedef struct styr_i_short {
  uint64_t low, high;
} styr_i_short;
static inline styr_i_short styr_i_short_of(const char *text, size_t length) { /* of a long text: its first bytes */
  static const uint64_t keep[4] = {UINT64_MAX, UINT64_MAX, 0, 0};
  const char *mask = (const char *)keep + sizeof(styr_i_short) - (length < sizeof(styr_i_short) ? length : sizeof(styr_i_short));
  styr_i_short value;
  uint64_t part[2];
  memcpy(&value.low, text, sizeof value.low);
  memcpy(&value.high, text + sizeof value.low, sizeof value.high);
  memcpy(part, mask, sizeof part);
  value.low &= part[0];
  value.high &= part[1];
  return value;
}
/* One lookup of styr_i_strings_find_many(). */
typedef struct styr_i_search {
  styr_i_slice text;
  uint32_t print;    /* for styr_i_intern_print() */
  uint32_t id, mark; /* NOSTR and 0 when the string is not in the table */
} styr_i_search;
void styr_i_strings_find_many(const styr_i_strings *s, styr_i_search *searches, size_t count); /* up to STYR_I_BATCH */
uint32_t styr_i_intern_print(styr_i_strings *s, const char *text, size_t length, uint32_t print);

/* ---- sorting ---- */
int styr_i_by_u32(const void *a, const void *b); /* for qsort() over uint32_t, or over structures whose first member is the uint32_t key */
void styr_i_sort_u32(uint32_t *items, size_t count);

/* ---- text ---- */
bool styr_i_ascii(const char *text, size_t length); /* no byte is 0x80 or greater */
bool styr_i_utf8_valid(const char *text, size_t length);
size_t styr_i_utf8_cut(const char *text, size_t length, size_t max); /* longest whole-codepoint prefix of at most max bytes */
int32_t styr_i_utf8_next(const char **text, const char *end);        /* codepoint, or -1 at the end; text must be valid */
/* NFC of valid UTF-8 into *out (allocator memory, NUL-terminated); *out is NULL when the text is in NFC already. */
bool styr_i_nfc(const styr_allocator *a, const char *text, size_t length, char **out, size_t *out_length);
int styr_i_natural_compare(const char *a, const char *b); /* "t2" before "t10"; total order */
bool styr_i_parse_int(const char *text, size_t length, int64_t *out);
bool styr_i_parse_money(const char *text, size_t length, int decimals, int64_t *out, const char **why);
/* Edit distance of two words, ignoring case; limit + 1 when it is greater than `limit`. */
unsigned styr_i_distance(const char *a, const char *b, unsigned limit);
/* Keeps in *best the candidate nearest to `word`, if it is near enough to be suggested. */
void styr_i_suggest(const char *word, const char *candidate, const char **best, unsigned *best_distance);
bool styr_i_text_in(const char *text, const char *const *words, size_t count, size_t *which);

/* ---- issues ---- */
bool styr_i_issue(styr_issues *issues, styr_severity severity, const char *file, uint64_t row, const char *column, const char *fmt, ...)
    STYR_PRINTF(6, 7);

#endif

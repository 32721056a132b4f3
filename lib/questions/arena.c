/* SPDX-License-Identifier: MIT */
/* The arena of an answer, and its evidence. All memory that an answer gives to its caller is in one arena, which only grows and is
 * freed as a whole. Ties and claims that support a result are gathered one by one, each once, and are then copied into the arena. */
#include "questions/questions_i.h"

enum { block_size = 1 << 14 };

struct styr_i_block {
  struct styr_i_block *next;
  max_align_t bytes[];
};

void styr_i_arena_init(styr_i_arena *l, const styr_allocator *a, const styr_map *map, const styr_filter *filter) {
  memset(l, 0, sizeof *l);
  l->a = *a;
  l->map = map;
  l->filter = *filter;
  l->claimed = styr_map_count(map, STYR_CLAIMS) > 0;
}

void styr_i_arena_done(styr_i_arena *l) {
  if (!l->map) return;
  while (l->blocks) {
    struct styr_i_block *next = l->blocks->next;
    styr_i_free(&l->a, l->blocks);
    l->blocks = next;
  }
  styr_i_free(&l->a, l->ties);
  styr_i_free(&l->a, l->claims);
  styr_i_free(&l->a, l->tie_marks.of);
  styr_i_free(&l->a, l->claim_marks.of);
}

void *styr_i_keep(styr_i_arena *l, const void *items, size_t count, size_t size) {
  const size_t need = (count * size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
  if (!l->blocks || l->left < need) {
    const size_t room = need > block_size ? need : block_size;
    struct styr_i_block *b = styr_i_alloc(&l->a, sizeof *b + room);
    if (!b) {
      l->nomem = true;
      return NULL;
    }
    b->next = l->blocks;
    l->blocks = b;
    l->top = (char *)b->bytes;
    l->left = room;
  }
  void *at = l->top;
  if (items && count) memcpy(at, items, count * size);
  l->top += need;
  l->left -= need;
  return at;
}

const char *styr_i_keep_text(styr_i_arena *l, const char *text) {
  const char *kept = styr_i_keep(l, text, strlen(text) + 1, 1);
  return kept ? kept : "";
}

/* ---- evidence ---- */

enum { few = 32 }; /* up to so many, a linear search is faster than marks */

/* Whether `item` is among those gathered; also true when there is no memory to find out. `all`: how many the map has. */
static bool is_gathered(styr_i_arena *l, styr_i_marking *m, const uint32_t *gathered, size_t count, size_t all, uint32_t item) {
  if (count < few) {
    for (size_t i = 0; i < count; i++)
      if (gathered[i] == item) return true;
    return false;
  }
  if (!m->of && !(m->of = styr_i_zalloc(&l->a, all + 1, sizeof *m->of))) {
    l->nomem = true;
    return true;
  }
  for (; m->marked < count; m->marked++) m->of[gathered[m->marked]] = m->now + 1;
  return m->of[item] == m->now + 1;
}

static void forget(styr_i_marking *m, size_t all) {
  m->marked = 0;
  if (!m->of || ++m->now < UINT32_MAX) return;
  memset(m->of, 0, (all + 1) * sizeof *m->of);
  m->now = 0;
}

void styr_i_arena_claim(styr_i_arena *l, styr_claim claim) {
  if (!styr_claim_counts(l->map, claim, &l->filter)) return;
  if (is_gathered(l, &l->claim_marks, l->claims, l->claim_count, styr_map_count(l->map, STYR_CLAIMS), claim.index)) return;
  if (STYR_I_GROW(&l->a, l->claims, l->claim_cap, l->claim_count + 1)) l->claims[l->claim_count++] = claim.index;
  else l->nomem = true;
}

void styr_i_arena_claims(styr_i_arena *l, styr_claim first) {
  for (styr_claim c = first; styr_claim_exists(c); c = styr_claims_next(l->map, c)) styr_i_arena_claim(l, c);
}

void styr_i_arena_tie(styr_i_arena *l, styr_tie tie) {
  if (is_gathered(l, &l->tie_marks, l->ties, l->tie_count, styr_map_count(l->map, STYR_TIES), tie.index)) return;
  styr_i_arena_new_tie(l, tie);
}

void styr_i_arena_new_tie(styr_i_arena *l, styr_tie tie) {
  if (STYR_I_GROW(&l->a, l->ties, l->tie_cap, l->tie_count + 1)) l->ties[l->tie_count++] = tie.index;
  else l->nomem = true;
  if (l->claimed) styr_i_arena_claims(l, styr_claims_of_tie(l->map, tie));
}

void styr_i_arena_add(styr_i_arena *l, const styr_evidence *e) {
  for (size_t i = 0; i < e->tie_count; i++) styr_i_arena_tie(l, e->ties[i]);
  for (size_t i = 0; i < e->claim_count; i++) styr_i_arena_claim(l, e->claims[i]);
}

styr_evidence styr_i_arena_end(styr_i_arena *l) {
  if (!l->tie_count && !l->claim_count) return (styr_evidence){NULL, 0, NULL, 0};
  styr_tie *ties = styr_i_keep(l, NULL, l->tie_count, sizeof *ties);
  styr_claim *claims = styr_i_keep(l, NULL, l->claim_count, sizeof *claims);
  for (size_t i = 0; ties && i < l->tie_count; i++) ties[i] = styr_i_tie(l->map, l->ties[i]);
  for (size_t i = 0; claims && i < l->claim_count; i++) claims[i] = styr_i_claim(l->map, l->claims[i]);
  const styr_evidence e = {ties, ties ? l->tie_count : 0, claims, claims ? l->claim_count : 0};
  l->tie_count = l->claim_count = 0;
  forget(&l->tie_marks, styr_map_count(l->map, STYR_TIES));
  forget(&l->claim_marks, styr_map_count(l->map, STYR_CLAIMS));
  return e;
}

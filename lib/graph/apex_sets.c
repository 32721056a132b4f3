/* SPDX-License-Identifier: MIT */
/* The apexes above each component, for one condensation or for two of the same map. The set of a component is the union of the sets
 * of the components directly above it. Equal sets are stored once under one number: nodes below the same rulers share it, the union
 * of a set with itself is free, and two sets are compared by number. A set is a list of words in ascending order, each for 32
 * apexes: the upper half is the index of the group of 32, the lower half has one bit per apex. */
#include "graph/condensation_i.h"

#include "map/map_i.h"

typedef struct uniting {
  const styr_allocator *a;
  styr_i_apex_sets *out;
  size_t word_cap;
  uint32_t *met, now;    /* by set: the last union in which it occurred */
  uint32_t *bits, *used; /* the current union: bits by upper half, and the upper halves that have any bit */
  styr_i_index prints;   /* hash of a set → the newest set with that hash */
  uint32_t *older;       /* by set: another one with the same hash */
} uniting;

static const uint64_t *words_of(const styr_i_apex_sets *s, uint32_t set, size_t *count) {
  const size_t first = set ? s->ends[set - 1] : 0;
  *count = s->ends[set] - first;
  return s->words + first;
}

/* ---- apexes of both condensations ---- */

/* Adds an apex, and the set that contains only this apex and has the same number. */
static bool add_top(uniting *u, const styr_i_apexes *tops, size_t i) {
  styr_i_apex_sets *s = u->out;
  const uint32_t n = (uint32_t)s->top_count;
  if (!STYR_I_GROW(u->a, s->words, u->word_cap, s->word_count + 1)) return false;
  s->tops[s->top_count++].members = styr_i_apex(tops, i, &s->tops[n].count);
  s->words[s->word_count++] = (uint64_t)(n / 32) << 32 | UINT64_C(1) << n % 32;
  s->ends[s->count++] = s->word_count;
  return true;
}

/* Merges the apexes of both in map order; apexes with the same members become one. */
static bool join_tops(uniting *u, const styr_i_condensation *const c[2]) {
  static const styr_i_apexes none = {NULL, NULL, 0};
  const styr_i_apexes *x = &c[0]->tops, *y = c[1] ? &c[1]->tops : &none;
  for (size_t i = 0, k = 0, n; i < x->count || k < y->count;) {
    const styr_node *a = i < x->count ? styr_i_apex(x, i, &n) : NULL, *b = k < y->count ? styr_i_apex(y, k, &n) : NULL;
    const uint32_t set = (uint32_t)u->out->count;
    const bool first = !b || (a && a->ref <= b->ref), both = a && b && a->ref == b->ref && styr_i_same_apex(x, i, y, k);
    if (!add_top(u, first ? x : y, first ? i : k)) return false;
    if (first) u->out->of[0][c[0]->of[styr_i_place_of(c[0]->g, *a)] - 1] = set, i++;
    if (!first || both) u->out->of[1][c[1]->of[styr_i_place_of(c[1]->g, *b)] - 1] = set, k++;
  }
  return true;
}

/* ---- unions ---- */

static uint64_t print_of(const uint64_t *words, size_t count) {
  uint64_t print = count;
  for (size_t i = 0; i < count; i++) {
    print = (print ^ words[i]) * UINT64_C(0x9E3779B97F4A7C15);
    print ^= print >> 29;
  }
  return print;
}

/* The number of the set made of the words after the last set; an equal set that exists is used. */
static bool intern_set(uniting *u, size_t count, uint32_t *set) {
  styr_i_apex_sets *s = u->out;
  const uint64_t *made = s->words + s->word_count, print = print_of(made, count);
  const uint32_t newest = styr_i_index_get(&u->prints, print);
  size_t n;
  for (uint32_t k = newest; k != STYR_I_NONE; k = u->older[k]) {
    const uint64_t *kept = words_of(s, k, &n);
    if (n != count || memcmp(kept, made, n * sizeof *made) != 0) continue;
    *set = k;
    return true;
  }
  *set = (uint32_t)s->count;
  u->older[*set] = newest;
  s->ends[s->count++] = s->word_count += count;
  return styr_i_index_set(&u->prints, print, *set);
}

static size_t add_set(uniting *u, uint32_t set, size_t used) {
  size_t n;
  const uint64_t *words = words_of(u->out, set, &n);
  for (size_t i = 0; i < n; i++) {
    const uint32_t upper = (uint32_t)(words[i] >> 32);
    if (!u->bits[upper]) u->used[used++] = upper;
    u->bits[upper] |= (uint32_t)words[i];
  }
  return used;
}

/* Computes the union of the sets of some components; each different set is added once. */
static bool unite(uniting *u, const uint32_t *of, const uint32_t *above, size_t count, uint32_t *set) {
  styr_i_apex_sets *s = u->out;
  size_t used = 0, same = 1;
  while (same < count && of[above[same]] == of[above[0]]) same++;
  *set = of[above[0]];
  if (same == count) return true;
  u->now++;
  for (size_t i = 0; i < count; i++) {
    const uint32_t one = of[above[i]];
    if (u->met[one] == u->now) continue;
    u->met[one] = u->now;
    used = add_set(u, one, used);
  }
  if (!STYR_I_GROW(u->a, s->words, u->word_cap, s->word_count + used)) return false;
  styr_i_sort_u32(u->used, used);
  for (size_t i = 0; i < used; i++) {
    s->words[s->word_count + i] = (uint64_t)u->used[i] << 32 | u->bits[u->used[i]];
    u->bits[u->used[i]] = 0;
  }
  return intern_set(u, used, set);
}

static bool unite_all(uniting *u, const styr_i_condensation *c, uint32_t *of) {
  for (size_t i = 0; i < c->count; i++) {
    const size_t first = i ? c->ends[i - 1] : 0;
    if (c->ends[i] > first && !unite(u, of, c->above + first, c->ends[i] - first, &of[i])) return false;
  }
  return true;
}

bool styr_i_apex_sets_make(const styr_allocator *a, const styr_i_condensation *one, const styr_i_condensation *other,
                           styr_i_apex_sets *out) {
  const styr_i_condensation *const c[2] = {one, other};
  const size_t tops = one->tops.count + (other ? other->tops.count : 0), most = one->count + (other ? other->count : 0) + 1;
  uniting u = {.a = a, .out = out};
  memset(out, 0, sizeof *out);
  styr_i_index_init(&u.prints, a);
  out->tops = styr_i_array(a, tops + 1, sizeof *out->tops);
  out->ends = styr_i_array(a, most, sizeof *out->ends);
  u.met = styr_i_zalloc(a, most, sizeof *u.met);
  u.older = styr_i_array(a, most, sizeof *u.older);
  u.bits = styr_i_zalloc(a, tops / 32 + 1, sizeof *u.bits);
  u.used = styr_i_array(a, tops / 32 + 1, sizeof *u.used);
  bool ok = out->tops && out->ends && u.met && u.older && u.bits && u.used;
  for (int k = 0; ok && k < 2 && c[k]; k++) ok = (out->of[k] = styr_i_array(a, c[k]->count + 1, sizeof *out->of[k])) != NULL;
  ok = ok && join_tops(&u, c);
  for (int k = 0; ok && k < 2 && c[k]; k++) {
    out->condensations[k] = c[k];
    ok = unite_all(&u, c[k], out->of[k]);
  }
  styr_i_free(a, u.met);
  styr_i_free(a, u.older);
  styr_i_free(a, u.bits);
  styr_i_free(a, u.used);
  styr_i_index_done(&u.prints);
  if (!ok) styr_i_apex_sets_done(a, out);
  return ok;
}

void styr_i_apex_sets_done(const styr_allocator *a, styr_i_apex_sets *s) {
  styr_i_free(a, s->tops);
  styr_i_free(a, s->of[0]);
  styr_i_free(a, s->of[1]);
  styr_i_free(a, s->words);
  styr_i_free(a, s->ends);
  memset(s, 0, sizeof *s);
}

uint32_t styr_i_apex_set(const styr_i_apex_sets *s, int which, uint32_t place) {
  return s->of[which][s->condensations[which]->of[place] - 1];
}

bool styr_i_apex_set_list(const styr_allocator *a, const styr_i_apex_sets *s, uint32_t set, styr_i_apexes *out) {
  size_t words, count = 0, members = 0;
  const uint64_t *w = words_of(s, set, &words);
  for (size_t i = 0; i < words; i++)
    for (uint32_t bits = (uint32_t)w[i]; bits; bits &= bits - 1, count++)
      members += s->tops[(w[i] >> 32) * 32 + (unsigned)__builtin_ctz(bits)].count;
  memset(out, 0, sizeof *out);
  out->members = styr_i_array(a, members + 1, sizeof *out->members);
  out->ends = styr_i_array(a, count + 1, sizeof *out->ends);
  if (!out->members || !out->ends) {
    styr_i_apexes_done(a, out);
    return false;
  }
  members = 0;
  for (size_t i = 0; i < words; i++)
    for (uint32_t bits = (uint32_t)w[i]; bits; bits &= bits - 1) {
      const styr_i_top *top = &s->tops[(w[i] >> 32) * 32 + (unsigned)__builtin_ctz(bits)];
      memcpy(out->members + members, top->members, top->count * sizeof *top->members);
      out->ends[out->count++] = members += top->count;
    }
  return true;
}

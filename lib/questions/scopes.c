/* SPDX-License-Identifier: MIT */
/* Sets of cases. A scope lists values in some dimensions; a dimension that it does not list is unrestricted. So a scope is a box:
 * a product of sets. The difference of two boxes is a union of boxes, one for each dimension in which the first is not within the
 * second. */
#include "questions/questions_i.h"
#include "write/write_i.h" /* a scope is built as text in a buffer */

static bool has_prefix(const char *set) {
  return strncmp(set, "dim:", 4) == 0;
}

static size_t find_dimension(const styr_i_scopes *s, const char *name, size_t length) {
  for (size_t d = 0; d < s->count; d++)
    if (strlen(s->dimensions[d].name) == length && memcmp(s->dimensions[d].name, name, length) == 0) return d;
  return SIZE_MAX;
}

/* Called twice: to count the values of each dimension, then to enter them. */
static bool enter_terms(styr_i_scopes *s, const styr_map *map, bool count_only) {
  for (size_t i = 0; i < styr_vocab_count(map); i++) {
    const styr_term t = styr_vocab_get(map, i);
    if (!has_prefix(t.set)) continue;
    size_t d = find_dimension(s, t.set + 4, strlen(t.set + 4));
    if (d == SIZE_MAX) {
      s->dimensions[d = s->count++] = (styr_i_dimension){.name = t.set + 4};
    }
    styr_i_dimension *dimension = &s->dimensions[d];
    if (!count_only && !dimension->values) {
      dimension->values = styr_i_zalloc(s->a, dimension->count, sizeof *dimension->values);
      if (!dimension->values) return false;
      dimension->first = s->words;
      s->words += (dimension->count + 63) / 64;
      dimension->count = 0;
    }
    if (!count_only) dimension->values[dimension->count] = t.term;
    dimension->count++;
  }
  return true;
}

bool styr_i_scopes_init(styr_i_scopes *s, const styr_map *map, const styr_allocator *a) {
  size_t most = 0;
  memset(s, 0, sizeof *s);
  s->a = a;
  for (size_t i = 0; i < styr_vocab_count(map); i++) most += has_prefix(styr_vocab_get(map, i).set);
  s->dimensions = styr_i_zalloc(a, most + 1, sizeof *s->dimensions);
  return s->dimensions && enter_terms(s, map, true) && enter_terms(s, map, false);
}

void styr_i_scopes_done(styr_i_scopes *s) {
  if (!s->a) return;
  for (size_t d = 0; s->dimensions && d < s->count; d++) styr_i_free(s->a, s->dimensions[d].values);
  styr_i_free(s->a, s->dimensions);
}

/* ---- one box ---- */

static size_t words_of(const styr_i_dimension *d) {
  return (d->count + 63) / 64;
}

static void fill(const styr_i_dimension *d, uint64_t *box) {
  for (size_t w = 0; w < words_of(d); w++) box[d->first + w] = UINT64_MAX;
  if (d->count % 64) box[d->first + words_of(d) - 1] = (UINT64_C(1) << d->count % 64) - 1;
}

static bool is_full(const styr_i_dimension *d, const uint64_t *box) {
  size_t n = 0;
  for (size_t w = 0; w < words_of(d); w++) n += (size_t)__builtin_popcountll(box[d->first + w]);
  return n == d->count;
}

typedef struct reading {
  const styr_i_scopes *s;
  uint64_t *box;
  size_t dimension; /* the last one met */
} reading;

static bool read_value(void *ctx, styr_i_slice name, styr_i_slice value) {
  reading *r = ctx;
  const size_t d = find_dimension(r->s, name.text, name.length);
  if (d == SIZE_MAX) return true;
  const styr_i_dimension *dimension = &r->s->dimensions[d];
  if (d != r->dimension) memset(r->box + dimension->first, 0, words_of(dimension) * sizeof *r->box);
  r->dimension = d;
  for (size_t v = 0; v < dimension->count; v++)
    if (strlen(dimension->values[v]) == value.length && memcmp(dimension->values[v], value.text, value.length) == 0)
      r->box[dimension->first + v / 64] |= UINT64_C(1) << v % 64;
  return true;
}

void styr_i_box_read(const styr_i_scopes *s, const char *scope, uint64_t *box) {
  reading r = {s, box, SIZE_MAX};
  for (size_t d = 0; d < s->count; d++) fill(&s->dimensions[d], box);
  if (*scope) (void)styr_i_scope_parse((styr_i_slice){scope, strlen(scope)}, read_value, &r);
}

bool styr_i_box_fails(const styr_i_scopes *s, const uint64_t *x, const uint64_t *y, size_t dimension) {
  const styr_i_dimension *d = &s->dimensions[dimension];
  for (size_t w = d->first; w < d->first + words_of(d); w++)
    if (x[w] & y[w]) return false;
  return true;
}

bool styr_i_box_meet(const styr_i_scopes *s, const uint64_t *x, const uint64_t *y, uint64_t *both) {
  for (size_t d = 0; d < s->count; d++)
    if (styr_i_box_fails(s, x, y, d)) return false;
  for (size_t w = 0; both && w < s->words; w++) both[w] = x[w] & y[w];
  return true;
}

const char *styr_i_box_write(const styr_i_scopes *s, const uint64_t *box, styr_i_arena *keep) {
  styr_buffer text = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&text);
  styr_i_out o = {.sink = &sink};
  bool first = true;
  for (size_t d = 0; d < s->count; d++) {
    const styr_i_dimension *dimension = &s->dimensions[d];
    if (is_full(dimension, box)) continue;
    styr_i_put(&o, first ? "" : ";");
    styr_i_put(&o, dimension->name);
    first = false;
    bool any = false;
    for (size_t v = 0; v < dimension->count; v++) {
      if (!(box[dimension->first + v / 64] >> v % 64 & 1)) continue;
      styr_i_put(&o, any ? "|" : "=");
      styr_i_put(&o, dimension->values[v]);
      any = true;
    }
  }
  if (o.failed) keep->nomem = true;
  const char *kept = styr_i_keep_text(keep, text.bytes ? text.bytes : "");
  styr_buffer_free(&text);
  return kept;
}

/* ---- unions ---- */

bool styr_i_boxes_add(const styr_i_scopes *s, styr_i_boxes *boxes, const uint64_t *box) {
  boxes->too_many |= boxes->count >= STYR_I_MOST_PIECES;
  if (boxes->too_many || !STYR_I_GROW(s->a, boxes->words, boxes->cap, (boxes->count + 1) * (s->words + 1))) return false;
  if (s->words) memcpy(boxes->words + boxes->count * s->words, box, s->words * sizeof *box);
  boxes->count++;
  return true;
}

/* Adds the difference of `x` and `y` to `out`; `x` becomes their intersection. */
static bool split(const styr_i_scopes *s, styr_i_boxes *out, uint64_t *x, const uint64_t *y) {
  for (size_t k = 0; k < s->count; k++) {
    const styr_i_dimension *d = &s->dimensions[k];
    uint64_t beyond = 0;
    for (size_t w = d->first; w < d->first + words_of(d); w++) beyond |= x[w] & ~y[w];
    if (!beyond) continue;
    if (!styr_i_boxes_add(s, out, x)) return false;
    uint64_t *piece = out->words + (out->count - 1) * s->words;
    for (size_t w = d->first; w < d->first + words_of(d); w++) {
      piece[w] &= ~y[w];
      x[w] &= y[w];
    }
  }
  return true;
}

bool styr_i_boxes_subtract(const styr_i_scopes *s, styr_i_boxes *boxes, const uint64_t *box) {
  styr_i_boxes left = {.words = NULL};
  bool ok = true;
  for (size_t i = 0; ok && i < boxes->count; i++) {
    uint64_t *x = boxes->words + i * s->words;
    ok = styr_i_box_meet(s, x, box, NULL) ? split(s, &left, x, box) : styr_i_boxes_add(s, &left, x);
  }
  if (ok) {
    styr_i_free(s->a, boxes->words);
    *boxes = left;
  } else {
    boxes->too_many |= left.too_many;
    styr_i_free(s->a, left.words);
  }
  return ok;
}

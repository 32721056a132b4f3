/* SPDX-License-Identifier: MIT */
/* Claims: what each is about, and the list of the claims about one thing. Denied ties (`none:FROM|TYPE|TO`) are stored apart and
 * never enter a graph. evidence.c weighs the claims. */
#include "map/map_i.h"

typedef struct parsing {
  styr_map *map;
  bool *nomem;
} parsing;

static uint32_t find_name(const parsing *p, const styr_i_names *names, const char *text, size_t length) {
  const styr_i_slice s = {text, length};
  uint32_t at;
  if (!styr_i_lookup(p->map, names, s, &at)) *p->nomem = true;
  return at;
}

static uint32_t find_tie(const parsing *p, const char *text, size_t length) {
  const styr_i_slice s = {text, length};
  uint32_t at;
  if (!styr_i_lookup_tie(p->map, s, &at)) *p->nomem = true;
  return at;
}

static uint32_t find_event(const parsing *p, const char *text, size_t length) {
  size_t slash = length; /* ids may contain slashes: the last one separates case and step */
  while (slash && text[slash - 1] != '/') slash--;
  int64_t step;
  if (!slash || !styr_i_parse_int(text + slash, length - slash, &step) || step < 1 || step > INT32_MAX) return STYR_I_NONE;
  const uint32_t in = find_name(p, &p->map->case_names, text, slash - 1);
  return in == STYR_I_NONE ? STYR_I_NONE : styr_i_index_get(&p->map->event_index, (uint64_t)(in + 1) << 32 | (uint64_t)step);
}

enum { most_bars = 64 };

/* FROM|TYPE|TO; ids may contain bars, so every way to split the text is tried until both ends are known. */
static const char *parse_denial(const parsing *p, const char *text, size_t length, styr_denial *out) {
  const char *end = text + length;
  size_t bars = 0;
  for (size_t i = 0; i < length; i++) bars += text[i] == '|';
  if (bars > most_bars) return "has too many bars for none:FROM|TYPE|TO";
  bars = 0;
  for (const char *first = text; (first = memchr(first, '|', (size_t)(end - first))); first++, bars++) {
    const uint32_t from = find_name(p, &p->map->node_names, text, (size_t)(first - text));
    if (from == STYR_I_NONE) continue;
    for (const char *second = first + 2; second < end && (second = memchr(second, '|', (size_t)(end - second))); second++) {
      const uint32_t to = find_name(p, &p->map->node_names, second + 1, (size_t)(end - second - 1));
      if (to == STYR_I_NONE) continue;
      const uint32_t type = styr_i_intern(&p->map->strings, first + 1, (size_t)(second - first - 1));
      if (type == STYR_I_NOSTR) {
        *p->nomem = true;
        return NULL;
      }
      out->from = styr_i_node(p->map, from);
      out->to = styr_i_node(p->map, to);
      out->type = styr_i_str(&p->map->strings, type);
      return NULL;
    }
  }
  return bars < 2 ? "is not of the form none:FROM|TYPE|TO" : "names an unknown actor or text in none:FROM|TYPE|TO";
}

static const char *found(uint64_t *about, styr_i_about kind, uint32_t index, const char *why) {
  if (index == STYR_I_NONE) return why;
  *about = (uint64_t)kind << 32 | index;
  return NULL;
}

static const char *parse_bare(const parsing *p, styr_i_slice text, uint64_t *about) {
  const uint32_t node = find_name(p, &p->map->node_names, text.text, text.length);
  const uint32_t tie = find_tie(p, text.text, text.length);
  const uint32_t in = find_name(p, &p->map->case_names, text.text, text.length);
  const int hits = (node != STYR_I_NONE) + (tie != STYR_I_NONE) + (in != STYR_I_NONE);
  if (hits > 1) return "is ambiguous: write actor:, text:, tie: or case: before it";
  if (node != STYR_I_NONE) return found(about, ABOUT_NODE, node, NULL);
  if (tie != STYR_I_NONE) return found(about, ABOUT_TIE, tie, NULL);
  return found(about, ABOUT_CASE, in, "is unknown: no actor, text, tie or case has this id");
}

const char *styr_i_about_parse(styr_map *map, styr_i_slice text, uint64_t *about, styr_denial *denial, bool *nomem) {
  const parsing here = {map, nomem}, *p = &here;
  const char *colon = memchr(text.text, ':', text.length);
  const size_t n = colon ? (size_t)(colon - text.text) : 0;
  const char *rest = colon ? colon + 1 : text.text;
  const size_t left = text.length - (size_t)(rest - text.text);
  if (n == 5 && memcmp(text.text, "actor", 5) == 0) {
    const uint32_t at = find_name(p, &p->map->node_names, rest, left);
    return found(about, ABOUT_NODE, at != STYR_I_NONE && !(at & STYR_NODE_TEXT_BIT) ? at : STYR_I_NONE, "is an unknown actor");
  }
  if (n == 4 && memcmp(text.text, "text", 4) == 0) {
    const uint32_t at = find_name(p, &p->map->node_names, rest, left);
    return found(about, ABOUT_NODE, at != STYR_I_NONE && at & STYR_NODE_TEXT_BIT ? at : STYR_I_NONE, "is an unknown text");
  }
  if (n == 3 && memcmp(text.text, "tie", 3) == 0) return found(about, ABOUT_TIE, find_tie(p, rest, left), "is an unknown tie");
  if (n == 5 && memcmp(text.text, "event", 5) == 0)
    return found(about, ABOUT_EVENT, find_event(p, rest, left), "is an unknown event: write event:CASE/STEP");
  if (n == 4 && memcmp(text.text, "case", 4) == 0)
    return found(about, ABOUT_CASE, find_name(p, &p->map->case_names, rest, left), "is an unknown case");
  if (n == 6 && memcmp(text.text, "change", 6) == 0) {
    int64_t row;
    const bool ok = styr_i_parse_int(rest, left, &row) && row >= 1 && (uint64_t)row <= map->tables[STYR_CHANGES].rows;
    return found(about, ABOUT_CHANGE, ok ? (uint32_t)row - 1 : STYR_I_NONE,
                 "is an unknown change: write change:N, the data row in changes.csv");
  }
  if (n == 4 && memcmp(text.text, "none", 4) == 0) {
    *about = (uint64_t)ABOUT_DENIED << 32;
    return parse_denial(p, rest, left, denial);
  }
  return parse_bare(p, text, about);
}

bool styr_i_claim_link(styr_map *map, uint32_t claim, uint64_t about, const styr_denial *denial) {
  const bool denied = about >> 32 == ABOUT_DENIED;
  if (!STYR_I_GROW(&map->a, map->abouts, map->abouts_cap, claim + 1) ||
      !STYR_I_GROW(&map->a, map->claim_next, map->claim_next_cap, claim + 1) || !styr_i_index_reserve(&map->claim_head) ||
      !styr_i_index_reserve(&map->claim_tail) || (denied && !STYR_I_GROW(&map->a, map->denials, map->denial_cap, map->denial_count + 1)))
    return false; /* nothing was changed so far, and nothing below can fail */
  map->claim_next[claim] = STYR_I_NONE;
  if (denied) {
    about |= map->denial_count;
    map->denials[map->denial_count] = *denial;
    map->denials[map->denial_count++].claim = styr_i_claim(map, claim);
  }
  map->abouts[claim] = about;
  const uint32_t last = styr_i_index_get(&map->claim_tail, about);
  if (last == STYR_I_NONE) styr_i_index_set(&map->claim_head, about, claim);
  else map->claim_next[last] = claim;
  styr_i_index_set(&map->claim_tail, about, claim);
  return true;
}

styr_claim styr_i_claims_about(const styr_map *map, styr_i_about kind, uint32_t index) {
  const uint32_t row = styr_i_index_get(&map->claim_head, (uint64_t)kind << 32 | index);
  return row == STYR_I_NONE ? (styr_claim){0, 0} : styr_i_claim(map, row);
}

bool styr_i_is_set_aside(const styr_map *map, size_t status_column, size_t claim) {
  return status_column != SIZE_MAX && strcmp(styr_i_text_cell(map, STYR_CLAIMS, claim, status_column), "set_aside") == 0;
}

/* ---- public ---- */

styr_claim styr_claims_of_node(const styr_map *map, styr_node node) {
  if (!map) return (styr_claim){0, 0};
  return styr_i_has_node(map, node) ? styr_i_claims_about(map, ABOUT_NODE, node.ref) : (styr_claim){0, 0};
}

styr_claim styr_claims_of_tie(const styr_map *map, styr_tie tie) {
  if (!map) return (styr_claim){0, 0};
  return styr_i_has_tie(map, tie) ? styr_i_claims_about(map, ABOUT_TIE, tie.index) : (styr_claim){0, 0};
}

styr_claim styr_claims_next(const styr_map *map, styr_claim claim) {
  if (!map) return (styr_claim){0, 0};
  const uint32_t row = styr_i_has_claim(map, claim) ? map->claim_next[claim.index] : STYR_I_NONE;
  return row == STYR_I_NONE ? (styr_claim){0, 0} : styr_i_claim(map, row);
}

styr_claim_view styr_claim_get(const styr_map *map, styr_claim claim) {
  if (!map || !styr_i_has_claim(map, claim)) return (styr_claim_view){"", "", "", STYR_SUPPORTS, STYR_GRADE_NONE};
  const styr_i_table *t = &map->tables[STYR_CLAIMS];
  const uint32_t row = claim.index;
  const uint64_t source = styr_i_cell(t, row, CLAIM_SOURCE), stance = styr_i_cell(t, row, CLAIM_STANCE);
  styr_claim_view v = {styr_i_text_cell(map, STYR_CLAIMS, row, CLAIM_ABOUT), "", styr_i_text_cell(map, STYR_CLAIMS, row, CLAIM_LOCATOR),
                       stance ? (styr_stance)(stance - 1) : STYR_SUPPORTS, (styr_grade)styr_i_cell(t, row, CLAIM_GRADE)};
  if (source) v.source = styr_i_text_cell(map, STYR_SOURCES, (size_t)source - 1, SOURCE_ID);
  return v;
}

size_t styr_denial_count(const styr_map *map) {
  if (!map) return 0;
  return map->denial_count;
}

styr_denial styr_denial_get(const styr_map *map, size_t index) {
  if (!map || index >= map->denial_count) return (styr_denial){.type = ""};
  return map->denials[index];
}

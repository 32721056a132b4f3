/* SPDX-License-Identifier: MIT */
/* What of a map anybody may see, as a map of its own, so that every answer on a page is one about public things: an answer
 * that a confidential claim decides would tell of that claim. Public are claims from public sources; ties that such a
 * claim is about, for or against, or that have no claims; cases and events with a public claim; nodes that the figure draws, that a public
 * claim, tie or case speaks of, or that nothing at all is claimed about and that are no person; and a note where its item
 * has public claims and no others. A tie that is not public may still be a bare line of the figure; it is not in this map. */
#include "page_i.h"

enum { MOST_FIELDS = 64 };

typedef struct sifting {
  const styr_map *from;
  styr_map *to;
  const styr_i_drawn *drawn;
  bool *node, *tie, *row_case, *event; /* what is kept; nodes: actors, then texts */
  size_t actors;
  styr_page_dropped *dropped;
  styr_error *error;
} sifting;

static size_t place(const sifting *s, styr_node node) {
  return styr_node_is_text(node) ? s->actors + styr_i_node_row(node) : styr_i_node_row(node);
}

static styr_node node_at(const sifting *s, size_t place) {
  return place < s->actors ? styr_map_actor(s->from, place) : styr_map_text(s->from, place - s->actors);
}

static size_t node_count(const sifting *s) {
  return s->actors + styr_map_count(s->from, STYR_TEXTS);
}

/* ---- which are kept ---- */

typedef struct told {          /* what the claims about a thing come to */
  bool any, is_public, others; /* others: claims that are not public */
} told;

static told told_from(const styr_map *map, styr_claim c) {
  told t = {false, false, false};
  for (; styr_claim_exists(c); c = styr_claims_next(map, c)) {
    const styr_claim_view v = styr_claim_get(map, c);
    t.any = true;
    t.is_public |= v.is_public;
    t.others |= !v.is_public;
  }
  return t;
}

static void keep_cell(sifting *s, styr_table table, size_t row, size_t column) {
  const uint64_t cell = styr_i_cell(&s->from->tables[table], row, column);
  if (cell) s->node[place(s, styr_i_node((uint32_t)cell - 1))] = true;
}

/* Cases and events with a public claim, and everybody in them. */
static void sift_cases(sifting *s) {
  for (size_t i = 0; i < styr_map_count(s->from, STYR_CASES); i++) {
    s->row_case[i] = told_from(s->from, styr_i_claims_about(s->from, ABOUT_CASE, (uint32_t)i)).is_public;
    if (s->row_case[i]) keep_cell(s, STYR_CASES, i, CASE_STANDPOINT);
    else s->dropped->cases++;
  }
  for (size_t i = 0; i < styr_map_count(s->from, STYR_EVENTS); i++) {
    const uint64_t of = styr_i_cell(&s->from->tables[STYR_EVENTS], i, EVENT_CASE);
    s->event[i] = of && s->row_case[of - 1] && told_from(s->from, styr_i_claims_about(s->from, ABOUT_EVENT, (uint32_t)i)).is_public;
    if (s->event[i]) {
      keep_cell(s, STYR_EVENTS, i, EVENT_ACTOR);
      keep_cell(s, STYR_EVENTS, i, EVENT_TO);
    } else {
      s->dropped->events++;
    }
  }
}

static void sift_nodes(sifting *s) {
  for (size_t i = 0; i < node_count(s); i++) {
    const styr_node node = node_at(s, i);
    const told t = told_from(s->from, styr_claims_of_node(s->from, node));
    const bool person =
        strcmp(styr_node_kind_family(s->from, node), "person") == 0 || strcmp(styr_node_level(s->from, node), "person") == 0;
    s->node[i] = s->node[i] || t.is_public || (!t.any && !person) || styr_i_drawn_has(s->drawn, s->from, node);
    s->dropped->nodes += !s->node[i];
  }
}

static void sift(sifting *s) {
  for (size_t i = 0; i < styr_denial_count(s->from); i++) {
    const styr_denial d = styr_denial_get(s->from, i);
    if (styr_claim_get(s->from, d.claim).is_public) s->node[place(s, d.from)] = s->node[place(s, d.to)] = true;
  }
  sift_cases(s);
  for (size_t i = 0; i < styr_map_count(s->from, STYR_TIES); i++) {
    const styr_tie tie = {(uint32_t)i};
    const told t = told_from(s->from, styr_claims_of_tie(s->from, tie));
    s->tie[i] = !t.any || t.is_public;
    if (t.is_public) s->node[place(s, styr_tie_from(s->from, tie))] = s->node[place(s, styr_tie_to(s->from, tie))] = true;
  }
  sift_nodes(s);
  for (size_t i = 0; i < styr_map_count(s->from, STYR_TIES); i++) {
    const styr_tie tie = {(uint32_t)i};
    s->tie[i] = s->tie[i] && s->node[place(s, styr_tie_from(s->from, tie))] && s->node[place(s, styr_tie_to(s->from, tie))];
    s->dropped->ties += !s->tie[i];
  }
}

/* A claim goes with its source's publicity and with what it is about. */
static bool keeps_claim(const sifting *s, uint32_t claim) {
  const uint64_t about = s->from->abouts[claim];
  const uint32_t index = (uint32_t)about;
  if (!styr_claim_get(s->from, (styr_claim){claim}).is_public) return false;
  switch ((styr_i_about)(about >> 32)) {
  case ABOUT_NODE: return s->node[place(s, styr_i_node(index))];
  case ABOUT_TIE: return s->tie[index];
  case ABOUT_EVENT: return s->event[index];
  case ABOUT_CASE: return s->row_case[index];
  case ABOUT_DENIED: return true;
  default: return false; /* changes are not shown */
  }
}

/* ---- copying ---- */

typedef struct copying {
  styr_field fields[MOST_FIELDS];
  char buffers[MOST_FIELDS][32];
} copying;

static bool is_public_source(const sifting *s, size_t row) {
  char buffer[32];
  return strcmp(styr_map_cell(s->from, STYR_SOURCES, row, "confidentiality", buffer), "public") == 0;
}

/* A case or event with a public claim may still be known from a source that is not public. */
static bool hides_source(const sifting *s, const styr_i_table *t, size_t row, size_t column) {
  return t->columns[column].kind == KIND_SOURCE && !is_public_source(s, (size_t)styr_i_cell(t, row, column) - 1);
}

/* A row with the columns of the format and the labels in other languages, but for those from `bare` on and `note`. */
static styr_status copy_row(sifting *s, copying *c, styr_table table, size_t row, size_t bare, size_t note) {
  const styr_i_table *t = &s->from->tables[table];
  size_t n = 0;
  for (size_t i = 0; i < t->column_count && n < MOST_FIELDS; i++) {
    const char *name = styr_i_str(&s->from->strings, t->columns[i].name);
    const bool known = i < t->schema->count;
    if (known ? i == note || (i >= bare && strcmp(name, "uri") != 0) : strncmp(name, "label_", 6) != 0) continue;
    const char *value = styr_i_cell_text(s->from, table, row, i, c->buffers[n]);
    if (!*value || hides_source(s, t, row, i)) continue;
    c->fields[n].column = name;
    c->fields[n++].value = value;
  }
  return styr_map_add(s->to, table, c->fields, n, NULL, NULL, s->error);
}

static bool has_text(const sifting *s, styr_table table, size_t row, size_t column) {
  return column != SIZE_MAX && *styr_i_text_cell(s->from, table, row, column);
}

/* A node that is only drawn tells what its box shows, and no more. */
static styr_status copy_node(sifting *s, copying *c, size_t at) {
  const styr_node node = node_at(s, at);
  const bool text = styr_node_is_text(node);
  const size_t row = styr_i_node_row(node), note = text ? TEXT_NOTE : ACTOR_NOTE, whole = SIZE_MAX;
  const styr_table table = text ? STYR_TEXTS : STYR_ACTORS;
  const told t = told_from(s->from, styr_claims_of_node(s->from, node));
  const bool noted = t.is_public && !t.others;
  if (!noted && has_text(s, table, row, note)) s->dropped->notes++;
  return copy_row(s, c, table, row, t.any && !t.is_public ? (text ? TEXT_SHORT : ACTOR_SHORT) : whole, noted ? whole : note);
}

static styr_status copy_tie(sifting *s, copying *c, size_t row) {
  const told t = told_from(s->from, styr_claims_of_tie(s->from, (styr_tie){(uint32_t)row}));
  const bool noted = t.is_public && !t.others;
  if (!noted && has_text(s, STYR_TIES, row, TIE_NOTE)) s->dropped->notes++;
  return copy_row(s, c, STYR_TIES, row, SIZE_MAX, noted ? SIZE_MAX : TIE_NOTE);
}

static bool keeps_row(const sifting *s, styr_table table, size_t row) {
  switch (table) {
  case STYR_SOURCES: return is_public_source(s, row);
  case STYR_CASES: return s->row_case[row];
  case STYR_EVENTS: return s->event[row];
  case STYR_CLAIMS: return keeps_claim(s, (uint32_t)row);
  case STYR_FIGURE: return s->node[place(s, styr_i_node((uint32_t)styr_i_cell(&s->from->tables[STYR_FIGURE], row, FIGURE_NODE) - 1))];
  default: return true;
  }
}

static styr_status copy_table(sifting *s, copying *c, styr_table table) {
  styr_status status = STYR_OK;
  for (size_t i = 0; i < styr_map_count(s->from, table) && status == STYR_OK; i++) {
    if (keeps_row(s, table, i)) status = copy_row(s, c, table, i, SIZE_MAX, table == STYR_CLAIMS ? CLAIM_CODER : SIZE_MAX);
    else s->dropped->claims += table == STYR_CLAIMS;
  }
  return status;
}

static styr_status copy_all(sifting *s, copying *c) {
  styr_status status = copy_table(s, c, STYR_VOCABULARY);
  for (size_t i = 0; i < node_count(s) && status == STYR_OK; i++)
    if (s->node[i]) status = copy_node(s, c, i);
  if (status == STYR_OK) status = copy_table(s, c, STYR_SOURCES);
  for (size_t i = 0; i < styr_map_count(s->from, STYR_TIES) && status == STYR_OK; i++)
    if (s->tie[i]) status = copy_tie(s, c, i);
  static const styr_table rest[] = {STYR_CASES, STYR_EVENTS, STYR_CLAIMS, STYR_FIGURE};
  for (size_t i = 0; i < sizeof rest / sizeof *rest && status == STYR_OK; i++) status = copy_table(s, c, rest[i]);
  for (int i = 0; i < STYR_META_COUNT && status == STYR_OK; i++)
    status = styr_map_set_meta(s->to, (styr_meta)i, styr_map_meta(s->from, (styr_meta)i), s->error);
  return status;
}

styr_status styr_i_page_public(const styr_map *map, const styr_i_drawn *drawn, styr_page_dropped *dropped, styr_map **out,
                               styr_error *error) {
  *out = NULL;
  if (!styr_map_count(map, STYR_SOURCES) && !styr_map_count(map, STYR_EVENTS)) return STYR_OK;
  const styr_allocator *a = &styr_i_libc;
  sifting s = {.from = map, .drawn = drawn, .actors = styr_map_count(map, STYR_ACTORS), .dropped = dropped, .error = error};
  s.node = styr_i_zalloc(a, node_count(&s) + 1, sizeof *s.node);
  s.tie = styr_i_zalloc(a, styr_map_count(map, STYR_TIES) + 1, sizeof *s.tie);
  s.row_case = styr_i_zalloc(a, styr_map_count(map, STYR_CASES) + 1, sizeof *s.row_case);
  s.event = styr_i_zalloc(a, styr_map_count(map, STYR_EVENTS) + 1, sizeof *s.event);
  copying *c = styr_i_zalloc(a, 1, sizeof *c);
  styr_status status = s.node && s.tie && s.row_case && s.event && c ? styr_map_new(NULL, &s.to, error) : styr_i_nomem(error);
  if (status == STYR_OK) {
    sift(&s);
    status = copy_all(&s, c);
  }
  void *const parts[] = {s.node, s.tie, s.row_case, s.event, c};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) styr_i_free(a, parts[i]);
  if (status == STYR_OK) *out = s.to;
  else styr_map_free(s.to);
  return status;
}

/* SPDX-License-Identifier: MIT */
/* What changed between two maps, or two dates of one. Actors that a reorganisation joins are one identity (a union of sets,
 * Tarjan 1975); ties are compared between identities, as sorted multisets of their keys. Definitions: docs/questions.md. */
#include "questions/questions_i.h"

#include <styr/diff.h>

typedef struct list {
  void *items;
  size_t count, cap;
} list;

struct styr_diff {
  styr_i_arena arena;
  const styr_map *before, *after;
  list added, removed, changed, ties_added, ties_removed, ties_changed, reorganisations, standings;
  bool placed;
};

typedef struct keyed { /* a tie between identities */
  uint32_t from, to, tie;
  const char *words[4]; /* type, function, scope, programme */
} keyed;

typedef struct comparing {
  styr_diff *x;
  const styr_map *map[2];
  const styr_filter *filter[2];
  styr_graph *graph[2];
  uint32_t *parent;     /* of identities: places of the second map, then places of the first that it lacks */
  uint32_t *identity;   /* by place of the first map */
  uint32_t *members[2]; /* by root: how many valid nodes of each map */
  uint32_t *one[2];     /* by root: the last of these, as place */
  size_t identities;
} comparing;

static bool add(comparing *c, list *l, const void *item, size_t size) {
  if (l->count == l->cap) {
    const size_t want = l->cap ? l->cap * 2 : 8;
    void *grown = styr_i_realloc(&c->x->arena.a, l->items, want, size);
    if (!grown) return false;
    l->items = grown;
    l->cap = want;
  }
  memcpy((char *)l->items + l->count++ * size, item, size);
  return true;
}

/* ---- identities ---- */

static uint32_t root_of(comparing *c, uint32_t i) {
  while (c->parent[i] != i) i = c->parent[i] = c->parent[c->parent[i]];
  return i;
}

static uint32_t root_at(comparing *c, int which, uint32_t place) {
  return root_of(c, which ? place : c->identity[place]);
}

static bool number(comparing *c) {
  const styr_allocator *a = &c->x->arena.a;
  const uint32_t before = styr_graph_places(c->graph[0]), after = styr_graph_places(c->graph[1]);
  c->parent = styr_i_array(a, (size_t)before + after + 1, sizeof *c->parent);
  c->identity = styr_i_array(a, (size_t)before + 1, sizeof *c->identity);
  if (!c->parent || !c->identity) return false;
  c->identities = after;
  for (uint32_t p = 0; p < before; p++) {
    const styr_node same = c->map[0] == c->map[1] ? styr_i_node_at(c->graph[0], p)
                                                  : styr_map_find(c->map[1], styr_node_id(c->map[0], styr_i_node_at(c->graph[0], p)));
    c->identity[p] = styr_node_exists(same) ? styr_i_place_of(c->graph[1], same) : (uint32_t)c->identities++;
  }
  for (uint32_t i = 0; i < c->identities; i++) c->parent[i] = i;
  for (int k = 0; k < 2; k++) {
    c->members[k] = styr_i_zalloc(a, c->identities + 1, sizeof *c->members[k]);
    c->one[k] = styr_i_zalloc(a, c->identities + 1, sizeof *c->one[k]);
    if (!c->members[k] || !c->one[k]) return false;
  }
  return true;
}

/* ---- reorganisations ---- */

static uint64_t change_cell(const styr_map *map, size_t row, size_t column) {
  return styr_i_cell(&map->tables[STYR_CHANGES], row, column);
}

static const char *change_id(const styr_map *map, size_t row, size_t column) {
  const uint64_t cell = change_cell(map, row, column);
  return cell ? styr_node_id(map, styr_i_node(map, (uint32_t)cell - 1)) : "";
}

/* The identity of a node of a change, from 1; 0 where none is named. */
static uint64_t change_place(const comparing *c, int which, size_t row, size_t column) {
  const uint64_t cell = change_cell(c->map[which], row, column);
  if (!cell) return 0;
  const uint32_t place = styr_i_place_of_ref(c->graph[which], (uint32_t)cell - 1);
  return (uint64_t)(which ? place : c->identity[place]) + 1;
}

static uint64_t change_ends(const comparing *c, int which, size_t row) {
  return change_place(c, which, row, CHANGE_FROM) << 32 | change_place(c, which, row, CHANGE_TO);
}

/* The changes of the first of two maps: their kinds as bits, by their ends. */
static bool gather_known(const comparing *c, styr_i_index *known) {
  for (size_t i = 0; c->map[0] != c->map[1] && i < styr_map_count(c->map[0], STYR_CHANGES); i++) {
    const uint64_t ends = change_ends(c, 0, i);
    const uint32_t kinds = styr_i_index_get(known, ends);
    if (!styr_i_index_set(known, ends, (kinds == STYR_I_NONE ? 0 : kinds) | 1u << change_cell(c->map[0], i, CHANGE_KIND))) return false;
  }
  return true;
}

/* Whether a change happened between the two: within the dates, or in the second map only. */
static bool lies_between(const comparing *c, const styr_i_index *known, size_t row) {
  const styr_date one = c->filter[0]->as_of, other = c->filter[1]->as_of, date = styr_i_date(change_cell(c->map[1], row, CHANGE_DATE));
  if (c->map[0] == c->map[1]) {
    if (!one.year || !other.year || !date.year) return true;
    const bool forward = styr_date_first_day(one) <= styr_date_first_day(other);
    const styr_date early = forward ? one : other, late = forward ? other : one;
    return styr_date_last_day(date) > styr_date_first_day(early) && styr_date_first_day(date) <= styr_date_last_day(late);
  }
  const uint32_t kinds = styr_i_index_get(known, change_ends(c, 1, row));
  return kinds == STYR_I_NONE || !(kinds >> change_cell(c->map[1], row, CHANGE_KIND) & 1);
}

/* Rows of one event have one key: kind, date, and for a merger the new actor, otherwise the old one. */
static uint64_t event_of(const styr_map *map, size_t row) {
  const size_t shared =
      strcmp(styr_i_cell_text(map, STYR_CHANGES, row, CHANGE_KIND, (char[32]){0}), "merged") == 0 ? CHANGE_TO : CHANGE_FROM;
  return change_cell(map, row, shared) << 32 | change_cell(map, row, CHANGE_DATE) << 4 | change_cell(map, row, CHANGE_KIND);
}

typedef struct following {   /* changes, event by event */
  styr_i_index known, first; /* of the first map; by event: its first row + 1 */
  uint32_t *next;            /* by row: the event's next one + 1 */
  uint32_t *met[2];          /* by place: the last event that has it on that side, from 1 */
  const char **ids[2];
} following;

static bool chain_events(const comparing *c, following *f) {
  for (uint32_t i = (uint32_t)styr_map_count(c->map[1], STYR_CHANGES); i-- > 0;) {
    if (!lies_between(c, &f->known, i)) continue;
    const uint32_t later = styr_i_index_get(&f->first, event_of(c->map[1], i));
    f->next[i] = later == STYR_I_NONE ? 0 : later;
    if (!styr_i_index_set(&f->first, event_of(c->map[1], i), i + 1)) return false;
  }
  return true;
}

static void add_id(const comparing *c, following *f, size_t row, bool to, uint32_t event, size_t *count) {
  const uint64_t place = change_place(c, 1, row, to ? CHANGE_TO : CHANGE_FROM);
  if (!place || f->met[to][place - 1] == event) return;
  f->met[to][place - 1] = event;
  f->ids[to][(*count)++] = change_id(c->map[1], row, to ? CHANGE_TO : CHANGE_FROM);
}

static bool follow_event(comparing *c, following *f, uint32_t first) {
  const styr_map *map = c->map[1];
  styr_i_arena *l = &c->x->arena;
  styr_reorganisation r = {.date = styr_i_date(change_cell(map, first, CHANGE_DATE))};
  char kind[32];
  r.kind = styr_i_keep_text(l, styr_i_cell_text(map, STYR_CHANGES, first, CHANGE_KIND, kind));
  for (uint32_t row = first, next = first + 1; next; next = f->next[row]) {
    row = next - 1;
    add_id(c, f, row, false, first + 1, &r.from_count);
    add_id(c, f, row, true, first + 1, &r.to_count);
    const uint64_t from = change_place(c, 1, row, CHANGE_FROM), into = change_place(c, 1, row, CHANGE_TO);
    if (from && into) c->parent[root_of(c, (uint32_t)from - 1)] = root_of(c, (uint32_t)into - 1);
  }
  r.from = styr_i_keep(l, f->ids[0], r.from_count, sizeof *r.from);
  r.to = styr_i_keep(l, f->ids[1], r.to_count, sizeof *r.to);
  return add(c, &c->x->reorganisations, &r, sizeof r);
}

static bool follow_changes(comparing *c) {
  const styr_allocator *a = &c->x->arena.a;
  const size_t rows = styr_map_count(c->map[1], STYR_CHANGES), places = styr_graph_places(c->graph[1]);
  following f = {.next = styr_i_zalloc(a, rows + 1, sizeof *f.next)};
  bool ok = f.next != NULL;
  styr_i_index_init(&f.known, a);
  styr_i_index_init(&f.first, a);
  for (int k = 0; k < 2; k++) {
    f.met[k] = styr_i_zalloc(a, places + 1, sizeof *f.met[k]);
    f.ids[k] = styr_i_array(a, rows + 1, sizeof *f.ids[k]);
    ok = ok && f.met[k] && f.ids[k];
  }
  ok = ok && gather_known(c, &f.known) && chain_events(c, &f);
  for (uint32_t i = 0; ok && i < rows; i++)
    if (styr_i_index_get(&f.first, event_of(c->map[1], i)) == i + 1) ok = follow_event(c, &f, i);
  for (int k = 0; k < 2; k++) {
    styr_i_free(a, f.met[k]);
    styr_i_free(a, f.ids[k]);
  }
  styr_i_free(a, f.next);
  styr_i_index_done(&f.known);
  styr_i_index_done(&f.first);
  return ok;
}

/* ---- nodes ---- */

static bool is_there(const comparing *c, int which, uint32_t place) {
  return styr_node_valid(c->map[which], styr_i_node_at(c->graph[which], place), c->filter[which]);
}

static bool compare_cells(comparing *c, styr_node before, styr_node after) {
  static const char *const columns[] = {"label", "kind", "sector", "level"};
  for (size_t i = 0; i < 4; i++) {
    char one[32], other[32];
    const styr_table a = styr_node_is_text(before) ? STYR_TEXTS : STYR_ACTORS, b = styr_node_is_text(after) ? STYR_TEXTS : STYR_ACTORS;
    const char *x = styr_map_cell(c->map[0], a, styr_node_row(before), columns[i], one);
    const char *y = styr_map_cell(c->map[1], b, styr_node_row(after), columns[i], other);
    if (strcmp(x, y) == 0) continue;
    const styr_node_change change = {before, after, {columns[i], styr_i_keep_text(&c->x->arena, x), styr_i_keep_text(&c->x->arena, y)}};
    if (!add(c, &c->x->changed, &change, sizeof change)) return false;
  }
  return true;
}

static bool compare_nodes(comparing *c) {
  for (int k = 0; k < 2; k++)
    for (uint32_t p = 0; p < styr_graph_places(c->graph[k]); p++) {
      if (!is_there(c, k, p)) continue;
      const uint32_t root = root_at(c, k, p);
      c->members[k][root]++;
      c->one[k][root] = p;
    }
  for (int k = 0; k < 2; k++)
    for (uint32_t p = 0; p < styr_graph_places(c->graph[k]); p++) {
      if (!is_there(c, k, p) || c->members[1 - k][root_at(c, k, p)]) continue;
      const styr_node node = styr_i_node_at(c->graph[k], p);
      if (!add(c, k ? &c->x->added : &c->x->removed, &node, sizeof node)) return false;
    }
  for (uint32_t p = 0; p < styr_graph_places(c->graph[0]); p++) {
    if (!is_there(c, 0, p)) continue;
    const uint32_t same = c->identity[p], root = root_of(c, same);
    const bool itself = same < styr_graph_places(c->graph[1]) && is_there(c, 1, same);
    const bool alone = c->members[0][root] == 1 && c->members[1][root] == 1;
    if (!itself && !alone) continue;
    if (!compare_cells(c, styr_i_node_at(c->graph[0], p), styr_i_node_at(c->graph[1], itself ? same : c->one[1][root]))) return false;
  }
  return true;
}

/* ---- ties ---- */

static int by_key(const void *a, const void *b) {
  const keyed *x = a, *y = b;
  if (x->from != y->from) return x->from < y->from ? -1 : 1;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  for (int i = 0; i < 4; i++) {
    const int order = strcmp(x->words[i], y->words[i]);
    if (order) return order;
  }
  return 0;
}

static int by_key_and_row(const void *a, const void *b) {
  const int order = by_key(a, b);
  const uint32_t x = ((const keyed *)a)->tie, y = ((const keyed *)b)->tie;
  return order ? order : x < y ? -1 : x > y;
}

static keyed *key_ties(comparing *c, int which, size_t *count) {
  const styr_map *map = c->map[which];
  keyed *all = styr_i_array(&c->x->arena.a, styr_map_count(map, STYR_TIES) + 1, sizeof *all);
  *count = 0;
  for (uint32_t i = 0; all && i < styr_map_count(map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(map, i);
    if (!styr_i_graph_has(c->graph[which], tie)) continue;
    all[(*count)++] =
        (keyed){root_at(c, which, styr_i_place_of(c->graph[which], styr_tie_from(map, tie))),
                root_at(c, which, styr_i_place_of(c->graph[which], styr_tie_to(map, tie))),
                i,
                {styr_tie_type(map, tie), styr_tie_function(map, tie), styr_tie_scope(map, tie), styr_tie_programme(map, tie)}};
  }
  if (all && *count) qsort(all, *count, sizeof *all, by_key_and_row);
  return all;
}

static bool compare_tie(comparing *c, styr_tie before, styr_tie after) {
  static const char *const columns[] = {"amount", "currency", "start", "end"};
  for (size_t i = 0; i < 4; i++) {
    char one[32], other[32];
    const char *x = styr_map_cell(c->map[0], STYR_TIES, before.index, columns[i], one);
    const char *y = styr_map_cell(c->map[1], STYR_TIES, after.index, columns[i], other);
    if (strcmp(x, y) == 0) continue;
    const styr_tie_change change = {before, after, {columns[i], styr_i_keep_text(&c->x->arena, x), styr_i_keep_text(&c->x->arena, y)}};
    if (!add(c, &c->x->ties_changed, &change, sizeof change)) return false;
  }
  return true;
}

static bool compare_ties(comparing *c) {
  size_t n[2];
  keyed *all[2] = {key_ties(c, 0, &n[0]), key_ties(c, 1, &n[1])};
  bool ok = all[0] && all[1];
  for (size_t i = 0, k = 0; ok && (i < n[0] || k < n[1]);) {
    const int order = i == n[0] ? 1 : k == n[1] ? -1 : by_key(&all[0][i], &all[1][k]);
    const styr_tie before = i < n[0] ? styr_i_tie(c->map[0], all[0][i].tie) : (styr_tie){0, 0},
                   after = k < n[1] ? styr_i_tie(c->map[1], all[1][k].tie) : (styr_tie){0, 0};
    if (order < 0) ok = add(c, &c->x->ties_removed, &before, sizeof before);
    else if (order > 0) ok = add(c, &c->x->ties_added, &after, sizeof after);
    else ok = compare_tie(c, before, after);
    i += order <= 0;
    k += order >= 0;
  }
  styr_i_free(&c->x->arena.a, all[0]);
  styr_i_free(&c->x->arena.a, all[1]);
  if (c->x->ties_added.count) qsort(c->x->ties_added.items, c->x->ties_added.count, sizeof(styr_tie), styr_i_by_u32);
  if (c->x->ties_removed.count) qsort(c->x->ties_removed.items, c->x->ties_removed.count, sizeof(styr_tie), styr_i_by_u32);
  return ok;
}

/* ---- standings ---- */

/* *of[identity] = 1 + standing. Where one identity has several members, their standings are not compared. */
static void enter(comparing *c, int which, const styr_placing *p, uint8_t *of) {
  const uint32_t root = root_at(c, which, styr_i_place_of(c->graph[which], p->node));
  if (c->members[which][root] == 1) of[root] = (uint8_t)(1 + p->standing);
  for (size_t k = 0; k < p->unit_count; k++) enter(c, which, &p->units[k], of);
}

static styr_status compare_standings(comparing *c, styr_error *error) {
  const styr_allocator *a = &c->x->arena.a;
  uint8_t *of[2] = {styr_i_zalloc(a, c->identities + 1, 1), styr_i_zalloc(a, c->identities + 1, 1)};
  styr_status status = of[0] && of[1] ? STYR_OK : STYR_ERR_NOMEM;
  styr_error why = STYR_ERROR_INIT;
  for (int k = 0; k < 2 && status == STYR_OK; k++) {
    styr_outside_options o = STYR_OUTSIDE_OPTIONS_INIT;
    styr_outside *answer = NULL;
    o.filter = *c->filter[k];
    o.graph = c->graph[k];
    status = styr_outside_open(c->map[k], &o, &answer, &why);
    for (size_t i = 0; status == STYR_OK && i < styr_outside_count(answer); i++) enter(c, k, styr_outside_get(answer, i), of[k]);
    styr_outside_free(answer);
  }
  c->x->placed = status == STYR_OK;
  for (uint32_t p = 0; status == STYR_OK && p < styr_graph_places(c->graph[1]); p++) {
    const uint32_t root = root_at(c, 1, p);
    if (!is_there(c, 1, p) || !of[0][root] || !of[1][root] || of[0][root] == of[1][root]) continue;
    const styr_diff_standing s = {styr_i_node_at(c->graph[1], p), (styr_standing)(of[0][root] - 1), (styr_standing)(of[1][root] - 1)};
    if (!add(c, &c->x->standings, &s, sizeof s)) status = STYR_ERR_NOMEM;
  }
  styr_i_free(a, of[0]);
  styr_i_free(a, of[1]);
  return status == STYR_ERR_NOMEM ? styr_i_nomem(error) : STYR_OK; /* no plan, or several: standings are not known */
}

/* ---- the question ---- */

styr_status styr_diff_open(const styr_map *before, const styr_filter *filter_before, const styr_map *after, const styr_filter *filter_after,
                           styr_diff **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, before && after && out)) return STYR_ERR_ARG;
  if (!styr_i_filter_known(error, filter_before) || !styr_i_filter_known(error, filter_after)) return STYR_ERR_ARG;
  static const styr_filter everything = STYR_FILTER_INIT;
  styr_diff *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  x->before = before;
  x->after = after;
  comparing c = {
      .x = x, .map = {before, after}, .filter = {filter_before ? filter_before : &everything, filter_after ? filter_after : &everything}};
  styr_i_arena_init(&x->arena, &styr_i_libc, after, c.filter[1]);
  styr_status status = STYR_OK;
  for (int k = 0; k < 2 && status == STYR_OK; k++) status = styr_graph_freeze(c.map[k], c.filter[k], &x->arena.a, &c.graph[k], error);
  if (status == STYR_OK && (!number(&c) || !follow_changes(&c) || !compare_nodes(&c) || !compare_ties(&c) || x->arena.nomem))
    status = styr_i_nomem(error);
  if (status == STYR_OK) status = compare_standings(&c, error);
  for (int k = 0; k < 2; k++) {
    styr_graph_free(c.graph[k]);
    styr_i_free(&x->arena.a, c.members[k]);
    styr_i_free(&x->arena.a, c.one[k]);
  }
  styr_i_free(&x->arena.a, c.parent);
  styr_i_free(&x->arena.a, c.identity);
  if (status == STYR_OK) *out = x;
  else styr_diff_free(x);
  return status;
}

void styr_diff_free(styr_diff *answer) {
  if (!answer) return;
  list *const all[] = {&answer->added,        &answer->removed,      &answer->changed,         &answer->ties_added,
                       &answer->ties_removed, &answer->ties_changed, &answer->reorganisations, &answer->standings};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) styr_i_free(&answer->arena.a, all[i]->items);
  styr_i_arena_done(&answer->arena);
  styr_i_free(&styr_i_libc, answer);
}

static const void *list_of(const list *l, size_t *count) {
  *count = l->count;
  return l->items;
}
const styr_node *styr_diff_nodes_added(const styr_diff *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  return list_of(&answer->added, count);
}
const styr_node *styr_diff_nodes_removed(const styr_diff *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  return list_of(&answer->removed, count);
}
const styr_node_change *styr_diff_nodes_changed(const styr_diff *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  return list_of(&answer->changed, count);
}
const styr_tie *styr_diff_ties_added(const styr_diff *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  return list_of(&answer->ties_added, count);
}
const styr_tie *styr_diff_ties_removed(const styr_diff *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  return list_of(&answer->ties_removed, count);
}
const styr_tie_change *styr_diff_ties_changed(const styr_diff *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  return list_of(&answer->ties_changed, count);
}
const styr_reorganisation *styr_diff_reorganisations(const styr_diff *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  return list_of(&answer->reorganisations, count);
}
const styr_diff_standing *styr_diff_standings(const styr_diff *answer, size_t *count, bool *known) {
  if (!styr_i_lists(answer, count) || !known) return NULL;
  *known = answer->placed;
  return list_of(&answer->standings, count);
}
const styr_map *styr_i_diff_map(const styr_diff *answer, bool after) {
  return after ? answer->after : answer->before;
}

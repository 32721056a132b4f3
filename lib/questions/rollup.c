/* SPDX-License-Identifier: MIT */
/* Roll-up: the organisation to which a unit belongs. Only actors whose kind is of family `unit` have one: the nearest actor above
 * them, along membership ties that transmit rule (part_of), that is no unit. A ministry, a group or a person does not count as such
 * an organisation; the unit then stands alone. Of several that are equally near, the one with the best grade of the tie is taken,
 * then the first in file order. Circles of units end the search. */
#include "questions/audit_i.h"

enum { most_units = 64 }; /* in one search; real fields have two or three levels */

typedef struct climb {
  const styr_graph *g;
  const uint8_t *flags;
  styr_node units[most_units]; /* met so far, nearest first */
  size_t count;
  styr_node best;
  int rank;
  uint32_t first; /* the tie to it: the first in the file of those with the same grade */
} climb;

static void consider(climb *c, uint32_t tie, styr_node above) {
  if (styr_node_is_text(above)) return;
  const uint8_t flags = c->flags[above.ref];
  if (!(flags & (STYR_I_IS_NO_HEAD | STYR_I_IS_UNIT))) {
    const int rank = styr_grade_rank(styr_tie_grade(c->g->map, styr_i_graph_tie(c->g, tie)));
    if (rank < c->rank || (rank == c->rank && tie > c->first)) return;
    c->best = above;
    c->rank = rank;
    c->first = tie;
  }
  bool met = !(flags & STYR_I_IS_UNIT) || c->count == most_units;
  for (size_t k = 0; k < c->count && !met; k++) met = styr_node_same(c->units[k], above);
  if (!met) c->units[c->count++] = above;
}

static void visit_above(climb *c, const styr_i_rule_types *types, styr_node from) {
  const styr_i_side *side = &c->g->out;
  for (size_t i = 0; i < types->count; i++) {
    const styr_i_rule_type *t = &types->items[i];
    uint32_t at, end;
    if (!t->inward || !t->membership) continue;
    styr_i_ties_of(c->g, side, styr_i_place_of(c->g, from), t->type, t->type + 1u, &at, &end);
    for (; at < end; at++) consider(c, side->tie[at], styr_i_node_at(c->g, side->far[at]));
  }
}

styr_node styr_i_organisation_of(const styr_graph *g, const styr_i_rule_types *types, const uint8_t *flags, styr_node node) {
  if (!(flags[node.ref] & STYR_I_IS_UNIT)) return node;
  climb c;
  c.g = g;
  c.flags = flags;
  c.units[0] = c.best = node;
  c.count = 1;
  c.rank = -1;
  c.first = UINT32_MAX;
  size_t done = 0;
  while (done < c.count && c.rank < 0) /* breadth first */
    for (const size_t end = c.count; done < end; done++) visit_above(&c, types, c.units[done]);
  return c.best;
}

bool styr_i_is_organisation_like(const styr_map *map, styr_node node) {
  return !styr_node_is_text(node) && strcmp(styr_node_kind_family(map, node), "person") != 0 &&
         strcmp(styr_node_level(map, node), "person") != 0;
}

/* Looks up the family of each term once, then reads two cells of each actor. */
uint8_t *styr_i_actor_flags(const styr_map *map, const styr_allocator *a) {
  const size_t actors = styr_map_count(map, STYR_ACTORS);
  const styr_i_table *t = &map->tables[STYR_ACTORS];
  uint8_t *terms = styr_i_zalloc(a, map->term_count + 1, 1), *flags = styr_i_zalloc(a, actors + 1, 1);
  for (size_t i = 0; terms && i < map->term_count; i++) {
    const char *set = styr_i_str(&map->strings, map->terms[i].set), *family = styr_i_str(&map->strings, map->terms[i].family);
    if (strcmp(set, "kind") == 0) {
      static const char *const families[] = {"person", "unit", "ministry", "group"};
      static const uint8_t bits[] = {STYR_I_IS_PERSON | STYR_I_IS_NO_HEAD, STYR_I_IS_UNIT, STYR_I_IS_NO_HEAD, STYR_I_IS_NO_HEAD};
      size_t at;
      if (styr_i_text_in(family, families, 4, &at)) terms[i + 1] = bits[at];
    } else if (strcmp(set, "level") == 0 && strcmp(styr_i_str(&map->strings, map->terms[i].term), "person") == 0) {
      terms[i + 1] = STYR_I_IS_PERSON | STYR_I_IS_NO_HEAD;
    }
  }
  for (size_t i = 0; terms && flags && i < actors; i++)
    flags[i] = terms[styr_i_cell(t, i, ACTOR_KIND)] | terms[styr_i_cell(t, i, ACTOR_LEVEL)];
  styr_i_free(a, terms);
  if (!terms) styr_i_free(a, flags);
  return terms ? flags : NULL;
}

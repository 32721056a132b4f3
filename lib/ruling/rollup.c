/* SPDX-License-Identifier: MIT */
/* Roll-up: which organisation a unit belongs to. Only kinds of family `unit` climb, along membership ties that transmit
 * rule (part_of), to the nearest actor that is no unit; a ministry, a group or a person above is not an umbrella, so that
 * the unit then stands alone. Of several organisations equally near the best founded tie counts, then the first in file
 * order. Circles of units end the search. */
#include "ruling_i.h"

static bool is_unit(const styr_map *map, styr_node node) {
  return strcmp(styr_node_kind_family(map, node), "unit") == 0;
}

static bool is_umbrella(const styr_map *map, styr_node node) {
  static const char *const none[] = {"ministry", "group", "person"};
  return styr_i_is_organisation_like(map, node) && !is_unit(map, node) && !styr_i_text_in(styr_node_kind_family(map, node), none, 3, NULL);
}

enum { most_units = 64 }; /* above one another: real fields have two or three */

typedef struct climb {
  const styr_graph *g;
  styr_node units[most_units]; /* met so far, nearest first */
  size_t count;
  styr_node best;
  int rank;
  uint32_t first; /* the tie to it: of equally well founded ones the first in the file */
} climb;

static void look_up(climb *c, styr_node from) {
  const styr_graph *g = c->g;
  const styr_map *map = g->map;
  const uint32_t place = styr_i_place_of(g, from);
  for (uint32_t t = 0; t < g->types; t++) {
    const styr_i_term *type = &map->terms[g->type_term[t]];
    uint32_t at, end;
    if (type->ruling != STYR_RULING_BACKWARD || strcmp(styr_i_str(&map->strings, type->family), "membership") != 0) continue;
    styr_i_ties_of(g, &g->out, place, t, t + 1, &at, &end);
    for (; at < end; at++) {
      const styr_node above = styr_i_node_at(g, g->out.far[at]);
      const uint32_t tie = g->out.tie[at];
      const int rank = styr_grade_rank(styr_tie_grade(map, (styr_tie){tie}));
      if (is_umbrella(map, above) && (rank > c->rank || (rank == c->rank && tie < c->first))) {
        c->best = above;
        c->rank = rank;
        c->first = tie;
      }
      bool met = !is_unit(map, above) || c->count == most_units;
      for (size_t k = 0; k < c->count && !met; k++) met = styr_node_same(c->units[k], above);
      if (!met) c->units[c->count++] = above;
    }
  }
}

styr_node styr_i_organisation_of(const styr_graph *g, styr_node node) {
  if (!is_unit(styr_graph_map(g), node)) return node;
  climb c = {g, {node}, 1, node, -1, UINT32_MAX};
  size_t done = 0;
  while (done < c.count && c.rank < 0) /* all units of one height before the next */
    for (const size_t end = c.count; done < end; done++) look_up(&c, c.units[done]);
  return c.best;
}

bool styr_i_is_organisation_like(const styr_map *map, styr_node node) {
  return !styr_node_is_text(node) && strcmp(styr_node_kind_family(map, node), "person") != 0 &&
         strcmp(styr_node_level(map, node), "person") != 0;
}

/* The family of each term once, then a look at two cells of each actor. */
uint8_t *styr_i_actor_sorts(const styr_map *map, const styr_allocator *a) {
  const size_t actors = styr_map_count(map, STYR_ACTORS);
  const styr_i_table *t = &map->tables[STYR_ACTORS];
  uint8_t *terms = styr_i_zalloc(a, map->term_count + 1, 1), *sorts = styr_i_zalloc(a, actors + 1, 1);
  for (size_t i = 0; terms && i < map->term_count; i++) {
    const char *set = styr_i_str(&map->strings, map->terms[i].set), *family = styr_i_str(&map->strings, map->terms[i].family);
    if (strcmp(set, "kind") == 0)
      terms[i + 1] = strcmp(family, "person") == 0 ? STYR_I_IS_PERSON : strcmp(family, "unit") == 0 ? STYR_I_IS_UNIT : 0;
    else if (strcmp(set, "level") == 0 && strcmp(styr_i_str(&map->strings, map->terms[i].term), "person") == 0)
      terms[i + 1] = STYR_I_IS_PERSON;
  }
  for (size_t i = 0; terms && sorts && i < actors; i++)
    sorts[i] = terms[styr_i_cell(t, i, ACTOR_KIND)] | terms[styr_i_cell(t, i, ACTOR_LEVEL)];
  styr_i_free(a, terms);
  if (!terms) styr_i_free(a, sorts);
  return terms ? sorts : NULL;
}

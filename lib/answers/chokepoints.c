/* SPDX-License-Identifier: MIT */
/* Chokepoints in words and in data, each with the ties out of it that the ruling paths take next.
 *
 * Which these are follows from the dominators alone. Where no node was asked about: the ties to nodes it dominates. Where
 * one was: a search backward from it, which halts at its nearest dominator until nothing else is left to look at. What it
 * has met by then is what ruling paths pass between the two; the ties into that from the dominator are the ones sought. Then
 * it goes on from the dominator to the one above. docs/schema/chokepoints.json fixes the JSON form. */
#include "answers/answers_i.h"
#include "measure/measure_i.h"

enum { NOBODY = UINT32_MAX };

typedef struct edge {
  uint32_t from, to, tie; /* places, and a tie's index */
} edge;

typedef struct work {
  const styr_measured *seen;
  const styr_chokepoints *what;
  uint32_t *place_of_actor, *place_of_text;
  uint32_t *dominator;      /* places; NOBODY = none */
  uint32_t *first, *last;   /* where the subtree of a node in the dominator tree begins and ends, counted from 0 */
  uint32_t *chain, listed;  /* the chokepoints to be written */
  edge *edges;              /* sorted by their end */
  uint32_t *edges_of;       /* edges that end in a place begin here */
  uint32_t *ties, *ties_of; /* ties of each place that are on the way */
  size_t edge_count;
} work;

static uint32_t place_of(const work *w, styr_node node) {
  if (!styr_node_exists(node)) return NOBODY;
  return styr_node_is_text(node) ? w->place_of_text[node.ref & ~STYR_NODE_TEXT_BIT] : w->place_of_actor[node.ref];
}

static bool make_room(work *w) {
  const styr_allocator *a = &styr_i_libc;
  const size_t n = w->seen->count + 1, ties = styr_map_count(w->seen->map, STYR_TIES) + 1;
  w->place_of_actor = styr_i_array(a, styr_map_count(w->seen->map, STYR_ACTORS) + 1, sizeof(uint32_t));
  w->place_of_text = styr_i_array(a, styr_map_count(w->seen->map, STYR_TEXTS) + 1, sizeof(uint32_t));
  w->dominator = styr_i_array(a, n, sizeof(uint32_t));
  w->first = styr_i_zalloc(a, n, sizeof(uint32_t));
  w->last = styr_i_zalloc(a, n, sizeof(uint32_t));
  w->chain = styr_i_array(a, n, sizeof(uint32_t));
  w->edges = styr_i_array(a, ties, sizeof *w->edges);
  w->edges_of = styr_i_zalloc(a, n + 1, sizeof(uint32_t));
  w->ties = styr_i_array(a, ties, sizeof(uint32_t));
  w->ties_of = styr_i_zalloc(a, n + 1, sizeof(uint32_t));
  return w->place_of_actor && w->place_of_text && w->dominator && w->first && w->last && w->chain && w->edges && w->edges_of && w->ties &&
         w->ties_of;
}

static void let_go(work *w) {
  void *const all[] = {w->place_of_actor, w->place_of_text, w->dominator, w->first, w->last,
                       w->chain,          w->edges,         w->edges_of,  w->ties,  w->ties_of};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) styr_i_free(&styr_i_libc, all[i]);
}

static int by_end(const void *a, const void *b) {
  const edge *x = a, *y = b;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  return x->tie < y->tie ? -1 : x->tie > y->tie;
}

static void take_in(work *w) {
  const styr_map *map = w->seen->map;
  for (uint32_t p = 0; p < w->seen->count; p++) {
    const styr_node node = w->seen->nodes[p];
    if (styr_node_is_text(node)) w->place_of_text[node.ref & ~STYR_NODE_TEXT_BIT] = p;
    else w->place_of_actor[node.ref] = p;
  }
  for (uint32_t p = 0; p < w->seen->count; p++) w->dominator[p] = place_of(w, w->what->points[p].dominator);
  for (uint32_t i = 0; i < styr_map_count(map, STYR_TIES); i++) {
    styr_node from, to;
    if (!styr_selection_edge(map, w->seen->selection, (styr_tie){i}, &from, &to)) continue;
    w->edges[w->edge_count++] = (edge){place_of(w, from), place_of(w, to), i};
  }
  qsort(w->edges, w->edge_count, sizeof *w->edges, by_end);
  for (size_t e = 0; e < w->edge_count; e++) w->edges_of[w->edges[e].to + 1]++;
  for (size_t p = 0; p < w->seen->count; p++) w->edges_of[p + 1] += w->edges_of[p];
}

/* Whether going from dominator to dominator ends, as it does in every answer of the igraph component. `first` serves for marks. */
static bool is_forest(work *w) {
  bool ends = true;
  for (uint32_t p = 0; ends && p < w->seen->count; p++) {
    uint32_t q = p;
    for (; q != NOBODY && !w->first[q]; q = w->dominator[q]) w->first[q] = p + 1;
    ends = q == NOBODY || w->first[q] != p + 1;
  }
  memset(w->first, 0, w->seen->count * sizeof *w->first);
  return ends;
}

/* Number the dominator tree so that a node's subtree is a range. `last` first holds how large the subtree is, known from
 * the answer; a node's place is then its dominator's, plus the subtrees of the siblings before it. */
static bool number_tree(work *w) {
  const uint32_t n = (uint32_t)w->seen->count;
  uint32_t *next = styr_i_array(&styr_i_libc, (size_t)n + 1, sizeof *next),
           *trail = styr_i_array(&styr_i_libc, (size_t)n + 1, sizeof *trail);
  bool *done = styr_i_zalloc(&styr_i_libc, (size_t)n + 1, sizeof *done);
  uint32_t roots = 0;
  for (uint32_t p = 0; next && trail && done && p < n; p++) {
    uint32_t depth = 0;
    for (uint32_t q = p; q != NOBODY && !done[q]; q = w->dominator[q]) trail[depth++] = q;
    while (depth) {
      const uint32_t q = trail[--depth], above = w->dominator[q], size = w->what->points[q].dominates + 1;
      uint32_t *room = above == NOBODY ? &roots : &next[above];
      w->first[q] = *room;
      w->last[q] = *room + size;
      *room += size;
      next[q] = w->first[q] + 1;
      done[q] = true;
    }
  }
  const bool ok = next && trail && done;
  styr_i_free(&styr_i_libc, next);
  styr_i_free(&styr_i_libc, trail);
  styr_i_free(&styr_i_libc, done);
  return ok;
}

static bool dominates(const work *w, uint32_t above, uint32_t below) {
  return above != below && w->first[above] <= w->first[below] && w->last[below] <= w->last[above];
}

/* Every node that dominates another, the greatest first, with its ties to nodes it dominates. */
static bool list_all(work *w) {
  double *score = styr_i_array(&styr_i_libc, w->seen->count + 1, sizeof *score);
  for (size_t p = 0; score && p < w->seen->count; p++) score[p] = w->what->points[p].dominates;
  size_t *order = score ? styr_i_measure_order(w->seen->count, score) : NULL;
  for (size_t i = 0; order && i < w->seen->count && w->what->points[order[i]].dominates; i++) w->chain[w->listed++] = (uint32_t)order[i];
  const bool ok = order && number_tree(w);
  styr_i_free(&styr_i_libc, score);
  styr_i_free(&styr_i_libc, order);
  if (!ok) return false;
  for (int pass = 0; pass < 2; pass++) { /* count, then fill */
    for (size_t e = 0; e < w->edge_count; e++) {
      const edge *x = &w->edges[e];
      if (!dominates(w, x->from, x->to)) continue;
      if (pass) w->ties[w->ties_of[x->from]++] = x->tie;
      else w->ties_of[x->from + 1]++;
    }
    for (size_t p = 0; !pass && p < w->seen->count; p++) w->ties_of[p + 1] += w->ties_of[p];
  }
  for (size_t p = w->seen->count; p; p--) w->ties_of[p] = w->ties_of[p - 1];
  w->ties_of[0] = 0;
  return true;
}

/* The dominators of one node from the apex down, with the ties out of them on the way to it. The ties of the one that is
 * listed i-th stand from ties_of[i] on. */
static bool list_way(work *w, uint32_t to) {
  uint32_t *queue = styr_i_array(&styr_i_libc, w->seen->count + 1, sizeof *queue);
  bool *met = styr_i_zalloc(&styr_i_libc, w->seen->count + 1, sizeof *met);
  size_t head = 0, tail = 0, ties = 0;
  for (uint32_t p = w->dominator[to]; p != NOBODY; p = w->dominator[p]) w->listed++;
  uint32_t at = w->listed;
  for (uint32_t p = w->dominator[to]; p != NOBODY; p = w->dominator[p]) w->chain[--at] = p;
  for (uint32_t here = to, level = w->listed; queue && met && level; here = w->chain[level]) {
    const uint32_t above = w->chain[--level];
    const size_t before = ties;
    met[here] = true;
    queue[tail++] = here;
    while (head < tail) {
      const uint32_t p = queue[head++];
      for (uint32_t e = w->edges_of[p]; e < w->edges_of[p + 1]; e++) {
        const uint32_t from = w->edges[e].from;
        if (from == above) {
          w->ties[ties++] = w->edges[e].tie;
        } else if (!met[from]) {
          met[from] = true;
          queue[tail++] = from;
        }
      }
    }
    w->first[level] = (uint32_t)before; /* the tree is not numbered here: its arrays say where the ties stand */
    w->last[level] = (uint32_t)ties;
  }
  const bool ok = queue && met;
  styr_i_free(&styr_i_libc, queue);
  styr_i_free(&styr_i_libc, met);
  return ok;
}

/* The ties of the chokepoint that is listed i-th, in map order. */
static size_t ties_on_the_way(const work *w, uint32_t i, const uint32_t **ties) {
  const bool way = styr_node_exists(w->what->to);
  const uint32_t from = way ? w->first[i] : w->ties_of[w->chain[i]], to = way ? w->last[i] : w->ties_of[w->chain[i] + 1];
  styr_i_sort_u32(w->ties + from, to - from);
  *ties = w->ties + from;
  return to - from;
}

/* ---- forms ---- */

static void json_tie(styr_i_out *o, const styr_map *map, styr_tie tie) {
  char id[16];
  const styr_grade grade = styr_tie_grade(map, tie);
  styr_i_json_open(o, NULL, '{');
  styr_i_json_text(o, "id", styr_tie_id(map, tie, id));
  styr_i_json_text(o, "type", styr_tie_type(map, tie));
  styr_i_json_text(o, "from", styr_node_id(map, styr_tie_from(map, tie)));
  styr_i_json_text(o, "to", styr_node_id(map, styr_tie_to(map, tie)));
  styr_i_json_text(o, "grade", grade ? styr_grade_name(grade) : NULL);
  styr_i_json_close(o, '}');
}

static void json_point(const work *w, uint32_t i, styr_i_out *o) {
  const uint32_t place = w->chain[i];
  const styr_chokepoint *p = &w->what->points[place];
  const uint32_t *ties;
  const size_t count = ties_on_the_way(w, i, &ties);
  styr_i_json_open(o, NULL, '{');
  styr_i_measure_identity(o, w->seen, place);
  styr_i_json_bool(o, "apex", p->apex);
  styr_i_json_bool(o, "articulation", p->articulation);
  styr_i_json_int(o, "dominates", p->dominates);
  styr_i_json_text(o, "dominator", styr_node_exists(p->dominator) ? styr_node_id(w->seen->map, p->dominator) : NULL);
  styr_i_json_open(o, "ties", '[');
  for (size_t t = 0; t < count; t++) json_tie(o, w->seen->map, (styr_tie){ties[t]});
  styr_i_json_close(o, ']');
  styr_i_json_close(o, '}');
}

static void json_answer(const work *w, styr_i_out *o) {
  const styr_map *map = w->seen->map;
  styr_i_measure_open(o, w->seen);
  styr_i_json_text(o, "to", styr_node_exists(w->what->to) ? styr_node_id(map, w->what->to) : NULL);
  styr_i_json_open(o, "chokepoints", '[');
  for (uint32_t i = 0; i < w->listed; i++) json_point(w, i, o);
  styr_i_json_close(o, ']');
  if (w->what->has_cut) {
    styr_i_json_open(o, "cut", '[');
    for (size_t i = 0; i < w->what->cut_count; i++) styr_i_json_text(o, NULL, styr_node_id(map, w->what->cut[i]));
    styr_i_json_close(o, ']');
  } else {
    styr_i_json_text(o, "cut", NULL);
  }
  styr_i_json_open(o, "articulation", '[');
  for (size_t p = 0; p < w->seen->count; p++)
    if (w->what->points[p].articulation) styr_i_json_text(o, NULL, styr_node_id(map, w->seen->nodes[p]));
  styr_i_json_close(o, ']');
  styr_i_json_close(o, '}');
  styr_i_put(o, "\n");
}

static void text_point(const work *w, uint32_t i, styr_i_out *o) {
  const styr_map *map = w->seen->map;
  const uint32_t place = w->chain[i];
  const styr_chokepoint *p = &w->what->points[place];
  const uint32_t *ties;
  const size_t count = ties_on_the_way(w, i, &ties);
  styr_i_putf(o, "  %s (dominates %u%s)\n", styr_node_label(map, w->seen->nodes[place], w->seen->lang), p->dominates,
              p->apex ? "; apex" : "");
  for (size_t t = 0; t < count; t++) {
    const styr_tie tie = {ties[t]};
    const bool turned = !styr_node_same(styr_tie_from(map, tie), w->seen->nodes[place]);
    const styr_grade grade = styr_tie_grade(map, tie);
    styr_i_put(o, "    ");
    styr_i_put_arrow(o, map, tie, turned);
    styr_i_putf(o, " %s (", styr_node_label(map, turned ? styr_tie_from(map, tie) : styr_tie_to(map, tie), w->seen->lang));
    styr_i_put_grade(o, grade, "no supporting claim");
    styr_i_put(o, ")\n");
  }
}

static void text_names(const work *w, styr_i_out *o, const styr_node *nodes, size_t count) {
  for (size_t i = 0; i < count; i++) styr_i_putf(o, "%s%s", i ? ", " : "", styr_node_label(w->seen->map, nodes[i], w->seen->lang));
  styr_i_put(o, "\n");
}

static void text_answer(const work *w, styr_i_out *o) {
  size_t number = 0;
  if (styr_node_exists(w->what->to)) {
    const char *name = styr_node_label(w->seen->map, w->what->to, w->seen->lang);
    if (!w->what->has_cut) styr_i_putf(o, "%s is an apex, or one of its members: no ruling path leads to it from above\n", name);
    else styr_i_putf(o, "Every ruling path to %s passes%s\n", name, w->listed ? ":" : " no one node");
  } else {
    styr_i_putf(o, "Chokepoints: %u\n", w->listed);
  }
  for (uint32_t i = 0; i < w->listed; i++) text_point(w, i, o);
  if (w->what->has_cut) {
    styr_i_putf(o, "Fewest nodes that all of them meet: %zu\n  ", w->what->cut_count);
    text_names(w, o, w->what->cut, w->what->cut_count);
  }
  if (styr_node_exists(w->what->to)) return;
  for (size_t p = 0; p < w->seen->count; p++) number += w->what->points[p].articulation;
  styr_i_putf(o, "Articulation points: %zu\n", number);
  for (size_t p = 0; p < w->seen->count; p++) {
    if (!w->what->points[p].articulation) continue;
    styr_i_put(o, "  ");
    text_names(w, o, &w->seen->nodes[p], 1);
  }
}

static void csv_answer(const work *w, styr_i_out *o) {
  const styr_map *map = w->seen->map;
  styr_i_put(o, "id,label,apex,articulation,dominates,dominator,ties\n");
  for (uint32_t i = 0; i < w->listed; i++) {
    const uint32_t *ties, place = w->chain[i];
    const styr_chokepoint *p = &w->what->points[place];
    const size_t count = ties_on_the_way(w, i, &ties);
    styr_i_measure_cell(o, styr_node_id(map, w->seen->nodes[place]), ',');
    styr_i_measure_cell(o, styr_node_label(map, w->seen->nodes[place], w->seen->lang), ',');
    styr_i_putf(o, "%s,%s,%u,", p->apex ? "yes" : "no", p->articulation ? "yes" : "no", p->dominates);
    styr_i_measure_cell(o, styr_node_exists(p->dominator) ? styr_node_id(map, p->dominator) : "", ',');
    styr_i_putf(o, "%zu\n", count);
  }
}

styr_status styr_chokepoints_write(const styr_measured *seen, const styr_chokepoints *what, styr_format format, const styr_sink *sink,
                                   styr_error *error) {
  work w = {.seen = seen, .what = what};
  bool ok = make_room(&w), wrong = false;
  if (ok) {
    take_in(&w);
    wrong = !is_forest(&w);
    ok = !wrong && (styr_node_exists(what->to) ? list_way(&w, place_of(&w, what->to)) : list_all(&w));
  }
  styr_i_out o = {.sink = sink, .first = true, .plain = format == STYR_FORMAT_TEXT};
  if (ok && format == STYR_FORMAT_JSON) json_answer(&w, &o);
  if (ok && format == STYR_FORMAT_TEXT) {
    text_answer(&w, &o);
    styr_i_text_view(&o, seen->map);
  }
  if (ok && format == STYR_FORMAT_CSV) csv_answer(&w, &o);
  for (uint32_t i = 0; ok && format == STYR_FORMAT_JSONL && i < w.listed; i++) {
    o.first = true;
    json_point(&w, i, &o);
    styr_i_put(&o, "\n");
  }
  let_go(&w);
  if (wrong) return styr_i_fail(error, STYR_ERR_ARG, "the dominators go round in a circle");
  return ok ? styr_i_out_status(&o, error) : styr_i_nomem(error);
}

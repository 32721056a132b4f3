/* SPDX-License-Identifier: MIT */
/* Which chokepoints an answer lists, and for each the ties out of it that the ruling paths take next. Both follow from the
 * dominators alone.
 *
 * Where no node was asked about, these are the ties to nodes that the chokepoint dominates. Where one was: a BFS backward from
 * the node that does not pass its immediate dominator finds what lies between the two; the ties from the dominator into that are
 * listed. Then the search goes on from the dominator to the next one above. Writing is left to answers/chokepoints.c. */
#include "measure/measure_i.h"

enum { NO_PLACE = UINT32_MAX };

static uint32_t place_of(const styr_i_chokepoint_list *w, styr_node node) {
  if (!styr_node_exists(node)) return NO_PLACE;
  return styr_node_is_text(node) ? w->place_of_text[styr_node_row(node)] : w->place_of_actor[node.ref];
}

static bool allocate(styr_i_chokepoint_list *w) {
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

static int by_end(const void *a, const void *b) {
  const styr_i_chokepoint_edge *x = a, *y = b;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  return x->tie < y->tie ? -1 : x->tie > y->tie;
}

/* False: a tie ends at a node, or a node is dominated by one, that is not among those measured. */
static bool read_ties(styr_i_chokepoint_list *w) {
  const styr_map *map = w->seen->map;
  memset(w->place_of_actor, 0xFF, (styr_map_count(map, STYR_ACTORS) + 1) * sizeof *w->place_of_actor); /* NO_PLACE */
  memset(w->place_of_text, 0xFF, (styr_map_count(map, STYR_TEXTS) + 1) * sizeof *w->place_of_text);
  for (uint32_t p = 0; p < w->seen->count; p++) {
    const styr_node node = w->seen->nodes[p];
    if (styr_node_is_text(node)) w->place_of_text[styr_node_row(node)] = p;
    else w->place_of_actor[node.ref] = p;
  }
  for (uint32_t p = 0; p < w->seen->count; p++) {
    const styr_node by = w->what->points[p].dominator;
    w->dominator[p] = place_of(w, by);
    if (styr_node_exists(by) && w->dominator[p] == NO_PLACE) return false;
  }
  for (uint32_t i = 0; i < styr_map_count(map, STYR_TIES); i++) {
    styr_node from, to;
    if (!styr_selection_edge(map, w->seen->selection, styr_map_tie(map, i), &from, &to)) continue;
    const styr_i_chokepoint_edge edge = {place_of(w, from), place_of(w, to), i};
    if (edge.from == NO_PLACE || edge.to == NO_PLACE) return false;
    w->edges[w->edge_count++] = edge;
  }
  qsort(w->edges, w->edge_count, sizeof *w->edges, by_end);
  for (size_t e = 0; e < w->edge_count; e++) w->edges_of[w->edges[e].to + 1]++;
  for (size_t p = 0; p < w->seen->count; p++) w->edges_of[p + 1] += w->edges_of[p];
  return !styr_node_exists(w->what->to) || place_of(w, w->what->to) != NO_PLACE;
}

/* Whether the dominators form a forest, as they do in every answer of the igraph component. `first` is used for marks. */
static bool is_forest(styr_i_chokepoint_list *w) {
  bool ends = true;
  for (uint32_t p = 0; ends && p < w->seen->count; p++) {
    uint32_t q = p;
    for (; q != NO_PLACE && !w->first[q]; q = w->dominator[q]) w->first[q] = p + 1;
    ends = q == NO_PLACE || w->first[q] != p + 1;
  }
  memset(w->first, 0, w->seen->count * sizeof *w->first);
  return ends;
}

/* Number the dominator tree in preorder, so that a node's subtree is a range. The answer has the size of each subtree: a
 * node's number is that of its dominator plus the sizes of the subtrees of the siblings before it. */
static bool number_tree(styr_i_chokepoint_list *w) {
  const uint32_t n = (uint32_t)w->seen->count;
  uint32_t *next = styr_i_array(&styr_i_libc, (size_t)n + 1, sizeof *next),
           *stack = styr_i_array(&styr_i_libc, (size_t)n + 1, sizeof *stack);
  bool *done = styr_i_zalloc(&styr_i_libc, (size_t)n + 1, sizeof *done);
  uint32_t roots = 0;
  for (uint32_t p = 0; next && stack && done && p < n; p++) {
    uint32_t depth = 0;
    for (uint32_t q = p; q != NO_PLACE && !done[q]; q = w->dominator[q]) stack[depth++] = q;
    while (depth) {
      const uint32_t q = stack[--depth], above = w->dominator[q], size = w->what->points[q].dominates + 1;
      uint32_t *room = above == NO_PLACE ? &roots : &next[above];
      w->first[q] = *room;
      w->last[q] = *room + size;
      *room += size;
      next[q] = w->first[q] + 1;
      done[q] = true;
    }
  }
  const bool ok = next && stack && done;
  styr_i_free(&styr_i_libc, next);
  styr_i_free(&styr_i_libc, stack);
  styr_i_free(&styr_i_libc, done);
  return ok;
}

static bool dominates(const styr_i_chokepoint_list *w, uint32_t above, uint32_t below) {
  return above != below && w->first[above] <= w->first[below] && w->last[below] <= w->last[above];
}

/* Every node that dominates another, those that dominate most first, with the ties to nodes that it dominates. */
static bool list_all(styr_i_chokepoint_list *w) {
  double *score = styr_i_array(&styr_i_libc, w->seen->count + 1, sizeof *score);
  for (size_t p = 0; score && p < w->seen->count; p++) score[p] = w->what->points[p].dominates;
  size_t *order = score ? styr_i_measure_order(w->seen->count, score) : NULL;
  for (size_t i = 0; order && i < w->seen->count && w->what->points[order[i]].dominates; i++) w->chain[w->listed++] = (uint32_t)order[i];
  const bool ok = order && number_tree(w);
  styr_i_free(&styr_i_libc, score);
  styr_i_free(&styr_i_libc, order);
  if (!ok) return false;
  for (int pass = 0; pass < 2; pass++) { /* count, then enter */
    for (size_t e = 0; e < w->edge_count; e++) {
      const styr_i_chokepoint_edge *x = &w->edges[e];
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

/* The dominators of one node from the apex down, each with its ties that ruling paths to the node take. Those of dominator i of
 * the list are ties[first[i]] to ties[last[i]]: the tree is not numbered here, and its arrays are free. */
static bool list_above(styr_i_chokepoint_list *w, uint32_t to) {
  uint32_t *queue = styr_i_array(&styr_i_libc, w->seen->count + 1, sizeof *queue);
  bool *met = styr_i_zalloc(&styr_i_libc, w->seen->count + 1, sizeof *met);
  size_t head = 0, tail = 0, ties = 0;
  for (uint32_t p = w->dominator[to]; p != NO_PLACE; p = w->dominator[p]) w->listed++;
  uint32_t at = w->listed;
  for (uint32_t p = w->dominator[to]; p != NO_PLACE; p = w->dominator[p]) w->chain[--at] = p;
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
    w->first[level] = (uint32_t)before;
    w->last[level] = (uint32_t)ties;
  }
  const bool ok = queue && met;
  styr_i_free(&styr_i_libc, queue);
  styr_i_free(&styr_i_libc, met);
  return ok;
}

size_t styr_i_chokepoint_ties(const styr_i_chokepoint_list *w, uint32_t i, const uint32_t **ties) {
  const bool one = styr_node_exists(w->what->to);
  const uint32_t from = one ? w->first[i] : w->ties_of[w->chain[i]], to = one ? w->last[i] : w->ties_of[w->chain[i] + 1];
  styr_i_sort_u32(w->ties + from, to - from);
  *ties = w->ties + from;
  return to - from;
}

bool styr_i_chokepoints_list(styr_i_chokepoint_list *w, const styr_measured *seen, const styr_chokepoints *what, const char **why) {
  *w = (styr_i_chokepoint_list){.seen = seen, .what = what};
  *why = NULL;
  if (!allocate(w)) return false;
  if (!read_ties(w)) *why = "the nodes of a measure are all that the selection includes: one is missing";
  else if (!is_forest(w)) *why = "the dominators go round in a circle";
  return !*why && (styr_node_exists(what->to) ? list_above(w, place_of(w, what->to)) : list_all(w));
}

void styr_i_chokepoints_done(styr_i_chokepoint_list *w) {
  void *const all[] = {w->place_of_actor, w->place_of_text, w->dominator, w->first, w->last,
                       w->chain,          w->edges,         w->edges_of,  w->ties,  w->ties_of};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) styr_i_free(&styr_i_libc, all[i]);
}

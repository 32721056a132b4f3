/* SPDX-License-Identifier: MIT */
/* Layouts in layers: what rules, writes or pays is above what is ruled, charged or paid (Sugiyama, Tagawa & Toda, 1981). Each box gets a
 * layer, the length of the longest path to it from the top with cycles broken, and its place in the layer, by barycentres. Everything else,
 * such as routes and gutters, is as in the field. */
#include "figure/layouts/layouts_i.h"

bool styr_i_layers_choose(const styr_i_figure *f, const styr_graph *g, bool *taken) {
  for (uint32_t place = 0; place < styr_graph_places(g); place++) {
    styr_arc arc;
    for (styr_arcs arcs = styr_graph_out(g, place); styr_arcs_next(&arcs, &arc);)
      if (f->layout->takes(f, arc.tie)) taken[place] = taken[arc.place] = true;
  }
  return true;
}

/* ---- layers ---- */

typedef struct layering {
  styr_i_figure *f;
  bool upward;            /* layers are counted from the one node below all others, not from the top nodes */
  uint32_t *first, *next; /* by box and line: its outgoing lines as a linked list, numbers + 1 */
  bool *turned;           /* by line: it closes a cycle */
  uint32_t *depth;        /* by box: the layer */
  uint32_t *order;        /* boxes layer by layer */
  size_t *ends;           /* by layer, in `order` */
  double *place, *weight; /* by box: its position in its layer, 0 to 1; the mean position of its neighbours */
  uint32_t layers;
} layering;

static uint32_t beginning(const layering *w, size_t line) {
  return w->upward ? w->f->lines[line].to : w->f->lines[line].from;
}

static uint32_t end_of(const layering *w, size_t line) {
  return w->upward ? w->f->lines[line].from : w->f->lines[line].to;
}

/* Depth first, without recursion: a line to a box that is still open closes a cycle. */
static bool break_circles(layering *w) {
  styr_i_figure *f = w->f;
  uint32_t *rest = styr_i_array(&f->a, f->box_count + 1, sizeof *rest), *stack = styr_i_array(&f->a, f->box_count + 1, sizeof *stack);
  uint8_t *state = styr_i_zalloc(&f->a, f->box_count + 1, 1); /* 0 new, 1 open, 2 done; with 4: a line leads to it */
  const bool ok = rest && stack && state;
  for (size_t i = 0; ok && i < f->line_count; i++) state[end_of(w, i)] = 4;
  for (int inner = 0; ok && inner < 2; inner++) { /* top nodes first */
    for (uint32_t b = 0; b < f->box_count; b++) {
      if ((state[b] & 3) || (!inner && (w->upward ? !styr_node_same(f->boxes[b].node, f->options->from) : state[b] & 4))) continue;
      size_t depth = 1;
      stack[0] = b;
      state[b] |= 1;
      rest[b] = w->first[b];
      while (depth) {
        const uint32_t here = stack[depth - 1], line = rest[here];
        if (!line) {
          state[here] = (uint8_t)((state[here] & 4) | 2);
          depth--;
          continue;
        }
        rest[here] = w->next[line - 1];
        const uint32_t to = end_of(w, line - 1);
        if ((state[to] & 3) == 1) w->turned[line - 1] = true;
        if (state[to] & 3) continue;
        state[to] |= 1;
        rest[to] = w->first[to];
        stack[depth++] = to;
      }
    }
  }
  styr_i_free(&f->a, rest);
  styr_i_free(&f->a, stack);
  styr_i_free(&f->a, state);
  return ok;
}

/* Each box is placed below all boxes that have a line to it. */
static bool find_depths(layering *w) {
  styr_i_figure *f = w->f;
  uint32_t *waits = styr_i_zalloc(&f->a, f->box_count + 1, sizeof *waits), *queue = styr_i_array(&f->a, f->box_count + 1, sizeof *queue);
  size_t head = 0, tail = 0;
  const bool ok = waits && queue;
  for (size_t i = 0; ok && i < f->line_count; i++) waits[end_of(w, i)] += !w->turned[i];
  for (uint32_t b = 0; ok && b < f->box_count; b++)
    if (!waits[b]) queue[tail++] = b;
  while (head < tail) {
    const uint32_t here = queue[head++];
    if (w->depth[here] + 1 > w->layers) w->layers = w->depth[here] + 1;
    for (uint32_t line = w->first[here]; line; line = w->next[line - 1]) {
      const uint32_t to = end_of(w, line - 1);
      if (w->turned[line - 1]) continue;
      if (w->depth[to] < w->depth[here] + 1) w->depth[to] = w->depth[here] + 1;
      if (!--waits[to]) queue[tail++] = to;
    }
  }
  for (size_t i = tail; i-- > 0;) { /* a box with nothing above it moves down next to the boxes below it: short lines */
    uint32_t nearest = UINT32_MAX;
    if (!ok || w->upward || w->depth[queue[i]]) continue;
    for (uint32_t line = w->first[queue[i]]; line; line = w->next[line - 1])
      if (!w->turned[line - 1] && w->depth[end_of(w, line - 1)] < nearest) nearest = w->depth[end_of(w, line - 1)];
    if (nearest != UINT32_MAX && nearest > 1) w->depth[queue[i]] = nearest - 1;
  }
  for (size_t b = 0; ok && w->upward && b < f->box_count; b++) w->depth[b] = w->layers - 1 - w->depth[b];
  styr_i_free(&f->a, waits);
  styr_i_free(&f->a, queue);
  return ok;
}

/* ---- order within layers ---- */

static void list_layers(layering *w) {
  for (size_t b = 0; b < w->f->box_count; b++) w->ends[w->depth[b] + 1]++;
  for (uint32_t k = 0; k < w->layers; k++) w->ends[k + 1] += w->ends[k];
  for (uint32_t b = 0; b < w->f->box_count; b++) w->order[w->ends[w->depth[b]]++] = b;
  for (uint32_t k = w->layers; k > 0; k--) w->ends[k] = w->ends[k - 1];
  w->ends[0] = 0;
}

static void number_layer(layering *w, uint32_t layer) {
  const size_t first = w->ends[layer], count = w->ends[layer + 1] - first;
  for (size_t i = 0; i < count; i++) w->place[w->order[first + i]] = ((double)i + 0.5) / (double)count;
}

/* To the mean position of the neighbours above, or below; stable, so that the map's order decides between equal ones. */
static void sweep(layering *w, bool from_above) {
  const styr_i_figure *f = w->f;
  for (uint32_t k = 0; k < w->layers; k++) {
    const uint32_t layer = from_above ? k : w->layers - 1 - k;
    uint32_t *list = w->order + w->ends[layer];
    const size_t count = w->ends[layer + 1] - w->ends[layer];
    for (size_t i = 0; i < count; i++) w->weight[list[i]] = 0;
    for (size_t i = 0; i < count; i++) {
      double sum = 0;
      size_t n = 0;
      for (size_t l = 0; l < f->line_count; l++) {
        const styr_i_line *line = &f->lines[l];
        const uint32_t other = line->from == list[i] ? line->to : line->to == list[i] ? line->from : STYR_I_NO_BOX;
        if (other == STYR_I_NO_BOX || (from_above ? w->depth[other] >= layer : w->depth[other] <= layer)) continue;
        sum += w->place[other];
        n++;
      }
      w->weight[list[i]] = n ? sum / (double)n : w->place[list[i]];
    }
    for (size_t i = 1; i < count; i++) {
      const uint32_t box = list[i];
      size_t at = i;
      for (; at > 0 && w->weight[list[at - 1]] > w->weight[box] + 1e-9; at--) list[at] = list[at - 1];
      list[at] = box;
    }
    number_layer(w, layer);
  }
}

/* ---- columns ---- */

/* As many columns as the page has room for; a layer with more boxes stacks them. */
static void place_boxes(layering *w) {
  styr_i_figure *f = w->f;
  uint32_t most = (uint32_t)((f->page - FIELD_LEFT - PAGE_MARGIN) / 100), widest = 1;
  if (most < 1) most = 1;
  for (uint32_t k = 0; k < w->layers; k++)
    if (w->ends[k + 1] - w->ends[k] > widest) widest = (uint32_t)(w->ends[k + 1] - w->ends[k]);
  f->columns = widest < most ? widest : most;
  for (uint32_t k = 0; k < w->layers; k++) {
    const size_t count = w->ends[k + 1] - w->ends[k], rows = (count + f->columns - 1) / f->columns,
                 across = rows ? (count + rows - 1) / rows : 0;
    for (size_t i = 0; i < count; i++) {
      styr_i_box *b = &f->boxes[w->order[w->ends[k] + i]];
      b->band = k;
      b->column = (uint32_t)(((double)(i / rows) + 0.5) * f->columns / (double)across);
      b->slot = (uint32_t)(i % rows);
    }
  }
}

bool styr_i_layers_place(styr_i_figure *f) {
  enum { sweeps = 12 };
  const styr_allocator *a = &f->a;
  const size_t n = f->box_count + 1;
  layering w = {.f = f,
                .upward = f->layout->of_node,
                .first = styr_i_zalloc(a, n, sizeof *w.first),
                .next = styr_i_zalloc(a, f->line_count + 1, sizeof *w.next),
                .turned = styr_i_zalloc(a, f->line_count + 1, sizeof *w.turned),
                .depth = styr_i_zalloc(a, n, sizeof *w.depth),
                .order = styr_i_zalloc(a, n, sizeof *w.order),
                .ends = styr_i_zalloc(a, n + 1, sizeof *w.ends),
                .place = styr_i_zalloc(a, n, sizeof *w.place),
                .weight = styr_i_zalloc(a, n, sizeof *w.weight)};
  bool ok = w.first && w.next && w.turned && w.depth && w.order && w.ends && w.place && w.weight;
  for (size_t i = f->line_count; ok && i-- > 0;) {
    w.next[i] = w.first[beginning(&w, i)];
    w.first[beginning(&w, i)] = (uint32_t)i + 1;
  }
  ok = ok && break_circles(&w) && find_depths(&w);
  if (ok) {
    list_layers(&w);
    for (uint32_t k = 0; k < w.layers; k++) number_layer(&w, k);
    for (int i = 0; i < sweeps; i++) sweep(&w, i % 2 == 0);
    place_boxes(&w);
    f->bands = w.layers;
    f->column_lane = styr_i_zalloc(a, f->columns, sizeof *f->column_lane);
    ok = f->column_lane && STYR_I_GROW(a, f->lanes, f->lane_cap, 1);
  }
  if (ok) f->lanes[f->lane_count++] = (styr_i_lane){0, STYR_I_NO_BOX, 0, 0, f->columns, false};
  styr_i_free(a, w.first);
  styr_i_free(a, w.next);
  styr_i_free(a, w.turned);
  styr_i_free(a, w.depth);
  styr_i_free(a, w.order);
  styr_i_free(a, w.ends);
  styr_i_free(a, w.place);
  styr_i_free(a, w.weight);
  return ok;
}

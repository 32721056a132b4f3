/* SPDX-License-Identifier: MIT */
/* Finds the routes that lines share. On a page each line is drawn from end to end, so that the filter can hide any of them. Lines of
 * one box that look alike then lie on one another, and several thin strokes in one place look like a wide one. Here every such line is
 * cut into pieces at the corners where others leave or join it. Pieces in the same place get the same number, and the page shows one
 * of them at a time. */
#include "render/render_i.h"

#include <math.h>

typedef struct leg_end { /* a point on a route: a corner of it, or of another route */
  double x, y;
} leg_end;

typedef struct unit { /* between two such points */
  uint64_t users;     /* a sum of hashes of the lines that run here */
  uint32_t way;       /* its number, from 1; 0: not drawn yet */
} unit;

typedef struct candidate { /* a line that can share its route */
  const char *from;
  size_t item;
} candidate;

typedef struct cutting {
  const styr_scene *scene;
  const styr_allocator *a;
  candidate *order; /* by the box they leave */
  size_t count;
  leg_end *ends; /* of the current line */
  size_t end_count, end_cap;
  styr_i_index places; /* of a unit, by a hash of its ends and looks */
  unit *units;
  size_t unit_count, unit_cap;
  styr_i_ways *out;
  bool nomem;
} cutting;

static uint64_t mix(uint64_t h, uint64_t value) { /* FNV-1a, word by word, and a last mixing */
  h = (h ^ value) * 0x100000001b3u;
  return h ^ h >> 29;
}

static uint64_t mix_text(uint64_t h, const char *text) {
  for (; *text; text++) h = mix(h, (unsigned char)*text);
  return h;
}

static uint64_t hash_of_line(size_t item) {
  return mix(mix(0x9e3779b97f4a7c15u, item + 1), 7);
}

/* ---- points of a line ---- */

static void add_end(cutting *c, double x, double y) {
  if (c->end_count && hypot(x - c->ends[c->end_count - 1].x, y - c->ends[c->end_count - 1].y) < 0.01) return;
  if (!STYR_I_GROW(c->a, c->ends, c->end_cap, c->end_count + 1)) c->nomem = true;
  else c->ends[c->end_count++] = (leg_end){x, y};
}

static int compare_along(const void *a, const void *b) {
  const double *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

/* The corners of the other lines [first, last) that lie on the leg from p to q, in order. */
static void add_leg(cutting *c, const double *p, size_t first, size_t last) {
  const double length = hypot(p[2] - p[0], p[3] - p[1]), dx = (p[2] - p[0]) / length, dy = (p[3] - p[1]) / length;
  double *found = NULL;
  size_t count = 0, cap = 0;
  for (size_t i = first; i < last && !c->nomem; i++) {
    const styr_item *other = &c->scene->items[c->order[i].item];
    for (size_t k = 0; k < other->point_count; k++) {
      const double x = other->points[2 * k] - p[0], y = other->points[2 * k + 1] - p[1], at = x * dx + y * dy;
      if (fabs(x * dy - y * dx) > 0.01 || at < 0.01 || at > length - 0.01) continue;
      if (!STYR_I_GROW(c->a, found, cap, count + 1)) c->nomem = true;
      else found[count++] = at;
    }
  }
  if (count) qsort(found, count, sizeof *found, compare_along);
  for (size_t i = 0; i < count; i++) add_end(c, p[0] + dx * found[i], p[1] + dy * found[i]);
  add_end(c, p[2], p[3]);
  styr_i_free(c->a, found);
}

static void find_ends(cutting *c, size_t line, size_t first, size_t last) {
  const styr_item *item = &c->scene->items[c->order[line].item];
  c->end_count = 0;
  add_end(c, item->points[0], item->points[1]);
  for (size_t k = 0; k + 1 < item->point_count && !c->nomem; k++)
    if (hypot(item->points[2 * k + 2] - item->points[2 * k], item->points[2 * k + 3] - item->points[2 * k + 1]) >= 0.01)
      add_leg(c, item->points + 2 * k, first, last);
}

/* ---- units ---- */

static unit *unit_between(cutting *c, const styr_item *item, const leg_end *a, const leg_end *b) {
  const bool turned = a->x > b->x + 0.005 || (fabs(a->x - b->x) <= 0.005 && a->y > b->y);
  const leg_end *from = turned ? b : a, *to = turned ? a : b;
  uint64_t key = mix_text(mix_text(0xcbf29ce484222325u, item->stroke), item->from);
  key = mix(key, (uint64_t)llround(item->stroke_width * 1000) * 4 + item->dash);
  key = mix(mix(key, (uint64_t)llround(from->x * 20)), (uint64_t)llround(from->y * 20));
  key = mix(mix(key, (uint64_t)llround(to->x * 20)), (uint64_t)llround(to->y * 20));
  uint32_t at = styr_i_index_get(&c->places, key);
  if (at != STYR_I_NONE) return &c->units[at];
  if (!STYR_I_GROW(c->a, c->units, c->unit_cap, c->unit_count + 1) || !styr_i_index_set(&c->places, key, (uint32_t)c->unit_count)) {
    c->nomem = true;
    return NULL;
  }
  c->units[c->unit_count] = (unit){0, 0};
  return &c->units[c->unit_count++];
}

/* Adds each line to its units; a sum does not depend on the order of the lines. */
static void walk(cutting *c, size_t line, size_t first, size_t last) {
  find_ends(c, line, first, last);
  for (size_t i = 0; i + 1 < c->end_count && !c->nomem; i++) {
    unit *u = unit_between(c, &c->scene->items[c->order[line].item], &c->ends[i], &c->ends[i + 1]);
    if (u) u->users += hash_of_line(c->order[line].item);
  }
}

/* ---- pieces ---- */

static void add_piece(cutting *c, size_t item, const leg_end *ends, size_t count, unit *first_unit, bool shared) {
  styr_i_ways *w = c->out;
  if (!STYR_I_GROW(c->a, w->pieces, w->piece_cap, w->piece_count + 1) ||
      !STYR_I_GROW(c->a, w->points, w->point_cap, w->point_count + 2 * count)) {
    c->nomem = true;
    return;
  }
  styr_i_piece *p = &w->pieces[w->piece_count++];
  *p = (styr_i_piece){item, w->point_count, count, 0, false};
  for (size_t i = 0; i < count; i++) {
    w->points[w->point_count++] = ends[i].x;
    w->points[w->point_count++] = ends[i].y;
  }
  if (!shared) return;
  p->repeated = first_unit->way != 0;
  if (!first_unit->way) first_unit->way = ++w->way_count;
  p->way = first_unit->way;
}

/* Runs of units with the same lines are one piece. */
static void cut(cutting *c, size_t line, size_t first, size_t last) {
  const size_t item = c->order[line].item;
  const uint64_t alone = hash_of_line(item);
  find_ends(c, line, first, last);
  for (size_t i = 0, next; i + 1 < c->end_count && !c->nomem; i = next) {
    unit *u = unit_between(c, &c->scene->items[item], &c->ends[i], &c->ends[i + 1]), *begin = u;
    if (!u) return;
    const uint64_t users = u->users;
    for (next = i + 1; next + 1 < c->end_count; next++) {
      u = unit_between(c, &c->scene->items[item], &c->ends[next], &c->ends[next + 1]);
      if (!u || u->users != users) break;
      if (u->way) begin = u; /* another line runs the other way */
    }
    add_piece(c, item, c->ends + i, next - i + 1, begin, users != alone);
  }
}

/* ---- all lines ---- */

static int compare_candidates(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  const int by_box = strcmp(x->from, y->from);
  return by_box ? by_box : x->item < y->item ? -1 : x->item > y->item;
}

static bool find_candidates(cutting *c) {
  c->order = styr_i_array(c->a, c->scene->count + 1, sizeof *c->order);
  for (size_t i = 0; c->order && i < c->scene->count; i++) {
    const styr_item *item = &c->scene->items[i];
    if (styr_i_is_relation(item)) c->order[c->count++] = (candidate){item->from, i};
  }
  if (c->order) qsort(c->order, c->count, sizeof *c->order, compare_candidates);
  return c->order != NULL;
}

static int compare_pieces(const void *a, const void *b) {
  const styr_i_piece *x = a, *y = b;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  return x->first < y->first ? -1 : x->first > y->first;
}

bool styr_i_ways_find(const styr_scene *scene, styr_i_ways *out) {
  cutting c = {.scene = scene, .a = &scene->a, .out = out};
  memset(out, 0, sizeof *out);
  styr_i_index_init(&c.places, c.a);
  c.nomem = !find_candidates(&c);
  for (int pass = 0; pass < 2; pass++)
    for (size_t first = 0, last; first < c.count && !c.nomem; first = last) {
      for (last = first + 1; last < c.count && strcmp(c.order[last].from, c.order[first].from) == 0;) last++;
      for (size_t i = first; i < last && !c.nomem; i++) {
        if (pass) cut(&c, i, first, last);
        else walk(&c, i, first, last);
      }
    }
  if (out->piece_count) qsort(out->pieces, out->piece_count, sizeof *out->pieces, compare_pieces);
  styr_i_index_done(&c.places);
  styr_i_free(c.a, c.units);
  styr_i_free(c.a, c.ends);
  styr_i_free(c.a, c.order);
  return !c.nomem;
}

void styr_i_ways_done(const styr_scene *scene, styr_i_ways *w) {
  styr_i_free(&scene->a, w->pieces);
  styr_i_free(&scene->a, w->points);
}

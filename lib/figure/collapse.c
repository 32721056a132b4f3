/* SPDX-License-Identifier: MIT */
/* Merges boxes that are alike if a figure would have too many: boxes of one kind, sector, level and frame that have the same lines to the
 * same others (structural equivalence: Lorrain & White, Structural Equivalence of Individuals in Social Networks, 1971); if too many are
 * left, kinds may differ, too. The largest groups are merged first. Boxes with a mark or footnote in figure.csv, and boxes that an overlay
 * emphasises, are never merged. */
#include "figure/layouts/layouts_i.h"
#include "write/write_i.h"

#include <stdio.h>

typedef struct collapsing collapsing;

typedef struct candidate {
  const collapsing *w;
  uint32_t box;
  size_t size; /* of its group, at the first of each */
} candidate;

struct collapsing {
  styr_i_figure *f;
  uint64_t *ends; /* the ends of each box's lines, sorted */
  size_t *first;  /* by box: where its part of `ends` begins; one more for the end */
  bool *single;   /* by box: always drawn by itself */
  bool kinds;     /* only boxes of one kind are alike */
  candidate *order;
  size_t count;   /* of candidates */
  uint32_t *into; /* by box: the one that it is drawn in */
};

/* One end of a line as a number: the box at the other end, and every visible property of the line. */
static uint64_t end_of(const styr_i_figure *f, const styr_i_line *l, bool outward) {
  uint64_t type = 0;        /* the type of a tie that is not public is not shown */
  if (f->layout->by_amount) /* all are payments: only those in one currency can be added up */
    for (size_t i = 0; i < 3 && l->amount.currency[i]; i++) type = type << 8 | (unsigned char)l->amount.currency[i];
  else if (!l->bare && styr_tie_exists(l->tie)) type = 1 + styr_i_cell(&f->map->tables[STYR_TIES], l->tie.index, TIE_TYPE);
  const uint64_t looks = (uint64_t)l->style << 4 | (uint64_t)l->when << 2 | (uint64_t)l->via_text << 1 | outward;
  return (uint64_t)(outward ? l->to : l->from) << 40 | (type & 0xffffffff) << 8 | looks;
}

static int compare_ends(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void list_ends(collapsing *w) {
  const styr_i_figure *f = w->f;
  for (size_t i = 0; i < f->line_count; i++) {
    w->first[f->lines[i].from + 1]++;
    w->first[f->lines[i].to + 1]++;
  }
  for (size_t b = 0; b < f->box_count; b++) w->first[b + 1] += w->first[b];
  for (size_t i = f->line_count; i-- > 0;) { /* `into` counts the ends written for each box so far */
    const styr_i_line *l = &f->lines[i];
    w->ends[w->first[l->from] + w->into[l->from]++] = end_of(f, l, true);
    w->ends[w->first[l->to] + w->into[l->to]++] = end_of(f, l, false);
    if (l->marked || l->hop) w->single[l->from] = w->single[l->to] = true;
  }
  for (size_t b = 0; b < f->box_count; b++) {
    const styr_i_box *box = &f->boxes[b];
    qsort(w->ends + w->first[b], w->first[b + 1] - w->first[b], sizeof *w->ends, compare_ends);
    if (box->bar || box->steps || *box->mark || *box->footnote) w->single[b] = true;
    if (f->layout->layered && styr_node_same(box->node, f->options->from)) w->single[b] = true;
  }
}

/* 0: alike. */
static int compare_boxes(const collapsing *w, uint32_t one, uint32_t other) {
  const styr_i_box *a = &w->f->boxes[one], *b = &w->f->boxes[other];
  const styr_map *map = w->f->map;
  const size_t n = w->first[one + 1] - w->first[one], m = w->first[other + 1] - w->first[other];
  int order = (n > m) - (n < m);
  if (!order) order = (int)styr_node_is_text(a->node) - (int)styr_node_is_text(b->node);
  if (!order) order = (a->lane_term > b->lane_term) - (a->lane_term < b->lane_term);
  if (!order) order = ((int)a->frame * 2 + a->denied) - ((int)b->frame * 2 + b->denied);
  if (!order) order = strcmp(a->level, b->level);
  if (!order) order = strcmp(a->sector, b->sector);
  if (!order && w->kinds) order = strcmp(styr_node_kind(map, a->node), styr_node_kind(map, b->node));
  for (size_t i = 0; !order && i < n; i++) order = compare_ends(&w->ends[w->first[one] + i], &w->ends[w->first[other] + i]);
  return order;
}

static int compare_candidates(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  const int order = compare_boxes(x->w, x->box, y->box);
  return order ? order : (x->box > y->box) - (x->box < y->box);
}

/* The largest first; equal ones in the order of the map. */
static int compare_groups(const void *a, const void *b) {
  const candidate *x = *(const candidate *const *)a, *y = *(const candidate *const *)b;
  if (x->size != y->size) return x->size > y->size ? -1 : 1;
  return (x->box > y->box) - (x->box < y->box);
}

static bool choose_groups(collapsing *w, size_t *left) {
  styr_i_figure *f = w->f;
  size_t groups = 0;
  *left = f->box_count;
  w->count = 0;
  for (uint32_t b = 0; b < f->box_count; b++) {
    w->into[b] = b;
    if (!w->single[b]) w->order[w->count++] = (candidate){w, b, 0};
  }
  qsort(w->order, w->count, sizeof *w->order, compare_candidates);
  candidate **list = styr_i_zalloc(&f->a, w->count + 1, sizeof *list);
  if (!list) return false;
  for (size_t i = 0, end; i < w->count; i = end) {
    for (end = i + 1; end < w->count && !compare_boxes(w, w->order[i].box, w->order[end].box);) end++;
    w->order[i].size = end - i;
    if (end - i > 1) list[groups++] = &w->order[i];
  }
  qsort(list, groups, sizeof *list, compare_groups);
  for (size_t g = 0; g < groups; g++) {
    if (*left <= f->options->collapse) break;
    for (size_t k = 1; k < list[g]->size; k++) w->into[list[g][k].box] = list[g]->box;
    *left -= list[g]->size - 1;
  }
  styr_i_free(&f->a, list);
  return true;
}

/* Its label is "The first and 12 more"; its title has all their names. */
static bool name_group(styr_i_figure *f, uint32_t box, const collapsing *w) {
  enum { most_names = 4000 }; /* bytes */
  styr_i_box *b = &f->boxes[box];
  const size_t room = strlen(b->label) + strlen(f->words->words[WORD_and_others]) + 24;
  styr_buffer all = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&all);
  styr_i_out o = {.sink = &sink};
  char *label = styr_i_alloc(&f->a, room);
  if (label) snprintf(label, room, STYR_I_FORM(f->words, and_others), b->label, b->more);
  styr_i_put(&o, label ? label : "");
  size_t told = 0;
  for (uint32_t i = 0; label && i < f->box_count; i++) {
    if (w->into[i] != box || i == box) continue;
    if (all.size > most_names) {
      styr_i_put(&o, " ");
      styr_i_putf(&o, STYR_I_FORM(f->words, and_untold), b->more - told);
      break;
    }
    styr_i_put(&o, told++ ? ", " : ": ");
    styr_i_put(&o, f->boxes[i].label);
  }
  b->own_label = label;
  b->own_names = label && !o.failed ? styr_i_strndup(&f->a, all.bytes, all.size) : NULL;
  b->label = label;
  styr_buffer_free(&all);
  return b->own_names != NULL;
}

/* A merged line represents all its lines, with the sum of their amounts. */
static bool merge_lines(styr_i_figure *f, const collapsing *w) {
  size_t kept = 0;
  bool ok = true;
  styr_i_index known;
  styr_i_index_init(&known, &f->a);
  for (size_t i = 0; ok && i < f->line_count; i++) {
    styr_i_line l = f->lines[i];
    l.from = w->into[l.from];
    l.to = w->into[l.to];
    const uint64_t key = ((((uint64_t)l.from << 24 | l.to) << 1 | l.via_text) << 1 | l.denied) << 1 | l.hop;
    const uint32_t at = styr_i_index_get(&known, key);
    if (at == STYR_I_NONE) {
      ok = styr_i_index_set(&known, key, (uint32_t)kept);
      f->lines[kept++] = l;
    } else {
      f->lines[at].relations += l.relations;
      styr_i_line_add_amount(&f->lines[at], l.amount);
    }
  }
  styr_i_index_done(&known);
  f->line_count = kept;
  return ok;
}

/* Removes the merged boxes; `into` then holds the new numbers of the others. */
static void drop_boxes(styr_i_figure *f, uint32_t *into) {
  uint32_t kept = 0;
  for (uint32_t b = 0; b < f->box_count; b++) {
    if (into[b] != b) continue;
    f->boxes[kept] = f->boxes[b];
    into[b] = kept++;
  }
  for (size_t i = 0; i < f->line_count; i++) {
    f->lines[i].from = into[f->lines[i].from];
    f->lines[i].to = into[f->lines[i].to];
  }
  for (size_t i = 0; i < f->step_count; i++)
    if (f->steps[i].box != STYR_I_NO_BOX) f->steps[i].box = into[f->steps[i].box];
  f->box_count = kept;
}

bool styr_i_figure_collapse(styr_i_figure *f) {
  const size_t n = f->box_count;
  if (!f->options->collapse || n <= f->options->collapse) return true;
  collapsing w = {.f = f,
                  .ends = styr_i_array(&f->a, 2 * f->line_count + 1, sizeof *w.ends),
                  .first = styr_i_zalloc(&f->a, n + 2, sizeof *w.first),
                  .single = styr_i_zalloc(&f->a, n, sizeof *w.single),
                  .order = styr_i_zalloc(&f->a, n, sizeof *w.order),
                  .into = styr_i_zalloc(&f->a, n, sizeof *w.into)};
  bool ok = w.ends && w.first && w.single && w.order && w.into;
  size_t left = n;
  if (ok) list_ends(&w);
  for (int kinds = 1; ok && kinds >= 0 && left > f->options->collapse; kinds--) {
    w.kinds = kinds;
    ok = choose_groups(&w, &left);
  }
  for (uint32_t b = 0; ok && b < n; b++) {
    styr_i_box *one = &f->boxes[w.into[b]];
    one->more += w.into[b] != b;
    one->mixed |= strcmp(styr_node_kind(f->map, one->node), styr_node_kind(f->map, f->boxes[b].node)) != 0;
  }
  for (uint32_t b = 0; ok && b < n; b++)
    if (f->boxes[b].more) ok = name_group(f, b, &w);
  ok = ok && merge_lines(f, &w);
  if (ok) drop_boxes(f, w.into);
  styr_i_free(&f->a, w.ends);
  styr_i_free(&f->a, w.first);
  styr_i_free(&f->a, w.single);
  styr_i_free(&f->a, w.order);
  styr_i_free(&f->a, w.into);
  return ok;
}

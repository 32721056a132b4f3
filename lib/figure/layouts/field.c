/* SPDX-License-Identifier: MIT */
/* Bands, lanes, columns, slots. Bands are the levels, highest on top; a bar has a band of its own. Lanes come from figure.csv, else from
 * the highest box that rules the others, else from the sector. In a lane every box that rules others is at the top of a column, with those
 * it rules below it; boxes without ties in the lane share columns. If only one box at the top of a lane rules another in it, it is the
 * lane's head and spans the lane.
 *
 * If that takes more columns than the page has room for, the field is packed: small lanes of a sector become one, each lane gets its share
 * of the page, and trees share columns, stacked as high as needed. */
#include "figure/layouts/layouts_i.h"

enum { shared_stack = 3, least_tall = 6 };
#define NARROW 64.0 /* least width of a column with its gutter, in points */
#define EASY   80.0 /* width of a column of a packed field, in points */

static uint32_t columns_of(const styr_i_figure *f, double each) {
  const double room = f->page - FIELD_LEFT - PAGE_MARGIN;
  return room < each ? 1 : (uint32_t)(room / each);
}

/* ---- bands ---- */

/* A band's place from the top. Each bar has a band of its own, above the boxes of its level. */
static int64_t band_key(const styr_i_figure *f, const styr_i_box *b) {
  int64_t bars = 0;
  for (const styr_i_box *other = f->boxes; b->bar && other < b; other++) bars += other->bar;
  return (int64_t)b->rank * 65536 + (b->bar ? 65535 - bars : 0);
}

static bool make_bands(styr_i_figure *f) {
  f->band_rank = styr_i_zalloc(&f->a, f->box_count, sizeof *f->band_rank);
  if (!f->band_rank) return false;
  for (size_t i = 0; i < f->box_count; i++) {
    const int64_t key = band_key(f, &f->boxes[i]);
    uint32_t at = 0;
    while (at < f->bands && f->band_rank[at] > key) at++;
    if (at < f->bands && f->band_rank[at] == key) continue;
    memmove(f->band_rank + at + 1, f->band_rank + at, (f->bands - at) * sizeof *f->band_rank);
    f->band_rank[at] = key;
    f->bands++;
  }
  for (size_t i = 0; i < f->box_count; i++)
    while (f->band_rank[f->boxes[i].band] != band_key(f, &f->boxes[i])) f->boxes[i].band++;
  return true;
}

/* ---- lanes ---- */

static uint32_t lane_of(styr_i_figure *f, uint32_t term, uint32_t root, bool loose) {
  for (uint32_t i = 0; i < f->lane_count; i++)
    if (f->lanes[i].term == term && f->lanes[i].root == root && f->lanes[i].loose == loose) return i;
  if (!STYR_I_GROW(&f->a, f->lanes, f->lane_cap, f->lane_count + 1)) return STYR_I_NONE;
  int32_t rank = root == STYR_I_NO_BOX ? INT32_MAX - 1 : INT32_MAX - 2;
  if (term) {
    const styr_i_term *t = &f->map->terms[term - 1];
    rank = t->ranked ? t->rank : INT32_MAX - 3;
  }
  f->lanes[f->lane_count] = (styr_i_lane){term, root, rank, 0, 0, loose};
  return (uint32_t)f->lane_count++;
}

/* The box above: the nearest by band that rules this one without a text between; of equally near ones, the one with the best evidence. */
static uint32_t ruler_of(const styr_i_figure *f, uint32_t box, bool same_lane) {
  uint32_t best = STYR_I_NO_BOX;
  int best_score = INT32_MIN;
  for (size_t i = 0; i < f->line_count; i++) {
    const styr_i_line *l = &f->lines[i];
    if (l->to != box || l->via_text || l->hop || f->boxes[l->from].bar) continue;
    const styr_i_box *from = &f->boxes[l->from];
    if (from->band > f->boxes[box].band || (same_lane && from->lane != f->boxes[box].lane)) continue;
    const int score = (int)from->band * 16 + styr_grade_rank(l->grade) - l->contested * 4;
    if (score > best_score) {
      best = l->from;
      best_score = score;
    }
  }
  return best;
}

/* `above`: by box, its ruler. */
static uint32_t top_of(const styr_i_figure *f, const uint32_t *above, uint32_t box) {
  for (size_t steps = 0; steps < f->box_count && above[box] != STYR_I_NO_BOX; steps++) {
    box = above[box];
    if (f->boxes[box].lane_term) break;
  }
  return box;
}

/* The first box of a sector represents it. If figure.csv names lanes, the boxes in none of them form one lane. */
static uint32_t sector_root(const styr_i_figure *f, uint32_t box) {
  for (uint32_t i = 0; i < f->box_count; i++)
    if (f->boxes[i].lane_term) return 0;
  for (uint32_t i = 0; i < f->box_count; i++)
    if (!f->boxes[i].bar && strcmp(f->boxes[i].sector, f->boxes[box].sector) == 0) return i;
  return box;
}

static bool find_lanes(styr_i_figure *f, const uint32_t *above) {
  for (uint32_t i = 0; i < f->box_count; i++) {
    styr_i_box *b = &f->boxes[i];
    if (b->bar) continue;
    uint32_t term = b->lane_term, root = STYR_I_NO_BOX;
    bool loose = false;
    if (!term) {
      const uint32_t top = top_of(f, above, i);
      if (f->boxes[top].lane_term) {
        term = f->boxes[top].lane_term;
      } else {
        bool rules = top != i;
        for (size_t k = 0; k < f->line_count && !rules; k++) rules = f->lines[k].from == i && !f->lines[k].via_text && !f->lines[k].hop;
        loose = !rules;
        root = rules ? top : sector_root(f, i);
      }
    }
    b->lane = lane_of(f, term, root, loose);
    if (b->lane == STYR_I_NONE) return false;
  }
  return true;
}

static bool make_lanes(styr_i_figure *f) {
  uint32_t *above = styr_i_array(&f->a, f->box_count, sizeof *above);
  for (uint32_t i = 0; above && i < f->box_count; i++) above[i] = ruler_of(f, i, false);
  const bool ok = above && find_lanes(f, above);
  styr_i_free(&f->a, above);
  return ok;
}

/* For packing: lanes with less than a column's fair share of boxes become one for each sector. */
static bool merge_lanes(styr_i_figure *f, size_t fair) {
  styr_i_lane *const all = f->lanes;
  const size_t count = f->lane_count;
  size_t *size = styr_i_zalloc(&f->a, count + 1, sizeof *size);
  bool ok = size != NULL;
  f->lanes = NULL;
  f->lane_count = f->lane_cap = 0;
  for (size_t i = 0; ok && i < f->box_count; i++) size[f->boxes[i].lane] += !f->boxes[i].bar;
  for (uint32_t i = 0; ok && i < f->box_count; i++) {
    styr_i_box *b = &f->boxes[i];
    if (b->bar) continue;
    const styr_i_lane *l = &all[b->lane];
    const bool small = !l->term && size[b->lane] < fair;
    b->lane = small ? lane_of(f, 0, sector_root(f, i), true) : lane_of(f, l->term, l->root, l->loose);
    ok = b->lane != STYR_I_NONE;
  }
  styr_i_free(&f->a, size);
  styr_i_free(&f->a, all);
  return ok;
}

/* ---- order ---- */

/* Stable: by the order given, then in input order. Boxes without an order follow those with one. */
static void sort_boxes(const styr_i_figure *f, uint32_t *list, size_t count) {
  for (size_t i = 1; i < count; i++) {
    const uint32_t it = list[i];
    const styr_i_box *b = &f->boxes[it];
    size_t at = i;
    for (; at > 0; at--) {
      const styr_i_box *a = &f->boxes[list[at - 1]];
      if (a->ordered > b->ordered || (a->ordered == b->ordered && a->order <= b->order)) break;
      list[at] = list[at - 1];
    }
    list[at] = it;
  }
}

static void sort_lanes(styr_i_figure *f) {
  for (size_t i = 1; i < f->lane_count; i++) {
    for (size_t at = i; at > 0 && f->lanes[at - 1].rank > f->lanes[at].rank; at--) {
      const styr_i_lane swap = f->lanes[at];
      f->lanes[at] = f->lanes[at - 1];
      f->lanes[at - 1] = swap;
      for (size_t k = 0; k < f->box_count; k++) {
        styr_i_box *b = &f->boxes[k];
        if (b->bar) continue;
        if (b->lane == at) b->lane = (uint32_t)at - 1;
        else if (b->lane == at - 1) b->lane = (uint32_t)at;
      }
    }
  }
}

/* ---- columns ---- */

typedef struct lane_work {
  styr_i_figure *f;
  uint32_t *members, *fill; /* fill: number of boxes so far, by column of the lane and band */
  size_t count;
  uint8_t *shared; /* whether a column is shared */
  uint32_t *owner; /* the box whose tree a column holds */
  uint32_t columns, tall;
  const uint32_t *rows; /* in a packed field: the most boxes that a column may have, by band; else NULL */
  uint32_t *more;       /* by band: boxes that a tree would add to a column */
} lane_work;

static void find_head(lane_work *w) {
  styr_i_figure *f = w->f;
  uint32_t top = UINT32_MAX, head = STYR_I_NO_BOX;
  for (size_t i = 0; i < w->count; i++) {
    const styr_i_box *b = &f->boxes[w->members[i]];
    if (b->band < top) {
      top = b->band;
      head = w->members[i];
    } else if (b->band == top) {
      head = STYR_I_NO_BOX;
    }
  }
  if (head == STYR_I_NO_BOX) return;
  for (size_t i = 0; i < f->line_count; i++) {
    const styr_i_line *l = &f->lines[i];
    if (l->from == head && !f->boxes[l->to].bar && f->boxes[l->to].lane == f->boxes[head].lane && !l->via_text && !l->hop)
      f->boxes[head].head = true;
  }
  styr_term ministry; /* a ministry is the head of its lane even if its lines are hidden */
  if (styr_vocab_find(f->map, "level", "ministry", &ministry) && f->boxes[head].rank == ministry.rank) f->boxes[head].head = true;
}

static void find_parents(lane_work *w) {
  styr_i_figure *f = w->f;
  for (size_t i = 0; i < w->count; i++) {
    styr_i_box *b = &f->boxes[w->members[i]];
    if (b->head) continue;
    const uint32_t p = ruler_of(f, w->members[i], true);
    if (p == STYR_I_NO_BOX || f->boxes[p].head) continue;
    uint32_t up = p; /* no circles */
    while (up != STYR_I_NO_BOX && up != w->members[i]) up = f->boxes[up].parent;
    if (up == STYR_I_NO_BOX) b->parent = p;
  }
}

static bool has_children(const lane_work *w, uint32_t box) {
  for (size_t i = 0; i < w->count; i++)
    if (w->f->boxes[w->members[i]].parent == box) return true;
  return false;
}

static void put_in(lane_work *w, uint32_t box, uint32_t column) {
  styr_i_box *b = &w->f->boxes[box];
  b->column = column;
  b->slot = w->fill[(size_t)column * w->f->bands + b->band]++;
}

static uint32_t open_column(lane_work *w, bool shared, uint32_t owner) {
  w->shared[w->columns] = shared;
  w->owner[w->columns] = owner;
  return w->columns++;
}

/* The column of a tree with room in this band, or a further one for it. */
static void put_in_tree(lane_work *w, uint32_t box, uint32_t root) {
  const uint32_t band = w->f->boxes[box].band;
  for (uint32_t c = 0; c < w->columns; c++) {
    if (!w->shared[c] && w->owner[c] == root && w->fill[(size_t)c * w->f->bands + band] < w->tall) {
      put_in(w, box, c);
      return;
    }
  }
  put_in(w, box, open_column(w, false, root));
}

static void put_in_shared(lane_work *w, uint32_t box) {
  const uint32_t band = w->f->boxes[box].band;
  uint32_t room = shared_stack;
  for (uint32_t c = 0; c < w->columns; c++)
    if (w->fill[(size_t)c * w->f->bands + band] > room) room = w->fill[(size_t)c * w->f->bands + band];
  for (uint32_t c = 0; c < w->columns; c++) {
    if (w->shared[c] && w->fill[(size_t)c * w->f->bands + band] < room) {
      put_in(w, box, c);
      return;
    }
  }
  put_in(w, box, open_column(w, true, box));
}

static bool hangs_on_bar(const styr_i_figure *f, uint32_t box) {
  for (size_t i = 0; i < f->line_count; i++)
    if (f->lines[i].to == box && f->boxes[f->lines[i].from].bar && !f->lines[i].hop) return true;
  return false;
}

/* In a shared stack the boxes that no bar reaches are at the bottom, so that no line passes them. */
static void sink_loose(lane_work *w) {
  for (size_t pass = 0; pass < w->count; pass++) {
    bool moved = false;
    for (size_t i = 0; i < w->count; i++) {
      styr_i_box *a = &w->f->boxes[w->members[i]];
      if (a->head || !w->shared[a->column] || hangs_on_bar(w->f, w->members[i])) continue;
      for (size_t k = 0; k < w->count; k++) {
        styr_i_box *b = &w->f->boxes[w->members[k]];
        if (b->head || b->column != a->column || b->band != a->band || b->slot != a->slot + 1 || !hangs_on_bar(w->f, w->members[k]))
          continue;
        b->slot = a->slot++;
        moved = true;
        break;
      }
    }
    if (!moved) return;
  }
}

static void put_tree(lane_work *w, uint32_t box, uint32_t root, size_t depth) {
  put_in_tree(w, box, root);
  for (size_t i = 0; i < w->count && depth < w->count; i++)
    if (w->f->boxes[w->members[i]].parent == box) put_tree(w, w->members[i], root, depth + 1);
}

/* ---- packed columns ---- */

/* Chooses the rows of each band and the columns of each lane, so that all lanes together take no more columns than asked for; if there are
 * more lanes than that, each gets one column. `boxes`: their number in each lane and band. */
static void share_rows(styr_i_figure *f, const uint32_t *boxes, uint32_t *rows, uint32_t asked) {
  for (double tall = 1;; tall *= 1.08) {
    uint32_t taken = 0, most = 0;
    for (uint32_t band = 0; band < f->bands; band++) {
      uint32_t all = 0;
      for (uint32_t lane = 0; lane < f->lane_count; lane++) all += boxes[(size_t)lane * f->bands + band];
      rows[band] = (uint32_t)((double)all / asked * tall) + 1;
    }
    for (uint32_t lane = 0; lane < f->lane_count; lane++) {
      uint32_t columns = 1;
      for (uint32_t band = 0; band < f->bands; band++) {
        const uint32_t here = boxes[(size_t)lane * f->bands + band], need = (here + rows[band] - 1) / rows[band];
        if (need > columns) columns = need;
      }
      f->lanes[lane].count = columns;
      taken += columns;
      if (columns > most) most = columns;
    }
    if (taken <= asked || most == 1) return;
  }
}

/* The number of boxes of the tree from this box down for which a column has no room. */
static uint32_t overflow(const lane_work *w, uint32_t box, uint32_t column, uint32_t *more) {
  const uint32_t band = w->f->boxes[box].band;
  uint32_t over = w->fill[(size_t)column * w->f->bands + band] + ++more[band] > w->rows[band];
  for (size_t i = 0; i < w->count; i++)
    if (w->f->boxes[w->members[i]].parent == box) over += overflow(w, w->members[i], column, more);
  return over;
}

/* Into the nearest column with room for it; if none has room, into the least full one. */
static void put_near(lane_work *w, uint32_t box, uint32_t column) {
  const uint32_t band = w->f->boxes[box].band;
  uint32_t best = column, least = UINT32_MAX;
  for (uint32_t c = 0; c < w->columns; c++) {
    const uint32_t full = w->fill[(size_t)c * w->f->bands + band], away = c < column ? column - c : c - column;
    const uint32_t price = full < w->rows[band] ? away : 1000 + full;
    if (price < least) {
      least = price;
      best = c;
    }
  }
  put_in(w, box, best);
}

static void put_packed(lane_work *w, uint32_t box, uint32_t column) {
  put_near(w, box, column);
  for (size_t i = 0; i < w->count; i++)
    if (w->f->boxes[w->members[i]].parent == box) put_packed(w, w->members[i], w->f->boxes[box].column);
}

static void pack_tree(lane_work *w, uint32_t root) {
  uint32_t best = 0, least = UINT32_MAX;
  for (uint32_t c = 0; c < w->columns && least; c++) {
    memset(w->more, 0, w->f->bands * sizeof *w->more);
    const uint32_t over = overflow(w, root, c, w->more);
    if (over >= least) continue;
    least = over;
    best = c;
  }
  put_packed(w, root, best);
}

/* ---- lanes into columns ---- */

static void place_members(lane_work *w) {
  styr_i_figure *f = w->f;
  sort_boxes(f, w->members, w->count);
  if (!w->rows || !f->lanes[f->boxes[w->members[0]].lane].loose) find_head(w);
  find_parents(w);
  for (uint32_t c = 0; w->rows && c < f->lanes[f->boxes[w->members[0]].lane].count; c++) open_column(w, false, STYR_I_NO_BOX);
  for (int trees = 1; trees >= 0; trees--) { /* in a packed field single boxes fill the places that trees leave free */
    for (size_t i = 0; i < w->count; i++) {
      const styr_i_box *b = &f->boxes[w->members[i]];
      if (b->head || b->parent != STYR_I_NO_BOX) continue;
      const bool tree = has_children(w, w->members[i]);
      if (w->rows && tree == trees) pack_tree(w, w->members[i]);
      else if (!w->rows && trees && tree) put_tree(w, w->members[i], w->members[i], 0);
      else if (!w->rows && trees) put_in_shared(w, w->members[i]);
    }
  }
  if (!w->rows) sink_loose(w);
  if (!w->columns) w->columns = 1; /* only a head */
}

static bool place_lane(styr_i_figure *f, uint32_t lane, const uint32_t *rows) {
  lane_work w = {.f = f, .tall = least_tall, .rows = rows};
  while (w.tall * w.tall < f->box_count / 4) w.tall++;
  w.members = styr_i_zalloc(&f->a, f->box_count, sizeof *w.members);
  w.fill = styr_i_zalloc(&f->a, f->box_count * f->bands, sizeof *w.fill);
  w.shared = styr_i_zalloc(&f->a, f->box_count, 1);
  w.owner = styr_i_zalloc(&f->a, f->box_count, sizeof *w.owner);
  w.more = styr_i_zalloc(&f->a, f->bands, sizeof *w.more);
  const bool ok = w.members && w.fill && w.shared && w.owner && w.more;
  for (uint32_t i = 0; ok && i < f->box_count; i++)
    if (!f->boxes[i].bar && f->boxes[i].lane == lane) w.members[w.count++] = i;
  if (ok) {
    place_members(&w);
    f->lanes[lane].count = w.columns;
  }
  styr_i_free(&f->a, w.members);
  styr_i_free(&f->a, w.fill);
  styr_i_free(&f->a, w.shared);
  styr_i_free(&f->a, w.owner);
  styr_i_free(&f->a, w.more);
  return ok;
}

static bool place_lanes(styr_i_figure *f, const uint32_t *rows) {
  f->columns = 0;
  for (size_t i = 0; i < f->box_count; i++) {
    f->boxes[i].head = false;
    f->boxes[i].parent = STYR_I_NO_BOX;
  }
  for (uint32_t i = 0; i < f->lane_count; i++) {
    if (!place_lane(f, i, rows)) return false;
    f->lanes[i].first = f->columns;
    f->columns += f->lanes[i].count;
  }
  return true;
}

/* The fullest band of each lane decides the number of its columns. */
static bool pack(styr_i_figure *f) {
  const uint32_t asked = columns_of(f, EASY);
  if (!merge_lanes(f, f->box_count / asked)) return false;
  sort_lanes(f);
  uint32_t *boxes = styr_i_zalloc(&f->a, f->lane_count * f->bands, sizeof *boxes), *rows = styr_i_zalloc(&f->a, f->bands, sizeof *rows);
  bool ok = boxes && rows;
  for (size_t i = 0; ok && i < f->box_count; i++)
    if (!f->boxes[i].bar) boxes[(size_t)f->boxes[i].lane * f->bands + f->boxes[i].band]++;
  if (ok) share_rows(f, boxes, rows, asked);
  ok = ok && place_lanes(f, rows);
  styr_i_free(&f->a, boxes);
  styr_i_free(&f->a, rows);
  return ok;
}

bool styr_i_field_place(styr_i_figure *f) {
  if (!make_bands(f) || !make_lanes(f)) return false;
  sort_lanes(f);
  if (!place_lanes(f, NULL) || (f->columns > columns_of(f, NARROW) && !pack(f))) return false;
  if (!f->columns) f->columns = 1; /* only bars */
  f->column_lane = styr_i_zalloc(&f->a, f->columns, sizeof *f->column_lane);
  if (!f->column_lane) return false;
  for (uint32_t i = 0; i < f->lane_count; i++)
    for (uint32_t c = 0; c < f->lanes[i].count; c++) f->column_lane[f->lanes[i].first + c] = i;
  for (size_t i = 0; i < f->box_count; i++)
    if (!f->boxes[i].bar) f->boxes[i].column += f->lanes[f->boxes[i].lane].first;
  return true;
}

const styr_i_layout styr_i_layout_field = {
    .name = "field",
    .help = "the field (default)",
    .stated = WORD_legend_stated,
    .ungraded = WORD_legend_ungraded,
    .missing = "actors",
    .place = styr_i_field_place,
    .route = styr_i_grid_route,
    .measure = styr_i_grid_measure,
};

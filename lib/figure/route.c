/* SPDX-License-Identifier: MIT */
/* Routes the lines, then gives everything its coordinates. Lines run only where there is no box: in the gutters on both sides of a column
 * and in the channels below each band. Lines from a bar use the left gutter of a column, lines from other boxes the right one, so that a
 * reader sees at once whether a box is tied to the bar. Lines of one box in one style are a net and share a track; overlapping nets in a
 * gutter or channel get different tracks (interval colouring, first fit, as in channel routing: Hashimoto & Stevens, 1971). */
#include "figure/layouts/layouts_i.h"

#include <math.h>

typedef struct use {
  uint32_t resource, net;
  long low, high; /* how far along the gutter or channel the net reaches, in ordinals */
  uint32_t track;
  bool first; /* bars come first: their tracks are nearest to the boxes they reach */
} use;

typedef struct routing {
  styr_i_figure *f;
  use *uses;
  size_t count, cap;
  bool nomem;
} routing;

/* Resources: right gutters of all columns, then left gutters, then channels. */
static uint32_t right_gutter(const styr_i_figure *f, uint32_t column) {
  (void)f;
  return column;
}
static uint32_t left_gutter(const styr_i_figure *f, uint32_t column) {
  return f->columns + column;
}
static uint32_t channel(const styr_i_figure *f, uint32_t band) {
  return 2 * f->columns + band;
}

/* Positions as ordinals, used before anything has coordinates: what is further down or right has the larger ordinal. */
static long row_ordinal(const styr_i_box *b) {
  return (long)b->band * 100000 + (long)b->slot * 10 + 5;
}
static long channel_ordinal(uint32_t band) {
  return (long)band * 100000 + 99990;
}

/* A head spans its lane; a head that a fold divides spans only the wider part. */
static void span_of(const styr_i_figure *f, const styr_i_box *b, uint32_t *first, uint32_t *last) {
  const uint32_t begin = f->lanes[b->lane].first, end = begin + f->lanes[b->lane].count;
  const bool parted = begin < f->fold && f->fold < end, left = parted && f->fold - begin >= end - f->fold;
  *first = parted && !left ? f->fold : begin;
  *last = (parted && left ? f->fold : end) - 1;
}

static uint32_t last_column(const styr_i_figure *f, const styr_i_box *b) {
  uint32_t first, last = b->bar ? f->columns - 1 : b->column;
  if (b->head) span_of(f, b, &first, &last);
  return last;
}

static uint32_t first_column(const styr_i_figure *f, const styr_i_box *b) {
  uint32_t first = b->bar ? 0 : b->column, last;
  if (b->head) span_of(f, b, &first, &last);
  return first;
}

/* The column at which a line leaves a head; never a gutter. */
static uint32_t middle_column(const styr_i_figure *f, const styr_i_box *b) {
  return (first_column(f, b) + last_column(f, b)) / 2;
}

static long column_ordinal(const styr_i_figure *f, const styr_i_corner *c) {
  switch (c->x) {
  case X_LEFT_GUTTER: return (long)c->x_at * 10 + 1;
  case X_RIGHT_GUTTER: return (long)c->x_at * 10 + 9;
  default: return (long)middle_column(f, &f->boxes[c->x_at]) * 10 + 5;
  }
}

static void reserve(routing *r, uint32_t resource, uint32_t net, long a, long b, bool first) {
  const uint64_t key = (uint64_t)resource << 32 | net;
  const uint32_t known = styr_i_index_get(&r->f->tracks, key);
  const long low = a < b ? a : b, high = a < b ? b : a;
  if (known != STYR_I_NONE) {
    use *u = &r->uses[known];
    if (low < u->low) u->low = low;
    if (high > u->high) u->high = high;
    return;
  }
  if (!STYR_I_GROW(&r->f->a, r->uses, r->cap, r->count + 1) || !styr_i_index_set(&r->f->tracks, key, (uint32_t)r->count)) {
    r->nomem = true;
    return;
  }
  r->uses[r->count++] = (use){resource, net, low, high, 0, first};
}

static void corner(styr_i_line *l, styr_i_x x, uint32_t x_at, styr_i_y y, uint32_t y_at) {
  if (l->corner_count < STYR_I_MOST_CORNERS) l->corners[l->corner_count++] = (styr_i_corner){x, y, x_at, y_at};
}

/* Whether a head blocks the gutter left of the column between the bar and the band; if so, *below is the lowest such band. */
static bool head_above(const styr_i_figure *f, const styr_i_box *bar, const styr_i_box *b, uint32_t *below) {
  if (b->column == f->lanes[b->lane].first) return false; /* the gutter between two lanes is free */
  bool blocked = false;
  for (size_t i = 0; i < f->box_count; i++) {
    const styr_i_box *h = &f->boxes[i];
    if (!h->head || h->lane != b->lane || h->band <= bar->band || h->band >= b->band) continue;
    if (!blocked || h->band > *below) *below = h->band;
    blocked = true;
  }
  return blocked;
}

static void from_bar(styr_i_figure *f, styr_i_line *l) {
  const styr_i_box *bar = &f->boxes[l->from], *to = &f->boxes[l->to];
  uint32_t below = 0;
  const uint32_t apart = to->band > bar->band ? to->band - bar->band : bar->band - to->band;
  if (to->bar && apart > 1) { /* around everything between, at the field's right edge */
    corner(l, X_RIGHT_GUTTER, f->columns - 1, to->band > bar->band ? Y_BOTTOM : Y_TOP, l->from);
    corner(l, X_RIGHT_GUTTER, f->columns - 1, to->band > bar->band ? Y_TOP : Y_BOTTOM, l->to);
    return;
  }
  if (to->bar && to->band < bar->band) {
    corner(l, X_CENTRE, l->to, Y_TOP, l->from);
    corner(l, X_CENTRE, l->to, Y_BOTTOM, l->to);
    return;
  }
  if (to->band < bar->band) { /* a bar below what it rules: up in its gutter */
    corner(l, X_LEFT_GUTTER, first_column(f, to), Y_TOP, l->from);
    corner(l, X_LEFT_GUTTER, first_column(f, to), Y_IN, l->to);
    corner(l, X_LEFT, l->to, Y_IN, l->to);
    return;
  }
  if (to->bar || (to->band == bar->band + 1 && to->slot == 0)) {
    corner(l, X_CENTRE, l->to, Y_BOTTOM, l->from);
    corner(l, X_CENTRE, l->to, Y_TOP, l->to);
    return;
  }
  const uint32_t column = first_column(f, to);
  if (head_above(f, bar, to, &below)) {
    const uint32_t trunk = f->lanes[to->lane].first;
    corner(l, X_LEFT_GUTTER, trunk, Y_BOTTOM, l->from);
    corner(l, X_LEFT_GUTTER, trunk, Y_CHANNEL, below);
    corner(l, X_LEFT_GUTTER, column, Y_CHANNEL, below);
  } else {
    corner(l, X_LEFT_GUTTER, column, Y_BOTTOM, l->from);
  }
  corner(l, X_LEFT_GUTTER, column, Y_IN, l->to);
  corner(l, X_LEFT, l->to, Y_IN, l->to);
}

/* Into a head or a bar: beside its middle, from the side on which the channel is, above or below. */
static void into_broad(styr_i_figure *f, styr_i_line *l, uint32_t band) {
  const styr_i_box *to = &f->boxes[l->to];
  const styr_i_x x = to->bar ? X_RIGHT_GUTTER : X_BESIDE;
  const uint32_t at = to->bar ? last_column(f, &f->boxes[l->from]) : l->to;
  corner(l, x, at, Y_CHANNEL, band);
  corner(l, x, at, band < to->band ? Y_TOP : Y_BOTTOM, l->to);
}

/* The head of the box's lane, if it is above the box. */
static const styr_i_box *head_of(const styr_i_figure *f, const styr_i_box *b) {
  for (size_t i = 0; i < f->box_count; i++)
    if (f->boxes[i].head && f->boxes[i].lane == b->lane && f->boxes[i].band < b->band) return &f->boxes[i];
  return NULL;
}

/* From the box's side along its gutter to a channel. A line that goes up past the lane's head goes around it. */
static void leave_plain(styr_i_figure *f, styr_i_line *l, uint32_t band) {
  const styr_i_box *from = &f->boxes[l->from], *head = head_of(f, from);
  corner(l, X_RIGHT, l->from, Y_OUT, l->from);
  corner(l, X_RIGHT_GUTTER, from->column, Y_OUT, l->from);
  const uint32_t edge = f->lanes[from->lane].first + f->lanes[from->lane].count - 1;
  if (head && band < head->band && from->column != edge) {
    corner(l, X_RIGHT_GUTTER, from->column, Y_CHANNEL, head->band);
    corner(l, X_RIGHT_GUTTER, edge, Y_CHANNEL, head->band);
    corner(l, X_RIGHT_GUTTER, edge, Y_CHANNEL, band);
  } else {
    corner(l, X_RIGHT_GUTTER, from->column, Y_CHANNEL, band);
  }
}

/* From a head's lower edge along the channel below it, and between the lanes to another channel. */
static void leave_head(styr_i_figure *f, styr_i_line *l, uint32_t band) {
  const styr_i_box *from = &f->boxes[l->from];
  corner(l, X_CENTRE, l->from, Y_BOTTOM, l->from);
  corner(l, X_CENTRE, l->from, Y_CHANNEL, from->band);
  if (band == from->band) return;
  corner(l, X_RIGHT_GUTTER, last_column(f, from), Y_CHANNEL, from->band);
  corner(l, X_RIGHT_GUTTER, last_column(f, from), Y_CHANNEL, band);
}

static void into_plain(styr_i_figure *f, styr_i_line *l, uint32_t band) {
  const styr_i_box *to = &f->boxes[l->to];
  if (band + 1 == to->band && to->slot == 0 && f->boxes[l->from].head && f->boxes[l->from].lane == to->lane) {
    corner(l, X_CENTRE, l->to, Y_CHANNEL, band);
    corner(l, X_CENTRE, l->to, Y_TOP, l->to);
    return;
  }
  corner(l, X_RIGHT_GUTTER, to->column, Y_CHANNEL, band);
  corner(l, X_RIGHT_GUTTER, to->column, Y_IN, l->to);
  corner(l, X_RIGHT, l->to, Y_IN, l->to);
}

/* In layers a line goes straight down where nothing is in its way: from the lower edge of its box along the channel below to the top of the
 * other box; if that box is further down, in the gutter beside it. */
static bool goes_down(const styr_i_figure *f, const styr_i_line *l) {
  const styr_i_box *from = &f->boxes[l->from], *to = &f->boxes[l->to];
  if (!f->layout->layered || to->band <= from->band || to->slot) return false;
  for (size_t i = 0; i < f->box_count; i++)
    if (f->boxes[i].band == from->band && f->boxes[i].column == from->column && f->boxes[i].slot > from->slot) return false;
  return true;
}

static void down(styr_i_figure *f, styr_i_line *l) {
  const styr_i_box *from = &f->boxes[l->from], *to = &f->boxes[l->to];
  if (to->band == from->band + 1 && to->column == from->column) { /* straight down */
    corner(l, X_ENTRY, l->to, Y_BOTTOM, l->from);
    corner(l, X_ENTRY, l->to, Y_TOP, l->to);
    return;
  }
  corner(l, X_EXIT, l->from, Y_BOTTOM, l->from);
  corner(l, X_EXIT, l->from, Y_CHANNEL, from->band);
  if (to->band > from->band + 1) {
    corner(l, X_RIGHT_GUTTER, to->column, Y_CHANNEL, from->band);
    corner(l, X_RIGHT_GUTTER, to->column, Y_CHANNEL, to->band - 1);
  }
  corner(l, X_ENTRY, l->to, Y_CHANNEL, to->band - 1);
  corner(l, X_ENTRY, l->to, Y_TOP, l->to);
}

/* Orders the lines that enter the box by the columns they come from; returns their number. */
static size_t find_entries(styr_i_figure *f, uint32_t box, size_t count) {
  size_t n = 0;
  for (uint32_t column = 0; column < f->columns; column++)
    for (size_t i = 0; i < f->line_count; i++) {
      styr_i_line *l = &f->lines[i];
      if (l->to != box || f->boxes[l->from].column != column || !goes_down(f, l)) continue;
      l->entry = ((double)n++ - (double)(count / 2)) * TRACK_STEP;
    }
  return n;
}

/* Lines enter side by side, one step apart. They leave grouped by style, half a step from where others may enter the box below, so that the
 * two never overlap. */
static void find_ends(styr_i_figure *f, uint32_t box) {
  bool used[LINE_BARE + 1] = {false};
  double place[LINE_BARE + 1];
  int styles = 0, n = 0;
  find_entries(f, box, find_entries(f, box, 0));
  for (size_t i = 0; i < f->line_count; i++) used[f->lines[i].style] |= f->lines[i].from == box && goes_down(f, &f->lines[i]);
  for (int s = 0; s <= LINE_BARE; s++) styles += used[s];
  for (int s = 0; s <= LINE_BARE; s++) {
    place[s] = (n - styles / 2) * TRACK_STEP + TRACK_STEP / 2;
    n += used[s];
  }
  for (size_t i = 0; i < f->line_count; i++)
    if (f->lines[i].from == box) f->lines[i].exit = place[f->lines[i].style];
}

static void from_box(styr_i_figure *f, styr_i_line *l) {
  const styr_i_box *from = &f->boxes[l->from], *to = &f->boxes[l->to];
  if (goes_down(f, l)) {
    down(f, l);
    return;
  }
  const bool broad = to->head || to->bar;
  if (to->bar && from->band == to->band + 1 && from->slot == 0) { /* straight up, beside the middle */
    corner(l, X_ASIDE, l->from, Y_TOP, l->from);
    corner(l, X_ASIDE, l->from, Y_BOTTOM, l->to);
    return;
  }
  if (!from->head && !broad && from->column == to->column) { /* a bracket at the column's right side */
    corner(l, X_RIGHT, l->from, Y_OUT, l->from);
    corner(l, X_RIGHT_GUTTER, from->column, Y_OUT, l->from);
    corner(l, X_RIGHT_GUTTER, from->column, Y_IN, l->to);
    corner(l, X_RIGHT, l->to, Y_IN, l->to);
    return;
  }
  /* Along the channel above the target if the target is lower, else below the target's own band. The lines of a head's own children go
   * straight down from the channel below it. */
  uint32_t band = to->band > from->band ? to->band - 1 : to->band;
  if (from->head && to->lane == from->lane && !to->bar && to->band > from->band) band = from->band;
  if (from->head) leave_head(f, l, band);
  else leave_plain(f, l, band);
  if (broad) into_broad(f, l, band);
  else into_plain(f, l, band);
}

/* The parts of gutters and channels that the line uses. */
static void reserve_line(routing *r, const styr_i_line *l) {
  const styr_i_figure *f = r->f;
  const bool first = f->boxes[l->from].bar;
  for (size_t i = 0; i < l->corner_count; i++) {
    const styr_i_corner *c = &l->corners[i];
    if (c->x == X_LEFT_GUTTER || c->x == X_RIGHT_GUTTER) {
      const uint32_t gutter = c->x == X_LEFT_GUTTER ? left_gutter(f, c->x_at) : right_gutter(f, c->x_at);
      const long y = c->y == Y_CHANNEL       ? channel_ordinal(c->y_at)
                     : f->boxes[c->y_at].bar ? (long)f->boxes[c->y_at].band * 100000
                                             : row_ordinal(&f->boxes[c->y_at]);
      reserve(r, gutter, l->net, y, y, first);
    }
    if (c->y == Y_CHANNEL) {
      const long x = column_ordinal(f, c);
      reserve(r, channel(f, c->y_at), l->net, x, x, first);
    }
  }
}

static int compare_uses(const void *a, const void *b) {
  const use *x = *(use *const *)a, *y = *(use *const *)b;
  if (x->resource != y->resource) return x->resource < y->resource ? -1 : 1;
  if (x->first != y->first) return x->first ? -1 : 1;
  if (x->low != y->low) return x->low < y->low ? -1 : 1;
  return x->net < y->net ? -1 : x->net > y->net;
}

static bool assign_tracks(routing *r) {
  styr_i_figure *f = r->f;
  const size_t resources = 2 * (size_t)f->columns + f->bands;
  use **order = styr_i_zalloc(&f->a, r->count, sizeof *order);
  size_t *taken = styr_i_zalloc(&f->a, r->count + 1, sizeof *taken); /* by track: the last use for which it was not free */
  f->resource_tracks = styr_i_zalloc(&f->a, resources, sizeof *f->resource_tracks);
  f->track_of = styr_i_zalloc(&f->a, r->count, sizeof *f->track_of);
  if (!order || !taken || !f->resource_tracks || !f->track_of) {
    styr_i_free(&f->a, order);
    styr_i_free(&f->a, taken);
    return false;
  }
  for (size_t i = 0; i < r->count; i++) order[i] = &r->uses[i];
  qsort(order, r->count, sizeof *order, compare_uses);
  for (size_t i = 0; i < r->count; i++) { /* each gets the first track that no overlapping use of its resource has */
    use *u = order[i];
    for (size_t k = i; k-- > 0 && order[k]->resource == u->resource;)
      if (order[k]->high >= u->low && order[k]->low <= u->high) taken[order[k]->track] = i + 1;
    while (taken[u->track] == i + 1) u->track++;
    if (u->track + 1 > f->resource_tracks[u->resource]) f->resource_tracks[u->resource] = u->track + 1;
  }
  for (size_t i = 0; i < r->count; i++) f->track_of[i] = r->uses[i].track;
  styr_i_free(&f->a, order);
  styr_i_free(&f->a, taken);
  return true;
}

bool styr_i_grid_route(styr_i_figure *f) {
  routing r = {f, NULL, 0, 0, false};
  styr_i_index_init(&f->tracks, &f->a);
  styr_i_index nets;
  styr_i_index_init(&nets, &f->a);
  for (size_t i = 0; i < f->line_count && !r.nomem; i++) {
    styr_i_line *l = &f->lines[i];
    uint64_t key = (((uint64_t)l->from * 16 + l->style) * 4 + l->when) * 2 + l->marked;
    if (*l->amount.currency && f->layout->by_amount) key = (uint64_t)1 << 40 | i; /* one line this wide takes as much room as several */
    l->net = styr_i_index_get(&nets, key);
    if (l->net == STYR_I_NONE) {
      l->net = (uint32_t)f->net_count++;
      r.nomem |= !styr_i_index_set(&nets, key, l->net);
    }
    if (f->boxes[l->from].bar) from_bar(f, l);
    else from_box(f, l);
    reserve_line(&r, l);
  }
  for (uint32_t i = 0; f->layout->layered && i < f->box_count; i++) find_ends(f, i);
  styr_i_index_done(&nets);
  const bool ok = !r.nomem && assign_tracks(&r);
  styr_i_free(&f->a, r.uses);
  return ok;
}

/* ---- coordinates ---- */

/* The distance between tracks: smaller in a gutter or channel with very many of them. */
static double track_step(const styr_i_figure *f, uint32_t resource) {
  if (f->layout->by_amount) return BROAD_STEP;
  const bool is_channel = resource >= channel(f, 0);
  const double tracks = f->resource_tracks[resource], broad = is_channel ? BROAD_CHANNEL : BROAD_GUTTER;
  return tracks * TRACK_STEP <= broad ? TRACK_STEP : fmax(broad / tracks, CLOSE_STEP);
}

bool styr_i_figure_is_bundled(const styr_i_figure *f) {
  bool bundled = false;
  for (uint32_t r = 0; f->resource_tracks && r < 2 * f->columns + f->bands; r++) bundled |= track_step(f, r) < TRACK_STEP;
  return bundled;
}

static double tracks_width(const styr_i_figure *f, uint32_t resource) {
  return f->resource_tracks[resource] * track_step(f, resource);
}

/* Room beside a column for arrow heads: lines in layers and the steps of a case have them. */
static double heads(const styr_i_figure *f) {
  return f->layout->layered || f->step_count ? 5 : 0;
}

static double gap_before(const styr_i_figure *f, uint32_t column) {
  double gap = 5 + heads(f) + tracks_width(f, left_gutter(f, column)) + (f->resource_tracks[left_gutter(f, column)] ? 1.5 : 0);
  if (column) gap += tracks_width(f, right_gutter(f, column - 1)) + 3;
  if (column && f->column_lane[column] != f->column_lane[column - 1]) gap += 7;
  return gap;
}

/* The fold divides the columns so that both sides are about as wide, between lanes if possible. The names of the levels are left of it,
 * too. */
void styr_i_figure_find_fold(styr_i_figure *f) {
  double best = 1e9;
  if (!f->options->spread) return;
  f->fold = f->columns; /* of one column: all of it on the left sheet */
  for (uint32_t c = 1; c < f->columns; c++) {
    const double uneven = fabs((double)c + 0.7 - ((double)f->columns - c));
    const double price = uneven + (f->column_lane[c] == f->column_lane[c - 1] ? 1.5 : 0);
    if (price >= best) continue;
    best = price;
    f->fold = c;
  }
}

static double box_width(const styr_i_figure *f, const styr_i_box *b) {
  if (b->bar) return f->right - f->left;
  return f->column_x[last_column(f, b)] + f->column_w[last_column(f, b)] - f->column_x[first_column(f, b)];
}

static bool wrap_to(styr_i_figure *f, styr_i_box *b, double room) {
  for (size_t i = 0; i < b->lines.count; i++) styr_i_free(&f->a, b->lines.text[i]);
  b->lines.count = 0;
  return styr_i_wrap(&f->a, b->label, room, styr_i_box_font(b), b->bar || b->head, &b->lines);
}

/* Marks are in the upper corners. The text does not overlap them: it is between them if that needs no further line, else below them. */
static bool wrap_box(styr_i_figure *f, styr_i_box *b) {
  const double marks = *b->mark || *b->footnote ? MARK_SIZE + 1 : 0; /* on both sides, so that the text stays centred */
  const double font = styr_i_box_font(b), room = (b->bar && f->fold ? f->fold_x - f->fold_gap / 2 - b->x : b->w) - 2 * BOX_PAD_X;
  bool between = marks > 0 && styr_i_widest_piece(b->label, font, b->bar || b->head) <= room - 2 * marks;
  if (!wrap_to(f, b, room)) return false;
  const size_t least_lines = b->lines.count;
  if (between && !wrap_to(f, b, room - 2 * marks)) return false;
  if (between && b->lines.count > least_lines) {
    between = false;
    if (!wrap_to(f, b, room)) return false;
  }
  b->h = (double)b->lines.count * font * LINE_HEIGHT + 2 * (marks > 0 && !between ? MARK_SIZE + 2.5 : BOX_PAD_Y);
  if (b->steps) b->h += MARK_SIZE + 2; /* their numbers are below the label */
  const double least = b->bar ? 26 : b->head ? 30 : 27;
  if (b->h < least) b->h = least;
  return true;
}

/* Sets widths and x of the columns from `first` to before `end`: they share all the room, within the limits of a column's width. Returns
 * their right edge. */
static double measure_columns(styr_i_figure *f, uint32_t first, uint32_t end, double x, double room, double widest) {
  double gaps = tracks_width(f, right_gutter(f, end - 1)) + 3 + heads(f);
  for (uint32_t c = first; c < end; c++) gaps += gap_before(f, c);
  double w = (room - gaps) / (end - first);
  if (w > 132) w = 132;
  if (w < widest) w = widest;
  if (w < 48) w = 48;
  for (uint32_t c = first; c < end; c++) {
    x += gap_before(f, c);
    f->column_x[c] = x;
    f->column_w[c] = w;
    x += w;
  }
  return x + tracks_width(f, right_gutter(f, end - 1)) + 3 + heads(f);
}

/* With a fold, both halves of the page are as wide as the wider one needs. */
static void measure_across(styr_i_figure *f, double left, double widest) {
  f->left = left;
  if (!f->fold) {
    f->right = measure_columns(f, 0, f->columns, left, f->page - left - PAGE_MARGIN, widest);
    return;
  }
  const double half = f->page / 2 - f->fold_gap / 2;
  const double needs_left = measure_columns(f, 0, f->fold, left, half - left, widest);
  const double needs_right =
      f->fold == f->columns ? 0 : measure_columns(f, f->fold, f->columns, 0, half - PAGE_MARGIN, widest) + PAGE_MARGIN;
  f->fold_x = fmax(half, fmax(needs_left, needs_right)) + f->fold_gap / 2;
  (void)measure_columns(f, 0, f->fold, left, f->fold_x - f->fold_gap / 2 - left, widest);
  f->right = 2 * f->fold_x - PAGE_MARGIN;
  if (f->fold == f->columns) return;
  f->right = measure_columns(f, f->fold, f->columns, f->fold_x + f->fold_gap / 2, f->fold_x - f->fold_gap / 2 - PAGE_MARGIN, widest);
  if (f->right < 2 * f->fold_x - PAGE_MARGIN) f->right = 2 * f->fold_x - PAGE_MARGIN;
}

bool styr_i_grid_measure(styr_i_figure *f, double top, double left) {
  double widest = 0;
  for (size_t i = 0; i < f->box_count; i++) {
    const styr_i_box *b = &f->boxes[i];
    if (b->bar) continue;
    const double need =
        (styr_i_widest_piece(b->label, styr_i_box_font(b), b->head) + 2 * BOX_PAD_X) / (last_column(f, b) - first_column(f, b) + 1);
    if (need > widest) widest = need;
  }
  measure_across(f, left, fmin(widest, 150)); /* longer pieces are cut */
  f->top = top;
  for (uint32_t band = 0; band < f->bands; band++) f->band_h[band] = 0;
  for (size_t i = 0; i < f->box_count; i++) {
    styr_i_box *b = &f->boxes[i];
    b->x = b->bar ? f->left : f->column_x[first_column(f, b)];
    b->w = box_width(f, b);
    if (!wrap_box(f, b)) return false;
    if (b->h > f->band_h[b->band]) f->band_h[b->band] = b->h;
  }
  double y = top;
  for (uint32_t band = 0; band < f->bands; band++) {
    uint32_t slots = 0;
    f->band_y[band] = y;
    for (size_t i = 0; i < f->box_count; i++) {
      styr_i_box *b = &f->boxes[i];
      if (b->band != band) continue;
      b->h = f->band_h[band]; /* one height per band, so that rows line up */
      b->y = y + b->slot * (b->h + STACK_GAP);
      if (b->slot + 1 > slots) slots = b->slot + 1;
    }
    f->bottom = y + slots * (f->band_h[band] + STACK_GAP) - STACK_GAP;
    f->band_h[band] = f->bottom - y;
    y = f->bottom + 12 + tracks_width(f, channel(f, band));
  }
  if (f->resource_tracks[channel(f, f->bands - 1)]) f->bottom = y - 6;
  return true;
}

static double track_at(const styr_i_figure *f, uint32_t resource, uint32_t net) {
  const uint32_t at = styr_i_index_get(&f->tracks, (uint64_t)resource << 32 | net);
  return at == STYR_I_NONE ? 0 : f->track_of[at] * track_step(f, resource);
}

void styr_i_figure_corner(const styr_i_figure *f, const styr_i_line *l, const styr_i_corner *c, double *x, double *y) {
  const styr_i_box *bx = &f->boxes[c->x_at < f->box_count ? c->x_at : 0], *by = &f->boxes[c->y_at < f->box_count ? c->y_at : 0];
  const uint32_t middle = middle_column(f, bx);
  const double hang = bx->head ? f->column_x[middle] + f->column_w[middle] / 2 : bx->x + bx->w / 2;
  const double most = floor((bx->w / 2 - 3) / TRACK_STEP) * TRACK_STEP; /* from the middle, for lines that enter */
  switch (c->x) {
  case X_CENTRE: *x = hang; break;
  case X_ENTRY: *x = hang + fmax(fmin(l->entry, most), -most); break;
  case X_EXIT: *x = hang + fmax(fmin(l->exit, most - TRACK_STEP / 2), TRACK_STEP / 2 - most); break;
  case X_LEFT: *x = bx->x; break;
  case X_RIGHT: *x = bx->x + bx->w; break;
  case X_ASIDE: *x = hang + fmin(14, f->column_w[middle] / 5); break;
  case X_BESIDE: *x = hang - fmin(14, f->column_w[middle] / 5); break;
  case X_RIGHT_GUTTER:
    *x = f->column_x[c->x_at] + f->column_w[c->x_at] + 4 + heads(f) + track_at(f, right_gutter(f, c->x_at), l->net);
    break;
  case X_LEFT_GUTTER: *x = f->column_x[c->x_at] - 4.5 - track_at(f, left_gutter(f, c->x_at), l->net); break;
  }
  switch (c->y) {
  case Y_IN: *y = by->y + by->h / 2 - 3; break;
  case Y_OUT: *y = by->y + by->h / 2 + 3; break;
  case Y_TOP: *y = by->y; break;
  case Y_BOTTOM: *y = by->y + by->h; break;
  case Y_CHANNEL: *y = f->band_y[c->y_at] + f->band_h[c->y_at] + 6 + track_at(f, channel(f, c->y_at), l->net); break;
  }
}

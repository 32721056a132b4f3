/* SPDX-License-Identifier: MIT */
/* Turns the items of a scene into drawing operations: the order of painting, rounded corners, arrow heads, stars, dashes,
 * baselines and hyphens are decided here, once for every format. The pen of a format writes each operation. */
#include "render/render_i.h"

#include <math.h>

static const double dashed[] = {5, 2}, dotted[] = {1, 5};

typedef struct drawing {
  const styr_scene *scene;
  const styr_pen *pen;
  styr_layer layer;
  int ended;
  double *points; /* of the current curve */
  size_t cap;
  bool nomem;
} drawing;

static void put(drawing *d, const styr_draw *what) {
  if (!d->ended && !d->nomem) d->ended = d->pen->draw(d->pen->ctx, what);
}

/* An operation about an item, with the item's own colours. */
static styr_draw about(const drawing *d, styr_draw_kind kind, const styr_item *item) {
  styr_draw what;
  memset(&what, 0, sizeof what);
  what.kind = kind;
  what.layer = d->layer;
  what.item = item;
  what.fill = what.stroke = what.text = "";
  return what;
}

static void take_stroke(styr_draw *what, const styr_item *item) {
  what->stroke = item->stroke;
  what->stroke_width = item->stroke_width;
  if (item->dash == STYR_STROKE_SOLID) return;
  what->dashes = item->dash == STYR_STROKE_DASHED ? dashed : dotted;
  what->dash_count = 2;
}

/* ---- text ---- */

static bool is_soft_hyphen(const char *p) {
  return p[0] == '\xC2' && p[1] == '\xAD';
}

/* The line without soft hyphens and without white space at its ends. `broken`: it ends in a soft hyphen. */
static void plain_line(const char *line, char *out, bool *broken) {
  size_t n = 0;
  *broken = false;
  for (const char *p = line; *p; p++) {
    const bool white = *p == ' ' || *p == '\t' || *p == '\n' || *p == '\r';
    *broken = is_soft_hyphen(p);
    if (*broken) p++;
    else if (n || !white) out[n++] = white ? ' ' : *p;
  }
  while (n && out[n - 1] == ' ') n--;
  out[n] = '\0';
}

/* Skips the text of a line in the label that it comes from, without regard to soft hyphens and white space. Returns the rest of the
 * label, and whether white space comes next; NULL if the label is a different text. */
static const char *pass_line(const char *label, const char *line, bool *space) {
  while (*line) {
    if (is_soft_hyphen(label)) label += 2;
    else if (*label == ' ' || *label == '\n' || *label == '\t') label++;
    else if (*line == ' ') line++;
    else if (is_soft_hyphen(line)) line += 2;
    else if (*label++ != *line++) return NULL;
  }
  *space = false;
  for (; is_soft_hyphen(label) || *label == ' ' || *label == '\n' || *label == '\t'; label++) {
    *space |= !is_soft_hyphen(label);
    label += is_soft_hyphen(label);
  }
  return label;
}

/* A hyphen as a stroke, with the height and width of Helvetica's, after a text that ends at x. */
static void draw_hyphen(drawing *d, const styr_item *item, double x, double baseline) {
  const double size = item->font_size, width = styr_text_width("-", size, item->bold), y = baseline - size * 0.25;
  const double from = x + size * 0.04, to = x + width - size * 0.04;
  const double points[] = {from, y, from, y, to, y, to, y};
  styr_draw what = about(d, STYR_DRAW_CURVE, item);
  what.points = points;
  what.point_count = 4;
  what.hyphen = true;
  what.stroke = item->color;
  what.stroke_width = size * (item->bold ? 0.12 : 0.085);
  put(d, &what);
}

/* The number of letters in [from, to), without white space and soft hyphens. The lines of the text have the same number. */
static size_t count_letters(const char *from, const char *to) {
  size_t n = 0;
  for (const char *p = from; p < to && *p; p++) {
    if (is_soft_hyphen(p)) p++;
    else n += *p != ' ' && *p != '\t' && *p != '\n' && *p != '\r';
  }
  return n;
}

/* Where the letters after the first `count` begin in a plain line. */
static size_t behind_letters(const char *line, size_t count) {
  size_t i = 0;
  for (; count && line[i]; i++) count -= line[i] != ' ';
  while (i && line[i] == ' ') i++;
  return i;
}

/* The line numbered i, or the hyphen behind it. Lines of boxes and marks are centred together with their hyphens. `before`: the
 * letters in it before those that are in the language of the item. */
static void draw_line_of_text(drawing *d, const styr_item *item, size_t i, char *text, size_t before, bool space, bool hyphen) {
  const double size = item->font_size, height = size * LINE_HEIGHT;
  const double middle = item->y + item->h / 2 + ((double)i - (double)(item->line_count - 1) / 2) * height;
  styr_draw what = about(d, STYR_DRAW_TEXT, item);
  bool broken;
  plain_line(item->lines[i], text, &broken);
  const double word = styr_text_width(text, size, item->bold), more = broken ? styr_text_width("-", size, item->bold) : 0;
  what.centred = item->kind != STYR_ITEM_TEXT;
  what.x = what.centred ? item->x + item->w / 2 - more / 2 : item->x;
  what.y = middle + size * BASELINE;
  what.text = text;
  what.line = i;
  what.line_count = item->line_count;
  what.lang_from = behind_letters(text, before);
  what.space = space;
  if (hyphen && broken) draw_hyphen(d, item, what.centred ? what.x + word / 2 : what.x + word, what.y);
  if (!hyphen) put(d, &what);
}

static void draw_text(drawing *d, const styr_item *item) {
  size_t longest = 0;
  for (size_t i = 0; i < item->line_count; i++)
    if (strlen(item->lines[i]) > longest) longest = strlen(item->lines[i]);
  char *text = item->line_count ? styr_i_alloc(&d->scene->a, longest + 1) : NULL;
  d->nomem |= item->line_count && !text;
  const char *label = item->label;
  for (size_t i = 0; text && i < item->line_count; i++) {
    bool space = true;
    const size_t before = label ? count_letters(label, item->label + item->lang_from) : 0;
    if (label) label = pass_line(label, item->lines[i], &space);
    if (!label) { /* the lines do not come from the label: their own ends tell whether a word continues */
      const size_t n = strlen(item->lines[i]);
      space = n < 2 || !is_soft_hyphen(item->lines[i] + n - 2);
    }
    draw_line_of_text(d, item, i, text, before, space && i + 1 < item->line_count, false);
  }
  for (size_t i = 0; text && i < item->line_count; i++) draw_line_of_text(d, item, i, text, 0, false, true);
  styr_i_free(&d->scene->a, text);
}

/* ---- shapes ---- */

static void draw_rect(drawing *d, const styr_item *item, styr_draw_kind kind) {
  styr_draw what = about(d, kind, item);
  what.x = item->x;
  what.y = item->y;
  what.w = item->w;
  what.h = item->h;
  what.fill = *item->fill ? item->fill : "#ffffff";
  take_stroke(&what, item);
  if (!*what.stroke) what.stroke = "#000000";
  put(d, &what);
}

/* A regular star with five points (a pentagram's outline), as large as fits. */
static void draw_star(drawing *d, const styr_item *item) {
  const double pi = 3.14159265358979323846, inner = (3 - sqrt(5)) / 2; /* relative to the outer radius */
  const double width = 2 * sin(2 * pi / 5), height = 1 + cos(pi / 5);  /* of a star of radius 1 */
  const double r = fmin(item->w / width, item->h / height);
  double points[20];
  for (int i = 0; i < 10; i++) {
    const double angle = -pi / 2 + i * pi / 5, radius = i % 2 ? r * inner : r;
    points[2 * i] = item->x + item->w / 2 + radius * cos(angle);
    points[2 * i + 1] = item->y + item->h / 2 + r - r * height / 2 + radius * sin(angle);
  }
  styr_draw what = about(d, STYR_DRAW_POLYGON, item);
  what.points = points;
  what.point_count = 10;
  what.fill = *item->fill ? item->fill : "#ffffff";
  take_stroke(&what, item);
  put(d, &what);
}

/* ---- lines ---- */

typedef struct rounding {
  const styr_allocator *a;
  double *points;
  size_t cap, count;
  bool nomem;
} rounding;

static void add_point(rounding *r, double x, double y) {
  r->nomem |= !STYR_I_GROW(r->a, r->points, r->cap, 2 * r->count + 2);
  if (r->nomem) return;
  r->points[2 * r->count] = x;
  r->points[2 * r->count + 1] = y;
  r->count++;
}

static void add_piece(rounding *r, double ax, double ay, double bx, double by, double cx, double cy) {
  add_point(r, ax, ay);
  add_point(r, bx, by);
  add_point(r, cx, cy);
}

size_t styr_i_round_corners(const styr_allocator *a, const double *corners, size_t count, double **points, size_t *cap) {
  const double radius = 2.2, *p = corners;
  rounding to = {a, *points, *cap, 0, false};
  double x = p[0], y = p[1];
  add_point(&to, x, y);
  for (size_t i = 1; i < count && !to.nomem; i++) {
    const bool last = i + 1 == count;
    const double tx = p[2 * i], ty = p[2 * i + 1], length = hypot(tx - x, ty - y);
    const double next = last ? 0 : hypot(p[2 * i + 2] - tx, p[2 * i + 3] - ty);
    const double r = fmin(radius, fmin(length, next) / 2);
    const double sx = length > 0 ? tx - (tx - x) / length * r : tx, sy = length > 0 ? ty - (ty - y) / length * r : ty;
    add_piece(&to, x, y, sx, sy, sx, sy);
    x = sx;
    y = sy;
    if (r <= 0) continue;
    const double ex = tx + (p[2 * i + 2] - tx) / next * r, ey = ty + (p[2 * i + 3] - ty) / next * r;
    add_piece(&to, (x + 2 * tx) / 3, (y + 2 * ty) / 3, (ex + 2 * tx) / 3, (ey + 2 * ty) / 3, ex, ey);
    x = ex;
    y = ey;
  }
  *points = to.points;
  *cap = to.cap;
  return to.nomem ? 0 : to.count;
}

/* The head lies between the end of the curve and its tip; its outline is as wide as the line. */
static void draw_head(drawing *d, const styr_item *item, const styr_draw *curve) {
  const double *base = curve->points + 2 * curve->point_count - 2, half = 0.35;
  const double dx = curve->tip_x - base[0], dy = curve->tip_y - base[1];
  const double points[] = {curve->tip_x, curve->tip_y, base[0] - dy * half, base[1] + dx * half, base[0] + dy * half, base[1] - dx * half};
  styr_draw what = about(d, STYR_DRAW_POLYGON, item);
  what.points = points;
  what.point_count = 3;
  what.fill = what.stroke = curve->stroke;
  what.stroke_width = item->stroke_width;
  what.head = true;
  put(d, &what);
}

static void draw_relation(drawing *d, const styr_item *item) {
  const double head = 5, before = 1.5 * item->stroke_width; /* how far the corner of the outline, 39 degrees, reaches beyond the tip */
  const size_t count = item->point_count;
  double *p = styr_i_array(&d->scene->a, 2 * count, sizeof *p);
  styr_draw what = about(d, STYR_DRAW_CURVE, item);
  d->nomem |= !p;
  if (!p) return;
  take_stroke(&what, item);
  if (!*what.stroke) what.stroke = "#000000";
  const bool turned = what.dash_count && !item->arrow && !d->scene->whole_lines; /* dashes start at its end */
  for (size_t i = 0; i < count; i++) memcpy(p + 2 * i, item->points + 2 * (turned ? count - 1 - i : i), 2 * sizeof *p);
  if (item->arrow) {
    double *end = p + 2 * count - 2;
    const double dx = end[0] - end[-2], dy = end[1] - end[-1], length = hypot(dx, dy), back = length > head + before ? before : 0;
    what.head = length > 0;
    what.tip_x = end[0] - (length > 0 ? dx / length * back : 0);
    what.tip_y = end[1] - (length > 0 ? dy / length * back : 0);
    end[0] = what.tip_x - (length > 0 ? dx / length * fmin(head, length) : 0);
    end[1] = what.tip_y - (length > 0 ? dy / length * fmin(head, length) : 0);
  }
  what.point_count = styr_i_round_corners(&d->scene->a, p, count, &d->points, &d->cap);
  what.points = d->points;
  d->nomem |= !what.point_count;
  put(d, &what);
  if (what.head && !d->nomem) draw_head(d, item, &what);
  styr_i_free(&d->scene->a, p);
}

/* ---- items and layers ---- */

static void draw_item(drawing *d, const styr_item *item) {
  const styr_draw begin = about(d, STYR_DRAW_ITEM, item), end = about(d, STYR_DRAW_ITEM_END, item);
  put(d, &begin);
  switch (item->kind) {
  case STYR_ITEM_LINE: draw_relation(d, item); break;
  case STYR_ITEM_MARK:
    if (item->star) draw_star(d, item);
    else draw_rect(d, item, STYR_DRAW_ELLIPSE);
    break;
  case STYR_ITEM_BOX:
  case STYR_ITEM_RECT: draw_rect(d, item, STYR_DRAW_RECT); break;
  case STYR_ITEM_TEXT: break;
  }
  draw_text(d, item);
  put(d, &end);
}

/* Emphasised lines are drawn last. */
static bool is_emphasised(const styr_item *item) {
  static const char *const words[] = {"marked", "denied", "case", "next", "change-added", "change-removed"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (styr_i_has_class(item, words[i])) return true;
  return false;
}

/* Items after the last box and its marks are below the field. */
static styr_layer layer_of(const styr_item *item, bool behind_boxes) {
  if (styr_i_is_relation(item)) return is_emphasised(item) ? STYR_LAYER_EMPHASIS : STYR_LAYER_RELATIONS;
  if (item->kind == STYR_ITEM_LINE) return STYR_LAYER_LEGEND;
  const bool marks_box = (item->kind == STYR_ITEM_MARK || item->kind == STYR_ITEM_RECT) && !styr_i_has_class(item, "legend");
  return behind_boxes && !marks_box && !styr_i_has_class(item, "bar-label") ? STYR_LAYER_LEGEND : STYR_LAYER_FIELD;
}

static void draw_layer(drawing *d, size_t last_box) {
  bool begun = false;
  for (size_t i = 0; i < d->scene->count && !d->ended && !d->nomem; i++) {
    const styr_item *item = &d->scene->items[i];
    if (layer_of(item, i > last_box) != d->layer) continue;
    const styr_draw begin = about(d, STYR_DRAW_LAYER, NULL);
    if (!begun) put(d, &begin);
    begun = true;
    draw_item(d, item);
  }
  const styr_draw end = about(d, STYR_DRAW_LAYER_END, NULL);
  if (begun) put(d, &end);
}

styr_status styr_scene_draw(const styr_scene *scene, const styr_pen *pen, styr_error *error) {
  if (!styr_i_begin(error, __func__, scene && pen && pen->draw)) return STYR_ERR_ARG;
  drawing d = {.scene = scene, .pen = pen};
  size_t last_box = SIZE_MAX;
  for (size_t i = 0; i < scene->count; i++)
    if (scene->items[i].kind == STYR_ITEM_BOX) last_box = i;
  for (int layer = 0; layer < STYR_LAYER_COUNT; layer++) {
    d.layer = (styr_layer)layer;
    draw_layer(&d, last_box);
  }
  styr_i_free(&scene->a, d.points);
  if (d.nomem) return styr_i_nomem(error);
  return d.ended ? styr_i_fail(error, STYR_ERR_IO, "could not write the picture") : STYR_OK;
}

const char *styr_font_families(void) {
  return "Arial,Liberation Sans,Helvetica,sans-serif";
}

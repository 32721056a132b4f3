/* SPDX-License-Identifier: MIT */
/* Styles other than the one for screens, which compose.c and legend.c draw in. A style lists the appearance of each class, for boxes, lines
 * and legend alike, and a few colours. In print nothing depends on colour: sectors are greys that differ by 11 or more in lightness or have
 * broken frames, texts have a black corner, and lines differ by width, dash and lightness. High contrast is for readers with low vision:
 * black on pale, broad lines, everything a quarter larger. */
#include "figure/layouts/layouts_i.h"

#include <stdio.h>

typedef struct look {
  const char *class_name, *fill, *stroke; /* "" or 0: unchanged */
  double width;
  int dash; /* styr_stroke, or -1 */
} look;

typedef struct style {
  const look *looks;
  size_t count;
  const char *ink, *soft, *faint, *bar;
  double scale, frame; /* scale of everything; of the width of frames with a meaning */
  bool corners;        /* texts have one */
} style;

static const look print_looks[] = {
    {"public", "#ffffff", "#000000", 0, -1},
    {"private", "#dcdcdc", "#000000", 0, -1},
    {"international", "#b9b9b9", "#000000", 0, -1},
    {"mixed", "#979797", "#000000", 0, -1},
    {"unknown", "#ffffff", "#000000", 0, STYR_STROKE_DASHED},
    {"no-sector", "#ffffff", "#000000", 0, STYR_STROKE_DOTTED},
    {"text", "#ffffff", "#000000", 0, -1},
    {"stated", "", "#000000", 1.1, -1},
    {"inferred", "", "#000000", 0.4, -1},
    {"assumed", "", "#000000", 0.8, -1},
    {"ungraded", "", "#6e6e6e", 1.0, -1},
    {"contested", "", "#000000", 1.6, -1},
    {"denied", "", "#000000", 0, -1},
    {"case", "", "#000000", 2.2, -1},
    {"next", "", "#000000", 1.2, -1},
    {"bare", "", "#b4b4b4", 1.5, -1},
};

static const look contrast_looks[] = {
    {"public", "#a6d5ff", "#000000", 1.0, -1},
    {"private", "#f6c690", "#000000", 1.0, -1},
    {"international", "#c8f1c6", "#000000", 1.0, -1},
    {"mixed", "#cdbfd6", "#000000", 1.0, -1},
    {"unknown", "#ffffff", "#000000", 1.0, STYR_STROKE_DASHED},
    {"no-sector", "#ffffff", "#000000", 1.0, -1},
    {"text", "#f8ec78", "#000000", 1.0, -1},
    {"stated", "", "#000000", 1.6, -1},
    {"inferred", "", "#8c099f", 0.9, -1},
    {"assumed", "", "#000000", 1.2, -1},
    {"ungraded", "", "#b7440c", 1.2, -1},
    {"contested", "", "#a80000", 2.0, -1},
    {"denied", "", "#000000", 1.2, -1},
    {"case", "", "#8a0050", 2.6, -1},
    {"next", "", "#8a0050", 1.4, -1},
    {"bare", "", "#707070", 2.0, -1},
};

#define COUNT(list) (sizeof(list) / sizeof *(list))
static const style styles[] = {
    [STYR_STYLE_SCREEN] = {NULL, 0, INK, SOFT, FAINT, "", 1, 1, false},
    [STYR_STYLE_PRINT] = {print_looks, COUNT(print_looks), "#000000", "#000000", "#c4c4c4", "#000000", 1, 1, true},
    [STYR_STYLE_CONTRAST] = {contrast_looks, COUNT(contrast_looks), "#000000", "#000000", "#8c8c8c", "#000000", 1.25, 1.5, true},
};

double styr_i_style_scale(const styr_i_figure *f) {
  return styles[f->options->style].scale;
}

static const look *look_of(const style *s, const styr_item *item) {
  for (size_t i = 0; i < s->count; i++)
    if (styr_i_has_class(item, s->looks[i].class_name)) return &s->looks[i];
  return NULL;
}

static bool has_class_like(const styr_item *item, const char *begin) {
  for (const char *p = strstr(item->classes, begin); p; p = strstr(p + 1, begin))
    if (p == item->classes || p[-1] == ' ') return true;
  return false;
}

/* The frame of an overlay or a denial has a meaning, so its width and dash are kept. */
static bool is_framed(const styr_item *item) {
  return styr_i_has_class(item, "denied") || styr_i_has_class(item, "framed");
}

static const char *ink_of(const style *s, const char *color) {
  if (strcmp(color, FAINT) == 0) return s->faint;
  if (strcmp(color, SOFT) == 0) return s->soft;
  return !*color || strcmp(color, "#ffffff") == 0 ? color : s->ink;
}

/* `money`: lines are as wide as the amounts. */
static void restyle_item(const style *s, styr_item *item, double thin, bool money) {
  const look *l = look_of(s, item);
  const bool line = item->kind == STYR_ITEM_LINE, faint = strcmp(item->stroke, FAINT) == 0;
  const bool marked = line && (styr_i_has_class(item, "marked") || has_class_like(item, "change-"));
  const double was = item->stroke_width;
  item->color = ink_of(s, item->color);
  if (item->kind == STYR_ITEM_MARK) item->fill = ink_of(s, item->fill);
  item->stroke = !line || faint || marked || !l ? ink_of(s, item->stroke) : l->stroke;
  if (styr_i_has_class(item, "bar")) {
    item->fill = item->stroke = s->bar;
    return;
  }
  if (!l) return;
  if (*l->fill && item->kind != STYR_ITEM_MARK) item->fill = l->fill;
  if (!line && is_framed(item)) {
    item->stroke_width = was * s->frame;
  } else if (!marked && !(line && money)) {
    if (l->width > 0) item->stroke_width = line ? l->width * thin : l->width > was ? l->width : was;
    if (l->dash >= 0) item->dash = (styr_stroke)l->dash;
  }
}

/* A black corner marks a text where its fill is white like that of other boxes. */
static bool add_corner(styr_scene *scene, const styr_item *box) {
  char id[440];
  const double size = box->w < 20 ? 3 : 5;
  snprintf(id, sizeof id, "corner-%s", box->id);
  styr_item r = styr_i_blank(STYR_ITEM_RECT, id, styr_i_has_class(box, "legend") ? "legend corner" : "corner");
  r.x = box->x;
  r.y = box->y + box->h - size;
  r.w = r.h = size;
  r.fill = r.stroke = r.color = "#000000";
  r.stroke_width = 0.3;
  return styr_i_scene_add(scene, &r) != NULL;
}

bool styr_i_scene_restyle(styr_scene *scene, const styr_i_figure *f, double thin) {
  const style *s = &styles[f->options->style];
  const size_t count = scene->count;
  bool ok = true;
  for (size_t i = 0; s->count && i < count; i++) restyle_item(s, &scene->items[i], thin, f->layout->by_amount);
  for (size_t i = 0; ok && s->corners && i < count; i++) {
    const styr_item item = scene->items[i]; /* adding moves the items */
    if ((item.kind == STYR_ITEM_BOX || item.kind == STYR_ITEM_RECT) && styr_i_has_class(&item, "text")) ok = add_corner(scene, &item);
  }
  return ok;
}

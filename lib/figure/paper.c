/* SPDX-License-Identifier: MIT */
/* Fits a scene to a sheet of paper: scales all of it by one factor and centres it. */
#include "figure/figure_i.h"

#include <math.h>

/* Points, of ISO 216 sheets on their long side. */
static const double sheets[][2] = {[STYR_PAPER_NONE] = {0, 0}, [STYR_PAPER_A4] = {841.89, 595.28}, [STYR_PAPER_A3] = {1190.55, 841.89}};

/* Two sheets side by side are one of the next size, on its long side. */
void styr_i_paper_size(const styr_figure_options *o, bool upright, double *width, double *height) {
  const double *sheet = sheets[o->paper];
  *width = o->spread ? 2 * sheet[1] : upright ? sheet[1] : sheet[0];
  *height = o->spread ? sheet[0] : upright ? sheet[0] : sheet[1];
}

void styr_i_scene_scale(styr_scene *scene, double by, double right, double down) {
  for (size_t i = 0; i < scene->count; i++) {
    styr_item *item = &scene->items[i];
    double *points = (double *)(uintptr_t)item->points; /* the scene's own */
    if (item->kind != STYR_ITEM_LINE) {                 /* a line is its points */
      item->x = item->x * by + right;
      item->y = item->y * by + down;
    }
    item->w *= by;
    item->h *= by;
    item->font_size *= by;
    item->stroke_width *= by;
    for (size_t k = 0; k < item->point_count; k++) {
      points[2 * k] = points[2 * k] * by + right;
      points[2 * k + 1] = points[2 * k + 1] * by + down;
    }
  }
  scene->width *= by;
  scene->height *= by;
}

/* How much smaller the scene must become for the sheet; 1 where it fits. */
double styr_i_paper_scale(const styr_scene *scene, double width, double height) {
  return fmin(1, fmin(width / scene->width, height / scene->height));
}

void styr_i_scene_onto_paper(styr_scene *scene, double width, double height) {
  const double by = styr_i_paper_scale(scene, width, height);
  styr_i_scene_scale(scene, by, (width - scene->width * by) / 2, 0);
  scene->width = width;
  scene->height = height;
  scene->scale = by;
}

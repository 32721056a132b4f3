/* SPDX-License-Identifier: MIT */
/* The table of overlays. */
#include "figure/overlays/overlays_i.h"

const styr_i_overlay styr_i_overlay_none = {.name = "", .help = "", .prefix = ""};

static const styr_i_overlay *const overlays[] = {
    [STYR_OVERLAY_NONE] = &styr_i_overlay_none,
    [STYR_OVERLAY_STANDING] = &styr_i_overlay_standing,
    [STYR_OVERLAY_GRADE] = &styr_i_overlay_grade,
    [STYR_OVERLAY_CHANGES] = &styr_i_overlay_changes,
};

enum { overlay_count = sizeof overlays / sizeof *overlays };

const styr_i_overlay *styr_i_overlay_of(styr_overlay overlay) {
  return (size_t)overlay < overlay_count ? overlays[overlay] : NULL;
}

bool styr_overlay_get(styr_overlay overlay, styr_overlay_info *out) {
  if (!out) return false;
  const styr_i_overlay *o = styr_i_overlay_of(overlay);
  if (o) *out = (styr_overlay_info){o->name, o->help, o->of_plan, o->between_dates};
  return o != NULL;
}

/* Every overlay is evaluated, because boxes have classes for all of them. If the map lacks what an overlay needs, such as a plan, only the
 * overlay that was asked for fails. */
styr_status styr_i_overlays_find(styr_i_figure *f, styr_error *error) {
  for (size_t i = 0; i < overlay_count; i++) {
    styr_error why = STYR_ERROR_INIT;
    const styr_status status = overlays[i]->find ? overlays[i]->find(f, &why) : STYR_OK;
    if (status == STYR_ERR_NOMEM || (status != STYR_OK && f->overlay == overlays[i])) return styr_i_fail(error, status, "%s", why.message);
  }
  if (f->overlay->frame) f->overlay->frame(f);
  return STYR_OK;
}

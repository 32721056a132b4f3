/* SPDX-License-Identifier: MIT */
/* The table of layouts. */
#include "figure/layouts/layouts_i.h"

static const styr_i_layout *const layouts[] = {
    [STYR_LAYOUT_FIELD] = &styr_i_layout_field, [STYR_LAYOUT_RULING] = &styr_i_layout_ruling, [STYR_LAYOUT_TEXTS] = &styr_i_layout_texts,
    [STYR_LAYOUT_MONEY] = &styr_i_layout_money, [STYR_LAYOUT_CASE] = &styr_i_layout_case,
};

const styr_i_layout *styr_i_layout_of(styr_layout layout) {
  return (size_t)layout < sizeof layouts / sizeof *layouts ? layouts[layout] : NULL;
}

bool styr_layout_get(styr_layout layout, styr_layout_info *out) {
  if (!out) return false;
  const styr_i_layout *l = styr_i_layout_of(layout);
  if (l) *out = (styr_layout_info){l->name, l->help, l->of_node, l->of_case, l->layered};
  return l != NULL;
}

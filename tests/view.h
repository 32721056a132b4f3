/* SPDX-License-Identifier: MIT */
/* Figures of maps in tests: of the whole map, as a draft, or of what is public of it. Nodes in the options are the map's; where the
 * public map is another one, they are found there by their ids. */
#ifndef STYR_TESTS_VIEW_H
#define STYR_TESTS_VIEW_H

#include "suite.h"

typedef enum seen_as { SEEN_DRAFT, SEEN_PUBLIC, SEEN_BARE } seen_as;

static inline styr_node in_view(const styr_public *view, const styr_map *map, styr_node node) {
  styr_node out = {0, 0};
  if (styr_node_exists(node)) ck_assert_int_eq(styr_public_resolve(view, styr_node_id(map, node), &out, NULL), STYR_OK);
  return out;
}

static inline styr_status figure_seen(const styr_map *map, seen_as as, const styr_figure_options *options, styr_scene **out,
                                      styr_error *why) {
  styr_public_options how = STYR_PUBLIC_OPTIONS_INIT;
  styr_figure_options o = STYR_FIGURE_OPTIONS_INIT;
  styr_public *view = NULL;
  how.draft = as == SEEN_DRAFT;
  how.bare_lines = as == SEEN_BARE;
  ck_assert_int_eq(styr_map_public(map, &how, &view, NULL, NULL), STYR_OK);
  if (options) {
    o = *options;
    o.from = in_view(view, map, o.from);
    o.plan = in_view(view, map, o.plan);
    o.body = in_view(view, map, o.body);
  }
  const styr_status status = styr_figure_make(view, options ? &o : NULL, out, why);
  styr_public_free(view);
  return status;
}

static inline styr_scene *scene_seen(const styr_map *map, seen_as as, const styr_figure_options *options) {
  styr_error why = STYR_ERROR_INIT;
  styr_scene *scene = NULL;
  ck_ok(figure_seen(map, as, options, &scene, &why), why);
  return scene;
}

/* Layouts are numbered from 0 without gaps, and so are overlays. */
static inline int layout_count(void) {
  styr_layout_info info;
  int count = 0;
  while (styr_layout_get((styr_layout)count, &info)) count++;
  return count;
}

static inline int overlay_count(void) {
  styr_overlay_info info;
  int count = 0;
  while (styr_overlay_get((styr_overlay)count, &info)) count++;
  return count;
}

#endif

/* SPDX-License-Identifier: MIT */
/* All actors and texts that rule one node, and the ruling ties between them: in layers up to the apexes, with the node at the bottom. */
#include "figure/layouts/layouts_i.h"

#include "graph/condensation_i.h"

static bool takes(const styr_i_figure *f, styr_tie tie) {
  return styr_tie_ruling(f->map, tie) != STYR_RULING_NONE;
}

static bool choose(const styr_i_figure *f, const styr_graph *g, bool *taken) {
  styr_i_arc_set up = {0};
  uint32_t *queue = styr_i_array(&f->a, (size_t)styr_graph_places(g) + 1, sizeof *queue);
  const bool ok = queue && styr_i_ruling_arcs_add(&f->a, &up, g, true, false);
  if (ok) {
    taken[queue[0] = styr_graph_place(g, f->options->from)] = true;
    styr_i_spread(&up, taken, queue, 1);
  }
  styr_i_free(&f->a, queue);
  styr_i_free(&f->a, up.runs);
  return ok;
}

const styr_i_layout styr_i_layout_ruling = {
    .name = "ruling",
    .help = "what rules --from",
    .titled = true,
    .title = WORD_title_ruling,
    .stated = WORD_legend_stated,
    .ungraded = WORD_legend_ungraded,
    .missing = "actors",
    .layered = true,
    .of_node = true,
    .takes = takes,
    .choose = choose,
    .place = styr_i_layers_place,
    .route = styr_i_grid_route,
    .measure = styr_i_grid_measure,
};

/* SPDX-License-Identifier: MIT */
/* Work, text, work: the texts, the actors at the other ends of their ties, and these ties. Writers are above a text, those whom it gives a
 * duty below. */
#include "figure/layouts/layouts_i.h"

static bool takes(const styr_i_figure *f, styr_tie tie) {
  return styr_node_is_text(styr_tie_from(f->map, tie)) || styr_node_is_text(styr_tie_to(f->map, tie));
}

const styr_i_layout styr_i_layout_texts = {
    .name = "texts",
    .help = "texts, who writes them and whom they charge",
    .titled = true,
    .title = WORD_title_texts,
    .missing = "ties of texts",
    .stated = WORD_legend_relation_stated,
    .ungraded = WORD_legend_relation_ungraded,
    .layered = true,
    .takes = takes,
    .choose = styr_i_layers_choose,
    .place = styr_i_layers_place,
    .route = styr_i_grid_route,
    .measure = styr_i_grid_measure,
};

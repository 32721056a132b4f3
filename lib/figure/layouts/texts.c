/* SPDX-License-Identifier: MIT */
/* Work, text, work: the texts, the actors at the other ends of their ties, and these ties. Who writes stands above, whom a text
 * charges below. */
#include "figure/layouts/layouts_i.h"

static bool takes(const styr_i_figure *f, styr_tie tie) {
  return styr_node_is_text(styr_tie_from(f->map, tie)) || styr_node_is_text(styr_tie_to(f->map, tie));
}

const styr_i_layout styr_i_layout_texts = {
    .name = "texts",
    .help = "texts, who writes them and whom they charge",
    .da_title = "Tekster, hvem der skriver dem, og hvem de forpligter",
    .en_title = "Texts, who writes them, and whom they bind",
    .missing = "ties of texts",
    .da_relation = "Forbindelse, oplyst i en kilde",
    .en_relation = "Relation, stated in a source",
    .da_unclaimed = "Forbindelse uden påstand",
    .en_unclaimed = "Relation without a claim",
    .layered = true,
    .takes = takes,
    .choose = styr_i_layers_choose,
    .place = styr_i_layers_place,
};

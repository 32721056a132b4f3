/* SPDX-License-Identifier: MIT */
/* Layouts. Each is defined in a file of its own; layouts.c lists them. Other files read these properties and never compare layouts. */
#ifndef STYR_LAYOUTS_I_H
#define STYR_LAYOUTS_I_H

#include "figure/figure_i.h"

struct styr_i_layout {
  const char *name, *help; /* as the tool names and explains it */
  const char *missing;     /* what the map lacks if there is nothing to draw */
  bool titled;             /* it has its own title; else the figure has the package's */
  styr_i_word title;
  styr_i_word stated, ungraded; /* in the legend: a line that a source states, and a line without a claim */
  bool layered;                 /* in layers, which are not levels: `choose` and `takes` choose boxes and lines */
  bool of_node;                 /* it is about one node, options.from; its title has a place for the name */
  bool of_case;                 /* it is about one case, options.case_id */
  bool by_amount;               /* lines are payments, also denied ones: widths show the amounts, which are listed; no bare lines */
  bool (*takes)(const styr_i_figure *f, styr_tie tie);                      /* layered: whether a tie is drawn */
  bool (*choose)(const styr_i_figure *f, const styr_graph *g, bool *taken); /* layered: which nodes, by place; false: out of memory */
  styr_status (*prepare)(styr_i_figure *f, styr_error *error);              /* NULL, or called before lines are collected */
  bool (*place)(styr_i_figure *f);                                          /* band, column and slot of each box; false: out of memory */
};

extern const styr_i_layout styr_i_layout_field, styr_i_layout_ruling, styr_i_layout_texts, styr_i_layout_money, styr_i_layout_case;

/* layers.c: what layouts in layers share. */
bool styr_i_layers_choose(const styr_i_figure *f, const styr_graph *g, bool *taken); /* the ends of all ties that the layout takes */
bool styr_i_layers_place(styr_i_figure *f);
/* field.c: levels as rows, lanes as columns. */
bool styr_i_field_place(styr_i_figure *f);

/* layouts.c. NULL: there is no such layout. */
const styr_i_layout *styr_i_layout_of(styr_layout layout);

#endif

/* SPDX-License-Identifier: MIT */
/* Layouts. Each is defined in a file of its own; layouts.c lists them. Other files read these properties and never compare layouts. */
#ifndef STYR_LAYOUTS_I_H
#define STYR_LAYOUTS_I_H

#include "figure/figure_i.h"

struct styr_i_layout {
  const char *name, *help; /* as the tool names and explains it */
  const char *missing;     /* "there is nothing to draw: the map has no <missing> that the filter sees" */
  bool titled;             /* it has its own title; else the figure has the package's */
  styr_i_word title;
  styr_i_word stated, ungraded; /* in the legend: a line that a source states, and a line without a claim */
  bool layered;                 /* rows are layers: they have no names, and lines have heads; else rows are levels */
  bool of_node;                 /* it is about one node, options.from; its title has a place for the name */
  bool of_case;                 /* it is about one case, options.case_id */
  bool by_amount;               /* lines are payments, also denied ones: widths show the amounts, which are listed; no bare lines */

  /* Which boxes and lines. Both NULL, as in the field: the nodes of figure.csv, or all actors; and a line wherever one of them rules
   * another by a tie, or through one text.
   * choose: marks the nodes, by place of the graph; it skips nodes that are not valid under f->filter. false: out of memory.
   * takes: whether a tie between two of them is drawn. */
  bool (*choose)(const styr_i_figure *f, const styr_graph *g, bool *taken);
  bool (*takes)(const styr_i_figure *f, styr_tie tie);

  styr_status (*prepare)(styr_i_figure *f, styr_error *error); /* finds the steps of a case, before lines are collected; or NULL */

  /* Where. place: sets band (row), column and slot of each box, all from 0; f->bands, f->columns, f->column_lane and at least one lane in
   * f->lanes. route: sets the corners of each line, and its net: lines of one net are drawn as one stroke where they lie on one another.
   * measure: sets x, y, w and h of each box, and left, right, top and bottom of f; with a fold also fold_x; it is called twice, first with
   * `top` 0. The grid of route.c does route and measure for layouts in rows and columns. */
  bool (*place)(styr_i_figure *f); /* false: out of memory; so for route and measure */
  bool (*route)(styr_i_figure *f);
  bool (*measure)(styr_i_figure *f, double top, double left);
};

extern const styr_i_layout styr_i_layout_field, styr_i_layout_ruling, styr_i_layout_texts, styr_i_layout_money, styr_i_layout_case;

/* layers.c: what layouts in layers share. */
bool styr_i_layers_choose(const styr_i_figure *f, const styr_graph *g, bool *taken); /* the ends of all ties that the layout takes */
bool styr_i_layers_place(styr_i_figure *f);
/* field.c: levels as rows, lanes as columns. */
bool styr_i_field_place(styr_i_figure *f);

/* route.c: lines at right angles in the gutters and channels between columns and bands. */
bool styr_i_grid_route(styr_i_figure *f);
bool styr_i_grid_measure(styr_i_figure *f, double top, double left);

/* layouts.c. NULL: there is no such layout. */
const styr_i_layout *styr_i_layout_of(styr_layout layout);

#endif

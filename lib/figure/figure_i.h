/* SPDX-License-Identifier: MIT */
/* How a figure is made: collect.c chooses boxes and lines from the map, collapse.c merges boxes that are alike, layouts/field.c or
 * layouts/layers.c gives each box a band, a lane, a column and a slot, route.c routes each line through the gutters between them and then
 * gives everything its coordinates, compose.c makes the shapes of a scene from them, with title, legend and footnotes. */
#ifndef STYR_FIGURE_I_H
#define STYR_FIGURE_I_H

#include "map/map_i.h"
#include "words/words_i.h"

#include "graph/graph_i.h"

#include <styr/diff.h>
#include <styr/figure.h>
#include <styr/graph.h>
#include <styr/public.h>

/* Limits of a label; of a figure; of its boxes and lines before boxes that are alike are collapsed. */
enum {
  STYR_I_MOST_LINES = 128,
  STYR_I_MOST_BOXES = 2000,
  STYR_I_MOST_TIES = 20000,
  STYR_I_MOST_COLLAPSED = 20000,
  STYR_I_MOST_COLLAPSED_TIES = 200000
};

typedef struct styr_i_lines {
  char *text[STYR_I_MOST_LINES];
  size_t count;
  double width;
} styr_i_lines;

double styr_i_width(const char *text, size_t length, double font_size, bool bold);
bool styr_i_wrap(const styr_allocator *a, const char *label, double room, double font_size, bool bold, styr_i_lines *out);
double styr_i_widest_piece(const char *label, double font_size, bool bold);

/* ---- what is drawn ---- */

enum { STYR_I_MOST_NAME = 1000 }; /* bytes of a name in the description of a line */

#define STYR_I_NO_BOX UINT32_MAX

typedef struct styr_i_box {
  styr_node node;
  const char *label, *in, *footnote, *mark, *sector, *level; /* in: the language of the label, "" when it is not known */
  int32_t rank, order;
  uint32_t lane_term;      /* vocabulary term + 1; 0 = none given */
  bool ordered, bar, head; /* bar: spans everything; head: spans its lane */
  size_t steps;            /* steps of a case that it handles */
  size_t more;             /* other nodes that it represents, too; label and names are then not those of one node */
  bool mixed;              /* they are of several kinds */
  char *own_label, *own_names;
  uint8_t frame;           /* of the overlay, from 1; 0: none */
  uint8_t standing, grade; /* the frame that the overlay would give it, from 1; 0: not known */
  bool denied;             /* it is outside the plan */
  uint32_t parent;         /* the box above it, in its own lane */
  uint32_t lane, band, column, slot;
  double x, y, w, h;
  styr_i_lines lines;
} styr_i_box;

typedef enum styr_i_style {
  LINE_STATED,
  LINE_INFERRED,
  LINE_ASSUMED,
  LINE_UNGRADED,
  LINE_CONTESTED,
  LINE_DENIED,
  LINE_CASE,
  LINE_NEXT,
  LINE_BARE
} styr_i_style;

typedef enum styr_i_x { X_CENTRE, X_ENTRY, X_EXIT, X_LEFT, X_RIGHT, X_ASIDE, X_BESIDE, X_RIGHT_GUTTER, X_LEFT_GUTTER } styr_i_x;
typedef enum styr_i_y { Y_IN, Y_OUT, Y_TOP, Y_BOTTOM, Y_CHANNEL } styr_i_y;

/* A corner of a line before anything has coordinates: relative to a box, or on a track of a gutter or channel. */
typedef struct styr_i_corner {
  styr_i_x x;
  styr_i_y y;
  uint32_t x_at, y_at; /* box, column or band */
} styr_i_corner;

enum { STYR_I_MOST_CORNERS = 12 };

typedef struct styr_i_line {
  uint32_t from, to; /* boxes: the ruling one, the ruled one */
  styr_tie tie;      /* the tie, or the last tie of the path through a text */
  styr_grade grade;
  size_t relations;                               /* ties that it represents: 1, or more where boxes are collapsed */
  bool hop;                                       /* from one handler of a case to the next */
  bool contested, bare, via_text, marked, denied; /* denied: a payment that, according to a claim, is not made */
  styr_money amount;                              /* the sum over its ties, if they have the same currency; else without one */
  double entry, exit;                             /* in layers: how far from the middle it enters and leaves */
  styr_i_style style;
  uint8_t when; /* of two dates: STYR_I_BEFORE, STYR_I_AFTER or both */
  uint32_t net; /* lines of one box in one style share their tracks */
  styr_i_corner corners[STYR_I_MOST_CORNERS];
  size_t corner_count;
} styr_i_line;

typedef struct styr_i_step { /* of a case; the texts are the map's */
  int64_t number;
  styr_node node, actor, to; /* node: its handler */
  uint32_t box;
  const char *action, *outcome, *outcome_in; /* outcome_in: the language of the outcome */
} styr_i_step;

typedef struct styr_i_lane {
  uint32_t term; /* vocabulary term + 1, or 0 */
  uint32_t root; /* a box that names the lane, if no term does; or NO_BOX */
  int32_t rank;
  uint32_t first, count; /* columns */
  bool loose;            /* a lane of boxes that share only their sector, which is also that of `root` */
} styr_i_lane;

typedef struct styr_i_layout styr_i_layout;   /* layouts/layouts_i.h */
typedef struct styr_i_overlay styr_i_overlay; /* overlays/overlays_i.h */

typedef struct styr_i_figure {
  const styr_public *view;
  const styr_map *map; /* of the view: everything drawn comes from it */
  const styr_figure_options *options;
  const styr_i_layout *layout;
  const styr_i_overlay *overlay;
  styr_filter filter, before; /* the filter of what is drawn: that of the options, or at any date; the filter at the first of two dates */
  styr_allocator a;
  const styr_i_language *words; /* the figure's own */
  const char *lang, *title_in;  /* title_in: the language of a title from the map; NULL: it is not from the map */
  styr_i_box *boxes;
  size_t box_count, box_cap;
  styr_i_line *lines;
  size_t line_count, line_cap;
  styr_i_lane *lanes;
  size_t lane_count, lane_cap;
  uint32_t *column_lane;
  uint32_t columns, bands;
  int64_t *band_rank;
  size_t hidden, bare, collapsed, net_count;
  uint8_t *marked; /* one bit per tie; NULL: none is */
  styr_i_step *steps;
  size_t step_count, step_cap;
  styr_diff *diff; /* the two dates whose changes are shown */
  /* geometry */
  uint32_t fold;                                 /* of a spread: the column to the right of the fold; 0: no fold */
  double page, fold_x, fold_gap;                 /* the target width; x and width of the fold */
  double *column_x, *column_w, *band_y, *band_h; /* tracks: (resource, net) → number */
  styr_i_index tracks;
  uint32_t *track_of;
  size_t track_count, track_cap;
  uint32_t *resource_tracks;       /* tracks of each resource: columns right, columns left, channels */
  double left, right, top, bottom; /* of the field */
} styr_i_figure;

/* Amounts in one currency are added up. With several currencies, an unknown amount or an overflow there is no sum. */
void styr_i_line_add_amount(styr_i_line *l, styr_money more);
styr_status styr_i_figure_collect(styr_i_figure *f, styr_error *error);
bool styr_i_figure_collapse(styr_i_figure *f);
void styr_i_figure_hide_assumed(styr_i_figure *f); /* after placing: boxes keep their places, whether the line is shown or not */
bool styr_i_shows_denial(const styr_i_figure *f, const styr_denial *d); /* counted by the filter, and no claim disputes it */
bool styr_i_steps_join(styr_i_figure *f);                               /* to boxes, and by lines */
void styr_i_figure_find_fold(styr_i_figure *f);                         /* by place */
bool styr_i_figure_is_bundled(const styr_i_figure *f);                  /* tracks are close together somewhere: lines are then thin */
void styr_i_figure_corner(const styr_i_figure *f, const styr_i_line *line, const styr_i_corner *c, double *x, double *y);

/* ---- sizes ---- */

#define LEVEL_FONT    6.4
#define BOX_FONT      7.6
#define HEAD_FONT     8.4
#define BAR_FONT      10.5
#define BOX_PAD_X     4.0
#define BOX_PAD_Y     4.5
#define LINE_HEIGHT   1.2 /* of the font size */
#define MARK_SIZE     8.0
#define STACK_GAP     6.0
#define TRACK_STEP    4.0
#define CLOSE_STEP    1.4 /* of a bundle */
#define BROAD_STEP    8.0 /* where line widths show amounts, up to BROADEST */
#define BROADEST      6.0
#define THIN          0.6 /* of the width of lines there */
#define BROAD_GUTTER  48.0
#define BROAD_CHANNEL 96.0
#define PAGE_MARGIN   30.0
#define FIELD_LEFT    78.0    /* names of the levels are left of it */
#define LEAST_SCALE   0.4     /* on paper: text of 3 points */
#define LARGEST       50000.0 /* points: about 17 m */
#define TITLE_FONT    15.0
#define FOLD_GAP      40.0 /* 14 mm */

static inline double styr_i_box_font(const styr_i_box *b) {
  return b->bar ? BAR_FONT : b->head ? HEAD_FONT : BOX_FONT;
}

/* ---- scene ---- */

struct styr_scene {
  styr_allocator a;
  double width, height;
  char *title;
  char lang[STYR_I_TAG]; /* normal form; "" if it is not known */
  styr_item *items;
  size_t count, cap;
  size_t hidden, bare, collapsed;
  bool draft;       /* every output must say so */
  bool whole_lines; /* lines that share a route are drawn over one another from end to end */
  double scale;
  void **owned; /* everything the items point to */
  size_t owned_count, owned_cap;
};

/* The width of what is above and below the field: the page within its margins, or its left half. */
static inline double styr_i_title_room(const styr_i_figure *f) {
  return (f->fold ? f->fold_x - f->fold_gap / 2 : f->right) - PAGE_MARGIN;
}

/* ---- composing (compose.c, legend.c) ---- */

typedef struct styr_i_composing {
  const styr_i_figure *f;
  styr_scene *s;
  double thin; /* factor for the width of relations: 1, less where they are close together */
  styr_money most_paid;
  const char *in; /* the language of the next text, if it is from the map; else NULL */
  size_t in_from; /* the byte of that text from which it is in that language; 0: all of it */
  bool nomem;
} styr_i_composing;

#define INK   "#1d2733"
#define SOFT  "#5b6673"
#define FAINT "#c3c9d1" /* other lines are pale, because some are emphasised */
#define STAR  "#1d2733"

typedef struct styr_i_sector_style {
  const char *sector, *fill, *stroke;
} styr_i_sector_style;
enum { STYR_I_SECTORS = 6 }; /* the last one: those without */
extern const styr_i_sector_style styr_i_sectors[STYR_I_SECTORS], styr_i_text_style, styr_i_denied_style;

typedef struct styr_i_line_style {
  const char *name, *stroke; /* name: its class */
  double width;
  styr_stroke dash;
  styr_i_word legend, line; /* in the legend; in the names of lines, if it has lines */
} styr_i_line_style;
extern const styr_i_line_style styr_i_line_styles[LINE_BARE + 1];

/* ---- overlays ---- */

enum { STYR_I_BEFORE = 1, STYR_I_AFTER = 2, STYR_I_MONEY_TEXT = 120 };

/* The largest amount in the currency that most payments are in: only these are drawn by width. */
styr_money styr_i_figure_most_paid(const styr_i_figure *f);
void styr_i_money_write(const styr_i_language *words, styr_money money, char out[STYR_I_MONEY_TEXT]);

static inline const char *styr_i_box_name(const styr_i_figure *f, uint32_t box) {
  const styr_i_box *b = &f->boxes[box];
  return b->own_label ? b->own_label : styr_node_label(f->map, b->node, f->lang);
}

/* In layers, against the order of the layers. */
static inline bool styr_i_runs_up(const styr_i_figure *f, const styr_i_line *l) {
  return f->boxes[l->to].band <= f->boxes[l->from].band;
}

/* ---- shapes (shapes.c) ---- */

void styr_i_make_id(char *out, size_t size, const char *prefix, const char *id);
styr_item styr_i_blank(styr_item_kind kind, const char *id, const char *classes);
void styr_i_compose_item(styr_i_composing *c, const styr_item *item);
/* Wrapped text from (x, y) down; returns the height. */
double styr_i_compose_text(styr_i_composing *c, const char *id, const char *classes, const char *text, double x, double y, double room,
                           double size, bool bold, const char *color);
const char *styr_i_other_lang(const styr_i_figure *f, const char *in);
/* The language of a text made of several texts of the map: theirs, if all have the same one and it is not the figure's; else "". */
const char *styr_i_common_lang(const styr_i_figure *f, const char *const *in, size_t count);
const char *styr_i_node_lang(const styr_i_figure *f, styr_node node); /* of its label; "" when it is not known */
const char *styr_i_box_lang(const styr_i_figure *f, uint32_t box);    /* of styr_i_box_name() */
void styr_i_compose_star(styr_i_composing *c, const char *id, const char *says, const char *in, double x, double y);
void styr_i_compose_step_mark(styr_i_composing *c, const char *id, const char *classes, const char *number, double x, double y);
void styr_i_compose_footnote_mark(styr_i_composing *c, const char *id, const char *number, double x, double y);
double styr_i_compose_legend(styr_i_composing *c, double x, double y); /* everything below the field; returns its lower edge */
/* Parts of it (caption.c), from (x, y) down; each returns its lower edge. */
double styr_i_compose_footnotes(styr_i_composing *c, double x, double y, double room);
double styr_i_compose_payments(styr_i_composing *c, double x, double y, double room);
double styr_i_compose_reorganisations(styr_i_composing *c, double x, double y, double room);
double styr_i_compose_step_list(styr_i_composing *c, double x, double y, double room);
double styr_i_compose_caption(styr_i_composing *c, double x, double y, double room);

/* ---- changes to the figure for screens (styles.c, paper.c) ---- */

bool styr_i_scene_restyle(styr_scene *scene, const styr_i_figure *f, double thin);
double styr_i_style_scale(const styr_i_figure *f);
void styr_i_paper_size(const styr_figure_options *o, bool upright, double *width, double *height);
void styr_i_scene_scale(styr_scene *scene, double by, double right, double down);
double styr_i_paper_scale(const styr_scene *scene, double width, double height);
void styr_i_scene_onto_paper(styr_scene *scene, double width, double height);

bool styr_i_has_class(const styr_item *item, const char *word);
bool styr_i_scene_own(styr_scene *s, void *ptr);                   /* frees ptr when it cannot be kept */
const char *styr_i_scene_text(styr_scene *s, const char *text);    /* a kept copy; NULL = out of memory */
styr_item *styr_i_scene_add(styr_scene *s, const styr_item *item); /* copies the strings and arrays it points to */
/* The map's tag for the language asked for: "da-DK" finds "da_dk", else "da" (RFC 4647, 3.4), else one with the same first part; the tag
 * asked for, if the map has none. */
const char *styr_i_map_lang(const styr_map *map, const char *asked);
styr_status styr_i_figure_compose(const styr_i_figure *f, styr_scene *scene, styr_error *error);
bool styr_i_link_allowed(const char *href);
void styr_i_figure_node_id(const styr_map *map, styr_node node, char *out, size_t size); /* of its box; 256 bytes are enough */

#endif

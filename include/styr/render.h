/* SPDX-License-Identifier: MIT */
/**
 * @file render.h
 * A scene as a picture. styr_scene_draw() turns a scene into drawing operations, in painting and reading order; a *pen* writes each
 * operation in a file format. The core has a pen for SVG; the Graphviz component has pens for DOT and for cairo. Every pen gets the
 * same positions, dashes, rounded corners, arrow heads and stars, so that all formats show the same picture.
 *
 * Units are points (1/72 inch); the origin is the top left corner of the page, y grows downward.
 */
#ifndef STYR_RENDER_H
#define STYR_RENDER_H

#include <styr/figure.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The parts of a figure, in the order in which they are painted and read. */
typedef enum styr_layer {
  STYR_LAYER_FIELD,     /**< title, names of the levels, boxes and their marks */
  STYR_LAYER_RELATIONS, /**< lines between boxes */
  STYR_LAYER_EMPHASIS,  /**< highlighted lines: drawn over the others */
  STYR_LAYER_LEGEND,    /**< legend, footnotes and caption */
  STYR_LAYER_COUNT
} styr_layer;

typedef enum styr_draw_kind {
  STYR_DRAW_LAYER,     /**< a layer begins; empty layers are left out */
  STYR_DRAW_LAYER_END, /**< it ends */
  STYR_DRAW_ITEM,      /**< an item of the scene begins; all operations up to its end belong to it */
  STYR_DRAW_ITEM_END,  /**< it ends */
  STYR_DRAW_RECT,      /**< `x, y, w, h` */
  STYR_DRAW_ELLIPSE,   /**< in the rectangle `x, y, w, h` */
  STYR_DRAW_POLYGON,   /**< closed; `point_count` corners */
  STYR_DRAW_CURVE,     /**< open; `points[0]`, then three points for each cubic Bézier piece */
  STYR_DRAW_TEXT       /**< a line of text with its baseline at (x, y) */
} styr_draw_kind;

/** One drawing operation. Everything is borrowed until the pen returns. */
typedef struct styr_draw {
  styr_draw_kind kind;
  styr_layer layer;
  const styr_item *item; /**< NULL for layers */
  double x, y, w, h;
  const double *points; /**< x, y, x, y … */
  size_t point_count;
  const char *fill, *stroke; /**< `#rrggbb`, or "" for none */
  double stroke_width;
  const double *dashes; /**< lengths of strokes and gaps in turn, in points */
  size_t dash_count;    /**< 0: a solid stroke */
  bool head;            /**< of a curve: an arrow head follows as a polygon; of a polygon: it is one */
  double tip_x, tip_y;  /**< of a curve with a head: where the head ends */
  bool hyphen;          /**< of a curve: the hyphen at a break inside a word, which is no part of the label */
  /* a line of text */
  const char *text;        /**< NUL-terminated, without soft hyphens and without white space at its ends */
  size_t line, line_count; /**< index of the line, and number of lines of its item */
  bool centred;            /**< x is the middle of the line, not its start */
  bool space;              /**< the label has white space between this line and the next; else the word goes on */
  size_t lang_from;        /**< the byte of `text` from which it is in the language of its item; 0 also where the item names none */
} styr_draw;

/** A consumer of drawing operations. @p draw returns 0, or another value to stop. */
typedef struct styr_pen {
  void *ctx;
  int (*draw)(void *ctx, const styr_draw *what);
} styr_pen;

/**
 * Draw a scene with a pen.
 *
 * Text: the lines of an item come in order; joined by a space where `space` says so, and by nothing elsewhere, they are its
 * label without soft hyphens. Hyphens are drawn as curves after the text.
 * Lines: corners are rounded with a radius of 2.2 points. The dashes of a line are counted from its end, so that a dash touches the box
 * that it leads to. In a scene whose lines are drawn from end to end they are counted from the start, so that the dashes of lines with
 * a common route coincide.
 * @return STYR_OK; STYR_ERR_IO when the pen ended the drawing; STYR_ERR_NOMEM.
 * Complexity: O(items + their points and letters).
 */
STYR_API styr_status styr_scene_draw(const styr_scene *scene, const styr_pen *pen, styr_error *error);

/** The fonts in which figures are set, best known first, as CSS writes a list: all of them have Helvetica's metrics. */
STYR_API const char *styr_font_families(void);

/**
 * Write a scene as SVG 1.1, for print, for the web and for editing: layers are groups that Inkscape and Illustrator show as
 * layers; boxes are `<rect>`, lines `<path>`; a label is one `<text>` with a `<tspan>` for each line, and its text content is
 * the whole label. Each shape has its own colours, position and dashes, so that no style sheet is needed; classes and ids
 * (docs/figures.md) allow one.
 *
 * For screen readers (SVG Accessibility API Mappings, WAI-ARIA Graphics): the figure has a name, a description and a language;
 * each box, relation and star is one graphics symbol named by its whole label; decoration is hidden.
 * @return STYR_OK; STYR_ERR_IO when the sink fails; STYR_ERR_NOMEM. Complexity: as styr_scene_draw().
 */
STYR_API styr_status styr_scene_write_svg(const styr_scene *scene, const styr_sink *sink, styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

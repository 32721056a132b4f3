/* SPDX-License-Identifier: MIT */
/**
 * @file figure.h
 * A figure of a field: levels as rows, lanes as columns, boxes, lines, legend and footnotes, as a *scene* of placed
 * shapes. A scene knows nothing of file formats: <styr/render.h> draws it as SVG,
 * <styr/graphviz.h> as DOT, PDF and PNG.
 *
 * Units are points (1/72 inch); the origin is the top left corner, y grows downward. Text is measured with the advance
 * widths of Helvetica and the fonts made to its metrics (Arial, Liberation Sans, Nimbus Sans), so that the same map
 * gives the same scene on every machine.
 */
#ifndef STYR_FIGURE_H
#define STYR_FIGURE_H

#include <styr/public.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How lines that are only assumed are drawn. */
typedef enum styr_assumed {
  STYR_ASSUMED_SHOW, /**< drawn dashed, counted in the legend */
  STYR_ASSUMED_HIDE  /**< not drawn; the legend gives their number */
} styr_assumed;

/** Layouts: what is drawn, and where. */
typedef enum styr_layout {
  STYR_LAYOUT_FIELD,  /**< the field: levels as rows, lanes as columns; the ruling ties */
  STYR_LAYOUT_RULING, /**< everything that rules one node, actors and texts, in layers up to the apexes */
  STYR_LAYOUT_TEXTS,  /**< work, text, work: texts, the actors that write them, and the actors to which they give duties */
  STYR_LAYOUT_MONEY,  /**< who pays whom; the width of a line is proportional to the amount */
  STYR_LAYOUT_CASE    /**< a case in the field: numbered steps, and lines from one handler to the next */
} styr_layout;

/** Properties of a layout. */
typedef struct styr_layout_info {
  const char *name, *help; /**< as the tool writes it, e.g. "ruling", and explains it in a few English words; static */
  bool of_node;            /**< it takes styr_figure_options.from */
  bool of_case;            /**< it takes styr_figure_options.case_id, and .plan and .body for standings */
  bool layered;            /**< its rows are layers of the drawing, not levels of the field */
} styr_layout_info;

/** @param[out] out unchanged when there is no such layout. @return whether there is: layouts are numbered from 0 without gaps. */
STYR_API bool styr_layout_get(styr_layout layout, styr_layout_info *out);

/** Overlays: what the frames of boxes show. */
typedef enum styr_overlay {
  STYR_OVERLAY_NONE,
  STYR_OVERLAY_STANDING, /**< each organisation's standing towards the plan, from styr_outside_open(): in, out, unknown */
  STYR_OVERLAY_GRADE,    /**< the best evidence that a node exists: claims about the node itself, not about its ties */
  STYR_OVERLAY_CHANGES   /**< what was added and removed between @p since and the filter's date; lines show it, too */
} styr_overlay;

/** Properties of an overlay. */
typedef struct styr_overlay_info {
  const char *name, *help; /**< as the tool writes it, e.g. "standing", and explains it in a few English words; "" for none; static */
  bool of_plan;            /**< it takes styr_figure_options.plan and .body */
  bool between_dates;      /**< it takes styr_figure_options.since and the filter's date */
} styr_overlay_info;

/** @param[out] out unchanged when there is no such overlay. @return whether there is: overlays are numbered from 0 without gaps. */
STYR_API bool styr_overlay_get(styr_overlay overlay, styr_overlay_info *out);

/** Drawing styles. In none of them is colour the only sign of anything. */
typedef enum styr_style {
  STYR_STYLE_SCREEN,
  STYR_STYLE_PRINT,   /**< black and greys: sectors by lightness and frame, lines by width, dash and lightness, texts by a corner */
  STYR_STYLE_CONTRAST /**< black on pale colours, broad lines, text of 9.5 points */
} styr_style;

/** Paper sizes. A figure larger than the sheet is scaled down as a whole. */
typedef enum styr_paper {
  STYR_PAPER_NONE, /**< the size of the figure */
  STYR_PAPER_A4,   /**< 595.28 × 841.89 points; portrait or landscape, whichever draws the figure larger */
  STYR_PAPER_A3    /**< 841.89 × 1190.55 points */
} styr_paper;

/** Options of a figure. Start from STYR_FIGURE_OPTIONS_INIT; NULL means the same. */
typedef struct styr_figure_options {
  uint32_t version;  /**< 1 */
  const char *lang;  /**< language of labels and legend; NULL or "" = the map's own */
  const char *title; /**< NULL = the package's figure title, else its title */
  styr_assumed assumed;
  styr_filter filter; /**< which ties and nodes are drawn */
  double page_width;  /**< target width in points; 0 = 1190 (A3 landscape), less for a small map */
  styr_layout layout;
  styr_node from;             /**< a node of styr_public_map(), as are plan, body and ties; of STYR_LAYOUT_RULING: whose rulers are drawn */
  const char *case_id;        /**< of STYR_LAYOUT_CASE; NULL = the only one */
  const styr_tie *marked;     /**< ties to highlight, such as those of paths; all other lines are then drawn pale */
  size_t marked_count;        /**< 0 = none */
  const char *marked_caption; /**< their name in the legend; NULL = "marked" */
  styr_overlay overlay;
  styr_node plan, body; /**< of STYR_OVERLAY_STANDING and STYR_LAYOUT_CASE: as in styr_outside_options */
  styr_date since;      /**< of STYR_OVERLAY_CHANGES: the first date; the second is the filter's */
  size_t collapse;      /**< maximum number of boxes: beyond it, similar boxes are merged into one, "and 12 more"; 0 = no merging */
  styr_style style;
  styr_paper paper;
  bool spread;      /**< with a paper: two portrait sheets side by side; only bars and lines cross the fold between them */
  bool whole_lines; /**< draw each line from end to end, even where lines share a route, so that each can be hidden separately */
} styr_figure_options;
#define STYR_FIGURE_OPTIONS_INIT                                                                                                           \
  {                                                                                                                                        \
    1, NULL, NULL, STYR_ASSUMED_SHOW, STYR_FILTER_INIT, 0, STYR_LAYOUT_FIELD, {0, 0}, NULL, NULL, 0, NULL, STYR_OVERLAY_NONE, {0, 0},      \
        {0, 0}, {0, 0, 0}, 0, STYR_STYLE_SCREEN, STYR_PAPER_NONE, false, false                                                             \
  }

typedef enum styr_item_kind {
  STYR_ITEM_BOX,  /**< an actor: rectangle with centred lines of text */
  STYR_ITEM_LINE, /**< a ruling relation: a polyline */
  STYR_ITEM_MARK, /**< a star, or a footnote number in a circle */
  STYR_ITEM_TEXT, /**< a line of text that starts at x */
  STYR_ITEM_RECT  /**< a bare rectangle: a legend's swatch */
} styr_item_kind;

typedef enum styr_stroke { STYR_STROKE_SOLID, STYR_STROKE_DASHED, STYR_STROKE_DOTTED } styr_stroke;

/** One shape. All pointers are borrowed from the scene; strings are valid UTF-8, never NULL. */
typedef struct styr_item {
  styr_item_kind kind;
  const char *id;           /**< unique in the scene; `actor-<id>` for the box of an actor */
  const char *classes;      /**< words by which a style sheet can find it, e.g. "box public national" */
  const char *label;        /**< of a box, and of the first line of a text: the whole of it; of a line: what it says; else "" */
  const char *lang;         /**< the language of its text, where that is known to be another than the scene's; else "" */
  size_t lang_from;         /**< of a text: the byte of its label from which it is in `lang`; 0: all of it */
  const char *note;         /**< of a box: its sector, and what its frame and marks say, in words; else "" */
  const char *note_lang;    /**< the language of the note, where that is known to be another than its label's; else "" */
  const char *from, *to;    /**< of a line between boxes: their ids; else "" */
  const char *href;         /**< an http(s), mailto or # link, or "" */
  double x, y, w, h;        /**< top left corner and size */
  const char *const *lines; /**< text, one string a line; a line that ends in U+00AD is broken inside a word */
  size_t line_count;
  double font_size;
  bool bold, star, arrow;            /**< star: a mark without text; arrow: a line with a head at its end */
  const char *fill, *stroke, *color; /**< `#rrggbb`, or "" for none */
  double stroke_width;
  styr_stroke dash;
  const double *points; /**< of a line: x, y, x, y … */
  size_t point_count;   /**< number of points, at least 2 */
} styr_item;

typedef struct styr_scene styr_scene;

/** The text that every draft carries, visibly and in its metadata. */
#define STYR_DRAFT_NOTICE "Draft, not for publication"

/**
 * Make a figure of the publishable form of a map. The field shows the nodes in figure.csv, or, without that table, all actors but
 * persons. Lines are the ruling ties between boxes, and pairs of ruling ties that pass through one text that is not drawn (a body
 * coordinates a plan, which activates an actor). Bare lines, if requested, have neither type nor grade, and filters do not apply to
 * them; a figure of money omits them, because each of its lines means a payment. In the field and in a case, an actor outside the
 * plan has a heavy frame: the standing is that of styr_outside_open() on the same map, date and grade. In a figure of a case all
 * other lines are drawn pale.
 *
 * The other layouts use layers, by the longest path from the top: what rules, writes or pays is above what it rules, charges or
 * pays, except in cycles. They do not need figure.csv, but use its labels, marks and footnotes.
 *
 * With @p collapse, boxes are similar when they have the same kind, sector, level, lane and standing and the same lines to the same
 * boxes (structural equivalence; Lorrain & White 1971); if that does not suffice, also when their kinds differ. The largest groups
 * are merged into one box each, until at most @p collapse boxes are left or none are similar. A node with a mark or footnote in
 * figure.csv, a bar, and a node that an overlay highlights always keep their own box.
 *
 * The figure of a sourced map states that it is by public sources; a draft states that it is a draft.
 * @param view what is drawn; borrowed for the call.
 * @param[out] out free with styr_scene_free().
 * @return STYR_OK; STYR_ERR_ARG when STYR_LAYOUT_RULING has no node, or STYR_OVERLAY_CHANGES not two dates; the errors of
 *         styr_trace_open() with STYR_LAYOUT_CASE; the errors of styr_outside_open() with STYR_OVERLAY_STANDING; STYR_ERR_DATA when
 *         there is nothing to draw; STYR_ERR_LIMIT beyond 2,000 boxes or 20,000 lines, or ten times as many before they are
 *         collapsed; STYR_ERR_NOMEM.
 * Complexity: O(nodes + ties) to choose, up to O(boxes² × lines) to place and O(lines²) to route.
 * Source of the layers: Sugiyama, Tagawa & Toda, Methods for Visual Understanding of Hierarchical System Structures (1981).
 */
STYR_API styr_status styr_figure_make(const styr_public *view, const styr_figure_options *options, styr_scene **out, styr_error *error);
/** The factor by which the layout was scaled to fit its paper: at most 1. The sizes of its items are those on the paper. */
STYR_API double styr_scene_scale(const styr_scene *scene);
STYR_API void styr_scene_free(styr_scene *scene);
/** Size of the page in points. */
STYR_API double styr_scene_width(const styr_scene *scene);
STYR_API double styr_scene_height(const styr_scene *scene);
/** The figure's title, for readers of the picture. */
STYR_API const char *styr_scene_title(const styr_scene *scene);
/** The language of its words, e.g. "da"; "" when it is not known. */
STYR_API const char *styr_scene_lang(const styr_scene *scene);
STYR_API size_t styr_scene_count(const styr_scene *scene);
STYR_API styr_item styr_scene_get(const styr_scene *scene, size_t index);
/** Number of lines left out because they are assumed; of lines drawn bare. */
STYR_API size_t styr_scene_hidden(const styr_scene *scene);
STYR_API size_t styr_scene_bare(const styr_scene *scene);
/** Number of nodes without a box of their own, because they were merged with similar ones. */
STYR_API size_t styr_scene_collapsed(const styr_scene *scene);
/** Whether it is a draft; everything made from a draft says so. */
STYR_API bool styr_scene_is_draft(const styr_scene *scene);

/**
 * Write a scene in words: title, boxes level by level with their marks and where their lines lead, legend, footnotes and
 * caption. @return STYR_OK, STYR_ERR_IO, STYR_ERR_NOMEM. Complexity: O(boxes × items).
 */
STYR_API styr_status styr_scene_outline(const styr_scene *scene, const styr_sink *sink, styr_error *error);
/** Write a scene as JSON: what styr-figure reads. @return STYR_OK, STYR_ERR_IO. */
STYR_API styr_status styr_scene_write(const styr_scene *scene, const styr_sink *sink, styr_error *error);
/**
 * Read a scene written by styr_scene_write(); everything is checked: numbers finite and on the page, colours, links,
 * limits.
 * @return STYR_OK, STYR_ERR_DATA, STYR_ERR_NOMEM.
 */
STYR_API styr_status styr_scene_read(const char *json, size_t size, styr_scene **out, styr_error *error);

/** Width of a text in points at @p font_size. Soft hyphens have none. O(length). */
STYR_API double styr_text_width(const char *text, double font_size, bool bold);

#ifdef __cplusplus
}
#endif
#endif

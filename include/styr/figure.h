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

/** What happens to lines that are only assumed. */
typedef enum styr_assumed {
  STYR_ASSUMED_SHOW, /**< drawn dashed, counted in the legend */
  STYR_ASSUMED_HIDE  /**< not drawn, their number said in the legend */
} styr_assumed;

/** What is drawn, and how it is laid out. */
typedef enum styr_layout {
  STYR_LAYOUT_FIELD,  /**< the field: levels as rows, lanes as columns; the ruling ties */
  STYR_LAYOUT_RULING, /**< everything that rules one node, actors and texts, in layers up to the apexes */
  STYR_LAYOUT_TEXTS,  /**< work, text, work: texts, and the actors that write them and are charged by them */
  STYR_LAYOUT_MONEY,  /**< who pays whom, with lines as wide as the amounts */
  STYR_LAYOUT_CASE    /**< a case across the field: its steps numbered, lines from one handler to the next */
} styr_layout;

/** What is to be known of a layout. */
typedef struct styr_layout_info {
  const char *name, *help; /**< as the tool writes it, e.g. "ruling", and explains it in a few English words; static */
  bool of_node;            /**< it takes styr_figure_options.from */
  bool of_case;            /**< it takes styr_figure_options.case_id, and .plan and .body for standings */
  bool layered;            /**< its rows are layers of the drawing, not levels of the field */
} styr_layout_info;

/** @param[out] out unchanged when there is no such layout. @return whether there is: layouts are numbered from 0 without gaps. */
STYR_API bool styr_layout_get(styr_layout layout, styr_layout_info *out);

/** What the frames of boxes say. */
typedef enum styr_overlay {
  STYR_OVERLAY_NONE,
  STYR_OVERLAY_STANDING, /**< each organisation's standing towards the plan, as styr_outside_open() has it: in, out, unknown */
  STYR_OVERLAY_GRADE,    /**< the best evidence that a node is there: claims about the node itself, not about its ties */
  STYR_OVERLAY_CHANGES   /**< what was added and removed between @p since and the filter's date; lines say it, too */
} styr_overlay;

/** What is to be known of an overlay. */
typedef struct styr_overlay_info {
  const char *name, *help; /**< as the tool writes it, e.g. "standing", and explains it in a few English words; "" for none; static */
  bool of_plan;            /**< it takes styr_figure_options.plan and .body */
  bool between_dates;      /**< it takes styr_figure_options.since and the filter's date */
} styr_overlay_info;

/** @param[out] out unchanged when there is no such overlay. @return whether there is: overlays are numbered from 0 without gaps. */
STYR_API bool styr_overlay_get(styr_overlay overlay, styr_overlay_info *out);

/** What a figure is drawn for. Nothing it says depends on colour alone in any of them. */
typedef enum styr_style {
  STYR_STYLE_SCREEN,
  STYR_STYLE_PRINT,   /**< black and greys: sectors by lightness and frame, lines by width, dash and lightness, texts by a corner */
  STYR_STYLE_CONTRAST /**< black on pale colours, broad lines, text of 9.5 points */
} styr_style;

/** The sheet a figure is put on. What is larger is made smaller as a whole. */
typedef enum styr_paper {
  STYR_PAPER_NONE, /**< as large as the figure is */
  STYR_PAPER_A4,   /**< 595.28 × 841.89 points, upright or across: as it is larger */
  STYR_PAPER_A3    /**< 841.89 × 1190.55 points */
} styr_paper;

/** How a figure is made. Start from STYR_FIGURE_OPTIONS_INIT; NULL means the same. */
typedef struct styr_figure_options {
  uint32_t version;  /**< 1 */
  const char *lang;  /**< language of labels and legend; NULL or "" = the map's own */
  const char *title; /**< NULL = the package's figure title, else its title */
  styr_assumed assumed;
  styr_filter filter; /**< which ties and nodes are drawn */
  double page_width;  /**< points aimed at; 0 = 1190 (A3 across), less for a small map */
  styr_layout layout;
  styr_node from;             /**< a node of styr_public_map(), as are plan, body and ties; of STYR_LAYOUT_RULING: whose rulers are drawn */
  const char *case_id;        /**< of STYR_LAYOUT_CASE; NULL = the only one */
  const styr_tie *marked;     /**< ties to bring out, such as those of paths; all other lines then step back */
  size_t marked_count;        /**< 0 = none */
  const char *marked_caption; /**< what they are, for the legend; NULL = "marked" */
  styr_overlay overlay;
  styr_node plan, body; /**< of STYR_OVERLAY_STANDING and STYR_LAYOUT_CASE: as in styr_outside_options */
  styr_date since;      /**< of STYR_OVERLAY_CHANGES: the first date; the second is the filter's */
  size_t collapse;      /**< most boxes: beyond it, boxes that are alike are drawn as one, "and 12 more"; 0 = every one by itself */
  styr_style style;
  styr_paper paper;
  bool spread;      /**< with a paper: two upright sheets side by side, in the fold between which no box stands but bars */
  bool whole_lines; /**< draw each line from end to end, also where it shares its way with others, so that each may be hidden by itself */
} styr_figure_options;
#define STYR_FIGURE_OPTIONS_INIT                                                                                                           \
  {                                                                                                                                        \
    1, NULL, NULL, STYR_ASSUMED_SHOW, STYR_FILTER_INIT, 0, STYR_LAYOUT_FIELD, {STYR_NODE_NONE_REF}, NULL, NULL, 0, NULL,                   \
        STYR_OVERLAY_NONE, {STYR_NODE_NONE_REF}, {STYR_NODE_NONE_REF}, {0, 0, 0}, 0, STYR_STYLE_SCREEN, STYR_PAPER_NONE, false, false      \
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

/** What a draft says, visibly and in its metadata, wherever it goes. */
#define STYR_DRAFT_NOTICE "Draft, not for publication"

/**
 * Make a figure of what may be published of a map. In the field are drawn the nodes of figure.csv, or, where there is none, all actors but persons.
 * Lines are the ruling ties between drawn boxes, and those that run through one undrawn text (a body that coordinates a
 * plan which activates an actor). Bare lines, where they were asked for, have neither type nor grade, and no filter concerns them;
 * a figure of money, in which each line says that it is of money, leaves them out. Who stands outside the plan has a heavy frame
 * in the field and in a case: the standing is that of styr_outside_open() on the same map, date and grade.
 *
 * The other layouts stand in layers, by the longest way from the top: whatever rules, writes or pays stands above what
 * it rules, charges or pays, circles apart. They need no hints; figure.csv gives them labels, marks and footnotes.
 *
 * With @p collapse, boxes are alike when they have one kind, sector, level, lane and standing and the same lines to the same
 * others (structural equivalence; Lorrain & White 1971); where that does not do, also when their kinds differ. The largest groups of them become one box each, until no more
 * than @p collapse boxes are left or nothing is alike. What figure.csv gives a mark or footnote, a bar, and what an
 * overlay brings out always has a box of its own.
 * @param[out] out free with styr_scene_free().
 * In a figure of a case other lines step back.
 * A sourced map's figure says that it goes by public sources; a draft says that it is one.
 * @param view what is drawn; borrowed for the call.
 * @return STYR_OK; STYR_ERR_ARG when STYR_LAYOUT_RULING has no node, or STYR_OVERLAY_CHANGES not two dates; the errors of styr_trace_open() with STYR_LAYOUT_CASE; the errors of styr_outside_open() with STYR_OVERLAY_STANDING; STYR_ERR_DATA when there is nothing to draw; STYR_ERR_LIMIT beyond 2,000 boxes or 20,000 lines, or ten times as many before they are collapsed;
 *         STYR_ERR_NOMEM.
 * Complexity: O(nodes + ties) to choose, up to O(boxes² × lines) to place and O(lines²) to route.
 * Source of the layers: Sugiyama, Tagawa & Toda, Methods for Visual Understanding of Hierarchical System Structures (1981).
 */
STYR_API styr_status styr_figure_make(const styr_public *view, const styr_figure_options *options, styr_scene **out, styr_error *error);
/** How much smaller than it was laid out the figure is on its paper: 1, or less. The sizes of its items are those on the paper. */
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
/** Number of nodes that have no box of their own, since they are drawn as one with others like them. */
STYR_API size_t styr_scene_collapsed(const styr_scene *scene);
/** Whether it is a draft, which says so in all that is made from it. */
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

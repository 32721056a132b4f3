/* SPDX-License-Identifier: MIT */
/**
 * @file graphviz.h
 * The Graphviz component: a scene as DOT, written by cgraph, and as PDF or PNG, drawn by cairo. Link with styr-graphviz
 * (MIT, conveyed together with Graphviz under the EPL); never in one program with the igraph component. SVG needs no
 * component: styr_scene_write_svg().
 *
 * Font libraries keep memory until the process ends, and trust the font files of the system. The tool therefore draws in a helper
 * process, `styr-figure`, with limits; a long-running program should do the same.
 *
 * Threads: calls are serialised by one lock.
 */
#ifndef STYR_GRAPHVIZ_H
#define STYR_GRAPHVIZ_H

#include <styr/figure.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum styr_picture { STYR_PICTURE_DOT, STYR_PICTURE_PDF, STYR_PICTURE_PNG } styr_picture;

/**
 * Draw a scene.
 *
 * DOT: positions come from the scene, and the graph sets the layout `nop2`, which keeps them; so plain `dot -Tsvg` or
 * `neato -n2 -Tpdf` on the file draws the same figure. Only a fixed short list of attributes is used, and every one is set on every
 * object; text of the map cannot become an attribute, an escape or a link.
 *
 * PDF: title, structure tags in reading order, links; fonts are embedded; a word that is hyphenated at a line end is found and
 * copied as one word. The same scene gives the same bytes: the date is always 2000-01-01.
 *
 * @param dpi resolution of PNG, 36 to 600; 0 = 150.
 * @return STYR_OK; STYR_ERR_BACKEND with what Graphviz or cairo said; STYR_ERR_LIMIT when a PNG would be more than 32,767 pixels
 *         wide or tall; STYR_ERR_ARG; STYR_ERR_NOMEM; STYR_ERR_IO.
 * Complexity: O(items), and the pixels of a PNG.
 */
STYR_API styr_status styr_graphviz_draw(const styr_scene *scene, styr_picture picture, unsigned dpi, const styr_sink *sink,
                                        styr_error *error);

/** The version of Graphviz that the component was built with, e.g. "2.42.2". Static. */
STYR_API const char *styr_graphviz_version(void);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/**
 * @file graphviz.h
 * The Graphviz component: a scene as DOT, SVG, PDF or PNG. Link with styr-graphviz (MIT, conveyed together with
 * Graphviz under the EPL); never in one program with the igraph component.
 *
 * Graphviz is not safe inside a process that must live: it may call exit(), it leaks, and it knows one thread. The tool
 * therefore draws in a helper process, `styr-figure`; do likewise in anything but a short-lived program.
 *
 * Threads: calls are serialised by one lock. Graphviz sets LC_NUMERIC while it works; do not use the locale meanwhile.
 */
#ifndef STYR_GRAPHVIZ_H
#define STYR_GRAPHVIZ_H

#include <styr/figure.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum styr_picture { STYR_PICTURE_DOT, STYR_PICTURE_SVG, STYR_PICTURE_PDF, STYR_PICTURE_PNG } styr_picture;

/**
 * Draw a scene. Places come from the scene (Graphviz's `nop2` layout keeps them), so plain `dot -Tsvg` on the DOT text
 * gives the same picture. Only attributes on a short list are ever set, every one on every object; text cannot become
 * an attribute, an escape or a link.
 *
 * In SVG a line broken inside a word ends in U+00AD with the hyphen drawn beside it as a path, so that the text of a
 * box, soft hyphens removed, is its label.
 *
 * @param dpi resolution of PNG, 36 to 600; 0 = 150.
 * @return STYR_OK; STYR_ERR_BACKEND with what Graphviz said; STYR_ERR_ARG; STYR_ERR_NOMEM; STYR_ERR_IO.
 * Complexity: O(items) for DOT; for pictures what Graphviz needs to render, no layout search.
 */
STYR_API styr_status styr_graphviz_draw(const styr_scene *scene, styr_picture picture, unsigned dpi, const styr_sink *sink,
                                        styr_error *error);

/** The version of the Graphviz library in use, e.g. "2.43.0". Static. */
STYR_API const char *styr_graphviz_version(void);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/* Inside of the Graphviz component. It is a library of its own and sees of libstyr only what is public. */
#ifndef STYR_GRAPHVIZ_I_H
#define STYR_GRAPHVIZ_I_H

#include <styr/graphviz.h>

#include <cgraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* build.c: the scene as a graph whose nodes and edges have their places. NULL = out of memory or refused. */
Agraph_t *styr_g_build(const styr_scene *scene, unsigned dpi, bool xml);

bool styr_g_in_xml(const unsigned char *p); /* build.c: whether XML 1.0 allows the character that begins there */

/* polish.c: what gvc wrote as SVG, made fit for reuse. False when the sink fails, or it is not what gvc writes. */
bool styr_g_polish_svg(const styr_scene *scene, const char *svg, size_t size, const styr_sink *sink);

/* cairo_files.c: the time taken out of what cairo wrote as PDF, in place. Returns the new size. */
size_t styr_g_fix_pdf_date(char *bytes, size_t size);
/* A copy that says in its metadata that it is a draft; NULL: no memory, or not as cairo writes it. Free with free(). */
char *styr_g_mark_pdf(const char *bytes, size_t size, size_t *marked_size);
char *styr_g_mark_png(const char *bytes, size_t size, size_t *marked_size);

/* What stands for a break inside a word in a label: a soft hyphen and a visible one. */
#define SOFT_HYPHEN "\xC2\xAD"
#define HYPHEN      "\xE2\x80\x90"

/* Fonts with Helvetica's metrics, which the scene is measured in. */
#define FONT_FAMILIES "Arial,Liberation Sans,Helvetica,sans-serif"
#define BOLD_SUFFIX   " Bold"

#endif

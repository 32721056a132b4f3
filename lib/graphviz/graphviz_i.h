/* SPDX-License-Identifier: MIT */
/* Inside of the Graphviz component. It is a library of its own and sees of libstyr only what is public. */
#ifndef STYR_GRAPHVIZ_I_H
#define STYR_GRAPHVIZ_I_H

#include <styr/graphviz.h>
#include <styr/render.h>

#include <cgraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* build.c: the scene as a graph whose nodes and edges have their places. NULL = out of memory or refused. */
Agraph_t *styr_g_build(const styr_scene *scene);

/* cairo.c: the scene as PDF, or as PNG of that resolution. */
styr_status styr_g_cairo(const styr_scene *scene, styr_picture picture, unsigned dpi, const styr_sink *sink, styr_error *error);

/* error.c: fills in the error, if there is none yet; `%s` in `fmt` stands for `text`. Returns `status`. */
styr_status styr_g_fail(styr_error *error, styr_status status, const char *fmt, const char *text);

#endif

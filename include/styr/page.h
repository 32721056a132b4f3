/* SPDX-License-Identifier: MIT */
/**
 * @file page.h
 * A map as one HTML file: the field figure, every actor and tie in words, and the answers about rule and plan, for a
 * reader with a browser and nothing else. docs/page.md says what it shows.
 */
#ifndef STYR_PAGE_H
#define STYR_PAGE_H

#include <styr/map.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a page leaves out because it is not public. */
typedef struct styr_page_dropped {
  size_t claims, notes, cases, events; /**< not embedded at all */
  size_t nodes;                        /**< actors and texts of which nothing public speaks and that the figure does not draw */
  size_t ties;                         /**< without attributes: bare lines where the figure draws them, else nothing */
} styr_page_dropped;

/** How a page is made. Start from STYR_PAGE_OPTIONS_INIT; NULL means the same. */
typedef struct styr_page_options {
  uint32_t version;           /**< 1 */
  const char *lang;           /**< language of labels and page: Danish where it begins with "da", else English; NULL = the map's own */
  const char *title;          /**< NULL = the package's figure title, else its title */
  bool include_confidential;  /**< embed what is not public, too */
  styr_node plan, body;       /**< as in styr_outside_options: towards which plan everybody's standing is told */
  styr_page_dropped *dropped; /**< where the numbers of what was left out go; NULL = nowhere */
} styr_page_options;
#define STYR_PAGE_OPTIONS_INIT                                                                                                             \
  { 1, NULL, NULL, false, {STYR_NODE_NONE_REF}, {STYR_NODE_NONE_REF}, NULL }

/**
 * Write a map as one HTML file that needs no network: script, style, figure and data stand in it, and its content policy
 * forbids everything else.
 *
 * Of a map with sources or events only what is public is embedded, unless the options say otherwise: claims from public
 * sources; ties that such a claim is about, or about which nothing is claimed; cases and events with a public claim; notes
 * of what public claims, and no others, speak of. All answers on the page are those about that part of the map. What depends on the map, a date and a
 * grade (the plan audit, cases, mandates) is computed here, for every date at which something changes; the page itself
 * follows ruling paths.
 *
 * @param map  borrowed for the call. @param options NULL = defaults.
 * @param svg  the figure of this map as SVG, as styr_graphviz_draw() makes it from a scene made with `whole_lines` and the
 *             same language and privacy; @p svg_size bytes. Ids in it tell boxes and lines.
 * @return STYR_OK; STYR_ERR_DATA when @p svg is no such figure or holds a script, or the plan or body is not public; STYR_ERR_NOMEM; STYR_ERR_IO when the sink
 *         fails.
 * Complexity: that of 4 plan audits and traces for each date, of which at most 60 are taken, spread evenly.
 * Source: Content Security Policy Level 3 (W3C), hashes of inline script and style; HTML Living Standard, script data.
 */
STYR_API styr_status styr_page_write(const styr_map *map, const styr_page_options *options, const char *svg, size_t svg_size,
                                     const styr_sink *sink, styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

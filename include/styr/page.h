/* SPDX-License-Identifier: MIT */
/**
 * @file page.h
 * A map as one HTML file: the field figure, every actor and tie in words, and the answers about rule and plan, for a
 * reader with a browser and nothing else. docs/page.md says what it shows.
 */
#ifndef STYR_PAGE_H
#define STYR_PAGE_H

#include <styr/figure.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How a page is made. Start from STYR_PAGE_OPTIONS_INIT; NULL means the same. */
typedef struct styr_page_options {
  uint32_t version;  /**< 1 */
  const char *lang;  /**< language of labels and page, whose words are English where styr_language_known() is false; NULL = the map's own */
  const char *title; /**< NULL = the package's figure title, else its title */
  styr_node plan, body; /**< nodes of styr_public_map(), as in styr_outside_options: towards which plan everybody's standing is told */
} styr_page_options;
#define STYR_PAGE_OPTIONS_INIT                                                                                                             \
  {                                                                                                                                        \
    1, NULL, NULL, {STYR_NODE_NONE_REF}, {                                                                                                 \
      STYR_NODE_NONE_REF                                                                                                                   \
    }                                                                                                                                      \
  }

/**
 * Write what may be published of a map as one HTML file that needs no network: script, style, figure and data stand in it, and
 * its content policy forbids everything else. Figure and answers are all made from @p view. What depends on the map, a date and
 * a grade (the plan audit, cases, mandates) is computed here, for every date at which something changes; the page itself follows
 * ruling paths. The page of a sourced map says that it goes by public sources; that of a draft says that it is one.
 *
 * @param view    borrowed for the call. @param options NULL = defaults.
 * @return STYR_OK; STYR_ERR_ARG without view; the errors of styr_figure_make(); STYR_ERR_NOMEM; STYR_ERR_IO when the sink fails.
 * Complexity: that of a figure, and of 4 plan audits and traces for each date, of which at most 60 are taken, spread evenly.
 * Source: Content Security Policy Level 3 (W3C), hashes of inline script and style; HTML Living Standard, script data.
 */
STYR_API styr_status styr_page_write(const styr_public *view, const styr_page_options *options, const styr_sink *sink, styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

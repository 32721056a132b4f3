/* SPDX-License-Identifier: MIT */
/**
 * @file page.h
 * A map as one HTML file: the field figure, every actor and tie in words, and the answers about ruling relations and the plan. A
 * reader needs only a browser. docs/page.md describes what it shows.
 */
#ifndef STYR_PAGE_H
#define STYR_PAGE_H

#include <styr/figure.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Options of a page. Start from STYR_PAGE_OPTIONS_INIT; NULL means the same. */
typedef struct styr_page_options {
  uint32_t version;     /**< 1 */
  const char *lang;     /**< language of labels and page; the page is English when styr_language_known() is false; NULL = the map's own */
  const char *title;    /**< NULL = the package's figure title, else its title */
  styr_node plan, body; /**< nodes of styr_public_map(), as in styr_outside_options: the plan for which standings are shown */
} styr_page_options;
#define STYR_PAGE_OPTIONS_INIT                                                                                                             \
  {                                                                                                                                        \
    1, NULL, NULL, {0, 0}, {                                                                                                               \
      0, 0                                                                                                                                 \
    }                                                                                                                                      \
  }

/**
 * Write the publishable form of a map as one HTML file that needs no network: it contains its script, style, figure and data, and its
 * content policy forbids everything else. Figure and answers are all made from @p view. Answers that depend on a date and a grade (the
 * plan audit, cases, mandates) are computed here, for every date at which something changes; ruling paths are computed by the script of
 * the page. The page of a sourced map states that it is by public sources; the page of a draft states that it is a draft.
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

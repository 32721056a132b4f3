/* SPDX-License-Identifier: MIT */
/* How a page is made from the public part of a map: page.c draws the figure, dates.c finds the dates at which answers can change,
 * data.c asks the questions and writes the data, tables.c writes the figure in words, and page.c puts all of it into the
 * template. Template, style and script are the files in lib/page/web, which the build turns into page_files.c. */
#ifndef STYR_PAGE_I_H
#define STYR_PAGE_I_H

#include "figure/figure_i.h"
#include "words/words_i.h"
#include "write/write_i.h"

#include <styr/page.h>
#include <styr/trace.h>

/* ---- files, made by cmake/embed.cmake; each ends in a NUL that its size does not count ---- */
extern const char styr_i_page_html[], styr_i_page_css[], styr_i_page_js[];
extern const size_t styr_i_page_html_size, styr_i_page_css_size, styr_i_page_js_size;
extern const char styr_i_page_css_hash[], styr_i_page_js_hash[]; /* "sha256-…", of these very bytes */

enum { STYR_I_PAGE_GRADES = 4, STYR_I_MOST_DATES = 60 };
extern const styr_grade styr_i_page_grades[STYR_I_PAGE_GRADES];

/* ---- a page in the making ---- */
typedef struct styr_i_page {
  styr_allocator a;
  const styr_public *view;
  const styr_map *map;                         /* of the view */
  styr_i_strings boxes;                        /* ids of the figure's boxes */
  const char *lang, *title;                    /* lang: the tag by which the map knows the language of labels */
  char tag[STYR_I_TAG], title_tag[STYR_I_TAG]; /* for lang attributes: of labels, of the title */
  const styr_i_language *words;                /* of the interface */
  styr_node plan, body;                        /* of `map`, or none */
  styr_date *dates;                            /* the first is no date */
  size_t date_count;
  bool thinned; /* there were more dates */
} styr_i_page;

bool styr_i_page_dates(styr_i_page *p); /* false when out of memory */
styr_status styr_i_page_data(const styr_i_page *p, const styr_sink *sink, styr_error *error);
styr_status styr_i_page_twin(const styr_i_page *p, const styr_sink *sink, styr_error *error);

static inline void styr_i_html(styr_i_out *o, const char *text) { /* for text and quoted attributes; soft hyphens are kept */
  styr_i_xml(o, text, true);
}

static inline const char *styr_i_page_label(const styr_i_page *p, styr_node node) {
  return styr_node_label(p->map, node, p->lang);
}

#endif

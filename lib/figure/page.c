/* SPDX-License-Identifier: MIT */
/* The page as a whole: the template with everything put into its places. Text goes in escaped; data as JSON in which no
 * `<` and no line separator of JavaScript is left, so that nothing in it can end the element that holds it; the figure as
 * Graphviz wrote it, after a look for what a figure never holds. */
#include "page_i.h"

#include <stdio.h>

void styr_i_html(styr_i_out *o, const char *text) {
  static const char *const marks[][2] = {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}};
  const char *from = text;
  for (const char *p = text; *p; p++) {
    const unsigned char c = (unsigned char)*p;
    const char *as = c < 0x20 && c != '\n' && c != '\t' ? "\xEF\xBF\xBD" : c == 0x7F ? "\xEF\xBF\xBD" : NULL;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !as; i++)
      if (*p == *marks[i][0]) as = marks[i][1];
    if (!as) continue;
    styr_i_putn(o, from, (size_t)(p - from));
    styr_i_put(o, as);
    from = p + 1;
  }
  styr_i_put(o, from);
}

/* JSON for a script element. Outside strings it has neither `<` nor the separators. */
static void put_data(styr_i_out *o, const char *json, size_t size) {
  const char *from = json, *end = json + size;
  for (const char *p = json; p < end; p++) {
    const bool separator = end - p >= 3 && memcmp(p, "\xE2\x80", 2) == 0 && ((unsigned char)p[2] == 0xA8 || (unsigned char)p[2] == 0xA9);
    if (*p != '<' && !separator) continue;
    styr_i_putn(o, from, (size_t)(p - from));
    styr_i_put(o, !separator ? "\\u003c" : (unsigned char)p[2] == 0xA8 ? "\\u2028" : "\\u2029");
    p += separator ? 2 : 0;
    from = p + 1;
  }
  styr_i_putn(o, from, (size_t)(end - from));
}

typedef struct making {
  styr_i_page p;
  const char *figure; /* from the width of <svg to </svg> */
  size_t figure_size;
  styr_buffer data, twin;
  styr_i_out o;
} making;

/* The picture without the lines that make it a file of its own. */
static styr_status find_figure(making *m, const char *svg, size_t size, styr_error *error) {
  static const char *const never[] = {"<script", "<foreignObject", "<!ENTITY", "\"javascript:"};
  const char *open = size ? memmem(svg, size, "<svg ", 5) : NULL, *close = NULL;
  for (const char *p = open; p; p = memmem(p + 1, size - (size_t)(p + 1 - svg), "</svg>", 6)) close = p;
  if (!open || close == open) return styr_i_fail(error, STYR_ERR_DATA, "the figure is no SVG");
  const char *size_of_it = memmem(open, (size_t)(close - open), "width=\"", 7); /* behind what says what a file of its own is */
  m->figure = size_of_it ? size_of_it : open + 5;
  m->figure_size = (size_t)(close + 6 - m->figure);
  for (size_t i = 0; i < sizeof never / sizeof *never; i++)
    if (memmem(open, (size_t)(close - open), never[i], strlen(never[i])))
      return styr_i_fail(error, STYR_ERR_DATA, "the figure holds %s", never[i]);
  return STYR_OK;
}

/* ---- the places of the template ---- */

static void put_dropped(making *m) {
  const styr_page_dropped *d = &m->p.dropped;
  const struct {
    const char *name;
    size_t n;
  } numbers[] = {{"{claims}", d->claims}, {"{notes}", d->notes}, {"{cases}", d->cases},
                 {"{events}", d->events}, {"{nodes}", d->nodes}, {"{ties}", d->ties}};
  const size_t count = sizeof numbers / sizeof *numbers;
  if (m->p.thinned) {
    styr_i_put(&m->o, "<p class=\"note\">");
    styr_i_html(&m->o, styr_i_page_word(&m->p, "dates_thinned", 13));
    styr_i_put(&m->o, "</p>\n");
  }
  if (!(d->claims || d->notes || d->cases || d->events || d->nodes || d->ties)) return;
  styr_i_put(&m->o, "<p class=\"note\">");
  for (const char *p = styr_i_page_word(&m->p, "dropped", 7); *p;) {
    size_t i = 0;
    while (i < count && strncmp(p, numbers[i].name, strlen(numbers[i].name)) != 0) i++;
    if (i < count) styr_i_putf(&m->o, "%zu", numbers[i].n);
    else styr_i_putn(&m->o, p, 1); /* our own words hold nothing to escape */
    p += i < count ? strlen(numbers[i].name) : 1;
  }
  styr_i_put(&m->o, "</p>");
}

static void put_figure(making *m) {
  styr_i_put(&m->o, "<svg role=\"group\" aria-label=\"");
  styr_i_html(&m->o, m->p.title);
  styr_i_put(&m->o, "\" ");
  styr_i_putn(&m->o, m->figure, m->figure_size);
}

static bool is(const char *name, size_t length, const char *what) {
  return strlen(what) == length && memcmp(name, what, length) == 0;
}

static void put_place(making *m, const char *name, size_t length) {
  styr_i_out *o = &m->o;
  if (length > 2 && memcmp(name, "w:", 2) == 0) styr_i_html(o, styr_i_page_word(&m->p, name + 2, length - 2));
  else if (is(name, length, "ui-lang")) styr_i_put(o, m->p.danish ? "da" : "en");
  else if (is(name, length, "label-lang")) styr_i_html(o, m->p.lang);
  else if (is(name, length, "version")) styr_i_put(o, styr_version());
  else if (is(name, length, "title")) styr_i_html(o, m->p.title);
  else if (is(name, length, "style")) styr_i_putn(o, styr_i_page_css, styr_i_page_css_size);
  else if (is(name, length, "script")) styr_i_putn(o, styr_i_page_js, styr_i_page_js_size);
  else if (is(name, length, "style-hash")) styr_i_put(o, styr_i_page_css_hash);
  else if (is(name, length, "script-hash")) styr_i_put(o, styr_i_page_js_hash);
  else if (is(name, length, "dropped")) put_dropped(m);
  else if (is(name, length, "figure")) put_figure(m);
  else if (is(name, length, "twin")) styr_i_putn(o, m->twin.bytes, m->twin.size);
  else if (is(name, length, "data")) put_data(o, m->data.bytes, m->data.size);
}

static void put_template(making *m) {
  const char *at = strstr(styr_i_page_html, "-->\n"), *open; /* behind the remark about the licence of the template */
  at = at ? at + 4 : styr_i_page_html;
  while ((open = strstr(at, "{{")) != NULL) {
    const char *close = strstr(open, "}}");
    if (!close) break;
    styr_i_putn(&m->o, at, (size_t)(open - at));
    put_place(m, open + 2, (size_t)(close - open) - 2);
    at = close + 2;
  }
  styr_i_put(&m->o, at);
}

/* ---- the whole ---- */

static const char *title_of(const styr_map *map, const styr_page_options *options) {
  const char *title = options->title ? options->title : styr_map_meta(map, STYR_META_FIGURE_TITLE);
  if (!*title) title = styr_map_meta(map, STYR_META_TITLE);
  if (!*title) title = styr_map_meta(map, STYR_META_NAME);
  return *title ? title : "Styr";
}

/* Into memory: what fails to be written there is lack of memory. */
static styr_status make_parts(making *m, styr_error *error) {
  const styr_sink data = styr_buffer_sink(&m->data), twin = styr_buffer_sink(&m->twin);
  styr_error why = STYR_ERROR_INIT;
  if (!styr_i_page_dates(&m->p)) return styr_i_nomem(error);
  styr_status status = styr_i_page_data(&m->p, &data, &why);
  if (status == STYR_OK) status = styr_i_page_twin(&m->p, &twin, &why);
  if (status == STYR_ERR_IO) return styr_i_nomem(error);
  return status == STYR_OK ? STYR_OK : styr_i_fail(error, status, "%s", why.message);
}

/* The node of the map that is shown; a node that does not exist stays so. */
static styr_status find_shown(const making *m, const styr_map *map, styr_node node, const char *what, styr_node *out, styr_error *error) {
  *out = node;
  if (!styr_node_exists(node) || m->p.map == map) return STYR_OK;
  *out = styr_map_find(m->p.map, styr_node_id(map, node));
  return styr_node_exists(*out) ? STYR_OK : styr_i_fail(error, STYR_ERR_DATA, "the %s is not public: the page may not speak of it", what);
}

styr_status styr_page_write(const styr_map *map, const styr_page_options *options, const char *svg, size_t svg_size, const styr_sink *sink,
                            styr_error *error) {
  static const styr_page_options defaults = STYR_PAGE_OPTIONS_INIT;
  const styr_page_options *how = options ? options : &defaults;
  styr_i_drawn drawn;
  styr_map *open_map = NULL;
  making m = {
      .p = {.a = styr_i_libc, .map = map, .drawn = &drawn}, .data = STYR_BUFFER_INIT, .twin = STYR_BUFFER_INIT, .o = {.sink = sink}};
  styr_status status = find_figure(&m, svg, svg_size, error);
  if (status != STYR_OK) return status;
  if (!styr_i_drawn_read(&m.p.a, svg, svg_size, &drawn)) return styr_i_nomem(error);
  m.p.lang = how->lang && *how->lang ? how->lang : styr_map_meta(map, STYR_META_LANG);
  m.p.danish = strncmp(m.p.lang, "da", 2) == 0;
  m.p.title = title_of(map, how);
  if (!how->include_confidential) status = styr_i_page_public(map, &drawn, &m.p.dropped, &open_map, error);
  if (open_map) m.p.map = open_map;
  if (status == STYR_OK) status = find_shown(&m, map, how->plan, "plan", &m.p.plan, error);
  if (status == STYR_OK) status = find_shown(&m, map, how->body, "coordinating body", &m.p.body, error);
  if (status == STYR_OK) status = make_parts(&m, error);
  if (status == STYR_OK) {
    put_template(&m);
    status = styr_i_out_status(&m.o, error);
  }
  if (status == STYR_OK && how->dropped) *how->dropped = m.p.dropped;
  styr_buffer_free(&m.data);
  styr_buffer_free(&m.twin);
  styr_i_free(&m.p.a, m.p.dates);
  styr_i_drawn_done(&m.p.a, &drawn);
  styr_map_free(open_map);
  return status;
}

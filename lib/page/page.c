/* SPDX-License-Identifier: MIT */
/* Fills the template of a page. Texts are escaped; the data are JSON without `<` and without the line separators of JavaScript, so
 * that no data can end the script element; the figure is the SVG of lib/render. */
#include "page/page_i.h"
#include "render/render_i.h"

#include <stdio.h>

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
  styr_buffer svg, data, twin;
  styr_i_out o;
} making;

static bool note_boxes(making *m, const styr_scene *scene) {
  bool ok = true;
  for (size_t i = 0; ok && i < scene->count; i++)
    if (scene->items[i].kind == STYR_ITEM_BOX)
      ok = styr_i_intern(&m->p.boxes, scene->items[i].id, strlen(scene->items[i].id)) != STYR_I_NOSTR;
  return ok;
}

/* Each line from end to end, so that the page can hide any of them. */
static styr_status draw_figure(making *m, const styr_page_options *how, styr_error *error) {
  const styr_sink svg = styr_buffer_sink(&m->svg);
  styr_figure_options o = STYR_FIGURE_OPTIONS_INIT;
  styr_error why = STYR_ERROR_INIT;
  styr_scene *scene = NULL;
  o.lang = how->lang;
  o.title = how->title;
  o.plan = how->plan;
  o.body = how->body;
  o.whole_lines = true;
  styr_status status = styr_figure_make(m->p.view, &o, &scene, error);
  if (status != STYR_OK) return status;
  if (!note_boxes(m, scene) || styr_i_svg_embed(scene, m->p.title, &svg, &why) != STYR_OK) status = styr_i_nomem(error);
  styr_scene_free(scene);
  return status;
}

/* ---- the places of the template ---- */

static void put_note(making *m, const char *text) {
  styr_i_put(&m->o, "<p class=\"note\">");
  styr_i_html(&m->o, text);
  styr_i_put(&m->o, "</p>\n");
}

/* These texts are not in the script's table: only some pages contain them. */
static void put_notes(making *m) {
  if (m->p.thinned) put_note(m, m->p.words->words[WORD_dates_thinned]);
  if (styr_public_is_sourced(m->p.view)) put_note(m, m->p.words->words[WORD_by_public_sources]);
}

static void put_draft(making *m) {
  if (!styr_public_is_draft(m->p.view)) return;
  styr_i_put(&m->o, "<p class=\"draft\" role=\"note\">");
  styr_i_html(&m->o, m->p.words->words[WORD_draft]);
  styr_i_put(&m->o, "</p>\n");
}

static void put_draft_meta(making *m) {
  if (styr_public_is_draft(m->p.view))
    styr_i_put(&m->o, "<meta name=\"description\" content=\"" STYR_DRAFT_NOTICE "\">\n<meta name=\"robots\" content=\"noindex\">\n");
}

static bool is(const char *name, size_t length, const char *what) {
  return strlen(what) == length && memcmp(name, what, length) == 0;
}

static void put_place(making *m, const char *name, size_t length) {
  styr_i_out *o = &m->o;
  if (length > 2 && memcmp(name, "w:", 2) == 0) styr_i_html(o, styr_i_words_named(m->p.words, name + 2, length - 2));
  else if (is(name, length, "ui-lang")) styr_i_put(o, m->p.words->tag);
  else if (is(name, length, "label-lang")) styr_i_put(o, m->p.tag);
  else if (is(name, length, "title-lang")) styr_i_put(o, m->p.title_tag);
  else if (is(name, length, "version")) styr_i_put(o, styr_version());
  else if (is(name, length, "title")) styr_i_html(o, m->p.title);
  else if (is(name, length, "style")) styr_i_putn(o, styr_i_page_css, styr_i_page_css_size);
  else if (is(name, length, "script")) styr_i_putn(o, styr_i_page_js, styr_i_page_js_size);
  else if (is(name, length, "style-hash")) styr_i_put(o, styr_i_page_css_hash);
  else if (is(name, length, "script-hash")) styr_i_put(o, styr_i_page_js_hash);
  else if (is(name, length, "notes")) put_notes(m);
  else if (is(name, length, "draft")) put_draft(m);
  else if (is(name, length, "draft-meta")) put_draft_meta(m);
  else if (is(name, length, "figure")) styr_i_putn(o, m->svg.bytes, m->svg.size);
  else if (is(name, length, "twin")) styr_i_putn(o, m->twin.bytes, m->twin.size);
  else if (is(name, length, "data")) put_data(o, m->data.bytes, m->data.size);
}

static void put_template(making *m) {
  const char *at = strstr(styr_i_page_html, "-->\n"), *open; /* after the comment with the licence of the template */
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

/* The title and its language. */
static void find_title(styr_i_page *p, const styr_page_options *options) {
  const char *in = p->lang;
  p->title = options->title ? options->title : styr_map_meta_in(p->map, STYR_META_FIGURE_TITLE, p->lang, &in);
  if (!*p->title) p->title = styr_map_meta_in(p->map, STYR_META_TITLE, p->lang, &in);
  if (!*p->title) p->title = styr_map_meta(p->map, STYR_META_NAME);
  if (!*p->title) p->title = "Styr";
  styr_i_tag_normal(p->title_tag, *in && !styr_i_same_language(in, p->lang) ? in : p->tag);
}

/* The parts are written into memory: a failure to write is lack of memory. */
static styr_status make_parts(making *m, styr_error *error) {
  const styr_sink data = styr_buffer_sink(&m->data), twin = styr_buffer_sink(&m->twin);
  styr_error why = STYR_ERROR_INIT;
  if (!styr_i_page_dates(&m->p)) return styr_i_nomem(error);
  styr_status status = styr_i_page_data(&m->p, &data, &why);
  if (status == STYR_OK) status = styr_i_page_twin(&m->p, &twin, &why);
  if (status == STYR_ERR_IO) return styr_i_nomem(error);
  return status == STYR_OK ? STYR_OK : styr_i_fail(error, status, "%s", why.message);
}

styr_status styr_page_write(const styr_public *view, const styr_page_options *options, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, view && sink && sink->write)) return STYR_ERR_ARG;
  static const styr_page_options defaults = STYR_PAGE_OPTIONS_INIT;
  const styr_page_options *how = options ? options : &defaults;
  if (!styr_i_version_known(error, how->version)) return STYR_ERR_ARG;
  if (!styr_i_has_node_or_none(styr_public_map(view), how->plan)) return styr_i_not_of_map(error, "plan");
  if (!styr_i_has_node_or_none(styr_public_map(view), how->body)) return styr_i_not_of_map(error, "body");
  making m = {.p = {.a = styr_i_libc, .view = view, .map = styr_public_map(view), .plan = how->plan, .body = how->body},
              .data = STYR_BUFFER_INIT,
              .twin = STYR_BUFFER_INIT,
              .svg = STYR_BUFFER_INIT,
              .o = {.sink = sink}};
  const char *asked = how->lang && *how->lang ? how->lang : styr_map_meta(m.p.map, STYR_META_LANG);
  styr_i_tag_normal(m.p.tag, asked);
  m.p.lang = styr_i_map_lang(m.p.map, asked);
  m.p.words = styr_i_words_or_english(m.p.lang);
  find_title(&m.p, how);
  styr_status status = styr_i_strings_init(&m.p.boxes, &m.p.a) ? draw_figure(&m, how, error) : styr_i_nomem(error);
  if (status == STYR_OK) status = make_parts(&m, error);
  if (status == STYR_OK) {
    put_template(&m);
    status = styr_i_out_status(&m.o, error);
  }
  styr_buffer_free(&m.data);
  styr_buffer_free(&m.twin);
  styr_buffer_free(&m.svg);
  styr_i_free(&m.p.a, m.p.dates);
  styr_i_strings_done(&m.p.boxes);
  return status;
}

/* SPDX-License-Identifier: MIT */
/* The pen for cairo: PDF and PNG. Text is shaped by pango with the fonts that the scene was measured in; hinting is off, so that
 * letters stand where they were measured. Structure tags (ISO 32000-1, 14.8) are cairo's: the title is H1, names of levels are
 * H2, other texts P, layers Sect; lines and bare shapes are not tagged. A word that is broken at the end of a line is one text
 * cluster, which cairo writes with its ActualText (14.9.4). */
#include "graphviz/graphviz_i.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>

typedef struct painting {
  const styr_scene *scene;
  cairo_t *cr;
  PangoLayout *layout;
  bool pdf, linked;
  const char *tag; /* of the current item; NULL: none */
  char *word;      /* the first part of a word that continues in the next line, and its glyphs */
  cairo_glyph_t *glyphs;
  int glyph_count;
  bool nomem;
} painting;

/* ---- paint ---- */

static bool set_colour(cairo_t *cr, const char *colour) {
  unsigned long rgb;
  if (*colour != '#') return false;
  rgb = strtoul(colour + 1, NULL, 16);
  cairo_set_source_rgb(cr, (double)(rgb >> 16 & 255) / 255, (double)(rgb >> 8 & 255) / 255, (double)(rgb & 255) / 255);
  return true;
}

static void fill_and_stroke(painting *p, const styr_draw *what) {
  if (set_colour(p->cr, what->fill)) cairo_fill_preserve(p->cr);
  if (what->stroke_width > 0 && set_colour(p->cr, what->stroke)) {
    cairo_set_line_width(p->cr, what->stroke_width);
    cairo_set_dash(p->cr, what->dashes, (int)what->dash_count, 0);
    cairo_stroke_preserve(p->cr);
  }
  cairo_new_path(p->cr);
}

static void paint_shape(painting *p, const styr_draw *what) {
  const double *points = what->points;
  cairo_new_path(p->cr); /* text sets a current point */
  switch (what->kind) {
  case STYR_DRAW_RECT: cairo_rectangle(p->cr, what->x, what->y, what->w, what->h); break;
  case STYR_DRAW_ELLIPSE:
    if (what->w <= 0 || what->h <= 0) return;
    cairo_save(p->cr);
    cairo_translate(p->cr, what->x + what->w / 2, what->y + what->h / 2);
    cairo_scale(p->cr, what->w / 2, what->h / 2);
    cairo_arc(p->cr, 0, 0, 1, 0, 2 * 3.14159265358979323846);
    cairo_restore(p->cr);
    break;
  case STYR_DRAW_POLYGON:
    for (size_t i = 0; i < what->point_count; i++) cairo_line_to(p->cr, points[2 * i], points[2 * i + 1]);
    cairo_close_path(p->cr);
    break;
  default:
    cairo_move_to(p->cr, points[0], points[1]);
    for (size_t i = 1; i + 2 < what->point_count; i += 3)
      cairo_curve_to(p->cr, points[2 * i], points[2 * i + 1], points[2 * i + 2], points[2 * i + 3], points[2 * i + 4], points[2 * i + 5]);
    break;
  }
  fill_and_stroke(p, what);
}

/* ---- text ---- */

/* The glyphs of bytes [from, to) of a line that pango has laid out at (x, y); *count is 0 if they need several fonts. Sets the
 * scaled font in the context. */
static cairo_glyph_t *take_glyphs(painting *p, PangoLayoutLine *line, double x, double y, int from, int to, int *count) {
  *count = 0;
  if (!line->runs || line->runs->next) return NULL;
  const PangoLayoutRun *run = line->runs->data;
  PangoFont *font = run->item->analysis.font;
  cairo_scaled_font_t *scaled = PANGO_IS_CAIRO_FONT(font) ? pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)) : NULL;
  cairo_glyph_t *out = scaled ? malloc(((size_t)run->glyphs->num_glyphs + 1) * sizeof *out) : NULL;
  double at = x;
  for (int i = 0; out && i < run->glyphs->num_glyphs; i++) {
    const PangoGlyphInfo *g = &run->glyphs->glyphs[i];
    const int byte = run->item->offset + run->glyphs->log_clusters[i];
    if (byte >= from && byte < to && g->glyph != PANGO_GLYPH_EMPTY && !(g->glyph & PANGO_GLYPH_UNKNOWN_FLAG))
      out[(*count)++] =
          (cairo_glyph_t){g->glyph, at + (double)g->geometry.x_offset / PANGO_SCALE, y + (double)g->geometry.y_offset / PANGO_SCALE};
    at += (double)g->geometry.width / PANGO_SCALE;
  }
  if (out) cairo_set_scaled_font(p->cr, scaled);
  return out;
}

/* A word as one text cluster, so that it is one word even if its glyphs are in two lines. */
static void show_word(painting *p, const char *word, const cairo_glyph_t *glyphs, int count) {
  const cairo_text_cluster_t whole = {(int)strlen(word), count};
  if (count) cairo_show_text_glyphs(p->cr, word, (int)strlen(word), glyphs, count, &whole, 1, 0);
}

static void drop_word(painting *p) {
  free(p->word);
  free(p->glyphs);
  p->word = NULL;
  p->glyphs = NULL;
  p->glyph_count = 0;
}

/* Adds bytes [from, to) of the current line to the unfinished word. False: it is not possible, or out of memory. */
static bool add_to_word(painting *p, const char *text, PangoLayoutLine *line, double x, double y, int from, int to) {
  int count;
  cairo_glyph_t *glyphs = take_glyphs(p, line, x, y, from, to, &count);
  const size_t had = p->word ? strlen(p->word) : 0;
  char *word = glyphs && count ? malloc(had + (size_t)(to - from) + 1) : NULL;
  cairo_glyph_t *all = word ? malloc((size_t)(p->glyph_count + count) * sizeof *all) : NULL;
  if (all) {
    if (had) memcpy(word, p->word, had);
    memcpy(word + had, text + from, (size_t)(to - from));
    word[had + (size_t)(to - from)] = '\0';
    if (p->glyph_count) memcpy(all, p->glyphs, (size_t)p->glyph_count * sizeof *all);
    memcpy(all + p->glyph_count, glyphs, (size_t)count * sizeof *all);
    free(p->word);
    free(p->glyphs);
    p->word = word;
    p->glyphs = all;
    p->glyph_count += count;
  } else {
    free(word);
  }
  free(glyphs);
  return all != NULL;
}

/* Bytes [from, to) of a line that begins at (x, y). In a PDF the space between two lines is part of the text. */
static void show_part(painting *p, const styr_draw *what, double x, int from, int to) {
  int at = 0;
  char *part = malloc((size_t)(to - from) + 2);
  if (!part) {
    p->nomem = true;
    return;
  }
  memcpy(part, what->text + from, (size_t)(to - from));
  strcpy(part + (to - from), p->pdf && what->space ? " " : "");
  pango_layout_line_index_to_x(pango_layout_get_line_readonly(p->layout, 0), from, FALSE, &at);
  pango_layout_set_text(p->layout, part, -1);
  cairo_move_to(p->cr, x + (double)at / PANGO_SCALE, what->y - (double)pango_layout_get_baseline(p->layout) / PANGO_SCALE);
  if (*part) pango_cairo_show_layout(p->cr, p->layout);
  free(part);
}

static bool word_goes_on(const styr_draw *what) {
  return !what->space && what->line + 1 < what->line_count;
}

/* The parts of a line: the rest of a word from the line before, the whole words, and the first part of a word that continues. */
static void paint_parts(painting *p, const styr_draw *what, double x) {
  const bool goes_on = word_goes_on(what);
  const char *text = what->text, *first_space = strchr(text, ' '), *last_space = strrchr(text, ' ');
  const int size = (int)strlen(text), all = p->word != NULL && !first_space ? size : 0;
  int from = p->word ? all ? all : (int)(first_space - text) : 0, to = size;
  PangoLayoutLine *line = pango_layout_get_line_readonly(p->layout, 0);
  if (p->word && !add_to_word(p, text, line, x, what->y, 0, from)) {
    show_word(p, p->word, p->glyphs, p->glyph_count); /* shorter than asked if the line ends */
    drop_word(p);
    from = 0;
  }
  if (p->word && !(goes_on && from == size)) {
    show_word(p, p->word, p->glyphs, p->glyph_count);
    drop_word(p);
  }
  if (goes_on && from < size) {
    const int begin = last_space ? (int)(last_space - text) + 1 : 0;
    if (begin >= from && add_to_word(p, text, line, x, what->y, begin, size)) to = begin;
  }
  show_part(p, what, x, from, to);
}

static void paint_text(painting *p, const styr_draw *what) {
  int width;
  if (!*what->text) return;
  PangoFontDescription *font = pango_font_description_from_string(styr_font_families());
  pango_font_description_set_absolute_size(font, what->item->font_size * PANGO_SCALE);
  if (what->item->bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(p->layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(p->layout, what->text, -1);
  pango_layout_get_size(p->layout, &width, NULL);
  set_colour(p->cr, *what->item->color ? what->item->color : "#000000");
  const double x = what->centred ? what->x - (double)width / PANGO_SCALE / 2 : what->x;
  if (p->pdf && (word_goes_on(what) || p->word)) paint_parts(p, what, x);
  else show_part(p, what, x, 0, (int)strlen(what->text));
}

/* ---- structure ---- */

static bool has_class(const styr_item *item, const char *word) {
  const size_t n = strlen(word);
  for (const char *at = strstr(item->classes, word); at; at = strstr(at + 1, word))
    if ((at == item->classes || at[-1] == ' ') && (at[n] == ' ' || !at[n])) return true;
  return false;
}

static void begin_item(painting *p, const styr_item *item) {
  p->tag = !item->line_count ? NULL : has_class(item, "title") ? "H1" : has_class(item, "level") ? "H2" : "P";
  if (!p->pdf) return;
  if (p->tag) cairo_tag_begin(p->cr, p->tag, NULL);
  p->linked = *item->href && *item->href != '#';
  if (!p->linked) return;
  char attributes[2200]; /* a link holds no quotes and no backslashes, and is shorter than 2,048 bytes */
  snprintf(attributes, sizeof attributes, "uri='%s'", item->href);
  cairo_tag_begin(p->cr, CAIRO_TAG_LINK, attributes);
}

static void end_item(painting *p) {
  if (p->word) show_word(p, p->word, p->glyphs, p->glyph_count);
  drop_word(p);
  if (!p->pdf) return;
  if (p->linked) cairo_tag_end(p->cr, CAIRO_TAG_LINK);
  if (p->tag) cairo_tag_end(p->cr, p->tag);
}

static int draw(void *ctx, const styr_draw *what) {
  painting *p = ctx;
  switch (what->kind) {
  case STYR_DRAW_LAYER:
    if (p->pdf) cairo_tag_begin(p->cr, "Sect", NULL);
    break;
  case STYR_DRAW_LAYER_END:
    if (p->pdf) cairo_tag_end(p->cr, "Sect");
    break;
  case STYR_DRAW_ITEM: begin_item(p, what->item); break;
  case STYR_DRAW_ITEM_END: end_item(p); break;
  case STYR_DRAW_TEXT: paint_text(p, what); break;
  default: paint_shape(p, what); break;
  }
  return cairo_status(p->cr) == CAIRO_STATUS_SUCCESS && !p->nomem ? 0 : -1;
}

/* ---- files ---- */

typedef struct channel {
  const styr_sink *sink;
  size_t written; /* of a PNG: a draft's notice goes behind its header */
  bool draft, failed;
} channel;

static bool send(channel *c, const void *bytes, size_t size) {
  if (!c->failed && size && c->sink->write(c->sink->ctx, bytes, size) != 0) c->failed = true;
  return !c->failed;
}

static uint32_t checksum(const unsigned char *p, size_t size) { /* CRC-32, ISO/IEC 15948, annex D */
  uint32_t c = 0xFFFFFFFFu;
  for (size_t i = 0; i < size; i++) {
    c ^= p[i];
    for (int k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320u ^ c >> 1 : c >> 1;
  }
  return ~c;
}

static void put_number(unsigned char *to, uint32_t n) {
  for (int i = 0; i < 4; i++) to[i] = (unsigned char)(n >> (24 - 8 * i));
}

/* A text chunk (ISO/IEC 15948, 11.3.4.3) that says what a draft is. */
static bool send_notice(channel *c) {
  static const char text[] = "tEXtComment\0" STYR_DRAFT_NOTICE;
  enum { length = sizeof text - 1 };
  unsigned char chunk[4 + length + 4];
  put_number(chunk, length - 4);
  memcpy(chunk + 4, text, length);
  put_number(chunk + 4 + length, checksum(chunk + 4, length));
  return send(c, chunk, sizeof chunk);
}

static cairo_status_t write_bytes(void *closure, const unsigned char *bytes, unsigned size) {
  enum { header = 8 + 25 }; /* signature and IHDR of a PNG */
  channel *c = closure;
  while (size) {
    const bool before = c->draft && c->written < header;
    const unsigned part = before && size > header - c->written ? (unsigned)(header - c->written) : size;
    if (!send(c, bytes, part)) return CAIRO_STATUS_WRITE_ERROR;
    c->written += part;
    bytes += part;
    size -= part;
    if (before && c->written == header && !send_notice(c)) return CAIRO_STATUS_WRITE_ERROR;
  }
  return CAIRO_STATUS_SUCCESS;
}

static void describe(cairo_surface_t *surface, const styr_scene *scene) {
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, styr_scene_title(scene));
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z"); /* the same scene, the same bytes */
  if (styr_scene_is_draft(scene)) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, STYR_DRAFT_NOTICE);
}

static void measure_unhinted(painting *p) {
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(pango_layout_get_context(p->layout), options);
  pango_context_set_round_glyph_positions(pango_layout_get_context(p->layout), FALSE);
  cairo_font_options_destroy(options);
}

static styr_status paint_figure(painting *p, styr_error *error) {
  const styr_pen pen = {p, draw};
  p->layout = pango_cairo_create_layout(p->cr);
  measure_unhinted(p);
  cairo_set_source_rgb(p->cr, 1, 1, 1);
  cairo_paint(p->cr);
  if (p->pdf) cairo_tag_begin(p->cr, "Document", NULL);
  const styr_status status = styr_scene_draw(p->scene, &pen, error);
  if (p->pdf) cairo_tag_end(p->cr, "Document");
  drop_word(p);
  g_object_unref(p->layout);
  return status;
}

styr_status styr_g_cairo(const styr_scene *scene, styr_picture picture, unsigned dpi, const styr_sink *sink, styr_error *error) {
  const double most_pixels = 32767, scale = dpi / 72.0, width = styr_scene_width(scene), height = styr_scene_height(scene);
  const bool pdf = picture == STYR_PICTURE_PDF;
  channel c = {sink, 0, !pdf && styr_scene_is_draft(scene), false};
  if (!pdf && fmax(width, height) * scale > most_pixels)
    return styr_g_fail(error, STYR_ERR_LIMIT, "the picture would be more than 32,767 pixels wide or tall: lower the resolution", "");
  cairo_surface_t *surface = pdf ? cairo_pdf_surface_create_for_stream(write_bytes, &c, width, height)
                                 : cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * scale), (int)ceil(height * scale));
  if (pdf) describe(surface, scene);
  painting p = {.scene = scene, .cr = cairo_create(surface), .pdf = pdf};
  if (!pdf) cairo_scale(p.cr, scale, scale);
  styr_error why = STYR_ERROR_INIT;
  styr_status status = paint_figure(&p, &why);
  cairo_status_t ended = cairo_status(p.cr);
  cairo_destroy(p.cr);
  if (pdf) cairo_surface_finish(surface);
  else if (ended == CAIRO_STATUS_SUCCESS && status == STYR_OK) ended = cairo_surface_write_to_png_stream(surface, write_bytes, &c);
  if (ended == CAIRO_STATUS_SUCCESS) ended = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (c.failed) return styr_g_fail(error, STYR_ERR_IO, "could not write the picture", "");
  if (status == STYR_ERR_NOMEM || p.nomem || ended == CAIRO_STATUS_NO_MEMORY)
    return styr_g_fail(error, STYR_ERR_NOMEM, "out of memory", "");
  if (ended != CAIRO_STATUS_SUCCESS)
    return styr_g_fail(error, STYR_ERR_BACKEND, "cairo could not draw the figure: %s", cairo_status_to_string(ended));
  return STYR_OK;
}

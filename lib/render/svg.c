/* SPDX-License-Identifier: MIT */
/* The pen for SVG 1.1. draw.c decides what is drawn where; this file writes elements, groups, names and roles (SVG Accessibility API
 * Mappings 1.0, WAI-ARIA Graphics Module 1.0). Layers are groups with Inkscape's attributes; other editors use
 * their ids. */
#include "render/render_i.h"
#include "words/words_i.h"

typedef struct svg_writing {
  const styr_scene *scene;
  styr_i_out o;
  bool in_text;            /* a <text> is open */
  const styr_i_ways *ways; /* on a page: pieces that lines share */
  double *points;
  size_t cap;
  bool nomem;
} svg_writing;

static void attribute(styr_i_out *o, const char *name, const char *value) {
  styr_i_putf(o, " %s=\"", name);
  styr_i_xml(o, value, false);
  styr_i_put(o, "\"");
}

static void number(styr_i_out *o, const char *name, double value) {
  styr_i_putf(o, " %s=\"", name);
  styr_i_put_fixed(o, value, 2);
  styr_i_put(o, "\"");
}

static void put_lang(styr_i_out *o, const char *lang) {
  if (!*lang) return;
  attribute(o, "lang", lang);
  attribute(o, "xml:lang", lang);
}

static void element(styr_i_out *o, const char *name, const char *lang, const char *text) {
  styr_i_putf(o, "<%s", name);
  put_lang(o, lang);
  styr_i_put(o, ">");
  styr_i_xml(o, text, false);
  styr_i_putf(o, "</%s>\n", name);
}

/* ---- groups ---- */

static const struct {
  const char *id;
  styr_i_word name;
} layers[STYR_LAYER_COUNT] = {
    [STYR_LAYER_FIELD] = {"layer-field", WORD_layer_field},
    [STYR_LAYER_RELATIONS] = {"layer-relations", WORD_layer_relations},
    [STYR_LAYER_EMPHASIS] = {"layer-emphasis", WORD_layer_emphasis},
    [STYR_LAYER_LEGEND] = {"layer-legend", WORD_layer_legend},
};

static void begin_layer(svg_writing *w, styr_layer layer) {
  styr_i_put(&w->o, "<g");
  attribute(&w->o, "id", layers[layer].id);
  styr_i_put(&w->o, " class=\"layer\" inkscape:groupmode=\"layer\"");
  attribute(&w->o, "inkscape:label", styr_i_words_or_english(w->scene->lang)->words[layers[layer].name]);
  styr_i_put(&w->o, ">\n");
}

/* Boxes, relations and stars are images with a name; other texts are read as text; the rest is hidden from screen readers. */
static bool is_sign(const styr_item *item) {
  return *item->label && (item->kind == STYR_ITEM_BOX || styr_i_is_relation(item) || item->kind == STYR_ITEM_MARK);
}

static bool decorates(const styr_item *item) {
  return item->kind == STYR_ITEM_RECT || (item->kind == STYR_ITEM_LINE && !*item->from) || styr_i_has_class(item, "bar-label") ||
         (item->kind == STYR_ITEM_MARK && !item->line_count && !*item->label);
}

/* A box with a link is a group, not an image, so that the link can be reached. */
static void begin_item(svg_writing *w, const styr_item *item) {
  styr_i_out *o = &w->o;
  styr_i_put(o, "<g");
  attribute(o, "id", item->id);
  styr_i_put(o, item->kind == STYR_ITEM_LINE ? " class=\"edge " : " class=\"node ");
  styr_i_xml(o, item->classes, false);
  styr_i_put(o, "\"");
  if (!item->lang_from) put_lang(o, item->lang);
  if (styr_i_is_relation(item)) {
    attribute(o, "data-from", item->from);
    attribute(o, "data-to", item->to);
  }
  if (is_sign(item)) styr_i_put(o, *item->href ? " role=\"group\"" : " role=\"img\"");
  else if (decorates(item)) styr_i_put(o, " aria-hidden=\"true\"");
  styr_i_put(o, ">\n");
  if (is_sign(item)) element(o, "title", "", item->label);
  if (is_sign(item) && *item->note) element(o, "desc", item->note_lang, item->note);
  if (!*item->href) return;
  styr_i_put(o, "<a");
  attribute(o, "xlink:href", item->href);
  styr_i_put(o, ">\n");
}

static void end_text(svg_writing *w) {
  if (w->in_text) styr_i_put(&w->o, "</text>\n");
  w->in_text = false;
}

static void end_item(svg_writing *w, const styr_item *item) {
  end_text(w);
  styr_i_put(&w->o, *item->href ? "</a>\n</g>\n" : "</g>\n");
}

/* ---- shapes ---- */

static void paint(styr_i_out *o, const styr_draw *what) {
  attribute(o, "fill", *what->fill ? what->fill : "none");
  if (!*what->stroke || what->stroke_width <= 0) return;
  attribute(o, "stroke", what->stroke);
  number(o, "stroke-width", what->stroke_width);
  if (!what->dash_count) return;
  styr_i_put(o, " stroke-dasharray=\"");
  for (size_t i = 0; i < what->dash_count; i++) {
    if (i) styr_i_put(o, ",");
    styr_i_put_fixed(o, what->dashes[i], 2);
  }
  styr_i_put(o, "\"");
}

static void put_points(styr_i_out *o, const double *points, size_t from, size_t count) {
  for (size_t i = from; i < from + count; i++) {
    if (i > from) styr_i_put(o, " ");
    styr_i_put_fixed(o, points[2 * i], 2);
    styr_i_put(o, ",");
    styr_i_put_fixed(o, points[2 * i + 1], 2);
  }
}

/* A straight piece has its control points at its ends. */
static bool is_straight(const double *p) {
  const double *a = p, *b = p + 2, *c = p + 4, *d = p + 6;
  const bool from = !(b[0] < a[0]) && !(b[0] > a[0]) && !(b[1] < a[1]) && !(b[1] > a[1]);
  return from && !(c[0] < d[0]) && !(c[0] > d[0]) && !(c[1] < d[1]) && !(c[1] > d[1]);
}

static void put_curve(styr_i_out *o, const styr_draw *what) {
  paint(o, what);
  styr_i_put(o, " d=\"M");
  put_points(o, what->points, 0, 1);
  for (size_t i = 0; i + 3 < what->point_count; i += 3) {
    const bool straight = is_straight(what->points + 2 * i);
    styr_i_put(o, straight ? "L" : "C");
    put_points(o, what->points, straight ? i + 3 : i + 1, straight ? 1 : 3);
  }
  styr_i_put(o, "\"/>\n");
}

/* The number of the first piece of an item; `piece_count` when it has none. */
static size_t first_piece(const styr_i_ways *ways, size_t item) {
  size_t low = 0, high = ways->piece_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (ways->pieces[middle].item < item) low = middle + 1;
    else high = middle;
  }
  return low < ways->piece_count && ways->pieces[low].item == item ? low : ways->piece_count;
}

/* The pieces of a line on a page; shared pieces have the number of their way. False: the line was not cut. */
static bool put_pieces(svg_writing *w, const styr_draw *what) {
  const styr_i_ways *ways = w->ways;
  const size_t item = (size_t)(what->item - w->scene->items), first = first_piece(ways, item);
  for (size_t i = first; i < ways->piece_count && ways->pieces[i].item == item && !w->nomem; i++) {
    const styr_i_piece *p = &ways->pieces[i];
    const bool last = i + 1 == ways->piece_count || ways->pieces[i + 1].item != item;
    double *corners = ways->points + p->first;
    if (last && what->head) memcpy(corners + 2 * p->count - 2, what->points + 2 * what->point_count - 2, 2 * sizeof *corners);
    styr_draw part = *what;
    part.point_count = styr_i_round_corners(&w->scene->a, corners, p->count, &w->points, &w->cap);
    part.points = w->points;
    w->nomem |= !part.point_count;
    if (w->nomem) return true;
    styr_i_put(&w->o, p->repeated ? "<path class=\"twin\"" : "<path");
    if (p->way) styr_i_putf(&w->o, " data-way=\"%u\"", p->way);
    put_curve(&w->o, &part);
  }
  return first < ways->piece_count;
}

static void put_shape(svg_writing *w, const styr_draw *what) {
  styr_i_out *o = &w->o;
  end_text(w);
  switch (what->kind) {
  case STYR_DRAW_RECT:
    styr_i_put(o, "<rect");
    number(o, "x", what->x);
    number(o, "y", what->y);
    number(o, "width", what->w);
    number(o, "height", what->h);
    break;
  case STYR_DRAW_ELLIPSE:
    styr_i_put(o, "<ellipse");
    number(o, "cx", what->x + what->w / 2);
    number(o, "cy", what->y + what->h / 2);
    number(o, "rx", what->w / 2);
    number(o, "ry", what->h / 2);
    break;
  default:
    styr_i_put(o, what->head ? "<polygon class=\"head\" points=\"" : "<polygon points=\"");
    put_points(o, what->points, 0, what->point_count);
    styr_i_put(o, "\"");
    break;
  }
  paint(o, what);
  styr_i_put(o, "/>\n");
}

/* ---- text ---- */

/* The space after a line is part of the text, so it is centred too. */
static void put_text(svg_writing *w, const styr_draw *what) {
  styr_i_out *o = &w->o;
  const styr_item *item = what->item;
  if (!w->in_text) {
    styr_i_put(o, "<text");
    if (what->centred) styr_i_put(o, " text-anchor=\"middle\"");
    if (item->bold) styr_i_put(o, " font-weight=\"bold\"");
    number(o, "font-size", item->font_size);
    attribute(o, "fill", item->color);
    styr_i_put(o, ">");
    w->in_text = true;
  }
  styr_i_put(o, "<tspan");
  number(o, "x", what->x + (what->space && what->centred ? styr_text_width(" ", item->font_size, item->bold) / 2 : 0));
  number(o, "y", what->y);
  const size_t length = strlen(what->text), from = what->lang_from < length ? what->lang_from : length;
  const bool parted = item->lang_from && from < length; /* the line, or a part of it, is in another language */
  if (parted && !from) put_lang(o, item->lang);
  styr_i_put(o, ">");
  if (parted && from) {
    char *head = styr_i_strndup(&w->scene->a, what->text, from);
    w->nomem |= !head;
    if (head) styr_i_xml(o, head, false);
    styr_i_free(&w->scene->a, head);
    styr_i_put(o, "<tspan");
    put_lang(o, item->lang);
    styr_i_put(o, ">");
  }
  styr_i_xml(o, what->text + (parted ? from : 0), false);
  if (parted && from) styr_i_put(o, "</tspan>");
  styr_i_put(o, what->space ? " </tspan>" : "</tspan>");
}

static int draw(void *ctx, const styr_draw *what) {
  svg_writing *w = ctx;
  switch (what->kind) {
  case STYR_DRAW_LAYER: begin_layer(w, what->layer); break;
  case STYR_DRAW_LAYER_END: styr_i_put(&w->o, "</g>\n"); break;
  case STYR_DRAW_ITEM: begin_item(w, what->item); break;
  case STYR_DRAW_ITEM_END: end_item(w, what->item); break;
  case STYR_DRAW_RECT:
  case STYR_DRAW_ELLIPSE:
  case STYR_DRAW_POLYGON: put_shape(w, what); break;
  case STYR_DRAW_CURVE:
    end_text(w);
    if (w->ways && styr_i_is_relation(what->item) && put_pieces(w, what)) break;
    styr_i_put(&w->o, what->hyphen ? "<path class=\"hyphen\"" : "<path");
    put_curve(&w->o, what);
    break;
  case STYR_DRAW_TEXT: put_text(w, what); break;
  }
  return w->o.failed || w->nomem ? -1 : 0;
}

/* ---- the figure as a whole ---- */

/* The captions describe the figure: an element for each run of captions in one language. Writes the ids of these elements into an
 * attribute, or, with `elements`, the elements. */
static void describe(svg_writing *w, bool elements) {
  styr_i_out *o = &w->o;
  const char *in = NULL;
  size_t runs = 0;
  for (size_t i = 0; i < w->scene->count; i++) {
    const styr_item *item = &w->scene->items[i];
    if (item->kind != STYR_ITEM_TEXT || !*item->label || !styr_i_has_class(item, "caption")) continue;
    const bool begins = !in || strcmp(in, item->lang) != 0;
    in = item->lang;
    if (begins && elements && runs) styr_i_put(o, "</desc>\n");
    if (begins) {
      styr_i_put(o, elements ? "<desc id=\"" : runs ? " " : " aria-describedby=\"");
      styr_i_put(o, "figure-description");
      if (runs++) styr_i_putf(o, "-%zu", runs);
      if (elements) styr_i_put(o, "\"");
      if (elements) put_lang(o, in);
      if (elements) styr_i_put(o, ">");
    } else if (elements) {
      styr_i_put(o, " ");
    }
    if (elements) styr_i_xml(o, item->label, false);
  }
  if (runs) styr_i_put(o, elements ? "</desc>\n" : "\"");
}

static void put_size(svg_writing *w) {
  styr_i_out *o = &w->o;
  styr_i_put(o, " width=\"");
  styr_i_put_fixed(o, w->scene->width, 2);
  styr_i_put(o, "pt\" height=\"");
  styr_i_put_fixed(o, w->scene->height, 2);
  styr_i_put(o, "pt\" viewBox=\"0 0 ");
  styr_i_put_fixed(o, w->scene->width, 2);
  styr_i_put(o, " ");
  styr_i_put_fixed(o, w->scene->height, 2);
  styr_i_put(o, "\"");
  attribute(o, "font-family", styr_font_families());
  styr_i_put(o, " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\">\n");
}

static styr_status put_content(svg_writing *w, styr_error *error) {
  const styr_pen pen = {w, draw};
  styr_i_put(&w->o, "<rect class=\"ground\"");
  number(&w->o, "width", w->scene->width);
  number(&w->o, "height", w->scene->height);
  styr_i_put(&w->o, " fill=\"#ffffff\"/>\n");
  const styr_status status = styr_scene_draw(w->scene, &pen, error);
  styr_i_put(&w->o, "</svg>\n");
  return status == STYR_OK ? styr_i_out_status(&w->o, error) : status;
}

styr_status styr_scene_write_svg(const styr_scene *scene, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, scene && sink && sink->write)) return STYR_ERR_ARG;
  svg_writing w = {.scene = scene, .o = {.sink = sink}};
  styr_i_put(&w.o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg");
  put_lang(&w.o, scene->lang);
  styr_i_put(&w.o, " role=\"graphics-document document\" aria-labelledby=\"figure-name\"");
  describe(&w, false);
  put_size(&w);
  styr_i_put(&w.o, "<title id=\"figure-name\"");
  for (size_t i = 0; i < scene->count; i++)
    if (scene->items[i].kind == STYR_ITEM_TEXT && styr_i_has_class(&scene->items[i], "title")) put_lang(&w.o, scene->items[i].lang);
  styr_i_put(&w.o, ">");
  styr_i_xml(&w.o, styr_scene_title(scene), false);
  styr_i_put(&w.o, "</title>\n");
  describe(&w, true);
  if (scene->draft) styr_i_put(&w.o, "<metadata>" STYR_DRAFT_NOTICE "</metadata>\n");
  return put_content(&w, error);
}

styr_status styr_i_svg_embed(const styr_scene *scene, const char *name, const styr_sink *sink, styr_error *error) {
  styr_i_ways ways;
  svg_writing w = {.scene = scene, .o = {.sink = sink}, .ways = &ways};
  styr_status status = styr_i_ways_find(scene, &ways) ? STYR_OK : styr_i_nomem(error);
  styr_i_put(&w.o, "<svg role=\"group\"");
  attribute(&w.o, "aria-label", name);
  put_size(&w);
  if (status == STYR_OK) status = put_content(&w, error);
  styr_i_ways_done(scene, &ways);
  styr_i_free(&scene->a, w.points);
  return status;
}

/* SPDX-License-Identifier: MIT */
/* The shapes that figures are composed of: how sectors, texts and lines look on a screen, blocks of text, stars and numbers in
 * circles, and the ids by which a style sheet finds them. compose.c and legend.c decide what is drawn where. */
#include "figure/figure_i.h"

#include <stdio.h>

const styr_i_sector_style styr_i_sectors[] = {
    {"public", "#bedaef", "#2f5f8f"}, {"private", "#facf9e", "#a8681a"}, {"international", "#cae4c8", "#44793c"},
    {"mixed", "#c9b8e0", "#6b4a97"},  {"unknown", "#d6d6d6", "#7a7a7a"}, {"", "#ffffff", "#7a7a7a"},
};

const styr_i_sector_style styr_i_text_style = {"text", "#fcf5cf", "#6b5d2a"};
const styr_i_sector_style styr_i_denied_style = {"denied", "#ffffff", INK};

const styr_i_line_style styr_i_line_styles[] = {
    [LINE_STATED] = {"stated", "#1d3d5c", 0.9, STYR_STROKE_SOLID, WORD_legend_stated, WORD_line_stated},
    [LINE_INFERRED] = {"inferred", "#7d5ba6", 0.9, STYR_STROKE_SOLID, WORD_legend_inferred, WORD_line_inferred},
    [LINE_ASSUMED] = {"assumed", "#6f7782", 0.8, STYR_STROKE_DASHED, WORD_legend_assumed, WORD_line_assumed},
    [LINE_UNGRADED] = {"ungraded", "#2b62c9", 0.9, STYR_STROKE_SOLID, WORD_legend_ungraded, WORD_line_ungraded},
    [LINE_CONTESTED] = {"contested", "#b3261e", 1.4, STYR_STROKE_DOTTED, WORD_legend_contested, WORD_line_contested},
    [LINE_DENIED] = {"denied", INK, 1.0, STYR_STROKE_DOTTED, WORD_legend_denied, WORD_line_denied},
    [LINE_CASE] = {"case", "#9c1458", 1.8, STYR_STROKE_SOLID, WORD_legend_case, WORD_line_case},
    [LINE_NEXT] = {"next", "#9c1458", 1.0, STYR_STROKE_DASHED, WORD_legend_next, WORD_line_next},
    [LINE_BARE] = {.name = "bare", .stroke = "#9a9a9a", .width = 0.9, .legend = WORD_legend_bare},
};

styr_item styr_i_blank(styr_item_kind kind, const char *id, const char *classes) {
  styr_item item;
  memset(&item, 0, sizeof item);
  item.kind = kind;
  item.id = id;
  item.classes = classes;
  item.label = item.lang = item.note = item.note_lang = item.from = item.to = item.href = item.fill = item.stroke = "";
  item.color = INK;
  item.font_size = BOX_FONT;
  return item;
}

void styr_i_compose_item(styr_i_composing *c, const styr_item *item) {
  c->nomem |= !styr_i_scene_add(c->s, item);
}

/* Ids are ASCII that needs no escaping anywhere; other bytes become _XX, which keeps different ids apart. A long one is cut, and a hash of
 * the whole (FNV-1a, 64 bits) is appended. */
void styr_i_make_id(char *out, size_t size, const char *prefix, const char *id) {
  enum { longest = 160 };
  uint64_t hash = 0xcbf29ce484222325u;
  size_t n = (size_t)snprintf(out, size, "%s", prefix);
  const char *p = id;
  for (; *p && n < longest; p++) {
    const unsigned char ch = (unsigned char)*p;
    const bool plain = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '-' || ch == '.';
    n += (size_t)snprintf(out + n, size - n, plain ? "%c" : "_%02X", ch);
  }
  if (!*p) return;
  for (p = id; *p; p++) hash = (hash ^ (unsigned char)*p) * 0x100000001b3u;
  snprintf(out + n, size - n, "_h%016llx", (unsigned long long)hash);
}

void styr_i_figure_node_id(const styr_map *map, styr_node node, char *out, size_t size) {
  styr_i_make_id(out, size, styr_node_is_text(node) ? "text-" : "actor-", styr_node_id(map, node));
}

/* ---- text blocks ---- */

/* A text that the map does not have in the figure's language is marked with its own language. */
const char *styr_i_other_lang(const styr_i_figure *f, const char *in) {
  return in && *in && f->lang && *f->lang && !styr_i_is_lang(f->map, in, f->lang) ? in : "";
}

const char *styr_i_common_lang(const styr_i_figure *f, const char *const *in, size_t count) {
  const char *first = count ? styr_i_other_lang(f, in[0]) : "";
  for (size_t i = 1; i < count; i++)
    if (!in[i] || !styr_i_same_language(first, in[i])) return "";
  return first;
}

const char *styr_i_node_lang(const styr_i_figure *f, styr_node node) {
  const char *in = "";
  const bool text = styr_node_is_text(node);
  (void)styr_i_text_cell_in(f->map, text ? STYR_TEXTS : STYR_ACTORS, styr_node_row(node), text ? (size_t)TEXT_LABEL : (size_t)ACTOR_LABEL,
                            f->lang, &in);
  return in;
}

/* The name of a box that represents several nodes also has words of the figure's language. */
const char *styr_i_box_lang(const styr_i_figure *f, uint32_t box) {
  return f->boxes[box].more ? "" : styr_i_node_lang(f, f->boxes[box].node);
}

/* Wrapped text from (x, y) down; returns the height. */
double styr_i_compose_text(styr_i_composing *c, const char *id, const char *classes, const char *text, double x, double y, double room,
                           double size, bool bold, const char *color) {
  styr_i_lines lines = {{0}, 0, 0};
  if (!styr_i_wrap(&c->s->a, text, room, size, bold, &lines)) c->nomem = true;
  styr_item t = styr_i_blank(STYR_ITEM_TEXT, id, classes);
  t.label = text;
  t.lang = styr_i_other_lang(c->f, c->in);
  t.lang_from = *t.lang ? c->in_from : 0;
  t.lines = (const char *const *)lines.text;
  t.line_count = lines.count;
  t.x = x;
  t.y = y;
  t.w = lines.width;
  t.h = (double)lines.count * size * LINE_HEIGHT;
  t.font_size = size;
  t.bold = bold;
  t.color = color;
  if (!c->nomem && lines.count) styr_i_compose_item(c, &t);
  for (size_t i = 0; i < lines.count; i++) styr_i_free(&c->s->a, lines.text[i]);
  return t.h;
}

/* ---- marks ---- */

void styr_i_compose_star(styr_i_composing *c, const char *id, const char *says, const char *in, double x, double y) {
  styr_item m = styr_i_blank(STYR_ITEM_MARK, id, "mark star");
  m.label = says;
  m.lang = styr_i_other_lang(c->f, in);
  m.star = true;
  m.x = x;
  m.y = y;
  m.w = m.h = MARK_SIZE;
  m.fill = m.stroke = STAR;
  m.stroke_width = 0.3;
  styr_i_compose_item(c, &m);
}

void styr_i_compose_footnote_mark(styr_i_composing *c, const char *id, const char *number, double x, double y) {
  styr_item m = styr_i_blank(STYR_ITEM_MARK, id, "mark footnote");
  const char *const one[] = {number};
  m.lines = one;
  m.line_count = 1;
  m.x = x;
  m.y = y;
  m.w = m.h = MARK_SIZE;
  m.fill = "#ffffff";
  m.stroke = INK;
  m.stroke_width = 0.5;
  m.font_size = 5.6;
  styr_i_compose_item(c, &m);
}

void styr_i_compose_step_mark(styr_i_composing *c, const char *id, const char *classes, const char *number, double x, double y) {
  styr_item m = styr_i_blank(STYR_ITEM_MARK, id, classes);
  const char *const one[] = {number};
  m.lines = one;
  m.line_count = 1;
  m.x = x;
  m.y = y;
  m.w = m.h = MARK_SIZE;
  m.fill = m.stroke = styr_i_line_styles[LINE_CASE].stroke;
  m.color = "#ffffff";
  m.stroke_width = 0.5;
  m.font_size = 5.4;
  styr_i_compose_item(c, &m);
}

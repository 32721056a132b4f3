/* SPDX-License-Identifier: MIT */
/* The pen for DOT: a scene as an Agraph_t. Boxes, marks, swatches and lines of text become nodes of fixed size and place, lines
 * become edges with their splines. The two lists below name every attribute. All of them are set on every object, because Graphviz
 * keeps defaults for the whole process. Labels are the only free text: backslashes are doubled (an odd number of them at the end
 * would escape the closing quote), `&` is written as an entity (Graphviz expands entities), and characters that XML 1.0 does not
 * allow become U+FFFD. */
#include "graphviz/graphviz_i.h"

#include <math.h>

/* The label comes first. Its default is Graphviz's own, so that an empty label is written: cgraph does not write values that equal the default. */
static const char *const node_attributes[] = {"label",     "shape",     "pos",   "width",    "height",   "fixedsize",
                                              "style",     "fillcolor", "color", "penwidth", "fontname", "fontsize",
                                              "fontcolor", "margin",    "id",    "class",    "URL"};
static const char *const edge_attributes[] = {"pos", "color", "penwidth", "style", "dir", "arrowsize", "id", "class"};
/* PostScript names: with these, every writer of Graphviz finds the family and the weight. */
#define PLAIN_FONT "Helvetica"
#define BOLD_FONT  "Helvetica-Bold"
/* What stands for a break inside a word in a label: a soft hyphen and a visible one. */
#define SOFT_HYPHEN "\xC2\xAD"
#define HYPHEN      "\xE2\x80\x90"

typedef struct building {
  Agraph_t *g;
  Agnode_t *node; /* added last */
  double width, height;
  bool failed;
} building;

/* cgraph takes char * where it only reads and copies. */
static char *lend(const char *text) {
  return (char *)(uintptr_t)text;
}

static void set(building *b, void *object, const char *name, const char *value) {
  if (agset(object, lend(name), lend(value)) != 0) b->failed = true;
}

static void set_number(building *b, void *object, const char *name, double value) {
  char text[40];
  const long long thousandths = llround(value * 10000); /* printf would use the locale's decimal sign */
  const unsigned long long size = thousandths < 0 ? 0 - (unsigned long long)thousandths : (unsigned long long)thousandths;
  snprintf(text, sizeof text, "%s%llu.%04llu", thousandths < 0 ? "-" : "", size / 10000, size % 10000);
  set(b, object, name, text);
}

static size_t put_point(char *to, size_t room, double x, double y, char end) {
  const long long v[2] = {llround(x * 100), llround(y * 100)};
  size_t n = 0;
  for (int i = 0; i < 2; i++) {
    const unsigned long long size = v[i] < 0 ? 0 - (unsigned long long)v[i] : (unsigned long long)v[i];
    n += (size_t)snprintf(to + n, room - n, "%s%llu.%02llu%c", v[i] < 0 ? "-" : "", size / 100, size % 100, i ? end : ',');
  }
  return n;
}

/* ---- labels ---- */

static size_t utf8_length(const unsigned char *p) {
  return *p < 0x80 ? 1 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;
}

/* Whether XML 1.0 allows the character that begins there: controls, U+FFFE and U+FFFF it does not. */
static bool in_xml(const unsigned char *p) {
  if (*p < 0x20 || *p == 0x7F) return false;
  if (*p == 0xC2 && p[1] < 0xA0) return false;                            /* C1 controls */
  return !(*p == 0xEF && p[1] == 0xBF && (p[2] == 0xBE || p[2] == 0xBF)); /* U+FFFE, U+FFFF */
}

/* At most five bytes for each of `text`. */
static size_t encode_text(char *to, const char *text) {
  size_t n = 0;
  for (const unsigned char *p = (const unsigned char *)text; *p;) {
    size_t length = utf8_length(p);
    for (size_t i = 1; i < length; i++) /* the scene is UTF-8; never run over the end all the same */
      if (!p[i]) length = i;
    const char *as = NULL;
    if (*p == '\\') as = "\\\\";
    else if (*p == '&') as = "&amp;";
    else if (!in_xml(p)) as = "\xEF\xBF\xBD";
    const size_t size = as ? strlen(as) : length;
    memcpy(to + n, as ? as : (const char *)p, size);
    n += size;
    p += length;
  }
  return n;
}

/* One line, with a hyphen where it is broken inside a word. */
static size_t encode_line(char *to, const char *line) {
  size_t n = encode_text(to, line);
  const size_t soft = sizeof SOFT_HYPHEN - 1;
  if (n >= soft && memcmp(to + n - soft, SOFT_HYPHEN, soft) == 0) {
    memcpy(to + n, HYPHEN, sizeof HYPHEN - 1);
    n += sizeof HYPHEN - 1;
  }
  return n;
}

static char *encode_label(const char *const *lines, size_t count, const char *end) {
  size_t room = 1, n = 0;
  for (size_t i = 0; i < count; i++) room += strlen(lines[i]) * 5 + 8;
  char *out = malloc(room);
  for (size_t i = 0; out && i < count; i++) {
    const char *line_end = *end || i + 1 == count ? end : "\\n";
    n += encode_line(out + n, lines[i]);
    n += (size_t)snprintf(out + n, room - n, "%s", line_end);
  }
  if (out) out[n] = '\0';
  return out;
}

/* ---- nodes ---- */

static Agnode_t *add_node(building *b, const char *name) {
  if (agnode(b->g, lend(name), 0)) { /* ids are unique in a scene: a second one is an error */
    b->failed = true;
    return NULL;
  }
  Agnode_t *n = agnode(b->g, lend(name), 1);
  if (!n) b->failed = true;
  return n;
}

static void place(building *b, void *node, double x, double y, double w, double h) {
  char pos[80];
  pos[put_point(pos, sizeof pos, x + w / 2, b->height - y - h / 2, '\0')] = '\0';
  set(b, node, "pos", pos);
  set_number(b, node, "width", w / 72);
  set_number(b, node, "height", h / 72);
}

/* What boxes, marks and texts have in common. */
static void add_labelled(building *b, const styr_item *item, const char *id, const char *shape, const char *style, char *label) {
  char *link = malloc(strlen(item->href) * 5 + 1);
  b->node = add_node(b, id);
  if (!b->node || !label || !link) {
    b->failed = true;
  } else {
    link[encode_text(link, item->href)] = '\0';
    set(b, b->node, "label", label);
    set(b, b->node, "shape", shape);
    set(b, b->node, "fixedsize", "shape"); /* with "true", Graphviz warns if its font is wider than ours */
    set(b, b->node, "style", style);
    set(b, b->node, "fillcolor", *item->fill ? item->fill : "#ffffff");
    set(b, b->node, "color", *item->stroke ? item->stroke : "#000000");
    set_number(b, b->node, "penwidth", item->stroke_width);
    set(b, b->node, "fontname", item->bold ? BOLD_FONT : PLAIN_FONT);
    set_number(b, b->node, "fontsize", item->font_size > 0 ? item->font_size : 8);
    set(b, b->node, "fontcolor", *item->color ? item->color : "#000000");
    set(b, b->node, "margin", "0");
    set(b, b->node, "id", id);
    set(b, b->node, "class", item->classes);
    set(b, b->node, "URL", link);
  }
  free(label);
  free(link);
}

static void add_shape(building *b, const styr_item *item) {
  const char *style = item->dash == STYR_STROKE_DASHED ? "filled,dashed" : item->dash == STYR_STROKE_DOTTED ? "filled,dotted" : "filled";
  const char *shape = item->star ? "star" : item->kind == STYR_ITEM_MARK ? "circle" : "box";
  add_labelled(b, item, item->id, shape, style, encode_label(item->lines, item->line_count, ""));
  if (!b->failed) place(b, b->node, item->x, item->y, item->w, item->h);
}

/* The node of a line of text is wider than the text, so that the text starts at the left edge with any font. */
static void add_text(building *b, const styr_item *item, const styr_draw *line) {
  char id[480];
  const double height = item->h / (double)line->line_count, roomy = fmin(item->w * 1.25 + 8, fmax(b->width - item->x, item->w));
  if (line->line_count == 1) snprintf(id, sizeof id, "%s", item->id);
  else snprintf(id, sizeof id, "%s-line-%zu", item->id, line->line + 1);
  add_labelled(b, item, id, "plaintext", "solid", encode_label(item->lines + line->line, 1, "\\l"));
  if (!b->failed) place(b, b->node, item->x, item->y + (double)line->line * height, roomy, height);
}

/* An invisible node: a corner of the page, or an end of a sample line in the legend. */
static Agnode_t *add_anchor(building *b, const char *name, double x, double y) {
  Agnode_t *n = add_node(b, name);
  if (!n) return NULL;
  static const char *const values[][2] = {{"label", ""},
                                          {"shape", "point"},
                                          {"fixedsize", "true"},
                                          {"style", "invis"},
                                          {"fillcolor", "#ffffff"},
                                          {"color", "#ffffff"},
                                          {"penwidth", "0"},
                                          {"fontname", PLAIN_FONT},
                                          {"fontsize", "8"},
                                          {"fontcolor", "#000000"},
                                          {"margin", "0"},
                                          {"class", "anchor"},
                                          {"URL", ""}};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) set(b, n, values[i][0], values[i][1]);
  set(b, n, "id", name);
  place(b, n, x, y, 0, 0);
  return n;
}

/* ---- edges ---- */

/* `pos` holds a line as cubic Bézier pieces, and before them the tip of the arrow. */
static char *encode_curve(const building *b, const styr_draw *curve) {
  const size_t room = 48 * (curve->point_count + 1) + 8;
  char *text = malloc(room);
  if (!text) return NULL;
  size_t n = 0;
  if (curve->head) {
    n = (size_t)snprintf(text, room, "e,");
    n += put_point(text + n, room - n, curve->tip_x, b->height - curve->tip_y, ' ');
  }
  for (size_t i = 0; i < curve->point_count; i++)
    n += put_point(text + n, room - n, curve->points[2 * i], b->height - curve->points[2 * i + 1], ' ');
  text[n - 1] = '\0';
  return text;
}

static void add_line(building *b, const styr_item *item, const styr_draw *curve) {
  char ends[2][440];
  Agnode_t *from = NULL, *to = NULL;
  if (*item->from && *item->to) {
    from = agnode(b->g, lend(item->from), 0);
    to = agnode(b->g, lend(item->to), 0);
  } else {
    snprintf(ends[0], sizeof ends[0], "%s-from", item->id);
    snprintf(ends[1], sizeof ends[1], "%s-to", item->id);
    from = add_anchor(b, ends[0], item->points[0], item->points[1]);
    to = add_anchor(b, ends[1], item->points[2 * item->point_count - 2], item->points[2 * item->point_count - 1]);
  }
  Agedge_t *e = from && to ? agedge(b->g, from, to, lend(item->id), 1) : NULL;
  char *pos = encode_curve(b, curve);
  if (!e || !pos) {
    b->failed = true;
    free(pos);
    return;
  }
  set(b, e, "pos", pos);
  set(b, e, "color", *item->stroke ? item->stroke : "#000000");
  set_number(b, e, "penwidth", item->stroke_width);
  set(b, e, "style", item->dash == STYR_STROKE_DASHED ? "dashed" : item->dash == STYR_STROKE_DOTTED ? "dotted" : "solid");
  set(b, e, "dir", curve->head ? "forward" : "none");
  set(b, e, "arrowsize", "0.5");
  set(b, e, "id", item->id);
  set(b, e, "class", item->classes);
  free(pos);
}

/* ---- the graph ---- */

static void declare(building *b, bool draft) {
  char box[64];
  memcpy(box, "0,0,", 4);
  box[4 + put_point(box + 4, sizeof box - 4, b->width, b->height, '\0')] = '\0';
  const char *const graph[][2] = {{"layout", "nop2"}, {"charset", "UTF-8"},   {"bb", box},         {"pad", "0"},
                                  {"margin", "0"},    {"bgcolor", "#ffffff"}, {"splines", "true"}, {"outputorder", "nodesfirst"}};
  for (size_t i = 0; i < sizeof graph / sizeof *graph; i++)
    if (!agattr(b->g, AGRAPH, lend(graph[i][0]), lend(graph[i][1]))) b->failed = true;
  if (draft && !agattr(b->g, AGRAPH, lend("comment"), lend(STYR_DRAFT_NOTICE))) b->failed = true;
  for (size_t i = 0; i < sizeof node_attributes / sizeof *node_attributes; i++)
    if (!agattr(b->g, AGNODE, lend(node_attributes[i]), lend(i ? "" : "\\N"))) b->failed = true;
  for (size_t i = 0; i < sizeof edge_attributes / sizeof *edge_attributes; i++)
    if (!agattr(b->g, AGEDGE, lend(edge_attributes[i]), lend(""))) b->failed = true;
}

/* A pen: boxes and marks become nodes, each line of a text a node, lines edges. */
static int draw(void *ctx, const styr_draw *what) {
  building *b = ctx;
  const styr_item *item = what->item;
  if (what->kind == STYR_DRAW_CURVE && !what->hyphen && item->kind == STYR_ITEM_LINE) add_line(b, item, what);
  else if (what->kind == STYR_DRAW_TEXT && item->kind == STYR_ITEM_TEXT) add_text(b, item, what);
  else if (what->kind == STYR_DRAW_ITEM && item->kind != STYR_ITEM_LINE && item->kind != STYR_ITEM_TEXT) add_shape(b, item);
  return b->failed ? -1 : 0;
}

Agraph_t *styr_g_build(const styr_scene *scene) {
  building b = {agopen(lend("figure"), Agdirected, NULL), NULL, styr_scene_width(scene), styr_scene_height(scene), false};
  const styr_pen pen = {&b, draw};
  if (!b.g) return NULL;
  declare(&b, styr_scene_is_draft(scene));
  add_anchor(&b, "page-top", 0, 0); /* they make the page as large as the scene */
  add_anchor(&b, "page-bottom", b.width, b.height);
  if (!b.failed && styr_scene_draw(scene, &pen, NULL) == STYR_OK) return b.g;
  agclose(b.g);
  return NULL;
}

/* SPDX-License-Identifier: MIT */
/* A scene as an Agraph_t. Boxes, marks, texts and swatches become nodes of fixed size and place, lines become edges
 * with their splines. Which attributes may be set stands in two lists below and nowhere else; all of them are set on
 * every object, so that no default of the process shows through. Labels are the only free text: backslashes are
 * doubled (a value never ends in an odd number of them, which would open its closing quote), `&` is written as an
 * entity (Graphviz expands entities), and what XML 1.0 does not allow becomes U+FFFD. */
#include "graphviz/graphviz_i.h"

#include <math.h>

/* The label comes first. Its default is Graphviz's own, so that an empty one is written out: DOT leaves defaults away. */
static const char *const node_attributes[] = {"label",     "shape",     "pos",   "width",    "height",   "fixedsize",
                                              "style",     "fillcolor", "color", "penwidth", "fontname", "fontsize",
                                              "fontcolor", "margin",    "id",    "class",    "URL"};
static const char *const edge_attributes[] = {"pos", "color", "penwidth", "style", "dir", "arrowsize", "id", "class"};
/* Families of one metric, best known first; pango reads a style behind the list, which polish.c makes SVG's own. */
static const char *const font = FONT_FAMILIES, *const bold_font = FONT_FAMILIES BOLD_SUFFIX;

typedef struct building {
  Agraph_t *g;
  double width, height;
  bool failed, xml;
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

bool styr_g_in_xml(const unsigned char *p) {
  if (*p < 0x20 || *p == 0x7F) return false;
  if (*p == 0xC2 && p[1] < 0xA0) return false;                            /* C1 controls */
  return !(*p == 0xEF && p[1] == 0xBF && (p[2] == 0xBE || p[2] == 0xBF)); /* U+FFFE, U+FFFF */
}

static size_t encode_text(char *to, const char *text) {
  size_t n = 0;
  for (const unsigned char *p = (const unsigned char *)text; *p;) {
    size_t length = utf8_length(p);
    for (size_t i = 1; i < length; i++) /* the scene is UTF-8; never run over the end all the same */
      if (!p[i]) length = i;
    const char *as = NULL;
    if (*p == '\\') as = "\\\\";
    else if (*p == '&') as = "&amp;";
    else if (!styr_g_in_xml(p)) as = "\xEF\xBF\xBD";
    const size_t size = as ? strlen(as) : length;
    memcpy(to + n, as ? as : (const char *)p, size);
    n += size;
    p += length;
  }
  return n;
}

static char *encode_label(const styr_item *item) {
  size_t room = 1;
  for (size_t i = 0; i < item->line_count; i++) room += strlen(item->lines[i]) * 5 + 8;
  char *out = malloc(room);
  if (!out) return NULL;
  size_t n = 0;
  for (size_t i = 0; i < item->line_count; i++) {
    n += encode_text(out + n, item->lines[i]);
    const size_t soft = sizeof SOFT_HYPHEN - 1;
    if (n >= soft && memcmp(out + n - soft, SOFT_HYPHEN, soft) == 0) {
      memcpy(out + n, HYPHEN, sizeof HYPHEN - 1);
      n += sizeof HYPHEN - 1;
    }
    const char *end = item->kind == STYR_ITEM_TEXT ? "\\l" : i + 1 < item->line_count ? "\\n" : "";
    memcpy(out + n, end, strlen(end));
    n += strlen(end);
  }
  out[n] = '\0';
  return out;
}

/* In a URL `&` must be an entity where Graphviz writes it into XML as it is, and only there. */
static char *encode_link(const char *href, bool xml) {
  if (!xml) return strdup(href);
  char *out = malloc(strlen(href) * 5 + 1);
  if (out) out[encode_text(out, href)] = '\0';
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

static void add_shape(building *b, const styr_item *item) {
  Agnode_t *n = add_node(b, item->id);
  char *label = encode_label(item), *link = encode_link(item->href, b->xml);
  if (!n || !label || !link) {
    b->failed = true;
  } else {
    const bool bare = item->kind == STYR_ITEM_TEXT;
    set(b, n, "label", label);
    set(b, n, "shape", bare ? "plaintext" : item->star ? "star" : item->kind == STYR_ITEM_MARK ? "circle" : "box");
    /* a text's node is roomier than the text, so that its lines start at the left edge whatever font is at hand */
    const double roomy = fmin(item->w * 1.25 + 8, fmax(b->width - item->x, item->w));
    place(b, n, item->x, item->y, bare ? roomy : item->w, item->h);
    set(b, n, "fixedsize", "true");
    set(b, n, "style",
        bare                               ? "solid"
        : item->dash == STYR_STROKE_DASHED ? "filled,dashed"
        : item->dash == STYR_STROKE_DOTTED ? "filled,dotted"
                                           : "filled");
    set(b, n, "fillcolor", *item->fill ? item->fill : "#ffffff");
    set(b, n, "color", *item->stroke ? item->stroke : "#000000");
    set_number(b, n, "penwidth", item->stroke_width);
    set(b, n, "fontname", item->bold ? bold_font : font);
    set_number(b, n, "fontsize", item->font_size > 0 ? item->font_size : 8);
    set(b, n, "fontcolor", *item->color ? item->color : "#000000");
    set(b, n, "margin", "0");
    set(b, n, "id", item->id);
    set(b, n, "class", item->classes);
    set(b, n, "URL", link);
  }
  free(label);
  free(link);
}

/* A node that only holds a place: a corner of the page, an end of a legend's sample line. */
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
                                          {"fontname", FONT_FAMILIES},
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

enum { MOST_POINTS = 64 };

typedef struct spline {
  char text[4096];
  size_t used;
  double height;
} spline;

static void curve(spline *s, double ax, double ay, double bx, double by, double cx, double cy) {
  s->used += put_point(s->text + s->used, sizeof s->text - s->used, ax, s->height - ay, ' ');
  s->used += put_point(s->text + s->used, sizeof s->text - s->used, bx, s->height - by, ' ');
  s->used += put_point(s->text + s->used, sizeof s->text - s->used, cx, s->height - cy, ' ');
}

/* A polyline with rounded corners as cubic Bézier pieces, the form in which `pos` holds a line. */
/* The head of an arrow is outlined as broadly as its line is: that of a broad one ends as much before. */
static void trace(spline *s, const double *p, size_t count, bool arrow, double width) {
  const double radius = 2.2, head = 5, before = width > 2 ? width : 0;
  double end_x = p[2 * count - 2], end_y = p[2 * count - 1];
  s->used = 0;
  if (arrow) {
    const double dx = end_x - p[2 * count - 4], dy = end_y - p[2 * count - 3], length = hypot(dx, dy);
    if (length > head + before) {
      end_x -= dx / length * before;
      end_y -= dy / length * before;
    }
    s->used = (size_t)snprintf(s->text, sizeof s->text, "e,");
    s->used += put_point(s->text + s->used, sizeof s->text - s->used, end_x, s->height - end_y, ' ');
    if (length > head + before) {
      end_x -= dx / length * head;
      end_y -= dy / length * head;
    }
  }
  s->used += put_point(s->text + s->used, sizeof s->text - s->used, p[0], s->height - p[1], ' ');
  double x = p[0], y = p[1];
  for (size_t i = 1; i < count; i++) {
    const bool last = i + 1 == count;
    const double tx = last ? end_x : p[2 * i], ty = last ? end_y : p[2 * i + 1];
    const double length = hypot(tx - x, ty - y);
    double r = 0;
    if (!last) {
      const double next = hypot(p[2 * i + 2] - tx, p[2 * i + 3] - ty);
      r = fmin(radius, fmin(length, next) / 2);
    }
    const double sx = length > 0 ? tx - (tx - x) / length * r : tx, sy = length > 0 ? ty - (ty - y) / length * r : ty;
    curve(s, x, y, sx, sy, sx, sy);
    x = sx;
    y = sy;
    if (last || r <= 0) continue;
    const double next = hypot(p[2 * i + 2] - tx, p[2 * i + 3] - ty);
    const double ex = tx + (p[2 * i + 2] - tx) / next * r, ey = ty + (p[2 * i + 3] - ty) / next * r;
    curve(s, (x + 2 * tx) / 3, (y + 2 * ty) / 3, (ex + 2 * tx) / 3, (ey + 2 * ty) / 3, ex, ey);
    x = ex;
    y = ey;
  }
  if (s->used) s->text[s->used - 1] = '\0';
}

static void add_line(building *b, const styr_item *item, spline *s) {
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
  if (!e) {
    b->failed = true;
    return;
  }
  /* A broken line is drawn from its end, so that a dash touches the ruled box, however short the last piece is. */
  double turned[2 * MOST_POINTS];
  const double *points = item->points;
  if (item->dash != STYR_STROKE_SOLID && !item->arrow && item->point_count <= MOST_POINTS) {
    for (size_t i = 0; i < item->point_count; i++)
      memcpy(turned + 2 * i, item->points + 2 * (item->point_count - 1 - i), 2 * sizeof *turned);
    points = turned;
  }
  s->height = b->height;
  trace(s, points, item->point_count, item->arrow, item->stroke_width);
  set(b, e, "pos", s->text);
  set(b, e, "color", *item->stroke ? item->stroke : "#000000");
  set_number(b, e, "penwidth", item->stroke_width);
  set(b, e, "style", item->dash == STYR_STROKE_DASHED ? "dashed" : item->dash == STYR_STROKE_DOTTED ? "dotted" : "solid");
  set(b, e, "dir", item->arrow ? "forward" : "none");
  set(b, e, "arrowsize", "0.5");
  set(b, e, "id", item->id);
  set(b, e, "class", item->classes);
}

/* ---- the graph ---- */

static void declare(building *b, double width, double height, unsigned dpi) {
  char resolution[16], box[64];
  snprintf(resolution, sizeof resolution, "%u", dpi);
  memcpy(box, "0,0,", 4);
  box[4 + put_point(box + 4, sizeof box - 4, width, height, '\0')] = '\0';
  const char *const graph[][2] = {
      {"layout", "nop2"},     {"charset", "UTF-8"},          {"bb", box},         {"pad", "0"},       {"margin", "0"},
      {"bgcolor", "#ffffff"}, {"outputorder", "edgesfirst"}, {"splines", "true"}, {"dpi", resolution}};
  for (size_t i = 0; i < sizeof graph / sizeof *graph; i++) {
    if (strcmp(graph[i][0], "dpi") == 0 && !dpi) continue;
    if (!agattr(b->g, AGRAPH, lend(graph[i][0]), lend(graph[i][1]))) b->failed = true;
  }
  for (size_t i = 0; i < sizeof node_attributes / sizeof *node_attributes; i++)
    if (!agattr(b->g, AGNODE, lend(node_attributes[i]), lend(i ? "" : "\\N"))) b->failed = true;
  for (size_t i = 0; i < sizeof edge_attributes / sizeof *edge_attributes; i++)
    if (!agattr(b->g, AGEDGE, lend(edge_attributes[i]), lend(""))) b->failed = true;
}

/* What a draft says stands in the graph, too, where programs look. */
static void declare_draft(building *b) {
  if (!agattr(b->g, AGRAPH, lend("comment"), lend(STYR_DRAFT_NOTICE))) b->failed = true;
}

Agraph_t *styr_g_build(const styr_scene *scene, unsigned dpi, bool xml) {
  building b = {agopen(lend("figure"), Agdirected, NULL), styr_scene_width(scene), styr_scene_height(scene), false, xml};
  spline *s = malloc(sizeof *s);
  if (!b.g || !s) {
    free(s);
    if (b.g) agclose(b.g);
    return NULL;
  }
  declare(&b, styr_scene_width(scene), b.height, dpi);
  if (styr_scene_is_draft(scene)) declare_draft(&b);
  add_anchor(&b, "page-top", 0, 0); /* the page reaches to these corners, whatever is drawn */
  add_anchor(&b, "page-bottom", styr_scene_width(scene), b.height);
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    if (item.kind != STYR_ITEM_LINE) add_shape(&b, &item);
  }
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    if (item.kind == STYR_ITEM_LINE) add_line(&b, &item, s);
  }
  free(s);
  if (!b.failed) return b.g;
  agclose(b.g);
  return NULL;
}

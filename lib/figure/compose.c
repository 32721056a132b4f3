/* SPDX-License-Identifier: MIT */
/* From placed boxes and routed lines to the shapes of a scene: title, names of the levels, boxes with their marks, lines,
 * and beneath them a legend that explains every sign that is drawn and no other, the footnotes and the caption. */
#include "figure_i.h"

#include <math.h>
#include <stdio.h>

typedef struct composing {
  const styr_i_figure *f;
  styr_scene *s;
  bool nomem;
} composing;

#define INK  "#1d2733"
#define SOFT "#5b6673"
#define STAR "#1d2733"

typedef struct sector_style {
  const char *sector, *fill, *stroke;
} sector_style;
static const sector_style sectors[] = {
    {"public", "#b9d3ec", "#2f5f8f"}, {"private", "#fdebcd", "#a8681a"}, {"international", "#eaf5e6", "#44793c"},
    {"mixed", "#e6dcf2", "#6b4a97"},  {"unknown", "#ececec", "#7a7a7a"}, {"", "#f4f4f4", "#7a7a7a"},
};

static const sector_style denied_style = {"denied", "#ffffff", INK};

typedef struct line_style {
  const char *name, *stroke;
  double width;
  styr_stroke dash;
  const char *da, *en;
} line_style;
static const line_style styles[] = {
    [LINE_STATED] = {"stated", "#1d3d5c", 0.9, STYR_STROKE_SOLID, "Styringsforbindelse, oplyst i en kilde",
                     "Ruling relation, stated in a source"},
    [LINE_INFERRED] = {"inferred", "#7d5ba6", 0.9, STYR_STROKE_SOLID, "Udledt af en kilde", "Inferred from a source"},
    [LINE_ASSUMED] = {"assumed", "#6f7782", 0.8, STYR_STROKE_DASHED, "Antaget, står ikke i kilderne", "Assumed, not in the sources"},
    [LINE_UNGRADED] = {"ungraded", "#1d3d5c", 0.9, STYR_STROKE_SOLID, "Styringsforbindelse", "Ruling relation"},
    [LINE_CONTESTED] = {"contested", "#b3261e", 1.0, STYR_STROKE_DOTTED, "Omstridt: påstande i konflikt", "Contested: claims in conflict"},
    [LINE_BARE] = {"bare", "#9a9a9a", 0.9, STYR_STROKE_SOLID, "Fra ikke-offentlige kilder", "From sources that are not public"},
};

static bool danish(const styr_i_figure *f) {
  return f->lang && strncmp(f->lang, "da", 2) == 0;
}

static const sector_style *sector_of(const char *sector) {
  size_t i = 0;
  while (*sectors[i].sector && strcmp(sectors[i].sector, sector) != 0) i++;
  return &sectors[i];
}

static styr_item blank(styr_item_kind kind, const char *id, const char *classes) {
  styr_item item;
  memset(&item, 0, sizeof item);
  item.kind = kind;
  item.id = id;
  item.classes = classes;
  item.label = item.from = item.to = item.href = item.fill = item.stroke = "";
  item.color = INK;
  item.font_size = BOX_FONT;
  return item;
}

static void add(composing *c, const styr_item *item) {
  c->nomem |= !styr_i_scene_add(c->s, item);
}

/* Ids are ASCII that needs no escaping anywhere; other bytes become _XX, which keeps different ids apart. A long one is
 * cut, and a hash of the whole (FNV-1a, 64 bits) put behind it. */
static void make_id(char *out, size_t size, const char *prefix, const char *id) {
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
  make_id(out, size, styr_node_is_text(node) ? "text-" : "actor-", styr_node_id(map, node));
}

static void box_id(const styr_i_figure *f, const styr_i_box *b, char *out, size_t size) {
  styr_i_figure_node_id(f->map, b->node, out, size);
}

/* ---- text blocks ---- */

/* Wrapped text from (x, y) down; returns the height. */
static double text_block(composing *c, const char *id, const char *classes, const char *text, double x, double y, double room, double size,
                         bool bold, const char *color) {
  styr_i_lines lines = {{0}, 0, 0};
  if (!styr_i_wrap(&c->s->a, text, room, size, bold, &lines)) c->nomem = true;
  char line_id[80];
  for (size_t i = 0; i < lines.count && !c->nomem; i++) {
    styr_item t = blank(STYR_ITEM_TEXT, line_id, classes);
    if (lines.count > 1) snprintf(line_id, sizeof line_id, "%s-%zu", id, i + 1);
    else snprintf(line_id, sizeof line_id, "%s", id);
    const char *const one[] = {lines.text[i]};
    t.lines = one;
    t.line_count = 1;
    t.x = x;
    t.y = y + (double)i * size * LINE_HEIGHT;
    t.h = size * LINE_HEIGHT;
    t.w = styr_text_width(lines.text[i], size, bold) +
          (strlen(lines.text[i]) > 2 && strcmp(lines.text[i] + strlen(lines.text[i]) - 2, "\xC2\xAD") == 0 ? size * 0.34 : 0);
    t.font_size = size;
    t.bold = bold;
    t.color = color;
    add(c, &t);
  }
  for (size_t i = 0; i < lines.count; i++) styr_i_free(&c->s->a, lines.text[i]);
  return (double)lines.count * size * LINE_HEIGHT;
}

/* ---- marks ---- */

static void star(composing *c, const char *id, double x, double y) {
  styr_item m = blank(STYR_ITEM_MARK, id, "mark star");
  m.star = true;
  m.x = x;
  m.y = y;
  m.w = m.h = MARK_SIZE;
  m.fill = m.stroke = STAR;
  m.stroke_width = 0.3;
  add(c, &m);
}

static void footnote_mark(composing *c, const char *id, const char *number, double x, double y) {
  styr_item m = blank(STYR_ITEM_MARK, id, "mark footnote");
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
  add(c, &m);
}

/* ---- boxes and lines ---- */

static void compose_box(composing *c, const styr_i_box *b) {
  const styr_map *map = c->f->map;
  const sector_style *style = sector_of(b->sector);
  char id[256], mark_id[300], classes[320], kind[256];
  box_id(c->f, b, id, sizeof id);
  make_id(kind, sizeof kind, "kind-", styr_node_kind(map, b->node));
  snprintf(classes, sizeof classes, "box%s%s%s %s %s", b->bar ? " bar" : "", b->head ? " head" : "", b->denied ? " denied" : "",
           *style->sector ? style->sector : "no-sector", kind);
  styr_item item = blank(STYR_ITEM_BOX, id, classes);
  const char *const *lines = (const char *const *)b->lines.text;
  char *plain = NULL;
  const size_t n = strlen(b->label);
  plain = styr_i_alloc(&c->s->a, n + 1); /* the label without soft hyphens */
  if (!plain) {
    c->nomem = true;
    return;
  }
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    if (strncmp(b->label + i, "\xC2\xAD", 2) == 0) i++;
    else plain[used++] = b->label[i];
  }
  plain[used] = '\0';
  item.label = plain;
  item.href = styr_i_link_allowed(styr_node_uri(map, b->node)) ? styr_node_uri(map, b->node) : "";
  item.x = b->x;
  item.y = b->y;
  item.w = b->w;
  item.h = b->h;
  item.lines = lines;
  item.line_count = b->lines.count;
  item.font_size = styr_i_box_font(b);
  item.bold = b->bar || b->head;
  item.fill = b->bar ? "#1d3d5c" : style->fill;
  item.stroke = b->bar ? "#1d3d5c" : style->stroke;
  item.color = b->bar ? "#ffffff" : INK;
  item.stroke_width = b->head ? 1.0 : 0.7;
  if (b->denied) {
    item.stroke = INK;
    item.stroke_width = 1.8;
  }
  add(c, &item);
  styr_i_free(&c->s->a, plain);
  snprintf(mark_id, sizeof mark_id, "mark-%s", id);
  if (*b->mark) star(c, mark_id, b->x + 2, b->y + 2);
  snprintf(mark_id, sizeof mark_id, "note-%s", id);
  if (*b->footnote) footnote_mark(c, mark_id, b->footnote, b->x + b->w - MARK_SIZE - 2, b->y + 2);
}

static void compose_line(composing *c, const styr_i_line *l, const double *points, size_t count, size_t number) {
  const styr_i_figure *f = c->f;
  const line_style *style = &styles[l->style];
  char id[40], label[400], classes[80], from[256], to[256];
  snprintf(id, sizeof id, "line-%zu", number);
  snprintf(classes, sizeof classes, "line %s%s", style->name, l->via_text ? " via-text" : "");
  styr_item item = blank(STYR_ITEM_LINE, id, classes);
  if (l->style == LINE_BARE)
    snprintf(label, sizeof label, "%s → %s", styr_node_label(f->map, f->boxes[l->from].node, f->lang),
             styr_node_label(f->map, f->boxes[l->to].node, f->lang));
  else
    snprintf(label, sizeof label, "%s → %s: %s (%s)", styr_node_label(f->map, f->boxes[l->from].node, f->lang),
             styr_node_label(f->map, f->boxes[l->to].node, f->lang),
             styr_vocab_label(f->map, "tie", styr_tie_type(f->map, l->tie), f->lang), style->name);
  label[styr_i_utf8_cut(label, strlen(label), sizeof label - 4)] = '\0';
  item.label = label;
  box_id(f, &f->boxes[l->from], from, sizeof from);
  box_id(f, &f->boxes[l->to], to, sizeof to);
  item.from = from;
  item.to = to;
  item.stroke = style->stroke;
  item.stroke_width = style->width;
  item.dash = style->dash;
  item.arrow = f->boxes[l->to].bar;
  item.points = points;
  item.point_count = count;
  if (count >= 2) add(c, &item);
}

/* ---- nets: a trunk is drawn once, the others branch off it ---- */

typedef struct way {
  double points[2 * STYR_I_MOST_CORNERS], length;
  size_t count, line;
} way;

static void trace_way(const styr_i_figure *f, size_t line, way *out) {
  const styr_i_line *l = &f->lines[line];
  out->line = line;
  out->count = 0;
  out->length = 0;
  for (size_t i = 0; i < l->corner_count; i++) {
    double x, y;
    styr_i_figure_corner(f, l, &l->corners[i], &x, &y);
    double *p = out->points + 2 * out->count;
    if (out->count) {
      const double step = hypot(x - p[-2], y - p[-1]);
      if (step < 0.01) continue;
      out->length += step;
    }
    p[0] = x;
    p[1] = y;
    out->count++;
  }
}

static bool lies_on(const way *w, double x, double y) {
  for (size_t i = 0; i + 1 < w->count; i++) {
    const double *a = w->points + 2 * i, *b = a + 2;
    const bool in_x = x >= fmin(a[0], b[0]) - 0.01 && x <= fmax(a[0], b[0]) + 0.01;
    const bool in_y = y >= fmin(a[1], b[1]) - 0.01 && y <= fmax(a[1], b[1]) + 0.01;
    if (in_x && in_y && (fabs(a[0] - b[0]) < 0.01 || fabs(a[1] - b[1]) < 0.01)) return true;
  }
  return false;
}

static int compare_ways(const void *a, const void *b) {
  const way *x = a, *y = b;
  if (fabs(x->length - y->length) > 0.01) return x->length > y->length ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}

/* All lines of one net, the longest first; each further one from the last corner that is drawn already. */
static void compose_net(composing *c, way *ways, size_t count) {
  qsort(ways, count, sizeof *ways, compare_ways);
  for (size_t i = 0; i < count; i++) {
    const way *w = &ways[i];
    size_t from = 0;
    for (size_t k = c->f->options->whole_lines ? 0 : w->count; i && k-- > 1 && !from;)
      for (size_t earlier = 0; earlier < i && !from; earlier++)
        if (k + 1 < w->count && lies_on(&ways[earlier], w->points[2 * k], w->points[2 * k + 1])) from = k;
    compose_line(c, &c->f->lines[w->line], w->points + 2 * from, w->count - from, w->line + 1);
  }
}

static void compose_lines(composing *c) {
  const styr_i_figure *f = c->f;
  way *ways = styr_i_zalloc(&c->s->a, f->line_count, sizeof *ways);
  if (!ways) {
    c->nomem = true;
    return;
  }
  for (uint32_t net = 0; net < f->net_count && !c->nomem; net++) {
    size_t count = 0;
    for (size_t i = 0; i < f->line_count; i++)
      if (f->lines[i].net == net) trace_way(f, i, &ways[count++]);
    compose_net(c, ways, count);
  }
  styr_i_free(&c->s->a, ways);
}

/* ---- around the field ---- */

static void level_names(composing *c, double x) {
  const styr_i_figure *f = c->f;
  char id[40];
  for (uint32_t band = 0; band < f->bands; band++) {
    const styr_i_box *b = NULL;
    for (size_t i = 0; i < f->box_count && !b; i++)
      if (f->boxes[i].band == band && !f->boxes[i].bar) b = &f->boxes[i];
    if (!b) continue;
    const char *name = "";
    for (size_t i = 0; i < styr_vocab_count(f->map) && !*name; i++) { /* the level that most boxes of the band have */
      const styr_term t = styr_vocab_get(f->map, i);
      size_t here = 0, best = 0;
      if (strcmp(t.set, "level") != 0) continue;
      for (size_t k = 0; k < f->box_count; k++)
        if (f->boxes[k].band == band) here += strcmp(f->boxes[k].level, t.term) == 0, best++;
      if (here * 2 > best) name = t.term;
    }
    if (!*name) continue;
    snprintf(id, sizeof id, "level-%u", band);
    text_block(c, id, "level", styr_vocab_label(f->map, "level", name, f->lang), x, f->band_y[band] + 2, 46, 6.4, false, SOFT);
  }
}

typedef struct entry { /* a legend entry */
  const char *text;
  int kind; /* 0 sector or other box, 1 star, 2 line, 3 arrow, 4 words only */
  const void *style;
} entry;

static size_t legend_entries(const styr_i_figure *f, entry *out, char (*texts)[200], size_t most) {
  size_t n = 0;
  const bool da = danish(f);
  for (size_t i = 0; i + 1 < sizeof sectors / sizeof *sectors && n < most; i++) {
    bool used = false;
    for (size_t k = 0; k < f->box_count && !used; k++) used = !f->boxes[k].bar && strcmp(f->boxes[k].sector, sectors[i].sector) == 0;
    if (used) out[n++] = (entry){styr_vocab_label(f->map, "sector", sectors[i].sector, f->lang), 0, &sectors[i]};
  }
  size_t denied = 0;
  for (size_t k = 0; k < f->box_count; k++) denied += f->boxes[k].denied;
  if (denied && n < most) {
    snprintf(texts[n], sizeof texts[n], da ? "Ikke forankret: benægtet i en kilde (%zu)" : "Not anchored: denied in a source (%zu)",
             denied);
    out[n] = (entry){texts[n], 0, &denied_style};
    n++;
  }
  for (size_t k = 0; k < f->box_count && n < most; k++) {
    if (!*f->boxes[k].mark) continue;
    out[n++] = (entry){styr_vocab_label(f->map, "mark", f->boxes[k].mark, f->lang), 1, NULL};
    break;
  }
  for (size_t i = 0; i < sizeof styles / sizeof *styles && n < most; i++) {
    size_t count = 0;
    for (size_t k = 0; k < f->line_count; k++) count += f->lines[k].style == i && (f->lines[k].bare || !f->boxes[f->lines[k].to].bar);
    if (count) {
      snprintf(texts[n], sizeof texts[n], "%s (%zu)", da ? styles[i].da : styles[i].en, count);
      out[n] = (entry){texts[n], 2, &styles[i]};
      n++;
    }
  }
  for (size_t k = 0; k < f->line_count && n < most; k++) { /* lines into a bar carry a head: say what they are */
    if (!f->boxes[f->lines[k].to].bar || f->lines[k].bare) continue;
    const char *who = styr_node_label(f->map, f->boxes[f->lines[k].from].node, f->lang);
    const char *does = styr_vocab_label(f->map, "tie", styr_tie_type(f->map, f->lines[k].tie), f->lang);
    snprintf(texts[n], sizeof texts[n], "%.*s %.*s", (int)styr_i_utf8_cut(who, strlen(who), 90), who,
             (int)styr_i_utf8_cut(does, strlen(does), 90), does);
    out[n] = (entry){texts[n], 3, &styles[f->lines[k].style]};
    n++;
    break;
  }
  if (f->hidden && n < most) {
    snprintf(texts[n], sizeof texts[n], da ? "%zu antagne forbindelser er ikke vist" : "%zu assumed relations are not shown", f->hidden);
    out[n] = (entry){texts[n], 4, NULL};
    n++;
  }
  return n;
}

static double legend_entry(composing *c, const entry *e, size_t number, double x, double y, double room) {
  char id[40];
  const double middle = y + BOX_FONT * LINE_HEIGHT / 2;
  snprintf(id, sizeof id, "legend-%zu", number);
  if (e->kind == 0) {
    const sector_style *s = e->style;
    char classes[64];
    snprintf(classes, sizeof classes, "legend swatch %s", s->sector);
    styr_item r = blank(STYR_ITEM_RECT, id, classes);
    r.x = x;
    r.y = middle - 4;
    r.w = 18;
    r.h = 8;
    r.fill = s->fill;
    r.stroke = s->stroke;
    r.stroke_width = s == &denied_style ? 1.8 : 0.7;
    add(c, &r);
  } else if (e->kind == 1) {
    star(c, id, x + 5, middle - MARK_SIZE / 2);
  } else if (e->kind != 4) {
    const line_style *s = e->style;
    char classes[64];
    snprintf(classes, sizeof classes, "legend line %s", s->name);
    styr_item l = blank(STYR_ITEM_LINE, id, classes);
    const double across[] = {x, middle, x + 18, middle}, up[] = {x + 9, middle + 5, x + 9, middle - 5};
    l.stroke = s->stroke;
    l.stroke_width = s->width;
    l.dash = s->dash;
    l.arrow = e->kind == 3;
    l.points = e->kind == 3 ? up : across;
    l.point_count = 2;
    add(c, &l);
  }
  snprintf(id, sizeof id, "legend-text-%zu", number);
  return text_block(c, id, "legend", e->text, x + 24, y, room - 24, BOX_FONT, false, INK);
}

static double compose_legend(composing *c, double x, double y, double room, double x2, double room2) {
  entry entries[24];
  char texts[24][200];
  const size_t count = legend_entries(c->f, entries, texts, 24);
  double left = y, right = y;
  for (size_t i = 0; i < count; i++) {
    const bool signs = entries[i].kind < 2; /* boxes and marks to the left, lines to the right */
    double *at = signs ? &left : &right;
    *at += legend_entry(c, &entries[i], i + 1, signs ? x : x2, *at, signs ? room : room2) + 3.5;
  }
  return fmax(left, right);
}

static bool has_footnotes(const styr_i_figure *f) {
  for (size_t k = 0; k < f->box_count; k++)
    if (*f->boxes[k].footnote) return true;
  return false;
}

static double compose_footnotes(composing *c, double x, double y, double room) {
  const styr_i_figure *f = c->f;
  char id[60];
  size_t drawn = 0;
  for (size_t i = 0; i < f->map->footnote_count; i++) {
    const char *mark = styr_i_str(&f->map->strings, f->map->footnotes[i][0]);
    bool used = false;
    for (size_t k = 0; k < f->box_count && !used; k++) used = strcmp(f->boxes[k].footnote, mark) == 0;
    if (!used) continue;
    snprintf(id, sizeof id, "footnote-mark-%zu", ++drawn);
    footnote_mark(c, id, mark, x, y + 0.5);
    snprintf(id, sizeof id, "footnote-%zu", drawn);
    y += text_block(c, id, "footnote", styr_i_str(&f->map->strings, f->map->footnotes[i][1]), x + 13, y, room - 13, BOX_FONT, false, INK) +
         2.5;
  }
  return y;
}

styr_status styr_i_figure_compose(const styr_i_figure *f, styr_scene *scene, styr_error *error) {
  composing c = {f, scene, false};
  const double margin = PAGE_MARGIN, width = f->right + margin, inner = width - 2 * margin;
  text_block(&c, "title", "title", scene->title, margin, margin - 4, inner, TITLE_FONT, true, INK);
  level_names(&c, margin);
  compose_lines(&c);
  for (size_t i = 0; i < f->box_count; i++) compose_box(&c, &f->boxes[i]);
  const double y = f->bottom + 22, third = inner / (has_footnotes(f) ? 3 : 2);
  const double legend = compose_legend(&c, margin, y, third - 16, margin + third, third - 16);
  const double notes = compose_footnotes(&c, margin + 2 * third, y, third);
  double bottom = fmax(legend, notes);
  const char *caption = styr_map_meta(f->map, STYR_META_FIGURE_CAPTION);
  if (*caption) bottom += 6 + text_block(&c, "caption", "caption", caption, margin, bottom + 6, inner, 6.8, false, SOFT);
  scene->width = width;
  scene->height = bottom + margin - 8;
  scene->hidden = f->hidden;
  scene->bare = f->bare;
  return c.nomem ? styr_i_nomem(error) : STYR_OK;
}

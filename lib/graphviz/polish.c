/* SPDX-License-Identifier: MIT */
/* What gvc writes as SVG, made fit for reuse. Hyphens at breaks inside words are drawn as paths behind a soft hyphen, so
 * that the text stays the label; bold is said by font-weight instead of in the family's name; the page's ground has stroke
 * "none" ("transparent" is no SVG 1.1 colour); comments and the Graphviz version go, so that figures do not change with it.
 *
 * For those who hear a figure (SVG Accessibility API Mappings, WAI-ARIA Graphics): it has a name, a description (what
 * stands beneath it) and a language; every box, relation and star is one sign with its whole label for a name; what only
 * decorates is hidden; and things come in the order in which they are read: title, levels with their boxes, relations,
 * legend. gvc writes one element a line and a group of lines for each node and edge: groups are passed on in that order, lines that are brought out over the others. */
#include "graphviz/graphviz_i.h"

#include <math.h>

static const char *find(const char *line, size_t length, const char *what) {
  const size_t n = strlen(what);
  for (size_t i = 0; i + n <= length; i++)
    if (memcmp(line + i, what, n) == 0) return line + i;
  return NULL;
}

/* The number of an attribute, read without the locale. */
static double number(const char *line, size_t length, const char *attribute) {
  const char *p = find(line, length, attribute);
  if (!p) return NAN;
  double value = 0, scale = 1;
  bool minus = false, point = false;
  for (p += strlen(attribute); p < line + length && *p != '"'; p++) {
    if (*p == '-') minus = true;
    else if (*p == '.') point = true;
    else if (*p >= '0' && *p <= '9') {
      value = value * 10 + (*p - '0');
      if (point) scale *= 10;
    }
  }
  return (minus ? -value : value) / scale;
}

/* The text of the element with entities undone, for measuring. */
static size_t plain_text(const char *from, const char *to, char *out, size_t room) {
  static const char *const entities[][2] = {{"&amp;", "&"}, {"&lt;", "<"},  {"&gt;", ">"},  {"&quot;", "\""},
                                            {"&#39;", "'"}, {"&#45;", "-"}, {"&#160;", " "}};
  size_t n = 0;
  while (from < to && n + 8 < room) {
    size_t taken = 0;
    for (size_t i = 0; i < sizeof entities / sizeof *entities && !taken; i++) {
      const size_t length = strlen(entities[i][0]);
      if ((size_t)(to - from) >= length && memcmp(from, entities[i][0], length) == 0) {
        out[n++] = entities[i][1][0];
        taken = length;
      }
    }
    if (!taken) out[n++] = *from;
    from += taken ? taken : 1;
  }
  out[n] = '\0';
  return n;
}

static int put(const styr_sink *sink, const char *text, size_t length) {
  return length ? sink->write(sink->ctx, text, length) : 0;
}

static size_t fixed(char *to, size_t room, double v) {
  const long long h = llround(v * 100);
  const unsigned long long size = h < 0 ? 0 - (unsigned long long)h : (unsigned long long)h;
  return (size_t)snprintf(to, room, "%s%llu.%02llu", h < 0 ? "-" : "", size / 100, size % 100);
}

/* A text element's opening tag, up to its text: x replaced, bold said the SVG way. */
static int put_open_tag(const styr_sink *sink, const char *line, const char *text, double x) {
  static const char bold[] = FONT_FAMILIES BOLD_SUFFIX "\"", plain[] = FONT_FAMILIES "\" font-weight=\"bold\"";
  char value[40];
  const char *x_at = find(line, (size_t)(text - line), " x=\"") + 4, *rest = memchr(x_at, '"', (size_t)(text - x_at));
  int failed = put(sink, line, (size_t)(x_at - line)) | put(sink, value, fixed(value, sizeof value, x));
  const char *family = find(rest, (size_t)(text - rest), bold);
  if (family) {
    failed |= put(sink, rest, (size_t)(family - rest)) | put(sink, plain, sizeof plain - 1);
    rest = family + sizeof bold - 1;
  }
  return failed | put(sink, rest, (size_t)(text - rest));
}

/* The hyphen as a stroke at the height of Helvetica's. */
static int put_hyphen(const styr_sink *sink, const char *color, double from, double to, double y, double width) {
  char path[256];
  size_t n = (size_t)snprintf(path, sizeof path, "<path class=\"hyphen\" fill=\"none\" stroke=\"%s\" stroke-width=\"", color);
  n += fixed(path + n, sizeof path - n, width);
  n += (size_t)snprintf(path + n, sizeof path - n, "\" d=\"M");
  n += fixed(path + n, sizeof path - n, from);
  path[n++] = ',';
  n += fixed(path + n, sizeof path - n, y);
  path[n++] = 'H';
  n += fixed(path + n, sizeof path - n, to);
  n += (size_t)snprintf(path + n, sizeof path - n, "\"/>\n");
  return put(sink, path, n);
}

static int put_text(const styr_sink *sink, const char *line, size_t length) {
  char text[2048], color[8] = "#000000";
  const char *open = find(line, length, ">"), *close = find(line, length, "</text>");
  const double x = number(line, length, " x=\""), y = number(line, length, " y=\""), size = number(line, length, "font-size=\"");
  if (!open || !close || isnan(x) || isnan(y) || isnan(size)) return put(sink, line, length);
  const char *pair = find(open, (size_t)(close - open), SOFT_HYPHEN HYPHEN);
  if (!pair || pair + strlen(SOFT_HYPHEN HYPHEN) != close)
    return put_open_tag(sink, line, open, x) | put(sink, open, length - (size_t)(open - line));
  const bool bold = find(line, (size_t)(open - line), BOLD_SUFFIX "\"") != NULL, left = find(line, length, "text-anchor=\"start\"") != NULL;
  const char *fill = find(line, (size_t)(open - line), " fill=\"#");
  if (fill) memcpy(color, fill + 7, 7);
  plain_text(open + 1, pair, text, sizeof text);
  /* gvc centred the text with its hyphen; without it the rest must start where it started */
  const double word = styr_text_width(text, size, bold), hyphen = styr_text_width("-", size, bold);
  const double start = left ? x : x - (word + hyphen) / 2;
  return put_open_tag(sink, line, open, left ? start : start + word / 2) | put(sink, open, (size_t)(pair - open) + strlen(SOFT_HYPHEN)) |
         put(sink, "</text>\n", 8) |
         put_hyphen(sink, color, start + word + size * 0.04, start + word + hyphen - size * 0.04, y - size * 0.25,
                    size * (bold ? 0.12 : 0.085));
}

static int put_line(const styr_sink *sink, const char *line, size_t length) {
  static const char transparent[] = "stroke=\"transparent\"", none[] = "stroke=\"none\"";
  if (find(line, length, "<text ") == line) return put_text(sink, line, length);
  const char *at = find(line, length, transparent);
  if (!at || find(line, length, "<polygon ") != line) return put(sink, line, length);
  const char *rest = at + sizeof transparent - 1;
  return put(sink, line, (size_t)(at - line)) | put(sink, none, sizeof none - 1) | put(sink, rest, (size_t)(line + length - rest));
}

/* ---- names and roles ---- */

typedef struct polishing {
  const styr_scene *scene;
  const styr_sink *sink;
  styr_item *items; /* sorted by id */
  size_t count;
  bool failed;
} polishing;

static int compare_ids(const void *a, const void *b) {
  return strcmp(((const styr_item *)a)->id, ((const styr_item *)b)->id);
}

static void say(polishing *p, const char *text) {
  p->failed = p->failed || put(p->sink, text, strlen(text));
}

/* As character data or an attribute's value: soft hyphens dropped, and what XML 1.0 does not allow replaced. */
static void say_escaped(polishing *p, const char *text) {
  for (const unsigned char *c = (const unsigned char *)text; *c && !p->failed;) {
    size_t length = *c < 0x80 ? 1 : *c < 0xE0 ? 2 : *c < 0xF0 ? 3 : 4;
    const char *as = *c == '&' ? "&amp;" : *c == '<' ? "&lt;" : *c == '>' ? "&gt;" : *c == '"' ? "&quot;" : NULL;
    for (size_t i = 1; i < length; i++)
      if (!c[i]) length = i;
    if (length == 2 && memcmp(c, SOFT_HYPHEN, 2) == 0) as = "";
    else if (*c == '\n' || *c == '\t' || *c == '\r') as = " ";
    else if (!styr_g_in_xml(c)) as = "\xEF\xBF\xBD";
    p->failed = as ? put(p->sink, as, strlen(as)) : put(p->sink, (const char *)c, length);
    c += length;
  }
}

static bool has_class(const styr_item *item, const char *word) {
  const size_t n = strlen(word);
  for (const char *p = strstr(item->classes, word); p; p = strstr(p + 1, word))
    if ((p == item->classes || p[-1] == ' ') && (p[n] == ' ' || !p[n])) return true;
  return false;
}

static bool is_relation(const styr_item *item) {
  return item->kind == STYR_ITEM_LINE && *item->from;
}

/* Boxes, relations and stars are signs with a name; other text is text; the rest decorates. */
static bool is_sign(const styr_item *item) {
  return *item->label && (item->kind == STYR_ITEM_BOX || is_relation(item) || item->kind == STYR_ITEM_MARK);
}

static bool decorates(const styr_item *item) {
  return item->kind == STYR_ITEM_RECT || (item->kind == STYR_ITEM_LINE && !*item->from) || has_class(item, "bar-label") ||
         (item->kind == STYR_ITEM_MARK && !item->line_count && !*item->label);
}

/* Reads `id="…"` of a group, entities for hyphens undone. */
static const styr_item *item_of(const polishing *p, const char *line, size_t length) {
  char id[900];
  size_t n = 0;
  const char *from = find(line, length, "<g id=\""), *end = line + length;
  if (from != line) return NULL;
  for (from += 7; from < end && *from != '"' && n + 2 < sizeof id; from++) {
    const bool hyphen = end - from > 5 && memcmp(from, "&#45;", 5) == 0;
    id[n++] = hyphen ? '-' : *from;
    from += hyphen ? 4 : 0;
  }
  id[n] = '\0';
  const styr_item key = {.id = id};
  return bsearch(&key, p->items, p->count, sizeof key, compare_ids);
}

/* The opening tag of a group, with what it is, and its name in place of Graphviz's title. A box with a link is no image:
 * the link in it must be reached. */
static void put_group_tag(polishing *p, const styr_item *item, const char *line, size_t length) {
  const char *close = find(line, length, ">");
  p->failed = p->failed || put(p->sink, line, (size_t)(close - line));
  if (is_relation(item)) {
    say(p, " data-from=\"");
    say_escaped(p, item->from);
    say(p, "\" data-to=\"");
    say_escaped(p, item->to);
    say(p, "\"");
  }
  if (is_sign(item)) say(p, *item->href ? " role=\"group\"" : " role=\"img\"");
  else if (decorates(item)) say(p, " aria-hidden=\"true\"");
  say(p, ">\n");
  if (!is_sign(item)) return;
  say(p, "<title>");
  say_escaped(p, item->label);
  say(p, "</title>\n");
  if (!*item->note) return;
  say(p, "<desc>");
  say_escaped(p, item->note);
  say(p, "</desc>\n");
}

static void put_group(polishing *p, const styr_item *item, const char *from, const char *end) {
  bool first = true;
  while (from < end && !p->failed) {
    const char *newline = memchr(from, '\n', (size_t)(end - from));
    const size_t length = newline ? (size_t)(newline - from) + 1 : (size_t)(end - from);
    if (first && item) put_group_tag(p, item, from, length);
    else if (find(from, length, "<title>") != from) p->failed = put_line(p->sink, from, length);
    first = false;
    from += length;
  }
}

/* ---- order ---- */

enum { FIELD, RELATIONS, BROUGHT_OUT, BENEATH, PARTS };

/* What is composed behind the last box and its marks stands beneath the field. */
static const styr_item *last_of_field(const polishing *p) {
  const styr_item *last = NULL;
  for (size_t i = 0; i < styr_scene_count(p->scene); i++) {
    const styr_item item = styr_scene_get(p->scene, i);
    if (item.kind != STYR_ITEM_BOX) continue;
    const styr_item key = {.id = item.id};
    last = bsearch(&key, p->items, p->count, sizeof key, compare_ids);
  }
  return last;
}

/* The group that begins at `from`: up to and with its </g>, or NULL. Links have a group inside. */
static const char *group_end(const char *from, const char *end) {
  int depth = 0;
  for (const char *line = from; line < end;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    const size_t length = newline ? (size_t)(newline - line) + 1 : (size_t)(end - line);
    if (find(line, length, "<g ") == line) depth++;
    for (const char *at = line; (at = find(at, (size_t)(line + length - at), "</g>")); at += 4)
      if (--depth == 0) return line + length;
    line += length;
  }
  return NULL;
}

/* Drawn over the other lines. */
static bool is_brought_out(const styr_item *item) {
  return has_class(item, "marked") || has_class(item, "denied") || has_class(item, "case") || has_class(item, "next") ||
         has_class(item, "change-added") || has_class(item, "change-removed");
}

/* All groups of one part of the figure; returns where the groups end. */
static const char *put_part(polishing *p, const char *from, const char *end, int part, const styr_item *last) {
  bool behind = false;
  while (from < end && !p->failed) {
    const char *newline = memchr(from, '\n', (size_t)(end - from));
    const size_t length = newline ? (size_t)(newline - from) + 1 : (size_t)(end - from);
    if (find(from, length, "<!--") == from) {
      from += length;
      continue;
    }
    if (find(from, length, "<g ") != from) return from;
    const char *close = group_end(from, end);
    if (!close) return from;
    const styr_item *item = item_of(p, from, length);
    const bool marks = item && item->kind == STYR_ITEM_MARK && !has_class(item, "legend");
    int here = item && is_relation(item) ? is_brought_out(item) ? BROUGHT_OUT : RELATIONS : behind && !marks ? BENEATH : FIELD;
    if (item && item->kind == STYR_ITEM_LINE && !is_relation(item)) here = BENEATH;
    if (item && last && strcmp(item->id, last->id) == 0) behind = true;
    if (here == part) put_group(p, item, from, close);
    from = close;
  }
  return from;
}

/* ---- head ---- */

/* Returns whether there is one; only that, where nothing is to be said. */
static bool describe(polishing *p, bool aloud) {
  bool any = false;
  for (size_t i = 0; i < styr_scene_count(p->scene); i++) {
    const styr_item item = styr_scene_get(p->scene, i);
    if (item.kind != STYR_ITEM_TEXT || !*item.label || !has_class(&item, "caption")) continue;
    if (aloud) say(p, any ? " " : "<desc id=\"figure-description\">");
    if (aloud) say_escaped(p, item.label);
    any = true;
  }
  if (any && aloud) say(p, "</desc>\n");
  return any;
}

/* From the XML declaration to the ground of the page. Returns where the groups begin, NULL when this is no SVG of gvc's. */
static const char *put_head(polishing *p, const char *svg, const char *end) {
  const char *open = find(svg, (size_t)(end - svg), "<svg "), *graph = open ? find(open, (size_t)(end - open), "<g id=\"graph0\"") : NULL,
             *ground = graph ? find(graph, (size_t)(end - graph), "<polygon ") : NULL,
             *after = ground ? memchr(ground, '\n', (size_t)(end - ground)) : NULL;
  const char *lang = styr_scene_lang(p->scene), *graph_end = after ? memchr(graph, '\n', (size_t)(end - graph)) : NULL;
  if (!after) return NULL;
  say(p, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<svg ");
  if (*lang) {
    say(p, "lang=\"");
    say_escaped(p, lang);
    say(p, "\" xml:lang=\"");
    say_escaped(p, lang);
    say(p, "\" ");
  }
  if (*styr_scene_token(p->scene)) {
    say(p, "data-scene=\"");
    say_escaped(p, styr_scene_token(p->scene));
    say(p, "\" ");
  }
  say(p, "role=\"graphics-document document\" aria-labelledby=\"figure-name\" ");
  if (describe(p, false)) say(p, "aria-describedby=\"figure-description\" ");
  p->failed = p->failed || put(p->sink, open + 5, (size_t)(graph - open - 5));
  say(p, "<title id=\"figure-name\">");
  say_escaped(p, styr_scene_title(p->scene));
  say(p, "</title>\n");
  (void)describe(p, true);
  if (styr_scene_is_draft(p->scene)) say(p, "<metadata>" STYR_DRAFT_NOTICE "</metadata>\n");
  p->failed = p->failed || put(p->sink, graph, (size_t)(graph_end + 1 - graph)) || put_line(p->sink, ground, (size_t)(after + 1 - ground));
  return after + 1;
}

bool styr_g_polish_svg(const styr_scene *scene, const char *svg, size_t size, const styr_sink *sink) {
  polishing p = {scene, sink, NULL, styr_scene_count(scene), false};
  const char *end = svg + size;
  p.items = malloc((p.count + 1) * sizeof *p.items);
  if (!p.items) return false;
  for (size_t i = 0; i < p.count; i++) p.items[i] = styr_scene_get(scene, i);
  qsort(p.items, p.count, sizeof *p.items, compare_ids);
  const char *groups = put_head(&p, svg, end), *rest = groups;
  for (int part = FIELD; groups && part < PARTS; part++) rest = put_part(&p, groups, end, part, last_of_field(&p));
  if (groups) p.failed = p.failed || put(sink, rest, (size_t)(end - rest));
  free(p.items);
  return groups && !p.failed;
}

/* SPDX-License-Identifier: MIT */
/* What gvc writes as SVG, with small repairs: hyphens at breaks inside words are drawn as paths behind a soft
 * hyphen, so that the text stays the label; bold is said by font-weight instead of in the family's name; the page's ground has stroke "none" ("transparent" is no SVG 1.1 colour);
 * and the line that names the Graphviz version goes, so that figures do not change with it. Everything is passed on
 * line by line, as gvc writes one element a line. */
#include "graphviz_i.h"

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

bool styr_g_polish_svg(const char *svg, size_t size, const styr_sink *sink) {
  int failed = 0;
  for (const char *line = svg, *end = svg + size; line < end && !failed;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    const size_t length = newline ? (size_t)(newline - line) + 1 : (size_t)(end - line);
    const bool names_version = find(line, length, "<!-- Generated by graphviz version") == line;
    if (names_version) {
      const char *close = find(line, (size_t)(end - line), "-->\n");
      if (close) {
        line = close + 4;
        continue;
      }
    }
    failed = put_line(sink, line, length);
    line += length;
  }
  return !failed;
}

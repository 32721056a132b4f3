/* SPDX-License-Identifier: MIT */
/* Breaking a label into lines. Lines may break at spaces, after hyphens and slashes, and at soft hyphens (U+00AD),
 * where a hyphen is drawn; only a piece that is wider than the line by itself is cut inside, at grapheme boundaries.
 * Among the breakings with the fewest lines the one with the least sum of squared slack is taken (Knuth & Plass, 1981,
 * without stretching), at a price for breaking words. */
#include "figure_i.h"

#include <utf8proc.h>

enum { most_pieces = 256 };

typedef struct piece {
  const char *text; /* without the space before */
  size_t length;
  double width;
  bool space;  /* a space stands before it, when not first on its line */
  bool hyphen; /* a hyphen is drawn behind it, when last on its line */
} piece;

typedef struct wrapping {
  piece pieces[most_pieces];
  size_t count;
  double font_size, room;
  bool bold;
} wrapping;

static double width_of(const wrapping *w, const char *text, size_t length) {
  return styr_i_width(text, length, w->font_size, w->bold);
}

static void add(wrapping *w, const char *text, size_t length, bool space, bool hyphen) {
  if (!length || w->count == most_pieces) return;
  w->pieces[w->count++] = (piece){text, length, width_of(w, text, length), space, hyphen};
}

/* A piece wider than the line is cut where it must be. */
static void add_cut(wrapping *w, const char *text, size_t length, bool space, bool hyphen) {
  const double hyphen_width = width_of(w, "-", 1);
  while (length && width_of(w, text, length) > w->room) {
    size_t fits = 0, at = 0;
    utf8proc_int32_t state = 0, previous = -1;
    while (at < length) {
      const char *next = text + at;
      const int32_t cp = styr_i_utf8_next(&next, text + length);
      if (at && utf8proc_grapheme_break_stateful(previous, cp, &state)) {
        if (fits && width_of(w, text, at) + hyphen_width > w->room) break;
        fits = at;
      }
      previous = cp;
      at = (size_t)(next - text);
    }
    if (!fits) break; /* a single grapheme */
    add(w, text, fits, space, true);
    text += fits;
    length -= fits;
    space = false;
  }
  add(w, text, length, space, hyphen);
}

static void split(wrapping *w, const char *label) {
  const char *from = label;
  bool space = false;
  for (const char *p = label;; p++) {
    const bool soft = (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xAD;
    if (*p == '\0' || *p == ' ' || *p == '\n' || *p == '\t' || *p == '\r') {
      add_cut(w, from, (size_t)(p - from), space, false);
      if (!*p) return;
      space = true;
      from = p + 1;
    } else if (soft) {
      if (p > from) {
        add_cut(w, from, (size_t)(p - from), space, true);
        space = false;
      }
      from = p + 2;
      p++;
    } else if ((*p == '-' || *p == '/') && p > from && p[1] && p[1] != ' ') {
      add_cut(w, from, (size_t)(p + 1 - from), space, false);
      space = false;
      from = p + 1;
    }
  }
}

static double line_width(const wrapping *w, size_t first, size_t last) {
  double width = 0;
  for (size_t i = first; i <= last; i++) {
    if (i > first && w->pieces[i].space) width += width_of(w, " ", 1);
    width += w->pieces[i].width;
  }
  return w->pieces[last].hyphen ? width + width_of(w, "-", 1) : width;
}

/* cost[i]: least (lines, badness) for the pieces from i on. */
static void choose(const wrapping *w, size_t *next) {
  size_t lines[most_pieces + 1];
  double badness[most_pieces + 1];
  lines[w->count] = 0;
  badness[w->count] = 0;
  for (size_t i = w->count; i-- > 0;) {
    lines[i] = SIZE_MAX;
    badness[i] = 0;
    for (size_t j = i; j < w->count; j++) {
      const double width = line_width(w, i, j), slack = w->room - width;
      if (slack < -0.01 && j > i) break;
      const double price = slack * slack + (w->pieces[j].hyphen && j + 1 < w->count ? 60 : 0) + badness[j + 1];
      if (lines[j + 1] + 1 < lines[i] || (lines[j + 1] + 1 == lines[i] && price < badness[i])) {
        lines[i] = lines[j + 1] + 1;
        badness[i] = price;
        next[i] = j + 1;
      }
    }
  }
}

bool styr_i_wrap(const styr_allocator *a, const char *label, double room, double font_size, bool bold, styr_i_lines *out) {
  wrapping *w = styr_i_zalloc(a, 1, sizeof *w);
  size_t next[most_pieces + 1];
  char line[1024];
  if (!w) return false;
  w->font_size = font_size;
  w->room = room;
  w->bold = bold;
  split(w, label);
  choose(w, next);
  out->count = 0;
  out->width = 0;
  bool ok = true;
  for (size_t i = 0; i < w->count && ok && out->count < STYR_I_MOST_LINES; i = next[i]) {
    size_t used = 0;
    for (size_t k = i; k < next[i]; k++) {
      const piece *p = &w->pieces[k];
      if (used + p->length + 4 > sizeof line) break;
      if (k > i && p->space) line[used++] = ' ';
      memcpy(line + used, p->text, p->length);
      used += p->length;
    }
    if (w->pieces[next[i] - 1].hyphen && next[i] < w->count) {
      memcpy(line + used, "\xC2\xAD", 2);
      used += 2;
    }
    const double width = line_width(w, i, next[i] - 1);
    if (width > out->width) out->width = width;
    out->text[out->count] = styr_i_strndup(a, line, used);
    ok = out->text[out->count++] != NULL;
  }
  styr_i_free(a, w);
  return ok;
}

double styr_i_widest_piece(const char *label, double font_size, bool bold) {
  double widest = 0;
  const char *from = label;
  for (const char *p = label;; p++) {
    const bool soft = (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xAD;
    const bool hard = (*p == '-' || *p == '/') && p > from && p[1] && p[1] != ' ';
    if (*p && *p != ' ' && *p != '\n' && !soft && !hard) continue;
    const double width =
        styr_i_width(from, (size_t)(p - from) + hard, font_size, bold) + (soft ? styr_i_width("-", 1, font_size, bold) : 0);
    if (width > widest) widest = width;
    if (!*p) return widest;
    from = p + (soft ? 2 : 1);
    if (soft) p++;
  }
}

/* SPDX-License-Identifier: MIT */
/* Breaking a label into lines. Lines may break at spaces, after hyphens and slashes, and at soft hyphens (U+00AD), where a hyphen is drawn.
 * A piece is cut inside, at a grapheme boundary, only if it alone is wider than the line. Of the solutions with the fewest lines, the one
 * with the least sum of squared slack is taken (Knuth & Plass, 1981, without stretching), with a penalty for breaking words. */
#include "figure/figure_i.h"

#include <utf8proc.h>

enum { longest_label = 4000 }; /* bytes; a longer label ends in an ellipsis */

typedef struct piece {
  const char *text; /* without the space before it */
  size_t length;
  double width;
  bool space;  /* a space comes before it, unless it is first on its line */
  bool hyphen; /* a hyphen is drawn after it, when it is last on its line */
} piece;

typedef struct wrapping {
  piece *pieces;
  size_t count, most;
  double font_size, room;
  bool bold;
} wrapping;

static double width_of(const wrapping *w, const char *text, size_t length) {
  return styr_i_width(text, length, w->font_size, w->bold);
}

static void add(wrapping *w, const char *text, size_t length, bool space, bool hyphen) {
  if (!length && space && w->count) w->pieces[w->count - 1].hyphen = false; /* a soft hyphen before a space is ignored */
  if (!length || w->count == w->most) return;
  w->pieces[w->count++] = (piece){text, length, width_of(w, text, length), space, hyphen};
}

/* How much of the text fits into the line together with a hyphen, up to a grapheme boundary; at least one grapheme. */
static size_t fitting(const wrapping *w, const char *text, size_t length) {
  const double room = w->room - width_of(w, "-", 1);
  size_t fits = 0, at = 0;
  utf8proc_int32_t state = 0, previous = -1;
  while (at < length) {
    const char *next = text + at;
    const int32_t cp = styr_i_utf8_next(&next, text + length);
    if (at && utf8proc_grapheme_break_stateful(previous, cp, &state)) {
      if (fits && width_of(w, text, at) > room) return fits;
      fits = at;
    }
    previous = cp;
    at = (size_t)(next - text);
  }
  return fits && width_of(w, text, length) > w->room ? fits : length;
}

/* Whether the piece fits on a line without a break inside: alone with its hyphen, or with a short last piece after it. */
static bool stands(const wrapping *w, const piece *p, const piece *next) {
  const double hyphen = width_of(w, "-", 1);
  const double room = w->room + 0.01; /* a box made for its widest piece is exactly that wide */
  if (p->width + (p->hyphen ? hyphen : 0) <= room) return true;
  return p->hyphen && next && !next->space && p->width + next->width + (next->hyphen ? hyphen : 0) <= room;
}

/* Cut the pieces that are too wide for any line, where they must be. */
static void cut_wide(wrapping *w, const piece *whole, size_t count) {
  w->count = 0;
  for (size_t i = 0; i < count; i++) {
    piece p = whole[i];
    while (!stands(w, &p, i + 1 < count ? &whole[i + 1] : NULL)) {
      size_t n = fitting(w, p.text, p.length);
      if (n == p.length) { /* it fits only without its hyphen: the last grapheme goes to the next line */
        const double room = w->room;
        w->room = p.width - 0.001;
        n = fitting(w, p.text, p.length);
        w->room = room;
      }
      if (n == p.length) break; /* a single grapheme */
      add(w, p.text, n, p.space, true);
      p.text += n;
      p.length -= n;
      p.width = width_of(w, p.text, p.length);
      p.space = false;
    }
    add(w, p.text, p.length, p.space, p.hyphen);
  }
}

/* After a hyphen or slash inside a word; not in "S/A". */
static bool breaks_after(const char *from, const char *p) {
  if ((*p != '-' && *p != '/') || p <= from || !p[1] || p[1] == ' ') return false;
  return p > from + 1 || (p[2] && p[2] != ' ');
}

static void split(wrapping *w, const char *label) {
  const char *from = label;
  bool space = false;
  for (const char *p = label;; p++) {
    const bool soft = (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xAD;
    if (*p == '\0' || *p == ' ' || *p == '\n' || *p == '\t' || *p == '\r') {
      add(w, from, (size_t)(p - from), space, false);
      if (!*p) break;
      if (p == from) add(w, "", 0, true, false);
      space = true;
      from = p + 1;
    } else if (soft) {
      if (p > from) {
        add(w, from, (size_t)(p - from), space, true);
        space = false;
      }
      from = p + 2;
      p++;
    } else if (breaks_after(from, p)) {
      add(w, from, (size_t)(p + 1 - from), space, false);
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
static void choose(const wrapping *w, size_t *next, size_t *lines, double *badness) {
  lines[w->count] = 0;
  badness[w->count] = 0;
  for (size_t i = w->count; i-- > 0;) {
    lines[i] = SIZE_MAX;
    badness[i] = 0;
    for (size_t j = i; j < w->count; j++) {
      const double width = line_width(w, i, j), slack = w->room - width;
      const double bare = w->pieces[j].hyphen ? slack + width_of(w, "-", 1) : slack;
      if (bare < -0.01 && j > i) break;     /* wider with every further piece */
      if (slack < -0.01 && j > i) continue; /* no room for the hyphen: the line may end only after the next piece */
      if (slack < -0.01 && lines[i] == SIZE_MAX && j + 1 < w->count && w->pieces[j].hyphen && !w->pieces[j + 1].space &&
          line_width(w, i, j + 1) <= w->room + 0.01)
        continue;
      const double price = slack * slack + (w->pieces[j].hyphen && j + 1 < w->count ? 60 : 0) + badness[j + 1];
      if (lines[j + 1] + 1 < lines[i] || (lines[j + 1] + 1 == lines[i] && price < badness[i])) {
        lines[i] = lines[j + 1] + 1;
        badness[i] = price;
        next[i] = j + 1;
      }
    }
  }
}

static bool take_line(const styr_allocator *a, const wrapping *w, size_t first, size_t end, styr_i_lines *out) {
  char *line = styr_i_alloc(a, longest_label + 8 + (end - first));
  size_t used = 0;
  if (!line) return false;
  for (size_t k = first; k < end; k++) {
    const piece *p = &w->pieces[k];
    if (k > first && p->space) line[used++] = ' ';
    memcpy(line + used, p->text, p->length);
    used += p->length;
  }
  if (w->pieces[end - 1].hyphen && end < w->count) {
    memcpy(line + used, "\xC2\xAD", 2);
    used += 2;
  }
  line[used] = '\0';
  out->text[out->count++] = line;
  const double width = line_width(w, first, end - 1);
  if (width > out->width) out->width = width;
  return true;
}

/* The label has more lines than are drawn. */
static bool end_in_ellipsis(const styr_allocator *a, styr_i_lines *out) {
  char **last = &out->text[out->count - 1];
  styr_i_free(a, *last);
  *last = styr_i_strndup(a, "\xE2\x80\xA6", 3);
  return *last != NULL;
}

bool styr_i_wrap(const styr_allocator *a, const char *label, double room, double font_size, bool bold, styr_i_lines *out) {
  const size_t length = strlen(label), kept = styr_i_utf8_cut(label, length, longest_label), most = kept + 2;
  wrapping w = {NULL, 0, most, font_size, room, bold};
  char *text = styr_i_alloc(a, kept + 4);
  piece *whole = styr_i_zalloc(a, most, sizeof *whole);
  size_t *next = styr_i_zalloc(a, 2 * most, sizeof *next);
  double *badness = styr_i_zalloc(a, most, sizeof *badness);
  w.pieces = styr_i_zalloc(a, most, sizeof *w.pieces);
  bool ok = text && whole && next && badness && w.pieces;
  out->count = 0;
  out->width = 0;
  if (ok) {
    memcpy(text, label, kept);
    memcpy(text + kept, kept < length ? "\xE2\x80\xA6" : "", kept < length ? 4 : 1);
    split(&w, text);
    memcpy(whole, w.pieces, w.count * sizeof *whole);
    cut_wide(&w, whole, w.count);
    choose(&w, next, next + most, badness);
  }
  size_t at = 0;
  for (; ok && at < w.count && out->count < STYR_I_MOST_LINES; at = next[at]) ok = take_line(a, &w, at, next[at], out);
  if (ok && at < w.count) ok = end_in_ellipsis(a, out);
  void *const parts[] = {text, whole, next, badness, w.pieces};
  for (size_t i = 0; i < 5; i++) styr_i_free(a, parts[i]);
  return ok;
}

double styr_i_widest_piece(const char *label, double font_size, bool bold) {
  double widest = 0;
  const char *from = label;
  for (const char *p = label;; p++) {
    const bool soft = (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xAD;
    const bool hard = *p && breaks_after(from, p);
    if (*p && *p != ' ' && *p != '\n' && !soft && !hard) continue;
    const double width =
        styr_i_width(from, (size_t)(p - from) + hard, font_size, bold) + (soft ? styr_i_width("-", 1, font_size, bold) : 0);
    if (width > widest) widest = width;
    if (!*p) return widest;
    from = p + (soft ? 2 : 1);
    if (soft) p++;
  }
}

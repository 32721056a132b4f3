/* SPDX-License-Identifier: MIT */
/* Text on a terminal. What the library writes to be read is plain; where standard output is a terminal, lines are broken at
 * its width, with what follows hung beneath their text, and headings, arrows, levels and grades are coloured, unless
 * NO_COLOR is set or the terminal has no colours. Pipes and files get every byte as it was written, as do data formats. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PLAIN, HEADING, ARROW, LEVEL, GOOD, WEAK, POOR, AGAINST };
static const char *const codes[] = {"0", "1", "36", "2", "32", "35", "33", "31"};

static struct {
  styr_buffer line; /* what has come since the last line end */
  char *held;       /* the line before it, without its end: whether it is a heading is seen by what follows */
  size_t held_size;
  size_t columns; /* 0: lines are not broken */
  bool color, held_any;
} t;

/* ---- what is said in which colour ---- */

static void paint(unsigned char *style, size_t from, size_t to, int with) {
  memset(style + from, with, to - from);
}

/* The end of an arrow that begins at `at`, `--type->` or `<-type--`; `at` where there is none. */
static size_t arrow_end(const char *line, size_t size, size_t at) {
  const bool back = at + 2 < size && memcmp(line + at, "<-", 2) == 0, ahead = at + 2 < size && memcmp(line + at, "--", 2) == 0;
  if ((!back && !ahead) || (at && line[at - 1] != ' ')) return at;
  size_t end = at + 2;
  while (end < size && line[end] != ' ') end++;
  return end >= at + 5 && memcmp(line + end - 2, back ? "--" : "->", 2) == 0 ? end : at;
}

static void paint_grades(unsigned char *style, const char *line, size_t from, size_t to) {
  static const struct {
    const char *word;
    int with;
  } words[] = {{"stated", GOOD},    {"observed", GOOD},    {"inferred", WEAK},    {"assumed", POOR},
               {"absent", AGAINST}, {"disputes", AGAINST}, {"contested", AGAINST}};
  for (size_t i = from; i < to; i++)
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
      const size_t n = strlen(words[k].word);
      if (i + n <= to && memcmp(line + i, words[k].word, n) == 0) paint(style, i, i + n, words[k].with);
    }
}

static void paint_line(unsigned char *style, const char *line, size_t size, bool heading) {
  paint(style, 0, size, heading ? HEADING : PLAIN);
  for (size_t i = 0; i < size; i++) {
    const size_t end = arrow_end(line, size, i);
    const char close = line[i] == '(' ? ')' : line[i] == '[' ? ']' : '\0', *stop = close ? memchr(line + i, close, size - i) : NULL;
    if (end > i) paint(style, i, end, ARROW);
    else if (stop && close == ']' && i && line[i - 1] == ' ') paint(style, i, (size_t)(stop - line) + 1, LEVEL);
    else if (stop && close == ')') {
      paint_grades(style, line, i, (size_t)(stop - line));
      i = (size_t)(stop - line);
    }
  }
}

/* ---- breaking ---- */

/* Where the text of a line begins: behind what indents it, and behind an arrow. `hang`: where it goes on in further lines. */
static size_t text_begin(const char *line, size_t size, size_t *hang) {
  size_t at = 0;
  while (at < size && line[at] == ' ') at++;
  const size_t indent = at, end = arrow_end(line, size, at);
  if (end > at)
    for (at = end; at < size && line[at] == ' ';) at++;
  *hang = at > indent && at <= t.columns / 2 ? at : indent + 4; /* an arrow is as many columns as bytes, mostly */
  return at;
}

static bool put(const char *text, size_t size) {
  return fwrite(text, 1, size, stdout) == size;
}

static bool put_styled(const char *line, const unsigned char *style, size_t from, size_t to) {
  bool ok = true;
  for (size_t i = from, end; ok && i < to; i = end) {
    for (end = i + 1; end < to && (!t.color || style[end] == style[i]);) end++;
    const bool dressed = t.color && style[i] != PLAIN;
    if (dressed) ok = fprintf(stdout, "\033[%sm", codes[style[i]]) > 0;
    ok = ok && put(line + i, end - i);
    if (dressed) ok = ok && put("\033[0m", 4);
  }
  return ok;
}

/* Word by word; a word that is wider than the line stays whole. */
static bool put_broken(const char *line, size_t size, const unsigned char *style) {
  size_t hang;
  const size_t begin = text_begin(line, size, &hang);
  size_t from = 0, at = begin, used = styr_columns(line, begin);
  bool ok = true;
  while (ok && at < size) {
    size_t end = at;
    while (end < size && line[end] == ' ') end++;
    const size_t word = end;
    while (end < size && line[end] != ' ') end++;
    const size_t wide = styr_columns(line + at, end - at);
    if (used + wide > t.columns && at > begin && hang + styr_columns(line + word, end - word) <= t.columns) {
      ok = put_styled(line, style, from, at) && fprintf(stdout, "\n%*s", (int)hang, "") > 0;
      from = word;
      used = hang + styr_columns(line + word, end - word);
    } else {
      used += wide;
    }
    at = end;
  }
  return ok && put_styled(line, style, from, size);
}

static bool put_line(const char *line, size_t size, bool heading) {
  unsigned char *style = malloc(size + 1);
  if (!style) return put(line, size) && put("\n", 1);
  paint_line(style, line, size, heading);
  const bool fits = !t.columns || styr_columns(line, size) <= t.columns;
  const bool ok = (fits ? put_styled(line, style, 0, size) : put_broken(line, size, style)) && put("\n", 1);
  free(style);
  return ok;
}

/* ---- the sink ---- */

static bool let_go(bool heading) {
  const bool ok = !t.held_any || put_line(t.held, t.held_size, heading);
  free(t.held);
  t.held = NULL;
  t.held_any = false;
  return ok;
}

/* A line with indented ones beneath it heads them. */
static bool take_line(void) {
  const char *line = t.line.bytes ? t.line.bytes : "";
  const bool beneath = t.line.size && *line == ' ';
  if (!let_go(beneath && t.held_any && t.held_size && *t.held != ' ')) return false;
  t.held = malloc(t.line.size + 1);
  if (!t.held) return false;
  memcpy(t.held, line, t.line.size);
  t.held_size = t.line.size;
  t.held_any = true;
  t.line.size = 0;
  return true;
}

static int put_terminal(void *ctx, const void *bytes, size_t size) {
  (void)ctx;
  const styr_sink line = styr_buffer_sink(&t.line);
  for (const char *p = bytes, *end = p + size; p < end;) {
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    const size_t n = (size_t)((newline ? newline : end) - p);
    if (n && line.write(line.ctx, p, n) != 0) return -1;
    if (newline && !take_line()) return -1;
    p += n + (newline != NULL);
  }
  return 0;
}

bool terminal_flush(void) {
  bool ok = let_go(false);
  if (t.line.size) ok = ok && put(t.line.bytes, t.line.size);
  styr_buffer_free(&t.line);
  return ok;
}

styr_sink answer_sink(styr_format format) {
  const char *none = getenv("NO_COLOR"), *kind = getenv("TERM");
  struct winsize window;
  if (format != STYR_FORMAT_TEXT || !isatty(STDOUT_FILENO)) return stdout_sink();
  t.color = !(none && *none) && kind && *kind && strcmp(kind, "dumb") != 0;
  t.columns = ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col >= 20 ? window.ws_col : 0;
  const styr_sink sink = {NULL, put_terminal};
  return sink;
}

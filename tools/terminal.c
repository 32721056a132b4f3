/* SPDX-License-Identifier: MIT */
/* Output streams, and text on a terminal. Where standard output is a terminal, long lines are broken at its width and continued
 * under the beginning of their text. Arrows, levels and grades are coloured as the library's writers mark them (styr_sink.span),
 * unless NO_COLOR is set or the terminal has no colours. A line with indented lines below it is a heading. The text itself is not
 * parsed. Pipes, files and data formats get every byte unchanged. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char *const codes[] = {
    [STYR_SPAN_PLAIN] = "0", [STYR_SPAN_HEADING] = "1", [STYR_SPAN_ARROW] = "36", [STYR_SPAN_LEVEL] = "2",
    [STYR_SPAN_GOOD] = "32", [STYR_SPAN_WEAK] = "35",   [STYR_SPAN_POOR] = "33",  [STYR_SPAN_AGAINST] = "31"};

/* A line without its newline, and the kind of each of its bytes. */
typedef struct styled_line {
  styr_buffer text, kinds;
} styled_line;

static struct {
  styled_line line; /* the text since the last newline */
  styled_line held; /* the line before: the next line decides whether it is a heading */
  size_t columns;   /* 0: lines are not broken */
  unsigned char kind;
  bool color, held_any;
} t;

static bool append(styled_line *to, const char *text, size_t size, unsigned char kind) {
  const styr_sink line = styr_buffer_sink(&to->text), kinds = styr_buffer_sink(&to->kinds);
  bool ok = line.write(line.ctx, text, size) == 0;
  for (size_t i = 0; ok && i < size; i++) ok = kinds.write(kinds.ctx, &kind, 1) == 0;
  return ok;
}

static const unsigned char *kinds_of(const styled_line *l) {
  return (const unsigned char *)(l->kinds.bytes ? l->kinds.bytes : "");
}

static void free_line(styled_line *l) {
  styr_buffer_free(&l->text);
  styr_buffer_free(&l->kinds);
}

/* ---- breaking ---- */

/* The offset at which the text of a line begins: after its indent and an arrow. `hang`: the column of continuation lines. */
static size_t text_begin(const char *line, const unsigned char *kinds, size_t size, size_t *hang) {
  size_t at = 0;
  while (at < size && line[at] == ' ') at++;
  const size_t indent = at;
  while (at < size && kinds[at] == STYR_SPAN_ARROW) at++;
  while (at > indent && at < size && line[at] == ' ') at++;
  *hang = at > indent && at <= t.columns / 2 ? at : indent + 4; /* an arrow has about as many columns as bytes */
  return at;
}

static bool put(const char *text, size_t size) {
  return fwrite(text, 1, size, stdout) == size;
}

static bool put_styled(const char *line, const unsigned char *style, size_t from, size_t to) {
  bool ok = true;
  for (size_t i = from, end; ok && i < to; i = end) {
    for (end = i + 1; end < to && (!t.color || style[end] == style[i]);) end++;
    const bool styled = t.color && style[i] != STYR_SPAN_PLAIN;
    if (styled) ok = fprintf(stdout, "\033[%sm", codes[style[i]]) > 0;
    ok = ok && put(line + i, end - i);
    if (styled) ok = ok && put("\033[0m", 4);
  }
  return ok;
}

/* Break a line between words; a word that is wider than the line is not broken. */
static bool put_broken(const char *line, size_t size, const unsigned char *style) {
  size_t hang;
  const size_t begin = text_begin(line, style, size, &hang);
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

/* In a heading, plain text is styled as heading. */
static bool put_line(const styled_line *l, bool heading) {
  const char *line = l->text.bytes ? l->text.bytes : "";
  const size_t size = l->text.size;
  unsigned char *style = malloc(size + 1);
  if (!style) return put(line, size) && put("\n", 1);
  memcpy(style, kinds_of(l), size);
  for (size_t i = 0; heading && i < size; i++)
    if (style[i] == STYR_SPAN_PLAIN) style[i] = STYR_SPAN_HEADING;
  const bool fits = !t.columns || styr_columns(line, size) <= t.columns;
  const bool ok = (fits ? put_styled(line, style, 0, size) : put_broken(line, size, style)) && put("\n", 1);
  free(style);
  return ok;
}

/* ---- the sink ---- */

static bool put_held(bool heading) {
  const bool ok = !t.held_any || put_line(&t.held, heading);
  free_line(&t.held);
  t.held_any = false;
  return ok;
}

/* A line is a heading when the next line is indented and it is not. */
static bool take_line(void) {
  const bool is_indented = t.line.text.size && *t.line.text.bytes == ' ';
  if (!put_held(is_indented && t.held_any && t.held.text.size && *t.held.text.bytes != ' ')) return false;
  const styled_line none = {STYR_BUFFER_INIT, STYR_BUFFER_INIT};
  t.held = t.line;
  t.held_any = true;
  t.line = none;
  return true;
}

static int put_terminal(void *ctx, const void *bytes, size_t size) {
  (void)ctx;
  for (const char *p = bytes, *end = p + size; p < end;) {
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    const size_t n = (size_t)((newline ? newline : end) - p);
    if (n && !append(&t.line, p, n, t.kind)) return -1;
    if (newline && !take_line()) return -1;
    p += n + (newline != NULL);
  }
  return 0;
}

static int begin_span(void *ctx, styr_span kind) {
  (void)ctx;
  t.kind = (unsigned char)kind;
  return 0;
}

bool terminal_flush(void) {
  bool ok = put_held(false);
  if (t.line.text.size) ok = ok && put(t.line.text.bytes, t.line.text.size);
  free_line(&t.line);
  return ok;
}

static int put_stream(void *stream, const void *bytes, size_t size) {
  return fwrite(bytes, 1, size, stream) == size ? 0 : -1;
}

styr_sink stdout_sink(void) {
  return (styr_sink){.ctx = stdout, .write = put_stream};
}

styr_sink stderr_sink(void) {
  return (styr_sink){.ctx = stderr, .write = put_stream};
}

styr_sink answer_sink(styr_format format) {
  const char *none = getenv("NO_COLOR"), *kind = getenv("TERM");
  struct winsize window;
  if (format != STYR_FORMAT_TEXT || !isatty(STDOUT_FILENO)) return stdout_sink();
  t.color = !(none && *none) && kind && *kind && strcmp(kind, "dumb") != 0;
  t.columns = ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col >= 20 ? window.ws_col : 0;
  const styr_sink sink = {.write = put_terminal, .span = begin_span};
  return sink;
}

/* SPDX-License-Identifier: MIT */
/* What a figure draws, read from its SVG: the ids of its boxes, and between which boxes its bare lines run. One element
 * stands on a line, and the group of a line says where it leads; hyphens may be entities. */
#include "page_i.h"

enum { longest = 700 };

typedef struct cursor {
  const char *at, *end;
} cursor;

static bool next_line(cursor *c, const char **line, size_t *length) {
  if (c->at >= c->end) return false;
  const char *newline = memchr(c->at, '\n', (size_t)(c->end - c->at));
  *line = c->at;
  *length = (size_t)((newline ? newline : c->end) - c->at);
  c->at = newline ? newline + 1 : c->end;
  return true;
}

static bool begins(const char *line, size_t length, const char *with) {
  const size_t n = strlen(with);
  return length >= n && memcmp(line, with, n) == 0;
}

/* What stands behind `mark` up to `stop`, hyphens undone; its length, 0 when it is not there. */
static size_t value(const char *line, size_t length, const char *mark, char stop, char *out) {
  const char *p = memmem(line, length, mark, strlen(mark)), *end = line + length;
  size_t n = 0;
  if (!p) return 0;
  for (p += strlen(mark); p < end && *p != stop && n + 1 < longest; p++) {
    const bool hyphen = begins(p, (size_t)(end - p), "&#45;");
    out[n++] = hyphen ? '-' : *p;
    p += hyphen ? 4 : 0;
  }
  out[n] = '\0';
  return n;
}

static bool add_bare(const styr_allocator *a, styr_i_drawn *d, const char *line, size_t length) {
  char end[longest];
  size_t n = value(line, length, "data-from=\"", '"', end);
  if (!n) return true;
  const uint32_t from = styr_i_intern(&d->ids, end, n);
  n = value(line, length, "data-to=\"", '"', end);
  const uint32_t to = styr_i_intern(&d->ids, end, n);
  if (from == STYR_I_NOSTR || to == STYR_I_NOSTR || !STYR_I_GROW(a, d->bare, d->bare_cap, d->bare_count + 1)) return false;
  d->bare[d->bare_count][0] = from;
  d->bare[d->bare_count++][1] = to;
  return true;
}

bool styr_i_drawn_read(const styr_allocator *a, const char *svg, size_t size, styr_i_drawn *out) {
  cursor c = {svg, svg + size};
  const char *line;
  char text[longest];
  size_t length, n;
  memset(out, 0, sizeof *out);
  bool ok = styr_i_strings_init(&out->ids, a);
  while (ok && next_line(&c, &line, &length)) {
    if (!begins(line, length, "<g id=\"")) continue;
    if (!(n = value(line, length, "class=\"", '"', text))) continue;
    if (begins(text, n, "node box")) {
      n = value(line, length, "<g id=\"", '"', text);
      ok = styr_i_intern(&out->ids, text, n) != STYR_I_NOSTR;
    } else if (begins(text, n, "edge line bare")) {
      ok = add_bare(a, out, line, length);
    }
  }
  if (!ok) styr_i_drawn_done(a, out);
  return ok;
}

void styr_i_drawn_done(const styr_allocator *a, styr_i_drawn *d) {
  styr_i_strings_done(&d->ids);
  styr_i_free(a, d->bare);
  memset(d, 0, sizeof *d);
}

bool styr_i_drawn_has(const styr_i_drawn *d, const styr_map *map, styr_node node) {
  char id[256];
  styr_i_figure_node_id(map, node, id, sizeof id);
  return styr_i_strings_find(&d->ids, id, strlen(id)) != STYR_I_NOSTR;
}

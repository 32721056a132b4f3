/* SPDX-License-Identifier: MIT */
/* The scope of a mandate and the class of a case: `dim=v|v;dim=v`. A dimension that is not named is unrestricted; each dimension
 * may be named once. */
#include "map/map_i.h"

enum { most_dimensions = 64 };

static bool space(char c) {
  return c == ' ' || c == '\t';
}

static styr_i_slice trim(styr_i_slice s) {
  while (s.length && space(*s.text)) s.text++, s.length--;
  while (s.length && space(s.text[s.length - 1])) s.length--;
  return s;
}

/* Removes the part before `mark` from the front of `rest` and returns it. */
static styr_i_slice cut(styr_i_slice *rest, char mark) {
  const char *at = rest->length ? memchr(rest->text, mark, rest->length) : NULL;
  const size_t n = at ? (size_t)(at - rest->text) : rest->length;
  const styr_i_slice part = {rest->text, n};
  rest->text += at ? n + 1 : n;
  rest->length -= at ? n + 1 : n;
  return part;
}

static bool named_before(styr_i_slice done, styr_i_slice dimension) {
  while (done.length) {
    styr_i_slice part = cut(&done, ';');
    const styr_i_slice d = trim(cut(&part, '='));
    if (d.length == dimension.length && memcmp(d.text, dimension.text, d.length) == 0) return true;
  }
  return false;
}

const char *styr_i_scope_parse(styr_i_slice text, styr_i_scope_visit *visit, void *ctx) {
  styr_i_slice rest = text;
  bool more = true;
  size_t dimensions = 0;
  while (more) {
    const styr_i_slice done = {text.text, (size_t)(rest.text - text.text)};
    more = rest.length && memchr(rest.text, ';', rest.length);
    if (++dimensions > most_dimensions) return "has more than 64 dimensions";
    styr_i_slice part = cut(&rest, ';');
    if (!memchr(part.text, '=', part.length)) return "has a part without '='";
    const styr_i_slice dimension = trim(cut(&part, '='));
    if (!dimension.length) return "has a dimension without a name";
    if (named_before(done, dimension)) return "names a dimension twice";
    bool more_values = true;
    while (more_values) {
      more_values = part.length && memchr(part.text, '|', part.length);
      const styr_i_slice value = trim(cut(&part, '|'));
      if (!value.length) return "has an empty value";
      if (memchr(value.text, '=', value.length)) return "has two '=' in one part";
      if (visit && !visit(ctx, dimension, value)) return "could not be kept: out of memory";
    }
  }
  return NULL;
}

/* SPDX-License-Identifier: MIT */
/* Roots in words and in data. docs/schema/roots.json fixes the JSON form. */
#include "answers/answers_i.h"

#include <styr/roots.h>

static void write_root(styr_i_out *o, const styr_roots *x, size_t index, const char *lang) {
  const styr_map *map = styr_roots_map(x);
  size_t count;
  const styr_node *members = styr_roots_get(x, index, &count);
  styr_i_json_open(o, NULL, '{');
  styr_i_tell_nodes(o, map, "members", members, count);
  styr_i_json_text(o, "label", styr_node_label(map, members[0], lang));
  styr_i_json_close(o, '}');
}

static void write_text(styr_i_out *o, const styr_roots *x, const char *lang) {
  const styr_map *map = styr_roots_map(x);
  styr_i_putf(o, "Ruled by nothing in the map: %zu\n", styr_roots_count(x));
  for (size_t i = 0, count; i < styr_roots_count(x); i++) {
    const styr_node *members = styr_roots_get(x, i, &count);
    for (size_t k = 0; k < count; k++) styr_i_putf(o, "%s%s", k ? " with " : "  ", styr_node_label(map, members[k], lang));
    styr_i_put(o, "\n");
  }
  styr_i_text_view(o, map);
}

styr_status styr_roots_write(const styr_roots *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  styr_i_out o = {sink, false, true, format == STYR_FORMAT_TEXT};
  if (format == STYR_FORMAT_TEXT) {
    write_text(&o, answer, lang);
  } else if (format == STYR_FORMAT_JSON) {
    styr_i_json_open(&o, NULL, '{');
    styr_i_json_view(&o, styr_roots_map(answer));
    styr_i_json_open(&o, "roots", '[');
    for (size_t i = 0; i < styr_roots_count(answer); i++) write_root(&o, answer, i, lang);
    styr_i_json_close(&o, ']');
    styr_i_json_close(&o, '}');
    styr_i_put(&o, "\n");
  } else {
    for (size_t i = 0; i < styr_roots_count(answer); i++) {
      o.first = true;
      write_root(&o, answer, i, lang);
      styr_i_put(&o, "\n");
    }
  }
  return styr_i_out_status(&o, error);
}

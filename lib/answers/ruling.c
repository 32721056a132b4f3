/* SPDX-License-Identifier: MIT */
/* The apexes above a node, with the paths to them, in words and in data. docs/schema/ruling.json fixes the JSON form. */
#include "answers/answers_i.h"
#include "path/cursor/path_i.h"

static void open_apex(styr_i_out *o, const styr_map *map, const styr_apex *apex) {
  styr_i_json_open(o, NULL, '{');
  styr_i_json_open(o, "members", '[');
  for (size_t i = 0; i < apex->count; i++) styr_i_json_text(o, NULL, styr_node_id(map, apex->members[i]));
  styr_i_json_close(o, ']');
  styr_i_json_bool(o, "contains_from", apex->contains_from);
  styr_i_json_bool(o, "without_assumed", apex->without_assumed);
}

static void text_apex(styr_i_out *o, const styr_map *map, const styr_path_write *w, const styr_apex *apex) {
  styr_i_put(o, "Apex: ");
  for (size_t i = 0; i < apex->count; i++) styr_i_putf(o, "%s%s", i ? ", " : "", styr_node_label(map, apex->members[i], w->lang));
  if (apex->contains_from)
    styr_i_put(o, apex->count == 1 ? " (itself: nothing rules it)" : " (itself among them: nothing else rules them)");
  if (!apex->without_assumed) styr_i_put(o, " (rests on ties that are only assumed or have no claim)");
  styr_i_put(o, "\n");
}

styr_status styr_apexes_write(styr_apexes *answer, const styr_path_write *options, styr_format format, const styr_sink *sink,
                              styr_error *error) {
  static const styr_path_write defaults = STYR_PATH_WRITE_INIT;
  const styr_path_write *w = options ? options : &defaults;
  if (format == STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "this answer has no CSV form");
  if (styr_apexes_count(answer)) { /* options that make no sense are refused before anything is written */
    styr_paths *first;
    const styr_status status = styr_apexes_paths(answer, 0, &first, error);
    if (status != STYR_OK) return status;
    styr_paths_close(first);
  }
  const styr_map *map = styr_graph_map(styr_i_apexes_graph(answer));
  const styr_node from = styr_i_apexes_from(answer);
  styr_i_out o = {.sink = sink, .plain = format == STYR_FORMAT_TEXT, .first = true};
  styr_status worst = STYR_OK;
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_open(&o, NULL, '{');
    styr_i_json_view(&o, map);
    styr_i_json_text(&o, "from", styr_node_id(map, from));
    styr_i_json_open(&o, "apexes", '[');
  }
  for (size_t i = 0; i < styr_apexes_count(answer) && !o.failed; i++) {
    const styr_apex apex = styr_apexes_get(answer, i);
    styr_paths *paths;
    uint64_t count = 0;
    styr_status status = styr_apexes_paths(answer, i, &paths, error);
    if (status != STYR_OK) return status;
    if (format == STYR_FORMAT_TEXT) {
      text_apex(&o, map, w, &apex);
    } else {
      if (format == STYR_FORMAT_JSONL) o.first = true;
      open_apex(&o, map, &apex);
      styr_i_json_open(&o, "paths", '[');
    }
    status = styr_i_paths_put(&o, paths, w, format == STYR_FORMAT_TEXT ? format : STYR_FORMAT_JSON, &count, error);
    const char *truncated = styr_paths_truncated(paths);
    styr_paths_close(paths);
    if (status < 0) return status;
    if (status == STYR_TRUNCATED) worst = status;
    if (format == STYR_FORMAT_TEXT) {
      if (truncated) styr_i_putf(&o, "  (cut short by %s)\n", truncated);
      continue;
    }
    styr_i_json_close(&o, ']');
    styr_i_json_text(&o, "truncated", truncated);
    styr_i_json_close(&o, '}');
    if (format == STYR_FORMAT_JSONL) styr_i_put(&o, "\n");
  }
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_close(&o, ']');
    styr_i_json_close(&o, '}');
    styr_i_put(&o, "\n");
  }
  if (format == STYR_FORMAT_TEXT && !styr_apexes_count(answer)) styr_i_put(&o, "no apex\n");
  if (format == STYR_FORMAT_TEXT) styr_i_text_view(&o, map);
  return o.failed ? styr_i_out_status(&o, error) : worst;
}

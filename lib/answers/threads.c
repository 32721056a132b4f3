/* SPDX-License-Identifier: MIT */
/* Threads of evidence, in words and in data. docs/schema/threads.json fixes the JSON form. */
#include "answers/answers_i.h"

static void json_thread(styr_i_out *o, const styr_map *map, const styr_thread *t) {
  styr_i_json_open(o, NULL, '{');
  styr_i_json_text(o, "source", t->source);
  styr_i_json_text(o, "label", *t->label ? t->label : t->source);
  styr_i_json_int(o, "ties", (int64_t)t->ties);
  styr_i_json_open(o, "apexes", '[');
  for (size_t i = 0; i < t->count; i++) {
    styr_i_json_open(o, NULL, '{');
    styr_i_tell_nodes(o, map, "members", t->apexes[i].members, t->apexes[i].count);
    styr_i_json_open(o, "paths", '[');
    for (size_t k = 0; k < t->apexes[i].path_count; k++) {
      const styr_thread_path *p = &t->apexes[i].paths[k];
      styr_i_json_open(o, NULL, '{');
      styr_i_tell_nodes(o, map, "nodes", p->nodes, p->length + 1);
      styr_i_tell_ties(o, map, "ties", p->ties, p->length);
      styr_i_json_close(o, '}');
    }
    styr_i_json_close(o, ']');
    styr_i_json_text(o, "truncated", t->apexes[i].truncated ? "limit" : NULL);
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
  styr_i_json_close(o, '}');
}

static void write_text(styr_i_out *o, const styr_map *map, const styr_threads *x, const char *lang) {
  styr_i_putf(o, "Sources that attest a ruling path above %s: %zu\n", styr_node_label(map, x->from, lang), x->count);
  for (size_t i = 0; i < x->count; i++) {
    const styr_thread *t = &x->threads[i];
    styr_i_putf(o, "\n%s (%s), %zu ruling ties\n", *t->label ? t->label : t->source, t->source, t->ties);
    for (size_t a = 0; a < t->count; a++)
      for (size_t k = 0; k < t->apexes[a].path_count; k++) {
        const styr_thread_path *p = &t->apexes[a].paths[k];
        styr_i_put(o, "  ");
        for (size_t n = 0; n <= p->length; n++) {
          if (n) {
            const bool up = styr_node_same(styr_tie_from(map, p->ties[n - 1]), p->nodes[n - 1]); /* as part_of, from the ruled */
            styr_i_span(o, STYR_SPAN_ARROW);
            styr_i_putf(o, up ? " -%s-> " : " <-%s- ", styr_tie_type(map, p->ties[n - 1]));
            styr_i_span(o, STYR_SPAN_PLAIN);
          }
          styr_i_put(o, styr_node_label(map, p->nodes[n], lang));
        }
        styr_i_put(o, "\n");
      }
  }
}

styr_status styr_threads_write(const styr_threads *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  const styr_map *map = answer->arena.map;
  styr_i_out o = {sink, false, true, format == STYR_FORMAT_TEXT};
  if (format == STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "this answer has no CSV form");
  if (format == STYR_FORMAT_TEXT) {
    write_text(&o, map, answer, lang);
    styr_i_text_view(&o, map);
    return styr_i_out_status(&o, error);
  }
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_open(&o, NULL, '{');
    styr_i_json_view(&o, map);
    styr_i_tell_node(&o, map, "from", answer->from);
    styr_i_json_open(&o, "threads", '[');
  }
  for (size_t i = 0; i < answer->count; i++) {
    if (format == STYR_FORMAT_JSONL) o.first = true;
    json_thread(&o, map, &answer->threads[i]);
    if (format == STYR_FORMAT_JSONL) styr_i_put(&o, "\n");
  }
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_close(&o, ']');
    styr_i_json_close(&o, '}');
    styr_i_put(&o, "\n");
  }
  return styr_i_out_status(&o, error);
}

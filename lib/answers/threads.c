/* SPDX-License-Identifier: MIT */
/* The ruling paths that each source attests, in words and in data. docs/schema/threads.json fixes the JSON form. */
#include "answers/answers_i.h"

static void put_apex(const styr_i_writer *w, const styr_thread_apex *apex) {
  styr_i_json_open(w->o, NULL, '{');
  styr_i_json_nodes(w, "members", apex->members, apex->count);
  styr_i_json_open(w->o, "paths", '[');
  for (size_t i = 0; i < apex->path_count; i++) {
    const styr_thread_path *p = &apex->paths[i];
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_nodes(w, "nodes", p->nodes, p->length + 1);
    styr_i_json_ties(w, "ties", p->ties, p->length);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
  styr_i_json_text(w->o, "truncated", apex->truncated ? "limit" : NULL);
  styr_i_json_close(w->o, '}');
}

static void put_rows(const styr_i_writer *w, const styr_threads *x) {
  styr_i_list_open(w->o, "threads", NULL);
  for (size_t i = 0; i < x->count; i++) {
    const styr_thread *t = &x->threads[i];
    styr_i_row_open(w->o);
    styr_i_row_text(w->o, "source", t->source);
    styr_i_row_text(w->o, "label", *t->label ? t->label : t->source);
    styr_i_row_int(w->o, "ties", (int64_t)t->ties);
    styr_i_json_open(w->o, "apexes", '[');
    for (size_t k = 0; k < t->count; k++) put_apex(w, &t->apexes[k]);
    styr_i_json_close(w->o, ']');
    styr_i_row_close(w->o);
  }
  styr_i_list_close(w->o);
}

static void text_path(const styr_i_writer *w, const styr_thread_path *p) {
  styr_i_put(w->o, "  ");
  for (size_t n = 0; n <= p->length; n++) {
    if (n) {
      const bool up =
          styr_node_same(styr_tie_from(w->map, p->ties[n - 1]), p->nodes[n - 1]); /* the ruled end is the first, as in part_of */
      styr_i_put(w->o, " ");
      styr_i_span(w->o, STYR_SPAN_ARROW);
      styr_i_putf(w->o, up ? "-%s->" : "<-%s-", styr_tie_type(w->map, p->ties[n - 1]));
      styr_i_span(w->o, STYR_SPAN_PLAIN);
      styr_i_put(w->o, " ");
    }
    styr_i_put(w->o, styr_i_label(w, p->nodes[n]));
  }
  styr_i_put(w->o, "\n");
}

static void write_text(const styr_i_writer *w, const styr_threads *x) {
  STYR_I_LINE(w, threads_n, 0, styr_i_label(w, x->from), x->count);
  for (size_t i = 0; i < x->count; i++) {
    const styr_thread *t = &x->threads[i];
    styr_i_put(w->o, "\n");
    styr_i_heading(w->o, STYR_I_FORM_OF(w->words, thread_n, t->ties), *t->label ? t->label : t->source, t->source, t->ties);
    styr_i_put(w->o, "\n");
    for (size_t a = 0; a < t->count; a++)
      for (size_t k = 0; k < t->apexes[a].path_count; k++) text_path(w, &t->apexes[a].paths[k]);
  }
}

styr_status styr_threads_write(const styr_threads *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, answer->arena.map, lang);
  if (format == STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "this answer has no CSV form");
  styr_i_answer_open(&w);
  if (format == STYR_FORMAT_JSON) styr_i_json_node(&w, "from", answer->from);
  if (format == STYR_FORMAT_TEXT) write_text(&w, answer);
  else put_rows(&w, answer);
  return styr_i_answer_close(&w, error);
}

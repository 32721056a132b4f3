/* SPDX-License-Identifier: MIT */
/* The apexes above a node, with the paths to them, in words and in data. docs/schema/ruling.json fixes the JSON form. */
#include "answers/answers_i.h"

static void text_apex(const styr_i_writer *w, const styr_apex *apex) {
  styr_i_putf(w->o, "%s: ", STYR_I_WORD(w, apex));
  styr_i_text_labels(w, apex->members, apex->count, ", ");
  if (apex->contains_from) styr_i_putf(w->o, " (%s)", apex->count == 1 ? STYR_I_WORD(w, apex_itself) : STYR_I_WORD(w, apex_among));
  if (!apex->without_assumed) styr_i_putf(w->o, " (%s)", STYR_I_WORD(w, apex_assumed));
  styr_i_put(w->o, "\n");
}

static styr_status text_row(const styr_i_writer *w, const styr_apex *apex, styr_paths *paths, const styr_path_write *options,
                            styr_error *error) {
  uint64_t count = 0;
  text_apex(w, apex);
  const styr_status status = styr_i_paths_put(w, paths, options, &count, error);
  if (status >= 0 && styr_paths_truncated(paths)) STYR_I_LINE(w, cut_short_by, 2, styr_paths_truncated(paths));
  return status;
}

static styr_status json_row(const styr_i_writer *w, const styr_apex *apex, styr_paths *paths, const styr_path_write *options,
                            styr_error *error) {
  const styr_format format = w->o->format;
  uint64_t count = 0;
  styr_i_row_open(w->o);
  styr_i_json_nodes(w, "members", apex->members, apex->count);
  styr_i_json_bool(w->o, "contains_from", apex->contains_from);
  styr_i_json_bool(w->o, "without_assumed", apex->without_assumed);
  w->o->format = STYR_FORMAT_JSON; /* in an object of JSONL, too, the paths are an array */
  styr_i_list_open(w->o, "paths", NULL);
  const styr_status status = styr_i_paths_put(w, paths, options, &count, error);
  if (status < 0) return status;
  styr_i_list_close(w->o);
  w->o->format = format;
  styr_i_json_text(w->o, "truncated", styr_paths_truncated(paths));
  styr_i_row_close(w->o);
  return status;
}

/* Invalid options are refused before anything is written. */
static styr_status check_options(styr_apexes *answer, styr_error *error) {
  styr_paths *first;
  if (!styr_apexes_count(answer)) return STYR_OK;
  const styr_status status = styr_apexes_paths(answer, 0, &first, error);
  if (status == STYR_OK) styr_paths_close(first);
  return status;
}

styr_status styr_apexes_write(styr_apexes *answer, const styr_path_write *options, styr_format format, const styr_sink *sink,
                              styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (options && !styr_i_version_known(error, options->version)) return STYR_ERR_ARG;
  static const styr_path_write defaults = STYR_PATH_WRITE_INIT;
  if (!options) options = &defaults;
  if (format == STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "this answer has no CSV form");
  styr_status status = check_options(answer, error), worst = STYR_OK;
  if (status != STYR_OK) return status;
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, styr_graph_map(styr_i_apexes_graph(answer)), options->lang);
  styr_i_answer_open(&w);
  if (format == STYR_FORMAT_JSON) styr_i_json_node(&w, "from", styr_i_apexes_from(answer));
  styr_i_list_open(&o, "apexes", NULL);
  for (size_t i = 0; i < styr_apexes_count(answer) && !o.failed; i++) {
    const styr_apex apex = styr_apexes_get(answer, i);
    styr_paths *paths;
    status = styr_apexes_paths(answer, i, &paths, error);
    if (status != STYR_OK) return status;
    status = (format == STYR_FORMAT_TEXT ? text_row : json_row)(&w, &apex, paths, options, error);
    styr_paths_close(paths);
    if (status < 0) return status;
    if (status == STYR_TRUNCATED) worst = status;
  }
  styr_i_list_close(&o);
  if (format == STYR_FORMAT_TEXT && !styr_apexes_count(answer)) styr_i_putf(&o, "%s\n", STYR_I_WORD(&w, apex_none));
  status = styr_i_answer_close(&w, error);
  return status == STYR_OK ? worst : status;
}

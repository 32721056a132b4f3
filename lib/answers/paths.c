/* SPDX-License-Identifier: MIT */
/* Paths and pairs in words and in data. docs/schema/paths.json and pairs.json fix the JSON forms. */
#include "answers/answers_i.h"
#include "path/cursor/path_i.h"

static const styr_path_write defaults = STYR_PATH_WRITE_INIT;

/* ---- data ---- */

static void json_claims(const styr_i_writer *w, styr_tie tie, const styr_filter *filter) {
  styr_i_json_open(w->o, "claims", '[');
  for (styr_claim c = styr_claims_of_tie(w->map, tie); styr_claim_exists(c); c = styr_claims_next(w->map, c))
    if (styr_claim_counts(w->map, c, filter)) styr_i_json_claim(w->o, w->map, c);
  styr_i_json_close(w->o, ']');
}

static void json_path(const styr_i_writer *w, const styr_path *path, const styr_path_write *options) {
  const styr_path_evidence e = styr_path_weigh(w->map, path, options->filter);
  styr_i_row_open(w->o);
  styr_i_json_node(w, "from", path->from);
  styr_i_json_node(w, "to", path->to);
  styr_i_json_int(w->o, "length", (int64_t)path->length);
  styr_i_json_open(w->o, "ties", '[');
  for (size_t i = 0; i < path->length; i++) {
    const styr_tie tie = path->ties[i];
    styr_i_json_open(w->o, NULL, '{');
    styr_i_json_tie(w, "id", tie);
    styr_i_json_text(w->o, "type", styr_tie_type(w->map, tie));
    styr_i_json_node(w, "from", styr_tie_from(w->map, tie));
    styr_i_json_node(w, "to", styr_tie_to(w->map, tie));
    styr_i_json_bool(w->o, "reversed", styr_path_reversed(w->map, path, i));
    if (options->evidence) json_claims(w, tie, options->filter);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
  styr_i_json_text(w->o, "grade", styr_i_grade_or_null(e.weakest));
  styr_i_json_text(w->o, "source", e.one_source ? e.source : NULL);
  styr_i_row_close(w->o);
}

/* One row for each tie; a path without ties has one row. */
static void csv_path(const styr_i_writer *w, const styr_path *path, uint64_t number) {
  char id[16];
  for (size_t i = 0; i < path->length || !i; i++) {
    const bool any = path->length > 0;
    const styr_tie tie = any ? path->ties[i] : (styr_tie){0, 0};
    styr_i_row_open(w->o);
    styr_i_row_int(w->o, "path", (int64_t)number);
    styr_i_row_int(w->o, "step", any ? (int64_t)i + 1 : 0);
    styr_i_row_text(w->o, "tie", any ? styr_tie_id(w->map, tie, id) : NULL);
    styr_i_row_text(w->o, "type", any ? styr_tie_type(w->map, tie) : NULL);
    styr_i_row_text(w->o, "from", styr_node_id(w->map, any ? styr_tie_from(w->map, tie) : path->from));
    styr_i_row_text(w->o, "to", styr_node_id(w->map, any ? styr_tie_to(w->map, tie) : path->to));
    styr_i_row_text(w->o, "reversed", !any ? NULL : styr_path_reversed(w->map, path, i) ? "true" : "false");
    styr_i_row_close(w->o);
  }
}

/* ---- text ---- */

static void text_claims(const styr_i_writer *w, styr_tie tie, const styr_filter *filter) {
  char id[16];
  for (styr_claim c = styr_claims_of_tie(w->map, tie); styr_claim_exists(c); c = styr_claims_next(w->map, c)) {
    const styr_claim_view v = styr_claim_get(w->map, c);
    if (!styr_claim_counts(w->map, c, filter)) continue;
    styr_i_putf(w->o, "      %s: ", styr_tie_id(w->map, tie, id));
    styr_i_text_stance(w, v.stance);
    if (*v.source) styr_i_putf(w->o, ", %s", v.source);
    if (*v.locator) styr_i_putf(w->o, " %s", v.locator);
    if (v.grade != STYR_GRADE_NONE) {
      styr_i_put(w->o, " (");
      styr_i_text_grade(w, v.grade, "");
      styr_i_put(w->o, ")");
    }
    styr_i_put(w->o, "\n");
  }
}

static void text_path(const styr_i_writer *w, const styr_path *path, const styr_path_write *options) {
  const styr_path_evidence e = styr_path_weigh(w->map, path, options->filter);
  const size_t widest = styr_i_chain_widest(w->map, path->ties, path->length);
  styr_i_chain_node(w, path->from);
  for (size_t i = 0; i < path->length; i++) {
    styr_i_put(w->o, "  ");
    styr_i_chain_arrow(w, path->ties[i], styr_path_reversed(w->map, path, i), widest);
    styr_i_chain_node(w, path->nodes[i + 1]);
    if (options->evidence) text_claims(w, path->ties[i], options->filter);
  }
  if (!path->length) return;
  styr_i_putf(w->o, "  (%s: ", STYR_I_WORD(w, weakest_tie));
  styr_i_text_grade(w, e.weakest, STYR_I_WORD(w, no_grade));
  styr_i_put(w->o, "; ");
  if (e.one_source) STYR_I_SAY(w, attested_by_one, e.source);
  else styr_i_put(w->o, STYR_I_WORD(w, attested_by_several));
  styr_i_put(w->o, ")\n");
}

/* ---- the whole ---- */

/* Closes the list; in text the caller adds how long it is. */
static void close_list(const styr_i_writer *w, const char *truncated) {
  styr_i_list_close(w->o);
  if (w->o->format == STYR_FORMAT_JSON) styr_i_json_text(w->o, "truncated", truncated);
  if (w->o->format == STYR_FORMAT_JSONL && truncated) {
    styr_i_row_open(w->o);
    styr_i_row_text(w->o, "truncated", truncated);
    styr_i_row_close(w->o);
  }
}

static void text_path_count(const styr_i_writer *w, unsigned long long count, const char *truncated) {
  if (truncated) STYR_I_SAY_OF(w, path_cut_short, count, count, truncated);
  else STYR_I_SAY_OF(w, path_listed, count, count);
  styr_i_put(w->o, "\n");
}

static void text_pair_count(const styr_i_writer *w, unsigned long long count, const char *truncated) {
  if (truncated) STYR_I_SAY_OF(w, pair_cut_short, count, count, truncated);
  else STYR_I_SAY_OF(w, pair_listed, count, count);
  styr_i_put(w->o, "\n");
}

static styr_status finish(const styr_i_writer *w, styr_status status, styr_error *error) {
  const styr_status written = styr_i_answer_close(w, error);
  return written != STYR_OK ? written : status == STYR_END ? STYR_OK : status;
}

styr_status styr_i_paths_put(const styr_i_writer *w, styr_paths *paths, const styr_path_write *options, uint64_t *count,
                             styr_error *error) {
  styr_path path;
  styr_status status = STYR_OK;
  while (!w->o->failed && (status = styr_paths_next(paths, &path, error)) == STYR_OK) {
    ++*count;
    if (w->o->format == STYR_FORMAT_TEXT) text_path(w, &path, options);
    else if (w->o->format == STYR_FORMAT_CSV) csv_path(w, &path, *count);
    else json_path(w, &path, options);
  }
  return w->o->failed ? styr_i_out_status(w->o, error) : status == STYR_END ? STYR_OK : status;
}

styr_status styr_paths_write(styr_paths *paths, const styr_path_write *options, styr_format format, const styr_sink *sink,
                             styr_error *error) {
  if (!styr_i_begin(error, __func__, paths && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (options && !styr_i_version_known(error, options->version)) return STYR_ERR_ARG;
  if (!options) options = &defaults;
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, paths->query->graph->map, options->lang);
  uint64_t count = 0;
  styr_i_answer_open(&w);
  styr_i_list_open(&o, "paths", "path,step,tie,type,from,to,reversed");
  const styr_status status = styr_i_paths_put(&w, paths, options, &count, error);
  if (status < 0) return status;
  close_list(&w, styr_paths_truncated(paths));
  if (format == STYR_FORMAT_TEXT) text_path_count(&w, count, styr_paths_truncated(paths));
  return finish(&w, status, error);
}

static void put_pair(const styr_i_writer *w, styr_node from, styr_node to) {
  if (w->o->format == STYR_FORMAT_TEXT) {
    styr_i_putf(w->o, "%s -> %s\n", styr_i_label(w, from), styr_i_label(w, to));
    return;
  }
  styr_i_row_open(w->o);
  styr_i_row_text(w->o, "from", styr_node_id(w->map, from));
  styr_i_row_text(w->o, "to", styr_node_id(w->map, to));
  styr_i_row_close(w->o);
}

styr_status styr_pairs_write(styr_pairs *pairs, const styr_path_write *options, styr_format format, const styr_sink *sink,
                             styr_error *error) {
  if (!styr_i_begin(error, __func__, pairs && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (options && !styr_i_version_known(error, options->version)) return STYR_ERR_ARG;
  if (!options) options = &defaults;
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, pairs->query->graph->map, options->lang);
  styr_node from, to;
  styr_status status = STYR_OK;
  uint64_t count = 0;
  styr_i_answer_open(&w);
  styr_i_list_open(&o, "pairs", "from,to");
  for (; !o.failed && (status = styr_pairs_next(pairs, &from, &to, error)) == STYR_OK; count++) put_pair(&w, from, to);
  if (o.failed) return styr_i_out_status(&o, error);
  if (status < 0) return status;
  close_list(&w, styr_pairs_truncated(pairs));
  if (format == STYR_FORMAT_TEXT) text_pair_count(&w, count, styr_pairs_truncated(pairs));
  return finish(&w, status, error);
}

/* ---- numbers alone ---- */

styr_status styr_count_write(const styr_count *count, const char *truncated, styr_format format, const char *lang, const styr_sink *sink,
                             styr_error *error) {
  if (!styr_i_begin(error, __func__, count && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (format != STYR_FORMAT_TEXT && format != STYR_FORMAT_JSON) return styr_i_fail(error, STYR_ERR_ARG, "a count has no such form");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer writer = styr_i_writer_of(&o, NULL, lang), *w = &writer;
  char digits[40];
  const char *number = styr_count_format(*count, digits);
  if (format == STYR_FORMAT_TEXT) {
    if (count->overflow) number = STYR_I_WORD(w, count_too_large);
    if (truncated) STYR_I_SAY(w, count_cut_short, number, truncated);
    else styr_i_put(&o, number);
  } else {
    styr_i_json_open(&o, NULL, '{');
    styr_i_json_text(&o, "count", count->overflow ? NULL : number);
    if (count->overflow) styr_i_json_bool(&o, "overflow", true);
    if (truncated) styr_i_json_text(&o, "truncated", truncated);
    styr_i_json_close(&o, '}');
  }
  styr_i_put(&o, "\n");
  return styr_i_out_status(&o, error);
}

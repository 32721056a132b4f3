/* SPDX-License-Identifier: MIT */
/* What a pattern can match, in words and in data: how long its paths are, and the tie types and families that it names. */
#include "answers/answers_i.h"

#include <styr/path.h>

static void json_names(const styr_i_writer *w, const char *key, const styr_pattern *pattern, styr_name_kind which) {
  styr_name_kind kind;
  styr_i_json_open(w->o, key, '[');
  for (size_t i = 0; i < styr_pattern_name_count(pattern); i++) {
    const char *name = styr_pattern_name(pattern, i, &kind);
    if (kind == which) styr_i_json_text(w->o, NULL, name);
  }
  styr_i_json_close(w->o, ']');
}

static void write_json(const styr_i_writer *w, const styr_pattern *pattern) {
  const uint64_t most = styr_pattern_most(pattern);
  styr_i_json_open(w->o, NULL, '{');
  styr_i_json_bool(w->o, "ok", true);
  styr_i_json_int(w->o, "least", (int64_t)styr_pattern_least(pattern));
  if (most == STYR_UNBOUNDED) styr_i_json_text(w->o, "most", NULL);
  else styr_i_json_int(w->o, "most", (int64_t)most);
  json_names(w, "types", pattern, STYR_NAME_TYPE);
  json_names(w, "families", pattern, STYR_NAME_FAMILY);
  styr_i_json_close(w->o, '}');
  styr_i_put(w->o, "\n");
}

static void text_names(const styr_i_writer *w, const char *title, const styr_pattern *pattern, styr_name_kind which) {
  styr_name_kind kind;
  bool any = false;
  for (size_t i = 0; i < styr_pattern_name_count(pattern); i++) {
    const char *name = styr_pattern_name(pattern, i, &kind);
    if (kind != which) continue;
    if (any) styr_i_putf(w->o, ", %s", name);
    else styr_i_putf(w->o, "%s: %s", title, name);
    any = true;
  }
  if (any) styr_i_put(w->o, "\n");
}

static void write_text(const styr_i_writer *w, const styr_pattern *pattern) {
  const unsigned long long least = styr_pattern_least(pattern), most = styr_pattern_most(pattern);
  if (most == STYR_UNBOUNDED) STYR_I_SAY(w, matches_at_least, least);
  else if (most == least) STYR_I_SAY_OF(w, matches_tie, least, least);
  else STYR_I_SAY(w, matches_between, least, most);
  styr_i_put(w->o, "\n");
  text_names(w, STYR_I_WORD(w, pattern_types), pattern, STYR_NAME_TYPE);
  text_names(w, STYR_I_WORD(w, pattern_families), pattern, STYR_NAME_FAMILY);
}

styr_status styr_pattern_write(const styr_pattern *pattern, styr_format format, const char *lang, const styr_sink *sink,
                               styr_error *error) {
  if (!styr_i_begin(error, __func__, pattern && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (format != STYR_FORMAT_TEXT && format != STYR_FORMAT_JSON) return styr_i_fail(error, STYR_ERR_ARG, "a pattern has no such form");
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, NULL, lang);
  if (format == STYR_FORMAT_JSON) write_json(&w, pattern);
  else write_text(&w, pattern);
  return styr_i_out_status(&o, error);
}

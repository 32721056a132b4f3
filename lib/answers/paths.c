/* SPDX-License-Identifier: MIT */
/* Paths and pairs in words and in data. docs/schema/paths.json and pairs.json fix the JSON forms. */
#include "answers/answers_i.h"
#include "path/cursor/path_i.h"

typedef struct writing {
  const styr_map *map;
  const styr_path_write *options;
  styr_i_out o;
} writing;

static const styr_path_write defaults = STYR_PATH_WRITE_INIT;

/* ---- JSON ---- */

static void json_claims(writing *w, styr_tie tie) {
  styr_i_json_open(&w->o, "claims", '[');
  for (styr_claim c = styr_claims_of_tie(w->map, tie); styr_claim_exists(c); c = styr_claims_next(w->map, c)) {
    if (styr_claim_counts(w->map, c, w->options->filter)) styr_i_json_claim(&w->o, w->map, c);
  }
  styr_i_json_close(&w->o, ']');
}

static void json_path(writing *w, const styr_path *path) {
  const styr_path_evidence e = styr_path_weigh(w->map, path, w->options->filter);
  char id[16];
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_text(&w->o, "from", styr_node_id(w->map, path->from));
  styr_i_json_text(&w->o, "to", styr_node_id(w->map, path->to));
  styr_i_json_int(&w->o, "length", (int64_t)path->length);
  styr_i_json_open(&w->o, "ties", '[');
  for (size_t i = 0; i < path->length; i++) {
    const styr_tie tie = path->ties[i];
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_text(&w->o, "id", styr_tie_id(w->map, tie, id));
    styr_i_json_text(&w->o, "type", styr_tie_type(w->map, tie));
    styr_i_json_text(&w->o, "from", styr_node_id(w->map, styr_tie_from(w->map, tie)));
    styr_i_json_text(&w->o, "to", styr_node_id(w->map, styr_tie_to(w->map, tie)));
    styr_i_json_bool(&w->o, "reversed", styr_path_reversed(w->map, path, i));
    if (w->options->evidence) json_claims(w, tie);
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_text(&w->o, "grade", *styr_grade_name(e.weakest) ? styr_grade_name(e.weakest) : NULL);
  styr_i_json_text(&w->o, "source", e.one_source ? e.source : NULL);
  styr_i_json_close(&w->o, '}');
}

/* ---- CSV: a row a tie; the path alone where it has none ---- */

static void csv_path(writing *w, const styr_path *path, uint64_t number) {
  char id[16];
  const char *from = styr_node_id(w->map, path->from), *to = styr_node_id(w->map, path->to);
  if (!path->length) {
    styr_i_putf(&w->o, "%llu,0,", (unsigned long long)number);
    styr_i_csv_row(&w->o, (const char *const[]){"", "", from, to, ""}, 5);
  }
  for (size_t i = 0; i < path->length; i++) {
    const styr_tie tie = path->ties[i];
    styr_i_putf(&w->o, "%llu,%zu,", (unsigned long long)number, i + 1);
    styr_i_csv_row(&w->o,
                   (const char *const[]){styr_tie_id(w->map, tie, id), styr_tie_type(w->map, tie),
                                         styr_node_id(w->map, styr_tie_from(w->map, tie)), styr_node_id(w->map, styr_tie_to(w->map, tie)),
                                         styr_path_reversed(w->map, path, i) ? "true" : "false"},
                   5);
  }
}

/* ---- text ---- */

static void text_claims(writing *w, styr_tie tie) {
  char id[16];
  for (styr_claim c = styr_claims_of_tie(w->map, tie); styr_claim_exists(c); c = styr_claims_next(w->map, c)) {
    const styr_claim_view v = styr_claim_get(w->map, c);
    if (!styr_claim_counts(w->map, c, w->options->filter)) continue;
    styr_i_putf(&w->o, "      %s: ", styr_tie_id(w->map, tie, id));
    styr_i_put_stance(&w->o, v.stance);
    if (*v.source) styr_i_putf(&w->o, ", %s", v.source);
    if (*v.locator) styr_i_putf(&w->o, " %s", v.locator);
    if (v.grade != STYR_GRADE_NONE) {
      styr_i_put(&w->o, " (");
      styr_i_put_grade(&w->o, v.grade, "");
      styr_i_put(&w->o, ")");
    }
    styr_i_put(&w->o, "\n");
  }
}

/* A chain: nodes with their levels, or what kind of text they are, and arrows of one width beneath one another. */
void styr_i_chain_node(styr_i_out *o, const styr_map *map, const char *lang, styr_node node) {
  const char *level = styr_node_is_text(node) ? styr_node_kind(map, node) : styr_node_level(map, node);
  styr_i_put(o, styr_node_label(map, node, lang));
  if (*level) {
    styr_i_put(o, " ");
    styr_i_span(o, STYR_SPAN_LEVEL);
    styr_i_putf(o, "[%s]", level);
    styr_i_span(o, STYR_SPAN_PLAIN);
  }
  styr_i_put(o, "\n");
}

static size_t columns_of_type(const styr_map *map, styr_tie tie) {
  const char *type = styr_tie_type(map, tie);
  return styr_columns(type, strlen(type));
}

size_t styr_i_chain_widest(const styr_map *map, const styr_tie *ties, size_t count) {
  enum { most = 24 };
  size_t widest = 0;
  for (size_t i = 0; i < count; i++)
    if (columns_of_type(map, ties[i]) > widest) widest = columns_of_type(map, ties[i]);
  return widest < most ? widest : most;
}

void styr_i_chain_arrow(styr_i_out *o, const styr_map *map, styr_tie tie, bool reversed, size_t widest) {
  const size_t columns = columns_of_type(map, tie);
  styr_i_put_arrow(o, map, tie, reversed);
  styr_i_putf(o, "%*s ", (int)(columns < widest ? widest - columns : 0), "");
}

static void text_path(writing *w, const styr_path *path) {
  const styr_path_evidence e = styr_path_weigh(w->map, path, w->options->filter);
  const size_t widest = styr_i_chain_widest(w->map, path->ties, path->length);
  styr_i_chain_node(&w->o, w->map, w->options->lang, path->from);
  for (size_t i = 0; i < path->length; i++) {
    styr_i_put(&w->o, "  ");
    styr_i_chain_arrow(&w->o, w->map, path->ties[i], styr_path_reversed(w->map, path, i), widest);
    styr_i_chain_node(&w->o, w->map, w->options->lang, path->nodes[i + 1]);
    if (w->options->evidence) text_claims(w, path->ties[i]);
  }
  if (!path->length) return;
  styr_i_put(&w->o, "  (weakest tie: ");
  styr_i_put_grade(&w->o, e.weakest, "no grade");
  styr_i_put(&w->o, "; ");
  if (e.one_source) styr_i_putf(&w->o, "attested end to end by %s)\n", e.source);
  else styr_i_put(&w->o, "no one source attests all of it)\n");
}

/* ---- the whole ---- */

static void open_list(writing *w, styr_format format, const char *name, const char *header) {
  w->o.first = true;
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_view(&w->o, w->map);
    styr_i_json_open(&w->o, name, '[');
  } else if (format == STYR_FORMAT_CSV) {
    styr_i_put(&w->o, header);
  }
}

static void close_list(writing *w, styr_format format, uint64_t count, const char *noun, const char *truncated) {
  switch (format) {
  case STYR_FORMAT_JSON:
    styr_i_json_close(&w->o, ']');
    styr_i_json_text(&w->o, "truncated", truncated);
    styr_i_json_close(&w->o, '}');
    styr_i_put(&w->o, "\n");
    break;
  case STYR_FORMAT_JSONL:
    if (!truncated) break;
    w->o.first = true;
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_text(&w->o, "truncated", truncated);
    styr_i_json_close(&w->o, '}');
    styr_i_put(&w->o, "\n");
    break;
  case STYR_FORMAT_TEXT:
    styr_i_putf(&w->o, "%llu %s%s%s", (unsigned long long)count, noun, count == 1 ? "" : "s", truncated ? ", cut short by " : "\n");
    if (truncated) styr_i_putf(&w->o, "%s\n", truncated);
    styr_i_text_view(&w->o, w->map);
    break;
  default: break;
  }
}

static styr_status finish(writing *w, styr_status status, styr_error *error) {
  if (w->o.failed) return styr_i_out_status(&w->o, error);
  return status == STYR_END ? STYR_OK : status;
}

/* Writes the paths alone: as JSON the items of an array that is open. */
styr_status styr_i_paths_put(styr_i_out *o, styr_paths *paths, const styr_path_write *options, styr_format format, uint64_t *count,
                             styr_error *error) {
  writing w = {paths->query->graph->map, options ? options : &defaults, *o};
  styr_path path;
  styr_status status = STYR_OK;
  while (!w.o.failed && (status = styr_paths_next(paths, &path, error)) == STYR_OK) {
    ++*count;
    switch (format) {
    case STYR_FORMAT_JSONL:
      w.o.first = true;
      json_path(&w, &path);
      styr_i_put(&w.o, "\n");
      break;
    case STYR_FORMAT_JSON: json_path(&w, &path); break;
    case STYR_FORMAT_CSV: csv_path(&w, &path, *count); break;
    default: text_path(&w, &path); break;
    }
  }
  *o = w.o;
  return w.o.failed ? styr_i_out_status(o, error) : status == STYR_END ? STYR_OK : status;
}

styr_status styr_paths_write(styr_paths *paths, const styr_path_write *options, styr_format format, const styr_sink *sink,
                             styr_error *error) {
  writing w = {
      .map = paths->query->graph->map, .options = options ? options : &defaults, .o = {.sink = sink, .plain = format == STYR_FORMAT_TEXT}};
  uint64_t count = 0;
  open_list(&w, format, "paths", "path,step,tie,type,from,to,reversed\n");
  const styr_status status = styr_i_paths_put(&w.o, paths, options, format, &count, error);
  if (status < 0) return status;
  close_list(&w, format, count, "path", styr_paths_truncated(paths));
  return finish(&w, status, error);
}

styr_status styr_pairs_write(styr_pairs *pairs, const styr_path_write *options, styr_format format, const styr_sink *sink,
                             styr_error *error) {
  writing w = {
      .map = pairs->query->graph->map, .options = options ? options : &defaults, .o = {.sink = sink, .plain = format == STYR_FORMAT_TEXT}};
  styr_node from, to;
  styr_status status = STYR_OK;
  uint64_t count = 0;
  open_list(&w, format, "pairs", "from,to\n");
  while (!w.o.failed && (status = styr_pairs_next(pairs, &from, &to, error)) == STYR_OK) {
    const char *first = styr_node_id(w.map, from), *last = styr_node_id(w.map, to);
    count++;
    if (format == STYR_FORMAT_TEXT) {
      styr_i_putf(&w.o, "%s -> %s\n", styr_node_label(w.map, from, w.options->lang), styr_node_label(w.map, to, w.options->lang));
    } else if (format == STYR_FORMAT_CSV) {
      styr_i_csv_row(&w.o, (const char *const[]){first, last}, 2);
    } else {
      if (format == STYR_FORMAT_JSONL) w.o.first = true;
      styr_i_json_open(&w.o, NULL, '{');
      styr_i_json_text(&w.o, "from", first);
      styr_i_json_text(&w.o, "to", last);
      styr_i_json_close(&w.o, '}');
      if (format == STYR_FORMAT_JSONL) styr_i_put(&w.o, "\n");
    }
  }
  if (w.o.failed || status < 0) return finish(&w, w.o.failed ? STYR_ERR_IO : status, error);
  close_list(&w, format, count, "pair", styr_pairs_truncated(pairs));
  return finish(&w, status, error);
}

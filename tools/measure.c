/* SPDX-License-Identifier: MIT */
/* Talks to styr-measure: sends the graph of a selection as numbers, and reads the answer number by number, so that an answer
 * that is cut short or garbled is noticed. */
#include "cli.h"
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void number(const styr_sink *sink, uint64_t n, char end) {
  char text[24];
  const int length = snprintf(text, sizeof text, "%llu%c", (unsigned long long)n, end);
  sink->write(sink->ctx, text, (size_t)length);
}

/* Actors come first, then texts. */
static size_t row_of(const styr_map *map, styr_node node) {
  return styr_node_is_text(node) ? styr_map_count(map, STYR_ACTORS) + styr_node_row(node) : node.ref;
}

bool measure_begin(measuring *m, const styr_map *map, const styr_selection *selection) {
  const size_t actors = styr_map_count(map, STYR_ACTORS), all = actors + styr_map_count(map, STYR_TEXTS);
  m->map = map;
  m->selection = selection;
  m->nodes = calloc(all + 1, sizeof *m->nodes);
  m->place = calloc(all + 1, sizeof *m->place);
  for (size_t i = 0; m->nodes && m->place && i < all; i++) {
    const styr_node node = i < actors ? styr_map_actor(map, i) : styr_map_text(map, i - actors);
    m->place[i] = UINT32_MAX;
    if (!styr_node_valid(map, node, &selection->filter)) continue;
    m->place[i] = (uint32_t)m->count;
    m->nodes[m->count++] = node;
  }
  return m->nodes && m->place;
}

void measure_end(measuring *m) {
  styr_buffer_free(&m->output);
  free(m->nodes);
  free(m->place);
}

uint32_t measure_place(const measuring *m, styr_node node) {
  if (!styr_node_exists(node)) return UINT32_MAX;
  return m->place[row_of(m->map, node)];
}

styr_status measure_ask(measuring *m, const char *measure, const char *detail, const uint32_t *groups, unsigned seconds,
                        styr_error *error) {
  styr_buffer input = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&input);
  number(&sink, m->count, '\n');
  for (size_t i = 0; groups && i < m->count; i++) number(&sink, groups[i], '\n');
  for (uint32_t i = 0; i < styr_map_count(m->map, STYR_TIES); i++) {
    styr_node from, to;
    if (!styr_selection_edge(m->map, m->selection, styr_map_tie(m->map, i), &from, &to)) continue;
    number(&sink, measure_place(m, from), ' ');
    number(&sink, measure_place(m, to), '\n');
  }
  helper_run run = {"styr-measure", {measure, detail, NULL}, input.bytes, input.size, STYR_BUFFER_INIT, seconds};
  styr_status status = run_helper(&run, error);
  if (status == STYR_ERR_NOT_FOUND) status = error->status = STYR_ERR_BACKEND; /* the data is not wrong */
  styr_buffer_free(&input);
  m->output = run.output;
  m->rest = m->output.bytes ? m->output.bytes : "";
  int64_t nodes;
  if (status == STYR_OK && !measure_integer(m, (int64_t)m->count, (int64_t)m->count, &nodes)) return measure_garbled(error);
  return status;
}

styr_status measure_parts(const styr_map *map, size_t *parts, size_t *largest, styr_error *error) {
  styr_buffer input = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&input);
  const uint64_t actors = styr_map_count(map, STYR_ACTORS);
  number(&sink, actors + styr_map_count(map, STYR_TEXTS), '\n');
  for (uint32_t i = 0; i < styr_map_count(map, STYR_TIES); i++) {
    number(&sink, row_of(map, styr_tie_from(map, styr_map_tie(map, i))), ' ');
    number(&sink, row_of(map, styr_tie_to(map, styr_map_tie(map, i))), '\n');
  }
  helper_run run = {"styr-measure", {"parts", NULL}, input.bytes, input.size, STYR_BUFFER_INIT, 60};
  const styr_status status = run_helper(&run, error);
  if (status == STYR_OK) {
    char *rest = NULL;
    *parts = (size_t)strtoull(run.output.bytes ? run.output.bytes : "0", &rest, 10);
    *largest = (size_t)strtoull(rest, NULL, 10);
  }
  styr_buffer_free(&run.output);
  styr_buffer_free(&input);
  return status;
}

styr_status measure_garbled(styr_error *error) {
  error->status = STYR_ERR_BACKEND;
  snprintf(error->message, sizeof error->message, "styr-measure gave an answer that makes no sense");
  return STYR_ERR_BACKEND;
}

bool measure_integer(measuring *m, int64_t least, int64_t most, int64_t *out) {
  char *end;
  *out = strtoll(m->rest, &end, 10);
  const bool ok = end != m->rest && *out >= least && *out <= most;
  m->rest = end;
  return ok;
}

bool measure_real(measuring *m, double *out) {
  char *end;
  *out = strtod(m->rest, &end);
  const bool ok = end != m->rest && *out - *out == 0; /* finite */
  m->rest = end;
  return ok;
}

bool measure_word(measuring *m, const char *word) {
  const size_t n = strlen(word), blank = strspn(m->rest, " \n");
  if (strncmp(m->rest + blank, word, n) != 0) return false;
  m->rest += blank + n;
  return true;
}

bool measure_is_read(const measuring *m) {
  return !m->rest[strspn(m->rest, " \n")];
}

/* SPDX-License-Identifier: MIT */
/* styr info: what a map holds. Connected parts come from styr-measure, where the igraph component is installed. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const option options[] = {FORMAT_OPTION, LANG_OPTION(LABELS), PUBLIC_OPTIONS};

static void number(styr_sink *sink, uint64_t n, char end) {
  char text[24];
  const int length = snprintf(text, sizeof text, "%llu%c", (unsigned long long)n, end);
  sink->write(sink->ctx, text, (size_t)length);
}

/* What styr-measure reads: the number of nodes, then two node numbers a tie. */
static void measure_parts(const styr_map *map, styr_info_options *info) {
  styr_buffer input = STYR_BUFFER_INIT;
  styr_sink sink = styr_buffer_sink(&input);
  const uint64_t actors = styr_map_count(map, STYR_ACTORS), nodes = actors + styr_map_count(map, STYR_TEXTS);
  number(&sink, nodes, '\n');
  for (uint32_t i = 0; i < styr_map_count(map, STYR_TIES); i++) {
    const styr_tie tie = {i};
    const styr_node ends[] = {styr_tie_from(map, tie), styr_tie_to(map, tie)};
    for (int k = 0; k < 2; k++)
      number(&sink, styr_node_is_text(ends[k]) ? actors + (ends[k].ref & ~STYR_NODE_TEXT_BIT) : ends[k].ref, k ? '\n' : ' ');
  }
  helper_run run = {"styr-measure", {"parts", NULL}, input.bytes, input.size, STYR_BUFFER_INIT, 60};
  styr_error error = STYR_ERROR_INIT;
  const styr_status status = run_helper(&run, &error);
  if (status == STYR_OK) {
    char *rest = NULL;
    info->parts = (size_t)strtoull(run.output.bytes ? run.output.bytes : "0", &rest, 10);
    info->largest = rest ? (size_t)strtoull(rest, NULL, 10) : 0;
  } else if (status != STYR_ERR_NOT_FOUND) {
    fprintf(stderr, "styr info: parts were not counted: %s\n", error.message);
  }
  styr_buffer_free(&run.output);
  styr_buffer_free(&input);
}

static styr_status answer(void *asked_of, const styr_sink *sink, styr_error *error) {
  const asked *a = asked_of;
  styr_info_options info = STYR_INFO_OPTIONS_INIT;
  info.lang = a->lang;
  measure_parts(a->maps[0].seen, &info);
  return styr_map_info_write(a->maps[0].seen, &info, a->format, sink, error);
}

const verb verb_info = {
    .name = "info",
    .arguments = "MAP [options]",
    .summary = "say what a map holds",
    .manual = "format",
    .formats = "tjc",
    OPTIONS(options),
    .size = sizeof(asked),
    .answer = answer,
};

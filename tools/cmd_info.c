/* SPDX-License-Identifier: MIT */
/* styr info: what a map holds. Connected parts come from styr-measure, where the igraph component is installed. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

int cmd_info(int argc, char **argv) {
  const verb *v = find_verb("info");
  const char *path, *format_name = NULL, *lang = NULL;
  publicity view = {.today = NULL};
  const option options[] = {{"--format", "FORMAT", "text (default), json or csv", &format_name, NULL, NULL},
                            {"--lang", "LANG", "language of labels, for example en", &lang, NULL, NULL},
                            PUBLIC_OPTIONS(view)};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  styr_format format = STYR_FORMAT_TEXT;
  if (code >= 0) return code;
  if (!parse_format(v->name, format_name, "tjc", &format)) return EXIT_USAGE;
  loaded l;
  if (!load_seen(v->name, path, &view, &l, &code)) return code;
  styr_info_options info = STYR_INFO_OPTIONS_INIT;
  info.lang = lang;
  measure_parts(l.seen, &info);
  styr_error error = STYR_ERROR_INIT;
  const styr_sink sink = answer_sink(format);
  code = styr_map_info_write(l.seen, &info, format, &sink, &error) == STYR_OK ? EXIT_DONE : failure(&error);
  unload(&l);
  return finish(code);
}

/* SPDX-License-Identifier: MIT */
/* styr info: what a map holds. The helper styr-measure counts connected parts, where the igraph component is installed. */
#include "cli.h"
#include "measure.h"

#include <stdio.h>

static const option options[] = {ANSWER_OPTIONS};

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  const request *a = given;
  styr_info_options info = STYR_INFO_OPTIONS_INIT;
  info.lang = a->lang;
  const styr_status status = measure_parts(a->maps[0].seen, &info.parts, &info.largest, error);
  if (status != STYR_OK && status != STYR_ERR_NOT_FOUND) fprintf(stderr, "styr info: parts were not counted: %s\n", error->message);
  return styr_map_info_write(a->maps[0].seen, &info, a->format, sink, error);
}

const verb verb_info = {
    .name = "info",
    .arguments = "MAP [options]",
    .summary = "say what a map holds",
    .manual = "format",
    .formats = "tjc",
    OPTIONS(options),
    .size = sizeof(request),
    .answer = answer,
};

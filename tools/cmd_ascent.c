/* SPDX-License-Identifier: MIT */
/* styr ascent: the ruling paths of a node, by levels and texts. */
#include "cli.h"

static const option options[] = {CLIMB_OPTIONS, QUESTION_OPTIONS};

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  climb_request *a = given;
  styr_ascent *found = NULL;
  styr_status status = begin_climb(a, error), written = STYR_OK;
  if (status == STYR_OK) status = styr_ascent_open(a->q.maps[0].seen, &a->options, &found, error);
  if (status >= 0) written = styr_ascent_write(found, a->q.format, a->q.lang, sink, error);
  styr_ascent_free(found);
  return written < 0 ? written : status;
}

const verb verb_ascent = {
    .name = "ascent",
    .arguments = "MAP --from ACTOR [options]",
    .summary = "read the ruling paths as an ascent through levels and texts",
    .details = "Skipped and inverted levels are reported. A boss text is a text above ACTOR that rules another text and that no\n"
               "text rules. Options as in `styr ruling`.\n",
    .manual = "questions",
    .formats = "tjl",
    OPTIONS(options),
    .size = sizeof(climb_request),
    .check = check_climb,
    .answer = answer,
};

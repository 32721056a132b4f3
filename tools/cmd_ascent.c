/* SPDX-License-Identifier: MIT */
/* styr ascent: how rule climbs through levels and texts. */
#include "cli.h"

static const option options[] = {CLIMB_OPTIONS, QUESTION_OPTIONS};

static styr_status answer(void *asked_of, const styr_sink *sink, styr_error *error) {
  climb_asked *a = asked_of;
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
    .summary = "read the ruling paths as a climb through levels and texts",
    .details = "Skips and inversions of level are reported as they are; a boss text is one above ACTOR that no other text rules\n"
               "and that rules another. Options as in `styr ruling`.\n",
    .manual = "questions",
    .formats = "tjl",
    OPTIONS(options),
    .size = sizeof(climb_asked),
    .check = check_climb,
    .answer = answer,
};

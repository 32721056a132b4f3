/* SPDX-License-Identifier: MIT */
/* styr ruling: the ruling paths from a node to its apexes. It also holds what `styr ascent` shares with it. */
#include "cli.h"

static const option options[] = {CLIMB_OPTIONS, FLAG(climb_request, evidence, "--evidence", "with the claims about each tie"),
                                 QUESTION_OPTIONS};

int check_climb(void *given) {
  climb_request *a = given;
  a->options = (styr_apex_options)STYR_APEX_OPTIONS_INIT;
  if (!parse_paths(a->q.verb->name, &a->paths, &a->options.path)) return EXIT_USAGE;
  if (!endless(&a->options.path, STYR_UNBOUNDED)) return -1;
  return usage_error(a->q.verb->name, "all walks upward may be endless: give --max-length N");
}

styr_status begin_climb(climb_request *a, styr_error *error) {
  a->options.filter = a->q.filter;
  a->options.no_membership = a->no_membership;
  return find_node(&a->q.maps[0], a->from, &a->options.from, error);
}

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  climb_request *a = given;
  styr_apexes *found = NULL;
  styr_path_write w = STYR_PATH_WRITE_INIT;
  w.lang = a->q.lang;
  w.evidence = a->evidence;
  w.filter = &a->q.filter;
  styr_status status = begin_climb(a, error);
  if (status == STYR_OK) status = styr_apexes_open(a->q.maps[0].seen, &a->options, &found, error);
  if (status == STYR_OK) status = styr_apexes_write(found, &w, a->q.format, sink, error);
  styr_apexes_free(found);
  return status;
}

const verb verb_ruling = {
    .name = "ruling",
    .arguments = "MAP --from ACTOR [options]",
    .summary = "follow the ruling ties up to the apexes",
    .details = "A ruling path takes each tie from the ruled to the ruling end. An apex is a node, or nodes that rule one\n"
               "another, with no ruler above. MODE and SELECTOR as in `styr paths`; default acyclic and all-shortest.\n",
    .manual = "paths",
    .formats = "tjl",
    OPTIONS(options),
    .size = sizeof(climb_request),
    .check = check_climb,
    .answer = answer,
};

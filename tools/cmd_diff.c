/* SPDX-License-Identifier: MIT */
/* styr diff: what changed between two maps, or between two dates of one. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>

static int compare(const char *const paths[2], int given, question *q, const styr_date dates[2]) {
  int code = EXIT_DONE;
  loaded one, other = {NULL, NULL, NULL, NULL};
  if (!load_seen("diff", paths[0], &q->view, &one, &code)) return code;
  if (given == 2 && !load_seen("diff", paths[1], &q->view, &other, &code)) {
    unload(&one);
    return code;
  }
  if (q->view.is_public && given == 2)
    fputs("styr diff: persons and cases have ids of their own in each public map: person-1 need not be the same in both\n", stderr);
  styr_error error = STYR_ERROR_INIT;
  styr_diff *answer = NULL;
  styr_filter filters[2] = {q->filter, q->filter};
  for (int i = 0; given == 1 && i < 2; i++) filters[i].as_of = dates[i];
  styr_status status = styr_diff_open(one.seen, &filters[0], given == 2 ? other.seen : one.seen, &filters[1], &answer, &error);
  const styr_sink sink = answer_sink(q->format);
  if (status == STYR_OK) status = styr_diff_write(answer, q->format, q->lang, &sink, &error);
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_diff_free(answer);
  unload(&other);
  unload(&one);
  return code;
}

int cmd_diff(int argc, char **argv) {
  const verb *v = find_verb("diff");
  const char *paths[2] = {NULL, NULL};
  question q = {.lang = NULL};
  several at = {NULL, 0};
  styr_date dates[2] = {{0, 0, 0}, {0, 0, 0}};
  int given = 0;
  const option options[] = {{"--at", "DATE", "twice, with one map: the two dates that are compared", NULL, NULL, &at},
                            QUESTION_OPTIONS(q, "text (default) or json")};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, paths, 1, 2, &given);
  if (code < 0) {
    if (given == 2 && at.count) code = usage_error(v->name, "--at goes with one map");
    else if (given == 1 && at.count != 2) code = usage_error(v->name, "give two maps, or one and --at DATE twice");
    else if (at.count && q.as_of) code = usage_error(v->name, "--at and --as-of exclude each other");
    else if (!question_ready(v->name, &q, "tj") || !parse_dates(v->name, &at, dates)) code = EXIT_USAGE;
    else code = compare(paths, given, &q, dates);
  }
  free(at.items);
  return finish(code);
}

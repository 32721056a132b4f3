/* SPDX-License-Identifier: MIT */
/* styr outside: who sits outside an action plan. */
#include "cli.h"

int cmd_outside(int argc, char **argv) {
  const verb *v = find_verb("outside");
  const char *path, *plan = NULL, *body = NULL;
  question q = {.lang = NULL};
  const option options[] = {{"--plan", "TEXT", "the plan; default: the only text of kind plan", &plan, NULL, NULL},
                            {"--body", "ACTOR", "its coordinating body; default: who coordinates the plan", &body, NULL, NULL},
                            QUESTION_OPTIONS(q, "text (default), json, jsonl or csv")};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  styr_outside_options asked = STYR_OUTSIDE_OPTIONS_INIT;
  if (code >= 0) return code;
  if (!question_ready(v->name, &q, "tjlc")) return EXIT_USAGE;
  asked.filter = q.filter;
  loaded l;
  if (!load_seen(v->name, path, &q.view, &l, &code)) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_status status;
  styr_outside *answer = NULL;
  status = find_node(&l, plan, &asked.plan, &error);
  if (status == STYR_OK) status = find_node(&l, body, &asked.body, &error);
  if (status == STYR_OK) status = styr_outside_open(l.seen, &asked, &answer, &error);
  if (status == STYR_OK) {
    const styr_sink sink = answer_sink(q.format);
    status = styr_outside_write(answer, q.format, q.lang, &sink, &error);
  }
  if (status == STYR_OK) tell_standings(v->name, &l, asked.plan, asked.body, &asked.filter);
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_outside_free(answer);
  unload(&l);
  return finish(code);
}

/* SPDX-License-Identifier: MIT */
/* styr trace: a case replayed on the map. */
#include "cli.h"

int cmd_trace(int argc, char **argv) {
  const verb *v = find_verb("trace");
  const char *path, *plan = NULL, *body = NULL;
  question q = {.lang = NULL};
  styr_trace_options asked = STYR_TRACE_OPTIONS_INIT;
  const option options[] = {{"--case", "ID", "the case; default: the only one", &asked.case_id, NULL, NULL},
                            {"--plan", "TEXT", "the plan; default: the only text of kind plan", &plan, NULL, NULL},
                            {"--body", "ACTOR", "its coordinating body; default: who coordinates the plan", &body, NULL, NULL},
                            QUESTION_OPTIONS(q, "text (default), json, jsonl or csv")};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  if (!question_ready(v->name, &q, "tjlc")) return EXIT_USAGE;
  asked.filter = q.filter;
  loaded l;
  if (!load_seen(v->name, path, &q.view, &l, &code)) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_trace *answer = NULL;
  styr_status status = find_node(&l, plan, &asked.plan, &error);
  if (status == STYR_OK) status = find_node(&l, body, &asked.body, &error);
  if (status == STYR_OK) status = find_case(&l, &asked.case_id, &error);
  if (status == STYR_OK) status = styr_trace_open(l.seen, &asked, &answer, &error);
  const styr_sink sink = answer_sink(q.format);
  if (status == STYR_OK) status = styr_trace_write(answer, q.format, q.lang, &sink, &error);
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_trace_free(answer);
  unload(&l);
  return finish(code);
}

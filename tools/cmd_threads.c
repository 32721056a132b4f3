/* SPDX-License-Identifier: MIT */
/* styr threads: the ruling paths that one source attests. */
#include "cli.h"

int cmd_threads(int argc, char **argv) {
  const verb *v = find_verb("threads");
  const char *path, *from = NULL;
  question q = {.lang = NULL};
  const option options[] = {{"--from", "ACTOR", "whose rulers are sought", &from, NULL, NULL},
                            QUESTION_OPTIONS(q, "text (default), json or jsonl")};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  if (!from) return usage_error(v->name, "--from ACTOR is missing: whose rulers are sought");
  if (!question_ready(v->name, &q, "tjl")) return EXIT_USAGE;
  loaded l;
  if (!load_seen(v->name, path, &q.view, &l, &code)) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_threads *answer = NULL;
  styr_threads_options asked = STYR_THREADS_OPTIONS_INIT;
  asked.filter = q.filter;
  styr_status status = find_node(&l, from, &asked.from, &error);
  if (status == STYR_OK) status = styr_threads_open(l.seen, &asked, &answer, &error);
  const styr_sink sink = answer_sink(q.format);
  if (status == STYR_OK) status = styr_threads_write(answer, q.format, q.lang, &sink, &error);
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_threads_free(answer);
  unload(&l);
  return finish(code);
}

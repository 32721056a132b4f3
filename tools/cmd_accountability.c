/* SPDX-License-Identifier: MIT */
/* styr accountability: who answers to whom. */
#include "cli.h"

int cmd_accountability(int argc, char **argv) {
  const verb *v = find_verb("accountability");
  const char *path;
  question q = {.lang = NULL};
  const option options[] = {QUESTION_OPTIONS(q, "text (default), json, jsonl or csv")};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  if (!question_ready(v->name, &q, "tjlc")) return EXIT_USAGE;
  loaded l;
  if (!load_seen(v->name, path, &q.view, &l, &code)) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_accounts *answer = NULL;
  styr_status status = styr_accounts_open(l.seen, &q.filter, &answer, &error);
  const styr_sink sink = answer_sink(q.format);
  if (status == STYR_OK) status = styr_accounts_write(answer, q.format, q.lang, &sink, &error);
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_accounts_free(answer);
  unload(&l);
  return finish(code);
}

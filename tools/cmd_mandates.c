/* SPDX-License-Identifier: MIT */
/* styr mandates: who holds a function. */
#include "cli.h"

int cmd_mandates(int argc, char **argv) {
  const verb *v = find_verb("mandates");
  const char *path, *function = NULL;
  question q = {.lang = NULL};
  const option options[] = {{"--function", "TERM", "the function asked about", &function, NULL, NULL},
                            QUESTION_OPTIONS(q, "text (default), json, jsonl or csv")};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  if (!function) return usage_error(v->name, "--function TERM is missing: which function is asked about");
  if (!question_ready(v->name, &q, "tjlc")) return EXIT_USAGE;
  loaded l;
  if (!load_seen(v->name, path, &q.view, &l, &code)) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_mandates *answer = NULL;
  styr_mandates_options asked = STYR_MANDATES_OPTIONS_INIT;
  asked.function = function;
  asked.filter = q.filter;
  styr_status status = styr_mandates_open(l.seen, &asked, &answer, &error);
  const styr_sink sink = answer_sink(q.format);
  if (status == STYR_OK) status = styr_mandates_write(answer, q.format, q.lang, &sink, &error);
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_mandates_free(answer);
  unload(&l);
  return finish(code);
}

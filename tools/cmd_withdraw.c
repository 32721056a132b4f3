/* SPDX-License-Identifier: MIT */
/* styr withdraw: what falls when a source is withdrawn. */
#include "cli.h"

int cmd_withdraw(int argc, char **argv) {
  const verb *v = find_verb("withdraw");
  const char *path, *source = NULL;
  question q = {.lang = NULL};
  const option options[] = {{"--source", "ID", "the source that is withdrawn", &source, NULL, NULL},
                            QUESTION_OPTIONS(q, "text (default) or json")};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  if (!source) return usage_error(v->name, "--source ID is missing: which source is withdrawn");
  if (!question_ready(v->name, &q, "tj")) return EXIT_USAGE;
  styr_map *map = load_map(path, &code);
  if (!map) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_withdrawal *answer = NULL;
  styr_status status = styr_withdrawal_open(map, source, &q.filter, &answer, &error);
  const styr_sink sink = answer_sink(q.format);
  if (status == STYR_OK) status = styr_withdrawal_write(answer, q.format, q.lang, &sink, &error);
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_withdrawal_free(answer);
  styr_map_free(map);
  return finish(code);
}

/* SPDX-License-Identifier: MIT */
/* styr ascent: how rule climbs through levels and texts. */
#include "cli.h"

int cmd_ascent(int argc, char **argv) {
  const verb *v = find_verb("ascent");
  const char *path, *from = NULL;
  bool no_membership = false;
  path_asked paths = {NULL, NULL, NULL, NULL, NULL, NULL, NULL};
  question q = {.lang = NULL};
  styr_apex_options asked = STYR_APEX_OPTIONS_INIT;
  const option options[] = {ASCENT_OPTIONS(from, paths, no_membership), QUESTION_OPTIONS(q, "text (default), json or jsonl")};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  if (!from) return usage_error(v->name, "--from ACTOR is missing: whose rulers are sought");
  if (!question_ready(v->name, &q, "tjl") || !parse_paths(v->name, &paths, &asked.path)) return EXIT_USAGE;
  if (endless(&asked.path, STYR_UNBOUNDED)) return usage_error(v->name, "all walks upward may be endless: give --max-length N");
  asked.filter = q.filter;
  asked.no_membership = no_membership;
  loaded l;
  if (!load_seen(v->name, path, &q.view, &l, &code)) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_ascent *answer = NULL;
  styr_status status = find_node(&l, from, &asked.from, &error), written = STYR_OK;
  if (status == STYR_OK) status = styr_ascent_open(l.seen, &asked, &answer, &error);
  const styr_sink sink = answer_sink(q.format);
  if (status >= 0) written = styr_ascent_write(answer, q.format, q.lang, &sink, &error);
  code = status < 0 || written < 0 ? failure(&error) : status == STYR_TRUNCATED ? EXIT_TRUNCATED : EXIT_DONE;
  styr_ascent_free(answer);
  unload(&l);
  return finish(code);
}

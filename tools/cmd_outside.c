/* SPDX-License-Identifier: MIT */
/* styr outside: who sits outside an action plan. */
#include "cli.h"

#include <string.h>

int cmd_outside(int argc, char **argv) {
  const verb *v = find_verb("outside");
  const char *path, *format_name = NULL, *lang = NULL, *plan = NULL, *body = NULL, *min_grade = NULL, *as_of = NULL;
  bool disputed = false, certain = false;
  const option options[] = {
      {"--plan", "TEXT", "the plan; default: the only text of kind plan", &plan, NULL, NULL},
      {"--body", "ACTOR", "its coordinating body; default: who coordinates the plan", &body, NULL, NULL},
      {"--min-grade", "GRADE", "count only claims of this grade or better: assumed, inferred, stated, observed", &min_grade, NULL, NULL},
      {"--as-of", "DATE", "only what may be valid then: YYYY, YYYY-MM or YYYY-MM-DD", &as_of, NULL, NULL},
      {"--certain", NULL, "with --as-of: only what is certainly valid then", NULL, &certain, NULL},
      {"--disputed", NULL, "also ties that claims only speak against, as contested ones", NULL, &disputed, NULL},
      {"--lang", "LANG", "language of labels, for example en", &lang, NULL, NULL},
      {"--format", "FORMAT", "text (default), json, jsonl or csv", &format_name, NULL, NULL},
  };
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  styr_format format = STYR_FORMAT_TEXT;
  styr_outside_options asked = STYR_OUTSIDE_OPTIONS_INIT;
  if (code >= 0) return code;
  if (!parse_format(v->name, format_name, "tjlc", &format) || !parse_filter(v->name, min_grade, as_of, certain, &asked.filter))
    return EXIT_USAGE;
  asked.filter.disputed = disputed;
  styr_map *map = load_map(path, &code);
  if (!map) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_status status = STYR_OK;
  styr_outside *answer = NULL;
  if (plan) status = styr_map_resolve(map, plan, &asked.plan, &error);
  if (status == STYR_OK && body) status = styr_map_resolve(map, body, &asked.body, &error);
  if (status == STYR_OK) status = styr_outside_open(map, &asked, &answer, &error);
  if (status == STYR_OK) {
    const styr_sink sink = stdout_sink();
    status = styr_outside_write(answer, format, lang, &sink, &error);
  }
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_outside_free(answer);
  styr_map_free(map);
  return finish(code);
}

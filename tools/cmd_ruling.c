/* SPDX-License-Identifier: MIT */
/* styr ruling: the ruling paths from a node to its apexes. */
#include "cli.h"

int cmd_ruling(int argc, char **argv) {
  const verb *v = find_verb("ruling");
  const char *path, *from = NULL, *format_name = NULL, *lang = NULL, *min_grade = NULL, *as_of = NULL;
  bool certain = false, disputed = false, evidence = false, no_membership = false;
  path_asked paths = {NULL, NULL, NULL, NULL, NULL, NULL, NULL};
  publicity view = {.today = NULL};
  styr_apex_options asked = STYR_APEX_OPTIONS_INIT;
  const option options[] = {
      ASCENT_OPTIONS(from, paths, no_membership),
      {"--as-of", "DATE", "only what may be valid then: YYYY, YYYY-MM or YYYY-MM-DD", &as_of, NULL, NULL},
      {"--certain", NULL, "with --as-of: only what is certainly valid then", NULL, &certain, NULL},
      {"--min-grade", "GRADE", "only ties that a claim of this grade or better supports", &min_grade, NULL, NULL},
      {"--disputed", NULL, "also ties that claims only speak against", NULL, &disputed, NULL},
      {"--evidence", NULL, "with the claims about each tie", NULL, &evidence, NULL},
      {"--lang", "LANG", "language of labels, for example en", &lang, NULL, NULL},
      PUBLIC_OPTIONS(view),
      {"--format", "FORMAT", "text (default), json or jsonl", &format_name, NULL, NULL},
  };
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  styr_format format = STYR_FORMAT_TEXT;
  if (code >= 0) return code;
  if (!from) return usage_error(v->name, "--from ACTOR is missing: whose rulers are sought");
  if (!parse_format(v->name, format_name, "tjl", &format) || !parse_paths(v->name, &paths, &asked.path) ||
      !parse_filter(v->name, min_grade, as_of, certain, &asked.filter))
    return EXIT_USAGE;
  if (endless(&asked.path, STYR_UNBOUNDED)) return usage_error(v->name, "all walks upward may be endless: give --max-length N");
  asked.filter.disputed = disputed;
  asked.no_membership = no_membership;
  loaded l;
  if (!load_seen(v->name, path, &view, &l, &code)) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_apexes *answer = NULL;
  styr_status status = find_node(&l, from, &asked.from, &error);
  if (status == STYR_OK) status = styr_apexes_open(l.seen, &asked, &answer, &error);
  if (status == STYR_OK) {
    const styr_sink sink = answer_sink(format);
    styr_path_write w = STYR_PATH_WRITE_INIT;
    w.lang = lang;
    w.evidence = evidence;
    w.filter = &asked.filter;
    status = styr_apexes_write(answer, &w, format, &sink, &error);
  }
  code = status == STYR_TRUNCATED ? EXIT_TRUNCATED : status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_apexes_free(answer);
  unload(&l);
  return finish(code);
}

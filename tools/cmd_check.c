/* SPDX-License-Identifier: MIT */
/* styr check: lists every problem of a map. */
#include "cli.h"

static const option options[] = {LANG_OPTION("language of the report, for example da; messages are English"), FORMAT_OPTION};

static int run(void *given) {
  request *a = given;
  const char *path = a->operands[0];
  if (!parse_format(a, &a->format)) return EXIT_USAGE;
  styr_error error = STYR_ERROR_INIT;
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  const styr_status status = issues ? styr_package_read(path, NULL, issues, &map, &error) : STYR_ERR_NOMEM;
  int code = EXIT_DONE;
  if (status != STYR_OK && status != STYR_ERR_DATA) {
    error.status = status;
    code = failure(&error);
  } else if (map && !check_lang(a, map)) {
    code = EXIT_USAGE;
  } else {
    const styr_sink sink = answer_sink(a->format), unbroken = stdout_sink();
    styr_issues_write(issues, a->format, a->lang, &sink, NULL);
    if (a->format == STYR_FORMAT_TEXT && terminal_flush()) styr_map_check_write(path, map, issues, a->lang, &unbroken, NULL);
    code = styr_issues_errors(issues) ? EXIT_DATA : EXIT_DONE;
  }
  styr_map_free(map);
  styr_issues_free(issues);
  return code;
}

const verb verb_check = {
    .name = "check",
    .arguments = "MAP [options]",
    .summary = "report every problem of a map with file, row and column",
    .details = "Row is the line of the file on which the record begins (the header is 1; 0 is the file as a whole).\n"
               "Exit status 1 when there are errors; warnings alone give 0.\n",
    .manual = "format",
    .formats = "tjlc",
    OPTIONS(options),
    .size = sizeof(request),
    .run = run,
};

/* SPDX-License-Identifier: MIT */
/* styr check: lists every problem of a map. */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>

static const option options[] = {FORMAT_OPTION};

/* Print how many rows would be published, by table. */
static void tell_published(const styr_map *map) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_SOURCES, STYR_CLAIMS, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  styr_public_report *report = NULL;
  if (styr_map_public(map, NULL, NULL, &report, NULL) != STYR_OK) return;
  bool first = true;
  printf("would be published: ");
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    const size_t rows = styr_map_count(map, tables[i]);
    if (!rows) continue;
    printf("%s%zu of %zu %s", first ? "" : ", ", styr_public_report_count(report, tables[i]), rows, styr_table_name(tables[i]));
    first = false;
  }
  printf("%s\n", first ? "there are no rows" : "");
  styr_public_report_free(report);
}

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
  } else {
    const styr_sink sink = answer_sink(a->format);
    const uint64_t errors = styr_issues_errors(issues), warnings = styr_issues_warnings(issues);
    styr_issues_write(issues, a->format, &sink, NULL);
    if (a->format == STYR_FORMAT_TEXT && terminal_flush()) {
      if (errors + warnings > styr_issues_count(issues)) printf("… and %" PRIu64 " more\n", errors + warnings - styr_issues_count(issues));
      printf("%s: %" PRIu64 " error%s, %" PRIu64 " warning%s", path, errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
      if (map)
        printf("; %zu actors, %zu texts, %zu ties, %zu claims", styr_map_count(map, STYR_ACTORS), styr_map_count(map, STYR_TEXTS),
               styr_map_count(map, STYR_TIES), styr_map_count(map, STYR_CLAIMS));
      printf("\n");
      if (map && terminal_flush()) tell_published(map);
    }
    code = errors ? EXIT_DATA : EXIT_DONE;
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

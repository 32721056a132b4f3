/* SPDX-License-Identifier: MIT */
/* styr convert: reads a map and writes it in canonical form. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

typedef struct convert_request {
  request q;
  bool safe;
} convert_request;

static const option options[] = {
    PUBLIC_OPTION("write only the public part of the map, see docs/privacy.md"), TODAY_OPTION,
    FLAG(convert_request, safe, "--spreadsheet-safe", "put ' before cells that begin with = + - @, so that no spreadsheet runs them")};

/* Whether OUT ends like a file that is no map: that is most likely a mistake. */
static bool is_of_another_format(const char *name, const char *out) {
  static const char *const endings[] = {".csv", ".xlsx", ".graphml", ".gexf", ".gv", ".dot", ".json", ".qdpx", ".ttl", ".nt"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    const size_t n = strlen(out), m = strlen(endings[i]);
    if (n <= m || strcmp(out + n - m, endings[i]) != 0) continue;
    usage_error(name, "\"%s\" files cannot be written: OUT is the folder of a map (`styr figure` draws pictures and .gv)", endings[i]);
    return true;
  }
  return false;
}

static int run(void *given) {
  convert_request *a = given;
  const char *name = a->q.verb->name, *in = a->q.operands[0], *out = a->q.operands[1];
  const bool is_public = a->q.view.is_public;
  loaded *l = &a->q.maps[0];
  styr_date today;
  int code = EXIT_DONE;
  if (is_of_another_format(name, out) || !parse_today(&a->q, &today) || (is_public && is_map_itself(name, in, out))) return EXIT_USAGE;
  if (is_public ? !load_view(&a->q, &code) : !(l->seen = l->map = load_map(&a->q, in, &code))) return code;
  const styr_map *map = l->seen;
  styr_error error = STYR_ERROR_INIT;
  styr_package_options how = STYR_PACKAGE_OPTIONS_INIT;
  how.spreadsheet_safe = a->safe;
  hold_signals(true);
  const styr_status status = styr_package_write(map, out, &how, &error);
  hold_signals(false);
  if (status != STYR_OK) code = failure(&error);
  else
    fprintf(stderr, "%s: %zu actors, %zu texts, %zu ties, %zu claims written\n", out, styr_map_count(map, STYR_ACTORS),
            styr_map_count(map, STYR_TEXTS), styr_map_count(map, STYR_TIES), styr_map_count(map, STYR_CLAIMS));
  if (is_public) tell_left_out(&a->q);
  if (is_public && status == STYR_OK) tell_other_files(name, out);
  return code;
}

const verb verb_convert = {
    .name = "convert",
    .arguments = "IN OUT [options]",
    .summary = "read a map and write it in canonical form",
    .details = "OUT is a folder. An existing map there is replaced; a folder of other files is refused.\n",
    .manual = "format",
    OPTIONS(options),
    .operands = 2,
    .size = sizeof(convert_request),
    .run = run,
};

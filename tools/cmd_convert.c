/* SPDX-License-Identifier: MIT */
/* styr convert: a map read and written. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

int cmd_convert(int argc, char **argv) {
  const verb *v = find_verb("convert");
  const char *places[2];
  bool safe = false;
  publicity view = {.today = NULL};
  const option options[] = {
      {"--public", NULL, "write only what is public of the map, see docs/privacy.md", NULL, &view.is_public, NULL},
      {"--today", "DATE", "the day at which consent counts, YYYY-MM-DD; default: today, UTC", &view.today, NULL, NULL},
      {"--spreadsheet-safe", NULL, "put ' before cells that begin with = + - @, so that no spreadsheet runs them", NULL, &safe, NULL}};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, places, 2, 2, NULL);
  if (code >= 0) return code;
  static const char *const endings[] = {".csv", ".xlsx", ".graphml", ".gexf", ".gv", ".dot", ".json", ".qdpx", ".ttl", ".nt"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    const size_t n = strlen(places[1]), m = strlen(endings[i]);
    if (n > m && strcmp(places[1] + n - m, endings[i]) == 0)
      return usage_error(v->name, "\"%s\" files cannot be written: OUT is the folder of a map (`styr figure` draws pictures and .gv)",
                         endings[i]);
  }
  loaded l = {NULL, NULL, NULL, NULL};
  styr_date today;
  if (!parse_today(v->name, &view, &today) || (view.is_public && is_map_itself(v->name, places[0], places[1]))) return EXIT_USAGE;
  if (view.is_public ? !load_view(v->name, places[0], &view, &l, &code) : !(l.seen = l.map = load_map(places[0], &code))) return code;
  const styr_map *map = l.seen;
  styr_error error = STYR_ERROR_INIT;
  styr_package_options how = STYR_PACKAGE_OPTIONS_INIT;
  how.spreadsheet_safe = safe;
  hold_signals(true);
  const styr_status status = styr_package_write(map, places[1], &how, &error);
  hold_signals(false);
  if (status != STYR_OK) code = failure(&error);
  else
    fprintf(stderr, "%s: %zu actors, %zu texts, %zu ties, %zu claims written\n", places[1], styr_map_count(map, STYR_ACTORS),
            styr_map_count(map, STYR_TEXTS), styr_map_count(map, STYR_TIES), styr_map_count(map, STYR_CLAIMS));
  if (view.is_public) tell_left_out(v->name, &l, places[0]);
  if (view.is_public && status == STYR_OK) tell_other_files(v->name, places[1]);
  unload(&l);
  return code;
}

/* SPDX-License-Identifier: MIT */
/* styr privacy: what would be published of a map, and what to look at first. */
#include "cli.h"

int cmd_privacy(int argc, char **argv) {
  const verb *v = find_verb("privacy");
  const char *path, *against = NULL, *k = "5", *quasi = NULL, *format_name = NULL;
  publicity view = {.today = NULL};
  const option options[] = {
      {"--against", "MAP", "an earlier release: also what a reader of both learns", &against, NULL, NULL},
      {"--k", "N", "tell persons and cases of which fewer than N are alike (default 5)", &k, NULL, NULL},
      {"--alike-in", "COLUMNS", "the columns in which they must be alike, joined by |; default: the package's, else kind|class|year",
       &quasi, NULL, NULL},
      {"--today", "DATE", "the day at which consent counts, YYYY-MM-DD; default: today, UTC", &view.today, NULL, NULL},
      {"--format", "FORMAT", "text (default), json, jsonl or csv", &format_name, NULL, NULL},
  };
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  styr_format format = STYR_FORMAT_TEXT;
  styr_privacy_options asked = STYR_PRIVACY_OPTIONS_INIT;
  unsigned least;
  if (code >= 0) return code;
  if (!parse_format(v->name, format_name, "tjlc", &format) || !parse_today(v->name, &view, &asked.today)) return EXIT_USAGE;
  if (!whole_number(k, 1, 100000, &least)) return usage_error(v->name, "--k takes a whole number from 1 to 100000");
  styr_map *map = load_map(path, &code), *earlier = NULL;
  if (!map) return code;
  if (against && !(earlier = load_map(against, &code))) {
    styr_map_free(map);
    return code;
  }
  asked.k = least;
  asked.quasi = quasi;
  asked.against = earlier;
  styr_error error = STYR_ERROR_INIT;
  styr_privacy *answer = NULL;
  styr_status status = styr_privacy_open(map, &asked, &answer, &error);
  const styr_sink sink = answer_sink(format);
  if (status == STYR_OK) status = styr_privacy_write(answer, format, &sink, &error);
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_privacy_free(answer);
  styr_map_free(earlier);
  styr_map_free(map);
  return finish(code);
}

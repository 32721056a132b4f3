/* SPDX-License-Identifier: MIT */
/* styr privacy: what would be published of a map, and what to check first. It reads whole maps. */
#include "cli.h"

typedef struct privacy_request {
  request q;
  const char *against, *k, *quasi;
} privacy_request;

static const option options[] = {
    VALUE(privacy_request, against, "--against", "MAP", "an earlier release: also report what a reader of both learns"),
    VALUE(privacy_request, k, "--k", "N", "report persons and cases of which fewer than N are alike (default 5)"),
    VALUE(privacy_request, quasi, "--alike-in", "COLUMNS",
          "the columns in which they must be alike, joined by |; default: the package's, else kind|class|year"),
    LANG_OPTION("language of the report, for example da"),
    TODAY_OPTION,
    FORMAT_OPTION};

static int run(void *given) {
  privacy_request *a = given;
  styr_privacy_options o = STYR_PRIVACY_OPTIONS_INIT;
  unsigned least;
  int code = EXIT_DONE;
  if (!parse_format(&a->q, &a->q.format) || !parse_today(&a->q, &o.today)) return EXIT_USAGE;
  if (!whole_number(a->k, 1, 100000, &least)) return usage_error(a->q.verb->name, "--k takes a whole number from 1 to 100000");
  styr_map *map = a->q.maps[0].map = load_map(&a->q, a->q.operands[0], &code);
  if (!map || (a->against && !(a->q.maps[1].map = load_map(&a->q, a->against, &code)))) return code;
  o.k = least;
  o.quasi = a->quasi;
  o.lang = a->q.format == STYR_FORMAT_TEXT ? a->q.lang : NULL; /* data are the same in every language */
  o.against = a->q.maps[1].map;
  styr_error error = STYR_ERROR_INIT;
  styr_privacy *found = NULL;
  styr_status status = styr_privacy_open(map, &o, &found, &error);
  const styr_sink sink = answer_sink(a->q.format);
  if (status == STYR_OK) status = styr_privacy_write(found, a->q.format, &sink, &error);
  styr_privacy_free(found);
  return status == STYR_OK ? EXIT_DONE : failure(&error);
}

static const privacy_request initial = {.k = "5"};

const verb verb_privacy = {
    .name = "privacy",
    .arguments = "MAP [options]",
    .summary = "say what would be published of a map, and what to check first",
    .details = "Figures, pages and answers with --public show what is public of a map: what claims from public sources support.\n"
               "This verb lists every row, with the reason and what would change it. docs/privacy.md explains every warning.\n",
    .manual = "privacy",
    .formats = "tjlc",
    OPTIONS(options),
    .size = sizeof(privacy_request),
    .initial = &initial,
    .run = run,
};

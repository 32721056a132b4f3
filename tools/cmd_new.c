/* SPDX-License-Identifier: MIT */
/* styr new: a small invented field with enough rows that every verb has an answer. */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef struct new_request {
  request q;
  const char *title;
} new_request;

static const option options[] = {VALUE(new_request, title, "--title", "TEXT", "title of the map"),
                                 LANG_OPTION("language of its labels, for example da")};

typedef struct row {
  styr_table table;
  styr_field fields[8];
} row;

static const row rows[] = {
    {STYR_SOURCES, {{"id", "document-1"}, {"label", "An example document"}, {"kind", "document"}, {"confidentiality", "public"}}},
    {STYR_ACTORS,
     {{"id", "board"}, {"label", "Coordinating board"}, {"kind", "group"}, {"sector", "public"}, {"level", "interministerial"}}},
    {STYR_ACTORS, {{"id", "ministry"}, {"label", "Ministry"}, {"kind", "ministry"}, {"sector", "public"}, {"level", "ministry"}}},
    {STYR_ACTORS, {{"id", "agency"}, {"label", "Agency"}, {"kind", "agency"}, {"sector", "public"}, {"level", "national"}}},
    {STYR_ACTORS, {{"id", "association"}, {"label", "Association"}, {"kind", "ngo"}, {"sector", "private"}, {"level", "national"}}},
    {STYR_ACTORS, {{"id", "shelter"}, {"label", "Shelter"}, {"kind", "shelter"}, {"sector", "private"}, {"level", "local"}}},
    {STYR_TEXTS, {{"id", "plan"}, {"label", "Action plan"}, {"kind", "plan"}}},
    {STYR_TIES, {{"from", "board"}, {"to", "plan"}, {"type", "coordinates"}, {"id", "t1"}}},
    {STYR_TIES, {{"from", "plan"}, {"to", "ministry"}, {"type", "activates"}, {"id", "t2"}}},
    {STYR_TIES, {{"from", "plan"}, {"to", "agency"}, {"type", "assigns"}, {"id", "t3"}}},
    {STYR_TIES, {{"from", "agency"}, {"to", "ministry"}, {"type", "part_of"}, {"id", "t4"}}},
    {STYR_TIES, {{"from", "shelter"}, {"to", "association"}, {"type", "part_of"}, {"id", "t5"}}},
    {STYR_CLAIMS, {{"about", "tie:t1"}, {"source", "document-1"}, {"locator", "page 1"}, {"stance", "supports"}, {"grade", "stated"}}},
    {STYR_CLAIMS, {{"about", "tie:t2"}, {"source", "document-1"}, {"locator", "page 2"}, {"stance", "supports"}, {"grade", "stated"}}},
    {STYR_CLAIMS, {{"about", "tie:t3"}, {"source", "document-1"}, {"locator", "page 2"}, {"stance", "supports"}, {"grade", "stated"}}},
    {STYR_CLAIMS, {{"about", "tie:t4"}, {"source", "document-1"}, {"stance", "supports"}, {"grade", "assumed"}}},
    {STYR_CLAIMS, {{"about", "tie:t5"}, {"source", "document-1"}, {"stance", "supports"}, {"grade", "inferred"}}},
    {STYR_CLAIMS,
     {{"about", "none:plan|activates|association"},
      {"source", "document-1"},
      {"locator", "page 3"},
      {"stance", "absent"},
      {"grade", "stated"}}},
    {STYR_FIGURE, {{"node", "board"}, {"span", "all"}}},
    {STYR_FIGURE, {{"node", "ministry"}}},
    {STYR_FIGURE, {{"node", "agency"}}},
    {STYR_FIGURE, {{"node", "association"}}},
    {STYR_FIGURE, {{"node", "shelter"}}},
};

static styr_status fill(styr_map *map, const char *title, const char *lang, styr_error *error) {
  styr_status status = styr_map_set_meta(map, STYR_META_TITLE, title, error);
  if (status == STYR_OK) status = styr_map_set_meta(map, STYR_META_LANG, lang, error);
  for (size_t i = 0; i < sizeof rows / sizeof *rows && status == STYR_OK; i++) {
    size_t count = 0;
    while (count < 8 && rows[i].fields[count].column) count++;
    status = styr_map_add(map, rows[i].table, rows[i].fields, count, NULL, NULL, error);
  }
  return status;
}

static bool is_free(const char *path) {
  DIR *d = opendir(path);
  if (!d) return errno == ENOENT;
  bool empty = true;
  for (const struct dirent *e; (e = readdir(d));) empty &= strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
  closedir(d);
  return empty;
}

static int run(void *given) {
  const new_request *a = given;
  const char *path = a->q.operands[0];
  if (!is_free(path)) {
    fprintf(stderr, "styr new: %s exists and is not an empty folder\n", path);
    return EXIT_IO;
  }
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_status status = styr_map_new(NULL, &map, &error);
  if (status == STYR_OK) status = fill(map, a->title, a->q.lang, &error);
  hold_signals(true);
  if (status == STYR_OK) status = styr_package_write(map, path, NULL, &error);
  hold_signals(false);
  const int code = status == STYR_OK ? EXIT_DONE : failure(&error);
  if (status == STYR_OK)
    fprintf(stderr, "%s: an example map. Edit its CSV files, then:\n  styr check %s\n  styr outside %s\n  styr figure %s -o map.svg\n",
            path, path, path, path);
  styr_map_free(map);
  return code;
}

static const new_request initial = {.q.lang = "en", .title = "A field"};

const verb verb_new = {
    .name = "new",
    .arguments = "DIR [options]",
    .summary = "make a small example map to start from",
    .details = "DIR must be empty or not exist. The map holds a plan, a ministry, an agency and an association, with ties,\n"
               "claims and a source: replace them row by row with your own.\n",
    .manual = "format",
    OPTIONS(options),
    .size = sizeof(new_request),
    .initial = &initial,
    .run = run,
};

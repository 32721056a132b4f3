/* SPDX-License-Identifier: MIT */
/* Maps from scripts, a row a line: `actor ID KIND`, `text ID KIND`, `tie FROM TYPE TO`, `claim ABOUT STANCE GRADE`,
 * `vocab TERM SET`, `source ID`, `case ID STANDPOINT CLASS`, `event CASE STEP ACTOR`, `change FROM KIND TO`, `figure NODE`, each
 * with more cells as `column=value`, `-` for an empty one. */
#ifndef STYR_TEST_SCRIPT_H
#define STYR_TEST_SCRIPT_H

#include "suite.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static styr_error error;

static const struct {
  const char *word;
  styr_table table;
  const char *columns[3];
} rows[] = {{"actor", STYR_ACTORS, {"id", "kind", NULL}},        {"text", STYR_TEXTS, {"id", "kind", NULL}},
            {"tie", STYR_TIES, {"from", "type", "to"}},          {"claim", STYR_CLAIMS, {"about", "stance", "grade"}},
            {"vocab", STYR_VOCABULARY, {"term", "set", NULL}},   {"source", STYR_SOURCES, {"id", NULL, NULL}},
            {"case", STYR_CASES, {"id", "standpoint", "class"}}, {"event", STYR_EVENTS, {"case", "step", "actor"}},
            {"change", STYR_CHANGES, {"from", "kind", "to"}},    {"figure", STYR_FIGURE, {"node", NULL, NULL}}};

static void add_line(styr_map *map, char *line) {
  styr_field fields[16];
  size_t count = 0, row = 0;
  char *save = NULL, *word = strtok_r(line, " ", &save);
  if (!word) return;
  while (row < COUNT(rows) && strcmp(rows[row].word, word) != 0) row++;
  if (row == COUNT(rows)) ck_abort_msg("no such row: %s", word);
  for (size_t i = 0; (word = strtok_r(NULL, " ", &save)); i++) {
    const bool named = i > 2 || !rows[row].columns[i] || (strchr(word, '=') && strcmp(rows[row].columns[i], "class") != 0);
    char *mark = named ? strchr(word, '=') : NULL;
    if (named && !mark) ck_abort_msg("which column: %s", word);
    if (named) *mark = '\0';
    fields[count++] = (styr_field){named ? word : rows[row].columns[i], named ? mark + 1 : strcmp(word, "-") == 0 ? "" : word};
  }
  styr_error_clear(&error);
  if (styr_map_add(map, rows[row].table, fields, count, NULL, NULL, &error) != STYR_OK)
    ck_abort_msg("%s: %s", rows[row].word, error.message);
}

static void add_lines(styr_map *map, const char *script) {
  char *text = strdup(script), *save = NULL;
  for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) add_line(map, line);
  free(text);
}

static styr_map *map_of(const char *script) {
  styr_map *map = NULL;
  styr_error_clear(&error);
  ck_ok(styr_map_new(NULL, &map, &error), error);
  add_lines(map, script);
  return map;
}

#endif

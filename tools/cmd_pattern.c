/* SPDX-License-Identifier: MIT */
/* styr pattern: check a path pattern without a map. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static const option options[] = {LANG_OPTION("language of the text, for example da"), FORMAT_OPTION};

/* Print the pattern with a mark below the error, when it fits on a line. */
static void point_at(const char *text, size_t offset) {
  size_t column = 0;
  if (strlen(text) > 100) return;
  for (const unsigned char *p = (const unsigned char *)text; *p; p++) /* only printable characters, so that the columns are known */
    if (*p < 0x20 || *p == 0x7F || *p >= 0xF8 || (*p == 0xC2 && p[1] < 0xA0) || (*p >= 0xC0 && (p[1] & 0xC0) != 0x80)) return;
  for (size_t i = 0; i < offset && text[i]; i++) column += ((unsigned char)text[i] & 0xC0) != 0x80;
  fprintf(stderr, "  %s\n  %*s^\n", text, (int)column, "");
}

static int run(void *given) {
  request *a = given;
  const char *text = a->operands[0];
  if (!parse_format(a, &a->format) || !check_lang(a, NULL)) return EXIT_USAGE;
  styr_error error = STYR_ERROR_INIT;
  styr_pattern *pattern = NULL;
  size_t offset = 0;
  if (styr_pattern_parse(text, NULL, &pattern, &offset, &error) == STYR_OK) {
    const styr_sink sink = stdout_sink();
    styr_pattern_write(pattern, a->format, a->lang, &sink, NULL); /* finish() notices a full disk */
    styr_pattern_free(pattern);
    return EXIT_DONE;
  }
  if (error.status == STYR_ERR_NOMEM) return failure(&error);
  if (a->format == STYR_FORMAT_JSON) {
    printf("{\"ok\":false,\"offset\":%zu,\"message\":", offset);
    put_json(error.message);
    printf("}\n");
  } else {
    fprintf(stderr, "styr: %s\n", error.message);
    point_at(text, offset);
  }
  return EXIT_DATA;
}

const verb verb_pattern = {
    .name = "pattern",
    .arguments = "PATTERN [options]",
    .summary = "check a path pattern",
    .details = "Says what the pattern can match; exit status 1, with the place of the error, when it is wrong.\n",
    .manual = "paths",
    .formats = "tj",
    OPTIONS(options),
    .size = sizeof(request),
    .run = run,
};

/* SPDX-License-Identifier: MIT */
/* styr pattern: check a path pattern without a map. */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const option options[] = {FORMAT_OPTION};

static void put_names(const styr_pattern *pattern, styr_name_kind which, bool json) {
  bool first = true;
  for (size_t i = 0; i < styr_pattern_name_count(pattern); i++) {
    styr_name_kind kind;
    const char *name = styr_pattern_name(pattern, i, &kind);
    if (kind != which) continue;
    fputs(first ? "" : json ? "," : ", ", stdout);
    if (json) put_json(name);
    else fputs(name, stdout);
    first = false;
  }
}

static void describe(const styr_pattern *pattern, bool json) {
  const uint64_t least = styr_pattern_least(pattern), most = styr_pattern_most(pattern);
  if (json) {
    printf("{\"ok\":true,\"least\":%" PRIu64 ",\"most\":", least);
    if (most == STYR_UNBOUNDED) printf("null");
    else printf("%" PRIu64, most);
    printf(",\"types\":[");
    put_names(pattern, STYR_NAME_TYPE, true);
    printf("],\"families\":[");
    put_names(pattern, STYR_NAME_FAMILY, true);
    printf("]}\n");
    return;
  }
  printf("matches paths of %" PRIu64, least);
  if (most == STYR_UNBOUNDED) printf(" or more ties\n");
  else if (most == least) printf(" tie%s\n", least == 1 ? "" : "s");
  else printf(" to %" PRIu64 " ties\n", most);
  for (int kind = STYR_NAME_TYPE; kind <= STYR_NAME_FAMILY; kind++) {
    bool any = false;
    for (size_t i = 0; i < styr_pattern_name_count(pattern) && !any; i++) {
      styr_name_kind of;
      (void)styr_pattern_name(pattern, i, &of);
      any = of == (styr_name_kind)kind;
    }
    if (!any) continue;
    fputs(kind == STYR_NAME_TYPE ? "tie types: " : "families: ", stdout);
    put_names(pattern, (styr_name_kind)kind, false);
    fputs("\n", stdout);
  }
}

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
  if (!parse_format(a, &a->format)) return EXIT_USAGE;
  styr_error error = STYR_ERROR_INIT;
  styr_pattern *pattern = NULL;
  size_t offset = 0;
  if (styr_pattern_parse(text, NULL, &pattern, &offset, &error) == STYR_OK) {
    describe(pattern, a->format == STYR_FORMAT_JSON);
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

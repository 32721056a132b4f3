/* SPDX-License-Identifier: MIT */
/* Messages, formats and filters, maps, the end of the output: what all verbs share. */
#include "cli.h"

#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int usage_error(const char *name, const char *fmt, ...) {
  va_list args;
  va_start(args, fmt);
  fprintf(stderr, "styr %s: ", name);
  vfprintf(stderr, fmt, args);
  fprintf(stderr, "\n`styr %s --help` tells how it is used.\n", name);
  va_end(args);
  return EXIT_USAGE;
}

void tell_plainly(const char *text) {
  for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
    if (*p < 0x20 || *p == 0x7F) {
      fputc('?', stderr);
    } else if (*p == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0) {
      fputc('?', stderr);
      p++;
    } else {
      fputc(*p, stderr);
    }
  }
}

int failure(const styr_error *error) {
  fputs("styr: ", stderr);
  tell_plainly(*error->message ? error->message : styr_status_name(error->status));
  fputc('\n', stderr);
  switch (error->status) {
  case STYR_ERR_DATA:
  case STYR_ERR_NOT_FOUND:
  case STYR_ERR_AMBIGUOUS: return EXIT_DATA;
  case STYR_ERR_ARG: return EXIT_USAGE;
  case STYR_ERR_LIMIT: return EXIT_TRUNCATED;
  default: return EXIT_IO;
  }
}

/* ---- what options say ---- */

const char *const format_names[] = {"text", "json", "jsonl", "csv"};

bool parse_format(const char *name, const char *text, const char *allowed, styr_format *format) {
  if (!text) return true;
  for (int i = 0; i < 4; i++) {
    if (strcmp(text, format_names[i]) != 0 || !strchr(allowed, FORMAT_LETTERS[i])) continue;
    *format = (styr_format)i;
    return true;
  }
  char list[64] = "";
  for (int i = 0; i < 4; i++) {
    if (!strchr(allowed, FORMAT_LETTERS[i])) continue;
    strcat(list, *list ? ", " : "");
    strcat(list, format_names[i]);
  }
  usage_error(name, "\"%s\" is not a format it has: use %s", text, list);
  return false;
}

bool parse_filter(const char *name, const char *min_grade, const char *as_of, bool certain, bool disputed, styr_filter *filter) {
  if (min_grade && !styr_grade_parse(min_grade, &filter->min_grade)) {
    usage_error(name, "\"%s\" is not a grade: use assumed, inferred, stated or observed", min_grade);
    return false;
  }
  if (as_of && !styr_date_parse(as_of, strlen(as_of), &filter->as_of)) {
    usage_error(name, "\"%s\" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD", as_of);
    return false;
  }
  if (certain && !as_of) {
    usage_error(name, "--certain needs --as-of");
    return false;
  }
  filter->certain = certain;
  filter->disputed = disputed;
  return true;
}

bool parse_dates(const char *name, const several *at, styr_date dates[2]) {
  for (size_t i = 0; i < at->count && i < 2; i++)
    if (!styr_date_parse(at->items[i], strlen(at->items[i]), &dates[i])) {
      usage_error(name, "\"%s\" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD", at->items[i]);
      return false;
    }
  return true;
}

/* ---- maps ---- */

styr_map *load_map(const char *path, int *code) {
  enum { shown = 20 };
  styr_error error = STYR_ERROR_INIT;
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  const styr_status status = issues ? styr_package_read(path, NULL, issues, &map, &error) : STYR_ERR_NOMEM;
  *code = EXIT_DONE;
  if (status == STYR_ERR_DATA) {
    const styr_sink sink = stderr_sink();
    styr_issues_write_some(issues, STYR_FORMAT_TEXT, STYR_ERROR, shown, &sink, NULL);
    fprintf(stderr, "styr: %s has %" PRIu64 " error%s%s; `styr check %s` shows everything.\n", path, styr_issues_errors(issues),
            styr_issues_errors(issues) == 1 ? "" : "s", styr_issues_errors(issues) > shown ? " (the first are above)" : "", path);
    *code = EXIT_DATA;
  } else if (status != STYR_OK) {
    error.status = status;
    *code = failure(&error);
  }
  styr_issues_free(issues);
  return map;
}

/* ---- results ---- */

static int put(void *stream, const void *bytes, size_t size) {
  return fwrite(bytes, 1, size, stream) == size ? 0 : -1;
}

styr_sink stdout_sink(void) {
  return (styr_sink){stdout, put};
}

styr_sink stderr_sink(void) {
  return (styr_sink){stderr, put};
}

void hold_signals(bool hold) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

int finish(int code) {
  if (code == EXIT_DONE || code == EXIT_TRUNCATED) tell_counted();
  if (terminal_flush() && fflush(stdout) == 0 && !ferror(stdout)) return code;
  if (code == EXIT_IO) return code; /* told already */
  fprintf(stderr, "styr: could not write the output\n");
  return EXIT_IO;
}

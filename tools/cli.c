/* SPDX-License-Identifier: MIT */
/* Messages and exit codes, and how the arguments of common options are read. */
#include "cli.h"

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

void hold_signals(bool hold) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

/* ---- arguments of options ---- */

const char *const format_names[] = {"text", "json", "jsonl", "csv"};

bool parse_format(const request *a, styr_format *format) {
  const char *text = a->format_name;
  if (!text) return true;
  for (int i = 0; i < 4; i++) {
    if (strcmp(text, format_names[i]) != 0 || !strchr(a->formats, FORMAT_LETTERS[i])) continue;
    *format = (styr_format)i;
    return true;
  }
  char list[64] = "";
  for (int i = 0; i < 4; i++) {
    if (!strchr(a->formats, FORMAT_LETTERS[i])) continue;
    strcat(list, *list ? ", " : "");
    strcat(list, format_names[i]);
  }
  usage_error(a->verb->name, "\"%s\" is not a format it has: use %s", text, list);
  return false;
}

static bool parse_date(const char *name, const char *text, styr_date *out) {
  if (styr_date_parse(text, strlen(text), out)) return true;
  usage_error(name, "\"%s\" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD", text);
  return false;
}

bool parse_filter(const request *a, styr_filter *filter) {
  if (a->min_grade && !styr_grade_parse(a->min_grade, &filter->min_grade)) {
    usage_error(a->verb->name, "\"%s\" is not a grade: use assumed, inferred, stated or observed", a->min_grade);
    return false;
  }
  if (a->as_of && !parse_date(a->verb->name, a->as_of, &filter->as_of)) return false;
  if (a->certain && !a->as_of) {
    usage_error(a->verb->name, "--certain needs --as-of");
    return false;
  }
  filter->certain = a->certain;
  filter->disputed = a->disputed;
  return true;
}

bool parse_dates(const char *name, const value_list *at, styr_date dates[2]) {
  for (size_t i = 0; i < at->count && i < 2; i++)
    if (!parse_date(name, at->items[i], &dates[i])) return false;
  return true;
}

bool whole_number(const char *text, unsigned least, unsigned most, unsigned *out) {
  char *end;
  if (!*text || strspn(text, "0123456789") != strlen(text) || strlen(text) > 6) return false;
  const unsigned long n = strtoul(text, &end, 10);
  *out = (unsigned)n;
  return n >= least && n <= most;
}

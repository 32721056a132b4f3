/* SPDX-License-Identifier: MIT */
/* Options, maps, messages. */
#include "cli.h"

#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const verb *find_verb(const char *name) {
  for (size_t i = 0; i < verb_count; i++)
    if (strcmp(verbs[i].name, name) == 0) return &verbs[i];
  return NULL;
}

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

/* ---- options ---- */

static int print_verb_help(const verb *v, const option *options, size_t count) {
  printf("usage: styr %s %s\n\n%c%s.\n", v->name, v->arguments, v->summary[0] - ('a' - 'A'), v->summary + 1);
  if (*v->details) printf("\n%s", v->details);
  printf("\nOptions:\n");
  for (size_t i = 0; i < count; i++) {
    char left[80];
    snprintf(left, sizeof left, "%s%s%s", options[i].name, options[i].argument ? " " : "", options[i].argument ? options[i].argument : "");
    printf("  %-26s %s\n", left, options[i].help);
  }
  printf("  %-26s %s\n", "--help", "this text");
  return finish(EXIT_DONE);
}

static int unknown_option(const verb *v, const char *given, const option *options, size_t count) {
  const char *names[32];
  size_t n = 0;
  for (; n < count && n < 31; n++) names[n] = options[n].name;
  names[n++] = "--help";
  char word[64];
  snprintf(word, sizeof word, "%.*s", (int)strcspn(given, "="), given);
  const char *near = styr_nearest(word, names, n);
  if (near) return usage_error(v->name, "there is no option \"%s\"; did you mean \"%s\"?", given, near);
  return usage_error(v->name, "there is no option \"%s\"", given);
}

static const option *match(const char *given, size_t length, const option *options, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strlen(options[i].name) == length && memcmp(options[i].name, given, length) == 0) return &options[i];
  return NULL;
}

static bool keep(several *list, const char *value, size_t most) {
  if (!list->items && !(list->items = malloc(most * sizeof *list->items))) return false;
  list->items[list->count++] = value;
  return true;
}

static const char *asked_lang, *asked_by; /* what --lang says, and to which verb, until a map is there to look into */

int parse(const verb *v, int argc, char **argv, const option *options, size_t count, const char **places, int least, int most, int *given) {
  int found = 0;
  bool only_places = false;
  for (int i = 0; i < argc; i++) {
    const char *arg = argv[i];
    if (only_places || arg[0] != '-' || !arg[1]) {
      if (found == most) return usage_error(v->name, "\"%s\" is one argument too many", arg);
      places[found++] = arg;
      continue;
    }
    if (strcmp(arg, "--") == 0) {
      only_places = true;
      continue;
    }
    if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) return print_verb_help(v, options, count);
    const char *equals = strncmp(arg, "--", 2) == 0 ? strchr(arg, '=') : NULL;
    const option *o = match(arg, equals ? (size_t)(equals - arg) : strlen(arg), options, count);
    if (!o) return unknown_option(v, arg, options, count);
    if (!o->argument) {
      if (equals) return usage_error(v->name, "%s takes no argument", o->name);
      *o->flag = true;
    } else if (!equals && i + 1 == argc) {
      return usage_error(v->name, "%s needs an argument: %s", o->name, o->argument);
    } else {
      const char *value = equals ? equals + 1 : argv[++i];
      if (strcmp(o->name, "--lang") == 0) asked_lang = value, asked_by = v->name;
      if (!o->list) *o->value = value;
      else if (!keep(o->list, value, (size_t)argc)) return usage_error(v->name, "out of memory");
    }
  }
  if (found < least) return usage_error(v->name, "an argument is missing: styr %s %s", v->name, v->arguments);
  if (given) *given = found;
  return -1;
}

bool parse_format(const char *name, const char *text, const char *allowed, styr_format *format) {
  static const char *const names[] = {"text", "json", "jsonl", "csv"};
  if (!text) return true;
  for (int i = 0; i < 4; i++) {
    if (strcmp(text, names[i]) != 0 || !strchr(allowed, "tjlc"[i])) continue;
    *format = (styr_format)i;
    return true;
  }
  char list[64] = "";
  for (int i = 0; i < 4; i++) {
    if (!strchr(allowed, "tjlc"[i])) continue;
    strcat(list, *list ? ", " : "");
    strcat(list, names[i]);
  }
  usage_error(name, "\"%s\" is not a format it has: use %s", text, list);
  return false;
}

bool parse_filter(const char *name, const char *min_grade, const char *as_of, bool certain, styr_filter *filter) {
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

bool question_ready(const char *name, question *q, const char *formats) {
  const styr_filter all = STYR_FILTER_INIT;
  q->filter = all;
  q->format = STYR_FORMAT_TEXT;
  q->filter.disputed = q->disputed;
  return parse_format(name, q->format_name, formats, &q->format) && parse_filter(name, q->min_grade, q->as_of, q->certain, &q->filter);
}

/* ---- maps ---- */

static int put_stderr(void *ctx, const void *bytes, size_t size) {
  (void)ctx;
  return fwrite(bytes, 1, size, stderr) == size ? 0 : -1;
}

/* The first parts of tags are compared: "da-DK" is Danish. */
static bool is_same_language(const char *a, const char *b) {
  const size_t n = strcspn(a, "-_");
  return n == strcspn(b, "-_") && strncasecmp(a, b, n) == 0;
}

/* A language in which neither the map nor the library has words is most often misspelt. */
static bool check_lang(const styr_map *map) {
  char known[400] = "";
  size_t n = 0;
  const char *tag;
  if (!asked_lang || !*asked_lang || styr_language_known(asked_lang)) return true;
  for (size_t i = 0; (tag = styr_map_language(map, i)) != NULL; i++)
    if (is_same_language(tag, asked_lang)) return true;
  for (size_t i = 0; i < styr_language_count() && n < sizeof known; i++)
    n += (size_t)snprintf(known + n, sizeof known - n, "%s%s", i ? ", " : "", styr_language_get(i).tag);
  for (size_t i = 0; (tag = styr_map_language(map, i)) != NULL && n < sizeof known; i++)
    if (!styr_language_known(tag)) n += (size_t)snprintf(known + n, sizeof known - n, ", %s", tag);
  usage_error(asked_by, "--lang takes a language of the tool or of the map (%s), not \"%s\"", known, asked_lang);
  return false;
}

styr_map *load_map(const char *path, int *code) {
  enum { shown = 20 };
  styr_error error = STYR_ERROR_INIT;
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  const styr_status status = issues ? styr_package_read(path, NULL, issues, &map, &error) : STYR_ERR_NOMEM;
  *code = EXIT_DONE;
  if (status == STYR_ERR_DATA) {
    const styr_sink sink = {.ctx = NULL, .write = put_stderr};
    styr_issues_write_some(issues, STYR_FORMAT_TEXT, STYR_ERROR, shown, &sink, NULL);
    fprintf(stderr, "styr: %s has %" PRIu64 " error%s%s; `styr check %s` shows everything.\n", path, styr_issues_errors(issues),
            styr_issues_errors(issues) == 1 ? "" : "s", styr_issues_errors(issues) > shown ? " (the first are above)" : "", path);
    *code = EXIT_DATA;
  } else if (status != STYR_OK) {
    error.status = status;
    *code = failure(&error);
  }
  styr_issues_free(issues);
  if (map && !check_lang(map)) {
    styr_map_free(map);
    map = NULL;
    *code = EXIT_USAGE;
  }
  return map;
}

/* ---- results ---- */

static int put_stdout(void *ctx, const void *bytes, size_t size) {
  (void)ctx;
  return fwrite(bytes, 1, size, stdout) == size ? 0 : -1;
}

styr_sink stdout_sink(void) {
  const styr_sink sink = {.ctx = NULL, .write = put_stdout};
  return sink;
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

/* SPDX-License-Identifier: MIT */
/* What happens between the command line and a verb: its options are read into its struct, its map is loaded, the question is
 * asked and the exit status follows. The verbs say in their cmd_*.c which options they take and how they are answered. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static int unknown_option(const verb *v, const char *given) {
  const char *names[64];
  size_t n = 0;
  for (; n < v->option_count && n < 63; n++) names[n] = v->options[n].name;
  names[n++] = "--help";
  char word[64];
  snprintf(word, sizeof word, "%.*s", (int)strcspn(given, "="), given);
  const char *near = styr_nearest(word, names, n);
  if (near) return usage_error(v->name, "there is no option \"%s\"; did you mean \"%s\"?", given, near);
  return usage_error(v->name, "there is no option \"%s\"", given);
}

static const option *match(const verb *v, const char *given, size_t length) {
  for (size_t i = 0; i < v->option_count; i++)
    if (strlen(v->options[i].name) == length && memcmp(v->options[i].name, given, length) == 0) return &v->options[i];
  return NULL;
}

static bool keep(several *list, const char *value, size_t most) {
  if (!list->items && !(list->items = malloc(most * sizeof *list->items))) return false;
  list->items[list->count++] = value;
  return true;
}

/* Where an option is stored. */
static void *place_of(asked *a, const option *o) {
  return (char *)a + o->at;
}

/* One option, whose argument may be the next word. */
static int take_option(asked *a, const option *o, const char *equals, int argc, char **argv, int *i) {
  if (o->kind == OPTION_FLAG) {
    if (equals) return usage_error(a->verb->name, "%s takes no argument", o->name);
    *(bool *)place_of(a, o) = true;
    return -1;
  }
  if (!equals && *i + 1 == argc) return usage_error(a->verb->name, "%s needs an argument: %s", o->name, o->argument);
  const char *value = equals ? equals + 1 : argv[++*i];
  if (o->kind == OPTION_VALUE) *(const char **)place_of(a, o) = value;
  else if (!keep(place_of(a, o), value, (size_t)argc)) return usage_error(a->verb->name, "out of memory");
  return -1;
}

/* Read what stands behind the verb. Returns -1 to go on, else an exit code: help was printed, or the usage was wrong. */
static int take_words(asked *a, int argc, char **argv) {
  const verb *v = a->verb;
  const int least = v->places ? v->places : 1;
  bool only_places = false;
  for (int i = 0; i < argc; i++) {
    const char *arg = argv[i];
    if (only_places || arg[0] != '-' || !arg[1]) {
      if (a->given == least + v->optional_places) return usage_error(v->name, "\"%s\" is one argument too many", arg);
      a->places[a->given++] = arg;
      continue;
    }
    if (strcmp(arg, "--") == 0) {
      only_places = true;
      continue;
    }
    if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
      print_verb_help(v);
      return EXIT_DONE;
    }
    const char *equals = strncmp(arg, "--", 2) == 0 ? strchr(arg, '=') : NULL;
    const option *o = match(v, arg, equals ? (size_t)(equals - arg) : strlen(arg));
    const int code = o ? take_option(a, o, equals, argc, argv, &i) : unknown_option(v, arg);
    if (code >= 0) return code;
  }
  if (a->given < least) return usage_error(v->name, "an argument is missing: styr %s %s", v->name, v->arguments);
  for (size_t i = 0; i < v->option_count; i++) {
    const option *o = &v->options[i];
    if (o->missing && *o->missing && !*(const char **)place_of(a, o))
      return usage_error(v->name, "%s %s is missing: %s", o->name, o->argument, o->missing);
  }
  return -1;
}

/* ---- questions ---- */

/* What all questions share: options are checked, maps loaded, the verb's own part answers, and its status decides the exit code. */
static int answer_question(asked *a) {
  const verb *v = a->verb;
  styr_error error = STYR_ERROR_INIT;
  int code = v->check ? v->check(a) : -1;
  if (code >= 0) return code;
  if (!parse_format(v->name, a->format_name, a->formats, &a->format) ||
      !parse_filter(v->name, a->min_grade, a->as_of, a->certain, a->disputed, &a->filter))
    return EXIT_USAGE;
  for (int i = 0; i < a->given; i++)
    if (!load_seen(v->name, a->places[i], &a->view, &a->maps[i], &code)) return code;
  const styr_sink sink = answer_sink(a->format);
  const styr_status status = v->answer(a, &sink, &error);
  if (status >= 0) return status == STYR_TRUNCATED ? EXIT_TRUNCATED : EXIT_DONE;
  error.status = status;
  return a->exit_code ? a->exit_code : failure(&error);
}

int run_verb(const verb *v, int argc, char **argv) {
  asked *a = calloc(1, v->size);
  if (!a) {
    fprintf(stderr, "styr %s: out of memory\n", v->name);
    return EXIT_IO;
  }
  if (v->initial) memcpy(a, v->initial, v->size);
  a->verb = v;
  a->formats = v->formats;
  int code = take_words(a, argc, argv);
  if (code < 0) code = v->run ? v->run(a) : answer_question(a);
  if (v->release) v->release(a);
  for (size_t i = 0; i < v->option_count; i++)
    if (v->options[i].kind == OPTION_LIST) free(((several *)place_of(a, &v->options[i]))->items);
  for (int i = 0; i < 2; i++) unload(&a->maps[i]);
  free(a);
  return finish(code);
}

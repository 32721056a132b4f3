/* SPDX-License-Identifier: MIT */
/* Runs a verb: reads its options into its struct, loads its maps, lets it answer, and returns the exit status. Which options a
 * verb takes and how it answers is in its cmd_*.c. */
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

static bool append(value_list *list, const char *value, size_t most) {
  if (!list->items && !(list->items = malloc(most * sizeof *list->items))) return false;
  list->items[list->count++] = value;
  return true;
}

/* The member of the verb's struct in which an option is stored. */
static void *member_of(request *a, const option *o) {
  return (char *)a + o->at;
}

static int store_word(request *a, const option *o, const char *value) {
  const char *word;
  for (int i = 0; (word = o->words(i, false)) != NULL; i++)
    if (*word && strcmp(word, value) == 0) {
      *(int *)member_of(a, o) = i;
      return -1;
    }
  char words[200];
  return usage_error(a->verb->name, "%s takes %s", o->name, list_words(words, sizeof words, o->words, false, ", ", " or "));
}

/* One option; its argument may be the next argument of the command line. */
static int take_option(request *a, const option *o, const char *equals, int argc, char **argv, int *i) {
  if (o->kind == OPTION_FLAG) {
    if (equals) return usage_error(a->verb->name, "%s takes no argument", o->name);
    *(bool *)member_of(a, o) = true;
    return -1;
  }
  if (!equals && *i + 1 == argc) {
    char words[200];
    return usage_error(a->verb->name, "%s needs an argument: %s", o->name,
                       o->words ? list_words(words, sizeof words, o->words, false, "|", "|") : o->argument);
  }
  const char *value = equals ? equals + 1 : argv[++*i];
  if (o->kind == OPTION_CHOICE) return store_word(a, o, value);
  if (o->kind == OPTION_VALUE) *(const char **)member_of(a, o) = value;
  else if (!append(member_of(a, o), value, (size_t)argc)) return usage_error(a->verb->name, "out of memory");
  return -1;
}

/* Read the arguments after the verb. Returns -1 to go on, else an exit code: help was printed, or the usage was wrong. */
static int take_arguments(request *a, int argc, char **argv) {
  const verb *v = a->verb;
  const int least = v->operands ? v->operands : 1;
  bool only_operands = false;
  for (int i = 0; i < argc; i++) {
    const char *arg = argv[i];
    if (only_operands || arg[0] != '-' || !arg[1]) {
      if (a->operand_count == least + v->optional_operands) return usage_error(v->name, "\"%s\" is one argument too many", arg);
      a->operands[a->operand_count++] = arg;
      continue;
    }
    if (strcmp(arg, "--") == 0) {
      only_operands = true;
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
  if (a->operand_count < least) return usage_error(v->name, "an argument is missing: styr %s %s", v->name, v->arguments);
  for (size_t i = 0; i < v->option_count; i++) {
    const option *o = &v->options[i];
    if (o->missing && !*(const char **)member_of(a, o))
      return usage_error(v->name, "%s %s is missing: %s", o->name, o->argument, o->missing);
  }
  return -1;
}

/* ---- questions ---- */

/* The work that all questions share: options are checked, maps are loaded, the verb answers, and its status gives the exit code. */
static int answer_question(request *a) {
  const verb *v = a->verb;
  styr_error error = STYR_ERROR_INIT;
  int code = v->check ? v->check(a) : -1;
  if (code >= 0) return code;
  if (!parse_format(a, &a->format) || !parse_filter(a, &a->filter)) return EXIT_USAGE;
  for (int i = 0; i < a->operand_count; i++)
    if (!load_seen(a, i, &code)) return code;
  const styr_sink sink = answer_sink(a->format);
  error.status = v->answer(a, &sink, &error);
  if (error.status < 0) return failure(&error);
  return error.status == STYR_TRUNCATED ? EXIT_TRUNCATED : EXIT_DONE;
}

int finish(int code) {
  if (terminal_flush() && fflush(stdout) == 0 && !ferror(stdout)) return code;
  if (code == EXIT_IO) return code; /* a message was printed */
  fprintf(stderr, "styr: could not write the output\n");
  return EXIT_IO;
}

int run_verb(const verb *v, int argc, char **argv) {
  request *a = calloc(1, v->size);
  if (!a) {
    fprintf(stderr, "styr %s: out of memory\n", v->name);
    return EXIT_IO;
  }
  if (v->initial) memcpy(a, v->initial, v->size);
  a->verb = v;
  a->formats = v->formats;
  int code = take_arguments(a, argc, argv);
  if (code < 0) code = v->run ? v->run(a) : answer_question(a);
  if (v->release) v->release(a);
  for (size_t i = 0; i < v->option_count; i++)
    if (v->options[i].kind == OPTION_LIST) free(((value_list *)member_of(a, &v->options[i]))->items);
  for (int i = 0; i < 2; i++) unload(&a->maps[i]);
  if (code == EXIT_DONE || code == EXIT_TRUNCATED) fputs(a->counted, stderr);
  free(a);
  return finish(code);
}

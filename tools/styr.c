/* SPDX-License-Identifier: MIT */
/* The tool: finds the verb, or prints the help. Results go to stdout, messages to stderr. */
#include "cli.h"

#include <signal.h>
#include <string.h>

#define VERB(name) &verb_##name,
static const verb *const verbs[] = {
#include "verbs.def"
};
#undef VERB
enum { verb_count = sizeof verbs / sizeof *verbs };

static int no_such_verb(const char *word) {
  const char *names[verb_count];
  for (size_t i = 0; i < verb_count; i++) names[i] = verbs[i]->name;
  const char *near = styr_nearest(word, names, verb_count);
  fprintf(stderr, "styr: there is no verb \"%s\"", word);
  if (near) fprintf(stderr, "; did you mean \"%s\"?", near);
  fprintf(stderr, "\n`styr --help` lists the verbs.\n");
  return EXIT_USAGE;
}

static int run(const char *name, int argc, char **argv) {
  for (size_t i = 0; i < verb_count; i++)
    if (strcmp(verbs[i]->name, name) == 0) return run_verb(verbs[i], argc, argv);
  return no_such_verb(name);
}

/* styr help [VERB], and styr --help [--format text|json] */
static int help(int argc, char **argv) {
  static const verb v = {.name = "help"};
  static char of_verb[] = "--help";
  const request a = {.verb = &v, .formats = "tj", .format_name = argc == 4 && strcmp(argv[2], "--format") == 0 ? argv[3] : NULL};
  styr_format format = STYR_FORMAT_TEXT;
  if (argc == 3 && argv[2][0] != '-') return run(argv[2], 1, (char *[]){of_verb});
  if (argc > 2 && !a.format_name) {
    fprintf(stderr, "styr help: it takes one verb, or --format text|json\n`styr --help` lists the verbs.\n");
    return EXIT_USAGE;
  }
  if (!parse_format(&a, &format)) return EXIT_USAGE;
  if (format == STYR_FORMAT_JSON) print_listing(verbs, verb_count);
  else print_help(stdout, verbs, verb_count);
  return finish(EXIT_DONE);
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is reported as an error and does not end the tool */
  if (argc < 2) {
    print_help(stderr, verbs, verb_count);
    return EXIT_USAGE;
  }
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) return help(argc, argv);
  if (strcmp(argv[1], "--version") == 0) {
    printf("styr %s\n", styr_version());
    return finish(EXIT_DONE);
  }
  return run(argv[1], argc - 2, argv + 2);
}

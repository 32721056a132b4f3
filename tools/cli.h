/* SPDX-License-Identifier: MIT */
/* What the files of the tool share: verbs and their options, messages, loading a map, output, helper processes. No two of
 * these files use each other in a circle (test `circles`): the comment above each group names the file that defines it. */
#ifndef STYR_CLI_H
#define STYR_CLI_H

#include <styr/styr.h>

#include <stddef.h>
#include <stdio.h>

enum { EXIT_DONE = 0, EXIT_DATA = 1, EXIT_USAGE = 2, EXIT_IO = 3, EXIT_TRUNCATED = 4 };

/* ---- verbs and their options (verbs.def lists the verbs) ---- */

/* The arguments of an option that may be given several times. */
typedef struct value_list {
  const char **items;
  size_t count;
} value_list;

/* The words that an option takes: word `i` or, for `help`, its explanation ("" for none). NULL after the last word. The word "" is the
 * default of an option and cannot be given. */
typedef const char *(*option_words)(int i, bool help);

/* How an option is stored: as bool, const char *, value_list, or int (the number of the word). */
typedef enum option_kind { OPTION_FLAG, OPTION_VALUE, OPTION_LIST, OPTION_CHOICE } option_kind;

/* An option of a verb. FLAG, VALUE, NEEDED, LIST and CHOICE make such rows. */
typedef struct option {
  const char *name;     /* with its dashes */
  const char *argument; /* the name of its argument in the help; NULL for a flag, and for a choice: its words */
  const char *help;     /* NULL for --format: the formats of the verb. The explanations of words follow it. */
  const char *missing;  /* of an option that must be given: what it says, for the message that it is missing; else NULL */
  option_kind kind;
  size_t at; /* offset in the verb's struct */
  option_words words;
} option;

#define AT(type, member, stored) (offsetof(type, member) + 0 * sizeof(_Generic(((type *)0)->member, stored : 0))) /* also checks the type */
#define FLAG(type, member, name, help)                                                                                                     \
  { name, NULL, help, NULL, OPTION_FLAG, AT(type, member, bool), NULL }
#define VALUE(type, member, name, argument, help)                                                                                          \
  { name, argument, help, NULL, OPTION_VALUE, AT(type, member, const char *), NULL }
#define NEEDED(type, member, name, argument, help, missing)                                                                                \
  { name, argument, help, missing, OPTION_VALUE, AT(type, member, const char *), NULL }
#define LIST(type, member, name, argument, help)                                                                                           \
  { name, argument, help, NULL, OPTION_LIST, AT(type, member, value_list), NULL }
#define CHOICE(type, member, name, words, help)                                                                                            \
  { name, NULL, help, NULL, OPTION_CHOICE, AT(type, member, int), words }
#define OPTIONS(rows) .options = (rows), .option_count = sizeof(rows) / sizeof *(rows)

typedef struct verb {
  const char *name;
  const char *arguments; /* "MAP [options]" */
  const char *summary;   /* one line */
  const char *details;   /* more, for --help; NULL for nothing */
  const char *manual;    /* the page of docs/ that explains it, without its ending; verbs of one page form a group */
  const char *formats;   /* what --format takes, of FORMAT_LETTERS; NULL where it has no such option */
  const option *options;
  size_t option_count;
  int operands;          /* how many arguments without dashes it needs; 0: one */
  int optional_operands; /* how many more it takes */
  size_t size;           /* of the struct in which the options are stored: a `request`, or one that begins with it */
  const void *initial;   /* that struct before options are read; NULL: all zero */
  /* A question has `answer`: answer_question() in run.c does the work that all questions share. Any other verb has `run`. */
  int (*check)(void *a); /* may be NULL; called before a map is read: -1 when the options go together, else an exit code */
  styr_status (*answer)(void *a, const styr_sink *sink, styr_error *error);
  int (*run)(void *a);
  void (*release)(void *a); /* may be NULL: frees what the verb allocated in its struct */
} verb;

#define VERB(name) extern const verb verb_##name;
#include "verbs.def"
#undef VERB

/* ---- run.c ---- */

int run_verb(const verb *v, int argc, char **argv); /* with the arguments after the verb; returns the exit code */
int finish(int code);                               /* flushes stdout; EXIT_IO when that fails, else `code` */

/* ---- help.c ---- */

void print_help(FILE *to, const verb *const *verbs, size_t count);
void print_listing(const verb *const *verbs, size_t count); /* as JSON, see docs/schema/help.json */
void print_verb_help(const verb *v);
void put_json(const char *text); /* a JSON string, on stdout */
/* The words of an option, or their explanations, with `between` them and `last` before the last one. Returns `out`. */
const char *list_words(char *out, size_t size, option_words words, bool help, const char *between, const char *last);

/* ---- cli.c ---- */

int usage_error(const char *verb, const char *fmt, ...) STYR_PRINTF(2, 3);
void tell_plainly(const char *text);  /* on stderr, with control characters replaced */
int failure(const styr_error *error); /* prints the message; returns the exit code of its status */
/* Block signals that would end the tool between two files of a map; they are delivered afterwards. */
void hold_signals(bool hold);

bool whole_number(const char *text, unsigned least, unsigned most, unsigned *out); /* digits alone, within these bounds */

#define FORMAT_LETTERS "tjlc"
extern const char *const format_names[]; /* in the order of these letters, which is that of styr_format */

/* ---- the options of all verbs ---- */

/* Which part of a map is shown. */
typedef struct visibility {
  bool is_public, draft, bare_lines;
  const char *today;
} visibility;

/* A map that was loaded. `seen` is the part that the verb uses: all of it or, with a view, the map of the view. */
typedef struct loaded {
  styr_map *map;
  styr_public *view;
  styr_public_report *report;
  const styr_map *seen;
} loaded;

typedef struct request {
  const verb *verb;
  const char *operands[2]; /* the arguments without dashes */
  int operand_count;
  const char *min_grade, *as_of, *lang, *format_name;
  bool certain, disputed;
  visibility view;
  const char *formats; /* those of the verb, or fewer where an option excludes some */
  /* set by answer_question(): */
  styr_filter filter;
  styr_format format;
  loaded maps[2];    /* one for each operand */
  char counted[200]; /* printed on stderr after an answer: how many of its rows are not public */
} request;

/* These print what is wrong. */
bool parse_format(const request *a, styr_format *format);
bool parse_filter(const request *a, styr_filter *filter);
bool parse_dates(const char *verb, const value_list *at, styr_date dates[2]); /* of --at DATE --at DATE */

/* Options of several verbs. */
#define LANG_OPTION(help)   VALUE(request, lang, "--lang", "LANG", help)
#define PUBLIC_OPTION(help) FLAG(request, view.is_public, "--public", help)
#define TODAY_OPTION        VALUE(request, view.today, "--today", "DATE", "the day at which consent counts, YYYY-MM-DD; default: today, UTC")
#define FORMAT_OPTION       VALUE(request, format_name, "--format", "FORMAT", NULL)
/* Which claims and ties count. */
#define FILTER_OPTIONS                                                                                                                     \
  VALUE(request, min_grade, "--min-grade", "GRADE", "count only claims of this grade or better: assumed, inferred, stated, observed"),     \
      VALUE(request, as_of, "--as-of", "DATE", "only what may be valid then: YYYY, YYYY-MM or YYYY-MM-DD"),                                \
      FLAG(request, certain, "--certain", "with --as-of: only what is certainly valid then"),                                              \
      FLAG(request, disputed, "--disputed", "also count ties that have only claims against them, as contested")
/* How an answer is written. */
#define ANSWER_OPTIONS                                                                                                                     \
  LANG_OPTION("language of labels and text, for example da"),                                                                              \
      PUBLIC_OPTION("answer from the public part of the map, see docs/privacy.md"), TODAY_OPTION, FORMAT_OPTION
/* The options of every question, after its own. */
#define QUESTION_OPTIONS FILTER_OPTIONS, ANSWER_OPTIONS
/* The plan that a question is about; the struct has the members `plan` and `body`. */
#define PLAN_OPTIONS(type)                                                                                                                 \
  VALUE(type, plan, "--plan", "TEXT", "the plan; default: the only text of kind plan"),                                                    \
      VALUE(type, body, "--body", "ACTOR", "its coordinating body; default: who coordinates the plan")
/* The options of verbs that write a file from the public map. */
#define ARTEFACT_OPTIONS                                                                                                                   \
  FLAG(request, view.draft, "--draft", "show what is not public, too; the result says that it is a draft"),                                \
      FLAG(request, view.draft, "--include-confidential", "the same"),                                                                     \
      FLAG(request, view.bare_lines, "--bare-lines", "also draw ties that are not public, as lines without a type; likewise a draft"),     \
      TODAY_OPTION

/* ---- view.c ---- */

bool parse_today(const request *a, styr_date *today);   /* prints what is wrong */
bool check_lang(const request *a, const styr_map *map); /* likewise; `map`: NULL for a verb without one */
/* The map at `path`, or NULL with *code set. Problems are printed on stderr. The language of --lang is checked. */
styr_map *load_map(const request *a, const char *path, int *code);
/* Load operand `i` for a question. Where the answer goes into a file or a pipe and counts rows that are not public, a->counted
 * says so. */
bool load_seen(request *a, int i, int *code);
/* Load the first operand for a figure, a page or a public copy, which are made from the view alone. */
bool load_view(request *a, int *code);
void unload(loaded *l);
styr_status find_node(const loaded *l, const char *name, styr_node *out, styr_error *error); /* in `seen`; nothing to do for NULL */
styr_status find_case(const loaded *l, const char **id, styr_error *error);                  /* likewise; *id becomes that of `seen` */
bool is_map_itself(const char *verb, const char *path, const char *out);                     /* printed: OUT must not replace the map */
void tell_other_files(const char *verb, const char *folder); /* the files of a folder that are not of the map written there */
void tell_left_out(const request *a);                        /* how much of the first map, by table, and why */
/* The organisations whose standing differs from that in the whole map. */
void tell_standings(const char *verb, const loaded *l, styr_node plan, styr_node body, const styr_filter *filter);

/* ---- cmd_paths.c, cmd_ruling.c ---- */

typedef struct path_request { /* the options of all verbs that give paths */
  const char *mode, *select, *max_length, *limit, *max_steps, *memory, *threads;
} path_request;

/* Of the verbs that follow ruling ties upward from an actor. */
typedef struct climb_request {
  request q;
  path_request paths;
  const char *from;
  bool no_membership, evidence;
  styr_apex_options options;
} climb_request;
#define CLIMB_OPTIONS                                                                                                                      \
  NEEDED(climb_request, from, "--from", "ACTOR", "whose rulers are sought", "whose rulers are sought"),                                    \
      VALUE(climb_request, paths.mode, "--mode", "MODE", "what may repeat: acyclic (default), walk, trail, simple"),                       \
      VALUE(climb_request, paths.select, "--select", "SELECTOR", "all-shortest (default), any, any-shortest, shortest=K, groups=K, all"),  \
      FLAG(climb_request, no_membership, "--no-membership", "leave out membership ties, such as part_of"),                                 \
      VALUE(climb_request, paths.max_length, "--max-length", "N", "longest path, in ties"),                                                \
      VALUE(climb_request, paths.limit, "--limit", "N", "most paths to an apex"),                                                          \
      VALUE(climb_request, paths.max_steps, "--max-steps", "N", "most ties visited for an apex"),                                          \
      VALUE(climb_request, paths.memory, "--memory", "BYTES", "most working memory")
int check_climb(void *a);                                                        /* a verb's `check` */
styr_status begin_climb(climb_request *a, styr_error *error);                    /* sets the options that depend on the map */
bool parse_paths(const char *verb, const path_request *p, styr_path_options *o); /* prints what is wrong */
bool endless(const styr_path_options *o, uint64_t most);                         /* all walks of a pattern with that greatest length */

/* ---- terminal.c ---- */

styr_sink stdout_sink(void);
styr_sink stderr_sink(void);
styr_sink answer_sink(styr_format format); /* as stdout_sink(); on a terminal, text is broken into lines and coloured */
bool terminal_flush(void);                 /* writes the text that answer_sink() still holds; false when it cannot be written */

/* ---- helper.c ---- */

typedef struct helper_run {
  const char *name;         /* "styr-figure" */
  const char *arguments[4]; /* at most three, then NULL */
  const char *input;
  size_t input_size;
  styr_buffer output;
  unsigned seconds; /* limit on elapsed time and on processor time */
} helper_run;

/* Run a helper in a process of its own: limits on time, memory and files, a clean environment, pipes for input and output.
 * STYR_ERR_NOT_FOUND when the helper is not installed; STYR_ERR_BACKEND when it fails, is killed or takes too long. */
styr_status run_helper(helper_run *run, styr_error *error);

/* ---- picture.c ---- */

/* Draw a scene: "svg", "pdf", "png", "dot", or "scene" for the scene itself. The caller frees *out, also after a failure. */
styr_status draw_scene(const styr_scene *scene, const char *picture, const char *dpi, unsigned seconds, styr_buffer *out,
                       styr_error *error);

#endif

/* SPDX-License-Identifier: MIT */
/* What the verbs of the tool share: options, loading a map, writing results, exit codes. */
#ifndef STYR_CLI_H
#define STYR_CLI_H

#include <styr/styr.h>

#include <stddef.h>
#include <stdio.h>

enum { EXIT_DONE = 0, EXIT_DATA = 1, EXIT_USAGE = 2, EXIT_IO = 3, EXIT_TRUNCATED = 4 };

/* ---- verbs and their options (verbs.def lists the verbs) ---- */

/* The arguments of an option that may be given several times. */
typedef struct several {
  const char **items;
  size_t count;
} several;

typedef enum option_kind { OPTION_FLAG, OPTION_VALUE, OPTION_LIST } option_kind; /* stored as bool, const char *, several */

/* An option of a verb. Rows are made by FLAG, VALUE, NEEDED and LIST. */
typedef struct option {
  const char *name;     /* with its dashes */
  const char *argument; /* what the argument is called in the help; NULL for a flag */
  const char *help;     /* NULL for --format: the formats of the verb */
  const char *missing;  /* of an option that must be given: what is said without it, "" where the verb says so itself; else NULL */
  option_kind kind;
  size_t at; /* where in the verb's struct it is stored */
} option;

#define AT(type, member, stored) (offsetof(type, member) + 0 * sizeof(_Generic(((type *)0)->member, stored : 0))) /* checks the type, too */
#define FLAG(type, member, name, help)                                                                                                     \
  { name, NULL, help, NULL, OPTION_FLAG, AT(type, member, bool) }
#define VALUE(type, member, name, argument, help)                                                                                          \
  { name, argument, help, NULL, OPTION_VALUE, AT(type, member, const char *) }
#define NEEDED(type, member, name, argument, help, missing)                                                                                \
  { name, argument, help, missing, OPTION_VALUE, AT(type, member, const char *) }
#define LIST(type, member, name, argument, help)                                                                                           \
  { name, argument, help, NULL, OPTION_LIST, AT(type, member, several) }
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
  int places;          /* how many arguments without dashes; 0: one */
  int optional_places; /* how many more there may be */
  size_t size;         /* of the struct in which the options are stored: an `asked`, or one that begins with it */
  const void *initial; /* that struct before options are read; NULL: all zero */
  /* A question has `answer`, and answer_question() does what all questions share; any other verb has `run`. */
  int (*check)(void *a); /* may be NULL: before a map is read; -1 when the options go together, else the exit code, told */
  styr_status (*answer)(void *a, const styr_sink *sink, styr_error *error);
  int (*run)(void *a);
  void (*release)(void *a); /* may be NULL: frees what the verb itself keeps in its struct */
} verb;

#define VERB(name) extern const verb verb_##name;
#include "verbs.def"
#undef VERB

int run_verb(const verb *v, int argc, char **argv); /* with what stands behind the verb; returns the exit code */

/* ---- help (help.c) ---- */

void print_help(FILE *to, const verb *const *verbs, size_t count);
void print_listing(const verb *const *verbs, size_t count); /* as JSON, see docs/schema/help.json */
void print_verb_help(const verb *v);
void put_json(const char *text); /* a JSON string, on stdout */

/* ---- messages and maps ---- */

int usage_error(const char *verb, const char *fmt, ...) STYR_PRINTF(2, 3);
void tell_plainly(const char *text);  /* on stderr, with control signs replaced */
int failure(const styr_error *error); /* prints the message; returns the exit code of its status */

/* The package at `path`, or NULL with *code set. Problems are told on stderr; `styr check` shows all of them. */
styr_map *load_map(const char *path, int *code);

#define FORMAT_LETTERS "tjlc"
extern const char *const format_names[]; /* in the order of these letters, which is that of styr_format */
bool parse_format(const char *verb, const char *text, const char *allowed, styr_format *format); /* prints why not */
bool parse_filter(const char *verb, const char *min_grade, const char *as_of, bool certain, bool disputed, styr_filter *filter);
bool parse_dates(const char *verb, const several *at, styr_date dates[2]); /* of --at DATE --at DATE */

/* ---- what is public (view.c) ---- */

/* What was asked about it. */
typedef struct publicity {
  bool is_public, draft, bare_lines;
  const char *today;
} publicity;

/* A map, and what of it is asked: `seen` is all of it, or, with a view, the map of that. */
typedef struct loaded {
  styr_map *map;
  styr_public *view;
  styr_public_report *report;
  const styr_map *seen;
} loaded;

bool parse_today(const char *verb, const publicity *p, styr_date *today); /* prints what is wrong */
/* Load for a question. Where the answer goes into a file or a pipe and counts rows that are not public, that is said. */
bool load_seen(const char *verb, const char *path, const publicity *p, loaded *out, int *code);
/* Load for a figure or page, which are made from the view alone. */
bool load_view(const char *verb, const char *path, const publicity *p, loaded *out, int *code);
void unload(loaded *l);
styr_status find_node(const loaded *l, const char *name, styr_node *out, styr_error *error); /* of `seen`; NULL name: nothing to do */
styr_status find_case(const loaded *l, const char **id, styr_error *error);                  /* likewise; *id becomes that of `seen` */
void tell_counted(void);                                                                     /* what load_seen() found to say */
bool is_map_itself(const char *verb, const char *path, const char *out);                     /* then it must not be written over; told */
void tell_other_files(const char *verb, const char *folder);             /* what lies beside the files of a map that was written */
void tell_left_out(const char *verb, const loaded *l, const char *path); /* how much, by table, and why */
/* Which standings differ from those in the whole map. */
void tell_standings(const char *verb, const loaded *l, styr_node plan, styr_node body, const styr_filter *filter);

/* ---- what the options of all verbs are stored in ---- */

typedef struct asked {
  const verb *verb;
  const char *places[2]; /* the arguments without dashes */
  int given;             /* how many there are */
  const char *min_grade, *as_of, *lang, *format_name;
  bool certain, disputed;
  publicity view;
  const char *formats; /* those of the verb, or fewer where an option leaves no others */
  /* worked out for a question: */
  styr_filter filter;
  styr_format format;
  loaded maps[2]; /* for each place one */
  int exit_code;  /* of a mistake that the question finds in the options when the map is read, and has told; else 0 */
} asked;

/* The options that several verbs have. The help says what they mean to the verb where that differs. */
#define MIN_GRADE_OPTION(help) VALUE(asked, min_grade, "--min-grade", "GRADE", help)
#define AS_OF_OPTION(help)     VALUE(asked, as_of, "--as-of", "DATE", help)
#define CERTAIN_OPTION         FLAG(asked, certain, "--certain", "with --as-of: only what is certainly valid then")
#define DISPUTED_OPTION(more)  FLAG(asked, disputed, "--disputed", "also ties that claims only speak against" more)
#define LANG_OPTION(help)      VALUE(asked, lang, "--lang", "LANG", help)
#define PUBLIC_OPTION(help)    FLAG(asked, view.is_public, "--public", help)
#define TODAY_OPTION           VALUE(asked, view.today, "--today", "DATE", "the day at which consent counts, YYYY-MM-DD; default: today, UTC")
#define FORMAT_OPTION          VALUE(asked, format_name, "--format", "FORMAT", NULL)

#define LABELS         "language of labels, for example en"
#define POSSIBLE       "only what may be valid then: YYYY, YYYY-MM or YYYY-MM-DD"
#define PUBLIC_OPTIONS PUBLIC_OPTION("answer from what is public of the map, see docs/privacy.md"), TODAY_OPTION
#define TIE_FILTER_OPTIONS                                                                                                                 \
  AS_OF_OPTION(POSSIBLE), CERTAIN_OPTION, MIN_GRADE_OPTION("only ties that a claim of this grade or better supports"), DISPUTED_OPTION("")
/* What every question takes that has no options of paths. They stand behind those of the verb itself. */
#define QUESTION_OPTIONS                                                                                                                   \
  MIN_GRADE_OPTION("count only claims of this grade or better: assumed, inferred, stated, observed"), AS_OF_OPTION(POSSIBLE),              \
      CERTAIN_OPTION, DISPUTED_OPTION(", as contested ones"), LANG_OPTION(LABELS), PUBLIC_OPTIONS, FORMAT_OPTION
/* Of verbs that write a file from the public map. */
#define ARTEFACT_OPTIONS                                                                                                                   \
  FLAG(asked, view.draft, "--draft", "show what is not public, too; the result says that it is a draft"),                                  \
      FLAG(asked, view.draft, "--include-confidential", "the same"),                                                                       \
      FLAG(asked, view.bare_lines, "--bare-lines", "also lines without type for ties that are not public; likewise a draft"), TODAY_OPTION

/* ---- paths (cmd_paths.c) ---- */

typedef struct path_asked { /* what the verbs that deliver paths have in common */
  const char *mode, *select, *max_length, *limit, *max_steps, *memory, *threads;
} path_asked;

/* For the verbs that climb from an actor. */
typedef struct climb_asked {
  asked q;
  path_asked paths;
  const char *from;
  bool no_membership, evidence;
  styr_apex_options options;
} climb_asked;
#define CLIMB_OPTIONS                                                                                                                      \
  NEEDED(climb_asked, from, "--from", "ACTOR", "whose rulers are sought", "whose rulers are sought"),                                      \
      VALUE(climb_asked, paths.mode, "--mode", "MODE", "what may repeat: acyclic (default), walk, trail, simple"),                         \
      VALUE(climb_asked, paths.select, "--select", "SELECTOR", "all-shortest (default), any, any-shortest, shortest=K, groups=K, all"),    \
      FLAG(climb_asked, no_membership, "--no-membership", "leave out membership ties, such as part_of"),                                   \
      VALUE(climb_asked, paths.max_length, "--max-length", "N", "longest path, in ties"),                                                  \
      VALUE(climb_asked, paths.limit, "--limit", "N", "most paths to an apex"),                                                            \
      VALUE(climb_asked, paths.max_steps, "--max-steps", "N", "most ties looked at for an apex"),                                          \
      VALUE(climb_asked, paths.memory, "--memory", "BYTES", "most working memory")
int check_climb(void *a);                                                      /* a verb's `check` */
styr_status begin_climb(climb_asked *a, styr_error *error);                    /* fills in the options when the map is read */
bool parse_paths(const char *verb, const path_asked *p, styr_path_options *o); /* prints why not */
bool endless(const styr_path_options *o, uint64_t most);                       /* all walks of a pattern with that greatest length */

styr_sink stdout_sink(void);
styr_sink stderr_sink(void);
styr_sink answer_sink(styr_format format); /* as stdout_sink(); text on a terminal is broken and coloured (terminal.c) */
bool terminal_flush(void);                 /* what answer_sink() still holds back; false when it cannot be written */
/* Hold back signals that would end the tool between two files of a map; they come through afterwards. */
void hold_signals(bool hold);
int finish(int code); /* flush stdout; EXIT_IO when that fails */

/* ---- helper processes ---- */

typedef struct helper_run {
  const char *name;         /* "styr-figure" */
  const char *arguments[4]; /* up to three, then NULL */
  const char *input;
  size_t input_size;
  styr_buffer output;
  unsigned seconds; /* wall clock and processor time allowed */
} helper_run;

/* Run a helper in a process of its own: limits on time, memory and files, a clean environment, pipes for everything.
 * STYR_ERR_NOT_FOUND when the helper is not installed; STYR_ERR_BACKEND when it fails, is killed or takes too long. */
styr_status run_helper(helper_run *run, styr_error *error);

/* ---- pictures (picture.c) ---- */

/* Draw a scene: "svg", "pdf", "png", "dot", or "scene" for the scene itself. *out is to be freed, also after a failure. */
styr_status draw_scene(const styr_scene *scene, const char *picture, const char *dpi, unsigned seconds, styr_buffer *out,
                       styr_error *error);
bool whole_number(const char *text, unsigned least, unsigned most, unsigned *out); /* digits alone, within these */

#endif

/* SPDX-License-Identifier: MIT */
/* What the verbs of the tool share: options, loading a map, writing results, exit codes. */
#ifndef STYR_CLI_H
#define STYR_CLI_H

#include <styr/styr.h>

enum { EXIT_DONE = 0, EXIT_DATA = 1, EXIT_USAGE = 2, EXIT_IO = 3, EXIT_TRUNCATED = 4 };

/* The arguments of an option that may be given several times. `items` is of the caller, to be freed. */
typedef struct several {
  const char **items;
  size_t count;
} several;

/* An option of a verb. With `value` it takes an argument and stores it, with `list` it keeps all of them; with `flag` it
 * stores true. */
typedef struct option {
  const char *name;     /* with its dashes */
  const char *argument; /* what the argument is called in the help; NULL for a flag */
  const char *help;
  const char **value;
  bool *flag;
  several *list;
} option;

typedef struct verb {
  const char *name;
  const char *arguments; /* "MAP [options]" */
  const char *summary;   /* one line */
  const char *details;   /* more, for --help */
  int (*run)(int argc, char **argv);
} verb;

extern const verb verbs[];
extern const size_t verb_count;

/* Parse what stands behind the verb. Positional arguments go to `places` (exactly `least` to `most`). Returns -1 to go
 * on, else an exit code: help was printed, or the usage was wrong. */
int parse(const verb *v, int argc, char **argv, const option *options, size_t count, const char **places, int least, int most, int *given);

const verb *find_verb(const char *name);
int usage_error(const char *verb, const char *fmt, ...) STYR_PRINTF(2, 3);
void tell_plainly(const char *text);  /* on stderr, with control signs replaced */
int failure(const styr_error *error); /* prints the message; returns the exit code of its status */

/* The package at `path`, or NULL with *code set. Problems are told on stderr; `styr check` shows all of them. */
styr_map *load_map(const char *path, int *code);

bool parse_format(const char *verb, const char *text, const char *allowed, styr_format *format); /* prints why not */
bool parse_filter(const char *verb, const char *min_grade, const char *as_of, bool certain, styr_filter *filter);
bool parse_dates(const char *verb, const several *at, styr_date dates[2]); /* of --at DATE --at DATE */

/* ---- what is public (view.c) ---- */

/* What was asked about it. */
typedef struct publicity {
  bool is_public, draft, bare_lines;
  const char *today;
} publicity;
#define PUBLIC_OPTIONS(p)                                                                                                                  \
  {"--public", NULL, "answer from what is public of the map, see docs/privacy.md", NULL, &(p).is_public, NULL}, {                          \
    "--today", "DATE", "the day at which consent counts, YYYY-MM-DD; default: today, UTC", &(p).today, NULL, NULL                          \
  }
#define ARTEFACT_OPTIONS(p)                                                                                                                \
  {"--draft", NULL, "show what is not public, too; the result says that it is a draft", NULL, &(p).draft, NULL},                           \
      {"--include-confidential", NULL, "the same", NULL, &(p).draft, NULL},                                                                \
      {"--bare-lines", NULL, "also lines without type for ties that are not public; likewise a draft", NULL, &(p).bare_lines, NULL}, {     \
    "--today", "DATE", "the day at which consent counts, YYYY-MM-DD; default: today, UTC", &(p).today, NULL, NULL                          \
  }

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

/* ---- questions ---- */

/* What every question about a map takes. Its options stand behind those of the verb itself. */
typedef struct question {
  const char *min_grade, *as_of, *lang, *format_name;
  bool certain, disputed;
  publicity view;
  styr_filter filter;
  styr_format format;
} question;
#define QUESTION_OPTIONS(q, forms)                                                                                                         \
  {"--min-grade", "GRADE", "count only claims of this grade or better: assumed, inferred, stated, observed", &(q).min_grade, NULL, NULL},  \
      {"--as-of", "DATE", "only what may be valid then: YYYY, YYYY-MM or YYYY-MM-DD", &(q).as_of, NULL, NULL},                             \
      {"--certain", NULL, "with --as-of: only what is certainly valid then", NULL, &(q).certain, NULL},                                    \
      {"--disputed", NULL, "also ties that claims only speak against, as contested ones", NULL, &(q).disputed, NULL},                      \
      {"--lang", "LANG", "language of labels, for example en", &(q).lang, NULL, NULL}, PUBLIC_OPTIONS((q).view), {                         \
    "--format", "FORMAT", forms, &(q).format_name, NULL, NULL                                                                              \
  }
/* Works out filter and format; prints what is wrong with them. */
bool question_ready(const char *verb, question *q, const char *formats);

/* ---- paths (cmd_paths.c) ---- */

typedef struct path_asked { /* what the verbs that deliver paths have in common */
  const char *mode, *select, *max_length, *limit, *max_steps, *memory, *threads;
} path_asked;
/* For the verbs that climb from an actor: as they stand in the help. */
#define ASCENT_OPTIONS(from, paths, no_membership)                                                                                         \
  {"--from", "ACTOR", "whose rulers are sought", &(from), NULL, NULL},                                                                     \
      {"--mode", "MODE", "what may repeat: acyclic (default), walk, trail, simple", &(paths).mode, NULL, NULL},                            \
      {"--select", "SELECTOR", "all-shortest (default), any, any-shortest, shortest=K, groups=K, all", &(paths).select, NULL, NULL},       \
      {"--no-membership", NULL, "leave out membership ties, such as part_of", NULL, &(no_membership), NULL},                               \
      {"--max-length", "N", "longest path, in ties", &(paths).max_length, NULL, NULL},                                                     \
      {"--limit", "N", "most paths to an apex", &(paths).limit, NULL, NULL},                                                               \
      {"--max-steps", "N", "most ties looked at for an apex", &(paths).max_steps, NULL, NULL}, {                                           \
    "--memory", "BYTES", "most working memory", &(paths).memory, NULL, NULL                                                                \
  }
bool parse_paths(const char *verb, const path_asked *asked, styr_path_options *o); /* prints why not */
bool endless(const styr_path_options *o, uint64_t most);                           /* all walks of a pattern with that greatest length */
bool resolve_all(const loaded *l, const several *names, styr_node **out, size_t *count, int *code);

styr_sink stdout_sink(void);
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

int cmd_new(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_info(int argc, char **argv);
int cmd_paths(int argc, char **argv);
int cmd_pairs(int argc, char **argv);
int cmd_pattern(int argc, char **argv);
int cmd_ruling(int argc, char **argv);
int cmd_outside(int argc, char **argv);
int cmd_mandates(int argc, char **argv);
int cmd_trace(int argc, char **argv);
int cmd_ascent(int argc, char **argv);
int cmd_accountability(int argc, char **argv);
int cmd_threads(int argc, char **argv);
int cmd_withdraw(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_chokepoints(int argc, char **argv);
int cmd_brokers(int argc, char **argv);
int cmd_central(int argc, char **argv);
int cmd_communities(int argc, char **argv);
int cmd_figure(int argc, char **argv);
int cmd_page(int argc, char **argv);
int cmd_convert(int argc, char **argv);
int cmd_privacy(int argc, char **argv);

#endif

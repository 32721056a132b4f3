/* SPDX-License-Identifier: MIT */
/* Good values for the calls that abuse.py makes, bad ones, and a main that makes each call in a process of its own. A call must not
 * crash; one that returns a failure must leave its outputs as they are, and set the error to its status with a message in UTF-8. */
#ifndef STYR_TESTS_ABUSE_H
#define STYR_TESTS_ABUSE_H

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <styr/styr.h>
#ifdef ABUSE_IGRAPH
#include <styr/igraph.h>
#endif
#ifdef ABUSE_GRAPHVIZ
#include <styr/graphviz.h>
#endif

typedef struct abused {
  const char *name;
  void (*call)(int n);
  int calls;
} abused;

/* ---- outputs ---- */

enum { out_size = 4096, out_count = 8 };
static union {
  max_align_t align;
  unsigned char bytes[out_count][out_size];
} outs;
static int next_out;

#define OUT(type) ((type *)(void *)outs.bytes[next_out++ % out_count])

static void poison(void) {
  memset(&outs, 0xA5, sizeof outs);
  next_out = 0;
}

static bool is_poisoned(void) {
  for (size_t i = 0; i < sizeof outs.bytes; i++)
    if (((unsigned char *)outs.bytes)[i] != 0xA5) return false;
  return true;
}

/* ---- what is given ---- */

static styr_map *map, *foreign_map;
static styr_node good_node, foreign_node;
static styr_tie good_tie, foreign_tie;
static styr_claim good_claim, foreign_claim;
static styr_error error;
static const char *words[] = {"outside", "inside"};
static char long_text[100001];

static int take(void *ctx, const void *bytes, size_t size) {
  (void)ctx, (void)bytes, (void)size;
  return 0;
}
static int refuse(void *ctx, const void *bytes, size_t size) {
  (void)ctx, (void)bytes, (void)size;
  return 1;
}
static void *no_memory(void *ctx, size_t size) {
  (void)ctx, (void)size;
  return NULL;
}
static void *no_more_memory(void *ctx, void *old, size_t size) {
  (void)ctx, (void)old, (void)size;
  return NULL;
}
static void release(void *ctx, void *old) {
  (void)ctx, (void)old;
}
static const styr_sink sink = {NULL, take, NULL}, failing_sink = {NULL, refuse, NULL}, no_sink = {NULL, NULL, NULL};
static const styr_allocator failing_allocator = {NULL, no_memory, no_more_memory, release};

/* Of each kind of options: good ones, zeroed ones, and those of a later library. */
#define OPTIONS(name, init) static styr_##name good_##name = init, zeroed_##name, late_##name
OPTIONS(filter, STYR_FILTER_INIT);
OPTIONS(path_write, STYR_PATH_WRITE_INIT);
OPTIONS(selection, STYR_SELECTION_INIT);
static styr_filter bad_filter = STYR_FILTER_INIT;
#ifdef ABUSE_CORE
OPTIONS(apex_options, STYR_APEX_OPTIONS_INIT);
OPTIONS(figure_options, STYR_FIGURE_OPTIONS_INIT);
OPTIONS(info_options, STYR_INFO_OPTIONS_INIT);
OPTIONS(mandates_options, STYR_MANDATES_OPTIONS_INIT);
OPTIONS(outside_options, STYR_OUTSIDE_OPTIONS_INIT);
OPTIONS(package_options, STYR_PACKAGE_OPTIONS_INIT);
OPTIONS(page_options, STYR_PAGE_OPTIONS_INIT);
OPTIONS(path_options, STYR_PATH_OPTIONS_INIT);
OPTIONS(privacy_options, STYR_PRIVACY_OPTIONS_INIT);
OPTIONS(public_options, STYR_PUBLIC_OPTIONS_INIT);
OPTIONS(threads_options, STYR_THREADS_OPTIONS_INIT);
OPTIONS(trace_options, STYR_TRACE_OPTIONS_INIT);
static styr_apex_options foreign_apex_options = STYR_APEX_OPTIONS_INIT;
static styr_figure_options foreign_figure_options = STYR_FIGURE_OPTIONS_INIT;
static styr_outside_options foreign_outside_options = STYR_OUTSIDE_OPTIONS_INIT;
static styr_page_options foreign_page_options = STYR_PAGE_OPTIONS_INIT;
static styr_path_options foreign_path_options = STYR_PATH_OPTIONS_INIT;
static styr_threads_options foreign_threads_options = STYR_THREADS_OPTIONS_INIT;
static styr_trace_options foreign_trace_options = STYR_TRACE_OPTIONS_INIT;

static styr_graph *graph;
static styr_scene *scene;
static styr_public *view;
static styr_public_report *public_report;
static styr_diff *diff;
static styr_mandates *mandates;
static styr_trace *trace;
static styr_withdrawal *withdrawal;
static styr_issues *issues;
static styr_pattern *pattern;
static styr_query *query, *paths_query, *pairs_query;
static styr_paths *paths;
static styr_pairs *pairs;
static styr_outside *outside;
static styr_accounts *accounts;
static styr_privacy *privacy;
static styr_apexes *apexes;
static styr_ascent *ascent;
static styr_threads *threads;
static styr_buffer buffer = STYR_BUFFER_INIT;
static styr_arcs arcs;
static styr_path path;
static const styr_path zeroed_path;
static char *scene_json;
static size_t scene_size;
static char scratch[200];
static size_t an_offset;
static const styr_field fields[] = {{"id", "new"}, {"label", "New"}};
static const styr_count a_count = {0, 7, false}, zeroed_count;
static styr_measured measured;
static const styr_measured zeroed_measured;
static styr_node measured_nodes[300];
static styr_chokepoint points[300];
static styr_chokepoints chokepoints;
static const styr_chokepoints zeroed_chokepoints;
static const styr_brokerage brokerages[300];
static const double values[300];
static const uint32_t communities[300];

static int draw_nothing(void *ctx, const styr_draw *what) {
  (void)ctx, (void)what;
  return 0;
}
static const styr_pen pen = {NULL, draw_nothing}, zeroed_pen;
#endif

/* ---- what must hold after a call ---- */

static bool is_utf8(const char *text) {
  for (const unsigned char *p = (const unsigned char *)text; *p;) {
    int more = *p < 0x80 ? 0 : *p >= 0xC2 && *p < 0xE0 ? 1 : *p >= 0xE0 && *p < 0xF0 ? 2 : *p >= 0xF0 && *p < 0xF5 ? 3 : -1;
    if (more < 0) return false;
    for (p++; more--; p++)
      if ((*p & 0xC0) != 0x80) return false;
  }
  return true;
}

static void broken(const char *what) {
  fprintf(stderr, "  %s\n", what);
  _exit(3);
}

/* `foreign`: a handle that names nothing in the map was given. */
static void check(styr_status status, const styr_error *e, bool foreign) {
  if (foreign && status != STYR_ERR_ARG) broken("a handle that is not of the map is not refused");
  if (status < 0 && !is_poisoned()) broken("a call that failed changed an output");
  if (!e) return;
  if (status >= 0 && (e->status < 0 || strstr(e->message, "stale"))) broken("the error of an earlier call is left");
  if (status < 0 && e->status != status) broken("the error has another status");
  if (status < 0 && (!*e->message || strstr(e->message, "stale"))) broken("the error has no message of its own");
  if (!is_utf8(e->message)) broken("the message is not UTF-8");
}

static void check_text(const char *text) {
  if (text && strlen(text) > 1000000) broken("a text without an end");
}

static void check_pointer(const void *p) {
  if (p) (void)*(const volatile char *)p;
}

/* Reads all of a result, so that a sanitizer sees what was not set. */
static void check_bytes(const void *result, size_t size) {
  volatile unsigned char sum = 0;
  for (size_t i = 0; i < size; i++) sum = (unsigned char)(sum + ((const unsigned char *)result)[i]);
}

/* ---- making it ---- */

static void must(styr_status status, const char *what) {
  if (status < 0) {
    fprintf(stderr, "abuse: %s: %s: %s\n", what, styr_status_name(status), error.message);
    exit(2);
  }
}

#define MUST(call) must(call, #call)

static void open_maps(const char *source) {
  char name[1000];
  snprintf(name, sizeof name, "%s/data/trafficking-dk", source);
  MUST(styr_package_read(name, NULL, NULL, &map, &error));
  snprintf(name, sizeof name, "%s/data/brazil-federal", source);
  MUST(styr_package_read(name, NULL, NULL, &foreign_map, &error));
  good_node = styr_map_find(map, "politikredse");
  foreign_node = styr_map_actor(foreign_map, 3);
  good_tie = styr_map_tie(map, 3);
  foreign_tie = styr_map_tie(foreign_map, 3);
  good_claim = styr_map_claim(map, 3);
  foreign_claim = styr_map_claim(foreign_map, 3);
  memset(long_text, 'x', sizeof long_text - 1);
  late_filter = good_filter;
  late_path_write = good_path_write;
  late_selection = good_selection;
  late_filter.version = late_path_write.version = late_selection.version = 99;
  bad_filter.min_grade = (styr_grade)77;
  bad_filter.as_of = (styr_date){65535, 77, 77};
}

#ifdef ABUSE_CORE
#define LATE(name) late_##name = good_##name, late_##name.version = 99

static void set_options(void) {
  good_apex_options.from = good_threads_options.from = good_node;
  good_mandates_options.function = styr_tie_function(map, good_tie);
  for (size_t i = 0; !*good_mandates_options.function && i < styr_map_count(map, STYR_TIES); i++)
    good_mandates_options.function = styr_tie_function(map, styr_map_tie(map, i));
  LATE(apex_options), LATE(figure_options), LATE(info_options), LATE(mandates_options), LATE(outside_options), LATE(package_options);
  LATE(page_options), LATE(path_options), LATE(privacy_options), LATE(public_options), LATE(threads_options), LATE(trace_options);
  foreign_apex_options.from = foreign_figure_options.from = foreign_outside_options.plan = foreign_page_options.plan = foreign_node;
  foreign_threads_options.from = foreign_trace_options.body = foreign_node;
  foreign_path_options.from = &foreign_node;
  foreign_path_options.from_count = 1;
}

static void set_measured(void) {
  size_t n = 0;
  for (size_t i = 0; i < styr_map_count(map, STYR_ACTORS); i++) measured_nodes[n++] = styr_map_actor(map, i);
  for (size_t i = 0; i < styr_map_count(map, STYR_TEXTS); i++) measured_nodes[n++] = styr_map_text(map, i);
  for (size_t i = 0; i < n; i++) points[i].node = measured_nodes[i];
  measured = (styr_measured){map, NULL, NULL, measured_nodes, n};
  chokepoints.points = points;
}

static void open_answers(void) {
  const styr_path_options all = STYR_PATH_OPTIONS_INIT;
  styr_buffer json = STYR_BUFFER_INIT;
  const styr_sink to_json = styr_buffer_sink(&json);
  MUST(styr_graph_freeze(map, NULL, NULL, &graph, &error));
  MUST(styr_map_public(map, NULL, &view, &public_report, &error));
  MUST(styr_figure_make(view, NULL, &scene, &error));
  MUST(styr_scene_write(scene, &to_json, &error));
  scene_json = json.bytes;
  scene_size = json.size;
  MUST(styr_diff_open(map, NULL, foreign_map, NULL, &diff, &error));
  MUST(styr_mandates_open(map, &good_mandates_options, &mandates, &error));
  MUST(styr_trace_open(map, NULL, &trace, &error));
  MUST(styr_withdrawal_open(map, styr_map_cell(map, STYR_SOURCES, 0, "id", scratch), NULL, &withdrawal, &error));
  issues = styr_issues_new(NULL);
  MUST(styr_pattern_parse("up+", NULL, &pattern, NULL, &error));
  MUST(styr_query_new(graph, pattern, NULL, &query, &error));
  MUST(styr_query_new(graph, pattern, NULL, &paths_query, &error));
  MUST(styr_query_new(graph, pattern, NULL, &pairs_query, &error));
  MUST(styr_paths_open(paths_query, &all, &paths, &error));
  MUST(styr_paths_next(paths, &path, &error));
  MUST(styr_pairs_open(pairs_query, &all, &pairs, &error));
  MUST(styr_outside_open(map, NULL, &outside, &error));
  MUST(styr_accounts_open(map, NULL, &accounts, &error));
  MUST(styr_privacy_open(map, NULL, &privacy, &error));
  MUST(styr_apexes_open(map, &good_apex_options, &apexes, &error));
  MUST(styr_ascent_open(map, &good_apex_options, &ascent, &error));
  MUST(styr_threads_open(map, &good_threads_options, &threads, &error));
  arcs = styr_graph_out(graph, 0);
  snprintf(scratch, sizeof scratch, "abuse-%ld", (long)getpid()); /* in the folder in which the test runs: nothing is there */
}
#endif

#ifdef ABUSE_IGRAPH
OPTIONS(igraph_options, STYR_IGRAPH_OPTIONS_INIT);
static styr_igraph_view *igraph_view;
static const uint32_t communities[300];
#endif
#ifdef ABUSE_GRAPHVIZ
static styr_scene *scene;
#endif

extern const abused abused_functions[];
extern const size_t abused_count;

/* Makes a call in a child. Returns whether it did what it must. */
static bool is_well(const abused *f, int n) {
  fflush(NULL);
  const pid_t child = fork();
  if (child == 0) {
    alarm(30);
    poison();
    error.status = STYR_ERR_BACKEND;
    snprintf(error.message, sizeof error.message, "stale");
    f->call(n);
    _exit(0);
  }
  int how = 0;
  if (child < 0 || waitpid(child, &how, 0) < 0) return false;
  if (WIFEXITED(how) && WEXITSTATUS(how) == 0) return true;
  fprintf(stderr, "FAIL %s, call %d: %s %d\n", f->name, n, WIFSIGNALED(how) ? "signal" : "status",
          WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
  return false;
}

int main(int argc, char **argv) {
  size_t calls = 0, failed = 0;
  const char *only = argc > 2 ? argv[2] : "";
  open_maps(argc > 1 ? argv[1] : ".");
#ifdef ABUSE_CORE
  set_options();
  set_measured();
  open_answers();
#endif
#ifdef ABUSE_IGRAPH
  late_igraph_options = good_igraph_options;
  late_igraph_options.version = 99;
  MUST(styr_igraph_view_new(map, NULL, &igraph_view, &error));
#endif
#ifdef ABUSE_GRAPHVIZ
  styr_public *view = NULL;
  MUST(styr_map_public(map, NULL, &view, NULL, &error));
  MUST(styr_figure_make(view, NULL, &scene, &error));
#endif
  for (size_t i = 0; i < abused_count; i++)
    for (int n = 0; n < abused_functions[i].calls; n++) {
      if (!strstr(abused_functions[i].name, only)) continue;
      calls++;
      failed += !is_well(&abused_functions[i], n);
    }
#ifdef ABUSE_CORE
  char command[300];
  snprintf(command, sizeof command, "rm -rf '%s'", scratch);
  if (system(command) != 0) failed++;
#endif
  printf("%zu functions, %zu calls, %zu failed\n", abused_count, calls, failed);
  return failed != 0;
}

#endif

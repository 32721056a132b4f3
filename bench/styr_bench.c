/* SPDX-License-Identifier: MIT */
/* The questions of the benchmark, asked of Styr through its C interface. Prints JSON lines of the same form as the other
 * programs: CPU milliseconds (median of at least 5 samples of 0.2 ms or more), and the answer, which must be the same.
 *
 * usage: styr_bench MAP [QUERIES]     QUERIES: MAP/queries.env, lines KEY=VALUE with the nodes and the tie types
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <styr/styr.h>
#include <sys/resource.h>
#include <time.h>

static styr_map *map;
static styr_graph *graph;
static const char *graph_name;
static char *settings;

static void die(const char *what, const styr_error *error) {
  fprintf(stderr, "styr_bench: %s: %s\n", what, error ? error->message : "");
  exit(1);
}

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double resident(const char *field) {
  char line[256];
  double kilobytes = 0;
  FILE *f = fopen("/proc/self/status", "r");
  while (f && fgets(line, sizeof line, f))
    if (strncmp(line, field, strlen(field)) == 0) kilobytes = atof(line + strlen(field) + 1);
  if (f) fclose(f);
  return kilobytes / 1024;
}

static const char *setting(const char *key) {
  static char values[32][512];
  static int next;
  const size_t n = strlen(key);
  for (const char *p = settings; p && *p; p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL) {
    if (strncmp(p, key, n) != 0 || p[n] != '=') continue;
    char *out = values[next++ % 32];
    snprintf(out, sizeof values[0], "%.*s", (int)strcspn(p + n + 1, "\n"), p + n + 1);
    return out;
  }
  return "";
}

/* No node if the setting is missing. */
static styr_node node(const char *key) {
  const char *id = setting(key);
  const styr_node found = styr_map_find(map, id);
  if (*id && !styr_node_exists(found)) die(key, NULL);
  return found;
}

/* ---- questions ---- */

typedef struct question {
  const char *name;
  char pattern[1024];
  styr_node from, to;
  enum { PAIRS, UNREACHED, DISTANCE, SHORTEST, ACYCLIC } what;
  styr_query *query;
  char answer[64];
} question;

static void ask(question *q) {
  styr_error error = STYR_ERROR_INIT;
  styr_path_options o = STYR_PATH_OPTIONS_INIT;
  uint64_t number = 0, length = 0;
  styr_count count = {0, 0, false};
  char text[40];
  o.from = &q->from;
  o.from_count = 1;
  if (q->what >= DISTANCE) {
    o.to = &q->to;
    o.to_count = 1;
  }
  styr_status status;
  switch (q->what) {
  case PAIRS:
  case UNREACHED:
    status = styr_pairs_count(q->query, &o, &number, NULL, &error);
    if (q->what == UNREACHED) number = styr_graph_places(graph) - number;
    snprintf(q->answer, sizeof q->answer, "%llu", (unsigned long long)number);
    break;
  case DISTANCE:
    status = styr_pairs_distance(q->query, &o, &length, NULL, &error);
    snprintf(q->answer, sizeof q->answer, "%lld", (long long)length);
    break;
  case SHORTEST:
    status = styr_paths_count(q->query, &o, &count, NULL, &error);
    snprintf(q->answer, sizeof q->answer, "%s", styr_count_format(count, text));
    break;
  default:
    o.mode = STYR_ACYCLIC;
    o.selector = STYR_ALL;
    o.max_length = 6;
    status = styr_paths_count(q->query, &o, &count, NULL, &error);
    snprintf(q->answer, sizeof q->answer, "%s", styr_count_format(count, text));
    break;
  }
  if (status < 0) die(q->name, &error);
}

static void ask_from_text(question *q) {
  styr_error error = STYR_ERROR_INIT;
  styr_pattern *pattern;
  if (styr_pattern_parse(q->pattern, NULL, &pattern, NULL, &error) != STYR_OK) die(q->pattern, &error);
  if (styr_query_new(graph, pattern, NULL, &q->query, &error) != STYR_OK) die(q->pattern, &error);
  ask(q);
  styr_query_free(q->query);
  styr_pattern_free(pattern);
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static void measure(question *q, const char *suffix, void (*run)(question *)) {
  enum { most = 1000 };
  static double wall[most], cpu[most];
  double first = now(CLOCK_MONOTONIC);
  run(q);
  first = now(CLOCK_MONOTONIC) - first;
  const int inner = first < 2e-4 ? (int)(2e-4 / first) + 1 : 1;
  const double begun = now(CLOCK_MONOTONIC);
  int n = 0;
  while ((n < 5 || now(CLOCK_MONOTONIC) - begun < 1) && n < most && now(CLOCK_MONOTONIC) - begun < 20) {
    const double w = now(CLOCK_MONOTONIC), c = now(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < inner; i++) run(q);
    cpu[n] = (now(CLOCK_PROCESS_CPUTIME_ID) - c) / inner;
    wall[n++] = (now(CLOCK_MONOTONIC) - w) / inner;
  }
  qsort(wall, (size_t)n, sizeof *wall, by_size);
  qsort(cpu, (size_t)n, sizeof *cpu, by_size);
  printf("{\"peer\":\"styr\",\"graph\":\"%s\",\"q\":\"%s%s\",\"ms\":%.6f,\"cpu_ms\":%.6f,\"min_ms\":%.6f,\"n\":%d,\"ans\":\"%s\"}\n",
         graph_name, q->name, suffix, wall[n / 2] * 1e3, cpu[n / 2] * 1e3, cpu[0] * 1e3, n * inner, q->answer);
  fflush(stdout);
}

static void run(question *q) {
  styr_error error = STYR_ERROR_INIT;
  styr_pattern *pattern;
  if (styr_graph_places(graph) < 1000) measure(q, "_text", ask_from_text);
  if (styr_pattern_parse(q->pattern, NULL, &pattern, NULL, &error) != STYR_OK) die(q->pattern, &error);
  if (styr_query_new(graph, pattern, NULL, &q->query, &error) != STYR_OK) die(q->pattern, &error);
  measure(q, "", ask);
  styr_query_free(q->query);
  styr_pattern_free(pattern);
}

static char *slurp(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) return NULL;
  char *text = calloc(1, 1 << 16);
  if (fread(text, 1, (1 << 16) - 1, f) == 0) die(path, NULL);
  fclose(f);
  return text;
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: styr_bench MAP [QUERIES]\n");
    return 2;
  }
  graph_name = strrchr(argv[1], '/') ? strrchr(argv[1], '/') + 1 : argv[1];
  char path[1024];
  snprintf(path, sizeof path, "%s/queries.env", argv[1]);
  styr_error error = STYR_ERROR_INIT;
  styr_issues *issues = styr_issues_new(NULL);
  const double before = resident("VmRSS:"), begun = now(CLOCK_PROCESS_CPUTIME_ID);
  if (styr_package_read(argv[1], NULL, issues, &map, &error) != STYR_OK) die("read", &error);
  const double read = now(CLOCK_PROCESS_CPUTIME_ID);
  if (styr_graph_freeze(map, NULL, NULL, &graph, &error) != STYR_OK) die("freeze", &error);
  const double frozen = now(CLOCK_PROCESS_CPUTIME_ID);
  const double ties = (double)styr_graph_ties(graph);
  printf("{\"peer\":\"styr\",\"graph\":\"%s\",\"q\":\"Q1\",\"cpu_ms\":%.3f,\"read_ms\":%.3f,\"freeze_ms\":%.3f,\"rss_mb\":%.0f,"
         "\"peak_mb\":%.0f,"
         "\"bytes_a_tie\":%.1f,\"peak_a_tie\":%.1f,\"ans\":\"%u/%llu\"}\n",
         graph_name, (frozen - begun) * 1e3, (read - begun) * 1e3, (frozen - read) * 1e3, resident("VmRSS:"), resident("VmHWM:"),
         (resident("VmRSS:") - before) * 1048576 / ties, (resident("VmHWM:") - before) * 1048576 / ties, styr_graph_places(graph),
         (unsigned long long)styr_graph_ties(graph));
  fflush(stdout);
  settings = slurp(argc > 2 ? argv[2] : path);
  if (settings) {
    question q[7] = {{.name = "Q2f", .from = node("X2"), .what = PAIRS},
                     {.name = "Q2r", .from = node("Z2"), .what = PAIRS},
                     {.name = "Q3", .from = node("X3"), .what = PAIRS},
                     {.name = "Q4s", .from = node("X4"), .to = node("Y4"), .what = DISTANCE},
                     {.name = "Q4a", .from = node("X4"), .to = node("Y4"), .what = SHORTEST},
                     {.name = "Q5", .from = node("X5"), .to = node("Y5"), .what = ACYCLIC},
                     {.name = "Q6", .from = node("P"), .what = UNREACHED}};
    snprintf(q[0].pattern, sizeof q[0].pattern, "(%s)+", setting("T2"));
    snprintf(q[1].pattern, sizeof q[1].pattern, "^(%s)+", setting("T2"));
    snprintf(q[2].pattern, sizeof q[2].pattern, "(%s)/(%s)*/(%s)+", setting("T3a"), setting("T3b"), setting("T3c"));
    snprintf(q[3].pattern, sizeof q[3].pattern, "(%s)*", setting("T4"));
    snprintf(q[4].pattern, sizeof q[4].pattern, "(%s)*", setting("T4"));
    snprintf(q[5].pattern, sizeof q[5].pattern, "(%s)+", setting("T5"));
    snprintf(q[6].pattern, sizeof q[6].pattern, "(%s)*", setting("T6"));
    for (size_t i = 0; i < sizeof q / sizeof *q; i++) /* those whose nodes are given */
      if (styr_node_exists(q[i].from) && (q[i].what < DISTANCE || styr_node_exists(q[i].to))) run(&q[i]);
    free(settings);
  }
  styr_graph_free(graph);
  styr_map_free(map);
  styr_issues_free(issues);
  return 0;
}

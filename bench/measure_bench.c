/* SPDX-License-Identifier: MIT */
/* The questions of the benchmark that the igraph component answers; a program of its own, because it links igraph. Prints JSON lines
 * as styr_bench does.
 *   Q7       dominators from P along the types T6 in stored direction; includes making the view from the map
 *   Q7_warm  the same on an existing view
 *
 * usage: measure_bench MAP [QUERIES]     QUERIES: MAP/queries.env
 */
#include <styr/igraph.h>
#include <styr/styr.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct question {
  styr_map *map;
  const char *graph_name;
  styr_igraph_options options;
  styr_node root;
  styr_igraph_view *view; /* NULL = made for each run */
  igraph_integer_t *dominator;
  char answer[80];
} question;

static void die(const char *what, const styr_error *error) {
  fprintf(stderr, "measure_bench: %s: %s\n", what, error ? error->message : "");
  exit(1);
}

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* The value of a line KEY=VALUE of the file; "" if there is none. */
static bool setting(const char *path, const char *key, char *out, size_t size) {
  const size_t n = strlen(key);
  FILE *f = fopen(path, "r");
  bool found = false;
  char line[1024];
  while (f && !found && fgets(line, sizeof line, f)) {
    if (strncmp(line, key, n) != 0 || line[n] != '=') continue;
    snprintf(out, size, "%.*s", (int)strcspn(line + n + 1, "\n"), line + n + 1);
    found = true;
  }
  if (f) fclose(f);
  return found;
}

/* Every type of the vocabulary that the question does not name. */
static void choose_types(question *q, char *wanted) {
  static const char *without[1024];
  char *names[64];
  size_t count = 0;
  for (char *p = strtok(wanted, "|"); p && count < 64; p = strtok(NULL, "|")) names[count++] = p;
  q->options.without = without;
  for (size_t i = 0; i < styr_vocab_count(q->map) && q->options.without_count < 1024; i++) {
    const styr_term t = styr_vocab_get(q->map, i);
    bool named = strcmp(t.set, "tie") != 0;
    for (size_t k = 0; k < count && !named; k++) named = strcmp(names[k], t.term) == 0;
    if (!named) without[q->options.without_count++] = t.term;
  }
}

static void ask(question *q) {
  styr_error error = STYR_ERROR_INIT;
  styr_igraph_view *view = q->view;
  if (!view && styr_igraph_view_new(q->map, &q->options, &view, &error) != STYR_OK) die("view", &error);
  const igraph_integer_t root = styr_igraph_vertex(view, q->root), vertices = igraph_vcount(styr_igraph_view_graph(view));
  if (styr_igraph_dominators(view, root, q->dominator, &error) != STYR_OK) die("dominators", &error);
  uint64_t reached = 1, direct = 0, hash = 0;
  for (igraph_integer_t v = 0; v < vertices; v++) {
    const igraph_integer_t above = q->dominator[v];
    if (above < 0) continue;
    reached++;
    direct += above == root;
    hash = (hash + (uint64_t)(v + 1) * (uint64_t)(above + 1)) % 1000000007u;
  }
  snprintf(q->answer, sizeof q->answer, "%llu/%llu/%llu", (unsigned long long)reached, (unsigned long long)direct,
           (unsigned long long)hash);
  if (!q->view) styr_igraph_view_free(view);
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static void measure(question *q, const char *name) {
  enum { most = 1000 };
  static double cpu[most];
  double first = now(CLOCK_MONOTONIC);
  ask(q);
  first = now(CLOCK_MONOTONIC) - first;
  const int inner = first < 2e-4 ? (int)(2e-4 / first) + 1 : 1;
  const double begun = now(CLOCK_MONOTONIC);
  int n = 0;
  while ((n < 5 || now(CLOCK_MONOTONIC) - begun < 1) && n < most && now(CLOCK_MONOTONIC) - begun < 20) {
    const double c = now(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < inner; i++) ask(q);
    cpu[n++] = (now(CLOCK_PROCESS_CPUTIME_ID) - c) / inner;
  }
  qsort(cpu, (size_t)n, sizeof *cpu, by_size);
  printf("{\"peer\":\"styr\",\"graph\":\"%s\",\"q\":\"%s\",\"cpu_ms\":%.6f,\"min_ms\":%.6f,\"n\":%d,\"ans\":\"%s\"}\n", q->graph_name, name,
         cpu[n / 2] * 1e3, cpu[0] * 1e3, n * inner, q->answer);
  fflush(stdout);
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: measure_bench MAP [QUERIES]\n");
    return 2;
  }
  char path[1024], root[512], types[512];
  snprintf(path, sizeof path, "%s/queries.env", argv[1]);
  const char *queries = argc > 2 ? argv[2] : path;
  if (!setting(queries, "P", root, sizeof root) || !setting(queries, "T6", types, sizeof types)) die("no P or T6 in the queries", NULL);
  styr_error error = STYR_ERROR_INIT;
  styr_issues *issues = styr_issues_new(NULL);
  question q = {.graph_name = strrchr(argv[1], '/') ? strrchr(argv[1], '/') + 1 : argv[1], .options = STYR_IGRAPH_OPTIONS_INIT};
  if (styr_package_read(argv[1], NULL, issues, &q.map, &error) != STYR_OK) die("read", &error);
  q.root = styr_map_find(q.map, root);
  if (!styr_node_exists(q.root)) die("no such node", NULL);
  choose_types(&q, types);
  q.dominator = calloc(styr_map_count(q.map, STYR_ACTORS) + styr_map_count(q.map, STYR_TEXTS) + 1, sizeof *q.dominator);
  if (!q.dominator) die("memory", NULL);
  measure(&q, "Q7");
  if (styr_igraph_view_new(q.map, &q.options, &q.view, &error) != STYR_OK) die("view", &error);
  measure(&q, "Q7_warm");
  styr_igraph_view_free(q.view);
  free(q.dominator);
  styr_map_free(q.map);
  styr_issues_free(issues);
  return 0;
}

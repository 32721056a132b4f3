/* SPDX-License-Identifier: MIT */
/* The plan audit compared with Q6, in pairs. A plan that P coordinates is added to the map, and the audit finds the standing of every
 * organisation towards it with all reasons. Prints a JSON line: CPU milliseconds of Q6, of the audit, and of the audit including the
 * evidence of all reasons, and the ratios, which are medians over the pairs.
 *
 * usage: audit_bench MAP P TYPES     P and T6 of MAP/queries.env
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <styr/styr.h>
#include <time.h>

enum { pairs = 301 };

static styr_error error = STYR_ERROR_INIT;

static void check(styr_status status) {
  if (status == STYR_OK) return;
  fprintf(stderr, "audit_bench: %s\n", error.message);
  exit(1);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static double median(double *of) {
  qsort(of, pairs, sizeof *of, by_size);
  return of[pairs / 2];
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: audit_bench MAP P TYPES\n");
    return 2;
  }
  static double q6[pairs], audit[pairs], told[pairs], ratio[pairs], told_ratio[pairs];
  styr_map *map;
  styr_graph *graph;
  styr_pattern *pattern;
  styr_query *query;
  styr_node plan;
  char text[1024];
  check(styr_package_read(argv[1], NULL, NULL, &map, &error));
  const styr_node body = styr_map_find(map, argv[2]);
  check(styr_map_add_text(map, "plan-of-the-benchmark", "Plan", "plan", &plan, &error));
  check(styr_map_add_tie(map, body, plan, "coordinates", NULL, &error));
  check(styr_graph_freeze(map, NULL, NULL, &graph, &error));
  snprintf(text, sizeof text, "(%s)*", argv[3]);
  check(styr_pattern_parse(text, NULL, &pattern, NULL, &error));
  check(styr_query_new(graph, pattern, NULL, &query, &error));
  styr_path_options from = STYR_PATH_OPTIONS_INIT;
  from.from = &body;
  from.from_count = 1;
  styr_outside_options about = STYR_OUTSIDE_OPTIONS_INIT;
  about.graph = graph;
  about.plan = plan;
  uint64_t reached = 0, standing[3] = {0}, ties = 0;
  for (int i = 0; i < 2 * pairs; i++) { /* first without, then with the evidence of all reasons */
    const int k = i % pairs;
    const bool tell = i >= pairs;
    styr_outside *answer;
    double begun = now();
    check(styr_pairs_count(query, &from, &reached, NULL, &error));
    const double asked = now() - begun;
    begun = now();
    check(styr_outside_open(map, &about, &answer, &error));
    const double audited = now() - begun;
    ties = standing[0] = standing[1] = standing[2] = 0;
    for (size_t n = 0; n < styr_outside_count(answer); n++) {
      const styr_placing *p = styr_outside_get(answer, n);
      const styr_reason *reasons = tell ? styr_outside_reasons(answer, p->node, &error) : NULL;
      if (tell && !reasons) check(error.status);
      for (int r = 0; reasons && r < STYR_REASON_COUNT; r++) ties += reasons[r].tie_count;
      standing[p->standing]++;
    }
    if (tell) told[k] = now() - begun;
    else q6[k] = asked;
    if (!tell) audit[k] = audited;
    if (tell) told_ratio[k] = told[k] / asked;
    else ratio[k] = audited / asked;
    styr_outside_free(answer);
  }
  printf("{\"q6_ms\":%.3f,\"audit_ms\":%.3f,\"told_ms\":%.3f,\"ratio\":%.2f,\"told_ratio\":%.2f,\"in\":%llu,\"out\":%llu,\"unknown\":%llu,"
         "\"ties_told\":%llu,\"reached\":%llu}\n",
         median(q6) * 1e3, median(audit) * 1e3, median(told) * 1e3, median(ratio), median(told_ratio),
         (unsigned long long)standing[STYR_STANDING_IN], (unsigned long long)standing[STYR_STANDING_OUT],
         (unsigned long long)standing[STYR_STANDING_UNKNOWN], (unsigned long long)ties, (unsigned long long)reached);
  styr_query_free(query);
  styr_pattern_free(pattern);
  styr_graph_free(graph);
  styr_map_free(map);
  return 0;
}

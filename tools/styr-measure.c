/* SPDX-License-Identifier: MIT */
/* styr-measure MEASURE [OPTION]: a graph on stdin, numbers on stdout. Run by the tool; nodes and groups are numbers from 0.
 *
 * stdin: the number of nodes; for `brokers` the group of each node; then two node numbers per tie, the ruling node first.
 * stdout: first the number of nodes again, except for `parts`; then
 *   parts               → number of connected parts, size of the largest
 *   chokepoints [NODE]  → one line per node: its dominator or -1, how many nodes it dominates, apex 0|1, articulation 0|1;
 *                         with NODE, also the size of the smallest cut, or -1 when there is none, and its nodes
 *   brokers             → one line per node: coordinator itinerant representative gatekeeper liaison
 *   central MEASURE     → one value per node, with twelve digits
 *   communities         → the modularity, or `none`; then the community of each node
 * Exit status 0 done, 1 wrong input, 2 wrong usage, 3 igraph failed. */
#include <styr/igraph.h>

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct request {
  const char *measure, *option;
  styr_map *map;
  uint32_t *group;
  size_t nodes;
  styr_igraph_view *view;
} request;

static styr_status read_graph(request *r, styr_error *error) {
  uint64_t nodes, from, to;
  char id[24];
  if (scanf("%" SCNu64, &nodes) != 1 || nodes > UINT32_MAX / 4) return STYR_ERR_DATA;
  r->nodes = (size_t)nodes;
  if (!(r->group = calloc(r->nodes + 1, sizeof *r->group))) return STYR_ERR_NOMEM;
  for (size_t i = 0; strcmp(r->measure, "brokers") == 0 && i < r->nodes; i++)
    if (scanf("%" SCNu32, &r->group[i]) != 1) return STYR_ERR_DATA;
  for (size_t i = 0; i < r->nodes; i++) {
    snprintf(id, sizeof id, "%zu", i);
    const styr_status status = styr_map_add_actor(r->map, id, NULL, NULL, NULL, error);
    if (status != STYR_OK) return status;
  }
  while (scanf("%" SCNu64 " %" SCNu64, &from, &to) == 2) {
    if (from >= nodes || to >= nodes) return STYR_ERR_DATA;
    const styr_node ends[] = {styr_map_actor(r->map, (size_t)from), styr_map_actor(r->map, (size_t)to)};
    const styr_status status = styr_map_add_tie(r->map, ends[0], ends[1], "tie", NULL, error);
    if (status != STYR_OK) return status;
  }
  return feof(stdin) ? STYR_OK : STYR_ERR_DATA;
}

static styr_status parts(const request *r, styr_error *error) {
  uint32_t *part = calloc(r->nodes + 1, sizeof *part), *size = calloc(r->nodes + 1, sizeof *size);
  size_t count = 0, largest = 0;
  styr_status status = part && size ? styr_igraph_parts(r->view, part, &count, error) : STYR_ERR_NOMEM;
  for (size_t i = 0; status == STYR_OK && i < r->nodes; i++)
    if (++size[part[i]] > largest) largest = size[part[i]];
  if (status == STYR_OK) printf("%zu %zu\n", count, largest);
  free(part);
  free(size);
  return status;
}

static styr_status print_cut(const request *r, styr_error *error) {
  igraph_integer_t *cut = calloc(r->nodes + 1, sizeof *cut);
  size_t count = 0;
  bool possible = false;
  char *rest;
  const unsigned long long target = strtoull(r->option, &rest, 10);
  styr_status status = *rest || target >= r->nodes ? STYR_ERR_DATA : cut ? STYR_OK : STYR_ERR_NOMEM;
  if (status == STYR_OK) status = styr_igraph_cut(r->view, (igraph_integer_t)target, cut, &count, &possible, error);
  if (status == STYR_OK && possible) printf("%zu", count);
  else if (status == STYR_OK) printf("-1");
  for (size_t i = 0; status == STYR_OK && i < count; i++) printf(" %" IGRAPH_PRId, cut[i]);
  if (status == STYR_OK) printf("\n");
  free(cut);
  return status;
}

static styr_status chokepoints(const request *r, styr_error *error) {
  styr_chokepoint *points = calloc(r->nodes + 1, sizeof *points);
  styr_status status = points ? styr_igraph_chokepoints(r->view, points, error) : STYR_ERR_NOMEM;
  for (size_t i = 0; status == STYR_OK && i < r->nodes; i++)
    printf("%" IGRAPH_PRId " %" PRIu32 " %d %d\n", styr_igraph_vertex(r->view, points[i].dominator), points[i].dominates, points[i].apex,
           points[i].articulation);
  free(points);
  return status == STYR_OK && r->option ? print_cut(r, error) : status;
}

static styr_status brokers(const request *r, styr_error *error) {
  styr_brokerage *counts = calloc(r->nodes + 1, sizeof *counts);
  const styr_status status = counts ? styr_igraph_brokers(r->view, r->group, counts, error) : STYR_ERR_NOMEM;
  for (size_t i = 0; status == STYR_OK && i < r->nodes; i++)
    printf("%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", counts[i].coordinator, counts[i].itinerant,
           counts[i].representative, counts[i].gatekeeper, counts[i].liaison);
  free(counts);
  return status;
}

static styr_status central(const request *r, styr_error *error) {
  double *values = calloc(r->nodes + 1, sizeof *values);
  styr_centrality measure = STYR_DEGREE;
  styr_status status = !values ? STYR_ERR_NOMEM : !r->option || !styr_centrality_parse(r->option, &measure) ? STYR_ERR_DATA : STYR_OK;
  if (status == STYR_OK) status = styr_igraph_central(r->view, measure, values, error);
  for (size_t i = 0; status == STYR_OK && i < r->nodes; i++) printf("%.12g\n", values[i]);
  free(values);
  return status;
}

static styr_status communities(const request *r, styr_error *error) {
  uint32_t *community = calloc(r->nodes + 1, sizeof *community);
  double modularity = 0;
  const styr_status status = community ? styr_igraph_communities(r->view, community, &modularity, error) : STYR_ERR_NOMEM;
  if (status == STYR_OK && isfinite(modularity)) printf("%.12g\n", modularity);
  else if (status == STYR_OK) printf("none\n");
  for (size_t i = 0; status == STYR_OK && i < r->nodes; i++) printf("%" PRIu32 "\n", community[i]);
  free(community);
  return status;
}

static const struct {
  const char *name;
  styr_status (*run)(const request *, styr_error *);
  int least, most; /* options */
} measures[] = {{"parts", parts, 0, 0},
                {"chokepoints", chokepoints, 0, 1},
                {"brokers", brokers, 0, 0},
                {"central", central, 1, 1},
                {"communities", communities, 0, 0}};

static styr_status answer(request *r, size_t which, styr_error *error) {
  styr_status status = styr_map_new(NULL, &r->map, error);
  if (status == STYR_OK) status = read_graph(r, error);
  if (status == STYR_OK) status = styr_igraph_view_new(r->map, NULL, &r->view, error);
  if (status == STYR_OK && which) printf("%zu\n", r->nodes); /* the reader checks it, and the output is never empty */
  if (status == STYR_OK) status = measures[which].run(r, error);
  if (status == STYR_OK && fflush(stdout) != 0) status = STYR_ERR_IO;
  styr_igraph_view_free(r->view);
  styr_map_free(r->map);
  free(r->group);
  return status;
}

int main(int argc, char **argv) {
  styr_error error = STYR_ERROR_INIT;
  size_t which = 0;
  while (which < sizeof measures / sizeof *measures && (argc < 2 || strcmp(argv[1], measures[which].name) != 0)) which++;
  if (which == sizeof measures / sizeof *measures || argc - 2 < measures[which].least || argc - 2 > measures[which].most) {
    fprintf(stderr, "usage: styr-measure parts | chokepoints [NODE] | brokers | central MEASURE | communities   < graph\n");
    return 2;
  }
  request r = {.measure = argv[1], .option = argc > 2 ? argv[2] : NULL};
  const styr_status status = answer(&r, which, &error);
  if (status != STYR_OK) fprintf(stderr, "%s\n", *error.message ? error.message : styr_status_name(status));
  return status == STYR_OK ? 0 : status == STYR_ERR_DATA ? 1 : 3;
}

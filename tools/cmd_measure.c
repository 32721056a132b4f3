/* SPDX-License-Identifier: MIT */
/* styr chokepoints, brokers, central, communities: measures of position, computed by igraph in the helper styr-measure. */
#include "cli.h"
#include "measure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The options of these verbs. */
typedef struct measure_request {
  request q;
  const char *families, *timeout;
  const char *what; /* --to, --by or --measure */
  styr_grouping by;
  styr_centrality centrality;
  bool no_membership, ruling;
  value_list without;
  styr_selection selection;
  unsigned seconds;
  char *family_text;
  const char *family_list[64];
  const styr_map *map; /* the part of it that is seen */
  measuring m;
} measure_request;

#define MEASURE_OPTIONS                                                                                                                    \
  VALUE(measure_request, families, "--families", "LIST", "only ties of these families, separated by commas"),                              \
      LIST(measure_request, without, "--without", "TYPE", "leave out ties of this type (may be repeated)"),                                \
      FLAG(measure_request, no_membership, "--no-membership", "leave out membership ties, such as part_of"),                               \
      VALUE(measure_request, timeout, "--timeout", "SECONDS", "stop after that long (default 60)"), QUESTION_OPTIONS
#define RULING_OPTION                                                                                                                      \
  FLAG(measure_request, ruling, "--ruling", "only ties that rule, each from the ruling end; default: all ties as they are stored")

static bool split_families(measure_request *a) {
  const size_t most = sizeof a->family_list / sizeof *a->family_list;
  if (!a->families) return true;
  if (!(a->family_text = malloc(strlen(a->families) + 1))) return false;
  strcpy(a->family_text, a->families);
  for (char *p = strtok(a->family_text, ","); p && a->selection.family_count < most; p = strtok(NULL, ","))
    a->family_list[a->selection.family_count++] = p;
  a->selection.families = a->family_list;
  return true;
}

static styr_status no_memory(styr_error *error) {
  error->status = STYR_ERR_NOMEM;
  return STYR_ERR_NOMEM;
}

/* A family or type that the vocabulary does not have is a mistake: the answer would be empty. */
static bool check_terms(const measure_request *a, bool family, const char *const *words, size_t count, styr_error *error) {
  for (size_t i = 0; i < count; i++) {
    const char *near[256];
    size_t terms = 0;
    bool known = false;
    for (size_t k = 0; k < styr_vocab_count(a->map); k++) {
      const styr_term t = styr_vocab_get(a->map, k);
      if (strcmp(t.set, "tie") != 0) continue;
      const char *word = family ? t.family : t.term;
      known |= strcmp(word, words[i]) == 0;
      if (terms < 256) near[terms++] = word;
    }
    if (known) continue;
    const char *meant = styr_nearest(words[i], near, terms);
    error->status = STYR_ERR_NOT_FOUND;
    snprintf(error->message, sizeof error->message, "no tie type %s \"%.100s\"%s%.100s%s", family ? "is of the family" : "is called",
             words[i], meant ? "; did you mean \"" : "", meant ? meant : "", meant ? "\"?" : "");
    return false;
  }
  return true;
}

static int check(void *given) {
  measure_request *a = given;
  a->selection = (styr_selection)STYR_SELECTION_INIT;
  if (!whole_number(a->timeout, 1, 86400, &a->seconds))
    return usage_error(a->q.verb->name, "\"%s\" is not a number of seconds from 1 to 86400", a->timeout);
  a->selection.no_membership = a->no_membership;
  a->selection.ruling_only = a->ruling;
  a->selection.without = a->without.items;
  a->selection.without_count = a->without.count;
  if (!split_families(a)) return EXIT_IO;
  if (a->selection.family_count == sizeof a->family_list / sizeof *a->family_list)
    return usage_error(a->q.verb->name, "--families names too many");
  if (a->families && !a->selection.family_count) return usage_error(a->q.verb->name, "--families names no family");
  return -1;
}

/* Check the selection against the map and number its nodes, before a measure is computed. */
static styr_status begin(measure_request *a, styr_error *error) {
  a->map = a->q.maps[0].seen;
  a->selection.filter = a->q.filter;
  if (!check_terms(a, true, a->selection.families, a->selection.family_count, error) ||
      !check_terms(a, false, a->selection.without, a->selection.without_count, error))
    return error->status;
  return measure_begin(&a->m, a->map, &a->selection) ? STYR_OK : no_memory(error);
}

static void release(void *given) {
  measure_request *a = given;
  measure_end(&a->m);
  free(a->family_text);
}

static styr_measured seen_by(const measure_request *a) {
  const styr_measured seen = {a->map, &a->selection, a->q.lang, a->m.nodes, a->m.count};
  return seen;
}

/* A writer refuses numbers of the helper that make no sense as wrong arguments: that is not a mistake of the user. */
static styr_status written(styr_status status) {
  return status == STYR_ERR_ARG ? STYR_ERR_BACKEND : status;
}

/* ---- chokepoints ---- */

static bool read_points(measure_request *a, styr_chokepoint *points) {
  measuring *m = &a->m;
  for (size_t i = 0; i < m->count; i++) {
    const int64_t most = (int64_t)m->count - 1;
    int64_t dominator, dominates, apex, articulation;
    if (!measure_integer(m, -1, most, &dominator) || !measure_integer(m, 0, most, &dominates) || !measure_integer(m, 0, 1, &apex) ||
        !measure_integer(m, 0, 1, &articulation))
      return false;
    points[i] = (styr_chokepoint){m->nodes[i], {0, 0}, (uint32_t)dominates, apex == 1, articulation == 1};
    if (dominator >= 0) points[i].dominator = m->nodes[dominator];
  }
  return true;
}

static bool read_cut(measure_request *a, styr_node *cut, styr_chokepoints *what) {
  int64_t count, place;
  if (!measure_integer(&a->m, -1, (int64_t)a->m.count, &count)) return false;
  what->has_cut = count >= 0;
  for (int64_t i = 0; i < count; i++) {
    if (!measure_integer(&a->m, 0, (int64_t)a->m.count - 1, &place)) return false;
    cut[i] = a->m.nodes[place];
    what->cut_count++;
  }
  what->cut = cut;
  return true;
}

static styr_status find_chokepoints(measure_request *a, styr_node to, const styr_sink *sink, styr_error *error) {
  styr_chokepoint *points = calloc(a->m.count + 1, sizeof *points);
  styr_node *cut = calloc(a->m.count + 1, sizeof *cut);
  styr_chokepoints what = {.points = points, .to = to};
  char place[24];
  snprintf(place, sizeof place, "%u", (unsigned)measure_place(&a->m, to));
  const bool one = styr_node_exists(to);
  styr_status status = points && cut ? measure_ask(&a->m, "chokepoints", one ? place : NULL, NULL, a->seconds, error) : no_memory(error);
  if (status == STYR_OK && (!read_points(a, points) || (one && !read_cut(a, cut, &what)) || !measure_is_read(&a->m)))
    status = measure_garbled(error);
  if (status == STYR_OK) {
    const styr_measured seen = seen_by(a);
    status = styr_chokepoints_write(&seen, &what, a->q.format, sink, error);
  }
  free(points);
  free(cut);
  return status;
}

static styr_status answer_chokepoints(void *given, const styr_sink *sink, styr_error *error) {
  measure_request *a = given;
  styr_node to = {0, 0};
  styr_status status = begin(a, error);
  if (status == STYR_OK) status = find_node(&a->q.maps[0], a->what, &to, error);
  if (status == STYR_OK && a->what && measure_place(&a->m, to) == UINT32_MAX) {
    char date[11];
    status = STYR_ERR_NOT_FOUND;
    snprintf(error->message, sizeof error->message, "%.200s is not there %s%s", styr_node_id(a->map, to),
             a->q.certain ? "throughout " : "in ", styr_date_format(a->q.filter.as_of, date));
  }
  return status == STYR_OK ? written(find_chokepoints(a, to, sink, error)) : status;
}

static const option chokepoint_options[] = {VALUE(measure_request, what, "--to", "ACTOR", "show what every ruling path to it passes"),
                                            MEASURE_OPTIONS};
static const measure_request of_chokepoints = {.timeout = "60", .ruling = true}, of_others = {.timeout = "60"};

const verb verb_chokepoints = {
    .name = "chokepoints",
    .arguments = "MAP [options]",
    .summary = "find the nodes that ruling paths cannot avoid",
    .details = "A chokepoint dominates others: every ruling path from an apex to them passes it. With --to ACTOR: what every\n"
               "ruling path to that actor passes, from the apex down, and a smallest set of nodes that all these paths pass. Each\n"
               "is listed with its outgoing ties on these paths. Without an articulation point, the ruling ties fall into more parts\n"
               "(directions ignored).\n",
    .manual = "measures",
    .formats = "tjlc",
    OPTIONS(chokepoint_options),
    .size = sizeof(measure_request),
    .initial = &of_chokepoints,
    .check = check,
    .answer = answer_chokepoints,
    .release = release,
};

/* ---- brokers ---- */

/* Number the groups in the order of their first nodes. */
static void number_groups(const measure_request *a, uint32_t *group) {
  const char *names[256];
  uint32_t known = 0;
  for (size_t i = 0; i < a->m.count; i++) {
    const char *name = styr_grouping_of(a->map, a->by, a->m.nodes[i]);
    uint32_t k = 0;
    while (k < known && strcmp(names[k], name) != 0) k++;
    if (k == known && known < 256) names[known++] = name;
    group[i] = k; /* the 257th sector and all after it share a number */
  }
}

static styr_status find_brokers(measure_request *a, const styr_sink *sink, styr_error *error) {
  uint32_t *group = calloc(a->m.count + 1, sizeof *group);
  styr_brokerage *counts = calloc(a->m.count + 1, sizeof *counts);
  if (group) number_groups(a, group);
  styr_status status = group && counts ? measure_ask(&a->m, "brokers", NULL, group, a->seconds, error) : no_memory(error);
  for (size_t i = 0; status == STYR_OK && i < a->m.count; i++) {
    int64_t role[5];
    for (int r = 0; r < 5 && status == STYR_OK; r++)
      if (!measure_integer(&a->m, 0, INT64_MAX, &role[r])) status = measure_garbled(error);
    if (status == STYR_OK)
      counts[i] = (styr_brokerage){(uint64_t)role[0], (uint64_t)role[1], (uint64_t)role[2], (uint64_t)role[3], (uint64_t)role[4]};
  }
  if (status == STYR_OK && !measure_is_read(&a->m)) status = measure_garbled(error);
  if (status == STYR_OK) {
    const styr_measured seen = seen_by(a);
    status = styr_brokers_write(&seen, a->by, counts, a->q.format, sink, error);
  }
  free(group);
  free(counts);
  return status;
}

static int check_brokers(void *given) {
  measure_request *a = given;
  a->by = strcmp(a->what, "sector") == 0 ? STYR_BY_SECTOR : STYR_BY_LEVEL;
  if (a->by == STYR_BY_LEVEL && strcmp(a->what, "level") != 0)
    return usage_error(a->q.verb->name, "\"%s\" is nothing to group by: use sector or level", a->what);
  return check(a);
}

static styr_status answer_brokers(void *given, const styr_sink *sink, styr_error *error) {
  measure_request *a = given;
  const styr_status status = begin(a, error);
  return status == STYR_OK ? written(find_brokers(a, sink, error)) : status;
}

static const option broker_options[] = {NEEDED(measure_request, what, "--by", "GROUPING", "sector or level", "sector or level"),
                                        RULING_OPTION, MEASURE_OPTIONS};

const verb verb_brokers = {
    .name = "brokers",
    .arguments = "MAP --by sector|level [options]",
    .summary = "count who mediates between groups",
    .details = "B is a broker where ties lead A -> B -> C and none leads A -> C (Gould and Fernandez 1989). Coordinator: all of\n"
               "one group; itinerant: A and C of one, B of another; representative: A and B of one; gatekeeper: B and C of one;\n"
               "liaison: three groups. Actors without a sector or level are of group unknown, texts are a group of their own.\n",
    .manual = "measures",
    .formats = "tjlc",
    OPTIONS(broker_options),
    .size = sizeof(measure_request),
    .initial = &of_others,
    .check = check_brokers,
    .answer = answer_brokers,
    .release = release,
};

/* ---- central ---- */

static styr_status find_central(measure_request *a, const styr_sink *sink, styr_error *error) {
  double *values = calloc(a->m.count + 1, sizeof *values);
  styr_status status =
      values ? measure_ask(&a->m, "central", styr_centrality_name(a->centrality), NULL, a->seconds, error) : no_memory(error);
  for (size_t i = 0; status == STYR_OK && i < a->m.count; i++)
    if (!measure_real(&a->m, &values[i])) status = measure_garbled(error);
  if (status == STYR_OK && !measure_is_read(&a->m)) status = measure_garbled(error);
  if (status == STYR_OK) {
    const styr_measured seen = seen_by(a);
    status = styr_central_write(&seen, a->centrality, values, a->q.format, sink, error);
  }
  free(values);
  return status;
}

static int check_central(void *given) {
  measure_request *a = given;
  if (styr_centrality_parse(a->what, &a->centrality)) return check(a);
  return usage_error(a->q.verb->name,
                     "\"%s\" is not a measure: use degree, in-degree, out-degree, betweenness, harmonic, eigenvector or pagerank", a->what);
}

static styr_status answer_central(void *given, const styr_sink *sink, styr_error *error) {
  measure_request *a = given;
  const styr_status status = begin(a, error);
  return status == STYR_OK ? written(find_central(a, sink, error)) : status;
}

static const option central_options[] = {
    NEEDED(measure_request, what, "--measure", "MEASURE", "degree, in-degree, out-degree, betweenness, …", "which measure to compute"),
    RULING_OPTION, MEASURE_OPTIONS};

const verb verb_central = {
    .name = "central",
    .arguments = "MAP --measure MEASURE [options]",
    .summary = "rank nodes by their centrality",
    .details = "MEASURE: degree, in-degree, out-degree, betweenness, harmonic, eigenvector or pagerank. Parallel ties\n"
               "count once. Eigenvector ignores directions.\n",
    .manual = "measures",
    .formats = "tjlc",
    OPTIONS(central_options),
    .size = sizeof(measure_request),
    .initial = &of_others,
    .check = check_central,
    .answer = answer_central,
    .release = release,
};

/* ---- communities ---- */

static styr_status find_communities(measure_request *a, const styr_sink *sink, styr_error *error) {
  uint32_t *community = calloc(a->m.count + 1, sizeof *community);
  double modularity = (double)NAN;
  styr_status status = community ? measure_ask(&a->m, "communities", NULL, NULL, a->seconds, error) : no_memory(error);
  if (status == STYR_OK && !measure_word(&a->m, "none") && !measure_real(&a->m, &modularity)) status = measure_garbled(error);
  for (size_t i = 0; status == STYR_OK && i < a->m.count; i++) {
    int64_t number;
    if (!measure_integer(&a->m, 0, (int64_t)a->m.count - 1, &number)) status = measure_garbled(error);
    community[i] = (uint32_t)number;
  }
  if (status == STYR_OK && !measure_is_read(&a->m)) status = measure_garbled(error);
  if (status == STYR_OK) {
    const styr_measured seen = seen_by(a);
    status = styr_communities_write(&seen, community, modularity, a->q.format, sink, error);
  }
  free(community);
  return status;
}

static styr_status answer_communities(void *given, const styr_sink *sink, styr_error *error) {
  measure_request *a = given;
  const styr_status status = begin(a, error);
  return status == STYR_OK ? written(find_communities(a, sink, error)) : status;
}

static const option community_options[] = {RULING_OPTION, MEASURE_OPTIONS};

const verb verb_communities = {
    .name = "communities",
    .arguments = "MAP [options]",
    .summary = "divide the map into communities",
    .details =
        "By short random walks (walktrap), directions ignored: the division with the greatest modularity. The method is deterministic:\n"
        "every run gives the same answer.\n",
    .manual = "measures",
    .formats = "tjlc",
    OPTIONS(community_options),
    .size = sizeof(measure_request),
    .initial = &of_others,
    .check = check,
    .answer = answer_communities,
    .release = release,
};

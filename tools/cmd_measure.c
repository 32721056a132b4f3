/* SPDX-License-Identifier: MIT */
/* styr chokepoints, brokers, central, communities: measures of position, computed by igraph in the helper styr-measure. */
#include "cli.h"
#include "measure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The options that these verbs share, and what is worked out from them. */
typedef struct asked {
  const char *path, *as_of, *min_grade, *lang, *format_name, *families, *timeout;
  bool certain, disputed, no_membership, ruling;
  several without;
  styr_selection selection;
  styr_format format;
  unsigned seconds;
  char *family_text;
  const char *family_list[64];
  publicity view;
  loaded l;
  const styr_map *map; /* what is seen of it */
  measuring m;
} asked;

enum { shared_options = 13 };

static void share_options(asked *a, option *to) {
  const option shared[shared_options] = {
      {"--families", "LIST", "only ties of these families, parted by commas", &a->families, NULL, NULL},
      {"--without", "TYPE", "leave out ties of this type (may be repeated)", NULL, NULL, &a->without},
      {"--no-membership", NULL, "leave out membership ties, such as part_of", NULL, &a->no_membership, NULL},
      {"--as-of", "DATE", "only what may be valid then: YYYY, YYYY-MM or YYYY-MM-DD", &a->as_of, NULL, NULL},
      {"--certain", NULL, "with --as-of: only what is certainly valid then", NULL, &a->certain, NULL},
      {"--min-grade", "GRADE", "only ties that a claim of this grade or better supports", &a->min_grade, NULL, NULL},
      {"--disputed", NULL, "also ties that claims only speak against", NULL, &a->disputed, NULL},
      {"--timeout", "SECONDS", "stop after that long (default 60)", &a->timeout, NULL, NULL},
      {"--lang", "LANG", "language of labels, for example en", &a->lang, NULL, NULL},
      {"--format", "FORMAT", "text (default), json, jsonl or csv", &a->format_name, NULL, NULL},
      PUBLIC_OPTIONS(a->view),
      {"--ruling", NULL, "only ties that rule, each from the ruling end; else all ties as they are stored", NULL, &a->ruling, NULL},
  };
  memcpy(to, shared, sizeof shared);
}

static bool split_families(asked *a) {
  const size_t most = sizeof a->family_list / sizeof *a->family_list;
  if (!a->families) return true;
  if (!(a->family_text = malloc(strlen(a->families) + 1))) return false;
  strcpy(a->family_text, a->families);
  for (char *p = strtok(a->family_text, ","); p && a->selection.family_count < most; p = strtok(NULL, ","))
    a->family_list[a->selection.family_count++] = p;
  a->selection.families = a->family_list;
  return true;
}

static bool parse_seconds(const verb *v, asked *a) {
  char *rest = NULL;
  a->seconds = 60;
  if (!a->timeout) return true;
  const unsigned long n = strtoul(a->timeout, &rest, 10);
  if (*a->timeout >= '0' && *a->timeout <= '9' && !*rest && n >= 1 && n <= 86400) {
    a->seconds = (unsigned)n;
    return true;
  }
  usage_error(v->name, "\"%s\" is not a number of seconds from 1 to 86400", a->timeout);
  return false;
}

/* A family or type that the vocabulary does not have is a slip of the pen, and the answer would be an empty one. */
static bool check_terms(const asked *a, bool family, const char *const *words, size_t count, styr_error *error) {
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

/* Everything before the question itself: -1 to go on, else an exit code. */
static int prepare(const verb *v, asked *a, int argc, char **argv, const option *options, size_t count) {
  int code = parse(v, argc, argv, options, count, &a->path, 1, 1, NULL);
  a->selection = (styr_selection)STYR_SELECTION_INIT;
  if (code >= 0) return code;
  if (!parse_format(v->name, a->format_name, "tjlc", &a->format) || !parse_seconds(v, a) ||
      !parse_filter(v->name, a->min_grade, a->as_of, a->certain, &a->selection.filter))
    return EXIT_USAGE;
  a->selection.filter.disputed = a->disputed;
  a->selection.no_membership = a->no_membership;
  a->selection.ruling_only = a->ruling;
  a->selection.without = a->without.items;
  a->selection.without_count = a->without.count;
  if (!split_families(a)) return EXIT_IO;
  if (a->selection.family_count == sizeof a->family_list / sizeof *a->family_list) return usage_error(v->name, "--families names too many");
  if (a->families && !a->selection.family_count) return usage_error(v->name, "--families names no family");
  if (!load_seen(v->name, a->path, &a->view, &a->l, &code)) return code;
  a->map = a->l.seen;
  styr_error error = STYR_ERROR_INIT;
  if (!check_terms(a, true, a->selection.families, a->selection.family_count, &error) ||
      !check_terms(a, false, a->selection.without, a->selection.without_count, &error))
    return failure(&error);
  if (measure_begin(&a->m, a->map, &a->selection)) return -1;
  error.status = STYR_ERR_NOMEM;
  return failure(&error);
}

static styr_measured seen_by(const asked *a) {
  const styr_measured seen = {a->map, &a->selection, a->lang, a->m.nodes, a->m.count};
  return seen;
}

static styr_status no_memory(styr_error *error) {
  error->status = STYR_ERR_NOMEM;
  return STYR_ERR_NOMEM;
}

static int done(asked *a, styr_status status, styr_error *error) {
  if (status == STYR_ERR_ARG) status = STYR_ERR_BACKEND; /* the helper's numbers made no sense: not the user's fault */
  if (status != STYR_OK) error->status = status;
  const int code = status == STYR_OK ? EXIT_DONE : failure(error);
  measure_end(&a->m);
  unload(&a->l);
  free(a->family_text);
  free(a->without.items);
  return finish(code);
}

static int leave(asked *a, int code) {
  measure_end(&a->m);
  unload(&a->l);
  free(a->family_text);
  free(a->without.items);
  return code;
}

/* ---- chokepoints ---- */

static bool read_points(asked *a, styr_chokepoint *points) {
  measuring *m = &a->m;
  for (size_t i = 0; i < m->count; i++) {
    const int64_t most = (int64_t)m->count - 1;
    int64_t dominator, dominates, apex, articulation;
    if (!measure_integer(m, -1, most, &dominator) || !measure_integer(m, 0, most, &dominates) || !measure_integer(m, 0, 1, &apex) ||
        !measure_integer(m, 0, 1, &articulation))
      return false;
    points[i] = (styr_chokepoint){m->nodes[i], {STYR_NODE_NONE_REF}, (uint32_t)dominates, apex == 1, articulation == 1};
    if (dominator >= 0) points[i].dominator = m->nodes[dominator];
  }
  return true;
}

static bool read_cut(asked *a, styr_node *cut, styr_chokepoints *what) {
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

static styr_status find_chokepoints(asked *a, styr_node to, styr_error *error) {
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
    const styr_sink sink = answer_sink(a->format);
    status = styr_chokepoints_write(&seen, &what, a->format, &sink, error);
  }
  free(points);
  free(cut);
  return status;
}

int cmd_chokepoints(int argc, char **argv) {
  const verb *v = find_verb("chokepoints");
  const char *to_name = NULL;
  asked a = {.ruling = true};
  option options[shared_options] = {{NULL, NULL, NULL, NULL, NULL, NULL}};
  share_options(&a, options);
  options[shared_options - 1] = (option){"--to", "ACTOR", "what every ruling path to it passes", &to_name, NULL, NULL};
  const int code = prepare(v, &a, argc, argv, options, shared_options);
  if (code >= 0) return leave(&a, code);
  styr_error error = STYR_ERROR_INIT;
  styr_node to = {STYR_NODE_NONE_REF};
  styr_status status = find_node(&a.l, to_name, &to, &error);
  if (status == STYR_OK && to_name && measure_place(&a.m, to) == UINT32_MAX) {
    char date[11];
    error.status = status = STYR_ERR_NOT_FOUND;
    snprintf(error.message, sizeof error.message, "%.200s is not there %s%s", styr_node_id(a.map, to), a.certain ? "throughout " : "in ",
             styr_date_format(a.selection.filter.as_of, date));
  }
  if (status == STYR_OK) status = find_chokepoints(&a, to, &error);
  return done(&a, status, &error);
}

/* ---- brokers ---- */

/* Numbers the groups in order of their first nodes. */
static void number_groups(const asked *a, styr_grouping by, uint32_t *group) {
  const char *names[256];
  uint32_t known = 0;
  for (size_t i = 0; i < a->m.count; i++) {
    const char *name = styr_grouping_of(a->map, by, a->m.nodes[i]);
    uint32_t k = 0;
    while (k < known && strcmp(names[k], name) != 0) k++;
    if (k == known && known < 256) names[known++] = name;
    group[i] = k; /* a 257th sector shares its number with the ones after it */
  }
}

static styr_status find_brokers(asked *a, styr_grouping by, styr_error *error) {
  uint32_t *group = calloc(a->m.count + 1, sizeof *group);
  styr_brokerage *counts = calloc(a->m.count + 1, sizeof *counts);
  if (group) number_groups(a, by, group);
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
    const styr_sink sink = answer_sink(a->format);
    status = styr_brokers_write(&seen, by, counts, a->format, &sink, error);
  }
  free(group);
  free(counts);
  return status;
}

int cmd_brokers(int argc, char **argv) {
  const verb *v = find_verb("brokers");
  const char *by_name = NULL;
  asked a = {.ruling = false};
  option options[shared_options + 1] = {{NULL, NULL, NULL, NULL, NULL, NULL}};
  share_options(&a, options);
  options[shared_options] = (option){"--by", "GROUPING", "sector or level", &by_name, NULL, NULL};
  const int code = prepare(v, &a, argc, argv, options, shared_options + 1);
  if (code >= 0) return leave(&a, code);
  styr_error error = STYR_ERROR_INIT;
  const bool sector = by_name && strcmp(by_name, "sector") == 0;
  if (!by_name) return leave(&a, usage_error(v->name, "--by is missing: sector or level"));
  if (!sector && strcmp(by_name, "level") != 0)
    return leave(&a, usage_error(v->name, "\"%s\" is nothing to group by: use sector or level", by_name));
  return done(&a, find_brokers(&a, sector ? STYR_BY_SECTOR : STYR_BY_LEVEL, &error), &error);
}

/* ---- central ---- */

static styr_status find_central(asked *a, styr_centrality measure, styr_error *error) {
  double *values = calloc(a->m.count + 1, sizeof *values);
  styr_status status = values ? measure_ask(&a->m, "central", styr_centrality_name(measure), NULL, a->seconds, error) : no_memory(error);
  for (size_t i = 0; status == STYR_OK && i < a->m.count; i++)
    if (!measure_real(&a->m, &values[i])) status = measure_garbled(error);
  if (status == STYR_OK && !measure_is_read(&a->m)) status = measure_garbled(error);
  if (status == STYR_OK) {
    const styr_measured seen = seen_by(a);
    const styr_sink sink = answer_sink(a->format);
    status = styr_central_write(&seen, measure, values, a->format, &sink, error);
  }
  free(values);
  return status;
}

int cmd_central(int argc, char **argv) {
  const verb *v = find_verb("central");
  const char *name = NULL;
  asked a = {.ruling = false};
  option options[shared_options + 1] = {{NULL, NULL, NULL, NULL, NULL, NULL}};
  share_options(&a, options);
  options[shared_options] = (option){"--measure", "MEASURE", "degree, in-degree, out-degree, betweenness, …", &name, NULL, NULL};
  const int code = prepare(v, &a, argc, argv, options, shared_options + 1);
  if (code >= 0) return leave(&a, code);
  styr_error error = STYR_ERROR_INIT;
  styr_centrality measure = STYR_DEGREE;
  if (!name) return leave(&a, usage_error(v->name, "--measure is missing"));
  if (!styr_centrality_parse(name, &measure))
    return leave(&a, usage_error(v->name,
                                 "\"%s\" is not a measure: use degree, in-degree, out-degree, betweenness, harmonic, eigenvector or "
                                 "pagerank",
                                 name));
  return done(&a, find_central(&a, measure, &error), &error);
}

/* ---- communities ---- */

static styr_status find_communities(asked *a, styr_error *error) {
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
    const styr_sink sink = answer_sink(a->format);
    status = styr_communities_write(&seen, community, modularity, a->format, &sink, error);
  }
  free(community);
  return status;
}

int cmd_communities(int argc, char **argv) {
  const verb *v = find_verb("communities");
  asked a = {.ruling = false};
  option options[shared_options] = {{NULL, NULL, NULL, NULL, NULL, NULL}};
  share_options(&a, options);
  const int code = prepare(v, &a, argc, argv, options, shared_options);
  if (code >= 0) return leave(&a, code);
  styr_error error = STYR_ERROR_INIT;
  return done(&a, find_communities(&a, &error), &error);
}

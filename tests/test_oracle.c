/* SPDX-License-Identifier: MIT */
/* The path engine compared with the oracle: random small maps and random patterns, every mode with every selector, paths, pairs,
 * counts and distances. STYR_NIGHTLY=1 runs 200,000 cases instead of 5,000; STYR_ORACLE_SEED=n runs one case and prints it. A
 * failing case is reduced before it is printed. */
#include "oracle.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const modes[] = {"walk", "trail", "acyclic", "simple"};
static const char *const selectors[] = {"any", "any-shortest", "all-shortest", "shortest", "groups", "all"};

static struct { unsigned long runs[4][6], bounded[4][6], limited, paths, pairs, distances, left_out, unsure, refused, copies; } tally;

typedef struct run {
  const or_case *c;
  or_model m;
  const styr_map *map;
  styr_graph *graph;
  styr_pattern *pattern;
  styr_query *query;
  styr_node from[4], to[4];
  uint64_t least, most, steps;
  or_layers walks;
  uint8_t joined[OR_NODES];
  or_random r;
  char *why;
  size_t why_size;
} run;

static bool wrong(run *x, const char *format, ...) STYR_PRINTF(2, 3);
static bool wrong(run *x, const char *format, ...) {
  const size_t used = strlen(x->why);
  va_list args;
  va_start(args, format);
  vsnprintf(x->why + used, x->why_size - used, format, args);
  va_end(args);
  return false;
}

static void show_paths(run *x, const char *title, const or_list *list) {
  wrong(x, "  %s (%zu):\n", title, list->count);
  for (size_t i = 0; i < list->count && i < 40; i++) {
    const or_path *p = &list->path[i];
    wrong(x, "    n%u", x->m.at[p->node[0]]);
    for (uint32_t k = 0; k < p->length; k++) wrong(x, " -%u- n%u", p->tie[k], x->m.at[p->node[k + 1]]);
    wrong(x, "\n");
  }
}

/* ---- expected answers ---- */

/* Length of the shortest walk from u to v, ignoring walks longer than `above`; UINT32_MAX = none is known. */
static uint32_t walk_length(const run *x, uint8_t u, uint8_t v, int64_t above) {
  for (uint32_t l = x->walks.low; l <= x->walks.high; l++)
    if ((int64_t)l > above && (x->walks.at[l][v] >> u & 1)) return l;
  return UINT32_MAX;
}

static int by_ties(const or_path *a, const or_path *b) {
  for (uint32_t i = 0; i < a->length && i < b->length; i++)
    if (a->tie[i] != b->tie[i]) return a->tie[i] < b->tie[i] ? -1 : 1;
  return (a->length > b->length) - (a->length < b->length);
}

static int depth_first(const void *left, const void *right) {
  const or_path *a = left, *b = right;
  if (a->node[0] != b->node[0]) return a->node[0] < b->node[0] ? -1 : 1;
  return by_ties(a, b);
}

static const run *sorting; /* qsort has no context */

static int by_pair(const or_path *a, const or_path *b) {
  const uint8_t u = a->node[0], v = a->node[a->length], s = b->node[0], t = b->node[b->length];
  if (u != s) return u < s ? -1 : 1;
  const uint32_t d = walk_length(sorting, u, v, -1), e = walk_length(sorting, s, t, -1);
  if (d != e) return d < e ? -1 : 1;
  return (v > t) - (v < t);
}

static int by_distance(const void *left, const void *right) {
  const or_path *a = left, *b = right;
  const int order = by_pair(a, b);
  if (order) return order;
  if (a->length != b->length) return a->length < b->length ? -1 : 1;
  return by_ties(a, b);
}

typedef enum answer { NO, YES, UNSURE } answer;

/* What is known about the paths of one mode. */
typedef struct known {
  or_list all;    /* sorted for the selector */
  uint32_t reach; /* every path up to this length is in `all` */
  bool complete;  /* there are no longer ones */
} known;

/* Number of the paths of one pair, sorted by length, that the selector takes. */
static size_t taken(const or_path *p, size_t count, styr_selector selector, uint64_t k) {
  size_t n = 0;
  uint64_t groups = 0;
  switch (selector) {
  case STYR_ANY:
  case STYR_ANY_SHORTEST: return count ? 1 : 0;
  case STYR_SHORTEST: return count < k ? count : (size_t)k;
  case STYR_ALL: return count;
  default:
    for (; n < count; n++) {
      groups += !n || p[n].length != p[n - 1].length;
      if (groups > (selector == STYR_GROUPS ? k : 1)) break;
    }
    return n;
  }
}

/* Whether the selector could take paths longer than those that it took. */
static bool wants_more(const or_path *p, size_t count, styr_selector selector, uint64_t k) {
  uint64_t groups = 0;
  if (selector == STYR_ALL) return true;
  if (selector == STYR_SHORTEST) return count < k;
  if (selector != STYR_GROUPS) return !count;
  for (size_t n = 0; n < count; n++) groups += !n || p[n].length != p[n - 1].length;
  return groups < k;
}

/* Whether the pair has matching paths longer than `bound`. */
static answer longer(const run *x, const known *k, styr_mode mode, uint8_t u, uint8_t v, uint64_t bound) {
  if (bound >= x->most) return NO;
  for (size_t i = 0; i < k->all.count; i++) {
    const or_path *p = &k->all.path[i];
    if (p->node[0] == u && p->node[p->length] == v && p->length > bound) return YES;
  }
  if (k->complete) return NO;
  if (walk_length(x, u, v, (int64_t)bound) == UINT32_MAX && bound + (x->steps + 1) * x->m.count <= OR_LAYERS) return NO;
  if (mode == STYR_WALK && walk_length(x, u, v, (int64_t)bound) != UINT32_MAX) return YES;
  return UNSURE;
}

/* Whether a bound on the length leaves out a path that the selector would take. */
static answer left_out(const run *x, const known *k, styr_mode mode, styr_selector selector, uint64_t groups, uint64_t bound) {
  answer result = NO;
  for (uint8_t u = 0; u < x->m.count; u++)
    for (uint8_t v = 0; v < x->m.count; v++) {
      if (!(x->m.first >> u & 1) || !(x->m.last >> v & 1)) continue;
      or_list of = {0};
      for (size_t i = 0; i < k->all.count; i++) {
        const or_path *p = &k->all.path[i];
        if (p->node[0] == u && p->node[p->length] == v && p->length <= bound) or_list_add(&of, p);
      }
      if (of.count) sorting = x, qsort(of.path, of.count, sizeof *of.path, by_distance);
      if (wants_more(of.path, of.count, selector, groups)) {
        const answer more = longer(x, k, mode, u, v, bound);
        if (more == YES) result = YES;
        else if (more == UNSURE && result == NO) result = UNSURE;
      }
      free(of.path);
    }
  return result;
}

/* ---- answers of the engine ---- */

static styr_path_options base_options(run *x) {
  styr_path_options o = STYR_PATH_OPTIONS_INIT;
  if (x->c->from_count) o.from = x->from, o.from_count = x->c->from_count;
  if (x->c->to_count) o.to = x->to, o.to_count = x->c->to_count;
  return o;
}

static bool take_path(run *x, const styr_path *p, or_list *got) {
  or_path q = {0};
  if (p->length > OR_LONGEST) return wrong(x, "a path of length %zu\n", p->length);
  q.length = (uint8_t)p->length;
  for (size_t i = 0; i <= p->length; i++) q.node[i] = (uint8_t)styr_graph_place(x->graph, p->nodes[i]);
  for (size_t i = 0; i < p->length; i++) {
    const uint32_t t = p->ties[i].index;
    if (t >= x->c->tie_count) return wrong(x, "there is no tie %u\n", t);
    q.tie[i] = (uint8_t)t;
    const bool forward = x->m.from[t] == q.node[i] && x->m.to[t] == q.node[i + 1];
    const bool against = x->m.to[t] == q.node[i] && x->m.from[t] == q.node[i + 1];
    if (!forward && !against) return wrong(x, "tie %u does not join its neighbours in the path\n", t);
    if (styr_path_reversed(x->map, p, i) != !forward) return wrong(x, "tie %u: reversed or not\n", t);
  }
  if (!styr_node_same(p->from, p->nodes[0]) || !styr_node_same(p->to, p->nodes[p->length])) return wrong(x, "ends of a path are wrong\n");
  or_list_add(got, &q);
  return true;
}

static bool same_path(const or_path *a, const or_path *b) {
  return a->length == b->length && a->node[0] == b->node[0] && !memcmp(a->tie, b->tie, a->length) &&
         !memcmp(a->node, b->node, a->length + 1u);
}

/* Reads all paths. @return false when something is wrong. */
static bool pull(run *x, const styr_path_options *o, size_t most, or_list *got, styr_status *status, const char **bound) {
  styr_error error = STYR_ERROR_INIT;
  styr_paths *paths = NULL;
  styr_path p;
  *status = styr_paths_open(x->query, o, &paths, &error);
  if (*status != STYR_OK) return wrong(x, "open: %s: %s\n", styr_status_name(*status), error.message);
  bool good = true;
  while (good && (*status = styr_paths_next(paths, &p, &error)) == STYR_OK) {
    good = take_path(x, &p, got);
    if (good && got->count > most) {
      good = wrong(x, "more paths than there are\n");
      break;
    }
  }
  *bound = styr_paths_truncated(paths);
  if (good && *status < 0) good = wrong(x, "next: %s: %s\n", styr_status_name(*status), error.message);
  if (good && (*status == STYR_TRUNCATED) != (*bound != NULL)) good = wrong(x, "truncated: %s, but not by both\n", *bound ? *bound : "no");
  if (good && styr_paths_next(paths, &p, &error) != *status) good = wrong(x, "the end is not the end\n");
  styr_paths_close(paths);
  return good;
}

static bool truncated_rightly(run *x, const char *what, styr_status status, const char *bound, answer expected) {
  if (status == STYR_TRUNCATED && strcmp(bound, "max-length") != 0) return wrong(x, "%s: truncated by %s\n", what, bound);
  if (expected == YES && status != STYR_TRUNCATED) return wrong(x, "%s: the length left something out, and nothing says so\n", what);
  if (expected == NO && status == STYR_TRUNCATED) return wrong(x, "%s: says truncated, but nothing was left out\n", what);
  return true;
}

/* Compares the delivered paths with all paths within the bound. */
static bool agree(run *x, const or_list *all, const or_list *got, styr_selector selector, uint64_t k) {
  size_t g = 0, end;
  if (selector == STYR_ALL) {
    for (size_t i = 0; i < all->count || i < got->count; i++)
      if (i >= all->count || i >= got->count || !same_path(&all->path[i], &got->path[i])) return wrong(x, "path %zu differs\n", i);
    return true;
  }
  for (size_t i = 0; i < all->count; i = end) {
    const or_path *first = &all->path[i];
    for (end = i; end < all->count && !by_pair(first, &all->path[end]); end++) {
    }
    const size_t count = taken(first, end - i, selector, k);
    for (size_t n = 0; n < count; n++, g++) {
      if (g >= got->count) return wrong(x, "only %zu paths\n", got->count);
      const or_path *p = &got->path[g];
      if (by_pair(first, p) != 0) return wrong(x, "path %zu is of another pair\n", g);
      size_t at = i;
      while (at < end && !same_path(p, &all->path[at])) at++;
      if (at == end) return wrong(x, "path %zu is none\n", g);
      if (selector != STYR_ANY && p->length != first[n].length)
        return wrong(x, "path %zu has length %u, not %u\n", g, p->length, first[n].length);
      if (n && by_distance(&got->path[g - 1], p) >= 0) return wrong(x, "path %zu is out of order\n", g);
      if ((selector == STYR_ALL_SHORTEST || selector == STYR_GROUPS) && at != i + n) return wrong(x, "path %zu is not the next\n", g);
    }
  }
  return g == got->count || wrong(x, "%zu paths too many\n", got->count - g);
}

static bool compare_paths(run *x, styr_mode mode, styr_selector selector, known *k) {
  or_random r = {x->c->choice ^ (0x9E37u * (mode * 6u + selector + 1u))};
  styr_path_options o = base_options(x);
  o.mode = mode;
  o.selector = selector;
  o.k = 1 + or_below(&r, 4);
  o.threads = or_below(&r, 4) ? 1 : 3;
  const bool wants_bound = or_below(&r, 3) == 0;
  o.max_length = wants_bound ? or_below(&r, k->reach + 1) : STYR_UNBOUNDED;
  const bool infinite = mode == STYR_WALK && selector == STYR_ALL && x->most == UINT64_MAX;
  const char *bound = NULL;
  styr_status status;
  styr_error error = STYR_ERROR_INIT;
  styr_paths *none = NULL;
  if (infinite && o.max_length == STYR_UNBOUNDED) {
    status = styr_paths_open(x->query, &o, &none, &error);
    if (status != STYR_ERR_ARG || none || !*error.message)
      return wrong(x, "%s %s: not refused without a length\n", modes[mode], selectors[selector]);
    tally.refused++;
    o.max_length = or_below(&r, k->reach + 1);
  }
  answer out = left_out(x, k, mode, selector, o.k, o.max_length > k->reach ? k->reach : o.max_length);
  if (o.max_length == STYR_UNBOUNDED) {
    if (out != NO) o.max_length = k->reach; /* the oracle does not know the longer ones */
  } else if (o.max_length > k->reach) abort();
  const char *const name = selectors[selector];
  or_list all = {0}, got = {0};
  for (size_t i = 0; i < k->all.count; i++)
    if (k->all.path[i].length <= o.max_length) or_list_add(&all, &k->all.path[i]);
  sorting = x;
  if (all.count) qsort(all.path, all.count, sizeof *all.path, selector == STYR_ALL ? depth_first : by_distance);
  bool good = pull(x, &o, all.count, &got, &status, &bound);
  good = good && agree(x, &all, &got, selector, o.k);
  good = good && truncated_rightly(x, "paths", status, bound, out);
  tally.runs[mode][selector]++;
  tally.bounded[mode][selector] += o.max_length != STYR_UNBOUNDED;
  tally.paths += got.count;
  tally.left_out += out == YES;
  tally.unsure += out == UNSURE;
  if (good) {
    styr_count count = {0, 0, false};
    const char *by = NULL;
    const styr_status counted = styr_paths_count(x->query, &o, &count, &by, &error);
    char text[40];
    if (counted < 0) good = wrong(x, "count: %s: %s\n", styr_status_name(counted), error.message);
    else if (count.overflow || count.high || count.low != got.count)
      good = wrong(x, "count %s, not %zu\n", styr_count_format(count, text), got.count);
    else good = truncated_rightly(x, "count", counted, by ? by : "nothing", out);
  }
  if (good && !or_below(&r, 3)) {
    styr_path_options few = o;
    few.limit = or_below(&r, (uint32_t)got.count + 2);
    or_list some = {0};
    styr_status ended;
    const char *by = NULL;
    good = pull(x, &few, got.count, &some, &ended, &by);
    const size_t expected = few.limit < got.count ? (size_t)few.limit : got.count;
    if (good && some.count != expected) good = wrong(x, "limit %u gave %zu\n", (unsigned)few.limit, some.count);
    for (size_t i = 0; good && i < some.count; i++)
      if (!same_path(&some.path[i], &got.path[i])) good = wrong(x, "a limit changes path %zu\n", i);
    if (good && few.limit < got.count && (ended != STYR_TRUNCATED || strcmp(by, "limit") != 0))
      good = wrong(x, "limit %u is not named\n", (unsigned)few.limit);
    if (good && few.limit >= got.count && ended != status)
      good = wrong(x, "limit %u of %zu: ends otherwise\n", (unsigned)few.limit, got.count);
    free(some.path);
    tally.limited++;
  }
  if (!good) {
    wrong(x, "  %s %s", modes[mode], name);
    if (selector == STYR_SHORTEST || selector == STYR_GROUPS) wrong(x, "=%u", (unsigned)o.k);
    if (o.max_length != STYR_UNBOUNDED) wrong(x, " max-length %u", (unsigned)o.max_length);
    wrong(x, " threads %u\n", o.threads);
    show_paths(x, "all there are within the length, in order", &all);
    show_paths(x, "got", &got);
  }
  free(all.path);
  free(got.path);
  return good;
}

/* ---- pairs ---- */

static bool compare_pairs(run *x, unsigned threads, uint64_t max_length) {
  styr_path_options o = base_options(x);
  styr_error error = STYR_ERROR_INIT;
  o.threads = threads;
  o.max_length = max_length;
  bool expected[OR_NODES][OR_NODES] = {{false}}, left = false;
  uint64_t total = 0, seen = 0;
  for (uint8_t u = 0; u < x->m.count; u++)
    for (uint8_t v = 0; v < x->m.count; v++) {
      if (!(x->m.first >> u & 1) || !(x->m.last >> v & 1) || !(x->joined[v] >> u & 1)) continue;
      const bool within = max_length == STYR_UNBOUNDED || walk_length(x, u, v, -1) <= max_length;
      expected[u][v] = within;
      total += within;
      left |= !within;
    }
  styr_pairs *pairs = NULL;
  styr_status status = styr_pairs_open(x->query, &o, &pairs, &error);
  if (status != STYR_OK) return wrong(x, "pairs: open: %s: %s\n", styr_status_name(status), error.message);
  styr_node from, to;
  int before = -1;
  bool good = true;
  char list[1024] = "";
  while (good && (status = styr_pairs_next(pairs, &from, &to, &error)) == STYR_OK) {
    const uint32_t u = styr_graph_place(x->graph, from), v = styr_graph_place(x->graph, to);
    snprintf(list + strlen(list), sizeof list - strlen(list), " n%u-n%u", x->m.at[u], x->m.at[v]);
    if ((int)(u * OR_NODES + v) <= before) good = wrong(x, "pairs: out of order or twice\n");
    before = (int)(u * OR_NODES + v);
    if (good && !expected[u][v]) good = wrong(x, "pairs: n%u-n%u is none\n", x->m.at[u], x->m.at[v]);
    seen++;
  }
  if (good && status < 0) good = wrong(x, "pairs: next: %s: %s\n", styr_status_name(status), error.message);
  if (good && seen != total) good = wrong(x, "pairs: %u, not %u\n", (unsigned)seen, (unsigned)total);
  const char *by = styr_pairs_truncated(pairs);
  good = good && truncated_rightly(x, "pairs", status, by ? by : "nothing", left ? YES : NO);
  if (good && styr_pairs_next(pairs, &from, &to, &error) != status) good = wrong(x, "pairs: the end is not the end\n");
  styr_pairs_close(pairs);
  if (good) {
    uint64_t count = 0;
    by = NULL;
    status = styr_pairs_count(x->query, &o, &count, &by, &error);
    if (status < 0) good = wrong(x, "pairs count: %s: %s\n", styr_status_name(status), error.message);
    else if (count != total) good = wrong(x, "pairs count: %u, not %u\n", (unsigned)count, (unsigned)total);
    else good = truncated_rightly(x, "pairs count", status, by ? by : "nothing", left ? YES : NO);
  }
  tally.pairs += total;
  if (!good) {
    wrong(x, "  pairs, threads %u", threads);
    if (max_length != STYR_UNBOUNDED) wrong(x, ", max-length %u", (unsigned)max_length);
    wrong(x, "\n  expected:");
    for (uint8_t u = 0; u < x->m.count; u++)
      for (uint8_t v = 0; v < x->m.count; v++)
        if (expected[u][v]) wrong(x, " n%u-n%u", x->m.at[u], x->m.at[v]);
    wrong(x, "\n  got:     %s\n", list);
  }
  return good;
}

static bool compare_distance(run *x, uint8_t u, uint8_t v, uint64_t max_length) {
  styr_path_options o = STYR_PATH_OPTIONS_INIT;
  styr_error error = STYR_ERROR_INIT;
  const styr_node from = styr_graph_node(x->graph, u), to = styr_graph_node(x->graph, v);
  o.from = &from, o.to = &to, o.from_count = o.to_count = 1;
  o.max_length = max_length;
  const uint32_t walk = walk_length(x, u, v, -1);
  const bool joined = x->joined[v] >> u & 1, within = joined && (max_length == STYR_UNBOUNDED || walk <= max_length);
  uint64_t length = 0;
  const char *by = NULL;
  const styr_status status = styr_pairs_distance(x->query, &o, &length, &by, &error);
  tally.distances++;
  bool good = true;
  if (status < 0) good = wrong(x, "distance: %s: %s\n", styr_status_name(status), error.message);
  else if (length != (within ? walk : STYR_UNBOUNDED))
    good = wrong(x, "distance: %lld, not %lld (-1 = none)\n", (long long)length, within ? (long long)walk : -1);
  else good = truncated_rightly(x, "distance", status, by ? by : "nothing", joined && !within ? YES : NO);
  if (!good) {
    wrong(x, "  from n%u to n%u", x->m.at[u], x->m.at[v]);
    if (max_length != STYR_UNBOUNDED) wrong(x, ", max-length %u", (unsigned)max_length);
    wrong(x, "\n");
  }
  return good;
}

/* ---- several copies of the map: more nodes than bits in a word, or than sources in a batch ---- */

#define COPIES 30

static bool names_a_node(const or_case *c) {
  for (int i = 0; i < c->tree_count; i++)
    for (int n = 0; n < c->tree[i].conditions; n++)
      if (c->tree[i].kind == OR_NODE && c->tree[i].condition[n].column == 3) return true;
  return false;
}

/* The given nodes in every copy of the map. */
static size_t spread(const run *x, const styr_map *map, const uint8_t *nodes, size_t count, styr_node *out) {
  char id[OR_ID];
  size_t n = 0;
  for (uint32_t copy = 0; copy < COPIES; copy++)
    for (size_t i = 0; i < count; i++) out[n++] = styr_map_find(map, or_id(x->c, copy * x->c->node_count + nodes[i], id));
  return n;
}

static bool compare_copies(run *x) {
  const or_case *c = x->c;
  const styr_filter filter = or_filter(c);
  styr_map *map = or_map(c, COPIES);
  styr_graph *graph = NULL;
  styr_query *query = NULL;
  styr_error error = STYR_ERROR_INIT;
  styr_node from[4 * COPIES], to[4 * COPIES], a, b;
  uint32_t node_at[OR_NODES * COPIES]; /* node by place */
  char id[OR_ID];
  bool good = styr_graph_freeze(map, c->filtered ? &filter : NULL, NULL, &graph, &error) == STYR_OK &&
              styr_query_new(graph, x->pattern, NULL, &query, &error) == STYR_OK;
  if (!good) wrong(x, "copies: %s\n", error.message);
  for (uint32_t i = 0; good && i < COPIES * c->node_count; i++) node_at[styr_graph_place(graph, styr_map_find(map, or_id(c, i, id)))] = i;
  uint64_t total = 0;
  for (uint8_t u = 0; u < x->m.count; u++)
    for (uint8_t v = 0; v < x->m.count; v++) total += (x->m.first >> u & 1) && (x->m.last >> v & 1) && (x->joined[v] >> u & 1);
  for (unsigned threads = 1; good && threads <= 3; threads += 2) {
    styr_path_options o = STYR_PATH_OPTIONS_INIT, single = base_options(x);
    o.threads = threads;
    if (c->from_count) o.from = from, o.from_count = spread(x, map, c->from, c->from_count, from);
    if (c->to_count) o.to = to, o.to_count = spread(x, map, c->to, c->to_count, to);
    styr_pairs *pairs = NULL;
    styr_status status = styr_pairs_open(query, &o, &pairs, &error);
    int64_t before = -1;
    uint64_t seen = 0;
    while (status == STYR_OK && (status = styr_pairs_next(pairs, &a, &b, &error)) == STYR_OK) {
      const uint32_t p = styr_graph_place(graph, a), q = styr_graph_place(graph, b), i = node_at[p], k = node_at[q];
      const int64_t here = (int64_t)p * OR_NODES * COPIES + q;
      if (here <= before) good = wrong(x, "copies: pairs out of order\n");
      if (i / c->node_count != k / c->node_count) good = wrong(x, "copies: a pair across copies\n");
      const uint8_t u = x->m.place[i % c->node_count], v = x->m.place[k % c->node_count];
      if (!(x->m.first >> u & 1) || !(x->m.last >> v & 1) || !(x->joined[v] >> u & 1)) good = wrong(x, "copies: pair is none\n");
      before = here, seen++;
    }
    styr_pairs_close(pairs);
    uint64_t count = 0;
    styr_count one, all;
    if (good && (status != STYR_END || seen != COPIES * total))
      good = wrong(x, "copies: %u pairs, not %u\n", (unsigned)seen, (unsigned)(COPIES * total));
    if (good && (styr_pairs_count(query, &o, &count, NULL, &error) != STYR_OK || count != seen)) good = wrong(x, "copies: pairs count\n");
    if (good && (styr_paths_count(query, &o, &all, NULL, &error) != STYR_OK ||
                 styr_paths_count(x->query, &single, &one, NULL, &error) != STYR_OK || all.low != COPIES * one.low))
      good = wrong(x, "copies: shortest paths count\n");
  }
  styr_query_free(query);
  styr_graph_free(graph);
  styr_map_free(map);
  tally.copies++;
  return good;
}

/* ---- a case ---- */

static bool compare_case(run *x) {
  or_random r = {x->c->choice};
  if (styr_pattern_least(x->pattern) != x->least || styr_pattern_most(x->pattern) != x->most)
    return wrong(x, "least and most length: %lld %lld, not %lld %lld\n", (long long)styr_pattern_least(x->pattern),
                 (long long)styr_pattern_most(x->pattern), (long long)x->least, (long long)x->most);
  for (uint8_t u = 0; u < x->m.count; u++)
    for (uint8_t v = 0; v < x->m.count; v++) {
      const bool by_length = walk_length(x, u, v, -1) != UINT32_MAX;
      if (by_length != (x->joined[v] >> u & 1)) return true; /* joined by walks longer than the oracle's layers: skip the case */
    }
  const uint64_t some = or_below(&r, 6);
  if (!compare_pairs(x, 1, STYR_UNBOUNDED) || !compare_pairs(x, 3, STYR_UNBOUNDED) || !compare_pairs(x, 1, some)) return false;
  for (int i = 0; i < 3 && x->m.count; i++) {
    const uint8_t u = (uint8_t)or_below(&r, x->m.count), v = (uint8_t)or_below(&r, x->m.count);
    if (!compare_distance(x, u, v, i ? STYR_UNBOUNDED : some)) return false;
  }
  if (x->c->seed % 25 == 0 && x->m.count && !names_a_node(x->c) && !compare_copies(x)) return false;
  const size_t budget = or_below(&r, 10) ? 300 : 2500;
  for (int mode = STYR_WALK; mode <= STYR_SIMPLE; mode++) {
    known k = {{0}, 0, false};
    k.reach = or_all(&x->m, (styr_mode)mode, budget, &k.all, &k.complete);
    const uint32_t only = k.all.count > 150 ? or_below(&r, 5) : 6; /* many paths: test one selector and `all` */
    for (int selector = STYR_ANY; selector <= STYR_ALL; selector++) {
      if (only < 6 && selector != (int)only && selector != STYR_ALL) continue;
      if (!compare_paths(x, (styr_mode)mode, (styr_selector)selector, &k)) {
        free(k.all.path);
        return false;
      }
    }
    free(k.all.path);
  }
  return true;
}

static bool run_case(const or_case *c, char *why, size_t why_size) {
  run *x = calloc(1, sizeof *x);
  if (!x) abort();
  char pattern[8192], id[16];
  styr_error error = STYR_ERROR_INIT;
  const styr_filter filter = or_filter(c);
  styr_map *map = or_map(c, 1);
  x->c = c, x->map = map, x->why = why, x->why_size = why_size;
  *why = 0;
  or_write(c, pattern, sizeof pattern);
  or_mean(&x->m, c, map);
  or_walks(&x->m, &x->walks);
  or_joined(&x->m, x->joined);
  or_lengths(c, &x->least, &x->most, &x->steps);
  for (int i = 0; i < 4; i++) {
    snprintf(id, sizeof id, "n%u", c->from[i]);
    x->from[i] = styr_map_find(map, id);
    snprintf(id, sizeof id, "n%u", c->to[i]);
    x->to[i] = styr_map_find(map, id);
  }
  bool good = true;
  size_t offset = 0;
  if (styr_graph_freeze(map, c->filtered ? &filter : NULL, NULL, &x->graph, &error) != STYR_OK)
    good = wrong(x, "freeze: %s\n", error.message);
  else if (styr_pattern_parse(pattern, NULL, &x->pattern, &offset, &error) != STYR_OK)
    good = wrong(x, "pattern: %s at %zu\n", error.message, offset);
  else if (styr_query_new(x->graph, x->pattern, NULL, &x->query, &error) != STYR_OK) good = wrong(x, "query: %s\n", error.message);
  good = good && compare_case(x);
  styr_query_free(x->query);
  styr_pattern_free(x->pattern);
  styr_graph_free(x->graph);
  styr_map_free(map);
  free(x);
  return good;
}

/* ---- reducing a failing case ---- */

static char shrunk_why[16384];

static const char *shrink_for = "";

static bool still_fails(const or_case *c) {
  return !run_case(c, shrunk_why, sizeof shrunk_why) && strncmp(shrunk_why, shrink_for, strlen(shrink_for)) == 0;
}

static bool shrink_once(or_case *c) {
  or_case d;
#define TRY(change)                                                                                                                        \
  do {                                                                                                                                     \
    d = *c;                                                                                                                                \
    change;                                                                                                                                \
    if (memcmp(&d, c, sizeof d) != 0 && still_fails(&d)) {                                                                                 \
      *c = d;                                                                                                                              \
      return true;                                                                                                                         \
    }                                                                                                                                      \
  } while (0)
  TRY(d.filtered = false);
  for (int i = 0; i < c->tie_count; i++)
    TRY(memmove(&d.ties[i], &d.ties[i + 1], (size_t)(c->tie_count - i - 1) * sizeof *d.ties); d.tie_count--);
  TRY(d.root = d.tree[d.root].kind >= OR_SEQUENCE ? d.tree[d.root].left : d.root);
  TRY(d.root = d.tree[d.root].kind == OR_SEQUENCE || d.tree[d.root].kind == OR_CHOICE ? d.tree[d.root].right : d.root);
  for (int i = 0; i < c->tree_count; i++) {
    const or_tree *t = &c->tree[i];
    if (t->kind >= OR_SEQUENCE) {
      TRY(d.tree[i] = d.tree[t->left]);
      if (t->kind == OR_SEQUENCE || t->kind == OR_CHOICE) TRY(d.tree[i] = d.tree[t->right]);
      if (t->kind == OR_TIMES) TRY(d.tree[i].kind = OR_STAR);
      if (t->kind == OR_TIMES && t->least) TRY(d.tree[i].least--);
      if (t->kind == OR_TIMES && t->most != OR_INFINITE && t->most > t->least) TRY(d.tree[i].most--);
    } else {
      if (t->kind != OR_NODE) TRY(d.tree[i].conditions = 0);
      if (t->kind != OR_TYPE && t->kind != OR_NODE && t->kind != OR_ANY) TRY(d.tree[i].kind = OR_ANY);
    }
    TRY(d.tree[i].form = 0);
  }
  for (int i = c->node_count; i > 1; i--) {
    bool used = false;
    for (int n = 0; n < c->tie_count; n++) used |= c->ties[n].from >= i - 1 || c->ties[n].to >= i - 1;
    for (int n = 0; n < 4; n++) used |= (n < c->from_count && c->from[n] >= i - 1) || (n < c->to_count && c->to[n] >= i - 1);
    if (!used)
      TRY(d.node_count = (uint8_t)(i - 1); for (int n = 0; n < 4; n++) if (d.from[n] >= i - 1) d.from[n] = 0;
          for (int n = 0; n < 4; n++) if (d.to[n] >= i - 1) d.to[n] = 0);
  }
  for (int i = 0; i < c->tie_count; i++) {
    TRY(d.ties[i].start = d.ties[i].end = 0);
    TRY(d.ties[i].amount = d.ties[i].function = 0);
    TRY(d.ties[i].claims[0] = d.ties[i].claims[1] = 0);
  }
  for (int i = 0; i < c->node_count; i++) TRY(d.nodes[i] = (or_node){.text = d.nodes[i].text});
  for (int i = 0; i < c->node_count; i++) TRY(d.nodes[i].text = false);
  TRY(d.from_count = 0);
  TRY(d.to_count = 0);
  if (c->from_count > 1) TRY(d.from_count = 1);
  if (c->to_count > 1) TRY(d.to_count = 1);
  return false;
#undef TRY
}

/* Each kind of failure is printed three times at most. */
static void report(const or_case *c, const char *why) {
  static char reasons[64][25];
  static unsigned times[64], known_reasons;
  char reason[25];
  unsigned at = 0;
  snprintf(reason, sizeof reason, "%.24s", why);
  while (at < known_reasons && strcmp(reasons[at], reason) != 0) at++;
  if (at == known_reasons && at < 63) memcpy(reasons[known_reasons++], reason, sizeof reason);
  if (++times[at] > 3) return;
  or_case small = *c;
  printf("\nMISMATCH (STYR_ORACLE_SEED=%llu shows it again)\n", (unsigned long long)c->seed);
  or_print(c, stdout);
  printf("%s", why);
  shrink_for = reason;
  for (int i = 0; i < 400 && shrink_once(&small); i++) {
  }
  printf("-- made smaller --\n");
  still_fails(&small);
  or_print(&small, stdout);
  printf("%s", shrunk_why);
  fflush(stdout);
}

int main(void) {
  const char *one = getenv("STYR_ORACLE_SEED"), *nightly = getenv("STYR_NIGHTLY"), *start = getenv("STYR_ORACLE_START");
  const uint64_t first = one ? strtoull(one, NULL, 10) : start ? strtoull(start, NULL, 10) : 1;
  const uint64_t cases = one ? 1 : nightly && *nightly == '1' ? 200000 : 5000;
  unsigned long failed = 0;
  static char why[16384];
  for (uint64_t seed = first; seed < first + cases; seed++) {
    or_case c;
    or_make(&c, seed);
    if (one) or_print(&c, stdout);
    if (run_case(&c, why, sizeof why)) continue;
    report(&c, why);
    if (++failed == 2000) break;
  }
  printf("%llu cases, %lu failed\n%-10s", (unsigned long long)cases, failed, "");
  for (int s = 0; s < 6; s++) printf("%22s", selectors[s]);
  for (int m = 0; m < 4; m++) {
    printf("\n%-10s", modes[m]);
    for (int s = 0; s < 6; s++) printf("%10lu (%4lu bounded)", tally.runs[m][s], tally.bounded[m][s]);
  }
  printf("\n%lu paths, %lu pairs, %lu distances; %lu runs with a limit, %lu where the length left something out, %lu where the oracle\n"
         "does not know that; %lu unbounded listings of walks refused; %lu maps copied\n",
         tally.paths, tally.pairs, tally.distances, tally.limited, tally.left_out, tally.unsure, tally.refused, tally.copies);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

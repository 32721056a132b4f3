/* SPDX-License-Identifier: MIT */
/* Freezes a map: the ties that a filter includes become typed adjacency in both directions. The verdict on each tie is computed
 * once here, so that no query reads claims while it searches. */
#include "graph/graph_i.h"

#include "map/map_i.h"

enum { most_dense_types = 32 }; /* up to this number of types the dense form is used even when most of its entries are empty */

static uint64_t pair_key(styr_node from, styr_node to) {
  return (uint64_t)from.ref << 32 | to.ref;
}

/* What counting claims deny: for each pair of nodes a list of denials, one for each type of tie. */
typedef struct denied {
  styr_i_index first; /* → its number + 1 */
  uint32_t *next;     /* likewise; 0: none */
} denied;

static bool denies(const styr_map *map, const denied *x, styr_node from, styr_node to, const char *type) {
  const uint32_t first = styr_i_index_get(&x->first, pair_key(from, to));
  for (uint32_t k = first == STYR_I_NONE ? 0 : first; k; k = x->next[k - 1])
    if (strcmp(styr_denial_get(map, k - 1).type, type) == 0) return true;
  return false;
}

static bool gather_denied(const styr_map *map, const styr_filter *filter, const styr_allocator *a, denied *x) {
  const size_t count = styr_denial_count(map);
  if (count && !(x->next = styr_i_zalloc(a, count, sizeof *x->next))) return false;
  for (uint32_t i = 0; i < count; i++) {
    const styr_denial d = styr_denial_get(map, i);
    if (!styr_claim_counts(map, d.claim, filter) || styr_claim_get(map, d.claim).stance != STYR_ABSENT) continue;
    if (denies(map, x, d.from, d.to, d.type)) continue;
    const uint32_t first = styr_i_index_get(&x->first, pair_key(d.from, d.to));
    x->next[i] = first == STYR_I_NONE ? 0 : first;
    if (!styr_i_index_set(&x->first, pair_key(d.from, d.to), i + 1)) return false;
  }
  return true;
}

/* ---- which ties ---- */

typedef struct freezing {
  styr_graph *g;
  const uint32_t *from, *to; /* columns of the map: handle + 1 */
  const uint16_t *type;      /* number in map->types + 1 */
  size_t rows;
  uint16_t *type_of; /* map's type → the graph's + 1 */
} freezing;

static bool set_bit(const freezing *f, uint8_t **bits, size_t i) {
  if (!*bits && !(*bits = styr_i_zalloc(&f->g->a, f->rows / 8 + 1, 1))) return false;
  (*bits)[i / 8] |= (uint8_t)(1u << i % 8);
  return true;
}

/* A tie that has a row and that another claim denies is contested, like one whose own claims conflict. */
static bool is_denied(const styr_map *map, const denied *x, styr_tie tie) {
  return denies(map, x, styr_tie_from(map, tie), styr_tie_to(map, tie), styr_tie_type(map, tie));
}

/* Computes the verdict on every tie. Without claims this is not needed, unless the filter has a date, a grade or a source. */
static bool compute_verdicts(freezing *f) {
  const styr_map *map = f->g->map;
  const styr_filter *filter = &f->g->filter;
  if (!styr_map_count(map, STYR_CLAIMS) && !filter->as_of.year && filter->min_grade == STYR_GRADE_NONE && !filter->only_source) return true;
  denied d = {.next = NULL};
  styr_i_index_init(&d.first, &f->g->a);
  bool ok = gather_denied(map, filter, &f->g->a, &d);
  for (size_t i = 0; ok && i < f->rows; i++) {
    const styr_tie tie = styr_i_tie(map, (uint32_t)i);
    const styr_verdict verdict = styr_tie_valid(map, tie, filter) ? styr_tie_verdict(map, tie, filter) : STYR_NO;
    if (verdict == STYR_NO) ok = set_bit(f, &f->g->hidden, i);
    else if (verdict == STYR_UNKNOWN || is_denied(map, &d, tie)) ok = set_bit(f, &f->g->contested, i);
  }
  styr_i_index_done(&d.first);
  styr_i_free(&f->g->a, d.next);
  return ok;
}

/* Numbers the types of the visible ties in the order of the vocabulary, so that related types are neighbours. */
static bool number_types(freezing *f) {
  styr_graph *g = f->g;
  const size_t known = g->map->type_count;
  uint64_t *uses = styr_i_zalloc(&g->a, known + 1, sizeof *uses);
  f->type_of = styr_i_zalloc(&g->a, known + 1, sizeof *f->type_of);
  g->type_term = styr_i_zalloc(&g->a, known + 1, sizeof *g->type_term);
  const bool ok = uses && f->type_of && g->type_term;
  for (size_t i = 0; ok && i < f->rows; i++)
    if (!styr_i_tie_bit(f->g->hidden, i)) uses[f->type[i]]++;
  for (size_t t = 1; ok && t <= known; t++) {
    if (!uses[t]) continue;
    g->ties += uses[t];
    g->type_term[g->types] = g->map->types[t - 1];
    f->type_of[t] = (uint16_t)++g->types;
  }
  styr_i_free(&g->a, uses);
  return ok;
}

/* ---- rows ---- */

static bool take_arrays(const styr_graph *g, styr_i_side *side) {
  side->far = styr_i_array(&g->a, g->ties, sizeof *side->far);
  side->tie = styr_i_array(&g->a, g->ties, sizeof *side->tie);
  return side->far && side->tie;
}

typedef struct record { /* a tie while sorting */
  uint32_t there, tie;
  uint16_t key;
} record;

typedef struct sorting { /* buffers that both directions use */
  uint16_t *keys;        /* a tie's key within its bucket */
  record *bucket;
  size_t bucket_cap;
} sorting;

static uint32_t key_of(const freezing *f, uint32_t here, uint16_t type) {
  return styr_i_place_of_ref(f->g, here - 1) * f->g->types + f->type_of[type] - 1u;
}

/* Sorts the ties of one bucket, which begin at `at`, into the rows of its keys: counts, then fills. */
static void sort_bucket(const sorting *room, uint32_t at, size_t count, uint32_t *start, size_t keys, styr_i_side *side) {
  uint32_t *next = start + 1; /* next[k] becomes the start of k + 1 while the rows are filled */
  for (size_t i = 0; i < count; i++) {
    room->bucket[i] = (record){side->far[at + i], side->tie[at + i], room->keys[at + i]};
    next[room->keys[at + i]]++;
  }
  for (size_t k = 0; k < keys; k++) {
    const uint32_t size = next[k];
    next[k] = at;
    at += size;
  }
  for (size_t i = 0; i < count; i++) {
    const uint32_t to = next[room->bucket[i].key]++;
    side->far[to] = room->bucket[i].there;
    side->tie[to] = room->bucket[i].tie;
  }
}

/* Counting sort by node and type; ties with equal keys stay in file order. The ties first go into buckets of neighbouring nodes,
 * each small enough to be sorted within the processor's cache. */
static bool sort_dense(const freezing *f, bool outward, sorting *room, styr_i_side *side) {
  const styr_graph *g = f->g;
  const uint32_t *here = outward ? f->from : f->to, *there = outward ? f->to : f->from;
  const size_t keys = (size_t)g->places * g->types;
  const unsigned shift = keys >> 27 ? 16 : 15;
  const size_t buckets = (keys >> shift) + 1;
  side->start = styr_i_array(&g->a, keys + 2, sizeof *side->start);
  size_t *first = styr_i_zalloc(&g->a, buckets + 2, sizeof *first), largest = 0;
  bool ok = side->start && first && take_arrays(g, side);
  if (ok && !room->keys) ok = (room->keys = styr_i_array(&g->a, g->ties, sizeof *room->keys)) != NULL;
  if (ok) memset(side->start, 0, (keys + 2) * sizeof *side->start);
  for (size_t i = 0; ok && i < f->rows; i++)
    if (!styr_i_tie_bit(f->g->hidden, i)) first[(key_of(f, here[i], f->type[i]) >> shift) + 2]++;
  for (size_t b = 0; ok && b < buckets; b++) {
    if (first[b + 2] > largest) largest = first[b + 2];
    first[b + 2] += first[b + 1];
  }
  if (ok) ok = STYR_I_GROW(&g->a, room->bucket, room->bucket_cap, largest);
  for (size_t i = 0; ok && i < f->rows; i++) {
    if (styr_i_tie_bit(f->g->hidden, i)) continue;
    const uint32_t key = key_of(f, here[i], f->type[i]);
    const size_t at = first[(key >> shift) + 1]++;
    side->far[at] = styr_i_place_of_ref(g, there[i] - 1);
    side->tie[at] = (uint32_t)i;
    room->keys[at] = (uint16_t)(key & ((1u << shift) - 1));
  }
  for (size_t b = 0; ok && b < buckets; b++) {
    const size_t low = b << shift, high = (b + 1) << shift < keys ? (b + 1) << shift : keys;
    if (low < high) sort_bucket(room, (uint32_t)first[b], first[b + 1] - first[b], side->start + low, high - low, side);
  }
  styr_i_free(&g->a, first);
  return ok;
}

/* Sorts by type first, then by node, with two stable counting sorts; then finds the runs. */
static bool sort_sparse(const freezing *f, bool outward, styr_i_side *side) {
  const styr_graph *g = f->g;
  const uint32_t *here = outward ? f->from : f->to, *there = outward ? f->to : f->from;
  uint32_t *by_type = styr_i_zalloc(&g->a, g->ties + 1, sizeof *by_type);
  uint32_t *next = styr_i_zalloc(&g->a, (size_t)(g->types > g->places ? g->types : g->places) + 2, sizeof *next);
  bool ok = by_type && next && take_arrays(g, side);
  if (ok) {
    for (size_t i = 0; i < f->rows; i++)
      if (!styr_i_tie_bit(f->g->hidden, i)) next[f->type_of[f->type[i]]]++;
    for (uint32_t t = 0; t < g->types; t++) next[t + 1] += next[t];
    for (size_t i = 0; i < f->rows; i++)
      if (!styr_i_tie_bit(f->g->hidden, i)) by_type[next[f->type_of[f->type[i]] - 1u]++] = (uint32_t)i;
    memset(next, 0, ((size_t)g->places + 2) * sizeof *next);
    for (size_t k = 0; k < g->ties; k++) next[styr_i_place_of_ref(g, here[by_type[k]] - 1) + 1]++;
    for (uint32_t p = 0; p < g->places; p++) next[p + 1] += next[p];
    for (size_t k = 0; k < g->ties; k++) {
      const uint32_t i = by_type[k], at = next[styr_i_place_of_ref(g, here[i] - 1)]++;
      side->far[at] = styr_i_place_of_ref(g, there[i] - 1);
      side->tie[at] = i;
    }
    size_t runs = 0;
    for (uint32_t p = 0, k = 0; p < g->places; p++)
      for (uint16_t last = 0; k < next[p]; k++) {
        runs += f->type[side->tie[k]] != last;
        last = f->type[side->tie[k]];
      }
    side->start = styr_i_zalloc(&g->a, runs + 1, sizeof *side->start);
    side->run_type = styr_i_zalloc(&g->a, runs + 1, sizeof *side->run_type);
    side->runs = styr_i_zalloc(&g->a, (size_t)g->places + 1, sizeof *side->runs);
    ok = side->start && side->run_type && side->runs;
    runs = 0;
    for (uint32_t p = 0, k = 0; ok && p < g->places; p++) {
      side->runs[p] = (uint32_t)runs;
      for (uint16_t last = 0; k < next[p]; k++) {
        const uint16_t type = f->type[side->tie[k]];
        if (type == last) continue;
        last = type;
        side->start[runs] = k;
        side->run_type[runs++] = (uint16_t)(f->type_of[type] - 1u);
      }
    }
    if (ok) side->runs[g->places] = (uint32_t)runs;
    if (ok) side->start[runs] = (uint32_t)g->ties;
  }
  styr_i_free(&g->a, by_type);
  styr_i_free(&g->a, next);
  return ok;
}

static const void *column(const styr_map *map, size_t which) {
  return map->tables[STYR_TIES].columns[which].cells;
}

styr_status styr_graph_freeze(const styr_map *map, const styr_filter *filter, const styr_allocator *allocator, styr_graph **out,
                              styr_error *error) {
  if (!styr_i_begin(error, __func__, map && out)) return STYR_ERR_ARG;
  if (!styr_i_filter_known(error, filter)) return STYR_ERR_ARG;
  static const styr_filter everything = STYR_FILTER_INIT;
  if (!allocator) allocator = &styr_i_libc;
  styr_graph *g = styr_i_zalloc(allocator, 1, sizeof *g);
  if (!g) return styr_i_nomem(error);
  g->a = *allocator;
  g->map = map;
  g->number = map->number;
  g->filter = filter ? *filter : everything;
  g->actors = (uint32_t)styr_map_count(map, STYR_ACTORS);
  g->places = g->actors + (uint32_t)styr_map_count(map, STYR_TEXTS);
  freezing f = {.g = g,
                .from = column(map, TIE_FROM),
                .to = column(map, TIE_TO),
                .type = column(map, TIE_TYPE),
                .rows = styr_map_count(map, STYR_TIES)};
  bool ok = compute_verdicts(&f) && number_types(&f);
  if (ok) {
    const uint64_t keys = (uint64_t)g->places * g->types;
    const bool dense = keys < UINT32_MAX && (g->types <= most_dense_types || keys <= 4 * g->ties);
    sorting room = {NULL, NULL, 0};
    for (int outward = 0; ok && outward < 2; outward++)
      ok = dense ? sort_dense(&f, outward, &room, outward ? &g->out : &g->in) : sort_sparse(&f, outward, outward ? &g->out : &g->in);
    styr_i_free(&g->a, room.keys);
    styr_i_free(&g->a, room.bucket);
  }
  styr_i_free(&g->a, f.type_of);
  if (!ok) {
    styr_graph_free(g);
    return styr_i_nomem(error);
  }
  *out = g;
  return STYR_OK;
}

static void free_side(const styr_allocator *a, styr_i_side *side) {
  styr_i_free(a, side->start);
  styr_i_free(a, side->runs);
  styr_i_free(a, side->run_type);
  styr_i_free(a, side->far);
  styr_i_free(a, side->tie);
}

void styr_graph_free(styr_graph *graph) {
  if (!graph) return;
  const styr_allocator a = graph->a;
  free_side(&a, &graph->out);
  free_side(&a, &graph->in);
  styr_i_free(&a, graph->type_term);
  styr_i_free(&a, graph->contested);
  styr_i_free(&a, graph->hidden);
  styr_i_free(&a, graph);
}

/* ---- looking around ---- */

const styr_map *styr_graph_map(const styr_graph *graph) {
  if (!graph) return NULL;
  return graph->map;
}

uint32_t styr_graph_places(const styr_graph *graph) {
  if (!graph) return 0;
  return graph->places;
}

uint64_t styr_graph_ties(const styr_graph *graph) {
  if (!graph) return 0;
  return graph->ties;
}

uint32_t styr_graph_place(const styr_graph *graph, styr_node node) {
  if (!graph) return 0;
  return styr_i_has_node(graph->map, node) ? styr_i_place_of(graph, node) : UINT32_MAX;
}

styr_node styr_graph_node(const styr_graph *graph, uint32_t place) {
  if (!graph) return (styr_node){0, 0};
  return styr_i_node_at(graph, place);
}

bool styr_graph_sees(const styr_graph *graph, uint32_t place) {
  if (!graph) return false;
  return !graph->filter.as_of.year || styr_node_valid(graph->map, styr_graph_node(graph, place), &graph->filter);
}

styr_arcs styr_graph_out(const styr_graph *graph, uint32_t place) {
  if (!graph || place >= graph->places) return (styr_arcs){0};
  const styr_arcs arcs = {graph, place, 0, false};
  return arcs;
}

styr_arcs styr_graph_in(const styr_graph *graph, uint32_t place) {
  if (!graph || place >= graph->places) return (styr_arcs){0};
  const styr_arcs arcs = {graph, place, 0, true};
  return arcs;
}

bool styr_arcs_next(styr_arcs *arcs, styr_arc *out) {
  if (!(arcs && out && arcs->graph)) return false;
  const styr_graph *g = arcs->graph;
  const styr_i_side *side = arcs->inward ? &g->in : &g->out;
  uint32_t best = UINT32_MAX;
  for (uint32_t t = 0; t < g->types; t++) { /* the first tie from `next` on in each type's slice, then the smallest of these */
    uint32_t from, to;
    styr_i_ties_of(g, side, arcs->place, t, t + 1, &from, &to);
    const uint32_t end = to;
    while (from < to) {
      const uint32_t middle = from + (to - from) / 2;
      if (side->tie[middle] < arcs->next) from = middle + 1;
      else to = middle;
    }
    if (from < end && (best == UINT32_MAX || side->tie[from] < side->tie[best])) best = from;
  }
  if (best == UINT32_MAX) return false;
  out->place = side->far[best];
  out->tie = styr_i_graph_tie(g, side->tie[best]);
  arcs->next = out->tie.index + 1;
  return true;
}

size_t styr_graph_degree(const styr_graph *graph, uint32_t place, bool inward) {
  if (!graph || place >= graph->places) return 0;
  uint32_t from = 0, to = 0;
  if (graph->types) styr_i_ties_of(graph, inward ? &graph->in : &graph->out, place, 0, graph->types, &from, &to);
  return to - from;
}

bool styr_graph_contested(const styr_graph *graph, styr_tie tie) {
  return graph && styr_i_has_tie(graph->map, tie) && styr_i_tie_bit(graph->contested, tie.index);
}

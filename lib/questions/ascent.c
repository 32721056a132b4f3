/* SPDX-License-Identifier: MIT */
/* The ruling paths above a node with the levels that they pass, and the boss texts: texts that rule other texts which rule
 * the node. A step that skips a level, or that leads to a lower one, is listed. Definitions: docs/questions.md. */
#include "questions/questions_i.h"

typedef struct climbing {
  styr_ascent *answer;
  const styr_map *map;
  styr_climb *climbs; /* to the apex at hand */
  size_t climb_cap;
  styr_level_step *skips, *inversions; /* of the climb at hand */
  size_t skip_cap, inversion_cap;
} climbing;

static bool rank_of(const styr_map *map, styr_node node, int32_t *rank) {
  styr_term level;
  if (!styr_vocab_find(map, "level", styr_node_level(map, node), &level) || !level.ranked) return false;
  *rank = level.rank;
  return true;
}

/* The ranked levels between two ranks. */
static bool levels_between(climbing *c, int32_t low, int32_t high, styr_level_step *step) {
  const size_t terms = styr_vocab_count(c->map);
  const char **names = styr_i_array(&c->answer->arena.a, terms + 1, sizeof *names);
  size_t n = 0;
  if (!names) c->answer->arena.nomem = true;
  for (size_t i = 0; names && i < terms; i++) {
    const styr_term t = styr_vocab_get(c->map, i);
    if (strcmp(t.set, "level") == 0 && t.ranked && t.rank > low && t.rank < high) names[n++] = t.term;
  }
  step->levels = styr_i_keep(&c->answer->arena, names, n, sizeof *names);
  step->count = step->levels ? n : 0;
  styr_i_free(&c->answer->arena.a, names);
  return n > 0;
}

/* One step between actors. False: out of memory. */
static bool judge_step(climbing *c, styr_climb *k, styr_node from, styr_node to) {
  const styr_allocator *a = &c->answer->arena.a;
  styr_level_step step = {from, to, NULL, 0};
  int32_t below, above;
  if (!rank_of(c->map, from, &below) || !rank_of(c->map, to, &above)) {
    k->unknown++;
    return true;
  }
  if (above < below) {
    if (!STYR_I_GROW(a, c->inversions, c->inversion_cap, k->inversion_count + 1)) return false;
    c->inversions[k->inversion_count++] = step;
  } else if (levels_between(c, below, above, &step)) {
    if (!STYR_I_GROW(a, c->skips, c->skip_cap, k->skip_count + 1)) return false;
    c->skips[k->skip_count++] = step;
  }
  return true;
}

static bool read_climb(climbing *c, const styr_path *path, const styr_filter *filter, styr_climb *k) {
  styr_i_arena *l = &c->answer->arena;
  styr_node last = {0, 0};
  for (size_t i = 0; i <= path->length; i++) {
    if (i && (styr_node_is_text(path->nodes[i - 1]) || styr_node_is_text(path->nodes[i]))) k->text_ties++;
    if (styr_node_is_text(path->nodes[i])) continue;
    if (styr_node_exists(last) && !judge_step(c, k, last, path->nodes[i])) return false;
    last = path->nodes[i];
  }
  k->nodes = styr_i_keep(l, path->nodes, path->length + 1, sizeof *path->nodes);
  k->ties = styr_i_keep(l, path->ties, path->length, sizeof *path->ties);
  k->length = path->length;
  k->skips = styr_i_keep(l, c->skips, k->skip_count, sizeof *c->skips);
  k->inversions = styr_i_keep(l, c->inversions, k->inversion_count, sizeof *c->inversions);
  k->weakest = styr_path_weigh(c->map, path, filter).weakest;
  return !l->nomem;
}

static styr_status read_apex(climbing *c, styr_apexes *found, size_t which, const styr_filter *filter, styr_error *error) {
  styr_ascent *x = c->answer;
  const styr_apex apex = styr_apexes_get(found, which);
  styr_ascent_apex a = {styr_i_keep(&x->arena, apex.members, apex.count, sizeof *apex.members), apex.count, NULL, 0, NULL};
  styr_paths *paths;
  styr_path path;
  styr_status status = styr_apexes_paths(found, which, &paths, error);
  if (status != STYR_OK) return status;
  while ((status = styr_paths_next(paths, &path, error)) == STYR_OK) {
    styr_climb k = {.length = 0};
    if (!STYR_I_GROW(&x->arena.a, c->climbs, c->climb_cap, a.climb_count + 1) || !read_climb(c, &path, filter, &k)) {
      status = styr_i_nomem(error);
      break;
    }
    c->climbs[a.climb_count++] = k;
  }
  a.truncated = styr_paths_truncated(paths);
  styr_paths_close(paths);
  if (status < 0) return status;
  a.climbs = styr_i_keep(&x->arena, c->climbs, a.climb_count, sizeof *c->climbs);
  if (!STYR_I_GROW(&x->arena.a, x->apexes, x->cap, x->count + 1)) return styr_i_nomem(error);
  x->apexes[x->count++] = a;
  return status == STYR_TRUNCATED ? status : STYR_OK;
}

/* ---- boss texts ---- */

/* The texts from which ruling ties lead to a place; the place itself only where it rules itself. */
static bool find_texts(const styr_allocator *a, const styr_graph *g, uint32_t from, bool no_membership, uint32_t *texts, size_t *count) {
  bool *met = styr_i_zalloc(a, (size_t)g->places + 1, sizeof *met);
  uint32_t *queue = styr_i_array(a, (size_t)g->places + 1, sizeof *queue);
  styr_i_arc_set up = {.runs = NULL};
  const bool ok = met && queue && styr_i_ruling_arcs_add(a, &up, g, true, no_membership);
  if (ok) {
    queue[0] = from;
    styr_i_spread(&up, met, queue, 1);
  }
  *count = 0;
  for (uint32_t p = g->actors; ok && p < g->places; p++)
    if (met[p]) texts[(*count)++] = p;
  styr_i_free(a, met);
  styr_i_free(a, queue);
  styr_i_free(a, up.runs);
  return ok;
}

/* By place of a text: for how many of the texts it is the only apex. */
static bool count_ruled(const styr_allocator *a, const styr_i_apex_sets *sets, const uint32_t *texts, size_t count, size_t *ruled) {
  size_t *uses = styr_i_zalloc(a, sets->count + 1, sizeof *uses), n; /* by set */
  const styr_graph *g = sets->condensations[0]->g;
  bool ok = uses != NULL;
  for (size_t i = 0; ok && i < count; i++) uses[styr_i_apex_set(sets, 0, texts[i])]++;
  for (uint32_t k = 0; ok && k < sets->count; k++) {
    styr_i_apexes tops = {.count = 0};
    ok = !uses[k] || styr_i_apex_set_list(a, sets, k, &tops);
    for (size_t i = 0; i < tops.count; i++) {
      const uint32_t place = styr_i_place_of(g, *styr_i_apex(&tops, i, &n));
      if (n == 1) ruled[place] += uses[k];
    }
    styr_i_apexes_done(a, &tops);
  }
  styr_i_free(a, uses);
  return ok;
}

/* Boss texts: consider only ties between texts; a boss text is the only apex of at least one other text. */
static bool find_bosses(climbing *c, const styr_graph *g, uint32_t from, bool no_membership) {
  styr_ascent *x = c->answer;
  const styr_allocator *a = &x->arena.a;
  uint32_t *texts = styr_i_array(a, (size_t)g->places + 1, sizeof *texts);
  size_t *ruled = styr_i_zalloc(a, (size_t)g->places + 1, sizeof *ruled), count = 0, cap = 0;
  styr_i_condensation above = {.g = NULL};
  styr_i_apex_sets sets = {.tops = NULL};
  bool ok = texts && ruled && find_texts(a, g, from, no_membership, texts, &count) &&
            styr_i_condense(a, g, texts, count, STYR_I_ACTORS | (no_membership ? STYR_I_MEMBERSHIP : 0), &above) &&
            styr_i_apex_sets_make(a, &above, NULL, &sets) && count_ruled(a, &sets, texts, count, ruled);
  for (size_t i = 0; ok && i < count; i++) {
    if (ruled[texts[i]] < 2) continue; /* it counts itself */
    ok = STYR_I_GROW(a, x->bosses, cap, x->boss_count + 1);
    if (ok) x->bosses[x->boss_count++] = (styr_boss_text){styr_i_node_at(g, texts[i]), ruled[texts[i]] - 1};
  }
  styr_i_apex_sets_done(a, &sets);
  styr_i_condensation_done(a, &above);
  styr_i_free(a, texts);
  styr_i_free(a, ruled);
  return ok;
}

/* ---- the question ---- */

styr_status styr_ascent_open(const styr_map *map, const styr_apex_options *options, styr_ascent **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && out)) return STYR_ERR_ARG;
  styr_apexes *found = NULL;
  styr_status status = styr_apexes_open(map, options, &found, error), worst = STYR_OK;
  if (status != STYR_OK) return status;
  styr_ascent *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) {
    styr_apexes_free(found);
    return styr_i_nomem(error);
  }
  styr_i_arena_init(&x->arena, &styr_i_libc, map, &options->filter);
  x->from = options->from;
  climbing c = {.answer = x, .map = map};
  for (size_t i = 0; status >= 0 && i < styr_apexes_count(found); i++) {
    status = read_apex(&c, found, i, &options->filter, error);
    if (status == STYR_TRUNCATED) worst = status;
  }
  const styr_graph *g = styr_i_apexes_graph(found);
  if (status >= 0 && (!find_bosses(&c, g, styr_i_place_of(g, options->from), options->no_membership) || x->arena.nomem))
    status = styr_i_nomem(error);
  styr_i_free(&x->arena.a, c.climbs);
  styr_i_free(&x->arena.a, c.skips);
  styr_i_free(&x->arena.a, c.inversions);
  styr_apexes_free(found);
  if (status < 0) {
    styr_ascent_free(x);
    return status;
  }
  *out = x;
  return worst;
}

void styr_ascent_free(styr_ascent *answer) {
  if (!answer) return;
  styr_i_free(&answer->arena.a, answer->apexes);
  styr_i_free(&answer->arena.a, answer->bosses);
  styr_i_arena_done(&answer->arena);
  styr_i_free(&styr_i_libc, answer);
}

const styr_ascent_apex *styr_ascent_apexes(const styr_ascent *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->count;
  return answer->apexes;
}
const styr_boss_text *styr_ascent_boss_texts(const styr_ascent *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->boss_count;
  return answer->bosses;
}

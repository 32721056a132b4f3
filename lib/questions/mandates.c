/* SPDX-License-Identifier: MIT */
/* Who holds a function, within which scope. An overlap is a pair of scopes with common cases; a gap is the part of a declared class
 * of cases that no mandate covers. Scopes as sets: scopes.c. Definitions: docs/questions.md. */
#include "questions/questions_i.h"

typedef struct asking {
  styr_mandates *answer;
  styr_graph *graph;
  styr_i_scopes scopes;
  uint64_t *boxes; /* of the mandates, one after the other */
  uint64_t *box;   /* room for one */
  bool too_many;
} asking;

const char *styr_coverage_name(styr_coverage coverage) {
  static const char *const names[] = {"yes", "partly", "no", "unknown"};
  return (size_t)coverage < sizeof names / sizeof *names ? names[coverage] : "";
}

static const uint64_t *box_of(const asking *q, size_t mandate) {
  return q->boxes + mandate * q->scopes.words;
}

/* ---- holders and gates ---- */

static bool gives(const styr_map *map, styr_tie tie) {
  const char *type = styr_tie_type(map, tie);
  return strcmp(type, "mandates") == 0 || strcmp(type, "assigns") == 0;
}

static styr_evidence evidence_of(styr_mandates *x, styr_tie tie) {
  styr_i_arena_tie(&x->arena, tie);
  return styr_i_arena_end(&x->arena);
}

static bool find_holders(asking *q) {
  styr_mandates *x = q->answer;
  size_t cap = 0;
  for (uint32_t i = 0; i < styr_map_count(x->map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(x->map, i);
    const styr_node holder = styr_tie_to(x->map, tie);
    if (!gives(x->map, tie) || strcmp(styr_tie_function(x->map, tie), x->function) != 0 || styr_node_is_text(holder)) continue;
    if (!styr_i_graph_has(q->graph, tie)) continue;
    if (!STYR_I_GROW(&x->arena.a, x->mandates, x->cap, x->count + 1) ||
        !STYR_I_GROW(&x->arena.a, q->boxes, cap, (x->count + 1) * (q->scopes.words + 1)))
      return false;
    uint64_t *box = q->boxes + x->count * q->scopes.words;
    styr_i_box_read(&q->scopes, styr_tie_scope(x->map, tie), box);
    x->mandates[x->count++] = (styr_mandate){.tie = tie,
                                             .holder = holder,
                                             .by = styr_tie_from(x->map, tie),
                                             .scope = styr_i_box_write(&q->scopes, box, &x->arena),
                                             .value = styr_graph_contested(q->graph, tie) ? STYR_UNKNOWN : STYR_YES,
                                             .grade = styr_tie_grade(x->map, tie),
                                             .evidence = evidence_of(x, tie)};
  }
  return true;
}

static bool find_gates(asking *q) {
  styr_mandates *x = q->answer;
  bool *holds = styr_i_zalloc(&x->arena.a, styr_map_count(x->map, STYR_ACTORS) + 1, sizeof *holds), ok = holds != NULL; /* by actor */
  for (size_t i = 0; ok && i < x->count; i++) holds[x->mandates[i].holder.ref] = true;
  for (uint32_t i = 0; ok && i < styr_map_count(x->map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(x->map, i);
    const char *function = styr_tie_function(x->map, tie);
    if (strcmp(styr_tie_type(x->map, tie), "gates") != 0 || (*function && strcmp(function, x->function) != 0)) continue;
    const styr_node holder = styr_tie_to(x->map, tie);
    if (styr_node_is_text(holder) || !holds[holder.ref] || !styr_i_graph_has(q->graph, tie)) continue;
    ok = STYR_I_GROW(&x->arena.a, x->gates, x->gate_cap, x->gate_count + 1);
    if (ok)
      x->gates[x->gate_count++] = (styr_gate){tie,
                                              styr_tie_from(x->map, tie),
                                              holder,
                                              styr_graph_contested(q->graph, tie) ? STYR_UNKNOWN : STYR_YES,
                                              styr_tie_grade(x->map, tie),
                                              evidence_of(x, tie)};
  }
  styr_i_free(&x->arena.a, holds);
  return ok;
}

/* ---- overlaps ---- */

static int32_t later(styr_date a, styr_date b) {
  const int32_t x = a.year ? styr_date_first_day(a) : INT32_MIN, y = b.year ? styr_date_first_day(b) : INT32_MIN;
  return x > y ? x : y;
}

static int32_t earlier(styr_date a, styr_date b) {
  const int32_t x = a.year ? styr_date_last_day(a) : INT32_MAX, y = b.year ? styr_date_last_day(b) : INT32_MAX;
  return x < y ? x : y;
}

static bool find_overlaps(asking *q) {
  styr_mandates *x = q->answer;
  for (size_t i = 0; i < x->count; i++)
    for (size_t k = i + 1; k < x->count; k++) {
      const styr_mandate *a = &x->mandates[i], *b = &x->mandates[k];
      if (styr_node_same(a->holder, b->holder) || !styr_i_box_meet(&q->scopes, box_of(q, i), box_of(q, k), q->box)) continue;
      if (later(styr_tie_start(x->map, a->tie), styr_tie_start(x->map, b->tie)) >
          earlier(styr_tie_end(x->map, a->tie), styr_tie_end(x->map, b->tie)))
        continue;
      if (!STYR_I_GROW(&x->arena.a, x->overlaps, x->overlap_cap, x->overlap_count + 1)) return false;
      const bool sure = a->value == STYR_YES && b->value == STYR_YES;
      x->overlaps[x->overlap_count++] =
          (styr_overlap){i, k, styr_i_box_write(&q->scopes, q->box, &x->arena), sure ? STYR_YES : STYR_UNKNOWN};
    }
  return true;
}

/* ---- cases ---- */

/* The part of a class that no mandate covers; with `sure`, mandates with conflicting claims are left out. */
static bool subtract_all(asking *q, const uint64_t *class_box, bool sure, styr_i_boxes *left) {
  bool ok = styr_i_boxes_add(&q->scopes, left, class_box);
  for (size_t i = 0; ok && i < q->answer->count; i++)
    if (!sure || q->answer->mandates[i].value == STYR_YES) ok = styr_i_boxes_subtract(&q->scopes, left, box_of(q, i));
  q->too_many |= left->too_many;
  return ok;
}

static const styr_miss *keep_miss(asking *q, const uint64_t *class_box, size_t mandate, styr_miss *out) {
  const char *names[64]; /* a scope names no more dimensions than that */
  size_t n = 0;
  for (size_t d = 0; d < q->scopes.count && n < 64; d++)
    if (styr_i_box_fails(&q->scopes, class_box, box_of(q, mandate), d)) names[n++] = q->scopes.dimensions[d].name;
  *out = (styr_miss){mandate, styr_i_keep(&q->answer->arena, names, n, sizeof *names), n};
  return out;
}

static styr_coverage judge(asking *q, const uint64_t *class_box, const styr_i_boxes *left, bool touched_surely, bool touched, bool *ok) {
  if (!touched) return STYR_NOT_COVERED;
  styr_i_boxes surely = {.words = NULL};
  *ok = subtract_all(q, class_box, true, &surely);
  const bool covered = !surely.count;
  styr_i_free(q->scopes.a, surely.words);
  if (covered) return STYR_COVERED;
  if (!left->count || !touched_surely) return STYR_COVERAGE_UNKNOWN;
  return STYR_COVERED_PARTLY;
}

static bool cover_case(asking *q, size_t row, styr_class_cover *c) {
  styr_mandates *x = q->answer;
  const size_t words = q->scopes.words;
  uint64_t *class_box = styr_i_zalloc(&x->arena.a, words + 1, sizeof *class_box);
  size_t *by = styr_i_zalloc(&x->arena.a, x->count + 1, sizeof *by);
  styr_miss *near = styr_i_zalloc(&x->arena.a, x->count + 1, sizeof *near);
  styr_i_boxes left = {.words = NULL};
  bool ok = class_box && by && near, touched_surely = false;
  if (ok) {
    styr_i_box_read(&q->scopes, styr_i_text_cell(x->map, STYR_CASES, row, CASE_CLASS), class_box);
    for (size_t i = 0; i < x->count; i++) {
      if (styr_i_box_meet(&q->scopes, class_box, box_of(q, i), NULL)) {
        by[c->by_count++] = i;
        touched_surely |= x->mandates[i].value == STYR_YES;
      } else {
        keep_miss(q, class_box, i, &near[c->near_count++]);
      }
    }
    ok = subtract_all(q, class_box, false, &left);
  }
  if (ok) c->covered = judge(q, class_box, &left, touched_surely, c->by_count > 0, &ok);
  const char **gaps = ok ? styr_i_zalloc(&x->arena.a, left.count + 1, sizeof *gaps) : NULL;
  if ((ok = ok && gaps)) {
    for (size_t i = 0; i < left.count; i++) gaps[i] = styr_i_box_write(&q->scopes, left.words + i * words, &x->arena);
    c->scope = styr_i_box_write(&q->scopes, class_box, &x->arena);
    c->by = styr_i_keep(&x->arena, by, c->by_count, sizeof *by);
    c->near = styr_i_keep(&x->arena, near, c->near_count, sizeof *near);
    c->gaps = styr_i_keep(&x->arena, gaps, left.count, sizeof *gaps);
    c->gap_count = left.count;
  }
  styr_i_free(&x->arena.a, gaps);
  styr_i_free(&x->arena.a, class_box);
  styr_i_free(&x->arena.a, by);
  styr_i_free(&x->arena.a, near);
  styr_i_free(&x->arena.a, left.words);
  return ok;
}

static bool cover_cases(asking *q) {
  styr_mandates *x = q->answer;
  for (size_t row = 0; row < styr_map_count(x->map, STYR_CASES); row++) {
    styr_class_cover c = {.id = styr_i_text_cell(x->map, STYR_CASES, row, CASE_ID),
                          .label = styr_i_text_cell(x->map, STYR_CASES, row, CASE_LABEL)};
    const styr_claim claims = styr_i_claims_about(x->map, ABOUT_CASE, (uint32_t)row);
    styr_i_arena_claims(&x->arena, claims);
    c.evidence = styr_i_arena_end(&x->arena);
    c.grade = styr_i_best_grade(x->map, claims, &x->arena.filter, NULL);
    if (!cover_case(q, row, &c) || !STYR_I_GROW(&x->arena.a, x->cases, x->case_cap, x->case_count + 1)) return false;
    x->cases[x->case_count++] = c;
  }
  return true;
}

/* ---- the question ---- */

static styr_status check_function(const styr_map *map, const char *function, styr_error *error) {
  if (!function || !*function) return styr_i_fail(error, STYR_ERR_ARG, "no function was named");
  if (styr_vocab_find(map, "function", function, NULL)) return STYR_OK;
  const char *names[256];
  size_t n = 0;
  for (size_t i = 0; i < styr_vocab_count(map) && n < 256; i++) {
    const styr_term t = styr_vocab_get(map, i);
    if (strcmp(t.set, "function") == 0) names[n++] = t.term;
  }
  const char *near = styr_nearest(function, names, n);
  if (near) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no function \"%s\"; did you mean \"%s\"?", function, near);
  return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no function \"%s\"", function);
}

styr_status styr_mandates_open(const styr_map *map, const styr_mandates_options *options, styr_mandates **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && out)) return STYR_ERR_ARG;
  if (!options || !options->function) return styr_i_fail(error, STYR_ERR_ARG, "no function was named");
  if (!styr_i_version_known(error, options->version) || !styr_i_filter_known(error, &options->filter)) return STYR_ERR_ARG;
  styr_status status = check_function(map, options->function, error);
  if (status != STYR_OK) return status;
  styr_mandates *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  if (!x) return styr_i_nomem(error);
  styr_i_arena_init(&x->arena, &styr_i_libc, map, &options->filter);
  x->map = map;
  x->function = styr_i_keep_text(&x->arena, options->function);
  asking q = {.answer = x};
  status = styr_graph_freeze(map, &options->filter, &x->arena.a, &q.graph, error);
  if (status == STYR_OK) {
    bool ok =
        styr_i_scopes_init(&q.scopes, map, &x->arena.a) && (q.box = styr_i_zalloc(&x->arena.a, q.scopes.words + 1, sizeof *q.box)) != NULL;
    ok = ok && find_holders(&q) && find_gates(&q) && find_overlaps(&q) && cover_cases(&q) && !x->arena.nomem;
    if (!ok && q.too_many)
      status = styr_i_fail(error, STYR_ERR_LIMIT, "the scopes leave more than %d pieces of a case's class", STYR_I_MOST_PIECES);
    else if (!ok) status = styr_i_nomem(error);
  }
  styr_i_free(&x->arena.a, q.boxes);
  styr_i_free(&x->arena.a, q.box);
  styr_i_scopes_done(&q.scopes);
  styr_graph_free(q.graph);
  if (status == STYR_OK) *out = x;
  else styr_mandates_free(x);
  return status;
}

void styr_mandates_free(styr_mandates *answer) {
  if (!answer) return;
  styr_i_free(&answer->arena.a, answer->mandates);
  styr_i_free(&answer->arena.a, answer->overlaps);
  styr_i_free(&answer->arena.a, answer->cases);
  styr_i_free(&answer->arena.a, answer->gates);
  styr_i_arena_done(&answer->arena);
  styr_i_free(&styr_i_libc, answer);
}

size_t styr_mandates_count(const styr_mandates *answer) {
  if (!answer) return 0;
  return answer->count;
}
const styr_mandate *styr_mandates_get(const styr_mandates *answer, size_t index) {
  return answer && index < styr_mandates_count(answer) ? &answer->mandates[index] : NULL;
}
size_t styr_mandates_overlap_count(const styr_mandates *answer) {
  if (!answer) return 0;
  return answer->overlap_count;
}
const styr_overlap *styr_mandates_overlap(const styr_mandates *answer, size_t index) {
  return answer && index < styr_mandates_overlap_count(answer) ? &answer->overlaps[index] : NULL;
}
size_t styr_mandates_case_count(const styr_mandates *answer) {
  if (!answer) return 0;
  return answer->case_count;
}
const styr_class_cover *styr_mandates_case(const styr_mandates *answer, size_t index) {
  return answer && index < styr_mandates_case_count(answer) ? &answer->cases[index] : NULL;
}
size_t styr_mandates_gate_count(const styr_mandates *answer) {
  if (!answer) return 0;
  return answer->gate_count;
}
const styr_gate *styr_mandates_gate(const styr_mandates *answer, size_t index) {
  return answer && index < styr_mandates_gate_count(answer) ? &answer->gates[index] : NULL;
}

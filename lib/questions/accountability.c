/* SPDX-License-Identifier: MIT */
/* Accountability: for each tie of money or mandate, whether its receiver reports back; actors with several principals; circles of
 * reports, which are strongly connected components (lib/graph/components.c). Definitions: docs/questions.md. */
#include "questions/questions_i.h"

#include <styr/account.h>

/* ---- reports ---- */

/* A report to the issuer or coordinator of a text counts as a report to the text. */
static bool issues_or_coordinates(const styr_map *map, styr_tie tie) {
  const char *type = styr_tie_type(map, tie);
  return styr_node_is_text(styr_tie_to(map, tie)) && (strcmp(type, "issues") == 0 || strcmp(type, "coordinates") == 0);
}

/* Statements about reports: ties of type reports_to and denials of such ties, in file order. Ties are numbered first, then
 * denials. Chains store numbers from 1, and 0 at their end. */
typedef struct statements {
  const styr_allocator *a;
  const styr_graph *g;
  uint32_t ties;                   /* number of ties; higher numbers are denials */
  uint32_t *first, *next, *counts; /* by actor: the chain of its statements, and how many */
  styr_i_index first_to;           /* by actor and whom it reports to: the chain of statements */
  uint32_t *next_to;
  styr_i_index issuers;    /* by text and actor that issues or coordinates it: the first such tie */
  uint32_t *issuer_counts; /* by text */
  uint32_t *denied, now;   /* by place: the last judgement that found a denial of a report to it */
  uint32_t *about;         /* statements about the current principal, numbered from 0 */
  size_t about_count;
} statements;

static uint64_t pair(styr_node a, styr_node b) {
  return (uint64_t)a.ref << 32 | b.ref;
}

static styr_node reported_to(const statements *s, uint32_t statement) {
  return statement < s->ties ? styr_tie_to(s->g->map, styr_i_graph_tie(s->g, statement))
                             : styr_denial_get(s->g->map, statement - s->ties).to;
}

static bool gather_reports(statements *s, size_t count) {
  const styr_map *map = s->g->map;
  for (uint32_t i = (uint32_t)count; i-- > 0;) {
    const bool tie = i < s->ties;
    const styr_denial d = tie ? (styr_denial){{0}, {0}, NULL, {0}} : styr_denial_get(map, i - s->ties);
    const styr_node from = tie ? styr_tie_from(map, styr_i_tie(map, i)) : d.from;
    if (styr_node_is_text(from) || strcmp(tie ? styr_tie_type(map, styr_i_tie(map, i)) : d.type, "reports_to") != 0) continue;
    const uint64_t key = pair(from, reported_to(s, i));
    const uint32_t later = styr_i_index_get(&s->first_to, key);
    s->next[i] = s->first[from.ref];
    s->first[from.ref] = i + 1;
    s->counts[from.ref]++;
    s->next_to[i] = later == STYR_I_NONE ? 0 : later;
    if (!styr_i_index_set(&s->first_to, key, i + 1)) return false;
  }
  return true;
}

static bool gather_issuers(statements *s) {
  const styr_map *map = s->g->map;
  for (uint32_t i = 0; i < s->ties; i++) {
    const styr_tie tie = styr_i_graph_tie(s->g, i);
    const uint64_t key = pair(styr_tie_to(map, tie), styr_tie_from(map, tie));
    if (!styr_i_graph_has(s->g, tie) || !issues_or_coordinates(map, tie) || styr_i_index_get(&s->issuers, key) != STYR_I_NONE) continue;
    if (!styr_i_index_set(&s->issuers, key, i)) return false;
    s->issuer_counts[styr_node_row(styr_tie_to(map, tie))]++;
  }
  return true;
}

static bool gather(statements *s, const styr_allocator *a, const styr_graph *g) {
  const size_t actors = styr_map_count(g->map, STYR_ACTORS);
  *s = (statements){.a = a, .g = g, .ties = (uint32_t)styr_map_count(g->map, STYR_TIES)};
  const size_t count = s->ties + styr_denial_count(g->map);
  styr_i_index_init(&s->first_to, a);
  styr_i_index_init(&s->issuers, a);
  s->first = styr_i_zalloc(a, actors + 1, sizeof *s->first);
  s->counts = styr_i_zalloc(a, actors + 1, sizeof *s->counts);
  s->next = styr_i_zalloc(a, count + 1, sizeof *s->next);
  s->next_to = styr_i_zalloc(a, count + 1, sizeof *s->next_to);
  s->about = styr_i_array(a, count + 1, sizeof *s->about);
  s->issuer_counts = styr_i_zalloc(a, styr_map_count(g->map, STYR_TEXTS) + 1, sizeof *s->issuer_counts);
  s->denied = styr_i_zalloc(a, (size_t)g->places + 1, sizeof *s->denied);
  return s->first && s->counts && s->next && s->next_to && s->about && s->issuer_counts && s->denied && gather_reports(s, count) &&
         gather_issuers(s);
}

static void statements_done(statements *s) {
  styr_i_free(s->a, s->first);
  styr_i_free(s->a, s->counts);
  styr_i_free(s->a, s->next);
  styr_i_free(s->a, s->next_to);
  styr_i_free(s->a, s->about);
  styr_i_free(s->a, s->issuer_counts);
  styr_i_free(s->a, s->denied);
  styr_i_index_done(&s->first_to);
  styr_i_index_done(&s->issuers);
}

static void take_reports(statements *s, styr_node agent, styr_node to) {
  const uint32_t first = styr_i_index_get(&s->first_to, pair(agent, to));
  for (uint32_t k = first == STYR_I_NONE ? 0 : first; k; k = s->next_to[k - 1]) s->about[s->about_count++] = k - 1;
}

/* The statements about reports by an agent to a principal, in file order. A text counts as addressed when its issuer or coordinator
 * is. Either the ties into the text or the statements of the agent are searched, whichever are fewer. */
static void find_about(statements *s, styr_node agent, styr_node principal) {
  const uint32_t place = styr_i_place_of(s->g, principal);
  s->about_count = 0;
  if (styr_node_is_text(principal) && s->counts[agent.ref] < styr_graph_degree(s->g, place, true)) {
    for (uint32_t k = s->first[agent.ref]; k; k = s->next[k - 1]) {
      const styr_node to = reported_to(s, k - 1);
      if (styr_node_same(to, principal) || styr_i_index_get(&s->issuers, pair(principal, to)) != STYR_I_NONE)
        s->about[s->about_count++] = k - 1;
    }
    return;
  }
  take_reports(s, agent, principal);
  if (!styr_node_is_text(principal)) return;
  styr_arc arc;
  for (styr_arcs arcs = styr_graph_in(s->g, place); styr_arcs_next(&arcs, &arc);)
    if (arc.place != place && styr_i_index_get(&s->issuers, pair(principal, styr_i_node_at(s->g, arc.place))) == arc.tie.index)
      take_reports(s, agent, styr_i_node_at(s->g, arc.place)); /* only the first tie of each issuer or coordinator */
  styr_i_sort_u32(s->about, s->about_count);
}

typedef struct evidence_found {
  bool holds, may_hold, denied, doubted;
  uint32_t issuers; /* for a text: the number of its issuers and coordinators to whom claims deny a report */
} evidence_found;

/* Returns whether it denies the report. */
static bool read_tie(styr_accounts *x, const styr_graph *g, styr_tie tie, evidence_found *v) {
  if (styr_i_graph_has(g, tie)) {
    if (styr_graph_contested(g, tie)) v->may_hold = true;
    else v->holds = true;
    styr_i_arena_tie(&x->arena, tie);
    return false;
  }
  if (styr_tie_valid(g->map, tie, &x->arena.filter)) { /* not in the graph: its claims that count are against it */
    const size_t before = x->arena.claim_count;
    styr_i_arena_claims(&x->arena, styr_claims_of_tie(g->map, tie));
    return x->arena.claim_count > before;
  }
  return false;
}

static bool read_denial(styr_accounts *x, const styr_map *map, styr_claim claim, evidence_found *v) {
  if (!styr_claim_counts(map, claim, &x->arena.filter)) return false;
  styr_i_arena_claim(&x->arena, claim);
  const bool absent = styr_claim_get(map, claim).stance == STYR_ABSENT;
  v->doubted |= !absent;
  return absent;
}

/* A report to an actor is denied directly. One to a text is denied when it is denied for the text itself, or for each of its
 * issuers and coordinators. */
static void deny(statements *s, styr_node principal, styr_node to, evidence_found *v) {
  if (!styr_node_same(to, principal)) {
    uint32_t *last = &s->denied[styr_i_place_of(s->g, to)];
    if (*last == s->now) return;
    *last = s->now;
    if (++v->issuers < s->issuer_counts[styr_node_row(principal)]) return;
  }
  v->denied = true;
}

static void judge(styr_accounts *x, statements *s, styr_account *account) {
  evidence_found v = {0};
  s->now++;
  find_about(s, account->agent, account->principal);
  for (size_t i = 0; i < s->about_count; i++) {
    const uint32_t k = s->about[i];
    const bool denies = k < s->ties ? read_tie(x, s->g, styr_i_graph_tie(s->g, k), &v)
                                    : read_denial(x, s->g->map, styr_denial_get(s->g->map, k - s->ties).claim, &v);
    if (denies) deny(s, account->principal, reported_to(s, k), &v);
  }
  if (v.holds) account->reports = v.denied ? STYR_UNKNOWN : STYR_YES;
  else account->reports = v.denied && !v.doubted && !v.may_hold ? STYR_NO : STYR_UNKNOWN;
  account->evidence = styr_i_arena_end(&x->arena);
}

/* Each pair of agent and principal is judged once, whatever the number of ties between them. */
static bool find_accounts(styr_accounts *x, const styr_graph *g) {
  const styr_map *map = g->map;
  statements all;
  styr_i_index judged;
  bool ok = gather(&all, &x->arena.a, g);
  styr_i_index_init(&judged, &x->arena.a);
  for (uint32_t i = 0; ok && i < all.ties; i++) {
    const styr_tie tie = styr_i_graph_tie(g, i);
    const char *type = styr_tie_type(map, tie);
    styr_account a = {.tie = tie, .principal = styr_tie_from(map, tie), .agent = styr_tie_to(map, tie)};
    if ((strcmp(type, "funds") != 0 && strcmp(type, "mandates") != 0) || styr_node_is_text(a.agent) || !styr_i_graph_has(g, tie)) continue;
    ok = STYR_I_GROW(&x->arena.a, x->ties, x->cap, x->count + 1);
    if (!ok) break;
    const uint32_t same = styr_i_index_get(&judged, pair(a.agent, a.principal));
    if (same == STYR_I_NONE) {
      judge(x, &all, &a);
      ok = styr_i_index_set(&judged, pair(a.agent, a.principal), (uint32_t)x->count);
    } else {
      a.reports = x->ties[same].reports;
      a.evidence = x->ties[same].evidence;
    }
    x->ties[x->count++] = a;
  }
  statements_done(&all);
  styr_i_index_done(&judged);
  return ok;
}

/* ---- several principals ---- */

static bool find_multiple(styr_accounts *x, const styr_graph *g) {
  const size_t actors = g->actors;
  styr_node *principals = styr_i_array(&x->arena.a, x->count + 1, sizeof *principals);
  styr_tie *ties = styr_i_array(&x->arena.a, x->count + 1, sizeof *ties);
  size_t *first = styr_i_zalloc(&x->arena.a, actors + 2, sizeof *first), *at = styr_i_array(&x->arena.a, x->count + 1, sizeof *at),
         *met = styr_i_zalloc(&x->arena.a, (size_t)g->places + 1, sizeof *met), cap = 0; /* by place: the last agent of it, from 1 */
  bool ok = principals && ties && first && at && met;
  for (size_t i = 0; ok && i < x->count; i++) first[x->ties[i].agent.ref + 2]++;
  for (size_t i = 0; ok && i < actors; i++) first[i + 2] += first[i + 1];
  for (size_t i = 0; ok && i < x->count; i++) at[first[x->ties[i].agent.ref + 1]++] = i;
  for (size_t agent = 0; ok && agent < actors; agent++) {
    size_t n = 0, k = 0;
    for (size_t i = first[agent]; i < first[agent + 1]; i++) {
      const styr_account *a = &x->ties[at[i]];
      size_t *last = &met[styr_i_place_of(g, a->principal)];
      if (*last != agent + 1) principals[n++] = a->principal;
      *last = agent + 1;
      ties[k++] = a->tie;
    }
    if (n < 2) continue;
    ok = STYR_I_GROW(&x->arena.a, x->multiple, cap, x->multiple_count + 1);
    if (ok)
      x->multiple[x->multiple_count++] =
          (styr_many_principals){styr_map_actor(g->map, agent), styr_i_keep(&x->arena, principals, n, sizeof *principals), n,
                                 styr_i_keep(&x->arena, ties, k, sizeof *ties), k};
  }
  styr_i_free(&x->arena.a, principals);
  styr_i_free(&x->arena.a, ties);
  styr_i_free(&x->arena.a, first);
  styr_i_free(&x->arena.a, at);
  styr_i_free(&x->arena.a, met);
  return ok;
}

/* ---- circles ---- */

typedef struct circling {
  styr_accounts *x;
  const styr_graph *g;
  const styr_i_arc_set *reports;
  styr_node *room;
  size_t cap;
} circling;

static bool reports_to_itself(const circling *c, uint32_t place) {
  styr_i_arcs_from it = {.place = place};
  for (uint32_t far; styr_i_arc_next(c->reports, &it, &far);)
    if (far == place) return true;
  return false;
}

static int by_first(const void *a, const void *b) {
  return styr_i_by_u32(((const styr_report_circle *)a)->members, ((const styr_report_circle *)b)->members);
}

static bool keep_circle(void *ctx, const uint32_t *places, size_t count) {
  circling *c = ctx;
  styr_accounts *x = c->x;
  if (count == 1 && !reports_to_itself(c, places[0])) return true;
  for (size_t i = 0; i < count; i++) c->room[i] = styr_i_node_at(c->g, places[i]);
  qsort(c->room, count, sizeof *c->room, styr_i_by_u32);
  if (!STYR_I_GROW(&x->arena.a, x->circles, c->cap, x->circle_count + 1)) return false;
  const styr_node *members = styr_i_keep(&x->arena, c->room, count, sizeof *c->room);
  if (members) x->circles[x->circle_count++] = (styr_report_circle){members, count};
  return members != NULL;
}

static bool find_circles(styr_accounts *x, const styr_graph *g) {
  const styr_allocator *a = &x->arena.a;
  styr_i_arc_run run = {.g = g, .side = &g->out};
  for (uint32_t t = 0; t < g->types; t++)
    if (strcmp(styr_i_str(&g->map->strings, g->map->terms[g->type_term[t]].term), "reports_to") == 0) run.low = t, run.high = t + 1;
  if (!run.high) return true;
  const styr_i_arc_set reports = {.runs = &run, .count = 1};
  uint32_t *of = styr_i_zalloc(a, (size_t)g->places + 1, sizeof *of);
  circling c = {x, g, &reports, styr_i_array(a, (size_t)g->places + 1, sizeof *c.room), 0};
  const bool ok = of && c.room && styr_i_components(a, &reports, g->places, NULL, g->places, of, keep_circle, &c);
  if (ok && x->circle_count) qsort(x->circles, x->circle_count, sizeof *x->circles, by_first);
  styr_i_free(a, of);
  styr_i_free(a, c.room);
  return ok;
}

/* ---- the question ---- */

styr_status styr_accounts_open(const styr_map *map, const styr_filter *filter, styr_accounts **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && out)) return STYR_ERR_ARG;
  if (!styr_i_filter_known(error, filter)) return STYR_ERR_ARG;
  static const styr_filter everything = STYR_FILTER_INIT;
  styr_accounts *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  styr_graph *g = NULL;
  if (!x) return styr_i_nomem(error);
  styr_i_arena_init(&x->arena, &styr_i_libc, map, filter ? filter : &everything);
  styr_status status = styr_graph_freeze(map, filter, &x->arena.a, &g, error);
  if (status == STYR_OK && (!find_accounts(x, g) || !find_multiple(x, g) || !find_circles(x, g) || x->arena.nomem))
    status = styr_i_nomem(error);
  styr_graph_free(g);
  if (status == STYR_OK) *out = x;
  else styr_accounts_free(x);
  return status;
}

void styr_accounts_free(styr_accounts *answer) {
  if (!answer) return;
  styr_i_free(&answer->arena.a, answer->ties);
  styr_i_free(&answer->arena.a, answer->multiple);
  styr_i_free(&answer->arena.a, answer->circles);
  styr_i_arena_done(&answer->arena);
  styr_i_free(&styr_i_libc, answer);
}

const styr_account *styr_accounts_ties(const styr_accounts *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->count;
  return answer->ties;
}
const styr_many_principals *styr_accounts_multiple(const styr_accounts *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->multiple_count;
  return answer->multiple;
}
const styr_report_circle *styr_accounts_circles(const styr_accounts *answer, size_t *count) {
  if (!styr_i_lists(answer, count)) return NULL;
  *count = answer->circle_count;
  return answer->circles;
}

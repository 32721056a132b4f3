/* SPDX-License-Identifier: MIT */
/* Who answers to whom: money and mandates beside the reports that go back, actors with several principals, and circles of
 * reports (strongly connected components: two searches, Kosaraju as in Sharir 1981). Definitions: docs/questions.md. */
#include "ruling_i.h"

#include <styr/account.h>

struct styr_accounts {
  styr_i_ledger ledger;
  styr_account *ties;
  size_t count, cap;
  styr_many_principals *multiple;
  size_t multiple_count;
  styr_report_circle *circles;
  size_t circle_count;
};

/* ---- reports ---- */

/* Whether a report to `to` is one to the principal: the actor itself, or who issues or coordinates the text. */
static bool answers_to(const styr_graph *g, styr_node to, styr_node principal) {
  if (styr_node_same(to, principal)) return true;
  if (!styr_node_is_text(principal)) return false;
  styr_arc arc;
  for (styr_arcs arcs = styr_graph_in(g, styr_graph_place(g, principal)); styr_arcs_next(&arcs, &arc);) {
    const char *type = styr_tie_type(g->map, arc.tie);
    if (styr_node_same(styr_graph_node(g, arc.place), to) && (strcmp(type, "issues") == 0 || strcmp(type, "coordinates") == 0)) return true;
  }
  return false;
}

/* What each actor is said to report, or not to report: ties `reports_to` and denials of such, in file order. */
typedef struct sayings {
  uint32_t *first; /* by actor: saying + 1 */
  uint32_t *next;
  uint32_t ties; /* number of ties: sayings from there on are denials */
} sayings;

static bool gather(sayings *s, const styr_allocator *a, const styr_map *map) {
  s->ties = (uint32_t)styr_map_count(map, STYR_TIES);
  const size_t count = s->ties + styr_denial_count(map);
  s->first = styr_i_zalloc(a, styr_map_count(map, STYR_ACTORS) + 1, sizeof *s->first);
  s->next = styr_i_zalloc(a, count + 1, sizeof *s->next);
  if (!s->first || !s->next) return false;
  for (size_t i = count; i-- > 0;) {
    const bool tie = i < s->ties;
    const styr_denial d = tie ? (styr_denial){{0}, {0}, NULL, {0}} : styr_denial_get(map, i - s->ties);
    const styr_node from = tie ? styr_tie_from(map, (styr_tie){(uint32_t)i}) : d.from;
    if (styr_node_is_text(from) || strcmp(tie ? styr_tie_type(map, (styr_tie){(uint32_t)i}) : d.type, "reports_to") != 0) continue;
    s->next[i] = s->first[from.ref];
    s->first[from.ref] = (uint32_t)i + 1;
  }
  return true;
}

typedef struct verdicts {
  bool holds, may_hold, denied, doubted;
} verdicts;

static void hear_tie(styr_accounts *x, const styr_graph *g, styr_tie tie, verdicts *v) {
  if (styr_i_graph_has(g, tie)) {
    if (styr_graph_contested(g, tie)) v->may_hold = true;
    else v->holds = true;
    styr_i_ledger_tie(&x->ledger, tie);
  } else if (styr_tie_valid(g->map, tie, &x->ledger.filter)) { /* not seen: its counting claims speak against it */
    const size_t before = x->ledger.claim_count;
    styr_i_ledger_claims(&x->ledger, styr_claims_of_tie(g->map, tie));
    v->denied |= x->ledger.claim_count > before;
  }
}

static styr_verdict judge(styr_accounts *x, const styr_graph *g, const sayings *s, styr_node agent, styr_node principal) {
  verdicts v = {false, false, false, false};
  for (uint32_t k = s->first[agent.ref]; k; k = s->next[k - 1]) {
    if (k - 1 < s->ties) {
      const styr_tie tie = {k - 1};
      if (answers_to(g, styr_tie_to(g->map, tie), principal)) hear_tie(x, g, tie, &v);
      continue;
    }
    const styr_denial d = styr_denial_get(g->map, k - 1 - s->ties);
    if (!answers_to(g, d.to, principal) || !styr_claim_counts(g->map, d.claim, &x->ledger.filter)) continue;
    styr_i_ledger_claim(&x->ledger, d.claim);
    if (styr_claim_get(g->map, d.claim).stance == STYR_ABSENT) v.denied = true;
    else v.doubted = true;
  }
  if (v.holds) return v.denied ? STYR_UNKNOWN : STYR_YES;
  return v.denied && !v.doubted && !v.may_hold ? STYR_NO : STYR_UNKNOWN;
}

static bool find_accounts(styr_accounts *x, const styr_graph *g) {
  const styr_map *map = g->map;
  sayings said = {NULL, NULL, 0};
  bool ok = gather(&said, &x->ledger.a, map);
  for (uint32_t i = 0; ok && i < said.ties; i++) {
    const styr_tie tie = {i};
    const char *type = styr_tie_type(map, tie);
    styr_account a = {.tie = tie, .principal = styr_tie_from(map, tie), .agent = styr_tie_to(map, tie)};
    if ((strcmp(type, "funds") != 0 && strcmp(type, "mandates") != 0) || styr_node_is_text(a.agent) || !styr_i_graph_has(g, tie)) continue;
    ok = STYR_I_GROW(&x->ledger.a, x->ties, x->cap, x->count + 1);
    if (!ok) break;
    a.reports = judge(x, g, &said, a.agent, a.principal);
    a.evidence = styr_i_ledger_end(&x->ledger);
    x->ties[x->count++] = a;
  }
  styr_i_free(&x->ledger.a, said.first);
  styr_i_free(&x->ledger.a, said.next);
  return ok;
}

/* ---- several principals ---- */

static bool find_multiple(styr_accounts *x, const styr_map *map) {
  const size_t actors = styr_map_count(map, STYR_ACTORS);
  styr_node *principals = styr_i_array(&x->ledger.a, x->count + 1, sizeof *principals);
  styr_tie *ties = styr_i_array(&x->ledger.a, x->count + 1, sizeof *ties);
  size_t *first = styr_i_zalloc(&x->ledger.a, actors + 2, sizeof *first), *at = styr_i_array(&x->ledger.a, x->count + 1, sizeof *at),
         cap = 0;
  bool ok = principals && ties && first && at;
  for (size_t i = 0; ok && i < x->count; i++) first[x->ties[i].agent.ref + 2]++;
  for (size_t i = 0; ok && i < actors; i++) first[i + 2] += first[i + 1];
  for (size_t i = 0; ok && i < x->count; i++) at[first[x->ties[i].agent.ref + 1]++] = i;
  for (size_t agent = 0; ok && agent < actors; agent++) {
    size_t n = 0, k = 0;
    for (size_t i = first[agent]; i < first[agent + 1]; i++) {
      const styr_account *a = &x->ties[at[i]];
      bool met = false;
      for (size_t j = 0; j < n && !met; j++) met = styr_node_same(principals[j], a->principal);
      if (!met) principals[n++] = a->principal;
      ties[k++] = a->tie;
    }
    if (n < 2) continue;
    ok = STYR_I_GROW(&x->ledger.a, x->multiple, cap, x->multiple_count + 1);
    if (ok)
      x->multiple[x->multiple_count++] =
          (styr_many_principals){styr_map_actor(map, agent), styr_i_keep(&x->ledger, principals, n, sizeof *principals), n,
                                 styr_i_keep(&x->ledger, ties, k, sizeof *ties), k};
  }
  styr_i_free(&x->ledger.a, principals);
  styr_i_free(&x->ledger.a, ties);
  styr_i_free(&x->ledger.a, first);
  styr_i_free(&x->ledger.a, at);
  return ok;
}

/* ---- circles ---- */

typedef struct reports { /* who reports to whom, both ways */
  const styr_graph *g;
  uint32_t type, actors; /* the graph's number of reports_to; UINT32_MAX: no such tie */
} reports;

static void slice(const reports *r, bool backward, uint32_t place, const uint32_t **far, uint32_t *at, uint32_t *end) {
  const styr_i_side *side = backward ? &r->g->in : &r->g->out;
  styr_i_ties_of(r->g, side, place, r->type, r->type + 1, at, end);
  *far = side->far;
}

/* Depth first from a place over what was not met; calls places as they are left. */
static size_t walk(const reports *r, bool backward, uint32_t start, bool *met, uint32_t (*stack)[2], uint32_t *left, size_t count) {
  size_t top = 0;
  met[start] = true;
  stack[top][0] = start;
  stack[top++][1] = 0;
  while (top) {
    const uint32_t *far;
    uint32_t at, end;
    slice(r, backward, stack[top - 1][0], &far, &at, &end);
    at += stack[top - 1][1];
    while (at < end && met[far[at]]) at++, stack[top - 1][1]++;
    if (at == end) {
      left[count++] = stack[--top][0];
      continue;
    }
    stack[top - 1][1]++;
    met[far[at]] = true;
    stack[top][0] = far[at];
    stack[top++][1] = 0;
  }
  return count;
}

static bool reports_to_itself(const reports *r, uint32_t place) {
  const uint32_t *far;
  uint32_t at, end;
  slice(r, false, place, &far, &at, &end);
  for (; at < end; at++)
    if (far[at] == place) return true;
  return false;
}

static int by_ref(const void *a, const void *b) {
  const uint32_t x = ((const styr_node *)a)->ref, y = ((const styr_node *)b)->ref;
  return x < y ? -1 : x > y;
}

static int by_first(const void *a, const void *b) {
  return by_ref(((const styr_report_circle *)a)->members, ((const styr_report_circle *)b)->members);
}

static bool keep_circle(styr_accounts *x, const reports *r, const uint32_t *places, size_t count, styr_node *room, size_t *cap) {
  if (count == 1 && !reports_to_itself(r, places[0])) return true;
  for (size_t i = 0; i < count; i++) room[i] = styr_i_node_at(r->g, places[i]);
  qsort(room, count, sizeof *room, by_ref);
  if (!STYR_I_GROW(&x->ledger.a, x->circles, *cap, x->circle_count + 1)) return false;
  const styr_node *members = styr_i_keep(&x->ledger, room, count, sizeof *room);
  if (members) x->circles[x->circle_count++] = (styr_report_circle){members, count};
  return members != NULL;
}

static bool find_circles(styr_accounts *x, const styr_graph *g) {
  reports r = {g, UINT32_MAX, g->actors};
  for (uint32_t t = 0; t < g->types; t++)
    if (strcmp(styr_i_str(&g->map->strings, g->map->terms[g->type_term[t]].term), "reports_to") == 0) r.type = t;
  if (r.type == UINT32_MAX) return true;
  const styr_allocator *a = &x->ledger.a;
  bool *met = styr_i_zalloc(a, (size_t)g->places + 1, sizeof *met);
  uint32_t(*stack)[2] = styr_i_array(a, (size_t)g->places + 1, sizeof *stack);
  uint32_t *left = styr_i_array(a, (size_t)g->places + 1, sizeof *left), *part = styr_i_array(a, (size_t)g->places + 1, sizeof *part);
  styr_node *room = styr_i_array(a, (size_t)g->places + 1, sizeof *room);
  size_t count = 0, cap = 0;
  bool ok = met && stack && left && part && room;
  for (uint32_t p = 0; ok && p < g->places; p++)
    if (!met[p]) count = walk(&r, false, p, met, stack, left, count);
  if (ok) memset(met, 0, (size_t)g->places);
  while (ok && count) {
    const uint32_t start = left[--count];
    if (!met[start]) ok = keep_circle(x, &r, part, walk(&r, true, start, met, stack, part, 0), room, &cap);
  }
  if (ok && x->circle_count) qsort(x->circles, x->circle_count, sizeof *x->circles, by_first);
  styr_i_free(a, met);
  styr_i_free(a, stack);
  styr_i_free(a, left);
  styr_i_free(a, part);
  styr_i_free(a, room);
  return ok;
}

/* ---- the question ---- */

styr_status styr_accounts_open(const styr_map *map, const styr_filter *filter, styr_accounts **out, styr_error *error) {
  static const styr_filter everything = STYR_FILTER_INIT;
  styr_accounts *x = styr_i_zalloc(&styr_i_libc, 1, sizeof *x);
  styr_graph *g = NULL;
  if (!x) return styr_i_nomem(error);
  styr_i_ledger_init(&x->ledger, &styr_i_libc, map, filter ? filter : &everything);
  styr_status status = styr_graph_freeze(map, filter, &x->ledger.a, &g, error);
  if (status == STYR_OK && (!find_accounts(x, g) || !find_multiple(x, map) || !find_circles(x, g) || x->ledger.nomem))
    status = styr_i_nomem(error);
  styr_graph_free(g);
  if (status == STYR_OK) *out = x;
  else styr_accounts_free(x);
  return status;
}

void styr_accounts_free(styr_accounts *answer) {
  if (!answer) return;
  styr_i_free(&answer->ledger.a, answer->ties);
  styr_i_free(&answer->ledger.a, answer->multiple);
  styr_i_free(&answer->ledger.a, answer->circles);
  styr_i_ledger_done(&answer->ledger);
  styr_i_free(&styr_i_libc, answer);
}

const styr_account *styr_accounts_ties(const styr_accounts *answer, size_t *count) {
  *count = answer->count;
  return answer->ties;
}
const styr_many_principals *styr_accounts_multiple(const styr_accounts *answer, size_t *count) {
  *count = answer->multiple_count;
  return answer->multiple;
}
const styr_report_circle *styr_accounts_circles(const styr_accounts *answer, size_t *count) {
  *count = answer->circle_count;
  return answer->circles;
}

/* ---- in words and in data ---- */

static void json_account(styr_i_out *o, const styr_map *map, const styr_account *a) {
  styr_i_json_open(o, NULL, '{');
  styr_i_tell_tie(o, map, "tie", a->tie);
  styr_i_json_text(o, "type", styr_tie_type(map, a->tie));
  styr_i_tell_node(o, map, "from", a->principal);
  styr_i_tell_node(o, map, "to", a->agent);
  styr_i_json_text(o, "reports", styr_verdict_name(a->reports));
  styr_i_tell_ties(o, map, "by", a->evidence.ties, a->evidence.tie_count);
  styr_i_tell_claims(o, map, "claims", &a->evidence);
  styr_i_json_close(o, '}');
}

static void write_json(styr_i_out *o, const styr_map *map, const styr_accounts *x, const char *lang) {
  styr_i_json_open(o, NULL, '{');
  styr_i_json_open(o, "ties", '[');
  for (size_t i = 0; i < x->count; i++) json_account(o, map, &x->ties[i]);
  styr_i_json_close(o, ']');
  styr_i_json_open(o, "multiple", '[');
  for (size_t i = 0; i < x->multiple_count; i++) {
    const styr_many_principals *m = &x->multiple[i];
    styr_i_json_open(o, NULL, '{');
    styr_i_tell_node(o, map, "id", m->agent);
    styr_i_json_text(o, "label", styr_node_label(map, m->agent, lang));
    styr_i_tell_nodes(o, map, "principals", m->principals, m->count);
    styr_i_tell_ties(o, map, "ties", m->ties, m->tie_count);
    styr_i_json_close(o, '}');
  }
  styr_i_json_close(o, ']');
  styr_i_json_open(o, "circles", '[');
  for (size_t i = 0; i < x->circle_count; i++) styr_i_tell_nodes(o, map, NULL, x->circles[i].members, x->circles[i].count);
  styr_i_json_close(o, ']');
  styr_i_json_close(o, '}');
  styr_i_put(o, "\n");
}

static void write_text(styr_i_out *o, const styr_map *map, const styr_accounts *x, const char *lang) {
  static const char *const words[] = {"not known whether it reports", "reports back", "does not report"};
  for (size_t i = 0; i < x->count; i++) {
    const styr_account *a = &x->ties[i];
    styr_i_putf(o, "%s", styr_node_label(map, a->principal, lang));
    styr_i_putf(o, " --%s-> ", styr_tie_type(map, a->tie));
    styr_i_putf(o, "%s: %s\n", styr_node_label(map, a->agent, lang), words[a->reports]);
    styr_i_tell_evidence(o, map, &a->evidence);
  }
  styr_i_putf(o, "%zu ties of money or mandate\n\nSeveral principals: %zu\n", x->count, x->multiple_count);
  for (size_t i = 0; i < x->multiple_count; i++) {
    styr_i_putf(o, "  %s:", styr_node_label(map, x->multiple[i].agent, lang));
    for (size_t k = 0; k < x->multiple[i].count; k++)
      styr_i_putf(o, "%s %s", k ? "," : "", styr_node_label(map, x->multiple[i].principals[k], lang));
    styr_i_put(o, "\n");
  }
  styr_i_putf(o, "\nCircles of reports: %zu\n", x->circle_count);
  for (size_t i = 0; i < x->circle_count; i++) {
    styr_i_put(o, " ");
    for (size_t k = 0; k < x->circles[i].count; k++)
      styr_i_putf(o, "%s %s", k ? "," : "", styr_node_label(map, x->circles[i].members[k], lang));
    styr_i_put(o, "\n");
  }
}

styr_status styr_accounts_write(const styr_accounts *answer, styr_format format, const char *lang, const styr_sink *sink,
                                styr_error *error) {
  const styr_map *map = answer->ledger.map;
  styr_i_out o = {sink, false, true, format == STYR_FORMAT_TEXT};
  char id[16];
  switch (format) {
  case STYR_FORMAT_TEXT: write_text(&o, map, answer, lang); break;
  case STYR_FORMAT_JSON: write_json(&o, map, answer, lang); break;
  case STYR_FORMAT_JSONL:
    for (size_t i = 0; i < answer->count; i++) {
      o.first = true;
      json_account(&o, map, &answer->ties[i]);
      styr_i_put(&o, "\n");
    }
    break;
  case STYR_FORMAT_CSV:
    styr_i_put(&o, "tie,type,from,to,reports\n");
    for (size_t i = 0; i < answer->count; i++) {
      const styr_account *a = &answer->ties[i];
      const char *cells[] = {styr_tie_id(map, a->tie, id), styr_tie_type(map, a->tie), styr_node_id(map, a->principal),
                             styr_node_id(map, a->agent), styr_verdict_name(a->reports)};
      styr_i_csv_row(&o, cells, 5);
    }
    break;
  }
  return styr_i_out_status(&o, error);
}

/* SPDX-License-Identifier: MIT */
/* Who sits outside the plan? Anchoring is reachability from the plan and its coordinating body along ruling ties other
 * than money, searched twice: through uncontested ties, and through contested ones as well. A denial (`none:…` claimed
 * absent, or a tie that claims only speak against) counts against it. The answer is three-valued because the claims
 * are: see styr/ruling.h for the definition. Writing the answer is outside_write.c's. */
#include "ruling_i.h"

#include <stdio.h>

enum { reason_count = 2 };

typedef struct audit {
  styr_outside *answer;
  const styr_map *map;
  const styr_filter *filter;
  styr_graph *graph;
  uint32_t *sure, *maybe; /* per place: the tie it was reached by + 1; ROOT for plan and body */
  uint32_t *sure_from, *maybe_from;
  bool nomem;
  bool doubtful_body; /* the claims about its coordinating the plan conflict */
  size_t payer_count;
} audit;

#define ROOT UINT32_MAX

const char *styr_standing_name(styr_standing standing) {
  return standing == STYR_STANDING_IN ? "in" : standing == STYR_STANDING_OUT ? "out" : "unknown";
}

/* ---- which plan, which body ---- */

static styr_status find_plan(const styr_map *map, styr_node *plan, styr_error *error) {
  size_t hits = 0;
  char names[256] = "";
  for (size_t i = 0; i < styr_map_count(map, STYR_TEXTS); i++) {
    const styr_node text = styr_map_text(map, i);
    if (strcmp(styr_node_kind(map, text), "plan") != 0) continue;
    *plan = text;
    const char *id = styr_node_id(map, text);
    if (strlen(names) + strlen(id) + 3 < sizeof names) {
      strcat(names, hits ? ", " : "");
      strcat(names, id);
    }
    hits++;
  }
  if (hits == 1) return STYR_OK;
  if (!hits) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the map has no text of kind plan: name the plan");
  return styr_i_fail(error, STYR_ERR_AMBIGUOUS, "the map has %zu texts of kind plan (%s): name the one you mean", hits, names);
}

/* The plan is a text in force at the date asked for, the body an actor. */
static styr_status check_asked(const styr_outside *o, const styr_filter *filter, styr_error *error) {
  if (!styr_node_is_text(o->plan))
    return styr_i_fail(error, STYR_ERR_NOT_FOUND, "%s is an actor; a plan is a text", styr_node_id(o->map, o->plan));
  if (styr_node_exists(o->body) && styr_node_is_text(o->body))
    return styr_i_fail(error, STYR_ERR_NOT_FOUND, "%s is a text; a coordinating body is an actor", styr_node_id(o->map, o->body));
  if (styr_node_valid(o->map, o->plan, filter)) return STYR_OK;
  char date[11];
  return styr_i_fail(error, STYR_ERR_NOT_FOUND, "%s is not in force %s%s", styr_node_id(o->map, o->plan),
                     filter->certain ? "throughout " : "in ", styr_date_format(filter->as_of, date));
}

static styr_status find_body(const styr_graph *g, styr_node plan, styr_node *body, bool *doubtful, styr_error *error) {
  const styr_map *map = styr_graph_map(g);
  styr_arc arc;
  styr_node found = {STYR_NODE_NONE_REF};
  for (styr_arcs arcs = styr_graph_in(g, styr_graph_place(g, plan)); styr_arcs_next(&arcs, &arc);) {
    if (strcmp(styr_tie_type(map, arc.tie), "coordinates") != 0) continue;
    const styr_node holder = styr_graph_node(g, arc.place);
    if (styr_node_is_text(holder)) continue;
    if (styr_node_exists(found) && !styr_node_same(found, holder))
      return styr_i_fail(error, STYR_ERR_AMBIGUOUS, "several actors coordinate %s (%s, %s): name the coordinating body",
                         styr_node_id(map, plan), styr_node_id(map, found), styr_node_id(map, holder));
    if (!styr_node_exists(found)) *doubtful = true;
    if (!styr_graph_contested(g, arc.tie)) *doubtful = false; /* one sure tie is enough */
    found = holder;
  }
  *body = found; /* a plan without a coordinating body is possible */
  return STYR_OK;
}

/* ---- anchoring ---- */

static bool is_money(const styr_map *map, styr_tie tie) {
  return strcmp(styr_tie_type(map, tie), "funds") == 0;
}

/* Breadth first along ruling ties; `reached` gets the tie by which each place was first met. */
static bool spread(const audit *w, bool contested_too, uint32_t *reached, uint32_t *from) {
  const styr_graph *g = w->graph;
  uint32_t *queue = styr_i_zalloc(&w->answer->a, styr_graph_places(g), sizeof *queue);
  if (!queue) return false;
  size_t head = 0, tail = 0;
  const styr_node roots[] = {w->answer->plan, w->answer->body};
  for (size_t i = 0; i < 2; i++) {
    if (!styr_node_exists(roots[i]) || reached[styr_graph_place(g, roots[i])]) continue;
    if (i && w->doubtful_body && !contested_too) continue;
    reached[styr_graph_place(g, roots[i])] = ROOT;
    queue[tail++] = styr_graph_place(g, roots[i]);
  }
  while (head < tail) {
    const uint32_t at = queue[head++];
    for (int inward = 0; inward < 2; inward++) {
      styr_arc arc;
      const styr_ruling rules = inward ? STYR_RULING_BACKWARD : STYR_RULING_FORWARD;
      for (styr_arcs arcs = inward ? styr_graph_in(g, at) : styr_graph_out(g, at); styr_arcs_next(&arcs, &arc);) {
        if (reached[arc.place] || styr_tie_ruling(w->map, arc.tie) != rules || is_money(w->map, arc.tie)) continue;
        if (!contested_too && styr_graph_contested(g, arc.tie)) continue;
        reached[arc.place] = arc.tie.index + 1;
        from[arc.place] = at;
        queue[tail++] = arc.place;
      }
    }
  }
  styr_i_free(&w->answer->a, queue);
  return true;
}

/* ---- evidence ---- */

static void add_claim(audit *w, styr_reason *r, styr_claim claim) {
  styr_outside *o = w->answer;
  for (size_t i = o->claim_count - r->claim_count; i < o->claim_count; i++)
    if (o->claims[i].index == claim.index) return;
  if (!STYR_I_GROW(&o->a, o->claims, o->claim_cap, o->claim_count + 1)) {
    w->nomem = true;
    return;
  }
  o->claims[o->claim_count++] = claim;
  r->claim_count++;
}

static void add_tie(audit *w, styr_reason *r, styr_tie tie) {
  styr_outside *o = w->answer;
  if (!STYR_I_GROW(&o->a, o->ties, o->tie_cap, o->tie_count + 1)) {
    w->nomem = true;
    return;
  }
  o->ties[o->tie_count++] = tie;
  r->tie_count++;
  for (styr_claim c = styr_claims_of_tie(w->map, tie); styr_claim_exists(c); c = styr_claims_next(w->map, c))
    if (styr_claim_counts(w->map, c, w->filter)) add_claim(w, r, c);
}

static void add_path(audit *w, styr_reason *r, const uint32_t *reached, const uint32_t *from, uint32_t place) {
  for (; reached[place] != ROOT && !w->nomem; place = from[place]) add_tie(w, r, (styr_tie){reached[place] - 1});
}

enum { most_payers = 64 }; /* of which it is counted that they give nothing; with more the answer stays unknown */

typedef struct against {
  bool denied, doubted;          /* a claim says absent; a claim disputes that */
  styr_node payers[most_payers]; /* different payers of plan money that are denied */
  size_t payer_count;
} against;

/* Money is denied when the plan itself is said to pay nothing, or every payer of plan money is. */
static void deny_payer(const audit *w, against *a, styr_node payer) {
  bool met = a->payer_count == most_payers;
  for (size_t i = 0; i < a->payer_count && !met; i++) met = styr_node_same(a->payers[i], payer);
  if (!met) a->payers[a->payer_count++] = payer;
  a->denied |= styr_node_same(payer, w->answer->plan) || a->payer_count >= w->payer_count;
}

static bool is_anchor(const audit *w, styr_node node) {
  return styr_node_same(node, w->answer->plan) || (styr_node_exists(w->answer->body) && styr_node_same(node, w->answer->body));
}

static bool denial_concerns(const audit *w, const styr_denial *d, styr_node node, bool money, const uint8_t *payers) {
  styr_term type;
  const bool funds = strcmp(d->type, "funds") == 0;
  if (money != funds || !styr_vocab_find(w->map, "tie", d->type, &type) || type.ruling == STYR_RULING_NONE) return false;
  const styr_node ruler = type.ruling == STYR_RULING_FORWARD ? d->from : d->to;
  const styr_node ruled = type.ruling == STYR_RULING_FORWARD ? d->to : d->from;
  if (!styr_node_same(ruled, node)) return false;
  return money ? payers[styr_graph_place(w->graph, ruler)] : is_anchor(w, ruler);
}

static void denials_of(audit *w, styr_reason *r, styr_node node, bool money, const uint8_t *payers, against *result) {
  for (size_t i = 0; i < styr_denial_count(w->map); i++) {
    const styr_denial d = styr_denial_get(w->map, i);
    if (!denial_concerns(w, &d, node, money, payers) || !styr_claim_counts(w->map, d.claim, w->filter)) continue;
    add_claim(w, r, d.claim);
    if (styr_claim_get(w->map, d.claim).stance != STYR_ABSENT) result->doubted = true;
    else if (money) deny_payer(w, result, d.from);
    else result->denied = true;
  }
}

/* Ties from the plan or the body that counting claims only speak against: they are hidden from the graph. */
static bool spoken_against(audit *w, styr_reason *r, styr_tie tie) {
  bool any = false;
  for (styr_claim c = styr_claims_of_tie(w->map, tie); styr_claim_exists(c); c = styr_claims_next(w->map, c)) {
    if (!styr_claim_counts(w->map, c, w->filter)) continue;
    any = true;
    add_claim(w, r, c);
  }
  return any;
}

static void hidden_ties_of(audit *w, styr_reason *r, styr_node node, bool money, const uint32_t *hidden, size_t count, against *result) {
  for (size_t i = 0; i < count; i++) {
    const styr_tie tie = {hidden[i]};
    const bool forward = styr_tie_ruling(w->map, tie) == STYR_RULING_FORWARD;
    if (is_money(w->map, tie) != money) continue;
    if (!styr_node_same(forward ? styr_tie_to(w->map, tie) : styr_tie_from(w->map, tie), node) || !spoken_against(w, r, tie)) continue;
    if (money) deny_payer(w, result, styr_tie_from(w->map, tie));
    else result->denied = true;
  }
}

static styr_reason reason_begin(const char *code) {
  const styr_reason r = {code, STYR_UNKNOWN, NULL, 0, NULL, 0};
  return r;
}

static styr_standing judge_anchoring(audit *w, styr_node node, const uint32_t *hidden, size_t hidden_count, styr_reason *r) {
  const uint32_t place = styr_graph_place(w->graph, node);
  *r = reason_begin("not_anchored");
  if (w->sure[place]) add_path(w, r, w->sure, w->sure_from, place);
  else if (w->maybe[place]) add_path(w, r, w->maybe, w->maybe_from, place);
  against a = {.denied = false};
  denials_of(w, r, node, false, NULL, &a);
  hidden_ties_of(w, r, node, false, hidden, hidden_count, &a);
  if (w->sure[place] && !a.denied) r->value = STYR_NO;
  else if (a.denied && !a.doubted && !w->maybe[place]) r->value = STYR_YES;
  return r->value == STYR_NO ? STYR_STANDING_IN : r->value == STYR_YES ? STYR_STANDING_OUT : STYR_STANDING_UNKNOWN;
}

static bool is_plan_money(const audit *w, styr_tie tie) {
  return is_money(w->map, tie) && (strcmp(styr_tie_programme(w->map, tie), styr_node_id(w->map, w->answer->plan)) == 0 ||
                                   styr_node_same(styr_tie_from(w->map, tie), w->answer->plan));
}

static void judge_money(audit *w, styr_node node, const uint8_t *payers, const uint32_t *hidden, size_t hidden_count, styr_reason *r) {
  *r = reason_begin("no_plan_money");
  bool receives = false, contested = false;
  styr_arc arc;
  for (styr_arcs arcs = styr_graph_in(w->graph, styr_graph_place(w->graph, node)); styr_arcs_next(&arcs, &arc);) {
    if (!is_plan_money(w, arc.tie)) continue;
    if (styr_graph_contested(w->graph, arc.tie)) contested = true;
    else receives = true;
    add_tie(w, r, arc.tie);
  }
  against a = {.denied = false};
  denials_of(w, r, node, true, payers, &a);
  hidden_ties_of(w, r, node, true, hidden, hidden_count, &a);
  if (receives && !a.denied) r->value = STYR_NO;
  else if (a.denied && !a.doubted && !receives && !contested) r->value = STYR_YES;
}

/* ---- the whole ---- */

/* The payers of plan money, and the hidden ties from plan and body. */
static bool survey(audit *w, uint8_t *payers, uint32_t **hidden, size_t *hidden_count) {
  size_t cap = 0;
  payers[styr_graph_place(w->graph, w->answer->plan)] = 1;
  for (uint32_t i = 0; i < styr_map_count(w->map, STYR_TIES); i++) {
    const styr_tie tie = {i};
    const styr_ruling ruling = styr_tie_ruling(w->map, tie);
    const styr_node from = styr_tie_from(w->map, tie);
    if (is_plan_money(w, tie)) {
      uint8_t *payer = &payers[styr_graph_place(w->graph, from)];
      if (!styr_tie_valid(w->map, tie, w->filter)) continue;
      w->payer_count += !*payer; /* the plan stands marked from the start: it is no payer to be counted */
      *payer = 1;
    } else if (ruling == STYR_RULING_NONE || is_money(w->map, tie) ||
               !is_anchor(w, ruling == STYR_RULING_FORWARD ? from : styr_tie_to(w->map, tie))) {
      continue;
    }
    if (!styr_tie_valid(w->map, tie, w->filter) || styr_tie_verdict(w->map, tie, w->filter) != STYR_NO) continue;
    if (!STYR_I_GROW(&w->answer->a, *hidden, cap, *hidden_count + 1)) return false;
    (*hidden)[(*hidden_count)++] = i;
  }
  return true;
}

/* Reasons hold offsets while their lists may still move; turn them into pointers. */
static void settle(styr_outside *o, size_t placings) {
  size_t tie = 0, claim = 0;
  for (size_t i = 0; i < placings * reason_count; i++) {
    o->reasons[i].ties = o->ties + tie;
    o->reasons[i].claims = o->claims + claim;
    tie += o->reasons[i].tie_count;
    claim += o->reasons[i].claim_count;
  }
}

static bool place_all(audit *w, const uint8_t *payers, const uint32_t *hidden, size_t hidden_count) {
  styr_outside *o = w->answer;
  const size_t actors = styr_map_count(w->map, STYR_ACTORS);
  styr_node *head = styr_i_zalloc(&o->a, actors, sizeof *head);
  size_t *unit_at = styr_i_zalloc(&o->a, actors + 1, sizeof *unit_at);
  styr_placing *all = styr_i_zalloc(&o->a, actors, sizeof *all);
  o->placings = styr_i_zalloc(&o->a, actors, sizeof *o->placings);
  o->units = styr_i_zalloc(&o->a, actors, sizeof *o->units);
  o->reasons = styr_i_zalloc(&o->a, actors * reason_count, sizeof *o->reasons);
  const bool ok = head && unit_at && all && o->placings && o->units && o->reasons;
  for (size_t i = 0; ok && i < actors && !w->nomem; i++) {
    const styr_node node = styr_map_actor(w->map, i);
    const bool counts = styr_i_is_organisation_like(w->map, node) && styr_node_valid(w->map, node, w->filter);
    head[i] = counts ? styr_i_organisation_of(w->graph, node) : (styr_node){STYR_NODE_NONE_REF};
    styr_reason *r = o->reasons + i * reason_count;
    all[i] = (styr_placing){node, judge_anchoring(w, node, hidden, hidden_count, &r[0]), r, reason_count, NULL, 0};
    judge_money(w, node, payers, hidden, hidden_count, &r[1]);
    if (counts && !styr_node_same(head[i], node)) unit_at[head[i].ref + 1]++;
  }
  if (ok && !w->nomem) {
    settle(o, actors);
    for (size_t i = 0; i < actors; i++) unit_at[i + 1] += unit_at[i];
    for (size_t i = 0; i < actors; i++) {
      if (!styr_node_exists(head[i]) || !styr_node_same(head[i], all[i].node)) continue;
      all[i].units = o->units + unit_at[i];
      all[i].unit_count = unit_at[i + 1] - unit_at[i];
      o->placings[o->count++] = all[i];
    }
    for (size_t i = 0; i < actors; i++)
      if (styr_node_exists(head[i]) && !styr_node_same(head[i], all[i].node)) o->units[unit_at[head[i].ref]++] = all[i];
  }
  styr_i_free(&o->a, head);
  styr_i_free(&o->a, unit_at);
  styr_i_free(&o->a, all);
  return ok && !w->nomem;
}

static bool search(audit *w) {
  const styr_allocator *a = &w->answer->a;
  const uint32_t places = styr_graph_places(w->graph);
  uint8_t *payers = styr_i_zalloc(a, places, 1);
  uint32_t *hidden = NULL;
  size_t hidden_count = 0;
  w->sure = styr_i_zalloc(a, places, sizeof *w->sure);
  w->maybe = styr_i_zalloc(a, places, sizeof *w->maybe);
  w->sure_from = styr_i_zalloc(a, places, sizeof *w->sure_from);
  w->maybe_from = styr_i_zalloc(a, places, sizeof *w->maybe_from);
  const bool ok = payers && w->sure && w->maybe && w->sure_from && w->maybe_from && spread(w, false, w->sure, w->sure_from) &&
                  spread(w, true, w->maybe, w->maybe_from) && survey(w, payers, &hidden, &hidden_count) &&
                  place_all(w, payers, hidden, hidden_count);
  styr_i_free(a, payers);
  styr_i_free(a, hidden);
  styr_i_free(a, w->sure);
  styr_i_free(a, w->maybe);
  styr_i_free(a, w->sure_from);
  styr_i_free(a, w->maybe_from);
  return ok;
}

styr_status styr_outside_open(const styr_map *map, const styr_outside_options *options, styr_outside **out, styr_error *error) {
  static const styr_outside_options defaults = STYR_OUTSIDE_OPTIONS_INIT;
  if (!options) options = &defaults;
  styr_outside *o = styr_i_zalloc(&styr_i_libc, 1, sizeof *o);
  if (!o) return styr_i_nomem(error);
  o->a = styr_i_libc;
  o->map = map;
  o->plan = options->plan;
  o->body = options->body;
  audit w = {.answer = o, .map = map, .filter = &options->filter};
  styr_status status = STYR_OK;
  if (!styr_node_exists(o->plan)) status = find_plan(map, &o->plan, error);
  if (status == STYR_OK) status = check_asked(o, &options->filter, error);
  if (status == STYR_OK) status = styr_graph_freeze(map, &options->filter, NULL, &w.graph, error);
  if (status == STYR_OK && !styr_node_exists(o->body)) status = find_body(w.graph, o->plan, &o->body, &w.doubtful_body, error);
  if (status == STYR_OK && !search(&w)) status = styr_i_nomem(error);
  styr_graph_free(w.graph);
  if (status == STYR_OK) *out = o;
  else styr_outside_free(o);
  return status;
}

void styr_outside_free(styr_outside *answer) {
  if (!answer) return;
  const styr_allocator a = answer->a;
  styr_i_free(&a, answer->placings);
  styr_i_free(&a, answer->units);
  styr_i_free(&a, answer->reasons);
  styr_i_free(&a, answer->ties);
  styr_i_free(&a, answer->claims);
  styr_i_free(&a, answer);
}

styr_node styr_outside_plan(const styr_outside *answer) {
  return answer->plan;
}

styr_node styr_outside_body(const styr_outside *answer) {
  return answer->body;
}

size_t styr_outside_count(const styr_outside *answer) {
  return answer->count;
}

const styr_placing *styr_outside_get(const styr_outside *answer, size_t index) {
  return &answer->placings[index];
}

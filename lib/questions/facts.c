/* SPDX-License-Identifier: MIT */
/* What is claimed about each actor and a plan: that the plan names it, assigns a duty to it or gives it money, that informants met
 * it; and which claims deny that plan or body rules it. These are gathered from ties, denials and events as a list of notes for each
 * actor. A fact is judged with three values: yes, no, or unknown where there is no claim or where claims conflict. */
#include "questions/audit_i.h"

static bool add_note(styr_i_facts *f, styr_node about, styr_i_note note) {
  if (styr_node_is_text(about)) return true;
  if (f->count >= UINT32_MAX - 1 || !STYR_I_GROW(f->a, f->notes, f->cap, f->count + 1)) return false;
  note.next = 0;
  f->notes[f->count++] = note;
  if (f->last[about.ref]) f->notes[f->last[about.ref] - 1].next = (uint32_t)f->count;
  else f->of[about.ref] = (uint32_t)f->count;
  f->last[about.ref] = (uint32_t)f->count;
  return true;
}

/* A tie that is not in the graph has no supporting claim that counts. A claim about it that counts is then against it. */
static bool has_claims(const styr_i_facts *f, styr_tie tie) {
  styr_claim c = styr_claims_of_tie(f->map, tie);
  while (styr_claim_exists(c) && !styr_claim_counts(f->map, c, f->filter)) c = styr_claims_next(f->map, c);
  return styr_claim_exists(c);
}

static bool note_tie(styr_i_facts *f, styr_node about, styr_i_fact fact, styr_tie tie, styr_node payer) {
  const bool seen = styr_i_graph_has(f->graph, tie);
  if (!seen && !has_claims(f, tie)) return true;
  const styr_i_note note = {.fact = fact,
                            .side = !seen                                 ? SIDE_AGAINST
                                    : styr_graph_contested(f->graph, tie) ? SIDE_MAYBE
                                                                          : SIDE_FOR,
                            .tie = seen ? tie : (styr_tie){0, 0},
                            .first = styr_claims_of_tie(f->map, tie),
                            .payer = payer};
  return add_note(f, about, note);
}

static bool is_plan_or_body(const styr_i_facts *f, styr_node node) {
  return styr_node_same(node, f->plan) || (styr_node_exists(f->body) && styr_node_same(node, f->body));
}

static bool is_type(const char *type, const char *other) {
  return strcmp(type, other) == 0;
}

static bool gives_duty(const char *type) {
  return is_type(type, "assigns") || is_type(type, "mandates");
}

/* Types of ties whose denial means that plan or body does not rule the actor. A denied duty or payment is another fact. */
static bool is_type_of_rule(const char *type) {
  static const char *const types[] = {"activates", "coordinates", "leads", "instructs", "supervises"};
  return styr_i_text_in(type, types, 5, NULL);
}

static bool is_plan_money(const styr_i_facts *f, styr_tie tie) {
  return is_type(styr_tie_programme(f->map, tie), styr_node_id(f->map, f->plan)) || styr_node_same(styr_tie_from(f->map, tie), f->plan);
}

static bool is_person(const styr_i_facts *f, styr_node node) {
  return !styr_node_is_text(node) && f->flags[node.ref] & STYR_I_IS_PERSON;
}

/* The plan is marked from the start, so that it is not counted. */
static void add_payer(styr_i_facts *f, uint32_t place) {
  f->payer_count += !f->payers[place];
  f->payers[place] = 1;
}

static bool note_rule(styr_i_facts *f, styr_tie tie, bool seen) {
  const bool forward = styr_tie_ruling(f->map, tie) == STYR_RULING_FORWARD;
  const styr_node from = styr_tie_from(f->map, tie), to = styr_tie_to(f->map, tie), none = {0, 0};
  if (seen || styr_tie_ruling(f->map, tie) == STYR_RULING_NONE || !is_type_of_rule(styr_tie_type(f->map, tie))) return true;
  return !is_plan_or_body(f, forward ? from : to) ||
         note_tie(f, forward ? to : from, FACT_RULED, tie, none); /* ties in the graph are found by the searches */
}

static bool gather_tie(styr_i_facts *f, styr_tie tie) {
  const styr_node from = styr_tie_from(f->map, tie), to = styr_tie_to(f->map, tie), none = {0, 0};
  const char *type = styr_tie_type(f->map, tie);
  const bool seen = styr_i_graph_has(f->graph, tie), of_plan = styr_node_same(from, f->plan);
  if (!seen && !styr_tie_valid(f->map, tie, f->filter)) return true;
  if (is_type(type, "funds")) {
    if (!is_plan_money(f, tie)) return true;
    if (seen) add_payer(f, styr_graph_place(f->graph, from));
    return note_tie(f, to, FACT_MONEY, tie, from);
  }
  if (is_type(type, "meets")) return !is_person(f, from) || note_tie(f, to, FACT_MET, tie, none);
  if (is_type(type, "names")) return !of_plan || note_tie(f, to, FACT_NAMED, tie, none);
  if (gives_duty(type) && of_plan) /* a denied duty does not deny that the plan names it */
    return note_tie(f, to, FACT_DUTY, tie, none) && (!seen || note_tie(f, to, FACT_NAMED, tie, none));
  return note_rule(f, tie, seen);
}

/* ---- which ties may say something ---- */

typedef struct candidates {
  uint32_t *ties;
  size_t count, cap;
} candidates;

static bool add_candidate(styr_i_facts *f, candidates *c, uint32_t tie) {
  if (!STYR_I_GROW(f->a, c->ties, c->cap, c->count + 1)) return false;
  c->ties[c->count++] = tie;
  return true;
}

static bool add_those_from(styr_i_facts *f, candidates *c, uint32_t place, uint32_t low, uint32_t high) {
  bool ok = true;
  uint32_t at, end;
  styr_i_ties_of(f->graph, &f->graph->out, place, low, high, &at, &end);
  for (; ok && at < end; at++) ok = add_candidate(f, c, f->graph->out.tie[at]);
  return ok;
}

static bool add_meetings(styr_i_facts *f, candidates *c) {
  const styr_graph *g = f->graph;
  uint32_t meets = 0;
  while (meets < g->types && !is_type(styr_i_str(&f->map->strings, f->map->terms[g->type_term[meets]].term), "meets")) meets++;
  bool ok = true;
  for (uint32_t i = 0; ok && meets < g->types && i < g->actors; i++)
    if (f->flags[i] & STYR_I_IS_PERSON) ok = add_those_from(f, c, i, meets, meets + 1);
  return ok;
}

static bool add_hidden(styr_i_facts *f, candidates *c, uint32_t count) {
  const uint8_t *hidden = f->graph->hidden;
  bool ok = true;
  for (uint32_t i = 0; ok && hidden && i < count; i++) {
    if (i % 8 == 0 && !hidden[i / 8]) i += 7; /* eight at a time */
    else if (styr_i_tie_bit(hidden, i)) ok = add_candidate(f, c, i);
  }
  return ok;
}

static bool add_those_with_a_programme(styr_i_facts *f, candidates *c, uint32_t count) {
  const styr_i_table *ties = &f->map->tables[STYR_TIES];
  const styr_i_column *programme = &ties->columns[TIE_PROGRAMME];
  bool ok = true;
  if (programme->rows)
    for (size_t i = 0; ok && i < programme->used; i++) ok = add_candidate(f, c, programme->rows[i]);
  else
    for (uint32_t i = 0; ok && programme->cells && i < count; i++)
      if (styr_i_cell(ties, i, TIE_PROGRAMME)) ok = add_candidate(f, c, i);
  return ok;
}

/* Ties from the plan, ties with a programme, meetings of persons, and ties that are not in the graph; in file order. */
static bool gather_ties(styr_i_facts *f) {
  const uint32_t count = (uint32_t)styr_map_count(f->map, STYR_TIES);
  candidates c = {NULL, 0, 0};
  bool ok = add_those_from(f, &c, styr_i_place_of(f->graph, f->plan), 0, f->graph->types) && add_meetings(f, &c) &&
            add_hidden(f, &c, count) && add_those_with_a_programme(f, &c, count);
  styr_i_sort_u32(c.ties, c.count);
  for (size_t i = 0; ok && i < c.count; i++)
    if (!i || c.ties[i] != c.ties[i - 1]) ok = gather_tie(f, styr_i_tie(f->map, c.ties[i]));
  styr_i_free(f->a, c.ties);
  return ok;
}

/* ---- denials and events ---- */

static bool gather_denial(styr_i_facts *f, const styr_denial *d) {
  styr_term type;
  if (!styr_claim_counts(f->map, d->claim, f->filter)) return true;
  styr_i_note n = {.side = styr_claim_get(f->map, d->claim).stance == STYR_ABSENT ? SIDE_AGAINST : SIDE_DOUBT,
                   .tie = {UINT32_MAX},
                   .first = d->claim,
                   .single = true,
                   .payer = d->from};
  if (is_type(d->type, "meets")) {
    n.fact = FACT_MET;
    return !is_person(f, d->from) || add_note(f, d->to, n);
  }
  if (is_type(d->type, "funds")) {
    n.fact = FACT_MONEY;
    return !f->payers[styr_graph_place(f->graph, d->from)] || add_note(f, d->to, n);
  }
  if (styr_node_same(d->from, f->plan) && (is_type(d->type, "names") || gives_duty(d->type))) {
    n.fact = is_type(d->type, "names") ? FACT_NAMED : FACT_DUTY;
    return add_note(f, d->to, n);
  }
  if (!styr_vocab_find(f->map, "tie", d->type, &type) || type.ruling == STYR_RULING_NONE || !is_type_of_rule(d->type)) return true;
  const styr_node ruler = type.ruling == STYR_RULING_FORWARD ? d->from : d->to,
                  ruled = type.ruling == STYR_RULING_FORWARD ? d->to : d->from;
  if (!is_plan_or_body(f, ruler)) return true;
  n.fact = FACT_RULED;
  return add_note(f, ruled, n);
}

static bool gather_events(styr_i_facts *f) {
  const styr_i_table *t = &f->map->tables[STYR_EVENTS];
  bool ok = true;
  for (size_t row = 0; ok && row < t->rows; row++) {
    const uint64_t actor = styr_i_cell(t, row, EVENT_ACTOR), to = styr_i_cell(t, row, EVENT_TO);
    const styr_date start = styr_i_date(styr_i_cell(t, row, EVENT_START)), end = styr_i_date(styr_i_cell(t, row, EVENT_END));
    if (!actor || !to || !styr_i_dates_valid(start, end, f->filter)) continue;
    const styr_node ends[] = {styr_i_node(f->map, (uint32_t)actor - 1), styr_i_node(f->map, (uint32_t)to - 1)};
    for (int k = 0; ok && k < 2; k++) {
      if (!is_person(f, ends[k]) || !styr_i_is_organisation_like(f->map, ends[1 - k])) continue;
      const styr_i_note note = {
          .fact = FACT_MET, .side = SIDE_FOR, .tie = {UINT32_MAX}, .first = styr_i_claims_about(f->map, ABOUT_EVENT, (uint32_t)row)};
      ok = add_note(f, ends[1 - k], note);
    }
  }
  return ok;
}

bool styr_i_facts_gather(styr_i_facts *f) {
  f->of = styr_i_zalloc(f->a, styr_map_count(f->map, STYR_ACTORS) + 1, sizeof *f->of);
  f->payers = styr_i_zalloc(f->a, (size_t)styr_graph_places(f->graph) + 1, sizeof *f->payers);
  f->last = styr_i_zalloc(f->a, styr_map_count(f->map, STYR_ACTORS) + 1, sizeof *f->last);
  if (!f->of || !f->last || !f->payers) return false;
  f->payers[styr_graph_place(f->graph, f->plan)] = 1;
  bool ok = gather_ties(f);
  for (size_t i = 0; ok && i < styr_denial_count(f->map); i++) {
    const styr_denial d = styr_denial_get(f->map, i);
    ok = gather_denial(f, &d);
  }
  return ok && gather_events(f);
}

void styr_i_facts_done(styr_i_facts *f) {
  styr_i_free(f->a, f->of);
  styr_i_free(f->a, f->last);
  styr_i_free(f->a, f->payers);
  styr_i_free(f->a, f->notes);
}

/* ---- judging ---- */

typedef struct against {
  size_t payers; /* different payers of plan money that are denied */
  bool denied;
} against;

/* Money is denied when a claim denies that the plan pays, or when claims deny it of every payer of plan money. */
static void deny(styr_i_facts *f, against *a, const styr_i_note *n) {
  if (n->fact != FACT_MONEY) {
    a->denied = true;
    return;
  }
  const bool plan = styr_node_same(n->payer, f->plan);
  uint32_t *mark = &f->payers[styr_graph_place(f->graph, n->payer)];
  if (!plan && *mark && *mark != f->judging) {
    a->payers++;
    *mark = f->judging;
  }
  a->denied |= plan || a->payers >= f->payer_count;
}

bool styr_i_facts_seen(const styr_i_facts *f, uint32_t actor, styr_i_fact fact) {
  for (uint32_t k = f->of[actor]; k; k = f->notes[k - 1].next) {
    const styr_i_note *n = &f->notes[k - 1];
    if (n->fact == fact && styr_tie_exists(n->tie)) return true;
  }
  return false;
}

styr_verdict styr_i_facts_judge(styr_i_facts *f, uint32_t actor, styr_i_fact fact, bool holds, bool may_hold) {
  against a = {.payers = 0};
  bool doubted = false;
  if (fact == FACT_MONEY) f->judging++;
  for (uint32_t k = f->of[actor]; k; k = f->notes[k - 1].next) {
    const styr_i_note *n = &f->notes[k - 1];
    if (n->fact != fact) continue;
    holds |= n->side == SIDE_FOR;
    may_hold |= n->side == SIDE_MAYBE;
    doubted |= n->side == SIDE_DOUBT;
    if (n->side == SIDE_AGAINST) deny(f, &a, n);
  }
  if (holds) return a.denied ? STYR_UNKNOWN : STYR_YES;
  return a.denied && !doubted && !may_hold ? STYR_NO : STYR_UNKNOWN;
}

void styr_i_facts_evidence(const styr_i_facts *f, uint32_t actor, styr_i_fact fact, styr_i_arena *l) {
  for (uint32_t k = f->of[actor]; k; k = f->notes[k - 1].next) {
    const styr_i_note *n = &f->notes[k - 1];
    if (n->fact != fact) continue;
    if (styr_tie_exists(n->tie)) styr_i_arena_tie(l, n->tie);
    else if (n->single) styr_i_arena_claim(l, n->first);
    else styr_i_arena_claims(l, n->first);
  }
}

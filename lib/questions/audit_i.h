/* SPDX-License-Identifier: MIT */
/* Shared by the files of the plan audit: reach.c searches, facts.c gathers what is claimed about each actor, outside.c judges.
 * Verdicts are computed for all actors; search and facts stay with the answer, from which reasons are made when asked for. */
#ifndef STYR_AUDIT_I_H
#define STYR_AUDIT_I_H

#include "questions/questions_i.h"

/* ---- who is reached, and by what (reach.c) ---- */

typedef enum styr_i_from {                   /* four searches in one BFS, a bit for each */
                           FROM_ANY_SURELY,  /* from plan or body, along uncontested ties */
                           FROM_ANY_MAYBE,   /* and along contested ones */
                           FROM_BODY_SURELY, /* from the body alone */
                           FROM_BODY_MAYBE,
                           FROM_COUNT
} styr_i_from;

typedef struct styr_i_step_down { /* how the BFS reached a place */
  uint32_t tie, before;           /* UINT32_MAX: the search began here */
} styr_i_step_down;
#define STYR_I_BY_MEMBERSHIP UINT32_C(0x80000000) /* in `before`: the tie is one of membership */

typedef struct styr_i_rule_type { /* a type of ruling ties other than funds */
  uint16_t type;                  /* of the graph */
  bool inward, membership;
} styr_i_rule_type;

typedef struct styr_i_rule_types {
  styr_i_rule_type *items; /* outward ones first, each direction in the order of the graph */
  size_t count;
} styr_i_rule_types;
bool styr_i_rule_types_find(styr_i_rule_types *out, const styr_graph *g, const styr_allocator *a); /* `out` must be empty; free its items */

typedef struct styr_i_reach {
  const styr_graph *graph;
  const styr_allocator *a;
  styr_i_rule_types types;
  bool alike;       /* no tie is contested: both searches of a pair share their steps */
  uint8_t *reached; /* by place: a bit for each search */
  styr_i_step_down *steps[FROM_COUNT];
  struct styr_i_dominance *dominance[2]; /* from plan or body, surely and maybe; computed when first needed (dominance.c) */
} styr_i_reach;

/* Places `plan` and `body` (UINT32_MAX: none); `doubtful`: claims conflict about whether the body coordinates the plan. */
bool styr_i_reach_find(styr_i_reach *x, const styr_graph *g, const styr_allocator *a, uint32_t plan, uint32_t body, bool doubtful);
void styr_i_reach_done(styr_i_reach *x);
static inline bool styr_i_is_reached(const styr_i_reach *x, styr_i_from from, uint32_t place) {
  return x->reached[place] >> from & 1;
}
/* Gathers the ties of the path that was found, from its end. */
void styr_i_reach_evidence(const styr_i_reach *x, styr_i_from from, uint32_t place, styr_i_arena *l);
static inline uint32_t styr_i_before(const styr_i_step_down *s) {
  return s->before & ~STYR_I_BY_MEMBERSHIP;
}

static inline bool styr_i_reached_by_membership(const styr_i_reach *x, styr_i_from from, uint32_t place) {
  const styr_i_step_down *s = &x->steps[from][place];
  return s->tie != UINT32_MAX && s->before & STYR_I_BY_MEMBERSHIP;
}

/* Whether a place that is anchored from plan or body is reached without its own membership ties (dominance.c); *nomem when
 * that could not be computed. */
bool styr_i_reached_without_membership(styr_i_reach *x, styr_i_from from, uint32_t place, bool *nomem);
void styr_i_dominance_free(struct styr_i_dominance *d);

typedef struct styr_i_period {       /* days on which all of a path to a place is valid */
  uint32_t place, tie, before, next; /* `before` and `next` (of the same place): numbers of periods + 1 */
  int32_t first, last;
} styr_i_period;

typedef struct styr_i_periods {
  styr_i_period *items;
  size_t count, cap;
  uint32_t *of; /* by place: newest period + 1 */
} styr_i_periods;

/* All periods of uncontested paths from plan or body; `g` must have been frozen without a date. */
bool styr_i_periods_find(styr_i_periods *p, const styr_graph *g, const styr_allocator *a, uint32_t plan, uint32_t body, bool certain);
void styr_i_periods_done(styr_i_periods *p, const styr_allocator *a);

/* The organisation above a unit (rollup.c), or the node itself. */
styr_node styr_i_organisation_of(const styr_graph *g, const styr_i_rule_types *types, const uint8_t *flags, styr_node node);

/* ---- what is claimed of an actor (facts.c) ---- */

typedef enum styr_i_fact { FACT_NAMED, FACT_DUTY, FACT_MONEY, FACT_MET, FACT_RULED } styr_i_fact;
typedef enum styr_i_side_taken {
  SIDE_FOR,     /* an uncontested tie or an event */
  SIDE_MAYBE,   /* a contested tie */
  SIDE_AGAINST, /* a claim that it is absent, or a tie with claims against it only */
  SIDE_DOUBT    /* a claim that disputes an absence */
} styr_i_side_taken;

typedef struct styr_i_note { /* one statement about one fact of an actor */
  uint32_t next;             /* note + 1 */
  uint8_t fact, side;
  styr_tie tie;     /* index UINT32_MAX: none */
  styr_claim first; /* the first of a chain of claims, or with `single` one claim; may not exist */
  bool single;
  styr_node payer; /* whose payment is denied */
} styr_i_note;

typedef struct styr_i_facts {
  const styr_map *map;
  const styr_graph *graph;
  const styr_allocator *a;
  const styr_filter *filter;
  const uint8_t *flags; /* of actors, see styr_i_actor_flags() */
  styr_node plan, body;
  styr_i_note *notes;
  size_t count, cap;
  uint32_t *of, *last; /* by actor: first and last note + 1 */
  uint32_t *payers;    /* by place: 0: pays no plan money; else 1, or the last judgement in which a claim denied its payment */
  size_t payer_count;  /* without the plan itself */
  uint32_t judging;    /* number of the judgement about money */
} styr_i_facts;

bool styr_i_facts_gather(styr_i_facts *f); /* the members before `notes` are given; `flags` only during this call */
void styr_i_facts_done(styr_i_facts *f);
/* Judges a fact by the claims about it. `holds` and `may_hold`: the result of a search. */
styr_verdict styr_i_facts_judge(styr_i_facts *f, uint32_t actor, styr_i_fact fact, bool holds, bool may_hold);
void styr_i_facts_evidence(const styr_i_facts *f, uint32_t actor, styr_i_fact fact, styr_i_arena *l); /* gathers them */
bool styr_i_facts_seen(const styr_i_facts *f, uint32_t actor,
                       styr_i_fact fact); /* whether a tie of the graph attests it, contested or not */

/* ---- the answer ---- */

typedef struct styr_i_judged {
  uint8_t value, parts; /* a styr_verdict; bits, see outside.c */
} styr_i_judged;

struct styr_outside {
  styr_i_arena arena;
  const styr_map *map;
  const styr_graph *graph;
  styr_graph *own; /* NULL: `graph` is the caller's */
  styr_node plan, body;
  styr_i_reach reach;
  styr_i_periods periods; /* at any date; empty when no date was asked for */
  styr_i_facts facts;
  styr_placing *placings, *units; /* organisations; the units of each are a slice of `units` */
  size_t count;
  styr_i_judged (*judged)[STYR_REASON_COUNT]; /* by actor */
  const styr_reason **reasons;                /* by actor; NULL until asked for */
};

#endif

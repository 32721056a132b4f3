/* SPDX-License-Identifier: MIT */
/* The plan audit in words and in data. docs/schema/outside.json fixes the JSON form. */
#include "answers/answers_i.h"
#include "questions/audit_i.h"

#include <stdio.h>

typedef struct audit { /* writing gathers the reasons, which can fail */
  styr_i_writer w;
  styr_outside *answer;
  styr_error *error;
  bool nomem;
} audit;

/* Out of memory there are none, and writing fails in the end. */
static const styr_reason *reasons_of(audit *a, const styr_placing *p) {
  static const styr_reason none[STYR_REASON_COUNT];
  const styr_reason *r = styr_outside_reasons(a->answer, p->node, a->error);
  a->nomem |= !r;
  return r ? r : none;
}

/* ---- JSON ---- */

static void json_reason(const styr_i_writer *w, const styr_reason *r) {
  const styr_evidence e = {r->ties, r->tie_count, r->claims, r->claim_count};
  styr_i_json_open(w->o, NULL, '{');
  styr_i_json_text(w->o, "code", styr_reason_name(r->code));
  styr_i_json_text(w->o, "value", styr_verdict_name(r->value));
  styr_i_json_ties(w, "ties", r->ties, r->tie_count);
  styr_i_json_claims(w, "claims", &e);
  styr_i_json_close(w->o, '}');
}

/* The claims of all reasons, each once. */
static void json_all_claims(const styr_i_writer *w, const styr_reason *r) {
  styr_i_json_open(w->o, "claims", '[');
  for (size_t i = 0; i < STYR_REASON_COUNT; i++)
    for (size_t k = 0; k < r[i].claim_count; k++) {
      bool written = false;
      for (size_t j = 0; j < i && !written; j++)
        for (size_t m = 0; m < r[j].claim_count && !written; m++) written = r[j].claims[m].index == r[i].claims[k].index;
      if (!written) styr_i_json_claim(w->o, w->map, r[i].claims[k]);
    }
  styr_i_json_close(w->o, ']');
}

static void json_placing(audit *a, const styr_placing *p, bool organisation) {
  const styr_i_writer *w = &a->w;
  const styr_reason *reasons = reasons_of(a, p);
  styr_i_json_text(w->o, "id", styr_node_id(w->map, p->node));
  styr_i_json_text(w->o, "label", styr_i_label(w, p->node));
  styr_i_json_text(w->o, "standing", styr_standing_name(p->standing));
  styr_i_json_open(w->o, "reasons", '[');
  for (size_t i = 0; i < STYR_REASON_COUNT; i++) json_reason(w, &reasons[i]);
  styr_i_json_close(w->o, ']');
  if (!organisation) return;
  json_all_claims(w, reasons);
  styr_i_json_open(w->o, "units", '[');
  for (size_t i = 0; i < p->unit_count; i++) {
    styr_i_json_open(w->o, NULL, '{');
    json_placing(a, &p->units[i], false);
    styr_i_json_close(w->o, '}');
  }
  styr_i_json_close(w->o, ']');
}

static void write_json(audit *a) {
  const styr_i_writer *w = &a->w;
  const styr_outside *x = a->answer;
  if (w->o->format == STYR_FORMAT_JSON) {
    styr_i_json_text(w->o, "plan", styr_node_id(w->map, x->plan));
    styr_i_json_text(w->o, "plan_label", styr_i_label(w, x->plan));
    styr_i_json_text(w->o, "body", styr_i_id(w, x->body));
    styr_i_json_text(w->o, "body_label", styr_node_exists(x->body) ? styr_i_label(w, x->body) : NULL);
  }
  styr_i_list_open(w->o, "organisations", NULL);
  for (size_t i = 0; i < x->count; i++) {
    styr_i_row_open(w->o);
    json_placing(a, &x->placings[i], true);
    styr_i_row_close(w->o);
  }
  styr_i_list_close(w->o);
}

/* ---- CSV ---- */

static void csv_row(const audit *a, const styr_placing *p, styr_node organisation) {
  const styr_i_writer *w = &a->w;
  styr_i_row_open(w->o);
  styr_i_row_text(w->o, "organisation", styr_node_id(w->map, organisation));
  styr_i_row_text(w->o, "unit", styr_node_same(organisation, p->node) ? NULL : styr_node_id(w->map, p->node));
  styr_i_row_text(w->o, "label", styr_i_label(w, p->node));
  styr_i_row_text(w->o, "standing", styr_standing_name(p->standing));
  for (int i = 0; i < STYR_REASON_COUNT; i++) {
    const styr_reason_code code = (styr_reason_code)i;
    styr_i_row_text(w->o, styr_reason_name(code), styr_verdict_name(styr_outside_verdict(a->answer, p->node, code)));
  }
  styr_i_row_close(w->o);
}

static void write_csv(const audit *a) {
  styr_i_put(a->w.o, "organisation,unit,label,standing");
  for (int i = 0; i < STYR_REASON_COUNT; i++) styr_i_putf(a->w.o, ",%s", styr_reason_name((styr_reason_code)i));
  styr_i_put(a->w.o, "\n");
  for (size_t i = 0; i < a->answer->count; i++) {
    const styr_placing *p = &a->answer->placings[i];
    csv_row(a, p, p->node);
    for (size_t k = 0; k < p->unit_count; k++) csv_row(a, &p->units[k], p->node);
  }
}

/* ---- text ---- */

/* The first two reasons are written with any value, the others only where they hold. */
static void text_reason(const styr_i_writer *w, const styr_reason *r) {
  char name[64];
  const int length = snprintf(name, sizeof name, "why_%s_%s", styr_reason_name(r->code), styr_verdict_name(r->value));
  const char *text = styr_i_words_named(w->words, name, (size_t)length);
  if (!*text) return;
  styr_i_putf(w->o, "      %s", text);
  if (r->value == STYR_UNKNOWN)
    styr_i_putf(w->o, ": %s", r->claim_count ? STYR_I_WORD(w, claims_conflict) : STYR_I_WORD(w, no_claim_says_so));
  styr_i_put(w->o, "\n");
  const styr_evidence e = {r->ties, r->tie_count, r->claims, r->claim_count};
  styr_i_text_evidence(w, &e);
}

static void text_placing(audit *a, const styr_placing *p) {
  const styr_i_writer *w = &a->w;
  styr_i_putf(w->o, "  %s (%s)\n", styr_i_label(w, p->node), styr_node_id(w->map, p->node));
  const styr_reason *reasons = reasons_of(a, p);
  for (size_t i = 0; i < STYR_REASON_COUNT; i++) text_reason(w, &reasons[i]);
  for (size_t i = 0; i < p->unit_count; i++)
    STYR_I_LINE(w, unit_stands, 6, styr_i_label(w, p->units[i].node), styr_node_id(w->map, p->units[i].node),
                styr_i_standing(w, p->units[i].standing));
}

static size_t count_of(const styr_outside *a, styr_standing standing) {
  size_t n = 0;
  for (size_t i = 0; i < a->count; i++) n += a->placings[i].standing == standing;
  return n;
}

/* Whether there are claims about whether the plan anchors it. */
static bool has_claims(audit *a, const styr_placing *p) {
  return reasons_of(a, p)[STYR_NOT_ANCHORED].claim_count;
}

/* With `unclaimed` only those without such claims: the others were written in full. */
static void text_names(audit *a, styr_standing standing, bool unclaimed) {
  const styr_i_writer *w = &a->w;
  bool first = true;
  for (size_t i = 0; i < a->answer->count; i++) {
    const styr_placing *p = &a->answer->placings[i];
    if (p->standing != standing || (unclaimed && has_claims(a, p))) continue;
    styr_i_put(w->o, first ? "  " : ", ");
    styr_i_put(w->o, styr_i_label(w, p->node));
    for (size_t k = 0; k < p->unit_count; k++)
      styr_i_putf(w->o, "%s%s%s", k ? ", " : " (", styr_i_label(w, p->units[k].node), k + 1 == p->unit_count ? ")" : "");
    first = false;
  }
  if (!first) styr_i_put(w->o, "\n");
  else if (!count_of(a->answer, standing)) styr_i_putf(w->o, "  %s\n", STYR_I_WORD(w, none));
}

static void write_text(audit *a) {
  const styr_i_writer *w = &a->w;
  const styr_outside *x = a->answer;
  STYR_I_LINE(w, plan_is, 0, styr_i_label(w, x->plan), styr_node_id(w->map, x->plan));
  if (styr_node_exists(x->body)) STYR_I_LINE(w, body_is, 0, styr_i_label(w, x->body), styr_node_id(w->map, x->body));
  else styr_i_putf(w->o, "%s\n", STYR_I_WORD(w, body_is_none));
  STYR_I_SECTION(w, outside_plan, count_of(x, STYR_STANDING_OUT));
  for (size_t i = 0; i < x->count; i++)
    if (x->placings[i].standing == STYR_STANDING_OUT) text_placing(a, &x->placings[i]);
  STYR_I_SECTION(w, unknown_to_plan, count_of(x, STYR_STANDING_UNKNOWN));
  for (size_t i = 0; i < x->count; i++)
    if (x->placings[i].standing == STYR_STANDING_UNKNOWN && has_claims(a, &x->placings[i])) text_placing(a, &x->placings[i]);
  text_names(a, STYR_STANDING_UNKNOWN, true);
  STYR_I_SECTION(w, inside_plan, count_of(x, STYR_STANDING_IN));
  text_names(a, STYR_STANDING_IN, false);
}

styr_status styr_outside_write(styr_outside *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, answer && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  styr_i_out o = styr_i_out_to(sink, format);
  audit a = {styr_i_writer_of(&o, answer->map, lang), answer, error, false};
  styr_i_answer_open(&a.w);
  if (format == STYR_FORMAT_TEXT) write_text(&a);
  else if (format == STYR_FORMAT_CSV) write_csv(&a);
  else write_json(&a);
  return a.nomem ? STYR_ERR_NOMEM : styr_i_answer_close(&a.w, error);
}

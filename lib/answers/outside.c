/* SPDX-License-Identifier: MIT */
/* The plan audit in words and in data. docs/schema/outside.json fixes the JSON form. */
#include "answers/answers_i.h"
#include "questions/audit_i.h"

typedef struct writing {
  styr_outside *answer;
  const styr_map *map;
  const char *lang;
  styr_i_out o;
  styr_error *error;
  bool nomem;
} writing;

static const char *label(const writing *w, styr_node node) {
  return styr_node_label(w->map, node, w->lang);
}

/* Without memory all that is known are the verdicts; the whole then fails. */
static const styr_reason *reasons_of(writing *w, const styr_placing *p) {
  static const styr_reason none[STYR_REASON_COUNT];
  const styr_reason *r = styr_outside_reasons(w->answer, p->node, w->error);
  w->nomem |= !r;
  return r ? r : none;
}

/* ---- JSON ---- */

static void json_reason(writing *w, const styr_reason *r) {
  char id[16];
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_text(&w->o, "code", styr_reason_name(r->code));
  styr_i_json_text(&w->o, "value", styr_verdict_name(r->value));
  styr_i_json_open(&w->o, "ties", '[');
  for (size_t i = 0; i < r->tie_count; i++) styr_i_json_text(&w->o, NULL, styr_tie_id(w->map, r->ties[i], id));
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "claims", '[');
  for (size_t i = 0; i < r->claim_count; i++) styr_i_json_claim(&w->o, w->map, r->claims[i]);
  styr_i_json_close(&w->o, ']');
  styr_i_json_close(&w->o, '}');
}

/* The claims of all reasons, each once. */
static void json_all_claims(writing *w, const styr_reason *r) {
  for (size_t i = 0; i < STYR_REASON_COUNT; i++)
    for (size_t k = 0; k < r[i].claim_count; k++) {
      bool told = false;
      for (size_t j = 0; j < i && !told; j++)
        for (size_t m = 0; m < r[j].claim_count && !told; m++) told = r[j].claims[m].index == r[i].claims[k].index;
      if (!told) styr_i_json_claim(&w->o, w->map, r[i].claims[k]);
    }
}

static void json_placing(writing *w, const styr_placing *p, bool organisation) {
  const styr_reason *reasons = reasons_of(w, p);
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_text(&w->o, "id", styr_node_id(w->map, p->node));
  styr_i_json_text(&w->o, "label", label(w, p->node));
  styr_i_json_text(&w->o, "standing", styr_standing_name(p->standing));
  styr_i_json_open(&w->o, "reasons", '[');
  for (size_t i = 0; i < STYR_REASON_COUNT; i++) json_reason(w, &reasons[i]);
  styr_i_json_close(&w->o, ']');
  if (organisation) {
    styr_i_json_open(&w->o, "claims", '[');
    json_all_claims(w, reasons);
    styr_i_json_close(&w->o, ']');
    styr_i_json_open(&w->o, "units", '[');
    for (size_t i = 0; i < p->unit_count; i++) json_placing(w, &p->units[i], false);
    styr_i_json_close(&w->o, ']');
  }
  styr_i_json_close(&w->o, '}');
}

static void write_json(writing *w) {
  const styr_outside *a = w->answer;
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_view(&w->o, w->map);
  styr_i_json_text(&w->o, "plan", styr_node_id(w->map, a->plan));
  styr_i_json_text(&w->o, "plan_label", label(w, a->plan));
  styr_i_json_text(&w->o, "body", styr_node_exists(a->body) ? styr_node_id(w->map, a->body) : NULL);
  styr_i_json_text(&w->o, "body_label", styr_node_exists(a->body) ? label(w, a->body) : NULL);
  styr_i_json_open(&w->o, "organisations", '[');
  for (size_t i = 0; i < a->count; i++) json_placing(w, &a->placings[i], true);
  styr_i_json_close(&w->o, ']');
  styr_i_json_close(&w->o, '}');
  styr_i_put(&w->o, "\n");
}

/* ---- CSV ---- */

static void csv_row(writing *w, const styr_placing *p, styr_node organisation) {
  const char *cells[] = {styr_node_id(w->map, organisation), styr_node_same(organisation, p->node) ? "" : styr_node_id(w->map, p->node),
                         label(w, p->node), styr_standing_name(p->standing)};
  for (size_t i = 0; i < 4; i++) {
    styr_i_csv_field(&w->o, cells[i], strlen(cells[i]));
    styr_i_put(&w->o, ",");
  }
  for (size_t i = 0; i < STYR_REASON_COUNT; i++) {
    styr_i_put(&w->o, styr_verdict_name(styr_outside_verdict(w->answer, p->node, (styr_reason_code)i)));
    styr_i_put(&w->o, i + 1 < STYR_REASON_COUNT ? "," : "\n");
  }
}

static void write_csv(writing *w) {
  styr_i_put(&w->o, "organisation,unit,label,standing");
  for (size_t i = 0; i < STYR_REASON_COUNT; i++) styr_i_putf(&w->o, ",%s", styr_reason_name((styr_reason_code)i));
  styr_i_put(&w->o, "\n");
  for (size_t i = 0; i < w->answer->count; i++) {
    const styr_placing *p = &w->answer->placings[i];
    csv_row(w, p, p->node);
    for (size_t k = 0; k < p->unit_count; k++) csv_row(w, &p->units[k], p->node);
  }
}

/* ---- text ---- */

static void text_claims(writing *w, const styr_reason *r) {
  const styr_evidence e = {r->ties, r->tie_count, r->claims, r->claim_count};
  styr_i_tell_evidence(&w->o, w->map, &e);
}

/* The two that everybody is told of, in words; of the others only those that hold. */
static void text_reason(writing *w, const styr_reason *r) {
  static const char *const words[STYR_REASON_COUNT][3] = {
      {"not decided whether the plan anchors it", "not anchored in the plan", "anchored in the plan"},
      {"not known whether it receives plan money", "receives none of the plan's money", "receives plan money"},
      {NULL, "not named in the plan", NULL},
      {NULL, "named without a duty", NULL},
      {NULL, "charged with a duty without money for it", NULL},
      {NULL, "paid without a duty", NULL},
      {NULL, "no ruling path from the coordinating body", NULL},
      {NULL, "met by informants, yet in none of these ways within the plan", NULL},
      {NULL, "inside only through what it is part of", NULL},
      {NULL, "inside only at another date", NULL}};
  const char *text = words[r->code][r->value];
  if (!text) return;
  styr_i_putf(&w->o, "      %s", text);
  if (r->value == STYR_UNKNOWN) styr_i_put(&w->o, r->claim_count ? ": the claims conflict" : ": no claim says so");
  styr_i_put(&w->o, "\n");
  text_claims(w, r);
}

static void text_placing(writing *w, const styr_placing *p) {
  styr_i_putf(&w->o, "  %s (%s)\n", label(w, p->node), styr_node_id(w->map, p->node));
  const styr_reason *reasons = reasons_of(w, p);
  for (size_t i = 0; i < STYR_REASON_COUNT; i++) text_reason(w, &reasons[i]);
  for (size_t i = 0; i < p->unit_count; i++)
    styr_i_putf(&w->o, "      unit: %s (%s), standing %s\n", label(w, p->units[i].node), styr_node_id(w->map, p->units[i].node),
                styr_standing_name(p->units[i].standing));
}

static size_t count_of(const styr_outside *a, styr_standing standing) {
  size_t n = 0;
  for (size_t i = 0; i < a->count; i++) n += a->placings[i].standing == standing;
  return n;
}

/* Whether claims speak of its being anchored. */
static bool is_spoken_of(writing *w, const styr_placing *p) {
  return reasons_of(w, p)[STYR_NOT_ANCHORED].claim_count;
}

/* With `silent` only those about which no claim speaks: the others were told in full. */
static void text_names(writing *w, styr_standing standing, bool silent) {
  bool first = true;
  for (size_t i = 0; i < w->answer->count; i++) {
    const styr_placing *p = &w->answer->placings[i];
    if (p->standing != standing || (silent && is_spoken_of(w, p))) continue;
    styr_i_put(&w->o, first ? "  " : ", ");
    styr_i_put(&w->o, label(w, p->node));
    for (size_t k = 0; k < p->unit_count; k++)
      styr_i_putf(&w->o, "%s%s%s", k ? ", " : " (", label(w, p->units[k].node), k + 1 == p->unit_count ? ")" : "");
    first = false;
  }
  if (!first) styr_i_put(&w->o, "\n");
  else if (!count_of(w->answer, standing)) styr_i_put(&w->o, "  none\n");
}

static void write_text(writing *w) {
  const styr_outside *a = w->answer;
  styr_i_putf(&w->o, "Plan: %s (%s)\n", label(w, a->plan), styr_node_id(w->map, a->plan));
  if (styr_node_exists(a->body)) styr_i_putf(&w->o, "Coordinating body: %s (%s)\n", label(w, a->body), styr_node_id(w->map, a->body));
  else styr_i_put(&w->o, "Coordinating body: none in the map\n");
  styr_i_putf(&w->o, "\nOutside the plan: %zu\n", count_of(a, STYR_STANDING_OUT));
  for (size_t i = 0; i < a->count; i++)
    if (a->placings[i].standing == STYR_STANDING_OUT) text_placing(w, &a->placings[i]);
  styr_i_putf(&w->o, "\nUnknown, because no claim decides it or claims conflict: %zu\n", count_of(a, STYR_STANDING_UNKNOWN));
  for (size_t i = 0; i < a->count; i++)
    if (a->placings[i].standing == STYR_STANDING_UNKNOWN && is_spoken_of(w, &a->placings[i])) text_placing(w, &a->placings[i]);
  text_names(w, STYR_STANDING_UNKNOWN, true);
  styr_i_putf(&w->o, "\nIn the plan: %zu\n", count_of(a, STYR_STANDING_IN));
  text_names(w, STYR_STANDING_IN, false);
}

styr_status styr_outside_write(styr_outside *answer, styr_format format, const char *lang, const styr_sink *sink, styr_error *error) {
  writing w = {answer, answer->map, lang, {sink, false, true, format == STYR_FORMAT_TEXT}, error, false};
  switch (format) {
  case STYR_FORMAT_TEXT:
    write_text(&w);
    styr_i_text_view(&w.o, w.map);
    break;
  case STYR_FORMAT_JSON: write_json(&w); break;
  case STYR_FORMAT_CSV: write_csv(&w); break;
  case STYR_FORMAT_JSONL:
    for (size_t i = 0; i < answer->count; i++) {
      w.o.first = true;
      json_placing(&w, &answer->placings[i], true);
      styr_i_put(&w.o, "\n");
    }
    break;
  }
  return w.nomem ? STYR_ERR_NOMEM : styr_i_out_status(&w.o, error);
}

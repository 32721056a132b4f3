/* SPDX-License-Identifier: MIT */
/* The data of a page as one JSON object. Nodes, ties, claims and types are in lists and refer to one another by
 * index. The script does not compute the effect of filters: the data list, for every date, the nodes and ties that do not exist then,
 * and for every tie a letter for each grade (y included, c contested, n not included). The answers are the JSON of the tool, each
 * distinct answer once; tables of date by grade refer to them. */
#include "page/page_i.h"
#include "write/write_i.h"

#include <stdio.h>
#include <styr/graph.h>

const styr_grade styr_i_page_grades[STYR_I_PAGE_GRADES] = {STYR_GRADE_NONE, STYR_GRADE_ASSUMED, STYR_GRADE_INFERRED, STYR_GRADE_STATED};

typedef struct writing {
  const styr_i_page *p;
  const styr_map *map;
  styr_i_out o;
  styr_i_strings answers;
  styr_graph *seen[STYR_I_PAGE_GRADES];
  styr_error *error;
  styr_status status; /* of the first failure */
} writing;

static void text(writing *w, const char *key, const char *value) {
  if (*value) styr_i_json_text(&w->o, key, value); /* empty texts are left out */
}

/* For a text of the map in another language than the page's. */
static void lang(writing *w, const char *key, const char *in) {
  char tag[STYR_I_TAG];
  styr_i_tag_normal(tag, in);
  if (*tag && !styr_i_same_language(tag, w->p->words->tag)) styr_i_json_text(&w->o, key, tag);
}

static void node_place(writing *w, const char *key, styr_node node) {
  const size_t actors = styr_map_count(w->map, STYR_ACTORS);
  styr_i_json_int(&w->o, key, (int64_t)(styr_node_row(node) + (styr_node_is_text(node) ? actors : 0)));
}

static void dates(writing *w, styr_date start, styr_date end) {
  char buffer[11];
  text(w, "start", styr_date_format(start, buffer));
  text(w, "end", styr_date_format(end, buffer));
}

static void claims(writing *w, styr_claim c) {
  if (!styr_claim_exists(c)) return;
  styr_i_json_open(&w->o, "claims", '[');
  for (; styr_claim_exists(c); c = styr_claims_next(w->map, c)) styr_i_json_int(&w->o, NULL, c.index);
  styr_i_json_close(&w->o, ']');
}

static void term(writing *w, const char *set, const char *name) {
  if (!*name) return;
  styr_i_json_text(&w->o, set, name);
  char key[32];
  snprintf(key, sizeof key, "%s_label", set);
  styr_i_json_text(&w->o, key, styr_vocab_label(w->map, set, name, w->p->lang));
}

/* ---- lists ---- */

static void put_node(writing *w, styr_node node) {
  char id[256];
  const char *uri = styr_node_uri(w->map, node);
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_text(&w->o, "id", styr_node_id(w->map, node));
  styr_i_json_text(&w->o, "label", styr_i_page_label(w->p, node));
  text(w, "short", styr_node_short(w->map, node));
  if (styr_node_is_text(node)) styr_i_json_bool(&w->o, "text", true);
  term(w, "kind", styr_node_kind(w->map, node));
  term(w, "sector", styr_node_sector(w->map, node));
  term(w, "level", styr_node_level(w->map, node));
  dates(w, styr_node_start(w->map, node), styr_node_end(w->map, node));
  if (styr_i_link_allowed(uri)) text(w, "uri", uri);
  text(w, "note", styr_node_note(w->map, node));
  styr_i_figure_node_id(w->map, node, id, sizeof id);
  if (styr_i_strings_find(&w->p->boxes, id, strlen(id)) != STYR_I_NOSTR) styr_i_json_text(&w->o, "box", id);
  claims(w, styr_claims_of_node(w->map, node));
  styr_i_json_close(&w->o, '}');
}

static void put_nodes(writing *w) {
  styr_i_json_open(&w->o, "nodes", '[');
  for (size_t i = 0; i < styr_map_count(w->map, STYR_ACTORS); i++) put_node(w, styr_map_actor(w->map, i));
  for (size_t i = 0; i < styr_map_count(w->map, STYR_TEXTS); i++) put_node(w, styr_map_text(w->map, i));
  styr_i_json_close(&w->o, ']');
}

static void put_tie(writing *w, styr_tie tie) {
  char id[16], amount[32], seen[STYR_I_PAGE_GRADES + 1] = "";
  styr_money money;
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_text(&w->o, "id", styr_tie_id(w->map, tie, id));
  node_place(w, "from", styr_tie_from(w->map, tie));
  node_place(w, "to", styr_tie_to(w->map, tie));
  styr_i_json_text(&w->o, "type", styr_tie_type(w->map, tie));
  term(w, "function", styr_tie_function(w->map, tie));
  text(w, "scope", styr_tie_scope(w->map, tie));
  if (styr_tie_amount(w->map, tie, &money)) {
    styr_i_json_text(&w->o, "amount", styr_money_format(money, amount));
    styr_i_json_text(&w->o, "currency", money.currency);
  }
  text(w, "programme", styr_tie_programme(w->map, tie));
  dates(w, styr_tie_start(w->map, tie), styr_tie_end(w->map, tie));
  text(w, "note", styr_tie_note(w->map, tie));
  for (size_t g = 0; g < STYR_I_PAGE_GRADES; g++) {
    const styr_filter filter = {.version = 1, .min_grade = styr_i_page_grades[g]};
    seen[g] = styr_tie_verdict(w->map, tie, &filter) == STYR_NO ? 'n' : styr_graph_contested(w->seen[g], tie) ? 'c' : 'y';
  }
  styr_i_json_text(&w->o, "seen", seen);
  claims(w, styr_claims_of_tie(w->map, tie));
  styr_i_json_close(&w->o, '}');
}

static void put_ties(writing *w) {
  styr_i_json_open(&w->o, "ties", '[');
  for (size_t i = 0; i < styr_map_count(w->map, STYR_TIES); i++) put_tie(w, styr_i_tie(w->map, (uint32_t)i));
  styr_i_json_close(&w->o, ']');
}

/* The direction along a tie of the type that leads up: 1 with the tie, -1 against it, 0 neither. */
static int upward(const styr_map *map, const char *type) {
  styr_term t;
  if (!styr_vocab_find(map, "tie", type, &t)) return 0;
  return t.ruling == STYR_RULING_FORWARD ? -1 : t.ruling == STYR_RULING_BACKWARD;
}

static void put_types(writing *w) {
  styr_i_json_open(&w->o, "types", '{');
  for (size_t i = 0; i < styr_vocab_count(w->map); i++) {
    const styr_term t = styr_vocab_get(w->map, i);
    if (strcmp(t.set, "tie") != 0 || !t.uses) continue;
    styr_i_json_open(&w->o, t.term, '{');
    const char *in, *label = styr_i_vocab_label_in(w->map, "tie", t.term, w->p->lang, &in);
    styr_i_json_text(&w->o, "label", label);
    lang(w, "lang", in);
    styr_i_json_text(&w->o, "family", t.family);
    styr_i_json_int(&w->o, "up", upward(w->map, t.term));
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, '}');
}

/* Actions are texts, whose uses are not counted; the public map has no other terms than those in use. */
static bool is_used(const writing *w, styr_term t) {
  if (t.uses || strcmp(t.set, "action") != 0) return t.uses != 0;
  for (size_t i = 0; i < styr_map_count(w->map, STYR_EVENTS); i++)
    if (strcmp(styr_i_text_cell(w->map, STYR_EVENTS, i, EVENT_ACTION), t.term) == 0) return true;
  return false;
}

/* Labels of the terms of a set that are in use. */
static void put_terms(writing *w, const char *key, const char *set) {
  styr_i_json_open(&w->o, key, '{');
  for (size_t i = 0; i < styr_vocab_count(w->map); i++) {
    const styr_term t = styr_vocab_get(w->map, i);
    if (strcmp(t.set, set) == 0 && is_used(w, t)) styr_i_json_text(&w->o, t.term, styr_vocab_label(w->map, set, t.term, w->p->lang));
  }
  styr_i_json_close(&w->o, '}');
}

/* Labels of the values of every dimension, by the dimension's name. */
static void put_scopes(writing *w) {
  styr_i_json_open(&w->o, "scopes", '{');
  for (size_t i = 0; i < styr_vocab_count(w->map); i++) {
    const styr_term t = styr_vocab_get(w->map, i);
    bool told = strncmp(t.set, "dim:", 4) != 0 || !t.uses;
    for (size_t k = 0; k < i && !told; k++) told = styr_vocab_get(w->map, k).uses && strcmp(styr_vocab_get(w->map, k).set, t.set) == 0;
    if (!told) put_terms(w, t.set + 4, t.set);
  }
  styr_i_json_close(&w->o, '}');
}

/* By outcome: its language, if that is not the page's. */
static void put_outcomes(writing *w) {
  styr_i_strings told = {0};
  bool ok = styr_i_strings_init(&told, &w->p->a);
  styr_i_json_open(&w->o, "outcomes", '{');
  for (size_t i = 0; ok && i < styr_map_count(w->map, STYR_EVENTS); i++) {
    const char *in, *outcome = styr_event_outcome(w->map, i, w->p->lang, &in);
    const size_t before = told.count;
    ok = styr_i_intern(&told, outcome, strlen(outcome)) != STYR_I_NOSTR;
    if (told.count > before) lang(w, outcome, in);
  }
  styr_i_json_close(&w->o, '}');
  if (!ok && w->status == STYR_OK) w->status = styr_i_nomem(w->error);
  styr_i_strings_done(&told);
}

static void put_claims(writing *w) {
  styr_i_json_open(&w->o, "claims", '[');
  for (size_t i = 0; i < styr_map_count(w->map, STYR_CLAIMS); i++) {
    const styr_claim_view v = styr_claim_get(w->map, styr_i_claim(w->map, (uint32_t)i));
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_text(&w->o, "about", v.about);
    styr_i_json_text(&w->o, "source", v.source);
    styr_i_json_text(&w->o, "locator", v.locator);
    styr_i_json_text(&w->o, "stance", styr_stance_name(v.stance));
    styr_i_json_text(&w->o, "grade", styr_grade_name(v.grade));
    text(w, "quote", styr_i_text_cell(w->map, STYR_CLAIMS, i, CLAIM_QUOTE)); /* of a draft: quotes are never public */
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "denials", '[');
  for (size_t i = 0; i < styr_denial_count(w->map); i++) {
    const styr_denial d = styr_denial_get(w->map, i);
    styr_i_json_open(&w->o, NULL, '{');
    node_place(w, "from", d.from);
    node_place(w, "to", d.to);
    styr_i_json_text(&w->o, "type", d.type);
    const char *in, *label = styr_i_vocab_label_in(w->map, "tie", d.type, w->p->lang, &in);
    styr_i_json_text(&w->o, "type_label", label);
    lang(w, "type_lang", in);
    styr_i_json_int(&w->o, "up", upward(w->map, d.type));
    styr_i_json_int(&w->o, "claim", d.claim.index);
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
}

static void put_sources(writing *w) {
  styr_i_json_open(&w->o, "sources", '{');
  for (size_t i = 0; i < styr_map_count(w->map, STYR_SOURCES); i++) {
    const char *uri = styr_i_text_cell(w->map, STYR_SOURCES, i, SOURCE_URI),
               *label = styr_i_text_cell(w->map, STYR_SOURCES, i, SOURCE_LABEL);
    const char *id = styr_i_text_cell(w->map, STYR_SOURCES, i, SOURCE_ID);
    styr_i_json_open(&w->o, id, '{');
    styr_i_json_text(&w->o, "label", *label ? label : id);
    if (styr_i_link_allowed(uri)) text(w, "uri", uri);
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, '}');
}

static void put_dates(writing *w) {
  char buffer[11];
  styr_i_json_open(&w->o, "dates", '[');
  for (size_t i = 0; i < w->p->date_count; i++) {
    const styr_filter filter = {.version = 1, .as_of = w->p->dates[i]};
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_text(&w->o, "date", styr_date_format(filter.as_of, buffer));
    styr_i_json_open(&w->o, "no_nodes", '[');
    for (size_t k = 0; k < styr_map_count(w->map, STYR_ACTORS); k++)
      if (!styr_node_valid(w->map, styr_map_actor(w->map, k), &filter)) node_place(w, NULL, styr_map_actor(w->map, k));
    for (size_t k = 0; k < styr_map_count(w->map, STYR_TEXTS); k++)
      if (!styr_node_valid(w->map, styr_map_text(w->map, k), &filter)) node_place(w, NULL, styr_map_text(w->map, k));
    styr_i_json_close(&w->o, ']');
    styr_i_json_open(&w->o, "no_ties", '[');
    for (size_t k = 0; k < styr_map_count(w->map, STYR_TIES); k++)
      if (!styr_tie_valid(w->map, styr_i_tie(w->map, (uint32_t)k), &filter)) styr_i_json_int(&w->o, NULL, (int64_t)k);
    styr_i_json_close(&w->o, ']');
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_bool(&w->o, "dates_thinned", w->p->thinned);
}

/* ---- answers ---- */

/* The index of an answer among the distinct answers. */
static uint32_t keep(writing *w, const char *json, size_t length) {
  while (length && json[length - 1] == '\n') length--;
  const uint32_t id = styr_i_intern(&w->answers, json, length);
  if (id == STYR_I_NOSTR && w->status == STYR_OK) w->status = styr_i_nomem(w->error);
  return id;
}

/* Keeps "there is no answer" as an answer; any other failure ends the page. */
static uint32_t keep_failure(writing *w, styr_status status, const styr_error *why) {
  if (status != STYR_ERR_NOT_FOUND && status != STYR_ERR_AMBIGUOUS && status != STYR_ERR_LIMIT) {
    if (w->status == STYR_OK) w->status = styr_i_fail(w->error, status, "%s", why->message);
    return 0;
  }
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink, .first = true};
  styr_i_json_open(&o, NULL, '{');
  styr_i_json_text(&o, "error", why->message);
  styr_i_json_close(&o, '}');
  const uint32_t id = o.failed ? STYR_I_NOSTR : keep(w, b.bytes, b.size);
  if (o.failed && w->status == STYR_OK) w->status = styr_i_nomem(w->error);
  styr_buffer_free(&b);
  return id;
}

/* The audit at a date, an organisation an answer of its own: most of them are the same from date to date. */
static uint32_t keep_audit(writing *w, styr_outside *answer, styr_error *why) {
  styr_buffer lines = STYR_BUFFER_INIT, whole = STYR_BUFFER_INIT;
  const styr_sink to_lines = styr_buffer_sink(&lines), to_whole = styr_buffer_sink(&whole);
  styr_i_out o = {.sink = &to_whole, .first = true};
  const styr_node plan = styr_outside_plan(answer), body = styr_outside_body(answer);
  const styr_status status = styr_outside_write(answer, STYR_FORMAT_JSONL, w->p->lang, &to_lines, why);
  styr_i_json_open(&o, NULL, '{');
  styr_i_json_view(&o, w->map);
  styr_i_json_text(&o, "plan", styr_node_id(w->map, plan));
  styr_i_json_text(&o, "plan_label", styr_i_page_label(w->p, plan));
  styr_i_json_text(&o, "body", styr_node_exists(body) ? styr_node_id(w->map, body) : NULL);
  styr_i_json_text(&o, "body_label", styr_node_exists(body) ? styr_i_page_label(w->p, body) : NULL);
  styr_i_json_open(&o, "organisations", '[');
  for (const char *line = lines.bytes, *end = line ? line + lines.size : line; line && line < end;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    styr_i_json_int(&o, NULL, keep(w, line, (size_t)((newline ? newline : end) - line)));
    line = newline ? newline + 1 : end;
  }
  styr_i_json_close(&o, ']');
  styr_i_json_close(&o, '}');
  if ((status != STYR_OK || o.failed) && w->status == STYR_OK) w->status = styr_i_nomem(w->error);
  const uint32_t id = o.failed ? 0 : keep(w, whole.bytes, whole.size);
  styr_buffer_free(&lines);
  styr_buffer_free(&whole);
  return id;
}

typedef uint32_t asking(writing *w, const styr_filter *filter, const char *what);

static uint32_t ask_outside(writing *w, const styr_filter *filter, const char *what) {
  (void)what;
  styr_outside_options asked = STYR_OUTSIDE_OPTIONS_INIT;
  styr_error why = STYR_ERROR_INIT;
  styr_outside *answer = NULL;
  asked.plan = w->p->plan;
  asked.body = w->p->body;
  asked.filter = *filter;
  const styr_status status = styr_outside_open(w->map, &asked, &answer, &why);
  const uint32_t id = status == STYR_OK ? keep_audit(w, answer, &why) : keep_failure(w, status, &why);
  styr_outside_free(answer);
  return id;
}

static uint32_t ask_trace(writing *w, const styr_filter *filter, const char *what) {
  styr_trace_options asked = STYR_TRACE_OPTIONS_INIT;
  styr_error why = STYR_ERROR_INIT;
  styr_trace *answer = NULL;
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  asked.filter = *filter;
  asked.case_id = what;
  asked.plan = w->p->plan;
  asked.body = w->p->body;
  styr_status status = styr_trace_open(w->map, &asked, &answer, &why);
  if (status == STYR_OK && styr_trace_write(answer, STYR_FORMAT_JSON, w->p->lang, &sink, &why) != STYR_OK)
    status = styr_i_fail(&why, STYR_ERR_NOMEM, "out of memory");
  const uint32_t id = status == STYR_OK ? keep(w, b.bytes, b.size) : keep_failure(w, status, &why);
  styr_trace_free(answer);
  styr_buffer_free(&b);
  return id;
}

static uint32_t ask_mandates(writing *w, const styr_filter *filter, const char *what) {
  styr_mandates_options asked = STYR_MANDATES_OPTIONS_INIT;
  styr_error why = STYR_ERROR_INIT;
  styr_mandates *answer = NULL;
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  asked.filter = *filter;
  asked.function = what;
  styr_status status = styr_mandates_open(w->map, &asked, &answer, &why);
  if (status == STYR_OK && styr_mandates_write(answer, STYR_FORMAT_JSON, w->p->lang, &sink, &why) != STYR_OK)
    status = styr_i_fail(&why, STYR_ERR_NOMEM, "out of memory");
  const uint32_t id = status == STYR_OK ? keep(w, b.bytes, b.size) : keep_failure(w, status, &why);
  styr_mandates_free(answer);
  styr_buffer_free(&b);
  return id;
}

/* A table of date by grade. */
static void ask_all(writing *w, const char *key, asking *ask, const char *what) {
  styr_i_json_open(&w->o, key, '[');
  for (size_t d = 0; d < w->p->date_count && w->status == STYR_OK; d++) {
    styr_i_json_open(&w->o, NULL, '[');
    for (size_t g = 0; g < STYR_I_PAGE_GRADES && w->status == STYR_OK; g++) {
      const styr_filter filter = {.version = 1, .min_grade = styr_i_page_grades[g], .as_of = w->p->dates[d]};
      styr_i_json_int(&w->o, NULL, ask(w, &filter, what));
    }
    styr_i_json_close(&w->o, ']');
  }
  styr_i_json_close(&w->o, ']');
}

static void put_answers(writing *w) {
  ask_all(w, "outside", ask_outside, NULL);
  styr_i_json_open(&w->o, "cases", '[');
  for (size_t i = 0; i < styr_map_count(w->map, STYR_CASES); i++) {
    const char *id = styr_i_text_cell(w->map, STYR_CASES, i, CASE_ID);
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_text(&w->o, "id", id);
    text(w, "note", styr_i_text_cell(w->map, STYR_CASES, i, CASE_NOTE));
    ask_all(w, "at", ask_trace, id);
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "functions", '[');
  for (size_t i = 0; i < styr_vocab_count(w->map); i++) {
    const styr_term t = styr_vocab_get(w->map, i);
    if (strcmp(t.set, "function") != 0 || !t.uses) continue;
    styr_i_json_open(&w->o, NULL, '{');
    styr_i_json_text(&w->o, "function", t.term);
    ask_all(w, "at", ask_mandates, t.term);
    styr_i_json_close(&w->o, '}');
  }
  styr_i_json_close(&w->o, ']');
  styr_i_json_open(&w->o, "answers", '[');
  styr_i_json_text(&w->o, NULL, NULL); /* place 0 is not used */
  for (uint32_t i = 1; i < w->answers.count; i++) {
    styr_i_put(&w->o, ",");
    styr_i_putn(&w->o, styr_i_str(&w->answers, i), styr_i_strlen(&w->answers, i));
  }
  styr_i_json_close(&w->o, ']');
}

/* ---- the whole ---- */

static void put_words(writing *w) {
  styr_i_json_open(&w->o, "words", '{');
  for (size_t i = 0; i < STYR_I_PAGE_WORD_COUNT; i++) styr_i_json_text(&w->o, styr_i_word_infos[i].name, w->p->words->words[i]);
  styr_i_json_close(&w->o, '}');
}

static void put_all(writing *w) {
  styr_i_json_open(&w->o, NULL, '{');
  styr_i_json_text(&w->o, "title", w->p->title);
  styr_i_json_text(&w->o, "lang", w->p->tag);
  lang(w, "own_lang", styr_map_meta(w->map, STYR_META_LANG));
  put_words(w);
  put_nodes(w);
  put_ties(w);
  put_types(w);
  put_scopes(w);
  put_terms(w, "actions", "action");
  put_outcomes(w);
  put_claims(w);
  put_sources(w);
  put_dates(w);
  put_answers(w);
  styr_i_json_close(&w->o, '}');
  styr_i_put(&w->o, "\n");
}

styr_status styr_i_page_data(const styr_i_page *p, const styr_sink *sink, styr_error *error) {
  writing w = {.p = p, .map = p->map, .o = {.sink = sink, .first = true}, .error = error, .status = STYR_OK};
  if (!styr_i_strings_init(&w.answers, &p->a)) return styr_i_nomem(error);
  for (size_t g = 0; g < STYR_I_PAGE_GRADES && w.status == STYR_OK; g++) {
    const styr_filter filter = {.version = 1, .min_grade = styr_i_page_grades[g]};
    w.status = styr_graph_freeze(p->map, &filter, &p->a, &w.seen[g], error);
  }
  if (w.status == STYR_OK) put_all(&w);
  for (size_t g = 0; g < STYR_I_PAGE_GRADES; g++) styr_graph_free(w.seen[g]);
  styr_i_strings_done(&w.answers);
  if (w.status != STYR_OK) return w.status;
  return styr_i_out_status(&w.o, error);
}

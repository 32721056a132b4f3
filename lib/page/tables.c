/* SPDX-License-Identifier: MIT */
/* Writes the figure in words, for screen readers, paper and readers without scripts: actors by level with their standing
 * towards the plan, texts, ties, what was asked about and found absent, the bare lines, and the cases step by step. The
 * script finds the rows by data-node and data-tie. */
#include "page/page_i.h"
#include "write/write_i.h"

#include <stdio.h>

typedef struct writing {
  const styr_i_page *p;
  const styr_map *map;
  styr_i_out o;
  styr_outside *audit; /* NULL where there is no plan */
} writing;

static void word(writing *w, styr_i_word which) {
  styr_i_html(&w->o, w->p->words->words[which]);
}

/* A word whose name depends on the map: "standing_in" … */
static void word_named(writing *w, const char *name) {
  styr_i_html(&w->o, styr_i_words_named(w->p->words, name, strlen(name)));
}

static bool is_foreign(const writing *w, const char *in) {
  return !styr_i_is_lang(w->map, in, w->p->words->tag);
}

/* The lang attribute of an element whose language is not the page's. */
static void lang(writing *w, const char *in) {
  char tag[STYR_I_TAG];
  styr_i_tag_normal(tag, in);
  if (is_foreign(w, in)) styr_i_putf(&w->o, " lang=\"%s\"", tag);
}

/* A text of the map; in an element of its own if its language is not the page's. */
static void text_in(writing *w, const char *text, const char *in) {
  const bool apart = *text && is_foreign(w, in);
  if (apart) styr_i_put(&w->o, "<span");
  if (apart) lang(w, in);
  if (apart) styr_i_put(&w->o, ">");
  styr_i_html(&w->o, text);
  if (apart) styr_i_put(&w->o, "</span>");
}

static void term(writing *w, const char *set, const char *name) {
  const char *in, *label = styr_i_vocab_label_in(w->map, set, name, w->p->lang, &in);
  text_in(w, label, in);
}

static size_t node_place(const writing *w, styr_node node) {
  return styr_node_row(node) + (styr_node_is_text(node) ? styr_map_count(w->map, STYR_ACTORS) : 0);
}

static void heading(writing *w, styr_i_word which) {
  styr_i_put(&w->o, "<h3>");
  word(w, which);
  styr_i_put(&w->o, "</h3>\n");
}

/* A name that links to its row in the list. */
static void name(writing *w, styr_node node) {
  const size_t at = node_place(w, node);
  const char *in = "";
  (void)styr_i_text_cell_in(w->map, styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS, styr_node_row(node), ACTOR_LABEL, w->p->lang, &in);
  styr_i_putf(&w->o, "<a class=\"styr-node\" href=\"#styr-n%zu\" data-at=\"%zu\"", at, at);
  lang(w, in);
  styr_i_put(&w->o, ">");
  styr_i_html(&w->o, styr_i_page_label(w->p, node));
  styr_i_put(&w->o, "</a>");
}

/* ---- actors and texts ---- */

static const styr_placing *placing_of(const writing *w, styr_node node) {
  for (size_t i = 0; w->audit && i < styr_outside_count(w->audit); i++) {
    const styr_placing *p = styr_outside_get(w->audit, i);
    if (styr_node_same(p->node, node)) return p;
    for (size_t k = 0; k < p->unit_count; k++)
      if (styr_node_same(p->units[k].node, node)) return &p->units[k];
  }
  return NULL;
}

static void standing(writing *w, styr_node node) {
  const styr_placing *p = placing_of(w, node);
  char key[32];
  if (!w->audit || styr_node_is_text(node)) return;
  styr_i_putf(&w->o, " <span class=\"standing%s%s\">", p ? " " : "", p ? styr_standing_name(p->standing) : "");
  snprintf(key, sizeof key, "standing_%s", p ? styr_standing_name(p->standing) : "");
  word_named(w, key);
  styr_i_put(&w->o, "</span>");
}

static void item(writing *w, styr_node node) {
  const size_t at = node_place(w, node);
  const char *kind = styr_node_kind(w->map, node), *sector = styr_node_sector(w->map, node);
  styr_i_putf(&w->o, "<li id=\"styr-n%zu\" data-node=\"%zu\">", at, at);
  name(w, node);
  if (*kind || *sector) styr_i_put(&w->o, " <small>");
  if (*kind) term(w, "kind", kind);
  if (*kind && *sector) styr_i_put(&w->o, ", ");
  if (*sector) term(w, "sector", sector);
  if (*kind || *sector) styr_i_put(&w->o, "</small>");
  standing(w, node);
  styr_i_put(&w->o, "</li>\n");
}

/* The actors of a level; "" for those without one. */
static void level(writing *w, const char *which) {
  bool any = false;
  for (size_t i = 0; i < styr_map_count(w->map, STYR_ACTORS); i++) {
    const styr_node node = styr_map_actor(w->map, i);
    if (strcmp(styr_node_level(w->map, node), which) != 0) continue;
    if (!any) {
      styr_i_put(&w->o, "<section><h4>");
      if (*which) term(w, "level", which);
      else word(w, WORD_no_level);
      styr_i_put(&w->o, "</h4><ul>\n");
    }
    any = true;
    item(w, node);
  }
  if (any) styr_i_put(&w->o, "</ul></section>\n");
}

/* Levels from the highest rank down, those without a rank last. There are few, so the next one is searched each time. */
static void levels(writing *w) {
  heading(w, WORD_levels);
  styr_i_put(&w->o, "<div class=\"levels\">\n");
  for (int64_t below = INT64_MAX; below > INT64_MIN;) {
    int64_t next = INT64_MIN;
    for (size_t i = 0; i < styr_vocab_count(w->map); i++) {
      const styr_term t = styr_vocab_get(w->map, i);
      const int64_t rank = t.ranked ? t.rank : INT64_MIN + 1;
      if (strcmp(t.set, "level") == 0 && rank < below && rank > next) next = rank;
    }
    for (size_t i = 0; next > INT64_MIN && i < styr_vocab_count(w->map); i++) {
      const styr_term t = styr_vocab_get(w->map, i);
      if (strcmp(t.set, "level") == 0 && (t.ranked ? t.rank : INT64_MIN + 1) == next) level(w, t.term);
    }
    below = next;
  }
  level(w, "");
  if (styr_map_count(w->map, STYR_TEXTS)) {
    styr_i_put(&w->o, "<section><h4>");
    word(w, WORD_texts);
    styr_i_put(&w->o, "</h4><ul>\n");
    for (size_t i = 0; i < styr_map_count(w->map, STYR_TEXTS); i++) item(w, styr_map_text(w->map, i));
    styr_i_put(&w->o, "</ul></section>\n");
  }
  styr_i_put(&w->o, "</div>\n");
}

/* ---- ties ---- */

static void source_name(writing *w, const char *id) {
  const char *label = id;
  for (size_t i = 0; i < styr_map_count(w->map, STYR_SOURCES); i++)
    if (strcmp(styr_i_text_cell(w->map, STYR_SOURCES, i, SOURCE_ID), id) == 0 && *styr_i_text_cell(w->map, STYR_SOURCES, i, SOURCE_LABEL))
      label = styr_i_text_cell(w->map, STYR_SOURCES, i, SOURCE_LABEL);
  text_in(w, label, styr_map_meta(w->map, STYR_META_LANG));
}

/* Each source of the claims about a tie once. */
static void sources(writing *w, styr_tie tie) {
  bool first = true;
  for (styr_claim c = styr_claims_of_tie(w->map, tie); styr_claim_exists(c); c = styr_claims_next(w->map, c)) {
    const char *source = styr_claim_get(w->map, c).source;
    bool told = !*source;
    for (styr_claim e = styr_claims_of_tie(w->map, tie); e.index != c.index && !told; e = styr_claims_next(w->map, e))
      told = strcmp(styr_claim_get(w->map, e).source, source) == 0;
    if (told) continue;
    if (!first) styr_i_put(&w->o, "; ");
    first = false;
    source_name(w, source);
  }
}

static void grade(writing *w, styr_tie tie) {
  char key[40];
  const char *grade_name = styr_grade_name(styr_tie_grade(w->map, tie));
  snprintf(key, sizeof key, "grade_name_%s", grade_name);
  if (*grade_name) word_named(w, key);
  if (styr_tie_verdict(w->map, tie, NULL) != STYR_UNKNOWN) return;
  styr_i_put(&w->o, " (");
  word(w, WORD_contested);
  styr_i_put(&w->o, ")");
}

static void period(writing *w, styr_date start, styr_date end) {
  char from[11], to[11];
  if (!start.year && !end.year) return;
  styr_i_putf(&w->o, "%s–%s", styr_date_format(start, from), styr_date_format(end, to));
}

static void head(writing *w, const styr_i_word *words, size_t count) {
  styr_i_put(&w->o, "<thead><tr>");
  for (size_t i = 0; i < count; i++) {
    styr_i_put(&w->o, "<th scope=\"col\">");
    word(w, words[i]);
    styr_i_put(&w->o, "</th>");
  }
  styr_i_put(&w->o, "</tr></thead>\n<tbody>\n");
}

static void tie_row(writing *w, styr_tie tie) {
  const char *function = styr_tie_function(w->map, tie);
  styr_i_putf(&w->o, "<tr data-tie=\"%u\"><td>", tie.index);
  name(w, styr_tie_from(w->map, tie));
  styr_i_put(&w->o, "</td><td>");
  term(w, "tie", styr_tie_type(w->map, tie));
  if (*function) {
    styr_i_put(&w->o, ": ");
    term(w, "function", function);
  }
  styr_i_put(&w->o, "</td><td>");
  name(w, styr_tie_to(w->map, tie));
  styr_i_put(&w->o, "</td><td>");
  grade(w, tie);
  styr_i_put(&w->o, "</td><td>");
  period(w, styr_tie_start(w->map, tie), styr_tie_end(w->map, tie));
  styr_i_put(&w->o, "</td><td>");
  sources(w, tie);
  styr_i_put(&w->o, "</td></tr>\n");
}

static void ties(writing *w) {
  static const styr_i_word columns[] = {WORD_from, WORD_relation, WORD_to, WORD_evidence, WORD_since, WORD_sources};
  heading(w, WORD_ties);
  styr_i_put(&w->o, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
  word(w, WORD_ties);
  styr_i_put(&w->o, "\"><table>\n");
  head(w, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < styr_map_count(w->map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(w->map, (uint32_t)i);
    if (styr_tie_verdict(w->map, tie, NULL) != STYR_NO) tie_row(w, tie);
  }
  styr_i_put(&w->o, "</tbody></table></div>\n");
}

static void denials(writing *w) {
  if (!styr_denial_count(w->map)) return;
  heading(w, WORD_absent);
  styr_i_put(&w->o, "<ul>\n");
  for (size_t i = 0; i < styr_denial_count(w->map); i++) {
    const styr_denial d = styr_denial_get(w->map, i);
    const styr_claim_view v = styr_claim_get(w->map, d.claim);
    styr_i_put(&w->o, "<li>");
    name(w, d.from);
    styr_i_put(&w->o, " ");
    term(w, "tie", d.type);
    styr_i_put(&w->o, " ");
    name(w, d.to);
    styr_i_put(&w->o, " <small>");
    word(w, v.stance == STYR_ABSENT ? WORD_stance_absent : WORD_stance_disputes);
    if (*v.source) styr_i_put(&w->o, ", ");
    source_name(w, v.source);
    styr_i_put(&w->o, "</small></li>\n");
  }
  styr_i_put(&w->o, "</ul>\n");
}

static void bare_lines(writing *w) {
  size_t count = 0;
  const styr_bare_line *lines = styr_public_bare_lines(w->p->view, &count);
  if (!count) return;
  heading(w, WORD_bare);
  styr_i_put(&w->o, "<ul>\n");
  for (size_t i = 0; i < count; i++) {
    styr_i_put(&w->o, "<li>");
    name(w, lines[i].from);
    styr_i_put(&w->o, " ");
    word(w, WORD_rules);
    styr_i_put(&w->o, " ");
    name(w, lines[i].to);
    styr_i_put(&w->o, "</li>\n");
  }
  styr_i_put(&w->o, "</ul>\n");
}

/* ---- cases ---- */

static void step(writing *w, const styr_trace_step *s, bool leaves) {
  char key[32];
  styr_i_putf(&w->o, "<li value=\"%lld\">", (long long)s->number);
  if (styr_node_exists(s->actor)) name(w, s->actor);
  styr_i_put(&w->o, " ");
  term(w, "action", s->action);
  if (styr_node_exists(s->to)) {
    styr_i_put(&w->o, " → ");
    name(w, s->to);
  }
  const char *in, *outcome = styr_event_outcome(w->map, s->row, w->p->lang, &in);
  if (*outcome) styr_i_put(&w->o, ": ");
  text_in(w, outcome, in);
  if (s->placed) {
    snprintf(key, sizeof key, "standing_%s", styr_standing_name(s->standing));
    styr_i_put(&w->o, " <small>");
    word_named(w, key);
    styr_i_put(&w->o, "</small>");
  }
  if (leaves) {
    styr_i_put(&w->o, " <strong class=\"leaves\">");
    word(w, s->standing == STYR_STANDING_OUT ? WORD_leaves_yes : WORD_leaves_unknown);
    styr_i_put(&w->o, "</strong>");
  }
  styr_i_put(&w->o, "</li>\n");
}

static void one_case(writing *w, const styr_trace *t, size_t row) {
  const char *label = styr_i_text_cell(w->map, STYR_CASES, row, CASE_LABEL);
  size_t leaves;
  const styr_trace_mark *marks = styr_trace_leaves(t, &leaves);
  styr_i_put(&w->o, "<h3");
  lang(w, styr_map_meta(w->map, STYR_META_LANG));
  styr_i_put(&w->o, ">");
  styr_i_html(&w->o, *label ? label : styr_i_text_cell(w->map, STYR_CASES, row, CASE_ID));
  styr_i_put(&w->o, "</h3>\n<ol>\n");
  for (size_t i = 0; i < styr_trace_count(t); i++) {
    bool here = false;
    for (size_t k = 0; k < leaves; k++) here |= marks[k].step == i;
    step(w, styr_trace_get(t, i), here);
  }
  styr_i_put(&w->o, "</ol>\n");
}

static styr_status cases(writing *w, styr_error *error) {
  for (size_t i = 0; i < styr_map_count(w->map, STYR_CASES); i++) {
    styr_trace_options asked = STYR_TRACE_OPTIONS_INIT;
    asked.plan = w->p->plan;
    asked.body = w->p->body;
    styr_error why = STYR_ERROR_INIT;
    styr_trace *t = NULL;
    asked.case_id = styr_i_text_cell(w->map, STYR_CASES, i, CASE_ID);
    const styr_status status = styr_trace_open(w->map, &asked, &t, &why);
    if (status == STYR_OK) one_case(w, t, i);
    styr_trace_free(t);
    if (status == STYR_ERR_NOMEM) return styr_i_nomem(error);
  }
  return STYR_OK;
}

styr_status styr_i_page_twin(const styr_i_page *p, const styr_sink *sink, styr_error *error) {
  writing w = {p, p->map, {.sink = sink}, NULL};
  styr_error why = STYR_ERROR_INIT;
  styr_outside_options asked = STYR_OUTSIDE_OPTIONS_INIT;
  asked.plan = p->plan;
  asked.body = p->body;
  styr_status status = styr_outside_open(p->map, &asked, &w.audit, &why);
  if (status == STYR_ERR_NOMEM) return styr_i_nomem(error);
  levels(&w);
  status = cases(&w, error);
  if (status == STYR_OK) {
    ties(&w);
    denials(&w);
    bare_lines(&w);
    status = styr_i_out_status(&w.o, error);
  }
  styr_outside_free(w.audit);
  return status;
}

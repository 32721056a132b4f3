/* SPDX-License-Identifier: MIT */
/* The texts below a figure besides the legend: footnotes, payments, reorganisations, the steps of a case, and the caption, which says what
 * was drawn, what was left out, and by which filter. */
#include "figure/layouts/layouts_i.h"
#include "write/write_i.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

double styr_i_compose_footnotes(styr_i_composing *c, double x, double y, double room) {
  const styr_i_figure *f = c->f;
  char id[60];
  size_t drawn = 0;
  for (size_t i = 0; i < f->map->footnote_count; i++) {
    const char *mark = styr_i_str(&f->map->strings, f->map->footnotes[i][0]);
    bool used = false;
    for (size_t k = 0; k < f->box_count && !used; k++) used = strcmp(f->boxes[k].footnote, mark) == 0;
    if (!used) continue;
    snprintf(id, sizeof id, "footnote-mark-%zu", ++drawn);
    styr_i_compose_footnote_mark(c, id, mark, x, y + 0.5);
    snprintf(id, sizeof id, "footnote-%zu", drawn);
    const char *text = styr_map_footnote_in(f->map, mark, f->lang, &c->in);
    y += styr_i_compose_text(c, id, "footnote", text, x + 13, y, room - 13, BOX_FONT, false, INK) + 2.5;
  }
  c->in = NULL;
  return y;
}

/* ---- the caption ---- */

typedef struct sentence {
  char text[1200];
  size_t used;
} sentence;

/* Appends a part after the punctuation that separates it from the text before. A sentence that is too long is cut. */
static void say(sentence *s, const char *punctuation, const char *fmt, ...) STYR_PRINTF(3, 4);
static void say(sentence *s, const char *punctuation, const char *fmt, ...) {
  char part[600];
  va_list list;
  va_start(list, fmt);
  vsnprintf(part, sizeof part, fmt, list);
  va_end(list);
  snprintf(s->text + s->used, sizeof s->text - s->used, "%s%.*s", punctuation, (int)styr_i_utf8_cut(part, strlen(part), sizeof part - 4),
           part);
  s->used = styr_i_utf8_cut(s->text, strlen(s->text), sizeof s->text - 4);
}

/* How much is drawn. */
static void say_how_much(const styr_i_figure *f, sentence *s) {
  const styr_i_language *words = f->words;
  char how_many[80];
  size_t texts = 0, assumed = 0, denied = 0, relations = 0, several = 0;
  for (size_t i = 0; i < f->box_count; i++) {
    if (styr_node_is_text(f->boxes[i].node)) texts += 1 + f->boxes[i].more;
    several += f->boxes[i].more > 0;
  }
  for (size_t i = 0; i < f->line_count; i++) {
    const styr_i_line *l = &f->lines[i];
    if (l->denied) denied += l->relations;
    else if (!l->hop) relations += l->relations;
    if (l->style == LINE_ASSUMED) assumed += l->relations;
  }
  const size_t actors = f->box_count + f->collapsed - texts;
  snprintf(how_many, sizeof how_many, STYR_I_FORM_OF(words, relation_n, relations), relations);
  say(s, "", STYR_I_FORM_OF(words, actor_n, actors), actors);
  if (texts) say(s, ", ", STYR_I_FORM_OF(words, text_n, texts), texts);
  if (assumed) say(s, ", ", STYR_I_FORM(words, of_them_assumed), how_many, assumed);
  else say(s, ", ", "%s", how_many);
  if (denied) say(s, ", ", STYR_I_FORM_OF(words, denied_n, denied), denied);
  if (f->hidden) say(s, "; ", STYR_I_FORM_OF(words, hidden_n, f->hidden), f->hidden);
  if (several) say(s, "; ", STYR_I_FORM_OF(words, alike_in_one, several), f->collapsed + several, several);
}

/* At which date, and by which claims. */
static void say_filter(const styr_i_figure *f, sentence *s) {
  const styr_i_language *words = f->words;
  const styr_filter *filter = &f->options->filter;
  char date[11], since[11], grade[32];
  styr_date_format(filter->as_of, date);
  snprintf(grade, sizeof grade, "grade_name_%s", styr_grade_name(filter->min_grade));
  if (f->diff) say(s, "; ", STYR_I_FORM(words, by_changes), styr_date_format(f->options->since, since), date);
  else if (filter->as_of.year && filter->certain) say(s, "; ", STYR_I_FORM(words, by_date_certain), date);
  else if (filter->as_of.year) say(s, "; ", STYR_I_FORM(words, by_date), date);
  if (filter->min_grade != STYR_GRADE_NONE) say(s, "; ", STYR_I_FORM(words, by_grade), styr_i_words_named(words, grade, strlen(grade)));
  if (styr_public_is_sourced(f->view)) say(s, "; ", "%s", words->words[WORD_by_sourced_claims]);
  if (filter->disputed) say(s, "; ", "%s", words->words[WORD_by_disputed]);
}

double styr_i_compose_caption(styr_i_composing *c, double x, double y, double room) {
  const char *caption =
      c->f->layout->layered || c->f->step_count ? "" : styr_map_meta_in(c->f->map, STYR_META_FIGURE_CAPTION, c->f->lang, &c->in);
  sentence s = {{0}, 0};
  double used = 0;
  say_how_much(c->f, &s);
  say_filter(c->f, &s);
  say(&s, ".", "%s", "");
  if (*caption) used = styr_i_compose_text(c, "caption", "caption", caption, x, y, room, 6.8, false, SOFT);
  c->in = NULL;
  return y + used + styr_i_compose_text(c, "drawn", "caption drawn", s.text, x, y + used, room, 6.8, false, SOFT);
}

/* ---- payments ---- */

double styr_i_compose_payments(styr_i_composing *c, double x, double y, double room) {
  enum { most = 24 };
  const styr_i_figure *f = c->f;
  size_t told = 0, known = 0;
  char id[40], text[500], amount[STYR_I_MONEY_TEXT];
  for (size_t i = 0; f->layout->by_amount && i < f->line_count; i++) {
    const styr_i_line *l = &f->lines[i];
    if (l->bare || !*l->amount.currency || known++ >= most) continue;
    styr_i_money_write(f->words, l->amount, amount);
    const char *from = styr_i_box_name(f, l->from), *to = styr_i_box_name(f, l->to);
    snprintf(text, sizeof text, "%.*s → %.*s: %s", (int)styr_i_utf8_cut(from, strlen(from), 180), from,
             (int)styr_i_utf8_cut(to, strlen(to), 180), to, amount);
    snprintf(id, sizeof id, "payment-%zu", ++told);
    c->in = styr_i_common_lang(f, (const char *const[]){styr_i_box_lang(f, l->from), styr_i_box_lang(f, l->to)}, 2);
    y += styr_i_compose_text(c, id, "payment", text, x, y, room, BOX_FONT, false, INK) + 2.5;
  }
  c->in = NULL;
  if (known > told) {
    snprintf(text, sizeof text, STYR_I_FORM(f->words, and_more), known - told);
    y += styr_i_compose_text(c, "payments-more", "payment", text, x, y, room, BOX_FONT, false, INK) + 2.5;
  }
  return y;
}

/* ---- reorganisations between two dates ---- */

static void put_names(styr_i_out *o, const styr_i_figure *f, const char *const *ids, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const styr_node node = styr_map_find(f->map, ids[i]);
    styr_i_put(o, i ? ", " : "");
    styr_i_put(o, styr_node_exists(node) ? styr_node_label(f->map, node, f->lang) : ids[i]);
  }
}

double styr_i_compose_reorganisations(styr_i_composing *c, double x, double y, double room) {
  enum { most = 24 };
  size_t count = 0;
  char id[40], date[11];
  const styr_reorganisation *r = c->f->diff ? styr_diff_reorganisations(c->f->diff, &count) : NULL;
  for (size_t i = 0; i < count && i < most; i++) {
    styr_buffer text = STYR_BUFFER_INIT;
    const styr_sink sink = styr_buffer_sink(&text);
    styr_i_out o = {.sink = &sink};
    styr_i_putf(&o, "%s: ", styr_date_format(r[i].date, date));
    put_names(&o, c->f, r[i].from, r[i].from_count);
    if (r[i].to_count) styr_i_put(&o, " → ");
    put_names(&o, c->f, r[i].to, r[i].to_count);
    styr_i_putf(&o, " (%s)", styr_vocab_label(c->f->map, "change", r[i].kind, c->f->lang));
    c->nomem |= o.failed;
    snprintf(id, sizeof id, "reorganisation-%zu", i + 1);
    if (!c->nomem) y += styr_i_compose_text(c, id, "reorganisation", text.bytes, x, y, room, BOX_FONT, false, INK) + 2.5;
    styr_buffer_free(&text);
  }
  if (count > most) {
    char more[80];
    snprintf(more, sizeof more, STYR_I_FORM(c->f->words, and_more), count - most);
    y += styr_i_compose_text(c, "reorganisations-more", "reorganisation", more, x, y, room, BOX_FONT, false, INK) + 2.5;
  }
  return y;
}

/* ---- the steps of a case ---- */

static const char *name_of(const styr_i_figure *f, styr_node node) {
  return styr_node_exists(node) ? styr_node_label(f->map, node, f->lang) : "";
}

/* The language of a sentence about a step, if all of it is in a language other than the figure's; else that of its outcome, the last part,
 * at byte `at`. */
static void find_step_lang(styr_i_composing *c, const styr_i_step *s, const char *action_in, size_t at) {
  const char *in[4];
  size_t n = 0;
  if (styr_node_exists(s->actor)) in[n++] = styr_i_node_lang(c->f, s->actor);
  in[n++] = action_in;
  if (styr_node_exists(s->to)) in[n++] = styr_i_node_lang(c->f, s->to);
  if (*s->outcome) in[n++] = s->outcome_in;
  c->in = styr_i_common_lang(c->f, in, n);
  c->in_from = 0;
  if (*c->in || !*s->outcome) return;
  c->in = s->outcome_in;
  c->in_from = at;
}

static double compose_step(styr_i_composing *c, size_t i, double x, double y, double room) {
  const styr_i_figure *f = c->f;
  const styr_i_step *s = &f->steps[i];
  const char *actor = name_of(f, s->actor), *to = name_of(f, s->to), *action_in = "";
  const char *action = styr_i_vocab_label_in(f->map, "action", s->action, f->lang, &action_in);
  char id[40], who[124], does[124], what[300], text[900];
  snprintf(who, sizeof who, "%.*s", (int)styr_i_utf8_cut(actor, strlen(actor), 120), actor);
  snprintf(does, sizeof does, "%.*s", (int)styr_i_utf8_cut(action, strlen(action), 120), action);
  snprintf(what, sizeof what, STYR_I_FORM(f->words, who_does), who, does);
  const int n = snprintf(text, sizeof text, "%lld. %s%s%.*s%s", (long long)s->number, what, *to ? " → " : "",
                         (int)styr_i_utf8_cut(to, strlen(to), 120), to, *s->outcome ? ": " : "");
  snprintf(text + n, sizeof text - (size_t)n, "%.*s", (int)styr_i_utf8_cut(s->outcome, strlen(s->outcome), 240), s->outcome);
  find_step_lang(c, s, action_in, (size_t)n);
  snprintf(id, sizeof id, "step-text-%zu", i + 1);
  const double height = styr_i_compose_text(c, id, "step-text", text, x, y, room, BOX_FONT, false, INK) + 2;
  c->in = NULL;
  c->in_from = 0;
  return height;
}

/* In two columns, read down the first and then the second. */
double styr_i_compose_step_list(styr_i_composing *c, double x, double y, double room) {
  const size_t count = c->f->step_count, half = (count + 1) / 2;
  double ends[2] = {y, y};
  for (size_t i = 0; i < count; i++) {
    double *at = &ends[i >= half];
    *at += compose_step(c, i, i < half ? x : x + room / 2, *at, room / 2 - 16);
  }
  return fmax(ends[0], ends[1]);
}

/* SPDX-License-Identifier: MIT */
/* The legend: it explains every sign that is drawn and no other, and says what is not shown. */
#include "figure/layouts/layouts_i.h"
#include "figure/overlays/overlays_i.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

static const styr_i_line_style marked_style = {.name = "marked", .stroke = INK, .width = 2.2};
static const styr_i_line_style broadest_style = {.name = "amount", .stroke = "#1d3d5c", .width = BROADEST};

/* Signs of boxes and marks are in the left column, the others in the right one. */
typedef enum sign {
  SIGN_FILL,    /* a sector, a text, or a box outside the plan */
  SIGN_FRAME,   /* of an overlay */
  SIGN_SEVERAL, /* a box that represents several */
  SIGN_STAR,
  SIGN_STEP,     /* of a case */
  SIGN_RELATION, /* a line; pale where other lines are emphasised */
  SIGN_LINE,     /* any other line */
  SIGN_ARROW,    /* a relation with an arrow head */
  SIGN_NONE      /* words alone */
} sign;

typedef struct entry {
  const char *text, *in; /* in: the language of a text from the map; else NULL */
  sign sign;
  const void *style;
} entry;

/* Whether a line is a ruling relation depends on the layout: not every tie of a text rules. */
static const char *line_says(const styr_i_figure *f, size_t style) {
  return f->words->words[style == LINE_STATED     ? f->layout->stated
                         : style == LINE_UNGRADED ? f->layout->ungraded
                                                  : styr_i_line_styles[style].legend];
}

/* ---- what is explained ---- */

enum { most_entries = 48 };

typedef struct listing {
  const styr_i_figure *f;
  const styr_i_language *words;
  const char *in; /* of the next entry */
  entry entries[most_entries];
  char texts[most_entries][200];
  size_t count;
} listing;

static void list(listing *l, sign kind, const void *style, const char *fmt, ...) STYR_PRINTF(4, 5);
static void list(listing *l, sign kind, const void *style, const char *fmt, ...) {
  va_list args;
  if (l->count == most_entries) return;
  va_start(args, fmt);
  vsnprintf(l->texts[l->count], sizeof l->texts[0], fmt, args);
  va_end(args);
  l->texts[l->count][styr_i_utf8_cut(l->texts[l->count], strlen(l->texts[l->count]), sizeof l->texts[0] - 1)] = '\0';
  l->entries[l->count] = (entry){l->texts[l->count], l->in, kind, style};
  l->in = NULL;
  l->count++;
}

static void list_term(listing *l, sign kind, const void *style, const char *set, const char *term) {
  const char *label = styr_i_vocab_label_in(l->f->map, set, term, l->f->lang, &l->in);
  list(l, kind, style, "%s", label);
}

static void list_boxes(listing *l) {
  const styr_i_figure *f = l->f;
  const styr_i_overlay *overlay = f->overlay;
  size_t texts = 0, denied = 0;
  for (size_t i = 0; i + 1 < (size_t)STYR_I_SECTORS; i++) {
    bool used = false;
    for (size_t k = 0; k < f->box_count && !used; k++) used = !f->boxes[k].bar && strcmp(f->boxes[k].sector, styr_i_sectors[i].sector) == 0;
    if (used) list_term(l, SIGN_FILL, &styr_i_sectors[i], "sector", styr_i_sectors[i].sector);
  }
  for (size_t k = 0; k < f->box_count; k++) texts += styr_node_is_text(f->boxes[k].node);
  if (texts) list(l, SIGN_FILL, &styr_i_text_style, "%s", l->words->words[WORD_legend_text]);
  for (size_t i = 0; i < overlay->count; i++) {
    size_t count = 0;
    for (size_t k = 0; k < f->box_count; k++)
      if (f->boxes[k].frame == i + 1) count += 1 + f->boxes[k].more;
    if (count) list(l, SIGN_FRAME, &overlay->frames[i], "%s (%zu)", l->words->words[overlay->frames[i].legend], count);
  }
  for (size_t k = 0; k < f->box_count; k++)
    if (f->boxes[k].denied && !f->boxes[k].frame) denied += 1 + f->boxes[k].more;
  if (denied) list(l, SIGN_FILL, &styr_i_denied_style, STYR_I_FORM(l->words, legend_not_anchored), denied);
  for (size_t k = 0; k < f->box_count; k++) {
    if (!*f->boxes[k].mark) continue;
    list_term(l, SIGN_STAR, NULL, "mark", f->boxes[k].mark);
    break;
  }
  if (f->step_count) list(l, SIGN_STEP, NULL, "%s", l->words->words[WORD_legend_step]);
  if (f->collapsed) list(l, SIGN_SEVERAL, NULL, "%s", l->words->words[WORD_legend_several]);
}

/* Lines into a bar have an arrow head and their own sign in the legend. */
static bool into_bar(const styr_i_figure *f, const styr_i_line *line) {
  return f->boxes[line->to].bar && !line->bare && !line->hop;
}

static void list_lines(listing *l) {
  const styr_i_figure *f = l->f;
  for (size_t i = 0; i < (size_t)LINE_BARE + 1; i++) {
    size_t count = 0;
    for (size_t k = 0; k < f->line_count; k++)
      if (f->lines[k].style == i && !into_bar(f, &f->lines[k]) && !styr_i_figure_change_of(&f->lines[k])) count += f->lines[k].relations;
    if (count)
      list(l, i == LINE_CASE || i == LINE_NEXT ? SIGN_LINE : SIGN_RELATION, &styr_i_line_styles[i], "%s (%zu)", line_says(f, i), count);
  }
  for (size_t k = 0; k < f->line_count && f->layout->of_node; k++) {
    if (!styr_i_runs_up(f, &f->lines[k])) continue;
    list(l, SIGN_ARROW, &styr_i_line_styles[f->lines[k].style], "%s", l->words->words[WORD_legend_upward]);
    break;
  }
  for (size_t k = 0; k < f->line_count && !f->layout->layered; k++) {
    if (!into_bar(f, &f->lines[k])) continue;
    char who[94], does[94];
    const char *name = styr_i_box_name(f, f->lines[k].from);
    const char *in[] = {styr_i_box_lang(f, f->lines[k].from), NULL};
    const char *type = styr_i_vocab_label_in(f->map, "tie", styr_tie_type(f->map, f->lines[k].tie), f->lang, &in[1]);
    snprintf(who, sizeof who, "%.*s", (int)styr_i_utf8_cut(name, strlen(name), 90), name);
    snprintf(does, sizeof does, "%.*s", (int)styr_i_utf8_cut(type, strlen(type), 90), type);
    l->in = styr_i_common_lang(f, in, 2);
    list(l, SIGN_ARROW, &styr_i_line_styles[f->lines[k].style], STYR_I_FORM(l->words, who_does), who, does);
    break;
  }
}

/* Lines whose style comes from an overlay, a path query or amounts. */
static void list_looks(listing *l) {
  const styr_i_figure *f = l->f;
  const styr_i_overlay *overlay = f->overlay;
  const styr_money broadest = styr_i_figure_most_paid(f);
  size_t marked = 0;
  for (size_t i = 0; f->diff && i < overlay->count; i++) {
    size_t count = 0;
    for (size_t k = 0; k < f->line_count; k++)
      if (styr_i_figure_change_of(&f->lines[k]) == &overlay->frames[i]) count += f->lines[k].relations;
    if (count) list(l, SIGN_LINE, &overlay->frames[i], "%s (%zu)", l->words->words[overlay->frames[i].legend], count);
  }
  for (size_t k = 0; k < f->line_count; k++) marked += f->lines[k].marked;
  if (f->marked) {
    const char *what = f->options->marked_caption ? f->options->marked_caption : l->words->words[WORD_legend_marked];
    list(l, SIGN_LINE, &marked_style, "%.*s (%zu)", (int)styr_i_utf8_cut(what, strlen(what), 150), what, marked);
  }
  if (*broadest.currency) {
    char amount[STYR_I_MONEY_TEXT];
    styr_i_money_write(l->words, broadest, amount);
    list(l, SIGN_LINE, &broadest_style, STYR_I_FORM(l->words, legend_width), amount);
  }
}

static void list_what_is_missing(listing *l) {
  const styr_i_figure *f = l->f;
  if (f->hidden) list(l, SIGN_NONE, NULL, STYR_I_FORM_OF(l->words, legend_hidden_one, f->hidden), f->hidden);
}

/* ---- how it is drawn ---- */

static void legend_box(styr_i_composing *c, const entry *e, const char *id, double x, double middle) {
  const styr_i_sector_style *fill = e->style;
  const styr_i_line_style *frame = e->style;
  char classes[80] = "legend swatch several", edge[60];
  styr_item r = styr_i_blank(STYR_ITEM_RECT, id, classes);
  r.x = x;
  r.y = middle - 4;
  r.w = 18;
  r.h = 8;
  r.fill = "#ffffff";
  r.stroke = SOFT;
  r.stroke_width = 0.7;
  if (e->sign == SIGN_FILL) {
    snprintf(classes, sizeof classes, "legend swatch %s", fill->sector);
    r.fill = fill->fill;
    r.stroke = fill->stroke;
    if (fill == &styr_i_denied_style) r.stroke_width = 1.8;
  } else if (e->sign == SIGN_FRAME) {
    snprintf(classes, sizeof classes, "legend swatch framed %s%s", c->f->overlay->prefix, frame->name);
    r.stroke = frame->stroke;
    r.stroke_width = frame->width;
    r.dash = frame->dash;
  } else { /* the edge of a second box beneath */
    styr_item under = r;
    snprintf(edge, sizeof edge, "%s-edge", id);
    under.id = edge;
    under.classes = "legend stack";
    under.x += 2;
    under.y += 2;
    under.w -= 4;
    styr_i_compose_item(c, &under);
  }
  styr_i_compose_item(c, &r);
}

static void legend_line(styr_i_composing *c, const entry *e, const char *id, double x, double middle) {
  const styr_i_line_style *s = e->style;
  const double across[] = {x, middle, x + 18, middle}, up[] = {x + 9, middle + 5, x + 9, middle - 5};
  char classes[64];
  snprintf(classes, sizeof classes, "legend line %s", s->name);
  styr_item l = styr_i_blank(STYR_ITEM_LINE, id, classes);
  l.stroke = e->sign != SIGN_LINE && (c->f->marked || c->f->step_count || c->f->diff) ? FAINT : s->stroke;
  l.stroke_width = s == &marked_style || s == &broadest_style ? s->width : s->width * c->thin;
  l.dash = s->dash;
  l.arrow = e->sign == SIGN_ARROW;
  l.points = l.arrow ? up : across;
  l.point_count = 2;
  styr_i_compose_item(c, &l);
}

static double legend_entry(styr_i_composing *c, const entry *e, size_t number, double x, double y, double room) {
  char id[40];
  const double middle = y + BOX_FONT * LINE_HEIGHT / 2;
  snprintf(id, sizeof id, "legend-%zu", number);
  switch (e->sign) {
  case SIGN_FILL:
  case SIGN_FRAME:
  case SIGN_SEVERAL: legend_box(c, e, id, x, middle); break;
  case SIGN_STAR: styr_i_compose_star(c, id, "", "", x + 5, middle - MARK_SIZE / 2); break;
  case SIGN_STEP: styr_i_compose_step_mark(c, id, "legend mark step", "1", x + 5, middle - MARK_SIZE / 2); break;
  case SIGN_RELATION:
  case SIGN_LINE:
  case SIGN_ARROW: legend_line(c, e, id, x, middle); break;
  case SIGN_NONE: break;
  }
  snprintf(id, sizeof id, "legend-text-%zu", number);
  c->in = e->in;
  const double height = styr_i_compose_text(c, id, "legend", e->text, x + 24, y, room - 24, BOX_FONT, false, INK);
  c->in = NULL;
  return height;
}

static double compose_entries(styr_i_composing *c, double x, double y, double room, double x2, double room2) {
  listing *l = styr_i_zalloc(&c->s->a, 1, sizeof *l);
  double left = y, right = y;
  c->nomem |= !l;
  if (!l) return y;
  l->f = c->f;
  l->words = c->f->words;
  list_boxes(l);
  list_lines(l);
  list_looks(l);
  list_what_is_missing(l);
  for (size_t i = 0; i < l->count; i++) {
    const entry *e = &l->entries[i];
    const bool on_left = e->sign < SIGN_RELATION;
    double *at = on_left ? &left : &right;
    *at += legend_entry(c, e, i + 1, on_left ? x : x2, *at, on_left ? room : room2) + 3.5;
  }
  styr_i_free(&c->s->a, l);
  return fmax(left, right);
}

/* ---- the whole ---- */

static bool has_footnotes(const styr_i_figure *f) {
  for (size_t k = 0; k < f->box_count; k++)
    if (*f->boxes[k].footnote) return true;
  return false;
}

static bool has_third_column(const styr_i_figure *f) {
  size_t changes = 0;
  if (f->diff) (void)styr_diff_reorganisations(f->diff, &changes);
  return has_footnotes(f) || changes || f->layout->by_amount;
}

/* Signs, lines and notes side by side; on a spread the notes are right of the fold, and nothing is in it. */
double styr_i_compose_legend(styr_i_composing *c, double x, double y) {
  const styr_i_figure *f = c->f;
  const double inner = styr_i_title_room(f), part = inner / (has_third_column(f) && !f->fold ? 3 : 2);
  const double notes_x = f->fold ? f->fold_x + f->fold_gap / 2 : x + 2 * part, notes_room = f->fold ? inner : part;
  const double legend = compose_entries(c, x, y, part - 16, x + part, part - 16);
  double notes = styr_i_compose_footnotes(c, notes_x, y, notes_room);
  notes = styr_i_compose_payments(c, notes_x, notes, notes_room);
  notes = styr_i_compose_reorganisations(c, notes_x, notes, notes_room);
  double end = f->fold ? legend : fmax(legend, notes);
  if (f->step_count && f->fold) notes = styr_i_compose_step_list(c, notes_x, notes + 8, inner);
  else if (f->step_count) end = styr_i_compose_step_list(c, x, end + 8, inner);
  return fmax(notes, styr_i_compose_caption(c, x, end + 6, inner));
}

/* SPDX-License-Identifier: MIT */
/* What stands beneath a figure: a legend that explains every sign that is drawn and no other, the footnotes, and the
 * caption, which says what was drawn, what was left out, and by which filter. */
#include "figure_i.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

static const styr_i_line_style marked_style = {"marked", "", INK, 2.2, STYR_STROKE_SOLID, "Fremhævet", "Marked"};

static const styr_i_line_style broadest_style = {"amount", "", "#1d3d5c", BROADEST, STYR_STROKE_SOLID, "", ""};

typedef struct entry { /* a legend entry */
  const char *text;
  int kind; /* 0 sector or other box, 1 star, 2 line, 3 arrow, 4 words only, 5 frame */
  const void *style;
} entry;

/* A line is a ruling relation in the field and in what rules somebody; not all of what joins texts rules. */
static const char *line_says(const styr_i_figure *f, size_t style) {
  static const char *const words[][2][2] = {
      {{"Forbindelse, oplyst i en kilde", "Relation, stated in a source"}, {"Forbindelse uden påstand", "Relation without a claim"}},
      {{"Betaling, oplyst i en kilde", "Payment, stated in a source"}, {"Betaling uden påstand", "Payment without a claim"}}};
  const bool da = styr_i_is_danish(f), texts = f->options->layout == STYR_LAYOUT_TEXTS, money = f->options->layout == STYR_LAYOUT_MONEY;
  if ((texts || money) && (style == LINE_STATED || style == LINE_UNGRADED)) return words[money][style == LINE_UNGRADED][!da];
  return da ? styr_i_line_styles[style].da : styr_i_line_styles[style].en;
}

static size_t legend_entries(const styr_i_figure *f, entry *out, char (*texts)[200], size_t most) {
  size_t n = 0;
  const bool da = styr_i_is_danish(f);
  for (size_t i = 0; i + 1 < (size_t)STYR_I_SECTORS && n < most; i++) {
    bool used = false;
    for (size_t k = 0; k < f->box_count && !used; k++) used = !f->boxes[k].bar && strcmp(f->boxes[k].sector, styr_i_sectors[i].sector) == 0;
    if (used) out[n++] = (entry){styr_vocab_label(f->map, "sector", styr_i_sectors[i].sector, f->lang), 0, &styr_i_sectors[i]};
  }
  for (size_t k = 0; k < f->box_count && n < most; k++) {
    if (!styr_node_is_text(f->boxes[k].node)) continue;
    out[n++] = (entry){da ? "Tekst" : "Text", 0, &styr_i_text_style};
    break;
  }
  const styr_i_overlay *overlay = styr_i_figure_overlay(f);
  for (size_t i = 0; i < overlay->count && n < most; i++) {
    size_t count = 0;
    for (size_t k = 0; k < f->box_count; k++)
      if (f->boxes[k].frame == i + 1) count += 1 + f->boxes[k].more;
    if (!count) continue;
    snprintf(texts[n], sizeof texts[n], "%s (%zu)", da ? overlay->frames[i].da : overlay->frames[i].en, count);
    out[n] = (entry){texts[n], 5, &overlay->frames[i]};
    n++;
  }
  size_t denied = 0;
  for (size_t k = 0; k < f->box_count; k++)
    if (f->boxes[k].denied && !f->boxes[k].frame) denied += 1 + f->boxes[k].more;
  if (denied && n < most) {
    snprintf(texts[n], sizeof texts[n], da ? "Ikke forankret: benægtet i en kilde (%zu)" : "Not anchored: denied in a source (%zu)",
             denied);
    out[n] = (entry){texts[n], 0, &styr_i_denied_style};
    n++;
  }
  for (size_t k = 0; k < f->box_count && n < most; k++) {
    if (!*f->boxes[k].mark) continue;
    out[n++] = (entry){styr_vocab_label(f->map, "mark", f->boxes[k].mark, f->lang), 1, NULL};
    break;
  }
  for (size_t i = 0; i < (size_t)LINE_BARE + 1 && n < most; i++) {
    size_t count = 0;
    for (size_t k = 0; k < f->line_count; k++)
      if (f->lines[k].style == i && (f->lines[k].bare || !f->boxes[f->lines[k].to].bar) && !styr_i_figure_change_of(&f->lines[k]))
        count += f->lines[k].relations;
    if (count) {
      snprintf(texts[n], sizeof texts[n], "%s (%zu)", line_says(f, i), count);
      out[n] = (entry){texts[n], 2, &styr_i_line_styles[i]};
      n++;
    }
  }
  for (size_t k = 0; k < f->line_count && n < most; k++) { /* lines into a bar carry a head: say what they are */
    if (!f->boxes[f->lines[k].to].bar || f->lines[k].bare) continue;
    const char *who = styr_i_box_name(f, f->lines[k].from);
    const char *does = styr_vocab_label(f->map, "tie", styr_tie_type(f->map, f->lines[k].tie), f->lang);
    if (f->layered) break;
    snprintf(texts[n], sizeof texts[n], "%.*s %.*s", (int)styr_i_utf8_cut(who, strlen(who), 90), who,
             (int)styr_i_utf8_cut(does, strlen(does), 90), does);
    out[n] = (entry){texts[n], 3, &styr_i_line_styles[f->lines[k].style]};
    n++;
    break;
  }
  for (size_t i = 0; f->diff && i < overlay->count && n < most; i++) { /* lines that changed, in the order of the frames */
    size_t count = 0;
    for (size_t k = 0; k < f->line_count; k++)
      if (styr_i_figure_change_of(&f->lines[k]) == &overlay->frames[i]) count += f->lines[k].relations;
    if (!count) continue;
    snprintf(texts[n], sizeof texts[n], "%s (%zu)", da ? overlay->frames[i].da : overlay->frames[i].en, count);
    out[n] = (entry){texts[n], 2, &overlay->frames[i]};
    n++;
  }
  size_t marked = 0;
  for (size_t k = 0; k < f->line_count; k++) marked += f->lines[k].marked;
  if (f->marked && n < most) {
    const char *what = f->options->marked_caption ? f->options->marked_caption : da ? marked_style.da : marked_style.en;
    snprintf(texts[n], sizeof texts[n], "%.*s (%zu)", (int)styr_i_utf8_cut(what, strlen(what), 150), what, marked);
    out[n] = (entry){texts[n], 2, &marked_style};
    n++;
  }
  const styr_money broadest = styr_i_figure_most_paid(f);
  if (*broadest.currency && n < most) {
    char amount[48];
    styr_i_money_write(broadest, da, amount);
    snprintf(texts[n], sizeof texts[n], da ? "Bredde efter beløb; den bredeste: %s" : "Width by amount; the broadest: %s", amount);
    out[n] = (entry){texts[n], 2, &broadest_style};
    n++;
  }
  if (f->withheld && n < most) {
    snprintf(texts[n], sizeof texts[n],
             f->options->layout == STYR_LAYOUT_CASE
                 ? da ? "%zu skridt fra ikke-offentlige kilder er ikke vist" : "%zu steps from sources that are not public are not shown"
             : da ? "%zu betalinger fra ikke-offentlige kilder er ikke vist"
                  : "%zu payments from sources that are not public are not shown",
             f->withheld);
    out[n] = (entry){texts[n], 4, NULL};
    n++;
  }
  if (f->hidden && n < most) {
    snprintf(texts[n], sizeof texts[n], da ? "%zu antagne forbindelser er ikke vist" : "%zu assumed relations are not shown", f->hidden);
    out[n] = (entry){texts[n], 4, NULL};
    n++;
  }
  return n;
}

static double legend_entry(styr_i_composing *c, const entry *e, size_t number, double x, double y, double room) {
  char id[40];
  const double middle = y + BOX_FONT * LINE_HEIGHT / 2;
  snprintf(id, sizeof id, "legend-%zu", number);
  if (e->kind == 0) {
    const styr_i_sector_style *s = e->style;
    char classes[64];
    snprintf(classes, sizeof classes, "legend swatch %s", s->sector);
    styr_item r = styr_i_blank(STYR_ITEM_RECT, id, classes);
    r.x = x;
    r.y = middle - 4;
    r.w = 18;
    r.h = 8;
    r.fill = s->fill;
    r.stroke = s->stroke;
    r.stroke_width = s == &styr_i_denied_style ? 1.8 : 0.7;
    styr_i_compose_item(c, &r);
  } else if (e->kind == 5) {
    const styr_i_line_style *s = e->style;
    char classes[64];
    snprintf(classes, sizeof classes, "legend swatch %s%s", styr_i_figure_overlay(c->f)->prefix, s->name);
    styr_item r = styr_i_blank(STYR_ITEM_RECT, id, classes);
    r.x = x;
    r.y = middle - 4;
    r.w = 18;
    r.h = 8;
    r.fill = "#ffffff";
    r.stroke = s->stroke;
    r.stroke_width = s->width;
    r.dash = s->dash;
    styr_i_compose_item(c, &r);
  } else if (e->kind == 1) {
    styr_i_compose_star(c, id, "", x + 5, middle - MARK_SIZE / 2);
  } else if (e->kind != 4) {
    const styr_i_line_style *s = e->style;
    char classes[64];
    snprintf(classes, sizeof classes, "legend line %s", s->name);
    styr_item l = styr_i_blank(STYR_ITEM_LINE, id, classes);
    const double across[] = {x, middle, x + 18, middle}, up[] = {x + 9, middle + 5, x + 9, middle - 5};
    const bool a_relation = s >= styr_i_line_styles && s <= &styr_i_line_styles[LINE_BARE] && s != &styr_i_line_styles[LINE_CASE];
    const bool steps_back = a_relation && (c->f->marked || c->f->step_count || c->f->diff);
    l.stroke = steps_back ? FAINT : s->stroke;
    l.stroke_width = s == &marked_style || s == &broadest_style ? s->width : s->width * c->thin;
    l.dash = s->dash;
    l.arrow = e->kind == 3;
    l.points = e->kind == 3 ? up : across;
    l.point_count = 2;
    styr_i_compose_item(c, &l);
  }
  snprintf(id, sizeof id, "legend-text-%zu", number);
  return styr_i_compose_text(c, id, "legend", e->text, x + 24, y, room - 24, BOX_FONT, false, INK);
}

static double compose_entries(styr_i_composing *c, double x, double y, double room, double x2, double room2) {
  entry entries[24];
  char texts[24][200];
  const size_t count = legend_entries(c->f, entries, texts, 24);
  double left = y, right = y;
  for (size_t i = 0; i < count; i++) {
    const bool signs = entries[i].kind < 2 || entries[i].kind == 5; /* boxes and marks to the left, lines to the right */
    double *at = signs ? &left : &right;
    *at += legend_entry(c, &entries[i], i + 1, signs ? x : x2, *at, signs ? room : room2) + 3.5;
  }
  return fmax(left, right);
}

static bool has_footnotes(const styr_i_figure *f) {
  for (size_t k = 0; k < f->box_count; k++)
    if (*f->boxes[k].footnote) return true;
  return false;
}

static double compose_footnotes(styr_i_composing *c, double x, double y, double room) {
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
    y += styr_i_compose_text(c, id, "footnote", styr_i_str(&f->map->strings, f->map->footnotes[i][1]), x + 13, y, room - 13, BOX_FONT,
                             false, INK) +
         2.5;
  }
  return y;
}

/* ---- the caption ---- */

typedef struct sentence {
  char text[600];
  size_t used;
} sentence;

static void say(sentence *s, const char *fmt, ...) STYR_PRINTF(2, 3);
static void say(sentence *s, const char *fmt, ...) {
  va_list list;
  va_start(list, fmt);
  const int n = vsnprintf(s->text + s->used, sizeof s->text - s->used, fmt, list);
  va_end(list);
  s->used += n < 0 ? 0 : (size_t)n;
  if (s->used >= sizeof s->text) s->used = sizeof s->text - 1;
}

/* How much is drawn, at which date and by which claims. */
static void say_what_is_drawn(const styr_i_figure *f, sentence *s) {
  const bool da = styr_i_is_danish(f);
  const styr_filter *filter = &f->options->filter;
  size_t texts = 0, assumed = 0, relations = 0, several = 0;
  char date[11];
  for (size_t i = 0; i < f->box_count; i++) {
    if (styr_node_is_text(f->boxes[i].node)) texts += 1 + f->boxes[i].more;
    several += f->boxes[i].more > 0;
  }
  for (size_t i = 0; i < f->line_count; i++) {
    if (!f->lines[i].hop) relations += f->lines[i].relations;
    if (f->lines[i].style == LINE_ASSUMED) assumed += f->lines[i].relations;
  }
  say(s, da ? "%zu aktører" : "%zu actors", f->box_count + f->collapsed - texts);
  if (texts) say(s, da ? ", %zu tekster" : ", %zu texts", texts);
  say(s, da ? ", %zu forbindelser" : ", %zu relations", relations);
  if (assumed) say(s, da ? " (heraf %zu antaget)" : " (%zu of them assumed)", assumed);
  if (f->hidden) say(s, da ? "; %zu antagne er ikke vist" : "; %zu assumed ones are not shown", f->hidden);
  if (several)
    say(s,
        da ? "; %zu af dem, som har samme sektor, niveau og forbindelser, står i %zu kasser"
           : "; %zu of them, alike in sector, level and relations, stand in %zu boxes",
        f->collapsed + several, several);
  char since[11];
  if (f->diff)
    say(s, da ? "; hvad der har ændret sig fra %s til %s" : "; what changed from %s to %s", styr_date_format(f->options->since, since),
        styr_date_format(filter->as_of, date));
  else if (filter->as_of.year)
    say(s, da ? "; %s den %s" : "; %s %s",
        da                ? filter->certain ? "med sikkerhed gældende" : "hvad der kan gælde"
        : filter->certain ? "certainly valid in"
                          : "what may be valid in",
        styr_date_format(filter->as_of, date));
  if (filter->min_grade != STYR_GRADE_NONE)
    say(s, da ? "; påstande af grad %s eller bedre" : "; claims of grade %s or better", styr_grade_name(filter->min_grade));
  if (filter->disputed) say(s, da ? "; også forbindelser, som påstande kun taler imod" : "; also relations that claims only speak against");
  say(s, ".");
}

static double compose_caption(styr_i_composing *c, double x, double y, double room) {
  const char *caption = c->f->layered || c->f->step_count ? "" : styr_map_meta(c->f->map, STYR_META_FIGURE_CAPTION);
  sentence s = {{0}, 0};
  double used = 0;
  say_what_is_drawn(c->f, &s);
  if (*caption) used = styr_i_compose_text(c, "caption", "caption", caption, x, y, room, 6.8, false, SOFT);
  return y + used + styr_i_compose_text(c, "drawn", "caption drawn", s.text, x, y + used, room, 6.8, false, SOFT);
}

/* ---- payments ---- */

static double compose_payments(styr_i_composing *c, double x, double y, double room) {
  enum { most = 24 };
  const styr_i_figure *f = c->f;
  const bool da = styr_i_is_danish(f);
  size_t told = 0, known = 0;
  char id[40], text[500], amount[48];
  for (size_t i = 0; f->options->layout == STYR_LAYOUT_MONEY && i < f->line_count; i++) {
    const styr_i_line *l = &f->lines[i];
    if (l->bare || !*l->amount.currency || known++ >= most) continue;
    styr_i_money_write(l->amount, da, amount);
    const char *from = styr_i_box_name(f, l->from), *to = styr_i_box_name(f, l->to);
    snprintf(text, sizeof text, "%.*s → %.*s: %s", (int)styr_i_utf8_cut(from, strlen(from), 180), from,
             (int)styr_i_utf8_cut(to, strlen(to), 180), to, amount);
    snprintf(id, sizeof id, "payment-%zu", ++told);
    y += styr_i_compose_text(c, id, "payment", text, x, y, room, BOX_FONT, false, INK) + 2.5;
  }
  if (known > told) {
    snprintf(text, sizeof text, da ? "og %zu til" : "and %zu more", known - told);
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

static double compose_reorganisations(styr_i_composing *c, double x, double y, double room) {
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
    char more[60];
    snprintf(more, sizeof more, styr_i_is_danish(c->f) ? "og %zu til" : "and %zu more", count - most);
    y += styr_i_compose_text(c, "reorganisations-more", "reorganisation", more, x, y, room, BOX_FONT, false, INK) + 2.5;
  }
  return y;
}

/* ---- the steps of a case ---- */

static const char *name_of(const styr_i_figure *f, styr_node node) {
  return styr_node_exists(node) ? styr_node_label(f->map, node, f->lang) : "";
}

static double compose_step(styr_i_composing *c, size_t i, double x, double y, double room) {
  const styr_i_figure *f = c->f;
  const styr_i_step *s = &f->steps[i];
  const char *actor = name_of(f, s->actor), *to = name_of(f, s->to), *action = styr_vocab_label(f->map, "action", s->action, f->lang);
  char id[40], text[800];
  snprintf(text, sizeof text, "%lld. %.*s %.*s%s%.*s%s%.*s", (long long)s->number, (int)styr_i_utf8_cut(actor, strlen(actor), 120), actor,
           (int)styr_i_utf8_cut(action, strlen(action), 120), action, *to ? " → " : "", (int)styr_i_utf8_cut(to, strlen(to), 120), to,
           *s->outcome ? ": " : "", (int)styr_i_utf8_cut(s->outcome, strlen(s->outcome), 240), s->outcome);
  snprintf(id, sizeof id, "step-text-%zu", i + 1);
  return styr_i_compose_text(c, id, "step-text", text, x, y, room, BOX_FONT, false, INK) + 2;
}

/* In two columns, read down the first and then the second. */
static double compose_step_list(styr_i_composing *c, double x, double y, double room) {
  const size_t count = c->f->step_count, half = (count + 1) / 2;
  double ends[2] = {y, y};
  for (size_t i = 0; i < count; i++) {
    double *at = &ends[i >= half];
    *at += compose_step(c, i, i < half ? x : x + room / 2, *at, room / 2 - 16);
  }
  return fmax(ends[0], ends[1]);
}

static bool has_third_column(const styr_i_figure *f) {
  size_t changes = 0;
  if (f->diff) (void)styr_diff_reorganisations(f->diff, &changes);
  return has_footnotes(f) || changes || f->options->layout == STYR_LAYOUT_MONEY;
}

/* Signs, lines and notes side by side; on a spread the notes stand right of the fold, and nothing lies in it. */
double styr_i_compose_legend(styr_i_composing *c, double x, double y) {
  const styr_i_figure *f = c->f;
  const double inner = styr_i_title_room(f), part = inner / (has_third_column(f) && !f->fold ? 3 : 2);
  const double notes_x = f->fold ? f->fold_x + FOLD_GAP / 2 : x + 2 * part, notes_room = f->fold ? inner : part;
  const double legend = compose_entries(c, x, y, part - 16, x + part, part - 16);
  double notes = compose_footnotes(c, notes_x, y, notes_room);
  notes = compose_payments(c, notes_x, notes, notes_room);
  notes = compose_reorganisations(c, notes_x, notes, notes_room);
  double end = f->fold ? legend : fmax(legend, notes);
  if (f->step_count && f->fold) notes = compose_step_list(c, notes_x, notes + 8, inner);
  else if (f->step_count) end = compose_step_list(c, x, end + 8, inner);
  return fmax(notes, compose_caption(c, x, end + 6, inner));
}

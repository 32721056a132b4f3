/* SPDX-License-Identifier: MIT */
/* Turns placed boxes and routed lines into the shapes of a scene: title, names of levels, boxes with their marks, lines. legend.c draws
 * what is below them. */
#include "figure/layouts/layouts_i.h"
#include "figure/overlays/overlays_i.h"

#include <math.h>
#include <stdio.h>

static const styr_i_sector_style *sector_of(const char *sector) {
  size_t i = 0;
  while (*styr_i_sectors[i].sector && strcmp(styr_i_sectors[i].sector, sector) != 0) i++;
  return &styr_i_sectors[i];
}

/* A box that represents several nodes has an id that no single node has. */
static void box_id(const styr_i_figure *f, const styr_i_box *b, char *out, size_t size) {
  if (b->more) styr_i_make_id(out, size, styr_node_is_text(b->node) ? "texts-" : "actors-", styr_node_id(f->map, b->node));
  else styr_i_figure_node_id(f->map, b->node, out, size);
}

/* ---- boxes and lines ---- */

/* The numbers of the steps that a box handles, below its label; as many as there is room for, then dots. */
static void compose_steps(styr_i_composing *c, const styr_i_box *b) {
  const double step = MARK_SIZE + 1.5;
  const size_t room = (size_t)((b->w - 4) / step);
  size_t told = 0;
  double x = b->x + b->w / 2 - (double)(b->steps < room ? b->steps : room) * step / 2;
  for (size_t i = 0; i < c->f->step_count && told < room; i++) {
    char id[40], number[24];
    const uint32_t at = c->f->steps[i].box;
    if (at == STYR_I_NO_BOX || &c->f->boxes[at] != b) continue;
    const bool last = ++told == room && b->steps > room;
    snprintf(id, sizeof id, "step-%zu", i + 1);
    snprintf(number, sizeof number, "%lld", (long long)c->f->steps[i].number);
    styr_i_compose_step_mark(c, id, "mark step", last ? "…" : number, x, b->y + b->h - MARK_SIZE - 1.5);
    x += step;
  }
}

/* The label of a bar across a fold, in the middle of its left half. */
static void compose_bar_text(styr_i_composing *c, const styr_i_box *b, const char *id, const char *label) {
  char text_id[300];
  const double middle = (b->x + c->f->fold_x - c->f->fold_gap / 2) / 2;
  snprintf(text_id, sizeof text_id, "label-%s", id);
  styr_item t = styr_i_blank(STYR_ITEM_TEXT, text_id, "bar-label");
  t.label = label;
  t.lines = (const char *const *)b->lines.text;
  t.line_count = b->lines.count;
  t.font_size = BAR_FONT;
  t.bold = true;
  t.w = b->lines.width;
  t.h = (double)b->lines.count * BAR_FONT * LINE_HEIGHT;
  t.x = middle - t.w / 2;
  t.y = b->y + (b->h - t.h) / 2;
  t.color = "#ffffff";
  styr_i_compose_item(c, &t);
}

/* The edge of a second box below one that represents several. */
static void compose_stack(styr_i_composing *c, const char *id, const styr_item *box) {
  char stack_id[300];
  snprintf(stack_id, sizeof stack_id, "stack-%s", id);
  styr_item r = styr_i_blank(STYR_ITEM_RECT, stack_id, "stack");
  r.x = box->x + STACK_GAP / 2;
  r.y = box->y + STACK_GAP / 2;
  r.w = box->w - STACK_GAP;
  r.h = box->h;
  r.fill = box->fill;
  r.stroke = box->stroke;
  r.stroke_width = box->stroke_width;
  r.dash = box->dash;
  styr_i_compose_item(c, &r);
}

/* The classes of a box. A box that represents several nodes has no standing or grade. */
static void write_classes(const styr_i_figure *f, const styr_i_box *b, const char *sector, char *out, size_t size) {
  const struct {
    const styr_i_overlay *overlay;
    uint8_t which;
  } says[] = {
      {&styr_i_overlay_standing, b->more ? 0 : b->standing}, {&styr_i_overlay_grade, b->more ? 0 : b->grade}, {f->overlay, b->frame}};
  char kind[256], level[256];
  styr_i_make_id(kind, sizeof kind, "kind-", b->mixed ? "" : styr_node_kind(f->map, b->node));
  styr_i_make_id(level, sizeof level, "level-", b->level);
  size_t n =
      (size_t)snprintf(out, size, "box%s%s%s%s%s %s %s%s%s", b->bar ? " bar" : "", b->head ? " head" : "", b->more ? " more" : "",
                       b->denied ? " denied" : "", b->frame ? " framed" : "", sector, kind, *b->level ? " " : "", *b->level ? level : "");
  for (size_t i = 0; i < 3 && n < size; i++) {
    if (!says[i].which || (i == 2 && !b->more && says[i].overlay != &styr_i_overlay_changes)) continue;
    n += (size_t)snprintf(out + n, size - n, " %s%s", says[i].overlay->prefix, says[i].overlay->frames[says[i].which - 1].name);
  }
}

/* Without soft hyphens; the caller frees it. NULL: out of memory. */
static char *plain_label(const styr_i_composing *c, const char *label) {
  char *plain = styr_i_alloc(&c->s->a, strlen(label) + 1);
  size_t n = 0;
  for (const char *p = label; plain && *p; p++) {
    if (strncmp(p, "\xC2\xAD", 2) == 0) p++;
    else plain[n++] = *p;
  }
  if (plain) plain[n] = '\0';
  return plain;
}

/* The note of a box: the meaning of its fill, frame and mark. Returns the language of the note, "" if it is in several. */
static const char *write_note(const styr_i_figure *f, const styr_i_box *b, char *out, size_t size) {
  const char *const *words = f->words->words;
  const styr_i_line_style *frame = b->frame ? &f->overlay->frames[b->frame - 1] : NULL;
  const char *tag = f->words->tag, *in[] = {tag, tag, tag}, *all = NULL;
  const char *const says[] = {styr_node_is_text(b->node) ? words[WORD_note_text]
                              : *b->sector               ? styr_i_vocab_label_in(f->map, "sector", b->sector, f->lang, &in[0])
                                                         : "",
                              frame       ? words[frame->legend]
                              : b->denied ? words[WORD_note_not_anchored]
                                          : "",
                              *b->mark ? styr_i_vocab_label_in(f->map, "mark", b->mark, f->lang, &in[2]) : ""};
  size_t n = 0;
  out[0] = '\0';
  for (size_t i = 0; i < sizeof says / sizeof *says && n < size; i++) {
    if (!*says[i]) continue;
    n += (size_t)snprintf(out + n, size - n, "%s%.*s", n ? "; " : "", (int)styr_i_utf8_cut(says[i], strlen(says[i]), 150), says[i]);
    all = !all || styr_i_same_language(all, in[i]) ? in[i] : "";
  }
  return all ? all : "";
}

static void compose_box(styr_i_composing *c, const styr_i_box *b) {
  const styr_map *map = c->f->map;
  const styr_i_sector_style *style = styr_node_is_text(b->node) ? &styr_i_text_style : sector_of(b->sector);
  const styr_i_line_style *frame = b->frame ? &c->f->overlay->frames[b->frame - 1] : NULL;
  const bool parted = b->bar && c->f->fold; /* its label would be in the fold */
  char id[256], mark_id[300], classes[800], note[800];
  char *plain = plain_label(c, b->own_names ? b->own_names : b->label);
  if (!plain) {
    c->nomem = true;
    return;
  }
  box_id(c->f, b, id, sizeof id);
  write_classes(c->f, b, *style->sector ? style->sector : "no-sector", classes, sizeof classes);
  styr_item item = styr_i_blank(STYR_ITEM_BOX, id, classes);
  const char *note_in = write_note(c->f, b, note, sizeof note);
  item.label = plain;
  item.note = note;
  item.lang = b->more ? "" : styr_i_other_lang(c->f, b->in);
  const char *around = *item.lang ? item.lang : c->f->lang;
  item.note_lang = !*around || styr_i_same_language(note_in, around) ? "" : note_in;
  item.href = !b->more && styr_i_link_allowed(styr_node_uri(map, b->node)) ? styr_node_uri(map, b->node) : "";
  item.x = b->x;
  item.y = b->y;
  item.w = b->w;
  item.h = b->h;
  item.lines = (const char *const *)b->lines.text;
  item.line_count = parted ? 0 : b->lines.count;
  item.font_size = styr_i_box_font(b);
  item.bold = b->bar || b->head;
  item.fill = b->bar ? "#1d3d5c" : style->fill;
  item.stroke = b->bar ? "#1d3d5c" : style->stroke;
  item.color = b->bar ? "#ffffff" : INK;
  item.stroke_width = b->head ? 1.0 : 0.7;
  if (frame) {
    item.stroke = frame->stroke;
    item.stroke_width = frame->width;
    item.dash = frame->dash;
  } else if (b->denied) {
    item.stroke = INK;
    item.stroke_width = 1.8;
  }
  if (b->more) compose_stack(c, id, &item);
  styr_i_compose_item(c, &item);
  if (parted) compose_bar_text(c, b, id, plain);
  styr_i_free(&c->s->a, plain);
  compose_steps(c, b);
  snprintf(mark_id, sizeof mark_id, "mark-%s", id);
  if (*b->mark) {
    const char *in, *mark = styr_i_vocab_label_in(map, "mark", b->mark, c->f->lang, &in);
    styr_i_compose_star(c, mark_id, mark, in, b->x + 2, b->y + 2);
  }
  snprintf(mark_id, sizeof mark_id, "note-%s", id);
  if (*b->footnote) styr_i_compose_footnote_mark(c, mark_id, b->footnote, b->x + b->w - MARK_SIZE - 2, b->y + 2);
}

/* Made from the ids of its ends, so that it is stable when other lines change. No id has an underscore before a small letter. */
static void line_id(const styr_i_figure *f, const styr_i_line *l, char *out, size_t size) {
  char from[200], to[200];
  styr_i_make_id(from, sizeof from, "", styr_node_id(f->map, f->boxes[l->from].node));
  styr_i_make_id(to, sizeof to, "", styr_node_id(f->map, f->boxes[l->to].node));
  snprintf(out, size, "line-%s_to_%s%s", from, to, l->hop ? "_case" : l->denied ? "_denied" : l->via_text ? "_via" : "");
}

/* From 1 to 6 points, in proportion to the largest amount; 0.6 points where none is known or the currency differs. */
static double width_of_amount(const styr_i_composing *c, const styr_i_line *l) {
  if (!*l->amount.currency || strcmp(c->most_paid.currency, l->amount.currency) != 0 || c->most_paid.minor <= 0) return 0.6;
  return 1 + (BROADEST - 1) * fmax((double)l->amount.minor, 0) / (double)c->most_paid.minor;
}

/* The name of a line, "ONE → OTHER: TYPE (GRADE)", in the direction of the tie: "is part of" leads from the part, although the whole rules
 * it. Returns the language of the map's texts in it if that is not the figure's and the grade is the only word of the figure's in it; else
 * "". */
static const char *write_label(const styr_i_figure *f, const styr_i_line *l, char *out, size_t size) {
  const char *const *words = f->words->words;
  const bool no_tie = l->denied || l->hop || l->bare;
  const bool turned = !no_tie && !l->via_text && styr_tie_ruling(f->map, l->tie) == STYR_RULING_BACKWARD;
  const char *one = styr_i_box_name(f, turned ? l->to : l->from), *other = styr_i_box_name(f, turned ? l->from : l->to);
  const char *in[] = {styr_i_box_lang(f, l->from), styr_i_box_lang(f, l->to), NULL};
  const styr_i_line_style *style = &styr_i_line_styles[l->style], *change = styr_i_figure_change_of(l);
  size_t n = (size_t)snprintf(out, size, "%.*s → %.*s", (int)styr_i_utf8_cut(one, strlen(one), STYR_I_MOST_NAME), one,
                              (int)styr_i_utf8_cut(other, strlen(other), STYR_I_MOST_NAME), other);
  if (l->hop) {
    snprintf(out + n, size - n, ": %s", words[style->line]);
  } else if (!l->bare) {
    const char *type = styr_i_vocab_label_in(f->map, "tie", l->denied ? "funds" : styr_tie_type(f->map, l->tie), f->lang, &in[2]);
    char does[84], what[160];
    snprintf(does, sizeof does, "%.*s", (int)styr_i_utf8_cut(type, strlen(type), 80), type);
    snprintf(what, sizeof what, l->via_text ? STYR_I_FORM(f->words, through_text) : "%s", does);
    snprintf(out + n, size - n, ": %s (%s%s%s)", what, words[style->line], change ? ", " : "", change ? words[change->line] : "");
  }
  return l->hop || l->via_text ? "" : styr_i_common_lang(f, in, l->bare ? 2 : 3);
}

/* Whether the line is drawn pale because other lines are emphasised. */
static bool steps_back(const styr_i_figure *f, const styr_i_line *l) {
  if (f->marked) return !l->marked;
  if (f->step_count) return !l->hop;
  return f->overlay->between_dates && !styr_i_figure_change_of(l);
}

static void compose_line(styr_i_composing *c, const styr_i_line *l, const double *points, size_t count) {
  const styr_i_figure *f = c->f;
  const styr_i_line_style *style = &styr_i_line_styles[l->style];
  char id[420], label[2 * STYR_I_MOST_NAME + 400], classes[440], from[256], to[256];
  line_id(f, l, id, sizeof id);
  if (l->bare || l->denied || l->hop) {
    snprintf(classes, sizeof classes, "line %s", style->name);
  } else {
    char type[200], family[200];
    styr_i_make_id(type, sizeof type, "tie-", styr_tie_type(f->map, l->tie));
    styr_i_make_id(family, sizeof family, "family-", styr_tie_family(f->map, l->tie));
    snprintf(classes, sizeof classes, "line %s%s%s %s %s", style->name, l->via_text ? " via-text" : "", l->marked ? " marked" : "", type,
             family);
  }
  styr_item item = styr_i_blank(STYR_ITEM_LINE, id, classes);
  item.lang = write_label(f, l, label, sizeof label);
  item.label = label;
  box_id(f, &f->boxes[l->from], from, sizeof from);
  box_id(f, &f->boxes[l->to], to, sizeof to);
  item.from = from;
  item.to = to;
  const styr_i_line_style *change = styr_i_figure_change_of(l);
  if (change) {
    const size_t used = strlen(classes);
    snprintf(classes + used, sizeof classes - used, " change-%s", change->name);
  }
  item.stroke = steps_back(f, l) ? FAINT : change ? change->stroke : style->stroke;
  item.stroke_width = f->layout->by_amount ? width_of_amount(c, l) : style->width * c->thin;
  item.dash = style->dash;
  if (change && !f->layout->by_amount) item.stroke_width = change->width * c->thin;
  if (change) item.dash = change->dash; /* the dash shows the change, not the grade */
  item.arrow = l->hop || f->boxes[l->to].bar || (f->layout->layered && (!f->layout->of_node || styr_i_runs_up(f, l)));
  if (l->marked) item.stroke_width = fmax(item.stroke_width, 2.2);
  item.points = points;
  item.point_count = count;
  if (count >= 2) styr_i_compose_item(c, &item);
}

/* ---- nets: a trunk is drawn once; the other lines branch off it ---- */

typedef struct way {
  double points[2 * STYR_I_MOST_CORNERS], length;
  size_t count, line;
} way;

static void trace_way(const styr_i_figure *f, size_t line, way *out) {
  const styr_i_line *l = &f->lines[line];
  out->line = line;
  out->count = 0;
  out->length = 0;
  for (size_t i = 0; i < l->corner_count; i++) {
    double x, y;
    styr_i_figure_corner(f, l, &l->corners[i], &x, &y);
    double *p = out->points + 2 * out->count;
    if (out->count) {
      const double step = hypot(x - p[-2], y - p[-1]);
      if (step < 0.01) continue;
      out->length += step;
    }
    p[0] = x;
    p[1] = y;
    out->count++;
  }
}

static bool lies_on(const way *w, double x, double y) {
  for (size_t i = 0; i + 1 < w->count; i++) {
    const double *a = w->points + 2 * i, *b = a + 2;
    const bool in_x = x >= fmin(a[0], b[0]) - 0.01 && x <= fmax(a[0], b[0]) + 0.01;
    const bool in_y = y >= fmin(a[1], b[1]) - 0.01 && y <= fmax(a[1], b[1]) + 0.01;
    if (in_x && in_y && (fabs(a[0] - b[0]) < 0.01 || fabs(a[1] - b[1]) < 0.01)) return true;
  }
  return false;
}

static int compare_ways(const void *a, const void *b) {
  const way *x = a, *y = b;
  if (fabs(x->length - y->length) > 0.01) return x->length > y->length ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}

/* The length by which the leg from corner k of a route overlaps a leg of another. */
static double shared_length(const way *w, size_t k, const way *other) {
  const double *p = w->points + 2 * k, length = hypot(p[2] - p[0], p[3] - p[1]), dx = (p[2] - p[0]) / length, dy = (p[3] - p[1]) / length;
  double most = 0;
  for (size_t i = 0; i + 1 < other->count; i++) {
    const double *a = other->points + 2 * i, *b = a + 2;
    const double from = (a[0] - p[0]) * dx + (a[1] - p[1]) * dy, to = (b[0] - p[0]) * dx + (b[1] - p[1]) * dy; /* along the leg */
    const double off_a = fabs((a[0] - p[0]) * dy - (a[1] - p[1]) * dx), off_b = fabs((b[0] - p[0]) * dy - (b[1] - p[1]) * dx);
    if (off_a < 0.01 && off_b < 0.01 && fmin(from, to) < 0.01) most = fmax(most, fmax(from, to));
  }
  return fmin(most, length);
}

/* Cuts off the beginning of a route that is already drawn by earlier routes; the corner where it leaves them stays rounded. */
static void branch_off(way *ways, size_t at) {
  const double rounding = 2.2;
  way *w = &ways[at];
  size_t from = 0;
  double shared = 0;
  for (size_t k = w->count; k-- > 1 && !from;)
    for (size_t earlier = 0; earlier < at && !from; earlier++)
      if (k + 1 < w->count && lies_on(&ways[earlier], w->points[2 * k], w->points[2 * k + 1])) from = k;
  w->count -= from; /* routes that are not drawn share nothing with later ones */
  memmove(w->points, w->points + 2 * from, 2 * w->count * sizeof *w->points);
  if (w->count < 2) return;
  for (size_t earlier = 0; earlier < at; earlier++) shared = fmax(shared, shared_length(w, 0, &ways[earlier]));
  const double length = hypot(w->points[2] - w->points[0], w->points[3] - w->points[1]), left_out = fmin(shared, length) - rounding;
  if (left_out <= 0) return;
  w->points[0] += (w->points[2] - w->points[0]) / length * left_out;
  w->points[1] += (w->points[3] - w->points[1]) / length * left_out;
}

/* All lines of one net, the longest first; each further line begins where it leaves those already drawn. */
static void compose_net(styr_i_composing *c, way *ways, size_t count) {
  qsort(ways, count, sizeof *ways, compare_ways);
  for (size_t i = 0; i < count; i++) {
    if (i && !c->f->options->whole_lines) branch_off(ways, i);
    compose_line(c, &c->f->lines[ways[i].line], ways[i].points, ways[i].count);
  }
}

static void compose_lines(styr_i_composing *c) {
  const styr_i_figure *f = c->f;
  way *ways = styr_i_zalloc(&c->s->a, f->line_count, sizeof *ways);
  if (!ways) {
    c->nomem = true;
    return;
  }
  for (uint32_t net = 0; net < f->net_count && !c->nomem; net++) {
    size_t count = 0;
    for (size_t i = 0; i < f->line_count; i++)
      if (f->lines[i].net == net) trace_way(f, i, &ways[count++]);
    compose_net(c, ways, count);
  }
  styr_i_free(&c->s->a, ways);
}

/* ---- around the field ---- */

/* The level of more than half of the band's boxes; "" when there is none. */
static const char *level_of(const styr_i_figure *f, uint32_t band) {
  for (size_t i = 0; i < styr_vocab_count(f->map); i++) {
    const styr_term t = styr_vocab_get(f->map, i);
    size_t here = 0, all = 0;
    if (strcmp(t.set, "level") != 0) continue;
    for (size_t k = 0; k < f->box_count; k++)
      if (f->boxes[k].band == band) here += strcmp(f->boxes[k].level, t.term) == 0, all++;
    if (here * 2 > all) return t.term;
  }
  return "";
}

static void compose_level(styr_i_composing *c, uint32_t band) {
  const styr_i_figure *f = c->f;
  char id[40];
  const char *level = level_of(f, band);
  bool bars = true;
  for (size_t i = 0; i < f->box_count && bars; i++) bars = f->boxes[i].band != band || f->boxes[i].bar;
  if (!*level || bars || f->layout->layered) return; /* a bar has its own name, and layers are not levels */
  /* Cut to the height of its band: about twelve letters per line. */
  const char *name = styr_i_vocab_label_in(f->map, "level", level, f->lang, &c->in);
  const size_t rows = (size_t)(f->band_h[band] / (LEVEL_FONT * LINE_HEIGHT)), fits = styr_i_utf8_cut(name, strlen(name), rows * 12);
  char text[400];
  snprintf(text, sizeof text, "%.*s%s", (int)styr_i_utf8_cut(name, fits, sizeof text - 8), name, name[fits] || fits > 390 ? "…" : "");
  snprintf(id, sizeof id, "level-%u", band);
  styr_i_compose_text(c, id, "level", text, PAGE_MARGIN, f->band_y[band] + 2, 46, LEVEL_FONT, false, SOFT);
  c->in = NULL;
}

static int compare_places(const void *a, const void *b) {
  const styr_i_box *x = *(const styr_i_box *const *)a, *y = *(const styr_i_box *const *)b;
  if (x->band != y->band) return x->band < y->band ? -1 : 1;
  if (x->x < y->x || x->x > y->x) return x->x < y->x ? -1 : 1;
  if (x->slot != y->slot) return x->slot < y->slot ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* In reading order: level by level, the name before its boxes, these column by column. */
static void compose_boxes(styr_i_composing *c) {
  const styr_i_figure *f = c->f;
  const styr_i_box **order = styr_i_array(&c->s->a, f->box_count + 1, sizeof *order);
  if (!order) {
    c->nomem = true;
    return;
  }
  for (size_t i = 0; i < f->box_count; i++) order[i] = &f->boxes[i];
  qsort(order, f->box_count, sizeof *order, compare_places);
  for (size_t i = 0; i < f->box_count && !c->nomem; i++) {
    if (!i || order[i]->band != order[i - 1]->band) compose_level(c, order[i]->band);
    compose_box(c, order[i]);
  }
  styr_i_free(&c->s->a, order);
}

/* The notice of a draft is above the title. */
static void compose_notice(styr_i_composing *c) {
  const char *notice = c->f->words->words[WORD_draft];
  if (c->s->draft) styr_i_compose_text(c, "draft", "draft", notice, PAGE_MARGIN, 10, styr_i_title_room(c->f), 8.4, true, "#b3261e");
}

styr_status styr_i_figure_compose(const styr_i_figure *f, styr_scene *scene, styr_error *error) {
  styr_i_composing c = {.f = f, .s = scene, .thin = styr_i_figure_is_bundled(f) ? THIN : 1, .most_paid = styr_i_figure_most_paid(f)};
  const double margin = PAGE_MARGIN;
  scene->width = f->right + margin;
  compose_notice(&c);
  c.in = f->title_in;
  styr_i_compose_text(&c, "title", "title", scene->title, margin, margin - 4, styr_i_title_room(f), TITLE_FONT, true, INK);
  c.in = NULL;
  compose_lines(&c);
  compose_boxes(&c);
  scene->height = styr_i_compose_legend(&c, margin, f->bottom + 22) + margin - 8;
  scene->hidden = f->hidden;
  scene->bare = f->bare;
  scene->collapsed = f->collapsed;
  if (!c.nomem && !styr_i_scene_restyle(scene, f, c.thin)) c.nomem = true;
  return c.nomem ? styr_i_nomem(error) : STYR_OK;
}

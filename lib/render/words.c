/* SPDX-License-Identifier: MIT */
/* Writes a scene as text, for screen readers and terminals: title, then box by box in reading order, level
 * by level, with its marks and where its lines lead; then the legend, footnotes and caption. */
#include "figure/figure_i.h"
#include "write/write_i.h"

/* Without soft hyphens. */
static void put_label_part(styr_i_out *o, const char *label, size_t length) {
  for (const char *p = label, *end = label + length, *soft; p < end; p = soft + 2) {
    soft = memmem(p, (size_t)(end - p), "\xC2\xAD", 2);
    styr_i_putn(o, p, (size_t)((soft ? soft : end) - p));
    if (!soft) return;
  }
}

static void put_label(styr_i_out *o, const char *label) {
  put_label_part(o, label, strlen(label));
}

/* If `text` begins with the name of the box (soft hyphens ignored) and then `mark`, what follows; else NULL. In the label of a box of
 * several, a colon and all names follow its name. Names of lines cut a name that is too long. */
static const char *behind_name(const styr_item *box, const char *text, const char *mark) {
  enum { cut = STYR_I_MOST_NAME - 4 };
  const char *p = box->label, *q = text;
  for (;; p++, q++) {
    while (strncmp(q, "\xC2\xAD", 2) == 0) q += 2;
    const bool whole = !*p || *p == ':' || q - text >= cut;
    if (whole && strncmp(q, mark, strlen(mark)) == 0) return q + strlen(mark);
    if (!*p || *p != *q) return NULL;
  }
}

static void put_texts(styr_i_out *o, const styr_scene *s, const char *word) {
  for (size_t i = 0; i < s->count; i++) {
    const styr_item *t = &s->items[i];
    if (t->kind != STYR_ITEM_TEXT || !*t->label || !styr_i_has_class(t, word)) continue;
    put_label(o, t->label);
    styr_i_put(o, "\n");
  }
}

/* ---- boxes ---- */

/* From the top, then from the left. The name of a level stands a little below the upper edge of its boxes. */
static int by_place(const void *a, const void *b) {
  const styr_item *x = *(const styr_item *const *)a, *y = *(const styr_item *const *)b;
  const double one = x->y - (x->kind == STYR_ITEM_TEXT ? 3 : 0), other = y->y - (y->kind == STYR_ITEM_TEXT ? 3 : 0);
  if (one < other || one > other) return one < other ? -1 : 1;
  if (x->x < y->x || x->x > y->x) return x->x < y->x ? -1 : 1;
  return x < y ? -1 : x > y;
}

static void put_marks(styr_i_out *o, const styr_scene *s, const styr_item *box) {
  for (size_t i = 0; i < s->count; i++) {
    const styr_item *m = &s->items[i];
    if (m->kind != STYR_ITEM_MARK || m->x < box->x || m->x > box->x + box->w || m->y < box->y || m->y > box->y + box->h) continue;
    styr_i_putf(o, " %s%s%s", m->star ? "*" : "(", m->line_count ? m->lines[0] : "", m->star ? "" : ")");
  }
}

/* The style of the grade, which is in parentheses at the end of the name of a line. */
static styr_span span_of(const styr_item *line) {
  static const struct {
    const char *word;
    styr_span kind;
  } kinds[] = {{"stated", STYR_SPAN_GOOD},
               {"inferred", STYR_SPAN_WEAK},
               {"assumed", STYR_SPAN_POOR},
               {"contested", STYR_SPAN_AGAINST},
               {"denied", STYR_SPAN_AGAINST}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (styr_i_has_class(line, kinds[i].word)) return kinds[i].kind;
  return STYR_SPAN_PLAIN;
}

static void put_what(styr_i_out *o, const styr_item *line, const char *what) {
  const char *open = strrchr(what, '(');
  if (!open || what[strlen(what) - 1] != ')') {
    put_label(o, what);
    return;
  }
  put_label_part(o, what, (size_t)(open + 1 - what));
  styr_i_span(o, span_of(line));
  put_label_part(o, open + 1, strlen(open + 1) - 1);
  styr_i_span(o, STYR_SPAN_PLAIN);
  styr_i_put(o, ")");
}

/* The name of a line is "ONE → OTHER: WHAT". It is written under its first box: ONE, or OTHER if the tie leads from there. */
static void put_line(styr_i_out *o, const styr_item *box, const styr_item *line) {
  const char *label = line->label;
  static const char arrow[] = " → ";
  const char *other = behind_name(box, label, arrow);
  for (const char *at = label; !other && (at = strstr(at, arrow)); at++) {
    const char *what = behind_name(box, at + strlen(arrow), ": ");
    if (!what) continue;
    styr_i_put(o, "    ← ");
    put_label_part(o, label, (size_t)(at - label));
    styr_i_put(o, ": ");
    put_what(o, line, what);
    styr_i_put(o, "\n");
    return;
  }
  styr_i_put(o, "    → ");
  put_what(o, line, other ? other : label);
  styr_i_put(o, "\n");
}

static void put_lines(styr_i_out *o, const styr_scene *s, const styr_item *box) {
  for (size_t i = 0; i < s->count; i++) {
    const styr_item *l = &s->items[i];
    if (l->kind == STYR_ITEM_LINE && strcmp(l->from, box->id) == 0) put_line(o, box, l);
  }
}

static bool put_boxes(styr_i_out *o, const styr_scene *s) {
  const styr_item **order = styr_i_array(&s->a, s->count + 1, sizeof *order);
  size_t n = 0;
  if (!order) return false;
  for (size_t i = 0; i < s->count; i++) {
    const styr_item *item = &s->items[i];
    if (item->kind == STYR_ITEM_BOX || (item->kind == STYR_ITEM_TEXT && *item->label && styr_i_has_class(item, "level"))) order[n++] = item;
  }
  qsort(order, n, sizeof *order, by_place);
  for (size_t i = 0; i < n; i++) {
    styr_i_put(o, order[i]->kind == STYR_ITEM_TEXT ? "\n" : "  ");
    put_label(o, order[i]->label);
    if (order[i]->kind == STYR_ITEM_BOX) {
      put_marks(o, s, order[i]);
      if (*order[i]->note) {
        styr_i_put(o, " ");
        styr_i_span(o, STYR_SPAN_LEVEL);
        styr_i_putf(o, "[%s]", order[i]->note);
        styr_i_span(o, STYR_SPAN_PLAIN);
      }
    }
    styr_i_put(o, order[i]->kind == STYR_ITEM_TEXT ? ":\n" : "\n");
    if (order[i]->kind == STYR_ITEM_BOX) put_lines(o, s, order[i]);
  }
  styr_i_free(&s->a, order);
  return true;
}

styr_status styr_scene_outline(const styr_scene *scene, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, scene && sink && sink->write)) return STYR_ERR_ARG;
  styr_i_out o = styr_i_out_to(sink, STYR_FORMAT_TEXT);
  put_texts(&o, scene, "draft");
  put_label(&o, styr_scene_title(scene));
  styr_i_put(&o, "\n");
  if (!put_boxes(&o, scene)) return styr_i_nomem(error);
  styr_i_put(&o, "\n");
  put_texts(&o, scene, "legend");
  for (size_t i = 0; i < scene->count; i++) { /* each with the number in the circle before it */
    const styr_item *t = &scene->items[i];
    if (t->kind != STYR_ITEM_TEXT || !*t->label || !styr_i_has_class(t, "footnote")) continue;
    for (size_t k = i; k-- > 0;)
      if (scene->items[k].kind == STYR_ITEM_MARK && scene->items[k].line_count) {
        styr_i_putf(&o, "(%s) ", scene->items[k].lines[0]);
        break;
      }
    put_label(&o, t->label);
    styr_i_put(&o, "\n");
  }
  put_texts(&o, scene, "payment");
  put_texts(&o, scene, "reorganisation");
  put_texts(&o, scene, "step-text");
  put_texts(&o, scene, "caption");
  return styr_i_out_status(&o, error);
}

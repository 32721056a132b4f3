/* SPDX-License-Identifier: MIT */
/* Chooses what is drawn. Layered layouts choose by their own rule (layouts/layers.c). The field shows the nodes of figure.csv, or, without
 * one, every actor that is not a person, and the ruling ties between them. A node also rules through a text that is not drawn: a body that
 * coordinates a plan which activates an actor rules that actor through the text (Smith's text-mediated relation), so the two get a line. */
#include "figure/layouts/layouts_i.h"
#include "figure/overlays/overlays_i.h"

#include <styr/ruling.h>

/* ---- boxes ---- */

static int32_t rank_of(const styr_map *map, const char *level) {
  styr_term term;
  return *level && styr_vocab_find(map, "level", level, &term) && term.ranked ? term.rank : INT32_MIN + 1;
}

static bool add_box(styr_i_figure *f, styr_node node, uint32_t row) {
  if (!STYR_I_GROW(&f->a, f->boxes, f->box_cap, f->box_count + 1)) return false;
  styr_i_box *b = &f->boxes[f->box_count++];
  memset(b, 0, sizeof *b);
  const styr_i_table *t = &f->map->tables[STYR_FIGURE];
  b->node = node;
  b->label = styr_node_label(f->map, node, f->lang);
  b->in = styr_i_node_lang(f, node);
  b->sector = styr_node_sector(f->map, node);
  b->footnote = b->mark = "";
  b->level = styr_node_level(f->map, node);
  b->rank = rank_of(f->map, b->level);
  b->parent = STYR_I_NO_BOX;
  if (row == STYR_I_NONE) return true;
  const char *label = styr_i_text_cell(f->map, STYR_FIGURE, row, FIGURE_LABEL);
  if (*label && strcmp(b->label, styr_node_label(f->map, node, NULL)) == 0) {
    b->label = label;
    b->in = styr_map_meta(f->map, STYR_META_LANG);
  }
  b->footnote = styr_i_text_cell(f->map, STYR_FIGURE, row, FIGURE_FOOTNOTE);
  b->lane_term = (uint32_t)styr_i_cell(t, row, FIGURE_LANE);
  const uint64_t mark = styr_i_cell(t, row, FIGURE_MARK), level = styr_i_cell(t, row, FIGURE_ROW),
                 order = styr_i_cell(t, row, FIGURE_ORDER);
  if (mark) b->mark = styr_i_str(&f->map->strings, f->map->terms[mark - 1].term);
  if (level) {
    b->level = styr_i_str(&f->map->strings, f->map->terms[level - 1].term);
    b->rank = rank_of(f->map, b->level);
  }
  b->ordered = order != 0;
  b->order = order ? (int32_t)((uint32_t)order ^ 0x80000000u) : 0;
  b->bar = styr_i_cell(t, row, FIGURE_SPAN) == UINT32_MAX;
  return true;
}

static size_t most_boxes(const styr_i_figure *f) {
  return f->options->collapse ? STYR_I_MOST_COLLAPSED : STYR_I_MOST_BOXES;
}

static size_t most_lines(const styr_i_figure *f) {
  return f->options->collapse ? STYR_I_MOST_COLLAPSED_TIES : STYR_I_MOST_TIES;
}

static bool add_boxes(styr_i_figure *f) {
  const size_t rows = f->map->tables[STYR_FIGURE].rows;
  for (size_t i = 0; i < rows; i++) {
    const styr_node node = styr_i_node(f->map, (uint32_t)styr_i_cell(&f->map->tables[STYR_FIGURE], i, FIGURE_NODE) - 1);
    if (styr_i_figure_when(f, node) && styr_node_valid(f->map, node, &f->filter) && !add_box(f, node, (uint32_t)i)) return false;
  }
  for (size_t i = 0; !rows && i < styr_map_count(f->map, STYR_ACTORS) && f->box_count <= most_boxes(f); i++) {
    const styr_node node = styr_map_actor(f->map, i);
    if (styr_i_is_person(f->map, node)) continue;
    if (styr_i_figure_when(f, node) && styr_node_valid(f->map, node, &f->filter) && !add_box(f, node, STYR_I_NONE)) return false;
  }
  return true;
}

/* The nodes that the layout chose, with their hints from figure.csv. Layers have no bars. */
static bool add_chosen(styr_i_figure *f, const styr_graph *g) {
  const styr_i_table *hints = &f->map->tables[STYR_FIGURE];
  bool *taken = styr_i_zalloc(&f->a, (size_t)styr_graph_places(g) + 1, sizeof *taken);
  uint32_t *row_of = styr_i_zalloc(&f->a, (size_t)styr_graph_places(g) + 1, sizeof *row_of); /* from 1 */
  bool ok = taken && row_of && f->layout->choose(f, g, taken);
  for (uint32_t i = 0; ok && i < hints->rows; i++)
    row_of[styr_graph_place(g, styr_i_node(f->map, (uint32_t)styr_i_cell(hints, i, FIGURE_NODE) - 1))] = i + 1;
  for (uint32_t p = 0; ok && p < styr_graph_places(g) && f->box_count <= most_boxes(f); p++) {
    if (!taken[p]) continue;
    ok = add_box(f, styr_graph_node(g, p), row_of[p] ? row_of[p] - 1 : STYR_I_NONE);
    if (ok) f->boxes[f->box_count - 1].bar = false;
  }
  styr_i_free(&f->a, taken);
  styr_i_free(&f->a, row_of);
  return ok;
}

/* ---- lines ---- */

typedef struct collecting {
  styr_i_figure *f;
  const styr_graph *g;
  uint32_t *box_at;   /* place → box, or NO_BOX */
  styr_i_index lines; /* from, to, via → line */
  bool too_many;
} collecting;

/* The properties of a tie that the figure shows. */
typedef struct shown {
  styr_grade grade;
  bool contested, marked;
  bool bare;    /* a line without type or grade: the tie is not in the map that is drawn */
  uint8_t when; /* at which of two dates it exists */
} shown;

static uint8_t when_of(const styr_i_figure *f, styr_tie tie) {
  if (!f->overlay->between_dates) return STYR_I_BEFORE | STYR_I_AFTER;
  return (uint8_t)((styr_tie_valid(f->map, tie, &f->before) ? STYR_I_BEFORE : 0) |
                   (styr_tie_valid(f->map, tie, &f->options->filter) ? STYR_I_AFTER : 0));
}

/* The filter sees the tie: some claim that counts supports it, or the tie is asked for although claims dispute it. */
static shown shown_of(const styr_i_figure *f, styr_tie tie) {
  return (shown){styr_i_best_grade(f->map, styr_claims_of_tie(f->map, tie), &f->filter, NULL),
                 styr_tie_verdict(f->map, tie, &f->filter) == STYR_UNKNOWN, styr_i_tie_bit(f->marked, tie.index), false, when_of(f, tie)};
}

static styr_money amount_of(const styr_i_figure *f, styr_tie tie) {
  styr_money amount = {0, ""};
  if (styr_tie_exists(tie)) (void)styr_tie_amount(f->map, tie, &amount);
  return amount;
}

static uint64_t line_key(uint32_t from, uint32_t to, bool via) {
  return ((uint64_t)from << 24 | to) << 1 | via;
}

static bool add_line(collecting *c, uint32_t from, uint32_t to, styr_tie tie, shown s, bool via) {
  styr_i_figure *f = c->f;
  const uint64_t key = line_key(from, to, via);
  const uint32_t known = styr_i_index_get(&c->lines, key);
  if (known != STYR_I_NONE) { /* of parallel ties, the one with the best grade decides the style of the line */
    styr_i_line *l = &f->lines[known];
    styr_i_line_add_amount(l, amount_of(f, tie));
    l->marked |= s.marked;
    l->when |= s.when;
    if (styr_grade_rank(s.grade) - s.contested * 8 > styr_grade_rank(l->grade) - l->contested * 8) {
      l->tie = tie;
      l->grade = s.grade;
      l->contested = s.contested;
    }
    return true;
  }
  if (f->line_count >= most_lines(f)) {
    c->too_many = true;
    return true;
  }
  if (!STYR_I_GROW(&f->a, f->lines, f->line_cap, f->line_count + 1)) return false;
  if (!styr_i_index_set(&c->lines, key, (uint32_t)f->line_count)) return false;
  styr_i_line *l = &f->lines[f->line_count++];
  memset(l, 0, sizeof *l);
  l->from = from;
  l->to = to;
  l->tie = tie;
  l->grade = s.grade;
  l->relations = 1;
  l->contested = s.contested;
  l->bare = s.bare;
  l->via_text = via;
  l->marked = s.marked;
  l->when = s.when;
  l->amount = amount_of(f, tie);
  return true;
}

/* In a figure of money: lines for payments that, according to a claim, are not made. */
static bool add_denied_payments(collecting *c) {
  styr_i_figure *f = c->f;
  bool ok = true;
  for (size_t i = 0; ok && i < styr_denial_count(f->map); i++) {
    const styr_denial d = styr_denial_get(f->map, i);
    if (strcmp(d.type, "funds") != 0 || !styr_i_shows_denial(f, &d)) continue;
    const uint32_t from = c->box_at[styr_graph_place(c->g, d.from)], to = c->box_at[styr_graph_place(c->g, d.to)];
    if (from == STYR_I_NO_BOX || to == STYR_I_NO_BOX || from == to) continue;
    const size_t before = f->line_count;
    ok = add_line(c, from, to, (styr_tie){0, 0}, (shown){STYR_GRADE_NONE, false, false, false, STYR_I_BEFORE | STYR_I_AFTER},
                  true); /* not the key of payments between the two */
    if (ok && f->line_count > before) {
      f->lines[before].denied = true;
      f->lines[before].via_text = false;
    }
  }
  return ok;
}

/* The ties that the layout takes, drawn from the upper end: the ruling node, or the tie's first node if neither rules. */
static bool add_chosen_lines(collecting *c) {
  styr_i_figure *f = c->f;
  bool ok = true;
  for (uint32_t i = 0; ok && i < styr_map_count(f->map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(f->map, i);
    if (!styr_i_graph_has(c->g, tie) || !f->layout->takes(f, tie)) continue;
    uint32_t from = c->box_at[styr_graph_place(c->g, styr_tie_from(f->map, tie))],
             to = c->box_at[styr_graph_place(c->g, styr_tie_to(f->map, tie))];
    if (from == STYR_I_NO_BOX || to == STYR_I_NO_BOX || from == to) continue;
    if (styr_tie_ruling(f->map, tie) == STYR_RULING_BACKWARD) {
      const uint32_t swap = from;
      from = to;
      to = swap;
    }
    const shown s = shown_of(f, tie);
    if (s.when) ok = add_line(c, from, to, tie, s, false);
  }
  if (ok && f->layout->by_amount) ok = add_denied_payments(c);
  return ok;
}

static styr_grade weaker(styr_grade a, styr_grade b) {
  return styr_grade_rank(a) <= styr_grade_rank(b) ? a : b;
}

/* Adds a line to every box that the node rules by one tie, or through one text that is not drawn. `through`: the tie to that text. */
static bool follow(collecting *c, uint32_t box, uint32_t place, const styr_tie *through) {
  for (int inward = 0; inward < 2; inward++) {
    styr_arc arc;
    for (styr_arcs arcs = inward ? styr_graph_in(c->g, place) : styr_graph_out(c->g, place); styr_arcs_next(&arcs, &arc);) {
      const styr_tie tie = arc.tie;
      if (styr_tie_ruling(c->f->map, tie) != (inward ? STYR_RULING_BACKWARD : STYR_RULING_FORWARD)) continue;
      const uint32_t to = c->box_at[arc.place];
      const bool funds = strcmp(styr_tie_type(c->f->map, tie), "funds") == 0;
      if (to != STYR_I_NO_BOX && to != box && !(through && funds)) {
        shown here = shown_of(c->f, tie);
        if (through) {
          const shown first = shown_of(c->f, *through);
          here.grade = weaker(here.grade, first.grade);
          here.contested |= first.contested;
          here.marked &= first.marked;
          here.when &= first.when;
        }
        if (here.when && !add_line(c, box, to, tie, here, through != NULL)) return false;
      } else if (to == STYR_I_NO_BOX && !through && !funds && styr_node_is_text(styr_graph_node(c->g, arc.place))) {
        if (!follow(c, box, arc.place, &tie)) return false;
      }
    }
  }
  return true;
}

static styr_i_style style_of(const styr_i_line *l) {
  if (l->denied) return LINE_DENIED;
  if (l->bare) return LINE_BARE;
  if (l->contested) return LINE_CONTESTED;
  switch (l->grade) {
  case STYR_GRADE_NONE: return LINE_UNGRADED;
  case STYR_GRADE_ASSUMED: return LINE_ASSUMED;
  case STYR_GRADE_INFERRED: return LINE_INFERRED;
  default: return LINE_STATED;
  }
}

static void settle_lines(styr_i_figure *f) {
  for (size_t i = 0; i < f->line_count; i++) {
    styr_i_line *l = &f->lines[i];
    l->style = style_of(l);
    f->bare += l->style == LINE_BARE;
  }
}

/* If bare lines are asked for: ties that are not public, where no other line joins the two boxes. */
static bool add_bare_lines(collecting *c) {
  size_t count = 0;
  const styr_bare_line *lines = styr_public_bare_lines(c->f->view, &count);
  const shown s = {STYR_GRADE_NONE, false, false, true, STYR_I_BEFORE | STYR_I_AFTER};
  bool ok = true;
  for (size_t i = 0; ok && i < count && !c->f->layout->by_amount; i++) { /* in a figure of money every line would claim a payment */
    const uint32_t from = c->box_at[styr_graph_place(c->g, lines[i].from)], to = c->box_at[styr_graph_place(c->g, lines[i].to)];
    if (from == STYR_I_NO_BOX || to == STYR_I_NO_BOX || from == to) continue;
    if (styr_i_index_get(&c->lines, line_key(from, to, false)) == STYR_I_NONE) ok = add_line(c, from, to, (styr_tie){0, 0}, s, false);
  }
  return ok;
}

static styr_status add_lines(styr_i_figure *f, const styr_graph *g, styr_error *error) {
  styr_status status = STYR_OK;
  collecting c = {.f = f, .g = g, .box_at = styr_i_zalloc(&f->a, styr_graph_places(g), sizeof *c.box_at)};
  styr_i_index_init(&c.lines, &f->a);
  bool ok = c.box_at != NULL;
  for (uint32_t p = 0; ok && p < styr_graph_places(g); p++) c.box_at[p] = STYR_I_NO_BOX;
  for (size_t i = 0; ok && i < f->box_count; i++) c.box_at[styr_graph_place(g, f->boxes[i].node)] = (uint32_t)i;
  if (f->layout->choose) ok = ok && add_chosen_lines(&c);
  else
    for (size_t i = 0; ok && i < f->box_count; i++) ok = follow(&c, (uint32_t)i, styr_graph_place(g, f->boxes[i].node), NULL);
  ok = ok && add_bare_lines(&c);
  if (!ok) status = styr_i_nomem(error);
  else if (c.too_many) status = styr_i_fail(error, STYR_ERR_LIMIT, "more than %zu lines: draw a part of the map", most_lines(f));
  if (status == STYR_OK) settle_lines(f);
  styr_i_free(&f->a, c.box_at);
  styr_i_index_done(&c.lines);
  return status;
}

void styr_i_figure_hide_assumed(styr_i_figure *f) {
  size_t kept = 0;
  for (size_t i = 0; i < f->line_count; i++) {
    if (f->lines[i].style == LINE_ASSUMED) f->hidden += f->lines[i].relations;
    else f->lines[kept++] = f->lines[i];
  }
  f->line_count = kept;
}

/* Handlers of a case that the field does not draw. */
static bool add_handlers(styr_i_figure *f) {
  bool ok = true;
  for (size_t i = 0; ok && i < f->step_count; i++) {
    bool drawn = !styr_node_exists(f->steps[i].node);
    for (size_t b = 0; b < f->box_count && !drawn; b++) drawn = styr_node_same(f->boxes[b].node, f->steps[i].node);
    if (!drawn) ok = add_box(f, f->steps[i].node, STYR_I_NONE);
  }
  return ok;
}

static styr_status too_many_boxes(const styr_i_figure *f, size_t most, styr_error *error) {
  return styr_i_fail(error, STYR_ERR_LIMIT, "more than %zu boxes: %s%s", most,
                     f->layout->choose ? "narrow the filter" : "choose some in figure.csv",
                     f->options->collapse ? "" : ", or have those that are alike collapsed");
}

/* The limits hold after merging. */
static styr_status collapse(styr_i_figure *f, styr_error *error) {
  const size_t before = f->box_count;
  if (!styr_i_figure_collapse(f)) return styr_i_nomem(error);
  f->collapsed = before - f->box_count;
  if (f->box_count > STYR_I_MOST_BOXES) return too_many_boxes(f, STYR_I_MOST_BOXES, error);
  if (f->line_count > STYR_I_MOST_TIES)
    return styr_i_fail(error, STYR_ERR_LIMIT, "more than %d lines: draw a part of the map", STYR_I_MOST_TIES);
  return STYR_OK;
}

static styr_status collect_from(styr_i_figure *f, const styr_graph *g, styr_error *error) {
  if (!(f->layout->choose ? add_chosen(f, g) : add_boxes(f))) return styr_i_nomem(error);
  if (f->layout->prepare) {
    const styr_status status = f->layout->prepare(f, error);
    if (status != STYR_OK) return status;
    if (!add_handlers(f)) return styr_i_nomem(error);
  }
  if (!f->box_count)
    return styr_i_fail(error, STYR_ERR_DATA, "there is nothing to draw: the map has no %s that the filter sees", f->layout->missing);
  if (f->box_count > most_boxes(f)) return too_many_boxes(f, most_boxes(f), error);
  const styr_status status = add_lines(f, g, error);
  return status == STYR_OK && !styr_i_steps_join(f) ? styr_i_nomem(error) : status;
}

styr_status styr_i_figure_collect(styr_i_figure *f, styr_error *error) {
  styr_graph *g = NULL;
  if (f->layout->of_node && !styr_node_exists(f->options->from))
    return styr_i_fail(error, STYR_ERR_ARG, "no node was named whose rulers are drawn");
  styr_status status = styr_graph_freeze(f->map, &f->filter, &f->a, &g, error);
  if (status == STYR_OK && f->layout->of_node && !styr_node_valid(f->map, f->options->from, &f->filter))
    status = styr_i_fail(error, STYR_ERR_DATA, "%s is not there at that date", styr_node_id(f->map, f->options->from));
  if (status == STYR_OK && f->options->marked_count) {
    f->marked = styr_i_zalloc(&f->a, styr_map_count(f->map, STYR_TIES) / 8 + 1, 1);
    if (!f->marked) status = styr_i_nomem(error);
    for (size_t i = 0; f->marked && i < f->options->marked_count; i++)
      f->marked[f->options->marked[i].index / 8] |= (uint8_t)(1u << f->options->marked[i].index % 8);
  }
  if (status == STYR_OK) status = collect_from(f, g, error);
  if (status == STYR_OK) status = styr_i_overlays_find(f, error);
  if (status == STYR_OK) status = collapse(f, error);
  styr_graph_free(g);
  return status;
}

/* SPDX-License-Identifier: MIT */
/* Makes a scene of a map by calling the steps that figure_i.h lists. */
#include "figure/layouts/layouts_i.h"
#include "figure/overlays/overlays_i.h"
#include "write/write_i.h"

static void done(styr_i_figure *f) {
  for (size_t i = 0; i < f->box_count; i++) {
    for (size_t k = 0; k < f->boxes[i].lines.count; k++) styr_i_free(&f->a, f->boxes[i].lines.text[k]);
    styr_i_free(&f->a, f->boxes[i].own_label);
    styr_i_free(&f->a, f->boxes[i].own_names);
  }
  void *const parts[] = {f->boxes,  f->lines,  f->lanes,    f->column_lane,     f->band_rank, f->column_x, f->column_w,
                         f->band_y, f->band_h, f->track_of, f->resource_tracks, f->marked,    f->steps};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) styr_i_free(&f->a, parts[i]);
  styr_i_index_done(&f->tracks);
  styr_diff_free(f->diff);
}

/* The title: the one asked for, else the layout's, else the package's. The caller frees it; NULL: out of memory. */
static char *make_title(styr_i_figure *f) {
  const char *title = f->options->title;
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_i_out o = {.sink = &sink};
  if (!title && f->layout->of_node) {
    styr_i_putf(&o, styr_i_word_form(f->words, f->layout->title, FORM_title_ruling), styr_node_label(f->map, f->options->from, f->lang));
  } else {
    if (!title && f->layout->titled) title = f->words->words[f->layout->title];
    if (!title) title = styr_map_meta_in(f->map, STYR_META_FIGURE_TITLE, f->lang, &f->title_in);
    if (!*title) title = styr_map_meta_in(f->map, STYR_META_TITLE, f->lang, &f->title_in);
    styr_i_put(&o, title);
  }
  char *copy = o.failed ? NULL : styr_i_strndup(&f->a, b.bytes ? b.bytes : "", b.size);
  styr_buffer_free(&b);
  return copy;
}

static bool lay_out(styr_i_figure *f, const char *title) {
  if (!f->layout->place(f)) return false;
  styr_i_figure_find_fold(f);
  if (f->options->assumed == STYR_ASSUMED_HIDE) styr_i_figure_hide_assumed(f);
  if (!f->layout->route(f)) return false;
  f->column_x = styr_i_zalloc(&f->a, f->columns, sizeof *f->column_x);
  f->column_w = styr_i_zalloc(&f->a, f->columns, sizeof *f->column_w);
  f->band_y = styr_i_zalloc(&f->a, f->bands, sizeof *f->band_y);
  f->band_h = styr_i_zalloc(&f->a, f->bands, sizeof *f->band_h);
  if (!f->column_x || !f->column_w || !f->band_y || !f->band_h) return false;
  styr_i_lines lines = {{0}, 0, 0};
  if (!f->layout->measure(f, 0, FIELD_LEFT)) return false; /* the width of the page decides the height of the title */
  const bool ok = styr_i_wrap(&f->a, title, styr_i_title_room(f), TITLE_FONT, true, &lines);
  for (size_t i = 0; i < lines.count; i++) styr_i_free(&f->a, lines.text[i]);
  return ok && f->layout->measure(f, PAGE_MARGIN + 10 + (double)lines.count * TITLE_FONT * LINE_HEIGHT, FIELD_LEFT);
}

const char *styr_i_map_lang(const styr_map *map, const char *asked) {
  char tag[STYR_I_TAG], own[STYR_I_TAG];
  const char *known, *last = asked;
  styr_i_tag_normal(tag, asked);
  for (char *end = tag + strlen(tag); end && *tag; end = strrchr(tag, '-')) {
    *end = '\0';
    for (size_t i = 0; (known = styr_map_language(map, i)) != NULL; i++) {
      styr_i_tag_normal(own, known);
      if (strcmp(own, tag) == 0) return known;
      if (styr_i_same_language(own, tag)) last = known;
    }
  }
  return last;
}

/* The figure for a page of that width, in the size of its style. `gap`: the width of the fold. */
static styr_status make(const styr_public *view, const styr_figure_options *options, double page, double gap, styr_scene **out,
                        styr_error *error) {
  styr_i_figure f;
  memset(&f, 0, sizeof f);
  f.view = view;
  f.map = styr_public_map(view);
  f.options = options;
  f.a = styr_i_libc;
  f.page = page / styr_i_style_scale(&f);
  f.fold_gap = gap / styr_i_style_scale(&f);
  f.layout = styr_i_layout_of(options->layout);
  f.overlay = styr_i_overlay_of(options->overlay);
  f.filter = f.before = options->filter;
  if (f.overlay->between_dates) { /* everything at either date */
    f.before.as_of = options->since;
    f.filter.as_of.year = 0;
  }
  const char *asked = options->lang && *options->lang ? options->lang : styr_map_meta(f.map, STYR_META_LANG);
  f.lang = styr_i_map_lang(f.map, asked);
  f.words = styr_i_words_or_english(f.lang);
  styr_i_index_init(&f.tracks, &f.a);
  styr_scene *scene = styr_i_zalloc(&f.a, 1, sizeof *scene);
  styr_status status = scene ? STYR_OK : styr_i_nomem(error);
  if (scene) {
    scene->a = f.a;
    scene->draft = styr_public_is_draft(view);
    styr_i_tag_normal(scene->lang, asked);
    scene->whole_lines = options->whole_lines;
    scene->title = make_title(&f);
    if (!scene->title) status = styr_i_nomem(error);
  }
  if (status == STYR_OK) status = styr_i_figure_collect(&f, error);
  if (status == STYR_OK && !lay_out(&f, scene->title)) status = styr_i_nomem(error);
  if (status == STYR_OK) status = styr_i_figure_compose(&f, scene, error);
  if (status == STYR_OK) styr_i_scene_scale(scene, styr_i_style_scale(&f), 0, 0);
  done(&f);
  if (status == STYR_OK) *out = scene;
  else styr_scene_free(scene);
  return status;
}

/* Tries upright and landscape sheets, and takes the one on which the figure is larger. */
static styr_status make_for_paper(const styr_public *view, const styr_figure_options *options, styr_scene **out, styr_error *error) {
  double best = 0;
  styr_status status = STYR_OK;
  styr_scene *chosen = NULL;
  for (int upright = 0; status == STYR_OK && upright < (options->spread ? 1 : 2); upright++) {
    double width, height;
    styr_scene *scene = NULL;
    styr_i_paper_size(options, upright, &width, &height);
    status = make(view, options, width, FOLD_GAP, &scene, error);
    if (status != STYR_OK) break;
    double scale = styr_i_paper_scale(scene, width, height);
    if (options->spread && scale < 1) { /* it is scaled down afterwards, so the fold must be wider now */
      styr_scene_free(scene);
      scene = NULL;
      status = make(view, options, width, FOLD_GAP / scale, &scene, error);
      if (status != STYR_OK) break;
      scale = styr_i_paper_scale(scene, width, height);
    }
    const bool better = scale > best;
    if (better) {
      best = scale;
      styr_i_scene_onto_paper(scene, width, height);
    }
    styr_scene_free(better ? chosen : scene);
    if (better) chosen = scene;
  }
  if (status == STYR_OK && best < LEAST_SCALE)
    status = styr_i_fail(error, STYR_ERR_LIMIT, "the figure does not fit the paper: its text would be of %.1f points", best * BOX_FONT);
  if (status == STYR_OK) *out = chosen;
  else styr_scene_free(chosen);
  return status;
}

/* Refuses a scene that is too large to be drawn. */
static styr_status refuse_giants(styr_status status, styr_scene **scene, styr_error *error) {
  if (status != STYR_OK || ((*scene)->width <= LARGEST && (*scene)->height <= LARGEST)) return status;
  styr_scene_free(*scene);
  *scene = NULL;
  return styr_i_fail(error, STYR_ERR_LIMIT, "the figure would be more than 17 metres wide or tall: draw a part of the map");
}

static styr_status check_options(const styr_map *map, const styr_figure_options *o, styr_error *error) {
  const styr_node nodes[] = {o->from, o->plan, o->body};
  static const char *const names[] = {"from", "plan", "body"};
  if (!styr_i_version_known(error, o->version) || !styr_i_filter_known(error, &o->filter)) return STYR_ERR_ARG;
  for (size_t i = 0; i < 3; i++)
    if (!styr_i_has_node_or_none(map, nodes[i])) return styr_i_not_of_map(error, names[i]);
  if (!o->marked && o->marked_count) return styr_i_fail(error, STYR_ERR_ARG, "`marked` is NULL, and its count is not 0");
  for (size_t i = 0; i < o->marked_count; i++)
    if (!styr_i_has_tie(map, o->marked[i])) return styr_i_not_of_map(error, "marked");
  if (!styr_i_date_is_real(o->since)) return styr_i_fail(error, STYR_ERR_ARG, "`since` is no date");
  if (!(o->page_width >= 0 && o->page_width <= LARGEST))
    return styr_i_fail(error, STYR_ERR_ARG, "`page_width` is from 0 to %d", (int)LARGEST);
  if ((unsigned)o->assumed > STYR_ASSUMED_HIDE || (unsigned)o->style > STYR_STYLE_CONTRAST || (unsigned)o->paper > STYR_PAPER_A3)
    return styr_i_fail(error, STYR_ERR_ARG, "there is no such style, paper or way to show what is assumed");
  return STYR_OK;
}

styr_status styr_figure_make(const styr_public *view, const styr_figure_options *options, styr_scene **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, view && out)) return STYR_ERR_ARG;
  static const styr_figure_options defaults = STYR_FIGURE_OPTIONS_INIT;
  if (!options) options = &defaults;
  const styr_status known = check_options(styr_public_map(view), options, error);
  if (known != STYR_OK) return known;
  if (!styr_i_layout_of(options->layout)) return styr_i_fail(error, STYR_ERR_ARG, "there is no such layout");
  const styr_i_overlay *overlay = styr_i_overlay_of(options->overlay);
  if (!overlay) return styr_i_fail(error, STYR_ERR_ARG, "there is no such overlay");
  if (overlay->between_dates && (!options->since.year || !options->filter.as_of.year))
    return styr_i_fail(error, STYR_ERR_ARG, "changes are those between two dates: name both");
  if (options->spread && options->paper == STYR_PAPER_NONE)
    return styr_i_fail(error, STYR_ERR_ARG, "a spread is of two sheets: name the paper");
  if (options->paper != STYR_PAPER_NONE) return make_for_paper(view, options, out, error);
  styr_scene *scene = NULL;
  styr_status status = make(view, options, options->page_width > 0 ? options->page_width : 1190, FOLD_GAP, &scene, error);
  status = refuse_giants(status, &scene, error);
  if (status == STYR_OK) *out = scene;
  return status;
}

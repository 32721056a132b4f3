/* SPDX-License-Identifier: MIT */
/* Scenes as JSON, for the process that draws them. The reader checks everything, because a scene can come from any program. */
#include "figure/figure_i.h"
#include "write/write_i.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>

enum { most_items = 100000, longest_text = 20000 };
#define SLACK 2.0 /* how far a shape may reach over the edge of the page: half a stroke */

static const char *const kinds[] = {"box", "line", "mark", "text", "rect"};
static const char *const dashes[] = {"solid", "dashed", "dotted"};

/* ---- writing ---- */

static void number(styr_i_out *o, const char *key, double value) {
  styr_i_json_open(o, key, ' '); /* writes the key only */
  const long long thousandths = llround(value * 1000);
  const unsigned long long size = thousandths < 0 ? 0 - (unsigned long long)thousandths : (unsigned long long)thousandths;
  styr_i_putf(o, "%s%llu.%03llu", thousandths < 0 ? "-" : "", size / 1000, size % 1000); /* no locale, no exponent */
  o->first = false;
}

static void write_item(styr_i_out *o, const styr_item *item) {
  styr_i_json_open(o, NULL, '{');
  styr_i_json_text(o, "kind", kinds[item->kind]);
  const struct {
    const char *key, *value;
  } texts[] = {{"id", item->id},     {"class", item->classes},       {"label", item->label},   {"lang", item->lang},
               {"note", item->note}, {"note_lang", item->note_lang}, {"href", item->href},     {"from", item->from},
               {"to", item->to},     {"fill", item->fill},           {"stroke", item->stroke}, {"color", item->color}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (*texts[i].value) styr_i_json_text(o, texts[i].key, texts[i].value);
  if (item->lang_from) styr_i_json_int(o, "lang_from", (int64_t)item->lang_from);
  if (item->kind != STYR_ITEM_LINE) {
    number(o, "x", item->x);
    number(o, "y", item->y);
    number(o, "w", item->w);
    number(o, "h", item->h);
  }
  if (item->line_count) {
    number(o, "size", item->font_size);
    styr_i_json_open(o, "lines", '[');
    for (size_t i = 0; i < item->line_count; i++) styr_i_json_text(o, NULL, item->lines[i]);
    styr_i_json_close(o, ']');
  }
  if (item->stroke_width > 0) number(o, "width", item->stroke_width);
  if (item->dash != STYR_STROKE_SOLID) styr_i_json_text(o, "dash", dashes[item->dash]);
  if (item->bold) styr_i_json_bool(o, "bold", true);
  if (item->star) styr_i_json_bool(o, "star", true);
  if (item->arrow) styr_i_json_bool(o, "arrow", true);
  if (item->point_count) {
    styr_i_json_open(o, "points", '[');
    for (size_t i = 0; i < 2 * item->point_count; i++) number(o, NULL, item->points[i]);
    styr_i_json_close(o, ']');
  }
  styr_i_json_close(o, '}');
}

styr_status styr_scene_write(const styr_scene *scene, const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, scene && sink && sink->write)) return STYR_ERR_ARG;
  styr_i_out o = styr_i_out_to(sink, STYR_FORMAT_JSON);
  styr_i_json_open(&o, NULL, '{');
  styr_i_json_int(&o, "styr_scene", 1);
  styr_i_json_text(&o, "title", styr_scene_title(scene));
  if (scene->draft) styr_i_json_text(&o, "draft", STYR_DRAFT_NOTICE);
  if (scene->whole_lines) styr_i_json_bool(&o, "whole_lines", true);
  if (*scene->lang) styr_i_json_text(&o, "lang", scene->lang);
  number(&o, "width", scene->width);
  number(&o, "height", scene->height);
  styr_i_json_int(&o, "hidden", (int64_t)scene->hidden);
  styr_i_json_int(&o, "bare", (int64_t)scene->bare);
  styr_i_json_open(&o, "items", '[');
  for (size_t i = 0; i < scene->count; i++) write_item(&o, &scene->items[i]);
  styr_i_json_close(&o, ']');
  styr_i_json_close(&o, '}');
  styr_i_put(&o, "\n");
  return styr_i_out_status(&o, error);
}

/* ---- reading ---- */

typedef struct reading {
  styr_error *error;
  size_t item;
  bool bad;
  double width, height;
  styr_i_strings ids;
} reading;

static void refuse(reading *r, const char *what) {
  if (!r->bad) styr_i_fail(r->error, STYR_ERR_DATA, "scene item %zu: %s", r->item, what);
  r->bad = true;
}

static double read_number(reading *r, const json_t *object, const char *key, double least, double most, bool needed) {
  const json_t *value = json_object_get(object, key);
  if (!value && needed) refuse(r, "a place or size is missing");
  if (!value) return 0;
  const double n = json_is_number(value) ? json_number_value(value) : NAN;
  if (!(n >= least && n <= most)) refuse(r, "a number is out of range, or no number");
  return n >= least && n <= most ? n : 0;
}

static bool read_flag(reading *r, const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  if (value && !json_is_boolean(value)) refuse(r, "a flag is neither true nor false");
  return json_is_true(value);
}

static const char *read_text(reading *r, const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  if (!value) return "";
  const char *text = json_string_value(value);
  if (!text || strlen(text) > longest_text || strlen(text) != json_string_length(value)) {
    refuse(r, "a text is too long or no text");
    return "";
  }
  return text;
}

static const char *read_color(reading *r, const json_t *object, const char *key) {
  const char *text = read_text(r, object, key);
  bool ok = !*text || (strlen(text) == 7 && text[0] == '#');
  for (size_t i = 1; ok && text[0] && i < 7; i++) ok = strchr("0123456789abcdefABCDEF", text[i]) != NULL;
  if (!ok) refuse(r, "a colour is not of the form #rrggbb");
  return ok ? text : "";
}

static const char *read_name(reading *r, const json_t *object, const char *key, bool spaces) {
  const char *text = read_text(r, object, key);
  if (strlen(text) > (spaces ? 1000 : 400)) refuse(r, "an id or class is too long");
  for (const char *p = text; *p; p++) {
    const bool plain =
        (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || strchr("-._", *p) || (spaces && *p == ' ');
    if (!plain) {
      refuse(r, "an id or class holds other characters than letters, digits, - . _");
      return "";
    }
  }
  return text;
}

static size_t read_word(reading *r, const json_t *object, const char *key, const char *const *words, size_t count, bool needed) {
  const char *text = read_text(r, object, key);
  size_t which = 0;
  if ((*text || needed) && !styr_i_text_in(text, words, count, &which)) refuse(r, "a word is not among those allowed");
  return which;
}

static const char *read_tag(reading *r, const json_t *object, const char *key) {
  char tag[STYR_I_TAG];
  const char *lang = read_text(r, object, key);
  styr_i_tag_normal(tag, lang);
  if (*lang && !*tag) refuse(r, "the language is no language tag");
  return lang;
}

static bool read_lines(reading *r, const json_t *array, const char **lines, styr_item *item) {
  const size_t count = json_array_size(array);
  if (!json_is_array(array) || count > STYR_I_MOST_LINES) refuse(r, "the text is no list of lines, or has too many");
  for (size_t i = 0; i < count && i < STYR_I_MOST_LINES; i++) {
    const char *text = json_string_value(json_array_get(array, i));
    if (!text || strlen(text) > longest_text || strchr(text, '\n')) refuse(r, "a line of text is too long or no text");
    lines[item->line_count++] = text ? text : "";
  }
  item->lines = lines;
  return !r->bad;
}

static bool read_points(reading *r, const json_t *array, double *points, styr_item *item) {
  const size_t count = json_array_size(array);
  if (count % 2 || count < 4 || count > 2 * STYR_I_MOST_CORNERS) {
    refuse(r, "a line has too few points, too many, or half a one");
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    const json_t *value = json_array_get(array, i);
    points[i] = json_is_number(value) ? json_number_value(value) : NAN;
    if (!(points[i] >= -SLACK && points[i] <= (i % 2 ? r->height : r->width) + SLACK)) refuse(r, "a point lies off the page");
  }
  item->points = points;
  item->point_count = count / 2;
  return !r->bad;
}

/* False when out of memory. */
static bool new_id(reading *r, const char *id) {
  const size_t before = r->ids.count;
  if (styr_i_intern(&r->ids, id, strlen(id)) == STYR_I_NOSTR) {
    styr_i_nomem(r->error);
    return false;
  }
  if (r->ids.count == before) refuse(r, "an id is given twice");
  return true;
}

static bool read_item(reading *r, const json_t *json, styr_scene *scene) {
  const char *lines[STYR_I_MOST_LINES];
  double points[2 * STYR_I_MOST_CORNERS];
  styr_item item;
  memset(&item, 0, sizeof item);
  item.kind = (styr_item_kind)read_word(r, json, "kind", kinds, 5, true);
  item.id = read_name(r, json, "id", false);
  item.classes = read_name(r, json, "class", true);
  item.label = read_text(r, json, "label");
  item.lang = read_tag(r, json, "lang");
  item.lang_from = (size_t)read_number(r, json, "lang_from", 0, longest_text, false);
  item.note = read_text(r, json, "note");
  item.note_lang = read_tag(r, json, "note_lang");
  item.from = read_name(r, json, "from", false);
  item.to = read_name(r, json, "to", false);
  item.href = read_text(r, json, "href");
  if (*item.href && !styr_i_link_allowed(item.href)) refuse(r, "a link is not http, https, mailto or #");
  item.fill = read_color(r, json, "fill");
  item.stroke = read_color(r, json, "stroke");
  item.color = read_color(r, json, "color");
  const bool placed = item.kind != STYR_ITEM_LINE;
  item.x = read_number(r, json, "x", -SLACK, r->width, placed);
  item.y = read_number(r, json, "y", -SLACK, r->height, placed);
  item.w = read_number(r, json, "w", 0, r->width - item.x + SLACK, placed);
  item.h = read_number(r, json, "h", 0, r->height - item.y + SLACK, placed);
  item.font_size = read_number(r, json, "size", 1, 200, false);
  item.stroke_width = read_number(r, json, "width", 0, 20, false);
  item.dash = (styr_stroke)read_word(r, json, "dash", dashes, 3, false);
  item.bold = read_flag(r, json, "bold");
  item.star = read_flag(r, json, "star");
  item.arrow = read_flag(r, json, "arrow");
  if (!*item.id) refuse(r, "an id is missing");
  if (!r->bad && !new_id(r, item.id)) return false;
  if (json_object_get(json, "lines")) read_lines(r, json_object_get(json, "lines"), lines, &item);
  if (item.line_count && item.font_size < 1) refuse(r, "a font size is missing");
  if (item.kind == STYR_ITEM_LINE) read_points(r, json_object_get(json, "points"), points, &item);
  if (r->bad) return false;
  if (styr_i_scene_add(scene, &item)) return true;
  styr_i_nomem(r->error);
  return false;
}

static bool read_scene(const json_t *root, styr_scene *scene, styr_error *error) {
  reading r = {.error = error};
  const json_t *items = json_object_get(root, "items");
  if (!json_is_object(root) || json_integer_value(json_object_get(root, "styr_scene")) != 1 || !json_is_array(items) ||
      json_array_size(items) > most_items) {
    styr_i_fail(error, STYR_ERR_DATA, "this is not a scene of version 1");
    return false;
  }
  scene->width = r.width = read_number(&r, root, "width", 1, LARGEST, true);
  scene->height = r.height = read_number(&r, root, "height", 1, LARGEST, true);
  scene->hidden = (size_t)read_number(&r, root, "hidden", 0, 1e9, false);
  scene->bare = (size_t)read_number(&r, root, "bare", 0, 1e9, false);
  scene->whole_lines = read_flag(&r, root, "whole_lines");
  scene->draft = json_is_string(json_object_get(root, "draft"));
  const char *title = read_text(&r, root, "title");
  styr_i_tag_normal(scene->lang, read_tag(&r, root, "lang"));
  scene->title = styr_i_strndup(&scene->a, title, strlen(title));
  if (!scene->title) {
    styr_i_nomem(error);
    return false;
  }
  bool kept = styr_i_strings_init(&r.ids, &scene->a);
  if (!kept) styr_i_nomem(error);
  for (r.item = 1; r.item <= json_array_size(items) && !r.bad && kept; r.item++)
    kept = read_item(&r, json_array_get(items, r.item - 1), scene);
  styr_i_strings_done(&r.ids);
  return kept && !r.bad;
}

styr_status styr_scene_read(const char *json, size_t size, styr_scene **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, json && out)) return STYR_ERR_ARG;
  json_error_t why;
  json_t *root = json_loadb(json, size, JSON_REJECT_DUPLICATES, &why);
  if (!root && json_error_code(&why) == json_error_out_of_memory) return styr_i_nomem(error);
  if (!root) return styr_i_fail(error, STYR_ERR_DATA, "line %d of the scene: %s", why.line, why.text);
  styr_scene *scene = styr_i_zalloc(&styr_i_libc, 1, sizeof *scene);
  styr_error own = STYR_ERROR_INIT;
  styr_status status = STYR_OK;
  if (!scene) {
    status = styr_i_nomem(error);
  } else {
    scene->a = styr_i_libc;
    if (!read_scene(root, scene, &own)) status = styr_i_fail(error, own.status, "%s", own.message);
  }
  json_decref(root);
  if (status == STYR_OK) *out = scene;
  else styr_scene_free(scene);
  return status;
}

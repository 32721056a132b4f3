/* SPDX-License-Identifier: MIT */
/* Scenes: their memory, items and properties. A scene owns every string and array that its items point to. */
#include "figure/figure_i.h"

bool styr_i_scene_own(styr_scene *s, void *ptr) {
  if (!ptr) return false;
  if (!STYR_I_GROW(&s->a, s->owned, s->owned_cap, s->owned_count + 1)) {
    styr_i_free(&s->a, ptr);
    return false;
  }
  s->owned[s->owned_count++] = ptr;
  return true;
}

const char *styr_i_scene_text(styr_scene *s, const char *text) {
  if (!text || !*text) return "";
  char *copy = styr_i_strndup(&s->a, text, strlen(text));
  return styr_i_scene_own(s, copy) ? copy : NULL;
}

static bool copy_lines(styr_scene *s, const styr_item *from, styr_item *to) {
  if (!from->line_count) {
    to->lines = NULL;
    return true;
  }
  const char **lines = styr_i_zalloc(&s->a, from->line_count, sizeof *lines);
  if (!styr_i_scene_own(s, lines)) return false;
  for (size_t i = 0; i < from->line_count; i++)
    if (!(lines[i] = styr_i_scene_text(s, from->lines[i]))) return false;
  to->lines = lines;
  return true;
}

static bool copy_points(styr_scene *s, const styr_item *from, styr_item *to) {
  if (!from->point_count) {
    to->points = NULL;
    return true;
  }
  double *points = styr_i_zalloc(&s->a, from->point_count * 2, sizeof *points);
  if (!styr_i_scene_own(s, points)) return false;
  memcpy(points, from->points, from->point_count * 2 * sizeof *points);
  to->points = points;
  return true;
}

styr_item *styr_i_scene_add(styr_scene *s, const styr_item *item) {
  char lang[STYR_I_TAG], note_lang[STYR_I_TAG];
  styr_item copy = *item;
  styr_i_tag_normal(lang, item->lang);
  styr_i_tag_normal(note_lang, item->note_lang);
  copy.lang = lang;
  copy.note_lang = note_lang;
  const char **const texts[] = {&copy.id,   &copy.classes, &copy.label, &copy.lang, &copy.note,   &copy.note_lang,
                                &copy.from, &copy.to,      &copy.href,  &copy.fill, &copy.stroke, &copy.color};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (!(*texts[i] = styr_i_scene_text(s, *texts[i]))) return NULL;
  if (!copy_lines(s, item, &copy) || !copy_points(s, item, &copy)) return NULL;
  if (!STYR_I_GROW(&s->a, s->items, s->cap, s->count + 1)) return NULL;
  s->items[s->count] = copy;
  return &s->items[s->count++];
}

bool styr_i_has_class(const styr_item *item, const char *word) {
  const size_t n = strlen(word);
  for (const char *p = strstr(item->classes, word); p; p = strstr(p + 1, word))
    if ((p == item->classes || p[-1] == ' ') && (p[n] == ' ' || !p[n])) return true;
  return false;
}

void styr_scene_free(styr_scene *scene) {
  if (!scene) return;
  const styr_allocator a = scene->a;
  for (size_t i = 0; i < scene->owned_count; i++) styr_i_free(&a, scene->owned[i]);
  styr_i_free(&a, scene->owned);
  styr_i_free(&a, scene->items);
  styr_i_free(&a, scene->title);
  styr_i_free(&a, scene);
}

double styr_scene_width(const styr_scene *scene) {
  if (!scene) return 0;
  return scene->width;
}
double styr_scene_height(const styr_scene *scene) {
  if (!scene) return 0;
  return scene->height;
}
const char *styr_scene_title(const styr_scene *scene) {
  if (!scene) return "";
  return scene->title ? scene->title : "";
}
size_t styr_scene_count(const styr_scene *scene) {
  if (!scene) return 0;
  return scene->count;
}
styr_item styr_scene_get(const styr_scene *scene, size_t index) {
  if (!scene || index >= scene->count)
    return (styr_item){.id = "",
                       .classes = "",
                       .label = "",
                       .lang = "",
                       .note = "",
                       .note_lang = "",
                       .from = "",
                       .to = "",
                       .href = "",
                       .fill = "",
                       .stroke = "",
                       .color = ""};
  return scene->items[index];
}
size_t styr_scene_hidden(const styr_scene *scene) {
  if (!scene) return 0;
  return scene->hidden;
}
size_t styr_scene_bare(const styr_scene *scene) {
  if (!scene) return 0;
  return scene->bare;
}

bool styr_scene_is_draft(const styr_scene *scene) {
  if (!scene) return false;
  return scene->draft;
}

const char *styr_scene_lang(const styr_scene *scene) {
  if (!scene) return "";
  return scene->lang;
}

double styr_scene_scale(const styr_scene *scene) {
  if (!scene) return 0;
  return scene->scale > 0 ? scene->scale : 1;
}

size_t styr_scene_collapsed(const styr_scene *scene) {
  if (!scene) return 0;
  return scene->collapsed;
}

bool styr_i_link_allowed(const char *href) {
  static const char *const schemes[] = {"http://", "https://", "mailto:", "#"};
  bool allowed = false;
  for (size_t i = 0; i < 4; i++) allowed |= strncmp(href, schemes[i], strlen(schemes[i])) == 0;
  for (const char *p = href; *p; p++)
    if ((unsigned char)*p <= 0x20 || *p == 0x7F || strchr("\"'<>\\`{}|^", *p)) return false;
  return allowed && strlen(href) < 2048;
}

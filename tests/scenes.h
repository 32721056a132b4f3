/* SPDX-License-Identifier: MIT */
/* Scenes for the tests of the writers, and labels and links that could be taken for markup. */
#ifndef STYR_TESTS_SCENES_H
#define STYR_TESTS_SCENES_H

#include "view.h"

#include <styr/render.h>

#define SHY "\xC2\xAD"
#define BAD "\xEF\xBF\xBD" /* U+FFFD: what XML cannot hold */

static inline void append(char *out, size_t size, const char *text) {
  const size_t used = strlen(out);
  ck_assert_uint_lt(used + strlen(text), size);
  memcpy(out + used, text, strlen(text) + 1);
}

static inline void append_quoted(char *out, size_t size, const char *text) {
  char piece[8];
  append(out, size, "\"");
  for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
    if (*p < 0x20 || *p == '"' || *p == '\\') snprintf(piece, sizeof piece, "\\u%04x", *p);
    else snprintf(piece, sizeof piece, "%c", *p);
    append(out, size, piece);
  }
  append(out, size, "\"");
}

static inline styr_scene *read_scene(const char *json) {
  styr_error error = STYR_ERROR_INIT;
  styr_scene *scene = NULL;
  ck_ok(styr_scene_read(json, strlen(json), &scene, &error), error);
  return scene;
}

/* A box, a text and a footnote mark, all with `label`, and a line from the box to itself. */
static inline styr_scene *scene_saying(const char *label, const char *href) {
  static char json[60000];
  json[0] = '\0';
  append(json, sizeof json, "{\"styr_scene\":1,\"title\":");
  append_quoted(json, sizeof json, label);
  append(json, sizeof json, ",\"width\":400,\"height\":200,\"items\":[");
  static const char *const kinds[] = {"box", "text", "mark"};
  for (int i = 0; i < 3; i++) {
    append(json, sizeof json, "{\"kind\":\"");
    append(json, sizeof json, kinds[i]);
    append(json, sizeof json, "\",\"id\":\"the-");
    append(json, sizeof json, kinds[i]);
    append(json, sizeof json,
           "\",\"class\":\"box\",\"x\":20,\"y\":20,\"w\":60,\"h\":60,\"fill\":\"#ffffff\",\"stroke\":\"#112233\",\"size\":8,\"label\":");
    append_quoted(json, sizeof json, label);
    append(json, sizeof json, ",\"href\":");
    append_quoted(json, sizeof json, href);
    append(json, sizeof json, ",\"lines\":[");
    append_quoted(json, sizeof json, label);
    append(json, sizeof json, "]},");
  }
  append(json, sizeof json, "{\"kind\":\"line\",\"id\":\"the-line\",\"class\":\"line\",\"from\":\"the-box\",\"to\":\"the-box\",\"label\":");
  append_quoted(json, sizeof json, label);
  append(json, sizeof json, ",\"stroke\":\"#112233\",\"width\":1,\"points\":[20,30,10,30,10,40,20,40]}]}");
  return read_scene(json);
}

/* A map with an actor of that name and an actor above it. */
static inline styr_scene *scene_of_actor(const char *label, const char *uri) {
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_scene *scene = NULL;
  styr_node a, b;
  const styr_field fields[] = {{"id", "a"}, {"label", label}, {"kind", "agency"}, {"uri", uri}};
  ck_ok(styr_map_new(NULL, &map, &error), error);
  ck_ok(styr_map_add(map, STYR_ACTORS, fields, 4, NULL, NULL, &error), error);
  ck_ok(styr_map_add_actor(map, "b", "B", "agency", &b, &error), error);
  a = styr_map_find(map, "a");
  ck_ok(styr_map_add_tie(map, b, a, "supervises", NULL, &error), error);
  ck_ok(figure_seen(map, SEEN_PUBLIC, NULL, &scene, &error), error);
  styr_map_free(map);
  return scene;
}

static inline styr_scene *article_scene(void) {
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_scene *scene = NULL;
  ck_ok(styr_package_read(DATA("trafficking-dk"), NULL, NULL, &map, &error), error);
  ck_ok(figure_seen(map, SEEN_PUBLIC, NULL, &scene, &error), error);
  styr_map_free(map);
  return scene;
}

/* ---- hostile labels and links ---- */

static const struct {
  const char *label, *comes_out; /* NULL: as it is */
} hostile[] = {
    {"say \"hi\"", NULL},
    {"\"", NULL},
    {"a\\", NULL},
    {"a\\\\", NULL},
    {"a\\\\\\", NULL},
    {"\\", NULL},
    {"\\\"", NULL},
    {"a\\\"];evil[label=\"x", NULL},
    {"a\\\", URL=\"javascript:alert(1)", NULL},
    {"<b>bold</b>", NULL},
    {"<b>", NULL},
    {"<<table><tr><td>x</td></tr></table>>", NULL},
    {"<", NULL},
    {">", NULL},
    {"]]>", NULL},
    {"<!-- comment -->", NULL},
    {"-->", NULL},
    {"</text></g><script>alert(1)</script>", NULL},
    {"&amp;", NULL},
    {"&", NULL},
    {"&#60;b&#62;", NULL},
    {"&lt;b&gt;", NULL},
    {"&amp;amp;", NULL},
    {"&eacute;", NULL},
    {"AT&T & Co", NULL},
    {"\\N \\G \\E \\L \\T \\H", NULL},
    {"a\\nb", NULL},
    {"a\\lb\\rc", NULL},
    {"\\l", NULL},
    {"%", NULL},
    {"%s%n%100000d", NULL},
    {"%3", NULL},
    {"//", NULL},
    {"/* ", NULL},
    {"*/", NULL},
    {"# hash", NULL},
    {"{a|b|<p>c}", NULL},
    {"graph", NULL},
    {"strict digraph { a -> b }", NULL},
    {"a;b,c=d", NULL},
    {"'single' `back`", NULL},
    {"' x=\"5\" font-size=\"99\"", NULL},
    {"🚨 👩‍👩‍👧 🇩🇰", NULL},
    {"שלום مرحبا", NULL},
    {"\xE2\x80\xAE"
     "gnp.exe",
     NULL}, /* right-to-left override */
    {"Kvinde" SHY "krise" SHY "center", "Kvindekrisecenter"},
    {"Menneske" SHY, "Menneske"},
    {"&" SHY, "&"},
    {"a\\" SHY, "a\\"},
    {"a\x01z\x1Bq\x7F", "a" BAD "z" BAD "q" BAD},
    {"a\xC2\x85z", "a" BAD "z"},
    {"a\xEF\xBF\xBEz", "a" BAD "z"},
    {"a\tb", "a" BAD "b"},
    {"-", NULL},
    {"0", NULL},
    {"lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll"
     "llll"
     "lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll"
     "llll"
     "lllllllllllllllllllllllllllllllllllllll",
     NULL},
};

static inline const char *comes_out(int i) {
  return hostile[i].comes_out ? hostile[i].comes_out : hostile[i].label;
}

static const struct {
  const char *uri;
  bool allowed;
} links[] = {{"https://example.org/?a=1&b=2", true},
             {"http://example.org/%C3%A5;x=1,2#p", true},
             {"https://example.org/?q=&amp;x", true},
             {"https://example.org/?copy=1&copy=2&lt=3", true},
             {"mailto:a@example.org", true},
             {"#top", true},
             {"javascript:alert(1)", false},
             {"JAVASCRIPT:alert(1)", false},
             {" javascript:alert(1)", false},
             {"data:text/html,<script>", false},
             {"file:///etc/passwd", false},
             {"vbscript:x", false},
             {"//example.org/", false},
             {"/etc/passwd", false},
             {"https://example.org/\" onload=\"x", false},
             {"https://example.org/\\N", false},
             {"https://example.org/<b>", false},
             {"https://exam ple.org/", false},
             {"", false}};

/* ---- sinks that fail ---- */

typedef struct narrow_sink {
  size_t room;
  size_t calls_after_failure;
  bool failed;
} narrow_sink;

static inline int write_narrow(void *ctx, const void *bytes, size_t size) {
  narrow_sink *s = ctx;
  (void)bytes;
  s->calls_after_failure += s->failed;
  if (size > s->room) s->failed = true;
  else s->room -= size;
  return s->failed ? -1 : 0;
}

#endif

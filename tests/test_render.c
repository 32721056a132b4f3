/* SPDX-License-Identifier: MIT */
/* A scene as drawing operations and as SVG: the text content is the label, hostile labels add nothing, only allowed links are written,
 * each layer comes once and in order, dashes and heads are in their places, and failures are returned. */
#include "scenes.h"

#include "render/render_i.h"

#include <math.h>

static styr_buffer drawn(const styr_scene *scene) {
  styr_buffer out = STYR_BUFFER_INIT;
  styr_error error = STYR_ERROR_INIT;
  const styr_sink sink = styr_buffer_sink(&out);
  ck_ok(styr_scene_write_svg(scene, &sink, &error), error);
  ck_assert_uint_gt(out.size, 0);
  return out;
}

/* ---- SVG ---- */

static void decode_xml(const char *from, const char *to, char *out, size_t size) {
  size_t n = strlen(out);
  while (from < to) {
    unsigned long cp = (unsigned char)*from;
    const char *end = memchr(from, ';', (size_t)(to - from));
    if (*from != '&') {
      out[n++] = *from++;
    } else {
      ck_assert_ptr_nonnull(end);
      if (from[1] == '#') cp = from[2] == 'x' ? strtoul(from + 3, NULL, 16) : strtoul(from + 2, NULL, 10);
      else if (strncmp(from, "&amp;", 5) == 0) cp = '&';
      else if (strncmp(from, "&lt;", 4) == 0) cp = '<';
      else if (strncmp(from, "&gt;", 4) == 0) cp = '>';
      else if (strncmp(from, "&quot;", 6) == 0) cp = '"';
      else ck_abort_msg("an entity that XML does not know: %.10s", from);
      ck_assert_msg(cp < 0x80 || cp == 0xA0, "character reference %lu", cp);
      out[n++] = cp == 0xA0 ? ' ' : (char)cp;
      from = end + 1;
    }
    ck_assert_uint_lt(n + 4, size);
  }
  out[n] = '\0';
}

/* Walks the tags: every element is of a kind that a figure needs and is closed; returns how many there are of `name`. */
static size_t check_elements(const char *svg, const char *name) {
  static const char *const known[] = {"svg", "g", "title", "desc", "rect", "polygon", "ellipse", "path", "text", "tspan", "a"};
  char open[64][16];
  size_t depth = 0, count = 0;
  for (const char *p = svg; (p = strchr(p, '<')); p++) {
    const char *end = strchr(p, '>');
    ck_assert_ptr_nonnull(end);
    if (p[1] == '?' || p[1] == '!') continue;
    char word[16] = "";
    const bool closing = p[1] == '/';
    snprintf(word, sizeof word, "%.*s", (int)strcspn(p + 1 + closing, " \n/>"), p + 1 + closing);
    if (closing) {
      ck_assert_msg(depth && strcmp(open[--depth], word) == 0, "</%s> closes nothing", word);
      continue;
    }
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) is_known |= strcmp(known[i], word) == 0;
    ck_assert_msg(is_known, "an element <%s>", word);
    count += strcmp(word, name) == 0;
    if (end[-1] == '/') continue;
    ck_assert_uint_lt(depth, 64);
    snprintf(open[depth++], sizeof open[0], "%s", word);
  }
  ck_assert_uint_eq(depth, 0);
  return count;
}

static const char *find_group(const char *svg, const char *id) {
  char coded[900] = "<g id=\"";
  append(coded, sizeof coded, id);
  append(coded, sizeof coded, "\"");
  const char *at = strstr(svg, coded);
  ck_assert_msg(at != NULL, "there is no element %s", id);
  ck_assert_ptr_null(strstr(at + 1, coded));
  return at;
}

/* The text content of the group with this id: of its one <text>, the <tspan>s one after the other. */
static const char *svg_text(const char *svg, const char *id) {
  static char text[4000];
  const char *p = find_group(svg, id), *close = strstr(p, "</g>\n"), *begin = strstr(p, "<text"), *end = strstr(p, "</text>");
  text[0] = '\0';
  ck_assert_ptr_nonnull(close);
  if (!begin || begin > close) return text;
  ck_assert_msg(end && end < close && !(strstr(begin + 1, "<text") && strstr(begin + 1, "<text") < close), "%s has several texts", id);
  for (p = begin; (p = strchr(p, '>')) && p < end; p++) {
    const char *next = strchr(p, '<');
    decode_xml(p + 1, next, text, sizeof text);
  }
  return text;
}

/* ---- hostile labels and links ---- */

/* White space is drawn as one space, and not at the ends of a line. */
static const char *in_svg(int i) {
  static char out[4000];
  snprintf(out, sizeof out, "%s", strcmp(hostile[i].label, "a\tb") == 0 ? "a b" : comes_out(i));
  for (size_t n = strlen(out); n && out[n - 1] == ' ';) out[--n] = '\0';
  return out;
}

START_TEST(hostile_labels_come_out_of_svg_and_add_nothing) {
  styr_scene *plain = scene_saying("B", ""), *scene = scene_saying(hostile[_i].label, "");
  styr_buffer svg = drawn(scene), other = drawn(plain);
  ck_assert_str_eq(svg_text(svg.bytes, "the-box"), in_svg(_i));
  ck_assert_str_eq(svg_text(svg.bytes, "the-text"), in_svg(_i));
  ck_assert_str_eq(svg_text(svg.bytes, "the-mark"), in_svg(_i));
  const char *const elements[] = {"svg", "g", "title", "rect", "ellipse", "text", "a"};
  for (size_t i = 0; i < 7; i++) ck_assert_uint_eq(check_elements(svg.bytes, elements[i]), check_elements(other.bytes, elements[i]));
  styr_buffer_free(&svg);
  styr_buffer_free(&other);
  styr_scene_free(plain);
  styr_scene_free(scene);
}
END_TEST

START_TEST(hostile_labels_of_linked_boxes_add_nothing) {
  styr_scene *scene = scene_saying(hostile[_i].label, "https://example.org/");
  styr_buffer svg = drawn(scene);
  ck_assert_str_eq(svg_text(svg.bytes, "the-box"), in_svg(_i));
  ck_assert_uint_eq(check_elements(svg.bytes, "a"), 3);
  ck_assert_uint_eq(check_elements(svg.bytes, "script"), 0);
  size_t count = 0;
  for (const char *p = svg.bytes; (p = strstr(p, "href=\"")); count++) {
    p += 6;
    ck_assert_msg(strncmp(p, "https://example.org/\"", 21) == 0, "a link to %.40s", p);
  }
  ck_assert_uint_eq(count, 3);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

START_TEST(hostile_names_of_actors_come_out_whole) {
  styr_scene *scene = scene_of_actor(hostile[_i].label, "");
  styr_buffer svg = drawn(scene);
  char wanted[600], got[4000];
  size_t n = 0;
  for (const char *p = comes_out(_i); *p; p++) /* breaks fall at spaces, which are not compared here */
    if (*p != ' ') wanted[n++] = *p;
  wanted[n] = '\0';
  n = 0;
  char *tab = strstr(wanted, BAD);
  if (tab && strchr(hostile[_i].label, '\t')) memmove(tab, tab + 3, strlen(tab + 3) + 1); /* a space to the map */
  for (const char *p = svg_text(svg.bytes, "actor-a"); *p; p++)
    if (*p != ' ') got[n++] = *p;
  got[n] = '\0';
  ck_assert_str_eq(got, wanted);
  ck_assert_uint_eq(check_elements(svg.bytes, "script"), 0);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

START_TEST(links_lead_to_the_web_to_mail_or_into_the_page) {
  styr_scene *scene = scene_of_actor("A", links[_i].uri);
  styr_buffer svg = drawn(scene);
  char href[400] = "";
  const char *at = strstr(svg.bytes, "xlink:href=\"");
  ck_assert_uint_eq(check_elements(svg.bytes, "a"), links[_i].allowed);
  ck_assert_int_eq(at != NULL, links[_i].allowed);
  if (at) decode_xml(at + 12, strchr(at + 12, '"'), href, sizeof href);
  if (at) ck_assert_str_eq(href, links[_i].uri);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

/* ---- text ---- */

/* White space at the ends and soft hyphens do not belong to the text of a label. */
static const char *plain(const char *label) {
  static char out[4000];
  size_t n = 0;
  for (const char *p = label; *p; p++) {
    if (strncmp(p, SHY, 2) == 0) p++;
    else out[n++] = *p;
  }
  out[n] = '\0';
  return out;
}

START_TEST(the_text_of_each_item_is_its_whole_label) {
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_error error = STYR_ERROR_INIT;
  styr_scene *scene = NULL;
  styr_map *map = NULL;
  ck_ok(styr_package_read(_i % 2 ? DATA("brazil-federal") : DATA("trafficking-dk"), NULL, NULL, &map, &error), error);
  how.layout = (styr_layout)(_i / 2);
  how.from = styr_map_actor(map, _i % 2 ? 40 : 20);
  const styr_status status = figure_seen(map, SEEN_PUBLIC, &how, &scene, &error);
  styr_map_free(map);
  if (status == STYR_ERR_DATA || status == STYR_ERR_NOT_FOUND) return; /* that map has no texts, or no case */
  ck_ok(status, error);
  styr_buffer svg = drawn(scene);
  size_t said = 0;
  check_elements(svg.bytes, "g");
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    if (!*item.label || !item.line_count || item.kind == STYR_ITEM_MARK) continue;
    ck_assert_str_eq(svg_text(svg.bytes, item.id), plain(item.label));
    said++;
  }
  ck_assert_uint_gt(said, how.layout == STYR_LAYOUT_FIELD ? 40 : 4);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

/* A box whose lines come from `label`, as "line|line|…". */
static const struct {
  const char *label, *lines, *text;
} breaks[] = {
    {"one two", "one|two", "one two"},
    {"one  two", "one|two", "one two"},
    {"one-two", "one-|two", "one-two"},
    {"one/two", "one/|two", "one/two"},
    {"one- two", "one-|two", "one- two"},
    {"one" SHY "two", "one" SHY "|two", "onetwo"},
    {"one" SHY "two", "one" SHY "two", "onetwo"},
    {"onetwo", "one|two", "onetwo"},
    {"o" SHY "ne two" SHY "three", "one|two" SHY "|three", "one twothree"},
    {"another label", "one|two" SHY "|three", "one twothree"},
    {"", "one|two", "one two"},
    {"æø å", "æø|å", "æø å"},
};

START_TEST(lines_are_joined_as_the_label_has_them) {
  char json[2000], id[] = "the-box", lines[300] = "[\"";
  for (const char *p = breaks[_i].lines; *p; p++) {
    const char one[] = {*p, '\0'};
    append(lines, sizeof lines, *p == '|' ? "\",\"" : one);
  }
  append(lines, sizeof lines, "\"]");
  snprintf(json, sizeof json,
           "{\"styr_scene\":1,\"title\":\"T\",\"width\":100,\"height\":100,\"items\":[{\"kind\":\"box\",\"id\":\"%s\",\"x\":1,\"y\":1,"
           "\"w\":90,\"h\":60,\"size\":8,\"label\":\"%s\",\"lines\":%s}]}",
           id, breaks[_i].label, lines);
  styr_scene *scene = read_scene(json);
  styr_buffer svg = drawn(scene);
  ck_assert_str_eq(svg_text(svg.bytes, id), breaks[_i].text);
  size_t hyphens = 0, broken = 0;
  for (const char *p = svg.bytes; (p = strstr(p, "class=\"hyphen\"")); p++) hyphens++;
  for (const char *p = breaks[_i].lines; (p = strstr(p, SHY)); p++) broken += p[2] == '|';
  ck_assert_uint_eq(hyphens, broken);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

/* ---- drawing operations ---- */

typedef struct seen {
  styr_layer layer;
  size_t layers, items, shapes, heads, dashes, depth, room;
  const styr_item *item;
  double first_x, first_y, last_x, last_y; /* of the line named `about` */
  const char *about;
} seen;

static int look(void *ctx, const styr_draw *what) {
  seen *s = ctx;
  if (!s->room) return -1;
  s->room--;
  switch (what->kind) {
  case STYR_DRAW_LAYER:
    ck_assert(!s->layers || what->layer > s->layer);
    s->layer = what->layer;
    s->layers++;
    ck_assert_uint_eq(s->depth++, 0);
    break;
  case STYR_DRAW_LAYER_END: ck_assert_uint_eq(--s->depth, 0); break;
  case STYR_DRAW_ITEM:
    ck_assert_uint_eq(s->depth++, 1);
    s->item = what->item;
    s->items++;
    break;
  case STYR_DRAW_ITEM_END:
    ck_assert_uint_eq(--s->depth, 1);
    ck_assert_ptr_eq(s->item, what->item);
    break;
  default:
    ck_assert_uint_eq(s->depth, 2);
    ck_assert_ptr_eq(s->item, what->item);
    s->shapes++;
    s->heads += what->head && what->kind == STYR_DRAW_POLYGON;
    s->dashes += what->dash_count != 0;
    for (size_t i = 0; i < 2 * what->point_count; i++) ck_assert(isfinite(what->points[i]));
    if (what->kind == STYR_DRAW_CURVE) ck_assert_uint_eq(what->point_count % 3, 1);
    if (what->kind == STYR_DRAW_CURVE && s->about && strcmp(s->about, what->item->id) == 0) {
      s->first_x = what->points[0];
      s->first_y = what->points[1];
      s->last_x = what->head ? what->tip_x : what->points[2 * what->point_count - 2];
      s->last_y = what->head ? what->tip_y : what->points[2 * what->point_count - 1];
    }
    break;
  }
  return 0;
}

START_TEST(every_item_is_drawn_once_and_layers_come_in_order) {
  styr_scene *scene = article_scene();
  seen s = {.room = SIZE_MAX};
  const styr_pen pen = {&s, look};
  size_t heads = 0, dashed = 0;
  ck_assert_int_eq(styr_scene_draw(scene, &pen, NULL), STYR_OK);
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    heads += item.arrow;
    dashed += item.kind != STYR_ITEM_TEXT && item.dash != STYR_STROKE_SOLID;
  }
  ck_assert_uint_eq(s.items, styr_scene_count(scene));
  ck_assert_uint_eq(s.depth, 0);
  ck_assert_uint_ge(s.layers, 3);
  ck_assert_uint_gt(heads, 0);
  ck_assert_uint_eq(s.heads, heads);
  ck_assert_uint_eq(s.dashes, dashed);
  styr_scene_free(scene);
}
END_TEST

#define DASHED(more)                                                                                                                       \
  "{\"styr_scene\":1,\"title\":\"T\",\"width\":100,\"height\":100," more "\"items\":["                                                     \
  "{\"kind\":\"line\",\"id\":\"l\",\"dash\":\"dashed\",\"stroke\":\"#000000\",\"width\":1,\"points\":[10,10,10,40,60,40]}]}"

START_TEST(a_dash_touches_the_end_of_its_line_unless_lines_lie_on_one_another) {
  styr_scene *alone = read_scene(DASHED("")), *whole = read_scene(DASHED("\"whole_lines\":true,"));
  seen s = {.room = SIZE_MAX, .about = "l"}, w = s;
  const styr_pen pen = {&s, look}, other = {&w, look};
  ck_assert_int_eq(styr_scene_draw(alone, &pen, NULL), STYR_OK);
  ck_assert_int_eq(styr_scene_draw(whole, &other, NULL), STYR_OK);
  ck_assert_double_eq_tol(s.first_x, 60, 1e-9);
  ck_assert_double_eq_tol(s.last_x, 10, 1e-9);
  ck_assert_double_eq_tol(w.first_y, 10, 1e-9);
  ck_assert_double_eq_tol(w.last_x, 60, 1e-9);
  styr_scene_free(alone);
  styr_scene_free(whole);
}
END_TEST

/* ---- ways that lines share ---- */

static double distance_to_leg(const double *p, double x, double y) {
  const double dx = p[2] - p[0], dy = p[3] - p[1], length = dx * dx + dy * dy;
  const double at = length > 0 ? fmin(fmax(((x - p[0]) * dx + (y - p[1]) * dy) / length, 0), 1) : 0;
  return hypot(x - p[0] - at * dx, y - p[1] - at * dy);
}

static bool looks_alike(const styr_item *a, const styr_item *b) {
  return strcmp(a->from, b->from) == 0 && strcmp(a->stroke, b->stroke) == 0 && a->dash == b->dash &&
         fabs(a->stroke_width - b->stroke_width) < 1e-6;
}

/* The number of separately shown pieces, of lines that look like this one, that run through a point; ends are not counted. */
static size_t shown_at(const styr_scene *scene, const styr_i_ways *w, const styr_item *like, double x, double y) {
  size_t count = 0;
  for (size_t i = 0; i < w->piece_count; i++) {
    const styr_i_piece *p = &w->pieces[i];
    bool here = false;
    if (p->repeated || !looks_alike(&scene->items[p->item], like)) continue;
    for (size_t k = 0; k + 1 < p->count && !here; k++) here = distance_to_leg(w->points + p->first + 2 * k, x, y) < 0.02;
    count += here;
  }
  return count;
}

START_TEST(each_way_of_a_page_is_drawn_once) {
  styr_figure_options how = STYR_FIGURE_OPTIONS_INIT;
  styr_error error = STYR_ERROR_INIT;
  styr_scene *scene = NULL;
  styr_map *map = NULL;
  styr_i_ways ways;
  size_t samples = 0, repeated = 0;
  ck_ok(styr_package_read(_i ? DATA("brazil-federal") : DATA("trafficking-dk"), NULL, NULL, &map, &error), error);
  how.whole_lines = true;
  ck_ok(figure_seen(map, SEEN_PUBLIC, &how, &scene, &error), error);
  ck_assert(styr_i_ways_find(scene, &ways));
  for (size_t i = 0, k; i < ways.piece_count; i = k) { /* the pieces of a line are the line */
    const styr_item *item = &scene->items[ways.pieces[i].item];
    const double *at = item->points;
    for (k = i; k < ways.piece_count && ways.pieces[k].item == ways.pieces[i].item; k++) {
      const double *p = ways.points + ways.pieces[k].first;
      ck_assert_double_lt(hypot(p[0] - at[0], p[1] - at[1]), 0.02);
      at = p + 2 * ways.pieces[k].count - 2;
      repeated += ways.pieces[k].repeated;
    }
    ck_assert_double_lt(hypot(at[0] - item->points[2 * item->point_count - 2], at[1] - item->points[2 * item->point_count - 1]), 0.02);
  }
  for (size_t i = 0; i < scene->count; i++) {
    const styr_item *item = &scene->items[i];
    if (!styr_i_is_relation(item)) continue;
    for (size_t k = 0; k + 1 < item->point_count; k++) {
      const double *p = item->points + 2 * k, length = hypot(p[2] - p[0], p[3] - p[1]);
      for (double t = 1.37; t < length - 1; t += _i ? 41.3 : 3.1, samples++) {
        const size_t shown = shown_at(scene, &ways, item, p[0] + (p[2] - p[0]) / length * t, p[1] + (p[3] - p[1]) / length * t);
        ck_assert_msg(shown >= 1, "%s is not drawn %.1f points behind corner %zu", item->id, t, k);
        if (shown == 1) continue;
        /* two pieces may only meet there, or cross: a bit further along, one of them is gone */
        const double near = fmin(t + 0.5, length - 0.1);
        const size_t next = shown_at(scene, &ways, item, p[0] + (p[2] - p[0]) / length * near, p[1] + (p[3] - p[1]) / length * near);
        ck_assert_msg(next == 1, "%s is drawn %zu times %.1f points behind corner %zu", item->id, shown, t, k);
      }
    }
  }
  ck_assert_uint_gt(samples, 300);
  ck_assert_uint_gt(repeated, 20);
  styr_i_ways_done(scene, &ways);
  styr_scene_free(scene);
  styr_map_free(map);
}
END_TEST

START_TEST(a_pen_may_end_the_drawing) {
  styr_scene *scene = article_scene();
  for (size_t room = 0; room < 300; room += 7) {
    styr_error error = STYR_ERROR_INIT;
    seen s = {.room = room};
    const styr_pen pen = {&s, look};
    ck_assert_int_eq(styr_scene_draw(scene, &pen, &error), STYR_ERR_IO);
    ck_assert_uint_eq(s.room, 0);
    ck_assert(*error.message);
  }
  styr_scene_free(scene);
}
END_TEST

START_TEST(a_sink_that_fails_is_an_io_error) {
  styr_scene *scene = article_scene();
  for (size_t room = 0; room < 50000; room += 3001) {
    narrow_sink narrow = {room, 0, false};
    const styr_sink sink = {.ctx = &narrow, .write = write_narrow};
    styr_error error = STYR_ERROR_INIT;
    ck_assert_int_eq(styr_scene_write_svg(scene, &sink, &error), STYR_ERR_IO);
    ck_assert_uint_eq(narrow.calls_after_failure, 0);
    ck_assert(*error.message);
  }
  styr_scene_free(scene);
}
END_TEST

#define IN(lang)                                                                                                                           \
  "{\"styr_scene\":1,\"title\":\"T\",\"lang\":\"en\",\"width\":100,\"height\":100,\"items\":[{\"kind\":\"box\",\"id\":\"b\",\"lang\":"     \
  "\"" lang "\","                                                                                                                          \
  "\"x\":1,\"y\":1,\"w\":9,\"h\":9}]}"

START_TEST(an_item_in_another_language_says_so) {
  styr_scene *scene = read_scene(IN("da-DK")), *none = NULL;
  styr_buffer svg = drawn(scene);
  ck_assert_ptr_nonnull(strstr(svg.bytes, "<g id=\"b\" class=\"node \" lang=\"da-DK\" xml:lang=\"da-DK\""));
  ck_assert_int_eq(styr_scene_read(IN("da\\\" x="), strlen(IN("da\\\" x=")), &none, NULL), STYR_ERR_DATA);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

#define TEXT_FROM(from)                                                                                                                    \
  "{\"styr_scene\":1,\"title\":\"T\",\"lang\":\"en\",\"width\":100,\"height\":100,\"items\":[{\"kind\":\"text\",\"id\":\"t\",\"class\":"   \
  "\"x\",\"label\":\"one t\u00ADwo: tre fire fem\",\"lang\":\"da_dk\",\"lang_from\":" from                                                 \
  ",\"x\":1,\"y\":1,\"w\":9,\"h\":9,\"size\":5,\"lines\":[\"one t\u00AD\",\"wo: tre\",\"fire fem\"]}]}"

/* From a byte of the label on, across its lines; soft hyphens and the space at a break do not count. */
START_TEST(a_text_may_be_in_another_language_from_some_byte_on) {
  static const struct {
    const char *scene, *svg[4];
  } cases[] = {
      {TEXT_FROM("0"), {"class=\"node x\" lang=\"da-DK\"", ">one t<", ">wo: tre <", ">fire fem<"}},
      {TEXT_FROM("11"),
       {"class=\"node x\">", ">one t<", ">wo: <tspan lang=\"da-DK\" xml:lang=\"da-DK\">tre</tspan> <", "lang=\"da-DK\">fire fem<"}},
      {TEXT_FROM("15"), {"class=\"node x\">", ">one t<", ">wo: tre <", "lang=\"da-DK\" xml:lang=\"da-DK\">fire fem<"}},
      {TEXT_FROM("99"), {"class=\"node x\">", ">one t<", ">wo: tre <", "\">fire fem<"}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    styr_scene *scene = read_scene(cases[i].scene);
    styr_buffer svg = drawn(scene), json = STYR_BUFFER_INIT;
    const styr_sink sink = styr_buffer_sink(&json);
    for (size_t k = 0; k < 4; k++) ck_assert_msg(strstr(svg.bytes, cases[i].svg[k]) != NULL, "%s in %s", cases[i].svg[k], svg.bytes);
    ck_assert_int_eq(styr_scene_write(scene, &sink, NULL), STYR_OK);
    ck_assert_ptr_nonnull(strstr(json.bytes, "\"lang\":\"da-DK\""));
    ck_assert_int_eq(strstr(json.bytes, "\"lang_from\":") != NULL, i != 0);
    styr_buffer_free(&json);
    styr_buffer_free(&svg);
    styr_scene_free(scene);
  }
}
END_TEST

START_TEST(an_svg_is_as_large_as_its_page) {
  styr_scene *scene = article_scene();
  styr_buffer svg = drawn(scene);
  const char *box = strstr(svg.bytes, "viewBox=\"");
  ck_assert_ptr_nonnull(box);
  char *end;
  ck_assert_double_eq_tol(strtod(box + 9, &end), 0, 0.01);
  ck_assert_double_eq_tol(strtod(end, &end), 0, 0.01);
  ck_assert_double_eq_tol(strtod(end, &end), styr_scene_width(scene), 0.01);
  ck_assert_double_eq_tol(strtod(end, &end), styr_scene_height(scene), 0.01);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

#define EACH(test, list) tcase_add_loop_test(t, test, 0, (int)(sizeof(list) / sizeof *(list)))

SUITE("render", EACH(hostile_labels_come_out_of_svg_and_add_nothing, hostile); EACH(hostile_labels_of_linked_boxes_add_nothing, hostile);
      EACH(hostile_names_of_actors_come_out_whole, hostile); EACH(links_lead_to_the_web_to_mail_or_into_the_page, links);
      tcase_add_loop_test(t, the_text_of_each_item_is_its_whole_label, 0, 2 * layout_count());
      EACH(lines_are_joined_as_the_label_has_them, breaks); tcase_add_test(t, every_item_is_drawn_once_and_layers_come_in_order);
      tcase_add_test(t, a_dash_touches_the_end_of_its_line_unless_lines_lie_on_one_another);
      tcase_add_loop_test(t, each_way_of_a_page_is_drawn_once, 0, 2); tcase_add_test(t, a_pen_may_end_the_drawing);
      tcase_add_test(t, a_sink_that_fails_is_an_io_error); tcase_add_test(t, an_item_in_another_language_says_so);
      tcase_add_test(t, a_text_may_be_in_another_language_from_some_byte_on); tcase_add_test(t, an_svg_is_as_large_as_its_page);)

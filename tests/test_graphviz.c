/* SPDX-License-Identifier: MIT */
/* The Graphviz component from the outside: labels of hostile bytes come out of DOT and SVG as they were put in and add
 * nothing of their own, only allow-listed attributes are set, links are few, the same scene gives the same bytes in
 * every process, and what goes wrong is an error and not a crash. DOT is read back with cgraph itself. */
#include "view.h"

#include <cgraph.h>
#include <stdint.h>
#include <styr/graphviz.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHY "\xC2\xAD"
#define BAD "\xEF\xBF\xBD" /* U+FFFD: what XML cannot hold */

#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
/* What Graphviz and the font libraries keep for the life of the process: see tools/styr-figure.c. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libfontconfig\nleak:libpango\nleak:libcairo\nleak:libglib\nleak:gvContext\nleak:gvLayout\nleak:gvRenderData\nleak:libgvc\n"
         "leak:libgvplugin\nleak:libexpat\n";
}
#endif

/* ---- scenes ---- */

static void append(char *out, size_t size, const char *text) {
  const size_t used = strlen(out);
  ck_assert_uint_lt(used + strlen(text), size);
  memcpy(out + used, text, strlen(text) + 1);
}

static void append_quoted(char *out, size_t size, const char *text) {
  char piece[8];
  append(out, size, "\"");
  for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
    if (*p < 0x20 || *p == '"' || *p == '\\') snprintf(piece, sizeof piece, "\\u%04x", *p);
    else snprintf(piece, sizeof piece, "%c", *p);
    append(out, size, piece);
  }
  append(out, size, "\"");
}

static styr_scene *read_scene(const char *json) {
  styr_error error = STYR_ERROR_INIT;
  styr_scene *scene = NULL;
  ck_ok(styr_scene_read(json, strlen(json), &scene, &error), error);
  return scene;
}

/* A box, a text and a footnote mark that all say `label`, and a line from the box to itself. */
static styr_scene *scene_saying(const char *label, const char *href) {
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

/* An actor of that name on a map, with an actor over it. */
static styr_scene *scene_of_actor(const char *label, const char *uri) {
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

static styr_scene *article_scene(void) {
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_scene *scene = NULL;
  ck_ok(styr_package_read(DATA("trafficking-dk"), NULL, NULL, &map, &error), error);
  ck_ok(figure_seen(map, SEEN_PUBLIC, NULL, &scene, &error), error);
  styr_map_free(map);
  return scene;
}

static styr_buffer drawn(const styr_scene *scene, styr_picture picture) {
  styr_buffer out = STYR_BUFFER_INIT;
  styr_error error = STYR_ERROR_INIT;
  const styr_sink sink = styr_buffer_sink(&out);
  ck_ok(styr_graphviz_draw(scene, picture, 0, &sink, &error), error);
  ck_assert_uint_gt(out.size, 0);
  return out;
}

static size_t count_kind(const styr_scene *scene, bool lines) {
  size_t count = 0;
  for (size_t i = 0; i < styr_scene_count(scene); i++) count += (styr_scene_get(scene, i).kind == STYR_ITEM_LINE) == lines;
  return count;
}

/* ---- DOT ---- */

static const char *const allowed_graph[] = {"layout", "charset", "bb", "pad", "margin", "bgcolor", "outputorder", "splines", "dpi", NULL};
static const char *const allowed_node[] = {"label",     "shape",     "pos",   "width",    "height",   "fixedsize",
                                           "style",     "fillcolor", "color", "penwidth", "fontname", "fontsize",
                                           "fontcolor", "margin",    "id",    "class",    "URL",      NULL};
static const char *const allowed_edge[] = {"pos", "color", "penwidth", "style", "dir", "arrowsize", "id", "class", NULL};

static void assert_allowed(Agraph_t *g, int kind, const char *const *allowed) {
  size_t seen = 0;
  for (Agsym_t *s = agnxtattr(g, kind, NULL); s; s = agnxtattr(g, kind, s), seen++) {
    bool known = false;
    for (size_t i = 0; allowed[i]; i++) known |= strcmp(allowed[i], s->name) == 0;
    ck_assert_msg(known, "the attribute \"%s\" is not on the list", s->name);
  }
  ck_assert_uint_gt(seen, 0);
}

static Agraph_t *read_dot(const styr_scene *scene) {
  styr_buffer dot = drawn(scene, STYR_PICTURE_DOT);
  Agraph_t *g = agmemread(dot.bytes);
  ck_assert_msg(g != NULL, "cgraph does not read %s", dot.bytes);
  styr_buffer_free(&dot);
  assert_allowed(g, AGRAPH, allowed_graph);
  assert_allowed(g, AGNODE, allowed_node);
  if (agnedges(g)) assert_allowed(g, AGEDGE, allowed_edge);
  ck_assert_ptr_null(agfstsubg(g));
  return g;
}

/* What a label of DOT means: the escapes \\ \n \l and entities; any other escape would be Graphviz's own (\N, \G …). */
static void decode_dot(const char *text, char *out, size_t size) {
  size_t n = 0;
  for (const char *p = text; *p && n + 1 < size; p++) {
    if (*p == '\\') {
      p++;
      ck_assert_msg(*p == '\\' || *p == 'n' || *p == 'l', "the escape \\%c in \"%s\"", *p, text);
      out[n++] = *p == '\\' ? '\\' : '\n';
    } else if (*p == '&') {
      ck_assert_msg(strncmp(p, "&amp;", 5) == 0, "an entity of its own in \"%s\"", text);
      out[n++] = '&';
      p += 4;
    } else {
      out[n++] = *p;
    }
  }
  out[n] = '\0';
}

static const char *attribute(Agraph_t *g, const char *node, const char *name) { /* "" where it is not set, as DOT leaves it out */
  Agnode_t *n = agnode(g, (char *)(uintptr_t)node, 0);
  ck_assert_msg(n != NULL, "there is no node %s", node);
  const char *value = agget(n, (char *)(uintptr_t)name);
  return value ? value : "";
}

static const char *node_text(Agraph_t *g, const char *name) {
  static char text[4000];
  const char *label = attribute(g, name, "label");
  ck_assert(!aghtmlstr((char *)(uintptr_t)label));
  decode_dot(label, text, sizeof text);
  return text;
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
  static const char *const known[] = {"svg", "g", "title", "desc", "polygon", "polyline", "ellipse", "path", "text", "a"};
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
  for (const char *p = id; *p; p++) {
    const char one[] = {*p, '\0'};
    append(coded, sizeof coded, *p == '-' ? "&#45;" : one);
  }
  append(coded, sizeof coded, "\"");
  const char *at = strstr(svg, coded);
  ck_assert_msg(at != NULL, "there is no element %s", id);
  ck_assert_ptr_null(strstr(at + 1, coded));
  return at;
}

/* All text of the group with this id, soft hyphens dropped. `joint` goes where a line ends without one. */
static const char *svg_text(const char *svg, const char *id, const char *joint) {
  static char text[4000], plain[4000];
  const char *p = find_group(svg, id), *close = strstr(p, "</g>\n");
  text[0] = '\0';
  ck_assert_ptr_nonnull(close);
  while ((p = strstr(p, "<text ")) && p < close) {
    const char *from = strchr(p, '>') + 1, *to = strstr(from, "</text>");
    const size_t n = strlen(text);
    if (n && (n < 2 || strcmp(text + n - 2, SHY) != 0)) append(text, sizeof text, joint);
    decode_xml(from, to, text, sizeof text);
    p = to;
  }
  size_t n = 0;
  for (const char *q = text; *q; q++) {
    if (strncmp(q, SHY, 2) == 0) q++;
    else plain[n++] = *q;
  }
  plain[n] = '\0';
  return plain;
}

/* ---- hostile labels ---- */

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

static const char *comes_out(int i) {
  return hostile[i].comes_out ? hostile[i].comes_out : hostile[i].label;
}

START_TEST(hostile_labels_come_out_of_dot_and_add_nothing) {
  styr_scene *scene = scene_saying(hostile[_i].label, "");
  Agraph_t *g = read_dot(scene);
  ck_assert_int_eq(agnnodes(g), 3 + 2); /* and the corners of the page */
  ck_assert_int_eq(agnedges(g), 1);
  const char *const names[] = {"the-box", "the-text", "the-mark"};
  for (int i = 0; i < 3; i++) {
    char wanted[600];
    const char *text = node_text(g, names[i]);
    snprintf(wanted, sizeof wanted, "%s", hostile[_i].comes_out && !strstr(hostile[_i].label, SHY) ? comes_out(_i) : hostile[_i].label);
    const size_t n = strlen(hostile[_i].label); /* a break inside a word also carries the hyphen that is seen */
    if (n > 2 && strcmp(hostile[_i].label + n - 2, SHY) == 0) append(wanted, sizeof wanted, "\xE2\x80\x90");
    if (i == 1) append(wanted, sizeof wanted, "\n"); /* a text's lines start at the left: \l */
    ck_assert_str_eq(text, wanted);
    ck_assert_str_eq(attribute(g, names[i], "id"), names[i]);
    ck_assert_str_eq(attribute(g, names[i], "class"), "box");
    ck_assert_str_eq(attribute(g, names[i], "URL"), "");
  }
  agclose(g);
  styr_scene_free(scene);
}
END_TEST

START_TEST(hostile_labels_come_out_of_svg_and_add_nothing) {
  styr_scene *plain = scene_saying("B", ""), *scene = scene_saying(hostile[_i].label, "");
  styr_buffer svg = drawn(scene, STYR_PICTURE_SVG), other = drawn(plain, STYR_PICTURE_SVG);
  ck_assert_str_eq(svg_text(svg.bytes, "the-box", "\n"), comes_out(_i));
  ck_assert_str_eq(svg_text(svg.bytes, "the-text", "\n"), comes_out(_i));
  ck_assert_str_eq(svg_text(svg.bytes, "the-mark", "\n"), comes_out(_i));
  const char *const elements[] = {"svg", "g", "title", "polygon", "ellipse", "text", "a"};
  for (size_t i = 0; i < 7; i++) ck_assert_uint_eq(check_elements(svg.bytes, elements[i]), check_elements(other.bytes, elements[i]));
  styr_buffer_free(&svg);
  styr_buffer_free(&other);
  styr_scene_free(plain);
  styr_scene_free(scene);
}
END_TEST

START_TEST(hostile_labels_of_linked_boxes_add_nothing) { /* Graphviz repeats the label in the link's tooltip */
  styr_scene *scene = scene_saying(hostile[_i].label, "https://example.org/");
  styr_buffer svg = drawn(scene, STYR_PICTURE_SVG);
  ck_assert_str_eq(svg_text(svg.bytes, "the-box", "\n"), comes_out(_i));
  ck_assert_uint_eq(check_elements(svg.bytes, "a"), 3);
  ck_assert_uint_eq(check_elements(svg.bytes, "script"), 0);
  size_t links = 0;
  for (const char *p = svg.bytes; (p = strstr(p, "href=\"")); links++) {
    p += 6;
    ck_assert_msg(strncmp(p, "https://example.org/\"", 21) == 0, "a link to %.40s", p);
  }
  ck_assert_uint_eq(links, 3);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

START_TEST(hostile_names_of_actors_come_out_whole) {
  styr_scene *scene = scene_of_actor(hostile[_i].label, "");
  styr_buffer svg = drawn(scene, STYR_PICTURE_SVG);
  char wanted[600], got[4000];
  size_t n = 0;
  for (const char *p = comes_out(_i); *p; p++) /* breaks fall at spaces, which are not compared here */
    if (*p != ' ') wanted[n++] = *p;
  wanted[n] = '\0';
  n = 0;
  char *tab = strstr(wanted, BAD);
  if (tab && strchr(hostile[_i].label, '\t')) memmove(tab, tab + 3, strlen(tab + 3) + 1); /* a space to the map */
  for (const char *p = svg_text(svg.bytes, "actor-a", ""); *p; p++)
    if (*p != ' ') got[n++] = *p;
  got[n] = '\0';
  ck_assert_str_eq(got, wanted);
  ck_assert_uint_eq(check_elements(svg.bytes, "script"), 0);
  Agraph_t *g = read_dot(scene);
  size_t anchors = 2;
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    anchors += item.kind == STYR_ITEM_LINE && !*item.from ? 2 : 0;
  }
  ck_assert_uint_eq((size_t)agnnodes(g), count_kind(scene, false) + anchors);
  ck_assert_uint_eq((size_t)agnedges(g), count_kind(scene, true));
  agclose(g);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

/* ---- the article's figure ---- */

START_TEST(every_box_of_the_article_says_its_label_in_svg) {
  styr_scene *scene = article_scene();
  styr_buffer svg = drawn(scene, STYR_PICTURE_SVG);
  size_t boxes = 0;
  check_elements(svg.bytes, "g");
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item box = styr_scene_get(scene, i);
    if (box.kind != STYR_ITEM_BOX) continue;
    char lines[600] = "", wanted[600] = "", squeezed[600];
    snprintf(lines, sizeof lines, "%s", svg_text(svg.bytes, box.id, ""));
    snprintf(wanted, sizeof wanted, "%s", box.label);
    size_t n = 0;
    for (const char *p = lines; *p; p++)
      if (*p != ' ') squeezed[n++] = *p;
    squeezed[n] = '\0';
    n = 0;
    for (char *p = wanted; *p; p++)
      if (*p != ' ') wanted[n++] = *p;
    wanted[n] = '\0';
    ck_assert_str_eq(squeezed, wanted);
    boxes++;
  }
  ck_assert_uint_eq(boxes, 42);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

START_TEST(dot_keeps_the_places_of_the_scene) {
  styr_scene *scene = article_scene();
  Agraph_t *g = read_dot(scene);
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item box = styr_scene_get(scene, i);
    if (box.kind != STYR_ITEM_BOX) continue;
    char *end;
    const double x = strtod(attribute(g, box.id, "pos"), &end), y = strtod(end + 1, NULL);
    const double w = strtod(attribute(g, box.id, "width"), NULL) * 72, h = strtod(attribute(g, box.id, "height"), NULL) * 72;
    ck_assert_double_eq_tol(x - w / 2, box.x, 0.02);
    ck_assert_double_eq_tol(styr_scene_height(scene) - y - h / 2, box.y, 0.02);
    ck_assert_double_eq_tol(w, box.w, 0.02);
    ck_assert_double_eq_tol(h, box.h, 0.02);
    ck_assert_str_eq(attribute(g, box.id, "class"), box.classes);
  }
  agclose(g);
  styr_scene_free(scene);
}
END_TEST

START_TEST(a_picture_is_as_large_as_its_page) {
  styr_scene *scene = article_scene();
  styr_buffer svg = drawn(scene, STYR_PICTURE_SVG), png = drawn(scene, STYR_PICTURE_PNG);
  const char *box = strstr(svg.bytes, "viewBox=\"");
  ck_assert_ptr_nonnull(box);
  char *end;
  ck_assert_double_eq_tol(strtod(box + 9, &end), 0, 0.01);
  ck_assert_double_eq_tol(strtod(end, &end), 0, 0.01);
  ck_assert_double_eq_tol(strtod(end, &end), styr_scene_width(scene), 1);
  ck_assert_double_eq_tol(strtod(end, &end), styr_scene_height(scene), 1);
  const unsigned char *header = (const unsigned char *)png.bytes;
  ck_assert_mem_eq(header, "\x89PNG\r\n\x1A\n", 8);
  const unsigned wide = (unsigned)header[18] << 8 | header[19], high = (unsigned)header[22] << 8 | header[23];
  ck_assert_double_eq_tol(wide, styr_scene_width(scene) * 150 / 72, 3);
  ck_assert_double_eq_tol(high, styr_scene_height(scene) * 150 / 72, 3);
  styr_buffer_free(&svg);
  styr_buffer_free(&png);
  styr_scene_free(scene);
}
END_TEST

START_TEST(signs_without_words_have_none_in_dot_either) { /* plain dot would write the node's name on them */
  styr_scene *scene = read_scene("{\"styr_scene\":1,\"title\":\"T\",\"width\":100,\"height\":100,\"items\":["
                                 "{\"kind\":\"mark\",\"id\":\"thestar\",\"x\":9,\"y\":9,\"w\":9,\"h\":9,\"star\":true},"
                                 "{\"kind\":\"rect\",\"id\":\"theswatch\",\"x\":9,\"y\":9,\"w\":9,\"h\":9}]}");
  styr_buffer dot = drawn(scene, STYR_PICTURE_DOT);
  static const char *const signs[] = {"\tthestar\t[", "\ttheswatch\t[", "\t\"page-top\"\t["};
  for (size_t i = 0; i < 3; i++) {
    const char *from = strstr(dot.bytes, signs[i]);
    ck_assert_msg(from != NULL, "there is no%s in %s", signs[i], dot.bytes);
    const char *label = strstr(from, "label=\"\""), *end = strstr(from, "];");
    ck_assert_msg(label && label < end, "no empty label in %.*s", (int)(end - from), from);
  }
  styr_buffer_free(&dot);
  styr_scene_free(scene);
}
END_TEST

/* ---- the same bytes ---- */

static styr_buffer drawn_elsewhere(const char *what) { /* by this program, run anew, in another time zone */
  styr_buffer out = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&out);
  int ends[2], status = 0;
  char block[4096];
  ck_assert_int_eq(pipe(ends), 0);
  const pid_t child = fork();
  ck_assert_int_ge(child, 0);
  if (child == 0) {
    setenv("STYR_TEST_DRAW", what, 1);
    setenv("TZ", "XYZ-11:30", 1);
    dup2(ends[1], 1);
    close(ends[0]);
    execl("/proc/self/exe", "test_graphviz", (char *)NULL);
    _exit(127);
  }
  close(ends[1]);
  for (ssize_t n; (n = read(ends[0], block, sizeof block)) > 0;) ck_assert_int_eq(sink.write(sink.ctx, block, (size_t)n), 0);
  close(ends[0]);
  ck_assert_int_eq(waitpid(child, &status, 0), child);
  ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "drawing elsewhere ended with %d", status);
  return out;
}

static const char *const pictures[] = {"dot", "svg", "pdf", "png"};

START_TEST(the_same_scene_gives_the_same_bytes) {
  styr_scene *scene = article_scene(), *other = scene_saying("a\\ & <b>", "https://a.dk/");
  styr_buffer first = drawn(scene, (styr_picture)_i);
  styr_buffer between = drawn(other, (styr_picture)((_i + 1) % 4)); /* what was drawn before leaves no trace */
  styr_buffer second = drawn(scene, (styr_picture)_i);
  styr_buffer elsewhere = drawn_elsewhere(pictures[_i]);
  ck_assert_uint_eq(first.size, second.size);
  ck_assert_mem_eq(first.bytes, second.bytes, first.size);
  ck_assert_uint_eq(first.size, elsewhere.size);
  ck_assert_mem_eq(first.bytes, elsewhere.bytes, first.size);
  styr_buffer_free(&first);
  styr_buffer_free(&between);
  styr_buffer_free(&second);
  styr_buffer_free(&elsewhere);
  styr_scene_free(scene);
  styr_scene_free(other);
}
END_TEST

START_TEST(no_picture_tells_when_it_was_made) { /* within one second, two runs would agree about the time */
  styr_scene *scene = article_scene();
  styr_buffer pdf = drawn(scene, STYR_PICTURE_PDF);
  size_t dates = 0;
  for (size_t i = 0; i + 20 < pdf.size; i++) {
    if (memcmp(pdf.bytes + i, "(D:", 3) != 0) continue;
    ck_assert_mem_eq(pdf.bytes + i, "(D:20000101000000", 17);
    dates++;
  }
  ck_assert_uint_gt(dates, 0);
  styr_buffer_free(&pdf);
  styr_scene_free(scene);
}
END_TEST

/* ---- links ---- */

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

START_TEST(links_lead_to_the_web_to_mail_or_into_the_page) {
  styr_scene *scene = scene_of_actor("A", links[_i].uri);
  styr_buffer svg = drawn(scene, STYR_PICTURE_SVG);
  char href[400] = "";
  const char *at = strstr(svg.bytes, "xlink:href=\"");
  ck_assert_uint_eq(check_elements(svg.bytes, "a"), links[_i].allowed);
  ck_assert_int_eq(at != NULL, links[_i].allowed);
  if (at) decode_xml(at + 12, strchr(at + 12, '"'), href, sizeof href);
  if (at) ck_assert_str_eq(href, links[_i].uri);
  Agraph_t *g = read_dot(scene);
  ck_assert_int_eq(*attribute(g, "actor-a", "URL") != '\0', links[_i].allowed);
  agclose(g);
  styr_buffer_free(&svg);
  styr_scene_free(scene);
}
END_TEST

/* ---- what goes wrong ---- */

static void assert_refused(const styr_scene *scene, styr_status wanted) {
  for (int picture = 0; picture < 4; picture++) {
    styr_buffer out = STYR_BUFFER_INIT;
    styr_error error = STYR_ERROR_INIT;
    const styr_sink sink = styr_buffer_sink(&out);
    ck_assert_int_eq(styr_graphviz_draw(scene, (styr_picture)picture, 0, &sink, &error), wanted);
    ck_assert_int_eq(error.status, wanted);
    ck_assert(*error.message);
    ck_assert_uint_eq(out.size, 0);
    styr_buffer_free(&out);
  }
  styr_scene *good = scene_saying("B", ""); /* and the next one is drawn */
  styr_buffer svg = drawn(good, STYR_PICTURE_SVG);
  ck_assert_str_eq(svg_text(svg.bytes, "the-box", ""), "B");
  styr_buffer_free(&svg);
  styr_scene_free(good);
}

#define BOX(id)            "{\"kind\":\"box\",\"id\":\"" id "\",\"x\":1,\"y\":1,\"w\":9,\"h\":9,\"size\":8,\"lines\":[\"A\"]}"
#define LINE(id, from, to) "{\"kind\":\"line\",\"id\":\"" id "\",\"from\":\"" from "\",\"to\":\"" to "\",\"points\":[1,1,9,1]}"
#define SCENE(items)       "{\"styr_scene\":1,\"title\":\"T\",\"width\":100,\"height\":100,\"items\":[" items "]}"

static const char *const broken[] = {
    SCENE(BOX("a") "," BOX("a")),                                                 /* an id given twice */
    SCENE(BOX("page-top")),                                                       /* an id the drawing needs itself */
    SCENE(BOX("l-from") "," LINE("l", "", "")),                                   /* likewise */
    SCENE(BOX("a") "," LINE("l", "a", "b")),                                      /* a line to nowhere */
    SCENE(BOX("a") "," LINE("l", "b", "a")),                                      /* and from there */
    SCENE(BOX("a") "," LINE("l", "a", "a") "," LINE("l", "a", "a")),              /* a line's id given twice */
    SCENE(BOX("a") "," BOX("b") "," LINE("l", "a", "b") "," LINE("l", "b", "a")), /* between other ends */
    SCENE(BOX("a") "," LINE("a", "a", "a")),                                      /* a line with the id of a box */
};

START_TEST(a_scene_that_contradicts_itself_is_an_error) { /* in reading it, or else in drawing it */
  styr_scene *scene = NULL;
  const styr_status status = styr_scene_read(broken[_i], strlen(broken[_i]), &scene, NULL);
  if (status != STYR_OK) ck_assert_int_eq(status, STYR_ERR_DATA);
  else assert_refused(scene, STYR_ERR_BACKEND);
  styr_scene_free(scene);
}
END_TEST

typedef struct narrow_sink {
  size_t room;
  size_t calls_after_failure;
  bool failed;
} narrow_sink;

static int write_narrow(void *ctx, const void *bytes, size_t size) {
  narrow_sink *s = ctx;
  (void)bytes;
  s->calls_after_failure += s->failed;
  if (size > s->room) s->failed = true;
  else s->room -= size;
  return s->failed ? -1 : 0;
}

START_TEST(a_sink_that_fails_is_an_io_error) {
  static const size_t rooms[] = {0, 1, 100, 3000};
  styr_scene *scene = article_scene();
  for (size_t i = 0; i < 4; i++) {
    narrow_sink narrow = {rooms[i], 0, false};
    const styr_sink sink = {&narrow, write_narrow};
    styr_error error = STYR_ERROR_INIT;
    ck_assert_int_eq(styr_graphviz_draw(scene, (styr_picture)_i, 0, &sink, &error), STYR_ERR_IO);
    ck_assert_int_eq(error.status, STYR_ERR_IO);
    ck_assert(*error.message);
    ck_assert(narrow.failed);
  }
  styr_buffer again = drawn(scene, (styr_picture)_i);
  styr_buffer_free(&again);
  styr_scene_free(scene);
}
END_TEST

START_TEST(a_wrong_resolution_or_picture_is_refused) {
  styr_scene *scene = scene_saying("B", "");
  styr_buffer out = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&out);
  static const unsigned wrong[] = {1, 35, 601, UINT32_MAX};
  for (size_t i = 0; i < 4; i++) ck_assert_int_eq(styr_graphviz_draw(scene, STYR_PICTURE_PNG, wrong[i], &sink, NULL), STYR_ERR_ARG);
  ck_assert_int_eq(styr_graphviz_draw(scene, (styr_picture)4, 0, &sink, NULL), STYR_ERR_ARG);
  ck_assert_uint_eq(out.size, 0);
  styr_scene_free(scene);
}
END_TEST

START_TEST(the_resolution_decides_the_size_of_a_png) {
  styr_scene *scene = scene_saying("B", "");
  static const unsigned dpi[] = {36, 72, 600};
  for (size_t i = 0; i < 3; i++) {
    styr_buffer png = STYR_BUFFER_INIT;
    const styr_sink sink = styr_buffer_sink(&png);
    ck_assert_int_eq(styr_graphviz_draw(scene, STYR_PICTURE_PNG, dpi[i], &sink, NULL), STYR_OK);
    const unsigned char *header = (const unsigned char *)png.bytes;
    const unsigned wide = (unsigned)header[18] << 8 | header[19], high = (unsigned)header[22] << 8 | header[23];
    ck_assert_double_eq_tol(wide, 400.0 * dpi[i] / 72, 2.0 + dpi[i] / 100.0);
    ck_assert_double_eq_tol(high, 200.0 * dpi[i] / 72, 2.0 + dpi[i] / 100.0);
    styr_buffer_free(&png);
  }
  styr_scene_free(scene);
}
END_TEST

START_TEST(graphviz_says_its_version) {
  const char *version = styr_graphviz_version();
  ck_assert(*version >= '1' && *version <= '9');
  ck_assert_ptr_nonnull(strchr(version, '.'));
}
END_TEST

/* ---- all of them ---- */

static int put_stdout(void *ctx, const void *bytes, size_t size) {
  (void)ctx;
  return fwrite(bytes, 1, size, stdout) == size ? 0 : -1;
}

/* Run anew by the_same_scene_gives_the_same_bytes: the article's figure on stdout. */
static int draw_for_another(const char *what) {
  styr_map *map = NULL;
  styr_public *view = NULL;
  styr_scene *scene = NULL;
  const styr_sink sink = {NULL, put_stdout};
  int picture = 0;
  while (picture < 3 && strcmp(pictures[picture], what) != 0) picture++;
  const bool ok = styr_package_read(DATA("trafficking-dk"), NULL, NULL, &map, NULL) == STYR_OK &&
                  styr_map_public(map, NULL, &view, NULL, NULL) == STYR_OK && styr_figure_make(view, NULL, &scene, NULL) == STYR_OK &&
                  styr_graphviz_draw(scene, (styr_picture)picture, 0, &sink, NULL) == STYR_OK && fflush(stdout) == 0;
  styr_scene_free(scene);
  styr_public_free(view);
  styr_map_free(map);
  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define EACH(test, list) tcase_add_loop_test(t, test, 0, (int)(sizeof(list) / sizeof *(list)))

static void add_all(TCase *t) {
  EACH(hostile_labels_come_out_of_dot_and_add_nothing, hostile);
  EACH(hostile_labels_come_out_of_svg_and_add_nothing, hostile);
  EACH(hostile_labels_of_linked_boxes_add_nothing, hostile);
  EACH(hostile_names_of_actors_come_out_whole, hostile);
  tcase_add_test(t, every_box_of_the_article_says_its_label_in_svg);
  tcase_add_test(t, dot_keeps_the_places_of_the_scene);
  tcase_add_test(t, a_picture_is_as_large_as_its_page);
  tcase_add_test(t, signs_without_words_have_none_in_dot_either);
  EACH(the_same_scene_gives_the_same_bytes, pictures);
  tcase_add_test(t, no_picture_tells_when_it_was_made);
  EACH(links_lead_to_the_web_to_mail_or_into_the_page, links);
  EACH(a_scene_that_contradicts_itself_is_an_error, broken);
  EACH(a_sink_that_fails_is_an_io_error, pictures);
  tcase_add_test(t, a_wrong_resolution_or_picture_is_refused);
  tcase_add_test(t, the_resolution_decides_the_size_of_a_png);
  tcase_add_test(t, graphviz_says_its_version);
}

int main(void) { /* not SUITE: this program also runs itself */
  if (getenv("STYR_TEST_DRAW")) return draw_for_another(getenv("STYR_TEST_DRAW"));
  Suite *s = suite_create("graphviz");
  TCase *t = tcase_create("graphviz");
  tcase_set_timeout(t, 120);
  add_all(t);
  suite_add_tcase(s, t);
  SRunner *runner = srunner_create(s);
  srunner_run_all(runner, CK_NORMAL);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

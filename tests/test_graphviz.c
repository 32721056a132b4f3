/* SPDX-License-Identifier: MIT */
/* The Graphviz component from the outside: labels of hostile bytes come out of DOT as they were put in and add
 * nothing of their own, only allow-listed attributes are set, links are few, the same scene gives the same bytes in
 * every process, and what goes wrong is an error and not a crash. DOT is read back with cgraph itself. */
#include "scenes.h"

#include <cgraph.h>
#include <stdint.h>
#include <styr/graphviz.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
/* What the font libraries keep for the life of the process: see tools/styr-figure.c. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libfontconfig\nleak:libpango\nleak:libcairo\nleak:libglib\nleak:libexpat\n";
}
#endif

static styr_buffer drawn(const styr_scene *scene, styr_picture picture) {
  styr_buffer out = STYR_BUFFER_INIT;
  styr_error error = STYR_ERROR_INIT;
  const styr_sink sink = styr_buffer_sink(&out);
  ck_ok(styr_graphviz_draw(scene, picture, 0, &sink, &error), error);
  ck_assert_uint_gt(out.size, 0);
  return out;
}

/* ---- DOT ---- */

static const char *const allowed_graph[] = {"layout", "charset", "bb", "pad", "margin", "bgcolor", "outputorder", "splines", NULL};
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

/* ---- hostile labels ---- */

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

/* ---- the article's figure ---- */

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
  styr_buffer png = drawn(scene, STYR_PICTURE_PNG);
  const unsigned char *header = (const unsigned char *)png.bytes;
  ck_assert_mem_eq(header, "\x89PNG\r\n\x1A\n", 8);
  const unsigned wide = (unsigned)header[18] << 8 | header[19], high = (unsigned)header[22] << 8 | header[23];
  ck_assert_double_eq_tol(wide, styr_scene_width(scene) * 150 / 72, 3);
  ck_assert_double_eq_tol(high, styr_scene_height(scene) * 150 / 72, 3);
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

static const char *const pictures[] = {"dot", "pdf", "png"};

START_TEST(the_same_scene_gives_the_same_bytes) {
  styr_scene *scene = article_scene(), *other = scene_saying("a\\ & <b>", "https://a.dk/");
  styr_buffer first = drawn(scene, (styr_picture)_i);
  styr_buffer between = drawn(other, (styr_picture)((_i + 1) % 3)); /* what was drawn before leaves no trace */
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
  for (size_t i = 0; i + 32 < pdf.size; i++) {
    if (memcmp(pdf.bytes + i, "Date (", 6) != 0) continue;
    const char *date = pdf.bytes + i + 6;
    if (memcmp(date, "D:", 2) == 0) date += 2;
    ck_assert_mem_eq(date, "20000101000000", 14);
    dates++;
  }
  ck_assert_uint_gt(dates, 0);
  styr_buffer_free(&pdf);
  styr_scene_free(scene);
}
END_TEST

START_TEST(links_lead_to_the_web_to_mail_or_into_the_page) {
  styr_scene *scene = scene_of_actor("A", links[_i].uri);
  Agraph_t *g = read_dot(scene);
  ck_assert_int_eq(*attribute(g, "actor-a", "URL") != '\0', links[_i].allowed);
  agclose(g);
  styr_scene_free(scene);
}
END_TEST

START_TEST(each_item_of_a_scene_is_one_node_or_one_edge) {
  styr_scene *scene = scene_of_actor(hostile[_i].label, "");
  size_t nodes = 2, edges = 0; /* the corners of the page; lines of the legend have ends of their own */
  Agraph_t *g = read_dot(scene);
  for (size_t i = 0; i < styr_scene_count(scene); i++) {
    const styr_item item = styr_scene_get(scene, i);
    edges += item.kind == STYR_ITEM_LINE;
    nodes += item.kind == STYR_ITEM_TEXT ? item.line_count : item.kind != STYR_ITEM_LINE ? 1 : *item.from ? 0 : 2;
  }
  ck_assert_uint_eq((size_t)agnnodes(g), nodes);
  ck_assert_uint_eq((size_t)agnedges(g), edges);
  agclose(g);
  styr_scene_free(scene);
}
END_TEST

/* ---- what goes wrong ---- */

static void assert_refused(const styr_scene *scene, styr_status wanted) {
  styr_buffer out = STYR_BUFFER_INIT;
  styr_error error = STYR_ERROR_INIT;
  const styr_sink sink = styr_buffer_sink(&out);
  ck_assert_int_eq(styr_graphviz_draw(scene, STYR_PICTURE_DOT, 0, &sink, &error), wanted);
  ck_assert_int_eq(error.status, wanted);
  ck_assert(*error.message);
  ck_assert_uint_eq(out.size, 0);
  styr_buffer_free(&out);
  styr_scene *good = scene_saying("B", ""); /* and the next one is drawn */
  styr_buffer dot = drawn(good, STYR_PICTURE_DOT);
  ck_assert_ptr_nonnull(strstr(dot.bytes, "label=B"));
  styr_buffer_free(&dot);
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

START_TEST(a_sink_that_fails_is_an_io_error) {
  static const size_t rooms[] = {0, 1, 100, 3000};
  styr_scene *scene = article_scene();
  for (size_t i = 0; i < 4; i++) {
    narrow_sink narrow = {rooms[i], 0, false};
    const styr_sink sink = {.ctx = &narrow, .write = write_narrow};
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
  ck_assert_int_eq(styr_graphviz_draw(scene, (styr_picture)3, 0, &sink, NULL), STYR_ERR_ARG);
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
  const styr_sink sink = {.ctx = NULL, .write = put_stdout};
  int picture = 0;
  while (picture < 2 && strcmp(pictures[picture], what) != 0) picture++;
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
  EACH(each_item_of_a_scene_is_one_node_or_one_edge, hostile);
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

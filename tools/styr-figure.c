/* SPDX-License-Identifier: MIT */
/* styr-figure PICTURE DPI: a scene as JSON on stdin, the picture (dot, pdf, png) on stdout. Run by `styr figure`,
 * which sets the limits; it opens no file itself. Exit status 0 done, 1 wrong scene, 3 drawing failed. */
#include <styr/graphviz.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
/* Memory that the font libraries keep until the process ends is not reported as a leak. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libfontconfig\nleak:libpango\nleak:libcairo\nleak:libglib\nleak:libexpat\n";
}
#endif

#if defined(__SANITIZE_THREAD__)
/* pango starts fontconfig in another thread. Neither is built with ThreadSanitizer, which then reports false races. */
__attribute__((visibility("default"))) const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void) {
  return "race:libfontconfig\nrace:libglib\nrace:libpango\nrace:g_str_has_suffix\ncalled_from_lib:libfontconfig.so\n";
}
#endif

static int put(void *ctx, const void *bytes, size_t size) {
  (void)ctx;
  return fwrite(bytes, 1, size, stdout) == size ? 0 : -1;
}

static bool read_all(FILE *from, styr_buffer *to) {
  char block[1 << 16];
  const styr_sink sink = styr_buffer_sink(to);
  size_t n;
  while ((n = fread(block, 1, sizeof block, from)) > 0)
    if (sink.write(sink.ctx, block, n) != 0) return false;
  return !ferror(from);
}

int main(int argc, char **argv) {
  static const char *const names[] = {"dot", "pdf", "png"};
  if (argc == 2 && strcmp(argv[1], "--version") == 0) {
    printf("styr-figure %s, Graphviz %s\n", styr_version(), styr_graphviz_version());
    return 0;
  }
  int picture = 0;
  while (argc == 3 && picture < 3 && strcmp(names[picture], argv[1]) != 0) picture++;
  if (argc != 3 || picture == 3) {
    fprintf(stderr, "usage: styr-figure dot|pdf|png DPI < scene.json\n");
    return 2;
  }
  styr_error error = STYR_ERROR_INIT;
  styr_buffer input = STYR_BUFFER_INIT;
  styr_scene *scene = NULL;
  input.limit = 256 << 20;
  const styr_sink sink = {.ctx = NULL, .write = put};
  int code = 0;
  if (!read_all(stdin, &input) || styr_scene_read(input.bytes ? input.bytes : "", input.size, &scene, &error) != STYR_OK) code = 1;
  else if (styr_graphviz_draw(scene, (styr_picture)picture, (unsigned)strtoul(argv[2], NULL, 10), &sink, &error) != STYR_OK) code = 3;
  else if (fflush(stdout) != 0) code = 3;
  if (code) fprintf(stderr, "%s\n", *error.message ? error.message : "could not read the scene or write the picture");
  styr_scene_free(scene);
  styr_buffer_free(&input);
  return code;
}

/* SPDX-License-Identifier: MIT */
/* Drawing through gvc, behind one lock. What Graphviz would print is caught and returned. gvc keeps some memory of its
 * own for the life of the process; one context is made and kept, since making it again leaks more. */
#include "graphviz/graphviz_i.h"

#include <gvc.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GVC_t *context;
static char said[400];

static styr_status fail(styr_error *error, styr_status status, const char *fmt, const char *text) {
  if (error && error->status == STYR_OK) {
    error->status = status;
    size_t n = 0;
    for (const char *p = fmt; *p && n + 1 < sizeof error->message; p++) {
      if (p[0] == '%' && p[1] == 's') {
        for (const char *q = text; *q && n + 1 < sizeof error->message; q++) error->message[n++] = *q == '\n' ? ' ' : *q;
        p++;
      } else {
        error->message[n++] = *p;
      }
    }
    while (n && ((unsigned char)error->message[n - 1] >= 0x80 || error->message[n - 1] == ' ')) n--; /* not half a character */
    error->message[n] = '\0';
  }
  return status;
}

/* Graphviz reports in pieces; the first message is kept. */
static int listen(char *text) {
  const size_t used = strlen(said);
  snprintf(said + used, sizeof said - used, "%s", text);
  return 0;
}

static const char *format_name(styr_picture picture) {
  return picture == STYR_PICTURE_SVG ? "svg:svg:core" : picture == STYR_PICTURE_PDF ? "pdf:cairo" : "png:cairo";
}

/* agwrite through an Agiodisc_t: the sink is passed as the channel. */
typedef struct channel {
  const styr_sink *sink;
  bool failed;
} channel;

static int put_string(void *ctx, const char *text) {
  channel *c = ctx;
  if (!c->failed && c->sink->write(c->sink->ctx, text, strlen(text)) != 0) c->failed = true;
  return c->failed ? -1 : 0;
}

static int flush_nothing(void *ctx) {
  (void)ctx;
  return 0;
}

static styr_status write_dot(Agraph_t *g, const styr_sink *sink, styr_error *error) {
  static Agiodisc_t io = {NULL, put_string, flush_nothing};
  Agiodisc_t *before = g->clos->disc.io;
  channel c = {sink, false};
  g->clos->disc.io = &io;
  const int result = agwrite(g, &c);
  g->clos->disc.io = before;
  if (c.failed) return fail(error, STYR_ERR_IO, "could not write the DOT text", "");
  return result == 0 ? STYR_OK : fail(error, STYR_ERR_BACKEND, "Graphviz could not write DOT: %s", said);
}

/* A draft says so in its metadata as well. */
static styr_status put_picture(const styr_scene *scene, styr_picture picture, const char *bytes, size_t size, const styr_sink *sink,
                               styr_error *error) {
  char *marked = NULL;
  if (styr_scene_is_draft(scene)) {
    marked = picture == STYR_PICTURE_PDF ? styr_g_mark_pdf(bytes, size, &size) : styr_g_mark_png(bytes, size, &size);
    if (!marked) return fail(error, STYR_ERR_BACKEND, "the picture could not be marked as a draft", "");
  }
  const int failed = sink->write(sink->ctx, marked ? marked : bytes, size);
  free(marked);
  return failed ? fail(error, STYR_ERR_IO, "could not write the picture", "") : STYR_OK;
}

static styr_status render(Agraph_t *g, const styr_scene *scene, styr_picture picture, const styr_sink *sink, styr_error *error) {
  if (!context) context = gvContext();
  if (!context) return fail(error, STYR_ERR_BACKEND, "Graphviz could not start: %s", said);
  if (gvLayout(context, g, "nop2") != 0) return fail(error, STYR_ERR_BACKEND, "Graphviz could not lay out the figure: %s", said);
  char *bytes = NULL;
  unsigned size = 0;
  styr_status status = STYR_OK;
  if (gvRenderData(context, g, format_name(picture), &bytes, &size) != 0 || !bytes || !size) {
    status = fail(error, STYR_ERR_BACKEND, "Graphviz could not draw the figure: %s", said);
  } else if (picture == STYR_PICTURE_SVG) {
    if (!styr_g_polish_svg(scene, bytes, size, sink)) status = fail(error, STYR_ERR_IO, "could not write the picture", "");
  } else {
    if (picture == STYR_PICTURE_PDF) size = (unsigned)styr_g_fix_pdf_date(bytes, size);
    status = put_picture(scene, picture, bytes, size, sink, error);
  }
  gvFreeRenderData(bytes);
  gvFreeLayout(context, g);
  return status;
}

styr_status styr_graphviz_draw(const styr_scene *scene, styr_picture picture, unsigned dpi, const styr_sink *sink, styr_error *error) {
  if (!dpi) dpi = 150;
  if (dpi < 36 || dpi > 600 || (unsigned)picture > STYR_PICTURE_PNG)
    return fail(error, STYR_ERR_ARG, "the resolution is not between 36 and 600, or there is no such picture", "");
  const double most_pixels = 32767; /* cairo's limit; Graphviz would shrink the picture without a word */
  if (picture == STYR_PICTURE_PNG &&
      (styr_scene_width(scene) > styr_scene_height(scene) ? styr_scene_width(scene) : styr_scene_height(scene)) * dpi / 72 > most_pixels)
    return fail(error, STYR_ERR_LIMIT, "the picture would be more than 32,767 pixels wide or tall: lower the resolution", "");
  pthread_mutex_lock(&lock);
  said[0] = '\0';
  const agusererrf before = agseterrf(listen);
  Agraph_t *g = styr_g_build(scene, picture == STYR_PICTURE_PNG ? dpi : 0, picture == STYR_PICTURE_SVG || picture == STYR_PICTURE_DOT);
  styr_status status;
  if (!g)
    status = fail(error, STYR_ERR_BACKEND, "Graphviz could not take the figure: %s", *said ? said : "out of memory or an id given twice");
  else status = picture == STYR_PICTURE_DOT ? write_dot(g, sink, error) : render(g, scene, picture, sink, error);
  if (g) agclose(g);
  agseterrf(before);
  pthread_mutex_unlock(&lock);
  return status;
}

const char *styr_graphviz_version(void) {
  static char version[32];
  pthread_mutex_lock(&lock);
  if (!context) context = gvContext();
  if (context && !*version) snprintf(version, sizeof version, "%s", gvcVersion(context));
  pthread_mutex_unlock(&lock);
  return version;
}

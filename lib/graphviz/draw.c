/* SPDX-License-Identifier: MIT */
/* The component's one function: DOT by cgraph, pictures by cairo, behind one lock. What Graphviz would print is caught and
 * returned. */
#include "graphviz/graphviz_i.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char said[400];

/* Graphviz reports in pieces; the first message is kept. */
static int listen(char *text) {
  const size_t used = strlen(said);
  snprintf(said + used, sizeof said - used, "%s", text);
  return 0;
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
  if (c.failed) return styr_g_fail(error, STYR_ERR_IO, "could not write the DOT text", "");
  return result == 0 ? STYR_OK : styr_g_fail(error, STYR_ERR_BACKEND, "Graphviz could not write DOT: %s", said);
}

static styr_status draw_dot(const styr_scene *scene, const styr_sink *sink, styr_error *error) {
  said[0] = '\0';
  const agusererrf before = agseterrf(listen);
  Agraph_t *g = styr_g_build(scene);
  styr_status status = STYR_OK;
  if (g) status = write_dot(g, sink, error);
  else
    status =
        styr_g_fail(error, STYR_ERR_BACKEND, "Graphviz could not take the figure: %s", *said ? said : "out of memory or an id given twice");
  if (g) agclose(g);
  agseterrf(before);
  return status;
}

styr_status styr_graphviz_draw(const styr_scene *scene, styr_picture picture, unsigned dpi, const styr_sink *sink, styr_error *error) {
  styr_buffer drawn = STYR_BUFFER_INIT;
  const styr_sink to_memory = styr_buffer_sink(&drawn);
  styr_error_clear(error);
  if (!scene || !sink || !sink->write) return styr_g_fail(error, STYR_ERR_ARG, "an argument that must be given is NULL", "");
  if (!dpi) dpi = 150;
  if (dpi < 36 || dpi > 600 || (unsigned)picture > STYR_PICTURE_PNG)
    return styr_g_fail(error, STYR_ERR_ARG, "the resolution is not between 36 and 600, or there is no such picture", "");
  pthread_mutex_lock(&lock);
  styr_status status =
      picture == STYR_PICTURE_DOT ? draw_dot(scene, &to_memory, error) : styr_g_cairo(scene, picture, dpi, &to_memory, error);
  pthread_mutex_unlock(&lock); /* the sink may call this function, too */
  if (status == STYR_OK && drawn.size && sink->write(sink->ctx, drawn.bytes, drawn.size) != 0)
    status = styr_g_fail(error, STYR_ERR_IO, "could not write the picture", "");
  styr_buffer_free(&drawn);
  return status;
}

const char *styr_graphviz_version(void) {
  return GRAPHVIZ_VERSION;
}

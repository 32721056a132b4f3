/* SPDX-License-Identifier: MIT */
/* The bounds of a search: an allocator that counts its bytes and refuses those beyond a budget, and the number of steps after
 * which a search asks whether it may continue. */
#include "path/bounds_i.h"

/* ---- memory under a budget: each block carries its size ---- */

enum { header = 16 };

static void *grant(styr_i_meter *m, void *old, size_t size) {
  size_t before = 0;
  char *base = old;
  if (base) {
    base -= header;
    memcpy(&before, base, sizeof before);
  }
  if (size > SIZE_MAX - header) return NULL;
  const uint64_t used = __atomic_load_n(&m->used, __ATOMIC_RELAXED) - before;
  if (size > m->most || used > m->most - size) {
    __atomic_store_n(&m->refused, true, __ATOMIC_RELAXED);
    return NULL;
  }
  char *block = base ? m->base.reallocate(m->base.ctx, base, size + header) : m->base.allocate(m->base.ctx, size + header);
  if (!block) return NULL;
  memcpy(block, &size, sizeof size);
  __atomic_add_fetch(&m->used, size - before, __ATOMIC_RELAXED);
  return block + header;
}

static void *meter_allocate(void *ctx, size_t size) {
  return grant(ctx, NULL, size);
}

static void *meter_reallocate(void *ctx, void *ptr, size_t size) {
  return grant(ctx, ptr, size);
}

static void meter_release(void *ctx, void *ptr) {
  styr_i_meter *m = ctx;
  size_t size;
  if (!ptr) return;
  char *base = (char *)ptr - header;
  memcpy(&size, base, sizeof size);
  __atomic_sub_fetch(&m->used, size, __ATOMIC_RELAXED);
  m->base.release(m->base.ctx, base);
}

void styr_i_meter_init(styr_i_meter *m, const styr_allocator *base) {
  m->base = *base;
  m->own = (styr_allocator){m, meter_allocate, meter_reallocate, meter_release};
  m->used = 0;
  m->most = UINT64_MAX;
  m->refused = false;
}

/* ---- bounds ---- */

void styr_i_bounds_begin(styr_i_bounds *b, const styr_path_options *options) {
  b->options = options;
  b->steps = 0;
  b->hit = NULL;
  b->next_check = options->max_steps < STYR_I_CHECK_EVERY ? options->max_steps + 1 : STYR_I_CHECK_EVERY;
}

bool styr_i_bounds_stop(styr_i_bounds *b) {
  const styr_path_options *o = b->options;
  if (b->steps > o->max_steps) b->hit = "max-steps";
  else if (o->cancelled && o->cancelled(o->cancelled_ctx)) b->hit = "cancelled";
  else {
    b->next_check = b->steps + STYR_I_CHECK_EVERY;
    if (o->max_steps < b->next_check) b->next_check = o->max_steps + 1;
    return false;
  }
  return true;
}

/* What a search that did not end by itself means to the caller. */
styr_status styr_i_stopped(const styr_i_meter *m, styr_i_bounds *b, styr_i_go go, styr_error *error) {
  if (go == GO_NOMEM) {
    if (!m->refused) return styr_i_nomem(error);
    b->hit = "memory";
  }
  return STYR_TRUNCATED;
}

/* SPDX-License-Identifier: MIT */
/* What bounds a search: working memory, steps, and the caller's wish to cancel. */
#ifndef STYR_BOUNDS_I_H
#define STYR_BOUNDS_I_H

#include "base/base_i.h"

#include <styr/path.h>

/* ---- memory under a budget ---- */

typedef struct styr_i_meter {
  styr_allocator base, own; /* `own` counts what goes through it */
  uint64_t used, most;
  bool refused; /* the budget did, not the system */
} styr_i_meter;

void styr_i_meter_init(styr_i_meter *m, const styr_allocator *base);

/* ---- bounds of a search ---- */

typedef enum styr_i_go { GO_ON, GO_STOP, GO_NOMEM } styr_i_go; /* STOP: a bound was hit */

typedef struct styr_i_bounds {
  const styr_path_options *options;
  uint64_t steps;      /* ties looked at */
  uint64_t next_check; /* steps at which to ask whether to go on */
  const char *hit;     /* which bound was hit */
} styr_i_bounds;

enum { STYR_I_CHECK_EVERY = 4096 };
void styr_i_bounds_begin(styr_i_bounds *b, const styr_path_options *options);
bool styr_i_bounds_stop(styr_i_bounds *b); /* called when `steps` reaches `next_check` */
static inline bool styr_i_spend(styr_i_bounds *b, uint64_t ties) {
  b->steps += ties;
  return __builtin_expect(b->steps < b->next_check, 1) || !styr_i_bounds_stop(b);
}

/* What a search that was stopped reports: TRUNCATED with b->hit, or that the system has no memory. */
styr_status styr_i_stopped(const styr_i_meter *m, styr_i_bounds *b, styr_i_go go, styr_error *error);

#endif

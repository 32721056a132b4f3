/* SPDX-License-Identifier: MIT */
/* The dates at which answers can change: those at which something in the map begins, and the first date after its end, each with
 * the precision of the map (a tie with the end 2021 does not exist in 2022). */
#include "page/page_i.h"

#include <stdio.h>

static styr_date day_after(styr_date d) {
  char text[32];
  styr_date next;
  if (d.day) {
    const int n = snprintf(text, sizeof text, "%04u-%02u-%02u", (unsigned)d.year, (unsigned)d.month, (unsigned)d.day + 1u);
    if (d.day < 31 && styr_date_parse(text, (size_t)n, &next)) return next;
    d.day = 1;
    if (d.month++ < 12) return d;
    d.month = 1;
  } else if (d.month) {
    if (d.month++ < 12) return d;
    d.month = 1;
  }
  d.year++;
  return d;
}

static int compare(const void *a, const void *b) {
  const styr_date x = *(const styr_date *)a, y = *(const styr_date *)b;
  const int32_t fx = styr_date_first_day(x), fy = styr_date_first_day(y), lx = styr_date_last_day(x), ly = styr_date_last_day(y);
  if (fx != fy) return fx < fy ? -1 : 1;
  return lx > ly ? -1 : lx < ly; /* the year before its first month */
}

typedef struct gathering {
  const styr_allocator *a;
  styr_date *dates;
  size_t count, cap;
  bool nomem;
} gathering;

static void add(gathering *g, styr_date d) {
  if (!d.year || d.year > 9999) return;
  if (!STYR_I_GROW(g->a, g->dates, g->cap, g->count + 1)) g->nomem = true;
  else g->dates[g->count++] = d;
}

static void add_span(gathering *g, styr_date start, styr_date end) {
  add(g, start);
  if (end.year) add(g, day_after(end));
}

/* Evenly spread, the first and the last among them. */
static size_t thin(styr_date *dates, size_t count) {
  for (size_t i = 0; i < STYR_I_MOST_DATES; i++) dates[i] = dates[i * (count - 1) / (STYR_I_MOST_DATES - 1)];
  return STYR_I_MOST_DATES;
}

bool styr_i_page_dates(styr_i_page *p) {
  gathering g = {&p->a, NULL, 0, 0, false};
  for (size_t i = 0; i < styr_map_count(p->map, STYR_ACTORS); i++)
    add_span(&g, styr_node_start(p->map, styr_map_actor(p->map, i)), styr_node_end(p->map, styr_map_actor(p->map, i)));
  for (size_t i = 0; i < styr_map_count(p->map, STYR_TEXTS); i++)
    add_span(&g, styr_node_start(p->map, styr_map_text(p->map, i)), styr_node_end(p->map, styr_map_text(p->map, i)));
  for (size_t i = 0; i < styr_map_count(p->map, STYR_TIES); i++) {
    const styr_tie tie = styr_i_tie(p->map, (uint32_t)i);
    add_span(&g, styr_tie_start(p->map, tie), styr_tie_end(p->map, tie));
  }
  size_t kept = 0;
  if (g.count) qsort(g.dates, g.count, sizeof *g.dates, compare);
  for (size_t i = 0; i < g.count; i++)
    if (!i || compare(&g.dates[kept - 1], &g.dates[i]) != 0) g.dates[kept++] = g.dates[i];
  p->thinned = kept > STYR_I_MOST_DATES;
  if (p->thinned) kept = thin(g.dates, kept);
  p->date_count = kept + 1;
  p->dates = g.nomem ? NULL : styr_i_zalloc(&p->a, p->date_count, sizeof *p->dates);
  if (p->dates && kept) memcpy(p->dates + 1, g.dates, kept * sizeof *p->dates);
  styr_i_free(&p->a, g.dates);
  return p->dates != NULL;
}

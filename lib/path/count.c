/* SPDX-License-Identifier: MIT */
/* How many paths there are. */
#include "path_i.h"

#include <stdio.h>

static bool add(styr_count *c, unsigned __int128 more) {
  unsigned __int128 sum = (unsigned __int128)c->high << 64 | c->low;
  if (__builtin_add_overflow(sum, more, &sum)) c->overflow = true;
  c->high = (uint64_t)(sum >> 64);
  c->low = (uint64_t)sum;
  return !c->overflow;
}

const char *styr_count_format(styr_count count, char out[40]) {
  char digits[40];
  size_t n = sizeof digits;
  unsigned __int128 value = (unsigned __int128)count.high << 64 | count.low;
  digits[--n] = '\0';
  do digits[--n] = (char)('0' + (int)(value % 10));
  while (value /= 10);
  if (count.overflow) n = sizeof digits - 1;
  memcpy(out, digits + n, sizeof digits - n);
  return out;
}

styr_status styr_paths_count(styr_query *query, const styr_path_options *options, styr_count *out, const char **truncated,
                             styr_error *error) {
  styr_path_options unlimited = *options;
  unlimited.limit = STYR_UNBOUNDED;
  styr_paths *paths;
  styr_count count = {0, 0, false};
  styr_status status = styr_paths_open(query, &unlimited, &paths, error);
  if (truncated) *truncated = NULL;
  if (status != STYR_OK) return status;
  paths->counting = true;
  styr_path path;
  while ((status = styr_paths_next(paths, &path, error)) == STYR_OK) (void)add(&count, 1);
  if (status == STYR_TRUNCATED && truncated) *truncated = styr_paths_truncated(paths);
  styr_paths_close(paths);
  if (status != STYR_END && status != STYR_TRUNCATED) return status;
  *out = count;
  return status == STYR_END ? STYR_OK : status;
}

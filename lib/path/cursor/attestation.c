/* SPDX-License-Identifier: MIT */
/* What the claims say about a path as a whole: its weakest tie, and whether one source carries all of it. */
#include "map/map_i.h"
#include "path/cursor/path_i.h"

static bool supports(const styr_map *map, styr_claim claim, const styr_filter *filter) {
  return styr_claim_counts(map, claim, filter) && styr_claim_get(map, claim).stance == STYR_SUPPORTS;
}

static bool attests(const styr_map *map, styr_tie tie, const char *source, const styr_filter *filter) {
  for (styr_claim c = styr_claims_of_tie(map, tie); styr_claim_exists(c); c = styr_claims_next(map, c))
    if (supports(map, c, filter) && strcmp(styr_claim_get(map, c).source, source) == 0) return true;
  return false;
}

styr_path_evidence styr_path_weigh(const styr_map *map, const styr_path *path, const styr_filter *filter) {
  if (!(map && path)) return (styr_path_evidence){0};
  styr_path_evidence e = {STYR_GRADE_NONE, false, ""};
  if (!path->length) return e;
  e.weakest = STYR_GRADE_OBSERVED;
  for (size_t i = 0; i < path->length; i++) {
    const styr_grade grade = styr_i_best_grade(map, styr_claims_of_tie(map, path->ties[i]), filter, NULL);
    if (i == 0 || styr_grade_rank(grade) < styr_grade_rank(e.weakest)) e.weakest = grade;
  }
  for (styr_claim c = styr_claims_of_tie(map, path->ties[0]); styr_claim_exists(c) && !e.one_source; c = styr_claims_next(map, c)) {
    const char *source = styr_claim_get(map, c).source;
    if (!*source || !supports(map, c, filter)) continue;
    size_t i = 1;
    while (i < path->length && attests(map, path->ties[i], source, filter)) i++;
    if (i < path->length) continue;
    e.one_source = true;
    e.source = source;
  }
  return e;
}

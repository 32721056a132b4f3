/* SPDX-License-Identifier: MIT */
/* The verdict that claims give, and what a filter includes. Verdicts are three-valued: yes, no, or unknown, also when claims
 * conflict. A tie that someone asked about and found absent differs from one that nobody asked about. An empty date is open-ended;
 * an imprecise date may be any of its days. */
#include "map/map_i.h"
#include "words/words_i.h"
#include "write/write_i.h"

static const char *const grades[] = {"", "assumed", "inferred", "stated", "observed"};

int styr_grade_rank(styr_grade grade) {
  return grade >= STYR_GRADE_STATED ? 3 : (int)grade;
}

const char *styr_grade_name(styr_grade grade) {
  return (unsigned)grade <= STYR_GRADE_OBSERVED ? grades[grade] : "";
}

bool styr_grade_parse(const char *text, styr_grade *out) {
  if (!(text && out)) return false;
  size_t which;
  if (!styr_i_text_in(text, grades + 1, 4, &which)) return false;
  *out = (styr_grade)(which + 1);
  return true;
}

const char *styr_stance_name(styr_stance stance) {
  return stance == STYR_SUPPORTS ? "supports" : stance == STYR_DISPUTES ? "disputes" : "absent";
}

const char *styr_verdict_name(styr_verdict verdict) {
  return verdict == STYR_YES ? "yes" : verdict == STYR_NO ? "no" : "unknown";
}

static bool is_from(const styr_map *map, styr_claim claim, const char *source) {
  const uint64_t cell = styr_i_cell(&map->tables[STYR_CLAIMS], claim.index, CLAIM_SOURCE);
  return cell && strcmp(styr_i_text_cell(map, STYR_SOURCES, (size_t)cell - 1, SOURCE_ID), source) == 0;
}

bool styr_claim_counts(const styr_map *map, styr_claim claim, const styr_filter *filter) {
  if (!map || !styr_i_has_claim(map, claim)) return false;
  const styr_grade grade = (styr_grade)styr_i_cell(&map->tables[STYR_CLAIMS], claim.index, CLAIM_GRADE);
  if (!filter) return true;
  if (filter->only_source && !is_from(map, claim, filter->only_source)) return false;
  if (filter->without_source && is_from(map, claim, filter->without_source)) return false;
  return styr_grade_rank(grade) >= styr_grade_rank(filter->min_grade);
}

void styr_i_json_view(styr_i_out *o, const styr_map *map) {
  styr_i_json_text(o, "view", map->view == STYR_VIEW_PUBLIC ? "public" : "full");
}

void styr_i_text_view(styr_i_out *o, const styr_map *map, const char *lang) {
  if (map->view == STYR_VIEW_PUBLIC && map->present & 1u << STYR_SOURCES)
    styr_i_putf(o, "%s\n", styr_i_words_or_english(lang)->words[WORD_public_view]);
}

void styr_i_json_claim(styr_i_out *o, const styr_map *map, styr_claim claim) {
  const styr_claim_view v = styr_claim_get(map, claim);
  styr_i_json_open(o, NULL, '{');
  styr_i_json_text(o, "about", v.about);
  styr_i_json_text(o, "source", v.source);
  styr_i_json_text(o, "locator", v.locator);
  styr_i_json_text(o, "stance", styr_stance_name(v.stance));
  styr_i_json_text(o, "grade", styr_grade_name(v.grade));
  styr_i_json_close(o, '}');
}

styr_grade styr_i_best_grade(const styr_map *map, styr_claim first, const styr_filter *filter, size_t *supports) {
  styr_grade best = STYR_GRADE_NONE;
  size_t count = 0;
  for (styr_claim c = first; styr_claim_exists(c); c = styr_claims_next(map, c)) {
    const styr_claim_view v = styr_claim_get(map, c);
    if (v.stance != STYR_SUPPORTS || !styr_claim_counts(map, c, filter)) continue;
    count++;
    if (styr_grade_rank(v.grade) > styr_grade_rank(best)) best = v.grade;
  }
  if (supports) *supports = count;
  return best;
}

styr_grade styr_tie_grade(const styr_map *map, styr_tie tie) {
  if (!map) return STYR_GRADE_NONE;
  return styr_i_best_grade(map, styr_claims_of_tie(map, tie), NULL, NULL);
}

styr_verdict styr_tie_verdict(const styr_map *map, styr_tie tie, const styr_filter *filter) {
  if (!map) return STYR_UNKNOWN;
  styr_claim c = styr_claims_of_tie(map, tie);
  if (!styr_claim_exists(c)) return !filter || (filter->min_grade == STYR_GRADE_NONE && !filter->only_source) ? STYR_YES : STYR_NO;
  bool supported = false, opposed = false;
  for (; styr_claim_exists(c); c = styr_claims_next(map, c)) {
    if (!styr_claim_counts(map, c, filter)) continue;
    if (styr_claim_get(map, c).stance == STYR_SUPPORTS) supported = true;
    else opposed = true;
  }
  if (supported) return opposed ? STYR_UNKNOWN : STYR_YES;
  return opposed && filter && filter->disputed ? STYR_UNKNOWN : STYR_NO;
}

/* The period in which several things may exist, or certainly exist, at the same time. */
typedef struct span {
  int32_t first, last;
} span;

static void narrow(span *s, styr_date start, styr_date end, bool certain) {
  const int32_t first = !start.year ? INT32_MIN : certain ? styr_date_last_day(start) : styr_date_first_day(start);
  const int32_t last = !end.year ? INT32_MAX : certain ? styr_date_first_day(end) : styr_date_last_day(end);
  if (first > s->first) s->first = first;
  if (last < s->last) s->last = last;
}

/* `certain`: it exists on every day of the date, whichever day an imprecise bound means; else it may exist on one of them. */
static bool covers(const span *s, const styr_filter *f) {
  const int32_t first = styr_date_first_day(f->as_of), last = styr_date_last_day(f->as_of);
  if (f->certain) return s->first <= first && s->last >= last;
  return s->first <= s->last && s->first <= last && s->last >= first;
}

bool styr_i_dates_valid(styr_date start, styr_date end, const styr_filter *filter) {
  if (!filter || !filter->as_of.year) return true;
  span s = {INT32_MIN, INT32_MAX};
  narrow(&s, start, end, filter->certain);
  return covers(&s, filter);
}

bool styr_node_valid(const styr_map *map, styr_node node, const styr_filter *filter) {
  if (!map) return false;
  if (!filter || !filter->as_of.year) return true;
  return styr_i_dates_valid(styr_node_start(map, node), styr_node_end(map, node), filter);
}

bool styr_tie_valid(const styr_map *map, styr_tie tie, const styr_filter *filter) {
  if (!map) return false;
  if (!filter || !filter->as_of.year) return true;
  const styr_node ends[] = {styr_tie_from(map, tie), styr_tie_to(map, tie)};
  span s = {INT32_MIN, INT32_MAX};
  narrow(&s, styr_tie_start(map, tie), styr_tie_end(map, tie), filter->certain);
  for (int i = 0; i < 2; i++) narrow(&s, styr_node_start(map, ends[i]), styr_node_end(map, ends[i]), filter->certain);
  return covers(&s, filter);
}

/* SPDX-License-Identifier: MIT */
/* The checks of what callers set in option structs: their version, and the filter that most of them hold. VERSIONING.md says how
 * option structs grow. */
#include "map/map_i.h"

bool styr_i_version_known(styr_error *error, uint32_t version) {
  if (version <= 1) return true;
  styr_i_fail(error, STYR_ERR_ARG, "the options are of version %u; this library knows version 1", (unsigned)version);
  return false;
}

bool styr_i_date_is_real(styr_date d) {
  char text[11];
  styr_date same;
  if (!d.year) return !d.month && !d.day;
  if (d.year > 9999 || d.month > 12 || d.day > 31 || (d.day && !d.month)) return false;
  styr_date_format(d, text);
  return styr_date_parse(text, strlen(text), &same);
}

bool styr_i_filter_known(styr_error *error, const styr_filter *filter) {
  if (!filter) return true;
  if (!styr_i_version_known(error, filter->version)) return false;
  if ((unsigned)filter->min_grade > STYR_GRADE_OBSERVED) styr_i_fail(error, STYR_ERR_ARG, "the filter's min_grade is no grade");
  else if (!styr_i_date_is_real(filter->as_of)) styr_i_fail(error, STYR_ERR_ARG, "the filter's as_of is no date");
  else return true;
  return false;
}

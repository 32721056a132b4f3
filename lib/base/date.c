/* SPDX-License-Identifier: MIT */
/* Civil dates with year, month or day precision. The day count is the days-from-civil computation of Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (2013): years start in March, eras have 146,097 days. */
#include "base/base_i.h"

#include <stdio.h>

static bool digits(const char *text, size_t n, unsigned *out) {
  unsigned value = 0;
  for (size_t i = 0; i < n; i++) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (unsigned)(text[i] - '0');
  }
  *out = value;
  return true;
}

static unsigned days_in_month(unsigned year, unsigned month) {
  static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

bool styr_date_parse(const char *text, size_t length, styr_date *out) {
  if (!(text && out)) return false;
  unsigned year, month = 0, day = 0;
  if (length != 4 && length != 7 && length != 10) return false;
  if (!digits(text, 4, &year) || year == 0) return false;
  if (length >= 7 && (text[4] != '-' || !digits(text + 5, 2, &month) || month < 1 || month > 12)) return false;
  if (length == 10 && (text[7] != '-' || !digits(text + 8, 2, &day) || day < 1 || day > days_in_month(year, month))) return false;
  out->year = (uint16_t)year;
  out->month = (uint8_t)month;
  out->day = (uint8_t)day;
  return true;
}

const char *styr_date_format(styr_date date, char out[11]) {
  if (!out) return "";
  if (!date.year) out[0] = '\0';
  else if (!date.month) snprintf(out, 11, "%04u", date.year % 10000u);
  else if (!date.day) snprintf(out, 11, "%04u-%02u", date.year % 10000u, date.month % 100u);
  else snprintf(out, 11, "%04u-%02u-%02u", date.year % 10000u, date.month % 100u, date.day % 100u);
  return out;
}

static int32_t day_number(unsigned year, unsigned month, unsigned day) {
  const int32_t y = (int32_t)year - (month <= 2);
  const int32_t era = y / 400, yoe = y - era * 400;
  const int32_t doy = (int32_t)((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1);
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy;
}

int32_t styr_date_first_day(styr_date date) {
  if (!date.year) return INT32_MIN;
  return day_number(date.year, date.month ? date.month : 1, date.day ? date.day : 1);
}

int32_t styr_date_last_day(styr_date date) {
  if (!date.year) return INT32_MAX;
  const unsigned month = date.month ? date.month : 12;
  return day_number(date.year, month, date.day ? date.day : days_in_month(date.year, month));
}

/* SPDX-License-Identifier: MIT */
/* Lists of rows in JSON, JSON lines and CSV. A row names its values once, in the order of its columns; values that have no
 * column, such as lists of claims, are left to the caller, who writes them in the JSON forms only. */
#include "write/write_i.h"

static bool is_json(const styr_i_out *o) {
  return o->format != STYR_FORMAT_CSV;
}

void styr_i_list_open(styr_i_out *o, const char *key, const char *header) {
  if (o->format == STYR_FORMAT_JSON) styr_i_json_open(o, key, '[');
  if (o->format == STYR_FORMAT_CSV) {
    styr_i_put(o, header);
    styr_i_put(o, "\n");
  }
}

void styr_i_list_close(styr_i_out *o) {
  if (o->format == STYR_FORMAT_JSON) styr_i_json_close(o, ']');
}

void styr_i_row_open(styr_i_out *o) {
  if (o->format != STYR_FORMAT_JSON) o->first = true;
  if (is_json(o)) styr_i_json_open(o, NULL, '{');
}

void styr_i_row_close(styr_i_out *o) {
  if (is_json(o)) styr_i_json_close(o, '}');
  if (o->format != STYR_FORMAT_JSON) styr_i_put(o, "\n");
}

static void next_cell(styr_i_out *o) {
  if (!o->first) styr_i_put(o, ",");
  o->first = false;
}

void styr_i_row_text(styr_i_out *o, const char *key, const char *value) {
  if (is_json(o)) {
    styr_i_json_text(o, key, value);
    return;
  }
  next_cell(o);
  if (value) styr_i_csv_field(o, value, strlen(value));
}

void styr_i_row_int(styr_i_out *o, const char *key, int64_t value) {
  if (is_json(o)) {
    styr_i_json_int(o, key, value);
    return;
  }
  next_cell(o);
  styr_i_put_int(o, value);
}

void styr_i_row_number(styr_i_out *o, const char *key, double value) {
  if (is_json(o)) {
    styr_i_json_number(o, key, value);
    return;
  }
  next_cell(o);
  styr_i_put_number(o, value);
}

void styr_i_row_bool(styr_i_out *o, const char *key, bool value) {
  if (is_json(o)) styr_i_json_bool(o, key, value);
  else styr_i_row_text(o, key, value ? "yes" : "no");
}

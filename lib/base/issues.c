/* SPDX-License-Identifier: MIT */
/* The list of problems found in data. Kept whole up to a bound, counted beyond it, so that a file of ten million bad
 * rows cannot fill the memory. */
#include "base_i.h"

#include <inttypes.h>
#include <stdio.h>

enum { most_kept = 100000, longest_message = 1024 };

typedef struct kept {
  styr_severity severity;
  uint32_t file, column, message;
  uint64_t row;
} kept;

struct styr_issues {
  styr_allocator a;
  styr_i_strings strings;
  kept *items;
  size_t count, cap;
  uint64_t errors, warnings;
};

styr_issues *styr_issues_new(const styr_allocator *allocator) {
  if (!allocator) allocator = &styr_i_libc;
  styr_issues *issues = styr_i_zalloc(allocator, 1, sizeof *issues);
  if (!issues) return NULL;
  issues->a = *allocator;
  if (!styr_i_strings_init(&issues->strings, allocator)) {
    styr_issues_free(issues);
    return NULL;
  }
  return issues;
}

void styr_issues_free(styr_issues *issues) {
  if (!issues) return;
  const styr_allocator a = issues->a;
  styr_i_strings_done(&issues->strings);
  styr_i_free(&a, issues->items);
  styr_i_free(&a, issues);
}

size_t styr_issues_count(const styr_issues *issues) {
  return issues->count;
}

uint64_t styr_issues_errors(const styr_issues *issues) {
  return issues->errors;
}

uint64_t styr_issues_warnings(const styr_issues *issues) {
  return issues->warnings;
}

styr_issue styr_issues_get(const styr_issues *issues, size_t index) {
  const kept *k = &issues->items[index];
  const styr_issue issue = {k->severity, styr_i_str(&issues->strings, k->file), k->row, styr_i_str(&issues->strings, k->column),
                            styr_i_str(&issues->strings, k->message)};
  return issue;
}

bool styr_i_issue(styr_issues *issues, styr_severity severity, const char *file, uint64_t row, const char *column, const char *fmt, ...) {
  if (!issues) return true;
  if (severity == STYR_ERROR) issues->errors++;
  else issues->warnings++;
  if (issues->count >= most_kept) return true;
  char text[longest_message];
  va_list args;
  va_start(args, fmt);
  const int n = vsnprintf(text, sizeof text, fmt, args);
  va_end(args);
  const size_t have = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
  const kept k = {severity, styr_i_intern(&issues->strings, file, strlen(file)), styr_i_intern(&issues->strings, column, strlen(column)),
                  styr_i_intern(&issues->strings, text, styr_i_utf8_cut(text, have, sizeof text - 4)), row};
  if (k.file == STYR_I_NOSTR || k.column == STYR_I_NOSTR || k.message == STYR_I_NOSTR) return false;
  if (!STYR_I_GROW(&issues->a, issues->items, issues->cap, issues->count + 1)) return false;
  issues->items[issues->count++] = k;
  return true;
}

/* A message may quote bytes of a stranger's file: control characters must not reach a terminal. */
static void put_plain(styr_i_out *o, const char *text) {
  const bool valid = styr_i_utf8_valid(text, strlen(text));
  for (const char *p = text; *p; p++) {
    const unsigned char c = (unsigned char)*p;
    const bool c1 = c == 0xC2 && (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xA0; /* controls of two bytes */
    if (c1) styr_i_putf(o, "\\x%02X\\x%02X", c, (unsigned char)*++p);
    else if (c < 0x20 || c == 0x7F || (c >= 0x80 && !valid)) styr_i_putf(o, "\\x%02X", c);
    else styr_i_putn(o, p, 1);
  }
}

static void write_json(styr_i_out *o, const styr_issue *issue) {
  styr_i_json_open(o, NULL, '{');
  styr_i_json_text(o, "severity", issue->severity == STYR_ERROR ? "error" : "warning");
  styr_i_json_text(o, "file", issue->file);
  styr_i_json_int(o, "row", (int64_t)issue->row);
  styr_i_json_text(o, "column", issue->column);
  styr_i_json_text(o, "message", issue->message);
  styr_i_json_close(o, '}');
}

static void write_csv(styr_i_out *o, const styr_issue *issue) {
  char row[24];
  snprintf(row, sizeof row, "%" PRIu64, issue->row);
  const char *cells[] = {issue->severity == STYR_ERROR ? "error" : "warning", issue->file, row, issue->column, issue->message};
  for (size_t i = 0; i < 5; i++) {
    styr_i_csv_field(o, cells[i], strlen(cells[i]));
    styr_i_put(o, i < 4 ? "," : "\n");
  }
}

styr_status styr_issues_write(const styr_issues *issues, styr_format format, const styr_sink *sink, styr_error *error) {
  return styr_issues_write_some(issues, format, STYR_WARNING, SIZE_MAX, sink, error);
}

styr_status styr_issues_write_some(const styr_issues *issues, styr_format format, styr_severity least, size_t most, const styr_sink *sink,
                                   styr_error *error) {
  styr_i_out o = {sink, false, true, false};
  if (format == STYR_FORMAT_JSON) styr_i_json_open(&o, NULL, '[');
  if (format == STYR_FORMAT_CSV) styr_i_put(&o, "severity,file,row,column,message\n");
  for (size_t i = 0; i < issues->count && most; i++) {
    const styr_issue issue = styr_issues_get(issues, i);
    if (issue.severity < least) continue;
    most--;
    switch (format) {
    case STYR_FORMAT_TEXT:
      put_plain(&o, issue.file);
      styr_i_putf(&o, ":%" PRIu64 ":", issue.row);
      put_plain(&o, issue.column);
      styr_i_put(&o, issue.severity == STYR_ERROR ? ": " : ": warning: ");
      put_plain(&o, issue.message);
      styr_i_put(&o, "\n");
      break;
    case STYR_FORMAT_JSONL:
      o.first = true;
      write_json(&o, &issue);
      styr_i_put(&o, "\n");
      break;
    case STYR_FORMAT_JSON: write_json(&o, &issue); break;
    case STYR_FORMAT_CSV: write_csv(&o, &issue); break;
    }
  }
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_close(&o, ']');
    styr_i_put(&o, "\n");
  }
  return styr_i_out_status(&o, error);
}

/* SPDX-License-Identifier: MIT */
/* The list of problems found in data. Up to a bound issues are stored; beyond it they are only counted, so that a file of ten
 * million bad rows cannot use up the memory. */
#include "base/base_i.h"

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
  if (!issues) return 0;
  return issues->count;
}

uint64_t styr_issues_errors(const styr_issues *issues) {
  if (!issues) return 0;
  return issues->errors;
}

uint64_t styr_issues_warnings(const styr_issues *issues) {
  if (!issues) return 0;
  return issues->warnings;
}

styr_issue styr_issues_get(const styr_issues *issues, size_t index) {
  if (!issues || index >= issues->count) return (styr_issue){STYR_WARNING, "", 0, "", ""};
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

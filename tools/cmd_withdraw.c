/* SPDX-License-Identifier: MIT */
/* styr withdraw: which ties and claims lose their support when a source is withdrawn. */
#include "cli.h"

typedef struct withdraw_request {
  request q;
  const char *source, *out;
} withdraw_request;

static const option options[] = {
    NEEDED(withdraw_request, source, "--source", "ID", "the source that is withdrawn", "which source is withdrawn"),
    VALUE(withdraw_request, out, "--apply", "OUT", "also write the map without the source to this folder"), QUESTION_OPTIONS};

static void tell_counts(const styr_map *map, const styr_map *rest, const char *source, const char *out) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_CLAIMS, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  fprintf(stderr, "%s: %zu actors, %zu texts, %zu ties, %zu claims written, without %s", out, styr_map_count(rest, STYR_ACTORS),
          styr_map_count(rest, STYR_TEXTS), styr_map_count(rest, STYR_TIES), styr_map_count(rest, STYR_CLAIMS), source);
  for (size_t i = 0, told = 0; i < sizeof tables / sizeof *tables; i++) {
    const size_t all = styr_map_count(map, tables[i]), gone = all - styr_map_count(rest, tables[i]);
    if (gone) fprintf(stderr, "%s%zu of %zu %s", told++ ? ", " : "; removed: ", gone, all, styr_table_name(tables[i]));
  }
  fputs("\n", stderr);
}

/* Write the map without the source to a folder. What the rule does not decide is printed. */
static styr_status apply(const styr_map *map, const char *source, const char *out, styr_error *error) {
  styr_issues *notes = styr_issues_new(NULL);
  styr_map *rest = NULL;
  styr_status status = notes ? styr_map_without(map, source, notes, &rest, error) : STYR_ERR_NOMEM;
  const styr_sink sink = stderr_sink();
  hold_signals(true);
  if (status == STYR_OK) status = styr_package_write(rest, out, NULL, error);
  hold_signals(false);
  if (status == STYR_OK) {
    styr_issues_write(notes, STYR_FORMAT_TEXT, NULL, &sink, NULL);
    tell_counts(map, rest, source, out);
    tell_other_files("withdraw", out);
  } else {
    error->status = status;
  }
  styr_map_free(rest);
  styr_issues_free(notes);
  return status;
}

static int check(void *given) {
  const withdraw_request *a = given;
  if (a->out && a->q.view.is_public) return usage_error(a->q.verb->name, "--apply writes the whole map: it does not go with --public");
  return a->out && is_map_itself(a->q.verb->name, a->q.operands[0], a->out) ? EXIT_USAGE : -1;
}

static styr_status answer(void *given, const styr_sink *sink, styr_error *error) {
  const withdraw_request *a = given;
  const loaded *l = &a->q.maps[0];
  styr_withdrawal *found = NULL;
  styr_status status = styr_withdrawal_open(l->seen, a->source, &a->q.filter, &found, error);
  if (status == STYR_OK) status = styr_withdrawal_write(found, a->q.format, a->q.lang, sink, error);
  if (status == STYR_OK && a->out) status = apply(l->map, a->source, a->out, error);
  styr_withdrawal_free(found);
  return status;
}

const verb verb_withdraw = {
    .name = "withdraw",
    .arguments = "MAP --source ID [options]",
    .summary = "say what loses its support when a source is withdrawn",
    .manual = "questions",
    .formats = "tj",
    OPTIONS(options),
    .size = sizeof(withdraw_request),
    .check = check,
    .answer = answer,
};

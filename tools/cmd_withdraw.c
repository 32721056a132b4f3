/* SPDX-License-Identifier: MIT */
/* styr withdraw: what falls when a source is withdrawn. */
#include "cli.h"

#include <stdio.h>

static int put_stderr(void *ctx, const void *bytes, size_t size) {
  (void)ctx;
  return fwrite(bytes, 1, size, stderr) == size ? 0 : -1;
}

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

/* The map without the source, in a folder of its own. What could not be decided by the rule is told. */
static styr_status apply(const styr_map *map, const char *source, const char *out, styr_error *error) {
  styr_issues *notes = styr_issues_new(NULL);
  styr_map *rest = NULL;
  styr_status status = notes ? styr_map_without(map, source, notes, &rest, error) : STYR_ERR_NOMEM;
  const styr_sink sink = {.ctx = NULL, .write = put_stderr};
  hold_signals(true);
  if (status == STYR_OK) status = styr_package_write(rest, out, NULL, error);
  hold_signals(false);
  if (status == STYR_OK) {
    styr_issues_write(notes, STYR_FORMAT_TEXT, &sink, NULL);
    tell_counts(map, rest, source, out);
    tell_other_files("withdraw", out);
  } else {
    error->status = status;
  }
  styr_map_free(rest);
  styr_issues_free(notes);
  return status;
}

int cmd_withdraw(int argc, char **argv) {
  const verb *v = find_verb("withdraw");
  const char *path, *source = NULL, *out = NULL;
  question q = {.lang = NULL};
  const option options[] = {{"--source", "ID", "the source that is withdrawn", &source, NULL, NULL},
                            {"--apply", "OUT", "also write the map without the source to this folder", &out, NULL, NULL},
                            QUESTION_OPTIONS(q, "text (default) or json")};
  int code = parse(v, argc, argv, options, sizeof options / sizeof *options, &path, 1, 1, NULL);
  if (code >= 0) return code;
  if (!source) return usage_error(v->name, "--source ID is missing: which source is withdrawn");
  if (!question_ready(v->name, &q, "tj")) return EXIT_USAGE;
  if (out && q.view.is_public) return usage_error(v->name, "--apply writes the whole map: it does not go with --public");
  if (out && is_map_itself(v->name, path, out)) return EXIT_USAGE;
  loaded l;
  if (!load_seen(v->name, path, &q.view, &l, &code)) return code;
  styr_error error = STYR_ERROR_INIT;
  styr_withdrawal *answer = NULL;
  styr_status status = styr_withdrawal_open(l.seen, source, &q.filter, &answer, &error);
  const styr_sink sink = answer_sink(q.format);
  if (status == STYR_OK) status = styr_withdrawal_write(answer, q.format, q.lang, &sink, &error);
  if (status == STYR_OK && out) status = apply(l.map, source, out, &error);
  code = status == STYR_OK ? EXIT_DONE : failure(&error);
  styr_withdrawal_free(answer);
  unload(&l);
  return finish(code);
}

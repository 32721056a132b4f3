/* SPDX-License-Identifier: MIT */
/* Loads maps for verbs: the whole map, for its owner, or what may be published of it. What was left out is reported on standard
 * error, which only the owner sees. */
#include "cli.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

bool parse_today(const request *a, styr_date *today) {
  const char *text = a->view.today;
  *today = (styr_date){0, 0, 0};
  if (!text || (styr_date_parse(text, strlen(text), today) && today->day)) return true;
  usage_error(a->verb->name, "\"%s\" is not a day: --today takes YYYY-MM-DD", text);
  return false;
}

/* ---- loading ---- */

/* Compares the first parts of the tags: "da-DK" is Danish. */
static bool is_same_language(const char *a, const char *b) {
  const size_t n = strcspn(a, "-_");
  return n == strcspn(b, "-_") && strncasecmp(a, b, n) == 0;
}

/* A language that neither the map nor the library has is most likely a misspelling. */
bool check_lang(const request *a, const styr_map *map) {
  char known[400] = "";
  size_t n = 0;
  const char *tag;
  if (!a->lang || !*a->lang || styr_language_known(a->lang)) return true;
  for (size_t i = 0; map && (tag = styr_map_language(map, i)) != NULL; i++)
    if (is_same_language(tag, a->lang)) return true;
  for (size_t i = 0; i < styr_language_count() && n < sizeof known; i++)
    n += (size_t)snprintf(known + n, sizeof known - n, "%s%s", i ? ", " : "", styr_language_get(i).tag);
  for (size_t i = 0; map && (tag = styr_map_language(map, i)) != NULL && n < sizeof known; i++)
    if (!styr_language_known(tag)) n += (size_t)snprintf(known + n, sizeof known - n, ", %s", tag);
  usage_error(a->verb->name, "--lang takes a language of the tool%s (%s), not \"%s\"", map ? " or of the map" : "", known, a->lang);
  return false;
}

styr_map *load_map(const request *a, const char *path, int *code) {
  enum { shown = 20 };
  styr_error error = STYR_ERROR_INIT;
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  const styr_status status = issues ? styr_package_read(path, NULL, issues, &map, &error) : STYR_ERR_NOMEM;
  *code = EXIT_DONE;
  if (status == STYR_ERR_DATA) {
    const styr_sink sink = stderr_sink();
    styr_issues_write_some(issues, STYR_FORMAT_TEXT, NULL, STYR_ERROR, shown, &sink, NULL);
    fprintf(stderr, "styr: %s has %" PRIu64 " error%s%s; `styr check %s` shows everything.\n", path, styr_issues_errors(issues),
            styr_issues_errors(issues) == 1 ? "" : "s", styr_issues_errors(issues) > shown ? " (the first are above)" : "", path);
    *code = EXIT_DATA;
  } else if (status != STYR_OK) {
    error.status = status;
    *code = failure(&error);
  }
  styr_issues_free(issues);
  if (map && !check_lang(a, map)) {
    styr_map_free(map);
    map = NULL;
    *code = EXIT_USAGE;
  }
  return map;
}

/* Load operand `i`, and work out what of it is public where `report`; make a view of that where `view`. */
static bool load(request *a, int i, bool report, bool view, int *code) {
  loaded *l = &a->maps[i];
  styr_public_options o = STYR_PUBLIC_OPTIONS_INIT;
  styr_error error = STYR_ERROR_INIT;
  *code = EXIT_USAGE;
  if (!parse_today(a, &o.today)) return false;
  l->seen = l->map = load_map(a, a->operands[i], code);
  if (!l->map || !report) return l->map != NULL;
  o.draft = a->view.draft;
  o.bare_lines = a->view.bare_lines;
  if (styr_map_public(l->map, &o, view ? &l->view : NULL, &l->report, &error) != STYR_OK) {
    *code = failure(&error);
    return false;
  }
  if (view) l->seen = styr_public_map(l->view);
  return true;
}

static size_t rows_left_out(const loaded *l) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_SOURCES, STYR_CLAIMS, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  size_t n = 0;
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    n += styr_map_count(l->map, tables[i]) - styr_public_report_count(l->report, tables[i]);
  return n;
}

bool load_seen(request *a, int i, int *code) {
  const bool is_public = a->view.is_public;
  if (!load(a, i, is_public || !isatty(STDOUT_FILENO), is_public, code)) return false;
  const size_t n = !is_public && a->maps[i].report ? rows_left_out(&a->maps[i]) : 0;
  if (n)
    snprintf(a->counted, sizeof a->counted,
             "styr %s: %zu row%s of the map %s not public, and this answer counts %s; --public leaves %s out\n", a->verb->name, n,
             n == 1 ? "" : "s", n == 1 ? "is" : "are", n == 1 ? "it" : "them", n == 1 ? "it" : "them");
  return true;
}

bool load_view(request *a, int *code) {
  return load(a, 0, true, true, code);
}

void unload(loaded *l) {
  styr_public_report_free(l->report);
  styr_public_free(l->view);
  styr_map_free(l->map);
}

/* ---- names ---- */

styr_status find_node(const loaded *l, const char *name, styr_node *out, styr_error *error) {
  if (!name) return STYR_OK;
  return l->view ? styr_public_resolve(l->view, name, out, error) : styr_map_resolve(l->map, name, out, error);
}

styr_status find_case(const loaded *l, const char **id, styr_error *error) {
  if (!*id || !l->view) return STYR_OK;
  const char *there = styr_public_case(l->view, *id);
  if (there) {
    *id = there;
    return STYR_OK;
  }
  error->status = STYR_ERR_NOT_FOUND;
  snprintf(error->message, sizeof error->message, "no case called \"%.200s\" is in the public map", *id);
  return STYR_ERR_NOT_FOUND;
}

/* ---- what was left out ---- */

static size_t count_unclaimed(const loaded *l) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  size_t n = 0;
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (size_t i = 0; i < styr_map_count(l->map, tables[t]); i++) {
      const styr_public_row row = styr_public_report_row(l->report, tables[t], i);
      n += !row.is_public && row.reason == STYR_PUBLIC_NO_CLAIM;
    }
  return n;
}

void tell_left_out(const request *a) {
  const char *who = a->verb->name;
  const loaded *l = &a->maps[0];
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_CLAIMS, STYR_CASES, STYR_EVENTS, STYR_CHANGES, STYR_SOURCES};
  const size_t unclaimed = count_unclaimed(l);
  bool first = true;
  if (!l->view || (styr_public_is_draft(l->view) && !styr_public_is_sourced(l->view))) return;
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    const size_t all = styr_map_count(l->map, tables[i]), left = all - styr_public_report_count(l->report, tables[i]);
    if (!left) continue;
    if (first) fprintf(stderr, "styr %s: not public and left out: ", who);
    fprintf(stderr, "%s%zu of %zu %s", first ? "" : ", ", left, all, styr_table_name(tables[i]));
    first = false;
  }
  if (!first) fprintf(stderr, "; `styr privacy %s` says why, row by row\n", a->operands[0]);
  if (!unclaimed) return;
  const bool declared = strcmp(styr_map_meta(l->map, STYR_META_UNCLAIMED), "public") == 0; /* then the rest are persons */
  fprintf(stderr, "styr %s: %zu row%s not public because nothing is claimed about %s: add claims from public sources%s\n", who, unclaimed,
          unclaimed == 1 ? " is" : "s are", unclaimed == 1 ? "it" : "them",
          declared ? "" : ", or declare \"styr\": {\"unclaimed\": \"public\"} in datapackage.json");
}

/* ---- folders ---- */

bool is_map_itself(const char *who, const char *path, const char *out) {
  struct stat a, b;
  if (stat(path, &a) != 0 || stat(out, &b) != 0 || a.st_dev != b.st_dev || a.st_ino != b.st_ino) return false;
  usage_error(who, "%s is the map itself: what is left out would be lost; name another folder", out);
  return true;
}

static bool is_of_a_map(const char *name) {
  char file[40];
  for (int t = 0; t < STYR_TABLE_COUNT; t++) {
    snprintf(file, sizeof file, "%s.csv", styr_table_name((styr_table)t));
    if (strcmp(name, file) == 0) return true;
  }
  return strcmp(name, "datapackage.json") == 0 || strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

void tell_other_files(const char *who, const char *folder) {
  DIR *d = opendir(folder);
  bool any = false;
  for (const struct dirent *e; d && (e = readdir(d));) {
    if (is_of_a_map(e->d_name)) continue;
    if (any) fputs(", ", stderr);
    else fprintf(stderr, "styr %s: %s holds other files as well, which were not changed: ", who, folder);
    any = true;
    tell_plainly(e->d_name);
  }
  if (any) fputs("\n", stderr);
  if (d) closedir(d);
}

/* ---- standings ---- */

enum { NOWHERE = STYR_STANDING_UNKNOWN + 1 }; /* after the last standing: has none */

static const styr_placing *placing_of(const styr_outside *answer, styr_node node) {
  for (size_t i = 0; i < styr_outside_count(answer); i++) {
    const styr_placing *p = styr_outside_get(answer, i);
    if (styr_node_same(p->node, node)) return p;
    for (size_t k = 0; k < p->unit_count; k++)
      if (styr_node_same(p->units[k].node, node)) return &p->units[k];
  }
  return NULL;
}

/* Names come from the public map: messages on standard error may end up in a log that others read. */
static void tell_group(const char *who, const loaded *l, const styr_outside *told, const styr_outside *whole, int here, int there) {
  bool any = false;
  for (size_t i = 0; i < styr_outside_count(told); i++) {
    const styr_placing *o = styr_outside_get(told, i);
    for (size_t k = 0; k <= o->unit_count; k++) {
      const styr_placing *p = k ? &o->units[k - 1] : o;
      const styr_placing *other = placing_of(whole, styr_public_owner_node(l->view, p->node));
      if ((int)p->standing != here || (other ? (int)other->standing : NOWHERE) != there) continue;
      if (any) fputs(", ", stderr);
      else
        fprintf(stderr, "styr %s: standing \"%s\" by public sources, and \"%s\" in the whole map: ", who, styr_standing_name(p->standing),
                other ? styr_standing_name(other->standing) : "none");
      any = true;
      tell_plainly(styr_node_label(l->seen, p->node, NULL));
      fputs(" (", stderr);
      tell_plainly(styr_node_id(l->seen, p->node));
      fputs(")", stderr);
    }
  }
  if (any) fputs("\n", stderr);
}

void tell_standings(const char *who, const loaded *l, styr_node plan, styr_node body, const styr_filter *filter) {
  styr_outside_options o = STYR_OUTSIDE_OPTIONS_INIT;
  styr_outside *told = NULL, *whole = NULL;
  if (!l->view || !styr_public_is_sourced(l->view) || !rows_left_out(l)) return;
  o.filter = *filter;
  o.plan = plan;
  o.body = body;
  if (styr_outside_open(l->seen, &o, &told, NULL) != STYR_OK) return; /* there are no standings */
  o.plan = styr_public_owner_node(l->view, plan);
  o.body = styr_public_owner_node(l->view, body);
  if (styr_outside_open(l->map, &o, &whole, NULL) != STYR_OK)
    fprintf(stderr, "styr %s: standings follow from the public sources; the whole map has none: `styr outside` says why\n", who);
  for (int here = 0; whole && here < NOWHERE; here++)
    for (int there = 0; there <= NOWHERE; there++)
      if (here != there) tell_group(who, l, told, whole, here, there);
  styr_outside_free(told);
  styr_outside_free(whole);
}

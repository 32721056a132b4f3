/* SPDX-License-Identifier: MIT */
/* What of a map a verb sees: all of it, for its owner's own eyes, or what may be published of it. What was left out is told on
 * standard error, which is the owner's. */
#include "cli.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool parse_today(const char *who, const publicity *p, styr_date *today) {
  const styr_date none = {0, 0, 0};
  *today = none;
  if (!p->today) return true;
  if (styr_date_parse(p->today, strlen(p->today), today) && today->day) return true;
  usage_error(who, "\"%s\" is not a day: --today takes YYYY-MM-DD", p->today);
  return false;
}

/* ---- loading ---- */

static bool look(const publicity *p, styr_date today, loaded *l, bool view, int *code) {
  styr_public_options o = STYR_PUBLIC_OPTIONS_INIT;
  styr_error error = STYR_ERROR_INIT;
  o.today = today;
  o.draft = p->draft;
  o.bare_lines = p->bare_lines;
  if (styr_map_public(l->map, &o, view ? &l->view : NULL, &l->report, &error) != STYR_OK) {
    *code = failure(&error);
    unload(l);
    return false;
  }
  if (view) l->seen = styr_public_map(l->view);
  return true;
}

static bool load(const char *who, const char *path, const publicity *p, styr_date *today, loaded *l, int *code) {
  *l = (loaded){NULL, NULL, NULL, NULL};
  *code = EXIT_USAGE;
  if (!parse_today(who, p, today)) return false;
  l->seen = l->map = load_map(path, code);
  return l->map != NULL;
}

static size_t rows_left_out(const loaded *l) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS, STYR_TIES, STYR_SOURCES, STYR_CLAIMS, STYR_CASES, STYR_EVENTS, STYR_CHANGES};
  size_t n = 0;
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    n += styr_map_count(l->map, tables[i]) - styr_public_report_count(l->report, tables[i]);
  return n;
}

/* Told at the end, when there is an answer. */
static char counted[200];

void tell_counted(void) {
  fputs(counted, stderr);
  counted[0] = '\0';
}

static void note_what_is_counted(const char *who, const loaded *l) {
  const size_t n = rows_left_out(l);
  if (n)
    snprintf(counted, sizeof counted, "styr %s: %zu row%s of the map %s not public, and this answer counts %s; --public leaves %s out\n",
             who, n, n == 1 ? "" : "s", n == 1 ? "is" : "are", n == 1 ? "it" : "them", n == 1 ? "it" : "them");
}

bool load_seen(const char *who, const char *path, const publicity *p, loaded *out, int *code) {
  styr_date today;
  if (!load(who, path, p, &today, out, code)) return false;
  if (!p->is_public && isatty(STDOUT_FILENO)) return true;
  if (!look(p, today, out, p->is_public, code)) return false;
  if (!p->is_public) note_what_is_counted(who, out);
  return true;
}

bool load_view(const char *who, const char *path, const publicity *p, loaded *out, int *code) {
  styr_date today;
  return load(who, path, p, &today, out, code) && look(p, today, out, true, code);
}

void unload(loaded *l) {
  styr_public_report_free(l->report);
  styr_public_free(l->view);
  styr_map_free(l->map);
  *l = (loaded){NULL, NULL, NULL, NULL};
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

void tell_left_out(const char *who, const loaded *l, const char *path) {
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
  if (!first) fprintf(stderr, "; `styr privacy %s` says why, row by row\n", path);
  if (!unclaimed) return;
  const bool declared = strcmp(styr_map_meta(l->map, STYR_META_UNCLAIMED), "public") == 0; /* then only persons are left */
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
    else fprintf(stderr, "styr %s: %s holds other files as well, which were not looked at: ", who, folder);
    any = true;
    tell_plainly(e->d_name);
  }
  if (any) fputs("\n", stderr);
  if (d) closedir(d);
}

/* ---- standings ---- */

enum { NOWHERE = STYR_STANDING_UNKNOWN + 1 }; /* behind the last standing: not placed at all */

static const styr_placing *placing_of(const styr_outside *answer, styr_node node) {
  for (size_t i = 0; i < styr_outside_count(answer); i++) {
    const styr_placing *p = styr_outside_get(answer, i);
    if (styr_node_same(p->node, node)) return p;
    for (size_t k = 0; k < p->unit_count; k++)
      if (styr_node_same(p->units[k].node, node)) return &p->units[k];
  }
  return NULL;
}

/* In the words of the public map: what is told on standard error may end in a log that others read. */
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
  if (styr_outside_open(l->seen, &o, &told, NULL) != STYR_OK) return; /* nobody stands towards a plan */
  o.plan = styr_public_owner_node(l->view, plan);
  o.body = styr_public_owner_node(l->view, body);
  if (styr_outside_open(l->map, &o, &whole, NULL) != STYR_OK)
    fprintf(stderr, "styr %s: standings go by public sources; in the whole map there are none, and `styr outside` says why\n", who);
  for (int here = 0; whole && here < NOWHERE; here++)
    for (int there = 0; there <= NOWHERE; there++)
      if (here != there) tell_group(who, l, told, whole, here, there);
  styr_outside_free(told);
  styr_outside_free(whole);
}

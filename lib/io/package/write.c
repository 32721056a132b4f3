/* SPDX-License-Identifier: MIT */
/* Writes the native package in canonical form, all files or none. Every file is first written and synchronised beside its target.
 * Only then are they all moved into place; the old files keep other names until the last move has succeeded. A new folder appears
 * complete, by one rename. */
#include "io/io_i.h"
#include "write/write_i.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- order of rows: natural order of the key columns, then file order ---- */

typedef struct sort {
  const styr_map *map;
  styr_table table;
  size_t columns[2];
  size_t count;
} sort;

static sort sort_of(const styr_map *map, styr_table table) {
  switch (table) {
  case STYR_TIES: return (sort){map, table, {TIE_ID}, 1};
  case STYR_EVENTS: return (sort){map, table, {EVENT_CASE, EVENT_STEP}, 2};
  case STYR_VOCABULARY: return (sort){map, table, {VOCAB_SET, VOCAB_TERM}, 2};
  case STYR_CHANGES: return (sort){map, table, {0}, 0}; /* change:N names a row by its number: the order is kept */
  default: return (sort){map, table, {0}, 1};           /* the first column: id, about or node */
  }
}

static int compare_rows(const sort *s, uint32_t a, uint32_t b) {
  char x[32], y[32];
  for (size_t i = 0; i < s->count; i++) {
    const int d = styr_i_natural_compare(styr_i_cell_text(s->map, s->table, a, s->columns[i], x),
                                         styr_i_cell_text(s->map, s->table, b, s->columns[i], y));
    if (d) return d;
  }
  return 0;
}

/* Stable bottom-up merge sort: qsort is not stable and takes no context. */
static bool sorted_rows(const styr_map *map, const sort *s, uint32_t *rows, size_t count) {
  bool in_order = true;
  for (size_t i = 0; i < count; i++) rows[i] = (uint32_t)i;
  for (size_t i = 1; i < count && in_order; i++) in_order = compare_rows(s, rows[i - 1], rows[i]) <= 0;
  if (in_order) return true;
  uint32_t *other = styr_i_zalloc(&map->a, count, sizeof *other);
  if (!other) return false;
  uint32_t *from = rows, *to = other;
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t low = 0; low < count; low += 2 * width) {
      const size_t middle = low + width < count ? low + width : count;
      const size_t high = low + 2 * width < count ? low + 2 * width : count;
      size_t i = low, j = middle;
      for (size_t k = low; k < high; k++)
        to[k] = i < middle && (j >= high || compare_rows(s, from[i], from[j]) <= 0) ? from[i++] : from[j++];
    }
    uint32_t *swap = from;
    from = to;
    to = swap;
  }
  if (from != rows) memcpy(rows, from, count * sizeof *rows);
  styr_i_free(&map->a, other);
  return true;
}

/* ---- one table ---- */

static void put_cell(styr_i_out *o, const char *text, bool safe) {
  const size_t length = strlen(text);
  if (safe && length && strchr("=+-@\t\r", text[0])) {
    char *marked = malloc(length + 2);
    if (!marked) {
      o->failed = true;
      return;
    }
    marked[0] = '\'';
    memcpy(marked + 1, text, length + 1);
    styr_i_csv_field(o, marked, length + 1);
    free(marked);
  } else {
    styr_i_csv_field(o, text, length);
  }
}

static styr_status write_table(const styr_map *map, styr_table table, const styr_package_options *options, const styr_sink *sink,
                               styr_error *error) {
  const styr_i_table *t = &map->tables[table];
  const bool safe = options && options->spreadsheet_safe;
  styr_i_out o = styr_i_out_to(sink, STYR_FORMAT_CSV);
  for (size_t c = 0; c < t->column_count; c++) {
    if (c) styr_i_put(&o, ",");
    put_cell(&o, styr_i_str(&map->strings, t->columns[c].name), safe);
  }
  styr_i_put(&o, "\n");
  const sort s = sort_of(map, table);
  uint32_t *rows = styr_i_zalloc(&map->a, t->rows, sizeof *rows);
  if (!rows || !sorted_rows(map, &s, rows, t->rows)) {
    styr_i_free(&map->a, rows);
    return styr_i_nomem(error);
  }
  char buffer[32];
  for (size_t r = 0; r < t->rows && !o.failed; r++) {
    for (size_t c = 0; c < t->column_count; c++) {
      if (c) styr_i_put(&o, ",");
      const styr_i_kind kind = t->columns[c].kind; /* a number with a sign is not a formula */
      put_cell(&o, styr_i_cell_text(map, table, rows[r], c, buffer), safe && kind != KIND_AMOUNT && kind != KIND_INT);
    }
    styr_i_put(&o, "\n");
  }
  styr_i_free(&map->a, rows);
  return styr_i_out_status(&o, error);
}

/* ---- all files or none ---- */

enum { most_files = STYR_TABLE_COUNT + 1 };

typedef struct staged {
  int dir;
  char name[most_files][32];      /* final name */
  char temporary[most_files][64]; /* current name; "" = nothing to place, only an old file to remove */
  char backup[most_files][64];    /* name of the old file; "" = there was none */
  bool placed[most_files];
  size_t count;
} staged;

static styr_status io_error(styr_error *error, const char *what, const char *path) {
  return styr_i_fail(error, STYR_ERR_IO, "cannot %s %s: %s", what, path, strerror(errno));
}

static styr_status stage_file(staged *st, const styr_map *map, int table, const styr_package_options *options, styr_error *error) {
  const size_t i = st->count++;
  const bool is_json = table == STYR_TABLE_COUNT;
  const char *name = is_json ? "datapackage" : styr_table_name((styr_table)table);
  snprintf(st->name[i], sizeof st->name[i], "%s.%s", name, is_json ? "json" : "csv");
  st->temporary[i][0] = st->backup[i][0] = '\0';
  st->placed[i] = false;
  struct stat there;
  if (fstatat(st->dir, st->name[i], &there, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(there.st_mode))
    return styr_i_fail(error, STYR_ERR_IO, "cannot replace %s: it is a folder", st->name[i]);
  if (!is_json && !styr_i_table_is_written(map, (styr_table)table)) return STYR_OK;
  snprintf(st->temporary[i], sizeof st->temporary[i], ".%s.%ld.tmp", name, (long)getpid());
  styr_i_file_sink f;
  if (!styr_i_file_sink_open(&f, st->dir, st->temporary[i], st->name[i])) {
    st->temporary[i][0] = '\0';
    return io_error(error, "write", st->name[i]);
  }
  const styr_sink sink = styr_i_file_sink_of(&f);
  styr_error inner = STYR_ERROR_INIT;
  const styr_status status =
      is_json ? styr_i_datapackage_write(map, &sink, &inner) : write_table(map, (styr_table)table, options, &sink, &inner);
  const bool closed = styr_i_file_sink_close(&f);
  if (status == STYR_ERR_NOMEM) return styr_i_nomem(error);
  return status == STYR_OK && closed ? STYR_OK : io_error(error, "write", st->name[i]);
}

static styr_status place_all(staged *st, styr_error *error) {
  for (size_t i = 0; i < st->count; i++) {
    char backup[64];
    snprintf(backup, sizeof backup, ".%s.%ld.old", st->name[i], (long)getpid());
    if (renameat(st->dir, st->name[i], st->dir, backup) == 0) strcpy(st->backup[i], backup);
    else if (errno != ENOENT) return io_error(error, "replace", st->name[i]);
    if (!st->temporary[i][0]) continue;
    if (renameat(st->dir, st->temporary[i], st->dir, st->name[i]) != 0) return io_error(error, "replace", st->name[i]);
    st->placed[i] = true;
  }
  return STYR_OK;
}

static void commit_or_restore(staged *st, bool keep_new) {
  for (size_t i = 0; i < st->count; i++) {
    if (!keep_new && st->placed[i]) unlinkat(st->dir, st->name[i], 0);
    if (!keep_new && st->backup[i][0]) renameat(st->dir, st->backup[i], st->dir, st->name[i]);
    if (keep_new && st->backup[i][0]) unlinkat(st->dir, st->backup[i], 0);
    if (st->temporary[i][0] && !st->placed[i]) unlinkat(st->dir, st->temporary[i], 0);
  }
}

static styr_status write_into(const styr_map *map, int dir, const styr_package_options *options, styr_error *error) {
  staged st = {.dir = dir};
  styr_status status = STYR_OK;
  for (int t = 0; t <= STYR_TABLE_COUNT && status == STYR_OK; t++) status = stage_file(&st, map, t, options, error);
  if (status == STYR_OK) status = place_all(&st, error);
  commit_or_restore(&st, status == STYR_OK);
  fsync(dir);
  return status;
}

static bool has_column(const styr_i_csv *csv, const char *name) {
  for (size_t i = 0; i < csv->count; i++)
    if (csv->cells[i].length == strlen(name) && memcmp(csv->cells[i].text, name, csv->cells[i].length) == 0) return true;
  return false;
}

/* Whether a file that would be replaced or removed is a table of ours: its header has the required columns. A missing or empty file
 * counts as ours, because nothing can be lost. */
static bool is_our_table(const styr_map *map, int dir, styr_table table, bool *nomem) {
  char name[40];
  snprintf(name, sizeof name, "%s.csv", styr_table_name(table));
  const int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return true; /* if it cannot be read, replacing it will fail anyway */
  styr_i_csv csv;
  styr_i_csv_open(&csv, &map->a, fd, &styr_i_schemas[table]);
  const styr_i_csv_result result = styr_i_csv_next(&csv);
  bool ours = result == CSV_RECORD || result == CSV_END || result == CSV_IO;
  for (size_t i = 0; i < styr_i_schemas[table].count && result == CSV_RECORD; i++)
    if (styr_i_schemas[table].columns[i].required) ours &= has_column(&csv, styr_i_schemas[table].columns[i].name);
  *nomem |= result == CSV_NOMEM;
  styr_i_csv_close(&csv);
  return ours;
}

/* An existing folder is accepted when it is empty or holds a map. */
static bool is_map_or_empty(const styr_map *map, int dir, bool *nomem) {
  struct stat st;
  if (fstatat(dir, "actors.csv", &st, 0) == 0) {
    bool ours = true;
    for (int t = 0; t < STYR_TABLE_COUNT; t++) ours &= is_our_table(map, dir, (styr_table)t, nomem);
    return ours;
  }
  const int copy = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *d = copy < 0 ? NULL : fdopendir(copy);
  if (!d) return false;
  bool empty = true;
  for (const struct dirent *e; (e = readdir(d));) empty &= strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
  closedir(d);
  return empty;
}

static styr_status write_new(const styr_map *map, const char *path, const styr_package_options *options, styr_error *error) {
  size_t n = strlen(path);
  while (n > 1 && path[n - 1] == '/') n--;
  char *target = styr_i_strndup(&styr_i_libc, path, n);
  char *temporary = styr_i_alloc(&styr_i_libc, n + 40);
  if (!target || !temporary) {
    free(target);
    free(temporary);
    return styr_i_nomem(error);
  }
  const char *slash = strrchr(target, '/');
  const int folder = slash ? (int)(slash - target) + 1 : 0;
  snprintf(temporary, n + 40, "%.*s.%s.%ld.tmp", folder, target, target + folder, (long)getpid());
  styr_status status = STYR_OK;
  int dir = -1;
  const bool made = mkdir(temporary, 0777) == 0;
  if (!made) {
    status = io_error(error, "make folder", target);
  } else if ((dir = open(temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0) {
    status = io_error(error, "open", temporary);
  } else {
    status = write_into(map, dir, options, error);
  }
  if (status == STYR_OK && rename(temporary, target) != 0) status = io_error(error, "make", target);
  if (made && dir < 0) rmdir(temporary);
  if (status != STYR_OK && dir >= 0) {
    char file[40];
    for (int t = 0; t < STYR_TABLE_COUNT; t++) {
      snprintf(file, sizeof file, "%s.csv", styr_table_name((styr_table)t));
      unlinkat(dir, file, 0);
    }
    unlinkat(dir, "datapackage.json", 0);
    rmdir(temporary);
  }
  if (dir >= 0) close(dir);
  free(target);
  free(temporary);
  return status;
}

styr_status styr_package_write(const styr_map *map, const char *path, const styr_package_options *options, styr_error *error) {
  if (!styr_i_begin(error, __func__, map && path)) return STYR_ERR_ARG;
  if (options && !styr_i_version_known(error, options->version)) return STYR_ERR_ARG;
  const int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0) {
    if (errno == ENOENT) return write_new(map, path, options, error);
    return io_error(error, "write", path);
  }
  styr_status status = STYR_OK;
  bool nomem = false;
  const bool ours = is_map_or_empty(map, dir, &nomem);
  if (nomem) status = styr_i_nomem(error);
  else if (!ours) status = styr_i_fail(error, STYR_ERR_IO, "cannot write %s: the folder holds other things than a map", path);
  else status = write_into(map, dir, options, error);
  close(dir);
  return status;
}

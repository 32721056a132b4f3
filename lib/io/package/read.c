/* SPDX-License-Identifier: MIT */
/* Reads the native package: one table after the other, in an order in which every reference points to a row that was read before.
 * lib/map/schema.c defines the columns, lib/map/row.c what a row means; this file deals with files, headers and lines. */
#include "io/io_i.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const styr_table order[] = {STYR_VOCABULARY, STYR_ACTORS, STYR_TEXTS,   STYR_SOURCES, STYR_TIES,
                                   STYR_CASES,      STYR_EVENTS, STYR_CHANGES, STYR_CLAIMS,  STYR_FIGURE};

typedef struct reading {
  styr_map *map;
  styr_issues *issues;
  styr_i_package_way way;
  styr_table table;
  char file[32];
  styr_i_csv csv;
  uint32_t *columns; /* file column → table column */
  size_t count;
  styr_error *error;
} reading;

/* The name of a cell's column in messages. */
static const char *column_name(const reading *r, size_t cell, char number[24]) {
  if (cell < r->count) return styr_i_str(&r->map->strings, r->map->tables[r->table].columns[r->columns[cell]].name);
  snprintf(number, 24, "%zu", cell + 1);
  return number;
}

static bool bad(reading *r, uint64_t line, const char *column, const char *message) {
  return styr_i_issue(r->issues, STYR_ERROR, r->file, line, column, "%s", message);
}

static bool seen_before(const styr_i_csv *csv, size_t cell) {
  for (size_t i = 0; i < cell; i++)
    if (csv->cells[i].length == csv->cells[cell].length && memcmp(csv->cells[i].text, csv->cells[cell].text, csv->cells[cell].length) == 0)
      return true;
  return false;
}

/* Reads the names of the columns; false when rows cannot be read. */
static bool check_header(reading *r, bool *nomem) {
  const styr_i_schema *schema = &styr_i_schemas[r->table];
  styr_i_csv *csv = &r->csv;
  bool good = true;
  char name[128], number[24];
  for (size_t i = 0; i < csv->count; i++) {
    const styr_i_slice *cell = &csv->cells[i];
    snprintf(name, sizeof name, "%.*s", (int)styr_i_utf8_cut(cell->text, cell->length, 100), cell->text);
    if (!cell->length) {
      snprintf(number, sizeof number, "%zu", i + 1);
      *nomem |= !bad(r, csv->line, number, "a column has no name");
      good = false;
    } else if (seen_before(csv, i)) {
      *nomem |= !bad(r, csv->line, name, "duplicate column name");
      good = false;
    }
  }
  for (size_t k = 0; k < schema->count; k++) {
    bool there = !schema->columns[k].required;
    for (size_t i = 0; i < csv->count && !there; i++)
      there = csv->cells[i].length == strlen(schema->columns[k].name) &&
              memcmp(csv->cells[i].text, schema->columns[k].name, csv->cells[i].length) == 0;
    if (there) continue;
    *nomem |= !styr_i_issue(r->issues, STYR_ERROR, r->file, csv->line, schema->columns[k].name, "the required column %s is missing",
                            schema->columns[k].name);
    good = false;
  }
  return good && !*nomem;
}

static styr_status read_header(reading *r, bool *readable) {
  char number[24];
  *readable = false;
  bool nomem = false;
  switch (styr_i_csv_next(&r->csv)) {
  case CSV_RECORD: break;
  case CSV_BAD:
  case CSV_STOP:
    snprintf(number, sizeof number, "%zu", r->csv.bad_cell + 1);
    return bad(r, r->csv.line, number, r->csv.why) ? STYR_OK : styr_i_nomem(r->error);
  case CSV_END: return bad(r, 1, "1", "the file is empty: a header line is needed") ? STYR_OK : styr_i_nomem(r->error);
  case CSV_IO: return styr_i_fail(r->error, STYR_ERR_IO, "cannot read %s: %s", r->file, strerror(errno));
  case CSV_NOMEM: return styr_i_nomem(r->error);
  }
  if (!check_header(r, &nomem)) return nomem ? styr_i_nomem(r->error) : STYR_OK;
  r->columns = styr_i_zalloc(&r->map->a, r->csv.count, sizeof *r->columns);
  if (!r->columns) return styr_i_nomem(r->error);
  for (size_t i = 0; i < r->csv.count; i++) {
    const size_t column = styr_i_column_add(r->map, r->table, r->csv.cells[i].text, r->csv.cells[i].length);
    if (column == SIZE_MAX) return styr_i_nomem(r->error);
    r->columns[i] = (uint32_t)column;
  }
  r->count = r->csv.count;
  *readable = true;
  return STYR_OK;
}

static styr_status read_record(reading *r, uint64_t line, const styr_i_slice *cells, size_t count) {
  char number[24];
  if (count < r->count) {
    if (!styr_i_issue(r->issues, STYR_ERROR, r->file, line, column_name(r, count, number), "too few fields: %zu where the header has %zu",
                      count, r->count))
      return styr_i_nomem(r->error);
  } else if (count > r->count) {
    if (!styr_i_issue(r->issues, STYR_ERROR, r->file, line, column_name(r, r->count, number),
                      "too many fields: %zu where the header has %zu", count, r->count))
      return styr_i_nomem(r->error);
  } else {
    const styr_i_row row = {r->table, r->file, line, r->columns, cells, count, 1, true};
    styr_error ignored = STYR_ERROR_INIT;
    const styr_status status = styr_i_row_add(r->map, &row, r->issues, NULL, &ignored);
    return status == STYR_ERR_NOMEM ? styr_i_nomem(r->error) : STYR_OK;
  }
  return styr_i_row_keep_place(r->map, r->table) ? STYR_OK : styr_i_nomem(r->error);
}

static styr_status read_next(reading *r, styr_i_csv_result *last) {
  char number[24];
  styr_status status = STYR_OK;
  switch (*last = styr_i_csv_next(&r->csv)) {
  case CSV_RECORD: status = read_record(r, r->csv.line, r->csv.cells, r->csv.count); break;
  case CSV_BAD:
  case CSV_STOP:
    if (!bad(r, r->csv.line, column_name(r, r->csv.bad_cell, number), r->csv.why)) return styr_i_nomem(r->error);
    if (!styr_i_row_keep_place(r->map, r->table)) return styr_i_nomem(r->error);
    break;
  case CSV_END: break;
  case CSV_IO: return styr_i_fail(r->error, STYR_ERR_IO, "cannot read %s: %s", r->file, strerror(errno));
  case CSV_NOMEM: return styr_i_nomem(r->error);
  }
  return status;
}

/* Simple rows are cut and added many at a time, the others between them one by one. For a small table this costs more than it
 * saves: see styr_i_package_way. */
static styr_status read_rows(reading *r) {
  enum { most_columns = 256 };
  const styr_i_row like = {.table = r->table, .file = r->file, .columns = r->columns, .count = r->count, .keep_bad = true};
  const bool suited =
      r->table != STYR_VOCABULARY && r->count <= most_columns; /* a row of the vocabulary changes the meaning of later ones */
  styr_i_cutter cutter = {.batch = {.rows = 0}};
  styr_i_batch_reader *many = NULL;
  styr_i_csv_result last = CSV_RECORD;
  styr_status status = STYR_OK;
  for (size_t rows = 0; status == STYR_OK && last != CSV_END && last != CSV_STOP; rows++) {
    if (suited && rows == r->way.one_by_one) {
      many = styr_i_batch_reader_new(r->map, r->table, r->columns, r->count);
      if (!many || !styr_i_cutter_open(&cutter, &r->map->a, r->count)) status = styr_i_nomem(r->error);
      if (status != STYR_OK) break;
    }
    if (many) styr_i_cut(&cutter, &r->csv);
    if (cutter.batch.rows) status = styr_i_batch_add(many, &cutter.batch, &like, r->issues, r->error);
    else status = read_next(r, &last);
  }
  styr_i_cutter_close(&cutter);
  styr_i_batch_reader_free(many);
  return status;
}

static styr_status read_table(styr_map *map, int dir, styr_table table, const styr_i_package_way *way, styr_issues *issues,
                              styr_error *error) {
  reading r = {.map = map, .issues = issues, .way = *way, .table = table, .error = error};
  snprintf(r.file, sizeof r.file, "%s.csv", styr_table_name(table));
  struct stat st;
  const int fd = openat(dir, r.file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    if (errno != ENOENT) return styr_i_fail(error, STYR_ERR_IO, "cannot open %s: %s", r.file, strerror(errno));
    if (fstatat(dir, r.file, &st, AT_SYMLINK_NOFOLLOW) == 0)
      return styr_i_fail(error, STYR_ERR_IO, "cannot open %s: it is a link to a file that is not there", r.file);
    if (table != STYR_ACTORS && table != STYR_TIES) return STYR_OK;
    map->unread |= 1u << table;
    return bad(&r, 0, "0", "the file is missing: a map needs actors.csv and ties.csv") ? STYR_OK : styr_i_nomem(error);
  }
  if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) {
    close(fd);
    map->unread |= 1u << table;
    return bad(&r, 0, "0", "this is not a regular file") ? STYR_OK : styr_i_nomem(error);
  }
  map->present |= 1u << table;
  styr_i_csv_open(&r.csv, &map->a, fd, &styr_i_schemas[table]);
  if (way->buffer) r.csv.first_size = way->buffer;
  bool readable = false;
  styr_status status = read_header(&r, &readable);
  if (status == STYR_OK && readable) status = read_rows(&r);
  if (status == STYR_OK && !readable) map->unread |= 1u << table;
  styr_i_csv_close(&r.csv);
  styr_i_free(&map->a, r.columns);
  return status;
}

/* Warns of a footnote mark whose text is missing: the figure shows the mark. */
static bool report_footnotes(const styr_map *map, styr_issues *issues) {
  for (size_t i = 0; i < map->tables[STYR_FIGURE].rows; i++) {
    const char *mark = styr_i_text_cell(map, STYR_FIGURE, i, FIGURE_FOOTNOTE);
    if (*mark && !*styr_map_footnote_in(map, mark, NULL, NULL) &&
        !styr_i_issue(issues, STYR_WARNING, "figure.csv", 0, "footnote", "footnote \"%s\" has no text in datapackage.json", mark))
      return false;
  }
  return true;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Whether the text begins with the word, in any letter case. */
static bool begins_with(const char *text, const char *word) {
  while (*word && lower(*text) == *word) text++, word++;
  return !*word;
}

/* A name that differs from "TABLE.csv" only in letter case, or a name that programs give to copies or other formats of it: "claims
 * (1).csv", "claims.csv~", "claims.xlsx". */
static bool is_misnamed(const char *name, const char *table) {
  static const char *const forms[] = {".csv", ".tsv", ".xls", ".ods", ".numbers"};
  if (!begins_with(name, table)) return false;
  const char *rest = name + strlen(table), next = lower(*rest);
  if ((next >= 'a' && next <= 'z') || (next >= '0' && next <= '9') || next == '-' || next == '_') return false;
  for (; *rest; rest++)
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
      if (begins_with(rest, forms[i])) return true;
  return false;
}

/* Warns of a file that seems to hold a table but is not read. Its content may be confidential, so the map counts as one that has
 * the table. */
static bool report_misnamed(styr_map *map, const char *name, styr_issues *issues) {
  char file[32];
  for (int t = 0; t < STYR_TABLE_COUNT; t++) {
    snprintf(file, sizeof file, "%s.csv", styr_table_name((styr_table)t));
    if (strcmp(name, file) == 0 || !is_misnamed(name, styr_table_name((styr_table)t))) continue;
    map->present |= 1u << t;
    return styr_i_issue(issues, STYR_WARNING, name, 0, "0", "this file is not read: a table of a map is called %s, in lower case", file);
  }
  static const char package[] = "datapackage.json";
  if (strcmp(name, package) == 0 || !begins_with(name, package) || strlen(name) != strlen(package)) return true;
  return styr_i_issue(issues, STYR_WARNING, name, 0, "0", "this file is not read: its name must be datapackage.json, in lower case");
}

static styr_status find_misnamed(styr_map *map, int dir, styr_issues *issues, styr_error *error) {
  const int copy = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *d = copy < 0 ? NULL : fdopendir(copy);
  if (!d) {
    if (copy >= 0) close(copy);
    return styr_i_fail(error, STYR_ERR_IO, "cannot list the folder: %s", strerror(errno));
  }
  bool kept = true;
  for (const struct dirent *e; kept && (e = readdir(d));) kept = report_misnamed(map, e->d_name, issues);
  closedir(d);
  return kept ? STYR_OK : styr_i_nomem(error);
}

static styr_status read_all(styr_map *map, int dir, const styr_i_package_way *way, styr_issues *issues, styr_error *error) {
  const uint64_t errors_before = styr_issues_errors(issues);
  const size_t issues_before = styr_issues_count(issues);
  styr_status status = STYR_OK;
  if (!styr_i_datapackage_read(map, dir, issues, error, &status)) return status;
  status = find_misnamed(map, dir, issues, error);
  if (status != STYR_OK) return status;
  for (size_t i = 0; i < STYR_TABLE_COUNT; i++) {
    status = read_table(map, dir, order[i], way, issues, error);
    if (status != STYR_OK) return status;
  }
  if (!styr_i_report_undeclared(map, issues) || !report_footnotes(map, issues)) return styr_i_nomem(error);
  const uint64_t errors = styr_issues_errors(issues) - errors_before;
  if (!errors) return STYR_OK;
  for (size_t i = issues_before; i < styr_issues_count(issues); i++) {
    const styr_issue issue = styr_issues_get(issues, i);
    if (issue.severity != STYR_ERROR) continue;
    return styr_i_fail(error, STYR_ERR_DATA, "%llu error%s in the package; the first is %s:%llu:%s: %s", (unsigned long long)errors,
                       errors == 1 ? "" : "s", issue.file, (unsigned long long)issue.row, issue.column, issue.message);
  }
  return styr_i_fail(error, STYR_ERR_DATA, "the package has errors");
}

styr_status styr_package_read(const char *path, const styr_allocator *allocator, styr_issues *issues, styr_map **out, styr_error *error) {
  if (!styr_i_begin(error, __func__, path && out)) return STYR_ERR_ARG;
  const styr_i_package_way way = {256, 0};
  return styr_i_package_read(path, allocator, issues, out, &way, error);
}

styr_status styr_i_package_read(const char *path, const styr_allocator *allocator, styr_issues *issues, styr_map **out,
                                const styr_i_package_way *way, styr_error *error) {
  const int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0) {
    if (errno == ENOTDIR) return styr_i_fail(error, STYR_ERR_IO, "%s is not a folder; a map is a folder of CSV files", path);
    return styr_i_fail(error, STYR_ERR_IO, "cannot open %s: %s", path, strerror(errno));
  }
  styr_issues *own = issues ? NULL : styr_issues_new(allocator);
  styr_map *map = NULL;
  styr_status status = issues || own ? styr_map_new(allocator, &map, error) : styr_i_nomem(error);
  if (status == STYR_OK) status = read_all(map, dir, way, issues ? issues : own, error);
  close(dir);
  styr_issues_free(own);
  if (status == STYR_OK) *out = map;
  else styr_map_free(map);
  return status;
}

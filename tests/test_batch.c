/* SPDX-License-Identifier: MIT */
/* The fast path of the reader: lib/io/sheet/scan.c, lib/io/sheet/cut.c, lib/map/batch.c. Rows that are read many at a time must
 * give the same result as rows that are read one by one. Generated packages, good ones and ones with every kind of error, are read
 * both ways and through small buffers; issues, cells, terms and names must be identical. The kernels of the scanner are compared
 * with a loop over bytes. */
#include "suite.h"

#include "io/io_i.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static uint64_t random_state;

static uint32_t rnd(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 33) % below;
}

/* ---- the scanner ---- */

static void scan_bytes(styr_i_scan *s, const char *text, size_t length, char separator) {
  s->count = 0;
  s->any_hard = s->any_high = false;
  memset(s->hard, 0, (length + 63) / 64 * 8);
  memset(s->high, 0, (length + 63) / 64 * 8);
  for (size_t i = 0; i < length; i++) {
    const unsigned char c = (unsigned char)text[i];
    const bool hard = c == '"' || c == 0 || (c == '\r' && (i + 1 == length || text[i + 1] != '\n'));
    if (text[i] == separator || c == '\n') s->breaks[s->count++] = (uint32_t)i;
    if (hard) s->hard[i / 64] |= UINT64_C(1) << i % 64;
    if (c >= 0x80) s->high[i / 64] |= UINT64_C(1) << i % 64;
    s->any_hard |= hard;
    s->any_high |= c >= 0x80;
  }
}

enum { most_scanned = 400, scan_words = most_scanned / 64 + 1 };

static void compare_scans(styr_i_scan_kernel *kernel, const char *text, size_t length, char separator) {
  uint32_t breaks[2][most_scanned + STYR_I_SCAN_SLACK];
  uint64_t hard[2][scan_words], high[2][scan_words];
  styr_i_scan a = {breaks[0], 0, hard[0], high[0], false, false}, b = {breaks[1], 0, hard[1], high[1], false, false};
  kernel(&a, text, length, separator);
  scan_bytes(&b, text, length, separator);
  const size_t words = (length + 63) / 64 * 8;
  if (a.count != b.count || memcmp(a.breaks, b.breaks, a.count * sizeof *a.breaks) != 0) ck_abort_msg("breaks of %zu bytes", length);
  if (a.any_hard != b.any_hard || memcmp(a.hard, b.hard, words) != 0) ck_abort_msg("hard bytes among %zu", length);
  if (a.any_high != b.any_high || memcmp(a.high, b.high, words) != 0) ck_abort_msg("high bytes among %zu", length);
}

START_TEST(every_kernel_sees_what_a_loop_over_bytes_sees) {
  static const char separators[] = {',', ';', '\t'};
  random_state = 0x2545F4914F6CDD1Du;
  size_t kernels = 0;
  for (styr_i_scan_kernel *kernel; (kernel = styr_i_scan_kernel_at(kernels)); kernels++) {
    for (size_t align = 0; align < 64; align++) {
      for (size_t length = 0; length <= 200; length++) {
        static const char alphabet[] = "ab,;\t\n\r\"\0\x7F\x80\xFF\n\r,";
        const uint32_t kind = rnd(3);
        char *room = malloc(align + length + 1), *text = room + align; /* no byte after the text may be read */
        for (size_t i = 0; i < length; i++)
          text[i] = kind == 0 ? (char)rnd(256) : kind == 1 ? alphabet[rnd(sizeof alphabet - 1)] : "xy,\n"[rnd(4)];
        if (kind == 2 && length) text[rnd((uint32_t)length)] = alphabet[rnd(sizeof alphabet - 1)];
        char *exact = malloc(length ? length : 1);
        memcpy(exact, text, length);
        compare_scans(kernel, text, length, separators[rnd(3)]);
        compare_scans(kernel, exact, length, separators[rnd(3)]);
        free(exact);
        free(room);
      }
    }
  }
  ck_assert_uint_ge(kernels, 1);
}
END_TEST

START_TEST(every_kernel_knows_each_byte_at_each_place) {
  for (size_t k = 0; styr_i_scan_kernel_at(k); k++) {
    char text[130];
    for (size_t at = 0; at < sizeof text; at++) {
      for (int byte = 0; byte < 256; byte++) {
        memset(text, 'x', sizeof text);
        text[at] = (char)byte;
        compare_scans(styr_i_scan_kernel_at(k), text, sizeof text, ',');
        memset(text, byte, sizeof text);
        text[at] = '\n';
        compare_scans(styr_i_scan_kernel_at(k), text, sizeof text, ';');
      }
    }
  }
}
END_TEST

/* ---- folders ---- */

typedef struct path {
  char text[256];
} path;

static path new_folder(void) {
  path p = {"/tmp/styr-batch-XXXXXX"};
  if (!mkdtemp(p.text)) ck_abort_msg("no temporary folder");
  return p;
}

static int remove_one(const char *name, const struct stat *st, int type, struct FTW *ftw) {
  (void)st;
  (void)type;
  (void)ftw;
  return remove(name);
}

static void remove_folder(path folder) {
  nftw(folder.text, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

typedef struct buffer {
  char *bytes;
  size_t size, cap;
} buffer;

static void put(buffer *b, const char *bytes, size_t size) {
  if (b->size + size + 1 > b->cap) {
    b->cap = (b->size + size + 1) * 2;
    b->bytes = realloc(b->bytes, b->cap);
  }
  memcpy(b->bytes + b->size, bytes, size);
  b->size += size;
  b->bytes[b->size] = '\0';
}

static void puts_to(buffer *b, const char *text) {
  put(b, text, strlen(text));
}

static void write_bytes(path folder, const char *name, const buffer *b) {
  char file[320];
  snprintf(file, sizeof file, "%s/%s", folder.text, name);
  FILE *f = fopen(file, "wb");
  if (!f || (b->size && fwrite(b->bytes, 1, b->size, f) != b->size) || fclose(f) != 0) ck_abort_msg("cannot write %s", name);
}

static void write_text(path folder, const char *name, const char *text) {
  buffer b = {NULL, 0, 0};
  puts_to(&b, text);
  write_bytes(folder, name, &b);
  free(b.bytes);
}

/* ---- the result of reading, as one text ---- */

static void put_issues(buffer *out, const styr_issues *issues) {
  char line[64];
  for (size_t i = 0; i < styr_issues_count(issues); i++) {
    const styr_issue issue = styr_issues_get(issues, i);
    snprintf(line, sizeof line, "%d ", (int)issue.severity);
    puts_to(out, line);
    puts_to(out, issue.file);
    snprintf(line, sizeof line, ":%llu:", (unsigned long long)issue.row);
    puts_to(out, line);
    puts_to(out, issue.column);
    puts_to(out, ": ");
    puts_to(out, issue.message);
    puts_to(out, "\n");
  }
}

static void put_tables(buffer *out, const styr_map *map) {
  char cell[32];
  for (int t = 0; t < STYR_TABLE_COUNT; t++) {
    const styr_i_table *table = &map->tables[t];
    puts_to(out, styr_table_name((styr_table)t));
    for (size_t c = 0; c < table->column_count; c++) {
      puts_to(out, "|");
      puts_to(out, styr_i_str(&map->strings, table->columns[c].name));
    }
    for (size_t row = 0; row < table->rows; row++) {
      puts_to(out, "\n");
      for (size_t c = 0; c < table->column_count; c++) {
        puts_to(out, "|");
        puts_to(out, styr_i_cell_text(map, (styr_table)t, row, c, cell));
      }
    }
    puts_to(out, "\n");
  }
}

static void put_terms(buffer *out, const styr_map *map) {
  char line[128];
  for (size_t i = 0; i < map->term_count; i++) {
    const styr_i_term *t = &map->terms[i];
    puts_to(out, styr_i_str(&map->strings, t->set));
    puts_to(out, "=");
    puts_to(out, styr_i_str(&map->strings, t->term));
    snprintf(line, sizeof line, " %llu %d:%llu:%s %d\n", (unsigned long long)t->uses, (int)t->first_table, (unsigned long long)t->first_row,
             styr_i_str(&map->strings, t->first_column), t->declared);
    puts_to(out, line);
  }
}

/* Every id leads to its row. */
static void check_names(const styr_map *map) {
  char id[32];
  for (size_t i = 0; i < styr_map_count(map, STYR_ACTORS); i++) {
    const styr_node node = styr_map_actor(map, i);
    ck_assert_uint_eq(styr_map_find(map, styr_node_id(map, node)).ref, node.ref);
  }
  for (size_t i = 0; i < styr_map_count(map, STYR_TEXTS); i++) {
    const styr_node node = styr_map_text(map, i);
    ck_assert_uint_eq(styr_map_find(map, styr_node_id(map, node)).ref, node.ref);
  }
  for (uint32_t i = 0; i < styr_map_count(map, STYR_TIES); i++) {
    styr_tie found, tie = styr_map_tie(map, i);
    ck_assert(styr_map_find_tie(map, styr_tie_id(map, tie, id), &found) && found.index == i);
  }
}

static char *told(path folder, styr_i_package_way way, bool *good) {
  buffer out = {NULL, 0, 0};
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  styr_error error = STYR_ERROR_INIT;
  const styr_status status = styr_i_package_read(folder.text, NULL, issues, &map, &way, &error);
  puts_to(&out, styr_status_name(status));
  puts_to(&out, ": ");
  puts_to(&out, error.message);
  puts_to(&out, "\n");
  put_issues(&out, issues);
  *good = status == STYR_OK;
  if (map) {
    put_tables(&out, map);
    put_terms(&out, map);
    check_names(map);
  }
  styr_map_free(map);
  styr_issues_free(issues);
  return out.bytes;
}

/* Both ways give the same result. Returns whether the package is good. */
static bool compare_ways(path folder, const char *what) {
  static const styr_i_package_way ways[] = {{0, 0}, {0, 64}, {0, 333}, {0, 5000}, {30, 0}};
  const styr_i_package_way slow = {SIZE_MAX, 0};
  bool good, other;
  char *expected = told(folder, slow, &good);
  for (int i = 0; i < COUNT(ways); i++) {
    char *got = told(folder, ways[i], &other);
    size_t at = 0;
    while (expected[at] && expected[at] == got[at]) at++;
    if (expected[at] != got[at]) {
      const size_t from = at > 100 ? at - 100 : 0;
      ck_abort_msg("%s (kept in %s), buffer %zu, tells\n%.300s\nnot\n%.300s", what, folder.text, ways[i].buffer, got + from,
                   expected + from);
    }
    free(got);
  }
  free(expected);
  return good;
}

/* ---- generated packages ---- */

/* How a package is generated: rates are per 1000 cells or rows. */
typedef struct recipe {
  uint32_t actors, texts, ties, claims;
  uint32_t bad, quoted, foreign, blank, broken, duplicate;
  char separator;
  bool returns, mixed, bom, last_line_open, own_ids, claims_file;
  int utf16; /* 1 little-endian, 2 big-endian */
} recipe;

static bool chance(uint32_t rate) {
  return rnd(1000) < rate;
}

static const char *node_id(char out[40], const recipe *r, bool text, uint32_t i) {
  static const char *const foreign[] = {"\xC3\xB8", "e\xCC\x81", "\xC3\xA9", "\xE4\xB8\xAD"};
  const bool other = r->foreign && i % 5 == 0;
  const char *long_part = i % 7 == 3 ? "-with-a-longer-name-than-16" : i % 11 == 5 ? "-of16" : "";
  snprintf(out, 40, "%s%s%u%s", other ? foreign[i / 5 % 4] : "", text ? "w" : "n", i, long_part);
  return out;
}

static const char *text_value(char out[200], const recipe *r) {
  static const char *const parts[] = {"a", "b ", "Council of ", ";x", ",y", "\ttab", "-1", "=", "'", "t1", "longer than sixteen bytes, "};
  out[0] = '\0';
  for (uint32_t n = rnd(4); n; n--) strcat(out, parts[rnd(COUNT(parts))]);
  if (chance(r->foreign)) strcat(out, rnd(2) ? "\xC3\x86\xC3\x98" : "e\xCC\x81\xF0\x9F\x98\x80");
  if (chance(r->quoted)) strcat(out, rnd(2) ? "\"q\"" : "line\nbreak");
  return out;
}

static const char *pick(const char *const *words, int count) {
  return words[rnd((uint32_t)count)];
}
#define PICK(words) pick(words, COUNT(words))

static const char *date_value(char out[200], const recipe *r) {
  static const char *const wrong[] = {"2001-13", "20010101", "2001-02-30", "0000", "x"};
  if (chance(r->bad)) return PICK(wrong);
  const uint32_t year = 1990 + rnd(30);
  const char *const forms[] = {"", "%04u", "%04u-%02u", "%04u-%02u-%02u"};
  switch (rnd(4)) {
  case 0: return forms[0];
  case 1: snprintf(out, 200, "%04u", year); return out;
  case 2: snprintf(out, 200, "%04u-%02u", year, 1 + rnd(12)); return out;
  default: snprintf(out, 200, "%04u-%02u-%02u", year, 1 + rnd(12), 1 + rnd(28)); return out;
  }
}

/* A value for a column, by its name. `start` and `end` are generated apart, so that good packages have valid periods. */
static const char *value_for(const char *column, const recipe *r, bool text, uint32_t i, char out[200]) {
  static const char *const kinds[] = {"ngo", "police", "council", "a kind of more than sixteen bytes", "law", "", "person"};
  static const char *const sectors[] = {"public", "private", "", "odd"};
  static const char *const levels[] = {"local", "regional", "", "3"};
  static const char *const words[] = {"named", "unnamed", "unknown", "", "", "known"};
  static const char *const types[] = {"meets", "refers", "cites it", "mandates", "funds", "a type of more than sixteen bytes"};
  static const char *const actor_types[] = {"supervises", "leads", "part_of"};
  static const char *const scopes[] = {"", "", "sex=f;age=1|2", "sex=f", "sex"};
  static const char *const functions[] = {"", "care", "shelter", "control"};
  const bool bad = chance(r->bad);
  if (strcmp(column, "id") == 0) {
    if (bad) return rnd(2) ? "" : " padded";
    if (chance(r->duplicate) && i) return node_id(out, r, text, rnd(i));
    return node_id(out, r, text, i);
  }
  if (strcmp(column, "kind") == 0) return PICK(kinds);
  if (strcmp(column, "sector") == 0) return PICK(sectors);
  if (strcmp(column, "level") == 0) return PICK(levels);
  if (strcmp(column, "known") == 0) return words[rnd(bad ? 6 : 5)];
  if (strcmp(column, "start") == 0) return bad ? date_value(out, r) : rnd(2) ? "" : "1980-05";
  if (strcmp(column, "end") == 0) return rnd(3) ? "" : date_value(out, r);
  if (strcmp(column, "from") == 0 || strcmp(column, "to") == 0) {
    if (bad) return rnd(3) ? "nobody" : "";
    const bool of_text = r->texts && rnd(10) == 0 && r->bad;
    return node_id(out, r, of_text, rnd(of_text ? r->texts : r->actors));
  }
  if (strcmp(column, "type") == 0) {
    if (bad) return rnd(4) ? "names" : "";
    return rnd(5) ? PICK(types) : PICK(actor_types);
  }
  if (strcmp(column, "tie id") == 0) {
    if (!r->own_ids || rnd(3)) return "";
    if (rnd(4) == 0) snprintf(out, 200, "t%u", i + 1);
    else if (bad || chance(r->duplicate)) snprintf(out, 200, "t%u", 1 + rnd(i + 5));
    else snprintf(out, 200, "%s%u", rnd(8) ? "tie-" : "ty\xC3\xB8-", i);
    return out;
  }
  if (strcmp(column, "scope") == 0) return scopes[rnd(bad ? 5 : 4)];
  if (strcmp(column, "function") == 0) return PICK(functions);
  return text_value(out, r);
}

static void put_cell(buffer *out, const recipe *r, const char *text) {
  const bool must = strpbrk(text, "\"\r\n") || strchr(text, r->separator);
  if (!must && !chance(r->quoted)) {
    puts_to(out, text);
    return;
  }
  puts_to(out, "\"");
  for (const char *p = text; *p; p++) put(out, *p == '"' ? "\"\"" : p, *p == '"' ? 2 : 1);
  puts_to(out, "\"");
}

static void end_line(buffer *out, const recipe *r) {
  puts_to(out, r->mixed ? (rnd(2) ? "\r\n" : "\n") : r->returns ? "\r\n" : "\n");
  while (chance(r->blank)) puts_to(out, rnd(2) ? "\n" : "\r\n");
}

/* Errors of a line, not of a cell. */
static void break_line(buffer *out, const recipe *r) {
  static const char *const faults[] = {"\"", "\r", "\xFF", "\xC3", "x\"y", "\"x\"y"};
  if (!chance(r->broken)) return;
  const char separator[2] = {r->separator, '\0'};
  const uint32_t n = rnd((uint32_t)COUNT(faults) + 2);
  if (n < (uint32_t)COUNT(faults)) puts_to(out, n == 0 && rnd(20) ? "x" : faults[n]);
  else if (n == (uint32_t)COUNT(faults)) put(out, "\0", 1);
  else puts_to(out, separator);
}

typedef struct sheet {
  const char *file;
  const char *const *columns;
  size_t count;
  size_t required; /* the first ones */
  bool text;
  uint32_t rows;
} sheet;

static uint32_t next_unit(const unsigned char **p, const unsigned char *end) {
  const char *text = (const char *)*p;
  const int32_t cp = **p < 0x80 ? *(*p)++ : styr_i_utf8_next(&text, (const char *)end);
  if (cp >= 0x80) *p = (const unsigned char *)text;
  return (uint32_t)cp;
}

static void to_utf16(buffer *b, int kind) {
  buffer out = {NULL, 0, 0};
  const unsigned char *p = (const unsigned char *)b->bytes, *end = p + b->size;
  uint32_t units[2];
  for (bool first = true; first || p < end; first = false) {
    const uint32_t cp = first ? 0xFEFF : next_unit(&p, end);
    const int n = cp < 0x10000 ? 1 : 2;
    units[0] = n == 1 ? cp : 0xD800 + ((cp - 0x10000) >> 10);
    units[1] = 0xDC00 + ((cp - 0x10000) & 0x3FF);
    for (int i = 0; i < n; i++) {
      const char low = (char)(units[i] & 255), high = (char)(units[i] >> 8), bytes[2] = {kind == 1 ? low : high, kind == 1 ? high : low};
      put(&out, bytes, 2);
    }
  }
  free(b->bytes);
  *b = out;
}

static void put_sheet(path folder, const sheet *s, const recipe *r) {
  const char *columns[24];
  size_t count = 0;
  for (size_t i = 0; i < s->count; i++)
    if (i < s->required || rnd(3)) columns[count++] = s->columns[i];
  for (size_t i = count; i > 1; i--) { /* in any order */
    const size_t k = rnd((uint32_t)i);
    const char *swap = columns[i - 1];
    columns[i - 1] = columns[k];
    columns[k] = swap;
  }
  size_t currency = SIZE_MAX;
  for (size_t i = 0; i < count; i++)
    if (strcmp(columns[i], "currency") == 0) currency = i;
  buffer out = {NULL, 0, 0};
  const char separator[2] = {r->separator, '\0'};
  if (r->bom) puts_to(&out, "\xEF\xBB\xBF");
  for (size_t i = 0; i < count; i++) {
    if (i) puts_to(&out, separator);
    puts_to(&out, strcmp(columns[i], "tie id") == 0 ? "id" : columns[i]);
  }
  end_line(&out, r);
  for (uint32_t row = 0; row < s->rows; row++) {
    static const char *const codes[] = {"DKK", "EUR", "JPY"}, *const amounts[] = {"100", "-3.50", "0", "12.00", "99999999"};
    const bool paid = rnd(4) == 0, yen = rnd(4) == 0;
    char value[200];
    for (size_t i = 0; i < count; i++) {
      const char *text = NULL;
      if (i) puts_to(&out, separator);
      if (strcmp(columns[i], "amount") == 0)
        text = !paid || currency == SIZE_MAX ? "" : chance(r->bad) ? "1,5" : yen ? "7" : amounts[rnd(COUNT(amounts))];
      else if (i == currency) text = !paid ? "" : chance(r->bad) ? "XYZ" : yen ? codes[2] : codes[rnd(2)];
      else text = value_for(columns[i], r, s->text, row, value);
      put_cell(&out, r, text);
    }
    break_line(&out, r);
    if (row + 1 < s->rows || !r->last_line_open) end_line(&out, r);
  }
  if (r->utf16 && !r->broken) to_utf16(&out, r->utf16);
  write_bytes(folder, s->file, &out);
  free(out.bytes);
}

static const char *const actor_columns[] = {"id",    "label", "kind", "sector", "level", "short",    "known",
                                            "start", "end",   "uri",  "note",   "own",   "label_en", "own 2"};
static const char *const text_columns[] = {"id", "label", "kind", "short", "start", "end", "uri", "note", "label_en"};
static const char *const tie_columns[] = {"from",     "to",        "type",  "tie id", "function", "scope", "amount",
                                          "currency", "programme", "start", "end",    "note",     "own"};

static void put_package(path folder, const recipe *r) {
  const sheet sheets[] = {{"actors.csv", actor_columns, COUNT(actor_columns), 1, false, r->actors},
                          {"texts.csv", text_columns, COUNT(text_columns), 1, true, r->texts},
                          {"ties.csv", tie_columns, COUNT(tie_columns), 3, false, r->ties}};
  for (int i = 0; i < COUNT(sheets); i++) put_sheet(folder, &sheets[i], r);
  buffer claims = {NULL, 0, 0};
  char line[64];
  puts_to(&claims, "about,stance,grade\n");
  for (uint32_t i = 0; i < r->claims; i++) {
    snprintf(line, sizeof line, "tie:t%u,%s,stated\n", 1 + rnd(r->ties + 1), rnd(2) ? "supports" : "");
    puts_to(&claims, line);
  }
  write_bytes(folder, "claims.csv", &claims);
  free(claims.bytes);
  if (rnd(2)) write_text(folder, "vocabulary.csv", "term,set,from_kinds,to_kinds\ncites it,tie,ngo|police|council|actor,\nodd,sector,,\n");
}

static recipe new_recipe(int round) {
  static const char separators[] = {',', ';', '\t'};
  static const uint32_t rates[] = {0, 0, 3, 30, 300};
  const bool good = round % 2 == 0;
  recipe r = {.actors = 1 + rnd(round % 9 ? 150 : 1500),
              .texts = rnd(40),
              .ties = rnd(round % 9 ? 300 : 4000),
              .claims = rnd(3) ? 0 : rnd(20),
              .bad = good ? 0 : rates[rnd(5)],
              .quoted = rates[rnd(5)],
              .foreign = rates[rnd(5)],
              .blank = rates[rnd(4)],
              .broken = good || rnd(2) ? 0 : rates[2 + rnd(2)],
              .duplicate = good ? 0 : rates[rnd(4)],
              .separator = separators[rnd(3)],
              .returns = rnd(4) == 0,
              .mixed = rnd(6) == 0,
              .bom = rnd(4) == 0,
              .last_line_open = rnd(3) == 0,
              .own_ids = rnd(2) == 0,
              .utf16 = rnd(6) == 0 ? 1 + (int)rnd(2) : 0};
  if (r.utf16) r.bom = false;
  return r;
}

START_TEST(made_up_packages_are_read_the_same_both_ways) {
  random_state = 0x9E3779B97F4A7C15u + (uint64_t)_i * 0x2545F4914F6CDD1Du;
  int good = 0;
  for (int round = 0; round < 30; round++) {
    const path folder = new_folder();
    const recipe r = new_recipe(round);
    char what[64];
    put_package(folder, &r);
    snprintf(what, sizeof what, "part %d, round %d", _i, round);
    good += compare_ways(folder, what);
    remove_folder(folder);
  }
  ck_assert_msg(good >= 3 && good < 30, "%d packages of 30 are good", good);
}
END_TEST

/* Random bytes of a good package are changed. */
START_TEST(damaged_packages_are_read_the_same_both_ways) {
  static const char damage[] = ",;\t\n\r\"\0\x80\xC3 at1-";
  random_state = 0xD1B54A32D192ED03u + (uint64_t)_i * 0x9E3779B97F4A7C15u;
  buffer actors = {NULL, 0, 0}, ties = {NULL, 0, 0};
  char line[128];
  puts_to(&actors, "id,kind,label,start\n");
  puts_to(&ties, "from,id,type,to,note\n");
  for (unsigned i = 0; i < 120; i++) {
    snprintf(line, sizeof line, "n%u,%s,Label %u,%s\n", i, i % 3 ? "ngo" : "court", i, i % 4 ? "" : "2001-01");
    puts_to(&actors, line);
    snprintf(line, sizeof line, "n%u,%s%u,%s,n%u,%s\n", rnd(120), i % 2 ? "x" : "t", i + 1, i % 5 ? "meets" : "refers", rnd(120),
             i % 9 ? "" : "a note");
    puts_to(&ties, line);
  }
  for (int round = 0; round < 60; round++) {
    const path folder = new_folder();
    buffer *hit = rnd(3) ? &ties : &actors;
    size_t at[4];
    char was[4];
    const uint32_t hits = 1 + rnd(4);
    for (uint32_t i = 0; i < hits; i++) {
      at[i] = rnd((uint32_t)hit->size);
      was[i] = hit->bytes[at[i]];
      hit->bytes[at[i]] = damage[rnd(sizeof damage - 1)];
    }
    write_bytes(folder, "actors.csv", &actors);
    write_bytes(folder, "ties.csv", &ties);
    compare_ways(folder, "a damaged package");
    for (uint32_t i = hits; i-- > 0;) hit->bytes[at[i]] = was[i];
    remove_folder(folder);
  }
  free(actors.bytes);
  free(ties.bytes);
}
END_TEST

/* Quotes, separators and line ends in random order, most of them invalid. */
START_TEST(random_quotes_are_read_the_same_both_ways) {
  static const char *const tokens[] = {"\"", "\"", "\"\"", ",", ",", "\n", "\r\n", "a", "b", "\",\"", "\"\n\"", "x,\"y\"\n", "\r"};
  random_state = 0xA0761D6478BD642Fu + (uint64_t)_i * 0x9E3779B97F4A7C15u;
  const path folder = new_folder();
  write_text(folder, "ties.csv", "from,to,type\n");
  for (int round = 0; round < 150; round++) {
    buffer actors = {NULL, 0, 0};
    puts_to(&actors, rnd(2) ? "id,label\n" : "id,label,note\n");
    for (uint32_t n = 1 + rnd(40); n; n--) puts_to(&actors, tokens[rnd((uint32_t)COUNT(tokens) - (round % 2 ? 1 : 0))]);
    write_bytes(folder, "actors.csv", &actors);
    compare_ways(folder, actors.bytes);
    free(actors.bytes);
  }
  remove_folder(folder);
}
END_TEST

static const struct {
  const char *what, *actors, *ties;
} small_cases[] = {
    {"an id that is another row's number, before it", "id\na\n", "from,to,type,id\na,a,meets,t3\na,a,meets,\na,a,meets,\na,a,meets,\n"},
    {"an id that is another row's number, behind it", "id\na\n", "from,to,type,id\na,a,meets,\na,a,meets,t1\na,a,meets,\n"},
    {"an id that is its own row's number", "id\na\n", "from,to,type,id\na,a,meets,t1\na,a,meets,x\na,a,meets,t3\na,a,meets,x\n"},
    {"the same new id twice in a batch", "id,kind\na,ngo\nb,ngo\na,ngo\nc,ngo\n", "from,to,type\na,b,meets\nb,c,meets\n"},
    {"a type that is used for the first time", "id\na\n", "from,to,type\na,a,meets\na,a,new\na,a,new\na,a,meets\na,x,newer\na,a,newer\n"},
    {"a wrong end", "id,kind\na,ngo\nb,police\n", "from,to,type\na,b,issues\na,b,meets\nb,a,assigns\n"},
    {"one column", "id\n\na\n\r\nb\n", "from,to,type\n"},
    {"blank lines at the end", "id\na\n\n\r\n\n", "from,to,type\na,a,meets\n\r\n\r\n"},
    {"a lone return at the end", "id\na\n\r", "from,to,type\na,a,meets\r\na,a,meets\r"},
    {"cells that only a return tells apart", "id,label\na,\r\nb,x\r\n\r,y\r\n", "from,to,type\na,b,meets\r\n"},
    {"quotes around cells", "\"id\",label\n\"a\",\"\"\n\"b\",\"x\"\r\n\"c\",\"\"\"\"\nd,\"\"\"\n\",\"\n\"e\",\"y,z\"\nf,\"\n",
     "from,to,type\n\"a\",b,\"meets\"\r\n"},
    {"quotes that only look like pairs",
     "id,label,note\n\"a,b\",c\nd,\",\"\n\"e\",\"\"\"\",\"\"\nf\",\"g,h\n\"i\"x,y,\"z\"\n\"j\",\"k\"\r,l\n", "from,to,type\n"},
    {"NFC and NFD", "id\ncaf\xC3\xA9\ncafe\xCC\x81\n", "from,to,type\ncafe\xCC\x81,caf\xC3\xA9,meets\n"},
    {"too few and too many cells", "id,label\na\nb,c,d\ne,f\n", "from,to,type\ne,e\ne,e,meets\ne,e,meets,x\ne,e,meets\n"},
    {"a quote that is never closed", "id,label\na,x\nb,\"y\nc,z\n", "from,to,type\na,a,meets\n"},
    {"an amount without currency", "id\na\n",
     "from,to,type,amount,currency\na,a,funds,1,DKK\na,a,funds,2,\na,a,funds,3,DKK\na,a,funds,x,DKK\n"},
    {"a period that ends before it starts", "id,start,end\na,2001,2000\nb,2000,2001\n",
     "from,to,type,start,end\nb,b,meets,2001,2000\nb,b,meets,2001,2001\n"},
};

START_TEST(small_packages_are_read_the_same_both_ways) {
  const path folder = new_folder();
  write_text(folder, "actors.csv", small_cases[_i].actors);
  write_text(folder, "ties.csv", small_cases[_i].ties);
  compare_ways(folder, small_cases[_i].what);
  remove_folder(folder);
}
END_TEST

/* Ids that are the generated ids of other rows, late in a table in which every row is otherwise simple. */
START_TEST(ids_that_look_generated_are_read_the_same_both_ways) {
  static const unsigned pairs[][2] = {{100, 101}, {100, 127}, {100, 100}, {100, 99}, {100, 190}, {100, 3}, {128, 129}, {192, 200}, {70, 0}};
  const unsigned *pair = pairs[_i];
  for (int second = 0; second < 3; second++) {
    const path folder = new_folder();
    buffer ties = {NULL, 0, 0};
    char line[64];
    puts_to(&ties, "from,id,type,to\n");
    for (unsigned row = 1; row <= 200; row++) {
      snprintf(line, sizeof line, "t%u", pair[1]);
      const char *id = row == pair[0] ? line : second == 1 && row == 90 ? "own" : second == 2 && row == 110 ? "own" : "";
      puts_to(&ties, "a,");
      puts_to(&ties, id);
      puts_to(&ties, ",meets,a\n");
    }
    write_text(folder, "actors.csv", "id\na\n");
    write_bytes(folder, "ties.csv", &ties);
    compare_ways(folder, line);
    free(ties.bytes);
    remove_folder(folder);
  }
}
END_TEST

/* Rows longer than the window that is scanned at once, and longer than the buffer, between short ones. */
START_TEST(long_rows_are_read_the_same_both_ways) {
  const path folder = new_folder();
  buffer actors = {NULL, 0, 0};
  char id[32];
  puts_to(&actors, "id,label\n");
  for (unsigned i = 0; i < 60; i++) {
    snprintf(id, sizeof id, "n%u,", i);
    puts_to(&actors, id);
    const size_t length = i % 6 == 2 ? 32750 + i : i % 20 == 19 ? 300000 : i;
    for (size_t k = 0; k < length; k++) puts_to(&actors, k % 1000 ? "x" : "\xC3\xA6");
    puts_to(&actors, "\n");
  }
  write_bytes(folder, "actors.csv", &actors);
  write_text(folder, "ties.csv", "from,to,type\nn1,n59,meets\n");
  ck_assert(compare_ways(folder, "long rows"));
  free(actors.bytes);
  remove_folder(folder);
}
END_TEST

/* ---- sparse columns ---- */

/* A column of a large table becomes sparse or dense as it is filled; its cells must not change. */
START_TEST(thinly_filled_columns_keep_their_cells) {
  enum { rows = 30000 };
  const path folder = new_folder();
  buffer ties = {NULL, 0, 0};
  char line[200], expected[32], cell[32];
  styr_map *map = NULL;
  puts_to(&ties, "from,to,type,note,programme,start,amount,currency,function\n");
  for (unsigned i = 0; i < rows; i++) {
    const bool first = i == 5, late = i > 20000, rare = i % 997 == 0;
    snprintf(line, sizeof line, "a,b,meets,%s%.0u,%s,%s,%s,%s,%s\n",
             first  ? "n"
             : late ? "m"
                    : "",
             first || late ? i : 0, rare ? "p" : "", i < 6000 ? "1999" : "", rare ? "12.5" : "", rare ? "DKK" : "", i % 3 ? "" : "f");
    puts_to(&ties, line);
  }
  write_text(folder, "actors.csv", "id\na\nb\n");
  write_bytes(folder, "ties.csv", &ties);
  ck_assert_int_eq(styr_package_read(folder.text, NULL, NULL, &map, NULL), STYR_OK);
  for (unsigned i = 0; i < rows; i++) {
    const bool first = i == 5, late = i > 20000, rare = i % 997 == 0;
    const styr_tie tie = styr_map_tie(map, i);
    snprintf(expected, sizeof expected, "%s%.0u", first ? "n" : late ? "m" : "", first || late ? i : 0);
    ck_assert_str_eq(styr_tie_note(map, tie), expected);
    ck_assert_str_eq(styr_tie_programme(map, tie), rare ? "p" : "");
    ck_assert_str_eq(styr_map_cell(map, STYR_TIES, i, "start", cell), i < 6000 ? "1999" : "");
    ck_assert_str_eq(styr_map_cell(map, STYR_TIES, i, "amount", cell), rare ? "12.50" : "");
    ck_assert_str_eq(styr_tie_function(map, tie), i % 3 ? "" : "f");
  }
  const styr_i_column *columns = map->tables[STYR_TIES].columns;
  ck_assert(!columns[TIE_FROM].rows && !columns[TIE_TYPE].rows && !columns[TIE_NOTE].rows && !columns[TIE_FUNCTION].rows);
  ck_assert(columns[TIE_PROGRAMME].rows && columns[TIE_AMOUNT].rows && !columns[TIE_SCOPE].cells);
  styr_map_free(map);
  free(ties.bytes);
  compare_ways(folder, "thin columns");
  remove_folder(folder);
}
END_TEST

/* ---- memory ---- */

typedef struct meter {
  long left, out;
} meter;

static void *meter_reallocate(void *ctx, void *ptr, size_t size) {
  meter *m = ctx;
  if (m->left-- <= 0) return NULL;
  m->out += !ptr;
  return realloc(ptr, size);
}

static void *meter_allocate(void *ctx, size_t size) {
  return meter_reallocate(ctx, NULL, size);
}

static void meter_release(void *ctx, void *ptr) {
  ((meter *)ctx)->out--;
  free(ptr);
}

START_TEST(reading_fast_survives_every_lack_of_memory) {
  const path folder = new_folder();
  recipe r = {.actors = 90, .texts = 3, .ties = 200, .quoted = 30, .foreign = 30, .separator = ',', .own_ids = true};
  random_state = 77;
  put_package(folder, &r);
  bool done = false;
  for (long left = 0; !done; left++) {
    meter m = {left, 0};
    const styr_allocator a = {&m, meter_allocate, meter_reallocate, meter_release};
    styr_map *map = NULL;
    const styr_i_package_way way = {0, 900};
    const styr_status status = styr_i_package_read(folder.text, &a, NULL, &map, &way, NULL);
    done = status == STYR_OK;
    ck_assert_msg(done || (status == STYR_ERR_NOMEM && !map), "%s after %ld", styr_status_name(status), left);
    styr_map_free(map);
    ck_assert_int_eq(m.out, 0);
  }
  remove_folder(folder);
}
END_TEST

/* Columns change between sparse and dense while allocations fail. */
START_TEST(thin_columns_survive_every_lack_of_memory) {
  const path folder = new_folder();
  buffer ties = {NULL, 0, 0};
  char line[64];
  puts_to(&ties, "from,to,type,note,programme,function\n");
  for (unsigned i = 0; i < 12000; i++) {
    snprintf(line, sizeof line, "a,a,meets,%s,%s,%s\n", i > 8000 ? "n" : "", i % 500 ? "" : "p", i == 7 ? "f" : "");
    puts_to(&ties, line);
  }
  write_text(folder, "actors.csv", "id\na\n");
  write_bytes(folder, "ties.csv", &ties);
  bool done = false;
  for (long left = 0; !done; left++) {
    meter m = {left, 0};
    const styr_allocator a = {&m, meter_allocate, meter_reallocate, meter_release};
    styr_map *map = NULL;
    const styr_status status = styr_package_read(folder.text, &a, NULL, &map, NULL);
    done = status == STYR_OK;
    ck_assert_msg(done || (status == STYR_ERR_NOMEM && !map), "%s after %ld", styr_status_name(status), left);
    if (done) ck_assert(map->tables[STYR_TIES].columns[TIE_PROGRAMME].rows && map->tables[STYR_TIES].columns[TIE_FUNCTION].rows);
    styr_map_free(map);
    ck_assert_int_eq(m.out, 0);
  }
  free(ties.bytes);
  remove_folder(folder);
}
END_TEST

/* ---- strings ---- */

START_TEST(strings_are_found_many_at_once_as_one_by_one) {
  styr_i_strings s;
  ck_assert(styr_i_strings_init(&s, &styr_i_libc));
  static char texts[4000][64 + STYR_I_SLACK];
  random_state = 99;
  for (unsigned i = 0; i < 4000; i++) {
    const int length = (int)rnd(40);
    snprintf(texts[i], sizeof texts[i], "%.*s%u", length, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", i / 2);
  }
  for (unsigned i = 0; i < 4000; i += 3) {
    const uint32_t id = styr_i_intern(&s, texts[i], strlen(texts[i]));
    ck_assert_uint_ne(id, STYR_I_NOSTR);
    if (id % 5 == 4) styr_i_mark(&s, id, id + 7);
  }
  for (unsigned from = 0; from < 4000; from += 50) {
    styr_i_search searches[STYR_I_BATCH];
    for (unsigned i = 0; i < 50; i++) searches[i].text = (styr_i_slice){texts[from + i], strlen(texts[from + i])};
    searches[49].text.length = 0;
    styr_i_strings_find_many(&s, searches, 50);
    for (unsigned i = 0; i < 50; i++) {
      const uint32_t id = styr_i_strings_find(&s, searches[i].text.text, searches[i].text.length);
      ck_assert_uint_eq(searches[i].id, id);
      ck_assert_uint_eq(searches[i].mark, id != STYR_I_NOSTR && id % 5 == 4 ? id + 7 : 0);
    }
    ck_assert_uint_eq(searches[49].id, 0);
    const styr_i_slice first = searches[0].text;
    const uint32_t id = styr_i_intern_print(&s, first.text, first.length, searches[0].print);
    ck_assert_uint_eq(id, styr_i_strings_find(&s, first.text, first.length));
    ck_assert_str_eq(styr_i_str(&s, id), texts[from]);
    ck_assert_uint_eq(styr_i_strlen(&s, id), first.length);
    if (id % 5 == 4) styr_i_mark(&s, id, id + 7);
  }
  styr_i_strings_done(&s);
}
END_TEST

START_TEST(long_strings_lie_among_short_ones) {
  styr_i_strings s;
  ck_assert(styr_i_strings_init(&s, &styr_i_libc));
  static const size_t lengths[] = {5000, 3, 100000, 1, 70u << 20, 2, 5 << 20, 4};
  uint32_t ids[COUNT(lengths)];
  char *text = malloc(70u << 20);
  memset(text, 'x', 70u << 20);
  for (int i = 0; i < COUNT(lengths); i++) ids[i] = styr_i_intern(&s, text, lengths[i]);
  for (int i = 0; i < COUNT(lengths); i++) {
    ck_assert_uint_eq(styr_i_strlen(&s, ids[i]), lengths[i]);
    ck_assert_uint_eq(strlen(styr_i_str(&s, ids[i])), lengths[i]);
    ck_assert_uint_eq(styr_i_strings_find(&s, text, lengths[i]), ids[i]);
  }
  free(text);
  styr_i_strings_done(&s);
}
END_TEST

SUITE("batch", tcase_set_timeout(t, 300); tcase_add_test(t, every_kernel_sees_what_a_loop_over_bytes_sees);
      tcase_add_test(t, every_kernel_knows_each_byte_at_each_place);
      tcase_add_loop_test(t, made_up_packages_are_read_the_same_both_ways, 0, 12);
      tcase_add_loop_test(t, damaged_packages_are_read_the_same_both_ways, 0, 4);
      tcase_add_loop_test(t, random_quotes_are_read_the_same_both_ways, 0, 6);
      tcase_add_loop_test(t, small_packages_are_read_the_same_both_ways, 0, COUNT(small_cases));
      tcase_add_loop_test(t, ids_that_look_generated_are_read_the_same_both_ways, 0, 9);
      tcase_add_test(t, long_rows_are_read_the_same_both_ways); tcase_add_test(t, thinly_filled_columns_keep_their_cells);
      tcase_add_test(t, reading_fast_survives_every_lack_of_memory); tcase_add_test(t, thin_columns_survive_every_lack_of_memory);
      tcase_add_test(t, strings_are_found_many_at_once_as_one_by_one); tcase_add_test(t, long_strings_lie_among_short_ones);)

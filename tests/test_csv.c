/* SPDX-License-Identifier: MIT */
/* lib/io/sheet/csv.c and lib/io/bytes.c: the records that the scanner makes of bytes. Results are compared as one text, one line
 * per record: `line<cell><cell>` for a good one, `line!cell why` for a bad one. Every small input is read twice, from a file and
 * byte by byte from a socket, because the scanner may have to stop anywhere to read more. Random input is also parsed by a second,
 * much simpler scanner that implements RFC 4180 without buffers. */
#include "suite.h"

#include "io/io_i.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static uint64_t random_state;

static uint32_t rnd(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 33) % below;
}

static void put(styr_buffer *b, const char *bytes, size_t size) {
  const styr_sink sink = styr_buffer_sink(b);
  if (sink.write(sink.ctx, bytes, size) != 0) ck_abort_msg("out of memory");
}

static void puts_to(styr_buffer *b, const char *text) {
  put(b, text, strlen(text));
}

/* ---- inputs ---- */

static int file_of(const char *bytes, size_t size) {
  char path[] = "/tmp/styr-csv-XXXXXX";
  const int fd = mkstemp(path);
  if (fd < 0 || unlink(path) != 0) ck_abort_msg("no temporary file");
  for (size_t done = 0; done < size;) {
    const ssize_t n = write(fd, bytes + done, size - done);
    if (n <= 0) ck_abort_msg("cannot fill the temporary file");
    done += (size_t)n;
  }
  if (lseek(fd, 0, SEEK_SET) != 0) ck_abort_msg("cannot rewind");
  return fd;
}

/* A packet socket gives one packet per read: here one byte. */
static int drip_of(const char *bytes, size_t size) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0) ck_abort_msg("no socket");
  for (size_t i = 0; i < size; i++)
    if (send(ends[1], bytes + i, 1, 0) != 1) ck_abort_msg("cannot fill the socket");
  close(ends[1]);
  return ends[0];
}

/* ---- records ---- */

static void put_record(styr_buffer *out, const styr_i_csv *csv) {
  char line[32];
  snprintf(line, sizeof line, "%llu", (unsigned long long)csv->line);
  puts_to(out, line);
  for (size_t i = 0; i < csv->count; i++) {
    puts_to(out, "<");
    put(out, csv->cells[i].text, csv->cells[i].length);
    puts_to(out, ">");
  }
  puts_to(out, "\n");
}

/* `most` stops a scanner that does not end. */
static char *scanned(int fd, size_t most) {
  styr_buffer out = STYR_BUFFER_INIT;
  styr_i_csv csv;
  styr_i_csv_open(&csv, &styr_i_libc, fd, NULL);
  puts_to(&out, "");
  for (size_t i = 0;; i++) {
    const styr_i_csv_result r = styr_i_csv_next(&csv);
    if (r == CSV_END) break;
    if (r != CSV_RECORD && r != CSV_BAD && r != CSV_STOP) ck_abort_msg("the scanner says %d", (int)r);
    if (i > most) ck_abort_msg("the scanner does not end");
    if (r == CSV_RECORD) {
      put_record(&out, &csv);
      continue;
    }
    char line[160];
    snprintf(line, sizeof line, "%llu!%zu %s%s\n", (unsigned long long)csv.line, csv.bad_cell, r == CSV_STOP ? "stop: " : "", csv.why);
    puts_to(&out, line);
    if (r == CSV_STOP) break;
  }
  styr_i_csv_close(&csv);
  return out.bytes;
}

#define QUOTE_INSIDE "a quote stands inside an unquoted cell\n"
#define AFTER_QUOTE  "text after a closing quote\n"
#define BARE_RETURN  "a carriage return without line feed stands outside quotes\n"
#define NEVER_CLOSED "stop: a quote is opened and never closed\n"
#define BYTES(text)  text, sizeof(text) - 1

static const struct {
  const char *bytes;
  size_t size;
  const char *records;
} tables[] = {{BYTES(""), ""},
              {BYTES("\n\r\n\n"), ""},
              {BYTES("a"), "1<a>\n"},
              {BYTES("a,b"), "1<a><b>\n"},
              {BYTES("a,b\n"), "1<a><b>\n"},
              {BYTES("a,b\r\nc,d\r\n"), "1<a><b>\n2<c><d>\n"},
              {BYTES("a,b\nc,d\r\ne,f"), "1<a><b>\n2<c><d>\n3<e><f>\n"},
              {BYTES("a,\n,b\n,\n"), "1<a><>\n2<><b>\n3<><>\n"},
              {BYTES("a,b,"), "1<a><b><>\n"},
              {BYTES("\"\""), "1<>\n"},
              {BYTES("\"\",\"\"\n"), "1<><>\n"},
              {BYTES("\"a\"\r\n\"b\"\r\n"), "1<a>\n2<b>\n"},
              {BYTES("\"a,b\",c\n"), "1<a,b><c>\n"},
              {BYTES("\"a\"\"b\",\"\"\"\"\n"), "1<a\"b><\">\n"},
              {BYTES("\"\"\"a\"\"\",x"), "1<\"a\"><x>\n"},
              {BYTES("\"a\nb\",c\nd,e\n"), "1<a\nb><c>\n3<d><e>\n"},
              {BYTES("\"a\r\n\r\nb\",c\r\nd,e"), "1<a\r\n\r\nb><c>\n4<d><e>\n"},
              {BYTES("\"a\rb\",c\n"), "1<a\rb><c>\n"},
              {BYTES("\n\na,b\n\n\r\nc,d\n\n"), "3<a><b>\n6<c><d>\n"},
              {BYTES("a;b\nc,d;e\n"), "1<a><b>\n2<c,d><e>\n"},
              {BYTES("a\tb\nc,d;\te\n"), "1<a><b>\n2<c,d;><e>\n"},
              {BYTES("a,b;c\n"), "1<a><b;c>\n"},
              {BYTES("a;b\tc\n"), "1<a><b\tc>\n"},
              {BYTES("a\tb,c\n"), "1<a\tb><c>\n"},
              {BYTES("\"x,y,z\";b\n\"c;d\";e\n"), "1<x,y,z><b>\n2<c;d><e>\n"},
              {BYTES("\"a\n,,,\";b\n"), "1<a\n,,,><b>\n"},
              {BYTES("a\nb;c;d\n"), "1<a>\n2<b;c;d>\n"},
              {BYTES(" a , b\n"), "1< a >< b>\n"},
              {BYTES("\xEF\xBB\xBF"
                     "a,b\n"),
               "1<a><b>\n"},
              {BYTES("\xEF\xBB\xBF\"a\",b\n"), "1<a><b>\n"},
              {BYTES("\xEF\xBB\xBF"), ""},
              {BYTES("a\xEF\xBB\xBF,b\n"), "1<a\xEF\xBB\xBF><b>\n"},
              {BYTES("\xC3\xA6,\xF0\x9F\x98\x80\n"), "1<\xC3\xA6><\xF0\x9F\x98\x80>\n"},
              /* errors, with the first line of the record and the cell; reading continues after it */
              {BYTES("a,b\"c,d\nx\n"), "1!1 " QUOTE_INSIDE "2<x>\n"},
              {BYTES("a,\"b\"c,d\nx\n"), "1!1 " AFTER_QUOTE "2<x>\n"},
              {BYTES("a,\"b\" ,d\nx\n"), "1!1 " AFTER_QUOTE "2<x>\n"},
              {BYTES("a,b\rc\nx\n"), "1!1 " BARE_RETURN "2<x>\n"},
              {BYTES("a,b\r"), "1!1 " BARE_RETURN},
              {BYTES("\r"), "1!0 " BARE_RETURN},
              {BYTES("\ra\n"), "1!0 " BARE_RETURN},
              {BYTES("a,\"b\"\rc\nx\n"), "1!1 " BARE_RETURN "2<x>\n"},
              {BYTES("a,\"b\"\r"), "1!1 " BARE_RETURN},
              {BYTES("\"a\n\nb\",c\"\nx\n"), "1!1 " QUOTE_INSIDE "4<x>\n"},
              {BYTES("a\n\"b\n\"c\"\nx\n"), "1<a>\n2!0 " AFTER_QUOTE "4<x>\n"},
              {BYTES("a,b\n\nc,\"d\ne,f\n"), "1<a><b>\n3!1 " NEVER_CLOSED},
              {BYTES("\""), "1!0 " NEVER_CLOSED},
              {BYTES("a,\"b\"\""), "1!1 " NEVER_CLOSED},
              {BYTES("a\"b,\"c\nd"), "1!0 " QUOTE_INSIDE},
              {BYTES("a,b\0c\nx\n"), "1!1 a NUL byte\n2<x>\n"},
              {BYTES("a,\"b\0\"\nx\n"), "1!1 a NUL byte\n2<x>\n"},
              {BYTES("a,b\xC3\nx\n"), "1!1 ill-formed UTF-8\n2<x>\n"},
              {BYTES("\xED\xA0\x80,a\nx\n"), "1!0 ill-formed UTF-8\n2<x>\n"},
              {BYTES("a\xFF,b\"c\nx\n"), "1!0 ill-formed UTF-8\n2<x>\n"},
              {BYTES("a,b\"c,\xFF\nx\n"), "1!1 " QUOTE_INSIDE "2<x>\n"},
              {BYTES("a,b\"\xFF,c\nx\n"), "1!1 " QUOTE_INSIDE "2<x>\n"},
              {BYTES("\xFE"
                     "a\n"),
               "1!0 ill-formed UTF-8\n"},
              /* UTF-16 */
              {BYTES("\xFF\xFE"
                     "a\0,\0b\0\n\0"),
               "1<a><b>\n"},
              {BYTES("\xFE\xFF"
                     "\0a\0,\0b\0\n"),
               "1<a><b>\n"},
              {BYTES("\xFF\xFE"), ""},
              {BYTES("\xFE\xFF"), ""},
              {BYTES("\xFF\xFE"
                     "a\0\r\0\n\0b\0"),
               "1<a>\n2<b>\n"},
              {BYTES("\xFF\xFE\xE6\0,\0\xAC\x20"), "1<\xC3\xA6><\xE2\x82\xAC>\n"},
              {BYTES("\xFF\xFE\x3D\xD8\x00\xDE"), "1<\xF0\x9F\x98\x80>\n"},
              {BYTES("\xFE\xFF\xD8\x3D\xDE\x00"), "1<\xF0\x9F\x98\x80>\n"},
              {BYTES("\xFF\xFE\x3D\xD8"
                     "a\0\n\0b\0\n\0"),
               "1!0 ill-formed UTF-16\n2<b>\n"},
              {BYTES("\xFF\xFE\x3D\xD8\x3D\xD8\x00\xDE\n\0b\0"), "1!0 ill-formed UTF-16\n2<b>\n"},
              {BYTES("\xFF\xFE"
                     "a\0,\0\x00\xDE\n\0b\0"),
               "1!1 ill-formed UTF-16\n2<b>\n"},
              {BYTES("\xFF\xFE"
                     "a\0,\0\x3D\xD8"),
               "1!1 ill-formed UTF-16\n"},
              {BYTES("\xFF\xFE"
                     "a\0,\0b"),
               "1!1 ill-formed UTF-16\n"},
              {BYTES("\xFF\xFE"
                     "a\0\0\0\n\0b\0"),
               "1!0 a NUL byte\n2<b>\n"},
              {BYTES("\xFF\xFE"
                     "a\0;\0b\0\n\0"
                     "c\0,\0;\0\n\0"),
               "1<a><b>\n2<c,><>\n"}};

START_TEST(table_is_parted_into_records_and_cells) {
  char *got = scanned(file_of(tables[_i].bytes, tables[_i].size), 100);
  ck_assert_str_eq(got, tables[_i].records);
  free(got);
}
END_TEST

START_TEST(table_that_comes_byte_by_byte_reads_the_same) {
  char *got = scanned(drip_of(tables[_i].bytes, tables[_i].size), 100);
  ck_assert_str_eq(got, tables[_i].records);
  free(got);
}
END_TEST

/* When the columns are known, their names determine the separator, not the number of separators. */
START_TEST(separator_is_told_by_the_names_of_the_columns) {
  static const struct {
    const char *header;
    char separator;
  } headers[] = {{"from,to,type", ','},
                 {"from;to;type", ';'},
                 {"from\tto\ttype\r", '\t'},
                 {"from,to,a;b;c;d;e;f;g", ','},
                 {"from;to;a,b,c,d,e", ';'},
                 {"\"from\"\t\"to\"\ta,b,c,d", '\t'},
                 {"x;y;z,from", ','},
                 {"x,y,z;from", ';'},
                 {"x;y,z", ','},
                 {"x;y;z,u", ';'},
                 {"\"from,to,type\";x", ';'},
                 {"from", ','},
                 {"FROM;TO,TYPE,ID", ','}};
  for (int i = 0; i < COUNT(headers); i++) {
    styr_buffer file = STYR_BUFFER_INIT;
    puts_to(&file, headers[i].header);
    puts_to(&file, "\n");
    styr_i_csv csv;
    styr_i_csv_open(&csv, &styr_i_libc, file_of(file.bytes, file.size), &styr_i_schemas[STYR_TIES]);
    ck_assert_int_eq(styr_i_csv_next(&csv), CSV_RECORD);
    ck_assert_msg(csv.separator == headers[i].separator, "%s: parted by '%c'", headers[i].header, csv.separator);
    styr_i_csv_close(&csv);
    styr_buffer_free(&file);
  }
}
END_TEST

/* ---- large fields and many rows ---- */

enum { block = 1 << 18 }; /* how much the scanner reads at once */

static char *filled(char with, size_t size) {
  char *text = malloc(size + 1);
  ck_assert_ptr_nonnull(text);
  memset(text, with, size);
  text[size] = '\0';
  return text;
}

static void expect_one_large_row(const char *before, size_t size, const char *after, const char *undoubled, const char *next) {
  styr_buffer file = STYR_BUFFER_INIT, expected = STYR_BUFFER_INIT;
  char *large = filled('x', size);
  puts_to(&file, before);
  puts_to(&file, large);
  puts_to(&file, after);
  puts_to(&expected, "1<h><i>\n2<");
  puts_to(&expected, large);
  puts_to(&expected, undoubled);
  puts_to(&expected, next);
  char *got = scanned(file_of(file.bytes, file.size), 100);
  if (strcmp(got, expected.bytes) != 0) ck_abort_msg("%zu bytes before %s", size, after);
  free(got);
  free(large);
  styr_buffer_free(&file);
  styr_buffer_free(&expected);
}

START_TEST(field_that_ends_at_the_edge_of_the_buffer_is_whole) {
  for (size_t size = block - 16; size <= block + 8; size++) {
    expect_one_large_row("h,i\n", size, ",z\nend,row\n", "", "><z>\n3<end><row>\n");
    expect_one_large_row("h,i\r\n", size, ",z\r\nend,row", "", "><z>\n3<end><row>\n");
    expect_one_large_row("h,i\n\"", size, "\"\"y\",z\nend,row\n", "\"y", "><z>\n3<end><row>\n");
    expect_one_large_row("h,i\r\n\"", size, "\",\"\"\r\nend,row\r\n", "", "><>\n3<end><row>\n");
    expect_one_large_row("h,i\n\"", size, "\n\",z\r\n\r\nend,row\r\n", "\n", "><z>\n5<end><row>\n");
    expect_one_large_row("h,i\n\"", size, "\"\"\"\"\",z", "\"\"", "><z>\n");
  }
}
END_TEST

START_TEST(blank_line_at_the_edge_of_the_buffer_is_no_record) {
  for (size_t size = block - 16; size <= block + 8; size++) {
    expect_one_large_row("h,i\r\n", size, ",z\r\n\r\n\r\nend,row\r\n", "", "><z>\n5<end><row>\n");
    expect_one_large_row("h,i\r\n", size, ",\r\n\r\n", "", "><>\n");
  }
}
END_TEST

START_TEST(problem_at_the_edge_of_the_buffer_is_seen) {
  for (size_t size = block - 16; size <= block + 8; size++) {
    char *large = filled('x', size);
    styr_buffer file = STYR_BUFFER_INIT;
    puts_to(&file, "h,i\n\"");
    puts_to(&file, large);
    puts_to(&file, size % 3 == 0 ? "\" ,z\nend,row" : size % 3 == 1 ? "\"\r,z\nend,row" : "\"y\",z\nend,row");
    char *got = scanned(file_of(file.bytes, file.size), 100);
    ck_assert_str_eq(got, size % 3 == 1 ? "1<h><i>\n2!0 " BARE_RETURN "3<end><row>\n" : "1<h><i>\n2!0 " AFTER_QUOTE "3<end><row>\n");
    free(got);
    free(large);
    styr_buffer_free(&file);
  }
}
END_TEST

START_TEST(field_of_several_megabytes_is_whole) {
  expect_one_large_row("h,i\n", 5u << 20, ",z\nend,row\n", "", "><z>\n3<end><row>\n");
  expect_one_large_row("h,i\n\"", 5u << 20, "\"\"\",z\nend,row\n", "\"", "><z>\n3<end><row>\n");
}
END_TEST

START_TEST(many_rows_keep_their_cells_and_lines) {
  enum { many = 60000 };
  styr_buffer file = STYR_BUFFER_INIT, expected = STYR_BUFFER_INIT;
  unsigned line = 1;
  for (unsigned i = 0; i < many; i++) {
    char row[80];
    const bool wrapped = i % 7 == 3;
    snprintf(row, sizeof row, wrapped ? "%u,\"a\n\"\"%u\"\"\",\"\"\r\n" : "%u,plain %u,\n", i, i * i);
    puts_to(&file, row);
    snprintf(row, sizeof row, wrapped ? "%u<%u><a\n\"%u\"><>\n" : "%u<%u><plain %u><>\n", line, i, i * i);
    puts_to(&expected, row);
    line += 1 + wrapped;
  }
  char *got = scanned(file_of(file.bytes, file.size), many + 1);
  ck_assert_msg(strcmp(got, expected.bytes) == 0, "rows differ");
  free(got);
  styr_buffer_free(&file);
  styr_buffer_free(&expected);
}
END_TEST

START_TEST(row_of_many_cells_is_whole) {
  enum { many = 100000 };
  styr_buffer file = STYR_BUFFER_INIT;
  for (int i = 0; i < many; i++) puts_to(&file, i ? ",ab" : "ab");
  styr_i_csv csv;
  styr_i_csv_open(&csv, &styr_i_libc, file_of(file.bytes, file.size), NULL);
  ck_assert_int_eq(styr_i_csv_next(&csv), CSV_RECORD);
  ck_assert_uint_eq(csv.count, many);
  for (size_t i = 0; i < many; i++)
    if (csv.cells[i].length != 2 || memcmp(csv.cells[i].text, "ab", 2) != 0) ck_abort_msg("cell %zu differs", i);
  ck_assert_int_eq(styr_i_csv_next(&csv), CSV_END);
  ck_assert_int_eq(styr_i_csv_next(&csv), CSV_END);
  styr_i_csv_close(&csv);
  styr_buffer_free(&file);
}
END_TEST

/* Both byte orders, longer than the decoder's block, with surrogate pairs across block boundaries. */
START_TEST(long_utf16_file_is_decoded_across_its_blocks) {
  for (int big = 0; big < 2; big++) {
    styr_buffer file = STYR_BUFFER_INIT, expected = STYR_BUFFER_INIT;
    put(&file, big ? "\xFE\xFF" : "\xFF\xFE", 2);
    puts_to(&expected, "1<");
    for (int i = 0; i < 100000; i++) {
      const bool pair = i % 5 < 2;
      const char *little = pair ? "\x3D\xD8\x00\xDE" : "x\0";
      for (int k = 0; k < (pair ? 4 : 2); k += 2) {
        const char unit[2] = {little[k + (big ? 1 : 0)], little[k + (big ? 0 : 1)]};
        put(&file, unit, 2);
      }
      puts_to(&expected, pair ? "\xF0\x9F\x98\x80" : "x");
    }
    puts_to(&expected, ">\n");
    char *got = scanned(file_of(file.bytes, file.size), 10);
    ck_assert_msg(strcmp(got, expected.bytes) == 0, "decoded text differs, %s", big ? "big endian" : "little endian");
    free(got);
    styr_buffer_free(&file);
    styr_buffer_free(&expected);
  }
}
END_TEST

/* ---- random tables ---- */

static void random_cell(styr_buffer *cell) {
  static const char *const parts[] = {"a", ",", "\"", "\n", "\r", "\r\n", ";", "\t", " ", "'", "=", "\xC3\xA6", "\xF0\x9F\x98\x80", "word"};
  for (uint32_t n = rnd(5); n; n--) puts_to(cell, parts[rnd(COUNT(parts))]);
}

START_TEST(written_table_is_read_back_equal) {
  random_state = 0x9E3779B97F4A7C15u;
  for (int round = 0; round < 2000; round++) {
    styr_buffer file = STYR_BUFFER_INIT, expected = STYR_BUFFER_INIT;
    const uint32_t columns = 2 + rnd(6), rows = 1 + rnd(12); /* a single column cannot have an empty cell: a blank line is not a record */
    unsigned line = 1;
    for (uint32_t r = 0; r < rows; r++) {
      char start[16];
      snprintf(start, sizeof start, "%u", line);
      puts_to(&expected, start);
      for (uint32_t c = 0; c < columns; c++) {
        styr_buffer cell = STYR_BUFFER_INIT;
        if (r == 0) puts_to(&cell, "column"); /* the header determines the separator */
        else random_cell(&cell);
        const styr_sink sink = styr_buffer_sink(&file);
        styr_i_out o = {.sink = &sink, .first = true};
        if (c) styr_i_put(&o, ",");
        styr_i_csv_field(&o, cell.bytes ? cell.bytes : "", cell.size);
        puts_to(&expected, "<");
        put(&expected, cell.bytes ? cell.bytes : "", cell.size);
        puts_to(&expected, ">");
        for (size_t i = 0; i < cell.size; i++) line += cell.bytes[i] == '\n';
        styr_buffer_free(&cell);
      }
      puts_to(&file, "\n");
      puts_to(&expected, "\n");
      line++;
    }
    char *got = scanned(file_of(file.bytes, file.size), 100);
    if (strcmp(got, expected.bytes) != 0) ck_abort_msg("wrote\n%s\nexpected\n%s\ngot\n%s", file.bytes, expected.bytes, got);
    free(got);
    styr_buffer_free(&file);
    styr_buffer_free(&expected);
  }
}
END_TEST

/* ---- random bytes, and a simple reference scanner ---- */

typedef struct judge {
  const char *bytes;
  size_t size, at, line;
  char separator;
  styr_buffer out; /* records up to the first bad one, which is written as `line!` */
} judge;

static bool line_ends(const judge *j) {
  return j->at == j->size || j->bytes[j->at] == '\n' || (j->bytes[j->at] == '\r' && j->at + 1 < j->size && j->bytes[j->at + 1] == '\n');
}

static void judge_separator(judge *j) {
  size_t comma = 0, semicolon = 0, tab = 0;
  bool quoted = false;
  for (size_t i = j->at; i < j->size && (quoted || j->bytes[i] != '\n'); i++) {
    quoted ^= j->bytes[i] == '"';
    comma += !quoted && j->bytes[i] == ',';
    semicolon += !quoted && j->bytes[i] == ';';
    tab += !quoted && j->bytes[i] == '\t';
  }
  j->separator = comma >= semicolon && comma >= tab ? ',' : semicolon >= tab ? ';' : '\t';
}

/* One cell; false when it is ill-formed. */
static bool judge_cell(judge *j) {
  const bool quoted = j->at < j->size && j->bytes[j->at] == '"';
  puts_to(&j->out, "<");
  j->at += quoted;
  for (;; j->at++) {
    if (quoted && j->at == j->size) return false;
    if (!quoted && (line_ends(j) || j->bytes[j->at] == j->separator)) break;
    const char c = j->bytes[j->at];
    if (c == '\0' || c == '\xC3') return false; /* 0xC3 alone is not UTF-8 */
    if (!quoted && (c == '"' || c == '\r')) return false;
    if (quoted && c == '"') {
      j->at++;
      if (line_ends(j) || j->bytes[j->at] == j->separator) break;
      if (j->bytes[j->at] != '"') return false;
    }
    j->line += c == '\n';
    put(&j->out, &c, 1);
  }
  puts_to(&j->out, ">");
  return true;
}

static void judge_all(judge *j) {
  j->line = 1;
  puts_to(&j->out, "");
  while (j->at < j->size) {
    const size_t before = j->out.size, record_line = j->line;
    bool good = true;
    if (!line_ends(j)) {
      if (!j->separator) judge_separator(j);
      char start[24];
      snprintf(start, sizeof start, "%zu", record_line);
      puts_to(&j->out, start);
      while ((good = judge_cell(j)) && !line_ends(j)) j->at++; /* the separator */
      puts_to(&j->out, "\n");
    }
    if (!good) {
      j->out.size = before;
      char bad[24];
      snprintf(bad, sizeof bad, "%zu!", record_line);
      puts_to(&j->out, bad);
      return;
    }
    if (j->at < j->size) j->at += j->bytes[j->at] == '\r' ? 2 : 1;
    j->line++;
  }
}

static void random_bytes_judged(int rounds, int (*source)(const char *, size_t)) {
  static const char letters[] = {'a', ',', '"', '\n', '\r', ';', '\t', '\xC3', '\0'};
  for (int round = 0; round < rounds; round++) {
    char bytes[60];
    const size_t size = rnd(61);
    const uint32_t kinds = round % 2 ? COUNT(letters) : 7; /* every other file has no bytes that are never valid */
    for (size_t i = 0; i < size; i++) bytes[i] = letters[rnd(kinds)];
    judge j = {.bytes = bytes, .size = size};
    judge_all(&j);
    char *got = scanned(source(bytes, size), 200);
    const bool bad = j.out.size && j.out.bytes[j.out.size - 1] == '!';
    if (bad ? strncmp(got, j.out.bytes, j.out.size) != 0 : strcmp(got, j.out.bytes) != 0) {
      for (size_t i = 0; i < size; i++) bytes[i] = bytes[i] ? bytes[i] : '0';
      ck_abort_msg("of %zu bytes\n%.*s\nexpected\n%s\ngot\n%s", size, (int)size, bytes, j.out.bytes, got);
    }
    free(got);
    styr_buffer_free(&j.out);
  }
}

START_TEST(random_bytes_are_read_as_the_judge_reads_them) {
  random_state = 0xD1B54A32D192ED03u;
  random_bytes_judged(20000, file_of);
}
END_TEST

START_TEST(random_bytes_that_drip_are_read_as_the_judge_reads_them) {
  random_state = 0x2545F4914F6CDD1Du;
  random_bytes_judged(4000, drip_of);
}
END_TEST

/* After a UTF-16 byte order mark the bytes are arbitrary: the scanner must end, and every cell that it accepts must be UTF-8. */
START_TEST(random_utf16_ends_and_gives_only_utf8) {
  random_state = 0x94D049BB133111EBu;
  for (int round = 0; round < 5000; round++) {
    static const unsigned char letters[] = {0, 0, 0, 'a', ',', '"', '\n', '\r', 0xD8, 0xDC, 0xDF, 0xFF};
    char bytes[62] = {(char)(round % 2 ? 0xFF : 0xFE), (char)(round % 2 ? 0xFE : 0xFF)};
    const size_t size = 2 + rnd(60);
    for (size_t i = 2; i < size; i++) bytes[i] = (char)letters[rnd(COUNT(letters))];
    char *whole = scanned(file_of(bytes, size), 200), *drip = scanned(drip_of(bytes, size), 200);
    if (!styr_i_utf8_valid(whole, strlen(whole))) ck_abort_msg("round %d: not UTF-8", round);
    if (strcmp(whole, drip) != 0) ck_abort_msg("round %d: whole\n%s\nbyte by byte\n%s", round, whole, drip);
    free(whole);
    free(drip);
  }
}
END_TEST

/* ---- system failures ---- */

START_TEST(folder_cannot_be_read_as_a_table) {
  styr_i_csv csv;
  styr_i_csv_open(&csv, &styr_i_libc, open("/tmp", O_RDONLY | O_DIRECTORY), NULL);
  ck_assert_int_eq(styr_i_csv_next(&csv), CSV_IO);
  styr_i_csv_close(&csv);
  styr_i_csv_close(&csv); /* closing twice is harmless */
}
END_TEST

static void *fail_at(void *ctx, void *ptr, size_t size) {
  int *left = ctx;
  return (*left)-- > 0 ? realloc(ptr, size) : NULL;
}

static void *fail_allocate(void *ctx, size_t size) {
  return fail_at(ctx, NULL, size);
}

static void fail_release(void *ctx, void *ptr) {
  (void)ctx;
  free(ptr);
}

START_TEST(scanner_without_memory_says_so) {
  bool done = false;
  char *large = filled('x', 3 * block);
  memcpy(large, "a,b,\"c\",d,e,f,g,h,i,j,k\n\"", 25);
  large[3 * block - 1] = '"';
  for (int at = 0; !done; at++) {
    int left = at;
    const styr_allocator a = {&left, fail_allocate, fail_at, fail_release};
    styr_i_csv csv;
    styr_i_csv_open(&csv, &a, file_of(large, 3 * block), NULL);
    styr_i_csv_result r;
    while ((r = styr_i_csv_next(&csv)) == CSV_RECORD) continue;
    ck_assert_int_eq(r, left < 0 ? CSV_NOMEM : CSV_END);
    done = r == CSV_END;
    styr_i_csv_close(&csv);
    ck_assert_int_lt(at, 50);
  }
  free(large);
}
END_TEST

static void add_all(TCase *t) {
  tcase_add_loop_test(t, table_is_parted_into_records_and_cells, 0, COUNT(tables));
  tcase_add_loop_test(t, table_that_comes_byte_by_byte_reads_the_same, 0, COUNT(tables));
  tcase_add_test(t, separator_is_told_by_the_names_of_the_columns);
  tcase_add_test(t, field_that_ends_at_the_edge_of_the_buffer_is_whole);
  tcase_add_test(t, blank_line_at_the_edge_of_the_buffer_is_no_record);
  tcase_add_test(t, problem_at_the_edge_of_the_buffer_is_seen);
  tcase_add_test(t, field_of_several_megabytes_is_whole);
  tcase_add_test(t, many_rows_keep_their_cells_and_lines);
  tcase_add_test(t, row_of_many_cells_is_whole);
  tcase_add_test(t, long_utf16_file_is_decoded_across_its_blocks);
  tcase_add_test(t, written_table_is_read_back_equal);
  tcase_add_test(t, random_bytes_are_read_as_the_judge_reads_them);
  tcase_add_test(t, random_bytes_that_drip_are_read_as_the_judge_reads_them);
  tcase_add_test(t, random_utf16_ends_and_gives_only_utf8);
  tcase_add_test(t, folder_cannot_be_read_as_a_table);
  tcase_add_test(t, scanner_without_memory_says_so);
}

SUITE("csv", add_all(t);)

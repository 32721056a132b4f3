/* SPDX-License-Identifier: MIT */
/* The native package through styr/io.h: canonical bytes; preservation of what Styr does not know; the reader's messages about a
 * broken folder; and above all the state on disk after a failed write: the complete old content and nothing else. Failures are
 * caused by the system (a folder in the place of a file, a file-size limit, another user) and by an allocator that returns NULL
 * from its n-th call on. */
#include "suite.h"

#include "base/base_i.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static styr_error error;

/* ---- folders and files ---- */

typedef struct path {
  char text[512];
} path;

static path join(path folder, const char *name) {
  path p;
  if (snprintf(p.text, sizeof p.text, "%s/%s", folder.text, name) >= (int)sizeof p.text) ck_abort_msg("path too long");
  return p;
}

static path here(const char *text) {
  path p;
  snprintf(p.text, sizeof p.text, "%s", text);
  return p;
}

static path new_folder(void) {
  path p = {"/tmp/styr-package-XXXXXX"};
  if (!mkdtemp(p.text) || chmod(p.text, 0755) != 0) ck_abort_msg("no temporary folder");
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

static void write_file(path folder, const char *name, const char *text) {
  FILE *f = fopen(join(folder, name).text, "wb");
  if (!f || fwrite(text, 1, strlen(text), f) != strlen(text) || fclose(f) != 0) ck_abort_msg("cannot write %s", name);
}

static char *slurp(path file) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  FILE *f = fopen(file.text, "rb");
  if (!f) return NULL;
  char block[4096];
  size_t n;
  sink.write(sink.ctx, "", 0);
  while ((n = fread(block, 1, sizeof block, f)) > 0) sink.write(sink.ctx, block, n);
  fclose(f);
  return b.bytes;
}

static int not_dots(const struct dirent *e) {
  return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

/* The content of a folder as one text: names in order, with the bytes of files if requested. */
static char *state_of(path folder, bool with_bytes) {
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  struct dirent **names;
  const int count = scandir(folder.text, &names, not_dots, alphasort);
  sink.write(sink.ctx, "", 0);
  for (int i = 0; i < count; i++) {
    struct stat st;
    const path file = join(folder, names[i]->d_name);
    const bool is_folder = lstat(file.text, &st) == 0 && S_ISDIR(st.st_mode);
    sink.write(sink.ctx, names[i]->d_name, strlen(names[i]->d_name));
    sink.write(sink.ctx, is_folder ? "/ " : " ", is_folder ? 2 : 1);
    char *bytes = with_bytes && !is_folder ? slurp(file) : NULL;
    if (bytes) sink.write(sink.ctx, bytes, strlen(bytes));
    free(bytes);
    free(names[i]);
  }
  if (count >= 0) free(names);
  return b.bytes;
}

static void expect_names(path folder, const char *names) {
  char *state = state_of(folder, false);
  const bool same = strcmp(state, names) == 0;
  char shown[512];
  snprintf(shown, sizeof shown, "%s", state);
  free(state);
  ck_assert_msg(same, "the folder holds %s, not %s", shown, names);
}

static void expect_file(path folder, const char *name, const char *text) {
  char *bytes = slurp(join(folder, name));
  char shown[2048];
  snprintf(shown, sizeof shown, "%s", bytes ? bytes : "(nothing)");
  const bool same = bytes && strcmp(bytes, text) == 0;
  free(bytes);
  ck_assert_msg(same, "%s holds\n%s\nnot\n%s", name, shown, text);
}

/* ---- maps ---- */

static styr_map *read_map(path folder) {
  styr_map *map = NULL;
  styr_error_clear(&error);
  ck_ok(styr_package_read(folder.text, NULL, NULL, &map, &error), error);
  return map;
}

static void write_map(const styr_map *map, path folder) {
  styr_error_clear(&error);
  ck_ok(styr_package_write(map, folder.text, NULL, &error), error);
}

static path folder_with(const char *actors, const char *ties) {
  const path folder = new_folder();
  write_file(folder, "actors.csv", actors);
  write_file(folder, "ties.csv", ties);
  return folder;
}

/* A package whose old content differs from the content that is written over it. */
static path old_package(void) {
  const path folder = folder_with("id,label\nold,Old\n", "from,to,type\nold,old,meets\n");
  write_file(folder, "claims.csv", "about,grade\nold,stated\n");
  write_file(folder, "sources.csv", "id\nold-source\n");
  write_file(folder, "datapackage.json", "{}");
  return folder;
}

static styr_map *new_map(const styr_allocator *allocator) {
  styr_map *map = NULL;
  styr_node a;
  styr_error_clear(&error);
  ck_ok(styr_map_new(allocator, &map, &error), error);
  ck_ok(styr_map_add_actor(map, "new", "New", "ngo", &a, &error), error);
  ck_ok(styr_map_add_tie(map, a, a, "meets", NULL, &error), error);
  return map;
}

/* ---- canonical bytes ---- */

static const char *const article_files[] = {"actors.csv", "cases.csv",   "claims.csv", "datapackage.json", "events.csv",
                                            "figure.csv", "sources.csv", "texts.csv",  "ties.csv",         "vocabulary.csv"};

START_TEST(article_map_is_written_back_byte_for_byte_twice) {
  const path data = here(DATA("trafficking-dk")), folder = new_folder(), out = join(folder, "out");
  styr_map *map = read_map(data);
  for (int round = 0; round < 2; round++) {
    write_map(map, out);
    for (int i = 0; i < COUNT(article_files); i++) {
      char *there = slurp(join(data, article_files[i])), *written = slurp(join(out, article_files[i]));
      const bool same = there && written && strcmp(there, written) == 0;
      free(there);
      free(written);
      ck_assert_msg(same, "%s differs in round %d", article_files[i], round);
    }
    expect_names(out,
                 "actors.csv cases.csv claims.csv datapackage.json events.csv figure.csv sources.csv texts.csv ties.csv vocabulary.csv ");
    styr_map_free(map);
    map = read_map(out);
  }
  styr_map_free(map);
  expect_names(folder, "out/ ");
  remove_folder(folder);
}
END_TEST

/* tests/cases/package: reading and writing a good case must give a form that a second round does not change. */
START_TEST(every_good_case_settles_after_one_writing) {
  struct dirent **names;
  const path good = here(CASES("package/good"));
  const int count = scandir(good.text, &names, not_dots, alphasort);
  ck_assert_int_gt(count, 0);
  for (int i = 0; i < count; i++) {
    const path folder = new_folder(), once = join(folder, "once"), twice = join(folder, "twice");
    styr_map *map = read_map(join(good, names[i]->d_name));
    write_map(map, once);
    styr_map_free(map);
    map = read_map(once);
    write_map(map, twice);
    styr_map_free(map);
    char *a = state_of(once, true), *b = state_of(twice, true);
    const bool same = strcmp(a, b) == 0;
    free(a);
    free(b);
    remove_folder(folder);
    ck_assert_msg(same, "%s changes when it is written again", names[i]->d_name);
    free(names[i]);
  }
  free(names);
}
END_TEST

START_TEST(every_bad_case_is_refused_and_gives_no_map) {
  struct dirent **names;
  const path bad = here(CASES("package/bad"));
  const int count = scandir(bad.text, &names, not_dots, alphasort);
  ck_assert_int_gt(count, 0);
  for (int i = 0; i < count; i++) {
    styr_issues *issues = styr_issues_new(NULL);
    styr_map *map = NULL;
    styr_error_clear(&error);
    const styr_status status = styr_package_read(join(bad, names[i]->d_name).text, NULL, issues, &map, &error);
    const uint64_t errors = styr_issues_errors(issues);
    styr_issues_free(issues);
    ck_assert_msg(status == STYR_ERR_DATA && errors && !map && *error.message, "%s: %s", names[i]->d_name, styr_status_name(status));
    free(names[i]);
  }
  free(names);
}
END_TEST

START_TEST(rows_are_written_in_natural_order_with_their_ids) {
  const path folder =
      folder_with("id,kind\nx10,ngo\nx9,ngo\nx1,ngo\n", "from,to,type,id\nx1,x9,meets,z\nx9,x1,meets,\nx10,x1,meets,t10\nx1,x1,meets,a\n");
  write_file(folder, "cases.csv", "id\nk2\nk10\nk1\n");
  write_file(folder, "events.csv", "case,step,actor\nk10,1,x1\nk2,10,x1\nk2,9,x1\nk1,3,x1\n");
  write_file(folder, "changes.csv", "from,kind\nx9,renamed\nx1,split\n");
  write_file(folder, "claims.csv", "about,locator\ntie:t10,1\ntie:t2,2\nx9,3\ntie:t2,4\nchange:1,5\n");
  write_file(folder, "vocabulary.csv", "term,set\nb,kind\na,tie\na,kind\n");
  styr_map *map = read_map(folder);
  write_map(map, folder);
  styr_map_free(map);
  expect_file(folder, "actors.csv",
              "id,label,kind,sector,level,short,known,start,end,uri,note\nx1,,ngo,,,,,,,,\nx9,,ngo,,,,,,,,\nx10,,ngo,,,,,,,,\n");
  expect_file(folder, "ties.csv",
              "from,to,type,id,function,scope,amount,currency,programme,start,end,note\n"
              "x1,x1,meets,a,,,,,,,,\nx9,x1,meets,t2,,,,,,,,\nx10,x1,meets,t10,,,,,,,,\nx1,x9,meets,z,,,,,,,,\n");
  expect_file(folder, "events.csv",
              "case,step,actor,action,to,outcome,start,end,source\nk1,3,x1,,,,,,\nk2,9,x1,,,,,,\nk2,10,x1,,,,,,\nk10,1,x1,,,,,,\n");
  expect_file(folder, "changes.csv", "from,to,kind,date,source\nx9,,renamed,,\nx1,,split,,\n");
  expect_file(folder, "claims.csv",
              "about,source,locator,stance,grade,quote,coder\nchange:1,,5,,,,\ntie:t2,,2,,,,\ntie:t2,,4,,,,\ntie:t10,,1,,,,\nx9,,3,,,,\n");
  expect_file(folder, "vocabulary.csv",
              "term,set,family,ruling,rank,from_kinds,to_kinds,align,label\na,kind,,,,,,,\nb,kind,,,,,,,\na,tie,,,,,,,\n");
  remove_folder(folder);
}
END_TEST

/* ---- random maps ---- */

static uint64_t random_state;

static uint32_t rnd(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 33) % below;
}

static const char *random_text(char out[64]) {
  static const char *const parts[] = {"a", "b ", ",", "\"", "\n", "\r", ";", "\t", "=", "-1", "\xC3\xA6", "\xF0\x9F\x98\x80", "'", "t1"};
  out[0] = '\0';
  for (uint32_t n = rnd(6); n; n--) strcat(out, parts[rnd(COUNT(parts))]);
  return out;
}

static styr_map *random_map(void) {
  styr_map *map = NULL;
  char a[64], b[64], c[64], id[24], from[24], to[24];
  if (styr_map_new(NULL, &map, NULL) != STYR_OK) ck_abort_msg("out of memory");
  const uint32_t actors = 1 + rnd(20), ties = rnd(40);
  for (uint32_t i = 0; i < actors; i++) {
    snprintf(id, sizeof id, "%s%u", rnd(2) ? "x" : "\xC3\xB8", i);
    const styr_field fields[] = {
        {"id", id}, {"label", random_text(a)}, {"note", random_text(b)}, {rnd(2) ? "own, \"column\"" : "label_da", random_text(c)}};
    if (styr_map_add(map, STYR_ACTORS, fields, 4, NULL, NULL, NULL) != STYR_OK) ck_abort_msg("actor %s", id);
  }
  for (uint32_t i = 1; i <= ties; i++) {
    snprintf(from, sizeof from, "%s", styr_node_id(map, styr_map_actor(map, rnd(actors))));
    snprintf(to, sizeof to, "%s", styr_node_id(map, styr_map_actor(map, rnd(actors))));
    snprintf(id, sizeof id, "%s%u", rnd(3) ? "t" : "e", 1 + rnd(2 * ties)); /* an id in use is refused, which is fine here */
    char amount[16];
    snprintf(amount, sizeof amount, "%u.%02u", rnd(100000), rnd(100));
    const bool paid = rnd(2);
    const styr_field fields[] = {{"from", from},
                                 {"to", to},
                                 {"type", paid ? "funds" : "odd type"},
                                 {"id", rnd(2) ? id : ""},
                                 {"amount", paid ? amount : ""},
                                 {"currency", paid ? "DKK" : ""},
                                 {"note", random_text(a)}};
    styr_map_add(map, STYR_TIES, fields, 7, NULL, NULL, NULL);
  }
  return map;
}

START_TEST(random_map_survives_writing_and_reading) {
  random_state = 0x853C49E6748FEA9Bu;
  for (int round = 0; round < 40; round++) {
    const path folder = new_folder();
    styr_map *map = random_map();
    const size_t actors = styr_map_count(map, STYR_ACTORS), ties = styr_map_count(map, STYR_TIES);
    write_map(map, join(folder, "a"));
    styr_map *back = read_map(join(folder, "a"));
    write_map(back, join(folder, "b"));
    char *a = state_of(join(folder, "a"), true), *b = state_of(join(folder, "b"), true), x[32], y[32];
    if (strcmp(a, b) != 0) ck_abort_msg("round %d: wrote\n%s\nand then\n%s", round, a, b);
    if (styr_map_count(back, STYR_ACTORS) != actors || styr_map_count(back, STYR_TIES) != ties)
      ck_abort_msg("round %d: rows are lost", round);
    for (uint32_t i = 0; i < ties; i++) {
      styr_tie tie;
      char id[16];
      if (!styr_map_find_tie(back, styr_tie_id(map, styr_map_tie(map, i), id), &tie)) ck_abort_msg("round %d: tie %u is lost", round, i);
      static const char *const columns[] = {"from", "to", "type", "id", "amount", "currency", "note"};
      for (int k = 0; k < COUNT(columns); k++)
        if (strcmp(styr_map_cell(map, STYR_TIES, i, columns[k], x), styr_map_cell(back, STYR_TIES, tie.index, columns[k], y)) != 0)
          ck_abort_msg("round %d: %s of tie %u differs", round, columns[k], i);
    }
    free(a);
    free(b);
    styr_map_free(map);
    styr_map_free(back);
    remove_folder(folder);
  }
}
END_TEST

/* ---- what is preserved ---- */

START_TEST(columns_that_styr_does_not_know_are_kept) {
  const path folder = folder_with("my own,id,label_en,label\nkept,a,Eng,\n,b,,Lab\n", "type,weight,to,from\nmeets,3,a,b\n");
  styr_map *map = read_map(folder);
  write_map(map, folder);
  styr_map_free(map);
  expect_file(folder, "actors.csv",
              "id,label,kind,sector,level,short,known,start,end,uri,note,my own,label_en\na,,,,,,,,,,,kept,Eng\nb,Lab,,,,,,,,,,,\n");
  expect_file(folder, "ties.csv",
              "from,to,type,id,function,scope,amount,currency,programme,start,end,note,weight\nb,a,meets,t1,,,,,,,,,3\n");
  remove_folder(folder);
}
END_TEST

/* The header determines the separator: no column name, however odd, may outweigh the commas. */
START_TEST(column_name_full_of_separators_is_read_back) {
  static const char *const names[] = {"a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p", "a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\tm\tn\to", ",,,", "\"\n\"",
                                      "id;label;kind;sector;level;short;known;start;end;uri;note;id;label;kind;sector;level;short;known"};
  for (int i = 0; i < COUNT(names); i++) {
    const path folder = new_folder(), out = join(folder, "out");
    styr_map *map = new_map(NULL), *back = NULL;
    const styr_field fields[] = {{"id", "x"}, {names[i], "kept"}};
    char buffer[32] = "";
    ck_ok(styr_map_add(map, STYR_ACTORS, fields, 2, NULL, NULL, &error), error);
    write_map(map, out);
    const styr_status status = styr_package_read(out.text, NULL, NULL, &back, &error);
    if (status == STYR_OK) snprintf(buffer, sizeof buffer, "%s", styr_map_cell(back, STYR_ACTORS, 1, names[i], buffer));
    styr_map_free(map);
    styr_map_free(back);
    remove_folder(folder);
    ck_assert_msg(status == STYR_OK && strcmp(buffer, "kept") == 0, "column \"%s\": %s", names[i], error.message);
  }
}
END_TEST

static const char own_json[] =
    "\xEF\xBB\xBF{\"profile\":\"tabular-data-package\",\"x-own\":{\"deep\":[1,2.5,true,null,\"\xC3\xA6\"]},\"name\":\"n\","
    "\"title\":\"Old title\",\"contributors\":[{\"title\":\"Somebody\"}],"
    "\"licenses\":[{\"name\":\"CC-BY-4.0\",\"path\":\"https://example.org\"},{\"name\":\"MIT\"}],"
    "\"styr\":{\"lang\":\"da\",\"extra\":1,\"figure\":{\"title\":\"T\",\"caption\":\"C\",\"own\":\"kept\","
    "\"title_en\":\"E\",\"title_english\":\"own\",\"footnotes_en\":{\"1\":\"uno\",\"3\":\"tre\"},"
    "\"footnotes\":{\"1\":\"one\",\"2\":\"two\",\"n\":5}}},\"title_fr\":\"Titre\",\"title_x\":6,\"resources\":[{\"name\":\"junk\"}]}";

START_TEST(keys_of_the_datapackage_that_styr_does_not_know_are_kept) {
  const path folder = folder_with("id\na\n", "from,to,type\na,a,meets\n");
  write_file(folder, "datapackage.json", own_json);
  styr_map *map = read_map(folder);
  ck_assert_str_eq(styr_map_meta(map, STYR_META_NAME), "n");
  ck_assert_str_eq(styr_map_meta(map, STYR_META_TITLE), "Old title");
  ck_assert_str_eq(styr_map_meta(map, STYR_META_LICENCE), "CC-BY-4.0");
  ck_assert_str_eq(styr_map_meta(map, STYR_META_LANG), "da");
  ck_assert_str_eq(styr_map_meta(map, STYR_META_FIGURE_TITLE), "T");
  ck_assert_str_eq(styr_map_meta(map, STYR_META_FIGURE_CAPTION), "C");
  ck_assert_str_eq(styr_map_footnote(map, "2"), "two");
  ck_assert_str_eq(styr_map_footnote(map, "n"), "");
  ck_assert_str_eq(styr_map_meta_in(map, STYR_META_FIGURE_TITLE, "en", NULL), "E");
  ck_assert_str_eq(styr_map_meta_in(map, STYR_META_TITLE, "fr", NULL), "Titre");
  ck_assert_str_eq(styr_map_footnote_in(map, "1", "en", NULL), "uno");
  ck_assert_str_eq(styr_map_footnote_in(map, "3", "da", NULL), "tre");
  ck_ok(styr_map_set_meta_in(map, STYR_META_FIGURE_CAPTION, "de", "D", &error), error);
  ck_ok(styr_map_set_meta_in(map, STYR_META_FIGURE_TITLE, "en", NULL, &error), error);
  ck_ok(styr_map_set_meta(map, STYR_META_TITLE, "New title", &error), error);
  ck_ok(styr_map_set_meta(map, STYR_META_FIGURE_CAPTION, NULL, &error), error);
  ck_ok(styr_map_set_footnote(map, "2", "zwei", &error), error);
  ck_ok(styr_map_set_meta(map, STYR_META_LICENCE, "CC0-1.0", &error), error);
  write_map(map, folder);
  styr_map_free(map);
  json_t *root = json_load_file(join(folder, "datapackage.json").text, 0, NULL), *expected = json_loads(own_json + 3, 0, NULL);
  ck_assert(json_is_object(root) && json_is_object(expected));
  json_object_set_new(expected, "title", json_string("New title"));
  json_object_set_new(json_array_get(json_object_get(expected, "licenses"), 0), "name", json_string("CC0-1.0"));
  json_t *figure = json_object_get(json_object_get(expected, "styr"), "figure");
  json_object_del(figure, "caption");
  json_object_del(figure, "title_en");
  json_object_set_new(figure, "caption_de", json_string("D"));
  json_object_set_new(json_object_get(figure, "footnotes"), "2", json_string("zwei"));
  ck_assert_uint_eq(json_array_size(json_object_get(root, "resources")), 2);
  ck_assert_str_eq(json_string_value(json_object_get(json_array_get(json_object_get(root, "resources"), 0), "path")), "actors.csv");
  json_object_del(root, "resources");
  json_object_del(expected, "resources");
  ck_assert(json_equal(root, expected));
  json_decref(root);
  json_decref(expected);
  remove_folder(folder);
}
END_TEST

START_TEST(package_texts_of_a_new_map_are_written_and_read) {
  const path folder = new_folder(), out = join(folder, "out///");
  styr_map *map = new_map(NULL);
  for (int i = 0; i < STYR_META_COUNT; i++) {
    char text[32];
    snprintf(text, sizeof text, "text %d \"\xC3\xA6\"", i);
    ck_ok(styr_map_set_meta(map, (styr_meta)i, text, &error), error);
  }
  ck_ok(styr_map_set_footnote(map, "1", "one", &error), error);
  ck_ok(styr_map_set_meta_in(map, STYR_META_TITLE, "en", "title", &error), error);
  ck_ok(styr_map_set_meta_in(map, STYR_META_FIGURE_TITLE, "en", "figure", &error), error);
  ck_ok(styr_map_set_footnote_in(map, "1", "en", "uno", &error), error);
  write_map(map, out);
  styr_map *back = read_map(out);
  for (int i = 0; i < STYR_META_COUNT; i++) ck_assert_str_eq(styr_map_meta(back, (styr_meta)i), styr_map_meta(map, (styr_meta)i));
  ck_assert_str_eq(styr_map_footnote(back, "1"), "one");
  ck_assert_str_eq(styr_map_meta_in(back, STYR_META_TITLE, "en", NULL), "title");
  ck_assert_str_eq(styr_map_meta_in(back, STYR_META_FIGURE_TITLE, "en", NULL), "figure");
  ck_assert_str_eq(styr_map_footnote_in(back, "1", "en", NULL), "uno");
  styr_map_free(map);
  styr_map_free(back);
  remove_folder(folder);
}
END_TEST

START_TEST(cells_that_a_spreadsheet_would_run_are_neutralised) {
  const path folder = new_folder(), out = join(folder, "out"), plain = join(folder, "plain");
  styr_map *map = new_map(NULL);
  const styr_field fields[] = {{"id", "x"},      {"label", "=1+1"}, {"short", "+1"},  {"uri", "-1"},
                               {"note", "@sum"}, {"own", "\t=1"},   {"other", "a=b"}, {"quoted", "=\"a\",b"}};
  ck_ok(styr_map_add(map, STYR_ACTORS, fields, 8, NULL, NULL, &error), error);
  styr_package_options options = STYR_PACKAGE_OPTIONS_INIT;
  options.spreadsheet_safe = true;
  ck_ok(styr_package_write(map, out.text, &options, &error), error);
  write_map(map, plain);
  styr_map_free(map);
  char *safe = slurp(join(out, "actors.csv")), *bare = slurp(join(plain, "actors.csv"));
  ck_assert_ptr_nonnull(strstr(safe, "\nx,'=1+1,,,,'+1,,,,'-1,'@sum,'\t=1,a=b,\"'=\"\"a\"\",b\"\n"));
  ck_assert_ptr_nonnull(strstr(bare, "\nx,=1+1,,,,+1,,,,-1,@sum,\t=1,a=b,\"=\"\"a\"\",b\"\n"));
  free(safe);
  free(bare);
  remove_folder(folder);
}
END_TEST

START_TEST(negative_numbers_are_no_formulas_and_stay_readable) {
  const path folder = new_folder(), out = join(folder, "out");
  styr_map *map = new_map(NULL);
  const styr_field tie[] = {{"from", "new"}, {"to", "new"}, {"type", "funds"}, {"amount", "-5"}, {"currency", "DKK"}, {"note", "-5"}};
  const styr_field figure[] = {{"node", "new"}, {"order", "-2"}};
  ck_ok(styr_map_add(map, STYR_TIES, tie, 6, NULL, NULL, &error), error);
  ck_ok(styr_map_add(map, STYR_FIGURE, figure, 2, NULL, NULL, &error), error);
  styr_package_options options = STYR_PACKAGE_OPTIONS_INIT;
  options.spreadsheet_safe = true;
  ck_ok(styr_package_write(map, out.text, &options, &error), error);
  styr_map_free(map);
  map = read_map(out);
  char buffer[32];
  ck_assert_str_eq(styr_map_cell(map, STYR_TIES, 1, "amount", buffer), "-5.00");
  ck_assert_str_eq(styr_map_cell(map, STYR_TIES, 1, "note", buffer), "'-5");
  ck_assert_str_eq(styr_map_cell(map, STYR_FIGURE, 0, "order", buffer), "-2");
  styr_map_free(map);
  remove_folder(folder);
}
END_TEST

START_TEST(column_names_that_a_spreadsheet_would_run_are_neutralised) {
  const path folder = new_folder(), out = join(folder, "out");
  styr_map *map = new_map(NULL);
  const styr_field fields[] = {{"id", "x"}, {"=cmd|' /C calc'!A0", "y"}};
  ck_ok(styr_map_add(map, STYR_ACTORS, fields, 2, NULL, NULL, &error), error);
  styr_package_options options = STYR_PACKAGE_OPTIONS_INIT;
  options.spreadsheet_safe = true;
  ck_ok(styr_package_write(map, out.text, &options, &error), error);
  styr_map_free(map);
  char *safe = slurp(join(out, "actors.csv"));
  const bool neutral = strstr(safe, ",'=cmd") != NULL;
  free(safe);
  remove_folder(folder);
  ck_assert(neutral);
}
END_TEST

/* ---- overwriting a folder ---- */

START_TEST(writing_over_a_package_removes_stale_tables_and_keeps_other_files) {
  const path folder = old_package();
  write_file(folder, "README.md", "mine");
  styr_map *map = new_map(NULL);
  write_map(map, folder);
  expect_names(folder, "README.md actors.csv datapackage.json ties.csv ");
  expect_file(folder, "README.md", "mine");
  write_map(map, folder);
  expect_names(folder, "README.md actors.csv datapackage.json ties.csv ");
  styr_map_free(map);
  map = read_map(folder);
  ck_assert_uint_eq(styr_map_count(map, STYR_ACTORS), 1);
  ck_assert(styr_node_exists(styr_map_find(map, "new")));
  styr_map_free(map);
  remove_folder(folder);
}
END_TEST

START_TEST(empty_folder_is_filled) {
  const path folder = new_folder();
  styr_map *map = NULL;
  ck_ok(styr_map_new(NULL, &map, &error), error);
  write_map(map, folder);
  styr_map_free(map);
  expect_names(folder, "actors.csv datapackage.json ties.csv ");
  expect_file(folder, "actors.csv", "id,label,kind,sector,level,short,known,start,end,uri,note\n");
  map = read_map(folder);
  ck_assert_uint_eq(styr_map_count(map, STYR_ACTORS) + styr_map_count(map, STYR_TIES), 0);
  styr_map_free(map);
  remove_folder(folder);
}
END_TEST

/* ---- writing that fails ---- */

/* What must hold whenever a write fails: the status, a message, and the folder as it was. */
static void expect_failure(const styr_map *map, path target, path watched, styr_status expected) {
  char *before = state_of(watched, true);
  styr_error_clear(&error);
  const styr_status status = styr_package_write(map, target.text, NULL, &error);
  char *after = state_of(watched, true);
  const bool same = strcmp(before, after) == 0;
  char shown[1024];
  snprintf(shown, sizeof shown, "%s", after);
  free(before);
  free(after);
  ck_assert_msg(status == expected, "%s: %s", styr_status_name(status), error.message);
  ck_assert(error.status == expected && *error.message);
  ck_assert_msg(same, "the folder now holds %s", shown);
}

START_TEST(folder_that_holds_other_things_is_refused) {
  static const char *const names[] = {"notes.txt", ".hidden", "datapackage.json", "ties.csv"};
  styr_map *map = new_map(NULL);
  for (int i = 0; i < COUNT(names); i++) {
    const path folder = new_folder();
    write_file(folder, names[i], "mine");
    expect_failure(map, folder, folder, STYR_ERR_IO);
    remove_folder(folder);
  }
  styr_map_free(map);
}
END_TEST

START_TEST(target_that_is_a_file_is_left_alone) {
  const path folder = new_folder();
  write_file(folder, "file", "mine");
  styr_map *map = new_map(NULL);
  expect_failure(map, join(folder, "file"), folder, STYR_ERR_IO);
  expect_failure(map, join(folder, "file/under"), folder, STYR_ERR_IO);
  styr_map_free(map);
  remove_folder(folder);
}
END_TEST

START_TEST(target_without_a_parent_is_refused) {
  const path folder = new_folder();
  styr_map *map = new_map(NULL);
  expect_failure(map, join(folder, "no/such"), folder, STYR_ERR_IO);
  if (chdir(folder.text) != 0) ck_abort_msg("cannot change folder");
  expect_failure(map, here(""), folder, STYR_ERR_IO);
  if (chdir("/") != 0) ck_abort_msg("cannot change folder");
  styr_map_free(map);
  remove_folder(folder);
}
END_TEST

START_TEST(folder_in_the_place_of_a_table_is_refused) {
  static const char *const names[] = {"ties.csv", "claims.csv", "datapackage.json"};
  styr_map *map = new_map(NULL);
  for (int i = 0; i < COUNT(names); i++) {
    const path folder = old_package(), place = join(folder, names[i]);
    if (remove(place.text) != 0 || mkdir(place.text, 0755) != 0) ck_abort_msg("cannot make the folder");
    write_file(place, "inside", "mine");
    expect_failure(map, folder, folder, STYR_ERR_IO);
    expect_file(place, "inside", "mine");
    remove_folder(folder);
  }
  styr_map_free(map);
}
END_TEST

/* The names of temporary and backup files: a folder with such a name makes that step fail, in the middle of the write. */
START_TEST(moving_that_fails_midway_is_undone) {
  static const char *const in_the_way[] = {".ties.csv.%ld.old", ".claims.csv.%ld.old", ".datapackage.json.%ld.old", ".ties.%ld.tmp"};
  styr_map *map = new_map(NULL);
  for (int i = 0; i < COUNT(in_the_way); i++) {
    const path folder = old_package();
    char name[64];
    snprintf(name, sizeof name, in_the_way[i], (long)getpid());
    if (mkdir(join(folder, name).text, 0755) != 0) ck_abort_msg("cannot make the folder");
    write_file(join(folder, name), "inside", "mine");
    expect_failure(map, folder, folder, STYR_ERR_IO);
    remove_folder(folder);
  }
  styr_map_free(map);
}
END_TEST

/* A file-size limit simulates a full disk: some files fit, then one does not. */
START_TEST(full_disk_leaves_the_old_package) {
  static const rlim_t limits[] = {10, 3000, 9000};
  const path folder = old_package(), parent = new_folder();
  styr_map *map = read_map(here(DATA("trafficking-dk")));
  char *before = state_of(folder, true);
  styr_status over[COUNT(limits)], beside[COUNT(limits)];
  struct rlimit old, small;
  if (getrlimit(RLIMIT_FSIZE, &old) != 0) ck_abort_msg("no limits");
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  for (int i = 0; i < COUNT(limits); i++) { /* no assertion in this loop: Check also writes files */
    small = old;
    small.rlim_cur = limits[i];
    setrlimit(RLIMIT_FSIZE, &small);
    over[i] = styr_package_write(map, folder.text, NULL, NULL);
    beside[i] = styr_package_write(map, join(parent, "new").text, NULL, NULL);
    setrlimit(RLIMIT_FSIZE, &old);
  }
  signal(SIGXFSZ, handler);
  styr_map_free(map);
  char *after = state_of(folder, true);
  const bool same = strcmp(before, after) == 0;
  free(before);
  free(after);
  for (int i = 0; i < COUNT(limits); i++) ck_assert(over[i] == STYR_ERR_IO && beside[i] == STYR_ERR_IO);
  ck_assert(same);
  expect_names(folder, "actors.csv claims.csv datapackage.json sources.csv ties.csv ");
  expect_names(parent, "");
  remove_folder(folder);
  remove_folder(parent);
}
END_TEST

/* Root may write anywhere, so it becomes the user nobody during a call. False if the system does not allow that. */
static bool become_nobody(void) {
  return geteuid() != 0 || seteuid(65534) == 0;
}

static void become_root_again(void) {
  if (getuid() == 0 && seteuid(0) != 0) ck_abort_msg("cannot become root again");
}

START_TEST(read_only_folder_is_left_alone) {
  const path folder = old_package();
  styr_map *map = new_map(NULL);
  char *before = state_of(folder, true);
  if (chmod(folder.text, 0555) != 0) ck_abort_msg("cannot change the mode");
  styr_status over = STYR_ERR_IO, beside = STYR_ERR_IO;
  if (become_nobody()) {
    over = styr_package_write(map, folder.text, NULL, NULL);
    beside = styr_package_write(map, join(folder, "new").text, NULL, NULL);
    become_root_again();
  }
  if (chmod(folder.text, 0755) != 0) ck_abort_msg("cannot change the mode");
  char *after = state_of(folder, true);
  ck_assert_int_eq(over, STYR_ERR_IO);
  ck_assert_int_eq(beside, STYR_ERR_IO);
  ck_assert_str_eq(after, before);
  free(before);
  free(after);
  styr_map_free(map);
  remove_folder(folder);
}
END_TEST

START_TEST(new_folder_that_cannot_be_entered_is_taken_away) {
  const path parent = new_folder();
  styr_map *map = new_map(NULL);
  if (geteuid() == 0 && chown(parent.text, 65534, 65534) != 0) ck_abort_msg("cannot give the folder away");
  styr_status status = STYR_ERR_IO;
  if (become_nobody()) {
    const mode_t mask = umask(0777);
    status = styr_package_write(map, join(parent, "new").text, NULL, NULL);
    umask(mask);
    become_root_again();
  }
  char *left = state_of(parent, false), shown[256];
  snprintf(shown, sizeof shown, "%s", left);
  free(left);
  styr_map_free(map);
  remove_folder(parent);
  ck_assert_int_eq(status, STYR_ERR_IO);
  ck_assert_str_eq(shown, "");
}
END_TEST

/* ---- memory ---- */

typedef struct meter {
  long left, calls, live; /* left < 0: never fails */
  bool once;              /* only one call fails, not all after it */
} meter;

static void *meter_reallocate(void *ctx, void *ptr, size_t size) {
  meter *m = ctx;
  m->calls++;
  if (m->left == 0) {
    if (m->once) m->left = -1;
    return NULL;
  }
  if (m->left > 0) m->left--;
  void *p = realloc(ptr, size);
  m->live += p && !ptr;
  return p;
}

static void *meter_allocate(void *ctx, size_t size) {
  return meter_reallocate(ctx, NULL, size);
}

static void meter_release(void *ctx, void *ptr) {
  ((meter *)ctx)->live -= ptr != NULL;
  free(ptr);
}

/* Reads with the n-th call failing, alone or with all calls after it. The result must be out of memory, or the same as with enough
 * memory. True when there was no n-th call. */
static bool read_under_pressure(path folder, long at, bool once, bool own_issues, styr_status otherwise) {
  meter m = {at, 0, 0, once};
  const styr_allocator a = {&m, meter_allocate, meter_reallocate, meter_release};
  styr_issues *issues = own_issues ? styr_issues_new(NULL) : NULL;
  styr_map *map = NULL;
  styr_error_clear(&error);
  const styr_status status = styr_package_read(folder.text, &a, issues, &map, &error);
  styr_issues_free(issues);
  const bool reached = m.calls > at;
  if (status != otherwise && !(reached && status == STYR_ERR_NOMEM))
    ck_abort_msg("call %ld: %s: %s", at, styr_status_name(status), error.message);
  if ((status == STYR_OK) == !map) ck_abort_msg("call %ld: %s, and %s", at, styr_status_name(status), map ? "a map" : "no map");
  styr_map_free(map);
  if (m.live != 0) ck_abort_msg("call %ld: %ld blocks leak", at, m.live);
  return !reached;
}

/* Every kind of row and reference, names that need NFC, a denied tie of a new type, a very long id. */
static path rich_package(void) {
  const path folder =
      folder_with("id,label,kind,sector,level,start,own\ncaf\xC3\xA9,L,ngo,public,local,2019,x\nb,,odd,,,,\n",
                  "from,to,type,id,function,scope,amount,currency\n"
                  "cafe\xCC\x81,b,odd,long_id_long_id_long_id_long_id_long_id_long_id_long_id_long_id_long_id_long_id,f,d=v|w,5,DKK\n"
                  "b,caf\xC3\xA9,funds,,,,,\n");
  write_file(folder, "texts.csv", "id,kind\nt\xC3\xA6kst,plan\n");
  write_file(folder, "sources.csv", "id,confidentiality\nkilde \xC3\xA6,public\n");
  write_file(folder, "cases.csv", "id,standpoint,class,source\nsag \xC3\xA5,b,d=v,kilde \xC3\xA6\n");
  write_file(folder, "events.csv", "case,step,actor,to\nsag \xC3\xA5,1,b,caf\xC3\xA9\n");
  write_file(folder, "changes.csv", "from,kind,source\ncaf\xC3\xA9,split,kilde \xC3\xA6\n");
  write_file(folder, "claims.csv",
             "about,source,stance,grade\nnone:caf\xC3\xA9|unheard_of|b,kilde "
             "\xC3\xA6,absent,stated\nactor:caf\xC3\xA9,,,\ntext:t\xC3\xA6kst,,,\nb,,,\n"
             "tie:long_id_long_id_long_id_long_id_long_id_long_id_long_id_long_id_long_id_long_id,,,\nevent:sag \xC3\xA5/1,,,\ncase:sag "
             "\xC3\xA5,,,\n"
             "change:1,,,\ntie:t2,,,\n");
  write_file(folder, "vocabulary.csv", "term,set,rank,label_en\nnew,level,9,x\n");
  write_file(folder, "figure.csv", "node,lane,row,span,order,mark\ncaf\xC3\xA9,lane,new,all,1,star\n");
  write_file(folder, "datapackage.json", own_json);
  return folder;
}

START_TEST(reading_without_memory_says_so_whichever_call_fails) {
  const path folder = rich_package();
  bool done = false;
  for (long at = 0; !done; at++) {
    ck_assert_int_lt(at, 5000);
    done = read_under_pressure(folder, at, _i & 1, _i & 2, STYR_OK);
  }
  remove_folder(folder);
}
END_TEST

/* The second id is the first one decomposed: detecting that allocates memory. */
START_TEST(duplicate_id_is_not_let_in_for_want_of_memory) {
  const path folder = folder_with("id\ncaf\xC3\xA9\ncafe\xCC\x81\n", "from,to,type\n");
  bool done = false;
  for (long at = 0; !done; at++) {
    ck_assert_int_lt(at, 5000);
    done = read_under_pressure(folder, at, _i & 1, _i & 2, STYR_ERR_DATA);
  }
  remove_folder(folder);
}
END_TEST

START_TEST(reading_the_article_without_memory_says_so) {
  bool done = false;
  for (long at = 0; !done; at += 1 + at / 40) done = read_under_pressure(here(DATA("trafficking-dk")), at, _i & 1, _i & 2, STYR_OK);
}
END_TEST

START_TEST(writing_without_memory_leaves_the_old_package) {
  meter m = {-1, 0, 0, false};
  const styr_allocator a = {&m, meter_allocate, meter_reallocate, meter_release};
  const path folder = old_package(), parent = new_folder();
  styr_map *map = new_map(&a);
  ck_ok(styr_map_add_actor(map, "a before new", NULL, NULL, NULL, &error), error); /* out of order: sorting allocates memory */
  for (long at = 0; at < 3; at++) {
    m.left = at;
    expect_failure(map, folder, folder, STYR_ERR_NOMEM);
    m.left = at;
    expect_failure(map, join(parent, "new"), parent, STYR_ERR_NOMEM);
  }
  m.left = -1;
  write_map(map, folder);
  expect_names(folder, "actors.csv datapackage.json ties.csv ");
  styr_map_free(map);
  ck_assert_int_eq(m.live, 0);
  remove_folder(folder);
  remove_folder(parent);
}
END_TEST

/* ---- reading broken packages ---- */

static const struct {
  const char *file, *text, *issue; /* the first issue; NULL text = a folder with that name */
} broken[] = {{"ties.csv", "", "ties.csv:1:1: the file is empty"},
              {"ties.csv", "\n\n", "ties.csv:1:1: the file is empty"},
              {"ties.csv", NULL, "ties.csv:0:0: this is not a regular file"},
              {"claims.csv", NULL, "claims.csv:0:0: this is not a regular file"},
              {"ties.csv", "from,to\n", "ties.csv:1:type: the required column type is missing"},
              {"ties.csv", "from,to,type,,x\n", "ties.csv:1:4: a column has no name"},
              {"ties.csv", "from,to,type,to\n", "ties.csv:1:to: duplicate column name"},
              {"ties.csv", "from,to,type,from\na,a,meets,a\nzz,a,meets\n", "ties.csv:1:from: duplicate column name"},
              {"ties.csv", "from,to,\"type\n", "ties.csv:1:3: a quote is opened and never closed"},
              {"ties.csv", "from,to,ty\"pe\n", "ties.csv:1:3: a quote stands inside"},
              {"ties.csv", "from,to,type\na,a\n", "ties.csv:2:type: too few fields: 2 where the header has 3"},
              {"ties.csv", "from,to,type\na,a,meets,x\n", "ties.csv:2:4: too many fields: 4 where the header has 3"},
              {"ties.csv", "from,to,type\n\na,a,\"meets\n", "ties.csv:3:type: a quote is opened and never closed"},
              {"ties.csv", "from,to,type\na,\"a\"x,meets\nzz,a,meets\n", "ties.csv:2:to: text after a closing quote"},
              {"ties.csv", "from,to,type\na,a,me\xFFts\n", "ties.csv:2:type: ill-formed UTF-8"},
              {"datapackage.json", "{\"a\":1,\n\"a\":2}", "datapackage.json:2:0: not valid JSON"},
              {"datapackage.json", "{\"a\":", "datapackage.json:1:0: not valid JSON"},
              {"datapackage.json", "", "datapackage.json:1:0: not valid JSON"},
              {"datapackage.json", "[1]", "datapackage.json:1:0: a JSON object is needed"}};

START_TEST(broken_file_is_reported_with_its_place) {
  const path folder = folder_with("id\na\n", "from,to,type\na,a,meets\n");
  if (broken[_i].text) write_file(folder, broken[_i].file, broken[_i].text);
  else if ((remove(join(folder, broken[_i].file).text) != 0 && errno != ENOENT) || mkdir(join(folder, broken[_i].file).text, 0755) != 0)
    ck_abort_msg("cannot make the folder");
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  styr_buffer b = STYR_BUFFER_INIT;
  const styr_sink sink = styr_buffer_sink(&b);
  styr_error_clear(&error);
  ck_assert_int_eq(styr_package_read(folder.text, NULL, issues, &map, &error), STYR_ERR_DATA);
  ck_assert_ptr_null(map);
  ck_assert_ptr_nonnull(strstr(error.message, broken[_i].issue));
  ck_ok(styr_issues_write(issues, STYR_FORMAT_TEXT, NULL, &sink, NULL), error);
  ck_assert_msg(strncmp(b.bytes, broken[_i].issue, strlen(broken[_i].issue)) == 0, "%s", b.bytes);
  styr_buffer_free(&b);
  styr_issues_free(issues);
  remove_folder(folder);
}
END_TEST

/* A pipe without a writer: opening it must not block. The alarm ends a reader that does. */
START_TEST(pipe_in_the_place_of_a_file_does_not_hold_the_reader) {
  static const char *const names[] = {"ties.csv", "claims.csv", "datapackage.json"};
  for (int i = 0; i < COUNT(names); i++) {
    const path folder = folder_with("id\na\n", "from,to,type\n"), file = join(folder, names[i]);
    if ((remove(file.text) != 0 && errno != ENOENT) || mkfifo(file.text, 0644) != 0) ck_abort_msg("cannot make the pipe");
    const pid_t child = fork();
    if (child == 0) {
      styr_map *map = NULL;
      signal(SIGALRM, SIG_DFL);
      alarm(10);
      _exit(styr_package_read(folder.text, NULL, NULL, &map, NULL) < 0 && !map ? 0 : 1);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) ck_abort_msg("cannot fork");
    remove_folder(folder);
    ck_assert_msg(!WIFSIGNALED(status), "reading waits for the pipe %s", names[i]);
    ck_assert_int_eq(WEXITSTATUS(status), 0);
  }
}
END_TEST

START_TEST(folder_without_its_two_tables_is_no_map) {
  const path folder = new_folder();
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  ck_assert_int_eq(styr_package_read(folder.text, NULL, issues, &map, NULL), STYR_ERR_DATA);
  ck_assert_uint_eq(styr_issues_errors(issues), 2);
  ck_assert_str_eq(styr_issues_get(issues, 0).file, "actors.csv");
  ck_assert_uint_eq(styr_issues_get(issues, 0).row, 0);
  ck_assert_str_eq(styr_issues_get(issues, 1).file, "ties.csv");
  styr_issues_free(issues);
  remove_folder(folder);
}
END_TEST

START_TEST(what_is_no_folder_cannot_be_read) {
  const path folder = folder_with("id\n", "from,to,type\n");
  styr_map *map = NULL;
  styr_error_clear(&error);
  ck_assert_int_eq(styr_package_read(join(folder, "nowhere").text, NULL, NULL, &map, &error), STYR_ERR_IO);
  styr_error_clear(&error);
  ck_assert_int_eq(styr_package_read(join(folder, "ties.csv").text, NULL, NULL, &map, &error), STYR_ERR_IO);
  ck_assert_ptr_nonnull(strstr(error.message, "is not a folder"));
  ck_assert_ptr_null(map);
  remove_folder(folder);
}
END_TEST

START_TEST(file_that_may_not_be_read_is_an_io_error) {
  static const char *const names[] = {"ties.csv", "datapackage.json"};
  for (int i = 0; i < COUNT(names); i++) {
    const path folder = old_package();
    styr_map *map = NULL;
    if (chmod(join(folder, names[i]).text, 0) != 0) ck_abort_msg("cannot change the mode");
    styr_status status = STYR_ERR_IO;
    styr_error_clear(&error);
    snprintf(error.message, sizeof error.message, "cannot open %s", names[i]);
    if (become_nobody()) {
      status = styr_package_read(folder.text, NULL, NULL, &map, &error);
      become_root_again();
    }
    ck_assert_int_eq(status, STYR_ERR_IO);
    ck_assert_ptr_nonnull(strstr(error.message, names[i]));
    ck_assert_ptr_null(map);
    remove_folder(folder);
  }
}
END_TEST

START_TEST(oversized_or_odd_datapackage_is_an_io_error) {
  for (int odd = 0; odd < 2; odd++) {
    const path folder = folder_with("id\na\n", "from,to,type\n"), file = join(folder, "datapackage.json");
    styr_map *map = NULL;
    if (odd ? mkdir(file.text, 0755) != 0 : (write_file(folder, "datapackage.json", "{}"), truncate(file.text, (16 << 20) + 1) != 0))
      ck_abort_msg("cannot make %s", file.text);
    const styr_status status = styr_package_read(folder.text, NULL, NULL, &map, NULL);
    remove_folder(folder);
    ck_assert_int_eq(status, STYR_ERR_IO);
    ck_assert_ptr_null(map);
  }
}
END_TEST

/* One bad row causes no other errors: rows keep their numbers, good ids stay known. */
START_TEST(bad_row_is_the_only_one_reported) {
  const path folder =
      folder_with("id,start\na,2019-99\nb,\n", "from,to,type,id\nzzzzzz,a,meets,\na,b,meets,\nb,\na,b,\"meets\"x,\nb,a,meets,\n");
  write_file(folder, "changes.csv", "from,kind\na,vanished\nb,split\n");
  write_file(folder, "claims.csv", "about\ntie:t2\ntie:t5\nchange:2\nactor:a\n");
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  ck_assert_int_eq(styr_package_read(folder.text, NULL, issues, &map, NULL), STYR_ERR_DATA);
  static const char *const expected[] = {"actors.csv:2", "ties.csv:2", "ties.csv:4", "ties.csv:5", "changes.csv:2"};
  ck_assert_uint_eq(styr_issues_errors(issues), COUNT(expected));
  for (int i = 0; i < COUNT(expected); i++) {
    char place[64];
    const styr_issue issue = styr_issues_get(issues, (size_t)i);
    snprintf(place, sizeof place, "%s:%u", issue.file, (unsigned)issue.row);
    ck_assert_str_eq(place, expected[i]);
  }
  styr_issues_free(issues);
  remove_folder(folder);
}
END_TEST

START_TEST(references_into_a_table_that_cannot_be_read_are_not_complained_about) {
  const path folder = folder_with("id,id\na,a\n", "from,to,type\na,b,meets\n");
  write_file(folder, "sources.csv", "label\nx\n");
  write_file(folder, "claims.csv", "about,source\nactor:a,s\n");
  write_file(folder, "cases.csv", "id,source\nk,s\n");
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  ck_assert_int_eq(styr_package_read(folder.text, NULL, issues, &map, NULL), STYR_ERR_DATA);
  ck_assert_uint_eq(styr_issues_errors(issues), 2);
  ck_assert_str_eq(styr_issues_get(issues, 0).file, "actors.csv");
  ck_assert_str_eq(styr_issues_get(issues, 1).file, "sources.csv");
  styr_issues_free(issues);
  remove_folder(folder);
}
END_TEST

START_TEST(undeclared_terms_give_one_warning_each) {
  const path folder = folder_with("id,kind\na,odd\nb,odd\nc,ngoo\n", "from,to,type,scope\na,b,gossips,d=v\nb,a,gossips,d=v\na,b,funds,\n");
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  styr_error_clear(&error);
  ck_ok(styr_package_read(folder.text, NULL, issues, &map, &error), error);
  ck_assert_uint_eq(styr_issues_warnings(issues), 4);
  static const char *const expected[] = {"\"odd\"", "\"ngoo\"", "\"gossips\"", "\"v\""};
  for (int i = 0; i < 4; i++) {
    bool found = false;
    for (size_t k = 0; k < 4; k++) found |= strstr(styr_issues_get(issues, k).message, expected[i]) != NULL;
    ck_assert_msg(found, "no warning about %s", expected[i]);
  }
  const styr_issue first = styr_issues_get(issues, 0);
  ck_assert_str_eq(first.file, "actors.csv");
  ck_assert_uint_eq(first.row, 2);
  ck_assert_str_eq(first.column, "kind");
  ck_assert_ptr_nonnull(strstr(first.message, "used 2 times"));
  styr_map_free(map);
  styr_issues_free(issues);
  remove_folder(folder);
}
END_TEST

START_TEST(footnote_without_a_text_gives_a_warning) {
  const path folder = folder_with("id\na\nb\n", "from,to,type\n");
  write_file(folder, "figure.csv", "node,footnote\na,1\nb,7\n");
  write_file(folder, "datapackage.json", own_json);
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  ck_ok(styr_package_read(folder.text, NULL, issues, &map, &error), error);
  ck_assert_uint_eq(styr_issues_warnings(issues), 1);
  ck_assert_str_eq(styr_issues_get(issues, 0).file, "figure.csv");
  ck_assert_str_eq(styr_issues_get(issues, 0).column, "footnote");
  ck_assert_ptr_nonnull(strstr(styr_issues_get(issues, 0).message, "\"7\""));
  styr_map_free(map);
  styr_issues_free(issues);
  remove_folder(folder);
}
END_TEST

START_TEST(issues_of_an_earlier_reading_do_not_spoil_the_next) {
  const path bad = folder_with("id\n", "from,to\n"), good = folder_with("id\na\n", "from,to,type\n");
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  const styr_status first = styr_package_read(bad.text, NULL, issues, &map, NULL);
  styr_error_clear(&error);
  const styr_status second = styr_package_read(good.text, NULL, issues, &map, &error);
  styr_map_free(map);
  styr_issues_free(issues);
  remove_folder(bad);
  remove_folder(good);
  ck_assert_int_eq(first, STYR_ERR_DATA);
  ck_assert_msg(second == STYR_OK, "%s", error.message);
}
END_TEST

/* ---- one file ---- */

START_TEST(file_is_replaced_whole_and_nothing_is_left_beside_it) {
  const path folder = new_folder(), file = join(folder, "file");
  write_file(folder, "file", "old");
  styr_error_clear(&error);
  ck_ok(styr_file_replace(file.text, "new", 3, &error), error);
  expect_file(folder, "file", "new");
  ck_ok(styr_file_replace(file.text, "", 0, &error), error);
  expect_file(folder, "file", "");
  char *large = malloc(200001);
  memset(large, 'x', 200000);
  large[200000] = '\0';
  ck_ok(styr_file_replace(join(folder, "other").text, large, 200000, &error), error);
  expect_file(folder, "other", large);
  free(large);
  expect_names(folder, "file other ");
  if (chdir(folder.text) != 0) ck_abort_msg("cannot change folder");
  ck_ok(styr_file_replace("bare", "here", 4, &error), error);
  if (chdir("/") != 0) ck_abort_msg("cannot change folder");
  expect_file(folder, "bare", "here");
  remove_folder(folder);
}
END_TEST

START_TEST(file_that_cannot_be_replaced_is_left_alone) {
  const path folder = new_folder();
  write_file(folder, "file", "old");
  if (mkdir(join(folder, "sub").text, 0755) != 0) ck_abort_msg("cannot make the folder");
  static const char *const targets[] = {"sub", "sub/", "no/such", "file/x", ""};
  for (int i = 0; i < COUNT(targets); i++) {
    styr_error_clear(&error);
    ck_assert_msg(styr_file_replace(*targets[i] ? join(folder, targets[i]).text : "", "new", 3, &error) == STYR_ERR_IO, "%s", targets[i]);
    ck_assert_int_ne(*error.message, '\0');
  }
  struct rlimit old, small;
  if (getrlimit(RLIMIT_FSIZE, &old) != 0) ck_abort_msg("no limits");
  small = old;
  small.rlim_cur = 2;
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const styr_status full = styr_file_replace(join(folder, "file").text, "new", 3, NULL);
  setrlimit(RLIMIT_FSIZE, &old);
  signal(SIGXFSZ, handler);
  ck_assert_int_eq(full, STYR_ERR_IO);
  expect_names(folder, "file sub/ ");
  expect_file(folder, "file", "old");
  expect_names(join(folder, "sub"), "");
  remove_folder(folder);
}
END_TEST

static void add_good(TCase *t) {
  tcase_add_test(t, article_map_is_written_back_byte_for_byte_twice);
  tcase_add_test(t, every_good_case_settles_after_one_writing);
  tcase_add_test(t, every_bad_case_is_refused_and_gives_no_map);
  tcase_add_test(t, rows_are_written_in_natural_order_with_their_ids);
  tcase_add_test(t, random_map_survives_writing_and_reading);
  tcase_add_test(t, columns_that_styr_does_not_know_are_kept);
  tcase_add_test(t, column_name_full_of_separators_is_read_back);
  tcase_add_test(t, keys_of_the_datapackage_that_styr_does_not_know_are_kept);
  tcase_add_test(t, package_texts_of_a_new_map_are_written_and_read);
  tcase_add_test(t, cells_that_a_spreadsheet_would_run_are_neutralised);
  tcase_add_test(t, negative_numbers_are_no_formulas_and_stay_readable);
  tcase_add_test(t, column_names_that_a_spreadsheet_would_run_are_neutralised);
  tcase_add_test(t, writing_over_a_package_removes_stale_tables_and_keeps_other_files);
  tcase_add_test(t, empty_folder_is_filled);
}

static void add_failing(TCase *t) {
  tcase_add_test(t, folder_that_holds_other_things_is_refused);
  tcase_add_test(t, target_that_is_a_file_is_left_alone);
  tcase_add_test(t, target_without_a_parent_is_refused);
  tcase_add_test(t, folder_in_the_place_of_a_table_is_refused);
  tcase_add_test(t, moving_that_fails_midway_is_undone);
  tcase_add_test(t, full_disk_leaves_the_old_package);
  tcase_add_test(t, read_only_folder_is_left_alone);
  tcase_add_test(t, new_folder_that_cannot_be_entered_is_taken_away);
  tcase_add_loop_test(t, reading_without_memory_says_so_whichever_call_fails, 0, 4);
  tcase_add_loop_test(t, duplicate_id_is_not_let_in_for_want_of_memory, 0, 4);
  tcase_add_loop_test(t, reading_the_article_without_memory_says_so, 0, 4);
  tcase_add_test(t, writing_without_memory_leaves_the_old_package);
}

static void add_broken(TCase *t) {
  tcase_add_loop_test(t, broken_file_is_reported_with_its_place, 0, COUNT(broken));
  tcase_add_test(t, pipe_in_the_place_of_a_file_does_not_hold_the_reader);
  tcase_add_test(t, folder_without_its_two_tables_is_no_map);
  tcase_add_test(t, what_is_no_folder_cannot_be_read);
  tcase_add_test(t, file_that_may_not_be_read_is_an_io_error);
  tcase_add_test(t, oversized_or_odd_datapackage_is_an_io_error);
  tcase_add_test(t, bad_row_is_the_only_one_reported);
  tcase_add_test(t, references_into_a_table_that_cannot_be_read_are_not_complained_about);
  tcase_add_test(t, undeclared_terms_give_one_warning_each);
  tcase_add_test(t, footnote_without_a_text_gives_a_warning);
  tcase_add_test(t, issues_of_an_earlier_reading_do_not_spoil_the_next);
  tcase_add_test(t, file_is_replaced_whole_and_nothing_is_left_beside_it);
  tcase_add_test(t, file_that_cannot_be_replaced_is_left_alone);
}

SUITE("package", add_good(t); add_failing(t); add_broken(t);)

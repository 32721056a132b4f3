/* SPDX-License-Identifier: MIT */
/* datapackage.json (Frictionless Data Package, specs.frictionlessdata.io): title, licence, the keys of the tables, and under "styr"
 * the title, caption and footnotes of the figure, each in any number of languages ("title_en"). Members unknown to Styr are kept
 * and written back; the list of resources is always generated from the tables. jansson parses and prints the JSON. */
#include "io/io_i.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>

enum { largest_json = 16 << 20 };
static const char file_name[] = "datapackage.json";

static void free_json(void *json) {
  json_decref(json);
}

static void *share_json(void *json) {
  return json_incref(json);
}

static const char *text_of(const json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : "";
}

static styr_status take_footnotes(styr_map *map, const json_t *notes, const char *lang, styr_error *error) {
  const char *mark;
  json_t *text;
  styr_status status = STYR_OK;
  json_object_foreach((json_t *)(uintptr_t)notes, mark, text) {
    if (json_is_string(text)) status = styr_map_set_footnote_in(map, mark, lang, json_string_value(text), error);
    if (status != STYR_OK) break;
  }
  return status;
}

/* The texts of an object in languages other than the main one. */
static styr_status take_translations(styr_map *map, const json_t *object, bool is_figure, styr_error *error) {
  const char *key, *lang;
  json_t *value;
  styr_status status = STYR_OK;
  json_object_foreach((json_t *)(uintptr_t)object, key, value) {
    const char *text = json_string_value(value);
    if (text && (lang = styr_i_lang_suffix(key, "title")) != NULL)
      status = styr_map_set_meta_in(map, is_figure ? STYR_META_FIGURE_TITLE : STYR_META_TITLE, lang, text, error);
    else if (text && is_figure && (lang = styr_i_lang_suffix(key, "caption")) != NULL)
      status = styr_map_set_meta_in(map, STYR_META_FIGURE_CAPTION, lang, text, error);
    else if (is_figure && (lang = styr_i_lang_suffix(key, "footnotes")) != NULL) status = take_footnotes(map, value, lang, error);
    if (status != STYR_OK) break;
  }
  return status;
}

static styr_status take_texts(styr_map *map, const json_t *root, styr_error *error) {
  const json_t *styr = json_object_get(root, "styr"), *figure = json_object_get(styr, "figure");
  const char *licence = text_of(json_array_get(json_object_get(root, "licenses"), 0), "name");
  const char *texts[STYR_META_COUNT] = {[STYR_META_NAME] = text_of(root, "name"),
                                        [STYR_META_TITLE] = text_of(root, "title"),
                                        [STYR_META_LANG] = text_of(styr, "lang"),
                                        [STYR_META_LICENCE] = licence,
                                        [STYR_META_FIGURE_TITLE] = text_of(figure, "title"),
                                        [STYR_META_FIGURE_CAPTION] = text_of(figure, "caption"),
                                        [STYR_META_UNCLAIMED] = text_of(styr, "unclaimed"),
                                        [STYR_META_QUASI] = text_of(styr, "quasi_identifiers")};
  for (int i = 0; i < STYR_META_COUNT; i++) {
    const styr_status status = styr_map_set_meta(map, (styr_meta)i, texts[i], error);
    if (status != STYR_OK) return status;
  }
  styr_status status = take_footnotes(map, json_object_get(figure, "footnotes"), "", error);
  if (status == STYR_OK) status = take_translations(map, root, false, error);
  return status == STYR_OK ? take_translations(map, figure, true, error) : status;
}

/* The bytes of the file; NULL with *size = 0 when it does not exist. */
static char *slurp(int dir, size_t *size, styr_status *status, styr_error *error) {
  struct stat st;
  *size = 0;
  const int fd = openat(dir, file_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    if (errno != ENOENT) *status = styr_i_fail(error, STYR_ERR_IO, "cannot open %s: %s", file_name, strerror(errno));
    else if (fstatat(dir, file_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
      *status = styr_i_fail(error, STYR_ERR_IO, "cannot open %s: it is a link to a file that is not there", file_name);
    return NULL;
  }
  char *bytes = NULL;
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > largest_json) {
    *status = styr_i_fail(error, STYR_ERR_IO, "%s is not a regular file of at most %d bytes", file_name, largest_json);
  } else if (!(bytes = malloc((size_t)st.st_size + 1))) {
    *status = styr_i_nomem(error);
  } else {
    ssize_t n = 1;
    while (*size < (size_t)st.st_size && n > 0) {
      n = read(fd, bytes + *size, (size_t)st.st_size - *size);
      if (n > 0) *size += (size_t)n;
    }
    if (n < 0) *status = styr_i_fail(error, STYR_ERR_IO, "cannot read %s: %s", file_name, strerror(errno));
  }
  close(fd);
  return bytes;
}

bool styr_i_datapackage_read(styr_map *map, int dir, styr_issues *issues, styr_error *error, styr_status *status) {
  size_t size;
  *status = STYR_OK;
  char *bytes = slurp(dir, &size, status, error);
  if (*status != STYR_OK || !bytes) {
    free(bytes);
    return *status == STYR_OK;
  }
  json_error_t why;
  const size_t bom = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  json_t *root = json_loadb(bytes + bom, size - bom, JSON_REJECT_DUPLICATES, &why);
  free(bytes);
  bool kept = true;
  if (!root && json_error_code(&why) == json_error_out_of_memory) {
    *status = styr_i_nomem(error);
  } else if (!root) {
    kept = styr_i_issue(issues, STYR_ERROR, file_name, why.line > 0 ? (uint64_t)why.line : 1, "0", "not valid JSON: %s", why.text);
  } else if (!json_is_object(root)) {
    kept = styr_i_issue(issues, STYR_ERROR, file_name, 1, "0", "a JSON object is needed at top level");
    json_decref(root);
  } else {
    map->package_json = root;
    map->package_json_free = free_json;
    map->package_json_share = share_json;
    *status = take_texts(map, root, error);
  }
  if (!kept) *status = styr_i_nomem(error);
  return *status == STYR_OK;
}

/* ---- writing: every value goes through checked(), which records that memory ran out ---- */

static json_t *checked(json_t *value, bool *ok) {
  if (!value) *ok = false;
  return value;
}

static void put(json_t *object, const char *key, json_t *value, bool *ok) {
  if (json_object_set_new(object, key, value) != 0) *ok = false;
}

static void append(json_t *array, json_t *value, bool *ok) {
  if (json_array_append_new(array, value) != 0) *ok = false;
}

static json_t *field_of(const styr_map *map, styr_table table, size_t column, bool *ok) {
  const styr_i_column *c = &map->tables[table].columns[column];
  const styr_i_schema *schema = &styr_i_schemas[table];
  const char *type = c->kind == KIND_INT || c->kind == KIND_COUNT ? "integer" : c->kind == KIND_AMOUNT ? "number" : "string";
  json_t *field = checked(json_pack("{s:s, s:s}", "name", styr_i_str(&map->strings, c->name), "type", type), ok);
  if (column < schema->count && schema->columns[column].required) put(field, "constraints", json_pack("{s:b}", "required", 1), ok);
  return field;
}

static json_t *foreign_key(const char *column, const char *table) {
  return json_pack("{s:s, s:{s:s, s:s}}", "fields", column, "reference", "resource", table, "fields", "id");
}

static json_t *resource_of(const styr_map *map, styr_table table, bool *ok) {
  const styr_i_schema *schema = &styr_i_schemas[table];
  json_t *fields = checked(json_array(), ok), *keys = checked(json_array(), ok);
  for (size_t i = 0; i < map->tables[table].column_count; i++) {
    append(fields, field_of(map, table, i, ok), ok);
    const styr_i_kind kind = map->tables[table].columns[i].kind;
    if (kind == KIND_SOURCE) append(keys, foreign_key(schema->columns[i].name, "sources"), ok);
    if (kind == KIND_ACTOR) append(keys, foreign_key(schema->columns[i].name, "actors"), ok);
    if (kind == KIND_CASE) append(keys, foreign_key(schema->columns[i].name, "cases"), ok);
  }
  json_t *shape = checked(json_pack("{s:o}", "fields", fields), ok);
  if (schema->columns[0].kind == KIND_ID || table == STYR_TIES) put(shape, "primaryKey", json_string("id"), ok);
  if (table == STYR_EVENTS) put(shape, "primaryKey", json_pack("[s, s]", "case", "step"), ok);
  if (table == STYR_VOCABULARY) put(shape, "primaryKey", json_pack("[s, s]", "set", "term"), ok);
  if (json_array_size(keys)) put(shape, "foreignKeys", keys, ok);
  else json_decref(keys);
  char path[40];
  strcpy(path, schema->name);
  strcat(path, ".csv");
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "name", schema->name, "path", path, "profile", "tabular-data-resource", "format",
                   "csv", "encoding", "utf-8", "schema", shape);
}

static void set_text(json_t *object, const char *key, const char *text, bool *ok) {
  if (*text) put(object, key, json_string(text), ok);
  else json_object_del(object, key);
}

static json_t *child(json_t *object, const char *key, bool *ok) {
  json_t *there = json_object_get(object, key);
  if (!json_is_object(there)) {
    put(object, key, json_object(), ok);
    there = json_object_get(object, key);
  }
  return there;
}

static void set_translations(const styr_map *map, json_t *root, json_t *figure, bool *ok) {
  styr_i_package_text_view t;
  char key[64];
  for (size_t i = 0; styr_i_package_text(map, i, &t); i++) {
    if (!*t.lang) continue;
    const char *base = t.of == STYR_META_COUNT ? "footnotes" : t.of == STYR_META_FIGURE_CAPTION ? "caption" : "title";
    snprintf(key, sizeof key, "%s_%s", base, t.lang);
    json_t *object = t.of == STYR_META_TITLE ? root : figure;
    if (t.of == STYR_META_COUNT) set_text(child(object, key, ok), t.name, t.text, ok);
    else set_text(object, key, t.text, ok);
  }
}

static void set_figure(const styr_map *map, json_t *root, bool *ok) {
  static const styr_meta kept_here[] = {STYR_META_LANG, STYR_META_FIGURE_TITLE, STYR_META_FIGURE_CAPTION, STYR_META_UNCLAIMED,
                                        STYR_META_QUASI};
  bool any = map->footnote_count || map->translation_count;
  for (size_t i = 0; i < sizeof kept_here / sizeof *kept_here; i++) any |= *styr_map_meta(map, kept_here[i]) != '\0';
  if (!any && !json_object_get(root, "styr")) return;
  json_t *styr = child(root, "styr", ok);
  set_text(styr, "lang", styr_map_meta(map, STYR_META_LANG), ok);
  set_text(styr, "unclaimed", styr_map_meta(map, STYR_META_UNCLAIMED), ok);
  set_text(styr, "quasi_identifiers", styr_map_meta(map, STYR_META_QUASI), ok);
  json_t *figure = child(styr, "figure", ok);
  set_text(figure, "title", styr_map_meta(map, STYR_META_FIGURE_TITLE), ok);
  set_text(figure, "caption", styr_map_meta(map, STYR_META_FIGURE_CAPTION), ok);
  json_t *notes = map->footnote_count ? child(figure, "footnotes", ok) : NULL;
  for (size_t i = 0; i < map->footnote_count; i++)
    set_text(notes, styr_i_str(&map->strings, map->footnotes[i][0]), styr_i_str(&map->strings, map->footnotes[i][1]), ok);
  set_translations(map, root, figure, ok);
}

static void set_licence(json_t *root, const char *licence, bool *ok) {
  json_t *first = json_array_get(json_object_get(root, "licenses"), 0);
  if (json_is_object(first)) set_text(first, "name", licence, ok);
  else if (*licence) put(root, "licenses", json_pack("[{s:s}]", "name", licence), ok);
}

/* An empty table of sources, claims, cases or events still says that the map is sourced (lib/map/public.c). */
bool styr_i_table_is_written(const styr_map *map, styr_table table) {
  const bool kept = styr_i_makes_sourced(table) && map->present & 1u << table;
  return map->tables[table].rows || table == STYR_ACTORS || table == STYR_TIES || kept;
}

static int dump(const char *bytes, size_t size, void *ctx) {
  const styr_sink *sink = ctx;
  return sink->write(sink->ctx, bytes, size);
}

styr_status styr_i_datapackage_write(const styr_map *map, const styr_sink *sink, styr_error *error) {
  bool kept = true, *ok = &kept;
  json_t *root = checked(map->package_json ? json_deep_copy(map->package_json) : json_object(), ok);
  if (!json_object_get(root, "profile")) put(root, "profile", json_string("tabular-data-package"), ok);
  set_text(root, "name", styr_map_meta(map, STYR_META_NAME), ok);
  set_text(root, "title", styr_map_meta(map, STYR_META_TITLE), ok);
  set_licence(root, styr_map_meta(map, STYR_META_LICENCE), ok);
  set_figure(map, root, ok);
  json_t *resources = checked(json_array(), ok);
  for (int t = 0; t < STYR_TABLE_COUNT; t++)
    if (styr_i_table_is_written(map, (styr_table)t)) append(resources, resource_of(map, (styr_table)t, ok), ok);
  put(root, "resources", resources, ok);
  if (!kept) {
    json_decref(root);
    return styr_i_nomem(error);
  }
  styr_sink copy = *sink;
  const int failed = json_dump_callback(root, dump, &copy, JSON_INDENT(2)) || copy.write(copy.ctx, "\n", 1);
  json_decref(root);
  return failed ? styr_i_fail(error, STYR_ERR_IO, "cannot write %s", file_name) : STYR_OK;
}

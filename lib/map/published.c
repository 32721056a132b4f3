/* SPDX-License-Identifier: MIT */
/* The public map as an object: made from the decisions of public.c, with ids that reveal nothing, and searched by the names of the
 * owner's map. A map that is not sourced, and a draft, are lent unchanged. */
#include "map/public_i.h"

#include <stdarg.h>
#include <stdio.h>

struct styr_public {
  styr_allocator a;
  const styr_map *owner;
  styr_map *map;     /* lent or made; NULL: the owner's own map */
  uint32_t *to[2];   /* row of an actor or text → row in the public map + 1 */
  uint32_t *from[2]; /* and the reverse */
  uint32_t *case_to; /* rows of cases, as `to` */
  bool draft, sourced;
  styr_bare_line *bare;
  size_t bare_count, bare_cap;
};

struct styr_public_report {
  styr_i_decisions decisions;
};

/* ---- ids that reveal nothing ---- */

/* Whether a node of the public map that keeps its own id has this id. */
static bool is_taken(const styr_i_decisions *s, const char *id) {
  const styr_node node = styr_map_find(s->map, id);
  return styr_node_exists(node) && styr_i_decision_of(s, node)->kept && !styr_i_decision_of(s, node)->number;
}

/* Numbers persons in file order; a number is skipped when another node has that id. Only persons are numbered. */
static void number_persons(styr_i_decisions *s) {
  uint32_t next = 0;
  char id[24];
  for (size_t i = 0; i < s->map->tables[STYR_ACTORS].rows; i++)
    s->rows[STYR_ACTORS][i].number = styr_i_is_person(s->map, styr_map_actor(s->map, i));
  for (size_t i = 0; i < s->map->tables[STYR_ACTORS].rows; i++) {
    styr_i_decision *d = &s->rows[STYR_ACTORS][i];
    if (!d->kept || !d->number) continue;
    do snprintf(id, sizeof id, "person-%u", (unsigned)++next);
    while (is_taken(s, id));
    d->number = next;
  }
}

static void number_rows(styr_i_decisions *s, styr_table table) {
  uint32_t next = 0;
  for (size_t i = 0; i < s->map->tables[table].rows; i++)
    if (s->rows[table][i].kept) s->rows[table][i].number = ++next;
}

typedef struct ordered_step {
  uint64_t key; /* case and step */
  uint32_t row;
} ordered_step;

static int compare_steps(const void *a, const void *b) {
  const uint64_t x = ((const ordered_step *)a)->key, y = ((const ordered_step *)b)->key;
  return x < y ? -1 : x > y;
}

/* Numbers the steps of each case from 1, in order. */
static bool number_steps(styr_i_decisions *s) {
  const styr_i_table *t = &s->map->tables[STYR_EVENTS];
  ordered_step *steps = styr_i_zalloc(&s->a, t->rows + 1, sizeof *steps);
  if (!steps) return false;
  size_t n = 0;
  for (uint32_t i = 0; i < t->rows; i++)
    if (s->rows[STYR_EVENTS][i].kept) steps[n++] = (ordered_step){styr_i_cell(t, i, EVENT_CASE) << 32 | styr_i_cell(t, i, EVENT_STEP), i};
  qsort(steps, n, sizeof *steps, compare_steps);
  for (size_t i = 0; i < n; i++) {
    const bool same_case = i && steps[i].key >> 32 == steps[i - 1].key >> 32;
    s->rows[STYR_EVENTS][steps[i].row].number = same_case ? s->rows[STYR_EVENTS][steps[i - 1].row].number + 1 : 1;
  }
  styr_i_free(&s->a, steps);
  return true;
}

/* ---- cells of the public map ---- */

typedef struct making {
  styr_i_decisions *decisions;
  styr_map *to;
} making;

/* Interns a text among the strings of the public map. NULL when out of memory. */
static const char *intern_format(const making *m, const char *fmt, ...) STYR_PRINTF(2, 3);
static const char *intern_format(const making *m, const char *fmt, ...) {
  va_list list, again;
  va_start(list, fmt);
  va_copy(again, list);
  const int n = vsnprintf(NULL, 0, fmt, list);
  char *text = n < 0 ? NULL : styr_i_alloc(&m->to->a, (size_t)n + 1);
  if (text) vsnprintf(text, (size_t)n + 1, fmt, again);
  const uint32_t id = text ? styr_i_intern(&m->to->strings, text, (size_t)n) : STYR_I_NOSTR;
  styr_i_free(&m->to->a, text);
  va_end(list);
  va_end(again);
  return id == STYR_I_NOSTR ? NULL : styr_i_str(&m->to->strings, id);
}

/* The id of a node in the public map. */
static const char *node_id(const making *m, styr_node node, char buffer[32]) {
  const uint32_t number = styr_node_is_text(node) ? 0 : styr_i_decision_of(m->decisions, node)->number;
  if (!number) return styr_node_id(m->decisions->map, node);
  snprintf(buffer, 32, "person-%u", (unsigned)number);
  return buffer;
}

/* The id that a tie keeps: one that its owner wrote and that does not look generated; else "". */
static const char *written_id(const styr_map *map, uint32_t row) {
  const char *id = styr_i_text_cell(map, STYR_TIES, row, TIE_ID);
  uint64_t number;
  return styr_i_generated_tie(id, strlen(id), &number) ? "" : id;
}

static const char *about_text(const making *m, uint32_t claim) {
  const styr_map *map = m->decisions->map;
  const uint64_t about = map->abouts[claim];
  const uint32_t row = (uint32_t)about;
  char from[32], to[32];
  styr_denial d;
  switch ((styr_i_about)(about >> 32)) {
  case ABOUT_NODE:
    return intern_format(m, "%s:%s", row & STYR_NODE_TEXT_BIT ? "text" : "actor", node_id(m, styr_i_node(m->decisions->map, row), from));
  case ABOUT_TIE:
    if (*written_id(map, row)) return intern_format(m, "tie:%s", written_id(map, row));
    return intern_format(m, "tie:t%u", (unsigned)m->decisions->rows[STYR_TIES][row].number);
  case ABOUT_EVENT: {
    const uint64_t in = styr_i_cell(&map->tables[STYR_EVENTS], row, EVENT_CASE);
    return intern_format(m, "event:case-%u/%u", (unsigned)m->decisions->rows[STYR_CASES][in - 1].number,
                         (unsigned)m->decisions->rows[STYR_EVENTS][row].number);
  }
  case ABOUT_CHANGE: return intern_format(m, "change:%u", (unsigned)m->decisions->rows[STYR_CHANGES][row].number);
  case ABOUT_CASE: return intern_format(m, "case:case-%u", (unsigned)m->decisions->rows[STYR_CASES][row].number);
  case ABOUT_DENIED:
    d = styr_denial_get(map, row);
    return intern_format(m, "none:%s|%s|%s", node_id(m, d.from, from), d.type, node_id(m, d.to, to));
  }
  return NULL;
}

/* Removes soft hyphens. */
static const char *whole_words(const making *m, const char *text) {
  static const char hyphen[] = "\xC2\xAD";
  if (!strstr(text, hyphen)) return text;
  char *out = styr_i_alloc(&m->to->a, strlen(text) + 1), *end = out;
  if (!out) return NULL;
  for (const char *p = text; *p;) {
    const char *next = strstr(p, hyphen);
    const size_t n = next ? (size_t)(next - p) : strlen(p);
    memcpy(end, p, n);
    end += n;
    p += n + (next ? 2 : 0);
  }
  const uint32_t id = styr_i_intern(&m->to->strings, out, (size_t)(end - out));
  styr_i_free(&m->to->a, out);
  return id == STYR_I_NOSTR ? NULL : styr_i_str(&m->to->strings, id);
}

/* The label in figure.csv that replaces that of a node; "" when both are equal. NULL when out of memory. */
static const char *other_label(const making *m, styr_node node) {
  const styr_map *map = m->decisions->map;
  const uint32_t hint = styr_i_index_get(&map->figure_index, (uint64_t)node.ref + 1);
  const char *hinted = hint == STYR_I_NONE ? "" : whole_words(m, styr_i_text_cell(map, STYR_FIGURE, hint, FIGURE_LABEL));
  const char *own =
      whole_words(m, styr_i_text_cell(map, styr_node_is_text(node) ? STYR_TEXTS : STYR_ACTORS, styr_node_row(node), ACTOR_LABEL));
  if (!hinted || !own) return NULL;
  return strcmp(hinted, own) == 0 ? "" : hinted;
}

/* A label, the main one or one in a language: the label of figure.csv replaces all of them. */
static const char *label_text(const making *m, styr_table table, size_t row, size_t column) {
  const styr_map *map = m->decisions->map;
  const styr_node node = table == STYR_ACTORS ? styr_map_actor(map, row) : styr_map_text(map, row);
  const bool is_main = column == ACTOR_LABEL;
  if (styr_i_name_is_hidden(m->decisions, node))
    return is_main ? intern_format(m, "Person %u", (unsigned)styr_i_decision_of(m->decisions, node)->number) : "";
  const char *other = other_label(m, node);
  if (!other || !*other) return other ? styr_i_text_cell(map, table, row, column) : NULL;
  return is_main ? other : "";
}

/* The kinds in the list that nodes of the public map have. */
static const char *kinds_text(const making *m, const char *list) {
  const styr_map *map = m->decisions->map;
  styr_i_slice rest = {list, strlen(list)}, word;
  const char *kept = "";
  while (kept && styr_i_next_word(&rest, &word)) {
    const uint32_t set = styr_i_strings_find(&map->strings, "kind", 4), term = styr_i_strings_find(&map->strings, word.text, word.length);
    const uint32_t at = set == STYR_I_NOSTR || term == STYR_I_NOSTR ? STYR_I_NONE : styr_i_term_find(map, set, term);
    const bool end = (word.length == 5 && memcmp(word.text, "actor", 5) == 0) || (word.length == 4 && memcmp(word.text, "text", 4) == 0);
    if (end || (at != STYR_I_NONE && m->decisions->used[at]))
      kept = intern_format(m, "%s%s%.*s", kept, *kept ? "|" : "", (int)word.length, word.text);
  }
  return kept;
}

/* A broader term of the same set, if it is used. */
static const char *broader_text(const making *m, size_t row, const char *term) {
  const styr_map *map = m->decisions->map;
  const uint32_t set = (uint32_t)styr_i_cell(&map->tables[STYR_VOCABULARY], row, VOCAB_SET);
  const uint32_t word = styr_i_strings_find(&map->strings, term, strlen(term));
  const uint32_t at = word == STYR_I_NOSTR ? STYR_I_NONE : styr_i_term_find(map, set, word);
  return at != STYR_I_NONE && m->decisions->used[at] ? term : "";
}

static const char *vocabulary_text(const making *m, size_t row, size_t column, const char *text) {
  if (column == VOCAB_FROM_KINDS || column == VOCAB_TO_KINDS) return kinds_text(m, text);
  if (strcmp(styr_i_str(&m->decisions->map->strings, m->decisions->map->tables[STYR_VOCABULARY].columns[column].name), "broader") == 0)
    return broader_text(m, row, text);
  return text;
}

/* The ids of public nodes in a list of ids joined by '|'. */
static const char *list_naming(const making *m, const char *list) {
  styr_i_slice rest = {list, strlen(list)}, word;
  const char *kept = "";
  char buffer[32];
  while (kept && styr_i_next_word(&rest, &word)) {
    uint32_t ref = STYR_I_NONE;
    if (!styr_i_lookup(m->decisions->map, &m->decisions->map->node_names, word, &ref)) return NULL;
    if (ref == STYR_I_NONE || !styr_i_decision_of(m->decisions, styr_i_node(m->decisions->map, ref))->kept) continue;
    kept = intern_format(m, "%s%s%s", kept, *kept ? "|" : "", node_id(m, styr_i_node(m->decisions->map, ref), buffer));
  }
  return kept;
}

/* A node named by id in a text cell, such as the programme of a tie. */
static const char *text_naming(const making *m, const char *text, char buffer[32]) {
  if (strchr(text, '|')) return list_naming(m, text);
  const styr_node node = styr_map_find(m->decisions->map, text);
  return styr_node_exists(node) ? node_id(m, node, buffer) : text;
}

static const char *numbered(const char *before, uint32_t number, char buffer[32]) {
  snprintf(buffer, 32, "%s%u", before, (unsigned)number);
  return buffer;
}

static bool is_name(const styr_map *map, styr_table table, size_t column) {
  const styr_i_table *t = &map->tables[table];
  if (table != STYR_ACTORS && table != STYR_TEXTS) return false;
  return column == ACTOR_LABEL ||
         (column >= t->schema->count && styr_i_is_label(table, styr_i_str(&map->strings, t->columns[column].name)));
}

static const char *cell_text(void *ctx, styr_table table, size_t row, size_t column, char buffer[32]) {
  const making *m = ctx;
  const styr_map *map = m->decisions->map;
  const styr_i_table *t = &map->tables[table];
  const uint64_t cell = styr_i_cell(t, row, column);
  if (is_name(map, table, column)) return label_text(m, table, row, column);
  if (!cell || !styr_i_cell_is_public(m->decisions, table, row, column)) return "";
  switch (t->columns[column].kind) {
  case KIND_NODE:
  case KIND_ACTOR: return node_id(m, styr_i_node(m->decisions->map, (uint32_t)cell - 1), buffer);
  case KIND_CASE: return numbered("case-", m->decisions->rows[STYR_CASES][cell - 1].number, buffer);
  case KIND_ABOUT: return about_text(m, (uint32_t)row);
  case KIND_ID:
    if (table == STYR_ACTORS) return node_id(m, styr_map_actor(map, row), buffer);
    if (table == STYR_TIES) return written_id(map, (uint32_t)row);
    if (table == STYR_CASES) return numbered("case-", m->decisions->rows[table][row].number, buffer);
    break;
  case KIND_COUNT: return numbered("", m->decisions->rows[table][row].number, buffer);
  case KIND_TEXT:
    if (table == STYR_VOCABULARY) return vocabulary_text(m, row, column, styr_i_str(&map->strings, (uint32_t)cell));
    if ((table == STYR_TIES || table == STYR_EVENTS) && m->decisions->shown[table][column].how == SHOW_STRUCTURED)
      return text_naming(m, styr_i_str(&map->strings, (uint32_t)cell), buffer);
    break;
  default: break;
  }
  return styr_i_cell_text(map, table, row, column, buffer);
}

static bool keeps(void *ctx, styr_table table, size_t row) {
  return ((const making *)ctx)->decisions->rows[table][row].kept;
}

/* ---- making the public map ---- */

/* Title, figure title and caption are public by declaration, in all languages; a footnote is when a public box has its mark. */
static styr_status copy_texts(const making *m, styr_error *error) {
  static const styr_meta metas[] = {STYR_META_TITLE,        STYR_META_LANG,           STYR_META_LICENCE,
                                    STYR_META_FIGURE_TITLE, STYR_META_FIGURE_CAPTION, STYR_META_UNCLAIMED};
  const styr_map *map = m->decisions->map;
  styr_status status = STYR_OK;
  for (size_t i = 0; i < sizeof metas / sizeof *metas && status == STYR_OK; i++)
    status = styr_i_copy_texts(map, m->to, metas[i], "", error);
  for (size_t i = 0; i < map->footnote_count && status == STYR_OK; i++) {
    const char *mark = styr_i_str(&map->strings, map->footnotes[i][0]);
    bool used = false;
    for (size_t k = 0; k < map->tables[STYR_FIGURE].rows && !used; k++)
      used = m->decisions->rows[STYR_FIGURE][k].kept && strcmp(styr_i_text_cell(map, STYR_FIGURE, k, FIGURE_FOOTNOTE), mark) == 0;
    if (used) status = styr_i_copy_texts(map, m->to, STYR_META_COUNT, mark, error);
  }
  return status;
}

/* Maps rows of the owner's map to rows of the public map, and back. */
static bool link_rows(styr_public *p, const styr_i_decisions *s) {
  static const styr_table tables[] = {STYR_ACTORS, STYR_TEXTS};
  bool ok = true;
  for (int t = 0; t < 2; t++) {
    const size_t rows = s->map->tables[tables[t]].rows;
    uint32_t next = 0;
    p->to[t] = styr_i_zalloc(&p->a, rows + 1, sizeof *p->to[t]);
    p->from[t] = styr_i_zalloc(&p->a, s->kept[tables[t]] + 1, sizeof *p->from[t]);
    ok &= p->to[t] && p->from[t];
    for (uint32_t i = 0; ok && i < rows; i++) {
      if (!s->rows[tables[t]][i].kept) continue;
      p->from[t][next] = i;
      p->to[t][i] = ++next;
    }
  }
  p->case_to = styr_i_zalloc(&p->a, s->map->tables[STYR_CASES].rows + 1, sizeof *p->case_to);
  for (size_t i = 0; p->case_to && i < s->map->tables[STYR_CASES].rows; i++)
    if (s->rows[STYR_CASES][i].kept) p->case_to[i] = s->rows[STYR_CASES][i].number;
  return ok && p->case_to;
}

static styr_status make_map(styr_public *p, styr_i_decisions *s, styr_error *error) {
  styr_status status = styr_map_new(&p->a, &p->map, error);
  if (status != STYR_OK) return status;
  number_persons(s);
  number_rows(s, STYR_TIES);
  number_rows(s, STYR_CASES);
  number_rows(s, STYR_CHANGES);
  if (!number_steps(s) || !link_rows(p, s)) return styr_i_nomem(error);
  making m = {s, p->map};
  const styr_i_copy copy = {s->map, p->map, &m, keeps, cell_text};
  status = styr_i_copy_rows(&copy, error);
  if (status == STYR_OK) status = copy_texts(&m, error);
  p->map->view = STYR_VIEW_PUBLIC;
  p->map->present |= 1u << STYR_SOURCES; /* it is sourced even when none of its rows is left */
  return status;
}

static styr_node public_node(const styr_public *p, styr_node node) {
  if (!p->from[0] || !styr_node_exists(node)) return node;
  const bool text = styr_node_is_text(node);
  const uint32_t to = p->to[text][styr_node_row(node)];
  return styr_i_node(p->map, to ? (to - 1) | (text ? STYR_NODE_TEXT_BIT : 0) : STYR_I_NONE);
}

/* Ruling ties that are left out, as lines between public nodes, from the ruling end; each pair once. */
static bool draw_bare_lines(styr_public *p, const styr_i_decisions *s) {
  styr_i_index seen;
  bool ok = true;
  styr_i_index_init(&seen, &p->a);
  for (uint32_t i = 0; ok && s->sourced && i < s->map->tables[STYR_TIES].rows; i++) {
    const styr_tie tie = styr_i_tie(s->map, i);
    const styr_ruling ruling = styr_tie_ruling(s->map, tie);
    const styr_node from = public_node(p, styr_tie_from(s->map, tie)), to = public_node(p, styr_tie_to(s->map, tie));
    if (s->rows[STYR_TIES][i].kept || ruling == STYR_RULING_NONE || !styr_node_exists(from) || !styr_node_exists(to)) continue;
    const styr_bare_line line = ruling == STYR_RULING_FORWARD ? (styr_bare_line){from, to} : (styr_bare_line){to, from};
    const uint64_t key = (uint64_t)line.from.ref << 32 | line.to.ref;
    if (styr_i_index_get(&seen, key) != STYR_I_NONE) continue;
    ok = styr_i_index_set(&seen, key, i) && STYR_I_GROW(&p->a, p->bare, p->bare_cap, p->bare_count + 1);
    if (ok) p->bare[p->bare_count++] = line;
  }
  styr_i_index_done(&seen);
  return ok;
}

static styr_status make(styr_i_decisions *s, const styr_public_options *options, styr_public **out, styr_error *error) {
  styr_public *p = styr_i_zalloc(&s->a, 1, sizeof *p);
  if (!p) return styr_i_nomem(error);
  p->a = s->a;
  p->owner = s->map;
  p->draft = options->draft || options->bare_lines;
  p->sourced = s->sourced && !options->draft;
  styr_status status = STYR_OK;
  if (p->sourced) {
    status = make_map(p, s, error);
  } else if (!(p->map = styr_i_map_lend(s->map))) {
    status = styr_i_nomem(error);
  } else if (!options->draft) {
    p->map->view = STYR_VIEW_PUBLIC;
  }
  if (status == STYR_OK && options->bare_lines && p->sourced && !draw_bare_lines(p, s)) status = styr_i_nomem(error);
  if (status == STYR_OK) *out = p;
  else styr_public_free(p);
  return status;
}

styr_status styr_map_public(const styr_map *map, const styr_public_options *options, styr_public **out, styr_public_report **report,
                            styr_error *error) {
  if (!styr_i_begin(error, __func__, map)) return STYR_ERR_ARG;
  static const styr_public_options defaults = STYR_PUBLIC_OPTIONS_INIT;
  if (!options) options = &defaults;
  if (!styr_i_version_known(error, options->version)) return STYR_ERR_ARG;
  if (!styr_i_date_is_real(options->today)) return styr_i_fail(error, STYR_ERR_ARG, "`today` is no date");
  styr_public_report *found = styr_i_zalloc(&map->a, 1, sizeof *found);
  if (!found) return styr_i_nomem(error);
  styr_status status = styr_i_decisions_open(&found->decisions, map, options->today, error);
  if (status == STYR_OK && out) status = make(&found->decisions, options, out, error);
  if (status == STYR_OK && report) *report = found;
  else styr_public_report_free(found);
  return status;
}

void styr_public_free(styr_public *view) {
  if (!view) return;
  const styr_allocator a = view->a;
  styr_map_free(view->map);
  void *const parts[] = {view->to[0], view->to[1], view->from[0], view->from[1], view->case_to, view->bare};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) styr_i_free(&a, parts[i]);
  styr_i_free(&a, view);
}

const styr_map *styr_public_map(const styr_public *view) {
  if (!view) return NULL;
  return view->map;
}

bool styr_public_is_draft(const styr_public *view) {
  if (!view) return false;
  return view->draft;
}

bool styr_public_is_sourced(const styr_public *view) {
  if (!view) return false;
  return view->sourced;
}

const styr_bare_line *styr_public_bare_lines(const styr_public *view, size_t *count) {
  if (!styr_i_lists(view, count)) return NULL;
  *count = view->bare_count;
  return view->bare;
}

styr_node styr_public_owner_node(const styr_public *view, styr_node node) {
  if (!view) return (styr_node){0, 0};
  if (!styr_i_has_node(view->map, node)) return (styr_node){0, 0};
  if (!view->from[0]) return node;
  const bool text = styr_node_is_text(node);
  return styr_i_node(view->owner, view->from[text][styr_node_row(node)] | (text ? STYR_NODE_TEXT_BIT : 0));
}

/* By the id in the owner's map, else by the id in the public map, which may belong to another case. */
const char *styr_public_case(const styr_public *view, const char *id) {
  if (!(view && id)) return NULL;
  const styr_i_slice name = {id, strlen(id)};
  uint32_t row = STYR_I_NONE;
  if (!styr_i_utf8_valid(name.text, name.length)) return NULL;
  if (styr_i_lookup(view->owner, &view->owner->case_names, name, &row) && row != STYR_I_NONE) {
    if (!view->case_to) return styr_i_text_cell(view->map, STYR_CASES, row, CASE_ID);
    return view->case_to[row] ? styr_i_text_cell(view->map, STYR_CASES, view->case_to[row] - 1, CASE_ID) : NULL;
  }
  if (!styr_i_lookup(view->map, &view->map->case_names, name, &row) || row == STYR_I_NONE) return NULL;
  return styr_i_text_cell(view->map, STYR_CASES, row, CASE_ID);
}

/* ---- names ---- */

static styr_status not_there(const styr_map *map, const char *name, styr_error *error) {
  const char *near = NULL;
  unsigned distance = 0;
  for (size_t i = 0; i < styr_i_map_nodes(map); i++) {
    const styr_node node = styr_i_map_node(map, i);
    styr_i_suggest(name, styr_node_id(map, node), &near, &distance);
    styr_i_suggest(name, styr_node_label(map, node, NULL), &near, &distance);
  }
  if (near && strcmp(near, name) == 0) near = NULL; /* an id that the public map gave to another node */
  return styr_i_fail(error, STYR_ERR_NOT_FOUND, "no actor or text called \"%s\" is in the public map%s%s%s", name,
                     near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

/* By an id of the owner's map. An id of the public map counts only when the owner's map has no node with it, because it may be that
 * of another node. Else by a label in either map, when exactly one public node has it. */
styr_status styr_public_resolve(const styr_public *view, const char *name, styr_node *out, styr_error *error) {
  if (!styr_i_begin(error, __func__, view && name && out)) return STYR_ERR_ARG;
  const styr_map *map = view->map;
  if (!view->sourced) return styr_map_resolve(map, name, out, error);
  if (!styr_i_utf8_valid(name, strlen(name))) return styr_i_fail(error, STYR_ERR_NOT_FOUND, "the name is not UTF-8");
  const styr_node owned = styr_map_find(view->owner, name);
  styr_node hit = styr_node_exists(owned) ? public_node(view, owned) : styr_map_find(map, name);
  char ids[300] = "";
  size_t hits = styr_node_exists(hit);
  for (size_t i = 0, by_id = hits; !by_id && i < styr_i_map_nodes(map); i++) {
    const styr_node node = styr_i_map_node(map, i);
    if (!styr_i_is_called(map, node, name) && !styr_i_is_called(view->owner, styr_public_owner_node(view, node), name)) continue;
    const size_t used = strlen(ids);
    if (used + strlen(styr_node_id(map, node)) + 3 < sizeof ids) {
      strcat(ids, used ? ", " : "");
      strcat(ids, styr_node_id(map, node));
    }
    hit = node;
    hits++;
  }
  if (!hits) return not_there(map, name, error);
  if (hits > 1) return styr_i_fail(error, STYR_ERR_AMBIGUOUS, "\"%s\" fits several in the public map: %s; use an id", name, ids);
  *out = hit;
  return STYR_OK;
}

/* ---- the report ---- */

const char *styr_public_reason_name(styr_public_reason reason) {
  static const char *const names[STYR_PUBLIC_REASON_COUNT] = {
      "not_sourced",        "supported",  "named",           "unclaimed",     "used",         "no_claim",
      "no_public_claim",    "no_support", "not_covered",     "case_left_out", "confidential", "consent_past",
      "consent_unreadable", "no_source",  "source_left_out", "set_aside",     "row_left_out", "not_used"};
  return (unsigned)reason < STYR_PUBLIC_REASON_COUNT ? names[reason] : "";
}

styr_public_row styr_public_report_row(const styr_public_report *report, styr_table table, size_t row) {
  styr_public_row out = {false, STYR_PUBLIC_NO_CLAIM, "", false};
  if (!report) return out;
  const styr_i_decisions *s = &report->decisions;
  if ((unsigned)table >= STYR_TABLE_COUNT || row >= s->map->tables[table].rows) return out;
  if (!s->sourced) return (styr_public_row){true, STYR_PUBLIC_WHOLE, "", false};
  const styr_i_decision *d = &s->rows[table][row];
  out.is_public = d->kept;
  out.reason = (styr_public_reason)d->reason;
  out.has_others = d->kept && d->others;
  if (out.reason == STYR_PUBLIC_NOT_COVERED) out.column = styr_i_str(&s->map->strings, s->map->tables[table].columns[d->column].name);
  return out;
}

bool styr_public_report_shows(const styr_public_report *report, styr_table table, size_t row, const char *column) {
  if (!report || !column) return false;
  const styr_i_decisions *s = &report->decisions;
  if ((unsigned)table >= STYR_TABLE_COUNT || row >= s->map->tables[table].rows) return false;
  const size_t c = styr_i_table_column(s->map, table, column, strlen(column));
  return c != SIZE_MAX && styr_i_cell_is_public(s, table, row, c);
}

size_t styr_public_report_count(const styr_public_report *report, styr_table table) {
  if (!report) return 0;
  const styr_i_decisions *s = &report->decisions;
  if ((unsigned)table >= STYR_TABLE_COUNT) return 0;
  return s->sourced ? s->kept[table] : s->map->tables[table].rows;
}

bool styr_public_report_is_sourced(const styr_public_report *report) {
  return report && report->decisions.sourced;
}

void styr_public_report_free(styr_public_report *report) {
  if (!report) return;
  const styr_allocator a = report->decisions.a;
  styr_i_decisions_done(&report->decisions);
  styr_i_free(&a, report);
}

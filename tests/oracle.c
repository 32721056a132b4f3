/* SPDX-License-Identifier: MIT */
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(list) ((uint32_t)(sizeof(list) / sizeof *(list)))

uint64_t or_next(or_random *r) {
  uint64_t z = (r->state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

uint32_t or_below(or_random *r, uint32_t bound) {
  return (uint32_t)((or_next(r) >> 32) % bound);
}

/* ---- words ---- */

static const struct {
  const char *name, *written, *family;
  int rules; /* 1 = from rules to, -1 = to rules from */
  bool actors_only;
} types[] = {{"a", "a", "", 0, false},
             {"b", "'b'", "", 0, false},
             {"odd name", "'odd name'", "", 0, false},
             {"mandates", "mandates", "rule", 1, false},
             {"funds", "funds", "rule", 1, false},
             {"part_of", "part_of", "membership", -1, true},
             {"reports_to", "reports_to", "accountability", -1, true},
             {"meets", "meets", "contact", 0, true},
             {"nowhere", "nowhere", "", 0, false}}; /* never used by a tie */
#define UNUSED_TYPE (COUNT(types) - 1)
static const char *const families[] = {"rule", "membership", "accountability", "contact", "nothing"};
static const char *const actor_kinds[] = {"", "ministry", "ngo"}, *const text_kinds[] = {"", "law", "plan"};
static const char *const kind_values[] = {"ministry", "ngo", "law", "plan"};
static const char *const levels[] = {"", "person", "local", "national", "ministry"}; /* in the order of their ranks */
static const char *const amounts[] = {"", "100", "1000.00", "2500.5"};
static const long amount_values[] = {0, 10000, 100000, 250050};
static const char *const functions[] = {"", "x", "y z"}, *const functions_written[] = {"", "x", "'y z'"};
static const char *const grades[] = {"assumed", "inferred", "stated", "observed"};
static const char *const stances[] = {"supports", "disputes", "absent"};
static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};
static const char *const tie_columns[] = {"amount", "start", "end", "function"};
static const char *const node_columns[] = {"kind", "level", "start", "id"};

/* ---- generating a case ---- */

static uint16_t some_year(or_random *r, uint32_t chance) {
  return (uint16_t)(or_below(r, chance) ? 0 : 2018 + or_below(r, 4));
}

typedef struct maker {
  or_random r;
  or_case *c;
  uint8_t used[4], used_count; /* types of the map */
  bool tests;
} maker;

static uint8_t some_type(maker *k) {
  if (!or_below(&k->r, 25)) return (uint8_t)UNUSED_TYPE;
  return k->used[or_below(&k->r, k->used_count)];
}

static void make_map(maker *k) {
  or_case *c = k->c;
  or_random *r = &k->r;
  c->node_count = (uint8_t)(or_below(r, 40) ? 1 + or_below(r, OR_NODES) : 0);
  const bool texts = or_below(r, 3) == 0, dated = or_below(r, 4) == 0;
  for (uint32_t i = 0; i < c->node_count; i++) {
    or_node *n = &c->nodes[i];
    n->text = texts && or_below(r, 3) == 0;
    n->kind = (uint8_t)or_below(r, COUNT(actor_kinds));
    n->level = (uint8_t)(n->text ? 0 : or_below(r, COUNT(levels)));
    n->start = dated ? some_year(r, 3) : 0;
    n->end = dated && !or_below(r, 3) ? (uint16_t)((n->start ? n->start : 2018) + or_below(r, 3)) : 0;
  }
  if (!c->node_count) return;
  const uint32_t shape = or_below(r, 5);
  uint32_t count = or_below(r, OR_TIES + 1), again = or_below(r, OR_TIES + 1);
  if (again > count) count = again;
  for (uint32_t i = 0; i < count; i++) {
    or_tie *t = &c->ties[i];
    t->from = (uint8_t)or_below(r, c->node_count);
    t->to = (uint8_t)or_below(r, c->node_count);
    const or_tie *before = i ? &c->ties[or_below(r, i)] : NULL;
    if (before && shape == 1 && or_below(r, 2)) t->from = before->from, t->to = before->to; /* parallel */
    if (before && shape == 2 && or_below(r, 2)) t->from = before->to, t->to = before->from; /* in both directions */
    if (shape == 3) t->from = (uint8_t)(i / 2 % c->node_count), t->to = (uint8_t)((i / 2 + 1 + i % 2) % c->node_count); /* diamonds */
    if (shape != 4 && t->from == t->to && or_below(r, 2)) t->to = (uint8_t)((t->from + 1) % c->node_count);
    t->type = k->used[or_below(r, k->used_count)];
    if (types[t->type].actors_only && (c->nodes[t->from].text || c->nodes[t->to].text)) t->type = 3;
    t->amount = (uint8_t)(or_below(r, 2) ? or_below(r, COUNT(amounts)) : 0);
    t->function = (uint8_t)(or_below(r, 2) ? or_below(r, COUNT(functions)) : 0);
    t->start = dated ? some_year(r, 2) : 0;
    t->end = dated && !or_below(r, 3) ? (uint16_t)((t->start ? t->start : 2018) + or_below(r, 3)) : 0;
    for (int n = 0; n < 2; n++)
      t->claims[n] = (uint8_t)(or_below(r, 2) ? 0 : 1 + (or_below(r, 2) ? 0 : or_below(r, 3)) * 4 + or_below(r, 4));
  }
  c->tie_count = (uint8_t)count;
}

static void make_conditions(maker *k, or_tree *t) {
  or_random *r = &k->r;
  t->conditions = (uint8_t)(1 + (or_below(r, 4) == 0));
  for (int i = 0; i < t->conditions; i++) {
    or_condition *d = &t->condition[i];
    d->column = (uint8_t)or_below(r, 4);
    const bool words = t->kind == OR_NODE ? d->column == 0 || d->column == 3 : d->column == 3;
    d->op = (uint8_t)or_below(r, words ? 2 : 6);
    if (t->kind == OR_NODE)
      d->value = (uint8_t)or_below(r, d->column == 0   ? COUNT(kind_values)
                                      : d->column == 1 ? COUNT(levels) - 1
                                      : d->column == 2 ? 4
                                                       : OR_NODES);
    else d->value = (uint8_t)or_below(r, d->column == 0 ? COUNT(amounts) - 1 : d->column == 3 ? COUNT(functions) - 1 : 4);
  }
}

static uint8_t make_tree(maker *k, int depth);

static uint8_t new_tree(maker *k, or_kind kind) {
  or_tree *t = &k->c->tree[k->c->tree_count];
  memset(t, 0, sizeof *t);
  t->kind = kind;
  t->form = (uint8_t)or_below(&k->r, 256);
  return k->c->tree_count++;
}

static uint8_t make_atom(maker *k) {
  or_random *r = &k->r;
  const uint32_t dice = or_below(r, 20);
  const or_kind kind = dice < 11   ? OR_TYPE
                       : dice < 13 ? OR_ANY
                       : dice < 14 ? OR_UP
                       : dice < 15 ? OR_DOWN
                       : dice < 17 ? OR_FAMILY
                       : dice < 19 ? OR_NOT
                       : k->tests  ? OR_NODE
                                   : OR_TYPE;
  const uint8_t at = new_tree(k, kind);
  or_tree *t = &k->c->tree[at];
  if (kind == OR_TYPE) t->name = some_type(k);
  if (kind == OR_FAMILY) {
    t->name = (uint8_t)or_below(r, COUNT(families));
    for (uint32_t i = 0; i < COUNT(families) && or_below(r, 4); i++) /* prefer a family that the map has */
      if (!strcmp(families[i], types[k->used[0]].family)) t->name = (uint8_t)i;
  }
  if (kind == OR_NOT) {
    do {
      if (or_below(r, 3)) t->forward |= (uint16_t)(1u << some_type(k));
      if (!or_below(r, 3)) t->inward |= (uint16_t)(1u << some_type(k));
      if (!or_below(r, 3)) t->forward |= (uint16_t)(1u << some_type(k));
    } while (!t->forward && !t->inward);
  }
  if (kind == OR_NODE || (k->tests && !or_below(r, 4))) make_conditions(k, t);
  return at;
}

static uint8_t make_tree(maker *k, int depth) {
  or_random *r = &k->r;
  or_case *c = k->c;
  if (!depth || c->tree_count > OR_TREE - 12 || !or_below(r, 7)) return make_atom(k);
  static const or_kind kinds[] = {OR_SEQUENCE, OR_SEQUENCE, OR_SEQUENCE, OR_CHOICE,   OR_CHOICE, OR_INVERSE,
                                  OR_STAR,     OR_STAR,     OR_PLUS,     OR_OPTIONAL, OR_TIMES,  OR_TIMES};
  const uint8_t at = new_tree(k, kinds[or_below(r, COUNT(kinds))]);
  const uint8_t left = make_tree(k, depth - 1);
  c->tree[at].left = left;
  if (c->tree[at].kind == OR_SEQUENCE || c->tree[at].kind == OR_CHOICE) {
    const uint8_t right = make_tree(k, depth - 1);
    c->tree[at].right = right;
  }
  if (c->tree[at].kind == OR_TIMES) {
    c->tree[at].least = or_below(r, or_below(r, 20) ? 4 : 40); /* sometimes more than 64 steps */
    c->tree[at].most = or_below(r, 4) ? c->tree[at].least + or_below(r, 3) : OR_INFINITE;
  }
  return at;
}

/* Patterns that are known to be ambiguous, over one or two types. */
static uint8_t make_ambiguous(maker *k) {
  or_case *c = k->c;
  or_random *r = &k->r;
  const uint8_t x = some_type(k);
  uint8_t a[4];
  for (int i = 0; i < 4; i++) a[i] = new_tree(k, OR_TYPE), c->tree[a[i]].name = x;
  uint8_t at, in;
  switch (or_below(r, 6)) {
  case 0: /* (a|a/a)* */
    in = new_tree(k, OR_SEQUENCE), c->tree[in].left = a[0], c->tree[in].right = a[1];
    at = new_tree(k, OR_CHOICE), c->tree[at].left = a[2], c->tree[at].right = in;
    in = at, at = new_tree(k, OR_STAR), c->tree[at].left = in;
    return at;
  case 1: /* (a*)* and (a*)+ */
    in = new_tree(k, OR_STAR), c->tree[in].left = a[0];
    at = new_tree(k, or_below(r, 2) ? OR_STAR : OR_PLUS), c->tree[at].left = in;
    return at;
  case 2: /* (a?){3} */
    in = new_tree(k, OR_OPTIONAL), c->tree[in].left = a[0];
    at = new_tree(k, OR_TIMES), c->tree[at].left = in, c->tree[at].least = 1 + or_below(r, or_below(r, 4) ? 3 : 80);
    c->tree[at].most = c->tree[at].least;
    return at;
  case 3: /* a|^a, any number of times */
    in = new_tree(k, OR_INVERSE), c->tree[in].left = a[0];
    at = new_tree(k, OR_CHOICE), c->tree[at].left = a[1], c->tree[at].right = in;
    in = at, at = new_tree(k, OR_STAR), c->tree[at].left = in;
    return at;
  case 4: /* a repetition before a repetition */
    in = new_tree(k, OR_STAR), c->tree[in].left = a[0];
    c->tree[a[3]].kind = OR_STAR, c->tree[a[3]].left = a[1];
    at = new_tree(k, OR_SEQUENCE), c->tree[at].left = in, c->tree[at].right = a[3];
    return at;
  default: /* (a{1,2}){1,} / a? */
    in = new_tree(k, OR_TIMES), c->tree[in].left = a[0], c->tree[in].least = 1, c->tree[in].most = 2;
    at = new_tree(k, OR_TIMES), c->tree[at].left = in, c->tree[at].least = 1, c->tree[at].most = OR_INFINITE;
    in = at, c->tree[a[3]].kind = OR_OPTIONAL, c->tree[a[3]].left = a[1];
    at = new_tree(k, OR_SEQUENCE), c->tree[at].left = in, c->tree[at].right = a[3];
    return at;
  }
}

void or_make(or_case *c, uint64_t seed) {
  memset(c, 0, sizeof *c);
  maker k = {{seed * 0xD1342543DE82EF95u + 1}, c, {0}, 0, false};
  or_random *r = &k.r;
  c->seed = seed;
  k.used_count = (uint8_t)(1 + or_below(r, 1 + or_below(r, 4)));
  const bool plain = or_below(r, 2);
  for (int i = 0; i < k.used_count; i++) k.used[i] = (uint8_t)(plain ? or_below(r, 3) : or_below(r, UNUSED_TYPE));
  k.tests = or_below(r, 4) == 0;
  make_map(&k);
  c->root = or_below(r, 8) ? make_tree(&k, 1 + (int)or_below(r, 4)) : make_ambiguous(&k);
  if (!or_below(r, 4)) {
    c->filtered = true;
    c->as_of = some_year(r, 2);
    c->certain = or_below(r, 2);
    c->disputed = or_below(r, 2);
    c->grade = (uint8_t)or_below(r, 5);
  }
  if (c->node_count) {
    if (or_below(r, 2)) c->from_count = (uint8_t)(or_below(r, 2) ? 1 : 1 + or_below(r, 4));
    if (or_below(r, 2)) c->to_count = (uint8_t)(or_below(r, 2) ? 1 : 1 + or_below(r, 4));
    for (int i = 0; i < 4; i++) c->from[i] = (uint8_t)or_below(r, c->node_count), c->to[i] = (uint8_t)or_below(r, c->node_count);
  }
  c->choice = or_next(r);
}

/* ---- writing a pattern ---- */

typedef struct writer {
  const or_case *c;
  char *out;
  size_t size, at;
} writer;

static void put(writer *w, const char *text) {
  const size_t n = strlen(text);
  if (w->at + n + 1 > w->size) abort();
  memcpy(w->out + w->at, text, n + 1);
  w->at += n;
}

static void put_number(writer *w, uint32_t n) {
  char text[16];
  snprintf(text, sizeof text, "%u", n);
  put(w, text);
}

static void put_conditions(writer *w, const or_tree *t) {
  put(w, t->form & 64 ? " [ " : "[");
  for (int i = 0; i < t->conditions; i++) {
    const or_condition d = t->condition[i];
    if (i) put(w, t->form & 32 ? " , " : ",");
    put(w, (t->kind == OR_NODE ? node_columns : tie_columns)[d.column]);
    if (t->form & 16) put(w, " ");
    put(w, ops[d.op]);
    if (t->form & 8) put(w, " ");
    if (t->kind == OR_NODE && d.column == 0) put(w, kind_values[d.value]);
    else if (t->kind == OR_NODE && d.column == 1) put(w, levels[d.value + 1]);
    else if (t->kind == OR_NODE && d.column == 3) put(w, "n"), put_number(w, d.value);
    else if (t->kind != OR_NODE && d.column == 0) put(w, amounts[d.value + 1]);
    else if (t->kind != OR_NODE && d.column == 3) put(w, functions_written[d.value + 1]);
    else put_number(w, 2018u + d.value);
  }
  put(w, "]");
}

/* Precedence of an element: 0 a choice, 1 a sequence, 2 an inverse or a node test, 3 a repeated one, 4 an atom. */
static int tightness(const or_tree *t) {
  switch (t->kind) {
  case OR_CHOICE: return 0;
  case OR_SEQUENCE: return 1;
  case OR_INVERSE:
  case OR_NODE: return 2;
  case OR_STAR:
  case OR_PLUS:
  case OR_OPTIONAL:
  case OR_TIMES: return 3;
  default: return 4;
  }
}

static void put_set(writer *w, const or_tree *t) {
  uint32_t members = 0;
  for (uint32_t i = 0; i < 16; i++) members += (t->forward >> i & 1) + (t->inward >> i & 1);
  const bool bare = members == 1 && (t->form & 1) && !t->conditions;
  bool first = true;
  put(w, bare ? "!" : "!(");
  for (uint32_t n = 0; n < 2 * COUNT(types); n++) {
    const uint32_t i = n / 2;
    const bool inward = n % 2;
    if (!((inward ? t->inward : t->forward) >> i & 1)) continue;
    if (!first) put(w, "|");
    first = false;
    if (inward) put(w, "^");
    put(w, types[i].written);
  }
  if (!bare) put(w, ")");
}

static void put_tree(writer *w, uint8_t at, int tight) {
  const or_tree *t = &w->c->tree[at];
  const bool group = tightness(t) < tight || (t->form & 7) == 7;
  if (group) put(w, t->form & 128 ? "( " : "(");
  switch (t->kind) {
  case OR_TYPE: put(w, types[t->name].written); break;
  case OR_ANY: put(w, "%"); break;
  case OR_UP: put(w, "up"); break;
  case OR_DOWN: put(w, "down"); break;
  case OR_FAMILY: put(w, "@"), put(w, families[t->name]); break;
  case OR_NOT: put_set(w, t); break;
  case OR_NODE: break;
  case OR_SEQUENCE:
  case OR_CHOICE:
    put_tree(w, t->left, t->kind == OR_SEQUENCE);
    put(w, t->kind == OR_SEQUENCE ? (t->form & 32 ? " / " : "/") : (t->form & 32 ? " | " : "|"));
    put_tree(w, t->right, t->kind == OR_SEQUENCE);
    break;
  case OR_INVERSE: put(w, "^"), put_tree(w, t->left, 3); break;
  case OR_STAR: put_tree(w, t->left, 4), put(w, "*"); break;
  case OR_PLUS: put_tree(w, t->left, 4), put(w, "+"); break;
  case OR_OPTIONAL: put_tree(w, t->left, 4), put(w, "?"); break;
  case OR_TIMES:
    put_tree(w, t->left, 4);
    put(w, t->form & 32 ? " {" : "{");
    if (t->least || t->most == OR_INFINITE || t->most == 0 || t->form & 16) put_number(w, t->least);
    if (t->most != t->least || t->form & 8) {
      put(w, t->form & 64 ? " , " : ",");
      if (t->most != OR_INFINITE) put_number(w, t->most);
    }
    put(w, "}");
    break;
  }
  if (t->conditions) put_conditions(w, t);
  if (group) put(w, ")");
}

void or_write(const or_case *c, char *out, size_t size) {
  writer w = {c, out, size, 0};
  *out = 0;
  put_tree(&w, c->root, 0);
}

/* ---- the map ---- */

static const char *year(uint16_t y, char *out) {
  if (y) sprintf(out, "%u", y);
  else *out = 0;
  return out;
}

styr_filter or_filter(const or_case *c) {
  styr_filter f = STYR_FILTER_INIT;
  if (!c->filtered) return f;
  f.as_of.year = c->as_of;
  f.certain = c->certain;
  f.disputed = c->disputed;
  f.min_grade = (styr_grade)c->grade;
  return f;
}

static void must(styr_status status, const styr_error *error, const char *what) {
  if (status == STYR_OK) return;
  fprintf(stderr, "%s: %s\n", what, error->message);
  abort();
}

const char *or_id(const or_case *c, uint32_t node, char out[OR_ID]) {
  if (node < c->node_count) snprintf(out, OR_ID, "n%u", node);
  else snprintf(out, OR_ID, "n%u_%u", node % c->node_count, node / c->node_count);
  return out;
}

styr_map *or_map(const or_case *c, uint32_t copies) {
  styr_map *map = NULL;
  styr_error error = STYR_ERROR_INIT;
  must(styr_map_new(NULL, &map, &error), &error, "new map");
  char id[OR_ID], to[OR_ID], start[16], end[16];
  for (uint32_t i = 0; i < copies * c->node_count; i++) {
    const or_node *n = &c->nodes[i % c->node_count];
    or_id(c, i, id);
    const styr_field fields[] = {{"id", id},
                                 {"kind", (n->text ? text_kinds : actor_kinds)[n->kind]},
                                 {"start", year(n->start, start)},
                                 {"end", year(n->end, end)},
                                 {"level", levels[n->level]}};
    must(styr_map_add(map, n->text ? STYR_TEXTS : STYR_ACTORS, fields, n->text ? 4 : 5, NULL, NULL, &error), &error, "node");
  }
  for (uint32_t i = 0; i < copies * c->tie_count; i++) {
    const or_tie *t = &c->ties[i % c->tie_count];
    const uint32_t first = i / c->tie_count * c->node_count; /* node of this copy */
    or_id(c, first + t->from, id);
    or_id(c, first + t->to, to);
    const styr_field fields[] = {{"from", id},
                                 {"to", to},
                                 {"type", types[t->type].name},
                                 {"amount", amounts[t->amount]},
                                 {"currency", t->amount ? "DKK" : ""},
                                 {"function", functions[t->function]},
                                 {"start", year(t->start, start)},
                                 {"end", year(t->end, end)}};
    must(styr_map_add(map, STYR_TIES, fields, COUNT(fields), NULL, NULL, &error), &error, "tie");
    for (int n = 0; n < 2; n++) {
      if (!t->claims[n]) continue;
      snprintf(id, sizeof id, "tie:t%u", i + 1);
      const styr_field claim[] = {{"about", id}, {"stance", stances[(t->claims[n] - 1) / 4]}, {"grade", grades[(t->claims[n] - 1) % 4]}};
      must(styr_map_add(map, STYR_CLAIMS, claim, 3, NULL, NULL, &error), &error, "claim");
    }
  }
  return map;
}

void or_print(const or_case *c, FILE *out) {
  char pattern[8192];
  or_write(c, pattern, sizeof pattern);
  fprintf(out, "seed %llu\nnodes:", (unsigned long long)c->seed);
  for (uint32_t i = 0; i < c->node_count; i++) {
    const or_node *n = &c->nodes[i];
    fprintf(out, " n%u%s", i, n->text ? "(text)" : "");
    if (n->kind) fprintf(out, " kind=%s", (n->text ? text_kinds : actor_kinds)[n->kind]);
    if (n->level) fprintf(out, " level=%s", levels[n->level]);
    if (n->start) fprintf(out, " start=%u", n->start);
    if (n->end) fprintf(out, " end=%u", n->end);
    fprintf(out, ";");
  }
  fprintf(out, "\n");
  for (uint32_t i = 0; i < c->tie_count; i++) {
    const or_tie *t = &c->ties[i];
    fprintf(out, "  tie %u: n%u --%s--> n%u", i, t->from, types[t->type].name, t->to);
    if (t->amount) fprintf(out, " amount=%s", amounts[t->amount]);
    if (t->function) fprintf(out, " function=%s", functions[t->function]);
    if (t->start) fprintf(out, " start=%u", t->start);
    if (t->end) fprintf(out, " end=%u", t->end);
    for (int n = 0; n < 2; n++)
      if (t->claims[n]) fprintf(out, " %s(%s)", stances[(t->claims[n] - 1) / 4], grades[(t->claims[n] - 1) % 4]);
    fprintf(out, "\n");
  }
  fprintf(out, "pattern: %s\n", pattern);
  if (c->filtered)
    fprintf(out, "filter: as_of=%u certain=%d disputed=%d min_grade=%s\n", c->as_of, c->certain, c->disputed,
            styr_grade_name((styr_grade)c->grade));
  fprintf(out, "from:");
  for (int i = 0; i < c->from_count; i++) fprintf(out, " n%u", c->from[i]);
  fprintf(out, "%s to:", c->from_count ? "" : " every");
  for (int i = 0; i < c->to_count; i++) fprintf(out, " n%u", c->to[i]);
  fprintf(out, "%s\n", c->to_count ? "" : " every");
}

/* ---- meaning ---- */

void or_mean(or_model *m, const or_case *c, const styr_map *map) {
  memset(m, 0, sizeof *m);
  const styr_filter filter = or_filter(c);
  char id[16];
  m->c = c;
  m->map = map;
  m->count = c->node_count;
  uint8_t place = 0;
  for (int texts = 0; texts < 2; texts++)
    for (uint8_t i = 0; i < c->node_count; i++)
      if (c->nodes[i].text == (texts == 1)) m->at[place] = i, m->place[i] = place++;
  for (uint8_t i = 0; i < c->node_count; i++) {
    snprintf(id, sizeof id, "n%u", i);
    m->sees[m->place[i]] = styr_node_valid(map, styr_map_find(map, id), &filter);
  }
  for (uint8_t i = 0; i < c->tie_count; i++) {
    const styr_tie tie = styr_map_tie(map, i);
    m->seen[i] = styr_tie_valid(map, tie, &filter) && styr_tie_verdict(map, tie, &filter) != STYR_NO;
    m->from[i] = m->place[c->ties[i].from];
    m->to[i] = m->place[c->ties[i].to];
  }
  m->first = m->last = (uint8_t)((1u << m->count) - 1);
  if (c->from_count) m->first = 0;
  if (c->to_count) m->last = 0;
  for (int i = 0; i < c->from_count; i++) m->first |= (uint8_t)(1u << m->place[c->from[i]]);
  for (int i = 0; i < c->to_count; i++) m->last |= (uint8_t)(1u << m->place[c->to[i]]);
}

static bool compares(long left, uint8_t op, long right) {
  switch (op) {
  case 0: return left == right;
  case 1: return left != right;
  case 2: return left < right;
  case 3: return left <= right;
  case 4: return left > right;
  default: return left >= right;
  }
}

static bool node_passes(const or_model *m, const or_tree *t, uint8_t place) {
  const or_node *n = &m->c->nodes[m->at[place]];
  for (int i = 0; i < t->conditions; i++) {
    const or_condition d = t->condition[i];
    bool there, good;
    switch (d.column) {
    case 0:
      there = n->kind != 0;
      good = (strcmp((n->text ? text_kinds : actor_kinds)[n->kind], kind_values[d.value]) == 0) == (d.op == 0);
      break;
    case 1: there = n->level != 0, good = compares(n->level, d.op, d.value + 1); break;
    case 2: there = n->start != 0, good = compares(n->start, d.op, 2018 + d.value); break;
    default: there = true, good = compares(m->at[place], d.op, d.value); break;
    }
    if (!there || !good) return false;
  }
  return true;
}

static bool tie_passes(const or_model *m, const or_tree *t, uint8_t tie) {
  const or_tie *x = &m->c->ties[tie];
  for (int i = 0; i < t->conditions; i++) {
    const or_condition d = t->condition[i];
    bool there, good;
    switch (d.column) {
    case 0: there = x->amount != 0, good = compares(amount_values[x->amount], d.op, amount_values[d.value + 1]); break;
    case 1: there = x->start != 0, good = compares(x->start, d.op, 2018 + d.value); break;
    case 2: there = x->end != 0, good = compares(x->end, d.op, 2018 + d.value); break;
    default: there = x->function != 0, good = compares(x->function, d.op, d.value + 1); break;
    }
    if (!there || !good) return false;
  }
  return true;
}

/* Whether an atom takes the tie, read forward or against its direction. */
static bool takes(const or_model *m, const or_tree *t, uint8_t tie, bool against) {
  const uint8_t type = m->c->ties[tie].type;
  bool good = false;
  switch (t->kind) {
  case OR_TYPE: good = !against && type == t->name; break;
  case OR_ANY: good = !against; break;
  case OR_UP: good = types[type].rules == (against ? 1 : -1); break;
  case OR_DOWN: good = types[type].rules == (against ? -1 : 1); break;
  case OR_FAMILY: good = !against && strcmp(types[type].family, families[t->name]) == 0; break;
  case OR_NOT: good = against ? t->inward && !(t->inward >> type & 1) : t->forward && !(t->forward >> type & 1); break;
  default: abort();
  }
  return good && tie_passes(m, t, tie);
}

/* Whether the atom takes the step from place u to place v over the tie; turned: the atom is under ^. */
static bool steps(const or_model *m, const or_tree *t, uint8_t tie, uint8_t u, uint8_t v, bool turned) {
  if (m->from[tie] == u && m->to[tie] == v && takes(m, t, tie, turned)) return true;
  return m->to[tie] == u && m->from[tie] == v && takes(m, t, tie, !turned);
}

/* Positions of the path at which a match of the tree can end when it begins at one of `begin`. */
static uint32_t ends(const or_model *m, const or_path *p, uint8_t at, bool turned, uint32_t begin) {
  const or_tree *t = &m->c->tree[at];
  uint32_t result = 0;
  if (!begin) return 0;
  switch (t->kind) {
  case OR_NODE:
    for (uint32_t i = 0; i <= p->length; i++)
      if ((begin >> i & 1) && node_passes(m, t, p->node[i])) result |= 1u << i;
    return result;
  case OR_SEQUENCE: return ends(m, p, turned ? t->left : t->right, turned, ends(m, p, turned ? t->right : t->left, turned, begin));
  case OR_CHOICE: return ends(m, p, t->left, turned, begin) | ends(m, p, t->right, turned, begin);
  case OR_INVERSE: return ends(m, p, t->left, !turned, begin);
  case OR_OPTIONAL: return begin | ends(m, p, t->left, turned, begin);
  case OR_STAR:
  case OR_PLUS:
  case OR_TIMES: {
    const uint32_t least = t->kind == OR_STAR ? 0 : t->kind == OR_PLUS ? 1 : t->least, most = t->kind == OR_TIMES ? t->most : OR_INFINITE;
    uint32_t now = begin;
    for (uint32_t i = 0; i < least; i++) now = ends(m, p, t->left, turned, now);
    result = now;
    for (uint32_t i = least; i < most && now; i++) {
      now = ends(m, p, t->left, turned, now);
      if (most == OR_INFINITE) now &= ~result;
      result |= now;
    }
    return result;
  }
  default:
    for (uint32_t i = 0; i < p->length; i++)
      if ((begin >> i & 1) && steps(m, t, p->tie[i], p->node[i], p->node[i + 1], turned)) result |= 2u << i;
    return result;
  }
}

bool or_matches(const or_model *m, const or_path *p) {
  if (!p->length && !m->sees[p->node[0]]) return false;
  if (!(m->first >> p->node[0] & 1) || !(m->last >> p->node[p->length] & 1)) return false;
  return ends(m, p, m->c->root, false, 1) >> p->length & 1;
}

void or_list_add(or_list *list, const or_path *path) {
  if (list->count == list->capacity) {
    list->capacity = list->capacity ? 2 * list->capacity : 64;
    or_path *p = realloc(list->path, list->capacity * sizeof *p);
    if (!p) abort();
    list->path = p;
  }
  list->path[list->count++] = *path;
}

static bool may_follow(const or_path *p, styr_mode mode, uint8_t tie, uint8_t place) {
  if (mode == STYR_TRAIL)
    for (uint32_t i = 0; i < p->length; i++)
      if (p->tie[i] == tie) return false;
  if (mode == STYR_ACYCLIC)
    for (uint32_t i = 0; i <= p->length; i++)
      if (p->node[i] == place) return false;
  if (mode == STYR_SIMPLE) {
    if (p->length && p->node[0] == p->node[p->length]) return false;
    for (uint32_t i = 1; i <= p->length; i++)
      if (p->node[i] == place) return false;
  }
  return true;
}

uint32_t or_all(const or_model *m, styr_mode mode, size_t budget, or_list *out, bool *complete) {
  or_list now = {0}, next = {0};
  size_t work = 0;
  uint32_t length = 0;
  for (uint8_t v = 0; v < m->count; v++)
    if (m->first >> v & 1) or_list_add(&now, &(or_path){.node = {v}});
  for (;; length++) {
    for (size_t i = 0; i < now.count; i++)
      if (or_matches(m, &now.path[i])) or_list_add(out, &now.path[i]);
    next.count = 0;
    work += now.count;
    for (size_t i = 0; i < now.count && work + next.count <= budget; i++) {
      const or_path *p = &now.path[i];
      const uint8_t here = p->node[p->length];
      for (uint8_t t = 0; t < m->c->tie_count; t++) {
        if (!m->seen[t] || (m->from[t] != here && m->to[t] != here)) continue;
        const uint8_t there = m->from[t] == here ? m->to[t] : m->from[t];
        if (!may_follow(p, mode, t, there)) continue;
        or_path longer = *p;
        if (longer.length < OR_LONGEST) longer.tie[longer.length++] = t, longer.node[longer.length] = there;
        or_list_add(&next, &longer);
      }
    }
    *complete = !next.count;
    if (!next.count || work + next.count > budget || length == OR_LONGEST) break;
    const or_list swap = now;
    now = next, next = swap;
  }
  free(now.path);
  free(next.path);
  return length;
}

/* ---- ends of walks, by length ---- */

static void layers_clear(or_layers *l) {
  memset(l, 0, sizeof *l);
  l->low = OR_LAYERS + 1;
}

/* Adds b to a; with `keep_new` only the new elements stay in b. @return whether there was a new one. */
static bool layers_join(or_layers *a, or_layers *b, bool keep_new, uint8_t count) {
  bool any = false;
  uint32_t low = OR_LAYERS + 1, high = 0;
  for (uint32_t l = b->low; l <= b->high; l++) {
    uint8_t row = 0;
    for (uint8_t v = 0; v < count; v++) {
      const uint8_t fresh = (uint8_t)(b->at[l][v] & ~a->at[l][v]);
      a->at[l][v] |= fresh;
      if (keep_new) b->at[l][v] = fresh;
      row |= fresh;
    }
    if (!row) continue;
    any = true;
    if (low > OR_LAYERS) low = l;
    high = l;
  }
  if (any && low < a->low) a->low = low;
  if (any && high > a->high) a->high = high;
  if (keep_new) b->low = low, b->high = high;
  return any;
}

static void walk_over(const or_model *m, uint8_t at, bool turned, bool lengths, const or_layers *in, or_layers *out) {
  const or_tree *t = &m->c->tree[at];
  layers_clear(out);
  if (in->low > in->high) return;
  or_layers half;
  switch (t->kind) {
  case OR_NODE:
    for (uint32_t l = in->low; l <= in->high; l++)
      for (uint8_t v = 0; v < m->count; v++)
        if (node_passes(m, t, v)) out->at[l][v] = in->at[l][v];
    out->low = in->low, out->high = in->high;
    return;
  case OR_SEQUENCE:
    walk_over(m, turned ? t->right : t->left, turned, lengths, in, &half);
    walk_over(m, turned ? t->left : t->right, turned, lengths, &half, out);
    return;
  case OR_CHOICE:
    walk_over(m, t->left, turned, lengths, in, out);
    walk_over(m, t->right, turned, lengths, in, &half);
    layers_join(out, &half, false, m->count);
    return;
  case OR_INVERSE: walk_over(m, t->left, !turned, lengths, in, out); return;
  case OR_OPTIONAL:
    walk_over(m, t->left, turned, lengths, in, out);
    half = *in;
    layers_join(out, &half, false, m->count);
    return;
  case OR_STAR:
  case OR_PLUS:
  case OR_TIMES: {
    const uint32_t least = t->kind == OR_STAR ? 0 : t->kind == OR_PLUS ? 1 : t->least, most = t->kind == OR_TIMES ? t->most : OR_INFINITE;
    or_layers now = *in;
    for (uint32_t i = 0; i < least; i++) walk_over(m, t->left, turned, lengths, &now, &half), now = half;
    *out = now;
    for (uint32_t i = least; i < most; i++) {
      walk_over(m, t->left, turned, lengths, &now, &half);
      if (!layers_join(out, &half, most == OR_INFINITE, m->count) && most == OR_INFINITE) break;
      now = half;
    }
    return;
  }
  default:
    for (uint8_t x = 0; x < m->c->tie_count; x++) {
      if (!m->seen[x]) continue;
      for (int back = 0; back < 2; back++) {
        const uint8_t u = back ? m->to[x] : m->from[x], v = back ? m->from[x] : m->to[x];
        if (!steps(m, t, x, u, v, turned)) continue;
        for (uint32_t l = in->low; l <= in->high && l + lengths <= OR_LAYERS; l++) out->at[l + lengths][v] |= in->at[l][u];
      }
    }
    out->low = in->low + lengths;
    out->high = in->high + lengths > OR_LAYERS ? OR_LAYERS : in->high + lengths;
    return;
  }
}

static void begin(const or_model *m, or_layers *l) {
  layers_clear(l);
  l->low = l->high = 0;
  for (uint8_t v = 0; v < m->count; v++) l->at[0][v] = (uint8_t)(m->sees[v] ? 1u << v : 0);
}

void or_walks(const or_model *m, or_layers *out) {
  or_layers in;
  begin(m, &in);
  walk_over(m, m->c->root, false, true, &in, out);
}

void or_joined(const or_model *m, uint8_t out[OR_NODES]) {
  or_layers in, all;
  begin(m, &in);
  walk_over(m, m->c->root, false, false, &in, &all);
  memcpy(out, all.at[0], OR_NODES);
}

static void measure(const or_case *c, uint8_t at, uint64_t *least, uint64_t *most, uint64_t *steps) {
  const or_tree *t = &c->tree[at];
  uint64_t a = 0, b = 0, n = 0;
  *least = *most = *steps = 1;
  if (t->kind == OR_NODE) *least = *most = 0;
  if (t->kind < OR_SEQUENCE) return;
  measure(c, t->left, least, most, steps);
  switch (t->kind) {
  case OR_SEQUENCE:
    measure(c, t->right, &a, &b, &n);
    *least += a, *steps += n;
    *most = *most == UINT64_MAX || b == UINT64_MAX ? UINT64_MAX : *most + b;
    return;
  case OR_CHOICE:
    measure(c, t->right, &a, &b, &n);
    *steps += n;
    if (a < *least) *least = a;
    if (b > *most) *most = b;
    return;
  case OR_OPTIONAL: *least = 0; return;
  case OR_STAR:
  case OR_PLUS:
    if (t->kind == OR_STAR) *least = 0;
    *most = *most ? UINT64_MAX : 0;
    return;
  case OR_TIMES:
    *least *= t->least;
    if (*most && *most != UINT64_MAX) *most = t->most == OR_INFINITE ? UINT64_MAX : *most * t->most;
    if (!t->most) *most = 0;
    *steps *= t->most == OR_INFINITE ? t->least + 1 : t->most + 1;
    return;
  default: return;
  }
}

void or_lengths(const or_case *c, uint64_t *least, uint64_t *most, uint64_t *steps) {
  measure(c, c->root, least, most, steps);
}

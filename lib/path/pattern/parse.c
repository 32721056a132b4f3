/* SPDX-License-Identifier: MIT */
/* From the text of a pattern to its tree. The grammar is that of SPARQL 1.1 property paths, with counts, tests, families
 * and ruling directions added:
 *
 *     choice   = sequence *( "|" sequence )
 *     sequence = element *( "/" element )
 *     element  = [ "^" ] primary [ "*" | "+" | "?" | "{" counts "}" ]
 *     primary  = "(" choice ")" | "[" test "]" | atom [ "[" test "]" ]
 *     atom     = name | "%" | "@" name | "up" | "down" | "!" ( one | "(" one *( "|" one ) ")" )
 *
 * Repetitions of repetitions fold where they are one repetition, so that the NFA stays small. */
#include "path/pattern/pattern_i.h"

#include <stdio.h>

typedef struct parser {
  styr_pattern *p;
  const char *text;
  size_t at, end;
  unsigned depth;
  styr_error *error;
  styr_status status;
  size_t offset;
} parser;

static uint32_t fail(parser *x, size_t at, styr_status status, const char *what) {
  if (x->status != STYR_OK) return STYR_I_NONE;
  x->status = status;
  x->offset = at;
  styr_i_fail(x->error, status, "the pattern at offset %zu: %s", at, what);
  return STYR_I_NONE;
}

static uint32_t nomem(parser *x) {
  if (x->status == STYR_OK) x->status = styr_i_nomem(x->error);
  return STYR_I_NONE;
}

static uint32_t expected(parser *x, const char *what) {
  char message[160], found[32] = "the end";
  if (x->at < x->end) {
    const unsigned char c = (unsigned char)x->text[x->at];
    size_t one = 1;
    while (one < 4 && x->at + one < x->end && !styr_i_utf8_valid(x->text + x->at, one)) one++;
    if (!styr_i_utf8_valid(x->text + x->at, one)) snprintf(found, sizeof found, "a byte that is not UTF-8");
    else if (c < 0x20 || c == 0x7F || (c == 0xC2 && (unsigned char)x->text[x->at + 1] < 0xA0))
      snprintf(found, sizeof found, "a control sign");
    else snprintf(found, sizeof found, "\"%.*s\"", (int)one, x->text + x->at);
  }
  snprintf(message, sizeof message, "expected %s, found %s", what, found);
  return fail(x, x->at, STYR_ERR_DATA, message);
}

static void skip_space(parser *x) {
  while (x->at < x->end && strchr(" \t\r\n", x->text[x->at])) x->at++;
}

static bool see(parser *x, char c) {
  skip_space(x);
  return x->at < x->end && x->text[x->at] == c;
}

static bool eat(parser *x, char c) {
  if (!see(x, c)) return false;
  x->at++;
  return true;
}

static bool starts_name(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

/* ---- small stores ---- */

static uint32_t store(parser *x, const char *text, size_t length) {
  styr_pattern *p = x->p;
  if (!STYR_I_GROW(&p->a, p->text, p->text_cap, p->text_size + length + 1)) return nomem(x);
  const uint32_t at = (uint32_t)p->text_size;
  if (length) memcpy(p->text + at, text, length);
  p->text[at + length] = '\0';
  p->text_size += length + 1;
  return at;
}

static uint32_t add_name(parser *x, uint32_t text, styr_name_kind kind) {
  styr_pattern *p = x->p;
  for (size_t i = 0; i < p->name_count; i++)
    if (p->names[i].kind == kind && strcmp(p->text + p->names[i].text, p->text + text) == 0) return (uint32_t)i;
  if (!STYR_I_GROW(&p->a, p->names, p->name_cap, p->name_count + 1)) return nomem(x);
  p->names[p->name_count] = (styr_i_name){text, kind};
  return (uint32_t)p->name_count++;
}

static uint32_t add_tree(parser *x, styr_i_op op, uint32_t child, uint32_t arg) {
  styr_pattern *p = x->p;
  if (!STYR_I_GROW(&p->a, p->trees, p->tree_cap, p->tree_count + 1)) return nomem(x);
  p->trees[p->tree_count] = (styr_i_tree){op, child, STYR_I_NONE, arg, 1, 1};
  return (uint32_t)p->tree_count++;
}

/* ---- names and tests ---- */

/* 'text', with '' for a quote inside. */
static uint32_t quoted(parser *x) {
  const size_t open = x->at++;
  const size_t from = x->at;
  size_t length = 0;
  char small[256], *to = small, *big = NULL;
  const char *close = memchr(x->text + from, '\'', x->end - from);
  for (const char *q = close; q && q + 1 < x->text + x->end && q[1] == '\'';)
    close = q = memchr(q + 2, '\'', (size_t)(x->text + x->end - (q + 2)));
  if (!close) return fail(x, open, STYR_ERR_DATA, "a quote is opened and never closed");
  const size_t span = (size_t)(close - (x->text + from));
  if (span > sizeof small && !(to = big = styr_i_alloc(&x->p->a, span))) return nomem(x);
  for (size_t i = 0; i < span; i++) {
    to[length++] = x->text[from + i];
    if (x->text[from + i] == '\'') i++;
  }
  uint32_t at;
  if (!length) at = fail(x, open, STYR_ERR_DATA, "a quoted name is empty");
  else if (!styr_i_utf8_valid(to, length) || memchr(to, '\0', length)) at = fail(x, open, STYR_ERR_DATA, "a quoted name is not UTF-8 text");
  else at = store(x, to, length);
  styr_i_free(&x->p->a, big);
  x->at = (size_t)(close - x->text) + 1;
  return at;
}

static size_t bare_length(const parser *x) {
  size_t n = 0;
  while (x->at + n < x->end && (starts_name(x->text[x->at + n]) || (n && digit(x->text[x->at + n])))) n++;
  return n;
}

static uint32_t name(parser *x, const char *what) {
  skip_space(x);
  if (x->at < x->end && x->text[x->at] == '\'') return quoted(x);
  const size_t n = bare_length(x);
  if (!n) return expected(x, what);
  x->at += n;
  return store(x, x->text + x->at - n, n);
}

static bool comparison(parser *x, styr_i_compare *out) {
  static const struct {
    const char *text;
    styr_i_compare compare;
  } signs[] = {{"!=", CMP_NE}, {"<=", CMP_LE}, {">=", CMP_GE}, {"=", CMP_EQ}, {"<", CMP_LT}, {">", CMP_GT}};
  skip_space(x);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    const size_t n = strlen(signs[i].text);
    if (x->end - x->at < n || memcmp(x->text + x->at, signs[i].text, n) != 0) continue;
    x->at += n;
    *out = signs[i].compare;
    return true;
  }
  expected(x, "a comparison: = != < <= > >=");
  return false;
}

static uint32_t value(parser *x) {
  skip_space(x);
  if (x->at < x->end && x->text[x->at] == '\'') return quoted(x);
  const size_t from = x->at;
  while (x->at < x->end && !strchr(",[]=<>!'", x->text[x->at])) x->at++;
  size_t length = x->at - from;
  while (length && strchr(" \t\r\n", x->text[from + length - 1])) length--;
  if (!length) {
    x->at = from;
    return expected(x, "a value");
  }
  if (!styr_i_utf8_valid(x->text + from, length)) return fail(x, from, STYR_ERR_DATA, "a value is not UTF-8 text");
  return store(x, x->text + from, length);
}

/* The conditions in brackets, from after the opening one. */
static uint32_t test(parser *x, bool of_node) {
  styr_pattern *p = x->p;
  uint32_t *count = of_node ? &p->node_test_count : &p->tie_test_count;
  if (*count == STYR_I_MOST_TESTS) return fail(x, x->at - 1, STYR_ERR_LIMIT, "more than 64 tests of one sort");
  styr_i_test t = {(uint32_t)p->condition_count, 0};
  do {
    styr_i_condition c = {name(x, "the name of a column"), 0, CMP_EQ};
    if (c.column == STYR_I_NONE || !comparison(x, &c.compare)) return STYR_I_NONE;
    c.value = value(x);
    if (c.value == STYR_I_NONE) return STYR_I_NONE;
    if (!STYR_I_GROW(&p->a, p->conditions, p->condition_cap, p->condition_count + 1)) return nomem(x);
    p->conditions[p->condition_count++] = c;
    t.count++;
  } while (eat(x, ','));
  if (!eat(x, ']')) return expected(x, "\",\" or \"]\"");
  (of_node ? p->node_tests : p->tie_tests)[*count] = t;
  return (*count)++;
}

/* ---- atoms ---- */

static bool is_direction(const parser *x, size_t length, const char *word) {
  return length == strlen(word) && memcmp(x->text + x->at, word, length) == 0;
}

static bool excluded_entry(parser *x, styr_i_atom *atom) {
  styr_pattern *p = x->p;
  const bool inverse = eat(x, '^');
  skip_space(x);
  const size_t n = bare_length(x);
  if (is_direction(x, n, "up") || is_direction(x, n, "down")) {
    fail(x, x->at, STYR_ERR_DATA, "\"up\" and \"down\" cannot be excluded; quote a tie type of that name");
    return false;
  }
  const uint32_t text = name(x, "a tie type");
  const uint32_t number = text == STYR_I_NONE ? STYR_I_NONE : add_name(x, text, STYR_NAME_TYPE);
  if (number == STYR_I_NONE) return false;
  if (!STYR_I_GROW(&p->a, p->excluded, p->excluded_cap, p->excluded_count + 1)) {
    nomem(x);
    return false;
  }
  p->excluded[p->excluded_count].name = number;
  p->excluded[p->excluded_count++].inverse = inverse;
  atom->count++;
  return true;
}

static uint32_t atom(parser *x) {
  styr_pattern *p = x->p;
  styr_i_atom made = {ATOM_TYPE, STYR_I_NONE, 0, 0, STYR_I_NONE};
  skip_space(x);
  const size_t n = bare_length(x);
  if (eat(x, '%')) {
    made.kind = ATOM_ANY;
  } else if (eat(x, '!')) {
    made.kind = ATOM_NOT;
    made.first = (uint32_t)p->excluded_count;
    if (eat(x, '(')) {
      do
        if (!excluded_entry(x, &made)) return STYR_I_NONE;
      while (eat(x, '|'));
      if (!eat(x, ')')) return expected(x, "\"|\" or \")\"");
    } else if (!excluded_entry(x, &made)) {
      return STYR_I_NONE;
    }
  } else if (is_direction(x, n, "up") || is_direction(x, n, "down")) {
    made.kind = n == 2 ? ATOM_UP : ATOM_DOWN;
    x->at += n;
  } else {
    const bool family = eat(x, '@');
    const uint32_t text = name(x, family ? "the name of a family" : "a tie type, \"(\", \"[\", \"!\", \"%\" or \"@\"");
    if (text == STYR_I_NONE) return STYR_I_NONE;
    made.kind = family ? ATOM_FAMILY : ATOM_TYPE;
    made.name = add_name(x, text, family ? STYR_NAME_FAMILY : STYR_NAME_TYPE);
    if (made.name == STYR_I_NONE) return STYR_I_NONE;
  }
  if (eat(x, '[') && (made.test = test(x, false)) == STYR_I_NONE) return STYR_I_NONE;
  if (!STYR_I_GROW(&p->a, p->atoms, p->atom_cap, p->atom_count + 1)) return nomem(x);
  p->atoms[p->atom_count++] = made;
  return add_tree(x, TREE_ATOM, STYR_I_NONE, (uint32_t)p->atom_count - 1);
}

/* ---- repetition ---- */

static uint64_t times(uint64_t a, uint64_t b) {
  uint64_t product;
  if (!a || !b) return 0;
  return a == UINT64_MAX || b == UINT64_MAX || __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

static uint64_t plus(uint64_t a, uint64_t b) {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static bool number(parser *x, uint64_t *out) {
  uint64_t n = 0;
  const size_t from = x->at;
  while (x->at < x->end && digit(x->text[x->at])) {
    n = n * 10 + (uint64_t)(x->text[x->at++] - '0');
    if (n <= STYR_I_MOST_STEPS) continue;
    fail(x, from, STYR_ERR_LIMIT, "the number is too large: at most 4194304 repetitions");
    return false;
  }
  *out = n;
  return true;
}

/* `{…}`, from after the opening brace. */
static bool counts(parser *x, uint64_t *least, uint64_t *most) {
  skip_space(x);
  const size_t from = x->at;
  const bool has_least = x->at < x->end && digit(x->text[x->at]);
  *least = 0;
  if (has_least && !number(x, least)) return false;
  *most = *least;
  if (eat(x, ',')) {
    skip_space(x);
    *most = UINT64_MAX;
    if (x->at < x->end && digit(x->text[x->at])) {
      if (!number(x, most)) return false;
    } else if (!has_least) {
      expected(x, "a number");
      return false;
    }
  } else if (!has_least) {
    expected(x, "a number");
    return false;
  }
  if (!eat(x, '}')) {
    expected(x, "\"}\"");
    return false;
  }
  if (*least <= *most) return true;
  fail(x, from, STYR_ERR_DATA, "the least number of repetitions is greater than the most");
  return false;
}

static uint32_t repeat(parser *x, uint32_t child, uint64_t least, uint64_t most) {
  styr_i_tree *c = &x->p->trees[child];
  if (c->op == TREE_REPEAT && most > 0) {
    if (c->least == 0 && c->most > 0) { /* (x?){m,n} and (x{,k}){m,n}: anything from none to k × n */
      c->most = times(c->most, most);
      return child;
    }
    if (c->least == 1 && c->most == UINT64_MAX) { /* (x+){m,n} */
      c->least = least;
      return child;
    }
  }
  const uint32_t made = add_tree(x, TREE_REPEAT, child, 0);
  if (made == STYR_I_NONE) return made;
  x->p->trees[made].least = least;
  x->p->trees[made].most = most;
  return made;
}

/* ---- the grammar ---- */

static uint32_t choice(parser *x);

static uint32_t element(parser *x) {
  const bool inverse = eat(x, '^');
  skip_space(x);
  uint32_t made;
  bool is_test = false;
  if (inverse && see(x, '^')) return fail(x, x->at, STYR_ERR_DATA, "\"^\" stands once before an element; use parentheses");
  if (eat(x, '(')) {
    if (++x->depth > STYR_I_MOST_NESTING) return fail(x, x->at - 1, STYR_ERR_LIMIT, "parentheses are nested too deep: at most 400");
    made = choice(x);
    x->depth--;
    if (made == STYR_I_NONE) return made;
    if (!eat(x, ')')) return expected(x, "\"/\", \"|\", a repetition or \")\"");
    if (see(x, '[')) return fail(x, x->at, STYR_ERR_DATA, "a tie test stands right after a tie type, not after a group");
  } else if (eat(x, '[')) {
    is_test = true;
    const uint32_t number_of = test(x, true);
    made = number_of == STYR_I_NONE ? STYR_I_NONE : add_tree(x, TREE_TEST, STYR_I_NONE, number_of);
  } else {
    made = atom(x);
  }
  if (made == STYR_I_NONE) return made;
  uint64_t least = 1, most = 1;
  skip_space(x);
  const size_t at = x->at;
  bool repeated = true;
  if (eat(x, '*')) least = 0, most = UINT64_MAX;
  else if (eat(x, '+')) most = UINT64_MAX;
  else if (eat(x, '?')) least = 0;
  else if (eat(x, '{')) repeated = counts(x, &least, &most);
  else repeated = false;
  if (x->status != STYR_OK) return STYR_I_NONE;
  if (repeated && is_test) return fail(x, at, STYR_ERR_DATA, "a node test cannot be repeated");
  if (repeated && (see(x, '*') || see(x, '+') || see(x, '?') || see(x, '{')))
    return fail(x, x->at, STYR_ERR_DATA, "one repetition for each element; use parentheses");
  if (repeated && see(x, '[')) return fail(x, x->at, STYR_ERR_DATA, "a tie test stands right after a tie type, before its repetition");
  if (repeated && (made = repeat(x, made, least, most)) == STYR_I_NONE) return made;
  return inverse ? add_tree(x, TREE_INVERSE, made, 0) : made;
}

/* Elements joined by a sign; a single one needs no node of its own. */
static uint32_t list(parser *x, char sign, styr_i_op op, uint32_t (*part)(parser *)) {
  const uint32_t first = part(x);
  if (first == STYR_I_NONE || !see(x, sign)) return first;
  const uint32_t made = add_tree(x, op, first, 0);
  uint32_t last = first;
  while (made != STYR_I_NONE && eat(x, sign)) {
    const uint32_t next = part(x);
    if (next == STYR_I_NONE) return next;
    x->p->trees[last].next = next;
    last = next;
  }
  return made;
}

static uint32_t sequence(parser *x) {
  return list(x, '/', TREE_SEQUENCE, element);
}

static uint32_t choice(parser *x) {
  return list(x, '|', TREE_CHOICE, sequence);
}

/* ---- size and lengths ---- */

typedef struct measure {
  uint64_t size, least, most;
} measure;

static measure measure_of(const styr_pattern *p, uint32_t at) {
  const styr_i_tree *t = &p->trees[at];
  measure m = {1, 1, 1};
  switch (t->op) {
  case TREE_ATOM: return m;
  case TREE_TEST: return (measure){1, 0, 0};
  case TREE_INVERSE: return measure_of(p, t->child);
  case TREE_REPEAT: {
    const measure one = measure_of(p, t->child);
    const uint64_t copies = t->most != UINT64_MAX ? t->most : t->least ? t->least : 1;
    return (measure){plus(times(plus(one.size, 1), copies), 1), times(one.least, t->least), times(one.most, t->most)};
  }
  case TREE_SEQUENCE: m = (measure){0, 0, 0}; break;
  default: m = (measure){0, UINT64_MAX, 0}; break;
  }
  for (uint32_t c = t->child; c != STYR_I_NONE; c = p->trees[c].next) {
    const measure one = measure_of(p, c);
    m.size = plus(m.size, plus(one.size, 1));
    if (t->op == TREE_SEQUENCE) {
      m.least = plus(m.least, one.least);
      m.most = plus(m.most, one.most);
    } else {
      if (one.least < m.least) m.least = one.least;
      if (one.most > m.most) m.most = one.most;
    }
  }
  return m;
}

/* ---- public ---- */

styr_status styr_pattern_parse(const char *text, const styr_allocator *allocator, styr_pattern **out, size_t *offset, styr_error *error) {
  if (!styr_i_begin(error, __func__, text && out)) return STYR_ERR_ARG;
  if (!allocator) allocator = &styr_i_libc;
  styr_pattern *p = styr_i_alloc(allocator, sizeof *p);
  if (!p) return styr_i_nomem(error);
  memset(p, 0, offsetof(styr_pattern, tie_tests));
  p->tie_test_count = p->node_test_count = 0;
  p->text = NULL;
  p->text_size = p->text_cap = 0;
  p->a = *allocator;
  parser x = {p, text, 0, strlen(text), 0, error, STYR_OK, 0};
  if (x.end > STYR_I_MOST_TEXT) fail(&x, STYR_I_MOST_TEXT, STYR_ERR_LIMIT, "the text is too long: at most 1048576 bytes");
  else p->root = choice(&x);
  skip_space(&x);
  if (x.status == STYR_OK && x.at < x.end) expected(&x, "\"/\", \"|\", a repetition or the end");
  if (x.status == STYR_OK) {
    const measure m = measure_of(p, p->root);
    p->least = m.least;
    p->most = m.most;
    if (m.size > STYR_I_MOST_STEPS)
      fail(&x, 0, STYR_ERR_LIMIT, "written out with its repetitions it is too large: more than 4194304 steps");
  }
  if (x.status != STYR_OK) {
    if (offset) *offset = x.offset;
    styr_pattern_free(p);
    return x.status;
  }
  *out = p;
  return STYR_OK;
}

void styr_pattern_free(styr_pattern *pattern) {
  if (!pattern) return;
  const styr_allocator a = pattern->a;
  styr_i_free(&a, pattern->trees);
  styr_i_free(&a, pattern->atoms);
  styr_i_free(&a, pattern->excluded);
  styr_i_free(&a, pattern->names);
  styr_i_free(&a, pattern->conditions);
  styr_i_free(&a, pattern->text);
  styr_i_free(&a, pattern);
}

uint64_t styr_pattern_least(const styr_pattern *pattern) {
  if (!pattern) return 0;
  return pattern->least;
}

uint64_t styr_pattern_most(const styr_pattern *pattern) {
  if (!pattern) return 0;
  return pattern->most;
}

size_t styr_pattern_name_count(const styr_pattern *pattern) {
  if (!pattern) return 0;
  return pattern->name_count;
}

const char *styr_pattern_name(const styr_pattern *pattern, size_t index, styr_name_kind *kind) {
  if (!pattern || index >= pattern->name_count) return NULL;
  if (kind) *kind = pattern->names[index].kind;
  return pattern->text + pattern->names[index].text;
}

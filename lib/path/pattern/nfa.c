/* SPDX-License-Identifier: MIT */
/* From a pattern's tree to an NFA on one graph (Thompson's construction): steps that take a tie of a class, that split, that
 * test the node, and one that accepts. It is written from its end, so that each step knows its successor. `^` reverses the
 * order of sequences and the direction of ties. Steps from which the graph's tie types cannot lead to the end are marked as
 * not live, so that no search follows them. */
#include "path/pattern/pattern_i.h"

#include "map/map_i.h"

typedef struct builder {
  const styr_pattern *p;
  const styr_graph *g;
  const styr_allocator *a;
  styr_i_nfa *out;
  uint32_t *class_of; /* per atom and direction: class + 1 */
  bool nomem;
} builder;

/* ---- classes of ties ---- */

static uint64_t *set_at(const builder *b, uint32_t sets, bool inverse) {
  return b->out->sets + sets + (inverse ? b->out->words : 0);
}

static void put(uint64_t *set, uint32_t type) {
  set[type / 64] |= UINT64_C(1) << type % 64;
}

static uint32_t string_of(const builder *b, uint32_t name) {
  const char *text = b->p->text + b->p->names[name].text;
  return styr_i_strings_find(&b->g->map->strings, text, strlen(text));
}

/* Adds the ties that an atom takes to a class; `inverse` reads them the other way. */
static void fill(const builder *b, const styr_i_atom *atom, bool inverse, uint32_t sets) {
  const styr_i_term *terms = b->g->map->terms;
  uint64_t *forth = set_at(b, sets, inverse), *back = set_at(b, sets, !inverse);
  if (atom->kind == ATOM_NOT) {
    bool listed[2] = {false, false};
    for (uint32_t i = atom->first; i < atom->first + atom->count; i++) listed[b->p->excluded[i].inverse] = true;
    for (uint32_t t = 0; t < b->g->types; t++) {
      bool excluded[2] = {false, false};
      for (uint32_t i = atom->first; i < atom->first + atom->count; i++)
        if (string_of(b, b->p->excluded[i].name) == terms[b->g->type_term[t]].term) excluded[b->p->excluded[i].inverse] = true;
      if (listed[0] && !excluded[0]) put(forth, t);
      if (listed[1] && !excluded[1]) put(back, t);
    }
    return;
  }
  const uint32_t name = atom->name == STYR_I_NONE ? STYR_I_NOSTR : string_of(b, atom->name);
  for (uint32_t t = 0; t < b->g->types; t++) {
    const styr_i_term *term = &terms[b->g->type_term[t]];
    switch (atom->kind) {
    case ATOM_TYPE:
      if (term->term == name) put(forth, t);
      break;
    case ATOM_FAMILY:
      if (term->family == name) put(forth, t);
      break;
    case ATOM_ANY: put(forth, t); break;
    default:
      if (term->ruling != STYR_RULING_NONE) put((term->ruling == STYR_RULING_FORWARD) == (atom->kind == ATOM_DOWN) ? forth : back, t);
      break;
    }
  }
}

static uint32_t new_class(builder *b, uint32_t test) {
  styr_i_nfa *p = b->out;
  if (!STYR_I_GROW(b->a, p->classes, p->class_cap, p->class_count + 1) ||
      !STYR_I_GROW(b->a, p->sets, p->set_cap, p->set_count + 2 * (size_t)p->words)) {
    b->nomem = true;
    return 0;
  }
  memset(p->sets + p->set_count, 0, 2 * (size_t)p->words * sizeof *p->sets);
  p->classes[p->class_count] = (styr_i_class){(uint32_t)p->set_count, test};
  p->set_count += 2 * (size_t)p->words;
  return (uint32_t)p->class_count++;
}

static uint32_t class_of_atom(builder *b, uint32_t atom, bool inverse) {
  uint32_t *known = &b->class_of[2 * (size_t)atom + inverse];
  if (*known) return *known - 1;
  const uint32_t made = new_class(b, b->p->atoms[atom].test);
  if (b->nomem) return 0;
  fill(b, &b->p->atoms[atom], inverse, b->out->classes[made].sets);
  *known = made + 1;
  return made;
}

/* Whether a tree is a choice among atoms without tests: one class takes them all. With `sets` they are added to it. */
static bool is_plain(const builder *b, uint32_t at, bool inverse, const uint32_t *sets) {
  const styr_i_tree *t = &b->p->trees[at];
  switch (t->op) {
  case TREE_ATOM:
    if (b->p->atoms[t->arg].test != STYR_I_NONE) return false;
    if (sets) fill(b, &b->p->atoms[t->arg], inverse, *sets);
    return true;
  case TREE_INVERSE: return is_plain(b, t->child, !inverse, sets);
  case TREE_CHOICE:
    for (uint32_t c = t->child; c != STYR_I_NONE; c = b->p->trees[c].next)
      if (!is_plain(b, c, inverse, sets)) return false;
    return true;
  default: return false;
  }
}

/* ---- steps ---- */

static uint32_t emit(builder *b, styr_i_code code, uint32_t next, uint32_t other) {
  styr_i_nfa *p = b->out;
  if (!STYR_I_GROW(b->a, p->steps, p->cap, p->count + 1)) {
    b->nomem = true;
    return 0;
  }
  p->steps[p->count] = (styr_i_nfa_step){(uint8_t)code, false, next, other};
  return (uint32_t)p->count++;
}

static uint32_t compile(builder *b, uint32_t at, bool inverse, uint32_t next);

static uint32_t compile_sequence(builder *b, uint32_t child, bool inverse, uint32_t next) {
  if (inverse) {
    for (uint32_t c = child; c != STYR_I_NONE && !b->nomem; c = b->p->trees[c].next) next = compile(b, c, inverse, next);
    return next;
  }
  size_t count = 0, cap = 0;
  uint32_t *children = NULL;
  for (uint32_t c = child; c != STYR_I_NONE && !b->nomem; c = b->p->trees[c].next) {
    if (STYR_I_GROW(b->a, children, cap, count + 1)) children[count++] = c;
    else b->nomem = true;
  }
  while (count && !b->nomem) next = compile(b, children[--count], inverse, next);
  styr_i_free(b->a, children);
  return next;
}

static uint32_t compile_choice(builder *b, uint32_t child, bool inverse, uint32_t next) {
  uint32_t plain = STYR_I_NONE, entry = STYR_I_NONE;
  for (uint32_t c = child; c != STYR_I_NONE && !b->nomem; c = b->p->trees[c].next) {
    uint32_t way;
    if (is_plain(b, c, inverse, NULL)) {
      if (plain == STYR_I_NONE) plain = new_class(b, STYR_I_NONE);
      if (b->nomem) return next;
      (void)is_plain(b, c, inverse, &b->out->classes[plain].sets);
      continue;
    }
    way = compile(b, c, inverse, next);
    entry = entry == STYR_I_NONE ? way : emit(b, STEP_SPLIT, way, entry);
  }
  if (plain == STYR_I_NONE || b->nomem) return entry;
  const uint32_t way = emit(b, STEP_TIE, next, plain);
  return entry == STYR_I_NONE ? way : emit(b, STEP_SPLIT, way, entry);
}

static uint32_t compile_repeat(builder *b, const styr_i_tree *t, bool inverse, uint32_t next) {
  uint64_t must = t->least;
  if (t->most == UINT64_MAX) {
    const uint32_t loop = emit(b, STEP_SPLIT, 0, next);
    const uint32_t body = b->nomem ? 0 : compile(b, t->child, inverse, loop);
    if (b->nomem) return next;
    b->out->steps[loop].next = body;
    next = must ? body : loop;
    must -= must > 0;
  } else {
    const uint32_t end = next;
    for (uint64_t i = t->least; i < t->most && !b->nomem; i++) next = emit(b, STEP_SPLIT, compile(b, t->child, inverse, next), end);
  }
  for (; must && !b->nomem; must--) next = compile(b, t->child, inverse, next);
  return next;
}

/* The step at which the tree at `at` begins when `next` follows it. */
static uint32_t compile(builder *b, uint32_t at, bool inverse, uint32_t next) {
  const styr_i_tree *t = &b->p->trees[at];
  switch (t->op) {
  case TREE_ATOM: return emit(b, STEP_TIE, next, class_of_atom(b, t->arg, inverse));
  case TREE_TEST: b->out->tested = true; return emit(b, STEP_TEST, next, t->arg);
  case TREE_INVERSE: return compile(b, t->child, !inverse, next);
  case TREE_SEQUENCE: return compile_sequence(b, t->child, inverse, next);
  case TREE_CHOICE: return compile_choice(b, t->child, inverse, next);
  default: return compile_repeat(b, t, inverse, next);
  }
}

/* ---- what can reach the end ---- */

static bool class_is_empty(const styr_i_nfa *p, uint32_t class) {
  const uint64_t *set = p->sets + p->classes[class].sets;
  for (uint32_t i = 0; i < 2 * p->words; i++)
    if (set[i]) return false;
  return true;
}

static void mark_live(styr_i_nfa *p) {
  for (bool more = true; more;) { /* a successor mostly has a lower index: two rounds are enough, unless loops are nested */
    more = false;
    for (size_t i = 0; i < p->count; i++) {
      styr_i_nfa_step *s = &p->steps[i];
      if (s->live) continue;
      if (s->code == STEP_TIE) s->live = p->steps[s->next].live && !class_is_empty(p, s->other);
      else if (s->code == STEP_SPLIT) s->live = p->steps[s->next].live || p->steps[s->other].live;
      else s->live = s->code == STEP_ACCEPT || p->steps[s->next].live;
      more |= s->live;
    }
  }
}

bool styr_i_nfa_build(const styr_pattern *p, const styr_graph *g, const styr_allocator *a, styr_i_nfa *out) {
  memset(out, 0, sizeof *out);
  out->a = *a;
  out->words = g->types ? (g->types + 63) / 64 : 1;
  builder b = {p, g, a, out, styr_i_zalloc(a, 2 * p->atom_count + 1, sizeof(uint32_t)), false};
  b.nomem = !b.class_of;
  if (!b.nomem) {
    const uint32_t end = emit(&b, STEP_ACCEPT, 0, 0);
    if (!b.nomem) out->start = compile(&b, p->root, false, end);
  }
  styr_i_free(a, b.class_of);
  if (!b.nomem) mark_live(out);
  return !b.nomem;
}

/* For each step the steps that lead to it. */
bool styr_i_nfa_reverse(styr_i_nfa *p) {
  const styr_allocator *a = &p->a;
  if (p->before) return true;
  uint32_t *first = styr_i_zalloc(a, p->count + 2, sizeof *first);
  uint32_t *before = styr_i_zalloc(a, 2 * p->count + 1, sizeof *before);
  if (!first || !before) {
    styr_i_free(a, first);
    styr_i_free(a, before);
    return false;
  }
  for (int fill_in = 0; fill_in < 2; fill_in++) {
    for (uint32_t i = 0; i < p->count; i++) {
      const styr_i_nfa_step *s = &p->steps[i];
      if (s->code == STEP_ACCEPT || !s->live) continue;
      for (int way = 0; way < (s->code == STEP_SPLIT ? 2 : 1); way++) {
        const uint32_t to = way ? s->other : s->next;
        if (fill_in) before[first[to + 1]++] = i;
        else first[to + 2]++;
      }
    }
    for (size_t i = 0; !fill_in && i < p->count; i++) first[i + 2] += first[i + 1];
  }
  p->before_first = first;
  p->before = before;
  return true;
}

void styr_i_nfa_done(styr_i_nfa *p) {
  const styr_allocator *a = &p->a;
  styr_i_free(a, p->steps);
  styr_i_free(a, p->classes);
  styr_i_free(a, p->sets);
  styr_i_free(a, p->before_first);
  styr_i_free(a, p->before);
}

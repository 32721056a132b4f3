/* SPDX-License-Identifier: MIT */
/* The deterministic automaton, built lazily as searches need it (subset construction). Forward, a state is the set of NFA steps
 * that may be taken next from a node; backward, the set of steps that may come next on the way to the end, with the steps
 * that can precede them. Each sequence of ties thus has exactly one run, so that no path is found twice.
 *
 * Where the state after a tie depends on tests of the node, the tie leads to a kernel, and the outcomes of the tests decide
 * which state the kernel becomes; these decisions are memoized. Where it depends on tests of the tie, their outcomes choose
 * among the targets. */
#include "path/pattern/dfa_i.h"

#include "map/map_i.h"

void styr_i_dfa_init(styr_i_dfa *dfa, const styr_pattern *p, styr_i_nfa *nfa, const styr_i_tests *t, const styr_graph *g,
                     const styr_allocator *a, bool backward) {
  memset(dfa, 0, sizeof *dfa);
  dfa->pattern = p;
  dfa->nfa = nfa;
  dfa->tests = t;
  dfa->graph = g;
  dfa->a = a;
  dfa->backward = backward;
}

void styr_i_dfa_done(styr_i_dfa *dfa) {
  if (!dfa->a) return;
  styr_i_free(dfa->a, dfa->states);
  styr_i_free(dfa->a, dfa->pool);
  styr_i_free(dfa->a, dfa->moves);
  styr_i_free(dfa->a, dfa->kernels);
  styr_i_numbers_done(dfa->a, &dfa->state_numbers);
  styr_i_numbers_done(dfa->a, &dfa->kernel_numbers);
  styr_i_numbers_done(dfa->a, &dfa->memo_numbers);
  styr_i_free(dfa->a, dfa->memo);
  styr_i_free(dfa->a, dfa->stamp);
  styr_i_free(dfa->a, dfa->stack);
  styr_i_free(dfa->a, dfa->list);
  styr_i_free(dfa->a, dfa->list2);
  dfa->a = NULL;
}

/* ---- sorted lists, each stored once ---- */

typedef struct list {
  const uint32_t *items;
  size_t count;
  uint32_t item_count; /* of a state: how many of them are items */
  bool accept;
} list;

static uint32_t hash_list(const uint32_t *items, size_t count) {
  uint64_t h = count * 0x9E3779B97F4A7C15u;
  for (size_t i = 0; i < count; i++) h = (h ^ items[i]) * 0xFF51AFD7ED558CCDu, h ^= h >> 32;
  return (uint32_t)(h ^ h >> 29);
}

static size_t state_length(const styr_i_dfa *dfa, const styr_i_state *s) {
  return (size_t)s->item_count + (dfa->backward ? s->take_count : 0);
}

static uint32_t hash_of_state(const void *owner, uint32_t state) {
  const styr_i_dfa *dfa = owner;
  return hash_list(dfa->pool + dfa->states[state].items, state_length(dfa, &dfa->states[state]));
}

static bool is_state(const void *owner, uint32_t state, const void *key) {
  const styr_i_dfa *dfa = owner;
  const styr_i_state *s = &dfa->states[state];
  const list *k = key;
  return s->item_count == k->item_count && s->accept == k->accept && state_length(dfa, s) == k->count &&
         memcmp(dfa->pool + s->items, k->items, k->count * sizeof *k->items) == 0;
}

static uint32_t hash_of_kernel(const void *owner, uint32_t kernel) {
  const styr_i_dfa *dfa = owner;
  return hash_list(dfa->pool + dfa->kernels[kernel].items, dfa->kernels[kernel].count);
}

static bool is_kernel(const void *owner, uint32_t kernel, const void *key) {
  const styr_i_dfa *dfa = owner;
  const list *k = key;
  return dfa->kernels[kernel].count == k->count &&
         memcmp(dfa->pool + dfa->kernels[kernel].items, k->items, k->count * sizeof *k->items) == 0;
}

static uint32_t put_pool(styr_i_dfa *dfa, const uint32_t *items, size_t count) {
  if (dfa->pool_size + count > UINT32_MAX / 2 || !STYR_I_GROW(dfa->a, dfa->pool, dfa->pool_cap, dfa->pool_size + count)) return STYR_I_OOM;
  const uint32_t at = (uint32_t)dfa->pool_size;
  if (count) memcpy(dfa->pool + at, items, count * sizeof *items);
  dfa->pool_size += count;
  return at;
}

/* The state of that list: its items, followed (backward) by the steps it takes. */
static uint32_t intern_state(styr_i_dfa *dfa, const uint32_t *items, uint32_t item_count, uint32_t take_count, bool accept) {
  const list key = {items, (size_t)item_count + (dfa->backward ? take_count : 0), item_count, accept};
  if (!item_count) return STYR_I_DEAD;
  if (styr_i_numbers_full(&dfa->state_numbers) && !styr_i_numbers_grow(dfa->a, &dfa->state_numbers, hash_of_state, dfa)) return STYR_I_OOM;
  uint32_t *slot = styr_i_numbers_slot(&dfa->state_numbers, hash_list(items, key.count), is_state, dfa, &key);
  if (*slot) return *slot - 1;
  if (dfa->state_count >= STYR_I_DEAD / 2 - 1 || !STYR_I_GROW(dfa->a, dfa->states, dfa->state_cap, dfa->state_count + 1)) return STYR_I_OOM;
  styr_i_state made = {.items = put_pool(dfa, items, key.count), .item_count = item_count, .take_count = take_count, .accept = accept};
  if (made.items == STYR_I_OOM) return STYR_I_OOM;
  made.takes = made.items + (dfa->backward ? item_count : 0);
  dfa->states[dfa->state_count] = made;
  *slot = (uint32_t)++dfa->state_count;
  dfa->state_numbers.count++;
  return (uint32_t)dfa->state_count - 1;
}

static uint32_t intern_kernel(styr_i_dfa *dfa, const uint32_t *items, uint32_t count, uint64_t asks) {
  const list key = {.items = items, .count = count};
  if (styr_i_numbers_full(&dfa->kernel_numbers) && !styr_i_numbers_grow(dfa->a, &dfa->kernel_numbers, hash_of_kernel, dfa))
    return STYR_I_OOM;
  uint32_t *slot = styr_i_numbers_slot(&dfa->kernel_numbers, hash_list(items, count), is_kernel, dfa, &key);
  if (*slot) return *slot - 1;
  if (dfa->kernel_count >= STYR_I_DEAD / 2 - 1 || !STYR_I_GROW(dfa->a, dfa->kernels, dfa->kernel_cap, dfa->kernel_count + 1))
    return STYR_I_OOM;
  const uint32_t place = put_pool(dfa, items, count);
  if (place == STYR_I_OOM) return STYR_I_OOM;
  dfa->kernels[dfa->kernel_count].items = place;
  dfa->kernels[dfa->kernel_count].count = count;
  dfa->kernels[dfa->kernel_count].asks = asks;
  *slot = (uint32_t)++dfa->kernel_count;
  dfa->kernel_numbers.count++;
  return (uint32_t)dfa->kernel_count - 1;
}

/* ---- memo: (kernel, outcomes of its node tests) → state ---- */

static uint32_t memo_hash(uint32_t id, uint64_t bits) {
  return styr_i_mix((id * UINT64_C(0x9E3779B97F4A7C15)) ^ bits);
}

static uint32_t hash_of_memo(const void *owner, uint32_t number) {
  const styr_i_memo_entry *e = &((const styr_i_dfa *)owner)->memo[number];
  return memo_hash(e->id, e->bits);
}

static bool is_memo(const void *owner, uint32_t number, const void *key) {
  const styr_i_memo_entry *e = &((const styr_i_dfa *)owner)->memo[number], *k = key;
  return e->id == k->id && e->bits == k->bits;
}

static bool memo_get(const styr_i_dfa *dfa, uint32_t id, uint64_t bits, uint32_t *target) {
  if (!dfa->memo_count) return false;
  const styr_i_memo_entry key = {.id = id, .bits = bits};
  const uint32_t number = *styr_i_numbers_slot(&dfa->memo_numbers, memo_hash(id, bits), is_memo, dfa, &key);
  if (number) *target = dfa->memo[number - 1].target;
  return number != 0;
}

static bool memo_add(styr_i_dfa *dfa, uint32_t id, uint64_t bits, uint32_t target) {
  const styr_i_memo_entry entry = {id, target, bits};
  if (dfa->memo_count >= UINT32_MAX / 2 || !STYR_I_GROW(dfa->a, dfa->memo, dfa->memo_cap, dfa->memo_count + 1)) return false;
  if (styr_i_numbers_full(&dfa->memo_numbers) && !styr_i_numbers_grow(dfa->a, &dfa->memo_numbers, hash_of_memo, dfa)) return false;
  dfa->memo[dfa->memo_count++] = entry;
  *styr_i_numbers_slot(&dfa->memo_numbers, memo_hash(id, bits), is_memo, dfa, &entry) = (uint32_t)dfa->memo_count;
  dfa->memo_numbers.count++;
  return true;
}

/* ---- closures ---- */

static bool begin_closure(styr_i_dfa *dfa) {
  if (!dfa->stamp && !(dfa->stamp = styr_i_zalloc(dfa->a, dfa->nfa->count, sizeof *dfa->stamp))) return false;
  if (++dfa->now) return true;
  memset(dfa->stamp, 0, dfa->nfa->count * sizeof *dfa->stamp);
  dfa->now = 1;
  return true;
}

static bool push(styr_i_dfa *dfa, size_t *top, uint32_t step) {
  if (!dfa->nfa->steps[step].live || dfa->stamp[step] == dfa->now) return true;
  if (!STYR_I_GROW(dfa->a, dfa->stack, dfa->stack_cap, *top + 1)) return false;
  dfa->stamp[step] = dfa->now;
  dfa->stack[(*top)++] = step;
  return true;
}

/* Forward: from the kernel's steps along splits and passed tests to the ties that may be taken next, sorted into list2.
 * Backward: from the kernel's steps back to the ties that may have come before. `passed` are the node tests that hold;
 * `asks`, when given, collects the node tests on the way, as if all held. */
static bool close(styr_i_dfa *dfa, const uint32_t *kernel, size_t count, uint64_t passed, uint64_t *asks, size_t *found, bool *accept) {
  const styr_i_nfa *p = dfa->nfa;
  size_t top = 0;
  *found = 0;
  *accept = false;
  if (!begin_closure(dfa)) return false;
  for (size_t i = 0; i < count; i++)
    if (!push(dfa, &top, kernel[i])) return false;
  while (top) {
    const uint32_t at = dfa->stack[--top];
    const styr_i_nfa_step *s = &p->steps[at];
    if (dfa->backward) {
      *accept |= at == p->start;
      for (uint32_t i = p->before_first[at]; i < p->before_first[at + 1]; i++) {
        const uint32_t from = p->before[i];
        const styr_i_nfa_step *f = &p->steps[from];
        if (f->code == STEP_TIE) {
          if (!STYR_I_GROW(dfa->a, dfa->list2, dfa->list2_cap, *found + 1)) return false;
          dfa->list2[(*found)++] = from;
          continue;
        }
        if (f->code == STEP_TEST) {
          if (asks) *asks |= UINT64_C(1) << f->other;
          else if (!(passed >> f->other & 1)) continue;
        }
        if (!push(dfa, &top, from)) return false;
      }
      continue;
    }
    switch (s->code) {
    case STEP_SPLIT:
      if (!push(dfa, &top, s->next) || !push(dfa, &top, s->other)) return false;
      break;
    case STEP_TEST:
      if (asks) *asks |= UINT64_C(1) << s->other;
      if ((asks || passed >> s->other & 1) && !push(dfa, &top, s->next)) return false;
      break;
    default:
      *accept |= s->code == STEP_ACCEPT;
      if (!STYR_I_GROW(dfa->a, dfa->list2, dfa->list2_cap, *found + 1)) return false;
      dfa->list2[(*found)++] = at;
      break;
    }
  }
  styr_i_sort_u32(dfa->list2, *found);
  return true;
}

/* The state that is the closure of a kernel. The kernel must not lie in list2. */
static uint32_t close_to_state(styr_i_dfa *dfa, const uint32_t *kernel, uint32_t count, uint64_t passed) {
  size_t found;
  bool accept;
  if (!close(dfa, kernel, count, passed, NULL, &found, &accept)) return STYR_I_OOM;
  if (!dfa->backward) return intern_state(dfa, dfa->list2, (uint32_t)found, 0, accept);
  size_t unique = 0;
  for (size_t i = 0; i < found; i++)
    if (!unique || dfa->list2[unique - 1] != dfa->list2[i]) dfa->list2[unique++] = dfa->list2[i];
  if (!STYR_I_GROW(dfa->a, dfa->list2, dfa->list2_cap, unique + count)) return STYR_I_OOM;
  memmove(dfa->list2 + count, dfa->list2, unique * sizeof *dfa->list2);
  memcpy(dfa->list2, kernel, count * sizeof *kernel);
  return intern_state(dfa, dfa->list2, count, (uint32_t)unique, accept);
}

/* Where a kernel (in list, sorted) leads: a state at once, or a kernel to be settled. */
static uint32_t lead(styr_i_dfa *dfa, uint32_t count, bool *pending) {
  uint64_t asks = 0;
  *pending = false;
  if (dfa->nfa->tested) {
    size_t found;
    bool accept;
    if (!close(dfa, dfa->list, count, 0, &asks, &found, &accept)) return STYR_I_OOM;
    if (asks) {
      *pending = true;
      return intern_kernel(dfa, dfa->list, count, asks);
    }
  }
  return close_to_state(dfa, dfa->list, count, 0);
}

uint32_t styr_i_dfa_settle(styr_i_dfa *dfa, uint32_t kernel, uint32_t place) {
  const uint64_t asks = dfa->kernels[kernel].asks;
  const uint64_t passed = styr_i_node_passes(dfa->pattern, dfa->tests, dfa->graph, asks, place);
  uint32_t target;
  if (memo_get(dfa, kernel, passed, &target)) return target;
  const uint32_t count = dfa->kernels[kernel].count;
  if (!STYR_I_GROW(dfa->a, dfa->list, dfa->list_cap, (size_t)count + 1)) return STYR_I_OOM;
  memcpy(dfa->list, dfa->pool + dfa->kernels[kernel].items, count * sizeof *dfa->list);
  target = close_to_state(dfa, dfa->list, count, passed);
  if (target != STYR_I_OOM && !memo_add(dfa, kernel, passed, target)) return STYR_I_OOM;
  return target;
}

uint32_t styr_i_dfa_start(styr_i_dfa *dfa, uint32_t place) {
  const uint32_t first = dfa->backward ? 0 : dfa->nfa->start; /* the accepting step is number 0 */
  if (!dfa->nfa->steps[first].live) return STYR_I_DEAD;
  if (!STYR_I_GROW(dfa->a, dfa->list, dfa->list_cap, 1)) return STYR_I_OOM;
  dfa->list[0] = first;
  bool pending;
  const uint32_t target = lead(dfa, 1, &pending);
  return pending && target != STYR_I_OOM ? styr_i_dfa_settle(dfa, target, place) : target;
}

/* ---- moves ---- */

/* Whether a step reads ties of a type; `inward`: as the search reads them. */
static bool reads(const styr_i_dfa *dfa, uint32_t step, uint32_t type, bool inward) {
  const styr_i_nfa *p = dfa->nfa;
  const uint64_t *set = p->sets + p->classes[p->steps[step].other].sets + ((inward != dfa->backward) ? p->words : 0);
  return styr_i_in_set(set, type);
}

static uint32_t test_of(const styr_i_dfa *dfa, uint32_t step) {
  return dfa->nfa->classes[dfa->nfa->steps[step].other].test;
}

/* Collects into `list` the kernel of those steps of a state that read a type and direction (inward 2: either) and whose
 * tie tests are among `passed`. */
static bool gather(styr_i_dfa *dfa, const styr_i_state *s, uint32_t type, int inward, uint64_t passed, uint32_t *count) {
  size_t n = 0;
  if (!STYR_I_GROW(dfa->a, dfa->list, dfa->list_cap, (size_t)s->take_count + s->item_count + 1)) return false;
  const uint32_t takes = dfa->backward ? s->take_count : s->item_count;
  for (uint32_t i = 0; i < takes; i++) {
    const uint32_t step = dfa->pool[s->takes + i], test = dfa->nfa->steps[step].code == STEP_TIE ? test_of(dfa, step) : 0;
    if (dfa->nfa->steps[step].code != STEP_TIE) continue;
    if (!(inward == 2 ? reads(dfa, step, type, false) || reads(dfa, step, type, true) : reads(dfa, step, type, inward))) continue;
    if (test != STYR_I_NONE && !(passed >> test & 1)) continue;
    dfa->list[n++] = dfa->backward ? step : dfa->nfa->steps[step].next;
  }
  styr_i_sort_u32(dfa->list, n);
  size_t unique = 0;
  for (size_t i = 0; i < n; i++)
    if (!unique || dfa->list[unique - 1] != dfa->list[i]) dfa->list[unique++] = dfa->list[i];
  *count = (uint32_t)unique;
  return true;
}

/* The tie tests that the steps of a state ask of a type. */
static uint64_t asked_of_ties(const styr_i_dfa *dfa, const styr_i_state *s, uint32_t type, int inward) {
  uint64_t asked = 0;
  const uint32_t takes = dfa->backward ? s->take_count : s->item_count;
  for (uint32_t i = 0; i < takes; i++) {
    const uint32_t step = dfa->pool[s->takes + i];
    if (dfa->nfa->steps[step].code != STEP_TIE || test_of(dfa, step) == STYR_I_NONE) continue;
    if (inward == 2 ? reads(dfa, step, type, false) || reads(dfa, step, type, true) : reads(dfa, step, type, inward))
      asked |= UINT64_C(1) << test_of(dfa, step);
  }
  return asked;
}

static bool add_move(styr_i_dfa *dfa, const styr_i_move *move, uint32_t first) {
  styr_i_move *last = dfa->move_count > first ? &dfa->moves[dfa->move_count - 1] : NULL;
  if (last && last->inward == move->inward && last->high == move->low && last->flags == move->flags && last->target == move->target &&
      !(move->flags & MOVE_CONDITIONAL)) {
    last->high = move->high;
    return true;
  }
  if (dfa->move_count >= UINT32_MAX / 2 || !STYR_I_GROW(dfa->a, dfa->moves, dfa->move_cap, dfa->move_count + 1)) return false;
  dfa->moves[dfa->move_count++] = *move;
  return true;
}

bool styr_i_dfa_build(styr_i_dfa *dfa, uint32_t state) {
  const styr_i_nfa *p = dfa->nfa;
  styr_i_state s = dfa->states[state];
  const size_t first = dfa->move_count;
  const uint32_t takes = dfa->backward ? s.take_count : s.item_count;
  s.plain = true;
  s.looped = false;
  for (int inward = 0; inward < 2; inward++) {
    for (uint32_t w = 0; w < p->words; w++) {
      uint64_t any = 0, other = 0;
      for (uint32_t i = 0; i < takes; i++) {
        const styr_i_nfa_step *step = &p->steps[dfa->pool[s.takes + i]];
        if (step->code != STEP_TIE) continue;
        const uint64_t *sets = p->sets + p->classes[step->other].sets + w;
        const bool flipped = (inward != 0) != dfa->backward;
        any |= sets[flipped ? p->words : 0];
        other |= sets[flipped ? 0 : p->words];
      }
      for (; any; any &= any - 1) {
        const uint32_t type = w * 64 + (uint32_t)__builtin_ctzll(any);
        styr_i_move move = {STYR_I_DEAD, (uint16_t)type, (uint16_t)(type + 1), (uint8_t)inward, 0};
        if (other >> type % 64 & 1) move.flags |= MOVE_LOOPED;
        if (asked_of_ties(dfa, &s, type, inward)) {
          move.flags |= MOVE_CONDITIONAL;
        } else {
          uint32_t count;
          bool pending;
          if (!gather(dfa, &s, type, inward, 0, &count)) return false;
          move.target = lead(dfa, count, &pending);
          if (move.target == STYR_I_OOM) return false;
          if (move.target == STYR_I_DEAD && !(move.flags & MOVE_LOOPED)) continue;
          if (pending) move.flags |= MOVE_PENDING;
        }
        s.looped |= (move.flags & MOVE_LOOPED) != 0;
        s.plain &= !(move.flags & (MOVE_PENDING | MOVE_CONDITIONAL));
        if (!add_move(dfa, &move, (uint32_t)first)) return false;
      }
    }
  }
  s.moves = (uint32_t)first;
  s.move_count = (uint32_t)(dfa->move_count - first);
  s.built = true;
  dfa->states[state] = s;
  return true;
}

/* The target by a tie with tests; `inward` 2 reads the tie both ways. */
static uint32_t choose(styr_i_dfa *dfa, uint32_t state, uint32_t type, int inward, uint32_t tie, uint32_t place) {
  const styr_i_state s = dfa->states[state];
  uint64_t passed = 0;
  for (uint64_t asked = asked_of_ties(dfa, &s, type, inward); asked; asked &= asked - 1) {
    const uint32_t test = (uint32_t)__builtin_ctzll(asked);
    if (styr_i_tie_passes(dfa->pattern, dfa->tests, dfa->graph, test, tie)) passed |= UINT64_C(1) << test;
  }
  uint32_t count;
  bool pending;
  if (!gather(dfa, &s, type, inward, passed, &count)) return STYR_I_OOM;
  if (!count) return STYR_I_DEAD;
  const uint32_t target = lead(dfa, count, &pending);
  return pending && target != STYR_I_OOM ? styr_i_dfa_settle(dfa, target, place) : target;
}

static uint32_t type_of(const styr_i_dfa *dfa, const styr_i_move *move, uint32_t tie) {
  const styr_map *map = dfa->graph->map;
  const uint32_t term = map->types[styr_i_cell(&map->tables[STYR_TIES], tie, TIE_TYPE) - 1];
  uint32_t type = move->low;
  while (type + 1u < move->high && dfa->graph->type_term[type] != term) type++;
  return type;
}

/* Where a tie leads by a move that is not plain, at the place that it leads to. */
uint32_t styr_i_dfa_take(styr_i_dfa *dfa, uint32_t state, const styr_i_move *move, uint32_t tie, uint32_t place) {
  if (move->flags & MOVE_CONDITIONAL) return choose(dfa, state, type_of(dfa, move, tie), move->inward, tie, place);
  return move->flags & MOVE_PENDING && move->target != STYR_I_DEAD ? styr_i_dfa_settle(dfa, move->target, place) : move->target;
}

/* Where a tie from a node to itself leads that the state reads both ways: it is one step. */
uint32_t styr_i_dfa_loop(styr_i_dfa *dfa, uint32_t state, const styr_i_move *move, uint32_t tie, uint32_t place) {
  return choose(dfa, state, type_of(dfa, move, tie), 2, tie, place);
}

bool styr_i_dfa_meets(const styr_i_dfa *forward, uint32_t f, const styr_i_dfa *backward, uint32_t b) {
  const styr_i_state *x = &forward->states[f], *y = &backward->states[b];
  const uint32_t *p = forward->pool + x->items, *q = backward->pool + y->items;
  for (uint32_t i = 0, k = 0; i < x->item_count && k < y->item_count;) {
    if (p[i] == q[k]) return true;
    if (p[i] < q[k]) i++;
    else k++;
  }
  return false;
}

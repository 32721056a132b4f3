/* SPDX-License-Identifier: MIT */
/* The deterministic machine, made as far as searches need it. Forward, a state is the set of steps that may be taken next
 * from a node; backward, the set of steps that may come next on the way to the end, with the steps that can come before
 * them. Each sequence of ties thus has one run, and a path cannot be found twice.
 *
 * Where steps hang on node tests, a tie leads to a kernel first, which the node's outcomes settle into a state; where they
 * hang on tie tests, the tie's outcomes choose among targets. Both are remembered by their outcomes. */
#include "path/pattern/dfa_i.h"

#include "map/map_i.h"

void styr_i_dfa_init(styr_i_dfa *m, const styr_pattern *p, styr_i_nfa *program, const styr_i_tests *t, const styr_graph *g,
                     const styr_allocator *a, bool backward) {
  memset(m, 0, sizeof *m);
  m->pattern = p;
  m->program = program;
  m->tests = t;
  m->graph = g;
  m->a = a;
  m->backward = backward;
}

void styr_i_dfa_done(styr_i_dfa *m) {
  if (!m->a) return;
  styr_i_free(m->a, m->states);
  styr_i_free(m->a, m->pool);
  styr_i_free(m->a, m->moves);
  styr_i_free(m->a, m->kernels);
  styr_i_free(m->a, m->slots);
  styr_i_free(m->a, m->memo);
  styr_i_free(m->a, m->stamp);
  styr_i_free(m->a, m->stack);
  styr_i_free(m->a, m->list);
  styr_i_free(m->a, m->list2);
  m->a = NULL;
}

/* ---- sorted lists, each kept once ---- */

static uint32_t hash_list(const uint32_t *items, size_t count, uint32_t salt) {
  uint64_t h = salt ^ (count * 0x9E3779B97F4A7C15u);
  for (size_t i = 0; i < count; i++) h = (h ^ items[i]) * 0xFF51AFD7ED558CCDu, h ^= h >> 32;
  return (uint32_t)(h ^ h >> 29);
}

enum { kernel_bit = 1u << 31 };

/* Slots hold a state's number + 1, or a kernel's with the highest bit. */
static bool grow_slots(styr_i_dfa *m) {
  const uint32_t size = m->slots ? (m->mask + 1) * 2 : 16;
  uint32_t *fresh = styr_i_zalloc(m->a, size, sizeof *fresh);
  if (!fresh) return false;
  for (uint32_t i = 0; m->slots && i <= m->mask; i++) {
    const uint32_t slot = m->slots[i];
    if (!slot) continue;
    uint32_t hash;
    if (slot & kernel_bit) {
      const uint32_t k = (slot & ~kernel_bit) - 1;
      hash = hash_list(m->pool + m->kernels[k].items, m->kernels[k].count, 1);
    } else {
      const styr_i_state *s = &m->states[slot - 1];
      hash = hash_list(m->pool + s->items, (size_t)s->item_count + (m->backward ? s->take_count : 0), 0);
    }
    while (fresh[hash & (size - 1)]) hash++;
    fresh[hash & (size - 1)] = slot;
  }
  styr_i_free(m->a, m->slots);
  m->slots = fresh;
  m->mask = size - 1;
  return true;
}

static uint32_t put_pool(styr_i_dfa *m, const uint32_t *items, size_t count) {
  if (m->pool_size + count > UINT32_MAX / 2 || !STYR_I_GROW(m->a, m->pool, m->pool_cap, m->pool_size + count)) return STYR_I_OOM;
  const uint32_t at = (uint32_t)m->pool_size;
  if (count) memcpy(m->pool + at, items, count * sizeof *items);
  m->pool_size += count;
  return at;
}

/* The state of that list: its items, and behind them (backward) the steps it takes. */
static uint32_t intern_state(styr_i_dfa *m, const uint32_t *items, uint32_t item_count, uint32_t take_count, bool accept) {
  const size_t length = (size_t)item_count + (m->backward ? take_count : 0);
  if (!item_count) return STYR_I_DEAD;
  if (m->filled * 2 >= m->mask && !grow_slots(m)) return STYR_I_OOM;
  uint32_t at = hash_list(items, length, 0);
  for (; m->slots[at & m->mask]; at++) {
    const uint32_t slot = m->slots[at & m->mask];
    if (slot & kernel_bit) continue;
    const styr_i_state *s = &m->states[slot - 1];
    if (s->item_count == item_count && s->accept == accept && (!m->backward || s->take_count == take_count) &&
        memcmp(m->pool + s->items, items, length * sizeof *items) == 0)
      return slot - 1;
  }
  if (m->state_count >= STYR_I_DEAD / 2 - 1 || !STYR_I_GROW(m->a, m->states, m->state_cap, m->state_count + 1)) return STYR_I_OOM;
  styr_i_state made = {.items = put_pool(m, items, length), .item_count = item_count, .take_count = take_count, .accept = accept};
  if (made.items == STYR_I_OOM) return STYR_I_OOM;
  made.takes = made.items + (m->backward ? item_count : 0);
  m->states[m->state_count] = made;
  m->slots[at & m->mask] = (uint32_t)++m->state_count;
  m->filled++;
  return (uint32_t)m->state_count - 1;
}

static uint32_t intern_kernel(styr_i_dfa *m, const uint32_t *items, uint32_t count, uint64_t asks) {
  if (m->filled * 2 >= m->mask && !grow_slots(m)) return STYR_I_OOM;
  uint32_t at = hash_list(items, count, 1);
  for (; m->slots[at & m->mask]; at++) {
    const uint32_t slot = m->slots[at & m->mask];
    if (!(slot & kernel_bit)) continue;
    const uint32_t k = (slot & ~kernel_bit) - 1;
    if (m->kernels[k].count == count && memcmp(m->pool + m->kernels[k].items, items, count * sizeof *items) == 0) return k;
  }
  if (m->kernel_count >= kernel_bit - 2u || !STYR_I_GROW(m->a, m->kernels, m->kernel_cap, m->kernel_count + 1)) return STYR_I_OOM;
  const uint32_t place = put_pool(m, items, count);
  if (place == STYR_I_OOM) return STYR_I_OOM;
  m->kernels[m->kernel_count].items = place;
  m->kernels[m->kernel_count].count = count;
  m->kernels[m->kernel_count].asks = asks;
  m->slots[at & m->mask] = (uint32_t)++m->kernel_count | kernel_bit;
  m->filled++;
  return (uint32_t)m->kernel_count - 1;
}

int styr_i_by_number(const void *a, const void *b) {
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static void sort_list(uint32_t *items, size_t count) {
  if (count > 32) {
    qsort(items, count, sizeof *items, styr_i_by_number);
    return;
  }
  for (size_t i = 1; i < count; i++) {
    const uint32_t x = items[i];
    size_t k = i;
    for (; k && items[k - 1] > x; k--) items[k] = items[k - 1];
    items[k] = x;
  }
}

/* ---- memo: (number, outcomes) → target ---- */

static uint32_t memo_hash(uint32_t id, uint64_t bits) {
  uint64_t h = (id * UINT64_C(0x9E3779B97F4A7C15)) ^ bits;
  h *= 0xFF51AFD7ED558CCDu;
  return (uint32_t)(h >> 32);
}

static bool memo_get(const styr_i_dfa *m, uint32_t id, uint64_t bits, uint32_t *target) {
  if (!m->memo) return false;
  for (uint32_t at = memo_hash(id, bits);; at++) {
    const styr_i_memo_entry *e = &m->memo[at & m->memo_mask];
    if (!e->target) return false;
    if (e->id != id || e->bits != bits) continue;
    *target = e->target - 1;
    return true;
  }
}

static void memo_put(styr_i_memo_entry *memo, uint32_t mask, uint32_t id, uint64_t bits, uint32_t target) {
  uint32_t at = memo_hash(id, bits);
  while (memo[at & mask].target) at++;
  memo[at & mask] = (styr_i_memo_entry){id, target + 1, bits};
}

static bool memo_set(styr_i_dfa *m, uint32_t id, uint64_t bits, uint32_t target) {
  if (!m->memo || m->memo_count * 2 >= m->memo_mask) {
    const uint32_t size = m->memo ? (m->memo_mask + 1) * 2 : 32;
    styr_i_memo_entry *fresh = styr_i_zalloc(m->a, size, sizeof *fresh);
    if (!fresh) return false;
    for (uint32_t i = 0; m->memo && i <= m->memo_mask; i++)
      if (m->memo[i].target) memo_put(fresh, size - 1, m->memo[i].id, m->memo[i].bits, m->memo[i].target - 1);
    styr_i_free(m->a, m->memo);
    m->memo = fresh;
    m->memo_mask = size - 1;
  }
  memo_put(m->memo, m->memo_mask, id, bits, target);
  m->memo_count++;
  return true;
}

/* ---- closures ---- */

static bool begin_closure(styr_i_dfa *m) {
  if (!m->stamp && !(m->stamp = styr_i_zalloc(m->a, m->program->count, sizeof *m->stamp))) return false;
  if (++m->now) return true;
  memset(m->stamp, 0, m->program->count * sizeof *m->stamp);
  m->now = 1;
  return true;
}

static bool push(styr_i_dfa *m, size_t *top, uint32_t step) {
  if (!m->program->steps[step].live || m->stamp[step] == m->now) return true;
  if (!STYR_I_GROW(m->a, m->stack, m->stack_cap, *top + 1)) return false;
  m->stamp[step] = m->now;
  m->stack[(*top)++] = step;
  return true;
}

/* Forward: from the kernel's steps along splits and passed tests to the ties that may be taken next, sorted into list2.
 * Backward: from the kernel's steps back to the ties that may have come before. `passed` are the node tests that hold;
 * `asks`, when given, gathers those that are met, as if all held. */
static bool close(styr_i_dfa *m, const uint32_t *kernel, size_t count, uint64_t passed, uint64_t *asks, size_t *found, bool *accept) {
  const styr_i_nfa *p = m->program;
  size_t top = 0;
  *found = 0;
  *accept = false;
  if (!begin_closure(m)) return false;
  for (size_t i = 0; i < count; i++)
    if (!push(m, &top, kernel[i])) return false;
  while (top) {
    const uint32_t at = m->stack[--top];
    const styr_i_nfa_step *s = &p->steps[at];
    if (m->backward) {
      *accept |= at == p->start;
      for (uint32_t i = p->before_first[at]; i < p->before_first[at + 1]; i++) {
        const uint32_t from = p->before[i];
        const styr_i_nfa_step *f = &p->steps[from];
        if (f->code == STEP_TIE) {
          if (!STYR_I_GROW(m->a, m->list2, m->list2_cap, *found + 1)) return false;
          m->list2[(*found)++] = from;
          continue;
        }
        if (f->code == STEP_TEST) {
          if (asks) *asks |= UINT64_C(1) << f->other;
          else if (!(passed >> f->other & 1)) continue;
        }
        if (!push(m, &top, from)) return false;
      }
      continue;
    }
    switch (s->code) {
    case STEP_SPLIT:
      if (!push(m, &top, s->next) || !push(m, &top, s->other)) return false;
      break;
    case STEP_TEST:
      if (asks) *asks |= UINT64_C(1) << s->other;
      if ((asks || passed >> s->other & 1) && !push(m, &top, s->next)) return false;
      break;
    default:
      *accept |= s->code == STEP_ACCEPT;
      if (!STYR_I_GROW(m->a, m->list2, m->list2_cap, *found + 1)) return false;
      m->list2[(*found)++] = at;
      break;
    }
  }
  sort_list(m->list2, *found);
  return true;
}

/* The state that a kernel closes to. The kernel must not lie in list2. */
static uint32_t close_to_state(styr_i_dfa *m, const uint32_t *kernel, uint32_t count, uint64_t passed) {
  size_t found;
  bool accept;
  if (!close(m, kernel, count, passed, NULL, &found, &accept)) return STYR_I_OOM;
  if (!m->backward) return intern_state(m, m->list2, (uint32_t)found, 0, accept);
  size_t unique = 0;
  for (size_t i = 0; i < found; i++)
    if (!unique || m->list2[unique - 1] != m->list2[i]) m->list2[unique++] = m->list2[i];
  if (!STYR_I_GROW(m->a, m->list2, m->list2_cap, unique + count)) return STYR_I_OOM;
  memmove(m->list2 + count, m->list2, unique * sizeof *m->list2);
  memcpy(m->list2, kernel, count * sizeof *kernel);
  return intern_state(m, m->list2, count, (uint32_t)unique, accept);
}

/* Where a kernel (in list, sorted) leads: a state at once, or a kernel to be settled. */
static uint32_t lead(styr_i_dfa *m, uint32_t count, bool *pending) {
  uint64_t asks = 0;
  *pending = false;
  if (m->program->tested) {
    size_t found;
    bool accept;
    if (!close(m, m->list, count, 0, &asks, &found, &accept)) return STYR_I_OOM;
    if (asks) {
      *pending = true;
      return intern_kernel(m, m->list, count, asks);
    }
  }
  return close_to_state(m, m->list, count, 0);
}

uint32_t styr_i_dfa_settle(styr_i_dfa *m, uint32_t kernel, uint32_t place) {
  const uint64_t asks = m->kernels[kernel].asks;
  const uint64_t passed = styr_i_node_passes(m->pattern, m->tests, m->graph, asks, place);
  uint32_t target;
  if (memo_get(m, kernel | kernel_bit, passed, &target)) return target;
  const uint32_t count = m->kernels[kernel].count;
  if (!STYR_I_GROW(m->a, m->list, m->list_cap, (size_t)count + 1)) return STYR_I_OOM;
  memcpy(m->list, m->pool + m->kernels[kernel].items, count * sizeof *m->list);
  target = close_to_state(m, m->list, count, passed);
  if (target != STYR_I_OOM && !memo_set(m, kernel | kernel_bit, passed, target)) return STYR_I_OOM;
  return target;
}

uint32_t styr_i_dfa_start(styr_i_dfa *m, uint32_t place) {
  const uint32_t first = m->backward ? 0 : m->program->start; /* the accepting step is number 0 */
  if (!m->program->steps[first].live) return STYR_I_DEAD;
  if (!STYR_I_GROW(m->a, m->list, m->list_cap, 1)) return STYR_I_OOM;
  m->list[0] = first;
  bool pending;
  const uint32_t target = lead(m, 1, &pending);
  return pending && target != STYR_I_OOM ? styr_i_dfa_settle(m, target, place) : target;
}

/* ---- moves ---- */

/* Whether a step reads ties of a type; `inward` as the machine walks. */
static bool reads(const styr_i_dfa *m, uint32_t step, uint32_t type, bool inward) {
  const styr_i_nfa *p = m->program;
  const uint64_t *set = p->sets + p->classes[p->steps[step].other].sets + ((inward != m->backward) ? p->words : 0);
  return styr_i_in_set(set, type);
}

static uint32_t test_of(const styr_i_dfa *m, uint32_t step) {
  return m->program->classes[m->program->steps[step].other].test;
}

/* Collects into `list` the kernel of those steps of a state that read a type and direction (inward 2: either) and whose
 * tie tests are among `passed`. */
static bool gather(styr_i_dfa *m, const styr_i_state *s, uint32_t type, int inward, uint64_t passed, uint32_t *count) {
  size_t n = 0;
  if (!STYR_I_GROW(m->a, m->list, m->list_cap, (size_t)s->take_count + s->item_count + 1)) return false;
  const uint32_t takes = m->backward ? s->take_count : s->item_count;
  for (uint32_t i = 0; i < takes; i++) {
    const uint32_t step = m->pool[s->takes + i], test = m->program->steps[step].code == STEP_TIE ? test_of(m, step) : 0;
    if (m->program->steps[step].code != STEP_TIE) continue;
    if (!(inward == 2 ? reads(m, step, type, false) || reads(m, step, type, true) : reads(m, step, type, inward))) continue;
    if (test != STYR_I_NONE && !(passed >> test & 1)) continue;
    m->list[n++] = m->backward ? step : m->program->steps[step].next;
  }
  sort_list(m->list, n);
  size_t unique = 0;
  for (size_t i = 0; i < n; i++)
    if (!unique || m->list[unique - 1] != m->list[i]) m->list[unique++] = m->list[i];
  *count = (uint32_t)unique;
  return true;
}

/* The tie tests that the steps of a state ask of a type. */
static uint64_t asked_of_ties(const styr_i_dfa *m, const styr_i_state *s, uint32_t type, int inward) {
  uint64_t asked = 0;
  const uint32_t takes = m->backward ? s->take_count : s->item_count;
  for (uint32_t i = 0; i < takes; i++) {
    const uint32_t step = m->pool[s->takes + i];
    if (m->program->steps[step].code != STEP_TIE || test_of(m, step) == STYR_I_NONE) continue;
    if (inward == 2 ? reads(m, step, type, false) || reads(m, step, type, true) : reads(m, step, type, inward))
      asked |= UINT64_C(1) << test_of(m, step);
  }
  return asked;
}

static bool add_move(styr_i_dfa *m, const styr_i_move *move, uint32_t first) {
  styr_i_move *last = m->move_count > first ? &m->moves[m->move_count - 1] : NULL;
  if (last && last->inward == move->inward && last->high == move->low && last->flags == move->flags && last->target == move->target &&
      !(move->flags & MOVE_CONDITIONAL)) {
    last->high = move->high;
    return true;
  }
  if (m->move_count >= UINT32_MAX / 2 || !STYR_I_GROW(m->a, m->moves, m->move_cap, m->move_count + 1)) return false;
  m->moves[m->move_count++] = *move;
  return true;
}

bool styr_i_dfa_build(styr_i_dfa *m, uint32_t state) {
  const styr_i_nfa *p = m->program;
  styr_i_state s = m->states[state];
  const size_t first = m->move_count;
  const uint32_t takes = m->backward ? s.take_count : s.item_count;
  s.plain = true;
  s.looped = false;
  for (int inward = 0; inward < 2; inward++) {
    for (uint32_t w = 0; w < p->words; w++) {
      uint64_t any = 0, other = 0;
      for (uint32_t i = 0; i < takes; i++) {
        const styr_i_nfa_step *step = &p->steps[m->pool[s.takes + i]];
        if (step->code != STEP_TIE) continue;
        const uint64_t *sets = p->sets + p->classes[step->other].sets + w;
        const bool flipped = (inward != 0) != m->backward;
        any |= sets[flipped ? p->words : 0];
        other |= sets[flipped ? 0 : p->words];
      }
      for (; any; any &= any - 1) {
        const uint32_t type = w * 64 + (uint32_t)__builtin_ctzll(any);
        styr_i_move move = {STYR_I_DEAD, (uint16_t)type, (uint16_t)(type + 1), (uint8_t)inward, 0};
        if (other >> type % 64 & 1) move.flags |= MOVE_LOOPED;
        if (asked_of_ties(m, &s, type, inward)) {
          move.flags |= MOVE_CONDITIONAL;
        } else {
          uint32_t count;
          bool pending;
          if (!gather(m, &s, type, inward, 0, &count)) return false;
          move.target = lead(m, count, &pending);
          if (move.target == STYR_I_OOM) return false;
          if (move.target == STYR_I_DEAD && !(move.flags & MOVE_LOOPED)) continue;
          if (pending) move.flags |= MOVE_PENDING;
        }
        s.looped |= (move.flags & MOVE_LOOPED) != 0;
        s.plain &= !(move.flags & (MOVE_PENDING | MOVE_CONDITIONAL));
        if (!add_move(m, &move, (uint32_t)first)) return false;
      }
    }
  }
  s.moves = (uint32_t)first;
  s.move_count = (uint32_t)(m->move_count - first);
  s.built = true;
  m->states[state] = s;
  return true;
}

/* The target by a tie whose tests are asked; `inward` 2 reads it both ways. */
static uint32_t choose(styr_i_dfa *m, uint32_t state, uint32_t type, int inward, uint32_t tie, uint32_t place) {
  const styr_i_state s = m->states[state];
  uint64_t passed = 0;
  for (uint64_t asked = asked_of_ties(m, &s, type, inward); asked; asked &= asked - 1) {
    const uint32_t test = (uint32_t)__builtin_ctzll(asked);
    if (styr_i_tie_passes(m->pattern, m->tests, m->graph, test, tie)) passed |= UINT64_C(1) << test;
  }
  uint32_t count;
  bool pending;
  if (!gather(m, &s, type, inward, passed, &count)) return STYR_I_OOM;
  if (!count) return STYR_I_DEAD;
  const uint32_t target = lead(m, count, &pending);
  return pending && target != STYR_I_OOM ? styr_i_dfa_settle(m, target, place) : target;
}

static uint32_t type_of(const styr_i_dfa *m, const styr_i_move *move, uint32_t tie) {
  const styr_map *map = m->graph->map;
  const uint32_t term = map->types[styr_i_cell(&map->tables[STYR_TIES], tie, TIE_TYPE) - 1];
  uint32_t type = move->low;
  while (type + 1u < move->high && m->graph->type_term[type] != term) type++;
  return type;
}

/* Where a tie leads by a move that is not plain, at the place that it leads to. */
uint32_t styr_i_dfa_take(styr_i_dfa *m, uint32_t state, const styr_i_move *move, uint32_t tie, uint32_t place) {
  if (move->flags & MOVE_CONDITIONAL) return choose(m, state, type_of(m, move, tie), move->inward, tie, place);
  return move->flags & MOVE_PENDING && move->target != STYR_I_DEAD ? styr_i_dfa_settle(m, move->target, place) : move->target;
}

/* Where a tie from a node to itself leads that the state reads both ways: it is one step. */
uint32_t styr_i_dfa_loop(styr_i_dfa *m, uint32_t state, const styr_i_move *move, uint32_t tie, uint32_t place) {
  return choose(m, state, type_of(m, move, tie), 2, tie, place);
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

/* SPDX-License-Identifier: MIT */
/* Who pays whom: payers above those they pay, lines as wide as the amounts; also payments that are denied. This file decides which amounts
 * may be added, and how a sum is written. */
#include "figure/layouts/layouts_i.h"

#include <stdio.h>

void styr_i_line_add_amount(styr_i_line *l, styr_money more) {
  if (strcmp(l->amount.currency, more.currency) != 0 || __builtin_add_overflow(l->amount.minor, more.minor, &l->amount.minor))
    l->amount.currency[0] = '\0';
}

styr_money styr_i_figure_most_paid(const styr_i_figure *f) {
  styr_money most = {0, ""};
  size_t best = 0;
  for (size_t i = 0; f->layout->by_amount && i < f->line_count; i++) {
    const styr_money *one = &f->lines[i].amount;
    size_t count = 0;
    styr_money largest = *one;
    for (size_t k = 0; *one->currency && k < f->line_count; k++) {
      const styr_money *other = &f->lines[k].amount;
      if (strcmp(other->currency, one->currency) != 0) continue;
      count++;
      if (other->minor > largest.minor) largest = *other;
    }
    if (count <= best) continue;
    best = count;
    most = largest;
  }
  return most;
}

/* Digits are grouped in threes; decimals are written only where one is not zero. */
void styr_i_money_write(const styr_i_language *words, styr_money money, char out[STYR_I_MONEY_TEXT]) {
  char plain[32], number[64];
  const char *thousands = words->words[WORD_thousands], *decimal = words->words[WORD_decimal];
  styr_money_format(money, plain);
  const char *point = strchr(plain, '.');
  const size_t whole = point ? (size_t)(point - plain) : strlen(plain), sign = plain[0] == '-';
  size_t n = 0;
  for (size_t i = 0; i < whole; i++) {
    const bool grouped = i > sign && (whole - i) % 3 == 0;
    n += (size_t)snprintf(number + n, sizeof number - n, "%s%c", grouped ? thousands : "", plain[i]);
  }
  if (point && strspn(point + 1, "0") != strlen(point + 1)) snprintf(number + n, sizeof number - n, "%s%s", decimal, point + 1);
  snprintf(out, STYR_I_MONEY_TEXT, STYR_I_FORM(words, amount), number, money.currency);
}

/* ---- denied payments ---- */

/* Whether a claim that counts denies the tie. */
static bool says(const styr_i_figure *f, styr_claim claim, styr_stance stance) {
  return styr_claim_get(f->map, claim).stance == stance && styr_claim_counts(f->map, claim, &f->filter);
}

/* Whether a claim disputes that denial. */
static bool is_doubted(const styr_i_figure *f, const styr_denial *d) {
  for (size_t i = 0; i < styr_denial_count(f->map); i++) {
    const styr_denial other = styr_denial_get(f->map, i);
    if (styr_node_same(other.from, d->from) && styr_node_same(other.to, d->to) && strcmp(other.type, d->type) == 0 &&
        says(f, other.claim, STYR_DISPUTES))
      return true;
  }
  return false;
}

bool styr_i_shows_denial(const styr_i_figure *f, const styr_denial *d) {
  return says(f, d->claim, STYR_ABSENT) && !is_doubted(f, d);
}

/* ---- the layout ---- */

static bool takes(const styr_i_figure *f, styr_tie tie) {
  return strcmp(styr_tie_type(f->map, tie), "funds") == 0;
}

static bool choose(const styr_i_figure *f, const styr_graph *g, bool *taken) {
  for (size_t i = 0; i < styr_denial_count(f->map); i++) {
    const styr_denial d = styr_denial_get(f->map, i);
    if (strcmp(d.type, "funds") != 0 || !styr_i_shows_denial(f, &d)) continue;
    taken[styr_graph_place(g, d.from)] = taken[styr_graph_place(g, d.to)] = true;
  }
  return styr_i_layers_choose(f, g, taken);
}

const styr_i_layout styr_i_layout_money = {
    .name = "money",
    .help = "who pays whom",
    .titled = true,
    .title = WORD_title_money,
    .missing = "ties of type funds",
    .stated = WORD_legend_payment_stated,
    .ungraded = WORD_legend_payment_ungraded,
    .layered = true,
    .by_amount = true,
    .takes = takes,
    .choose = choose,
    .place = styr_i_layers_place,
    .route = styr_i_grid_route,
    .measure = styr_i_grid_measure,
};

/* SPDX-License-Identifier: MIT */
/**
 * @file account.h
 * Accountability: whether actors that are paid or mandated report to the actors that pay or mandate them.
 */
#ifndef STYR_ACCOUNT_H
#define STYR_ACCOUNT_H

#include <styr/ruling.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A tie `funds` or `mandates` to an actor. Borrowed from the answer, like everything below. */
typedef struct styr_account {
  styr_tie tie;
  styr_node principal, agent;
  styr_verdict reports;   /**< whether the agent reports back */
  styr_evidence evidence; /**< the ties `reports_to`, and the claims about them and about denied ones */
} styr_account;

/** An actor that several others pay or mandate. */
typedef struct styr_many_principals {
  styr_node agent;
  const styr_node *principals; /**< each once, in file order of the ties */
  size_t count;
  const styr_tie *ties;
  size_t tie_count;
} styr_many_principals;

/** Actors that report to one another, or one that reports to itself. In map order. */
typedef struct styr_report_circle {
  const styr_node *members;
  size_t count;
} styr_report_circle;

typedef struct styr_accounts styr_accounts;

/**
 * Compare money and mandates with reports. docs/questions.md has the definitions.
 * @param map borrowed; must outlive the answer. @param filter NULL = everything. @param[out] out free with
 *        styr_accounts_free().
 * @return STYR_OK, STYR_ERR_NOMEM. Order: file order of ties; map order of actors. Complexity: O(nodes + ties +
 *         denials + evidence of the answer), and for each text that mandates or funds an agent the lesser of the number of
 *         ties that enter the text and the number of reports that the agent makes.
 */
STYR_API styr_status styr_accounts_open(const styr_map *map, const styr_filter *filter, styr_accounts **out, styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_accounts_free(styr_accounts *answer);
/** Lists: each gives the array and its length. */
STYR_API const styr_account *styr_accounts_ties(const styr_accounts *answer, size_t *count);
STYR_API const styr_many_principals *styr_accounts_multiple(const styr_accounts *answer, size_t *count);
STYR_API const styr_report_circle *styr_accounts_circles(const styr_accounts *answer, size_t *count);
/** Write the answer; JSON: docs/schema/accountability.json, JSONL and CSV: one item a tie. @param lang as for styr_outside_write().
 * @return STYR_OK, STYR_ERR_IO. */
STYR_API styr_status styr_accounts_write(const styr_accounts *answer, styr_format format, const char *lang, const styr_sink *sink,
                                         styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

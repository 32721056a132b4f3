/* SPDX-License-Identifier: MIT */
/**
 * @file privacy.h
 * What would be published of a map, for its owner to read before publishing: each row with the reason, and findings that no rule
 * about sources can make, such as a name in an id or a person whom few others resemble. docs/privacy.md says what each finding means.
 */
#ifndef STYR_PRIVACY_H
#define STYR_PRIVACY_H

#include <styr/public.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct styr_privacy styr_privacy;

/** Options of the question. Start from STYR_PRIVACY_OPTIONS_INIT; NULL means the same. */
typedef struct styr_privacy_options {
  uint32_t version;        /**< 1 */
  styr_date today;         /**< as in styr_public_options */
  size_t k;                /**< groups of alike persons or cases smaller than this are reported; 0 = 5 */
  const char *quasi;       /**< columns in which they must be alike, joined by `|`; NULL = STYR_META_QUASI, else kind, class and year */
  const styr_map *against; /**< an earlier release of the map: the findings say what a reader of both learns; NULL = none */
  const char *lang;        /**< language of what the answer says; NULL = English */
} styr_privacy_options;
#define STYR_PRIVACY_OPTIONS_INIT                                                                                                          \
  { 1, {0, 0, 0}, 0, NULL, NULL, NULL }

/** What the owner should check before a map is published. */
typedef enum styr_privacy_code {
  STYR_PRIVACY_WORD,           /**< a confidentiality that is not one of the words */
  STYR_PRIVACY_CONSENT,        /**< a consent_until that is not a date */
  STYR_PRIVACY_ID_TELLS,       /**< an id that contains the name of a person */
  STYR_PRIVACY_NAME_IN_TEXT,   /**< published text with the name of a person who is published without a name, or not at all */
  STYR_PRIVACY_OTHER_CLAIMS,   /**< a published row that also has claims which are not public */
  STYR_PRIVACY_ONE_INFORMANT,  /**< a published tie, actor or text that one informant alone attests */
  STYR_PRIVACY_FEW_ALIKE,      /**< published persons or cases in a group of fewer than k similar ones */
  STYR_PRIVACY_TAKEN_BACK,     /**< published in the earlier release and no longer */
  STYR_PRIVACY_PUBLISHED_NEWLY /**< published now and not in the earlier release */
} styr_privacy_code;
#define STYR_PRIVACY_CODE_COUNT 9
/** A short name for programs, e.g. "one_informant". Static; "" when @p code is none. */
STYR_API const char *styr_privacy_code_name(styr_privacy_code code);

/** A finding. Borrowed from the answer. */
typedef struct styr_privacy_finding {
  styr_privacy_code code;
  styr_table table; /**< STYR_TABLE_COUNT: a text of datapackage.json */
  size_t row;       /**< in its table, from 0; SIZE_MAX where it is of the earlier release, or of no one row */
  const char *id;   /**< how the owner knows the row: an id, or what a claim is about; "" for none */
  const char *text; /**< the finding, in the language of the options */
} styr_privacy_finding;

/**
 * Find what would be published of a map, and what its owner should check before.
 * @param map  borrowed, as is the earlier one; both must outlive the answer. @param options NULL = defaults.
 * @param[out] out free with styr_privacy_free().
 * @return STYR_OK, STYR_ERR_ARG (no map), STYR_ERR_NOMEM.
 * Order: by code, then by table and row. Complexity: O(map + findings), and O(persons²) and O(cases²) to count similar ones.
 * Source of k: Sweeney, k-anonymity: a model for protecting privacy (2002).
 */
STYR_API styr_status styr_privacy_open(const styr_map *map, const styr_privacy_options *options, styr_privacy **out, styr_error *error);
/** Free the answer and everything borrowed from it. NULL is allowed. */
STYR_API void styr_privacy_free(styr_privacy *answer);
/** Row by row, what is published and why. Borrowed; it lives as long as the answer. */
STYR_API const styr_public_report *styr_privacy_report(const styr_privacy *answer);
/** The findings. @param[out] count the number. Borrowed. */
STYR_API const styr_privacy_finding *styr_privacy_findings(const styr_privacy *answer, size_t *count);
/** Why a row is published or not, in words; and what would change it, "" where nothing would. @param lang NULL = English. Static. */
STYR_API const char *styr_public_reason_text(styr_public_reason reason, const char *lang);
STYR_API const char *styr_public_reason_remedy(styr_public_reason reason, const char *lang);
/** Write the answer, in the language of the options; JSON: docs/schema/privacy.json; JSONL and CSV: a row of the map each. @return STYR_OK, STYR_ERR_IO. */
STYR_API styr_status styr_privacy_write(const styr_privacy *answer, styr_format format, const styr_sink *sink, styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

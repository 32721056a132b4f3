/* SPDX-License-Identifier: MIT */
/**
 * @file vocab.h
 * The vocabulary of a map: its kinds, tie types, levels, sectors and other terms, and the ruling direction of each tie type.
 *
 * Every map starts with the built-in terms; rows of `vocabulary.csv` add to them or override single properties (an
 * empty cell keeps what was). A term that data uses without a declaration is usable: it rules in no direction.
 */
#ifndef STYR_VOCAB_H
#define STYR_VOCAB_H

#include <styr/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct styr_map styr_map;

/** Which end of a tie rules the other: the ruling relation (Smith) that a tie type expresses. */
typedef enum styr_ruling {
  STYR_RULING_NONE,    /**< neither: contact, citation, association */
  STYR_RULING_FORWARD, /**< `from` rules `to`: mandates, funds, assigns … */
  STYR_RULING_BACKWARD /**< `to` rules `from`: part_of, reports_to, derives_from */
} styr_ruling;

/** One term. Strings are borrowed from the map and live until it changes or is freed; absent ones are "". */
typedef struct styr_term {
  const char *set;  /**< "kind", "tie", "level", "sector", "function", "lane", "mark", "dim:…" */
  const char *term; /**< the term as data uses it */
  const char *
      family; /**< of a tie type: rule, text, membership, accountability, contact, decision; of a kind: person, unit, organisation, ministry, group, text */
  styr_ruling ruling; /**< of a tie type */
  bool ranked;        /**< whether `rank` is set */
  int32_t rank;       /**< of a level: its place in the order, person = 0; of a lane: its place from the left */
  const char
      *from_kinds;      /**< of a tie type: kinds allowed at `from`, joined by `|`; `actor` and `text` mean all kinds of these; "" = any */
  const char *to_kinds; /**< likewise for `to` */
  const char *align;    /**< URI of the same notion elsewhere */
  bool declared;        /**< built in or in vocabulary.csv */
  uint64_t uses;        /**< rows of the map that use it */
} styr_term;

/** Number of terms: declared ones, those that data uses, and those that only refused rows named (`uses` 0). O(1). */
STYR_API size_t styr_vocab_count(const styr_map *map);
/** Term number @p index, below styr_vocab_count(): built-in ones first, then in order of appearance. O(1). */
STYR_API styr_term styr_vocab_get(const styr_map *map, size_t index);
/** Look up @p term in @p set. @param[out] out may be NULL. @return whether it is declared or used. O(1). */
STYR_API bool styr_vocab_find(const styr_map *map, const char *set, const char *term, styr_term *out);
/**
 * The label of a term in a language: the map's own (column `label_<lang>`; `label` where the map is in that language, or does not
 * say in which it is); else that of a built-in term in the languages of styr_language_get(); else the map's label in any other
 * language; else the term itself.
 * @param lang e.g. "en"; NULL or "" for the language of the map.
 * @return the label. Borrowed, or static; never NULL.
 */
STYR_API const char *styr_vocab_label(const styr_map *map, const char *set, const char *term, const char *lang);

#ifdef __cplusplus
}
#endif
#endif

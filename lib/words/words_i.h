/* SPDX-License-Identifier: MIT */
/* Every word that figures and pages say, in one table a language. The lists below name the words; a language is a file with a
 * table of their texts, and a line in STYR_I_LANGUAGES. A list gives each word its places, which all languages have to keep
 * (tests/test_words.c): "{n}" is filled by the page's script, a conversion of printf by STYR_I_FORM(), whose arguments the
 * compiler compares with the places of the list. A language that needs them in another order numbers all of a text ("%2$s, %1$zu":
 * POSIX). Where a word is used is decided by the other rooms. */
#ifndef STYR_WORDS_I_H
#define STYR_WORDS_I_H

#include "base/base_i.h"

/* Tag (BCP 47) of each language, in the order in which they are listed to users. */
#define STYR_I_LANGUAGES(L)                                                                                                                \
  L(da)                                                                                                                                    \
  L(en)

/* Words of the page: the template asks for them as {{w:name}}, the script is given all of them by their names.
 * W(name, places); P(one, many, places) is a word with a form for one and a form for every other number. */
#define STYR_I_PAGE_WORDS(W, P)                                                                                                            \
  W(skip, "")                                                                                                                              \
  W(lead, "")                                                                                                                              \
  W(tools, "")                                                                                                                             \
  W(search, "")                                                                                                                            \
  W(hits, "")                                                                                                                              \
  P(hit, hits_n, "{n}")                                                                                                                    \
  W(grade, "")                                                                                                                             \
  W(grade_all, "")                                                                                                                         \
  W(grade_assumed, "")                                                                                                                     \
  W(grade_inferred, "")                                                                                                                    \
  W(grade_stated, "")                                                                                                                      \
  W(grade_name_assumed, "")                                                                                                                \
  W(grade_name_inferred, "")                                                                                                               \
  W(grade_name_stated, "")                                                                                                                 \
  W(grade_name_observed, "")                                                                                                               \
  W(date, "")                                                                                                                              \
  W(no_date, "")                                                                                                                           \
  W(dates_thinned, "")                                                                                                                     \
  W(families, "")                                                                                                                          \
  W(family_rule, "")                                                                                                                       \
  W(family_text, "")                                                                                                                       \
  W(family_membership, "")                                                                                                                 \
  W(family_accountability, "")                                                                                                             \
  W(family_contact, "")                                                                                                                    \
  W(family_decision, "")                                                                                                                   \
  W(reset, "")                                                                                                                             \
  W(figure, "")                                                                                                                            \
  W(zoom_in, "")                                                                                                                           \
  W(zoom_out, "")                                                                                                                          \
  W(fit, "")                                                                                                                               \
  W(wide, "")                                                                                                                              \
  W(point, "")                                                                                                                             \
  W(not_drawn, "{labels}")                                                                                                                 \
  W(keys, "")                                                                                                                              \
  W(nobody, "")                                                                                                                            \
  W(choose, "")                                                                                                                            \
  W(chosen, "{label}")                                                                                                                     \
  W(compare, "")                                                                                                                           \
  W(pick_second, "")                                                                                                                       \
  W(filtered, "{n} {of}")                                                                                                                  \
  W(outside_n, "{n}")                                                                                                                      \
  W(plan, "")                                                                                                                              \
  W(standing_in, "")                                                                                                                       \
  W(standing_out, "")                                                                                                                      \
  W(standing_unknown, "")                                                                                                                  \
  W(no_plan_now, "")                                                                                                                       \
  W(beneath, "{label}")                                                                                                                    \
  W(reason_not_anchored_yes, "")                                                                                                           \
  W(reason_not_anchored_no, "")                                                                                                            \
  W(reason_not_anchored_unknown, "")                                                                                                       \
  W(reason_no_plan_money_yes, "")                                                                                                          \
  W(reason_no_plan_money_no, "")                                                                                                           \
  W(reason_no_plan_money_unknown, "")                                                                                                      \
  W(reason_not_named_yes, "")                                                                                                              \
  W(reason_named_without_duty_yes, "")                                                                                                     \
  W(reason_duty_without_money_yes, "")                                                                                                     \
  W(reason_money_without_duty_yes, "")                                                                                                     \
  W(reason_no_path_from_body_yes, "")                                                                                                      \
  W(reason_met_unanchored_yes, "")                                                                                                         \
  W(reason_umbrella_only_yes, "")                                                                                                          \
  W(reason_other_date_yes, "")                                                                                                             \
  W(ruled_by, "")                                                                                                                          \
  W(not_there, "")                                                                                                                         \
  W(itself, "")                                                                                                                            \
  W(itself_among, "")                                                                                                                      \
  W(only_assumed, "")                                                                                                                      \
  W(weakest, "{grade}")                                                                                                                    \
  W(ungraded_path, "")                                                                                                                     \
  W(one_source, "{source}")                                                                                                                \
  W(show_path, "")                                                                                                                         \
  W(path_shown, "")                                                                                                                        \
  W(more_paths, "{n}")                                                                                                                     \
  W(cut, "{n}")                                                                                                                            \
  W(over, "{above} {below}")                                                                                                               \
  W(no_path, "")                                                                                                                           \
  W(mandates, "")                                                                                                                          \
  W(scope, "")                                                                                                                             \
  W(or, "")                                                                                                                                \
  W(given_by, "{label}")                                                                                                                   \
  W(waits_for, "{label}")                                                                                                                  \
  W(awaited_by, "{label}")                                                                                                                 \
  W(contested, "")                                                                                                                         \
  W(ties_of, "{n}")                                                                                                                        \
  W(show_ties, "")                                                                                                                         \
  W(ties_n, "{n}")                                                                                                                         \
  W(absent, "")                                                                                                                            \
  W(claims_about, "")                                                                                                                      \
  P(claim, claims, "{n}")                                                                                                                  \
  W(no_claims, "")                                                                                                                         \
  W(no_source, "")                                                                                                                         \
  W(stance_supports, "")                                                                                                                   \
  W(stance_disputes, "")                                                                                                                   \
  W(stance_absent, "")                                                                                                                     \
  W(in_cases, "")                                                                                                                          \
  W(a_text, "")                                                                                                                            \
  W(case, "")                                                                                                                              \
  W(start, "")                                                                                                                             \
  W(back, "")                                                                                                                              \
  W(next, "")                                                                                                                              \
  W(stop, "")                                                                                                                              \
  W(step_n, "{n}")                                                                                                                         \
  W(step_of, "{n} {of}")                                                                                                                   \
  W(all_steps, "")                                                                                                                         \
  W(first_door, "{label}")                                                                                                                 \
  W(handover, "{from} {to}")                                                                                                               \
  W(comes_back, "{label}")                                                                                                                 \
  W(leaves_yes, "")                                                                                                                        \
  W(leaves_unknown, "")                                                                                                                    \
  W(leaves_at, "{n}")                                                                                                                      \
  W(handler_stands, "{label} {standing}")                                                                                                  \
  W(mandate_yes, "")                                                                                                                       \
  W(mandate_partly, "")                                                                                                                    \
  W(mandate_no, "")                                                                                                                        \
  W(mandate_unknown, "")                                                                                                                   \
  W(in_the_end, "")                                                                                                                        \
  W(rationale, "")                                                                                                                         \
  W(disjuncture, "")                                                                                                                       \
  W(no_case_now, "")                                                                                                                       \
  W(in_words, "")                                                                                                                          \
  W(levels, "")                                                                                                                            \
  W(no_level, "")                                                                                                                          \
  W(texts, "")                                                                                                                             \
  W(ties, "")                                                                                                                              \
  W(from, "")                                                                                                                              \
  W(relation, "")                                                                                                                          \
  W(to, "")                                                                                                                                \
  W(evidence, "")                                                                                                                          \
  W(since, "")                                                                                                                             \
  W(sources, "")                                                                                                                           \
  W(bare, "")                                                                                                                              \
  W(rules, "")                                                                                                                             \
  W(steps, "")                                                                                                                             \
  W(footer, "")

/* Words that the library says itself. */
#define STYR_I_OWN_WORDS(W, P)                                                                                                             \
  W(by_public_sources, "")                                                                                                                 \
  W(draft, "")                                                                                                                             \
  W(and_more, "%zu")                                                                                                                       \
  W(and_others, "%s %zu")                                                                                                                  \
  W(and_untold, "%zu")                                                                                                                     \
  W(who_does, "%s %s")                                                                                                                     \
  W(amount, "%s %s")                                                                                                                       \
  W(thousands, "")                                                                                                                         \
  W(decimal, "")                                                                                                                           \
  W(title_ruling, "%s")                                                                                                                    \
  W(title_texts, "")                                                                                                                       \
  W(title_money, "")                                                                                                                       \
  W(title_case, "")                                                                                                                        \
  W(line_stated, "")                                                                                                                       \
  W(line_inferred, "")                                                                                                                     \
  W(line_assumed, "")                                                                                                                      \
  W(line_ungraded, "")                                                                                                                     \
  W(line_contested, "")                                                                                                                    \
  W(line_denied, "")                                                                                                                       \
  W(line_case, "")                                                                                                                         \
  W(line_next, "")                                                                                                                         \
  W(line_added, "")                                                                                                                        \
  W(line_removed, "")                                                                                                                      \
  W(through_text, "%s")                                                                                                                    \
  W(legend_stated, "")                                                                                                                     \
  W(legend_inferred, "")                                                                                                                   \
  W(legend_assumed, "")                                                                                                                    \
  W(legend_ungraded, "")                                                                                                                   \
  W(legend_contested, "")                                                                                                                  \
  W(legend_denied, "")                                                                                                                     \
  W(legend_case, "")                                                                                                                       \
  W(legend_next, "")                                                                                                                       \
  W(legend_bare, "")                                                                                                                       \
  W(legend_payment_stated, "")                                                                                                             \
  W(legend_payment_ungraded, "")                                                                                                           \
  W(legend_relation_stated, "")                                                                                                            \
  W(legend_relation_ungraded, "")                                                                                                          \
  W(legend_text, "")                                                                                                                       \
  W(legend_not_anchored, "%zu")                                                                                                            \
  W(legend_step, "")                                                                                                                       \
  W(legend_several, "")                                                                                                                    \
  W(legend_upward, "")                                                                                                                     \
  W(legend_marked, "")                                                                                                                     \
  W(legend_width, "%s")                                                                                                                    \
  P(legend_hidden_one, legend_hidden_many, "%zu")                                                                                          \
  W(frame_added, "")                                                                                                                       \
  W(frame_removed, "")                                                                                                                     \
  W(frame_stated_observed, "")                                                                                                             \
  W(frame_stated, "")                                                                                                                      \
  W(frame_observed, "")                                                                                                                    \
  W(frame_inferred, "")                                                                                                                    \
  W(frame_assumed, "")                                                                                                                     \
  W(frame_no_grade, "")                                                                                                                    \
  W(note_text, "")                                                                                                                         \
  W(note_not_anchored, "")                                                                                                                 \
  P(actor_n, actors_n, "%zu")                                                                                                              \
  P(text_n, texts_n, "%zu")                                                                                                                \
  P(relation_n, relations_n, "%zu")                                                                                                        \
  W(of_them_assumed, "%s %zu")                                                                                                             \
  P(denied_n, denied_many_n, "%zu")                                                                                                        \
  P(hidden_n, hidden_many_n, "%zu")                                                                                                        \
  P(alike_in_one, alike_in_many, "%zu %zu")                                                                                                \
  W(by_changes, "%s %s")                                                                                                                   \
  W(by_date_certain, "%s")                                                                                                                 \
  W(by_date, "%s")                                                                                                                         \
  W(by_grade, "%s")                                                                                                                        \
  W(by_sourced_claims, "")                                                                                                                 \
  W(by_disputed, "")                                                                                                                       \
  W(layer_field, "")                                                                                                                       \
  W(layer_relations, "")                                                                                                                   \
  W(layer_emphasis, "")                                                                                                                    \
  W(layer_legend, "")

/* What the answers to questions say as text: outside, mandates, trace, accountability, ascent, ruling, threads, withdraw. */
#define STYR_I_ANSWER_WORDS(W, P)                                                                                                          \
  W(public_view, "")                                                                                                                       \
  W(ungraded, "")                                                                                                                          \
  W(no_grade, "")                                                                                                                          \
  W(found_absent, "")                                                                                                                      \
  W(in_plan, "")                                                                                                                           \
  W(out_of_plan, "")                                                                                                                       \
  W(unknown, "")                                                                                                                           \
  W(none, "")                                                                                                                              \
  W(with, "")                                                                                                                              \
  W(now, "")                                                                                                                               \
  W(claims_conflict, "")                                                                                                                   \
  W(no_claim_says_so, "")                                                                                                                  \
  W(plan_is, "%s %s")                                                                                                                      \
  W(body_is, "%s %s")                                                                                                                      \
  W(body_is_none, "")                                                                                                                      \
  W(outside_plan, "%zu")                                                                                                                   \
  W(unknown_to_plan, "%zu")                                                                                                                \
  W(inside_plan, "%zu")                                                                                                                    \
  W(unit_stands, "%s %s %s")                                                                                                               \
  W(why_not_anchored_unknown, "")                                                                                                          \
  W(why_not_anchored_yes, "")                                                                                                              \
  W(why_not_anchored_no, "")                                                                                                               \
  W(why_no_plan_money_unknown, "")                                                                                                         \
  W(why_no_plan_money_yes, "")                                                                                                             \
  W(why_no_plan_money_no, "")                                                                                                              \
  W(why_not_named_yes, "")                                                                                                                 \
  W(why_named_without_duty_yes, "")                                                                                                        \
  W(why_duty_without_money_yes, "")                                                                                                        \
  W(why_money_without_duty_yes, "")                                                                                                        \
  W(why_no_path_from_body_yes, "")                                                                                                         \
  W(why_met_unanchored_yes, "")                                                                                                            \
  W(why_umbrella_only_yes, "")                                                                                                             \
  W(why_other_date_yes, "")                                                                                                                \
  W(every_case, "")                                                                                                                        \
  W(class_covered_yes, "")                                                                                                                 \
  W(class_covered_partly, "")                                                                                                              \
  W(class_covered_no, "")                                                                                                                  \
  W(class_covered_unknown, "")                                                                                                             \
  W(gap_is, "%s")                                                                                                                          \
  W(not_covered_by, "%s")                                                                                                                  \
  W(holders_n, "%zu")                                                                                                                      \
  W(holder_line, "%s %s %s")                                                                                                               \
  W(overlaps_n, "%zu")                                                                                                                     \
  W(overlap_line, "%s %s %s")                                                                                                              \
  W(cases_n, "%zu")                                                                                                                        \
  W(gates_n, "%zu")                                                                                                                        \
  W(gate_line, "%s %s")                                                                                                                    \
  W(somebody, "")                                                                                                                          \
  W(standpoint_is, "%s")                                                                                                                   \
  W(class_is, "%s")                                                                                                                        \
  W(the_first_door, "")                                                                                                                    \
  W(stands_to_plan, "%s")                                                                                                                  \
  W(case_covered_yes, "")                                                                                                                  \
  W(case_covered_partly, "")                                                                                                               \
  W(case_covered_no, "")                                                                                                                   \
  W(case_covered_unknown, "")                                                                                                              \
  W(ruled_by_top, "")                                                                                                                      \
  W(rationality_is, "%s")                                                                                                                  \
  W(disjuncture_here, "")                                                                                                                  \
  W(step_number, "%lld")                                                                                                                   \
  W(steps_of, "%s")                                                                                                                        \
  W(handovers_n, "%zu")                                                                                                                    \
  W(loops_n, "%zu")                                                                                                                        \
  W(leaves_plan_n, "%zu")                                                                                                                  \
  W(not_drawn_n, "%zu")                                                                                                                    \
  W(not_met_n, "%zu")                                                                                                                      \
  W(reports_unknown, "")                                                                                                                   \
  W(reports_yes, "")                                                                                                                       \
  W(reports_no, "")                                                                                                                        \
  P(accounts_n, accounts_many_n, "%zu")                                                                                                    \
  W(principals_n, "%zu")                                                                                                                   \
  W(circles_n, "%zu")                                                                                                                      \
  W(apex, "")                                                                                                                              \
  W(apex_none, "")                                                                                                                         \
  W(apex_itself, "")                                                                                                                       \
  W(apex_among, "")                                                                                                                        \
  W(apex_assumed, "")                                                                                                                      \
  W(cut_short_by, "%s")                                                                                                                    \
  W(ties_through_texts, "%zu %zu")                                                                                                         \
  W(skips_levels, "%s %s")                                                                                                                 \
  W(rules_from_below, "%s %s")                                                                                                             \
  W(levels_unknown, "%zu")                                                                                                                 \
  W(boss_texts_n, "%zu")                                                                                                                   \
  P(boss_text_n, boss_text_many_n, "%s %zu")                                                                                               \
  W(threads_n, "%s %zu")                                                                                                                   \
  P(thread_n, thread_many_n, "%s %s %zu")                                                                                                  \
  W(without_source, "%s %zu")                                                                                                              \
  W(ties_lost_n, "%zu")                                                                                                                    \
  W(ties_weakened_n, "%zu")                                                                                                                \
  W(nodes_lost_n, "%zu")                                                                                                                   \
  W(standings_change_n, "%zu")                                                                                                             \
  W(standing_change, "%s %s %s")                                                                                                           \
  W(apexes_change_n, "%zu")

/* What the others say as text: paths, pairs, measures, diff, privacy, info, and the tool's own lines. */
#define STYR_I_REPORT_WORDS(W, P) W(connected_parts, "")

/* Labels of built-in terms: T(set, term). */
#define STYR_I_TERM_WORDS(T)                                                                                                               \
  T(tie, mandates)                                                                                                                         \
  T(tie, funds)                                                                                                                            \
  T(tie, supervises)                                                                                                                       \
  T(tie, coordinates)                                                                                                                      \
  T(tie, leads)                                                                                                                            \
  T(tie, instructs)                                                                                                                        \
  T(tie, issues)                                                                                                                           \
  T(tie, assigns)                                                                                                                          \
  T(tie, activates)                                                                                                                        \
  T(tie, derives_from)                                                                                                                     \
  T(tie, names)                                                                                                                            \
  T(tie, cites)                                                                                                                            \
  T(tie, part_of)                                                                                                                          \
  T(tie, member_of)                                                                                                                        \
  T(tie, reports_to)                                                                                                                       \
  T(tie, meets)                                                                                                                            \
  T(tie, refers)                                                                                                                           \
  T(tie, hands_over)                                                                                                                       \
  T(tie, serves)                                                                                                                           \
  T(tie, gates)                                                                                                                            \
  T(level, person)                                                                                                                         \
  T(level, local)                                                                                                                          \
  T(level, regional)                                                                                                                       \
  T(level, national)                                                                                                                       \
  T(level, international)                                                                                                                  \
  T(level, ministry)                                                                                                                       \
  T(level, interministerial)                                                                                                               \
  T(sector, public)                                                                                                                        \
  T(sector, private)                                                                                                                       \
  T(sector, international)                                                                                                                 \
  T(sector, mixed)                                                                                                                         \
  T(sector, unknown)                                                                                                                       \
  T(kind, person)                                                                                                                          \
  T(kind, group)                                                                                                                           \
  T(kind, government)                                                                                                                      \
  T(kind, ministry)                                                                                                                        \
  T(kind, agency)                                                                                                                          \
  T(kind, authority)                                                                                                                       \
  T(kind, police)                                                                                                                          \
  T(kind, prosecution)                                                                                                                     \
  T(kind, court)                                                                                                                           \
  T(kind, board)                                                                                                                           \
  T(kind, ngo)                                                                                                                             \
  T(kind, association)                                                                                                                     \
  T(kind, union)                                                                                                                           \
  T(kind, firm)                                                                                                                            \
  T(kind, service)                                                                                                                         \
  T(kind, international_organisation)                                                                                                      \
  T(kind, unit)                                                                                                                            \
  T(kind, office)                                                                                                                          \
  T(kind, shelter)                                                                                                                         \
  T(kind, clinic)                                                                                                                          \
  T(kind, cafe)                                                                                                                            \
  T(kind, house)                                                                                                                           \
  T(kind, facility)                                                                                                                        \
  T(kind, prison)                                                                                                                          \
  T(kind, police_unit)                                                                                                                     \
  T(kind, law)                                                                                                                             \
  T(kind, plan)                                                                                                                            \
  T(kind, convention)                                                                                                                      \
  T(kind, protocol)                                                                                                                        \
  T(kind, regulation)                                                                                                                      \
  T(kind, agreement)                                                                                                                       \
  T(kind, report)                                                                                                                          \
  T(kind, rationale)                                                                                                                       \
  T(kind, form)                                                                                                                            \
  T(kind, guideline)                                                                                                                       \
  T(kind, decision)                                                                                                                        \
  T(kind, notice)                                                                                                                          \
  T(kind, contract)                                                                                                                        \
  T(change, renamed)                                                                                                                       \
  T(change, merged)                                                                                                                        \
  T(change, split)                                                                                                                         \
  T(change, replaced)                                                                                                                      \
  T(change, abolished)

typedef enum styr_i_word {
#define W(name, places)      WORD_##name,
#define P(one, many, places) WORD_##one, WORD_##many,
#define T(set, term)         TERM_##set##_##term,
  STYR_I_PAGE_WORDS(W, P) STYR_I_OWN_WORDS(W, P) STYR_I_ANSWER_WORDS(W, P) STYR_I_REPORT_WORDS(W, P) STYR_I_TERM_WORDS(T) STYR_I_WORD_COUNT
#undef W
#undef P
#undef T
} styr_i_word;

/* The places of each word as a constant, FORM_name. */
#define W(name, places)      static const char FORM_##name[] = places;
#define P(one, many, places) W(one, places)
STYR_I_PAGE_WORDS(W, P)
STYR_I_OWN_WORDS(W, P)
STYR_I_ANSWER_WORDS(W, P)
STYR_I_REPORT_WORDS(W, P)
#undef W
#undef P

typedef struct styr_i_language {
  const char *tag, *name; /* the name in the language itself */
  const char *words[STYR_I_WORD_COUNT];
} styr_i_language;

#define L(tag) extern const styr_i_language styr_i_language_##tag;
STYR_I_LANGUAGES(L)
#undef L

enum { STYR_I_TAG = 36 }; /* bytes of a language tag */

/* A language tag in the form that RFC 5646 (BCP 47), 2.1.1 recommends: "da_dk" becomes "da-DK". "" for what is no tag or too long. */
void styr_i_tag_normal(char out[STYR_I_TAG], const char *tag);
/* Whether the first parts of two tags are the same: "da-DK" is "DA". */
bool styr_i_same_language(const char *a, const char *b);
/* The language of a tag, such as "da" or "da-DK": its first part counts, in any letter case. NULL: there are no words in it. */
const styr_i_language *styr_i_words_of(const char *lang);
/* The same, and English where there are none. */
const styr_i_language *styr_i_words_or_english(const char *lang);

/* What the lists say of a word. */
typedef struct styr_i_word_info {
  const char *name;   /* of a term: the term */
  const char *set;    /* of a term; else NULL */
  const char *places; /* of a term: "" */
} styr_i_word_info;
extern const styr_i_word_info styr_i_word_infos[STYR_I_WORD_COUNT];
enum { STYR_I_PAGE_WORD_COUNT = WORD_by_public_sources }; /* the page's words are the first ones */

/* The word of a name among those of the page and the library; "" when there is none. */
const char *styr_i_words_named(const styr_i_language *language, const char *name, size_t length);
/* The label of a built-in term; NULL when there is none. */
const char *styr_i_words_term(const styr_i_language *language, const char *set, const char *term);

/* A word as a format of printf. `places` is what the compiler compares the arguments with. */
#if defined(__GNUC__)
__attribute__((format_arg(3)))
#endif
static inline const char *
styr_i_word_form(const styr_i_language *language, styr_i_word word, const char *places) {
  (void)places;
  return language->words[word];
}
#define STYR_I_FORM(language, name) styr_i_word_form(language, WORD_##name, FORM_##name)
/* Of a word with two forms: the one for n. */
#define STYR_I_FORM_OF(language, name, n) styr_i_word_form(language, (styr_i_word)(WORD_##name + ((n) != 1)), FORM_##name)

#endif

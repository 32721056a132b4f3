/* SPDX-License-Identifier: MIT */
/* The languages, and the names of all words that figures, pages and answers say. Each language has a table of their texts (da.c,
 * en.c). A list gives each word its places, which all languages have to keep (tests/test_words.c): "{n}" is filled by the page's
 * script, a conversion of printf by STYR_I_FORM(), whose arguments the compiler compares with the places of the list. A language
 * that needs them in another order numbers all of a text ("%2$s, %1$zu": POSIX). Where a word is used is decided by the other rooms. */
#ifndef STYR_WORD_LISTS_I_H
#define STYR_WORD_LISTS_I_H

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

/* What the others say as text: paths, pairs, patterns, measures, diff, privacy, check, info. */
#define STYR_I_REPORT_WORDS(W, P)                                                                                                          \
  W(connected_parts, "")                                                                                                                   \
  P(path_listed, paths_listed, "%llu")                                                                                                     \
  P(path_cut_short, paths_cut_short, "%llu %s")                                                                                            \
  P(pair_listed, pairs_listed, "%llu")                                                                                                     \
  P(pair_cut_short, pairs_cut_short, "%llu %s")                                                                                            \
  W(count_cut_short, "%s %s")                                                                                                              \
  W(count_too_large, "")                                                                                                                   \
  W(weakest_tie, "")                                                                                                                       \
  W(attested_by_one, "%s")                                                                                                                 \
  W(attested_by_several, "")                                                                                                               \
  P(matches_tie, matches_ties, "%llu")                                                                                                     \
  W(matches_at_least, "%llu")                                                                                                              \
  W(matches_between, "%llu %llu")                                                                                                          \
  W(pattern_types, "")                                                                                                                     \
  W(pattern_families, "")                                                                                                                  \
  W(added_n, "%zu")                                                                                                                        \
  W(removed_n, "%zu")                                                                                                                      \
  W(changed_n, "%zu")                                                                                                                      \
  W(ties_added_n, "%zu")                                                                                                                   \
  W(ties_removed_n, "%zu")                                                                                                                 \
  W(ties_changed_n, "%zu")                                                                                                                 \
  W(cell_changed, "%s %s %s")                                                                                                              \
  W(reorganisations_n, "%zu")                                                                                                              \
  W(standings_not_known, "")                                                                                                               \
  W(standings_differ_n, "%zu")                                                                                                             \
  W(brokers_by_sector_n, "%zu")                                                                                                            \
  W(brokers_by_level_n, "%zu")                                                                                                             \
  W(role_coordinator, "")                                                                                                                  \
  W(role_itinerant, "")                                                                                                                    \
  W(role_representative, "")                                                                                                               \
  W(role_gatekeeper, "")                                                                                                                   \
  W(role_liaison, "")                                                                                                                      \
  W(nodes_by_degree, "%zu")                                                                                                                \
  W(nodes_by_in_degree, "%zu")                                                                                                             \
  W(nodes_by_out_degree, "%zu")                                                                                                            \
  W(nodes_by_betweenness, "%zu")                                                                                                           \
  W(nodes_by_harmonic, "%zu")                                                                                                              \
  W(nodes_by_eigenvector, "%zu")                                                                                                           \
  W(nodes_by_pagerank, "%zu")                                                                                                              \
  W(communities_n, "%u")                                                                                                                   \
  W(modularity, "")                                                                                                                        \
  W(chokepoints_n, "%u")                                                                                                                   \
  W(dominates_n, "%s %u")                                                                                                                  \
  W(dominates_n_as_apex, "%s %u")                                                                                                          \
  W(no_supporting_claim, "")                                                                                                               \
  W(to_is_apex, "%s")                                                                                                                      \
  W(all_paths_pass, "%s")                                                                                                                  \
  W(all_paths_pass_none, "%s")                                                                                                             \
  W(fewest_met_n, "%zu")                                                                                                                   \
  W(articulation_points_n, "%zu")                                                                                                          \
  W(table_vocabulary, "")                                                                                                                  \
  W(table_actors, "")                                                                                                                      \
  W(table_texts, "")                                                                                                                       \
  W(table_sources, "")                                                                                                                     \
  W(table_ties, "")                                                                                                                        \
  W(table_cases, "")                                                                                                                       \
  W(table_events, "")                                                                                                                      \
  W(table_changes, "")                                                                                                                     \
  W(table_claims, "")                                                                                                                      \
  W(table_figure, "")                                                                                                                      \
  W(denied_ties, "")                                                                                                                       \
  W(licence_of_data, "%s")                                                                                                                 \
  W(would_be_published, "")                                                                                                                \
  W(kinds, "")                                                                                                                             \
  W(levels_used, "")                                                                                                                       \
  W(sectors, "")                                                                                                                           \
  W(ties_by_type, "")                                                                                                                      \
  W(ties_by_grade, "")                                                                                                                     \
  W(parts, "")                                                                                                                             \
  W(nodes_in_largest, "")                                                                                                                  \
  W(warning, "")                                                                                                                           \
  W(issues_more, "%llu")                                                                                                                   \
  P(errors_n, errors_many_n, "%llu")                                                                                                       \
  P(warnings_n, warnings_many_n, "%llu")                                                                                                   \
  W(map_holds, "%zu %zu %zu %zu")                                                                                                          \
  W(to_be_published, "")                                                                                                                   \
  W(rows_of_table, "%zu %zu %s")                                                                                                           \
  W(no_rows, "")                                                                                                                           \
  W(published_whole, "%s")                                                                                                                 \
  W(published_of_table, "%s %zu %zu")                                                                                                      \
  W(published_in_part, "")                                                                                                                 \
  W(not_published, "")                                                                                                                     \
  W(remedy_is, "%s")                                                                                                                       \
  W(declared_public, "%s %s %s %s")                                                                                                        \
  W(nothing_found, "")                                                                                                                     \
  W(public_not_sourced, "")                                                                                                                \
  W(public_supported, "")                                                                                                                  \
  W(public_named, "")                                                                                                                      \
  W(public_unclaimed, "")                                                                                                                  \
  W(public_used, "")                                                                                                                       \
  W(public_no_claim, "")                                                                                                                   \
  W(public_no_public_claim, "")                                                                                                            \
  W(public_no_support, "")                                                                                                                 \
  W(public_not_covered, "")                                                                                                                \
  W(public_case_left_out, "")                                                                                                              \
  W(public_confidential, "")                                                                                                               \
  W(public_consent_past, "")                                                                                                               \
  W(public_consent_unreadable, "")                                                                                                         \
  W(public_no_source, "")                                                                                                                  \
  W(public_source_left_out, "")                                                                                                            \
  W(public_set_aside, "")                                                                                                                  \
  W(public_row_left_out, "")                                                                                                               \
  W(public_not_used, "")                                                                                                                   \
  W(remedy_named, "")                                                                                                                      \
  W(remedy_no_claim, "")                                                                                                                   \
  W(remedy_no_public_claim, "")                                                                                                            \
  W(remedy_no_support, "")                                                                                                                 \
  W(remedy_not_covered, "")                                                                                                                \
  W(remedy_case_left_out, "")                                                                                                              \
  W(remedy_confidential, "")                                                                                                               \
  W(remedy_consent_past, "")                                                                                                               \
  W(remedy_consent_unreadable, "")                                                                                                         \
  W(remedy_no_source, "")                                                                                                                  \
  W(remedy_source_left_out, "")                                                                                                            \
  W(remedy_set_aside, "")                                                                                                                  \
  W(remedy_row_left_out, "")                                                                                                               \
  W(heading_confidentiality_word, "")                                                                                                      \
  W(heading_consent_date, "")                                                                                                              \
  W(heading_id_tells_name, "")                                                                                                             \
  W(heading_name_in_text, "")                                                                                                              \
  W(heading_other_claims, "")                                                                                                              \
  W(heading_one_informant, "")                                                                                                             \
  W(heading_few_alike, "")                                                                                                                 \
  W(heading_taken_back, "")                                                                                                                \
  W(heading_published_newly, "")                                                                                                           \
  W(finding_word, "%s %s")                                                                                                                 \
  W(finding_consent, "%s")                                                                                                                 \
  W(finding_other_claims, "")                                                                                                              \
  W(finding_one_informant, "%s")                                                                                                           \
  W(person_alike, "%zu %s %zu")                                                                                                            \
  W(persons_alike, "%zu %s %zu")                                                                                                           \
  W(case_alike, "%zu %s %zu")                                                                                                              \
  W(cases_alike, "%zu %s %zu")                                                                                                             \
  W(not_known, "")                                                                                                                         \
  W(finding_id_replaced, "%.*s %s")                                                                                                        \
  W(finding_id_published, "%.*s %s")                                                                                                       \
  W(finding_id_kept, "%.*s %s")                                                                                                            \
  W(finding_name, "%s %.*s %s")                                                                                                            \
  W(footnote, "")                                                                                                                          \
  W(package_text, "")                                                                                                                      \
  W(finding_taken_back, "%s")                                                                                                              \
  W(finding_published_newly, "%s")                                                                                                         \
  W(person_without_name, "")                                                                                                               \
  W(a_change, "")                                                                                                                          \
  W(the_case, "%s")                                                                                                                        \
  W(claimed_absent, "")

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

#endif

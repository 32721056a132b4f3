/* SPDX-License-Identifier: MIT */
/* Brokers, centralities and communities in words and in data; docs/schema fixes the JSON forms. */
#include "answers/answers_i.h"
#include "measure/measure_i.h"

#include <math.h>
#include <stdio.h>

/* ---- what was measured ---- */

static int64_t ties_seen(const styr_measured *seen) {
  int64_t ties = 0;
  for (uint32_t i = 0; i < styr_map_count(seen->map, STYR_TIES); i++) {
    styr_node from, to;
    ties += styr_selection_edge(seen->map, seen->selection, styr_map_tie(seen->map, i), &from, &to);
  }
  return ties;
}

void styr_i_measure_open(const styr_i_writer *w, const styr_measured *seen) {
  const styr_selection *s = seen->selection;
  char date[11];
  styr_i_answer_open(w);
  if (w->o->format != STYR_FORMAT_JSON) return;
  styr_i_json_open(w->o, "seen", '{');
  styr_i_json_int(w->o, "nodes", (int64_t)seen->count);
  styr_i_json_int(w->o, "ties", ties_seen(seen));
  styr_i_json_bool(w->o, "ruling", s->ruling_only);
  styr_i_json_bool(w->o, "membership", !s->no_membership);
  if (s->family_count) styr_i_json_texts(w, "families", s->families, s->family_count);
  else styr_i_json_text(w->o, "families", NULL); /* all of them */
  styr_i_json_texts(w, "without", s->without, s->without_count);
  styr_i_json_text(w->o, "as_of", s->filter.as_of.year ? styr_date_format(s->filter.as_of, date) : NULL);
  styr_i_json_bool(w->o, "certain", s->filter.certain);
  styr_i_json_text(w->o, "min_grade", styr_i_grade_or_null(s->filter.min_grade));
  styr_i_json_bool(w->o, "disputed", s->filter.disputed);
  styr_i_json_close(w->o, '}');
}

void styr_i_measure_identity(const styr_i_writer *w, const styr_measured *seen, size_t place) {
  styr_i_row_text(w->o, "id", styr_node_id(w->map, seen->nodes[place]));
  styr_i_row_text(w->o, "label", styr_i_label(w, seen->nodes[place]));
}

/* ---- brokers ---- */

static const char *const roles[] = {"coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total"};

static void put_broker(const styr_i_writer *w, const styr_measured *seen, styr_grouping by, size_t place, const styr_brokerage *b) {
  const char *group = styr_grouping_of(w->map, by, seen->nodes[place]);
  const uint64_t counts[] = {b->coordinator, b->itinerant, b->representative, b->gatekeeper, b->liaison, styr_brokerage_total(*b)};
  if (w->o->format != STYR_FORMAT_TEXT) {
    styr_i_row_open(w->o);
    styr_i_measure_identity(w, seen, place);
    styr_i_row_text(w->o, "group", group);
    for (size_t r = 0; r < 6; r++) styr_i_row_int(w->o, roles[r], (int64_t)counts[r]);
    styr_i_row_close(w->o);
    return;
  }
  static const styr_i_word words[] = {WORD_role_coordinator, WORD_role_itinerant, WORD_role_representative, WORD_role_gatekeeper,
                                      WORD_role_liaison};
  styr_i_putf(w->o, "%7llu  %s (%s):", (unsigned long long)counts[5], styr_i_label(w, seen->nodes[place]), group);
  for (size_t r = 0, listed = 0; r < 5; r++)
    if (counts[r]) styr_i_putf(w->o, "%s %s %llu", listed++ ? "," : "", w->words->words[words[r]], (unsigned long long)counts[r]);
  styr_i_put(w->o, "\n");
}

static void text_brokers_head(const styr_i_writer *w, styr_grouping by, size_t brokers) {
  if (by == STYR_BY_SECTOR) STYR_I_HEADING(w, brokers_by_sector_n, brokers);
  else STYR_I_HEADING(w, brokers_by_level_n, brokers);
}

styr_status styr_brokers_write(const styr_measured *seen, styr_grouping by, const styr_brokerage *counts, styr_format format,
                               const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, seen && counts && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (!styr_i_measured_known(seen, error)) return STYR_ERR_ARG;
  if ((unsigned)by > STYR_BY_LEVEL) return styr_i_fail(error, STYR_ERR_ARG, "there is no such grouping");
  double *totals = styr_i_array(&styr_i_libc, seen->count + 1, sizeof *totals);
  size_t brokers = 0;
  for (size_t i = 0; totals && i < seen->count; i++) {
    totals[i] = (double)styr_brokerage_total(counts[i]);
    brokers += totals[i] > 0;
  }
  size_t *order = totals ? styr_i_measure_order(seen->count, totals) : NULL;
  styr_i_free(&styr_i_libc, totals);
  if (!order) return styr_i_nomem(error);
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, seen->map, seen->lang);
  styr_i_measure_open(&w, seen);
  if (format == STYR_FORMAT_JSON) styr_i_json_text(&o, "by", styr_grouping_name(by));
  if (format == STYR_FORMAT_TEXT) text_brokers_head(&w, by, brokers);
  styr_i_list_open(&o, "brokers", "id,label,group,coordinator,itinerant,representative,gatekeeper,liaison,total");
  for (size_t i = 0; i < brokers; i++) put_broker(&w, seen, by, order[i], &counts[order[i]]);
  styr_i_list_close(&o);
  styr_i_free(&styr_i_libc, order);
  return styr_i_answer_close(&w, error);
}

/* ---- centralities ---- */

static void text_central_head(const styr_i_writer *w, styr_centrality measure, size_t count) {
  switch (measure) {
  case STYR_DEGREE: STYR_I_HEADING(w, nodes_by_degree, count); break;
  case STYR_IN_DEGREE: STYR_I_HEADING(w, nodes_by_in_degree, count); break;
  case STYR_OUT_DEGREE: STYR_I_HEADING(w, nodes_by_out_degree, count); break;
  case STYR_BETWEENNESS: STYR_I_HEADING(w, nodes_by_betweenness, count); break;
  case STYR_HARMONIC: STYR_I_HEADING(w, nodes_by_harmonic, count); break;
  case STYR_EIGENVECTOR: STYR_I_HEADING(w, nodes_by_eigenvector, count); break;
  case STYR_PAGERANK: STYR_I_HEADING(w, nodes_by_pagerank, count); break;
  }
}

static void put_central(const styr_i_writer *w, const styr_measured *seen, size_t place, double value) {
  if (w->o->format == STYR_FORMAT_TEXT) {
    styr_i_put(w->o, "  ");
    styr_i_put_number(w->o, value);
    styr_i_putf(w->o, "  %s\n", styr_i_label(w, seen->nodes[place]));
    return;
  }
  styr_i_row_open(w->o);
  styr_i_measure_identity(w, seen, place);
  styr_i_row_number(w->o, "value", value);
  styr_i_row_close(w->o);
}

styr_status styr_central_write(const styr_measured *seen, styr_centrality measure, const double *values, styr_format format,
                               const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, seen && values && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (!styr_i_measured_known(seen, error)) return STYR_ERR_ARG;
  if ((unsigned)measure >= STYR_CENTRALITY_COUNT) return styr_i_fail(error, STYR_ERR_ARG, "there is no such measure");
  const char *name = styr_centrality_name(measure);
  char header[64];
  for (size_t i = 0; i < seen->count; i++)
    if (!isfinite(values[i])) return styr_i_fail(error, STYR_ERR_ARG, "the %s of node %zu is no number", name, i);
  size_t *order = styr_i_measure_order(seen->count, values);
  if (!order) return styr_i_nomem(error);
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, seen->map, seen->lang);
  styr_i_measure_open(&w, seen);
  if (format == STYR_FORMAT_JSON) styr_i_json_text(&o, "measure", name);
  if (format == STYR_FORMAT_TEXT) text_central_head(&w, measure, seen->count);
  snprintf(header, sizeof header, "id,label,%s", name);
  styr_i_list_open(&o, "nodes", header);
  for (size_t i = 0; i < seen->count; i++) put_central(&w, seen, order[i], values[order[i]]);
  styr_i_list_close(&o);
  styr_i_free(&styr_i_libc, order);
  return styr_i_answer_close(&w, error);
}

/* ---- communities ---- */

/* The members of each community in map order: first[k] to first[k + 1] in `places`. */
static bool gather(const uint32_t *community, size_t count, uint32_t communities, uint32_t **first, uint32_t **places) {
  *first = styr_i_zalloc(&styr_i_libc, (size_t)communities + 2, sizeof **first);
  *places = styr_i_array(&styr_i_libc, count + 1, sizeof **places);
  if (!*first || !*places) return false;
  uint32_t *at = *first + 1; /* shifted by one: when all are entered, first[k] is where community k begins */
  for (size_t i = 0; i < count; i++)
    if (community[i] + 1 < communities) at[community[i] + 1]++;
  for (uint32_t k = 1; k < communities; k++) at[k] += at[k - 1];
  for (size_t i = 0; i < count; i++) (*places)[at[community[i]]++] = (uint32_t)i;
  return true;
}

static void put_community(const styr_i_writer *w, const styr_measured *seen, const uint32_t *places, size_t count, size_t number) {
  if (w->o->format == STYR_FORMAT_TEXT) {
    styr_i_putf(w->o, "%zu (%zu): ", number, count);
    for (size_t i = 0; i < count; i++) styr_i_putf(w->o, "%s%s", i ? ", " : "", styr_i_label(w, seen->nodes[places[i]]));
    styr_i_put(w->o, "\n");
    return;
  }
  styr_i_row_open(w->o);
  styr_i_row_int(w->o, "size", (int64_t)count);
  styr_i_json_open(w->o, "members", '[');
  for (size_t i = 0; i < count; i++) styr_i_json_node(w, NULL, seen->nodes[places[i]]);
  styr_i_json_close(w->o, ']');
  styr_i_row_close(w->o);
}

/* In CSV a row is a node: lists of members have no column. */
static void put_members(const styr_i_writer *w, const styr_measured *seen, const uint32_t *community) {
  styr_i_list_open(w->o, NULL, "id,label,community");
  for (size_t i = 0; i < seen->count; i++) {
    styr_i_row_open(w->o);
    styr_i_measure_identity(w, seen, i);
    styr_i_row_int(w->o, "community", (int64_t)community[i] + 1);
    styr_i_row_close(w->o);
  }
}

static void text_modularity(const styr_i_writer *w, uint32_t communities, double modularity) {
  STYR_I_SAY(w, communities_n, communities);
  if (isfinite(modularity)) {
    styr_i_putf(w->o, " (%s ", STYR_I_WORD(w, modularity));
    styr_i_put_number(w->o, modularity);
    styr_i_put(w->o, ")");
  }
  styr_i_put(w->o, "\n");
}

styr_status styr_communities_write(const styr_measured *seen, const uint32_t *community, double modularity, styr_format format,
                                   const styr_sink *sink, styr_error *error) {
  if (!styr_i_begin(error, __func__, seen && community && sink && sink->write)) return STYR_ERR_ARG;
  if ((unsigned)format > STYR_FORMAT_CSV) return styr_i_fail(error, STYR_ERR_ARG, "there is no such format");
  if (!styr_i_measured_known(seen, error)) return STYR_ERR_ARG;
  uint32_t communities = 0, *first, *places;
  for (size_t i = 0; i < seen->count; i++) {
    if (community[i] > communities) return styr_i_fail(error, STYR_ERR_ARG, "communities are not numbered in order of their first members");
    communities += community[i] == communities;
  }
  const bool ok = gather(community, seen->count, communities, &first, &places);
  styr_i_out o = styr_i_out_to(sink, format);
  const styr_i_writer w = styr_i_writer_of(&o, seen->map, seen->lang);
  if (ok) styr_i_measure_open(&w, seen);
  if (ok && format == STYR_FORMAT_JSON) {
    styr_i_json_text(&o, "method", "walktrap");
    styr_i_json_number(&o, "modularity", modularity);
  }
  if (ok && format == STYR_FORMAT_TEXT) text_modularity(&w, communities, modularity);
  if (ok && format == STYR_FORMAT_CSV) put_members(&w, seen, community);
  if (ok && format != STYR_FORMAT_CSV) {
    styr_i_list_open(&o, "communities", NULL);
    for (uint32_t k = 0; k < communities; k++) put_community(&w, seen, places + first[k], first[k + 1] - first[k], (size_t)k + 1);
    styr_i_list_close(&o);
  }
  styr_i_free(&styr_i_libc, first);
  styr_i_free(&styr_i_libc, places);
  return ok ? styr_i_answer_close(&w, error) : styr_i_nomem(error);
}

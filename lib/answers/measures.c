/* SPDX-License-Identifier: MIT */
/* Brokers, centralities and communities in words and in data; docs/schema fixes the JSON forms. */
#include "measure/measure_i.h"
#include "write/write_i.h"

#include <math.h>

/* ---- brokers ---- */

static const char *const roles[] = {"coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total"};

static void role_counts(styr_brokerage b, uint64_t counts[6]) {
  const uint64_t all[] = {b.coordinator, b.itinerant, b.representative, b.gatekeeper, b.liaison, styr_brokerage_total(b)};
  memcpy(counts, all, sizeof all);
}

static void json_broker(styr_i_out *o, const styr_measured *seen, styr_grouping by, size_t place, const uint64_t counts[6]) {
  styr_i_json_open(o, NULL, '{');
  styr_i_measure_identity(o, seen, place);
  styr_i_json_text(o, "group", styr_grouping_of(seen->map, by, seen->nodes[place]));
  for (size_t r = 0; r < 6; r++) styr_i_json_int(o, roles[r], (int64_t)counts[r]);
  styr_i_json_close(o, '}');
}

static void flat_broker(styr_i_out *o, const styr_measured *seen, styr_grouping by, size_t place, const uint64_t counts[6], bool csv) {
  const char *label = styr_node_label(seen->map, seen->nodes[place], seen->lang),
             *group = styr_grouping_of(seen->map, by, seen->nodes[place]);
  if (!csv) {
    styr_i_putf(o, "%7llu  %s (%s):", (unsigned long long)counts[5], label, group);
    for (size_t r = 0, told = 0; r < 5; r++)
      if (counts[r]) styr_i_putf(o, "%s %s %llu", told++ ? "," : "", roles[r], (unsigned long long)counts[r]);
    styr_i_put(o, "\n");
    return;
  }
  styr_i_measure_cell(o, styr_node_id(seen->map, seen->nodes[place]), ',');
  styr_i_measure_cell(o, label, ',');
  styr_i_measure_cell(o, group, ',');
  for (size_t r = 0; r < 6; r++) styr_i_putf(o, "%llu%s", (unsigned long long)counts[r], r < 5 ? "," : "\n");
}

styr_status styr_brokers_write(const styr_measured *seen, styr_grouping by, const styr_brokerage *counts, styr_format format,
                               const styr_sink *sink, styr_error *error) {
  double *totals = styr_i_array(&styr_i_libc, seen->count + 1, sizeof *totals);
  size_t brokers = 0;
  for (size_t i = 0; totals && i < seen->count; i++) {
    totals[i] = (double)styr_brokerage_total(counts[i]);
    brokers += totals[i] > 0;
  }
  size_t *order = totals ? styr_i_measure_order(seen->count, totals) : NULL;
  styr_i_free(&styr_i_libc, totals);
  if (!order) return styr_i_nomem(error);
  styr_i_out o = {.sink = sink, .first = true, .plain = format == STYR_FORMAT_TEXT};
  if (format == STYR_FORMAT_JSON) {
    styr_i_measure_open(&o, seen);
    styr_i_json_text(&o, "by", styr_grouping_name(by));
    styr_i_json_open(&o, "brokers", '[');
  }
  if (format == STYR_FORMAT_CSV) styr_i_put(&o, "id,label,group,coordinator,itinerant,representative,gatekeeper,liaison,total\n");
  if (format == STYR_FORMAT_TEXT) styr_i_putf(&o, "Brokers between groups by %s: %zu\n", styr_grouping_name(by), brokers);
  for (size_t i = 0; i < brokers; i++) {
    uint64_t all[6];
    role_counts(counts[order[i]], all);
    if (format == STYR_FORMAT_JSONL) o.first = true;
    if (format == STYR_FORMAT_JSON || format == STYR_FORMAT_JSONL) json_broker(&o, seen, by, order[i], all);
    else flat_broker(&o, seen, by, order[i], all, format == STYR_FORMAT_CSV);
    if (format == STYR_FORMAT_JSONL) styr_i_put(&o, "\n");
  }
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_close(&o, ']');
    styr_i_json_close(&o, '}');
    styr_i_put(&o, "\n");
  }
  if (format == STYR_FORMAT_TEXT) styr_i_text_view(&o, seen->map);
  styr_i_free(&styr_i_libc, order);
  return styr_i_out_status(&o, error);
}

/* ---- centralities ---- */

static void put_central(styr_i_out *o, const styr_measured *seen, size_t place, double value, styr_format format) {
  const char *label = styr_node_label(seen->map, seen->nodes[place], seen->lang);
  if (format == STYR_FORMAT_TEXT) {
    styr_i_put(o, "  ");
    styr_i_measure_number(o, value);
    styr_i_putf(o, "  %s\n", label);
  } else if (format == STYR_FORMAT_CSV) {
    styr_i_measure_cell(o, styr_node_id(seen->map, seen->nodes[place]), ',');
    styr_i_measure_cell(o, label, ',');
    styr_i_measure_number(o, value);
    styr_i_put(o, "\n");
  } else {
    if (format == STYR_FORMAT_JSONL) o->first = true;
    styr_i_json_open(o, NULL, '{');
    styr_i_measure_identity(o, seen, place);
    styr_i_measure_json_number(o, "value", value);
    styr_i_json_close(o, '}');
    if (format == STYR_FORMAT_JSONL) styr_i_put(o, "\n");
  }
}

styr_status styr_central_write(const styr_measured *seen, styr_centrality measure, const double *values, styr_format format,
                               const styr_sink *sink, styr_error *error) {
  for (size_t i = 0; i < seen->count; i++)
    if (!isfinite(values[i])) return styr_i_fail(error, STYR_ERR_ARG, "the %s of node %zu is no number", styr_centrality_name(measure), i);
  size_t *order = styr_i_measure_order(seen->count, values);
  if (!order) return styr_i_nomem(error);
  styr_i_out o = {.sink = sink, .first = true, .plain = format == STYR_FORMAT_TEXT};
  if (format == STYR_FORMAT_JSON) {
    styr_i_measure_open(&o, seen);
    styr_i_json_text(&o, "measure", styr_centrality_name(measure));
    styr_i_json_open(&o, "nodes", '[');
  }
  if (format == STYR_FORMAT_CSV) styr_i_putf(&o, "id,label,%s\n", styr_centrality_name(measure));
  if (format == STYR_FORMAT_TEXT) styr_i_putf(&o, "Nodes by %s: %zu\n", styr_centrality_name(measure), seen->count);
  for (size_t i = 0; i < seen->count; i++) put_central(&o, seen, order[i], values[order[i]], format);
  if (format == STYR_FORMAT_JSON) {
    styr_i_json_close(&o, ']');
    styr_i_json_close(&o, '}');
    styr_i_put(&o, "\n");
  }
  if (format == STYR_FORMAT_TEXT) styr_i_text_view(&o, seen->map);
  styr_i_free(&styr_i_libc, order);
  return styr_i_out_status(&o, error);
}

/* ---- communities ---- */

static void put_community(styr_i_out *o, const styr_measured *seen, const uint32_t *places, size_t count, size_t number,
                          styr_format format) {
  if (format == STYR_FORMAT_TEXT) {
    styr_i_putf(o, "%zu (%zu): ", number, count);
    for (size_t i = 0; i < count; i++)
      styr_i_putf(o, "%s%s", i ? ", " : "", styr_node_label(seen->map, seen->nodes[places[i]], seen->lang));
    styr_i_put(o, "\n");
    return;
  }
  if (format == STYR_FORMAT_JSONL) o->first = true;
  styr_i_json_open(o, NULL, '{');
  styr_i_json_int(o, "size", (int64_t)count);
  styr_i_json_open(o, "members", '[');
  for (size_t i = 0; i < count; i++) styr_i_json_text(o, NULL, styr_node_id(seen->map, seen->nodes[places[i]]));
  styr_i_json_close(o, ']');
  styr_i_json_close(o, '}');
  if (format == STYR_FORMAT_JSONL) styr_i_put(o, "\n");
}

/* The members of each community in map order: first[k] to first[k + 1] in `places`. */
static bool gather(const uint32_t *community, size_t count, uint32_t communities, uint32_t **first, uint32_t **places) {
  *first = styr_i_zalloc(&styr_i_libc, (size_t)communities + 2, sizeof **first);
  *places = styr_i_array(&styr_i_libc, count + 1, sizeof **places);
  if (!*first || !*places) return false;
  uint32_t *at = *first + 1; /* one ahead, so that filling leaves the beginnings behind */
  for (size_t i = 0; i < count; i++)
    if (community[i] + 1 < communities) at[community[i] + 1]++;
  for (uint32_t k = 1; k < communities; k++) at[k] += at[k - 1];
  for (size_t i = 0; i < count; i++) (*places)[at[community[i]]++] = (uint32_t)i;
  return true;
}

static void csv_communities(styr_i_out *o, const styr_measured *seen, const uint32_t *community) {
  styr_i_put(o, "id,label,community\n");
  for (size_t i = 0; i < seen->count; i++) {
    styr_i_measure_cell(o, styr_node_id(seen->map, seen->nodes[i]), ',');
    styr_i_measure_cell(o, styr_node_label(seen->map, seen->nodes[i], seen->lang), ',');
    styr_i_putf(o, "%u\n", community[i] + 1);
  }
}

styr_status styr_communities_write(const styr_measured *seen, const uint32_t *community, double modularity, styr_format format,
                                   const styr_sink *sink, styr_error *error) {
  uint32_t communities = 0, *first, *places;
  for (size_t i = 0; i < seen->count; i++) {
    if (community[i] > communities) return styr_i_fail(error, STYR_ERR_ARG, "communities are not numbered in order of their first members");
    communities += community[i] == communities;
  }
  const bool ok = gather(community, seen->count, communities, &first, &places);
  styr_i_out o = {.sink = sink, .first = true, .plain = format == STYR_FORMAT_TEXT};
  if (ok && format == STYR_FORMAT_JSON) {
    styr_i_measure_open(&o, seen);
    styr_i_json_text(&o, "method", "walktrap");
    styr_i_measure_json_number(&o, "modularity", modularity);
    styr_i_json_open(&o, "communities", '[');
  }
  if (ok && format == STYR_FORMAT_TEXT) {
    styr_i_putf(&o, "Communities: %u", communities);
    if (isfinite(modularity)) {
      styr_i_put(&o, " (modularity ");
      styr_i_measure_number(&o, modularity);
      styr_i_put(&o, ")");
    }
    styr_i_put(&o, "\n");
  }
  if (ok && format == STYR_FORMAT_CSV) csv_communities(&o, seen, community);
  for (uint32_t k = 0; ok && format != STYR_FORMAT_CSV && k < communities; k++)
    put_community(&o, seen, places + first[k], first[k + 1] - first[k], (size_t)k + 1, format);
  if (ok && format == STYR_FORMAT_JSON) {
    styr_i_json_close(&o, ']');
    styr_i_json_close(&o, '}');
    styr_i_put(&o, "\n");
  }
  if (ok && format == STYR_FORMAT_TEXT) styr_i_text_view(&o, seen->map);
  styr_i_free(&styr_i_libc, first);
  styr_i_free(&styr_i_libc, places);
  return ok ? styr_i_out_status(&o, error) : styr_i_nomem(error);
}

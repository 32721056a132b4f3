/* SPDX-License-Identifier: MIT */
/* Who sits outside the action plan, by stated and observed claims alone?
 *     03_who_is_outside data/trafficking-dk */
#include <styr/styr.h>

#include <stdio.h>

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s MAP\n", argv[0]);
    return 2;
  }
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_outside *answer = NULL;
  styr_outside_options options = STYR_OUTSIDE_OPTIONS_INIT;
  options.filter.min_grade = STYR_GRADE_STATED;
  styr_status status = styr_package_read(argv[1], NULL, NULL, &map, &error);
  if (status == STYR_OK) status = styr_outside_open(map, &options, &answer, &error);
  for (size_t i = 0; status == STYR_OK && i < styr_outside_count(answer); i++) {
    const styr_placing *p = styr_outside_get(answer, i);
    if (p->standing != STYR_STANDING_OUT) continue;
    printf("%s\n", styr_node_label(map, p->node, NULL));
    const styr_reason *reasons = styr_outside_reasons(answer, p->node, &error);
    for (size_t k = 0; reasons && k < STYR_REASON_COUNT; k++)
      printf("    %s: %s, %zu claims\n", styr_reason_name(reasons[k].code), styr_verdict_name(reasons[k].value), reasons[k].claim_count);
    if (!reasons) status = error.status;
  }
  if (status != STYR_OK) fprintf(stderr, "%s\n", error.message);
  styr_outside_free(answer);
  styr_map_free(map);
  return status == STYR_OK ? 0 : 1;
}

/* SPDX-License-Identifier: MIT */
/* Read a map, tell every problem in it, and list the ties of one type with what they rest on.
 *     01_read_map data/trafficking-dk mandates */
#include <styr/styr.h>

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s MAP TIE-TYPE\n", argv[0]);
    return 2;
  }
  styr_error error = STYR_ERROR_INIT;
  styr_issues *issues = styr_issues_new(NULL);
  styr_map *map = NULL;
  const styr_status status = styr_package_read(argv[1], NULL, issues, &map, &error);
  for (size_t i = 0; issues && i < styr_issues_count(issues); i++) {
    const styr_issue issue = styr_issues_get(issues, i);
    fprintf(stderr, "%s:%llu:%s: %s\n", issue.file, (unsigned long long)issue.row, issue.column, issue.message);
  }
  for (uint32_t i = 0; status == STYR_OK && i < styr_map_count(map, STYR_TIES); i++) {
    const styr_tie tie = styr_map_tie(map, i);
    char id[16];
    if (strcmp(styr_tie_type(map, tie), argv[2]) != 0) continue;
    printf("%s: %s -> %s, %s [%s]\n", styr_tie_id(map, tie, id), styr_node_label(map, styr_tie_from(map, tie), "en"),
           styr_node_label(map, styr_tie_to(map, tie), "en"), styr_tie_function(map, tie), styr_tie_scope(map, tie));
    for (styr_claim c = styr_claims_of_tie(map, tie); styr_claim_exists(c); c = styr_claims_next(map, c)) {
      const styr_claim_view v = styr_claim_get(map, c);
      printf("    %s by %s, %s: %s\n", styr_stance_name(v.stance), v.source, v.locator, styr_grade_name(v.grade));
    }
  }
  if (status != STYR_OK) fprintf(stderr, "%s\n", error.message);
  styr_map_free(map);
  styr_issues_free(issues);
  return status == STYR_OK ? 0 : 1;
}

/* SPDX-License-Identifier: MIT */
/* Build a map in memory and write it as a package.
 *     02_build_map new-folder */
#include <styr/styr.h>

#include <stdio.h>

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  styr_error error = STYR_ERROR_INIT;
  styr_map *map = NULL;
  styr_node ministry, agency, law;
  styr_tie tie;
  styr_status status = styr_map_new(NULL, &map, &error);
  if (status == STYR_OK) status = styr_map_add_actor(map, "ministry", "Ministry of Health", "ministry", &ministry, &error);
  if (status == STYR_OK) status = styr_map_add_actor(map, "agency", "Health Authority", "agency", &agency, &error);
  if (status == STYR_OK) status = styr_map_add_text(map, "act", "Health Act", "law", &law, &error);
  if (status == STYR_OK) status = styr_map_add_tie(map, agency, ministry, "part_of", &tie, &error);
  if (status == STYR_OK) status = styr_map_add_tie(map, law, agency, "assigns", &tie, &error);
  if (status == STYR_OK) {
    char id[16];
    const styr_field source[] = {{"id", "gazette"}, {"label", "Official gazette"}, {"confidentiality", "public"}};
    status = styr_map_add(map, STYR_SOURCES, source, 3, NULL, NULL, &error);
    const styr_field claim[] = {{"about", styr_tie_id(map, tie, id)}, {"source", "gazette"}, {"locator", "section 4"}, {"grade", "stated"}};
    if (status == STYR_OK) status = styr_map_add(map, STYR_CLAIMS, claim, 4, NULL, NULL, &error);
  }
  if (status == STYR_OK) status = styr_package_write(map, argv[1], NULL, &error);
  if (status == STYR_OK)
    printf("%zu actors, %zu ties written to %s\n", styr_map_count(map, STYR_ACTORS), styr_map_count(map, STYR_TIES), argv[1]);
  else fprintf(stderr, "%s\n", error.message);
  styr_map_free(map);
  return status == STYR_OK ? 0 : 1;
}

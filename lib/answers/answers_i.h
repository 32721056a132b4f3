/* SPDX-License-Identifier: MIT */
/* Shared by the writers of answers. They write what lib/questions has worked out, and compute nothing. */
#ifndef STYR_ANSWERS_I_H
#define STYR_ANSWERS_I_H

#include "map/map_i.h"
#include "questions/questions_i.h"
#include "write/write_i.h"

/* ---- nodes, ties and claims (shared.c) ---- */

/* As text, a tie's type as an arrow, `--funds->` or, turned, `<-funds--`; a grade's name, "" or another word where there is none. */
void styr_i_put_arrow(styr_i_out *o, const styr_map *map, styr_tie tie, bool turned);
void styr_i_put_grade(styr_i_out *o, styr_grade grade, const char *none);
void styr_i_put_stance(styr_i_out *o, styr_stance stance);

void styr_i_tell_claims(styr_i_out *o, const styr_map *map, const char *key, const styr_evidence *e);
const char *styr_i_grade_or_null(styr_grade grade); /* as JSON has it: NULL when there is none */
void styr_i_tell_tie(styr_i_out *o, const styr_map *map, const char *key, styr_tie tie);
void styr_i_tell_ties(styr_i_out *o, const styr_map *map, const char *key, const styr_tie *ties, size_t count);
void styr_i_tell_node(styr_i_out *o, const styr_map *map, const char *key, styr_node node); /* null when it does not exist */
void styr_i_tell_nodes(styr_i_out *o, const styr_map *map, const char *key, const styr_node *nodes, size_t count);
void styr_i_tell_evidence(styr_i_out *o, const styr_map *map, const styr_evidence *e); /* as text, a line a claim */

/* ---- paths (paths.c) ---- */

styr_status styr_i_paths_put(styr_i_out *o, styr_paths *paths, const styr_path_write *options, styr_format format, uint64_t *count,
                             styr_error *error);
/* A path in words, as ascent tells it, too: a node's line; the arrow before it, filled up to the widest of its path. */
void styr_i_chain_node(styr_i_out *o, const styr_map *map, const char *lang, styr_node node);
size_t styr_i_chain_widest(const styr_map *map, const styr_tie *ties, size_t count);
void styr_i_chain_arrow(styr_i_out *o, const styr_map *map, styr_tie tie, bool reversed, size_t widest);

#endif

/* SPDX-License-Identifier: MIT */
/* Shared by the writers of answers. */
#ifndef STYR_ANSWERS_I_H
#define STYR_ANSWERS_I_H

#include "questions/questions_i.h"
#include "words/words_i.h"
#include "write/write_i.h"

#include <styr/measure.h>

/* What every writer needs. */
typedef struct styr_i_writer {
  styr_i_out *o;
  const styr_map *map;
  const char *lang;             /* of labels; NULL = the map's own */
  const styr_i_language *words; /* of what text says itself; English where there are none in `lang` */
} styr_i_writer;

static inline styr_i_writer styr_i_writer_of(styr_i_out *o, const styr_map *map, const char *lang) {
  return (styr_i_writer){o, map, lang, styr_i_words_or_english(lang)};
}

/* A word of the language, by its name in words_i.h; one with places; one with a form for 1 and one for other numbers. */
#define STYR_I_WORD(w, name)           ((w)->words->words[WORD_##name])
#define STYR_I_SAY(w, name, ...)       styr_i_putf((w)->o, STYR_I_FORM((w)->words, name), __VA_ARGS__)
#define STYR_I_SAY_OF(w, name, n, ...) styr_i_putf((w)->o, STYR_I_FORM_OF((w)->words, name, n), __VA_ARGS__)
/* A word with places on a line of its own: indented; as a heading; as a heading below an empty line. */
#define STYR_I_LINE(w, name, indent, ...)                                                                                                  \
  (styr_i_putf((w)->o, "%*s", indent, ""), STYR_I_SAY(w, name, __VA_ARGS__), styr_i_put((w)->o, "\n"))
#define STYR_I_HEADING(w, name, ...) (styr_i_heading((w)->o, STYR_I_FORM((w)->words, name), __VA_ARGS__), styr_i_put((w)->o, "\n"))
#define STYR_I_SECTION(w, name, ...) (styr_i_put((w)->o, "\n"), STYR_I_HEADING(w, name, __VA_ARGS__))

/* In JSON the braces of the whole answer and its `view`; in text the line about public sources at the end. */
void styr_i_answer_open(const styr_i_writer *w);
styr_status styr_i_answer_close(const styr_i_writer *w, styr_error *error);

const char *styr_i_label(const styr_i_writer *w, styr_node node);
const char *styr_i_id(const styr_i_writer *w, styr_node node); /* NULL when the node does not exist */
const char *styr_i_grade_or_null(styr_grade grade);            /* likewise for no grade */

/* ---- JSON ---- */

void styr_i_json_claims(const styr_i_writer *w, const char *key, const styr_evidence *e);
void styr_i_json_tie(const styr_i_writer *w, const char *key, styr_tie tie); /* its id */
void styr_i_json_ties(const styr_i_writer *w, const char *key, const styr_tie *ties, size_t count);
void styr_i_json_node(const styr_i_writer *w, const char *key, styr_node node); /* its id, or null */
void styr_i_json_nodes(const styr_i_writer *w, const char *key, const styr_node *nodes, size_t count);
void styr_i_json_texts(const styr_i_writer *w, const char *key, const char *const *texts, size_t count);

/* ---- text ---- */

void styr_i_text_labels(const styr_i_writer *w, const styr_node *nodes, size_t count, const char *separator);
void styr_i_text_grade(const styr_i_writer *w, styr_grade grade, const char *none); /* `none`: the words for no grade */
void styr_i_text_stance(const styr_i_writer *w, styr_stance stance);
void styr_i_text_evidence(const styr_i_writer *w, const styr_evidence *e); /* one line for each claim */
void styr_i_text_arrow(const styr_i_writer *w, styr_tie tie, bool reversed);
void styr_i_text_tie(const styr_i_writer *w, styr_tie tie); /* both ends with the arrow between them */

/* A path: each node with its level, or what kind of text it is, on a line; the arrows before them have one width. */
void styr_i_chain_node(const styr_i_writer *w, styr_node node);
size_t styr_i_chain_widest(const styr_map *map, const styr_tie *ties, size_t count);
void styr_i_chain_arrow(const styr_i_writer *w, styr_tie tie, bool reversed, size_t widest);

/* ---- paths (paths.c) ---- */

/* Writes the paths alone: as JSON the items of an array that is open. */
styr_status styr_i_paths_put(const styr_i_writer *w, styr_paths *paths, const styr_path_write *options, uint64_t *count, styr_error *error);

/* ---- measures (measures.c) ---- */

/* Opens an answer, in JSON with `seen`: the filter that was applied, and the number of nodes and ties after it. */
void styr_i_measure_open(const styr_i_writer *w, const styr_measured *seen);
void styr_i_measure_identity(const styr_i_writer *w, const styr_measured *seen, size_t place); /* of a row: id and label */

#endif

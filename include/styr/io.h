/* SPDX-License-Identifier: MIT */
/**
 * @file io.h
 * Reading and writing maps. The native format is a folder of CSV files with a `datapackage.json` (a Frictionless data
 * package); docs/format.md describes it.
 */
#ifndef STYR_IO_H
#define STYR_IO_H

#include <styr/map.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Read the package in folder @p path.
 *
 * Tables are found by file name, columns by name. Accepted: RFC 4180 with LF or CRLF, UTF-8 with or without byte order mark, UTF-16
 * with byte order mark, and `,` `;` or tab between cells. Every problem is reported with the line on which its record begins.
 * Nothing on disk is changed.
 *
 * @param allocator NULL = libc.
 * @param issues    receives every problem, including warnings; may be NULL.
 * @param[out] out  the map, only when there was no error; free with styr_map_free().
 * @return STYR_OK; STYR_ERR_DATA when at least one error was found; STYR_ERR_IO when a file cannot be read;
 *         STYR_ERR_NOMEM.
 * Complexity: O(bytes). Files are streamed, never held in memory as a whole.
 */
STYR_API styr_status styr_package_read(const char *path, const styr_allocator *allocator, styr_issues *issues, styr_map **out,
                                       styr_error *error);

/** How a package is written. Start from STYR_PACKAGE_OPTIONS_INIT; NULL means the same. */
typedef struct styr_package_options {
  uint32_t version;      /**< 1 */
  bool spreadsheet_safe; /**< put ' before cells that begin with = + - @, so that no spreadsheet runs
                              them as formulas; a map with such ids cannot be read back */
} styr_package_options;
#define STYR_PACKAGE_OPTIONS_INIT                                                                                                          \
  { 1, false }

/**
 * Write @p map as a package into folder @p path: canonical (UTF-8, LF, `,`, minimal quoting, rows by id in natural
 * order, generated tie ids written out), so that reading and writing a canonical package gives the same bytes.
 *
 * All files are first written beside their targets and synchronised, then moved into place. On failure the old files stay, and no
 * new file is left behind. A folder that contains something else than a map is refused.
 * @return STYR_OK, STYR_ERR_IO, STYR_ERR_NOMEM.
 * Complexity: O(bytes + rows log rows).
 */
STYR_API styr_status styr_package_write(const styr_map *map, const char *path, const styr_package_options *options, styr_error *error);

/**
 * Replace the content of file @p path by @p size bytes, atomically: a new file is written beside it, synchronised and renamed. A
 * reader sees the old file or the new one; on failure no new file is left behind.
 * @return STYR_OK, STYR_ERR_IO.
 */
STYR_API styr_status styr_file_replace(const char *path, const void *bytes, size_t size, styr_error *error);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/**
 * @file base.h
 * Status and error, allocator, output sink, issue list, civil dates and money. Every other header uses these.
 *
 * The library never prints, exits, aborts, sets the locale or installs handlers. A function that can fail returns a
 * styr_status and takes a caller-owned `styr_error *` last; that pointer may always be NULL. On failure every `out`
 * parameter is left as it was.
 *
 * Threads: all functions are reentrant. One object belongs to one thread at a time unless its header says otherwise.
 */
#ifndef STYR_BASE_H
#define STYR_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STYR_VERSION_MAJOR  0
#define STYR_VERSION_MINOR  1
#define STYR_VERSION_PATCH  0
#define STYR_VERSION_STRING "0.1.0"

#if defined(_WIN32) || defined(__CYGWIN__)
#define STYR_API
#else
#define STYR_API __attribute__((visibility("default")))
#endif

#if defined(__GNUC__)
#define STYR_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define STYR_PRINTF(fmt, args)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The library's version at run time, e.g. "0.1.0". Static; never NULL. */
STYR_API const char *styr_version(void);

/*
 * What holds for every function of the library, unless its comment says otherwise.
 *
 * NULL. A pointer must be given, except @p error, options, filters, allocators, and parameters that "may be NULL". If it is NULL all
 * the same, a function that returns a status gives STYR_ERR_ARG, any other function gives the value for "nothing" ("", 0, false,
 * NULL, or a handle that names nothing), and the functions that free do nothing. The same holds for an index beyond the end of a list
 * and for a value that is none of its enum. A list that is not there has the length 0.
 *
 * Options. Start from the INIT macro. NULL means the defaults, and so does a struct that is all zeros: where the default of a member is
 * not 0, a 0 in a struct of version 0 means that default. A later version than the library knows is STYR_ERR_ARG.
 *
 * Errors. A function that takes an error first makes it empty, so that afterwards it is that of this call. After a failure the outputs
 * are as they were before.
 *
 * Undefined: the use of what was freed; a pointer that is neither NULL nor valid, or a length that is not that of its array; a changed
 * map while something borrows it.
 */

/* ---- status and error ---------------------------------------------------------------------------------------- */

/** Outcome of a call: 0 is success, positive values are information, negative values are failures. */
typedef enum styr_status {
  STYR_OK = 0,
  STYR_END = 1,            /**< a cursor has no further item */
  STYR_TRUNCATED = 2,      /**< a bound was reached; the results so far are correct but incomplete */
  STYR_ERR_NOMEM = -1,     /**< the allocator returned NULL */
  STYR_ERR_IO = -2,        /**< the operating system refused a file operation */
  STYR_ERR_DATA = -3,      /**< the input has errors; the issue list says where */
  STYR_ERR_ARG = -4,       /**< the caller broke a rule of the call */
  STYR_ERR_NOT_FOUND = -5, /**< a named thing is not in the map */
  STYR_ERR_AMBIGUOUS = -6, /**< a name fits several things */
  STYR_ERR_LIMIT = -7,     /**< something is larger than the library handles */
  STYR_ERR_BACKEND = -8    /**< a program or library that Styr calls (igraph, Graphviz, cairo) failed */
} styr_status;

/** A short English name of @p status, e.g. "out of memory". Static; never NULL. */
STYR_API const char *styr_status_name(styr_status status);

/** What went wrong. Caller-owned, no heap inside; set to STYR_ERROR_INIT before the first call. */
typedef struct styr_error {
  styr_status status; /**< STYR_OK while nothing failed */
  char message[512];  /**< one English sentence without a final full stop, valid UTF-8, truncated when too long */
} styr_error;

#define STYR_ERROR_INIT                                                                                                                    \
  {                                                                                                                                        \
    STYR_OK, {                                                                                                                             \
      0                                                                                                                                    \
    }                                                                                                                                      \
  }

/** Make @p error empty again, ready for another call. NULL is allowed. */
STYR_API void styr_error_clear(styr_error *error);

/* ---- allocator ------------------------------------------------------------------------------------------------ */

/**
 * Where an object takes its memory from. `ctx` is passed through. The three functions follow malloc, realloc and
 * free; `release` accepts NULL. The struct is copied into the object; `ctx` must outlive it.
 */
typedef struct styr_allocator {
  void *ctx;
  void *(*allocate)(void *ctx, size_t size);
  void *(*reallocate)(void *ctx, void *ptr, size_t size);
  void (*release)(void *ctx, void *ptr);
} styr_allocator;

/* ---- sink ------------------------------------------------------------------------------------------------------ */

/** The meaning of a piece of text, for terminals that colour it. Names and other words of a map are always STYR_SPAN_PLAIN. */
typedef enum styr_span {
  STYR_SPAN_PLAIN,
  STYR_SPAN_HEADING,
  STYR_SPAN_ARROW,   /**< the arrow of a tie, with its type */
  STYR_SPAN_LEVEL,   /**< a level or another remark after a name */
  STYR_SPAN_GOOD,    /**< a grade: stated or observed */
  STYR_SPAN_WEAK,    /**< a grade: inferred */
  STYR_SPAN_POOR,    /**< a grade: assumed */
  STYR_SPAN_AGAINST, /**< claims that conflict or deny something */
} styr_span;

/**
 * Where text or bytes are written to. @p write takes all of `size` bytes or fails; it returns 0 on success. A sink is
 * borrowed for the length of a call.
 */
typedef struct styr_sink {
  void *ctx;
  int (*write)(void *ctx, const void *bytes, size_t size);
  /**
   * NULL, or called before text of another kind is written; the kind holds until the next call. Text answers call it, so that a
   * terminal can colour them without parsing them; data formats never do. Returns 0 on success.
   */
  int (*span)(void *ctx, styr_span kind);
} styr_sink;

/** Bytes in memory, written by a buffer sink. Free with styr_buffer_free(). */
typedef struct styr_buffer {
  char *bytes;     /**< NUL-terminated for convenience; NULL while empty */
  size_t size;     /**< without the NUL */
  size_t capacity; /**< bytes held */
  size_t limit;    /**< largest size accepted; 0 = none */
} styr_buffer;

#define STYR_BUFFER_INIT                                                                                                                   \
  { NULL, 0, 0, 0 }

/** A sink that appends to @p buffer (libc memory). Fails when memory or `limit` is exceeded. */
STYR_API styr_sink styr_buffer_sink(styr_buffer *buffer);

/** Release what @p buffer holds and make it empty. NULL is allowed. */
STYR_API void styr_buffer_free(styr_buffer *buffer);

/** Output format of an answer. Not every answer has every format: see the function that writes it. */
typedef enum styr_format { STYR_FORMAT_TEXT, STYR_FORMAT_JSON, STYR_FORMAT_JSONL, STYR_FORMAT_CSV } styr_format;

/**
 * Suggest the candidate that a person may have meant by @p word: the one with the smallest edit distance, ignoring case, if it is
 * small enough.
 * @return one of the pointers in @p candidates, or NULL. Complexity: O(count × lengths); of each word 96 characters are compared.
 */
STYR_API const char *styr_nearest(const char *word, const char *const *candidates, size_t count);

/**
 * Number of columns that a text takes on a terminal (Unicode Standard Annex 11): two for wide characters, none for combining marks
 * and soft hyphens. Ill-formed bytes count as one each. O(length).
 */
STYR_API size_t styr_columns(const char *text, size_t length);

/* ---- issues ---------------------------------------------------------------------------------------------------- */

/** Severity of an issue. A map with an error is not read; warnings do not prevent it. */
typedef enum styr_severity { STYR_WARNING, STYR_ERROR } styr_severity;

/** One problem in the data. All strings are borrowed from the list. */
typedef struct styr_issue {
  styr_severity severity;
  const char *file;    /**< file name inside the package, e.g. "ties.csv" */
  uint64_t row;        /**< line on which the record begins, header = 1; 0 = the whole file */
  const char *column;  /**< column name, or its 1-based number in digits; "0" = the whole record */
  const char *message; /**< what is wrong, in English */
} styr_issue;

/** A growing list of problems, in the order in which they were found. */
typedef struct styr_issues styr_issues;

/** Make an empty list. @param allocator NULL = libc. Free with styr_issues_free(). @return NULL when out of memory. */
STYR_API styr_issues *styr_issues_new(const styr_allocator *allocator);
/** Free @p issues and all strings borrowed from it. NULL is allowed. */
STYR_API void styr_issues_free(styr_issues *issues);
/** Number of issues kept. O(1). */
STYR_API size_t styr_issues_count(const styr_issues *issues);
/** Number of errors found, including those beyond the maximum number that is stored (100,000). O(1). */
STYR_API uint64_t styr_issues_errors(const styr_issues *issues);
/** Number of warnings found. O(1). */
STYR_API uint64_t styr_issues_warnings(const styr_issues *issues);
/** Issue number @p index, which must be below styr_issues_count(). The strings live as long as the list. O(1). */
STYR_API styr_issue styr_issues_get(const styr_issues *issues, size_t index);
/**
 * Write the list: TEXT is `file:row:column: message` a line (warnings marked), JSONL one object a line, JSON one
 * array, CSV a table.
 * @param lang language of the mark of warnings in TEXT; NULL = English. Messages are English.
 * @return STYR_OK, STYR_ERR_IO when the sink fails.
 */
STYR_API styr_status styr_issues_write(const styr_issues *issues, styr_format format, const char *lang, const styr_sink *sink,
                                       styr_error *error);
/** Likewise, but only issues of severity @p least or higher, and at most @p most of them. */
STYR_API styr_status styr_issues_write_some(const styr_issues *issues, styr_format format, const char *lang, styr_severity least,
                                            size_t most, const styr_sink *sink, styr_error *error);

/* ---- civil dates ------------------------------------------------------------------------------------------------ */

/**
 * A day of the proleptic Gregorian calendar that may be known to the month or the year only (ISO 8601-1 reduced
 * precision). `month` and `day` are 0 when they are not known; `year` 0 means no date.
 */
typedef struct styr_date {
  uint16_t year;
  uint8_t month, day;
} styr_date;

/** Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (years 0001–9999). @return true when well-formed and a real day. */
STYR_API bool styr_date_parse(const char *text, size_t length, styr_date *out);
/** Write @p date with its precision into @p out ("" for no date). Returns @p out. */
STYR_API const char *styr_date_format(styr_date date, char out[11]);
/** First day that @p date may mean, as days since 0000-03-01; an empty date gives INT32_MIN. */
STYR_API int32_t styr_date_first_day(styr_date date);
/** Last day that @p date may mean, likewise; an empty date gives INT32_MAX. */
STYR_API int32_t styr_date_last_day(styr_date date);

/* ---- money ------------------------------------------------------------------------------------------------------ */

/** An amount in minor units (øre, cents) of an ISO 4217 currency. `currency` is "" where there is no amount. */
typedef struct styr_money {
  int64_t minor;
  char currency[4];
} styr_money;

/** Number of decimals of an ISO 4217 code in use since 2015 (DKK 2, JPY 0, KWD 3), or -1 when @p currency is not one. */
STYR_API int styr_currency_decimals(const char *currency);
/** Write @p money in major units with all its decimals, `.` as decimal sign in any locale. Returns @p out. */
STYR_API const char *styr_money_format(styr_money money, char out[32]);

/* ---- languages -------------------------------------------------------------------------------------------------- */

/** A language in which the library has words: of figures and pages, and labels of the built-in terms. Static strings. */
typedef struct styr_language {
  const char *tag;  /**< BCP 47, e.g. "da" */
  const char *name; /**< in the language itself, e.g. "dansk" */
} styr_language;

/** Number of languages. O(1). */
STYR_API size_t styr_language_count(void);
/** Language number @p index, below styr_language_count(). O(1). */
STYR_API styr_language styr_language_get(size_t index);
/** Whether the library has words in a language. Only the primary subtag counts ("da-DK" is Danish), in any letter case. NULL: no. */
STYR_API bool styr_language_known(const char *lang);

#ifdef __cplusplus
}
#endif
#endif

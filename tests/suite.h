/* SPDX-License-Identifier: MIT */
/* What every Check suite needs: one tcase, a main that runs it, and small helpers. */
#ifndef STYR_TESTS_SUITE_H
#define STYR_TESTS_SUITE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <styr/styr.h>

#ifndef STYR_SOURCE_DIR
#define STYR_SOURCE_DIR "."
#endif
#define DATA(path)  STYR_SOURCE_DIR "/data/" path
#define CASES(path) STYR_SOURCE_DIR "/tests/cases/" path

/* Define the suite's main: SUITE("name", tcase_add_test(t, a); tcase_add_test(t, b);) */
#define SUITE(name, ...)                                                                                                                   \
  int main(void) {                                                                                                                         \
    Suite *s = suite_create(name);                                                                                                         \
    TCase *t = tcase_create(name);                                                                                                         \
    tcase_set_timeout(t, 120);                                                                                                             \
    __VA_ARGS__                                                                                                                            \
    suite_add_tcase(s, t);                                                                                                                 \
    SRunner *runner = srunner_create(s);                                                                                                   \
    srunner_run_all(runner, CK_NORMAL);                                                                                                    \
    const int failed = srunner_ntests_failed(runner);                                                                                      \
    srunner_free(runner);                                                                                                                  \
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;                                                                                           \
  }

#define ck_ok(call, error) ck_assert_msg((call) == STYR_OK, "%s", (error).message)

#endif

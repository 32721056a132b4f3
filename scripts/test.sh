#!/bin/sh
# SPDX-License-Identifier: MIT
# The whole suite, from a bare system: installs what is missing, builds with warnings as errors and with sanitizers, and
# runs every test in both builds. `scripts/test.sh quick` leaves the sanitizers out.
set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh
# shellcheck disable=SC2086
install_missing $to_build $to_test
mkdir -p build
failed=0
if [ "${1:-}" != quick ]; then
  build build/asan -DCMAKE_BUILD_TYPE=Debug -DSTYR_WARNINGS_AS_ERRORS=ON -DSTYR_SANITIZE=address,undefined
  say "tests with AddressSanitizer and UndefinedBehaviorSanitizer"
  ctest --test-dir build/asan --output-on-failure -j "$(jobs_to_run)" || failed=1
fi
build build/test -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSTYR_WARNINGS_AS_ERRORS=ON
say "tests"
ctest --test-dir build/test --output-on-failure -j "$(jobs_to_run)" || failed=1
say "NOT TESTED HERE: the page in a browser. sh scripts/test-page.sh does that."
if [ $failed -ne 0 ]; then
  echo "Some tests failed: see above." >&2
  exit 1
fi

#!/bin/sh
# SPDX-License-Identifier: MIT
# Line and branch coverage of lib/ by the whole suite, in one command. Needs gcovr besides what scripts/test.sh needs.
set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh
# shellcheck disable=SC2086
install_missing $to_build $to_test gcovr:gcovr
rm -rf build/coverage # objects of sources that were renamed would be counted
mkdir -p build
build build/coverage -DCMAKE_BUILD_TYPE=Debug -DSTYR_COVERAGE=ON
ctest --test-dir build/coverage -j "$(jobs_to_run)" >build/coverage.log 2>&1 || { tail -n 20 build/coverage.log >&2; }
gcovr -r . --filter 'lib/' --object-directory build/coverage --exclude-throw-branches --print-summary "$@"

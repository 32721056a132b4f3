#!/bin/sh
# SPDX-License-Identifier: MIT
# The page of `styr page` in a browser, from a bare system: installs what is missing (Chromium, Node and, with npm from the
# committed lock file, Playwright and axe-core), builds, and runs tests/page/check_page.mjs. `scripts/test-page.sh FOLDER` keeps
# pictures of the pages there. CHROMIUM names another browser program. Exit status 77: what it
# needs could not be installed.
set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh
to_browse='node:nodejs npm:npm'
[ -n "${CHROMIUM:-}" ] || to_browse="$to_browse chromium:chromium"
# shellcheck disable=SC2086
install_missing $to_build $to_browse || exit 77
mkdir -p build
build build/page -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSTYR_WITH_TESTS=OFF -DSTYR_WITH_IGRAPH=OFF
say "installing the test's own packages"
(cd tests/page && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || exit 77
say "the page in a browser"
if [ $# -gt 0 ]; then mkdir -p "$1"; fi
CHROMIUM=${CHROMIUM:-$(command -v chromium)} node tests/page/check_page.mjs "$PWD/build/page/styr" "$PWD" "$@"

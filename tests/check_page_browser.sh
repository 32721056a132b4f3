#!/bin/sh
# SPDX-License-Identifier: MIT
# Stands in the suite for the tests of the page in a browser, which need Chromium and npm. With STYR_BROWSER_TESTS=1, and
# where scripts/test-page.sh has installed what they need, they run here too.
# usage: check_page_browser.sh STYR SOURCE-DIR
set -u
if [ "${STYR_BROWSER_TESTS:-}" != 1 ]; then
  echo "SKIP: *** THE PAGE IS NOT TESTED IN A BROWSER HERE *** run sh scripts/test-page.sh, or set STYR_BROWSER_TESTS=1"
  exit 77
fi
if [ ! -d "$2/tests/page/node_modules" ]; then
  echo "STYR_BROWSER_TESTS is set and tests/page/node_modules is missing: run sh scripts/test-page.sh once"
  exit 1
fi
exec node "$2/tests/page/check_page.mjs" "$1" "$2"

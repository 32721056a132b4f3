#!/bin/sh
# SPDX-License-Identifier: MIT
# Sources are formatted as .clang-format says.
# usage: check_style.sh SOURCE-DIR
set -u
cd "$1" || exit 1
if ! command -v clang-format >/dev/null 2>&1; then
  echo "SKIP: clang-format is not installed"
  exit 77
fi
case $(clang-format --version) in
  *"version 14."*) ;;
  *) echo "SKIP: formatting is checked with clang-format 14; other versions differ in small things"; exit 77 ;;
esac
find include lib tools examples tests -name cases -prune -o \( -name '*.c' -o -name '*.h' \) -print | sort >"${TMPDIR:-/tmp}/styr-style.$$"
xargs clang-format --dry-run --Werror <"${TMPDIR:-/tmp}/styr-style.$$"
status=$?
echo "$(wc -l <"${TMPDIR:-/tmp}/styr-style.$$") files looked at"
rm -f "${TMPDIR:-/tmp}/styr-style.$$"
exit $status

#!/bin/sh
# SPDX-License-Identifier: MIT
# No verb of the tool leaks or touches memory it should not; neither do the helpers, Graphviz's own leaks aside.
# usage: check_valgrind.sh BUILD-DIR SOURCE-DIR
set -u
build=$1 source=$2
if ! command -v valgrind >/dev/null 2>&1; then
  echo "SKIP: valgrind is not installed"
  exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0 runs=0
map=$source/data/trafficking-dk
kinds=all
under() { # under EXPECTED-STATUS COMMAND…
  expected=$1
  shift
  runs=$((runs + 1))
  valgrind -q --leak-check=full --num-callers=40 --show-leak-kinds="$kinds" --errors-for-leak-kinds="$kinds" --error-exitcode=99 --suppressions="$source/tests/graphviz.supp" \
    --log-file="$scratch/log" "$@" >"$scratch/out" 2>"$scratch/err"
  status=$?
  if [ $status -ne "$expected" ]; then
    echo "status $status instead of $expected: $*"
    head -n 40 "$scratch/log" "$scratch/err"
    failed=$((failed + 1))
  fi
}
under 0 "$build/styr" new "$scratch/new"
under 0 "$build/styr" check "$map"
under 0 "$build/styr" info "$map" --format json
under 0 "$build/styr" outside "$map" --format json
under 0 "$build/styr" outside "$map" --min-grade stated --as-of 2020
under 0 "$build/styr" convert "$map" "$scratch/out1"
under 0 "$build/styr" convert "$map" "$scratch/out1"
under 2 "$build/styr" outsid "$map"
under 1 "$build/styr" outside "$map" --plan nothing
for case in many-across-four-files quote-never-closed-at-end-of-file utf16le-odd-bytes json-duplicate-key unknown-every-row; do
  under 1 "$build/styr" check "$source/tests/cases/package/bad/$case"
done
under 0 "$build/styr" figure "$map" -o "$scratch/map.svg"
if [ -x "$build/styr-figure" ]; then
  for ending in pdf png gv; do under 0 "$build/styr" figure "$map" -o "$scratch/map.$ending"; done
  under 2 "$build/styr" figure "$map" -o "$scratch/map.bmp"
  under 0 "$build/styr" figure "$map" --layout ruling --from cmm --along up+ -o "$scratch/map.txt"
  under 0 "$build/styr" figure "$map" --layout case --overlay standing -o "$scratch/case.json"
  under 0 "$build/styr" figure "$map" --layout money --format text
  under 0 "$build/styr" page "$map" -o "$scratch/map.html"
  "$build/styr" figure "$map" -o "$scratch/map.json" || failed=$((failed + 1))
  kinds=definite,indirect,possible # what the font libraries keep reachable is theirs to keep
  for picture in dot pdf png; do under 0 "$build/styr-figure" $picture 150 <"$scratch/map.json"; done
  echo '{}' >"$scratch/empty.json"
  under 1 "$build/styr-figure" dot 150 <"$scratch/empty.json"
fi
echo "$runs runs under valgrind, $failed with problems"
[ $failed -eq 0 ]

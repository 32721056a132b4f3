#!/bin/sh
# SPDX-License-Identifier: MIT
# What each further tie costs: reading, freezing and one question (Q2, the last nodes of (funds|mandates)+ from the node
# with most such ties among the first million), on graphs of 1e4 to 1e7 ties with a tenth as many nodes. See README.md beside this file.
#
# usage: sh bench/growth.sh [-b BUILD] [TIES …]      default: 10000 100000 1000000 10000000; 100000000 can be added
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tree=$(dirname -- "$here")
build=
[ "${1-}" = -b ] && { build=$2; shift 2; }
case "${1-}" in -*) sed -n 's/^# //p' "$0" | sed 1d; exit 2 ;; esac
sizes=${*:-10000 100000 1000000 10000000}
rounds=${STYR_BENCH_ROUNDS:-3}
limit=${STYR_BENCH_LIMIT:-400}
say() { echo "growth.sh: $*" >&2; }

[ -n "$build" ] || build=$(mktemp -d "${TMPDIR:-/tmp}/styr-bench-XXXXXX") || exit 3
say "building in $build"
{ cmake -S "$tree" -B "$build" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSTYR_WITH_BENCH=ON -DSTYR_WITH_TESTS=OFF -DSTYR_WITH_GRAPHVIZ=OFF \
  -DSTYR_WITH_IGRAPH=OFF && cmake --build "$build" --parallel 2 --target styr_bench; } >"$build.log" 2>&1 || {
  tail -20 "$build.log" >&2
  say "the build failed: $build.log"
  exit 3
}
data=${STYR_BENCH_DATA:-$build/bench-data}
out=$build/bench-growth
mkdir -p "$data" && rm -rf "$out" && mkdir -p "$out" || exit 3

gen=
if [ -n "${STYR_PEERS:-}" ] && ${CC:-cc} -O3 -march=native -w -o "$out/gen" "$STYR_PEERS/gen/gen.c" -lm 2>/dev/null; then gen=$out/gen
else say "no generator (STYR_PEERS/gen/gen.c): PLAIN RANDOM GRAPHS stand in for institution-like ones"; fi

for ties in $sizes; do
  case $ties in
  100000) g=M ;; 10000000) g=L ;; 100000000) g=XL ;; # as run.sh names them
  *) g=growth-$ties ;;
  esac
  [ -n "$gen" ] || [ -f "$data/$g/ties.csv" ] || g=random-$ties
  mkdir -p "$data/$g" || exit 3
  if [ ! -f "$data/$g/ties.csv" ]; then
    say "making $ties ties"
    if [ -n "$gen" ]; then "$gen" $((ties / 10)) "$ties" "$data/$g" >/dev/null
    else awk -v nodes=$((ties / 10)) -v ties="$ties" -v folder="$data/$g" -f "$here/random.awk"; fi || exit 3
  fi
  awk -F, 'NR > 1000000 { exit } $2 == "funds" || $2 == "mandates" { if (++n[$1] > most) { most = n[$1]; which = $1 } }
    END { print "T2=funds|mandates\nX2=" which }' "$data/$g/ties.csv" >"$out/queries.env"
  # Small graphs are over in no time: more rounds.
  r=1
  last=$rounds
  [ "$ties" -gt 1000000 ] || last=$((rounds * 3))
  while [ $r -le "$last" ]; do
    timeout "$limit" "$build/bench/styr_bench" "$data/$g" "$out/queries.env" >"$out/$ties.$r.jsonl" || {
      say "LEFT OUT: $ties ties, status $?"
      rm -f "$out/$ties.$r.jsonl"
    }
    r=$((r + 1))
  done
done

echo "CPU time, one thread, medians; nanoseconds and bytes a tie, those of the empty program left out."
echo
echo "| ties | read ns | freeze ns | both ns | Q2 ms | Q2 ns an answer | resident bytes | peak bytes |"
echo "|---|---|---|---|---|---|---|---|"
for ties in $sizes; do
  set -- "$out/$ties".*.jsonl
  [ -f "$1" ] || continue
  cat "$@" | awk -v ties="$ties" '
    function field(key,    text) {
      if (!match($0, "\"" key "\":(\"[^\"]*\"|[^,}]*)")) return ""
      text = substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3)
      gsub(/"/, "", text)
      return text
    }
    function put(key, x,    i) {
      for (i = n[key]++; i > 0 && list[key, i] > x; i--) list[key, i + 1] = list[key, i]
      list[key, i + 1] = x
    }
    function median(key) { return list[key, int((n[key] + 1) / 2)] }
    field("q") == "Q1" {
      put("read", field("read_ms") + 0); put("freeze", field("freeze_ms") + 0); put("both", field("cpu_ms") + 0)
      put("rss", field("bytes_a_tie") + 0); put("peak", field("peak_a_tie") + 0)
      ties_read = field("ans"); sub(/.*\//, "", ties_read)
    }
    field("q") == "Q2f" { put("q2", field("cpu_ms") + 0); answers = field("ans") }
    END {
      if (ties_read != ties) print "growth.sh: " ties " ties were asked for, the graph has " ties_read >"/dev/stderr"
      t = ties_read / 1e6
      printf "| %s | %.1f | %.1f | %.1f | %.3g | %.1f | %.1f | %.1f |\n", ties_read, median("read") / t, median("freeze") / t, median("both") / t,
        median("q2"), answers ? median("q2") * 1e6 / answers : 0, median("rss"), median("peak")
    }'
done

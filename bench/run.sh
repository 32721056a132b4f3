#!/bin/sh
# SPDX-License-Identifier: MIT
# One command: build Styr and what it is compared with, make the data, run everything round after round, print the tables.
# See README.md beside this file for the settings.
#
# usage: sh bench/run.sh [-b BUILD] [S|M|L …]      default: S M
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tree=$(dirname -- "$here")
build=
[ "${1-}" = -b ] && { build=$2; shift 2; }
case "${1-}" in -*) sed -n 's/^# //p' "$0" | sed 1d; exit 2 ;; esac
graphs=${*:-S M}
for g in $graphs; do case $g in S|M|L) ;; *) echo "run.sh: no graph $g: S, M or L" >&2; exit 2 ;; esac; done
rounds=${STYR_BENCH_ROUNDS:-3}
limit=${STYR_BENCH_LIMIT:-400}
peers_dir=${STYR_PEERS:-}
left_out=
failed=0

say() { echo "run.sh: $*" >&2; }
leave_out() {
  say "LEFT OUT: $*"
  left_out="$left_out
- $*"
}

# ---- build ----
[ -n "$build" ] || build=$(mktemp -d "${TMPDIR:-/tmp}/styr-bench-XXXXXX") || exit 3
say "building in $build"
with_igraph=OFF
pkg-config --exists 'igraph >= 0.10.2' 2>/dev/null && with_igraph=ON
{ cmake -S "$tree" -B "$build" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSTYR_WITH_BENCH=ON -DSTYR_WITH_TESTS=OFF -DSTYR_WITH_GRAPHVIZ=OFF \
  -DSTYR_WITH_IGRAPH=$with_igraph && cmake --build "$build" --parallel 2 --target styr_bench paths_bench audit_bench &&
  { [ $with_igraph = OFF ] || cmake --build "$build" --target measure_bench; }; } >"$build.log" 2>&1 || {
  tail -20 "$build.log" >&2
  say "the build failed: $build.log"
  exit 3
}
[ $with_igraph = ON ] || leave_out "Q7 of Styr: igraph is not installed, which its igraph component needs"
data=${STYR_BENCH_DATA:-$build/bench-data}
out=$build/bench-results
tools=$build/bench-tools
mkdir -p "$data" "$tools" && rm -rf "$out" && mkdir -p "$out" || exit 3
export TMPDIR="${TMPDIR:-$build}" BUDGET="${BUDGET:-1}" # BUDGET: seconds a question that the peers in Python and JavaScript take

# NAME SOURCE [FLAGS]: compiles a program of the others; false when it cannot.
compile() {
  name=$1 source=$2
  shift 2
  [ -f "$peers_dir/$source" ] || return 1
  # shellcheck disable=SC2086
  ${CC:-cc} -O3 -march=native -w -o "$tools/$name" "$peers_dir/$source" "$@" -lm 2>"$tools/$name.log" && return 0
  say "$source does not compile: $tools/$name.log"
  return 1
}

base='' gen='' ref=''
if [ -z "$peers_dir" ] || [ ! -d "$peers_dir" ]; then
  peers_dir=
  leave_out "the hand-written limit, the path floors and every peer: STYR_PEERS names no folder. Styr runs alone"
else
  peers_dir=$(CDPATH='' cd -- "$peers_dir" && pwd)
  if compile gen gen/gen.c; then gen=1; else leave_out "institution-like graphs: no generator (gen/gen.c)"; fi
  if compile base base/base.c; then base=base; else leave_out "the hand-written limit (base/base.c)"; fi
  if compile pgen pathfinder/gen.c && compile ref pathfinder/ref.c && compile opt pathfinder/opt.c; then ref=1
  else leave_out "the path floors (pathfinder/*.c)"; fi
fi

# ---- which peers are here ----
python=${STYR_BENCH_PYTHON:-python3}
command -v /usr/bin/python3 >/dev/null && [ -z "${STYR_BENCH_PYTHON-}" ] && python=/usr/bin/python3
wanted=${STYR_BENCH_PEERS:-igraph-c python-igraph networkx graph-tool graphology kuzu duckdb oxigraph}
here_are=
has_module() { "$python" -c "import $1" >/dev/null 2>&1; }
has_node() { command -v node >/dev/null && (cd "$peers_dir/node" && node -e "require.resolve('$1')") >/dev/null 2>&1; }
for peer in $wanted; do
  [ -n "$peers_dir" ] && [ "$peer" != none ] || continue
  case $peer in
  igraph-c) # shellcheck disable=SC2046
    pkg-config --exists igraph 2>/dev/null && compile igraph-c igraph_c/ig.c $(pkg-config --cflags --libs igraph) ;;
  python-igraph) has_module igraph ;;
  networkx) has_module networkx ;;
  graph-tool) has_module graph_tool ;;
  graphology | kuzu | oxigraph | duckdb) has_node "$peer" || { [ "$peer" = duckdb ] && has_node @duckdb/node-api; } ;;
  *) false ;;
  esac
  if [ $? -eq 0 ]; then here_are="$here_are $peer"; else leave_out "$peer: not installed, or it does not compile"; fi
done

# PEER FOLDER
run_peer() {
  case $1 in
  base) timeout "$limit" "$tools/base" bench "$2" ;;
  styr)
    timeout "$limit" "$build/bench/styr_bench" "$2" || return
    [ $with_igraph = OFF ] || timeout "$limit" "$build/bench/measure_bench" "$2"
    ;;
  igraph-c) timeout "$limit" "$tools/igraph-c" "$2" ;;
  python-igraph) timeout "$limit" "$python" "$peers_dir/py/pig_peer.py" "$2" ;;
  networkx) timeout "$limit" "$python" "$peers_dir/py/nx_peer.py" "$2" ;;
  graph-tool) timeout "$limit" "$python" "$peers_dir/py/gt_peer.py" "$2" ;;
  graphology) timeout "$limit" node --max-old-space-size=8000 "$peers_dir/node/graphology_peer.js" "$2" ;;
  kuzu) timeout "$limit" node "$peers_dir/node/kuzu_peer.js" "$2" kuzu ;;
  duckdb) timeout "$limit" node "$peers_dir/node/duckdb_peer.js" "$2" ;;
  oxigraph) timeout "$limit" node "$peers_dir/node/oxi_peer.js" "$2" ;;
  esac
}

# PEER GRAPH ROUND: one run of one program, into the results.
measure() {
  run_peer "$1" "$data/$2" >"$out/$1.$2.$3.jsonl" 2>"$out/$1.$2.$3.err"
  status=$?
  case $status in
  0) ;;
  124) leave_out "$1 on $2: not finished within $limit s; what it printed until then is in the table" ;;
  *)
    leave_out "$1 on $2: ended with status $status: $(head -c 200 "$out/$1.$2.$3.err" | head -1)"
    [ "$1" != styr ] || failed=1
    ;;
  esac
}

# ---- data ----
types='funds|mandates meets part_of|reports_to mandates|governs funds|mandates|coordinates|reports_to coordinates|mandates|reports_to|refers coordinates|mandates|funds|part_of'

make_graph() {
  g=$1
  case $g in S) nodes=50 ties=120 ;; M) nodes=10000 ties=100000 ;; L) nodes=1000000 ties=10000000 ;; esac
  # What stands in for a graph has a name of its own, so that nobody takes it for the graph later.
  if [ -z "$gen" ] && [ ! -f "$data/$g/ties.csv" ]; then
    leave_out "the institution-like $g: a plain random graph stands in for it"
    g=random-$g
  fi
  made="$made $g"
  mkdir -p "$data/$g" || exit 3
  if [ ! -f "$data/$g/ties.csv" ]; then
    say "making $g: $nodes nodes, $ties ties"
    if [ -n "$gen" ]; then "$tools/gen" "$nodes" "$ties" "$data/$g" >/dev/null
    else awk -v nodes="$nodes" -v ties="$ties" -v folder="$data/$g" -f "$here/random.awk"; fi || exit 3
  fi
  [ -f "$data/$g/types.txt" ] || # one of the other programs reads it
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "type") t = i; next } !met[$t]++ { print $t }' "$data/$g/ties.csv" >"$data/$g/types.txt"
  [ ! -f "$data/$g/queries.env" ] || return 0
  if [ -n "$base" ]; then # shellcheck disable=SC2086
    "$tools/base" pick "$data/$g" $types >"$data/$g/queries.env" || exit 3
  else
    leave_out "chosen questions on $g: they start from the node that most ties leave, and end at the one that most enter"
    awk -F, 'NR == 1 { next } ++out[$1] > most_out { most_out = out[$1]; x = $1 } ++in_[$3] > most_in { most_in = in_[$3]; y = $3 }
      END { print "X2=" x "\nX3=" x "\nX4=" x "\nX5=" x "\nP=" x "\nZ2=" y "\nY4=" y "\nY5=" y }' "$data/$g/ties.csv" >"$data/$g/queries.env"
    i=0
    for text in $types; do
      i=$((i + 1))
      echo "$(echo T2 T3a T3b T3c T4 T5 T6 | cut -d' ' -f$i)=$text"
    done >>"$data/$g/queries.env"
  fi
}

# ---- the questions: floor and Styr in turn, then each peer once ----
questions='Q1 Q2f Q2r Q3 Q4s Q4a Q5 Q6 Q7 Q7_warm Q2f_text Q2r_text Q3_text Q4s_text Q4a_text Q5_text Q6_text'
made=
for g in $graphs; do make_graph "$g"; done
for g in $made; do
  r=1
  while [ $r -le "$rounds" ]; do
    say "$g, round $r of $rounds"
    [ -z "$base" ] || measure base "$g" $r
    measure styr "$g" $r
    r=$((r + 1))
  done
  for peer in $here_are; do
    say "$g, $peer"
    measure "$peer" "$g" 1
  done
done

# ---- the paths ----
# GRAPH COMMAND …: floors and Styr in turn, one command line for both.
measure_paths() {
  g=$1 sources=$2
  shift 2
  r=1
  while [ $r -le "$rounds" ]; do
    say "paths of $g, round $r of $rounds"
    if [ -n "$ref" ]; then
      timeout "$limit" "$tools/ref" "$data/$g.tsv" "$@" 2>/dev/null | awk -v graph="$g.tsv" -v who=ref -f "$here/floor.awk" >"$out/ref.$g.$r.jsonl"
      [ -z "$sources" ] || timeout "$limit" "$tools/opt" "$data/$g.tsv" "$(head -1 "$sources")" "$sources" 2>/dev/null |
        awk -v graph="$g.tsv" -v who=opt -f "$here/floor.awk" >"$out/opt.$g.$r.jsonl"
    fi
    timeout "$limit" "$build/bench/paths_bench" "$data/$g.tsv" "$@" >"$out/styr.$g.$r.jsonl" 2>"$out/styr.$g.$r.err" || {
      leave_out "paths of $g by styr: $(head -1 "$out/styr.$g.$r.err")"
      failed=1
    }
    r=$((r + 1))
  done
}

paths=
for size in 1000000 10000000; do
  case " $graphs " in *' L '*) ;; *) [ $size -lt 10000000 ] || continue ;; esac
  g=paths-$size
  if [ ! -s "$data/$g.tsv" ]; then
    [ -n "$ref" ] || { leave_out "paths in a graph of $size ties: no generator"; continue; }
    say "making $g"
    "$tools/pgen" inst $((size / 10)) $size >"$data/$g.tsv" 2>/dev/null || exit 3
  fi
  awk '$2 == "a" { print $1; if (++n == 9) exit }' "$data/$g.tsv" >"$data/$g.sources"
  s=$(head -1 "$data/$g.sources")
  measure_paths $g "$data/$g.sources" P1 any "$data/$g.sources" all "$s" -1 100000 trail "$s" -1 100000 simple "$s" -1 100000 \
    acyclic "$s" -1 100000
  paths="$paths $g"
done
for n in 40 100 1000; do
  g=diamonds-$n
  awk -v n=$n 'BEGIN { for (b = 0; b < 3 * n; b += 3) { print b "\ta\t" b + 1; print b "\ta\t" b + 2; print b + 1 "\ta\t" b + 3; print b + 2 "\ta\t" b + 3 } }' \
    >"$data/$g.tsv"
  measure_paths $g '' P2 all 0 $((3 * n)) 100000 trail 0 $((3 * n)) 100000 simple 0 $((3 * n)) 100000 acyclic 0 $((3 * n)) 100000
  paths="$paths $g"
done

# ---- tables ----
echo "CPU milliseconds, one thread, medians of $rounds rounds; peers once. $(date +%F), $(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null)"
for g in $made; do
  echo
  awk -v graph="$g" -v against="$base" -v peers="$here_are" -v queries="$questions" -f "$here/table.awk" "$out"/*".$g."*.jsonl || failed=1
done
for g in $paths; do
  echo
  awk -v graph="$g.tsv" -v against="${ref:+ref opt}" -v queries="any all trail simple acyclic" -v memory=1 -f "$here/table.awk" \
    "$out"/*".$g."*.jsonl || failed=1
done
echo
for g in $made; do
  settings=$data/$g/queries.env
  [ -s "$settings" ] || continue
  printf '%s, plan audit beside Q6: ' "$g"
  "$build/bench/audit_bench" "$data/$g" "$(sed -n 's/^P=//p' "$settings")" "$(sed -n 's/^T6=//p' "$settings")" || failed=1
done
[ -z "$left_out" ] || printf '\nLeft out:%s\n' "$left_out"
exit $failed

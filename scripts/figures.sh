#!/bin/sh
# SPDX-License-Identifier: MIT
# Draws the figures of the documentation anew: sh scripts/figures.sh [STYR] [FOLDER], or the build's target `figures`. A test
# compares what it draws with what is kept in docs/figures, byte for byte. Needs python3, which makes the generated field.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
styr=${1:-$top/build/demo/styr} out=${2:-$top/docs/figures}
field=$(mktemp -d)
trap 'rm -rf "$field"' EXIT
python3 "$top/tests/field/make_field.py" "$field/field-300" --actors 300 --seed 1 > /dev/null
rm "$field/field-300/figure.csv" # the whole field, not the thirty boxes that are chosen there
draw() { # MAP FILE OPTION...
  map=$1 file=$2
  shift 2
  "$styr" figure "$map" -o "$out/$file" "$@" 2> "$field/said" || { cat "$field/said" >&2; exit 1; }
}
article=$top/data/trafficking-dk brazil=$top/data/brazil-federal generated=$field/field-300
draw "$article" trafficking-dk.svg
draw "$article" standing.svg --overlay standing --lang en
draw "$article" changes.svg --overlay changes --at 2016 --at 2020 --lang en
draw "$article" case.svg --layout case --lang en
draw "$article" ruling.svg --layout ruling --from politikredse --lang en
draw "$article" texts.svg --layout texts --lang en
draw "$article" money.svg --layout money --lang en
draw "$article" print-spread.svg --style print --paper a4 --spread --lang en
draw "$article" contrast.svg --style contrast --lang en
draw "$brazil" brazil-federal.svg
draw "$brazil" brazil-federal-collapsed.svg --collapse 100 --lang en
draw "$generated" field-300.svg
draw "$generated" field-300-collapsed.svg --collapse 150
draw "$generated" field-300-ruling.svg --layout ruling --from office-18
draw "$generated" field-300-texts.svg --layout texts
draw "$generated" field-300-money.svg --layout money
draw "$generated" field-300-case.svg --layout case --case case-1

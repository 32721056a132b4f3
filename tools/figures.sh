#!/bin/sh
# SPDX-License-Identifier: MIT
# Draws the figures of the documentation anew: sh tools/figures.sh [STYR] [FOLDER]. A test compares what it draws with what
# is kept in docs/figures, byte for byte.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
styr=${1:-$top/build/demo/styr} out=${2:-$top/docs/figures}
draw() { # MAP FILE OPTION...
  map=$1 file=$2
  shift 2
  "$styr" figure "$top/data/$map" -o "$out/$file" "$@"
}
draw trafficking-dk trafficking-dk.svg
draw trafficking-dk standing.svg --overlay standing --lang en
draw trafficking-dk ruling.svg --layout ruling --from politikredse --lang en
draw trafficking-dk texts.svg --layout texts --lang en
draw trafficking-dk money.svg --layout money --lang en
draw brazil-federal brazil-federal.svg

#!/bin/sh
# SPDX-License-Identifier: MIT
# From nothing to the first answer and the first figure: installs what is missing, builds, asks who sits outside the
# action plan, draws the map. Run it again at will.
set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh
# shellcheck disable=SC2086
install_missing $to_build
mkdir -p build
build build/demo -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSTYR_WITH_IGRAPH=OFF -DSTYR_WITH_TESTS=OFF
say "styr outside data/trafficking-dk"
build/demo/styr outside data/trafficking-dk
say "styr figure data/trafficking-dk -o build/map.svg"
for ending in svg pdf png gv; do build/demo/styr figure data/trafficking-dk -o "build/map.$ending"; done
cat <<EOT

The figure lies in $(pwd)/build/map.svg (also map.pdf, map.png, and map.gv for Graphviz).
The tool is $(pwd)/build/demo/styr; try:
  build/demo/styr new my-map
  build/demo/styr check my-map
EOT

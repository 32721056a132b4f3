#!/bin/sh
# SPDX-License-Identifier: MIT
# The long run of what the suite has a part of: that nothing published depends on what is not public (about 260,000
# comparisons), that standings agree everywhere (500 maps), and that a reader who looks for secrets in what is published of 50
# maps finds none. sh scripts/test-public.sh [STYR]
set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh
if [ $# -eq 0 ]; then
  # shellcheck disable=SC2086
  install_missing $to_build python3:python3 pdftotext:poppler-utils
  mkdir -p build
  build build/test -DCMAKE_BUILD_TYPE=RelWithDebInfo
fi
styr=${1:-build/test/styr}
python3 -B tests/check_public.py "$styr" --long
python3 -B tests/check_standings.py "$styr" 500
python3 -B tests/attack_public.py "$styr" --maps 50

#!/bin/sh
# SPDX-License-Identifier: MIT
# Every public header compiles alone, as C11 and as C++, under strict warnings.
# usage: check_headers.sh SOURCE-DIR [header to leave out]…
set -u
include=$1/include
shift
failed=0 count=0
for header in "$include"/styr/*.h; do
  name=$(basename "$header")
  skip=
  for left_out in "$@"; do [ "$left_out" = "$name" ] && skip=1; done
  if [ -n "$skip" ]; then
    echo "SKIP $name: its component is not built"
    continue
  fi
  flags=
  [ "$name" = igraph.h ] && flags=$(pkg-config --cflags-only-I igraph | sed 's/-I/-isystem /g')
  count=$((count + 1))
  # shellcheck disable=SC2086
  printf '#include <styr/%s>\n#include <styr/%s>\nint styr_header_is_complete;\n' "$name" "$name" |
    ${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Werror -I"$include" $flags -x c -fsyntax-only - || failed=$((failed + 1))
  # shellcheck disable=SC2086
  printf '#include <styr/%s>\n#include <styr/%s>\nint styr_header_is_complete;\n' "$name" "$name" |
    ${CXX:-c++} -std=c++11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -I"$include" $flags -x c++ -fsyntax-only - || failed=$((failed + 1))
done
echo "$count headers, $failed failures"
[ "$failed" = 0 ] && [ "$count" -ge 8 ]

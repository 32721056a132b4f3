#!/bin/sh
# SPDX-License-Identifier: MIT
# What is installed can be used: by find_package() with each component, by pkg-config, and as a tool from its prefix.
# usage: check_install.sh BUILD-DIR SOURCE-DIR COMPONENT…   (core, graphviz, igraph)
set -eu
build=$1 source=$2
shift 2
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
DESTDIR= cmake --install "$build" --prefix "$prefix/usr" >"$prefix/log" 2>&1 || { cat "$prefix/log"; exit 1; }
extra=$(sed -n 's/^STYR_SANITIZE:[A-Z]*=\(..*\)$/-fsanitize=\1/p' "$build/CMakeCache.txt")
for component in "$@"; do
  cmake -S "$source/tests/consumer" -B "$prefix/$component" -DCOMPONENT="$component" -DCMAKE_PREFIX_PATH="$prefix/usr" \
    -DCMAKE_C_FLAGS="$extra" >"$prefix/log" 2>&1 && cmake --build "$prefix/$component" >>"$prefix/log" 2>&1 || { cat "$prefix/log"; exit 1; }
  ASAN_OPTIONS=detect_leaks=0 "$prefix/$component/consumer"
  echo "find_package(styr) with $component: works"
done
pc=$(find "$prefix/usr" -name styr.pc -exec dirname {} \;)
# shellcheck disable=SC2046,SC2086
cc -std=c11 $extra "$source/tests/consumer/core.c" -o "$prefix/by-pc" $(PKG_CONFIG_PATH=$pc pkg-config --define-variable=prefix="$prefix/usr" --define-variable=libdir="$(dirname "$pc")" --define-variable=includedir="$prefix/usr/include" --cflags --libs styr)
LD_LIBRARY_PATH=$(dirname "$pc") "$prefix/by-pc"
echo "pkg-config styr: works"
"$prefix/usr/bin/styr" --version
case " $* " in *" graphviz "*)
  "$prefix/usr/bin/styr" figure "$prefix/usr/share/styr/data/trafficking-dk" -o "$prefix/map.svg"
  grep -q '</svg>' "$prefix/map.svg"
  echo "the installed tool finds its helper and draws" ;;
esac

# SPDX-License-Identifier: MIT
# Sourced by demo.sh, test.sh and coverage.sh: installs what is missing and builds. POSIX sh; safe to run again.

say() { printf '== %s\n' "$*"; }

# The Debian package that provides each thing needed, and a question that tells whether it is there.
have() {
  case $1 in
    pkg:*) pkg-config --exists "${1#pkg:}" 2>/dev/null ;;
    font:*) fc-list 2>/dev/null | grep -q "${1#font:}" ;;
    header:*) [ -f "/usr/include/${1#header:}" ] ;;
    lib:*) gcc -print-file-name="${1#lib:}" 2>/dev/null | grep -q / ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

to_build='gcc:gcc header:stdio.h:libc6-dev cmake:cmake make:make pkg-config:pkg-config pkg:libutf8proc:libutf8proc-dev pkg:libxxhash:libxxhash-dev
pkg:jansson:libjansson-dev pkg:libcgraph:libgraphviz-dev pkg:pangocairo:libpango1.0-dev font:Liberation:fonts-liberation'
to_test='g++:g++ pkg:igraph:libigraph-dev pkg:check:check python3:python3 dot:graphviz valgrind:valgrind clang-format:clang-format git:git
pdftotext:poppler-utils lib:libasan.so:libc6-dev'

install_missing() {
  missing=
  for entry in "$@"; do
    thing=${entry%:*}
    package=${entry##*:}
    have "$thing" || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')
  if ! command -v apt-get >/dev/null 2>&1; then
    cat >&2 <<EOT
This system has no apt-get, and these Debian packages (or what they stand for) are missing:
  $missing
Install a C11 compiler, CMake 3.25 or newer, pkg-config, utf8proc, xxHash, jansson, Graphviz and pango with their headers, and the
Liberation fonts; for the tests also igraph, Check, Python 3 and a C++ compiler. Then run this script again.
EOT
    return 1
  fi
  as_root=
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "These packages are missing: $missing" >&2
      echo "Run this script as root, or install sudo." >&2
      return 1
    fi
    as_root=sudo
  fi
  say "installing: $missing"
  log=$(mktemp)
  $as_root apt-get update -qq || return 1
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 $missing >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
  }
  rm -f "$log"
}

jobs_to_run() { nproc 2>/dev/null || echo 2; }

# build FOLDER CMAKE-ARGUMENTS…
build() {
  folder=$1
  shift
  say "building in $folder"
  cmake -S . -B "$folder" "$@" >"$folder.log" 2>&1 && cmake --build "$folder" -j "$(jobs_to_run)" >>"$folder.log" 2>&1 || {
    tail -n 40 "$folder.log" >&2
    return 1
  }
  rm -f "$folder.log"
}

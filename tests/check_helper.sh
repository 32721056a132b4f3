#!/bin/sh
# SPDX-License-Identifier: MIT
# What the tool does when its drawing helper misbehaves: check_helper.sh BUILD-DIR
#
# The tool is copied into a folder of its own beside scripts that stand in for styr-figure: they hang, crash, talk
# nonsense, give nothing or far too much, eat memory, or do not read. Each time the tool must end with status 3, say one
# clear line, leave the old picture as it was and leave nothing else behind. `timeout` only guards this script against a
# tool that hangs; no check depends on how long anything takes.
set -u

build=${1:?usage: check_helper.sh BUILD-DIR}
build=$(cd "$build" && pwd) || exit 2
work=$(mktemp -d "${TMPDIR:-/tmp}/styr-helper.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
failed=0

mkdir "$work/bin" "$work/map" "$work/out" "$work/home" || exit 2
cp "$build/styr" "$work/bin/" || exit 2
LD_LIBRARY_PATH=$build
HOME=$work/home
STYR_TEST_SECRET=hunter2
export LD_LIBRARY_PATH HOME STYR_TEST_SECRET
sanitized=
if grep -q __asan_init "$build/styr"; then sanitized=yes; fi

# A map whose scene is larger than a pipe holds (64 KiB), so that a helper which does not read is noticed.
{
  echo id,label,kind
  i=0
  while [ "$i" -lt 400 ]; do
    echo "actor-with-a-long-name-$i,The organisation with number $i and a long name,agency"
    i=$((i + 1))
  done
} >"$work/map/actors.csv"
echo from,to,type >"$work/map/ties.csv"

pass() {
  echo "ok    $case: $1"
}
fail() {
  echo "FAIL  $case: $1"
  failed=$((failed + 1))
}
check() { # check STATUS WORDS…: the status of the command just run, and what it shows
  if [ "$1" -eq 0 ]; then shift && pass "$*"; else shift && fail "$*"; fi
}

# helper NAME: the script on stdin becomes the helper
helper() {
  case=$1
  rm -rf "$work/bin/styr-figure" "$work/out" "$work/home"
  mkdir "$work/out" "$work/home"
  cat >"$work/bin/styr-figure"
  chmod +x "$work/bin/styr-figure"
}

# run OPTIONS…: draw over an old picture; $code, $work/stdout, $work/stderr
run() {
  printf 'the old picture' >"$work/out/map.pdf"
  timeout -s KILL 120 "$work/bin/styr" figure "$work/map" -o "$work/out/map.pdf" "$@" >"$work/stdout" 2>"$work/stderr" </dev/null
  code=$?
}

same_line() { # one line, of text that a terminal takes no orders from
  [ "$(wc -l <"$work/stderr")" -eq 1 ] && [ "$(tr -d '\000-\011\013-\037\177' <"$work/stderr" | wc -c)" -eq "$(wc -c <"$work/stderr")" ] &&
    iconv -f UTF-8 -t UTF-8 "$work/stderr" >/dev/null 2>&1
}

nothing_left() {
  [ "$(ls -A "$work/out")" = map.pdf ] && [ -z "$(ls -A "$work/home")" ]
}

# refused PATTERN: all that must hold after a failure; the pattern is what the message must say
refused() {
  [ "$code" -eq 3 ]
  check $? "ends with status 3 (got $code)"
  same_line
  check $? "says one clean line"
  grep -q -- "$1" "$work/stderr"
  check $? "the line says \"$1\" (it says: $(head -c 300 "$work/stderr" | tr -c '[:print:]' '?'))"
  [ ! -s "$work/stdout" ]
  check $? "says nothing on stdout"
  [ "$(cat "$work/out/map.pdf")" = 'the old picture' ]
  check $? "leaves the old picture alone"
  nothing_left
  check $? "leaves nothing else behind ($(ls -A "$work/out" | tr '\n' ' '))"
}

# ---- it hangs ----

helper 'a helper that sleeps' <<'EOF'
#!/bin/sh
exec sleep 60
EOF
run --timeout 1
refused 'took longer than 1 second'

helper 'a helper that loops' <<'EOF'
#!/bin/sh
while :; do :; done
EOF
run --timeout 1
refused 'styr-figure'

helper 'a helper that will not be asked to stop' <<'EOF'
#!/bin/sh
trap '' TERM INT HUP PIPE XCPU
while :; do :; done
EOF
run --timeout 1
refused 'styr-figure'

helper 'a helper that closes its output and sleeps' <<'EOF'
#!/bin/sh
exec sleep 60 >&- 2>&-
EOF
printf 'the old picture' >"$work/out/map.pdf"
timeout -s KILL 20 "$work/bin/styr" figure "$work/map" -o "$work/out/map.pdf" --timeout 1 >"$work/stdout" 2>"$work/stderr" </dev/null
code=$?
refused 'took longer than 1 second'

helper 'a helper that gives half a picture and sleeps' <<'EOF'
#!/bin/sh
echo '<svg>'
exec sleep 60
EOF
run --timeout 1
refused 'took longer than 1 second'

# ---- it dies ----

helper 'a helper that crashes' <<'EOF'
#!/bin/sh
cat >/dev/null
kill -SEGV $$
EOF
run
refused 'signal 11'

helper 'a helper that aborts behind half a picture' <<'EOF'
#!/bin/sh
cat >/dev/null
echo '<svg>'
echo 'assertion failed' >&2
kill -ABRT $$
EOF
run
refused 'signal 6.*assertion failed'

helper 'a helper that fails' <<'EOF'
#!/bin/sh
cat >/dev/null
echo 'the scene is not to my liking' >&2
exit 3
EOF
run
refused 'failed: the scene is not to my liking'

helper 'a helper that fails without a word' <<'EOF'
#!/bin/sh
exit 1
EOF
run
refused 'styr-figure failed'

helper 'a helper that fails behind a whole picture' <<'EOF'
#!/bin/sh
cat >/dev/null
echo '<svg/>'
exit 1
EOF
run
refused 'styr-figure failed'

helper 'a helper that is no program' <<'EOF'
not a program
EOF
run
refused 'styr-figure'

# ---- it talks ----

helper 'a helper that talks garbage' <<'EOF'
#!/bin/sh
cat >/dev/null
printf 'bad \033]0;title\007\033[2J\377\376\200 things\r\n\nmore\n' >&2
exit 3
EOF
run
refused 'styr-figure failed: bad'

helper 'a helper that complains at length' <<'EOF'
#!/bin/sh
cat >/dev/null
echo 'the first complaint' >&2
i=0
while [ "$i" -lt 2000 ]; do
  echo "complaint number $i, which says as little as the others do" >&2
  i=$((i + 1))
done
exit 3
EOF
run
refused 'failed: the first complaint'

helper 'a helper that warns at length and then draws' <<'EOF'
#!/bin/sh
cat >/dev/null
i=0
while [ "$i" -lt 2000 ]; do
  echo "warning number $i, which says as little as the others do" >&2
  i=$((i + 1))
done
printf '<svg/>'
EOF
run
[ "$code" -eq 0 ]
check $? "draws all the same (status $code: $(head -c 200 "$work/stderr"))"
[ "$(cat "$work/out/map.pdf")" = '<svg/>' ]
check $? "the new picture is there"

# ---- it gives the wrong amount ----

helper 'a helper that gives nothing' <<'EOF'
#!/bin/sh
cat >/dev/null
EOF
run
refused 'no output'

helper 'a helper that never ends' <<'EOF'
#!/bin/sh
exec cat /dev/zero
EOF
run --timeout 60
refused 'styr-figure'

helper 'a helper that eats memory' <<'EOF'
#!/bin/sh
cat >/dev/null
ulimit -v >&2
exec dd if=/dev/zero of=/dev/null bs=5G count=1
EOF
run
if [ -n "$sanitized" ]; then
  echo "SKIP  $case: sanitizers need address space, so a build with them sets no limit"
else
  refused 'styr-figure failed: [0-9]'
fi

# ---- it does not read ----

helper 'a helper that closes its input' <<'EOF'
#!/bin/sh
exec <&-
printf '<svg/>'
EOF
run
[ "$code" -eq 0 ]
check $? "draws all the same (status $code: $(head -c 200 "$work/stderr"))"
[ "$(cat "$work/out/map.pdf")" = '<svg/>' ]
check $? "the new picture is there"
nothing_left
check $? "leaves nothing else behind"

helper 'a helper that closes its input and fails' <<'EOF'
#!/bin/sh
exec <&-
echo 'I do not read' >&2
exit 3
EOF
run
refused 'failed: I do not read'

# ---- what it is given ----

helper 'what a helper is given' <<'EOF'
#!/bin/sh
tr '\0' '\n' </proc/$$/environ >"$HOME/environment"
ls /proc/$$/fd >"$HOME/files"
echo "$@" >"$HOME/arguments"
ulimit -c >"$HOME/core"
ulimit -v >"$HOME/memory"
ulimit -t >"$HOME/time"
cat >"$HOME/scene"
printf '<svg/>'
EOF
exec 9</dev/null # a file the tool happens to hold open
run --timeout 7
exec 9<&-
[ "$code" -eq 0 ]
check $? "is drawn (status $code)"
[ "$(sed 's/=.*//' "$work/home/environment" | sort | tr '\n' ' ')" = 'HOME LC_ALL PATH ' ]
check $? "its environment holds HOME, LC_ALL and PATH ($(sed 's/=.*//' "$work/home/environment" | tr '\n' ' '))"
! grep -q hunter2 "$work/home/environment"
check $? "no secret of ours is in it"
grep -q '^PATH=/usr/bin:/bin$' "$work/home/environment" && grep -q "^HOME=$work/home\$" "$work/home/environment"
check $? "PATH is the system's, HOME the user's"
! grep -q '^[3-9]$' "$work/home/files" # a shell keeps its own from 10 on
check $? "it gets no open file but stdin, stdout and stderr ($(tr '\n' ' ' <"$work/home/files"))"
[ "$(cat "$work/home/arguments")" = 'pdf 150' ]
check $? "its arguments are the picture and the resolution"
[ "$(cat "$work/home/core")" = 0 ]
check $? "it leaves no core file"
[ "$(cat "$work/home/time")" -le 10 ]
check $? "its processor time is limited ($(cat "$work/home/time"))"
if [ -z "$sanitized" ]; then
  [ "$(cat "$work/home/memory")" != unlimited ] && [ "$(cat "$work/home/memory")" -le 8388608 ]
  check $? "its memory is limited ($(cat "$work/home/memory") KiB)"
fi
[ "$(wc -c <"$work/home/scene")" -gt 65536 ] && head -c 20 "$work/home/scene" | grep -q '^{"styr_scene":1,'
check $? "it gets the whole scene on stdin"
[ "$(tail -c 3 "$work/home/scene" | tr -d '\n')" = ']}' ]
check $? "to its end"

# ---- what is too much is drawn with less, and that is said ----

helper 'a picture too large for its resolution' <<'EOF'
#!/bin/sh
echo "$@" >"$HOME/arguments"
cat >"$HOME/scene"
printf 'a picture'
EOF
mkdir "$work/chain" "$work/star"
awk 'BEGIN { print "id,label,kind,level"; for (i = 0; i < 1900; i++) printf "o%d,Office %d,office,local\n", i, i }' >"$work/chain/actors.csv"
awk 'BEGIN { print "from,to,type"; for (i = 1; i < 1900; i++) printf "o%d,o%d,supervises\n", i - 1, i }' >"$work/chain/ties.csv"
"$work/bin/styr" figure "$work/chain" -o "$work/out/chain.png" --dpi 600 2>"$work/stderr"
check $? "is drawn"
dpi=$(cut -d' ' -f2 "$work/home/arguments")
[ "$dpi" -lt 600 ] && [ "$dpi" -gt 36 ]
check $? "in a lower resolution ($dpi)"
grep -q "in 600 dpi the picture would be too large: drawn in $dpi dpi" "$work/stderr"
check $? "which is said"
tall=$(sed 's/.*"height": \([0-9]*\).*/\1/' "$work/home/scene")
[ $((tall * dpi / 72)) -le 32767 ] && [ $((tall * (dpi + 2) / 72)) -gt 32767 ]
check $? "the highest that fits ($tall points)"

case='a field of more boxes than can be drawn'
awk 'BEGIN { print "id,label,kind,level"; print "top,Top,agency,national"; for (i = 0; i < 2400; i++) printf "o%d,Office %d,office,local\n", i, i }' >"$work/star/actors.csv"
awk 'BEGIN { print "from,to,type"; for (i = 0; i < 2400; i++) printf "top,o%d,supervises\n", i }' >"$work/star/ties.csv"
"$work/bin/styr" figure "$work/star" -o "$work/out/star.pdf" 2>"$work/stderr"
check $? "is drawn"
grep -q 'more than 2000 boxes.*drawn with --collapse 300' "$work/stderr" && grep -q '2399 have no box of their own' "$work/stderr"
check $? "with boxes that are alike as one, which is said"
grep -q 'Office 0 and 2399 more' "$work/home/scene"
check $? "the box says how many it stands for"
"$work/bin/styr" figure "$work/star" -o "$work/out/star.pdf" --collapse 3000 2>"$work/stderr"
[ $? -eq 2 ]
check $? "a collapse that makes no sense is refused"

# ---- it is not there ----

case='no helper'
rm -rf "$work/bin/styr-figure" "$work/out" "$work/home"
mkdir "$work/out" "$work/home"
run
refused 'styr-figure is not installed'

case='a helper that may not be run'
: >"$work/bin/styr-figure"
chmod 644 "$work/bin/styr-figure"
run
refused 'styr-figure'

case='a folder in place of the helper'
rm -f "$work/bin/styr-figure"
mkdir "$work/bin/styr-figure"
run
refused 'styr-figure'

if [ "$failed" -gt 0 ]; then
  echo "$failed failed"
  exit 1
fi
echo 'all passed'

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Text on a terminal, and only there: check_terminal.py STYR MAP

Runs the tool on pseudo-terminals of several widths and compares what it shows with what it writes into a pipe: the same words,
no line wider than the terminal (as Unicode counts columns, so that Danish letters count one), colours only where the terminal
has them and NO_COLOR is not set, and data formats byte for byte."""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata

END = b"\0end of output\0"
ESCAPE = re.compile("\x1b\\[[0-9;]*m")
checks, failures = 0, []


def check(ok, what, detail=""):
    global checks
    checks += 1
    if not ok:
        failures.append(f"{what}{': ' + detail if detail else ''}")


def on_terminal(styr, args, columns, **env):
    """What the tool shows on a terminal of that width. Empty values of `env` take a variable away."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    settings = termios.tcgetattr(slave)
    settings[1] &= ~termios.OPOST  # line ends as they are written
    termios.tcsetattr(slave, termios.TCSANOW, settings)
    full = {**os.environ, "TERM": "xterm-256color", **env}
    full = {k: v for k, v in full.items() if v is not None}
    process = subprocess.Popen([styr, *args], stdout=slave, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=full)
    # A terminal whose last writer closes it may lose what was not read yet. So this end stays open until the mark has come through.
    shown, marked = b"", False
    while not shown.endswith(END):
        if process.poll() is not None and not marked:
            os.write(slave, END)
            marked = True
        if select.select([master], [], [], 0.01)[0]:
            shown += os.read(master, 65536)
    os.close(slave)
    os.close(master)
    shown = shown[: -len(END)]
    return shown.decode()


def in_pipe(styr, args):
    return subprocess.run([styr, *args], capture_output=True, text=True, timeout=60).stdout


def columns_of(line):
    return sum(0 if unicodedata.combining(c) or c == "\u00ad" else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def check_question(styr, args):
    plain = in_pipe(styr, args)
    name = " ".join(a for a in args if not a.startswith("/"))
    check(plain and not ESCAPE.search(plain), f"{name}: a pipe gets plain text")
    for columns in (40, 72, 400):
        shown = on_terminal(styr, args, columns, NO_COLOR=None)
        bare = ESCAPE.sub("", shown)
        check(bare.split() == plain.split(), f"{name}: the same words in {columns} columns")
        wide = [line for line in bare.splitlines() if columns_of(line) > columns >= 72 and max(map(len, line.split())) < columns - 16]
        check(not wide, f"{name}: no line is wider than {columns}", "; ".join(wide[:2]))
        indents = [len(line) - len(line.lstrip()) for line in bare.splitlines() if line.strip()]
        check(not indents or max(indents) < columns, f"{name}: nothing is hung out of sight in {columns} columns")
        for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": None}):
            check(on_terminal(styr, args, columns, **{"NO_COLOR": None, **env}) == bare, f"{name}: no colour with {env}")
    check(on_terminal(styr, args, 4000, NO_COLOR="1") == plain, f"{name}: a wide terminal without colours shows what a pipe gets")
    return on_terminal(styr, args, 100, NO_COLOR=None)


def main(styr, the_map):
    styr, the_map = os.path.abspath(styr), os.path.abspath(the_map)
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError as error:
        print(f"SKIP: this system gives no pseudo-terminals ({error}), so text on a terminal is NOT tested here")
        return 77
    shown = check_question(styr, ["ruling", the_map, "--from", "politikredse"])
    check("\x1b[36m<-activates--\x1b[0m" in shown, "arrows are coloured")
    check("\x1b[2m[regional]\x1b[0m" in shown, "levels stand back")
    check("\x1b[32mstated\x1b[0m" in shown, "grades are coloured")
    for args in (["paths", the_map, "--along", "part_of/part_of"], ["paths", the_map, "--along", "up", "--from", "cmm", "--evidence"],
                 ["ascent", the_map, "--from", "politikredse"], ["outside", the_map], ["trace", the_map, "--case", "isabel"],
                 ["diff", the_map, "--at", "2016", "--at", "2020"], ["info", the_map], ["figure", the_map, "--format", "text"]):
        shown = check_question(styr, args)
    heads = on_terminal(styr, ["outside", the_map], 100, NO_COLOR=None)
    check(re.search("\x1b\\[1m[^\x1b\n]+: 4\x1b\\[0m\n", heads), "headings are bold")
    with tempfile.TemporaryDirectory() as folder:  # what is said behind the list comes behind it
        with open(os.path.join(folder, "actors.csv"), "w", encoding="utf-8") as f:
            f.write("id,label,kind,level\na,A,made-up,made-up\n")
        with open(os.path.join(folder, "ties.csv"), "w", encoding="utf-8") as f:
            f.write("from,to,type\na,a,made-up\n")
        check(on_terminal(styr, ["check", folder], 4000, NO_COLOR="1") == in_pipe(styr, ["check", folder]), "check: the summary comes last")
    for form in ("json", "jsonl", "csv"):
        args = ["paths", the_map, "--along", "up", "--from", "cmm", "--format", form]
        check(on_terminal(styr, args, 40, NO_COLOR=None) == in_pipe(styr, args), f"{form} is the same on a terminal")
    with tempfile.TemporaryDirectory() as folder:  # wide letters take two columns, and a word wider than the line stays whole
        label = "政策" * 12 + " Æbleskiver " + "x" * 90
        for name, text in (("actors.csv", f"id,label,kind\na,{label},ngo\nb,B,ngo\n"), ("ties.csv", "from,to,type\na,b,funds\n")):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        shown = on_terminal(styr, ["paths", folder, "--along", "funds"], 56, NO_COLOR="1")
        check("x" * 90 in shown and "Æbleskiver" in shown, "long words stay whole")
        check(any(columns_of(line) > 50 for line in shown.splitlines()), "wide letters are counted as two")
    for line in failures:
        print("FAIL " + line)
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))

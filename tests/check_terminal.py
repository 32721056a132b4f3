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

from verbs import layout_options

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


HOSTILE = ["Ministry (absent minded)", "--funds-> (stated)", "[national] <-steers-- office", "Office (contested):"]


def check_labels(styr, folder):
    """Labels that look like what is coloured: no colour begins or ends inside them, in any verb that writes text."""
    tables = {
        "actors.csv": ["id,label,kind,level", *(f'a{i},"{label}",agency,national' for i, label in enumerate(HOSTILE)), 'p,"A (stated) person",person,'],
        "texts.csv": ["id,label,kind", 'plan,"Plan (disputes)",plan', 'law,"Law [regional]",law'],
        "ties.csv": ["id,from,to,type,function,scope", "t1,a0,a1,funds,,", "t2,a1,a2,supervises,,", "t3,a2,a3,supervises,,", "t4,a0,plan,issues,,",
                     "t5,plan,a2,assigns,help,", "t6,a0,law,issues,,", "t7,law,a3,assigns,,"],
        "sources.csv": ["id,label,kind,confidentiality", 's,"Source (assumed)",article,public'],
        "claims.csv": ["about,stance,source,locator,grade", "t1,supports,s,(absent),stated", "t2,disputes,s,p. 1,assumed", "t3,supports,s,,inferred",
                       "none:a3|funds|a1,absent,s,,stated", "a0,supports,s,,observed", "t5,supports,s,,stated", "t7,supports,s,,stated"],
        "cases.csv": ["id,label,standpoint", 'c,"Case (assumed)",p'],
        "events.csv": ["case,step,actor,action,to,outcome", 'c,1,a1,meets,p,"(stated) --funds-> [x]"', "c,2,a2,refers,a3,"],
    }
    for name, lines in tables.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")
    words = HOSTILE + ["A (stated) person", "Plan (disputes)", "Law [regional]", "Source (assumed)", "Case (assumed)", "(stated) --funds-> [x]"]
    said = 0
    for args in (["paths", folder, "--along", "up+", "--from", "a3", "--evidence"], ["pairs", folder, "--along", "funds"], ["ruling", folder, "--from", "a3"],
                 ["ascent", folder, "--from", "a3"], ["outside", folder], ["mandates", folder, "--function", "help"], ["trace", folder],
                 ["accountability", folder], ["threads", folder, "--from", "a3"], ["withdraw", folder, "--source", "s"], ["chokepoints", folder, "--for", "a3"],
                 ["diff", folder, "--at", "2000", "--at", "2001"], ["check", folder], ["info", folder], ["privacy", folder],
                 *(["figure", folder, "--format", "text", *layout] for layout in layout_options(styr, "a3"))):
        plain = in_pipe(styr, args)
        shown = on_terminal(styr, args, 4000, NO_COLOR=None)
        check(ESCAPE.sub("", shown) == plain, f"{args[0]} {args[2:]}: colours change no word")
        for word in words:
            said += plain.count(word)
            check(shown.count(word) == plain.count(word), f"{args[0]} {args[2:]}: \"{word}\" is not painted inside",
                  "; ".join(repr(line) for line in shown.splitlines() if word in ESCAPE.sub("", line) and word not in line)[:300])
        if plain and args[0] != "check":  # whose summary is one line, however wide
            check_question(styr, args)
    check(said > 60, "the labels were said", str(said))


def check_danish(styr, the_map):
    """Text in another language is coloured as English text is: the same colours in the same order, around words of that language."""
    def spans(args):
        return re.findall("\x1b\\[([0-9;]+)m([^\x1b]*)\x1b\\[0m", on_terminal(styr, args, 4000, NO_COLOR=None))

    for args, painted in ((["outside", the_map], {("1", "Uden for planen: 4"), ("32", "oplyst"), ("31", "fraværende")}),
                          (["trace", the_map], {("1", "Forlader planen: 3"), ("31", "bestrider")})):
        check_question(styr, [*args, "--lang", "da"])
        danish, english = spans([*args, "--lang", "da"]), spans(args)
        check(danish and [colour for colour, _ in danish] == [colour for colour, _ in english], f"{args[0]} --lang da: the colours of English")
        check(painted <= set(danish), f"{args[0]} --lang da: Danish words are coloured", str(painted - set(danish)))


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
    check_danish(styr, the_map)
    with tempfile.TemporaryDirectory() as folder:  # what is said behind the list comes behind it
        with open(os.path.join(folder, "actors.csv"), "w", encoding="utf-8") as f:
            f.write("id,label,kind,level\na,A,made-up,made-up\n")
        with open(os.path.join(folder, "ties.csv"), "w", encoding="utf-8") as f:
            f.write("from,to,type\na,a,made-up\n")
        check(on_terminal(styr, ["check", folder], 4000, NO_COLOR="1") == in_pipe(styr, ["check", folder]), "check: the summary comes last")
    with tempfile.TemporaryDirectory() as folder:
        check_labels(styr, folder)
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

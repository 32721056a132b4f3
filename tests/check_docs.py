# SPDX-License-Identifier: MIT
"""The README tells the truth: the figure it shows is what the tool draws, its commands run, and what it links to is there. Every verb
is called in the README and explained in the page of docs that the tool names for it.

usage: check_docs.py STYR SOURCE-DIR
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from verbs import readme_commands, verbs_of

failures = []
checks = 0


def check(ok, text):
    global checks
    checks += 1
    if not ok:
        failures.append(text)


def run(styr, line, folder):
    words = shlex.split(line, comments=True)
    words[0] = styr
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=120)


def check_shown(styr, source, scratch):
    """docs/paths.md, docs/questions.md and the README show what the tool prints, to the letter; numbers in tables included."""
    shown = 0
    pages = ["README.md", os.path.join("docs", "questions.md"), os.path.join("docs", "measures.md")]
    if not os.access(os.path.join(os.path.dirname(styr), "styr-measure"), os.X_OK):
        print(f"SKIP without styr-measure: {pages.pop()}")
    for name in (*pages, os.path.join("docs", "paths.md")):
        with open(os.path.join(source, name), encoding="utf-8") as f:
            text = f.read()
        for block in re.findall(r"```\n\$ (styr .*?)```", text, re.S):
            line, _, expected = block.partition("\n")
            words = shlex.split(line)
            done = subprocess.run([styr] + words[1:], cwd=scratch, capture_output=True, text=True, timeout=60)
            if "…" in expected:
                printed = done.stdout.splitlines()
                for wanted in expected.splitlines():
                    check("…" in wanted or wanted in printed, f"{name}: `{line}` does not print the line {wanted!r}")
            else:
                check(done.stdout + done.stderr == expected, f"{name}: `{line}` prints something else than is shown")
            shown += 1
    for mode, number in re.findall(r"^\| `(\w+)` \| (\d+) \|$", text, re.M):
        done = subprocess.run([styr, "paths", "data/trafficking-dk", "--along", "(up|down)+", "--from", "cmm", "--to", "rigspolitiet", "--mode", mode,
                               "--select", "all", "--max-length", "6", "--count"], cwd=scratch, capture_output=True, text=True, timeout=60)
        check(done.stdout.split(",")[0].strip() == number, f"docs/paths.md: {mode} counts {done.stdout.strip()}, not {number}")
        shown += 1
    check(shown >= 10, f"only {shown} examples in the documentation")


def check_verbs(source, verbs, commands):
    """The README calls every verb, and its page of the manual names it."""
    called = {shlex.split(line, comments=True)[1] for line in commands}
    for verb in verbs:
        name, page = verb["name"], os.path.join(source, verb["manual"])
        check(name in called, f"the README calls no `styr {name}`")
        check(os.path.exists(page), f"{verb['manual']}, the page of `styr {name}`, is not there")
        if os.path.exists(page):
            with open(page, encoding="utf-8") as f:
                check(re.search(rf"`(styr )?{name}\b|\bstyr {name}\b", f.read()), f"{verb['manual']} does not name `styr {name}`")


def check_choices(source, verbs):
    """The page of a verb names each word that an option of it can have, and the option."""
    for verb in verbs:
        with open(os.path.join(source, verb["manual"]), encoding="utf-8") as f:
            code = " ".join(re.findall(r"`+[^`]+`+", f.read()))
        for option in verb["options"]:
            words = (option["argument"] or "").split("|")
            for word in words if len(words) > 1 else []:
                check(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", code),
                      f"{verb['manual']} does not name `{option['name']} {word}` of `styr {verb['name']}`")


def check_terms(source):
    """docs/format.md names every built-in term."""
    with open(os.path.join(source, "lib", "words", "word_lists_i.h"), encoding="utf-8") as f:
        terms = re.findall(r"\bT\((\w+), (\w+)\)", f.read())
    with open(os.path.join(source, "docs", "format.md"), encoding="utf-8") as f:
        text = f.read()
    check(len(terms) > 50, "there are no built-in terms")
    for kind, term in terms:
        if (kind, term) != ("set", "term"):
            check(f"`{term}`" in text, f"docs/format.md does not name the {kind} `{term}`")
    with open(os.path.join(source, "lib", "map", "vocab.c"), encoding="utf-8") as f:
        types = re.findall(r'\{"tie", "(\w+)", "(\w+)", (\w), -1, ("?[\w|]+"?), ("?[\w|]+"?)\}', f.read())
    ends = {"BOTH": "actor or text", '"actor"': "actor", '"text"': "text"}
    ways = {"F": "forward", "B": "backward", "N": "none"}
    wanted = [f"| `{term}` | {family} | {ways[way]} | {ends[a]} | {ends[b]} |" for term, family, way, a, b in types]
    block = re.search(r"\| type \| family \| ruling .*?\n\n", text, re.S).group(0).splitlines()[2:]
    check(len(wanted) == sum(kind == "tie" for kind, _ in terms), "lib/map/vocab.c has other tie types than the lists of words")
    check(sorted(wanted) == sorted(line for line in block if line), f"docs/format.md tells of tie types: {set(block) ^ set(wanted)}")


def check_figures(styr, source, scratch):
    """The kept figures are those that are drawn."""
    drawn, kept = os.path.join(scratch, "figures"), os.path.join(source, "docs", "figures")
    os.mkdir(drawn)
    done = subprocess.run(["sh", os.path.join(source, "scripts", "figures.sh"), styr, drawn], capture_output=True, text=True, timeout=120)
    check(done.returncode == 0, f"scripts/figures.sh: status {done.returncode}: {done.stderr}")
    check(sorted(os.listdir(drawn)) == sorted(os.listdir(kept)), f"docs/figures holds other files than are drawn: {sorted(os.listdir(drawn))}")
    for name in os.listdir(drawn):
        with open(os.path.join(drawn, name), "rb") as new, open(os.path.join(kept, name), "rb") as old:
            check(new.read() == old.read(), f"docs/figures/{name} is not what the tool draws: sh scripts/figures.sh")


def main(styr, source):
    with open(os.path.join(source, "README.md"), encoding="utf-8") as f:
        readme = f.read()
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(os.path.join(source, "data"), os.path.join(scratch, "data"))
        lines, verbs = readme_commands(source), verbs_of(styr)
        check_verbs(source, verbs, lines)
        check_choices(source, verbs)
        check_terms(source)
        measuring = {v["name"] for v in verbs if v["manual"] == "docs/measures.md"}
        check(len(lines) >= 6, f"only {len(lines)} commands in the README")
        measures = os.path.exists(os.path.join(os.path.dirname(styr), "styr-measure"))
        figures = os.path.exists(os.path.join(os.path.dirname(styr), "styr-figure"))
        for line in lines:
            if re.search(r" figure .*\.(pdf|png|gv|dot)\b", line) and not figures:
                print(f"SKIP without styr-figure: {line}")
                continue
            if not measures and line.split()[1] in measuring:
                print(f"SKIP without styr-measure: {line}")
                continue
            done = run(styr, line, scratch)
            check(done.returncode == 0, f"{line}: status {done.returncode}: {done.stderr}")
        shown = run(styr, "styr outside data/trafficking-dk", scratch).stdout
        block = re.search(r"```\n\$ styr outside data/trafficking-dk\n(.*?)```", readme, re.S).group(1)
        for line in block.splitlines():
            if "…" not in line and line.strip():
                check(line in shown, f"the README shows a line the tool does not print: {line}")
        check_figures(styr, source, scratch)
        check_shown(styr, source, scratch)
    pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "VERSIONING.md", *sorted(os.path.join("docs", n) for n in os.listdir(os.path.join(source, "docs")) if n.endswith(".md"))]
    for page in pages:
        with open(os.path.join(source, page), encoding="utf-8") as f:
            text = f.read()
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            if not target.startswith("http"):
                check(os.path.exists(os.path.join(source, os.path.dirname(page), target)), f"{page} links to {target}, which is not there")
        for target in re.findall(r"`((?:lib|tools|tests|scripts|docs|include|cmake)/[\w./-]+\.\w+)`", text):
            if not re.search(r"(^|[/_])(X+|NAME)\.", target): # a place to be filled in
                check(os.path.exists(os.path.join(source, target)), f"{page} names {target}, which is not there")
    for line in failures:
        print(line)
    print(f"{checks} checks, {len(failures)} problems")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))

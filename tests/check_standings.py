# SPDX-License-Identifier: MIT
"""One standing everywhere: for random maps with a plan, the heavy frames of the figure, its overlay, the page's figure, list and
data, and `outside --public` give every organisation one and the same standing towards the plan; and figure, page and answer name
on standard error exactly those whose standing in the whole map (`outside`) is another.

usage: check_standings.py STYR [MAPS [FIRST-SEED]]
"""
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile

TOLD = re.compile(r'^styr (\w+): standing "(\w+)" by public sources, and "(\w+)" in the whole map: (.*)$')
passed, failed, differing = 0, 0, 0


def check(ok, what, why=""):
    global passed, failed
    if ok:
        passed += 1
        return
    failed += 1
    if failed <= 20:
        print(f"FAIL {what}: {why}"[:700])


# ---- maps ----

def claims_about(dice, thing):
    """Up to two claims, of either kind of source, mostly for the thing."""
    for _ in range(dice.choice((0, 1, 1, 1, 2))):
        yield (thing, dice.choice(("pub", "pub", "int")), dice.choice(("supports",) * 5 + ("disputes",)), dice.choice(("stated", "assumed")))


def make_map(folder, seed):
    dice = random.Random(seed)
    names = [f"o{i}" for i in range(dice.randint(4, 9))]
    actors = [("id", "label", "kind", "level", "start")] + [("body", "Board", "group", "interministerial", "")]
    actors += [(n, f"House {n}", dice.choice(("ngo", "agency", "shelter", "office", "ministry")), dice.choice(("national", "local", "ministry")),
                dice.choice(("", "", "2015"))) for n in names]
    actors += [("woman", "Woman", "person", "person", "")]
    texts = [("id", "label", "kind"), ("plan", "Plan", "plan"), ("law", "Law", "law")] + [("other", "Other", "plan")] * dice.choice((0, 0, 0, 1))
    ties = [("from", "to", "type", "id", "start", "end"), ("body", "plan", "coordinates", "c0", "", "")]
    for i in range(dice.randint(5, 16)):
        kind = dice.choice(("activates", "activates", "instructs", "supervises", "part_of", "part_of", "assigns", "meets", "mandates", "funds"))
        one, other = dice.choice(names), dice.choice(names)
        start = "plan" if kind in ("activates", "assigns") else "body" if kind == "instructs" and dice.random() < .6 else one
        ties.append((start, other, kind, f"r{i}", dice.choice(("", "", "2016")), dice.choice(("", "", "2018"))))
    claims = [("about", "source", "stance", "grade")]
    claims.append(("tie:c0", dice.choice(("pub", "pub", "pub", "int")), "supports", "stated"))
    for row in ties[2:]:
        claims += claims_about(dice, "tie:" + row[3])
    for n in ["body"] + names:
        claims += claims_about(dice, "actor:" + n)
    for _ in range(dice.randint(0, 4)):
        denied = f"none:plan|activates|{dice.choice(names)}" if dice.random() < .6 else f"none:body|instructs|{dice.choice(names)}"
        claims.append((denied, dice.choice(("pub", "pub", "int")), dice.choice(("absent", "absent", "disputes")), "stated"))
    tables = {"actors": actors, "texts": texts, "ties": ties, "claims": claims,
              "sources": [("id", "confidentiality"), ("pub", "public"), ("int", "confidential")]}
    if dice.random() < .4:
        drawn = ["body"] + dice.sample(names, dice.randint(1, len(names)))
        tables["figure"] = [("node", "span")] + [(n, "all" if n == "body" else "") for n in drawn]
    os.makedirs(folder)
    for name, rows in tables.items():
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(rows)


# ---- what the tool says ----

def run(styr, *words):
    return subprocess.run([styr, *words], capture_output=True, text=True, timeout=120)


def standings(organisations):
    return {p["id"]: p["standing"] for o in organisations for p in [o, *o["units"]]}


def outside(styr, folder, *options):
    """Standing by id; None where there is no answer."""
    done = run(styr, "outside", folder, "--format", "json", *options)
    return standings(json.loads(done.stdout)["organisations"]) if done.returncode == 0 else None, done


def boxes_of(styr, folder, scratch, *options):
    """The classes of each actor's box by id; None where nothing is drawn."""
    out = os.path.join(scratch, "f.json")
    done = run(styr, "figure", folder, "-o", out, *options)
    if done.returncode:
        return None, done
    with open(out, encoding="utf-8") as f:
        items = json.load(f)["items"]
    return {i["id"].removeprefix("actor-"): i["class"].split() for i in items if i["kind"] == "box" and i["id"].startswith("actor-")}, done


def told_by(done):
    lines = [m for m in map(TOLD.match, done.stderr.splitlines()) if m]
    return {name: (m.group(2), m.group(3)) for m in lines for name in re.findall(r"\((\w+)\)", m.group(4))}


def check_told(what, done, told, whole):
    """Standard error names exactly those whose standing in the whole map is another."""
    if whole is None:
        check(not told_by(done), what + ", nobody to compare with", done.stderr)
        return
    global differing
    wanted = {n: (s, whole.get(n, "none")) for n, s in told.items() if whole.get(n) != s}
    differing += len(wanted)
    check(told_by(done) == wanted, what + ", who differs", f"{told_by(done)} is not {wanted}")


def check_figure(styr, name, folder, scratch, options, told, whole):
    boxes, done = boxes_of(styr, folder, scratch, *options)
    if boxes is None:
        return
    out = {n for n, classes in boxes.items() if "denied" in classes}
    wanted = {n for n in boxes if told and told.get(n) == "out"}
    check(out == wanted, f"{name}: heavy frames", f"{out} is not {wanted}")
    if told is not None:
        check_told(f"{name}: figure", done, told, whole)
        boxes, done = boxes_of(styr, folder, scratch, "--overlay", "standing", *options)
        framed = {n: c.removeprefix("standing-") for n, classes in boxes.items() for c in classes if c.startswith("standing-")}
        check(framed == {n: told[n] for n in boxes if n in told}, f"{name}: overlay", f"{framed} is not {told}")
        check_told(f"{name}: overlay", done, told, whole)


def check_page(styr, name, folder, scratch, told, whole):
    out = os.path.join(scratch, "p.html")
    done = run(styr, "page", folder, "-o", out)
    if done.returncode:
        check("nothing to draw" in done.stderr, f"{name}: page", done.stderr)
        return
    with open(out, encoding="utf-8") as f:
        text = f.read()
    data = json.loads(re.search(r'<script id="styr-data" type="application/json">(.*?)</script>', text, re.S).group(1))
    answer = data["answers"][data["outside"][0][0]]
    here = standings([data["answers"][i] for i in answer["organisations"]]) if "organisations" in answer else None
    check(here == told, f"{name}: the page's data", f"{here} is not {told}")
    ids = [n["id"] for n in data["nodes"]]
    listed = {ids[int(at)]: standing for at, standing in re.findall(r'<li id="styr-n(\d+)".*?<span class="standing (\w+)">', text)}
    check(listed == (told or {}), f"{name}: the page's list", f"{listed} is not {told}")
    framed = {i for i, c in re.findall(r'<g id="actor-([^"]*)" class="node ([^"]*)"', text) if "denied" in c.split()}
    drawn = {n["id"] for n in data["nodes"] if "box" in n}
    wanted = {n for n in drawn if told and told.get(n) == "out"}
    check(framed == wanted, f"{name}: the page's frames", f"{framed} is not {wanted}")
    if told is not None:
        check_told(f"{name}: page", done, told, whole)


def check_map(styr, seed, scratch):
    folder = os.path.join(scratch, f"map-{seed}")
    make_map(folder, seed)
    for options in ([], ["--min-grade", "stated"], ["--as-of", "2017"], ["--plan", "plan", "--body", "body"]):
        told, done = outside(styr, folder, "--public", *options)
        whole, _ = outside(styr, folder, *options)
        name = f"map {seed} {' '.join(options)}"
        if told is not None:
            check_told(f"{name}: outside", done, told, whole)
        overlay = ["--overlay", "standing"] if "--plan" in options else []
        if not overlay:
            check_figure(styr, name, folder, scratch, options, told, whole)
        elif told is not None and whole is not None:
            boxes, done = boxes_of(styr, folder, scratch, *overlay, *options)
            if boxes is not None:
                check_told(f"{name}: overlay", done, told, whole)
        if not options:
            check_page(styr, name, folder, scratch, told, whole)


def main(styr, maps, first):
    with tempfile.TemporaryDirectory() as scratch:
        for seed in range(first, first + maps):
            check_map(styr, seed, scratch)
    print(f"{maps} maps; {differing} standings that differ were to be named")
    check(differing > maps, "standings differ often enough to be a test")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40, int(sys.argv[3]) if len(sys.argv) > 3 else 1))

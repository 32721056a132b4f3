#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Records what the tool answers, so that a change of the code that should change no output can be checked.

usage: record_outputs.py STYR FOLDER            record into FOLDER
       record_outputs.py STYR FOLDER --compare OLD   record, then list each command whose output differs from OLD's

Every verb, format, layout, overlay and style is asked of the maps in data/, of generated fields and of random maps, as well as each
kind of wrong use. For each command the exit status, both streams and the file that it wrote are kept: the bytes under their hash.
"""
import argparse
import concurrent.futures
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HERE = os.path.join(ROOT, "tests")  # where the makers of maps lie
FILTERS = ([], ["--as-of", "2016"], ["--min-grade", "stated"], ["--disputed"], ["--as-of", "2012", "--certain"])
PATTERNS = ("up", "down", "ruling*", "@funding/up{0,2}", "!(funds)", "^up/down", "part_of|funds", "%{1,2}")


def load(name):
    spec = importlib.util.spec_from_file_location(name, os.path.join(HERE, name + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_maps(folder):
    """Paths of all maps, by name. The same maps each time."""
    maps = {name: os.path.join(ROOT, "data", name) for name in ("trafficking-dk", "brazil-federal")}
    for actors, seed in ((60, 1), (300, 7), (120, 3)):
        maps[f"field-{actors}"] = os.path.join(folder, f"field-{actors}")
        subprocess.run([sys.executable, os.path.join(HERE, "field", "make_field.py"), maps[f"field-{actors}"], "--actors", str(actors),
                        "--seed", str(seed)], check=True, stdout=subprocess.DEVNULL)
    sys.path.insert(0, HERE)
    standings, public, oracle = load("check_standings"), load("check_public"), load("public_oracle")
    for seed in range(18):
        name = f"random-{seed:02}"
        maps[name] = os.path.join(folder, name)
        standings.make_map(maps[name], seed)
        name = f"mixed-{seed:02}"
        maps[name] = os.path.join(folder, name)
        oracle.write_map(public.Maker(seed).make(), maps[name])
    return maps


def first_ids(folder):
    """Some ids of the map's actors, its texts, sources and functions: read as plain lines."""
    def column(table, name, most):
        path = os.path.join(folder, table)
        if not os.path.exists(path):
            return []
        import csv
        with open(path, encoding="utf-8-sig", newline="") as f:
            found = []
            for row in csv.DictReader(f):
                if row.get(name) and row[name] not in found:
                    found.append(row[name])
        return found[:: max(1, len(found) // most)][:most]
    return {"actors": column("actors.csv", "id", 3), "texts": column("texts.csv", "id", 1), "sources": column("sources.csv", "id", 2),
            "functions": column("ties.csv", "function", 2)}


def commands_of(name, folder, layouts, overlays):
    """Every command about one map, as lists of words. OUT stands for the file that is written. `layouts` and `overlays`: options of a figure for each, with
    FROM for a node."""
    ids, big = first_ids(folder), name.startswith(("brazil", "field-300"))
    starts = (ids["actors"] + ids["texts"])[: 2 if big else 4] or ["nobody"]
    listed, out = ("text", "json", "jsonl", "csv"), []
    for words in (["info"], ["outside"], ["accountability"], ["trace"], ["threads", "--from", starts[0]], ["check"], ["privacy"]):
        for form in ("text", "json", "csv", "jsonl"):
            out.append([words[0], folder, *words[1:], "--format", form])
    for words in (["outside"], ["outside", "--public"], ["accountability"], ["trace", "--public"], ["info", "--lang", "da"], ["outside", "--lang", "da"],
                  ["info", "--lang", "en"]):
        for extra in FILTERS[1:]:
            out.append([words[0], folder, *words[1:], *(extra if words[0] not in ("info", "trace") else [])])
    for start in starts:
        for form in listed:
            out += [["ruling", folder, "--from", start, "--format", form], ["ascent", folder, "--from", start, "--format", form]]
        out += [["ruling", folder, "--from", start, *extra] for extra in FILTERS]
        out += [["threads", folder, "--from", start, "--format", "json"], ["paths", folder, "--along", "up+", "--from", start, "--evidence", "--limit", "40"]]
    for pattern in PATTERNS:
        for form in listed:
            out.append(["paths", folder, "--along", pattern, "--from", starts[0], "--limit", "60", "--format", form])
        for mode in ("trail", "acyclic", "simple"):
            out.append(["paths", folder, "--along", pattern, "--from", starts[0], "--mode", mode, "--max-length", "5", "--limit", "60", "--max-steps", "200000"])
        out.append(["pairs", folder, "--along", pattern, "--limit", "60", "--format", "json"])
        out.append(["paths", folder, "--along", pattern, "--count", "--max-steps", "200000", "--max-length", "4"])
    for function in ids["functions"] + ["no such function"]:
        out += [["mandates", folder, "--function", function, "--format", form] for form in ("text", "json")]
    for source in ids["sources"] + ["no-such-source"]:
        out += [["withdraw", folder, "--source", source, "--format", form] for form in ("text", "json")]
    out += [["diff", folder, "--at", "2010", "--at", "2020", "--format", form] for form in ("text", "json")]
    out += [["diff", folder, folder], ["convert", folder, "OUT"], ["convert", folder, "OUT", "--public"], ["withdraw", folder, "--source", (ids["sources"] or ["s"])[0], "--apply", "OUT"]]
    out += [["chokepoints", folder], ["central", folder, "--measure", "degree"], ["brokers", folder, "--by", "sector", "--format", "json"]]
    for layout in layouts:
        layout = [starts[0] if word == "FROM" else word for word in layout]
        for end in ("svg", "gv", "json", "txt"):
            out.append(["figure", folder, "-o", "OUT." + end, *layout])
        for extra in (*overlays, ["--along", "up+", "--from", starts[0]],
                      ["--style", "print"], ["--style", "contrast", "--lang", "en"], ["--collapse", "6"], ["--paper", "a4"], ["--paper", "a3", "--spread"], ["--draft"],
                      ["--bare-lines"], ["--as-of", "2015"], ["--min-grade", "stated", "--assumed", "hide"], ["--lang", "da", "--title", "T<&>\"'"]):
            out.append(["figure", folder, "-o", "OUT.json" if big else "OUT.svg", *layout, *extra])
    if not big:
        out += [["page", folder, "-o", "OUT.html", *extra] for extra in ([], ["--lang", "en"], ["--draft"])]
    out += [["figure", folder, "-o", "OUT." + end] for end in ("png", "xyz")]
    return out


def wrong_uses(styr):
    some = os.path.join(ROOT, "data", "trafficking-dk")
    verbs = re.findall(r"^  (\w+) ", subprocess.run([styr, "--help"], capture_output=True, text=True, timeout=60).stdout, re.M)
    out = [[], ["--help"], ["--version"], ["nothing"], ["pattern", "a/b*"], ["pattern", "a/(b"], ["pattern", "up{0,3}", "--format", "json"], ["new", "OUT"]]
    for verb in verbs:
        out += [[verb], [verb, "--help"], [verb, some, "--no-such"], [verb, os.path.join(ROOT, "LICENSE", "no-such-map")], [verb, some, "--format"], [verb, some, "--format", "xml"],
                [verb, some, "--as-of", "20x6"], [verb, some, "--lang", "xx"], [verb, some, "--from", "nobody at all"]]
    return out


def ask(styr, number, words, blobs, scratch, maps):
    target = os.path.join(scratch, f"out-{number}")
    names = [word.replace("OUT", target) if word.startswith("OUT") else word for word in words]
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    if words and words[0] in ("figure", "page", "outside", "info", "privacy", "convert", "trace"):
        names += ["--today", "2026-01-01"] if "--help" not in words else []
    done = subprocess.run([styr, *names], stdin=subprocess.DEVNULL, capture_output=True, timeout=300, env=env)

    def keep(data):
        for name, path in [("OUT", target), *((f"MAP:{name}", path) for name, path in maps.items())]:
            data = data.replace(path.encode(), name.encode())
        key = hashlib.sha256(data).hexdigest()[:20]
        with open(os.path.join(blobs, key), "wb") as f:
            f.write(data)
        return key

    record = {"rc": done.returncode, "stdout": keep(done.stdout), "stderr": keep(done.stderr)}
    for base, _, files in os.walk(scratch):
        for name in files:
            path = os.path.join(base, name)
            if path.startswith(target + ".") or path.startswith(target + os.sep):
                with open(path, "rb") as f:
                    record[path[len(target):]] = keep(f.read())
                os.remove(path)
    return record


def record(styr, folder, most):
    blobs = os.path.join(folder, "blobs")
    os.makedirs(blobs, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        maps = make_maps(scratch)
        verbs = load("verbs")
        choices = verbs.layout_options(styr, "FROM"), verbs.overlay_options(styr, "2012", "2020")
        work = [(name, words) for name, path in maps.items() for words in commands_of(name, path, *choices)] + [("", words) for words in wrong_uses(styr)]
        work = work[:most]

        def one(number):
            own = os.path.join(scratch, f"own-{number}")
            os.makedirs(own)
            return ask(styr, number, work[number][1], blobs, own, maps)

        def plain(words):
            for name, path in maps.items():
                words = [word.replace(path, "MAP:" + name) for word in words]
            return " ".join(words)

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(one, range(len(work))))
        found = {}
        for (_, words), answer in zip(work, answers):
            found[plain(words)] = answer
    with open(os.path.join(folder, "index.json"), "w", encoding="utf-8") as f:
        json.dump(found, f, indent=0)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("styr")
    parser.add_argument("folder")
    parser.add_argument("--compare", metavar="OLD")
    parser.add_argument("--most", type=int, default=None, help="stop after so many commands")
    options = parser.parse_args()
    found = record(os.path.abspath(options.styr), options.folder, options.most)
    print(f"{len(found)} commands recorded")
    if not options.compare:
        return 0
    with open(os.path.join(options.compare, "index.json"), encoding="utf-8") as f:
        old = json.load(f)
    different = 0
    for words, answer in found.items():
        before = old.get(words)
        if before != answer:
            different += 1
            parts = sorted({*answer, *(before or {})}) if before else ["new"]
            print(f"DIFFERS {words}: " + ", ".join(p for p in parts if not before or before.get(p) != answer.get(p)))
    print(f"{len(found)} commands compared with {len(old)}, {different} differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

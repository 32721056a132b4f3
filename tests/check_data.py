# SPDX-License-Identifier: MIT
"""The map of the article keeps what it promises: 42 drawn actors with their footnotes and stars, a claim for every actor,
text, tie, case and event, every locator a heading, note or figure of the article, nothing assumed graded stated, no
administrative line graded stated, and files in canonical form.

usage: check_data.py STYR SOURCE-DIR
"""
import csv
import filecmp
import json
import os
import subprocess
import sys
import tempfile

HEADINGS = {
    "Indsatsen mod menneskehandel i Danmark", "De ’usynlige’ ofre – ønsker de systemets hjælp?", "Et offerperspektiv",
    "Kortlægning af kvindernes møder med private og offentlige aktører og organisationer",
    "Identifikation af styringsrationaler som danner grundlag for kvindernes frygt", "Isabels møde med det danske system",
    "Udlændingestyrelsens styringsrationalitet", "Social indsats rolle og betydning", "Afslutning", "Figur",
} | {f"Note {n}" for n in range(1, 7)} | {f"Figur, note {n}" for n in range(1, 7)}
PLAN = "handlingsplan-2019"
OUT = {"lokk", "sundhedsklinikken-roede-kors", "kit", "gadejuristen"}
failures = []
checks = 0


def check(ok, text):
    global checks
    checks += 1
    if not ok:
        failures.append(text)


def table(folder, name):
    with open(os.path.join(folder, name + ".csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def check_claims(claims, ties, events, actors, texts, cases):
    known = {"actor:" + a["id"] for a in actors} | {"text:" + t["id"] for t in texts} | {"tie:" + t["id"] for t in ties}
    known |= {f"event:{e['case']}/{e['step']}" for e in events} | {"case:" + c["id"] for c in cases}
    about = {c["about"] for c in claims}
    for thing in sorted(known):
        check(thing in about, f"{thing} has no claim")
    for c in claims:
        check(c["locator"] in HEADINGS, f"locator of {c['about']}: {c['locator']!r} is no heading, note or figure of the article")
        check(c["source"] and c["grade"], f"claim about {c['about']} lacks source or grade")
        check(c["quote"] == "", f"claim about {c['about']} quotes the article")
        if c["source"] == "almen-viden":
            check(c["grade"] == "assumed", f"general knowledge about {c['about']} is graded {c['grade']}")
        if c["grade"] == "assumed":
            check(c["source"] == "almen-viden", f"{c['about']} is assumed, yet names {c['source']}")


def check_ties(ties, claims, drawn):
    support = {}
    for c in claims:
        if c["about"].startswith("tie:") and c["stance"] in ("", "supports"):
            support.setdefault(c["about"][4:], set()).add(c["grade"])
    for t in ties:
        administrative = t["type"] in ("part_of", "member_of", "supervises", "instructs") and t["from"] in drawn and t["to"] in drawn
        if administrative:
            check(not support.get(t["id"], set()) & {"stated", "observed"}, f"administrative line {t['id']} is graded stated")
    anchored = {t["to"] for t in ties if t["from"] == PLAN and t["type"] == "activates"}
    check(anchored == set(drawn) - OUT - {"arbejdsgruppen"}, f"anchored: {sorted(anchored ^ (set(drawn) - OUT - {'arbejdsgruppen'}))}")
    money = [t for t in ties if t["type"] == "funds" and t["to"] == PLAN]
    check([(m["amount"], m["currency"], m["start"], m["end"], m["programme"]) for m in money] ==
          [("63000000.00", "DKK", "2019", "2021", PLAN)], f"the 63 million: {money}")
    mandates = [t for t in ties if t["type"] == "mandates" and t["function"] == "vurdering"]
    check(len(mandates) == 3 and all(m["scope"] for m in mandates), "three mandates to assess, each with a scope")
    check(sum(t["type"] == "gates" and t["to"] == "cmm" for t in ties) == 1, "the gated decision")
    for c in claims:
        if c["about"].startswith("none:"):
            check(c["stance"] == "absent" and c["grade"] == "stated", f"{c['about']} is not a stated denial")
    denied = {c["about"] for c in claims if c["about"].startswith("none:")}
    check({d.split("|")[2] for d in denied if "|activates|" in d} == OUT, "the four not anchored")
    check({d.split("|")[2] for d in denied if "|funds|" in d} == OUT, "the four without plan money")


def check_figure(figure, actors):
    label = {a["id"]: a["label"] for a in actors}
    check(len(figure) == 42 and len({f["node"] for f in figure}) == 42, f"{len(figure)} boxes")
    for f in figure:
        check(f["label"].replace("\u00ad", "") == label.get(f["node"]), f"figure label of {f['node']} differs from its label")
    notes = {f["footnote"]: f["node"] for f in figure if f["footnote"]}
    check(notes == {"1": "lokk", "2": "kit", "3": "iom", "4": "ucn", "5": "nec", "6": "uks"}, f"footnotes: {notes}")
    bars = [f["node"] for f in figure if f["span"] == "all"]
    check(bars == ["arbejdsgruppen"], f"bars: {bars}")
    by_sector = {}
    for a in actors:
        if a["id"] in {f["node"] for f in figure}:
            by_sector.setdefault(a["sector"], []).append(a["id"])
            check(a["label_en"] != "", f"{a['id']} has no English label")
    check({s: len(v) for s, v in by_sector.items()} == {"public": 26, "private": 15, "international": 1}, f"sectors: {by_sector}")


def check_case(cases, events, actors):
    check([c["id"] for c in cases] == ["isabel"], "one case")
    steps = [int(e["step"]) for e in events]
    check(steps == list(range(1, len(steps) + 1)), f"steps: {steps}")
    first = next(e for e in events if e["actor"] == "isabel" and e["to"])
    check(first["to"] == "kvindekrisecenter", "her first door is the shelter")
    check(sum(e["actor"] == "isabel" for e in events) >= 6, "Isabel acts")
    unnamed = [a["id"] for a in actors if a["known"] == "unnamed"]
    check(unnamed == ["ngo-unavngiven"], f"unnamed: {unnamed}")


def check_english(events, package):
    """Nothing that the figure and the page show of the package is Danish alone."""
    check(all(bool(e["outcome"]) == bool(e["outcome_en"]) for e in events), "an outcome lacks its English")
    drawn = package["styr"]["figure"]
    check(package["title_en"] and drawn["title_en"] and drawn["caption_en"], "title or caption lacks its English")
    check(set(drawn["footnotes"]) == set(drawn["footnotes_en"]), "a footnote lacks its English")


def main(styr, source):
    folder = os.path.join(source, "data", "trafficking-dk")
    names = ("actors", "texts", "ties", "claims", "cases", "events", "figure", "sources")
    t = {name: table(folder, name) for name in names}
    drawn = [f["node"] for f in t["figure"]]
    check_claims(t["claims"], t["ties"], t["events"], t["actors"], t["texts"], t["cases"])
    check_ties(t["ties"], t["claims"], drawn)
    check_figure(t["figure"], t["actors"])
    check_case(t["cases"], t["events"], t["actors"])
    with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as f:
        check_english(t["events"], json.load(f))
    check(sum(x["kind"] == "rationale" for x in t["texts"]) == 3, "three ruling rationalities")
    checked = subprocess.run([styr, "check", folder], capture_output=True, text=True, timeout=60)
    check(checked.returncode == 0 and "0 errors, 0 warnings" in checked.stdout, checked.stdout)
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "out")
        subprocess.run([styr, "convert", folder, out], check=True, capture_output=True, timeout=60)
        for name in sorted(os.listdir(out)):
            check(filecmp.cmp(os.path.join(folder, name), os.path.join(out, name), shallow=False), f"{name} is not in canonical form")
    for line in failures:
        print(line)
    print(f"{checks} checks, {len(failures)} problems")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))

# SPDX-License-Identifier: MIT
"""The questions, asked of generated fields and of the map of the article, against answers that do not come from the tool:
of the fields from what was planted and from tests/field/expect.py, of the map from tests/field/trafficking.json.
A verb or reason that the tool does not know is reported as skipped, and with --strict a failure.

usage: check_field.py STYR SOURCE-DIR [--maps N] [--actors N] [--seed N] [--keep FOLDER] [--strict]
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "field"))
import expect  # noqa: E402
import make_field  # noqa: E402

RANK = expect.RANK
passed, failed, skipped = 0, 0, {}


def differences(want, got, where=""):
    """Lines that say where two values differ. Lists of objects that are named are compared name by name."""
    if isinstance(want, dict) and isinstance(got, dict):
        out = []
        for key in sorted(set(want) | set(got), key=str):
            if key not in got:
                out.append(f"{where}/{key}: missing; expected {short(want[key])}")
            elif key not in want:
                out.append(f"{where}/{key}: not expected; got {short(got[key])}")
            else:
                out += differences(want[key], got[key], f"{where}/{key}")
        return out
    if isinstance(want, list) and isinstance(got, list):
        for name in ("id", "tie", "step", "source", "members", "ties"):
            rows = want + got
            if rows and all(isinstance(x, dict) and name in x for x in rows):
                a, b = ({json.dumps(x[name]): x for x in side} for side in (want, got))
                if len(a) == len(want) and len(b) == len(got):
                    return differences(a, b, where)
        a, b = ([json.dumps(x, sort_keys=True, ensure_ascii=False) for x in side] for side in (want, got))
        out = [f"{where}: missing {short(x)}" for x in a if x not in b] + [f"{where}: not expected {short(x)}" for x in b if x not in a]
        return out or ([] if a == b else [f"{where}: expected {short(want)}, got {short(got)}"])
    return [] if want == got else [f"{where}: expected {short(want)}, got {short(got)}"]


def short(value):
    text = value if isinstance(value, str) and value[:1] in '[{"' else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) < 300 else text[:300] + " …"


def compare(what, want, got):
    global passed, failed
    lines = differences(want, got)
    if not lines:
        passed += 1
        return
    failed += 1
    print(f"FAIL {what}: {len(lines)} differences")
    for line in lines[:12]:
        print("    " + line)
    if len(lines) > 12:
        print(f"    … and {len(lines) - 12} more")


class Tool:
    def __init__(self, path):
        self.path = path

    def ask(self, what, verb, *arguments):
        """The answer as data; None where the tool does not know the verb or does not answer."""
        global failed
        if verb in skipped:
            skipped[verb] += 1
            return None
        done = subprocess.run([self.path, verb, *arguments, "--format", "json"], capture_output=True, text=True)
        if done.returncode == 2 and "there is no verb" in done.stderr:
            skipped[verb] = 1
            return None
        if done.returncode not in (0, 1) or not done.stdout.strip():
            failed += 1
            print(f"FAIL {what}: exit status {done.returncode}: {(done.stderr or done.stdout).strip()[:400]}")
            return None
        try:
            return json.loads(done.stdout)
        except ValueError as e:
            failed += 1
            print(f"FAIL {what}: not JSON: {e}")
            return None


# ---- the tool's answers, reduced to what can be compared ----

def brief(claims):
    return [list(c) for c in sorted({(c["about"], c["source"], c["stance"]) for c in claims})]


def scope(text):
    return expect.write_scope(expect.parse_scope(text))


def members(lists):
    return sorted(sorted(x) for x in lists)


def rank(grade):
    return RANK[grade or ""]


def tidy(*checks):
    """A reduction that says what is missing, rather than to stop."""
    def wrap(function):
        def call(*arguments):
            try:
                return function(*arguments)
            except (KeyError, TypeError, AttributeError, ValueError) as e:
                return {"unreadable": f"{type(e).__name__}: {e}"}
        return call
    return wrap(checks[0])


def meanwhile(want, got):
    """Where the tool gives none of the newer reasons to anyone, what is left to compare; said aloud at the end."""
    missing = [c for c in expect.REASONS if not any(c in p.get("reasons", {}) for p in got.values())] if "unreadable" not in got else []
    if not missing or len(missing) == len(expect.REASONS):
        return want
    for code in missing:
        skipped[f"reason {code}"] = skipped.get(f"reason {code}", 0) + 1
    return {i: {**p, "reasons": {c: v for c, v in p["reasons"].items() if c not in missing}} for i, p in want.items()}


@tidy
def outside(answer):
    out = {}
    for org in answer["organisations"]:
        for who, under in [(org, None)] + [(u, org["id"]) for u in org["units"]]:
            out[who["id"]] = {"standing": who["standing"], "reasons": {r["code"]: r["value"] for r in who["reasons"]}, "under": under}
    return out


@tidy
def mandates(answer, field):
    out = {"function": answer["function"], "holders": [], "overlaps": [], "cases": [], "gates": []}
    for h in answer["holders"]:
        out["holders"].append({**{k: h[k] for k in ("id", "tie", "type", "by", "value")}, "start": h["start"] or "", "end": h["end"] or "",
                               "scope": scope(h["scope"]), "grade": rank(h["grade"]), "claims": brief(h["claims"])})
    for o in answer["overlaps"]:
        pair = sorted(zip(o["ties"], o["holders"]))
        out["overlaps"].append({"ties": [p[0] for p in pair], "holders": [p[1] for p in pair], "scope": scope(o["scope"]), "value": o["value"]})
    for c in answer["cases"]:
        left = set()
        for gap in c["gaps"]:
            left |= field.points(expect.parse_scope(gap))
        near = [{"tie": n["tie"], "holder": n["holder"], "fails": sorted(n["fails"])} for n in c["near"]]
        out["cases"].append({"id": c["id"], "class": scope(c["class"]), "covered": c["covered"], "by": sorted(c["by"]),
                             "gaps": sorted(map(list, left)), "near": sorted(near, key=lambda n: n["tie"])})
    for g in answer["gates"]:
        out["gates"].append({**{k: g[k] for k in ("tie", "gate", "holder", "value")}, "grade": rank(g["grade"]), "claims": brief(g["claims"])})
    for part, key in (("holders", "tie"), ("gates", "tie"), ("overlaps", "ties"), ("cases", "id")):
        out[part].sort(key=lambda x: x[key])
    return out


@tidy
def trace(answer):
    out = {k: answer[k] for k in ("case", "standpoint", "first_door")}
    out["class"] = scope(answer["class"])
    out["steps"] = [{**{k: s[k] for k in ("step", "actor", "action", "to", "outcome", "handler", "standing", "mandate")}, "outcome": s["outcome"] or "",
                     "apexes": members(s["apexes"]), "rationales": sorted(s["rationales"]), "claims": brief(s["claims"])} for s in answer["steps"]]
    out["handovers"] = [{**{k: h[k] for k in ("step", "from", "to")}, "ties": sorted(h["ties"])} for h in answer["handovers"]]
    out["loops"] = sorted(answer["loops"], key=lambda x: x["id"])
    out["leaves_plan"] = answer["leaves_plan"]
    out["not_drawn"] = sorted(answer["not_drawn"] or [], key=lambda x: x["id"])
    out["not_met"] = sorted(answer["not_met"] or [], key=lambda x: x["id"])
    out["disjunctures"] = [{"step": d["step"], "claims": brief(d["claims"])} for d in answer["disjunctures"]]
    return out


@tidy
def accountability(answer):
    return {"ties": sorted(({**{k: t[k] for k in ("tie", "type", "from", "to", "reports")}, "by": sorted(t["by"])} for t in answer["ties"]), key=lambda t: t["tie"]),
            "multiple": sorted(({"id": m["id"], "principals": sorted(m["principals"]), "ties": sorted(m["ties"])} for m in answer["multiple"]), key=lambda m: m["id"]),
            "circles": members(answer["circles"])}


@tidy
def threads(answer):
    out = []
    for t in answer["threads"]:
        apexes = [{"members": sorted(a["members"]),
                   "paths": sorted(({"nodes": p["nodes"], "ties": p["ties"]} for p in a["paths"]), key=lambda p: p["ties"]) if len(a["members"]) == 1 else None}
                  for a in t["apexes"]]
        out.append({"source": t["source"], "ties": t["ties"], "apexes": sorted(apexes, key=lambda a: a["members"])})
    return {"from": answer["from"], "threads": sorted(out, key=lambda t: t["source"])}


@tidy
def withdraw(answer):
    return {"source": answer["source"], "claims": answer["claims"], "ties_lost": sorted(answer["ties_lost"]), "nodes_lost": sorted(answer["nodes_lost"]),
            "ties_weakened": sorted(({"tie": t["tie"], "before": rank(t["before"]), "after": rank(t["after"])} for t in answer["ties_weakened"]), key=lambda t: t["tie"]),
            "standings": sorted(answer["standings"], key=lambda s: s["id"]),
            "apexes": sorted(({"id": a["id"], "before": members(a["before"]), "after": members(a["after"])} for a in answer["apexes"]), key=lambda a: a["id"])}


@tidy
def ascent(answer, levels, want):
    out = {"from": answer["from"], "apexes": [], "boss_texts": []}
    for a in answer["apexes"]:
        paths = None
        if len(a["members"]) == 1:
            paths = [{**{k: p[k] for k in ("nodes", "ties", "levels", "inversions", "unknown", "text_ties")}, "grade": rank(p["grade"]),
                      "skips": [{"from": s["from"], "to": s["to"], "ranks": sorted({levels[x] for x in s["levels"]})} for s in p["skips"]]} for p in a["paths"]]
            paths.sort(key=lambda p: p["ties"])
        out["apexes"].append({"members": sorted(a["members"]), "paths": paths})
    out["apexes"].sort(key=lambda a: a["members"])
    doubtful = {b["id"] for b in want["boss_texts"] if b["texts"] is None}  # counted over other texts or directly: not fixed
    out["boss_texts"] = sorted(({"id": b["id"], "texts": None if b["id"] in doubtful else b["texts"]} for b in answer["boss_texts"]), key=lambda b: b["id"])
    return out


@tidy
def ruling(answer):
    return sorted(({"members": sorted(a["members"]), "contains_from": a["contains_from"], "without_assumed": a["without_assumed"]} for a in answer["apexes"]),
                  key=lambda a: a["members"])


@tidy
def diff(answer, want):
    """What is said of an actor that was followed, and standings of actors that are there once only, is not fixed."""
    followed = set(want["followed"])
    number = lambda text: float(text) if text not in (None, "") else ""
    changed = []
    for c in answer["ties"]["changed"]:
        tie = c["tie"]["id"] if isinstance(c["tie"], dict) else c["tie"]
        pair = next((w["tie"] for w in want["ties"]["changed"] if tie in w["tie"]), [tie])
        changed.append({"tie": pair, "column": c["column"], "before": c["before"] or "", "after": c["after"] or ""})
    for side in (changed, want["ties"]["changed"]):
        for c in side:
            if c["column"] == "amount":
                c["before"], c["after"] = number(c["before"]), number(c["after"])
    name = lambda t: t["id"] if isinstance(t, dict) else t
    return {"nodes": {"added": sorted(answer["nodes"]["added"]), "removed": sorted(answer["nodes"]["removed"]),
                      "changed": sorted(({**c, "before": c["before"] or "", "after": c["after"] or ""} for c in answer["nodes"]["changed"] if c["id"] not in followed),
                                        key=lambda c: (c["id"], c["column"]))},
            "ties": {"added": sorted(map(name, answer["ties"]["added"])), "removed": sorted(map(name, answer["ties"]["removed"])),
                     "changed": sorted(changed, key=lambda c: (c["tie"], c["column"]))},
            "reorganisations": sorted(({"kind": r["kind"], "from": sorted(r["from"]), "to": sorted(r["to"]), "date": r["date"]}
                                       for r in answer["reorganisations"] if r["kind"] != "abolished"), key=lambda r: (r["kind"], r["from"])),
            "standings": sorted((s for s in answer["standings"] if s["id"] not in followed and s["before"] and s["after"]), key=lambda s: s["id"])}


def hold(want):
    """Expected nodes.changed without those that were followed, and without the list of these."""
    out = {k: v for k, v in want.items() if k != "followed"}
    out["nodes"] = {**want["nodes"], "changed": [c for c in want["nodes"]["changed"] if c["id"] not in want["followed"]]}
    out["standings"] = [s for s in want["standings"] if s["id"] not in want["followed"]]
    return out


# ---- generated fields ----

def check_generated(tool, folder, actors, seed):
    global failed
    make_field.make(folder, actors, seed)
    for each in (folder, folder + "-changed"):
        done = subprocess.run([tool.path, "check", each], capture_output=True, text=True)
        if done.returncode:
            failed += 1
            print(f"FAIL seed {seed}: the field does not pass check:\n{done.stdout[-800:]}{done.stderr[-400:]}")
            return
    want, field = expect.expect(folder), expect.Map(folder)
    with open(os.path.join(folder, "planted.json"), encoding="utf-8") as f:
        compare(f"seed {seed}: what was planted and what the tables say", [], expect.against_planted(field, json.load(f), want["outside"]))

    def ask(reduce, expected, verb, *arguments):
        what = f"seed {seed}: {verb} {' '.join(a for a in arguments if a != folder)}".replace(folder, "field")
        answer = tool.ask(what, verb, *arguments)
        if answer is not None:
            got = reduce(answer)
            expected = expected() if callable(expected) else expected
            compare(what, meanwhile(expected, got) if verb == "outside" else expected, got)

    ask(outside, want["outside"], "outside", folder)
    for at, expected in want["outside_at"].items():
        ask(outside, expected, "outside", folder, "--as-of", at)
    for actor, expected in want["ruling"].items():
        ask(ruling, expected, "ruling", folder, "--from", actor)
    for actor, expected in want["ascent"].items():
        ask(lambda a, w=expected: ascent(a, field.levels, w), expected, "ascent", folder, "--from", actor)
    for function, expected in want["mandates"].items():
        ask(lambda a: mandates(a, field), expected, "mandates", folder, "--function", function)
    for case, expected in want["trace"].items():
        ask(trace, expected, "trace", folder, "--case", case)
    ask(accountability, want["accountability"], "accountability", folder)
    for actor, expected in want["threads"].items():
        ask(threads, expected, "threads", folder, "--from", actor)
    for source, expected in want["withdraw"].items():
        ask(withdraw, expected, "withdraw", folder, "--source", source)
    one, two = make_field.DATES[:2]
    ask(lambda a: diff(a, want["diff"]["dates"]), lambda: hold(want["diff"]["dates"]), "diff", folder, "--at", one, "--at", two)
    ask(lambda a: diff(a, want["diff"]["maps"]), lambda: hold(want["diff"]["maps"]), "diff", folder, folder + "-changed")


# ---- the map of the article, by hand ----

def part(want, got):
    """Of an answer what the expected one speaks of; comments and names of lists aside."""
    if isinstance(want, dict) and isinstance(got, dict):
        return {k: part(want[k], got[k]) for k in want if k in got}
    return got


def check_by_hand(tool, source):
    folder = os.path.join(source, "data", "trafficking-dk")
    field = expect.Map(folder)
    with open(os.path.join(source, "tests", "field", "trafficking.json"), encoding="utf-8") as f:
        hand = json.load(f)
    view = expect.View(field)
    places = view.places()

    def both(what, want, worked, verb, *arguments, reduce):
        """By hand against worked out from the tables, then against the tool."""
        compare(f"by hand against the tables: {what}", want, part(want, worked))
        answer = tool.ask(what, verb, folder, *arguments)
        if answer is not None:
            got = reduce(answer)
            if verb == "outside":
                want = meanwhile(want, got)
            compare(f"by hand: {what}", want, got if isinstance(got, dict) and "unreadable" in got else part(want, got))

    reasons = hand["outside"]["organisations"]
    standing = {i: p["standing"] for i, p in places.items() if p["standing"] != "in"}
    compare("by hand against the tables: who is not in", hand["outside"]["not_in"], standing)
    answer = tool.ask("who is not in", "outside", folder)
    if answer is not None:
        got = outside(answer)
        compare("by hand: who is not in", hand["outside"]["not_in"], {i: p.get("standing") for i, p in got.items() if p.get("standing") != "in"})
    both("outside", reasons, places, "outside", reduce=outside)
    for function, want in hand["mandates"].items():
        both(f"mandates {function}", want, view.mandates(function), "mandates", "--function", function, reduce=lambda a: mandates(a, field))
    for case, want in hand["trace"].items():
        want = dict(want)
        steps = want.pop("steps")
        both(f"trace {case}", want, view.trace(case), "trace", "--case", case, reduce=trace)
        by_step = lambda t: {str(s["step"]): s for s in t["steps"]} if "steps" in t else t
        both(f"trace {case}, steps", steps, by_step(view.trace(case)), "trace", "--case", case, reduce=lambda a: by_step(trace(a)))
    both("accountability", hand["accountability"], view.accountability(), "accountability", reduce=accountability)
    for actor, want in hand["ruling"].items():
        both(f"ruling {actor}", want["apexes"], view.ruling(actor), "ruling", "--from", actor, reduce=ruling)
    for actor, want in hand["ascent"].items():
        both(f"ascent {actor}", {k: v for k, v in want.items() if k != "comment"}, view.ascent(actor), "ascent", "--from", actor,
             reduce=lambda a, w=want: ascent(a, field.levels, w))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("source")
    parser.add_argument("--maps", type=int, default=3)
    parser.add_argument("--actors", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="keep the generated fields in this folder")
    parser.add_argument("--strict", action="store_true", help="what the tool does not know is a failure")
    given = parser.parse_args()
    tool = Tool(given.tool)
    check_by_hand(tool, given.source)
    with tempfile.TemporaryDirectory() as temporary:
        for seed in range(given.seed, given.seed + given.maps):
            check_generated(tool, os.path.join(given.keep or temporary, f"field-{seed}"), given.actors, seed)
    for verb, times in skipped.items():
        print(f"SKIPPED: the tool does not know {verb}: not compared {times} times")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or (given.strict and skipped) else 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""Every package under tests/cases/package/bad is refused with exactly the expected file, row and column, and nothing on
disk changes; every one under good reads with the expected counts and survives being written and read twice.

usage: check_package.py STYR SOURCE-DIR
"""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

failures = []


def run(styr, *args):
    return subprocess.run([styr, *args], capture_output=True, timeout=120)


def digest(folder):
    out = []
    for base, dirs, files in os.walk(folder):
        dirs.sort()
        for name in sorted(files):
            path = os.path.join(base, name)
            with open(path, "rb") as f:
                out.append((os.path.relpath(path, folder), hashlib.sha256(f.read()).hexdigest()))
        out.extend((os.path.relpath(os.path.join(base, d), folder) + "/", "") for d in dirs)
    return sorted(out)


def issues(styr, folder):
    done = run(styr, "check", folder, "--format", "jsonl")
    if done.returncode not in (0, 1):
        raise RuntimeError(f"check ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.returncode, [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def check_bad(styr, folder, scratch):
    before = digest(folder)
    expected = {}
    with open(os.path.join(folder, "expect"), encoding="utf-8") as f:
        for line in f.read().splitlines():
            place, _, keyword = line.rpartition(": ")
            expected[place] = keyword
    code, found = issues(styr, folder)
    errors = {f"{i['file']}:{i['row']}:{i['column']}": i["message"] for i in found if i["severity"] == "error"}
    problems = []
    if code != 1:
        problems.append(f"exit status {code}")
    problems += [f"not reported: {place}" for place in expected if place not in errors]
    problems += [f"reported without reason: {place}: {errors[place]}" for place in errors if place not in expected]
    problems += [f"{place}: \"{errors[place]}\" does not say {word}" for place, word in expected.items()
                 if place in errors and word.lower() not in errors[place].lower()]
    out = os.path.join(scratch, "out")
    converted = run(styr, "convert", folder, out)
    if converted.returncode != 1 or os.listdir(scratch):
        problems.append(f"convert ended with {converted.returncode} and left {os.listdir(scratch)}")
    for place in expected:  # the errors are also told where the map is merely used
        if place.encode() not in converted.stderr:
            problems.append(f"convert does not mention {place}")
    if digest(folder) != before:
        problems.append("the package was changed")
    return problems


def check_good(styr, folder, scratch):
    problems = []
    code, found = issues(styr, folder)
    if code != 0:
        return [f"refused: {found}"]
    info = json.loads(run(styr, "info", folder, "--format", "json").stdout)["tables"]
    info["warnings"] = len(found)
    with open(os.path.join(folder, "expect"), encoding="utf-8") as f:
        for name, number in (line.split() for line in f.read().splitlines()):
            if info[name] != int(number):
                problems.append(f"{name}: {info[name]}, expected {number}")
    once, twice = os.path.join(scratch, "1"), os.path.join(scratch, "2")
    for source, target in ((folder, once), (once, twice)):
        done = run(styr, "convert", source, target)
        if done.returncode != 0:
            return problems + [f"convert: {done.stderr.decode(errors='replace')}"]
    if digest(once) != digest(twice):
        problems.append("writing what was written gives other bytes")
    again = json.loads(run(styr, "info", once, "--format", "json").stdout)["tables"]
    if any(again[name] != info[name] for name in again):
        problems.append(f"counts changed on the way: {info} {again}")
    return problems


def main(styr, source):
    counts = {}
    for sort, check, least in (("bad", check_bad, 60), ("good", check_good, 25)):
        top = os.path.join(source, "tests", "cases", "package", sort)
        cases = sorted(os.listdir(top))
        counts[sort] = len(cases)
        if len(cases) < least:
            failures.append(f"{sort}: only {len(cases)} cases")
        for case in cases:
            scratch = tempfile.mkdtemp(prefix="styr-cases-")
            try:
                failures.extend(f"{sort}/{case}: {p}" for p in check(styr, os.path.join(top, case), scratch))
            finally:
                shutil.rmtree(scratch)
    for line in failures:
        print(line)
    print(f"{counts['bad']} bad and {counts['good']} good packages, {len(failures)} problems")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))

# SPDX-License-Identifier: MIT
"""The tool as a person or a script meets it: every file under tests/cases/cli is one call with the exit status, output and
messages it must have, and the answers on the article's map are right as data in every form.

What every verb has in common (help, missing and surplus arguments, a missing map, a full disk, wrong formats and grades) is tried
for each verb that the tool lists, with the call of it in the README; see verb_cases().

A .case file has one `key: value` a line; lines that begin with # are remarks. Keys, those with * may be repeated:

    needs: PROGRAM        skip the case where this program does not lie beside the tool
    setup: SHELL *        done first, in an empty folder of its own; $STYR, $DATA (data/trafficking-dk), $CASES
                          (tests/cases/package) are set
    args: ARGUMENTS       of the tool, split as a shell would; $DATA and $CASES are replaced
    redirect: SHELL       for example >/dev/full or >&-
    exit: N               exit status
    stdout: LINE *        all lines of standard output
    stdout-has: TEXT *    stderr-has: TEXT *     some of it
    stdout-lacks: TEXT *  stderr-lacks: TEXT *   none of it
    stdout-empty          stderr-empty
    stderr-lines: N       number of lines
    then: SHELL *         must succeed afterwards, in the same folder

Besides, for every call: the status is one of 0 to 4; messages never stand on standard output, nor answers of a failed call;
output is UTF-8 and ends in a newline; wrong usage says where help is; no temporary file stays behind.

usage: check_cli.py STYR SOURCE-DIR [CASE]    CASE: only the cases whose names begin so
"""
import csv
import io
import itertools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from verbs import example, option_names, verbs_of

MANY = {"setup", "stdout", "stdout-has", "stdout-lacks", "stderr-has", "stderr-lacks", "then"}
ONE = {"needs", "args", "redirect", "exit", "stderr-lines"}
BARE = {"stdout-empty", "stderr-empty"}
MESSAGE = re.compile(r"^styr( [a-z]+)?: ", re.M)
NOISE = re.compile(r"runtime error:|(Address|Leak|Thread|Memory|UndefinedBehavior)Sanitizer")
passed, failed, skipped = 0, 0, 0


def report(problems, name):
    global passed, failed
    if problems:
        failed += 1
        print(f"FAIL {name}")
        for p in problems:
            print(f"     {p}")
    else:
        passed += 1
        print(f"ok   {name}")


# ---- cases ----

def read_case(text):
    case = {k: [] for k in MANY}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if key in BARE and not colon:
            case[key] = True
        elif key in MANY and colon:
            case[key].append(value)
        elif key in ONE and colon and key not in case:
            case[key] = value
        else:
            raise ValueError(f"line {number} is not understood: {line!r}")
    if "args" not in case or "exit" not in case:
        raise ValueError("a case needs args and exit")
    if not any(case[k] for k in MANY - {"setup"}) and not any(k in case for k in BARE | {"stderr-lines"}):
        raise ValueError("a case needs something to expect beside the exit status")
    return case


def shell(command, folder, environment):
    return subprocess.run(["sh", "-eu", "-c", command], cwd=folder, env=environment, capture_output=True, timeout=300)


def call(styr, case, folder, environment):
    args = shlex.split(case["args"])
    for name in ("DATA", "CASES"):
        args = [a.replace("$" + name, environment[name]) for a in args]
    command = [styr, *args]
    if "redirect" in case:
        command = ["sh", "-c", 'exec "$@" ' + case["redirect"], "sh", *command]
    return subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)


def decode(raw, what, problems):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as e:
        problems.append(f"{what} is not UTF-8: {e}")
        return raw.decode("utf-8", "replace")


def always(done, stdout, stderr, case, problems):
    """What holds for every call."""
    code = done.returncode
    if code not in range(5):
        problems.append(f"exit status {code} is none of 0 to 4")
    if code in (2, 3) and stdout and "redirect" not in case:
        problems.append(f"a call that ended with {code} wrote to standard output: {stdout[:80]!r}")
    if MESSAGE.search(stdout):
        problems.append(f"a message stands on standard output: {MESSAGE.search(stdout).group()!r}")
    for text, what in ((stdout, "standard output"), (stderr, "standard error")):
        if text and not text.endswith("\n"):
            problems.append(f"{what} does not end in a newline")
    if code == 2 and not re.search(r"styr( [a-z]+)? --help` |usage: styr VERB", stderr):
        problems.append("wrong usage does not say where help is")
    if NOISE.search(stderr):
        problems.append(f"a sanitizer complained: {stderr[-1500:]}")


def left_behind(folder):
    return [n for base, dirs, files in os.walk(folder) for n in dirs + files if re.match(r"\..*\.(tmp|old)$", n)]


def compare(done, case, problems):
    stdout, stderr = decode(done.stdout, "standard output", problems), decode(done.stderr, "standard error", problems)
    if str(done.returncode) != case["exit"]:
        problems.append(f"exit status {done.returncode}, expected {case['exit']}; standard error: {stderr[:300]!r}")
    always(done, stdout, stderr, case, problems)
    if case["stdout"] and stdout != "".join(line + "\n" for line in case["stdout"]):
        problems.append(f"standard output is {stdout[:600]!r}")
    for name, text in (("stdout", stdout), ("stderr", stderr)):
        problems += [f"{name} lacks {t!r}: {text[:300]!r}" for t in case[name + "-has"] if t not in text]
        problems += [f"{name} has {t!r}" for t in case[name + "-lacks"] if t in text]
        if name + "-empty" in case and text:
            problems.append(f"{name} is not empty: {text[:300]!r}")
    if "stderr-lines" in case and len(stderr.splitlines()) != int(case["stderr-lines"]):
        problems.append(f"standard error has {len(stderr.splitlines())} lines, expected {case['stderr-lines']}: {stderr[:300]!r}")


def run_case(styr, source, text):
    """Problems of one case, or None when it is skipped."""
    problems = []
    case = read_case(text)
    if "needs" in case and not os.access(os.path.join(os.path.dirname(styr), case["needs"]), os.X_OK):
        return None
    folder = tempfile.mkdtemp(prefix="styr cli 'æ ")
    environment = {**os.environ, "STYR": styr, "DATA": os.path.join(source, "data", "trafficking-dk"),
                   "CASES": os.path.join(source, "tests", "cases", "package")}
    try:
        for command in case["setup"]:
            done = shell(command, folder, environment)
            if done.returncode != 0:
                return [f"setup failed: {command}: {done.stderr.decode(errors='replace')}"]
        compare(call(styr, case, folder, environment), case, problems)
        for command in case["then"]:
            done = shell(command, folder, environment)
            if done.returncode != 0:
                problems.append(f"afterwards this fails: {command} {(done.stdout + done.stderr).decode(errors='replace')[:400]}")
        problems += [f"left behind: {n}" for n in left_behind(folder)]
    finally:
        shutil.rmtree(folder)
    return problems


def run_cases(styr, source, only=""):
    global skipped
    top = os.path.join(source, "tests", "cases", "cli")
    names = sorted(n for n in os.listdir(top) if n.endswith(".case") and n.startswith(only))
    for name in names:
        with open(os.path.join(top, name), encoding="utf-8") as f:
            text = f.read()
        try:
            problems = run_case(styr, source, text)
        except (ValueError, subprocess.TimeoutExpired) as e:
            problems = [str(e)]
        if problems is None:
            skipped += 1
            print(f"SKIP: {name[:-5]} was NOT tried: it needs {read_case(text)['needs']}")
        else:
            report(problems, name[:-5])
    report([] if only or len(names) >= 60 else [f"only {len(names)} cases"], "there are enough cases")
    print(f"{len(names)} cases")


# ---- what holds for every verb ----

def all_cases(source):
    folder = os.path.join(source, "tests", "cases", "cli")
    texts = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            texts.append(f.read())
    return "\n".join(texts)


def verb_cases(verb, words, answered):
    """Cases of one verb, made from its call in the README, where the map is $DATA. `answered`: the formats in which it prints something."""
    name, usage = verb["name"], f"styr {verb['name']} {verb['arguments']}"
    places = list(itertools.takewhile(lambda w: not w.startswith(("-", "[-", "[options]")), verb["arguments"].split()))
    wrong = f"exit: 2\nstdout-empty\nstderr-has: styr {name}: "
    call, full = shlex.join(words).replace("'$DATA'", "$DATA"), "exit: 3\nstderr-has: could not write the output\nstderr-lines: 1"
    yield "help", f"args: {name} --help\nexit: 0\nstderr-empty\nstdout-has: usage: {usage}\n" + "".join(
        f"stdout-has:   {' '.join(filter(None, (o['name'], o['argument'])))}\n" for o in verb["options"])
    yield "help, full disk", f"args: {name} --help\nredirect: >/dev/full\n{full}"
    yield "no argument", f"args: {name}\n{wrong}an argument is missing: {usage}\nstderr-has: `styr {name} --help` tells how it is used."
    yield "surplus argument", f"args: {name} {' '.join('abc'[: len(places) + 1])}\n{wrong}\"{'abc'[len(places)]}\" is one argument too many\nthen: test -z \"$(ls -A)\""
    yield "unknown option", f"args: {call} --zzzzzz\n{wrong}there is no option \"--zzzzzz\"\nstderr-has: `styr {name} --help` tells how it is used.\nthen: test -z \"$(ls -A)\""
    if places[0] in ("MAP", "IN"):
        yield "no map", f"args: {call.replace('$DATA', 'nowhere')}\nexit: 3\nstdout-empty\nstderr-has: cannot open nowhere: No such file or directory\nstderr-lines: 1\nthen: test -z \"$(ls -A)\""
    if "--min-grade" in option_names(verb):
        yield "wrong grade", f"args: {call} --min-grade firm\n{wrong}\"firm\" is not a grade: use assumed, inferred, stated or observed"
    if verb["formats"]:
        yield "wrong format", f"args: {call} --format xml\n{wrong}\"xml\" is not a format it has: use {', '.join(verb['formats'])}"
        for form in answered:
            yield f"{form}, full disk", f"args: {call} --format {form}\nredirect: >/dev/full\n{full}"


def is_in(form, text):
    """Whether an answer has this format."""
    rows = list(csv.reader(io.StringIO(text)))
    try:
        parts = [json.loads(part) for part in (text.splitlines() if form == "jsonl" else [text])]
    except ValueError:
        parts = []
    if form in ("json", "jsonl"):
        return bool(parts)
    return not text.startswith(("{", "[")) and (form == "text" or (len(rows[0]) > 1 and len({len(row) for row in rows}) == 1))


def run_verbs(styr, source):
    verbs = verbs_of(styr)
    with_case = {args.split()[0] for args in re.findall(r"^args: (\S.*)$", all_cases(source), re.M)}
    lines = "".join(f"stdout-has:   {v['name']:14} {v['arguments']:31} {v['summary']}\n" for v in verbs)
    report(run_case(styr, source, f"args: --help\nexit: 0\nstderr-empty\n{lines}"), "the general help names every verb")
    for verb in verbs:
        words = example(source, verb["name"], "$DATA")
        if words is None:
            report(["the README has no call of it"], verb["name"])
            continue
        plain = [os.path.join(source, "data", "trafficking-dk") if w == "$DATA" else w for w in words]
        answers = {form: subprocess.run([styr, *plain, "--format", form], capture_output=True, text=True, timeout=300).stdout for form in verb["formats"]}
        answered = [form for form, text in answers.items() if text]
        for form in answered:
            report([] if is_in(form, answers[form]) else [answers[form][:200]], f"{verb['name']}: its {form} is {form}")
        report([] if verb["name"] in with_case else ["no file in tests/cases/cli calls it"], f"{verb['name']}: has a case")
        if verb["manual"] == "docs/measures.md" and not os.access(os.path.join(os.path.dirname(styr), "styr-measure"), os.X_OK):
            print(f"SKIP: {verb['name']} was NOT asked: styr-measure is not there")
        else:
            report([] if answered or not verb["formats"] else ["it prints nothing"], f"{verb['name']}: answers")
        for what, text in verb_cases(verb, words, answered):
            problems = run_case(styr, source, text)
            if problems is not None:
                report(problems, f"{verb['name']}: {what}")


WRONG_CASES = [  # each must fail: a runner that passes everything tests nothing
    ("exit status", "args: --version\nexit: 1\nstdout-has: styr"),
    ("whole output", "args: --version\nexit: 0\nstdout: styr"),
    ("missing output", "args: --version\nexit: 0\nstdout-has: no such words"),
    ("unwanted output", "args: --version\nexit: 0\nstdout-lacks: styr"),
    ("empty output", "args: --version\nexit: 0\nstdout-empty"),
    ("missing message", "args: nonsense\nexit: 2\nstderr-has: no such words"),
    ("unwanted message", "args: nonsense\nexit: 2\nstderr-lacks: nonsense"),
    ("empty messages", "args: nonsense\nexit: 2\nstderr-empty"),
    ("number of lines", "args: nonsense\nexit: 2\nstderr-lines: 7"),
    ("afterwards", "args: --version\nexit: 0\nthen: false"),
    ("setup", "setup: false\nargs: --version\nexit: 0\nstdout-has: styr"),
    ("temporary files", "setup: touch .map.1.tmp\nargs: --version\nexit: 0\nstdout-has: styr"),
    ("messages on standard output", "args: nonsense\nredirect: 2>&1\nexit: 2\nstdout-has: nonsense"),
]
ILL_FORMED_CASES = ["args: --version", "exit: 0\nstdout-empty", "args: x\nexit: 0", "args: x\nexit: 0\nstdout-is: y",
                    "args: x\nexit: 0\nexit: 1\nstdout-empty", "args: x\nexit: 0\nstdout-empty: yes"]


def test_runner(styr, source):
    for what, text in WRONG_CASES:
        report([] if run_case(styr, source, text) else ["it passes"], f"a case with a wrong expectation fails: {what}")
    for text in ILL_FORMED_CASES:
        try:
            read_case(text)
            report(["it is accepted"], f"an ill-formed case is refused: {text!r}")
        except ValueError:
            report([], f"an ill-formed case is refused: {text!r}")
    report([] if run_case(styr, source, "needs: no-such-program\nargs: x\nexit: 0\nstdout-empty") is None else ["it is run"],
           "a case whose program is not there is skipped")


# ---- answers as data ----

OUT = {"gadejuristen", "kit", "lokk", "sundhedsklinikken-roede-kors"}
UNKNOWN = {"ngo-unavngiven", "regeringen", "statsforvaltningen", "udenrigsministeriet", "udlaendingenaevnet"}
UNITS = {"kit": ["day-night-light-cafe"], "lokk": ["kvindekrisecenter"]}


def ask(styr, *args):
    done = subprocess.run([styr, *args], capture_output=True, timeout=300)
    if done.returncode not in (0, 1) or done.stderr:
        raise ValueError(f"styr {' '.join(args)} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode("utf-8")


def table(text):
    return list(csv.DictReader(io.StringIO(text), strict=True))


def values(placing):
    return {r["code"]: r["value"] for r in placing["reasons"]}


REASONS = ("not_anchored", "no_plan_money", "not_named", "named_without_duty", "duty_without_money", "money_without_duty", "no_path_from_body",
           "met_unanchored", "umbrella_only", "other_date")
TIES_OF_INFORMANTS = {"gadejuristen": 115, "kit": 116, "lokk": 117, "sundhedsklinikken-roede-kors": 118}


def answer_of_the_article(organisations, plan):
    by_id = {o["id"]: o for o in organisations}
    problems = []

    def need(ok, text):
        if not ok:
            problems.append(text)

    need(len(by_id) == len(organisations), "an organisation stands twice")
    out = {o["id"] for o in organisations if o["standing"] == "out"}
    need(out == OUT, f"out: {sorted(out)}")
    for i in sorted(out & OUT):
        # Whether the plan names them, or gave them a duty, is said nowhere: that informants met them decides nothing beside that.
        need(values(by_id[i]) == {**dict.fromkeys(REASONS, "unknown"), "not_anchored": "yes", "no_plan_money": "yes", "money_without_duty": "no",
                                  "no_path_from_body": "yes", "umbrella_only": "no", "other_date": "no"}, f"{i}: {values(by_id[i])}")
        need([u["id"] for u in by_id[i]["units"]] == UNITS.get(i, []), f"units of {i}: {[u['id'] for u in by_id[i]['units']]}")
        need(f"t{TIES_OF_INFORMANTS[i]}" in by_id[i]["reasons"][7]["ties"], f"{i}: informants met it")
        for r in by_id[i]["reasons"][:2]:
            need(not r["ties"] and len(r["claims"]) == 1, f"{i}, {r['code']}: rests on {r['ties']} and {len(r['claims'])} claims")
            need(all(c["stance"] == "absent" and c["grade"] == "stated" and c["about"].startswith("none:") and c["source"] == "artikel"
                     for c in r["claims"]), f"{i}, {r['code']}: {r['claims']}")
        for u in by_id[i]["units"]:
            stances = {c["stance"] for c in u["reasons"][0]["claims"]}
            need(u["standing"] == "unknown" and stances == {"supports", "disputes"}, f"{u['id']}: {u['standing']}, {stances}")
    unknown = {o["id"] for o in organisations if o["standing"] == "unknown"}
    need(unknown == UNKNOWN, f"unknown: {sorted(unknown)}")
    for i in sorted(unknown):
        need(values(by_id[i]) == {**dict.fromkeys(REASONS, "unknown"), "other_date": "no"}, f"{i}: {values(by_id[i])}")
        need(all(not r["claims"] or r["code"] == "met_unanchored" for r in by_id[i]["reasons"]), f"{i}: no claim but of a meeting")
    for o in organisations:
        if o["standing"] == "in":
            need(values(o)["not_anchored"] == "no" and (o["reasons"][0]["ties"] or o["id"] == "arbejdsgruppen"), f"{o['id']}: in without a tie")
        told = [c for r in o["reasons"] for c in r["claims"]]
        need(o["claims"] == [c for i, c in enumerate(told) if c not in told[:i]], f"{o['id']}: claims differ from those of its reasons")
    with open(os.path.join(plan, "actors.csv"), encoding="utf-8", newline="") as f:
        actors = [a["id"] for a in csv.DictReader(f) if a["kind"] != "person"]
    placed = [i for o in organisations for i in [o["id"]] + [u["id"] for u in o["units"]]]
    need(sorted(placed) == sorted(actors), f"not every actor but persons is placed once: {set(placed) ^ set(actors)}")
    return problems


def check_answers(styr, source):
    folder = os.path.join(source, "data", "trafficking-dk")
    answer = json.loads(ask(styr, "outside", folder, "--format", "json"))
    organisations = answer["organisations"]
    problems = answer_of_the_article(organisations, folder)
    if (answer["plan"], answer["body"]) != ("handlingsplan-2019", "arbejdsgruppen"):
        problems.append(f"plan and body: {answer['plan']}, {answer['body']}")
    report(problems, "outside: four are out, both reasons yes, the unknown ones kept apart, units beneath theirs")
    lines = [json.loads(line) for line in ask(styr, "outside", folder, "--format", "jsonl").splitlines()]
    report([] if lines == organisations else ["they differ"], "outside: jsonl says what json says")
    flat = [(o["id"], u["id"] if u else "", (u or o)["label"], (u or o)["standing"], *values(u or o).values())
            for o in organisations for u in [None] + o["units"]]
    rows = table(ask(styr, "outside", folder, "--format", "csv"))
    report([] if [tuple(r.values()) for r in rows] == flat else ["they differ"], "outside: csv says what json says")
    names = ["organisation", "unit", "label", "standing", *REASONS]
    report([] if rows and list(rows[0]) == names else [f"{list(rows[0])}"], "outside: columns of the csv form")
    text = ask(styr, "outside", folder)
    counts = {s: sum(o["standing"] == s for o in organisations) for s in ("out", "unknown", "in")}
    wanted = [f"Outside the plan: {counts['out']}\n", f"conflict: {counts['unknown']}\n", f"In the plan: {counts['in']}\n"]
    wanted += [o["label"] for o in organisations] + [u["label"] for o in organisations for u in o["units"]]
    report([f"the text lacks {w!r}" for w in wanted if w not in text], "outside: the text counts and names all of them")
    english = json.loads(ask(styr, "outside", folder, "--lang", "en", "--format", "json"))
    report([] if [o["id"] for o in english["organisations"]] == [o["id"] for o in organisations] and
           english["plan_label"].startswith("National action plan") else [english["plan_label"]], "outside: labels in English, the same order")
    info = json.loads(ask(styr, "info", folder, "--format", "json"))
    counted = [(g, n, str(c)) for g, group in info.items() if isinstance(group, dict) for n, c in group.items()]
    rows = table(ask(styr, "info", folder, "--format", "csv"))
    report([] if [(r["group"], r["name"], r["count"]) for r in rows] == counted else ["they differ"], "info: csv says what json says")
    case = os.path.join(source, "tests", "cases", "package", "bad", "many-across-four-files")
    found = json.loads(ask(styr, "check", case, "--format", "json"))
    lines = [json.loads(line) for line in ask(styr, "check", case, "--format", "jsonl").splitlines()]
    rows = [{**r, "row": int(r["row"])} for r in table(ask(styr, "check", case, "--format", "csv"))]
    told = [f"{i['file']}:{i['row']}:{i['column']}: {'warning: ' if i['severity'] == 'warning' else ''}{i['message']}" for i in found]
    report([] if len(found) >= 4 and found == lines == rows else ["they differ"], "check: json, jsonl and csv say the same")
    report([] if ask(styr, "check", case).splitlines()[:-1] == told else ["it differs"], "check: the text says the same")


def main(styr, source, only=""):
    styr, source = os.path.abspath(styr), os.path.abspath(source)
    run_cases(styr, source, only)
    if not only:
        test_runner(styr, source)
        run_verbs(styr, source)
        try:
            check_answers(styr, source)
        except (ValueError, KeyError) as e:
            report([f"{type(e).__name__}: {e}"], "answers as data")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: check_cli.py STYR SOURCE-DIR [CASE]")
    sys.exit(main(*sys.argv[1:]))

# SPDX-License-Identifier: MIT
"""The page as a file, without a browser: well-formed, closed to the network by its own policy, whose hashes are those of the
script and the style in it; data that is the tool's; nothing embedded by default that is not public; labels that try to break
out of it are text. What a browser makes of it is tested by scripts/test-page.sh, which this test does not replace.

usage: check_page.py STYR SOURCE-DIR
"""
import base64
import csv
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

VOID = {"meta", "input", "br", "img", "link", "hr"}
SECRET = "HEMMELIG"
failures, checks = [], 0


def check(ok, text):
    global checks
    checks += 1
    if not ok:
        failures.append(text)


class Page(html.parser.HTMLParser):
    """Elements with their attributes, the text of those that matter, and every tag closed by its own."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.problems, self.elements, self.texts, self.words = [], [], [], {}, []
        self.feed(text)
        self.close()
        self.problems += [f"<{tag}> is never closed" for tag, _ in self.open]

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if len(dict(attrs)) != len(attrs):
            self.problems.append(f"an attribute stands twice in <{tag}>")
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.problems.append(f"</{tag}> closes {self.open[-1][0] if self.open else 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data):
        tag, attrs = self.open[-1] if self.open else ("", {})
        if tag in ("script", "style", "title"):
            key = attrs.get("id") or tag
            self.texts.setdefault(key, []).append(data)
        else:
            self.words.append(data)

    def text(self, key):
        return "".join(self.texts.get(key, []))


def run(styr, *args):
    return subprocess.run([styr, *args], capture_output=True, text=True, timeout=300)


def write(styr, folder, scratch, *options):
    out = os.path.join(scratch, "page.html")
    done = run(styr, "page", folder, "-o", out, *options)
    check(done.returncode == 0, f"page {folder}: {done.stderr}")
    with open(out, encoding="utf-8", newline="") as f:
        text = f.read()
    return text, Page(text), done.stderr


def sha(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def check_form(name, text, page):
    """What holds for every page."""
    for problem in page.problems[:3]:
        check(False, f"{name}: {problem}")
    check(text.startswith("<!doctype html>\n<html lang="), f"{name}: begins otherwise")
    check("{{" not in re.sub(r"<script.*?</script>", "", text, flags=re.S) or name == "hostile", f"{name}: a place of the template is left")
    policies = [a["content"] for t, a in page.elements if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    check(len(policies) == 1, f"{name}: {len(policies)} content policies")
    style = "".join(page.texts["style"])
    script = "".join(page.texts["script"])
    wanted = f"default-src 'none'; script-src '{sha(script)}'; style-src '{sha(style)}'; base-uri 'none'; form-action 'none'"
    check(policies == [wanted], f"{name}: the policy is {policies}, not {wanted}")
    check(not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(|fetch\(|XMLHttp|import", script), f"{name}: the script parses or fetches")
    check(not re.search(r"url\(|@import", style), f"{name}: the style fetches")
    for tag, attrs in page.elements:
        check(tag not in ("img", "iframe", "link", "object", "embed", "audio", "video", "form", "base", "image", "use"), f"{name}: <{tag}>")
        check("style" not in attrs and not any(a.startswith("on") for a in attrs), f"{name}: <{tag}> with style or handler")
        check("src" not in attrs and "srcset" not in attrs, f"{name}: <{tag}> with a source")
        for a in ("href", "xlink:href"):
            check(re.match(r"https?://|mailto:|#|$", attrs.get(a) or ""), f"{name}: a link to {attrs.get(a)}")
            check(tag == "a" or a not in attrs, f"{name}: <{tag}> with {a}")
    ids = [a["id"] for _, a in page.elements if "id" in a]
    check(len(ids) == len(set(ids)), f"{name}: ids stand twice: {[i for i in ids if ids.count(i) > 1][:3]}")
    raw = re.search(r'<script id="styr-data" type="application/json">(.*?)</script>', text, re.S).group(1)
    check("<" not in raw and "\u2028" not in raw and "\u2029" not in raw, f"{name}: the data holds < or a line separator")
    return json.loads(raw)


def check_data(styr, name, folder, data):
    """The answers embedded are the tool's own, at every date and grade."""
    grades = [[], ["--min-grade", "assumed"], ["--min-grade", "inferred"], ["--min-grade", "stated"]]
    for d, date in enumerate(data["dates"]):
        at = ["--as-of", date["date"]] if date["date"] else []
        for g, grade in enumerate(grades):
            answer = data["answers"][data["outside"][d][g]]
            if "organisations" in answer:
                answer = {**answer, "organisations": [data["answers"][i] for i in answer["organisations"]]}
            compare(styr, name, answer, ["outside", folder, *at, *grade])
            for case in data["cases"]:
                compare(styr, name, data["answers"][case["at"][d][g]], ["trace", folder, "--case", case["id"], *at, *grade])
            if g in (0, 3):
                for function in data["functions"]:
                    compare(styr, name, data["answers"][function["at"][d][g]], ["mandates", folder, "--function", function["function"], *at, *grade])


def compare(styr, name, answer, args):
    done = run(styr, *args, "--format", "json", *([] if "all" in name else ["--public"]))
    if done.returncode:
        check(answer == {"error": answer.get("error")}, f"{name}: {' '.join(args)} fails, the page answers")
        check(done.stderr.strip().split("\n")[-1] == "styr: " + answer.get("error", ""), f"{name}: {' '.join(args)}: {done.stderr}")
    else:
        check(answer == json.loads(done.stdout), f"{name}: the page's answer is not that of {' '.join(args)}")


def check_words(name, folder, page, data):
    """The figure in words has every actor, text and tie."""
    with open(os.path.join(folder, "actors.csv"), encoding="utf-8", newline="") as f:
        labels = [row.get("label") or row["id"] for row in csv.DictReader(f)]
    words = " ".join(" ".join(page.words).split())
    missing = [label for label in labels if " ".join(label.split()) not in words]
    check(not missing, f"{name}: not said in words: {missing[:3]}")
    rows = [a for t, a in page.elements if "data-tie" in a]
    check(len(rows) == sum(t["seen"][0] != "n" for t in data["ties"]), f"{name}: {len(rows)} ties in words")


# ---- maps made for the purpose ----

def make(folder, **tables):
    os.makedirs(folder)
    for table, rows in tables.items():
        with open(os.path.join(folder, table + ".csv"), "w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(rows)
    return folder


HOSTILE = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "a\u2028b\u2029c", "\"q\" 'q' `q`", "{{script}}{{data}}",
           "<!--<script>", "&lt;b&gt; &amp; &", "]]> --> \\u003c"]


def check_hostile(styr, scratch):
    actors = [["id", "label", "kind", "sector", "level", "note", "uri"]]
    actors += [[f"i{n}<\">'&", label, "k<i>", "public", "national", label, "javascript:alert(1)" if n else "https://example.org/?a=1&b=2"] for n, label in enumerate(HOSTILE)]
    ties = [["from", "to", "type", "note", "scope"]] + [[actors[n][0], actors[n + 1][0], "supervises", HOSTILE[n - 1], "d<i>=v<i>"] for n in range(1, len(HOSTILE))]
    claims = [["about", "source", "locator", "grade", "quote"]] + [[f"tie:t{n}", "s", HOSTILE[n], "stated", HOSTILE[n]] for n in range(1, 7)]
    claims += [[f"actor:{row[0]}", "s", "", "", ""] for row in actors[1:]] + [["case:c", "s", "", "", ""], ["event:c/1", "s", "", "", ""]]
    folder = make(os.path.join(scratch, "hostile"), actors=actors, ties=ties, claims=claims,
                  sources=[["id", "label", "confidentiality", "uri"], ["s", HOSTILE[0], "public", "javascript:alert(1)"]],
                  cases=[["id", "label", "standpoint"], ["c", HOSTILE[1], actors[1][0]]], events=[["case", "step", "actor", "action", "outcome"], ["c", "1", actors[1][0], HOSTILE[1], HOSTILE[0]]])
    for options in ([], ["--draft", "--title", HOSTILE[0]]):
        text, page, _ = write(styr, folder, scratch, *options)
        data = check_form("hostile", text, page)
        check([n["label"] for n in data["nodes"]] == HOSTILE, "hostile: a label is not what it was")
        check(sum(t == "script" for t, _ in page.elements) == 2, "hostile: a script came in")
        words = "".join(page.words)
        check(all(label in words for label in HOSTILE if "\u2028" not in label), "hostile: a label is not shown as it is")
        check([n.get("uri") for n in data["nodes"]] == ["https://example.org/?a=1&b=2"] + [None] * 7, "hostile: a link that is none")
        check("uri" not in data["sources"]["s"], "hostile: a source's link that is none")


def check_privacy(styr, scratch):
    folder = make(
        os.path.join(scratch, "private"),
        actors=[["id", "label", "kind", "level", "note"], ["kvinde", SECRET, "person", "person", ""], ["ven", "Ven " + SECRET, "person", "person", ""], ["center", "Center", "agency", "national", SECRET],
                ["ministerium", "Ministerium", "ministry", "ministry", "aaben note"], ["hus", "Hus", "ngo", "local", SECRET]],
        texts=[["id", "label", "kind"], ["plan", "Plan", "plan"], ["brev", SECRET, "letter"]],
        ties=[["from", "to", "type", "id", "function", "note", "start"], ["ministerium", "plan", "coordinates", "a", "", "", ""], ["plan", "center", "activates", "b", "", SECRET, ""],
              ["ministerium", "hus", "supervises", "c", SECRET, SECRET, "1999-09-09"], ["kvinde", "hus", "meets", "d", "", "", ""], ["brev", "hus", "activates", "e", "", "", ""],
              ["ministerium", "center", "supervises", "f", "", "aaben linje", ""]],
        sources=[["id", "label", "confidentiality"], ["lov", "Lov", "public"], ["samtale-" + SECRET, SECRET, "confidential"], ["tom-" + SECRET, SECRET, ""]],
        claims=[["about", "source", "locator", "stance", "grade", "quote", "coder"], ["tie:a", "lov", "1", "", "stated", "aabent citat", SECRET],
                ["tie:b", "lov", "", "", "stated", "", ""], ["tie:b", "samtale-" + SECRET, SECRET, "disputes", "stated", SECRET, ""], ["tie:c", "samtale-" + SECRET, "", "", "stated", "", ""],
                ["tie:d", "tom-" + SECRET, "", "", "stated", "", ""], ["tie:e", "", SECRET, "", "stated", "", ""], ["tie:f", "lov", "2", "", "stated", "", ""],
                ["actor:ministerium", "lov", "3", "", "stated", "", ""], ["actor:hus", "lov", "", "", "", "", ""], ["actor:hus", "samtale-" + SECRET, "", "", "", "", ""], ["actor:kvinde", "samtale-" + SECRET, "", "", "stated", "", ""], ["actor:center", "samtale-" + SECRET, "", "", "stated", "", ""],
                ["text:brev", "tom-" + SECRET, "", "", "stated", "", ""], ["none:plan|activates|hus", "samtale-" + SECRET, "", "absent", "stated", SECRET, ""],
                ["case:sag", "samtale-" + SECRET, "", "", "stated", "", ""]],
        cases=[["id", "label", "standpoint", "note"], ["sag", SECRET, "kvinde", SECRET]],
        events=[["case", "step", "actor", "action", "to", "outcome"], ["sag", "1", "kvinde", SECRET, "hus", SECRET]])
    text, page, said = write(styr, folder, scratch)
    data = check_form("private", text, page)
    at = text.find(SECRET)
    check(at < 0, f"private: {text[max(at - 100, 0):at + 20]!r}")
    check("1999-09-09" not in text, "private: the date of a tie that is not public")
    check([t["id"] for t in data["ties"]] == ["a", "b", "f"], f"private: ties {[t['id'] for t in data['ties']]}")
    check([n["id"] for n in data["nodes"]] == ["center", "ministerium", "hus", "plan"], f"private: nodes {[n['id'] for n in data['nodes']]}")
    check(data["cases"] == [] and data["denials"] == [], "private: a case or a denial came through")
    check("aaben note" in text and "aaben linje" in text and "aabent citat" not in text, "private: what is public is missing, or a quote is told")
    wanted = "not public and left out: 2 of 5 actors, 1 of 2 texts, 3 of 6 ties, 10 of 15 claims, 1 of 1 cases, 1 of 1 events, 2 of 3 sources"
    check(wanted in said, f"private: {said}")
    check("by public sources" not in said, f"private: no standing differs, and yet: {said}")
    check("bare" not in " ".join(a.get("class") or "" for _, a in page.elements), "private: a bare line is drawn")
    standing = {o["id"]: o["standing"] for o in (data["answers"][i] for i in data["answers"][data["outside"][0][0]]["organisations"])}
    check(standing["center"] == "in" and standing["hus"] == "unknown", f"private: {standing}")
    text, page, said = write(styr, folder, scratch, "--draft")
    data = check_form("private, all", text, page)
    check(text.count(SECRET) > 20 and not said, f"private: --draft leaves out: {said}")
    check_data(styr, "private, all", folder, data)


def check_plans(styr, scratch):
    """Of two plans the one that was named is told about; one that is not public, not at all."""
    folder = os.path.join(scratch, "plans")
    tables = {"actors": [("id", "label", "kind", "level"), ("body", "Body", "group", "ministry"), ("a", "A", "agency", "national"), ("b", "B", "agency", "national")],
              "texts": [("id", "label", "kind"), ("one", "One", "plan"), ("two", "Two", "plan")],
              "sources": [("id", "label", "confidentiality"), ("open", "Open", "public"), ("closed", "Closed", "restricted")],
              "ties": [("from", "to", "type", "id"), ("body", "one", "coordinates", "t1"), ("body", "two", "coordinates", "t2"), ("one", "a", "activates", "t3"),
                       ("two", "b", "activates", "t4")],
              "claims": [("about", "source", "stance", "grade")] + [(f"tie:t{i}", "open", "supports", "stated") for i in (1, 2, 3, 4)]}
    make(folder, **tables)
    for plan, inside in (("one", "a"), ("two", "b")):
        text, page, _ = write(styr, folder, scratch, "--plan", plan)
        data = check_form(f"plan {plan}", text, page)
        answer = data["answers"][data["outside"][0][0]]
        standing = {o["id"]: o["standing"] for o in (data["answers"][i] for i in answer["organisations"])}
        check(answer["plan"] == plan and standing[inside] == "in", f"plan {plan}: {answer['plan']}, {standing}")
        compare(styr, f"plan {plan}", {**answer, "organisations": [data["answers"][i] for i in answer["organisations"]]}, ["outside", folder, "--plan", plan])
    text, page, _ = write(styr, folder, scratch)
    data = check_form("two plans", text, page)
    check("error" in data["answers"][data["outside"][0][0]], "without --plan the page says that there are two plans")
    tables["claims"] = tables["claims"][:1] + [(f"tie:t{i}", "closed" if i in (2, 4) else "open", "supports", "stated") for i in (1, 2, 3, 4)]
    tables["claims"].append(("text:two", "closed", "supports", "stated"))
    secret = make(folder + "-secret", **tables)
    done = run(styr, "page", secret, "-o", os.path.join(scratch, "x.html"), "--plan", "two")
    check(done.returncode == 1 and 'no actor or text called "two" is in the public map' in done.stderr, f"a plan that is not public: {done.returncode} {done.stderr}")


def check_languages(styr, scratch):
    """What the map says in the language of the page stands unmarked; what it does not, with its own language."""
    folder = make(os.path.join(scratch, "languages"), actors=[["id", "label", "label_en", "kind"], ["a", "Huset", "The house", "shelter"], ["b", "Gaden", "", "group"]],
                  vocabulary=[["term", "set", "family", "ruling", "label"], ["varetager", "tie", "rule", "forward", "varetager"]],
                  ties=[["from", "to", "type"], ["b", "a", "funds"], ["b", "a", "varetager"]], cases=[["id", "label"], ["c", "Sagen"]],
                  events=[["case", "step", "actor", "outcome", "outcome_en"], ["c", "1", "a", "afslag", "refusal"], ["c", "2", "a", "ophold", ""]])
    for package, title in (({"title": "Kortet", "title_en": "The map", "styr": {"lang": "da"}}, '<h1 lang="en">The map<'), ({"title": "Kortet", "styr": {"lang": "da"}}, '<h1 lang="da">Kortet<')):
        with open(os.path.join(folder, "datapackage.json"), "w", encoding="utf-8") as f:
            json.dump(package, f)
        text, page, _ = write(styr, folder, scratch, "--lang", "en", "--draft")
        data = check_form("languages", text, page)
        check(data.get("own_lang") == "da", "languages: the language of the map's notes is not told")
        check(data["outcomes"] == {"ophold": "da"}, f"languages: outcomes in other languages are {data['outcomes']}")
        check(data["types"]["varetager"].get("lang") == "da" and "lang" not in data["types"]["funds"], "languages: of the labels of ties, the Danish one and no other says so")
        for said in ('<td><span lang="da">varetager</span></td>', title, ": refusal</li>", ': <span lang="da">ophold</span></li>', '<h3 lang="da">Sagen</h3>', ' lang="da">Gaden</a>', '">The house</a>', "<td>funds</td>", "<small>Shelter</small>"):
            check(said in text, f"languages: {said!r} is missing")
    text, page, _ = write(styr, folder, scratch, "--draft")
    for said in ('<h1 lang="da">Kortet<', ": afslag</li>", ": ophold</li>", "<h3>Sagen</h3>", '">Huset</a>', "<td>finansierer</td>", "<small>Krisecenter</small>"):
        check(said in text, f"languages, Danish: {said!r} is missing")
    data = check_form("languages, Danish", text, page)
    check(data["outcomes"] == {} and "lang" not in data["types"]["varetager"], "languages, Danish: a text in the page's language is marked")
    check("own_lang" not in data, "languages: a language of its own is told of a Danish page")


def main(styr, source):
    with tempfile.TemporaryDirectory() as scratch:
        for name in sorted(os.listdir(os.path.join(source, "data"))):
            folder = os.path.join(source, "data", name)
            if not os.path.exists(os.path.join(folder, "actors.csv")):
                continue
            text, page, said = write(styr, folder, scratch)
            check(not said, f"{name}: {said}")
            data = check_form(name, text, page)
            check_data(styr, name, folder, data)
            check_words(name, folder, page, data)
        check_hostile(styr, scratch)
        check_privacy(styr, scratch)
        check_plans(styr, scratch)
        check_languages(styr, scratch)
    for line in failures[:40]:
        print("FAIL " + line)
    print(f"{checks} checks, {len(failures)} failed")
    print("*** The page in a browser (answers about ruling paths, keyboard, axe-core, geometry, contrast) is NOT tested here: ***")
    print("*** sh scripts/test-page.sh does that; it needs Chromium and npm. ***")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))

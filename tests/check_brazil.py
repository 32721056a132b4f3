# SPDX-License-Identifier: MIT
"""The map of the Brazilian federal bodies keeps what its README promises, and its importer too.

Always: no error or warning, canonical bytes; one supporting claim with a web address for every actor and tie; kinds,
levels and sectors as the tables in the README have them, which are read and applied here without the importer; counts;
the apexes and ruling paths of bodies whose chain of parents was read off the source table by hand; and crafted tables, good
and bad, with what the importer must say of them.

Where the source table is there (publicbodies/br.csv in the folder that STYR_SAMPLES names, else in ../shared/samples beside
the project): the importer makes the committed files byte for byte, and nothing in that table is lost but what is listed.

usage: check_brazil.py STYR SOURCE-DIR
"""
import csv
import filecmp
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter

PRESIDENCY = "presidencia-da-republica"
CHAINS = [  # each body and those above it, read off the column parent_id
    ["universidade-federal-do-para", "ministerio-da-educacao", PRESIDENCY],
    ["banco-central-do-brasil", "ministerio-da-economia", PRESIDENCY],
    ["instituto-nacional-de-tecnologia-da-informacao", "casa-civil-da-presidencia-da-republica", PRESIDENCY],
    ["autoridade-nacional-de-seguranca-nuclear", "ministerio-da-ciencia-tecnologia-e-inovacoes", PRESIDENCY],
    ["fundacao-alexandre-de-gusmao", "ministerio-das-relacoes-exteriores", PRESIDENCY],
    ["superintendencia-da-zona-franca-de-manaus", "ministerio-da-economia", PRESIDENCY],
    ["ministerio-da-defesa", PRESIDENCY],
    [PRESIDENCY],
    ["defensoria-publica-da-uniao"],
    ["fundacao-osorio"],
]
TOPS = {PRESIDENCY, "amazonia-azul-tecnologias-de-defesa-s-a", "caixa-de-construcoes-de-casas-para-o-pessoal-da-marinha",
        "caixa-de-financiamento-imobiliario-da-aeronautica", "defensoria-publica-da-uniao", "empresa-gerencial-de-projetos-navais",
        "fundacao-habitacional-do-exercito", "fundacao-osorio", "industria-de-material-belico-do-brasil"}
PAGES = {"universidade-federal-do-para": "415", "banco-central-do-brasil": "89", "instituto-nacional-de-tecnologia-da-informacao": "47388",
         "ministerio-da-defesa": "41066", "defensoria-publica-da-uniao": "260668", "ministerio-da-educacao": "244"}
PAGE = "http://estruturaorganizacional.dados.gov.br/id/unidade-organizacional/"
LEVELS = {  # judged by hand from name, parent and tags
    PRESIDENCY: "presidency", "ministerio-do-desenvolvimento-regional": "ministry", "casa-civil-da-presidencia-da-republica": "ministry",
    "controladoria-geral-da-uniao": "ministry", "autoridade-nacional-de-seguranca-nuclear": "national", "banco-do-brasil-s-a": "national",
    "amazonia-azul-tecnologias-de-defesa-s-a": "national", "fundacao-cultural-palmares": "national", "banco-da-amazonia-s-a": "regional",
    "companhia-docas-do-ceara": "regional", "colegio-pedro-ii": "regional", "superintendencia-da-zona-franca-de-manaus": "regional",
}
KIND_COUNTS = {"autarchy": 123, "public_foundation": 43, "state_company": 29, "mixed_company": 19, "ministry": 16, "presidential_office": 9,
               "authority": 4, "presidency": 1, "group": 1}
LEVEL_COUNTS = {"presidency": 1, "ministry": 28, "national": 85, "regional": 131}
CHILDREN = {"ministerio-da-educacao": 116, PRESIDENCY: 28, "ministerio-da-economia": 24, "ministerio-da-infraestrutura": 15,
            "ministerio-de-minas-e-energia": 10, "casa-civil-da-presidencia-da-republica": 1}

HEADER = "id,name,abbreviation,classification,parent_id,founding_date,dissolution_date,url,tags,source_url,phone\n"
AUTARCHY = "Vinculado (Autarquia)"


def row(id, parent="", name="Nome", classification=AUTARCHY, start="", end="", source="http://x.br/1", tags=""):
    return f"{id},{name},,{classification},{parent},{start},{end},,{tags},{source},\n"


BAD = [  # what is wrong, the table, what must be said
    ("nothing at all", b"", ["0:0: the file is empty: a header line is needed"]),
    ("a column is missing", HEADER.replace(",parent_id", "") + "br/a,A,,x,,,,,,\n", ["1:parent_id: the required column parent_id is missing"]),
    ("a column stands twice", HEADER.replace("phone", "name") + row("br/a"), ["1:name: duplicate column name"]),
    ("an id stands twice", HEADER + row("br/a") + row("br/b") + row("br/a"), ['4:id: duplicate id "br/a", first in row 2']),
    ("an id twice but for white space", HEADER + row("br/a") + row(" br/a "), ['3:id: duplicate id "br/a", first in row 2']),
    ("parents in a circle", HEADER + row("br/x", "br/c") + row("br/c", "br/b") + row("br/a", "br/c") + row("br/b", "br/a"),
     ["3:parent_id: the parents go in a circle: br/c -> br/b -> br/a -> br/c"]),
    ("its own parent", HEADER + row("br/a", "br/a"), ["2:parent_id: the parents go in a circle: br/a -> br/a"]),
    ("two circles", HEADER + row("br/a", "br/b") + row("br/b", "br/a") + row("br/c", "br/c"),
     ["2:parent_id: the parents go in a circle: br/a -> br/b -> br/a", "4:parent_id: the parents go in a circle: br/c -> br/c"]),
    ("days that are none", HEADER + row("br/a", start="2019-02-30") + row("br/b", end="1/2/1990") + row("br/c", start="20190101"),
     ['2:founding_date: "2019-02-30" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD',
      '3:dissolution_date: "1/2/1990" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD',
      '4:founding_date: "20190101" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD']),
    ("an end before its start", HEADER + row("br/a", start="2019-06", end="2018"), ["2:dissolution_date: the end 2018 is before the start 2019-06"]),
    ("ids of another form", HEADER + row("uk/a") + row("br/a b") + row("br/c", parent="br/d/e") + row(""),
     ['2:id: "uk/a" is not an id: write br/ and a name without white space, "|", "/" and ":"',
      '3:id: "br/a b" is not an id: write br/ and a name without white space, "|", "/" and ":"',
      '4:parent_id: "br/d/e" is not an id: write br/ and a name without white space, "|", "/" and ":"',
      '5:id: "" is not an id: write br/ and a name without white space, "|", "/" and ":"']),
    ("no name", HEADER + row("br/a", name=" "), ["2:name: name is empty; it is required here"]),
    ("no address", HEADER + row("br/a", source="") + row("br/b", source="ftp://x.br") + row("br/c", source="http://"),
     ['2:source_url: "" is no web address: the claims of this row need one', '3:source_url: "ftp://x.br" is no web address: the claims of this row need one',
      '4:source_url: "http://" is no web address: the claims of this row need one']),
    ("a class without a rule", HEADER + row("br/a", classification="Estrutura Básica", name="Escola"),
     ['2:classification: no rule gives "Estrutura Básica" with the name "Escola" a kind']),
    ("too few and too many cells, below a cell of two lines", HEADER + row("br/a", name='"A\nB"') + "br/b,B\n" + row("br/c")[:-1] + ",x\n",
     ["4:0: too few fields: 2 where the header has 11", "5:0: too many fields: 12 where the header has 11"]),
    ("a quote that stays open", HEADER + row("br/a") + 'br/b,"B\n', ["3:0: this record cannot be read, nor what follows: unexpected end of data"]),
    ("another encoding", (HEADER + row("br/a") + row("br/b", name="Órgão")).encode("latin-1"), ["3:0: ill-formed UTF-8"]),
]
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


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=60, **more)


def same_files(a, b, what):
    names = {n for folder in (a, b) for n in os.listdir(folder) if n != "README.md"}
    for name in sorted(names):
        here, there = os.path.join(a, name), os.path.join(b, name)
        check(os.path.exists(here) and os.path.exists(there) and filecmp.cmp(here, there, shallow=False), f"{name} {what}")


# ---- the committed map ----

def stated_rules(folder):
    """The table of kinds and the list of places, as the README states them."""
    with open(os.path.join(folder, "README.md"), encoding="utf-8") as f:
        text = f.read()
    kinds = re.findall(r"^\| `([^`|]+)` \| (?:`([^`|]+)`)? ?\| `([a-z_]+)` \|", text, re.M)
    places = re.search(r"^### The places\n(.*?)^#", text, re.M | re.S).group(1)
    tags = re.findall(r"`([a-z]+-[a-z-]+)`", re.search(r"^3\. .*?(?=^4\. )", text[text.index("## Levels"):], re.M | re.S).group(0))
    return kinds, re.findall(r"_([^_]+)_", places), set(tags)


def check_rules(folder, actors, ties):
    kinds, places, tags = stated_rules(folder)
    check(len(kinds) == 15 and len(places) == 60 and len(tags) == 3, f"the README states {len(kinds)} kinds, {len(places)} places, tags {tags}")
    parent = {t["from"]: t["to"] for t in ties}
    kind = {a["id"]: a["kind"] for a in actors}
    for a in actors:
        fits = [k for c, begins, k in kinds if a["classification"] == c and a["label"].startswith(begins)]
        check(fits[:1] == [a["kind"]], f"{a['id']} has kind {a['kind']}, the rule says {fits[:1]}")
        named = any(re.search(rf"\bd[aeo]s? {re.escape(p)}\b", a["label"]) for p in places)
        if a["kind"] == "presidency":
            level = "presidency"
        elif a["kind"] == "ministry" or kind.get(parent.get(a["id"])) == "presidency":
            level = "ministry"
        else:
            level = "regional" if a["tags"] in tags or named else "national"
        check(a["level"] == level, f"{a['id']} has level {a['level']}, the rule says {level}")
        check(a["sector"] == ("mixed" if a["kind"] == "mixed_company" else "public"), f"{a['id']} has sector {a['sector']}")
        check(a["known"] == "named" and a["label"] and a["short"] and not a["start"] and not a["end"], f"cells of {a['id']}: {a}")
    check(Counter(kind.values()) == KIND_COUNTS, f"kinds: {Counter(kind.values())}")
    check(Counter(a["level"] for a in actors) == LEVEL_COUNTS, f"levels: {Counter(a['level'] for a in actors)}")
    level = {a["id"]: a["level"] for a in actors}
    for body, expected in LEVELS.items():
        check(level.get(body) == expected, f"{body} has level {level.get(body)}, not {expected}")


def check_tables(folder):
    actors, ties, claims = table(folder, "actors"), table(folder, "ties"), table(folder, "claims")
    sources, vocabulary = table(folder, "sources"), table(folder, "vocabulary")
    check((len(actors), len(ties), len(claims), len(sources)) == (245, 236, 481, 1), f"{len(actors)} actors, {len(ties)} ties, {len(claims)} claims")
    check({t["type"] for t in ties} == {"part_of"}, "ties of another type")
    check(len({t["from"] for t in ties}) == len(ties), "a body has two parents")
    children = Counter(t["to"] for t in ties)
    for body, expected in CHILDREN.items():
        check(children[body] == expected, f"{body} has {children[body]} bodies beneath it, not {expected}")
    check({a["id"] for a in actors} - {t["from"] for t in ties} == TOPS, "the bodies without a parent")
    about = Counter(c["about"] for c in claims)
    check(set(about.values()) == {1}, "a thing has two claims")
    check(set(about) == {"actor:" + a["id"] for a in actors} | {"tie:" + t["id"] for t in ties}, "a claim for each actor and tie, and no other")
    for c in claims:
        check(c["stance"] == "supports" and c["grade"] == "stated" and re.fullmatch(re.escape(PAGE) + "[0-9]+", c["locator"]) is not None,
              f"claim about {c['about']}: {c}")
        check(c["source"] == sources[0]["id"] and c["locator"].startswith(sources[0]["uri"]), f"claim about {c['about']} leads to another source")
    check(sources[0]["confidentiality"] == "public", "the source is public")
    page = {c["about"]: c["locator"] for c in claims}
    tie = {t["from"]: t["id"] for t in ties}
    for body, number in PAGES.items():
        check(page["actor:" + body] == PAGE + number, f"page of {body}: {page['actor:' + body]}")
        check(body not in tie or page["tie:" + tie[body]] == PAGE + number, f"page of the tie of {body}")
    terms = {(v["set"], v["term"]) for v in vocabulary}
    used = {("tie", "part_of")} | {(s, a[s]) for a in actors for s in ("kind", "level", "sector")}
    check(terms == used, f"terms declared and not used, or the other way: {terms ^ used}")
    check(all(v["label"] and v["label_en"] for v in vocabulary), "labels of terms in both languages")
    check_rules(folder, actors, ties)


def check_ruling(styr, folder):
    for chain in CHAINS:
        body = chain[0]
        done = run(styr, "ruling", folder, "--from", body, "--format", "json")
        check(done.returncode == 0, f"ruling of {body}: {done.stderr}")
        apexes = json.loads(done.stdout)["apexes"] if done.returncode == 0 else []
        check([(a["members"], a["contains_from"], a["without_assumed"]) for a in apexes] == [([chain[-1]], len(chain) == 1, True)],
              f"apexes of {body}: {apexes}")
        paths = [[(t["type"], t["from"], t["to"], t["reversed"]) for t in p["ties"]] for a in apexes for p in a["paths"]]
        steps = [("part_of", low, high, False) for low, high in zip(chain, chain[1:])]
        check(paths == ([steps] if steps else []), f"ruling paths of {body}: {paths}")
        done = run(styr, "paths", folder, "--along", "part_of+", "--from", body, "--format", "json")
        check(done.returncode == 0, f"paths of {body}: {done.stderr}")
        found = json.loads(done.stdout)["paths"] if done.returncode == 0 else []
        check([p["to"] for p in found] == chain[1:], f"above {body}: {[p['to'] for p in found]}, not {chain[1:]}")
        for i, p in enumerate(found):
            check([(t["type"], t["from"], t["to"], t["reversed"]) for t in p["ties"]] == steps[:i + 1] and p["grade"] == "stated", f"path of {body}: {p}")
    for pattern, options, count in (("part_of", [], 236), ("part_of/part_of", [], 208), ("part_of{3,}", [], 0), ("part_of+", ["--to", PRESIDENCY], 236)):
        done = run(styr, "paths", folder, "--along", pattern, *options, "--count")
        check(done.returncode == 0 and re.split(r"\D", done.stdout)[0] == str(count), f"{pattern} {options} counts {done.stdout}{done.stderr}, not {count}")


# ---- the importer ----

def positions(folder):
    """What the tree of parents gives, by counting: bodies beneath each, children, and chains of three."""
    parent = {t["from"]: t["to"] for t in table(folder, "ties")}
    actors = {a["id"]: a for a in table(folder, "actors")}
    beneath, children, chains = {}, {}, {}
    for body in actors:
        at = body
        while at in parent:
            at = parent[at]
            beneath[at] = beneath.get(at, 0) + 1
        if body in parent:
            above = parent[body]
            children[above] = children.get(above, 0) + 1
            if above in parent:  # the ruling ties go down: parent[above] -> above -> body
                groups = [actors[x]["level"] for x in (parent[above], above, body)]
                role = {(True, True): "coordinator", (True, False): "representative", (False, True): "gatekeeper"}.get(
                    (groups[0] == groups[1], groups[1] == groups[2]), "itinerant" if groups[0] == groups[2] else "liaison")
                chains.setdefault(above, {}).setdefault(role, 0)
                chains[above][role] += 1
    return parent, actors, beneath, children, chains


def check_positions(styr, folder):
    """Each parent dominates all beneath it; its in-degree is the number of its children; who mediates between levels."""
    parent, actors, beneath, children, chains = positions(folder)

    def ask(*words):
        done = run(styr, *words, "--format", "json")
        check(done.returncode == 0, f"{' '.join(words)}: {done.stderr}")
        return json.loads(done.stdout) if done.returncode == 0 else None

    ranks = {"ministry": 4, "national": 3, "regional": 2, "presidency": 6}
    for body in list(actors)[::20]:
        chain = [body]
        while chain[-1] in parent:
            chain.append(parent[chain[-1]])
        climbs = [k for a in ask("ascent", folder, "--from", body)["apexes"] for k in a["paths"]]
        check([k["nodes"] for k in climbs] == ([chain] if len(chain) > 1 else []), f"ascent of {body}: {[k['nodes'] for k in climbs]}")
        for k in climbs:
            steps = [(ranks[actors[a]["level"]], ranks[actors[b]["level"]], a, b) for a, b in zip(chain, chain[1:])]
            skipped = [(a, b) for x, y, a, b in steps if y > x + 1]
            check([(z["from"], z["to"]) for z in k["skips"]] == skipped, f"ascent of {body}: skips {k['skips']}, not {skipped}")
            check(len(k["inversions"]) == sum(y < x for x, y, _, _ in steps), f"ascent of {body}: inversions {k['inversions']}")
    if not os.path.exists(os.path.join(os.path.dirname(styr), "styr-measure")):
        print("SKIP without styr-measure: chokepoints, brokers and centralities of the Brazilian map")
        return
    found = ask("chokepoints", folder)["chokepoints"]
    check({c["id"]: c["dominates"] for c in found} == beneath, "chokepoints: not who has bodies beneath them, or not as many")
    check({c["id"]: c["dominator"] for c in found} == {b: parent.get(b) for b in beneath}, "chokepoints: the nearest one is not the parent")
    found = {n["id"]: n["value"] for n in ask("central", folder, "--measure", "in-degree")["nodes"]}
    check(found == {a: children.get(a, 0) for a in actors}, "in-degree is not the number of children")
    roles = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
    found = {b["id"]: {r: b[r] for r in roles if b[r]} for b in ask("brokers", folder, "--by", "level", "--ruling")["brokers"] if b["total"]}
    check(found == chains, f"brokers by level: {found} are not {chains}")


def do_import(importer, scratch, text, name="in"):
    """Import a crafted table from the scratch folder, so that messages begin with its bare name."""
    with open(os.path.join(scratch, name + ".csv"), "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode("utf-8"))
    out = os.path.join(scratch, name + ".map")
    return run(sys.executable, "-B", importer, name + ".csv", name + ".map", cwd=scratch), out


def check_same_rules(importer, folder):
    """The README states the importer's own tables, also where no body of this map shows a difference."""
    spec = importlib.util.spec_from_file_location("importer", importer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kinds, places, tags = stated_rules(folder)
    check(kinds == [(c, b.rstrip(), k) for c, b, k in module.KINDS], "the kinds in the README are not the importer's")
    check(tuple(places) == module.PLACES and tags == module.TEACHING, "the places or tags in the README are not the importer's")


def check_refusals(importer, scratch):
    for n, (what, text, messages) in enumerate(BAD):
        name = f"bad{n}"
        done, out = do_import(importer, scratch, text, name)
        said = done.stderr.splitlines()
        told = [s for s in said if s.startswith(name + ".csv:")]
        check(done.returncode == 1 and told == [f"{name}.csv:{m}" for m in messages], f"{what}: status {done.returncode}: {said}")
        check(said[-1:] == [f"{len(messages)} problem{'s' * (len(messages) > 1)}: nothing is written"], f"{what}: last line {said[-1:]}")
        check(not os.path.exists(out), f"{what}: something is written")
    check(run(sys.executable, "-B", importer, "one").returncode == 2, "wrong usage has status 2")
    check(run(sys.executable, "-B", importer, os.path.join(scratch, "none.csv"), os.path.join(scratch, "none")).returncode == 3, "no such file has status 3")
    for there, why in (("letter.txt", "is neither empty nor a map"), ("actors.csv texts.csv", "holds texts.csv, which no import makes")):
        name = "taken-" + there[:6]
        out = os.path.join(scratch, name + ".map")
        os.mkdir(out)
        for file in there.split():
            with open(os.path.join(out, file), "w", encoding="utf-8") as f:
                f.write("mine")
        done, _ = do_import(importer, scratch, HEADER + row("br/a"), name)
        check(done.returncode == 3 and why in done.stderr and sorted(os.listdir(out)) == sorted(there.split()), f"a folder with {there}: {done.stderr}")


def check_acceptance(styr, importer, scratch):
    """What is not a problem: unsorted rows, dates, white space, quotes, two sites, numbers in ids, a parent without a row."""
    text = "\ufeff" + HEADER + row("br/b10", "br/b9", start="1990", end="1990-05") + row("br/b9", "br/lost", source="https://y.br/p?q=1") + "\n"
    text += row("br/b-1", "br/lost", name='"  Ó, ""B""\u00a0do\n Sul "') + row("br/b01", "br/top", classification="Vinculado (Sociedade de Economia Mista)")
    text += row("br/b1", "br/top") + row("br/top", name="Presidência da República", classification="Estrutura Básica") + row("br/aé2", "br/b1") + row("br/ab", "br/b1")
    text = text.replace("\n", "\r\n")
    done, out = do_import(importer, scratch, text, "good")
    check(done.returncode == 0, f"the good table: {done.stderr}")
    check(done.stderr.splitlines() == [
        '8 rows read, 0 of no use',
        'good.csv:3:parent_id: the parent "br/lost" has no row: it becomes an actor whose name is not known',
        '9 actors, 7 ties, 2 sources, 16 claims written',
        '1 body without a parent, 1 parent without a row, 1 cell with white space trimmed',
        'filled cells of columns that are not taken over: none'], f"the good table is told so: {done.stderr}")
    if done.returncode:
        return
    checked = run(styr, "check", out)
    check(checked.returncode == 0 and "0 errors, 0 warnings" in checked.stdout, f"the good table: {checked.stdout}")
    again = os.path.join(scratch, "good.again")
    check(run(styr, "convert", out, again).returncode == 0, "convert of the good table")
    same_files(out, again, "of the good table is not in canonical form")
    actors = {a["id"]: a for a in table(out, "actors")}
    check((actors["b-1"]["label"], actors["b-1"]["level"]) == ('Ó, "B" do Sul', "regional"), f"a name with white space: {actors['b-1']}")
    check((actors["b10"]["start"], actors["b10"]["end"]) == ("1990", "1990-05"), f"dates: {actors['b10']}")
    check([actors["b1"][c] for c in ("level", "sector")] == ["ministry", "public"] and actors["b01"]["sector"] == "mixed", "levels and sectors")
    check([actors["lost"][c] for c in ("label", "kind", "level", "known")] == ["", "", "", "unnamed"], f"a parent without a row: {actors['lost']}")
    lost = [c for c in table(out, "claims") if c["about"] == "actor:lost"]
    check([(c["source"], c["locator"], c["grade"]) for c in lost] == [("y.br", "https://y.br/p?q=1", "inferred")], f"its claim: {lost}")
    check([(s["id"], s["uri"]) for s in table(out, "sources")] == [("x.br", "http://x.br/"), ("y.br", "https://y.br/")], "the two sites")
    done, _ = do_import(importer, scratch, HEADER + row("br/z"), "good")
    check(done.returncode == 0 and run(styr, "check", out).returncode == 0 and [a["id"] for a in table(out, "actors")] == ["z"] and
          table(out, "ties") == [], "an import over an older one")


def check_source(styr, importer, folder, scratch, sample):
    out = os.path.join(scratch, "brazil")
    done = run(sys.executable, "-B", importer, sample, out)
    check(done.returncode == 0 and done.stderr.startswith("245 rows read, 0 of no use\n245 actors, 236 ties, 1 source, 481 claims written\n"),
          f"import of the source table: {done.stderr}")
    if done.returncode == 0:
        same_files(folder, out, "is not what the importer makes of the source table")
    with open(sample, encoding="utf-8", newline="") as f:
        bodies = list(csv.DictReader(f))
    actors, parent = {a["id"]: a for a in table(folder, "actors")}, {t["from"]: t["to"] for t in table(folder, "ties")}
    page = {c["about"]: c["locator"] for c in table(folder, "claims")}
    check(len(bodies) == len(actors), f"{len(bodies)} rows in the source, {len(actors)} actors")
    for b in bodies:
        id = b["id"].removeprefix("br/")
        a = actors.get(id, {})
        expected = [b[c].strip() for c in ("name", "abbreviation", "url", "classification", "tags", "source_url")] + [b["parent_id"].removeprefix("br/")]
        got = [a.get(c) for c in ("label", "short", "uri", "classification", "tags")] + [page.get("actor:" + id), parent.get(id, "")]
        check(got == expected, f"{id}: {got}, the source has {expected}")


def main(styr, source):
    folder, importer = os.path.join(source, "data", "brazil-federal"), os.path.abspath(os.path.join(source, "scripts", "import_publicbodies.py"))
    checked = run(styr, "check", folder)
    check(checked.returncode == 0 and "0 errors, 0 warnings" in checked.stdout, checked.stdout)
    check_tables(folder)
    check_ruling(styr, folder)
    check_positions(styr, folder)
    check_same_rules(importer, folder)
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "out")
        check(run(styr, "convert", folder, out).returncode == 0, "convert")
        same_files(folder, out, "is not in canonical form")
        check_refusals(importer, scratch)
        check_acceptance(styr, importer, scratch)
        samples = os.environ.get("STYR_SAMPLES") or os.path.join(source, "..", "shared", "samples")
        sample = os.path.join(samples, "publicbodies", "br.csv")
        if os.path.exists(sample):
            check_source(styr, importer, folder, scratch, sample)
        else:
            print("SKIP: the source table is NOT here, so nothing compares it with the map: name a folder that holds publicbodies/br.csv in STYR_SAMPLES")
    for line in failures:
        print(line)
    print(f"{checks} checks, {len(failures)} problems")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))

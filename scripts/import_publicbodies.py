#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make a map of the Brazilian federal bodies from the table that the publicbodies data package has of them.

usage: import_publicbodies.py BR.CSV OUT-FOLDER

A row becomes an actor and a claim that it is there; its parent_id becomes a tie `part_of` and a claim. Every claim is
`stated`, names the site of the row's source_url as its source, and has the whole address as its locator. KINDS, PLACES
and level_of() are the rules for kinds and levels; data/brazil-federal/README.md states them in words, and
tests/check_brazil.py holds both to each other. Whoever changes a rule here changes it there.

Problems are named as file:row:column: message, the row being the line on which the record begins. With a problem, no file
is written. A parent without a row of its own is none: it becomes an actor whose name is not known, and is reported.
What is written is in canonical form: `styr convert` gives the same bytes.

Exit status: 0 done, 1 problems in the data, 2 wrong usage, 3 input or output failed.
"""
import csv
import datetime
import json
import os
import re
import sys
import unicodedata
from urllib.parse import urlsplit

PREFIX = "br/"
REQUIRED = ("id", "name", "abbreviation", "classification", "parent_id", "founding_date", "dissolution_date", "url", "tags", "source_url")

# classification, how the name begins, kind: the first row that fits decides. The legal form decides where the
# classification names one; where it only tells the place in the structure, the name tells the form.
KINDS = (
    ("Vinculado (Autarquia)", "", "autarchy"),
    ("Vinculado (Fundação Pública)", "", "public_foundation"),
    ("Vinculado (Empresa Pública)", "", "state_company"),
    ("Vinculado (Sociedade de Economia Mista)", "", "mixed_company"),
    ("Estrutura Básica", "Presidência da República", "presidency"),
    ("Estrutura Básica", "Ministério ", "ministry"),
    ("Organização Básica", "Ministério ", "ministry"),
    ("Estrutura Básica", "Autoridade ", "authority"),
    ("Estrutura Básica", "Controladoria-Geral ", "authority"),
    ("Direção Geral", "Defensoria Pública ", "authority"),
    ("Essenciais da Presidência da República", "", "presidential_office"),
    ("Assessoramento Imediato ao PR", "", "presidential_office"),
    ("Vice-Presidência da República", "", "presidential_office"),
    ("Específico Singular", "", "presidential_office"),
    ("Autônomo", "Coordenação da Equipe ", "group"),
)
TEACHING = {"autarquia-ife", "autarquia-ifes", "fundacao-publica-ifes"}  # tags of federal institutions of education
PLACES = (  # the states and the capital; their capitals; the five great regions; three more
    "Acre", "Alagoas", "Amapá", "Amazonas", "Bahia", "Ceará", "Distrito Federal", "Espírito Santo", "Goiás", "Maranhão", "Mato Grosso",
    "Mato Grosso do Sul", "Minas Gerais", "Pará", "Paraíba", "Paraná", "Pernambuco", "Piauí", "Rio de Janeiro", "Rio Grande do Norte",
    "Rio Grande do Sul", "Rondônia", "Roraima", "Santa Catarina", "São Paulo", "Sergipe", "Tocantins",
    "Aracaju", "Belém", "Belo Horizonte", "Boa Vista", "Brasília", "Campo Grande", "Cuiabá", "Curitiba", "Florianópolis", "Fortaleza",
    "Goiânia", "João Pessoa", "Macapá", "Maceió", "Manaus", "Natal", "Palmas", "Porto Alegre", "Porto Velho", "Recife", "Rio Branco",
    "Salvador", "São Luís", "Teresina", "Vitória",
    "Centro-Oeste", "Nordeste", "Norte", "Sudeste", "Sul",
    "Amazônia", "Santos", "São Francisco",
)
IN_PLACE = re.compile(r"\bd[aeo]s? (" + "|".join(map(re.escape, sorted(PLACES, key=len, reverse=True))) + r")\b")

VOCABULARY = {  # (set, term): family, rank, label, label_en; a term without family or rank is built in, and only gets labels
    ("kind", "authority"): ("", "", "Autoridade", "Authority"),
    ("kind", "autarchy"): ("organisation", "", "Autarquia", "Autarchy (agency with a legal person of its own)"),
    ("kind", "group"): ("", "", "Grupo", "Group"),
    ("kind", "ministry"): ("", "", "Ministério", "Ministry"),
    ("kind", "mixed_company"): ("organisation", "", "Sociedade de economia mista", "Company of public and private capital"),
    ("kind", "presidency"): ("group", "", "Presidência", "Presidency"),
    ("kind", "presidential_office"): ("organisation", "", "Órgão da Presidência", "Office of the Presidency"),
    ("kind", "public_foundation"): ("organisation", "", "Fundação pública", "Public foundation"),
    ("kind", "state_company"): ("organisation", "", "Empresa pública", "State company"),
    ("level", "ministry"): ("", "", "Ministérios", "Ministries"),
    ("level", "national"): ("", "", "Nacional", "National"),
    ("level", "presidency"): ("", "6", "Presidência", "Presidency"),
    ("level", "regional"): ("", "", "Regional", "Regional"),
    ("sector", "mixed"): ("", "", "Misto", "Mixed"),
    ("sector", "public"): ("", "", "Público", "Public"),
    ("tie", "part_of"): ("", "", "integra ou é vinculado a", "is part of or attached to"),
}
# The tables in the order of the descriptor: columns in canonical order, required ones, primary key, foreign key.
TABLES = {
    "vocabulary": ("term set family ruling rank from_kinds to_kinds align label label_en", "term set", ["set", "term"], None),
    "actors": ("id label kind sector level short known start end uri note classification tags", "id", "id", None),
    "sources": ("id label kind date confidentiality consent uri", "id", "id", None),
    "ties": ("from to type id function scope amount currency programme start end note", "from to type", "id", None),
    "claims": ("about source locator stance grade quote coder", "about", None, "source"),
}
TYPES = {"rank": "integer", "amount": "number"}
OTHER_TABLES = ("texts", "cases", "events", "changes", "figure")
PACKAGE = {
    "profile": "tabular-data-package",
    "name": "brazil-federal",
    "title": "Órgãos e entidades federais do Brasil",
    "description": "The Brazilian federal bodies and their parents, made from the table br of the publicbodies data package by "
                   "scripts/import_publicbodies.py. Every actor and every tie has a claim with the address of its page; see README.md.",
    "licenses": [{"name": "ODC-PDDL-1.0", "title": "Public domain: the data"}, {"name": "MIT", "title": "The encoding as a map"}],
    "sources": [{"title": "publicbodies: database of public bodies, table br (Brazil)", "path": "https://publicbodies.org"}],
    "styr": {"lang": "pt", "figure": {"caption": "Fonte: publicbodies (domínio público). Os níveis seguem uma regra; ver README.md."}},
}


def number(count, one, many=None):
    return f"{count} {one if count == 1 else many or one + 's'}"


class Problems:
    """What is wrong with the data, printed as it is found."""

    def __init__(self, path):
        self.path, self.count = path, 0

    def tell(self, row, column, text):
        print(f"{self.path}:{row}:{column}: {text}", file=sys.stderr)

    def add(self, row, column, text):
        self.tell(row, column, text)
        self.count += 1


# ---- reading ----

def records(problems):
    """The header, and the records as (row, cells); a record that cannot be read is reported."""
    with open(problems.path, "rb") as f:
        data = f.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        problems.add(data.count(b"\n", 0, e.start) + 1, 0, "ill-formed UTF-8")
        return [], []
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    reader = csv.reader(lines, strict=True)
    found, row = [], 1
    try:
        for cells in reader:
            if cells:
                found.append((row, cells))
            row = reader.line_num + 1
    except csv.Error as e:
        problems.add(row, 0, f"this record cannot be read, nor what follows: {e}")
    if not found:
        if not problems.count:
            problems.add(0, 0, "the file is empty: a header line is needed")
        return [], []
    return found[0][1], found[1:]


def check_header(header, problems):
    for name in REQUIRED:
        if name not in header:
            problems.add(1, name, f"the required column {name} is missing")
    for name in sorted({n for n in header if header.count(n) > 1}):
        problems.add(1, name, "duplicate column name")


def squeeze(text):
    return unicodedata.normalize("NFC", " ".join(text.split()))


def valid_date(text):
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def check_ids(body, row, problems):
    for column in ("id", "parent_id"):
        if not body[column] and column == "parent_id":
            continue
        if not re.fullmatch(re.escape(PREFIX) + r"[^\s|/:\x00-\x1f\x7f-\x9f]+", body[column]):
            problems.add(row, column, f'"{body[column]}" is not an id: write {PREFIX} and a name without white space, "|", "/" and ":"')
        body[column] = body[column].removeprefix(PREFIX)


def check_period(body, row, problems):
    ends = [body["founding_date"], body["dissolution_date"]]
    bad = [c for c in ("founding_date", "dissolution_date") if body[c] and not valid_date(body[c])]
    for column in bad:
        problems.add(row, column, f'"{body[column]}" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD')
    if all(ends) and not bad:
        shorter = min(map(len, ends))
        if ends[1][:shorter] < ends[0][:shorter]:
            problems.add(row, "dissolution_date", f"the end {ends[1]} is before the start {ends[0]}")


def read_bodies(problems):
    """The bodies by id, and what was noticed on the way: names trimmed, cells of columns that are not taken over."""
    header, rows = records(problems)
    if header:
        check_header(header, problems)
    noticed = {"rows": len(rows), "trimmed": 0, "left": {}}
    bodies = {}
    if not header or problems.count:
        return bodies, noticed
    for row, cells in rows:
        if len(cells) != len(header):
            problems.add(row, 0, f"too {'few' if len(cells) < len(header) else 'many'} fields: {len(cells)} where the header has {len(header)}")
            continue
        record = dict(zip(header, cells))
        for name in header:
            if name not in REQUIRED and record[name].strip():
                noticed["left"][name] = noticed["left"].get(name, 0) + 1
        body = {name: squeeze(record[name]) for name in REQUIRED}
        noticed["trimmed"] += sum(body[name] != record[name] for name in REQUIRED)
        body["row"] = row
        before = problems.count
        check_ids(body, row, problems)
        if not body["name"]:
            problems.add(row, "name", "name is empty; it is required here")
        check_period(body, row, problems)
        site = urlsplit(body["source_url"]) if re.fullmatch(r"https?://[^\s/?#\[\]]+[^\s]*", body["source_url"]) else None
        if site is None:
            problems.add(row, "source_url", f'"{body["source_url"]}" is no web address: the claims of this row need one')
        else:
            body["site"], body["host"] = f"{site.scheme}://{site.netloc}/", site.netloc
        if kind_of(body) is None:
            problems.add(row, "classification", f'no rule gives "{body["classification"]}" with the name "{body["name"]}" a kind')
        if body["id"] in bodies:
            problems.add(row, "id", f'duplicate id "{PREFIX}{body["id"]}", first in row {bodies[body["id"]]["row"]}')
        elif body["id"]:
            bodies[body["id"]] = body
        body["usable"] = problems.count == before
    return bodies, noticed


def check_circles(bodies, problems):
    """Report every circle of parents once, at the first of its rows."""
    done = set()
    for start in bodies:
        chain, at = [], start
        while at in bodies and at not in done and at not in chain:
            chain.append(at)
            at = bodies[at]["parent_id"]
        if at in chain:
            circle = chain[chain.index(at):]
            first = min(range(len(circle)), key=lambda i: bodies[circle[i]]["row"])
            circle = circle[first:] + circle[:first + 1]
            problems.add(bodies[circle[0]]["row"], "parent_id", "the parents go in a circle: " + " -> ".join(PREFIX + c for c in circle))
        done.update(chain)


# ---- the rules ----

def kind_of(body):
    for classification, begins, kind in KINDS:
        if body["classification"] == classification and body["name"].startswith(begins):
            return kind
    return None


def level_of(body, bodies):
    kind, parent = kind_of(body), bodies.get(body["parent_id"])
    if kind == "presidency":
        return "presidency"
    if kind == "ministry" or (parent and kind_of(parent) == "presidency"):
        return "ministry"
    if TEACHING & set(body["tags"].split()) or IN_PLACE.search(body["name"]):
        return "regional"
    return "national"


def sector_of(body):
    return "mixed" if kind_of(body) == "mixed_company" else "public"


# ---- the map ----

def make_map(bodies, problems):
    """The tables as lists of dictionaries, and the parents that have no row."""
    tables = {name: [] for name in TABLES}
    made = {}
    sites = {}
    for body in bodies.values():
        sites.setdefault(body["host"], body["site"])
        tables["actors"].append({
            "id": body["id"], "label": body["name"], "kind": kind_of(body), "sector": sector_of(body), "level": level_of(body, bodies),
            "short": body["abbreviation"], "known": "named", "start": body["founding_date"], "end": body["dissolution_date"], "uri": body["url"],
            "classification": body["classification"], "tags": body["tags"]})
        said = {"source": body["host"], "locator": body["source_url"], "stance": "supports", "grade": "stated"}
        tables["claims"].append({"about": "actor:" + body["id"], **said})
        parent = body["parent_id"]
        if not parent:
            continue
        tie = "part_of." + body["id"]
        tables["ties"].append({"from": body["id"], "to": parent, "type": "part_of", "id": tie})
        tables["claims"].append({"about": "tie:" + tie, **said})
        if parent not in bodies and parent not in made:
            made[parent] = {**said, "about": "actor:" + parent, "grade": "inferred"}
            problems.tell(body["row"], "parent_id", f'the parent "{PREFIX}{parent}" has no row: it becomes an actor whose name is not known')
    for parent, claim in made.items():
        tables["actors"].append({"id": parent, "known": "unnamed"})
        tables["claims"].append(claim)
    for host, site in sites.items():
        tables["sources"].append({"id": host, "label": host, "kind": "register", "confidentiality": "public", "uri": site})
    used = {("tie", t["type"]) for t in tables["ties"]} | {(s, a[s]) for a in tables["actors"] for s in ("kind", "level", "sector") if s in a}
    for (which, term), (family, rank, label, english) in VOCABULARY.items():
        if (which, term) in used:
            tables["vocabulary"].append({"term": term, "set": which, "family": family, "rank": rank, "label": label, "label_en": english})
    return tables, made


def natural(text):
    """A key that orders as the canonical form does: byte by byte, but runs of digits as numbers."""
    raw = text.encode("utf-8")
    return [(ord("0"), int(p)) if p.isdigit() else (p[0], 0) for p in re.findall(rb"[0-9]+|[^0-9]", raw)], raw


def in_order(name, rows):
    columns = {"vocabulary": ("set", "term"), "claims": ("about",)}.get(name, ("id",))
    return sorted(rows, key=lambda r: [natural(r[c]) for c in columns])


# ---- writing ----

def cell(text):
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text


def table_text(name, rows):
    columns = TABLES[name][0].split()
    lines = [",".join(columns)] + [",".join(cell(r.get(c, "")) for c in columns) for r in in_order(name, rows)]
    return "\n".join(lines) + "\n"


def descriptor(tables):
    resources = []
    for name, (columns, required, primary, foreign) in TABLES.items():
        if not tables[name] and name not in ("actors", "ties"):
            continue
        fields = []
        for column in columns.split():
            field = {"name": column, "type": TYPES.get(column, "string")}
            if column in required.split():
                field["constraints"] = {"required": True}
            fields.append(field)
        schema = {"fields": fields}
        if primary:
            schema["primaryKey"] = primary
        if foreign:
            schema["foreignKeys"] = [{"fields": foreign, "reference": {"resource": foreign + "s", "fields": "id"}}]
        resources.append({"name": name, "path": name + ".csv", "profile": "tabular-data-resource", "format": "csv", "encoding": "utf-8", "schema": schema})
    return json.dumps({**PACKAGE, "resources": resources}, ensure_ascii=False, indent=2) + "\n"


def write_map(folder, tables):
    """Write all files beside their places, then put them there, so that a failure leaves what was there."""
    os.makedirs(folder, exist_ok=True)
    there = os.listdir(folder)
    foreign = [t + ".csv" for t in OTHER_TABLES if t + ".csv" in there]
    if there and "actors.csv" not in there:
        raise OSError(f"{folder} is neither empty nor a map: nothing is written there")
    if foreign:
        raise OSError(f"{folder} holds {foreign[0]}, which no import makes: nothing is written there")
    texts = {name + ".csv": table_text(name, rows) for name, rows in tables.items() if rows or name in ("actors", "ties")}
    texts["datapackage.json"] = descriptor(tables)
    waiting = [os.path.join(folder, name + ".new") for name in texts]
    try:
        for path, text in zip(waiting, texts.values()):
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(text)
    except OSError:
        for path in waiting:
            if os.path.exists(path):
                os.remove(path)
        raise
    for path in waiting:
        os.replace(path, path.removesuffix(".new"))


def main(arguments):
    if len(arguments) != 2:
        print("usage: import_publicbodies.py BR.CSV OUT-FOLDER", file=sys.stderr)
        return 2
    path, folder = arguments
    problems = Problems(path)
    try:
        bodies, noticed = read_bodies(problems)
        check_circles(bodies, problems)
        usable = sum(b["usable"] for b in bodies.values())
        print(f"{number(noticed['rows'], 'row')} read, {noticed['rows'] - usable} of no use", file=sys.stderr)
        if problems.count:
            print(f"{number(problems.count, 'problem')}: nothing is written", file=sys.stderr)
            return 1
        tables, made = make_map(bodies, problems)
        write_map(folder, tables)
    except OSError as e:
        print(f"import_publicbodies.py: {e}", file=sys.stderr)
        return 3
    tops = sum(not b["parent_id"] for b in bodies.values())
    print(", ".join(number(len(tables[name + "s"]), name) for name in ("actor", "tie", "source", "claim")) + " written", file=sys.stderr)
    print(f"{number(tops, 'body', 'bodies')} without a parent, {number(len(made), 'parent')} without a row, "
          f"{number(noticed['trimmed'], 'cell')} with white space trimmed", file=sys.stderr)
    left = ", ".join(f"{name} ({n})" for name, n in sorted(noticed["left"].items()))
    print(f"filled cells of columns that are not taken over: {left or 'none'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# SPDX-License-Identifier: MIT
"""What is public of a map, written from the rules alone. It shares no code with the library: check_public.py deletes from a map
all that is not public here, and then expects the tool to publish the same of the map and of the deleted map.

A map is a dict here:
  tables    name without .csv -> list of rows, each a dict column -> cell
  headers   name without .csv -> list of columns
  package   what datapackage.json holds, or None
  misnamed  file name that differs from that of a table in letter case only -> its text; such a file is not read

A thing is what a claim can be about. It has a key: ("actor", id), ("text", id), ("tie", place), ("case", id),
("event", (case, step)), ("change", place) or ("none", (from, type, to)) for a denied tie. Places count data rows from 1.
"""
import codecs
import collections
import csv
import datetime
import io
import json
import os
import random
import re
import string

TABLES = ("actors", "texts", "ties", "sources", "claims", "cases", "events", "changes", "vocabulary", "figure")
TABLE_OF = {"actor": "actors", "text": "texts", "tie": "ties", "case": "cases", "event": "events", "change": "changes"}
TEXT_COLUMNS = ("takes", "makes", "by", "beyond")
ABOUT = re.compile(r"(actor|text|tie|event|case|change|none):(.*)", re.S)
GENERATED_TIE = re.compile(r"t[0-9]+")
SOFT_HYPHEN = "\u00ad"

# Rule 5. Structured cells; those of them without whose cover the row is not public; free text; cells that always stay.
STRUCTURED = {
    "actor": ("start", "end", "identifiers"),
    "text": ("start", "end", "identifiers"),
    "tie": ("function", "scope", "amount", "currency", "programme", "start", "end"),
    "case": ("class",),
    "event": ("start", "end") + TEXT_COLUMNS,
    "change": ("date",),
}
NEEDED = {
    "actor": ("start", "end"),
    "text": ("start", "end"),
    "tie": ("function", "scope", "start", "end"),
    "case": ("class",),
    "event": ("start", "end"),
    "change": ("date",),
}
FREE = {
    "actor": ("note", "uri", "aliases"),
    "text": ("note", "uri", "aliases"),
    "tie": ("note",),
    "case": ("note",),
    "event": ("outcome",),
    "change": (),
}
ALWAYS = {
    "actor": ("id", "label", "kind", "sector", "level", "short", "known"),
    "text": ("id", "label", "kind", "short"),
    "tie": ("from", "to", "type", "id"),
    "case": ("id", "label", "standpoint"),
    "event": ("case", "step", "actor", "action", "to"),
    "change": ("from", "to", "kind"),
}
# Rules 2, 7 and 8: the columns of the other tables of which something may be public.
OTHER_COLUMNS = {
    "sources": ("id", "label", "kind", "date", "confidentiality", "uri"),
    "claims": ("about", "source", "locator", "stance", "grade", "date", "until", "covers"),
    "vocabulary": ("term", "set", "family", "ruling", "rank", "from_kinds", "to_kinds", "align", "label", "broader"),
    "figure": ("node", "lane", "row", "span", "order", "label", "footnote", "mark"),
}
LABELLED = ("actors", "texts", "vocabulary")
TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")

Claim = collections.namedtuple("Claim", "public supports denies covers")
Deleted = collections.namedtuple("Deleted", "map nodes cases")


# Reading and writing.

def decoded(raw):
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16")
    return raw.decode("utf-8-sig")


def separator_of(text):
    """The one of comma, semicolon and tab that stands most often in the first line."""
    line = text.split("\n", 1)[0]
    return max(",;\t", key=line.count)


def read_table(path):
    """The columns and the rows of one file; blank lines do not count."""
    with open(path, "rb") as file:
        text = decoded(file.read())
    records = [r for r in csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True) if r]
    header = records[0]
    for record in records[1:]:
        if len(record) != len(header):
            raise ValueError(f"{path}: a row has {len(record)} cells and the header has {len(header)}")
    return header, [dict(zip(header, record)) for record in records[1:]]


def read_map(folder):
    """Read a folder. Of the other files that look like tables, the text is kept and not looked at."""
    map = {"tables": {}, "headers": {}, "package": None, "misnamed": {}}
    for file in sorted(os.listdir(folder)):
        path = os.path.join(folder, file)
        name = file[:-4]
        if file == "datapackage.json":
            with open(path, "rb") as text:
                map["package"] = json.loads(decoded(text.read()))
        elif file.endswith(".csv") and name in TABLES:
            map["headers"][name], map["tables"][name] = read_table(path)
        elif file.lower().endswith(".csv") and name.lower() in TABLES:
            with open(path, "rb") as text:
                map["misnamed"][file] = decoded(text.read())
    return map


def table_text(header, rows):
    """A table as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[row.get(column, "") for column in header] for row in rows])
    return out.getvalue()


def write_map(map, folder):
    """Write all files of a map into a folder."""
    os.makedirs(folder, exist_ok=True)
    texts = {name + ".csv": table_text(map["headers"][name], rows) for name, rows in map["tables"].items()}
    texts.update(map["misnamed"])
    if map["package"] is not None:
        texts["datapackage.json"] = json.dumps(map["package"], ensure_ascii=False, indent=2) + "\n"
    for file, text in texts.items():
        with open(os.path.join(folder, file), "w", encoding="utf-8", newline="") as out:
            out.write(text)


def files_of(map):
    """The names of all table files of a map, misnamed ones too."""
    return [name + ".csv" for name in map["tables"]] + list(map["misnamed"])


# Things and what claims are about.

def cell(row, column):
    """A cell; one of a missing column is empty."""
    return row.get(column) or ""


def rows_of(map, table):
    """The rows of a table; none where the file is missing."""
    return map["tables"].get(table, [])


def is_label(column):
    """Whether a column holds the label in some other language."""
    return column.startswith("label_")


def without_tag(name, bases):
    """The name of a text without the language that stands behind it, where it is one of those that have languages."""
    base, _, tag = name.partition("_")
    return base if base in bases and TAG.fullmatch(tag) else name


def base_of(kind, column):
    """The column whose rule holds: an outcome in another language is public when the outcome would be."""
    return without_tag(column, ("outcome",)) if kind == "event" else column


def tie_name(place, row):
    """The id of a tie: the written one, or the generated one."""
    return cell(row, "id") or f"t{place}"


def things_of(map, kind):
    """Every thing of one kind with its key and row, in the order of the file."""
    for place, row in enumerate(rows_of(map, TABLE_OF[kind]), 1):
        if kind in ("tie", "change"):
            yield (kind, place), row
        elif kind == "event":
            yield (kind, (cell(row, "case"), int(cell(row, "step")))), row
        else:
            yield (kind, cell(row, "id")), row


def things_by_id(map):
    """For every id: the keys of the actors, texts, ties and cases that have it."""
    found = collections.defaultdict(list)
    for kind in ("actor", "text", "tie", "case"):
        for key, row in things_of(map, kind):
            found[tie_name(key[1], row) if kind == "tie" else key[1]].append(key)
    return found


def key_of(about, by_id):
    """The key of the thing that a claim is about. None where there is no such thing."""
    match = ABOUT.fullmatch(about)
    if not match:
        keys = by_id.get(about, [])
        return keys[0] if len(keys) == 1 else None
    kind, rest = match.groups()
    if kind == "none":
        return ("none", tuple(rest.split("|")))
    if kind == "event":
        case, _, step = rest.rpartition("/")
        return ("event", (case, int(step)))
    if kind == "change":
        return ("change", int(rest))
    if kind == "tie":
        return next((key for key in by_id.get(rest, []) if key[0] == "tie"), None)
    return (kind, rest)


# Rule 1.

def is_sourced(map):
    """Whether the map has a file for sources, claims, cases or events, in whatever letter case."""
    return any(file.lower() in ("sources.csv", "claims.csv", "cases.csv", "events.csv") for file in files_of(map))


# Rule 2.

def first_day(text):
    """The first day of a date. None where the text is no date."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if not match:
        return None
    try:
        return datetime.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def is_public_source(row, today):
    """Whether a source may be published today."""
    if cell(row, "confidentiality") != "public":
        return False
    until = cell(row, "consent_until")
    if not until:
        return True
    day = first_day(until)
    return day is not None and first_day(today) <= day


def public_sources(map, today):
    """The ids of all public sources."""
    return {cell(row, "id") for row in rows_of(map, "sources") if is_public_source(row, today)}


# Rule 3.

def is_set_aside(row):
    """Whether a claim counts for nothing."""
    return cell(row, "status") == "set_aside"


def columns_covered(covers):
    """The columns that a claim names. None where it names none and so covers all structured cells."""
    return None if not covers else {name.strip() for name in covers.split("|")}


def what_is_said(map, sources):
    """For every key: all that is said about the thing, by claims that count and by its source cell."""
    said = collections.defaultdict(list)
    by_id = things_by_id(map)
    for row in rows_of(map, "claims"):
        if not is_set_aside(row):
            stance = cell(row, "stance") or "supports"
            public = cell(row, "source") in sources
            claim = Claim(public, stance == "supports", stance == "absent", columns_covered(cell(row, "covers")))
            said[key_of(cell(row, "about"), by_id)].append(claim)
    for kind in ("case", "event", "change"):
        for key, row in things_of(map, kind):
            if cell(row, "source"):
                said[key].append(Claim(cell(row, "source") in sources, True, False, None))
    return said


class Facts:
    """What the rules below look at."""

    def __init__(self, map, today):
        self.map = map
        self.sources = public_sources(map, today)
        self.said = what_is_said(map, self.sources)
        self.unclaimed_is_public = styr_part(map["package"]).get("unclaimed") == "public"
        self.persons = persons_of(map)
        self.nodes = {key[1]: key for kind in ("actor", "text") for key, _ in things_of(map, kind)}

    def about(self, key):
        """All that is said about a thing."""
        return self.said.get(key, [])

    def has_support(self, key):
        """Whether a public claim supports the thing."""
        return any(claim.public and claim.supports for claim in self.about(key))

    def is_free(self, key):
        """Whether the thing is public as a whole because nobody claims anything about it."""
        return self.unclaimed_is_public and not self.about(key) and key not in self.persons


# Rule 4, and the second sentence of rule 5.

def covers_cell(facts, key, column):
    """Whether a public supporting claim covers a structured cell."""
    return any(
        claim.public and claim.supports and (claim.covers is None or column in claim.covers)
        for claim in facts.about(key)
    )


def needed_cells_are_covered(facts, key, row):
    """Whether all filled cells are covered without which the row is not public."""
    return all(not cell(row, column) or covers_cell(facts, key, column) for column in NEEDED[key[0]])


def is_public_row(facts, key, row):
    """Whether a tie, case or change is public, an event whose case is public, or a node in its own right."""
    if facts.is_free(key):
        return True
    return facts.has_support(key) and needed_cells_are_covered(facts, key, row)


def public_rows(facts):
    """The keys of all public ties, cases, events, changes and denied ties."""
    public = set()
    for kind in ("tie", "case", "change", "event"):
        for key, row in things_of(facts.map, kind):
            if kind == "event" and ("case", key[1][0]) not in public:
                continue
            if is_public_row(facts, key, row):
                public.add(key)
    for key, claims in facts.said.items():
        if key is not None and key[0] == "none" and any(claim.public and claim.denies for claim in claims):
            public.add(key)
    return public


# Rule 5.

def free_text_stays(facts, key, column):
    """Whether a cell of free text is public."""
    claims = facts.about(key)
    if all(claim.public for claim in claims):
        return True
    return any(claim.public and claim.supports and claim.covers is not None and column in claim.covers for claim in claims)


def cell_stays(facts, key, column):
    """Whether a cell of a public row is public."""
    kind = key[0]
    column = base_of(kind, column)
    if column in ALWAYS[kind] or (kind in ("actor", "text") and is_label(column)):
        return True
    if facts.is_free(key):
        return column in STRUCTURED[kind] + FREE[kind]
    if column == "amount":
        return covers_cell(facts, key, "amount") and covers_cell(facts, key, "currency")
    if column in STRUCTURED[kind]:
        return covers_cell(facts, key, column)
    if column in FREE[kind]:
        return free_text_stays(facts, key, column)
    return False


def public_cells(facts, key, row):
    """A public row with its public cells; the source cell is rule 3."""
    kept = {column: value for column, value in row.items() if cell_stays(facts, key, column)}
    if cell(row, "source") in facts.sources:
        kept["source"] = row["source"]
    return kept


# Rule 6.

def person_kinds(map):
    """The kinds of family person."""
    kinds = {"person"}
    for row in rows_of(map, "vocabulary"):
        if cell(row, "set") == "kind" and cell(row, "family"):
            (kinds.add if cell(row, "family") == "person" else kinds.discard)(cell(row, "term"))
    return kinds


def persons_of(map):
    """The keys of all actors that are persons."""
    kinds = person_kinds(map)
    return {
        key for key, row in things_of(map, "actor") if cell(row, "kind") in kinds or cell(row, "level") == "person"
    }


def names_in(row):
    """The ids that a kept row names, in the columns that pull nodes. A programme need not be the id of a node."""
    columns = ("from", "to", "actor", "standpoint", "programme")
    names = [cell(row, column) for column in columns]
    for column in TEXT_COLUMNS:
        names += [cell(row, column)] + cell(row, column).split("|")
    return {name for name in names if name}


def kept_nodes(facts, rows, denied):
    """The keys of nodes that are public in their own right, and of all that remain."""
    own = {
        key for kind in ("actor", "text") for key, row in things_of(facts.map, kind) if is_public_row(facts, key, row)
    }
    names = set()
    for row in rows.values():
        names |= names_in(row)
    for _, (start, _, end) in denied:
        names |= {start, end}
    pulled = {facts.nodes[name] for name in names if name in facts.nodes}
    return own, own | pulled


def has_no_name(facts, key):
    """Whether the node is a person who is published without a name."""
    return key in facts.persons and not facts.has_support(key)


def node_row(facts, key, row, own):
    """A node with its public cells."""
    kept = public_cells(facts, key, row)
    if key not in own:
        kept = {column: value for column, value in kept.items() if column in ALWAYS[key[0]] or is_label(column)}
    if has_no_name(facts, key):
        kept = {column: value for column, value in kept.items() if column not in ("label", "short") and not is_label(column)}
    return kept


# Rule 7 and the references.

class Names:
    """The ids and places that things have in the deleted map."""

    def __init__(self, facts, kept, chance):
        taken = set(things_by_id(facts.map))
        self.nodes, self.cases, self.ties, self.changes = {}, {}, {}, {}
        for name, key in facts.nodes.items():
            if key in kept:
                self.nodes[name] = new_id("p", taken, chance) if key in facts.persons else name
        for key, _ in things_of(facts.map, "case"):
            if key in kept:
                self.cases[key[1]] = new_id("c", taken, chance)
        for key, row in things_of(facts.map, "tie"):
            if key in kept:
                name = cell(row, "id")
                place = len(self.ties) + 1
                self.ties[key[1]] = f"t{place}" if not name or GENERATED_TIE.fullmatch(name) else name
        for key, _ in things_of(facts.map, "change"):
            if key in kept:
                self.changes[key[1]] = len(self.changes) + 1
        self.others = {*self.nodes.values(), *self.cases.values()}


def new_id(letter, taken, chance):
    """An id that nothing has."""
    while True:
        name = f"{letter}-" + "".join(chance.choice(string.ascii_lowercase) for _ in range(8))
        if name not in taken:
            taken.add(name)
            return name


def new_about(about, key, names):
    """What a claim is about, in the words of the deleted map: in the same form as before."""
    kind, what = key
    if kind == "none":
        start, type, end = what
        return f"none:{names.nodes[start]}|{type}|{names.nodes[end]}"
    if kind == "event":
        return f"event:{names.cases[what[0]]}/{what[1]}"
    if kind == "change":
        return f"change:{names.changes[what]}"
    name = {"tie": names.ties, "case": names.cases}.get(kind, names.nodes)[what]
    # A new number of a tie may be the id of something else: a bare id would then fit both.
    bare = not ABOUT.fullmatch(about) and not (kind == "tie" and name in names.others)
    return name if bare else f"{kind}:{name}"


def kept_claims(facts, kept, names):
    """The public claims about what remains."""
    by_id = things_by_id(facts.map)
    claims = []
    for row in rows_of(facts.map, "claims"):
        key = key_of(cell(row, "about"), by_id)
        if cell(row, "source") in facts.sources and not is_set_aside(row) and key in kept:
            claims.append({**row, "about": new_about(cell(row, "about"), key, names)})
    return claims


def renamed(row, kind, names, place, chance):
    """A row with the ids that persons, cases and ties have in the deleted map."""
    row = dict(row)
    nodes = ("id",) if kind in ("actor", "text") else ("from", "to", "actor", "standpoint", "programme", "node")
    for column in nodes:
        if column in row:
            row[column] = names.nodes.get(row[column], row[column])
    for column in ("case",) if kind != "case" else ("id",):
        if column in row:
            row[column] = names.cases.get(row[column], row[column])
    if kind == "tie" and "id" in row:
        row["id"] = names.ties[place]
        # The generated id and the empty cell mean the same.
        if GENERATED_TIE.fullmatch(row["id"]) and chance.random() < 0.5:
            row["id"] = ""
    return row


# Rule 8.

def scope_terms(scope):
    """The sets and terms that a scope uses."""
    terms = set()
    for part in scope.split(";") if scope else []:
        dimension, _, values = part.partition("=")
        terms |= {("dim:" + dimension.strip(" \t"), value.strip(" \t")) for value in values.split("|")}
    return terms


def used_terms(tables, denied):
    """The sets and terms that the kept rows use."""
    columns = (
        ("actors", "kind", "kind"), ("texts", "kind", "kind"), ("actors", "sector", "sector"), ("actors", "level", "level"),
        ("figure", "row", "level"), ("ties", "type", "tie"), ("ties", "function", "function"), ("figure", "lane", "lane"),
        ("figure", "mark", "mark"), ("events", "action", "action"), ("changes", "kind", "change"),
    )
    used = {(set_, cell(row, column)) for table, column, set_ in columns for row in tables.get(table, [])}
    used |= {("tie", type) for _, (_, type, _) in denied}
    for table, column in (("ties", "scope"), ("cases", "class")):
        for row in tables.get(table, []):
            used |= scope_terms(cell(row, column))
    return {(set_, term) for set_, term in used if term}


def kept_vocabulary(map, used):
    """The terms in use, without a word of those that are not."""
    kinds = {"actor", "text"} | {term for set_, term in used if set_ == "kind"}
    rows = []
    for row in rows_of(map, "vocabulary"):
        if (cell(row, "set"), cell(row, "term")) not in used:
            continue
        row = dict(row)
        for column in ("from_kinds", "to_kinds"):
            row[column] = "|".join(kind for kind in cell(row, column).split("|") if kind in kinds)
        if (cell(row, "set"), cell(row, "broader")) not in used:
            row["broader"] = ""
        rows.append(row)
    return rows


def kept_figure(facts, kept):
    """The boxes of kept nodes; those of persons without a name have no label."""
    rows = []
    for row in rows_of(facts.map, "figure"):
        key = facts.nodes.get(cell(row, "node"))
        if key in kept:
            rows.append({**row, "label": ""} if has_no_name(facts, key) else dict(row))
    return rows


def take_figure_labels(nodes, figure):
    """Where the box has another label than the node, the node takes that label, without the soft hyphens."""
    labels = {cell(row, "node"): cell(row, "label").replace(SOFT_HYPHEN, "") for row in figure}
    for row in nodes:
        label = labels.get(cell(row, "id"))
        if label and label != cell(row, "label").replace(SOFT_HYPHEN, ""):
            row["label"] = label
            for column in row:
                if is_label(column):
                    row[column] = ""


def part_of(value, name):
    """A JSON object within an object; an empty one where there is none."""
    part = value.get(name) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else {}


def styr_part(package):
    """What datapackage.json says to Styr."""
    return part_of(package, "styr")


def kept_entries(value, names):
    """Those entries of a JSON object."""
    return {name: value[name] for name in names if name in value}


def kept_package(package, figure):
    """What is public of datapackage.json."""
    if package is None:
        return None
    marks = {cell(row, "footnote") for row in figure}
    drawn = part_of(styr_part(package), "figure")
    kept = kept_entries(package, [name for name in package if without_tag(name, ("title",)) == "title"])
    licenses = package.get("licenses")
    if isinstance(licenses, list) and licenses and isinstance(licenses[0], dict) and "name" in licenses[0]:
        kept["licenses"] = [{"name": licenses[0]["name"]}]
    styr = kept_entries(styr_part(package), ("lang", "unclaimed"))
    parts = kept_entries(drawn, [name for name in drawn if without_tag(name, ("title", "caption")) in ("title", "caption")])
    for name in [name for name in drawn if without_tag(name, ("footnotes",)) == "footnotes"]:
        footnotes = kept_entries(part_of(drawn, name), [mark for mark in part_of(drawn, name) if mark in marks])
        if footnotes:
            parts[name] = footnotes
    if parts:
        styr["figure"] = parts
    if styr:
        kept["styr"] = styr
    return kept


# Rule 9, and all together.

def kept_header(table, header):
    """The columns of which something may be public, in their order."""
    kind = next((kind for kind, name in TABLE_OF.items() if name == table), None)
    columns = OTHER_COLUMNS.get(table) or ALWAYS[kind] + STRUCTURED[kind] + FREE[kind] + ("source",)
    if kind in ("actor", "text", "tie"):
        columns = tuple(column for column in columns if column != "source")
    return [column for column in header if base_of(kind, column) in columns or (table in LABELLED and is_label(column))]


def rows_that_remain(facts, public):
    """The public rows with their public cells, by key, in the order of the files."""
    return {
        key: public_cells(facts, key, row)
        for kind in ("tie", "case", "event", "change")
        for key, row in things_of(facts.map, kind)
        if key in public
    }


def deleted_tables(facts, chance):
    """All tables of the deleted map, and the new names."""
    public = public_rows(facts)
    denied = {key for key in public if key[0] == "none"}
    rows = rows_that_remain(facts, public)
    own, nodes = kept_nodes(facts, rows, denied)
    kept = public | nodes
    names = Names(facts, kept, chance)
    figure = kept_figure(facts, nodes)
    tables = {"figure": figure, "claims": kept_claims(facts, kept, names)}
    tables["sources"] = [row for row in rows_of(facts.map, "sources") if cell(row, "id") in facts.sources]
    for kind in ("actor", "text"):
        left = [node_row(facts, key, row, own) for key, row in things_of(facts.map, kind) if key in nodes]
        take_figure_labels(left, figure)
        tables[TABLE_OF[kind]] = left
    for kind in ("tie", "case", "event", "change"):
        tables[TABLE_OF[kind]] = [(key[1], row) for key, row in rows.items() if key[0] == kind]
        tables[TABLE_OF[kind]] = [renamed(row, kind, names, place, chance) for place, row in tables[TABLE_OF[kind]]]
    tables["vocabulary"] = kept_vocabulary(facts.map, used_terms(tables, denied))
    for kind, table in (("actor", "actors"), ("text", "texts"), ("box", "figure")):
        tables[table] = [renamed(row, kind, names, None, chance) for row in tables[table]]
    return tables, names


def delete_not_public(map, today, seed=0):
    """Delete from a map all that is not public on a day, YYYY-MM-DD. The map that is given stays as it is.

    Returns the deleted map, and the new ids of nodes and of cases by their old ids. What has gone has no new id.
    A map that is not sourced comes back whole.
    """
    if not is_sourced(map):
        nodes = {cell(row, "id"): cell(row, "id") for table in ("actors", "texts") for row in rows_of(map, table)}
        return Deleted(map, nodes, {})
    facts = Facts(map, today)
    tables, names = deleted_tables(facts, random.Random(seed))
    headers = {table: kept_header(table, header) for table, header in map["headers"].items()}
    for table in ("actors", "texts"):
        # A label may have come from figure.csv.
        if table in headers and "label" not in headers[table] and any(cell(row, "label") for row in tables[table]):
            headers[table].append("label")
    deleted = {
        "tables": {
            table: [{column: cell(row, column) for column in headers[table]} for row in tables[table]]
            for table in map["tables"]
        },
        "headers": headers,
        "package": kept_package(map["package"], tables["figure"]),
        # A misnamed file makes the map a sourced one; nothing in it is public.
        "misnamed": {file: "id\n" for file in map["misnamed"]},
    }
    return Deleted(deleted, names.nodes, names.cases)

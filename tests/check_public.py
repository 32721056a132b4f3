# SPDX-License-Identifier: MIT
"""What the tool publishes of a map is what it publishes of the same map with all deleted that is not public. The oracle in
public_oracle.py deletes, by the rules alone; the tool runs on both maps, and what comes out is compared byte by byte.

usage: check_public.py STYR [--long] [--seconds N] [--seed N] [--keep FOLDER]

Two parts. The exhaustive one takes every set of up to two claims about one thing of each kind, many things to a map, and
compares the canonical form. The random one makes whole maps and compares figures, pages, answers and the canonical form. Every
text of a map holds a word of its own: no word that the deleted map does not hold may stand in anything the tool writes.

--long       all combinations and 300 random maps, every figure in every format
--seconds    make random maps for that long, however many they are
--seed       seed of the first random map; the others follow
--keep       keep the maps and what the tool wrote in this folder
"""
import argparse
import collections
import concurrent.futures
import contextlib
import copy
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import public_oracle as oracle
from verbs import further_questions, layouts, overlays

TODAY = "2026-03-15"
COLUMNS = {
    "actors": "id label kind sector level short known start end uri note label_da label_en label_fr aliases identifiers",
    "texts": "id label kind short start end uri note label_da label_en label_fr aliases identifiers",
    "ties": "from to type id function scope amount currency programme start end note",
    "sources": "id label kind date confidentiality consent uri file archive accessed derives_from consent_until",
    "claims": "about source locator stance grade quote coder note status covers date until",
    "cases": "id label standpoint class source note",
    "events": "case step actor action to outcome start end source takes makes by beyond outcome_da outcome_en",
    "changes": "from to kind date source",
    "vocabulary": "term set family ruling rank from_kinds to_kinds align label label_da label_en label_fr broader",
    "figure": "node lane row span order label footnote mark",
}
REQUIRED = {
    "actors": "id", "texts": "id", "ties": "from to type", "sources": "id", "claims": "about", "cases": "id",
    "events": "case step actor", "changes": "from kind", "vocabulary": "term set", "figure": "node",
}
WORD = re.compile(rb"zqx[a-z]{4}", re.I)


class Draft:
    """A map that is being made, and the words that are in it."""

    def __init__(self):
        self.rows = {table: [] for table in oracle.TABLES}
        self.package = None
        self.words = 0

    def word(self):
        """A word that stands nowhere else in the map."""
        self.words += 1
        number, letters = self.words, ""
        for _ in range(4):
            number, letter = divmod(number, 26)
            letters = chr(ord("a") + letter) + letters
        return "zqx" + letters

    def text(self, start):
        """A text with a word of its own."""
        return f"{start} {self.word()}"

    def add(self, table, cells):
        """Add a row."""
        self.rows[table].append(cells)
        return cells

    def label(self, start):
        """The label in all languages."""
        return {column: self.text(start) for column in ("label", "label_da", "label_en", "label_fr")}

    def map(self):
        """The map with all columns."""
        headers = {table: COLUMNS[table].split() for table, rows in self.rows.items() if rows or table in ("actors", "ties")}
        return {"tables": {t: self.rows[t] for t in headers}, "headers": headers, "package": self.package, "misnamed": {}}


# The exhaustive part: every set of up to two claims about a thing.

KINDS = ("actor", "person", "text", "tie", "denied", "event", "case", "change")
# A structured column and a column of free text for each kind. A change and a denied tie have no free text.
COVERED = {
    "actor": ("start", "note"), "person": ("start", "note"), "text": ("start", "note"), "tie": ("function", "note"),
    "denied": ("start", "note"), "event": ("start", "outcome"), "case": ("class", "note"), "change": ("date", "note"),
}
# Columns without whose cover the row stays public.
COVERED_TOO = {
    "actor": ("identifiers", "aliases"), "person": ("identifiers", "aliases"), "text": ("identifiers", "uri"),
    "tie": ("amount", "currency"), "event": ("takes", "beyond"),
}
# How the thing is filled: all its cells; of the cells that must be covered only one; or none of these. Whether a public tie
# names it. Whether datapackage.json says that what nobody claims is public. Which columns the claims may cover.
Variant = collections.namedtuple("Variant", "cells pulled unclaimed columns")
ROW_VARIANTS = [
    Variant("full", False, False, COVERED), Variant("one", False, False, COVERED), Variant("none", False, True, COVERED),
    Variant("none", False, False, COVERED_TOO),
]
NODE_VARIANTS = ROW_VARIANTS + [Variant("full", True, False, COVERED), Variant("one", True, True, COVERED)]
Thing = collections.namedtuple("Thing", "kind variant claims source")


def told(things):
    """Things in words: the first one, and how many there are."""
    first = things[0]
    variant = first.variant
    words = [f"{first.kind} with cells {variant.cells}", f"claims {list(first.claims)}"]
    words += [f"source {first.source!r}"] * (first.kind in ("event", "case", "change"))
    words += ["named by a public tie"] * variant.pulled + ["unclaimed is public"] * variant.unclaimed
    return ", ".join(words) + (f" and {len(things) - 1} more" if len(things) > 1 else "")


def single_claims(kind, columns):
    """Every claim that covers all or one of these columns: stance, grade, source, covers, status."""
    stances = ("absent", "disputes") if kind == "denied" else ("supports", "disputes", "absent")
    grades, sources, statuses = ("", "assumed", "stated"), ("pub", "conf", ""), ("", "set_aside")
    return list(itertools.product(stances, grades, sources, ("",) + columns, statuses))


def claim_sets(kind, columns, every):
    """No claim, every claim, and every two of them. Unless every pair is wanted, grades go round in turn within the pairs."""
    claims = single_claims(kind, columns)
    yield ()
    yield from ((claim,) for claim in claims)
    if every:
        yield from itertools.combinations_with_replacement(claims, 2)
        return
    grades = itertools.cycle(("", "assumed", "stated", "assumed"))
    ungraded = [claim for claim in claims if claim[1] == ""]
    for pair in itertools.combinations_with_replacement(ungraded, 2):
        yield tuple((claim[0], next(grades)) + claim[2:] for claim in pair)


def all_things(long):
    """The things of the exhaustive part, in lists of which each has one kind and one variant."""
    for kind in KINDS:
        variants = NODE_VARIANTS if kind in ("actor", "person", "text") else ROW_VARIANTS
        if kind == "denied":
            variants = ROW_VARIANTS[:1]
        sources = ("", "pub", "conf") if kind in ("event", "case", "change") else ("",)
        for variant in variants:
            if kind not in variant.columns:
                continue
            sets = list(claim_sets(kind, variant.columns[kind], long and variant == variants[0]))
            yield [Thing(kind, variant, claims, source) for claims in sets for source in sources]


def base_map(unclaimed):
    """What stands around the things: a ministry, an agency, a plan, a person, a case, and ties with public claims."""
    draft = Draft()
    for name, kind in (("M", "ministry"), ("A", "agency"), ("P", "person")):
        draft.add("actors", {"id": name, "kind": kind, **draft.label(kind)})
    draft.add("texts", {"id": "X", "kind": "plan", **draft.label("plan")})
    for name, confidentiality in (("pub", "public"), ("conf", "confidential")):
        draft.add("sources", {"id": name, "label": draft.text("source"), "confidentiality": confidentiality})
    for start, end, type in (("M", "X", "issues"), ("X", "A", "activates"), ("A", "P", "meets")):
        draft.add("ties", {"from": start, "to": end, "type": type, "id": f"base-{type}"})
    draft.add("cases", {"id": "C", "label": draft.text("case"), "standpoint": "P", "source": "pub"})
    abouts = ["actor:M", "actor:A", "actor:P", "text:X", "tie:base-issues", "tie:base-activates", "tie:base-meets", "case:C"]
    for about in abouts:
        draft.add("claims", {"about": about, "source": "pub", "stance": "supports", "grade": "stated"})
    draft.package = {"title": draft.text("title"), "styr": {"unclaimed": "public"} if unclaimed else {}}
    return draft


def filled(thing, cells):
    """The needed cells of a thing: all, the first one, or none."""
    count = {"full": len(cells), "one": 1, "none": 0}[thing.variant.cells]
    return dict(list(cells.items())[:count])


def put_other(draft, name, kind):
    """A node about which nobody claims anything."""
    table = "texts" if kind == "plan" else "actors"
    draft.add(table, {"id": name, "kind": kind, "note": draft.text("note"), **draft.label(kind)})


def put_node(draft, thing, k):
    """A node with all its cells; a public tie names it where the variant says so."""
    table, kind, type = {
        "actor": ("actors", "board", "mandates"), "person": ("actors", "person", "meets"), "text": ("texts", "law", "issues")
    }[thing.kind]
    cells = {"id": f"n{k}", "kind": kind, **draft.label(thing.kind), "short": draft.word()}
    if table == "actors":
        cells.update({"sector": "public", "level": "national", "known": "unnamed"})
    for column in ("uri", "note", "aliases", "identifiers"):
        cells[column] = draft.text(column)
    draft.add(table, {**cells, **filled(thing, {"start": "2011", "end": "2018-05"})})
    if thing.variant.pulled:
        draft.add("ties", {"from": "M", "to": f"n{k}", "type": type, "id": f"pull{k}"})
        draft.add("claims", {"about": f"tie:pull{k}", "source": "pub", "stance": "supports"})
    return f"{table[:-1]}:n{k}"


def put_tie(draft, thing, k):
    """A tie to an actor of its own, for money of a plan of its own. Every third tie has no id."""
    put_other(draft, f"o{k}", "board")
    put_other(draft, f"x{k}", "plan")
    for set_, term in (("function", f"f{k}"), ("dim:d", f"v{k}")):
        draft.add("vocabulary", {"term": term, "set": set_, **draft.label(set_)})
    cells = {"from": "M", "to": f"o{k}", "type": "funds", "id": f"y{k}" if k % 3 else ""}
    cells.update({"amount": f"{k + 1}.00", "currency": "DKK", "programme": f"x{k}", "note": draft.text("note")})
    needed = {"function": f"f{k}", "scope": f"d=v{k}", "start": "2011", "end": "2018-05"}
    draft.add("ties", {**cells, **filled(thing, needed)})
    return "tie:" + (cells["id"] or f"t{len(draft.rows['ties'])}")


def put_denied(draft, thing, k):
    """A denied tie to an actor of its own."""
    put_other(draft, f"o{k}", "board")
    return f"none:X|activates|o{k}"


def put_event(draft, thing, k):
    """An event with nodes of its own."""
    put_other(draft, f"o{k}", "board")
    put_other(draft, f"p{k}", "person")
    for letter in "xyzw":
        put_other(draft, f"{letter}{k}", "plan")
    draft.add("vocabulary", {"term": f"a{k}", "set": "action", **draft.label("action")})
    cells = {"case": "C", "step": str(k + 1), "actor": f"o{k}", "action": f"a{k}", "to": f"p{k}", "source": thing.source}
    cells.update({"outcome": draft.text("outcome"), "outcome_en": draft.text("outcome"), "takes": f"x{k}", "makes": f"y{k}", "by": f"z{k}", "beyond": f"w{k}"})
    draft.add("events", {**cells, **filled(thing, {"start": "2011", "end": "2018-05"})})
    return f"event:C/{k + 1}"


def put_case(draft, thing, k):
    """A case with a standpoint of its own and one event."""
    put_other(draft, f"p{k}", "person")
    draft.add("vocabulary", {"term": f"v{k}", "set": "dim:d", **draft.label("value")})
    cells = {"id": f"c{k}", "label": draft.text("case"), "standpoint": f"p{k}", "source": thing.source}
    cells["note"] = draft.text("note")
    draft.add("cases", {**cells, **filled(thing, {"class": f"d=v{k}"})})
    event = {"case": f"c{k}", "step": "1", "actor": "A", "action": draft.word(), "to": f"p{k}", "source": "pub"}
    draft.add("events", {**event, "outcome": draft.text("outcome"), "outcome_da": draft.text("outcome")})
    return f"case:c{k}"


def put_change(draft, thing, k):
    """A change of an actor of its own into another."""
    put_other(draft, f"o{k}", "board")
    put_other(draft, f"q{k}", "board")
    cells = {"from": f"o{k}", "to": f"q{k}", "kind": "renamed", "source": thing.source}
    draft.add("changes", {**cells, **filled(thing, {"date": "2015-06"})})
    return f"change:{len(draft.rows['changes'])}"


PUT = {
    "actor": put_node, "person": put_node, "text": put_node, "tie": put_tie, "denied": put_denied, "event": put_event,
    "case": put_case, "change": put_change,
}


def map_of_things(things):
    """A map with many things of one kind and variant."""
    draft = base_map(things[0].variant.unclaimed)
    for k, thing in enumerate(things):
        about = PUT[thing.kind](draft, thing, k)
        for stance, grade, source, covers, status in thing.claims:
            cells = {"about": about, "source": source, "stance": stance, "grade": grade, "covers": covers, "status": status}
            draft.add("claims", {**cells, "locator": draft.text("page"), "quote": draft.text("quote")})
    return draft.map()


# The random part: whole maps.

BUILT_IN = {
    "kind": "ministry agency authority police court board ngo group unit shelter government".split(),
    "text": "law regulation agreement form report".split(),
    "sector": "public private international mixed unknown".split(),
    "level": "local regional national international ministry interministerial".split(),
}
TIE_TYPES = {
    ("actor", "actor"): (
        "mandates funds supervises coordinates leads instructs part_of member_of reports_to meets refers hands_over serves gates"
    ),
    ("actor", "text"): "issues mandates funds coordinates",
    ("text", "actor"): "assigns activates names mandates funds coordinates",
    ("text", "text"): "derives_from cites",
}
CHANGE_KINDS = ("renamed", "merged", "split", "replaced", "abolished")
OPTIONAL = ("texts", "sources", "claims", "cases", "events", "changes", "vocabulary", "figure")
SOURCED = ("sources", "claims", "cases", "events")


class Maker(Draft):
    """A random map. Terms and ids are kept as they are made, so that rows can refer to each other."""

    def __init__(self, seed):
        super().__init__()
        self.chance = random.Random(seed)
        self.states = {table: "good" for table in oracle.TABLES}
        self.set_states()
        # How much of the map is public, roughly.
        self.openness = self.chance.choice((0.5, 0.8, 0.9, 0.95))
        self.terms = {}
        self.uses = collections.defaultdict(set)
        self.actors, self.persons, self.texts = [], [], []
        self.sources, self.open_sources = [], []
        self.case_ids, self.functions, self.abouts = [], [], []

    # Chance.

    def often(self, share):
        """True in this share of all cases."""
        return self.chance.random() < share

    def one_of(self, values):
        """One of several."""
        return self.chance.choice(list(values))

    def maybe(self, share, make):
        """A made cell in this share of all cases, else an empty one."""
        return make() if self.often(share) else ""

    # The state of the files.

    def set_states(self):
        """Which files are missing, have a header only, or have a name in the wrong letter case."""
        if self.often(0.05):
            self.states.update({table: "missing" for table in SOURCED})
        for table in OPTIONAL:
            if self.states[table] == "good" and self.often(0.08):
                self.states[table] = self.one_of(("missing", "header", "misnamed", "twice"))

    def readable(self, table):
        """Whether the tool reads the rows of a table."""
        return self.states[table] in ("good", "twice")

    # Cells.

    def new_term(self, set_, start):
        """A term with a word in it."""
        term = f"{start}-{self.word()}"
        self.terms.setdefault(set_, []).append(term)
        return term

    def term(self, set_):
        """A term of a set: a built-in one or one of the map's own."""
        own = self.terms.get(set_, [])
        if set_ in BUILT_IN and (not own or self.often(0.6)):
            term = self.one_of(BUILT_IN[set_])
        else:
            term = self.one_of(own)
        self.uses["kind" if set_ == "text" else set_].add(term)
        return term

    def date(self, first, last):
        """A year, a month or a day."""
        year = self.chance.randint(first, last)
        form = self.one_of(("{0}", "{0}-{1:02}", "{0}-{1:02}-{2:02}"))
        return form.format(year, self.chance.randint(1, 12), self.chance.randint(1, 28))

    def period(self, share):
        """A start and an end, of which each may be open."""
        start, end = self.date(2005, 2013), self.date(2014, 2022)
        return {"start": self.maybe(share, lambda: start), "end": self.maybe(share, lambda: end)}

    def scope(self):
        """A scope of one or two dimensions."""
        parts = []
        for dimension in self.chance.sample(self.dimensions, self.chance.randint(1, 2)):
            values = {self.term("dim:" + dimension) for _ in range(self.chance.randint(1, 2))}
            space = self.one_of(("", "", "", " "))
            parts.append(f"{space}{dimension}{space}={(space + '|' + space).join(sorted(values))}")
        return ";".join(parts)

    def node(self):
        """The id of some node that the tool reads."""
        return self.one_of(self.actors + self.texts if self.texts and self.often(0.5) else self.actors)

    def source(self):
        """The id of a source, or none."""
        if not self.readable("sources") or not self.sources:
            return ""
        if self.often(self.openness):
            return self.one_of(self.open_sources)
        return self.one_of(self.sources + [""])

    def labels(self, start, share):
        """Labels in all languages, some of them empty."""
        return {column: self.maybe(share, lambda: text) for column, text in self.label(start).items()}

    # Tables.

    def make_terms(self):
        """The map's own terms, before they are used."""
        self.kin = self.new_term("kind", "kin")
        for set_, start, count in (
            ("kind", "kind", 3), ("text", "script", 2), ("sector", "sector", 2), ("level", "level", 2), ("function", "task", 3),
            ("lane", "lane", 3), ("mark", "mark", 2), ("action", "act", 3), ("tie", "type", 3),
        ):
            for _ in range(count):
                self.new_term(set_, start)
        self.dimensions = [f"dimension-{self.word()}" for _ in range(2)]
        for dimension in self.dimensions:
            for _ in range(3):
                self.new_term("dim:" + dimension, "value")

    def make_sources(self):
        """Sources that are public, and sources that are not for each of several reasons."""
        good = [("public", "")] * 2
        good += [("public", until) for until in ("2027-01", "2027", TODAY, "2026-04") if self.often(0.3)]
        closed = [("confidential", ""), ("restricted", "")]
        untils = ("2025", "2026", "2026-03", "2026-03-14", "2026-02-30", "soon", "2027-13", " 2027")
        closed += [("public", until) for until in self.chance.sample(untils, 2)]
        closed += [(self.one_of(("Public", "public ", "", self.word())), "")]
        all_of_them = [(pair, True) for pair in good] + [(pair, False) for pair in closed]
        self.chance.shuffle(all_of_them)
        for (confidentiality, until), public in all_of_them:
            name = f"source-{self.word()}"
            cells = {"id": name, "confidentiality": confidentiality, "consent_until": until}
            cells["date"] = self.maybe(0.4, lambda: self.date(2000, 2024))
            cells["derives_from"] = self.maybe(0.2, lambda: self.one_of(self.sources)) if self.sources else ""
            for column in ("label", "kind", "consent", "uri", "file", "archive"):
                cells[column] = self.maybe(0.7, lambda: self.text(column))
            self.add("sources", cells)
            self.sources.append(name)
            if public:
                self.open_sources.append(name)

    def node_cells(self, name, start):
        """The cells that actors and texts share."""
        cells = {"id": name, **self.labels(start, 0.7), **self.period(0.2)}
        cells["uri"] = self.maybe(0.4, lambda: "https://example.org/" + self.word())
        for column in ("short", "note", "aliases", "identifiers"):
            cells[column] = self.maybe(0.5, lambda: self.text(column))
        return cells

    def make_actors(self):
        """Organisations and persons."""
        for i in range(self.chance.randint(8, 15)):
            name = f"{self.one_of(('a', 'a', 'å', 'an actor '))}{i}-{self.word()}"
            cells = self.node_cells(name, "Actor")
            cells.update({"kind": self.maybe(0.9, lambda: self.term("kind")), "sector": self.maybe(0.8, lambda: self.term("sector"))})
            cells["level"] = self.maybe(0.8, lambda: self.term("level"))
            cells["known"] = self.one_of(("", "named", "unnamed", "unknown"))
            if i % 4 == 3:
                cells.update(self.one_of(({"kind": "person"}, {"kind": self.kin}, {"level": "person"})))
                self.uses["kind"].add(cells["kind"])
                self.uses["level"].add(cells["level"])
            if cells["kind"] in ("person", self.kin) or cells["level"] == "person":
                self.persons.append(name)
            self.add("actors", cells)
            self.actors.append(name)
            self.abouts.append(("actor", f"actor:{name}", name))

    def make_texts(self):
        """Texts, of which mostly one is a plan."""
        for i in range(self.chance.randint(3, 8)):
            name = f"{self.one_of(('x', 'ø'))}{i}-{self.word()}"
            cells = self.node_cells(name, "Text")
            cells["kind"] = "plan" if i == 0 or (i == 1 and self.often(0.15)) else self.maybe(0.9, lambda: self.term("text"))
            self.uses["kind"].add(cells["kind"])
            self.add("texts", cells)
            if self.readable("texts"):
                self.texts.append(name)
                self.abouts.append(("text", f"text:{name}", name))

    def tie_type(self, start, end):
        """A type that these ends may have."""
        ends = tuple("text" if name in self.texts else "actor" for name in (start, end))
        if self.often(0.12):
            return self.term("tie")
        types = TIE_TYPES[ends].split()
        type = "funds" if "funds" in types and self.often(0.12) else self.one_of(types)
        self.uses["tie"].add(type)
        return type

    def tie_cells(self):
        """A tie without its id."""
        start, end = self.node(), self.node()
        cells = {"from": start, "to": end, "type": self.tie_type(start, end), **self.period(0.25)}
        cells["function"] = self.maybe(0.35, lambda: self.term("function"))
        cells["scope"] = self.maybe(0.3, self.scope)
        cells["note"] = self.maybe(0.4, lambda: self.text("note"))
        if cells["type"] == "funds" or self.often(0.05):
            cells["amount"] = self.maybe(0.8, lambda: str(self.chance.randint(1000, 9000000)))
            cells["currency"] = self.one_of(("DKK", "EUR", "JPY"))
            cells["programme"] = self.one_of((self.node(), self.text("programme"), self.texts[0] if self.texts else ""))
        return cells

    def make_ties(self):
        """Ties with and without ids. Two ties may have each other's generated id."""
        count = self.chance.randint(12, 30)
        numbered = self.often(0.25)
        for place in range(1, count + 1):
            cells = self.tie_cells()
            if numbered:
                cells["id"] = ""
            else:
                cells["id"] = self.one_of((f"tie-{self.word()}", f"tie-{self.word()}", "", f"t{place}", f"t{place + 1000}"))
            self.add("ties", cells)
        ties = self.rows["ties"]
        if not numbered and self.often(0.5):
            ties[0]["id"], ties[4]["id"] = "t5", "t1"
        for place, cells in enumerate(ties, 1):
            name = oracle.tie_name(place, cells)
            self.abouts.append(("tie", f"tie:{name}", name))
        if self.often(0.02):
            self.states["ties"] = "header"
            self.abouts = [about for about in self.abouts if about[0] != "tie"]

    def make_cases(self):
        """Cases with their events; the steps have gaps and stand in any order."""
        for i in range(self.one_of((1, 1, 2, 3))):
            name = f"{self.one_of(('case', 'case/'))}{i}-{self.word()}"
            cells = {"id": name, "label": self.maybe(0.8, lambda: self.text("Case")), "source": self.maybe(0.9, self.source)}
            cells["standpoint"] = self.maybe(0.9, lambda: self.one_of(self.persons + self.actors[:2]))
            cells["class"] = self.maybe(0.6, self.scope)
            cells["note"] = self.maybe(0.5, lambda: self.text("note"))
            self.add("cases", cells)
            if self.readable("cases"):
                self.case_ids.append(name)
                self.abouts.append(("case", f"case:{name}", name))
                self.make_events(name, cells["standpoint"])
        self.chance.shuffle(self.rows["events"])

    def make_events(self, case, standpoint):
        """The events of one case."""
        for step in self.chance.sample(range(1, 20), self.chance.randint(2, 8)):
            cells = {"case": case, "step": str(step), "actor": self.one_of(self.actors + [standpoint or self.actors[0]] * 6)}
            cells["action"] = self.maybe(0.9, lambda: self.term("action"))
            cells["to"] = self.maybe(0.8, lambda: self.one_of(self.actors))
            for column in ("outcome", "outcome_da", "outcome_en"):
                cells[column] = self.maybe(0.5, lambda: self.text("outcome"))
            cells.update(self.period(0.2))
            cells["source"] = self.maybe(0.7, self.source)
            for column in oracle.TEXT_COLUMNS:
                cells[column] = self.maybe(0.25, lambda: self.one_of(self.texts)) if self.texts else ""
            self.add("events", cells)
            if self.readable("events"):
                self.abouts.append(("event", f"event:{case}/{step}", None))

    def make_changes(self):
        """Changes of nodes."""
        for number in range(1, self.chance.randint(1, 5) + 1):
            start = self.node()
            end = self.one_of([name for name in self.actors + self.texts if name != start])
            cells = {"from": start, "kind": self.one_of(CHANGE_KINDS), "date": self.maybe(0.6, lambda: self.date(2010, 2020))}
            cells["to"] = "" if cells["kind"] == "abolished" else end
            cells["source"] = self.maybe(0.7, self.source)
            self.uses["change"].add(cells["kind"])
            self.add("changes", cells)
            if self.readable("changes"):
                self.abouts.append(("change", f"change:{number}", None))

    def covers(self, kind):
        """What a claim covers: mostly all, else some columns."""
        if self.often(0.7) or kind == "none":
            return ""
        free = self.chance.sample(oracle.FREE[kind], min(1, len(oracle.FREE[kind])))
        structured = [column for column in oracle.STRUCTURED[kind] if self.often(0.8)]
        needed = list(oracle.NEEDED[kind])
        others = [column for column in oracle.STRUCTURED[kind] if column not in needed and self.often(0.5)]
        names = self.one_of((structured + free, needed + free, needed + others, needed + others, free, ["nonsense"], [" "]))
        return self.one_of(("|", " | ")).join(names)

    def claim(self, kind, about):
        """One claim."""
        stances = ("absent", "absent", "disputes") if kind == "none" else ("supports",) * 6 + ("", "", "disputes", "absent")
        cells = {"about": about, "source": self.source(), "stance": self.one_of(stances), "covers": self.covers(kind)}
        cells["grade"] = self.one_of(("", "assumed", "inferred", "stated", "stated", "observed"))
        cells["status"] = self.maybe(0.1, lambda: "set_aside")
        cells["date"] = self.maybe(0.2, lambda: self.date(2005, 2024))
        cells["until"] = self.maybe(0.1, lambda: self.date(2025, 2030))
        for column in ("locator", "quote", "coder", "note"):
            cells[column] = self.maybe(0.5, lambda: self.text(column))
        self.add("claims", cells)

    def make_claims(self):
        """Claims about everything, and denied ties."""
        for kind, about, bare in self.abouts:
            for _ in range(self.one_of((0, 1, 1, 1, 2, 2, 3))):
                self.claim(kind, bare if bare and self.often(0.15) else about)
        for _ in range(self.chance.randint(0, 4)):
            start, end = self.node(), self.node()
            for _ in range(self.one_of((1, 1, 2))):
                self.claim("none", f"none:{start}|{self.tie_type(start, end)}|{end}")
        self.chance.shuffle(self.rows["claims"])

    def make_vocabulary(self):
        """Rows for most of the terms in use, for some that are not, and for a set that Styr does not know."""
        terms = {("kind" if set_ == "text" else set_, term) for set_, names in self.terms.items() for term in names}
        terms |= {(set_, term) for set_, names in self.uses.items() for term in names if term}
        terms |= {("kind", "clinic"), ("tie", "cites"), (self.text("set"), self.word())}
        terms = sorted(terms)
        self.chance.shuffle(terms)
        for set_, term in terms:
            if self.often(0.75) or term == self.kin:
                self.add("vocabulary", {"term": term, "set": set_, **self.labels(set_, 0.7), **self.term_cells(set_, term)})

    def term_cells(self, set_, term):
        """What a row says about a term apart from its labels. Built-in terms keep what they are."""
        cells = {"align": self.maybe(0.3, lambda: "https://example.org/" + self.word())}
        alike = [name for name in self.terms.get(set_, []) if name != term]
        if alike:
            cells["broader"] = self.maybe(0.4, lambda: self.one_of(alike))
        if term == self.kin:
            cells["family"] = "person"
        elif term in self.terms.get(set_, []):
            if set_ == "kind":
                cells["family"] = self.one_of(("organisation", "unit", "group", "", self.word()))
            if set_ in ("level", "lane"):
                cells["rank"] = self.maybe(0.7, lambda: str(self.chance.randint(0, 9)))
            if set_ == "tie":
                cells["family"] = self.one_of(("rule", "contact", "membership", "", self.word()))
                cells["ruling"] = self.one_of(("forward", "backward", "none", ""))
                cells["from_kinds"] = self.maybe(0.6, lambda: self.kinds_at("from", term))
                cells["to_kinds"] = self.maybe(0.6, lambda: self.kinds_at("to", term))
        return cells

    def kinds_at(self, end, type):
        """Kinds that allow all ties of a type, and one that no node has."""
        kind_of = {row["id"]: row["kind"] for table in ("actors", "texts") for row in self.rows[table]}
        ends = [(row["from"], row["type"], row["to"]) for row in self.rows["ties"]]
        ends += [tuple(row["about"][5:].split("|")) for row in self.rows["claims"] if row["about"].startswith("none:")]
        kinds = {kind_of[tie[0 if end == "from" else 2]] for tie in ends if tie[1] == type}
        if "" in kinds or not kinds or self.often(0.3):
            kinds = {"actor", "text"}
        return "|".join(sorted(kinds) + [f"unused-{self.word()}"])

    def make_figure(self):
        """Boxes for most nodes, sometimes persons too."""
        if self.often(0.35):
            self.states["figure"] = "missing"
        names = {row["id"]: row["label"] for table in ("actors", "texts") for row in self.rows[table]}
        for name in self.actors + self.texts:
            if self.often(0.3 if name in self.persons else 0.8):
                own = self.one_of(("", self.text("Box\u00ad"), names[name].replace(" ", "\u00ad "), names[name], ""))
                cells = {"node": name, "label": own, "lane": self.maybe(0.7, lambda: self.term("lane"))}
                cells["row"] = self.maybe(0.3, lambda: self.term("level"))
                cells["span"] = self.maybe(0.1, lambda: "all")
                cells["order"] = self.maybe(0.5, lambda: str(self.chance.randint(1, 30)))
                cells["mark"] = self.maybe(0.3, lambda: self.term("mark"))
                cells["footnote"] = self.maybe(0.4, lambda: self.one_of(self.marks))
                self.add("figure", cells)

    def make_package(self):
        """datapackage.json with all that Styr reads and more."""
        figure = {"title": self.text("Figure"), "caption": self.text("Caption"), self.word(): self.word()}
        for name in ("footnotes", "footnotes_en", "footnotes_da"):
            figure[name] = {mark: self.text("Footnote") for mark in self.marks[1:] + [self.word()] if self.often(0.9)}
        for name in ("title_en", "title_da", "caption_en", "caption_de-AT"):
            figure[name] = self.text("Figure")
        styr = {"lang": self.one_of(("da", "en", "fr")), "figure": figure, self.word(): [self.word()]}
        if self.often(0.3):
            styr["unclaimed"] = "public"
        package = {"name": self.word(), "title": self.text("Title"), "description": self.text("Description")}
        package["licenses"] = [{"name": self.word(), "title": self.word()}, {"name": self.word()}]
        package["contributors"] = [{"title": self.text("Contributor")}]
        package[self.word()] = {self.word(): self.word()}
        package.update({"title_en": self.text("Title"), "title_da": self.text("Title")})
        for name in ("title", "licenses", "title_en", "title_da"):
            if self.often(0.15):
                del package[name]
        for name in ("title", "caption", "footnotes", "title_en", "caption_en", "footnotes_en"):
            if self.often(0.15):
                del figure[name]
        package["styr"] = styr
        self.package = package if self.often(0.85) else None

    # All together.

    def make(self):
        """The map."""
        self.marks = ["1", "2", "3", self.word()]
        self.make_terms()
        self.make_sources()
        self.make_actors()
        self.make_texts()
        self.make_ties()
        self.make_cases()
        self.make_changes()
        self.make_figure()
        self.make_claims()
        self.make_vocabulary()
        self.make_package()
        return self.finished()

    def header(self, table):
        """The columns of a table: some are left out, some are unknown, some stand elsewhere."""
        header = COLUMNS[table].split()
        needed = REQUIRED[table].split() + ["id", "kind", "confidentiality", "stance", "amount", "currency", "family"]
        if table == "ties" and all(not row["id"] for row in self.rows["ties"]):
            needed.remove("id")
        header = [column for column in header if column in needed or self.often(0.93)]
        if self.often(0.5):
            header.insert(self.chance.randint(0, len(header)), self.word())
        if table in ("ties", "cases") and self.often(0.2):
            header.append("label_en")
        if self.often(0.2):
            self.chance.shuffle(header)
        return header

    def finished(self):
        """The map with its files as they are to be."""
        map = {"tables": {}, "headers": {}, "package": self.package, "misnamed": {}}
        for table in oracle.TABLES:
            state, header = self.states[table], self.header(table)
            rows = [{column: self.finished_cell(row, column) for column in header} for row in self.rows[table]]
            if state in ("misnamed", "twice"):
                name = self.one_of((table.title(), table.upper())) + ".csv"
                map["misnamed"][name] = oracle.table_text(header, rows) if state == "misnamed" else f"id\n{self.word()}\n"
            if state in ("good", "twice", "header"):
                map["headers"][table] = header
                map["tables"][table] = [] if state == "header" else rows
        return map

    def finished_cell(self, row, column):
        """A cell; an unknown column has a word in each."""
        if column in row:
            return row[column]
        known = any(column in columns.split() for columns in COLUMNS.values())
        return "" if known and not column.startswith("label_") else self.word()


# A pairwise cover of what figures can be.

FIGURE_OPTIONS = {
    "layout": (), "overlay": (),  # as the tool lists them: see learn_figures()
    "filter": ("none", "min-grade", "as-of", "certain", "disputed", "assumed", "collapse"),
    "language": ("none", "en", "da"),
    "format": ("svg", "gv", "json", "txt"),
}
LAYOUTS, OVERLAYS = {}, {"none": None}
FILTERS = {
    "none": [], "min-grade": ["--min-grade", "stated"], "as-of": ["--as-of", "2016"], "disputed": ["--disputed"],
    "certain": ["--as-of", "2016", "--certain"], "assumed": ["--assumed", "hide"], "collapse": ["--collapse", "3"],
}
FIGURE_NAMES = tuple(FIGURE_OPTIONS)


def learn_figures(styr):
    """Which layouts and overlays the tool has: by layout whether it needs a node, by overlay whether it needs two dates."""
    LAYOUTS.update(layouts(styr))
    OVERLAYS.update(overlays(styr))
    FIGURE_OPTIONS.update(layout=tuple(LAYOUTS), overlay=tuple(OVERLAYS))


def pairs_of(choice):
    """All pairs of values in a choice of one value for each option."""
    return set(itertools.combinations(zip(FIGURE_NAMES, choice), 2))


def is_allowed(choice):
    """Two dates and one date exclude each other."""
    _, overlay, date, *_ = choice
    return not (OVERLAYS[overlay] and date in ("as-of", "certain"))


def figure_choices(seed):
    """Choices of figures in which every pair of values stands that may stand together."""
    chance = random.Random(seed)
    choices = [choice for choice in itertools.product(*FIGURE_OPTIONS.values()) if is_allowed(choice)]
    left = set().union(*map(pairs_of, choices))
    cover = []
    while left:
        some = chance.sample(choices, 150)
        best = max(some, key=lambda choice: len(pairs_of(choice) & left))
        if pairs_of(best) & left:
            cover.append(best)
            left -= pairs_of(best)
    return cover


# Commands and what they give.

class Name(str):
    """What the owner calls a node or a case on the command line: by the id, or by the label. The deleted map has ids of its own."""

    def __new__(cls, text, name=None):
        word = super().__new__(cls, text)
        word.id = name or text
        return word


class Node(Name):
    """A node on the command line."""


class Case(Name):
    """A case on the command line."""


Result = collections.namedtuple("Result", "status files other errors")
Outcome = collections.namedtuple("Outcome", "command trouble both_failed")
NOT_BUILT = "the component was not built"


def words_for(command, deleted):
    """The words of a command on the deleted map."""
    ids = {Node: deleted.nodes, Case: deleted.cases}
    return [ids[type(word)].get(word.id, word) if isinstance(word, Name) else word for word in command]


def file_bytes(path):
    """The bytes of a file, or of all files of a folder, by name."""
    if os.path.isdir(path):
        return {name: file_bytes(os.path.join(path, name))[name] for name in sorted(os.listdir(path))}
    if not os.path.exists(path):
        return {}
    with open(path, "rb") as file:
        return {os.path.basename(path): file.read()}


def run(styr, folder, words, target):
    """Run the tool in a folder that holds the map as `map`. What it writes is the target, or else its standard output."""
    try:
        done = subprocess.run([styr] + words, cwd=folder, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return Result("no answer within 120 s", {}, b"", b"")
    except OSError as error:
        return Result("unknown: the tool does not start", {}, b"", str(error).encode())
    if target is None:
        return Result(done.returncode, {"stdout": done.stdout}, b"", done.stderr)
    return Result(done.returncode, file_bytes(os.path.join(folder, target)), done.stdout, done.stderr)


def first_difference(one, other):
    """Where two texts differ: the line and how it reads in both."""
    lines, others = one.split(b"\n"), other.split(b"\n")
    for number, (line, theirs) in enumerate(itertools.zip_longest(lines, others), 1):
        if line != theirs:
            return f"line {number}\n      map:     {shown(line, theirs)}\n      deleted: {shown(theirs, line)}"
    return "nowhere"


def shown(line, other):
    """A line as text; of a long one the part where it begins to differ from another."""
    if line is None:
        return "(no such line)"
    other = other or b""
    same = next((i for i, (a, b) in enumerate(zip(line, other)) if a != b), min(len(line), len(other)))
    start = max(0, same - 60) if len(line) > 240 else 0
    return line[start:start + 240].decode("utf-8", "replace")


def trouble_of(result, deleted_result):
    """Why two results are not the same. None where they are, NOT_BUILT where both want a component that was not built."""
    if all(one.status == 3 and b"it was built without that component" in one.errors for one in (result, deleted_result)):
        return NOT_BUILT
    if result.status != deleted_result.status:
        return f"the exit status is {result.status}, of the deleted map {deleted_result.status}"
    if result.status not in (0, 1, 4):
        return f"the exit status is {result.status}: {result.errors.decode('utf-8', 'replace')[:200]}"
    if set(result.files) != set(deleted_result.files):
        return f"the files are {sorted(result.files)}, of the deleted map {sorted(deleted_result.files)}"
    for name, data in result.files.items():
        if data != deleted_result.files[name]:
            return f"{name} differs in {first_difference(data, deleted_result.files[name])}"
    if result.status == 0 and not result.files:
        return "no file was written"
    return None


def words_in(*texts):
    """All words of the generator that stand in some texts."""
    return {word.lower() for text in texts for word in WORD.findall(text)}


def leak_of(result, allowed, command):
    """Where a word stands that the deleted map does not hold. What the command itself says may be repeated."""
    allowed = allowed | words_in(" ".join(command).encode())
    for name, data in {**result.files, "other output": result.other, "the error output": result.errors}.items():
        found = words_in(name.encode(), data) - allowed
        if found:
            word = sorted(found)[0]
            place = data.lower().find(word)
            around = data[max(0, place - 80):place + 40].decode("utf-8", "replace")
            return f"{name} holds {word.decode()}, which is not public: …{around}…"
    return None


class Pair:
    """A map and its deleted map, written to two folders."""

    def __init__(self, styr, folder, map, seed=0):
        self.styr = styr
        self.folders = [os.path.join(folder, name) for name in ("original", "deleted")]
        self.deleted = oracle.delete_not_public(map, TODAY, seed)
        oracle.write_map(map, os.path.join(self.folders[0], "map"))
        oracle.write_map(self.deleted.map, os.path.join(self.folders[1], "map"))
        self.public = words_in(*file_bytes(os.path.join(self.folders[1], "map")).values())
        self.count = 0

    def compare(self, command, target=None):
        """Run a command on both maps."""
        results = [
            run(self.styr, self.folders[0], list(command), target),
            run(self.styr, self.folders[1], words_for(command, self.deleted), target),
        ]
        trouble = trouble_of(*results) or leak_of(results[0], self.public, command)
        return Outcome(" ".join(command), trouble, results[0].status in (1, 4) and results[1].status == results[0].status)

    def convert(self):
        """Compare the canonical form."""
        return self.compare(["convert", "--public", "--today", TODAY, "map", "public"], "public")

    def figure(self, choice, place, node, case):
        """Compare a figure."""
        options = dict(zip(FIGURE_NAMES, choice))
        target = f"figure{place}.{options['format']}"
        command = ["figure", "map", "-o", target, "--today", TODAY]
        command += ["--layout", options["layout"]]
        if LAYOUTS[options["layout"]]:
            command += ["--from", node]
        if options["layout"] == "case" and case:
            command += ["--case", case]
        command += ["--overlay", options["overlay"]] if options["overlay"] != "none" else []
        command += ["--at", "2012", "--at", "2019"] if OVERLAYS[options["overlay"]] else []
        command += FILTERS[options["filter"]]
        if options["language"] != "none":
            command += ["--lang", options["language"]]
        return self.compare(command, target)

    def page(self, options):
        """Compare a page."""
        return self.compare(["page", "map", "-o", "page.html", "--today", TODAY] + options, "page.html")

    def answer(self, words, form):
        """Compare an answer."""
        return self.compare(words[:1] + ["map"] + words[1:] + ["--public", "--today", TODAY, "--format", form])


# Counting and telling.

class Score:
    """What one part has found."""

    def __init__(self, name):
        self.name = name
        self.compared = self.failed = self.both_failed = self.told = self.skipped = 0

    def fail(self, count, where, command, trouble):
        """Count differences and tell the first few."""
        self.failed += count
        if self.told < 6:
            self.told += 1
            print(f"{self.name}: {where}\n    styr {command}\n    {trouble}")

    def take(self, where, outcomes):
        """Count what commands on one map gave."""
        for outcome in outcomes:
            if outcome.trouble == NOT_BUILT:
                self.skipped += 1
                continue
            self.compared += 1
            self.both_failed += outcome.both_failed
            if outcome.trouble:
                self.fail(1, where, outcome.command, outcome.trouble)


@contextlib.contextmanager
def work_folder(place, name, keep):
    """A folder for one pair of maps, which goes afterwards unless it is kept."""
    folder = os.path.join(place, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    yield folder
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)


# Running the exhaustive part.

class Exhaustive:
    """The exhaustive part: maps of many things. Where two results differ, halves of the map are tried, down to one thing."""

    def __init__(self, options, place):
        self.options, self.place = options, place
        self.budget = 60
        self.maps = 0

    def convert(self, name, things):
        """What is wrong with the canonical form of a map of these things. None where nothing is."""
        with work_folder(self.place, name, self.options.keep) as folder:
            pair = Pair(self.options.styr, folder, map_of_things(things))
            self.maps += 1
            outcome = pair.convert()
        if outcome.both_failed and not outcome.trouble:
            return outcome._replace(trouble="the tool refuses the map and the deleted map")
        return outcome

    def failing(self, name, things):
        """The things that fail, each with what is wrong; several together where no more is found out."""
        outcome = self.convert(name, things)
        if not outcome.trouble:
            return []
        self.budget -= 1
        if len(things) == 1 or self.budget < 0:
            return [(name, things, outcome)]
        half = len(things) // 2
        found = self.failing(name + "a", things[:half]) + self.failing(name + "b", things[half:])
        return found or [(name, things, outcome)]

    def batches(self, size):
        """The things in lists of at most that length, with a name for each list."""
        for number, things in enumerate(all_things(self.options.long)):
            name = f"{things[0].kind}-{number}"
            for start in range(0, len(things), size):
                yield f"{name}-{start}", things[start:start + size]

    def single(self, job):
        """A map of one thing, with more than the canonical form."""
        name, thing, choice = job
        with work_folder(self.place, name, self.options.keep) as folder:
            pair = Pair(self.options.styr, folder, map_of_things([thing]))
            outcomes = [pair.convert(), pair.answer(["info"], "text"), pair.figure(choice, 0, Node("A"), None)]
            if thing.kind in ("event", "case"):
                outcomes.append(pair.answer(["trace", "--case", Case("C")], "json"))
            if thing.kind == "tie":
                outcomes.append(pair.answer(["mandates", "--function", "f0"], "text"))
        return name, thing, outcomes

    def run(self, pool):
        """Everything; the score."""
        score = Score("exhaustive")
        batches = list(self.batches(1200))
        for (_, things), found in zip(batches, pool.map(lambda batch: self.failing(*batch), batches)):
            score.compared += len(things)
            for name, failing, outcome in found:
                score.fail(len(failing), f"map {name}: {told(failing)}", outcome.command, outcome.trouble)
        jobs = self.sample([thing for _, things in batches for thing in things])
        for name, thing, outcomes in pool.map(self.single, jobs):
            score.take(f"map {name}: {told([thing])}", outcomes)
        self.singles = len(jobs)
        return score

    def sample(self, things):
        """Some things for maps of their own, and a fast figure for each."""
        chance = random.Random(self.options.seed)
        cover = [choice for choice in figure_choices(0) if choice[-1] in ("json", "txt")]
        some = chance.sample(things, 400 if self.options.long else 50)
        return [(f"single-{i}", thing, cover[i % len(cover)]) for i, thing in enumerate(some)]


# Running the random part.

def comparable_text(map):
    """A map as text in which ties have their ids written out."""
    map = copy.deepcopy(map)
    for place, row in enumerate(map["tables"].get("ties", []), 1):
        if "id" in row:
            row["id"] = oracle.tie_name(place, row)
    return "\n".join(oracle.table_text(map["headers"][table], rows) for table, rows in map["tables"].items()) + str(map["package"])


def deletes_once(deleted):
    """Whether deleting again leaves the deleted map as it is, apart from new ids of persons and cases."""
    again = oracle.delete_not_public(deleted.map, TODAY, 1)
    ids = {**again.nodes, **again.cases}
    text = re.sub(r"\b[pc]-[a-z]{8}\b", lambda match: ids.get(match[0], match[0]), comparable_text(deleted.map))
    return text == comparable_text(again.map)


class Asker:
    """What to name on the command line: mostly what is public, also what is not, and what is not there."""

    def __init__(self, maker, map, chance, deleted):
        self.maker, self.map, self.chance, self.deleted = maker, map, chance, deleted

    def one_of(self, public, others):
        """Mostly something public."""
        return self.chance.choice(sorted(public) if public and self.chance.random() < 0.7 else sorted(others) or ["none"])

    def node(self):
        """A node by its id, or by its label or short name, or by an id with a slip in it."""
        name = self.one_of(self.deleted.nodes, self.maker.actors + self.maker.texts)
        way = self.chance.random()
        if way < 0.1:
            rows = self.map["tables"]["actors"] + self.map["tables"].get("texts", [])
            row = next(row for row in rows if row["id"] == name)
            return Node(row.get(self.chance.choice(("label", "short"))) or name, name)
        return name[:-1] if way < 0.15 else Node(name)

    def case(self):
        """A case by its id."""
        return Case(self.one_of(self.deleted.cases, self.maker.case_ids))

    def function(self):
        """A function."""
        kept = {row.get("function", "") for row in self.deleted.map["tables"]["ties"]} - {""}
        return self.one_of(kept, self.maker.uses["function"])


class Randoms:
    """The random part."""

    def __init__(self, options, place):
        self.options, self.place = options, place
        self.figures = figure_choices(options.seed)
        self.deadline = None if options.seconds is None else time.monotonic() + options.seconds
        self.maps = 60 if not options.long else 300

    def questions(self, asker):
        """The answers to ask for: verbs with their options, and the formats."""
        chance, maker = asker.chance, asker.maker
        questions = [
            ["outside"], ["mandates", "--function", asker.function()], ["trace", "--case", asker.case()], ["trace"],
            ["ruling", "--from", asker.node()], ["ascent", "--from", asker.node()], ["accountability"],
            ["threads", "--from", asker.node()], ["withdraw", "--source", chance.choice(maker.sources)],
            ["withdraw", "--source", chance.choice(maker.open_sources)], ["diff", "--at", "2012", "--at", "2019"],
            ["paths", "--along", "up+", "--from", asker.node(), "--evidence"], ["pairs", "--along", "up+"], ["info"],
            ["central", "--measure", "degree"], ["brokers", "--by", "sector"], ["chokepoints"], ["communities"],
        ]
        questions += further_questions(self.options.styr, {words[0] for words in questions})
        if not self.options.long:
            questions = chance.sample(questions, 8)
        forms = [("text", "json"), ("text",), ("json",)]
        return [(words, form) for words in questions for form in chance.choice(forms)]

    def figures_of(self, number):
        """The figures of one map: the cover goes on from map to map. With --long in every format."""
        count = 3
        some = [self.figures[(number * count + i) % len(self.figures)] for i in range(count)]
        if self.options.long:
            some = [choice[:-1] + (form,) for choice in some for form in FIGURE_OPTIONS["format"]]
        return some

    def one_map(self, number):
        """All comparisons of one map. None where the time is up."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            return None
        seed = self.options.seed + number
        maker, chance = Maker(seed), random.Random(seed)
        map = maker.make()
        with work_folder(self.place, f"random-{seed}", self.options.keep) as folder:
            pair = Pair(self.options.styr, folder, map, seed)
            asker = Asker(maker, map, chance, pair.deleted)
            outcomes = [pair.convert()]
            for i, choice in enumerate(self.figures_of(number)):
                outcomes.append(pair.figure(choice, i, asker.node(), chance.choice((asker.case(), asker.case(), None))))
            if self.options.long or number % 2 == 0:
                outcomes.append(pair.page(chance.choice(([], ["--lang", "en"]))))
            outcomes += [pair.answer(*question) for question in self.questions(asker)]
        if not deletes_once(pair.deleted):
            outcomes.append(Outcome("(oracle)", "deleting twice is not the same as deleting once", False))
        return seed, outcomes, outcomes[0].both_failed

    def run(self, pool):
        """Maps in groups, until there are enough or the time is up; the score."""
        score = Score("random")
        self.done = refused = 0
        numbers = itertools.count() if self.options.seconds is not None else iter(range(self.maps))
        while True:
            group = list(itertools.islice(numbers, 8))
            results = [result for result in pool.map(self.one_map, group) if result]
            for seed, outcomes, both_refused in results:
                self.done += 1
                refused += both_refused
                score.take(f"--seed {seed}", outcomes)
            if not group or len(results) < len(group):
                break
        if refused * 5 > self.done:
            score.fail(1, "all maps", "convert", f"the tool refuses {refused} of {self.done} maps: little was compared")
        return score

    def covered(self):
        """How many figures of the cover were asked for."""
        return min(len(self.figures), 3 * self.done)


def main():
    """Run both parts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("styr")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    options = parser.parse_args()
    options.styr = os.path.abspath(options.styr)
    learn_figures(options.styr)
    scores = []
    with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ThreadPoolExecutor(2) as pool:
        place = os.path.abspath(options.keep) if options.keep else temporary
        exhaustive = Exhaustive(options, place)
        scores.append(exhaustive.run(pool))
        randoms = Randoms(options, place)
        scores.append(randoms.run(pool))
    notes = (
        f"{exhaustive.maps} maps of many things, {exhaustive.singles} maps of one",
        f"{randoms.done} maps, {randoms.covered()} of {len(randoms.figures)} figures of the pairwise cover",
    )
    for score, note in zip(scores, notes):
        print(
            f"{score.name}: {score.compared} comparisons, {score.failed} differences; both maps failed alike in "
            f"{score.both_failed} ({note})"
        )
    skipped = sum(score.skipped for score in scores)
    if skipped:
        print(f"SKIP: {skipped} commands were NOT compared: they need a component that was not built")
    failed = sum(score.failed for score in scores)
    print(f"{sum(score.compared for score in scores) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

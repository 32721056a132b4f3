# SPDX-License-Identifier: MIT
"""Attack what the tool publishes, as a reader would who has every published file of two releases of a map and knows the format.

usage: attack_public.py STYR [--maps N] [--seed N] [--keep FOLDER]

The maps are those of check_public.py, with a canary word in every field that can hold one; what is public is said by
public_oracle.py. Release 1 is the map; release 2 is what `styr withdraw --apply` leaves of it, edited further. Of both releases
everything is published: figures, page, canonical form, answers. Then, for every map:

leak      no file, name or message of a release holds a word that is not public in it, in whatever escaping
join      no person without a name can be found in a registry of names, addresses and identifiers, by any cell
told      `styr privacy NEW --against OLD` lists every word that stands in the files of one release alone
withdrawn withdrawing a source publishes nothing that was not published before
read      public words are found in every form of artefact, so that this program sees what it looks at

Not looked for is what docs/privacy.md says that readers can infer, such as where in the order of rows a person stands.

--maps   how many maps (default 6)
--seed   seed of the first map; the others follow
--keep   keep maps and artefacts in this folder
"""
import argparse
import collections
import csv
import html
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zlib

import check_public as check
import public_oracle as oracle
from verbs import further_questions, layouts, overlays

TODAY = check.TODAY
LETTERS = 7
WORD = re.compile("zqx[a-z]{%d}" % LETTERS)
CUT_WORD = re.compile("zqx[a-z]{4,%d}" % LETTERS)
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
FREE_CELLS = {
    "actors": "label short uri note aliases identifiers", "texts": "label short uri note aliases identifiers",
    "ties": "programme note", "sources": "label kind consent uri file archive sha256 accessed",
    "claims": "locator quote coder note", "cases": "label note", "events": "action outcome outcome_da outcome_en",
    "vocabulary": "label align", "figure": "label footnote",
}
HOSTILE = (":", "/", "'", "&", "%", "_", ";", "#", "<b>", "\\", "=")


# Maps.

class Planted(check.Maker):
    """A map whose words lie so far apart that no two of them look alike when one is cut."""

    def word(self):
        self.words += 1
        number, letters = (self.words * 6364136223) % 26 ** LETTERS, ""
        for _ in range(LETTERS):
            number, letter = divmod(number, 26)
            letters += chr(ord("a") + letter)
        return "zqx" + letters


def fill(maker, map):
    """Put a word into most empty cells that can hold any text."""
    for table, columns in FREE_CELLS.items():
        header = map["headers"].get(table, [])
        free = [c for c in header if c in columns.split() or (table in oracle.LABELLED and oracle.is_label(c))]
        for row in map["tables"].get(table, []):
            for column in free:
                if not row.get(column) and maker.often(0.6):
                    row[column] = maker.text(column)


def rename(map, old, new):
    """Give an id another form wherever it stands: it holds a word, so it stands nowhere else."""
    for rows in map["tables"].values():
        for row in rows:
            for column, cell in row.items():
                row[column] = cell.replace(old, new)


def make_hostile(maker, map):
    """Ids with signs that mean something, and ids that look like those that the tool gives."""
    names = {kind: [oracle.cell(row, "id") for row in oracle.rows_of(map, kind)] for kind in ("actors", "texts", "cases", "sources")}
    for name in [name for kind in names.values() for name in kind]:
        if maker.often(0.25):
            rename(map, name, name.replace("-", maker.one_of(HOSTILE)))
    for kind, look in (("actors", "person-1"), ("texts", "person-2"), ("cases", "case-1"), ("actors", "person-3")):
        left = [oracle.cell(row, "id") for row in oracle.rows_of(map, kind) if WORD.search(oracle.cell(row, "id"))]
        if left and maker.often(0.4):
            rename(map, maker.one_of(left), look)


def make_lists(maker, map):
    """Some steps name several texts, and some a person where a text should stand."""
    persons = sorted(key[1] for key in oracle.persons_of(map))
    for row in oracle.rows_of(map, "events"):
        for column in oracle.TEXT_COLUMNS:
            if row.get(column) and maker.often(0.15):
                row[column] += "|" + maker.one_of(persons + maker.texts)


def make_map(seed):
    """A random map."""
    maker = Planted(seed)
    map = maker.make()
    fill(maker, map)
    make_lists(maker, map)
    if seed % 2:
        make_hostile(maker, map)
    return map


def replaced_words(map):
    """Words of ids that are never published: those of persons and cases in a sourced map."""
    names = [key[1] for key in oracle.persons_of(map)] + [oracle.cell(row, "id") for row in oracle.rows_of(map, "cases")]
    return {word for name in names for word in WORD.findall(name.lower())} if oracle.is_sourced(map) else set()


def map_texts(map):
    """All texts of a map by the place where they stand."""
    for table, rows in map["tables"].items():
        for number, row in enumerate(rows, 1):
            for column, cell in row.items():
                yield f"{table}.csv, data row {number}, {column}", cell
    for table, header in map["headers"].items():
        yield f"{table}.csv, header", " ".join(header)
    for name, text in map["misnamed"].items():
        yield name, text
    yield "datapackage.json", json.dumps(map["package"], ensure_ascii=False)


def words_by_place(map):
    """Every word of a map and the first place where it stands."""
    places = {}
    for place, text in map_texts(map):
        for word in WORD.findall(text.lower()):
            places.setdefault(word, place)
    return places


# Reading what was published.

def decode_code(match):
    """The sign of a hexadecimal number."""
    number = int(match[1], 16)
    return chr(number) if number < 0x110000 else ""


def unescaped(text):
    """Undo what files do to texts: entities, per cent signs, \\u and \\x, and the _XX of ids."""
    text = html.unescape(html.unescape(text)) if "&" in text else text
    text = re.sub(r"%([0-9A-Fa-f]{2})", decode_code, text)
    text = re.sub(r"\\(?:x|u00|u\{0*)([0-9A-Fa-f]{2})\}?", decode_code, text)
    return re.sub(r"_([0-9A-F]{2})", decode_code, text)


Forms = collections.namedtuple("Forms", "read squeezed")


def forms_of(text):
    """A text as it is and without escapes, and both squeezed: without mark-up and all that is no letter."""
    plain = UNSEEN.sub("", text).lower()
    opened = UNSEEN.sub("", unicodedata.normalize("NFKC", unescaped(UNSEEN.sub("", text)))).lower()
    squeezed = {re.sub(r"[^a-z]+", "", form) for form in (opened, re.sub(r"<[^>]*>", "", plain))}
    return Forms([plain, opened], sorted(squeezed))


class Secrets:
    """What is looked for: words that are not public, also where they are cut."""

    def __init__(self, places, public):
        self.places = {word: place for word, place in places.items() if word not in public}
        self.starts = {word[:7] for word in self.places}
        self.public_starts = {word[:7] for word in public}

    def found_in(self, forms):
        """The first secret in a text, and where it stands; None where there is none."""
        for form in forms.read + forms.squeezed:
            for word in WORD.findall(form):
                if word in self.places:
                    return word, form
        for form in forms.read:
            for word in CUT_WORD.findall(form):
                if word[:7] in self.starts and word[:7] not in self.public_starts:
                    return word, form
        return None


def words_in(forms):
    """All words in a text."""
    return {word for form in forms.read + forms.squeezed for word in WORD.findall(form)}


MISSING = [name for name in ("pdftotext", "pdfinfo") if not shutil.which(name)]


def output_of(command):
    """What a program of poppler writes."""
    return subprocess.run(command, capture_output=True, timeout=60, check=False).stdout.decode("utf-8", "replace")


def streams_of(data):
    """The streams of a PDF file, inflated where they are deflated."""
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            yield zlib.decompressobj().decompress(data[match.end():])
        except zlib.error:
            end = data.find(b"endstream", match.end())
            yield data[match.end():end]


def strings_of(data):
    """Strings of a PDF file in parentheses or as hexadecimal digits, in UTF-16 or not."""
    for match in re.finditer(rb"\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]{4,})>", data, re.S):
        raw = match[1] if match[1] is not None else bytes.fromhex(re.sub(rb"\s", b"", match[2] + b"0" * (len(match[2]) % 2)).decode()[:2000])
        yield raw.decode("utf-16", "replace") if raw.startswith((b"\xfe\xff", b"\xff\xfe")) else raw.decode("latin-1")


def pdf_text(path, data):
    """Everything in a PDF file: what its streams hold, document information, XMP, text of the pages."""
    parts = [data.decode("latin-1")]
    for stream in [data, *streams_of(data)]:
        parts += [stream.decode("latin-1"), *strings_of(stream)]
    if "pdftotext" not in MISSING:
        parts += [output_of(["pdftotext", "-layout", path, "-"]), output_of(["pdftotext", "-raw", path, "-"])]
    if "pdfinfo" not in MISSING:
        parts += [output_of(["pdfinfo", path]), output_of(["pdfinfo", "-meta", path])]
    return "\n".join(parts)


def chunks_of(data):
    """The chunks of a PNG file."""
    place = 8
    while place + 8 <= len(data):
        size = int.from_bytes(data[place:place + 4], "big")
        yield data[place + 4:place + 8], data[place + 8:place + 8 + size]
        place += 12 + size


def png_text(data):
    """Everything in a PNG file that is no pixel, and what stands behind its end."""
    parts = []
    for name, content in chunks_of(data):
        if name == b"IDAT":
            continue
        parts.append(name + b" " + content)
        for start in [match.end() for match in re.finditer(b"\0", content)]:
            try:
                parts.append(zlib.decompress(content[start + 1:] if name == b"zTXt" else content[start:]))
            except zlib.error:
                pass
    return b"\n".join(parts + [data[data.rfind(b"IEND"):]]).decode("latin-1")


def text_of(path):
    """What can be read in a file."""
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".pdf"):
        return pdf_text(path, data)
    if path.endswith(".png"):
        return png_text(data)
    return data.decode("utf-8", "replace")


# Publishing.

Artefact = collections.namedtuple("Artefact", "command status texts errors")


def texts_of(folder, target):
    """Texts by file name of an artefact that is a file or a folder."""
    path = os.path.join(folder, target)
    if os.path.isdir(path):
        return {f"{target}/{name}": text_of(os.path.join(path, name)) for name in sorted(os.listdir(path))}
    return {target: text_of(path)} if os.path.exists(path) else {}


class Release:
    """A map that is published: its folder, what is public of it, and all artefacts."""

    def __init__(self, styr, folder, map):
        self.styr, self.folder, self.map = styr, folder, map
        oracle.write_map(map, os.path.join(folder, "map"))
        self.deleted = oracle.delete_not_public(map, TODAY)
        self.places = words_by_place(map)
        self.public = set(words_by_place(self.deleted.map)) - replaced_words(map)
        self.artefacts = []

    def make(self, words, target=None):
        """Run the tool; what it writes is the target, or else its standard output."""
        result = check.run(self.styr, self.folder, words, target)
        texts = {name: result.files[name].decode("utf-8", "replace") for name in result.files} if target is None else texts_of(self.folder, target)
        errors = (result.errors + result.other).decode("utf-8", "replace")
        forms = {name: forms_of(name + "\n" + text) for name, text in texts.items()}
        artefact = Artefact(" ".join(words), result.status, forms, errors)
        self.artefacts.append(artefact)
        return artefact

    def words(self):
        """All words that stand in what was published."""
        return {word for artefact in self.artefacts for forms in artefact.texts.values() for word in words_in(forms)}


def figure_options(layout, overlay, release, chance):
    """Options of a figure. A layout and an overlay each stand with whether it needs a node, or two dates; the overlay may be None."""
    (layout, needs_from), (overlay, needs_dates) = layout, overlay or (None, False)
    options = ["--layout", layout]
    if needs_from:
        options += ["--from", chance.choice(sorted(release.deleted.nodes) or ["nobody"])]
    if layout == "case" and release.deleted.cases:
        options += ["--case", chance.choice(sorted(release.deleted.cases))]
    options += ["--overlay", overlay] if overlay else []
    options += ["--at", "2012", "--at", "2019"] if needs_dates else []
    return options + chance.choice(([], [], ["--lang", "en"], ["--lang", "fr"], ["--collapse", "3"], ["--style", "print", "--paper", "a4"]))


def make_figures(release, chance):
    """A figure of every layout without and with an overlay, in every format."""
    frames = list(overlays(release.styr).items())
    for layout in layouts(release.styr).items():
        for overlay in (None, chance.choice(frames)):
            options = figure_options(layout, overlay, release, chance)
            slow = ("pdf", "png") if not overlay else (chance.choice(("pdf", "png")),)
            for form in ("svg", "gv", "json", "txt") + slow:
                target = f"{layout[0]}-{overlay[0] if overlay else 'none'}.{form}"
                dpi = ["--dpi", "36"] if form == "png" else []
                release.make(["figure", "map", "-o", target, "--today", TODAY] + options + dpi, target)


def questions(release, chance):
    """Questions of every verb."""
    node = chance.choice(sorted(release.deleted.nodes) or ["nobody"])
    case = chance.choice(sorted(release.deleted.cases) or ["none"])
    functions = sorted({oracle.cell(row, "function") for row in oracle.rows_of(release.map, "ties")} - {""}) or ["none"]
    sources = [oracle.cell(row, "id") for row in oracle.rows_of(release.map, "sources")] or ["none"]
    named = [
        ["info"], ["outside"], ["mandates", "--function", chance.choice(functions)], ["trace", "--case", case], ["trace"],
        ["ruling", "--from", node], ["ascent", "--from", node], ["accountability"], ["threads", "--from", node],
        ["withdraw", "--source", chance.choice(sources)], ["diff", "--at", "2012", "--at", "2019"],
        ["paths", "--along", "(up|down){1,3}", "--limit", "200", "--evidence"], ["pairs", "--along", "%{1,2}", "--limit", "200"],
        ["central", "--measure", "degree"], ["brokers", "--by", chance.choice(("sector", "level"))], ["chokepoints"],
        ["communities"],
    ]
    return named + further_questions(release.styr, {words[0] for words in named})


def publish(release, chance):
    """Make every artefact of a release."""
    release.make(["convert", "--public", "map", "public", "--today", TODAY], "public")
    make_figures(release, chance)
    release.make(["page", "map", "-o", "page.html", "--today", TODAY] + chance.choice(([], ["--lang", "en"])), "page.html")
    for words in questions(release, chance):
        for form in ("text", "json"):
            release.make(words[:1] + ["map"] + words[1:] + ["--public", "--today", TODAY, "--format", form])


# The second release.

def edit(map, chance):
    """A source becomes confidential, and a claim about a person goes, or two."""
    sources = oracle.rows_of(map, "sources")
    if sources and "confidentiality" in map["headers"]["sources"]:
        chance.choice(sources)["confidentiality"] = "confidential"
    persons = oracle.persons_of(map)
    by_id = oracle.things_by_id(map)
    about = [row for row in oracle.rows_of(map, "claims") if oracle.key_of(oracle.cell(row, "about"), by_id) in persons]
    for row in chance.sample(about, min(len(about), chance.randint(1, 2))):
        map["tables"]["claims"].remove(row)


def withdrawn(first, folder, chance):
    """What `styr withdraw --apply` leaves of a map; None where it refuses or there is no source."""
    sources = [oracle.cell(row, "id") for row in oracle.rows_of(first.map, "sources")]
    if not sources:
        return None
    source = chance.choice(sources)
    done = check.run(first.styr, first.folder, ["withdraw", "map", "--source", source, "--apply", "left"], "left")
    if done.status != 0:
        return None
    shutil.move(os.path.join(first.folder, "left"), os.path.join(folder, "left"))
    return source, oracle.read_map(os.path.join(folder, "left"))


# Attacks.

class Score:
    """What was tried and what came out."""

    def __init__(self):
        self.passed, self.failed, self.kinds, self.read = 0, 0, collections.Counter(), collections.Counter()

    def note(self, kind, trouble, where):
        """Count one attempt; tell the first few that succeed."""
        if not trouble:
            self.passed += 1
            return
        self.failed += 1
        self.kinds[kind] += 1
        if self.kinds[kind] <= 4:
            print(f"{kind}: {where}\n    {trouble}")


def around(word, form):
    """A word with what stands around it."""
    place = form.find(word)
    return form[max(0, place - 60):place + 40].replace("\n", " ")


def leak_in(artefact, secrets):
    """What is wrong with an artefact; None where nothing is. What the owner wrote may stand in messages, which are the owner's."""
    if artefact.status not in (0, 1, 4):
        return f"exit status {artefact.status}: {artefact.errors[:200]}"
    for name, forms in artefact.texts.items():
        found = secrets.found_in(forms)
        if found:
            return f"{name} holds {found[0]} ({secrets.places.get(found[0], 'cut')}): …{around(*found)}…"
    said = artefact.errors
    for word in words_in(forms_of(artefact.command)):
        said = re.sub(word, "", said, flags=re.I)
    found = secrets.found_in(forms_of(said))
    return found and f"the error output holds {found[0]} ({secrets.places.get(found[0], 'cut')}): …{around(*found)}…"


def look_for_leaks(score, release, places, where):
    """Search every artefact of a release for every word that is not public in it."""
    secrets = Secrets(places, release.public)
    for artefact in release.artefacts:
        score.note("leak", leak_in(artefact, secrets), f"{where}: styr {artefact.command}")
        for name, forms in artefact.texts.items():
            score.read[name.rpartition(".")[2]] += len(words_in(forms))
    convert = release.artefacts[0]
    score.note("leak", None if convert.status == 0 else f"refused: {convert.errors[:300]}", f"{where}: styr {convert.command}")


def registry_rows(release):
    """What outsiders know of everybody: names, addresses and identifiers of all persons, and of all that is public."""
    public = {oracle.cell(row, "id") for table in ("actors", "texts") for row in oracle.rows_of(release.deleted.map, table)}
    persons = {key[1] for key in oracle.persons_of(release.map)}
    for table in ("actors", "texts"):
        for row in oracle.rows_of(release.map, table):
            if oracle.cell(row, "id") in public | persons:
                columns = ("id", "label", "short", "uri", "aliases", "identifiers", *filter(oracle.is_label, row))
                yield [oracle.cell(row, column) for column in columns]


def write_registry(release):
    """The registry as a file."""
    path = os.path.join(release.folder, "registry.csv")
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(registry_rows(release))
    return path


def nameless_of(map):
    """The ids of persons who are published without a name."""
    facts = oracle.Facts(map, TODAY)
    return {key[1] for key in facts.persons if oracle.has_no_name(facts, key)}


def join_trouble(release):
    """How a person without a name can be found in the registry; None where nobody can."""
    with open(write_registry(release), encoding="utf-8", newline="") as file:
        known = {cell.strip().lower() for row in csv.reader(file) for cell in row if cell.strip()}
    path = os.path.join(release.folder, "public", "actors.csv")
    if not os.path.exists(path):
        return None
    rows = oracle.read_table(path)[1]
    without = [row for row in rows if re.fullmatch(r"person-[0-9]+", row["id"]) and re.fullmatch(r"Person [0-9]+", row["label"])]
    expected = len(nameless_of(release.map) & set(release.deleted.nodes))
    if oracle.is_sourced(release.map) and len(without) > expected:  # fewer: the oracle lets words of a list name nodes, too
        return f"{len(without)} persons are published without a name, by the rules {expected}"
    for row in without:
        for column, cell in row.items():
            if column not in ("kind", "sector", "level", "known") and cell.strip().lower() in known - {"person-1", "person-2", "person-3"}:
                return f"{row['id']} shares {column} {cell!r} with the registry"
    return None


def told_trouble(first, second):
    """A word of one release alone that `styr privacy --against` does not list."""
    words = ["privacy", os.path.join("..", "two", "map"), "--against", "map", "--today", TODAY, "--format", "json"]
    done = check.run(first.styr, first.folder, words, None)
    if done.status != 0:
        return f"exit status {done.status}: {done.errors.decode('utf-8', 'replace')[:200]}"
    findings = [f for f in json.loads(done.files["stdout"])["findings"] if f["code"] in ("taken_back", "published_newly")]
    listed = words_in(forms_of("\n".join(f["id"] + "\n" + f["text"] for f in findings)))
    one, other = first.words(), second.words()
    places = {**first.places, **second.places}
    missing = sorted(((one ^ other) & set(places)) - listed)
    kinds = collections.Counter(re.sub(", data row [0-9]+", "", places[word]) for word in missing)
    return f"{len(missing)} words are not listed: {dict(kinds)}" if missing else None


def attack_second(score, first, folder, where, chance):
    """Withdraw a source, edit, publish again and compare the two releases."""
    left = withdrawn(first, folder, chance)
    if left is None:
        return
    source, map = left
    new = set(words_by_place(oracle.delete_not_public(map, TODAY).map)) - first.public - replaced_words(map)
    if oracle.Facts(map, TODAY).unclaimed_is_public:  # what nothing is claimed about any more, is public: but for free text
        new = {word for word in new if words_by_place(map)[word].split(", ")[-1] in ("note", "outcome", "outcome_da", "outcome_en", "uri", "aliases")}
    trouble = new and f"published after `styr withdraw --source {source} --apply` and not before: " + "; ".join(
        sorted({re.sub("data row ", "", words_by_place(map)[word]) for word in new})[:5])
    score.note("withdrawn", trouble, f"{where}, release 2")
    edit(map, chance)
    second = Release(first.styr, os.path.join(folder, "two"), map)
    publish(second, chance)
    look_for_leaks(score, second, {**first.places, **second.places}, f"{where}, release 2")
    score.note("join", join_trouble(second), f"{where}, release 2")
    score.note("told", told_trouble(first, second), f"{where}, both releases")
    both = second.make(["diff", os.path.join("..", "one", "map"), "map", "--public", "--today", TODAY])
    score.note("leak", leak_in(both, Secrets({**first.places, **second.places}, first.public | second.public)), f"{where}: styr {both.command}")


def attack_map(score, styr, folder, seed):
    """Everything that is tried with one map."""
    chance, where = random.Random(seed), f"--seed {seed}"
    first = Release(styr, os.path.join(folder, "one"), make_map(seed))
    publish(first, chance)
    look_for_leaks(score, first, first.places, f"{where}, release 1")
    score.note("join", join_trouble(first), f"{where}, release 1")
    attack_second(score, first, folder, where, chance)


def main():
    """Attack some maps."""
    parser = argparse.ArgumentParser()
    parser.add_argument("styr")
    parser.add_argument("--maps", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    options = parser.parse_args()
    score = Score()
    for name in MISSING:
        print(f"WARNING: {name} (poppler-utils) IS NOT INSTALLED: not all that stands in PDF files was read")
    with tempfile.TemporaryDirectory() as temporary:
        place = os.path.abspath(options.keep) if options.keep else temporary
        for seed in range(options.seed, options.seed + options.maps):
            folder = os.path.join(place, f"map-{seed}")
            shutil.rmtree(folder, ignore_errors=True)
            attack_map(score, os.path.abspath(options.styr), folder, seed)
            if not options.keep:
                shutil.rmtree(folder, ignore_errors=True)
    for form in ("svg", "gv", "json", "txt", "html", "csv", "stdout") + (() if MISSING else ("pdf",)):
        score.note("read", None if score.read[form] else "not one public word was read: this attack does not see anything", form)
    print(", ".join(f"{kind}: {count} failed" for kind, count in sorted(score.kinds.items())) or "nothing was found")
    print(f"{score.passed} passed, {score.failed} failed")
    return 1 if score.failed else 0


if __name__ == "__main__":
    sys.exit(main())

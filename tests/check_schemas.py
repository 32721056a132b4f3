# SPDX-License-Identifier: MIT
"""The JSON that the tool writes is what docs/schema promises: `outside` and `info` on every map under data and on a map
made by `styr new`, `check` on those and on every package under tests/cases/package; `paths`, `pairs` and `ruling` on the
same maps in every form, the measures likewise, and `pattern`. The schemas are strict and described, the validator below knows every keyword they
use, and both are tested with documents that are wrong. The verbs are those that the tool lists; each that answers in JSON has its schema.

usage: check_schemas.py STYR SOURCE-DIR
"""
import copy
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

from verbs import option_names, verbs_of

passed, failed = 0, 0


def check(ok, name, why=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
    print(f"{'ok  ' if ok else 'FAIL'} {name}{': ' + why if why and not ok else ''}")


# ---- a validator for the part of JSON Schema draft 2020-12 that the schemas use ----

ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description"}
TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "integer": lambda v: not isinstance(v, bool) and (isinstance(v, int) or (isinstance(v, float) and v.is_integer())),
}


def same(a, b):
    """Equality as JSON has it: 1 is 1.0 and not true."""
    return a == b and isinstance(a, bool) == isinstance(b, bool)


class Validator:
    def __init__(self, root):
        self.root = root

    def resolve(self, ref):
        if not ref.startswith("#/$defs/"):
            raise ValueError(f"$ref {ref!r} does not point into $defs")
        return self.root["$defs"][ref[len("#/$defs/"):]]

    def problems(self, value, schema=None, at="$"):
        """Everything that is wrong with value, as a list of texts; empty when it is valid."""
        if schema is None:
            schema = self.root
        if schema is True or schema is False:
            return [] if schema else [f"{at}: nothing may stand here"]
        out = []
        for word, rule in schema.items():
            if word in ANNOTATIONS:
                continue
            method = getattr(self, "on_" + word.lstrip("$"), None)
            if method is None:
                raise ValueError(f"the schema uses {word!r}, which this validator does not know")
            out += method(value, rule, schema, at)
        return out

    def on_ref(self, value, rule, schema, at):
        return self.problems(value, self.resolve(rule), at)

    def on_type(self, value, rule, schema, at):
        return [] if TYPES[rule](value) else [f"{at}: not of type {rule}"]

    def on_enum(self, value, rule, schema, at):
        return [] if any(same(value, v) for v in rule) else [f"{at}: {value!r} is none of {rule}"]

    def on_const(self, value, rule, schema, at):
        return [] if same(value, rule) else [f"{at}: {value!r} is not {rule!r}"]

    def on_required(self, value, rule, schema, at):
        return [f"{at}: {k} is missing" for k in rule if isinstance(value, dict) and k not in value]

    def on_properties(self, value, rule, schema, at):
        if not isinstance(value, dict):
            return []
        return [p for k, s in rule.items() if k in value for p in self.problems(value[k], s, f"{at}.{k}")]

    def on_additionalProperties(self, value, rule, schema, at):
        if not isinstance(value, dict):
            return []
        others = [k for k in value if k not in schema.get("properties", {})]
        return [p for k in others for p in self.problems(value[k], rule, f"{at}.{k}")]

    def on_propertyNames(self, value, rule, schema, at):
        if not isinstance(value, dict):
            return []
        return [p for k in value for p in self.problems(k, rule, f"{at}: the name {k!r}")]

    def on_minProperties(self, value, rule, schema, at):
        return [f"{at}: fewer than {rule} properties"] if isinstance(value, dict) and len(value) < rule else []

    def on_prefixItems(self, value, rule, schema, at):
        if not isinstance(value, list):
            return []
        return [p for i, s in enumerate(rule) if i < len(value) for p in self.problems(value[i], s, f"{at}[{i}]")]

    def on_items(self, value, rule, schema, at):
        if not isinstance(value, list):
            return []
        first = len(schema.get("prefixItems", []))
        return [p for i in range(first, len(value)) for p in self.problems(value[i], rule, f"{at}[{i}]")]

    def on_minItems(self, value, rule, schema, at):
        return [f"{at}: fewer than {rule} items"] if isinstance(value, list) and len(value) < rule else []

    def on_minLength(self, value, rule, schema, at):
        return [f"{at}: shorter than {rule}"] if isinstance(value, str) and len(value) < rule else []

    def on_pattern(self, value, rule, schema, at):
        whole = re.sub(r"\$$", r"\\Z", rule)  # where Python's $ also stands before a last newline
        return [f"{at}: {value!r} does not match {rule}"] if isinstance(value, str) and not re.search(whole, value) else []

    def on_minimum(self, value, rule, schema, at):
        return [f"{at}: {value} is below {rule}"] if TYPES["number"](value) and value < rule else []

    def on_anyOf(self, value, rule, schema, at):
        tried = [self.problems(value, s, at) for s in rule]
        return [] if any(not t for t in tried) else [f"{at}: fits none of {len(rule)} forms: {tried[0][0]}"]

    def on_oneOf(self, value, rule, schema, at):
        hits = sum(not self.problems(value, s, at) for s in rule)
        return [] if hits == 1 else [f"{at}: fits {hits} of {len(rule)} forms, not one"]


VALIDATOR_TESTS = [  # schema, documents it accepts, documents it refuses
    ({"type": "object"}, [{}], [[], None, "", 0, True]),
    ({"type": "array"}, [[]], [{}, None, "", 0]),
    ({"type": "string"}, ["", "x"], [None, 1, [], {}]),
    ({"type": "null"}, [None], [0, "", False, [], {}]),
    ({"type": "boolean"}, [True, False], [0, 1, None, "true"]),
    ({"type": "number"}, [0, 1.5], [True, "1", None]),
    ({"type": "integer"}, [0, -1, 1.0], [1.5, True, "1", None]),
    ({"enum": ["a", 1, None]}, ["a", 1, 1.0, None], ["b", True, 0, False, ""]),
    ({"const": 1}, [1, 1.0], [True, "1", 2]),
    ({"const": True}, [True], [1, False]),
    ({"required": ["a"]}, [{"a": 1}, []], [{}, {"b": 1}]),
    ({"properties": {"a": {"type": "null"}}}, [{}, {"a": None}, {"b": 1}, 7], [{"a": 1}]),
    ({"properties": {"a": {}}, "additionalProperties": False}, [{}, {"a": 1}], [{"b": 1}, {"a": 1, "b": 1}]),
    ({"additionalProperties": {"type": "integer"}}, [{}, {"b": 1}], [{"b": ""}]),
    ({"propertyNames": {"minLength": 1}}, [{}, {"b": 1}], [{"": 1}]),
    ({"minProperties": 1}, [{"b": 1}, []], [{}]),
    ({"items": {"type": "integer"}}, [[], [1, 2], "x"], [[1, "2"], [None]]),
    ({"items": False}, [[]], [[1]]),
    ({"prefixItems": [{"const": 1}, {"const": 2}], "items": False}, [[], [1], [1, 2]], [[2], [1, 3], [1, 2, 3]]),
    ({"minItems": 2}, [[1, 2], {}], [[], [1]]),
    ({"minLength": 1}, ["x", 7], [""]),
    ({"pattern": "^(0|[1-9][0-9]{0,2})$"}, ["0", "7", "120", 7], ["", "07", "-1", "1000", "1\n", "1.0"]),
    ({"minimum": 0}, [0, 1, "x"], [-1, -0.5]),
    ({"anyOf": [{"type": "null"}, {"minLength": 2}]}, [None, "xx"], ["x"]),
    ({"oneOf": [{"type": "integer"}, {"minimum": 5}]}, [1, 7.5], [7, 1.5]),
    ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}}, [None], [1]),
    ({"$ref": "#/$defs/a", "minimum": 3, "$defs": {"a": {"type": "integer"}}}, [3], [2, 3.5]),
]


def test_validator():
    for schema, good, bad in VALIDATOR_TESTS:
        v = Validator(schema)
        name = f"validator: {json.dumps(schema)}"
        check(all(not v.problems(d) for d in good), name + " accepts", f"refused one of {good}")
        check(all(v.problems(d) for d in bad), name + " refuses", f"accepted one of {bad}")
    for schema in ({"format": "date"}, {"items": {"maxLength": 1}}, {"$ref": "other.json"}):
        try:
            Validator(schema).problems(["x"])
            check(False, f"validator: {json.dumps(schema)} is not understood", "it was passed over")
        except ValueError:
            check(True, f"validator: {json.dumps(schema)} is not understood")


# ---- the schemas themselves ----

def walk(schema, at="#"):
    """Every schema inside a schema, with its place."""
    if not isinstance(schema, dict):
        return
    yield at, schema
    for word in ("properties", "$defs"):
        for name, inner in schema.get(word, {}).items():
            yield from walk(inner, f"{at}/{word}/{name}")
    for word in ("items", "additionalProperties", "propertyNames"):
        yield from walk(schema.get(word), f"{at}/{word}")
    for word in ("prefixItems", "anyOf", "oneOf"):
        for i, inner in enumerate(schema.get(word, [])):
            yield from walk(inner, f"{at}/{word}/{i}")


def lint(name, schema, entries=()):
    """`entries` are definitions that nothing refers to, since a form of its own is checked against them."""
    check(schema.get("$schema") == "https://json-schema.org/draft/2020-12/schema", f"{name}: says its draft")
    check(all(schema.get(k) for k in ("$id", "title", "description")), f"{name}: has an id, a title and a description")
    refs, places = set(), list(walk(schema))
    for at, inner in places:
        if inner.get("type") == "object":
            check("additionalProperties" in inner, f"{name}: {at} says which further properties there may be")
            check(bool(inner.get("description")), f"{name}: {at} is described")
            check(set(inner.get("required", [])) <= set(inner.get("properties", {})), f"{name}: {at} describes what it requires")
            undescribed = [k for k, s in inner.get("properties", {}).items()
                           if not s.get("description") and not ("$ref" in s and Validator(schema).resolve(s["$ref"]).get("description"))]
            check(not undescribed, f"{name}: {at} describes its properties", f"not {undescribed}")
        if "$ref" in inner:
            refs.add(inner["$ref"])
    defined = {f"#/$defs/{d}" for d in schema.get("$defs", {})}
    check(refs <= defined, f"{name}: every $ref leads somewhere", f"{refs - defined}")
    used = refs | {f"#/$defs/{d}" for d in entries}
    check(defined <= used, f"{name}: every definition is used", f"{defined - used}")


# ---- wrong documents ----

def paths(value, at=()):
    yield at, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for k, inner in items:
        yield from paths(inner, at + (k,))


def changed(document, at, change):
    copied = copy.deepcopy(document)
    if not at:
        return change(copied)
    holder = copied
    for k in at[:-1]:
        holder = holder[k]
    holder[at[-1]] = change(holder[at[-1]])
    return copied


def without(key):
    def change(value):
        del value[key]
        return value
    return change


def mutations(document, optional, open_objects):
    """Wrong documents made from a right one, each with what was done to it."""
    for at, value in paths(document):
        where = "$" + "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in at)
        if isinstance(value, dict):
            yield f"{where} with an unknown property", changed(document, at, lambda v: {**v, "styr-unknown": "x"})
            yield f"{where} as an array", changed(document, at, lambda v: [v])
            if not (at and at[-1] in open_objects):
                for key in value:
                    if key not in optional:
                        yield f"{where} without {key}", changed(document, at, without(key))
        elif isinstance(value, list):
            yield f"{where} as an object", changed(document, at, lambda v: {"items": v})
            if not (at and at[-1] == "levels"):  # a level may be null
                yield f"{where} with a null", changed(document, at, lambda v: v + [None])
        else:
            yield f"{where} as an array", changed(document, at, lambda v: [v])
            yield f"{where} as a boolean or a text", changed(document, at, lambda v: "true" if isinstance(v, bool) else True)
        if isinstance(value, int):
            yield f"{where} below nought", changed(document, at, lambda v: -1)
            yield f"{where} with a fraction", changed(document, at, lambda v: 1.5)
            yield f"{where} as text", changed(document, at, str)
        if isinstance(value, str):
            yield f"{where} as a number", changed(document, at, lambda v: 7)
            if at[-1] in ("severity", "stance", "grade", "standing", "value", "code", "file", "truncated"):
                yield f"{where} with an unknown word", changed(document, at, lambda v: v.upper() + "?")
            if at[-1] in ("id", "plan", "about", "message", "column", "type", "from", "to", "count"):
                yield f"{where} empty", changed(document, at, lambda v: "")


def refuse(name, schema, document, optional=(), open_objects=()):
    v = Validator(schema)
    check(not v.problems(document), f"{name}: the document to be spoilt is right", "; ".join(v.problems(document)[:3]))
    count, accepted = 0, []
    for what, wrong in mutations(document, optional, open_objects):
        count += 1
        if not v.problems(wrong):
            accepted.append(what)
    check(count >= 10 and not accepted, f"{name}: refuses {count} spoilt documents", f"accepts {accepted[:5]}")


def refuse_outside(schema, document):
    """Contradictions that single values do not show."""
    v = Validator(schema)

    def spoil(what, change):
        wrong = copy.deepcopy(document)
        change(wrong["organisations"])
        check(bool(v.problems(wrong)), f"outside: refuses {what}")

    def turn(organisations):
        organisations[0]["reasons"].reverse()

    def contradict(organisations):
        next(o for o in organisations if o["standing"] == "out")["standing"] = "in"

    def third(organisations):
        organisations[0]["reasons"].append(organisations[0]["reasons"][0])

    def nest(organisations):
        unit = next(o for o in organisations if o["units"])["units"][0]
        unit["units"] = []

    spoil("reasons in another order", turn)
    spoil("a standing that contradicts its reason", contradict)
    spoil("an eleventh reason", third)
    spoil("units within units", nest)
    wrong = copy.deepcopy(document)
    wrong["body"] = 0
    check(bool(v.problems(wrong)), "outside: refuses a body that is a number")


# ---- the tool ----

def parse(text):
    """Strict JSON: no name twice in an object, no NaN."""
    def pairs(found):
        names = [k for k, _ in found]
        if len(names) != len(set(names)):
            raise ValueError(f"a name stands twice: {names}")
        return dict(found)

    def constant(word):
        raise ValueError(f"{word} is not JSON")
    return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)


def ask(styr, *args):
    done = subprocess.run([styr, *args], capture_output=True, timeout=120)
    told = done.stderr.decode("utf-8", "replace")
    return done.returncode, done.stdout.decode("utf-8"), re.sub(r"^styr \w+: \d+ rows? of the map .* --public leaves (it|them) out\n", "", told)


def fits(name, schema, text, per_line=False):
    """Parse and validate; returns what was parsed."""
    try:
        documents = [parse(line) for line in text.splitlines()] if per_line else [parse(text)]
    except ValueError as e:
        check(False, name, f"not JSON: {e}")
        return []
    problems = [p for d in documents for p in Validator(schema).problems(d)]
    check(not problems and text.endswith("\n") == bool(documents), name, "; ".join(problems[:3]) or "no newline at the end")
    return documents


def check_map(styr, name, folder, schemas, plan=True):
    code, text, told = ask(styr, "info", folder, "--format", "json")
    check(code == 0, f"{name}: info ends well", told)
    info = fits(f"{name}: info", schemas["info"], text)[0]
    code, text, told = ask(styr, "check", folder, "--format", "jsonl")
    check(code == 0 and not told, f"{name}: check ends well", told)
    lines = fits(f"{name}: check", schemas["check"], text, per_line=True)
    check(parse(ask(styr, "check", folder, "--format", "json")[1]) == lines, f"{name}: check says the same as an array")
    if not plan:
        return info, None
    code, text, told = ask(styr, "outside", folder, "--format", "json")
    check(code == 0, f"{name}: outside ends well", told)
    outside = fits(f"{name}: outside", schemas["outside"], text)[0]
    organisation = {"$ref": "#/$defs/organisation", "$defs": schemas["outside"]["$defs"]}
    text = ask(styr, "outside", folder, "--format", "jsonl")[1]
    lines = fits(f"{name}: outside, line by line", organisation, text, per_line=True)
    check(lines == outside["organisations"], f"{name}: outside says the same line by line")
    for options in (["--lang", "en"], ["--as-of", "2019"], ["--as-of", "2019", "--certain"], ["--as-of", "2021"],
                    ["--min-grade", "stated"], ["--min-grade", "assumed"]):
        code, text, told = ask(styr, "outside", folder, "--format", "json", *options)
        check(code == 0, f"{name}: outside {' '.join(options)} ends well", told)
        fits(f"{name}: outside {' '.join(options)}", schemas["outside"], text)
    return info, outside


# ---- paths ----

def part(schema, name):
    """A definition of a schema as a schema of its own."""
    return {"$ref": "#/$defs/" + name, "$defs": schema["$defs"]}


def answer(styr, name, schema, *args, code=0, told=""):
    """One call, its status and messages, and the document it wrote."""
    got, text, said = ask(styr, *args)
    check(got == code and said == told, f"{name} ends as it should", f"status {got}, told {said!r}")
    documents = fits(name, schema, text)
    return documents[0] if documents else None


def lines(styr, name, schema, *args, code=0):
    got, text, said = ask(styr, *args, "--format", "jsonl")
    check(got == code and not said, f"{name}, line by line, ends as it should", f"status {got}, told {said!r}")
    return fits(f"{name}, line by line", schema, text, per_line=True)


def joined(path):
    """Whether the steps of a path lead from its first node to its last."""
    here = path["from"]
    for tie in path["ties"]:
        start, end = (tie["to"], tie["from"]) if tie["reversed"] else (tie["from"], tie["to"])
        if start != here or tie["reversed"] and start == end:
            return False
        here = end
    return here == path["to"] and path["length"] == len(path["ties"])


PATTERNS = ("%*", "up+", "^up|@text/down?", "!(funds|^cites){1,2}", "[kind=plan]/down/up")
PATH_OPTIONS = ([], ["--evidence"], ["--mode", "trail", "--select", "shortest=3"], ["--mode", "simple", "--select", "any"],
                ["--mode", "acyclic", "--select", "groups=2", "--as-of", "2019", "--certain"], ["--min-grade", "stated", "--disputed"],
                ["--mode", "walk", "--select", "any-shortest", "--max-length", "1000"])


def check_paths_of(styr, name, folder, schemas, rich):
    for pattern in PATTERNS:
        base = ["paths", folder, "--along", pattern, "--format", "json"]
        for options in PATH_OPTIONS if rich else PATH_OPTIONS[:2]:
            this = f"{name}: paths {pattern} {' '.join(options)}"
            document = answer(styr, this, schemas["paths"], *base, *options)
            paths = document["paths"]
            check(document["truncated"] is None and all(map(joined, paths)), f"{this}: each path leads from its first node to its last")
            claimed = [("claims" in t) == ("--evidence" in options) for p in paths for t in p["ties"]]
            check(all(claimed), f"{this}: claims where they were asked for, and nowhere else")
            line_by_line = lines(styr, this, part(schemas["paths"], "line"), *base, *options)
            check(line_by_line == paths, f"{this}: the same line by line")
            count = answer(styr, f"{this} --count", schemas["paths"], *base, *options, "--count")
            check(count == {"count": str(len(paths))}, f"{this}: counts what it lists", f"{count}, {len(paths)} listed")
        pairs = answer(styr, f"{name}: pairs {pattern}", schemas["pairs"], "pairs", *base[1:])["pairs"]
        walks = answer(styr, f"{name}: paths {pattern} once more", schemas["paths"], *base, "--select", "any")["paths"]
        check(sorted((p["from"], p["to"]) for p in walks) == sorted((p["from"], p["to"]) for p in pairs) and
              len({(p["from"], p["to"]) for p in pairs}) == len(pairs), f"{name}: pairs {pattern} are those of the paths, each once")
        line_by_line = lines(styr, f"{name}: pairs {pattern}", part(schemas["pairs"], "line"), "pairs", *base[1:])
        check(line_by_line == pairs, f"{name}: pairs {pattern} line by line")
        count = answer(styr, f"{name}: pairs {pattern} --count", schemas["pairs"], "pairs", *base[1:], "--count")
        check(count == {"count": str(len(pairs))}, f"{name}: pairs {pattern} are as many as they are counted", f"{count}")


def check_bounds(styr, name, folder, schemas):
    """Every bound says its name in every form, and the status is 4."""
    for verb in ("paths", "pairs"):
        for bound, option in (("limit", ["--limit", "1"]), ("max-length", ["--max-length", "1"]), ("max-steps", ["--max-steps", "3"]),
                              ("memory", ["--memory", "64"])):
            base = [verb, folder, "--along", "%{2}", *option, "--format", "json"]
            this = f"{name}: {verb} {' '.join(option)}"
            document = answer(styr, this, schemas[verb], *base, code=4)
            check(document["truncated"] == bound, f"{this}: says {bound}", f"{document['truncated']}")
            line_by_line = lines(styr, this, part(schemas[verb], "line"), *base, code=4)
            check(line_by_line == document[verb] + [{"truncated": bound}], f"{this}: says {bound} in the last line")
            if bound != "limit":
                count = answer(styr, f"{this} --count", schemas[verb], *base, "--count", code=4)
                check(count.get("truncated") == bound, f"{this}: a count says {bound}", f"{count}")


def check_rulings(styr, name, folder, nodes, schema):
    """Apexes above each node, under several options."""
    last = None
    for options in ([], ["--evidence", "--no-membership"], ["--mode", "walk", "--select", "groups=2", "--min-grade", "inferred"],
                    ["--mode", "trail", "--select", "any", "--disputed"]):
        problems, apexes = [], []
        for node in nodes:
            code, text, told = ask(styr, "ruling", folder, "--from", node, "--format", "json", *options)
            document = parse(text)
            wrong = Validator(schema).problems(document) + [told] * bool(told) + [f"status {code}"] * bool(code)
            for apex in document["apexes"]:
                wrong += [f"{apex['members']}: a path that does not lead there" for p in apex["paths"]
                          if not joined(p) or p["from"] != node or p["to"] not in apex["members"]]
                wrong += [f"{apex['members']}: not as it says" for _ in [0] if apex["contains_from"] != (node in apex["members"])]
                wrong += [f"{apex['members']}: no path" for _ in [0] if not apex["paths"] and not apex["contains_from"]]
            problems += [f"{node}: {w}" for w in wrong]
            apexes += document["apexes"]
            last = document if document["apexes"][0]["paths"] and not (options or last) else last
            if node == nodes[0]:
                this = f"{name}: ruling --from {node} {' '.join(options)}"
                check(lines(styr, this, part(schema, "apex"), "ruling", folder, "--from", node, *options) == document["apexes"],
                      f"{this}: the same line by line")
        check(not problems, f"{name}: ruling {' '.join(options)} from each of {len(nodes)} nodes", "; ".join(problems[:3]))
    return last


MEASURES = (  # verb, options, what a line holds, the list of them
    ("chokepoints", [], "chokepoint", "chokepoints"), ("chokepoints", ["--no-membership", "--min-grade", "stated"], "chokepoint", "chokepoints"),
    ("brokers", ["--by", "sector"], "broker", "brokers"),
    ("brokers", ["--by", "level", "--ruling", "--as-of", "2019", "--certain"], "broker", "brokers"),
    ("central", ["--measure", "pagerank"], "ranked", "nodes"), ("central", ["--measure", "degree", "--families", "rule,text"], "ranked", "nodes"),
    ("communities", [], "community", "communities"), ("communities", ["--without", "part_of", "--disputed"], "community", "communities"))


def check_measures(styr, name, folder, nodes, schemas):
    """Every measure in both forms; what they say of the filter, and that every node is where it should be."""
    found = {}
    for verb, options, item, items in MEASURES:
        this = f"{name}: {verb} {' '.join(options)}"
        document = answer(styr, this, schemas[verb], verb, folder, "--format", "json", *options)
        check(lines(styr, this, part(schemas[verb], item), verb, folder, *options) == document[items], f"{this}: the same line by line")
        seen = document["seen"]
        check(seen["certain"] == ("--certain" in options) and seen["disputed"] == ("--disputed" in options) and
              seen["ruling"] == (verb == "chokepoints" or "--ruling" in options) and seen["as_of"] == ("2019" if "--as-of" in options else None),
              f"{this}: says what was seen", f"{seen}")
        if verb == "central":
            check(len(document["nodes"]) == seen["nodes"] and {x["id"] for x in document["nodes"]} <= set(nodes), f"{this}: has every node once")
        if verb == "communities":
            members = [i for c in document["communities"] for i in c["members"]]
            check(sorted(members) == sorted(nodes) and all(c["size"] == len(c["members"]) for c in document["communities"]), f"{this}: parts the nodes")
        found.setdefault(verb, document)
    for node in nodes:
        document = answer(styr, f"{name}: chokepoints --to {node}", schemas["chokepoints"], "chokepoints", folder, "--to", node, "--format", "json")
        chain, cut = document["chokepoints"], document["cut"]
        check(document["to"] == node and (not chain or len(cut) == 1) and all(a["id"] == b["dominator"] for a, b in zip(chain, chain[1:])),
              f"{name}: chokepoints --to {node}: a chain, cut by one node")
    return found


def refuse_measures(schemas, found):
    """Spoilt documents of the measures."""
    points = {**found["chokepoints"], "to": "a", "cut": ["a"]}
    refuse("chokepoints", schemas["chokepoints"], {**points, "chokepoints": points["chokepoints"][:2], "articulation": ["a"]})
    refuse("brokers", schemas["brokers"], {**found["brokers"], "brokers": found["brokers"]["brokers"][:2]})
    fractions = [x for x in found["central"]["nodes"] if x["value"] % 1]
    refuse("central", schemas["central"], {**found["central"], "nodes": fractions[:2]})
    refuse("communities", schemas["communities"], {**found["communities"], "communities": found["communities"]["communities"][:2]})
    for name, schema, wrong in (
            ("a chokepoint that dominates nobody", part(schemas["chokepoints"], "chokepoint"), {**points["chokepoints"][0], "dominates": 0}),
            ("a chokepoint without ties", part(schemas["chokepoints"], "chokepoint"), {**points["chokepoints"][0], "ties": []}),
            ("a cut of nobody", schemas["chokepoints"], {**points, "cut": []}),
            ("brokers by kind", schemas["brokers"], {**found["brokers"], "by": "kind"}),
            ("a broker that brokers nothing", part(schemas["brokers"], "broker"), {**found["brokers"]["brokers"][0], "total": 0}),
            ("an unknown measure", schemas["central"], {**found["central"], "measure": "fame"}),
            ("a community of nobody", part(schemas["communities"], "community"), {"size": 0, "members": []})):
        check(bool(Validator(schema).problems(wrong)), f"refuses {name}")


LADDER = 130  # 2^130 paths need more than 128 bits


def check_overflow(styr, folder, schema):
    os.mkdir(folder)
    with open(os.path.join(folder, "actors.csv"), "w", encoding="utf-8") as f:
        f.write("id\n" + "".join(f"n{i}\n" for i in range(LADDER + 1)))
    with open(os.path.join(folder, "ties.csv"), "w", encoding="utf-8") as f:
        f.write("from,to,type\n" + "".join(f"n{i},n{i + 1},x\n" * 2 for i in range(LADDER)))
    for rungs in (1, 64, 127, 128, LADDER):
        count = answer(styr, f"a ladder of {rungs} --count", schema, "paths", folder, "--along", "x+", "--from", "n0", "--to", f"n{rungs}",
                       "--count", "--format", "json")
        wanted = {"count": str(2 ** rungs)} if rungs < 128 else {"count": None, "overflow": True}
        check(count == wanted, f"a ladder of {rungs} has 2^{rungs} paths", f"{count}")


def check_pattern(styr, schema):
    for pattern, least, most, types, families in (
            ("a/b*", 1, None, ["a", "b"], []), ("a{2,4}|@f/'x \"y\\'", 2, 4, ["a", 'x "y\\'], ["f"]), ("[kind=plan]", 0, 0, [], []),
            ("%?", 0, 1, [], []), ("a/a/^a", 3, 3, ["a"], []), ("!(æøå|^b)".replace("æøå", "'æøå'"), 1, 1, ["æøå", "b"], [])):
        document = answer(styr, f"pattern {pattern}", schema, "pattern", pattern, "--format", "json")
        check(document == {"ok": True, "least": least, "most": most, "types": types, "families": families}, f"pattern {pattern}: as it is",
              f"{document}")
    for pattern, offset in (("a**", 2), ("", 0), ("a/'b", 2), ("(a", 2), ("a{2,1}", 2), ("ø", 0), ("a\tb", 2), ("(a{3000}){3000}", 0)):
        document = answer(styr, f"pattern {pattern!r}", schema, "pattern", pattern, "--format", "json", code=1)
        check(document["offset"] == offset, f"pattern {pattern!r}: the place of the error", f"{document}")


def refuse_paths(schemas, document, ruling):
    """Spoilt documents of the verbs that deliver paths."""
    path = next(p for p in document["paths"] if p["length"] > 1 and p["source"])
    alone = {"from": "a", "to": "a", "length": 0, "ties": [], "grade": None, "source": None}
    refuse("paths", schemas["paths"], {"view": "full", "paths": [path, alone], "truncated": "limit"}, ("claims",))
    line, paths, pairs = part(schemas["paths"], "line"), schemas["paths"], schemas["pairs"]
    refuse("paths, a line", line, path, ("claims",))
    refuse("pairs", pairs, {"view": "full", "pairs": [{"from": "a", "to": "b"}], "truncated": "max-steps"})
    refuse("ruling", schemas["ruling"], {**ruling, "apexes": ruling["apexes"][:1]}, ("claims",))
    refuse("pattern, a right one", schemas["pattern"], {"ok": True, "least": 1, "most": 2, "types": ["a"], "families": ["b"]})
    refuse("pattern, a wrong one", schemas["pattern"], {"ok": False, "offset": 1, "message": "expected more"})
    for name, schema, wrong in (
            ("a path without ties that has a length", line, {**alone, "length": 1}),
            ("a path without ties that has a grade", line, {**alone, "grade": "stated"}),
            ("a path without ties that has a source", line, {**alone, "source": "s"}),
            ("ties on a path of length nought", line, {**path, "length": 0}),
            ("a line that says nothing cut it short", line, {"truncated": None}),
            ("a line of two things", line, {**path, "truncated": "limit"}),
            ("a pair with a length", part(pairs, "line"), {"from": "a", "to": "b", "length": 1}),
            ("a count and a list", paths, {"view": "full", "count": "1", "paths": [], "truncated": None}),
            ("a count as a number", paths, {"count": 1}),
            ("a count with a sign", paths, {"count": "-1"}),
            ("a count with noughts before it", paths, {"count": "007"}),
            ("a count that says null cut it short", paths, {"count": "1", "truncated": None}),
            ("an overflow with a number", paths, {"count": "1", "overflow": True}),
            ("an overflow that is none", paths, {"count": None, "overflow": False}),
            ("no number without an overflow", paths, {"count": None}),
            ("a count of pairs that overflows", pairs, {"count": None, "overflow": True}),
            ("a node without apexes", schemas["ruling"], {"view": "full", "from": "a", "apexes": []}),
            ("an apex of nobody", schemas["ruling"], {**ruling, "apexes": [{**ruling["apexes"][0], "members": []}]}),
            ("a ruling path without ties", schemas["ruling"], {**ruling, "apexes": [{**ruling["apexes"][0], "paths": [alone]}]}),
            ("a right pattern with an offset", schemas["pattern"], {"ok": True, "offset": 0, "message": "x"}),
            ("a wrong pattern with lengths", schemas["pattern"], {"ok": False, "least": 0, "most": 0, "types": [], "families": []})):
        check(bool(Validator(schema).problems(wrong)), f"refuses {name}")


def ids(folder):
    out = []
    for table in ("actors.csv", "texts.csv"):
        if os.path.exists(os.path.join(folder, table)):
            with open(os.path.join(folder, table), encoding="utf-8", newline="") as f:
                out += [r["id"] for r in csv.DictReader(f)]
    return out


# ---- the other questions ----

ON_THEIR_OWN = {"outside", "check", "info", "paths", "pairs", "pattern", "ruling", "chokepoints", "brokers", "central", "communities"}  # tested above
MORE_CALLS = [("privacy", "--against", None), ("diff", None), ("diff", "--at", "2003", "--at", "2019")]  # None stands for the map itself
UNLIKE_LINES = {"privacy": "rows"}  # elsewhere the lines of JSONL are the first list of the document


def line_list(schema, verb):
    """The list of a document that JSONL gives line by line, and the definition of its items."""
    for name, rule in schema["properties"].items():
        items = rule.get("items", {}) if rule.get("type") == "array" else {}
        if "$ref" in items and name == UNLIKE_LINES.get(verb, name):
            return name, items["$ref"][len("#/$defs/"):]
    raise ValueError(f"docs/schema/{verb}.json has no list for JSONL")


def column(folder, table, name):
    path = os.path.join(folder, table)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as f:
        return [r[name] for r in csv.DictReader(f) if r.get(name)]


def shortened(value):
    """A document with two items of each list at most, so that spoiling it in every way takes little time."""
    if isinstance(value, list):
        return [shortened(v) for v in value[:2]]
    return {k: shortened(v) for k, v in value.items()} if isinstance(value, dict) else value


def calls_of(verb, folder):
    """Calls of a question: with each value that the map has for the option it needs, else alone and with each case."""
    values = {"--from": ids(folder)[::5], "--function": sorted(set(column(folder, "ties.csv", "function"))),
              "--source": column(folder, "sources.csv", "id")[:5], "--case": column(folder, "cases.csv", "id")}
    needed = [o["name"] for o in verb["options"] if o["required"]]
    if not needed and "--case" in option_names(verb):
        needed = ["--case"]
    if needed:
        return [(verb["name"], needed[0], value) for value in values[needed[0]]]
    more = [tuple(folder if word is None else word for word in call) for call in MORE_CALLS if call[0] == verb["name"]]
    return more if verb["arguments"].startswith("MAP [MAP]") else [(verb["name"],), *more]


def check_questions(styr, name, folder, schemas, questions):
    """Every question on a map, in every form of data; returns the largest document of each."""
    best = {}
    for verb, *rest in [call for question in questions.values() for call in calls_of(question, folder)]:
        question = questions[verb]
        for options in ([], ["--min-grade", "stated"], ["--as-of", "2019", "--disputed", "--lang", "en"]):
            if not option_names(question) >= {o for o in options if o.startswith("--")} or ("--at" in rest and "--as-of" in options):
                continue
            this = f"{name}: {verb} {' '.join(rest + options)}"
            code, text, told = ask(styr, verb, folder, *rest, *options, "--format", "json")
            if code == 1 and "--as-of" in options:  # what is asked about is not there then
                continue
            if code != 0:
                check(False, this, f"status {code}: {told}")
                continue
            document = (fits(this, schemas[verb], text) or [None])[0]
            if len(text) > len(json.dumps(best.get(verb, ""))):
                best[verb] = document
            if "jsonl" in question["formats"]:
                key, definition = line_list(schemas[verb], verb)
                got = lines(styr, this, part(schemas[verb], definition), verb, folder, *rest, *options)
                check(got == document[key], f"{this} says the same line by line")
    return best


def check_listing(styr, schema):
    """The listing of the verbs, from which this test takes them, is as its schema says."""
    listing = answer(styr, "--help --format json", schema, "--help", "--format", "json")
    refuse("help", schema, {**listing, "verbs": shortened(listing["verbs"])})


def check_packages(styr, source, sort, schema):
    """`check` on every package of a sort: 1 and at least one error for the bad ones, 0 and warnings at most for the good."""
    top = os.path.join(source, "tests", "cases", "package", sort)
    for case in sorted(os.listdir(top)):
        code, text, told = ask(styr, "check", os.path.join(top, case), "--format", "jsonl")
        before = failed
        lines = fits(f"check {sort}/{case}", schema, text, per_line=True)
        errors = sum(line["severity"] == "error" for line in lines) if failed == before else 0
        if code != (sort == "bad") or told or bool(errors) != (sort == "bad"):
            check(False, f"check {sort}/{case} ends as it should", f"status {code}, {errors} errors, told {told!r}")


MINIMAL = {  # everything empty that may be, and a body and sources that are not there
    "actors.csv": "id\na\nb\n",
    "texts.csv": "id,kind\nplan,plan\n",
    "ties.csv": "from,to,type\nplan,a,activates\nplan,b,activates\n",
    "claims.csv": "about,stance\nt1,\nt2,disputes\n",
}


def main(styr, source):
    test_validator()
    schemas = {}
    with_schema = {v["name"]: v for v in verbs_of(styr) if v["schema"]}
    kept = {n[: -len(".json")] for n in os.listdir(os.path.join(source, "docs", "schema"))}
    check(kept == {*with_schema, "help"}, "docs/schema holds a schema for each verb that answers in JSON", f"{kept ^ {*with_schema, 'help'}}")
    questions = {name: v for name, v in with_schema.items() if name in kept - ON_THEIR_OWN}
    for name in kept:
        with open(os.path.join(source, "docs", "schema", name + ".json"), encoding="utf-8") as f:
            schemas[name] = parse(f.read())
        lint(name, schemas[name], entries=("line",) if name in ("paths", "pairs") else ())
    check_listing(styr, schemas["help"])
    maps = sorted(d for d in os.listdir(os.path.join(source, "data")) if os.path.isdir(os.path.join(source, "data", d)))
    check("trafficking-dk" in maps, "the map of the article is there")
    with tempfile.TemporaryDirectory(prefix="styr schemas æ ") as scratch:
        fresh, minimal, bare = (os.path.join(scratch, d) for d in ("fresh map", "minimal", "bare"))
        code, _, told = ask(styr, "new", fresh)
        check(code == 0, "styr new ends well", told)
        for folder, files in ((minimal, MINIMAL), (bare, {"actors.csv": "id\n", "ties.csv": "from,to,type\n"})):
            os.mkdir(folder)
            for file, text in files.items():
                with open(os.path.join(folder, file), "w", encoding="utf-8", newline="") as f:
                    f.write(text)
        for name in maps:
            folder = os.path.join(source, "data", name)
            with_plan = ask(styr, "outside", folder, "--format", "json")[0] == 0 or name == "trafficking-dk"
            info, outside = check_map(styr, name, folder, schemas, plan=with_plan)
            if name == "trafficking-dk":
                article = info, outside
        check_map(styr, "a new map", fresh, schemas)
        check_map(styr, "a map of bare ids", minimal, schemas)
        check_map(styr, "an empty map", bare, schemas, plan=False)
        article_folder = os.path.join(source, "data", "trafficking-dk")
        article_answers = check_questions(styr, "trafficking-dk", article_folder, schemas, questions)
        for verb in questions:
            check(verb in article_answers, f"{verb}: the article's map has an answer")
            refuse(verb, schemas[verb], shortened(article_answers[verb]))
        check_questions(styr, "a new map", fresh, schemas, questions)
        check_questions(styr, "a map of bare ids", minimal, schemas, questions)
        ruling = None
        for name, folder in (("trafficking-dk", article_folder), ("a new map", fresh), ("a map of bare ids", minimal), ("an empty map", bare)):
            check_paths_of(styr, name, folder, schemas, rich=folder == fresh)
            asked = check_rulings(styr, name, folder, ids(folder), schemas["ruling"]) if folder != bare else None
            ruling = ruling or asked
        check_bounds(styr, "trafficking-dk", article_folder, schemas)
        check_overflow(styr, os.path.join(scratch, "ladder"), schemas["paths"])
        check_pattern(styr, schemas["pattern"])
        evidence = answer(styr, "paths to be spoilt", schemas["paths"], "paths", article_folder, "--along", "up+", "--evidence", "--format", "json")
        refuse_paths(schemas, evidence, ruling)
        if os.access(os.path.join(os.path.dirname(styr), "styr-measure"), os.X_OK):
            for name, folder in (("an empty map", bare), ("a map of bare ids", minimal), ("a new map", fresh), ("trafficking-dk", article_folder)):
                found = check_measures(styr, name, folder, ids(folder), schemas)
            refuse_measures(schemas, found)
        else:
            print("SKIP the measures: styr-measure is not there")
    info, outside = article
    refuse("info", schemas["info"], info, ("kind", "level", "sector", "tie", "parts"), ("kind", "level", "sector", "tie"))
    few = [o for o in outside["organisations"] if o["standing"] == "out" and o["units"]][:1]
    few += [o for o in outside["organisations"] if o["standing"] == "unknown"][:1]
    few += [o for o in outside["organisations"] if o["standing"] == "in" and o["units"]][:1]
    check(len(few) == 3, "outside: an organisation that is out, one unknown, one in to be spoilt")
    small = {**outside, "organisations": few}
    refuse("outside", schemas["outside"], small)
    refuse_outside(schemas["outside"], small)
    refuse("check", schemas["check"], {"severity": "error", "file": "ties.csv", "row": 3, "column": "to", "message": "unknown actor"})
    for sort in ("bad", "good"):
        check_packages(styr, source, sort, schemas["check"])
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: check_schemas.py STYR SOURCE-DIR")
    sys.exit(main(sys.argv[1], sys.argv[2]))

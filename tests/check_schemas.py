# SPDX-License-Identifier: MIT
"""The JSON that the tool writes is what docs/schema promises: `outside` and `info` on every map under data and on a map
made by `styr new`, `check` on those and on every package under tests/cases/package. The schemas are strict and described,
the validator below knows every keyword they use, and both are tested with documents that are wrong.

usage: check_schemas.py STYR SOURCE-DIR
"""
import copy
import json
import os
import subprocess
import sys
import tempfile

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
    for schema in ({"pattern": "a"}, {"items": {"maxLength": 1}}, {"$ref": "other.json"}):
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


def lint(name, schema):
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
    check(defined <= refs, f"{name}: every definition is used", f"{defined - refs}")


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
            yield f"{where} with a null", changed(document, at, lambda v: v + [None])
        else:
            yield f"{where} as an array", changed(document, at, lambda v: [v])
            yield f"{where} as true", changed(document, at, lambda v: True)
        if isinstance(value, int):
            yield f"{where} below nought", changed(document, at, lambda v: -1)
            yield f"{where} with a fraction", changed(document, at, lambda v: 1.5)
            yield f"{where} as text", changed(document, at, str)
        if isinstance(value, str):
            yield f"{where} as a number", changed(document, at, lambda v: 7)
            if at[-1] in ("severity", "stance", "grade", "standing", "value", "code", "file"):
                yield f"{where} with an unknown word", changed(document, at, lambda v: v.upper() + "?")
            if at[-1] in ("id", "plan", "about", "message", "column"):
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
    spoil("a third reason", third)
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
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")


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
    for name in ("outside", "check", "info"):
        with open(os.path.join(source, "docs", "schema", name + ".json"), encoding="utf-8") as f:
            schemas[name] = parse(f.read())
        lint(name, schemas[name])
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

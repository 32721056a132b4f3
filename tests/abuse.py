# SPDX-License-Identifier: MIT
"""Writes a C program that calls every public function with bad arguments: abuse.py SOURCE-DIR COMPONENT > abuse_COMPONENT.c

COMPONENT: core, graphviz or igraph, whose headers are read, so that no function is forgotten. For each function there is one call
with good arguments, one for each bad value of each argument, and one in which every argument is bad. tests/abuse.h has the good
values and runs each call in a process of its own. A parameter of a type that this file does not know stops the generator.
"""
import os
import re
import sys

PARTS = {"graphviz": ("graphviz.h",), "igraph": ("igraph.h",)}
# Calls that end the process that they are called from, or cannot be made from outside.
NULL_IS_GOOD = re.compile(r"^(lang|title|label|kind|offset|truncated|in|report|issues|notes|family)$")


def prototypes(source, component):
    folder = os.path.join(source, "include", "styr")
    names = sorted(n for n in os.listdir(folder) if n.endswith(".h"))
    names = [n for n in names if (n in PARTS[component] if component in PARTS else not any(n in part for part in PARTS.values()))]
    found = []
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            text = re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)
        text = re.sub(r"(?m)^#(?:.*\\\n)*.*$", "", text)
        for m in re.finditer(r"STYR_API\s+([^;{}]*?)\b(styr_\w+)\s*\(([^;]*)\)\s*;", text, re.S):
            found.append((" ".join(m.group(1).split()), m.group(2), split(" ".join(m.group(3).split()))))
    return found


def split(arguments):
    """[(type, name)], an array as a pointer to its elements."""
    parts, depth, now = [], 0, ""
    for c in arguments + ",":
        depth += (c == "(") - (c == ")")
        if c == "," and not depth:
            if now.strip() not in ("", "void"):
                m = re.match(r"(.*?)(\w+)(\[\d*\])?$", now.strip())
                parts.append((m.group(1).strip() + (" *" if m.group(3) else ""), m.group(2)))
            now = ""
        else:
            now += c
    return [(re.sub(r" \*$", " *", t), n) for t, n in parts]


HANDLES = {
    "styr_node": ("good_node", ["(styr_node){0, 0}", "foreign_node", "(styr_node){5000000, good_node.map}", "(styr_node){UINT32_MAX, good_node.map}"]),
    "styr_tie": ("good_tie", ["(styr_tie){0, 0}", "foreign_tie", "(styr_tie){5000000, good_tie.map}"]),
    "styr_claim": ("good_claim", ["(styr_claim){0, 0}", "foreign_claim", "(styr_claim){5000000, good_claim.map}"]),
}
SIMPLE = {
    "double": ("10.0", ["NAN", "INFINITY", "-1.0", "1e300"]),
    "bool": ("true", []),
    "unsigned": ("150", ["0", "1", "4000000000u"]),
    "uint32_t": ("0", ["UINT32_MAX", "1000000"]),
    "styr_date": ("((styr_date){2019, 5, 0})", ["((styr_date){65535, 99, 99})", "((styr_date){2019, 0, 7})", "((styr_date){0, 0, 0})"]),
    "styr_money": ('((styr_money){5, "DKK"})', ['((styr_money){INT64_MIN, "XXX"})', '((styr_money){INT64_MAX, ""})']),
    "styr_count": ("((styr_count){0, 5, false})", ["((styr_count){UINT64_MAX, UINT64_MAX, false})", "((styr_count){0, 0, true})"]),
    "igraph_integer_t": ("0", ["-1", "5000000"]),
}
# Sizes of something that is given: another size would be an invalid pointer, which no function can notice.
SIZES = {"length": "4", "size": "4", "count": "GIVEN"}
TEXTS = {"path": "scratch", "source": '"artikel"', "text": '"2019"', "word": '"outside"', "currency": '"DKK"', "id": '"politikredse"',
         "name": '"politikredse"', "set": '"tie"', "term": '"funds"', "column": '"label"', "mark": '"1"', "type": '"funds"', "lang": '"da"',
         "json": "scene_json", "function": '"aflevering"', "label": '"Label"', "kind": '"agency"', "title": '"Title"', "truncated": "NULL"}
WITH_NODES = {"apex_options", "figure_options", "outside_options", "page_options", "path_options", "threads_options", "trace_options"}
ARRAYS_IN = {"styr_brokerage": "brokerages", "styr_field": "fields"}
STRUCTS_IN = {"styr_measured": "measured", "styr_chokepoints": "chokepoints", "styr_path": "path", "styr_pen": "pen", "styr_count": "a_count"}
OPTIONS = re.compile(r"^const styr_(\w+_options|filter|path_write|selection|allocator) \*$")


def good_and_bad(function, kind, name, parts):
    """The good value of an argument and its bad ones, as C."""
    if kind in HANDLES:
        return HANDLES[kind]
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind == "size_t":
        if name in SIZES and any("*" in t for t, n in parts if n != name and n not in ("out", "error")) and function in GIVEN_SIZES:
            return GIVEN_SIZES[function], []
        return "0", ["SIZE_MAX", "5000000"]
    m = re.match(r"^const (styr_\w+) \*$", kind)
    if kind == "const char *":
        return TEXTS.get(name, '"text"'), ["NULL", '""', '"\\xFF\\xFE\\x80"', "long_text"]
    if kind == "const styr_sink *":
        return "&sink", ["NULL", "&failing_sink", "&no_sink"]
    if OPTIONS.match(kind):
        base = OPTIONS.match(kind).group(1)
        if base == "allocator":
            return "NULL", ["&failing_allocator"]
        return f"&good_{base}", ["NULL", f"&zeroed_{base}", f"&late_{base}"] + (["&bad_filter"] if base == "filter" else []) + (
            [f"&foreign_{base}"] if base in WITH_NODES else [])
    if m and m.group(1)[5:] in FIXTURES:
        return FIXTURES[m.group(1)[5:]], ["NULL"]
    if m and m.group(1) in ARRAYS_IN:
        return ARRAYS_IN[m.group(1)], ["NULL"]
    if m and m.group(1) in STRUCTS_IN:
        return f"&{STRUCTS_IN[m.group(1)]}", ["NULL", f"&zeroed_{m.group(1)[5:]}"]
    if kind in ("const void *", "const uint32_t *", "const double *"):
        return {"const void *": '"text"', "const uint32_t *": "communities", "const double *": "values"}[kind], ["NULL"]
    if name == "offset":  # it is set when a call fails
        return "&an_offset", ["NULL"]
    if kind == "const char *const *":
        return "words", ["NULL"]
    m = re.match(r"^(styr_\w+) \*$", kind)
    if m and name != "out" and m.group(1)[5:] in FIXTURES:
        return FIXTURES[m.group(1)[5:]], ["NULL"]
    if kind == "styr_error *":
        return "&error", ["NULL"]
    if kind.endswith("*") and not kind.startswith("const ") or kind in ("const char **",):
        return f"OUT({kind[:-1].strip()})", ["NULL"]
    if re.match(r"^styr_\w+$", kind):  # an enum
        return f"({kind})0", [f"({kind})-1", f"({kind})99", f"({kind})INT_MAX"]
    raise SystemExit(f"abuse.py: {function}: no values for a parameter {kind} {name}")


FIXTURES = {n: n for n in (
    "map graph scene diff public mandates trace withdrawal issues pattern query outside accounts public_report paths pairs privacy "
    "apexes ascent threads igraph_view buffer arcs").split()}
FIXTURES["public"] = "view"
FIXTURES["buffer"] = "&buffer"
FIXTURES["arcs"] = "&arcs"
GIVEN_SIZES = {"styr_date_parse": "4", "styr_nearest": "2", "styr_columns": "4", "styr_scene_read": "scene_size", "styr_file_replace": "4",
               "styr_map_add": "2"}


def main(source, component):
    print(f"/* Made by tests/abuse.py. */\n#define ABUSE_{component.upper()}\n#include \"abuse.h\"\n")
    table, total = [], 0
    for ret, name, parts in prototypes(source, component):
        values = [good_and_bad(name, kind, argument, parts) for kind, argument in parts]
        calls = [[0] * len(values)]
        for i, (_, bad) in enumerate(values):
            for k in range(1, len(bad) + 1):
                calls.append([k if i == j else 0 for j in range(len(values))])
        if sum(bool(bad) for _, bad in values) > 1:
            calls.append([min(1, len(bad)) for _, bad in values])
        print(f"static void call_{name}(int n) {{\n  switch (n) {{")
        for n, picks in enumerate(calls):
            arguments = [(bad[k - 1] if k else good) for k, (good, bad) in zip(picks, values)]
            handles = [a for a, k, (kind, _) in zip(arguments, picks, parts) if k and (kind in HANDLES or "&foreign_" in a)]
            expression = f"{name}({', '.join(arguments)})"
            has_error = any(kind == "styr_error *" and not k for k, (kind, _) in zip(picks, parts))
            if ret == "styr_status":
                print(f"  case {n}: check({expression}, {'&error' if has_error else 'NULL'}, {'true' if handles else 'false'}); break;")
            elif ret == "void":
                print(f"  case {n}: {expression}; break;")
            elif ret == "const char *":
                print(f"  case {n}: check_text({expression}); break;")
            elif ret.endswith("*"):
                print(f"  case {n}: check_pointer({expression}); break;")
            else:
                print(f"  case {n}: {{ const {ret} r = {expression}; check_bytes(&r, sizeof r); }} break;")
        print("  }\n}\n")
        table.append(f'    {{"{name}", call_{name}, {len(calls)}}},')
        total += len(calls)
    print("const abused abused_functions[] = {\n" + "\n".join(table) + "\n};\nconst size_t abused_count = sizeof abused_functions / sizeof *abused_functions;")
    print(f"{len(table)} functions, {total} calls", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:3])

# SPDX-License-Identifier: MIT
"""The tree keeps its rules: includes point one way, public headers include no dependency, every source has an SPDX line,
no file names a machine or a registry, sources stay within a readable length, and what writes answers as text takes its words from lib/words.

usage: check_tree.py SOURCE-DIR
"""
import os
import re
import sys

# Which rooms a room may include, besides itself: base <- write <- words <- map <- {io, graph}; graph <- path <- questions <- answers;
# {map, path, questions} <- figure <- {render, page}.
ROOMS = {"base": set(), "write": {"base"}}
ROOMS["words"] = {"base", "write"}
ROOMS["map"] = {"base", "write", "words"}
ROOMS["io"] = ROOMS["map"] | {"map"}
ROOMS["graph"] = ROOMS["map"] | {"map"}
ROOMS["path"] = ROOMS["graph"] | {"graph"}
ROOMS["measure"] = ROOMS["graph"] | {"graph"}
ROOMS["questions"] = ROOMS["path"] | {"path"}
ROOMS["answers"] = ROOMS["questions"] | {"questions", "measure"}
ROOMS["figure"] = ROOMS["questions"] | {"questions"}
ROOMS["render"] = ROOMS["figure"] | {"figure"}
ROOMS["page"] = ROOMS["render"] | ROOMS["answers"] | {"render", "answers"}
COMPONENTS = {"igraph", "graphviz"}
PUBLIC = {"base": "base", "vocab": "map", "map": "map", "public": "map", "io": "io", "graph": "graph", "path": "path", "measure": "measure", "figure": "figure",
          "render": "render", "page": "page", "igraph": None, "graphviz": None, "styr": None}  # every other public header is of a question
BACKENDS = re.compile(r'#\s*include\s*[<"](igraph|cgraph|gvc|graphviz|gvplugin|cairo|pango)[^>"]*[>"]')
DEPENDENCIES = re.compile(r'#\s*include\s*[<"](utf8proc|xxhash|jansson|expat|zip|serd|libpq|igraph/|igraph\.h|cgraph|gvc|cairo|pango)[^>"]*[>"]')
failures = []


def fail(path, line, text):
    failures.append(f"{path}:{line}: {text}")


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def room_of(path):
    """The room of a source of the library: the folder beneath lib."""
    return path.split(os.sep)[1]


def sources(root):
    for folder in ("include", "lib", "tools", "scripts", "examples", "tests", "bench"):
        for base, dirs, files in os.walk(os.path.join(root, folder)):
            dirs[:] = [d for d in dirs if d not in ("cases", "node_modules")]
            for name in sorted(files):
                yield os.path.relpath(os.path.join(base, name), root)


def check_includes(root, path, text):
    parts = path.split(os.sep)
    room = room_of(path) if parts[0] == "lib" else None
    for number, line in enumerate(text.split("\n"), 1):
        if BACKENDS.search(line):
            which = "igraph" if "igraph" in line else "graphviz"
            if not (room == which or path == f"include/styr/{which}.h" or (parts[0] == "tests" and which in path)):
                fail(path, number, "includes a backend: only lib/igraph and lib/graphviz may")
        if parts[0] == "include" and DEPENDENCIES.search(line) and path != "include/styr/igraph.h":
            fail(path, number, "a public header includes a dependency")
        if room is None:
            continue
        private = re.search(r'#\s*include\s*"(\w+)/', line)
        public = re.search(r"#\s*include\s*<styr/(\w+)\.h>", line)
        other = private.group(1) if private else PUBLIC.get(public.group(1), "questions") if public else None
        if room in COMPONENTS:
            if private and other != room:
                fail(path, number, "a component sees only public headers")
        elif re.search(r'#\s*include\s*"(?!\w+/)', line):
            fail(path, number, "a private header is included by its room: \"map/map_i.h\"")
        elif other and other != room and other not in ROOMS[room]:
            fail(path, number, f"{room} may not include {other}")
        elif public and public.group(1) in COMPONENTS:
            fail(path, number, "the core may not include a component")


def check_names(root, path, text, owners):
    """Private types have one owner each, whatever the room."""
    for found in re.finditer(r"^(?:typedef )?(?:struct|enum) (styr_i_\w+) \{|^\} (styr_i_\w+);", text, re.M):
        name = found.group(1) or found.group(2)
        owner = owners.setdefault(name, path)
        if owner != path:
            fail(path, text.count("\n", 0, found.start()) + 1, f"{name} is also a type of {owner}")


STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
TEXT_CALL = re.compile(r"\b(?:styr_i_(?:put|putf|put_span|heading|text_\w+)|STYR_I_(?:SAY|SAY_OF|LINE|HEADING|SECTION))\(")
NO_WORD = re.compile(r"[a-z_]+(,[a-z_]+)+|[a-z_]+_")  # the header of a CSV file; how the names of several words begin
CODE = re.compile(r"%[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:ll|z)?[a-zA-Z]|\\\\x|\\x[0-9A-Fa-f]{2}|\\.")  # conversions and escapes


def end_of_call(text, start):
    """Where the parenthesis closes that opens before `start`."""
    depth = 1
    for found in re.compile(STRING.pattern + r"|'(?:[^'\\]|\\.)'|[()]").finditer(text, start):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if not depth:
            return found.start()
    return len(text)


def check_words(path, text):
    """Text says no word of its own: neither in a call that writes it, nor as a sentence or heading elsewhere. Error messages are English, and
    a set of the vocabulary has one name."""
    text = re.sub(r"/\*.*?\*/", lambda c: re.sub(r"[^\n]", " ", c.group()), text, flags=re.S)
    calls = [(c.end(), end_of_call(text, c.end())) for c in TEXT_CALL.finditer(text)]
    others = [(c.end(), end_of_call(text, c.end())) for c in re.finditer(r"\b(?:styr_i_fail|styr_vocab_label)\(", text)]
    for found in STRING.finditer(text):
        said = CODE.sub("", found.group(1))
        if any(a <= found.start() < b for a, b in others) or NO_WORD.fullmatch(said.strip(",")):
            continue
        in_call = any(a <= found.start() < b for a, b in calls)
        if re.search("[A-Za-z]" if in_call else "[A-Z][a-z]|[a-z],? [a-z]", said):
            fail(path, text.count("\n", 0, found.start()) + 1, f"{found.group()} is said in no other language: it belongs into lib/words")


def main(root):
    count = 0
    owners = {}
    for path in sources(root):
        full = os.path.join(root, path)
        if not path.endswith((".c", ".h", ".sh", ".py", ".R", ".cpp", ".js", ".mjs", ".css", ".html", "CMakeLists.txt")):
            continue
        text = read(full)
        count += 1
        if "SPDX-License-Identifier: MIT" not in "\n".join(text.split("\n")[:3]):
            fail(path, 1, "no SPDX line")
        if path.endswith((".c", ".h")):
            check_includes(root, path, text)
            check_names(root, path, text, owners)
            if path.startswith(os.path.join("lib", "answers", "")) or path == os.path.join("lib", "map", "info.c"):
                check_words(path, text)
            lines = text.count("\n")
            is_table = path.startswith(os.path.join("lib", "words", ""))  # a language is one file, however many words it has
            if not is_table and lines > (600 if path.split(os.sep)[0] != "tests" else 1600):
                fail(path, lines, "longer than 600 lines: look for the second idea in it")
        for number, line in enumerate(text.split("\n"), 1):
            if re.search(r"(?<![\w$])/(home|root|work)/\w", line):
                fail(path, number, "names a place on one machine")
    if count < 40:
        fail(root, 0, f"only {count} files were looked at")
    for line in failures:
        print(line)
    print(f"{count} files looked at, {len(failures)} problems")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

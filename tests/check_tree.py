# SPDX-License-Identifier: MIT
"""The tree keeps its rules: includes point one way, public headers include no dependency, every source has an SPDX line,
no file names a machine or a registry, and sources stay within a readable length.

usage: check_tree.py SOURCE-DIR
"""
import os
import re
import sys

ROOMS = {  # which rooms a room may include, besides itself and the public headers
    "base": set(), "map": {"base"}, "io": {"base", "map"}, "graph": {"base", "map"}, "path": {"base", "map", "graph"},
    "ruling": {"base", "map", "graph", "path"}, "figure": {"base", "map", "graph", "path", "ruling"}, "igraph": set(), "graphviz": set(),
}
PUBLIC = {"base": "base", "vocab": "map", "map": "map", "io": "io", "graph": "graph", "path": "path", "ruling": "ruling", "mandate": "ruling",
          "trace": "ruling", "account": "ruling", "attest": "ruling", "diff": "ruling", "measure": "ruling", "figure": "figure", "page": "figure"}
BACKENDS = re.compile(r'#\s*include\s*[<"](igraph|cgraph|gvc|graphviz|gvplugin)[^>"]*[>"]')
DEPENDENCIES = re.compile(r'#\s*include\s*[<"](utf8proc|xxhash|jansson|expat|zip|serd|libpq|igraph/|igraph\.h|cgraph|gvc)[^>"]*[>"]')
failures = []


def fail(path, line, text):
    failures.append(f"{path}:{line}: {text}")


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def sources(root):
    for folder in ("include", "lib", "tools", "examples", "tests", "bench"):
        for base, dirs, files in os.walk(os.path.join(root, folder)):
            dirs[:] = [d for d in dirs if d not in ("cases", "node_modules")]
            for name in sorted(files):
                yield os.path.relpath(os.path.join(base, name), root)


def check_includes(root, path, text):
    parts = path.split(os.sep)
    room = parts[1] if parts[0] == "lib" else None
    for number, line in enumerate(text.split("\n"), 1):
        if BACKENDS.search(line):
            which = "igraph" if "igraph" in line else "graphviz"
            if not (room == which or path == f"include/styr/{which}.h" or (parts[0] == "tests" and which in path)):
                fail(path, number, "includes a backend: only lib/igraph and lib/graphviz may")
        if parts[0] == "include" and DEPENDENCIES.search(line) and path != "include/styr/igraph.h":
            fail(path, number, "a public header includes a dependency")
        if room is None:
            continue
        private = re.search(r'#\s*include\s*"\.\./(\w+)/', line)
        public = re.search(r"#\s*include\s*<styr/(\w+)\.h>", line)
        other = private.group(1) if private else PUBLIC.get(public.group(1)) if public else None
        if room in ("igraph", "graphviz"):
            if private:
                fail(path, number, "a component sees only public headers")
        elif other and other != room and other not in ROOMS[room]:
            fail(path, number, f"{room} may not include {other}")
        elif public and public.group(1) in ("igraph", "graphviz"):
            fail(path, number, "the core may not include a component")


def main(root):
    count = 0
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
            lines = text.count("\n")
            if lines > (600 if path.split(os.sep)[0] != "tests" else 1600):
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

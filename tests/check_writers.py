# SPDX-License-Identifier: MIT
"""Whoever writes something is given what may be published, never a map: every public function that writes to a sink, a file or a
picture is listed here with what it is given, and one that takes a map is a failure unless it is named as native (the owner's own
form of the map) or as an answer about the map. And one file of the library knows what confidentiality is.

usage: check_writers.py SOURCE-DIR
"""
import os
import re
import sys

# A writer of the owner's own form of a map sees all of it.
NATIVE = {"styr_package_write"}
# Questions are asked of a map: of the owner's, or of the public one. Their answers say which ("view").
ANSWERS = {"styr_map_info_write", "styr_map_check_write"}
# What a writer may be given instead of a map. A scene is made from what may be published alone (styr_figure_make).
PUBLISHABLE = {"styr_public", "styr_scene"}
# An answer was worked out before, by its NAME_open(), from the map that it was asked of. Beside those, numbers of measures, counts,
# patterns and lists of problems may be written.
ANSWER_TYPES = {"styr_measured", "styr_issues", "styr_count", "styr_pattern"}
PROTOTYPE = re.compile(r"STYR_API\s+([^;{]*?)\b(styr_\w+)\s*\(([^;{]*)\)\s*;", re.S)
# Files that may name what makes a source public: the rule, the format's columns, warnings about misspelt words, and the report. So
# may the tables of words in lib/words, which decide nothing.
KNOWS = {"lib/map/public.c", "lib/map/schema.c", "lib/map/map_i.h", "lib/map/row.c", "lib/questions/privacy.c", "lib/answers/privacy.c"}
WORDS = re.compile(r"SOURCE_CONFIDENTIALITY|confidentiality|consent_until|include_confidential|public_only")
failures = []


def prototypes(root):
    folder = os.path.join(root, "include", "styr")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            text = re.sub(r"/\*.*?\*/", " ", f.read(), flags=re.S)
        for result, function, arguments in PROTOTYPE.findall(text):
            yield function, [" ".join(a.split()) for a in arguments.split(",")]


def is_writer(function, arguments):
    """It has somewhere to write to, or makes the scene that is written."""
    target = any(re.search(r"styr_sink \*|styr_scene \*\*", a) for a in arguments) or function.endswith(("_write", "_draw"))
    return target and not function.startswith(("styr_scene_read", "styr_buffer"))


def given(arguments):
    """The types of the things that it is given, without the places for results, sinks and options."""
    types = []
    for argument in arguments:
        found = re.match(r"(?:const )?(styr_\w+) \*\w", argument)
        if found and not re.search(r"(sink|options|error|drawer|allocator|filter)$|_write$", found.group(1)):
            types.append(found.group(1))
    return types


def check_writer(function, arguments, answers):
    types = given(arguments)
    print(f"{function}: {', '.join(types) or 'nothing'}{' (native)' if function in NATIVE else ''}")
    if function in NATIVE | ANSWERS:
        return
    if "styr_map" in types:
        failures.append(f"{function} writes and takes a map: it must take styr_public, or be named as native")
    elif not any(t in PUBLISHABLE | answers for t in types):
        failures.append(f"{function} writes {types}, which nobody has said may be published")


def check_sources(root):
    """Nobody else decides what is confidential, and only what is publishable goes into figures and pages."""
    for base, _, names in os.walk(os.path.join(root, "lib")):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(base, name), root)
            if not name.endswith((".c", ".h")):
                continue
            with open(os.path.join(root, path), encoding="utf-8") as f:
                for number, line in enumerate(f, 1):
                    if path not in KNOWS and not path.startswith("lib/words/") and WORDS.search(line) and not re.search(r"styr_public_\w+|styr_public\b", line):
                        failures.append(f"{path}:{number}: speaks of confidentiality, which is public.c's: {line.strip()}")
                    if path.startswith(("lib/figure/", "lib/render/", "lib/page/", "lib/graphviz/")) and "styr_map_public(" in line:
                        failures.append(f"{path}:{number}: makes its own public map")


def main(root):
    declared = list(prototypes(root))
    writers = [(f, a) for f, a in declared if is_writer(f, a)]
    answers = ANSWER_TYPES | {f[: -len("_open")] for f, _ in declared if f.endswith("_open")}
    for function, arguments in writers:
        check_writer(function, arguments, answers)
    known = {f for f, _ in writers}
    for function in sorted((NATIVE | ANSWERS) - known - {"styr_package_write"}):
        failures.append(f"{function} is named here and is no writer")
    for function in ("styr_figure_make", "styr_page_write", "styr_scene_write", "styr_scene_write_svg", "styr_scene_outline", "styr_graphviz_draw", "styr_outside_write"):
        if function not in known:
            failures.append(f"{function} was not found")
    check_sources(root)
    for line in failures:
        print("FAIL " + line)
    print(f"{len(writers)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

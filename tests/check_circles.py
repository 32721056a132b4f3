# SPDX-License-Identifier: MIT
"""No two sources of the library or of the tool need each other in a circle, and no room needs one above it: what the linker sees.

usage: check_circles.py SOURCE-DIR OBJECT-DIR...

Each OBJECT-DIR holds the object files of a target: of libstyr (…/styr_objects.dir/lib/…), of the tool (…/styr-tool.dir/tools/…). A
source needs another when it uses a symbol that the other defines.
"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_tree  # noqa: E402  the order of the rooms


def symbols_of(path):
    """The symbols that an object file defines, and those it needs."""
    defined, needed = set(), set()
    for line in subprocess.run(["nm", path], capture_output=True, text=True, check=True).stdout.splitlines():
        kind, name = line.split()[-2:]
        if kind == "U":
            needed.add(name)
        elif kind.isupper():
            defined.add(name)
    return defined, needed


def components(arcs):
    """Strongly connected components of more than one node (Tarjan 1972, without recursion)."""
    number, low, on, stack, found = {}, {}, set(), [], []
    for root in sorted(arcs):
        if root in number:
            continue
        work = [(root, iter(sorted(arcs[root])))]
        number[root] = low[root] = len(number)
        stack.append(root)
        on.add(root)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in number:
                    number[other] = low[other] = len(number)
                    stack.append(other)
                    on.add(other)
                    work.append((other, iter(sorted(arcs[other]))))
                    break
                if other in on:
                    low[node] = min(low[node], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    part = []
                    while not part or part[-1] != node:
                        part.append(stack.pop())
                        on.discard(part[-1])
                    if len(part) > 1:
                        found.append(sorted(part))
    return found


def room_of(source):
    return check_tree.room_of(source) if source.startswith("lib" + os.sep) else "tools"


def object_files(folder):
    for base, _, files in os.walk(folder):
        for name in files:
            if name.endswith(".o"):
                path = os.path.join(base, name)
                yield path, os.path.relpath(path, folder)[:-2]


def main(root, *folders):
    owner, needs, count = {}, {}, {"lib": 0, "tools": 0}
    for folder in folders:
        for path, source in object_files(folder):
            part = source.split(os.sep)[0]
            if part in count and os.path.exists(os.path.join(root, source)):
                defined, needed = symbols_of(path)
                needs[source] = needed
                owner.update((symbol, source) for symbol in defined)
                count[part] += 1
    arcs = {source: {owner[symbol]: symbol for symbol in needed if owner.get(symbol, source) != source} for source, needed in needs.items()}
    problems = 0
    for circle in components(arcs):
        problems += 1
        print("a circle: " + ", ".join(circle))
        for one in circle:
            for other, symbol in sorted(arcs[one].items()):
                if other in circle:
                    print(f"    {one} needs {symbol} of {other}")
    for one, others in sorted(arcs.items()):
        for other, symbol in sorted(others.items()):
            room, far = room_of(one), room_of(other)
            if room not in ("tools", far) and far not in check_tree.ROOMS[room]:
                problems += 1
                print(f"{one} (room {room}) needs {symbol} of {other} (room {far})")
    if count["lib"] < 60 or count["tools"] < 20:
        problems += 1
        print(f"too few object files were found in {', '.join(folders)}: {count}")
    print(f"{len(arcs)} sources looked at, {problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

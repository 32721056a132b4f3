# SPDX-License-Identifier: MIT
"""No artefact holds igraph and Graphviz together, the core and the tool hold neither, and each library exports exactly
the functions that its public headers declare with STYR_API.

usage: check_artefacts.py BUILD-DIR SOURCE-DIR
"""
import glob
import os
import re
import subprocess
import sys

COMPONENTS = {"igraph", "graphviz"}
failures = []


def closure(path):
    out = subprocess.run(["ldd", path], capture_output=True, text=True, check=True).stdout
    return {line.split()[0].split(".so")[0] for line in out.splitlines() if ".so" in line}


def check_closure(path):
    names = closure(path)
    igraph = any(n.startswith("libigraph") for n in names)
    graphviz = any(n.startswith(("libcgraph", "libgvc", "libcdt")) for n in names)
    name = os.path.basename(path)
    print(f"{name}: igraph {'yes' if igraph else 'no'}, graphviz {'yes' if graphviz else 'no'}")
    if igraph and graphviz:
        failures.append(f"{name} holds igraph and Graphviz together")
    core = name in ("styr",) or name.startswith("libstyr.so")
    if core and (igraph or graphviz):
        failures.append(f"{name} is the core and holds a backend")
    if ("styr-graphviz" in name or name == "styr-figure") and not graphviz or ("styr-igraph" in name or name == "styr-measure") and not igraph:
        failures.append(f"{name} lacks its backend")


def declared(source, component):
    """What the headers of the core, or the one of a component, declare."""
    headers = glob.glob(os.path.join(source, "include", "styr", "*.h"))
    found = set()
    for path in headers:
        name = os.path.basename(path)[: -len(".h")]
        if (name == component) if component else name not in COMPONENTS:
            with open(path, encoding="utf-8") as f:
                found |= set(re.findall(r"^STYR_API\b[^;]*?\b(styr_\w+)\s*\(", f.read(), re.M))
    return found


def check_exports(path, source):
    out = subprocess.run(["nm", "-D", "--defined-only", path], capture_output=True, text=True, check=True).stdout
    symbols = sorted(line.split()[2].split("@")[0] for line in out.splitlines() if len(line.split()) == 3)
    symbols = [s for s in symbols if not s.startswith(("__asan", "__odr_asan", "__gcov", "mangle_path", "__sancov"))]
    expected = declared(source, os.path.basename(path).split(".so")[0].removeprefix("libstyr").removeprefix("-"))
    if len(symbols) < 2:
        failures.append(f"{os.path.basename(path)}: hardly anything is exported")
    for symbol in sorted(set(symbols) ^ set(expected)):
        failures.append(f"{os.path.basename(path)}: {symbol} is {'exported and not declared' if symbol in symbols else 'declared and not exported'}")
    print(f"{os.path.basename(path)}: {len(symbols)} symbols exported")


def main(build, source):
    libraries = [p for p in sorted(glob.glob(os.path.join(build, "libstyr*.so"))) if not os.path.basename(p).startswith("libstyr_")]
    programs = [os.path.join(build, n) for n in ("styr", "styr-figure", "styr-measure") if os.path.exists(os.path.join(build, n))]
    if len(libraries) < 1 or len(programs) < 1:
        failures.append(f"nothing to look at in {build}")
    for path in libraries + programs:
        check_closure(path)
    for path in libraries:
        check_exports(path, source)
        soname = subprocess.run(["readelf", "-d", path], capture_output=True, text=True, check=True).stdout
        if os.path.basename(path) + ".0]" not in soname:
            failures.append(f"{os.path.basename(path)}: its SONAME does not end in .so.0")
    for line in failures:
        print(line)
    print(f"{len(libraries)} libraries and {len(programs)} programs, {len(failures)} problems")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))

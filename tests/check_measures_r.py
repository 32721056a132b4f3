# SPDX-License-Identifier: MIT
"""The random maps of check_measures.py, measured by R: dominators, apexes, articulation points, the sizes of least cuts, centralities
and communities by its igraph, brokerage by sna, and by sna once more what that has of the rest. It needs no peer in Python.

usage: check_measures_r.py STYR SOURCE-DIR [MAPS]
Exit status 77 when R, one of its packages or styr-measure is not there.
"""
import os
import shutil
import subprocess
import sys
import tempfile

from check_measures import (CENTRAL, CHOICES, answer, check, check_brokers, check_communities, dominated, edges, groups, has_helper,
                            iter_up, near, number, numbered_map, report, simple, skip, write_map)

COLUMNS = ("w_I", "w_O", "b_IO", "b_OI", "b_O")  # as sna calls coordinator, itinerant, representative, gatekeeper, liaison


def skipped(why):
    print(f"SKIPPED: {why}. The measures are NOT compared with igraph and sna of R: install r-base-core, r-cran-igraph, r-cran-sna")
    return 77


def write_table(path, head, rows):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines("\t".join(map(str, row)) + "\n" for row in [head, *rows])


def write_graphs(folder, m, ruling, pairs):
    """What check_measures.R reads."""
    write_table(os.path.join(folder, "nodes.tsv"), ("sector", "level"), zip(groups(m, "sector"), groups(m, "level")))
    write_table(os.path.join(folder, "ruling.tsv"), ("from", "to"), simple(ruling))
    write_table(os.path.join(folder, "ties.tsv"), ("from", "to"), simple(pairs))


def read_answers(text):
    """The versions, and for each folder the values of each package and measure."""
    versions, *lines = text.splitlines()
    found = {}
    for line in lines:
        folder, package, measure, values = line.split("\t")
        found.setdefault(folder, {})[package, measure] = [float(x) for x in values.split()]
    return versions, found


def check_chokepoints(styr, name, folder, n, options, targets, theirs):
    dominator = [int(v) for v in theirs["igraph", "dominator"]]
    top, joints = ([v for v in range(n) if theirs["igraph", what][v]] for what in ("apex", "articulation"))
    check(theirs["sna", "articulation"] == theirs["igraph", "articulation"], f"{name}: the peers differ about articulation points")
    count = dominated(dominator)
    got = answer(styr, "chokepoints", folder, *options)
    wanted = {v: (count[v], v in top, v in joints, f"n{dominator[v]}" if dominator[v] >= 0 else None) for v in range(n) if count[v]}
    found = {number(p["id"]): (p["dominates"], p["apex"], p["articulation"], p["dominator"]) for p in got["chokepoints"]}
    check(found == wanted, f"{name}: chokepoints {found}, not {wanted}")
    check([number(i) for i in got["articulation"]] == joints, f"{name}: articulation points {got['articulation']}, not {joints}")
    for target in targets:
        got = answer(styr, "chokepoints", folder, "--to", f"n{target}", *options)
        chain = list(iter_up(dominator, target))[::-1]
        check([number(p["id"]) for p in got["chokepoints"]] == chain, f"{name}: the way to n{target}")
        cut = None if target in top else theirs["igraph", "cut"][target]
        check((None if got["cut"] is None else len(got["cut"])) == cut, f"{name}: the cut before n{target}: {got['cut']}, not {cut} nodes")


def check_central(styr, name, folder, options, theirs):
    for measure in CENTRAL:
        got = {number(x["id"]): x["value"] for x in answer(styr, "central", folder, "--measure", measure, *options)["nodes"]}
        values = [got[v] for v in sorted(got)]
        packages = [p for p in ("igraph", "sna") if (p, measure) in theirs]
        if measure == "eigenvector" and not packages:
            skip("eigenvectors that are not one alone")
            continue
        check(len(packages) == (1 if measure == "pagerank" else 2), f"{name}: {measure} is compared with {packages} alone")  # sna has no PageRank
        for package in packages:
            wanted = theirs[package, measure]
            check(near(values, wanted), f"{name}: {measure} is {values}, not {wanted} as {package} has it")


def check_map(styr, name, folder, m, options, ruling, targets, theirs):
    check_chokepoints(styr, name, folder, m["n"], options, targets, theirs)
    options = options + ruling
    for by in ("sector", "level"):
        counts = zip(*(theirs["sna", f"{by} {column}"] for column in COLUMNS))
        check_brokers(styr, name, folder, by, groups(m, by), counts, options)
    check_central(styr, name, folder, options, theirs)
    first = {}  # numbers their communities in the order of the first members
    communities = [first.setdefault(c, len(first)) for c in theirs.get(("igraph", "communities"), range(m["n"]))]
    check_communities(styr, name, folder, communities, *theirs.get(("igraph", "modularity"), [None]), options)


def main(styr, source, maps):
    if not has_helper(styr):
        return skipped("styr-measure does not lie beside the tool")
    if not shutil.which("Rscript"):
        return skipped("R is not installed")
    with tempfile.TemporaryDirectory(prefix="styr measures æ ") as scratch:
        asked = {}
        for seed in range(2, maps + 2):  # sna has no graphs without nodes, and no densities of one node
            m, rng = numbered_map(seed)
            (options, choice), ruling = rng.choice(CHOICES), rng.random() < 0.5
            write_map(m, os.path.join(scratch, str(seed)))
            write_graphs(os.path.join(scratch, str(seed)), m, edges(m, True, **choice), edges(m, ruling, **choice))
            asked[str(seed)] = m, options, ["--ruling"] * ruling, rng.sample(range(m["n"]), min(m["n"], 3))
        script = os.path.join(os.path.abspath(source), "tests", "check_measures.R")
        done = subprocess.run(["Rscript", "--no-init-file", script, *asked], cwd=scratch, capture_output=True, text=True, timeout=600)
        if done.returncode == 77:
            return skipped(done.stderr.strip())
        if done.returncode:
            sys.exit(f"FAIL R ended with {done.returncode}: {done.stderr}")
        versions, theirs = read_answers(done.stdout)
        for seed, (m, options, ruling, targets) in asked.items():
            check_map(styr, f"map {seed}", os.path.join(scratch, seed), m, options, ruling, targets, theirs[seed])
    return report(f"{maps} random maps, {versions}")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: check_measures_r.py STYR SOURCE-DIR [MAPS]")
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else 60))

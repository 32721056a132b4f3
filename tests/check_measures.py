# SPDX-License-Identifier: MIT
"""Dominators, cuts, articulation points, brokerage, centralities and communities are those that python-igraph and networkx
find, on random maps that hold parallel ties, self-ties, circles and types of every ruling direction. What neither has is
worked out from its definition: brokerage by looking at every triple, the least cut nearest a node by trying all sets.

With --store the small maps under tests/cases/measures are made anew, with answers that come from the peers alone; the C suite
reads them, on every machine. Without it those files are also compared with what the peers say now.

usage: check_measures.py STYR SOURCE-DIR [MAPS] | --store SOURCE-DIR
Exit status 77 when a peer or styr-measure is not there.
"""
import csv
import io
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

try:
    import igraph
    import networkx as nx
    import numpy
except ImportError as e:
    if __name__ == "__main__":
        usual = "/usr/bin/python3"  # the interpreter that the system's packages belong to
        if os.path.realpath(sys.executable) != os.path.realpath(usual) and os.path.exists(usual):
            os.execv(usual, [usual, "-B", *sys.argv])
        print(f"SKIPPED: {e}. The measures are NOT compared with python-igraph and networkx: install python3-igraph, python3-networkx")
        sys.exit(77)

CENTRAL = ("degree", "in-degree", "out-degree", "betweenness", "harmonic", "eigenvector", "pagerank")
ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
TYPES = {  # family, ruling direction
    "funds": ("rule", 1), "mandates": ("rule", 1), "coordinates": ("rule", 1), "instructs": ("rule", 1), "part_of": ("membership", -1),
    "reports_to": ("accountability", -1), "member_of": ("membership", 0), "meets": ("contact", 0)}
ANY_END = ("funds", "mandates", "coordinates")  # may join texts
CHOICES = (  # of ties: options of the tool, arguments of edges()
    ([], {}), (["--no-membership"], {"membership": False}), (["--families", "rule,membership"], {"families": ("rule", "membership")}),
    (["--without", "funds", "--without", "meets"], {"without": ("funds", "meets")}))
SECTORS, LEVELS = ("public", "private", "international", ""), ("local", "regional", "national", "ministry", "")
passed, failures, left_out = 0, [], {}


def check(ok, text):
    global passed
    passed += bool(ok)
    if not ok:
        failures.append(text)


def skip(what):
    left_out[what] = left_out.get(what, 0) + 1


def near(a, b):
    return len(a) == len(b) and all(abs(x - y) <= 1e-7 * max(1, abs(x), abs(y)) for x, y in zip(a, b))


# ---- a graph is a number of nodes and a list of pairs, ruler first; here is what the peers say of it ----

def simple(pairs):
    return sorted({(a, b) for a, b in pairs if a != b})


def apexes(n, pairs):
    g = nx.DiGraph(pairs)
    g.add_nodes_from(range(n))
    c = nx.condensation(g)
    return sorted(v for k in c if c.in_degree(k) == 0 for v in c.nodes[k]["members"])


def dominators(n, pairs):
    """The dominator of each node, -1 where it is the virtual root."""
    rooted = list(pairs) + [(n, a) for a in apexes(n, pairs)]
    found = nx.immediate_dominators(nx.MultiDiGraph(rooted), n) if n else {}
    theirs = igraph.Graph(n + 1, rooted, directed=True).dominator(n)
    mine = [-1 if found[v] == n else found[v] for v in range(n)]
    check(mine == [-1 if theirs[v] == n else theirs[v] for v in range(n)], f"the peers differ about dominators of {pairs}")
    return mine


def dominated(dominator):
    count = [0] * len(dominator)
    for v in range(len(dominator)):
        above = dominator[v]
        while above >= 0:
            count[above] += 1
            above = dominator[above]
    return count


def articulation(n, pairs):
    g = nx.Graph(simple(pairs))
    mine = sorted(nx.articulation_points(g))
    check(mine == sorted(igraph.Graph(n, pairs).articulation_points()), f"the peers differ about articulation points of {pairs}")
    return mine


def reaching(n, pairs, target, without):
    g = nx.DiGraph([(a, b) for a, b in pairs if a not in without and b not in without])
    g.add_nodes_from(set(range(n)) - set(without))
    return nx.ancestors(g, target) | {target}


def is_cut(n, pairs, top, target, nodes):
    return not (set(top) - set(nodes)) & reaching(n, pairs, target, nodes)


def least_cut(n, pairs, target):
    """The size by networkx; on small maps also the set: of all least ones that from which fewest nodes still reach the target."""
    top = apexes(n, pairs)
    if target in top:
        return None, None
    size = len(nx.minimum_node_cut(nx.DiGraph(simple(pairs) + [(n, a) for a in top]), n, target))
    if n > 14:
        return size, None
    others = [v for v in range(n) if v != target]
    all_least = [s for s in itertools.combinations(others, size) if is_cut(n, pairs, top, target, s)]
    sides = sorted((len(reaching(n, pairs, target, s)), s) for s in all_least)
    check(len(sides) == 1 or sides[0][0] < sides[1][0], f"the least cut nearest {target} is not one alone: {pairs}")
    return size, list(sides[0][1])


def brokerage(n, pairs, group):
    ties = set(simple(pairs))
    counts = [[0] * 5 for _ in range(n)]
    for a, b, c in itertools.permutations(range(n), 3):
        if (a, b) in ties and (b, c) in ties and (a, c) not in ties:
            x, y, z = group[a], group[b], group[c]
            counts[b][0 if x == y == z else 1 if x == z else 2 if x == y else 3 if y == z else 4] += 1
    return counts


def eigenvector(n, ties):
    both = sorted({(min(t), max(t)) for t in ties})
    if not both:
        return [0] * n
    matrix = numpy.zeros((n, n))
    for a, b in both:
        matrix[a, b] = matrix[b, a] = 1
    values = numpy.linalg.eigvalsh(matrix)
    if n > 1 and values[-1] - values[-2] < 1e-6:
        return None  # two greatest eigenvalues: no one vector
    mine = igraph.Graph(n, both).eigenvector_centrality(directed=False, scale=True)
    theirs = numpy.abs(numpy.linalg.eigh(matrix)[1][:, -1])
    check(near(mine, list(theirs / theirs.max())), f"the peers differ about eigenvectors of {both}")
    return mine


def central(n, pairs, measure):
    ties = simple(pairs)
    g, h = nx.DiGraph(ties), igraph.Graph(n, ties, directed=True)
    g.add_nodes_from(range(n))
    if measure == "eigenvector":
        return eigenvector(n, ties)
    mine, theirs = {
        "degree": lambda: (dict(g.degree()), h.degree()),
        "in-degree": lambda: (dict(g.in_degree()), h.indegree()),
        "out-degree": lambda: (dict(g.out_degree()), h.outdegree()),
        "betweenness": lambda: (nx.betweenness_centrality(g, normalized=False), h.betweenness()),
        "harmonic": lambda: ({v: x / max(n - 1, 1) for v, x in nx.harmonic_centrality(g.reverse()).items()},
                             h.harmonic_centrality(mode="out", normalized=True)),
        "pagerank": lambda: (nx.pagerank(g, alpha=0.85, tol=1e-13, max_iter=1000) if n else {}, h.pagerank(damping=0.85) if n else []),
    }[measure]()
    mine = [mine[v] for v in range(n)]
    theirs = [0 if x != x else x for x in theirs]
    check(near(mine, theirs), f"the peers differ about {measure} of {ties}")
    return mine


def communities(n, pairs):
    both = sorted({(min(t), max(t)) for t in simple(pairs)})
    if not both:
        return list(range(n)), None
    g = nx.Graph(both)
    g.add_nodes_from(range(n))
    member, best = list(range(n)), None
    merges = igraph.Graph(n, both).community_walktrap(steps=4).merges  # as_clustering() of 0.10.2 fails where parts are not connected
    for k in range(len(merges) + 1):
        weight = nx.community.modularity(g, [{v for v in range(n) if member[v] == c} for c in set(member)])
        if best is None or weight > best[0] + 1e-12:
            best = weight, list(member)
        if k < len(merges):
            member = [n + k if c in merges[k] else c for c in member]
    number = {}
    return [number.setdefault(c, len(number)) for c in best[1]], best[0]


# ---- maps ----

def random_map(rng, n):
    """Actors, some of them texts; ties of every direction."""
    texts = rng.randint(0, n // 4) if n else 0
    sector, level = [rng.choice(SECTORS) for _ in range(n)], [rng.choice(LEVELS) for _ in range(n)]
    ties = []
    for _ in range(int(n * rng.choice((0.7, 1.1, 1.5, 2.5)))):
        a, b = rng.randrange(n), rng.randrange(n)
        with_text = a >= n - texts or b >= n - texts
        kind = rng.choice(ANY_END if with_text else list(TYPES))
        ties += [(a, b, kind)] * rng.choice((1, 1, 1, 2))
    for i in range(n - texts, n):
        sector[i] = level[i] = None
    return {"n": n, "texts": texts, "sector": sector, "level": level, "ties": ties}


def numbered_map(seed):
    """The first maps are of 0, 1, 2 and 3 nodes; then small and middling ones take turns. Also the generator, for what is asked of it."""
    rng = random.Random(seed)
    return random_map(rng, seed if seed < 4 else rng.randint(4, 14) if seed % 2 else rng.randint(15, 45)), rng


def write_map(m, folder):
    os.makedirs(folder)
    people = m["n"] - m["texts"]
    with open(os.path.join(folder, "actors.csv"), "w", encoding="utf-8") as f:
        f.write("id,sector,level\n" + "".join(f"n{i},{m['sector'][i]},{m['level'][i]}\n" for i in range(people)))
    with open(os.path.join(folder, "texts.csv"), "w", encoding="utf-8") as f:
        f.write("id\n" + "".join(f"n{i}\n" for i in range(people, m["n"])))
    with open(os.path.join(folder, "ties.csv"), "w", encoding="utf-8") as f:
        f.write("from,to,type\n" + "".join(f"n{a},n{b},{t}\n" for a, b, t in m["ties"]))


def edges(m, ruling, families=None, membership=True, without=()):
    out = []
    for a, b, t in m["ties"]:
        family, direction = TYPES[t]
        if (ruling and not direction) or (families and family not in families) or t in without:
            continue
        if membership or family != "membership":
            out.append((b, a) if ruling and direction < 0 else (a, b))
    return out


def groups(m, by):
    return ["text" if g is None else g or "unknown" for g in m[by]]


def ask(styr, *args):
    done = subprocess.run([styr, *args], capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise ValueError(f"styr {' '.join(args)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def answer(styr, *args):
    return json.loads(ask(styr, *args, "--format", "json"))


def number(node):
    return int(node[1:])


def on_the_way(pairs_with_ties, dominator, target):
    """Ties out of each dominator of the target from whose end it can be reached without coming back there."""
    out, v = {}, dominator[target]
    while v >= 0:
        ok = reaching(max(max(p) for p, _ in pairs_with_ties) + 1, [p for p, _ in pairs_with_ties], target, [v])
        out[v] = sorted(t for (a, b), t in pairs_with_ties if a == v and b != v and b in ok)
        v = dominator[v]
    return out


def check_chokepoints(styr, name, folder, m, rng, options, choice):
    n, pairs = m["n"], edges(m, True, **choice)
    numbered = []
    for i, t in enumerate(m["ties"]):
        one = edges({"ties": [t]}, True, **choice)
        numbered += [(pair, f"t{i + 1}") for pair in one]
    got = answer(styr, "chokepoints", folder, *options)
    dominator, top, joints = dominators(n, pairs), apexes(n, pairs), articulation(n, pairs)
    count = dominated(dominator)
    wanted = [v for _, v in sorted((-count[v], v) for v in range(n) if count[v])]
    check([number(p["id"]) for p in got["chokepoints"]] == wanted, f"{name}: chokepoints and their order")
    for p in got["chokepoints"]:
        v = number(p["id"])
        below = {w for w in range(n) if v in iter_up(dominator, w)}
        ties = [t for (a, b), t in numbered if a == v and b in below]
        check((p["dominates"], p["apex"], p["articulation"], p["dominator"]) ==
              (count[v], v in top, v in joints, f"n{dominator[v]}" if dominator[v] >= 0 else None), f"{name}: {p}")
        check([t["id"] for t in p["ties"]] == ties, f"{name}: ties of n{v} {[t['id'] for t in p['ties']]}, not {ties}")
    check([number(i) for i in got["articulation"]] == joints, f"{name}: articulation points")
    check((got["seen"]["nodes"], got["seen"]["ties"]) == (n, len(pairs)), f"{name}: what was seen")
    for target in rng.sample(range(n), min(n, 3)):
        got = answer(styr, "chokepoints", folder, "--to", f"n{target}", *options)
        chain = list(iter_up(dominator, target))[::-1]
        check([number(p["id"]) for p in got["chokepoints"]] == chain, f"{name}: the way to n{target}")
        ways = on_the_way(numbered, dominator, target) if chain else {}
        for p in got["chokepoints"]:
            check(sorted(t["id"] for t in p["ties"]) == ways[number(p["id"])], f"{name}: ties of {p['id']} on the way to n{target}")
        size, nodes = least_cut(n, pairs, target)
        cut = None if got["cut"] is None else [number(i) for i in got["cut"]]
        check((size is None) == (cut is None), f"{name}: whether n{target} can be cut off")
        if cut is not None and size is not None:
            check(len(cut) == size and is_cut(n, pairs, top, target, cut), f"{name}: the cut before n{target}: {cut}, size {size}")
            check(nodes is None or cut == nodes, f"{name}: the cut nearest n{target}: {cut}, not {nodes}")


def iter_up(dominator, v):
    while dominator[v] >= 0:
        v = dominator[v]
        yield v


def check_brokers(styr, name, folder, by, group, counts, options):
    wanted = {f"n{v}": (group[v], *c, sum(c)) for v, c in enumerate(counts) if sum(c)}
    got = answer(styr, "brokers", folder, "--by", by, *options)["brokers"]
    found = {b["id"]: (b["group"], *(b[r] for r in ROLES), b["total"]) for b in got}
    check(found == wanted, f"{name}: brokers by {by} {found}, not {wanted}")
    order = [(-b["total"], number(b["id"])) for b in got]
    check(order == sorted(order), f"{name}: order of brokers")


def check_communities(styr, name, folder, wanted, modularity, options):
    got = answer(styr, "communities", folder, *options)
    found = {number(i): k for k, c in enumerate(got["communities"]) for i in c["members"]}
    check([found[v] for v in range(len(wanted))] == wanted, f"{name}: communities {found}, not {wanted}")
    same = got["modularity"] is None if modularity is None else near([got["modularity"]], [modularity])
    check(same, f"{name}: modularity {got['modularity']}, not {modularity}")


def check_map(styr, name, folder, m, rng):
    n = m["n"]
    options, choice = rng.choice(CHOICES)
    check_chokepoints(styr, name, folder, m, rng, options, choice)
    ruling = rng.random() < 0.5
    pairs = edges(m, ruling, **choice)
    options = options + ["--ruling"] * ruling
    for by in ("sector", "level"):
        group = groups(m, by)
        check_brokers(styr, name, folder, by, group, brokerage(n, pairs, group), options)
    for measure in CENTRAL:
        wanted = central(n, pairs, measure)
        got = answer(styr, "central", folder, "--measure", measure, *options)["nodes"]
        check(sorted(number(x["id"]) for x in got) == list(range(n)), f"{name}: {measure} of every node")
        if wanted is None:
            skip("eigenvectors that are not one alone")
            continue
        values = {number(x["id"]): x["value"] for x in got}
        check(near([values[v] for v in range(n)], wanted), f"{name}: {measure} is {values}, not {wanted}")
        order = [(-x["value"], number(x["id"])) for x in got]
        check(order == sorted(order), f"{name}: order of {measure}")
    wanted, modularity = communities(n, pairs)
    check_communities(styr, name, folder, wanted, modularity, options)
    rows = list(csv.DictReader(io.StringIO(ask(styr, "communities", folder, "--format", "csv", *options))))
    check([int(r["community"]) - 1 for r in rows] == wanted, f"{name}: communities as csv")


# ---- the stored maps ----

STORED = 8


def stored_text(seed):
    """One item a line, for a reader that knows nothing but numbers: see read_case() in tests/test_igraph.c."""
    rng = random.Random(1000 + seed)
    n = (1, 5, 8, 10, 12, 14, 25, 40)[seed]
    m = random_map(rng, n)
    pairs, out = edges(m, True), []
    group = [SECTORS.index(s) if s else 9 for s in m["sector"]]
    dominator, top, joints = dominators(n, pairs), apexes(n, pairs), articulation(n, pairs)
    count = dominated(dominator)
    out.append(f"{n} {len(pairs)}")
    out += [f"{a} {b}" for a, b in pairs]
    out += [f"{group[v]} {dominator[v]} {count[v]} {int(v in top)} {int(v in joints)}" for v in range(n)]
    for v in range(n):
        size, _ = least_cut(n, pairs, v)
        out.append(str(-1 if size is None else size))
    out += [" ".join(map(str, c)) for c in brokerage(n, pairs, group)]
    for measure in CENTRAL:
        values = central(n, pairs, measure)
        out += [f"{x:.9g}" for x in values] if values is not None else ["-1"] * n  # -1: not one alone
    members, modularity = communities(n, pairs)
    out += [str(c) for c in members] + [f"{-9 if modularity is None else modularity:.9g}"]
    return "\n".join(out) + "\n"


def stored_path(source, seed):
    return os.path.join(source, "tests", "cases", "measures", f"random-{seed}.txt")


def close_texts(a, b):
    x, y = a.split(), b.split()
    return near([float(i) for i in x], [float(i) for i in y])


def store(source):
    os.makedirs(os.path.dirname(stored_path(source, 0)), exist_ok=True)
    for seed in range(STORED):
        with open(stored_path(source, seed), "w", encoding="ascii") as f:
            f.write(stored_text(seed))


def has_helper(styr):
    return os.access(os.path.join(os.path.dirname(os.path.abspath(styr)), "styr-measure"), os.X_OK)


def report(what):
    for line in failures[:20]:
        print("FAIL " + line)
    for reason, count in left_out.items():
        print(f"left out: {reason}: {count}")
    print(f"{what}: {passed} comparisons hold, {len(failures)} fail")
    return 1 if failures else 0


def main(styr, source, maps):
    if not has_helper(styr):
        print("SKIPPED: styr-measure does not lie beside the tool. The measures are NOT compared with python-igraph and networkx")
        return 77
    for seed in range(STORED):
        with open(stored_path(source, seed), encoding="ascii") as f:
            check(close_texts(f.read(), stored_text(seed)), f"tests/cases/measures/random-{seed}.txt is not what the peers say")
    with tempfile.TemporaryDirectory(prefix="styr measures æ ") as scratch:
        for seed in range(maps):
            m, rng = numbered_map(seed)
            folder = os.path.join(scratch, str(seed))
            write_map(m, folder)
            check_map(styr, f"map {seed}", folder, m, rng)
    return report(f"{maps} random maps, python-igraph {igraph.__version__}, networkx {nx.__version__}")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--store":
        sys.exit(store(sys.argv[2]))
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: check_measures.py STYR SOURCE-DIR [MAPS] | --store SOURCE-DIR")
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else 60))

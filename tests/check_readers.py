# SPDX-License-Identifier: MIT
"""Other programs read a map as the tool does: Python's csv, pandas, and R with igraph find the same numbers of actors,
texts and ties as `styr info`, and the same ids and cells, in every map under data, in a map with every difficulty that
CSV has, and in what `styr convert` makes of it. A reader that is not installed is skipped, loudly; Python's csv never is.

usage: check_readers.py SOURCE-DIR STYR
"""
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

TABLES = ("actors", "texts", "ties", "sources", "claims", "cases", "events", "changes")
DIFFICULT = {
    "actors.csv": "id,label,kind,note\r\n"
                  "a-1,\"Comma, and \"\"quotes\"\"\",agency,\"two\r\nlines, then\n\na blank one\"\r\n"
                  "æø/å|1,Blåbær,ngo,\"\"\r\n"
                  "NA,\"\"\"\",ministry,#not a comment\r\n"
                  "007,0x10,ngo,' 1.0\t\r\n",
    "texts.csv": "id,label,kind\nlov,Lov,law\n1e5,TRUE,plan",
    "ties.csv": "from,to,type,function,note\nlov,NA,names,,\"a\n\"\"b\"\"\"\n007,a-1,meets,,\næø/å|1,NA,part_of,,\"\"\n1e5,007,activates,,nan\n",
}
PANDAS = """
import json, os, sys
try:
    import pandas
except Exception:
    sys.exit(99)
out = {"version": pandas.__version__}
for name in sys.argv[2:]:
    path = os.path.join(sys.argv[1], name + ".csv")
    if os.path.exists(path):
        table = pandas.read_csv(path, dtype=str, keep_default_na=False)
        out[name] = {"columns": list(table.columns), "rows": table.values.tolist(), "plain": len(pandas.read_csv(path))}
print(json.dumps(out))
"""
IGRAPH = """
suppressPackageStartupMessages(library(igraph))
folder <- commandArgs(TRUE)[1]
table <- function(name) read.csv(file.path(folder, name), colClasses = "character", na.strings = character(), check.names = FALSE,
                                 encoding = "UTF-8")
actors <- table("actors.csv")
ties <- table("ties.csv")
if (file.exists(file.path(folder, "texts.csv"))) {
  texts <- table("texts.csv")
  g <- graph_from_data_frame(ties, vertices = rbind(actors[,1:3], texts[,1:3]))
} else {
  g <- graph_from_data_frame(ties, vertices = actors[,1:3])
}
ends <- ends(g, E(g))
say <- function(...) writeLines(enc2utf8(as.character(c(...))), useBytes = TRUE)
say(vcount(g), ecount(g), is_directed(g), V(g)$name, V(g)$kind, ends[,1], ends[,2], E(g)$type)
"""

passed, failed, skipped = 0, 0, 0


def check(ok, name, why=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
    print(f"{'ok  ' if ok else 'FAIL'} {name}{': ' + why if why and not ok else ''}")


def skip(why):
    global skipped
    skipped += 1
    print(f"SKIP: {why}")


def run(*args, **more):
    return subprocess.run(args, capture_output=True, timeout=300, **more)


def read_csv(folder, name):
    """Header and rows as Python's csv reads them; None where there is no such file."""
    path = os.path.join(folder, name + ".csv")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8", newline="") as f:
        rows = [row for row in csv.reader(f, strict=True) if row]
    return rows[0], rows[1:]


def counts_of_styr(styr, folder):
    done = run(styr, "info", folder, "--format", "json")
    if done.returncode != 0:
        raise SystemExit(f"FAIL styr info {folder}: {done.stderr.decode(errors='replace')}")
    return json.loads(done.stdout)["tables"]


def check_csv(name, folder, counts):
    tables = {}
    for table in TABLES:
        there = read_csv(folder, table)
        if there is None:
            check(counts[table] == 0, f"{name}: no {table}.csv, no {table}", f"styr counts {counts[table]}")
            continue
        header, rows = tables[table] = there
        check(len(rows) == counts[table], f"{name}: {table}.csv has {counts[table]} rows for Python's csv", f"it finds {len(rows)}")
        check(all(len(r) == len(header) for r in rows), f"{name}: every row of {table}.csv is as long as its header")
    check(tables["actors"][0][:1] == ["id"] and tables["ties"][0][:3] == ["from", "to", "type"],
          f"{name}: the columns that other programs go by stand first")
    return tables


def pythons():
    """This interpreter, and the system's, for which distributions package pandas."""
    return [p for p in dict.fromkeys((sys.executable, shutil.which("python3", path="/usr/bin:/bin"))) if p]


def find_pandas():
    for python in pythons():
        done = run(python, "-c", PANDAS, os.devnull)
        if done.returncode == 0:
            return python, json.loads(done.stdout)["version"]
    return None, None


def check_pandas(python, name, folder, tables, counts):
    done = run(python, "-c", PANDAS, folder, *TABLES)
    if done.returncode != 0:
        check(False, f"{name}: pandas", done.stderr.decode(errors="replace")[-500:])
        return
    found = json.loads(done.stdout)
    for table, (header, rows) in tables.items():
        t = found[table]
        check(len(t["rows"]) == counts[table] == t["plain"], f"{name}: {table}.csv has {counts[table]} rows for pandas",
              f"it finds {len(t['rows'])}, {t['plain']} with its defaults")
        check(t["columns"] == header and t["rows"] == rows, f"{name}: pandas finds the same cells in {table}.csv")


def find_igraph():
    rscript = shutil.which("Rscript")
    if not rscript:
        return None, "Rscript is not installed"
    done = run(rscript, "--vanilla", "-e", "cat(as.character(packageVersion('igraph')), as.character(getRversion()))")
    if done.returncode != 0:
        return None, "R has no igraph package"
    return rscript, " with R ".join(done.stdout.decode().split())


def check_igraph(rscript, name, folder, tables, counts, scratch):
    script = os.path.join(scratch, "graph.R")
    with open(script, "w", encoding="utf-8") as f:
        f.write(IGRAPH)
    done = run(rscript, "--vanilla", script, folder)
    if done.returncode != 0:
        check(False, f"{name}: igraph in R", done.stderr.decode(errors="replace")[-500:])
        return
    lines = done.stdout.decode("utf-8").splitlines()
    nodes, ties = counts["actors"] + counts["texts"], counts["ties"]
    check(lines[0] == str(nodes), f"{name}: {nodes} vertices in R", f"R finds {lines[0]}")
    check(lines[1] == str(ties), f"{name}: {ties} edges in R", f"R finds {lines[1]}")
    check(lines[2] == "TRUE", f"{name}: directed in R")
    rows = tables["actors"][1] + tables.get("texts", ([], []))[1]
    edges = tables["ties"][1]
    expected = [r[0] for r in rows] + [r[2] for r in rows] + [r[0] for r in edges] + [r[1] for r in edges] + [r[2] for r in edges]
    check(lines[3:] == expected, f"{name}: R finds the same ids, kinds, ends and types")


def check_map(styr, name, folder, python, rscript, scratch):
    counts = counts_of_styr(styr, folder)
    tables = check_csv(name, folder, counts)
    if python:
        check_pandas(python, name, folder, tables, counts)
    if rscript:
        check_igraph(rscript, name, folder, tables, counts, scratch)
    return counts


def check_that_wrong_counts_fail(styr, folder, scratch):
    """The comparison itself: a row that only one side sees must be noticed."""
    global passed, failed
    spoilt = os.path.join(scratch, "spoilt")
    shutil.copytree(folder, spoilt)
    counts = counts_of_styr(styr, spoilt)
    with open(os.path.join(spoilt, "ties.csv"), "a", encoding="utf-8") as f:
        f.write("one,more,row\n")
    before, stdout = (passed, failed), sys.stdout
    with open(os.devnull, "w", encoding="utf-8") as sys.stdout:
        check_csv("spoilt", spoilt, counts)
    sys.stdout = stdout
    noticed = failed - before[1]
    passed, failed = before
    check(noticed == 2, "a row that styr did not see is noticed", f"{noticed} checks failed, not two")


def main(source, styr):
    python, pandas = find_pandas()
    rscript, igraph = find_igraph()
    print(f"pandas {pandas}" if python else "no pandas", "and", f"igraph {igraph}" if rscript else "no R with igraph", "are tried")
    if not python:
        skip("pandas was NOT tried: no Python here has it (Debian: python3-pandas)")
    if not rscript:
        skip(f"R was NOT tried: {igraph} (Debian: r-base-core r-cran-igraph)")
    data = os.path.join(source, "data")
    maps = sorted(d for d in os.listdir(data) if os.path.exists(os.path.join(data, d, "actors.csv")))
    check("trafficking-dk" in maps, "the map of the article is there")
    with tempfile.TemporaryDirectory(prefix="styr readers æ ") as scratch:
        for name in maps:
            check_map(styr, name, os.path.join(data, name), python, rscript, scratch)
        difficult, canonical = os.path.join(scratch, "difficult"), os.path.join(scratch, "canonical")
        os.mkdir(difficult)
        for file, text in DIFFICULT.items():
            with open(os.path.join(difficult, file), "w", encoding="utf-8", newline="") as f:
                f.write(text)
        counts = check_map(styr, "difficult", difficult, python, rscript, scratch)
        check((counts["actors"], counts["texts"], counts["ties"]) == (4, 2, 4), "difficult: four actors, two texts, four ties", f"{counts}")
        done = run(styr, "convert", difficult, canonical)
        check(done.returncode == 0, "difficult: it can be converted", done.stderr.decode(errors="replace"))
        if done.returncode == 0:
            check_map(styr, "difficult, converted", canonical, python, rscript, scratch)
        check_that_wrong_counts_fail(styr, os.path.join(data, "trafficking-dk"), scratch)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: check_readers.py SOURCE-DIR STYR")
    sys.exit(main(sys.argv[1], sys.argv[2]))

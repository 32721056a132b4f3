# SPDX-License-Identifier: MIT
"""All formats show the same figure: check_exports.py PATH-TO-styr SOURCE-DIR

For every layout of both maps in data/: what plain `neato -n2` and plain `dot` draw from the .gv is compared with our SVG, box by box,
line by line (places within 1 point; fill, frame, dash, width, weight, text), and so are stars, marks and the legend. In the PDF every
label is found by pdftotext with its words whole; it is tagged, has its title and embeds its fonts. Exit 77 when plain dot is missing.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from check_figure import SVG, Figure, squeeze  # noqa: E402
from verbs import layout_options, overlay_options  # noqa: E402

NEAR = 1.0  # points
passed, failures = 0, []


def check(ok, what, detail=""):
    global passed
    if ok:
        passed += 1
    else:
        failures.append(f"{what}: {detail}"[:600])


def style(element, default_width="1"):
    """What is seen of a shape: fill, stroke, width, dash."""
    width = float(element.get("stroke-width", default_width)) if element.get("stroke", "none") not in ("none", "transparent") else 0
    dash = (element.get("stroke-dasharray") or "").replace(" ", "")
    return ((element.get("fill") or "none").lower(), (element.get("stroke") or "none").lower() if width else "none", round(width, 1), dash)


def curve(figure, group):
    """The points of the group's path, control points too, and the corners of its arrow head."""
    path, head = group.find(SVG + "path"), group.find(SVG + "polygon")
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path.get("d"))]
    points = list(zip(numbers[::2], numbers[1::2]))
    kinds = re.findall(r"[MLC]", path.get("d"))
    full, at = points[:1], 1
    for kind in kinds[1:]:
        if kind == "L":
            full += [full[-1], points[at], points[at]]
            at += 1
        else: # as many pieces as there are triples, up to the next letter
            take = 3 if kinds.count("C") > 1 or "L" in kinds else len(points) - at
            full += points[at : at + take]
            at += take
    tip = [tuple(map(float, p.split(","))) for p in head.get("points").split()] if head is not None else []
    return [(x + figure.dx, y + figure.dy) for x, y in full], [(x + figure.dx, y + figure.dy) for x, y in tip]


def apart(a, b):
    return len(a) != len(b) or any(abs(x - u) > NEAR or abs(y - v) > NEAR for (x, y), (u, v) in zip(a, b))


def hull(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return [(min(xs), min(ys)), (max(xs), max(ys))]


def shape_of(group):
    for name in ("rect", "polygon", "ellipse"):
        found = group.find(".//" + SVG + name)
        if found is not None:
            return found
    return None


def is_bold(group):
    return {t.get("font-weight", "normal") for t in group.iter(SVG + "text")}


def text_of(figure, groups):
    return squeeze("".join(figure.text(g) for g in groups)).replace("\u2010", "")


def compare(what, ours, theirs):
    mine, other = ({g.get("id"): g for g in f.groups} for f in (ours, theirs))
    check(abs(ours.width - theirs.width) < NEAR and abs(ours.height - theirs.height) < NEAR, f"{what}: the page", f"{theirs.width} x {theirs.height}")
    for name, group in mine.items():
        lines = [other[k] for k in (name, *(f"{name}-line-{i}" for i in range(1, 200))) if k in other]
        check(lines, f"{what}: {name} is there")
        if not lines:
            continue
        if "edge" in group.get("class").split():
            (a, tip), (b, far) = curve(ours, group), curve(theirs, lines[0])
            check(not apart(a, b), f"{what}: the way of {name}", f"{a} {b}")
            check(bool(tip) == bool(far) and (not tip or not apart(hull(tip), hull(far))), f"{what}: the head of {name}", f"{tip} {far}")
            check(style(group.find(SVG + "path")) == style(lines[0].find(SVG + "path")), f"{what}: the look of {name}")
            continue
        check(text_of(ours, [group]) == text_of(theirs, lines), f"{what}: the text of {name}", text_of(theirs, lines))
        check(is_bold(group) == set().union(*map(is_bold, lines)), f"{what}: the weight of {name}")
        shape, drawn = shape_of(group), shape_of(lines[0])
        check((shape is None) == (drawn is None), f"{what}: the shape of {name}")
        if shape is not None and drawn is not None:
            check(not apart(hull(ours.outline(group)), hull(theirs.outline(lines[0]))), f"{what}: the place of {name}", f"{ours.outline(group)} {theirs.outline(lines[0])}")
            check(style(shape) == style(drawn), f"{what}: the look of {name}", f"{style(shape)} {style(drawn)}")
    known = set(mine) | {f"{name}-line-{i}" for name in mine for i in range(1, 200)} | {"page-top", "page-bottom"}
    more = {n for n in other if n not in known and not re.search(r"-(from|to)$", n)}
    check(not more, f"{what}: nothing else", str(sorted(more)[:5]))


def check_pdf(what, path, figure):
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, timeout=60).stdout
    title = figure.root.find(SVG + "title").text
    check(re.search(r"^Tagged: +yes$", info, re.M), f"{what}: the PDF is tagged", info)
    check(squeeze(re.search(r"^Title: +(.*)$", info, re.M)[1]) == squeeze(title), f"{what}: the PDF has its title", info)
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, timeout=60).stdout.splitlines()[2:]
    check(fonts and all(re.search(r" yes (yes|no) +(yes|no) +\d+ +\d+$", line) for line in fonts), f"{what}: its fonts are embedded", str(fonts))
    words = set()
    for how in ([], ["-layout"]): # by default pdftotext takes a hyphen at the end of a line for a broken word
        words |= set(subprocess.run(["pdftotext", *how, path, "-"], capture_output=True, text=True, timeout=60).stdout.split())
    labels = [g.find(SVG + "title").text for g in figure.of_class("node", "box")]
    shown = ["".join(g.find(".//" + SVG + "text").itertext()) if g.find(".//" + SVG + "text") is not None else "" for g in figure.of_class("node", "box")]
    lost = sorted({word for text in shown for word in text.split() if word not in words})
    check(labels and not lost, f"{what}: every word of every label is found in the PDF", str(lost[:8]))


def check_layout(styr, name, folder, options, scratch):
    paths = {end: os.path.join(scratch, "f." + end) for end in ("svg", "gv", "pdf")}
    for path in paths.values():
        done = subprocess.run([styr, "figure", folder, "-o", path, *options], capture_output=True, text=True, timeout=300)
        if done.returncode:
            check(done.returncode == 1 and len(done.stderr.splitlines()) == 1, f"{name} {options}: drawn, or refused in one line", done.stderr)
            return 0
    with open(paths["svg"], "rb") as f:
        ours = Figure(f.read())
    for program in (["neato", "-n2"], ["dot"]):
        drawn = subprocess.run([*program, "-Tsvg", paths["gv"]], capture_output=True, timeout=300)
        said = [line for line in drawn.stderr.decode(errors="replace").splitlines() if re.match("(Warning|Error)", line)]
        check(drawn.returncode == 0 and not said, f"{name} {options}: {program[0]} reads the .gv", str(said[:3]))
        compare(f"{name} {' '.join(options)} by {program[0]}", ours, Figure(drawn.stdout))
    if shutil.which("pdftotext"):
        check_pdf(f"{name} {' '.join(options)}", paths["pdf"], ours)
    return 1


def main(styr, source):
    if not shutil.which("dot") or not shutil.which("neato"):
        print("SKIP: plain Graphviz is not installed, so what it draws from a .gv is NOT compared")
        return 77
    drawn = 0
    if not shutil.which("pdftotext"):
        print("SKIP: pdftotext is not installed, so the PDF files are NOT read")
    with tempfile.TemporaryDirectory(prefix="styr-exports-") as scratch:
        for name, first in (("trafficking-dk", "politikredse"), ("brazil-federal", "")):
            folder = os.path.join(source, "data", name)
            if not first:
                with open(os.path.join(folder, "actors.csv"), encoding="utf-8") as f:
                    first = f.readlines()[-1].split(",")[0]
            for layout in layout_options(styr, first):
                drawn += check_layout(os.path.abspath(styr), name, folder, layout, scratch)
        for more in (*overlay_options(styr, "2012", "2020"), ["--style", "print"], ["--style", "contrast", "--paper", "a3", "--spread"]):
            drawn += check_layout(os.path.abspath(styr), "trafficking-dk", os.path.join(source, "data", "trafficking-dk"), more, scratch)
    check(drawn >= 10, "figures were drawn", str(drawn))
    for line in failures[:40]:
        print("FAIL " + line)
    print(f"{drawn} figures, {passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))

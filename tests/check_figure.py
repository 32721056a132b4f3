# SPDX-License-Identifier: MIT
"""Check the drawn figure of a map, as a reader and an editor would: check_figure.py PATH-TO-styr MAP

Draws MAP as svg, gv, pdf and png in a temporary folder and looks at what came out: boxes and labels against actors.csv
and figure.csv, geometry from the SVG, text as Graphviz itself measures it (`dot -Tjson` on the .gv), margins from the
decoded PNG. One line a check; exit 1 when any failed, 77 when plain `dot` is missing.
"""

import csv
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zlib

SVG = "{http://www.w3.org/2000/svg}"
SHY = "\u00ad"
failures = 0


def check(ok, what, detail=""):
    global failures
    if ok:
        print(f"ok    {what}")
    else:
        failures += 1
        print(f"FAIL  {what}" + (f": {detail}" if detail else ""))


def squeeze(text):
    """Without soft hyphens and white space: what breaking lines may neither add nor take."""
    return re.sub(r"\s", "", text.replace(SHY, ""))


def some(things, most=5):
    things = [str(t) for t in things]
    return "; ".join(things[:most]) + (f" and {len(things) - most} more" if len(things) > most else "")


# ---- the map ----


class Map:
    def __init__(self, folder):
        def rows(name):
            with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as f:
                return list(csv.DictReader(f))

        with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as f:
            package = json.load(f)
        self.labels = {row["id"]: row["label"] or row["id"] for row in rows("actors.csv")}
        figure = rows("figure.csv")
        self.nodes = [row["node"] for row in figure]
        self.stars = {row["node"] for row in figure if row["mark"]}
        self.notes = {row["node"]: row["footnote"] for row in figure if row["footnote"]}
        self.bars = {row["node"] for row in figure if row["span"] == "all"}
        self.name = package["name"]
        self.lang = package["styr"]["lang"]
        self.title = package["styr"]["figure"]["title"]
        self.footnotes = package["styr"]["figure"]["footnotes"]


# ---- running ----


def draw(styr, map_folder, out, *options):
    return subprocess.run([styr, "figure", map_folder, "-o", out, *options], capture_output=True, text=True, timeout=300)


def read_bytes(path):
    with open(path, "rb") as f:
        return f.read()


def plain_dot(form, path):
    return subprocess.run(["dot", "-T" + form, path], capture_output=True, timeout=120)


# ---- SVG ----


class Figure:
    """An SVG, ours or Graphviz's, with the places of its shapes: y downward from the top of the page."""

    def __init__(self, data):
        self.root = ET.fromstring(data)
        left, top, self.width, self.height = (float(n) for n in self.root.get("viewBox").split())
        page = self.root.find(SVG + "g")
        shift = re.search(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)", page.get("transform") or "translate(0 0)")
        self.dx, self.dy = float(shift[1]) - left, float(shift[2]) - top
        self.groups = [g for g in self.root.iter(SVG + "g") if {"node", "edge"} & set(g.get("class", "").split())]

    def of_class(self, *words):
        return [g for g in self.groups if set(words) <= set(g.get("class", "").split())]

    def relations(self, word="line"):
        """Lines between boxes, not the legend's samples."""
        return [g for g in self.of_class("edge", word) if "legend" not in g.get("class").split()]

    def outline(self, group):
        """The corners of the group's rectangle or polygon, or of the square about its circle; the first one again at the end."""
        rect, polygon, ellipse = (group.find(".//" + SVG + name) for name in ("rect", "polygon", "ellipse"))
        if rect is not None:
            x, y, w, h = (float(rect.get(k)) for k in ("x", "y", "width", "height"))
            points = [(x + w, y), (x, y), (x, y + h), (x + w, y + h), (x + w, y)]
        elif polygon is not None:
            points = [tuple(map(float, p.split(","))) for p in polygon.get("points").split()]
            points += [] if points[0] == points[-1] else points[:1]
        else:
            x, y, rx, ry = (float(ellipse.get(k)) for k in ("cx", "cy", "rx", "ry"))
            points = [(x - rx, y - ry), (x + rx, y - ry), (x + rx, y + ry), (x - rx, y + ry)]
        return [(x + self.dx, y + self.dy) for x, y in points]

    def text(self, group):
        lines = ["".join(t.itertext()) for t in group.iter(SVG + "text")]
        return "".join(line if line.endswith(SHY) else line + "\n" for line in lines)


def bounds(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def polygons_overlap(a, b, slack=0.05):
    """Separating axes; both are convex."""
    for shape in (a, b):
        for (x1, y1), (x2, y2) in zip(shape, shape[1:] + shape[:1]):
            nx, ny = y2 - y1, x1 - x2
            length = (nx * nx + ny * ny) ** 0.5
            if length < 1e-9:
                continue
            pa = [(x * nx + y * ny) / length for x, y in a]
            pb = [(x * nx + y * ny) / length for x, y in b]
            if max(pa) <= min(pb) + slack or max(pb) <= min(pa) + slack:
                return False
    return True


def box_id(node):
    return "actor-" + node


def check_boxes(figure, the_map):
    boxes = {g.get("id"): g for g in figure.of_class("node", "box")}
    wanted = {box_id(n): the_map.labels[n] for n in the_map.nodes}
    count = 42 if the_map.name == "trafficking-dk" else len(the_map.nodes)
    check(len(figure.of_class("node", "box")) == count, f"{count} boxes", str(len(figure.of_class("node", "box"))))
    check(set(boxes) == set(wanted), "a box for every node of figure.csv and no other", some(set(boxes) ^ set(wanted)))
    wrong = [f"{i}: {figure.text(g)!r}" for i, g in boxes.items() if squeeze(figure.text(g)) != squeeze(wanted.get(i, ""))]
    check(not wrong, "the text of every box is its actor's label", some(wrong))
    said = {}
    for g in figure.groups:
        said.setdefault(squeeze(figure.text(g)), []).append(g.get("id"))
    twice = [f"{label}: {said.get(squeeze(label))}" for label in wanted.values() if len(said.get(squeeze(label), [])) != 1]
    check(not twice, "every label stands in the figure once", some(twice))
    outlines = {i: figure.outline(g) for i, g in boxes.items()}
    over = [f"{a} and {b}" for a in outlines for b in outlines if a < b and polygons_overlap(outlines[a], outlines[b])]
    check(not over, "no two boxes overlap", some(over))
    bars = [bounds(outlines[box_id(n)]) for n in the_map.bars]
    others = [bounds(o) for i, o in outlines.items() if i not in {box_id(n) for n in the_map.bars}]
    narrow = [b for b in bars if b[0] > min(o[0] for o in others) or b[2] < max(o[2] for o in others)]
    check(bars and not narrow, "the bar spans all lanes", some(narrow))
    return outlines


def check_page(figure):
    out = []
    for g in figure.groups:
        shapes = [figure.outline(g)] if any(g.find(".//" + SVG + kind) is not None for kind in ("rect", "polygon", "ellipse")) else []
        for path in g.iter(SVG + "path"):
            numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", path.get("d"))]
            if "H" not in path.get("d"):
                shapes.append([(x + figure.dx, y + figure.dy) for x, y in zip(numbers[::2], numbers[1::2])])
        for shape in shapes:
            x1, y1, x2, y2 = bounds(shape)
            if x1 < 0 or y1 < 0 or x2 > figure.width or y2 > figure.height:
                out.append(g.get("id"))
    check(not out, "every shape lies on the page", some(out))


def check_marks(figure, the_map, outlines):
    def inside(mark):
        x1, y1, x2, y2 = bounds(figure.outline(mark))
        found = []
        for i, outline in outlines.items():
            bx1, by1, bx2, by2 = bounds(outline)
            if bx1 <= x1 and by1 <= y1 and x2 <= bx2 and y2 <= by2:
                found.append(i)
        return found

    stars, notes = figure.of_class("mark", "star"), figure.of_class("mark", "footnote")
    shapes = [g.get("id") for g in stars if len(figure.outline(g)) - 1 != 10 or figure.text(g)]
    check(stars and not shapes, "stars have five points and no text", some(shapes))
    shapes = [g.get("id") for g in notes if g.find(".//" + SVG + "ellipse") is None or not re.fullmatch(r"\d+", figure.text(g).strip())]
    check(notes and not shapes, "footnote marks are numbers in circles, not stars", some(shapes))
    starred = sorted(i for g in stars for i in inside(g))
    check(starred == sorted(box_id(n) for n in the_map.stars), "stars stand on exactly the marked boxes", some(starred))
    noted = sorted((i, figure.text(g).strip()) for g in notes for i in inside(g))
    check(noted == sorted((box_id(n), mark) for n, mark in the_map.notes.items()), "footnote marks stand on their boxes", some(noted))
    check(len([g for g in stars if not inside(g)]) == 1, "one star stands in the legend")


def check_words(figure, the_map):
    title = " ".join(figure.text(g).strip() for g in figure.of_class("title"))
    check(squeeze(title) == squeeze(the_map.title), "the title is there", title)
    texts = {g.get("id"): figure.text(g) for g in figure.of_class("node", "footnote") if "mark" not in g.get("class").split()}
    said = squeeze("".join(texts.values()))
    missing = [m for m, text in the_map.footnotes.items() if squeeze(text) not in said]
    check(the_map.footnotes and not missing, f"{len(the_map.footnotes)} footnotes are there", some(missing))
    numbers = [figure.text(g).strip() for g in figure.of_class("mark", "footnote") if g.get("id").startswith("footnote-mark-")]
    check(sorted(numbers) == sorted(the_map.footnotes), "every footnote has its number", some(numbers))


def check_reuse(figure, the_map, outlines, lang):
    """What a screen reader is told, and what a style sheet finds: names, roles, order, ends of lines."""
    root = figure.root
    check(root.get("lang") == lang and root.get("{http://www.w3.org/XML/1998/namespace}lang") == lang, f"the figure's language is {lang}")
    by_id = {e.get("id"): e for e in root.iter()}
    name, description = by_id.get(root.get("aria-labelledby")), by_id.get(root.get("aria-describedby"))
    check(name is not None and name.tag == SVG + "title" and squeeze(name.text) == squeeze(the_map.title), "the figure has its title for a name")
    check(description is not None and description.tag == SVG + "desc" and str(len(the_map.nodes)) in description.text, "its description counts the actors")
    boxes = figure.of_class("node", "box")
    nameless = [g.get("id") for g in boxes if g.get("role") not in ("img", "group") or not squeeze(g.findtext(SVG + "title") or "")]
    nameless += [g.get("id") for g in boxes if squeeze(g.findtext(SVG + "title")) != squeeze(the_map.labels[g.get("id")[6:]].replace(SHY, ""))]
    check(not nameless, "every box is a sign with its label for a name", some(nameless))
    lost = [g.get("id") for g in figure.relations()
            if g.get("data-from") not in outlines or g.get("data-to") not in outlines or "→" not in (g.findtext(SVG + "title") or "")]
    check(figure.relations() and not lost, "every relation says what it joins", some(lost))
    silent = [g.get("id") for g in figure.of_class("mark", "star") if g.get("role") != "img" and g.get("aria-hidden") != "true"]
    check(not silent, "stars are named, or hidden in the legend", some(silent))
    loud = [g.get("id") for g in figure.of_class("legend", "swatch") + figure.of_class("edge", "legend") if g.get("aria-hidden") != "true"]
    check(not loud, "samples of the legend are hidden", some(loud))
    order = {g.get("id"): i for i, g in enumerate(figure.groups)}
    places = [(round(bounds(outlines[g.get("id")])[1]), g) for g in boxes]
    tops = [y for y, _ in places]
    levels = [g for g in figure.of_class("node", "level")]
    check(order["title"] == 0, "the title is read first")
    first = {y: min(order[g.get("id")] for top, g in places if top == y) for y in set(tops)}
    check(levels and all(any(0 < first[y] - order[g.get("id")] < 4 for y in first) for g in levels), "each level is read before its boxes")
    last_box, relations = max(order[g.get("id")] for g in boxes), [order[g.get("id")] for g in figure.relations()]
    legend = [order[g.get("id")] for g in figure.of_class("node", "legend")]
    check(last_box < min(relations) and max(relations) < min(legend), "boxes are read, then relations, then the legend")


def legend_numbers(figure, word):
    texts = [figure.text(g) for g in figure.of_class("node", "legend") if re.search(word, figure.text(g).lower())]
    return [int(n) for text in texts for n in re.findall(r"\d+", text)]


def check_assumed(styr, map_folder, folder, shown):
    word = "antag|assumed"
    count, said = len(shown.relations("assumed")), legend_numbers(shown, word)
    check(count > 0 and said == [count], f"the legend says that {count} lines are assumed", str(said))
    path = os.path.join(folder, "hidden.svg")
    done = draw(styr, map_folder, path, "--assumed", "hide")
    check(done.returncode == 0, "--assumed hide draws", done.stderr)
    if done.returncode:
        return
    hidden = Figure(read_bytes(path))
    check(not hidden.relations("assumed"), "--assumed hide draws no assumed line")
    said = legend_numbers(hidden, word)
    check(said == [count], "--assumed hide: the legend says how many are hidden", str(said))
    check(re.search(rf"\b{count}\b", done.stderr) is not None, "--assumed hide: so does the message", done.stderr)
    left = len(shown.relations()) - count
    check(len(hidden.relations()) == left, f"--assumed hide leaves the other {left} lines", str(len(hidden.relations())))
    same = len(hidden.of_class("node", "box")) == len(shown.of_class("node", "box"))
    check(same, "--assumed hide leaves every box")


# ---- text as Graphviz measures it ----


def spans(json_object):
    """Each line of text with its font size: (x1, x2, baseline, size, text), y upward."""
    size, out = 0, []
    for op in json_object.get("_ldraw_", []):
        if op["op"] == "F":
            size = op["size"]
        elif op["op"] == "T":
            x, y = op["pt"]
            left = {"l": x, "c": x - op["width"] / 2, "r": x - op["width"]}[op["align"]]
            out.append((left, left + op["width"], y, size, op["text"]))
    return out


def check_measured(layout):
    _, _, right, top = (float(n) for n in layout["bb"].split(","))
    boxes, marks, off_page, off_box, covered, seen = {}, [], [], [], [], 0
    for o in layout["objects"]:
        words = o.get("class", "").split()
        if "box" in words:
            x, y = (float(n) for n in o["pos"].split(","))
            w, h = float(o["width"]) * 36, float(o["height"]) * 36
            boxes[o["name"]] = (x - w, y - h, x + w, y + h)
        elif "mark" in words:
            x, y = (float(n) for n in o["pos"].split(","))
            marks.append((o["name"], x, y, float(o["width"]) * 36))
    for o in layout["objects"]:
        for x1, x2, y, size, text in spans(o):
            seen += 1
            low, high = y - 0.25 * size, y + 0.75 * size
            if x1 < 0 or x2 > right or low < 0 or high > top:
                off_page.append(f"{o['name']}: {text!r}")
            if o["name"] not in boxes:
                continue
            bx1, by1, bx2, by2 = boxes[o["name"]]
            if x1 < bx1 or x2 > bx2 or low < by1 or high > by2:
                off_box.append(f"{o['name']}: {text!r} reaches from {x1:.1f} to {x2:.1f} in a box from {bx1:.1f} to {bx2:.1f}")
            for name, mx, my, r in marks:
                if x1 < mx + r and mx - r < x2 and y - 0.02 * size < my + r and my - r < y + 0.72 * size:
                    covered.append(f"{name} on {text!r}")
    check(seen > len(boxes) > 0 and not off_box, "text lies inside its box, as Graphviz measures it", some(off_box))
    check(not off_page, "all text lies on the page, as Graphviz measures it", some(off_page))
    check(marks and not covered, "no mark covers text, as Graphviz measures it", some(covered))


def check_gv(path, figure):
    measured = plain_dot("json", path)
    said = [line for line in measured.stderr.decode(errors="replace").splitlines() if re.match("(Warning|Error)", line)]
    check(measured.returncode == 0 and not said, "plain dot reads the .gv without a warning", some(said))
    if measured.returncode:
        return
    layout = json.loads(measured.stdout.decode("utf-8"), strict=False)
    check_measured(layout)
    _, _, width, height = (float(n) for n in re.search(r'bb="([^"]+)"', read_bytes(path).decode())[1].split(","))
    same = abs(width - figure.width) < 1 and abs(height - figure.height) < 1
    check(same, "the SVG's page is the one that the .gv names", f"{figure.width} x {figure.height}, not {width} x {height}")


# ---- PDF, PNG ----


def decode_png(data):
    """Width, height and the rows, as RGB, of an 8-bit RGB or RGBA picture."""
    at, packed, header = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if zlib.crc32(kind + body) != struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0]:
            raise ValueError(f"checksum of {kind}")
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    width, height, depth, color, _, _, interlace = header
    if depth != 8 or color not in (2, 6) or interlace:
        raise ValueError(f"depth {depth}, colour type {color}, interlace {interlace}")
    step = 3 if color == 2 else 4
    raw, stride = zlib.decompress(packed), width * step
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(raw[start + 1 : start + 1 + stride])
        unfilter(raw[start], row, above, step)
        rows.append(on_white(row) if step == 4 else bytes(row))
        above = row
    return width, height, rows


def on_white(row):
    """An RGBA row as RGB on white paper."""
    channels = [row[0::4], row[1::4], row[2::4]]
    for x, alpha in enumerate(row[3::4]):
        if alpha != 255:
            for channel in channels:
                channel[x] = (channel[x] * alpha + 255 * (255 - alpha)) // 255
    out = bytearray(len(row) // 4 * 3)
    out[0::3], out[1::3], out[2::3] = channels
    return bytes(out)


def unfilter(kind, row, above, step):
    if kind == 2:
        row[:] = bytes((r + a) & 255 for r, a in zip(row, above))
    elif kind:
        for i in range(len(row)):
            left = row[i - step] if i >= step else 0
            corner = above[i - step] if i >= step else 0
            if kind == 1:
                guess = left
            elif kind == 3:
                guess = (left + above[i]) // 2
            else:
                p = left + above[i] - corner
                d = (abs(p - left), abs(p - above[i]), abs(p - corner))
                guess = left if d[0] <= d[1] and d[0] <= d[2] else above[i] if d[1] <= d[2] else corner
            row[i] = (row[i] + guess) & 255


def check_pictures(folder, figure):
    pdf, png = read_bytes(os.path.join(folder, "map.pdf")), read_bytes(os.path.join(folder, "map.png"))
    check(pdf.startswith(b"%PDF-1.") and pdf.rstrip().endswith(b"%%EOF") and len(pdf) > 5000, "the PDF is one, from beginning to end")
    sizes = [tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[ *([^\]]+?) *\]", pdf)]
    fits = len(sizes) == 1 and abs(sizes[0][2] - figure.width) < 2 and abs(sizes[0][3] - figure.height) < 2
    check(fits, "the PDF has one page of the SVG's size", str(sizes))
    check(png.startswith(b"\x89PNG\r\n\x1a\n") and png[-8:-4] == b"IEND", "the PNG is one, from beginning to end")
    try:
        width, height, rows = decode_png(png)
    except (ValueError, TypeError, struct.error, zlib.error) as error:
        check(False, "the PNG can be decoded", str(error))
        return
    blank, margin = b"\xff" * (3 * width), 30  # pixels: 14 points at 150 dpi
    ink = [y for y, row in enumerate(rows) if row != blank]
    left = min((len(rows[y]) - len(rows[y].lstrip(b"\xff")) for y in ink), default=0) // 3
    last = max((len(rows[y].rstrip(b"\xff")) for y in ink), default=0) // 3
    check(len(ink) > height / 2, "the PNG shows something", f"{len(ink)} rows of {height}")
    sides = {"left": left, "right": width - 1 - last, "top": ink[0] if ink else 0, "bottom": height - 1 - ink[-1] if ink else 0}
    check(min(sides.values()) >= margin, f"all margins of the PNG are blank for {margin} pixels: nothing is cut off", str(sides))
    check(abs(sides["left"] - sides["right"]) <= 30, "its left and right margins are alike", str(sides))
    expected = figure.width * 150 / 72
    check(abs(width - expected) < 4, "the PNG has the SVG's size at 150 dpi", f"{width}, not {expected:.0f}")


# ---- all of it ----


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    styr, map_folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    if not shutil.which("dot"):
        print("SKIP: plain `dot` is not installed, so nothing can be compared with it")
        return 77
    the_map = Map(map_folder)
    with tempfile.TemporaryDirectory(prefix="styr-figure-") as folder:
        for form in ("svg", "gv", "pdf", "png"):
            outs = [os.path.join(folder, name + "." + form) for name in ("map", "again")]
            done = [draw(styr, map_folder, out) for out in outs]
            check(all(d.returncode == 0 for d in done), f"{form} is drawn", some(d.stderr for d in done))
            if any(d.returncode for d in done):
                return 1
            check(read_bytes(outs[0]) == read_bytes(outs[1]), f"{form} has the same bytes when drawn again")
        try:
            figure = Figure(read_bytes(os.path.join(folder, "map.svg")))
        except ET.ParseError as error:
            check(False, "the SVG is well-formed", str(error))
            return 1
        check(True, "the SVG is well-formed")
        outlines = check_boxes(figure, the_map)
        check_page(figure)
        check_marks(figure, the_map, outlines)
        check_words(figure, the_map)
        check_reuse(figure, the_map, outlines, the_map.lang)
        check_assumed(styr, map_folder, folder, figure)
        check_gv(os.path.join(folder, "map.gv"), figure)
        check_pictures(folder, figure)
    print(f"{failures} failed" if failures else "all passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

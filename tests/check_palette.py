#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The signs of a figure are told apart by people with a colour-vision deficiency: check_palette.py STYR

Draws a map with an actor of every sector and a text, and looks at the colours of its boxes as they are seen normally and with
full protanopia, deuteranopia and tritanopia (the matrices of Machado, Oliveira & Fernandes 2009, in linear RGB). Every two fills
differ by 7 or more in CIELAB (CIE 1976; 2.3 is a just noticeable difference), every text has a contrast of 7:1 or more on its
fill (WCAG 2.1), and lines of one dash differ by 15 or more. In high contrast fills differ by 10, text has 12:1 or more and every
line that is no step back 4.5:1. In print every two boxes differ by 10 in lightness or by frame or corner, and every two lines
by dash, by half of their width, or by 20 in lightness."""
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile

VIEWS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
SECTORS = ("public", "private", "international", "mixed", "unknown", "")
failures = []


def check(ok, what):
    if not ok:
        failures.append(what)


def linear(colour):
    values = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def seen(colour, view):
    rgb = linear(colour)
    return [min(1, max(0, sum(w * v for w, v in zip(row, rgb)))) for row in VIEWS[view]]


def lab(rgb):
    x, y, z = (sum(w * v for w, v in zip(row, rgb)) for row in
               ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041)))
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x / 0.95047, y, z / 1.08883))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(a, b, view):
    return math.dist(lab(seen(a, view)), lab(seen(b, view)))


def luminance(colour):
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def write(folder, name, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        f.write("".join(",".join(row) + "\n" for row in rows))


def scene_of(styr, folder, style="screen"):
    actors = [(f"a{i}", f"Actor {i}", "agency", sector) for i, sector in enumerate(SECTORS)]
    grades = ("stated", "inferred", "assumed", "", "", "")
    write(folder, "actors.csv", [("id", "label", "kind", "sector")] + actors)
    write(folder, "texts.csv", [("id", "label", "kind"), ("x", "A text", "law")])
    write(folder, "ties.csv", [("from", "to", "type")] + [("x", actor[0], "assigns") for actor in actors] + [("a4", "x", "issues")])
    write(folder, "claims.csv", [("about", "source", "stance", "grade")] + [(f"tie:t{i + 1}", "open", "supports", g) for i, g in enumerate(grades) if g] +
          [("tie:t4", "open", "supports", "stated"), ("tie:t4", "open", "disputes", "stated"), ("tie:t5", "closed", "supports", "stated"), ("tie:t7", "open", "supports", "stated")])
    write(folder, "sources.csv", [("id", "confidentiality"), ("open", "public"), ("closed", "restricted")])
    with open(os.path.join(folder, "datapackage.json"), "w", encoding="utf-8") as f:
        json.dump({"styr": {"unclaimed": "public"}}, f)  # so that a line without a claim is drawn
    out = os.path.join(folder, "scene.json")
    subprocess.run([styr, "figure", folder, "--bare-lines", "--layout", "texts", "--style", style, "-o", out], check=True, capture_output=True, timeout=60)
    with open(out, encoding="utf-8") as f:
        return json.load(f)


def is_relation(item):
    return item["kind"] == "line" and "legend" not in item["class"]


def look_at_colours(items, style, apart, readable):
    boxes = [i for i in items if i["kind"] == "box"]
    fills = {i["fill"] for i in boxes}
    check(len(fills) >= len(SECTORS), f"{style}: {len(fills)} fills for {len(SECTORS)} sectors and a text")
    least = {}
    for view in VIEWS:
        least[view] = min(difference(a, b, view) for a, b in itertools.combinations(fills, 2))
        for a, b in itertools.combinations(sorted(fills), 2):
            check(difference(a, b, view) >= apart, f"{style}: with {view} the fills {a} and {b} differ by {difference(a, b, view):.1f} only")
    for box in boxes:
        check(contrast(box["color"], box["fill"]) >= readable,
              f"{style}: text on {box['fill']} has a contrast of {contrast(box['color'], box['fill']):.1f}")
    lines = {(i.get("dash", "solid"), i["stroke"]) for i in items if is_relation(i)}
    check(len(lines) == 6, f"{style}: {len(lines)} looks of lines")
    for (dash, a), (other, b) in itertools.combinations(sorted(lines), 2):
        for view in VIEWS:
            check(dash != other or difference(a, b, view) >= 15,
                  f"{style}: with {view} the {dash} lines {a} and {b} differ by {difference(a, b, view):.1f} only")
    print(f"{style}: least differences of fills: " + ", ".join(f"{view} {d:.1f}" for view, d in least.items()))


def lightness(colour):
    return lab(linear(colour))[0]


def look_at_print(items):
    corners = {i["id"].removeprefix("corner-") for i in items if i["id"].startswith("corner-")}
    boxes = {(i["fill"], i.get("dash", "solid"), i["id"] in corners) for i in items if i["kind"] == "box"}
    check(len(boxes) == len(SECTORS) + 1, f"print: {len(boxes)} looks of boxes")
    for a, b in itertools.combinations(sorted(boxes), 2):
        check(a[1:] != b[1:] or abs(lightness(a[0]) - lightness(b[0])) >= 10, f"print: boxes {a} and {b} look alike")
    for fill, _, _ in boxes:
        check(contrast("#000000", fill) >= 7, f"print: text on {fill}")
    lines = {(i.get("dash", "solid"), i["stroke"], i["width"]) for i in items if is_relation(i)}
    check(len(lines) == 6, f"print: {len(lines)} looks of lines")
    for a, b in itertools.combinations(sorted(lines), 2):
        broad = max(a[2], b[2]) / min(a[2], b[2]) >= 1.5
        check(a[0] != b[0] or broad or abs(lightness(a[1]) - lightness(b[1])) >= 20, f"print: lines {a} and {b} look alike")


def main(styr):
    with tempfile.TemporaryDirectory() as folder:
        look_at_colours(scene_of(styr, folder)["items"], "screen", 7, 7)
        strong = scene_of(styr, folder, "contrast")["items"]
        look_at_colours(strong, "contrast", 10, 12)
        for line in filter(is_relation, strong):
            check(contrast(line["stroke"], "#ffffff") >= 4.5, f"contrast: a line in {line['stroke']}")
        look_at_print(scene_of(styr, folder, "print")["items"])
    for line in failures:
        print(line)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

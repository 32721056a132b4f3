# SPDX-License-Identifier: MIT
"""The verbs as the tool itself lists them, for the tests that must hold for each of them: a new verb is tested without being named
in a test. The README shows a call of each verb, which serves as an example with every option that the verb needs."""
import json
import os
import re
import shlex
import subprocess

A_MAP = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "trafficking-dk")
SOME_MAP = ("data/trafficking-dk", "my-map")  # what the README calls a map


def verbs_of(styr):
    done = subprocess.run([styr, "--help", "--format", "json"], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)["verbs"]


def option_names(verb):
    return {o["name"] for o in verb["options"]}


def choices(styr, verb, option):
    """The values that an option of a verb takes, where its argument is a choice: `a|b|c`."""
    argument = next(o["argument"] for v in verbs_of(styr) if v["name"] == verb for o in v["options"] if o["name"] == option)
    return argument.split("|")


def figure_needs(styr, option, needed):
    """By choice of an option of figures, in the order of the help: whether the tool asks for `needed` with it."""
    def asks(choice):
        done = subprocess.run([styr, "figure", A_MAP, option, choice, "--format", "text"], capture_output=True, text=True, timeout=60)
        return f"{option} {choice} takes {needed}" in done.stderr
    return {choice: asks(choice) for choice in choices(styr, "figure", option)}


def layouts(styr):
    """By layout of figures: whether it needs --from."""
    return figure_needs(styr, "--layout", "--from")


def overlays(styr):
    """By overlay of figures: whether it needs two dates."""
    return figure_needs(styr, "--overlay", "--at")


def layout_options(styr, node):
    """The options of a figure for each layout: with this node where it needs one."""
    return [["--layout", layout, *(["--from", node] if needs_from else [])] for layout, needs_from in layouts(styr).items()]


def overlay_options(styr, first, second):
    """The options of a figure for each overlay: with these dates where it needs them."""
    return [["--overlay", overlay, *(["--at", first, "--at", second] if dated else [])] for overlay, dated in overlays(styr).items()]


def readme_commands(source):
    """Every command of the README's blocks of shell."""
    with open(os.path.join(source, "README.md"), encoding="utf-8") as f:
        text = f.read()
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines() if line.startswith("styr ")]


def example(source, name, map):
    """The first call of a verb in the README, as words behind `styr`, about this map. None where the README has none."""
    for line in readme_commands(source):
        words = shlex.split(line, comments=True)[1:]
        if words[0] == name:
            return [map if word in SOME_MAP else word for word in words]
    return None


def further_questions(styr, named):
    """Questions that a test of what is public does not name, as words: those that take --public and need no option."""
    return [[v["name"]] for v in verbs_of(styr)
            if v["formats"] and "--public" in option_names(v) and not any(o["required"] for o in v["options"]) and v["name"] not in named]

# SPDX-License-Identifier: MIT
"""The verbs as the tool itself lists them, for the tests that must hold for each of them: a new verb is tested without being named
in a test. The README shows a call of each verb, which serves as an example with every option that the verb needs."""
import json
import os
import re
import shlex
import subprocess

SOME_MAP = ("data/trafficking-dk", "my-map")  # what the README calls a map


def verbs_of(styr):
    done = subprocess.run([styr, "--help", "--format", "json"], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)["verbs"]


def option_names(verb):
    return {o["name"] for o in verb["options"]}


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

# SPDX-License-Identifier: MIT
"""What the questions answer about a map, worked out slowly and plainly from its tables after docs/questions.md.
Shares no code with the library. Readings of doubtful places: README.md here.

usage: expect.py FOLDER
"""
import csv
import itertools
import json
import os
import sys

RANK = {"": 0, "assumed": 1, "inferred": 2, "observed": 3, "stated": 3}
REASONS = ["not_anchored", "no_plan_money", "not_named", "named_without_duty", "duty_without_money", "money_without_duty",
           "no_path_from_body", "met_unanchored", "umbrella_only", "other_date"]
TIES = {  # type: family, which end rules
    "mandates": ("rule", "f"), "funds": ("rule", "f"), "supervises": ("rule", "f"), "coordinates": ("rule", "f"),
    "leads": ("rule", "f"), "instructs": ("rule", "f"), "issues": ("text", "f"), "assigns": ("text", "f"),
    "activates": ("text", "f"), "derives_from": ("text", "b"), "names": ("text", ""), "cites": ("text", ""),
    "part_of": ("membership", "b"), "member_of": ("membership", ""), "reports_to": ("accountability", "b"),
    "meets": ("contact", ""), "refers": ("contact", ""), "hands_over": ("contact", ""), "serves": ("contact", ""),
    "gates": ("decision", ""),
}
FAMILIES = {"person": "person", "group": "group", "government": "group", "ministry": "ministry"}
for _kind in "unit office shelter clinic cafe house facility prison police_unit".split():
    FAMILIES[_kind] = "unit"
LEVELS = {"person": 0, "local": 1, "regional": 2, "national": 3, "international": 3, "ministry": 4, "interministerial": 5}
FIRST, LAST = (1, 1, 1), (9999, 12, 31)
ANCHOR_DENIALS = {("plan", "activates")} | {(who, t) for who in ("plan", "body") for t in ("coordinates", "leads", "instructs", "supervises")}


def neg(a):
    return {"yes": "no", "no": "yes"}.get(a, "unknown")


def both(*values):
    return "no" if "no" in values else "unknown" if "unknown" in values else "yes"


def days(text):
    """The first and the last day that a date may mean."""
    parts = [int(p) for p in text.split("-")]
    year = parts[0]
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if len(parts) == 1:
        return (year, 1, 1), (year, 12, 31)
    if len(parts) == 2:
        return (year, parts[1], 1), (year, parts[1], lengths[parts[1] - 1])
    return tuple(parts), tuple(parts)


def span(row):
    """From the first possible day to the last."""
    return days(row["start"])[0] if row.get("start") else FIRST, days(row["end"])[1] if row.get("end") else LAST


def parse_scope(text):
    out = {}
    for part in filter(None, (text or "").split(";")):
        name, values = part.split("=")
        out[name.strip()] = {v.strip() for v in values.split("|")}
    return out


def write_scope(scope):
    """Dimensions and values by the alphabet, for comparison only."""
    return ";".join(f"{d}={'|'.join(sorted(v))}" for d, v in sorted(scope.items()))


def meet(a, b):
    """The intersection of two scopes, or None."""
    out = {d: (a[d] & b[d] if d in a and d in b else a.get(d) or b.get(d)) for d in {*a, *b}}
    return out if all(out.values()) else None


class Map:
    def __init__(self, folder):
        self.folder = folder
        self.actors = {a["id"]: a for a in self.table("actors")}
        self.texts = {t["id"]: t for t in self.table("texts")}
        self.nodes = {**self.actors, **self.texts}
        self.ties = {}
        for number, row in enumerate(self.table("ties"), 1):
            row["id"] = row.get("id") or f"t{number}"
            self.ties[row["id"]] = row
        self.sources = {s["id"]: s for s in self.table("sources")}
        self.claims = self.table("claims")
        for claim in self.claims:
            claim["stance"] = claim["stance"] or "supports"
        self.cases = {c["id"]: c for c in self.table("cases")}
        self.events = sorted(self.table("events"), key=lambda e: (e["case"], int(e["step"])))
        self.changes = self.table("changes")
        self.figure = self.table("figure")
        self.types, self.families, self.levels, self.dims = dict(TIES), dict(FAMILIES), dict(LEVELS), {}
        for row in self.table("vocabulary"):
            if row["set"] == "tie":
                family, ruling = self.types.get(row["term"], ("", ""))
                self.types[row["term"]] = (row["family"] or family, {"": ruling, "none": ""}.get(row["ruling"], row["ruling"][:1]))
            elif row["set"] == "kind" and row["family"]:
                self.families[row["term"]] = row["family"]
            elif row["set"] == "level" and row["rank"]:
                self.levels[row["term"]] = int(row["rank"])
            elif row["set"].startswith("dim:"):
                self.dims.setdefault(row["set"][4:], []).append(row["term"])

    def table(self, name):
        path = os.path.join(self.folder, name + ".csv")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f))

    def type_of(self, tie):
        return self.types.get(tie["type"], ("", ""))

    def is_person(self, actor):
        row = self.actors[actor]
        return self.families.get(row["kind"]) == "person" or row["level"] == "person"

    def is_organisation(self, node):
        return node in self.actors and not self.is_person(node)

    def restricted(self, scope):
        """The dimensions in which a scope leaves a value out; one of which all are named is no restriction."""
        return {d: v for d, v in scope.items() if not set(self.dims.get(d, [])) <= v}

    def points(self, scope):
        """Every combination of declared values that a scope covers."""
        names = sorted(self.dims)
        return set(itertools.product(*[sorted(scope.get(d, set(self.dims[d])) & set(self.dims[d])) for d in names]))


class View:
    """A map at a date, without the claims of a source, or by what one has above a rank."""

    def __init__(self, field, at=None, without=None, rank=None):
        self.map, self.at = field, at
        self.claims = [c for c in field.claims if without is None or c["source"] != without]
        self.about = {}
        for claim in self.claims:
            self.about.setdefault(claim["about"], []).append(claim)
        self.lost_ties, self.lost_nodes = set(), set()
        if without is not None:
            before = {}
            for claim in field.claims:
                before.setdefault(claim["about"], []).append(claim)
            for tie in field.ties:
                had = [c for c in before.get("tie:" + tie, []) if c["stance"] == "supports"]
                if had and not [c for c in self.about.get("tie:" + tie, []) if c["stance"] == "supports"]:
                    self.lost_ties.add(tie)
            for node in field.nodes:
                key = ("actor:" if node in field.actors else "text:") + node
                if before.get(key) and not self.about.get(key):
                    self.lost_nodes.add(node)
        self.denied, self.rebutted = set(), set()
        for claim in self.claims:
            if claim["about"].startswith("none:"):
                line = tuple(claim["about"][5:].split("|"))
                (self.denied if claim["stance"] == "absent" else self.rebutted).add(line)
        self.all_ties = [t for i, t in field.ties.items() if i not in self.lost_ties]
        if rank is not None:
            self.all_ties = [t for t in self.all_ties if self.grade(t["id"]) is not None and self.grade(t["id"]) >= rank]
        self.nodes = {n for n in field.nodes if n not in self.lost_nodes and self.there(field.nodes[n])}
        self.ties = [t for t in self.all_ties if self.seen(t) and self.there(t) and t["from"] in self.nodes and t["to"] in self.nodes]
        self.refuted = [t for t in self.all_ties if not self.seen(t) and self.there(t) and t["from"] in self.nodes and t["to"] in self.nodes]
        self._components = self._up = None

    def there(self, row, at=None):
        at = at or (days(self.at) if self.at else None)
        if at is None:
            return True
        start, end = span(row)
        return start <= at[1] and end >= at[0]

    def weigh(self, tie):
        claims = self.about.get("tie:" + tie["id"], [])
        support = any(c["stance"] == "supports" for c in claims)
        against = any(c["stance"] != "supports" for c in claims)
        return support, against

    def seen(self, tie):
        support, against = self.weigh(tie)
        return support or not against

    def contested(self, tie):
        support, against = self.weigh(tie)
        return (support and against) or (tie["from"], tie["type"], tie["to"]) in self.denied

    def value(self, tie):
        return "unknown" if self.contested(tie) else "yes"

    def grade(self, tie):
        """The rank of the best supporting claim; None without one."""
        ranks = [RANK[c["grade"]] for c in self.about.get("tie:" + tie, []) if c["stance"] == "supports"]
        return max(ranks) if ranks else None

    # ---- ruling ----

    def ends(self, tie):
        """(ruler, ruled), or None."""
        ruling = self.map.type_of(tie)[1]
        return (tie["from"], tie["to"]) if ruling == "f" else (tie["to"], tie["from"]) if ruling == "b" else None

    def up(self):
        """ruled: [(ruler, tie)]"""
        if self._up is None:
            self._up = {}
            for tie in self.ties:
                if self.ends(tie):
                    ruler, ruled = self.ends(tie)
                    self._up.setdefault(ruled, []).append((ruler, tie["id"]))
        return self._up

    def above(self, node, edges=None):
        edges = self.up() if edges is None else edges
        found, todo = {node}, [node]
        while todo:
            for other, _ in edges.get(todo.pop(), []):
                if other not in found:
                    found.add(other)
                    todo.append(other)
        return found

    def apexes(self, node):
        """Sets of nodes above that rule one another and that nothing else rules."""
        if self._components is None:
            self._components = {}
        found = set()
        for top in self.above(node):
            if top not in self._components:
                self._components[top] = frozenset(self.above(top))
        for top in self.above(node):
            reach = self._components[top]  # an apex reaches itself and nothing else
            if all(top in self._components.setdefault(o, frozenset(self.above(o))) for o in reach):
                found.add(reach)
        return found

    def apex_lists(self, node):
        return sorted(sorted(a) for a in self.apexes(node))

    def shortest(self, node, apex, edges=None):
        """All shortest paths to an apex: lists of (node, tie)."""
        edges = self.up() if edges is None else edges
        if node in apex:
            return []
        paths, seen = [[(node, None)]], {node}
        while paths:
            done = [p for p in paths if p[-1][0] in apex]
            if done:
                return done
            longer = [p + [(o, t)] for p in paths for o, t in edges.get(p[-1][0], []) if o not in seen]
            seen |= {p[-1][0] for p in longer}
            paths = longer
        return []

    # ---- the plan ----

    def plan(self):
        plans = [t for t in self.map.texts if self.map.texts[t]["kind"] == "plan"]
        return plans[0] if len(plans) == 1 else None

    def body(self):
        bodies = [t["from"] for t in self.map.ties.values() if t["type"] == "coordinates" and t["to"] == self.plan()]
        return bodies[0] if bodies else None

    def reach(self, starts, contested, nodes=None, ties=None, leave_out=()):
        """What ruling ties other than money lead down to."""
        nodes = self.nodes if nodes is None else nodes
        down = {}
        for tie in self.ties if ties is None else ties:
            if tie["type"] == "funds" or not self.ends(tie) or tie["id"] in leave_out or (self.contested(tie) and not contested):
                continue
            ruler, ruled = self.ends(tie)
            down.setdefault(ruler, []).append((ruled, tie["id"]))
        found = set()
        for start in starts:
            if start in nodes:
                found |= self.above(start, down)
        return found

    def fact(self, actor, types, starts, denial_types=None):
        """Of ties of these types from one of these starts."""
        yes = maybe = False
        for tie in self.ties:
            if tie["to"] == actor and tie["type"] in types and tie["from"] in starts:
                maybe = True
                yes |= not self.contested(tie)
        denials = denial_types or types
        denied = any((s, t, actor) in self.denied for s in starts for t in denials)
        denied |= any(t["to"] == actor and t["type"] in denials and t["from"] in starts for t in self.refuted)
        rebutted = any((s, t, actor) in self.rebutted for s in starts for t in types)
        return self.settle(yes, maybe or rebutted, denied)

    @staticmethod
    def settle(yes, maybe, denied):
        return "yes" if yes and not denied else "no" if denied and not maybe and not yes else "unknown"

    def money(self, actor):
        plan, yes, maybe, payers = self.plan(), False, False, set()
        for tie in self.ties:
            if tie["type"] == "funds" and (tie["programme"] == plan or tie["from"] == plan):
                payers.add(tie["from"])
                if tie["to"] == actor:
                    maybe = True
                    yes |= not self.contested(tie)
        none = {who for who, kind, to in self.denied if kind == "funds" and to == actor}
        none |= {t["from"] for t in self.refuted if t["type"] == "funds" and t["to"] == actor and (t["programme"] == plan or t["from"] == plan)}
        denied = plan in none or (bool(payers) and payers <= none)
        rebutted = any(kind == "funds" and to == actor and who in payers | {plan} for who, kind, to in self.rebutted)
        return self.settle(yes, maybe or rebutted, denied)

    def met(self, actor):
        persons = {a for a in self.map.actors if self.map.actors[a]["level"] == "person"}
        value = self.fact(actor, {"meets"}, persons)
        for event in self.map.events:
            pair = {event["actor"], event["to"]}
            if actor in pair and pair & persons - {actor}:
                return "unknown" if any((p, "meets", actor) in self.denied for p in persons) else "yes"
        return value

    def places(self):
        """Every organisation: standing and the ten reasons."""
        plan, body = self.plan(), self.body()
        sure, loose = self.reach((plan, body), False), self.reach((plan, body), True)
        sure_body, loose_body = self.reach((body,), False), self.reach((body,), True)
        elsewhere = self.elsewhere() if self.at else set()
        out = {}
        for org in self.map.actors:
            if org not in self.nodes or not self.map.is_organisation(org):
                continue
            names = {"plan": plan, "body": body}
            denied = any((names[w], t, org) in self.denied for w, t in ANCHOR_DENIALS)
            denied |= any(t["to"] == org and (w, t["type"]) in ANCHOR_DENIALS and names[w] == t["from"] for t in self.refuted for w in names)
            rebutted = any((names[w], t, org) in self.rebutted for w, t in ANCHOR_DENIALS)
            anchored = self.settle(org in sure, org in loose or rebutted, denied)
            reached = self.settle(org in sure_body, org in loose_body or rebutted, denied)
            named = self.fact(org, {"names", "assigns", "mandates"}, {plan}, {"names"})
            duty = self.fact(org, {"assigns", "mandates"}, {plan})
            if duty == "yes":
                named = "yes"
            elif named == "no":
                duty = "no"
            money, met = self.money(org), self.met(org)
            own = {t["id"] for t in self.ties if self.map.type_of(t)[0] == "membership" and self.ends(t) and self.ends(t)[1] == org}
            if anchored == "yes":
                umbrella = "no" if org in self.reach((plan, body), False, leave_out=own) else "yes"
            else:
                umbrella = anchored
            out[org] = {"standing": {"yes": "in", "no": "out"}.get(anchored, "unknown"), "reasons": dict(zip(REASONS, [
                neg(anchored), neg(money), neg(named), both(named, neg(duty)), both(duty, neg(money)), both(money, neg(duty)),
                neg(reached), both(met, neg(named), neg(duty), neg(money), neg(reached)), umbrella,
                "yes" if org not in sure and org in elsewhere else "no"])), "under": self.under(org)}
        return out

    def elsewhere(self):
        """What an anchoring path reaches on some one day."""
        rows = [*self.map.nodes.values(), *self.map.ties.values()]
        found = set()
        for day in sorted({FIRST} | {span(r)[0] for r in rows}):
            nodes = {n for n in self.map.nodes if self.there(self.map.nodes[n], (day, day))}
            ties = [t for t in self.all_ties if self.seen(t) and self.there(t, (day, day)) and t["from"] in nodes and t["to"] in nodes]
            found |= self.reach((self.plan(), self.body()), False, nodes, ties)
        return found

    def under(self, unit):
        """The organisation a unit stands beneath, or None."""
        family = lambda a: self.map.families.get(self.map.actors[a]["kind"], "organisation")
        if family(unit) != "unit":
            return None
        grade = lambda t: -1 if self.grade(t["id"]) is None else self.grade(t["id"])
        met, height = {unit}, [unit]
        while height:  # all units of one height before the next: the nearest organisation, by the best founded tie
            ways = [t for u in height for t in self.ties if t["from"] == u and self.map.type_of(t) == ("membership", "b")]
            heads = [t for t in ways if family(t["to"]) not in ("unit", "ministry", "group") and not self.map.is_person(t["to"])]
            if heads:
                return max(heads, key=grade)["to"]
            height = [a for a in dict.fromkeys(t["to"] for t in ways) if family(a) == "unit" and a not in met]
            met.update(height)
        return None

    # ---- mandates ----

    def brief(self, key):
        return sorted({(c["about"], c["source"], c["stance"]) for c in self.about.get(key, [])})

    def tie_claims(self, tie):
        line = f"none:{tie['from']}|{tie['type']}|{tie['to']}"
        return [list(c) for c in sorted(self.brief("tie:" + tie["id"]) + [c for c in self.brief(line) if c[2] == "absent"])]

    def cover(self, scopes, klass):
        """yes, partly, no; and what is left."""
        left = self.map.points(klass)
        for scope in scopes:
            left -= self.map.points(scope)
        touched = any(meet(s, klass) is not None for s in scopes)
        return "yes" if not left else "partly" if touched else "no", sorted(map(list, left))

    def mandates(self, function):
        held = [t for t in self.ties if t["type"] in ("mandates", "assigns") and t["function"] == function and t["to"] in self.map.actors]
        scope = {t["id"]: parse_scope(t["scope"]) for t in held}
        answer = {"function": function, "holders": [], "overlaps": [], "cases": [], "gates": []}
        for t in held:
            answer["holders"].append({"id": t["to"], "tie": t["id"], "type": t["type"], "by": t["from"], "scope": write_scope(self.map.restricted(scope[t["id"]])),
                                      "start": t["start"], "end": t["end"], "value": self.value(t), "grade": self.grade(t["id"]) or 0,
                                      "claims": self.tie_claims(t)})
        for a, b in itertools.combinations(held, 2):
            common = meet(scope[a["id"]], scope[b["id"]])
            if a["to"] == b["to"] or common is None or max(span(a)[0], span(b)[0]) > min(span(a)[1], span(b)[1]):
                continue
            pair = sorted([(a["id"], a["to"]), (b["id"], b["to"])])
            answer["overlaps"].append({"ties": [p[0] for p in pair], "holders": [p[1] for p in pair], "scope": write_scope(self.map.restricted(common)),
                                       "value": "unknown" if self.contested(a) or self.contested(b) else "yes"})
        for case in self.map.cases.values():
            klass = parse_scope(case["class"])
            every, left = self.cover([scope[t["id"]] for t in held], klass)
            sure, _ = self.cover([scope[t["id"]] for t in held if not self.contested(t)], klass)
            touching = [t for t in held if meet(scope[t["id"]], klass) is not None]
            near = [{"tie": t["id"], "holder": t["to"], "fails": sorted(d for d in klass if d in scope[t["id"]] and not klass[d] & scope[t["id"]][d])}
                    for t in held if t not in touching]
            answer["cases"].append({"id": case["id"], "class": write_scope(self.map.restricted(klass)), "covered": every if every == sure else "unknown",
                                    "by": sorted(t["id"] for t in touching), "gaps": left, "near": sorted(near, key=lambda n: n["tie"])})
        holders = {t["to"] for t in held}
        for t in self.ties:
            if t["type"] == "gates" and t["to"] in holders and t["function"] in ("", function):
                answer["gates"].append({"tie": t["id"], "gate": t["from"], "holder": t["to"], "value": self.value(t),
                                        "grade": self.grade(t["id"]) or 0, "claims": self.tie_claims(t)})
        for part in ("holders", "gates"):
            answer[part].sort(key=lambda x: x["tie"])
        answer["overlaps"].sort(key=lambda x: x["ties"])
        answer["cases"].sort(key=lambda x: x["id"])
        return answer

    # ---- trace ----

    def trace(self, case, places=None):
        field, row = self.map, self.map.cases[case]
        places = places or self.places()
        who, klass, plan = row["standpoint"], parse_scope(row["class"]), self.plan()
        answer = {"case": case, "standpoint": who, "class": write_scope(self.map.restricted(klass)), "first_door": None, "steps": [], "handovers": [], "loops": [],
                  "leaves_plan": [], "not_drawn": [], "not_met": [], "disjunctures": []}
        met = {t["to"] for t in self.ties if t["type"] == "meets" and t["from"] == who}
        handlers, visits = [], {}
        for event in (e for e in field.events if e["case"] == case):
            step, actor, to = int(event["step"]), event["actor"], event["to"] or None
            orgs = [n for n in (actor, to) if n and field.is_organisation(n)]
            handler = orgs[0] if orgs else None
            if who in (actor, to):
                met |= {n for n in (actor, to) if n and n != who}
                if orgs and answer["first_door"] is None:
                    answer["first_door"] = {"step": step, "id": orgs[0]}
            if len(orgs) == 2 and actor != to:
                ties = [t["id"] for t in self.ties if t["type"] in ("refers", "hands_over") and (t["from"], t["to"]) == (actor, to)]
                answer["handovers"].append({"step": step, "from": actor, "to": to, "ties": sorted(ties)})
            claims = self.brief(f"event:{case}/{step}")
            if {"supports", "disputes"} <= {c[2] for c in claims}:
                answer["disjunctures"].append({"step": step, "claims": [list(c) for c in claims]})
            mandates = [parse_scope(t["scope"]) for t in self.ties if t["type"] == "mandates" and t["from"] == plan and t["to"] == handler]
            answer["steps"].append({
                "step": step, "actor": actor, "action": event["action"], "to": to, "outcome": event["outcome"], "handler": handler,
                "standing": places[handler]["standing"] if handler else None,
                "mandate": self.cover(mandates, klass)[0] if mandates else None,
                "apexes": self.apex_lists(handler) if handler else [],
                "rationales": sorted({t["from"] for t in self.ties if t["type"] == "activates" and t["to"] == handler
                                      and field.texts[t["from"]]["kind"] == "rationale"}),
                "claims": [list(c) for c in claims]})
            if handler:
                if handlers and handlers[-1] != handler:
                    if handler in handlers:
                        visits.setdefault(handler, []).append(step)
                    if places[handlers[-1]]["standing"] == "in" and places[handler]["standing"] != "in":
                        answer["leaves_plan"].append({"step": step, "id": handler,
                                                      "value": "yes" if places[handler]["standing"] == "out" else "unknown"})
                handlers.append(handler)
        answer["loops"] = [{"id": h, "steps": s} for h, s in sorted(visits.items())]
        drawn = {f["node"] for f in field.figure}
        named = lambda a: field.actors[a]["known"] in ("", "named")
        answer["not_drawn"] = [{"id": a, "value": "yes" if named(a) else "unknown"} for a in sorted(met - drawn)]
        guests = [field.actors[a]["sector"] for a in met if not named(a)]
        for a in sorted(drawn - met):
            if a in field.actors:
                may = any(s in ("", "unknown") or s == field.actors[a]["sector"] for s in guests)
                answer["not_met"].append({"id": a, "value": "unknown" if may else "yes"})
        return answer

    # ---- accountability ----

    def accountability(self):
        answer, principals = {"ties": [], "multiple": [], "circles": []}, {}
        reports = [t for t in self.ties if t["type"] == "reports_to"]
        for tie in self.ties:
            a, b = tie["from"], tie["to"]
            if tie["type"] not in ("funds", "mandates") or b not in self.map.actors:
                continue
            towards = {a}
            if a in self.map.texts:
                towards = {t["from"] for t in self.ties if t["type"] in ("issues", "coordinates") and t["to"] == a and t["from"] in self.map.actors}
            by = [t for t in reports if t["from"] == b and t["to"] in towards]
            no = {o for o in towards if (b, "reports_to", o) in self.denied}
            no |= {t["to"] for t in self.refuted if t["type"] == "reports_to" and t["from"] == b and t["to"] in towards}
            rebutted = any((b, "reports_to", o) in self.rebutted for o in towards)
            yes = any(not self.contested(t) for t in by)
            answer["ties"].append({"tie": tie["id"], "type": tie["type"], "from": a, "to": b, "by": sorted(t["id"] for t in by),
                                   "reports": "yes" if yes else "no" if no and no == towards and not by and not rebutted else "unknown"})
            if b in self.map.actors:
                principals.setdefault(b, []).append((a, tie["id"]))
        for b, pairs in sorted(principals.items()):
            if len({a for a, _ in pairs}) > 1:
                answer["multiple"].append({"id": b, "principals": sorted({a for a, _ in pairs}), "ties": sorted(t for _, t in pairs)})
        edges = {}
        for t in reports:
            edges.setdefault(t["from"], []).append((t["to"], t["id"]))
        circles = set()
        for a in edges:
            mates = frozenset(o for o in self.above(a, edges) if a in self.above(o, edges))
            if len(mates) > 1 or any(o == a for o, _ in edges[a]):
                circles.add(mates)
        answer["circles"] = sorted(sorted(c) for c in circles)
        answer["ties"].sort(key=lambda t: t["tie"])
        return answer

    # ---- ascent, ruling, threads ----

    def ascent(self, actor):
        field, levels = self.map, self.map.levels
        answer = {"from": actor, "apexes": []}
        for apex in sorted(self.apexes(actor), key=sorted):
            paths = []
            for path in self.shortest(actor, apex):
                nodes, ties = [n for n, _ in path], [t for _, t in path[1:]]
                actors = [n for n in nodes if n in field.actors]
                skips, inversions, unknown = [], [], 0
                for low, high in zip(actors, actors[1:]):
                    a, b = (levels.get(field.actors[n]["level"]) for n in (low, high))
                    if a is None or b is None:
                        unknown += 1
                        continue
                    between = sorted({r for r in levels.values() if min(a, b) < r < max(a, b)})
                    if between:
                        skips.append({"from": low, "to": high, "ranks": between})
                    if b < a:
                        inversions.append({"from": low, "to": high})
                grades = [self.grade(t) for t in ties]
                paths.append({"nodes": nodes, "ties": ties, "levels": [(field.actors[n]["level"] or None) if n in field.actors else None for n in nodes],
                              "skips": skips, "inversions": inversions, "unknown": unknown,
                              "text_ties": sum(field.ties[t]["from"] in field.texts or field.ties[t]["to"] in field.texts for t in ties),
                              "grade": 0 if None in grades else min(grades, default=0)})
            answer["apexes"].append({"members": sorted(apex), "paths": sorted(paths, key=lambda p: p["ties"]) if len(apex) == 1 else None})
        above = {n for n in self.above(actor) if n in field.texts and n != actor}
        over = {}  # text: texts it rules directly
        ruled = set()
        for tie in self.ties:
            if self.ends(tie) and all(n in field.texts for n in self.ends(tie)) and tie["from"] != tie["to"]:
                ruler, below = self.ends(tie)
                over.setdefault(ruler, []).append((below, tie["id"]))
                ruled.add(below)
        answer["boss_texts"] = []
        for text in sorted(above - ruled):
            direct = {o for o, _ in over.get(text, [])} & above
            if direct:
                all_below = (self.above(text, over) - {text}) & above
                answer["boss_texts"].append({"id": text, "texts": len(direct) if direct == all_below else None})
        return answer

    def ruling(self, actor):
        firm = View(self.map, self.at, rank=2)
        return [{"members": sorted(a), "contains_from": actor in a, "without_assumed": a in firm.apexes(actor)}
                for a in sorted(self.apexes(actor), key=sorted)]

    def threads(self, actor):
        answer = []
        for source in self.map.sources:
            mine = {t["id"] for t in self.ties if self.ends(t) and any(c["source"] == source and c["stance"] == "supports" for c in self.about.get("tie:" + t["id"], []))}
            edges = {ruled: [(o, t) for o, t in ways if t in mine] for ruled, ways in self.up().items()}
            found = []
            for apex in sorted(self.apexes(actor), key=sorted):
                paths = self.shortest(actor, apex, edges)
                if paths:
                    paths = sorted(({"nodes": [n for n, _ in p], "ties": [t for _, t in p[1:]]} for p in paths), key=lambda p: p["ties"])
                    found.append({"members": sorted(apex), "paths": paths if len(apex) == 1 else None})
            if found:
                answer.append({"source": source, "ties": len(mine), "apexes": found})
        return {"from": actor, "threads": sorted(answer, key=lambda t: t["source"])}


def withdraw(field, source):
    was, now = View(field), View(field, without=source)
    answer = {"source": source, "claims": sum(c["source"] == source for c in field.claims), "ties_lost": sorted(now.lost_ties), "ties_weakened": [],
              "nodes_lost": sorted(now.lost_nodes), "standings": [], "apexes": []}
    for tie in sorted(set(field.ties) - now.lost_ties):
        a, b = was.grade(tie), now.grade(tie)
        if a is not None and b is not None and b < a:
            answer["ties_weakened"].append({"tie": tie, "before": a, "after": b})
    before, after = was.places(), now.places()
    for org in sorted(before):
        if org in after and before[org]["standing"] != after[org]["standing"]:
            answer["standings"].append({"id": org, "before": before[org]["standing"], "after": after[org]["standing"]})
    for actor in sorted(field.actors):
        a, b = was.apex_lists(actor), now.apex_lists(actor)
        if a != b:
            answer["apexes"].append({"id": actor, "before": a, "after": b})
    return answer


def diff(a, b, changes):
    """Between two views."""
    successors = {}
    for row in changes:
        if row["kind"] != "abolished" and row["from"] in a.nodes and row["to"] in b.nodes and (row["from"] not in b.nodes or row["to"] not in a.nodes):
            successors.setdefault(row["from"], []).append(row["to"])
    news = {n for to in successors.values() for n in to}
    answer = {"nodes": {"added": sorted(b.nodes - a.nodes - news), "removed": sorted(a.nodes - b.nodes - set(successors)), "changed": []},
              "ties": {"added": [], "removed": [], "changed": []}, "reorganisations": [], "standings": []}
    for node in sorted(a.nodes & b.nodes):
        for column in ("label", "kind", "sector", "level"):
            was, now = (v.map.nodes[node].get(column) or "" for v in (a, b))
            if was != now:
                answer["nodes"]["changed"].append({"id": node, "column": column, "before": was, "after": now})
    key = lambda t: (t["from"], t["to"], t["type"], t["function"], t["scope"], t["programme"])
    rest = {}
    for tie in b.ties:
        rest.setdefault(key(tie), []).append(tie)
    for tie in a.ties:
        options = [k for f in successors.get(tie["from"], [tie["from"]]) for o in successors.get(tie["to"], [tie["to"]])
                   for k in [(f, o) + key(tie)[2:]] if rest.get(k)]
        if not options:
            answer["ties"]["removed"].append(tie["id"])
            continue
        others = rest[options[0]]
        other = next((o for o in others if o["id"] == tie["id"]), others[0])
        others.remove(other)
        for column in ("amount", "currency", "start", "end"):
            if (tie[column] or "") != (other[column] or ""):
                answer["ties"]["changed"].append({"tie": sorted({tie["id"], other["id"]}), "column": column, "before": tie[column], "after": other[column]})
    answer["ties"]["added"] = sorted(t["id"] for left in rest.values() for t in left)
    answer["ties"]["removed"].sort()
    answer["ties"]["changed"].sort(key=lambda c: (c["tie"], c["column"]))
    groups = {}
    for row in changes:
        if row["from"] in successors and row["to"] in successors[row["from"]]:
            hub = ("to", row["to"]) if row["kind"] == "merged" else ("from", row["from"])
            olds, new = groups.setdefault((row["kind"], row["date"], hub), (set(), set()))
            olds.add(row["from"])
            new.add(row["to"])
    answer["reorganisations"] = sorted(({"kind": k[0], "from": sorted(o), "to": sorted(n), "date": k[1]} for k, (o, n) in groups.items()),
                                       key=lambda r: (r["kind"], r["from"]))
    before, after = a.places(), b.places()
    for org in sorted(set(before) & set(after)):
        if before[org]["standing"] != after[org]["standing"]:
            answer["standings"].append({"id": org, "before": before[org]["standing"], "after": after[org]["standing"]})
    answer["followed"] = sorted(set(successors) | news)
    return answer


def against_planted(field, planted, places):
    """Where the record of what was planted and the answers worked out from the tables differ: a mistake of ours."""
    wrong = []
    for org in sorted(set(places) ^ set(planted["places"])):
        wrong.append(f"{org}: placed by one only")
    for org, f in planted["places"].items():
        named, duty, money, met, reached = (f[k] for k in ("named", "duty", "money", "met", "reached"))
        reasons = dict(zip(REASONS, [neg(f["anchored"]), neg(money), neg(named), both(named, neg(duty)), both(duty, neg(money)), both(money, neg(duty)),
                                     neg(reached), both(met, neg(named), neg(duty), neg(money), neg(reached)), f["umbrella"], "no"]))
        if org in places and places[org]["reasons"] != reasons:
            got = places[org]["reasons"]
            wrong.append(f"{org}: " + ", ".join(f"{k} planted {reasons[k]}, worked out {got[k]}" for k in REASONS if reasons[k] != got[k]))
    view = View(field)
    for case in field.cases:
        trace = view.trace(case, places)
        door = [trace["first_door"]["step"], trace["first_door"]["id"]]
        told = [[h["step"], h["from"], h["to"]] for h in trace["handovers"]]
        loops = {l["id"]: l["steps"] for l in trace["loops"]}
        leaves = [[l["step"], l["id"], l["value"]] for l in trace["leaves_plan"]]
        for what, got in (("first_door", door), ("handovers", told), ("loops", loops), ("leaves_plan", leaves)):
            if planted[what][case] != got:
                wrong.append(f"{case} {what}: planted {planted[what][case]}, worked out {got}")
    for function, holders in planted["holders"].items():
        got = [[h["id"], h["tie"], h["value"]] for h in view.mandates(function)["holders"]]
        missing = [h for h in holders if h not in got]
        if missing:
            wrong.append(f"{function}: planted holders {missing} are not among {got}")
    return wrong


def all_changes(*maps):
    rows = {(c["from"], c["to"], c["kind"], c["date"]): c for m in maps for c in m.changes}
    return list(rows.values())


def expect(folder):
    field = Map(folder)
    with open(os.path.join(folder, "planted.json"), encoding="utf-8") as f:
        ask = json.load(f)["ask"]
    view = View(field)
    places = view.places()
    answer = {
        "outside": places,
        "outside_at": {at: View(field, at).places() for at in ask["dates"]},
        "mandates": {f: view.mandates(f) for f in ask["functions"]},
        "trace": {c: view.trace(c, places) for c in field.cases},
        "accountability": view.accountability(),
        "threads": {a: view.threads(a) for a in ask["threads"]},
        "withdraw": {s: withdraw(field, s) for s in ask["withdraw"]},
        "ascent": {a: view.ascent(a) for a in ask["ascent"]},
        "ruling": {a: view.ruling(a) for a in ask["ruling"]},
    }
    one, two = ask["diff"]
    answer["diff"] = {"dates": diff(View(field, one), View(field, two), field.changes)}
    if os.path.isdir(folder + "-changed"):
        other = Map(folder + "-changed")
        answer["diff"]["maps"] = diff(view, View(other), all_changes(field, other))
    return answer


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    json.dump(expect(sys.argv[1].rstrip("/")), sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
    print()

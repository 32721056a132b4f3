# SPDX-License-Identifier: MIT
"""Makes a field by construction: about as many actors as asked for, a plan, its coordinating body, and around them every
situation that the questions tell apart. What was planted goes to planted.json; a changed copy goes to FOLDER-changed.

usage: make_field.py FOLDER [--actors 300] [--seed N]
"""
import argparse
import copy
import csv
import json
import os
import random

COLUMNS = {
    "actors": "id,label,kind,sector,level,short,known,start,end,uri,note", "texts": "id,label,kind,short,start,end,uri,note",
    "ties": "from,to,type,id,function,scope,amount,currency,programme,start,end,note",
    "sources": "id,label,kind,date,confidentiality,consent,uri", "claims": "about,source,locator,stance,grade,quote,coder",
    "cases": "id,label,standpoint,class,source,note", "events": "case,step,actor,action,to,outcome,start,end,source",
    "changes": "from,to,kind,date,source", "vocabulary": "term,set,family,ruling,rank,from_kinds,to_kinds,align,label,label_da",
    "figure": "node,lane,row,span,order,label,footnote,mark",
}
PLAN, BODY, POOL, RIVAL = "plan", "working-group", "pool-agreement", "ministry-1"
DIMS = {"stay": ["lawful", "unlawful", "asylum"], "relation": ["current", "ended"], "charge": ["prosecuted", "dropped", "none"]}
FUNCTIONS = ["assess", "shelter", "coordinate", "return", "advise"]
DATES = ["2016-06-15", "2021-06-15", "2019"]
WITHDRAWN = ["report", "interview-2"]  # no other claim hangs on these two in a doubtful way
FIRM = ["plan-text", "interview-1", "press"]


def scope(**dims):
    return ";".join(f"{d}={'|'.join(v)}" for d, v in dims.items())


class Field:
    def __init__(self, seed, size):
        self.rng, self.size = random.Random(seed), size
        self.rows = {name: [] for name in COLUMNS}
        self.planted = {"places": {}, "first_door": {}, "loops": {}, "leaves_plan": {}, "handovers": {}, "holders": {}}
        self.seed, self.facts = seed, {}

    def add(self, table, **cells):
        self.rows[table].append(cells)
        return cells

    def claim(self, about, source=None, grade="stated", stance="supports", locator=""):
        self.add("claims", about=about, source=source or self.rng.choice(FIRM), stance=stance, grade=grade,
                 locator=locator or f"p. {self.rng.randint(1, 90)}")

    def actor(self, id, kind, sector, level, claims=True, **more):
        self.add("actors", id=id, label=id.replace("-", " ").capitalize(), kind=kind, sector=sector, level=level, **more)
        if claims:
            self.claim("actor:" + id)
            if self.rng.random() < 0.2:
                self.claim("actor:" + id, self.rng.choice(WITHDRAWN), "inferred")
        return id

    def text(self, id, kind, claims=True, **more):
        self.add("texts", id=id, label=id.replace("-", " ").capitalize(), kind=kind, **more)
        if claims:
            self.claim("text:" + id)
        return id

    def tie(self, frm, type, to, source=None, grade="stated", claims=True, **more):
        """A tie with one supporting claim, by default from a source that stays."""
        id = f"e{len(self.rows['ties']) + 1}"
        self.add("ties", id=id, type=type, to=to, **{"from": frm}, **more)
        if claims:
            self.claim("tie:" + id, source, grade)
        return id

    def deny(self, frm, type, to, stance="absent", source=None):
        self.claim(f"none:{frm}|{type}|{to}", source, "stated", stance)

    # ---- the stem of the field ----

    def stem(self):
        rng = self.rng
        for id, label, kind, date in [("plan-text", "The plan itself", "document", "2018"), ("report", "Evaluation report", "document", "2019-03"),
                                      ("interview-1", "Interview with a case worker", "interview", "2020-02-11"),
                                      ("interview-2", "Interview with an informant", "interview", "2020-03-01"),
                                      ("press", "Newspaper", "press", "2017"), ("common", "General knowledge", "editorial", "")]:
            self.add("sources", id=id, label=label, kind=kind, date=date, confidentiality="restricted" if kind == "interview" else "public")
        self.actor("government", "government", "public", "interministerial")
        self.actor(BODY, "group", "public", "interministerial")
        self.ministries = [self.actor(f"ministry-{n}", "ministry", "public", "ministry") for n in range(1, 11)]
        self.inside, self.outside = self.ministries[1:5], self.ministries[5:]
        self.text(PLAN, "plan", start="2015-01-01")
        self.text("plan-2010", "plan_earlier", start="2010", end="2014")
        for n in range(1, 7):
            self.text(f"law-{n}", "law")
        self.text("convention", "convention")
        self.text(POOL, "agreement")
        self.text("guideline", "guideline")
        for n in range(1, 5):
            self.text(f"rationale-{n}", "rationale")
        for n in range(1, 4):  # leaflets that hang on one of the sources withdrawn, or on both
            self.text(f"leaflet-{n}", "form", claims=False)
            for source in {1: WITHDRAWN[:1], 2: WITHDRAWN[1:], 3: WITHDRAWN}[n]:
                self.claim(f"text:leaflet-{n}", source)
        tie = self.tie
        tie("government", "issues", PLAN)
        tie("government", "issues", "plan-2010")
        id = tie(BODY, "coordinates", PLAN, "plan-text")
        self.claim("tie:" + id, "report")
        self.claim("tie:" + id, "press", "inferred")
        tie(PLAN, "derives_from", "plan-2010")
        tie(PLAN, "derives_from", "law-1")
        tie(PLAN, "derives_from", "convention")
        tie("law-1", "derives_from", "convention", "common", "assumed")
        tie("law-2", "derives_from", "law-3", "report", "inferred")
        tie("guideline", "derives_from", PLAN)
        for n in range(1, 5):
            tie(f"rationale-{n}", "derives_from", f"law-{n + 1}")
        tie("rationale-1", "cites", "plan-2010")
        # the group and two of its ministries rule one another; nothing rules them
        for m in self.inside:
            tie(BODY, "coordinates", m)
        tie(self.inside[0], "leads", BODY, "interview-1")
        tie(self.inside[1], "mandates", BODY, function="coordinate")
        for m in self.inside[:3]:
            tie(m, "member_of", BODY, "common", "assumed")
        for m in self.outside[:3]:
            tie("government", "instructs", m)
        tie(RIVAL, "issues", POOL)
        # two ministries outside that supervise one another
        tie(self.outside[3], "supervises", self.outside[4])
        tie(self.outside[4], "oversees", self.outside[3], "press")
        # plan money: the agreement and a ministry pay; the plan itself pays where the seed is odd
        tie(POOL, "funds", PLAN, amount="63000000.00", currency="DKK", programme=PLAN, start="2015", end="2021")
        for m in self.ministries:
            self.place(m, "in" if m in self.inside else "unknown", reached="yes" if m in self.inside else "unknown")
        self.place(BODY, "in", reached="yes")
        self.place("government", "unknown")

    def place(self, org, standing, **facts):
        """Records what is true of an organisation: facts not given are unknown."""
        anchored = {"in": "yes", "out": "no"}.get(standing, "unknown")
        base = {"anchored": anchored, "named": "unknown", "duty": "unknown", "money": "unknown", "reached": anchored, "met": "unknown",
                "umbrella": {"yes": "no"}.get(anchored, anchored)}
        self.facts[org] = {**base, **facts}

    # ---- authorities ----

    def authorities(self, count):
        """Agencies beneath the ministries, inside or outside with them, and their offices."""
        rng, self.agencies, self.in_agencies, self.out_agencies = self.rng, [], [], []
        kinds = ["agency", "authority", "police", "prosecution", "board", "court"]
        for n in range(1, count + 1):
            anchored = n % 2 == 0
            home = rng.choice(self.inside if anchored else self.outside)
            id = self.actor(f"agency-{n}", kinds[n % 6], "public", "national")
            grade = rng.choice(["stated", "inferred", "observed"])
            if n % 10 == 0 and n > 10:  # beneath its ministry only by the word of a source withdrawn
                self.tie(id, "part_of", home, WITHDRAWN[n // 10 % 2], grade)
            elif n % 10 == 1 and n > 10:
                self.tie(id, "part_of", home, WITHDRAWN[n // 10 % 2], grade)
            elif n % 7 == 0:
                self.tie(id, "part_of", home, "common", "assumed")
            elif n % 11 == 0:
                self.tie(id, "part_of", home, claims=False)
            else:
                t = self.tie(id, rng.choice(["part_of", "seconded_to"]), home, None, "inferred")
                if rng.random() < 0.4:
                    self.claim("tie:" + t, rng.choice(WITHDRAWN), rng.choice(["stated", "observed"]))
            self.place(id, "in" if anchored else "unknown", umbrella="yes" if anchored else "unknown")
            self.agencies.append(id)
            (self.in_agencies if anchored else self.out_agencies).append(id)

    def offices(self, count):
        """Units: beneath an agency, beneath a unit of one, or beneath a ministry, where they stand alone."""
        rng, self.units = self.rng, []
        for n in range(1, count + 1):
            id = self.actor(f"office-{n}", rng.choice(["office", "facility", "prison", "police_unit", "hostel"]), "public",
                            rng.choice(["regional", "regional", "local"]) if n % 13 else "")
            if n % 9 == 0 and self.units:
                above = rng.choice(self.units)
            elif n % 8 == 0:
                above = rng.choice(self.ministries)
            else:
                above = rng.choice(self.agencies)
            inside = above in self.facts and self.facts[above]["anchored"] == "yes"
            firm = rng.random() < 0.8
            self.tie(id, "part_of", above, None if firm else "common", "stated" if firm else "assumed")
            if n % 6 == 0:  # a second line upward, weaker, into the same half of the field
                other = rng.choice(self.in_agencies if inside else self.out_agencies)
                if other != above:
                    self.tie(id, "seconded_to", other, "common", "assumed")
            self.place(id, "in" if inside else "unknown", umbrella="yes" if inside else "unknown")
            self.units.append(id)

    # ---- private organisations: one recipe each ----

    def money(self, org, source=None):
        self.tie(self.rng.choice([POOL, RIVAL]), "funds", org, source, amount=f"{self.rng.randint(1, 90)}00000.00", currency="DKK", programme=PLAN)

    def unpaid(self, org):
        for payer in (POOL, RIVAL):
            self.deny(payer, "funds", org)
        if self.seed % 2:
            self.deny(PLAN, "funds", org)

    def unnamed(self, org):
        self.deny(PLAN, "names", org)

    def uncharged(self, org):
        self.deny(PLAN, "assigns", org)
        self.deny(PLAN, "mandates", org)

    def recipes(self):
        """Of each: what is planted, the standing, the facts."""
        tie, rng, f = self.tie, self.rng, self
        return {
            "activated": lambda o: (tie(PLAN, "activates", o), ("in", {})),
            "named": lambda o: (tie(PLAN, "names", o), ("unknown", {"named": "yes"})),
            "charged-paid": lambda o: (tie(PLAN, "assigns", o, function=rng.choice(FUNCTIONS[1:])), f.money(o),
                                       ("in", {"named": "yes", "duty": "yes", "money": "yes"})),
            "charged-unpaid": lambda o: (tie(PLAN, "assigns", o, function="shelter"), f.unpaid(o),
                                         ("in", {"named": "yes", "duty": "yes", "money": "no"})),
            "charged-unsaid": lambda o: (tie(PLAN, "assigns", o, function="advise"), ("in", {"named": "yes", "duty": "yes"})),
            "uncharged": lambda o: (tie(PLAN, "names", o), tie(PLAN, "activates", o), f.uncharged(o), ("in", {"named": "yes", "duty": "no"})),
            "paid-uncharged": lambda o: (tie(PLAN, "names", o), f.uncharged(o), f.money(o), ("unknown", {"named": "yes", "duty": "no", "money": "yes"})),
            "paid-unnamed": lambda o: (f.unnamed(o), f.money(o), ("unknown", {"named": "no", "duty": "no", "money": "yes"})),
            "denied": lambda o: (f.deny(PLAN, "activates", o), ("out", {})),
            "denied-all": lambda o: (f.deny(PLAN, "activates", o), f.unnamed(o), f.unpaid(o), ("out", {"named": "no", "duty": "no", "money": "no"})),
            "denied-by-withdrawn": lambda o: (f.deny(PLAN, "activates", o, source=WITHDRAWN[0]), ("out", {})),
            "denied-body": lambda o: (f.deny(BODY, rng.choice(["coordinates", "leads", "instructs", "supervises"]), o), ("out", {})),
            "denial-contested": lambda o: (f.deny(PLAN, "activates", o), f.deny(PLAN, "activates", o, "disputes"), ("unknown", {})),
            "activated-denied": lambda o: (tie(PLAN, "activates", o), f.deny(PLAN, "activates", o), ("unknown", {})),
            "led-denied": lambda o: (tie(rng.choice(self.inside), "supervises", o), f.deny(PLAN, "activates", o), ("unknown", {})),
            "contested": lambda o: (f.claim("tie:" + tie(PLAN, "activates", o), "press", "inferred", "disputes"), ("unknown", {})),
            "contested-by-withdrawn": lambda o: (f.claim("tie:" + tie(PLAN, "activates", o), WITHDRAWN[1], "observed", "disputes"), ("unknown", {})),
            "refuted": lambda o: (f.claim("tie:" + tie(PLAN, "activates", o, claims=False), "press", "stated", "disputes"), ("out", {})),
            "name-refuted": lambda o: (f.claim("tie:" + tie(PLAN, "names", o, claims=False), "press", "stated", "disputes"), ("unknown", {"named": "no", "duty": "no"})),
            "unpaid": lambda o: (f.unpaid(o), ("unknown", {"money": "no"})),
            "unpaid-by-one": lambda o: (f.deny(POOL, "funds", o), ("unknown", {})),
            "unpaid-by-plan": lambda o: (f.deny(PLAN, "funds", o), ("unknown", {"money": "no"})),
            "money-contested": lambda o: (tie(POOL, "funds", o, amount="5", currency="EUR", programme=PLAN), f.deny(POOL, "funds", o), ("unknown", {})),
            "other-money": lambda o: (tie(RIVAL, "funds", o, amount="1200.50", currency="EUR", programme="social fund"), ("unknown", {})),
            "body-leads": lambda o: (tie(BODY, "leads", o), ("in", {})),
            "by-guideline": lambda o: (tie("guideline", "activates", o), ("in", {})),
            "by-withdrawn": lambda o: (tie(PLAN, "activates", o, rng.choice(WITHDRAWN)), ("in", {})),
            "weakened": lambda o: (f.claim("tie:" + tie(PLAN, "activates", o, grade="inferred"), rng.choice(WITHDRAWN), "stated"), ("in", {})),
            "assumed": lambda o: (tie(PLAN, "activates", o, "common", "assumed"), ("in", {})),
            "once": lambda o: (tie(PLAN, "activates", o, start="2015", end="2017-12-31"), ("in", {})),
            "later": lambda o: (tie("guideline", "activates", o, start="2020-01"), ("in", {})),
            "never-at-once": lambda o: (tie(self.inside[2], "instructs", f.relay(o, "a"), end="2016"), tie(o + "-a", "supervises", o, start="2018"), ("in", {})),
            "member": lambda o: (tie(o, "member_of", f.relay(o, "a", True)), ("unknown", {})),
            "beneath": lambda o: (tie(o, "part_of", f.relay(o, "a", True)), ("in", {"umbrella": "yes"})),
            "beneath-and-own": lambda o: (tie(o, "part_of", f.relay(o, "a", True)), tie(PLAN, "activates", o), ("in", {})),
            "met-outside": lambda o: (tie(rng.choice(self.people), "meets", o), f.deny(PLAN, "activates", o), f.unnamed(o), f.unpaid(o),
                                      ("out", {"named": "no", "duty": "no", "money": "no", "met": "yes"})),
            "met-unknown": lambda o: (tie(rng.choice(self.people), "meets", o), ("unknown", {"met": "yes"})),
            "not-met": lambda o: (f.deny(rng.choice(self.people), "meets", o), f.deny(PLAN, "activates", o), ("out", {"met": "no"})),
            "met-named": lambda o: (tie(rng.choice(self.people), "meets", o), tie(PLAN, "names", o), ("unknown", {"named": "yes", "met": "yes"})),
            "meeting-contested": lambda o: (f.claim("tie:" + tie(rng.choice(self.people), "meets", o), "press", "", "disputes"), ("unknown", {})),
            "silent": lambda o: (("unknown", {}),),
        }

    def relay(self, org, tail, anchored=False):
        """A second organisation that stands between."""
        id = self.actor(f"{org}-{tail}", "association", "private", "national")
        if anchored:
            self.tie(PLAN, "activates", id)
            self.place(id, "in")
        else:
            self.place(id, "in")  # the path through it is asked without a date
        return id

    def private(self, count, units):
        self.ngos, self.of_recipe = [], {}
        recipes = self.recipes()
        names = list(recipes)
        for n in range(count):
            name = names[n % len(names)]
            turn = f"-{n // len(names) + 1}" if n >= len(names) else ""
            id = f"ngo-{name}{turn}"
            if name == "silent":
                known = ["named", "unnamed", "unknown"][(n // len(names)) % 3]
            else:
                known = "unnamed" if name in ("met-unknown",) else "named"
            self.actor(id, "ngo", "private", "national", known=known, **({"start": "2016", "end": "2022-12"} if name == "denied" else {}))
            *_, (standing, facts) = recipes[name](id)
            self.place(id, standing, **facts)
            self.ngos.append(id)
            self.of_recipe.setdefault(name, []).append(id)
        for n in range(units):  # houses beneath them: in where their organisation is
            home = self.ngos[n * 3 % len(self.ngos)]
            id = self.actor(f"house-{n + 1}", self.rng.choice(["shelter", "house", "cafe", "clinic"]), "private", "regional",
                            **({"start": "2014", "end": "2019-06-30"} if n % 12 == 5 else {}))
            self.tie(id, "part_of", home)
            inside = self.facts[home]["anchored"]
            if home.startswith("ngo-led-denied") or home.startswith("ngo-activated-denied"):
                # the denial is of the organisation, not of its house: the tie to the one is contested, to the other not
                inside = "yes" if home.startswith("ngo-led-denied") else "unknown"
            anchored = {"yes": "in"}.get(inside, "unknown")  # no claim denies the house
            if n % 10 == 9:
                self.deny(PLAN, "activates", id)
                anchored = "unknown" if inside == "yes" or home.split("-", 1)[1].rstrip("-123") in ("contested", "contested-by-withdrawn", "activated-denied") else "out"
            self.place(id, anchored, umbrella={"in": "yes", "out": "no"}.get(anchored, "unknown"))

    # ---- mandates, money, accountability ----

    def mandates(self):
        rng, tie = self.rng, self.tie
        a = self.in_agencies
        held = [
            (PLAN, "mandates", a[0], "assess", scope(stay=["lawful"], relation=["current"]), {}, "yes"),
            (PLAN, "mandates", a[1], "assess", scope(stay=["unlawful", "asylum"]), {}, "yes"),
            (PLAN, "mandates", a[2], "assess", scope(charge=["prosecuted"]), {}, "yes"),
            ("law-2", "assigns", a[3], "assess", scope(charge=["prosecuted", "dropped"], stay=["lawful"]), {"end": "2017-12-31"}, "yes"),
            (RIVAL, "mandates", a[4], "assess", scope(charge=["dropped"], stay=["asylum"]), {"start": "2019-01-01"}, "yes"),
            (self.outside[0], "mandates", a[5], "assess", scope(relation=["ended"], stay=["lawful"], charge=["none"]), {}, "unknown"),
            (self.outside[1], "mandates", a[6], "return", scope(stay=["asylum"]), {"start": "2016-01-01", "end": "2018-12-31"}, "yes"),
            ("law-3", "assigns", a[7], "return", scope(stay=["asylum", "unlawful"]), {"start": "2019-01-01"}, "yes"),
            ("law-3", "mandates", a[8], "coordinate", "", {}, "yes"),
        ]
        for by, type, to, function, where, dates, value in held:
            id = tie(by, type, to, function=function, scope=where, **dates)
            if value == "unknown":
                self.claim("tie:" + id, "press", "inferred", "disputes")
            self.planted["holders"].setdefault(function, []).append([to, id, value])
            if by == PLAN:
                self.facts[to].update(named="yes", duty="yes", umbrella="no")
        tie(a[9], "gates", a[0], function="assess")
        tie(a[9], "gates", a[1])
        self.claim("tie:" + tie(a[3], "gates", a[2], function="assess"), "press", "stated", "disputes")
        tie(a[3], "gates", a[1], function="return")  # another decision
        tie(a[9], "gates", a[9], function="assess")  # holds nothing

    def accounts(self):
        rng, tie, out = self.rng, self.tie, self.out_agencies
        if self.seed % 2:
            tie(PLAN, "funds", self.of_recipe["charged-paid"][0], amount="77", currency="EUR")
        for n, b in enumerate(out[:12]):  # ministries outside pay and mandate; some hear back
            for a in rng.sample(self.outside, 1 + n % 3):
                tie(a, rng.choice(["funds", "mandates"]), b, programme="", function="")
                word = rng.choice(["yes", "no", "unknown", "contested"])
                if word in ("yes", "contested"):
                    id = tie(b, "reports_to", a, "interview-1")
                    if word == "contested":
                        self.claim("tie:" + id, "press", "observed", "disputes")
                elif word == "no":
                    self.deny(b, "reports_to", a)
        for b in out[:4]:  # by the agreement, which one ministry issues
            tie(POOL, "funds", b, amount="10.00", currency="DKK", programme=PLAN)
            self.facts[b]["money"] = "yes"
        tie(out[0], "reports_to", RIVAL)
        self.deny(out[1], "reports_to", RIVAL)
        for x, y in [(4, 5), (5, 6), (6, 4), (8, 8), (9, 10), (10, 9)]:
            tie(out[x], "reports_to", out[y])
        tie(out[7], "reports_to", out[4], "report")  # beside the circle
        tie("law-4", "mandates", out[2], function="advise")
        tie("law-5", "mandates", out[3], function="advise", scope=scope(relation=["ended"]))
        # upside down: a ministry led by an agency, an agency led by an office without a level
        tie(out[11], "instructs", self.outside[3], "interview-1")

    def chains(self):
        """Two ascents by design: one that skips a level and meets an actor without one, one that turns upside down."""
        for id, kind, level in [("chain-a", "office", "local"), ("chain-b", "office", "regional"), ("chain-c", "authority", ""), ("chain-d", "board", "regional"),
                                ("chain-e", "agency", "national"), ("chain-f", "ministry", "ministry"), ("chain-g", "agency", "national")]:
            self.actor(id, kind, "public", level)
            self.place(id, "unknown")
        tie = self.tie
        tie("chain-a", "part_of", "chain-b", "interview-1", "observed")
        tie("chain-b", "part_of", "chain-c", "interview-1")
        tie("chain-d", "instructs", "chain-c", "interview-1", "inferred")
        self.claim("tie:" + tie("law-5", "mandates", "chain-d", "interview-1"), "report")
        tie(self.outside[1], "supervises", "chain-a", "report", "inferred")
        self.claim("tie:" + tie("chain-g", "part_of", "chain-f", "press"), "interview-1")
        self.claim("tie:" + tie("chain-e", "instructs", "chain-f", "press"), "interview-1")
        tie("chain-e", "supervises", "chain-f", "press", "inferred")
        tie("law-4", "mandates", "chain-e", "press")

    # ---- people and cases ----

    def persons(self, count):
        self.people = [self.actor(f"person-{n}", "person", "unknown", "person") for n in range(1, count + 1)]
        for n in (1, 2):
            self.actor(f"organisation-{n}", "international_organisation", "international", "international")
            self.place(f"organisation-{n}", "unknown")
        self.tie("organisation-1", "oversees", "organisation-2")

    def cases(self):
        rng = self.rng
        one = lambda name: rng.choice(self.of_recipe[name])
        ways = {  # handlers in turn; a repeated handler after another is a loop
            "case-1": (scope(stay=["lawful"], relation=["ended"], charge=["none"]), [one("activated"), self.in_agencies[0], one("denied-all"), self.in_agencies[0], self.in_agencies[1]]),
            "case-2": (scope(stay=["asylum"]), [self.in_agencies[1], one("silent"), self.in_agencies[1], one("silent")]),
            "case-3": (scope(stay=["lawful", "asylum"], relation=["current"]), [one("met-outside"), self.in_agencies[2], self.in_agencies[0], one("contested")]),
            "case-4": (scope(relation=["ended"], charge=["dropped", "none"]), [self.out_agencies[0], self.out_agencies[1], self.out_agencies[0]]),
            "case-5": (scope(charge=["prosecuted"], stay=["unlawful"]), [self.in_agencies[2], one("denied"), one("activated"), one("refuted")]),
            "case-6": (scope(stay=["unlawful"], relation=["current"]), [one("met-unknown"), self.in_agencies[3], one("denied-body")]),
            "case-7": (scope(charge=["none"]), [self.in_agencies[4]]),
            "case-8": (scope(relation=["current", "ended"], stay=["asylum", "unlawful", "lawful"]), [one("charged-paid"), self.in_agencies[0], one("charged-paid"), one("denied-contested" if "denied-contested" in self.of_recipe else "denial-contested")]),
        }
        for number, (case, (klass, handlers)) in enumerate(ways.items()):
            who = self.people[number]
            self.add("cases", id=case, label=case.capitalize(), standpoint=who, source="interview-1", **{"class": klass})
            self.claim("case:" + case)
            step, last, told, handled = 0, None, [], []

            def event(actor, action, to, outcome=""):
                nonlocal step
                step += 1 if rng.random() < 0.8 else 2  # numbers may be left out
                self.add("events", case=case, step=str(step), actor=actor, action=action, to=to, outcome=outcome, source="interview-1")
                self.claim(f"event:{case}/{step}")
                return step

            event(who, "leaves", "")
            door = None
            for handler in handlers:
                if last and rng.random() < 0.6:
                    at = event(last, "passes_on", handler, "handed on")  # handled by the one that acts
                    told.append([at, last, handler])
                    handled.append((at, last))
                    if rng.random() < 0.7:
                        self.tie(last, rng.choice(["refers", "hands_over"]), handler)
                at = event(who, "asks", handler) if rng.random() < 0.5 else event(handler, "decides", who, "refused")
                door = door or [at, handler]
                handled.append((at, handler))
                self.facts[handler]["met"] = "yes"
                if rng.random() < 0.5:
                    at = event(handler, "decides", who, "so, not so")
                    handled.append((at, handler))
                    if rng.random() < 0.6:
                        self.claim(f"event:{case}/{at}", "interview-2", "observed", "disputes")
                last = handler
                if rng.random() < 0.3:
                    event(who, "works", "")
            self.planted["first_door"][case] = door
            self.planted["handovers"][case] = told
            loops, leaves = {}, []
            for (_, before), (at, now) in zip(handled, handled[1:]):
                if before == now:
                    continue
                if now in [h for s, h in handled if s < at]:
                    loops.setdefault(now, []).append(at)
                was, new = (self.facts[h]["anchored"] for h in (before, now))
                if was == "yes" and new != "yes":
                    leaves.append([at, now, "yes" if new == "no" else "unknown"])
            self.planted["loops"][case], self.planted["leaves_plan"][case] = loops, leaves
            for handler in handlers[:2]:
                if rng.random() < 0.7:
                    self.tie(who, "meets", handler)
        for n, agency in enumerate([*self.in_agencies[:4], *self.out_agencies[:2]]):
            self.tie(f"rationale-{n % 4 + 1}", "activates", agency)
        self.tie("rationale-1", "activates", self.in_agencies[1])

    # ---- reorganisations, figure, vocabulary ----

    def reorganisations(self):
        """Dated offices with undated ties: the field before 2018 and after."""
        old, new = {"end": "2017-12-31"}, {"start": "2018-01-01"}
        at = "2018-01-01"
        home = self.in_agencies
        def office(id, dates, above, **more):
            self.actor(id, "office", "public", "regional", **dates)
            self.tie(id, "part_of", above)
            self.place(id, "in", umbrella="yes")
            return id
        office("bureau-old", old, home[0]), office("bureau-new", new, home[0])
        office("west", old, home[1]), office("east", old, home[2])
        self.actor("both-coasts", "office", "public", "regional", **new)
        self.tie("both-coasts", "part_of", home[1])
        self.tie("both-coasts", "part_of", home[2], "common", "assumed")
        self.place("both-coasts", "in", umbrella="yes")
        office("large", old, home[3])
        self.tie("law-6", "mandates", "large", function="advise")
        office("small-1", new, home[3])
        self.actor("small-2", "office", "public", "regional", **new)
        self.tie("law-6", "mandates", "small-2", function="advise")
        self.place("small-2", "unknown")
        office("desk", old, home[4])
        self.actor("counter", "facility", "public", "regional", **new)
        self.tie("counter", "part_of", home[4])
        self.place("counter", "in", umbrella="yes")
        office("closed", old, home[5])
        office("opened", new, home[5])
        for frm, to, kind in [("bureau-old", "bureau-new", "renamed"), ("west", "both-coasts", "merged"), ("east", "both-coasts", "merged"),
                              ("large", "small-1", "split"), ("large", "small-2", "split"), ("desk", "counter", "replaced"), ("closed", "", "abolished")]:
            self.add("changes", kind=kind, to=to, date=at, source="report", **{"from": frm})
        self.claim("change:1")
        # money renewed: one tie ends, the next of the same kind begins with another amount
        for amount, dates in (("300", {"end": "2017-12-31"}), ("450.50", {"start": "2018-01-01"})):
            self.tie(self.outside[0], "funds", "organisation-1", amount=amount, currency="DKK", programme="core money", **dates)

    def figure(self):
        drawn = [BODY, *self.ministries[:6], *self.in_agencies[:8], *self.ngos[:40:3], self.of_recipe["denied-all"][0], self.of_recipe["met-outside"][0]]
        for n, node in enumerate(dict.fromkeys(drawn), 1):
            self.add("figure", node=node, lane="first" if n % 2 else "second", order=str(n))

    def vocabulary(self):
        add = lambda term, set, **more: self.add("vocabulary", term=term, set=set, label=term, **more)
        for dim in ("stay", "relation", "charge"):
            for value in DIMS[dim]:
                add(value, "dim:" + dim)
        for term in FUNCTIONS:
            add(term, "function")
        add("first", "lane", rank="1"), add("second", "lane", rank="2")
        add("plan_earlier", "kind", family="text"), add("hostel", "kind", family="unit")
        add("oversees", "tie", family="rule", ruling="forward", from_kinds="actor", to_kinds="actor")
        add("seconded_to", "tie", family="membership", ruling="backward", from_kinds="actor", to_kinds="actor")

    def build(self):
        self.stem()
        self.persons(max(14, self.size // 20))
        self.authorities(max(24, self.size * 2 // 15))
        ngos = max(41, self.size // 4)
        self.offices(max(15, self.size // 4))
        self.private(ngos, max(10, self.size - len(self.rows["actors"]) - ngos - 10 if self.size > 200 else 10))
        self.mandates()
        self.accounts()
        self.chains()
        self.cases()
        self.reorganisations()
        self.figure()
        self.vocabulary()
        self.rivalry()
        for org, f in self.facts.items():
            self.planted["places"][org] = f
        free = lambda ids, n: self.rng.sample(sorted(ids), min(n, len(ids)))
        self.planted["ask"] = {
            "dates": DATES, "functions": FUNCTIONS, "withdraw": WITHDRAWN, "diff": DATES[:2],
            "threads": ["chain-a", "chain-g", *free(self.units, 2), self.in_agencies[0], *self.of_recipe["activated"][:1]],
            "ascent": ["chain-a", "chain-g", *free(self.units, 4), self.in_agencies[0], self.out_agencies[4]],
            "ruling": [BODY, *free(set(self.units) | set(self.agencies), 6), *free(self.ngos, 4), self.out_agencies[5], "organisation-2", PLAN],
        }

    def rivalry(self):
        """A ministry that pays plan money, whom no one denies; it needs a payment to be a payer."""
        self.tie(RIVAL, "funds", self.of_recipe["charged-paid"][0], amount="100.00", currency="DKK", programme=PLAN)

    # ---- the changed copy ----

    def changed(self):
        other = copy.deepcopy(self)
        r, rng = other.rows, random.Random(self.seed + 1000)
        by = {a["id"]: a for a in r["actors"]}
        by["organisation-1"]["label"] = "First organisation"
        by["agency-3"]["level"] = "regional"
        by["agency-4"]["kind"], by["agency-4"]["sector"] = "service", "mixed"
        def drop_tie(test, limit):
            gone = [t["id"] for t in r["ties"] if test(t)][:limit]
            r["ties"] = [t for t in r["ties"] if t["id"] not in gone]
            r["claims"] = [c for c in r["claims"] if c["about"][4:] not in gone or not c["about"].startswith("tie:")]
            return gone
        def drop_actor(id):
            drop_tie(lambda t: id in (t["from"], t["to"]), None)
            r["actors"] = [a for a in r["actors"] if a["id"] != id]
            r["claims"] = [c for c in r["claims"] if c["about"] != "actor:" + id and not (c["about"].startswith("none:") and id in c["about"][5:].split("|"))]
        drop_tie(lambda t: t["from"] == PLAN and t["to"] in self.of_recipe["activated"], 1)
        drop_tie(lambda t: t["type"] in ("refers", "hands_over"), 2)
        drop_actor("house-4")
        drop_actor(self.of_recipe["silent"][0]) if not any(self.of_recipe["silent"][0] in (e["actor"], e["to"]) for e in r["events"]) and not any(
            self.of_recipe["silent"][0] == f["node"] for f in r["figure"]) and not any(self.of_recipe["silent"][0] == t["to"] and t["type"] == "part_of" for t in r["ties"]) else None
        other.actor("ngo-new", "ngo", "private", "national")
        other.rows["ties"].append({"id": "x1", "from": PLAN, "to": "ngo-new", "type": "activates"})
        other.rows["ties"].append({"id": "x2", "from": PLAN, "to": self.of_recipe["silent"][-1], "type": "activates"})
        money = [t for t in r["ties"] if t["type"] == "funds" and t.get("amount")]
        money[0]["amount"], money[1]["currency"], money[2]["end"] = "64000000.00", "SEK", "2020"
        # an office takes another name, with all its ties
        renamed = "house-3"
        for row in r["actors"]:
            if row["id"] == renamed:
                row["id"] = "house-renamed"
        for row in r["ties"]:
            for end in ("from", "to"):
                row[end] = "house-renamed" if row[end] == renamed else row[end]
        for row in r["claims"]:
            if row["about"] == "actor:" + renamed:
                row["about"] = "actor:house-renamed"
            elif row["about"].startswith("none:"):
                row["about"] = "none:" + "|".join("house-renamed" if p == renamed else p for p in row["about"][5:].split("|"))
        # the row that says so names the old one, which must stand in the map to be named: it does, ended and without ties
        other.actor(renamed, "house", "private", "regional", end="2018")
        other.add("changes", kind="renamed", to="house-renamed", date="2019", source="report", **{"from": renamed})
        r["claims"].append({"about": f"none:{PLAN}|activates|{self.of_recipe['body-leads'][0]}", "source": "press", "stance": "absent", "grade": "stated"})
        return other

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        for name, columns in COLUMNS.items():
            with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as f:
                out = csv.DictWriter(f, columns.split(","), restval="", lineterminator="\n")
                out.writeheader()
                out.writerows(self.rows[name])
        with open(os.path.join(folder, "planted.json"), "w", encoding="utf-8") as f:
            json.dump(self.planted, f, indent=1, sort_keys=True)
            f.write("\n")


def make(folder, actors=300, seed=1):
    field = Field(seed, actors)
    field.build()
    field.write(folder)
    field.changed().write(folder.rstrip("/") + "-changed")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--actors", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make(given.folder, given.actors, given.seed)

/* SPDX-License-Identifier: MIT */
/* The answers of the page, which must be those of the tool: tests/page compares them. The build joins the scripts of this
 * folder in the order answers, panel, render, interaction. Text of the map enters the page as text alone: nothing parses HTML. */
"use strict";
const D = JSON.parse(document.getElementById("styr-data").textContent);
const W = D.words;
const GRADE_RANK = { "": 0, assumed: 1, inferred: 2, stated: 3, observed: 3 };
const MOST_PATHS = 200; /* to one apex, or between two nodes */
D.nodes.forEach((n, at) => { n.at = at; });
D.ties.forEach((t, at) => { t.at = at; });
const byId = new Map(D.nodes.map((n) => [n.id, n]));

/* ---- answers ---------------------------------------------------------------------------------------------------- */

const views = new Map();

/* What is included at a date and a grade (indexes into D.dates and the grades); `up` goes from the ruled to the ruling end. */
function view(date, grade) {
  const key = date * 4 + grade;
  if (views.has(key)) return views.get(key);
  const noNodes = new Set(D.dates[date].no_nodes), noTies = new Set(D.dates[date].no_ties);
  const v = {
    date, grade,
    node: (n) => !noNodes.has(n.at),
    tie: (t) => !noTies.has(t.at) && t.seen[grade] !== "n",
    up: D.nodes.map(() => []),
  };
  for (const t of D.ties) {
    const up = D.types[t.type].up;
    if (!up || !v.tie(t)) continue;
    if (up > 0) v.up[t.from].push([t.to, t]);
    else v.up[t.to].push([t.from, t]);
  }
  views.set(key, v);
  return v;
}

/* Strongly connected components above a node that no tie upward leaves (Tarjan 1972), each in map order. */
function summits(v, from) {
  const number = new Map(), low = new Map(), waiting = new Set(), left = new Set(), stack = [], found = [];
  const visits = [];
  const enter = (n) => {
    number.set(n, number.size);
    low.set(n, number.get(n));
    stack.push(n);
    waiting.add(n);
    visits.push([n, 0]);
  };
  enter(from);
  while (visits.length) {
    const visit = visits[visits.length - 1], here = visit[0];
    if (visit[1] < v.up[here].length) {
      const above = v.up[here][visit[1]++][0];
      if (!number.has(above)) enter(above);
      else if (!waiting.has(above)) left.add(here);
      else low.set(here, Math.min(low.get(here), number.get(above)));
      continue;
    }
    visits.pop();
    const root = low.get(here) === number.get(here);
    if (root) {
      const members = stack.splice(stack.indexOf(here));
      members.forEach((m) => waiting.delete(m));
      if (!members.some((m) => left.has(m))) found.push(members.sort((a, b) => a - b));
    }
    if (!visits.length) continue;
    const below = visits[visits.length - 1][0];
    if (root) left.add(below);
    else low.set(below, Math.min(low.get(below), low.get(here)));
  }
  return found.sort((a, b) => a[0] - b[0]);
}

function counts(claim, grade) {
  return GRADE_RANK[claim.grade] >= grade;
}

function support(t, grade) {
  return (t.claims || []).map((c) => D.claims[c]).filter((c) => c.stance === "supports" && counts(c, grade));
}

function gradeOf(t, grade) {
  let best = "";
  for (const c of support(t, grade)) if (GRADE_RANK[c.grade] > GRADE_RANK[best]) best = c.grade;
  return best;
}

/* A path as the tool writes it, from its ties and the nodes they lead to. */
function writePath(from, steps, grade) {
  let at = from, weakest = null;
  const ties = steps.map((t) => {
    const reversed = t.from !== at;
    at = reversed ? t.from : t.to;
    const g = gradeOf(t, grade);
    if (weakest === null || GRADE_RANK[g] < GRADE_RANK[weakest]) weakest = g;
    return { id: t.id, type: t.type, from: D.nodes[t.from].id, to: D.nodes[t.to].id, reversed };
  });
  const sources = steps.map((t) => support(t, grade).map((c) => c.source).filter((s) => s));
  const one = sources.length ? sources[0].find((s) => sources.every((of) => of.includes(s))) : undefined;
  return { from: D.nodes[from].id, to: D.nodes[at].id, length: ties.length, ties, grade: weakest || null, source: one || null };
}

function earlier(a, b) { /* by length, then by last node, then by ties */
  if (a.length !== b.length) return a.length - b.length;
  if (a.end !== b.end) return a.end - b.end;
  for (let i = 0; i < a.length; i++) if (a[i].at !== b[i].at) return a[i].at - b[i].at;
  return 0;
}

/* All shortest ruling paths from a node to each of the targets. */
function climbs(v, from, targets) {
  const far = new Map([[from, 0]]), before = new Map(), queue = [from];
  for (let i = 0; i < queue.length; i++) {
    const here = queue[i];
    for (const [above, t] of v.up[here]) {
      if (!far.has(above)) {
        far.set(above, far.get(here) + 1);
        before.set(above, []);
        queue.push(above);
      }
      if (far.get(above) === far.get(here) + 1) before.get(above).push([here, t]);
    }
  }
  const found = [];
  let truncated = null;
  for (const end of targets) {
    if (end === from || !far.has(end)) continue;
    const open = [[end, []]];
    while (open.length && !truncated) {
      const [at, ties] = open.pop();
      if (at === from) {
        if (found.length === MOST_PATHS) truncated = "limit";
        else found.push(Object.assign(ties.slice().reverse(), { end }));
      } else {
        for (const [below, t] of before.get(at)) open.push([below, ties.concat([t])]);
      }
    }
  }
  found.sort(earlier);
  return { paths: found.map((p) => writePath(from, p, v.grade)), truncated };
}

/* `styr ruling --from ID --format json` */
function ruling(id, at) {
  const v = view(at.date, at.grade), from = byId.get(id);
  if (!from || !v.node(from)) return { error: "not there" };
  const strict = summits(view(at.date, Math.max(at.grade, 2)), from.at).map(String);
  return {
    from: id,
    apexes: summits(v, from.at).map((members) => ({
      members: members.map((m) => D.nodes[m].id),
      contains_from: members.includes(from.at),
      without_assumed: strict.includes(String(members)),
      ...climbs(v, from.at, members),
    })),
  };
}

/* `styr paths --along up+ --from A --to B --mode acyclic --format json` */
function between(a, b, at) {
  const v = view(at.date, at.grade);
  return climbs(v, byId.get(a).at, [byId.get(b).at]);
}

function answer(table, at) {
  return D.answers[table[at.date][at.grade]];
}

/* `styr outside --format json` */
function outside(at) {
  const a = answer(D.outside, at);
  return a.error ? a : { ...a, organisations: a.organisations.map((i) => D.answers[i]) };
}

/* `styr trace --case ID --format json` and `styr mandates --function TERM --format json` */
const trace = (id, at) => answer(D.cases.find((c) => c.id === id).at, at);
const mandates = (name, at) => answer(D.functions.find((f) => f.function === name).at, at);

/* ---- the figure's lines ------------------------------------------------------------------------------------------- */

const canvas = document.getElementById("styr-canvas"), svg = canvas.querySelector("svg");
const boxOf = new Map(), nodeOfBox = new Map();
for (const n of D.nodes) {
  const el = n.box && document.getElementById(n.box);
  if (!el) continue;
  boxOf.set(n.at, el);
  nodeOfBox.set(n.box, n.at);
}
const LOOKS = ["stated", "inferred", "assumed", "ungraded", "contested"];
const lines = [...svg.querySelectorAll("g.edge.line:not(.legend)")].map((el) => {
  const { from, to } = el.dataset;
  return { el, from: nodeOfBox.get(from), to: nodeOfBox.get(to), via: el.classList.contains("via-text"), bare: el.classList.contains("bare") };
});
/* Lines that share a route have pieces with the same number there; one of these pieces is shown at a time. */
const ways = new Map();
for (const l of lines) {
  for (const el of l.el.querySelectorAll("path[data-way]")) {
    if (!ways.has(el.dataset.way)) ways.set(el.dataset.way, []);
    ways.get(el.dataset.way).push({ el, line: l.el });
  }
}
const lineAt = new Map(lines.map((l) => [l.from + ">" + l.to + (l.via ? ">via" : ""), l]));

function ends(t) { /* the ruling and the ruled end */
  return D.types[t.type].up > 0 ? [t.to, t.from] : [t.from, t.to];
}

/* The ties that a line represents: one, or two that meet at a text which is not drawn. */
for (const l of lines) l.ways = [];
{
  const under = D.nodes.map(() => []);
  for (const t of D.ties) if (D.types[t.type].up) under[ends(t)[0]].push(t);
  for (const box of boxOf.keys()) {
    for (const t of under[box]) {
      const to = ends(t)[1];
      if (boxOf.has(to)) {
        const l = lineAt.get(box + ">" + to);
        if (l) l.ways.push([t]);
      } else if (D.nodes[to].text && t.type !== "funds") {
        for (const u of under[to]) {
          const l = u.type !== "funds" && lineAt.get(box + ">" + ends(u)[1] + ">via");
          if (l) l.ways.push([t, u]);
        }
      }
    }
  }
}

/* How a line looks, as `styr figure --as-of --min-grade` draws it; null when it is not drawn. */
function lookOf(l, v, families) {
  if (l.bare) return "bare";
  let best = null;
  for (const way of l.ways) {
    if (!way.every((t) => v.tie(t) && (!families || families.has(D.types[t.type].family)))) continue;
    let grade = "stated", contested = false;
    way.forEach((t, i) => {
      const g = gradeOf(t, v.grade);
      if (!i || GRADE_RANK[g] < GRADE_RANK[grade]) grade = g;
      contested = contested || (t.claims || []).some((c) => D.claims[c].stance !== "supports" && counts(D.claims[c], v.grade));
    });
    const value = GRADE_RANK[grade] - (contested ? 8 : 0);
    if (!best || value > best.value) best = { value, look: contested ? "contested" : ["ungraded", "assumed", "inferred", "stated"][GRADE_RANK[grade]] };
  }
  return best && best.look;
}

/* Boxes of organisations that are outside the plan at that date and grade according to the answer; the figure frames them. */
function deniedBoxes(at) {
  const answer = outside(at), out = new Set();
  if (answer.error) return out;
  for (const o of answer.organisations)
    for (const p of [o, ...o.units]) if (p.standing === "out" && boxOf.has(byId.get(p.id).at)) out.add(byId.get(p.id).at);
  return out;
}

/* For tests, and for whoever opens the console. */
window.styr = {
  dates: D.dates.map((d) => d.date), ruling, between, outside, trace, mandates,
  cases: D.cases.map((c) => c.id), functions: D.functions.map((f) => f.function), nodes: D.nodes.map((n) => n.id),
  drawn: (at) => lines.map((l) => ({ from: l.from === undefined ? null : D.nodes[l.from].id, to: l.to === undefined ? null : D.nodes[l.to].id,
    via: l.via, look: lookOf(l, view(at.date, at.grade)) })).filter((l) => l.look),
  denied: (at) => [...deniedBoxes(at)].map((n) => D.nodes[n].id),
};

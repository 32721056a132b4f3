/* SPDX-License-Identifier: MIT */
/* The page's script. First the answers, which must be those of the tool (a test compares them), then what is seen and
 * done. Text of the map enters the page as text alone: nothing here parses HTML. */
"use strict";
(() => {
const D = JSON.parse(document.getElementById("styr-data").textContent);
const W = D.words;
const GRADE_RANK = { "": 0, assumed: 1, inferred: 2, stated: 3, observed: 3 };
const MOST_PATHS = 200; /* to one apex, or between two nodes */
D.nodes.forEach((n, at) => { n.at = at; });
D.ties.forEach((t, at) => { t.at = at; });
const byId = new Map(D.nodes.map((n) => [n.id, n]));

/* ---- answers ---------------------------------------------------------------------------------------------------- */

const views = new Map();

/* What a date and a grade (places in D.dates and among the grades) let see; `up` leads from the ruled to the ruling. */
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
  const [from, to] = el.querySelector("title").textContent.split("->");
  return { el, from: nodeOfBox.get(from), to: nodeOfBox.get(to), via: el.classList.contains("via-text"), bare: el.classList.contains("bare") };
});
const lineAt = new Map(lines.map((l) => [l.from + ">" + l.to + (l.via ? ">via" : ""), l]));

function ends(t) { /* the ruling and the ruled end */
  return D.types[t.type].up > 0 ? [t.to, t.from] : [t.from, t.to];
}

/* The ties a line may stand for: one, or two that meet in a text which is not drawn. */
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

/* For tests, and for whoever opens the console. */
window.styr = {
  dates: D.dates.map((d) => d.date), ruling, between, outside, trace, mandates,
  cases: D.cases.map((c) => c.id), functions: D.functions.map((f) => f.function), nodes: D.nodes.map((n) => n.id),
  drawn: (at) => lines.map((l) => ({ from: l.from === undefined ? null : D.nodes[l.from].id, to: l.to === undefined ? null : D.nodes[l.to].id,
    via: l.via, look: lookOf(l, view(at.date, at.grade)) })).filter((l) => l.look),
};

/* ---- making elements ------------------------------------------------------------------------------------------------ */

const state = { date: 0, grade: 0, families: null, chosen: [], second: false, path: null, step: null, caseId: D.cases.length ? D.cases[0].id : null };
const $ = (id) => document.getElementById("styr-" + id);

/* An element with attributes and children; a text child stays text. */
function make(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) e.setAttribute(key, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return e;
}

function fill(text, values) { /* "{n} paths" */
  return text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
}

function word(key) {
  return W[key] === undefined ? key : W[key];
}

const labelOf = (id) => (byId.has(id) ? byId.get(id).label : id);

function link(href, text) { /* the writer let only http, https, mailto and # through; look again */
  return /^(https?:\/\/|mailto:|#)/.test(href) ? make("a", { href, rel: "noreferrer noopener" }, text) : make("span", null, text);
}

function nodeButton(id) {
  return make("button", { type: "button", onclick: () => choose([byId.get(id).at], true) }, labelOf(id));
}

function sourceName(id) {
  const s = D.sources[id];
  if (!id) return word("no_source");
  return s ? (s.uri ? link(s.uri, s.label) : s.label) : id;
}

function claimItem(c) {
  const about = D.denials.some((d) => D.claims[d.claim] === c) || c.stance === "absent" ? word("stance_absent") : word("stance_" + c.stance);
  return make("li", null, make("span", null, about, ": ", sourceName(c.source), c.locator ? ", " + c.locator : "",
    c.grade ? " (" + word("grade_name_" + c.grade) + ")" : ""), c.quote ? make("blockquote", null, c.quote) : null);
}

function claimList(claims) {
  if (!claims || !claims.length) return make("small", null, word("no_claims"));
  return make("details", { class: "claims" }, make("summary", null, fill(word(claims.length === 1 ? "claim" : "claims"), { n: claims.length })),
    make("ul", null, ...claims.map(claimItem)));
}

const tieClaims = (t) => (t.claims || []).map((c) => D.claims[c]).filter((c) => counts(c, state.grade));
const tieById = new Map(D.ties.map((t) => [t.id, t]));

function moneyOf(t) {
  return t.amount ? " " + t.amount + " " + t.currency : "";
}

function span(x) {
  return x.start || x.end ? " (" + (x.start || "…") + "–" + (x.end || "…") + ")" : "";
}

/* A tie as a sentence: who, does what, to whom. */
function sentence(t) {
  return D.nodes[t.from].label + " " + D.types[t.type].label + " " + D.nodes[t.to].label +
    (t.function ? ": " + t.function_label : "") + moneyOf(t) + span(t);
}

function section(title, ...children) {
  return make("section", null, make("h3", null, title), ...children);
}

/* ---- what the panel says ---------------------------------------------------------------------------------------------- */

function placing(id) {
  const a = outside(state);
  if (a.error) return { error: a.error };
  for (const o of a.organisations) {
    if (o.id === id) return { ...o, plan: a };
    for (const u of o.units) if (u.id === id) return { ...u, plan: a, beneath: o };
  }
  return { plan: a };
}

function planSection(n) {
  const p = placing(n.id);
  if (p.error) return D.outside.some((row) => row.some((i) => !D.answers[i].error)) ? section(word("plan"), make("p", null, word("no_plan_now"))) : null;
  if (!p.standing) return null;
  const told = p.reasons.filter((r) => r.value === "yes" || r.code === "not_anchored" || r.code === "no_plan_money");
  return section(word("plan"),
    make("p", null, make("span", { class: "standing " + p.standing }, word("standing_" + p.standing)), " – ", p.plan.plan_label),
    p.beneath ? make("p", null, fill(word("beneath"), { label: p.beneath.label })) : null,
    make("ul", null, ...told.map((r) => make("li", null, make("p", null, word("reason_" + r.code + "_" + r.value)), reasonGrounds(r)))));
}

function reasonGrounds(r) {
  const ties = r.ties.map((id) => tieById.get(id)).filter((t) => t);
  return make("div", null, ties.length ? make("details", { class: "claims" }, make("summary", null, fill(word("ties_n"), { n: ties.length })),
    make("ul", null, ...ties.map((t) => make("li", null, sentence(t))))) : null, r.claims.length ? claimList(r.claims) : null);
}

function pathItem(p) {
  const on = state.path && JSON.stringify(state.path) === JSON.stringify(p.ties.map((t) => t.id));
  const grounds = (p.grade ? fill(word("weakest"), { grade: word("grade_name_" + p.grade) }) : word("ungraded_path")) +
    (p.source ? "; " + fill(word("one_source"), { source: D.sources[p.source] ? D.sources[p.source].label : p.source }) : "");
  return make("li", null,
    make("ol", null, ...p.ties.map((t) => make("li", null, sentence(tieById.get(t.id)), " ", claimList(tieClaims(tieById.get(t.id)))))),
    make("div", { class: "row" }, make("button", { type: "button", "aria-pressed": String(!!on), class: "show-path", onclick: () => showPath(on ? null : p) }, word("show_path")),
      make("small", null, grounds)));
}

function pathList(found) {
  const few = found.paths.slice(0, 3), more = found.paths.slice(3);
  const parts = [make("ol", { class: "paths" }, ...few.map(pathItem))];
  if (more.length) parts.push(make("details", null, make("summary", null, fill(word("more_paths"), { n: more.length })),
    make("ol", { class: "paths", start: 4 }, ...more.map(pathItem))));
  if (found.truncated) parts.push(make("p", { class: "note" }, fill(word("cut"), { n: MOST_PATHS })));
  return parts;
}

function rulingSection(n) {
  const r = ruling(n.id, state);
  if (r.error) return section(word("ruled_by"), make("p", null, word("not_there")));
  return section(word("ruled_by"), ...r.apexes.flatMap((a) => [
    make("h4", null, a.members.map(labelOf).join(", ")),
    a.contains_from ? make("p", null, word(a.members.length === 1 ? "itself" : "itself_among")) : null,
    a.without_assumed ? null : make("p", { class: "note" }, word("only_assumed")),
    ...(a.paths.length ? pathList(a) : []),
  ].filter((x) => x)));
}

function mandateSection(n) {
  const items = [];
  for (const f of D.functions) {
    const m = mandates(f.function, state);
    if (m.error) continue;
    for (const h of m.holders.filter((x) => x.id === n.id)) {
      items.push(make("li", null, make("p", null, m.label + (h.scope ? ", " + word("scope") + ": " + scopeText(h.scope) : "") + "; " + fill(word("given_by"), { label: labelOf(h.by) }) +
        (h.value === "unknown" ? " (" + word("contested") + ")" : "")), claimList(h.claims)));
    }
    for (const g of m.gates.filter((x) => x.holder === n.id)) items.push(make("li", null, make("p", null, m.label + ": " + fill(word("waits_for"), { label: labelOf(g.gate) })), claimList(g.claims)));
    for (const g of m.gates.filter((x) => x.gate === n.id)) items.push(make("li", null, make("p", null, m.label + ": " + fill(word("awaited_by"), { label: labelOf(g.holder) })), claimList(g.claims)));
  }
  return items.length ? section(word("mandates"), make("ul", null, ...items)) : null;
}

function scopeText(scope) {
  return scope.split(";").map((part) => {
    const [dimension, values] = part.split("=");
    const names = (D.scopes[dimension] || {});
    return dimension + " " + values.split("|").map((v) => names[v] || v).join(" " + word("or") + " ");
  }).join("; ");
}

function tieSection(n) {
  const v = view(state.date, state.grade);
  const all = D.ties.filter((t) => (t.from === n.at || t.to === n.at) && v.tie(t) && (!state.families || state.families.has(D.types[t.type].family)));
  const denied = D.denials.filter((d) => (d.from === n.at || d.to === n.at) && counts(D.claims[d.claim], state.grade));
  const parts = [];
  if (all.length) parts.push(section(fill(word("ties_of"), { n: all.length }), make("details", null, make("summary", null, word("show_ties")),
    make("ul", null, ...all.map((t) => make("li", null, make("p", null, sentence(t), t.seen[state.grade] === "c" ? " (" + word("contested") + ")" : ""), t.note ? make("p", null, make("small", null, t.note)) : null, claimList(tieClaims(t))))))));
  if (denied.length) parts.push(section(word("absent"), make("ul", null, ...denied.map((d) => make("li", null,
    make("p", null, D.nodes[d.from].label + " " + d.type_label + " " + D.nodes[d.to].label), claimList([D.claims[d.claim]]))))));
  return parts;
}

function casesSection(n) {
  const items = [];
  for (const c of D.cases) {
    const t = trace(c.id, state);
    if (t.error) continue;
    t.steps.forEach((s, i) => {
      if (s.actor !== n.id && s.to !== n.id) return;
      items.push(make("li", null, make("button", { type: "button", onclick: () => goTo(c.id, i) }, fill(word("step_n"), { n: s.step })), " ", stepText(s)));
    });
  }
  return items.length ? section(word("in_cases"), make("ul", null, ...items)) : null;
}

function metaLine(n) {
  return [n.text ? word("a_text") : "", n.kind_label, n.sector_label, n.level_label].filter((x) => x).join(" · ") + span(n);
}

function describe(n) {
  return [
    make("p", { class: "chip" }, metaLine(n)),
    n.note ? make("p", null, n.note) : null,
    n.uri ? make("p", null, link(n.uri, n.uri)) : null,
    make("div", { class: "row" }, make("button", { type: "button", id: "styr-second", "aria-pressed": String(state.second), onclick: armSecond }, word("compare"))),
    planSection(n), rulingSection(n), mandateSection(n), ...tieSection(n),
    n.claims && n.claims.length ? section(word("claims_about"), claimList(n.claims.map((c) => D.claims[c]).filter((c) => counts(c, state.grade)))) : null,
    casesSection(n),
  ];
}

function describeTwo(a, b) {
  const one = (x, y) => {
    const found = between(x.id, y.id, state);
    return section(fill(word("over"), { above: y.label, below: x.label }), ...(found.paths.length ? pathList(found) : [make("p", null, word("no_path"))]));
  };
  return [make("div", { class: "row" }, nodeButton(a.id), nodeButton(b.id)), one(a, b), one(b, a)];
}

function renderPanel() {
  const name = $("panel-name"), body = $("panel-body"), nodes = state.chosen.map((at) => D.nodes[at]);
  name.textContent = !nodes.length ? word("nobody") : nodes.map((n) => n.label).join(" · ");
  const parts = !nodes.length ? [make("p", null, word("choose"))] : nodes.length === 1 ? describe(nodes[0]) : describeTwo(nodes[0], nodes[1]);
  body.replaceChildren(...parts.filter((p) => p));
}

/* ---- a case, step by step ------------------------------------------------------------------------------------------- */

function stepText(s) {
  return labelOf(s.actor) + " " + (D.actions[s.action] || s.action.replaceAll("_", " ")) + (s.to ? " → " + labelOf(s.to) : "") + (s.outcome ? ": " + s.outcome : "");
}

function goTo(id, step) {
  state.caseId = id;
  state.step = step;
  state.path = null;
  render();
  const t = trace(id, state);
  if (step !== null && !t.error) say(fill(word("step_of"), { n: step + 1, of: t.steps.length }) + ": " + stepText(t.steps[step]));
}

function stepFacts(t, s, i) {
  const leaves = t.leaves_plan.find((l) => l.step === s.step), items = [];
  if (t.first_door && t.first_door.step === s.step) items.push(make("li", null, fill(word("first_door"), { label: labelOf(t.first_door.id) })));
  for (const h of t.handovers.filter((x) => x.step === s.step)) items.push(make("li", null, fill(word("handover"), { from: labelOf(h.from), to: labelOf(h.to) })));
  for (const l of t.loops.filter((x) => x.steps.includes(s.step))) items.push(make("li", null, fill(word("comes_back"), { label: labelOf(l.id) })));
  if (leaves) items.push(make("li", { class: "leaves" }, word("leaves_" + leaves.value)));
  if (s.standing) items.push(make("li", null, fill(word("handler_stands"), { label: labelOf(s.handler), standing: word("standing_" + s.standing).toLowerCase() })));
  if (s.mandate) items.push(make("li", null, word("mandate_" + s.mandate)));
  if (s.apexes.length) items.push(make("li", null, word("in_the_end") + ": " + s.apexes.map((a) => a.map(labelOf).join(", ")).join("; ")));
  for (const r of s.rationales) items.push(make("li", null, word("rationale") + ": " + labelOf(r)));
  if (t.disjunctures.some((d) => d.step === s.step)) items.push(make("li", { class: "leaves" }, word("disjuncture")));
  return make("div", null, make("p", null, make("strong", null, fill(word("step_of"), { n: i + 1, of: t.steps.length }) + ". "), stepText(s)),
    items.length ? make("ul", null, ...items) : null, claimList(s.claims),
    s.handler && byId.has(s.handler) ? make("div", { class: "row" }, nodeButton(s.handler)) : null);
}

function renderCase() {
  if (!state.caseId) return;
  const t = trace(state.caseId, state), body = $("case-body"), had = document.activeElement && document.activeElement.id;
  $("case").hidden = false;
  if (t.error) {
    body.replaceChildren(make("p", null, word("no_case_now")));
    return;
  }
  const move = (by) => goTo(state.caseId, state.step === null ? 0 : Math.min(Math.max(state.step + by, 0), t.steps.length - 1));
  const parts = [];
  if (D.cases.length > 1) {
    const select = make("select", { id: "styr-case-which", "aria-label": word("case"), onchange: (e) => goTo(e.target.value, null) },
      ...D.cases.map((c) => make("option", { value: c.id, selected: c.id === state.caseId }, trace(c.id, state).label || c.id)));
    parts.push(select);
  } else {
    parts.push(make("p", null, t.label));
  }
  parts.push(make("div", { class: "row" },
    make("button", { type: "button", id: "styr-back", disabled: state.step === null || state.step === 0, onclick: () => move(-1) }, word("back")),
    make("button", { type: "button", id: "styr-next", disabled: state.step === t.steps.length - 1 || !t.steps.length, onclick: () => move(1) }, word(state.step === null ? "start" : "next")),
    state.step === null ? null : make("button", { type: "button", id: "styr-leave", onclick: () => goTo(state.caseId, null) }, word("stop"))));
  if (state.step !== null && t.steps[state.step]) parts.push(stepFacts(t, t.steps[state.step], state.step));
  else if (t.leaves_plan.length) parts.push(make("p", null, fill(word("leaves_at"), { n: t.leaves_plan.map((l) => l.step).join(", ") })));
  parts.push(make("details", { id: "styr-steps", open: state.stepsOpen, ontoggle: (e) => { state.stepsOpen = e.target.open; } }, make("summary", null, word("all_steps")), make("ol", { class: "steps" }, ...t.steps.map((s, i) => make("li",
    { class: t.leaves_plan.some((l) => l.step === s.step) ? "leaves-here" : null },
    make("button", { type: "button", "aria-current": i === state.step ? "step" : null, onclick: () => goTo(state.caseId, i) }, s.step + ". " + stepText(s)))))));
  body.replaceChildren(...parts);
  const again = had && had.startsWith("styr-") && body.querySelector("#" + had);
  if (again) (again.disabled ? body.querySelector("#styr-back:enabled, #styr-next:enabled") || $("case-name") : again).focus();
}

/* ---- the figure ------------------------------------------------------------------------------------------------------- */

function marks(el) {
  return ["mark-", "note-"].map((p) => document.getElementById(p + el.id)).filter((x) => x);
}

/* The lines of a path: between drawn boxes that follow one another, or with one undrawn text between them. */
function linesOfPath(ids) {
  const out = new Set(), on = new Set();
  const ties = ids.map((id) => tieById.get(id));
  const nodes = ties.map((t) => ends(t)[1]).concat([ends(ties[ties.length - 1])[0]]);
  nodes.forEach((n) => on.add(n));
  for (let i = 0; i + 1 < nodes.length; i++) {
    const l = boxOf.has(nodes[i + 1]) ? lineAt.get(nodes[i + 1] + ">" + nodes[i]) : i + 2 < nodes.length && lineAt.get(nodes[i + 2] + ">" + nodes[i] + ">via");
    if (l) out.add(l);
  }
  return { lines: out, nodes: on };
}

function renderFigure() {
  const v = view(state.date, state.grade), path = state.path ? linesOfPath(state.path) : null;
  const t = state.step !== null && state.caseId ? trace(state.caseId, state) : null, s = t && !t.error ? t.steps[state.step] : null;
  const now = s ? [s.actor, s.to].filter((x) => x).map((x) => byId.get(x).at) : [];
  const been = s ? new Set(t.steps.slice(0, state.step).flatMap((x) => [x.actor, x.to]).filter((x) => x).map((x) => byId.get(x).at)) : new Set();
  const near = new Set(state.chosen);
  for (const l of lines) if (state.chosen.includes(l.from) || state.chosen.includes(l.to)) near.add(l.from).add(l.to);
  const quiet = path || state.chosen.length || s;
  for (const l of lines) {
    const look = lookOf(l, v, state.families), on = path ? path.lines.has(l) : state.chosen.includes(l.from) || state.chosen.includes(l.to);
    l.el.classList.toggle("off", !look && !(path && on));
    if (look && look !== "bare") for (const name of LOOKS) l.el.classList.toggle(name, name === look);
    l.el.classList.toggle("on", !!(quiet && on));
    l.el.classList.toggle("dim", !!(quiet && !on));
  }
  for (const [at, el] of boxOf) {
    const here = v.node(D.nodes[at]), keep = path ? path.nodes.has(at) : s ? now.includes(at) || been.has(at) || near.has(at) : near.has(at);
    for (const part of [el, ...marks(el)]) {
      part.classList.toggle("off", !here);
      part.classList.toggle("dim", !!(quiet && !keep));
    }
    el.classList.toggle("chosen", state.chosen.includes(at));
    el.classList.toggle("on", !!(path && path.nodes.has(at)));
    el.classList.toggle("now", now.includes(at));
    el.classList.toggle("been", been.has(at) && !now.includes(at));
    el.setAttribute("aria-pressed", String(state.chosen.includes(at)));
  }
}

/* ---- the words beneath --------------------------------------------------------------------------------------------------- */

function renderWords() {
  const v = view(state.date, state.grade), a = outside(state), standing = new Map();
  if (!a.error) for (const o of a.organisations) for (const x of [o, ...o.units]) standing.set(x.id, x.standing);
  for (const el of document.querySelectorAll("#styr-words [data-node]")) {
    const n = D.nodes[el.dataset.node];
    el.hidden = !v.node(n);
    const says = el.querySelector(".standing");
    if (says) {
      const st = standing.get(n.id);
      says.textContent = st ? word("standing_" + st) : "";
      says.className = "standing" + (st ? " " + st : "");
    }
  }
  for (const el of document.querySelectorAll("#styr-words [data-tie]")) {
    const t = D.ties[el.dataset.tie];
    el.hidden = !v.tie(t) || !!(state.families && !state.families.has(D.types[t.type].family));
  }
}

function render() {
  renderFigure();
  renderPanel();
  renderCase();
  renderWords();
  $("date-said").textContent = D.dates[state.date].date || word("no_date");
  $("date").setAttribute("aria-valuetext", $("date-said").textContent);
}

function say(text) {
  $("status").textContent = text;
}

function sayFilter() {
  const drawn = lines.filter((l) => lookOf(l, view(state.date, state.grade), state.families)).length;
  const all = outside(state), out = all.error ? null : all.organisations.filter((o) => o.standing === "out").length;
  say(fill(word("filtered"), { n: drawn, of: lines.length }) + (out === null ? "" : " " + fill(word("outside_n"), { n: out })));
}

/* ---- what is done ------------------------------------------------------------------------------------------------------- */

function choose(ats, moveFocus) {
  state.chosen = ats;
  state.path = null;
  state.second = false;
  render();
  say(ats.length ? fill(word("chosen"), { label: ats.map((at) => D.nodes[at].label).join(" · ") }) : "");
  if (moveFocus) $("panel-name").focus();
}

function pick(at, second) {
  if ((second || state.second) && state.chosen.length && state.chosen[0] !== at) choose([state.chosen[0], at]);
  else choose(state.chosen.length === 1 && state.chosen[0] === at ? [] : [at]);
}

function armSecond() {
  state.second = !state.second;
  $("second").setAttribute("aria-pressed", String(state.second));
  say(state.second ? word("pick_second") : "");
}

function showPath(p) {
  state.path = p ? p.ties.map((t) => t.id) : null;
  const at = [...document.querySelectorAll(".show-path")].indexOf(document.activeElement);
  const open = [...$("panel-body").querySelectorAll("details")].map((d) => d.open);
  render();
  $("panel-body").querySelectorAll("details").forEach((d, i) => { d.open = open[i]; });
  if (at >= 0) document.querySelectorAll(".show-path")[at].focus();
  say(p ? word("path_shown") : "");
}

/* ---- search: by label, short name or id; å is aa, æ is ae, ø is oe, and accents do not count ------------------------------------ */

function fold(text) {
  return text.toLowerCase().replace(/å/g, "aa").replace(/æ/g, "ae").replace(/ø/g, "oe").replace(/ß/g, "ss")
    .normalize("NFD").replace(/[\u0300-\u036f\u00ad]/g, "");
}
const folded = D.nodes.map((n) => [n.label, n.short || "", n.id].map(fold));

function search() {
  const asked = fold($("search").value.normalize("NFC").trim()), hits = $("hits");
  const found = asked ? D.nodes.filter((n) => folded[n.at].some((f) => f.includes(asked))) : [];
  found.sort((a, b) => !folded[a.at].some((f) => f.startsWith(asked)) - !folded[b.at].some((f) => f.startsWith(asked)) || a.at - b.at);
  hits.replaceChildren(...found.slice(0, 12).map((n) => make("li", null, make("button", { type: "button", onclick: () => takeHit(n.at) }, n.label))));
  hits.hidden = !found.length;
  $("found").textContent = asked ? fill(word(found.length === 1 ? "hit" : "hits_n"), { n: found.length }) : "";
}

function takeHit(at) {
  $("search").value = "";
  search();
  if (state.second) {
    pick(at);
    $("panel-name").focus();
  } else {
    choose([at], true);
  }
  show(at);
}

/* ---- pan and zoom ---------------------------------------------------------------------------------------------------------- */

const whole = svg.viewBox.baseVal, full = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
const port = { ...full };

function setPort(x, y, w) {
  port.w = Math.min(Math.max(w, full.w / 12), full.w);
  port.h = port.w * full.h / full.w;
  port.x = Math.min(Math.max(x, full.x), full.x + full.w - port.w);
  port.y = Math.min(Math.max(y, full.y), full.y + full.h - port.h);
  svg.setAttribute("viewBox", [port.x, port.y, port.w, port.h].map((n) => n.toFixed(2)).join(" "));
}

function zoom(by, cx, cy) { /* about a point, in shares of the port */
  const fx = cx === undefined ? 0.5 : cx, fy = cy === undefined ? 0.5 : cy, w = Math.min(Math.max(port.w / by, full.w / 12), full.w);
  setPort(port.x + (port.w - w) * fx, port.y + (port.h - w * full.h / full.w) * fy, w);
}

function centre(el) { /* of a box, in the svg's own units */
  const b = el.getBBox(), g = svg.querySelector("g.graph").transform.baseVal.consolidate().matrix;
  return { x: b.x + b.width / 2 + g.e, y: b.y + b.height / 2 + g.f, w: b.width, h: b.height };
}

function show(at) { /* bring a box into the port */
  const el = boxOf.get(at);
  if (!el) return;
  const c = centre(el);
  if (c.x < port.x || c.x > port.x + port.w || c.y < port.y || c.y > port.y + port.h) setPort(c.x - port.w / 2, c.y - port.h / 2, port.w);
}

function dragging() {
  let from = null, moved = false;
  svg.addEventListener("pointerdown", (e) => {
    if (e.button) return;
    from = { x: e.clientX, y: e.clientY, px: port.x, py: port.y, touch: e.pointerType === "touch" };
    moved = false;
  });
  svg.addEventListener("pointermove", (e) => {
    if (!from || (from.touch && port.w >= full.w)) return;
    const dx = e.clientX - from.x, dy = e.clientY - from.y;
    if (!moved && Math.hypot(dx, dy) < 5) return;
    if (!moved) svg.setPointerCapture(e.pointerId);
    moved = true;
    svg.classList.add("drag");
    const scale = port.w / svg.clientWidth;
    setPort(from.px - dx * scale, from.py - dy * scale, port.w);
  });
  const end = () => { from = null; svg.classList.remove("drag"); };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);
  svg.addEventListener("click", (e) => {
    const box = !moved && e.target.closest("g.box");
    if (e.target.closest("a")) e.preventDefault();
    if (box && nodeOfBox.has(box.id)) pick(nodeOfBox.get(box.id), e.shiftKey || e.ctrlKey || e.metaKey);
  }, true);
  svg.addEventListener("wheel", (e) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    const r = svg.getBoundingClientRect();
    zoom(Math.exp(-e.deltaY / 300), (e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height);
  }, { passive: false });
}

/* ---- the keyboard: one stop for the whole figure, arrows from box to box -------------------------------------------------------- */

function boxesByKey() {
  const order = [...boxOf].map(([at, el]) => ({ at, el, ...centre(el) })).sort((a, b) => a.y - a.h / 2 - (b.y - b.h / 2) || a.x - b.x);
  let stop = 0;
  const visible = (b) => !b.el.classList.contains("off");
  const moveTo = (i) => {
    order[stop].el.setAttribute("tabindex", "-1");
    stop = i;
    order[i].el.setAttribute("tabindex", "0");
    order[i].el.focus({ preventScroll: false });
    show(order[i].at);
  };
  const along = (from, by) => {
    for (let i = from + by; i >= 0 && i < order.length; i += by) if (visible(order[i])) return i;
    return from;
  };
  const toward = (from, down) => { /* the nearest box above or below; sideways counts double */
    let best = from, least = Infinity;
    order.forEach((b, i) => {
      const dy = (b.y - order[from].y) * (down ? 1 : -1), dx = Math.abs(b.x - order[from].x);
      if (dy > 4 && visible(b) && dy + 2 * dx < least) [best, least] = [i, dy + 2 * dx];
    });
    return best;
  };
  order.forEach((b, i) => {
    b.el.setAttribute("tabindex", i ? "-1" : "0");
    b.el.setAttribute("role", "button");
    b.el.setAttribute("aria-label", D.nodes[b.at].label);
    b.el.addEventListener("focus", () => { if (stop !== i) { order[stop].el.setAttribute("tabindex", "-1"); stop = i; b.el.setAttribute("tabindex", "0"); } });
    b.el.addEventListener("keydown", (e) => {
      const keys = { ArrowRight: () => moveTo(along(i, 1)), ArrowLeft: () => moveTo(along(i, -1)), ArrowDown: () => moveTo(toward(i, true)), ArrowUp: () => moveTo(toward(i, false)),
        Home: () => moveTo(along(-1, 1)), End: () => moveTo(along(order.length, -1)), Enter: () => pick(b.at, e.shiftKey), " ": () => pick(b.at, e.shiftKey),
        "+": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: () => setPort(full.x, full.y, full.w) };
      if (!(e.key in keys) || e.ctrlKey || e.metaKey || e.altKey) return;
      e.preventDefault();
      keys[e.key]();
    });
  });
}

/* Titles of the drawing name ids: say labels instead. Links move to the panel, so that a click on a box chooses it. */
function tidyFigure() {
  for (const [at, el] of boxOf) {
    const title = el.querySelector("title");
    if (title) title.textContent = D.nodes[at].label;
    for (const a of el.querySelectorAll("a")) for (const name of ["href", "xlink:href", "xlink:title"]) a.removeAttribute(name);
  }
  for (const el of svg.querySelectorAll("g.node:not(.box) > title, g.graph > title")) el.remove();
  for (const l of lines) {
    const title = l.el.querySelector("title");
    if (l.from === undefined || l.to === undefined) continue;
    title.textContent = D.nodes[l.from].label + " → " + D.nodes[l.to].label;
    l.el.setAttribute("aria-hidden", "true"); /* said in words beneath */
  }
}

function controls() {
  const families = [...new Set(D.ties.map((t) => D.types[t.type].family))].filter((f) => f).sort((a, b) => word("family_" + a).localeCompare(word("family_" + b)));
  $("families").append(...families.map((f) => make("label", null, make("input", { type: "checkbox", value: f, checked: true, onchange: () => {
    state.families = new Set([...document.querySelectorAll("#styr-families input:checked")].map((x) => x.value));
    if (state.families.size === families.length) state.families = null;
    render();
    sayFilter();
  } }), word("family_" + f).replace(/^family_/, ""))));
  $("date").max = String(D.dates.length - 1);
  $("date").disabled = D.dates.length < 2;
  $("date").addEventListener("input", (e) => { state.date = Number(e.target.value); state.path = null; render(); sayFilter(); });
  $("grade").addEventListener("change", (e) => { state.grade = Number(e.target.value); state.path = null; render(); sayFilter(); });
  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", (e) => {
    const first = $("hits").querySelector("button");
    if (e.key === "Enter" && first) { e.preventDefault(); first.click(); }
    if (e.key === "ArrowDown" && first) { e.preventDefault(); first.focus(); }
    if (e.key === "Escape") { e.target.value = ""; search(); }
  });
  $("hits").addEventListener("keydown", (e) => {
    const all = [...$("hits").querySelectorAll("button")], i = all.indexOf(document.activeElement);
    if (e.key === "ArrowDown" && i + 1 < all.length) { e.preventDefault(); all[i + 1].focus(); }
    if (e.key === "ArrowUp") { e.preventDefault(); (i > 0 ? all[i - 1] : $("search")).focus(); }
    if (e.key === "Escape") { $("search").value = ""; search(); $("search").focus(); }
  });
  $("in").addEventListener("click", () => zoom(1.4));
  $("out").addEventListener("click", () => zoom(1 / 1.4));
  $("fit").addEventListener("click", () => setPort(full.x, full.y, full.w));
  $("reset").addEventListener("click", () => {
    document.querySelectorAll("#styr-families input").forEach((x) => { x.checked = true; });
    $("date").value = $("grade").value = "0";
    Object.assign(state, { date: 0, grade: 0, families: null, chosen: [], second: false, path: null, step: null });
    setPort(full.x, full.y, full.w);
    render();
    sayFilter();
  });
  $("words").addEventListener("click", (e) => {
    const a = e.target.closest("a.styr-node");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    choose([Number(a.dataset.at)], true);
  });
}

document.documentElement.classList.add("script");
for (const id of ["tools", "zoom", "keys", "side"]) $(id).hidden = false;
tidyFigure();
controls();
boxesByKey();
dragging();
render();
})();

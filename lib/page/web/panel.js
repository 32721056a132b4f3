/* SPDX-License-Identifier: MIT */
/* What the panel says about one actor, or about two. */

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

function own(of, key) { /* own properties only: a map may contain any name */
  return Object.hasOwn(of, key) ? of[key] : undefined;
}

function word(key) {
  return own(W, key) || key;
}

/* A text that the map has in its own language only. */
const inOwnLanguage = (name, ...children) => make(name, { lang: D.own_lang }, ...children);

const labelOf = (id) => (byId.has(id) ? byId.get(id).label : id);

function link(href, text) { /* the writer allows only http, https, mailto and #; check again */
  return /^(https?:\/\/|mailto:|#)/.test(href) ? make("a", { href, rel: "noreferrer noopener" }, text) : make("span", null, text);
}

function nodeButton(id) {
  return make("button", { type: "button", onclick: () => choose([byId.get(id).at], true) }, labelOf(id));
}

function sourceName(id) {
  const s = own(D.sources, id);
  if (!id) return word("no_source");
  return s ? inOwnLanguage("span", s.uri ? link(s.uri, s.label) : s.label) : id;
}

function claimItem(c) {
  return make("li", null, make("span", null, word("stance_" + c.stance), ": ", sourceName(c.source), c.locator ? inOwnLanguage("span", ", " + c.locator) : "",
    c.grade ? " (" + word("grade_name_" + c.grade) + ")" : ""), c.quote ? inOwnLanguage("blockquote", c.quote) : null);
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

/* A text of the map, marked with its language if that is not the page's. */
const textIn = (text, lang) => (lang ? make("span", { lang }, text) : text);

/* A tie as a sentence: who, does what, to whom. */
function sentence(t) {
  return [D.nodes[t.from].label + " ", textIn(D.types[t.type].label, D.types[t.type].lang), " " + D.nodes[t.to].label +
    (t.function ? ": " + t.function_label : "") + moneyOf(t) + span(t)];
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
    make("ul", null, ...ties.map((t) => make("li", null, ...sentence(t))))) : null, r.claims.length ? claimList(r.claims) : null);
}

function pathItem(p) {
  const on = state.path && JSON.stringify(state.path) === JSON.stringify(p.ties.map((t) => t.id));
  const grounds = (p.grade ? fill(word("weakest"), { grade: word("grade_name_" + p.grade) }) : word("ungraded_path")) +
    (p.source ? "; " + fill(word("one_source"), { source: (own(D.sources, p.source) || { label: p.source }).label }) : "");
  return make("li", null,
    make("ol", null, ...p.ties.map((t) => make("li", null, ...sentence(tieById.get(t.id)), " ", claimList(tieClaims(tieById.get(t.id)))))),
    make("div", { class: "row" }, make("button", { type: "button", "aria-pressed": String(!!on), class: "show-path", onclick: () => showPath(on ? null : p) }, word("show_path")),
      make("small", null, grounds)));
}

function pathList(found) {
  const few = found.paths.slice(0, 3), more = found.paths.slice(3);
  const parts = [make("ul", { class: "paths" }, ...few.map(pathItem))];
  if (more.length) parts.push(make("details", null, make("summary", null, fill(word("more_paths"), { n: more.length })),
    make("ul", { class: "paths" }, ...more.map(pathItem))));
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
    const names = own(D.scopes, dimension) || {};
    return dimension + " " + values.split("|").map((v) => own(names, v) || v).join(" " + word("or") + " ");
  }).join("; ");
}

function tieSection(n) {
  const v = view(state.date, state.grade);
  const all = D.ties.filter((t) => (t.from === n.at || t.to === n.at) && v.tie(t) && (!state.families || state.families.has(D.types[t.type].family)));
  const denied = D.denials.filter((d) => (d.from === n.at || d.to === n.at) && counts(D.claims[d.claim], state.grade));
  const parts = [];
  if (all.length) parts.push(section(fill(word("ties_of"), { n: all.length }), make("details", null, make("summary", null, word("show_ties")),
    make("ul", null, ...all.map((t) => make("li", null, make("p", null, ...sentence(t), t.seen[state.grade] === "c" ? " (" + word("contested") + ")" : ""), t.note ? inOwnLanguage("p", make("small", null, t.note)) : null, claimList(tieClaims(t))))))));
  if (denied.length) parts.push(section(word("absent"), make("ul", null, ...denied.map((d) => make("li", null,
    make("p", null, D.nodes[d.from].label + " ", textIn(d.type_label, d.type_lang), " " + D.nodes[d.to].label), claimList([D.claims[d.claim]]))))));
  return parts;
}

function casesSection(n) {
  const items = [];
  for (const c of D.cases) {
    const t = trace(c.id, state);
    if (t.error) continue;
    t.steps.forEach((s, i) => {
      if (s.actor !== n.id && s.to !== n.id) return;
      items.push(make("li", null, make("button", { type: "button", onclick: () => goTo(c.id, i) }, fill(word("step_n"), { n: s.step })), " ", ...stepParts(s)));
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
    n.note ? inOwnLanguage("p", n.note) : null,
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
  if (nodes.length && D.lang) name.setAttribute("lang", D.lang);
  else name.removeAttribute("lang");
  name.textContent = !nodes.length ? word("nobody") : nodes.map((n) => n.label).join(" · ");
  const parts = !nodes.length ? [make("p", null, word("choose"))] : nodes.length === 1 ? describe(nodes[0]) : describeTwo(nodes[0], nodes[1]);
  body.replaceChildren(...parts.filter((p) => p));
}

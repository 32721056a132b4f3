/* SPDX-License-Identifier: MIT */
/* Shows the case, the figure and the words below it according to filters and selection. */

/* ---- a case, step by step ------------------------------------------------------------------------------------------- */

function stepParts(s) {
  const what = labelOf(s.actor) + " " + (own(D.actions, s.action) || s.action.replaceAll("_", " ")) + (s.to ? " → " + labelOf(s.to) : "");
  return s.outcome ? [what + ": ", textIn(s.outcome, own(D.outcomes, s.outcome))] : [what];
}

function goTo(id, step) {
  state.caseId = id;
  state.step = step;
  state.path = null;
  render();
  const t = trace(id, state);
  if (step !== null && !t.error) say(fill(word("step_of"), { n: step + 1, of: t.steps.length }) + ": ", ...stepParts(t.steps[step]));
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
  if (s.handler && !(byId.has(s.handler) && boxOf.has(byId.get(s.handler).at))) items.push(make("li", null, fill(word("not_drawn"), { labels: labelOf(s.handler) })));
  if (t.disjunctures.some((d) => d.step === s.step)) items.push(make("li", { class: "leaves" }, word("disjuncture")));
  return make("div", null, make("p", null, make("strong", null, fill(word("step_of"), { n: i + 1, of: t.steps.length }) + ". "), ...stepParts(s)),
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
    parts.push(inOwnLanguage("p", t.label));
  }
  parts.push(make("div", { class: "row" },
    make("button", { type: "button", id: "styr-back", disabled: state.step === null || state.step === 0, onclick: () => move(-1) }, word("back")),
    make("button", { type: "button", id: "styr-next", disabled: state.step === t.steps.length - 1 || !t.steps.length, onclick: () => move(1) }, word(state.step === null ? "start" : "next")),
    state.step === null ? null : make("button", { type: "button", id: "styr-leave", onclick: () => goTo(state.caseId, null) }, word("stop"))));
  if (state.step !== null && t.steps[state.step]) parts.push(stepFacts(t, t.steps[state.step], state.step));
  else if (t.leaves_plan.length) parts.push(make("p", null, fill(word("leaves_at"), { n: t.leaves_plan.map((l) => l.step).join(", ") })));
  parts.push(make("details", { id: "styr-steps", open: state.stepsOpen, ontoggle: (e) => { state.stepsOpen = e.target.open; } }, make("summary", null, word("all_steps")), make("ol", { class: "steps" }, ...t.steps.map((s, i) => make("li",
    { class: t.leaves_plan.some((l) => l.step === s.step) ? "leaves-here" : null },
    make("button", { type: "button", "aria-current": i === state.step ? "step" : null, onclick: () => goTo(state.caseId, i) }, s.step + ". ", ...stepParts(s)))))));
  body.replaceChildren(...parts);
  const again = had && had.startsWith("styr-") && body.querySelector("#" + had);
  if (again) (again.disabled ? body.querySelector("#styr-back:enabled, #styr-next:enabled") || $("case-name") : again).focus();
}

/* ---- the figure ------------------------------------------------------------------------------------------------------- */

function marks(el) {
  return ["mark-", "note-"].map((p) => document.getElementById(p + el.id)).filter((x) => x);
}

/* The lines of a path: between boxes that follow one another on it, or that have one undrawn text between them. */
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

/* The legend counts what is drawn: "Stated (35)". */
function countInLegend(sample, n) {
  const place = sample && sample.id.replace("legend-", ""), texts = [...svg.querySelectorAll("g.legend > text > tspan:last-child")];
  const last = texts.filter((t) => new RegExp("^legend-text-" + place + "(-\\d+)?$").test(t.closest("g").id)).pop();
  if (last && / \(\d+\)$/.test(last.textContent)) last.textContent = last.textContent.replace(/\(\d+\)$/, "(" + n + ")");
}

const SECTORS = ["public", "private", "international", "mixed", "unknown", "no-sector"];

/* The heavy frames of organisations outside the plan depend on date and grade. */
function renderFrames() {
  const denied = deniedBoxes(state), sample = svg.querySelector("g.legend.swatch.denied");
  for (const [at, el] of boxOf) {
    if (el.classList.contains("denied") === denied.has(at)) continue;
    const box = el.querySelector("rect"), sector = SECTORS.find((s) => el.classList.contains(s));
    const other = svg.querySelector("g.legend.swatch." + sector + " rect");
    el.classList.toggle("denied", denied.has(at));
    box.setAttribute("stroke", denied.has(at) ? "#1d2733" : other ? other.getAttribute("stroke") : "#7a7a7a");
    box.setAttribute("stroke-width", denied.has(at) ? "1.8" : "0.7");
  }
  countInLegend(sample, denied.size);
}

/* Where lines share a route, one is shown: a highlighted line before a plain one, a plain one before a dimmed one. */
function renderWays() {
  const weight = ({ classList: c }) => (c.contains("off") ? 0 : c.contains("on") ? 3 : c.contains("dim") ? 1 : 2);
  for (const pieces of ways.values()) {
    let best = pieces[0];
    for (const p of pieces) if (weight(p.line) > weight(best.line)) best = p;
    for (const p of pieces) p.el.classList.toggle("twin", p !== best);
  }
}

function renderFigure() {
  const v = view(state.date, state.grade), drawn = {}, path = state.path ? linesOfPath(state.path) : null;
  const t = state.step !== null && state.caseId ? trace(state.caseId, state) : null, s = t && !t.error ? t.steps[state.step] : null;
  const now = s ? [s.actor, s.to].filter((x) => x).map((x) => byId.get(x).at) : [];
  const been = s ? new Set(t.steps.slice(0, state.step).flatMap((x) => [x.actor, x.to]).filter((x) => x).map((x) => byId.get(x).at)) : new Set();
  const near = new Set(state.chosen);
  for (const l of lines) if (state.chosen.includes(l.from) || state.chosen.includes(l.to)) near.add(l.from).add(l.to);
  const quiet = path || state.chosen.length || s;
  for (const l of lines) {
    const look = lookOf(l, v, state.families), on = path ? path.lines.has(l) : state.chosen.includes(l.from) || state.chosen.includes(l.to);
    l.el.classList.toggle("off", !look && !(path && on));
    if (look && (look === "bare" || !boxOf.get(l.to).classList.contains("bar"))) drawn[look] = (drawn[look] || 0) + 1;
    if (look && look !== "bare") for (const name of LOOKS) l.el.classList.toggle(name, name === look);
    l.el.classList.toggle("on", !!(quiet && on));
    l.el.classList.toggle("dim", !!(quiet && !on));
  }
  renderWays();
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
    el.querySelector("rect").setAttribute("aria-pressed", String(state.chosen.includes(at)));
  }
  for (const look of [...LOOKS, "bare"]) countInLegend(svg.querySelector("g.legend.line." + look), drawn[look] || 0);
  renderFrames();
}

/* ---- the words below --------------------------------------------------------------------------------------------------- */

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
  document.documentElement.classList.toggle("nobody", !state.chosen.length);
  document.documentElement.classList.toggle("no-step", state.step === null);
  renderFigure();
  renderPanel();
  renderCase();
  renderWords();
  $("date-said").textContent = D.dates[state.date].date || word("no_date");
  $("date").setAttribute("aria-valuetext", $("date-said").textContent);
}

function say(...parts) {
  $("status").replaceChildren(...parts);
}

function sayFilter() {
  const drawn = lines.filter((l) => lookOf(l, view(state.date, state.grade), state.families)).length;
  const all = outside(state), out = all.error ? null : all.organisations.filter((o) => o.standing === "out").length;
  say(fill(word("filtered"), { n: drawn, of: lines.length }) + (out === null ? "" : " " + fill(word("outside_n"), { n: out })));
}

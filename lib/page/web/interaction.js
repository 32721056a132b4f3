/* SPDX-License-Identifier: MIT */
/* What a reader does: select, search, filter, and move with mouse and keys. */

/* ---- selection ------------------------------------------------------------------------------------------------------- */

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
  say(p ? word("path_shown") + undrawn(p) : "");
}

/* The nodes of a path that have no box in the figure. */
function undrawn(p) {
  const out = [p.from, ...p.ties.flatMap((t) => [t.from, t.to])].filter((id, i, all) => all.indexOf(id) === i && !boxOf.has(byId.get(id).at));
  return out.length ? " " + fill(word("not_drawn"), { labels: out.map(labelOf).join(", ") }) : "";
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
  show(at, true);
}

/* ---- pan and zoom ---------------------------------------------------------------------------------------------------------- */

const whole = { x: svg.viewBox.baseVal.x, y: svg.viewBox.baseVal.y, w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
const full = { ...whole }, port = { ...whole };

/* The drawing is as tall as the figure in the window's proportions; `full` is the figure with the room left at its sides. */
function frame() {
  const was = port.w >= full.w, width = svg.clientWidth || 1, rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const height = Math.max(Math.min(width * whole.h / whole.w, innerHeight - 4 * rem), 200);
  svg.style.height = height.toFixed(1) + "px";
  full.w = Math.max(whole.w, whole.h * width / height);
  full.h = full.w * height / width;
  full.x = whole.x - (full.w - whole.w) / 2;
  full.y = whole.y - (full.h - whole.h) / 2;
  if (was) setPort(full.x, full.y, full.w);
  else setPort(port.x, port.y, port.w);
}

function setPort(x, y, w) {
  port.w = Math.min(Math.max(w, full.w / 12), full.w);
  port.h = port.w * full.h / full.w;
  port.x = Math.min(Math.max(x, full.x), full.x + full.w - port.w);
  port.y = Math.min(Math.max(y, full.y), full.y + full.h - port.h);
  svg.setAttribute("viewBox", [port.x, port.y, port.w, port.h].map((n) => n.toFixed(2)).join(" "));
}

function zoom(by, cx, cy) { /* around a point, as fractions of the port */
  const fx = cx === undefined ? 0.5 : cx, fy = cy === undefined ? 0.5 : cy, w = Math.min(Math.max(port.w / by, full.w / 12), full.w);
  setPort(port.x + (port.w - w) * fx, port.y + (port.h - w * full.h / full.w) * fy, w);
}

function centre(el) { /* of a box, in the svg's own units */
  const b = el.getBBox();
  return { x: b.x + b.width / 2, y: b.y + b.height / 2, w: b.width, h: b.height };
}

/* Move a box into the port; zoom in if the figure is too large to be read. */
function show(at, near) {
  const el = boxOf.get(at);
  if (!el) return;
  const c = centre(el), sign = svg.clientWidth / port.w, size = 7.6; /* pixels a point; points of the text in a box */
  if (near && sign * size < 5) {
    const w = svg.clientWidth * size / 10;
    setPort(c.x - w / 2, c.y - w * full.h / full.w / 2, w);
  } else if (c.x < port.x || c.x > port.x + port.w || c.y < port.y || c.y > port.y + port.h) {
    setPort(c.x - port.w / 2, c.y - port.h / 2, port.w);
  }
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

/* The box under the pointer or the focus in words, because the text of the figure is small. */
function tell(at) {
  const n = D.nodes[at], p = placing(n.id);
  $("at").textContent = [n.label, n.kind_label, n.level_label, p.standing ? word("standing_" + p.standing) : ""].filter((x) => x).join(" · ");
}

/* ---- the keyboard: one stop for the whole figure, arrows from box to box -------------------------------------------------------- */

function boxesByKey() {
  const order = [...boxOf].map(([at, el]) => ({ at, el, key: el.querySelector("rect"), ...centre(el) })).sort((a, b) => a.y - a.h / 2 - (b.y - b.h / 2) || a.x - b.x);
  let stop = 0;
  const visible = (b) => !b.el.classList.contains("off");
  const moveTo = (i) => {
    order[stop].key.setAttribute("tabindex", "-1");
    stop = i;
    order[i].key.setAttribute("tabindex", "0");
    order[i].key.focus({ preventScroll: false });
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
    b.key.setAttribute("tabindex", i ? "-1" : "0");
    b.key.setAttribute("role", "button");
    b.key.setAttribute("aria-label", D.nodes[b.at].label);
    for (const t of b.el.querySelectorAll("text")) t.setAttribute("aria-hidden", "true"); /* it is broken into lines; the label is whole */
    b.key.addEventListener("focus", () => {
      order[stop].key.setAttribute("tabindex", "-1");
      stop = i;
      b.key.setAttribute("tabindex", "0");
      tell(b.at);
    });
    b.el.addEventListener("pointerenter", () => tell(b.at));
    b.key.addEventListener("keydown", (e) => {
      const keys = { ArrowRight: () => moveTo(along(i, 1)), ArrowLeft: () => moveTo(along(i, -1)), ArrowDown: () => moveTo(toward(i, true)), ArrowUp: () => moveTo(toward(i, false)),
        Home: () => moveTo(along(-1, 1)), End: () => moveTo(along(order.length, -1)), Enter: () => pick(b.at, e.shiftKey), " ": () => pick(b.at, e.shiftKey),
        "+": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: () => setPort(full.x, full.y, full.w) };
      if (!(e.key in keys) || e.ctrlKey || e.metaKey || e.altKey) return;
      e.preventDefault();
      keys[e.key]();
    });
  });
}

/* A figure alone has its own names and roles. On a page boxes are buttons, and the lines are given in words below the figure. Links
   move to the panel, so that a click on a box selects it. */
function tidyFigure() {
  for (const [, el] of boxOf) {
    el.removeAttribute("role");
    for (const a of el.querySelectorAll("a")) for (const name of ["href", "xlink:href", "xlink:title"]) a.removeAttribute(name);
  }
  for (const el of svg.querySelectorAll("svg > title, svg > desc")) el.remove();
  for (const el of svg.querySelectorAll("g.mark[role]")) el.removeAttribute("role");
  for (const l of lines) {
    const title = l.el.querySelector("title");
    if (l.from === undefined || l.to === undefined) continue;
    title.textContent = D.nodes[l.from].label + " → " + D.nodes[l.to].label; /* the filter can change the rest of its name */
    l.el.removeAttribute("role");
    l.el.setAttribute("aria-hidden", "true"); /* given in words below */
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
  $("date").closest(".tool").hidden = D.dates.length < 2;
  $("families").closest(".tool").hidden = families.length < 2;
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
  $("wide").addEventListener("click", (e) => {
    const wide = document.querySelector(".work").classList.toggle("wide");
    e.target.setAttribute("aria-pressed", String(wide));
    frame();
  });
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
    show(Number(a.dataset.at), true);
  });
}

/* On paper: the figure without the room at its sides, and the folded parts of the panel. */
let foldedAway = [];
addEventListener("beforeprint", () => {
  svg.style.height = "auto";
  if (port.w >= full.w) svg.setAttribute("viewBox", [whole.x, whole.y, whole.w, whole.h].join(" "));
  foldedAway = [...document.querySelectorAll("#styr-panel details:not([open])")];
  foldedAway.forEach((d) => { d.open = true; });
});
addEventListener("afterprint", () => {
  foldedAway.forEach((d) => { d.open = false; });
  frame();
});

document.documentElement.classList.add("script");
for (const id of ["tools", "zoom", "keys", "at", "side"]) $(id).hidden = false;
tidyFigure();
frame();
addEventListener("resize", frame);
controls();
boxesByKey();
dragging();
render();

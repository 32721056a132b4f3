// SPDX-License-Identifier: MIT
// The page as a reader's browser shows it: its answers against the tool's, on every map; nothing fetched, nothing in the
// console; all of it within reach of the keyboard; axe-core without findings, light and dark; boxes that hold their text
// and do not overlap; contrast; paper. One line a check; exit status 1 when any failed.
//
// usage: node check_page.mjs STYR SOURCE-DIR [SHOTS-FOLDER]
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { chromium } from "playwright-core";
import { confidential, hostile, HOSTILE, manyPaths, parallel, SECRET } from "./maps.mjs";

const [styr, source, shots] = process.argv.slice(2);
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "styr-page-"));
const GRADES = ["", "assumed", "inferred", "stated"];
let failures = 0;

function check(ok, what, detail) {
  if (!ok) failures++;
  console.log((ok ? "ok    " : "FAIL  ") + what + (ok || !detail ? "" : ": " + String(detail).slice(0, 700)));
}

function tool(...args) {
  const done = spawnSync(styr, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

const asked = (at, dates) => [...(GRADES[at.grade] ? ["--min-grade", GRADES[at.grade]] : []), ...(dates[at.date] ? ["--as-of", dates[at.date]] : [])];
let whole = []; // "--public", but for the page of a draft
const plain = (answer) => { const { view, ...rest } = answer; return rest; }; // the page's own answers do not say what they are made from
const told = (args) => { const t = tool(...args, "--format", "json", ...whole); return t.out ? plain(JSON.parse(t.out)) : { error: t.err }; };

function positions(dates) {
  return dates.flatMap((_, date) => GRADES.map((__, grade) => ({ date, grade })));
}

// ---- the browser ----

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
  const page = await context.newPage();
  page.requests = [];
  page.noise = [];
  page.on("request", (r) => page.requests.push(r.url()));
  page.on("console", (m) => page.noise.push(m.type() + ": " + m.text()));
  page.on("pageerror", (e) => page.noise.push("error: " + e.message));
  page.on("dialog", (d) => { page.noise.push("dialog: " + d.message()); d.dismiss(); });
  await page.goto(pathToFileURL(file).href);
  return page;
}

function write(map, name, ...options) {
  const file = path.join(scratch, name + ".html"), done = tool("page", map, "-o", file, ...options);
  check(done.status === 0, `${name}: the page is written`, done.err);
  return { file, said: done.err };
}

// ---- answers ----

async function compareAnswers(page, map, name, ...figure) {
  whole = figure.includes("--draft") ? [] : ["--public"];
  const dates = await page.evaluate(() => styr.dates), nodes = await page.evaluate(() => styr.nodes);
  const wrong = { ruling: [], pairs: [], outside: [], trace: [], mandates: [], lines: [], frames: [] };
  let compared = 0, pairs = 0, paths = 0;
  for (const at of positions(dates)) {
    const filter = asked(at, dates), say = JSON.stringify(filter);
    const rulings = await page.evaluate((a) => styr.nodes.map((id) => styr.ruling(id, a)), at);
    nodes.forEach((id, i) => {
      const want = told(["ruling", map, "--from", id, ...filter]);
      compared++;
      const cut = !want.error && rulings[i].apexes && rulings[i].apexes.some((a) => a.truncated);
      if (cut ? !cutAnswer(rulings[i], want) : want.error ? !rulings[i].error : !isDeepStrictEqual(rulings[i], want)) wrong.ruling.push(`${id} ${say} ${JSON.stringify(rulings[i])} ${JSON.stringify(want)}`);
    });
    const all = told(["paths", map, "--along", "up+", "--mode", "acyclic", "--select", "all-shortest", ...filter]).paths, by = new Map();
    for (const p of all) by.set(p.from + "\n" + p.to, [...(by.get(p.from + "\n" + p.to) || []), p]);
    paths += all.length;
    const got = await page.evaluate((a) => styr.nodes.flatMap((x) => styr.nodes.map((y) => styr.between(x, y, a)).map((b, i) => [x, styr.nodes[i], b]).filter((b) => b[2].paths.length)), at);
    pairs += nodes.length ** 2;
    for (const [x, y, b] of got) {
      const want = by.get(x + "\n" + y) || [];
      by.delete(x + "\n" + y);
      if (b.truncated ? !(b.paths.length === 200 && b.paths.every((p) => want.some((w) => isDeepStrictEqual(p, w)))) : !isDeepStrictEqual(b.paths, want)) wrong.pairs.push(`${x} ${y} ${say}`);
    }
    if (by.size) wrong.pairs.push(`missing ${[...by.keys()].slice(0, 3)} ${say}`);
    const same = (mine, want) => (want.error ? !!mine.error : isDeepStrictEqual(plain(mine), want));
    if (!same(await page.evaluate((a) => styr.outside(a), at), told(["outside", map, ...filter]))) wrong.outside.push(say);
    for (const id of await page.evaluate(() => styr.cases))
      if (!same(await page.evaluate(([i, a]) => styr.trace(i, a), [id, at]), told(["trace", map, "--case", id, ...filter]))) wrong.trace.push(id + say);
    for (const f of await page.evaluate(() => styr.functions))
      if (!same(await page.evaluate(([i, a]) => styr.mandates(i, a), [f, at]), told(["mandates", map, "--function", f, ...filter]))) wrong.mandates.push(f + say);
    const scene = path.join(scratch, "scene.json"), drawn = tool("figure", map, "-o", scene, ...filter, ...figure);
    const mine = (await page.evaluate((a) => styr.drawn(a), at)).map((x) => [boxId(x.from), boxId(x.to), x.via, x.look].join(" ")).sort();
    if (drawn.status === 0) {
      const framed = (await page.evaluate((a) => styr.denied(a), at)).map((n) => "actor-" + boxId(n)).sort(), wanted = deniedInScene(scene);
      if (!isDeepStrictEqual(framed, wanted)) wrong.frames.push(`${say} ${framed} | ${wanted}`);
    }
    if (drawn.status === 0 && !isDeepStrictEqual(mine, sceneLines(scene))) wrong.lines.push(`${say} ${mine.length} ${sceneLines(scene).length} ${mine.filter((x) => !sceneLines(scene).includes(x)).slice(0, 3)} | ${sceneLines(scene).filter((x) => !mine.includes(x)).slice(0, 3)}`);
  }
  check(!wrong.ruling.length, `${name}: ruling paths of ${nodes.length} nodes at ${dates.length} dates and 4 grades are the tool's (${compared} answers)`, wrong.ruling[0]);
  check(!wrong.pairs.length, `${name}: paths between ${pairs} pairs are the tool's (${paths} paths)`, wrong.pairs[0]);
  for (const what of ["outside", "trace", "mandates"]) check(!wrong[what].length, `${name}: ${what} is the tool's at every date and grade`, wrong[what][0]);
  check(!wrong.frames.length, `${name}: frames of who stands outside are the figure's at every date and grade`, wrong.frames[0]);
  check(!wrong.lines.length, `${name}: lines are drawn as \`styr figure\` draws them at every date and grade`, wrong.lines[0]);
}

// A list that was cut says so, and holds nothing that the tool does not find.
function cutAnswer(mine, want) {
  return mine.apexes.every((a, i) => a.paths.every((p) => want.apexes[i].paths.some((w) => isDeepStrictEqual(p, w))) &&
    (a.truncated ? a.paths.length === 200 && want.apexes[i].paths.length > 200 : a.paths.length === want.apexes[i].paths.length));
}

const boxId = (id) => [...Buffer.from(id)].map((b) => (/[A-Za-z0-9.-]/.test(String.fromCharCode(b)) ? String.fromCharCode(b) : "_" + b.toString(16).toUpperCase().padStart(2, "0"))).join("");

function sceneLines(file) {
  const scene = JSON.parse(fs.readFileSync(file, "utf8"));
  return scene.items.filter((i) => i.kind === "line" && i.from && i.to).map((i) => {
    const classes = i.class.split(" ");
    return [i.from.replace(/^(actor|text)-/, ""), i.to.replace(/^(actor|text)-/, ""), classes.includes("via-text"), classes[1]].join(" ");
  }).sort();
}

// The legend of the page counts what the filter leaves, as the figure's own does.
async function legend(page, map, name, options) {
  const file = path.join(scratch, "legend.json");
  for (const grade of ["stated", "inferred", ""]) {
    await page.locator("#styr-grade").selectOption(String(GRADES.indexOf(grade)));
    const said = await page.evaluate(() => [...document.querySelectorAll("svg g.legend > text")].map((t) => t.textContent).filter((t) => / \(\d+\)$/.test(t)));
    tool("figure", map, "-o", file, ...(grade ? ["--min-grade", grade] : []), ...options);
    const wanted = JSON.parse(fs.readFileSync(file, "utf8")).items.filter((i) => i.id.startsWith("legend-text") && / \(\d+\)$/.test(i.label || "")).map((i) => i.label);
    const missing = wanted.filter((w) => !said.some((s) => w.endsWith(s))), rest = said.filter((s) => !wanted.some((w) => w.endsWith(s)) && !s.endsWith("(0)"));
    check(wanted.length > 1 && !missing.length && !rest.length, `${name}: the legend counts what grade "${grade}" leaves`, JSON.stringify({ missing, rest }));
  }
}

function deniedInScene(file) {
  return JSON.parse(fs.readFileSync(file, "utf8")).items.filter((i) => i.kind === "box" && i.class.split(" ").includes("denied")).map((i) => i.id).sort();
}

// ---- what holds for every page ----

async function quiet(page, file, name) {
  check(page.requests.length === 1 && page.requests[0] === pathToFileURL(file).href, `${name}: nothing is fetched`, page.requests);
  check(!page.noise.length, `${name}: the console is empty`, page.noise[0]);
}

async function geometry(page, name) {
  const found = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll("svg g.box")].map((g) => ({ id: g.id, b: g.querySelector("rect").getBBox(), t: [...g.querySelectorAll("text, path.hyphen")].map((t) => t.getBBox()) }));
    const clipped = boxes.filter((x) => x.t.some((t) => t.x < x.b.x - 0.5 || t.y < x.b.y - 0.5 || t.x + t.width > x.b.x + x.b.width + 0.5 || t.y + t.height > x.b.y + x.b.height + 0.5)).map((x) => x.id);
    const over = [];
    boxes.forEach((x, i) => boxes.slice(i + 1).forEach((y) => {
      const a = x.b, b = y.b;
      if (a.x + a.width > b.x + 0.5 && b.x + b.width > a.x + 0.5 && a.y + a.height > b.y + 0.5 && b.y + b.height > a.y + 0.5) over.push(x.id + " " + y.id);
    }));
    return { count: boxes.length, clipped, over };
  });
  check(found.count > 1 && !found.clipped.length, `${name}: the text of ${found.count} boxes stays within them`, found.clipped);
  check(!found.over.length, `${name}: no box overlaps another`, found.over[0]);
}

async function contrast(page, name) {
  const poor = await page.evaluate(() => {
    const light = (c) => c.match(/[\d.]+/g).slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const paper = getComputedStyle(document.querySelector("svg rect.ground")).fill;
    return [...document.querySelectorAll("svg text")].map((t) => {
      const shape = t.closest("g.box, g.footnote")?.querySelector("rect, ellipse");
      const back = shape ? getComputedStyle(shape).fill : paper;
      return { id: t.closest("g").id, r: ratio(getComputedStyle(t).fill, back) };
    }).filter((x) => x.r < 4.5).map((x) => x.id + " " + x.r.toFixed(2));
  });
  check(!poor.length, `${name}: text in the figure has contrast 4.5:1`, poor.slice(0, 4));
}

async function accessible(page, name) {
  // the page's policy lets no script in; axe runs in the page's world through the debugger, as evaluate does
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  check(!result.violations.length, `${name}: axe-core finds nothing (${result.passes.length} rules passed)`, result.violations.map((v) => v.id + " " + v.nodes[0].html.slice(0, 120) + " " + v.nodes[0].failureSummary).slice(0, 3).join(" | "));
}

// ---- by hand ----

const label = (page) => page.locator("#styr-panel-name").textContent();

async function useIt(page, name) {
  const box = (id) => page.locator(`[id="actor-${id}"]`);
  await box("politikredse").click();
  check((await label(page)) === "Politikredse", `${name}: a click on a box chooses its actor`, await label(page));
  check((await page.locator("#styr-panel .standing").textContent()) === "Inden for planen", `${name}: the panel says where it stands`);
  await page.locator(".show-path").first().click();
  check((await page.locator("#styr-status").textContent()).includes("Uden boks i figuren: National handlingsplan"), `${name}: who on a path is not drawn is said`);
  await box("kvindekrisecenter").click();
  await page.locator(".show-path").first().click();
  check((await page.locator("svg g.line.on").count()) > 0, `${name}: a path is highlighted in the figure`);
  await box("lokk").click();
  check((await page.locator("#styr-panel .standing").textContent()) === "Uden for planen", `${name}: who is outside is said to be`);
  await box("kvindekrisecenter").click({ modifiers: ["Shift"] });
  check((await label(page)).includes("LOKK") && (await label(page)).includes("Kvindekrisecenter"), `${name}: two are chosen with shift`, await label(page));
  check((await page.locator("#styr-panel .paths > li").count()) > 0, `${name}: the paths between the two are shown`);
  await page.locator("#styr-search").fill("udlaendingenaev");
  check((await page.locator("#styr-hits button").allTextContents()).join() === "Udlændingenævnet", `${name}: search folds Danish letters`);
  await page.keyboard.press("Enter");
  check((await label(page)) === "Udlændingenævnet", `${name}: Enter takes the first hit`);
  await page.locator("#styr-next").click();
  await page.locator("#styr-next").click();
  check((await page.locator("#styr-case-body").textContent()).includes("Den første dør"), `${name}: the case's first door is told`);
  for (let i = 0; i < 9; i++) await page.locator("#styr-next").click();
  check((await page.locator("#styr-case-body").textContent()).includes("forlader sagen måske planens ramme"), `${name}: where the case leaves the plan is told`, await page.locator("#styr-case-body").textContent());
  await page.locator("#styr-stop, #styr-leave").first().click();
  await page.locator("#styr-date").focus();
  await page.keyboard.press("End");
  check((await page.locator("#styr-date-said").textContent()) !== "uden dato (hele kortet)", `${name}: the slider moves by key`);
  await page.locator("#styr-grade").selectOption("3");
  const off = await page.locator("svg g.line.off").count();
  check(off > 10, `${name}: a filter by evidence takes lines away`, off);
  await page.locator("#styr-families input").first().uncheck();
  await page.locator("#styr-reset").click();
  check((await page.locator("svg .off").count()) === 0 && (await page.locator("#styr-families input:not(:checked)").count()) === 0, `${name}: reset brings everything back`);
  const before = await page.locator("#styr-canvas svg").getAttribute("viewBox");
  await page.locator("#styr-in").click();
  const after = await page.locator("#styr-canvas svg").getAttribute("viewBox");
  await page.mouse.move(500, 500);
  await page.mouse.down();
  await page.mouse.move(560, 540, { steps: 4 });
  await page.mouse.up();
  const dragged = await page.locator("#styr-canvas svg").getAttribute("viewBox");
  check(before !== after && after !== dragged, `${name}: zoom and pan move the figure`, [before, after, dragged].join(" | "));
  check((await label(page)) === "Ingen valgt", `${name}: a drag chooses nobody`, await label(page));
  await page.locator("#styr-fit").click();
}

async function keyboard(page, name) {
  await page.evaluate(() => { document.querySelectorAll("details").forEach((d) => { d.open = true; }); document.body.focus(); });
  const want = await page.evaluate(() => {
    const all = [...document.querySelectorAll("button, input, select, summary, a[href], [tabindex='0']")].filter((e) => !e.disabled && e.checkVisibility() && !e.closest("[hidden]"));
    all.forEach((e, i) => { e.dataset.stop = i; });
    all[0].focus();
    return all.length;
  });
  const seen = new Set(["0"]), blind = [];
  for (let i = 0; i < want + 40; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement, s = getComputedStyle(e), p = e.matches("g.box rect") && getComputedStyle(e);
      return e === document.body ? null : { stop: e.dataset.stop, ok: p ? parseFloat(p.strokeWidth) >= 3 : s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2, html: e.outerHTML.slice(0, 80) };
    });
    if (!at) break;
    seen.add(at.stop);
    if (!at.ok) blind.push(at.html);
  }
  seen.delete(undefined);
  check(seen.size === want, `${name}: Tab reaches all ${want} controls`, `${seen.size} reached`);
  check(!blind.length, `${name}: the focus is seen at each of them`, blind[0]);
  await page.locator("svg g.box rect[tabindex='0']").focus();
  await page.keyboard.press("Home");
  const boxes = new Set();
  for (let i = 0; i < 400; i++) {
    boxes.add(await page.evaluate(() => document.activeElement.closest("g").id));
    await page.keyboard.press("ArrowRight");
    if (boxes.has(await page.evaluate(() => document.activeElement.closest("g").id))) break;
  }
  const count = await page.locator("svg g.box").count();
  check(boxes.size === count, `${name}: arrow keys reach all ${count} boxes`, boxes.size);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  const below = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await page.keyboard.press("Enter");
  check((await label(page)) === below, `${name}: Enter chooses a box`, await label(page));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Enter");
  check((await label(page)).startsWith(below + " · "), `${name}: shift and Enter chooses a second`, await label(page));
  await page.keyboard.press(" ");
  check(!(await label(page)).includes(" · "), `${name}: space chooses as well`, await label(page));
}

async function shoot(page, name) {
  if (shots) await page.screenshot({ path: path.join(shots, name + ".png") });
}

// ---- one map after the other ----

async function look(map, name, lang, ...options) {
  const { file } = write(map, name, ...(lang ? ["--lang", lang] : []), ...options);
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(file, { colorScheme });
    await geometry(page, `${name}, ${colorScheme}`);
    await contrast(page, `${name}, ${colorScheme}`);
    await accessible(page, `${name}, ${colorScheme}`);
    await page.locator("svg g.box").nth(2).click();
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    await accessible(page, `${name}, ${colorScheme}, an actor chosen`);
    await contrast(page, `${name}, ${colorScheme}, an actor chosen`);
    await shoot(page, `${name}-${colorScheme}`);
    await quiet(page, file, `${name}, ${colorScheme}`);
    await page.context().close();
  }
  return file;
}

async function paper(file, name) {
  const page = await open(file);
  await page.locator("svg g.box").nth(2).click();
  const pdf = await page.pdf({ format: "A4", landscape: true, ...(shots ? { path: path.join(shots, name + ".pdf") } : {}) });
  check(pdf.length > 20000, `${name}: it prints`, pdf.length);
  await page.context().close();
}

async function withoutScript(file, map, name) {
  const page = await open(file, { javaScriptEnabled: false });
  const text = await page.locator("body").innerText();
  const labels = tool("outside", map, "--format", "csv").out.split("\n").slice(1).filter((l) => l).length;
  check(text.includes("Figuren i ord") && (await page.locator("#styr-words [data-node]").count()) >= labels, `${name}: without scripts the words are there`);
  check((await page.locator("button:visible, input:visible, select:visible").count()) === 0, `${name}: without scripts no dead control is shown`);
  await page.context().close();
}

async function narrow(file, name) {
  const page = await open(file, { viewport: { width: 375, height: 700 } });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(over <= 0, `${name}: a narrow window does not scroll sideways`, over);
  await page.locator("svg g.box rect").nth(2).focus();
  await page.keyboard.press("Enter");
  await shoot(page, `${name}-narrow`);
  await page.context().close();
}

// In a large figure what is sought is brought near.
async function far(file) {
  const page = await open(file);
  await page.locator("#styr-search").fill("banco do brasil");
  await page.keyboard.press("Enter");
  const size = await page.evaluate(() => {
    const t = document.querySelector("svg g.box.chosen text").getBoundingClientRect(), s = document.querySelector("#styr-canvas").getBoundingClientRect();
    return { height: t.height, within: t.left >= s.left && t.right <= s.right && t.top >= s.top && t.bottom <= s.bottom };
  });
  check(size.height > 8 && size.within, "brazil-federal: what is sought is brought near", JSON.stringify(size));
  await shoot(page, "brazil-federal-near");
  await page.context().close();
}

async function privacy() {
  const map = confidential(path.join(scratch, "confidential"));
  const { file, said } = write(map, "confidential");
  const text = fs.readFileSync(file, "utf8");
  check(!text.includes(SECRET), "confidential: nothing that is not public is in the file", text.slice(Math.max(0, text.indexOf(SECRET) - 120), text.indexOf(SECRET) + 40));
  check(/not public and left out: .*\d+ of \d+ claims/.test(said), "confidential: what was left out is said", said);
  check(!text.includes("offentligt citat") && text.includes("Offentlig note"), "confidential: what is public is there, and no quote");
  const page = await open(file);
  const all = (await page.evaluate(() => styr.drawn({ date: 0, grade: 0 }))).filter((l) => l.look === "bare");
  check(!all.length && !text.includes("Draft, not for publication"), "confidential: no bare line is drawn", JSON.stringify(all));
  const standing = (await page.evaluate(() => styr.outside({ date: 0, grade: 0 }))).organisations.find((o) => o.id === "hus").standing;
  check(standing === "unknown", "confidential: a confidential denial decides nothing", standing);
  await quiet(page, file, "confidential");
  await page.context().close();
  const whole = write(map, "confidential-all", "--draft");
  const page2 = await open(whole.file);
  check(fs.readFileSync(whole.file, "utf8").includes(SECRET), "confidential: --draft embeds it");
  await compareAnswers(page2, map, "confidential-all", "--draft");
  await page2.context().close();
}

// The kept figures as a browser draws them: boxes as on a page, all text on the sheet and readable.
async function drawnFigures(folder) {
  for (const name of fs.readdirSync(folder).filter((n) => n.endsWith(".svg"))) {
    const file = path.join(folder, name), page = await open(file);
    await geometry(page, name);
    const seen = await page.evaluate(() => {
      const light = (c) => {
        const [r, g, b] = c.match(/\d+/g).slice(0, 3).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
      const sheet = document.querySelector("svg").getBoundingClientRect(), out = { faint: [], off: [] };
      for (const text of document.querySelectorAll("text")) {
        const place = text.getBoundingClientRect(), shape = text.parentNode.querySelector("rect, ellipse") || text.closest("g.box")?.querySelector("rect");
        if (place.left < sheet.left || place.top < sheet.top || place.right > sheet.right || place.bottom > sheet.bottom) out.off.push(text.textContent);
        const ground = shape ? getComputedStyle(shape).fill : text.closest("g.bar-label") ? getComputedStyle(document.querySelector("g.bar rect")).fill : "rgb(255,255,255)";
        if (ratio(getComputedStyle(text).fill, ground) < 4.5) out.faint.push(text.textContent);
      }
      return out;
    });
    check(!seen.faint.length, `${name}: text has a contrast of 4.5:1 or more`, seen.faint.slice(0, 3).join("; "));
    check(!seen.off.length, `${name}: all text lies on the sheet`, seen.off.slice(0, 3).join("; "));
    await quiet(page, file, name);
    await page.context().close();
  }
}

async function main() {
  const data = path.join(source, "data");
  for (const name of fs.readdirSync(data).filter((n) => fs.existsSync(path.join(data, n, "actors.csv")))) {
    const file = await look(path.join(data, name), name);
    const page = await open(file);
    await compareAnswers(page, path.join(data, name), name);
    await quiet(page, file, name);
    await page.context().close();
  }
  await drawnFigures(path.join(source, "docs", "figures"));
  const map = path.join(data, "trafficking-dk"), file = path.join(scratch, "trafficking-dk.html");
  const page = await open(file);
  await useIt(page, "trafficking-dk");
  await page.locator("[id='actor-cmm']").click();
  await page.locator("#styr-next").click();
  await accessible(page, "trafficking-dk, a step of the case");
  await keyboard(page, "trafficking-dk");
  await quiet(page, file, "trafficking-dk, used");
  await page.context().close();
  const counted = await open(file);
  await legend(counted, map, "trafficking-dk", []);
  await counted.context().close();
  await withoutScript(file, map, "trafficking-dk");
  await narrow(file, "trafficking-dk");
  await paper(file, "trafficking-dk");
  await far(path.join(scratch, "brazil-federal.html"));
  const english = await look(map, "trafficking-en", "en");
  const page2 = await open(english);
  check((await page2.getAttribute("html", "lang")) === "en" && (await page2.locator("h2").first().textContent()) === "The case step by step", "trafficking-en: the page is in English");
  await page2.context().close();

  const bad = hostile(path.join(scratch, "hostile")), badFile = await look(bad, "hostile");
  const page3 = await open(badFile);
  await compareAnswers(page3, bad, "hostile");
  for (const n of await page3.locator("#styr-words a.styr-node[href]").all()) await n.evaluate((e) => e.click());
  check((await page3.locator("script").count()) === 2 && (await page3.locator("img, iframe, b").count()) === 0, "hostile: labels are text and nothing else");
  check((await page3.locator("#styr-words").textContent()).includes(HOSTILE[0]), "hostile: they are shown as they are");
  check((await page3.locator("a[href^='javascript']").count()) === 0, "hostile: no link runs a script");
  await page3.locator("#styr-steps summary").click();
  const steps = await page3.locator(".steps").textContent();
  check(steps.includes("constructor → " + HOSTILE[0]) && !steps.includes("native code"), "hostile: names of what objects inherit are names", steps);
  await quiet(page3, badFile, "hostile");
  await page3.context().close();

  const many = manyPaths(path.join(scratch, "many")), manyFile = write(many, "many").file;
  const page4 = await open(manyFile);
  await compareAnswers(page4, many, "many");
  await page4.locator("[id='actor-n0']").click();
  check((await page4.locator("#styr-panel").textContent()).includes("there are more"), "many: a list that was cut says so");
  await page4.context().close();

  const side = parallel(path.join(scratch, "parallel")), sideFile = await look(side, "parallel");
  const page5 = await open(sideFile);
  await compareAnswers(page5, side, "parallel");
  await page5.locator("[id='actor-top'] text").first().click();
  check(page5.url() === pathToFileURL(sideFile).href && (await label(page5)) === "top", "parallel: a click on a box with a link chooses it", page5.url());
  check((await page5.locator("#styr-panel a[href='https://example.org/']").count()) === 1 && (await page5.locator("svg a[href], svg a[*|href]").count()) === 0, "parallel: its link stands in the panel");
  await quiet(page5, sideFile, "parallel");
  await page5.context().close();
  await privacy();
}

try {
  await main();
} finally {
  await browser.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
console.log(failures ? `${failures} checks failed` : "all checks passed");
process.exit(failures ? 1 : 0);

// SPDX-License-Identifier: MIT
// Maps made for the tests: one whose labels try to break out of the page, one whose sources are partly confidential, and
// one in which many parallel ties make more paths than the page lists.
import fs from "node:fs";
import path from "node:path";

const csv = (rows) => rows.map((r) => r.map((c) => (/[",\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(",")).join("\n") + "\n";

function write(folder, tables, json) {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, rows] of Object.entries(tables)) fs.writeFileSync(path.join(folder, name + ".csv"), csv(rows));
  if (json) fs.writeFileSync(path.join(folder, "datapackage.json"), JSON.stringify(json));
  return folder;
}

export const HOSTILE = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "\u2028line\u2029 separators", "\"quotes\" 'and' `ticks`",
  "{{script}} {{data}}", "<!--<script>", "&lt;b&gt; & co", "]]> --> \\u003c"];

export function hostile(folder) {
  const id = (i) => ["a<b>&\"'", "x onerror=1", "{{title}}", "d|e/f:g", "e", "f->g", "g\\h", "h"][i];
  const actors = [["id", "label", "kind", "sector", "level", "uri", "note", "start"]], ties = [["from", "to", "type", "id", "note", "end"]];
  HOSTILE.forEach((label, i) => actors.push([id(i), label, i % 2 ? "agency" : "<b>kind</b>", "public", "national", i === 3 ? "javascript:alert(3)" : "https://example.org/?a=1&b=<2>",
    label, i === 4 ? "2019-06" : ""]));
  actors[5][5] = "https://example.org/?a=1&b=2";
  for (let i = 1; i < HOSTILE.length; i++) ties.push([id(i - 1), id(i), i % 2 ? "supervises" : "mandates", "t'" + i, HOSTILE[i], i === 5 ? "2020" : ""]);
  ties.push([id(7), id(5), "supervises", "", "", ""], [id(2), id(2), "supervises", "", "", ""]);
  const claims = [["about", "source", "locator", "stance", "grade", "quote", "coder"]];
  ties.slice(1, 8).forEach((t, i) => claims.push(["tie:" + t[3], "s<1>", HOSTILE[i], i % 3 === 1 ? "disputes" : "supports", ["stated", "assumed", "inferred"][i % 3], HOSTILE[i], ""]));
  actors.slice(1).forEach((a) => claims.push(["actor:" + a[0], "s<1>", "", "", "stated", "", ""]));
  for (const t of ["tie:t9", "tie:t8"]) claims.push([t, "s<1>", "", "", "", "", ""]);
  for (const about of ["case:c<1>", "event:c<1>/1", "event:c<1>/2"]) claims.push([about, "s<1>", "", "", "stated", "", ""]);
  return write(folder, { actors, ties, claims, sources: [["id", "label", "kind", "confidentiality", "uri"], ["s<1>", HOSTILE[0], "", "public", "javascript:alert(4)"]],
    cases: [["id", "label", "standpoint", "class"], ["c<1>", HOSTILE[1], id(0), "x=1"]], events: [["case", "step", "actor", "action", "to", "outcome"], ["c<1>", "1", id(0), "<b>does</b>", id(1), HOSTILE[0]], ["c<1>", "2", id(1), "constructor", id(0), "toString"]] });
}

// What must not be in a page by default: every secret text holds this word.
export const SECRET = "HEMMELIG";

export function confidential(folder) {
  return write(folder, {
    actors: [["id", "label", "kind", "sector", "level", "note", "uri"], ["kvinde", "Kvinde " + SECRET, "person", "", "person", "", ""], ["ven", "Ven", "person", "", "person", "", ""],
      ["center", "Center", "agency", "public", "national", "note " + SECRET, ""], ["ministerium", "Ministerium", "ministry", "public", "ministry", "Offentlig note", ""],
      ["hus", "Huset", "ngo", "private", "local", "", ""], ["kontor", "Kontor", "agency", "public", "local", "", ""]],
    texts: [["id", "label", "kind", "note"], ["plan", "Planen", "plan", ""], ["brev", "Brev " + SECRET, "letter", SECRET]],
    ties: [["from", "to", "type", "id", "function", "programme", "note"], ["ministerium", "plan", "coordinates", "a", "", "", ""], ["plan", "center", "activates", "b", "", "", "linje " + SECRET],
      ["ministerium", "hus", "supervises", "c", "tilsyn" + SECRET, SECRET, SECRET], ["kvinde", "hus", "meets", "d", "", "", ""], ["center", "kontor", "supervises", "e", "", "", ""],
      ["brev", "kontor", "activates", "f", "", "", ""], ["ministerium", "center", "supervises", "g", "", "", ""]],
    sources: [["id", "label", "kind", "confidentiality"], ["lov", "Lov", "law", "public"], ["samtale-" + SECRET, "Samtale " + SECRET, "interview", "confidential"], ["tavs-" + SECRET, "Tavs " + SECRET, "", ""]],
    claims: [["about", "source", "locator", "stance", "grade", "quote", "coder"], ["tie:a", "lov", "1", "", "stated", "offentligt citat", "koder " + SECRET],
      ["tie:b", "lov", "2", "", "stated", "", ""], ["tie:b", "samtale-" + SECRET, SECRET, "disputes", "observed", SECRET, ""], ["tie:c", "samtale-" + SECRET, "", "", "observed", SECRET, ""],
      ["tie:d", "samtale-" + SECRET, "", "", "observed", "", ""], ["tie:f", "tavs-" + SECRET, "", "", "stated", "", ""], ["tie:g", "lov", "3", "", "inferred", "", ""],
      ["actor:kvinde", "samtale-" + SECRET, "", "", "stated", "", ""], ["actor:ministerium", "lov", "4", "", "stated", "", ""], ["actor:hus", "lov", "", "", "stated", "", ""], ["actor:kontor", "lov", "", "", "stated", "", ""], ["text:brev", "tavs-" + SECRET, "", "", "stated", "", ""],
      ["actor:center", "samtale-" + SECRET, "", "", "stated", "", ""], ["none:plan|activates|hus", "samtale-" + SECRET, "", "absent", "stated", SECRET, ""],
      ["case:sag", "samtale-" + SECRET, "", "", "stated", "", ""], ["event:sag/1", "samtale-" + SECRET, "", "", "stated", "", ""]],
    cases: [["id", "label", "standpoint", "class", "note"], ["sag", "Sag " + SECRET, "kvinde", "x=1", SECRET]],
    events: [["case", "step", "actor", "action", "to", "outcome"], ["sag", "1", "kvinde", "opsøger" + SECRET, "hus", SECRET]],
  });
}

export function manyPaths(folder) {
  const actors = [["id", "level"], ...["n0", "n1", "n2", "n3", "n4"].map((n, i) => [n, ["local", "regional", "national", "ministry", "interministerial"][i]])];
  const ties = [["from", "to", "type"]];
  for (let i = 1; i < 5; i++) for (const type of ["supervises", "mandates", "leads", "instructs", "funds"]) ties.push(["n" + i, "n" + (i - 1), type]);
  return write(folder, { actors, ties });
}

// Lines that stand for several ties, of different grades, contested or not, directly and through texts that are not drawn.
export function parallel(folder) {
  const ties = [["from", "to", "type", "id", "start", "end"]], claims = [["about", "source", "stance", "grade"]];
  const tie = (from, to, type, id, grades, dates = ["", ""]) => {
    ties.push([from, to, type, id, ...dates]);
    for (const g of grades) claims.push(["tie:" + id, "s", g.startsWith("-") ? "disputes" : "supports", g.replace("-", "")]);
  };
  tie("top", "a", "supervises", "p1", ["assumed"]);
  tie("top", "a", "mandates", "p2", ["inferred"]);
  tie("top", "a", "leads", "p3", ["stated", "-assumed"]);
  tie("top", "b", "mandates", "p4", ["stated"], ["2010", "2012-06"]);
  tie("b", "top", "part_of", "p5", ["assumed"]);
  tie("top", "x", "issues", "x1", ["stated"]);
  tie("x", "c", "assigns", "x2", ["assumed"]);
  tie("x", "c", "activates", "x3", ["inferred", "-stated"]);
  tie("top", "y", "issues", "y1", ["observed"], ["2011-03-31", ""]);
  tie("y", "c", "activates", "y2", ["inferred"]);
  tie("top", "y", "funds", "y3", ["stated"]);
  tie("a", "b", "supervises", "q1", ["-stated"]);
  tie("a", "b", "instructs", "q2", []);
  claims.push(["none:top|mandates|b", "s", "absent", "inferred"], ["none:x|assigns|c", "s", "disputes", "stated"]);
  return write(folder, { actors: [["id", "level", "uri"], ["top", "ministry", "https://example.org/"], ["a", "national", ""], ["b", "national", ""], ["c", "local", "#x"]],
    texts: [["id", "kind"], ["x", "law"], ["y", "plan"]], ties, claims, sources: [["id", "confidentiality"], ["s", "public"]] },
  { styr: { unclaimed: "public" } });
}

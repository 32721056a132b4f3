# SPDX-License-Identifier: MIT
# JSON lines of several programs and rounds → one table a graph: medians over the rounds, ratios, and whether answers agree.
#   awk -v graph=M -v against=base -v queries="Q1 Q2f …" -v peers="igraph-c …" -f table.awk FILES
# `against` may name several floors. Exit status 1 when an answer differs that is not known to be wrong elsewhere.
function field(key,    text) {
  if (!match($0, "\"" key "\": *(\"[^\"]*\"|[^,}]*)")) return ""
  text = substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3)
  gsub(/^ *"?|"$/, "", text)
  return text
}

function median(who, q,    n, i, k, x, list) {
  n = rounds[who, q]
  for (i = 1; i <= n; i++) {
    x = ms[who, q, i]
    for (k = i - 1; k > 0 && list[k] > x; k--) list[k + 1] = list[k]
    list[k + 1] = x
  }
  return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

function shown(x) {
  return x < 10 ? sprintf("%.3g", x) : x < 1000 ? sprintf("%.1f", x) : sprintf("%d", x)
}

# What all programs mean by an answer: some add the length of the paths before it, or a remark behind it.
function plain(q, text) {
  sub(/\(.*/, "", text)
  if (q == "Q4a") sub(/.*:/, "", text)
  return text
}

# Answers of other programs that are documented to be wrong: see README.md.
function known_wrong(who, q) {
  if (who == "kuzu") return q != "Q1"
  if (who == "networkx") return q == "Q4a"
  return (who == "igraph-c" || who == "python-igraph") && q == "Q5"
}

{
  who = field("peer")
  q = field("q")
  if (who == "" || field("graph") != graph) next
  if (q == "Q1") peak[who] = field("peak_mb") != "" ? field("peak_mb") : field("rss_mb")
  if (field("peak") + 0 > most[who, q]) most[who, q] = field("peak") + 0
  if (field("states") + 0 > states[q]) states[q] = field("states") + 0
  if (field("err") != "") error[who, q] = 1
  if (field("cpu_ms") == "") next
  ms[who, q, ++rounds[who, q]] = field("cpu_ms") + 0
  seen[q] = 1
  text = field("ans")
  if (rounds[who, q] > 1 && plain(q, answer[who, q]) != plain(q, text)) differ[++differ_count] = q ": " who " says " answer[who, q] " and " text
  answer[who, q] = text
}

END {
  floors = split(against, floor_of, " ")
  others = split(peers, other, " ")
  names = split(queries, query, " ")
  line = "| " graph " |"
  rule = "|---|"
  for (f = 1; f <= floors; f++) line = line " " floor_of[f] " ms |"
  line = line " styr ms |"
  for (f = 1; f <= floors; f++) line = line " styr/" floor_of[f] " |"
  for (p = 1; p <= others; p++) line = line " " other[p] " ms (/styr) |"
  line = line " answer |" (memory ? " peak bytes | a state |" : "")
  columns = gsub(/\|/, "|", line) - 2
  for (i = 0; i < columns; i++) rule = rule "---|"
  print line "\n" rule
  for (i = 1; i <= names; i++) {
    q = query[i]
    if (!seen[q]) continue
    row = "| " q " |"
    mine = rounds["styr", q] ? median("styr", q) : 0
    for (f = 1; f <= floors; f++) row = row " " (rounds[floor_of[f], q] ? shown(median(floor_of[f], q)) : "–") " |"
    row = row " " (mine ? shown(mine) : "–") " |"
    for (f = 1; f <= floors; f++)
      row = row " " (mine && rounds[floor_of[f], q] ? sprintf("%.2f", mine / median(floor_of[f], q)) : "–") " |"
    for (p = 1; p <= others; p++) {
      who = other[p]
      cell = error[who, q] ? "failed" : "–"
      if (rounds[who, q]) {
        cell = shown(median(who, q))
        if (mine) cell = cell sprintf(" (%.3g)", median(who, q) / mine)
        if (answer["styr", q] != "" && plain(q, answer[who, q]) != plain(q, answer["styr", q])) {
          cell = cell " ≠" plain(q, answer[who, q]) (known_wrong(who, q) ? " known" : "")
          if (!known_wrong(who, q)) differ[++differ_count] = q ": styr says " answer["styr", q] ", " who " says " answer[who, q]
        }
      }
      row = row " " cell " |"
    }
    for (f = 1; f <= floors; f++) {
      who = floor_of[f]
      if (rounds[who, q] && mine && answer[who, q] != "" && plain(q, answer[who, q]) != plain(q, answer["styr", q]))
        differ[++differ_count] = q ": styr says " answer["styr", q] ", " who " says " answer[who, q]
    }
    row = row " " (answer["styr", q] != "" ? answer["styr", q] : answer[floor_of[1], q]) " |"
    if (memory) row = row " " (most["styr", q] ? most["styr", q] : "–") " | " (most["styr", q] && states[q] ? sprintf("%.1f", most["styr", q] / states[q]) : "–") " |"
    print row
  }
  line = ""
  for (f = 1; f <= floors; f++) if (peak[floor_of[f]]) line = line " " floor_of[f] " " peak[floor_of[f]]
  if (peak["styr"]) line = line " styr " peak["styr"]
  for (p = 1; p <= others; p++) if (peak[other[p]]) line = line " " other[p] " " peak[other[p]]
  if (line != "") print "\nPeak memory of loading, MB:" line
  for (i = 1; i <= differ_count; i++) print "\nMISMATCH on " graph ", " differ[i]
  exit differ_count > 0
}

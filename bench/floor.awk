# SPDX-License-Identifier: MIT
# The lines that the floors of the paths print → JSON lines as of the other programs: awk -v graph=G -v who=ref -f floor.awk
# The median of the sources; answers and visited states: "any src 7 answers 12 states 34 edges 56 0.7 ms …",
# "trail src 7 tgt -1 got 12 edges …", "any TOTAL 9 sources median 0.7 ms …".
$2 == "src" {
  for (i = 3; i < NF; i++) {
    if ($i == "answers" || $i == "got") answers += $(i + 1)
    if ($1 == "any" && $i == "states" && $(i + 1) > states) states = $(i + 1)
  }
}
$2 == "TOTAL" {
  text = who == "opt" ? "" : answers # it prints the answers of some sources only
  print "{\"peer\":\"" who "\",\"graph\":\"" graph "\",\"q\":\"" $1 "\",\"cpu_ms\":" $6 ",\"states\":" states + 0 ",\"ans\":\"" text "\"}"
  answers = states = 0
}

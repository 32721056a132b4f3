# SPDX-License-Identifier: MIT
# A plain random graph for where no generator is at hand: awk -v nodes=N -v ties=M -v folder=F -f random.awk
# The types are those of the institution-like graphs; ends are even chances, so hubs and levels are missing.
BEGIN {
  srand(1)
  count = split("funds mandates coordinates reports_to part_of governs meets refers", type, " ")
  print "id,kind,level" > (folder "/actors.csv")
  for (i = 1; i <= nodes; i++) print "office-" i ",office," i % 6 > (folder "/actors.csv")
  print "from,type,to" > (folder "/ties.csv")
  for (i = 1; i <= ties; i++) {
    a = 1 + int(rand() * nodes)
    b = 1 + int(rand() * nodes)
    print "office-" a "," type[1 + int(rand() * count)] ",office-" b > (folder "/ties.csv")
  }
}

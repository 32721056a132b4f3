/* SPDX-License-Identifier: MIT */
/* The tool: finds the verb, prints the help. Results go to stdout, everything else to stderr. */
#include "cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

const verb verbs[] = {
    {"new", "DIR [options]", "make a small example map to start from",
     "DIR must not exist or be empty. The map holds a plan, a ministry, an agency and an association, with ties,\n"
     "claims and a source: replace them row by row with your own.\n",
     cmd_new},
    {"check", "MAP [options]", "report every problem of a map with file, row and column",
     "Row is the line of the file on which the record begins (the header is 1; 0 is the file as a whole).\n"
     "Exit status 1 when there are errors; warnings alone give 0.\n",
     cmd_check},
    {"info", "MAP [options]", "say what a map holds", "", cmd_info},
    {"outside", "MAP [options]", "say who sits outside an action plan",
     "An organisation is `in` when ruling ties other than funds lead to it from the plan or its coordinating\n"
     "body, `out` when a claim denies that and nothing speaks for it, else `unknown`. Units are listed beneath\n"
     "their organisation. PLAN and ACTOR are ids or labels.\n",
     cmd_outside},
    {"mandates", "MAP --function TERM [options]", "say who holds a function, within which scope, and which cases none covers",
     "A scope restricts dimensions to values. Overlaps are scopes of different holders that meet; a gap is what all\n"
     "scopes together leave of the class of a case. TERM is one of the vocabulary's functions.\n",
     cmd_mandates},
    {"trace", "MAP [--case ID] [options]", "replay a case: doors, hand-overs, who rules each step, where it leaves the plan",
     "ID is a case of cases.csv; it may be left out where there is only one. PLAN and ACTOR as in `styr outside`.\n", cmd_trace},
    {"paths", "MAP --along PATTERN [options]", "list the paths that match a pattern of tie types",
     "PATTERN: a/b a|b a* a+ a? a{2,4} ^a (…) !(a|^b) % @family up down a[amount>=1000] a/[kind=ministry]/b;\n"
     "docs/paths.md explains it. MODE is walk (default), trail, acyclic or simple; SELECTOR is any, any-shortest,\n"
     "all-shortest (default), shortest=K, groups=K or all, for each pair of first and last node. ACTOR is an id or a\n"
     "label; --from and --to may be repeated, and stand for every node when left out. Exit status 4 when a bound cut\n"
     "the answer short.\n",
     cmd_paths},
    {"pairs", "MAP --along PATTERN [options]", "list the pairs of nodes that a pattern joins, each once",
     "PATTERN and ACTOR as in `styr paths`.\n", cmd_pairs},
    {"pattern", "PATTERN [options]", "check a path pattern",
     "Says what the pattern can match; exit status 1, with the place of the error, when it is wrong.\n", cmd_pattern},
    {"ruling", "MAP --from ACTOR [options]", "follow the ruling ties up to the apexes",
     "A ruling path takes each tie from the ruled to the ruling end. An apex is a node, or nodes that rule one\n"
     "another, with no ruler above. MODE and SELECTOR as in `styr paths`; default acyclic and all-shortest.\n",
     cmd_ruling},
    {"ascent", "MAP --from ACTOR [options]", "read the ruling paths as a climb through levels and texts",
     "Skips and inversions of level are reported as they are; a boss text is one above ACTOR that no other text rules\n"
     "and that rules another. Options as in `styr ruling`.\n",
     cmd_ascent},
    {"accountability", "MAP [options]", "compare money and mandates with the reports that go back",
     "For each tie funds or mandates: does the one report to the other? Also actors with several principals, and\n"
     "circles of reports.\n",
     cmd_accountability},
    {"threads", "MAP --from ACTOR [options]", "list the ruling paths that one source attests end to end", "", cmd_threads},
    {"withdraw", "MAP --source ID [options]", "say what falls when the claims of a source no longer count", "", cmd_withdraw},
    {"diff", "MAP [MAP] [options]", "say what changed between two maps, or two dates of one",
     "Reorganisations in changes.csv are followed: a renamed ministry is not a removed and an added one.\n", cmd_diff},
    {"chokepoints", "MAP [options]", "find whom the ruling paths cannot pass by",
     "A chokepoint dominates others: every ruling path from an apex to them passes it. With --to ACTOR: what every\n"
     "ruling path to that actor passes, from the apex down, and a least set of nodes that all of them meet. Each stands\n"
     "with the ties out of it on the way. An articulation point holds parts of the ruling ties together, directions ignored.\n",
     cmd_chokepoints},
    {"brokers", "MAP --by sector|level [options]", "count who mediates between groups",
     "B is a broker where ties lead A -> B -> C and none leads A -> C (Gould and Fernandez 1989). Coordinator: all of\n"
     "one group; itinerant: A and C of one, B of another; representative: A and B of one; gatekeeper: B and C of one;\n"
     "liaison: three groups. Actors without a sector or level are of group unknown, texts are a group of their own.\n",
     cmd_brokers},
    {"central", "MAP --measure MEASURE [options]", "rank nodes by their centrality",
     "MEASURE: degree, in-degree, out-degree, betweenness, harmonic, eigenvector or pagerank. Ties of one pair and\n"
     "direction count once. Eigenvector ignores directions.\n",
     cmd_central},
    {"communities", "MAP [options]", "part the map into communities",
     "By short random walks (walktrap), directions ignored: the division of greatest modularity. No chance is involved:\n"
     "every run gives the same answer.\n",
     cmd_communities},
    {"figure", "MAP -o FILE [options], or MAP --format text", "draw the field: levels as rows, lanes as columns",
     "The ending of FILE chooses the form: .svg, .pdf, .png, .gv (DOT, for Graphviz), .txt (the figure in words) or\n"
     ".json (the placed shapes, for other programs). An existing FILE is replaced at once, or stays as it is when drawing\n"
     "fails. docs/figures.md shows layouts, overlays and styles.\n",
     cmd_figure},
    {"page", "MAP -o FILE [options]", "write one HTML file on which to follow the ruling relations",
     "FILE ends in .html. It holds everything it shows and fetches nothing: the figure, every actor and tie in words, the\n"
     "answers of `styr ruling`, `outside`, `trace` and `mandates` at every date at which something changes. What is not\n"
     "public stays out; --draft shows all of it, and says so. docs/page.md tells more.\n",
     cmd_page},
    {"privacy", "MAP [options]", "say what would be published of a map, and what to look at first",
     "Figures, pages and answers with --public show what is public of a map: what claims from public sources support.\n"
     "Here it stands row by row, with the reason and what would change it. docs/privacy.md explains every warning.\n",
     cmd_privacy},
    {"convert", "IN OUT [options]", "read a map and write it in canonical form",
     "OUT is a folder; an existing map there is replaced, other folders are left alone.\n", cmd_convert},
};
const size_t verb_count = sizeof verbs / sizeof *verbs;

static void print_help(FILE *to) {
  fprintf(to, "styr %s: maps of institutional fields, and the ruling relations in them\n\nusage: styr VERB MAP [options]\n\n",
          styr_version());
  for (size_t i = 0; i < verb_count; i++) fprintf(to, "  %-14s %-31s %s\n", verbs[i].name, verbs[i].arguments, verbs[i].summary);
  fprintf(to, "\nA MAP is a folder of CSV files. `styr VERB --help` tells more.\n"
              "Exit status: 0 done, 1 problem in the data, 2 wrong usage, 3 input or output failed, 4 cut short by a limit.\n");
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error to report, not a death */
  if (argc < 2) {
    print_help(stderr);
    return EXIT_USAGE;
  }
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
    print_help(stdout);
    return finish(EXIT_DONE);
  }
  if (strcmp(argv[1], "--version") == 0) {
    printf("styr %s\n", styr_version());
    return finish(EXIT_DONE);
  }
  const verb *v = find_verb(argv[1]);
  if (v) return v->run(argc - 2, argv + 2);
  const char *names[sizeof verbs / sizeof *verbs];
  for (size_t i = 0; i < verb_count; i++) names[i] = verbs[i].name;
  const char *near = styr_nearest(argv[1], names, verb_count);
  fprintf(stderr, "styr: there is no verb \"%s\"", argv[1]);
  if (near) fprintf(stderr, "; did you mean \"%s\"?", near);
  fprintf(stderr, "\n`styr --help` lists the verbs.\n");
  return EXIT_USAGE;
}

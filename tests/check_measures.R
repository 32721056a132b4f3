# SPDX-License-Identifier: MIT
# What igraph and sna of R say of maps, for check_measures_r.py. A FOLDER holds nodes.tsv (sector, level), ruling.tsv and ties.tsv
# (from, to: nodes are numbered from 0; no tie twice, no self-tie). The first line of the answer names the versions; of the others
# each has folder, package, measure and the values, one a node.
# usage: Rscript check_measures.R FOLDER…
# Exit status 77 when a package is not there.
for (package in c("igraph", "sna")) {
  if (!requireNamespace(package, quietly = TRUE)) {
    message("the R package ", package, " is not installed")
    quit(status = 77)
  }
}

read <- function(folder, name) read.delim(file.path(folder, name), colClasses = if (name == "nodes.tsv") "character" else "numeric")

say <- function(package, measure, values) {
  cat(folder, package, measure, paste(sprintf("%.15g", as.numeric(values)), collapse = " "), sep = "\t")
  cat("\n")
}

directed <- function(n, ties) igraph::make_graph(t(ties) + 1, n = n)

edges <- function(n, ties) structure(cbind(ties + 1, rep(1, nrow(ties))), n = n) # a graph as sna wants it

ruling <- function(n, ties) {
  g <- directed(n, ties)
  part <- igraph::components(g, mode = "strong")$membership
  entered <- part[ties[, 2] + 1][part[ties[, 1] + 1] != part[ties[, 2] + 1]]
  top <- which(!part %in% entered)
  rooted <- directed(n + 1, rbind(ties, cbind(rep(n, length(top)), top - 1)))
  dominator <- igraph::dominator_tree(rooted, n + 1, mode = "out")$dom[seq_len(n)]
  say("igraph", "apex", seq_len(n) %in% top)
  say("igraph", "dominator", ifelse(dominator == n + 1, -1, dominator - 1))
  say("igraph", "articulation", seq_len(n) %in% as.integer(igraph::articulation_points(igraph::as.undirected(g))))
  say("igraph", "cut", sapply(seq_len(n), function(v) if (v %in% top) NaN else igraph::vertex_connectivity(rooted, n + 1, v)))
  # not connected = "weak", which sna 2.7-1 cannot do where there is one tie alone
  say("sna", "articulation", seq_len(n) %in% sna::cutpoints(edges(n, unique(rbind(ties, ties[, 2:1]))), mode = "graph"))
}

brokers <- function(n, ties, nodes) {
  for (by in c("sector", "level")) {
    counts <- sna::brokerage(edges(n, ties), nodes[[by]])$raw.nli
    for (column in colnames(counts)) say("sna", paste(by, column), counts[, column])
  }
}

central <- function(n, ties) {
  g <- directed(n, ties)
  s <- edges(n, ties)
  say("igraph", "degree", igraph::degree(g))
  say("igraph", "in-degree", igraph::degree(g, mode = "in"))
  say("igraph", "out-degree", igraph::degree(g, mode = "out"))
  say("igraph", "betweenness", igraph::betweenness(g))
  say("igraph", "harmonic", igraph::harmonic_centrality(g, mode = "out", normalized = TRUE))
  say("igraph", "pagerank", igraph::page_rank(g, damping = 0.85)$vector)
  say("sna", "degree", sna::degree(s, cmode = "freeman"))
  say("sna", "in-degree", sna::degree(s, cmode = "indegree"))
  say("sna", "out-degree", sna::degree(s, cmode = "outdegree"))
  say("sna", "betweenness", sna::betweenness(s))
  say("sna", "harmonic", sna::closeness(s, cmode = "suminvdir"))
  both <- matrix(0, n, n)
  both[rbind(ties, ties[, 2:1]) + 1] <- 1
  greatest <- eigen(both, symmetric = TRUE, only.values = TRUE)$values
  if (greatest[1] - greatest[2] > 1e-6) { # otherwise there is no one vector
    vector <- abs(sna::evcent(both, gmode = "graph", use.eigen = TRUE))
    say("igraph", "eigenvector", igraph::eigen_centrality(igraph::as.undirected(g))$vector)
    say("sna", "eigenvector", vector / max(vector))
  }
  if (nrow(ties) > 0) {
    found <- igraph::membership(igraph::cluster_walktrap(igraph::as.undirected(g), steps = 4))
    say("igraph", "communities", found)
    say("igraph", "modularity", igraph::modularity(igraph::as.undirected(g), found))
  }
}

cat(sprintf("R %s, igraph %s, sna %s\n", getRversion(), packageVersion("igraph"), packageVersion("sna")))
for (folder in commandArgs(trailingOnly = TRUE)) {
  nodes <- read(folder, "nodes.tsv")
  ruling(nrow(nodes), as.matrix(read(folder, "ruling.tsv")))
  ties <- as.matrix(read(folder, "ties.tsv"))
  brokers(nrow(nodes), ties, nodes)
  central(nrow(nodes), ties)
}

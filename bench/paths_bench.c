/* SPDX-License-Identifier: MIT */
/* Reads paths one by one through the C interface, from the graphs of the reference programs for paths: lines `from TAB type TAB to` with
 * numbers from 0 for nodes and letters for types. The arguments are those of the reference programs. Prints JSON lines: CPU
 * milliseconds (median of at least 5 runs, then of the sources), answers, paths, their mean length, and the peak working memory of the
 * query in bytes. Every tie of every path is read.
 *
 * usage: paths_bench FILE.tsv COMMAND …
 *   P1 | P2 | P3                            the pattern from here on: (a|b)+/c*, a+, any type once or more
 *   any SOURCES                             a shortest path to each last node; SOURCES: a number or a file of numbers
 *   count SOURCES                           the last nodes alone
 *   all|trail|simple|acyclic SOURCES TO N   the first N paths; TO: a number, or -1 for any last node
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <styr/styr.h>
#include <sys/resource.h>
#include <time.h>

enum { least_runs = 5, most_runs = 101, most_sources = 1000, budget = 1 /* second a source */ };

static styr_map *map;
static styr_graph *graph;
static const char *graph_name;
static size_t pattern_at;
static volatile uint32_t sink;

static const struct { const char *name, *text; } patterns[] = {{"P1", "(a|b)+/c*"}, {"P2", "a+"}, {"P3", "(a|b|c|d|e|f|g|h)+"}};

static void die(const char *what, const styr_error *error) {
  fprintf(stderr, "paths_bench: %s%s%s\n", what, error ? ": " : "", error ? error->message : "");
  exit(1);
}

static double cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static double median(double *values, size_t count) {
  qsort(values, count, sizeof *values, by_size);
  return values[count / 2];
}

/* ---- memory: what the query holds, and the most it held ---- */

typedef struct meter {
  size_t held, most;
} meter;

enum { head = 16 }; /* before each block: its size; keeps the alignment of malloc */

static void *resize(void *ctx, void *ptr, size_t size) {
  meter *m = ctx;
  char *block = ptr ? (char *)ptr - head : NULL;
  size_t had = 0;
  if (block) memcpy(&had, block, sizeof had);
  if (!(block = realloc(block, size + head))) return NULL;
  memcpy(block, &size, sizeof size);
  m->held += size - had;
  if (m->held > m->most) m->most = m->held;
  return block + head;
}

static void *allocate(void *ctx, size_t size) {
  return resize(ctx, NULL, size);
}

static void release(void *ctx, void *ptr) {
  size_t had;
  if (!ptr) return;
  memcpy(&had, (char *)ptr - head, sizeof had);
  ((meter *)ctx)->held -= had;
  free((char *)ptr - head);
}

/* ---- reading ---- */

static char *slurp(const char *path, size_t *size) {
  FILE *f = fopen(path, "rb");
  if (!f || fseek(f, 0, SEEK_END) != 0) die(path, NULL);
  const long n = ftell(f);
  char *text = n < 0 ? NULL : malloc((size_t)n + 1);
  if (!text || fseek(f, 0, SEEK_SET) != 0 || fread(text, 1, (size_t)n, f) != (size_t)n) die(path, NULL);
  fclose(f);
  text[ *size = (size_t)n] = '\0';
  return text;
}

enum { room = 16 }; /* for the name of a file after that of its folder */

static FILE *table(char *path, size_t folder, const char *name, const char *header) {
  snprintf(path + folder, room, "/%s", name);
  FILE *f = fopen(path, "w");
  if (!f) die(path, NULL);
  setvbuf(f, NULL, _IOFBF, 1 << 20);
  fputs(header, f);
  return f;
}

static char *put_number(char *out, unsigned long n) {
  char digits[24];
  size_t k = 0;
  do digits[k++] = (char)('0' + n % 10);
  while (n /= 10);
  while (k) *out++ = digits[--k];
  return out;
}

/* Writes the lines as a package: actors 0, 1, 2 … up to the greatest number in the file, so that a number is also a place.
 * Reading a package is ten times as fast as adding tie after tie. */
static void write_package(const char *tsv, char *path, size_t folder) {
  size_t size;
  char *text = slurp(tsv, &size), line[64];
  unsigned long greatest = 0;
  FILE *f = table(path, folder, "ties.csv", "from,type,to\n");
  for (char *p = text; *p; p++) {
    const unsigned long from = strtoul(p, &p, 10);
    const char type = p[0] == '\t' ? p[1] : '\0';
    if (type < 'a' || type > 'z' || p[2] != '\t') die("a line is not: number, tab, letter, tab, number", NULL);
    const unsigned long to = strtoul(p + 3, &p, 10);
    if (*p != '\n') die("a line is not: number, tab, letter, tab, number", NULL);
    if (from > greatest) greatest = from;
    if (to > greatest) greatest = to;
    char *end = put_number(line, from);
    *end++ = ',';
    *end++ = type;
    *end++ = ',';
    end = put_number(end, to);
    *end++ = '\n';
    fwrite(line, 1, (size_t)(end - line), f);
  }
  free(text);
  if (fclose(f) != 0) die(path, NULL);
  f = table(path, folder, "actors.csv", "id,kind\n");
  for (unsigned long i = 0; i <= greatest; i++) fprintf(f, "%lu,office\n", i);
  if (fclose(f) != 0) die(path, NULL);
}

/* Returns the CPU time of reading alone. */
static double read_map(const char *tsv) {
  styr_error error = STYR_ERROR_INIT;
  char path[1024];
  const char *temporary = getenv("TMPDIR");
  const int folder = snprintf(path, sizeof path - room, "%s/paths_bench-XXXXXX", temporary ? temporary : "/tmp");
  if (folder < 0 || (size_t)folder >= sizeof path - room || !mkdtemp(path)) die("no temporary folder", NULL);
  write_package(tsv, path, (size_t)folder);
  path[folder] = '\0';
  const double begun = cpu();
  const styr_status status = styr_package_read(path, NULL, NULL, &map, &error);
  const double taken = cpu() - begun;
  memcpy(path + folder, "/ties.csv", sizeof "/ties.csv");
  remove(path);
  memcpy(path + folder, "/actors.csv", sizeof "/actors.csv");
  remove(path);
  path[folder] = '\0';
  remove(path);
  if (status != STYR_OK) die("read", &error);
  return taken;
}

static size_t read_sources(const char *text, uint32_t *out) {
  if (text[0] >= '0' && text[0] <= '9') return out[0] = (uint32_t)strtoul(text, NULL, 10), 1;
  size_t count = 0;
  FILE *f = fopen(text, "r");
  if (!f) die(text, NULL);
  while (count < most_sources && fscanf(f, "%u", &out[count]) == 1) count++;
  fclose(f);
  for (size_t i = 0; i < count; i++)
    if (out[i] >= styr_graph_places(graph)) die("a source is no node", NULL);
  return count;
}

/* ---- questions ---- */

typedef struct question {
  const char *name;
  styr_mode mode;
  styr_selector selector;
  bool pairs;
} question;

static const question questions[] = {{"any", STYR_WALK, STYR_ANY_SHORTEST, false}, {"count", STYR_WALK, STYR_ANY_SHORTEST, true},
                                     {"all", STYR_WALK, STYR_ALL_SHORTEST, false}, {"trail", STYR_TRAIL, STYR_ALL, false},
                                     {"simple", STYR_SIMPLE, STYR_ALL, false},     {"acyclic", STYR_ACYCLIC, STYR_ALL, false}};

typedef struct tally {
  uint64_t paths, ties;
} tally;

static tally ask(const question *q, styr_query *query, const styr_path_options *options) {
  styr_error error = STYR_ERROR_INIT;
  styr_status status;
  tally t = {0, 0};
  uint32_t sum = 0; /* as wide as an index, so that reading all ties costs little compared with finding them */
  if (q->pairs) {
    if (styr_pairs_count(query, options, &t.paths, NULL, &error) < 0) die(q->name, &error);
    return t;
  }
  styr_paths *paths;
  styr_path path;
  if (styr_paths_open(query, options, &paths, &error) != STYR_OK) die(q->name, &error);
  while (t.paths < options->limit && (status = styr_paths_next(paths, &path, &error)) == STYR_OK) {
    for (size_t i = 0; i < path.length; i++) sum += path.ties[i].index;
    t.ties += path.length;
    t.paths++;
  }
  if (t.paths < options->limit && status < 0) die(q->name, &error);
  styr_paths_close(paths);
  sink += sum;
  return t;
}

static double measure(const question *q, styr_query *query, const styr_path_options *options, tally *t, size_t *runs) {
  double values[most_runs];
  size_t n = 0;
  for (const double begun = cpu(); n < least_runs || (n < most_runs && cpu() - begun < budget); n++) {
    const double start = cpu();
    *t = ask(q, query, options);
    values[n] = cpu() - start;
  }
  *runs += n;
  return median(values, n);
}

static void run(const question *q, const char *source_text, const char *to_text, uint64_t limit) {
  static uint32_t sources[most_sources];
  static double values[most_sources];
  styr_error error = STYR_ERROR_INIT;
  styr_pattern *pattern;
  styr_query *query;
  meter m = {0, 0};
  const styr_allocator own = {&m, allocate, resize, release};
  if (styr_pattern_parse(patterns[pattern_at].text, NULL, &pattern, NULL, &error) != STYR_OK) die("pattern", &error);
  if (styr_query_new(graph, pattern, NULL, &query, &error) != STYR_OK) die("query", &error);
  const size_t count = read_sources(source_text, sources);
  tally sum = {0, 0};
  size_t runs = 0;
  styr_path_options o = STYR_PATH_OPTIONS_INIT;
  const long to = strtol(to_text, NULL, 10);
  const styr_node last = to < 0 ? (styr_node){0} : styr_graph_node(graph, (uint32_t)to);
  o.mode = q->mode;
  o.selector = q->selector;
  o.limit = limit;
  o.from_count = 1;
  if (to >= 0) {
    o.to = &last;
    o.to_count = 1;
  }
  for (size_t i = 0; i < count; i++) {
    const styr_node from = styr_graph_node(graph, sources[i]);
    tally t;
    o.from = &from;
    values[i] = measure(q, query, &o, &t, &runs);
    sum.paths += t.paths;
    sum.ties += t.ties;
  }
  if (!count) die("no sources", NULL);
  /* Memory is counted in a separate run, so that the times include the library's own allocator. */
  styr_query_free(query);
  if (styr_query_new(graph, pattern, &own, &query, &error) != STYR_OK) die("query", &error);
  for (size_t i = 0; i < count; i++) {
    const styr_node from = styr_graph_node(graph, sources[i]);
    o.from = &from;
    ask(q, query, &o);
  }
  double total = 0;
  for (size_t i = 0; i < count; i++) total += values[i];
  printf("{\"peer\":\"styr\",\"graph\":\"%s\",\"q\":\"%s\",\"pattern\":\"%s\",\"source\":\"%s\",\"to\":\"%s\",\"cpu_ms\":%.4f,\"mean_ms\":%"
         ".4f,"
         "\"n\":%zu,\"ans\":\"%llu\",\"paths\":%llu,\"mean_length\":%.2f,\"peak\":%zu}\n",
         graph_name, q->name, patterns[pattern_at].text, source_text, to_text, median(values, count) * 1e3, total / (double)count * 1e3,
         runs, (unsigned long long)sum.paths, (unsigned long long)(q->pairs ? 0 : sum.paths),
         sum.paths && !q->pairs ? (double)sum.ties / (double)sum.paths : 0.0, m.most);
  fflush(stdout);
  styr_query_free(query);
  styr_pattern_free(pattern);
}

/* The number of arguments that were used; 0: none. */
static int command(int argc, char **argv) {
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
    if (strcmp(argv[0], patterns[i].name) == 0) return pattern_at = i, 1;
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
    if (strcmp(argv[0], questions[i].name) != 0) continue;
    const int words = i < 2 ? 2 : 4;
    if (argc < words) return 0;
    run(&questions[i], argv[1], words == 4 ? argv[2] : "-1", words == 4 ? strtoull(argv[3], NULL, 10) : STYR_UNBOUNDED);
    return words;
  }
  return 0;
}

int main(int argc, char **argv) {
  styr_error error = STYR_ERROR_INIT;
  if (argc < 2) {
    fprintf(stderr, "usage: paths_bench FILE.tsv [P1|P2|P3] [any|count SOURCES] [all|trail|simple|acyclic SOURCES TO N] …\n");
    return 2;
  }
  graph_name = strrchr(argv[1], '/') ? strrchr(argv[1], '/') + 1 : argv[1];
  const double read = read_map(argv[1]), begun = cpu();
  if (styr_graph_freeze(map, NULL, NULL, &graph, &error) != STYR_OK) die("freeze", &error);
  const double frozen = cpu() - begun;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"peer\":\"styr\",\"graph\":\"%s\",\"q\":\"load\",\"cpu_ms\":%.3f,\"read_ms\":%.3f,\"freeze_ms\":%.3f,\"peak_mb\":%.0f,\"ans\":"
         "\"%u/%llu\"}\n",
         graph_name, (read + frozen) * 1e3, read * 1e3, frozen * 1e3, (double)usage.ru_maxrss / 1024, styr_graph_places(graph),
         (unsigned long long)styr_graph_ties(graph));
  fflush(stdout);
  for (int i = 2, taken; i < argc; i += taken)
    if (!(taken = command(argc - i, argv + i))) {
      fprintf(stderr, "paths_bench: no such command, or too few words: %s\n", argv[i]);
      return 2;
    }
  styr_graph_free(graph);
  styr_map_free(map);
  return 0;
}

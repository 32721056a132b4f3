/* SPDX-License-Identifier: MIT */
/* The help as text and as JSON; both are made from the verbs and their options. */
#include "cli.h"

#include <string.h>

enum { help_size = 700 }; /* of an option */

static const char *format_name(char letter) {
  return format_names[strchr(FORMAT_LETTERS, letter) - FORMAT_LETTERS];
}

const char *list_words(char *out, size_t size, option_words words, bool help, const char *between, const char *last) {
  size_t n = 0;
  *out = '\0';
  for (int i = 0; words(i, false) && n < size; i++) {
    const char *word = words(i, help);
    if (*word && n) n += (size_t)snprintf(out + n, size - n, "%s", words(i + 1, false) ? between : last);
    if (*word && n < size) n += (size_t)snprintf(out + n, size - n, "%s", word);
  }
  return out;
}

/* The argument of an option as the help shows it; "" for a flag. */
static const char *argument_of(const option *o, char *out, size_t size) {
  if (o->words) return list_words(out, size, o->words, false, "|", "|");
  return o->argument ? o->argument : "";
}

/* What an option does. For --format: "text (default), json or csv". */
static const char *help_of(const verb *v, const option *o, char *out, size_t size) {
  size_t n = (size_t)snprintf(out, size, "%s", o->help ? o->help : "");
  if (o->words) list_words(out + n, size - n, o->words, true, "; ", "; ");
  for (const char *p = v->formats; !o->help && *p; p++)
    n += (size_t)snprintf(out + n, size - n, "%s%s%s",
                          p == v->formats ? ""
                          : p[1]          ? ", "
                                          : " or ",
                          format_name(*p), p == v->formats ? " (default)" : "");
  return out;
}

void print_verb_help(const verb *v) {
  printf("usage: styr %s %s\n\n%c%s.\n", v->name, v->arguments, v->summary[0] - ('a' - 'A'), v->summary + 1);
  if (v->details) printf("\n%s", v->details);
  printf("\nOptions:\n");
  for (size_t i = 0; i < v->option_count; i++) {
    const option *o = &v->options[i];
    char left[280], words[200], help[help_size];
    const char *argument = argument_of(o, words, sizeof words);
    snprintf(left, sizeof left, "%s%s%s", o->name, *argument ? " " : "", argument);
    printf("  %-26s %s\n", left, help_of(v, o, help, sizeof help));
  }
  printf("  %-26s %s\n", "--help", "this text");
}

void print_help(FILE *to, const verb *const *verbs, size_t count) {
  fprintf(to, "styr %s: maps of institutional fields, and the ruling relations in them\n\nusage: styr VERB MAP [options]\n\n",
          styr_version());
  for (size_t i = 0; i < count; i++) fprintf(to, "  %-14s %-31s %s\n", verbs[i]->name, verbs[i]->arguments, verbs[i]->summary);
  fprintf(to, "\nA MAP is a folder of CSV files. `styr VERB --help` tells more.\n"
              "Exit status: 0 done, 1 problem in the data, 2 wrong usage, 3 input or output failed, 4 cut short by a limit.\n");
}

/* ---- JSON ---- */

void put_json(const char *text) {
  putchar('"');
  for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
    if (*p == '"' || *p == '\\') printf("\\%c", *p);
    else if (*p < 0x20) printf("\\u%04x", *p);
    else putchar(*p);
  }
  putchar('"');
}

static void put_member(const char *name, const char *value) {
  printf("\"%s\":", name);
  if (value) put_json(value);
  else fputs("null", stdout);
  putchar(',');
}

static void list_option(const verb *v, const option *o) {
  char words[200], help[help_size];
  const char *argument = argument_of(o, words, sizeof words);
  putchar('{');
  put_member("name", o->name);
  put_member("argument", *argument ? argument : NULL);
  put_member("help", help_of(v, o, help, sizeof help));
  printf("\"required\":%s,\"repeatable\":%s}", o->missing ? "true" : "false", o->kind == OPTION_LIST ? "true" : "false");
}

static void list_verb(const verb *v) {
  const char *formats = v->formats ? v->formats : "";
  putchar('{');
  put_member("name", v->name);
  put_member("arguments", v->arguments);
  put_member("summary", v->summary);
  put_member("details", v->details);
  printf("\"manual\":\"docs/%s.md\",", v->manual);
  fputs("\"schema\":", stdout);
  if (strchr(formats, 'j')) printf("\"docs/schema/%s.json\"", v->name);
  else fputs("null", stdout);
  fputs(",\"formats\":[", stdout);
  for (const char *p = formats; *p; p++) printf("%s\"%s\"", p == formats ? "" : ",", format_name(*p));
  printf("],\"options\":[");
  for (size_t i = 0; i < v->option_count; i++) {
    if (i) putchar(',');
    list_option(v, &v->options[i]);
  }
  fputs("]}", stdout);
}

void print_listing(const verb *const *verbs, size_t count) {
  printf("{\"version\":\"%s\",\"verbs\":[", styr_version());
  for (size_t i = 0; i < count; i++) {
    fputs(i ? ",\n" : "\n", stdout);
    list_verb(verbs[i]);
  }
  printf("\n]}\n");
}

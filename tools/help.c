/* SPDX-License-Identifier: MIT */
/* Help for readers, and the same as JSON for programs: both follow from the verbs and their options. */
#include "cli.h"

#include <string.h>

static const char *format_name(char letter) {
  return format_names[strchr(FORMAT_LETTERS, letter) - FORMAT_LETTERS];
}

/* "text (default), json or csv" */
static void put_formats(const char *formats) {
  for (const char *p = formats; *p; p++)
    printf("%s%s%s", p == formats ? "" : p[1] ? ", " : " or ", format_name(*p), p == formats ? " (default)" : "");
}

void print_verb_help(const verb *v) {
  printf("usage: styr %s %s\n\n%c%s.\n", v->name, v->arguments, v->summary[0] - ('a' - 'A'), v->summary + 1);
  if (v->details) printf("\n%s", v->details);
  printf("\nOptions:\n");
  for (size_t i = 0; i < v->option_count; i++) {
    const option *o = &v->options[i];
    char left[80];
    snprintf(left, sizeof left, "%s%s%s", o->name, o->argument ? " " : "", o->argument ? o->argument : "");
    printf("  %-26s ", left);
    if (o->help) fputs(o->help, stdout);
    else put_formats(v->formats);
    putchar('\n');
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

static void list_option(const option *o, const char *formats) {
  putchar('{');
  put_member("name", o->name);
  put_member("argument", o->argument);
  fputs("\"help\":", stdout);
  if (o->help) {
    put_json(o->help);
  } else {
    putchar('"');
    put_formats(formats);
    putchar('"');
  }
  printf(",\"required\":%s,\"repeatable\":%s}", o->missing ? "true" : "false", o->kind == OPTION_LIST ? "true" : "false");
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
    list_option(&v->options[i], formats);
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

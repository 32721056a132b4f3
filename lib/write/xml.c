/* SPDX-License-Identifier: MIT */
/* The one escaper for XML, SVG and HTML (XML 1.0, section 2.2 and 2.4; HTML Living Standard, section 13.1.2), and numbers with a
 * fixed number of decimals, whatever the locale. */
#include "write/write_i.h"

#include <math.h>
#include <stdio.h>

/* How many bytes at p are a character that XML 1.0 does not allow or discourages: controls but line ends and tabs, U+FFFE, U+FFFF. */
static size_t forbidden(const unsigned char *p) {
  if (p[0] < 0x20) return p[0] != '\n' && p[0] != '\t' && p[0] != '\r';
  if (p[0] == 0x7F) return 1;
  if (p[0] == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0) return 2;
  return p[0] == 0xEF && p[1] == 0xBF && (p[2] == 0xBE || p[2] == 0xBF) ? 3 : 0;
}

void styr_i_xml(styr_i_out *o, const char *text, bool soft_hyphens) {
  const char *from = text;
  for (const char *p = text; *p; p++) {
    size_t length = forbidden((const unsigned char *)p);
    const char *as = length ? "\xEF\xBF\xBD" : NULL;
    if (!length) length = 1;
    if (*p == '&') as = "&amp;";
    else if (*p == '<') as = "&lt;";
    else if (*p == '>') as = "&gt;";
    else if (*p == '"') as = "&quot;";
    else if (*p == '\'') as = "&#39;";
    else if (*p == '\r') as = " "; /* a reader would make a line end of it */
    else if (!soft_hyphens && p[0] == '\xC2' && p[1] == '\xAD') as = "", length = 2;
    if (!as) continue;
    styr_i_putn(o, from, (size_t)(p - from));
    styr_i_put(o, as);
    p += length - 1;
    from = p + 1;
  }
  styr_i_put(o, from);
}

void styr_i_put_fixed(styr_i_out *o, double value, int decimals) {
  long long unit = 1;
  for (int i = 0; i < decimals; i++) unit *= 10;
  const long long parts = llround(value * (double)unit);
  const unsigned long long size = parts < 0 ? 0 - (unsigned long long)parts : (unsigned long long)parts;
  const unsigned long long whole = size / (unsigned long long)unit;
  unsigned long long rest = size % (unsigned long long)unit;
  int digits = decimals;
  for (; digits > 0 && rest % 10 == 0; digits--) rest /= 10; /* no zeros at the end */
  if (digits > 0) styr_i_putf(o, "%s%llu.%0*llu", parts < 0 ? "-" : "", whole, digits, rest);
  else styr_i_putf(o, "%s%llu", parts < 0 ? "-" : "", whole);
}

/* SPDX-License-Identifier: MIT */
/* The one escaper for XML, SVG and HTML (XML 1.0, sections 2.2 and 2.4; HTML Living Standard, section 13.1.2). */
#include "write/write_i.h"

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

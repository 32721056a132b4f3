/* SPDX-License-Identifier: MIT */
/* ISO 4217 minor units and the decimal form of amounts. The list has the codes that were in use at some time since 2015, because
 * maps describe the past. Precious metals and test codes (XAU, XTS, XXX …) have no minor unit and are not accepted as money. */
#include "base/base_i.h"

static const char two[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF "
    "CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK "
    "HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
    "MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP "
    "SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR "
    "ZMW ZWG ZWL";
static const char none[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
static const char three[] = "BHD IQD JOD KWD LYD OMR TND";
static const char four[] = "CLF UYW";

static bool listed(const char *list, const char *code) {
  for (const char *p = list; *p; p += p[3] ? 4 : 3)
    if (memcmp(p, code, 3) == 0) return true;
  return false;
}

int styr_currency_decimals(const char *currency) {
  if (!currency) return -1;
  if (strlen(currency) != 3) return -1;
  if (listed(two, currency)) return 2;
  if (listed(none, currency)) return 0;
  if (listed(three, currency)) return 3;
  return listed(four, currency) ? 4 : -1;
}

const char *styr_money_format(styr_money money, char out[32]) {
  if (!out) return "";
  const int decimals = styr_currency_decimals(money.currency);
  uint64_t left = money.minor < 0 ? 0 - (uint64_t)money.minor : (uint64_t)money.minor;
  char digits[32]; /* in reverse: the fraction, the point, the whole part, the sign */
  int n = 0;
  for (int i = 0; i < decimals; i++, left /= 10) digits[n++] = (char)('0' + left % 10);
  if (decimals > 0) digits[n++] = '.';
  do digits[n++] = (char)('0' + left % 10);
  while (left /= 10);
  if (money.minor < 0) digits[n++] = '-';
  for (int i = 0; i < n; i++) out[i] = digits[n - 1 - i];
  out[n] = '\0';
  return out;
}

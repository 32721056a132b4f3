/* SPDX-License-Identifier: MIT */
/**
 * @file styr.h
 * Everything of libstyr. The components have headers of their own: <styr/graphviz.h>, <styr/igraph.h>.
 */
#ifndef STYR_STYR_H
#define STYR_STYR_H

#include <styr/account.h>
#include <styr/attest.h>
#include <styr/base.h>
#include <styr/diff.h>
#include <styr/figure.h>
#include <styr/render.h>
#include <styr/graph.h>
#include <styr/page.h>
#include <styr/path.h>
#include <styr/privacy.h>
#include <styr/public.h>
#include <styr/io.h>
#include <styr/map.h>
#include <styr/measure.h>
#include <styr/ruling.h>
#include <styr/mandate.h>
#include <styr/trace.h>
#include <styr/vocab.h>

#endif

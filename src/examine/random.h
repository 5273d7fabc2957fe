/*
 * random - labels that no person would choose.
 *
 * Kits register and make up names by the thousand: "vfgbnhj", "x7k2m9qp".
 */
#ifndef MEKIKI_EXAMINE_RANDOM_H
#define MEKIKI_EXAMINE_RANDOM_H

#include "base/span.h"

/*
 * One label, lower case, judged by runs of consonants, digits among letters
 * and pairs of letters that hardly occur in words.  Errs on the side of "not
 * random": acronyms and product names pass.
 */
bool random_label(span label);

#endif

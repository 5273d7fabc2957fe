/*
 * alike - letters that the eye takes for others.
 *
 * A small table on top of ICU's: which letters of other scripts look like a
 * Latin one in common typefaces, in the case they are written in (capital Ve is
 * a B, small ve hardly a b).  UTS 39's own table maps strings, knows no
 * degrees, and takes U+04CF for an i.
 */
#ifndef MEKIKI_BASE_ALIKE_H
#define MEKIKI_BASE_ALIKE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The Latin letter, lower case, that a letter of Greek, Cyrillic, Armenian or
 * Cherokee looks like; 0 if none.  *weak, set only when there is one, tells that
 * the likeness is poor and counts only beside Latin letters.
 */
char alike_latin(uint32_t code, bool *weak);

/*
 * The ASCII character that a Latin letter (dotless i, small capitals) or a
 * typographic quote or dash stands for; 0 if none.
 */
char alike_plain(uint32_t code);

#endif

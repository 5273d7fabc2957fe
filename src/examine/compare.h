/*
 * compare - do two texts say the same?
 *
 * The plain and the HTML part of one mail should.  Where they do not, one of
 * them is for filters.
 */
#ifndef MEKIKI_EXAMINE_COMPARE_H
#define MEKIKI_EXAMINE_COMPARE_H

#include "base/arena.h"

/*
 * The share, in percent, of a's pieces that b has as well; -1 when either is
 * too short to tell.  Pieces are overlapping runs of eight bytes of folded
 * text, hashed.  Linear.
 */
int compare_share(struct arena *a, span x, span y);

#endif

/*
 * nearest - whether a misspelt word is meant for another.
 *
 * For advice: whoever writes "trsut" is told of trust.
 */
#ifndef MEKIKI_CMD_NEAREST_H
#define MEKIKI_CMD_NEAREST_H

#include "base/span.h"

/* Words longer than this are near to none; options have up to 9 bytes. */
#define NEAREST_MAX 16

/*
 * How many bytes have to be added, left out, exchanged, or swapped with their
 * neighbour to make b of a, without regard to ASCII case.  SIZE_MAX if one of
 * them is longer than NEAREST_MAX.
 */
size_t nearest_distance(span a, span b);

/*
 * Might a be meant for word?  At most two such steps, one for a word of up to
 * three bytes.
 */
bool nearest_counts(span a, span word);

#endif

/*
 * utf8 - code points in and out of UTF-8 (RFC 3629, Unicode chapter 3.9).
 *
 * Inside mekiki all text is UTF-8 that was made valid at its door; these
 * functions are safe on any bytes all the same.
 */
#ifndef MEKIKI_BASE_UTF8_H
#define MEKIKI_BASE_UTF8_H

#include "base/span.h"

#define UTF8_MAX 4		/* bytes a code point needs at most */
#define UTF8_REPLACEMENT 0xfffd /* stands for what is no character */

/*
 * Takes one code point off the front of *rest, which must not be empty.  Bytes
 * that are no UTF-8 give UTF8_REPLACEMENT and are taken as Unicode's "maximal
 * subparts"; *valid, unless NULL, tells.
 */
uint32_t utf8_cut_long(span *rest, bool *valid); /* a byte above 0x7f first */
static inline uint32_t
utf8_cut(span *rest, bool *valid)
{
	unsigned char first = (unsigned char)rest->p[0];

	if (first >= 0x80)
		return utf8_cut_long(rest, valid);
	rest->p++;
	rest->n--;
	if (valid != NULL)
		*valid = true;
	return first;
}

/* The code point that ends at s's end, taken off; s must not be empty. */
uint32_t utf8_cut_last(span *rest);

/* Writes code's UTF-8 form to bytes; what is no scalar value as U+FFFD. */
span utf8_text(uint32_t code, char bytes[static UTF8_MAX]);

/* True when all of s is valid UTF-8 (no surrogates, no overlong forms). */
bool utf8_valid(span s);

/* True when s has only bytes below 0x80. */
bool utf8_ascii(span s);

/* s behind its leading bytes below 0x80: where something may begin to matter. */
span utf8_skip_ascii(span s);

/* Cells a terminal shows code in: 0, 1 or 2 (UAX 11, ambiguous narrow). */
int utf8_width(uint32_t code);

#endif

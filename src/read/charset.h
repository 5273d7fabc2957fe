/*
 * charset - bytes of any encoding to valid UTF-8, and why it was read so.
 *
 * The label is the sender's claim.  The choice is made in this order and
 * recorded: byte order mark; ISO-2022 escapes in seven-bit text; strict UTF-8
 * wherever a byte above 0x7f occurs, whatever the label (a third of Japanese
 * UTF-8 also passes as CP932, but no CP932 text is valid UTF-8); the label;
 * the Japanese encodings by score; ICU's detector.  Japanese charsets are meant
 * in Microsoft's sense: wave dash as U+FF5E, NEC row 13, IBM extensions,
 * half-width kana, because that is what Outlook writes under any of the names.
 *
 * No byte is dropped in silence: what has no meaning becomes U+FFFD and is
 * flagged, and so does NUL, at which other programs end the text.
 */
#ifndef MEKIKI_READ_CHARSET_H
#define MEKIKI_READ_CHARSET_H

#include "base/map.h"

enum charset_odd {
	CHARSET_UNKNOWN_LABEL = 1 << 0,	   /* a label that means nothing */
	CHARSET_LABEL_WRONG = 1 << 1,	   /* read as something else */
	CHARSET_8BIT_UNDER_ASCII = 1 << 2, /* US-ASCII it is not */
	CHARSET_MISSING_LABEL = 1 << 3,	   /* none, and more than ASCII */
	CHARSET_NUL = 1 << 4,		   /* NUL, given as U+FFFD */
	CHARSET_INVALID = 1 << 5,	   /* bytes given as U+FFFD */
	CHARSET_TOO_LONG = 1 << 6,	   /* cut at LIMIT_TEXT bytes */
};

struct charset_text {
	span utf8;	  /* the input itself where it needs no change */
	span label;	  /* as given, trimmed; the sender's claim */
	const char *used; /* "utf-8", "shift_jis"; lives with the program */
	/*
	 * "ascii", "bom", "escapes", "valid-utf-8", "label", "guess" (the
	 * Japanese score or mostly valid UTF-8) or "detector" (ICU's)
	 */
	const char *why;
	unsigned odd; /* CHARSET_... */
};

/*
 * Decodes the first LIMIT_TEXT bytes.  map, unless NULL, must be empty and
 * takes offsets of .utf8 back to offsets of bytes; empty afterwards means that
 * they are the same.  ASCII and valid UTF-8 cost no allocation; the rest is
 * linear, and costs one ICU converter opened and closed.  When the arena fails
 * the text ends early.
 */
struct charset_text charset_decode(
    struct arena *a, span bytes, span label, struct map *map);

/* The kebab-case name of one CHARSET_ bit, empty for what is none. */
span charset_odd_name(unsigned one);

#endif

/*
 * words - the text of a header field: RFC 2047 encoded words and raw bytes.
 *
 * A Subject is what the reader sees first, so it is decoded as mail programs
 * show it, not as the RFC would have it.  Beyond RFC 2047 are accepted: a
 * character or an escape sequence that goes on in the next word (Outlook and
 * many PHP scripts cut by length; the bytes of adjacent words of one charset
 * are joined before they are decoded, B and Q alike), blanks inside Q words,
 * missing padding and stray characters in base64, a language behind the charset
 * (RFC 2231, section 5), words that touch other text, words longer than 75
 * characters, a last word without its end, and raw 8-bit text or raw
 * ISO-2022-JP between words (old Japanese mailers, spam kits).
 */
#ifndef MEKIKI_READ_WORDS_H
#define MEKIKI_READ_WORDS_H

#include "base/arena.h"

enum words_odd {
	WORDS_RAW_8BIT = 1 << 0,	/* bytes above 0x7f as they are */
	WORDS_SPLIT_CHARACTER = 1 << 1, /* goes on in the next word */
	WORDS_BAD = 1 << 2,		/* a word against the grammar */
	WORDS_LABEL_WRONG = 1 << 3,	/* a charset it is not in */
	WORDS_UNKNOWN_CHARSET = 1 << 4, /* a charset that means nothing */
	WORDS_INVALID = 1 << 5,		/* bytes given as U+FFFD */
	WORDS_CONTROL = 1 << 6,		/* control characters, NUL, line ends */
	WORDS_MIXED_CHARSETS = 1 << 7,	/* beside ASCII more than one */
	WORDS_TOO_MANY = 1 << 8,	/* the rest is left encoded */
};

struct words {
	span text;	  /* valid UTF-8, unfolded, trimmed */
	unsigned odd;	  /* WORDS_... */
	span charset;	  /* label of the first word, without language */
	const char *used; /* charset the first was read as; NULL: none */
};

/*
 * Decodes a folded value of any bytes.  Line ends inside decoded words become
 * blanks, other control characters stay and are flagged.  The text is raw's own
 * where nothing needs decoding; linear in raw.  When the arena fails the text
 * ends early.
 */
struct words words_decode(struct arena *a, span raw);

/* The kebab-case name of one WORDS_ bit, empty for what is none. */
span words_odd_name(unsigned one);

#endif

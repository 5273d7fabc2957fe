/*
 * redact_view - a text as it reads once an encoding is undone.
 *
 * Each view knows for each of its bytes which bytes of the source stand for
 * it, so that what is found in a view can be masked where it is written.
 * Decoders are greedy: what is no encoding gives bytes without sense, in which
 * nothing is found.
 */
#ifndef MEKIKI_REPORT_REDACT_VIEW_H
#define MEKIKI_REPORT_REDACT_VIEW_H

#include "base/arena.h"

enum coding {
	CODING_PLAIN,
	CODING_ESCAPED, /* %40, %u0040, &#64;, \u0040, \x40, [.], <U+200B> */
	CODING_QUOTED,	/* the same and =40, "=" at line ends */
	CODING_BASE64,
	CODING_HEX,
	CODING_WORD,	 /* =?utf-8?B?...?= */
	CODING_REVERSED, /* this and below: a form of the secret itself */
	CODING_ROT13,
	CODING_CHARSET, /* Shift_JIS, UTF-16, ... */
};

/* "Base64", "plain text". */
const char *coding_text(enum coding coding);

/* The source's bytes start to end. */
struct place {
	uint32_t start, end;
};

struct view {
	span text;
	const struct place *at; /* of each byte; NULL: the source itself */
	enum coding coding;
	unsigned depth; /* encodings undone */
	/* Runs of letters were decoded; an LF stands between two of them. */
	bool runs;
};

/* What one view can be decoded to: escaped, quoted, 4 + 2 runs, words. */
#define VIEW_CHILDREN 9

/*
 * All that v may stand for, those alone in which something was undone; the
 * number of them.  Linear.
 */
size_t view_decode(
    struct arena *a, const struct view *v, struct view out[VIEW_CHILDREN]);

#endif

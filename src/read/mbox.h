/*
 * mbox - many mails in one file, set off by "From " lines.
 *
 * The format has no standard: RFC 4155 describes a default, software writes
 * mboxo (only "From " quoted as ">From ") and mboxrd (any number of '>' before
 * "From " gets one more).  Both are read alike: of each such line one '>' is
 * taken off, as mboxo's ">>From " cannot be told from mboxrd's.  A separator
 * is a "From " line behind an empty line or at the beginning, that has a time
 * of day on it and is followed by a field; so an unquoted "From " in a text
 * does not cut a mail in two.  Content-Length, which some variants rely on, is
 * a claim of the sender's and is never looked at.
 *
 * A mail is what stands behind its separator, unquoted and without the empty
 * line that the writer put behind it.
 *
 * Works on a window that moves over the file, so that a file larger than memory
 * can be read.  Allocates nothing, never fails; linear.
 */
#ifndef MEKIKI_READ_MBOX_H
#define MEKIKI_READ_MBOX_H

#include "base/span.h"

/* Room that a window must have: more cannot be left undecided. */
#define MBOX_WINDOW ((size_t)4096)

/*
 * The beginning of a file is that of an mbox.  Give at least MBOX_WINDOW bytes
 * of it, if there are as many.
 */
bool mbox_is(span beginning);

/*
 * The offset of the first separator at or behind from in piece, at a line's
 * beginning; piece.n when there is none.  `last` says that the file ends with
 * piece; otherwise a line that may still turn out to be a separator is not
 * decided: *undecided, unless NULL, is then its offset, else piece.n.
 */
size_t mbox_next(span piece, size_t from, bool last, size_t *undecided);

/* A reader's state; all zero to begin with, at the beginning of an mbox. */
struct mbox {
	uint64_t offset; /* bytes of the file taken off the window so far */
	size_t searched; /* bytes of the window that hold no separator */
	size_t ready;	 /* bytes of the window that are the mail's */
	size_t tail;	 /* bytes behind those that are nobody's */
	bool inside;	 /* a mail, not yet at its end */
	bool ending;	 /* ready and tail are all that is left of it */
	enum { MBOX_MIDDLE, MBOX_LINE, MBOX_ARROWS, MBOX_WORD } quoting;
	size_t word; /* bytes of "From " seen behind the arrows */
};

enum mbox_event {
	MBOX_MORE,  /* put more bytes behind the window, or say that it is
		       the last one */
	MBOX_BEGIN, /* a mail begins offset bytes into the file */
	MBOX_BYTES, /* *run is the next piece of the mail */
	MBOX_END,   /* of the mail */
	MBOX_DONE,  /* of the file */
};

/*
 * Takes the next event off the front of *window, which begins at the file's
 * first byte and afterwards wherever this left it; last says that the file
 * ends with it.  *run is inside the window or constant, and set for MBOX_BYTES
 * alone.
 */
enum mbox_event mbox_step(struct mbox *m, span *window, bool last, span *run);

#endif

/*
 * mbox - many mails in one file, set off by "From " lines.
 *
 * The format has no standard: RFC 4155 describes a default, software writes
 * mboxo (only "From " quoted as ">From ") and mboxrd (any number of '>' before
 * "From " gets one more).  A separator is a "From " line behind an empty line
 * or at the beginning, that has a time of day on it and is followed by a
 * field; so an unquoted "From " in a text does not cut a mail in two.
 * Content-Length, which some variants rely on, is a claim of the sender's and
 * is never looked at.
 *
 * Works on pieces of a file, so a file larger than memory can be read.
 */
#ifndef MEKIKI_READ_MBOX_H
#define MEKIKI_READ_MBOX_H

#include "base/arena.h"

/* The beginning of a file is that of an mbox. */
bool mbox_is(span beginning);

/*
 * The offset of the first separator at or behind from in piece, at a line's
 * beginning; piece.n when there is none.  `last` says that the file ends with
 * piece; otherwise a line that may still turn out to be a separator is not
 * decided: *undecided, unless NULL, is then its offset, else piece.n.  Linear.
 */
size_t mbox_next(span piece, size_t from, bool last, size_t *undecided);

/* The mail behind a separator: without that line and the final empty line. */
span mbox_message(span between);

/* The mail with one '>' taken off each quoted "From " line; the mail itself
 * when there is none. */
span mbox_unquote(struct arena *a, span message);

#endif

/*
 * progress - how far along, on one line of the terminal.
 *
 * Only for people who would otherwise see nothing: when standard error is a
 * terminal and standard output is none.  Where the reports themselves fill a
 * terminal, they are the progress.  The line is rewritten in place, at most
 * five times a second, not in the first moments, and taken away at the end.
 */
#ifndef MEKIKI_CMD_PROGRESS_H
#define MEKIKI_CMD_PROGRESS_H

#include "base/span.h"

struct progress {
	bool on;
	bool shown;    /* the line stands there */
	size_t files;  /* of plain mails: how many there are; 0: unknown */
	int64_t start; /* milliseconds of a clock that nobody sets */
	int64_t next;  /* likewise: when it may be written again */
};

/* files: how many mails there are; 0 where they are not counted in files. */
struct progress progress_begin(size_t files);

/*
 * done mails were examined; behind, 0 to 1, is the part of all, and below 0
 * unknown.  Costs a look at the clock.
 */
void progress_show(struct progress *p, size_t done, double behind);

/* The line away, before anything else is written to the terminal. */
void progress_hide(struct progress *p);

#define PROGRESS_MAX 160 /* bytes of the longest line */

/* The line's text after elapsed milliseconds; in buf. */
span progress_text(const struct progress *p, size_t done, double behind,
    int64_t elapsed, char buf[static PROGRESS_MAX]);

#endif

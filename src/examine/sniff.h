/*
 * sniff - what a file is, whatever it says it is.
 *
 * libmagic looks at the first 256 KB; libarchive lists what archives hold, as
 * far as can be told without a password and within limits.  Opened at first
 * use, since most mails need neither.  One for each thread.
 */
#ifndef MEKIKI_EXAMINE_SNIFF_H
#define MEKIKI_EXAMINE_SNIFF_H

#include "base/arena.h"

struct sniff;

/* NULL: out of memory. */
struct sniff *sniff_new(void);
void sniff_free(struct sniff *s);

/* "application/pdf"; empty when it cannot be told. In the arena. */
span sniff_type(struct sniff *s, struct arena *a, span bytes);

/* What an archive holds. */
struct sniff_archive {
	bool is_archive;
	bool encrypted; /* some or all entries */
	span *names;	/* UTF-8 */
	size_t count;
	bool cut; /* more entries than are listed */
};

/* Lists names only; nothing is unpacked. */
struct sniff_archive sniff_archive(struct arena *a, span bytes);

#endif

/*
 * tally - what a run has come to: counts, complaints, the exit status.
 *
 * Told of each mail in the order of the input, by one thread at a time; keeps
 * the line of progress as well, so that nothing is written across it.
 */
#ifndef MEKIKI_CMD_TALLY_H
#define MEKIKI_CMD_TALLY_H

#include "cmd/progress.h"
#include "cmd/run.h"

enum exit_status {
	EXIT_NOTHING_BAD = 0,
	EXIT_BAD = 1,
	EXIT_WRONG_USE = 2,
	EXIT_TROUBLE = 3,
};

struct tally {
	struct text_totals totals;
	size_t done; /* mails and files that could not be read */
	bool bad;
	bool trouble; /* something could not be read or written; was said */
	bool closed;  /* standard output takes no more */
	struct progress progress;
};

/* Standard output; a failure is noted, and said where it is not EPIPE. */
struct sink tally_sink(struct tally *t);

/* One mail has been printed, or could not be. */
void tally_add(struct tally *t, const struct source *source,
    const struct outcome *outcome);

/* Writes what is still buffered, takes progress away, and gives the status. */
enum exit_status tally_end(struct tally *t);

#endif

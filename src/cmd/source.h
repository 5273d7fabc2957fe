/*
 * source - the mails in files, one after another.
 *
 * A file is one mail, or an mbox (read/mbox.h) of many.  An mbox is read
 * through a window, so one larger than memory costs no more than its largest
 * mail.  Files are read, not mapped: one that is cut short meanwhile ends
 * early and does no harm.
 */
#ifndef MEKIKI_CMD_SOURCE_H
#define MEKIKI_CMD_SOURCE_H

#include "base/sha256.h"
#include "base/status.h"
#include "cmd/files.h"

/*
 * One mail.  A file of one mail is that mail, also where it begins with a
 * "From " line (but on a pipe, which cannot be read twice).  Of a mail in an
 * mbox of more bytes, size and digest are of the mail as
 * it is examined: without the "From " line and the empty line behind it, and
 * with ">From " unquoted.
 */
struct source {
	span path;	  /* as in the files; "-": standard input */
	int64_t index;	  /* within an mbox, from 0; else 0 */
	uint64_t offset;  /* bytes into the file at which the mail begins */
	bool one_of_many; /* of an mbox that has more than this one */
	bool alone;	  /* the only mail of all files */
	/* How much of all files lies behind: 0 to 1; below 0: unknown. */
	double behind;

	char *bytes;   /* malloc, as much as is examined */
	size_t n;      /* at most LIMIT_MAIL */
	uint64_t size; /* of all of it */
	/* Of all of it; empty before source_digest. */
	char sha256[SHA256_TEXT];

	/* Not MEKIKI_OK: there are no bytes. */
	enum mekiki_status status;
	int problem; /* errno, for MEKIKI_IO */
};

struct intake;

/* NULL: no memory.  files must outlive it. */
struct intake *intake_new(const struct files *files);
void intake_free(struct intake *in); /* NULL allowed */

/*
 * The next mail, or the file that could not be read, in the order of the
 * files; false: there are no more.  Ends with source_free.
 */
bool intake_next(struct intake *in, struct source *out);

/* True once an mbox of more than one mail was met. */
bool intake_met_mbox(const struct intake *in);

/*
 * Completes sha256, where intake_next has not: apart from it, so that threads
 * can do it side by side.  false: no memory.
 */
bool source_digest(struct source *s);

void source_free(struct source *s);

#endif

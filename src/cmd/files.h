/*
 * files - the files that a user's names stand for.
 *
 * A name is a file, a folder, or "-" for standard input.  Of a folder every
 * file is taken, those sorted by name first and then its folders by name; what
 * begins with a dot is left out, and links inside folders are not followed, so
 * that nothing is read twice.  Recordings (*.answers) are no mails, and of a
 * case (keep/case.h) the mail alone is one.
 *
 * A folder with cur/ and new/ in it is a Maildir.  Its mails are the files of
 * those two, cur's first; tmp/ holds deliveries under way, and what lies
 * beside them (dovecot-uidlist, maildirfolder, subscriptions) is no mail.  Its
 * sub-folders come behind, by name: Maildir++'s begin with a dot (.Junk),
 * Dovecot's other layout nests them.  Nothing is moved or renamed, so no mail
 * changes its flags.
 */
#ifndef MEKIKI_CMD_FILES_H
#define MEKIKI_CMD_FILES_H

#include "base/arena.h"

/* Paths in the order they are examined. */
struct files {
	struct arena *arena;
	/* A NUL that is not counted stands behind each; "-" is stdin. */
	span *paths;
	size_t count, room;
	bool failed; /* something named could not be opened; said already */
	bool full;   /* LIMIT_FILES was reached; said already */
};

/*
 * Adds what name stands for.  What cannot be read, a limit that was reached,
 * and a folder without files are said on standard error; the first two are
 * noted as failed.  Costs a call to the kernel for each file, and sorting.
 */
void files_add(struct files *f, const char *name);

#endif

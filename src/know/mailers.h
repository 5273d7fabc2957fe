/*
 * mailers - how mail programs form their Message-ID.
 *
 * A kit that claims to be Outlook seldom forms its Message-ID as Outlook
 * does.  From data/lists/mailers.tsv.
 */
#ifndef MEKIKI_KNOW_MAILERS_H
#define MEKIKI_KNOW_MAILERS_H

#include "base/arena.h"
#include "know/tsv.h"

struct mailer {
	span start;    /* how X-Mailer or User-Agent begins */
	span patterns; /* forms of the Message-ID, set off by | */
	span name;
};

struct mailers {
	struct mailer *list;
	size_t count;
};

MEKIKI_CHECKED enum mekiki_status mailers_open(struct arena *a,
    const char *path, struct mailers *out, struct know_error *err);

/* The row whose program it claims to be, or NULL. */
const struct mailer *mailers_find(const struct mailers *m, span claim);

/* The Message-ID, without angle brackets, has one of the program's forms. */
bool mailer_fits(const struct mailer *m, span message_id);

#endif

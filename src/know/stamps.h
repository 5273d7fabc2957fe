/*
 * stamps - what receivers' filters write in front of a subject.
 *
 * "[spam]", "[meiwaku]", 【迷惑メール】: the provider's own verdict, which people
 * quote when they dissect a mail.  A sender can write one as well, so it only
 * tells something together with the provider's fields.  From
 * data/lists/stamps.tsv.
 */
#ifndef MEKIKI_KNOW_STAMPS_H
#define MEKIKI_KNOW_STAMPS_H

#include "base/arena.h"
#include "know/tsv.h"

struct stamps {
	span *list;
	size_t count;
};

/* Reads the rows of path; names point into the arena. */
MEKIKI_CHECKED enum mekiki_status stamps_open(struct arena *a, const char *path,
    struct stamps *out, struct know_error *err);

/* Length of the stamp that text begins with, without regard to case; 0: none. */
size_t stamps_match(const struct stamps *s, span text);

#endif

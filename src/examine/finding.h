/*
 * finding - the unit of everything mekiki says.
 *
 * A finding is an id with named values, the places it rests on, and its
 * standing.  Its words are in data/text, its weight in data/weights.tsv; an
 * examiner only states facts.
 */
#ifndef MEKIKI_EXAMINE_FINDING_H
#define MEKIKI_EXAMINE_FINDING_H

#include "base/arena.h"
#include "inquire/answer.h"
#include "know/texts.h"

enum standing {
	STANDING_OBSERVED, /* the reader's own side wrote or can see it */
	STANDING_CLAIMED,  /* the sender could have made it up */
	STANDING_TOLD,	   /* the world answered so */
};

/* A run of bytes of the message or of a decoded part, or an answer. */
struct evidence {
	span part;    /* "" is the message, else a part's id */
	size_t start; /* bytes */
	size_t end;
	span text;		     /* what stands there, for quoting; UTF-8 */
	const struct answer *answer; /* NULL: a run of bytes */
};

struct finding {
	const char *id; /* static: "sender.brand-mismatch" */
	enum standing standing;
	struct text_arg *args;
	size_t arg_count, arg_room;
	struct evidence *evidence;
	size_t evidence_count, evidence_room;
	int share;		/* percent of the full weight; 0: all of it */
	bool undecided;		/* weighs something, but accuses nobody */
	int weight;		/* decibans; filled by judge */
	span family, points_to; /* filled by judge */
	span reason;		/* why it weighs that; filled by judge */
};

const char *standing_name(enum standing s);

#endif

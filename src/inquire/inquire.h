/*
 * inquire - the one door to the world, and what came through it.
 *
 * An inquirer answers questions; which one stands behind it (local databases,
 * the network, a recording) its user does not know.  An inquiry belongs to one
 * examination: it asks each question once and keeps every answer in order, so
 * that the report can show them and a replay can repeat them.
 */
#ifndef MEKIKI_INQUIRE_INQUIRE_H
#define MEKIKI_INQUIRE_INQUIRE_H

#include "inquire/answer.h"

struct inquirer {
	/*
	 * Fills status, source, at, ttl, text and fields of *answer, whose
	 * kind and subject are set and whose status is ANSWER_NOT_ASKED; all
	 * of it in the arena.  Leaves *answer alone where it has no answer.
	 * Never fails otherwise: trouble is a status.
	 */
	void (*ask)(
	    void *context, struct arena *a, int64_t now, struct answer *answer);
	void *context;
};

/* Answers "not asked" to everything. */
extern const struct inquirer inquirer_none;

struct inquiry {
	struct arena *arena;
	struct inquirer inquirer;
	int64_t now; /* seconds, for what depends on the time of asking */
	const struct answer **answers;
	size_t count, room;
	bool full; /* LIMIT_ANSWERS was reached: further ones were not asked */
};

struct inquiry inquiry_new(
    struct arena *a, struct inquirer inquirer, int64_t now);

/*
 * The answer to a question, which is asked only if it was not before.  Subject
 * is brought to canonical form: addresses as ip_text, names in lower case
 * without a dot at the end, URLs as they are.  An address that is none gives
 * NULL, as do a failed arena and LIMIT_ANSWERS.  Linear in the answers so far.
 */
const struct answer *inquire(
    struct inquiry *q, enum question_kind kind, span subject);

#endif

/*
 * inquire - the one door to the world, and what came through it.
 *
 * An inquirer answers questions; which one stands behind it (local databases,
 * the network, a recording) its user does not know.  An inquiry belongs to one
 * examination: it asks each question once and keeps every answer, so that the
 * report can show them and a replay can repeat them.
 *
 * The world takes its time, and a mail has many questions.  So nobody waits
 * for an answer: it is ANSWER_PENDING at first, whoever asked goes on with its
 * other questions, and all of it is done again once more is known:
 *
 *	inquiry_mark(q);
 *	do
 *		ask and understand, from the start
 *	while (inquiry_wait(q));
 *
 * All questions that do not depend on each other are under way together, and
 * the last pass, which alone counts, meets no pending answer: it asks in the
 * same order whoever answers, so that a replay gives the same bytes.
 */
#ifndef MEKIKI_INQUIRE_INQUIRE_H
#define MEKIKI_INQUIRE_INQUIRE_H

#include "inquire/answer.h"

struct inquirer {
	/*
	 * Fills status, source, at, ttl, text and fields of *answer, whose
	 * kind and subject are set and whose status is ANSWER_NOT_ASKED; all
	 * of it in the arena.  Leaves *answer alone where it has no answer;
	 * may make it ANSWER_PENDING.  Never fails otherwise: trouble is a
	 * status.
	 */
	void (*ask)(
	    void *context, struct arena *a, int64_t now, struct answer *answer);
	/*
	 * Waits until it is worth to go on, and fills what was pending; at
	 * the deadline all of it, with ANSWER_TIMEOUT.  NULL where ask leaves
	 * nothing pending.
	 */
	void (*wait)(void *context, struct arena *a);
	/* It may know more than what databases of this machine know. */
	bool far;
	void *context;
};

/* Answers "not asked" to everything. */
extern const struct inquirer inquirer_none;

struct inquiry {
	struct arena *arena;
	struct inquirer inquirer;
	int64_t now; /* seconds, for what depends on the time of asking */
	/* What was asked in this pass, in order; "a1" is the first. */
	const struct answer **answers;
	size_t count, room;
	struct answer **known; /* in any pass */
	size_t known_count, known_room;
	size_t mark;
	bool full; /* LIMIT_ANSWERS was reached: further ones were not asked */
};

struct inquiry inquiry_new(
    struct arena *a, struct inquirer inquirer, int64_t now);

/*
 * The answer to a question, which goes out only if it did not before.  Subject
 * is brought to canonical form: addresses as ip_text, names in lower case
 * without a dot at the end, URLs as they are.  An address that is none gives
 * NULL, as do a failed arena and LIMIT_ANSWERS.  Linear in the answers so far.
 */
const struct answer *inquire(
    struct inquiry *q, enum question_kind kind, span subject);

/*
 * The canonical form of a subject for that kind of question; empty: it is
 * none.
 */
span inquiry_subject(struct arena *a, enum question_kind kind, span subject);

/* Passes begin here: what was asked before stays asked. */
void inquiry_mark(struct inquiry *q);

/*
 * Behind a pass: true: some answers have come, and another pass is to begin.
 * False: none is pending, the pass was the last.
 */
bool inquiry_wait(struct inquiry *q);

#endif

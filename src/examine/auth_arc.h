/*
 * auth_arc - the chain of those who passed a mail on (RFC 8617).
 *
 * Each relay may seal what it saw: its Authentication-Results, a signature of
 * the mail as it was then, and a seal over all of that and what was there
 * before.  A chain that holds says who relayed, not that they are honest: it
 * is shown and never weighs.
 */
#ifndef MEKIKI_EXAMINE_AUTH_ARC_H
#define MEKIKI_EXAMINE_AUTH_ARC_H

#include "examine/auth_dkim.h"

/* Why a chain does not hold. */
enum arc_reason {
	ARC_FINE,
	ARC_STRUCTURE, /* sets incomplete, doubled, not numbered from 1 */
	ARC_TOLD,      /* a relay said itself that it did not hold */
	ARC_MESSAGE,   /* the newest message signature does not hold */
	ARC_SEAL,
};

struct arc {
	enum auth_result result; /* none, pass, fail; or no answer, errors */
	enum arc_reason reason;
	enum dkim_reason detail; /* of the signature that does not hold */
	size_t sets;		 /* the highest number; 0: no chain */
	span domain;		 /* who sealed last */
	size_t failed;		 /* set of the seal that does not hold */
	int64_t at;		 /* seconds: age of the oldest key; 0 */
};

/*
 * Validates the chain (section 5.2).  Keys of all seals are asked for at once.
 * Linear in the header: the seals, each of which covers all sets before it,
 * share one hash.
 */
struct arc arc_check(struct dkim_mail *m, struct inquiry *q);

/* "structure"; NULL for ARC_FINE. */
const char *arc_reason_text(enum arc_reason reason);

#endif

/*
 * auth_ask - a DNS question of SPF, DKIM, DMARC or ARC, and what it came to.
 *
 * They all tell the same four apart: records, none, trouble that may pass, and
 * no answer at all, whether nobody was asked or it is not here yet.
 */
#ifndef MEKIKI_EXAMINE_AUTH_ASK_H
#define MEKIKI_EXAMINE_AUTH_ASK_H

#include "examine/auth_result.h"
#include "inquire/inquire.h"

enum asked {
	ASKED_FOUND,
	ASKED_VOID,  /* no such name, or no such record there */
	ASKED_ERROR, /* a temporary error in the RFCs' sense */
	ASKED_NOBODY,
	ASKED_PENDING,
};

/* Which answers a result rests on; all zero at first. */
struct asked_at {
	int64_t oldest; /* seconds; 0: none, or not known */
};

/*
 * Asks for the records of name: kind is one of QUESTION_DNS_*.  *out, unless
 * the inquiry is full, is the answer, otherwise NULL with ASKED_ERROR.  Costs
 * what inquire does.
 */
enum asked auth_ask(struct inquiry *q, enum question_kind kind, span name,
    struct asked_at *at, const struct answer **out);

/* There is no such name; false: there may be, or it was not asked. */
bool auth_no_such_name(const struct answer *answer);

/*
 * True where a name can be asked for: no empty label, none above 63 bytes, at
 * most 253 in all (RFC 1035 section 2.3.4).  A dot at the end is allowed.
 */
bool auth_name_valid(span name);

/*
 * The same, and of letters, digits, hyphens and underscores alone, as all names
 * of mail domains and keys are: readers are told to ask for such names in a
 * shell, so nothing else may reach them.
 */
bool auth_name_plain(span name);

#endif

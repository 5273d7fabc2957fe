/*
 * examined - a mail examined with the repository's own knowledge.
 *
 * For tests of examiners and reports.  Nobody is asked; addresses are known by
 * a small table of the test's own.
 */
#ifndef MEKIKI_TEST_EXAMINED_H
#define MEKIKI_TEST_EXAMINED_H

#include "judge/judge.h"
#include "test/test.h"

/* What the world is to say of an address; ends with ip NULL. */
struct examined_place {
	const char *ip, *asn, *as_name, *country;
};

/* How one mail is to be examined; all zero is the usual way. */
struct examined_how {
	const char *trust[4], *me[4]; /* NULL behind the last */
	const struct examined_place *places;
	int64_t now;
};

/*
 * Examines and judges the text, in which a bare LF stands for CRLF.  how may be
 * NULL.  The result lives until examined_end, which each test function calls.
 */
struct examination *examined(const char *mail, const struct examined_how *how);
/* The same for bytes as they are. */
struct examination *examined_bytes(span bytes, const struct examined_how *how);
void examined_end(void);

/* The finding's argument, or an empty span. */
span examined_arg(
    const struct examination *x, const char *id, const char *name);
bool examined_has(const struct examination *x, const char *id);

#endif

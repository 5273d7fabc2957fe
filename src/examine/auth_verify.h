/*
 * auth_verify - the authentication that the domains' own records give today.
 *
 * What the mail carries (auth.h) was said when it came in, by somebody; this
 * is what SPF, DKIM, ARC and DMARC come to when they are checked here, with
 * records as they are now.  The two are kept apart: a domain changes its
 * records and rotates its keys, and a sender writes what he likes.
 *
 * SPF is checked for the client that the reader's server saw (route.h).
 */
#ifndef MEKIKI_EXAMINE_AUTH_VERIFY_H
#define MEKIKI_EXAMINE_AUTH_VERIFY_H

#include "examine/auth_arc.h"
#include "examine/auth_dmarc.h"
#include "know/brands.h"

struct examination;

/* What the brand that the mail poses as publishes for its own domain. */
struct verified_brand {
	const struct brand *brand; /* NULL: the mail poses as none */
	span domain;		   /* its main official one */
	struct dmarc_found dmarc;
	enum auth_result spf; /* pass: there is a record */
};

struct verified {
	bool present; /* somebody answered; otherwise all else is zero */
	struct spf spf;
	struct dkim dkim[LIMIT_SIGNATURES];
	size_t dkim_count;
	bool dkim_more; /* there are others, not looked at */
	struct arc arc;
	struct dmarc dmarc;
	/*
	 * The From domain is vouched for: DMARC passes, or it publishes none
	 * and SPF or DKIM passed for its organisation.
	 */
	bool aligned_pass;
	enum auth_result bimi; /* pass: a record is there, no more is known */
	struct verified_brand brand;
	struct dkim_mail *mail; /* kept from pass to pass */
};

/*
 * Fills x->verified; needs route, auth and brands.  Adds no findings; asks
 * through x->inquiry alone and is called once in each of its passes.  Where
 * nobody is there to ask it costs nothing.  Otherwise linear in the mail, for
 * each signature.
 */
void verify_authentication(struct examination *x);

/* Adds the findings, behind the last pass. */
void examine_verified(struct examination *x);

/*
 * The From domain is vouched for where the sender cannot write: by the
 * reader's own server, or by the check made here.
 */
bool auth_vouched(const struct examination *x);

#endif

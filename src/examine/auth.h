/*
 * auth - what authentication results the mail carries, and their standing.
 *
 * Authentication-Results (RFC 8601) and Received-SPF (RFC 7208 section 9.1)
 * are trusted only when the reader's own side wrote them: above the boundary,
 * under its own name.  A sender can add the same fields.
 */
#ifndef MEKIKI_EXAMINE_AUTH_H
#define MEKIKI_EXAMINE_AUTH_H

#include "base/arena.h"
#include "base/ip.h"
#include "read/field.h"

struct examination;

struct auth_dkim {
	span result, domain, selector;
};

#define AUTH_DKIM_MAX 16

struct auth {
	bool present; /* some field speaks of authentication */
	bool trusted; /* and it is one of the reader's own side's */
	bool own_id;  /* it bears the reader's side's name at least */
	span authserv_id;
	const struct field *field;     /* the Authentication-Results */
	const struct field *spf_field; /* where SPF was found */
	span spf, spf_domain;	       /* result words of RFC 8601 */
	struct ip spf_ip;
	struct auth_dkim dkim[AUTH_DKIM_MAX];
	size_t dkim_count;
	span dmarc, dmarc_policy, dmarc_domain;
	span arc;
	size_t foreign; /* fields that name somebody else */
	/* The From domain, or one of its organisation, is vouched for. */
	bool aligned_pass;
};

/* Fills x->auth from the fields; needs x->route. Adds no findings. */
void auth_read(struct examination *x);

void examine_auth(struct examination *x);

#endif

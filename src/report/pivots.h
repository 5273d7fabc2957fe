/*
 * pivots - what a platform can compare one bad mail with others by.
 *
 * The sender's side alone: addresses, links, domains, networks.  Recipients are
 * not among them, and what may bear a trace of them is masked (report/redact.h).
 * Links to a brand's own site or to the reader's are left out: whoever blocks
 * what is listed here must not block those.
 */
#ifndef MEKIKI_REPORT_PIVOTS_H
#define MEKIKI_REPORT_PIVOTS_H

#include "judge/judge.h"
#include "report/redact.h"

#define PIVOTS_URLS 100 /* of one mail */

struct pivot_url {
	span url;   /* behind all rewriters, masked */
	bool whole; /* nothing in it was masked */
	const struct url *parsed;
	span host, domain;
	const struct looked_domain *world; /* of the domain; NULL: not asked */
	struct ip ip;			   /* of the world; family 0: none */
};

struct pivots {
	/*
	 * Masked; empty where the mail has none, and of addresses and the
	 * Message-ID where something would be masked.
	 */
	span from, from_name, from_domain, reply_to, return_path;
	span subject, message_id;
	struct ip origin; /* handed the mail over; family 0: not known */
	span origin_name; /* as resolved by the reader's server */
	const struct answer *origin_place; /* of origin; NULL: not known */
	struct pivot_url *urls;		   /* each once, in the mail's order */
	size_t url_count;
};

/* NULL: no memory. */
struct pivots *pivots_read(
    struct arena *a, struct examination *x, struct redact *r);

#endif

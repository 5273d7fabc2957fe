/*
 * lookup - what is asked of the world about a mail, and put in order.
 *
 * Asked about: the registrable domain of From, those of the links that are
 * followed (the first LIMIT_LOOKUP_DOMAINS of them), the address that handed
 * the mail over, the one we take for the origin, the announced name, and what
 * the imitated brand has.  Not asked: domains that belong to a known brand or
 * to the reader, and, unless options.full, the hosts of links, which may bear
 * a mark of the reader: their registrable domain stands for them.
 *
 * Nothing here judges; world_findings says what it means.
 */
#ifndef MEKIKI_EXAMINE_LOOKUP_H
#define MEKIKI_EXAMINE_LOOKUP_H

#include "base/ip.h"
#include "inquire/answer.h"

struct examination;

/* A domain, and what was said of it; NULL: not asked (yet). */
struct looked_domain {
	span domain; /* registrable; empty: there is none */
	span host;   /* whose addresses were asked: the domain, or a host */
	const struct answer *registration;
	const struct answer *a, *aaaa, *mx, *ns, *soa, *caa;
	struct ip ip;		      /* the first one; family 0: none */
	const struct answer *place;   /* of that address */
	const struct answer *network; /* whose it is */
};

/* An address that mail came from. */
struct looked_address {
	struct ip ip; /* family 0: none, or not public */
	const struct answer *ptr, *network;
	span name;		      /* the first one of ptr */
	const struct answer *forward; /* of name, in the address's family */
	bool confirmed;		      /* name leads back to the address */
};

struct lookup {
	bool done; /* there was somebody to ask */
	struct looked_domain sender;
	struct looked_domain *links;
	size_t link_count;
	size_t links_left;	      /* domains beyond the limit */
	struct looked_address edge;   /* handed the mail over */
	struct looked_address origin; /* if that is another */
	span helo;		      /* announced by edge */
	const struct answer *helo_a, *helo_aaaa;
	span brand_domain; /* the imitated brand's first official one */
	const struct answer *brand_ns, *brand_mx;
};

/*
 * Asks everything, in passes (inquire.h), and has authentication verified
 * likewise; fills x->lookup.  Needs route, auth and brands.  Nothing at all
 * where the inquirer knows no more than this machine's databases.
 */
void lookup(struct examination *x);

/* Adds the findings. */
void examine_lookup(struct examination *x);

/* What was said of a link's domain; NULL: it was not asked about. */
const struct looked_domain *lookup_link(
    const struct examination *x, span domain);

/*
 * When the reader's side had the mail, as it wrote itself; otherwise when the
 * world was asked.  Seconds.
 */
int64_t lookup_received_at(
    const struct examination *x, const struct answer *answer);

/*
 * The answer came more than LOOKUP_STALE_DAYS behind the mail: what is not
 * there any more may have been there then, so it accuses nobody.
 */
#define LOOKUP_STALE_DAYS 60
bool lookup_is_stale(const struct examination *x, const struct answer *answer);

/* Found, and the answer is there. */
bool is_found(const struct answer *answer);

#endif

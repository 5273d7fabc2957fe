/*
 * receivers - the machines that providers put in front of a mailbox.
 *
 * To find the hop where a mail came in from outside, hops inside the reader's
 * own provider must be passed over, and only those.  A machine is a
 * provider's when name and address agree; from data/lists/receivers.tsv.
 */
#ifndef MEKIKI_KNOW_RECEIVERS_H
#define MEKIKI_KNOW_RECEIVERS_H

#include "base/ip.h"
#include "know/tsv.h"

#define RECEIVER_MAX 12 /* numbers or ranges of one row */

struct receiver {
	span start, end;      /* of the pattern, before and behind its '*' */
	span operator_domain; /* registrable domain of the pattern */
	span name;
	uint32_t asn[RECEIVER_MAX];
	size_t asn_count;
	struct ip_net nets[RECEIVER_MAX];
	size_t net_count;
};

struct receivers {
	struct receiver *list;
	size_t count;
};

/* Reads the owner's own rows, unless NULL, and then ours at path. */
MEKIKI_CHECKED enum mekiki_status receivers_open(struct arena *a,
    const char *path, const char *own, struct receivers *out,
    struct know_error *err);

/* The row that a machine's name fits, or NULL. */
const struct receiver *receivers_find(const struct receivers *r, span host);

/*
 * Host bears a name of the provider that row r is of: providers pass mail on
 * between machines under several domains.
 */
bool receiver_runs(
    const struct receivers *all, const struct receiver *r, span host);

/* The address is one of the provider's; asn 0 is an unknown network. */
bool receiver_owns(const struct receiver *r, struct ip ip, uint32_t asn);

#endif

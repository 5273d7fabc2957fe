/*
 * whois_range - the networks of WHOIS answers: first and last address.
 */
#ifndef MEKIKI_INQUIRE_WHOIS_RANGE_H
#define MEKIKI_INQUIRE_WHOIS_RANGE_H

#include "base/arena.h"
#include "base/ip.h"

struct whois_range {
	struct ip first, last; /* of one family, in this order */
};

/*
 * "192.0.2.0 - 192.0.2.255", the same without blanks or with a remark in
 * brackets behind, "192.0.2.0/24", LACNIC's "192.0.2/24", one address.  False,
 * with *out left alone: none of these.
 */
bool whois_range_parse(span s, struct whois_range *out);

bool whois_range_has(const struct whois_range *range, struct ip ip);

/* Below 0: a has fewer addresses than b; IPv4's are fewer than IPv6's. */
int whois_range_order(const struct whois_range *a, const struct whois_range *b);

/* "192.0.2.0/24" where that is the range, else "first - last"; in a. */
span whois_range_text(struct arena *a, const struct whois_range *range);

#endif

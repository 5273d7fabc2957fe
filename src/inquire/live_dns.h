/*
 * live_dns - a DNS message, as it came from the wire, to the fields of an answer.
 *
 * The resolver has validated it, but what stands in it is chosen by whoever
 * holds the name: so it is read here once more, with bounds, and nothing is
 * taken that the question did not lead to.  Names by RFC 1035, sections 3.1 and
 * 4.1.4; TXT by 3.3.14, CAA by RFC 8659, section 4.1; what a zone file looks
 * like by RFC 1035, section 5.1; how long a "no" holds by RFC 2308, section 5.
 *
 * Pure: no network, no clock.
 */
#ifndef MEKIKI_INQUIRE_LIVE_DNS_H
#define MEKIKI_INQUIRE_LIVE_DNS_H

#include "inquire/answer.h"

/* A name in zone file form with every odd byte as \DDD, and a NUL. */
#define LIVE_DNS_NAME_MAX 1024

/* What the resolver handed over. */
struct live_dns_said {
	span packet; /* the message; empty: there is none */
	int rcode;   /* of RFC 1035, section 4.1.1 */
	bool secure, bogus;
	bool unchecked;	       /* nobody validated it: no field dnssec */
	const char *why_bogus; /* NULL: not said */
};

/*
 * The name that answers a question of this kind about subject: for a PTR the
 * one in in-addr.arpa or ip6.arpa, else subject itself, with bytes that a name
 * seldom has as \DDD.  Without a dot at the end, in buf, a NUL behind it.
 * Empty: subject is no address, or nothing that a DNS name can be.
 */
span live_dns_name(
    enum question_kind kind, span subject, char buf[static LIVE_DNS_NAME_MAX]);

/* The type of the records that a question of this kind wants; 0: none. */
int live_dns_type(enum question_kind kind);

/*
 * Reads what was said.  answer->kind must be one of DNS; sets status, ttl, text
 * and fields as answer.h describes them, all of it in a.  A chain of aliases
 * is followed from the name; records that hang on no link of it are left out.
 * At most LIMIT_RECORDS records are taken, and LIMIT_ANSWER_TEXT bytes of
 * text.  A message that breaks off or points nowhere is MALFORMED, text says
 * where.  Linear in the message, but for names, of which each may cost 255
 * bytes however short it is written.
 */
void live_dns_read(
    struct arena *a, const struct live_dns_said *said, struct answer *answer);

#endif

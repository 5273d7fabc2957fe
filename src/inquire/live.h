/*
 * live - asks the network: DNS, RDAP, WHOIS.
 *
 * One thread of its own, one loop; every question is under way from when it is
 * asked, within the cap of its server.  DNS goes through libunbound to the
 * system's resolvers, validated; registrations through RDAP where the registry
 * has it, else WHOIS, both with referral to the registrar.  Every connection
 * is checked when it is made: no private, loopback, link-local or otherwise
 * special address, also not in IPv6's mapped, NAT64 and 6to4 forms, unless
 * the settings name the server.  Nothing is ever asked of a link's host.
 *
 * Each question is answered once, at the latest when its class's deadline is
 * over; who asks may wait less long.
 */
#ifndef MEKIKI_INQUIRE_LIVE_H
#define MEKIKI_INQUIRE_LIVE_H

#include "base/status.h"
#include "inquire/answer.h"
#include "know/tsv.h"

/*
 * A server in place of another: of the WHOIS server or RDAP host `name` the
 * questions go to `target`: "host:port", or "http://host:port/base/".  It may
 * be any address: the settings named it.
 */
struct live_server {
	span name, target;
};

struct live_settings {
	/* "192.0.2.1" or "192.0.2.1@5353"; none: those of resolv.conf. */
	const span *resolvers;
	size_t resolver_count;
	bool recursive;		  /* ask the authoritative servers ourselves */
	const char *trust_anchor; /* file; NULL: Debian's root key */
	const char *databases;	  /* folder of `make data`: which TLD has which
				     server; NULL: without */
	const struct live_server *servers;
	size_t server_count;
	size_t dns_cap;	  /* questions under way at once; 0: the usual */
	size_t whois_cap; /* of one RDAP or WHOIS server; 0: the usual */
};

/*
 * Told once for each question, from the loop's thread or within live_close,
 * and where memory ends within live_ask; the answer (status, source, at, ttl, text, fields) is valid during the call.
 */
typedef void live_told(void *context, const struct answer *answer);

struct live;

/*
 * MEKIKI_BAD_USE: a setting is wrong; MEKIKI_IO: libcurl or libunbound, which
 * are loaded now, are not there; err says which.
 */
MEKIKI_CHECKED enum mekiki_status live_open(
    const struct live_settings *settings, live_told *told, void *context,
    struct live **out, struct know_error *err);

/*
 * Asks; from any thread, never waits, subject is copied.  Kinds: QUESTION_DNS_*,
 * REGISTRATION, NETWORK, AUTNUM; others are told NOT_ASKED.  The same question
 * twice is asked twice: the cache stands in front.
 */
void live_ask(struct live *live, enum question_kind kind, span subject);

/* How many questions each server has had, and at most at once. */
struct live_count {
	char server[128];
	size_t asked, at_once;
};
/* The index-th; false: there are fewer. */
bool live_counts(struct live *live, size_t index, struct live_count *out);

/* What is open is told ANSWER_TIMEOUT; NULL allowed. */
void live_close(struct live *live);

#endif

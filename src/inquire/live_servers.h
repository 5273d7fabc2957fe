/*
 * live_servers - which server knows a domain, a network or an AS.
 *
 * For top-level domains the npm package whoisserver-world tells (RFC 9224 and
 * IANA's root database, as of the package's date), one small file each, read
 * when its domain is asked for; corrections and how each server wants to be
 * asked stand in data/registries.tsv, with reasons.  Where both say nothing,
 * IANA's WHOIS refers to the right one.  For addresses and AS numbers ARIN is
 * asked, which redirects to the other registries.
 */
#ifndef MEKIKI_INQUIRE_LIVE_SERVERS_H
#define MEKIKI_INQUIRE_LIVE_SERVERS_H

#include "inquire/answer.h"

enum live_way { LIVE_DNS, LIVE_RDAP, LIVE_WHOIS };

/* One server to ask. */
struct live_step {
	enum live_way way; /* LIVE_RDAP, LIVE_WHOIS */
	span host;	   /* WHOIS: the server */
	unsigned port;	   /* WHOIS */
	span query;	   /* WHOIS: the line, with CR LF; RDAP: the URL */
	bool told;	   /* by a server: only at the usual port */
};

#define LIVE_STEPS_MAX 2

/*
 * Whom to ask about subject, the best first; all in a.  0: nobody, and *why
 * tells: the subject is no registrable domain, no public address, no number.
 * databases: the folder of `make data`, NULL: without.  Reads a file of a few
 * KB.
 */
size_t live_servers_find(struct arena *a, const char *databases,
    enum question_kind kind, span subject,
    struct live_step steps[LIVE_STEPS_MAX], const char **why);

/* The step that asks this WHOIS server about subject, as it wants it. */
struct live_step live_servers_whois(struct arena *a, enum question_kind kind,
    span subject, span host, unsigned port);

/* The server only knows who knows: its own answer is none. */
bool live_servers_refers(span host);

#endif

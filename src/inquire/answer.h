/*
 * answer - a question to the world, and what the world said, as values.
 *
 * Every answer that is used is kept with the case, so that tomorrow's reader
 * can see what was said today.  "Nothing" (the world has no such thing) and
 * "not asked" are different, and neither ever means "clean".
 */
#ifndef MEKIKI_INQUIRE_ANSWER_H
#define MEKIKI_INQUIRE_ANSWER_H

#include "base/arena.h"

enum question_kind {
	QUESTION_ADDRESS, /* place and operator of an IP address */
	QUESTION_DNS_A,
	QUESTION_DNS_AAAA,
	QUESTION_DNS_CAA,
	QUESTION_DNS_CNAME,
	QUESTION_DNS_MX,
	QUESTION_DNS_NS,
	QUESTION_DNS_PTR, /* subject: the address, not the in-addr.arpa name */
	QUESTION_DNS_SOA,
	QUESTION_DNS_TXT,
	QUESTION_REGISTRATION, /* who holds a domain: RDAP or WHOIS */
	QUESTION_NETWORK,      /* who holds the network of an address */
	QUESTION_AUTNUM,       /* who holds an AS; subject: digits */
	QUESTION_LISTED,       /* who has reported a URL (feeds.h) */
	QUESTION_PAGE,	       /* what waits at a URL */
	QUESTION_COUNT,
};

struct question {
	enum question_kind kind;
	span subject; /* address, name or URL, in its canonical form */
};

enum answer_status {
	ANSWER_NOT_ASKED, /* nobody was asked: says nothing at all */
	ANSWER_FOUND,
	ANSWER_NOTHING, /* asked, and there is no such thing */
	ANSWER_REFUSED,
	ANSWER_RATE_LIMITED,
	ANSWER_TIMEOUT,
	ANSWER_FAILED,	  /* whom we asked could not say: SERVFAIL, HTTP 5xx */
	ANSWER_MALFORMED, /* what came back makes no sense, or is forged */
	/*
	 * Asked, and not answered yet.  Whoever meets it goes on without, asks
	 * nothing that depends on it, and is run again (inquiry_wait).
	 */
	ANSWER_PENDING,
};

struct answer_field {
	span name, value;
};

/*
 * The fields of answers.  All values are valid UTF-8 without NUL: bytes that
 * are not became U+FFFD at the door, so that a recording holds what was used.
 *
 * DNS, one field a record in the order of the answer: a, aaaa, ptr, ns, cname
 * (each step of a chain), all in lower case without a dot at the end; mx ("10
 * mail.example.jp", "0 ." for a null MX); txt (the pieces joined); soa and caa
 * (as in a zone file).  Beside them dnssec (secure, insecure, bogus; left
 * out where the resolver does not pass on what a check needs) and, where status is ANSWER_NOTHING, rcode: NXDOMAIN (there is no such name) or
 * NODATA (there is, without such records).  Other rcodes come with their
 * status.  A PTR is a claim of the address's holder: examine confirms it.
 *
 * Registration, network and autnum (inquire/registration.h): see there.
 */
struct answer {
	span id; /* "a1", "a2": unique in a case */
	enum question_kind kind;
	span subject;
	enum answer_status status;
	span source; /* who said it; empty when not asked */
	int64_t at;  /* seconds: when it was said, or of which date the data
			is; 0: not known */
	int64_t ttl; /* seconds it holds from then; -1: not said */
	span text;   /* what was said, as it came, for people */
	const struct answer_field *fields;
	size_t field_count;
};

/* "address", "dns-mx"; the words of reports and recorded answers. */
const char *question_kind_text(enum question_kind kind);
bool question_kind_parse(span s, enum question_kind *out);
/* "found", "not-asked". */
const char *answer_status_text(enum answer_status status);
bool answer_status_parse(span s, enum answer_status *out);

/* The value of the first field of that name; empty when there is none. */
span answer_value(const struct answer *answer, const char *name);

/*
 * The value of the index-th field of that name, from 0; false: there are
 * fewer.
 */
bool answer_each(
    const struct answer *answer, const char *name, size_t index, span *value);

/* Where a source places an address; what it does not say is empty. */
struct answer_place {
	span source; /* "DB-IP" */
	span date;   /* of its data, "2026-06-05" */
	span country, region, city;
	span lat, lon; /* decimal degrees; empty without a city */
	span radius_km;
};

#define ANSWER_PLACES_MAX 8

/*
 * The places of an address answer, one for each source that knows any, from
 * its fields "places.0.country" and so on.  The number of them.
 */
size_t answer_places(const struct answer *answer,
    struct answer_place out[static ANSWER_PLACES_MAX]);

/*
 * Adds the fields of a place, numbered place < ANSWER_PLACES_MAX; as
 * answer_add does.
 */
void answer_add_place(struct answer *answer, struct arena *a, size_t *room,
    size_t place, const struct answer_place *said);

/* A number for tables of questions; equal questions have the same. */
uint64_t question_hash(enum question_kind kind, span subject);

/* A copy that needs nothing of the other; NULL: the arena has failed. */
struct answer *answer_copy(struct arena *a, const struct answer *answer);

/* The same in one piece, which free(3) frees; NULL: no memory. */
struct answer *answer_pack(const struct answer *answer);

/*
 * Nobody was asked: somebody wrote it down from what others had reported.
 * Whoever shows such an answer says so beside it.
 */
bool answer_reconstructed(const struct answer *answer);

/*
 * Adds a field while an answer is made, growing the array at answer->fields in
 * a; *room is the caller's, 0 at first.  Empty values are left out.
 */
void answer_add(struct answer *answer, struct arena *a, size_t *room, span name,
    span value);

#endif

/*
 * received - one Received: field, taken apart.
 *
 * Each relay puts such a field on top of the message, so read downwards they
 * tell the journey backwards.  Below the first relay the reader trusts, every
 * byte may be the sender's invention.  This module says what is written; what
 * to believe is decided in examine/route.
 *
 * Four things that blogs and filters mix up are kept apart: the name the
 * client announced (HELO), the name the relay resolved for it (rDNS), the
 * address the relay saw, and the account that logged in.  An address inside
 * HELO, ident or a queue id is never the client.
 *
 * Grammar: RFC 5321 section 4.4, RFC 5322 section 3.6.7.  Beyond it the
 * dialects of some forty programs, see received_dialect.
 */
#ifndef MEKIKI_READ_RECEIVED_H
#define MEKIKI_READ_RECEIVED_H

#include "base/arena.h"
#include "base/date.h"
#include "base/ip.h"

/* What the field lacks, says twice or says wrong.  Evidence, not an error. */
enum received_odd {
	RECEIVED_NO_FROM = 1 << 0,
	RECEIVED_NO_BY = 1 << 1,
	RECEIVED_NO_DATE = 1 << 2,	/* absent or unreadable */
	RECEIVED_REPEATED = 1 << 3,	/* a clause came twice */
	RECEIVED_IP_ANNOUNCED = 1 << 4, /* ip was found in HELO alone */
	RECEIVED_DATE_AS_IP = 1 << 5,	/* a date where an address belongs */
	RECEIVED_MAY_BE_FORGED = 1
	    << 6, /* sendmail: the PTR does not map back */
	RECEIVED_RDNS_UNKNOWN = 1 << 7, /* the relay found no name */
	RECEIVED_LOCAL = 1 << 8,    /* made on the relay itself, no client */
	RECEIVED_QUEUE = 1 << 9,    /* a note of a queue, not a hop */
	RECEIVED_ID_DATE = 1 << 10, /* the date in the id is another one */
	RECEIVED_EMPTY_HELO = 1 << 11,
};

struct received {
	span dialect; /* "postfix", "qmail", ...; "" when none is recognised */
	span helo;    /* name the client gave itself: its claim */
	span rdns;    /* name the relay resolved; empty: none printed */
	struct ip ip; /* client as the relay saw it; family 0: not told */
	span user; /* account that logged in or called; empty: none printed */
	span by;   /* relay that wrote the field */
	span via;  /* link, as a rule empty */
	span with; /* protocol, as written: "ESMTPSA" */
	span id;   /* the relay's own name for the message */
	span rcpt; /* the "for" clause without angle brackets */
	span tls;  /* version, else cipher, as written; empty: none printed */
	bool encrypted;	    /* tls, or a protocol that says so */
	bool authenticated; /* account, or a protocol that says so */
	int uid;	    /* of a local submission; -1: not told */
	struct date date;   /* NO_DATE: its members are 0 */
	unsigned odd;	    /* set of enum received_odd */
};

/*
 * Reads body, the text after the colon with its folding left in.  Never fails;
 * what is absent is empty.  Allocates nothing; the spans point into body (the
 * dialect into static text) and are raw bytes of the message.  O(body.n).
 */
struct received received_parse(span body);

const char *received_odd_name(unsigned bit);

#endif

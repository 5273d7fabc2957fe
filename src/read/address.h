/*
 * address - address lists of a header field.
 *
 * RFC 5322 section 3.4, with its obsolete forms, and beyond it what mail
 * really holds: names with unquoted dots, commas' absence, an address as its
 * own display name, two @, a missing '>', encoded words inside quoted strings
 * and round whole addresses, raw 8-bit names.  Groups are flattened; nesting
 * costs nothing, as depth is a counter.
 *
 * All of it is a claim of whoever wrote the field.
 */
#ifndef MEKIKI_READ_ADDRESS_H
#define MEKIKI_READ_ADDRESS_H

#include "base/arena.h"

enum address_odd {
	ADDRESS_TWO_AT = 1 << 0,     /* the local part holds an @ unquoted */
	ADDRESS_NO_DOMAIN = 1 << 1,  /* no @ at all */
	ADDRESS_NO_LOCAL = 1 << 2,   /* nothing before the @ */
	ADDRESS_OPEN = 1 << 3,	     /* '<' without '>', or an open quote */
	ADDRESS_ENCODED = 1 << 4,    /* the address stood in an encoded word */
	ADDRESS_ROUTE = 1 << 5,	     /* "<@relay:user@host>" */
	ADDRESS_LITERAL = 1 << 6,    /* the domain is an address in brackets */
	ADDRESS_SPACE = 1 << 7,	     /* blanks inside the address */
	ADDRESS_NAME_ODD = 1 << 8,   /* the name's encoding is broken */
	ADDRESS_TWO_ANGLES = 1 << 9, /* several <...> behind one name */
};

struct address {
	span name;    /* display name, decoded, UTF-8; may be empty */
	span raw;     /* the whole mailbox as written */
	span local;   /* before the last @, quotes removed */
	span domain;  /* behind the last @, as written */
	span ascii;   /* domain as A-labels in lower case; empty: no domain */
	span text;    /* local@ascii, or the text that had no @; valid UTF-8 */
	unsigned odd; /* set of enum address_odd */
};

struct addresses {
	struct address *list;
	size_t count;
	bool cut; /* more than LIMIT_ADDRESSES */
};

/*
 * Reads a field body.  Never fails; an empty field gives an empty list.
 * Decoded texts are in the arena, the rest points into body.  Linear.
 */
struct addresses addresses_read(struct arena *a, span body);

/* One address alone, as in Return-Path or an SMTP path; "<>" gives empty. */
struct address address_read(struct arena *a, span body);

/*
 * Offset at which who's address stands in text, whatever the case, or text.n.
 * One whose local part holds an '@' is not looked for: so the cost is linear in
 * text, however long an address the sender made up.
 */
size_t address_find(span text, const struct address *who);

const char *address_odd_name(unsigned bit);

#endif

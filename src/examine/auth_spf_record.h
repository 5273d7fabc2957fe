/*
 * auth_spf_record - the text of an SPF record, cut into terms.
 *
 * RFC 7208 sections 4.5, 4.6, 5, 6, 7.1 and 12.  The record is the attacker's:
 * nothing is allocated, each byte is looked at a fixed number of times, and a
 * term is either well formed or the whole record is of no use (permerror).
 */
#ifndef MEKIKI_EXAMINE_AUTH_SPF_RECORD_H
#define MEKIKI_EXAMINE_AUTH_SPF_RECORD_H

#include "base/ip.h"

enum spf_kind {
	SPF_ALL,
	SPF_INCLUDE,
	SPF_A,
	SPF_MX,
	SPF_PTR,
	SPF_IP4,
	SPF_IP6,
	SPF_EXISTS,
	SPF_REDIRECT,
	SPF_EXP,
	SPF_UNKNOWN, /* a modifier that nobody knows: it changes nothing */
};

struct spf_term {
	enum spf_kind kind;
	char qualifier; /* '+' where none was written */
	span text;	/* the whole term as written */
	span domain;	/* its domain-spec; empty: the record's own domain */
	unsigned char net[16]; /* of ip4 (4 bytes) and ip6 (16) */
	unsigned bits4, bits6;
};

enum spf_step {
	SPF_STEP_END,
	SPF_STEP_TERM,
	SPF_STEP_BAD, /* the syntax is wrong: permerror */
};

/* The text of a TXT record is one of SPF's: "v=spf1", then a blank or no more.
 */
bool spf_is_record(span txt);

/* The terms of a record, for spf_term_next. */
span spf_terms(span record);

/* Takes a term off *rest, which spf_terms gave.  Linear in the term. */
enum spf_step spf_term_next(span *rest, struct spf_term *out);

/* All terms are well formed, and redirect and exp stand once at most. */
bool spf_record_valid(span record);

/* "%{...}" and the rest of section 7.1; letters c, r, t only in_text. */
bool spf_macro_valid(span s, bool in_text);

#endif

/*
 * auth_dkim_signature - the DKIM-Signature field, and ARC's two, as values.
 *
 * RFC 6376 section 3.5, RFC 8301, RFC 8463, RFC 8617 section 4.1.  Everything
 * in it is the sender's claim.
 */
#ifndef MEKIKI_EXAMINE_AUTH_DKIM_SIGNATURE_H
#define MEKIKI_EXAMINE_AUTH_DKIM_SIGNATURE_H

#include "examine/auth_dkim_reason.h"
#include "examine/auth_tags.h"

enum dkim_form {
	DKIM_FORM_SIGNATURE,   /* DKIM-Signature */
	DKIM_FORM_ARC_MESSAGE, /* ARC-Message-Signature */
	DKIM_FORM_ARC_SEAL,    /* ARC-Seal */
};

enum dkim_algorithm {
	DKIM_RSA_SHA256,
	DKIM_ED25519_SHA256,
};

struct dkim_signature {
	enum dkim_reason reason; /* DKIM_FINE, or what is wrong with it */
	enum dkim_algorithm algorithm;
	bool relaxed_header, relaxed_body;
	bool has_canon; /* c= is there; else both are simple */
	span domain, selector;
	span identity;	/* behind the last @ of i=, else domain */
	span names;	/* h=: names between colons */
	span hash;	/* bh=, base64 */
	span signature; /* b=, base64 */
	span whole;	/* all between "b=" and the next ';' */
	bool has_length;
	uint64_t length; /* l=; UINT64_MAX: that or more */
	bool has_expiry;
	int64_t expiry;	   /* x=, seconds */
	int64_t made;	   /* t=, seconds; 0: not told */
	unsigned instance; /* i= of ARC, from 1 */
	span chain;	   /* cv= of a seal */
};

/* Reads a field's body.  Never fails; spans point into body.  Linear. */
struct dkim_signature dkim_signature_parse(span body, enum dkim_form form);

#endif

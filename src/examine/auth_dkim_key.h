/*
 * auth_dkim_key - a public key from the DNS, and what it says of a signature.
 *
 * RFC 6376 section 3.6.1, RFC 8301, RFC 8463.  Whoever holds the domain writes
 * it: the size is bounded before anything is computed with it.
 */
#ifndef MEKIKI_EXAMINE_AUTH_DKIM_KEY_H
#define MEKIKI_EXAMINE_AUTH_DKIM_KEY_H

#include "base/arena.h"
#include "examine/auth_canon.h"
#include "examine/auth_dkim_signature.h"

struct dkim_key {
	enum dkim_reason reason; /* DKIM_FINE, or what is wrong with it */
	bool ed25519;
	bool testing; /* t=y: the domain only tries DKIM */
	bool strict;  /* t=s: i= must be d= itself */
	span data;    /* p=, base64 */
};

/* Reads a TXT record.  Never fails; spans point into txt.  Linear. */
struct dkim_key dkim_key_parse(span txt);

/*
 * Whether `signature` (base64) is of that digest and that key, which is fine
 * and of the algorithm.  DKIM_KEY_WEAK: it is, but counts for nothing.  *bits
 * is set to the size of the key.  Costs below 1 ms; arena for a copy of both.
 */
enum dkim_reason dkim_key_verify(struct arena *a, const struct dkim_key *key,
    const unsigned char digest[static CANON_HASH], span signature,
    unsigned *bits);

#endif

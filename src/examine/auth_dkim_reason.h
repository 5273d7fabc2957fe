/*
 * auth_dkim_reason - why a signature of DKIM or ARC is no pass.
 */
#ifndef MEKIKI_EXAMINE_AUTH_DKIM_REASON_H
#define MEKIKI_EXAMINE_AUTH_DKIM_REASON_H

enum dkim_reason {
	DKIM_FINE,
	DKIM_BAD_SYNTAX,
	DKIM_BAD_VERSION,
	DKIM_BAD_ALGORITHM, /* unknown, or SHA-1 (RFC 8301) */
	DKIM_BAD_IDENTITY,  /* i= is not at or below d= */
	DKIM_FROM_UNSIGNED,
	DKIM_TOO_MANY,	    /* more than one of our limits allows */
	DKIM_DNS,	    /* the key could not be asked for just now */
	DKIM_KEY_GONE,	    /* there is none: rotated since, or never was */
	DKIM_KEY_REVOKED,   /* its p= is empty */
	DKIM_KEY_SYNTAX,    /* what stands there is no key */
	DKIM_KEY_OTHER,	    /* it is for another algorithm or service */
	DKIM_KEY_WEAK,	    /* RSA below 1024 bits (RFC 8301) */
	DKIM_KEY_LARGE,	    /* above LIMIT_KEY_BITS */
	DKIM_BODY_CUT,	    /* shorter than l= says, or than LIMIT_MAIL */
	DKIM_BODY_CHANGED,  /* bh= is another body's */
	DKIM_BAD_SIGNATURE, /* b= is not of these fields and that key */
	DKIM_EXPIRED,	    /* x= was over when the mail came */
};

/* "key-gone"; NULL for DKIM_FINE. */
const char *dkim_reason_text(enum dkim_reason reason);

#endif

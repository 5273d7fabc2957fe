/*
 * auth_spf_macro - SPF's macros put in (RFC 7208 section 7).
 */
#ifndef MEKIKI_EXAMINE_AUTH_SPF_MACRO_H
#define MEKIKI_EXAMINE_AUTH_SPF_MACRO_H

#include "base/arena.h"
#include "base/ip.h"

/* What the letters stand for. */
struct spf_values {
	span local, sender_domain; /* of MAIL FROM */
	span domain;		   /* the one whose record is evaluated */
	span helo;
	span validated; /* %{p}; empty: "unknown" */
	struct ip ip;
	int64_t now; /* seconds */
};

/* s, well formed, holds that letter as a macro, in either case. */
bool spf_macro_uses(span s, char letter);

/*
 * s, which spf_macro_valid accepts, with its macros put in; in the arena.  In
 * a text more than LIMIT_SPF_TEXT bytes are cut off; a name loses labels on
 * the left until it has 253 bytes at most (section 7.3).  Empty where a name
 * comes to more than LIMIT_SPF_TEXT.  Linear in s and what it makes.
 */
span spf_expand(struct arena *a, const struct spf_values *values, span s);
span spf_expand_name(struct arena *a, const struct spf_values *values, span s);

#endif

/*
 * domain - host and domain names: UTS 46, and the Public Suffix List.
 *
 * Who owns a name is decided at its registrable domain: in
 * "kagoya.jp.login.example.com" only "example.com" matters.  Libpsl's
 * built-in list tells (or, where it was built without one, the file of
 * Debian's package publicsuffix).  Private suffixes count: the owner of
 * "a.b.github.io" is "b.github.io".
 *
 * Names are UTF-8 or ASCII without brackets; one dot at the end is allowed and
 * ignored.  An address is no domain, and each function asks that first.
 * Nothing fails: what has no answer gives the empty span or false.  A lookup
 * costs about 0.3 us.  Thread-safe; ICU's and libpsl's tables are loaded
 * once and never changed.
 */
#ifndef MEKIKI_BASE_DOMAIN_H
#define MEKIKI_BASE_DOMAIN_H

#include "base/arena.h"

/* Dotted quad, or IPv6 with or without brackets. */
bool domain_is_ip(span name);

/*
 * The name in lower-case A-labels by UTS 46, non-transitional, as browsers do
 * it (hyphens, lengths and underscores are not judged).  Empty when it cannot
 * be converted, or is longer than LIMIT_HOST and not plain ASCII.  The result
 * is the input itself where that needs no change.
 */
span domain_ascii(struct arena *a, span name);

/*
 * The name with U-labels, for people to read.  A name with a label that is no
 * valid Punycode, or without "xn--", is returned itself.
 */
span domain_unicode(struct arena *a, span ascii);

/*
 * The registrable domain, a slice of host.  Empty for an address, for a name
 * that is itself a public suffix, and for nothing.  An unknown top-level
 * domain is taken as a public suffix (the list's default rule).
 */
span domain_registrable(span host);

/* The public suffix, a slice of host; empty where there is none. */
span domain_suffix(span host);

/* host is domain or below it, compared label by label without case. */
bool domain_under(span host, span domain);

/* The last label is a top-level domain that the list knows. */
bool domain_tld_exists(span host);

#endif

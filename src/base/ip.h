/*
 * ip - Internet addresses and networks, IPv4 and IPv6.
 *
 * Strict on purpose: "1.2.3", octal and hexadecimal quads are names or
 * versions far more often than addresses (browsers do read them; read/url has
 * its own parser for that).  Accepted beyond RFC 4291: SMTP's "IPv6:" in front
 * (RFC 5321 4.1.3) and a "%zone" behind, which Exchange writes.
 */
#ifndef MEKIKI_BASE_IP_H
#define MEKIKI_BASE_IP_H

#include "base/span.h"

#define IP_TEXT_MAX 46

struct ip {
	unsigned char family;	 /* 4, 6; 0: no address */
	unsigned char bytes[16]; /* network order; IPv4 has 4, the rest 0 */
};

/* The addresses whose first `bits` bits are those of base. */
struct ip_net {
	struct ip base;
	unsigned bits;
};

enum ip_kind {
	IP_NONE, /* family 0 */
	IP_PUBLIC,
	IP_PRIVATE, /* RFC 1918, RFC 4193, and RFC 6598 shared space */
	IP_LOOPBACK,
	IP_LINK_LOCAL,
	IP_DOCUMENTATION, /* RFC 5737, RFC 3849, RFC 9637 */
	IP_MULTICAST,
	IP_RESERVED,	/* never seen on the Internet for other reasons */
	IP_UNSPECIFIED, /* 0.0.0.0 and :: */
};

/*
 * Reads all of s.  IPv4-mapped IPv6 (::ffff:192.0.2.1) becomes IPv4.  False,
 * with *out left alone, when it is no address.
 */
bool ip_parse(span s, struct ip *out);

/* RFC 5952 form, in buf; empty for family 0. */
span ip_text(struct ip ip, char buf[static IP_TEXT_MAX]);

/*
 * "203.0.113.0/24", "2001:db8::/32"; without "/" one address.  Bits of the
 * address beyond the length are dropped.
 */
bool ip_net_parse(span s, struct ip_net *out);
bool ip_in_net(struct ip ip, const struct ip_net *net);

bool ip_same(struct ip a, struct ip b);
enum ip_kind ip_kind(struct ip ip);
/* "public", "private", "link-local"; "none". */
const char *ip_kind_text(enum ip_kind kind);

#endif

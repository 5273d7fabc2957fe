/*
 * live_guard - to which addresses mekiki connects.
 *
 * The names of servers come from registries, from registrars and from whoever
 * writes a referral or a redirect, and such a name may lead to a machine of the
 * reader's own network.  So each address is looked at before a connection is
 * made to it: only what IANA's registries of special-purpose addresses (RFC
 * 6890) leave to the Internet is allowed, and an IPv6 address that carries an
 * IPv4 one inside counts as that: mapped (RFC 4291, 2.5.5.2), NAT64 (RFC 6052).
 * 6to4, Teredo and NAT64's local prefix (RFC 8215) are never where a registry
 * is, and refused whole.  A NAT64 prefix of the network's own is not known.
 */
#ifndef MEKIKI_INQUIRE_LIVE_GUARD_H
#define MEKIKI_INQUIRE_LIVE_GUARD_H

#include "base/ip.h"

/* NULL: allowed; else what the address is, "a loopback address". */
const char *live_guard_why(struct ip ip);

#endif

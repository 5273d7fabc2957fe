#include "inquire/live_guard.h"

/* Beside those of ip_kind: nets that no registry's server is in. */
static const struct {
	unsigned char family, bits, base[6];
	const char *why;
} refused[] = {
	{ 4, 24, { 192, 88, 99 }, "a relay of 6to4" }, /* RFC 7526 */
	/* The one public address that machines in a cloud are served from. */
	{ 4, 32, { 168, 63, 129, 16 }, "a cloud's own address" },
	{ 6, 48, { 0, 0x64, 0xff, 0x9b, 0, 1 }, "an address of local NAT64" },
	{ 6, 23, { 0x20, 0x01, 0, 0 }, "a special address" }, /* RFC 2928 */
	{ 6, 16, { 0x20, 0x02 }, "an address of 6to4" },
};

/* Networks of IPv6 in which the last four bytes are an IPv4 address. */
static const unsigned char carriers[][12] = {
	{ [10] = 0xff, [11] = 0xff },
	{ [1] = 0x64, [2] = 0xff, [3] = 0x9b },
};

static struct ip
unwrapped(struct ip ip)
{
	for (size_t i = 0; ip.family == 6 && i < COUNT(carriers); i++) {
		if (memcmp(ip.bytes, carriers[i], sizeof(carriers[i])) != 0)
			continue;
		ip.family = 4;
		memmove(ip.bytes, ip.bytes + 12, 4);
		memset(ip.bytes + 4, 0, 12);
	}
	return ip;
}

static const char *
kind_why(enum ip_kind kind)
{
	switch (kind) {
	case IP_PUBLIC:
		return NULL;
	case IP_PRIVATE:
		return "a private address";
	case IP_LOOPBACK:
		return "a loopback address";
	case IP_LINK_LOCAL:
		return "a link-local address";
	case IP_MULTICAST:
		return "a multicast address";
	case IP_DOCUMENTATION:
		return "an address for documentation";
	default:
		return "a special address";
	}
}

const char *
live_guard_why(struct ip ip)
{
	ip = unwrapped(ip);
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct ip_net net = { .base.family = refused[i].family,
			.bits = refused[i].bits };

		memcpy(
		    net.base.bytes, refused[i].base, sizeof(refused[i].base));
		if (ip_in_net(ip, &net))
			return refused[i].why;
	}
	return kind_why(ip_kind(ip));
}

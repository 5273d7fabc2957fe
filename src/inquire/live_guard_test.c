#include "inquire/live_guard.h"

#include "test/test.h"

static const struct {
	const char *name, *address;
	const char *why; /* NULL: allowed */
} rows[] = {
	{ "the Internet", "183.90.246.65", NULL },
	{ "and in IPv6", "2001:4860:4860::8888", NULL },
	{ "this host", "0.0.0.0", "a special address" },
	{ "its network", "0.1.2.3", "a special address" },
	{ "loopback", "127.0.0.1", "a loopback address" },
	{ "the end of it", "127.255.255.255", "a loopback address" },
	{ "private", "10.1.2.3", "a private address" },
	{ "private, a sixteenth", "172.31.255.255", "a private address" },
	{ "what comes after", "172.32.0.0", NULL },
	{ "private, at home", "192.168.1.1", "a private address" },
	{ "of the carrier", "100.127.0.1", "a private address" },
	{ "link-local, where clouds tell secrets", "169.254.169.254",
	    "a link-local address" },
	{ "what one cloud has instead", "168.63.129.16",
	    "a cloud's own address" },
	{ "benchmarks", "198.19.0.1", "a special address" },
	{ "documentation", "203.0.113.9", "an address for documentation" },
	{ "many", "224.0.0.251", "a multicast address" },
	{ "all", "255.255.255.255", "a special address" },
	{ "6to4's relay", "192.88.99.1", "a relay of 6to4" },
	{ "loopback in IPv6", "::1", "a loopback address" },
	{ "none in IPv6", "::", "a special address" },
	{ "link-local in IPv6", "fe80::1", "a link-local address" },
	{ "site-local", "fec0::1", "a private address" },
	{ "unique local", "fd12::1", "a private address" },
	{ "compatible", "::7f00:1", "a special address" },
	{ "NAT64 of loopback", "64:ff9b::7f00:1", "a loopback address" },
	{ "NAT64 of a private address", "64:ff9b::a00:1", "a private address" },
	{ "NAT64 of the Internet", "64:ff9b::b75a:f641", NULL },
	{ "local NAT64, whatever is inside", "64:ff9b:1::b75a:f641",
	    "an address of local NAT64" },
	{ "6to4 of loopback", "2002:7f00:1::1", "an address of 6to4" },
	{ "6to4 of a private address", "2002:c0a8:101::1",
	    "an address of 6to4" },
	{ "Teredo", "2001::1", "a special address" },
	{ "ORCHID", "2001:20::1", "a special address" },
	{ "what comes after the special ones", "2001:200::1", NULL },
	{ "documentation in IPv6", "2001:db8::1",
	    "an address for documentation" },
	{ "many in IPv6", "ff02::fb", "a multicast address" },
	{ "nothing else of IPv6 is given out", "4000::1", "a special address" },
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ip ip = { 0 };

		test_name(rows[i].name);
		CHECK(ip_parse(span_of(rows[i].address), &ip));
		CHECK_SPAN(span_of(live_guard_why(ip)),
		    rows[i].why == NULL ? "" : rows[i].why);
	}
}

/* As the kernel writes it; ip_parse would have unwrapped the text. */
static void
test_mapped(void **state)
{
	struct ip ip = { .family = 6,
		.bytes = { [10] = 0xff, [11] = 0xff, [12] = 127, [15] = 1 } };

	(void)state;
	test_name("mapped loopback");
	CHECK_SPAN(span_of(live_guard_why(ip)), "a loopback address");
	test_name("a mapped address of the Internet");
	memcpy(ip.bytes + 12, "\xb7\x5a\xf6\x41", 4);
	CHECK(live_guard_why(ip) == NULL);
	test_name("no address at all");
	CHECK(live_guard_why((struct ip){ 0 }) != NULL);
}

TEST_MAIN(TEST(test_rows), TEST(test_mapped))

#include "base/ip.h"
#include "test/test.h"

static const struct {
	const char *name, *in;
	const char *text; /* NULL: no address */
	enum ip_kind kind;
} rows[] = {
	{ "a quad is an address", "52.170.140.114", "52.170.140.114",
	    IP_PUBLIC },
	{ "the largest quad", "255.255.255.255", "255.255.255.255",
	    IP_RESERVED },
	{ "an octet above 255 is none", "1.2.3.256", NULL, 0 },
	{ "three parts are a version", "1.2.3", NULL, 0 },
	{ "five parts are none", "1.2.3.4.5", NULL, 0 },
	{ "a leading zero is octal to some", "1.2.3.04", NULL, 0 },
	{ "an empty octet is none", "1..3.4", NULL, 0 },
	{ "a trailing dot is none", "1.2.3.4.", NULL, 0 },
	{ "a sign is none", "1.2.3.-4", NULL, 0 },
	{ "nothing is none", "", NULL, 0 },
	{ "a word is none", "localhost", NULL, 0 },
	{ "the eight groups", "2001:4860:4860:0:0:0:0:8888",
	    "2001:4860:4860::8888", IP_PUBLIC },
	{ "upper case is written low", "2001:DB8::A", "2001:db8::a",
	    IP_DOCUMENTATION },
	{ "SMTP's prefix", "IPv6:2603:10a6::1", "2603:10a6::1", IP_PUBLIC },
	{ "the prefix in other case", "ipv6:::1", "::1", IP_LOOPBACK },
	{ "the prefix belongs to IPv6 alone", "IPv6:1.2.3.4", NULL, 0 },
	{ "a zone is dropped", "fe80::1%eth0", "fe80::1", IP_LINK_LOCAL },
	{ "an empty zone is none", "fe80::1%", NULL, 0 },
	{ "a zone with a space is none", "fe80::1%a b", NULL, 0 },
	{ "a mapped address is IPv4", "::ffff:192.0.2.1", "192.0.2.1",
	    IP_DOCUMENTATION },
	{ "also in hexadecimal", "::ffff:c000:201", "192.0.2.1",
	    IP_DOCUMENTATION },
	{ "a quad at the end of other addresses", "64:ff9b::192.0.2.33",
	    "64:ff9b::c000:221", IP_RESERVED },
	{ "a quad after six groups", "1:2:3:4:5:6:1.2.3.4",
	    "1:2:3:4:5:6:102:304", IP_RESERVED },
	{ "a quad too early is none", "1:2:3:1.2.3.4", NULL, 0 },
	{ "a quad too late is none", "1:2:3:4:5:6:7:1.2.3.4", NULL, 0 },
	{ "the unspecified address", "::", "::", IP_UNSPECIFIED },
	{ "zeros at the end", "2001:db8::", "2001:db8::", IP_DOCUMENTATION },
	{ "the longest run is shortened", "2001:0:0:1:0:0:0:1", "2001:0:0:1::1",
	    IP_PUBLIC },
	{ "of equal runs the first", "2001:db8:0:0:1:0:0:1",
	    "2001:db8::1:0:0:1", IP_DOCUMENTATION },
	{ "one zero is not shortened", "2001:db8:0:1:1:1:1:1",
	    "2001:db8:0:1:1:1:1:1", IP_DOCUMENTATION },
	{ "a gap twice is none", "1::2::3", NULL, 0 },
	{ "three colons are none", "1:::2", NULL, 0 },
	{ "a colon at the end is none", "1:2:3:4:5:6:7:", NULL, 0 },
	{ "a colon at the front is none", ":1:2:3:4:5:6:7", NULL, 0 },
	{ "seven groups are none", "1:2:3:4:5:6:7", NULL, 0 },
	{ "nine groups are none", "1:2:3:4:5:6:7:8:9", NULL, 0 },
	{ "a gap of nothing is none", "1:2:3:4::5:6:7:8", NULL, 0 },
	{ "a gap of one group", "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0",
	    IP_RESERVED },
	{ "five digits are none", "12345::", NULL, 0 },
	{ "shared space is private", "100.64.0.1", "100.64.0.1", IP_PRIVATE },
	{ "the address behind it is not", "100.128.0.1", "100.128.0.1",
	    IP_PUBLIC },
	{ "RFC 1918, the middle one", "172.31.255.255", "172.31.255.255",
	    IP_PRIVATE },
	{ "and what follows", "172.32.0.0", "172.32.0.0", IP_PUBLIC },
	{ "multicast", "239.1.1.1", "239.1.1.1", IP_MULTICAST },
	{ "benchmarks are reserved", "198.19.0.1", "198.19.0.1", IP_RESERVED },
	{ "unique local", "fd12::1", "fd12::1", IP_PRIVATE },
	{ "outside 2000::/3 is reserved", "4000::1", "4000::1", IP_RESERVED },
};

static void
addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = strlen(rows[i].in);
		char buf[IP_TEXT_MAX];
		struct ip ip = { 0 }, again = { 0 };
		bool ok;

		test_name(rows[i].name);
		for (size_t n = 0; n < length; n++)
			ip_parse(test_edge(rows[i].in, n), &ip);
		ok = ip_parse(test_edge(rows[i].in, length), &ip);
		CHECK(ok == (rows[i].text != NULL));
		if (!ok)
			continue;
		CHECK_SPAN(ip_text(ip, buf), rows[i].text);
		CHECK_INT(ip_kind(ip), rows[i].kind);
		CHECK(ip_parse(ip_text(ip, buf), &again));
		CHECK(ip_same(ip, again));
	}
	test_name("no address has no text and no kind");
	CHECK_SPAN(ip_text((struct ip){ 0 }, (char[IP_TEXT_MAX]){ 0 }), "");
	CHECK_INT(ip_kind((struct ip){ 0 }), IP_NONE);
	CHECK(strcmp(ip_kind_text(IP_LINK_LOCAL), "link-local") == 0);
}

static void
networks(void **state)
{
	static const struct {
		const char *name, *net, *in;
		bool parses, holds;
	} nets[] = {
		{ "the first address is inside", "203.0.113.0/24",
		    "203.0.113.0", true, true },
		{ "the last is too", "203.0.113.0/24", "203.0.113.255", true,
		    true },
		{ "the next is not", "203.0.113.0/24", "203.0.114.0", true,
		    false },
		{ "bits inside an octet", "10.16.0.0/12", "10.31.0.1", true,
		    true },
		{ "and one further", "10.16.0.0/12", "10.32.0.1", true, false },
		{ "bits beyond the length are dropped", "10.17.3.4/12",
		    "10.16.0.0", true, true },
		{ "length 0 holds all of its family", "0.0.0.0/0", "8.8.8.8",
		    true, true },
		{ "but none of the other", "0.0.0.0/0", "2001::1", true,
		    false },
		{ "IPv6", "2a01:111::/32", "2a01:111:f400::1", true, true },
		{ "without length one address", "192.0.2.7", "192.0.2.7", true,
		    true },
		{ "33 bits are too many", "192.0.2.0/33", "", false, false },
		{ "an empty length is none", "192.0.2.0/", "", false, false },
		{ "a name is no network", "example/8", "", false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(nets); i++) {
		span text = test_edge(nets[i].net, strlen(nets[i].net));
		struct ip_net net = { 0 };
		struct ip ip = { 0 };

		test_name(nets[i].name);
		CHECK(ip_net_parse(text, &net) == nets[i].parses);
		ip_parse(span_of(nets[i].in), &ip);
		CHECK(ip_in_net(ip, &net) == nets[i].holds);
	}
}

TEST_MAIN(TEST(addresses), TEST(networks))

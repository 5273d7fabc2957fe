#include "inquire/whois_range.h"
#include "test/test.h"

static const struct {
	const char *name, *in;
	const char *text; /* NULL: no range */
} rows[] = {
	{ "RIPE", "192.0.2.0 - 192.0.2.255", "192.0.2.0/24" },
	{ "JPNIC, without blanks", "192.0.2.0-192.0.2.63", "192.0.2.0/26" },
	{ "KRNIC, a remark behind", "192.0.2.0 - 192.0.2.255 (/24)",
	    "192.0.2.0/24" },
	{ "no network", "192.0.2.0 - 192.0.2.47", "192.0.2.0 - 192.0.2.47" },
	{ "it begins in the middle", "192.0.2.128 - 192.0.3.127",
	    "192.0.2.128 - 192.0.3.127" },
	{ "a network", "192.0.2.0/24", "192.0.2.0/24" },
	{ "bits behind its length are dropped", "192.0.2.77/24",
	    "192.0.2.0/24" },
	{ "LACNIC: three numbers", "200.0.2/24", "200.0.2.0/24" },
	{ "LACNIC: two", "200.0/16", "200.0.0.0/16" },
	{ "LACNIC: one", "200/8", "200.0.0.0/8" },
	{ "one address", "192.0.2.1", "192.0.2.1/32" },
	{ "all of them", "0.0.0.0 - 255.255.255.255", "0.0.0.0/0" },
	{ "IPv6", "2001:db8::/32", "2001:db8::/32" },
	{ "IPv6, both ends",
	    "2001:db8:: - 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
	    "2001:db8::/32" },
	{ "IPv6, one address", "2001:db8::1", "2001:db8::1/128" },
	{ "the end before the start", "192.0.2.255 - 192.0.2.0", NULL },
	{ "two families", "192.0.2.0 - 2001:db8::", NULL },
	{ "too long a prefix", "192.0.2.0/33", NULL },
	{ "five numbers", "192.0.2.0.0/24", NULL },
	{ "three ends", "192.0.2.0 - 192.0.2.1 - 192.0.2.2", NULL },
	{ "no start", " - 192.0.2.1", NULL },
	{ "no end", "192.0.2.1 -", NULL },
	{ "no prefix", "192.0.2.0/", NULL },
	{ "a prefix alone", "/24", NULL },
	{ "a name", "example.com", NULL },
	{ "nothing", "", NULL },
};

static void
ranges(void **state)
{
	struct arena *a = test_arena();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = strlen(rows[i].in);
		struct whois_range range;
		bool ok;

		test_name(rows[i].name);
		for (size_t n = 0; n < length; n++)
			whois_range_parse(test_edge(rows[i].in, n), &range);
		ok = whois_range_parse(test_edge(rows[i].in, length), &range);
		CHECK(ok == (rows[i].text != NULL));
		if (ok && rows[i].text != NULL)
			CHECK_SPAN(whois_range_text(a, &range), rows[i].text);
	}
}

static const struct {
	const char *name, *smaller, *greater;
} orders[] = {
	{ "a shorter prefix is more", "192.0.2.0/24", "10.0.0.0/23" },
	{ "one address less is less", "192.0.2.0 - 192.0.2.254",
	    "10.0.0.0/24" },
	{ "the borrow goes over bytes", "192.0.2.255 - 192.0.3.1",
	    "10.0.0.0 - 10.0.0.3" },
	{ "IPv4 before IPv6", "0.0.0.0/0", "2001:db8::1" },
	{ "IPv6", "2001:db8::/64", "2001:db8::/63" },
};

static void
order(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct whois_range a = { 0 }, b = { 0 };

		test_name(orders[i].name);
		CHECK(whois_range_parse(span_of(orders[i].smaller), &a));
		CHECK(whois_range_parse(span_of(orders[i].greater), &b));
		CHECK(whois_range_order(&a, &b) < 0);
		CHECK(whois_range_order(&b, &a) > 0);
		CHECK(whois_range_order(&a, &a) == 0);
	}
}

static const struct {
	const char *name, *range, *ip;
	bool has;
} members[] = {
	{ "the first", "192.0.2.0/24", "192.0.2.0", true },
	{ "the last", "192.0.2.0/24", "192.0.2.255", true },
	{ "the one behind", "192.0.2.0/24", "192.0.3.0", false },
	{ "the one before", "192.0.2.0/24", "192.0.1.255", false },
	{ "of the other family", "::/0", "192.0.2.0", false },
	{ "IPv6", "2001:db8::/32", "2001:db8:ffff::", true },
};

static void
inside(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(members); i++) {
		struct whois_range range = { 0 };
		struct ip ip;

		test_name(members[i].name);
		CHECK(whois_range_parse(span_of(members[i].range), &range));
		CHECK(ip_parse(span_of(members[i].ip), &ip));
		CHECK(whois_range_has(&range, ip) == members[i].has);
	}
}

TEST_MAIN(TEST(ranges), TEST(order), TEST(inside))

#include "base/domain.h"
#include "test/test.h"

static void
registrable(void **state)
{
	static const struct {
		const char *name, *host, *registrable, *suffix;
	} rows[] = {
		{ "a name below com", "www.example.com", "example.com", "com" },
		{ "a suffix of two labels", "a.b.example.co.jp",
		    "example.co.jp", "co.jp" },
		{ "a private suffix counts", "a.b.github.io", "b.github.io",
		    "github.io" },
		{ "a bare suffix belongs to nobody", "co.jp", "", "co.jp" },
		{ "a single unknown label is its own suffix", "localhost", "",
		    "localhost" },
		{ "an unknown top-level domain is a suffix", "a.b.invalid",
		    "b.invalid", "invalid" },
		{ "an address is no domain", "192.0.2.1", "", "" },
		{ "an IPv6 address is no domain", "[2001:db8::1]", "", "" },
		{ "case does not matter", "WWW.Example.COM", "Example.COM",
		    "COM" },
		{ "a dot at the end is ignored", "www.example.com.",
		    "example.com", "com" },
		{ "two dots at the end are no name", "example.com..", "", "" },
		{ "nothing is nothing", "", "", "" },
		{ "a dot is nothing", ".", "", "" },
		{ "a wildcard rule", "a.b.c.ck", "b.c.ck", "c.ck" },
		{ "an exception from a wildcard", "a.www.ck", "www.ck", "ck" },
		{ "underscores are tolerated", "_a.example.com", "example.com",
		    "com" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].host);
		span host;

		test_name(rows[i].name);
		for (size_t k = 0; k < n; k++) {
			host = test_edge(rows[i].host, k);
			CHECK(span_within(domain_registrable(host), host));
			CHECK(span_within(domain_suffix(host), host));
		}
		host = test_edge(rows[i].host, n);
		CHECK_SPAN(domain_registrable(host), rows[i].registrable);
		CHECK_SPAN(domain_suffix(host), rows[i].suffix);
	}
}

static void
long_names(void **state)
{
	static char name[70000];

	(void)state;
	test_name("a name of any length still ends somewhere");
	memset(name, 'a', sizeof(name));
	for (size_t i = 1; i < sizeof(name); i += 2)
		name[i] = '.';
	memcpy(name + sizeof(name) - 12, ".example.com", 12);
	CHECK_SPAN(
	    domain_registrable((span){ name, sizeof(name) }), "example.com");
	test_name("a single endless label is no name");
	memset(name, 'a', sizeof(name));
	CHECK_SPAN(domain_registrable((span){ name, sizeof(name) }), "");
}

static void
idna(void **state)
{
	static const struct {
		const char *name, *text, *ascii, *unicode;
	} rows[] = {
		{ "ASCII is lowered", "Example.COM", "example.com",
		    "example.com" },
		{ "kanji become Punycode", "例え.jp", "xn--r8jz45g.jp",
		    "例え.jp" },
		{ "full-width letters and dots are mapped",
		    "Ｅｘａｍｐｌｅ．ｃｏｍ", "example.com", "example.com" },
		{ "an ideographic full stop is a dot", "example。com",
		    "example.com", "example.com" },
		{ "sharp s stays (non-transitional)", "faß.example",
		    "xn--fa-hia.example", "faß.example" },
		{ "underscores are tolerated", "_dmarc.例え.jp",
		    "_dmarc.xn--r8jz45g.jp", "_dmarc.例え.jp" },
		{ "broken Punycode cannot be converted", "xn--zzzz--", "", "" },
		{ "nothing is nothing", "", "", "" },
		{ "hyphens are not judged", "-a-.例え", "-a-.xn--r8jz45g",
		    "-a-.例え" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].text);
		span ascii;

		test_name(rows[i].name);
		for (size_t k = 0; k < n; k++)
			domain_ascii(test_arena(), test_edge(rows[i].text, k));
		ascii = domain_ascii(test_arena(), span_of(rows[i].text));
		CHECK_SPAN(ascii, rows[i].ascii);
		CHECK_SPAN(
		    domain_unicode(test_arena(), ascii), rows[i].unicode);
	}
	test_name("broken Punycode is shown as it is");
	CHECK_SPAN(domain_unicode(test_arena(), SPAN("a.xn--zzzz--.jp")),
	    "a.xn--zzzz--.jp");
}

static void
relations(void **state)
{
	static const struct {
		const char *name, *host, *domain;
		bool under;
	} rows[] = {
		{ "a domain is under itself", "example.com", "example.com",
		    true },
		{ "a sub-domain is under it", "a.b.example.com", "example.com",
		    true },
		{ "only whole labels count", "notexample.com", "example.com",
		    false },
		{ "a parent is not", "com", "example.com", false },
		{ "the brand in front proves nothing",
		    "example.com.example.net", "example.com", false },
		{ "neither case nor a last dot matters", "A.EXAMPLE.com.",
		    "example.COM", true },
		{ "nothing contains nothing", "example.com", "", false },
	};
	static const struct {
		const char *name, *host;
		bool exists;
	} tlds[] = {
		{ "com exists", "com", true },
		{ "below jp", "a.example.jp", true },
		{ "an A-label exists", "a.xn--p1ai", true },
		{ "a file extension does not", "readme.txt", false },
		{ "a number does not", "1.5", false },
		{ "an address does not", "192.0.2.1", false },
		{ "nothing does not", "", false },
		{ "case does not matter", "EXAMPLE.COM", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		CHECK(domain_under(span_of(rows[i].host),
			  span_of(rows[i].domain)) == rows[i].under);
	}
	for (size_t i = 0; i < COUNT(tlds); i++) {
		test_name(tlds[i].name);
		CHECK(
		    domain_tld_exists(span_of(tlds[i].host)) == tlds[i].exists);
	}
	test_name("addresses are recognised");
	CHECK(domain_is_ip(SPAN("192.0.2.1")));
	CHECK(domain_is_ip(SPAN("[2001:db8::1]")));
	CHECK(domain_is_ip(SPAN("::1")));
	CHECK(!domain_is_ip(SPAN("192.0.2.256")));
	CHECK(!domain_is_ip(SPAN("192.0.2")));
	CHECK(!domain_is_ip(SPAN("192.0.2.1.")));
	CHECK(!domain_is_ip(SPAN("192.0.2.1.5")));
	CHECK(!domain_is_ip(SPAN("example.com")));
}

/* What is remembered of a host is what was found. */
static void
again(void **state)
{
	(void)state;
	test_name("asked again, a host has the same domain");
	for (int i = 0; i < 3; i++) {
		CHECK_SPAN(
		    domain_registrable(SPAN("a.b.example.com")), "example.com");
		CHECK_SPAN(domain_registrable(SPAN("a.b.example.com.")),
		    "example.com");
		CHECK_SPAN(domain_registrable(SPAN("com")), "");
		CHECK_SPAN(
		    domain_registrable(SPAN("A.Example.COM")), "Example.COM");
		CHECK_SPAN(domain_registrable(SPAN("192.0.2.1")), "");
	}
}

TEST_MAIN(TEST(again), TEST(registrable), TEST(long_names), TEST(idna),
    TEST(relations))

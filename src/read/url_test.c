#include "read/url.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "test/test.h"

/* Each input is resolved against this where its row says so. */
static const char base_text[] = "https://www.example.com/a/b?c=d#e";

static const struct row {
	const char *name, *input;
	bool with_base;
	const char *href; /* empty: no URL */
	unsigned odd;
} rows[] = {
	{ "a plain URL stays as it is", "https://example.com/a?b#c", false,
	    "https://example.com/a?b#c", 0 },
	{ "an empty path becomes a slash", "https://example.com", false,
	    "https://example.com/", 0 },
	{ "the host is lowered", "https://EXAMPLE.com/A", false,
	    "https://example.com/A", 0 },

	{ "what stands before @ is no host",
	    "https://www.example.com@login.example.net/", false,
	    "https://www.example.com@login.example.net/",
	    URL_USERINFO | URL_USERINFO_HOST },
	{ "a password before @", "https://a:b@example.net/", false,
	    "https://a:b@example.net/", URL_USERINFO },
	{ "only the last @ counts", "https://a@b@example.net/", false,
	    "https://a%40b@example.net/", URL_USERINFO },
	{ "a whole URL as user name",
	    "https://www.example.com%2Fa@example.net/", false,
	    "https://www.example.com%2Fa@example.net/",
	    URL_USERINFO | URL_USERINFO_HOST },
	{ "an empty user vanishes", "https://@example.net/", false,
	    "https://example.net/", URL_USERINFO },
	{ "an @ in the path is no user", "https://example.net/@a", false,
	    "https://example.net/@a", 0 },
	{ "an @ behind a backslash is no user",
	    "https://example.net\\@example.com/", false,
	    "https://example.net/@example.com/", URL_BACKSLASH },
	{ "an @ with nothing behind is no host", "https://a@/", false, "",
	    URL_USERINFO },
	{ "a colon in front of @ is a password",
	    "https://example.com:443@"
	    "example.net/",
	    false, "https://example.com:443@example.net/",
	    URL_USERINFO | URL_USERINFO_HOST },

	{ "backslashes are slashes", "https:\\\\example.com\\a", false,
	    "https://example.com/a", URL_BACKSLASH },
	{ "mixed slashes are slashes", "https:/\\example.com", false,
	    "https://example.com/", URL_BACKSLASH },
	{ "a backslash in the query is none", "https://example.com/?\\", false,
	    "https://example.com/?\\", 0 },
	{ "a backslash of other schemes is none", "x:/a\\b", false, "x:/a\\b",
	    0 },

	{ "a tab inside is dropped", "https://exam\tple.com/", false,
	    "https://example.com/", URL_TAB_NEWLINE },
	{ "line ends inside are dropped", "ht\r\ntps://example.com/\na", false,
	    "https://example.com/a", URL_TAB_NEWLINE },
	{ "a tab in the scheme is dropped", "java\tscript:alert(1)", false,
	    "javascript:alert(1)", URL_TAB_NEWLINE },
	{ "blanks around are dropped", "  https://example.com/ ", false,
	    "https://example.com/", URL_CONTROL },
	{ "controls around are dropped", "\x01https://example.com/\x1f", false,
	    "https://example.com/", URL_CONTROL },
	{ "a control in the path is encoded", "https://example.com/\001b",
	    false, "https://example.com/%01b", 0 },
	{ "a blank in the host is no URL", "https://exa mple.com/", false, "",
	    0 },
	{ "a blank in the path is encoded", "https://example.com/a b", false,
	    "https://example.com/a%20b", 0 },

	{ "one number is an address", "http://3221225985/", false,
	    "http://192.0.2.1/", URL_IP_DECIMAL },
	{ "octal numbers are an address", "http://0300.0.2.1/", false,
	    "http://192.0.2.1/", URL_IP_OCTAL },
	{ "hexadecimal numbers are an address", "http://0xc0.0.2.1/", false,
	    "http://192.0.2.1/", URL_IP_HEX },
	{ "one hexadecimal number is an address", "http://0xC0000201/", false,
	    "http://192.0.2.1/", URL_IP_HEX },
	{ "one octal number is an address", "http://030000001001/", false,
	    "http://192.0.2.1/", URL_IP_OCTAL },
	{ "two numbers are an address", "http://192.513/", false,
	    "http://192.0.2.1/", URL_IP_SHORT },
	{ "three numbers are an address", "http://192.0.513/", false,
	    "http://192.0.2.1/", URL_IP_SHORT },
	{ "all notations at once", "http://0xc0.00.513/", false,
	    "http://192.0.2.1/", URL_IP_HEX | URL_IP_OCTAL | URL_IP_SHORT },
	{ "a plain address is not odd", "http://192.0.2.1/", false,
	    "http://192.0.2.1/", 0 },
	{ "a dot behind an address", "http://192.0.2.1./", false,
	    "http://192.0.2.1/", 0 },
	{ "a number too large is no URL", "http://192.0.2.256/", false, "", 0 },
	{ "five numbers are no URL", "http://192.0.2.1.1/", false, "", 0 },
	{ "nine in octal is no URL", "http://09.0.2.1/", false, "", 0 },
	{ "a name that ends in a number is no URL", "http://example.1/", false,
	    "", 0 },
	{ "a full-width address", "http://１９２．０．２．１/", false,
	    "http://192.0.2.1/", URL_UNICODE_HOST | URL_FULLWIDTH },
	{ "a percent-encoded address", "http://%31%39%32.0.2.1/", false,
	    "http://192.0.2.1/", URL_PERCENT_HOST },
	{ "IPv6 is compressed", "http://[2001:DB8:0:0:0:0:0:1]/", false,
	    "http://[2001:db8::1]/", 0 },
	{ "IPv6 with IPv4 inside", "http://[::ffff:192.0.2.1]/", false,
	    "http://[::ffff:c000:201]/", 0 },
	{ "IPv6 without its bracket is no URL", "http://[::1/", false, "", 0 },
	{ "IPv6 with nine pieces is no URL", "http://[1:2:3:4:5:6:7:8:9]/",
	    false, "", 0 },

	{ "full-width letters", "https://ｅｘａｍｐｌｅ.com/", false,
	    "https://example.com/", URL_UNICODE_HOST | URL_FULLWIDTH },
	{ "a full-width dot", "https://example．com/", false,
	    "https://example.com/", URL_UNICODE_HOST | URL_FULLWIDTH },
	{ "an ideographic full stop", "https://example。com/", false,
	    "https://example.com/", URL_UNICODE_HOST | URL_FULLWIDTH },
	{ "a half-width full stop", "https://example｡com/", false,
	    "https://example.com/", URL_UNICODE_HOST | URL_FULLWIDTH },
	{ "a full-width slash does not end the host",
	    "https://example.com／a.example.net/", false, "",
	    URL_UNICODE_HOST | URL_FULLWIDTH },
	{ "a Cyrillic letter is another name", "https://ex\u0430mple.com/",
	    false, "https://xn--exmple-4nf.com/",
	    URL_UNICODE_HOST | URL_PUNYCODE },
	{ "Punycode as written", "https://xn--r8jz45g.example/", false,
	    "https://xn--r8jz45g.example/", URL_PUNYCODE },
	{ "broken Punycode is no URL", "https://xn--zzzz--.example/", false, "",
	    0 },
	{ "kanji in the host", "https://例え.example/", false,
	    "https://xn--r8jz45g.example/", URL_UNICODE_HOST | URL_PUNYCODE },
	{ "a soft hyphen vanishes", "https://exam\u00adple.com/", false,
	    "https://example.com/", URL_UNICODE_HOST | URL_INVISIBLE },
	{ "a zero-width space vanishes", "https://exam\u200bple.com/", false,
	    "https://example.com/", URL_UNICODE_HOST | URL_INVISIBLE },
	{ "a host that vanishes is no URL", "https://\u00ad/", false, "",
	    URL_UNICODE_HOST | URL_INVISIBLE },
	{ "letters of mathematics", "https://\U0001d41eXAMPLE.com/", false,
	    "https://example.com/", URL_UNICODE_HOST },

	{ "an odd port is kept", "https://example.com:8443/", false,
	    "https://example.com:8443/", URL_ODD_PORT },
	{ "the scheme's own port is dropped", "https://example.com:443/", false,
	    "https://example.com/", 0 },
	{ "port 80 of https is odd", "https://example.com:80/", false,
	    "https://example.com:80/", URL_ODD_PORT },
	{ "zeros before a port", "http://example.com:0000080/", false,
	    "http://example.com/", 0 },
	{ "an empty port is none", "http://example.com:/", false,
	    "http://example.com/", 0 },
	{ "a port too large is no URL", "http://example.com:65536/", false, "",
	    0 },
	{ "a port of letters is no URL", "http://example.com:a/", false, "",
	    0 },

	{ "letters of the host may be encoded", "https://ex%61mple.com/", false,
	    "https://example.com/", URL_PERCENT_HOST },
	{ "an encoded dot of the host", "https://example%2ecom/", false,
	    "https://example.com/", URL_PERCENT_HOST },
	{ "an encoded slash in the host is no URL",
	    "https://example.com%2f.example.net/", false, "",
	    URL_PERCENT_HOST },
	{ "a host encoded twice is no URL", "https://ex%2561mple.com/", false,
	    "", URL_PERCENT_HOST },

	{ "schemes have no case", "HTTPS://example.com/", false,
	    "https://example.com/", 0 },
	{ "a scheme of mixed case is odd", "hTtPs://example.com/", false,
	    "https://example.com/", URL_SCHEME_CASE },
	{ "a scheme at the beginning of a sentence", "Https://example.com/",
	    false, "https://example.com/", 0 },
	{ "no slashes", "https:example.com", false, "https://example.com/",
	    URL_MISSING_SLASHES },
	{ "one slash", "https:/example.com", false, "https://example.com/",
	    URL_MISSING_SLASHES },
	{ "three slashes", "https:///example.com", false,
	    "https://example.com/", URL_EXTRA_SLASHES },
	{ "no slashes beside a base of the scheme are a path", "https:x", true,
	    "https://www.example.com/a/x", 0 },
	{ "two slashes keep the scheme", "//example.net/x", true,
	    "https://example.net/x", 0 },
	{ "two backslashes keep the scheme", "\\\\example.net/x", true,
	    "https://example.net/x", URL_BACKSLASH },
	{ "a slash and a backslash", "/\\example.net/x", true,
	    "https://example.net/x", URL_BACKSLASH },
	{ "a slash keeps the host", "/x", true, "https://www.example.com/x",
	    0 },
	{ "a name replaces the last segment", "x", true,
	    "https://www.example.com/a/x", 0 },
	{ "a query replaces the query", "?x", true,
	    "https://www.example.com/a/b?x", 0 },
	{ "a fragment keeps the query", "#x", true,
	    "https://www.example.com/a/b?c=d#x", 0 },
	{ "nothing is the base without fragment", "", true,
	    "https://www.example.com/a/b?c=d", 0 },
	{ "nothing without base is no URL", "", false, "", 0 },
	{ "a name without base is no URL", "www.example.com", false, "", 0 },

	{ "dots step up", "https://example.com/a/../b/./c", false,
	    "https://example.com/b/c", 0 },
	{ "encoded dots step up", "https://example.com/a/%2E%2e/b", false,
	    "https://example.com/b", URL_ENCODED_DOTS },
	{ "half encoded dots step up", "https://example.com/a/.%2e/b", false,
	    "https://example.com/b", URL_ENCODED_DOTS },
	{ "nobody steps above the top", "https://example.com/../../a", false,
	    "https://example.com/a", 0 },
	{ "three dots are a name", "https://example.com/a/.../b", false,
	    "https://example.com/a/.../b", 0 },
	{ "Japanese in the path is encoded", "https://example.com/あ", false,
	    "https://example.com/%E3%81%82", 0 },
	{ "broken UTF-8 is U+FFFD", "https://example.com/\xff", false,
	    "https://example.com/%EF%BF%BD", URL_BAD_UTF8 },
	{ "a dot behind the host stays", "https://example.com./", false,
	    "https://example.com./", URL_TRAILING_DOT },
	{ "underscores are a host", "https://a_b.example.com/", false,
	    "https://a_b.example.com/", 0 },
	{ "mailto is opaque", "mailto:a@example.com?subject=x", false,
	    "mailto:a@example.com?subject=x", 0 },
	{ "javascript is opaque", "JavaScript:alert('a b')", false,
	    "javascript:alert('a b')", URL_SCHEME_CASE },
	{ "data is opaque", "data:text/html,<b>", false, "data:text/html,<b>",
	    0 },
	{ "a drive is no host", "file:///C|/a", false, "file:///C:/a", 0 },
	{ "a file on another machine", "file://example.com/a", false,
	    "file://example.com/a", 0 },
	{ "a host is needed", "https://", false, "", 0 },
	{ "a host is needed before the query", "https://?a", false, "", 0 },
	{ "two slashes within a path are kept", "https://example.com//a", false,
	    "https://example.com//a", 0 },
};

/* The parts lie in href and add up; what is invalid is empty. */
static void
check_shape(const struct url *u)
{
	const span parts[] = { u->scheme, u->username, u->password, u->host,
		u->path, u->query, u->fragment };

	for (size_t i = 0; i < COUNT(parts); i++)
		CHECK(span_within(parts[i], u->href));
	CHECK(u->valid == (u->href.n > 0));
	CHECK(u->has_query || u->query.n == 0);
	CHECK(utf8_ascii(u->href));
}

static void
tricks(void **state)
{
	struct arena *a = test_arena();
	struct url base = url_parse(a, span_of(base_text), NULL);

	(void)state;
	CHECK(base.valid);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *r = &rows[i];
		const struct url *b = r->with_base ? &base : NULL;
		size_t n = strlen(r->input);
		struct url u, again;

		test_name(r->name);
		for (size_t k = 0; k < n; k++) {
			u = url_parse(a, test_edge(r->input, k), b);
			check_shape(&u);
		}
		u = url_parse(a, test_edge(r->input, n), b);
		check_shape(&u);
		CHECK_SPAN(u.href, r->href);
		CHECK_INT(u.odd, r->odd);
		again = url_parse(a, u.href, NULL);
		CHECK_SPAN(again.href, r->href);
	}
}

static void
parts(void **state)
{
	struct arena *a = test_arena();
	struct url u =
	    url_parse(a, SPAN("https://u:p@example.com:8443/a/b?c=d#e"), NULL);

	(void)state;
	test_name("each part is where it belongs");
	CHECK_SPAN(u.scheme, "https");
	CHECK_SPAN(u.username, "u");
	CHECK_SPAN(u.password, "p");
	CHECK_SPAN(u.host, "example.com");
	CHECK_INT(u.port, 8443);
	CHECK_SPAN(u.path, "/a/b");
	CHECK_SPAN(u.query, "c=d");
	CHECK_SPAN(u.fragment, "e");
	CHECK(u.kind == URL_HOST_DOMAIN && u.special && !u.opaque_path);
	u = url_parse(a, SPAN("mailto:a@example.com"), NULL);
	CHECK(u.kind == URL_HOST_NONE && u.opaque_path && !u.special);
	test_name("every flag has a name, and nothing else has");
	CHECK_SPAN(url_oddity_name(URL_USERINFO), "userinfo");
	CHECK_SPAN(url_oddity_name(URL_FULLWIDTH), "fullwidth");
	CHECK_SPAN(url_oddity_name(URL_MISSING_SLASHES), "missing-slashes");
	CHECK_SPAN(url_oddity_name(URL_LONG), "long");
	CHECK_SPAN(url_oddity_name(URL_LONG << 1), "");
	CHECK_SPAN(url_oddity_name(0), "");
	CHECK_SPAN(url_oddity_name(3), "");
}

static void
too_long(void **state)
{
	static const char *const units[] = { "a", "/", "..", "@", "%2e/", ":",
		"xn--a.", "あ", "[", "\\", "a/../" };
	size_t room = LIMIT_URL * 2;
	char *text = arena_alloc(test_arena(), room);

	(void)state;
	for (size_t i = 0; i < COUNT(units); i++) {
		size_t n = strlen(units[i]), end = 8;
		struct url u;

		test_name("a URL too long is cut and marked");
		memcpy(text, "https://", 8);
		for (; end + n <= room; end += n)
			memcpy(text + end, units[i], n);
		u = url_parse(test_arena(), (span){ text, end }, NULL);
		CHECK((u.odd & URL_LONG) != 0);
		check_shape(&u);
	}
}

static void
queries(void **state)
{
	static const struct {
		const char *name, *query, *key, *value;
		bool found;
	} table[] = {
		{ "a value is decoded", "a=1&u=https%3A%2F%2Fexample.com", "u",
		    "https://example.com", true },
		{ "a plus is a space", "u=a+b", "u", "a b", true },
		{ "the first of two counts", "u=1&u=2", "u", "1", true },
		{ "names are decoded too", "%75=1", "u", "1", true },
		{ "names have case", "U=1", "u", "", false },
		{ "no value is an empty value", "u&v=1", "u", "", true },
		{ "a value may hold '='", "u=a=b", "u", "a=b", true },
		{ "empty pairs are passed over", "&&u=1", "u", "1", true },
		{ "a broken escape stays", "u=%4", "u", "%4", true },
		{ "a percent sign stays", "u=100%&v", "u", "100%", true },
		{ "nothing is found in nothing", "", "u", "", false },
		{ "part of a name is not the name", "uu=1", "u", "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		span value = { 0 };
		size_t n = strlen(table[i].query);

		test_name(table[i].name);
		for (size_t k = 0; k < n; k++)
			url_query_value(test_arena(),
			    test_edge(table[i].query, k), "u", &value);
		value = (span){ 0 };
		CHECK(
		    url_query_value(test_arena(), test_edge(table[i].query, n),
			table[i].key, &value) == table[i].found);
		CHECK_SPAN(value, table[i].value);
	}
	test_name("any byte can be decoded");
	CHECK_SPAN(
	    url_decode_percent(test_arena(), SPAN("%e3%81%82+%zz")), "あ+%zz");
}

static void
no_memory(void **state)
{
	(void)state;
	test_name("an arena that fails gives no URL");
	for (size_t limit = 1; limit < 600; limit += 7) {
		struct arena *a = arena_new(limit);
		struct url u = url_parse(a,
		    SPAN("hTTps://a b:c@exam\tple。com:81/あ/../b?\"#<"), NULL);

		CHECK(u.valid || arena_failed(a));
		check_shape(&u);
		arena_free(a);
	}
}

TEST_MAIN(
    TEST(tricks), TEST(parts), TEST(too_long), TEST(queries), TEST(no_memory))

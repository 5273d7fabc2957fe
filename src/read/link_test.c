/* link_test - links behind rewriters and redirectors, each way once. */
#include "read/link.h"

#include "base/buf.h"
#include "base/limits.h"
#include "read/unwrap.h"
#include "test/walked.h"

#define B64 "aHR0cHM6Ly9ldmlsLmV4YW1wbGUuY29tL2xvZ2lu"
#define PERCENT "https%3A%2F%2Fevil.example.com%2Flogin"
#define EVIL "https://evil.example.com/login"
#define SAFE "https://nam02.safelinks.protection.outlook.com/?url="

static const struct {
	const char *how, *written;
	const char *target;
	const char *layers; /* services, outermost first, set off by '|' */
} rows[] = {
	{ "a plain link", EVIL, EVIL, "" },
	{ "param", SAFE PERCENT "&data=05%7C01", EVIL, "Microsoft Safe Links" },
	{ "param, the second name", "https://www.google.com/url?url=" PERCENT,
	    EVIL, "Google" },
	{ "param, the first name counts",
	    "https://www.google.com/url?url=https://x.example.org/&q=" PERCENT,
	    EVIL, "Google" },
	{ "param, under a country domain",
	    "https://www.google.co.jp/url?q=" PERCENT, EVIL, "Google" },
	{ "param, without a scheme's name",
	    "https://www.google.com/url?q=%2F%2Fevil.example.com%2Flogin", EVIL,
	    "Google" },
	{ "param, any host",
	    "https://shop.example.jp/bitrix/redirect.php?goto=" PERCENT, EVIL,
	    "Bitrix" },
	{ "base64", "https://eu.protection.sophos.com/?d=example.com&u=" B64,
	    EVIL, "Sophos" },
	{ "bing", "https://www.bing.com/ck/a?!&&p=1&u=a1" B64, EVIL, "Bing" },
	{ "mandrill",
	    "https://mandrillapp.com/track/click/1/x?p=eyJzIjoieCIsInAiOiJ7XCJ1XCI6MSxcInVybFwiOlwiaHR0cHM6Ly9ldmlsLmV4YW1wbGUuY29tL2xvZ2luXCJ9In0",
	    EVIL, "Mandrill" },
	{ "host",
	    "https://protect-eu.mimecast.com/s/AbCdEf?domain=evil.example.com",
	    "https://evil.example.com/", "Mimecast" },
	{ "query", "https://href.li/?" EVIL, EVIL, "href.li" },
	{ "fragment", "https://lh3.googleusercontent.com/abc=s0#" EVIL, EVIL,
	    "Gmail image proxy" },
	{ "path", "https://r.jina.ai/" EVIL, EVIL, "Jina" },
	{ "path without a scheme",
	    "https://www.google.com/amp/s/evil.example.com/login", EVIL,
	    "Google AMP" },
	{ "path with a star", "https://web.archive.org/web/2025/" EVIL, EVIL,
	    "Internet Archive" },
	{ "path with two stars", "https://click.j-a-net.jp/123/456/" EVIL, EVIL,
	    "JANet" },
	{ "path keeps the query", "https://r.jina.ai/" EVIL "?a=b", EVIL "?a=b",
	    "Jina" },
	{ "item", "https://x.awstrack.me/L0/" PERCENT "/1/0100/abc=1", EVIL,
	    "Amazon SES" },
	{ "item64", "https://lsems.gravityzone.bitdefender.com/scan/" B64 "/x",
	    EVIL, "Bitdefender" },
	{ "last", "https://secure-web.cisco.com/1abc/" PERCENT, EVIL,
	    "Cisco Secure Email" },
	{ "last64", "https://x.mjt.lu/lnk/AbC/1/de/" B64, EVIL, "Mailjet" },
	{ "between",
	    "https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RU=" PERCENT
	    "/RK=2/RS=x",
	    EVIL, "Yahoo" },
	{ "star", "https://rd.listing.yahoo.co.jp/p/x/*" EVIL, EVIL,
	    "Yahoo! JAPAN" },
	{ "star, two of them", "https://ord.yahoo.co.jp/o/x/**" PERCENT, EVIL,
	    "Yahoo! JAPAN" },
	{ "star and a hyphen", "https://rd.listing.yahoo.co.jp/p/*-" EVIL, EVIL,
	    "Yahoo! JAPAN" },
	{ "suffix", "https://evil.example.com.mcas.ms/login", EVIL,
	    "Defender for Cloud Apps" },
	{ "proofpoint2",
	    "https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.example.com_login&d=x&r=y",
	    EVIL, "Proofpoint v2" },
	{ "proofpoint3", "https://urldefense.com/v3/__" EVIL "__;!!abc$", EVIL,
	    "Proofpoint v3" },
	{ "proofpoint3, a character put back",
	    "https://urldefense.com/v3/__" EVIL "*a__;Iw!!abc$", EVIL "#a",
	    "Proofpoint v3" },
	{ "proofpoint3, a run put back",
	    "https://urldefense.com/v3/__" EVIL "**Aa__;PT8!!abc$", EVIL "=?a",
	    "Proofpoint v3" },
	{ "proofpoint3, a slash lost",
	    "https://urldefense.com/v3/__https:/evil.example.com/login__;!!abc$",
	    EVIL, "Proofpoint v3" },
	{ "avanan", "https://url.avanan.click/v2/___" EVIL "___.YXAz", EVIL,
	    "Check Point Harmony" },
	{ "translate",
	    "https://evil-example-com.translate.goog/login?_x_tr_sl=ja", EVIL,
	    "Google Translate" },
	{ "translate, a hyphen",
	    "https://ev--il-example-com.translate.goog/login",
	    "https://ev-il.example.com/login", "Google Translate" },
	{ "opaque stays as it is", "https://t.co/AbCdEf", "https://t.co/AbCdEf",
	    "" },
	{ "page stays as it is", "https://script.google.com/macros/s/AbC/exec",
	    "https://script.google.com/macros/s/AbC/exec", "" },
	{ "layers, outermost first",
	    SAFE "https%3A%2F%2Fwww.google.com%2Furl%3Fq%3D" PERCENT, EVIL,
	    "Microsoft Safe Links|Google" },
	{ "text in a parameter is no target",
	    "https://www.google.com/url?q=weather",
	    "https://www.google.com/url?q=weather", "" },
	{ "a script is none",
	    "https://www.google.com/url?q=javascript:alert(1)",
	    "https://www.google.com/url?q=javascript:alert(1)", "" },
	{ "a top-level domain that does not exist is none",
	    "https://www.google.com/url?q=https://a.notatld/",
	    "https://www.google.com/url?q=https://a.notatld/", "" },
	{ "the service itself, shorter, is one: it may go on from there",
	    "https://www.google.com/url?q=https://www.google.com/x",
	    "https://www.google.com/x", "Google" },
	{ "an address is one",
	    "https://www.google.com/url?q=http://192.0.2.1/x",
	    "http://192.0.2.1/x", "Google" },
	{ "the same path elsewhere is none",
	    "https://example.org/url?q=" PERCENT,
	    "https://example.org/url?q=" PERCENT, "" },
	{ "cut inside", SAFE, SAFE, "" },
	{ "no base64", "https://www.bing.com/ck/a?u=a1",
	    "https://www.bing.com/ck/a?u=a1", "" },
};

static struct link
resolved(span written, const struct url *base)
{
	struct link l = { .written = written };

	struct unwrapper u = { .lists = walked_know()->lists };

	link_resolve(test_arena(), &l, base, &u);
	return l;
}

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].written);
		struct link l = resolved(test_edge(rows[i].written, n), NULL);
		struct buf layers = buf_new(test_arena(), 4096);

		test_name(rows[i].how);
		CHECK_SPAN(l.target.href, rows[i].target);
		for (size_t k = 0; k < l.layer_count; k++) {
			if (k > 0)
				buf_byte(&layers, '|');
			buf_put(&layers, l.layers[k].service);
		}
		CHECK_SPAN(buf_span(&layers), rows[i].layers);
		CHECK(span_same(l.host, l.target.host));
		for (size_t k = 0; k < n; k++)
			resolved(test_edge(rows[i].written, k), NULL);
	}
}

/* Every row of the lists names a way that the program knows. */
static void
ways(void **state)
{
	static const char *const known[] = { "param", "base64", "bing",
		"mandrill", "host", "query", "fragment", "path", "item",
		"item64", "last", "last64", "between", "star", "suffix",
		"proofpoint2", "proofpoint3", "avanan", "translate", "page",
		"opaque" };
	static const enum list lists[] = { LIST_REWRITERS, LIST_REDIRECTORS };

	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		size_t count;
		const struct list_entry *e =
		    lists_all(walked_know()->lists, lists[i], &count);

		for (size_t k = 0; k < count; k++) {
			span how = e[k].how, name = span_cut(&how, ':');
			bool found = false;

			test_name(e[k].key.p);
			for (size_t n = 0; n < COUNT(known); n++)
				found |= span_is(name, known[n]);
			CHECK(found);
		}
	}
}

static void
depth(void **state)
{
	/* Two services that name each other: hosts differ at each step. */
	span url = SPAN(EVIL);
	struct link l;

	(void)state;
	for (int i = 0; i < LIMIT_UNWRAP + 3; i++)
		url = arena_join(test_arena(),
		    i % 2 ? SPAN("https://href.li/?")
			  : SPAN("https://anon.to/?"),
		    url, (span){ 0 });
	l = resolved(url, NULL);
	test_name("layers end at the limit");
	CHECK_INT(l.layer_count, LIMIT_UNWRAP);
	test_name("up to the limit all are taken off");
	url = SPAN(EVIL);
	for (int i = 0; i < LIMIT_UNWRAP; i++)
		url = arena_join(test_arena(),
		    i % 2 ? SPAN("https://href.li/?")
			  : SPAN("https://anon.to/?"),
		    url, (span){ 0 });
	l = resolved(url, NULL);
	CHECK_INT(l.layer_count, LIMIT_UNWRAP);
	CHECK_SPAN(l.target.href, EVIL);
}

static void
others(void **state)
{
	struct url base = url_parse(
	    test_arena(), SPAN("https://shop.example.co.jp/a/"), NULL);
	struct link l = resolved(SPAN("b?c"), &base);

	(void)state;
	test_name("a base resolves what is relative");
	CHECK_SPAN(l.target.href, "https://shop.example.co.jp/a/b?c");
	CHECK_SPAN(l.host, "shop.example.co.jp");
	test_name("the domain is the registrable one");
	CHECK_SPAN(resolved(SPAN("https://a.b.example.co.jp/"), NULL).domain,
	    "example.co.jp");
	test_name("an address is its own domain");
	CHECK_SPAN(
	    resolved(SPAN("http://192.0.2.1/"), NULL).domain, "192.0.2.1");
	test_name("what is no URL has neither");
	l = resolved(SPAN("b?c"), NULL);
	CHECK(!l.url.valid && l.host.n == 0 && l.domain.n == 0);
	test_name("followed are links, not pictures");
	CHECK(link_is_followed(&(struct link){ .where = HTML_LINK_A }));
	CHECK(link_is_followed(&(struct link){ .where = HTML_LINK_FORM }));
	CHECK(!link_is_followed(&(struct link){ .where = HTML_LINK_IMG }));
}

TEST_MAIN(TEST(table), TEST(ways), TEST(depth), TEST(others))

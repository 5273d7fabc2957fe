#include "test/examined.h"

#include "base/buf.h"
#include "base/limits.h"

#define OBSERVED .standing = STANDING_OBSERVED
#define FROM "x@example.com"
#define TEXT(text) EXAMINED_MAIL(FROM, "x", text "\n")
#define HTML(html) EXAMINED_HTML(FROM, "x", html "\n")
#define LINK(to, shown) HTML("<p>x <a href=\"" to "\">" shown "</a></p>")
#define NAMED(from, to) EXAMINED_HTML(from, "x", "<a href=\"" to "\">x</a>\n")

static const struct examined_row shown_rows[] = {
	{ "another address is shown than the target",
	    LINK("http://login.example.net/a", "https://www.example.org/"),
	    .has = "link.shown-differs", OBSERVED,
	    .args = "shown=www.example.org|host=login.example.net"
		    "|domain=example.net",
	    .quote = "http://login.example.net/a" },
	{ "another host of the domain that is shown",
	    LINK("http://login.example.org/a", "https://www.example.org/"),
	    .lacks = "link.shown-differs" },
	{ "words are no address",
	    LINK("http://login.example.net/a", "Read on here"),
	    .lacks = "link.shown-differs" },
	{ "the sender's own click counter",
	    LINK("http://click.example.com/a", "https://www.example.org/"),
	    .has = "link.shown-differs-tracker", OBSERVED,
	    .args = "shown=www.example.org|host=click.example.com" },
	{ "somebody else's is none",
	    LINK("http://click.example.net/a", "https://www.example.org/"),
	    .lacks = "link.shown-differs-tracker" },
	{ "two domains of one brand",
	    LINK("https://www.amazon.com/a", "https://www.amazon.co.jp/"),
	    .has = "link.shown-tracker-of-brand", OBSERVED,
	    .args = "shown=www.amazon.co.jp|host=www.amazon.com" },
	{ "a brand's domain shown, another's behind it",
	    LINK("https://www.example.net/a", "https://www.amazon.co.jp/"),
	    .has = "link.shown-differs", .lacks = "link.shown-tracker-of-brand",
	    OBSERVED },
	{ "the target behind nested redirectors is what counts",
	    LINK("https://www.google.com/url?q=https%3A%2F%2Fwww.google.com%2F"
		 "url%3Fq%3Dhttp%253A%252F%252Fevil.example.net%252F",
		"https://www.google.com/"),
	    .has = "link.shown-differs", OBSERVED,
	    .args = "host=evil.example.net" },
	{ "a wrapped link says what it is wrapped in",
	    LINK("https://www.google.com/url?q=http://evil.example.net/", "x"),
	    .has = "link.wrapped", OBSERVED,
	    .args = "service=Google|host=evil.example.net" },
	{ "a bare link is not wrapped", LINK("http://evil.example.net/", "x"),
	    .lacks = "link.wrapped" },
};

static const struct examined_row brand_rows[] = {
	{ "the sender names a brand and leads elsewhere",
	    NAMED("Amazon <x@example.com>", "http://www.example.net/"),
	    .has = "link.off-brand", OBSERVED,
	    .args = "brand=アマゾン|domain=example.net|official=amazon.co.jp" },
	{ "the sender names a brand and leads to it",
	    NAMED("Amazon <x@example.com>", "http://www.amazon.co.jp/"),
	    .lacks = "link.off-brand" },
	{ "another brand's site, an app store say",
	    NAMED("Amazon <x@example.com>", "https://apps.apple.com/a"),
	    .lacks = "link.off-brand" },
	{ "a person who writes of nothing",
	    LINK("http://www.example.net/", "x"), .lacks = "link.off-brand" },
	{ "only the subject names a brand",
	    EXAMINED_MAIL(
		FROM, "最近の Amazon について", "http://www.example.net/\n"),
	    .has = "link.off-brand-subject", OBSERVED,
	    .args = "brand=アマゾン" },
	{ "the subject names it, the link leads there",
	    EXAMINED_MAIL(
		FROM, "最近の Amazon について", "http://www.amazon.co.jp/\n"),
	    .lacks = "link.off-brand-subject" },
	{ "only the text names a brand",
	    TEXT("Amazon で買った本です。 http://www.example.net/"),
	    .lacks = "link.off-brand-subject" },
	{ "in brackets at the subject's head a brand signs itself",
	    EXAMINED_MAIL(
		FROM, "【Amazon】お知らせ", "http://www.example.net/\n"),
	    .has = "link.off-brand", OBSERVED },
	{ "the brand's domain without proof",
	    NAMED("x@amazon.co.jp", "http://www.example.net/"),
	    .has = "link.off-brand-unproven", OBSERVED,
	    .args = "domain=example.net|brand=アマゾン" },
	{ "the brand's domain with proof",
	    "Authentication-Results: mx.reader.example;\n"
	    "\tdkim=pass header.d=amazon.co.jp\n" NAMED(
		"x@amazon.co.jp", "http://www.example.net/"),
	    .lacks = "link.off-brand-unproven" },
	{ "a digit in a brand's label", LINK("http://www.amaz0n.co.jp/", "x"),
	    .has = "link.lookalike", OBSERVED,
	    .args = "host=www.amaz0n.co.jp|like=amazon.co.jp|brand=アマゾン" },
	{ "a letter of another script", LINK("http://аmazon.com/", "x"),
	    .has = "link.lookalike", OBSERVED },
	{ "a host of its own", LINK("http://www.example.net/", "x"),
	    .lacks = "link.lookalike" },
	{ "the brand itself", LINK("http://www.amazon.co.jp/", "x"),
	    .lacks = "link.lookalike" },
	{ "a national domain that no list knows",
	    LINK("http://mercari.be/", "x"), .has = "link.other-suffix",
	    OBSERVED, .args = "like=mercari.com" },
	{ "a national domain that the list knows",
	    LINK("http://amazon.de/", "x"), .lacks = "link.other-suffix" },
	{ "a brand's domain in front of another",
	    LINK("http://www.amazon.co.jp.sign-in.net/", "x"),
	    .has = "link.brand-in-subdomain", OBSERVED,
	    .args = "like=amazon.co.jp|domain=sign-in.net" },
	{ "a brand's own sub-domain", LINK("http://sell.amazon.co.jp/", "x"),
	    .lacks = "link.brand-in-subdomain" },
	{ "some domain in front of another",
	    LINK("http://www.takaki-shop.co.jp.sign-in.net/", "x"),
	    .has = "link.domain-in-subdomain", OBSERVED,
	    .args = "like=takaki-shop.co.jp|domain=sign-in.net" },
	{ "labels that are no domain", LINK("http://co.www.sign-in.net/", "x"),
	    .lacks = "link.domain-in-subdomain" },
	{ "a brand's domain in front of one link does not hide the next",
	    HTML("<a href=\"http://amazon.co.jp.sign-in.net/\">x</a>"
		 "<a href=\"http://takaki-shop.co.jp.sign-in.net/\">y</a>"),
	    .has = "link.domain-in-subdomain", OBSERVED },
};

static const struct examined_row place_rows[] = {
	{ "a shortener", LINK("https://bit.ly/3abc", "x"),
	    .has = "link.shortener", OBSERVED, .args = "host=bit.ly" },
	{ "a shortener whose target the link shows",
	    LINK("https://bit.ly/3abc", "www.example.org/spring"),
	    .lacks = "link.shortener" },
	{ "a shortener and, in brackets, its target",
	    TEXT("See https://bit.ly/3abc (https://www.example.org/spring)"),
	    .lacks = "link.shortener" },
	{ "a shortener and its target behind an arrow",
	    HTML("<p><a href=\"https://bit.ly/3abc\">Spring</a> → "
		 "www.example.org/spring</p>"),
	    .lacks = "link.shortener" },
	{ "another link on the next line is not its target",
	    TEXT("https://bit.ly/3abc\nhttps://www.example.org/spring"),
	    .has = "link.shortener", OBSERVED },
	{ "nor is one later on the line",
	    TEXT("https://bit.ly/3abc and https://www.example.org/spring"),
	    .has = "link.shortener", OBSERVED },
	{ "a remark in brackets tells nothing",
	    TEXT("https://bit.ly/3abc (see below)"), .has = "link.shortener",
	    OBSERVED },
	{ "the short address itself tells nothing",
	    LINK("https://bit.ly/3abc", "bit.ly/3abc"), .has = "link.shortener",
	    OBSERVED },
	{ "a brand's address that anybody may write tells nothing",
	    TEXT("https://bit.ly/3abc (https://www.amazon.co.jp/)"),
	    .has = "link.shortener", OBSERVED },
	{ "nor in a mail that only says it is the brand's",
	    EXAMINED_MAIL("x@amazon.co.jp", "x",
		"https://bit.ly/3abc (https://www.amazon.co.jp/)\n"),
	    .has = "link.shortener", OBSERVED },
	{ "in the brand's own mail it does",
	    "Authentication-Results: mx.reader.example;\n"
	    "\tdkim=pass header.d=amazon.co.jp\n" EXAMINED_MAIL(
		"x@amazon.co.jp", "x",
		"https://bit.ly/3abc (https://www.amazon.co.jp/)\n"),
	    .lacks = "link.shortener" },
	{ "one short link does not tell another",
	    TEXT("https://bit.ly/3abc (https://is.gd/4def)"),
	    .has = "link.shortener", OBSERVED },
	{ "of two short links one is told",
	    TEXT("https://bit.ly/3abc (www.example.org/a)\n"
		 "https://is.gd/4def"),
	    .has = "link.shortener", OBSERVED, .args = "host=is.gd" },
	{ "a host whose name ends alike", LINK("https://rabbit.ly/3abc", "x"),
	    .lacks = "link.shortener" },
	{ "a place where anybody has a site",
	    LINK("https://somebody.pages.dev/", "x"), .has = "link.free-host",
	    OBSERVED, .args = "service=Cloudflare Pages" },
	{ "a site of its own", LINK("https://pages.example.net/", "x"),
	    .lacks = "link.free-host" },
	{ "dynamic DNS", LINK("http://somebody.duckdns.org/", "x"),
	    .has = "link.dynamic-dns", OBSERVED,
	    .args = "host=somebody.duckdns.org" },
	{ "no dynamic DNS", LINK("http://duckdns.example.org/", "x"),
	    .lacks = "link.dynamic-dns" },
	{ "a suffix that is often abused", LINK("http://some-shop.top/", "x"),
	    .has = "link.suffix-abused", OBSERVED,
	    .args = "suffix=top|domain=some-shop.top" },
	{ "that suffix as a label", LINK("http://top.example.net/", "x"),
	    .lacks = "link.suffix-abused" },
	{ "an address for a host", LINK("http://198.51.100.9/", "x"),
	    .has = "link.address-host", OBSERVED, .args = "host=198.51.100.9" },
	{ "an address in a name",
	    LINK("http://a-198-51-100-9.example.net/", "x"),
	    .lacks = "link.address-host" },
	{ "a domain nobody would choose", LINK("http://vfgbnhjkl.net/", "x"),
	    .has = "link.random-host", OBSERVED,
	    .args = "domain=vfgbnhjkl.net" },
	{ "a domain of two words", LINK("http://shortstrength.net/", "x"),
	    .lacks = "link.random-host" },
	{ "a random label in front",
	    LINK("http://x7k2m9qp4z.example.net/", "x"),
	    .has = "link.random-subdomain", OBSERVED,
	    .args = "host=x7k2m9qp4z.example.net" },
	{ "a short label in front", LINK("http://img01.example.net/", "x"),
	    .lacks = "link.random-subdomain" },
};

static const struct examined_row written_rows[] = {
	{ "a host before the @",
	    LINK("http://www.amazon.co.jp@login.example.net/", "x"),
	    .has = "link.userinfo", OBSERVED,
	    .args = "host=login.example.net" },
	{ "an @ in the path", LINK("http://login.example.net/@taro", "x"),
	    .lacks = "link.userinfo" },
	{ "backslashes for slashes", LINK("http:\\\\login.example.net\\a", "x"),
	    .has = "link.disguised", OBSERVED },
	{ "slashes", LINK("http://login.example.net/a", "x"),
	    .lacks = "link.disguised" },
	{ "an address as one number", LINK("http://3325256713/", "x"),
	    .has = "link.disguised-address", OBSERVED,
	    .args = "host=198.51.100.9" },
	{ "an address as everybody writes it",
	    LINK("http://198.51.100.9/", "x"),
	    .lacks = "link.disguised-address" },
	{ "a host in full-width letters",
	    LINK("http://ｌｏｇｉｎ.example.net/", "x"),
	    .has = "link.fullwidth-host", OBSERVED,
	    .args = "host=login.example.net" },
	{ "full-width letters in the path",
	    LINK("http://login.example.net/ｌ", "x"),
	    .lacks = "link.fullwidth-host" },
	{ "an unusual port", LINK("http://login.example.net:8443/", "x"),
	    .has = "link.odd-port", OBSERVED },
	{ "the scheme's own port", LINK("http://login.example.net:80/", "x"),
	    .lacks = "link.odd-port" },
	{ "letters beyond ASCII", LINK("http://日本.example.net/", "x"),
	    .has = "link.punycode", OBSERVED },
	{ "letters of ASCII", LINK("http://nihon.example.net/", "x"),
	    .lacks = "link.punycode" },
	{ "spelled so that no program follows",
	    TEXT("hxxp://login[.]example[.]net/a"), .has = "link.obfuscated",
	    OBSERVED },
	{ "spelled as it is", TEXT("http://login.example.net/a"),
	    .lacks = "link.obfuscated" },
	{ "a page inside the link", LINK("data:text/html,<b>x</b>", "x"),
	    .has = "link.data", OBSERVED },
	{ "a picture inside the mail",
	    HTML("<img src=\"data:image/png;base64,iVBORw0KGgo=\">"),
	    .lacks = "link.data" },
	{ "a script for a link", LINK("javascript:go()", "x"),
	    .has = "link.script", OBSERVED },
	{ "an address for a link", LINK("mailto:x@example.com", "x"),
	    .lacks = "link.script" },
};

static const struct examined_row carries_rows[] = {
	{ "the reader's address in clear",
	    LINK("http://www.example.net/?e=reader@reader.example", "x"),
	    .has = "link.carries-recipient", OBSERVED,
	    .args = "domain=example.net",
	    .quote = "http://www.example.net/?e=reader@reader.example" },
	{ "percent-encoded",
	    LINK("http://www.example.net/?e=reader%40reader.example", "x"),
	    .has = "link.carries-recipient", OBSERVED },
	{ "behind the #",
	    LINK("http://www.example.net/a#reader@reader.example", "x"),
	    .has = "link.carries-recipient", OBSERVED },
	{ "with a tab inside, which browsers drop",
	    LINK("http://www.example.net/?e=rea&#9;der@reader.example", "x"),
	    .has = "link.carries-recipient", OBSERVED },
	{ "somebody else's address",
	    LINK("http://www.example.net/?e=other@reader.example", "x"),
	    .lacks = "link.carries-recipient" },
	{ "in Base64",
	    LINK("http://www.example.net/cmVhZGVyQHJlYWRlci5leGFtcGxl/a", "x"),
	    .has = "link.carries-recipient-encoded", OBSERVED,
	    .args = "domain=example.net" },
	{ "in Base64 behind a redirector",
	    LINK("https://www.google.com/url?q=http://www.example.net/%23"
		 "cmVhZGVyQHJlYWRlci5leGFtcGxl",
		"x"),
	    .has = "link.carries-recipient-encoded", OBSERVED },
	{ "in hexadecimal",
	    LINK("http://www.example.net/?i="
		 "726561646572407265616465722e6578616d706c65",
		"x"),
	    .has = "link.carries-recipient-encoded", OBSERVED },
	{ "Base64 of something else",
	    LINK("http://www.example.net/c29tZWJvZHlAZWxzZS5leGFtcGxl/a", "x"),
	    .lacks = "link.carries-recipient-encoded" },
	{ "a list takes an address off",
	    LINK("http://www.example.net/unsubscribe?reader@reader.example",
		"x"),
	    .has = "link.carries-recipient-unsubscribe", OBSERVED },
	{ "a login is no list",
	    LINK("http://www.example.net/login?reader@reader.example", "x"),
	    .lacks = "link.carries-recipient-unsubscribe" },
};

#define INPUT(type) "<input type=\"" type "\" name=\"a\">"

static const struct examined_row form_rows[] = {
	{ "a form in the mail",
	    HTML("<form action=\"http://www.example.net/a\">" INPUT(
		"text") "</form>"),
	    .has = "link.form", OBSERVED,
	    .args = "action=http://www.example.net/a", .quote = "<form" },
	{ "a form without fields asks nothing",
	    HTML("<form action=\"http://www.example.net/a\"></form>"),
	    .lacks = "link.form" },
	{ "a form that wants a password",
	    HTML("<form action=\"http://www.example.net/a\">" INPUT(
		"password") "</form>"),
	    .has = "link.form-password", OBSERVED },
	{ "a form that does not",
	    HTML("<form action=\"http://www.example.net/a\">" INPUT(
		"search") "</form>"),
	    .lacks = "link.form-password" },
	{ "the form that wants a password hides behind another",
	    HTML("<form action=\"/a\">" INPUT(
		"text") "</form>"
			"<form action=\"http://www.example.net/b\">" INPUT(
			    "password") "</form>"),
	    .has = "link.form-password", .lacks = "link.form", OBSERVED,
	    .args = "action=http://www.example.net/b" },
	{ "pictures from outside",
	    HTML("<img src=\"http://img.example.net/a.png\">"),
	    .has = "link.remote-content", OBSERVED, .args = "count=1" },
	{ "pictures inside the mail", HTML("<img src=\"cid:a\">"),
	    .lacks = "link.remote-content" },
};

#define ROWS(rows, function)                                                   \
	static void function(void **state)                                     \
	{                                                                      \
		(void)state;                                                   \
		examined_rows(rows, COUNT(rows));                              \
	}

ROWS(shown_rows, shown)
ROWS(brand_rows, brands)
ROWS(place_rows, places)
ROWS(written_rows, written)
ROWS(carries_rows, carried)
ROWS(form_rows, forms)

/* More links than are looked at: said, since the rest may be the bait. */
static void
too_many(void **state)
{
	struct buf out = buf_new(test_arena(), 1 << 20);
	struct examination *x;

	(void)state;
	buf_put(&out, SPAN(EXAMINED_MAIL(FROM, "x", "\n")));
	for (int i = 0; i < LIMIT_LINKS; i++)
		buf_put(&out, SPAN("http://www.example.net/\n"));
	x = examined(
	    arena_format(test_arena(), "%.*s", SPAN_ARG(buf_span(&out))).p,
	    NULL);
	test_name("as many links as are looked at");
	CHECK(!examined_has(x, "link.too-many"));
	buf_put(&out, SPAN("http://www.example.org/\n"));
	x = examined(
	    arena_format(test_arena(), "%.*s", SPAN_ARG(buf_span(&out))).p,
	    NULL);
	test_name("one link more");
	CHECK(examined_has(x, "link.too-many"));
	CHECK(x->truncated_count == 1);
	CHECK(strcmp(x->truncated[0], "links") == 0);
	test_name("the places of one finding are counted");
	CHECK_INT(x->mail->link_count, LIMIT_LINKS);
	examined_holds(x);
	examined_end();
}

TEST_MAIN(TEST(shown), TEST(brands), TEST(places), TEST(written), TEST(carried),
    TEST(forms), TEST(too_many))

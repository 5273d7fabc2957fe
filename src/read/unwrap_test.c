/* unwrap_test - every row of the lists, and links made to mislead. */
#include "read/unwrap.h"

#include "base/limits.h"
#include "read/link.h"
#include "test/unwrap_rows.h"
#include "test/walked.h"

#define SAFE "https://nam02.safelinks.protection.outlook.com/?url="
#define PROOF "https://urldefense.com/v3/__"
#define BING "https://www.bing.com/ck/a?u="
#define GOOGLE "https://www.google.com/url?q="

static struct link
resolved(span written)
{
	struct link l = { .written = written };
	struct unwrapper u = { .lists = walked_know()->lists };

	link_resolve(test_arena(), &l, NULL, &u);
	return l;
}

static const struct list_entry *
row_of(enum list list, const struct url *url)
{
	span path = url->path;

	if (url->has_query)
		path = arena_join(test_arena(), path, SPAN("?"), url->query);
	return lists_match(walked_know()->lists, list, url->host, path);
}

/* One layer comes off, by a row of that list; counts which. */
static void
hold_row(const struct unwrap_row *row, enum list list, unsigned *hits)
{
	struct unwrapper u = { .lists = walked_know()->lists };
	size_t n = strlen(row->written), count;
	const struct list_entry *by = NULL, *rows;
	struct url url =
	    url_parse(test_arena(), test_edge(row->written, n), NULL);
	struct url inner;
	bool off = unwrap_once(test_arena(), &u, &url, &by, &inner);

	test_name(row->written);
	CHECK(url.valid && off == (row->target != NULL));
	if (off)
		CHECK_SPAN(inner.href, row->target);
	else
		by = row_of(list, &url);
	rows = lists_all(walked_know()->lists, list, &count);
	CHECK(by >= rows && by < rows + count);
	if (by >= rows && by < rows + count)
		hits[by - rows]++;
	for (size_t k = 0; k < n; k++)
		resolved(test_edge(row->written, k));
}

static void
hold_list(const struct unwrap_row *rows, size_t n, enum list list)
{
	size_t count;
	const struct list_entry *e =
	    lists_all(walked_know()->lists, list, &count);
	unsigned *hits = arena_array(test_arena(), count, sizeof(*hits));

	for (size_t i = 0; i < n; i++)
		hold_row(&rows[i], list, hits);
	for (size_t i = 0; i < count; i++) {
		test_name(arena_join(test_arena(), e[i].key, SPAN(" "),
		    arena_copy(test_arena(), e[i].path))
			      .p);
		CHECK(hits[i] >= 2);
	}
}

static void
rewriters(void **state)
{
	(void)state;
	hold_list(unwrap_rewriters, COUNT(unwrap_rewriters), LIST_REWRITERS);
}

static void
redirectors(void **state)
{
	(void)state;
	hold_list(
	    unwrap_redirectors, COUNT(unwrap_redirectors), LIST_REDIRECTORS);
}

/* Services one inside the other; what comes out is the same for all. */
static const char *const nested[] = {
	SAFE "https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fhref.li%2F"
	     "%3F" EVIL_CODED "__%3B!!a%24",
	SAFE "https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252F"
	     "href.li%252F%253Fhttps%253A%252F%252Fevil.example.com%252Flogin",
	SAFE "https%3A%2F%2Feur01.safelinks.protection.outlook.com%2F%3Furl%3D"
	     "https%253A%252F%252Fr.jina.ai%252Fhttps%253A%252F%252F"
	     "evil.example.com%252Flogin",
	"https://href.li/?https://anon.to/?https://nullrefer.com/?" EVIL,
	"https://r.jina.ai/https://web.archive.org/web/2025/https://12ft.io/"
	"evil.example.com/login",
	"https://www.google.com/amp/s/www.google.co.jp/amp/s/r.jina.ai/" EVIL,
	"https://rd.listing.yahoo.co.jp/p/*https://ord.yahoo.co.jp/o/**"
	"https://href.li/?" EVIL,
	PROOF "https://urldefense.proofpoint.com/v2/url*u=https-3A__href.li_"
	      "-3Fhttps-3A__evil.example.com_login__;Pw!!a$",
	"https://evil-example-com.translate.goog.mcas.ms.access.mcas.ms/login",
	"https://url.avanan.click/v2/___https://href.li/?" GOOGLE EVIL_CODED
	"___.YXAz",
	"https://linkprotect.cudasvc.com/url?a=https%3A%2F%2Flinkprotect"
	".cudasvc.com%2Furl%3Fa%3Dhttps%253A%252F%252Fanon.to%252F%253F"
	"https%253A%252F%252Fevil.example.com%252Flogin",
	"https://x.awstrack.me/L0/https%3A%2F%2Fx.pstmrk.it%2F3s%2Fhttps%"
	"253A%252F%252Fhref.li%252F%253Fhttps%253A%252F%252Fevil.example."
	"com%252Flogin%2Fx/1/a",
};

static void
three_deep(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(nested); i++) {
		struct link l = resolved(span_of(nested[i]));

		test_name(nested[i]);
		CHECK_INT(l.layer_count, 3);
		CHECK_SPAN(l.host, "evil.example.com");
		CHECK(span_starts(l.target.path, "/login"));
	}
}

/* What leads nowhere that could be told stays as it is written. */
static const struct {
	const char *name, *written;
} refused[] = {
	{ "no parameter", "https://www.google.com/url" },
	{ "an empty one", SAFE },
	{ "another one", "https://www.google.com/url?x=" EVIL_CODED },
	{ "the name in other letters", "https://www.google.com/url?Q=" EVIL },
	{ "a script", GOOGLE "javascript:alert(1)" },
	{ "a script behind blanks", GOOGLE "%20%09JaVaScript%3Aalert(1)" },
	{ "a page inside the link", GOOGLE "data:text/html,<b>x</b>" },
	{ "a file", GOOGLE "file:///etc/passwd" },
	{ "another scheme", GOOGLE "ftp://evil.example.com/" },
	{ "a mail address", GOOGLE "mailto:a@example.com" },
	{ "a place on the same site", GOOGLE "/search" },
	{ "words", GOOGLE "evil.example.com" },
	{ "no host", GOOGLE "https:///" },
	{ "a suffix that does not exist", GOOGLE "https://evil.notatld/" },
	{ "a host cut short", GOOGLE "https://evil.exampl" },
	{ "base64 with a sign that is none", BING "a1aHR0cHM6Ly9ld!mlsLmV4YW" },
	{ "base64 that goes on behind its end",
	    "https://protection.sophos.com/?u=aHR0cHM6Ly9ldmlsLmV4YW1wbGUuY28="
	    "bS8x" },
	{ "base64 with a letter too many", BING "a1" EVIL_64 "x" },
	{ "base64 of a script", BING "a1amF2YXNjcmlwdDphbGVydCgxKQ" },
	{ "base64 of noise", BING "a1gICAgICAgIA" },
	{ "base64 cut inside the host", BING "a1aHR0cHM6Ly9ldmlsLmV4YW1w" },
	{ "the two letters alone", BING "a1" },
	{ "a Mandrill parameter that is no JSON",
	    "https://mandrillapp.com/track/click/1/x?p=" EVIL_64 },
	{ "Mandrill's JSON cut",
	    "https://mandrillapp.com/track/click/1/x?p="
	    "eyJzIjoieCIsInAiOiJ7XCJ1XCI6MSxcInVybFw" },
	{ "Proofpoint, a run of no length",
	    PROOF "https://evil.example.com/a**.b__;Pz8!!a$" },
	{ "Proofpoint, a star with nothing to put",
	    PROOF "https://evil.example.com/*__;!!a$" },
	{ "Proofpoint, a run longer than what is there",
	    PROOF "https://evil.example.com/**Zb__;Pz8!!a$" },
	{ "Proofpoint, characters in another alphabet",
	    PROOF "https://evil.example.com/*__;(Pz8)!!a$" },
	{ "Proofpoint, no end", PROOF EVIL },
	{ "Proofpoint v2 of a script",
	    "https://urldefense.proofpoint.com/v2/url?u=javascript-3Aalert" },
	{ "Avanan, no second mark", "https://url.avanan.click/v2/___" EVIL },
	{ "Mimecast, a host with a name before it",
	    "https://protect.mimecast.com/s/A?domain=example.org%40evil.com" },
	{ "Mimecast, a host with a path",
	    "https://protect.mimecast.com/s/A?domain=evil.com%2Fexample.org" },
	{ "Cloud Apps, the service itself", "https://mcas.ms/login" },
	{ "the translator itself", "https://translate.goog/login" },
	{ "a host in front of another",
	    "https://www.google.com.evil.net/url?"
	    "q=" EVIL_CODED },
	{ "a host that ends alike", "https://notgoogle.com/url?q=" EVIL_CODED },
	{ "a rewriter's name in front",
	    "https://safelinks.protection.outlook."
	    "com.evil.net/?url=" EVIL_CODED },
	{ "a rewriter's name as a label",
	    "https://urldefense-com.evil.net/v3/__" EVIL "__;!!a$" },
	{ "the service before the @",
	    "https://www.google.com@evil.net/url?q=" EVIL_CODED },
	{ "the service in the path",
	    "https://evil.net/www.google.com/url?q=" EVIL_CODED },
};

static void
refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		size_t n = strlen(refused[i].written);
		struct link l = resolved(test_edge(refused[i].written, n));

		test_name(refused[i].name);
		CHECK(l.url.valid);
		CHECK_SPAN(
		    l.target.href, arena_copy(test_arena(), l.url.href).p);
		CHECK_INT(l.layer_count, 0);
		for (size_t k = 0; k < n; k++)
			resolved(test_edge(refused[i].written, k));
	}
}

/* Written to be misread: the target must be what a browser would open. */
static const struct {
	const char *name, *written, *target;
} exact[] = {
	{ "a name before the @ is no host",
	    GOOGLE "https%3A%2F%2Fwww.amazon.co.jp%40evil.example.com%2Flogin",
	    "https://www.amazon.co.jp@evil.example.com/login" },
	{ "backslashes", GOOGLE "https:%5C%5Cevil.example.com%5Clogin", EVIL },
	{ "blanks around it", GOOGLE "%20" EVIL_CODED "%20", EVIL },
	{ "capitals", GOOGLE "HTTPS%3A%2F%2FEVIL.example.COM%2Flogin", EVIL },
	{ "an address as one number", GOOGLE "http%3A%2F%2F3325256713%2F",
	    "http://198.51.100.9/" },
	{ "the target's own percent signs, in clear",
	    "https://href.li/?https://evil.example.com/?a=b%26c",
	    "https://evil.example.com/?a=b%26c" },
	{ "the same, encoded",
	    GOOGLE "https%3A%2F%2Fevil.example.com%2F%3Fa%3Db%2526c",
	    "https://evil.example.com/?a=b%26c" },
	{ "another address in the target's query",
	    "https://r.jina.ai/evil.example.com/login?u=http://x.example.org/",
	    EVIL "?u=http://x.example.org/" },
	{ "base64 with a plus sign that is one",
	    "https://protection.sophos.com/?u=aHR0cHM6Ly9ldmlsLmV4YW1wbGUuY29t"
	    "L34+fg==",
	    "https://evil.example.com/~%3E~" },
	{ "a character of three bytes is one star",
	    PROOF "https://evil.example.com/*a__;44GC!!a$",
	    "https://evil.example.com/%E3%81%82a" },
	{ "a star that a mail program encoded",
	    PROOF "https://evil.example.com/%2Aa__;Pw!!a$",
	    "https://evil.example.com/?a" },
	{ "Mandrill's escapes",
	    "https://mandrillapp.com/track/click/1/x?p=eyJwIjoie1widXJsXCI6XCJo"
	    "dHRwczpcXFwvXFxcL2V2aWwuZXhhbXBsZS5jb21cXFwvP2E9MVxcdTAwMjZiPTJcI"
	    "n0ifQ",
	    "https://evil.example.com/?a=1&b=2" },
	{ "Cloud Apps keep the query",
	    "https://evil.example.com.mcas.ms/login?a=b", EVIL "?a=b" },
	{ "the translator's own parameters go",
	    "https://evil-example-com.translate.goog/login?_x_tr_sl=ja&a=b",
	    EVIL "?a=b" },
	{ "out of the service into itself and on",
	    GOOGLE "https%3A%2F%2Fwww.google.com%2Furl%3Fq%3D" EVIL_CODED,
	    EVIL },
	{ "the service again, and nothing more",
	    "https://href.li/?https://href.li/?", "https://href.li/?" },
	{ "of two parameters the first",
	    GOOGLE EVIL_CODED "&q=https%3A%2F%2Fexample.org%2F", EVIL },
};

static void
exactly(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(exact); i++) {
		test_name(exact[i].name);
		CHECK_SPAN(resolved(span_of(exact[i].written)).target.href,
		    exact[i].target);
	}
}

/* n bytes: head, then filler as often as needed, then tail. */
static span
long_url(const char *head, const char *filler, const char *tail, size_t n)
{
	size_t h = strlen(head), t = strlen(tail), f = strlen(filler);
	char *text = arena_alloc(test_arena(), n + 1);

	memcpy(text, head, h);
	for (size_t i = h; i < n - t; i++)
		text[i] = filler[(i - h) % f];
	memcpy(text + n - t, tail, t);
	return (span){ text, n };
}

static void
sizes(void **state)
{
	struct link l;

	(void)state;
	test_name("16 KB behind the target hide nothing");
	l = resolved(long_url(GOOGLE EVIL_CODED "&x=", "a", "", 40000));
	CHECK_SPAN(l.host, "evil.example.com");
	test_name("16 KB of parameters before it neither");
	l = resolved(long_url(
	    "https://www.google.com/url?x=1", "&", "q=" EVIL, LIMIT_URL));
	CHECK_SPAN(l.host, "evil.example.com");
	test_name("a host that the limit cuts is not told");
	l = resolved(long_url("https://www.google.com/url?x=", "a",
	    "&q=https://evil.example.com.jp/", LIMIT_URL + 4));
	CHECK(l.url.odd & URL_LONG);
	CHECK_INT(l.layer_count, 0);
	test_name("16 KB of stars and runs end");
	l = resolved(long_url(
	    PROOF "https://evil.example.com/", "**_", "__;Pz8!!a$", LIMIT_URL));
	CHECK_INT(l.layer_count, 0);
	test_name("16 KB of the translator's parameters end");
	l = resolved(long_url("https://evil-example-com.translate.goog/login?",
	    "_x_tr_a&", "b", LIMIT_URL));
	CHECK_SPAN(l.host, "evil.example.com");
	test_name("without end inside itself, layers end at the limit");
	l = resolved(
	    long_url("", "https://href.li/?https://anon.to/?", EVIL, 34 * 100));
	CHECK_INT(l.layer_count, LIMIT_UNWRAP);
	test_name("16 KB of base64");
	l = resolved(long_url(BING "a1", "QUFB", "", LIMIT_URL));
	CHECK_INT(l.layer_count, 0);
}

TEST_MAIN(TEST(rewriters), TEST(redirectors), TEST(three_deep), TEST(refusals),
    TEST(exactly), TEST(sizes))

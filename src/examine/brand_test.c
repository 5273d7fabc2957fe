#include "examine/brand.h"

#include "test/examined.h"

#define HTML(from, subject, body) EXAMINED_HTML(from, subject, body "\n")

static const struct {
	const char *name, *mail;
	const char *impersonated; /* "": nobody */
	const char *named, *headline;
	bool alike;
} rows[] = {
	{ "nobody is named", HTML("x@example.com", "x", "x"), "", "", "",
	    false },
	{ "the display name is enough",
	    HTML("Amazon <x@example.com>", "x", "x"), "amazon", "amazon", "",
	    false },
	{ "the subject is enough", HTML("x@example.com", "about Amazon", "x"),
	    "amazon", "", "", false },
	{ "the text alone is not", HTML("x@example.com", "x", "Amazon"), "", "",
	    "", false },
	{ "nor a picture's words alone",
	    HTML("x@example.com", "x", "<img alt=Amazon src=cid:1>"), "", "",
	    "", false },
	{ "a picture's words beside a look-alike host",
	    HTML("x@example.com", "x",
		"<img alt=Mercari src=cid:1><a href=http://rnercari.com/>x"
		"</a>"),
	    "mercari", "", "", false },
	{ "a hidden picture's words do not count",
	    HTML("x@example.com", "Amazon",
		"<div style=\"display:none\"><img alt=Mercari src=cid:1></div>"),
	    "amazon", "", "", false },
	{ "the display name weighs more than the subject",
	    HTML("Mercari <x@example.com>", "about Amazon", "x"), "mercari",
	    "mercari", "", false },
	{ "a bracket at the head of the subject",
	    HTML("x@example.com", "[Amazon] x", "x"), "amazon", "", "amazon",
	    false },
	{ "behind a list's tag",
	    HTML("x@example.com", "[some-list] 【Amazon】", "x"), "amazon", "",
	    "amazon", false },
	{ "a tag that holds Japanese is the headline itself",
	    HTML("x@example.com", "[お知らせ] 【Amazon】", "x"), "amazon", "",
	    "", false },
	{ "a reply is no headline",
	    HTML("x@example.com", "Re: [Amazon] x", "x"), "amazon", "", "",
	    false },
	{ "a look-alike display name",
	    HTML("\"rnercari\" <x@example.com>", "x", "x"), "mercari",
	    "mercari", "", true },
	{ "a display name as it is", HTML("Mercari <x@example.com>", "x", "x"),
	    "mercari", "mercari", "", false },
	{ "a spaced-out display name",
	    HTML("\"m e r c a r i\" <x@example.com>", "x", "x"), "mercari",
	    "mercari", "", true },
};

static const char *
id_of(const struct brand *b)
{
	return b == NULL
	    ? ""
	    : arena_format(test_arena(), "%.*s", SPAN_ARG(b->id)).p;
}

static void
sightings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct brands_seen *seen =
		    &examined(rows[i].mail, NULL)->brands;

		test_name(rows[i].name);
		CHECK_SPAN(
		    span_of(id_of(seen->impersonated)), rows[i].impersonated);
		CHECK_SPAN(span_of(id_of(seen->named)), rows[i].named);
		CHECK_SPAN(span_of(id_of(seen->headline)), rows[i].headline);
		CHECK_INT(seen->named_alike, rows[i].alike);
	}
	examined_end();
}

static void
margins(void **state)
{
	const struct brands_seen *seen;

	(void)state;
	test_name("the margin is the points ahead of the second");
	seen = &examined(
	    HTML("Mercari <x@example.com>", "about Amazon", "x"), NULL)
		    ->brands;
	CHECK(seen->count >= 2);
	CHECK_INT(seen->margin, seen->list[0].points - seen->list[1].points);
	test_name("who owns From's domain is the official one");
	seen = &examined(HTML("x@amazon.co.jp", "x", "x"), NULL)->brands;
	CHECK_SPAN(span_of(id_of(seen->official)), "amazon");
	test_name("customers' domains are nobody's own");
	seen = &examined(HTML("x@icloud.com", "x", "x"), NULL)->brands;
	CHECK(seen->official == NULL && seen->tenant != NULL);
	examined_end();
}

static const struct {
	const char *name, *host;
	bool imitates;
} hosts[] = {
	{ "a digit for a letter", "amaz0n.co.jp", true },
	{ "one letter more in a long label", "rakuten-cardd.co.jp", true },
	{ "one letter off a short label that nothing else names", "amason.net",
	    false },
	{ "a label that is a common word", "orange.net", false },
	{ "the brand itself", "www.amazon.co.jp", false },
	{ "a suffix that does not exist", "amaz0n.corp", false },
	{ "no host", "", false },
};

static void
imitations(void **state)
{
	struct examination *x = examined(HTML("x@example.com", "x", "x"), NULL);

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		struct brand_like like;

		test_name(hosts[i].name);
		CHECK_INT(brand_imitated(x, span_of(hosts[i].host), &like),
		    hosts[i].imitates);
	}
	test_name("a short label is enough where the name stands as well");
	{
		struct brand_like like;

		x = examined(HTML("x@example.com", "about Amazon", "x"), NULL);
		CHECK(brand_imitated(x, SPAN("amason.net"), &like));
	}
	examined_end();
}

/* Whom a bad mail poses as: asked of the verdict, whatever it is here. */
static const struct {
	const char *name, *mail, *posed;
} poses[] = {
	{ "a common word that is all of the name",
	    HTML("Ledger <x@example.com>", "x", "x"), "ledger" },
	{ "signs at its ends are no part of it",
	    HTML("\"GLS.\" <x@example.com>", "x", "x"), "gls" },
	{ "or with which the name begins",
	    HTML("Ledger Finance <x@example.com>", "x", "x"), "ledger" },
	{ "not one that stands further behind",
	    HTML("My Ledger <x@example.com>", "x", "x"), "" },
	{ "it goes before a brand that others places name",
	    HTML("Ledger <x@example.com>", "about Amazon", "Amazon"),
	    "ledger" },
	{ "not before one that the name holds as well",
	    HTML("Visa Amazon <x@example.com>", "x", "x"), "amazon" },
	{ "the brand itself, vouched for, poses as nobody",
	    "Authentication-Results: mx.reader.example;\n"
	    "\tdkim=pass header.d=amazon.co.jp\n" EXAMINED_HTML(
		"Amazon <x@amazon.co.jp>", "x", "x"),
	    "" },
	{ "unproven it is posed as", HTML("Amazon <x@amazon.co.jp>", "x", "x"),
	    "amazon" },
};

static void
posed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(poses); i++) {
		const struct examination *x = examined(poses[i].mail, NULL);
		int margin = -1;

		test_name(poses[i].name);
		CHECK_SPAN(
		    span_of(id_of(brand_posed(x, &margin))), poses[i].posed);
		CHECK(margin >= 0);
	}
	examined_end();
}

TEST_MAIN(TEST(posed), TEST(sightings), TEST(margins), TEST(imitations))

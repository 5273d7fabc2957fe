#include "know/brands.h"
#include "test/test.h"

static const struct {
	const char *name, *host;
	enum brand_likeness kind;
	const char *official; /* "": nothing alike */
	bool weak;
} rows[] = {
	{ "the brand's own host is no imitation", "www.amazon.co.jp",
	    BRAND_LIKE_NONE, "", false },
	{ "nor is its customers' space", "x.amazonaws.com", BRAND_LIKE_NONE, "",
	    false },
	{ "an ordinary name is none", "www.example.com", BRAND_LIKE_NONE, "",
	    false },
	{ "another suffix", "rakuten.top", BRAND_LIKE_SUFFIX, "rakuten.co.jp",
	    false },
	{ "with a name in front", "login.rakuten.top", BRAND_LIKE_SUFFIX,
	    "rakuten.co.jp", false },
	{ "a common word is weak", "orange.top", BRAND_LIKE_SUFFIX, "orange.fr",
	    true },
	{ "a word behind a hyphen", "rakuten-login.top", BRAND_LIKE_HYPHEN,
	    "rakuten.co.jp", false },
	{ "a word before it", "www-amazon.example", BRAND_LIKE_HYPHEN,
	    "amazon.co.jp", false },
	{ "a label that has a hyphen itself", "my-eki-net-login.cn",
	    BRAND_LIKE_HYPHEN, "eki-net.com", false },
	{ "the longest run of words counts", "smbc-card-login.xyz",
	    BRAND_LIKE_HYPHEN, "smbc-card.com", false },
	{ "digits for letters", "rakut3n.top", BRAND_LIKE_DIGITS,
	    "rakuten.co.jp", false },
	{ "0 for o", "yah00.top", BRAND_LIKE_DIGITS, "yahoo.co.jp", false },
	{ "rn for m", "rnercari.com", BRAND_LIKE_SKELETON, "mercari.com",
	    false },
	{ "Cyrillic letters (аррӏе)", "xn--80ak6aa92e.com", BRAND_LIKE_SKELETON,
	    "apple.com", false },
	{ "a letter less", "mercar.com", BRAND_LIKE_EDIT, "mercari.com",
	    false },
	{ "a letter more", "mercarii.com", BRAND_LIKE_EDIT, "mercari.com",
	    false },
	{ "another letter", "microsopt.com", BRAND_LIKE_EDIT, "microsoft.com",
	    false },
	{ "two letters change places", "micrsooft.com", BRAND_LIKE_EDIT,
	    "microsoft.com", false },
	{ "two edits are too many", "micrsopt.com", BRAND_LIKE_NONE, "",
	    false },
	{ "of five letters the first must be right", "zpple.com",
	    BRAND_LIKE_NONE, "", false },
	{ "short labels are like everything", "jcb.top", BRAND_LIKE_NONE, "",
	    false },
	{ "an official domain in front", "amazon.co.jp.example.net",
	    BRAND_LIKE_SUBDOMAIN, "amazon.co.jp", false },
	{ "in the middle, of any length", "www.jcb.co.jp.a.example.net",
	    BRAND_LIKE_SUBDOMAIN, "jcb.co.jp", false },
	{ "a label in front", "mercari.example.net", BRAND_LIKE_SUBDOMAIN,
	    "mercari.com", false },
	{ "one with a hyphen", "mercari-login.example.net",
	    BRAND_LIKE_SUBDOMAIN, "mercari.com", false },
	{ "below dynamic DNS the label is the name's own",
	    "mercari-x.duckdns.org", BRAND_LIKE_HYPHEN, "mercari.com", false },
	{ "an address is no name", "192.0.2.1", BRAND_LIKE_NONE, "", false },
	{ "a suffix alone is none", "co.jp", BRAND_LIKE_NONE, "", false },
	{ "broken Punycode is none", "xn--.com", BRAND_LIKE_NONE, "", false },
	{ "hyphens alone are none", "----------.com", BRAND_LIKE_NONE, "",
	    false },
	{ "dots alone are none", "....", BRAND_LIKE_NONE, "", false },
	{ "nothing is none", "", BRAND_LIKE_NONE, "", false },
};

static void
likenesses(void **state)
{
	const struct brands *brands = NULL;
	struct arena *a = test_arena();

	(void)state;
	if (brands_open(a, test_path("data/brands.tsv"), NULL, &brands, NULL) !=
	    MEKIKI_OK)
		exit(EXIT_FAILURE);
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = strlen(rows[i].host);
		struct brand_like like = { 0 };
		bool found;

		test_name(rows[i].name);
		for (size_t n = 0; n < length; n++)
			brands_lookalike(
			    brands, a, test_edge(rows[i].host, n), &like);
		like = (struct brand_like){ 0 };
		found = brands_lookalike(
		    brands, a, test_edge(rows[i].host, length), &like);
		CHECK(found == (rows[i].kind != BRAND_LIKE_NONE));
		CHECK_SPAN(span_of(brand_likeness_text(like.kind)),
		    brand_likeness_text(rows[i].kind));
		CHECK_SPAN(like.official, rows[i].official);
		CHECK(like.weak == rows[i].weak);
	}
}

static const struct {
	const char *name, *text;
	const char *brand; /* "": no name looks like it */
} names[] = {
	{ "a digit for a letter", "amaz0n", "amazon" },
	{ "a kanji for a kana", "メル力リ", "mercari" },
	{ "one kanji for another", "三丼住友カード", "smbc_card" },
	{ "ソ for ン", "アマゾソ", "amazon" },
	{ "a large kana for a small one", "えきねつと", "ekinet" },
	{ "the name itself only looks like itself", "amazon", "" },
	{ "a longer word", "amaz0nas", "" },
	{ "voice marks tell words apart", "アマソン", "" },
	{ "a short word looks like everything", "au", "" },
	{ "nothing", "", "" },
};

static void
names_alike(void **state)
{
	struct arena *a = test_arena();
	const struct brands *brands;

	(void)state;
	if (brands_open(a, test_path("data/brands.tsv"), NULL, &brands, NULL) !=
	    MEKIKI_OK)
		exit(EXIT_FAILURE);
	for (size_t i = 0; i < COUNT(names); i++) {
		span alias = { 0 }, text = span_of(names[i].text);
		const struct brand *b =
		    brands_named_alike(brands, a, text, &alias);

		test_name(names[i].name);
		CHECK_SPAN(b == NULL ? (span){ 0 } : b->id, names[i].brand);
		CHECK((b == NULL) == (alias.n == 0));
	}
}

TEST_MAIN(TEST(likenesses), TEST(names_alike))

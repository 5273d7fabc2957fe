#include "know/brands.h"

#include <stdio.h>

#include "base/fold.h"
#include "test/test.h"

static const struct brands *
open_brands(void)
{
	const struct brands *brands = NULL;
	struct know_error err = { "" };

	if (brands_open(test_arena(), test_path("data/brands.tsv"), NULL,
		&brands, &err) != MEKIKI_OK) {
		fprintf(stderr, "%s\n", err.text);
		exit(EXIT_FAILURE);
	}
	return brands;
}

static void
domains(void **state)
{
	static const struct {
		const char *name, *domain, *brand; /* "": none */
		bool tenant;
	} rows[] = {
		{ "an official domain", "kagoya.jp", "kagoya", false },
		{ "a sub-domain of it", "www.kagoya.jp", "kagoya", false },
		{ "in capitals", "WWW.Kagoya.JP", "kagoya", false },
		{ "customers' space is no proof", "dmail.kagoya.net", "kagoya",
		    true },
		{ "nor is its own name", "kagoya.net", "kagoya", true },
		{ "a mail domain of customers", "docomo.ne.jp", "docomo",
		    true },
		{ "but its sub-domains are the brand's", "dcard.docomo.ne.jp",
		    "docomo", false },
		{ "the cloud's customers", "x.s3.amazonaws.com", "amazon",
		    true },
		{ "tenant only", "shop.myshopify.com", "shopify", true },
		{ "sites alone", "x.dropbox.com", "dropbox", true },
		{ "the end of a label is nobody's", "evilkagoya.jp", "",
		    false },
		{ "a name in front is nobody's", "kagoya.jp.example.com", "",
		    false },
		{ "nothing is nobody's", "", "", false },
		{ "nor is a dot", ".", "", false },
	};
	const struct brands *brands = open_brands();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		bool tenant = false, own_tenant = false;
		const struct brand *brand = brands_by_domain(brands,
		    test_edge(rows[i].domain, strlen(rows[i].domain)), &tenant);

		test_name(rows[i].name);
		CHECK_SPAN(
		    brand == NULL ? (span){ 0 } : brand->id, rows[i].brand);
		CHECK(tenant == rows[i].tenant);
		if (brand == NULL)
			continue;
		CHECK(brands_owns(brand, span_of(rows[i].domain), &own_tenant));
		CHECK(own_tenant == tenant);
	}
	test_name("of brands that share a domain each owns it");
	CHECK(brands_owns(brands_by_id(brands, SPAN("rakuma")),
	    SPAN("www.rakuten.co.jp"), NULL));
	CHECK(!brands_owns(brands_by_id(brands, SPAN("rakuma")),
	    SPAN("rakuten-bank.co.jp"), NULL));
	CHECK(brands_by_id(brands, SPAN("no-such-brand")) == NULL);
}

/* "id:alias id:alias?" - the hits, weak ones with "?". */
static span
hits_text(const struct brand_hit *hits, size_t count)
{
	struct arena *a = test_arena();
	span text = { 0 };

	for (size_t i = 0; i < count; i++)
		text = arena_format(a, "%.*s%s%.*s:%zu-%zu%s", SPAN_ARG(text),
		    i > 0 ? " " : "", SPAN_ARG(hits[i].brand->id),
		    hits[i].start, hits[i].end, hits[i].weak ? "?" : "");
	return text;
}

static void
names(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} rows[] = {
		{ "a Japanese name", "カゴヤ・ジャパンより", "kagoya:0-24" },
		{ "the longest name counts", "楽天カードです",
		    "rakuten_card:0-15" },
		{ "capitals and full width do not matter", "ＰａｙＰａｌ",
		    "paypal:0-6" },
		{ "half width kana neither", "ﾒﾙｶﾘ", "mercari:0-12" },
		{ "a Latin name is a whole word", "my paypals, xpaypal", "" },
		{ "but Japanese may touch it", "のPayPalは", "paypal:3-9" },
		{ "several names", "Amazon or Apple ID",
		    "amazon:0-6 apple:10-18" },
		{ "a common word is weak", "the orange line",
		    "orange:4-10? line:11-15?" },
		{ "the tail of a katakana word is no name", "オンライン", "" },
		{ "nor is its beginning, when weak", "ラインナップ", "" },
		{ "a strong name may go on", "アマゾンギフト", "amazon:0-12" },
		{ "a name of two brands gives both", "中国銀行",
		    "boc:0-12 chugin:0-12" },
		{ "short names at the end of the text", "by JCB", "jcb:3-6?" },
		{ "short names inside words are none", "bandau audio", "" },
		{ "punctuation in a name", "e+ (ticket)", "eplus:0-2?" },
		{ "nothing", "", "" },
	};
	const struct brands *brands = open_brands();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena *a = test_arena();
		span folded = fold_text(a, span_of(rows[i].text)).text;
		struct brand_hit *hits;
		size_t count;

		test_name(rows[i].name);
		for (size_t n = 0; n <= folded.n; n++)
			count = brands_in_text(
			    brands, a, test_edge(folded.p, n), &hits);
		CHECK_SPAN(hits_text(hits, count), rows[i].want);
	}
	test_name("a whole display name");
	{
		struct brand_hit *hits;

		CHECK_INT(
		    brands_named(brands, test_arena(), SPAN("iij"), &hits), 2);
		CHECK_INT(
		    brands_named(brands, test_arena(), SPAN("iij x"), &hits),
		    0);
	}
}

/* Each of the names, folded, gives the brand, weak or not as it stands. */
static void
check_names(const struct brands *brands, const struct brand *brand,
    const struct brand_names *written, bool weak)
{
	for (size_t i = 0; i < written->count; i++) {
		struct arena *a = test_arena();
		span folded = fold_text(a, written->items[i]).text;
		struct brand_hit *hits;
		size_t count = brands_named(brands, a, folded, &hits);
		size_t own = 0;

		for (size_t j = 0; j < count; j++) {
			if (hits[j].brand != brand)
				continue;
			own++;
			CHECK(hits[j].weak == weak);
		}
		CHECK_INT(own, 1);
	}
}

/* That the data are right is brands_check's to say: see its test. */
static void
all_are_found(void **state)
{
	const struct brands *brands = open_brands();
	size_t count;
	const struct brand *all = brands_all(brands, &count);

	(void)state;
	CHECK(count > 700);
	for (size_t i = 0; i < count; i++) {
		char name[100];

		snprintf(name, sizeof(name), "brand %.*s", SPAN_ARG(all[i].id));
		test_name(name);
		CHECK(brands_by_id(brands, all[i].id) == &all[i]);
		CHECK(!all[i].own);
		CHECK(span_ends(all[i].file, "data/brands.tsv"));
		CHECK(i == 0 || all[i].line > all[i - 1].line);
		check_names(brands, &all[i], &all[i].aliases, false);
		check_names(brands, &all[i], &all[i].weak, true);
	}
}

TEST_MAIN(TEST(domains), TEST(names), TEST(all_are_found))

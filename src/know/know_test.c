#include "know/know.h"

#include "test/test.h"

static void
opens(void **state)
{
	struct know *k = NULL, *again = NULL;
	struct know_error err = { "" };
	size_t count;

	(void)state;
	test_name("the data of the repository loads");
	CHECK(know_open(test_path("data"), TEST_BUILD "/know", &k, &err) ==
	    MEKIKI_OK);
	CHECK_SPAN(span_of(err.text), "");
	if (k == NULL)
		return;
	CHECK(brands_by_id(k->brands, SPAN("kagoya")) != NULL);
	CHECK(lists_find(k->lists, LIST_DDNS, SPAN("a.duckdns.org")) != NULL);
	CHECK(weights_find(k->weights, SPAN("link.lookalike")) != NULL);
	CHECK(texts_find(k->texts, LANG_JA, SPAN("link.lookalike")) != NULL);
	CHECK(phrases_list(k->phrases, &count) != NULL && count > 100);
	test_name("the same data has the same version");
	CHECK_INT(strlen(k->version), KNOW_VERSION_LENGTH);
	CHECK(know_open(test_path("data"), TEST_BUILD "/know", &again, NULL) ==
	    MEKIKI_OK);
	CHECK(again != NULL && strcmp(k->version, again->version) == 0);
	know_close(k);
	know_close(again);
	know_close(NULL);
}

static void
fails(void **state)
{
	struct know_error err = { "" };
	struct know *k = NULL;

	(void)state;
	test_name("a folder without data is told by file");
	CHECK(know_open(test_path("src"), "", &k, &err) == MEKIKI_IO);
	CHECK(span_has(span_of(err.text), SPAN("brands.tsv")));
	CHECK(k == NULL);
}

TEST_MAIN(TEST(opens), TEST(fails))

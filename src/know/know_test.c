#include "know/know.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test/test.h"

/* The tables that an owner may write; each test begins without any. */
static const char *const own_tables[] = { "brands.tsv", "weights.tsv",
	"lists/shorteners.tsv", "phrases/ja.tsv", "brand.tsv",
	"lists/shortener.tsv" };

static const char *
own_path(const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/know_own%s%s", TEST_BUILD,
	    *name == '\0' ? "" : "/", name);
	return path;
}

/* Writes text as the owner's table called name; NULL: none at all. */
static void
own_table(const char *name, const char *text)
{
	static const char *const folders[] = { "", "lists", "phrases" };
	FILE *f;

	for (size_t i = 0; i < COUNT(folders); i++)
		mkdir(own_path(folders[i]), 0777);
	for (size_t i = 0; i < COUNT(own_tables); i++)
		unlink(own_path(own_tables[i]));
	if (text == NULL)
		return;
	f = fopen(own_path(name), "wb");
	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
}

static struct know *
open_own(struct know_error *err)
{
	struct know *k = NULL;

	if (know_open(test_path("data"), TEST_BUILD "/know", own_path(""), &k,
		err) != MEKIKI_OK)
		return NULL;
	return k;
}

static void
opens(void **state)
{
	struct know *k = NULL, *again = NULL;
	struct know_error err = { "" };
	size_t count;

	(void)state;
	test_name("the data of the repository loads");
	CHECK(know_open(test_path("data"), TEST_BUILD "/know", NULL, &k,
		  &err) == MEKIKI_OK);
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
	CHECK(know_open(test_path("data"), TEST_BUILD "/know", NULL, &again,
		  NULL) == MEKIKI_OK);
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
	CHECK(know_open(test_path("src"), "", NULL, &k, &err) == MEKIKI_IO);
	CHECK(span_has(span_of(err.text), SPAN("brands.tsv")));
	CHECK(k == NULL);
}

static void
own_rows(void **state)
{
	struct know_error err = { "" };
	struct know *k, *without;
	struct brand_hit *hits;
	const struct brand *b;

	(void)state;
	own_table("", NULL);
	test_name("an empty folder of the owner's changes nothing");
	without = open_own(&err);
	CHECK_SPAN(span_of(err.text), "");
	if (without == NULL)
		return;
	test_name("an own brand is found, and ours still are");
	own_table("brands.tsv",
	    "ours\tうちの会社\tOur House\tうちの会社\tour.example\t\tother\t\t\t\n"
	    "kagoya\tカゴヤ\tKagoya\tカゴヤ\tkagoya.example\t\thosting\t\t\t\n");
	k = open_own(&err);
	CHECK_SPAN(span_of(err.text), "");
	if (k == NULL)
		return;
	b = brands_by_domain(k->brands, SPAN("mail.our.example"), NULL);
	CHECK(b != NULL && span_is(b->id, "ours"));
	CHECK_INT(brands_in_text(
		      k->brands, test_arena(), SPAN("うちの会社です"), &hits),
	    1);
	CHECK(brands_by_id(k->brands, SPAN("rakuten")) != NULL);
	test_name("an own brand replaces ours of the same id");
	b = brands_by_id(k->brands, SPAN("kagoya"));
	CHECK(b != NULL);
	CHECK_SPAN(b->official.items[0], "kagoya.example");
	test_name("own rows make another version");
	CHECK(strcmp(k->version, without->version) != 0);
	know_close(k);
	test_name("an own row of a list is found");
	own_table("lists/shorteners.tsv", "s.our.example\tours\n");
	k = open_own(&err);
	CHECK(k != NULL &&
	    lists_find(k->lists, LIST_SHORTENERS, SPAN("s.our.example")) !=
		NULL &&
	    lists_find(k->lists, LIST_SHORTENERS, SPAN("bit.ly")) != NULL);
	know_close(k);
	test_name("an own weight replaces ours");
	own_table("weights.tsv", "link.lookalike\t3\tphishing\t-\tours\n");
	k = open_own(&err);
	CHECK(k != NULL);
	CHECK_INT(
	    weights_find(k->weights, SPAN("link.lookalike"))->decibans, 3);
	CHECK(weights_find(k->weights, SPAN("link.off-brand")) != NULL);
	know_close(k);
	know_close(without);
}

/* How many phrases of that category stand in text. */
static size_t
found(struct know *k, span text, const char *category)
{
	struct phrases_scratch *scratch = phrases_scratch_new(k->phrases);
	struct phrase_matches m = phrases_scan(scratch, test_arena(), text);
	size_t count = 0;

	for (size_t i = 0; i < m.count; i++)
		count += span_is(m.list[i].phrase->category, category);
	phrases_scratch_free(scratch);
	return count;
}

static void
own_phrases(void **state)
{
	struct know_error err = { "" };
	struct know *k;

	(void)state;
	own_table("phrases/ja.tsv",
	    "cta\t合言葉をここへ\thigh\tours\n"
	    "bec\tre:極秘[0-9]+号\thigh\tours\n");
	k = open_own(&err);
	CHECK_SPAN(span_of(err.text), "");
	if (k == NULL)
		return;
	test_name("an own phrase is found, plain or pattern");
	CHECK_INT(found(k, SPAN("合言葉をここへ"), "cta"), 1);
	CHECK_INT(found(k, SPAN("これは極秘12号です"), "bec"), 1);
	test_name("ours are still found, and were not compiled here");
	CHECK(found(k, SPAN("アカウントを停止しました"), "suspension") > 0);
	CHECK_SPAN(span_of(k->notice.text), "");
	know_close(k);
	own_table("", NULL);
	k = open_own(&err);
	test_name("without the owner's folder they are not");
	CHECK(k != NULL && found(k, SPAN("合言葉をここへ"), "cta") == 0);
	know_close(k);
}

static void
own_mistakes(void **state)
{
	static const struct {
		const char *name, *table, *text, *want;
	} rows[] = {
		{ "a brand without columns", "brands.tsv", "\nx\ty\n",
		    "know_own/brands.tsv:2: a brand has ten columns, or "
		    "eleven" },
		{ "a list's row", "lists/shorteners.tsv", "a\tb\tc\n",
		    "know_own/lists/shorteners.tsv:1: wrong number of "
		    "columns" },
		{ "a weight", "weights.tsv", "# x\na\tb\n",
		    "know_own/weights.tsv:2: a weight has five columns, or eleven" },
		{ "a phrase", "phrases/ja.tsv", "cta\tx\tvery\twhy\n",
		    "know_own/phrases/ja.tsv:1: precision must be high, "
		    "medium or low" },
		{ "a pattern that is none", "phrases/ja.tsv",
		    "\n\ncta\tre:(x+\thigh\twhy\n",
		    "know_own/phrases/ja.tsv:3: missing closing "
		    "parenthesis" },
		{ "a table that nobody reads", "brand.tsv", "x\n",
		    "know_own/brand.tsv: there is no such table; names are "
		    "as in mekiki's data folder" },
		{ "a list that nobody reads", "lists/shortener.tsv", "x\n",
		    "know_own/lists/shortener.tsv: there is no such table; "
		    "names are as in mekiki's data folder" },
	};
	struct know_error err = { "" };
	struct know *k = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		own_table(rows[i].table, rows[i].text);
		CHECK(open_own(&err) == NULL);
		if (!span_ends(span_of(err.text), rows[i].want))
			CHECK_SPAN(span_of(err.text), rows[i].want);
	}
	own_table("", NULL);
	test_name("a folder that is not there");
	CHECK(know_open(test_path("data"), TEST_BUILD "/know", "/nowhere", &k,
		  &err) == MEKIKI_IO);
	CHECK_SPAN(span_of(err.text), "/nowhere: No such file or directory");
}

TEST_MAIN(TEST(opens), TEST(fails), TEST(own_rows), TEST(own_phrases),
    TEST(own_mistakes))

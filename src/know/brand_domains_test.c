#include "know/brand_domains.h"

#include <stdio.h>

#include "test/test.h"

static const char *
table(const char *name, const char *text)
{
	static char paths[2][512];
	static unsigned turn;
	char *path = paths[turn++ % 2];
	FILE *f;

	snprintf(path, 512, "%s/brand_domains_%s.tsv", TEST_BUILD, name);
	f = fopen(path, "wb");
	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
	return path;
}

static void
finds(void **state)
{
	struct arena *a = test_arena();
	struct brand_domain_rows rows;
	struct know_error err = { "" };
	const struct brand_domain_row *row;

	(void)state;
	CHECK(
	    brand_domains_open(a,
		table("ours",
		    "# x\na.example\tone\tpage\t2026-01-02\tn\n"
		    "a.example\ttwo\tunverified\t2026-03-04\n"
		    "b.example\tone\ttranco\t2025-12-31\t\n"),
		table("own", "a.example\tone\tour own letter\t2026-11-01\t\n"),
		&rows, &err) == MEKIKI_OK);
	CHECK_INT(rows.count, 4);
	test_name("an own row comes before ours");
	row = brand_domains_find(&rows, SPAN("one"), SPAN("a.example"));
	CHECK(row != NULL && span_is(row->source, "our own letter"));
	test_name("of the same domain each brand has its own, with its line");
	row = brand_domains_find(&rows, SPAN("two"), SPAN("a.example"));
	CHECK(row != NULL && span_is(row->source, "unverified"));
	CHECK(row != NULL && row->line == 3);
	test_name("the mark of a tenant makes no difference");
	CHECK(
	    brand_domains_find(&rows, SPAN("one"), SPAN("=b.example")) != NULL);
	test_name("another's domain is none");
	CHECK(
	    brand_domains_find(&rows, SPAN("two"), SPAN("b.example")) == NULL);
	test_name("a brand was reviewed when its latest domain was");
	CHECK_SPAN(brand_domains_reviewed(&rows, SPAN("one")), "2026-11-01");
	CHECK_SPAN(brand_domains_reviewed(&rows, SPAN("none")), "");
}

static void
mistakes(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} rows[] = {
		{ "too few columns", "a.example\tone\tpage\n",
		    "_bad.tsv:1: needs domain, brand, source, reviewed and "
		    "note" },
		{ "too many", "#\na\tb\tc\td\te\tf\n",
		    "_bad.tsv:2: needs domain, brand, source, reviewed and "
		    "note" },
		{ "no source", "a.example\tone\t\t2026-01-01\t\n",
		    "_bad.tsv:1: domain, brand or source is empty" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct brand_domain_rows out = { 0 };
		struct know_error err = { "" };

		test_name(rows[i].name);
		CHECK(
		    brand_domains_open(test_arena(), table("bad", rows[i].text),
			NULL, &out, &err) == MEKIKI_BAD_DATA);
		if (!span_ends(span_of(err.text), rows[i].want))
			CHECK_SPAN(span_of(err.text), rows[i].want);
		CHECK_INT(out.count, 0);
	}
}

static void
days(void **state)
{
	static const struct {
		const char *name, *text;
		bool is_day;
	} rows[] = {
		{ "a day", "2026-11-25", true },
		{ "a leap day", "2024-02-29", true },
		{ "no 30 February", "2024-02-30", false },
		{ "no month 13", "2026-13-01", false },
		{ "no month 0", "2026-00-01", false },
		{ "no day 0", "2026-01-00", false },
		{ "no 31 November", "2026-11-31", false },
		{ "no day of before the project's time", "1999-01-01", false },
		{ "not in another order", "25-11-2026", false },
		{ "not with slashes", "2026/11/25", false },
		{ "not without zeros", "2026-1-1", false },
		{ "not with more behind", "2026-11-25x", false },
		{ "nothing", "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		CHECK(brand_domains_is_day(test_edge(rows[i].text,
			  strlen(rows[i].text))) == rows[i].is_day);
	}
}

TEST_MAIN(TEST(finds), TEST(mistakes), TEST(days))

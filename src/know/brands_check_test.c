#include "know/brands_check.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test/test.h"

/* A row of which nothing is wrong but what is put into it. */
#define ROW(id, alias, official, more)                                         \
	id "\tJ\tE\t" alias "\t" official "\t" more "\n"
#define FINE "\tbank\t\t\t"

static const char *const names[COMPLAINT_KINDS] = {
	[COMPLAINT_ROW] = "row",
	[COMPLAINT_TWICE] = "twice",
	[COMPLAINT_EMPTY] = "empty",
	[COMPLAINT_NO_DOMAIN] = "no-domain",
	[COMPLAINT_SUFFIX] = "suffix",
	[COMPLAINT_TENANT] = "tenant",
	[COMPLAINT_DOMAIN_TWICE] = "domain-twice",
	[COMPLAINT_DOMAIN_SHARED] = "domain-shared",
	[COMPLAINT_ALIAS_TWICE] = "alias-twice",
	[COMPLAINT_ALIAS_SHARED] = "alias-shared",
	[COMPLAINT_ALIAS_COMMON] = "alias-common",
	[COMPLAINT_ALIAS_SHORT] = "alias-short",
	[COMPLAINT_ALIAS_NOTHING] = "alias-nothing",
	[COMPLAINT_SECTOR] = "sector",
	[COMPLAINT_REPORT] = "report",
	[COMPLAINT_SHARES] = "shares",
	[COMPLAINT_UNKNOWN] = "unknown",
	[COMPLAINT_ORPHAN] = "orphan",
	[COMPLAINT_DAY] = "day",
};

static const char *
path_in(const char *name)
{
	return arena_format(
	    test_arena(), "%s/brands_check/%s", TEST_BUILD, name)
	    .p;
}

/* Writes a table; NULL: there is none. */
static const char *
table(const char *name, const char *text)
{
	const char *path = path_in(name);
	FILE *f;

	mkdir(path_in(""), 0777);
	if (text == NULL) {
		unlink(path);
		return path;
	}
	f = fopen(path, "wb");
	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
	return path;
}

static const struct lists *
shipped_lists(void)
{
	const struct lists *lists = NULL;
	struct know_error err = { "" };

	if (lists_open(test_arena(), test_path("data/lists"), NULL, &lists,
		&err) != MEKIKI_OK)
		abort();
	return lists;
}

/* "2 alias-shared Kagoya (one)" of each complaint, set off by "; ". */
static span
said(const struct complaints *found)
{
	struct arena *a = test_arena();
	span text = { 0 };

	for (size_t i = 0; i < found->count; i++) {
		const struct complaint *c = &found->list[i];
		span other = span_head(c->other, span_find_byte(c->other, ','));
		size_t slash = span_find_last(other, '/');

		if (slash < other.n)
			other = span_drop(other, slash + 1);
		text = arena_format(a, "%.*s%s%zu %s %.*s%s%.*s",
		    SPAN_ARG(text), i > 0 ? "; " : "", c->line, names[c->kind],
		    SPAN_ARG(c->value), other.n > 0 ? " / " : "",
		    SPAN_ARG(other));
	}
	return text;
}

static span
complaints_of(const struct brands_table *tables, size_t count)
{
	struct complaints found = { .arena = test_arena() };
	struct know_error err = { "" };

	if (brands_check(tables, count, shipped_lists(), &found, &err) !=
	    MEKIKI_OK)
		return span_of(err.text);
	return said(&found);
}

static const struct {
	const char *name, *text, *want;
} rows[] = {
	{ "nothing is wrong", ROW("a", "House A", "a.example.jp", FINE), "" },
	{ "eleven columns", ROW("a", "House A", "a.example.jp", FINE "\t") "",
	    "" },
	{ "too few columns", "a\tb\n",
	    "1 row a brand has ten columns, or eleven" },
	{ "the rest is checked all the same",
	    "a\n" ROW("a", "House A", "a b", FINE),
	    "1 row a brand has ten columns, or eleven; 2 no-domain a b" },
	{ "an empty id", ROW("", "House A", "", FINE),
	    "1 row the id is empty" },
	{ "no name", ROW("a", "", "", FINE), "1 row the brand has no name" },
	{ "an id twice",
	    ROW("a", "House A", "", FINE) ROW("a", "House B", "", FINE),
	    "2 twice a / brands.tsv:1" },
	{ "no Japanese name", "a\t \tE\tHouse A\t\t" FINE "\n",
	    "1 empty name_ja" },
	{ "no English name", "a\tJ\t\tHouse A\t\t" FINE "\n",
	    "1 empty name_en" },
	{ "no sector", ROW("a", "House A", "", "\t\t\t\t"), "1 empty sector" },
	{ "a sector that is none", ROW("a", "House A", "", "\tbnak\t\t\t"),
	    "1 sector bnak" },
	{ "a URL is no domain",
	    ROW("a", "House A", "https://a.example.jp/", FINE),
	    "1 no-domain https://a.example.jp/" },
	{ "nor are capitals", ROW("a", "House A", "A.example.jp", FINE),
	    "1 no-domain A.example.jp" },
	{ "nor is Japanese", ROW("a", "House A", "例.jp", FINE),
	    "1 no-domain 例.jp" },
	{ "nor is one without a top-level domain",
	    ROW("a", "House A", "a.nosuch", FINE), "1 no-domain a.nosuch" },
	{ "nor are two dots", ROW("a", "House A", "a..jp", FINE),
	    "1 no-domain a..jp" },
	{ "nor is a dot at the end", ROW("a", "House A", "a.example.jp.", FINE),
	    "1 no-domain a.example.jp." },
	{ "nor is nothing between bars",
	    ROW("a", "House A", "a.example.jp||b.example.jp", FINE),
	    "1 no-domain " },
	{ "nor is an address", ROW("a", "House A", "192.0.2.1", FINE),
	    "1 no-domain 192.0.2.1" },
	{ "nor is a mark of tenants",
	    ROW("a", "House A", "=a.example.jp", FINE),
	    "1 no-domain =a.example.jp" },
	{ "a public suffix is nobody's",
	    ROW("a", "House A", "co.jp|github.io", FINE),
	    "1 suffix co.jp; 1 suffix github.io" },
	{ "unless the row says so",
	    ROW("a", "House A", "gov.uk", FINE "\tgov.uk"), "" },
	{ "customers may write below one",
	    ROW("a", "House A", "", "github.io\tbank\t\t\t"), "" },
	{ "a domain twice",
	    ROW("a", "House A", "a.example.jp|a.example.jp", FINE),
	    "1 domain-twice a.example.jp" },
	{ "tenant marks: one = and a domain",
	    ROW("a", "House A", "", "=a.example.jp|b.example.jp\tbank\t\t\t"),
	    "" },
	{ "two are no mark",
	    ROW("a", "House A", "", "==a.example.jp\tbank\t\t\t"),
	    "1 tenant ==a.example.jp" },
	{ "nor is a star", ROW("a", "House A", "", "*.example.jp\tbank\t\t\t"),
	    "1 tenant *.example.jp" },
	{ "nor is = alone", ROW("a", "House A", "", "=\tbank\t\t\t"),
	    "1 tenant =" },
	{ "a domain of two brands",
	    ROW("a", "House A", "a.example.jp", FINE)
		ROW("b", "House B", "a.example.jp", FINE),
	    "2 domain-shared a.example.jp / a" },
	{ "one of which names the other",
	    ROW("a", "House A", "a.example.jp", FINE)
		ROW("b", "House B", "a.example.jp", FINE "\ta"),
	    "" },
	{ "it may be the first",
	    ROW("a", "House A", "a.example.jp", FINE "\tb")
		ROW("b", "House B", "a.example.jp", FINE),
	    "" },
	{ "both of which name a third",
	    ROW("a", "House A", "a.example.jp", FINE "\tc") ROW("b", "House B",
		"a.example.jp", FINE "\tc") ROW("c", "House C", "", FINE),
	    "" },
	{ "both of which say that others have it",
	    ROW("a", "House A", "gov.br", FINE "\tgov.br")
		ROW("b", "House B", "gov.br", FINE "\tgov.br"),
	    "" },
	{ "one is not enough there",
	    ROW("a", "House A", "a.example.jp", FINE "\ta.example.jp")
		ROW("b", "House B", "a.example.jp", FINE),
	    "2 domain-shared a.example.jp / a" },
	{ "a sub-domain of another's is its own",
	    ROW("a", "House A", "example.jp", FINE)
		ROW("b", "House B", "b.example.jp", FINE),
	    "" },
	{ "shares that is no id",
	    ROW("a", "House A", "a.example.jp", FINE "\tnobody"),
	    "1 shares nobody" },
	{ "a name of two brands, whatever its case and width",
	    ROW("a", "House A", "", FINE) ROW("b", "ＨＯＵＳＥ a", "", FINE),
	    "2 alias-shared ＨＯＵＳＥ a / a" },
	{ "also where it is weak in one",
	    ROW("a", "House A", "", FINE)
		ROW("b", "House B", "", "\tbank\thouse a\t\t"),
	    "2 alias-shared house a / a" },
	{ "who share a name may",
	    ROW("a", "House A", "", FINE) ROW("b", "House A", "", FINE "\ta"),
	    "" },
	{ "a name twice in one brand", ROW("a", "House A|HOUSE A", "", FINE),
	    "1 alias-twice HOUSE A / aliases" },
	{ "also as a weak one", ROW("a", "House A", "", "\tbank\tHouse A\t\t"),
	    "1 alias-twice House A / aliases" },
	{ "a common word as a name", ROW("a", "Orange", "", FINE),
	    "1 alias-common Orange" },
	{ "is fine as a weak one",
	    ROW("a", "House A", "", "\tbank\tOrange\t\t"), "" },
	{ "three Latin letters are short", ROW("a", "abc", "", FINE),
	    "1 alias-short abc" },
	{ "one kanji is not", ROW("a", "楽", "", FINE), "" },
	{ "signs alone are no name", ROW("a", "House A|+-", "", FINE),
	    "1 alias-nothing +-" },
	{ "nor is nothing between bars", ROW("a", "House A|", "", FINE),
	    "1 alias-nothing " },
	{ "a report address",
	    ROW("a", "House A", "", "\tbank\t\tabuse@example.jp\t"), "" },
	{ "a page is none",
	    ROW("a", "House A", "", "\tbank\t\thttps://example.jp/x\t"),
	    "1 report https://example.jp/x" },
	{ "nor is half of one",
	    ROW("a", "House A", "", "\tbank\t\t@example.jp\t"),
	    "1 report @example.jp" },
	{ "nor one of a machine",
	    ROW("a", "House A", "", "\tbank\t\tabuse@localhost\t"),
	    "1 report abuse@localhost" },
};

static void
complaints(void **state)
{
	(void)state;
	table("brand_domains.tsv", NULL);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct brands_table one = {
			table("brands.tsv", rows[i].text), true, false
		};

		test_name(rows[i].name);
		CHECK_SPAN(complaints_of(&one, 1), rows[i].want);
	}
}

static void
evidence(void **state)
{
	static const struct {
		const char *name, *brands, *domains, *want;
	} tables[] = {
		{ "without the file nobody asks for it",
		    ROW("a", "House A", "a.example.jp", FINE), NULL, "" },
		{ "each domain has a row",
		    ROW("a", "House A", "a.example.jp|b.example.jp",
			"=c.example.jp\tbank\t\t\t"),
		    "a.example.jp\ta\tpage\t2026-11-25\t\n",
		    "1 unknown b.example.jp / a; 1 unknown c.example.jp / a" },
		{ "a brand without a domain has one of its own",
		    ROW("a", "House A", "", FINE) ROW("b", "House B", "", FINE),
		    "-\ta\tpage\t2026-11-25\t\n", "2 unknown - / b" },
		{ "a row of nobody's domain",
		    ROW("a", "House A", "a.example.jp", FINE),
		    "a.example.jp\ta\tpage\t2026-11-25\t\n"
		    "a.example.jp\tz\tpage\t2026-11-25\t\n"
		    "x.example.jp\ta\tpage\t2026-11-25\t\n",
		    "2 orphan a.example.jp / z; 3 orphan x.example.jp / a" },
		{ "a day that is none",
		    ROW("a", "House A", "a.example.jp", FINE),
		    "a.example.jp\ta\tpage\tlast week\t\n",
		    "1 day last week / a" },
		{ "a row that cannot be read",
		    ROW("a", "House A", "a.example.jp", FINE),
		    "#\na.example.jp\n",
		    "2 row needs domain, brand, source, reviewed and note" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(tables); i++) {
		const struct brands_table one = {
			table("brands.tsv", tables[i].brands), true, false
		};

		table("brand_domains.tsv", tables[i].domains);
		test_name(tables[i].name);
		CHECK_SPAN(complaints_of(&one, 1), tables[i].want);
	}
	table("brand_domains.tsv", NULL);
}

/* The owner's table before ours. */
static void
own(void **state)
{
	const char *ours = table("brands.tsv",
	    ROW("a", "House A", "a.example.jp", FINE)
		ROW("b", "House B", "b b", FINE));
	struct brands_table both[] = { { NULL, true, true },
		{ ours, false, false } };

	(void)state;
	test_name("an own row replaces ours of the id");
	both[0].path =
	    table("own.tsv", ROW("a", "House A", "a.example.jp", FINE));
	CHECK_SPAN(complaints_of(both, 2), "");
	test_name("a clash with ours is the own row's");
	both[0].path =
	    table("own.tsv", "\n" ROW("x", "House A", "a.example.jp", FINE));
	CHECK_SPAN(complaints_of(both, 2),
	    "2 domain-shared a.example.jp / a; 2 alias-shared House A / a");
	both[1].checked = true;
	CHECK_SPAN(complaints_of(both, 2),
	    "2 no-domain b b; 2 domain-shared a.example.jp / a; "
	    "2 alias-shared House A / a");
	test_name("ids of ours may be named");
	both[1].checked = false;
	both[0].path =
	    table("own.tsv", ROW("x", "House A", "a.example.jp", FINE "\ta"));
	CHECK_SPAN(complaints_of(both, 2), "");
}

static void
limits(void **state)
{
	struct complaints found = { .arena = test_arena() };
	struct know_error err = { "" };
	struct brands_table one = { path_in("many.tsv"), true, false };
	FILE *f = fopen(one.path, "wb");

	(void)state;
	test_name("a table of nonsense costs no more than a thousand");
	for (int i = 0; f != NULL && i < 20000; i++)
		fputs(ROW("a", "House A|House A", "a b", FINE), f);
	if (f == NULL || fclose(f) != 0)
		abort();
	CHECK(
	    brands_check(&one, 1, shipped_lists(), &found, &err) == MEKIKI_OK);
	CHECK_INT(found.count, COMPLAINTS_MAX);
	CHECK(found.more);
	unlink(one.path);
	test_name("a table that is not there");
	CHECK(
	    brands_check(&one, 1, shipped_lists(), &found, &err) == MEKIKI_IO);
	CHECK(span_ends(
	    span_of(err.text), "many.tsv: No such file or directory"));
}

/* What is shipped: every row of it, with its evidence. */
static void
shipped(void **state)
{
	span path =
	    arena_copy(test_arena(), span_of(test_path("data/brands.tsv")));
	const struct brands_table one = { path.p, true, false };

	(void)state;
	test_name("nothing is wrong with data/brands.tsv");
	CHECK_SPAN(complaints_of(&one, 1), "");
}

TEST_MAIN(
    TEST(complaints), TEST(evidence), TEST(own), TEST(limits), TEST(shipped))

#include "know/phrases_check.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test/test.h"

static const char *const names[COMPLAINT_KINDS] = {
	[COMPLAINT_ROW] = "row",
	[COMPLAINT_CATEGORY] = "category",
	[COMPLAINT_PHRASE_TWICE] = "twice",
	[COMPLAINT_UNFOLDED] = "unfolded",
	[COMPLAINT_SHORT_CORE] = "short",
};

static const char *
table(const char *name, const char *text)
{
	const char *dir =
	    arena_format(test_arena(), "%s/phrases_check", TEST_BUILD).p;
	const char *path = arena_format(test_arena(), "%s/%s", dir, name).p;
	FILE *f;

	mkdir(dir, 0777);
	f = fopen(path, "wb");
	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
	return path;
}

/* "2 twice kyc / xx.tsv:1" of each complaint, set off by "; ". */
static span
complaints_of(const struct phrases_table *tables, size_t count)
{
	struct arena *a = test_arena();
	struct complaints found = { .arena = a };
	struct know_error err = { "" };
	span text = { 0 };

	if (phrases_check(tables, count, &found, &err) != MEKIKI_OK)
		return span_of(err.text);
	for (size_t i = 0; i < found.count; i++) {
		const struct complaint *c = &found.list[i];
		span other = c->other;
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

#define ROW(pattern) "cta\t" pattern "\thigh\twhy\n"

static const struct {
	const char *name, *text, *want;
} rows[] = {
	{ "nothing is wrong", ROW("click here") ROW("re:click .{1,9} here"),
	    "" },
	{ "a row that cannot be read, and one behind it", "cta\tx\n" ROW("様"),
	    "1 row needs category, pattern, precision and why; "
	    "2 short 様 / 様" },
	{ "a precision that is none", "cta\tclick here\tsure\twhy\n",
	    "1 row precision must be high, medium or low" },
	{ "a category that is none", "clickme\tclick here\thigh\twhy\n",
	    "1 category clickme" },
	{ "a regex that is none", ROW("click here") ROW("re:(b+ c"),
	    "2 row missing closing parenthesis" },
	{ "one that vectorscan refuses", ROW("re:(?=x)click here+"),
	    "1 row Zero-width assertions are not supported." },
	{ "a phrase twice", ROW("click here") ROW("click here"),
	    "2 twice click here / xx.tsv:1" },
	{ "also in another width and case",
	    ROW("click here") ROW("ＣＬＩＣＫ here"),
	    "2 twice ＣＬＩＣＫ here / xx.tsv:1" },
	{ "a regex twice", ROW("re:ab+cdef") ROW("re:ab+cdef"),
	    "2 twice re:ab+cdef / xx.tsv:1" },
	{ "classes differ by case", ROW("re:abc\\w+def") ROW("re:abc\\W+def"),
	    "" },
	{ "a raw one is another", ROW("re:ab+cdef") ROW("raw:ab+cdef"), "" },
	{ "two blanks", ROW("re:click  here.*now"),
	    "1 unfolded click  here / click here" },
	{ "also in what is finite", ROW("re:click  here"),
	    "1 unfolded click  here / click here" },
	{ "plain phrases are folded when they are read",
	    ROW("ｃｌｉｃｋ　　here"), "" },
	{ "a blank beyond ASCII between Latin words",
	    ROW("re:click　here.*now"), "1 unfolded click　here / click here" },
	{ "but not between Japanese ones", ROW("re:お客　様.*今"), "" },
	{ "nor in a class", ROW("re:click[ 　]here.*now"), "" },
	{ "a group may be there for nothing", ROW("re:(click  )?here.*now"),
	    "" },
	{ "and so may one of two", ROW("re:click  here.*|there.*now"), "" },
	{ "or a word of a finite one", ROW("re:move (this )? ?to here"), "" },
	{ "full width in a regex is folded", ROW("re:ｃｌｉｃｋ here.*now"),
	    "" },
	{ "a tab", ROW("re:click\\there.*now"), "1 unfolded \\t /  " },
	{ "may be one of a class", ROW("re:click[\\t ]here.*now"), "" },
	{ "and may lack", ROW("re:click\\t?here.*now"), "" },
	{ "a line end where lines are joined", ROW("re:click\\nhere.*now"),
	    "1 unfolded \\n /  " },
	{ "but not where they are seen", ROW("re:^click\\nhere"), "" },
	{ "raw patterns see all that", ROW("raw:Click\\t  here"), "" },
	{ "one kanji", ROW("様"), "1 short 様 / 様" },
	{ "two", ROW("当選"), "" },
	{ "two letters", ROW("id"), "1 short id / id" },
	{ "three", ROW("kyc"), "" },
	{ "the shortest of a finite one counts", ROW("re:(a|account) b"),
	    "1 short re:(a|account) b / a b" },
	{ "any letters and one", ROW("re:.{0,9}様"),
	    "1 short re:.{0,9}様 / 様" },
	{ "a number of digits is something", ROW("re:\\d{3}-\\d{4}"), "" },
};

static void
complaints(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct phrases_table one = {
			table("xx.tsv", rows[i].text), true, false
		};

		test_name(rows[i].name);
		CHECK_SPAN(complaints_of(&one, 1), rows[i].want);
	}
}

static void
languages(void **state)
{
	struct phrases_table both[2] = {
		{ table("aa.tsv", ROW("click here")), true, true },
		{ table("bb.tsv", ROW("id") ROW("click here")), false, false },
	};

	(void)state;
	test_name("a phrase may stand in two languages");
	CHECK_SPAN(complaints_of(both, 2), "");
	test_name("an own phrase that is ours is complained of");
	mkdir(arena_format(test_arena(), "%s/phrases_check/ours", TEST_BUILD).p,
	    0777);
	both[1].path = table("ours/aa.tsv", ROW("id") ROW("click here"));
	CHECK_SPAN(complaints_of(both, 2), "1 twice click here / aa.tsv:2");
	test_name("ours are complained of when they are checked");
	both[0].checked = false;
	both[1].checked = true;
	CHECK_SPAN(complaints_of(both, 2),
	    "1 short id / id; 2 twice click here / aa.tsv:1");
}

static void
failures(void **state)
{
	const struct phrases_table one = { "/nowhere/xx.tsv", true, false };
	struct phrases_table *tables = NULL;
	size_t count = 0, room = 0;
	struct complaints found = { .arena = test_arena() };
	struct know_error err = { "" };

	(void)state;
	test_name("a table that is not there");
	CHECK(phrases_check(&one, 1, &found, &err) == MEKIKI_IO);
	CHECK_SPAN(
	    span_of(err.text), "/nowhere/xx.tsv: No such file or directory");
	test_name("nor is its folder");
	CHECK(phrases_check_folder(test_arena(), "/nowhere", true, false,
		  &tables, &count, &room, &err) == MEKIKI_IO);
	CHECK_INT(count, 0);
}

static void
shipped(void **state)
{
	const char *dir =
	    arena_copy(test_arena(), span_of(test_path("data/phrases"))).p;
	struct phrases_table *tables = NULL;
	size_t count = 0, room = 0;
	struct know_error err = { "" };

	(void)state;
	test_name("nothing is wrong with data/phrases");
	CHECK(phrases_check_folder(test_arena(), dir, true, false, &tables,
		  &count, &room, &err) == MEKIKI_OK);
	CHECK(count >= 9);
	CHECK_SPAN(complaints_of(tables, count), "");
}

TEST_MAIN(TEST(complaints), TEST(languages), TEST(failures), TEST(shipped))

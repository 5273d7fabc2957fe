#include "base/span.h"
#include "test/test.h"

static void
cuts(void **state)
{
	span rest = SPAN("a,b,,c");

	(void)state;
	test_name("cut takes up to the separator and the separator");
	CHECK_SPAN(span_cut(&rest, ','), "a");
	CHECK_SPAN(span_cut(&rest, ','), "b");
	CHECK_SPAN(span_cut(&rest, ','), "");
	CHECK_SPAN(span_cut(&rest, ','), "c");
	CHECK(rest.n == 0);
	rest = SPAN("one\r\ntwo\rx\n\nend");
	test_name("a line ends at LF or CRLF, not at CR alone");
	CHECK_SPAN(span_cut_line(&rest), "one");
	CHECK_SPAN(span_cut_line(&rest), "two\rx");
	CHECK_SPAN(span_cut_line(&rest), "");
	CHECK_SPAN(span_cut_line(&rest), "end");
}

static void
numbers(void **state)
{
	static const struct {
		const char *name, *text;
		uint64_t max;
		bool ok;
		uint64_t want;
	} rows[] = {
		{ "digits are a number", "042", 100, true, 42 },
		{ "the largest allowed is allowed", "255", 255, true, 255 },
		{ "one more is not", "256", 255, false, 0 },
		{ "nothing is no number", "", 9, false, 0 },
		{ "a sign is no digit", "+1", 9, false, 0 },
		{ "no wrap-around", "18446744073709551616", UINT64_MAX, false,
		    0 },
		{ "the very largest", "18446744073709551615", UINT64_MAX, true,
		    UINT64_MAX },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t got = 0;

		test_name(rows[i].name);
		CHECK(span_number(span_of(rows[i].text), rows[i].max, &got) ==
		    rows[i].ok);
		CHECK(got == rows[i].want);
	}
}

static void
compare(void **state)
{
	(void)state;
	test_name("only ASCII letters compare without case");
	CHECK(span_is(SPAN("ABC-9"), "abc-9"));
	CHECK(!span_is(SPAN("@"), "`"));
	CHECK(!span_is(SPAN("\xc3\x84"), "\xc3\xa4"));
	test_name("starts and ends need the whole text");
	CHECK(span_starts(SPAN("Received"), "re"));
	CHECK(!span_starts(SPAN("r"), "re"));
	CHECK(span_ends(SPAN("a.EXE"), ".exe"));
	test_name("order: a prefix comes first");
	CHECK(span_order(SPAN("ab"), SPAN("abc")) < 0);
	CHECK(span_order(SPAN("b"), SPAN("abc")) > 0);
	CHECK(span_order(SPAN("b"), SPAN("b")) == 0);
	test_name("find: where, or the length");
	CHECK_INT(span_find(SPAN("hello"), SPAN("ll")), 2);
	CHECK_INT(span_find(SPAN("hello"), SPAN("lx")), 5);
	CHECK_INT(span_find_nocase(SPAN("heLLo"), SPAN("ll")), 2);
	CHECK_INT(span_find_last(SPAN("a@b@c"), '@'), 3);
	test_name("trim takes blanks and line ends off both sides");
	CHECK_SPAN(span_trim(SPAN(" \r\n\tx y\t\r\n")), "x y");
	CHECK_SPAN(span_trim(SPAN(" \t")), "");
}

TEST_MAIN(TEST(cuts), TEST(numbers), TEST(compare))

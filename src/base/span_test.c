#include "base/span.h"
#include "base/utf8.h"
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

/* Bytes are looked at some at a time: at every length each of them counts. */
static void
lengths(void **state)
{
	static const char text[] = "aB.c_dEf@GhI[jK`lM{n";

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		span s = test_edge(text, n);
		char other[sizeof(text)];

		test_name("a copy in capitals is the same");
		for (size_t i = 0; i < n; i++)
			other[i] = ascii_is_alpha(text[i])
			    ? (char)(text[i] & ~0x20)
			    : text[i];
		CHECK(span_same_nocase(s, (span){ other, n }));
		CHECK(utf8_ascii(s));
		test_name("one other byte makes it another");
		for (size_t i = 0; i < n; i++) {
			char kept = other[i];

			other[i] = (char)(kept ^ 0x40);
			CHECK(!span_same_nocase(s, (span){ other, n }));
			other[i] = (char)(kept | 0x80);
			CHECK(!span_same_nocase(s, (span){ other, n }));
			CHECK(!utf8_ascii(test_edge(other, n)));
			CHECK_INT(utf8_skip_ascii((span){ other, n }).n, n - i);
			other[i] = kept;
		}
		CHECK(!span_same_nocase(s, (span){ other, n + 1 }));
	}
}

TEST_MAIN(TEST(cuts), TEST(numbers), TEST(compare), TEST(lengths))

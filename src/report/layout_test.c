#include "report/layout.h"

#include "test/test.h"

static void
breaks(void **state)
{
	static const struct {
		const char *name;
		size_t width;
		const char *text, *want;
	} rows[] = {
		{ "what fits is one line", 40, "短い文です。",
		    "短い文です。\n" },
		{ "Japanese breaks between letters", 40,
		    "一二三四五六七八九十一二三四五六七八九十一二三四五六",
		    "一二三四五六七八九十一二三四五六七八九十\n一二三四五六\n" },
		{ "never before a full stop", 40,
		    "一二三四五六七八九十一二三四五六七八九十。五六七八九",
		    "一二三四五六七八九十一二三四五六七八九\n十。五六七八九\n" },
		{ "never before a closing bracket", 40,
		    "一二三四五六七八九十一二三四五六七八九十」五六七八九",
		    "一二三四五六七八九十一二三四五六七八九\n十」五六七八九\n" },
		{ "never behind an opening bracket", 40,
		    "一二三四五六七八九十一二三四五六七八九「十五六七八九",
		    "一二三四五六七八九十一二三四五六七八九\n「十五六七八九\n" },
		{ "never before a small kana", 40,
		    "一二三四五六七八九十一二三四五六七八九しょうぶです",
		    "一二三四五六七八九十一二三四五六七八九\nしょうぶです\n" },
		{ "never inside a loan word", 40,
		    "一二三四五六七八九十一二三四五六七パスワードを忘れた",
		    "一二三四五六七八九十一二三四五六七\n"
		    "パスワードを忘れた\n" },
		{ "a loan word wider than the line breaks all the same", 40,
		    "アアアアアアアアアアアアアアアアアアアアアアアアア",
		    "アアアアアアアアアアアアアアアアアアアア\nアアアアア\n" },
		{ "English breaks at blanks, which are not printed", 40,
		    "The quick brown fox jumps over the old, lazy dog again",
		    "The quick brown fox jumps over the old,\n"
		    "lazy dog again\n" },
		{ "a no-break blank holds", 40,
		    "The quick brown fox jumps over the very\xc2\xa0old dog again",
		    "The quick brown fox jumps over the\n"
		    "very\xc2\xa0old dog again\n" },
		{ "a word wider than the line breaks anywhere", 40,
		    "https://h.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		    "https://h.example/aaaaaaaaaaaaaaaaaaaaaa\n"
		    "aaaaaaaaaaaaaaa\n" },
		{ "the last line is not a letter alone", 40,
		    "一二三四五六七八九十一二三四五六七八九十二",
		    "一二三四五六七八九十一二三四五六七\n八九十二\n" },
		{ "a line break in the text breaks", 40, "one\ntwo",
		    "one\ntwo\n" },
		{ "less than 40 columns count as 40", 7,
		    "The quick brown fox jumps over the old,",
		    "The quick brown fox jumps over the old,\n" },
		{ "nothing is an empty line", 40, "", "\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct layout l =
		    layout_new(test_arena(), rows[i].width, false);

		test_name(rows[i].name);
		layout_paragraph(&l, 0, (span){ 0 }, span_of(rows[i].text),
		    (span){ 0 }, TONE_BAD);
		CHECK_SPAN(buf_span(&l.out), rows[i].want);
	}
}

static void
forms(void **state)
{
	struct layout l = layout_new(test_arena(), 40, false);

	(void)state;
	test_name("lines hang below the text, a note stands at the right");
	layout_paragraph(&l, 1, SPAN("1. "),
	    SPAN("The quick brown fox jumps over the old and lazy dog."),
	    SPAN("+16"), TONE_PLAIN);
	CHECK_SPAN(buf_span(&l.out),
	    " 1. The quick brown fox jumps over   +16\n"
	    "    the old and lazy dog.\n");

	test_name("a terminal folds nothing away");
	l = layout_new(test_arena(), 40, false);
	layout_fold(&l, SPAN("more"));
	layout_row(&l, 2, 8, SPAN("a"), SPAN("b"), TONE_PLAIN);
	layout_fold_end(&l);
	CHECK_SPAN(buf_span(&l.out), "  a         b\n");

	test_name("values of a table stand below each other");
	l = layout_new(test_arena(), 40, false);
	layout_row(&l, 2, 8, SPAN("件名"), SPAN("a"), TONE_PLAIN);
	layout_row(&l, 2, 8, SPAN("Reply-To"), SPAN("b"), TONE_PLAIN);
	layout_row(&l, 2, 8, SPAN("a long label"), SPAN("c"), TONE_PLAIN);
	CHECK_SPAN(buf_span(&l.out),
	    "  件名      a\n  Reply-To  b\n  a long label  c\n");

	test_name("one empty line before a head, none at the beginning");
	l = layout_new(test_arena(), 40, false);
	layout_head(&l, SPAN("A"));
	layout_gap(&l);
	layout_head(&l, SPAN("B"));
	CHECK_SPAN(buf_span(&l.out), "A\n\nB\n");

	test_name("colour is set and taken back on each line");
	l = layout_new(test_arena(), 40, true);
	layout_paragraph(
	    &l, 0, SPAN("- "), SPAN("a\nb"), (span){ 0 }, TONE_GOOD);
	CHECK_SPAN(
	    buf_span(&l.out), "- \x1b[32ma\x1b[0m\n  \x1b[32mb\x1b[0m\n");
}

static void
dangers(void **state)
{
	static const struct {
		const char *name, *text, *want;
		size_t columns;
	} rows[] = {
		{ "letters stay", "aあ", "aあ", 3 },
		{ "an escape is shown", "a\x1b[2J", "a<U+001B>[2J", 12 },
		{ "a direction mark is shown", "\u202egnp", "<U+202E>gnp", 11 },
		{ "an isolate is shown", "\u2066", "<U+2066>", 8 },
		{ "a C1 control is shown", "\xc2\x9b", "<U+009B>", 8 },
		{ "an invisible blank is shown", "a\u200bb", "a<U+200B>b", 10 },
		{ "a tag letter is shown in six digits", "\U000e0041",
		    "<U+0E0041>", 10 },
		{ "tab and line break are a blank", "a\tb\nc", "a b c", 5 },
		{ "what is no UTF-8 is the replacement character", "\xff",
		    "\ufffd", 1 },
		{ "a combining mark takes no column", "e\u0301", "e\u0301", 1 },
		{ "half-width kana take one", "ｱ", "ｱ", 1 },
		{ "full-width letters take two", "Ａ", "Ａ", 2 },
		{ "what is too long is cut",
		    "一二三四五六七八九十"
		    "一二三四五六七八九十一",
		    "一二三四五六七八九十"
		    "一二三四五六七八九…",
		    42 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		span text = span_of(rows[i].text);

		test_name(rows[i].name);
		CHECK_SPAN(
		    layout_cut(test_arena(), test_edge(text.p, text.n), 40),
		    rows[i].want);
		CHECK_INT(layout_columns(text), rows[i].columns);
	}
}

TEST_MAIN(TEST(breaks), TEST(forms), TEST(dangers))
